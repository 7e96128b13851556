// SPDX-License-Identifier: Apache-2.0
// What a valid history leaves open: births, deaths and gaps that no succession explains, and spells detached from their parent.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/history.hpp>

namespace myhao::inline v0 {

namespace detail {

/// The void rows of a log that take nothing back: no row of their id and first day was recorded before them.
[[nodiscard]] inline std::vector<std::uint32_t> idle_voids(const std::vector<SpellRow>& log) {
    std::vector<std::uint32_t> order, out;
    for (std::uint32_t r = 0; r < log.size(); ++r) order.push_back(r);
    const auto before = [&](std::uint32_t a, std::uint32_t b) { return log[a].id != log[b].id ? log[a].id < log[b].id : log[a].since < log[b].since; };
    std::sort(order.begin(), order.end(), before);
    for (std::size_t k = 0, end = 0; k < order.size(); k = end) {
        bool always = false;  // a row without a day of recording was always known
        std::optional<Date> earliest;
        for (end = k; end < order.size() && !before(order[k], order[end]); ++end) {
            const SpellRow& row = log[order[end]];
            if (row.withdrawn) continue;
            if (!row.recorded) always = true;
            else if (!earliest || *row.recorded < *earliest) earliest = row.recorded;
        }
        for (std::size_t j = k; j < end; ++j) {
            const SpellRow& row = log[order[j]];
            if (row.withdrawn && !always && !(row.recorded && earliest && *earliest < *row.recorded)) out.push_back(order[j]);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace detail

inline Findings History::findings() const {
    using detail::none;
    // A gap is explained by a succession that establishes the unit again, and by no other event.
    const auto established_again = [this](std::uint32_t unit, std::int32_t day) {
        const detail::HistoryData& data = *data_;
        for (auto i = std::lower_bound(data.beginnings.begin(), data.beginnings.end(), std::pair(unit, std::uint32_t{0})); i != data.beginnings.end() && i->first == unit; ++i)
            if (data.successions[i->second].day == day && data.successions[i->second].event == Event::re_establish) return true;
        return false;
    };
    const detail::HistoryData& d = *data_;
    Findings out;
    const auto add = [&](State state, Severity severity, const char* rule, std::uint32_t unit, std::string observed, const char* required, const char* en, const char* vi) {
        out.add({state, severity, rule, "unit '" + d.id_shown(unit) + "'", std::move(observed), required, {}, {vi, en}});
    };
    for (const std::uint32_t u : d.by_id) {
        for (std::uint32_t s = d.first[u]; s < d.first[u + 1]; ++s) {
            const bool first = s == d.first[u], last = s + 1 == d.first[u + 1];
            const bool begins = first || d.certain[s - 1] < d.since[s], gap_follows = !last && d.certain[s] < d.since[s + 1];
            if (begins && !(first ? detail::documented(d, d.beginnings, u, d.since[s], d.since[s] + 1) : established_again(u, d.since[s]))) {
                const std::string row = "row " + std::to_string(d.row[s]) + ", ";
                if (first) add(State::undetermined, Severity::info, "history.undocumented.birth", u, row + detail::shown_day(d.since[s]), "a succession that founds it",
                               "no succession explains its beginning", "không có sự kiện nào ghi việc thành lập");
                else add(State::undetermined, Severity::warning, "history.undocumented.gap", u, row + detail::shown_period(d.certain[s - 1], d.since[s]),
                         "a succession that establishes it again", "no succession re-establishes it after the gap", "không có sự kiện lập lại sau khoảng trống");
            }
            if (!(last ? d.certain[s] != detail::open_day : gap_follows)) continue;
            if (gap_follows && !established_again(u, d.since[s + 1])) continue;  // told with the gap
            const std::int32_t to = d.ended[s] != 0 ? d.until[s] : d.certain[s] + 1;  // where the day is unknown, any day after
            if (!detail::documented(d, d.endings, u, d.certain[s], to))
                add(State::undetermined, Severity::info, "history.undocumented.death", u, "row " + std::to_string(d.row[s]) + ", " + (d.ended[s] != 0 ? "day unknown" : detail::shown_day(d.certain[s])),
                    "a succession that ends it", "no succession explains its end", "không có sự kiện nào ghi việc kết thúc");
        }
        if (d.strict) continue;
        for (std::uint32_t s = d.first[u]; s < d.first[u + 1]; ++s) {
            if (d.parent[s] == none) continue;
            for (const auto& [from, to] : detail::uncovered(d, d.parent[s], d.since[s], d.until[s]))
                add(State::violated, Severity::warning, "history.detached", u, "row " + std::to_string(d.row[s]) + ", " + detail::shown_period(from, to) + " under '" + d.id_shown(d.parent[s]) + "'",
                    "a parent that stands", "detached: its parent does not stand on these days", "tách rời: tổ chức cấp trên không tồn tại trong các ngày này");
        }
    }
    for (const std::uint32_t r : detail::idle_voids(d.log))
        out.add({State::violated, Severity::warning, "history.void", "row " + std::to_string(r), "'" + d.log[r].id.text() + "' since " + d.log[r].since.text(), "a row recorded before", {},
                 {"dòng hủy bỏ không hủy bỏ dòng nào", "a void row that takes nothing back"}});
    return out;
}

}  // namespace myhao::inline v0
