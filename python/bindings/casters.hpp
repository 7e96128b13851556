// SPDX-License-Identifier: Apache-2.0
// Days, exact ratios, labels and ids between C++ and Python: datetime.date, fractions.Fraction, myhao.Label, text or int.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <datetime.h>

#include <myhao/base/ids.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/time/date.hpp>

namespace myhao_python {

namespace py = pybind11;

/// Each translation unit has a datetime API of its own, and so must have this function.
[[maybe_unused]] static bool datetime_ready() {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    return PyDateTimeAPI != nullptr;
}

inline py::object date_object(myhao::Date day) {
    if (!datetime_ready()) throw py::error_already_set();
    const auto made = PyDate_FromDate(day.year(), day.month(), day.day());
    if (made == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(made);
}

inline py::object fraction_object(const myhao::Ratio& ratio) {
    return py::module_::import("fractions").attr("Fraction")(ratio.numerator(), ratio.denominator());
}

/// The name of a value's type, for messages.
inline std::string type_name(py::handle value) { return Py_TYPE(value.ptr())->tp_name; }

/// UTF-8 of a text. Half of a surrogate pair is written as a question mark, or where `halves` as bytes that are not UTF-8, for a check to find.
inline std::string text_of(py::handle text, bool halves = false) {
    Py_ssize_t size = 0;
    if (const char* bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size); bytes != nullptr) return {bytes, static_cast<std::size_t>(size)};
    PyErr_Clear();
    const auto bytes = py::reinterpret_steal<py::object>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", halves ? "surrogatepass" : "replace"));
    if (!bytes) throw py::error_already_set();
    return {PyBytes_AS_STRING(bytes.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr()))};
}

inline bool is_numpy_bool(py::handle value) {
    const std::string name = type_name(value);
    return name == "numpy.bool" || name == "numpy.bool_";
}

/// The whole number that a Python or NumPy integer is; `fits` is false beyond 64 bits. Nothing for other types; a truth value is none.
inline std::optional<std::int64_t> whole_of(py::handle value, bool& fits) {
    fits = true;
    if (PyBool_Check(value.ptr()) || !PyIndex_Check(value.ptr()) || is_numpy_bool(value)) return std::nullopt;
    const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
    if (!number) {
        PyErr_Clear();
        return std::nullopt;
    }
    int overflow = 0;
    const long long out = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
    if (overflow != 0) fits = false;
    return out;
}

/// The number of a Python or NumPy float of any width; nothing for other types.
inline std::optional<double> float_of(py::handle value) {
    if (PyFloat_Check(value.ptr())) return PyFloat_AS_DOUBLE(value.ptr());
    if (!type_name(value).starts_with("numpy.float") && !type_name(value).starts_with("numpy.longdouble")) return std::nullopt;
    const double number = PyFloat_AsDouble(value.ptr());
    if (number == -1.0 && PyErr_Occurred() != nullptr) {
        PyErr_Clear();
        return std::nullopt;
    }
    return number;
}

/// The id that a value is: a text, an integer, or a float that is a whole number. A TypeError that names the argument for others.
inline myhao::Id id_of(py::handle value, const char* argument = "id") {
    if (PyUnicode_Check(value.ptr())) return myhao::Id(text_of(value));
    bool fits = true;
    if (const auto number = whole_of(value, fits)) return fits ? myhao::Id(*number) : myhao::Id(std::string(py::str(value)));
    if (const auto number = float_of(value); number && *number >= -9.2e18 && *number <= 9.2e18 && static_cast<double>(static_cast<std::int64_t>(*number)) == *number)
        return myhao::Id(static_cast<std::int64_t>(*number));
    throw py::type_error(std::string(argument) + ": expected a text or a whole number, not " + type_name(value));
}

inline py::object id_object(const myhao::Id& id) {
    if (id.is_text()) return py::str(id.text());
    return py::int_(id.number());
}

}  // namespace myhao_python

namespace pybind11::detail {

/// datetime.date, exactly: the face turns other ways of writing a day into it.
template <>
struct type_caster<myhao::Date> {
    PYBIND11_TYPE_CASTER(myhao::Date, const_name("datetime.date"));
    bool load(handle source, bool) {
        if (!myhao_python::datetime_ready() || PyDate_Check(source.ptr()) == 0 || PyDateTime_Check(source.ptr()) != 0) return false;
        value = myhao::Date(PyDateTime_GET_YEAR(source.ptr()), PyDateTime_GET_MONTH(source.ptr()), PyDateTime_GET_DAY(source.ptr()));
        return true;
    }
    static handle cast(myhao::Date day, return_value_policy, handle) { return myhao_python::date_object(day).release(); }
};

/// fractions.Fraction or int in, Fraction out. A float is refused.
template <>
struct type_caster<myhao::Ratio> {
    PYBIND11_TYPE_CASTER(myhao::Ratio, const_name("fractions.Fraction"));
    bool load(handle source, bool) {
        if (PyFloat_Check(source.ptr()) || PyBool_Check(source.ptr()) || !hasattr(source, "numerator") || !hasattr(source, "denominator")) return false;
        bool fits = true, also = true;
        const auto over = myhao_python::whole_of(source.attr("numerator"), fits), under = myhao_python::whole_of(source.attr("denominator"), also);
        if (!over || !under || !fits || !also) return false;
        value = myhao::Ratio(*over, *under);
        return true;
    }
    static handle cast(const myhao::Ratio& ratio, return_value_policy, handle) { return myhao_python::fraction_object(ratio).release(); }
};

/// A pair (vi, en) in, myhao.Label out.
template <>
struct type_caster<myhao::Label> {
    PYBIND11_TYPE_CASTER(myhao::Label, const_name("myhao.Label"));
    bool load(handle source, bool) {
        if (PyTuple_Check(source.ptr()) == 0 || PyTuple_GET_SIZE(source.ptr()) != 2) return false;
        const auto pair = reinterpret_borrow<tuple>(source);
        if (PyUnicode_Check(pair[0].ptr()) == 0 || PyUnicode_Check(pair[1].ptr()) == 0) return false;
        value = {myhao_python::text_of(pair[0]), myhao_python::text_of(pair[1])};
        return true;
    }
    static handle cast(const myhao::Label& label, return_value_policy, handle) {
        return module_::import("myhao.labels").attr("Label")(label.vi, label.en).release();
    }
};

template <>
struct type_caster<myhao::Id> {
    PYBIND11_TYPE_CASTER(myhao::Id, const_name("str | int"));
    bool load(handle source, bool) {
        value = myhao_python::id_of(source);
        return true;
    }
    static handle cast(const myhao::Id& id, return_value_policy, handle) { return myhao_python::id_object(id).release(); }
};

}  // namespace pybind11::detail
