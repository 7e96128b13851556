// SPDX-License-Identifier: Apache-2.0
// How the tree of one day is read from a history: what stands, by parent, then level order, sizes and preorder.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <myhao/org/history_digest.hpp>
#include <myhao/org/history_index.hpp>
#include <myhao/org/raw_vector.hpp>

namespace myhao::inline v0::detail {

/// A run of places.
struct Run {
    std::uint32_t begin = 0, end = 0;
};

struct TreeData {
    Date date;
    std::optional<std::size_t> edition;  // in force on the day, if not free
    RawVector<std::uint32_t> unit, spell, parent, end, position;  // by row
    RawVector<Row> level_order;                                   // by position
    RawVector<std::uint32_t> child_begin;
    std::vector<std::uint32_t> level_begin;
    RawVector<std::uint32_t> row_of;      // by unit, `none` where it does not stand
    std::vector<std::uint32_t> detached;  // units by id
};

inline void set_edition(const HistoryData& history, TreeData& tree) {
    tree.edition = history.schemes.index_on(tree.date);
    if (tree.edition && history.schemes.editions()[*tree.edition].scheme.is_free()) tree.edition.reset();
}

/// From a forest in level order: `parent` has the position of each one's parent, `none` at a root, and never falls.
inline void number_rows(TreeData& tree, const RawVector<std::uint32_t>& unit, const RawVector<std::uint32_t>& spell, const RawVector<std::uint32_t>& parent,
                        std::size_t units) {
    const std::size_t n = unit.size();
    RawVector<std::uint32_t> size(n, 1);
    for (std::size_t k = n; k-- > 0;)
        if (parent[k] != none) size[parent[k]] += size[k];
    for (auto* column : {&tree.unit, &tree.spell, &tree.parent, &tree.end, &tree.position}) column->resize(n);
    tree.level_order.resize(n);
    tree.row_of.assign(units, none);
    std::uint32_t free = 0, last = none;  // `free`: where the next child of the parent at position `last` goes
    for (std::size_t k = 0; k < n; ++k) {
        if (parent[k] != last) last = parent[k], free = tree.level_order[last].value() + 1;
        const std::uint32_t row = free;
        free += size[k];
        tree.level_order[k] = Row(row);
        tree.unit[row] = unit[k];
        tree.spell[row] = spell[k];
        tree.end[row] = free;
        tree.position[row] = static_cast<std::uint32_t>(k);
        tree.parent[row] = last == none ? none : tree.level_order[last].value();
        tree.row_of[unit[k]] = row;
    }
}

/// What stands on a day, those of one parent next to each other, by id.
struct Standing {
    struct One {
        std::uint32_t unit, spell;
    };
    RawVector<One> list;   // a unit stands once on a day
    RawVector<Run> below;  // of each parent, the roots last: its part of the list

    /// Whoever asks for one day is answered by one look at all spells. From the second on they are known by parent, and of a long history only
    /// those of the day's stretch are looked at.
    Standing(const HistoryData& history, std::int32_t day) : list(history.units + 1), below(history.id_rank.size() + 1) {
        if (!history.by_parent.is_due()) scan(history, day);
        else read(spells_by_parent(history), day);
    }

private:
    void scan(const HistoryData& history, std::int32_t day) {
        RawVector<std::uint32_t> standing(history.units + 1);
        std::uint32_t n = 0;
        for (std::uint32_t s = 0; s < history.unit.size(); ++s) {  // written first and counted then, as nobody could foresee which stand
            standing[n] = s;
            n += static_cast<std::uint32_t>(int{history.since[s] <= day} & int{day < history.certain[s]});
        }
        const auto run_of = [&](std::uint32_t s) -> Run& { return below[history.parent_slot(history.parent[s])]; };
        std::fill(below.begin(), below.end(), Run{});
        for (std::uint32_t k = 0; k < n; ++k) ++run_of(standing[k]).end;
        std::uint32_t begin = 0;
        for (Run& run : below) {
            const std::uint32_t many = run.end;
            run = {begin, begin};
            begin += many;
        }
        for (std::uint32_t k = 0; k < n; ++k) list[run_of(standing[k]).end++] = {history.unit[standing[k]], standing[k]};
        for (const Run& run : below)
            settle_order(list.begin() + run.begin, list.begin() + run.end, [&](const One& a, const One& b) { return history.id_rank[a.unit] < history.id_rank[b.unit]; });
    }
    [[nodiscard]] std::uint32_t look(const SpellsByParent::Child* child, std::size_t many, std::int32_t day, std::uint32_t n) {
        One* const to = list.data();
        for (std::size_t k = 0; k < many; ++k) {
            to[n] = {child[k].unit, child[k].spell};
            n += static_cast<std::uint32_t>(child[k].stands_on(day));
        }
        return n;
    }
    void read(const SpellsByParent& spells, std::int32_t day) {
        if (!spells.stretches.empty()) return read_stretch(spells, day);
        const std::uint32_t* const first = spells.first.data();
        std::uint32_t n = 0;
        for (std::size_t p = 0; p < below.size(); ++p) {
            const std::uint32_t from = n;
            n = look(spells.children.data() + first[p], first[p + 1] - first[p], day, from);
            below[p] = {from, n};
        }
    }
    void read_stretch(const SpellsByParent& spells, std::int32_t day) {
        std::fill(below.begin(), below.end(), Run{});
        const auto next = std::upper_bound(spells.stretches.begin(), spells.stretches.end(), day, [](std::int32_t d, const auto& s) { return d < s.since; });
        if (next == spells.stretches.begin()) return;
        const SpellsByParent::Stretch& stretch = next[-1];
        std::uint32_t n = 0;
        for (std::size_t i = 0; i + 1 < stretch.parts.size(); ++i) {
            const std::uint32_t from = n;
            n = look(stretch.children.data() + stretch.parts[i].begin, stretch.parts[i + 1].begin - stretch.parts[i].begin, day, n);
            below[stretch.parts[i].parent] = {from, n};
        }
    }
};

/// A forest in level order: each unit with its spell and the position of its parent, `none` at a root.
struct Forest {
    RawVector<std::uint32_t> unit, spell, parent;

    /// From the roots downward; sets the tree's levels and where the children of each position begin.
    Forest(const Standing& standing, TreeData& tree) : unit(standing.list.size()), spell(standing.list.size()), parent(standing.list.size()) {
        const auto append = [from = standing.list.data(), units = unit.data(), spells = spell.data(), parents = parent.data()](std::uint32_t tail, Run run, std::uint32_t above) {
            for (std::uint32_t k = run.begin; k < run.end; ++k, ++tail) units[tail] = from[k].unit, spells[tail] = from[k].spell, parents[tail] = above;
            return tail;
        };
        tree.child_begin.resize(unit.size());
        tree.level_begin.push_back(0);
        std::uint32_t tail = append(0, standing.below.back(), none), level_end = tail;
        constexpr std::uint32_t ahead = 16;
        for (std::uint32_t k = 0; k < tail; ++k) {
            if (k == level_end) tree.level_begin.push_back(k), level_end = tail;
            tree.child_begin[k] = tail;
            if (k + ahead < tail) __builtin_prefetch(&standing.below[unit[k + ahead]]);
            tail = append(tail, standing.below[unit[k]], k);
        }
        if (tail > 0) tree.level_begin.push_back(tail);
        tree.child_begin[tail] = tail;
        tree.child_begin.resize(tail + 1);
        unit.resize(tail), spell.resize(tail), parent.resize(tail);
    }
};

/// The units that stand on the day and are not in the tree, as no root is above them. By id.
[[nodiscard]] inline std::vector<std::uint32_t> detached_units(const HistoryData& history, const RawVector<std::uint32_t>& in_tree, std::int32_t day) {
    std::vector<std::uint32_t> out;
    std::vector<std::uint8_t> met(history.units, 0);
    for (const std::uint32_t u : in_tree) met[u] = 1;
    for (std::size_t s = 0; s < history.unit.size(); ++s)
        if (history.since[s] <= day && day < history.certain[s] && met[history.unit[s]] == 0) out.push_back(history.unit[s]);
    std::sort(out.begin(), out.end(), [&](auto a, auto b) { return history.id_rank[a] < history.id_rank[b]; });
    return out;
}

[[nodiscard]] inline std::shared_ptr<const TreeData> make_tree(const HistoryData& history, Date date) {
    auto tree = std::make_shared<TreeData>();
    tree->date = date;
    set_edition(history, *tree);
    const std::int32_t day = date.days();
    const Forest forest(Standing(history, day), *tree);
    if (!history.strict) tree->detached = detached_units(history, forest.unit, day);
    number_rows(*tree, forest.unit, forest.spell, forest.parent, history.units);
    return tree;
}

[[nodiscard]] inline std::shared_ptr<const TreeData> make_subtree(const TreeData& whole, std::uint32_t root) {
    auto tree = std::make_shared<TreeData>();
    tree->date = whole.date, tree->edition = whole.edition;
    const std::uint32_t size = whole.end[root] - root;
    RawVector<std::uint32_t> unit, spell, parent, from = {whole.position[root]};
    unit.reserve(size), spell.reserve(size), parent.reserve(size), from.reserve(size);
    parent.push_back(none);
    tree->level_begin.push_back(0);
    std::size_t level_end = 1;
    for (std::size_t k = 0; k < from.size(); ++k) {
        if (k == level_end) tree->level_begin.push_back(static_cast<std::uint32_t>(k)), level_end = from.size();
        const std::uint32_t row = whole.level_order[from[k]].value();
        unit.push_back(whole.unit[row]), spell.push_back(whole.spell[row]);
        tree->child_begin.push_back(static_cast<std::uint32_t>(from.size()));
        for (std::uint32_t c = whole.child_begin[from[k]]; c < whole.child_begin[from[k] + 1]; ++c) from.push_back(c), parent.push_back(static_cast<std::uint32_t>(k));
    }
    tree->level_begin.push_back(size), tree->child_begin.push_back(size);
    number_rows(*tree, unit, spell, parent, whole.row_of.size());
    return tree;
}

[[nodiscard]] inline std::vector<UnitNo> uncertain_units(const HistoryData& history, std::int32_t day) {
    std::vector<std::uint32_t> units;
    for (const std::uint32_t s : history.unknown_end)
        if (history.certain[s] <= day && day < history.until[s]) units.push_back(history.unit[s]);
    std::sort(units.begin(), units.end(), [&](auto a, auto b) { return history.id_rank[a] < history.id_rank[b]; });
    std::vector<UnitNo> out;
    for (const std::uint32_t u : units) out.emplace_back(u);
    return out;
}

[[nodiscard]] inline std::vector<std::uint32_t> rows_of_ids(const HistoryData& history, const TreeData& tree, const IdColumn& ids) {
    std::vector<std::uint32_t> rows(ids.size(), none);
    if (ids.size() == 0 || ids.is_text() != history.text_ids) return rows;
    const auto take = [&](std::size_t i, std::uint32_t number) {
        if (number < tree.row_of.size() && !ids.is_null(i)) rows[i] = tree.row_of[number];
    };
    if (!history.text_ids) {
        history.table.find_numbers(ids.size(), [&](std::size_t i) { return ids.numbers[i]; }, take);
        return rows;
    }
    if (ids.texts.codes.empty()) {
        history.table.find_texts(ids.size(), [&](std::size_t i) { return ids.texts.text(i); }, [&](std::size_t i, std::uint32_t number, const PackedText&) { take(i, number); },
                                 history.id_texts());
        return rows;
    }
    std::vector<std::uint32_t> map(ids.texts.texts(), none);
    history.table.find_texts(map.size(), [&](std::size_t i) { return ids.texts.text(i); }, [&](std::size_t i, std::uint32_t number, const PackedText&) { map[i] = number; },
                             history.id_texts());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!ids.is_null(i)) take(i, map[static_cast<std::size_t>(ids.texts.codes[i])]);
    return rows;
}

[[nodiscard]] inline Digest tree_digest(const HistoryData& history, const TreeData& tree) {
    SetDigest all;
    RowDigest head(history.text_ids ? 11 : 12);
    head.add(std::int64_t{tree.date.days()});
    all.add(head);
    for (std::size_t r = 0; r < tree.unit.size(); ++r) {
        RowDigest row(13);
        const std::uint32_t s = tree.spell[r];
        add_id(history, tree.unit[r], row);
        add_id(history, tree.parent[r] == none ? none : tree.unit[tree.parent[r]], row);
        row.add(history.name(s));
        row.add(std::string_view(history.kinds[history.kind[s]]));
        row.add(history.word(history.form, s));
        row.add(history.word(history.system, s));
        all.add(row);
    }
    return all.value();
}

}  // namespace myhao::inline v0::detail
