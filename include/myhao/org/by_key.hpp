// SPDX-License-Identifier: Apache-2.0
// Many small entries in the order of their 64-bit keys, handed out key by key: parts that fit into a cache first, then each part by itself.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <myhao/org/raw_vector.hpp>

namespace myhao::inline v0::detail {

/// Entries of one key: by their day, those of one day as they came.
template <class Entry>
class Alike {
public:
    Alike(const Entry* entries, const std::uint64_t* order, std::uint64_t place, std::size_t size) : entries_(entries), order_(order), place_(place), size_(size) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const Entry& operator[](std::size_t i) const noexcept { return entries_[order_[i] & place_]; }

private:
    const Entry* entries_;
    const std::uint64_t* order_;
    std::uint64_t place_;  // the bits that are the place of an entry
    std::size_t size_;
};

/// `Entry` is small and plain; it has a `key`, and a `day()` of fewer than 24 bits.
template <class Entry>
class ByKey {
public:
    /// `entry(i)` of `count` entries, whose keys `key(i)` lie from `low` to `high`.
    template <class KeyAt, class EntryAt>
    ByKey(std::size_t count, std::uint64_t low, std::uint64_t high, const KeyAt& key, const EntryAt& entry) : entries_(count) {
        deal(count, low, high, key, entry, entries_.data());
    }

    /// `take(alike)` for each key, from the lowest on.
    template <class Take>
    void each(Take&& take) {
        for (std::size_t p = 0; p + 1 < parts_.size(); ++p) part(entries_.data() + parts_[p], parts_[p + 1] - parts_[p], take);
    }

private:
    static constexpr std::size_t fits = 4096, most = 8 * fits;  // entries of a part

    struct Span {
        std::uint64_t low, high;

        void meet(std::uint64_t value) noexcept { low = std::min(low, value), high = std::max(high, value); }
        [[nodiscard]] int width() const noexcept { return width_of(high - low); }
    };
    [[nodiscard]] static int width_of(std::uint64_t value) noexcept { return static_cast<int>(std::bit_width(value)); }
    [[nodiscard]] static std::uint64_t ones(int bits) noexcept { return bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1; }

    /// Puts the entries to where their parts are.
    template <class KeyAt, class EntryAt>
    void deal(std::size_t count, std::uint64_t low, std::uint64_t high, const KeyAt& key, const EntryAt& entry, Entry* to) {
        const int width = width_of(high - low), bits = std::min({width, width_of(count / fits), 9}), shift = bits == 0 ? 0 : width - bits;
        parts_.assign((std::size_t{1} << bits) + 1, 0);
        const auto part_of = [=, &key, mask = ones(bits)](std::size_t i) { return static_cast<std::size_t>((key(i) - low) >> shift & mask); };
        std::size_t* const begin = parts_.data();
        for (std::size_t i = 0; i < count; ++i) ++begin[part_of(i) + 1];
        for (std::size_t p = 1; p < parts_.size(); ++p) begin[p] += begin[p - 1];
        std::vector<std::size_t> next = parts_;
        std::size_t* const free = next.data();
        for (std::size_t i = 0; i < count; ++i) to[free[part_of(i)]++] = entry(i);
    }
    template <class Take>
    void part(const Entry* entries, std::size_t count, Take& take) {
        if (count == 0) return;
        Span keys{entries[0].key, entries[0].key}, days{entries[0].day(), entries[0].day()};
        for (std::size_t i = 1; i < count; ++i) keys.meet(entries[i].key), days.meet(entries[i].day());
        if (count > most && keys.low < keys.high) {  // many keys lie close together: into parts again
            ByKey closer(count, keys.low, keys.high, [=](std::size_t i) { return entries[i].key; }, [=](std::size_t i) -> const Entry& { return entries[i]; });
            return closer.each(take);
        }
        // The upper bits of what distinguishes the keys are mostly enough; then the day, then the place of the entry.
        const int upper = std::min(keys.width(), width_of(count) + 7), rest = upper == 0 ? 0 : keys.width() - upper, place = width_of(count), day = days.width();
        order_.resize(count);
        for (std::size_t i = 0; i < count; ++i)
            order_[i] = (((entries[i].key - keys.low) >> rest & ones(upper)) << day | (entries[i].day() - days.low)) << place | i;
        sort(place, upper + day);
        std::uint64_t* const order = order_.data();
        const auto key = [=, mask = ones(place)](std::uint64_t at) { return entries[at & mask].key; };
        const int below = place + day;
        for (std::size_t from = 0, to; from < count; from = to) {
            bool alike = true;
            for (to = from + 1; to < count && order[to] >> below == order[from] >> below; ++to) alike &= key(order[to]) == key(order[from]);
            if (!alike) std::sort(order + from, order + to, [&](std::uint64_t x, std::uint64_t y) { return key(x) != key(y) ? key(x) < key(y) : x < y; });
            for (std::size_t first = from, last = to; first < to; first = last) {
                if (!alike)
                    for (last = first + 1; last < to && key(order[last]) == key(order[first]);) ++last;
                take(Alike<Entry>(entries, order + first, ones(place), last - first));
            }
        }
    }
    /// By the `width` bits from bit `begin` on.
    void sort(int begin, int width) {
        const int digits = (width + 11) / 12, bits = digits == 0 ? 0 : (width + digits - 1) / digits;
        const std::uint64_t mask = ones(bits);
        const std::size_t count = order_.size();
        other_.resize(count);
        counts_.assign(static_cast<std::size_t>(digits) << bits, 0);
        std::uint64_t *from = order_.data(), *to = other_.data();
        for (int d = 0; d < digits; ++d) {
            std::uint32_t* const free = counts_.data() + (static_cast<std::size_t>(d) << bits);
            const int shift = begin + d * bits;
            for (std::size_t i = 0; i < count; ++i) ++free[from[i] >> shift & mask];
            std::uint32_t sum = 0;
            for (std::uint64_t c = 0; c <= mask; ++c) sum += std::exchange(free[c], sum);
            for (std::size_t i = 0; i < count; ++i) to[free[from[i] >> shift & mask]++] = from[i];
            std::swap(from, to);
        }
        if (from != order_.data()) order_.swap(other_);
    }

    RawVector<Entry> entries_;
    std::vector<std::size_t> parts_;          // where each begins, and the end
    RawVector<std::uint64_t> order_, other_;  // of one part
    std::vector<std::uint32_t> counts_;
};

}  // namespace myhao::inline v0::detail
