// SPDX-License-Identifier: Apache-2.0
// Where data come from: a source, a calculation from sources, or invention for a test or a demonstration. Origin is contagious.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <myhao/base/label.hpp>

namespace myhao::inline v0 {

/// Ordered by contagion: whatever is made with synthetic data is synthetic.
enum class Origin : std::uint8_t { real, derived, synthetic };

[[nodiscard]] constexpr std::string_view name(Origin origin) noexcept {
    constexpr std::string_view names[] = {"real", "derived", "synthetic"};
    return names[static_cast<std::size_t>(origin)];
}
[[nodiscard]] constexpr std::optional<Origin> origin_named(std::string_view text) noexcept {
    for (int i = 0; i <= static_cast<int>(Origin::synthetic); ++i)
        if (name(static_cast<Origin>(i)) == text) return static_cast<Origin>(i);
    return std::nullopt;
}
[[nodiscard]] inline Label label(Origin origin) {
    constexpr const char* vi[] = {"số liệu thật", "suy ra từ số liệu thật", "dữ liệu giả định"};
    constexpr const char* en[] = {"real data", "derived from real data", "made-up data"};
    return {vi[static_cast<std::size_t>(origin)], en[static_cast<std::size_t>(origin)]};
}

/// The origin of what is made from both.
[[nodiscard]] constexpr Origin combine(Origin a, Origin b) noexcept { return a < b ? b : a; }

/// What a title must carry: "SYNTHETIC" for invented data, nothing for real and derived ones.
[[nodiscard]] constexpr std::string_view warning(Origin origin) noexcept { return origin == Origin::synthetic ? "SYNTHETIC" : ""; }

}  // namespace myhao::inline v0
