// SPDX-License-Identifier: Apache-2.0
// Plans as plain tuples.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <myhao/rules/why_not.hpp>

#include "bindings.hpp"
#include "casters.hpp"
#include "rule_values.hpp"

namespace myhao_python {

/// A value as `facts_with` takes it: missing, a flag, a whole number, or a text; and whether it is not applicable.
inline py::tuple plan_value(const FactValue& value) {
    const bool na = std::holds_alternative<NotApplicable>(value);
    py::object cell = py::none();
    if (const auto* code = std::get_if<std::string>(&value)) cell = py::str(*code);
    else if (const auto* flag = std::get_if<bool>(&value)) cell = py::bool_(*flag);
    else if (const auto* whole = std::get_if<std::int64_t>(&value)) cell = py::int_(*whole);
    else if (const auto* decimal = std::get_if<Decimal>(&value)) cell = py::str(decimal->text());
    else if (const auto* day = std::get_if<Date>(&value)) cell = py::str(day->text());
    return py::make_tuple(cell, na);
}

inline py::tuple step_parts(const PlanStep& step) {
    return py::make_tuple(text(name(step.kind)),
                          list_of(step.facts, [](const FactStep& f) { return py::make_tuple(text(name(f.subject)), f.object, f.fact, plan_value(f.from), plan_value(f.to), f.label, f.known, f.value, f.learned); }),
                          list_of(step.decided, [](const DecidedGrade& d) { return py::make_tuple(text(name(d.subject)), d.object, d.grade); }), step.population, step.path, step.past, step.text);
}

inline void register_plans(py::module_& module) {
    module.def("why_not", [](const Evaluation& e, const std::string& subject, py::handle id, const std::string& grade) {
        const Id object = id_of(id);
        std::optional<Plans> plans;
        {
            const py::gil_scoped_release release;
            plans = why_not(e, object, grade, subject_of(subject));
        }
        return py::make_tuple(list_of(plans->plans, [](const Plan& plan) { return py::make_tuple(plan.minimal, list_of(plan.steps, step_parts)); }),
                              list_of(plans->blocked_by, [](const Blocked& b) { return py::make_tuple(b.by, b.path, b.text, py::tuple(list_of(b.objects, [](const Id& one) { return one; }))); }), plans->grade, plans->tried);
    });
}

}  // namespace myhao_python
