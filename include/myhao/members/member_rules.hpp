// SPDX-License-Identifier: Apache-2.0
// What is fixed about a member's years: how long probation lasts, and how long a temporary attachment may be. Values are data.
#pragma once

#include <optional>

#include <myhao/congress/directive.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

struct MemberRules {
    Date earliest;                          // no event of a member is earlier
    Ruled<int> probation_months;            // from the ceremony of admission
    Ruled<MonthEnd> month_end;              // where a month has no such day
    Ruled<int> attached_from, attached_below;  // months of a temporary attachment: at least, and less than
    Ruled<int> attached_for_study;          // months, at most

    friend bool operator==(const MemberRules&, const MemberRules&) = default;
};

/// The first day after probation: probation runs from the ceremony of admission, not from the decision.
[[nodiscard]] inline Date probation_ends(Date ceremony, const MemberRules& rules, std::optional<MonthEnd> month_end = std::nullopt) {
    return add_months(ceremony, rules.probation_months.value, month_end.value_or(rules.month_end.value));
}

}  // namespace myhao::inline v0
