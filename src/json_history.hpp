// SPDX-License-Identifier: Apache-2.0
// A history as JSON: its schemes and the rows it is made from. Private to src/.
#pragma once

#include <vector>

#include <myhao/org/history.hpp>

#include "json.hpp"

namespace myhao::inline v0::detail {

/// The rows by id and first day; of recorded time all that were written down.
[[nodiscard]] std::vector<SpellRow> spell_rows(const History& history);
/// By day.
[[nodiscard]] std::vector<SuccessionRow> succession_rows(const History& history);

/// Adds scheme, strictness, spells and successions.
void put_history(Json& out, const History& history);

}  // namespace myhao::inline v0::detail
