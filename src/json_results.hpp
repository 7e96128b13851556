// SPDX-License-Identifier: Apache-2.0
// Results as JSON: audits, evaluations, trees. Private to src/.
#pragma once

#include <vector>

#include <myhao/org/tree.hpp>
#include <myhao/rules/audit.hpp>
#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/reason.hpp>

#include "json.hpp"

namespace myhao::inline v0 {

[[nodiscard]] detail::Json json_of(const QuotaFinding& finding);
/// Date, number of units, and the units nested.
[[nodiscard]] detail::Json json_of(const Tree& tree);
/// Rules, year, origin, and for each subject its outcomes and their tally.
[[nodiscard]] detail::Json json_of(const Evaluation& evaluation);
[[nodiscard]] detail::Json json_of(const Outcome& one);
[[nodiscard]] detail::Json json_of(const ConditionReason& reason);
/// Clause by clause, and quota by quota, for each candidate of the gaps.
[[nodiscard]] detail::Json json_of(const Reason& reason);

namespace detail {
[[nodiscard]] Json tally_of(const Evaluation& evaluation, Subject subject);
}  // namespace detail

}  // namespace myhao::inline v0
