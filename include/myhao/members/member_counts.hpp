// SPDX-License-Identifier: Apache-2.0
// Members of a whole country counted by unit and by a value of theirs (grade, state, badge), from flat columns; every unit with all
// below it. A value that is missing is counted apart.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <set>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/members/member_keys.hpp>
#include <myhao/org/raw_vector.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0 {

/// A table with a row for each unit of the tree, in its order, and a column for each value; and how many have none.
class MemberCounts {
public:
    using Numbers = detail::RawVector<std::int32_t>;

    MemberCounts(Tree tree, std::size_t values, Numbers table, Numbers missing, std::int64_t unplaced)
        : tree_(std::move(tree)), values_(values), table_(std::move(table)), missing_(std::move(missing)), unplaced_(unplaced) {}

    [[nodiscard]] const Tree& tree() const& noexcept { return tree_; }
    const Tree& tree() && = delete;
    [[nodiscard]] std::size_t values() const noexcept { return values_; }
    [[nodiscard]] std::int64_t count(Row row, std::size_t value) const noexcept { return table_[row.at() * values_ + value]; }
    [[nodiscard]] std::int64_t missing(Row row) const noexcept { return missing_[row.at()]; }
    /// Whatever their value.
    [[nodiscard]] std::int64_t members(Row row) const noexcept {
        std::int64_t sum = missing(row);
        for (std::size_t v = 0; v < values_; ++v) sum += count(row, v);
        return sum;
    }
    /// Members whose unit is not stated: in no row.
    [[nodiscard]] std::int64_t unplaced() const noexcept { return unplaced_; }
    /// Row by row.
    [[nodiscard]] std::span<const std::int32_t> table() const& noexcept { return table_; }
    std::span<const std::int32_t> table() && = delete;
    /// By row.
    [[nodiscard]] std::span<const std::int32_t> missing() const& noexcept { return missing_; }
    std::span<const std::int32_t> missing() && = delete;
    /// The table and the missing values themselves; nothing is left.
    [[nodiscard]] std::pair<Numbers, Numbers> take() && noexcept { return {std::move(table_), std::move(missing_)}; }

private:
    Tree tree_;
    std::size_t values_;
    Numbers table_, missing_;
    std::int64_t unplaced_;
};

namespace detail {
/// Counts of things, by value; a code below 0 is a missing value.
struct CountTable {
    std::size_t values;
    RawVector<std::int32_t> table, missing;

    CountTable(std::size_t things, std::size_t values_) : values(values_), table(things * values_), missing(things) {
        if (!table.empty()) std::memset(table.data(), 0, table.size() * sizeof(std::int32_t));
        if (!missing.empty()) std::memset(missing.data(), 0, missing.size() * sizeof(std::int32_t));
    }
    void add(std::size_t thing, std::int8_t code) noexcept {
        if (code < 0) [[unlikely]] ++missing[thing];
        else ++table[thing * values + static_cast<std::size_t>(code)];
    }
    /// `thing(i)` of each of `count` codes; those that are missing in a second pass, so that the first has no branch for them. A thing that
    /// is none of the table's is handed to `odd(i)`.
    template <class ThingOf, class Odd>
    void add_all(std::size_t count, ThingOf&& thing, const std::int8_t* code, Odd&& odd) {
        if (code == nullptr) return add_stated<1>(count, thing, [](std::size_t, std::int32_t& one) { return one = 1, std::size_t{0}; }, odd);
        if (values == 4) add_stated<4>(count, thing, [code](std::size_t i, std::int32_t& one) { return one = code[i] >= 0, static_cast<std::size_t>(code[i] & 3); }, odd);
        else add_stated<0>(count, thing, [code](std::size_t i, std::int32_t& one) { return one = code[i] >= 0, static_cast<std::size_t>(code[i] < 0 ? 0 : code[i]); }, odd);
        constexpr std::size_t word = sizeof(std::uint64_t);
        for (std::size_t from = 0; from < count; from += word) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, code + from, std::min(word, count - from));
            if ((eight & 0x8080808080808080u) == 0) continue;
            for (std::size_t i = from; i < std::min(count, from + word); ++i)
                if (code[i] < 0 && thing(i) < missing.size()) ++missing[thing(i)];
        }
    }
    void add(std::size_t thing, const CountTable& other, std::size_t its) noexcept {
        missing[thing] += other.missing[its];
        for (std::size_t v = 0; v < values; ++v) table[thing * values + v] += other.table[its * values + v];
    }
    /// Few instructions and a look ahead: the time is that of cache misses, as many at once as may be.
    template <std::size_t fixed, class ThingOf, class PlaceOf, class Odd>
    void add_stated(std::size_t count, const ThingOf& thing, const PlaceOf& place, const Odd& odd) {
        constexpr std::size_t ahead = 24;
        const std::size_t things = missing.size(), width = fixed > 1 ? fixed : values;
        std::int32_t* const to = table.data();
        const auto one = [&](std::size_t i) {
            const std::size_t t = thing(i);
            std::int32_t add = 0;
            const std::size_t at = place(i, add);
            if (t >= things) [[unlikely]] odd(i);
            else to[t * width + at] += add;
        };
        std::size_t i = 0;
        for (; i + ahead < count; ++i) {
            __builtin_prefetch(to + (thing(i + ahead) & 0x7FFFFFFF) * width, 1);
            one(i);
        }
        for (; i < count; ++i) one(i);
    }
    [[nodiscard]] bool any(std::size_t thing) const noexcept {
        const auto from = table.begin() + static_cast<std::ptrdiff_t>(thing * values);
        return missing[thing] != 0 || std::any_of(from, from + static_cast<std::ptrdiff_t>(values), [](std::int32_t n) { return n != 0; });
    }
};
}  // namespace detail

/// Takes members in pieces of columns, as large tables come. A code is the place of the value, below 0 where it is missing.
class MemberCounter {
public:
    static constexpr std::size_t most_values = 126;

    /// Throws InvalidFacts where there are too many values.
    MemberCounter(Tree tree, std::size_t values) : tree_(std::move(tree)), counts_(tree_.size(), checked(values)) {}

    [[nodiscard]] const Tree& tree() const noexcept { return tree_; }

    /// `row(i)`: the row of the tree of member i, an unsigned number; one that is none is remembered for `finish`.
    template <class RowOf>
    void add_rows(std::size_t count, RowOf&& row, const std::int8_t* code) {
        counts_.add_all(count, row, code, [&](std::size_t i) { outside(row(i), i); });
        seen_ += count;
    }
    /// `key(i)`: the id of the unit of member i, as the tree's ids are. Faster where members of one unit stand together.
    template <class KeyOf>
    void add_numbers(std::size_t count, KeyOf&& key, const std::int8_t* code) {
        if (tree_.history().has_text_ids()) return all_unknown(count, key);
        if (stand_together(count, key)) return add_runs_of_numbers(count, key, code);
        if (numbers_.empty()) numbers_ = detail::KeyTable<std::int64_t>(tree_.size(), [&, units = tree_.unit_column(), &d = tree_.history().data()](std::size_t r) { return d.id_number[units[r]]; });
        add_keys(numbers_, count, key, code, key);
    }
    /// The same for texts: `key(i)` is a string_view, `short_key(i)` the same packed (of texts that fit).
    template <class TextOf, class ShortOf>
    void add_texts(std::size_t count, TextOf&& text, ShortOf&& short_key, const std::int8_t* code) {
        if (!tree_.history().has_text_ids()) return all_unknown(count, text);
        prepare_texts();
        bool fits = all_short_;
        for (std::size_t i = 0; fits && i < count; ++i) fits = text.size(i) <= detail::ShortText::most;
        if (fits) return add_keys(texts_, count, short_key, code, text);
        for (std::size_t i = 0; i < count; ++i) {
            const auto row = tree_.row(Id(text(i)));
            if (!row) unknown(text(i), i);
            else counts_.add(row->at(), code_of(code, i));
        }
        seen_ += count;
    }
    /// Members whose unit is not stated.
    void add_unplaced(std::size_t count) noexcept { unplaced_ += static_cast<std::int64_t>(count), seen_ += count; }
    /// Codes of a dictionary of units: `code_of_unit(i)` below 0 is null; `rows`: of each entry, 0xFFFFFFFF where it is no unit of the tree; `shown(entry)` for messages.
    template <class EntryOf, class Shown>
    void add_entries(std::size_t count, EntryOf&& entry, std::span<const std::uint32_t> rows, Shown&& shown, const std::int8_t* code) {
        detail::CountTable own(rows.size(), counts_.values);
        std::size_t nulls = 0;
        own.add_all(count, [&](std::size_t i) { return static_cast<std::size_t>(entry(i)); }, code, [&](std::size_t i) {
            if (entry(i) >= 0) throw InvalidFacts::at("members, row " + std::to_string(seen_ + i), "a code outside its dictionary", std::to_string(entry(i)), "below " + std::to_string(rows.size()));
            ++nulls;
        });
        for (std::size_t e = 0; e < rows.size(); ++e) {
            if (e + ahead < rows.size() && rows[e + ahead] != detail::none) prefetch(rows[e + ahead]);
            if (rows[e] != detail::none) {
                counts_.add(rows[e], own, e);
            } else if (own.any(e)) {
                std::size_t first = 0;
                while (entry(first) != static_cast<std::int64_t>(e)) ++first;
                unknown(shown(e), first);
            }
        }
        unplaced_ += static_cast<std::int64_t>(nulls), seen_ += count;
    }

    /// Of each unit alone, or of it and all below it. Throws UnknownUnit with every unit that is none of the tree's, once each.
    [[nodiscard]] MemberCounts finish(bool rolled_up = true) && {
        if (seen_ > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) throw InvalidFacts::at("members", "more members than are counted at once", std::to_string(seen_));
        if (!unknown_.empty()) throw UnknownUnit(std::move(unknown_));
        if (rolled_up) counts_.values == 4 ? roll<4>() : roll<0>();
        return MemberCounts(std::move(tree_), counts_.values, std::move(counts_.table), std::move(counts_.missing), unplaced_);
    }

private:
    static constexpr std::size_t ahead = 16;

    static std::size_t checked(std::size_t values) {
        if (values > most_values) throw InvalidFacts::at("values", "members are counted by at most " + std::to_string(most_values) + " values", std::to_string(values));
        return values;
    }
    static std::int8_t code_of(const std::int8_t* code, std::size_t i) noexcept { return code == nullptr ? std::int8_t{0} : code[i]; }
    void prefetch(std::uint32_t row) const noexcept { __builtin_prefetch(counts_.table.data() + std::size_t{row} * counts_.values, 1); }

    /// Parents stand before their children.
    template <std::size_t fixed>
    void roll() noexcept {
        const std::size_t values = fixed != 0 ? fixed : counts_.values;
        const auto parent = tree_.parent_column();
        for (std::size_t r = tree_.size(); r-- > 0;) {
            if (parent[r] == detail::none) continue;
            const std::int32_t* const from = counts_.table.data() + r * values;
            std::int32_t* const to = counts_.table.data() + std::size_t{parent[r]} * values;
            for (std::size_t v = 0; v < values; ++v) to[v] += from[v];
            counts_.missing[parent[r]] += counts_.missing[r];
        }
    }
    template <class Key, class KeyOf, class Shown>
    void add_keys(const detail::KeyTable<Key>& table, std::size_t count, KeyOf&& key, const std::int8_t* code, Shown&& shown) {
        const auto find = [&](const Key& k) {
            const std::uint32_t number = table.find(k);
            return number == detail::none ? detail::none : table.rows()[number];
        };
        std::size_t missed = 0;
        if (stand_together(count, key)) missed = add_runs(count, key, code, [&](Run* runs, std::size_t many) {
                for (std::size_t r = 0; r < many; ++r) table.prefetch(key(runs[r].begin));
                for (std::size_t r = 0; r < many; ++r) runs[r].row = find(key(runs[r].begin));
            });
        else if (counts_.values < detail::Packing<Key>::most_codes) missed = add_dealt(table, count, key, code);
        else
            for (std::size_t i = 0; i < count; ++i) {
                if (const std::uint32_t row = find(key(i)); row != detail::none) counts_.add(row, code_of(code, i));
                else ++missed;
            }
        if (missed > 0)
            for (std::size_t i = 0; i < count; ++i)
                if (table.find(key(i)) == detail::none) unknown(shown(i), i);
        seen_ += count;
    }
    /// Runs of one unit, mostly by rising ids: each is looked for right behind the one before.
    template <class KeyOf>
    void add_runs_of_numbers(std::size_t count, KeyOf&& key, const std::int8_t* code) {
        const detail::HistoryData& d = tree_.history().data();
        if (rising_.empty()) {
            rising_.resize(d.by_id.size()), rising_row_.resize(d.by_id.size());
            for (std::size_t k = 0; k < rising_.size(); ++k) rising_[k] = d.id_number[d.by_id[k]];
            for (std::size_t k = 0; k < rising_.size(); ++k) {
                const auto row = tree_.row(UnitNo(d.by_id[k]));
                rising_row_[k] = row ? row->value() : detail::none;
            }
        }
        const std::int64_t* const ids = rising_.data();
        const std::size_t many_ids = rising_.size();
        std::size_t at = 0;
        const auto find = [&](std::int64_t k) {
            for (std::size_t step = 0; at < many_ids && ids[at] < k && step < 16; ++step) ++at;
            if (at >= many_ids || ids[at] != k) at = static_cast<std::size_t>(std::lower_bound(ids, ids + many_ids, k) - ids);
            return at < many_ids && ids[at] == k ? rising_row_[at] : detail::none;
        };
        const std::size_t missed = add_runs(count, key, code, [&](Run* runs, std::size_t many) {
            for (std::size_t r = 0; r < many; ++r) runs[r].row = find(key(runs[r].begin));
        });
        if (missed > 0)
            for (std::size_t i = 0; i < count; ++i)
                if ((i == 0 || key(i) != key(i - 1)) && find(key(i)) == detail::none) unknown(key(i), i);
        seen_ += count;
    }
    /// Whether neighbours mostly share a unit, as far as a sample says.
    template <class KeyOf>
    [[nodiscard]] static bool stand_together(std::size_t count, KeyOf&& key) {
        std::size_t same = 0, seen = 0;
        constexpr std::size_t windows = 16, length = 64;
        for (std::size_t w = 0; w < windows; ++w)
            for (std::size_t i = count / windows * w + 1; i < std::min(count, count / windows * w + length); ++i) same += key(i) == key(i - 1), ++seen;
        return 2 * same > seen;
    }
    /// Members of one unit that stand together, their codes counted in the fields of a word where there are few values.
    struct Run {
        std::size_t begin, end;
        std::uint64_t packed;
        std::uint32_t row;
    };
    static constexpr std::size_t field = 12, most_in_field = (std::size_t{1} << field) - 1;

    /// `find(runs, many)` sets the row of each.
    template <class KeyOf, class Find>
    [[nodiscard]] std::size_t add_runs(std::size_t count, const KeyOf& key, const std::int8_t* code, const Find& find) {
        constexpr std::size_t block = 64;
        const bool few = code != nullptr && counts_.values < 5;
        const std::size_t values = counts_.values;
        std::int32_t* const table = counts_.table.data();
        Run runs[block];
        std::size_t missed = 0;
        for (std::size_t i = 0; i < count;) {
            std::size_t many = 0;
            for (; many < block && i < count; ++many) {
                const auto k = key(i);
                const std::size_t begin = i, stop = std::min(count, i + most_in_field);
                std::uint64_t packed = 0;
                if (few)
                    for (; i < stop && key(i) == k; ++i) packed += std::uint64_t{1} << (static_cast<std::uint32_t>(code[i] + 1) * field);
                else
                    while (i < stop && key(i) == k) ++i;
                runs[many] = {begin, i, packed, detail::none};
            }
            find(runs, many);
            for (std::size_t r = 0; r < many; ++r)
                if (runs[r].row != detail::none) prefetch(runs[r].row);
            for (std::size_t r = 0; r < many; ++r) {
                const Run& run = runs[r];
                if (run.row == detail::none) {
                    ++missed;
                } else if (code == nullptr) {
                    table[run.row * values] += static_cast<std::int32_t>(run.end - run.begin);
                } else if (few) {
                    if ((run.packed & most_in_field) != 0) counts_.missing[run.row] += static_cast<std::int32_t>(run.packed & most_in_field);
                    for (std::size_t v = 0; v < values; ++v) table[run.row * values + v] += static_cast<std::int32_t>(run.packed >> ((v + 1) * field) & most_in_field);
                } else {
                    for (std::size_t at = run.begin; at < run.end; ++at) counts_.add(run.row, code[at]);
                }
            }
        }
        return missed;
    }
    /// Members are dealt into parts by their hash, so that a part's slots and counters stay in the cache.
    template <class Key, class KeyOf>
    [[nodiscard]] std::size_t add_dealt(const detail::KeyTable<Key>& table, std::size_t count, KeyOf&& key, const std::int8_t* code) {
        using Pack = detail::Packing<Key>;
        constexpr std::size_t parts = detail::key_parts;
        std::size_t begin[parts + 1] = {}, end[parts];
        for (std::size_t i = 0; i < count; ++i) ++begin[(detail::hash_key(key(i)) >> (64 - detail::part_bits)) + 1];
        for (std::size_t p = 0; p < parts; ++p) begin[p + 1] += begin[p], end[p] = begin[p];
        detail::RawVector<Key> dealt(count);
        for (std::size_t i = 0; i < count; ++i) {
            const Key k = key(i);
            const std::uint64_t h = detail::hash_key(k);
            dealt[end[h >> (64 - detail::part_bits)]++] = Pack::pack(k, h, static_cast<std::uint32_t>(code_of(code, i) + 1));
        }
        detail::CountTable own(table.rows().size(), counts_.values);
        std::size_t missed = 0;
        for (std::size_t p = 0; p < parts; ++p)
            for (std::size_t i = begin[p]; i < begin[p + 1]; ++i) {
                const std::uint32_t number = table.find(Pack::key(dealt[i], p));
                if (number == detail::none) [[unlikely]] ++missed;
                else own.add(number, static_cast<std::int8_t>(static_cast<int>(Pack::code(dealt[i])) - 1));
            }
        const auto& rows = table.rows();
        for (std::size_t k = 0; k < rows.size(); ++k) {
            if (k + ahead < rows.size()) prefetch(rows[k + ahead]);
            counts_.add(rows[k], own, k);
        }
        return missed;
    }
    void prepare_texts() {
        if (prepared_) return;
        prepared_ = true;
        const auto units = tree_.unit_column();
        const detail::HistoryData& d = tree_.history().data();
        const auto text = [&](std::size_t r) { return d.text(d.id_text[units[r]]); };
        for (std::size_t r = 0; all_short_ && r < units.size(); ++r) all_short_ = text(r).size() <= detail::ShortText::most;
        if (all_short_) texts_ = detail::KeyTable<detail::ShortText>(units.size(), [&](std::size_t r) { return detail::ShortText::of(text(r).data(), text(r).size()); });
    }

    static std::string shown(std::int64_t id) { return std::to_string(id); }
    static std::string shown(std::string_view id) { return std::string(id.substr(0, 60)); }
    template <class Key>
    void unknown(const Key& id, std::size_t at) {
        std::string text = shown(id);
        if (!listed_.insert(text).second) return;
        unknown_.add(UnknownUnit::at("members, row " + std::to_string(seen_ + at), "no such unit in the tree of " + tree_.date().text(), "'" + text + "'").problems()[0]);
    }
    template <class KeyOf>
    void all_unknown(std::size_t count, KeyOf&& key) {
        for (std::size_t i = 0; i < count; ++i) unknown(key(i), i);
        seen_ += count;
    }
    void outside(std::size_t row, std::size_t at) {
        if (!listed_.insert(std::to_string(static_cast<std::int64_t>(row))).second) return;
        Finding f = UnknownUnit::at("members, row " + std::to_string(seen_ + at), "no such row in the tree of " + tree_.date().text(), std::to_string(static_cast<std::int64_t>(row)), "0 to below " + std::to_string(tree_.size())).problems()[0];
        unknown_.add(std::move(f));
    }

    Tree tree_;
    detail::CountTable counts_;
    std::size_t seen_ = 0;
    std::int64_t unplaced_ = 0;
    detail::KeyTable<std::int64_t> numbers_;
    detail::KeyTable<detail::ShortText> texts_;
    detail::RawVector<std::int64_t> rising_;       // every id of the history, and
    detail::RawVector<std::uint32_t> rising_row_;  // its row in the tree
    bool prepared_ = false, all_short_ = true;
    Findings unknown_;
    std::set<std::string> listed_;
};

}  // namespace myhao::inline v0
