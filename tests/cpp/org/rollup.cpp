// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/org/rollup.hpp>

using namespace myhao;

namespace {

// 1 over 2 and 3; 3 over 4.
Tree small() {
    HistoryBuilder b(SchemeSeries::free());
    const auto add = [&](int id, std::optional<Id> parent) {
        SpellRow r;
        r.id = id, r.name = "u", r.kind = "k", r.parent = std::move(parent), r.since = Date(2000, 1, 1);
        b.add(r);
    };
    add(4, 3), add(3, 1), add(2, 1), add(1, std::nullopt);
    return b.build().at(Date(2000, 1, 1));
}

}  // namespace

TEST_CASE("a roll-up adds every subtree, and counts missing values apart") {
    const Tree t = small();
    const std::vector<std::int64_t> values = {1, 10, 100, 1000};  // of 1, 2, 3, 4
    const Rollup all = rollup(t, values);
    CHECK(std::vector<std::int64_t>(all.total().begin(), all.total().end()) == std::vector<std::int64_t>{1111, 10, 1100, 1000});
    CHECK(all.missing(Row(0u)) == 0);
    const std::vector<std::uint8_t> valid = {1, 0, 1, 0};
    const Rollup some = rollup(t, values, valid);
    CHECK(some[Id(1)] == 101);
    CHECK(some.missing(t.at(1)) == 2);
    CHECK(some[Id(3)] == 100);
    CHECK(some.missing(t.at(3)) == 1);
    CHECK(some[Id(2)] == 0);
}

TEST_CASE("values keyed by id: left out is missing, unknown is refused with all of them") {
    const Tree t = small();
    const std::vector<std::int64_t> ids = {4, 2}, values = {7, 5};
    IdColumn column;
    column.numbers = ids;
    const Rollup r = rollup(t, column, values);
    CHECK(r[Id(1)] == 12);
    CHECK(r.missing(t.at(1)) == 2);
    const std::vector<std::int64_t> wrong = {4, 9, 8}, three = {1, 2, 3};
    column.numbers = wrong;
    try {
        (void)rollup(t, column, three);
        FAIL("unknown ids are refused");
    } catch (const UnknownUnit& e) {
        CHECK(e.problems().size() == 2);
    }
    const std::vector<std::int64_t> twice = {4, 4};
    column.numbers = twice;
    CHECK_THROWS_AS(rollup(t, column, values), InvalidFacts);
}

TEST_CASE("a total beyond 64 bits is refused; one that only passes through it is not") {
    const Tree t = small();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    CHECK_THROWS_AS(rollup(t, std::vector<std::int64_t>{1, most, 0, 0}), InvalidFacts);
    CHECK_THROWS_AS(rollup(t, std::vector<std::int64_t>{0, 0, std::numeric_limits<std::int64_t>::min(), -1}), InvalidFacts);
    const Rollup fits = rollup(t, std::vector<std::int64_t>{-most, most, 5, 6});  // suffix sums wrap, no total does
    CHECK(fits[Id(1)] == 11);
    CHECK(fits[Id(3)] == 11);
    CHECK_THROWS_AS(rollup(t, std::vector<std::int64_t>{1}), InvalidFacts);
}
