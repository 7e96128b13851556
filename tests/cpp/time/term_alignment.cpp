// SPDX-License-Identifier: Apache-2.0
#include <myhao/time/term_alignment.hpp>

#include "support/catch.hpp"

#include <random>
#include <string>
#include <vector>

using namespace myhao;

namespace {
TermSeries series(const char* id, std::vector<std::pair<Date, std::optional<Date>>> periods) {
    std::vector<Term> terms;
    for (const auto& [since, until] : periods) terms.push_back({{}, since.text(), {}, since, until, {}, {}});
    return TermSeries(id, {}, std::move(terms));
}
}  // namespace

TEST_CASE("the year 2020 belongs to one plan, one council term and two Party terms; the article's 2016-2021 is the council's") {
    const std::vector<TermSeries> all{terms::series("party"), terms::series("council"), terms::series("plan")};
    const auto rows = terms::align(all, Date(2020, 1, 1), Date(2021, 1, 1));
    REQUIRE(rows.size() == 2);  // cut on 1 April, when congresses of the new term may begin
    CHECK(rows[0].days == Period(Date(2020, 1, 1), Date(2020, 4, 1)));
    CHECK(rows[0].terms[0]->label == "2015-2020");
    CHECK(rows[1].terms[0]->label == "2020-2025");
    for (const auto& row : rows) {
        CHECK(row.terms[1]->label == "2016-2021");
        CHECK(row.terms[2]->label == "2016-2020");
    }
}

TEST_CASE("the council term 2016-2021 overlaps two Party terms and two plans") {
    std::vector<std::string> party, plan;
    for (const auto& o : terms::overlaps(terms::series("council"), terms::series("party")))
        if (o.a.label == "2016-2021") party.push_back(o.b.label);
    for (const auto& o : terms::overlaps(terms::series("council"), terms::series("plan")))
        if (o.a.label == "2016-2021") plan.push_back(o.b.label);
    CHECK(party == std::vector<std::string>{"2015-2020", "2020-2025"});
    CHECK(plan == std::vector<std::string>{"2016-2020", "2021-2025"});
}

TEST_CASE("the council series says nothing of the first months of 2016") {
    const auto c = terms::coverage(terms::series("council"), Date(2016, 1, 1), Date(2017, 1, 1));
    // 1 January to 22 May 2016: 31 + 29 + 31 + 30 + 21 days of a leap year.
    CHECK(c.days == 366);
    CHECK(c.covered == 366 - 142);
    REQUIRE(c.gaps.size() == 1);
    CHECK(c.gaps[0] == Period(Date(2016, 1, 1), Date(2016, 5, 22)));
    CHECK_THROWS_AS(terms::coverage(terms::series("council"), Date(2016, 1, 1), Date(2016, 1, 1)), InvalidPeriod);
}

TEST_CASE("for random series, overlaps, coverage and alignment are what looking at each day gives") {
    std::mt19937 random(2020);
    const Date start(2020, 1, 1);
    const std::int32_t span = 60;
    for (int round = 0; round < 200; ++round) {
        std::vector<TermSeries> all;
        for (const char* id : {"a", "b"}) {
            std::vector<std::pair<Date, std::optional<Date>>> periods;
            std::int32_t at = static_cast<std::int32_t>(random() % 20) - 5;
            while (at < span) {
                const auto length = static_cast<std::int32_t>(1 + random() % 20);
                periods.emplace_back(start + at, start + at + length);
                at += length + static_cast<std::int32_t>(random() % 2 * (random() % 10));
            }
            if (random() % 2) periods.back().second.reset();
            all.push_back(series(id, periods));
        }
        std::int64_t covered = 0, shared = 0, seen = 0;
        const auto rows = terms::align(all, start, start + span);
        std::size_t row = 0;
        for (std::int32_t d = 0; d < span; ++d) {
            const Date day = start + d;
            covered += all[0].on(day).has_value();
            seen += all[0].on(day) && all[1].on(day);
            if (!rows[row].days.contains(day)) ++row;
            REQUIRE(rows[row].days.contains(day));
            REQUIRE(rows[row].terms[0] == all[0].on(day));
            REQUIRE(rows[row].terms[1] == all[1].on(day));
        }
        REQUIRE(row + 1 == rows.size());
        REQUIRE(terms::coverage(all[0], start, start + span).covered == covered);
        for (const auto& o : terms::overlaps(all[0], all[1]))
            for (std::int32_t d = 0; d < span; ++d) shared += o.days.contains(start + d);
        REQUIRE(shared == seen);
    }
}
