// SPDX-License-Identifier: Apache-2.0
// Keys of units in a long column, whole numbers or short texts: runs of the same one, and a table from them to dense numbers that lie in
// the order of their hashes, so that members dealt into parts by hash meet only a part of it, which stays in the cache.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <myhao/org/id_table.hpp>
#include <myhao/org/raw_vector.hpp>

namespace myhao::inline v0::detail {

/// A text of up to 15 bytes: its bytes, zeros, its length (bits 56 to 59 of `tail`).
struct ShortText {
    static constexpr std::size_t most = 15;

    std::uint64_t head = 0, tail = 0;

    static ShortText of(const char* bytes, std::size_t size) noexcept {
        ShortText key{0, static_cast<std::uint64_t>(size) << 56};
        if (size > 8) {
            std::uint64_t end = 0;
            std::memcpy(&key.head, bytes, 8);
            std::memcpy(&end, bytes + size - 8, 8);
            key.tail |= end >> (8 * (16 - size));
        } else {
            std::memcpy(&key.head, bytes, size);
        }
        return key;
    }
    friend bool operator==(const ShortText&, const ShortText&) = default;
};

// A key and a code in the space of a key, within the part of the table that the top bits of its hash name. The hash of a whole number
// can be undone, so that its top bits need no room; a short text has four bits to spare.
inline constexpr int part_bits = 7;
inline constexpr std::size_t key_parts = std::size_t{1} << part_bits;

[[nodiscard]] inline std::uint64_t hash_key(std::int64_t key) noexcept { return hash_number(key); }
[[nodiscard]] inline std::uint64_t hash_key(const ShortText& key) noexcept { return mix(key.head ^ 0x9E3779B97F4A7C15u, key.tail ^ 0xD1B54A32D192ED03u) * 0x9E3779B97F4A7C15u; }

template <class Key>
struct Packing;
template <>
struct Packing<std::int64_t> {
    static constexpr std::size_t most_codes = std::size_t{1} << part_bits;
    static std::int64_t pack(std::int64_t, std::uint64_t hash, std::uint32_t code) noexcept { return static_cast<std::int64_t>(hash << part_bits | code); }
    static std::int64_t key(std::int64_t packed, std::size_t part) noexcept {
        constexpr std::uint64_t inverse = 0xF1DE83E19937733Du;  // times the multiplier of hash_number is 1
        return static_cast<std::int64_t>((std::uint64_t{part} << (64 - part_bits) | static_cast<std::uint64_t>(packed) >> part_bits) * inverse);
    }
    static std::uint32_t code(std::int64_t packed) noexcept { return static_cast<std::uint32_t>(static_cast<std::uint64_t>(packed) & (most_codes - 1)); }
};
template <>
struct Packing<ShortText> {
    static constexpr std::size_t most_codes = 16;
    static ShortText pack(const ShortText& key, std::uint64_t, std::uint32_t code) noexcept { return {key.head, key.tail | std::uint64_t{code} << 60}; }
    static ShortText key(const ShortText& packed, std::size_t) noexcept { return {packed.head, packed.tail & ~(std::uint64_t{15} << 60)}; }
    static std::uint32_t code(const ShortText& packed) noexcept { return static_cast<std::uint32_t>(packed.tail >> 60); }
};

/// From keys to numbers in the order of the slots, and from these to rows. At most half full.
template <class Key>
class KeyTable {
public:
    static constexpr std::size_t block = 32;  // looked up together, so that their cache misses overlap

    KeyTable() = default;
    /// `key(row)` for each of `rows` rows, all different.
    template <class Get>
    KeyTable(std::size_t rows, Get&& key) {
        std::size_t slots = key_parts;
        for (shift_ = 64 - part_bits; slots < 2 * rows; slots *= 2) --shift_;
        slots_.assign(slots, none);
        RawVector<Key> by_row(rows);
        for (std::size_t from = 0; from < rows; from += block) {
            const std::size_t to = std::min(rows, from + block);
            for (std::size_t r = from; r < to; ++r) by_row[r] = key(r), prefetch(by_row[r]);
            for (std::size_t r = from; r < to; ++r) {
                std::size_t at = home(by_row[r]);
                while (slots_[at] != none) at = (at + 1) & (slots_.size() - 1);
                slots_[at] = static_cast<std::uint32_t>(r);
            }
        }
        key_.resize(rows), row_.resize(rows);
        std::uint32_t number = 0;
        for (std::uint32_t& slot : slots_) {
            if (slot == none) continue;
            key_[number] = by_row[slot], row_[number] = slot;
            slot = number++;
        }
    }

    [[nodiscard]] bool empty() const noexcept { return slots_.empty(); }
    /// The number of a key; `none` where it is not there.
    [[nodiscard]] std::uint32_t find(const Key& key) const noexcept {
        std::size_t at = home(key);
        while (slots_[at] != none && !(key_[slots_[at]] == key)) at = (at + 1) & (slots_.size() - 1);
        return slots_[at];
    }
    void prefetch(const Key& key) const noexcept { __builtin_prefetch(&slots_[home(key)]); }
    /// By number.
    [[nodiscard]] const std::vector<std::uint32_t>& rows() const noexcept { return row_; }

private:
    [[nodiscard]] std::size_t home(const Key& key) const noexcept { return static_cast<std::size_t>(hash_key(key) >> shift_); }

    int shift_ = 64 - part_bits;
    std::vector<std::uint32_t> slots_;  // numbers
    RawVector<Key> key_;                // by number
    std::vector<std::uint32_t> row_;
};

/// Neighbours with the same key, and how many of them have each code, found without a branch for each.
class KeyRuns {
public:
    static constexpr std::size_t block = 255;      // read at once, so that a count fits a byte
    static constexpr std::size_t most_packed = 7;  // slots whose counts are packed; the last byte is for where a run ends

    /// `key(from + i)` and `code[i]` of the next `many`, at most a block and at least one. Without codes all have the first value.
    template <class KeyOf>
    void read(std::size_t from, std::size_t many, const KeyOf& key, const std::int8_t* code) {
        static constexpr std::array<std::int8_t, block> first{};
        static constexpr std::uint64_t end = std::uint64_t{1} << 56;
        static constexpr std::uint64_t one[] = {end + 1, end + (1 << 8), end + (1 << 16), end + (1 << 24), end + (1ull << 32), end + (1ull << 40), end + (1ull << 48)};
        if (code == nullptr) code = first.data();
        std::uint64_t* up_to = up_to_.data() + 1;
        std::uint64_t sum = 0;
        auto now = key(from);
        for (std::size_t i = 0; i + 1 < many; ++i) {
            const auto next = key(from + i + 1);
            *up_to = sum += one[1 + std::ptrdiff_t{code[i]}];
            up_to += !(next == now);
            now = next;
        }
        *up_to = sum + one[1 + std::ptrdiff_t{code[many - 1]}];
        size_ = static_cast<std::size_t>(up_to - up_to_.data()), from_ = from;
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// The first of a run, and of the one behind it.
    [[nodiscard]] std::size_t begin(std::size_t run) const noexcept { return from_ + static_cast<std::size_t>(up_to_[run] >> 56); }
    [[nodiscard]] std::size_t end(std::size_t run) const noexcept { return begin(run + 1); }
    /// As CountTable packs them, and something in the last byte.
    [[nodiscard]] std::uint64_t counts(std::size_t run) const noexcept { return up_to_[run + 1] - up_to_[run]; }

private:
    std::size_t size_ = 0, from_ = 0;
    std::array<std::uint64_t, block + 1> up_to_{};  // packed counts of all before each run
};

}  // namespace myhao::inline v0::detail
