// SPDX-License-Identifier: Apache-2.0
// Ballots in bulk from Python, in one pass: sets of names, boxes ticked by name, or the columns of a table.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <myhao/congress/ballot.hpp>

#include "casters.hpp"
#include "tables.hpp"
#include "values.hpp"

namespace myhao_python::detail {

/// The numbers of names in a box. A text that Python keeps in one place is looked up once: it is held, so that its place stays its own.
class NumberedNames {
public:
    explicit NumberedNames(elections::BallotBox& box) : box_(box) {}

    std::uint32_t of(py::handle name, std::size_t ballot) {
        if (const auto found = places_.find(name.ptr()); found != places_.end()) return found->second;
        if (!PyUnicode_Check(name.ptr())) throw py::type_error("votes[" + std::to_string(ballot) + "]: names are texts, not " + type_name(name));
        const std::uint32_t number = box_.number(text_of(name, true));
        if (held_.size() < most_held) held_.push_back(py::reinterpret_borrow<py::object>(name)), places_.emplace(name.ptr(), number);
        return number;
    }

private:
    static constexpr std::size_t most_held = 4096;
    elections::BallotBox& box_;
    std::unordered_map<PyObject*, std::uint32_t> places_;
    std::vector<py::object> held_;
};

/// The numbers of a sequence of texts, of any iterable.
template <class Take>
void each_of(py::handle iterable, const std::string& what, Take take) {
    const auto iterator = py::reinterpret_steal<py::object>(PyObject_GetIter(iterable.ptr()));
    if (!iterator) {
        PyErr_Clear();
        throw py::type_error(what + ": expected a set of names, not " + type_name(iterable));
    }
    while (PyObject* const next = PyIter_Next(iterator.ptr())) take(py::reinterpret_steal<py::object>(next));
    if (PyErr_Occurred() != nullptr) throw py::error_already_set();
}

inline elections::BallotTerms ballot_terms(const py::tuple& t) {
    constexpr elections::BallotForm forms[] = {elections::BallotForm::chosen, elections::BallotForm::struck};
    constexpr elections::WriteIns write_ins[] = {elections::WriteIns::refused, elections::WriteIns::ignored, elections::WriteIns::counted, elections::WriteIns::invalid};
    return {.form = named(t[0].cast<std::string>(), forms, "form"), .at_most = t[1].cast<std::optional<std::int64_t>>(), .write_ins = named(t[2].cast<std::string>(), write_ins, "write_ins"), .blank_is_valid = t[3].cast<bool>(),
            .distinct = t[4].cast<bool>()};
}

/// The ballot of each row, numbered as they are first met.
inline std::vector<std::uint32_t> ballot_numbers(const IdColumn& ids) {
    std::vector<std::uint32_t> out(ids.size());
    std::unordered_map<std::int64_t, std::uint32_t> by_number;
    std::unordered_map<std::string_view, std::uint32_t> by_text;
    for (std::size_t row = 0; row < out.size(); ++row) {
        const auto next = static_cast<std::uint32_t>(by_number.size() + by_text.size());
        if (ids.is_text()) out[row] = by_text.emplace(ids.texts[row], next).first->second;
        else if (row > 0 && ids.numbers[row] == ids.numbers[row - 1]) out[row] = out[row - 1];
        else out[row] = by_number.emplace(ids.numbers[row], next).first->second;
    }
    return out;
}

/// A table with a row for each name on a ballot; a null name is no name.
inline elections::BallotBox box_of_columns(const py::dict& table, std::optional<std::vector<std::string>> list, const elections::BallotTerms& terms) {
    Faults faults{"election", "votes, "};
    Column ballots = column_of(table, "ballot", "votes");
    const std::size_t rows = ballots.rows;
    for (std::size_t row = 0; row < rows; ++row)
        if (is_missing(ballots, row)) faults.at(row, rows, "ballot", "a row of no ballot", "dòng không thuộc phiếu nào", "null", "the ballot's number or id");
    const IdCells ids = ids_from(std::move(ballots), "ballot", faults);
    const TextCells cells = texts_from(column_of(table, "name", "votes"), "name", faults);
    if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
    elections::BallotBox box(std::move(list), terms);
    const IdColumn of = ids.column();
    const TextColumn names = cells.column();
    const std::vector<std::uint32_t> ballot = ballot_numbers(of);
    std::vector<std::uint32_t> from(ballot.empty() ? 1 : static_cast<std::size_t>(*std::max_element(ballot.begin(), ballot.end())) + 2, 0);
    for (std::size_t row = 0; row < rows; ++row) from[ballot[row] + 1] += !names.is_null(row);
    for (std::size_t b = 1; b < from.size(); ++b) from[b] += from[b - 1];
    std::vector<std::uint32_t> order(from.back()), next = from;
    for (std::size_t row = 0; row < rows; ++row)
        if (!names.is_null(row)) order[next[ballot[row]]++] = static_cast<std::uint32_t>(row);
    std::vector<std::uint32_t> marks;
    for (std::size_t b = 0; b + 1 < from.size(); ++b) {
        marks.clear();
        for (std::uint32_t i = from[b]; i < from[b + 1]; ++i) marks.push_back(box.number(names[order[i]]));
        box.add(marks);
    }
    return box;
}

/// A table of names and votes.
inline py::list votes_of_columns(const py::dict& table) {
    Faults faults{"election", "votes, "};
    const TextCells cells = texts_from(column_of(table, "name", "votes"), "name", faults);
    Column column = column_of(table, "votes", "votes");
    const std::size_t rows = column.rows;
    const NumberCells numbers = numbers_from(std::move(column), "votes", faults);
    const TextColumn names = cells.column();
    for (std::size_t row = 0; row < rows; ++row) {
        if (names.is_null(row)) faults.at(row, rows, "name", "votes for nobody", "phiếu không có tên", "null", "a name");
        if (!numbers.valid.empty() && numbers.valid[row] == 0) faults.at(row, rows, "votes", "a name without votes; null is not 0", "thiếu số phiếu", "null", "a whole number");
    }
    if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
    py::list out;
    for (std::size_t row = 0; row < rows; ++row) out.append(py::make_tuple(py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(names[row].data(), static_cast<Py_ssize_t>(names[row].size()), "surrogatepass")), numbers.numbers[row]));
    return out;
}

/// One pass over the ballots. A ballot that maps names to how their boxes were ticked is for those agreed to alone.
inline elections::BallotBox filled_box(const py::object& ballots, std::optional<std::vector<std::string>> list, const elections::BallotTerms& terms) {
    if (PyDict_Check(ballots.ptr())) return box_of_columns(py::reinterpret_borrow<py::dict>(ballots), std::move(list), terms);
    elections::BallotBox box(std::move(list), terms);
    NumberedNames names(box);
    std::vector<std::uint32_t> marks;
    std::size_t at = 0;
    each_of(ballots, "votes", [&](const py::object& ballot) {
        const std::string here = "votes[" + std::to_string(at) + "]";
        if (PyUnicode_Check(ballot.ptr()) || PyBytes_Check(ballot.ptr())) throw py::type_error(here + ": expected a set of names, not " + type_name(ballot));
        marks.clear();
        if (PyDict_Check(ballot.ptr())) {
            for (const auto& [name, box_of_name] : py::reinterpret_borrow<py::dict>(ballot)) {
                const std::uint32_t number = names.of(name, at);
                const std::string ticked = PyUnicode_Check(box_of_name.ptr()) ? text_of(box_of_name) : std::string();
                if (ticked == "agree") marks.push_back(number);
                else if (ticked != "disagree" && ticked != "both" && ticked != "none") throw py::value_error(here + ": a box is agree, disagree, both or none, not " + std::string(py::repr(box_of_name)));
            }
        } else {
            each_of(ballot, here, [&](const py::object& name) { marks.push_back(names.of(name, at)); });
        }
        box.add(marks);
        ++at;
    });
    return box;
}

}  // namespace myhao_python::detail
