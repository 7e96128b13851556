// SPDX-License-Identifier: Apache-2.0
// A table from ids (whole numbers or texts) to dense numbers: open addressing, at most half full, looked up in blocks.
#pragma once

#include <algorithm>
#include <bit>
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

/// A text as two words. One of up to 15 bytes is told by them alone; of a longer one they hold a hash.
struct PackedText {
    static constexpr std::size_t longest = 15;

    std::uint64_t head = 0, tail = 0;

    PackedText() = default;
    explicit PackedText(std::string_view text) noexcept {
        const std::size_t size = text.size();
        if (size > longest) {
            head = hash_text(text), tail = ~std::uint64_t{0};
            return;
        }
        tail = static_cast<std::uint64_t>(size) << 56;
        if (std::endian::native == std::endian::little && size > 8) {
            std::uint64_t end;
            std::memcpy(&head, text.data(), 8);
            std::memcpy(&end, text.data() + size - 8, 8);
            tail |= end >> (8 * (16 - size));
            return;
        }
        for (std::size_t i = 0; i < size; ++i) (i < 8 ? head : tail) |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * (i % 8));
    }
    /// Whether equal words mean equal texts.
    [[nodiscard]] bool is_whole() const noexcept { return tail != ~std::uint64_t{0}; }
    [[nodiscard]] std::uint64_t hash() const noexcept { return mix(head ^ 0x9E3779B97F4A7C15u, tail ^ 0xD1B54A32D192ED03u); }
    friend bool operator==(const PackedText&, const PackedText&) = default;
};

/// Keys are numbered in order of first appearance. A text is known by a 64-bit hash of its words and compared by the caller, who keeps
/// the texts: `texts.same(number, text, packed)`; `texts.fetch(number)` says that this comparison is about to come.
class IdTable {
public:
    static constexpr std::size_t block = 32;  // keys looked up together, so that their cache misses overlap

    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t number = none;
    };

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    [[nodiscard]] std::uint32_t find(std::int64_t key) const noexcept { return slots_[place(static_cast<std::uint64_t>(key), home(hash_number(key)))].number; }
    template <class Texts>
    [[nodiscard]] std::uint32_t find(std::string_view text, const Texts& texts) const {
        const PackedText packed(text);
        const std::uint64_t hash = packed.hash();
        return slots_[place(hash, home(hash), text, packed, texts)].number;
    }

    /// The number of the key; a new one where it is new.
    std::uint32_t add(std::int64_t key) {
        if (2 * (size_ + 1) > slots_.size()) grow(false);
        return number_at(place(static_cast<std::uint64_t>(key), home(hash_number(key))), static_cast<std::uint64_t>(key));
    }
    template <class Texts>
    std::uint32_t add(std::string_view text, const Texts& texts) {
        if (2 * (size_ + 1) > slots_.size()) grow(true);
        const PackedText packed(text);
        const std::uint64_t hash = packed.hash();
        return number_at(place(hash, home(hash), text, packed, texts), hash);
    }

    /// `take(i, number)` for each of `count` whole numbers `key(i)`; new ones are added.
    template <class Key, class Take>
    void add_numbers(std::size_t count, const Key& key, Take&& take) { look_up_numbers<true>(*this, count, key, take); }
    template <class Key, class Take>
    void find_numbers(std::size_t count, const Key& key, Take&& take) const { look_up_numbers<false>(*this, count, key, take); }
    /// The same for texts: `take(i, number, packed)`.
    template <class Key, class Take, class Texts>
    void add_texts(std::size_t count, const Key& key, Take&& take, const Texts& texts) { look_up_texts<true>(*this, count, key, take, texts); }
    template <class Key, class Take, class Texts>
    void find_texts(std::size_t count, const Key& key, Take&& take, const Texts& texts) const { look_up_texts<false>(*this, count, key, take, texts); }

    /// Gives every key the number `to[old number]`.
    void renumber(const std::vector<std::uint32_t>& to) noexcept {
        for (Slot& slot : slots_)
            if (slot.number != none) slot.number = to[slot.number];
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return slots_.capacity() * sizeof(Slot); }

private:
    template <bool adding, class Self, class Key, class Take>
    static void look_up_numbers(Self& self, std::size_t count, const Key& key, Take& take) {
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
                const std::size_t at = self.place(static_cast<std::uint64_t>(keys[i]), self.home(hash_number(keys[i])));
                if constexpr (adding) take(from + i, self.number_at(at, static_cast<std::uint64_t>(keys[i])));
                else take(from + i, self.slots_[at].number);
            }
        }
    }
    template <bool adding, class Self, class Key, class Take, class Texts>
    static void look_up_texts(Self& self, std::size_t count, const Key& key, Take& take, const Texts& texts) {
        std::string_view keys[block];
        PackedText packed[block];
        std::uint64_t hashes[block];
        std::size_t at[block];
        for (std::size_t from = 0; from < count; from += block) {
            const std::size_t many = std::min(block, count - from);
            if constexpr (adding)
                while (2 * (self.size_ + many) > self.slots_.size()) self.grow(true);
            for (std::size_t i = 0; i < many; ++i) {
                keys[i] = key(from + i);
                packed[i] = PackedText(keys[i]);
                hashes[i] = packed[i].hash();
                __builtin_prefetch(&self.slots_[self.home(hashes[i])]);
            }
            for (std::size_t i = 0; i < many; ++i) {
                at[i] = self.place(hashes[i], self.home(hashes[i]));
                if (const std::uint32_t number = self.slots_[at[i]].number; number != none) texts.fetch(number);
            }
            for (std::size_t i = 0; i < many; ++i) {  // from where it was: the slots before that one hold other keys
                at[i] = self.place(hashes[i], at[i], keys[i], packed[i], texts);
                if constexpr (adding) take(from + i, self.number_at(at[i], hashes[i]), packed[i]);
                else take(from + i, self.slots_[at[i]].number, packed[i]);
            }
        }
    }

    [[nodiscard]] std::size_t home(std::uint64_t hash) const noexcept { return static_cast<std::size_t>(hash >> shift_); }
    /// From `at` on, the first slot that is free or holds the key.
    [[nodiscard]] std::size_t place(std::uint64_t key, std::size_t at) const noexcept {
        while (slots_[at].number != none && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    template <class Texts>
    [[nodiscard]] std::size_t place(std::uint64_t hash, std::size_t at, std::string_view text, const PackedText& packed, const Texts& texts) const {
        while (slots_[at].number != none && !(slots_[at].key == hash && texts.same(slots_[at].number, text, packed))) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    std::uint32_t number_at(std::size_t at, std::uint64_t key) noexcept {
        Slot& slot = slots_[at];
        if (slot.number == none) slot = {key, static_cast<std::uint32_t>(size_++)};
        return slot.number;
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

/// Texts in a plain list, where few are looked up.
template <class At>
struct ListedTexts {
    At at;  // at(number) is the text

    [[nodiscard]] bool same(std::uint32_t number, std::string_view text, const PackedText&) const { return at(number) == text; }
    void fetch(std::uint32_t) const noexcept {}
};
template <class At>
ListedTexts(At) -> ListedTexts<At>;

}  // namespace myhao::inline v0::detail
