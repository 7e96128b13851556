// SPDX-License-Identifier: Apache-2.0
// Things counted by a value of theirs, in counters of a byte, so that a country's stay in the cache; and the totals of a tree from them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include <myhao/org/id_table.hpp>
#include <myhao/org/raw_vector.hpp>

namespace myhao::inline v0::detail {

/// Counters in a row for each thing: slot 0 for those without a value, then one for each value. A code is a slot less one.
class CountTable {
public:
    static constexpr std::size_t packed = sizeof(std::uint64_t);  // slots of one thing that a word holds, a byte each

    /// `apart`: things that follow each other share no word, where a word holds one; faster where they are counted one after the other.
    CountTable(std::size_t things, std::size_t values, bool apart = false)
        : things_(things), width_(values + 1), stride_(apart ? std::max(width_, packed) : width_), counters_(things * stride_ + packed) {
        std::memset(counters_.data(), 0, counters_.size());
    }

    [[nodiscard]] std::size_t things() const noexcept { return things_; }
    [[nodiscard]] std::size_t width() const noexcept { return width_; }

    /// A code of at least -1.
    void add(std::size_t thing, std::int8_t code) {
        const std::size_t at = thing * stride_ + static_cast<std::size_t>(code + 1);
        if (++counters_[at] == 0) [[unlikely]] fill(at);
    }
    /// `thing(i)` of each of `count` codes, which may be none at all: then all have the first value. What is none of the things goes to `odd(i)`.
    template <class ThingOf, class Odd>
    void add_all(std::size_t count, const ThingOf& thing, const std::int8_t* code, const Odd& odd) {
        if (code == nullptr) add_slots(count, thing, [](std::size_t) { return std::size_t{1}; }, odd);
        else add_slots(count, thing, [code](std::size_t i) { return static_cast<std::size_t>(std::ptrdiff_t{code[i]} + 1); }, odd);
    }
    /// Counts of at most `packed` slots, the first in the lowest byte.
    void add_packed(std::size_t thing, std::uint64_t counts) {
        constexpr std::uint64_t tops = 0x8080808080808080u;
        const std::uint64_t was = word(thing), mask = ~std::uint64_t{0} >> (8 * (packed - width_));
        const std::uint64_t sum = ((was & ~tops) + (counts & ~tops)) ^ ((was ^ counts) & tops);
        const std::uint64_t carries = ((was & counts) | ((was | counts) & ~sum)) & tops & mask;
        if (carries != 0) [[unlikely]]
            for (std::size_t slot = 0; slot < width_; ++slot)
                if ((carries >> (8 * slot + 7) & 1) != 0) full_.push_back(thing * stride_ + slot);
        put(thing, (sum & mask) | (was & ~mask));
    }
    /// Those of a thing of another table with the same values.
    void add_row(std::size_t thing, const CountTable& other, std::size_t its) {
        if (width_ <= packed) return add_packed(thing, other.word(its) & (~std::uint64_t{0} >> (8 * (packed - width_))));
        for (std::size_t slot = 0; slot < width_; ++slot) {
            std::uint8_t& to = counters_[thing * stride_ + slot];
            const std::uint8_t more = other.counters_[its * other.stride_ + slot];
            to = static_cast<std::uint8_t>(to + more);
            if (to < more) full_.push_back(thing * stride_ + slot);
        }
    }
    /// What `add_row` leaves out of all things: counters that were full. `to(thing)`: where those of the other's thing belong, or `none`.
    template <class To>
    void add_full(const CountTable& other, const To& to) {
        for (const std::size_t at : other.full_)
            if (const std::uint32_t thing = to(at / other.stride_); thing != none) full_.push_back(thing * stride_ + at % other.stride_);
    }
    void prefetch(std::size_t thing) const noexcept { __builtin_prefetch(counters_.data() + thing * stride_, 1); }

    /// Whether each thing has any at all.
    [[nodiscard]] std::vector<bool> used() const {
        std::vector<bool> out(things_);
        for (std::size_t t = 0; t < things_; ++t) {
            const std::uint8_t* const from = counters_.data() + t * stride_;
            out[t] = std::any_of(from, from + width_, [](std::uint8_t n) { return n != 0; });
        }
        for (const std::size_t at : full_) out[at / stride_] = true;
        return out;
    }

    struct Totals {
        RawVector<std::int32_t> table, missing;  // things by values, row by row; and of each thing how many have no value
    };
    /// Of each thing with all below it: `parent` of each, which stands before it, or `none`. Without parents: of each alone.
    [[nodiscard]] Totals totals(std::span<const std::uint32_t> parent) const {
        Totals out{RawVector<std::int32_t>(things_ * (width_ - 1)), RawVector<std::int32_t>(things_)};
        if (!out.table.empty()) std::memset(out.table.data(), 0, out.table.size() * sizeof(std::int32_t));
        if (!out.missing.empty()) std::memset(out.missing.data(), 0, out.missing.size() * sizeof(std::int32_t));
        for (const std::size_t at : full_) (at % stride_ == 0 ? out.missing[at / stride_] : out.table[at / stride_ * (width_ - 1) + at % stride_ - 1]) += 256;
        width_ == 5 ? add_up<5>(out, parent) : add_up<0>(out, parent);
        return out;
    }

private:
    /// Four at a time, as most are things and no counter fills.
    template <class ThingOf, class SlotOf, class Odd>
    void add_slots(std::size_t count, const ThingOf& thing, const SlotOf& slot, const Odd& odd) {
        std::uint8_t* const counters = counters_.data();
        const std::size_t things = things_, stride = stride_;
        const auto add_one = [&](std::size_t at) {
            if (++counters[at] == 0) [[unlikely]] fill(at);
        };
        std::size_t i = 0;
        for (; i + 4 <= count; i += 4) {
            const std::size_t t0 = thing(i), t1 = thing(i + 1), t2 = thing(i + 2), t3 = thing(i + 3);
            if ((t0 >= things) | (t1 >= things) | (t2 >= things) | (t3 >= things)) [[unlikely]] {
                for (std::size_t k = i; k < i + 4; ++k) thing(k) < things ? add_one(thing(k) * stride + slot(k)) : odd(k);
                continue;
            }
            const std::size_t p0 = t0 * stride + slot(i), p1 = t1 * stride + slot(i + 1), p2 = t2 * stride + slot(i + 2), p3 = t3 * stride + slot(i + 3);
            add_one(p0), add_one(p1), add_one(p2), add_one(p3);
        }
        for (; i < count; ++i) thing(i) < things ? add_one(thing(i) * stride + slot(i)) : odd(i);
    }
    __attribute__((noinline, cold)) void fill(std::size_t at) { full_.push_back(at); }

    template <std::size_t fixed>
    void add_up(Totals& out, std::span<const std::uint32_t> parent) const noexcept {
        const std::size_t width = fixed != 0 ? fixed : width_, values = width - 1;
        std::int32_t *const table = out.table.data(), *const missing = out.missing.data();
        for (std::size_t t = things_; t-- > 0;) {
            const std::uint8_t* const own = counters_.data() + t * stride_;
            std::int32_t* const its = table + t * values;
            missing[t] += own[0];
            const std::uint32_t up = parent.empty() ? none : parent[t];
            if (up == none) {
                for (std::size_t v = 0; v < values; ++v) its[v] += own[v + 1];
                continue;
            }
            std::int32_t* const above = table + std::size_t{up} * values;
            missing[up] += missing[t];
            for (std::size_t v = 0; v < values; ++v) {
                const std::int32_t sum = its[v] + own[v + 1];
                its[v] = sum, above[v] += sum;
            }
        }
    }
    [[nodiscard]] std::uint64_t word(std::size_t thing) const noexcept {
        std::uint64_t out = 0;
        std::memcpy(&out, counters_.data() + thing * stride_, packed);
        return native(out);
    }
    void put(std::size_t thing, std::uint64_t value) noexcept {
        const std::uint64_t in = native(value);
        std::memcpy(counters_.data() + thing * stride_, &in, packed);
    }
    /// The first byte is the lowest, whatever the machine.
    [[nodiscard]] static std::uint64_t native(std::uint64_t word) noexcept {
        if constexpr (std::endian::native == std::endian::little) return word;
        else return __builtin_bswap64(word);
    }

    std::size_t things_, width_, stride_;
    RawVector<std::uint8_t> counters_;  // and a word more, so that the last thing's can be read whole
    std::vector<std::size_t> full_;     // counters that came to 256 and began again
};

}  // namespace myhao::inline v0::detail
