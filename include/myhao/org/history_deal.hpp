// SPDX-License-Identifier: Apache-2.0
// The rows of a history dealt out to their units: ids to numbers, the rows of one id next to each other, by day.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/by_key.hpp>
#include <myhao/org/history_order.hpp>
#include <myhao/org/history_rows.hpp>

namespace myhao::inline v0::detail {

/// A row of a unit: since, until, whether it has ended, and its kind, in one number that sorts by since.
struct DealtRow {
    std::uint64_t days;
    std::uint32_t parent;  // its place among those of Dealt; `none` at a root
    std::uint32_t row;

    static constexpr std::uint64_t open = (std::uint64_t{1} << 22) - 1;
    static_assert(Date::last_days - Date::first_days < static_cast<std::int32_t>(open));

    [[nodiscard]] static std::uint64_t packed(std::int32_t since, std::int32_t until, bool ended, std::uint16_t kind) noexcept {
        const auto from_first = [](std::int32_t day) { return static_cast<std::uint64_t>(std::int64_t{day} - Date::first_days); };
        const auto is_open = static_cast<std::uint64_t>(until == no_day);  // numbers instead of a jump that nobody could foresee
        const std::uint64_t last = (from_first(until) | (std::uint64_t{0} - is_open)) & open;
        return from_first(since) << 42 | last << 20 | (is_open & static_cast<std::uint64_t>(ended)) << 16 | kind;
    }
    [[nodiscard]] std::int32_t since() const noexcept { return static_cast<std::int32_t>(days >> 42) + Date::first_days; }
    [[nodiscard]] std::int32_t until() const noexcept {
        const auto until = static_cast<std::int32_t>(days >> 20 & open);
        const std::int32_t is_open = -std::int32_t{until == static_cast<std::int32_t>(open)};
        return (is_open & open_day) | (~is_open & (until + Date::first_days));
    }
    [[nodiscard]] bool ended() const noexcept { return (days >> 16 & 1) != 0; }
    [[nodiscard]] std::uint16_t kind() const noexcept { return static_cast<std::uint16_t>(days); }
};

/// Ids by number, and the rows of each. Numbers are provisional: units get their own when they are laid out.
struct Dealt {
    std::vector<std::int64_t> numbers;    // whole ids; or
    std::vector<std::string_view> texts;  // into the caller's columns,
    std::vector<PackedText> packed;       // and the same
    std::vector<std::uint32_t> sorted;    // all numbers in the order of their ids
    std::vector<std::uint32_t> first;     // the rows of id x: first[x] .. first[x + 1]
    RawVector<DealtRow> rows;             // by id and day; those of one day as they came
    RawVector<std::uint32_t> parents;     // numbers, `none` of an id that has no rows: a place for each time that a row has another parent than the row before

    [[nodiscard]] std::size_t ids() const noexcept { return first.size() - 1; }
    [[nodiscard]] std::uint32_t rows_of(std::uint32_t x) const noexcept { return first[x + 1] - first[x]; }
    /// A number; `none` at a root and where the parent is not known.
    [[nodiscard]] std::uint32_t parent_of(const DealtRow& row) const noexcept { return row.parent == none ? none : parents[row.parent]; }

    void add(const TextKey& key) { texts.push_back(key.text), packed.push_back(key.packed); }

    // For the table of texts.
    [[nodiscard]] bool same(std::uint32_t x, const TextKey& key) const noexcept { return packed[x] == key.packed && (key.packed.is_whole() || texts[x] == key.text); }
    void fetch(std::uint32_t x) const noexcept { __builtin_prefetch(packed.data() + x); }

    /// Leaves out rows, and tells whose they were.
    template <class LeftOut>
    [[nodiscard]] std::vector<std::uint32_t> leave_out(const LeftOut& left_out) {
        std::vector<std::uint32_t> of;
        std::uint32_t kept = 0;
        for (std::uint32_t x = 0, k = 0; x < ids(); ++x) {
            const std::uint32_t end = first[x + 1];
            first[x] = kept;
            for (; k < end; ++k) {
                if (!left_out(rows[k].row)) rows[kept++] = rows[k];
                else if (of.empty() || of.back() != x) of.push_back(x);
            }
        }
        first.back() = kept;
        rows.resize(kept);
        return of;
    }
};

/// A row on its way to those of its id.
struct RowEntry {
    std::uint64_t key, parent, days;
    std::uint32_t row;
    bool is_root;

    [[nodiscard]] std::uint64_t day() const noexcept { return days >> 42; }
};

/// The rows with an id, by id and day. `key(r)` tells ids apart, as `parent(r)` does: `meet(key)` is told each id, the lowest first, and the parents to
/// look up are returned. A unit mostly stays where it was: these are only those that are another one than in the row before.
template <class KeyAt, class ParentAt, class Meet>
[[nodiscard]] RawVector<std::uint64_t> deal_by_key(const Making& m, const std::vector<std::uint16_t>& kinds, const KeyAt& key, const ParentAt& parent, const Meet& meet, Dealt& out) {
    const HistoryColumns& in = m.in;
    const auto column = [](const auto& values) { return values.empty() ? nullptr : values.data(); };
    const bool all_roots = m.data.text_ids ? in.parent.texts.empty() : in.parent.numbers.empty();
    const auto is_root = [all_roots, code = column(in.parent.texts.codes), valid = column(m.data.text_ids ? in.parent.texts.valid : in.parent.valid)](std::size_t r) {
        return all_roots || (code != nullptr ? code[r] < 0 : valid != nullptr && valid[r] == 0);
    };
    std::vector<std::uint32_t> present;  // rows with an id, where not all have one
    if (!m.bad.empty())
        for (std::uint32_t r = 0; r < m.rows; ++r)
            if (!in.id.is_null(r)) present.push_back(r);
    const std::size_t count = m.bad.empty() ? m.rows : present.size();
    const auto row = [all = m.bad.empty(), rows = present.data()](std::size_t i) { return all ? i : std::size_t{rows[i]}; };
    std::uint64_t low = count == 0 ? 0 : ~std::uint64_t{0}, high = 0;
    for (std::size_t i = 0; i < count; ++i) low = std::min(low, key(row(i))), high = std::max(high, key(row(i)));
    const auto entry = [=, since = in.since.data(), until = column(in.until), ended = column(in.ended), bad = column(m.bad), kind = kinds.data()](std::size_t i) {
        const std::size_t r = row(i);
        const bool left_out = bad != nullptr && bad[r] != 0;
        const std::uint64_t days = left_out ? 0 : DealtRow::packed(since[r], until == nullptr ? no_day : until[r], ended != nullptr && ended[r] != 0, kind[r]);
        return RowEntry{key(r), parent(r), days, static_cast<std::uint32_t>(r), is_root(r)};
    };
    ByKey<RowEntry> by_key(count, low, high, [=](std::size_t i) { return key(row(i)); }, entry);
    out.rows.resize(count);
    RawVector<std::uint64_t> parents(count + 1);
    std::uint32_t at = 0, places = 0;
    by_key.each([&](const Alike<RowEntry>& rows) {
        meet(rows[0].key);
        out.first.push_back(at);
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const RowEntry& from = rows[k];
            parents[places] = from.parent;
            places += static_cast<std::uint32_t>(places == 0 || parents[places - 1] != from.parent);
            out.rows[at++] = {from.days, from.is_root ? none : places - 1, from.row};
        }
    });
    out.first.push_back(at);
    parents.resize(places);
    return parents;
}

/// Whole numbers are numbered in their order.
inline void deal_numbers(Making& m, const std::vector<std::uint16_t>& kinds, Dealt& out) {
    constexpr std::uint64_t negative = std::uint64_t{1} << 63;  // negative numbers come first
    const auto key = [](std::int64_t number) { return static_cast<std::uint64_t>(number) ^ negative; };
    const auto number = [](std::uint64_t found) { return static_cast<std::int64_t>(found ^ negative); };
    const std::span<const std::int64_t> id = m.in.id.numbers, parent = m.in.parent.numbers;
    const std::int64_t* const above = parent.empty() ? nullptr : parent.data();
    const RawVector<std::uint64_t> parents = deal_by_key(m, kinds, [=, at = id.data()](std::size_t r) { return key(at[r]); }, [=](std::size_t r) { return above == nullptr ? 0 : key(above[r]); },
                                                         [&](std::uint64_t found) { out.numbers.push_back(number(found)); }, out);
    out.sorted.resize(out.ids());
    std::iota(out.sorted.begin(), out.sorted.end(), 0u);
    m.data.numbers = NumberIndex(out.numbers);
    out.parents.resize(parents.size());
    m.data.numbers.find_all(parents.size(), [&](std::size_t i) { return number(parents[i]); }, [&](std::size_t i, std::uint32_t x) { out.parents[i] = x; });
}

/// Texts are numbered in the order in which they appear.
inline void deal_texts(Making& m, const std::vector<std::uint16_t>& kinds, Dealt& out) {
    const TextColumn &id = m.in.id.texts, &parent = m.in.parent.texts;
    IdTable& table = m.data.table;
    std::vector<std::uint32_t> unit(m.rows, none), above(m.rows, none);
    const auto number = [&](std::uint32_t x, const TextKey& key) {
        if (x == out.texts.size()) out.add(key);
        return x;
    };
    if (!id.codes.empty()) {
        std::vector<std::uint32_t> map(id.texts(), none);
        for (std::size_t r = 0; r < m.rows; ++r) {
            if (id.is_null(r)) continue;
            std::uint32_t& x = map[static_cast<std::size_t>(id.codes[r])];
            if (x == none) { const TextKey key(id[r]); x = number(table.add(key, out), key); }
            unit[r] = x;
        }
    } else if (m.bad.empty()) {
        table.add_all(m.rows, [&](std::size_t r) { return id.text(r); }, [&](std::size_t r, std::uint32_t x, const TextKey& key) { unit[r] = number(x, key); }, out);
    } else {
        for (std::size_t r = 0; r < m.rows; ++r)
            if (!id.is_null(r)) { const TextKey key(id.text(r)); unit[r] = number(table.add(key, out), key); }
    }
    if (!parent.codes.empty()) {
        std::vector<std::uint32_t> map(parent.texts(), none);
        table.find_all(map.size(), [&](std::size_t i) { return parent.text(i); }, [&](std::size_t i, std::uint32_t x, const TextKey&) { map[i] = x; }, out);
        for (std::size_t r = 0; r < m.rows; ++r)
            if (!parent.is_null(r)) above[r] = map[static_cast<std::size_t>(parent.codes[r])];
    } else if (!parent.empty()) {
        table.find_all(m.rows, [&](std::size_t r) { return parent.text(r); }, [&](std::size_t r, std::uint32_t x, const TextKey&) { above[r] = x; }, out);
    }
    constexpr std::uint64_t unknown = std::uint64_t{1} << 32;  // and the row: nobody knows which of them are the same
    const RawVector<std::uint64_t> parents = deal_by_key(m, kinds, [at = unit.data()](std::size_t r) { return std::uint64_t{at[r]}; },
                                                         [=, at = above.data()](std::size_t r) { return at[r] == none ? unknown + r : at[r]; }, [](std::uint64_t) {}, out);
    out.parents.resize(parents.size());
    for (std::size_t i = 0; i < parents.size(); ++i) out.parents[i] = parents[i] < unknown ? static_cast<std::uint32_t>(parents[i]) : none;
    out.sorted = sorted_places(out.texts);
}

[[nodiscard]] inline Dealt deal_rows(Making& m, const std::vector<std::uint16_t>& kinds) {
    Dealt out;
    m.data.text_ids = m.in.id.is_text();
    if (m.data.text_ids) deal_texts(m, kinds, out);
    else deal_numbers(m, kinds, out);
    return out;
}

}  // namespace myhao::inline v0::detail
