// SPDX-License-Identifier: Apache-2.0
// The Roman numerals that number congresses: "XXVI" is the twenty-sixth.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace myhao::inline v0 {

/// "XXVI" for 26, from 1 to 3999; otherwise digits.
[[nodiscard]] inline std::string roman(int number) {
    if (number < 1 || number > 3999) return std::to_string(number);
    constexpr std::pair<int, std::string_view> signs[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
    std::string text;
    for (const auto& [value, sign] : signs)
        for (; number >= value; number -= value) text += sign;
    return text;
}

/// 26 for "XXVI" or "xxvi"; nothing for what `roman` would not write.
[[nodiscard]] inline std::optional<int> parse_roman(std::string_view text) {
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const auto value = [](char c) { return c == 'M' ? 1000 : c == 'D' ? 500 : c == 'C' ? 100 : c == 'L' ? 50 : c == 'X' ? 10 : c == 'V' ? 5 : c == 'I' ? 1 : 0; };
    if (upper.empty() || upper.size() > 15) return std::nullopt;
    int sum = 0;
    for (std::size_t i = 0; i < upper.size(); ++i) {
        const int one = value(upper[i]);
        if (one == 0) return std::nullopt;
        sum += i + 1 < upper.size() && value(upper[i + 1]) > one ? -one : one;
    }
    return sum > 0 && roman(sum) == upper ? std::optional(sum) : std::nullopt;
}

}  // namespace myhao::inline v0
