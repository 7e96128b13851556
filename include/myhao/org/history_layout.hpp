// SPDX-License-Identifier: Apache-2.0
// The frozen columns of a history, laid out from numbered rows: its units in their order, and their spells.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/history_build.hpp>

namespace myhao::inline v0::detail {

/// Parents that no row describes: a problem each (strict), or ids without spells (lenient), under which their children are detached.
inline void settle_unknown_parents(Making& m, Numbered& ids) {
    if (ids.unknown_parent.empty()) return;
    HistoryData& data = m.data;
    std::vector<std::string> names;
    std::size_t shown = 0;
    for (std::size_t r = 0; r < m.rows; ++r) {
        if (ids.unknown_parent[r] == 0) continue;
        if (!data.strict) {
            if (data.text_ids) {
                ids.parent[r] = data.table.add(m.in.parent.texts[r], ids);
                if (ids.parent[r] == ids.texts.size()) ids.add(m.in.parent.texts[r]);
            } else {
                ids.parent[r] = data.table.add(m.in.parent.numbers[r]);
                if (ids.parent[r] == ids.numbers.size()) ids.numbers.push_back(m.in.parent.numbers[r]);
            }
            continue;
        }
        const std::string parent = data.text_ids ? std::string(m.in.parent.texts[r]) : std::to_string(m.in.parent.numbers[r]);
        std::string near;
        constexpr std::size_t most_ids = 5'000, most_suggestions = 20;  // a suggestion looks at every id
        if (data.text_ids && ids.texts.size() <= most_ids && shown++ < most_suggestions) {
            if (names.empty()) names.assign(ids.texts.begin(), ids.texts.end());
            near = suggestion(parent, names);
        }
        m.problem("history.unknown_parent", at_cell(r, "parent"), "no row describes this parent" + near, "không có dòng nào mô tả tổ chức cấp trên này", "'" + parent + "'",
                  "the id of a unit");
    }
}

/// The ids in the order of their numbers.
inline void lay_out_ids(HistoryData& data, const Numbered& ids, const std::vector<std::uint32_t>& order, std::size_t more_bytes) {
    if (!data.text_ids) {
        data.id_number.resize(order.size());
        for (std::size_t k = 0; k < order.size(); ++k) data.id_number[k] = ids.numbers[order[k]];
        return;
    }
    std::size_t bytes = 0;
    for (const std::string_view text : ids.texts) bytes += text.size();
    if (bytes >= none) throw InvalidHistory::at("table", "the ids are longer than 4 GB together");
    data.pool.reserve(bytes + more_bytes);
    data.id_text.resize(order.size());
    data.pool.resize(bytes);
    std::uint32_t at = 0;
    constexpr std::size_t ahead = 16;
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (k + ahead < order.size()) __builtin_prefetch(ids.texts[order[k + ahead]].data());
        const std::string_view text = ids.texts[order[k]];
        if (!text.empty()) std::memcpy(data.pool.data() + at, text.data(), text.size());
        data.id_text[k] = {at, static_cast<std::uint32_t>(text.size())};
        at += static_cast<std::uint32_t>(text.size());
    }
}

/// A row on its way to its unit's spells: since, until, whether it has ended, and its kind, in one number that sorts by since.
struct DealtRow {
    std::uint64_t days;
    std::uint32_t parent, row;

    static constexpr std::uint64_t open = (std::uint64_t{1} << 22) - 1;
    static_assert(Date::last_days - Date::first_days < static_cast<std::int32_t>(open));

    [[nodiscard]] static std::uint64_t packed(std::int32_t since, std::int32_t until, bool ended, std::uint16_t kind) noexcept {
        const auto from_first = [](std::int32_t day) { return static_cast<std::uint64_t>(day - Date::first_days); };
        return from_first(since) << 42 | (until == no_day ? open : from_first(until)) << 20 | static_cast<std::uint64_t>(ended && until == no_day) << 16 | kind;
    }
    [[nodiscard]] std::int32_t since() const noexcept { return static_cast<std::int32_t>(days >> 42) + Date::first_days; }
    [[nodiscard]] std::int32_t until() const noexcept {
        const std::uint64_t until = days >> 20 & open;
        return until == open ? open_day : static_cast<std::int32_t>(until) + Date::first_days;
    }
    [[nodiscard]] bool ended() const noexcept { return (days >> 16 & 1) != 0; }
    [[nodiscard]] std::uint16_t kind() const noexcept { return static_cast<std::uint16_t>(days); }
    [[nodiscard]] bool is_before(const DealtRow& other) const noexcept { return days >> 42 < other.days >> 42; }
};

/// The spells by unit and day: `place` says where the rows of a unit, by the number that it had, begin, `turn` which of them each row is.
inline void lay_out_spells(Making& m, const Numbered& ids, const std::vector<std::uint32_t>& place, const RawVector<std::uint32_t>& turn,
                           const std::vector<std::uint32_t>& number, const std::vector<std::uint16_t>& kinds) {
    HistoryData& data = m.data;
    const HistoryColumns& in = m.in;
    const std::size_t spells = data.first[data.units];
    RawVector<DealtRow> dealt(spells);
    constexpr std::size_t ahead = 24;
    for (std::size_t r = 0; r < m.rows; ++r) {
        if (const std::size_t next = r + ahead; next < m.rows && ids.unit[next] != none) __builtin_prefetch(&dealt[place[ids.unit[next]] + turn[next]], 1);
        const std::uint32_t x = ids.unit[r];
        if (x == none) continue;
        dealt[place[x] + turn[r]] = {DealtRow::packed(in.since[r], in.until.empty() ? no_day : in.until[r], !in.ended.empty() && in.ended[r] != 0, kinds[r]), ids.parent[r],
                                     static_cast<std::uint32_t>(r)};
    }
    for (auto* column : {&data.unit, &data.parent, &data.row}) column->resize(spells);
    for (auto* column : {&data.since, &data.until}) column->resize(spells);
    data.kind.resize(spells), data.ended.resize(spells);
    const auto put = [&](std::uint32_t s, std::uint32_t u, const DealtRow& row) {
        data.unit[s] = u, data.parent[s] = row.parent == none ? none : number[row.parent], data.row[s] = row.row;
        data.since[s] = row.since(), data.until[s] = row.until();
        data.kind[s] = row.kind(), data.ended[s] = row.ended();
    };
    constexpr std::uint32_t few = 12;
    for (std::uint32_t u = 0; u < data.units; ++u) {
        const std::uint32_t begin = data.first[u], end = data.first[u + 1];
        if (end - begin > few) {
            std::stable_sort(dealt.begin() + begin, dealt.begin() + end, [](const DealtRow& a, const DealtRow& b) { return a.is_before(b); });
            for (std::uint32_t s = begin; s < end; ++s) put(s, u, dealt[s]);
            continue;
        }
        for (std::uint32_t k = begin; k < end; ++k) {  // how many come before it, without a jump that nobody could foresee
            std::uint32_t at = begin;
            for (std::uint32_t i = begin; i < k; ++i) at += !dealt[k].is_before(dealt[i]);
            for (std::uint32_t i = k + 1; i < end; ++i) at += dealt[i].is_before(dealt[k]);
            put(at, u, dealt[k]);
        }
    }
    data.certain = data.until;
    data.names = pooled(data.pool, in.name, m.rows);
    Words words(data);
    for (const auto& [column, of] : {std::pair{&data.form, &in.form}, std::pair{&data.code, &in.code}, std::pair{&data.system, &in.system}, std::pair{&data.instrument, &in.instrument}}) {
        if (of->empty()) continue;
        const std::vector<std::uint32_t> codes = words.of(*of);
        column->resize(spells);
        for (std::size_t s = 0; s < spells; ++s) (*column)[s] = codes[data.row[s]];
    }
    if (!in.recorded.empty()) {
        data.recorded.resize(spells);
        for (std::size_t s = 0; s < spells; ++s) data.recorded[s] = in.recorded[data.row[s]];
    }
}

/// Numbers the units for good and lays out their spells. Rows without a unit are left out.
inline void lay_out_units(Making& m, Numbered& ids, const std::vector<std::uint16_t>& kinds) {
    HistoryData& data = m.data;
    const HistoryColumns& in = m.in;
    const std::size_t all = ids.ids(data.text_ids);
    struct Latest {
        std::int32_t since = no_day;
        std::uint32_t parent = none, spells = 0;
    };
    std::vector<Latest> latest(all);
    RawVector<std::uint32_t> turn(m.rows);  // of each row among those of its unit
    constexpr std::size_t ahead = 16;
    for (std::size_t r = 0; r < m.rows; ++r) {
        if (r + ahead < m.rows && ids.unit[r + ahead] != none) __builtin_prefetch(&latest[ids.unit[r + ahead]]);
        if (ids.unit[r] == none) continue;
        Latest& of = latest[ids.unit[r]];
        turn[r] = of.spells++;
        const bool later = in.since[r] >= of.since;
        of.since = later ? in.since[r] : of.since, of.parent = later ? ids.parent[r] : of.parent;
    }
    const std::vector<std::uint32_t> sorted = data.text_ids ? sorted_places(ids.texts) : sorted_places(ids.numbers);
    std::vector<std::uint32_t> parents(all);
    for (std::size_t x = 0; x < all; ++x) parents[x] = latest[x].parent;
    std::vector<std::uint32_t> order = level_by_level(sorted, parents);
    data.units = 0;
    for (const Latest& of : latest) data.units += of.spells > 0;
    if (data.units < all) {  // those without spells to the back
        std::vector<std::uint32_t> back;
        for (const std::uint32_t x : order)
            if (latest[x].spells == 0) back.push_back(x);
        std::erase_if(order, [&](std::uint32_t x) { return latest[x].spells == 0; });
        order.insert(order.end(), back.begin(), back.end());
    }
    std::vector<std::uint32_t> number(all), place(all);
    data.first.resize(data.units + 1);
    std::uint32_t spells = 0;
    for (std::size_t k = 0; k < all; ++k) {
        number[order[k]] = static_cast<std::uint32_t>(k), place[order[k]] = spells;
        if (k < data.units) data.first[k] = spells;
        spells += latest[order[k]].spells;
    }
    data.first[data.units] = spells;
    data.table.renumber(number);
    data.id_rank.resize(all);
    data.by_id.clear();
    data.by_id.reserve(data.units);
    for (std::size_t i = 0; i < all; ++i) {
        data.id_rank[number[sorted[i]]] = static_cast<std::uint32_t>(i);
        if (number[sorted[i]] < data.units) data.by_id.push_back(number[sorted[i]]);
    }
    lay_out_ids(data, ids, order, in.name.bytes.size());
    lay_out_spells(m, ids, place, turn, number, kinds);
}

/// A spell with an unknown end is certain up to the last day on which a record mentions it: its own first day, the days on which a
/// spell says that it stands under it, and the days of successions. What stands under one that is not certain is not certain.
inline void settle_unknown_ends(HistoryData& data) {
    for (std::uint32_t s = 0; s < data.ended.size(); ++s)
        if (data.ended[s] != 0) data.unknown_end.push_back(s);
    if (data.unknown_end.empty()) return;
    const auto next_since = [&](std::uint32_t s) { return s + 1 < data.first[data.unit[s] + 1] ? data.since[s + 1] : open_day; };
    for (const std::uint32_t s : data.unknown_end) data.until[s] = next_since(s), data.certain[s] = data.since[s] + 1;
    const auto mention = [&](std::uint32_t unit, std::int32_t from, std::int32_t to) {  // on the days from .. to - 1
        if (unit >= data.units) return;
        for (std::uint32_t q = data.first[unit]; q < data.first[unit + 1]; ++q)
            if (data.ended[q] != 0 && from < data.until[q] && data.since[q] < to) data.certain[q] = std::max(data.certain[q], std::min(to, data.until[q]));
    };
    for (const SuccessionData& succession : data.successions) {
        for (const std::uint32_t u : succession.before) mention(u, succession.day - 1, succession.day);
        for (const std::uint32_t u : succession.after) mention(u, succession.day, succession.day + 1);
    }
    for (bool again = true; again;) {  // from below upward: once for each level at most
        again = false;
        for (std::uint32_t s = 0; s < data.unit.size(); ++s) {
            const std::uint32_t p = data.parent[s];
            if (p >= data.units) continue;
            for (std::uint32_t q = data.first[p]; q < data.first[p + 1]; ++q) {
                if (data.ended[q] == 0 || data.since[q] >= data.certain[s] || data.until[q] <= data.since[s]) continue;
                const std::int32_t to = std::min(data.until[q], data.certain[s] == open_day ? data.since[s] + 1 : data.certain[s]);
                if (to > data.certain[q]) data.certain[q] = to, again = true;
            }
        }
    }
    for (bool again = true; again;) {  // and from above downward
        again = false;
        for (std::uint32_t s = 0; s < data.unit.size(); ++s) {
            const std::uint32_t p = data.parent[s];
            if (p >= data.units) continue;
            std::int32_t covered = data.since[s];  // the parent certainly stands up to here
            for (std::uint32_t q = data.first[p]; q < data.first[p + 1] && covered < data.certain[s]; ++q) {
                if (data.until[q] <= covered) continue;
                if (data.since[q] > covered) break;
                covered = data.certain[q];
                if (covered == data.until[q] || covered >= data.certain[s]) continue;
                data.certain[s] = covered, again = true;
            }
        }
    }
    data.unknown_end.clear();
    for (std::uint32_t s = 0; s < data.unit.size(); ++s)
        if (data.certain[s] != data.until[s]) data.unknown_end.push_back(s);
}

}  // namespace myhao::inline v0::detail
