// SPDX-License-Identifier: Apache-2.0
// Whether rules are such that every outcome is labelled exact, whatever the facts: read off the rules alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/rule_check.hpp>
#include <myhao/rules/rule_parts.hpp>

namespace myhao::inline v0::detail {

/// Counts for each fact into how many cells its tests cut it: how many combinations there can be at most.
class Combinations {
public:
    explicit Combinations(const RuleSetParts& parts) : parts_(parts), cuts_(parts.facts.size(), 0) {}

    void add(const Condition& condition) {
        for (const Node& n : condition.nodes()) {
            if (n.op == Op::unknown) many_ = times(2);
            if (n.op == Op::fact || n.op == Op::months) reads(n.fact);
            if (n.op == Op::every) reads_group(n.fact);
            if ((n.op == Op::share || n.op == Op::count) && n.population == Population::facts) reads_group(n.fact);
        }
    }
    /// At most `most` of them, and no fact in more than `most_cells`.
    [[nodiscard]] bool within(std::size_t most, std::size_t most_cells) {
        for (std::size_t f = 0; f < cuts_.size(); ++f) {
            const Fact& fact = parts_.facts[f];
            if (cuts_[f] == 0) continue;
            const std::size_t cells = is_number(fact.type) ? cuts_[f] + 2 : values_of(fact, parts_.scale).size() + 1;
            if (cells > most_cells) return false;
            many_ = times(cells);
        }
        return many_ <= most;
    }

private:
    [[nodiscard]] std::size_t times(std::size_t n) const noexcept { return many_ > (std::size_t{1} << 40) ? many_ : many_ * n; }
    void reads(const std::string& name) {
        for (std::size_t f = 0; f < cuts_.size(); ++f)
            if (parts_.facts[f].name == name) cuts_[f] += 2;  // "equals" and months cut a number twice
    }
    void reads_group(const std::string& group) {
        for (std::size_t f = 0; f < cuts_.size(); ++f)
            if (parts_.facts[f].group == group) cuts_[f] += 2;
    }

    const RuleSetParts& parts_;
    std::vector<std::size_t> cuts_;
    std::size_t many_ = 1;
};

/// True where nothing of these rules can make an outcome wider than exact, or labelled as perhaps so:
/// no population and no cap, as those may hang together with others; no ratio of two counts, which may both be intervals; not more
/// combinations of facts than are enumerated; at most one quota, whose group is always known and whose key no clause reads.
[[nodiscard]] inline bool always_exact(const RuleSetParts& parts) {
    constexpr std::size_t most_combinations = 4096, most_cells = 64;
    if (!parts.relations.empty() || parts.quotas.size() > 1) return false;
    std::vector<const Condition*> conditions;
    for (const Clause& c : parts.not_graded) conditions.push_back(&c.condition);
    for (const Clause& c : parts.grades) conditions.push_back(&c.condition);
    for (const Ceiling& c : parts.ceilings) conditions.push_back(&c.clause.condition);
    Combinations combinations(parts);
    for (const Condition* condition : conditions) {
        for (const Node& n : condition->nodes())
            if (n.op == Op::ratio || ((n.op == Op::share || n.op == Op::count) && n.population != Population::facts)) return false;
        combinations.add(*condition);
    }
    if (!combinations.within(most_combinations, most_cells)) return false;
    for (const Quota& q : parts.quotas) {
        if (q.known() && q.group->by == Group::By::fact) return false;
        std::string group;
        for (const Fact& fact : parts.facts)
            if (fact.name == q.rank_by) group = fact.group;
        if (q.rank_by.empty()) continue;
        for (const Condition* condition : conditions)
            for (const Node& n : condition->nodes())
                if (n.fact == q.rank_by || (!group.empty() && n.fact == group)) return false;
    }
    return true;
}

}  // namespace myhao::inline v0::detail
