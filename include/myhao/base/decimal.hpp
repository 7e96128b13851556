// SPDX-License-Identifier: Apache-2.0
// A fixed-point decimal number: scores and percentages as people write them. 89.995 never becomes 90.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <myhao/base/ratio.hpp>

namespace myhao::inline v0 {

/// `units` ten-to-the-minus-`places`; at most 9 places. 89.99 is 8999 units of 2 places, and equals 89.990.
class Decimal {
public:
    static constexpr int most_places = 9;

    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t units, int places = 0) : units_(units), places_(places) {
        while (places_ > 0 && units_ % 10 == 0) units_ /= 10, --places_;
    }

    /// Reads "-12", "90", "89.99"; nothing where the text is another thing or has more than 9 places.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text) noexcept {
        std::string_view rest = text;
        const bool negative = rest.starts_with('-');
        if (negative) rest.remove_prefix(1);
        std::int64_t units = 0;
        int places = -1, count = 0;
        for (const char c : rest) {
            if (c == '.' && places < 0 && count > 0) {
                places = 0;
                continue;
            }
            if (c < '0' || c > '9' || count == 18) return std::nullopt;
            units = units * 10 + (c - '0');
            ++count;
            if (places >= 0) ++places;
        }
        if (count == 0 || places == 0 || places > most_places) return std::nullopt;
        return Decimal(negative ? -units : units, places < 0 ? 0 : places);
    }

    [[nodiscard]] constexpr std::int64_t units() const noexcept { return units_; }
    [[nodiscard]] constexpr int places() const noexcept { return places_; }

    /// The number in units of 10^-`places`; nothing where it has more places than that or does not fit.
    [[nodiscard]] constexpr std::optional<std::int64_t> at(int places) const noexcept {
        if (places < places_) return std::nullopt;
        detail::Wide units = units_;
        for (int i = places_; i < places; ++i) units *= 10;
        if (units > INT64_MAX || units < INT64_MIN) return std::nullopt;
        return static_cast<std::int64_t>(units);
    }

    [[nodiscard]] std::string text() const {
        const bool negative = units_ < 0;
        std::string digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(units_) : static_cast<std::uint64_t>(units_));
        if (places_ > 0) {
            const auto places = static_cast<std::size_t>(places_);
            if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
            digits.insert(digits.size() - places, 1, '.');
        }
        return negative ? "-" + digits : digits;
    }

    friend constexpr bool operator==(const Decimal&, const Decimal&) = default;  // both are in lowest terms
    friend constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
        detail::Wide left = a.units_, right = b.units_;
        for (int i = a.places_; i < b.places_; ++i) left *= 10;
        for (int i = b.places_; i < a.places_; ++i) right *= 10;
        return left < right ? std::strong_ordering::less : left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
    }

private:
    std::int64_t units_ = 0;
    int places_ = 0;
};

}  // namespace myhao::inline v0
