// SPDX-License-Identifier: Apache-2.0
// Numbers of units added up the tree, on one day or many, and carried from the units of one day to those of another.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/add_up.hpp>
#include <myhao/org/crosswalk.hpp>
#include <myhao/org/rollup.hpp>
#include <myhao/org/sweep.hpp>
#include <myhao/report/measure.hpp>

#include "arrays.hpp"
#include "cells.hpp"
#include "org_values.hpp"
#include "raw_columns.hpp"
#include "tables.hpp"

namespace myhao_python {

/// Units of a column of ids, `none` where the history does not know one; each of those is a problem.
inline std::vector<std::uint32_t> units_of(const History& history, const IdColumn& ids, Findings& unknown, const std::string& argument = "values") {
    const myhao::detail::HistoryData& d = history.data();
    std::vector<std::uint32_t> out(ids.size(), myhao::detail::none);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool null = ids.is_null(i);
        if (!null) out[i] = ids.is_text() ? d.find(ids.texts[i]) : d.find(ids.numbers[i]);
        if (out[i] != myhao::detail::none) continue;
        const std::string found = null ? "null" : ids.is_text() ? std::string(ids.texts[i]) : std::to_string(ids.numbers[i]);
        const bool suggest = !null && unknown.size() < 20;
        unknown.add(UnknownUnit::at(argument + ", row " + std::to_string(i), suggest ? history.unknown(Id(found)).problems()[0].text.en : "no such unit in the history", "'" + found + "'").problems()[0]);
    }
    return out;
}

/// Throws what is wrong with cells, and with it the ids that are unknown; only those where nothing else is wrong.
inline void refuse_faults(Findings problems, Findings unknown) {
    if (problems.empty() && !unknown.empty()) throw UnknownUnit(std::move(unknown));
    problems.add(unknown);
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
}

/// `values`: a dict of columns id, value and perhaps since and until; empty: 1 for each unit, so that totals count units.
inline Sweep sweep_of(const History& history, const py::dict& values) {
    if (values.empty()) return Sweep(history, std::vector<std::int64_t>(history.size(), 1));
    const auto column = [&](const char* name) { return column_of(values, name, "values"); };
    Faults faults{"facts.cell", "values, "};
    const IdCells id = ids_from(column("id"), "id", faults);
    const NumberCells number = numbers_from(column("value"), "value", faults);
    const bool dated = values.contains("since");
    const std::vector<std::int32_t> since = days_from(column("since"), "since", faults, true), until = days_from(column("until"), "until", faults);
    const IdColumn ids = id.column();
    if (number.numbers.size() != ids.size() || (dated && since.size() != ids.size()) || (!until.empty() && until.size() != ids.size()))
        throw InvalidFacts::at("values", "columns have the same number of rows", std::to_string(number.numbers.size()), std::to_string(ids.size()));
    std::vector<DatedValue> rows;
    Findings unknown;
    const std::vector<std::uint32_t> units = units_of(history, ids, unknown);
    for (std::size_t r = 0; r < units.size() && dated; ++r) {
        if (units[r] == myhao::detail::none || (!faults.bad.empty() && faults.bad[r] != 0)) continue;
        if (since[r] == no_day) {
            faults.at(r, units.size(), "since", "the day is missing", "thiếu ngày", "null", "a day");
            continue;
        }
        DatedValue value{UnitNo(units[r]), detail::valid_day(since[r], r, units.size(), "since", faults), std::nullopt, number.numbers[r]};
        if (!until.empty() && until[r] != no_day) value.until = detail::valid_day(until[r], r, units.size(), "until", faults);
        if (value.until && *value.until <= value.since)
            faults.at(r, units.size(), "until", "it ends before it begins", "kết thúc trước khi bắt đầu", value.until->text(), "later than " + value.since.text());
        if (number.valid.empty() || number.valid[r] != 0) rows.push_back(value);
    }
    std::vector<std::int64_t> by_unit(history.size(), 0);
    std::vector<std::uint8_t> known(history.size(), 0), met(history.size(), 0);
    for (std::size_t r = 0; r < units.size() && !dated; ++r) {
        if (units[r] == myhao::detail::none) continue;
        if (met[units[r]] != 0) faults.at(r, units.size(), "id", "a unit has one value", "mỗi tổ chức một giá trị", "'" + history.id(UnitNo(units[r])).text() + "' again", {});
        met[units[r]] = 1;
        known[units[r]] = number.valid.empty() || number.valid[r] != 0;
        by_unit[units[r]] = number.numbers[r];
    }
    refuse_faults(std::move(faults.problems), std::move(unknown));
    return dated ? Sweep(history, rows) : Sweep(history, by_unit, known);
}

/// The units that are asked for, each once and by id; None: all.
inline std::vector<std::uint32_t> chosen_units(const History& history, const py::object& wanted) {
    if (wanted.is_none()) return history.data().by_id;
    Faults faults{"facts.cell", "units, "};
    const IdCells ids = ids_from(decode(wanted, "units"), "id", faults);
    Findings unknown;
    std::vector<std::uint32_t> units = units_of(history, ids.column(), unknown, "units");
    refuse_faults(std::move(faults.problems), std::move(unknown));
    const std::vector<std::uint32_t>& rank = history.data().id_rank;
    std::sort(units.begin(), units.end(), [&](auto a, auto b) { return rank[a] < rank[b]; });
    units.erase(std::unique(units.begin(), units.end()), units.end());
    return units;
}

/// Moves from day to day by differences, and tells the totals of the units that are asked for.
class SweepCursor {
public:
    SweepCursor(const History& history, const py::dict& values, const py::object& units) : sweep_(sweep_of(history, values)), units_(chosen_units(history, units)) {}

    [[nodiscard]] py::list ids() const { return all_ids(sweep_.history(), units_); }
    /// Places among `ids` of those that stand in the tree of that day, their totals and how many values are missing.
    [[nodiscard]] py::tuple step(Date day) {
        std::vector<std::uint32_t> place, missing;
        std::vector<std::int64_t> total;
        sweep_.advance(day);
        for (std::uint32_t i = 0; i < units_.size(); ++i) {
            const UnitNo unit(units_[i]);
            if (sweep_.in_tree(unit)) place.push_back(i), total.push_back(sweep_.total(unit)), missing.push_back(sweep_.missing(unit));
        }
        return py::make_tuple(read_only(std::move(place)), read_only(std::move(total)), read_only(std::move(missing)));
    }

private:
    Sweep sweep_;
    std::vector<std::uint32_t> units_;
};

/// Columns of a row for each day and unit; the unit as its place in a list of ids, which is not repeated in each row.
inline py::tuple rollup_series_of(const History& history, const py::dict& values, const std::vector<Date>& days, const py::object& wanted) {
    Sweep sweep = sweep_of(history, values);
    const std::vector<std::uint32_t> units = chosen_units(history, wanted);
    RollupSeries sums;
    if (!units.empty()) {  // none given would mean all
        const py::gil_scoped_release release;
        std::vector<UnitNo> of;
        for (const std::uint32_t unit : units) of.emplace_back(unit);
        sums = rollup_series(std::move(sweep), days, of);
    }
    std::vector<std::uint32_t> place(history.size(), 0);
    for (std::uint32_t i = 0; i < units.size(); ++i) place[units[i]] = i;
    for (std::uint32_t& unit : sums.unit) unit = place[unit];
    return py::make_tuple(read_only(std::move(sums.day)), read_only(std::move(sums.unit)), all_ids(history, units), read_only(std::move(sums.total)), read_only(std::move(sums.missing)));
}

/// Figures of one day as the units of a later one would have them; `values`: a dict of columns id and value.
inline py::tuple carry_of(const History& history, const py::dict& values, Date a, Date b, const std::string& measure) {
    Faults faults{"facts.cell", "values, "};
    const IdCells id = ids_from(column_of(values, "id", "values"), "id", faults);
    const NumberCells number = numbers_from(column_of(values, "value", "values"), "value", faults);
    const IdColumn ids = id.column();
    if (number.numbers.size() != ids.size()) throw InvalidFacts::at("values", "columns have the same number of rows", std::to_string(number.numbers.size()), std::to_string(ids.size()));
    Findings unknown;
    const std::vector<std::uint32_t> units = units_of(history, ids, unknown);
    std::vector<std::int64_t> by_unit(history.size(), 0);
    std::vector<std::uint8_t> known(history.size(), 0), met(history.size(), 0);
    for (std::size_t r = 0; r < units.size(); ++r) {
        if (units[r] == myhao::detail::none) continue;
        if (met[units[r]]++ != 0) faults.at(r, units.size(), "id", "a unit has one value", "mỗi tổ chức một giá trị", "'" + history.id(UnitNo(units[r])).text() + "' again", {});
        known[units[r]] = number.valid.empty() || number.valid[r] != 0;
        by_unit[units[r]] = number.numbers[r];
    }
    refuse_faults(std::move(faults.problems), std::move(unknown));
    py::list to, low, high, missing;
    for (const CarriedFigure& figure : carry(crosswalk(history, a, b, measure), by_unit, known))
        to.append(history.id(figure.unit)), low.append(figure.low), high.append(figure.high), missing.append(figure.missing);
    return py::make_tuple(to, low, high, missing);
}

/// Views of the totals and of how many values are missing; where none is, one zero stands for all of them.
inline py::tuple rollup_parts(Rollup sums) {
    static constexpr std::uint32_t none_missing = 0;
    auto held = std::make_unique<Rollup>(std::move(sums));
    const Rollup& kept = *held;
    const py::capsule owner(held.release(), [](void* p) { delete static_cast<Rollup*>(p); });
    if (!kept.missing().empty()) return py::make_tuple(view(kept.total(), owner), view(kept.missing(), owner));
    py::array_t<std::uint32_t> zeros({static_cast<py::ssize_t>(kept.total().size())}, {py::ssize_t{0}}, &none_missing, owner);
    zeros.attr("flags").attr("writeable") = false;
    return py::make_tuple(view(kept.total(), owner), zeros);
}

/// Whether the ids are those of the tree in its order: cheaper to find out than to look every id up.
inline bool in_order(const Tree& tree, const IdColumn& ids) {
    const myhao::detail::HistoryData& d = tree.history().data();
    if (ids.size() != tree.size() || ids.is_text() != d.text_ids) return false;
    const auto units = tree.unit_column();
    for (std::size_t r = 0; r < units.size(); ++r) {
        if (ids.is_null(r)) return false;
        if (d.text_ids ? ids.texts[r] != d.text(d.id_text[units[r]]) : ids.numbers[r] != d.id_number[units[r]]) return false;
    }
    return true;
}

/// The first problems about ids that the history does not know, with the nearest id.
inline Findings with_suggestions(const History& history, const Findings& problems) {
    Findings out;
    for (Finding f : problems) {
        const bool quoted = out.size() < 20 && f.observed.size() > 2 && f.observed.front() == '\'';
        const Id id = quoted ? Id(f.observed.substr(1, f.observed.size() - 2)) : Id();
        if (quoted && history.has_text_ids() && !history.contains(id)) {
            const Finding& told = history.unknown(id).problems()[0];
            if (const auto hint = told.text.en.find("; did you mean"); hint != std::string::npos) f.text.en += told.text.en.substr(hint);
        }
        out.add(std::move(f));
    }
    return out;
}

inline py::tuple rollup_of(const Tree& tree, py::handle ids, py::handle values) {
    Faults faults{"facts.cell", ""};
    const RawColumn raw(values, "values");
    const bool in_place = raw.read() && raw.pieces().size() == 1 && raw.pieces()[0].type == 'l' && raw.pieces()[0].bits == nullptr;
    const NumberCells copied = in_place ? NumberCells{} : numbers_from(decode(values, "values"), "value", faults);
    const std::span<const std::uint8_t> valid = copied.valid;
    std::span<const std::int64_t> numbers = copied.numbers;
    if (in_place) numbers = {static_cast<const std::int64_t*>(raw.pieces()[0].data), raw.size()};
    if (ids.is_none()) {
        if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
        return rollup_parts(rollup(tree, numbers, valid));
    }
    const IdCells cells = ids_from(decode(ids, "values, column 'id'"), "id", faults);
    if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
    const IdColumn column = cells.column();
    if (in_order(tree, column) && numbers.size() == tree.size()) return rollup_parts(rollup(tree, numbers, valid));
    try {
        return rollup_parts(rollup(tree, column, numbers, valid));
    } catch (const UnknownUnit& error) {
        throw UnknownUnit(with_suggestions(tree.history(), error.problems()));
    }
}

inline void register_rollups(py::module_& module) {
    py::class_<SweepCursor>(module, "SweepCursor").def(py::init<const History&, const py::dict&, const py::object&>()).def("ids", &SweepCursor::ids).def("step", &SweepCursor::step);
    module.def("refuse_unless_it_adds_up", [](const std::string& id, const std::string& type) {
        const auto known = measure_type_named(type);
        if (!known) throw py::value_error("measure: '" + type + "'; expected stock, flow, ratio, rank or level" + suggestion(type, {"stock", "flow", "ratio", "rank", "level"}));
        Measure measure;
        measure.id = id, measure.type = *known;
        refuse_unless_it_adds_up(measure);
    });
}

}  // namespace myhao_python
