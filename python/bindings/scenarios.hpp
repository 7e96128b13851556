// SPDX-License-Identifier: Apache-2.0
// Scenarios between C++ and Python: changes as plain tuples in, what was reduced out; the lock is free while they are evaluated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/rules/scenarios.hpp>

#include "bindings.hpp"
#include "casters.hpp"
#include "rule_values.hpp"

namespace myhao_python {

/// Missing, a flag, a whole number, or anything else as its text; last: that it does not apply.
using ChangeArgument = std::tuple<Id, std::string, std::variant<std::monostate, bool, std::int64_t, std::string>, bool>;
using DecidedArgument = std::vector<std::tuple<Id, std::string, std::string>>;
using ScenarioArgument = std::tuple<std::string, std::optional<std::vector<RuleSet>>, std::vector<std::pair<std::string, std::vector<ChangeArgument>>>, std::optional<DecidedArgument>>;

inline std::vector<Facts::Change> changes_of(const std::vector<ChangeArgument>& argument) {
    std::vector<Facts::Change> changes;
    for (const auto& [object, fact, value, na] : argument) {
        FactValue said = NotApplicable{};
        if (!na) std::visit([&](const auto& v) { said = v; }, value);
        changes.push_back({object, fact, std::move(said)});
    }
    return changes;
}

inline std::vector<DecidedGrade> decided_of(const DecidedArgument& argument) {
    std::vector<DecidedGrade> decided;
    for (const auto& [id, grade, subject] : argument) decided.push_back({id, grade, subject_of(subject)});
    return decided;
}

inline std::vector<Scenario> scenarios_of(const std::vector<ScenarioArgument>& argument, std::optional<int> year) {
    std::vector<Scenario> scenarios;
    for (const auto& [id, rules, facts, decided] : argument) {
        Scenario& made = scenarios.emplace_back(Scenario{.id = id});
        if (rules) made.rules = RuleBook(*rules, year);
        for (const auto& [subject, changes] : facts) made.facts.push_back({subject_of(subject), changes_of(changes)});
        if (decided) made.decided = decided_of(*decided);
    }
    return scenarios;
}

/// Of one subject: (certain, possible) of each grade, and the open objects: how many, and by cause.
struct SubjectCounts {
    Subject subject = Subject::organization;
    std::vector<std::string> grades;
    std::vector<GradeCount> tally;
    OpenCount open;
};

inline std::vector<SubjectCounts> counts_of(const Evaluation& made) {
    std::vector<SubjectCounts> counts;
    for (const RuleSet& rules : made.rules().sets()) {
        if (made.facts(rules.subject()) == nullptr) continue;
        SubjectCounts& one = counts.emplace_back(SubjectCounts{.subject = rules.subject(), .grades = {}, .tally = made.tally(rules.subject()), .open = open_count(made, rules.subject())});
        for (std::size_t g = 0; g < rules.scale().size(); ++g) one.grades.push_back(rules.scale()[g].code);
        one.grades.emplace_back("not_graded");
    }
    return counts;
}

inline py::list counts_parts(const std::vector<SubjectCounts>& counts) {
    return list_of(counts, [](const SubjectCounts& c) {
        return py::make_tuple(text(name(c.subject)), c.grades, list_of(c.tally, [](const GradeCount& g) { return py::make_tuple(g.certain, g.possible); }), c.open.objects,
                              std::vector<std::int64_t>(c.open.because.begin(), c.open.because.end()));
    });
}

inline void register_scenarios(py::module_& module) {
    module.def("facts_with", [](const Facts& facts, const std::vector<ChangeArgument>& changes) { return facts.with(changes_of(changes)); });
    module.def("counts", [](const Evaluation& made) { return counts_parts(counts_of(made)); });
    const auto evidence_of = [](const std::vector<Tally>& reported, const DecidedArgument& decided, const std::vector<std::tuple<Id, int, std::string, std::string>>& previous, const std::vector<Id>& incomplete) {
        Evidence evidence;
        evidence.reported = reported, evidence.decided = decided_of(decided), evidence.incomplete = incomplete;
        for (const auto& [id, of, grade, subject] : previous) evidence.previous.push_back({id, of, grade, subject_of(subject)});
        return evidence;
    };
    module.def("evaluate", [evidence_of](const Tree& tree, const std::vector<Facts>& facts, const std::vector<RuleSet>& rules, std::optional<int> year, const std::vector<Tally>& reported, const DecidedArgument& decided,
                                         const std::vector<std::tuple<Id, int, std::string, std::string>>& previous, const std::vector<Id>& incomplete) {
        const Evidence evidence = evidence_of(reported, decided, previous, incomplete);
        const RuleBook book(rules, year);
        const py::gil_scoped_release release;
        return evaluate(tree, facts, book, evidence);
    });
    // Of each scenario the counts of every subject, or, where objects are wanted, what each of them may be.
    module.def("evaluate_many", [evidence_of](const Tree& tree, const std::vector<Facts>& facts, const std::vector<RuleSet>& rules, std::optional<int> year, const std::vector<Tally>& reported, const DecidedArgument& decided,
                                              const std::vector<std::tuple<Id, int, std::string, std::string>>& previous, const std::vector<Id>& incomplete, const std::vector<ScenarioArgument>& given,
                                              const std::vector<std::pair<std::string, Id>>& wanted) -> py::list {
        const Evidence evidence = evidence_of(reported, decided, previous, incomplete);
        const RuleBook book(rules, year);
        const std::vector<Scenario> scenarios = scenarios_of(given, year);
        if (wanted.empty()) {
            std::vector<std::vector<SubjectCounts>> made;
            {
                const py::gil_scoped_release release;
                made = evaluate_many(tree, facts, book, scenarios, evidence, counts_of);
            }
            return list_of(made, counts_parts);
        }
        std::vector<std::pair<Subject, Id>> objects;
        for (const auto& [subject, id] : wanted) objects.emplace_back(subject_of(subject), id);
        std::vector<std::vector<std::vector<std::string>>> made;
        {
            const py::gil_scoped_release release;
            made = evaluate_many(tree, facts, book, scenarios, evidence, [&](const Evaluation& e) {
                std::vector<std::vector<std::string>> possible;
                for (const auto& [subject, id] : objects) possible.push_back(e.of(subject, id).possible());
                return possible;
            });
        }
        return py::cast(made);
    });
}

}  // namespace myhao_python
