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

/// Numbers the units for good and lays out their spells.
inline void lay_out_units(Making& m, Numbered& ids, const RowsByUnit& by_unit, const std::vector<std::uint16_t>& kinds) {
    HistoryData& data = m.data;
    const std::size_t all = ids.ids(data.text_ids);
    const auto spells_of = [&](std::size_t x) { return by_unit.start.size() > x + 1 ? by_unit.start[x + 1] - by_unit.start[x] : 0u; };

    std::vector<std::uint32_t> latest(all, none), sorted = data.text_ids ? sorted_places(ids.texts) : sorted_places(ids.numbers);
    for (std::size_t x = 0; x < all; ++x)
        if (spells_of(x) > 0) latest[x] = ids.parent[by_unit.rows[by_unit.start[x + 1] - 1].row];
    std::vector<std::uint32_t> order = level_by_level(sorted, latest);
    bool some_empty = false;
    for (std::size_t x = 0; x < all; ++x) some_empty |= spells_of(x) == 0;
    if (some_empty) std::stable_partition(order.begin(), order.end(), [&](std::uint32_t x) { return spells_of(x) > 0; });

    std::vector<std::uint32_t> number(all);
    for (std::size_t k = 0; k < all; ++k) number[order[k]] = static_cast<std::uint32_t>(k);
    data.table.renumber(number);
    data.units = 0;
    for (std::size_t x = 0; x < all; ++x) data.units += spells_of(x) > 0;
    data.id_rank.resize(all);
    data.by_id.clear();
    data.by_id.reserve(data.units);
    for (std::size_t i = 0; i < all; ++i) {
        data.id_rank[number[sorted[i]]] = static_cast<std::uint32_t>(i);
        if (number[sorted[i]] < data.units) data.by_id.push_back(number[sorted[i]]);
    }

    const HistoryColumns& in = m.in;
    const std::size_t spells = by_unit.rows.size();
    if (data.text_ids) {
        std::size_t bytes = 0;
        for (const std::string_view text : ids.texts) bytes += text.size();
        if (bytes >= none) throw InvalidHistory::at("table", "the ids are longer than 4 GB together");
        data.pool.reserve(bytes + in.name.bytes.size());
        data.id_text.resize(all);
        for (std::size_t k = 0; k < all; ++k) {
            const std::string_view text = ids.texts[order[k]];
            data.id_text[k] = {static_cast<std::uint32_t>(data.pool.size()), static_cast<std::uint32_t>(text.size())};
            data.pool.append(text);
        }
    } else {
        data.id_number.resize(all);
        for (std::size_t k = 0; k < all; ++k) data.id_number[k] = ids.numbers[order[k]];
    }
    const Pooled names(data.pool, in.name);
    Words words(data);
    const auto form = words.of(in.form), code = words.of(in.code), system = words.of(in.system), instrument = words.of(in.instrument);

    data.first.assign(data.units + 1, 0);
    for (auto* column : {&data.unit, &data.parent, &data.row}) column->resize(spells);
    for (auto* column : {&data.since, &data.until, &data.certain}) column->resize(spells);
    data.kind.resize(spells), data.name.resize(spells), data.ended.resize(spells);
    if (!form.empty()) data.form.resize(spells);
    if (!code.empty()) data.code.resize(spells);
    if (!system.empty()) data.system.resize(spells);
    if (!instrument.empty()) data.instrument.resize(spells);
    if (!in.recorded.empty()) data.recorded.resize(spells);
    std::uint32_t s = 0;
    for (std::size_t k = 0; k < data.units; ++k) {
        const std::uint32_t x = order[k];
        data.first[k] = s;
        for (std::uint32_t j = by_unit.start[x]; j < by_unit.start[x + 1]; ++j, ++s) {
            const auto [since, r] = by_unit.rows[j];
            const std::int32_t until = in.until.empty() ? no_day : in.until[r];
            const std::uint32_t p = ids.parent[r];
            data.unit[s] = static_cast<std::uint32_t>(k), data.row[s] = r, data.since[s] = since;
            data.parent[s] = p == none ? none : number[p];
            data.until[s] = data.certain[s] = until == no_day ? open_day : until;
            data.ended[s] = until == no_day && !in.ended.empty() && in.ended[r] != 0;
            data.kind[s] = kinds[r];
            data.name[s] = in.name.empty() ? TextRef{} : names.ref(r);
            if (!form.empty()) data.form[s] = form[r];
            if (!code.empty()) data.code[s] = code[r];
            if (!system.empty()) data.system[s] = system[r];
            if (!instrument.empty()) data.instrument[s] = instrument[r];
            if (!in.recorded.empty()) data.recorded[s] = in.recorded[r];
        }
    }
    data.first[data.units] = s;
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
        std::uint32_t unit, parent, spell;
    };
    const auto slot = [&](std::uint32_t parent) { return parent == none ? slots - 1 : std::size_t{parent}; };
    std::vector<std::uint32_t> place(slots + 1, 0);
    for (std::size_t s = 0; s < spells; ++s) ++place[slot(data.parent[s]) + 1];
    for (std::size_t i = 1; i <= slots; ++i) place[i] += place[i - 1];
    std::vector<Entry> entries(spells);
    for (const std::uint32_t u : data.by_id)
        for (std::uint32_t s = data.first[u]; s < data.first[u + 1]; ++s)
            entries[place[slot(data.parent[s])]++] = {data.since[s], data.certain[s], u, data.parent[s], s};
    auto& to = data.standing;
    to.since.resize(spells), to.certain.resize(spells), to.unit.resize(spells), to.parent.resize(spells), to.spell.resize(spells);
    for (std::size_t k = 0; k < spells; ++k) {
        const Entry& e = entries[k];
        to.since[k] = e.since, to.certain[k] = e.certain, to.unit[k] = e.unit, to.parent[k] = e.parent, to.spell[k] = e.spell;
    }
}

/// The days on which units begin, change, move and end, in order.
inline void lay_out_days(HistoryData& data) {
    std::vector<Boundary> found;
    found.reserve(data.unit.size() + data.units);
    for (std::uint32_t u = 0; u < data.units; ++u) {
        std::uint32_t before = none;
        for (std::uint32_t s = data.first[u]; s < data.first[u + 1]; ++s) {
            if (before != none && data.certain[before] < data.since[s]) found.push_back({data.certain[before], u, before, none}), before = none;
            found.push_back({data.since[s], u, before, s});
            before = s;
        }
        if (before != none && data.certain[before] != open_day) found.push_back({data.certain[before], u, before, none});
    }
    if (found.empty()) return;
    std::int32_t low = found[0].day, high = low;
    for (const Boundary& b : found) low = std::min(low, b.day), high = std::max(high, b.day);
    const auto days = static_cast<std::size_t>(high - low) + 1;
    std::vector<std::uint32_t> count(days + 1, 0);
    for (const Boundary& b : found) ++count[static_cast<std::size_t>(b.day - low) + 1];
    for (std::size_t d = 1; d <= days; ++d) count[d] += count[d - 1];
    data.boundaries.resize(found.size());
    for (const Boundary& b : found) data.boundaries[count[static_cast<std::size_t>(b.day - low)]++] = b;
    data.moves.reserve(data.units + data.units / 4);
    for (const Boundary& b : data.boundaries) {
        const std::uint32_t from = b.before == none ? Move::gone : data.parent[b.before], to = b.after == none ? Move::gone : data.parent[b.after];
        if (from != to) data.moves.push_back({b.day, b.unit, to});
    }
}

/// Cuts a history with many dead spells into stretches of days, each with the places of all that stands in it: no more places
/// together than twice the spells, and no more in one than twice what stands at once.
inline void lay_out_stretches(HistoryData& data) {
    const std::size_t spells = data.unit.size();
    std::size_t most = 0, stand = 0;
    for (std::size_t b = 0; b < data.boundaries.size();) {
        const std::int32_t day = data.boundaries[b].day;
        for (; b < data.boundaries.size() && data.boundaries[b].day == day; ++b)
            stand = stand + (data.boundaries[b].after != none) - (data.boundaries[b].before != none);
        most = std::max(most, stand);
    }
    const std::size_t at_least = std::max<std::size_t>(most, 1024);
    if (spells <= 4 * at_least) return;  // to look at every spell costs no more
    std::vector<std::int32_t> cuts;
    std::size_t changes = 0;
    for (const Boundary& b : data.boundaries) {
        if (b.after == none) continue;
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
