// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <vector>

#include <myhao/org/area.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/history_builder.hpp>

using namespace myhao;

namespace {

const Date begin(2019, 5, 1), end(2025, 7, 1);

SpellRow row(const char* id, const char* kind, std::optional<Id> parent, std::optional<Date> until = end) {
    SpellRow r;
    r.id = id, r.name = id, r.kind = kind, r.parent = std::move(parent), r.since = begin, r.until = until;
    return r;
}

}  // namespace

TEST_CASE("units sit in areas, which have a history of their own") {
    const History areas = HistoryBuilder(area_scheme())
                              .add(row("HY", "province", std::nullopt, std::nullopt))
                              .add(row("MH", "district", "HY"))
                              .add(row("DS", "ward", "MH"))
                              .add(row("CX", "commune", "MH"))
                              .add(row("v1", "village", "CX"))
                              .build();
    const History units = HistoryBuilder(SchemeSeries::free()).add(row("town", "x", std::nullopt)).add(row("cell", "y", "town")).build();
    const Areas sits(areas, units, {{"town", "MH", begin, end}, {"cell", "v1", begin, Date(2020, 1, 1)}, {"cell", "DS", Date(2020, 1, 1), end}});
    CHECK(sits.of("cell", Date(2019, 12, 31)) == Id("v1"));
    CHECK(sits.of("cell", Date(2020, 1, 1)) == Id("DS"));
    CHECK_FALSE(sits.of("cell", end));
    CHECK(sits.units_in("MH", Date(2019, 6, 1)) == std::vector<Id>{"cell", "town"});
    CHECK(sits.units_in("CX", Date(2019, 6, 1)) == std::vector<Id>{"cell"});
    CHECK(sits.units_in("CX", Date(2020, 6, 1)).empty());
    CHECK_THROWS_AS(sits.units_in("CX", end), UnknownUnit);
    CHECK(sits.seats().size() == 3);
    CHECK(sits.seats()[0] == Seat{"cell", "v1", begin, Date(2020, 1, 1)});  // by unit, then by day
    CHECK_FALSE(sits.of("nobody", begin));
    CHECK(sits.areas() == areas);
    CHECK(sits.units() == units);
    try {
        (void)Areas(areas, units, {{"town", "nowhere", begin, end}, {"cell", "v1", begin, std::nullopt}, {"cell", "DS", Date(2020, 1, 1), end}});
        FAIL("it is refused");
    } catch (const InvalidHistory& e) {
        CHECK(e.problems().size() == 4);  // an unknown area; past the end of the unit and of the area; two areas at once
    }
}

TEST_CASE("a street group stands under a ward, a village under a commune") {
    CHECK_THROWS_AS(HistoryBuilder(area_scheme()).add(row("HY", "province", std::nullopt)).add(row("MH", "district", "HY")).add(row("DS", "ward", "MH")).add(row("v", "village", "DS")).build(), InvalidHistory);
}

TEST_CASE("an area has spells with founding instruments, and successions: a commune becomes a ward and keeps its identity, wards are merged") {
    SpellRow commune = row("DS", "commune", "MH", Date(2020, 1, 1)), ward = row("DS", "ward", "MH"), other = row("PDP", "ward", "MH"), merged = row("MH2", "ward", "HY", std::nullopt);
    ward.since = Date(2020, 1, 1), ward.instrument = "NQ 1";
    merged.since = end, merged.instrument = "NQ 2";
    SuccessionRow one, two;
    one.day = two.day = end, one.before = Id("DS"), two.before = Id("PDP"), one.after = two.after = Id("MH2"), one.instrument = two.instrument = "NQ 2";
    const History h = HistoryBuilder(area_scheme()).add(row("HY", "province", std::nullopt, std::nullopt)).add(row("MH", "district", "HY")).add(commune).add(ward).add(other).add(merged).add(one).add(two).build();
    CHECK(h.spells("DS").back().instrument == "NQ 1");
    REQUIRE(h.successions().size() == 1);
    CHECK(h.successions()[0].event == Event::merge);
    CHECK(h.successions()[0].instrument == "NQ 2");
}
