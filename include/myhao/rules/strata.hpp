// SPDX-License-Identifier: Apache-2.0
// In which order the subjects of a rule book are graded, and whether its rules can be ordered so: who reads an outcome must be
// graded after it. Members come first, then organizations from the deepest to the root, collectives, leaders.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0::detail {

/// That the outcomes of one subject are read where another is graded.
struct OutcomeRead {
    Subject by, of;
    std::string path;  // "grades.excellent", "relations.organization"
};

/// All that one rule set reads of other subjects. An organization that reads its subordinates reads what is deeper than itself.
inline void outcome_reads(const RuleSet& rules, std::vector<OutcomeRead>& reads) {
    const auto clause = [&](const std::string& path, const Condition& condition) {
        const std::vector<Node>& nodes = condition.nodes();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if ((nodes[i].op != Op::share && nodes[i].op != Op::count) || (nodes[i].population != Population::members && nodes[i].population != Population::leadership)) continue;
            for (std::size_t k = i - nodes[i].width; k < i; ++k)
                if (nodes[k].op == Op::outcome) {
                    reads.push_back({rules.subject(), nodes[i].population == Population::members ? Subject::member : Subject::leader, path});
                    break;
                }
        }
    };
    for (const Clause& c : rules.not_graded()) clause("not_graded." + c.id, c.condition);
    for (const Clause& c : rules.grades()) clause("grades." + c.id, c.condition);
    for (const Ceiling& c : rules.ceilings()) clause("ceilings." + c.clause.id, c.clause.condition);
    for (const Relation& r : rules.relations()) reads.push_back({rules.subject(), r.by, "relations." + r.id});
}

/// Each read of an outcome that is not yet there, with the way by which it comes back where there is one.
[[nodiscard]] inline Findings unordered(const std::vector<RuleSet>& sets) {
    constexpr std::size_t all = 4;
    constexpr std::size_t order[all] = {1, 0, 2, 3};  // by subject: when it is graded
    std::vector<OutcomeRead> reads;
    bool has[all] = {};
    for (const RuleSet& set : sets) outcome_reads(set, reads), has[static_cast<std::size_t>(set.subject())] = true;
    std::erase_if(reads, [&](const OutcomeRead& r) { return !has[static_cast<std::size_t>(r.of)]; });  // of whom there are no rules nothing is known
    const auto step = [](const OutcomeRead& r) { return std::string(name(r.by)) + '.' + r.path + " reads " + std::string(name(r.of)); };
    Findings problems;
    for (const OutcomeRead& read : reads) {
        if (order[static_cast<std::size_t>(read.of)] < order[static_cast<std::size_t>(read.by)]) continue;
        // The shortest way from what is read back to who reads it.
        std::vector<std::pair<Subject, std::string>> ways{{read.of, step(read)}};
        bool seen[all] = {}, cycle = false;
        seen[static_cast<std::size_t>(read.of)] = true;
        std::string way = ways[0].second;
        for (std::size_t k = 0; k < ways.size() && !cycle; ++k)
            for (const OutcomeRead& next : reads) {
                if (next.by != ways[k].first || cycle) continue;
                const std::string longer = ways[k].second + ", " + step(next);
                if (next.of == read.by) cycle = true, way = longer;
                else if (!std::exchange(seen[static_cast<std::size_t>(next.of)], true)) ways.emplace_back(next.of, longer);
            }
        problems.add(InvalidRules::at(std::string(name(read.by)) + '.' + read.path, cycle ? "the outcomes of these subjects hang on each other in a circle" : "this reads an outcome that is not there yet: it is graded later", way,
                                      "members, then organizations, then collectives, then leaders")
                         .problems());
    }
    return problems;
}

}  // namespace myhao::inline v0::detail
