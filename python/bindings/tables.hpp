// SPDX-License-Identifier: Apache-2.0
// A table as the face hands it over: a dict of columns by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <myhao/time/date.hpp>

#include "cells.hpp"

namespace myhao_python {

/// Absent where the table has no such column; `argument` names the table in a TypeError.
inline Column column_of(const py::dict& table, const char* name, const char* argument) {
    if (!table.contains(name)) return Column();
    return decode(table[name], std::string(argument) + ", column '" + name + "'");
}

namespace detail {

/// A day that fits the calendar, or a problem and some day.
inline myhao::Date valid_day(std::int32_t days, std::size_t row, std::size_t rows, const std::string& column, Faults& faults) {
    if (days >= myhao::Date::first_days && days <= myhao::Date::last_days) return myhao::Date(days);
    faults.at(row, rows, column, "no such day", "không có ngày này", std::to_string(days) + " days since 1970", "a day from 1400-01-01 to 9999-12-31");
    return {};
}

}  // namespace detail

}  // namespace myhao_python
