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

    explicit Layout(const Tree& tree) {
        const std::size_t n = tree.size();
        parent.assign(n, no_group), first.assign(n + 1, 0), gradable.assign(n, 0);
        std::vector<int> rank(n);
        int deepest = 0;
        for (std::size_t p = 0; p < n; ++p) {
            const Row row = tree.level_order()[p];
            if (const auto up = tree.parent(row)) parent[p] = static_cast<std::uint32_t>(tree.position(*up));
            gradable[p] = tree.gradable(row);
            rank[p] = tree.rank(row);
            deepest = std::max(deepest, rank[p]);
        }
        std::uint32_t next = 0;
        while (next < n && parent[next] == no_group) ++next;
        for (std::size_t u = 0; u < n; ++u) {
            first[u] = next;
            while (next < n && parent[next] == u) ++next;
        }
        first[n] = next;
        strata.resize(static_cast<std::size_t>(deepest) + 1);
        for (std::size_t p = 0; p < n; ++p) strata[static_cast<std::size_t>(deepest - rank[p])].push_back(static_cast<std::uint32_t>(p));
        std::erase_if(strata, [](const auto& s) { return s.empty(); });
    }
};

}  // namespace myhao::inline v0::detail
