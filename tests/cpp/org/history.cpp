// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <myhao/org/changes.hpp>
#include <myhao/org/crosswalk.hpp>
#include <myhao/org/find.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/org/known.hpp>
#include <myhao/org/lineage.hpp>
#include <myhao/org/tree.hpp>

using namespace myhao;

namespace {

SpellRow row(Id id, std::string name, std::string kind, std::optional<Id> parent, Date since, std::optional<Date> until = std::nullopt) {
    SpellRow r;
    r.id = std::move(id), r.name = std::move(name), r.kind = std::move(kind), r.parent = std::move(parent), r.since = since, r.until = until;
    return r;
}
SuccessionRow pair(Date day, std::optional<Id> before, std::optional<Id> after, std::optional<Ratio> share = std::nullopt) {
    SuccessionRow r;
    r.day = day, r.before = std::move(before), r.after = std::move(after), r.share = share;
    return r;
}
std::vector<std::string> texts(const std::vector<Id>& ids) {
    std::vector<std::string> out;
    for (const Id& id : ids) out.push_back(id.text());
    return out;
}
std::vector<std::string> units(const History& h, const std::vector<UnitNo>& list) {
    std::vector<std::string> out;
    for (const UnitNo u : list) out.push_back(h.id(u).text());
    return out;
}
using Texts = std::vector<std::string>;

const Date y2015(2015, 1, 1), change(2025, 7, 1);

/// 1/7/2025: two provinces merge, the district dissolves, its communes become one ward above the base, a cell changes its parent. The
/// unit ids and which commune went where are made up for this test.
HistoryBuilder july_2025() {
    HistoryBuilder b;
    b.add(row("TW", "Trung ương", "central", std::nullopt, y2015));
    b.add(row("HY", "Hưng Yên", "province", "TW", y2015, change));
    b.add(row("TB", "Thái Bình", "province", "TW", y2015, change));
    b.add(row("HY2", "Hưng Yên", "province", "TW", change));
    b.add(row("MH", "Huyện Mỹ Hào", "district", "HY", y2015, Date(2019, 5, 1)));
    b.add(row("MH", "Thị xã Mỹ Hào", "district", "HY", Date(2019, 5, 1), change));
    b.add(row("P-MH", "Phường Mỹ Hào", "commune", "HY2", change));
    for (const char* id : {"BYN", "NH", "CX"}) b.add(row(id, std::string("Đảng bộ ") + id, "grassroots_committee", "MH", y2015, change));
    b.add(row("BYN-1", "Chi bộ 1", "cell", "BYN", y2015, change));
    b.add(row("BYN-1", "Chi bộ 1", "grassroots_cell", "P-MH", change));
    for (const char* id : {"TW", "HY", "TB", "MH", "BYN", "NH", "CX", "BYN-1"}) b.add(pair(y2015, std::nullopt, id));
    for (const char* id : {"HY", "TB"}) b.add(pair(change, id, "HY2"));
    b.add(pair(change, "MH", std::nullopt));
    for (const char* id : {"BYN", "NH", "CX"}) b.add(pair(change, id, "P-MH"));
    return b;
}

}  // namespace

TEST_CASE("1/7/2025: both sides are legal under their own edition, and all changes of the day act together") {
    const History h = july_2025().build();
    CHECK(h.findings().empty());
    const Tree before = h.at(change - 1), after = h.at(change);
    CHECK(texts(before.ids()) == Texts{"TW", "HY", "MH", "BYN", "BYN-1", "CX", "NH", "TB"});
    CHECK(texts(after.ids()) == Texts{"TW", "HY2", "P-MH", "BYN-1"});
    CHECK(before.role(before.at("MH")) == "above_grassroots");
    CHECK(after.role(after.at("P-MH")) == "above_grassroots");
    CHECK(after.kind(after.at("BYN-1")) == "grassroots_cell");

    const Diff d = diff(h, change - 1, change);
    CHECK(texts(d.opened) == Texts{"HY2", "P-MH"});
    CHECK(texts(d.closed) == Texts{"BYN", "CX", "HY", "MH", "NH", "TB"});
    CHECK(texts(d.moved) == Texts{"BYN-1"});
    CHECK(texts(d.reclassified) == Texts{"BYN-1"});
    REQUIRE(d.successions.size() == 3);
    std::vector<Event> events;
    for (const Succession& s : d.successions) events.push_back(s.event);
    std::sort(events.begin(), events.end());
    CHECK(events == std::vector<Event>{Event::dissolve, Event::merge, Event::merge});
}

TEST_CASE("the ward of 2026 reaches the commune of 2015 by lineage; the district does not become a ward") {
    const History h = july_2025().build();
    CHECK(texts(predecessors(h, "P-MH", y2015)) == Texts{"BYN", "CX", "NH"});
    CHECK(texts(successors(h, "CX", Date(2026, 1, 1))) == Texts{"P-MH"});
    CHECK(successors(h, "MH", Date(2026, 1, 1)).empty());
    CHECK(texts(successors(h, "MH", Date(2020, 1, 1))) == Texts{"MH"});
    CHECK(successors(h, "P-MH", y2015).empty());  // not yet founded
    CHECK(predecessors(h, "MH", Date(2026, 1, 1)).empty());
    const Lineage ward = lineage(h, "P-MH");
    REQUIRE(ward.predecessors.size() == 4);  // the merger, and the foundings of the three communes
    CHECK(ward.predecessors.back().event == Event::merge);
    CHECK(texts(ward.predecessors.back().before) == Texts{"BYN", "CX", "NH"});
    CHECK(ward.successors.empty());
    // 2015 to 2026: each commune goes wholly to the ward, the district's own part is lost.
    const Crosswalk c = crosswalk(h, y2015, Date(2026, 1, 1));
    CHECK(c.share(h.unit("NH"), h.unit("P-MH")) == ShareBounds{Ratio(1), Ratio(1)});
    CHECK(c.share(h.unit("TB"), h.unit("HY2")) == ShareBounds{Ratio(1), Ratio(1)});
    REQUIRE(c.losses().size() == 1);
    CHECK(c.losses()[0].from == h.unit("MH"));
}

TEST_CASE("a rename keeps identity: one unit, two names, found under both without accents") {
    const History h = july_2025().build();
    const Changes list = changes(h, Date(2019, 4, 30), Date(2019, 5, 1));
    REQUIRE(list.size() == 1);
    CHECK(list[0].what == ChangeKind::renamed);
    CHECK(std::get<std::string>(list[0].old_value) == "Huyện Mỹ Hào");
    CHECK(std::get<std::string>(list[0].new_value) == "Thị xã Mỹ Hào");
    const std::vector<Match> found = h.find("my hao", std::nullopt);
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == Id("MH"));
    CHECK(found[0].life == std::vector<Period>{Period(y2015, change)});
    CHECK(found[1].id == Id("P-MH"));
    CHECK(h.find("MY HAO", change).size() == 1);
    CHECK(h.find("huyen my hao", Date(2020, 1, 1)).empty());
}

TEST_CASE("an unknown end: certain up to the last day on which a record mentions it, possible after") {
    HistoryBuilder b(SchemeSeries::free());
    b.add(row("A", "a", "x", std::nullopt, Date(2000, 1, 1)));
    SpellRow lost = row("B", "b", "y", "A", Date(2000, 1, 1));
    lost.ended = true;
    b.add(lost);
    b.add(row("C", "c", "z", "B", Date(2001, 1, 1), Date(2003, 1, 1)));  // it says that B stood up to 2002-12-31
    const History h = b.build();
    CHECK(h.at(Date(2002, 12, 31)).contains("B"));
    CHECK(h.at(Date(2002, 12, 31)).uncertain().empty());
    const Tree later = h.at(Date(2003, 1, 1));
    CHECK(texts(later.ids()) == Texts{"A"});
    CHECK(units(h, later.uncertain()) == Texts{"B"});
    CHECK(h.spells("B")[0].ended);
    CHECK(h.spells("B")[0].certain_until == Date(2003, 1, 1));
    CHECK_FALSE(h.spells("B")[0].until);
}

TEST_CASE("what stands under a unit that is not certain any more is not certain either") {
    HistoryBuilder b(SchemeSeries::free());
    b.add(row("A", "a", "x", std::nullopt, Date(2000, 1, 1)));
    SpellRow lost = row("B", "b", "y", "A", Date(2000, 1, 1));
    lost.ended = true;
    b.add(lost);
    b.add(row("C", "c", "z", "B", Date(2001, 1, 1)));  // open: it mentions B on its first day
    const History h = b.build();
    CHECK(texts(h.at(Date(2001, 1, 1)).ids()) == Texts{"A", "B", "C"});
    const Tree later = h.at(Date(2001, 1, 2));
    CHECK(texts(later.ids()) == Texts{"A"});
    CHECK(units(h, later.uncertain()) == Texts{"B", "C"});
    CHECK(later.detached().empty());
}

TEST_CASE("lenient: what is outside its parent's life is detached and listed, never hung elsewhere") {
    HistoryBuilder b(SchemeSeries::free());
    b.add(row("A", "a", "x", std::nullopt, Date(2000, 1, 1)));
    b.add(row("B", "b", "y", "A", Date(2000, 1, 1), Date(2005, 1, 1)));
    b.add(row("C", "c", "z", "B", Date(2000, 1, 1), Date(2010, 1, 1)));
    b.add(row("D", "d", "z", "C", Date(2000, 1, 1), Date(2010, 1, 1)));
    b.add(row("E", "e", "z", "nowhere", Date(2000, 1, 1), Date(2001, 1, 1)));
    try {
        (void)b.build();
        FAIL("strict refuses it");
    } catch (const InvalidHistory& e) {
        CHECK(e.problems().size() == 2);
        CHECK(e.problems().with_rule("history.parent").size() == 1);
        CHECK(e.problems().with_rule("history.unknown_parent").size() == 1);
    }
    const History h = b.lenient().build();
    const Tree t = h.at(Date(2006, 1, 1));
    CHECK(texts(t.ids()) == Texts{"A"});
    CHECK(units(h, t.detached()) == Texts{"C", "D"});
    CHECK(h.ids() == std::vector<Id>{"A", "B", "C", "D", "E"});
    CHECK_FALSE(h.contains("nowhere"));
    const Findings detached = h.findings().with_rule("history.detached");
    REQUIRE(detached.size() == 2);
    CHECK(detached[0].subject == "unit 'C'");
    CHECK(detached[0].observed == "row 2, 2005-01-01 to 2010-01-01 under 'B'");
    CHECK(detached[1].subject == "unit 'E'");
    CHECK(h.spells("E")[0].parent == Id("nowhere"));
}

TEST_CASE("lenient: parents that no row describes stay apart, and among known ids in their order") {
    for (const bool text : {true, false}) {
        const auto id = [&](int number) { return text ? Id(std::to_string(number)) : Id(std::int64_t{number}); };
        HistoryBuilder b(SchemeSeries::free());
        b.add(row(id(20), "a", "x", id(30), Date(2000, 1, 1), Date(2001, 1, 1)));
        b.add(row(id(20), "a", "x", id(10), Date(2001, 1, 1), Date(2002, 1, 1)));
        b.add(row(id(20), "a", "x", id(30), Date(2002, 1, 1), Date(2003, 1, 1)));
        b.add(row(id(20), "a", "x", std::nullopt, Date(2003, 1, 1)));
        b.add(row(id(40), "b", "x", id(50), Date(2000, 1, 1)));
        b.add(row(id(25), "c", "x", id(20), Date(2003, 1, 1)));
        try {
            (void)b.build();
            FAIL("strict refuses it");
        } catch (const InvalidHistory& e) {
            CHECK(e.problems().with_rule("history.unknown_parent").size() == 4);
        }
        const History h = b.lenient().build();
        std::vector<std::optional<Id>> parents;
        for (const char* unit : {"20", "40", "25"})
            for (const Spell& spell : h.spells(id(std::stoi(unit)))) parents.push_back(spell.parent);
        CHECK(parents == std::vector<std::optional<Id>>{id(30), id(10), id(30), std::nullopt, id(50), id(20)});
        CHECK(h.ids() == std::vector<Id>{id(20), id(25), id(40)});
        for (const int number : {10, 30, 50}) CHECK_FALSE(h.contains(id(number)));
        const Tree t = h.at(Date(2004, 1, 1));
        CHECK(t.ids() == std::vector<Id>{id(20), id(25)});
        CHECK(units(h, t.detached()) == Texts{"40"});
    }
}

TEST_CASE("shares: one that is missing is what the others leave, several are anything up to it") {
    const Date then(2010, 1, 1);
    HistoryBuilder b(SchemeSeries::free());
    b.add(row("A", "a", "x", std::nullopt, Date(2000, 1, 1), then));
    for (const char* id : {"B", "C", "D"}) b.add(row(id, id, "x", std::nullopt, then));
    HistoryBuilder one = b, two = b;
    one.add(pair(then, "A", "B", Ratio(1, 2))).add(pair(then, "A", "C", Ratio(1, 3))).add(pair(then, "A", "D"));
    two.add(pair(then, "A", "B", Ratio(1, 2))).add(pair(then, "A", "C")).add(pair(then, "A", "D"));
    const History h = one.build(), g = two.build();
    CHECK(crosswalk(h, then - 1, then).share(h.unit("A"), h.unit("D")) == ShareBounds{Ratio(1, 6), Ratio(1, 6)});
    CHECK(crosswalk(g, then - 1, then).share(g.unit("A"), g.unit("D")) == ShareBounds{Ratio(0), Ratio(1, 2)});
    // Figures carried across: 60 of A give 30 to B, 20 to C, 10 to D.
    std::vector<std::int64_t> figures(h.size(), 0);
    figures[h.unit("A").at()] = 60;
    const std::vector<CarriedFigure> carried = carry(crosswalk(h, then - 1, then), figures);
    REQUIRE(carried.size() == 3);
    CHECK(carried[0].low == Ratio(30));
    CHECK(carried[1].high == Ratio(20));
    CHECK(carried[2].low == Ratio(10));
    CHECK(carry(crosswalk(g, then - 1, then), figures)[1].high == Ratio(30));
}

TEST_CASE("a row from a unit to itself carries the share that it keeps") {
    const Date then(2010, 1, 1);
    HistoryBuilder b(SchemeSeries::free());
    b.add(row("A", "a", "x", std::nullopt, Date(2000, 1, 1)));
    b.add(row("B", "b", "x", std::nullopt, then));
    b.add(pair(then, "A", "A", Ratio(2, 3))).add(pair(then, "A", "B"));
    const History h = b.build();
    const Succession s = h.successions()[0];
    CHECK(s.event == Event::separate);
    CHECK(texts(s.before) == Texts{"A"});
    CHECK(texts(s.after) == Texts{"B"});
    CHECK(s.shares.size() == 2);
    const Crosswalk c = crosswalk(h, then - 1, then);
    CHECK(c.share(h.unit("A"), h.unit("A")) == ShareBounds{Ratio(2, 3), Ratio(2, 3)});
    CHECK(c.share(h.unit("A"), h.unit("B")) == ShareBounds{Ratio(1, 3), Ratio(1, 3)});
    CHECK(texts(successors(h, "A", then)) == Texts{"A"});
}

TEST_CASE("a correction in March changes March's answer about December, not January's") {
    const Date december(2020, 12, 31), january(2021, 1, 15), march(2021, 3, 10);
    SpellRow first = row("A", "Đảng bộ A", "x", std::nullopt, Date(2020, 6, 1)), corrected = first, late = row("B", "B", "x", "A", Date(2020, 12, 1));
    first.recorded = Date(2021, 1, 1);
    corrected.name = "Đảng bộ A và B", corrected.recorded = march;
    late.recorded = Date(2021, 2, 1);
    const History h = HistoryBuilder(SchemeSeries::free()).add(corrected).add(late).add(first).build();
    CHECK(h.spell_count() == 2);
    const History believed = h.known_at(january), now = h.known_at(march);
    CHECK(believed.at(december).spell(Row(0u)).name == "Đảng bộ A");
    CHECK(now.at(december).spell(Row(0u)).name == "Đảng bộ A và B");
    CHECK(believed.at(december).size() == 1);
    CHECK(now.at(december).size() == 2);
    CHECK(h.known_at(Date(2020, 12, 1)).empty());
    CHECK(now == h);
    const std::vector<LateRow> lates = h.retroactive();
    REQUIRE(lates.size() == 3);
    CHECK_FALSE(lates[0].correction);
    CHECK(lates[2].correction);
    CHECK(lates[2].row == 0);
}

TEST_CASE("two histories of the same rows are equal; a history of nothing is empty") {
    CHECK(july_2025().build() == july_2025().build());
    CHECK(july_2025().build().digest().text().size() == 32);
    CHECK(History().at(change).empty());
    CHECK(History().ids().empty());
    CHECK(History().findings().empty());
    CHECK(HistoryBuilder().build() == HistoryBuilder().build());
    CHECK_THROWS_AS(changes(july_2025().build(), change, y2015), InvalidPeriod);
    CHECK_THROWS_AS(lineage(july_2025().build(), "XX"), UnknownUnit);
}

TEST_CASE("a tree keeps its history alive") {
    const Tree t = july_2025().build().at(change);
    CHECK(t.name(t.at("P-MH")) == "Phường Mỹ Hào");
    CHECK(t.history().size() == 10);
}
