// SPDX-License-Identifier: Apache-2.0
// Sums of figures: over separate units for stocks and flows, over separate periods for flows; everything else is refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <myhao/base/decimal.hpp>
#include <myhao/base/error.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/report/figure.hpp>

namespace myhao::inline v0 {

namespace detail {

/// Throws InvalidFacts where the exact sum does not fit.
[[nodiscard]] inline Decimal sum_of(const Decimal& a, const Decimal& b) {
    const int places = a.places() > b.places() ? a.places() : b.places();
    const auto left = a.at(places), right = b.at(places);
    std::int64_t sum = 0;
    if (!left || !right || __builtin_add_overflow(*left, *right, &sum)) throw InvalidFacts::at("sum", "beyond 64 bits", a.text() + " + " + b.text());
    return Decimal(sum, places);
}

/// What the figures together may be; a side on which one of them is not bounded stays open.
[[nodiscard]] inline Interval<Decimal> sum_of(std::span<const Figure> figures) {
    Interval<Decimal> sum = Interval<Decimal>::exactly(Decimal(0));
    for (const Figure& figure : figures) {
        const Interval<Decimal>& value = figure.value;
        sum.low = sum.low && value.low ? std::optional(sum_of(*sum.low, *value.low)) : std::nullopt;
        sum.high = sum.high && value.high ? std::optional(sum_of(*sum.high, *value.high)) : std::nullopt;
        sum.low_open = sum.low && (sum.low_open || value.low_open);
        sum.high_open = sum.high && (sum.high_open || value.high_open);
    }
    return sum;
}

inline void add_problem(Findings& problems, const Figure& figure, std::string vi, std::string en) {
    problems.add({State::violated, Severity::error, InvalidFacts::rule, "figure '" + figure.measure.id + "', " + figure.period.since().text(), text(figure.value), {}, figure.source.text(), {std::move(vi), std::move(en)}});
}

inline void check_same_measure(std::span<const Figure> figures, Findings& problems) {
    if (figures.empty()) throw InvalidFacts::at("sum", "there is nothing to add up");
    for (const Figure& figure : figures)
        if (figure.measure.id != figures[0].measure.id || figure.measure.unit != figures[0].measure.unit || figure.measure.type != figures[0].measure.type)
            add_problem(problems, figure, "khác thước đo với số đầu tiên", "of another measure than the first");
}

}  // namespace detail

/// One measure of several units at one time. That the units are separate, none within another, is the caller's knowledge.
/// Throws InvalidFacts for a ratio, rank or level, and for figures of different measures or periods.
[[nodiscard]] inline Interval<Decimal> sum_over_units(std::span<const Figure> figures) {
    Findings problems;
    detail::check_same_measure(figures, problems);
    if (!figures[0].measure.adds_over_units()) detail::add_problem(problems, figures[0], "tỷ lệ, thứ hạng và mức không cộng được", "a ratio, rank or level does not add up over units");
    for (const Figure& figure : figures)
        if (!(figure.period == figures[0].period)) detail::add_problem(problems, figure, "khác kỳ với số đầu tiên", "of another period than the first");
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    return detail::sum_of(figures);
}

/// One flow of one unit in several periods, none of which overlap; a gap between them is left out of the sum.
/// Throws InvalidFacts for anything but a flow, and for periods that overlap.
[[nodiscard]] inline Interval<Decimal> sum_over_time(std::span<const Figure> figures) {
    Findings problems;
    detail::check_same_measure(figures, problems);
    if (!figures[0].measure.adds_over_time()) detail::add_problem(problems, figures[0], "chỉ số phát sinh mới cộng được theo thời gian", "only a flow adds up over time");
    for (std::size_t i = 0; i < figures.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (figures[i].period.overlaps(figures[j].period)) detail::add_problem(problems, figures[i], "kỳ chồng lên kỳ khác", "its period overlaps another one");
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    return detail::sum_of(figures);
}

}  // namespace myhao::inline v0
