// SPDX-License-Identifier: Apache-2.0
// A relation that binds only some, against every world of a unit and one leader: whatever of both is known, and whatever is not.
#include "support/catch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/explain.hpp>

#include "rules/a_town.hpp"

using namespace myhao;

namespace {

const std::vector<std::string> level{"excellent", "good", "average", "poor"};  // grades 0 to 3 by these levels

/// In one world: `own` and `unit` are positions of levels. `tested`: whoever is no head is at best good.
std::size_t by_hand(std::size_t own, bool head, std::size_t unit, bool tested) {
    const std::size_t grade = tested && !head && own == 0 ? 1 : own;
    return head && unit > grade ? unit : grade;
}

}  // namespace

TEST_CASE("the cap of a head binds heads: every combination of what is known, against all worlds, labels and reasons included") {
    const Tree tree = towns::town({});
    std::size_t open = 0, exact = 0;
    for (const bool tested : {false, true}) {
        RuleSetParts leaders = towns::by_results();
        leaders.subject = Subject::leader;
        leaders.facts.push_back({.name = "head", .type = FactType::flag});
        for (Fact& fact : leaders.facts) fact.subject = Subject::leader;
        if (tested) leaders.grades[0].condition = all_of(leaders.grades[0].condition, fact("head").is_true());
        leaders.relations = {{"unit", Subject::organization}};
        leaders.relations[0].when = fact("head").is_true();
        const RuleSet units(towns::by_results()), persons(leaders);
        for (std::size_t unit = 0; unit <= 4; ++unit)
            for (std::size_t own = 0; own <= 4; ++own)
                for (std::size_t head = 0; head <= 2; ++head) {  // the last of each: nothing is known
                    FactsBuilder of_unit(tree, units.facts()), of_person(tree, persons.facts(), Subject::leader);
                    of_person.object("L", "T");
                    if (unit < 4) of_unit.set("T", "results", level[unit]);
                    if (own < 4) of_person.set("L", "results", level[own]);
                    if (head < 2) of_person.set("L", "head", head == 0);
                    const Evaluation evaluation = evaluate(tree, {of_unit.build(), of_person.build()}, RuleBook({units, persons}));
                    std::uint8_t worlds = 0;
                    for (std::size_t u = 0; u < 4; ++u)
                        for (std::size_t o = 0; o < 4; ++o)
                            for (std::size_t h = 0; h < 2; ++h)
                                if ((unit == 4 || u == unit) && (own == 4 || o == own) && (head == 2 || h == head)) worlds = static_cast<std::uint8_t>(worlds | 1u << by_hand(o, h == 0, u, tested));
                    const std::uint8_t may = evaluation.possible(Subject::leader)[0];
                    const Outcome found = evaluation.of(Subject::leader, "L");
                    INFO("unit " << unit << ", own " << own << ", head " << head << ", tested " << tested << ": " << int(may) << " of worlds " << int(worlds));
                    CHECK((worlds & ~may) == 0);
                    if (found.precision() == Precision::exact) {
                        CHECK(may == worlds);
                        ++exact;
                    }
                    if (!tested) CHECK(may == worlds);  // nothing hangs together
                    CHECK(verify(explain(evaluation, "L", Subject::leader)).bits() == may);
                    const bool is_open = (may & (may - 1)) != 0;
                    open += is_open;
                    CHECK(is_open == (found.open(Open::missing) || found.open(Open::gap)));
                }
    }
    CHECK(open > 20);
    CHECK(exact > 50);
}
