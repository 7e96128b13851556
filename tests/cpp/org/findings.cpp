// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/sanitized.hpp"

#include <cstddef>
#include <string>
#include <vector>

#include <myhao/org/findings.hpp>
#include <myhao/org/history_builder.hpp>

using namespace myhao;

namespace {

SpellRow row(Id id, std::optional<Date> recorded, bool withdrawn = false) {
    SpellRow r;
    r.id = std::move(id), r.name = "x", r.kind = "box", r.since = Date(2020, 1, 1), r.recorded = recorded, r.withdrawn = withdrawn;
    return r;
}

std::vector<std::string> places(const Findings& findings) {
    std::vector<std::string> out;
    for (const Finding& f : findings.with_rule("history.void")) out.push_back(f.subject);
    return out;
}

}  // namespace

TEST_CASE("a void row that takes nothing back is told, one that does is not") {
    const Date january(2021, 1, 1), march(2021, 3, 1);
    const auto told = [&](std::vector<SpellRow> rows) {
        rows.push_back(row("other", january));
        return places(History::from_rows(rows, {}, SchemeSeries::free()).findings());
    };
    CHECK(told({row("a", january), row("a", march, true)}).empty());
    CHECK(told({row("a", std::nullopt), row("a", march, true)}).empty());  // without a day of recording it was always known
    CHECK(told({row("a", march, true), row("a", january)}).empty());       // the order of rows does not matter
    CHECK(told({row("a", march, true)}) == std::vector<std::string>{"row 0"});
    CHECK(told({row("b", january), row("a", march, true)}) == std::vector<std::string>{"row 1"});
    CHECK(told({row("a", march), row("a", january, true)}) == std::vector<std::string>{"row 1"});  // it came before what it would take back
}

TEST_CASE("a hundred thousand void rows that take nothing back are all told, in time that grows with their number") {
#ifdef MYHAO_TESTS_SANITIZED
    constexpr int rows = 10'000;
#else
    constexpr int rows = 100'000;  // compared pair by pair, ten thousand million comparisons
#endif
    std::vector<SpellRow> log;
    log.push_back(row(rows, Date(2021, 1, 1)));
    for (int i = 0; i < rows; ++i) log.push_back(row(i, Date(2021, 3, 1), true));
    const std::vector<std::string> told = places(History::from_rows(log, {}, SchemeSeries::free()).findings());
    REQUIRE(told.size() == static_cast<std::size_t>(rows));
    CHECK(told.front() == "row 1");
    CHECK(told.back() == "row " + std::to_string(rows));
}
