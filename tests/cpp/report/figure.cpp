// SPDX-License-Identifier: Apache-2.0
#include <myhao/report/figure.hpp>

#include "support/catch.hpp"

using namespace myhao;

namespace {
Figure figure(Qualifier qualifier, const char* first, const char* second = nullptr, const char* unit = "%") {
    Figure f;
    f.measure = {"x", {}, MeasureType::ratio, unit, Part::economy};
    f.qualifier = qualifier;
    f.value = Figure::interval(qualifier, *Decimal::parse(first), second ? Decimal::parse(second) : std::nullopt);
    return f;
}
Decimal number(const char* text) { return *Decimal::parse(text); }
}  // namespace

TEST_CASE("growth of more than 10 % is enough for a target of 10, and does not decide one of 11") {
    const Figure growth = figure(Qualifier::more_than, "10");
    CHECK(growth.at_least(number("10")) == true);
    CHECK(growth.at_least(number("11")) == std::nullopt);
    CHECK(growth.at_least(number("10.000000001")) == std::nullopt);
    CHECK(growth.at_most(number("10")) == false);  // it is more
}

TEST_CASE("study attendance of 90 to 95 % is enough for 90, undecided for 92, not enough for 96") {
    const Figure study = figure(Qualifier::range, "90", "95");
    CHECK(study.at_least(number("90")) == true);
    CHECK(study.at_least(number("92")) == std::nullopt);
    CHECK(study.at_least(number("95.01")) == false);
    CHECK(study.at_most(number("95")) == true);
}

TEST_CASE("nearly 4,000 copies are fewer than 4,000, and nothing says how many at least") {
    const Figure copies = figure(Qualifier::nearly, "4000");
    CHECK(copies.at_least(number("4000")) == false);
    CHECK(copies.at_least(number("3900")) == std::nullopt);
    CHECK(copies.at_most(number("4000")) == true);
    CHECK_FALSE(copies.value.low);
}

TEST_CASE("an exact figure decides everything") {
    const Figure poor = figure(Qualifier::exact, "1.29");
    CHECK(poor.at_most(number("1.29")) == true);
    CHECK(poor.at_most(number("1.28")) == false);
    CHECK(poor.at_least(number("1.290")) == true);
}

TEST_CASE("each qualifier gives its interval and its words in both languages") {
    CHECK(text(figure(Qualifier::more_than, "550").value) == "(550, ...)");
    CHECK(text(figure(Qualifier::nearly, "4000").value) == "(..., 4000)");
    CHECK(text(figure(Qualifier::range, "90", "95").value) == "[90, 95]");
    CHECK(text(figure(Qualifier::from, "80").value) == "[80, ...)");
    CHECK(text(figure(Qualifier::exact, "72").value) == "[72, 72]");
    CHECK(figure(Qualifier::range, "90", "95").text() == Label{"từ 90 đến 95 %", "90 to 95 %"});
    CHECK(figure(Qualifier::more_than, "550", nullptr, "attendance").text() == Label{"trên 550", "more than 550"});
    CHECK(figure(Qualifier::nearly, "4000", nullptr, "copy").text() == Label{"gần 4000", "nearly 4000"});
    CHECK(figure(Qualifier::from, "80").text() == Label{"từ 80 %", "at least 80 %"});
}

TEST_CASE("an interval fits only the qualifier it was made by") {
    const Qualifier all[] = {Qualifier::exact, Qualifier::more_than, Qualifier::nearly, Qualifier::range, Qualifier::from};
    for (const Qualifier made : all)
        for (const Qualifier asked : all) {
            const bool one_number_as_range = made == Qualifier::exact && asked == Qualifier::range;
            CHECK(fits(asked, Figure::interval(made, number("90"), number("95"))) == (made == asked || one_number_as_range));
        }
    for (const Qualifier one : all) CHECK(qualifier_named(name(one)) == one);
    CHECK_FALSE(qualifier_named("about"));
}

TEST_CASE("only stocks and flows add up over units, only flows over time") {
    const auto measure = [](MeasureType type) { return Measure{"x", {}, type, "", Part::economy}; };
    CHECK(measure(MeasureType::stock).adds_over_units());
    CHECK_FALSE(measure(MeasureType::stock).adds_over_time());
    CHECK(measure(MeasureType::flow).adds_over_units());
    CHECK(measure(MeasureType::flow).adds_over_time());
    for (const MeasureType type : {MeasureType::ratio, MeasureType::rank, MeasureType::level}) {
        CHECK_FALSE(measure(type).adds_over_units());
        CHECK_FALSE(measure(type).adds_over_time());
        CHECK(measure_type_named(name(type)) == type);
    }
}

TEST_CASE("every part of the system has a name and a label in both languages") {
    for (int i = 0; i < part_count; ++i) {
        const Part part = static_cast<Part>(i);
        CHECK(part_named(name(part)) == part);
        CHECK_FALSE(label(part).vi.empty());
        CHECK_FALSE(label(part).en.empty());
    }
}
