// SPDX-License-Identifier: Apache-2.0
// What is known of a number: an interval with open or closed ends, or none. "More than 550" is (550, ...).
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace myhao::inline v0 {

/// A missing bound leaves that side unlimited. `T` is an exact, ordered number with `text()` or std::to_string.
template <class T>
struct Interval {
    std::optional<T> low, high;
    bool low_open = false, high_open = false;

    [[nodiscard]] static Interval exactly(T value) { return {value, std::move(value)}; }
    [[nodiscard]] static Interval at_least(T value) { return {std::move(value), std::nullopt}; }
    [[nodiscard]] static Interval more_than(T value) { return {std::move(value), std::nullopt, true}; }
    [[nodiscard]] static Interval at_most(T value) { return {std::nullopt, std::move(value)}; }
    [[nodiscard]] static Interval less_than(T value) { return {std::nullopt, std::move(value), false, true}; }
    [[nodiscard]] static Interval between(T low, T high) { return {std::move(low), std::move(high)}; }

    [[nodiscard]] bool exact() const { return low && high && *low == *high && !low_open && !high_open; }
    [[nodiscard]] bool empty() const { return low && high && (*high < *low || (*low == *high && (low_open || high_open))); }
    [[nodiscard]] bool contains(const T& value) const {
        return !(low && (value < *low || (low_open && value == *low))) && !(high && (*high < value || (high_open && value == *high)));
    }

    /// Whether every value, no value, or only some of the interval is at least (at most) `target`: true, false, nothing.
    [[nodiscard]] std::optional<bool> is_at_least(const T& target) const {
        if (low && !(*low < target)) return true;
        if (high && (*high < target || (high_open && *high == target))) return false;
        return std::nullopt;
    }
    [[nodiscard]] std::optional<bool> is_at_most(const T& target) const {
        if (high && !(target < *high)) return true;
        if (low && (target < *low || (low_open && *low == target))) return false;
        return std::nullopt;
    }

    /// What both say; empty where they contradict each other.
    [[nodiscard]] Interval intersect(const Interval& other) const {
        Interval both = *this;
        if (other.low && (!both.low || *both.low < *other.low || (*both.low == *other.low && other.low_open))) both.low = other.low, both.low_open = other.low_open;
        if (other.high && (!both.high || *other.high < *both.high || (*both.high == *other.high && other.high_open))) both.high = other.high, both.high_open = other.high_open;
        return both;
    }

    friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace myhao::inline v0
