// SPDX-License-Identifier: Apache-2.0
// Invariants of a history beside those of parents: no overlaps, no circles, codes not shared, no two spellings of one id.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <myhao/org/history_parents.hpp>

namespace myhao::inline v0::detail {

/// I1: spells of one id do not overlap.
inline void check_overlaps(Making& m, Tainted& tainted) {
    const HistoryData& data = m.data;
    bool fault = false;  // a quick look at all first
    for (std::size_t s = 1; s < data.unit.size(); ++s) fault |= (int{data.unit[s - 1] == data.unit[s]} & int{data.until[s - 1] > data.since[s]}) != 0;
    if (!fault) return;
    for (std::uint32_t s = 1; s < data.unit.size(); ++s) {
        const std::uint32_t u = data.unit[s];
        if (data.unit[s - 1] != u) continue;
        const bool same_day = data.since[s - 1] == data.since[s];
        const std::int32_t end = data.ended[s - 1] != 0 ? no_day : data.until[s - 1];
        if (!same_day && (end == no_day || end <= data.since[s])) continue;
        m.problem("history.overlap", at_rows(data.row[s - 1], data.row[s]), "two spells of unit '" + data.id_shown(u) + "' overlap",
                  "hai giai đoạn của tổ chức '" + data.id_shown(u) + "' chồng nhau", shown_period(data.since[s], data.until[s]),
                  "from " + shown_day(end == no_day ? data.since[s - 1] : end) + " at the earliest");
        tainted.add(u);
    }
}

/// Circles of parents, on every day; only where ranks do not exclude them. Each is one problem, with the first day on which it stands.
inline void check_circles(Making& m) {
    const HistoryData& data = m.data;
    const std::size_t n = data.units;
    std::size_t at_risk = 0;
    for (std::size_t s = 0; s < data.unit.size(); ++s) at_risk += data.parent[s] < n && data.parent[s] >= data.unit[s];
    if (at_risk == 0) return;  // every parent has a smaller number, on every day
    // Peel off, from above, the units none of whose parents is left: what stays holds every circle.
    std::vector<std::uint32_t> above(n, 0), start(n + 2, 0), child;
    for (std::size_t s = 0; s < data.unit.size(); ++s)
        if (data.parent[s] < n) ++above[data.unit[s]], ++start[data.parent[s] + 2];
    for (std::size_t u = 0; u <= n; ++u) start[u + 1] += start[u];
    child.resize(start[n + 1]);
    for (std::size_t s = 0; s < data.unit.size(); ++s)
        if (data.parent[s] < n) child[start[data.parent[s] + 1]++] = data.unit[s];
    std::vector<std::uint32_t> ready;
    for (std::uint32_t u = 0; u < n; ++u)
        if (above[u] == 0) ready.push_back(u);
    while (!ready.empty()) {
        const std::uint32_t u = ready.back();
        ready.pop_back();
        for (std::uint32_t c = start[u]; c < start[u + 1]; ++c)
            if (--above[child[c]] == 0) ready.push_back(child[c]);
    }
    // Then, from below, those none of whose children is left.
    std::vector<std::uint32_t> below(n, 0);
    for (std::size_t s = 0; s < data.unit.size(); ++s)
        if (data.parent[s] < n && above[data.unit[s]] > 0) ++below[data.parent[s]];
    for (std::uint32_t u = 0; u < n; ++u)
        if (above[u] > 0 && below[u] == 0) ready.push_back(u);
    while (!ready.empty()) {
        const std::uint32_t u = ready.back();
        ready.pop_back();
        above[u] = 0;
        for (std::uint32_t s = data.first[u]; s < data.first[u + 1]; ++s) {
            const std::uint32_t p = data.parent[s];
            if (p < n && --below[p] == 0 && above[p] > 0) ready.push_back(p);
        }
    }
    // A circle stands from the day on which its youngest spell begins: walk up from each spell on its first day.
    std::vector<std::uint32_t> met(n, none), circle;
    std::vector<std::int32_t> walked(n, std::numeric_limits<std::int32_t>::min());  // the last day on which a walk came by: one walk a day is enough
    std::unordered_set<std::uint64_t> told;
    std::vector<std::uint32_t> spells;
    for (std::uint32_t s = 0; s < data.unit.size(); ++s)
        if (above[data.unit[s]] > 0) spells.push_back(s);
    std::sort(spells.begin(), spells.end(), [&](auto a, auto b) { return data.since[a] != data.since[b] ? data.since[a] < data.since[b] : a < b; });
    for (const std::uint32_t s : spells) {
        const std::int32_t day = data.since[s];
        circle.clear();
        std::uint32_t u = data.unit[s];
        while (u < n && above[u] > 0 && walked[u] != day) {
            met[u] = s, walked[u] = day;
            circle.push_back(u);
            const std::uint32_t q = u == data.unit[s] ? s : data.spell_on(u, day);
            u = q == none ? none : data.parent[q];
        }
        if (u >= n || met[u] != s) continue;  // up to a root, or to where an earlier walk of the day has been
        circle.erase(circle.begin(), std::find(circle.begin(), circle.end(), u));  // the way into it is no part of it
        std::vector<std::uint32_t> units = circle;
        std::sort(units.begin(), units.end());
        std::uint64_t key = units.size();
        for (const std::uint32_t unit : units) key = mix(key ^ unit, 0x9E3779B97F4A7C15u);
        if (!told.insert(key).second) continue;
        constexpr std::size_t most_named = 12;
        std::vector<std::uint32_t> rows;
        std::string names;
        for (const std::uint32_t c : circle) {
            if (rows.size() < most_named) names += "'" + data.id_shown(c) + "' under ";
            rows.push_back(data.row[c == data.unit[s] ? s : data.spell_on(c, day)]);
        }
        if (rows.size() > most_named) names += "... (" + std::to_string(rows.size()) + " in all) under ";
        std::sort(rows.begin(), rows.end());
        std::string subject = rows.size() == 1 ? "row " : "rows ";
        for (std::size_t i = 0; i < rows.size() && i < most_named; ++i) subject += (i > 0 ? ", " : "") + std::to_string(rows[i]);
        if (rows.size() > most_named) subject += " and " + std::to_string(rows.size() - most_named) + " more";
        m.problem("history.circle", std::move(subject), "units stand under each other in a circle from " + shown_day(day), "các tổ chức trực thuộc vòng tròn từ " + shown_day(day),
                  names + "'" + data.id_shown(circle.front()) + "'", "a root above every unit");
    }
}

/// I5: on one day, a code belongs to one unit at most.
inline void check_codes(Making& m) {
    const HistoryData& data = m.data;
    if (data.code.empty()) return;
    std::vector<std::uint32_t> spells;
    for (std::uint32_t s = 0; s < data.code.size(); ++s)
        if (data.code[s] != 0) spells.push_back(s);
    std::sort(spells.begin(), spells.end(), [&](auto a, auto b) {
        if (data.code[a] != data.code[b]) return data.code[a] < data.code[b];
        return data.since[a] != data.since[b] ? data.since[a] < data.since[b] : data.row[a] < data.row[b];
    });
    for (std::size_t k = 1, last = 0; k < spells.size(); ++k) {
        const std::uint32_t a = spells[last], b = spells[k];  // `a` ends last of those with this code so far
        if (data.code[a] == data.code[b] && data.unit[a] != data.unit[b] && data.since[b] < data.certain[a])
            m.problem("history.code", at_rows(data.row[a], data.row[b]), "on one day a code belongs to one unit: '" + data.id_shown(data.unit[a]) + "' and '" + data.id_shown(data.unit[b]) + "'",
                      "trong một ngày, một mã số chỉ thuộc một tổ chức", "'" + std::string(data.text(data.words[data.code[b]])) + "'",
                      "free from " + shown_day(data.certain[a]));
        if (data.code[a] != data.code[b] || data.certain[b] > data.certain[a]) last = k;
    }
}

/// Two ids that differ only in how their letters are composed.
inline void check_composed(Making& m) {
    const HistoryData& data = m.data;
    if (!data.text_ids) return;
    const auto has_marks = [](std::string_view id) {  // U+0300 to U+036F
        for (std::size_t i = 0; i + 1 < id.size(); ++i) {
            const auto lead = static_cast<unsigned char>(id[i]), next = static_cast<unsigned char>(id[i + 1]);
            if (lead == 0xCC || (lead == 0xCD && next < 0xB0)) return true;
        }
        return false;
    };
    bool marks = false;
    for (std::size_t u = 0; u < data.units && !marks; ++u) marks = has_marks(data.text(data.id_text[u]));
    if (!marks) return;  // one of two such ids has its marks apart
    IdTable table;
    std::vector<std::string> forms;
    std::vector<std::uint32_t> units;
    for (const std::uint32_t u : data.by_id) {
        const std::string_view id = data.text(data.id_text[u]);
        bool plain = true;
        for (const char c : id) plain &= static_cast<unsigned char>(c) < 0x80;
        if (plain) continue;
        std::string form = taken_apart(id);
        const std::uint32_t number = table.add(TextKey(form), ListedTexts{[&](std::uint32_t n) { return std::string_view(forms[n]); }});
        if (number == forms.size()) {
            forms.push_back(std::move(form));
            units.push_back(u);
            continue;
        }
        const std::uint32_t a = data.row[data.first[units[number]]], b = data.row[data.first[u]];
        m.problem("history.id", at_rows(a, b), "two ids that differ only in how their letters are composed", "hai mã chỉ khác nhau ở cách tổ hợp dấu (Unicode)",
                  "'" + std::string(id) + "'", "one spelling for one unit");
    }
}

}  // namespace myhao::inline v0::detail
