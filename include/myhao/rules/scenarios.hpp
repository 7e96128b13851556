// SPDX-License-Identifier: Apache-2.0
// Scenarios: the same objects evaluated many times, each time with something else, one after another so that memory stays flat.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <myhao/rules/evaluate.hpp>

namespace myhao::inline v0 {

/// What differs from a baseline. What is left empty is the baseline's.
struct Scenario {
    /// Facts of one subject that are otherwise.
    struct Changed {
        Subject subject = Subject::organization;
        std::vector<Facts::Change> changes = {};
    };
    std::string id;
    std::optional<RuleBook> rules = {};
    std::vector<Changed> facts = {};
    std::optional<std::vector<DecidedGrade>> decided = {};  // instead of the baseline's decisions
};

/// The baseline under one scenario. Throws as `evaluate` does, and InvalidFacts where facts of a subject are changed of which
/// none were given. The baseline is not touched.
[[nodiscard]] inline Evaluation evaluate(const Tree& tree, const std::vector<Facts>& facts, const RuleBook& rules, const Evidence& evidence, const Scenario& scenario) {
    std::vector<Facts> changed = facts;
    Findings problems;
    for (const Scenario::Changed& of : scenario.facts) {
        bool found = false;
        for (Facts& table : changed)
            if (table.subject() == of.subject) try {
                    found = true;
                    table = table.with(of.changes);
                } catch (const InvalidFacts& error) {
                    problems.add(error.problems());
                }
        if (!found) problems.add(InvalidFacts::at("facts", "a scenario changes facts of a subject of which none were given", std::string(name(of.subject))).problems());
    }
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    if (!scenario.decided) return evaluate(tree, changed, scenario.rules.value_or(rules), evidence);
    Evidence told = evidence;
    told.decided = *scenario.decided;
    return evaluate(tree, changed, scenario.rules.value_or(rules), told);
}

/// What `reduce` makes of the evaluation of each scenario, in their order; an evaluation is gone before the next is made.
/// Where scenarios are refused, throws once, with every problem of every scenario under its id; also where two have one id.
/// Several threads may each take a part of the scenarios: nothing is shared that changes.
template <class Reduce>
[[nodiscard]] auto evaluate_many(const Tree& tree, const std::vector<Facts>& facts, const RuleBook& rules, std::span<const Scenario> scenarios, const Evidence& evidence, Reduce reduce) {
    std::vector<std::decay_t<decltype(reduce(std::declval<const Evaluation&>()))>> results;
    results.reserve(scenarios.size());
    Findings problems;
    std::vector<std::string_view> ids;
    for (const Scenario& scenario : scenarios) ids.push_back(scenario.id);
    std::sort(ids.begin(), ids.end());
    for (std::size_t k = 1; k < ids.size(); ++k)
        if (ids[k] == ids[k - 1] && (k == 1 || ids[k - 2] != ids[k])) problems.add(InvalidFacts::at("scenarios." + std::string(ids[k]), "two scenarios of one id").problems());
    for (const Scenario& scenario : scenarios) {
        const std::string where = "scenarios." + scenario.id;
        std::optional<Evaluation> made;
        try {
            made = evaluate(tree, facts, rules, evidence, scenario);
        } catch (const Error& error) {
            for (Finding f : error.problems()) {
                f.subject = where + (f.subject.empty() ? "" : ", " + f.subject);
                problems.add(std::move(f));
            }
        }
        if (problems.empty()) results.push_back(reduce(*made));
    }
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    return results;
}

/// How many objects are open, and for which causes (in the order of `every_open`; an object may be open for several).
struct OpenCount {
    std::int64_t objects = 0;
    std::array<std::int64_t, std::size(every_open)> because = {};

    friend bool operator==(const OpenCount&, const OpenCount&) = default;
};

[[nodiscard]] inline OpenCount open_count(const Evaluation& evaluation, Subject subject = Subject::organization) {
    OpenCount count;
    const auto may = evaluation.possible(subject);
    for (std::size_t i = 0; i < may.size(); ++i) {
        if (may[i] == 0 || std::has_single_bit(may[i])) continue;
        ++count.objects;
        const Outcome one = evaluation.at(subject, i);
        for (std::size_t k = 0; k < std::size(every_open); ++k) count.because[k] += one.open(every_open[k]);
    }
    return count;
}

}  // namespace myhao::inline v0
