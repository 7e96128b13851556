// SPDX-License-Identifier: Apache-2.0
#include <myhao/members/membership.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <myhao/members/membership_check.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/regulations/badges.hpp>
#include <myhao/regulations/member_rules.hpp>

#include "support/catch.hpp"
#include "support/sanitized.hpp"

using namespace myhao;
using E = MemberEvent;

namespace {

const MemberRules& rules() { return regulations::member_rules(); }
const BadgeRules& badges_on(Date day) { return regulations::badge_rules(day); }
Date d(const char* text) { return Date::parse(text); }
MemberRow row(Id member, E what, const char* day, std::optional<Id> unit = {}) { return {std::move(member), what, d(day), std::move(unit)}; }

/// One made-up member's years.
std::vector<MemberRow> one_life() {
    MemberRow in = row("p1", E::admitted, "1990-12-03", "a");
    in.decided = d("1990-11-20");
    MemberRow away = row("p1", E::attached, "1995-01-01", "b");
    away.until = d("1995-07-01");
    MemberRow out = row("p1", E::suspended, "2000-01-01");
    out.until = d("2000-04-01");
    MemberRow proposed = row("p1", E::badge_proposed, "2020-09-01"), presented = row("p1", E::badge_presented, "2021-02-03");
    proposed.badge = presented.badge = 30;
    return {presented, in, row("p1", E::confirmed, "1991-12-10"), away, row("p1", E::transferred, "1998-05-01", "b"), out, row("p1", E::exempted, "2015-01-01"), proposed, row("p1", E::died, "2022-03-01")};
}

std::string problems(const std::vector<MemberRow>& rows, const History* history = nullptr) {
    try {
        (void)Membership::from_rows(rows, rules(), history);
    } catch (const InvalidHistory& error) {
        return std::to_string(error.problems().size()) + " " + error.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("the years of one member, day by day: state, unit, host, suspension, exemption") {
    const Membership m = Membership::from_rows(one_life(), rules());
    const auto on = [&](const char* day) { return m.on("p1", d(day)); };
    CHECK(on("1990-12-02").state == MemberState::none);
    CHECK(on("1990-12-03").state == MemberState::probationary);
    CHECK(on("1991-12-09").state == MemberState::probationary);  // a week late
    CHECK_FALSE(on("1991-12-09").age_from);                      // counts only once official
    CHECK(on("1991-12-10").state == MemberState::official);
    CHECK(on("1991-12-10").age_from == std::optional(d("1990-11-20")));  // the decision, not the ceremony
    CHECK(on("1991-12-10").ceremony == std::optional(d("1990-12-03")));
    CHECK_FALSE(on("1994-12-31").host);
    CHECK(on("1995-01-01").host == std::optional(Id("b")));
    CHECK(on("1995-06-30").unit == std::optional(Id("a")));
    CHECK_FALSE(on("1995-07-01").host);
    CHECK(on("1998-05-01").unit == std::optional(Id("b")));
    CHECK(on("2000-03-31").suspended);
    CHECK_FALSE(on("2000-04-01").suspended);
    CHECK_FALSE(on("2014-12-31").exempt);
    CHECK(on("2015-01-01").exempt);
    CHECK(on("2022-03-01").state == MemberState::died);
    CHECK(on("2022-03-01").left == std::optional(d("2022-03-01")));
    CHECK_FALSE(on("2022-03-01").unit);
    CHECK_THROWS_AS(m.on("p2", d("2000-01-01")), UnknownUnit);
}

TEST_CASE("who is attached counts at home, not with the host") {
    const Membership m = Membership::from_rows(one_life(), rules());
    CHECK(m.counts(d("1995-03-01")) == std::vector<UnitMembers>{{"a", 1, 0, 0, 0, 1, 0}, {"b", 0, 0, 0, 0, 0, 1}});
    CHECK(m.counts(d("2000-03-01"))[1].suspended == 1);
    CHECK(m.counts(d("2000-03-01"))[1].members() == 1);
    CHECK(m.badge_round(Period(d("2020-01-01"), d("2021-01-01"))) == BadgeRound{.proposed = 1, .decided = 0, .presented = 0});
}

TEST_CASE("rows in any order are one value") {
    std::vector<MemberRow> rows = one_life();
    const Membership m = Membership::from_rows(rows, rules());
    std::reverse(rows.begin(), rows.end());
    CHECK(m == Membership::from_rows(rows, rules()));
    CHECK(m == Membership::from_rows(m.rows(), rules()));
    rows.pop_back();
    CHECK_FALSE(m == Membership::from_rows(rows, rules()));
}

TEST_CASE("all problems of a table at once: order, doubles, missing units, days before 1930") {
    MemberRow badge = row("p1", E::badge_presented, "1990-02-03"), late = row("p2", E::admitted, "2001-05-19", "a"), none = row("p5", E::badge_proposed, "2020-01-01");
    badge.badge = 30;
    late.decided = d("2001-05-20");
    const std::vector<MemberRow> rows = {badge, row("p1", E::admitted, "2000-05-19", "a"), row("p1", E::admitted, "2001-05-19", "a"), late, row("p3", E::admitted, "1929-12-31", "a"), row("p3", E::confirmed, "1935-01-01"),
                                         row("p4", E::admitted, "2000-01-01"), row("p5", E::confirmed, "2000-01-01"), none};
    const std::string said = problems(rows);
    CHECK(said.starts_with("7 "));
    for (const char* part : {"row 0, member 'p1': badge_presented: it comes before the admission; found 1990-02-03; expected from 2000-05-19", "row 2, member 'p1': admitted: an admission of one who is a member",
                             "row 3, member 'p2': admitted: the decision is later than the ceremony", "row 4, member 'p3': 'day' is too early; found 1929-12-31; expected from 1930-01-01", "row 6, member 'p4': the unit is missing",
                             "row 7, member 'p5': confirmed: it comes before the admission; found 2000-01-01; expected an admission", "row 8, member 'p5': no such years of a badge; found null"})
        CHECK_THAT(said, Catch::Matchers::Contains(part));
}

TEST_CASE("each state has events that cannot follow it") {
    const auto after = [&](std::vector<MemberRow> rows, MemberRow next) {
        rows.insert(rows.begin(), row("p", E::admitted, "2000-01-01", "a"));
        rows.push_back(std::move(next));
        return problems(rows);
    };
    const auto says = [](const std::string& said, const char* part) { return said.starts_with("1 ") && said.find(part) != std::string::npos; };
    CHECK(after({}, row("p", E::confirmed, "2001-01-01")) == "none");
    CHECK(says(after({row("p", E::confirmed, "2001-01-01")}, row("p", E::confirmed, "2002-01-01")), "probation has ended already"));
    CHECK(says(after({row("p", E::removed, "2001-01-01")}, row("p", E::admitted, "2002-01-01", "a")), "expected readmitted"));
    CHECK(after({row("p", E::removed, "2001-01-01")}, row("p", E::readmitted, "2002-01-01", "a")) == "none");
    CHECK(says(after({}, row("p", E::readmitted, "2002-01-01", "a")), "one who is a member"));
    CHECK(says(after({row("p", E::removed, "2001-01-01")}, row("p", E::transferred, "2002-01-01", "b")), "after the removal"));
    CHECK(says(after({row("p", E::died, "2001-01-01")}, row("p", E::suspended, "2002-01-01")), "after death"));
    CHECK(says(after({}, row("p", E::transferred, "2002-01-01", "a")), "the unit it is from"));
    CHECK(says(after({}, row("p", E::returned, "2002-01-01")), "not attached"));
    CHECK(says(after({row("p", E::attached, "2001-01-01", "b")}, row("p", E::attached, "2001-02-01", "c")), "two attachments"));
    CHECK(says(after({}, row("p", E::attached, "2001-02-01", "a")), "own unit"));
    CHECK(says(after({row("p", E::suspended, "2001-01-01")}, row("p", E::suspended, "2001-02-01")), "two suspensions"));
    CHECK(says(after({}, row("p", E::reinstated, "2001-02-01")), "suspension that is none"));
    CHECK(says(after({}, row("p", E::resumed, "2001-02-01")), "exemption that is none"));
    MemberRow presented = row("p", E::badge_presented, "2030-02-03"), again = presented, decided = row("p", E::badge_decided, "2030-03-01"), fewer = row("p", E::badge_proposed, "2031-01-01");
    presented.badge = again.badge = decided.badge = 40, fewer.badge = 30;
    again.day = d("2030-05-19");
    CHECK(says(after({presented}, again), "same step"));
    CHECK(says(after({presented}, decided), "an earlier step"));
    CHECK(says(after({presented}, fewer), "fewer years"));
    CHECK(after({row("p", E::died, "2030-01-01")}, presented) == "none");  // posthumous
}

TEST_CASE("units are those of a history, and stand on the day") {
    SpellRow spell;
    spell.id = "my-town", spell.name = "T", spell.kind = "province", spell.since = d("1999-09-01");
    const History history = HistoryBuilder().add(spell).build();
    CHECK(problems({row("p", E::admitted, "2000-01-01", "my-town")}, &history) == "none");
    CHECK_THAT(problems({row("p", E::admitted, "2000-01-01", "my-twn")}, &history), Catch::Matchers::Contains("no such unit") && Catch::Matchers::Contains("'my-town'"));
    CHECK_THAT(problems({row("p", E::admitted, "1999-08-31", "my-town")}, &history), Catch::Matchers::Contains("does not stand on that day"));
}

TEST_CASE("a check lists what breaks a rule, and what it cannot know") {
    const auto found = [&](std::vector<MemberRow> rows, const char* rule) { return check(Membership::from_rows(rows, rules()), rules(), badges_on, d("2024-12-31")).with_rule(rule); };
    const MemberRow in = row("p", E::admitted, "2020-02-29", "a");
    CHECK(found({in, row("p", E::confirmed, "2021-02-27")}, "members.probation").with(State::violated).size() == 1);
    CHECK(found({in, row("p", E::confirmed, "2021-02-28")}, "members.probation").empty());
    CHECK(found({in}, "members.probation").with(State::undetermined).size() == 1);
    const auto away = [&](const char* until) {
        MemberRow r = row("p", E::attached, "2022-01-01", "b");
        r.until = d(until);
        return found({in, row("p", E::confirmed, "2021-03-01"), r}, "members.attachment");
    };
    CHECK(away("2022-03-31").with(State::violated).size() == 1);  // 3 months to less than a year; study up to two years
    CHECK(away("2022-04-01").empty());
    CHECK(away("2022-12-31").empty());
    CHECK(away("2023-01-01").with(State::undetermined).size() == 1);
    CHECK(away("2024-01-02").with(State::violated).size() == 1);
    MemberRow old = row("p", E::admitted, "1992-03-01", "a"), early = row("p", E::badge_presented, "2021-11-07");
    old.decided = d("1992-02-20"), early.badge = 30;
    const std::vector<MemberRow> alive = {old, row("p", E::confirmed, "1993-03-01"), early};
    CHECK(found(alive, "members.badge.due").with(State::undetermined).size() == 1);  // is the member ill?
    std::vector<MemberRow> dead = alive;
    dead.push_back(row("p", E::died, "2021-10-01"));
    CHECK(found(dead, "members.badge").empty());
}

TEST_CASE("in random years the balance holds for every unit, and counts agree with a day-by-day scan") {
    std::mt19937 random(7);
    const auto one_of = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
#ifdef MYHAO_TESTS_SANITIZED
    constexpr int cases = 20;
#else
    constexpr int cases = 150;
#endif
    for (int turn = 0; turn < cases; ++turn) {
        std::vector<MemberRow> rows;
        for (int p = 0; p < 12; ++p) {
            const Id who("p" + std::to_string(p));
            Date day(2010, 1, 1);
            std::string unit = "abcd";
            unit = unit[static_cast<std::size_t>(one_of(4))];
            rows.push_back({who, E::admitted, day = day + one_of(2000), Id(unit)});
            for (bool gone = false; one_of(5) > 0;) {
                day = day + 1 + one_of(400);
                if (gone) {
                    rows.push_back({who, E::readmitted, day, Id(unit)}), gone = false;
                } else if (const int what = one_of(6); what == 0) {
                    rows.push_back({who, E::removed, day}), gone = true;
                } else if (what == 1) {
                    rows.push_back({who, E::died, day});
                    break;
                } else {
                    std::string next = "abcd";
                    next = next[static_cast<std::size_t>(one_of(4))];
                    if (next != unit) rows.push_back({who, E::transferred, day, Id(next)}), unit = next;
                }
            }
        }
        const Membership m = Membership::from_rows(rows, rules());
        const Date since = Date(2010, 1, 1) + one_of(2500), until = since + 1 + one_of(1500);
        const auto flows = m.flows(Period(since, until));
        const auto before = m.counts(since - 1), after = m.counts(until - 1);
        std::int64_t in = 0, out = 0;
        for (std::size_t u = 0; u < flows.size(); ++u) {
            const UnitFlows& f = flows[u];
            REQUIRE(f.start == before[u].members());
            REQUIRE(f.end == after[u].members());
            REQUIRE(f.end == f.start + f.of(Flow::admitted) + f.of(Flow::readmitted) + f.of(Flow::transferred_in) - f.of(Flow::transferred_out) - f.of(Flow::died) - f.of(Flow::removed));
            in += f.of(Flow::transferred_in), out += f.of(Flow::transferred_out);
        }
        REQUIRE(in == out);
        std::map<Id, std::int64_t> naive;  // of each member the last event up to the day decides
        for (int p = 0; p < 12; ++p) {
            const Id who("p" + std::to_string(p));
            const MemberRow* last = nullptr;
            for (const MemberRow& r : rows)
                if (r.member == who && r.day <= until - 1 && (last == nullptr || last->day <= r.day)) last = &r;
            if (last != nullptr && last->unit) ++naive[*last->unit];
        }
        for (const UnitMembers& unit : after) REQUIRE(unit.members() == naive[unit.unit]);
    }
}
