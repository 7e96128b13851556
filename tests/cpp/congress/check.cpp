// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/congress/check.hpp>
#include <myhao/data/instruments.hpp>
#include <myhao/data/my_hao_earlier.hpp>
#include <myhao/data/my_hao_report.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/regulations/directives.hpp>

using namespace myhao;

namespace {

const Finding& the(const Findings& found, std::string_view rule, std::string_view subject) {
    const Finding* one = nullptr;
    for (const Finding& f : found)
        if (f.rule == rule && f.subject == subject) {
            REQUIRE_FALSE(one);
            one = &f;
        }
    REQUIRE(one);
    return *one;
}

Congress held(const char* level, const char* unit, Date first, Date last) {
    return {.level = level, .unit = Id(unit), .term = "2020-2025", .first_day = Interval<Date>::exactly(first), .last_day = Interval<Date>::exactly(last)};
}
Campaign campaign(const char* level, Interval<Date> last) { return {.level = level, .term = "2020-2025", .last_day = last}; }

/// The 2020 rules for made-up cases: whoever says "before 30 June" is not taken to include the 30th.
const Directive& ct35() { return directives::get("35-CT/TW", Date(2019, 5, 30)); }

std::string message(const std::vector<Congress>& congresses, const Tree* tree = nullptr) {
    try {
        (void)congress::check(congresses, ct35(), tree);
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace

TEST_CASE("Mỹ Hào 2020: base congresses 20 days early, the town's 3 of 3 days, 25 days early, 4 of 4 contents, in order") {
    const Report report = datasets::my_hao_2020();
    const Findings found = congress::check(report.congresses(), ct35());
    CHECK(congress::check(congresses_of(report.congresses()), ct35()) == found);
    const std::string base = "grassroots congresses", town = "XXVI town congress of delegates";
    // 10 June to 30 June is 20 days; 6 August to 31 August is 25; 4, 5 and 6 August are 3 days.
    CHECK(the(found, "congress.deadline", base).state == State::met);
    CHECK(the(found, "congress.deadline", base).text.en == "finished 20 days before the deadline");
    CHECK(the(found, "congress.deadline", base).text.vi == "kết thúc trước hạn 20 ngày");
    CHECK(the(found, "congress.contents", base).state == State::met);
    CHECK(the(found, "congress.days", base).state == State::undetermined);  // how long each took is not stated
    CHECK(the(found, "congress.deadline", town).text.en == "finished 25 days before the deadline");
    CHECK(the(found, "congress.deadline", town).state == State::met);
    CHECK(the(found, "congress.days", town).state == State::met);
    CHECK(the(found, "congress.days", town).text.en == "3 days of at most 3");
    CHECK(the(found, "congress.contents", town).state == State::met);
    CHECK(the(found, "congress.contents", town).text.en == "4 of 4 contents");
    CHECK(the(found, "congress.order", town).state == State::met);
    CHECK(found.with(State::violated).empty());
    CHECK(the(found, "congress.days", town).citation.find("35-CT/TW (Bộ Chính trị, 2019-05-30)") == 0);
    // The XXV congress is of an earlier term and no business of this directive.
    for (const Finding& f : found) CHECK(f.subject.find("XXV ") == std::string::npos);
}

TEST_CASE("what still follows with certainty had the source said only 'in June'") {
    SECTION("of the base congresses: not the deadline, as the 30th may or may not count; but the order") {
        const std::vector<Campaign> base{campaign("grassroots", sometime_in(2020, 6))};
        const std::vector<Congress> town{held("district", "my-hao", Date(2020, 8, 4), Date(2020, 8, 6))};
        const Findings found = congress::check(town, base, ct35());
        const Finding& f = the(found, "congress.deadline", "grassroots congresses");
        CHECK(f.state == State::undetermined);
        CHECK(f.observed == "2020-06-01 to 2020-06-30");
        CHECK(f.text.en == "finished 0 to 29 days before the deadline: open");
        CHECK(the(found, "congress.order", "my-hao").state == State::met);
        CHECK(congress::days_before(base[0].last_day, {Date(2020, 6, 30)}) == Interval<std::int64_t>::between(0, 29));
    }
    SECTION("where the 30th counts, the deadline too") {
        Directive settled = ct35();
        for (LevelRule& level : settled.levels)
            if (level.deadline) level.deadline->value.inclusive = true;
        CHECK(the(congress::check(campaign("grassroots", sometime_in(2020, 6)), settled), "congress.deadline", "grassroots congresses").state == State::met);
        CHECK(the(congress::check(campaign("grassroots", sometime_in(2020, 7)), settled), "congress.deadline", "grassroots congresses").state == State::violated);
    }
    SECTION("of a town congress: its deadline in August, not its days") {
        Congress town = held("district", "my-hao", Date(2020, 6, 1), Date(2020, 6, 1));
        town.first_day = town.last_day = sometime_in(2020, 6);
        const Findings found = congress::check(std::vector{town}, ct35());
        CHECK(the(found, "congress.deadline", "my-hao").text.en == "finished 62 to 91 days before the deadline");
        CHECK(the(found, "congress.deadline", "my-hao").state == State::met);
        CHECK(the(found, "congress.days", "my-hao").state == State::undetermined);
        CHECK(the(found, "congress.days", "my-hao").observed == "1 to 30");
    }
}

TEST_CASE("a narrower knowledge of days never turns a verdict, for random congresses") {
    std::mt19937 random(1986);
    const auto day = [&] { return Date(2020, 6, 20) + static_cast<std::int32_t>(random() % 80); };
    int narrowed = 0;
    for (int round = 0; round < 500; ++round) {
        Date d[4] = {day(), day(), day(), day()};
        std::sort(d, d + 4);
        Congress wide = held("district", "u", d[0], d[0]);
        wide.first_day = Interval<Date>::between(d[0], d[2]), wide.last_day = Interval<Date>::between(d[1], d[3]);
        const Date first = d[0] + static_cast<std::int32_t>(random() % static_cast<unsigned>(d[2] - d[0] + 1));
        const Date from = std::max(first, d[1]), last = from + static_cast<std::int32_t>(random() % static_cast<unsigned>(d[3] - from + 1));
        const Findings before = congress::check(std::vector{wide}, ct35()), after = congress::check(std::vector{held("district", "u", first, last)}, ct35());
        for (const char* rule : {"congress.deadline", "congress.days"}) {
            const State was = the(before, rule, "u").state, is = the(after, rule, "u").state;
            if (was != State::undetermined) CHECK(was == is);
            else ++narrowed;
        }
    }
    CHECK(narrowed > 100);
}

TEST_CASE("limits are those of the directive: one that allows five days finds five in order") {
    const std::vector<Congress> long_one{held("district", "u", Date(2020, 7, 1), Date(2020, 7, 5))};
    CHECK(the(congress::check(long_one, ct35()), "congress.days", "u").state == State::violated);
    Directive generous = ct35();
    for (LevelRule& level : generous.levels)
        if (level.most_days) level.most_days->value = 5;
    CHECK(the(congress::check(long_one, generous), "congress.days", "u").state == State::met);
}

TEST_CASE("in 2015 a province had four days, and a bloc directly under the Centre three") {
    Congress four{.level = "province", .unit = Id("u"), .term = "2015-2020", .first_day = Interval<Date>::exactly(Date(2015, 9, 1)), .last_day = Interval<Date>::exactly(Date(2015, 9, 4))};
    const auto state = [&] { return the(congress::check(std::vector{four}, directives::get("36-CT/TW")), "congress.days", "u").state; };
    CHECK(state() == State::met);
    four.cases = {"central_bloc"};
    CHECK(state() == State::violated);
}

TEST_CASE("a congress on the day of the deadline is open where the text says only 'before'") {
    const auto state = [](Date last) { return the(congress::check(std::vector{held("grassroots", "u", last, last)}, ct35()), "congress.deadline", "u").state; };
    CHECK(state(Date(2020, 6, 29)) == State::met);
    CHECK(state(Date(2020, 6, 30)) == State::undetermined);
    CHECK(state(Date(2020, 7, 1)) == State::violated);
}

TEST_CASE("fewer contents than four are open where variants were not read, and allowed only in some cases where they were") {
    Congress three = held("grassroots", "u", Date(2020, 6, 1), Date(2020, 6, 1));
    const auto state = [&](const Directive& directive, std::int64_t done) {
        three.contents_done = done;
        three.term = directive.term;
        return the(congress::check(std::vector{three}, directive), "congress.contents", "u").state;
    };
    CHECK(state(ct35(), 4) == State::met);
    CHECK(state(ct35(), 3) == State::undetermined);
    CHECK(state(ct35(), 0) == State::violated);
    CHECK_THROWS_WITH(state(ct35(), 5), Catch::Matchers::Contains("more contents than there are"));
    const Directive& later = directives::get("45-CT/TW");
    CHECK(state(later, 2) == State::undetermined);
    CHECK(state(later, 1) == State::violated);
    three.cases = {"merged_or_new"};
    CHECK(state(later, 2) == State::met);
    three.contents = {"review_and_directions", "elect_committee"};  // two, but not the two that it allows
    CHECK(state(later, 2) == State::violated);
    three.contents = {"review_and_directions", "discuss_drafts", "elect_delegation"};
    CHECK(state(later, 3) == State::undetermined);  // without the new committee: another case, which is not stated
    three.cases = {"personnel_not_ready"};
    CHECK(state(later, 3) == State::met);
}

TEST_CASE("a congress within the pause of 2020 broke it; one after it, or on a day that may lie outside, did not surely") {
    const auto state = [](Date first, Date last) { return the(congress::check(std::vector{held("grassroots", "u", first, last)}, ct35()), "congress.pause", "u").state; };
    CHECK(state(Date(2020, 6, 9), Date(2020, 6, 10)) == State::met);
    CHECK(state(Date(2020, 3, 10), Date(2020, 3, 11)) == State::met);
    CHECK(state(Date(2020, 4, 20), Date(2020, 4, 21)) == State::undetermined);
    Directive sharp = ct35();
    sharp.suspensions[0].since = Interval<Date>::exactly(Date(2020, 3, 31)), sharp.suspensions[0].until = Interval<Date>::exactly(Date(2020, 4, 25));
    CHECK(the(congress::check(std::vector{held("grassroots", "u", Date(2020, 4, 20), Date(2020, 4, 21))}, sharp), "congress.pause", "u").state == State::violated);
    CHECK(the(congress::check(std::vector{held("grassroots", "u", Date(2020, 4, 25), Date(2020, 4, 26))}, sharp), "congress.pause", "u").state == State::met);
}

TEST_CASE("with a tree no unit may hold its congress before the last of its subordinates") {
    const Date since(2010, 1, 1);
    HistoryBuilder builder;
    const auto unit = [&](const char* id, const char* kind, std::optional<Id> parent) {
        SpellRow row;
        row.id = Id(id), row.name = id, row.kind = kind, row.parent = std::move(parent), row.since = since, row.until = Date(2025, 7, 1);
        builder.add(std::move(row));
    };
    unit("tỉnh", "province", {});
    unit("huyện A", "district", Id("tỉnh"));
    unit("huyện B", "district", Id("tỉnh"));
    unit("xã 1", "grassroots_committee", Id("huyện A"));
    unit("xã 2", "grassroots_committee", Id("huyện A"));
    const Tree tree(builder.build(), Date(2020, 12, 31));
    std::vector<Congress> all{held("grassroots", "xã 1", Date(2020, 6, 1), Date(2020, 6, 2)), held("grassroots", "xã 2", Date(2020, 6, 28), Date(2020, 6, 29)),
                              held("district", "huyện A", Date(2020, 6, 20), Date(2020, 6, 22)), held("district", "huyện B", Date(2020, 5, 1), Date(2020, 5, 3))};
    const Findings found = congress::check(all, ct35(), &tree).with_rule("congress.order");
    REQUIRE(found.size() == 2);  // huyện B has no subordinate here
    CHECK(found[0].state == State::met);
    CHECK(found[0].required == "after xã 1");
    CHECK(found[1].state == State::violated);
    CHECK(found[1].required == "after xã 2");
    CHECK(congress::check(all, ct35()).with_rule("congress.order").empty());  // without a tree nobody knows who is under whom
    SECTION("units that do not stand in it are refused, all of them") {
        all.push_back(held("grassroots", "xã 3", Date(2020, 6, 1), Date(2020, 6, 2)));
        all.push_back(held("grassroots", "xã 4", Date(2020, 6, 1), Date(2020, 6, 2)));
        try {
            (void)congress::check(all, ct35(), &tree);
            FAIL("two strangers");
        } catch (const UnknownUnit& error) {
            CHECK(error.problems().size() == 2);
        }
    }
}

TEST_CASE("a campaign and a congress on one day leave the order open") {
    const std::vector<Congress> town{held("district", "u", Date(2020, 6, 10), Date(2020, 6, 11))};
    const auto state = [&](Date last) { return the(congress::check(town, std::vector{campaign("grassroots", Interval<Date>::exactly(last))}, ct35()), "congress.order", "u").state; };
    CHECK(state(Date(2020, 6, 9)) == State::met);
    CHECK(state(Date(2020, 6, 10)) == State::undetermined);
    CHECK(state(Date(2020, 6, 11)) == State::violated);
}

TEST_CASE("the town's congress of 2015 kept the directive of 2014") {
    const Report report = datasets::my_hao_congress_2020();
    const Findings found = congress::check(report.congresses(), directives::get("36-CT/TW"));
    // 2, 3 and 4 August 2015; 27 days before the end of August.
    CHECK(the(found, "congress.days", "XXV district congress").state == State::met);
    CHECK(the(found, "congress.deadline", "XXV district congress").text.en == "finished 27 days before the deadline");
    CHECK(found.with(State::violated).empty());
}

TEST_CASE("more delegates than the directive allows") {
    Congress town = held("district", "my-hao", Date(2020, 8, 4), Date(2020, 8, 6));
    const auto state = [&] { return the(congress::check(std::vector{town}, ct35()), "congress.delegates", "my-hao").state; };
    town.delegates = 199;
    CHECK(state() == State::met);
    town.delegates = 301;
    CHECK(state() == State::violated);
    // Of a province the limit depends on which it is: 350, 450 or 500, and 300 for central blocs.
    town.level = "province", town.first_day = Interval<Date>::exactly(Date(2020, 10, 1)), town.last_day = Interval<Date>::exactly(Date(2020, 10, 3));
    town.delegates = 300;
    CHECK(state() == State::met);
    town.delegates = 400;
    CHECK(state() == State::undetermined);
    town.cases = {"province_or_police"};
    CHECK(state() == State::violated);
    town.cases = {"largest"};
    CHECK(state() == State::met);
    town.cases = {}, town.delegates = 501;
    CHECK(state() == State::violated);
}

TEST_CASE("sizes of committees: 52 after 55 is not decided by 'about 5 % fewer', 56 after 55 is; a standing committee of 15 is in order, of 18 nowhere") {
    Congress province = held("province", "hung-yen", Date(2020, 10, 1), Date(2020, 10, 3));
    province.rounds = {{.of = "committee", .seats = 52, .elected = 52, .before = 55}, {.of = "standing_committee", .seats = 15}};
    const auto state = [&](const char* rule) { return the(congress::check(std::vector{province}, ct35()), rule, "hung-yen").state; };
    CHECK(state("congress.committee") == State::undetermined);
    CHECK(state("congress.standing_committee") == State::met);  // 13 to 15, or in four places at most 17
    province.rounds[0].before = 51, province.rounds[1].seats = 18;
    CHECK(state("congress.committee") == State::violated);
    CHECK(state("congress.standing_committee") == State::violated);
    province.rounds[1].seats = 16;
    CHECK(state("congress.standing_committee") == State::undetermined);
    province.cases = {"four_largest"};
    CHECK(state("congress.standing_committee") == State::met);
}

TEST_CASE("38 elected of 39 leave one seat vacant, which is no fault; a second round may fill it") {
    Congress town = held("district", "tan-hung", Date(2020, 8, 17), Date(2020, 8, 19));
    town.rounds = {{.of = "committee", .seats = 39, .elected = 38}};
    const auto seats = [&] { return the(congress::check(std::vector{town}, ct35()), "congress.seats", "tan-hung"); };
    CHECK(seats().state == State::undetermined);
    CHECK(seats().text.en == "38 of 39 elected, 1 vacant");
    town.rounds.push_back({.of = "committee", .round = 2, .seats = 1, .elected = 1});
    CHECK(seats().state == State::met);
    town.rounds[1].elected = {};
    CHECK(seats().text.en == "how many were elected is not stated");
}

TEST_CASE("with 200 members a base unit sends delegates; with fewer all meet, unless the superior agrees otherwise") {
    Congress base = held("grassroots", "u", Date(2020, 6, 1), Date(2020, 6, 2));
    const auto state = [&](std::int64_t members, CongressForm form) {
        base.members = members, base.form = form;
        return the(congress::check(std::vector{base}, ct35()), "congress.form", "u").state;
    };
    CHECK(state(199, CongressForm::all_members) == State::met);
    CHECK(state(200, CongressForm::all_members) == State::violated);
    CHECK(state(200, CongressForm::delegates) == State::met);
    CHECK(state(199, CongressForm::delegates) == State::undetermined);
}

TEST_CASE("a preparatory session takes at most half a day") {
    Congress town = held("district", "u", Date(2020, 8, 4), Date(2020, 8, 6));
    town.preparatory_half_days = 1;
    CHECK(the(congress::check(std::vector{town}, ct35()), "congress.preparatory", "u").state == State::met);
    town.preparatory_half_days = 2;
    CHECK(the(congress::check(std::vector{town}, ct35()), "congress.preparatory", "u").state == State::violated);
}

TEST_CASE("a base congress in March 2020 was too early unless it was a pilot") {
    Congress base = held("grassroots", "u", Date(2020, 3, 10), Date(2020, 3, 11));
    const auto state = [&] { return the(congress::check(std::vector{base}, ct35()), "congress.first_day", "u").state; };
    CHECK(state() == State::undetermined);
    base.pilot = false;
    CHECK(state() == State::violated);
    base.pilot = true;
    CHECK(congress::check(std::vector{base}, ct35()).with_rule("congress.first_day").empty());
}

TEST_CASE("the count goes on through the renaming of 2019, from XXV to XXVI, and a step back or a gap is a finding") {
    Congress before = held("district", "my-hao", Date(2015, 8, 2), Date(2015, 8, 4)), after = held("district", "my-hao", Date(2020, 8, 4), Date(2020, 8, 6));
    before.term = "2015-2020", before.ordinal = 25, after.label = {"", "town congress"};
    const auto ordinal = [&](int number) {
        after.ordinal = number;
        return the(congress::check(std::vector{after, before}, ct35()), "congress.ordinal", "town congress");
    };
    CHECK(ordinal(26).state == State::met);
    CHECK(ordinal(24).state == State::violated);
    CHECK(ordinal(24).text.en == "the number goes backwards");
    CHECK(ordinal(25).text.en == "the number is repeated");
    CHECK(ordinal(27).text.en == "a number is left out");
    CHECK(ordinal(26).required == "XXVI");
    before.term = "2010-2015", before.first_day = before.last_day = {};  // the congress of 2015 is not among them
    CHECK(ordinal(26).state == State::met);
    CHECK(ordinal(27).state == State::undetermined);
    before.term = "";
    CHECK(congress::check_ordinals(std::vector{after, before}).empty());  // nobody knows which came first
}

TEST_CASE("a new organisation of 2025 counts from I, one that stands on does not") {
    HistoryBuilder builder;
    const auto unit = [&](const char* id, const char* kind, std::optional<Id> parent, Date since) {
        SpellRow row;
        row.id = Id(id), row.name = id, row.kind = kind, row.parent = std::move(parent), row.since = since;
        builder.add(std::move(row));
    };
    unit("tỉnh", "province", {}, Date(2010, 1, 1));
    unit("phường", "commune", Id("tỉnh"), Date(2025, 7, 1));
    SuccessionRow founded;
    founded.day = Date(2025, 7, 1), founded.after = Id("phường");
    builder.add(founded);
    const Tree tree(builder.build(), Date(2025, 8, 15));
    const Directive& directive = directives::get("45-CT/TW");
    Congress ward{.level = "above_grassroots", .unit = Id("phường"), .term = "2025-2030", .first_day = sometime_in(2025, 8)};
    const auto state = [&](int ordinal) {
        ward.ordinal = ordinal;
        return the(congress::check(std::vector{ward}, directive, &tree), "congress.ordinal", "phường").state;
    };
    CHECK(state(1) == State::met);
    CHECK(state(27) == State::violated);
    ward.unit = Id("tỉnh"), ward.level = "province", ward.ordinal = 19;
    CHECK(congress::check(std::vector{ward}, directive, &tree).with_rule("congress.ordinal").empty());
}

TEST_CASE("congresses of another term are left aside, and that nothing was checked is said") {
    Congress old = held("district", "u", Date(2015, 8, 2), Date(2015, 8, 4));
    old.term = "2015-2020";
    const Findings found = congress::check(std::vector{old}, ct35());
    REQUIRE(found.size() == 1);
    CHECK(found[0].state == State::undetermined);
    CHECK(found[0].text.en == "no congress of the term 2020-2025 is stated");
}

TEST_CASE("numbers that contradict each other are refused, all at once") {
    Congress c = held("district", "a", Date(2020, 8, 4), Date(2020, 8, 6));
    c.ordinal = -1, c.delegates = 236, c.delegate_kinds = {.ex_officio = 30, .elected = 200, .appointed = 5};
    c.summoned = 236, c.attended = 237, c.solemn_day = Date(2020, 8, 7), c.preparatory_half_days = -1;
    c.contents = {"elect_comittee"};
    c.cases = {"hanoy"};
    c.rounds = {{.of = "committee", .round = 0, .seats = 39, .candidates = 38, .base = 237, .elected = 40}};
    try {
        (void)congress::check(std::vector{c}, ct35());
        FAIL("eleven faults");
    } catch (const InvalidDocument& error) {
        std::vector<std::string> said;
        for (const Finding& f : error.problems()) said.push_back(f.text.en);
        CHECK(said == std::vector<std::string>{"the directive has no such content; did you mean 'elect_committee'?", "the directive names no such case; did you mean 'hanoi'?", "the solemn session is not within the congress",
                                               "congresses are numbered from 1", "half-days below 0", "the kinds of delegates do not add up to their number", "more attended than were summoned", "rounds of election are numbered from 1",
                                               "more were elected than there were seats", "more were elected than were candidates", "the base of a majority is above those summoned"});
    }
    // 165 ex officio, 353 elected and 1,070 appointed are the 1,588 of the XIV national congress.
    Congress national = held("district", "b", Date(2020, 8, 4), Date(2020, 8, 6));
    national.delegates = 1588, national.delegate_kinds = {.ex_officio = 165, .elected = 353, .appointed = 1070};
    CHECK(message({national}) == "nothing was thrown");
}

TEST_CASE("a congress that contradicts itself is refused, with every fault") {
    Congress backwards = held("distrct", "a", Date(2020, 8, 6), Date(2020, 8, 4));
    backwards.delegates = -1;
    const Congress ancient = held("district", "b", Date(1929, 8, 4), Date(1929, 8, 6));
    try {
        (void)congress::check(std::vector{backwards, ancient}, ct35());
        FAIL("four faults");
    } catch (const InvalidDocument& error) {
        REQUIRE(error.problems().size() == 4);
        CHECK(error.problems()[0].text.en == "the directive has no such level; did you mean 'district'?");
        CHECK(error.problems()[1].text.en == "a congress ends before it begins");
        CHECK(error.problems()[2].observed == "-1");
        CHECK(error.problems()[3].subject == "b");
    }
    CHECK(message({held("district", "ok", Date(2020, 8, 4), Date(2020, 8, 6))}) == "nothing was thrown");
}
