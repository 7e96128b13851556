// SPDX-License-Identifier: Apache-2.0
// Seeded faults: each kind, put once into a clean history, is found exactly once, with its row; the clean one has none.
#include "support/catch.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/findings.hpp>
#include <myhao/org/history_builder.hpp>

using namespace myhao;

namespace {

struct Input {
    std::vector<SpellRow> rows;
    std::vector<SuccessionRow> pairs;
    SchemeSeries schemes = SchemeSeries::cpv();

    SpellRow& row(std::size_t i) { return rows[i]; }
    History build(bool strict = true) const { return History::from_rows(rows, pairs, schemes, strict); }
};

SpellRow spell(Id id, const char* name, const char* kind, std::optional<Id> parent, Date since, std::optional<Date> until) {
    SpellRow r;
    r.id = std::move(id), r.name = name, r.kind = kind, r.parent = std::move(parent), r.since = since, r.until = until;
    return r;
}

const Date begin(2000, 1, 1), renamed(2010, 1, 1), end(2025, 7, 1);

// Row:  0 province P; 1, 2 district D with two names; 3 base B; 4, 5 cells C and C2; 6 base E, dissolved in 2015 and split into nothing.
Input clean() {
    Input in;
    in.rows.push_back(spell("P", "Tỉnh", "province", std::nullopt, begin, std::nullopt));
    in.rows.push_back(spell("D", "Huyện", "district", "P", begin, renamed));
    in.rows.push_back(spell("D", "Thị xã", "district", "P", renamed, end));
    in.rows.push_back(spell("B", "Đảng bộ xã", "grassroots_committee", "D", begin, end));
    in.rows.push_back(spell("C", "Chi bộ 1", "cell", "B", begin, end));
    in.rows.push_back(spell("C2", "Chi bộ 2", "cell", "B", begin, end));
    in.rows.push_back(spell("E", "Chi bộ cơ quan", "grassroots_cell", "D", begin, Date(2015, 1, 1)));
    const auto pair = [&](Date day, std::optional<Id> before, std::optional<Id> after) {
        SuccessionRow r;
        r.day = day, r.before = std::move(before), r.after = std::move(after);
        in.pairs.push_back(r);
    };
    for (const char* id : {"P", "D", "B", "C", "C2", "E"}) pair(begin, std::nullopt, id);  // 0 .. 5
    for (const char* id : {"D", "B", "C", "C2"}) pair(end, id, std::nullopt);              // 6 .. 9
    pair(Date(2015, 1, 1), "E", std::nullopt);                                               // 10
    return in;
}

struct Fault {
    const char* what;
    std::function<void(Input&)> put;
    const char* rule;
    const char* subject;
};

const std::vector<Fault> faults = {
    {"two spells overlap", [](Input& in) { in.row(1).until = Date(2010, 1, 2); }, "history.overlap", "rows 1, 2"},
    {"two spells begin on one day", [](Input& in) { in.row(1).since = renamed, in.row(1).until = Date(2011, 1, 1), in.pairs[1].day = renamed, in.row(2).since = renamed, in.row(3).since = in.row(4).since = in.row(5).since = in.row(6).since = renamed, in.pairs[2].day = in.pairs[3].day = in.pairs[4].day = in.pairs[5].day = renamed; },
     "history.overlap", "rows 1, 2"},
    {"a child before its parent", [](Input& in) { in.row(4).since = Date(1999, 1, 1), in.pairs[3].day = Date(1999, 1, 1); }, "history.parent", "row 4"},
    {"a child after its parent", [](Input& in) { in.row(4).kind = "grassroots_cell", in.row(4).parent = "D", in.row(4).until = Date(2025, 8, 1), in.pairs[8].day = Date(2025, 8, 1); }, "history.parent", "row 4"},
    {"an unknown parent", [](Input& in) { in.row(5).parent = "b"; }, "history.unknown_parent", "row 5, column 'parent'"},
    {"a kind that no edition has", [](Input& in) { in.row(5).kind = "cel"; }, "history.kind", "row 5, column 'kind'"},
    {"a district past 30/6/2025", [](Input& in) { in.row(2).until = Date(2025, 7, 2), in.pairs[6].day = Date(2025, 7, 2); }, "history.kind", "row 2, column 'kind'"},
    {"a cell under a district", [](Input& in) { in.row(4).parent = "D"; }, "history.under", "row 4"},
    {"a unit under itself", [](Input& in) { in.row(5).parent = "C2"; }, "history.under", "row 5"},
    {"a life of no days", [](Input& in) { in.row(6).until = begin, in.pairs.resize(10), in.pairs.erase(in.pairs.begin() + 5); }, "history.empty", "row 6, column 'until'"},
    {"a period that ends before it begins", [](Input& in) { in.row(6).until = Date(1999, 1, 1); }, "history.inverted", "row 6, column 'until'"},
    {"an inverted period of a unit with others below", [](Input& in) { in.row(3).until = Date(1999, 1, 1); }, "history.inverted", "row 3, column 'until'"},
    {"one code for two units", [](Input& in) { in.row(4).code = "328", in.row(5).code = "328"; }, "history.code", "rows 4, 5"},
    {"ids that differ only in composition", [](Input& in) { in.row(4).id = "M\u1EF9", in.row(5).id = "My\u0303", in.pairs[3].after = in.pairs[8].before = "M\u1EF9", in.pairs[4].after = in.pairs[9].before = "My\u0303"; },
     "history.id", "rows 4, 5"},
    {"a NUL in a name", [](Input& in) { in.row(4).name = std::string("Chi\0bộ", 8); }, "history.text", "row 4, column 'name'"},
    {"half a surrogate pair in a name", [](Input& in) { in.row(4).name = "\xED\xA0\x80"; }, "history.text", "row 4, column 'name'"},
    {"a name that is not UTF-8", [](Input& in) { in.row(4).name = "Chi b\xE1\xBB"; }, "history.text", "row 4, column 'name'"},
    {"a number among text ids", [](Input& in) { in.row(6).id = 7, in.pairs.resize(10), in.pairs.erase(in.pairs.begin() + 5); }, "history.id", "row 6, column 'id'"},
    {"a number for a parent", [](Input& in) { in.row(6).parent = 7; }, "history.id", "row 6, column 'parent'"},
    {"two rows recorded on one day", [](Input& in) { SpellRow again = in.row(0); in.row(0).recorded = again.recorded = begin; in.rows.push_back(again); }, "history.recorded", "rows 0, 7"},
    {"a succession of an unknown unit", [](Input& in) { in.pairs[10].before = "e"; }, "history.succession.unknown_unit", "successions, row 10, column 'before'"},
    {"a unit that still stands after its end", [](Input& in) { in.pairs[10].day = Date(2014, 12, 31); }, "history.succession.life", "successions, row 10"},
    {"a founding after the beginning", [](Input& in) { in.pairs[5].day = Date(2000, 1, 2); }, "history.succession.life", "successions, row 5"},
    {"an unknown event", [](Input& in) { in.pairs[10].event = "disolve"; }, "history.succession.event", "successions, row 10, column 'event'"},
    {"an event that the pairs do not fit", [](Input& in) { in.pairs[10].event = "separate"; }, "history.succession.event", "successions, row 10"},
    {"a pair of nobody", [](Input& in) { in.pairs[10].before = std::nullopt; }, "history.succession.pair", "successions, row 10"},
    {"a share above 1", [](Input& in) { in.pairs[10].after = "B", in.pairs[10].share = Ratio(3, 2); }, "history.succession.share", "successions, row 10, column 'share'"},
    {"shares above 1 together", [](Input& in) {
         in.pairs[10].after = "B", in.pairs[10].share = Ratio(2, 3);
         in.pairs.push_back(in.pairs[10]);
         in.pairs[11].after = "C";
     }, "history.succession.share", "successions, rows 10, 11"},
    {"a pair twice", [](Input& in) { in.pairs.push_back(in.pairs[10]); }, "history.succession.pair", "successions, rows 10, 11"},
};

}  // namespace

TEST_CASE("a clean history has no problem and no finding") {
    const History h = clean().build();
    CHECK(h.findings().empty());
    CHECK(clean().build(false).findings().empty());
}

TEST_CASE("each kind of fault, put once into a clean history, is found exactly once with its row") {
    for (const Fault& fault : faults) {
        Input in = clean();
        fault.put(in);
        INFO(fault.what);
        try {
            (void)in.build();
            FAIL_CHECK("it is refused");
        } catch (const InvalidHistory& e) {
            INFO(e.what());
            CHECK(e.problems().size() == 1);
            CHECK(e.problems()[0].rule == fault.rule);
            CHECK(e.problems()[0].subject == fault.subject);
            CHECK_FALSE(e.problems()[0].text.en.empty());
            CHECK_FALSE(e.problems()[0].text.vi.empty());
        }
    }
}

TEST_CASE("all faults of one input come at once, and nothing is half-loaded") {
    Input in = clean();
    in.row(5).parent = "b";
    in.row(6).until = Date(1999, 1, 1);
    in.row(4).name = std::string("Chi\0bộ", 8);
    in.pairs[9].event = "disolve";
    try {
        (void)in.build();
        FAIL("it is refused");
    } catch (const InvalidHistory& e) {
        CHECK(e.problems().size() == 4);
        const std::string text = e.what();
        CHECK(text.find("4 problems:") == 0);
        CHECK(text.find("did you mean 'B'?") != std::string::npos);
        CHECK(text.find("did you mean 'dissolve'?") != std::string::npos);
    }
}

TEST_CASE("undocumented: each birth, death and gap that no succession explains is one finding") {
    Input birth = clean();
    birth.pairs.erase(birth.pairs.begin() + 5);
    CHECK(birth.build().findings().size() == 1);
    CHECK(birth.build().findings()[0].rule == "history.undocumented.birth");
    CHECK(birth.build().findings()[0].observed == "row 6, 2000-01-01");

    Input death = clean();
    death.pairs.pop_back();
    CHECK(death.build().findings().size() == 1);
    CHECK(death.build().findings()[0].rule == "history.undocumented.death");

    Input gap = clean();
    gap.row(6).until = Date(2005, 1, 1);
    gap.rows.push_back(spell("E", "Chi bộ cơ quan", "grassroots_cell", "D", Date(2006, 1, 1), Date(2015, 1, 1)));
    REQUIRE(gap.build().findings().size() == 1);
    CHECK(gap.build().findings()[0].rule == "history.undocumented.gap");
    CHECK(gap.build().findings()[0].observed == "row 7, 2005-01-01 to 2006-01-01");

    SuccessionRow again;
    again.day = Date(2006, 1, 1), again.after = "E";
    gap.pairs.push_back(again);
    again.day = Date(2005, 1, 1), again.after = std::nullopt, again.before = "E";
    gap.pairs.push_back(again);
    const History told = gap.build();
    CHECK(told.findings().empty());
    CHECK(told.successions()[7].event == Event::re_establish);
}

TEST_CASE("circles of a free scheme are found on every day, each once, with its rows") {
    const auto build = [](std::vector<SpellRow> rows) { return History::from_rows(rows, {}, SchemeSeries::free(), true); };
    const Date a(2000, 1, 1), b(2001, 1, 1), c(2002, 1, 1);
    // 1 under 2 and later 2 under 1: no day has a circle.
    CHECK_NOTHROW(build({spell(1, "", "k", 2, a, b), spell(1, "", "k", std::nullopt, b, std::nullopt), spell(2, "", "k", std::nullopt, a, b), spell(2, "", "k", 1, b, std::nullopt)}));
    // They overlap in 2001: a circle from then on, told once although a spell is cut in two.
    try {
        (void)build({spell(1, "", "k", 2, a, c), spell(2, "", "k", std::nullopt, a, b), spell(2, "", "k", 1, b, std::nullopt), spell(1, "", "l", 2, c, std::nullopt), spell(3, "", "k", 2, a, std::nullopt)});
        FAIL("a circle is refused");
    } catch (const InvalidHistory& e) {
        REQUIRE(e.problems().size() == 1);
        CHECK(e.problems()[0].rule == "history.circle");
        CHECK(e.problems()[0].subject == "rows 0, 2");
        CHECK(e.problems()[0].text.en.find("2001-01-01") != std::string::npos);
    }
    try {
        (void)build({spell(1, "", "k", 1, a, std::nullopt)});
        FAIL("a unit under itself is refused");
    } catch (const InvalidHistory& e) {
        CHECK(e.problems().size() == 1);
        CHECK(e.problems()[0].subject == "row 0");
    }
}

TEST_CASE("a million bad rows are refused with every one of them, the first 20 shown") {
    constexpr std::size_t n = 1'000'000;
    std::vector<std::int64_t> ids(n);
    std::vector<std::int32_t> since(n, 100), until(n, 50);
    for (std::size_t i = 0; i < n; ++i) ids[i] = static_cast<std::int64_t>(i);
    HistoryColumns columns;
    columns.id.numbers = ids, columns.since = since, columns.until = until;
    try {
        (void)History::from_columns(columns, {}, SchemeSeries::free());
        FAIL("it is refused");
    } catch (const InvalidHistory& e) {
        CHECK(e.problems().size() == n);
        const std::string text = e.what();
        CHECK(text.find("row 19,") != std::string::npos);
        CHECK(text.find("row 20,") == std::string::npos);
        CHECK(text.find("... and 999980 more") != std::string::npos);
    }
}

TEST_CASE("columns of different lengths are refused") {
    const std::vector<std::int64_t> ids = {1, 2};
    const std::vector<std::int32_t> since = {0};
    HistoryColumns columns;
    columns.id.numbers = ids, columns.since = since;
    CHECK_THROWS_AS(History::from_columns(columns, {}, SchemeSeries::free()), InvalidHistory);
    columns.since = {};
    CHECK_THROWS_AS(History::from_columns(columns, {}, SchemeSeries::free()), InvalidHistory);
}

TEST_CASE("dictionary columns give the same history as plain ones") {
    const std::string bytes = "ABkcell", plain_ids = "ABBA", plain_parents = "A", names = "xyzx";
    const std::vector<std::int64_t> id_cuts = {0, 1, 2}, plain_cuts = {0, 1, 2, 3}, none_cuts = {0, 0, 1, 1}, name_cuts = {0, 1, 2, 3}, kind_cuts = {2, 3, 7};
    const std::vector<std::int32_t> id_codes = {0, 1, 1}, parent_codes = {-1, 0, -1}, kind_codes = {1, 0, 1}, since = {0, 0, 10}, until = {no_day, 10, 20};
    const std::vector<std::uint8_t> parent_valid = {0, 1, 0};
    HistoryColumns coded, plain;
    coded.id.texts = {bytes, id_cuts, id_codes, {}}, coded.parent.texts = {bytes, id_cuts, parent_codes, {}};
    plain.id.texts = {plain_ids, plain_cuts, {}, {}}, plain.parent.texts = {plain_parents, none_cuts, {}, parent_valid};
    for (HistoryColumns* c : {&coded, &plain}) {
        c->name = {names, name_cuts, {}, {}}, c->kind = {bytes, kind_cuts, kind_codes, {}};
        c->since = since, c->until = until;
    }
    const History a = History::from_columns(coded, {}, SchemeSeries::free()), b = History::from_columns(plain, {}, SchemeSeries::free());
    CHECK(a == b);
    CHECK(a.spells("B")[0].parent == Id("A"));
    CHECK(a.spells("B")[0].kind == "k");
    CHECK(a.spells("B")[1].kind == "cell");
    CHECK(a.spells("B")[1].name == "z");
}
