// SPDX-License-Identifier: Apache-2.0
// Grades by stage between C++ and Python.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <myhao/rules/stage_check.hpp>

#include "bindings.hpp"
#include "casters.hpp"
#include "rule_values.hpp"

namespace myhao_python {

inline GradingStage stage_named(const std::string& wanted) { return named(wanted, every_grading_stage, "stage"); }

inline void register_stages(py::module_& module) {
    using Row = std::tuple<Id, std::string, std::string, std::optional<Date>, std::string, std::string>;
    py::class_<StagedGrades>(module, "StagedGrades")
        .def(py::init([](const std::vector<Row>& rows, const Scale& scale) {
            std::vector<StagedGrade> grades;
            for (const auto& [object, stage, grade, on, author, subject] : rows) grades.push_back({object, stage_named(stage), grade, on, author, subject_of(subject)});
            return StagedGrades(std::move(grades), scale);
        }))
        .def("rows",
             [](const StagedGrades& all) {
                 return list_of(all.grades(), [](const StagedGrade& one) { return py::make_tuple(one.object, text(name(one.stage)), one.grade, one.on, one.author, text(name(one.subject))); });
             })
        .def("moves",
             [](const StagedGrades& all, const std::string& from, const std::string& to) {
                 return list_of(all.moves(stage_named(from), stage_named(to)), [](const StageMove& m) { return py::make_tuple(m.object, text(name(m.subject)), m.before, m.after, m.steps); });
             })
        .def("tally", [](const StagedGrades& all, const std::string& stage, const std::string& subject) { return all.tally(stage_named(stage), subject_of(subject)); })
        .def("check", [](const StagedGrades& all, const Evaluation& made) { return check(all, made); })
        .def("same", [](const StagedGrades& a, const StagedGrades& b) { return a == b; });
}

}  // namespace myhao_python
