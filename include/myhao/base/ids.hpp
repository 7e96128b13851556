// SPDX-License-Identifier: Apache-2.0
// Index types that do not mix, and the external id of a unit or a person: text or a whole number, given back as given.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace myhao::inline v0 {

namespace detail {
/// An index into one space. Indices of different spaces neither compare nor convert.
template <class Space>
class Index {
public:
    constexpr Index() = default;
    constexpr explicit Index(std::uint32_t value) noexcept : value_(value) {}
    constexpr explicit Index(std::size_t value) noexcept : value_(static_cast<std::uint32_t>(value)) {}

    [[nodiscard]] constexpr std::uint32_t value() const noexcept { return value_; }
    [[nodiscard]] constexpr std::size_t at() const noexcept { return value_; }

    friend constexpr auto operator<=>(Index, Index) = default;

private:
    std::uint32_t value_ = 0;
};
}  // namespace detail

/// A unit's place in one History: dense, the same in every Tree of that history.
using UnitNo = detail::Index<struct UnitNoSpace>;
/// A unit's preorder position in one Tree.
using Row = detail::Index<struct RowSpace>;

/// Text or a whole number. Ids of one table are all text or all numbers.
class Id {
public:
    Id() : value_(std::int64_t{0}) {}
    Id(std::int64_t number) : value_(number) {}  // NOLINT: an id is written as the number it is
    Id(int number) : value_(std::int64_t{number}) {}  // NOLINT
    Id(std::string text) : value_(std::move(text)) {}  // NOLINT: or as the text it is
    Id(std::string_view text) : value_(std::string(text)) {}  // NOLINT
    Id(const char* text) : value_(std::string(text)) {}  // NOLINT

    [[nodiscard]] bool is_text() const noexcept { return value_.index() == 1; }
    /// Only where it is a number.
    [[nodiscard]] std::int64_t number() const { return std::get<0>(value_); }
    /// As people read it.
    [[nodiscard]] std::string text() const { return is_text() ? std::get<1>(value_) : std::to_string(std::get<0>(value_)); }

    friend bool operator==(const Id&, const Id&) = default;
    friend std::strong_ordering operator<=>(const Id& a, const Id& b) {
        if (a.value_.index() != b.value_.index()) return a.value_.index() <=> b.value_.index();
        if (!a.is_text()) return std::get<0>(a.value_) <=> std::get<0>(b.value_);
        return std::get<1>(a.value_).compare(std::get<1>(b.value_)) <=> 0;
    }

private:
    std::variant<std::int64_t, std::string> value_;
};

}  // namespace myhao::inline v0
