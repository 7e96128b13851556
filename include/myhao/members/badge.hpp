// SPDX-License-Identifier: Apache-2.0
// Badges for years in the Party (huy hiệu Đảng): when one is due, on which award day it is given, how early it may be, and the
// pipeline from a proposal to the presentation. The years and days are data of an instrument.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// A day of every year on which badges are given.
struct AwardDay {
    int month = 1, day = 1;

    friend bool operator==(const AwardDay&, const AwardDay&) = default;
};

/// Why a badge may be given before it is due.
enum class EarlyReason : std::uint8_t { illness, posthumous };

[[nodiscard]] constexpr std::string_view name(EarlyReason reason) noexcept { return reason == EarlyReason::illness ? "illness" : "posthumous"; }

/// Badges of `from` to `to` years, both included, at most `months` early.
struct EarlyAward {
    EarlyReason reason = EarlyReason::illness;
    int from = 0, to = 0, months = 0;

    friend bool operator==(const EarlyAward&, const EarlyAward&) = default;
};

/// What one guidance says. A guidance that was not read has weak confidence.
struct BadgeRules {
    InstrumentKey key;
    Label label;
    Ruled<std::vector<int>> years;            // ascending
    Ruled<std::vector<AwardDay>> award_days;  // in the order of the year
    Ruled<bool> other_days;                   // whether further important anniversaries are allowed
    std::vector<Ruled<EarlyAward>> early;
    Ruled<MonthEnd> month_end;                // when years are full that began on 29 February

    /// At most so many months early; nothing where that is not allowed, or not read.
    [[nodiscard]] std::optional<int> months_early(int badge, EarlyReason reason) const noexcept {
        for (const auto& rule : early)
            if (rule.value.reason == reason && rule.value.from <= badge && badge <= rule.value.to) return rule.value.months;
        return std::nullopt;
    }
    friend bool operator==(const BadgeRules&, const BadgeRules&) = default;
};

/// The day on which `years` years in the Party are full. `admitted`: the day of the decision to admit, from which Party age counts.
[[nodiscard]] inline Date years_full(Date admitted, int years, MonthEnd month_end) { return add_months(admitted, 12 * years, month_end); }

/// Full years in the Party on a day; negative never: nothing before the admission.
[[nodiscard]] inline std::optional<int> party_age(Date admitted, Date on, MonthEnd month_end) {
    if (on < admitted) return std::nullopt;
    int years = on.year() - admitted.year();
    if (years > 0 && on < years_full(admitted, years, month_end)) --years;
    return years;
}

/// The highest badge whose years are full on that day; nothing before the first one.
[[nodiscard]] inline std::optional<int> badge_due(Date admitted, Date on, const BadgeRules& rules, std::optional<MonthEnd> month_end = std::nullopt) {
    std::optional<int> highest;
    for (const int years : rules.years.value)
        if (years_full(admitted, years, month_end.value_or(rules.month_end.value)) <= on) highest = years;
    return highest;
}

/// The first award day on or after a day; throws InvalidDocument where the rules name none.
[[nodiscard]] inline Date award_day_from(Date day, const BadgeRules& rules) {
    if (rules.award_days.value.empty()) throw InvalidDocument::at("badge rules", "no award days");
    for (int year = day.year();; ++year)
        for (const AwardDay& award : rules.award_days.value)
            if (const Date on(year, award.month, award.day); on >= day) return on;
}
[[nodiscard]] inline bool is_award_day(Date day, const BadgeRules& rules) {
    return std::any_of(rules.award_days.value.begin(), rules.award_days.value.end(), [&](const AwardDay& a) { return a.month == day.month() && a.day == day.day(); });
}

/// One badge of one member.
struct BadgeDue {
    int years = 0;
    Date due;                                             // the years are full
    Date award_day;                                       // the first award day on or after
    std::optional<Date> earliest_ill, earliest_posthumous;  // the earliest day of an early award; nothing: none is allowed

    friend bool operator==(const BadgeDue&, const BadgeDue&) = default;
};

/// All badges of a member, the earliest first.
[[nodiscard]] inline std::vector<BadgeDue> badges(Date admitted, const BadgeRules& rules, std::optional<MonthEnd> month_end = std::nullopt) {
    const MonthEnd policy = month_end.value_or(rules.month_end.value);
    std::vector<BadgeDue> out;
    for (const int years : rules.years.value) {
        const Date due = years_full(admitted, years, policy);
        const auto earliest = [&](EarlyReason reason) {
            const auto months = rules.months_early(years, reason);
            return months ? std::optional(add_months(due, -*months, policy)) : std::nullopt;
        };
        out.push_back({years, due, award_day_from(due, rules), earliest(EarlyReason::illness), earliest(EarlyReason::posthumous)});
    }
    return out;
}

/// One badge that was given.
struct BadgeAward {
    Date admitted;
    int years = 0;
    Date day;
    bool posthumous = false;
    std::optional<bool> ill = std::nullopt;  // seriously; nothing: not stated
};

/// How reports group what is given.
enum class BadgeKind : std::uint8_t { on_time, posthumous, early, early_posthumous };

[[nodiscard]] constexpr std::string_view name(BadgeKind kind) noexcept {
    constexpr std::string_view names[] = {"on_time", "posthumous", "early", "early_posthumous"};
    return names[static_cast<std::size_t>(kind)];
}
[[nodiscard]] inline BadgeKind kind_of(const BadgeAward& award, const BadgeRules& rules, std::optional<MonthEnd> month_end = std::nullopt) {
    const bool early = award.day < years_full(award.admitted, award.years, month_end.value_or(rules.month_end.value));
    return early ? award.posthumous ? BadgeKind::early_posthumous : BadgeKind::early : award.posthumous ? BadgeKind::posthumous : BadgeKind::on_time;
}

/// Whether an award keeps the rules: the years of the badge, how early it is, and the day. `subject`: whose it is, for the findings.
/// Rules that are only believed leave everything undetermined.
[[nodiscard]] inline Findings check(const BadgeAward& award, const BadgeRules& rules, const std::string& subject = {}, std::optional<MonthEnd> month_end = std::nullopt) {
    Findings out;
    const auto add = [&](const char* rule, State state, Confidence confidence, std::string observed, std::string required, const Citation& citation, Label text) {
        if (!usable(confidence)) state = State::undetermined;
        const Severity severity = state == State::violated ? Severity::error : state == State::undetermined ? Severity::warning : Severity::info;
        out.add({state, severity, rule, subject, std::move(observed), std::move(required), citation.text(), std::move(text)});
    };
    const auto& years = rules.years.value;
    const bool known = std::find(years.begin(), years.end(), award.years) != years.end();
    std::string listed;
    for (const int y : years) listed += (listed.empty() ? "" : ", ") + std::to_string(y);
    add("members.badge.years", known ? State::met : State::violated, rules.years.confidence, std::to_string(award.years), listed, rules.years.citation, {"mốc tuổi đảng được tặng huy hiệu", "years for which there is a badge"});

    const MonthEnd policy = month_end.value_or(rules.month_end.value);
    const Date due = years_full(award.admitted, award.years, policy);
    if (award.day >= due) {
        add("members.badge.due", State::met, rules.years.confidence, award.day.text(), "from " + due.text(), rules.years.citation, {"đủ tuổi đảng", "the years are full"});
    } else {
        const auto allowed = [&](EarlyReason reason) -> const Ruled<EarlyAward>* {
            for (const auto& one : rules.early)
                if (one.value.reason == reason && one.value.from <= award.years && award.years <= one.value.to && award.day >= add_months(due, -one.value.months, policy)) return &one;
            return nullptr;
        };
        const Ruled<EarlyAward>* by = award.posthumous ? allowed(EarlyReason::posthumous) : nullptr;
        if (by == nullptr && award.ill != std::optional(false)) by = allowed(EarlyReason::illness);
        const bool sure = by != nullptr && (by->value.reason == EarlyReason::posthumous || award.ill == std::optional(true));
        const State state = by == nullptr ? State::violated : sure ? State::met : State::undetermined;
        Confidence confidence = rules.early.empty() ? Confidence::unknown : by != nullptr ? by->confidence : rules.early.front().confidence;
        std::string required = "from " + due.text();
        for (const EarlyReason reason : {EarlyReason::illness, EarlyReason::posthumous})
            if (const auto months = rules.months_early(award.years, reason)) required += ", at most " + std::to_string(*months) + " months early (" + std::string(name(reason)) + ")";
        add("members.badge.due", state, confidence, award.day.text(), std::move(required), by != nullptr ? by->citation : rules.years.citation, {"tặng sớm trước hạn", "given before it is due"});
    }
    const bool listed_day = is_award_day(award.day, rules);
    add("members.badge.day", listed_day ? State::met : rules.other_days.value ? State::undetermined : State::violated, rules.award_days.confidence, award.day.text(), "an award day, or another important anniversary",
        rules.award_days.citation, {"đợt trao huy hiệu", "day of the award"});
    return out;
}

/// Badges of one round in their three states. A count that is not stated is missing: none follows from another.
struct BadgeRound {
    std::optional<std::int64_t> proposed = {}, decided = {}, presented = {};
    std::optional<Date> proposed_on = {}, decided_on = {}, presented_on = {};

    friend bool operator==(const BadgeRound&, const BadgeRound&) = default;
};

/// What cannot be within one round: more presented than decided or decided than proposed, and days out of order.
[[nodiscard]] inline Findings check(const BadgeRound& round, const std::string& subject = {}) {
    Findings out;
    const auto counts = [&](const std::optional<std::int64_t>& less, const std::optional<std::int64_t>& more, const char* what) {
        for (const auto& count : {less, more})
            if (count && *count < 0) throw InvalidFacts::at(subject.empty() ? "badges" : subject, "a count below 0", std::to_string(*count), "0 or more");
        if (less && more && *less > *more)
            out.add({State::violated, Severity::error, "members.badge.round", subject, std::to_string(*less), "at most " + std::to_string(*more), {}, {"trong một đợt, số sau không quá số trước", std::string("in one round: ") + what}});
    };
    const auto days = [&](const std::optional<Date>& first, const std::optional<Date>& then, const char* what) {
        if (first && then && *then < *first)
            out.add({State::violated, Severity::error, "members.badge.round", subject, then->text(), "from " + first->text(), {}, {"các bước không theo thứ tự", std::string("out of order: ") + what}});
    };
    counts(round.decided, round.proposed, "no more decided than proposed");
    counts(round.presented, round.decided, "no more presented than decided");
    if (!round.decided) counts(round.presented, round.proposed, "no more presented than proposed");
    days(round.proposed_on, round.decided_on, "decided after it is proposed");
    days(round.decided_on, round.presented_on, "presented after it is decided");
    if (!round.decided_on) days(round.proposed_on, round.presented_on, "presented after it is proposed");
    return out;
}

}  // namespace myhao::inline v0
