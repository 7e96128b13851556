// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>

#include <myhao/congress/congress.hpp>
#include <myhao/congress/directive.hpp>
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
        CHECK(instruments::registry().find(d.key.number, d.key.issued, d.key.issuer).size() == 1);
        for (const LevelRule& level : d.levels) {
            const auto cited = [&](const auto& ruled) { return !ruled || (!ruled->citation.empty() && usable(ruled->confidence)); };
            CHECK(cited(level.most_days));
            CHECK(cited(level.first_day));
            CHECK(cited(level.deadline));
            CHECK(cited(level.most_delegates));
            CHECK(cited(level.most_preparatory_half_days));
            CHECK_FALSE(level.label.vi.empty());
        }
    }
}

TEST_CASE("what the reading notes mark as believed is no value: limits above the grassroots in 2025, cells in 2020") {
    const Directive& d = directives::get("45-CT/TW");
    CHECK_FALSE(d.find("above_grassroots")->deadline);
    CHECK_FALSE(d.find("province")->deadline);
    CHECK(d.find("grassroots")->deadline->value.day == Date(2025, 6, 30));
    CHECK_FALSE(directives::get("35-CT/TW", Date(2019, 5, 30)).find("cell")->most_days);
    CHECK_FALSE(directives::get("35-CT/TW", Date(2019, 5, 30)).reduced);
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

TEST_CASE("Roman numerals, both ways") {
    CHECK(roman(26) == "XXVI");
    CHECK(roman(1994) == "MCMXCIV");
    CHECK(parse_roman("XXVI") == 26);
    CHECK(parse_roman("xxv") == 25);
    for (const char* bad : {"", "IIII", "VX", "IC", "XXVI.", "26"}) CHECK_FALSE(parse_roman(bad));
    for (int n = 1; n < 4000; ++n) REQUIRE(parse_roman(roman(n)) == n);
}
