// SPDX-License-Identifier: Apache-2.0
// One column of a table as it came from Python: Arrow buffers, a NumPy array, or a list of objects.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include "arrow_column.hpp"

namespace myhao_python {

namespace detail {

template <class Number, class To>
void copy_numbers(const py::array& array, std::vector<To>& out) {
    const auto values = py::array_t<Number, py::array::c_style | py::array::forcecast>(array);
    out.assign(values.data(), values.data() + values.size());
}

inline void from_days(Column& column, py::array array, const std::string& where) {
    const auto parts = py::module_::import("numpy").attr("datetime_data")(array.dtype()).cast<py::tuple>();
    const auto unit = parts[0].cast<std::string>();
    struct Unit {
        std::string_view name;
        std::int64_t per_day;
    };
    static constexpr Unit units[] = {{"D", 1}, {"h", 24}, {"m", 1'440}, {"s", 86'400}, {"ms", 86'400'000}, {"us", 86'400'000'000}, {"ns", 86'400'000'000'000}};
    const auto* const known = std::find_if(std::begin(units), std::end(units), [&](const Unit& u) { return u.name == unit; });
    if (known == std::end(units) || parts[1].cast<int>() != 1) refuse(where, "datetime64[" + unit + "] holds no days");
    if (!array.dtype().attr("isnative").cast<bool>()) array = array.attr("astype")(array.dtype().attr("newbyteorder")("="));
    std::vector<std::int64_t> values;
    copy_numbers<std::int64_t>(array.attr("view")("int64"), values);
    column.shape = Column::Shape::day;
    constexpr std::int64_t null = std::numeric_limits<std::int64_t>::min();  // NaT
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] == null) values[i] = 0, column.set_null(i);
    append_ticks_of(column, values.data(), values.size(), known->per_day);
}

inline Column from_array(const py::array& array, const std::string& where) {
    if (array.ndim() != 1) refuse(where, "expected a column, not an array of " + std::to_string(array.ndim()) + " dimensions");
    Column column;
    column.rows = static_cast<std::size_t>(array.size());
    switch (array.dtype().kind()) {
    case 'i': column.shape = Column::Shape::whole, copy_numbers<std::int64_t>(array, column.whole); break;
    case 'u':
        column.shape = Column::Shape::whole;
        copy_numbers<std::uint64_t>(array, column.whole);
        for (std::size_t i = 0; i < column.rows; ++i)
            if (column.whole[i] < 0) column.odd.push_back({i, beyond});
        break;
    case 'f': column.shape = Column::Shape::real, copy_numbers<double>(array, column.real); break;
    case 'b': column.shape = Column::Shape::flag, copy_numbers<std::uint8_t>(array, column.flag); break;
    case 'M': from_days(column, array, where); break;
    case 'O':
    case 'U':
    case 'T': column.shape = Column::Shape::object, column.objects = array.attr("tolist")().cast<py::list>(); break;
    default: refuse(where, "columns of dtype " + std::string(py::str(array.dtype())) + " are not read; expected texts, whole numbers, days or truth values");
    }
    return column;
}

}  // namespace detail

/// From an array, a list, anything with `__arrow_c_stream__`, ("codes", codes, values) or ("masked", values, valid). `where` names it in a TypeError.
inline Column decode(py::handle source, const std::string& where) {
    if (source.is_none()) return Column();
    if (py::isinstance<py::array>(source)) return detail::from_array(py::reinterpret_borrow<py::array>(source), where);
    if (py::isinstance<py::list>(source)) {
        Column column;
        column.shape = Column::Shape::object;
        column.objects = py::list(py::reinterpret_borrow<py::list>(source)[py::slice(std::nullopt, std::nullopt, std::nullopt)]);  // our own: it does not change below us
        column.rows = column.objects.size();
        return column;
    }
    if (py::isinstance<py::tuple>(source)) {
        const auto parts = py::reinterpret_borrow<py::tuple>(source);
        const auto what = parts[0].cast<std::string>();
        if (what == "masked") {
            Column column = detail::from_array(parts[1].cast<py::array>(), where);
            detail::copy_numbers<std::uint8_t>(parts[2].cast<py::array>(), column.valid);
            return column;
        }
        Column codes = detail::from_array(parts[1].cast<py::array>(), where), out;
        out.shape = Column::Shape::text, out.dictionary = true, out.rows = codes.rows;
        for (const py::handle text : parts[2].cast<py::list>()) {
            out.bytes += text_of(text, true);
            out.offsets.push_back(static_cast<std::int64_t>(out.bytes.size()));
        }
        const auto most = static_cast<std::int64_t>(out.offsets.size()) - 1;
        for (const std::int64_t code : codes.whole) {
            if (code >= most) detail::refuse(where, "a code outside its categories");
            out.codes.push_back(code < 0 ? -1 : static_cast<std::int32_t>(code));
        }
        return out;
    }
    return detail::from_stream(source, where);
}

}  // namespace myhao_python
