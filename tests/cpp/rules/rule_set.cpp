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
    const RuleSet changed = rules.replace({{"quotas.excellent.base", "good_or_better"}, {"quotas.excellent.share", "25%"}, {"quotas.excellent.group", "ancestor(district)"}});
    CHECK(changed.quotas()[0].base == std::vector{QuotaBase::good_or_better});
    CHECK(changed.quotas()[0].share == Ratio(1, 4));
    CHECK(changed.quotas()[0].group == by_ancestor("district"));
    CHECK(rules.quotas()[0].share == Ratio(1, 5));  // the one it came from is untouched
    CHECK(rules == RuleSet(parts));
    CHECK_FALSE(rules == changed);
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

TEST_CASE("quotas whose groups cross are refused, groups within each other are not") {
    RuleSetParts parts = by_results();
    parts.facts.push_back({.name = "peers", .type = FactType::count});
    parts.facts.push_back({.name = "sector", .type = FactType::count});
    const auto both = [&](Group first, Group second) {
        parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .group = std::move(first), .id = "a"}, {.grade = "excellent", .share = Ratio(1, 3), .group = std::move(second), .id = "b"}};
        return problems(parts);
    };
    CHECK(both(by_fact("peers"), by_parent()) == Lines{"quotas.b.group: these groups cross those of quotas.a: neither lie within the other"});
    CHECK(both(by_parent(), by_fact("peers")) == Lines{"quotas.b.group: these groups cross those of quotas.a: neither lie within the other"});
    CHECK(both(by_fact("sector"), by_fact("peers")).size() == 1);
    CHECK(both(by_fact("peers"), by_ancestor("district")).size() == 1);
    CHECK(both(by_parent(), by_ancestor("district")).empty());
    CHECK(both(by_parent(), whole()).empty());
    CHECK(both(by_fact("peers"), whole()).empty());
    CHECK(both(by_fact("peers"), by_fact("peers")).empty());
    parts.quotas[1].group.reset();  // what is not known cannot cross
    CHECK(problems(parts).empty());
}

TEST_CASE("a quota that takes objects out of the base of an earlier one is refused") {
    // At most a fifth of those good or better are excellent. If then half of the good must fall, the fifth was of too many.
    RuleSetParts parts = by_results();
    const auto then = [&](std::vector<QuotaBase> base, const char* next) {
        parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = std::move(base)}, {.grade = next, .share = Ratio(1, 2), .base = {QuotaBase::graded}}};
        return problems(parts);
    };
    const Lines refused{"quotas.good: whoever falls by it leaves the base of quotas.excellent, which was counted before: that quota would no longer be kept"};
    CHECK(then({QuotaBase::good_or_better}, "good") == refused);
    CHECK(then({QuotaBase::good_only}, "good") == refused);
    CHECK(then({QuotaBase::graded, QuotaBase::good_only}, "good") == refused);  // one candidate is enough
    CHECK(then({QuotaBase::graded}, "good").empty());      // whoever falls is still graded
    CHECK(then({QuotaBase::good_only}, "completed").empty());  // and from completed nobody leaves the good
    std::swap(parts.quotas[0], parts.quotas[1]);           // the best grade comes first, however it is written
    CHECK(problems(parts).empty());
    static_cast<void>(then({QuotaBase::good_only}, "good"));
    std::swap(parts.quotas[0], parts.quotas[1]);
    CHECK(problems(parts) == refused);
    parts.quotas[1].share.reset();  // of an unknown quota there is no base
    CHECK(problems(parts).empty());
}

TEST_CASE("a gap is of a value that is there, once, with candidates that could stand there") {
    RuleSetParts parts = by_results();
    parts.facts.push_back({.name = "score", .type = FactType::decimal});
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5)}};
    const auto with = [&](std::string path, std::vector<std::string> candidates = {}) {
        parts.gaps = {{std::move(path), std::move(candidates)}};
        return problems(parts);
    };
    CHECK(with("quotas.excellent.bas") == Lines{"gaps.quotas.excellent.bas: this path leads nowhere; did you mean 'quotas.excellent.base'?"});
    CHECK(with("quotas.good.base").size() == 1);
    CHECK(with("grades.not_completed").size() == 1);
    CHECK(with("") == Lines{"gaps[0]: this path leads nowhere"});
    CHECK(with("grades.good").empty());
    CHECK(with("quotas.excellent").empty());
    CHECK(with("quotas.excellent.base", {"good_only", "graded"}).empty());
    CHECK(with("quotas.excellent.base", {"good_only", "gradd"}) == Lines{"gaps.quotas.excellent.base: not a candidate for this value"});
    CHECK(with("quotas.excellent.base", {"good_only,graded"}).size() == 1);
    CHECK(with("quotas.excellent.share", {"20%", "120%"}) == Lines{"gaps.quotas.excellent.share: a share above 1 or below 0"});
    CHECK(with("quotas.excellent.share", {"20%", "1/0"}).size() == 1);
    CHECK(with("quotas.excellent.rank_by", {"", "scor"}) == Lines{"gaps.quotas.excellent.rank_by: unknown fact 'scor'; did you mean 'score'?"});
    CHECK(with("quotas.excellent.rank_by", {"", "score"}).empty());
    CHECK(with("quotas.excellent.at_least", {"0", "-1"}).size() == 1);
    CHECK(with("grades.good", {"anything"}) == Lines{"gaps.grades.good: only a value of a quota has candidates"});
    parts.gaps = {{"grades.good"}, {"grades.good"}};
    CHECK(problems(parts) == Lines{"gaps.grades.good: this value is a gap twice"});
    std::vector<std::string> many;
    for (int n = 1; n <= 22; ++n) many.push_back("1/" + std::to_string(n));
    parts.gaps = {{"quotas.excellent.share", many}, {"quotas.excellent.base", {"good_only", "good_or_better", "graded"}}};
    CHECK(problems(parts) == Lines{"gaps: they leave too many candidates"});
}

TEST_CASE("a relation binds by the object's own facts, and only whoever is graded after what caps it") {
    RuleSetParts parts = by_results();
    parts.relations = {{"by", Subject::collective}};
    CHECK(problems(parts) == Lines{"relations.by: this subject has no such cap"});  // collectives are graded after organizations
    parts.subject = Subject::leader;
    CHECK(problems(parts).empty());
    parts.facts.push_back({.name = "head", .type = FactType::flag});
    parts.relations[0].when = fact("head").is_true();
    CHECK(problems(parts).empty());
    parts.relations[0].when = fact("hed").is_true();
    CHECK(problems(parts) == Lines{"relations.by: unknown fact 'hed'; did you mean 'head'?"});
    parts.relations[0].when = all_of(fact("head").is_true(), fact("head").is_false());
    CHECK(problems(parts) == Lines{"relations.by: this condition can never hold"});
    parts.relations[0].when = previous(2).count(outcome.at_least("good")).at_least(1);
    CHECK(problems(parts) == Lines{"relations.by: whom a cap binds is told by the object's own facts"});
    parts.relations[0].by = Subject::leader;
    CHECK(problems(parts).size() == 2);
}

TEST_CASE("a level has at most seven values, each once, and a count has none") {
    RuleSetParts parts = by_results();
    parts.facts.push_back({.name = "many", .type = FactType::level, .values = {"a", "b", "c", "d", "e", "f", "g", "h"}});
    parts.facts.push_back({.name = "twice", .type = FactType::level, .values = {"tot", "Tốt"}});
    parts.facts.push_back({.name = "number", .type = FactType::count, .values = {"one"}});
    CHECK(problems(parts) == Lines{"facts.many: a level or grade has at most 7 values", "facts.twice: two values that only accents or case tell apart", "facts.number: only a level or a grade lists its values"});
}

TEST_CASE("conditions are nested at most 64 deep, however many stand side by side") {
    RuleSetParts parts = by_results();
    std::vector<Condition> side_by_side(1'000, fact("results").at_least("excellent"));
    parts.grades[0].condition = any_of(side_by_side);
    CHECK(problems(parts).empty());
    Condition deep = fact("results").at_least("excellent");
    for (int depth = 2; depth <= 64; ++depth) deep = not_(not_(deep)), ++depth;  // two more each time, to 65
    parts.grades[0].condition = deep;
    CHECK(problems(parts) == Lines{"grades.excellent: nested too deep"});
    parts.grades[0].condition = any_of(std::vector<Condition>(5'000, fact("results").at_least("excellent")));
    CHECK(problems(parts) == Lines{"grades.excellent: with this clause the rules have too many nodes"});
}

TEST_CASE("a book has one rule set for each subject") {
    const RuleSet rules(by_results());
    CHECK_THROWS_AS(RuleBook({rules, rules}), InvalidRules);
    const RuleBook book({rules}, 2020);
    CHECK(book[Subject::organization] == rules);
    CHECK_THROWS_AS(book[Subject::member], InvalidRules);
}
