// SPDX-License-Identifier: Apache-2.0
// Where the units of a tree stand while it is evaluated: parents, children, and the strata from the deepest to the root.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <myhao/org/tree.hpp>

namespace myhao::inline v0::detail {

inline constexpr std::uint32_t no_group = std::numeric_limits<std::uint32_t>::max();

/// Where units stand: by level-order position.
struct Layout {
    std::vector<std::uint32_t> parent;  // no_group at a root
    std::vector<std::uint32_t> first;   // children of u: [first[u], first[u + 1])
    std::vector<std::vector<std::uint32_t>> strata;  // deepest first
    std::vector<std::uint8_t> gradable;
    std::vector<std::size_t> rank;  // of its kind; in a free scheme, which has no ranks, the depth

    explicit Layout(const Tree& tree) {
        const std::size_t n = tree.size();
        const auto begins = tree.child_begins();
        first.assign(begins.begin(), begins.end());
        first.resize(n + 1, 0);
        parent.assign(n, no_group), gradable.assign(n, 0);
        for (std::uint32_t p = 0; p < n; ++p)
            for (std::uint32_t child = first[p]; child < first[p + 1]; ++child) parent[child] = p;
        rank.assign(n, 0);
        std::size_t deepest = 0, depth = 0;
        for (std::size_t p = 0; p < n; ++p) {
            while (p >= tree.levels()[depth + 1]) ++depth;
            const Row row = tree.level_order()[p];
            const Kind* kind = tree.kind_defined(row);
            gradable[p] = kind == nullptr || kind->gradable;
            rank[p] = kind == nullptr ? depth : static_cast<std::size_t>(kind->rank);
            deepest = std::max(deepest, rank[p]);
        }
        strata.resize(deepest + 1);
        for (std::size_t p = 0; p < n; ++p) strata[deepest - rank[p]].push_back(static_cast<std::uint32_t>(p));
        std::erase_if(strata, [](const auto& s) { return s.empty(); });
    }
};

}  // namespace myhao::inline v0::detail
