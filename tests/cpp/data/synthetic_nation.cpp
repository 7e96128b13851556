// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <string>

#include <myhao/data/synthetic_nation.hpp>
#include <myhao/org/findings.hpp>

using namespace myhao;

TEST_CASE("a made-up country has just as many units and members as were asked for, in five levels, and says it is synthetic") {
    const SyntheticNation nation = synthetic_nation(3'000, 20'000, 7);
    CHECK(nation.tree.size() == 3'000);
    CHECK(nation.members.id.size() == 20'000);
    CHECK(nation.origin == Origin::synthetic);
    CHECK(nation.facts.origin() == Origin::synthetic);
    std::size_t cells = 0;
    for (std::size_t r = 0; r < nation.tree.size(); ++r) cells += nation.tree.kind(Row(r)) == "cell";
    // 3,000 less 1 country, 1 province (1 in 5,000, at least one), 6 districts (1 in 450), 428 committees (1 in 7).
    CHECK(cells == 2'564);
    for (const std::int64_t unit : nation.members.unit) CHECK(nation.tree.kind(nation.tree.at(Id(unit))) == "cell");
    CHECK(std::all_of(nation.members.grade.begin(), nation.members.grade.end(), [](std::int8_t g) { return g >= -1 && g <= 3; }));
}

TEST_CASE("the same seed gives the same country, another seed another") {
    const SyntheticNation one = synthetic_nation(500, 1'000, 3), same = synthetic_nation(500, 1'000, 3), other = synthetic_nation(500, 1'000, 4);
    CHECK(one.history.digest() == same.history.digest());
    CHECK(one.facts == same.facts);
    CHECK(one.members.unit == same.members.unit);
    CHECK_FALSE(one.history.digest() == other.history.digest());
}

TEST_CASE("too small a country is refused with what is expected") {
    try {
        (void)synthetic_nation(5, -1);
        FAIL("nothing was refused");
    } catch (const InvalidFacts& error) {
        REQUIRE(error.problems().size() == 2);
        CHECK(error.problems()[0].subject == "units");
        CHECK(error.problems()[0].required == "20 to 100,000,000");
        CHECK(error.problems()[1].subject == "members");
    }
}
