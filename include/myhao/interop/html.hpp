// SPDX-License-Identifier: Apache-2.0
// A tree as HTML that folds: a piece of a page, safe with any name, short with any tree, and without script or style sheet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/base/page.hpp>
#include <myhao/org/text.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0 {

namespace detail {
/// Safe inside an element and inside an attribute; of a very long text the beginning.
[[nodiscard]] inline std::string html_text(std::string_view text) {
    constexpr std::size_t most = 200;
    std::string out;
    std::size_t letters = 0;
    for (const char c : one_line(text)) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && letters++ == most) return out + "…";
        put_escaped(out, c);
    }
    return out;
}
}  // namespace detail

/// Units in preorder, as of the tree's day; those of the first two levels are unfolded. The origin is named.
[[nodiscard]] inline std::string html(const Tree& tree, const ShownTree& shown = {}) {
    const std::string origin = shown.origin == Origin::synthetic ? "<b>" + std::string(warning(shown.origin)) + "</b> data" : "origin: " + std::string(name(shown.origin));
    std::string out = "<div class=\"myhao\"><p><b>" + std::to_string(tree.size()) + " units on " + tree.date().text() + "</b> <small>" + origin + "</small></p>";
    std::vector<std::uint32_t> folds;  // the ends of the units that the row stands below
    std::size_t lines = 0;
    std::uint32_t r = 0;
    for (; r < tree.size() && lines < shown.most_units; ++r, ++lines) {
        const Row row(r);
        for (; !folds.empty() && folds.back() <= r; folds.pop_back()) out += "</div></details>";
        const std::string id = tree.id(row).text();
        const std::string_view name = tree.name(row);
        std::string line = detail::html_text(name.empty() ? std::string_view(id) : name) + " <small>" + detail::html_text(id) + " · " + detail::html_text(tree.kind(row)) + "</small>";
        if (tree.is_leaf(row) || folds.size() == shown.most_depth || lines + 1 == shown.most_units) {
            if (folds.size() == shown.most_depth && !tree.is_leaf(row)) {
                line += " +" + std::to_string(tree.subtree_size(row) - 1);
                r = tree.subtree_end(row).value() - 1;
            }
            out += "<div>" + line + "</div>";
        } else {
            out += std::string("<details") + (folds.size() < 2 ? " open" : "") + "><summary>" + line + "</summary><div style=\"margin-left:1.2em\">";
            folds.push_back(tree.subtree_end(row).value());
        }
    }
    for (; !folds.empty(); folds.pop_back()) out += "</div></details>";
    if (r < tree.size()) out += "<p><small>" + std::to_string(lines) + " of " + std::to_string(tree.size()) + " units</small></p>";
    return out + "</div>";
}

}  // namespace myhao::inline v0
