// SPDX-License-Identifier: Apache-2.0
#include <myhao/report/sum.hpp>

#include <vector>

#include <myhao/data/my_hao_earlier.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {
Figure figure(MeasureType type, Qualifier qualifier, const char* value, int year = 2020) {
    Figure f;
    f.measure = {"x", {}, type, "u", Part::economy};
    f.qualifier = qualifier;
    f.value = Figure::interval(qualifier, *Decimal::parse(value));
    f.period = Period(Date(year, 1, 1), Date(year + 1, 1, 1));
    return f;
}
}  // namespace

TEST_CASE("admissions of 2017 and 2020 add up, members of two years do not") {
    const Report before = datasets::my_hao_2017(), after = datasets::my_hao_2020();
    const std::vector<Figure> admitted{before["members_admitted"], after["members_admitted"]};
    CHECK(sum_over_time(admitted) == Interval<Decimal>::exactly(Decimal(236)));  // 164 + 72
    const std::vector<Figure> members{before["members"], after["members"]};
    CHECK_THROWS_WITH(sum_over_time(members), Contains("only a flow adds up over time"));
    CHECK_THROWS_WITH(sum_over_units(members), Contains("of another period than the first"));
}

TEST_CASE("more than 550 and exactly 22 together are more than 572; nearly 4,000 leaves the lower side open") {
    const std::vector<Figure> two{figure(MeasureType::flow, Qualifier::more_than, "550"), figure(MeasureType::flow, Qualifier::exact, "22")};
    CHECK(sum_over_units(two) == Interval<Decimal>::more_than(Decimal(572)));
    const std::vector<Figure> with_nearly{figure(MeasureType::flow, Qualifier::nearly, "4000"), figure(MeasureType::flow, Qualifier::exact, "1.5")};
    CHECK(sum_over_units(with_nearly) == Interval<Decimal>::less_than(*Decimal::parse("4001.5")));
    const std::vector<Figure> both{two[0], with_nearly[0]};
    CHECK_FALSE(sum_over_units(both).low);
    CHECK_FALSE(sum_over_units(both).high);
}

TEST_CASE("ratios, ranks and levels do not add up") {
    for (const MeasureType type : {MeasureType::ratio, MeasureType::rank, MeasureType::level}) {
        const std::vector<Figure> two{figure(type, Qualifier::exact, "1"), figure(type, Qualifier::exact, "2")};
        CHECK_THROWS_WITH(sum_over_units(two), Contains("a ratio, rank or level does not add up over units"));
        CHECK_THROWS_AS(sum_over_time(two), InvalidFacts);
    }
}

TEST_CASE("overlapping periods, mixed measures, nothing at all and what is beyond 64 bits are refused") {
    std::vector<Figure> two{figure(MeasureType::flow, Qualifier::exact, "1"), figure(MeasureType::flow, Qualifier::exact, "2")};
    CHECK_THROWS_WITH(sum_over_time(two), Contains("its period overlaps another one"));
    two[1].measure.unit = "other";
    try {
        (void)sum_over_time(two);
        FAIL("not refused");
    } catch (const InvalidFacts& error) {
        CHECK(error.problems().size() == 2);  // another measure, and an overlap
    }
    CHECK_THROWS_AS(sum_over_units({}), InvalidFacts);
    const std::vector<Figure> large{figure(MeasureType::flow, Qualifier::exact, "999999999999999999"), figure(MeasureType::flow, Qualifier::exact, "0.000000001")};
    CHECK_THROWS_WITH(sum_over_units(large), Contains("beyond 64 bits"));
}
