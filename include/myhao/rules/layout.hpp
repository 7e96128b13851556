// SPDX-License-Identifier: Apache-2.0
// Where the units of a tree stand while it is evaluated: parents, children, and the strata from the deepest to the root.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <myhao/org/tree.hpp>

namespace myhao::inline v0::detail {

inline constexpr std::uint32_t no_group = std::numeric_limits<std::uint32_t>::max();

/// The objects of one stratum by position, ascending: mostly a run of them, else a list.
class Stratum {
public:
    Stratum() = default;
    /// The `size` objects from `first` on.
    Stratum(std::size_t first, std::size_t size) : first_(static_cast<std::uint32_t>(first)), size_(size) {}
    explicit Stratum(std::vector<std::uint32_t> list) : size_(list.size()), list_(std::move(list)) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool is_run() const noexcept { return list_.empty(); }
    [[nodiscard]] std::uint32_t operator[](std::size_t k) const noexcept { return list_.empty() ? first_ + static_cast<std::uint32_t>(k) : list_[k]; }
    [[nodiscard]] bool contains(std::size_t object) const noexcept {
        return list_.empty() ? object >= first_ && object - first_ < size_ : std::binary_search(list_.begin(), list_.end(), static_cast<std::uint32_t>(object));
    }

private:
    std::uint32_t first_ = 0;
    std::size_t size_ = 0;
    std::vector<std::uint32_t> list_;
};

/// Where units stand: by level-order position.
struct Layout {
    std::vector<std::uint32_t> parent;  // no_group at a root
    std::vector<std::uint32_t> first;   // children of u: [first[u], first[u + 1])
    std::vector<Stratum> strata;        // deepest first
    std::vector<std::uint8_t> gradable;
    std::vector<std::uint32_t> rank;    // of its kind; in a free scheme, which has no ranks, the depth
    bool all_gradable = true;

    explicit Layout(const Tree& tree) {
        const std::size_t n = tree.size();
        const auto begins = tree.child_begins();
        first.assign(begins.begin(), begins.end());
        first.resize(n + 1, 0);
        parent.assign(n, no_group);
        for (std::uint32_t p = 0; p < n; ++p)
            for (std::uint32_t child = first[p]; child < first[p + 1]; ++child) parent[child] = p;
        std::vector<std::vector<Run>> runs;  // by rank
        rank_units(tree, runs);
        for (std::size_t r = runs.size(); r-- > 0;) {
            if (runs[r].size() == 1) strata.emplace_back(runs[r][0].begin, runs[r][0].end - runs[r][0].begin);
            if (runs[r].size() <= 1) continue;
            std::vector<std::uint32_t> list;
            for (const Run& run : runs[r])
                for (std::uint32_t p = run.begin; p < run.end; ++p) list.push_back(p);
            strata.emplace_back(std::move(list));
        }
    }

private:
    /// Units of one rank mostly stand in long runs, as their depth is one.
    void rank_units(const Tree& tree, std::vector<std::vector<Run>>& runs) {
        const std::size_t n = tree.size();
        rank.resize(n), gradable.resize(n);
        const auto run = [&](std::size_t begin, std::size_t end, std::uint32_t of, bool is_gradable) {
            std::fill(rank.begin() + static_cast<std::ptrdiff_t>(begin), rank.begin() + static_cast<std::ptrdiff_t>(end), of);
            std::fill(gradable.begin() + static_cast<std::ptrdiff_t>(begin), gradable.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{is_gradable});
            all_gradable = all_gradable && is_gradable;
            if (of >= runs.size()) runs.resize(of + 1);
            if (!runs[of].empty() && runs[of].back().end == begin) runs[of].back().end = static_cast<std::uint32_t>(end);
            else runs[of].push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        };
        const auto order = tree.level_order();
        const auto levels = tree.levels();
        for (std::size_t d = 0; d + 1 < levels.size(); ++d)
            for (std::size_t p = levels[d]; p < levels[d + 1];) {
                const Kind* kind = tree.kind_defined(order[p]);
                const std::size_t kind_no = tree.kind_no(order[p]), begin = p;
                if (kind == nullptr) p = levels[d + 1];
                else
                    while (p < levels[d + 1] && tree.kind_no(order[p]) == kind_no) ++p;
                run(begin, p, kind ? static_cast<std::uint32_t>(kind->rank) : static_cast<std::uint32_t>(d), kind == nullptr || kind->gradable);
            }
    }
};

}  // namespace myhao::inline v0::detail
