// SPDX-License-Identifier: Apache-2.0
// Editions of rules: rule sets of one subject that rest on one instrument, or have one id, must not grade the same year twice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0 {

/// One problem for each two rule sets of one subject that are both in force for some year; where both are editions of one
/// instrument, it is named. Empty where each year has at most one rule set for each subject.
[[nodiscard]] inline Findings overlapping_editions(const std::vector<RuleSet>& sets) {
    Findings problems;
    const auto until = [](const RuleSet& set) { return set.parts().until_year.value_or(std::numeric_limits<int>::max()); };
    for (std::size_t b = 0; b < sets.size(); ++b)
        for (std::size_t a = 0; a < b; ++a) {
            const RuleSet &first = sets[a], &second = sets[b];
            const int since = std::max(first.parts().since_year, second.parts().since_year), end = std::min(until(first), until(second));
            if (first.subject() != second.subject() || since >= end) continue;
            std::string shared = first.id() == second.id() ? first.id() : std::string();
            for (const InstrumentKey& key : first.instruments())
                if (shared.empty() && std::find(second.instruments().begin(), second.instruments().end(), key) != second.instruments().end()) shared = key.text();
            const std::string years = std::to_string(since) + (end == std::numeric_limits<int>::max() ? " on" : since + 1 == end ? "" : " to " + std::to_string(end - 1));
            problems.add(InvalidRules::at(std::string(name(second.subject())) + '.' + second.id() + ".years",
                                          shared.empty() ? "these years overlap those of " + first.id() : "these years overlap those of another edition of " + shared, years, "years that no other rule set of the subject has")
                             .problems());
        }
    return problems;
}

}  // namespace myhao::inline v0
