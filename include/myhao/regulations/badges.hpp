// SPDX-License-Identifier: Apache-2.0
// What the guidances on badges say, by day: one was read (hd_01_2021.hpp); those before and after it are believed to say the same.
#pragma once

#include <utility>

#include <myhao/regulations/hd_01_2021.hpp>

namespace myhao::inline v0::regulations {

namespace detail {
/// The values of the guidance that was read, as those of one that was not.
[[nodiscard]] inline BadgeRules believed(InstrumentKey key, Label label) {
    BadgeRules rules = hd_01_2021();
    rules.key = std::move(key), rules.label = std::move(label);
    const Citation citation = rules.key.number.empty() ? Citation() : Citation::of(rules.key);
    const auto weaken = [&](auto& ruled) { ruled.citation = citation, ruled.confidence = Confidence::unverified; };
    weaken(rules.years), weaken(rules.award_days), weaken(rules.other_days), weaken(rules.month_end);
    for (auto& early : rules.early) weaken(early);
    return rules;
}
}  // namespace detail

/// The guidance in force on a day. Only from 28/9/2021 until 9/6/2025 it is one that was read; otherwise its confidence says so.
[[nodiscard]] inline const BadgeRules& badge_rules(Date day) {
    static const BadgeRules before = detail::believed({}, {"trước 20/9/2016, chưa đọc", "before 20/9/2016, not read"});
    static const BadgeRules of_2016 = detail::believed({"01-HD/TW", "", Date(2016, 9, 20)}, {"hướng dẫn năm 2016, chưa đọc", "guidance of 2016, not read"});
    static const BadgeRules of_2025 = detail::believed({"06-HD/TW", "", Date(2025, 6, 9)}, {"hướng dẫn năm 2025, chưa đọc", "guidance of 2025, not read"});
    if (day < Date(2016, 9, 20)) return before;
    if (day < Date(2021, 9, 28)) return of_2016;
    return day < Date(2025, 6, 9) ? hd_01_2021() : of_2025;
}

}  // namespace myhao::inline v0::regulations
