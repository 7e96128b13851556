// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <myhao/regulations/registry.hpp>
#include <myhao/rules/rule_book.hpp>

using namespace myhao;

namespace {

RuleSet graded(Subject subject, Condition excellent, std::vector<Relation> relations = {}) {
    RuleSetParts parts;
    parts.id = std::string(name(subject)) + "s";
    parts.subject = subject;
    parts.facts = {{.name = "results", .type = FactType::level, .subject = subject}, {.name = "disciplined", .type = FactType::flag, .subject = subject}};
    parts.grades = {{"excellent", std::move(excellent)}, {"good", fact("results").at_least("good")}, {"completed", fact("results").at_least("average")}};
    parts.relations = std::move(relations);
    return RuleSet(std::move(parts));
}
Condition by_results() { return fact("results").equals("excellent"); }

std::vector<std::string> problems(std::vector<RuleSet> sets) {
    std::vector<std::string> lines;
    try {
        static_cast<void>(RuleBook(std::move(sets)));
    } catch (const InvalidRules& error) {
        for (const Finding& f : error.problems()) lines.push_back(f.subject + ": " + f.text.en + "; " + f.observed);
    }
    return lines;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("an organisation that reads its leaders' outcomes while they are capped by it is a circle, told with its way") {
    const Condition good_leaders = all_of(by_results(), leadership.share(outcome.at_least("good")).at_least("1/2"));
    const RuleSet organizations = graded(Subject::organization, good_leaders);
    CHECK(problems({organizations, graded(Subject::leader, by_results(), {{"unit", Subject::organization}})}) ==
          Lines{"organization.grades.excellent: the outcomes of these subjects hang on each other in a circle; organization.grades.excellent reads leader, leader.relations.unit reads organization"});
    // By way of the collective, which is capped by the organisation.
    CHECK(problems({organizations, graded(Subject::collective, by_results(), {{"unit", Subject::organization}}), graded(Subject::leader, by_results(), {{"body", Subject::collective}})}) ==
          Lines{"organization.grades.excellent: the outcomes of these subjects hang on each other in a circle; organization.grades.excellent reads leader, leader.relations.body reads collective, "
                "collective.relations.unit reads organization"});
    // Without a cap it is no circle, and still nothing that could be read in time.
    CHECK(problems({organizations, graded(Subject::leader, by_results())}) ==
          Lines{"organization.grades.excellent: this reads an outcome that is not there yet: it is graded later; organization.grades.excellent reads leader"});
}

TEST_CASE("what is graded before may be read: members, subordinates, the unit, the collective; and facts of anybody") {
    const Condition all = all_of(by_results(), members.share(outcome.at_least("good")).at_least("1/2"), subordinates.share(outcome.at_least("good")).at_least("1/2"),
                                 leadership.count(fact("disciplined").is_true()).equals(0));
    const RuleSet organizations = graded(Subject::organization, all);
    CHECK(problems({organizations, graded(Subject::member, by_results()), graded(Subject::collective, by_results(), {{"unit", Subject::organization}}),
                    graded(Subject::leader, by_results(), {{"unit", Subject::organization}, {"body", Subject::collective}})})
              .empty());
    // Leaders without rules have no outcome: nothing is known of them.
    CHECK(problems({graded(Subject::organization, leadership.share(outcome.at_least("good")).at_least("1/2"))}).empty());
}

TEST_CASE("the outcomes of the years before are there already") {
    const Condition again = previous(5).count(outcome.equals("excellent")).equals(5);
    CHECK(problems({graded(Subject::organization, again), graded(Subject::leader, again, {{"unit", Subject::organization}})}).empty());
}

TEST_CASE("the books of every year can be ordered") {
    for (int year = 2014; year <= 2026; ++year) CHECK_NOTHROW(rules::in_force(year));
}
