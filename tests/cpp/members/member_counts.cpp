// SPDX-License-Identifier: Apache-2.0
#include <myhao/members/member_counts.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/members/badge_columns.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/regulations/badges.hpp>

#include "support/catch.hpp"

using namespace myhao;

namespace {

/// A random tree of `n` units, with ids of numbers or texts.
Tree random_tree(std::size_t n, bool text, std::mt19937& random, std::size_t longest = 12) {
    HistoryBuilder builder(SchemeSeries::free());
    std::vector<Id> ids;
    for (std::size_t i = 0; i < n; ++i) {
        SpellRow row;
        const auto number = static_cast<std::int64_t>(i * 7919 % 100'003) - 500;
        row.id = text ? Id("u" + std::string(i % (longest - 6), 'x') + std::to_string(number)) : Id(number);
        row.name = "n", row.kind = "k", row.since = Date(2000, 1, 1);
        if (i > 0) row.parent = ids[random() % i];
        ids.push_back(row.id);
        builder.add(row);
    }
    return builder.build().at(Date(2020, 1, 1));
}
struct Texts {
    const std::vector<std::string>* all;
    std::string_view operator()(std::size_t i) const { return (*all)[i]; }
    [[nodiscard]] std::size_t size(std::size_t i) const { return (*all)[i].size(); }
};

/// Every member added to its unit and all above it, one by one.
std::vector<std::int64_t> naive(const Tree& tree, const std::vector<Row>& row, const std::vector<std::int8_t>& code, std::size_t values) {
    std::vector<std::int64_t> out(tree.size() * (values + 1), 0);
    for (std::size_t i = 0; i < row.size(); ++i)
        for (const Row up : tree.path(row[i])) ++out[up.at() * (values + 1) + static_cast<std::size_t>(code[i] + 1)];
    return out;
}
bool same(const MemberCounts& counts, const std::vector<std::int64_t>& expected) {
    std::size_t at = 0;
    for (std::size_t r = 0; r < counts.tree().size(); ++r) {
        const Row row(r);
        std::int64_t sum = counts.missing(row);
        if (counts.missing(row) != expected[at++]) return false;
        for (std::size_t v = 0; v < counts.values(); ++v) {
            if (counts.count(row, v) != expected[at]) return false;
            sum += expected[at++];
        }
        if (counts.members(row) != sum) return false;
    }
    return at == expected.size();
}

}  // namespace

TEST_CASE("members counted by unit and value agree with adding each to its unit and all above, whatever the key") {
    std::mt19937 random(11);
    for (const std::size_t values : {std::size_t{4}, std::size_t{1}, std::size_t{12}, std::size_t{40}})
        for (const bool sorted : {false, true}) {
            const std::size_t n = 60, m = 4000;
            const Tree numbers = random_tree(n, false, random), texts = random_tree(n, true, random), longer = random_tree(n, true, random, 30);
            std::vector<std::uint32_t> at(m);
            std::vector<std::int8_t> code(m);
            for (std::size_t i = 0; i < m; ++i) at[i] = static_cast<std::uint32_t>(random() % n), code[i] = static_cast<std::int8_t>(static_cast<int>(random() % (values + 1)) - 1);
            if (sorted) std::sort(at.begin(), at.end());
            for (const Tree* tree : {&numbers, &texts, &longer}) {
                std::vector<Row> row;
                std::vector<std::int64_t> number(m);
                std::vector<std::string> text(m);
                for (std::size_t i = 0; i < m; ++i) {
                    row.emplace_back(at[i]);
                    const Id id = tree->id(row[i]);
                    id.is_text() ? text[i] = id.text() : std::to_string(number[i] = id.number());
                }
                const auto expected = naive(*tree, row, code, values);
                MemberCounter by_row(*tree, values);
                by_row.add_rows(m / 3, [&](std::size_t i) { return at[i]; }, code.data());  // in two pieces
                by_row.add_rows(m - m / 3, [&](std::size_t i) { return at[m / 3 + i]; }, code.data() + m / 3);
                REQUIRE(same(std::move(by_row).finish(), expected));
                MemberCounter by_id(*tree, values);
                if (tree == &numbers) by_id.add_numbers(m, [&](std::size_t i) { return number[i]; }, code.data());
                else by_id.add_texts(m, Texts{&text}, [&](std::size_t i) { return detail::ShortText::of(text[i].data(), text[i].size()); }, code.data());
                REQUIRE(same(std::move(by_id).finish(), expected));
                MemberCounter by_entry(*tree, values);
                std::vector<std::uint32_t> rows(n);  // a dictionary in another order
                for (std::size_t e = 0; e < n; ++e) rows[e] = static_cast<std::uint32_t>((e * 7 + 3) % n);
                std::vector<std::int32_t> entry(n);
                for (std::size_t e = 0; e < n; ++e) entry[rows[e]] = static_cast<std::int32_t>(e);
                by_entry.add_entries(m, [&](std::size_t i) { return std::int64_t{entry[at[i]]}; }, rows, [](std::size_t) { return std::string_view(); }, code.data());
                REQUIRE(same(std::move(by_entry).finish(), expected));
            }
        }
}

TEST_CASE("units alone, without a value, and members without a unit") {
    std::mt19937 random(3);
    const Tree tree = random_tree(5, false, random);
    MemberCounter counter(tree, 1);
    const std::vector<std::uint32_t> at = {0, 4, 4, 2};
    counter.add_rows(4, [&](std::size_t i) { return at[i]; }, nullptr);
    counter.add_unplaced(3);
    const MemberCounts counts = std::move(counter).finish(false);
    CHECK(counts.count(Row(4u), 0) == 2);
    CHECK(counts.members(Row(0u)) == 1);
    CHECK(counts.missing(Row(0u)) == 0);
    CHECK(counts.unplaced() == 3);
}

TEST_CASE("every unknown unit is named once, with its first row") {
    std::mt19937 random(3);
    const Tree numbers = random_tree(40, false, random), texts = random_tree(40, true, random);
    std::vector<std::int64_t> number(2000, numbers.id(Row(1u)).number());
    number[7] = 777'777, number[9] = 888'888, number[1500] = 777'777;
    for (const bool sorted : {false, true}) {
        if (!sorted) for (std::size_t i = 0; i < number.size(); i += 2) number[i] = i == 1500 ? number[i] : numbers.id(Row(static_cast<std::uint32_t>(i % 40))).number();
        MemberCounter counter(numbers, 1);
        counter.add_numbers(number.size(), [&](std::size_t i) { return number[i]; }, nullptr);
        try {
            (void)std::move(counter).finish();
            FAIL("nothing was thrown");
        } catch (const UnknownUnit& error) {
            CHECK(error.problems().size() == 2);
            CHECK(error.problems()[0].subject == "members, row 7");
        }
    }
    MemberCounter counter(texts, 1);
    const std::vector<std::string> text(3, "nowhere");
    counter.add_texts(3, Texts{&text}, [&](std::size_t i) { return detail::ShortText::of(text[i].data(), text[i].size()); }, nullptr);
    CHECK_THROWS_AS(std::move(counter).finish(), UnknownUnit);
    MemberCounter mixed(texts, 1);
    mixed.add_numbers(3, [](std::size_t) { return std::int64_t{5}; }, nullptr);
    CHECK_THROWS_AS(std::move(mixed).finish(), UnknownUnit);
    MemberCounter outside(texts, 1);
    outside.add_rows(1, [](std::size_t) { return std::uint32_t{40}; }, nullptr);
    CHECK_THROWS_AS(std::move(outside).finish(), UnknownUnit);
    CHECK_THROWS_AS(MemberCounter(texts, 127), InvalidFacts);
}

TEST_CASE("a column of admissions has the badges that each day has by itself") {
    const BadgeRules& rules = regulations::hd_01_2021();
    for (const MonthEnd policy : {MonthEnd::clip, MonthEnd::next})
        for (const Date on : {Date(2024, 2, 28), Date(2024, 2, 29), Date(2024, 3, 1), Date(2023, 2, 28), Date(2023, 3, 1)}) {
            const BadgesOn column(rules, on, policy);
            REQUIRE(column.years() == std::vector<int>{0, 30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90});
            std::vector<std::int64_t> expected(13, 0);
            std::vector<std::int32_t> days;
            for (const int years : rules.years.value)
                for (int near = -3; near <= 3; ++near) days.push_back((add_months(on, -12 * years, MonthEnd::clip) + near).days());
            for (const std::int32_t more : {on.days(), on.days() + 1, on.days() - 40'000}) days.push_back(more);
            for (const std::int32_t day : days) {
                const auto due = badge_due(Date(day), on, rules, policy);
                const std::int8_t code = column.code(day);
                REQUIRE(column.years()[static_cast<std::size_t>(code)] == due.value_or(0));
                ++expected[static_cast<std::size_t>(code)];
            }
            CHECK(column.counts(days.size(), [&](std::size_t i) { return days[i]; }) == expected);
        }
    CHECK_THROWS_AS(BadgesOn(rules, Date(2024, 2, 28), MonthEnd::error), InvalidRules);
}
