// SPDX-License-Identifier: Apache-2.0
// A page to be read: lines and tables under headings, as plain text or as HTML in which every text from data is escaped.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/label.hpp>

namespace myhao::inline v0 {

/// Lines under a heading, and perhaps a table.
struct PagePart {
    std::string heading;
    std::vector<std::string> lines = {};
    std::vector<std::string> headers = {};
    std::vector<std::vector<std::string>> rows = {};
    std::vector<std::size_t> marked = {};  // rows that ask for attention, ascending: "!" in the margin, bold in HTML

    friend bool operator==(const PagePart&, const PagePart&) = default;
};

struct Page {
    std::string of;                       // what kind of page, for the class of its HTML: "minutes"
    std::string title;
    std::vector<std::string> lines = {};  // under the title
    std::vector<PagePart> parts = {};
    Language language = Language::vi;

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string html() const;      // a piece of a page, without script or style sheet
    [[nodiscard]] std::string document() const;  // the same as a file that a browser opens
    friend bool operator==(const Page&, const Page&) = default;
};

namespace detail {

inline void put_escaped(std::string& out, char c) {
    switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#x27;"; break;
        default: out += c;
    }
}
/// Safe inside an element and inside an attribute.
[[nodiscard]] inline std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : one_line(text)) put_escaped(out, c);
    return out;
}

/// How many letters a text takes in a column: marks by themselves take none.
[[nodiscard]] inline std::size_t width(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t point = code_point(text, at);
        count += point < 0x300 || point > 0x36F;
    }
    return count;
}

}  // namespace detail

inline std::string Page::text() const {
    std::string out;
    const auto line = [&](const std::string& one) { out += detail::one_line(one) + '\n'; };
    line(title);
    for (const std::string& one : lines) line(one);
    for (const PagePart& part : parts) {
        out += '\n';
        line(part.heading);
        for (const std::string& one : part.lines) out += "  ", line(one);
        if (part.rows.empty()) continue;
        std::vector<std::size_t> widths;
        const auto fit = [&](const std::vector<std::string>& row) {
            widths.resize(std::max(widths.size(), row.size()), 0);
            for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], detail::width(row[c]));
        };
        const auto shown = [&](const std::vector<std::string>& row, char margin) {
            std::string text{margin};
            for (std::size_t c = 0; c < row.size(); ++c) text += ' ' + row[c] + std::string(c + 1 < row.size() ? widths[c] - detail::width(row[c]) + 1 : 0, ' ');
            while (text.ends_with(' ')) text.pop_back();
            line(text);
        };
        fit(part.headers);
        for (const auto& row : part.rows) fit(row);
        if (!part.headers.empty()) shown(part.headers, ' ');
        for (std::size_t r = 0; r < part.rows.size(); ++r) shown(part.rows[r], std::binary_search(part.marked.begin(), part.marked.end(), r) ? '!' : ' ');
    }
    return out;
}

inline std::string Page::html() const {
    using detail::escaped;
    const std::string code = language == Language::vi ? "vi" : "en";
    std::string out = "<div class=\"myhao " + escaped(of) + "\" lang=\"" + code + "\">\n<h2>" + escaped(title) + "</h2>\n";
    for (const std::string& one : lines) out += "<p>" + escaped(one) + "</p>\n";
    for (const PagePart& part : parts) {
        out += "<h3>" + escaped(part.heading) + "</h3>\n";
        for (const std::string& one : part.lines) out += "<p>" + escaped(one) + "</p>\n";
        if (part.rows.empty()) continue;
        out += "<table>\n<thead><tr>";
        for (const std::string& one : part.headers) out += "<th>" + escaped(one) + "</th>";
        out += "</tr></thead>\n<tbody>\n";
        for (std::size_t r = 0; r < part.rows.size(); ++r) {
            const bool marked = std::binary_search(part.marked.begin(), part.marked.end(), r);
            out += marked ? "<tr class=\"marked\">" : "<tr>";
            for (const std::string& one : part.rows[r]) out += (marked ? "<td><b>" : "<td>") + escaped(one) + (marked ? "</b></td>" : "</td>");
            out += "</tr>\n";
        }
        out += "</tbody>\n</table>\n";
    }
    return out + "</div>\n";
}

inline std::string Page::document() const {
    return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + detail::escaped(title) + "</title></head>\n<body>\n" + html() + "</body></html>\n";
}

}  // namespace myhao::inline v0
