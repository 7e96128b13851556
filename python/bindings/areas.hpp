// SPDX-License-Identifier: Apache-2.0
// Areas, and which units sit in them, from columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/area.hpp>

#include "cells.hpp"
#include "org_checks.hpp"
#include "tables.hpp"

namespace myhao_python {

namespace detail {

inline myhao::Areas read_areas(const myhao::History& areas, const myhao::History& units, const py::dict& table) {
    using namespace myhao;
    const auto column = [&](const char* name) { return column_of(table, name, "seats"); };
    Faults faults{"areas.cell", "seats, "};
    const IdCells unit = ids_from(column("unit"), "unit", faults), area = ids_from(column("area"), "area", faults);
    const std::vector<std::int32_t> since = days_from(column("since"), "since", faults, true), until = days_from(column("until"), "until", faults);
    const std::size_t rows = since.size();
    for (const auto& [n, what] : {std::pair{unit.column().size(), "unit"}, {area.column().size(), "area"}, {until.size(), "until"}})
        if (n != rows && (n != 0 || what != std::string("until")))
            faults.problems.add({State::violated, Severity::error, "areas.columns", std::string("seats, column '") + what + "'", std::to_string(n), std::to_string(rows), {},
                                 {"các cột có cùng số dòng", "columns have the same number of rows"}});
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    std::vector<Seat> seats;
    for (std::size_t r = 0; r < rows; ++r) {
        const auto who = id_at(unit.column(), r), where = id_at(area.column(), r);
        if (!who || !where || since[r] == no_day) {
            faults.at(r, rows, !who ? "unit" : !where ? "area" : "since", "the value is missing", "thiếu giá trị", "null", "a value");
            continue;
        }
        Seat seat{*who, *where, valid_day(since[r], r, rows, "since", faults), std::nullopt};
        if (!until.empty() && until[r] != no_day) seat.until = valid_day(until[r], r, rows, "until", faults);
        seats.push_back(std::move(seat));
    }
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    return Areas(areas, units, std::move(seats));
}

}  // namespace detail

inline void register_areas(py::module_& module) {
    using namespace myhao;
    module.def("area_scheme", &area_scheme);
    py::class_<Areas>(module, "Areas")
        .def(py::init(&detail::read_areas))
        .def("seats", [](const Areas& self) {
            py::list out;
            for (const Seat& seat : self.seats()) out.append(py::make_tuple(seat.unit, seat.area, seat.since, seat.until));
            return out;
        })
        .def("of", [](const Areas& self, py::handle unit, Date day) { return self.of(id_of(unit, "unit"), day); })
        .def("units_in", [](const Areas& self, py::handle area, Date day) { return self.units_in(id_of(area, "area"), day); });
}

}  // namespace myhao_python
