// SPDX-License-Identifier: Apache-2.0
// Probation by the Charter of 2011 and temporary attachment by Regulation 29-QĐ/TW (2016); notes D.
#pragma once

#include <myhao/members/member_rules.hpp>

namespace myhao::inline v0::regulations {

[[nodiscard]] inline const MemberRules& member_rules() {
    static const MemberRules rules = [] {
        const InstrumentKey charter{"Điều lệ Đảng", "Đại hội XI", Date(2011, 1, 19)}, qd29{"29-QĐ/TW", "", Date(2016, 7, 25)};
        const Citation away = Citation::of(qd29, "6.3; structure D");
        MemberRules r;
        r.earliest = Date(1930, 1, 1);  // the Party's first year
        r.probation_months = {12, Citation::of(charter, "5(1); structure D")};
        r.month_end = {MonthEnd::clip, {}, Confidence::unverified};  // nothing read says what 29 February and a year is
        r.attached_from = {3, away}, r.attached_below = {12, away}, r.attached_for_study = {24, away};
        return r;
    }();
    return rules;
}

}  // namespace myhao::inline v0::regulations
