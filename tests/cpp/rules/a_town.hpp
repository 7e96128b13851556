// SPDX-License-Identifier: Apache-2.0
// A town with units directly under it, for tests of rules: a free scheme, nothing of the domain but the grades.
#pragma once

#include <string>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/rules/rule_set.hpp>

namespace towns {

using namespace myhao;

/// "T" and, under it, the units named; each stands since 2000.
[[nodiscard]] inline Tree town(const std::vector<std::string>& units) {
    HistoryBuilder history{SchemeSeries::free()};
    const auto add = [&](const std::string& id, bool root) {
        SpellRow row;
        row.id = id, row.name = id, row.kind = "unit", row.since = Date(2000, 1, 1);
        if (!root) row.parent = "T";
        history.add(row);
    };
    add("T", true);
    for (const std::string& unit : units) add(unit, false);
    return history.build().at(Date(2020, 12, 31));
}

/// Grades by one level, and nothing else.
[[nodiscard]] inline RuleSetParts by_results() {
    RuleSetParts parts;
    parts.id = "by results";
    parts.facts = {{.name = "results", .type = FactType::level}};
    parts.grades = {{.id = "excellent", .condition = fact("results").at_least("excellent")},
                    {.id = "good", .condition = fact("results").at_least("good")},
                    {.id = "completed", .condition = fact("results").at_least("average")}};
    return parts;
}

}  // namespace towns
