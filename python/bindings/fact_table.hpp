// SPDX-License-Identifier: Apache-2.0
// A table of facts from Python: each column is read as the type of its fact, exactly. A float is the number it prints as; what has no exact
// text, and every other cell that does not fit, is a problem with its row and column.
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/rules/fact_columns.hpp>

#include "cells.hpp"
#include "raw_columns.hpp"

namespace myhao_python {

/// Holds the cells that a FactTable borrows.
class FactCells {
public:
    FactCells(const myhao::Tree& tree, const py::dict& table, const myhao::Vocabulary& vocabulary, myhao::Subject subject, std::string origin) : vocabulary_(vocabulary) {
        using namespace myhao;
        const auto column = [&](const char* name) { return decode(table[name], std::string("facts, column '") + name + "'"); };
        const bool units = subject != Subject::organization;
        out_.in_order = !units && in_order(tree, RawColumn(table["id"], "facts, column 'id'"));
        if (out_.in_order) {
            rows_ = tree.size();
        } else {
            Column first = column("id");
            rows_ = first.rows;
            id_ = ids_from(std::move(first), "id", faults_);
            out_.id = id_.column();
        }
        if (units) unit_ = ids_from(column("unit"), "unit", faults_), out_.unit = unit_.column();
        none_.assign(rows_, 0);
        for (const auto& [key, value] : table) {
            const std::string name = text_of(key);
            if (name == "id" || (units && name == "unit")) continue;
            const bool na = name.ends_with(".na");
            const auto fact = vocabulary.index(na ? std::string_view(name).substr(0, name.size() - 3) : std::string_view(name));
            if (!fact) out_.columns.push_back({name, FlagColumn{none_}, none_});  // only its name is looked at
            else read(name, na ? FactType::flag : vocabulary[*fact].type, value);
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
    /// Whether a column of ids, where it lies, is the tree's in its order.
    [[nodiscard]] static bool in_order(const myhao::Tree& tree, const RawColumn& ids) {
        const bool text = tree.history().has_text_ids();
        if (ids.pieces().size() != 1 || ids.size() != tree.size()) return false;
        const RawPiece& piece = ids.pieces()[0];
        const bool texts = std::string_view("uUv").find(piece.type) != std::string_view::npos;
        if (piece.bits != nullptr || (text ? !texts : !is_whole_type(piece.type) || piece.type == 'L')) return false;
        bool same = false;
        const auto never = [](std::size_t, auto) { return false; };
        if (text)
            with_texts(piece, [&](const auto& of) { same = myhao::detail::in_tree_order(tree, [&](std::size_t r, std::string_view id) { return of.size(r) == id.size() && of(r) == id; }, never); });
        else
            with_whole(piece.type, piece.data, [&](const auto* of) { same = myhao::detail::in_tree_order(tree, never, [&](std::size_t r, std::int64_t id) { return static_cast<std::int64_t>(of[r]) == id; }); });
        return same;
    }

    struct Held {
        std::unique_ptr<RawColumn> raw;  // whose values are read where they lie
        TextCells texts;
        NumberCells numbers;
        std::vector<std::uint8_t> flags, valid;
        std::vector<std::int32_t> days;
    };

    void read(const std::string& name, myhao::FactType type, py::handle value) {
        const std::string where = "facts, column '" + name + "'";
        auto raw = std::make_unique<RawColumn>(value, where);
        if (!read_in_place(name, type, raw)) read(name, type, decode(value, where));
    }

    /// Whole numbers and codes into a dictionary, in one piece, without decoding them; false for everything else.
    bool read_in_place(const std::string& name, myhao::FactType type, std::unique_ptr<RawColumn>& raw) {
        using namespace myhao;
        const bool number = type == FactType::count || type == FactType::decimal, code = type == FactType::level || type == FactType::grade;
        if (raw->pieces().size() != 1 || raw->size() != rows_) return false;
        const RawPiece& piece = raw->pieces()[0];
        const bool whole = is_whole_type(piece.type) && piece.type != 'L';
        if (number ? !whole : !code || piece.type != 'D' || piece.codes == 'L') return false;
        Column values;
        if (code) {
            detail::append_arrow(values, *piece.schema, *piece.array, "facts, column '" + name + "'");
            if (values.shape != Column::Shape::text || !values.valid.empty() || values.dictionary) return false;
        }
        Held& held = held_.emplace_back();
        if (piece.bits != nullptr) {
            held.valid.resize(rows_);
            for (std::size_t r = 0; r < rows_; ++r) held.valid[r] = !piece.is_null(r);
        }
        if (number) {
            std::span<const std::int64_t> numbers(static_cast<const std::int64_t*>(piece.data), rows_);
            if (piece.type != 'l') {
                held.numbers.numbers.resize(rows_);
                with_whole(piece.type, piece.data, [&](const auto* of) {
                    for (std::size_t r = 0; r < rows_; ++r) held.numbers.numbers[r] = static_cast<std::int64_t>(of[r]);
                });
                numbers = held.numbers.numbers;
            }
            out_.columns.push_back({name, numbers, held.valid});
            held.raw = std::move(raw);
            return true;
        }
        held.texts.absent = false;
        held.texts.bytes = std::move(values.bytes), held.texts.offsets = std::move(values.offsets);
        held.texts.codes.resize(rows_);
        std::uint64_t most = 0;
        with_whole(piece.codes, piece.data, [&](const auto* of) {
            for (std::size_t r = 0; r < rows_; ++r) {
                const bool null = !held.valid.empty() && held.valid[r] == 0;
                held.texts.codes[r] = null ? -1 : static_cast<std::int32_t>(of[r]);
                most = null ? most : std::max(most, static_cast<std::uint64_t>(of[r]));
            }
        });
        if (most < values.rows) {
            out_.columns.push_back({name, held.texts.column(), {}});
            return true;
        }
        held_.pop_back();  // a code outside its dictionary: decoding it says so
        return false;
    }

    void read(const std::string& name, myhao::FactType type, Column&& column) {
        using namespace myhao;
        if (column.rows != rows_) {
            faults_.problems.add(InvalidFacts::at("column '" + name + "'", "a column of another length than the ids", std::to_string(column.rows), std::to_string(rows_)).problems());
            return;
        }
        Held& held = held_.emplace_back();
        find_missing(column, held.valid);
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
            if (column.shape == Column::Shape::real && all_whole(column, held)) return put(std::span<const std::int64_t>(held.numbers.numbers));
            if (column.shape == Column::Shape::text) held.texts = texts_from(std::move(column), name, faults_);
            else exact_texts(held, name, column, type);
            return put(held.texts.column());
        }
    }

    void find_missing(const Column& column, std::vector<std::uint8_t>& valid) const {
        const bool by_value = column.shape == Column::Shape::object || column.shape == Column::Shape::real || column.shape == Column::Shape::null;
        if (!by_value && column.valid.empty() && !column.dictionary) return;
        for (std::size_t row = 0; row < rows_; ++row)
            if (detail::is_missing(column, row)) {
                if (valid.empty()) valid.assign(rows_, 1);
                valid[row] = 0;
            }
    }
    /// Floats that are whole numbers are read as such; of any size that a float holds exactly and no fact goes beyond.
    bool all_whole(const Column& column, Held& held) const {
        constexpr double most = 9e9;
        std::vector<std::int64_t>& numbers = held.numbers.numbers;
        numbers.resize(rows_);
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!held.valid.empty() && held.valid[row] == 0) continue;
            const double value = column.real[row];
            if (!(value >= -most && value <= most) || std::floor(value) != value) return false;
            numbers[row] = static_cast<std::int64_t>(value);
        }
        return true;
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
                else if (const auto real = float_of(value)) text = shortest(*real);
                else if (const auto whole = whole_of(value, fits)) text = std::to_string(*whole);
                else if (std::string_view(Py_TYPE(value.ptr())->tp_name).ends_with("Decimal")) text = py::str(value.attr("__format__")("f"));
                else fits = false;
            } else {
                fits = false;
            }
            if (fits) held.texts.add(text);
            else fault(held, row, name, "not a " + std::string(myhao::name(type)), shown_number(column, row), expected);
        }
    }
    /// A whole number beyond 64 bits by its digits, as long as they are few.
    [[nodiscard]] static std::string shown_number(const Column& column, std::size_t row) {
        if (column.shape == Column::Shape::object)
            if (const py::handle value = PyList_GET_ITEM(column.objects.ptr(), static_cast<Py_ssize_t>(row)); PyLong_CheckExact(value.ptr()) && value.attr("bit_length")().cast<std::size_t>() < 200) return py::str(value);
        return detail::shown(column, row);
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
