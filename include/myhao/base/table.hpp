// SPDX-License-Identifier: Apache-2.0
// Columns as callers hold them: borrowed for the length of one call, copied once, never kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace myhao::inline v0 {

/// Texts one behind another: text i is the bytes from offsets[i] to offsets[i + 1]. One offset more than texts.
struct TextColumn {
    std::span<const std::int64_t> offsets;
    const char* bytes = nullptr;

    [[nodiscard]] std::size_t size() const noexcept { return offsets.empty() ? 0 : offsets.size() - 1; }
    [[nodiscard]] std::string_view operator[](std::size_t i) const { return {bytes + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i])}; }
};
/// Texts by number; a code outside the dictionary is null.
struct CodedColumn {
    std::span<const std::int32_t> codes;
    std::vector<std::string> dictionary;
};
struct FlagColumn {
    std::span<const std::uint8_t> flags;  // 0 or 1
};
struct DayColumn {
    std::span<const std::int32_t> days;  // since 1970-01-01
};

/// One named column. `valid`: 0 where the value is null; empty: none is.
struct Column {
    std::string name;
    std::variant<std::span<const std::int64_t>, std::span<const double>, FlagColumn, DayColumn, TextColumn, CodedColumn> values;
    std::span<const std::uint8_t> valid = {};

    [[nodiscard]] bool null(std::size_t i) const noexcept { return !valid.empty() && valid[i] == 0; }
    [[nodiscard]] std::size_t size() const {
        struct Size {
            std::size_t operator()(std::span<const std::int64_t> v) const { return v.size(); }
            std::size_t operator()(std::span<const double> v) const { return v.size(); }
            std::size_t operator()(const FlagColumn& v) const { return v.flags.size(); }
            std::size_t operator()(const DayColumn& v) const { return v.days.size(); }
            std::size_t operator()(const TextColumn& v) const { return v.size(); }
            std::size_t operator()(const CodedColumn& v) const { return v.codes.size(); }
        };
        return std::visit(Size{}, values);
    }
};

}  // namespace myhao::inline v0
