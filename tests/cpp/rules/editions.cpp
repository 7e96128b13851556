// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <optional>
#include <string>
#include <vector>

#include <myhao/regulations/registry.hpp>
#include <myhao/rules/editions.hpp>

using namespace myhao;

namespace {
RuleSet edition(std::string id, int since, std::optional<int> until, std::vector<InstrumentKey> instruments, Subject subject = Subject::organization) {
    RuleSetParts parts;
    parts.id = std::move(id), parts.subject = subject, parts.since_year = since, parts.until_year = until, parts.instruments = std::move(instruments);
    for (const char* grade : {"excellent", "good", "completed"}) parts.grades.push_back({.id = grade});
    return RuleSet(std::move(parts));
}
std::vector<std::string> lines(const Findings& findings) {
    std::vector<std::string> all;
    for (const Finding& f : findings) all.push_back(f.subject + ": " + f.text.en + "; " + f.observed);
    return all;
}
using Lines = std::vector<std::string>;
const InstrumentKey made_up{"1-QĐ/A", "A", Date(2020, 1, 1)}, other{"2-QĐ/A", "A", Date(2021, 1, 1)};
}  // namespace

TEST_CASE("two editions of one instrument that grade the same year of one subject are told with the years and the instrument") {
    CHECK(lines(overlapping_editions({edition("first", 2020, 2023, {made_up}), edition("second", 2022, {}, {other, made_up})})) ==
          Lines{"organization.second.years: these years overlap those of another edition of 1-QĐ/A (A, 2020-01-01); 2022"});
    CHECK(lines(overlapping_editions({edition("same", 2020, {}, {}), edition("same", 2022, {}, {})})) == Lines{"organization.same.years: these years overlap those of another edition of same; 2022 on"});
    CHECK(lines(overlapping_editions({edition("first", 2020, 2026, {made_up}), edition("second", 2022, 2025, {other})})) == Lines{"organization.second.years: these years overlap those of first; 2022 to 2024"});
}

TEST_CASE("editions one behind the other, and of different subjects, do not overlap") {
    CHECK(overlapping_editions({edition("first", 2020, 2022, {made_up}), edition("second", 2022, {}, {made_up}), edition("third", 2020, {}, {made_up}, Subject::member)}).empty());
    CHECK(lines(overlapping_editions(rules::all())) == Lines{});
}
