// SPDX-License-Identifier: Apache-2.0
// A table from ids (whole numbers or texts) to dense numbers: open addressing, at most half full, looked up in blocks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/ratio.hpp>

namespace myhao::inline v0::detail {

inline constexpr std::uint32_t none = 0xFFFFFFFFu;

__extension__ using UnsignedWide = unsigned __int128;

/// Both halves of a product, folded: every bit of both factors counts.
[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    const UnsignedWide product = static_cast<UnsignedWide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Of a text's bytes and length; the same on every platform of the same byte order.
[[nodiscard]] inline std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0x9E3779B97F4A7C15u) noexcept {
    constexpr std::uint64_t k0 = 0xD1B54A32D192ED03u, k1 = 0x8CB92BA72F3D8DD7u;
    const auto word = [&](std::size_t at, std::size_t count) {
        std::uint64_t w = 0;
        std::memcpy(&w, text.data() + at, count);
        return w;
    };
    std::uint64_t h = seed ^ mix(text.size() + k1, k0);
    std::size_t at = 0;
    for (; at + 16 <= text.size(); at += 16) h = mix(word(at, 8) ^ h ^ k0, word(at + 8, 8) ^ k1);
    const std::size_t left = text.size() - at;
    if (left > 8) return mix(word(at, 8) ^ h ^ k0, word(text.size() - 8, 8) ^ k1);
    return mix((left == 8 ? word(at, 8) : left > 0 ? word(at, left) : 0) ^ h ^ k0, k1);
}
[[nodiscard]] inline std::uint64_t hash_number(std::int64_t key) noexcept { return static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15u; }

/// Keys are numbered in order of first appearance. A text is known by its 64-bit hash and compared through the caller,
/// who keeps the texts: `same(number, text)`.
class IdTable {
public:
    static constexpr std::size_t block = 32;  // keys looked up together, so that their cache misses overlap

    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t number = none;
    };

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    [[nodiscard]] std::uint32_t find(std::int64_t key) const noexcept { return slots_[place(static_cast<std::uint64_t>(key), hash_number(key))].number; }
    template <class Same>
    [[nodiscard]] std::uint32_t find(std::string_view key, Same&& same) const {
        return slots_[place(hash_text(key), key, same)].number;
    }

    /// The number of the key; a new one where it is new.
    std::uint32_t add(std::int64_t key) {
        if (2 * (size_ + 1) > slots_.size()) grow(false);
        Slot& slot = slots_[place(static_cast<std::uint64_t>(key), hash_number(key))];
        if (slot.number == none) slot = {static_cast<std::uint64_t>(key), static_cast<std::uint32_t>(size_++)};
        return slot.number;
    }
    template <class Same>
    std::uint32_t add(std::string_view key, Same&& same) {
        if (2 * (size_ + 1) > slots_.size()) grow(true);
        const std::uint64_t h = hash_text(key);
        Slot& slot = slots_[place(h, key, same)];
        if (slot.number == none) slot = {h, static_cast<std::uint32_t>(size_++)};
        return slot.number;
    }

    /// `take(i, number)` for each of `count` whole numbers `key(i)`; new ones are added.
    template <class Key, class Take>
    void add_numbers(std::size_t count, Key&& key, Take&& take) { numbers<true>(*this, count, key, take); }
    template <class Key, class Take>
    void find_numbers(std::size_t count, Key&& key, Take&& take) const { numbers<false>(*this, count, key, take); }
    /// The same for texts.
    template <class Key, class Take, class Same>
    void add_texts(std::size_t count, Key&& key, Take&& take, Same&& same) { texts<true>(*this, count, key, take, same); }
    template <class Key, class Take, class Same>
    void find_texts(std::size_t count, Key&& key, Take&& take, Same&& same) const { texts<false>(*this, count, key, take, same); }

    /// Gives every key the number `to[old number]`.
    void renumber(const std::vector<std::uint32_t>& to) noexcept {
        for (Slot& slot : slots_)
            if (slot.number != none) slot.number = to[slot.number];
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return slots_.capacity() * sizeof(Slot); }

private:
    template <bool adding, class Self, class Key, class Take>
    static void numbers(Self& self, std::size_t count, Key&& key, Take&& take) {
        std::int64_t keys[block];
        for (std::size_t from = 0; from < count; from += block) {
            const std::size_t many = std::min(block, count - from);
            if constexpr (adding)
                while (2 * (self.size_ + many) > self.slots_.size()) self.grow(false);
            for (std::size_t i = 0; i < many; ++i) {
                keys[i] = key(from + i);
                __builtin_prefetch(&self.slots_[self.home(hash_number(keys[i]))]);
            }
            for (std::size_t i = 0; i < many; ++i) {
                auto& slot = self.slots_[self.place(static_cast<std::uint64_t>(keys[i]), hash_number(keys[i]))];
                if constexpr (adding)
                    if (slot.number == none) slot = {static_cast<std::uint64_t>(keys[i]), static_cast<std::uint32_t>(self.size_++)};
                take(from + i, slot.number);
            }
        }
    }
    template <bool adding, class Self, class Key, class Take, class Same>
    static void texts(Self& self, std::size_t count, Key&& key, Take&& take, Same&& same) {
        std::string_view keys[block];
        std::uint64_t hashes[block];
        for (std::size_t from = 0; from < count; from += block) {
            const std::size_t many = std::min(block, count - from);
            if constexpr (adding)
                while (2 * (self.size_ + many) > self.slots_.size()) self.grow(true);
            for (std::size_t i = 0; i < many; ++i) {
                keys[i] = key(from + i);
                hashes[i] = hash_text(keys[i]);
                __builtin_prefetch(&self.slots_[self.home(hashes[i])]);
            }
            for (std::size_t i = 0; i < many; ++i) {
                auto& slot = self.slots_[self.place(hashes[i], keys[i], same)];
                if constexpr (adding)
                    if (slot.number == none) slot = {hashes[i], static_cast<std::uint32_t>(self.size_++)};
                take(from + i, slot.number);
            }
        }
    }
    [[nodiscard]] std::size_t home(std::uint64_t hash) const noexcept { return static_cast<std::size_t>(hash >> shift_); }
    [[nodiscard]] std::size_t place(std::uint64_t key, std::uint64_t hash) const noexcept {
        std::size_t at = home(hash);
        while (slots_[at].number != none && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    template <class Same>
    [[nodiscard]] std::size_t place(std::uint64_t hash, std::string_view text, Same&& same) const {
        std::size_t at = home(hash);
        while (slots_[at].number != none && !(slots_[at].key == hash && same(slots_[at].number, text))) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    void grow(bool hashed) {
        std::vector<Slot> old(slots_.size() * 4);
        old.swap(slots_);
        shift_ -= 2;
        for (const Slot& slot : old) {
            if (slot.number == none) continue;
            std::size_t at = home(hashed ? slot.key : hash_number(static_cast<std::int64_t>(slot.key)));
            while (slots_[at].number != none) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = slot;
        }
    }

    std::size_t size_ = 0;
    int shift_ = 64 - 6;
    std::vector<Slot> slots_ = std::vector<Slot>(64);
};

}  // namespace myhao::inline v0::detail
