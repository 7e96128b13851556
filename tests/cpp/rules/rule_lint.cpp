// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <myhao/regulations/registry.hpp>
#include <myhao/rules/rule_lint.hpp>

using namespace myhao;

namespace {

using Lines = std::vector<std::string>;

/// Score, level and counts; grades excellent, good, completed by these conditions.
RuleSetParts with(Condition excellent, Condition good, Condition completed) {
    RuleSetParts parts;
    parts.id = "demo";
    parts.facts = {{"score", FactType::decimal}, {"results", FactType::level}, {"met", FactType::count}, {"assigned", FactType::count}, {"late", FactType::flag}, {"peers", FactType::grade, true}};
    parts.grades = {{"excellent", std::move(excellent)}, {"good", std::move(good)}, {"completed", std::move(completed)}};
    return parts;
}
Condition score_from(const char* least) { return fact("score").at_least(least); }

Lines told(const Findings& findings) {
    Lines lines;
    for (const Finding& f : findings) lines.push_back(f.rule + " at " + f.subject + (f.observed.empty() ? "" : ": " + f.observed));
    return lines;
}
Lines slips(RuleSetParts parts) { return told(lint(RuleSet(std::move(parts)))); }
Lines slips(Condition excellent, Condition good, Condition completed) { return slips(with(std::move(excellent), std::move(good), std::move(completed))); }

}  // namespace

TEST_CASE("bands of a score that stand below each other have nothing to be said of") {
    CHECK(slips(score_from("90"), score_from("70"), score_from("50")).empty());
    CHECK(slips(score_from("90"), all_of(score_from("70"), fact("score").less_than("90")), all_of(score_from("50"), fact("score").less_than("70"))).empty());
    // Fewer is better: a number of late tasks.
    CHECK(slips(fact("met").at_most(1), fact("met").at_most(3), fact("met").at_most(9)).empty());
    CHECK(slips(all_of(score_from("90"), fact("results").equals("excellent")), all_of(score_from("70"), fact("results").at_least("good")), score_from("50")).empty());
    // Another road to the best grade does not make its band one of all scores.
    CHECK(slips(any_of(score_from("90"), fact("late").is_false()), score_from("70"), score_from("50")).empty());
}

TEST_CASE("a gap between two bands is told with its values") {
    CHECK(slips(score_from("90"), all_of(score_from("70"), fact("score").less_than("85")), score_from("50")) == Lines{"rules.gap at grades.good: score from 85 and below 90"});
    CHECK(slips(score_from("90"), all_of(score_from("70"), fact("score").at_most("85.5")), all_of(score_from("50"), fact("score").less_than("70"))) == Lines{"rules.gap at grades.good: score above 85.5 and below 90"});
    CHECK(slips(ratio("met", "assigned").at_least("100%"), all_of(ratio("met", "assigned").at_least("80%"), ratio("met", "assigned").less_than("90%")), ratio("met", "assigned").at_least("1/2")) ==
          Lines{"rules.gap at grades.good: met of assigned from 90% and below 100%"});
    // Whole numbers have no gap between 4 and 5.
    CHECK(slips(fact("met").at_least(5), all_of(fact("met").at_most(4), fact("met").at_least(2)), fact("met").at_least(1)).empty());
}

TEST_CASE("a threshold above that of a better grade is told, unless nobody could be graded so, which is refused") {
    CHECK(slips(all_of(score_from("90"), fact("late").is_false()), score_from("95"), score_from("50")) == Lines{"rules.overlap at grades.good: score from 90 and below 95"});
    CHECK(slips(score_from("90"), all_of(score_from("70"), fact("score").at_most("95")), score_from("50")) == Lines{"rules.overlap at grades.good: score above 95"});
    CHECK(slips(fact("results").at_least("good"), all_of(fact("results").at_least("average"), fact("results").less_than("excellent")), fact("late").is_false()) ==
          Lines{"rules.overlap at grades.good: results at excellent"});
    CHECK_THROWS_AS(RuleSet(with(score_from("90"), score_from("95"), score_from("50"))), InvalidRules);
}

TEST_CASE("a clause that never decides is told where its grade can be had otherwise, as by a quota") {
    RuleSetParts parts = with(score_from("50"), score_from("50"), score_from("20"));
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::graded}}};
    CHECK(slips(parts) == Lines{"rules.never_decides at grades.good: grades.excellent"});
    parts = with(score_from("90"), score_from("70"), score_from("50"));
    parts.ceilings = {{"good", {.id = "late", .condition = fact("late").is_true()}},
                      {"completed", {.id = "late_or_low", .condition = any_of(fact("late").is_true(), fact("score").less_than("60"))}},
                      {"excellent", {.id = "idle", .condition = fact("met").equals(0)}}};
    CHECK(slips(parts) == Lines{"rules.never_decides at ceilings.late: ceilings.late_or_low", "rules.never_decides at ceilings.idle"});
    parts.ceilings.clear();
    parts.not_graded = {{.id = "few", .condition = fact("met").less_than(5)}, {.id = "none", .condition = fact("met").less_than(1)}};
    CHECK(slips(parts) == Lines{"rules.never_decides at not_graded.none: not_graded.few"});
    CHECK(slips(fact("late").is_true(), fact("score").at_least("70"), fact("score").less_than("70")) == Lines{"rules.never_decides at grades.not_completed"});
    // Who has no peers is neither: a clause that does not apply leaves nobody graded, but a score always applies.
    CHECK(slips(fact("peers").at_least("good"), fact("peers").equals("completed"), fact("peers").equals("not_completed")) == Lines{"rules.never_decides at grades.not_completed"});
}

TEST_CASE("alternatives that add nothing and demands that contradict each other are told by their place") {
    CHECK(slips(any_of(score_from("90"), score_from("95"), fact("late").is_false()), score_from("70"), score_from("50")) == Lines{"rules.shadowed at grades.excellent: part 2 in part 1"});
    CHECK(slips(any_of(score_from("90"), score_from("90")), score_from("70"), score_from("50")) == Lines{"rules.shadowed at grades.excellent: part 2 in part 1"});
    CHECK(slips(any_of(all_of(score_from("90"), fact("score").less_than("50")), fact("late").is_false()), score_from("70"), score_from("50")) ==
          Lines{"rules.contradiction at grades.excellent: part 1 and part 2", "rules.contradiction at grades.excellent: part 1"});
    // Where there are no peers, the third part alone decides: the clause can hold, but never all of it.
    CHECK(slips(all_of(fact("peers").at_least("good"), fact("peers").at_most("completed"), fact("late").is_false()), score_from("70"), score_from("50")) == Lines{"rules.contradiction at grades.excellent: part 1 and part 2"});
}

TEST_CASE("conditions that can never hold and grades for nobody are refused with their path and why") {
    const auto why = [](RuleSetParts parts) {
        Lines lines;
        try {
            static_cast<void>(RuleSet(std::move(parts)));
        } catch (const InvalidRules& error) {
            for (const Finding& f : error.problems()) lines.push_back(f.subject + ": " + f.text.en);
        }
        return lines;
    };
    CHECK(why(with(all_of(score_from("90"), fact("score").less_than("50")), score_from("70"), score_from("50"))) == Lines{"grades.excellent: this condition can never hold"});
    CHECK(why(with(score_from("90"), score_from("95"), score_from("50"))) == Lines{"grades.good: nobody can be given this grade: whoever meets its condition meets that of grades.excellent"});
    CHECK(why(with(score_from("90"), any_of(all_of(score_from("95"), fact("late").is_true()), score_from("92")), score_from("50"))) ==
          Lines{"grades.good: nobody can be given this grade: whoever meets its condition meets that of grades.excellent"});
    CHECK(why(with(fact("results").at_least("good"), fact("results").equals("average"), fact("results").at_least("average"))) ==
          Lines{"grades.completed: nobody can be given this grade: the clauses before it leave nobody who meets its condition"});
    CHECK(why(with(ratio("met", "assigned").less_than("0%"), score_from("70"), score_from("50"))) == Lines{"grades.excellent: this condition can never hold"});
    CHECK(why(with(subordinates.share(outcome.at_least("good")).more_than("100%"), score_from("70"), score_from("50"))) == Lines{"grades.excellent: this condition can never hold"});
    CHECK(why(with(all_of(subordinates.share(outcome.at_least("good")).at_least("80%"), subordinates.share(outcome.at_least("good")).less_than("50%")), score_from("70"), score_from("50"))) ==
          Lines{"grades.excellent: this condition can never hold"});
    RuleSetParts parts = with(score_from("90"), score_from("70"), score_from("50"));
    parts.ceilings = {{"not_completed", {.id = "never", .condition = fact("met").less_than(0)}}};
    CHECK(why(parts) == Lines{"ceilings.never: this condition can never hold"});
    parts.ceilings = {{"good", {.id = "always", .condition = fact("met").at_least(0)}}};
    CHECK(why(parts) == Lines{"grades.excellent: nobody can be given this grade: whoever meets its condition meets that of a ceiling below it"});
    parts.ceilings.clear();
    parts.not_graded = {{.id = "all", .condition = fact("met").at_least(0)}};
    CHECK(why(parts) == Lines{"not_graded: every object is left out"});
    // What a source leaves unknown may be anything, and so may what is applicable or not.
    CHECK(why(with(Condition(), Condition(), Condition())).empty());
    CHECK(why(with(all_of(fact("peers").at_least("good"), fact("peers").at_most("completed"), fact("late").is_false()), score_from("70"), score_from("50"))).empty());
}

TEST_CASE("the built-in rules have no slips but those of their sources") {
    for (const RuleSet& set : rules::all()) {
        INFO(set.id() << ' ' << name(set.subject()));
        CHECK(told(lint(set)) == Lines{});
    }
}

TEST_CASE("a thousand alternatives on one score are judged in no time") {
    std::vector<Condition> many;
    for (int n = 1; n <= 1'000; ++n) many.push_back(fact("score").at_least(n));
    CHECK(slips(any_of(many), fact("late").is_true(), fact("met").at_least(1)).empty());
}
