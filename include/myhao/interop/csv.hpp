// SPDX-License-Identifier: Apache-2.0
// A history from CSV tables, as `spells_csv` and `successions_csv` write them (interop/json.hpp). Declared here, compiled in src/: link
// `myhao::io`.
#pragma once

#include <cstdint>
#include <string_view>

#include <myhao/org/history.hpp>

namespace myhao::inline v0 {

/// What the ids of a CSV table are: it does not say, and "01003" is no number.
enum class CsvIds : std::uint8_t { text, whole };

/// The first line names the columns, in any order; an empty cell is null; lines end in LF or CRLF; a cell in quotes may hold commas, quotes
/// (doubled) and line ends; true and false are flags. Throws InvalidDocument with every problem and its line: columns that are unknown,
/// missing or named twice, lines of another length, cells that are no day, share, number or flag; and InvalidHistory as the history does.
[[nodiscard]] History read_csv(std::string_view spells, std::string_view successions = {}, const SchemeSeries& schemes = SchemeSeries::cpv(), bool strict = true, CsvIds ids = CsvIds::text);

}  // namespace myhao::inline v0
