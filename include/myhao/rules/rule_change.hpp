// SPDX-License-Identifier: Apache-2.0
// Rule sets with single values replaced by dotted path, and the rule sets that a rule set with gaps may stand for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/quota_fields.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0 {

inline RuleSet RuleSet::replace(const std::vector<std::pair<std::string, std::string>>& changes) const {
    RuleSetParts parts = data_->parts;
    Findings problems;
    std::vector<std::string> paths;
    for (const Quota& q : parts.quotas)
        for (const char* field : detail::quota_fields) paths.push_back(detail::quota_path(q) + '.' + field);
    for (const auto& [path, value] : changes) {
        bool found = false;
        for (Quota& q : parts.quotas) {
            const std::string prefix = detail::quota_path(q) + '.';
            for (const char* field : detail::quota_fields) {
                if (path != prefix + field) continue;
                found = true;
                if (const std::string expected = detail::set_field(q, field, value); !expected.empty())
                    problems.add(InvalidRules::at(path, "not a value of this path", "'" + value + "'", expected).problems());
                std::erase_if(parts.gaps, [&](const Gap& gap) { return gap.path == path; });
            }
        }
        if (!found) problems.add(InvalidRules::at(path, "this path leads nowhere" + suggestion(path, paths)).problems());
    }
    if (!problems.empty()) throw InvalidRules(std::move(problems));
    return RuleSet(std::move(parts), false);  // the clauses are those of this rule set
}

namespace detail {

/// Every rule set that `rules` may stand for: one value for each gap with candidates, one base for each quota.
[[nodiscard]] inline std::vector<RuleSet> candidates(const RuleSet& rules) {
    using Changes = std::vector<std::pair<std::string, std::string>>;
    std::vector<Changes> all(1);
    const auto multiply = [&](const std::string& path, const std::vector<std::string>& values) {
        std::vector<Changes> more;
        for (const Changes& changes : all)
            for (const std::string& value : values) {
                more.push_back(changes);
                more.back().emplace_back(path, value);
            }
        all = std::move(more);
        if (all.size() > most_candidates) throw InvalidRules::at(path, "the gaps leave too many candidates", std::to_string(all.size()), "at most " + std::to_string(most_candidates));
    };
    std::vector<std::string> done;
    for (const Gap& gap : rules.gaps())
        if (!gap.candidates.empty()) multiply(gap.path, gap.candidates), done.push_back(gap.path);
    for (const Quota& q : rules.quotas()) {
        const std::string path = quota_path(q) + ".base";
        if (!q.known() || q.base.size() < 2 || std::find(done.begin(), done.end(), path) != done.end()) continue;
        std::vector<std::string> values;
        for (const QuotaBase base : q.base) values.emplace_back(name(base));
        multiply(path, values);
    }
    std::vector<RuleSet> sets;
    for (const Changes& changes : all) sets.push_back(changes.empty() ? rules : rules.replace(changes));
    return sets;
}

}  // namespace detail

}  // namespace myhao::inline v0
