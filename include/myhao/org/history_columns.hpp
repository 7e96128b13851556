// SPDX-License-Identifier: Apache-2.0
// The tables of a history as flat columns: the fast way in, for millions of rows. Nothing is kept of the caller's memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace myhao::inline v0 {

/// A null in a column of days since 1970.
inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

/// Texts: `bytes` cut at `offsets` (one more than there are texts). With `codes` it is a dictionary, and a negative code is null;
/// without, a zero in `valid` is null (no `valid`: none is). A column that is absent has no rows.
struct TextColumn {
    std::string_view bytes;
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> codes;
    std::span<const std::uint8_t> valid;

    [[nodiscard]] std::size_t texts() const noexcept { return offsets.empty() ? 0 : offsets.size() - 1; }
    [[nodiscard]] std::size_t size() const noexcept { return codes.empty() ? texts() : codes.size(); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] std::string_view text(std::size_t i) const noexcept {
        return bytes.substr(static_cast<std::size_t>(offsets[i]), static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
    }
    [[nodiscard]] bool is_null(std::size_t row) const noexcept {
        return empty() || (codes.empty() ? !valid.empty() && valid[row] == 0 : codes[row] < 0);
    }
    /// Only where not null.
    [[nodiscard]] std::string_view operator[](std::size_t row) const noexcept { return text(codes.empty() ? row : static_cast<std::size_t>(codes[row])); }
};

/// Ids: whole numbers or texts, not both. Nulls (of `parent`, `before`, `after`): zeros in `valid`, or as the text column says.
struct IdColumn {
    std::span<const std::int64_t> numbers;
    std::span<const std::uint8_t> valid;  // of `numbers`
    TextColumn texts;

    [[nodiscard]] bool is_text() const noexcept { return numbers.empty() && !texts.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return numbers.empty() ? texts.size() : numbers.size(); }
    [[nodiscard]] bool is_null(std::size_t row) const noexcept {
        return is_text() ? texts.is_null(row) : numbers.empty() || (!valid.empty() && valid[row] == 0);
    }
};

/// The rows of the table of spells; see SpellRow. Days are days since 1970, `no_day` is null. Columns but id and since may be absent.
struct HistoryColumns {
    IdColumn id, parent;
    TextColumn name, kind, form, code, system, instrument;
    std::span<const std::int32_t> since, until, recorded;
    std::span<const std::uint8_t> ended, withdrawn;
};

}  // namespace myhao::inline v0
