// SPDX-License-Identifier: Apache-2.0
// What a History holds: flat columns by unit, by spell and by parent, over one text pool. Frozen when built.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/org/history_columns.hpp>
#include <myhao/org/id_table.hpp>
#include <myhao/org/number_index.hpp>
#include <myhao/org/on_demand.hpp>
#include <myhao/org/raw_vector.hpp>
#include <myhao/org/scheme.hpp>
#include <myhao/org/spell.hpp>
#include <myhao/org/succession.hpp>

namespace myhao::inline v0::detail {

inline constexpr std::int32_t open_day = std::numeric_limits<std::int32_t>::max();

/// A text of the pool.
struct TextRef {
    std::uint32_t at = none, size = 0;
};

/// A day on which a spell begins, or ends and no other of its unit follows at once.
struct Boundary {
    std::int32_t day;
    std::uint32_t code;  // four times the spell; one more where a life ends there, two more where one begins

    [[nodiscard]] std::uint32_t spell() const noexcept { return code / 4; }
    [[nodiscard]] bool ends() const noexcept { return (code & 1) != 0; }
    [[nodiscard]] bool opens() const noexcept { return (code & 2) != 0; }
};
/// A day on which one unit begins, moves or ends; `parent` is `none` for a root and `gone` at an end.
struct Move {
    static constexpr std::uint32_t gone = none - 1;
    std::int32_t day;
    std::uint32_t unit, parent;
};

/// Spells by day: what changes and sweeps are read from.
struct SpellsByDay {
    RawVector<Boundary> boundaries;  // by day, then unit
    RawVector<Move> moves;           // by day
};

/// Spells by parent, the children of one by id, each by day: what trees are read from. A history with many dead spells is cut into stretches of
/// days, each with the spells that stand on some day of it; of most others there is one stretch.
struct SpellsByParent {
    struct Child {
        std::int32_t since, certain;
        std::uint32_t unit, spell;

        [[nodiscard]] bool stands_on(std::int32_t day) const noexcept { return (since <= day) & (day < certain); }
    };
    /// Where the children of one parent begin; they end where the next part does.
    struct Part {
        std::uint32_t parent, begin;
    };
    struct Stretch {
        std::int32_t since = no_day;
        RawVector<Child> children;
        std::vector<Part> parts;  // by parent, `none` last, and one more where the last one's end
    };
    std::vector<Stretch> stretches;
};

struct PairData {
    std::uint32_t before = none, after = none;  // units
    std::optional<Ratio> share;
    std::string measure;
};
struct SuccessionData {
    std::int32_t day = 0;
    Event event = Event::establish;
    std::vector<std::uint32_t> before, after;  // units, without those that only keep a share of themselves
    std::vector<PairData> pairs;
    std::optional<std::string> instrument;
    std::vector<std::uint32_t> rows;
};

struct HistoryData {
    SchemeSeries schemes = SchemeSeries::free();
    bool strict = true;
    std::string pool;
    std::vector<std::string> kinds;  // of the series; in a free scheme, as they came

    // By unit. Parents that no row describes (lenient) follow the units and have no spells.
    bool text_ids = false;
    std::size_t units = 0;
    std::vector<std::int64_t> id_number;
    std::vector<TextRef> id_text;
    IdTable table;                              // of texts
    NumberIndex numbers;                        // of whole numbers: their places in the order of all ids
    std::vector<std::uint32_t> by_id, id_rank;  // units in the order of their ids; and the place of each id in the order of all
    std::vector<std::uint32_t> all_by_id;       // where parents that no row describes are among them
    std::vector<std::uint32_t> first;           // spells of unit u: first[u] .. first[u + 1], by day

    std::vector<TextRef> names;  // by row

    // By spell. `certain` is the first day on which the spell is not certain: `until`, unless the end is unknown.
    RawVector<std::uint32_t> unit, parent, row;
    RawVector<std::int32_t> since, until, certain;
    RawVector<std::uint16_t> kind;
    std::vector<std::int32_t> recorded;  // empty: none
    std::vector<std::uint8_t> ended;
    std::vector<std::uint32_t> form, code, system, instrument;  // into `words`; empty columns: all absent
    std::vector<TextRef> words;                                 // the first is "absent"
    std::vector<std::uint32_t> unknown_end;                     // spells, where that is so

    // Made when first asked for, by history_index.hpp.
    OnDemand<SpellsByDay> by_day;
    OnDemand<SpellsByParent> by_parent;

    std::vector<SuccessionData> successions;                        // by day
    std::vector<std::pair<std::uint32_t, std::uint32_t>> endings;   // (unit, succession) where it is before, sorted
    std::vector<std::pair<std::uint32_t, std::uint32_t>> beginnings;  // where it is after

    // Rows as they were recorded, kept only where some row has a day of recording or is void.
    std::vector<SpellRow> log;
    std::vector<SuccessionRow> succession_log;

    [[nodiscard]] std::string_view text(TextRef ref) const noexcept {
        return ref.at == none ? std::string_view() : std::string_view(pool).substr(ref.at, ref.size);
    }
    [[nodiscard]] std::string_view name(std::size_t spell) const noexcept { return text(names[row[spell]]); }
    [[nodiscard]] std::string_view word(const std::vector<std::uint32_t>& column, std::size_t spell) const noexcept {
        return column.empty() ? std::string_view() : text(words[column[spell]]);
    }
    [[nodiscard]] std::optional<std::string> optional_word(const std::vector<std::uint32_t>& column, std::size_t spell) const {
        if (column.empty() || column[spell] == 0) return std::nullopt;
        return std::string(text(words[column[spell]]));
    }
    [[nodiscard]] Id id(std::size_t number) const { return text_ids ? Id(text(id_text[number])) : Id(id_number[number]); }
    [[nodiscard]] std::string id_shown(std::size_t number) const { return text_ids ? std::string(text(id_text[number])) : std::to_string(id_number[number]); }

    /// The place of that parent among parents: none, above the roots, comes last.
    [[nodiscard]] std::size_t parent_slot(std::uint32_t number) const noexcept { return number == none ? id_rank.size() : std::size_t{number}; }

    /// For `table`: the texts of ids, in the pool.
    struct IdTexts {
        const HistoryData& data;

        [[nodiscard]] bool same(std::uint32_t number, const TextKey& key) const noexcept { return data.text(data.id_text[number]) == key.text; }
        void fetch(std::uint32_t number) const noexcept { __builtin_prefetch(data.pool.data() + data.id_text[number].at); }
    };
    [[nodiscard]] IdTexts id_texts() const noexcept { return {*this}; }
    /// The number of the id at a place in the order of all; `none` of `none`.
    [[nodiscard]] std::uint32_t number_at(std::uint32_t place) const noexcept { return place == none ? none : all_by_id.empty() ? by_id[place] : all_by_id[place]; }
    /// The number of an id, of a unit or of a parent that no row describes, or `none`.
    [[nodiscard]] std::uint32_t number_of(std::string_view id) const { return text_ids ? table.find(TextKey(id), id_texts()) : none; }
    [[nodiscard]] std::uint32_t number_of(std::int64_t id) const noexcept { return number_at(numbers.find(id)); }
    [[nodiscard]] std::uint32_t number_of(const Id& id) const { return id.is_text() ? number_of(std::string_view(id.text())) : number_of(id.number()); }
    /// The unit of an id, or `none`.
    template <class Key>
    [[nodiscard]] std::uint32_t find(const Key& id) const {
        const std::uint32_t number = number_of(id);
        return number < units ? number : none;
    }

    /// The unit's spell that is certain on that day, or `none`.
    [[nodiscard]] std::uint32_t spell_on(std::size_t number, std::int32_t day) const noexcept {
        if (number >= units) return none;
        const auto begin = since.begin() + static_cast<std::ptrdiff_t>(first[number]), end = since.begin() + static_cast<std::ptrdiff_t>(first[number + 1]);
        const auto next = std::upper_bound(begin, end, day);
        if (next == begin) return none;
        const auto spell = static_cast<std::uint32_t>(next - since.begin() - 1);
        return day < certain[spell] ? spell : none;
    }
    [[nodiscard]] bool stands(std::size_t number, std::int32_t day) const noexcept { return spell_on(number, day) != none; }

    [[nodiscard]] Spell spell(std::size_t s) const {
        Spell out;
        out.id = id(unit[s]);
        out.name = name(s);
        out.kind = kinds[kind[s]];
        if (parent[s] != none) out.parent = id(parent[s]);
        out.since = Date(since[s]);
        if (ended[s] != 0) {
            out.ended = true;
            out.certain_until = Date(certain[s]);
        } else if (until[s] != open_day) {
            out.until = Date(until[s]);
        }
        out.form = optional_word(form, s), out.code = optional_word(code, s);
        out.system = optional_word(system, s), out.instrument = optional_word(instrument, s);
        if (!recorded.empty() && recorded[s] != no_day) out.recorded = Date(recorded[s]);
        out.row = row[s];
        return out;
    }
    [[nodiscard]] Succession succession(std::size_t at) const {
        const SuccessionData& from = successions[at];
        Succession out;
        out.day = Date(from.day);
        out.event = from.event;
        for (const std::uint32_t u : from.before) out.before.push_back(id(u));
        for (const std::uint32_t u : from.after) out.after.push_back(id(u));
        for (const PairData& pair : from.pairs) {
            Share share;
            if (pair.before != none) share.before = id(pair.before);
            if (pair.after != none) share.after = id(pair.after);
            share.share = pair.share, share.measure = pair.measure;
            out.shares.push_back(std::move(share));
        }
        out.instrument = from.instrument;
        out.rows = from.rows;
        return out;
    }
};

}  // namespace myhao::inline v0::detail
