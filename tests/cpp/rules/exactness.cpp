// SPDX-License-Identifier: Apache-2.0
// Rules that say of themselves that they are always exact, on random cases of the oracle's generator: no object is ever labelled
// otherwise, and each is what some world makes it.
#include "support/catch.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <myhao/rules/evaluate.hpp>

#include "rules/a_town.hpp"
#include "rules/world_answer.hpp"
#include "rules/world_cases.hpp"
#include "support/sanitized.hpp"

using namespace worlds;

namespace {

#ifdef MYHAO_TESTS_SANITIZED
constexpr std::size_t wanted = 60;
#else
constexpr std::size_t wanted = 600;
#endif

}  // namespace

TEST_CASE("where rules say that they are always exact no object is labelled otherwise, and each is what the worlds make it") {
    std::size_t exact_sets = 0, with_quota = 0, open = 0;
    for (std::uint64_t seed = 1; exact_sets < wanted && seed < 60'000; ++seed) {
        Case c = Maker(seed).make();
        c.reported.clear();
        std::vector<Subject> exact;
        for (const Subject s : subjects)
            if (c.count(s) > 0 && RuleSet(c.of(s)).exact()) exact.push_back(s);
        if (exact.empty()) continue;
        std::mt19937_64 random(seed);
        const AllWorlds truth(c, 3'000, random);
        if (!truth.complete) continue;
        const Evaluation evaluation = evaluation_of(c);
        for (const Subject s : exact) {
            ++exact_sets, with_quota += !c.of(s).quotas.empty();
            for (std::size_t o = 0; o < c.count(s); ++o) {
                if (s == Subject::organization && !c.graded(o)) continue;
                const Outcome found = evaluation.of(s, id_of(s, o));
                INFO("seed " << seed << ", " << id_of(s, o).text());
                CHECK(found.precision() == Precision::exact);
                std::uint8_t may = 0;
                for (const std::string& code : found.possible()) may = static_cast<std::uint8_t>(may | 1u << (code == "not_graded" ? 7u : static_cast<unsigned>(scales::cpv_2018().at(code))));
                CHECK(may == truth.may[no(s)][o]);
                open += (may & (may - 1)) != 0;
            }
        }
    }
    CHECK(exact_sets >= wanted);
    CHECK(with_quota * 20 > exact_sets);  // quotas alone do not make rules inexact
    CHECK(open * 10 > exact_sets);        // else little was proved
}

TEST_CASE("what reads others, a ratio of two counts, a second quota, a ranking by a tested fact, or too many facts is not always exact") {
    using towns::by_results;
    const auto exact = [](const RuleSetParts& parts) { return RuleSet(parts).exact(); };
    RuleSetParts parts = by_results();
    CHECK(exact(parts));
    parts.facts.push_back({.name = "score", .type = FactType::decimal});
    parts.facts.push_back({.name = "met", .type = FactType::count});
    parts.facts.push_back({.name = "peers", .type = FactType::count});
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .rank_by = "score"}};
    CHECK(exact(parts));
    parts.quotas[0].rank_by = "results";
    CHECK_FALSE(exact(parts));
    parts.quotas[0].rank_by = "score", parts.quotas[0].group = by_fact("peers");
    CHECK_FALSE(exact(parts));
    parts.quotas[0].group.reset();  // whoever has the grade may fall: that is all there is to it
    CHECK(exact(parts));
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .id = "a"}, {.grade = "excellent", .share = Ratio(1, 3), .group = whole(), .id = "b"}};
    CHECK_FALSE(exact(parts));
    parts.quotas.clear();
    parts.grades[0].condition = all_of(fact("results").at_least("excellent"), ratio("met", "peers").at_least("1/2"));
    CHECK_FALSE(exact(parts));
    parts.grades[0].condition = all_of(fact("results").at_least("excellent"), subordinates.share(outcome.at_least("good")).at_least("80%"));
    CHECK_FALSE(exact(parts));
    // Thirteen flags, each true, false or not known to apply, are more combinations than are tried.
    std::vector<Condition> many{fact("results").at_least("excellent")};
    for (int n = 0; n < 13; ++n) parts.facts.push_back({.name = "flag" + std::to_string(n), .type = FactType::flag}), many.push_back(fact("flag" + std::to_string(n)).is_true());
    parts.grades[0].condition = all_of(many);
    CHECK_FALSE(exact(parts));
    parts.subject = Subject::collective;
    parts.grades[0].condition = fact("results").at_least("excellent");
    CHECK(exact(parts));
    parts.relations = {{"unit", Subject::organization}};
    CHECK_FALSE(exact(parts));
}
