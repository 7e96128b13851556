// SPDX-License-Identifier: Apache-2.0
// One column of a table as it came from Python: Arrow buffers, a NumPy array, or a list of objects, decoded to one of a few shapes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include "arrow.hpp"
#include "casters.hpp"

namespace myhao_python {

/// Values are copied; only objects are held. `absent` is a column that the table does not have.
struct Column {
    enum class Shape { absent, null, text, whole, real, flag, day, object };

    Shape shape = Shape::absent;
    std::size_t rows = 0;
    std::vector<std::uint8_t> valid;  // a zero is null; empty: none is, or the codes say it
    std::string bytes;                // text: `bytes` cut at `offsets`; with `dictionary`, `codes` into them, negative is null
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> codes;
    bool dictionary = false;
    std::vector<std::int64_t> whole;
    std::vector<double> real;
    std::vector<std::uint8_t> flag;
    std::vector<std::int32_t> day;  // since 1970
    py::list objects;
    struct Odd {
        std::size_t row;
        const char* what;
    };
    std::vector<Odd> odd;  // values that the shape cannot hold: a time of day, a zone, a number beyond 64 bits

    [[nodiscard]] bool is_null(std::size_t row) const noexcept {
        if (shape == Shape::null) return true;
        return dictionary ? codes[row] < 0 : !valid.empty() && valid[row] == 0;
    }
    void set_null(std::size_t row) {
        if (valid.empty()) valid.assign(rows, 1);
        valid[row] = 0;
    }
};

namespace detail {

inline constexpr const char* beyond = "a whole number beyond 64 bits";
inline constexpr const char* has_time = "a time of day";
inline constexpr const char* has_zone = "a time zone";

[[noreturn]] inline void refuse(const std::string& where, const std::string& what) { throw py::type_error(where + ": " + what); }

/// Marks the nulls of `n` rows that were appended last.
inline void append_nulls(Column& column, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    const auto* bits = array.n_buffers > 0 && array.null_count != 0 ? static_cast<const std::uint8_t*>(array.buffers[0]) : nullptr;
    if (bits == nullptr) {
        if (!column.valid.empty()) column.valid.resize(column.rows + n, 1);
        return;
    }
    column.valid.resize(column.rows, 1);
    for (std::size_t i = 0; i < n; ++i) {
        const auto at = static_cast<std::size_t>(array.offset) + i;
        column.valid.push_back(bits[at / 8] >> (at % 8) & 1);
    }
}

template <class Offset>
void append_texts(Column& column, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    if (n == 0) return;
    const auto* offsets = static_cast<const Offset*>(array.buffers[1]) + array.offset;
    const auto* bytes = static_cast<const char*>(array.buffers[2]);
    const auto from = static_cast<std::int64_t>(offsets[0]), shift = static_cast<std::int64_t>(column.bytes.size()) - from;
    if (bytes != nullptr) column.bytes.append(bytes + from, static_cast<std::size_t>(static_cast<std::int64_t>(offsets[n]) - from));
    const std::size_t old = column.offsets.size();
    column.offsets.resize(old + n);
    for (std::size_t i = 0; i < n; ++i) column.offsets[old + i] = static_cast<std::int64_t>(offsets[i + 1]) + shift;
}

/// Views: 16 bytes each, of a text of up to 12 bytes or of its place in a data buffer.
inline void append_views(Column& column, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    const auto* views = static_cast<const char*>(array.buffers[1]) + 16 * array.offset;
    column.offsets.reserve(column.offsets.size() + n);
    for (std::size_t i = 0; i < n; ++i) {
        const char* const view = views + 16 * i;
        std::int32_t size = 0, buffer = 0, offset = 0;
        std::memcpy(&size, view, 4);
        const bool null = !column.valid.empty() && column.valid[column.rows + i] == 0;
        if (!null && size <= 12) {
            column.bytes.append(view + 4, static_cast<std::size_t>(size));
        } else if (!null) {
            std::memcpy(&buffer, view + 8, 4), std::memcpy(&offset, view + 12, 4);
            column.bytes.append(static_cast<const char*>(array.buffers[2 + buffer]) + offset, static_cast<std::size_t>(size));
        }
        column.offsets.push_back(static_cast<std::int64_t>(column.bytes.size()));
    }
}

template <class Number>
void append_whole(Column& column, const ArrowArray& array) {
    const auto* values = static_cast<const Number*>(array.buffers[1]) + array.offset;
    for (std::size_t i = 0; i < static_cast<std::size_t>(array.length); ++i) {
        if (sizeof(Number) == 8 && Number(-1) > 0 && values[i] > Number(INT64_MAX)) column.odd.push_back({column.rows + i, beyond});
        column.whole.push_back(static_cast<std::int64_t>(values[i]));
    }
}

template <class Number>
void append_real(Column& column, const ArrowArray& array) {
    const auto* values = static_cast<const Number*>(array.buffers[1]) + array.offset;
    for (std::size_t i = 0; i < static_cast<std::size_t>(array.length); ++i) column.real.push_back(static_cast<double>(values[i]));
}

inline void append_day(Column& column, std::int64_t value, std::int64_t per_day, bool zone) {
    std::int64_t day = value / per_day;
    if (value % per_day < 0) --day;
    const std::size_t row = column.day.size();
    if (zone) column.odd.push_back({row, has_zone});
    else if (day * per_day != value) column.odd.push_back({row, has_time});
    const bool fits = day > INT32_MIN / 2 && day < INT32_MAX / 2;
    column.day.push_back(fits ? static_cast<std::int32_t>(day) : INT32_MAX / 2);
}

inline std::int64_t ticks_per_day(char unit) {
    const std::int64_t seconds = 86'400;
    return unit == 's' ? seconds : unit == 'm' ? seconds * 1'000 : unit == 'u' ? seconds * 1'000'000 : seconds * 1'000'000'000;
}

inline void append_days(Column& column, std::string_view format, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    const auto null = [&](std::size_t i) { return !column.valid.empty() && column.valid[column.rows + i] == 0; };
    if (format == "tdD") {
        const auto* values = static_cast<const std::int32_t*>(array.buffers[1]) + array.offset;
        for (std::size_t i = 0; i < n; ++i) append_day(column, null(i) ? 0 : values[i], 1, false);
        return;
    }
    const std::int64_t per_day = format == "tdm" ? 86'400'000 : ticks_per_day(format[2]);
    const bool zone = format.size() > 4 && format[3] == ':';
    const auto* values = static_cast<const std::int64_t*>(array.buffers[1]) + array.offset;
    for (std::size_t i = 0; i < n; ++i) append_day(column, null(i) ? 0 : values[i], per_day, zone && !null(i));
}

inline void append_arrow(Column& column, const ArrowSchema& schema, const ArrowArray& array, const std::string& where);

/// Codes into a dictionary: texts keep it, other values are written out.
inline void append_coded(Column& column, const ArrowSchema& schema, const ArrowArray& array, const std::string& where) {
    if (array.dictionary == nullptr) refuse(where, "a dictionary without values");
    Column codes, values;
    ArrowSchema plain = schema;
    plain.dictionary = nullptr;
    append_arrow(codes, plain, array, where);
    append_arrow(values, *schema.dictionary, *array.dictionary, where);
    if (codes.shape != Column::Shape::whole) refuse(where, "a dictionary whose codes are not whole numbers");
    const auto n = static_cast<std::size_t>(array.length);
    for (std::size_t i = 0; i < n; ++i) {
        if (codes.is_null(i)) continue;
        if (codes.whole[i] < 0 || static_cast<std::size_t>(codes.whole[i]) >= values.rows) refuse(where, "a code outside its dictionary");
    }
    if (values.shape == Column::Shape::text || values.shape == Column::Shape::null) {
        column.shape = Column::Shape::text, column.dictionary = true;
        const auto base = static_cast<std::int32_t>(column.offsets.size() - 1);
        const auto shift = static_cast<std::int64_t>(column.bytes.size());
        column.bytes += values.bytes;
        for (std::size_t i = 1; i < values.offsets.size(); ++i) column.offsets.push_back(values.offsets[i] + shift);
        for (std::size_t i = 0; i < n; ++i) {
            const bool null = codes.is_null(i) || values.is_null(static_cast<std::size_t>(codes.whole[i]));
            column.codes.push_back(null ? -1 : base + static_cast<std::int32_t>(codes.whole[i]));
        }
    } else if (values.shape == Column::Shape::whole) {
        column.shape = Column::Shape::whole;
        column.valid.resize(column.rows, 1);
        for (std::size_t i = 0; i < n; ++i) {
            const bool null = codes.is_null(i) || values.is_null(static_cast<std::size_t>(codes.whole[i]));
            column.whole.push_back(null ? 0 : values.whole[static_cast<std::size_t>(codes.whole[i])]);
            column.valid.push_back(!null);
        }
    } else {
        refuse(where, "a dictionary of texts or whole numbers was expected");
    }
    column.rows += n;
}

inline void append_arrow(Column& column, const ArrowSchema& schema, const ArrowArray& array, const std::string& where) {
    using Shape = Column::Shape;
    if (schema.dictionary != nullptr) return append_coded(column, schema, array, where);
    const std::string_view format = schema.format;
    const auto n = static_cast<std::size_t>(array.length);
    if (format == "n") {
        column.shape = Shape::null;
        column.rows += n;
        return;
    }
    append_nulls(column, array);
    const auto as = [&](Shape shape) { column.shape = shape; };
    if (format == "u") as(Shape::text), append_texts<std::int32_t>(column, array);
    else if (format == "U") as(Shape::text), append_texts<std::int64_t>(column, array);
    else if (format == "vu") as(Shape::text), append_views(column, array);
    else if (format == "c") as(Shape::whole), append_whole<std::int8_t>(column, array);
    else if (format == "C") as(Shape::whole), append_whole<std::uint8_t>(column, array);
    else if (format == "s") as(Shape::whole), append_whole<std::int16_t>(column, array);
    else if (format == "S") as(Shape::whole), append_whole<std::uint16_t>(column, array);
    else if (format == "i") as(Shape::whole), append_whole<std::int32_t>(column, array);
    else if (format == "I") as(Shape::whole), append_whole<std::uint32_t>(column, array);
    else if (format == "l") as(Shape::whole), append_whole<std::int64_t>(column, array);
    else if (format == "L") as(Shape::whole), append_whole<std::uint64_t>(column, array);
    else if (format == "f") as(Shape::real), append_real<float>(column, array);
    else if (format == "g") as(Shape::real), append_real<double>(column, array);
    else if (format.starts_with("td") || format.starts_with("ts")) as(Shape::day), append_days(column, format, array);
    else if (format == "b") {
        as(Shape::flag);
        const auto* bits = static_cast<const std::uint8_t*>(array.buffers[1]);
        for (std::size_t i = 0; i < n; ++i) {
            const auto at = static_cast<std::size_t>(array.offset) + i;
            column.flag.push_back(bits[at / 8] >> (at % 8) & 1);
        }
    } else {
        refuse(where, "columns of Arrow type '" + std::string(format) + "' are not read; expected texts, whole numbers, days or truth values");
    }
    column.rows += n;
}

inline Column from_stream(py::handle source, const std::string& where) {
    const py::object capsule = source.attr("__arrow_c_stream__")();
    auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
    if (stream == nullptr) throw py::error_already_set();
    const auto failed = [&] {
        const char* why = stream->get_last_error(stream);
        refuse(where, why != nullptr ? why : "its Arrow stream cannot be read");
    };
    Released<ArrowSchema> schema;
    if (stream->get_schema(stream, &schema) != 0) failed();
    Column column;
    for (;;) {
        Released<ArrowArray> array;
        if (stream->get_next(stream, &array) != 0) failed();
        if (array->release == nullptr) break;
        if (array->length > 0) append_arrow(column, *schema, *array, where);
    }
    if (column.shape == Column::Shape::absent) column.shape = Column::Shape::null;
    return column;
}

template <class Number, class To>
void copy_numbers(const py::array& array, std::vector<To>& out) {
    const auto values = py::array_t<Number, py::array::c_style | py::array::forcecast>(array);
    const Number* const data = values.data();
    out.resize(static_cast<std::size_t>(values.size()));
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<To>(data[i]);
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
    column.day.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool null = values[i] == std::numeric_limits<std::int64_t>::min();  // NaT
        append_day(column, null ? 0 : values[i], known->per_day, false);
        if (null) column.set_null(i);
    }
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
