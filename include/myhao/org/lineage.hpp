// SPDX-License-Identifier: Apache-2.0
// Who carries a unit on, and whom it carries on: through every succession, never across a gap that none explains.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <myhao/org/history.hpp>

namespace myhao::inline v0 {

/// Successions by day, all the way: those that led to the unit, and those that lead on from it.
struct Lineage {
    std::vector<Succession> predecessors, successors;
};

namespace detail {

enum class Direction { back, on };

/// Follows units through successions. A life is a run of adjoining spells.
class Follow {
public:
    Follow(const HistoryData& data, Direction direction) : d_(data), on_(direction == Direction::on) {}

    /// The end (or, going back, the first day) of the life of `unit` that holds `day`.
    [[nodiscard]] std::int32_t far_end(std::uint32_t unit, std::int32_t day) const {
        std::uint32_t s = d_.spell_on(unit, day);
        if (on_)
            while (s + 1 < d_.first[unit + 1] && d_.certain[s] == d_.since[s + 1]) ++s;
        else
            while (s > d_.first[unit] && d_.certain[s - 1] == d_.since[s]) --s;
        return on_ ? d_.certain[s] : d_.since[s];
    }

    /// Places of the successions in which `unit` is before (going back: after).
    template <class Take>
    void each(std::uint32_t unit, Take&& take) const {
        const auto& list = on_ ? d_.endings : d_.beginnings;
        for (auto i = std::lower_bound(list.begin(), list.end(), std::pair(unit, std::uint32_t{0})); i != list.end() && i->first == unit; ++i) take(i->second);
    }

    [[nodiscard]] const std::vector<std::uint32_t>& next(std::uint32_t succession) const {
        return on_ ? d_.successions[succession].after : d_.successions[succession].before;
    }

    /// The units that stand on `day` and carry on (going back: were carried on by) the life of `unit` that holds `from`.
    void standing(std::uint32_t unit, std::int32_t from, std::int32_t day, std::vector<std::uint32_t>& out) {
        std::vector<std::pair<std::uint32_t, std::int32_t>> work = {{unit, from}};
        while (!work.empty()) {
            const auto [u, at] = work.back();
            work.pop_back();
            if (d_.spell_on(u, at) == none) continue;
            const std::int32_t end = far_end(u, at);
            if (std::find(met_.begin(), met_.end(), std::pair(u, end)) != met_.end()) continue;
            met_.emplace_back(u, end);
            if (on_ ? day < end : day >= end) {
                out.push_back(u);
                continue;
            }
            each(u, [&](std::uint32_t i) {
                if (d_.successions[i].day != end) return;
                for (const std::uint32_t v : next(i)) work.emplace_back(v, on_ ? end : end - 1);
            });
        }
    }

private:
    const HistoryData& d_;
    bool on_;
    std::vector<std::pair<std::uint32_t, std::int32_t>> met_;
};

[[nodiscard]] inline std::vector<Id> followed(const History& history, const Id& id, Date on, Direction direction) {
    const HistoryData& d = history.data();
    const std::uint32_t u = history.unit(id).value();
    const std::int32_t day = on.days();
    if (d.stands(u, day)) return {id};
    // The last day of the life before, or the first day of the life after.
    std::int32_t from = no_day;
    for (std::uint32_t s = d.first[u]; s < d.first[u + 1]; ++s) {
        if (direction == Direction::on && d.certain[s] <= day) from = d.certain[s] - 1;
        if (direction == Direction::back && from == no_day && d.since[s] > day) from = d.since[s];
    }
    if (from == no_day) return {};
    std::vector<std::uint32_t> units;
    Follow(d, direction).standing(u, from, day, units);
    std::sort(units.begin(), units.end(), [&](auto a, auto b) { return d.id_rank[a] < d.id_rank[b]; });
    units.erase(std::unique(units.begin(), units.end()), units.end());
    std::vector<Id> out;
    for (const std::uint32_t v : units) out.push_back(d.id(v));
    return out;
}

[[nodiscard]] inline std::vector<Succession> line(const HistoryData& d, std::uint32_t unit, Direction direction) {
    const Follow follow(d, direction);
    std::vector<std::uint32_t> found;
    std::vector<std::pair<std::uint32_t, std::int32_t>> work = {{unit, direction == Direction::on ? no_day : open_day}};
    while (!work.empty()) {
        const auto [u, day] = work.back();
        work.pop_back();
        follow.each(u, [&](std::uint32_t i) {
            const std::int32_t then = d.successions[i].day;
            if (direction == Direction::on ? then < day : then > day) return;
            if (std::find(found.begin(), found.end(), i) != found.end()) return;
            found.push_back(i);
            for (const std::uint32_t v : follow.next(i)) work.emplace_back(v, then);
        });
    }
    std::sort(found.begin(), found.end());
    std::vector<Succession> out;
    for (const std::uint32_t i : found) out.push_back(d.succession(i));
    return out;
}

}  // namespace detail

/// The unit itself where it stands on that day; else the units that carry on its last life before, followed to ones that stand;
/// nothing if it was dissolved or not yet founded. Throws UnknownUnit.
[[nodiscard]] inline std::vector<Id> successors(const History& history, const Id& id, Date on) { return detail::followed(history, id, on, detail::Direction::on); }

/// The unit itself where it stands on that day; else the units that its next life after carries on, followed back to ones that stood.
[[nodiscard]] inline std::vector<Id> predecessors(const History& history, const Id& id, Date on) { return detail::followed(history, id, on, detail::Direction::back); }

/// Throws UnknownUnit.
[[nodiscard]] inline Lineage lineage(const History& history, const Id& id) {
    const std::uint32_t u = history.unit(id).value();
    return {detail::line(history.data(), u, detail::Direction::back), detail::line(history.data(), u, detail::Direction::on)};
}

}  // namespace myhao::inline v0
