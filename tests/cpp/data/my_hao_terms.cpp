// SPDX-License-Identifier: Apache-2.0
#include <myhao/data/my_hao_terms.hpp>

#include <myhao/data/my_hao_report.hpp>

#include "support/catch.hpp"

using namespace myhao;

TEST_CASE("the town is in its XXV term on 1/7/2020, while the nominal party term is already the next") {
    const Term own = *datasets::my_hao_terms("party").on(Date(2020, 7, 1));
    CHECK(own.ordinal == 25);
    CHECK(own.label == "2015-2020");
    CHECK(terms::series("party").on(Date(2020, 7, 1))->label == "2020-2025");  // units change over from April to October
}

TEST_CASE("the town's XXVI term begins within the days of its congress and ends with the district level") {
    const TermSeries& party = datasets::my_hao_terms("party");
    CHECK(party.on(Date(2020, 8, 3))->ordinal == 25);
    CHECK(party.possible(Date(2020, 8, 5)).size() == 2);
    CHECK(party.possible(Date(2020, 8, 7)).size() == 1);
    CHECK(party.on(Date(2020, 8, 7))->ordinal == 26);
    CHECK(party.labelled("2020-2025")->last_day() == Date(2025, 6, 30));
    const Report report = datasets::my_hao_2020();
    for (const CongressFacts& congress : report.congresses())
        if (congress.id == "town_xxvi") {
            CHECK(congress.first_day == party.labelled(congress.term)->since);
            CHECK(congress.last_day == *party.labelled(congress.term)->settled - 1);
        }
}

TEST_CASE("the XIX council term of Mỹ Hào is the article's 2016-2021") {
    CHECK(datasets::my_hao_terms("council").on(Date(2020, 8, 5))->ordinal == 19);
    CHECK_THROWS_AS(datasets::my_hao_terms("plan"), InvalidPeriod);
}
