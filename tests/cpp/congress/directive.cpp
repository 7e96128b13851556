// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <myhao/congress/directive_list.hpp>
#include <myhao/data/instruments.hpp>
#include <myhao/regulations/directives.hpp>

using namespace myhao;

TEST_CASE("a number alone does not name a directive") {
    const auto message = [](const char* number, std::optional<Date> issued = {}) -> std::string {
        try {
            (void)directives::get(number, issued);
        } catch (const InvalidDocument& error) {
            return error.what();
        }
        return "nothing was thrown";
    };
    CHECK(message("35-CT/TW") == "35-CT/TW: more than one directive has this number; found 35-CT/TW (Bộ Chính trị, 2019-05-30); 35-CT/TW (Bộ Chính trị, 2024-06-14); expected a day of issue that tells them apart");
    CHECK(directives::get("35-ct/tw", Date(2019, 5, 30)).term == "2020-2025");
    CHECK(directives::get("35-CT/TW", Date(2024, 6, 14)).term == "2025-2030");
    // The other 45-CT/TW, of 20/6/2020, is about elections.
    CHECK(message("45-CT/TW", Date(2020, 6, 20)) == "45-CT/TW of 2020-06-20: no directive on congresses of this number was issued on that day; expected 45-CT/TW (Bộ Chính trị, 2025-04-14)");
    CHECK(message("35-CT/T") == "35-CT/T: no such directive on congresses; did you mean '35-CT/TW'?");
}

TEST_CASE("the directives are instruments of the list, and cite what they set") {
    for (const Directive& d : directives::registry().all()) {
        INFO(d.key.text());
        CHECK(faults(d).empty());
        CHECK(instruments::registry().find(d.key.number, d.key.issued, d.key.issuer).size() == 1);
        for (const LevelRule& level : d.levels) {
            const auto cited = [&](const auto& ruled) { return !ruled || (!ruled->citation.empty() && usable(ruled->confidence)); };
            CHECK(cited(level.most_days));
            CHECK(cited(level.first_day));
            CHECK(cited(level.deadline));
            CHECK(cited(level.most_preparatory_half_days));
            CHECK(cited(level.delegates_from));
            for (const SizeLimit& size : level.sizes) CHECK((!size.citation.empty() && usable(size.confidence)));
            CHECK_FALSE(level.label.vi.empty());
        }
    }
}

TEST_CASE("deadlines and days of the three directives, level by level") {
    struct Row {
        const char *number, *issued, *level;
        int days;
        const char* last;
    };
    // structure.md C1.
    const Row rows[] = {{"36-CT/TW", "2014-05-30", "grassroots", 2, "2015-06-30"}, {"36-CT/TW", "2014-05-30", "district", 3, "2015-08-31"}, {"36-CT/TW", "2014-05-30", "province", 4, "2015-10-31"},
                        {"35-CT/TW", "2019-05-30", "grassroots", 2, "2020-06-30"}, {"35-CT/TW", "2019-05-30", "district", 3, "2020-08-31"}, {"35-CT/TW", "2019-05-30", "province", 4, "2020-10-31"},
                        {"45-CT/TW", "2025-04-14", "grassroots", 2, "2025-06-30"}};
    for (const Row& row : rows) {
        const LevelRule* level = directives::get(row.number, Date::parse(row.issued)).find(row.level);
        REQUIRE(level);
        CHECK(level->most_days->value == row.days);
        CHECK(level->deadline->value.day.text() == row.last);
    }
}

TEST_CASE("what the reading notes mark as believed is no value: limits above the grassroots in 2025, cells in 2020") {
    const Directive& d = directives::get("45-CT/TW");
    CHECK_FALSE(d.find("above_grassroots")->deadline);
    CHECK_FALSE(d.find("province")->deadline);
    CHECK(d.find("grassroots")->deadline->value.day == Date(2025, 6, 30));
    CHECK_FALSE(directives::get("35-CT/TW", Date(2019, 5, 30)).find("cell")->most_days);
    CHECK_FALSE(directives::get("35-CT/TW", Date(2019, 5, 30)).variants);
}

TEST_CASE("four, three or two contents in 2025; whether fewer than four were allowed in 2020 was not read") {
    const Directive& d = directives::get("45-CT/TW");
    REQUIRE(d.variants);
    REQUIRE(d.variants->size() == 2);
    CHECK(d.contents.size() == 4);
    CHECK((*d.variants)[0].contents == std::vector<std::string>{"review_and_directions", "discuss_drafts", "elect_delegation"});
    CHECK((*d.variants)[1].contents == std::vector<std::string>{"review_and_directions", "discuss_drafts"});
    CHECK((*d.variants)[1].when == "merged_or_new");
}

TEST_CASE("the pause of 2020 moved no deadline; one that moves them by ten days does") {
    Directive d = directives::get("35-CT/TW", Date(2019, 5, 30));
    REQUIRE(d.suspensions.size() == 1);
    CHECK(d.suspensions[0].moves_deadlines == 0);
    CHECK(d.deadline(*d.find("grassroots"))->day == Date(2020, 6, 30));
    d.suspensions[0].moves_deadlines = 10;
    CHECK(d.deadline(*d.find("grassroots"))->day == Date(2020, 7, 10));
    CHECK(d.deadline(*d.find("district"))->day == Date(2020, 8, 31));
}

TEST_CASE("the directive of April 2025 replaces that of 2024, as the list of instruments says") {
    const Directive &old = directives::get("35-CT/TW", Date(2024, 6, 14)), &d = directives::get("45-CT/TW");
    CHECK(directives::registry().replaced_by(old) == &d);
    CHECK(directives::registry().replaced_by(d) == nullptr);
    for (const Directive& one : directives::registry().all()) {
        std::vector<InstrumentRelation> listed = instruments::registry().find(one.key.number, one.key.issued, one.key.issuer).front().relations;
        REQUIRE(listed.size() == one.relations.size());
        CHECK(std::is_permutation(listed.begin(), listed.end(), one.relations.begin(), [](const auto& a, const auto& b) { return a.relation == b.relation && a.target == b.target; }));
    }
    CHECK(directives::for_term("2025-2030", Date(2025, 4, 13)) == &old);
    CHECK(directives::for_term("2025-2030", Date(2025, 4, 14)) == &d);
    CHECK(directives::for_term("2020-2025", Date(2019, 5, 29)) == nullptr);
}

TEST_CASE("a directive without days, or with a level twice, is refused with every fault") {
    Directive bad{.key = {"1-CT", "", {}}, .label = {}, .term = "", .levels = {{.level = "x", .label = {}}, {.level = "x", .label = {}, .most_days = Ruled<int>{0}}}};
    bad.contents_required = Ruled<std::size_t>{4};
    try {
        const Directives none({bad});
        FAIL("five faults");
    } catch (const InvalidDocument& error) {
        CHECK(error.problems().size() == 5);
    }
}

TEST_CASE("contents, levels and roles that a directive does not have are named with a suggestion") {
    Directive bad = directives::get("45-CT/TW");
    (*bad.variants)[0].contents = {"discuss_draft"};
    bad.suspensions.push_back({.levels = {"grassrots"}, .since = Interval<Date>::exactly(Date(2025, 5, 2)), .until = Interval<Date>::exactly(Date(2025, 5, 1)), .label = {}});
    bad.levels[0].roles = {"grassroots"};
    bad.levels[1].sizes.push_back({.of = "delegates"});
    bad.levels[1].first_day = Ruled<Date>{Date(2025, 7, 1)};
    const Findings found = faults(bad);
    const auto says = [&](std::string_view text) { return std::any_of(found.begin(), found.end(), [&](const Finding& f) { return f.text.en.find(text) != std::string::npos; }); };
    CHECK(says("unknown content; did you mean 'discuss_drafts'?"));
    CHECK(says("the directive has no such level; did you mean 'grassroots'?"));
    CHECK(says("a pause ends before it begins"));
    CHECK(says("another level has this role"));
    CHECK(says("a limit of delegates that limits nothing"));
    CHECK(says("a level ends before it may begin"));
    CHECK(found.size() == 6);
}
