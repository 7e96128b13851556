// SPDX-License-Identifier: Apache-2.0
// Posts and who held them, and checks of size and form, from columns.
#pragma once

#include "cells.hpp"
#include "tables.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/data/my_hao_bodies.hpp>
#include <myhao/org/post.hpp>
#include <myhao/org/structure.hpp>
#include <myhao/regulations/structure.hpp>

namespace myhao_python {

namespace detail {

inline myhao::Holdings read_holdings(const py::dict& table) {
    using namespace myhao;
    const auto column = [&](const char* name) { return column_of(table, name, "holdings"); };
    Faults faults{"posts.cell", "holdings, "};
    const IdCells person = ids_from(column("person"), "person", faults), unit = ids_from(column("unit"), "unit", faults);
    const TextCells post = texts_from(column("post"), "post", faults), mode = texts_from(column("mode"), "mode", faults), instrument = texts_from(column("instrument"), "instrument", faults);
    const std::vector<std::int32_t> since = days_from(column("since"), "since", faults, true), until = days_from(column("until"), "until", faults);
    const std::size_t rows = since.size();
    const auto same = [&](std::size_t n, const char* name, bool needed) {
        if (n != rows && (needed || n != 0))
            faults.problems.add({State::violated, Severity::error, "posts.columns", std::string("holdings, column '") + name + "'", std::to_string(n), std::to_string(rows), {},
                                 {"các cột có cùng số dòng", "columns have the same number of rows"}});
    };
    same(person.column().size(), "person", true), same(unit.column().size(), "unit", true), same(post.column().size(), "post", true);
    same(until.size(), "until", false), same(mode.column().size(), "mode", false), same(instrument.column().size(), "instrument", false);
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    std::vector<Holding> out;
    for (std::size_t r = 0; r < rows; ++r) {
        const auto present = [&](bool null, const char* name) {
            if (null) faults.at(r, rows, name, "the value is missing", "thiếu giá trị", "null", "a value");
            return !null;
        };
        const bool whole = present(person.column().is_null(r), "person") & present(unit.column().is_null(r), "unit") & present(post.column().is_null(r), "post") & present(since[r] == no_day, "since");
        if (!whole) continue;
        const auto id = [&](const IdColumn& c) { return c.is_text() ? Id(c.texts[r]) : Id(c.numbers[r]); };
        Holding h;
        h.person = id(person.column()), h.unit = id(unit.column()), h.post = std::string(post.column()[r]);
        h.since = valid_day(since[r], r, rows, "since", faults);
        if (!until.empty() && until[r] != no_day) h.until = valid_day(until[r], r, rows, "until", faults);
        if (!instrument.column().is_null(r)) h.instrument = std::string(instrument.column()[r]);
        if (!mode.column().is_null(r)) {
            const std::string_view said = mode.column()[r];
            for (const HoldingMode m : {HoldingMode::elected, HoldingMode::appointed, HoldingMode::acting})
                if (name(m) == said) h.mode = m;
            if (!h.mode) faults.at(r, rows, "mode", "no such way of holding a post" + suggestion(said, {"elected", "appointed", "acting"}), "không có cách giữ chức danh này", "'" + std::string(said) + "'", "elected, appointed or acting");
        }
        out.push_back(std::move(h));
    }
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    return Holdings(std::move(out));
}

inline py::list holding_list(const std::vector<myhao::Holding>& rows) {
    py::list out;
    for (const myhao::Holding& row : rows)
        out.append(py::make_tuple(row.person, row.unit, row.post, row.since, row.until, row.mode ? std::optional(std::string(name(*row.mode))) : std::nullopt, row.instrument));
    return out;
}

/// One cell of a column as an id or a text; nothing where it is null.
inline std::optional<myhao::Id> id_at(const myhao::IdColumn& column, std::size_t r) {
    if (column.size() == 0 || column.is_null(r)) return std::nullopt;
    return column.is_text() ? myhao::Id(column.texts[r]) : myhao::Id(column.numbers[r]);
}
inline std::optional<std::string> text_at(const TextCells& column, std::size_t r) {
    const myhao::TextColumn c = column.column();
    return c.is_null(r) ? std::nullopt : std::optional<std::string>(c[r]);
}

inline myhao::Bodies read_bodies(const myhao::History& history, const py::dict& table) {
    using namespace myhao;
    const auto column = [&](const char* name) { return column_of(table, name, "bodies"); };
    Faults faults{"bodies.cell", "bodies, "};
    const IdCells id = ids_from(column("id"), "id", faults), unit = ids_from(column("unit"), "unit", faults);
    const TextCells title = texts_from(column("name"), "name", faults), kind = texts_from(column("kind"), "kind", faults), instrument = texts_from(column("instrument"), "instrument", faults);
    const std::vector<std::int32_t> since = days_from(column("since"), "since", faults, true), until = days_from(column("until"), "until", faults);
    const NumberCells seats = numbers_from(column("seats"), "seats", faults);
    const std::size_t rows = since.size();
    for (const auto& [n, what] : {std::pair{id.column().size(), "id"}, {unit.column().size(), "unit"}, {title.column().size(), "name"}, {kind.column().size(), "kind"},
                                  {instrument.column().size(), "instrument"}, {until.size(), "until"}, {seats.numbers.size(), "seats"}})
        if (n != 0 && n != rows)
            faults.problems.add({State::violated, Severity::error, "bodies.columns", std::string("bodies, column '") + what + "'", std::to_string(n), std::to_string(rows), {},
                                 {"các cột có cùng số dòng", "columns have the same number of rows"}});
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    std::vector<BodyRow> out;
    for (std::size_t r = 0; r < rows; ++r) {
        const auto body = id_at(id.column(), r), of = id_at(unit.column(), r);
        if (!body || !of || since[r] == no_day) {
            faults.at(r, rows, !body ? "id" : !of ? "unit" : "since", "the value is missing", "thiếu giá trị", "null", "a value");
            continue;
        }
        BodyRow row;
        row.id = *body, row.unit = *of, row.name = text_at(title, r).value_or(std::string()), row.kind = text_at(kind, r).value_or(std::string()), row.instrument = text_at(instrument, r);
        row.since = valid_day(since[r], r, rows, "since", faults);
        if (!until.empty() && until[r] != no_day) row.until = valid_day(until[r], r, rows, "until", faults);
        if (!seats.numbers.empty() && (seats.valid.empty() || seats.valid[r] != 0)) {
            if (seats.numbers[r] < 1 || seats.numbers[r] > 100'000) faults.at(r, rows, "seats", "no such number of seats", "số vị trí không hợp lệ", std::to_string(seats.numbers[r]), "1 to 100,000");
            else row.seats = static_cast<int>(seats.numbers[r]);
        }
        out.push_back(std::move(row));
    }
    if (!faults.problems.empty()) throw InvalidHistory(std::move(faults.problems));
    return Bodies(history, std::move(out));
}

inline py::list body_list(const std::vector<myhao::BodyRow>& rows) {
    py::list out;
    for (const myhao::BodyRow& row : rows) out.append(py::make_tuple(row.id, row.name, row.kind, row.unit, row.since, row.until, row.instrument, row.seats));
    return out;
}

/// Counts by row of the tree from columns keyed by id.
inline myhao::SizeFacts read_sizes(const myhao::Tree& tree, const py::dict& table) {
    using namespace myhao;
    SizeFacts facts;
    if (table.empty()) return facts;
    Faults faults{"facts.cell", "facts, "};
    const IdCells ids = ids_from(column_of(table, "id", "facts"), "id", faults);
    const IdColumn id = ids.column();
    const std::vector<std::uint32_t> rows = tree.rows_of(id);
    Findings unknown;
    std::vector<std::uint8_t> met(tree.size(), 0);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::string shown = id.is_null(r) ? std::string("null") : id.is_text() ? "'" + std::string(id.texts[r]) + "'" : std::to_string(id.numbers[r]);
        if (rows[r] == myhao::detail::none) unknown.add(UnknownUnit::at("facts, row " + std::to_string(r), "no such unit in the tree of " + tree.date().text(), shown).problems()[0]);
        else if (met[rows[r]]++ != 0) faults.at(r, rows.size(), "id", "a unit has one row", "mỗi tổ chức một dòng", shown + " again", {});
    }
    for (const SizeFact fact : {SizeFact::members, SizeFact::official, SizeFact::committee, SizeFact::standing, SizeFact::inspection, SizeFact::deputies}) {
        const std::string title(name(fact));
        if (!table.contains(title.c_str())) continue;
        const NumberCells cells = numbers_from(column_of(table, title.c_str(), "facts"), title, faults);
        SizeFacts::Column& column = facts[fact];
        column.values.assign(tree.size(), 0), column.valid.assign(tree.size(), 0);
        if (cells.numbers.size() != rows.size()) {
            faults.problems.add(InvalidFacts::at("facts, column '" + title + "'", "columns have the same number of rows", std::to_string(cells.numbers.size()), std::to_string(rows.size())).problems()[0]);
            continue;
        }
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (rows[r] == myhao::detail::none || (!cells.valid.empty() && cells.valid[r] == 0)) continue;
            if (cells.numbers[r] < 0) faults.at(r, rows.size(), title, "a count is not negative", "số lượng không âm", std::to_string(cells.numbers[r]), "0 or more");
            column.values[rows[r]] = cells.numbers[r], column.valid[rows[r]] = 1;
        }
    }
    if (table.contains("approved")) {
        Column column = column_of(table, "approved", "facts");
        std::vector<std::uint8_t> known;
        for (std::size_t r = 0; r < column.rows; ++r) known.push_back(!is_missing(column, r));
        const std::vector<std::uint8_t> flags = flags_from(std::move(column), "approved", faults);
        facts.approved.assign(tree.size(), 2);
        for (std::size_t r = 0; r < rows.size() && r < flags.size(); ++r)
            if (rows[r] != myhao::detail::none && known[r] != 0) facts.approved[rows[r]] = flags[r];
    }
    if (!unknown.empty()) throw UnknownUnit(std::move(unknown));
    if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
    return facts;
}

}  // namespace detail

inline void register_checks(py::module_& module) {
    using namespace myhao;
    py::class_<Holdings>(module, "Holdings")
        .def(py::init(&detail::read_holdings))
        .def("rows", [](const Holdings& self) { return detail::holding_list(self.rows()); })
        .def("on", [](const Holdings& self, Date day) { return detail::holding_list(self.on(day)); })
        .def("of", [](const Holdings& self, py::handle unit, Date day) { return detail::holding_list(self.of(id_of(unit, "unit"), day)); });
    module.def("concurrent", [](const Holdings& holdings, const std::string& post, const std::string& also, Date on) {
        const Concurrent found = posts::concurrent(holdings, post, also, on);
        return py::make_tuple(found.people, found.holders, found.of);
    });
    module.def("check_posts", [](const Holdings& holdings, const History& history, const Bodies* bodies, const std::vector<std::tuple<std::string, Id, int>>& seats, const History* areas) {
        std::vector<Post> posts;
        for (const auto& [kind, of, number] : seats) posts.push_back({kind, of, number});
        return posts::check(holdings, history, bodies, posts, areas);
    });
    py::class_<Bodies>(module, "Bodies")
        .def(py::init(&detail::read_bodies))
        .def("history", [](const Bodies& self) { return self.history(); })
        .def("rows", [](const Bodies& self) { return detail::body_list(self.rows()); })
        .def("spells", [](const Bodies& self, py::handle id) { return detail::body_list(self.spells(id_of(id))); })
        .def("on", [](const Bodies& self, Date day) { return detail::body_list(self.on(day)); })
        .def("of", [](const Bodies& self, py::handle unit, Date day) { return detail::body_list(self.of(id_of(unit, "unit"), day)); })
        .def("re_formed", [](const Bodies& self) {
            py::list out;
            for (const ReFormed& one : self.re_formed()) out.append(py::make_tuple(one.body, one.day, one.before, one.after));
            return out;
        });
    module.def("data_my_hao_bodies", &datasets::my_hao_bodies);
    module.def("check_structure", [](const Tree& tree, const py::dict& facts) { return structure::check(tree, detail::read_sizes(tree, facts), regulations::structure_rules()); });
    module.def("check_base", [](const Tree& tree, py::handle id, std::optional<std::int64_t> organizations, std::optional<std::int64_t> cells, std::optional<std::int64_t> committees, const std::string& publication, int paragraph) {
        return structure::check_base(tree, tree.at(id_of(id, "above")), {organizations, cells, committees, publication.empty() ? Citation() : Citation::of(publication, paragraph)}, regulations::base_identity());
    });
}

}  // namespace myhao_python
