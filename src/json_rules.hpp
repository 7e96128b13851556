// SPDX-License-Identifier: Apache-2.0
// Conditions and declared facts as JSON. Private to src/.
#pragma once

#include <myhao/rules/rule_set.hpp>

#include "json.hpp"

namespace myhao::inline v0 {

/// Nested, with the names of the authoring functions: {"fact": "results", "at_least": "excellent"}.
[[nodiscard]] detail::Json json_of(const Condition& condition);
[[nodiscard]] detail::Json json_of(const Fact& fact);

}  // namespace myhao::inline v0
