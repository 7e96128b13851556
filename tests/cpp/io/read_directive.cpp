// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include <myhao/congress/congresses.hpp>
#include <myhao/interop/json.hpp>
#include <myhao/regulations/directives.hpp>

#include "io/kept_documents.hpp"

using namespace myhao;
using Catch::Matchers::Contains;
using documents::faults;

namespace {

using Random = std::mt19937;

std::int64_t up_to(Random& random, std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(0, most)(random); }
bool half(Random& random) { return up_to(random, 1) == 1; }

/// A day of 2020 that is known, known as in some month, within bounds, or not at all.
Interval<Date> some_day(Random& random) {
    const Date day = Date(2020, 1, 1) + static_cast<int>(up_to(random, 365));
    switch (up_to(random, 4)) {
        case 0: return Interval<Date>::exactly(day);
        case 1: return sometime_in(2020, day.month());
        case 2: return Interval<Date>::between(day, day + static_cast<int>(up_to(random, 40)));
        case 3: return half(random) ? Interval<Date>::at_least(day) : Interval<Date>::at_most(day);
        default: return {};
    }
}

template <class Statement>
void state(Statement& s, Random& random) {
    s.level = "district", s.term = half(random) ? "2020-2025" : "";
    s.first_day = some_day(random), s.last_day = some_day(random);
    if (half(random)) s.contents.emplace(static_cast<std::size_t>(up_to(random, 1)), "elect_committee");
    if (half(random)) s.contents_required = up_to(random, 4);
    if (half(random)) s.directive = directives::get("35-CT/TW", Date(2019, 5, 30)).key;
    if (half(random)) s.source = Citation::of("bài \"báo\"\n<b>", static_cast<int>(up_to(random, 9)));
}

}  // namespace

TEST_CASE("every directive comes back from its document equal, and writes the same bytes again") {
    for (const Directive& directive : directives::registry().all()) {
        const std::string text = to_json(directive);
        const Document again = read_json(text);
        REQUIRE(std::holds_alternative<Directive>(again));
        CHECK(std::get<Directive>(again) == directive);
        CHECK(to_json(std::get<Directive>(again)) == text);
    }
}

TEST_CASE("a document of a directive is refused with every fault and its place") {
    std::string text = to_json(directives::get("45-CT/TW"));
    const auto replace = [&](const char* from, const char* to) { text.replace(text.find(from), std::string(from).size(), to); };
    replace("\"term\"", "\"terms\"");
    replace("2025-06-30", "2025-06-31");
    try {
        (void)read_json(text);
        FAIL("three faults");
    } catch (const InvalidDocument& error) {
        const std::string said = error.what();
        CHECK(said.find("terms: unknown key; did you mean 'term'?") != std::string::npos);
        CHECK(said.find("deadline.value.day") != std::string::npos);
        CHECK(error.problems().size() == 3);
    }
}

TEST_CASE("the congresses of the article are a document of version 1") {
    const auto article = std::get<Report>(read_json(documents::file("report.json")));
    const Congresses stated = congresses_of(article.congresses(), article.origin());
    const std::string text = to_json(stated);
    CHECK(text == documents::file("congresses.json"));
    const auto read = std::get<Congresses>(read_json(text));
    CHECK(read == stated);
    REQUIRE(read.congresses.size() == 2);
    CHECK(read.congresses[1].days() == Interval<std::int64_t>::exactly(3));
    CHECK(read.congresses[0].first_day == Interval<Date>());
}

TEST_CASE("every field of congresses and campaigns is read for ever, and written again as it was") {
    const std::string text = documents::file("congresses_synthetic.json");
    const auto all = std::get<Congresses>(read_json(text));
    CHECK(to_json(all) == text);
    CHECK(all.origin == Origin::synthetic);
    CHECK(origin_of_document(text) == Origin::synthetic);
    REQUIRE(all.congresses.size() == 4);
    REQUIRE(all.campaigns.size() == 2);
    const Congress &held = all.congresses[1], &month = all.congresses[2], &unstated = all.congresses[3];
    CHECK(held.delegate_kinds == DelegateKinds{39, 157, 3, 0});
    CHECK(held.rounds.at(1) == ElectionRound{.of = "committee", .round = 2, .seats = 1, .candidates = 2, .base = 197, .elected = 0});
    CHECK(held.days() == Interval<std::int64_t>::between(2, 3));
    CHECK(month.unit == Id(12));
    CHECK(month.first_day == sometime_in(2020, 5));
    CHECK(month.form == std::optional(CongressForm::all_members));
    CHECK(unstated == Congress{.level = "grassroots", .unit = Id("12")});  // what is not stated is not zero
    CHECK(all.campaigns[0].days == Interval<std::int64_t>::between(1, 2));
    CHECK(all.campaigns[0].last_day == Interval<Date>::at_most(Date(2020, 4, 30)));
    CHECK(all.campaigns[1].days == Interval<std::int64_t>::exactly(1));
}

TEST_CASE("whatever is known of congresses comes back the same and as the same bytes, unless it contradicts itself") {
    Random random(35);
    std::size_t written = 0;
    for (int i = 0; i < 300; ++i) {
        Congresses all{.origin = half(random) ? Origin::real : Origin::synthetic};
        Congress& one = all.congresses.emplace_back();
        state(one, random);
        one.unit = half(random) ? Id("đảng bộ") : Id(up_to(random, 9));
        if (half(random)) one.ordinal = static_cast<int>(up_to(random, 30));
        if (half(random)) one.pilot = half(random);
        if (half(random)) one.summoned = up_to(random, 200), one.attended = up_to(random, 200);
        if (half(random)) one.delegate_kinds.elected = up_to(random, 200);
        if (half(random)) one.rounds.push_back({.of = "committee", .seats = up_to(random, 39), .elected = up_to(random, 39)});
        Campaign& many = all.campaigns.emplace_back();
        state(many, random);
        if (half(random)) many.days = Interval<std::int64_t>::between(1 + up_to(random, 2), 1 + up_to(random, 3));
        if (half(random)) many.under = Id("đảng bộ");
        const Findings wrong = congress::faults(all);
        if (!wrong.empty()) {
            CHECK_THROWS_AS(to_json(all), InvalidDocument);
            continue;
        }
        ++written;
        const std::string text = to_json(all);
        const auto again = std::get<Congresses>(read_json(text));
        REQUIRE(again == all);
        REQUIRE(to_json(again) == text);
    }
    CHECK(written > 50);
}

TEST_CASE("a day is written as the day, as its month, or with its bounds, which are both included") {
    const auto written = [](Interval<Date> day) {
        const std::string text = to_json(Congresses{.congresses = {{.level = "district", .unit = Id("u"), .last_day = day}}});
        const std::size_t from = text.find("last_day");
        return from == std::string::npos ? std::string("nothing") : text.substr(from, text.find("\"confidence") - from);
    };
    CHECK_THAT(written(Interval<Date>::exactly(Date(2020, 6, 10))), Contains(R"(last_day": "2020-06-10",)"));
    CHECK_THAT(written(sometime_in(2020, 2)), Contains(R"(last_day": "2020-02",)"));
    CHECK_THAT(written(Interval<Date>::between(Date(2020, 2, 1), Date(2020, 2, 28))), Contains(R"("low": "2020-02-01")") && Contains(R"("high": "2020-02-28")"));  // 2020 is a leap year
    CHECK_THAT(written(Interval<Date>::less_than(Date(2020, 6, 10))), Contains(R"("high": "2020-06-09")") && !Contains("open"));
    CHECK_THAT(written(Interval<Date>::between(Date(9999, 12, 1), Date(9999, 12, 31))), Contains(R"("high": "9999-12-31")"));  // no day follows it
    CHECK(written({}) == "nothing");
}

TEST_CASE("a document of congresses names everything wrong with it, with its place") {
    const std::string said = faults(R"({"myhao": "congresses", "version": 1, "campaign": [], "congresses": [
        {"level": "district", "unit": "a", "ordnal": 26, "last_day": "2020-13"},
        {"level": "district", "ordinal": "XXVI", "rounds": [{"seats": 1e3}]},
        {"level": "district", "unit": "b", "ordinal": 26, "term": "2015-2020", "first_day": "2020-08-06", "last_day": "2020-08-04", "summoned": 199, "attended": 200},
        {"level": "district", "unit": "b", "ordinal": 25, "term": "2020-2025"}, []],
        "campaigns": [{"level": "grassroots", "delegates": 199}, {"days_each": {"low": 3, "high": 2}},
                      {"level": "grassroots", "under": "\u1ef9", "first_day": "2020-06-01", "last_day": "2020-06-02", "days_each": {"low": 3}}, {"level": "grassroots", "under": "y\u0303", "days_each": {"low": 3, "high": 2}}]})");
    CHECK_THAT(said, Contains("campaign: unknown key; did you mean 'campaigns'?") && Contains("congresses[0].ordnal: unknown key; did you mean 'ordinal'?") && Contains("congresses[0].last_day"));
    CHECK_THAT(said, Contains("congresses[1].unit: missing") && Contains("congresses[1].ordinal: a number, not a numeral; found \"XXVI\"; expected 26") && Contains("congresses[1].rounds[0].of: missing") && Contains("congresses[1].rounds[0].seats: not a whole number"));
    CHECK_THAT(said, Contains("congresses[2]: a congress ends before it begins; found 2020-08-06 to 2020-08-04") && Contains("congresses[2]: more attended than were summoned; found 200; expected at most 199"));
    CHECK_THAT(said, Contains("congresses[3].ordinal: the number goes backwards; found XXV; expected above XXVI of congresses[2]") && Contains("congresses[4]: not an object"));
    CHECK_THAT(said, Contains("campaigns[0].delegates: a statement about many congresses has none; found 199; expected an entry of congresses") && Contains("campaigns[1].level: missing"));
    CHECK_THAT(said, Contains("campaigns[2]: each congress takes longer than all of them together; found 3 days; expected at most 2") && Contains("campaigns[3]: no number of days fits") && Contains("campaigns[3].under: two ids differ only in how their letters are composed"));
    CHECK_THAT(said, Contains("16 problems"));
}
