// SPDX-License-Identifier: Apache-2.0
// A figure (số liệu): a reported number as the interval its wording allows, with its own period and its source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <myhao/base/decimal.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/report/measure.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/origin.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// How the source words the number.
enum class Qualifier : std::uint8_t {
    exact,      // 72: [72, 72]
    more_than,  // hơn, trên 550: (550, ...)
    nearly,     // gần 4.000: (..., 4000)
    range,      // 90 - 95: [90, 95]
    from,       // từ 80: [80, ...)
};

[[nodiscard]] constexpr std::string_view name(Qualifier qualifier) noexcept {
    constexpr std::string_view names[] = {"exact", "more_than", "nearly", "range", "from"};
    return names[static_cast<std::size_t>(qualifier)];
}
[[nodiscard]] constexpr std::optional<Qualifier> qualifier_named(std::string_view text) noexcept {
    for (int i = 0; i <= static_cast<int>(Qualifier::from); ++i)
        if (name(static_cast<Qualifier>(i)) == text) return static_cast<Qualifier>(i);
    return std::nullopt;
}

/// Whether an interval has the shape that a qualifier gives.
[[nodiscard]] inline bool fits(Qualifier qualifier, const Interval<Decimal>& value) {
    switch (qualifier) {
        case Qualifier::exact: return value.exact();
        case Qualifier::more_than: return value.low && value.low_open && !value.high;
        case Qualifier::nearly: return !value.low && value.high && value.high_open;
        case Qualifier::range: return value.low && value.high && !value.low_open && !value.high_open;
        case Qualifier::from: return value.low && !value.low_open && !value.high;
    }
    return false;
}

/// Its value is made by `interval` from the words of the source; a ReportBuilder checks the whole.
struct Figure {
    Measure measure;
    Qualifier qualifier = Qualifier::exact;
    Interval<Decimal> value;
    Period period{Date(), Date() + 1};  // of a stock: the one day it was counted on
    Citation source;
    Confidence confidence = Confidence::verified;
    Origin origin = Origin::real;

    [[nodiscard]] static Interval<Decimal> interval(Qualifier qualifier, Decimal first, std::optional<Decimal> second = {}) {
        switch (qualifier) {
            case Qualifier::exact: return Interval<Decimal>::exactly(first);
            case Qualifier::more_than: return Interval<Decimal>::more_than(first);
            case Qualifier::nearly: return Interval<Decimal>::less_than(first);
            case Qualifier::range: return Interval<Decimal>::between(first, second.value_or(first));
            case Qualifier::from: return Interval<Decimal>::at_least(first);
        }
        return {};
    }

    /// True, false, or nothing where the wording allows both: "more than 10" is at least 10, and undetermined against 11.
    [[nodiscard]] std::optional<bool> at_least(const Decimal& target) const { return value.is_at_least(target); }
    [[nodiscard]] std::optional<bool> at_most(const Decimal& target) const { return value.is_at_most(target); }

    /// "more than 550 attendances"; "từ 90 đến 95 %".
    [[nodiscard]] Label text() const {
        const std::string low = value.low ? value.low->text() : std::string(), high = value.high ? value.high->text() : std::string();
        Label words;
        switch (qualifier) {
            case Qualifier::exact: words = {low, low}; break;
            case Qualifier::more_than: words = {"trên " + low, "more than " + low}; break;
            case Qualifier::nearly: words = {"gần " + high, "nearly " + high}; break;
            case Qualifier::range: words = {"từ " + low + " đến " + high, low + " to " + high}; break;
            case Qualifier::from: words = {"từ " + low, "at least " + low}; break;
        }
        if (measure.unit == "%") words.vi += " %", words.en += " %";
        return words;
    }

    friend bool operator==(const Figure&, const Figure&) = default;
};

/// "[43, 43]", "(550, ...)", "(..., 4000)": an interval as mathematicians write it.
[[nodiscard]] inline std::string text(const Interval<Decimal>& value) {
    std::string out = value.low && !value.low_open ? "[" : "(";
    out += (value.low ? value.low->text() : "...") + ", " + (value.high ? value.high->text() : "...");
    return out + (value.high && !value.high_open ? "]" : ")");
}

}  // namespace myhao::inline v0
