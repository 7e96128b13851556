// SPDX-License-Identifier: Apache-2.0
#include <myhao/report/target.hpp>

#include <optional>
#include <vector>

#include "support/catch.hpp"

using namespace myhao;

namespace {
Finding against(Interval<Decimal> stated, Interval<Decimal> required) {
    const Measure growth{"growth", {}, MeasureType::ratio, "%", Part::economy};
    Figure figure;
    figure.measure = growth, figure.value = stated;
    return check(figure, Target{growth, required, Date(2020, 12, 31), Citation::of("p", 3)});
}
using D = Interval<Decimal>;
}  // namespace

TEST_CASE("more than 10 meets a target of 10, leaves one of 11 open, and misses one of at most 10") {
    CHECK(against(D::more_than(Decimal(10)), D::at_least(Decimal(10))).state == State::met);
    CHECK(against(D::more_than(Decimal(10)), D::more_than(Decimal(10))).state == State::met);
    CHECK(against(D::more_than(Decimal(10)), D::at_least(Decimal(11))).state == State::undetermined);
    CHECK(against(D::more_than(Decimal(10)), D::at_most(Decimal(10))).state == State::violated);
}

TEST_CASE("11.38 on average meets a target of 11") {
    const Finding f = against(D::exactly(*Decimal::parse("11.38")), D::at_least(Decimal(11)));
    CHECK(f.state == State::met);
    CHECK(f.observed == "[11.38, 11.38]");
    CHECK(f.required == "[11, ...)");
    CHECK(f.citation == "p, ¶3");
    CHECK(f.rule == "target.growth");
}

TEST_CASE("a figure of another measure or unit decides nothing") {
    Figure figure;
    figure.measure = {"growth", {}, MeasureType::ratio, "person", Part::economy};
    figure.value = D::exactly(Decimal(12));
    const Target target{{"growth", {}, MeasureType::ratio, "%", Part::economy}, D::at_least(Decimal(11)), Date(2020, 12, 31), {}};
    CHECK(check(figure, target).state == State::undetermined);
    CHECK(check(figure, target).severity == Severity::warning);
}

TEST_CASE("the check agrees with trying every half number of the stated interval") {
    // Ends 0..3 in whole numbers, open or closed or missing; the values tried are the halves from -0.5 to 3.5 and two far ones.
    std::vector<D> all;
    for (int low = -1; low <= 3; ++low)
        for (int high = -1; high <= 3; ++high)
            for (int open = 0; open < 4; ++open) {
                D d;
                if (low >= 0) d.low = Decimal(low), d.low_open = (open & 1) != 0;
                if (high >= 0) d.high = Decimal(high), d.high_open = (open & 2) != 0;
                if (!d.empty()) all.push_back(d);
            }
    std::vector<Decimal> values{Decimal(-1000), Decimal(1000)};
    for (int half = -1; half <= 7; ++half) values.push_back(Decimal(half * 5, 1));
    for (const D& stated : all)
        for (const D& required : all) {
            bool some = false, every = true;
            for (const Decimal& value : values)
                if (stated.contains(value)) some = some || required.contains(value), every = every && required.contains(value);
            const State expected = !some ? State::violated : every ? State::met : State::undetermined;
            INFO(text(stated) << " against " << text(required));
            REQUIRE(against(stated, required).state == expected);
        }
}
