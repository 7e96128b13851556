// SPDX-License-Identifier: Apache-2.0
// What a column is wanted as: ids, texts, days, truth values or whole numbers. Every cell that is something else is a problem with its row.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/org/history_columns.hpp>

#include "column.hpp"

namespace myhao_python {

/// The problems of one table, and its rows at fault.
struct Faults {
    std::string rule, table;  // the table's name in messages, with ", " behind it, or nothing
    myhao::Findings problems{};
    std::vector<std::uint8_t> bad{};

    void at(std::size_t row, std::size_t rows, const std::string& column, std::string en, std::string vi, std::string found, std::string expected) {
        bad.resize(rows, 0);
        bad[row] = 1;
        problems.add({myhao::State::violated, myhao::Severity::error, rule, table + "row " + std::to_string(row) + ", column '" + column + "'", std::move(found), std::move(expected),
                      {}, {std::move(vi), std::move(en)}});
    }
};

namespace detail {

inline bool is_missing(py::handle value) {
    if (value.is_none()) return true;
    if (const auto number = float_of(value)) return std::isnan(*number);
    const std::string name = type_name(value);
    return name.ends_with("NAType") || name.ends_with("NaTType");
}

/// A float as people read it: 12.5, nan.
inline std::string shown(double value) { return py::str(py::float_(value)).cast<std::string>(); }

/// A value for a message; of a foreign type only its name, as asking it for a text could do anything.
inline std::string shown(py::handle value) {
    if (PyUnicode_Check(value.ptr())) {
        std::string text = text_of(value);
        if (text.size() > 60) text = py::str(py::reinterpret_borrow<py::str>(value)[py::slice(0, 40, 1)]).cast<std::string>() + "...";
        return "'" + text + "'";
    }
    if (PyFloat_CheckExact(value.ptr())) return shown(PyFloat_AS_DOUBLE(value.ptr()));
    if (PyBool_Check(value.ptr())) return value.ptr() == Py_True ? "True" : "False";
    bool fits = true;
    if (const auto whole = whole_of(value, fits)) return fits ? std::to_string(*whole) : beyond;
    return type_name(value);
}

inline bool is_whole(double value) { return std::floor(value) == value && value >= -9.2e18 && value <= 9.2e18; }

/// The whole number of a Python object: an integer, or a float that is one. Nothing for others.
inline std::optional<std::int64_t> whole_or_float(py::handle value) {
    bool fits = true;
    if (const auto whole = whole_of(value, fits)) return fits ? whole : std::nullopt;
    if (const auto number = float_of(value); number && is_whole(*number)) return static_cast<std::int64_t>(*number);
    return std::nullopt;
}

/// What a cell of a shape that cannot be right is called.
inline std::string shown(const Column& column, std::size_t row) {
    switch (column.shape) {
    case Column::Shape::whole: return std::to_string(column.whole[row]);
    case Column::Shape::real: return shown(column.real[row]);
    case Column::Shape::flag: return column.flag[row] != 0 ? "True" : "False";
    case Column::Shape::day: return "a day";
    case Column::Shape::text: {
        const auto i = column.dictionary ? static_cast<std::size_t>(column.codes[row]) : row;
        const auto size = static_cast<std::size_t>(column.offsets[i + 1] - column.offsets[i]);
        return size > 60 ? "a long text" : "'" + column.bytes.substr(static_cast<std::size_t>(column.offsets[i]), size) + "'";
    }
    case Column::Shape::object: return shown(py::handle(column.objects[row]));
    default: return "null";
    }
}
inline bool is_missing(const Column& column, std::size_t row) {
    if (column.shape == Column::Shape::object) return is_missing(py::handle(PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row))));
    return column.is_null(row) || (column.shape == Column::Shape::real && std::isnan(column.real[row]));
}
inline bool all_missing(const Column& column) {
    if (column.shape != Column::Shape::null && column.shape != Column::Shape::real && column.shape != Column::Shape::object) return false;
    for (std::size_t row = 0; row < column.rows; ++row)
        if (!is_missing(column, row)) return false;
    return true;
}

}  // namespace detail

/// Texts that own their bytes.
struct TextCells {
    std::string bytes;
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> codes;
    std::vector<std::uint8_t> valid;
    bool absent = true;

    [[nodiscard]] myhao::TextColumn column() const {
        if (absent) return {};
        return {bytes, offsets, codes, valid};
    }
    void add(std::string_view text) {
        bytes += text;
        offsets.push_back(static_cast<std::int64_t>(bytes.size()));
        if (!valid.empty()) valid.push_back(1);
    }
    void add_null(std::size_t rows_before) {
        if (valid.empty()) valid.assign(rows_before, 1);
        offsets.push_back(static_cast<std::int64_t>(bytes.size()));
        valid.push_back(0);
    }
};

/// Numbers with their nulls.
struct NumberCells {
    std::vector<std::int64_t> numbers;
    std::vector<std::uint8_t> valid;
};

struct IdCells {
    bool text = false, absent = true;
    TextCells texts;
    NumberCells numbers;

    [[nodiscard]] myhao::IdColumn column() const {
        myhao::IdColumn out;
        if (absent) return out;
        if (text) out.texts = texts.column();
        else out.numbers = numbers.numbers, out.valid = numbers.valid;
        return out;
    }
};

namespace detail {

/// Texts from any shape; other cells are problems, and hold a text that is a fault nowhere else.
inline TextCells texts_of(Column&& column, const std::string& name, Faults& faults, const char* en, const char* vi, const char* expected) {
    TextCells out;
    if (column.shape == Column::Shape::absent || all_missing(column)) return out;
    out.absent = false;
    if (column.shape == Column::Shape::text) {
        out.bytes = std::move(column.bytes), out.offsets = std::move(column.offsets), out.valid = std::move(column.valid);
        if (column.dictionary) out.codes = std::move(column.codes), out.valid.clear();
        return out;
    }
    out.offsets.reserve(column.rows + 1);
    PyObject* const objects = column.objects.ptr();
    for (std::size_t row = 0; row < column.rows; ++row) {
        if (column.shape == Column::Shape::object) {
            PyObject* const value = PyList_GET_ITEM(objects, static_cast<Py_ssize_t>(row));
            if (PyUnicode_Check(value)) {
                Py_ssize_t size = 0;
                const char* const bytes = PyUnicode_AsUTF8AndSize(value, &size);
                if (bytes != nullptr) out.add({bytes, static_cast<std::size_t>(size)});
                else PyErr_Clear(), out.add(text_of(value, true));
                continue;
            }
        }
        if (is_missing(column, row)) {
            out.add_null(row);
            continue;
        }
        faults.at(row, column.rows, name, en, vi, shown(column, row), expected);
        out.add("?" + std::to_string(row));
    }
    return out;
}

inline NumberCells wholes_of(Column&& column, const std::string& name, Faults& faults, const char* en, const char* vi, const char* expected) {
    NumberCells out;
    const auto fault = [&](std::size_t row, std::string found) {
        faults.at(row, column.rows, name, en, vi, std::move(found), expected);
        return std::numeric_limits<std::int64_t>::min() + static_cast<std::int64_t>(row);  // an id that is a fault nowhere else
    };
    if (column.shape == Column::Shape::whole) {
        for (const Column::Odd& odd : column.odd) column.whole[odd.row] = fault(odd.row, odd.what);
        out.numbers = std::move(column.whole), out.valid = std::move(column.valid);
        return out;
    }
    out.numbers.resize(column.rows);
    for (std::size_t row = 0; row < column.rows; ++row) {
        std::optional<std::int64_t> value;
        if (column.shape == Column::Shape::object) value = whole_or_float(PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row)));
        else if (column.shape == Column::Shape::real && !column.is_null(row) && is_whole(column.real[row])) value = static_cast<std::int64_t>(column.real[row]);
        if (value) {
            out.numbers[row] = *value;
        } else if (is_missing(column, row)) {
            if (out.valid.empty()) out.valid.assign(column.rows, 1);
            out.valid[row] = 0;
        } else {
            out.numbers[row] = fault(row, shown(column, row));
        }
    }
    return out;
}

}  // namespace detail

/// Ids: texts or whole numbers, 12.0 being 12. `text`: what they must be, where another column has decided it.
inline IdCells ids_from(Column&& column, const std::string& name, Faults& faults, std::optional<bool> text = std::nullopt) {
    IdCells out;
    if (column.shape == Column::Shape::absent) return out;
    bool is_text = column.shape == Column::Shape::text;
    if (column.shape == Column::Shape::object)
        for (std::size_t row = 0; row < column.rows; ++row) {
            PyObject* const value = PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row));
            if (value == Py_None || detail::is_missing(py::handle(value))) continue;
            is_text = PyUnicode_Check(value) != 0;
            break;
        }
    if (text && detail::all_missing(column)) return out;
    out.text = text.value_or(is_text);
    const char* const en = "ids of one table are all text or all whole numbers";
    const char* const vi = "mã trong một bảng phải cùng là chữ hoặc cùng là số";
    out.absent = false;
    if (out.text) out.texts = detail::texts_of(std::move(column), name, faults, en, vi, "a text");
    else out.numbers = detail::wholes_of(std::move(column), name, faults, en, vi, "a whole number of 64 bits");
    return out;
}

inline TextCells texts_from(Column&& column, const std::string& name, Faults& faults) {
    return detail::texts_of(std::move(column), name, faults, "not a text", "không phải là chữ", "a text");
}

/// Whole numbers, nulls kept apart; a float passes where it is whole.
inline NumberCells numbers_from(Column&& column, const std::string& name, Faults& faults) {
    return detail::wholes_of(std::move(column), name, faults, "not a whole number", "không phải số nguyên", "a whole number of 64 bits");
}

/// Truth values; null is false.
inline std::vector<std::uint8_t> flags_from(Column&& column, const std::string& name, Faults& faults) {
    if (column.shape == Column::Shape::absent || detail::all_missing(column)) return {};
    std::vector<std::uint8_t> out(column.rows, 0);
    for (std::size_t row = 0; row < column.rows; ++row) {
        if (detail::is_missing(column, row)) continue;
        if (column.shape == Column::Shape::flag) {
            out[row] = column.flag[row];
            continue;
        }
        if (column.shape == Column::Shape::object) {
            const py::handle value = PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row));
            if (PyBool_Check(value.ptr()) || is_numpy_bool(value)) {
                const int truth = PyObject_IsTrue(value.ptr());
                out[row] = truth == 1;
                continue;
            }
        }
        faults.at(row, column.rows, name, "not a truth value", "không phải giá trị đúng/sai", detail::shown(column, row), "true, false or null");
    }
    return out;
}

namespace detail {

/// The day of an object that is neither text nor date: what myhao.dates makes of it, or a problem.
inline std::int32_t day_of_object(py::handle value, std::size_t row, std::size_t rows, const std::string& name, Faults& faults, std::int32_t stand_in) {
    const py::module_ dates = py::module_::import("myhao.dates");
    const py::tuple found = dates.attr("_read")(value);
    if (!found[0].is_none()) return found[0].cast<myhao::Date>().days();
    if (found[1].cast<std::string>().empty()) return myhao::no_day;
    faults.at(row, rows, name, found[1].cast<std::string>(), "không phải là ngày", found[2].cast<std::string>(), "a date, YYYY-MM-DD, or midnight without a zone");
    return stand_in;
}

}  // namespace detail

/// Days since 1970, `no_day` for null. `required`: the stand-in of a cell at fault is a day, not null.
inline std::vector<std::int32_t> days_from(Column&& column, const std::string& name, Faults& faults, bool required = false) {
    using Shape = Column::Shape;
    if (column.shape == Shape::absent) return {};
    const std::int32_t stand_in = required ? 0 : myhao::no_day;
    if (column.shape == Shape::day) {
        std::vector<std::int32_t> out = std::move(column.day);
        for (std::size_t row = 0; row < column.valid.size(); ++row) out[row] = column.valid[row] != 0 ? out[row] : myhao::no_day;
        for (const Column::Odd& odd : column.odd) {
            faults.at(odd.row, column.rows, name, std::string("a day without time or zone was expected"), "chỉ nhận ngày, không nhận giờ hay múi giờ", odd.what, "midnight without a zone");
            out[odd.row] = stand_in;
        }
        return out;
    }
    std::vector<std::int32_t> out(column.rows, myhao::no_day);
    std::string_view last;
    std::int32_t last_day = myhao::no_day;
    const auto parsed = [&](std::string_view text, std::size_t row) {
        if (text == last && last_day != myhao::no_day) return last_day;
        try {
            last_day = myhao::Date::parse(text).days();
            last = text;
            return last_day;
        } catch (const myhao::InvalidDate& fault) {
            const myhao::Finding& f = fault.problems()[0];
            const bool long_text = text.size() > 60;
            faults.at(row, column.rows, name, f.text.en, "không phải là ngày", long_text ? "a long text" : f.observed, f.required);
            return stand_in;
        }
    };
    for (std::size_t row = 0; row < column.rows; ++row) {
        if (column.shape == Shape::text) {
            if (column.is_null(row)) continue;
            const auto i = column.dictionary ? static_cast<std::size_t>(column.codes[row]) : row;
            out[row] = parsed(std::string_view(column.bytes).substr(static_cast<std::size_t>(column.offsets[i]), static_cast<std::size_t>(column.offsets[i + 1] - column.offsets[i])), row);
            continue;
        }
        if (detail::is_missing(column, row)) continue;
        if (column.shape != Shape::object) {
            faults.at(row, column.rows, name, "not a date", "không phải là ngày", detail::shown(column, row), "YYYY-MM-DD");
            out[row] = stand_in;
            continue;
        }
        PyObject* const value = PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row));
        Py_ssize_t size = 0;
        if (const char* bytes = PyUnicode_Check(value) ? PyUnicode_AsUTF8AndSize(value, &size) : nullptr; bytes != nullptr) {
            out[row] = parsed({bytes, static_cast<std::size_t>(size)}, row);
            continue;
        }
        PyErr_Clear();
        if (datetime_ready() && PyDate_Check(value) && !PyDateTime_Check(value) && PyDateTime_GET_YEAR(value) >= 1400)
            out[row] = myhao::Date(PyDateTime_GET_YEAR(value), PyDateTime_GET_MONTH(value), PyDateTime_GET_DAY(value)).days();
        else
            out[row] = detail::day_of_object(value, row, column.rows, name, faults, stand_in);
    }
    return out;
}

}  // namespace myhao_python
