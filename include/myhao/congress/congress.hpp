// SPDX-License-Identifier: Apache-2.0
// A congress (đại hội) of one unit, as far as it is known; and the Roman numerals that number congresses.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <myhao/base/ids.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/report/statement.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/time/date.hpp>

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

/// One congress. What is not stated is open: a day may be known as "in June".
struct Congress {
    std::string id = {};
    Label label = {};
    std::string level;                      // the level of a directive that binds it
    Id unit;
    std::optional<int> ordinal = {};        // XXVI is 26
    std::string term = {};                  // "2020-2025"
    Interval<Date> first_day = {}, last_day = {};
    std::optional<std::size_t> contents_done = {};
    std::optional<std::int64_t> delegates = {};  // official ones
    std::optional<InstrumentKey> directive = {};
    Citation source = {};
    Confidence confidence = Confidence::verified;

    /// Whole days, both ends counted: at least one.
    [[nodiscard]] Interval<std::int64_t> days() const {
        Interval<std::int64_t> days = Interval<std::int64_t>::at_least(1);
        if (last_day.low && first_day.high) days.low = std::max<std::int64_t>(1, *last_day.low - *first_day.high + 1);
        if (last_day.high && first_day.low) days.high = *last_day.high - *first_day.low + 1;
        return days;
    }
    friend bool operator==(const Congress&, const Congress&) = default;
};

/// A day somewhere in a month.
[[nodiscard]] inline Interval<Date> sometime_in(int year, int month) {
    const Date first(year, month, 1);
    return Interval<Date>::between(first, add_months(first, 1, MonthEnd::error) - 1);
}

namespace detail {
[[nodiscard]] inline Interval<Date> stated(const std::optional<Date>& day) { return day ? Interval<Date>::exactly(*day) : Interval<Date>(); }
[[nodiscard]] inline std::optional<std::size_t> stated(const std::optional<int>& count) { return count && *count >= 0 ? std::optional(static_cast<std::size_t>(*count)) : std::nullopt; }
}  // namespace detail

/// A report's congress of one unit. Only where it names the unit.
[[nodiscard]] inline Congress congress_of(const CongressFacts& facts) {
    return {.id = facts.id, .label = facts.label, .level = facts.level, .unit = facts.unit.value_or(Id()), .ordinal = facts.ordinal, .term = facts.term, .first_day = detail::stated(facts.first_day),
            .last_day = detail::stated(facts.last_day), .contents_done = detail::stated(facts.contents_done), .directive = facts.directive, .source = facts.source, .confidence = facts.confidence};
}

}  // namespace myhao::inline v0
