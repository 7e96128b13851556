// SPDX-License-Identifier: Apache-2.0
// Columns of few different texts as numbers: kinds, forms, systems; and the names in the pool.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/history_rows.hpp>

namespace myhao::inline v0::detail {

/// Small columns of few different texts: each text is kept once. The first word is "absent".
class Words {
public:
    explicit Words(HistoryData& data) : data_(data) { data_.words.assign(1, TextRef{}); }

    [[nodiscard]] std::vector<std::uint32_t> of(const TextColumn& column) {
        std::vector<std::uint32_t> codes(column.size(), 0);
        std::vector<std::uint32_t> map(column.codes.empty() ? 0 : column.texts(), none);
        std::string_view last;
        std::uint32_t last_word = none;
        for (std::size_t r = 0; r < codes.size(); ++r) {
            if (column.is_null(r)) continue;
            if (!map.empty()) {
                std::uint32_t& word = map[static_cast<std::size_t>(column.codes[r])];
                if (word == none) word = number(column[r]);
                codes[r] = word;
            } else {
                const std::string_view text = column[r];
                if (last_word == none || text != last) last = text, last_word = number(text);
                codes[r] = last_word;
            }
        }
        return codes;
    }

private:
    [[nodiscard]] std::uint32_t number(std::string_view text) {
        const std::uint32_t found = table_.add(TextKey(text), ListedTexts{[&](std::uint32_t n) { return data_.text(data_.words[n + 1]); }}) + 1;
        if (found == data_.words.size()) {
            data_.words.push_back({static_cast<std::uint32_t>(data_.pool.size()), static_cast<std::uint32_t>(text.size())});
            data_.pool.append(text);
        }
        return found;
    }

    HistoryData& data_;
    IdTable table_;
};

/// The kind of each row as a number over the series; 0xFFFF where it is not known, with a problem.
inline constexpr std::uint16_t no_kind = 0xFFFF;
[[nodiscard]] inline std::vector<std::uint16_t> number_kinds(Making& m) {
    HistoryData& data = m.data;
    const TextColumn& column = m.in.kind;
    data.kinds = data.schemes.kinds();
    const bool free = data.schemes.has_free();
    const auto number = [&](std::string_view kind) -> std::uint16_t {
        for (std::size_t k = 0; k < data.kinds.size(); ++k)
            if (data.kinds[k] == kind) return static_cast<std::uint16_t>(k);
        if (!free || data.kinds.size() >= no_kind) return no_kind;
        data.kinds.emplace_back(kind);
        return static_cast<std::uint16_t>(data.kinds.size() - 1);
    };
    if (column.empty() && free) return std::vector<std::uint16_t>(m.rows, number("unit"));
    std::vector<std::uint16_t> kinds(m.rows, no_kind);
    std::vector<std::uint16_t> map;
    if (!column.codes.empty())
        for (std::size_t i = 0; i < column.texts(); ++i) map.push_back(free ? no_kind : number(column.text(i)));
    if (!map.empty() && !free) {  // mostly all are known
        bool unknown = false;
        for (std::size_t r = 0; r < m.rows; ++r) {
            kinds[r] = column.codes[r] < 0 ? no_kind : map[static_cast<std::size_t>(column.codes[r])];
            unknown |= kinds[r] == no_kind;
        }
        if (!unknown) return kinds;
    }
    std::string_view last;
    std::uint16_t last_kind = no_kind;
    for (std::size_t r = 0; r < m.rows; ++r) {
        if (!column.is_null(r)) {
            if (!map.empty()) {
                std::uint16_t& kind = map[static_cast<std::size_t>(column.codes[r])];
                if (kind == no_kind && free) kind = number(column[r]);
                kinds[r] = kind;
            } else {
                const std::string_view text = column[r];
                if (last_kind == no_kind || text != last) last = text, last_kind = number(text);
                kinds[r] = last_kind;
            }
        }
        if (kinds[r] != no_kind || m.left_out(r) || (!m.in.withdrawn.empty() && m.in.withdrawn[r] != 0)) continue;
        const bool null = column.is_null(r);
        m.problem("history.kind", at_cell(r, "kind"), null ? "the kind is missing" : "unknown kind" + suggestion(column[r], data.kinds),
                  null ? "thiếu loại tổ chức" : "loại tổ chức không có trong hệ thống", null ? "null" : "'" + std::string(column[r]) + "'",
                  "a kind of scheme '" + data.schemes.name() + "'");
    }
    return kinds;
}

/// The texts of a column by row, their bytes appended to the pool.
[[nodiscard]] inline std::vector<TextRef> pooled(std::string& pool, const TextColumn& column, std::size_t rows) {
    std::vector<TextRef> out(column.empty() ? rows : 0);
    if (column.empty()) return out;
    const std::int64_t* const offsets = column.offsets.data();
    const auto from = static_cast<std::size_t>(offsets[0]), bytes = static_cast<std::size_t>(offsets[column.texts()]) - from, base = pool.size();
    if (base + bytes >= none) throw InvalidHistory::at("table", "the texts are longer than 4 GB together");
    pool.append(column.bytes.substr(from, bytes));
    const auto ref = [&](std::size_t i) {
        return TextRef{static_cast<std::uint32_t>(base + static_cast<std::size_t>(offsets[i]) - from), static_cast<std::uint32_t>(offsets[i + 1] - offsets[i])};
    };
    out.reserve(rows);
    if (!column.codes.empty()) {
        std::vector<TextRef> texts(column.texts());
        for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = ref(i);
        for (std::size_t r = 0; r < rows; ++r) out.push_back(column.codes[r] < 0 ? TextRef{} : texts[static_cast<std::size_t>(column.codes[r])]);
    } else {
        for (std::size_t r = 0; r < rows; ++r) out.push_back(column.is_null(r) ? TextRef{} : ref(r));
    }
    return out;
}

}  // namespace myhao::inline v0::detail
