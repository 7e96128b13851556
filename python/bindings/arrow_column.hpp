// SPDX-License-Identifier: Apache-2.0
// A column out of Arrow buffers: copied in bulk, its bits and days without a branch or a division for each.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "arrow.hpp"
#include "column_data.hpp"

namespace myhao_python::detail {

/// Appends `n` bits, from bit `from` on, as bytes of 0 and 1.
inline void append_bits(std::vector<std::uint8_t>& out, const std::uint8_t* bits, std::size_t from, std::size_t n) {
    const std::size_t old = out.size();
    out.resize(old + n);
    std::uint8_t* const to = out.data() + old;
    std::size_t i = 0;
    if (std::endian::native == std::endian::little && from % 8 == 0)
        for (const std::uint8_t* byte = bits + from / 8; i + 8 <= n; i += 8, ++byte) {  // each byte of `word` keeps one bit, and becomes 1 where it is set
            std::uint64_t word = (*byte * std::uint64_t{0x0101010101010101}) & 0x8040201008040201u;
            word = (word + 0x7F7F7F7F7F7F7F7Fu) >> 7 & 0x0101010101010101u;
            std::memcpy(to + i, &word, 8);
        }
    for (; i < n; ++i) to[i] = bits[(from + i) / 8] >> ((from + i) % 8) & 1;
}

inline const std::uint8_t* validity(const ArrowArray& array) {
    return array.n_buffers > 0 && array.null_count != 0 ? static_cast<const std::uint8_t*>(array.buffers[0]) : nullptr;
}

/// The values of the array: of the type that its format says.
template <class Number>
const Number* values_of(const ArrowArray& array) {
    return static_cast<const Number*>(array.buffers[1]) + array.offset;
}

/// Marks the nulls of the rows of the array, which come next.
inline void append_nulls(Column& column, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    const std::uint8_t* const bits = validity(array);
    if (bits == nullptr) {
        if (!column.valid.empty()) column.valid.resize(column.rows + n, 1);
        return;
    }
    column.valid.resize(column.rows, 1);
    append_bits(column.valid, bits, static_cast<std::size_t>(array.offset), n);
}

template <class Offset>
void append_texts(Column& column, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    if (n == 0) return;
    const Offset* const offsets = values_of<Offset>(array);
    const auto* bytes = static_cast<const char*>(array.buffers[2]);
    const auto from = static_cast<std::int64_t>(offsets[0]), shift = static_cast<std::int64_t>(column.bytes.size()) - from;
    if (bytes != nullptr) column.bytes.append(bytes + from, static_cast<std::size_t>(static_cast<std::int64_t>(offsets[n]) - from));
    const std::size_t old = column.offsets.size();
    column.offsets.resize(old + n);
    for (std::size_t i = 0; i < n; ++i) column.offsets[old + i] = static_cast<std::int64_t>(offsets[i + 1]) + shift;
}

/// A short text without a call.
inline void copy_text(char* to, const char* from, std::size_t size) noexcept {
    if (size < 8 || size > 16) {
        if (size > 0) std::memcpy(to, from, size);
        return;
    }
    std::uint64_t head, tail;
    std::memcpy(&head, from, 8), std::memcpy(&tail, from + size - 8, 8);
    std::memcpy(to, &head, 8), std::memcpy(to + size - 8, &tail, 8);
}

/// Views: 16 bytes each, of a text of up to 12 bytes or of its place in a data buffer.
inline void append_views(Column& column, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    const char* const views = static_cast<const char*>(array.buffers[1]) + 16 * array.offset;
    const std::uint8_t* const valid = column.valid.empty() ? nullptr : column.valid.data() + column.rows;
    const auto old = static_cast<std::ptrdiff_t>(column.offsets.size());
    column.offsets.resize(column.offsets.size() + n);
    std::int64_t end = column.offsets[static_cast<std::size_t>(old) - 1];
    for (std::size_t i = 0; i < n; ++i) {
        std::int32_t size;
        std::memcpy(&size, views + 16 * i, 4);
        end += valid == nullptr || valid[i] != 0 ? size : 0;
        column.offsets[static_cast<std::size_t>(old) + i] = end;
    }
    column.bytes.resize(static_cast<std::size_t>(end));
    const std::int64_t* const begin = column.offsets.data() + (old - 1);
    for (std::size_t i = 0; i < n; ++i) {
        const char* text = views + 16 * i + 4;
        const auto size = static_cast<std::size_t>(begin[i + 1] - begin[i]);
        if (size > 12) {
            std::int32_t buffer, offset;
            std::memcpy(&buffer, text + 4, 4), std::memcpy(&offset, text + 8, 4);
            text = static_cast<const char*>(array.buffers[2 + buffer]) + offset;
        }
        copy_text(column.bytes.data() + begin[i], text, size);
    }
}

template <class Number>
void append_whole(Column& column, const ArrowArray& array) {
    const Number* const values = values_of<Number>(array);
    const auto n = static_cast<std::size_t>(array.length);
    if (sizeof(Number) == 8 && Number(-1) > 0)
        for (std::size_t i = 0; i < n; ++i)
            if (values[i] > Number(INT64_MAX)) column.odd.push_back({column.rows + i, beyond});
    if constexpr (std::is_same_v<Number, std::int64_t>) {
        column.whole.insert(column.whole.end(), values, values + n);
    } else {
        const std::size_t old = column.whole.size();
        column.whole.resize(old + n);
        for (std::size_t i = 0; i < n; ++i) column.whole[old + i] = static_cast<std::int64_t>(values[i]);
    }
}

template <class Number>
void append_real(Column& column, const ArrowArray& array) {
    const Number* const values = values_of<Number>(array);
    column.real.insert(column.real.end(), values, values + array.length);
}

/// `f` with the values as their format says: c C s S i I l L.
template <class F>
void with_indices(std::string_view format, const ArrowArray& array, const F& f) {
    if (format == "c") f(values_of<std::int8_t>(array));
    else if (format == "C") f(values_of<std::uint8_t>(array));
    else if (format == "s") f(values_of<std::int16_t>(array));
    else if (format == "S") f(values_of<std::uint16_t>(array));
    else if (format == "i") f(values_of<std::int32_t>(array));
    else if (format == "I") f(values_of<std::uint32_t>(array));
    else if (format == "l") f(values_of<std::int64_t>(array));
    else if (format == "L") f(values_of<std::uint64_t>(array));
}

/// Ticks as days; those of a time of day are odd. `per_day` is a constant where it is known, as a division by one costs next to nothing.
template <class Number, class PerDay>
void append_ticks(Column& column, const Number* values, std::size_t n, PerDay per_day, bool zone) {
    constexpr std::int64_t most = INT32_MAX / 2;
    const std::size_t old = column.day.size();
    column.day.resize(old + n);
    std::int32_t* const to = column.day.data() + old;
    bool some_odd = zone;
    for (std::size_t i = 0; i < n; ++i) {
        const auto value = static_cast<std::int64_t>(values[i]);
        const std::int64_t down = value / per_day, day = down - static_cast<std::int64_t>(value < down * per_day);
        some_odd |= day * per_day != value;
        to[i] = static_cast<std::int32_t>(-most < day && day < most ? day : most);
    }
    for (std::size_t i = 0; some_odd && i < n; ++i) {
        if (!column.valid.empty() && column.valid[old + i] == 0) continue;
        const bool has_rest = static_cast<std::int64_t>(values[i]) % per_day != 0;
        if (zone || has_rest) column.odd.push_back({old + i, zone ? has_zone : has_time});
    }
}
template <class Number>
void append_ticks_of(Column& column, const Number* values, std::size_t n, std::int64_t per_day, bool zone = false) {
    const auto as = [&](auto constant) { append_ticks(column, values, n, constant, zone); };
    if (per_day == 1) as(std::integral_constant<std::int64_t, 1>());
    else if (per_day == 86'400) as(std::integral_constant<std::int64_t, 86'400>());
    else if (per_day == 86'400'000) as(std::integral_constant<std::int64_t, 86'400'000>());
    else if (per_day == 86'400'000'000) as(std::integral_constant<std::int64_t, 86'400'000'000>());
    else if (per_day == 86'400'000'000'000) as(std::integral_constant<std::int64_t, 86'400'000'000'000>());
    else as(per_day);
}

inline std::int64_t ticks_per_day(char unit) {
    const std::int64_t seconds = 86'400;
    return unit == 's' ? seconds : unit == 'm' ? seconds * 1'000 : unit == 'u' ? seconds * 1'000'000 : seconds * 1'000'000'000;
}

inline void append_days(Column& column, std::string_view format, const ArrowArray& array) {
    const auto n = static_cast<std::size_t>(array.length);
    if (format == "tdD") {
        constexpr std::int32_t most = INT32_MAX / 2;
        const std::int32_t* const values = values_of<std::int32_t>(array);
        const std::size_t old = column.day.size();
        column.day.resize(old + n);
        std::int32_t* const to = column.day.data() + old;
        for (std::size_t i = 0; i < n; ++i) to[i] = -most < values[i] && values[i] < most ? values[i] : most;
        return;
    }
    append_ticks_of(column, values_of<std::int64_t>(array), n, format == "tdm" ? 86'400'000 : ticks_per_day(format[2]), format.size() > 4 && format[3] == ':');
}

inline void append_arrow(Column& column, const ArrowSchema& schema, const ArrowArray& array, const std::string& where);

/// Codes into a dictionary: texts keep it, other values are written out.
inline void append_coded(Column& column, const ArrowSchema& schema, const ArrowArray& array, const std::string& where) {
    if (array.dictionary == nullptr) refuse(where, "a dictionary without values");
    Column values;
    append_arrow(values, *schema.dictionary, *array.dictionary, where);
    const auto n = static_cast<std::size_t>(array.length);
    std::vector<std::uint8_t> valid;
    if (const std::uint8_t* const bits = validity(array); bits != nullptr) append_bits(valid, bits, static_cast<std::size_t>(array.offset), n);
    const bool as_text = values.shape == Column::Shape::text || values.shape == Column::Shape::null;
    const auto base = static_cast<std::int32_t>(as_text ? column.offsets.size() - 1 : 0);
    std::vector<std::int32_t> of_wholes;
    std::vector<std::int32_t>& codes = as_text ? column.codes : of_wholes;
    const std::size_t old = codes.size();
    codes.resize(old + n);
    bool read = false, outside = false;
    std::int32_t* const to = codes.data() + old;
    with_indices(schema.format, array, [&](const auto* at) {
        read = true;
        std::uint64_t most = 0;  // a plain loop first; nulls are put in behind it
        for (std::size_t i = 0; i < n; ++i) {
            const auto place = static_cast<std::uint64_t>(at[i]);
            most |= valid.empty() || valid[i] != 0 ? place : 0;
            to[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(place));  // under a null there may be anything
        }
        for (std::size_t i = 0; most >= values.rows && i < n; ++i)
            outside |= (valid.empty() || valid[i] != 0) && static_cast<std::uint64_t>(at[i]) >= values.rows;
    });
    if (outside) refuse(where, "a code outside its dictionary");
    if (!read) refuse(where, "a dictionary whose codes are not whole numbers");
    for (std::size_t i = 0; i < valid.size(); ++i) to[i] = valid[i] != 0 ? to[i] : -1;
    if (values.shape == Column::Shape::null || !values.valid.empty())
        for (std::size_t i = 0; i < n; ++i)
            if (to[i] >= 0 && values.is_null(static_cast<std::size_t>(to[i] - base))) to[i] = -1;
    if (as_text) {
        column.shape = Column::Shape::text, column.dictionary = true;
        const auto shift = static_cast<std::int64_t>(column.bytes.size());
        column.bytes += values.bytes;
        for (std::size_t i = 1; i < values.offsets.size(); ++i) column.offsets.push_back(values.offsets[i] + shift);
    } else if (values.shape == Column::Shape::whole) {
        column.shape = Column::Shape::whole;
        column.valid.resize(column.rows, 1);
        for (std::size_t i = 0; i < n; ++i) {
            column.whole.push_back(codes[i] < 0 ? 0 : values.whole[static_cast<std::size_t>(codes[i])]);
            column.valid.push_back(codes[i] >= 0);
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
        append_bits(column.flag, static_cast<const std::uint8_t*>(array.buffers[1]), static_cast<std::size_t>(array.offset), n);
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

}  // namespace myhao_python::detail
