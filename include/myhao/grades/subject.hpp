// SPDX-License-Identifier: Apache-2.0
// Who is graded or counted: an organisation, a member, a leadership collective, or a leader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <myhao/base/label.hpp>

namespace myhao::inline v0 {

enum class Subject : std::uint8_t { organization, member, collective, leader };

[[nodiscard]] constexpr std::string_view name(Subject subject) noexcept {
    constexpr std::string_view names[] = {"organization", "member", "collective", "leader"};
    return names[static_cast<std::size_t>(subject)];
}
[[nodiscard]] constexpr std::optional<Subject> subject_named(std::string_view text) noexcept {
    for (int i = 0; i <= static_cast<int>(Subject::leader); ++i)
        if (name(static_cast<Subject>(i)) == text) return static_cast<Subject>(i);
    return std::nullopt;
}
[[nodiscard]] inline Label label(Subject subject) {
    constexpr const char* vi[] = {"tổ chức đảng", "đảng viên", "tập thể lãnh đạo, quản lý", "cá nhân lãnh đạo, quản lý"};
    constexpr const char* en[] = {"Party organisation", "member", "leadership collective", "leader"};
    return {vi[static_cast<std::size_t>(subject)], en[static_cast<std::size_t>(subject)]};
}

}  // namespace myhao::inline v0
