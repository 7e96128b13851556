// SPDX-License-Identifier: Apache-2.0
// Keys and their index, for the floors: flat columns, and a hash table from a key to its row.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace flat {

using i8 = std::int8_t;
using u8 = std::uint8_t;
using i32 = std::int32_t;
using u32 = std::uint32_t;
using i64 = std::int64_t;
using u64 = std::uint64_t;

constexpr i32 kNone = -1;
constexpr i64 kBlock = 32;  // keys looked up together, so that their cache misses overlap

inline std::unique_ptr<i32[]> numbers(i64 n) { return std::make_unique_for_overwrite<i32[]>(static_cast<std::size_t>(n)); }

// A string of up to 15 bytes: its bytes, zeros, its length.
struct Text {
    u64 head, tail;
    bool operator==(const Text&) const = default;
};

inline u64 hash(i64 key) { return static_cast<u64>(key) * 0x9E3779B97F4A7C15u; }
inline u64 hash(Text key) {
    const auto wide = static_cast<unsigned __int128>(key.head ^ 0x9E3779B97F4A7C15u) * (key.tail ^ 0xD1B54A32D192ED03u);
    return (static_cast<u64>(wide) ^ static_cast<u64>(wide >> 64)) * 0x9E3779B97F4A7C15u;
}

// Columns: an array of int64, or strings in Arrow's large_string layout (64-bit offsets into one run of bytes).
struct Ints {
    using Key = i64;
    const i64* at;
    Key operator[](i64 i) const { return at[i]; }
};
struct Strings {
    using Key = Text;
    const i64* offset;
    const char* bytes;
    Key operator[](i64 i) const {
        const char* p = bytes + offset[i];
        const i64 n = offset[i + 1] - offset[i];
        Text key{0, static_cast<u64>(n) << 56};
        if (n > 8) {
            u64 end;
            std::memcpy(&key.head, p, 8);
            std::memcpy(&end, p + n - 8, 8);
            key.tail |= end >> (8 * (16 - n));
        } else {
            std::memcpy(&key.head, p, static_cast<std::size_t>(n));
        }
        return key;
    }
};

// Key -> row, open addressing, at most half full. The slot of a key follows from the high bits of its hash.
template <class Key>
class Index {
public:
    struct Slot { Key key; i32 row; };

    template <class Column>
    Index(i64 n, Column keys) {
        while (slots_.size() < 2 * static_cast<std::size_t>(n)) grow();
        each(0, n, keys, [&](i64 i, Key key) {
            Slot& slot = slots_[find(key)];
            if (slot.row == kNone) slot = {key, static_cast<i32>(i)};
        });
    }
    Index() = default;

    template <class Column, class F>
    void each(i64 from, i64 to, Column keys, F&& work) const {
        Key block[kBlock];
        for (; from < to; from += kBlock) {
            const i64 size = std::min(kBlock, to - from);
            for (i64 i = 0; i < size; ++i) { block[i] = keys[from + i]; __builtin_prefetch(&slots_[home(block[i])]); }
            for (i64 i = 0; i < size; ++i) work(from + i, block[i]);
        }
    }
    template <class Column>
    void rows(i64 n, Column keys, i32* row) const { each(0, n, keys, [&](i64 i, Key key) { row[i] = slots_[find(key)].row; }); }

    // Numbers keys in order of first appearance.
    template <class Column>
    void number(i64 n, Column keys, i32* row, std::vector<Key>& seen) {
        for (i64 from = 0; from < n; from += kBlock) {
            if (2 * (seen.size() + kBlock) > slots_.size()) grow();
            each(from, std::min(n, from + kBlock), keys, [&](i64 i, Key key) {
                Slot& slot = slots_[find(key)];
                if (slot.row == kNone) { slot = {key, static_cast<i32>(seen.size())}; seen.push_back(key); }
                row[i] = slot.row;
            });
        }
    }

    std::size_t home(Key key) const { return hash(key) >> shift_; }
    std::size_t find(Key key) const {
        std::size_t at = home(key);
        while (slots_[at].row != kNone && !(slots_[at].key == key)) at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    const std::vector<Slot>& slots() const { return slots_; }

private:
    void grow() {
        std::vector<Slot> old(slots_.size() * 4, Slot{Key{}, kNone});
        old.swap(slots_);
        shift_ -= 2;
        for (const Slot& slot : old) if (slot.row != kNone) slots_[find(slot.key)] = slot;
    }
    int shift_ = 64 - 14;
    std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << 14, Slot{Key{}, kNone});
};

}  // namespace flat
