// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <variant>

#include <myhao/interop/json.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/org/known.hpp>

#include "io/kept_documents.hpp"
#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {

using documents::faults;
using documents::file;

std::string rewritten(const std::string& text) {
    return std::visit([](const auto& value) { return to_json(value); }, read_json(text));
}

}  // namespace

TEST_CASE("documents of version 1 are read for ever, and written again as they were") {
    CHECK(rewritten(file("history.json")) == file("history.json"));
    CHECK(rewritten(file("rule_set.json")) == file("rule_set.json"));
    CHECK(rewritten(file("report.json")) == file("report.json"));
    CHECK(rewritten(file("facts.json")) == file("facts.json"));
    CHECK(std::holds_alternative<History>(read_json(file("history.json"))));
    CHECK(std::holds_alternative<RuleSet>(read_json(file("rule_set.json"))));
    CHECK(std::holds_alternative<Report>(read_json(file("report.json"))));
    CHECK(std::holds_alternative<Facts>(read_json(file("facts.json"))));
}

TEST_CASE("a history in a document is the history: its recorded rows, its day of no known end, its shares") {
    HistoryBuilder builder;
    SpellRow row;
    row.id = "tinh", row.name = "Tỉnh", row.kind = "province", row.since = Date(2000, 1, 1), row.recorded = Date(2000, 1, 5);
    builder.add(row);
    row.name = "Tỉnh \"mới\"", row.recorded = Date(2001, 3, 1);  // a correction
    builder.add(row);
    row = SpellRow{};
    row.id = "huyen", row.name = "Huyện, cũ", row.kind = "province", row.since = Date(2000, 1, 1), row.ended = true;
    builder.add(row);
    const History before = builder.build();
    const History after = std::get<History>(read_json(to_json(before)));
    CHECK(after == before);
    CHECK(after.known_at(Date(2000, 6, 1)) == before.known_at(Date(2000, 6, 1)));
    CHECK(after.spells(Id("huyen"))[0].ended);
    CHECK_THAT(spells_csv(before), Contains("huyen,\"Huyện, cũ\",province,,2000-01-01,,true"));
    CHECK_THAT(spells_csv(before), Contains("\"Tỉnh \"\"mới\"\"\""));
}

TEST_CASE("equal histories write the same bytes, whatever the order of their rows") {
    const auto history = [](bool backwards) {
        std::vector<SpellRow> rows;
        std::vector<SuccessionRow> pairs;
        for (const char* id : {"a", "b", "c", "d"}) {
            SpellRow row;
            row.id = id, row.name = id, row.kind = "k", row.since = id[0] < 'c' ? Date(2000, 1, 1) : Date(2010, 1, 1);
            if (id[0] < 'c') row.until = Date(2010, 1, 1);
            rows.push_back(row);
        }
        for (const auto& [before, after] : {std::pair("a", "c"), std::pair("b", "d")}) {
            SuccessionRow pair;
            pair.day = Date(2010, 1, 1), pair.before = Id(before), pair.after = Id(after);
            pairs.push_back(pair);
        }
        if (backwards) std::reverse(rows.begin(), rows.end()), std::reverse(pairs.begin(), pairs.end());
        return History::from_rows(rows, pairs, SchemeSeries::free());
    };
    CHECK(history(false) == history(true));
    CHECK(to_json(history(false)) == to_json(history(true)));
}

TEST_CASE("an unknown key is refused with its path and the nearest key") {
    CHECK(faults(R"({"myhao": "history", "version": 1, "spels": []})") == "spels: unknown key; did you mean 'spells'?; found a list of 0");
    CHECK_THAT(faults(R"({"myhao": "history", "version": 1, "spells": [{"id": 1, "name": "A", "kind": "province", "since": "2000-01-01", "untill": "2001-01-01"}]})"),
               Contains("spells[0].untill: unknown key; did you mean 'until'?"));
    CHECK_THAT(faults(R"({"myhao": "hystory", "version": 1})"), Contains("myhao: no such kind of document is read; did you mean 'history'?"));
    CHECK_THAT(faults(R"({"myhao": "report", "version": 7})"), Contains("version: an unknown version"));
}

TEST_CASE("every problem of a document is named at once") {
    const std::string text = faults(R"({"myhao": "history", "version": 1, "spells": [
        {"id": true, "name": 5, "kind": "province", "since": "2000-02-30"},
        {"id": 1, "name": "A", "since": "soon", "ended": "yes"}]})");
    CHECK_THAT(text, Contains("5 problems"));
    CHECK_THAT(text, Contains("spells[0].id: not an id; found true; expected a text or a whole number"));
    CHECK_THAT(text, Contains("spells[0].name: not a text; found 5; expected a text"));
    CHECK_THAT(text, Contains("spells[0].since: no such day; found \"2000-02-30\""));
    CHECK_THAT(text, Contains("spells[1].since: not a date; found \"soon\""));
    CHECK_THAT(text, Contains("spells[1].ended: neither true nor false; found \"yes\""));
}

TEST_CASE("what the value itself refuses is said as a problem of the document") {
    CHECK_THAT(faults(R"({"myhao": "history", "version": 1, "spells": [{"id": 1, "name": "A", "kind": "provinse", "since": "2000-01-01"}]})"), Contains("provinse"));
    CHECK_THAT(faults(R"({"myhao": "report", "version": 1, "unit": "x", "name": {"vi": "X", "en": "X"}, "year": 2020,
        "tallies": [{"subject": "organization", "counts": [{"grades": ["excelent"], "count": 8}]}]})"), Contains("tallies[0]: tally: no such grade in scale cpv_2018; did you mean 'excellent'?"));
}

TEST_CASE("shares and scores are exact: a number with a point is refused") {
    const std::string rules = R"({"myhao": "rule_set", "version": 1, "id": "r", "facts": [{"name": "score", "type": "decimal"}],
        "grades": [{"id": "excellent", "condition": {"fact": "score", "at_least": 89.99}}, {"id": "good", "condition": {"unknown": true}}, {"id": "completed", "condition": {"unknown": true}}],
        "quotas": [{"grade": "excellent", "share": 0.2, "base": ["graded"]}]})";
    CHECK_THAT(faults(rules), Contains("grades[0].condition.at_least: a number with a point is not exact"));
    CHECK_THAT(faults(rules), Contains("quotas[0].share: a share is exact: a text, not a number with a point"));
    CHECK_THAT(faults(R"({"myhao": "rule_set", "version": 1, "id": "r", "quotas": [{"grade": "excellent", "share": "1/0"}]})"), Contains("quotas[0].share: not an exact ratio"));
}

TEST_CASE("a document nested deeper than 64 is refused, however deep it is") {
    for (const std::size_t depth : {std::size_t{65}, std::size_t{1'000'000}}) {
        const std::string text = std::string(depth, '[') + std::string(depth, ']');
        CHECK_THAT(faults(text), Contains("nested too deep"));
    }
    std::string condition = R"({"unknown": true})";
    for (int i = 0; i < 70; ++i) condition = R"({"not": )" + condition + "}";
    CHECK_THAT(faults(R"({"myhao": "rule_set", "version": 1, "id": "r", "grades": [{"id": "excellent", "condition": )" + condition + "}]}"), Contains("nested too deep"));
}

TEST_CASE("a million conditions are refused without being compared with each other") {
    std::string list;
    for (int i = 0; i < 200'000; ++i) list += (i ? "," : "") + std::string(R"({"unknown":true})");
    CHECK_THAT(faults(R"({"myhao": "rule_set", "version": 1, "id": "r", "grades": [{"id": "excellent", "condition": {"any_of": [)" + list + "]}}]}"), Contains("too many nodes"));
}

TEST_CASE("what is not JSON, a key given twice, a text that is not UTF-8") {
    CHECK_THAT(faults("{\n\"myhao\": ]"), Contains("line 2"));
    CHECK_THAT(faults(""), Contains("nothing but white space"));
    CHECK_THAT(faults("[1, 2]"), Contains("not an object"));
    CHECK_THAT(faults(R"({"myhao": "history", "version": 1, "strict": true, "strict": false})"), Contains("a key stands twice in one object; found 'strict'"));
    CHECK_THAT(faults("{\"myhao\": \"history\", \"version\": 1, \"scheme\": \"\xC3\x28\"}"), Contains("not JSON"));
    Findings broken;
    Finding f;
    f.text = {"\xFF", "x"};
    broken.add(f);
    CHECK_THROWS_AS(to_json(broken), InvalidDocument);
}

TEST_CASE("a condition says what kind it is, once, and one comparison") {
    const auto condition = [](const std::string& text) {
        return faults(R"({"myhao": "rule_set", "version": 1, "id": "r", "grades": [{"id": "excellent", "condition": )" + text + "}]}");
    };
    CHECK_THAT(condition(R"({"fakt": "results", "at_least": "good"})"), Contains("grades[0].condition: not a kind of condition; did you mean 'fact'?"));
    CHECK_THAT(condition(R"({"fact": "results"})"), Contains("a condition without a comparison"));
    CHECK_THAT(condition(R"({"fact": "results", "at_least": "good", "at_most": "good"})"), Contains("a condition has one comparison"));
    CHECK_THAT(condition(R"({"share": {"of": "subordinate", "where": {"outcome": true, "at_least": "good"}}, "at_least": "80%"})"),
               Contains("grades[0].condition.share.of: no such value; did you mean 'subordinates'?"));
    CHECK_THAT(condition(R"({"all_of": []})"), Contains("all_of of nothing"));
}
