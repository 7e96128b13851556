// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <array>
#include <string>
#include <vector>

#include <myhao/rules/scenarios.hpp>

#include "a_town.hpp"

using namespace myhao;

namespace {

/// Ten units: three excellent, five good, one completed, one of which nothing is known; at most a fifth of "excellent and good" may be excellent.
struct Baseline {
    Tree tree = towns::town({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"});
    RuleSet rules = [] {
        RuleSetParts parts = towns::by_results();
        parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_or_better}, .group = by_parent()}};
        return RuleSet(std::move(parts));
    }();
    Facts facts = [this] {
        FactsBuilder builder(tree, rules.facts());
        for (const char* id : {"a", "b", "c"}) builder.set(std::string(id), "results", std::string("excellent"));
        for (const char* id : {"d", "e", "f", "g", "h"}) builder.set(std::string(id), "results", std::string("good"));
        return builder.set(std::string("i"), "results", std::string("average")).set(std::string("T"), "results", std::string("good")).build();
    }();
};

}  // namespace

TEST_CASE("each scenario is evaluated as the baseline with its changes would be, and the baseline stays as it was") {
    const Baseline town;
    const std::vector<Facts> facts{town.facts};
    const auto base = evaluate(town.tree, facts, town.rules).tally();
    std::vector<Scenario> scenarios(4);
    scenarios[0].id = "as it is";
    scenarios[1].id = "j is good", scenarios[1].facts = {{Subject::organization, {{std::string("j"), "results", std::string("good")}}}};
    scenarios[2].id = "no quota", scenarios[2].rules = RuleSet(towns::by_results());
    scenarios[3].id = "a was decided", scenarios[3].decided = std::vector<DecidedGrade>{{std::string("a"), "good"}};
    const auto tallies = evaluate_many(town.tree, facts, town.rules, scenarios, {}, [](const Evaluation& e) { return e.tally(); });
    REQUIRE(tallies.size() == 4);
    CHECK(tallies[0] == base);
    CHECK(tallies[1] == evaluate(town.tree, {town.facts.with({{std::string("j"), "results", std::string("good")}})}, town.rules).tally());
    // Without a quota: a, b, c are excellent; j may be anything.
    CHECK(tallies[2] == std::vector<GradeCount>{{3, 4}, {6, 7}, {1, 2}, {0, 1}, {0, 0}});
    CHECK(tallies[3] == evaluate(town.tree, facts, town.rules, {.decided = {{std::string("a"), "good"}}}).tally());
    CHECK(evaluate(town.tree, facts, town.rules).tally() == base);
}

TEST_CASE("every problem of every scenario is told at once, under its id") {
    const Baseline town;
    std::vector<Scenario> scenarios(4);
    scenarios[0].id = "first", scenarios[0].facts = {{Subject::organization, {{std::string("a"), "result", std::string("good")}, {std::string("k"), "results", std::string("good")}}}};
    scenarios[1].id = "second", scenarios[1].decided = std::vector<DecidedGrade>{{std::string("a"), "splendid"}};
    scenarios[2].id = "third", scenarios[2].facts = {{Subject::member, {}}};
    scenarios[3].id = "first";
    int reduced = 0;
    try {
        (void)evaluate_many(town.tree, {town.facts}, town.rules, scenarios, {}, [&](const Evaluation&) { return ++reduced; });
        FAIL("nothing was refused");
    } catch (const InvalidFacts& error) {
        std::vector<std::string> where;
        for (const Finding& f : error.problems()) where.push_back(f.subject.substr(0, f.subject.find(',')));
        CHECK(where == std::vector<std::string>{"scenarios.first", "scenarios.first", "scenarios.first", "scenarios.second", "scenarios.third"});
        CHECK(std::string(error.what()).find("did you mean") != std::string::npos);
    }
    CHECK(reduced == 0);
}

TEST_CASE("open objects are counted by every cause for which they are open") {
    const Baseline town;
    const Evaluation made = evaluate(town.tree, {town.facts}, town.rules);
    const OpenCount count = open_count(made);
    std::int64_t open = 0;
    std::array<std::int64_t, 4> because{};
    for (const char* id : {"T", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}) {
        const Outcome o = made[std::string(id)];
        open += !o.decided();
        for (std::size_t k = 0; k < 4; ++k) because[k] += !o.decided() && o.open(every_open[k]);
    }
    CHECK(count.objects == open);
    CHECK(count.because == because);
    // a, b and c compete for one place without a key; j is unknown, and may take a place or make room.
    CHECK(count.objects == 4);
    CHECK(because[0] >= 1);
    CHECK(because[3] >= 3);
}
