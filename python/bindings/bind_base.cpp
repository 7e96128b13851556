// SPDX-License-Identifier: Apache-2.0
// Findings, errors as Python classes of their own, suggestions, days and terms.
#include "bindings.hpp"
#include "casters.hpp"

#include <exception>
#include <string>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/time/term.hpp>

namespace myhao_python {
namespace {

using namespace myhao;

const char* class_of(const Error& error) {
    if (dynamic_cast<const InvalidDate*>(&error) != nullptr) return "InvalidDate";
    if (dynamic_cast<const InvalidPeriod*>(&error) != nullptr) return "InvalidPeriod";
    if (dynamic_cast<const InvalidHistory*>(&error) != nullptr) return "InvalidHistory";
    if (dynamic_cast<const UnknownUnit*>(&error) != nullptr) return "UnknownUnit";
    if (dynamic_cast<const InvalidFacts*>(&error) != nullptr) return "InvalidFacts";
    if (dynamic_cast<const InvalidRules*>(&error) != nullptr) return "InvalidRules";
    if (dynamic_cast<const InvalidDocument*>(&error) != nullptr) return "InvalidDocument";
    return "Error";
}

/// Sets the Python error of the same name, from myhao.errors, with all problems.
void raise(const Error& error) {
    try {
        const py::object problems = py::module_::import("myhao.findings").attr("Findings").attr("_of")(py::cast(error.problems()));
        const py::object type = py::module_::import("myhao.errors").attr(class_of(error));
        PyErr_SetObject(type.ptr(), type(problems).ptr());
    } catch (py::error_already_set& other) {
        other.restore();
    }
}

/// A text that may quote what is not UTF-8: that is what some problems are about.
py::object quoted(const std::string& text) { return py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace")); }

py::tuple parts(const Finding& f) {
    return py::make_tuple(std::string(name(f.state)), std::string(name(f.severity)), f.rule, quoted(f.subject), quoted(f.observed), quoted(f.required), quoted(f.citation), quoted(f.text.vi), quoted(f.text.en));
}

Finding finding_of(const py::tuple& row) {
    if (row.size() != 9) throw py::value_error("a finding has nine parts");
    std::string part[9];
    for (std::size_t i = 0; i < 9; ++i) {
        if (PyUnicode_Check(row[i].ptr()) == 0) throw py::type_error("finding: each part is a text, not " + type_name(row[i]));
        part[i] = text_of(row[i]);
    }
    Finding f;
    bool known = false;
    for (const State state : {State::met, State::violated, State::undetermined})
        if (name(state) == part[0]) f.state = state, known = true;
    if (!known) throw py::value_error("state: '" + part[0] + "'; expected met, violated or undetermined");
    known = false;
    for (const Severity severity : {Severity::info, Severity::warning, Severity::error})
        if (name(severity) == part[1]) f.severity = severity, known = true;
    if (!known) throw py::value_error("severity: '" + part[1] + "'; expected info, warning or error");
    f.rule = part[2], f.subject = part[3], f.observed = part[4], f.required = part[5], f.citation = part[6], f.text = {part[7], part[8]};
    return f;
}

void register_findings(py::module_& module) {
    py::class_<Findings>(module, "FindingList")
        .def(py::init([](const std::vector<py::tuple>& rows) {
            Findings out;
            for (const py::tuple& row : rows) out.add(finding_of(row));
            return out;
        }))
        .def("__len__", &Findings::size)
        .def("get", [](const Findings& self, std::size_t i) { return parts(self[i]); })
        .def("filter",
             [](const Findings& self, const std::string& state, const std::string& severity, const std::string& rule) {
                 Findings out = rule.empty() ? self : self.with_rule(rule);
                 return out.where([&](const Finding& f) { return (state.empty() || name(f.state) == state) && (severity.empty() || name(f.severity) == severity); });
             })
        .def("message", [](const Findings& self) { return quoted(Error::message(self)); })
        .def("same", [](const Findings& self, const Findings& other) { return self == other; });
}

py::tuple term_parts(const Term& term) {
    return py::make_tuple(term.series, term.label, term.ordinal, term.since, term.until, term.settled, term.basis);
}
py::list term_list(const std::vector<Term>& terms) {
    py::list out;
    for (const Term& term : terms) out.append(term_parts(term));
    return out;
}

void register_time(py::module_& module) {
    module.def("add_months", [](Date day, int months, const std::string& month_end) {
        return add_months(day, months, month_end == "clip" ? MonthEnd::clip : month_end == "next" ? MonthEnd::next : MonthEnd::error);
    });
    module.def("months_between", &months_between);
    module.def("parse_date", [](const std::string& text, const std::string& where) { return Date::parse(text, where); });
    module.def("parse_vietnamese_date", [](const std::string& text, const std::string& where) { return Date::parse_vietnamese(text, where); });
    module.def("terms_on", [](Date day) { return term_list(terms::on(day)); });
    module.def("terms_possible", [](const std::string& id, Date day) { return term_list(terms::series(id).possible(day)); });
    module.def("terms_labelled", [](const std::string& label) { return term_list(terms::labelled(label)); });
    module.def("term_series", [](const std::string& id) {
        const TermSeries& series = terms::series(id);
        py::list out;
        for (const Term& term : series.terms()) out.append(term_parts(term));
        return py::make_tuple(series.id(), series.label(), out);
    });
    module.def("term_series_ids", [] {
        std::vector<std::string> ids;
        for (const TermSeries& series : terms::all()) ids.push_back(series.id());
        return ids;
    });
}

}  // namespace

void register_base(py::module_& module) {
    py::register_local_exception_translator([](std::exception_ptr thrown) {
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const Error& error) {
            raise(error);
        } catch (const py::cast_error&) {
            PyErr_SetString(PyExc_TypeError, "an argument holds a text that is not UTF-8, or a value of another type");
        } catch (const std::overflow_error& error) {
            PyErr_SetString(PyExc_ValueError, error.what());
        }
    });
    register_findings(module);
    register_time(module);
    module.def("fold", [](const std::string& text) { return fold(text); });
    module.def("nearest", [](const std::string& text, const std::vector<std::string>& names) { return nearest(text, names); });
    module.def("suggestion", [](const std::string& text, const std::vector<std::string>& names) { return suggestion(text, names); });
}

}  // namespace myhao_python
