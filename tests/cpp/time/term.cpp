// SPDX-License-Identifier: Apache-2.0
#include <myhao/time/term.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {
std::string labels_on(Date day) {
    std::string text;
    for (const Term& term : terms::on(day)) text += term.series + " " + term.label + "; ";
    return text;
}
}  // namespace

TEST_CASE("on the second day of the town congress of 2020, party, council and plan terms are three different periods") {
    // structure.md B: party 2020-2025 (congresses from April 2020), council 2016-2021 (election 22/5/2016), plan 2016-2020.
    CHECK(labels_on(Date(2020, 8, 5)) == "party 2020-2025; council 2016-2021; plan 2016-2020; cell 2020-2022; ");
}

TEST_CASE("the day before the grassroots congresses of 2020 may begin, the party term is still the old one") {
    CHECK(terms::series("party").on(Date(2020, 3, 31))->label == "2015-2020");
    CHECK(terms::series("party").on(Date(2020, 4, 1))->label == "2020-2025");
}

TEST_CASE("while congresses are held a unit may be in either term, before and after only in one") {
    const TermSeries& party = terms::series("party");
    REQUIRE(party.possible(Date(2020, 8, 5)).size() == 2);  // a town before its congress, and one after it
    CHECK(party.possible(Date(2020, 8, 5))[0].label == "2015-2020");
    CHECK(party.possible(Date(2020, 8, 5))[1].label == "2020-2025");
    CHECK(party.possible(Date(2020, 10, 31)).size() == 2);  // the last day for provinces
    CHECK(party.possible(Date(2020, 11, 1)).size() == 1);
    CHECK_FALSE(party.on(Date(2020, 8, 5))->settled_on(Date(2020, 8, 5)));
    CHECK(party.on(Date(2020, 11, 1))->settled_on(Date(2020, 11, 1)));
    CHECK(party.possible(Date(2000, 1, 1)).empty());
}

TEST_CASE("a council's term changes everywhere on one election day, 23 May 2021") {
    const TermSeries& council = terms::series("council");
    CHECK(council.on(Date(2021, 5, 22))->label == "2016-2021");
    CHECK(council.on(Date(2021, 5, 23))->label == "2021-2026");
    CHECK(council.possible(Date(2021, 5, 23)).size() == 1);
    CHECK(council.on(Date(2026, 3, 15))->label == "2026-2031");
}

TEST_CASE("a plan ends on the last day of its last year") {
    CHECK(terms::series("plan").labelled("2016-2020")->last_day() == Date(2020, 12, 31));
    CHECK(terms::series("plan").on(Date(2021, 1, 1))->label == "2021-2025");
}

TEST_CASE("a label without its kind: 2016-2021 is a council's term, never a plan") {
    REQUIRE(terms::labelled("2016-2021").size() == 1);
    CHECK(terms::labelled("2016-2021")[0].series == "council");
    CHECK(terms::labelled("2016-2020")[0].series == "plan");
    CHECK(terms::labelled("2017-2021").empty());
}

TEST_CASE("cells have two terms in five years") {
    const auto cell = terms::series("cell").terms();
    REQUIRE(cell.size() == 4);
    CHECK(cell[1].label == "2020-2022");
    CHECK(cell[2].label == "2022-2025");
}

TEST_CASE("the nominal terms of a series follow each other without a gap") {
    for (const TermSeries& series : terms::all())
        for (std::size_t i = 1; i < series.terms().size(); ++i) CHECK(series.terms()[i - 1].until == series.terms()[i].since);
}

TEST_CASE("terms out of order are refused, all at once") {
    const Term good{"", "2015-2020", {}, Date(2015, 4, 1), Date(2020, 4, 1), {}, {}};
    Term backwards = good, overlapping = good, outside = good;
    backwards.label = "2010-2005", backwards.until = Date(2014, 1, 1);
    overlapping.label = "2016-2021", overlapping.since = Date(2013, 5, 22);
    outside.label = "2020-2025", outside.since = Date(2020, 4, 1), outside.until = Date(2025, 4, 1), outside.settled = Date(2019, 1, 1);
    try {
        TermSeries("demo", {}, {backwards, overlapping, outside});
        FAIL("not refused");
    } catch (const InvalidPeriod& error) {
        CHECK(error.problems().size() == 3);
        CHECK_THAT(error.what(), Contains("demo 2010-2005: a term ends after it begins"));
        CHECK_THAT(error.what(), Contains("demo 2016-2021: a term begins before the one before it has ended"));
        CHECK_THAT(error.what(), Contains("demo 2020-2025: a term settles within itself"));
    }
}

TEST_CASE("an unknown series of terms is refused with a suggestion") {
    CHECK_THROWS_WITH(terms::series("counsil"), Contains("did you mean 'council'?"));
    CHECK_THROWS_AS(terms::series("x"), InvalidPeriod);
}
