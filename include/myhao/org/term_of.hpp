// SPDX-License-Identifier: Apache-2.0
// The term in which a unit is on a day: its own, counted from its own congress, where that is known; else the nominal one.
#pragma once

#include <optional>

#include <myhao/org/history.hpp>
#include <myhao/time/term.hpp>

namespace myhao::inline v0 {

/// `own`: the unit's own terms, if known. Nothing where the unit does not stand on that day, or no term runs. Throws UnknownUnit.
[[nodiscard]] inline std::optional<Term> term_of(const History& history, const Id& id, Date day, const TermSeries& nominal, const TermSeries* own = nullptr) {
    if (!history.data().stands(history.unit(id).at(), day.days())) return std::nullopt;
    if (own != nullptr)
        if (auto term = own->on(day)) return term;
    return nominal.on(day);
}

}  // namespace myhao::inline v0
