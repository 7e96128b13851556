// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>

#include <myhao/data/my_hao_history.hpp>
#include <myhao/interop/csv.hpp>
#include <myhao/interop/json.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/history_builder.hpp>

using namespace myhao;

TEST_CASE("CSV tables of a history come back as the same history, with the same bytes") {
    const History h = datasets::my_hao_history();
    const std::string spells = spells_csv(h), successions = successions_csv(h);
    const History again = read_csv(spells, successions, h.schemes(), h.strict());
    CHECK(again == h);
    CHECK(spells_csv(again) == spells);
    CHECK(successions_csv(again) == successions);
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : spells) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(read_csv(windows, successions, h.schemes(), h.strict()) == h);
}

TEST_CASE("CSV: quoted cells hold commas, quotes and line ends; columns come in any order; recorded time, shares and whole numbers are read") {
    SpellRow a, b, late;
    a.id = 1, a.name = "Chi bộ \"số 1\", thôn\nRừng", a.kind = "x", a.since = Date(2000, 1, 1), a.until = Date(2010, 1, 1);
    b.id = 2, b.name = " b ", b.kind = "x", b.since = Date(2010, 1, 1), b.ended = true, b.recorded = Date(2010, 2, 1);
    late.id = 3, late.name = "c", late.kind = "x", late.since = Date(2010, 1, 1), late.recorded = Date(2010, 2, 1);
    SpellRow taken_back = late;
    taken_back.recorded = Date(2011, 1, 1), taken_back.withdrawn = true;
    SuccessionRow pair;
    pair.day = Date(2010, 1, 1), pair.before = Id(1), pair.after = Id(2), pair.share = Ratio(1, 3), pair.measure = "members";
    const History h = HistoryBuilder(SchemeSeries::free()).add(a).add(b).add(late).add(taken_back).add(pair).build();
    CHECK(read_csv(spells_csv(h), successions_csv(h), SchemeSeries::free(), true, CsvIds::whole) == h);
    CHECK(read_csv("since,kind,name,id\n2000-01-01,x,A,01003\n", {}, SchemeSeries::free()).ids() == std::vector<Id>{"01003"});
}

TEST_CASE("CSV: every fault is named with its line") {
    try {
        (void)read_csv("id,name,knd,since,since\na,A,x,2020-01-01,\nb,B\n", "day,before\nsoon,a\n", SchemeSeries::free());
        FAIL("it is refused");
    } catch (const InvalidDocument& e) {
        const std::string text = e.what();
        CHECK(text.find("spells, line 1, column 'knd': unknown column; did you mean 'kind'?") != std::string::npos);
        CHECK(text.find("spells, line 1, column 'since': the column is named twice") != std::string::npos);
        CHECK(text.find("spells, line 3: a line of another length") != std::string::npos);
        CHECK(text.find("successions, line 1, column 'after': the column is missing") != std::string::npos);
        CHECK(text.find("successions, line 2: a line of another length") == std::string::npos);
        CHECK(text.find("successions, line 2, column 'day'") != std::string::npos);
        CHECK(e.problems().size() == 5);
    }
    try {
        (void)read_csv("id,name,kind,since,ended,parent\n,A,x,,yes,\n9x,\"B,x,2020-13-01,,\n", {}, SchemeSeries::free(), true, CsvIds::whole);
        FAIL("it is refused");
    } catch (const InvalidDocument& e) {
        CHECK(std::string(e.what()).find("a quote that never ends") != std::string::npos);
        CHECK(e.problems().with_rule("document").size() == e.problems().size());
    }
    CHECK_THROWS_AS(read_csv("", {}, SchemeSeries::free()), InvalidDocument);
    CHECK_THROWS_AS(read_csv("id,name,kind,since\na,A,x,2020-01-01\na,A,x,2020-01-01\n", {}, SchemeSeries::free()), InvalidHistory);  // what the history itself refuses
}
