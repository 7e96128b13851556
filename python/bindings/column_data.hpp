// SPDX-License-Identifier: Apache-2.0
// One column of a table, decoded to one of a few shapes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

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

}  // namespace detail

}  // namespace myhao_python
