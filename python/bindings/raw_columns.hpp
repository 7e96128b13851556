// SPDX-License-Identifier: Apache-2.0
// Long columns where they lie: pieces of NumPy arrays and Arrow streams, read in place. What is neither is decoded and copied (column.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "column.hpp"

namespace myhao_python {

/// One run of values of one type. `type`: the letter of Arrow for whole numbers (c C s S i I l L), u U texts, v views, d days in 32 bits,
/// t ticks since 1970 of which `per_day` are a day, D codes of type `codes` into `dictionary`.
struct RawPiece {
    char type = 'c', codes = 'c';
    std::size_t size = 0;
    const void* data = nullptr;           // values, offsets, views or codes: the first one of this piece
    const char* bytes = nullptr;          // of texts
    const void* const* buffers = nullptr;  // of views
    const std::uint8_t* bits = nullptr;   // a zero is null
    std::size_t first_bit = 0;
    std::int64_t per_day = 1;
    const ArrowArray* array = nullptr;    // of a dictionary
    const ArrowSchema* schema = nullptr;
    bool minus_is_null = false;           // NumPy and pandas: a code below 0, or NaT

    [[nodiscard]] bool is_null(std::size_t i) const noexcept { return bits != nullptr && (bits[(first_bit + i) / 8] >> ((first_bit + i) % 8) & 1) == 0; }
};

class RawColumn {
public:
    /// No pieces and not `read` where the source must be decoded.
    RawColumn(py::handle source, const std::string& where) {
        if (py::isinstance<py::array>(source)) from_array(py::reinterpret_borrow<py::array>(source), where);
        else if (!source.is_none() && !py::isinstance<py::list>(source) && !py::isinstance<py::tuple>(source)) from_stream(source, where);
    }

    [[nodiscard]] bool read() const noexcept { return read_; }
    [[nodiscard]] const std::vector<RawPiece>& pieces() const noexcept { return pieces_; }
    [[nodiscard]] std::size_t size() const noexcept {
        std::size_t n = 0;
        for (const RawPiece& piece : pieces_) n += piece.size;
        return n;
    }

private:
    void from_array(py::array array, const std::string& where) {
        if (array.ndim() != 1) detail::refuse(where, "expected a column, not an array of " + std::to_string(array.ndim()) + " dimensions");
        RawPiece piece;
        const char kind = array.dtype().kind();
        if (kind == 'M') {
            const auto parts = py::module_::import("numpy").attr("datetime_data")(array.dtype()).cast<py::tuple>();
            const auto unit = parts[0].cast<std::string>();
            if (parts[1].cast<int>() != 1 || (unit != "D" && unit != "s" && unit != "ms" && unit != "us" && unit != "ns")) return;
            piece.type = 't', piece.minus_is_null = true;
            piece.per_day = unit == "D" ? 1 : detail::ticks_per_day(unit == "s" ? 's' : unit[0]);
        } else if (kind == 'i' || kind == 'u') {
            const char* const letters = kind == 'i' ? "cs\0i\0\0\0l" : "CS\0I\0\0\0L";
            piece.type = letters[array.itemsize() - 1];
        } else {
            return;
        }
        if (!array.dtype().attr("isnative").cast<bool>()) return;
        array = py::module_::import("numpy").attr("ascontiguousarray")(array);
        piece.size = static_cast<std::size_t>(array.size()), piece.data = array.data();
        keep_ = array, read_ = true;
        pieces_.push_back(piece);
    }

    void from_stream(py::handle source, const std::string& where) {
        if (!py::hasattr(source, "__arrow_c_stream__")) return;
        const py::object capsule = source.attr("__arrow_c_stream__")();
        auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
        if (stream == nullptr) throw py::error_already_set();
        const auto failed = [&] {
            const char* why = stream->get_last_error(stream);
            detail::refuse(where, why != nullptr ? why : "its Arrow stream cannot be read");
        };
        schema_ = std::make_unique<Released<ArrowSchema>>();
        if (stream->get_schema(stream, &*schema_) != 0) failed();
        read_ = true;
        for (;;) {
            auto array = std::make_unique<Released<ArrowArray>>();
            if (stream->get_next(stream, &*array) != 0) failed();
            if ((*array)->release == nullptr) break;
            if ((*array)->length > 0 && !add(**schema_, **array)) read_ = false;
            arrays_.push_back(std::move(array));
        }
        if (!read_) pieces_.clear();
    }
    /// The size of one value of a type of whole numbers, 0 for other types.
    static std::size_t width(std::string_view format) noexcept {
        if (format == "c" || format == "C") return 1;
        if (format == "s" || format == "S") return 2;
        return format == "i" || format == "I" ? 4 : format == "l" || format == "L" ? 8 : 0;
    }
    bool add(const ArrowSchema& schema, const ArrowArray& array) {
        const std::string_view format = schema.format;
        RawPiece piece;
        piece.size = static_cast<std::size_t>(array.length);
        const auto offset = static_cast<std::size_t>(array.offset);
        if (array.null_count != 0 && array.n_buffers > 0) piece.bits = static_cast<const std::uint8_t*>(array.buffers[0]), piece.first_bit = offset;
        const auto at = [&](std::size_t bytes) { piece.data = static_cast<const char*>(array.buffers[1]) + offset * bytes; };
        if (const std::size_t bytes = width(format); bytes > 0) {
            piece.type = format[0], at(bytes);
            if (schema.dictionary != nullptr) {
                if (array.dictionary == nullptr) return false;
                piece.codes = format[0], piece.type = 'D', piece.array = array.dictionary, piece.schema = schema.dictionary;
            }
        } else if (schema.dictionary != nullptr) {
            return false;
        } else if (format == "u" || format == "U") {
            piece.type = format[0], at(format == "u" ? 4 : 8), piece.bytes = static_cast<const char*>(array.buffers[2]);
        } else if (format == "vu") {
            piece.type = 'v', at(16), piece.buffers = array.buffers + 2;
        } else if (format == "tdD") {
            piece.type = 'd', at(4);
        } else if (format.starts_with("ts") && format.size() <= 4) {
            piece.type = 't', at(8), piece.per_day = detail::ticks_per_day(format[2]);
        } else {
            return false;
        }
        pieces_.push_back(piece);
        return true;
    }

    bool read_ = false;
    py::object keep_;
    std::unique_ptr<Released<ArrowSchema>> schema_;
    std::vector<std::unique_ptr<Released<ArrowArray>>> arrays_;
    std::vector<RawPiece> pieces_;
};

/// `f` of a pointer to the whole numbers of a piece.
template <class F>
void with_whole(char type, const void* data, F&& f) {
    switch (type) {
    case 'c': return f(static_cast<const std::int8_t*>(data));
    case 'C': return f(static_cast<const std::uint8_t*>(data));
    case 's': return f(static_cast<const std::int16_t*>(data));
    case 'S': return f(static_cast<const std::uint16_t*>(data));
    case 'i': return f(static_cast<const std::int32_t*>(data));
    case 'I': return f(static_cast<const std::uint32_t*>(data));
    case 'l': return f(static_cast<const std::int64_t*>(data));
    default: return f(static_cast<const std::uint64_t*>(data));
    }
}
[[nodiscard]] inline bool is_whole_type(char type) noexcept { return std::string_view("cCsSiIlL").find(type) != std::string_view::npos; }

/// Texts cut at offsets.
template <class Offset>
struct RawTexts {
    const Offset* offsets;
    const char* bytes;

    [[nodiscard]] std::size_t size(std::size_t i) const noexcept { return static_cast<std::size_t>(offsets[i + 1] - offsets[i]); }
    [[nodiscard]] const char* begin(std::size_t i) const noexcept { return bytes + offsets[i]; }
    [[nodiscard]] std::string_view operator()(std::size_t i) const noexcept { return {begin(i), size(i)}; }
};
/// Views of 16 bytes: the size, and the text itself where it has up to 12 bytes, or its place in a buffer.
struct RawViews {
    const char* views;
    const void* const* buffers;

    [[nodiscard]] std::size_t size(std::size_t i) const noexcept {
        std::uint32_t n = 0;
        std::memcpy(&n, views + 16 * i, 4);
        return n;
    }
    [[nodiscard]] const char* begin(std::size_t i) const noexcept {
        if (size(i) <= 12) return views + 16 * i + 4;
        std::uint32_t place[2];
        std::memcpy(place, views + 16 * i + 8, 8);
        return static_cast<const char*>(buffers[place[0]]) + place[1];
    }
    [[nodiscard]] std::string_view operator()(std::size_t i) const noexcept { return {begin(i), size(i)}; }
};
/// A decoded column of texts.
struct DecodedTexts {
    myhao::TextColumn column;

    [[nodiscard]] std::string_view operator()(std::size_t i) const noexcept { return column[i]; }
    [[nodiscard]] std::size_t size(std::size_t i) const noexcept { return column[i].size(); }
    [[nodiscard]] const char* begin(std::size_t i) const noexcept { return column[i].data(); }
};

/// `f` of an accessor of the texts of a piece.
template <class F>
void with_texts(const RawPiece& piece, F&& f) {
    if (piece.type == 'u') return f(RawTexts<std::int32_t>{static_cast<const std::int32_t*>(piece.data), piece.bytes});
    if (piece.type == 'U') return f(RawTexts<std::int64_t>{static_cast<const std::int64_t*>(piece.data), piece.bytes});
    f(RawViews{static_cast<const char*>(piece.data), piece.buffers});
}

/// `f` of a function from a place of the piece to days since 1970; the division is by a constant.
template <class F>
void with_days(const RawPiece& piece, F&& f) {
    if (piece.type == 'd') return f([p = static_cast<const std::int32_t*>(piece.data)](std::size_t i) { return std::int64_t{p[i]}; });
    const auto* const p = static_cast<const std::int64_t*>(piece.data);
    const auto floor = [](std::int64_t value, std::int64_t per) { return value / per - (value % per < 0 ? 1 : 0); };
    switch (piece.per_day) {
    case 1: return f([p](std::size_t i) { return p[i]; });
    case 86'400: return f([p, floor](std::size_t i) { return floor(p[i], 86'400); });
    case 86'400'000: return f([p, floor](std::size_t i) { return floor(p[i], 86'400'000); });
    case 86'400'000'000: return f([p, floor](std::size_t i) { return floor(p[i], 86'400'000'000); });
    default: return f([p, floor](std::size_t i) { return floor(p[i], 86'400'000'000'000); });
    }
}

}  // namespace myhao_python
