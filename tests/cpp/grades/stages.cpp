// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/stage_check.hpp>

#include "../rules/a_town.hpp"

using namespace myhao;

TEST_CASE("the grades of the stages are kept apart, and compared") {
    const StagedGrades stages({{"a", GradingStage::self, "excellent", Date(2020, 12, 1), "a"},
                               {"a", GradingStage::proposed, "excellent", Date(2020, 12, 5), "T"},
                               {"a", GradingStage::decided, "completed", Date(2020, 12, 20), "T"},
                               {"b", GradingStage::self, "good"},
                               {"b", GradingStage::decided, "excellent"},
                               {"c", GradingStage::self, "completed"},
                               {"c", GradingStage::decided, "not_graded"},
                               {"d", GradingStage::self, "good"}});
    CHECK(stages.find("a", GradingStage::self)->grade == "excellent");
    CHECK(stages.find("a", GradingStage::decided)->grade == "completed");
    CHECK(stages.find("a", GradingStage::decided)->author == "T");
    CHECK(stages.find("a", GradingStage::appraised) == nullptr);
    // a: excellent, good, completed: two grades worse. b: one better. c: left the scale. d was not decided.
    const std::vector<StageMove> moves = stages.moves(GradingStage::self, GradingStage::decided);
    REQUIRE(moves.size() == 3);
    CHECK((moves[0].object == Id("a") && moves[0].steps == -2));
    CHECK((moves[1].object == Id("b") && moves[1].steps == 1));
    CHECK((moves[2].after == "not_graded" && !moves[2].steps));
    CHECK(stages.moves(GradingStage::self, GradingStage::proposed).empty());
    CHECK(stages.tally(GradingStage::self) == std::vector<std::int64_t>{1, 2, 1, 0, 0});
    CHECK(stages.tally(GradingStage::decided) == std::vector<std::int64_t>{1, 0, 1, 0, 1});
    CHECK(decided(stages).size() == 2);
}

TEST_CASE("all that is wrong with staged grades is told at once") {
    try {
        (void)StagedGrades({{"a", GradingStage::self, "excelent"},
                            {"b", GradingStage::decided, "good", Date(2020, 12, 1)},
                            {"b", GradingStage::self, "good", Date(2020, 12, 2)},
                            {"c", GradingStage::self, "good"},
                            {"c", GradingStage::self, "completed"}});
        FAIL("nothing was refused");
    } catch (const InvalidFacts& error) {
        REQUIRE(error.problems().size() == 3);
        CHECK(error.problems()[0].subject == "row 0, column 'grade'");
        CHECK(error.problems()[0].text.en.find("excellent") != std::string::npos);
        CHECK(error.problems()[1].subject == "row 1, column 'on'");
        CHECK(error.problems()[1].required == "2020-12-02 or later");
        CHECK(error.problems()[2].subject == "row 4");
    }
}

TEST_CASE("each stage is held against what the rules and the facts allow") {
    const Tree tree = towns::town({"a", "b", "c"});
    const RuleSet rules(towns::by_results());
    const Facts facts = FactsBuilder(tree, rules.facts()).set("a", "results", std::string("good")).set("c", "results", std::string("average")).build();
    const Findings found = check(StagedGrades({{"a", GradingStage::self, "excellent"}, {"a", GradingStage::decided, "good"}, {"b", GradingStage::decided, "good"}, {"c", GradingStage::decided, "not_graded"}}),
                                 evaluate(tree, {facts}, rules));
    REQUIRE(found.size() == 4);
    CHECK((found[0].state == State::violated && found[0].rule == "stages.self"));
    CHECK(found[1].state == State::met);
    CHECK(found[2].state == State::undetermined);  // nothing is known of b
    CHECK(found[3].state == State::violated);      // everybody is graded
}
