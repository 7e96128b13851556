// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <myhao/congress/own_terms.hpp>
#include <myhao/data/my_hao_earlier.hpp>
#include <myhao/data/my_hao_history.hpp>
#include <myhao/data/my_hao_report.hpp>
#include <myhao/data/my_hao_terms.hpp>
#include <myhao/regulations/directives.hpp>

using namespace myhao;

namespace {
std::vector<Congress> stated_congresses() {
    std::vector<Congress> all;
    const Report earlier = datasets::my_hao_congress_2020(), article = datasets::my_hao_2020();
    for (const Report* report : {&earlier, &article})
        for (const CongressFacts& facts : report->congresses())
            if (facts.unit) all.push_back(congress_of(facts));
    return all;
}
Congress opened(const char* term, int ordinal, Date first, Date last) {
    return {.level = "district", .unit = Id("my-hao"), .ordinal = ordinal, .term = term, .first_day = Interval<Date>::exactly(first), .last_day = Interval<Date>::exactly(last)};
}
}  // namespace

TEST_CASE("the town's own terms follow from its congresses of 2015 and 2020, and end with the district level") {
    const congress::OwnTerms own = congress::own_terms(datasets::my_hao_history(), "my-hao", stated_congresses());
    const auto &found = own.series.terms(), &known = datasets::my_hao_terms("party").terms();
    REQUIRE(found.size() == known.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].label == known[i].label);
        CHECK(found[i].ordinal == known[i].ordinal);
        CHECK(found[i].since == known[i].since);
        CHECK(found[i].until == known[i].until);
        CHECK(found[i].settled == known[i].settled);
    }
    // The article names the XXV congress without days, the portal the XXVI without.
    CHECK(own.left_out.size() == 2);
}

TEST_CASE("on 1 July 2020 the communes are in a later term than the town above them, and the town in no later one than the province") {
    const Tree tree = datasets::my_hao_history().at(Date(2020, 7, 1));
    const Directive& directive = directives::get("35-CT/TW", Date(2019, 5, 30));
    const Report article = datasets::my_hao_2020();
    std::vector<Congress> single;
    std::vector<Campaign> many;
    for (const CongressFacts& facts : article.congresses()) {
        if (facts.unit) single.push_back(congress_of(facts));
        else many.push_back(campaign_of(facts));
    }
    const congress::Stated stated(single, many, directive, tree);
    const auto terms = congress::terms_on(tree, stated, directive, terms::series("party"));
    const auto labels = [&](const char* id) {
        std::string text;
        for (const Term& term : terms[tree.at(id).at()]) text += term.label + ";";
        return text;
    };
    CHECK(labels("my-hao") == "2015-2020;");          // its congress begins on 4 August
    CHECK(labels("ban-yen-nhan") == "2020-2025;");    // all base congresses had ended on 10 June
    CHECK(labels("hung-yen") == "2015-2020;2020-2025;");  // nothing is stated of it
    const auto ahead = congress::ahead_of_superior(tree, terms);
    CHECK(ahead.size() == 13);
    for (const auto& [unit, superior] : ahead) CHECK(tree.id(superior) == Id("my-hao"));
}

TEST_CASE("an appointed committee begins its term on the day of the decision, and the congress of that term changes nothing") {
    HistoryBuilder builder;
    SpellRow row;
    row.id = "p", row.name = "P", row.kind = "province", row.since = Date(2025, 7, 1);
    const History history = builder.add(row).build();
    Congress first{.level = "province", .unit = Id("p"), .ordinal = 1, .term = "2025-2030", .first_day = Interval<Date>::exactly(Date(2025, 10, 2)), .last_day = Interval<Date>::exactly(Date(2025, 10, 3))};
    const std::vector<congress::Appointment> appointed{{Id("p"), Date(2025, 7, 1), "2025-2030"}};
    const congress::OwnTerms own = congress::own_terms(history, "p", std::vector{first}, appointed);
    REQUIRE(own.series.terms().size() == 1);
    CHECK(own.series.terms()[0].since == Date(2025, 7, 1));
    CHECK_FALSE(own.series.terms()[0].settled);
    CHECK(own.series.terms()[0].ordinal == 1);
    CHECK_FALSE(own.series.terms()[0].until);
}

TEST_CASE("a number that goes backwards, a congress outside the unit's life and two congresses of one term are refused, all at once") {
    const std::vector<Congress> wrong{opened("2015-2020", 25, Date(2015, 8, 2), Date(2015, 8, 4)), opened("2020-2025", 24, Date(2020, 8, 4), Date(2020, 8, 6)), opened("2020-2025", 24, Date(2020, 9, 4), Date(2020, 9, 6)),
                                      opened("1990-1995", 20, Date(1991, 1, 1), Date(1991, 1, 3))};
    try {
        (void)congress::own_terms(datasets::my_hao_history(), "my-hao", wrong);
        FAIL("not refused");
    } catch (const InvalidDocument& error) {
        const std::string message = error.what();
        CHECK(message.find("the unit does not stand on these days") != std::string::npos);
        CHECK(message.find("two congresses of one term") != std::string::npos);
        CHECK(message.find("the number goes backwards; found XXIV; expected XXVI") != std::string::npos);
    }
    CHECK_THROWS_AS(congress::own_terms(datasets::my_hao_history(), "my-haoo", wrong), UnknownUnit);
}
