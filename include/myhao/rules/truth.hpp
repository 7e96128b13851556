// SPDX-License-Identifier: Apache-2.0
// Sets of the three truth values true, false and not applicable: what a condition may be, given what is known.
#pragma once

#include <cstdint>

namespace myhao::inline v0 {

/// A set of truth values as bits. A condition that is decided has one bit; none is never a result.
enum class Truth : std::uint8_t { none = 0, yes = 1, no = 2, not_applicable = 4, yes_or_no = 3, any = 7 };

[[nodiscard]] constexpr Truth operator|(Truth a, Truth b) noexcept { return Truth(std::uint8_t(std::uint8_t(a) | std::uint8_t(b))); }
[[nodiscard]] constexpr Truth operator&(Truth a, Truth b) noexcept { return Truth(std::uint8_t(std::uint8_t(a) & std::uint8_t(b))); }
constexpr Truth& operator|=(Truth& a, Truth b) noexcept { return a = a | b; }

[[nodiscard]] constexpr bool may_be(Truth set, Truth values) noexcept { return (set & values) != Truth::none; }
[[nodiscard]] constexpr bool decided(Truth set) noexcept { return set == Truth::yes || set == Truth::no || set == Truth::not_applicable; }

namespace detail {

// Images over the product of two sets, on the bits themselves so that loops over bytes become vector code.
// all_of of values: false if one is false, else the value of the others where one is not applicable.
[[nodiscard]] constexpr std::uint8_t both(std::uint8_t a, std::uint8_t b) noexcept {
    const std::uint8_t yes = std::uint8_t((a & b) | (a & (b >> 2)) | ((a >> 2) & b)) & 1;
    return std::uint8_t(yes | ((a | b) & 2) | (a & b & 4));
}
[[nodiscard]] constexpr std::uint8_t flipped(std::uint8_t a) noexcept { return std::uint8_t(((a & 1) << 1) | ((a >> 1) & 1) | (a & 4)); }
[[nodiscard]] constexpr std::uint8_t either(std::uint8_t a, std::uint8_t b) noexcept { return flipped(both(flipped(a), flipped(b))); }

}  // namespace detail

/// The image of `all_of` over two sets: false if one is false; not applicable if both are; else true.
[[nodiscard]] constexpr Truth both(Truth a, Truth b) noexcept { return Truth(detail::both(std::uint8_t(a), std::uint8_t(b))); }
/// The image of `any_of`: true if one is true; not applicable if both are; else false.
[[nodiscard]] constexpr Truth either(Truth a, Truth b) noexcept { return Truth(detail::either(std::uint8_t(a), std::uint8_t(b))); }
/// The image of `not`, which keeps what is not applicable.
[[nodiscard]] constexpr Truth negation(Truth a) noexcept { return Truth(detail::flipped(std::uint8_t(a))); }

}  // namespace myhao::inline v0
