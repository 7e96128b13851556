// SPDX-License-Identifier: Apache-2.0
// The level (cấp độ) of one criterion: excellent, good, average, poor. A level is not a grade.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <myhao/grades/scale.hpp>

namespace myhao::inline v0 {

/// Best first; the position in `scales::levels()`.
enum class Level : std::uint8_t { excellent, good, average, poor };

[[nodiscard]] constexpr std::string_view name(Level level) noexcept {
    constexpr std::string_view names[] = {"excellent", "good", "average", "poor"};
    return names[static_cast<std::size_t>(level)];
}

namespace scales {
/// The four levels, since 2018, with lookup by any spelling like that of grades.
[[nodiscard]] inline const Scale& levels() {
    static const Scale scale("level", {"cấp độ của tiêu chí", "level of a criterion"},
                             {{"excellent", {"xuất sắc", "excellent"}}, {"good", {"tốt", "good"}}, {"average", {"trung bình", "average"}}, {"poor", {"kém", "poor"}}});
    return scale;
}
}  // namespace scales

}  // namespace myhao::inline v0
