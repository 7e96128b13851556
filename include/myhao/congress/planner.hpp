// SPDX-License-Identifier: Apache-2.0
// The calendar of a congress season: for each unit of a tree the latest and the earliest days of its congress, backwards from the
// deadlines at the top, forwards from the first days at the bottom.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/congress/directive_list.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0::congress {

/// The level of the congress that a unit of a tree holds, by its role, or by its kind where a level names kinds; nullptr: none.
[[nodiscard]] inline const LevelRule* level_of(const Directive& directive, const Tree& tree, Row row) {
    const LevelRule* by_role = directive.of_role(tree.role(row));
    return by_role != nullptr ? by_role : directive.of_role(tree.kind(row));
}

/// A time without congresses of some levels, [since, until); no levels: of all.
struct Pause {
    Date since, until;
    std::vector<std::string> levels = {};

    friend bool operator==(const Pause&, const Pause&) = default;
};

/// What a plan takes for granted where the directive leaves it open.
struct CalendarOptions {
    std::map<std::string, int> days = {};  // by level: how long each congress takes; otherwise the most the directive allows, one where it says nothing
    std::optional<Date> by = {};           // no congress of the tree ends later
    bool open_day_counts = false;          // whether a deadline "before" a day is kept on that day, where the source leaves it open
    std::vector<Pause> pauses = {};        // nothing is held in them
};

/// One unit's place in a calendar. A day that nothing bounds is missing.
struct PlannedCongress {
    Row row;
    std::uint32_t level = 0;                 // of the directive
    int days = 1;
    bool days_stated = false;                // by the directive or the options; otherwise one day is taken, the least there can be
    std::optional<Date> own_last;            // the last day its own deadline leaves for certain
    std::optional<Date> own_possible_last;   // and a day later where it is open whether the deadline's day itself counts
    std::optional<Date> latest_first, latest_last;
    std::optional<Date> earliest_first, earliest_last;
    std::optional<Row> bound_by;             // the superior whose own congress, not its deadline, sets its latest day

    /// Days it may be moved; negative: it cannot be held in time. Nothing where one side is open.
    [[nodiscard]] std::optional<int> slack() const { return latest_first && earliest_first ? std::optional(*latest_first - *earliest_first) : std::nullopt; }
    [[nodiscard]] bool fits() const { return slack().value_or(0) >= 0; }
    friend bool operator==(const PlannedCongress&, const PlannedCongress&) = default;
};

/// An immutable calendar of the units of a tree that hold congresses, in preorder; it keeps the tree's data alive.
class Calendar {
public:
    /// Throws InvalidDocument with every fault of the directive and of the options.
    Calendar(Directive directive, Tree tree, CalendarOptions options = {}) : directive_(std::move(directive)), tree_(std::move(tree)), options_(std::move(options)) {
        check();
        at_.assign(tree_.size(), none);
        for (std::size_t r = 0; r < tree_.size(); ++r) enter(Row(r));
        latest(), earliest();
    }

    [[nodiscard]] std::span<const PlannedCongress> all() const& noexcept { return rows_; }
    std::span<const PlannedCongress> all() && = delete;
    [[nodiscard]] const Directive& directive() const& noexcept { return directive_; }
    const Directive& directive() && = delete;
    [[nodiscard]] const Tree& tree() const& noexcept { return tree_; }
    const Tree& tree() && = delete;
    [[nodiscard]] const CalendarOptions& options() const noexcept { return options_; }
    [[nodiscard]] const LevelRule& level(const PlannedCongress& planned) const& noexcept { return directive_.levels[planned.level]; }
    const LevelRule& level(const PlannedCongress&) && = delete;

    /// nullptr where the unit holds no congress under the directive.
    [[nodiscard]] const PlannedCongress* find(Row row) const& noexcept { return at_[row.at()] == none ? nullptr : &rows_[at_[row.at()]]; }
    const PlannedCongress* find(Row) && = delete;
    /// Throws UnknownUnit where the unit does not stand in the tree, or holds no congress.
    [[nodiscard]] const PlannedCongress& of(const Id& id) const& {
        if (const PlannedCongress* planned = find(tree_.at(id))) return *planned;
        throw UnknownUnit::at("unit '" + id.text() + "'", "no congress of this unit is planned: the directive has no level for its kind");
    }
    const PlannedCongress& of(const Id&) && = delete;
    /// The nearest superior that holds a congress.
    [[nodiscard]] const PlannedCongress* above(const PlannedCongress& planned) const& noexcept {
        for (auto up = tree_.parent(planned.row); up; up = tree_.parent(*up))
            if (const PlannedCongress* found = find(*up)) return found;
        return nullptr;
    }

    /// The same calendar with one more time without congresses.
    [[nodiscard]] Calendar with(Pause pause) const {
        CalendarOptions options = options_;
        options.pauses.push_back(std::move(pause));
        return Calendar(directive_, tree_, std::move(options));
    }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    void check() const {
        Findings problems = faults(directive_);
        const auto fault = [&](const std::string& where, std::string what, std::string found) { problems.add(InvalidDocument::at(where, std::move(what), std::move(found)).problems()); };
        std::vector<std::string> names;
        for (const LevelRule& level : directive_.levels) names.push_back(level.level);
        const auto known = [&](const std::string& where, const std::string& level) {
            if (!directive_.find(level)) fault(where, "the directive has no such level" + suggestion(level, names), level);
        };
        constexpr int most = 3'650;
        for (const auto& [level, days] : options_.days) {
            known("days", level);
            if (days < 1 || days > most) fault("days", "a congress takes at least a day, and less than ten years", std::to_string(days));
        }
        for (const Pause& pause : options_.pauses) {
            for (const std::string& level : pause.levels) known("pause", level);
            if (pause.until <= pause.since) fault("pause", "a pause ends after it begins", pause.since.text() + " to " + pause.until.text());
        }
        for (const LevelRule& level : directive_.levels)
            if (level.most_days && level.most_days->value > most) fault("level '" + level.level + "'", "a congress of more than ten years", std::to_string(level.most_days->value));
        if (!problems.empty()) throw InvalidDocument(std::move(problems));
    }

    void enter(Row row) {
        const LevelRule* rule = level_of(directive_, tree_, row);
        if (rule == nullptr) return;
        PlannedCongress planned;
        planned.row = row;
        planned.level = static_cast<std::uint32_t>(rule - directive_.levels.data());
        const auto given = options_.days.find(rule->level);
        planned.days_stated = given != options_.days.end() || rule->most_days;
        planned.days = given != options_.days.end() ? given->second : rule->most_days ? rule->most_days->value : 1;
        if (const auto deadline = directive_.deadline(*rule)) planned.own_last = deadline->last_day(options_.open_day_counts), planned.own_possible_last = deadline->last_day(true);
        for (std::optional<Date>* last : {&planned.own_last, &planned.own_possible_last})
            if (options_.by && (!*last || *options_.by < **last)) *last = options_.by;
        at_[row.at()] = static_cast<std::uint32_t>(rows_.size());
        rows_.push_back(planned);
    }

    /// The last run of `days` days that ends on `last` or before and meets no pause.
    [[nodiscard]] Date last_run(const LevelRule& level, Date last, int days) const {
        for (bool moved = true; moved;) {
            moved = false;
            for (const Pause& pause : options_.pauses)
                if (binds(pause, level) && pause.since <= last && last - (days - 1) < pause.until) last = pause.since - 1, moved = true;
        }
        return last;
    }
    [[nodiscard]] Date first_run(const LevelRule& level, Date first, int days) const {
        for (bool moved = true; moved;) {
            moved = false;
            for (const Pause& pause : options_.pauses)
                if (binds(pause, level) && pause.since <= first + (days - 1) && first < pause.until) first = pause.until, moved = true;
        }
        return first;
    }
    [[nodiscard]] static bool binds(const Pause& pause, const LevelRule& level) {
        return pause.levels.empty() || std::find(pause.levels.begin(), pause.levels.end(), level.level) != pause.levels.end();
    }

    /// From the top: a unit ends before its superior begins, and within its own deadline.
    void latest() {
        for (PlannedCongress& planned : rows_) {
            planned.latest_last = planned.own_last;
            if (const PlannedCongress* up = above(planned); up && up->latest_first && (!planned.own_last || *up->latest_first - 1 < *planned.own_last))
                planned.latest_last = *up->latest_first - 1, planned.bound_by = up->row;
            if (!planned.latest_last) continue;
            planned.latest_last = last_run(level(planned), *planned.latest_last, planned.days);
            planned.latest_first = *planned.latest_last - (planned.days - 1);
        }
    }
    /// From the bottom: a unit begins after the last of its subordinates, and not before the first day of its level.
    void earliest() {
        for (std::size_t i = rows_.size(); i-- > 0;) {
            PlannedCongress& planned = rows_[i];
            const LevelRule& rule = level(planned);
            if (rule.first_day && (!planned.earliest_first || *planned.earliest_first < rule.first_day->value)) planned.earliest_first = rule.first_day->value;
            if (!planned.earliest_first) continue;
            planned.earliest_first = first_run(rule, *planned.earliest_first, planned.days);
            planned.earliest_last = *planned.earliest_first + (planned.days - 1);
            if (const PlannedCongress* up = above(planned)) {
                PlannedCongress& superior = rows_[at_[up->row.at()]];
                if (!superior.earliest_first || *superior.earliest_first <= *planned.earliest_last) superior.earliest_first = *planned.earliest_last + 1;
            }
        }
    }

    Directive directive_;
    Tree tree_;
    CalendarOptions options_;
    std::vector<PlannedCongress> rows_;
    std::vector<std::uint32_t> at_;  // place in rows_ of each row of the tree
};

}  // namespace myhao::inline v0::congress
