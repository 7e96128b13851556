// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <myhao/congress/ordinal.hpp>

using namespace myhao;

TEST_CASE("Roman numerals, both ways") {
    CHECK(roman(26) == "XXVI");
    CHECK(roman(1994) == "MCMXCIV");
    CHECK(parse_roman("XXVI") == 26);
    CHECK(parse_roman("xxv") == 25);
    for (const char* bad : {"", "IIII", "VX", "IC", "XXVI.", "26"}) CHECK_FALSE(parse_roman(bad));
    for (int n = 1; n < 4000; ++n) REQUIRE(parse_roman(roman(n)) == n);
}
