// SPDX-License-Identifier: Apache-2.0
// The parts of the system a report speaks of. A part without numbers is still a part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <myhao/base/label.hpp>

namespace myhao::inline v0 {

enum class Part : std::uint8_t {
    hierarchy, posts, terms, congress, instruments, study, membership, grading, commendation, inspection, mobilization, internal_affairs, economy, priorities,
};
inline constexpr int part_count = static_cast<int>(Part::priorities) + 1;

[[nodiscard]] constexpr std::string_view name(Part part) noexcept {
    constexpr std::string_view names[] = {"hierarchy",    "posts",      "terms",        "congress",         "instruments", "study",     "membership", "grading",
                                          "commendation", "inspection", "mobilization", "internal_affairs", "economy",     "priorities"};
    return names[static_cast<std::size_t>(part)];
}
[[nodiscard]] constexpr std::optional<Part> part_named(std::string_view text) noexcept {
    for (int i = 0; i < part_count; ++i)
        if (name(static_cast<Part>(i)) == text) return static_cast<Part>(i);
    return std::nullopt;
}
[[nodiscard]] inline Label label(Part part) {
    constexpr const char* vi[] = {"tổ chức và cơ quan", "chức danh",  "nhiệm kỳ, kế hoạch",              "đại hội",  "chỉ thị, nghị quyết, đề án", "học tập, tuyên truyền, bồi dưỡng",     "phát triển đảng viên",
                                  "xếp loại hằng năm",  "khen thưởng", "kiểm tra, giám sát, kỷ luật", "dân vận", "nội chính",                  "kinh tế - xã hội, quốc phòng - an ninh", "phương hướng năm sau"};
    constexpr const char* en[] = {"hierarchy and bodies",     "posts",        "terms and plan periods",                "congresses",        "directives, resolutions, schemes",    "study, information and training",      "membership and badges",
                                  "yearly review and grading", "commendation", "inspection, supervision, discipline", "mass mobilisation", "internal affairs, anti-corruption", "socio-economic results, defence, security", "priorities of the next year"};
    return {vi[static_cast<std::size_t>(part)], en[static_cast<std::size_t>(part)]};
}

}  // namespace myhao::inline v0
