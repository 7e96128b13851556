// SPDX-License-Identifier: Apache-2.0
// Members of a whole country counted by unit and by a value of theirs (grade, state, badge), from flat columns; every unit with all
// below it. A value that is missing is counted apart.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/members/count_table.hpp>
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

/// Takes members in pieces of columns, as large tables come. A code is the place of the value, below 0 where it is missing.
class MemberCounter {
public:
    static constexpr std::size_t most_values = 126;

    /// Throws InvalidFacts where there are too many values.
    MemberCounter(Tree tree, std::size_t values) : tree_(std::move(tree)), values_(checked(values)), counts_(tree_.size(), values_), rising_counts_(0, values_) {}

    [[nodiscard]] const Tree& tree() const noexcept { return tree_; }

    /// Where in its table each member of the next columns stands, for messages; empty: one after the other, as at first.
    void stand_at(std::span<const std::uint32_t> places) noexcept { places_ = places; }
    /// `row(i)`: the row of the tree of member i, an unsigned number; one that is none is remembered for `finish`.
    template <class RowOf>
    void add_rows(std::size_t count, RowOf&& row, const std::int8_t* code) {
        const Codes codes(*this, count, code);
        if (stand_together(count, row)) {
            const std::size_t missed = add_runs(counts_, count, row, codes.data, [&](const auto& runs, std::uint32_t* of) {
                for (std::size_t r = 0; r < runs.size(); ++r) of[r] = row(runs.begin(r)) < tree_.size() ? static_cast<std::uint32_t>(row(runs.begin(r))) : detail::none;
            });
            for (std::size_t i = 0; missed > 0 && i < count; ++i)
                if (row(i) >= tree_.size()) outside(row(i), i);
        } else {
            counts_.add_all(count, row, codes.data, [&](std::size_t i) { outside(row(i), i); });
        }
        seen_ += count;
    }
    /// `key(i)`: the id of the unit of member i, as the tree's ids are. Faster where members of one unit stand together.
    template <class KeyOf>
    void add_numbers(std::size_t count, KeyOf&& key, const std::int8_t* code) {
        const Codes codes(*this, count, code);
        if (tree_.history().has_text_ids()) return all_unknown(count, key);
        if (stand_together(count, key)) return add_runs_of_numbers(count, key, codes.data);
        if (numbers_.empty()) numbers_ = detail::KeyTable<std::int64_t>(tree_.size(), [&, units = tree_.unit_column(), &d = tree_.history().data()](std::size_t r) { return d.id_number[units[r]]; });
        add_keys(numbers_, count, key, codes.data, key);
    }
    /// The same for texts: `key(i)` is a string_view, `short_key(i)` the same packed (of texts that fit).
    template <class TextOf, class ShortOf>
    void add_texts(std::size_t count, TextOf&& text, ShortOf&& short_key, const std::int8_t* code) {
        const Codes codes(*this, count, code);
        if (!tree_.history().has_text_ids()) return all_unknown(count, text);
        prepare_texts();
        bool fits = all_short_;
        for (std::size_t i = 0; fits && i < count; ++i) fits = text.size(i) <= detail::ShortText::most;
        if (fits) return add_keys(texts_, count, short_key, codes.data, text);
        for (std::size_t i = 0; i < count; ++i) {
            const auto row = tree_.row(Id(text(i)));
            if (!row) unknown(text(i), i);
            else counts_.add(row->at(), codes.of(i));
        }
        seen_ += count;
    }
    /// Members whose unit is not stated.
    void add_unplaced(std::size_t count) {
        check_room(count);
        unplaced_ += static_cast<std::int64_t>(count), seen_ += count;
    }
    /// Codes of a dictionary of units: `code_of_unit(i)` below 0 is null; `rows`: of each entry, 0xFFFFFFFF where it is no unit of the tree; `shown(entry)` for messages.
    template <class EntryOf, class Shown>
    void add_entries(std::size_t count, EntryOf&& entry, std::span<const std::uint32_t> rows, Shown&& shown, const std::int8_t* code) {
        const Codes codes(*this, count, code);
        detail::CountTable own(rows.size(), values_);
        std::size_t nulls = 0;
        own.add_all(count, [&](std::size_t i) { return static_cast<std::size_t>(entry(i)); }, codes.data, [&](std::size_t i) {
            if (entry(i) >= 0) throw InvalidFacts::at("members, row " + std::to_string(place(i)), "a code outside its dictionary", std::to_string(entry(i)), "below " + std::to_string(rows.size()));
            ++nulls;
        });
        if (add_rows_of(own, rows) > 0) {
            const std::vector<bool> used = own.used();
            for (std::size_t e = 0; e < rows.size(); ++e) {
                if (rows[e] != detail::none || !used[e]) continue;
                std::size_t first = 0;
                while (entry(first) != static_cast<std::int64_t>(e)) ++first;
                unknown(shown(e), first);
            }
        }
        unplaced_ += static_cast<std::int64_t>(nulls), seen_ += count;
    }

    /// Of each unit alone, or of it and all below it. Throws UnknownUnit with every unit that is none of the tree's, once each.
    [[nodiscard]] MemberCounts finish(bool rolled_up = true) && {
        if (!unknown_.empty()) throw UnknownUnit(std::move(unknown_));
        (void)add_rows_of(rising_counts_, rising_row_);
        auto [table, missing] = counts_.totals(rolled_up ? tree_.parent_column() : std::span<const std::uint32_t>{});
        return MemberCounts(std::move(tree_), values_, std::move(table), std::move(missing), unplaced_);
    }

private:
    static constexpr std::size_t ahead = 16;

    /// Codes of a piece, each of a value or -1.
    struct Codes {
        const std::int8_t* data;
        std::vector<std::int8_t> own{};

        /// Those further below 0 become -1. Throws InvalidFacts with every one that is of no value, and where there are too many members.
        Codes(const MemberCounter& counter, std::size_t count, const std::int8_t* given) : data(given) {
            counter.check_room(count);
            std::uint8_t most = 0;  // slots: below -1 is beyond all values
            for (std::size_t i = 0; given != nullptr && i < count; ++i) most = std::max(most, static_cast<std::uint8_t>(given[i] + 1));
            if (most <= counter.values_) return;
            Findings problems;
            own.assign(given, given + count);
            for (std::size_t i = 0; i < count; ++i) {
                own[i] = std::max<std::int8_t>(own[i], -1);
                if (own[i] >= static_cast<int>(counter.values_))
                    problems.add(InvalidFacts::at("members, row " + std::to_string(counter.place(i)), "no such value", std::to_string(own[i]), "below " + std::to_string(counter.values_)).problems()[0]);
            }
            if (!problems.empty()) throw InvalidFacts(std::move(problems));
            data = own.data();
        }
        [[nodiscard]] std::int8_t of(std::size_t i) const noexcept { return code_of(data, i); }
    };

    static std::size_t checked(std::size_t values) {
        if (values > most_values) throw InvalidFacts::at("values", "members are counted by at most " + std::to_string(most_values) + " values", std::to_string(values));
        return values;
    }
    /// Totals are numbers of 32 bits.
    void check_room(std::size_t count) const {
        constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
        if (count > most - seen_) throw InvalidFacts::at("members", "more members than are counted at once", std::to_string(seen_ + count), "at most " + std::to_string(most));
    }
    static std::int8_t code_of(const std::int8_t* code, std::size_t i) noexcept { return code == nullptr ? std::int8_t{0} : code[i]; }

    /// Adds counts by other numbers to those of the rows; how many of these are none.
    std::size_t add_rows_of(const detail::CountTable& own, std::span<const std::uint32_t> rows) {
        std::size_t missed = 0;
        for (std::size_t e = 0; e < rows.size(); ++e) {
            if (e + ahead < rows.size() && rows[e + ahead] != detail::none) counts_.prefetch(rows[e + ahead]);
            if (rows[e] != detail::none) counts_.add_row(rows[e], own, e);
            else ++missed;
        }
        counts_.add_full(own, [&](std::size_t e) { return rows[e]; });
        return missed;
    }
    template <class Key, class KeyOf, class Shown>
    void add_keys(const detail::KeyTable<Key>& table, std::size_t count, KeyOf&& key, const std::int8_t* code, Shown&& shown) {
        const auto find = [&](const Key& k) {
            const std::uint32_t number = table.find(k);
            return number == detail::none ? detail::none : table.rows()[number];
        };
        std::size_t missed = 0;
        if (stand_together(count, key)) missed = add_runs(counts_, count, key, code, [&](const auto& runs, std::uint32_t* row) {
                for (std::size_t r = 0; r < runs.size(); ++r) table.prefetch(key(runs.begin(r)));
                for (std::size_t r = 0; r < runs.size(); ++r) row[r] = find(key(runs.begin(r)));
            });
        else if (values_ < detail::Packing<Key>::most_codes) missed = add_dealt(table, count, key, code);
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
    /// Runs of one unit, mostly by rising ids: each is looked for right behind the one before, and counted in that order.
    template <class KeyOf>
    void add_runs_of_numbers(std::size_t count, KeyOf&& key, const std::int8_t* code) {
        prepare_rising();
        const std::int64_t* const ids = rising_.data();
        const std::size_t many_ids = rising_.size();
        std::size_t at = 0;
        const auto find = [&](std::int64_t k) {
            for (std::size_t step = 0; at < many_ids && ids[at] < k && step < 16; ++step) ++at;
            if (at >= many_ids || ids[at] != k) at = static_cast<std::size_t>(std::lower_bound(ids, ids + many_ids, k) - ids);
            return at < many_ids && ids[at] == k ? static_cast<std::uint32_t>(at) : detail::none;
        };
        const std::size_t missed = add_runs(rising_counts_, count, key, code, [&](const auto& runs, std::uint32_t* place) {
            for (std::size_t r = 0; r < runs.size(); ++r) place[r] = find(key(runs.begin(r)));
        });
        if (missed > 0)
            for (std::size_t i = 0; i < count; ++i)
                if ((i == 0 || key(i) != key(i - 1)) && find(key(i)) == detail::none) unknown(key(i), i);
        seen_ += count;
    }
    void prepare_rising() {
        if (!rising_.empty()) return;
        const detail::HistoryData& d = tree_.history().data();
        rising_.resize(d.by_id.size()), rising_row_.resize(d.by_id.size());
        std::size_t n = 0;
        for (const std::uint32_t u : d.by_id) {
            const auto row = tree_.row(UnitNo(u));
            rising_[n] = d.id_number[u], rising_row_[n] = row ? row->value() : detail::none;
            n += row.has_value();
        }
        rising_.resize(n), rising_row_.resize(n);
        rising_counts_ = detail::CountTable(n, values_, true);
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
    /// `find(runs, things)` sets what each run of a block counts for in `to`, or `none`; how many have none.
    template <class KeyOf, class Find>
    [[nodiscard]] static std::size_t add_runs(detail::CountTable& to, std::size_t count, const KeyOf& key, const std::int8_t* code, const Find& find) {
        const bool packed = to.width() <= detail::KeyRuns::most_packed;
        detail::KeyRuns runs;
        std::array<std::uint32_t, detail::KeyRuns::block> thing;
        std::size_t missed = 0;
        for (std::size_t from = 0; from < count; from += detail::KeyRuns::block) {
            runs.read(from, std::min(detail::KeyRuns::block, count - from), key, packed && code != nullptr ? code + from : nullptr);
            find(runs, thing.data());
            for (std::size_t r = 0; r < runs.size(); ++r)
                if (thing[r] != detail::none) to.prefetch(thing[r]);
            for (std::size_t r = 0; r < runs.size(); ++r) {
                if (thing[r] == detail::none) ++missed;
                else if (packed) to.add_packed(thing[r], runs.counts(r));
                else
                    for (std::size_t i = runs.begin(r); i < runs.end(r); ++i) to.add(thing[r], code_of(code, i));
            }
        }
        return missed;
    }
    /// Members are dealt into parts by their hash, so that a part's slots and counters stay in the cache; each key is read once.
    template <class Key, class KeyOf>
    [[nodiscard]] std::size_t add_dealt(const detail::KeyTable<Key>& table, std::size_t count, KeyOf&& key, const std::int8_t* code) {
        using Pack = detail::Packing<Key>;
        constexpr std::size_t parts = detail::key_parts, chunk = 512;  // a part is a list of chunks; the first of each is as its number
        detail::RawVector<Key> dealt((count / chunk + parts) * chunk);
        std::vector<std::uint32_t> next(parts, detail::none);
        std::array<std::size_t, parts> end;
        for (std::size_t p = 0; p < parts; ++p) end[p] = p * chunk;
        for (std::size_t i = 0; i < count; ++i) {
            const Key k = key(i);
            const std::uint64_t h = detail::hash_key(k);
            std::size_t& at = end[h >> (64 - detail::part_bits)];
            dealt[at] = Pack::pack(k, h, static_cast<std::uint32_t>(code_of(code, i) + 1));
            if (++at % chunk == 0) [[unlikely]] at = behind(next, at / chunk - 1) * chunk;
        }
        detail::CountTable own(table.rows().size(), values_);
        std::size_t missed = 0;
        for (std::size_t p = 0; p < parts; ++p)
            for (auto c = static_cast<std::uint32_t>(p); c != detail::none; c = next[c])
                for (std::size_t i = c * chunk, to = next[c] == detail::none ? end[p] : i + chunk; i < to; ++i) {
                    const std::uint32_t number = table.find(Pack::key(dealt[i], p));
                    if (number == detail::none) [[unlikely]] ++missed;
                    else own.add(number, static_cast<std::int8_t>(static_cast<int>(Pack::code(dealt[i])) - 1));
                }
        (void)add_rows_of(own, table.rows());
        return missed;
    }
    /// A new chunk, behind one that is full.
    static std::size_t behind(std::vector<std::uint32_t>& next, std::size_t full) {
        next[full] = static_cast<std::uint32_t>(next.size());
        next.push_back(detail::none);
        return next[full];
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

    [[nodiscard]] std::size_t place(std::size_t i) const noexcept { return seen_ + (places_.empty() ? i : places_[i]); }
    static std::string shown(std::int64_t id) { return std::to_string(id); }
    static std::string shown(std::string_view id) { return std::string(id.substr(0, 60)); }
    template <class Key>
    void unknown(const Key& id, std::size_t at) {
        std::string text = shown(id);
        if (!listed_.insert(text).second) return;
        unknown_.add(UnknownUnit::at("members, row " + std::to_string(place(at)), "no such unit in the tree of " + tree_.date().text(), "'" + text + "'").problems()[0]);
    }
    template <class KeyOf>
    void all_unknown(std::size_t count, KeyOf&& key) {
        for (std::size_t i = 0; i < count; ++i) unknown(key(i), i);
        seen_ += count;
    }
    void outside(std::size_t row, std::size_t at) {
        if (!listed_.insert(std::to_string(static_cast<std::int64_t>(row))).second) return;
        Finding f = UnknownUnit::at("members, row " + std::to_string(place(at)), "no such row in the tree of " + tree_.date().text(), std::to_string(static_cast<std::int64_t>(row)), "0 to below " + std::to_string(tree_.size())).problems()[0];
        unknown_.add(std::move(f));
    }

    Tree tree_;
    std::size_t values_;
    detail::CountTable counts_;  // by row
    std::size_t seen_ = 0;
    std::int64_t unplaced_ = 0;
    std::span<const std::uint32_t> places_;
    detail::KeyTable<std::int64_t> numbers_;
    detail::KeyTable<detail::ShortText> texts_;
    detail::RawVector<std::int64_t> rising_;       // the ids of the tree,
    detail::RawVector<std::uint32_t> rising_row_;  // their rows,
    detail::CountTable rising_counts_;             // and the members of each
    bool prepared_ = false, all_short_ = true;
    Findings unknown_;
    std::set<std::string> listed_;
};

}  // namespace myhao::inline v0
