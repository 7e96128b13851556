// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <myhao/rules/rule_book.hpp>
#include <myhao/rules/rule_change.hpp>

#include "rules/a_town.hpp"

using namespace myhao;
using towns::by_results;

namespace {
std::vector<std::string> problems(const RuleSetParts& parts) {
    try {
        static_cast<void>(RuleSet(parts));
    } catch (const InvalidRules& error) {
        std::vector<std::string> lines;
        for (const Finding& f : error.problems()) lines.push_back(f.subject + ": " + f.text.en);
        return lines;
    }
    return {};
}
using Lines = std::vector<std::string>;
}  // namespace

TEST_CASE("all problems of a rule set are said at once, each with its path and a suggestion") {
    RuleSetParts parts = by_results();
    parts.facts.push_back({.name = "disciplined", .type = FactType::flag});
    parts.grades[0].condition = all_of(fact("reslts").at_least("excellent"), subordinates.share(outcome.at_least("god")).at_least("80%"));
    parts.grades[1].condition = fact("results").at_least("goood");
    parts.ceilings = {{"not_completed", {.id = "disciplined", .condition = fact("disciplined").at_least("true")}}, {"poor", {.id = "disciplined", .condition = fact("disciplined").is_true()}}};
    parts.quotas = {{.grade = "excellent", .share = Ratio(6, 5)}, {.grade = "not_completed", .share = Ratio(1, 5)}, {.grade = "excellent", .share = Ratio(1, 5), .rank_by = "scor"}};
    CHECK(problems(parts) == Lines{"grades.excellent: unknown fact 'reslts'; did you mean 'results'?",
                                   "grades.excellent: no such grade in scale cpv_2018; did you mean 'good'?",
                                   "grades.good: not a value of the level 'results'; did you mean 'good'?",
                                   "ceilings.disciplined: a flag is true or false",
                                   "ceilings.disciplined: no such grade in scale cpv_2018",
                                   "ceilings.disciplined: this id is used twice",
                                   "quotas.excellent.share: a share above 1 or below 0",
                                   "quotas.not_completed: nobody can fall below the last grade",
                                   "quotas.excellent: this id is used twice",
                                   "quotas.excellent.rank_by: unknown fact 'scor'"});
}

TEST_CASE("every grade but the last has one clause, best first") {
    RuleSetParts parts = by_results();
    parts.grades.erase(parts.grades.begin() + 1);
    CHECK(problems(parts) == Lines{"grades.good: a grade without a clause; where the source leaves it unknown, give it the unknown condition"});
    parts = by_results();
    parts.grades.push_back({.id = "not_completed", .condition = fact("results").equals("poor")});
    CHECK(problems(parts) == Lines{"grades.not_completed: the last grade is what is left and has no clause"});
    parts = by_results();
    std::swap(parts.grades[0], parts.grades[1]);
    CHECK(problems(parts) == Lines{"grades.excellent: grades stand best first"});
}

TEST_CASE("conditions that mean nothing are refused where they stand") {
    RuleSetParts parts = by_results();
    parts.not_graded = {{.id = "outside", .condition = outcome.at_least("good")},
                        {.id = "empty", .condition = all_of(std::vector<Condition>{})},
                        {.id = "twice", .condition = subordinates.count(subordinates.count(outcome.at_least("good")).at_least(1)).at_least(1)},
                        {.id = "group", .condition = every("criteria").at_least("good")},
                        {.id = "number", .condition = fact("results").at_least(3)}};
    CHECK(problems(parts) == Lines{"not_graded.outside: an outcome may stand only in the condition on a population",
                                   "not_graded.empty: all_of or any_of of nothing",
                                   "not_graded.twice: a population within a population",
                                   "not_graded.group: no fact has the group 'criteria'",
                                   "not_graded.number: not a value of the level 'results'"});
    Condition deep = fact("results").at_least("good");
    for (int i = 0; i < 70; ++i) deep = all_of(fact("results").at_least("good"), deep);
    parts = by_results();
    parts.grades[0].condition = deep;
    CHECK(problems(parts) == Lines{"grades.excellent: nested too deep"});
    parts.subject = Subject::member;
    parts.grades[0].condition = subordinates.share(outcome.at_least("good")).at_least("80%");
    CHECK(problems(parts) == Lines{"grades.excellent: only an organization has subordinates"});
}

TEST_CASE("a value is replaced by its dotted path, and a path that leads nowhere is refused with the nearest one") {
    RuleSetParts parts = by_results();
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5)}};
    const RuleSet rules(parts);
    const RuleSet other = rules.replace({{"quotas.excellent.base", "good_or_better"}, {"quotas.excellent.share", "25%"}, {"quotas.excellent.group", "ancestor(district)"}});
    CHECK(other.quotas()[0].base == std::vector{QuotaBase::good_or_better});
    CHECK(other.quotas()[0].share == Ratio(1, 4));
    CHECK(other.quotas()[0].group == by_ancestor("district"));
    CHECK(rules.quotas()[0].share == Ratio(1, 5));  // the one it came from is untouched
    CHECK(rules == RuleSet(parts));
    CHECK_FALSE(rules == other);
    CHECK(rules.replace({{"quotas.excellent.group", "unknown"}}).quotas()[0].known() == false);
    try {
        static_cast<void>(rules.replace({{"quotas.excelent.base", "good_only"}, {"quotas.excellent.base", "good"}, {"quotas.excellent.share", "0.2"}}));
        FAIL("nonsense was replaced");
    } catch (const InvalidRules& error) {
        REQUIRE(error.problems().size() == 3);
        CHECK(error.problems()[0].text.en == "this path leads nowhere; did you mean 'quotas.excellent.base'?");
        CHECK(error.problems()[1].subject == "quotas.excellent.base");
        CHECK(error.problems()[2].required == "\"20%\", \"1/5\" or \"unknown\"");
    }
}

TEST_CASE("a book has one rule set for each subject") {
    const RuleSet rules(by_results());
    CHECK_THROWS_AS(RuleBook({rules, rules}), InvalidRules);
    const RuleBook book({rules}, 2020);
    CHECK(book[Subject::organization] == rules);
    CHECK_THROWS_AS(book[Subject::member], InvalidRules);
}
