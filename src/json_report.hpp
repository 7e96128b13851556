// SPDX-License-Identifier: Apache-2.0
// A report as JSON: the body of its document, which other documents carry too. Private to src/.
#pragma once

#include <myhao/report/report.hpp>

#include "json.hpp"

namespace myhao::inline v0 {

[[nodiscard]] detail::Json json_of(const Measure& measure);
[[nodiscard]] detail::Json json_of(const Figure& figure);
[[nodiscard]] detail::Json json_of(const Target& target);

namespace detail {
/// Adds unit, name and year.
void put_head(Json& out, const Report& report);
/// Adds all that the report holds.
void put_body(Json& out, const Report& report);
}  // namespace detail

}  // namespace myhao::inline v0
