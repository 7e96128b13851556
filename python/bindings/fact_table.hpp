// SPDX-License-Identifier: Apache-2.0
// A table of facts from Python: each column is read as the type of its fact, exactly. A float is the number it prints as; what has no exact
// text, and every other cell that does not fit, is a problem with its row and column.
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/rules/fact_columns.hpp>

#include "cells.hpp"

namespace myhao_python {

/// Holds the cells that a FactTable borrows.
class FactCells {
public:
    FactCells(const py::dict& table, const myhao::Vocabulary& vocabulary, myhao::Subject subject, std::string origin) : vocabulary_(vocabulary) {
        using namespace myhao;
        const auto column = [&](const char* name) { return decode(table[name], std::string("facts, column '") + name + "'"); };
        Column first = column("id");
        rows_ = first.rows;
        id_ = ids_from(std::move(first), "id", faults_);
        out_.id = id_.column();
        const bool units = subject != Subject::organization;
        if (units) unit_ = ids_from(column("unit"), "unit", faults_), out_.unit = unit_.column();
        none_.assign(rows_, 0);
        for (const auto& [key, value] : table) {
            const std::string name = text_of(key);
            if (name == "id" || (units && name == "unit")) continue;
            const bool na = name.ends_with(".na");
            const auto fact = vocabulary.index(na ? std::string_view(name).substr(0, name.size() - 3) : std::string_view(name));
            if (!fact) out_.columns.push_back({name, FlagColumn{none_}, none_});  // only its name is looked at
            else read(name, na ? FactType::flag : vocabulary[*fact].type, decode(value, "facts, column '" + name + "'"));
        }
        out_.origin = origin_named(origin).value_or(Origin::real);
    }
    FactCells(const FactCells&) = delete;
    FactCells& operator=(const FactCells&) = delete;

    /// Throws InvalidFacts with what is wrong with cells and with what they say, a place once.
    [[nodiscard]] myhao::Facts build(const myhao::Tree& tree, myhao::Subject subject, const myhao::Scale& scale) const {
        using namespace myhao;
        if (faults_.problems.empty()) return facts_from_table(tree, out_, vocabulary_, subject, scale);
        Findings all = faults_.problems;
        try {
            (void)facts_from_table(tree, out_, vocabulary_, subject, scale);
        } catch (const InvalidFacts& error) {
            for (const Finding& f : error.problems()) {
                bool told = false;
                for (const Finding& before : faults_.problems) told = told || before.subject == f.subject;
                if (!told) all.add(f);
            }
        }
        throw InvalidFacts(std::move(all));
    }

private:
    struct Held {
        TextCells texts;
        NumberCells numbers;
        std::vector<std::uint8_t> flags, valid;
        std::vector<std::int32_t> days;
    };

    void read(const std::string& name, myhao::FactType type, Column&& column) {
        using namespace myhao;
        if (column.rows != rows_) {
            faults_.problems.add(InvalidFacts::at("column '" + name + "'", "a column of another length than the ids", std::to_string(column.rows), std::to_string(rows_)).problems());
            return;
        }
        Held& held = held_.emplace_back();
        for (std::size_t row = 0; row < rows_; ++row)
            if (detail::is_missing(column, row)) {
                if (held.valid.empty()) held.valid.assign(rows_, 1);
                held.valid[row] = 0;
            }
        const auto put = [&](auto values) { out_.columns.push_back({name, std::move(values), held.valid}); };
        switch (type) {
        case FactType::flag:
            held.flags = flags_from(std::move(column), name, faults_);
            held.flags.resize(rows_, 0);
            return put(FlagColumn{held.flags});
        case FactType::date:
            held.days = days_from(std::move(column), name, faults_);
            held.days.resize(rows_, no_day);
            return put(DayColumn{held.days});
        case FactType::level:
        case FactType::grade:
            if (column.shape == Column::Shape::text) {
                held.texts = texts_from(std::move(column), name, faults_);
            } else {
                names(held, name, column);
            }
            return put(held.texts.column());
        default:
            if (column.shape == Column::Shape::whole && column.odd.empty()) {
                held.numbers.numbers = std::move(column.whole);
                return put(std::span<const std::int64_t>(held.numbers.numbers));
            }
            if (column.shape == Column::Shape::text) held.texts = texts_from(std::move(column), name, faults_);
            else exact_texts(held, name, column, type);
            return put(held.texts.column());
        }
    }

    /// Codes of levels and grades, from a column of objects; a cell at fault is left out.
    void names(Held& held, const std::string& name, const Column& column) {
        held.texts.absent = false;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (detail::is_missing(column, row)) {
                held.texts.add_null(row);
                continue;
            }
            const py::handle value = column.shape == Column::Shape::object ? py::handle(PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row))) : py::handle();
            if (value && PyUnicode_Check(value.ptr())) held.texts.add(text_of(value));
            else fault(held, row, name, "the name of a level or grade was expected", detail::shown(column, row), "a text");
        }
    }

    /// Numbers as the texts they are written with: an int, a Decimal, a text as it is; a float by the shortest text that is it.
    void exact_texts(Held& held, const std::string& name, const Column& column, myhao::FactType type) {
        const std::string expected = type == myhao::FactType::count ? "a whole number" : "a number with at most 9 decimals";
        held.texts.absent = false;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (detail::is_missing(column, row)) {
                held.texts.add_null(row);
                continue;
            }
            std::string text;
            bool fits = true;
            if (column.shape == Column::Shape::real) {
                text = shortest(column.real[row]);
            } else if (column.shape == Column::Shape::whole) {
                text = std::to_string(column.whole[row]);
                for (const Column::Odd& odd : column.odd) fits = fits && odd.row != row;
            } else if (column.shape == Column::Shape::object) {
                const py::handle value = PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row));
                if (PyUnicode_Check(value.ptr())) text = text_of(value);
                else if (PyFloat_Check(value.ptr())) text = shortest(PyFloat_AS_DOUBLE(value.ptr()));
                else if (const auto whole = whole_of(value, fits)) text = std::to_string(*whole);
                else if (std::string_view(Py_TYPE(value.ptr())->tp_name).ends_with("Decimal")) text = py::str(value.attr("__format__")("f"));
                else fits = false;
            } else {
                fits = false;
            }
            if (fits) held.texts.add(text);
            else fault(held, row, name, "not a " + std::string(myhao::name(type)), detail::shown(column, row), expected);
        }
    }
    void fault(Held& held, std::size_t row, const std::string& name, std::string what, std::string found, std::string expected) {
        faults_.at(row, rows_, name, std::move(what), "giá trị không hợp lệ", std::move(found), std::move(expected));
        held.texts.add_null(row);
    }
    /// The shortest text that reads back as the same float: 89.995 is "89.995", 0.1 + 0.2 is "0.30000000000000004".
    [[nodiscard]] static std::string shortest(double value) {
        if (std::abs(value) > 1e18 || !std::isfinite(value)) return detail::shown(value);
        char digits[400];
        const auto end = std::to_chars(std::begin(digits), std::end(digits), value, std::chars_format::fixed);
        return {digits, end.ptr};
    }

    const myhao::Vocabulary& vocabulary_;
    Faults faults_{"facts", ""};
    std::size_t rows_ = 0;
    IdCells id_, unit_;
    std::vector<std::uint8_t> none_;
    std::list<Held> held_;
    myhao::FactTable out_;
};

}  // namespace myhao_python
