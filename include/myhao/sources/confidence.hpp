// SPDX-License-Identifier: Apache-2.0
// How far a fact or a rule may be trusted: read in the source, read in a translation, worked out, or not verified at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <myhao/base/label.hpp>

namespace myhao::inline v0 {

/// From strongest to weakest. Only the first four may be used as a value; `unverified` and `unknown` are gaps.
enum class Confidence : std::uint8_t {
    verified,    // read in a page that quotes or reports it
    translated,  // read only in a translation, or in a local plan that restates it
    partial,     // the text read stops before its sentence ends
    derived,     // worked out from verified facts by arithmetic or plain logic
    unverified,  // believed, not read anywhere
    unknown,     // nobody said
};

[[nodiscard]] constexpr std::string_view name(Confidence confidence) noexcept {
    constexpr std::string_view names[] = {"verified", "translated", "partial", "derived", "unverified", "unknown"};
    return names[static_cast<std::size_t>(confidence)];
}
/// The one called `text`, exactly as `name` writes it; nothing where there is none.
[[nodiscard]] constexpr std::optional<Confidence> confidence_named(std::string_view text) noexcept {
    for (int i = 0; i <= static_cast<int>(Confidence::unknown); ++i)
        if (name(static_cast<Confidence>(i)) == text) return static_cast<Confidence>(i);
    return std::nullopt;
}
[[nodiscard]] inline Label label(Confidence confidence) {
    constexpr const char* vi[] = {"đã kiểm chứng", "qua bản dịch", "đọc được một phần", "suy ra", "chưa kiểm chứng", "không rõ"};
    return {vi[static_cast<std::size_t>(confidence)], std::string(name(confidence))};
}

/// A chain of facts is as good as its weakest link.
[[nodiscard]] constexpr Confidence weakest(Confidence a, Confidence b) noexcept { return a < b ? b : a; }

/// Whether it may stand as a value; what may not is a gap.
[[nodiscard]] constexpr bool usable(Confidence confidence) noexcept { return confidence <= Confidence::derived; }

}  // namespace myhao::inline v0
