// SPDX-License-Identifier: Apache-2.0
#include <myhao/data/my_hao_earlier.hpp>

#include <myhao/report/balance.hpp>

#include "support/catch.hpp"

using namespace myhao;

TEST_CASE("51 % of the organisations of 2017 are 24 only if there are 47") {
    // The source states 24 and 51 %, rounded to a whole percent: 50.5 <= 2400 / n < 51.5.
    int fits = 0, found = 0;
    for (int n = 24; n <= 100; ++n)
        if (2400 * 2 >= 101 * n && 2400 * 2 < 103 * n) ++fits, found = n;
    CHECK(fits == 1);
    const Report report = datasets::my_hao_2017();
    CHECK(report["organizations"].value == Interval<Decimal>::exactly(Decimal(found)));
    CHECK(report["organizations"].confidence == Confidence::derived);
    CHECK(report.tally(Subject::organization)->graded() == found);
    CHECK(report.tally(Subject::organization)->about().confidence == Confidence::derived);
    CHECK((*report.tally(Subject::organization))["TSVM"] == Interval<std::int64_t>::exactly(24));
    CHECK((*report.tally(Subject::organization))["good"] == Interval<std::int64_t>::between(0, 23));
}

TEST_CASE("the members of 2017 and of 2020 balance with the 72 admitted in 2020") {
    const Figure before = datasets::my_hao_2017()["members"], after = datasets::my_hao_2020()["members"], admitted = datasets::my_hao_2020()["members_admitted"];
    const auto whole = [](const Figure& f) { return CountInterval::exactly(f.value.low->units()); };
    const Balance b = balance({Period(*before.period.until(), *after.period.until()), whole(before), whole(after), {{Flow::admitted, whole(admitted), admitted.period}}});
    CHECK(b.change == CountInterval::exactly(202));
    CHECK(b.unstated_gains == CountInterval::at_least(130));
}

TEST_CASE("the town's output met its target of 11 % a year") {
    const Report report = datasets::my_hao_congress_2020();
    REQUIRE(report.targets().size() == 1);
    CHECK(check(report["output_growth"], report.targets()[0]).state == State::met);
}

TEST_CASE("the congress of 2015 took three days as well, 2 to 4 August") {
    const Report report = datasets::my_hao_congress_2020();
    CHECK(report.congresses()[0].ordinal == 25);
    CHECK(report.congresses()[0].days() == 3);
}

TEST_CASE("targets for 2018 are 50 % clean and strong and more than 90 % of the members good or better") {
    const Report report = datasets::my_hao_2017();
    REQUIRE(report.targets().size() == 2);
    CHECK(text(report.targets()[0].required) == "[50, ...)");
    CHECK(text(report.targets()[1].required) == "(90, ...)");
    for (const Target& target : report.targets()) CHECK(target.due == Date(2018, 12, 31));
}
