// SPDX-License-Identifier: Apache-2.0
// The frozen columns of a history, laid out from numbered rows: by unit, by parent, and by day.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
                const auto same = [&](std::uint32_t n, std::string_view t) { return ids.texts[n] == t; };
                ids.parent[r] = data.table.add(m.in.parent.texts[r], same);
                if (ids.parent[r] == ids.texts.size()) ids.texts.push_back(m.in.parent.texts[r]);
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
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::string_view text = ids.texts[order[k]];
        data.id_text[k] = {static_cast<std::uint32_t>(data.pool.size()), static_cast<std::uint32_t>(text.size())};
        data.pool.append(text);
    }
}

/// The spells by unit and day. Rows are dealt to their places one by one: what is read of them in order is cheap, what jumps is not.
inline void lay_out_spells(Making& m, const Numbered& ids, const std::vector<std::uint32_t>& number, const std::vector<std::uint16_t>& kinds) {
    HistoryData& data = m.data;
    const HistoryColumns& in = m.in;
    struct Dealt {
        std::int32_t since, until;
        std::uint32_t parent, row;
    };
    const std::size_t spells = data.first[data.units];
    RawVector<Dealt> dealt(spells);
    std::vector<std::uint32_t> free(data.first.begin(), data.first.end() - 1);
    constexpr std::size_t block = 64;  // places found together, so that their cache misses overlap
    std::uint32_t place[block];
    for (std::size_t from = 0; from < m.rows; from += block) {
        const std::size_t many = std::min(block, m.rows - from);
        for (std::size_t i = 0; i < many; ++i) {
            const std::uint32_t x = ids.unit[from + i];
            place[i] = x == none ? none : free[number[x]]++;
            if (x != none) __builtin_prefetch(&dealt[place[i]], 1);
        }
        for (std::size_t i = 0; i < many; ++i) {
            if (place[i] == none) continue;
            const std::size_t r = from + i;
            const std::int32_t until = in.until.empty() ? no_day : in.until[r];
            const std::uint32_t p = ids.parent[r];
            dealt[place[i]] = {in.since[r], until == no_day ? open_day : until, p == none ? none : number[p], static_cast<std::uint32_t>(r)};
        }
    }
    for (auto* column : {&data.unit, &data.parent, &data.row}) column->resize(spells);
    for (auto* column : {&data.since, &data.until}) column->resize(spells);
    data.kind.resize(spells), data.ended.resize(spells);
    for (std::uint32_t u = 0; u < data.units; ++u) {
        const auto begin = dealt.begin() + data.first[u], end = dealt.begin() + data.first[u + 1];
        if (end - begin > 16) {
            std::sort(begin, end, [](const Dealt& a, const Dealt& b) { return a.since != b.since ? a.since < b.since : a.row < b.row; });
        } else {
            for (auto k = begin; k != end; ++k) {  // rows of one unit come in their order
                const Dealt row = *k;
                auto at = k;
                for (; at != begin && row.since < at[-1].since; --at) *at = at[-1];
                *at = row;
            }
        }
        for (std::uint32_t s = data.first[u]; s < data.first[u + 1]; ++s) {
            const Dealt& row = dealt[s];
            data.unit[s] = u, data.parent[s] = row.parent, data.row[s] = row.row;
            data.since[s] = row.since, data.until[s] = row.until;
            data.kind[s] = kinds[row.row];
        }
    }
    data.certain = data.until;
    for (std::size_t s = 0; s < spells && !in.ended.empty(); ++s) data.ended[s] = data.until[s] == open_day && in.ended[data.row[s]] != 0;
    const Pooled names(data.pool, in.name);
    data.name.resize(spells);
    for (std::size_t s = 0; s < spells && !in.name.empty(); ++s) data.name[s] = names.ref(data.row[s]);
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
    for (std::size_t r = 0; r < m.rows; ++r) {
        if (ids.unit[r] == none) continue;
        Latest& of = latest[ids.unit[r]];
        ++of.spells;
        if (in.since[r] >= of.since) of.since = in.since[r], of.parent = ids.parent[r];
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
    std::vector<std::uint32_t> number(all);
    data.first.resize(data.units + 1);
    std::uint32_t spells = 0;
    for (std::size_t k = 0; k < all; ++k) {
        number[order[k]] = static_cast<std::uint32_t>(k);
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
    lay_out_spells(m, ids, number, kinds);
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

/// Spells by parent, the children of one by id, each by day; roots last.
inline void lay_out_parents(HistoryData& data) {
    const std::size_t spells = data.unit.size(), slots = data.id_rank.size() + 1;
    struct Entry {
        std::int32_t since, certain;
        std::uint32_t unit, spell, rank;
    };
    const auto slot = [&](std::uint32_t parent) { return parent == none ? slots - 1 : std::size_t{parent}; };
    std::vector<std::uint32_t> place(slots + 1, 0);
    for (std::size_t s = 0; s < spells; ++s) ++place[slot(data.parent[s]) + 1];
    for (std::size_t i = 1; i <= slots; ++i) place[i] += place[i - 1];
    RawVector<Entry> entries(spells);
    for (std::uint32_t s = 0; s < spells; ++s) entries[place[slot(data.parent[s])]++] = {data.since[s], data.certain[s], data.unit[s], s, data.id_rank[data.unit[s]]};
    auto& to = data.standing;
    to.since.resize(spells), to.certain.resize(spells), to.unit.resize(spells), to.parent.resize(spells), to.spell.resize(spells);
    const auto before = [](const Entry& a, const Entry& b) { return a.rank != b.rank ? a.rank < b.rank : a.spell < b.spell; };
    std::size_t begin = 0;
    for (std::size_t p = 0; p < slots; ++p) {  // place[p] is where the children of p end; those who stand here last came in order
        const std::size_t end = place[p];
        const auto from = entries.begin() + static_cast<std::ptrdiff_t>(begin), until = entries.begin() + static_cast<std::ptrdiff_t>(end);
        if (end - begin > 48) {
            if (!std::is_sorted(from, until, before)) std::sort(from, until, before);
        } else {
            for (auto k = from; k != until; ++k) {
                if (k == from || !before(*k, k[-1])) continue;
                const Entry entry = *k;
                auto at = k;
                for (; at != from && before(entry, at[-1]); --at) *at = at[-1];
                *at = entry;
            }
        }
        const std::uint32_t parent = p + 1 == slots ? none : static_cast<std::uint32_t>(p);
        for (; begin < end; ++begin) {
            const Entry& e = entries[begin];
            to.since[begin] = e.since, to.certain[begin] = e.certain, to.unit[begin] = e.unit, to.parent[begin] = parent, to.spell[begin] = e.spell;
        }
    }
}

/// Sorts by day what is in the order of units already.
template <class Entry>
void sort_by_day(RawVector<Entry>& list) {
    if (list.empty()) return;
    std::int32_t low = list[0].day, high = low;
    for (const Entry& e : list) low = std::min(low, e.day), high = std::max(high, e.day);
    std::vector<std::uint32_t> place(static_cast<std::size_t>(high - low) + 2, 0);
    for (const Entry& e : list) ++place[static_cast<std::size_t>(e.day - low) + 1];
    for (std::size_t d = 1; d < place.size(); ++d) place[d] += place[d - 1];
    RawVector<Entry> sorted(list.size());
    for (const Entry& e : list) sorted[place[static_cast<std::size_t>(e.day - low)]++] = e;
    list.swap(sorted);
}

/// The days on which units begin, change, move and end, in order.
inline void lay_out_days(HistoryData& data) {
    data.boundaries.reserve(data.unit.size() + data.units);
    data.moves.reserve(data.units + data.units);
    for (std::uint32_t u = 0; u < data.units; ++u) {
        std::uint32_t from = Move::gone;
        bool opens = true;
        const auto move = [&](std::int32_t day, std::uint32_t to) {
            if (from != to) data.moves.push_back({day, u, to});
            from = to;
        };
        for (std::uint32_t s = data.first[u]; s < data.first[u + 1]; ++s) {
            data.boundaries.push_back({data.since[s], 4 * s + (opens ? 2u : 0u)});
            move(data.since[s], data.parent[s]);
            const bool adjoins = s + 1 < data.first[u + 1] && data.certain[s] == data.since[s + 1];
            opens = !adjoins;
            if (adjoins || data.certain[s] == open_day) continue;
            data.boundaries.push_back({data.certain[s], 4 * s + 1});
            move(data.certain[s], Move::gone);
        }
    }
    sort_by_day(data.boundaries);
    sort_by_day(data.moves);
}

/// Cuts a history with many dead spells into stretches of days, each with the places of all that stands in it: no more places
/// together than twice the spells, and no more in one than twice what stands at once.
inline void lay_out_stretches(HistoryData& data) {
    const std::size_t spells = data.unit.size();
    std::size_t most = 0, stand = 0;
    for (std::size_t b = 0; b < data.boundaries.size();) {
        const std::int32_t day = data.boundaries[b].day;
        for (; b < data.boundaries.size() && data.boundaries[b].day == day; ++b)
            stand = stand + data.boundaries[b].opens() - data.boundaries[b].ends();
        most = std::max(most, stand);
    }
    const std::size_t at_least = std::max<std::size_t>(most, 1024);
    if (spells <= 4 * at_least) return;  // to look at every spell costs no more
    std::vector<std::int32_t> cuts;
    std::size_t changes = 0;
    for (const Boundary& b : data.boundaries) {
        if (b.ends()) continue;
        if (cuts.empty() || (changes >= at_least && b.day > cuts.back())) cuts.push_back(b.day), changes = 0;
        ++changes;
    }
    for (const std::int32_t cut : cuts) data.stretches.push_back({cut, {}});
    for (std::uint32_t k = 0; k < spells; ++k) {
        const std::int32_t since = data.standing.since[k], certain = data.standing.certain[k];
        auto stretch = std::upper_bound(data.stretches.begin(), data.stretches.end(), since, [](std::int32_t day, const auto& s) { return day < s.since; });
        for (--stretch; stretch != data.stretches.end() && stretch->since < certain; ++stretch) stretch->places.push_back(k);
    }
}

}  // namespace myhao::inline v0::detail
