// SPDX-License-Identifier: Apache-2.0
// Which objects share the places of a quota.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <myhao/rules/candidate.hpp>

namespace myhao::inline v0::detail {

/// The group of each object, `no_group` for one that is in none; empty where an object's group is not known.
[[nodiscard]] inline std::vector<std::uint32_t> groups(const Tree& tree, const Layout& layout, const Facts& facts, const Candidate& candidate, Subject subject,
                                                       std::span<const std::uint32_t> objects, const Group& by) {
    const bool units = subject == Subject::organization;
    std::vector<std::uint32_t> group(objects.size(), 0);
    if (by.by == Group::By::parent) {
        for (std::size_t k = 0; k < objects.size(); ++k) group[k] = units ? layout.parent[objects[k]] : facts.data().unit[objects[k]];
    } else if (by.by == Group::By::ancestor) {
        std::vector<std::uint32_t> nearest(tree.size(), no_group);
        for (std::size_t p = 0; p < tree.size(); ++p) {
            const bool here = tree.role(tree.level_order()[p]) == by.name;
            nearest[p] = here ? static_cast<std::uint32_t>(p) : layout.parent[p] == no_group ? no_group : nearest[layout.parent[p]];
        }
        for (std::size_t k = 0; k < objects.size(); ++k) {
            const std::uint32_t from = units ? layout.parent[objects[k]] : facts.data().unit[objects[k]];
            group[k] = from == no_group ? no_group : nearest[from];
        }
    } else if (by.by == Group::By::fact) {
        const RuleSet& rules = candidate.book[subject];
        const FactColumn& column = *candidate.spaces[static_cast<std::size_t>(subject)].columns[*rules.facts().index(by.name)];
        std::vector<std::pair<std::uint8_t, std::int64_t>> seen;
        for (std::size_t k = 0; k < objects.size(); ++k) {
            if (!column.known(objects[k])) return {};
            const std::pair<std::uint8_t, std::int64_t> value(column.may[objects[k]], column.low.empty() ? 0 : column.low[objects[k]]);
            const auto at = std::find(seen.begin(), seen.end(), value);
            group[k] = static_cast<std::uint32_t>(at - seen.begin());
            if (at == seen.end()) seen.push_back(value);
        }
    }
    return group;
}

}  // namespace myhao::inline v0::detail
