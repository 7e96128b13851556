// SPDX-License-Identifier: Apache-2.0
// An exact ratio of two whole numbers: shares of quotas, thresholds, shares of a succession. Never a floating point number.
#pragma once

#include <charconv>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>

#include <compare>

#include <myhao/base/error.hpp>

namespace myhao::inline v0 {

namespace detail {
__extension__ using Wide = __int128;
}

/// In lowest terms, the denominator positive.
class Ratio {
public:
    constexpr Ratio() = default;
    /// Throws InvalidRules where the denominator is 0.
    constexpr Ratio(std::int64_t numerator, std::int64_t denominator) : numerator_(numerator), denominator_(denominator) {
        if (denominator == 0) throw InvalidRules::at(std::to_string(numerator) + "/0", "a ratio over 0 has no value");
        if (const std::int64_t common = std::gcd(numerator, denominator); common > 1) numerator_ /= common, denominator_ /= common;
        if (denominator_ < 0) numerator_ = -numerator_, denominator_ = -denominator_;
    }
    constexpr explicit Ratio(std::int64_t whole) : numerator_(whole) {}

    /// Reads "20%", "1/5", "3" or "12.5%"; anything else throws InvalidRules with `where`.
    [[nodiscard]] static Ratio parse(std::string_view text, std::string_view where = "ratio") {
        const auto bad = [&] {
            return InvalidRules::at(std::string(where), "not an exact ratio", "'" + std::string(text) + "'", "\"20%\", \"1/5\" or a whole number");
        };
        std::string_view rest = text;
        const bool percent = rest.ends_with('%');
        if (percent) rest.remove_suffix(1);
        const auto digits = [&](std::string_view part) {
            std::int64_t value = 0;
            const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
            if (part.empty() || fault != std::errc{} || end != part.data() + part.size()) throw bad();
            return value;
        };
        if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
            if (percent) throw bad();
            const std::int64_t over = digits(rest.substr(slash + 1));
            if (over <= 0) throw bad();
            return Ratio(digits(rest.substr(0, slash)), over);
        }
        std::int64_t scale = percent ? 100 : 1;
        if (const auto point = rest.find('.'); percent && point != std::string_view::npos) {
            const std::string_view part = rest.substr(point + 1);
            if (part.empty() || part.size() > 9 || part.front() == '-') throw bad();
            std::int64_t tens = 1;
            for (std::size_t i = 0; i < part.size(); ++i) tens *= 10;
            const std::string_view whole = rest.substr(0, point);
            if (whole.size() > 6 || whole.starts_with('-')) throw bad();
            return Ratio(digits(whole) * tens + digits(part), scale * tens);
        }
        return Ratio(digits(rest), scale);
    }

    [[nodiscard]] constexpr std::int64_t numerator() const noexcept { return numerator_; }
    [[nodiscard]] constexpr std::int64_t denominator() const noexcept { return denominator_; }
    /// "1/5", or "3" for a whole number.
    [[nodiscard]] std::string text() const {
        return denominator_ == 1 ? std::to_string(numerator_) : std::to_string(numerator_) + '/' + std::to_string(denominator_);
    }
    /// "20%" where that is exact to a whole percent, else as `text`.
    [[nodiscard]] std::string percent() const { return 100 % denominator_ == 0 ? std::to_string(numerator_ * (100 / denominator_)) + '%' : text(); }

    /// The largest whole number not above `this * of`; both not negative.
    [[nodiscard]] constexpr std::int64_t floor_of(std::int64_t of) const noexcept {
        if (numerator_ <= 1'000'000 && of <= 1'000'000'000'000) return numerator_ * of / denominator_;  // a 64-bit division is much faster
        return static_cast<std::int64_t>(static_cast<detail::Wide>(numerator_) * of / denominator_);
    }

    friend constexpr bool operator==(const Ratio&, const Ratio&) = default;
    friend constexpr std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) noexcept {
        const auto left = static_cast<detail::Wide>(a.numerator_) * b.denominator_;
        const auto right = static_cast<detail::Wide>(b.numerator_) * a.denominator_;
        return left < right ? std::strong_ordering::less : left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
    }
    /// Throws std::overflow_error where the exact result does not fit.
    friend constexpr Ratio operator+(const Ratio& a, const Ratio& b) {
        return reduced(static_cast<detail::Wide>(a.numerator_) * b.denominator_ + static_cast<detail::Wide>(b.numerator_) * a.denominator_,
                       static_cast<detail::Wide>(a.denominator_) * b.denominator_);
    }
    friend constexpr Ratio operator-(const Ratio& a, const Ratio& b) {
        return reduced(static_cast<detail::Wide>(a.numerator_) * b.denominator_ - static_cast<detail::Wide>(b.numerator_) * a.denominator_,
                       static_cast<detail::Wide>(a.denominator_) * b.denominator_);
    }
    friend constexpr Ratio operator*(const Ratio& a, const Ratio& b) {
        return reduced(static_cast<detail::Wide>(a.numerator_) * b.numerator_, static_cast<detail::Wide>(a.denominator_) * b.denominator_);
    }

private:
    static constexpr Ratio reduced(detail::Wide numerator, detail::Wide denominator) {
        detail::Wide a = numerator < 0 ? -numerator : numerator, b = denominator;
        while (b != 0) {
            const detail::Wide rest = a % b;
            a = b, b = rest;
        }
        if (a > 1) numerator /= a, denominator /= a;
        constexpr detail::Wide most = INT64_MAX;
        if (numerator > most || numerator < -most || denominator > most) throw std::overflow_error("a ratio beyond 64 bits");
        return Ratio(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
    }

    std::int64_t numerator_ = 0, denominator_ = 1;
};

}  // namespace myhao::inline v0
