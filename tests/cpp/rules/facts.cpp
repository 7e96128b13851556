// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <myhao/rules/fact_columns.hpp>
#include <myhao/rules/facts_builder.hpp>

#include "rules/a_town.hpp"

using namespace myhao;

namespace {
const Vocabulary& words() {
    static const Vocabulary all({{.name = "results", .type = FactType::level},
                                 {.name = "met", .type = FactType::count},
                                 {.name = "score", .type = FactType::decimal},
                                 {.name = "founded", .type = FactType::date},
                                 {.name = "late", .type = FactType::flag, .na = true}});
    return all;
}
/// A text column from texts; the column borrows.
struct Texts {
    std::string bytes;
    std::vector<std::int64_t> offsets{0};
    explicit Texts(const std::vector<std::string>& texts) {
        for (const std::string& t : texts) bytes += t, offsets.push_back(static_cast<std::int64_t>(bytes.size()));
    }
    [[nodiscard]] TextColumn column() const { return {bytes, offsets, {}, {}}; }
};
}  // namespace

TEST_CASE("what is given is given back as given, and what is not given is missing, not zero") {
    const Tree tree = towns::town({"A", "B"});
    const Facts facts = FactsBuilder(tree, words())
                            .set("A", "results", "Good")
                            .set("A", "met", std::int64_t{7})
                            .set("A", "score", *Decimal::parse("89.995"))
                            .set("A", "founded", Date(2020, 8, 4))
                            .set("A", "late", NotApplicable{})
                            .set("B", "met", Interval<Decimal>::more_than(Decimal(550)))
                            .build();
    const std::size_t a = facts.position("A"), b = facts.position("B");
    CHECK(facts.value(a, "results") == FactValue("good"));
    CHECK(facts.value(a, "met") == FactValue(std::int64_t{7}));
    CHECK(facts.value(a, "score") == FactValue(*Decimal::parse("89.995")));
    CHECK(facts.value(a, "founded") == FactValue(Date(2020, 8, 4)));
    CHECK(facts.value(a, "late") == FactValue(NotApplicable{}));
    CHECK(facts.value(b, "results") == FactValue());
    CHECK(facts.value(b, "met") == FactValue(Interval<Decimal>::at_least(Decimal(551))));  // of whole numbers the same
    CHECK_THROWS_AS(facts.position("C"), UnknownUnit);
}

TEST_CASE("every value that does not fit is refused with its place, and nothing is half-loaded") {
    const Tree tree = towns::town({"A", "B"});
    FactsBuilder builder(tree, words());
    builder.set("A", "results", "goood").set("A", "met", std::int64_t{-1}).set("A", "score", "89,5").set("A", "founded", "2020-02-30").set("C", "met", std::int64_t{1}).set("B", "mett", std::int64_t{1});
    builder.set("B", "met", NotApplicable{}).set("B", "met", *Decimal::parse("1.5")).set("B", "late", "maybe").set("B", "met", std::int64_t{2'000'000'000'000});
    try {
        static_cast<void>(builder.build());
        FAIL("nonsense was taken");
    } catch (const InvalidFacts& error) {
        std::vector<std::string> lines;
        for (const Finding& f : error.problems()) lines.push_back(f.subject + ": " + f.text.en);
        CHECK(lines == std::vector<std::string>{"A, 'results': not a value of this level; did you mean 'good'?", "A, 'met': a count is not negative", "A, 'score': not a decimal", "A, 'founded': not a date",
                                                "C, 'met': no such unit in the tree", "B, 'mett': unknown fact; did you mean 'met'?", "B, 'met': this fact always applies",
                                                "B, 'met': not a count", "B, 'late': not a value of this flag", "B, 'met': a count beyond what is counted"});
    }
}

TEST_CASE("a table's rows may stand in any order, and its codes in any case and without accents") {
    const Tree tree = towns::town({"A", "B", "C"});
    const Texts ids({"C", "A", "B"}), levels({"POOR", "excellent", "Good"}), scores({"89.99", "90", "70.5"});
    const std::vector<std::int64_t> met{3, 1, 2};
    const std::vector<std::uint8_t> late{1, 0, 0}, valid{1, 1, 0}, not_applicable{0, 0, 1};
    FactTable table{.id = {{}, {}, ids.column()}};
    table.columns = {{"results", levels.column()}, {"met", std::span<const std::int64_t>(met)}, {"score", scores.column()}, {"late", FlagColumn{late}, valid}, {"late.na", FlagColumn{not_applicable}}, {"remarks", scores.column()}};
    const Facts facts = facts_from_table(tree, table, words());
    FactsBuilder builder(tree, words());
    builder.set("A", "results", "excellent").set("B", "results", "good").set("C", "results", "poor");
    builder.set("A", "met", std::int64_t{1}).set("B", "met", std::int64_t{2}).set("C", "met", std::int64_t{3});
    builder.set("A", "score", Decimal(90)).set("B", "score", *Decimal::parse("70.5")).set("C", "score", *Decimal::parse("89.99"));
    builder.set("A", "late", false).set("B", "late", NotApplicable{}).set("C", "late", true);
    CHECK(facts == builder.build());
    CHECK(facts.missing() == std::vector<std::string>{"founded"});
    CHECK(facts.unused() == std::vector<std::string>{"remarks"});
}

TEST_CASE("a table says all that is wrong with it: ids, values, and columns that are nearly right") {
    const Tree tree = towns::town({"A", "B"});
    const Texts ids({"A", "A", "X"}), levels({"good", "fine", "good"});
    const std::vector<std::int64_t> met{1, -5, 1};
    FactTable table{.id = {{}, {}, ids.column()}};
    table.columns = {{"result", levels.column()}, {"met", std::span<const std::int64_t>(met)}};
    try {
        static_cast<void>(facts_from_table(tree, table, words()));
        FAIL("nonsense was taken");
    } catch (const InvalidFacts& error) {
        std::vector<std::string> lines;
        for (const Finding& f : error.problems()) lines.push_back(f.subject + ": " + f.text.en);
        CHECK(lines == std::vector<std::string>{"row 2, column 'id': no such unit in the tree", "row 1, column 'id': this unit has a row already, row 0",
                                                "column 'result': no fact has this name; did you mean 'results'?", "row 1, column 'met': a count is not negative"});
    }
    table.columns = {{"met", std::span<const std::int64_t>(met).first(2)}};
    CHECK_THROWS_WITH(facts_from_table(tree, table, words()), "column 'met': a column of another length than the ids; found 2; expected 3");
}

TEST_CASE("members stand at units, and no two have one id") {
    const Tree tree = towns::town({"A", "B"});
    const Vocabulary member({{.name = "results", .type = FactType::level, .subject = Subject::member}});
    const Facts facts = FactsBuilder(tree, member, Subject::member).object("m2", "B").object("m1", "A").object("m3", "A").set("m2", "results", "poor").build();
    CHECK(facts.size() == 3);
    CHECK(facts.id(facts.position("m2")) == Id("m2"));
    CHECK(facts.value(facts.position("m2"), "results") == FactValue("poor"));
    CHECK(facts.with({{"m1", "results", "good"}}).value(facts.position("m1"), "results") == FactValue("good"));
    CHECK(facts.value(facts.position("m1"), "results") == FactValue());
    CHECK_THROWS_AS(FactsBuilder(tree, member, Subject::member).object("m1", "A").object("m1", "B").build(), InvalidFacts);
    CHECK_THROWS_AS(FactsBuilder(tree, member, Subject::member).object("m1", "Z").build(), InvalidFacts);
}
