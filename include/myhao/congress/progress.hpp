// SPDX-License-Identifier: Apache-2.0
// A calendar of congresses beside what was held: who is late, who no longer makes it, and what a pause does to those not held yet.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/congress/campaign.hpp>
#include <myhao/congress/check_limits.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/congress/held.hpp>
#include <myhao/congress/planner.hpp>

namespace myhao::inline v0::congress {

/// Days of one congress, both within bounds.
struct StatedDays {
    Interval<Date> first, last;

    friend bool operator==(const StatedDays&, const StatedDays&) = default;
};

/// What is stated of each unit of a tree that holds congresses: by its own congress, or by a campaign of its level.
class Stated {
public:
    /// Statements of another directive or term are left aside. A campaign without `under` is taken to be about the whole tree.
    /// Throws InvalidDocument with every statement that has days and names neither directive nor term, contradicts itself or names a
    /// level the directive does not have, and UnknownUnit with every unit that does not stand in the tree.
    Stated(std::span<const Congress> congresses, std::span<const Campaign> campaigns, const Directive& directive, const Tree& tree) : rows_(tree.size()) {
        Findings problems, strangers;
        const auto take = [&](const auto& statement) -> std::optional<detail::Held> {
            const detail::Held h = detail::held(statement);
            if (!detail::concerns(statement, directive)) {
                const bool dated = h.first_day.low || h.first_day.high || h.last_day.low || h.last_day.high;
                if (!dated || statement.directive || !statement.term.empty()) return std::nullopt;
                problems.add(InvalidDocument::at(h.subject, "it names neither a directive nor a term, so whether it counts here is not known", "", "a term, such as " + directive.term).problems());
                return std::nullopt;
            }
            detail::StatementFaults faults(h, problems);
            faults.of(directive), faults.of_itself();
            for (const auto& unit : {h.unit, h.under})
                if (unit && !tree.contains(*unit)) {
                    strangers.add(UnknownUnit::at(h.subject, "the unit does not stand in the tree of " + tree.date().text(), unit->text()).problems());
                    return std::nullopt;
                }
            return h;
        };
        for (const Campaign& c : campaigns) {
            const auto h = take(c);
            const LevelRule* rule = h ? directive.find(h->level) : nullptr;
            if (rule == nullptr) continue;
            const std::size_t begin = h->under ? tree.at(*h->under).at() : 0, end = h->under ? tree.subtree_end(Row(begin)).at() : tree.size();
            const StatedDays days{{h->first_day.low, h->last_day.high}, {h->first_day.low, h->last_day.high}};  // of any one of them
            for (std::size_t r = begin; r < end; ++r)
                if (level_of(directive, tree, Row(r)) == rule) rows_[r] = days;
        }
        for (const Congress& c : congresses)
            if (const auto h = take(c)) rows_[tree.at(*h->unit).at()] = StatedDays{h->first_day, h->last_day};
        if (!problems.empty()) {
            problems.add(strangers);
            throw InvalidDocument(std::move(problems));
        }
        if (!strangers.empty()) throw UnknownUnit(std::move(strangers));
    }

    /// Nothing where no statement is about the unit.
    [[nodiscard]] const std::optional<StatedDays>& operator[](Row row) const { return rows_[row.at()]; }

private:
    std::vector<std::optional<StatedDays>> rows_;
};

/// A finding for each unit of the plan on day `on`: met where its congress surely ends by its latest day, violated where it surely
/// ends, or can now only be held, when even congresses of a single day above it would be too late. Days that the options give count
/// as given.
[[nodiscard]] inline Findings progress(const Calendar& plan, const Stated& stated, Date on) {
    Findings found;
    CalendarOptions shortest = plan.options();
    shortest.open_day_counts = true;
    for (const LevelRule& level : plan.directive().levels) shortest.days.emplace(level.level, 1);
    const Calendar hardest(plan.directive(), plan.tree(), std::move(shortest));
    for (std::size_t i = 0; i < plan.all().size(); ++i) {
        const PlannedCongress& planned = plan.all()[i];
        const std::optional<Date> last_possible = hardest.all()[i].latest_last;
        const Id id = plan.tree().id(planned.row);
        const LevelRule& rule = plan.level(planned);
        const auto& held = stated[planned.row];
        std::optional<bool> kept;
        Label text;
        const std::string observed = held ? detail::text(held->first) + " to " + detail::text(held->last) : "not held by " + on.text();
        if (!planned.latest_last) {
            text = {"không có hạn", "nothing bounds it"};
        } else if (held) {
            if (held->last.high && *held->last.high <= *planned.latest_last) kept = true;
            else if (held->last.low && *held->last.low > *last_possible) kept = false;
            text = kept == true ? Label{"kịp hạn", "in time"} : kept == false ? Label{"quá hạn", "late"} : Label{"chưa rõ có kịp hạn", "whether it was in time is open"};
        } else if (on > *last_possible) {
            kept = false;
            text = {"chưa họp, đã quá hạn", "not held, and it is too late"};
        } else if (on > *planned.latest_first) {
            text = {"chưa họp, đã quá ngày bắt đầu muộn nhất: chỉ kịp nếu họp ngắn hơn", "not held, and its latest first day has passed: only shorter congresses would be in time"};
        } else {
            const std::string left = std::to_string(*planned.latest_first - on);
            text = {"chưa họp, còn " + left + " ngày", "not held, " + left + " days left"};
        }
        const Citation citation = rule.deadline ? rule.deadline->citation : Citation();
        const Confidence confidence = rule.deadline ? rule.deadline->confidence : Confidence::derived;
        found.add(detail::finding("progress", id.text(), kept, observed, planned.latest_last ? "by " + planned.latest_last->text() : "", citation.empty() ? plan.directive().key.text() : citation.text(), confidence, std::move(text)));
    }
    return found;
}

/// Those of `progress` that are late for certain.
[[nodiscard]] inline Findings late(const Calendar& plan, const Stated& stated, Date on) { return progress(plan, stated, on).with(State::violated); }

/// What a pause does to one unit.
struct PauseEffect {
    Row row;
    std::optional<Date> first, last;  // its congress as it was to be held
    std::optional<Date> moved_first, moved_last;
    std::optional<Date> latest_last;
    std::optional<bool> late;         // after the pause: beyond its own deadline; nothing where that is open
    bool late_before = false;         // without the pause already

    friend bool operator==(const PauseEffect&, const PauseEffect&) = default;
};

/// What becomes of each unit where no congress is held for `days` days from `since` (of these levels; none: of all).
///
/// A congress of `schedule` that ended before the pause stands; every other one of it is held `days` days later, and again later
/// where its own subordinates now end after it would begin. A unit without one is held as early as the directive allows.
/// The schedule's congresses have exact days; throws InvalidDocument where they have not, or the pause is no day long.
[[nodiscard]] inline std::vector<PauseEffect> pause_effect(const Calendar& plan, const Stated& schedule, Date since, int days, std::vector<std::string> levels = {}) {
    constexpr int most = 36'500;
    if (days < 1 || days > most) throw InvalidDocument::at("pause", "a pause is at least a day long, and less than a hundred years", std::to_string(days));
    const Pause pause{since, since + days, std::move(levels)};
    const Calendar paused = plan.with(pause);
    Findings problems;
    std::vector<PauseEffect> effects;
    std::vector<std::optional<Date>> after(plan.tree().size());  // first day on which all planned subordinates have ended
    const auto bound = [&](const PlannedCongress& planned) { return pause.levels.empty() || std::find(pause.levels.begin(), pause.levels.end(), plan.level(planned).level) != pause.levels.end(); };
    effects.resize(plan.all().size());
    for (std::size_t i = plan.all().size(); i-- > 0;) {
        const PlannedCongress &planned = plan.all()[i], &moved = paused.all()[i];
        PauseEffect& effect = effects[i];
        effect.row = planned.row, effect.latest_last = planned.latest_last;
        const auto& held = schedule[planned.row];
        if (held) {
            if (!held->first.exact() || !held->last.exact()) {
                problems.add(InvalidDocument::at(plan.tree().id(planned.row).text(), "a schedule has exact days", detail::text(held->first) + " to " + detail::text(held->last)).problems());
                continue;
            }
            effect.first = held->first.low, effect.last = held->last.low;
            const bool shifts = bound(planned) && *effect.last >= since;
            effect.moved_first = *effect.first + (shifts ? days : 0), effect.moved_last = *effect.last + (shifts ? days : 0);
        } else {
            effect.first = planned.earliest_first, effect.last = planned.earliest_last;
            effect.moved_first = moved.earliest_first, effect.moved_last = moved.earliest_last;
        }
        if (const auto& ended = after[planned.row.at()]; ended && effect.moved_first && *effect.moved_first < *ended && *effect.moved_last >= since) {
            const int length = *effect.moved_last - *effect.moved_first;
            effect.moved_first = ended;
            if (bound(planned) && since <= *ended + length && *ended < pause.until) effect.moved_first = pause.until;
            effect.moved_last = *effect.moved_first + length;
        }
        if (effect.moved_last)
            if (const PlannedCongress* up = plan.above(planned)) {
                auto& ended = after[up->row.at()];
                if (*effect.moved_last >= since && (!ended || *ended <= *effect.moved_last)) ended = *effect.moved_last + 1;
            }
        if (effect.moved_last && planned.own_last) {
            if (*effect.moved_last <= *planned.own_last) effect.late = false;
            else if (*effect.moved_last > *planned.own_possible_last) effect.late = true;
        }
        effect.late_before = effect.last && planned.own_last && *effect.last > *planned.own_possible_last;
    }
    if (!problems.empty()) throw InvalidDocument(std::move(problems));
    return effects;
}

}  // namespace myhao::inline v0::congress
