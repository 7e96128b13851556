// SPDX-License-Identifier: Apache-2.0
// Members over the years, from admission to a badge, and who counts where on a day. SYNTHETIC: ids, cells and days are made up.
//
//     membership [FOLDER]        writes the events as a document there too, the same bytes as examples/python/membership.py
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <myhao/interop/json.hpp>
#include <myhao/members/badge.hpp>
#include <myhao/members/membership.hpp>
#include <myhao/members/membership_check.hpp>
#include <myhao/regulations/badges.hpp>
#include <myhao/regulations/member_rules.hpp>

using namespace myhao;

namespace {

struct More {
    std::optional<Date> decided = {}, until = {};
    std::optional<int> badge = {};
};

Membership made_up() {
    using enum MemberEvent;
    std::vector<MemberRow> rows;
    const auto add = [&](const char* member, MemberEvent what, Date day, std::optional<Id> unit = {}, More more = {}) { rows.push_back({Id(member), what, day, std::move(unit), more.decided, more.until, more.badge}); };
    const Id a("chi bộ A"), b("chi bộ B");
    add("m-001", admitted, Date(1992, 3, 26), a, {.decided = Date(1992, 3, 10)});
    add("m-001", confirmed, Date(1993, 3, 26));
    add("m-001", badge_proposed, Date(2022, 3, 15), {}, {.badge = 30});
    add("m-001", badge_decided, Date(2022, 4, 20), {}, {.badge = 30});
    add("m-001", badge_presented, Date(2022, 5, 19), {}, {.badge = 30});
    add("m-002", admitted, Date(1983, 9, 2), a, {.decided = Date(1983, 8, 15)});
    add("m-002", confirmed, Date(1985, 3, 2));
    add("m-002", exempted, Date(2019, 1, 1));
    add("m-002", badge_presented, Date(2022, 9, 2), {}, {.badge = 40});  // a year early
    add("m-002", died, Date(2022, 12, 24));
    add("m-003", admitted, Date(2015, 2, 3), b, {.decided = Date(2015, 1, 20)});
    add("m-003", confirmed, Date(2016, 2, 3));
    add("m-003", attached, Date(2022, 1, 10), a, {.until = Date(2022, 7, 10)});
    add("m-003", transferred, Date(2022, 10, 1), a);
    add("m-004", admitted, Date(2021, 6, 15), b, {.decided = Date(2021, 6, 1)});  // and never confirmed
    add("m-005", admitted, Date(2022, 5, 19), b, {.decided = Date(2022, 5, 5)});
    return Membership::from_rows(rows, regulations::member_rules());
}

long long n(std::int64_t number) { return number; }

}  // namespace

int main(int argc, char** argv) {
    const Membership roll = made_up();
    std::printf("SYNTHETIC: %zu members of %zu cells\n\nm-001, event by event:\n", roll.size(), roll.units().size());
    for (const MemberRow& event : roll.rows(Id("m-001"))) {
        const MemberStanding standing = roll.on(event.member, event.day);
        std::printf("  %s  %-16s %s\n", event.day.text().c_str(), std::string(name(event.what)).c_str(), std::string(name(standing.state)).c_str());
    }
    const Date given(2022, 5, 19), decided = *roll.on(Id("m-001"), given).age_from;
    const BadgeRules& badge_rules = regulations::badge_rules(given);
    std::printf("Party age counts from the decision of %s: %d full years when the badge was given.\n", decided.text().c_str(), *party_age(decided, given, badge_rules.month_end.value));
    for (const BadgeDue& badge : badges(decided, badge_rules))
        if (badge.years <= 45) std::printf("  %d years are full on %s; the next award day is %s\n", badge.years, badge.due.text().c_str(), badge.award_day.text().c_str());

    std::printf("\nOne who is attached for a time counts at home:\n");
    for (const Date day : {Date(2022, 5, 18), Date(2022, 12, 31)}) {
        std::printf("On %s:\n", day.text().c_str());
        for (const UnitMembers& cell : roll.counts(day)) std::printf("  %s  official %lld, probationary %lld, exempt %lld, away %lld, hosted %lld\n", cell.unit.text().c_str(), n(cell.official), n(cell.probationary), n(cell.exempt), n(cell.away), n(cell.hosted));
    }
    const Period year(Date(2022, 1, 1), Date(2023, 1, 1));
    std::printf("\nThe year 2022, from start to end:\n");
    for (const UnitFlows& cell : roll.flows(year))
        std::printf("  %s  %lld to %lld: admitted %lld, transferred in %lld and out %lld, died %lld\n", cell.unit.text().c_str(), n(cell.start), n(cell.end), n(cell.of(Flow::admitted)), n(cell.of(Flow::transferred_in)), n(cell.of(Flow::transferred_out)), n(cell.of(Flow::died)));

    std::printf("\nWhat is not in order by the end of it:\n");
    for (const Finding& f : check(roll, regulations::member_rules(), [](Date day) { return regulations::badge_rules(day); }, Date(2022, 12, 31)))
        std::printf("  %-12s %s: %s; found %s; expected %s (%s)\n", std::string(name(f.state)).c_str(), f.subject.c_str(), f.text.en.c_str(), f.observed.c_str(), f.required.c_str(), f.citation.c_str());

    if (argc < 2) return 0;
    const std::string path = std::string(argv[1]) + "/membership.json";
    std::ofstream(path, std::ios::binary) << to_json(roll, Origin::synthetic);
    std::printf("\nwritten: %s\n", path.c_str());
}
