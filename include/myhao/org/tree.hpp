// SPDX-License-Identifier: Apache-2.0
// The hierarchy on one day, in preorder, siblings by id; and its level order, in which the children of a parent are contiguous.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/history.hpp>
#include <myhao/org/tree_data.hpp>

namespace myhao::inline v0 {

/// A run of level-order positions: `begin` up to, not including, `end`.
struct Positions {
    std::uint32_t begin = 0, end = 0;

    [[nodiscard]] std::uint32_t size() const noexcept { return end - begin; }
    [[nodiscard]] bool empty() const noexcept { return begin == end; }
    friend bool operator==(const Positions&, const Positions&) = default;
};

/// An immutable handle that keeps its history's data alive. Rows are preorder positions: a subtree is [row, subtree_end(row)).
class Tree {
public:
    Tree(History history, Date date) : history_(std::move(history)), data_(detail::make_tree(history_.data(), date)) {}

    [[nodiscard]] const History& history() const& noexcept { return history_; }
    const History& history() && = delete;
    [[nodiscard]] Date date() const noexcept { return data_->date; }
    [[nodiscard]] std::size_t size() const noexcept { return data_->unit.size(); }
    [[nodiscard]] bool empty() const noexcept { return data_->unit.empty(); }

    [[nodiscard]] UnitNo unit(Row row) const noexcept { return UnitNo(data_->unit[row.at()]); }
    [[nodiscard]] Id id(Row row) const { return history_.id(unit(row)); }
    /// Where the unit stands in this tree; nothing where it does not.
    [[nodiscard]] std::optional<Row> row(UnitNo unit) const noexcept {
        const std::uint32_t r = unit.at() < data_->row_of.size() ? data_->row_of[unit.at()] : detail::none;
        return r == detail::none ? std::nullopt : std::optional(Row(r));
    }
    [[nodiscard]] std::optional<Row> row(const Id& id) const {
        const auto unit = history_.find(id);
        return unit ? row(*unit) : std::nullopt;
    }
    /// Throws UnknownUnit where the unit does not stand in this tree.
    [[nodiscard]] Row at(const Id& id) const {
        if (const auto found = row(id)) return *found;
        if (!history_.contains(id)) throw history_.unknown(id);
        throw UnknownUnit::at("unit '" + id.text() + "'", "the unit does not stand in the tree of " + date().text());
    }
    [[nodiscard]] bool contains(const Id& id) const { return row(id).has_value(); }
    /// In preorder.
    [[nodiscard]] std::vector<Id> ids() const {
        std::vector<Id> out;
        out.reserve(size());
        for (const std::uint32_t u : data_->unit) out.push_back(history_.data().id(u));
        return out;
    }

    [[nodiscard]] std::optional<Row> parent(Row row) const noexcept {
        const std::uint32_t p = data_->parent[row.at()];
        return p == detail::none ? std::nullopt : std::optional(Row(p));
    }
    /// One past the last row of its subtree.
    [[nodiscard]] Row subtree_end(Row row) const noexcept { return Row(data_->end[row.at()]); }
    [[nodiscard]] std::size_t subtree_size(Row row) const noexcept { return data_->end[row.at()] - row.at(); }
    [[nodiscard]] bool is_leaf(Row row) const noexcept { return subtree_size(row) == 1; }
    /// 0 at a root.
    [[nodiscard]] std::size_t depth(Row row) const noexcept {
        std::size_t steps = 0;
        for (std::uint32_t p = data_->parent[row.at()]; p != detail::none; p = data_->parent[p]) ++steps;
        return steps;
    }
    /// By id.
    [[nodiscard]] std::vector<Row> roots() const { return next_to_each_other(0, static_cast<std::uint32_t>(size())); }
    /// By id.
    [[nodiscard]] std::vector<Row> child_rows(Row row) const { return next_to_each_other(row.value() + 1, subtree_end(row).value()); }
    /// Nearest first, without the unit itself.
    [[nodiscard]] std::vector<Row> ancestors(Row row) const {
        std::vector<Row> out;
        for (auto p = parent(row); p; p = parent(*p)) out.push_back(*p);
        return out;
    }
    /// From the root to the unit.
    [[nodiscard]] std::vector<Row> path(Row row) const {
        std::vector<Row> out = ancestors(row);
        std::reverse(out.begin(), out.end());
        out.push_back(row);
        return out;
    }
    /// Whether `row` is `above` or stands below it.
    [[nodiscard]] bool is_within(Row row, Row above) const noexcept { return above <= row && row < subtree_end(above); }
    /// The deepest unit that both are or stand below; nothing where they have different roots.
    [[nodiscard]] std::optional<Row> common_ancestor(Row a, Row b) const noexcept {
        for (std::optional<Row> up = a; up; up = parent(*up))
            if (is_within(b, *up)) return up;
        return std::nullopt;
    }
    /// The unit and all below it, as a tree of the same day.
    [[nodiscard]] Tree subtree(Row row) const { return Tree(history_, detail::make_subtree(*data_, row.value())); }

    // Level order: all roots, then all their children, and so on; siblings by id, the children of one parent next to each other. Made when it is
    // first asked for.

    /// The row at each position.
    [[nodiscard]] std::span<const Row> level_order() const& { return data_->level_order().row; }
    std::span<const Row> level_order() && = delete;
    [[nodiscard]] std::uint32_t position(Row row) const { return data_->level_order().position[row.at()]; }
    [[nodiscard]] Row row_at(std::uint32_t position) const { return data_->level_order().row[position]; }
    [[nodiscard]] Positions children(Row row) const { return children_of(position(row)); }
    /// Of the unit at a position.
    [[nodiscard]] Positions children_of(std::uint32_t position) const {
        const auto& begin = data_->level_order().child_begin;
        return {begin[position], begin[position + 1]};
    }
    /// Where the children of each position begin; one more than there are units, so that they end where the next ones begin.
    [[nodiscard]] std::span<const std::uint32_t> child_begins() const& { return data_->level_order().child_begin; }
    std::span<const std::uint32_t> child_begins() && = delete;
    /// Where each depth begins, and then the number of units: depth d has the positions levels()[d] up to levels()[d + 1].
    [[nodiscard]] std::span<const std::uint32_t> levels() const& { return data_->level_order().level_begin; }
    std::span<const std::uint32_t> levels() && = delete;
    [[nodiscard]] Positions root_positions() const {
        const auto& begin = data_->level_order().level_begin;
        return {0, begin.size() > 1 ? begin[1] : 0};
    }

    // What each unit is on this day.

    [[nodiscard]] std::string_view name(Row row) const& noexcept { return history_.data().name(spell_no(row)); }
    std::string_view name(Row row) && = delete;
    [[nodiscard]] std::string_view kind(Row row) const& noexcept { return history_.data().kinds[kind_no(row)]; }
    std::string_view kind(Row row) && = delete;
    /// Its place in `kind_names`.
    [[nodiscard]] std::size_t kind_no(Row row) const noexcept { return history_.data().kind[spell_no(row)]; }
    /// Of the whole history; the same numbers in every tree of it.
    [[nodiscard]] const std::vector<std::string>& kind_names() const& noexcept { return history_.data().kinds; }
    const std::vector<std::string>& kind_names() && = delete;
    /// The kind as the edition of the day defines it; nullptr in a free scheme.
    [[nodiscard]] const Kind* kind_defined(Row row) const& noexcept { return data_->edition ? history_.schemes().kind(*data_->edition, kind_no(row)) : nullptr; }
    const Kind* kind_defined(Row row) && = delete;
    [[nodiscard]] bool gradable(Row row) const& noexcept {
        const Kind* kind = kind_defined(row);
        return kind == nullptr || kind->gradable;
    }
    /// What the kind is at this time ("grassroots"); empty where it has no role.
    [[nodiscard]] std::string_view role(Row row) const& noexcept {
        const Kind* kind = kind_defined(row);
        return kind == nullptr ? std::string_view() : std::string_view(kind->role);
    }
    std::string_view role(Row row) && = delete;
    /// Empty where it has none.
    [[nodiscard]] std::string_view form(Row row) const& noexcept { return history_.data().word(history_.data().form, spell_no(row)); }
    std::string_view form(Row row) && = delete;
    [[nodiscard]] std::string_view system(Row row) const& noexcept { return history_.data().word(history_.data().system, spell_no(row)); }
    std::string_view system(Row row) && = delete;
    [[nodiscard]] Spell spell(Row row) const { return history_.data().spell(spell_no(row)); }
    /// The first day of the life in which it stands now: since when it has stood without a gap.
    [[nodiscard]] Date established(Row row) const {
        const detail::HistoryData& d = history_.data();
        std::uint32_t s = spell_no(row);
        while (s > d.first[d.unit[s]] && d.certain[s - 1] == d.since[s]) --s;
        return Date(d.since[s]);
    }

    /// Units that possibly stand: their end is unknown, and no record says that they still stand. By id.
    [[nodiscard]] std::vector<UnitNo> uncertain() const { return detail::uncertain_units(history_.data(), data_->date.days()); }
    /// Units that stand on this day but not under anything that does, and those below them (lenient histories). By id.
    [[nodiscard]] std::vector<UnitNo> detached() const {
        std::vector<UnitNo> out;
        for (const std::uint32_t u : data_->detached) out.emplace_back(u);
        return out;
    }

    // Columns by row, for bulk work.

    [[nodiscard]] std::span<const std::uint32_t> unit_column() const& noexcept { return data_->unit; }
    std::span<const std::uint32_t> unit_column() && = delete;
    /// Rows of the parents, 0xFFFFFFFF at a root.
    [[nodiscard]] std::span<const std::uint32_t> parent_column() const& noexcept { return data_->parent; }
    std::span<const std::uint32_t> parent_column() && = delete;
    [[nodiscard]] std::span<const std::uint32_t> end_column() const& noexcept { return data_->end; }
    std::span<const std::uint32_t> end_column() && = delete;
    /// Level-order position of each row.
    [[nodiscard]] std::span<const std::uint32_t> position_column() const& { return data_->level_order().position; }
    std::span<const std::uint32_t> position_column() && = delete;
    [[nodiscard]] std::vector<std::uint32_t> depth_column() const {
        std::vector<std::uint32_t> out(size(), 0);
        for (std::size_t r = 0; r < out.size(); ++r)
            if (const std::uint32_t p = data_->parent[r]; p != detail::none) out[r] = out[p] + 1;
        return out;
    }
    /// Rows of many ids at once, 0xFFFFFFFF where an id does not stand in this tree.
    [[nodiscard]] std::vector<std::uint32_t> rows_of(const IdColumn& ids) const { return detail::rows_of_ids(history_.data(), *data_, ids); }

    /// Of the content: units, what they are on this day, and where they stand.
    [[nodiscard]] Digest digest() const { return detail::tree_digest(history_.data(), *data_); }
    friend bool operator==(const Tree& a, const Tree& b) { return a.data_ == b.data_ || (a.size() == b.size() && a.digest() == b.digest()); }

private:
    Tree(History history, std::shared_ptr<const detail::TreeData> data) : history_(std::move(history)), data_(std::move(data)) {}

    [[nodiscard]] std::uint32_t spell_no(Row row) const noexcept { return data_->spell[row.at()]; }
    /// From `first` on, each row behind the subtree of the one before.
    [[nodiscard]] std::vector<Row> next_to_each_other(std::uint32_t first, std::uint32_t end) const {
        std::vector<Row> out;
        for (std::uint32_t r = first; r < end; r = data_->end[r]) out.emplace_back(r);
        return out;
    }

    History history_;
    std::shared_ptr<const detail::TreeData> data_;
};

inline Tree History::at(Date day) const { return Tree(*this, day); }

}  // namespace myhao::inline v0
