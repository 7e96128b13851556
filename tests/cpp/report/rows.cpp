// SPDX-License-Identifier: Apache-2.0
#include <myhao/report/rows.hpp>

#include <set>

#include <myhao/data/my_hao_earlier.hpp>

#include "support/catch.hpp"

using namespace myhao;

namespace {
std::set<std::string> ids(const Report& report, std::string_view kind) {
    std::set<std::string> found;
    for (const ReportRow& row : rows(report))
        if (row.kind == kind) CHECK(found.insert(row.id).second);  // unique within its kind
    return found;
}
}  // namespace

TEST_CASE("every number and sentence of a report is one row of its table") {
    const Report report = datasets::my_hao_2017();
    CHECK(ids(report, "figure") == std::set<std::string>{"organizations", "members", "members_admitted", "members_excellent_share"});
    CHECK(ids(report, "tally") == std::set<std::string>{"organization.graded", "organization.clean_and_strong", "organization.weak"});
    CHECK(ids(report, "statement") == std::set<std::string>{"organizations_by_rounding"});
    CHECK(ids(report, "target").size() == 2);
    CHECK(ids(report, "posts").empty());
    CHECK(rows(report).size() == 4 + 3 + 1 + 2);
}

TEST_CASE("a congress of which only the ordinal is stated is one row, a dated one also has its days") {
    CHECK(ids(datasets::my_hao_congress_2020(), "congress") == std::set<std::string>{"town_xxv.ordinal", "town_xxv.days", "town_xxvi.ordinal"});
}

TEST_CASE("a target's row has the day by which it is due as its last day") {
    for (const ReportRow& row : rows(datasets::my_hao_congress_2020()))
        if (row.kind == "target") {
            CHECK(row.until == Date(2021, 1, 1));
            CHECK(row.value == Interval<Decimal>::at_least(Decimal(11)));
        }
}

TEST_CASE("a tally of another unit says so in its id") {
    ReportBuilder builder("x", {"X", "X"}, 2020);
    builder.add(Source{"page", {}}).add(Tally(scales::cpv_2018(), {{{"excellent", "good"}, 3}}, {.of = Id("y"), .source = Citation::of("page")}));
    REQUIRE(rows(builder.build()).size() == 1);
    CHECK(rows(builder.build())[0].id == "organization@y.excellent|good");
    CHECK(rows(builder.build())[0].label.en == "excellent completion of tasks or good completion of tasks");
}
