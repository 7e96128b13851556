// SPDX-License-Identifier: Apache-2.0
// The first look at the rows of a history: lengths, days, texts and kinds, each fault with its row. Rows at fault are left out of what follows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/normal.hpp>
#include <myhao/org/history_columns.hpp>
#include <myhao/org/history_data.hpp>
#include <myhao/org/scheme.hpp>

namespace myhao::inline v0::detail {

/// A history on its way: what came in, what is wrong with it, and what becomes of it.
struct Making {
    const HistoryColumns& in;
    std::size_t rows;
    Findings problems;
    std::vector<std::uint8_t> bad;  // rows left out; empty: none
    HistoryData data;

    void problem(const char* rule, std::string subject, std::string en, std::string vi, std::string found = {}, std::string expected = {}) {
        problems.add({State::violated, Severity::error, rule, std::move(subject), std::move(found), std::move(expected), {}, {std::move(vi), std::move(en)}});
    }
    void leave_out(std::size_t row) {
        if (bad.empty()) bad.assign(rows, 0);
        bad[row] = 1;
    }
    [[nodiscard]] bool left_out(std::size_t row) const noexcept { return !bad.empty() && bad[row] != 0; }
};

[[nodiscard]] inline std::string at_row(std::size_t row) { return "row " + std::to_string(row); }
[[nodiscard]] inline std::string at_rows(std::size_t a, std::size_t b) { return "rows " + std::to_string(std::min(a, b)) + ", " + std::to_string(std::max(a, b)); }
[[nodiscard]] inline std::string at_cell(std::size_t row, std::string_view column) { return at_row(row) + ", column '" + std::string(column) + "'"; }
[[nodiscard]] inline bool is_day(std::int32_t day) noexcept { return (day >= Date::first_days) & (day <= Date::last_days); }
[[nodiscard]] inline std::string shown_day(std::int32_t day) {
    return day == open_day || day == no_day ? std::string("open") : is_day(day) ? Date(day).text() : std::to_string(day) + " days since 1970";
}
[[nodiscard]] inline std::string shown_period(std::int32_t since, std::int32_t until) { return shown_day(since) + " to " + shown_day(until); }

inline void check_lengths(Making& m) {
    const auto length = [&](std::size_t size, const char* column) {
        if (size != 0 && size != m.rows)
            m.problem("history.columns", "column '" + std::string(column) + "'", "columns have the same number of rows", "các cột có cùng số dòng",
                      std::to_string(size), std::to_string(m.rows));
    };
    const HistoryColumns& in = m.in;
    length(in.parent.size(), "parent"), length(in.name.size(), "name"), length(in.kind.size(), "kind"), length(in.form.size(), "form");
    length(in.code.size(), "code"), length(in.system.size(), "system"), length(in.instrument.size(), "instrument");
    length(in.since.size(), "since"), length(in.until.size(), "until"), length(in.recorded.size(), "recorded");
    length(in.ended.size(), "ended"), length(in.withdrawn.size(), "void");
    if (m.rows > 0 && in.since.empty()) m.problem("history.columns", "column 'since'", "the column is missing", "thiếu cột");
    if (m.rows >= none / 4) m.problem("history.columns", "table", "more rows than can be numbered", "quá nhiều dòng");
    if (!m.problems.empty()) throw InvalidHistory(std::move(m.problems));
}

/// Days in the calendar, and each period at least one day long.
inline void check_days(Making& m) {
    const HistoryColumns& in = m.in;
    int fault = 0;
    for (std::size_t r = 0; r < m.rows; ++r) fault |= int{!is_day(in.since[r])};
    for (std::size_t r = 0; r < in.until.size(); ++r) fault |= int{in.until[r] != no_day} & (int{!is_day(in.until[r])} | int{in.until[r] <= in.since[r]});
    for (std::size_t r = 0; r < in.recorded.size(); ++r) fault |= int{in.recorded[r] != no_day} & int{!is_day(in.recorded[r])};
    if (fault == 0) return;
    const char* range = "a day from 1400-01-01 to 9999-12-31";
    const auto day = [&](std::size_t r, std::int32_t value, const char* column) {
        if (is_day(value)) return;
        m.problem("history.day", at_cell(r, column), value == no_day ? "the day is missing" : "no such day", value == no_day ? "thiếu ngày" : "không có ngày này",
                  value == no_day ? "null" : shown_day(value), range);
        m.leave_out(r);
    };
    for (std::size_t r = 0; r < m.rows; ++r) {
        const bool withdrawn = !in.withdrawn.empty() && in.withdrawn[r] != 0;
        day(r, in.since[r], "since");
        if (!in.until.empty() && in.until[r] != no_day) day(r, in.until[r], "until");
        if (!in.recorded.empty() && in.recorded[r] != no_day) day(r, in.recorded[r], "recorded");
        if (m.left_out(r) || in.until.empty() || in.until[r] == no_day || in.until[r] > in.since[r] || withdrawn) continue;
        const bool no_days = in.until[r] == in.since[r];
        m.problem(no_days ? "history.empty" : "history.inverted", at_cell(r, "until"), no_days ? "a life of no days" : "it ends before it begins",
                  no_days ? "tồn tại không ngày nào" : "kết thúc trước khi bắt đầu", in.until[r] == no_day ? "null" : shown_day(in.until[r]),
                  "later than since, " + shown_day(in.since[r]));
        m.leave_out(r);
    }
}

/// Whether all texts of the column may be stored; a quick look at all bytes first.
[[nodiscard]] inline bool all_sound(const TextColumn& column) noexcept {
    const std::size_t n = column.texts();
    if (n == 0) return true;
    const auto from = static_cast<std::size_t>(column.offsets[0]), to = static_cast<std::size_t>(column.offsets[n]);
    const std::string_view all = column.bytes.substr(from, to - from);
    std::uint64_t high = 0, zero = 0;
    std::size_t at = 0;
    for (; at + 8 <= all.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, all.data() + at, 8);
        high |= word;
        zero |= (word - 0x0101010101010101u) & ~word;
    }
    for (; at < all.size(); ++at) {
        const auto byte = static_cast<std::uint64_t>(static_cast<unsigned char>(all[at]));
        high |= byte;
        if (byte == 0) zero = 0x80;
    }
    if (((high | zero) & 0x8080808080808080u) == 0) return true;
    if (fault_of(all) != TextFault::sound) return false;
    for (std::size_t i = 0; i < n; ++i)  // a letter cut in two by an offset
        if (column.offsets[i] < column.offsets[i + 1] && (static_cast<unsigned char>(column.bytes[static_cast<std::size_t>(column.offsets[i])]) & 0xC0) == 0x80) return false;
    return true;
}

inline void check_texts(Making& m, const TextColumn& column, const char* title) {
    if (all_sound(column)) return;
    for (std::size_t r = 0; r < column.size(); ++r) {
        if (column.is_null(r)) continue;
        const TextFault fault = fault_of(column[r]);
        if (fault == TextFault::sound) continue;
        const bool nul = fault == TextFault::nul;
        std::string shown;  // without what is wrong with it
        for (const char c : column[r]) shown += c >= ' ' && c < 0x7F ? c : '?';
        m.problem("history.text", at_cell(r, title), nul ? "a NUL in a text" : "not UTF-8 (or half of a surrogate pair)",
                  nul ? "văn bản có ký tự NUL" : "văn bản không phải UTF-8", "'" + shown + "'", "UTF-8 without NUL");
        m.leave_out(r);
    }
}

inline void check_rows(Making& m) {
    const HistoryColumns& in = m.in;
    check_lengths(m);
    check_days(m);
    const std::pair<const TextColumn*, const char*> columns[] = {{&in.id.texts, "id"}, {&in.parent.texts, "parent"}, {&in.name, "name"}, {&in.kind, "kind"},
                                                                 {&in.form, "form"}, {&in.code, "code"}, {&in.system, "system"}, {&in.instrument, "instrument"}};
    for (const auto& [column, title] : columns) check_texts(m, *column, title);
    const bool may_be_null = in.id.is_text() ? !in.id.texts.codes.empty() || !in.id.texts.valid.empty() : !in.id.valid.empty();
    for (std::size_t r = 0; may_be_null && r < m.rows; ++r) {
        if (!in.id.is_null(r)) continue;
        m.problem("history.id", at_cell(r, "id"), "the id is missing", "thiếu mã", "null", "an id");
        m.leave_out(r);
    }
    const bool has_parents = !in.parent.numbers.empty() || !in.parent.texts.empty();
    if (has_parents && in.parent.is_text() != in.id.is_text()) {
        for (std::size_t r = 0; r < m.rows; ++r) {
            if (in.parent.is_null(r)) continue;
            m.problem("history.id", at_cell(r, "parent"), "ids of one table are all text or all whole numbers", "mã trong một bảng phải cùng là chữ hoặc cùng là số",
                      in.parent.is_text() ? "text" : "a number", in.id.is_text() ? "text" : "a number");
            m.leave_out(r);
        }
    }
    bool nameless = false;
    for (const std::int32_t code : in.name.codes) nameless |= code < 0;
    for (const std::uint8_t valid : in.name.valid) nameless |= valid == 0;
    for (std::size_t r = 0; nameless && r < in.name.size(); ++r) {
        if (!in.name.is_null(r) || (!in.withdrawn.empty() && in.withdrawn[r] != 0)) continue;
        m.problem("history.name", at_cell(r, "name"), "the name is missing", "thiếu tên", "null", "a name");
        m.leave_out(r);
    }
}

}  // namespace myhao::inline v0::detail
