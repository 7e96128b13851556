// SPDX-License-Identifier: Apache-2.0
// Staged grades beside an evaluation: what was decided as evidence, and which stages the rules and the facts allow.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <myhao/grades/stages.hpp>
#include <myhao/rules/evaluation.hpp>

namespace myhao::inline v0 {

/// What was decided, as evidence for `evaluate`; objects decided as "not_graded" are left out.
[[nodiscard]] inline std::vector<DecidedGrade> decided(const StagedGrades& stages) {
    std::vector<DecidedGrade> given;
    for (const StagedGrade& one : stages.grades())
        if (one.stage == GradingStage::decided && one.grade != "not_graded") given.push_back({one.object, one.grade, one.subject});
    return given;
}

/// A finding for each object and stage: met where the evaluation gives just that grade, undetermined where it is one of several,
/// violated where the rules and the facts do not allow it. Evaluate without the decisions, or they confirm themselves. Throws
/// UnknownUnit where an object was not evaluated.
[[nodiscard]] inline Findings check(const StagedGrades& stages, const Evaluation& evaluation) {
    Findings findings;
    for (const StagedGrade& one : stages.grades()) {
        const Outcome outcome_of = evaluation.of(one.subject, one.object);
        const auto possible = outcome_of.possible();
        std::string all;
        bool among = false;
        for (const std::string& grade : possible) all += (all.empty() ? "" : " or ") + grade, among |= grade == one.grade;
        Finding f;
        f.state = !among ? State::violated : possible.size() == 1 ? State::met : State::undetermined;
        f.severity = among ? Severity::info : Severity::warning;
        f.rule = "stages." + std::string(name(one.stage));
        f.subject = one.object.text();
        f.observed = one.grade;
        f.required = std::move(all);
        const Label stage = label(one.stage);
        f.text = among ? Label{"mức " + stage.vi + " nằm trong các mức tính được", "the grade (" + stage.en + ") is among those that the rules and the facts allow"}
                       : Label{"mức " + stage.vi + " không nằm trong các mức tính được", "the grade (" + stage.en + ") is not among those that the rules and the facts allow"};
        findings.add(std::move(f));
    }
    return findings;
}

}  // namespace myhao::inline v0
