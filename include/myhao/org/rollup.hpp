// SPDX-License-Identifier: Apache-2.0
// The sum of a number over every subtree of a tree, missing values counted apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/org/raw_vector.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0 {

/// Totals by row: of each unit and all below it; and how many values among them are missing.
class Rollup {
public:
    Rollup(Tree tree, detail::RawVector<std::int64_t> total, detail::RawVector<std::uint32_t> missing)
        : tree_(std::move(tree)), total_(std::move(total)), missing_(std::move(missing)) {}

    [[nodiscard]] const Tree& tree() const& noexcept { return tree_; }
    const Tree& tree() && = delete;
    [[nodiscard]] std::span<const std::int64_t> total() const& noexcept { return total_; }
    std::span<const std::int64_t> total() && = delete;
    /// Empty where no value is missing.
    [[nodiscard]] std::span<const std::uint32_t> missing() const& noexcept { return missing_; }
    std::span<const std::uint32_t> missing() && = delete;

    [[nodiscard]] std::int64_t operator[](Row row) const noexcept { return total_[row.at()]; }
    /// Throws UnknownUnit where the unit does not stand in the tree.
    [[nodiscard]] std::int64_t operator[](const Id& id) const { return total_[tree_.at(id).at()]; }
    [[nodiscard]] std::uint32_t missing(Row row) const noexcept { return missing_.empty() ? 0 : missing_[row.at()]; }

private:
    Tree tree_;
    detail::RawVector<std::int64_t> total_;
    detail::RawVector<std::uint32_t> missing_;
};

namespace detail {

/// A subtree is [row, end), so its total is a difference of suffix sums. Throws where a total does not fit 64 bits.
inline void subtree_sums(std::span<const std::uint32_t> end, std::span<const std::int64_t> value, std::span<std::int64_t> total) {
    const std::size_t n = value.size();
    RawVector<std::uint64_t> suffix(n + 1);
    std::uint64_t sum = 0, bits = 0;
    suffix[n] = 0;
    for (std::size_t i = n; i-- > 0;) {
        const auto v = static_cast<std::uint64_t>(value[i]);
        bits |= v ^ (std::uint64_t{0} - (v >> 63));  // the magnitude, or one less
        sum += v;
        suffix[i] = sum;
        total[i] = static_cast<std::int64_t>(sum - suffix[end[i]]);
    }
    if (n == 0 || bits < (std::uint64_t{1} << 62) / n) return;  // no sum of n such values overflows
    std::vector<Wide> wide(n + 1, 0);
    for (std::size_t i = n; i-- > 0;) {
        wide[i] = wide[i + 1] + value[i];
        const Wide exact = wide[i] - wide[end[i]];
        if (exact > std::numeric_limits<std::int64_t>::max() || exact < std::numeric_limits<std::int64_t>::min())
            throw InvalidFacts::at("row " + std::to_string(i), "the total of the subtree does not fit 64 bits");
    }
}

}  // namespace detail

/// `values` by row. `valid`: a zero marks a missing value, which counts as missing and not as 0; empty: none is missing.
/// Throws InvalidFacts where the lengths differ or a total does not fit 64 bits.
[[nodiscard]] inline Rollup rollup(const Tree& tree, std::span<const std::int64_t> values, std::span<const std::uint8_t> valid = {}) {
    if (values.size() != tree.size() || (!valid.empty() && valid.size() != tree.size()))
        throw InvalidFacts::at("values", "one value for each unit of the tree, in its order", std::to_string(values.size()), std::to_string(tree.size()));
    const auto end = tree.end_column();
    detail::RawVector<std::int64_t> total(values.size());
    if (valid.empty()) {
        detail::subtree_sums(end, values, total);
        return Rollup(tree, std::move(total), {});
    }
    detail::RawVector<std::int64_t> known(values.size());
    detail::RawVector<std::uint32_t> missing(values.size()), suffix(values.size() + 1);
    suffix.back() = 0;
    for (std::size_t i = values.size(); i-- > 0;) {
        known[i] = valid[i] != 0 ? values[i] : 0;
        suffix[i] = suffix[i + 1] + (valid[i] == 0);
        missing[i] = suffix[i] - suffix[end[i]];
    }
    detail::subtree_sums(end, known, total);
    return Rollup(tree, std::move(total), std::move(missing));
}

/// The same from values keyed by id, in any order: a unit that is left out is missing. Throws UnknownUnit with every id that does not
/// stand in the tree, and InvalidFacts where an id comes twice.
[[nodiscard]] inline Rollup rollup(const Tree& tree, const IdColumn& ids, std::span<const std::int64_t> values, std::span<const std::uint8_t> valid = {}) {
    if (values.size() != ids.size() || (!valid.empty() && valid.size() != ids.size()))
        throw InvalidFacts::at("values", "one value for each id", std::to_string(values.size()), std::to_string(ids.size()));
    const std::vector<std::uint32_t> rows = tree.rows_of(ids);
    const auto where = [](std::size_t i) { return "values, row " + std::to_string(i); };
    const auto shown = [&](std::size_t i) { return "'" + (ids.is_null(i) ? std::string("null") : ids.is_text() ? std::string(ids.texts[i]) : std::to_string(ids.numbers[i])) + "'"; };
    std::vector<std::int64_t> by_row(tree.size(), 0);
    std::vector<std::uint8_t> known(tree.size(), 0), met(tree.size(), 0);
    std::size_t given = 0;
    Findings unknown, twice;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == detail::none) {
            unknown.add(UnknownUnit::at(where(i), "no such unit in the tree of " + tree.date().text(), shown(i)).problems()[0]);
            continue;
        }
        if (met[rows[i]] != 0) {
            twice.add(InvalidFacts::at(where(i), "a unit has one value", shown(i) + " again").problems()[0]);
            continue;
        }
        met[rows[i]] = 1;
        const bool is_given = valid.empty() || valid[i] != 0;
        known[rows[i]] = is_given, given += is_given;
        by_row[rows[i]] = values[i];
    }
    if (!unknown.empty()) throw UnknownUnit(std::move(unknown));
    if (!twice.empty()) throw InvalidFacts(std::move(twice));
    if (given == tree.size()) return rollup(tree, by_row);
    return rollup(tree, by_row, known);
}

}  // namespace myhao::inline v0
