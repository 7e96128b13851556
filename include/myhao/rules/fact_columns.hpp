// SPDX-License-Identifier: Apache-2.0
// Facts from whole tables: columns as callers hold them, borrowed for the length of one call and copied once, into the order
// in which rules read them.
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
#include <variant>
#include <vector>

#include <myhao/org/history_columns.hpp>
#include <myhao/rules/facts.hpp>

namespace myhao::inline v0 {

struct FlagColumn {
    std::span<const std::uint8_t> flags;  // 0 or 1
};
struct DayColumn {
    std::span<const std::int32_t> days;  // since 1970-01-01
};

/// One named column. `valid`: 0 where the value is null; empty: none is, save as a text column says itself. Whole numbers or, for
/// numbers with decimals, their exact texts ("89.99"): no floating point comes in here.
struct FactInput {
    std::string name;
    std::variant<std::span<const std::int64_t>, FlagColumn, DayColumn, TextColumn> values;
    std::span<const std::uint8_t> valid = {};
};

/// A row for each object. For organizations `id` is the unit; other subjects stand at `unit`. A flag column "<fact>.na" is true
/// where the fact is not applicable.
struct FactTable {
    IdColumn id, unit = {};
    std::vector<FactInput> columns = {};
    Origin origin = Origin::real;
    bool in_order = false;  // of organizations: a row for each unit, in the tree's order, so that ids are not needed
};

namespace detail {

/// Reads one column into the places of its rows.
class ColumnReader {
public:
    ColumnReader(const Fact& fact, const Scale& scale, FactColumn& into, std::span<const std::uint32_t> places, Findings& problems)
        : fact_(fact), values_(values_of(fact, scale)), into_(into), places_(places), problems_(problems) {}

    void read(const FactInput& input) {
        valid_ = input.valid;
        std::visit([&](const auto& column) { rows(column); }, input.values);
    }
    void read_not_applicable(const FactInput& input) {
        const auto* flags = std::get_if<FlagColumn>(&input.values);
        if (!flags) return problems_.add(InvalidFacts::at("column '" + input.name + "'", "this column says where a fact is not applicable", {}, "true or false").problems());
        for (std::size_t r = 0; r < places_.size(); ++r)
            if ((input.valid.empty() || input.valid[r]) && flags->flags[r] && places_[r] != none) {
                if (fact_.na && stated(places_[r])) problems_.add(InvalidFacts::at("row " + std::to_string(r) + ", column '" + input.name + "'", "a value is given, and it is said not to apply").problems());
                else store(r, NotApplicable{});
            }
    }

private:
    /// Whether something was given already.
    [[nodiscard]] bool stated(std::uint32_t at) const {
        if (is_number(fact_.type)) return into_.low[at] != range_of(fact_.type).first || into_.high[at] != range_of(fact_.type).second;
        return (into_.may[at] & ~na_bit) != static_cast<int>((1u << values_.size()) - 1u);
    }
    /// `cell` of each row that has an object and a value, with the object's place.
    template <class Cell>
    void each(Cell cell) const {
        for (std::size_t r = 0; r < places_.size(); ++r)
            if (places_[r] != none && (valid_.empty() || valid_[r])) cell(r, places_[r]);
    }
    void store(std::size_t r, const FactValue& value) {
        if (auto problem = put(into_, places_[r], fact_, values_, value, {})) {
            problem->subject = "row " + std::to_string(r) + ", column '" + fact_.name + "'";
            problems_.add(std::move(*problem));
        }
    }
    /// Whole numbers from `least` to `most` as they are, in units of `one`; others are looked at one by one.
    void numbers(std::span<const std::int64_t> column, std::int64_t least, std::int64_t most, std::int64_t one) {
        std::uint8_t* const may = into_.may.data();
        std::int64_t *const low = into_.low.data(), *const high = into_.high.data();
        each([&](std::size_t r, std::uint32_t at) {
            const std::int64_t v = column[r];
            if (v < least || v > most) return store(r, v);
            may[at] = 1, low[at] = high[at] = v * one;
        });
    }
    void rows(std::span<const std::int64_t> column) {
        if (fact_.type == FactType::count) numbers(column, 0, most_count, 1);
        else if (fact_.type == FactType::decimal) numbers(column, -9'000'000'000, 9'000'000'000, 1'000'000'000);
        else each([&](std::size_t r, std::uint32_t) { store(r, column[r]); });
    }
    void rows(const FlagColumn& column) {
        std::uint8_t* const may = into_.may.data();
        if (fact_.type == FactType::flag) each([&](std::size_t r, std::uint32_t at) { may[at] = column.flags[r] ? 1 : 2; });
        else each([&](std::size_t r, std::uint32_t) { store(r, column.flags[r] != 0); });
    }
    void rows(const DayColumn& column) {
        each([&](std::size_t r, std::uint32_t) {
            if (column.days[r] == no_day) return;
            if (column.days[r] < Date::first_days || column.days[r] > Date::last_days) store(r, std::to_string(column.days[r]));
            else store(r, Date(column.days[r]));
        });
    }
    /// The same few texts come again and again: each is looked up once.
    void rows(const TextColumn& column) {
        if (is_number(fact_.type)) {
            each([&](std::size_t r, std::uint32_t) {
                if (!column.is_null(r)) store(r, std::string(column[r]));
            });
            return;
        }
        std::uint8_t* const may = into_.may.data();
        if (!column.codes.empty()) {
            std::vector<std::uint8_t> bits(column.texts(), 0);
            for (std::size_t t = 0; t < bits.size(); ++t) bits[t] = bit(column.text(t));
            const std::int32_t* const codes = column.codes.data();
            each([&](std::size_t r, std::uint32_t at) {
                if (codes[r] < 0) return;
                if (const std::uint8_t known = bits[static_cast<std::size_t>(codes[r])]) may[at] = known;
                else store(r, std::string(column[r]));
            });
            return;
        }
        std::vector<std::pair<std::string, std::uint8_t>> seen;
        std::size_t last = 0;
        each([&](std::size_t r, std::uint32_t at) {
            if (column.is_null(r)) return;
            const std::string_view text = column[r];
            if (last >= seen.size() || seen[last].first != text) {
                for (last = 0; last < seen.size() && seen[last].first != text;) ++last;
                if (last == seen.size()) {
                    if (seen.size() == 32) last = 0, seen.clear();
                    seen.emplace_back(text, bit(text));
                }
            }
            if (seen[last].second) may[at] = seen[last].second;
            else store(r, std::string(text));
        });
    }
    [[nodiscard]] std::uint8_t bit(std::string_view text) const {
        const auto position = position_of(text, values_);
        return position ? static_cast<std::uint8_t>(1u << *position) : std::uint8_t{0};
    }

    const Fact& fact_;
    std::vector<std::string> values_;
    FactColumn& into_;
    std::span<const std::uint32_t> places_;
    std::span<const std::uint8_t> valid_;
    Findings& problems_;
};

[[nodiscard]] inline Id id_at(const IdColumn& column, std::size_t row) { return column.is_text() ? Id(column.texts[row]) : Id(column.numbers[row]); }

/// Whether the ids are those of the tree in its order: cheaper to find out than to look every id up. `text(r)`, `number(r)`: of
/// row r, null where it has none; only the one that the tree's ids are is called.
template <class Text, class Number>
[[nodiscard]] bool in_tree_order(const Tree& tree, Text text, Number number) {
    const HistoryData& history = tree.history().data();
    const auto units = tree.unit_column();
    for (std::size_t r = 0; r < units.size(); ++r)
        if (history.text_ids ? !text(r, history.text(history.id_text[units[r]])) : !number(r, history.id_number[units[r]])) return false;
    return true;
}
[[nodiscard]] inline bool in_tree_order(const Tree& tree, const IdColumn& ids) {
    if (ids.size() != tree.size() || ids.is_text() != tree.history().has_text_ids()) return false;
    return in_tree_order(
        tree, [&](std::size_t r, std::string_view id) { return !ids.is_null(r) && ids.texts[r] == id; }, [&](std::size_t r, std::int64_t id) { return !ids.is_null(r) && ids.numbers[r] == id; });
}

/// The level-order position of each row's unit, `none` where it has none in the tree, which is a problem.
[[nodiscard]] inline std::vector<std::uint32_t> unit_positions(const Tree& tree, const IdColumn& ids, const char* column, Findings& problems) {
    std::vector<std::uint32_t> places = tree.rows_of(ids);
    const auto position = tree.position_column();
    for (std::size_t r = 0; r < places.size(); ++r) {
        if (places[r] != none) {
            places[r] = position[places[r]];
            continue;
        }
        const std::string where = "row " + std::to_string(r) + ", column '" + column + "'";
        if (ids.is_null(r)) problems.add(InvalidFacts::at(where, "an id is missing").problems());
        else if (problems.size() < 20) problems.add(unknown_unit(tree, id_at(ids, r), where));
        else problems.add(InvalidFacts::at(where, "no such unit in the tree", "'" + id_at(ids, r).text() + "'").problems());
    }
    return places;
}

}  // namespace detail

/// Facts of one subject from a table. Rows may stand in any order, the tree's being the quickest; an object without a row, or with a null, has that fact missing.
/// Throws InvalidFacts with every problem: unknown ids and ids given twice, values that do not fit (row and column), columns of
/// different lengths, and columns that are not declared but near a declared one that is absent. Other columns are `unused`.
[[nodiscard]] inline Facts facts_from_table(const Tree& tree, const FactTable& table, const Vocabulary& vocabulary, Subject subject = Subject::organization,
                                            const Scale& scale = scales::cpv_2018()) {
    Findings problems;
    auto data = std::make_shared<Facts::Data>(Facts::Data{.tree = tree, .subject = subject, .vocabulary = vocabulary, .scale = scale, .origin = table.origin});
    const bool units = subject == Subject::organization, in_order = units && (table.in_order || detail::in_tree_order(tree, table.id));
    const std::size_t rows = in_order ? tree.size() : table.id.size();
    for (const FactInput& input : table.columns) {
        const std::size_t size = std::visit(
            [](const auto& c) {
                if constexpr (requires { c.flags; }) return c.flags.size();
                else if constexpr (requires { c.days; }) return c.days.size();
                else return c.size();
            },
            input.values);
        if (size != rows || (!input.valid.empty() && input.valid.size() != rows))
            problems.add(InvalidFacts::at("column '" + input.name + "'", "a column of another length than the ids", std::to_string(size), std::to_string(rows)).problems());
    }
    if (!problems.empty()) throw InvalidFacts(std::move(problems));

    std::vector<std::uint32_t> looked_up;
    std::span<const std::uint32_t> places;
    if (in_order) {
        places = tree.position_column();
        data->columns = detail::unknown_columns(vocabulary, scale, tree.size());
    } else if (units) {
        places = looked_up = detail::unit_positions(tree, table.id, "id", problems);
        std::vector<std::uint32_t> row_of(tree.size(), detail::none);
        for (std::uint32_t r = 0; r < rows; ++r) {
            if (places[r] == detail::none) continue;
            std::uint32_t& first = row_of[places[r]];
            if (first != detail::none)
                problems.add(InvalidFacts::at("row " + std::to_string(r) + ", column 'id'", "this unit has a row already, row " + std::to_string(first), "'" + detail::id_at(table.id, r).text() + "'").problems());
            else first = r;
        }
        data->columns = detail::unknown_columns(vocabulary, scale, tree.size());
    } else {
        const std::vector<std::uint32_t> at = detail::unit_positions(tree, table.unit, "unit", problems);
        if (at.size() != rows) throw InvalidFacts::at("column 'unit'", "every object stands at a unit", std::to_string(at.size()), std::to_string(rows));
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        std::vector<Id> ids;
        ids.reserve(rows);
        for (std::size_t r = 0; r < rows; ++r) {
            if (table.id.is_null(r)) problems.add(InvalidFacts::at("row " + std::to_string(r) + ", column 'id'", "an id is missing").problems());
            else ids.push_back(detail::id_at(table.id, r));
        }
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        places = looked_up = detail::place_objects(*data, std::move(ids), at);
        detail::find_twins(*data, problems);
        data->columns = detail::unknown_columns(vocabulary, scale, rows);
    }

    std::vector<std::string> absent;
    for (const Fact& fact : vocabulary)
        if (std::none_of(table.columns.begin(), table.columns.end(), [&](const FactInput& i) { return i.name == fact.name; })) absent.push_back(fact.name);
    for (int pass = 0; pass < 2; ++pass)  // "not applicable" after the values it stands beside
        for (const FactInput& input : table.columns) {
            const bool na = input.name.ends_with(".na");
            if (na != (pass == 1)) continue;
            const std::string name = na ? input.name.substr(0, input.name.size() - 3) : input.name;
            if (const auto f = vocabulary.index(name)) {
                detail::ColumnReader reader(vocabulary[*f], scale, data->columns[*f], places, problems);
                if (na) reader.read_not_applicable(input);
                else reader.read(input);
            } else if (const std::string near = nearest(name, absent); !near.empty()) {
                problems.add(InvalidFacts::at("column '" + input.name + "'", "no fact has this name; did you mean '" + near + "'?").problems());
            } else {
                data->unused.push_back(input.name);
            }
        }
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    data->missing = std::move(absent);
    return Facts(std::move(data));
}

}  // namespace myhao::inline v0
