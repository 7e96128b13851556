// SPDX-License-Identifier: Apache-2.0
// A table from texts to dense numbers: open addressing, at most half full, looked up in blocks.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
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

/// A text to be looked up.
struct TextKey {
    std::string_view text;
    PackedText packed;

    TextKey() = default;
    explicit TextKey(std::string_view key) noexcept : text(key), packed(key) {}
};

/// Texts, numbered in order of first appearance. The table has half of each one's hash and its number; the texts themselves are with the
/// caller, who compares: `texts.same(number, key)`; `texts.fetch(number)` says that this is about to come.
class IdTable {
public:
    static constexpr std::size_t block = 32;  // texts looked up together, so that their cache misses overlap

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// The number of the text, or `none`.
    template <class Texts>
    [[nodiscard]] std::uint32_t find(const TextKey& key, const Texts& texts) const {
        const std::uint32_t hash = hash_of(key);
        return slots_[place(hash, home(hash), key, texts)].number;
    }
    /// The number of the text; the next one where it is new: the caller then keeps it.
    template <class Texts>
    std::uint32_t add(const TextKey& key, const Texts& texts) {
        make_room_for(1);
        const std::uint32_t hash = hash_of(key);
        return number_at(place(hash, home(hash), key, texts), hash);
    }
    /// `take(i, number, key)` for each of `count` texts `text(i)`; new ones are added.
    template <class TextAt, class Take, class Texts>
    void add_all(std::size_t count, const TextAt& text, Take&& take, const Texts& texts) { look_up<true>(*this, count, text, take, texts); }
    template <class TextAt, class Take, class Texts>
    void find_all(std::size_t count, const TextAt& text, Take&& take, const Texts& texts) const { look_up<false>(*this, count, text, take, texts); }

    /// Gives every text the number `to[old number]`.
    void renumber(const std::vector<std::uint32_t>& to) noexcept {
        if (to.empty()) return;
        for (Slot& slot : slots_) {  // without a jump that nobody could foresee
            const std::uint32_t number = to[slot.number == none ? 0 : slot.number];
            slot.number = slot.number == none ? none : number;
        }
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return slots_.capacity() * sizeof(Slot); }

private:
    struct Slot {
        std::uint32_t hash = 0, number = none;
    };

    [[nodiscard]] static std::uint32_t hash_of(const TextKey& key) noexcept { return static_cast<std::uint32_t>(key.packed.hash() >> 32); }

    template <bool adding, class Self, class TextAt, class Take, class Texts>
    static void look_up(Self& self, std::size_t count, const TextAt& text, Take& take, const Texts& texts) {
        TextKey key[block];
        std::uint32_t hash[block];
        std::size_t at[block];
        for (std::size_t from = 0; from < count; from += block) {
            const std::size_t many = std::min(block, count - from);
            if constexpr (adding) self.make_room_for(many);
            for (std::size_t i = 0; i < many; ++i) {
                key[i] = TextKey(text(from + i));
                hash[i] = hash_of(key[i]);
                __builtin_prefetch(&self.slots_[self.home(hash[i])]);
            }
            for (std::size_t i = 0; i < many; ++i) {
                at[i] = self.place_of_hash(hash[i], self.home(hash[i]));
                if (const std::uint32_t number = self.slots_[at[i]].number; number != none) texts.fetch(number);
            }
            for (std::size_t i = 0; i < many; ++i) {  // from where it was: the slots before that one hold other texts
                at[i] = self.place(hash[i], at[i], key[i], texts);
                if constexpr (adding) take(from + i, self.number_at(at[i], hash[i]), key[i]);
                else take(from + i, self.slots_[at[i]].number, key[i]);
            }
        }
    }

    [[nodiscard]] std::size_t home(std::uint32_t hash) const noexcept { return static_cast<std::size_t>(hash >> shift_); }
    /// From `at` on, the first slot that is free or holds a text of that hash.
    [[nodiscard]] std::size_t place_of_hash(std::uint32_t hash, std::size_t at) const noexcept {
        while (slots_[at].number != none && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    /// From `at` on, the first slot that is free or holds the text.
    template <class Texts>
    [[nodiscard]] std::size_t place(std::uint32_t hash, std::size_t at, const TextKey& key, const Texts& texts) const {
        while (slots_[at].number != none && !(slots_[at].hash == hash && texts.same(slots_[at].number, key))) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    std::uint32_t number_at(std::size_t at, std::uint32_t hash) noexcept {
        Slot& slot = slots_[at];
        if (slot.number == none) slot = {hash, static_cast<std::uint32_t>(size_++)};
        return slot.number;
    }
    void make_room_for(std::size_t more) {
        if (2 * (size_ + more) <= slots_.size()) return;
        std::size_t slots = slots_.size();
        for (; slots < 2 * (size_ + more); slots *= 4) shift_ -= 2;
        std::vector<Slot> old(slots);
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (slot.number == none) continue;
            std::size_t at = home(slot.hash);
            while (slots_[at].number != none) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = slot;
        }
    }

    std::size_t size_ = 0;
    int shift_ = 32 - 6;
    std::vector<Slot> slots_ = std::vector<Slot>(64);
};

/// Texts in a plain list, where few are looked up.
template <class At>
struct ListedTexts {
    At at;  // at(number) is the text

    [[nodiscard]] bool same(std::uint32_t number, const TextKey& key) const { return at(number) == key.text; }
    void fetch(std::uint32_t) const noexcept {}
};
template <class At>
ListedTexts(At) -> ListedTexts<At>;

}  // namespace myhao::inline v0::detail
