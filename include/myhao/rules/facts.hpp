// SPDX-License-Identifier: Apache-2.0
// Facts about the objects of one subject over a tree: typed columns of what is known, in the order in which rules read them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/base/decimal.hpp>
#include <myhao/base/error.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/rules/rule_check.hpp>
#include <myhao/rules/vocabulary.hpp>
#include <myhao/sources/origin.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

struct NotApplicable {
    friend bool operator==(NotApplicable, NotApplicable) = default;
};
/// What is stated about one fact of one object: nothing; not applicable; a level or grade; a flag; a number or a day; or
/// the interval in which a number lies.
using FactValue = std::variant<std::monostate, NotApplicable, std::string, bool, std::int64_t, Decimal, Date, Interval<Decimal>>;

namespace detail {

inline constexpr std::uint8_t na_bit = 0x80;
inline constexpr std::int64_t most_count = 1'000'000'000'000;

/// What is known about one fact, of each object. Of a level, grade or flag: a bit for each value it may have (flags: true is
/// 0, false is 1). Of a number: bit 0 if it may have a value, which lies in [low, high]. Bit 7: it may be not applicable.
struct FactColumn {
    std::vector<std::uint8_t> may;
    std::vector<std::int64_t> low, high;  // of numbers

    [[nodiscard]] bool known(std::size_t i) const noexcept {
        const std::uint8_t bits = may[i];
        return (bits & (bits - 1)) == 0 && (low.empty() || bits == na_bit || low[i] == high[i]);
    }
    friend bool operator==(const FactColumn&, const FactColumn&) = default;
};

/// What is known of a number before anything is: its type's whole range.
[[nodiscard]] constexpr std::pair<std::int64_t, std::int64_t> range_of(FactType type) noexcept {
    if (type == FactType::count) return {0, most_count};
    if (type == FactType::date) return {Date::first_days, Date::last_days};
    return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

}  // namespace detail

/// Immutable; keeps its tree alive. Facts of organizations have one object for each unit; those of other subjects are
/// objects with an id, each at a unit.
class Facts {
public:
    [[nodiscard]] const Tree& tree() const noexcept { return data_->tree; }
    [[nodiscard]] Subject subject() const noexcept { return data_->subject; }
    [[nodiscard]] const Vocabulary& vocabulary() const noexcept { return data_->vocabulary; }
    [[nodiscard]] Origin origin() const noexcept { return data_->origin; }
    /// How many objects there are: the units of the tree, or the members, collectives or leaders given.
    [[nodiscard]] std::size_t size() const noexcept { return data_->subject == Subject::organization ? data_->tree.size() : data_->ids.size(); }
    /// The declared facts of which nothing was given, and the given columns that no fact is declared for.
    [[nodiscard]] const std::vector<std::string>& missing() const noexcept { return data_->missing; }
    [[nodiscard]] const std::vector<std::string>& unused() const noexcept { return data_->unused; }

    /// Throws UnknownUnit where there is no such object.
    [[nodiscard]] std::size_t position(const Id& object) const;
    /// The id of an object by its position: level order for organizations; for others by the level order of their units.
    [[nodiscard]] Id id(std::size_t position) const;
    /// What is known of one fact of one object.
    [[nodiscard]] FactValue value(std::size_t position, std::string_view fact) const;

    /// The same facts with some replaced; throws InvalidFacts with every value that does not fit.
    struct Change {
        Id object;
        std::string fact;
        FactValue value;
    };
    [[nodiscard]] Facts with(const std::vector<Change>& changes) const;

    struct Data {
        Tree tree;
        Subject subject = Subject::organization;
        Vocabulary vocabulary;
        Scale scale = scales::cpv_2018();         // the values of grade facts that do not list their own
        Origin origin = Origin::real;
        std::vector<detail::FactColumn> columns = {};  // by the vocabulary's index
        std::vector<Id> ids = {};                 // of objects that are not units, in order
        std::vector<std::uint32_t> order = {};    // positions of those ids, sorted by id
        std::vector<std::uint32_t> unit = {};     // of those objects: the level-order position of their unit
        std::vector<std::uint32_t> first = {};    // of those at unit u: [first[u], first[u + 1])
        std::vector<std::string> missing = {}, unused = {};
    };
    explicit Facts(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
    [[nodiscard]] const Data& data() const noexcept { return *data_; }

    friend bool operator==(const Facts& a, const Facts& b) {
        return a.data_ == b.data_ || (a.data_->subject == b.data_->subject && a.data_->vocabulary == b.data_->vocabulary && a.data_->ids == b.data_->ids &&
                                      a.data_->unit == b.data_->unit && a.data_->columns == b.data_->columns);
    }

private:
    std::shared_ptr<const Data> data_;
};

namespace detail {

/// Puts a value into a column; says what is wrong with it, or nothing.
[[nodiscard]] inline std::optional<Finding> put(FactColumn& column, std::size_t at, const Fact& fact, const std::vector<std::string>& values, const FactValue& value,
                                                const std::string& where) {
    const auto bad = [&](std::string what, std::string found, std::string expected = {}) {
        return InvalidFacts::at(where, std::move(what), std::move(found), std::move(expected)).problems()[0];
    };
    const auto number = [&](std::int64_t low, std::int64_t high) { column.may[at] = 1, column.low[at] = low, column.high[at] = high; };
    const auto [least, most] = range_of(fact.type);
    if (std::holds_alternative<std::monostate>(value)) {
        column.may[at] = static_cast<std::uint8_t>((is_number(fact.type) ? 1u : (1u << values.size()) - 1u) | (fact.na ? na_bit : 0u));
        if (is_number(fact.type)) column.low[at] = least, column.high[at] = most;
        return std::nullopt;
    }
    if (std::holds_alternative<NotApplicable>(value)) {
        if (!fact.na) return bad("this fact always applies", "not applicable", "a value, or nothing where it is missing");
        column.may[at] = na_bit;
        if (is_number(fact.type)) column.low[at] = least, column.high[at] = least;
        return std::nullopt;
    }
    if (!is_number(fact.type)) {
        if (const bool* flag = std::get_if<bool>(&value); flag && fact.type == FactType::flag) {
            column.may[at] = *flag ? 1 : 2;
            return std::nullopt;
        }
        std::string all;
        for (const std::string& v : values) all += (all.empty() ? "" : ", ") + v;
        const std::string* text = std::get_if<std::string>(&value);
        if (!text) return bad("not a value of this " + std::string(name(fact.type)), "a value of another type", all);
        const auto position = position_of(*text, values);
        if (!position) return bad("not a value of this " + std::string(name(fact.type)) + suggestion(*text, values), "'" + *text + "'", all);
        column.may[at] = static_cast<std::uint8_t>(1u << *position);
        return std::nullopt;
    }
    const std::string type(name(fact.type));
    const auto place = [&](const Decimal& d) { return d.at(fact.type == FactType::decimal ? Decimal::most_places : 0); };
    std::optional<std::int64_t> low, high;
    if (const auto* whole = std::get_if<std::int64_t>(&value); whole && fact.type != FactType::date) low = high = place(Decimal(*whole));
    else if (const auto* decimal = std::get_if<Decimal>(&value); decimal && fact.type != FactType::date) low = high = place(*decimal);
    else if (const auto* date = std::get_if<Date>(&value); date && fact.type == FactType::date) low = high = date->days();
    else if (const auto* text = std::get_if<std::string>(&value)) {
        low = high = number_of(*text, fact.type);
        if (!low) return bad("not a " + type, "'" + *text + "'", fact.type == FactType::count ? "a whole number, at most 10^12" : fact.type == FactType::decimal ? "a number with at most 9 decimals" : "a day as YYYY-MM-DD");
    } else if (const auto* between = std::get_if<Interval<Decimal>>(&value); between && fact.type != FactType::date) {
        if (between->empty()) return bad("an interval without a number", "an empty interval");
        low = between->low ? place(*between->low) : std::optional(least);
        high = between->high ? place(*between->high) : std::optional(most);
        if (low && between->low && between->low_open) ++*low;
        if (high && between->high && between->high_open) --*high;
        if (low && high && *low > *high) return bad("an interval without a " + type, "no " + type + " in it");
    } else {
        return bad("not a " + type, "a value of another type");
    }
    if (!low || !high) return bad("not a " + type, "a number with too many decimals", fact.type == FactType::count ? "a whole number" : "at most 9 decimals");
    if (fact.type == FactType::count && *low < 0) {
        if (*high < 0 || !std::holds_alternative<Interval<Decimal>>(value)) return bad("a count is not negative", std::to_string(*low));
        low = 0;
    }
    if (fact.type == FactType::count && *high > most_count) return bad("a count beyond what is counted", std::to_string(*high), "at most 10^12");
    number(*low, *high);
    return std::nullopt;
}

}  // namespace detail

namespace detail {

/// Columns in which nothing is known yet.
[[nodiscard]] inline std::vector<FactColumn> unknown_columns(const Vocabulary& vocabulary, const Scale& scale, std::size_t size) {
    std::vector<FactColumn> columns(vocabulary.size());
    for (std::size_t f = 0; f < vocabulary.size(); ++f) {
        const Fact& fact = vocabulary[f];
        const bool number = is_number(fact.type);
        const auto bits = static_cast<std::uint8_t>((number ? 1u : (1u << values_of(fact, scale).size()) - 1u) | (fact.na ? na_bit : 0u));
        columns[f].may.assign(size, bits);
        if (number) columns[f].low.assign(size, range_of(fact.type).first), columns[f].high.assign(size, range_of(fact.type).second);
    }
    return columns;
}

/// Sorts objects by the level order of their units, keeping their order within a unit; what is wrong is added to `problems`.
/// Gives the new place of each object.
inline std::vector<std::uint32_t> place_objects(Facts::Data& data, std::vector<Id> ids, const std::vector<std::uint32_t>& unit) {
    const std::size_t n = ids.size(), units = data.tree.size();
    data.first.assign(units + 1, 0);
    for (const std::uint32_t u : unit) ++data.first[u + 1];
    for (std::size_t u = 0; u < units; ++u) data.first[u + 1] += data.first[u];
    std::vector<std::uint32_t> next(data.first.begin(), data.first.end() - 1), place(n);
    for (std::size_t i = 0; i < n; ++i) place[i] = next[unit[i]]++;
    data.ids.resize(n), data.unit.resize(n), data.order.resize(n);
    for (std::size_t i = 0; i < n; ++i) data.ids[place[i]] = std::move(ids[i]), data.unit[place[i]] = unit[i];
    for (std::size_t i = 0; i < n; ++i) data.order[i] = static_cast<std::uint32_t>(i);
    std::sort(data.order.begin(), data.order.end(), [&](std::uint32_t a, std::uint32_t b) { return data.ids[a] < data.ids[b]; });
    return place;
}

[[nodiscard]] inline std::optional<std::size_t> find_object(const Facts::Data& data, const Id& id) {
    if (data.subject == Subject::organization) {
        const auto row = data.tree.row(id);
        return row ? std::optional<std::size_t>(data.tree.position(*row)) : std::nullopt;
    }
    const auto at = std::lower_bound(data.order.begin(), data.order.end(), id, [&](std::uint32_t i, const Id& wanted) { return data.ids[i] < wanted; });
    return at != data.order.end() && data.ids[*at] == id ? std::optional<std::size_t>(*at) : std::nullopt;
}

/// The same id given to two objects, each once.
inline void find_twins(const Facts::Data& data, Findings& problems) {
    for (std::size_t i = 1; i < data.order.size(); ++i)
        if (data.ids[data.order[i]] == data.ids[data.order[i - 1]])
            problems.add(InvalidFacts::at("id '" + data.ids[data.order[i]].text() + "'", "given to two objects").problems());
}

[[nodiscard]] inline Finding unknown_unit(const Tree& tree, const Id& id, std::string where) {
    std::vector<std::string> near;
    if (tree.size() <= 10'000)
        for (std::size_t r = 0; r < tree.size(); ++r) near.push_back(tree.id(Row(r)).text());
    return InvalidFacts::at(std::move(where), "no such unit in the tree" + suggestion(id.text(), near), "'" + id.text() + "'").problems()[0];
}
[[nodiscard]] inline Finding unknown_object(const Facts::Data& data, const Id& id, std::string where) {
    if (data.subject == Subject::organization) return unknown_unit(data.tree, id, std::move(where));
    std::vector<std::string> near;
    if (data.ids.size() <= 10'000)
        for (const Id& one : data.ids) near.push_back(one.text());
    return InvalidFacts::at(std::move(where), "no such " + std::string(name(data.subject)) + suggestion(id.text(), near), "'" + id.text() + "'").problems()[0];
}

inline void apply_changes(Facts::Data& data, const std::vector<Facts::Change>& changes, Findings& problems) {
    for (const Facts::Change& change : changes) {
        const std::string where = change.object.text() + ", '" + change.fact + "'";
        const auto at = find_object(data, change.object);
        const auto fact = data.vocabulary.index(change.fact);
        if (!at) problems.add(unknown_object(data, change.object, where));
        if (!fact) problems.add(InvalidFacts::at(where, "unknown fact" + suggestion(change.fact, data.vocabulary.names())).problems());
        if (!at || !fact) continue;
        const Fact& declared = data.vocabulary[*fact];
        if (auto problem = put(data.columns[*fact], *at, declared, values_of(declared, data.scale), change.value, where)) problems.add(std::move(*problem));
    }
}

}  // namespace detail

inline Facts Facts::with(const std::vector<Change>& changes) const {
    Findings problems;
    auto data = std::make_shared<Data>(*data_);
    detail::apply_changes(*data, changes, problems);
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    return Facts(std::move(data));
}

inline std::size_t Facts::position(const Id& object) const {
    if (data_->subject == Subject::organization) return data_->tree.position(data_->tree.at(object));  // which throws with the nearest id
    if (const auto at = detail::find_object(*data_, object)) return *at;
    throw UnknownUnit::at("'" + object.text() + "'", "there is no such " + std::string(name(data_->subject)));
}

inline Id Facts::id(std::size_t position) const {
    return data_->subject == Subject::organization ? data_->tree.id(data_->tree.level_order()[position]) : data_->ids[position];
}

inline FactValue Facts::value(std::size_t position, std::string_view fact) const {
    const Fact& declared = data_->vocabulary[fact];
    const detail::FactColumn& column = data_->columns[*data_->vocabulary.index(fact)];
    if (!detail::is_number(declared.type)) {
        if (!column.known(position)) return {};
        if (column.may[position] == detail::na_bit) return NotApplicable{};
        if (declared.type == FactType::flag) return column.may[position] == 1;
        const auto values = detail::values_of(declared, data_->scale);
        return values[static_cast<std::size_t>(std::countr_zero(column.may[position]))];
    }
    if (column.may[position] == detail::na_bit) return NotApplicable{};
    const std::int64_t low = column.low[position], high = column.high[position];
    const auto [least, most] = detail::range_of(declared.type);
    if (low == least && high == most) return {};
    const auto decimal = [&](std::int64_t units) { return declared.type == FactType::decimal ? Decimal(units, Decimal::most_places) : Decimal(units); };
    if (low != high) {
        Interval<Decimal> between;
        if (low != least) between.low = decimal(low);
        if (high != most) between.high = decimal(high);
        return between;
    }
    if (declared.type == FactType::date) return Date(static_cast<std::int32_t>(low));
    if (declared.type == FactType::count) return low;
    return decimal(low);
}

}  // namespace myhao::inline v0
