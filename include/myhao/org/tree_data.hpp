// SPDX-License-Identifier: Apache-2.0
// How the tree of one day is read from a history: what stands, by parent, then in preorder; its level order when somebody asks for it.
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
    std::uint32_t begin, end;
};

/// All roots, then all their children, and so on; siblings by id, the children of one parent next to each other.
struct LevelOrder {
    RawVector<Row> row;                    // by position
    RawVector<std::uint32_t> position;     // by row
    RawVector<std::uint32_t> child_begin;  // by position, and one more
    std::vector<std::uint32_t> level_begin;
};

struct TreeData {
    Date date;
    std::optional<std::size_t> edition;                 // in force on the day, if not free
    RawVector<std::uint32_t> unit, spell, parent, end;  // by row
    RawVector<std::uint32_t> row_of;                    // by unit, `none` where it does not stand
    std::vector<std::uint32_t> detached;                // units by id
    OnDemand<LevelOrder> levels;

    void resize(std::size_t rows) {
        for (auto* column : {&unit, &spell, &parent, &end}) column->resize(rows);
    }
    [[nodiscard]] const LevelOrder& level_order() const;
};

inline void set_edition(const HistoryData& history, TreeData& tree) {
    tree.edition = history.schemes.index_on(tree.date);
    if (tree.edition && history.schemes.editions()[*tree.edition].scheme.is_free()) tree.edition.reset();
}

/// What stands on a day, those of one parent next to each other, by id.
struct Standing {
    struct One {
        std::uint32_t unit, spell;
    };
    RawVector<One> list;  // a unit stands once on a day
    Run roots{0, 0};
    std::vector<std::uint8_t> has_below;  // by number of a parent: whether somebody stands under it
    RawVector<Run> below;                 // where so: their part of the list

    /// Whoever asks for one day is answered by one look at all spells. From the second on they are known by parent, and of a long history only
    /// those of the day's stretch are looked at.
    Standing(const HistoryData& history, std::int32_t day) : list(history.units + 1), has_below(history.id_rank.size() + 1, 0), below(history.id_rank.size() + 1) {
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
        const Grouped grouped = group_by_parent(history, n, [&](std::size_t k) { return standing[k]; });
        for (std::size_t k = 0; k < n; ++k) list[k] = {history.unit[grouped.spell(k)], grouped.spell(k)};
        for (std::size_t i = 0; i + 1 < grouped.parts.size(); ++i) put(grouped.parts[i].parent, {grouped.parts[i].begin, grouped.parts[i + 1].begin});
    }
    void read(const SpellsByParent& spells, std::int32_t day) {
        const auto next = std::upper_bound(spells.stretches.begin(), spells.stretches.end(), day, [](std::int32_t d, const auto& s) { return d < s.since; });
        if (next == spells.stretches.begin()) return;
        const SpellsByParent::Stretch& stretch = next[-1];
        const SpellsByParent::Child* const child = stretch.children.data();
        One* const to = list.data();
        std::uint32_t n = 0;
        for (std::size_t i = 0; i + 1 < stretch.parts.size(); ++i) {
            const std::uint32_t from = n, end = stretch.parts[i + 1].begin;
            for (std::uint32_t k = stretch.parts[i].begin; k < end; ++k) {
                to[n] = {child[k].unit, child[k].spell};
                n += static_cast<std::uint32_t>(child[k].stands_on(day));
            }
            put(stretch.parts[i].parent, {from, n});
        }
    }
    void put(std::uint32_t parent, Run run) noexcept {
        if (parent == none) {
            roots = run;
        } else {
            has_below[parent] = run.begin < run.end;
            below[parent] = run;
        }
    }
};

/// The rows, from the roots downward.
inline void lay_out_rows(const Standing& standing, TreeData& tree, std::size_t units) {
    tree.resize(standing.list.size());
    tree.row_of.assign(units, none);
    struct Open {
        Run rest;
        std::uint32_t row;
    };
    std::vector<Open> above;  // those among whose children we are, and what is left of them
    Open here{standing.roots, none};
    std::uint32_t row = 0;
    for (;;) {
        while (here.rest.begin != here.rest.end) {
            const Standing::One one = standing.list[here.rest.begin++];
            tree.unit[row] = one.unit, tree.spell[row] = one.spell, tree.parent[row] = here.row;
            tree.end[row] = row + 1;
            tree.row_of[one.unit] = row;
            if (standing.has_below[one.unit] != 0) {
                above.push_back(here);
                here = {standing.below[one.unit], row};
            }
            ++row;
        }
        if (above.empty()) break;
        tree.end[here.row] = row;
        here = above.back();
        above.pop_back();
    }
    tree.resize(row);
}

/// Within one depth, units follow each other as they do in preorder.
[[nodiscard]] inline LevelOrder make_level_order(const TreeData& tree) {
    LevelOrder out;
    const std::size_t n = tree.unit.size();
    RawVector<std::uint32_t> depth(n), children(n, 0);
    std::vector<std::uint32_t> free;  // where the next of each depth goes
    for (std::size_t r = 0; r < n; ++r) {
        const std::uint32_t p = tree.parent[r];
        depth[r] = p == none ? 0 : depth[p] + 1;
        if (p != none) ++children[p];
        if (depth[r] == free.size()) free.push_back(0);
        ++free[depth[r]];
    }
    std::uint32_t begin = 0;
    for (std::uint32_t& many : free) {
        out.level_begin.push_back(begin);
        begin += std::exchange(many, begin);
    }
    out.level_begin.push_back(begin);
    out.row.resize(n), out.position.resize(n), out.child_begin.resize(n + 1);
    for (std::uint32_t r = 0; r < n; ++r) {
        out.position[r] = free[depth[r]]++;
        out.row[out.position[r]] = Row(r);
    }
    std::uint32_t child = n == 0 ? 0 : out.level_begin[1];
    for (std::size_t k = 0; k < n; ++k) {
        out.child_begin[k] = child;
        child += children[out.row[k].value()];
    }
    out.child_begin[n] = child;
    return out;
}
inline const LevelOrder& TreeData::level_order() const {
    return levels.get([&] { return make_level_order(*this); });
}

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
    lay_out_rows(Standing(history, date.days()), *tree, history.units);
    if (!history.strict) tree->detached = detached_units(history, tree->unit, date.days());
    return tree;
}

[[nodiscard]] inline std::shared_ptr<const TreeData> make_subtree(const TreeData& whole, std::uint32_t root) {
    auto tree = std::make_shared<TreeData>();
    tree->date = whole.date, tree->edition = whole.edition;
    const std::uint32_t rows = whole.end[root] - root;
    tree->resize(rows);
    tree->row_of.assign(whole.row_of.size(), none);
    for (std::uint32_t r = 0; r < rows; ++r) {
        const std::uint32_t from = root + r;
        tree->unit[r] = whole.unit[from], tree->spell[r] = whole.spell[from];
        tree->parent[r] = r == 0 ? none : whole.parent[from] - root;
        tree->end[r] = whole.end[from] - root;
        tree->row_of[tree->unit[r]] = r;
    }
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
    const auto text = [&](std::size_t i) { return ids.texts.text(i); };
    if (!history.text_ids) {
        history.numbers.find_all(ids.size(), [&](std::size_t i) { return ids.numbers[i]; }, [&](std::size_t i, std::uint32_t place) { rows[i] = place; });
        for (std::uint32_t& row : rows) row = history.number_at(row);
    } else if (ids.texts.codes.empty()) {
        history.table.find_all(ids.size(), text, [&](std::size_t i, std::uint32_t number, const TextKey&) { rows[i] = number; }, history.id_texts());
    } else {
        std::vector<std::uint32_t> map(ids.texts.texts(), none);
        history.table.find_all(map.size(), text, [&](std::size_t i, std::uint32_t number, const TextKey&) { map[i] = number; }, history.id_texts());
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (!ids.is_null(i)) rows[i] = map[static_cast<std::size_t>(ids.texts.codes[i])];
    }
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = rows[i] < tree.row_of.size() && !ids.is_null(i) ? tree.row_of[rows[i]] : none;
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
