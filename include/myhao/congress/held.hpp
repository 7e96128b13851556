// SPDX-License-Identifier: Apache-2.0
// What a check reads of a congress or a campaign, the faults that make one meaningless, and comparisons of days that are known
// within bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/congress/campaign.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/congress/directive.hpp>

namespace myhao::inline v0::congress {

/// Whole days from the end to the deadline: 20 where the end is 10 June and the deadline 30 June. Negative: late.
[[nodiscard]] inline Interval<std::int64_t> days_before(const Interval<Date>& end, const Deadline& deadline) {
    Interval<std::int64_t> days;
    if (end.high) days.low = deadline.day - *end.high;
    if (end.low) days.high = deadline.day - *end.low;
    return days;
}

namespace detail {

/// One statement, about one congress (`unit`) or about all of a level.
struct Held {
    std::string subject;
    std::string level;
    std::optional<Id> unit, under;
    Interval<Date> first_day, last_day;
    Interval<std::int64_t> days;
    std::optional<std::size_t> contents_done;
    std::optional<std::int64_t> delegates;
    Citation source;

    [[nodiscard]] bool single() const noexcept { return unit.has_value(); }
};

template <class Statement>
[[nodiscard]] std::string subject_of(const Statement& s, const std::string& otherwise) { return !s.label.en.empty() ? s.label.en : !s.id.empty() ? s.id : otherwise; }

[[nodiscard]] inline Held held(const Congress& c) {
    return {subject_of(c, c.unit.text()), c.level, c.unit, {}, c.first_day, c.last_day, c.days(), c.contents_done, c.delegates, c.source};
}
[[nodiscard]] inline Held held(const Campaign& c) {
    return {subject_of(c, c.level + " congresses"), c.level, {}, c.under, c.first_day, c.last_day, c.days, c.contents_done, {}, c.source};
}

/// Whether a statement speaks of the term of a directive: it says so, by the directive or by the term.
template <class Statement>
[[nodiscard]] bool concerns(const Statement& s, const Directive& directive) { return s.directive ? *s.directive == directive.key : s.term == directive.term; }

inline void find_faults(const Held& h, const Directive& directive, Findings& problems) {
    const auto fault = [&](std::string what, std::string found = {}, std::string expected = {}) { problems.add(InvalidDocument::at(h.subject, std::move(what), std::move(found), std::move(expected)).problems()); };
    const Date founded(1930, 2, 3);
    if (!directive.find(h.level)) {
        std::vector<std::string> levels;
        std::string all;
        for (const LevelRule& rule : directive.levels) levels.push_back(rule.level), all += (all.empty() ? "" : ", ") + rule.level;
        fault("the directive has no such level" + suggestion(h.level, levels), h.level, all);
    }
    if (h.first_day.empty() || h.last_day.empty()) fault("no day fits what is stated of its days");
    if (h.last_day.high && h.first_day.low && *h.last_day.high < *h.first_day.low) fault("a congress ends before it begins", h.first_day.low->text() + " to " + h.last_day.high->text());
    else if (h.days.high && *h.days.high < 1) fault("a congress takes at least a day", std::to_string(*h.days.high));
    for (const auto& day : {h.first_day.low, h.first_day.high, h.last_day.low, h.last_day.high})
        if (day && *day < founded) {
            fault("a day before the Party was founded", day->text(), "from " + founded.text());
            break;
        }
    if (h.delegates && *h.delegates < 0) fault("a number of delegates below 0", std::to_string(*h.delegates));
}

[[nodiscard]] inline std::string text(const Interval<Date>& day) {
    if (!day.low && !day.high) return "not stated";
    if (day.low && day.high) return *day.low == *day.high ? day.low->text() : day.low->text() + " to " + day.high->text();
    return day.low ? "from " + day.low->text() : "to " + day.high->text();
}
[[nodiscard]] inline std::string text(const Interval<std::int64_t>& number) {
    if (number.low && number.high) return *number.low == *number.high ? std::to_string(*number.low) : std::to_string(*number.low) + " to " + std::to_string(*number.high);
    return number.high ? "at most " + std::to_string(*number.high) : number.low ? "at least " + std::to_string(*number.low) : "not stated";
}
[[nodiscard]] constexpr State state_of(std::optional<bool> holds) noexcept { return !holds ? State::undetermined : *holds ? State::met : State::violated; }

/// Whether `a` ends on an earlier day than `b` begins; on the same day it is open, as one may follow the other within it.
[[nodiscard]] inline std::optional<bool> before(const Interval<Date>& a, const Interval<Date>& b) {
    if (a.high && b.low && *a.high < *b.low) return true;
    if (a.low && b.high && *a.low > *b.high) return false;
    return std::nullopt;
}

}  // namespace detail

}  // namespace myhao::inline v0::congress
