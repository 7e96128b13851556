// SPDX-License-Identifier: Apache-2.0
#include <myhao/report/balance.hpp>

#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;
using C = CountInterval;

namespace {
const Period three_years(Date(2018, 1, 1), Date(2021, 1, 1));
Period year(int y) { return Period(Date(y, 1, 1), Date(y + 1, 1, 1)); }
BalanceFacts my_hao() { return {three_years, C::exactly(5497), C::exactly(5699), {{Flow::admitted, C::exactly(72), year(2020)}}}; }
}  // namespace

TEST_CASE("5,497 to 5,699 with 72 admitted in the last of three years: at least 130 joined in some other way or year") {
    const Balance b = balance(my_hao());
    CHECK(b.consistent());
    CHECK(b.change == C::exactly(202));               // 5699 - 5497
    CHECK(b.gains == C::at_least(202));               // nobody may have left
    CHECK(b.losses == C::at_least(0));                // 72 + ... - 202 may be 0
    CHECK(b.unstated_gains == C::at_least(130));      // 202 - 72
    CHECK(b.unstated_losses == C::at_least(0));
    CHECK(b.of(Flow::admitted) == C::at_least(72));   // of three years: 2018 and 2019 are not stated
    for (const Flow flow : {Flow::readmitted, Flow::transferred_in, Flow::transferred_out, Flow::died, Flow::removed}) CHECK(b.of(flow) == C::at_least(0));
}

TEST_CASE("what is learnt of one flow bounds the others") {
    // Whole-period facts: 300 admitted, none readmitted, at most 40 transferred in; so in is 300..340, out is 98..138.
    BalanceFacts facts = my_hao();
    facts.flows.push_back({Flow::admitted, C::exactly(300), three_years});
    facts.flows.push_back({Flow::readmitted, C::exactly(0), three_years});
    facts.flows.push_back({Flow::transferred_in, C::at_most(40), three_years});
    const Balance b = balance(facts);
    CHECK(b.gains == C::between(300, 340));
    CHECK(b.losses == C::between(98, 138));
    CHECK(b.of(Flow::died) == C::between(0, 138));
    facts.flows.push_back({Flow::died, C::exactly(90), three_years});
    facts.flows.push_back({Flow::removed, C::exactly(20), three_years});
    // out = 110 + transferred out is in 98..138, so transferred out is 0..28 and transferred in at least 110 - 98 = 12.
    CHECK(balance(facts).of(Flow::transferred_out) == C::between(0, 28));
    CHECK(balance(facts).of(Flow::transferred_in) == C::between(12, 40));
}

TEST_CASE("years that cover the whole period add up to it, years with a gap only bound it from below") {
    BalanceFacts facts = my_hao();
    facts.flows.push_back({Flow::admitted, C::exactly(80), year(2018)});
    CHECK(balance(facts).of(Flow::admitted) == C::at_least(152));
    CHECK(balance(facts).unstated_gains == C::at_least(50));
    facts.flows.push_back({Flow::admitted, C::more_than(60), year(2019)});  // at least 61
    CHECK(balance(facts).of(Flow::admitted) == C::at_least(213));           // 72 + 80 + 61
    CHECK(balance(facts).unstated_gains == C::at_least(0));
    facts.flows.back().value = C::exactly(61);
    CHECK(balance(facts).of(Flow::admitted) == C::exactly(213));
    CHECK(balance(facts).losses == C::at_least(11));                        // 213 - 202
}

TEST_CASE("facts that contradict each other give empty intervals and a finding that names them") {
    BalanceFacts facts = my_hao();
    facts.flows.push_back({Flow::admitted, C::at_most(90), three_years});
    facts.flows.push_back({Flow::readmitted, C::exactly(0), three_years});
    facts.flows.push_back({Flow::transferred_in, C::at_most(100), three_years});  // at most 190 in, but 202 are needed
    const Balance b = balance(facts);
    REQUIRE(b.findings.size() == 1);
    CHECK(b.findings[0].state == State::violated);
    CHECK(b.findings[0].observed == "change [202, 202], in [72, 190], out [0, ...)");
    CHECK(b.gains.empty());
    CHECK(b.unstated_losses.empty());
    CHECK(b.of(Flow::admitted).empty());
    // The 72 of 2020 are no part of the conflict: 90 + 0 + 100 do not make 202.
    CHECK(b.conflict == std::vector<std::string>{"members on 2017-12-31 5497", "members on 2020-12-31 5699", "admitted [0, 90] (2018-01-01 to 2020-12-31)", "readmitted 0 (2018-01-01 to 2020-12-31)",
                                                 "transferred_in [0, 100] (2018-01-01 to 2020-12-31)"});
    CHECK_THAT(b.findings[0].text.en, Contains("admitted [0, 90]") && !Contains("72"));
    CHECK(balance(my_hao()).conflict.empty());
}

TEST_CASE("72 in one year and at most 71 in all three contradict each other") {
    BalanceFacts facts = my_hao();
    facts.flows.push_back({Flow::admitted, C::at_most(71), three_years});
    CHECK_FALSE(balance(facts).consistent());
    CHECK(balance(facts).conflict == std::vector<std::string>{"admitted 72 (2020-01-01 to 2020-12-31)", "admitted [0, 71] (2018-01-01 to 2020-12-31)"});
}

TEST_CASE("an open count is an interval: more than 5,600 members leave a change of 104 or more") {
    BalanceFacts facts = my_hao();
    facts.end = C::more_than(5600);
    CHECK(balance(facts).change == C::at_least(104));  // 5601 - 5497
    CHECK(balance(facts).unstated_gains == C::at_least(32));
}

TEST_CASE("a fact outside the period and a period without an end are refused together") {
    BalanceFacts facts = my_hao();
    facts.flows.push_back({Flow::admitted, C::exactly(164), year(2017)});
    facts.flows.push_back({Flow::died, C::exactly(INT64_MAX), year(2019)});
    try {
        (void)balance(facts);
        FAIL("not refused");
    } catch (const InvalidFacts& error) {
        CHECK(error.problems().size() == 2);
        CHECK_THAT(error.what(), Contains("flow 2, admitted: its period is not within that of the balance"));
    }
    facts = my_hao();
    facts.period = Period(Date(2018, 1, 1));
    CHECK_THROWS_AS(balance(facts), InvalidFacts);
}

TEST_CASE("the bounds of the balance are those that trying all small numbers gives") {
    std::mt19937 random(72);
    const auto small = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(most)); };
    for (int round = 0; round < 200; ++round) {
        BalanceFacts facts{three_years, C::exactly(small(4) + 2), C::exactly(small(6)), {}};
        std::int64_t low[flow_count], high[flow_count];
        for (std::size_t i = 0; i < flow_count; ++i) {
            low[i] = small(3), high[i] = low[i] + small(3);
            facts.flows.push_back({static_cast<Flow>(i), C::between(low[i], high[i]), three_years});
        }
        std::int64_t least[flow_count], most[flow_count], n[flow_count];
        for (std::size_t i = 0; i < flow_count; ++i) least[i] = INT64_MAX, most[i] = -1;
        bool any = false;
        for (n[0] = low[0]; n[0] <= high[0]; ++n[0])
            for (n[1] = low[1]; n[1] <= high[1]; ++n[1])
                for (n[2] = low[2]; n[2] <= high[2]; ++n[2])
                    for (n[3] = low[3]; n[3] <= high[3]; ++n[3])
                        for (n[4] = low[4]; n[4] <= high[4]; ++n[4])
                            for (n[5] = low[5]; n[5] <= high[5]; ++n[5])
                                if (*facts.start.low + n[0] + n[1] + n[2] - n[3] - n[4] - n[5] == *facts.end.low) {
                                    any = true;
                                    for (std::size_t i = 0; i < flow_count; ++i) least[i] = std::min(least[i], n[i]), most[i] = std::max(most[i], n[i]);
                                }
        const Balance b = balance(facts);
        REQUIRE(b.consistent() == any);
        for (std::size_t i = 0; any && i < flow_count; ++i) REQUIRE(b.flows[i] == C::between(least[i], most[i]));
    }
}
