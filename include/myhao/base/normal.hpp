// SPDX-License-Identifier: Apache-2.0
// One form for Latin and Vietnamese letters with combining marks, to find texts that look the same and are not; and what a text may hold.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <myhao/base/fold.hpp>

namespace myhao::inline v0 {

namespace detail {

/// A letter with its marks taken off one by one: `base` may itself still have one. Nothing for a letter without marks.
struct Decomposed {
    std::uint32_t base = 0, mark = 0;
};

[[nodiscard]] constexpr Decomposed decomposed(std::uint32_t point) noexcept {
    struct Made { std::uint32_t point, base, mark; };
    if (point < 0xC0 || (point > 0x233 && point < 0x1E00) || point > 0x1EF9) return {};
    constexpr std::uint32_t grave = 0x300, acute = 0x301, hat = 0x302, tilde = 0x303, macron = 0x304, breve = 0x306, dot = 0x307, dots = 0x308,
                            hook = 0x309, ring = 0x30A, twin = 0x30B, caron = 0x30C, horn = 0x31B, below = 0x323, cedilla = 0x327, ogonek = 0x328;
    constexpr Made latin1[] = {
        {0xC0, 'A', grave}, {0xC1, 'A', acute}, {0xC2, 'A', hat}, {0xC3, 'A', tilde}, {0xC4, 'A', dots}, {0xC5, 'A', ring}, {0xC7, 'C', cedilla},
        {0xC8, 'E', grave}, {0xC9, 'E', acute}, {0xCA, 'E', hat}, {0xCB, 'E', dots}, {0xCC, 'I', grave}, {0xCD, 'I', acute}, {0xCE, 'I', hat},
        {0xCF, 'I', dots}, {0xD1, 'N', tilde}, {0xD2, 'O', grave}, {0xD3, 'O', acute}, {0xD4, 'O', hat}, {0xD5, 'O', tilde}, {0xD6, 'O', dots},
        {0xD9, 'U', grave}, {0xDA, 'U', acute}, {0xDB, 'U', hat}, {0xDC, 'U', dots}, {0xDD, 'Y', acute}, {0xFF, 'y', dots},
    };
    for (const Made& m : latin1) {
        if (m.point == point) return {m.base, m.mark};
        if (point >= 0xE0 && point < 0xFF && m.point + 0x20 == point) return {m.base + 0x20, m.mark};
    }
    constexpr Made pairs[] = {  // the capital; the small letter follows it
        {0x100, 'A', macron}, {0x102, 'A', breve}, {0x104, 'A', ogonek}, {0x106, 'C', acute}, {0x108, 'C', hat}, {0x10A, 'C', dot}, {0x10C, 'C', caron},
        {0x10E, 'D', caron}, {0x112, 'E', macron}, {0x114, 'E', breve}, {0x116, 'E', dot}, {0x118, 'E', ogonek}, {0x11A, 'E', caron}, {0x11C, 'G', hat},
        {0x11E, 'G', breve}, {0x120, 'G', dot}, {0x122, 'G', cedilla}, {0x124, 'H', hat}, {0x128, 'I', tilde}, {0x12A, 'I', macron}, {0x12C, 'I', breve},
        {0x12E, 'I', ogonek}, {0x134, 'J', hat}, {0x136, 'K', cedilla}, {0x139, 'L', acute}, {0x13B, 'L', cedilla}, {0x13D, 'L', caron}, {0x143, 'N', acute},
        {0x145, 'N', cedilla}, {0x147, 'N', caron}, {0x14C, 'O', macron}, {0x14E, 'O', breve}, {0x150, 'O', twin}, {0x154, 'R', acute}, {0x156, 'R', cedilla},
        {0x158, 'R', caron}, {0x15A, 'S', acute}, {0x15C, 'S', hat}, {0x15E, 'S', cedilla}, {0x160, 'S', caron}, {0x162, 'T', cedilla}, {0x164, 'T', caron},
        {0x168, 'U', tilde}, {0x16A, 'U', macron}, {0x16C, 'U', breve}, {0x16E, 'U', ring}, {0x170, 'U', twin}, {0x172, 'U', ogonek}, {0x174, 'W', hat},
        {0x176, 'Y', hat}, {0x179, 'Z', acute}, {0x17B, 'Z', dot}, {0x17D, 'Z', caron}, {0x1A0, 'O', horn}, {0x1AF, 'U', horn},
        {0x1E0C, 'D', below}, {0x1E24, 'H', below}, {0x1E32, 'K', below}, {0x1E36, 'L', below}, {0x1E42, 'M', below}, {0x1E46, 'N', below},
        {0x1E5A, 'R', below}, {0x1E62, 'S', below}, {0x1E6C, 'T', below}, {0x1E80, 'W', grave}, {0x1E82, 'W', acute}, {0x1E92, 'Z', below},
        {0x1EA0, 'A', below}, {0x1EA2, 'A', hook}, {0x1EA4, 0xC2, acute}, {0x1EA6, 0xC2, grave}, {0x1EA8, 0xC2, hook}, {0x1EAA, 0xC2, tilde},
        {0x1EAC, 0x1EA0, hat}, {0x1EAE, 0x102, acute}, {0x1EB0, 0x102, grave}, {0x1EB2, 0x102, hook}, {0x1EB4, 0x102, tilde}, {0x1EB6, 0x1EA0, breve},
        {0x1EB8, 'E', below}, {0x1EBA, 'E', hook}, {0x1EBC, 'E', tilde}, {0x1EBE, 0xCA, acute}, {0x1EC0, 0xCA, grave}, {0x1EC2, 0xCA, hook},
        {0x1EC4, 0xCA, tilde}, {0x1EC6, 0x1EB8, hat}, {0x1EC8, 'I', hook}, {0x1ECA, 'I', below}, {0x1ECC, 'O', below}, {0x1ECE, 'O', hook},
        {0x1ED0, 0xD4, acute}, {0x1ED2, 0xD4, grave}, {0x1ED4, 0xD4, hook}, {0x1ED6, 0xD4, tilde}, {0x1ED8, 0x1ECC, hat}, {0x1EDA, 0x1A0, acute},
        {0x1EDC, 0x1A0, grave}, {0x1EDE, 0x1A0, hook}, {0x1EE0, 0x1A0, tilde}, {0x1EE2, 0x1A0, below}, {0x1EE4, 'U', below}, {0x1EE6, 'U', hook},
        {0x1EE8, 0x1AF, acute}, {0x1EEA, 0x1AF, grave}, {0x1EEC, 0x1AF, hook}, {0x1EEE, 0x1AF, tilde}, {0x1EF0, 0x1AF, below}, {0x1EF2, 'Y', grave},
        {0x1EF4, 'Y', below}, {0x1EF6, 'Y', hook}, {0x1EF8, 'Y', tilde},
    };
    const Made* const next = std::upper_bound(std::begin(pairs), std::end(pairs), point, [](std::uint32_t p, const Made& m) { return p < m.point; });
    if (next == std::begin(pairs)) return {};
    const Made& m = next[-1];
    if (m.point == point) return {m.base, m.mark};
    if (m.point + 1 == point) return {m.base < 0xE0 ? m.base + 0x20 : m.base + 1, m.mark};
    return {};
}

/// Marks of one class do not pass each other: 1 attached (horn), 2 attached below (cedilla, ogonek), 3 below, 4 above.
[[nodiscard]] constexpr int mark_class(std::uint32_t point) noexcept {
    if (point < 0x300 || point > 0x36F) return 0;
    if (point == 0x31B) return 2;
    if (point == 0x321 || point == 0x322 || point == 0x327 || point == 0x328) return 1;
    if ((point >= 0x316 && point <= 0x319) || (point >= 0x31C && point <= 0x320) || (point >= 0x323 && point <= 0x326) || (point >= 0x329 && point <= 0x333)) return 3;
    return 4;
}

inline void append_point(std::string& text, std::uint32_t point) {
    const auto byte = [&](std::uint32_t value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
    if (point < 0x80) return byte(point);
    if (point < 0x800) return byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F));
    if (point < 0x10000) return byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F));
    byte(0xF0 | point >> 18), byte(0x80 | (point >> 12 & 0x3F)), byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F));
}

}  // namespace detail

/// The text with every Latin letter taken apart into a plain letter and its marks in one order: texts that look the same have the
/// same form, whether their letters came composed or not. For comparing, never for storing; other scripts stay as they are.
[[nodiscard]] inline std::string taken_apart(std::string_view text) {
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) {
        std::uint32_t point = detail::code_point(text, at);
        std::uint32_t marks[4];
        int count = 0;
        for (detail::Decomposed d = detail::decomposed(point); d.mark != 0 && count < 4; d = detail::decomposed(point)) marks[count++] = d.mark, point = d.base;
        points += static_cast<char32_t>(point);
        while (count > 0) points += static_cast<char32_t>(marks[--count]);
    }
    for (std::size_t i = 1; i < points.size(); ++i)
        for (std::size_t k = i; k > 0; --k) {
            const int here = detail::mark_class(points[k]), before = detail::mark_class(points[k - 1]);
            if (here == 0 || before <= here) break;
            std::swap(points[k], points[k - 1]);
        }
    std::string apart;
    for (const char32_t point : points) detail::append_point(apart, static_cast<std::uint32_t>(point));
    return apart;
}

/// What a name or id may not hold; `sound` is a text that may be stored.
enum class TextFault { sound, nul, not_utf8 };

/// Whether a text is UTF-8 (no surrogates, no overlong forms) without NUL.
[[nodiscard]] inline TextFault fault_of(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        if (lead == 0) return TextFault::nul;
        if (lead < 0x80) {
            ++at;
            continue;
        }
        const std::size_t from = at;
        const std::uint32_t point = detail::code_point(text, at);
        const std::size_t length = at - from;
        const std::uint32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        if (length < 2 || point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return TextFault::not_utf8;
    }
    return TextFault::sound;
}

}  // namespace myhao::inline v0
