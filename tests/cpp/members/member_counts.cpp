// SPDX-License-Identifier: Apache-2.0
#include <myhao/members/member_counts.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <utility>
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

/// Members in the rows `at` of three trees, counted by row, by id and by an entry of a dictionary, are as adding each by hand.
void require_every_key_agrees(const std::vector<std::uint32_t>& at, const std::vector<std::int8_t>& code, std::size_t values, std::size_t n, std::mt19937& random) {
    const std::size_t m = at.size();
    const Tree numbers = random_tree(n, false, random), texts = random_tree(n, true, random), longer = random_tree(n, true, random, 30);
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
        if (tree == &numbers) {
            by_id.add_numbers(m / 3, [&](std::size_t i) { return number[i]; }, code.data());
            by_id.add_numbers(m - m / 3, [&](std::size_t i) { return number[m / 3 + i]; }, code.data() + m / 3);
        } else {
            by_id.add_texts(m, Texts{&text}, [&](std::size_t i) { return detail::ShortText::of(text[i].data(), text[i].size()); }, code.data());
        }
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
std::int8_t random_code(std::size_t values, std::mt19937& random) { return static_cast<std::int8_t>(static_cast<int>(random() % (values + 1)) - 1); }

}  // namespace

TEST_CASE("members counted by unit and value agree with adding each to its unit and all above, whatever the key") {
    std::mt19937 random(11);
    for (const std::size_t values : {std::size_t{4}, std::size_t{1}, std::size_t{6}, std::size_t{7}, std::size_t{8}, std::size_t{40}})
        for (const bool sorted : {false, true}) {
            const std::size_t n = 60, m = 3001;
            std::vector<std::uint32_t> at(m);
            std::vector<std::int8_t> code(m);
            for (std::size_t i = 0; i < m; ++i) at[i] = static_cast<std::uint32_t>(random() % n), code[i] = random_code(values, random);
            if (sorted) std::sort(at.begin(), at.end());
            require_every_key_agrees(at, code, values, n, random);
        }
}

TEST_CASE("255, 256, 257 and many more members of one unit and value are counted, and as many without a value") {
    std::mt19937 random(12);
    for (const std::size_t values : {std::size_t{4}, std::size_t{6}, std::size_t{7}, std::size_t{9}})
        for (const bool sorted : {false, true}) {
            std::vector<std::pair<std::uint32_t, std::int8_t>> members;
            const auto add = [&](std::uint32_t row, int code, std::size_t many) { members.insert(members.end(), many, {row, static_cast<std::int8_t>(code)}); };
            std::uint32_t row = 1;
            for (const std::size_t many : {std::size_t{254}, std::size_t{255}, std::size_t{256}, std::size_t{257}, std::size_t{511}, std::size_t{512}, std::size_t{1025}}) {
                add(row, static_cast<int>(values) - 1, many), add(row, -1, many), add(row, 0, 513 - many % 2);
                add(row + 1, 0, many), add(row + 1, 1, 1);
                row += 2;
            }
            add(row, 1, 256);  // a multiple of 256 and nothing else, in the last row
            const std::size_t n = row + 1;
            std::shuffle(members.begin(), members.end(), random);
            if (sorted) std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            std::vector<std::uint32_t> at;
            std::vector<std::int8_t> code;
            for (const auto& [r, c] : members) at.push_back(r), code.push_back(c);
            require_every_key_agrees(at, code, values, n, random);
        }
}

TEST_CASE("a row that is none of the tree's is named with its place, wherever in a column it stands") {
    std::mt19937 random(5);
    const Tree tree = random_tree(9, false, random);
    for (const bool together : {false, true})
        for (const std::size_t m : {std::size_t{1}, std::size_t{5}, std::size_t{300}})
            for (const std::size_t bad : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{4}, std::size_t{254}, std::size_t{255}, m - 1})
                for (const std::int32_t row : {9, -1, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
                    if (bad >= m) continue;
                    std::vector<std::int32_t> at(m);
                    for (std::size_t i = 0; i < m; ++i) at[i] = together ? 8 : static_cast<std::int32_t>(i % 9);
                    at[bad] = row;
                    MemberCounter counter(tree, 1);
                    counter.add_unplaced(2);
                    counter.add_rows(m, [&](std::size_t i) { return static_cast<std::size_t>(at[i]); }, nullptr);
                    try {
                        (void)std::move(counter).finish();
                        FAIL("nothing was thrown");
                    } catch (const UnknownUnit& error) {
                        REQUIRE(error.problems().size() == 1);
                        CHECK(error.problems()[0].subject == "members, row " + std::to_string(bad + 2));
                        CHECK(error.problems()[0].observed == std::to_string(row));
                    }
                }
}

TEST_CASE("codes below 0 are missing values; those of no value are named, every one; a table has room for 2^31 - 1 members") {
    std::mt19937 random(6);
    const Tree tree = random_tree(3, false, random);
    const auto row = [](std::size_t) { return std::size_t{1}; };
    const std::vector<std::int8_t> low = {-1, -2, -128, 1, 0};
    MemberCounter counter(tree, 2);
    counter.add_rows(low.size(), row, low.data());
    counter.add_rows(0, row, nullptr);
    const MemberCounts counts = std::move(counter).finish();
    CHECK((counts.missing(Row(1u)) == 3 && counts.count(Row(1u), 0) == 1 && counts.count(Row(1u), 1) == 1 && counts.members(Row(0u)) == 5));
    const std::vector<std::int8_t> high = {0, 2, -1, 127, -128};
    MemberCounter refusing(tree, 2);
    try {
        refusing.add_rows(high.size(), row, high.data());
        FAIL("nothing was thrown");
    } catch (const InvalidFacts& error) {
        CHECK(error.problems().size() == 2);
        CHECK(error.problems()[1].subject == "members, row 3");
    }
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
    MemberCounter full(tree, 1);
    CHECK_THROWS_AS(full.add_rows(most + 1, row, nullptr), InvalidFacts);
    full.add_unplaced(most - 1);
    full.add_rows(1, row, nullptr);
    CHECK_THROWS_AS(full.add_rows(1, row, nullptr), InvalidFacts);
    CHECK_THROWS_AS(full.add_unplaced(1), InvalidFacts);
}

TEST_CASE("an entry of a dictionary that is no unit is a problem only where a member has it, were they 256") {
    std::mt19937 random(7);
    const Tree tree = random_tree(3, false, random);
    const std::vector<std::uint32_t> rows = {2, 0xFFFFFFFFu, 0xFFFFFFFFu, 0};
    for (const bool used : {false, true}) {
        std::vector<std::int64_t> entry(400, 0);
        for (std::size_t i = 0; i < 256; ++i) entry[100 + i] = used ? 2 : 3;
        MemberCounter counter(tree, 1);
        counter.add_entries(entry.size(), [&](std::size_t i) { return entry[i]; }, rows, [](std::size_t e) { return e == 2 ? std::string_view("nowhere") : std::string_view("unused"); }, nullptr);
        if (!used) {
            CHECK(std::move(counter).finish().count(Row(0u), 0) == 400);
            continue;
        }
        try {
            (void)std::move(counter).finish();
            FAIL("nothing was thrown");
        } catch (const UnknownUnit& error) {
            REQUIRE(error.problems().size() == 1);
            CHECK(error.problems()[0].subject == "members, row 100");
            CHECK(error.problems()[0].observed == "'nowhere'");
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
