// SPDX-License-Identifier: Apache-2.0
// What flat arrays and plain loops reach on tables of members: counted by unit and grade, and by the badge that is due. Called by ctypes.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "keys.hpp"

using namespace flat;

namespace {

// ---------------------------------------------------------------- B: counts by (unit, grade); a grade below 0 is left out

void tally(i32* table, i64 row, i8 grade) { table[4 * row + (grade & 3)] += grade >= 0; }

// A key and a grade in the space of a key, for a part of known hash bits 57..63. The hash of an int64 can be undone.
constexpr int kPartBits = 7;
i64 pack(i64, u64 h, i8 grade) { return static_cast<i64>(h << kPartBits | static_cast<u64>(grade & 3)); }
i64 unpack(i64 packed, u64 part) { return static_cast<i64>((part << (64 - kPartBits) | static_cast<u64>(packed) >> kPartBits) * 0xF1DE83E19937733Du); }
i64 grade_of(i64 packed) { return packed & 3; }
Text pack(Text key, u64, i8 grade) { return {key.head, key.tail | static_cast<u64>(grade & 3) << 60}; }
Text unpack(Text packed, u64) { return {packed.head, packed.tail & ~(u64{3} << 60)}; }
i64 grade_of(Text packed) { return static_cast<i64>(packed.tail >> 60); }

// Members are dealt into parts by the high bits of their hash, so that a part's slots and counters stay in the cache.
template <class Column>
void count_dealt(const Index<typename Column::Key>& index, i64 n, Column keys, const i8* grade, i64 units, i32* table) {
    using Key = typename Column::Key;
    constexpr i64 parts = 1 << kPartBits;
    i64 begin[parts + 1] = {}, end[parts];
    for (i64 i = 0; i < n; ++i) ++begin[(hash(keys[i]) >> (64 - kPartBits)) + 1];
    for (i64 p = 0; p < parts; ++p) { begin[p + 1] += begin[p] + 1; end[p] = begin[p]; }  // one spare for a last missing grade
    const auto dealt = std::make_unique_for_overwrite<Key[]>(static_cast<std::size_t>(begin[parts]));
    for (i64 i = 0; i < n; ++i) {
        const Key key = keys[i];
        const u64 h = hash(key);
        i64& at = end[h >> (64 - kPartBits)];
        dealt[at] = pack(key, h, grade[i]);
        at += grade[i] >= 0;
    }
    std::vector<i32> counts(4 * index.slots().size(), 0);
    for (i64 p = 0; p < parts; ++p)
        for (i64 i = begin[p]; i < end[p]; ++i) ++counts[4 * index.find(unpack(dealt[i], static_cast<u64>(p))) + grade_of(dealt[i])];
    std::memset(table, 0, static_cast<std::size_t>(units) * 16);
    for (std::size_t s = 0; s < index.slots().size(); ++s)
        if (index.slots()[s].row != kNone) std::memcpy(table + 4 * i64{index.slots()[s].row}, &counts[4 * s], 16);
}

}  // namespace

extern "C" {

// The sum of a table of four columns over every subtree; parents stand before their children.
void rollup_four(i64 n, const i32* parent, i32* table) {
    for (i64 i = n - 1; i > 0; --i)
        for (int g = 0; g < 4; ++g) table[4 * i64{parent[i]} + g] += table[4 * i + g];
}

void* ids_new(i64 n, const i64* ids) { return new Index<i64>(n, Ints{ids}); }
void ids_free(void* index) { delete static_cast<Index<i64>*>(index); }
void* strings_new(i64 n, const i64* offset, const char* bytes) { return new Index<Text>(n, Strings{offset, bytes}); }
void strings_free(void* index) { delete static_cast<Index<Text>*>(index); }
void strings_find(const void* index, i64 n, const i64* offset, const char* bytes, i32* rows) { static_cast<const Index<Text>*>(index)->rows(n, Strings{offset, bytes}, rows); }

void count_rows(i64 n, const i32* row, const i8* grade, i64 units, i32* table) {
    std::memset(table, 0, static_cast<std::size_t>(units) * 16);
    for (i64 i = 0; i < n; ++i) tally(table, row[i], grade[i]);
}

// `code` names an entry of a dictionary, `row` the unit of each entry.
void count_codes(i64 n, const i32* code, i64 entries, const i32* row, const i8* grade, i64 units, i32* table) {
    const auto by_code = numbers(4 * entries);
    count_rows(n, code, grade, entries, by_code.get());
    std::memset(table, 0, static_cast<std::size_t>(units) * 16);
    for (i64 e = 0; e < entries; ++e) std::memcpy(table + 4 * i64{row[e]}, by_code.get() + 4 * e, 16);
}

void count_ids(const void* index, i64 n, const i64* id, const i8* grade, i64 units, i32* table) {
    count_dealt(*static_cast<const Index<i64>*>(index), n, Ints{id}, grade, units, table);
}
void count_strings(const void* index, i64 n, const i64* offset, const char* bytes, const i8* grade, i64 units, i32* table) {
    count_dealt(*static_cast<const Index<Text>*>(index), n, Strings{offset, bytes}, grade, units, table);
}

// Members sorted by id, units sorted by id with their rows: a merge, no index. A run's counts stay in a register as four
// 16-bit counters.
void count_runs(i64 n, const i64* id, const i8* grade, i64 units, const i64* unit_id, const i32* unit_row, i32* table) {
    std::memset(table, 0, static_cast<std::size_t>(units) * 16);
    for (i64 i = 0, u = 0; i < n;) {
        const i64 key = id[i], stop = std::min(n, i + 65535);
        u64 counts = 0;
        for (; i < stop && id[i] == key; ++i) counts += static_cast<u64>(grade[i] >= 0) << ((grade[i] & 3) * 16);
        __builtin_prefetch(table + 4 * i64{unit_row[std::min(u + 16, units - 1)]}, 1);
        while (unit_id[u] < key) ++u;
        i32* out = table + 4 * i64{unit_row[u]};
        for (int g = 0; g < 4; ++g) out[g] += static_cast<i32>(counts >> (16 * g) & 0xFFFF);
    }
}

// The code of the badge due for each day of admission: a table by the days that have passed, the last entry for all longer ago.
void count_badges(i64 n, const i32* day, i32 on, i64 length, const i8* code, i64* counts) {
    i64 seen[4][16] = {};
    const auto of = [&](i64 i) { return code[std::clamp<i64>(i64{on} - day[i], 0, length - 1)]; };
    i64 i = 0;
    for (; i + 4 <= n; i += 4)
        for (int l = 0; l < 4; ++l) ++seen[l][of(i + l)];
    for (; i < n; ++i) ++seen[0][of(i)];
    for (int c = 0; c < 16; ++c) counts[c] = seen[0][c] + seen[1][c] + seen[2][c] + seen[3][c];
}

// Every byte once.
u64 read_bytes(i64 bytes, const u64* words) {
    u64 sum = 0;
    for (i64 i = 0; i < bytes / 8; ++i) sum += words[i];
    return sum;
}

}  // extern "C"
