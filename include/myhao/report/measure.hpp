// SPDX-License-Identifier: Apache-2.0
// A measure (chỉ tiêu): what is counted, in which unit, and over what its values may be added up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <myhao/base/label.hpp>
#include <myhao/report/part.hpp>

namespace myhao::inline v0 {

enum class MeasureType : std::uint8_t {
    stock,  // how many there are on a day: members
    flow,   // how many in a period: members admitted
    ratio,  // a share or a rate: adds up over nothing
    rank,   // a place among others; 1 is the best
    level,  // a position on an ordered list
};

[[nodiscard]] constexpr std::string_view name(MeasureType type) noexcept {
    constexpr std::string_view names[] = {"stock", "flow", "ratio", "rank", "level"};
    return names[static_cast<std::size_t>(type)];
}
[[nodiscard]] constexpr std::optional<MeasureType> measure_type_named(std::string_view text) noexcept {
    for (int i = 0; i <= static_cast<int>(MeasureType::level); ++i)
        if (name(static_cast<MeasureType>(i)) == text) return static_cast<MeasureType>(i);
    return std::nullopt;
}

struct Measure {
    std::string id;    // "members": the name by which a report is asked
    Label label;
    MeasureType type = MeasureType::stock;
    std::string unit;  // "member", "%", "place"
    Part part = Part::hierarchy;

    /// Whether values of separate units add up: of stocks and flows only.
    [[nodiscard]] bool adds_over_units() const noexcept { return type == MeasureType::stock || type == MeasureType::flow; }
    /// Whether values of consecutive periods add up: of flows only.
    [[nodiscard]] bool adds_over_time() const noexcept { return type == MeasureType::flow; }

    friend bool operator==(const Measure&, const Measure&) = default;
};

}  // namespace myhao::inline v0
