// SPDX-License-Identifier: Apache-2.0
// Rule sets with single values replaced by dotted path, and the rule sets that a rule set with gaps may stand for.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0 {

namespace detail {

inline constexpr const char* quota_fields[] = {"base", "share", "group", "at_least", "on_tie", "rank_by"};

/// "parent", "whole", "ancestor(role)", "fact(name)", "unknown".
[[nodiscard]] inline std::optional<std::optional<Group>> group_named(std::string_view text) {
    const auto open = text.find('(');
    const std::string_view by = text.substr(0, open);
    const std::string name(open == std::string_view::npos || !text.ends_with(')') ? "" : text.substr(open + 1, text.size() - open - 2));
    if (text == "unknown") return std::optional<Group>();
    if (text == "parent") return by_parent();
    if (text == "whole") return whole();
    if (by == "ancestor" && !name.empty()) return by_ancestor(name);
    if (by == "fact" && !name.empty()) return by_fact(name);
    return std::nullopt;
}

/// Says what does not fit, or nothing.
[[nodiscard]] inline std::string set_field(Quota& quota, std::string_view field, std::string_view value) {
    if (field == "base") {
        quota.base.clear();
        for (std::string_view rest = value; !rest.empty();) {
            const auto comma = rest.find(',');
            const std::string_view one = rest.substr(0, comma);
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
            bool found = false;
            for (const QuotaBase base : every_quota_base)
                if (name(base) == one) quota.base.push_back(base), found = true;
            if (!found) return "good_only, good_or_better, graded, or some of them with commas";
        }
        return {};
    }
    if (field == "share") {
        try {
            quota.share = value == "unknown" ? std::nullopt : std::optional(Ratio::parse(value));
        } catch (const Error&) {
            return "\"20%\", \"1/5\" or \"unknown\"";
        }
        return {};
    }
    if (field == "group") {
        const auto group = group_named(value);
        if (group) quota.group = *group;
        return group ? "" : "parent, whole, ancestor(role), fact(name) or unknown";
    }
    if (field == "at_least") {
        const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), quota.at_least);
        return fault == std::errc{} && end == value.data() + value.size() ? "" : "a whole number";
    }
    if (field == "on_tie") {
        for (const OnTie on_tie : {OnTie::choice, OnTie::none, OnTie::all})
            if (name(on_tie) == value) {
                quota.on_tie = on_tie;
                return {};
            }
        return "choice, none or all";
    }
    quota.rank_by = value;
    return {};
}

}  // namespace detail

inline RuleSet RuleSet::replace(const std::vector<std::pair<std::string, std::string>>& changes) const {
    RuleSetParts parts = data_->parts;
    Findings problems;
    std::vector<std::string> paths;
    for (const Quota& q : parts.quotas)
        for (const char* field : detail::quota_fields) paths.push_back("quotas." + (q.id.empty() ? q.grade : q.id) + '.' + field);
    for (const auto& [path, value] : changes) {
        bool found = false;
        for (Quota& q : parts.quotas) {
            const std::string prefix = "quotas." + (q.id.empty() ? q.grade : q.id) + '.';
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
    return RuleSet(std::move(parts));
}

namespace detail {

inline constexpr std::size_t most_candidates = 64;

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
        const std::string path = "quotas." + (q.id.empty() ? q.grade : q.id) + ".base";
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
