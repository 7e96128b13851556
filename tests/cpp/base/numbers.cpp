// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>

#include <myhao/base/decimal.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/ratio.hpp>

using namespace myhao;

TEST_CASE("a share is read exactly, and a floating point one is not read at all") {
    CHECK(Ratio::parse("20%") == Ratio(1, 5));
    CHECK(Ratio::parse("1/5") == Ratio(1, 5));
    CHECK(Ratio::parse("12.5%") == Ratio(1, 8));
    CHECK(Ratio::parse("3") == Ratio(3));
    for (const char* bad : {"0.2", "", "%", "1/0", "1/-5", "20 %", "a", "1/5%", "1e2", "99999999999999999999"}) CHECK_THROWS_AS(Ratio::parse(bad), InvalidRules);
    try {
        static_cast<void>(Ratio::parse("0.2", "quotas.excellent.share"));
        FAIL("0.2 was read");
    } catch (const InvalidRules& error) {
        CHECK(std::string(error.what()) == "quotas.excellent.share: not an exact ratio; found '0.2'; expected \"20%\", \"1/5\" or a whole number");
    }
}

TEST_CASE("a fifth of 35 is 7, of 43 is 8, and a sixth of 43 is 7: rounded down") {
    CHECK(Ratio(1, 5).floor_of(35) == 7);
    CHECK(Ratio(1, 5).floor_of(43) == 8);
    CHECK(Ratio(1, 6).floor_of(43) == 7);
    CHECK(Ratio(2'000'003, 2'000'005).floor_of(2'000'005) == 2'000'003);
    CHECK(Ratio(1, 1).floor_of(std::numeric_limits<std::int64_t>::max()) == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("ratios compare and add exactly where floating point does not") {
    CHECK(Ratio(1, 10) + Ratio(2, 10) == Ratio(3, 10));
    CHECK(Ratio(2, 4) == Ratio(1, 2));
    CHECK(Ratio(1, -2) == Ratio(-1, 2));
    CHECK(Ratio(333333333333333333, 1000000000000000000) < Ratio(1, 3));
    CHECK(Ratio(1, 3) * Ratio(3, 1) == Ratio(1));
    CHECK(Ratio(1, 3).text() == "1/3");
    CHECK(Ratio(4, 5).percent() == "80%");
    CHECK_THROWS_AS(Ratio(1, 3037000501) + Ratio(1, 3037000507), std::overflow_error);
}

TEST_CASE("89.995 never becomes 90") {
    CHECK(*Decimal::parse("89.995") < Decimal(90));
    CHECK(*Decimal::parse("89.99") < *Decimal::parse("89.995"));
    CHECK(*Decimal::parse("89.990") == *Decimal::parse("89.99"));
    CHECK(Decimal::parse("89.990")->text() == "89.99");
    CHECK(Decimal::parse("-0.05")->text() == "-0.05");
    CHECK(Decimal(9000, 2).text() == "90");
    for (const char* bad : {"", "-", ".", "1.", ".5", "1,5", "1e3", "0.0000000001", "1234567890123456789", "12a", "1.2.3"}) CHECK_FALSE(Decimal::parse(bad));
    CHECK(Decimal::parse("89.99")->at(3) == 89990);
    CHECK_FALSE(Decimal::parse("89.99")->at(1));
}

TEST_CASE("more than 10 % is enough for a target of 10, and undetermined for one of 11") {
    const auto growth = Interval<Decimal>::more_than(Decimal(10));
    CHECK(growth.is_at_least(Decimal(10)) == true);
    CHECK_FALSE(growth.is_at_least(Decimal(11)).has_value());
    CHECK(growth.is_at_most(Decimal(10)) == false);
    CHECK_FALSE(growth.contains(Decimal(10)));
    const auto attendance = Interval<Decimal>::between(Decimal(90), Decimal(95));
    CHECK(attendance.is_at_least(Decimal(90)) == true);
    CHECK_FALSE(attendance.is_at_least(Decimal(92)).has_value());
    CHECK(attendance.is_at_least(Decimal(96)) == false);
    CHECK(Interval<Decimal>::less_than(Decimal(4000)).is_at_least(Decimal(4000)) == false);
}

TEST_CASE("two intervals say what both say, and nothing where they contradict each other") {
    // Law: a value is in the intersection just if it is in both.
    std::mt19937_64 random(7);
    for (int round = 0; round < 2000; ++round) {
        const auto any = [&] {
            Interval<std::int64_t> i;
            if (random() % 4) i.low = static_cast<std::int64_t>(random() % 9), i.low_open = random() % 2;
            if (random() % 4) i.high = static_cast<std::int64_t>(random() % 9), i.high_open = random() % 2;
            return i;
        };
        const auto a = any(), b = any(), both = a.intersect(b);
        bool some = false;
        for (std::int64_t v = -2; v < 12; ++v) {
            REQUIRE(both.contains(v) == (a.contains(v) && b.contains(v)));
            some |= both.contains(v);
        }
        if (both.empty()) REQUIRE_FALSE(some);
    }
}
