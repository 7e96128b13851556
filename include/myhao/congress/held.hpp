// SPDX-License-Identifier: Apache-2.0
// What a check reads of a congress or a campaign, the faults that make one meaningless, and comparisons of days that are known
// within bounds.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// One statement, about one congress (`single`) or about all of a level.
struct Held {
    std::string subject;
    std::string level, term;
    std::optional<Id> unit, under;
    Interval<Date> first_day, last_day;
    Interval<std::int64_t> days;
    std::optional<std::int64_t> contents_done, contents_required;
    std::optional<std::vector<std::string>> contents;
    std::vector<std::string> cases;
    Citation source;
    const Congress* single = nullptr;
    const Campaign* many = nullptr;

    [[nodiscard]] bool is(std::string_view named) const { return std::find(cases.begin(), cases.end(), named) != cases.end(); }
};

template <class Statement>
[[nodiscard]] std::string subject_of(const Statement& s, const std::string& otherwise) { return !s.label.en.empty() ? s.label.en : !s.id.empty() ? s.id : otherwise; }

template <class Statement>
[[nodiscard]] std::optional<std::int64_t> contents_of(const Statement& s) { return s.contents_done || !s.contents ? s.contents_done : std::optional(static_cast<std::int64_t>(s.contents->size())); }

[[nodiscard]] inline Held held(const Congress& c) {
    return {subject_of(c, c.unit.text()), c.level, c.term, c.unit, {}, c.first_day, c.last_day, c.days(), contents_of(c), c.contents_required, c.contents, c.cases, c.source, &c};
}
[[nodiscard]] inline Held held(const Campaign& c) {
    return {subject_of(c, c.level + " congresses"), c.level, c.term, {}, c.under, c.first_day, c.last_day, c.days, contents_of(c), c.contents_required, c.contents, c.cases, c.source, nullptr, &c};
}

/// Whether a statement speaks of the term of a directive: it says so, by the directive or by the term.
template <class Statement>
[[nodiscard]] bool concerns(const Statement& s, const Directive& directive) { return s.directive ? *s.directive == directive.key : s.term == directive.term; }

/// What is wrong with a statement by itself, and with what it says of a directive.
class StatementFaults {
public:
    StatementFaults(const Held& h, Findings& problems) : h_(h), problems_(problems) {}

    /// Whatever the directive.
    void of_itself() {
        days();
        not_below(h_.contents_done, 0, "contents"), not_below(h_.contents_required, 0, "contents");
        not_above(h_.contents_done, h_.contents_required, "more contents than were required");
        if (h_.contents && h_.contents_done && *h_.contents_done != static_cast<std::int64_t>(h_.contents->size()))
            fault("the number of contents is not that of those named", std::to_string(*h_.contents_done), std::to_string(h_.contents->size()));
        if (h_.contents)
            for (std::size_t i = 0; i < h_.contents->size(); ++i)
                if (std::find(h_.contents->begin(), h_.contents->begin() + static_cast<std::ptrdiff_t>(i), (*h_.contents)[i]) != h_.contents->begin() + static_cast<std::ptrdiff_t>(i))
                    fault("this content is named twice", (*h_.contents)[i]);
        if (h_.many) not_below(h_.many->congresses, 1, "congresses");
        if (h_.single) numbers(*h_.single);
    }
    /// Levels, contents and cases it does not have.
    void of(const Directive& directive) {
        std::vector<std::string> levels, contents, cases;
        for (const LevelRule& rule : directive.levels) levels.push_back(rule.level);
        if (!directive.find(h_.level)) fault("the directive has no such level" + suggestion(h_.level, levels), h_.level, listed(levels));
        for (const CongressContent& one : directive.contents) contents.push_back(one.id);
        if (h_.contents && !contents.empty())
            for (const std::string& id : *h_.contents)
                if (std::find(contents.begin(), contents.end(), id) == contents.end()) fault("the directive has no such content" + suggestion(id, contents), id, listed(contents));
        if (h_.contents_done && !contents.empty() && *h_.contents_done > static_cast<std::int64_t>(contents.size())) fault("more contents than there are", std::to_string(*h_.contents_done), "at most " + std::to_string(contents.size()));
        for (const LevelRule& rule : directive.levels)
            for (const SizeLimit& size : rule.sizes) cases.push_back(size.when);
        for (const ContentsVariant& variant : directive.variants.value_or(std::vector<ContentsVariant>{})) cases.push_back(variant.when);
        for (const std::string& one : h_.cases)
            if (std::find(cases.begin(), cases.end(), one) == cases.end()) fault("the directive names no such case" + suggestion(one, cases), one);
    }

private:
    static constexpr std::int64_t most_people = 10'000'000'000;  // so that sums fit

    void fault(std::string what, std::string found = {}, std::string expected = {}) { problems_.add(InvalidDocument::at(h_.subject, std::move(what), std::move(found), std::move(expected)).problems()); }
    void not_below(const std::optional<std::int64_t>& number, std::int64_t least, const char* what) {
        if (number && *number < least) fault(std::string("a number of ") + what + " below " + std::to_string(least), std::to_string(*number));
        if (number && *number > most_people) fault(std::string("a number of ") + what + " that nobody counted", std::to_string(*number));
    }
    void not_above(const std::optional<std::int64_t>& part, const std::optional<std::int64_t>& whole, const char* what) {
        if (part && whole && *part > *whole) fault(what, std::to_string(*part), "at most " + std::to_string(*whole));
    }
    [[nodiscard]] static std::string listed(const std::vector<std::string>& names) {
        std::string all;
        for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
        return all;
    }

    void days() {
        const Date founded(1930, 2, 3);
        if (h_.first_day.empty() || h_.last_day.empty()) fault("no day fits what is stated of its days");
        else if (h_.last_day.high && h_.first_day.low && *h_.last_day.high < *h_.first_day.low) fault("a congress ends before it begins", h_.first_day.low->text() + " to " + h_.last_day.high->text());
        else if (h_.days.high && *h_.days.high < 1) fault("a congress takes at least a day", std::to_string(*h_.days.high));
        else if (h_.days.empty()) fault("no number of days fits what is stated of each congress", std::to_string(*h_.days.low) + " to " + std::to_string(*h_.days.high));
        else if (h_.many && h_.days.low && h_.first_day.low && h_.last_day.high && *h_.days.low > *h_.last_day.high - *h_.first_day.low + 1)
            fault("each congress takes longer than all of them together", std::to_string(*h_.days.low) + " days", "at most " + std::to_string(*h_.last_day.high - *h_.first_day.low + 1));
        const std::optional<Date> solemn = h_.single ? h_.single->solemn_day : std::nullopt;
        for (const auto& day : {h_.first_day.low, h_.first_day.high, h_.last_day.low, h_.last_day.high, solemn})
            if (day && *day < founded) {
                fault("a day before the Party was founded", day->text(), "from " + founded.text());
                break;
            }
        if (solemn && ((h_.first_day.low && *solemn < *h_.first_day.low) || (h_.last_day.high && *solemn > *h_.last_day.high))) fault("the solemn session is not within the congress", solemn->text());
    }

    void numbers(const Congress& c) {
        if (c.ordinal && *c.ordinal < 1) fault("congresses are numbered from 1", std::to_string(*c.ordinal));
        if (c.preparatory_half_days && *c.preparatory_half_days < 0) fault("half-days below 0", std::to_string(*c.preparatory_half_days));
        not_below(c.delegates, 0, "delegates"), not_below(c.members, 0, "members"), not_below(c.summoned, 0, "people summoned"), not_below(c.attended, 0, "people attending");
        const DelegateKinds& kinds = c.delegate_kinds;
        not_below(kinds.ex_officio, 0, "delegates ex officio"), not_below(kinds.elected, 0, "elected delegates"), not_below(kinds.appointed, 0, "appointed delegates"), not_below(kinds.alternates, 0, "alternates");
        const bool all_kinds = kinds.ex_officio && kinds.elected && kinds.appointed;
        std::int64_t official = 0;
        for (const auto& kind : {kinds.ex_officio, kinds.elected, kinds.appointed}) official += std::clamp<std::int64_t>(kind.value_or(0), 0, most_people);
        if (c.delegates && *c.delegates >= 0 && (official > *c.delegates || (all_kinds && official != *c.delegates))) fault("the kinds of delegates do not add up to their number", std::to_string(official), std::to_string(*c.delegates));
        not_above(c.attended, c.summoned, "more attended than were summoned");
        if (c.form == CongressForm::all_members) {
            not_above(c.summoned, c.members, "more members were summoned than there are");
            if (c.delegates) fault("a congress of all members has no delegates", std::to_string(*c.delegates));
        } else if (c.form == CongressForm::delegates && c.summoned && c.delegates && *c.summoned != *c.delegates) {
            fault("those summoned are the official delegates", std::to_string(*c.summoned), std::to_string(*c.delegates));
        }
        for (const ElectionRound& r : c.rounds) round(r);
    }

    void round(const ElectionRound& r) {
        if (r.round < 1) fault("rounds of election are numbered from 1", std::to_string(r.round));
        not_below(r.seats, 0, "seats"), not_below(r.candidates, 0, "candidates"), not_below(r.base, 0, "people in the base"), not_below(r.elected, 0, "people elected"), not_below(r.before, 0, "seats in the term before");
        not_above(r.elected, r.seats, "more were elected than there were seats");
        not_above(r.elected, r.candidates, "more were elected than were candidates");
        not_above(r.base, h_.single->summoned, "the base of a majority is above those summoned");
    }

    const Held& h_;
    Findings& problems_;
};

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
