// SPDX-License-Identifier: Apache-2.0
// A history from two tables of columns: its spells, and the pairs of its successions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/history.hpp>

#include "casters.hpp"
#include "cells.hpp"
#include "tables.hpp"

namespace myhao_python {

using namespace myhao;

/// `kept`: the places of the rows that are given back; rows at fault are left out.
inline std::vector<SuccessionRow> read_successions(const py::dict& table, std::optional<bool> text, Faults& faults, std::vector<std::size_t>& kept) {
    const char* const argument = "successions";
    std::vector<SuccessionRow> out;
    Column day = column_of(table, "day", argument), share = column_of(table, "share", argument);
    const std::size_t rows = day.rows;
    bool even = true;  // columns of one length
    const auto same = [&](std::size_t n, const char* name, bool absent) {
        if (absent || n == rows) return;
        even = false;
        faults.problems.add({State::violated, Severity::error, faults.rule, std::string("successions, column '") + name + "'", std::to_string(n), std::to_string(rows), {},
                             {"các cột có cùng số dòng", "columns have the same number of rows"}});
    };
    const auto ids = [&](const char* name) {
        Column column = column_of(table, name, argument);
        same(column.rows, name, column.shape == Column::Shape::absent);
        return ids_from(std::move(column), name, faults, text);
    };
    const auto texts = [&](const char* name) {
        Column column = column_of(table, name, argument);
        same(column.rows, name, column.shape == Column::Shape::absent);
        return texts_from(std::move(column), name, faults);
    };
    const std::vector<std::int32_t> days = days_from(std::move(day), "day", faults, true);
    for (std::size_t r = 0; r < rows; ++r)
        if (days[r] == no_day) faults.at(r, rows, "day", "the day is missing", "thiếu ngày", "null", "a day");
    const IdCells before = ids("before"), after = ids("after");
    const TextCells event = texts("event"), measure = texts("measure"), instrument = texts("instrument");
    Column recorded_column = column_of(table, "recorded", argument);
    same(recorded_column.rows, "recorded", recorded_column.shape == Column::Shape::absent);
    same(share.rows, "share", share.shape == Column::Shape::absent);
    const std::vector<std::int32_t> recorded = days_from(std::move(recorded_column), "recorded", faults);
    std::vector<std::optional<Ratio>> shares(rows);
    if (share.shape != Column::Shape::absent && share.rows == rows)
        for (std::size_t r = 0; r < rows; ++r) {
            if (detail::is_missing(share, r)) continue;
            const auto wrong = [&] {
                faults.at(r, rows, "share", "not an exact ratio", "không phải tỷ lệ chính xác", detail::shown(share, r), "\"20%\", \"1/5\" or a Fraction; a float is refused");
            };
            try {
                if (share.shape == Column::Shape::whole) shares[r] = Ratio(share.whole[r]);
                else if (share.shape == Column::Shape::text) {
                    const auto i = share.dictionary ? static_cast<std::size_t>(share.codes[r]) : r;
                    shares[r] = Ratio::parse(std::string_view(share.bytes).substr(static_cast<std::size_t>(share.offsets[i]), static_cast<std::size_t>(share.offsets[i + 1] - share.offsets[i])));
                } else if (share.shape == Column::Shape::object) {
                    const py::object value = share.objects[r];
                    if (PyUnicode_Check(value.ptr())) shares[r] = Ratio::parse(text_of(value));
                    else shares[r] = value.cast<Ratio>();
                } else if (share.shape == Column::Shape::real && (share.real[r] == 0 || share.real[r] == 1)) {
                    shares[r] = Ratio(share.real[r] == 1 ? 1 : 0);  // a column of 0 and 1 with nulls is read as floats by some frames
                } else {
                    wrong();
                }
            } catch (const Error&) {
                wrong();
            } catch (const py::cast_error&) {
                wrong();
            } catch (py::error_already_set&) {
                wrong();
            }
        }
    if (!even) return out;
    const IdColumn b = before.column(), a = after.column();
    const auto id = [](const IdColumn& column, std::size_t r) -> std::optional<Id> {
        if (column.size() == 0 || column.is_null(r)) return std::nullopt;
        return column.is_text() ? Id(column.texts[r]) : Id(column.numbers[r]);
    };
    const auto cell = [](const TextCells& column, std::size_t r) -> std::optional<std::string> {
        const TextColumn c = column.column();
        if (c.is_null(r)) return std::nullopt;
        return std::string(c[r]);
    };
    out.reserve(rows);
    for (std::size_t r = 0; r < rows; ++r) {
        if (!faults.bad.empty() && faults.bad[r] != 0) continue;
        SuccessionRow row;
        row.day = detail::valid_day(days[r], r, rows, "day", faults);
        row.before = id(b, r), row.after = id(a, r);
        row.event = cell(event, r), row.instrument = cell(instrument, r), row.measure = cell(measure, r).value_or(std::string());
        row.share = shares[r];
        if (!recorded.empty() && recorded[r] != no_day) row.recorded = detail::valid_day(recorded[r], r, rows, "recorded", faults);
        out.push_back(std::move(row));
        kept.push_back(r);
    }
    return out;
}

/// The numbers of rows in "successions, row 3" and "successions, rows 3, 5", counted among the rows kept, as they were in the table.
inline std::string renumbered(const std::string& subject, const std::vector<std::size_t>& kept) {
    if (!subject.starts_with("successions, row")) return subject;
    std::string out;
    for (std::size_t at = 0; at < subject.size();) {
        const auto is_digit = [&](std::size_t i) { return i < subject.size() && subject[i] >= '0' && subject[i] <= '9'; };
        std::size_t end = at, number = 0;
        while (is_digit(end)) number = number * 10 + static_cast<std::size_t>(subject[end++] - '0');
        if (end == at) out += subject[at++];
        else out += std::to_string(number < kept.size() ? kept[number] : number), at = end;
    }
    return out;
}

inline History read_history(const py::dict& table, const py::dict& successions, const SchemeSeries& schemes, bool strict) {
    const auto column = [&](const char* name) { return column_of(table, name, "rows"); };
    Faults faults{"history.cell", ""};
    const IdCells id = ids_from(column("id"), "id", faults);
    const IdCells parent = ids_from(column("parent"), "parent", faults, id.text);
    const TextCells name = texts_from(column("name"), "name", faults), kind = texts_from(column("kind"), "kind", faults), form = texts_from(column("form"), "form", faults),
                    code = texts_from(column("code"), "code", faults), system = texts_from(column("system"), "system", faults),
                    instrument = texts_from(column("instrument"), "instrument", faults);
    const std::vector<std::int32_t> since = days_from(column("since"), "since", faults, true), until = days_from(column("until"), "until", faults),
                                    recorded = days_from(column("recorded"), "recorded", faults);
    const std::vector<std::uint8_t> ended = flags_from(column("ended"), "ended", faults), withdrawn = flags_from(column("void"), "void", faults);
    HistoryColumns columns;
    columns.id = id.column(), columns.parent = parent.column();
    columns.name = name.column(), columns.kind = kind.column(), columns.form = form.column(), columns.code = code.column();
    columns.system = system.column(), columns.instrument = instrument.column();
    columns.since = since, columns.until = until, columns.recorded = recorded, columns.ended = ended, columns.withdrawn = withdrawn;

    Faults pairs{"history.succession.cell", "successions, "};
    std::vector<std::size_t> kept;
    const std::vector<SuccessionRow> rows = read_successions(successions, columns.id.size() > 0 ? std::optional(id.text) : std::nullopt, pairs, kept);
    faults.problems.add(pairs.problems);
    if (columns.id.size() > 0) faults.bad.resize(faults.bad.empty() ? 0 : columns.id.size(), 0);
    try {
        const py::gil_scoped_release release;  // from here on all columns are our own
        History history(myhao::detail::make_history(columns, rows, schemes, strict, {}, std::move(faults.bad)));
        if (faults.problems.empty()) return history;
    } catch (const InvalidHistory& more) {
        for (Finding f : more.problems()) {
            f.subject = renumbered(f.subject, kept);
            faults.problems.add(std::move(f));
        }
    }
    throw InvalidHistory(std::move(faults.problems));
}

}  // namespace myhao_python
