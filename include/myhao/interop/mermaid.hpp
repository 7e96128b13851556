// SPDX-License-Identifier: Apache-2.0
// Trees as Mermaid flowcharts. Every text that came from data is escaped; what is too large is cut and says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/org/text.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0 {

namespace detail {
/// Inside double quotes: anything that Mermaid or the page around it could read becomes an entity.
[[nodiscard]] inline std::string mermaid_text(std::string_view text) {
    std::string out;
    for (const char c : one_line(text)) {
        if (static_cast<unsigned char>(c) >= 0x80 || c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == ',') out += c;
        else out += "#" + std::to_string(static_cast<int>(c)) + ";";
    }
    return out;
}
}  // namespace detail

[[nodiscard]] inline std::string mermaid(const Tree& tree, const ShownTree& shown = {}) {
    std::string out;
    if (!warning(shown.origin).empty()) out += "---\ntitle: " + std::string(warning(shown.origin)) + " " + tree.date().text() + "\n---\n";
    out += "flowchart LR\n";
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
        out += "  u" + std::to_string(r) + "[\"" + detail::mermaid_text(name.empty() ? std::string_view(id) : name) + "\"]\n";
        if (parent) out += "  u" + std::to_string(parent->value()) + " --> u" + std::to_string(r) + "\n";
    }
    if (hidden > 0) out += "  more[\"and " + std::to_string(hidden) + " more\"]\n";
    return out;
}

}  // namespace myhao::inline v0
