// SPDX-License-Identifier: Apache-2.0
// Trees and lineages in the DOT language. Every text that came from data is escaped; what is too large is cut and says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/org/lineage.hpp>
#include <myhao/org/text.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0 {

namespace detail {
/// Inside double quotes.
[[nodiscard]] inline std::string dot_text(std::string_view text) {
    std::string out;
    for (const char c : one_line(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}
}  // namespace detail

/// Boxes with name and kind, an arrow from each unit to the ones below.
[[nodiscard]] inline std::string dot(const Tree& tree, const ShownTree& shown = {}) {
    std::string out = "digraph tree {\n  rankdir=LR;\n  node [shape=box];\n";
    std::string title = tree.date().text();
    if (!warning(shown.origin).empty()) title += " " + std::string(warning(shown.origin));
    out += "  label=\"" + title + "\";\n";
    std::size_t units = 0, hidden = 0;
    std::vector<std::uint8_t> is_shown(tree.size(), 0);
    for (std::uint32_t r = 0; r < tree.size(); ++r) {
        const Row row(r);
        const auto parent = tree.parent(row);
        if (units == shown.most_units || tree.depth(row) > shown.most_depth || (parent && is_shown[parent->at()] == 0)) {
            ++hidden;
            continue;
        }
        is_shown[r] = 1;
        ++units;
        const std::string id = tree.id(row).text();
        const std::string_view name = tree.name(row);
        const std::string number = "u" + std::to_string(r);
        out += "  " + number + " [label=\"" + detail::dot_text(name.empty() ? std::string_view(id) : name) + "\\n" + detail::dot_text(tree.kind(row)) + "\", tooltip=\"" + detail::dot_text(id) + "\"];\n";
        if (parent) out += "  u" + std::to_string(parent->value()) + " -> " + number + ";\n";
    }
    if (hidden > 0) out += "  more [label=\"and " + std::to_string(hidden) + " more\", shape=plaintext];\n";
    return out + "}\n";
}

/// Successions as points in time, units as boxes: what led to a unit and what led on from it.
[[nodiscard]] inline std::string dot(const Lineage& lineage) {
    std::string out = "digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n";
    std::vector<std::string> names;
    const auto unit = [&](const Id& id) {
        const std::string text = id.text();
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == text) return "u" + std::to_string(i);
        names.push_back(text);
        out += "  u" + std::to_string(names.size() - 1) + " [label=\"" + detail::dot_text(text) + "\"];\n";
        return "u" + std::to_string(names.size() - 1);
    };
    std::size_t number = 0;
    for (const auto* list : {&lineage.predecessors, &lineage.successors})
        for (const Succession& s : *list) {
            const std::string event = "s" + std::to_string(number++);
            out += "  " + event + " [shape=ellipse, label=\"" + std::string(name(s.event)) + "\\n" + s.day.text() + "\"];\n";
            for (const Id& id : s.before) {
                const std::string u = unit(id);
                out += "  " + u + " -> " + event + ";\n";
            }
            for (const Id& id : s.after) {
                const std::string u = unit(id);
                out += "  " + event + " -> " + u + ";\n";
            }
        }
    return out + "}\n";
}

}  // namespace myhao::inline v0
