// SPDX-License-Identifier: Apache-2.0
// The rules of an election (quy chế bầu cử) as a dated value: the bases it knows, its threshold, ties, surplus, and what a ballot may hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/congress/ballot.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0::elections {

/// A tie for the last seats: it stands as it is, the older candidate wins, or those tied are voted on again.
enum class TieRule : std::uint8_t { reported, older, run_off };

[[nodiscard]] constexpr std::string_view name(TieRule tie) noexcept {
    constexpr std::string_view names[] = {"reported", "older", "run_off"};
    return names[static_cast<std::size_t>(tie)];
}

/// How many more candidates than seats a list may have.
struct SurplusRule {
    std::vector<std::string> bodies;                       // it binds elections of these; none: of any
    std::int64_t from_seats = 1;
    std::optional<std::int64_t> to_seats = {};
    bool needed = false;                                   // a list without surplus breaks it
    std::optional<Ratio> share = {};                       // at most this share of the seats
    std::optional<std::int64_t> at_most = {};              // at most so many
    std::optional<std::pair<Ratio, Ratio>> prepared = {};  // the conveners' own list has a surplus between these shares of the seats, both included
    Citation citation = {};
    Confidence confidence = Confidence::verified;

    [[nodiscard]] bool binds(std::string_view body, std::int64_t seats) const noexcept {
        bool named = bodies.empty();
        for (const std::string& one : bodies) named = named || one == body;
        return named && seats >= from_seats && (!to_seats || seats <= *to_seats);
    }
    friend bool operator==(const SurplusRule&, const SurplusRule&) = default;
};

/// The first session of a new committee.
struct SessionRule {
    std::optional<Ruled<Ratio>> standing_share = {};           // a standing committee has at most this share of the committee's members
    std::optional<Ruled<std::vector<std::string>>> callers = {};  // who may call and chair it
    std::optional<Ruled<std::int64_t>> most_presidium = {};    // how many chair it; at least one
    std::optional<Ruled<std::vector<std::string>>> order = {};  // bodies, each elected before the next
    std::vector<std::string> order_in = {};                    // kinds of unit bound by that order

    friend bool operator==(const SessionRule&, const SessionRule&) = default;
};

/// What was not read is unverified, and a finding says so where it mattered; what is missing is not checked.
struct ElectionRule {
    std::string id;
    Label label;
    std::optional<Period> period = {};       // in force
    std::vector<BaseRule> bases;
    Ruled<Ratio> threshold;                  // strictly more than this share of the base
    Ruled<TieRule> tie;
    Ruled<bool> most_votes_win;              // where more have enough votes than there are seats
    Ruled<WriteIns> write_ins;
    Ruled<bool> blank_is_valid;
    Ruled<bool> at_most_seats;               // a ballot for more names than seats is invalid
    std::optional<Ruled<Ratio>> turnout = {};        // more than this share of the voters must have voted
    std::vector<SurplusRule> surplus = {};
    std::optional<Ruled<Ratio>> floor_consent = {};  // a candidate proposed at the meeting needs the consent of more than this share of those present
    Ruled<bool> further_rounds = {true, {}, Confidence::unverified};  // the meeting may go on to the seats that are left, with a new list
    std::vector<std::string> further_rounds_of = {};  // the bodies of which that was read
    std::optional<Ruled<std::int64_t>> rounds_then_appointed = {};  // after so many rounds without a secretary the superior appoints one
    std::vector<std::string> appointed_in = {};      // kinds of unit in which that is so
    SessionRule session = {};

    [[nodiscard]] const BaseRule* find(std::string_view base) const noexcept {
        for (const BaseRule& one : bases)
            if (one.code == base) return &one;
        return nullptr;
    }
    /// A base of this rule; throws InvalidFacts with the nearest code where it knows none of that name, and as `Base::of` does.
    [[nodiscard]] Base base(std::string_view code, std::int64_t summoned, const std::vector<std::pair<std::string, std::int64_t>>& left_out = {}) const {
        if (const BaseRule* rule = find(code)) return Base::of(*rule, summoned, left_out);
        std::vector<std::string> codes;
        std::string all;
        for (const BaseRule& one : bases) codes.push_back(one.code), all += (all.empty() ? "" : ", ") + one.code;
        throw InvalidFacts::at("base", "the rule has no such base" + suggestion(code, codes), "'" + std::string(code) + "'", all);
    }
    [[nodiscard]] bool counts_ballots() const noexcept { return bases.size() == 1 && bases.front().of_ballots; }
    friend bool operator==(const ElectionRule&, const ElectionRule&) = default;
};

/// What a caller sets otherwise; the rest stays.
struct RuleChanges {
    std::optional<Ratio> threshold = {};
    std::optional<TieRule> tie = {};
    std::optional<WriteIns> write_ins = {};
    std::optional<bool> blank_is_valid = {}, at_most_seats = {};

    [[nodiscard]] bool empty() const noexcept { return *this == RuleChanges(); }
    friend bool operator==(const RuleChanges&, const RuleChanges&) = default;
};

/// The rule with these changes, which are cited as the caller's. It keeps its id.
[[nodiscard]] inline ElectionRule changed(ElectionRule rule, const RuleChanges& changes) {
    const Citation given = Citation::of("as given, not as the rule has it");
    const auto set = [&](auto& ruled, const auto& value) {
        if (value && ruled.value != *value) ruled = {*value, given, Confidence::verified};
    };
    set(rule.threshold, changes.threshold), set(rule.tie, changes.tie), set(rule.write_ins, changes.write_ins), set(rule.blank_is_valid, changes.blank_is_valid), set(rule.at_most_seats, changes.at_most_seats);
    return rule;
}
/// What `rule` has otherwise than `before`, of what a caller may set.
[[nodiscard]] inline RuleChanges changes_of(const ElectionRule& rule, const ElectionRule& before) {
    RuleChanges out;
    const auto see = [](auto& change, const auto& now, const auto& then) {
        if (now.value != then.value) change = now.value;
    };
    see(out.threshold, rule.threshold, before.threshold), see(out.tie, rule.tie, before.tie), see(out.write_ins, rule.write_ins, before.write_ins);
    see(out.blank_is_valid, rule.blank_is_valid, before.blank_is_valid), see(out.at_most_seats, rule.at_most_seats, before.at_most_seats);
    return out;
}

}  // namespace myhao::inline v0::elections
