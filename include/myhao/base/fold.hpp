// SPDX-License-Identifier: Apache-2.0
// Texts as people type them: accents and case ignored ("My Hao" finds "Mỹ Hào"), and the nearest name for a suggestion.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace myhao::inline v0 {

namespace detail {

inline constexpr std::uint32_t no_point = 0xFFFFFFFF;

/// The code point at `at`, which moves behind it; `no_point` for a byte that is not UTF-8.
[[nodiscard]] inline std::uint32_t code_point(std::string_view text, std::size_t& at) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t lead = byte(at++);
    const std::size_t more = lead >= 0xF0 && lead < 0xF8 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
    if (lead < 0x80) return lead;
    if (lead < 0xC2 || lead >= 0xF8 || at + more > text.size()) return no_point;
    std::uint32_t point = lead & (0x3Fu >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return no_point;
        point = point << 6 | (byte(at + i) & 0x3F);
    }
    at += more;
    return point;
}

/// The plain letter under a Latin letter with marks, 0 for a mark by itself, or the point as it is.
[[nodiscard]] constexpr std::uint32_t plain_letter(std::uint32_t point) noexcept {
    struct Run { std::uint32_t first, last; char letter; };
    constexpr Run runs[] = {
        {0xC0, 0xC5, 'a'},     {0xC7, 0xC7, 'c'},     {0xC8, 0xCB, 'e'},     {0xCC, 0xCF, 'i'},     {0xD1, 0xD1, 'n'},     {0xD2, 0xD6, 'o'},
        {0xD8, 0xD8, 'o'},     {0xD9, 0xDC, 'u'},     {0xDD, 0xDD, 'y'},     {0xE0, 0xE5, 'a'},     {0xE7, 0xE7, 'c'},     {0xE8, 0xEB, 'e'},
        {0xEC, 0xEF, 'i'},     {0xF1, 0xF1, 'n'},     {0xF2, 0xF6, 'o'},     {0xF8, 0xF8, 'o'},     {0xF9, 0xFC, 'u'},     {0xFD, 0xFD, 'y'},
        {0xFF, 0xFF, 'y'},     {0x100, 0x105, 'a'},   {0x106, 0x10D, 'c'},   {0x10E, 0x111, 'd'},   {0x112, 0x11B, 'e'},   {0x128, 0x131, 'i'},
        {0x14C, 0x151, 'o'},   {0x168, 0x173, 'u'},   {0x1A0, 0x1A1, 'o'},   {0x1AF, 0x1B0, 'u'},   {0x1EA0, 0x1EB7, 'a'}, {0x1EB8, 0x1EC7, 'e'},
        {0x1EC8, 0x1ECB, 'i'}, {0x1ECC, 0x1EE3, 'o'}, {0x1EE4, 0x1EF1, 'u'}, {0x1EF2, 0x1EF9, 'y'}, {0x300, 0x36F, '\0'},
    };
    for (const Run& run : runs)
        if (run.first <= point && point <= run.last) return static_cast<std::uint32_t>(static_cast<unsigned char>(run.letter));
    return point;
}

}  // namespace detail

/// Accents off, ASCII lower case, runs of white space as one space, none at the ends. For looking up, never for storing.
[[nodiscard]] inline std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const std::uint32_t point = detail::code_point(text, at);
        const std::uint32_t letter = point < 0x80 ? point : detail::plain_letter(point);
        if (point == 0) {
            folded += '\0';  // never passed over: a name with a NUL is another name
        } else if (letter == ' ' || letter == '\t' || letter == '\n' || letter == 0xA0) {
            if (!folded.empty() && folded.back() != ' ') folded += ' ';
        } else if (letter != 0 && letter < 0x80) {
            folded += static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
        } else if (letter != 0) {
            folded.append(text.substr(from, at - from));
        }
    }
    if (folded.ends_with(' ')) folded.pop_back();
    return folded;
}

/// The name nearest to `text`, accents, case and up to a third of the letters aside; empty where none is near.
[[nodiscard]] inline std::string nearest(std::string_view text, const std::vector<std::string>& names) {
    const std::string wanted = fold(text);
    std::string best;
    std::size_t least = wanted.size() / 3 + 1;
    std::vector<std::size_t> row;
    for (const std::string& name : names) {
        const std::string other = fold(name);
        const std::size_t apart = wanted.size() > other.size() ? wanted.size() - other.size() : other.size() - wanted.size();
        if (apart >= least) continue;
        row.resize(other.size() + 1);
        for (std::size_t j = 0; j <= other.size(); ++j) row[j] = j;
        for (std::size_t i = 1; i <= wanted.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i;
            for (std::size_t j = 1; j <= other.size(); ++j) {
                const std::size_t kept = diagonal + (wanted[i - 1] != other[j - 1]);
                diagonal = row[j];
                row[j] = std::min({kept, row[j] + 1, row[j - 1] + 1});
            }
        }
        if (row.back() < least) least = row.back(), best = name;
    }
    return best;
}

/// "; did you mean 'x'?" for the nearest of `names`, or nothing: for the end of a message.
[[nodiscard]] inline std::string suggestion(std::string_view text, const std::vector<std::string>& names) {
    const std::string near = nearest(text, names);
    return near.empty() ? near : "; did you mean '" + near + "'?";
}

}  // namespace myhao::inline v0
