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
#include <unordered_map>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/members/member_keys.hpp>
#include <myhao/org/raw_vector.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0 {

/// A table with a row for each unit of the tree, in its order, and a column for missing values before one for each value.
class MemberCounts {
public:
    MemberCounts(Tree tree, std::size_t values, detail::RawVector<std::int32_t> table, std::int64_t unplaced) : tree_(std::move(tree)), values_(values), table_(std::move(table)), unplaced_(unplaced) {}

    [[nodiscard]] const Tree& tree() const& noexcept { return tree_; }
    const Tree& tree() && = delete;
    [[nodiscard]] std::size_t values() const noexcept { return values_; }
    [[nodiscard]] std::int64_t count(Row row, std::size_t value) const noexcept { return table_[row.at() * (values_ + 1) + value + 1]; }
    [[nodiscard]] std::int64_t missing(Row row) const noexcept { return table_[row.at() * (values_ + 1)]; }
    /// Whatever their value.
    [[nodiscard]] std::int64_t members(Row row) const noexcept {
        std::int64_t sum = 0;
        for (std::size_t c = 0; c <= values_; ++c) sum += table_[row.at() * (values_ + 1) + c];
        return sum;
    }
    /// Members whose unit is not stated: in no row.
    [[nodiscard]] std::int64_t unplaced() const noexcept { return unplaced_; }
    /// Row by row.
    [[nodiscard]] std::span<const std::int32_t> table() const& noexcept { return table_; }
    std::span<const std::int32_t> table() && = delete;

private:
    Tree tree_;
    std::size_t values_;
    detail::RawVector<std::int32_t> table_;
    std::int64_t unplaced_;
};

/// Takes members in pieces of columns, as large tables come. A code is the place of the value, below 0 where it is missing.
class MemberCounter {
public:
    static constexpr std::size_t most_values = 126;

    /// Throws InvalidFacts where there are too many values.
    MemberCounter(Tree tree, std::size_t values) : tree_(std::move(tree)), values_(values), width_(values + 1) {
        if (values > most_values) throw InvalidFacts::at("values", "members are counted by at most " + std::to_string(most_values) + " values", std::to_string(values));
        table_.resize(tree_.size() * width_);
        if (!table_.empty()) std::memset(table_.data(), 0, table_.size() * sizeof(std::int32_t));
    }

    [[nodiscard]] const Tree& tree() const noexcept { return tree_; }
    [[nodiscard]] std::size_t width() const noexcept { return width_; }

    /// `row(i)`: the row of the tree of member i, an unsigned number; one that is none is remembered for `finish`.
    template <class RowOf>
    void add_rows(std::size_t count, RowOf&& row, const std::int8_t* code) {
        const std::size_t units = tree_.size();
        std::int32_t* const table = table_.data();
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t r = row(i);
            if (r >= units) [[unlikely]] {
                outside(row(i), i);
                continue;
            }
            ++table[r * width_ + column(code, i)];
        }
        seen_ += count;
    }
    /// `key(i)`: the id of the unit of member i, as the tree's ids are. Faster where members of one unit stand together.
    template <class KeyOf>
    void add_numbers(std::size_t count, KeyOf&& key, const std::int8_t* code) {
        if (tree_.history().has_text_ids()) return all_unknown(count, key);
        if (numbers_.empty()) numbers_ = detail::KeyTable<std::int64_t>(tree_.size(), [&, units = tree_.unit_column(), &d = tree_.history().data()](std::size_t r) { return d.id_number[units[r]]; });
        add_keys(numbers_, by_number_, count, key, code);
    }
    /// The same for texts: `key(i)` is a string_view, `short_key(i)` the same packed (of texts that fit).
    template <class TextOf, class ShortOf>
    void add_texts(std::size_t count, TextOf&& text, ShortOf&& short_key, const std::int8_t* code) {
        if (!tree_.history().has_text_ids()) return all_unknown(count, text);
        prepare_texts();
        bool fits = all_short_;
        for (std::size_t i = 0; fits && i < count; ++i) fits = text.size(i) <= detail::ShortText::most;
        if (fits) return add_keys(texts_, by_text_, count, short_key, code, text);
        const std::size_t units = tree_.size();
        for (std::size_t i = 0; i < count; ++i) {
            const auto row = tree_.row(Id(text(i)));
            if (!row || row->at() >= units) unknown(text(i), i);
            else ++table_[row->at() * width_ + column(code, i)];
        }
        seen_ += count;
    }
    /// Members whose unit is not stated.
    void add_unplaced(std::size_t count) noexcept { unplaced_ += static_cast<std::int64_t>(count), seen_ += count; }
    /// Codes of a dictionary of units: `code_of_unit(i)` below 0 is null; `rows`: of each entry, 0xFFFFFFFF where it is no unit of the tree; `shown(entry)` for messages.
    template <class EntryOf, class Shown>
    void add_entries(std::size_t count, EntryOf&& entry, std::span<const std::uint32_t> rows, Shown&& shown, const std::int8_t* code) {
        detail::RawVector<std::int32_t> own(rows.size() * width_);
        if (!own.empty()) std::memset(own.data(), 0, own.size() * sizeof(std::int32_t));
        std::size_t nulls = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t e = entry(i);
            if (e < 0) ++nulls;
            else ++own[static_cast<std::size_t>(e) * width_ + column(code, i)];
        }
        for (std::size_t e = 0; e < rows.size(); ++e) {
            const std::int32_t* const from = own.data() + e * width_;
            if (rows[e] != detail::none) {
                std::int32_t* const to = table_.data() + std::size_t{rows[e]} * width_;
                for (std::size_t c = 0; c < width_; ++c) to[c] += from[c];
            } else if (std::any_of(from, from + width_, [](std::int32_t n) { return n != 0; })) {
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
        gather(numbers_, by_number_), gather(texts_, by_text_);
        if (rolled_up) width_ == 5 ? roll<5>() : roll<0>();
        return MemberCounts(std::move(tree_), values_, std::move(table_), unplaced_);
    }

private:
    static std::uint32_t column(const std::int8_t* code, std::size_t i) noexcept { return code == nullptr ? 1u : static_cast<std::uint32_t>(code[i] + 1); }

    /// Parents stand before their children.
    template <std::size_t fixed>
    void roll() noexcept {
        const std::size_t width = fixed != 0 ? fixed : width_;
        const auto parent = tree_.parent_column();
        for (std::size_t r = tree_.size(); r-- > 0;) {
            if (parent[r] == detail::none) continue;
            const std::int32_t* const from = table_.data() + r * width;
            std::int32_t* const to = table_.data() + std::size_t{parent[r]} * width;
            for (std::size_t c = 0; c < width; ++c) to[c] += from[c];
        }
    }
    template <class Key>
    void gather(const detail::KeyTable<Key>& keys, const detail::RawVector<std::int32_t>& by_key) noexcept {
        if (by_key.empty()) return;
        const auto& rows = keys.rows();
        for (std::size_t k = 0; k < rows.size(); ++k) {
            if (k + 16 < rows.size()) __builtin_prefetch(table_.data() + std::size_t{rows[k + 16]} * width_, 1);
            for (std::size_t c = 0; c < width_; ++c) table_[std::size_t{rows[k]} * width_ + c] += by_key[k * width_ + c];
        }
    }
    template <class Key, class KeyOf>
    void add_keys(const detail::KeyTable<Key>& table, detail::RawVector<std::int32_t>& by_key, std::size_t count, KeyOf&& key, const std::int8_t* code) {
        add_keys(table, by_key, count, key, code, key);
    }
    template <class Key, class KeyOf, class Shown>
    void add_keys(const detail::KeyTable<Key>& table, detail::RawVector<std::int32_t>& by_key, std::size_t count, KeyOf&& key, const std::int8_t* code, Shown&& shown) {
        if (by_key.empty()) {
            by_key.resize(std::max<std::size_t>(tree_.size(), 1) * width_);
            std::memset(by_key.data(), 0, by_key.size() * sizeof(std::int32_t));
        }
        const std::size_t missed = stand_together(count, key) ? add_runs(table, by_key.data(), count, key, code) : width_ <= detail::Packing<Key>::most_codes ? add_dealt(table, by_key.data(), count, key, code) : add_each(table, by_key.data(), count, key, code);
        if (missed > 0)
            for (std::size_t i = 0; i < count; ++i)
                if (table.find(key(i)) == detail::none) unknown(shown(i), i);
        seen_ += count;
    }
    /// Whether neighbours mostly share a unit, as far as a sample says.
    template <class KeyOf>
    [[nodiscard]] static bool stand_together(std::size_t count, KeyOf&& key) {
        std::size_t same = 0, seen = 0;
        constexpr std::size_t windows = 16, long_ = 64;
        for (std::size_t w = 0; w < windows; ++w)
            for (std::size_t i = count / windows * w + 1; i < std::min(count, count / windows * w + long_); ++i) same += key(i) == key(i - 1), ++seen;
        return 2 * same > seen;
    }
    template <class Key, class KeyOf>
    [[nodiscard]] std::size_t add_runs(const detail::KeyTable<Key>& table, std::int32_t* counts, std::size_t count, KeyOf&& key, const std::int8_t* code) const {
        constexpr std::size_t block = detail::KeyTable<Key>::block;
        constexpr std::size_t field = 12;  // bits of one counter of five in a word
        constexpr std::size_t most = (std::size_t{1} << field) - 1;
        struct Run {
            std::size_t begin, end;
            std::uint32_t number;
        };
        Run runs[block];
        std::size_t missed = 0;
        for (std::size_t i = 0; i < count;) {
            std::size_t many = 0;
            for (; many < block && i < count; ++many) {
                const std::size_t begin = i;
                const Key k = key(i);
                table.prefetch(k);
                for (++i; i < count && key(i) == k;) ++i;
                runs[many] = {begin, i, 0};
            }
            for (std::size_t r = 0; r < many; ++r) {
                runs[r].number = table.find(key(runs[r].begin));
                if (runs[r].number != detail::none) __builtin_prefetch(counts + std::size_t{runs[r].number} * width_, 1);
            }
            for (std::size_t r = 0; r < many; ++r) {
                if (runs[r].number == detail::none) {
                    ++missed;
                    continue;
                }
                std::int32_t* const to = counts + std::size_t{runs[r].number} * width_;
                if (code == nullptr) {
                    to[1] += static_cast<std::int32_t>(runs[r].end - runs[r].begin);
                } else if (width_ <= 5) {
                    for (std::size_t at = runs[r].begin; at < runs[r].end;) {
                        std::uint64_t packed = 0;
                        for (const std::size_t stop = std::min(runs[r].end, at + most); at < stop; ++at) packed += std::uint64_t{1} << (static_cast<std::uint32_t>(code[at] + 1) * field);
                        for (std::size_t c = 0; c < width_; ++c) to[c] += static_cast<std::int32_t>(packed >> (c * field) & most);
                    }
                } else {
                    for (std::size_t at = runs[r].begin; at < runs[r].end; ++at) ++to[column(code, at)];
                }
            }
        }
        return missed;
    }
    /// Members are dealt into parts by their hash, so that a part's slots and counters stay in the cache.
    template <class Key, class KeyOf>
    [[nodiscard]] std::size_t add_dealt(const detail::KeyTable<Key>& table, std::int32_t* counts, std::size_t count, KeyOf&& key, const std::int8_t* code) const {
        using Pack = detail::Packing<Key>;
        constexpr std::size_t parts = detail::key_parts;
        std::size_t begin[parts + 1] = {}, end[parts];
        for (std::size_t i = 0; i < count; ++i) ++begin[(detail::hash_key(key(i)) >> (64 - detail::part_bits)) + 1];
        for (std::size_t p = 0; p < parts; ++p) begin[p + 1] += begin[p], end[p] = begin[p];
        detail::RawVector<Key> dealt(count);
        for (std::size_t i = 0; i < count; ++i) {
            const Key k = key(i);
            const std::uint64_t h = detail::hash_key(k);
            dealt[end[h >> (64 - detail::part_bits)]++] = Pack::pack(k, h, column(code, i));
        }
        std::size_t missed = 0;
        for (std::size_t p = 0; p < parts; ++p)
            for (std::size_t i = begin[p]; i < begin[p + 1]; ++i) {
                const std::uint32_t number = table.find(Pack::key(dealt[i], p));
                if (number == detail::none) [[unlikely]] ++missed;
                else ++counts[std::size_t{number} * width_ + Pack::code(dealt[i])];
            }
        return missed;
    }
    template <class Key, class KeyOf>
    [[nodiscard]] std::size_t add_each(const detail::KeyTable<Key>& table, std::int32_t* counts, std::size_t count, KeyOf&& key, const std::int8_t* code) const {
        std::size_t missed = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t number = table.find(key(i));
            if (number == detail::none) ++missed;
            else ++counts[std::size_t{number} * width_ + column(code, i)];
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
        if (!listed_.emplace(text, at).second) return;
        unknown_.add(UnknownUnit::at("members, row " + std::to_string(seen_ + at), "no such unit in the tree of " + tree_.date().text(), "'" + text + "'").problems()[0]);
    }
    template <class KeyOf>
    void all_unknown(std::size_t count, KeyOf&& key) {
        for (std::size_t i = 0; i < count; ++i) unknown(key(i), i);
        seen_ += count;
    }
    void outside(std::size_t row, std::size_t at) {
        if (!listed_.emplace(std::to_string(static_cast<std::int64_t>(row)), at).second) return;
        Finding f = UnknownUnit::at("members, row " + std::to_string(seen_ + at), "no such row in the tree of " + tree_.date().text(), std::to_string(static_cast<std::int64_t>(row)), "0 to below " + std::to_string(tree_.size())).problems()[0];
        unknown_.add(std::move(f));
    }

    Tree tree_;
    std::size_t values_, width_, seen_ = 0;
    detail::RawVector<std::int32_t> table_;
    std::int64_t unplaced_ = 0;
    detail::KeyTable<std::int64_t> numbers_;
    detail::KeyTable<detail::ShortText> texts_;
    detail::RawVector<std::int32_t> by_number_, by_text_;
    bool prepared_ = false, all_short_ = true;
    Findings unknown_;
    std::unordered_map<std::string, std::size_t> listed_;
};

}  // namespace myhao::inline v0
