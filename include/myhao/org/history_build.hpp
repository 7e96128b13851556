// SPDX-License-Identifier: Apache-2.0
// From rows to the columns of a history: ids to numbers, spells by unit, units level by level, spells by parent.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/history_order.hpp>
#include <myhao/org/history_rows.hpp>

namespace myhao::inline v0::detail {

/// The rows as numbers, in the order in which ids appeared; units come first, ids without a spell after them.
struct Numbered {
    std::vector<std::uint32_t> unit, parent;  // by row; `none` where the row is left out, or a root
    std::vector<std::int64_t> numbers;        // ids, by number
    std::vector<std::string_view> texts;      // into the caller's columns
    std::vector<PackedText> packed;           // of `texts`
    std::vector<std::uint8_t> unknown_parent;  // by row; empty: none

    [[nodiscard]] std::size_t ids(bool text) const noexcept { return text ? texts.size() : numbers.size(); }
    void add(std::string_view text) { texts.push_back(text), packed.emplace_back(text); }

    // For the table of ids.
    [[nodiscard]] bool same(std::uint32_t number, std::string_view text, const PackedText& words) const noexcept {
        return packed[number] == words && (words.is_whole() || texts[number] == text);
    }
    void fetch(std::uint32_t number) const noexcept { __builtin_prefetch(&packed[number]); }
};

inline void number_ids(Making& m, Numbered& out) {
    HistoryData& data = m.data;
    const IdColumn &id = m.in.id, &parent = m.in.parent;
    data.text_ids = id.is_text();
    out.unit.resize(m.rows);
    out.parent.assign(m.rows, none);
    std::size_t unknown = 0;
    const bool parents_fit = parent.size() > 0 && parent.is_text() == id.is_text();
    if (!data.text_ids) {
        const auto take = [&](std::size_t r, std::uint32_t number) {
            out.unit[r] = number;
            if (number == out.numbers.size()) out.numbers.push_back(id.numbers[r]);
        };
        if (m.bad.empty() && id.valid.empty()) {
            data.table.add_numbers(m.rows, [&](std::size_t r) { return id.numbers[r]; }, take);
        } else {
            for (std::size_t r = 0; r < m.rows; ++r)
                if (id.is_null(r)) out.unit[r] = none; else take(r, data.table.add(id.numbers[r]));
        }
        if (!parents_fit) return;
        const std::uint8_t* const valid = parent.valid.empty() ? nullptr : parent.valid.data();
        data.table.find_numbers(m.rows, [&](std::size_t r) { return parent.numbers[r]; }, [&](std::size_t r, std::uint32_t number) {
            const bool null = valid != nullptr && valid[r] == 0;
            out.parent[r] = null ? none : number;
            unknown += static_cast<std::size_t>(number == none && !null);
        });
    } else {
        const auto known = [&](std::string_view text, std::uint32_t number) {
            if (number == out.texts.size()) out.add(text);
            return number;
        };
        if (!id.texts.codes.empty()) {
            std::vector<std::uint32_t> map(id.texts.texts(), none);
            for (std::size_t r = 0; r < m.rows; ++r) {
                if (id.texts.is_null(r)) { out.unit[r] = none; continue; }
                std::uint32_t& number = map[static_cast<std::size_t>(id.texts.codes[r])];
                if (number == none) number = known(id.texts[r], data.table.add(id.texts[r], out));
                out.unit[r] = number;
            }
        } else if (m.bad.empty() && id.texts.valid.empty()) {
            data.table.add_texts(m.rows, [&](std::size_t r) { return id.texts.text(r); }, [&](std::size_t r, std::uint32_t number, const PackedText& packed) {
                if (number == out.texts.size()) out.texts.push_back(id.texts.text(r)), out.packed.push_back(packed);
                out.unit[r] = number;
            }, out);
        } else {
            for (std::size_t r = 0; r < m.rows; ++r) out.unit[r] = id.texts.is_null(r) ? none : known(id.texts.text(r), data.table.add(id.texts.text(r), out));
        }
        if (!parents_fit) return;
        if (!parent.texts.codes.empty()) {
            std::vector<std::uint32_t> map(parent.texts.texts(), none);
            data.table.find_texts(map.size(), [&](std::size_t i) { return parent.texts.text(i); }, [&](std::size_t i, std::uint32_t number, const PackedText&) { map[i] = number; }, out);
            for (std::size_t r = 0; r < m.rows; ++r) {
                if (parent.texts.is_null(r)) continue;
                out.parent[r] = map[static_cast<std::size_t>(parent.texts.codes[r])];
                unknown += out.parent[r] == none;
            }
        } else {
            data.table.find_texts(m.rows, [&](std::size_t r) { return parent.texts.text(r); }, [&](std::size_t r, std::uint32_t number, const PackedText&) {
                const bool null = parent.texts.is_null(r);
                out.parent[r] = null ? none : number;
                unknown += static_cast<std::size_t>(number == none && !null);
            }, out);
        }
    }
    if (unknown == 0) return;
    out.unknown_parent.assign(m.rows, 0);
    for (std::size_t r = 0; r < m.rows; ++r) out.unknown_parent[r] = out.parent[r] == none && !parent.is_null(r) && !m.left_out(r);
}

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
        const std::uint32_t found = table_.add(text, ListedTexts{[&](std::uint32_t n) { return data_.text(data_.words[n + 1]); }}) + 1;
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
