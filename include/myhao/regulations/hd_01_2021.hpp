// SPDX-License-Identifier: Apache-2.0
// Guidance 01-HD/TW of 28/9/2021, item 18: badges for years in the Party. Its namesake of 20/9/2016 is another one. Notes D.
#pragma once

#include <myhao/members/badge.hpp>

namespace myhao::inline v0::regulations {

[[nodiscard]] inline const BadgeRules& hd_01_2021() {
    static const BadgeRules rules = [] {
        const InstrumentKey key{"01-HD/TW", "", Date(2021, 9, 28)};
        const Citation item = Citation::of(key, "18; structure D");
        BadgeRules r;
        r.key = key, r.label = {"tặng Huy hiệu Đảng", "Party badges"};
        r.years = {{30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90}, item};
        r.award_days = {{{2, 3}, {5, 19}, {9, 2}, {11, 7}}, item};
        r.other_days = {true, item};  // "và các dịp kỷ niệm quan trọng khác"
        r.early = {{{EarlyReason::illness, 30, 65, 12}, item}, {{EarlyReason::illness, 70, 90, 24}, item}, {{EarlyReason::posthumous, 30, 90, 12}, item}};
        r.month_end = {MonthEnd::clip, {}, Confidence::unverified};  // nothing read says when years are full that began on 29 February
        return r;
    }();
    return rules;
}

}  // namespace myhao::inline v0::regulations
