// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <myhao/org/add_up.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/report/measure.hpp>

using namespace myhao;

namespace {

History pair() {
    SpellRow town, ward;
    town.id = "town", town.name = "Town", town.kind = "x", town.since = Date(2020, 1, 1);
    ward.id = "ward", ward.name = "Ward", ward.kind = "y", ward.parent = Id("town"), ward.since = Date(2020, 1, 1);
    return HistoryBuilder(SchemeSeries::free()).add(town).add(ward).build();
}
Measure of(MeasureType type) {
    Measure m;
    m.id = "poverty", m.type = type;
    return m;
}

// A measure of the caller's own.
enum class Own { head_count };
std::string_view name(Own) { return "head count"; }
struct Heads {
    std::string id = "heads";
    Own type = Own::head_count;
    [[nodiscard]] bool adds_over_units() const { return true; }
};

}  // namespace

TEST_CASE("members add up over the tree; a poverty rate, a rank and a level are refused before any sum") {
    const History h = pair();
    const Tree t = h.at(Date(2020, 6, 1));
    const std::vector<std::int64_t> values = {1, 2};
    for (const MeasureType type : {MeasureType::stock, MeasureType::flow}) {
        CHECK(rollup(t, of(type), values)[Id("town")] == 3);
        CHECK(rollup_series(Sweep(h, values), of(type), {t.date()}).total[0] == 3);
        CHECK(carry(Crosswalk(h, t.date(), t.date()), of(type), values).size() == 2);
    }
    for (const MeasureType type : {MeasureType::ratio, MeasureType::rank, MeasureType::level}) {
        CHECK_THROWS_AS(rollup(t, of(type), values), InvalidFacts);
        CHECK_THROWS_AS(rollup_series(Sweep(h, values), of(type), {t.date()}), InvalidFacts);
        CHECK_THROWS_AS(carry(Crosswalk(h, t.date(), t.date()), of(type), values), InvalidFacts);
        try {
            (void)rollup(t, of(type), values);
        } catch (const InvalidFacts& error) {
            REQUIRE(error.problems().size() == 1);
            CHECK(error.problems()[0].rule == "facts.measure");
            CHECK(error.problems()[0].subject == "measure 'poverty'");
            CHECK(error.problems()[0].observed == name(type));
        }
    }
    CHECK(rollup(t, Heads(), values)[Id("ward")] == 2);
}
