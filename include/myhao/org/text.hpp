// SPDX-License-Identifier: Apache-2.0
// A tree as text with lines, for a terminal; safe with any name, and short with any tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/tree.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0 {

/// What of a tree is shown.
struct ShownTree {
    std::size_t most_units = 200;  // then "... and N more"
    std::size_t most_depth = 100;  // what is deeper is counted at its parent
    Origin origin = Origin::real;  // synthetic data say so
};

/// A line for each unit in preorder: its name, kind and id.
[[nodiscard]] inline std::string text(const Tree& tree, const ShownTree& shown = {}) {
    std::string out = tree.date().text() + ", " + std::to_string(tree.size()) + " units";
    if (!warning(shown.origin).empty()) out += ", " + std::string(warning(shown.origin));
    out += '\n';
    std::vector<std::uint32_t> ends;  // of the units that the row stands below
    std::size_t lines = 0, hidden = 0;
    for (std::uint32_t r = 0; r < tree.size(); ++r) {
        const Row row(r);
        while (!ends.empty() && ends.back() <= r) ends.pop_back();
        const std::size_t depth = ends.size();
        if (lines == shown.most_units) {
            hidden = tree.size() - r;
            break;
        }
        for (std::size_t i = 1; i < depth; ++i) out += ends[i] < ends[i - 1] ? "│  " : "   ";
        if (depth > 0) out += tree.subtree_end(row).value() < ends.back() ? "├─ " : "└─ ";
        const std::string id = tree.id(row).text();
        const std::string_view name = tree.name(row);
        out += detail::one_line(name.empty() ? std::string_view(id) : name);
        out += " (" + detail::one_line(tree.kind(row)) + (name.empty() ? std::string() : ", " + detail::one_line(id)) + ")";
        if (depth == shown.most_depth && !tree.is_leaf(row)) {
            out += " +" + std::to_string(tree.subtree_size(row) - 1);
            r = tree.subtree_end(row).value() - 1;
        } else {
            ends.push_back(tree.subtree_end(row).value());
        }
        out += '\n';
        ++lines;
    }
    if (hidden > 0) out += "... and " + std::to_string(hidden) + " more\n";
    return out;
}

}  // namespace myhao::inline v0
