// SPDX-License-Identifier: Apache-2.0
#include <myhao/interop/town_year.hpp>

#include <algorithm>
#include <string>

#include <myhao/org/history_builder.hpp>
#include <myhao/report/report_builder.hpp>
#include <myhao/rules/condition.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {

/// Ten units under a town, of which a source counts 2 excellent and 8 good.
Tree tree() {
    HistoryBuilder builder;
    const auto add = [&](std::string id, const char* kind, std::optional<Id> parent) {
        SpellRow row;
        row.id = Id(id), row.name = id, row.kind = kind, row.parent = std::move(parent), row.since = Date(2015, 1, 1), row.until = Date(2025, 7, 1);
        builder.add(row);
    };
    add("town", "district", {});
    for (int i = 0; i < 10; ++i) add("u" + std::to_string(i), "grassroots_committee", Id("town"));
    return builder.build().at(Date(2020, 12, 31));
}
Report report(Origin origin = Origin::real) {
    ReportBuilder builder("town", {"thị xã", "town"}, 2020);
    builder.origin(origin).add(Source{"page", {"trang", "page"}});
    builder.add(Tally(scales::cpv_2018(), {{{"excellent"}, 2}, {{"good"}, 8}, {{"completed"}, 0}}, {.graded = 10, .source = Citation::of("page", 1), .confidence = Confidence::verified}));
    builder.add(Tally(scales::cpv_2018(), {{{"excellent", "good"}, 100}}, {.subject = Subject::member, .source = Citation::of("page", 2), .confidence = Confidence::verified}));
    Figure growth;
    growth.measure = {"growth", {"tăng trưởng", "growth"}, MeasureType::ratio, "%", Part::economy};
    growth.qualifier = Qualifier::more_than, growth.value = Figure::interval(Qualifier::more_than, Decimal(10));
    growth.period = Period(Date(2020, 1, 1), Date(2021, 1, 1)), growth.source = Citation::of("page", 3);
    builder.add(growth);
    return builder.build();
}
RuleBook rules() {
    RuleSetParts parts;
    parts.id = "rules";
    parts.facts = {{.name = "results", .type = FactType::level}};
    parts.grades = {{.id = "excellent", .condition = all_of(fact("results").at_least("excellent"), subordinates.share(outcome.at_least("good")).at_least("80%"))},
                    {.id = "good", .condition = fact("results").at_least("good")},
                    {.id = "completed", .condition = fact("results").at_least("average")}};
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .group = std::nullopt}};
    return RuleBook({RuleSet(std::move(parts))}, 2020);
}
TownYear town() { return {.report = report(), .tree = tree(), .rules = rules(), .questions = {{"growth", Compare::at_least, Decimal(10)}, {"growth", Compare::at_least, Decimal(11)}}}; }

const Conclusion* about(const std::vector<Conclusion>& list, Known known, const std::string& part) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Conclusion& c) { return c.known == known && c.text.en.find(part) != std::string::npos; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("2 of 8 good exceed a fifth of them under every grouping; of all ten they are just a fifth, in one group") {
    // floor(8/5) = 1 < 2; floor(10/5) = 2, but two groups of 5 give 1 + 1 = 2 and 4 + 6 give 0 + 1.
    const auto list = conclusions(town());
    CHECK(about(list, Known::excluded, "a quota on those graded one below was kept: any grouping"));
    CHECK(about(list, Known::open, "a quota on those graded one below or better, or on all that were graded was kept: any grouping"));
    CHECK(about(list, Known::follows, "a quota on those graded one below or better, or on all that were graded was kept: one group"));
    CHECK(about(list, Known::excluded, "was kept with more than 2 groups"));
}

TEST_CASE("from counts alone no unit is decided, and the town's own share is") {
    const auto list = conclusions(town());
    CHECK(about(list, Known::open, "the grade of each of the 10 direct subordinates: excellent or good"));
    CHECK(about(list, Known::excluded, "for any of the 10: completed or not_completed"));
    CHECK(about(list, Known::excluded, "some of the organisations were graded not_completed"));
    const Conclusion* own = about(list, Known::follows, "share of subordinates");
    REQUIRE(own);
    CHECK_THAT(own->because.en, Contains("10 true, 0 false of 10"));
}

TEST_CASE("more than 10 is enough for 10 and leaves 11 open; a share without a base is refused") {
    const auto list = conclusions(town());
    CHECK(about(list, Known::follows, "growth: at least 10"));
    CHECK(about(list, Known::open, "growth: at least 11"));
    CHECK(about(list, Known::open, "the share of members graded excellent or good"));
    TownYear wrong = town();
    wrong.questions.push_back({"grwth", Compare::at_least, Decimal(1)});
    CHECK_THROWS_WITH(conclusions(wrong), Contains("did you mean 'growth'?"));
}

TEST_CASE("without its tallies the report leaves every unit open at every grade") {
    TownYear bare = town();
    ReportData data = bare.report.data();
    data.tallies.clear();
    bare.report = ReportBuilder(std::move(data)).build();
    const auto list = conclusions(bare);
    CHECK(about(list, Known::open, "direct subordinates: excellent or good or completed or not_completed"));
    CHECK_FALSE(about(list, Known::follows, "quota"));
}

TEST_CASE("the document of a synthetic town says SYNTHETIC before anything else is said") {
    TownYear made_up = town();
    made_up.report = report(Origin::synthetic);
    const std::string text = to_json(made_up);
    CHECK_THAT(text, Contains("\"warning\": \"SYNTHETIC\",\n  \"origin\": \"synthetic\""));
    CHECK(text.find("SYNTHETIC") < text.find("\"unit\""));
    CHECK_THAT(to_json(town()), Contains("\"origin\": \"derived\""));
    CHECK(to_json(town()) == to_json(town()));
}
