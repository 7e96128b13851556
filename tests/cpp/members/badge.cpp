// SPDX-License-Identifier: Apache-2.0
#include <myhao/members/badge.hpp>

#include <algorithm>
#include <optional>
#include <vector>

#include <myhao/members/member_rules.hpp>
#include <myhao/regulations/badges.hpp>
#include <myhao/regulations/member_rules.hpp>

#include "support/catch.hpp"

using namespace myhao;
using regulations::badge_rules;
using regulations::hd_01_2021;

namespace {
const std::vector<int> listed = {30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90};  // 01-HD/TW of 28/9/2021, item 18: no 35
const BadgeRules& rules() { return hd_01_2021(); }
}  // namespace

TEST_CASE("each badge is due on the anniversary: not on its eve, on the day, and on the morrow") {
    const Date admitted(1933, 5, 19);
    std::optional<int> before;
    for (const int years : listed) {
        const Date day(1933 + years, 5, 19);
        CHECK(badge_due(admitted, day - 1, rules()) == before);
        CHECK(badge_due(admitted, day, rules()) == std::optional(years));
        CHECK(badge_due(admitted, day + 1, rules()) == std::optional(years));
        before = years;
    }
    CHECK(badge_due(admitted, Date(1968, 5, 19), rules()) == std::optional(30));   // there is no badge of 35 years
    CHECK(badge_due(admitted, Date(2029, 5, 19), rules()) == std::optional(90));   // nor of 95
    CHECK_FALSE(badge_due(admitted, Date(1930, 1, 1), rules()));
}

TEST_CASE("who was admitted on 29 February: the policy is named, and that nothing read says which is marked") {
    const Date admitted(1996, 2, 29);
    CHECK(badge_due(admitted, Date(2026, 2, 28), rules(), MonthEnd::clip) == std::optional(30));
    CHECK_FALSE(badge_due(admitted, Date(2026, 2, 28), rules(), MonthEnd::next));
    CHECK(badge_due(admitted, Date(2026, 3, 1), rules(), MonthEnd::next) == std::optional(30));
    CHECK(badge_due(admitted, Date(2036, 2, 28), rules(), MonthEnd::clip) == std::optional(30));  // 2036 has a 29 February
    CHECK(badge_due(admitted, Date(2036, 2, 29), rules(), MonthEnd::clip) == std::optional(40));
    CHECK_THROWS_AS(badge_due(admitted, Date(2026, 3, 1), rules(), MonthEnd::error), InvalidDate);
    CHECK(rules().month_end.confidence == Confidence::unverified);
    CHECK(regulations::member_rules().month_end.confidence == Confidence::unverified);
}

TEST_CASE("two clocks: probation runs from the ceremony, Party age from the decision") {
    const Date decided(1990, 11, 20), ceremony(1990, 12, 3);
    CHECK(probation_ends(ceremony, regulations::member_rules()) == Date(1991, 12, 3));
    CHECK(badge_due(decided, Date(2020, 11, 20), rules()) == std::optional(30));  // before the ceremony's own anniversary
    CHECK(probation_ends(Date(2020, 2, 29), regulations::member_rules(), MonthEnd::next) == Date(2021, 3, 1));
    CHECK(party_age(decided, Date(2020, 11, 19), MonthEnd::clip) == std::optional(29));
    CHECK(party_age(decided, decided, MonthEnd::clip) == std::optional(0));
    CHECK_FALSE(party_age(decided, decided - 1, MonthEnd::clip));
}

TEST_CASE("four days a year on which badges are given") {
    CHECK(award_day_from(Date(2020, 1, 1), rules()) == Date(2020, 2, 3));
    CHECK(award_day_from(Date(2020, 2, 3), rules()) == Date(2020, 2, 3));
    CHECK(award_day_from(Date(2020, 2, 4), rules()) == Date(2020, 5, 19));
    CHECK(award_day_from(Date(2020, 5, 20), rules()) == Date(2020, 9, 2));
    CHECK(award_day_from(Date(2020, 9, 3), rules()) == Date(2020, 11, 7));
    CHECK(award_day_from(Date(2020, 11, 8), rules()) == Date(2021, 2, 3));
}

TEST_CASE("early awards: 12 months in serious illness up to 65 years, 24 from 70, 12 after death") {
    for (const BadgeDue& badge : badges(Date(1940, 3, 15), rules())) {
        CHECK(badge.due == Date(1940 + badge.years, 3, 15));
        CHECK(badge.award_day == Date(1940 + badge.years, 5, 19));
        CHECK(badge.earliest_ill == std::optional(Date(1940 + badge.years - (badge.years >= 70 ? 2 : 1), 3, 15)));
        CHECK(badge.earliest_posthumous == std::optional(Date(1940 + badge.years - 1, 3, 15)));
    }
    CHECK(badges(Date(1940, 3, 15), rules()).size() == listed.size());
}

TEST_CASE("an award is checked: its years, its day, and how early it is") {
    const Date admitted(1990, 5, 10);  // 30 years on 10/5/2020
    const auto state = [&](const BadgeAward& award, const char* rule) { return check(award, rules()).with_rule(rule)[0].state; };
    CHECK(check({admitted, 30, Date(2020, 5, 19)}, rules()).with(State::met).size() == 3);
    CHECK(state({admitted, 35, Date(2025, 5, 19)}, "members.badge.years") == State::violated);
    CHECK(state({admitted, 30, Date(2019, 5, 10), false, true}, "members.badge.due") == State::met);
    CHECK(state({admitted, 30, Date(2019, 5, 9), false, true}, "members.badge.due") == State::violated);
    CHECK(state({admitted, 30, Date(2019, 9, 2)}, "members.badge.due") == State::undetermined);        // is the member ill?
    CHECK(state({admitted, 30, Date(2019, 9, 2), false, false}, "members.badge.due") == State::violated);
    CHECK(state({admitted, 30, Date(2019, 9, 2), true}, "members.badge.due") == State::met);
    CHECK(state({admitted, 30, Date(2020, 6, 1)}, "members.badge.day") == State::undetermined);        // "and other important anniversaries"
    CHECK(kind_of({admitted, 30, Date(2020, 5, 19)}, rules()) == BadgeKind::on_time);
    CHECK(kind_of({admitted, 30, Date(2020, 5, 19), true}, rules()) == BadgeKind::posthumous);
    CHECK(kind_of({admitted, 30, Date(2019, 11, 7)}, rules()) == BadgeKind::early);
    CHECK(kind_of({admitted, 30, Date(2019, 11, 7), true}, rules()) == BadgeKind::early_posthumous);
}

TEST_CASE("the guidance of 2016 was not read: what it says is believed, and decides nothing") {
    CHECK(badge_rules(Date(2020, 12, 31)).years.confidence == Confidence::unverified);
    CHECK(badge_rules(Date(2021, 9, 27)).key.issued == std::optional(Date(2016, 9, 20)));
    CHECK(badge_rules(Date(2021, 9, 28)) == hd_01_2021());
    CHECK(badge_rules(Date(2025, 6, 8)) == hd_01_2021());
    CHECK(badge_rules(Date(2025, 6, 9)).key.number == "06-HD/TW");
    CHECK(badge_rules(Date(2025, 6, 9)).early.front().confidence == Confidence::unverified);
    CHECK(check(BadgeAward{Date(1985, 5, 10), 35, Date(2020, 5, 19)}, badge_rules(Date(2020, 5, 19))).with(State::violated).empty());
}

TEST_CASE("358 proposed: how many were decided or presented does not follow") {
    BadgeRound round{.proposed = 358};
    CHECK(check(round).empty());
    CHECK_FALSE(round.decided);
    CHECK_FALSE(round.presented);
    round.presented = 359;
    CHECK(check(round).size() == 1);
    round.decided = 350, round.presented = 350, round.decided_on = Date(2020, 9, 1), round.presented_on = Date(2020, 8, 31);
    CHECK(check(round).size() == 1);
    round.proposed = -1;
    CHECK_THROWS_AS(check(round), InvalidFacts);
}
