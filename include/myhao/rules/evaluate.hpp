// SPDX-License-Identifier: Apache-2.0
// Evaluates a tree from its facts, its rules and whatever was reported or decided: bottom-up, on sets of outcomes.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/facts_builder.hpp>
#include <myhao/rules/rule_change.hpp>
#include <myhao/rules/run.hpp>

namespace myhao::inline v0 {

namespace detail {

/// The evidence must name things that exist, and grades of the right scale.
inline void check_evidence(const Tree& tree, const std::array<std::optional<Facts>, subjects>& facts, const RuleBook& rules, const Evidence& evidence, Findings& problems) {
    for (const DecidedGrade& decided : evidence.decided) {
        const std::string where = "decided, '" + decided.object.text() + "'";
        const auto& of = facts[static_cast<std::size_t>(decided.subject)];
        const RuleSet* set = rules.find(decided.subject);
        if (!of || !set) problems.add(InvalidFacts::at(where, "this subject is not evaluated", std::string(name(decided.subject))).problems());
        else if (!find_object(of->data(), decided.object)) problems.add(unknown_object(of->data(), decided.object, where));
        if (set && !set->scale().find(decided.grade)) problems.add(set->scale().unknown(decided.grade, where));
    }
    for (const Tally& tally : evidence.reported) {
        const RuleSet* set = rules.find(tally.subject());
        if (set && !(set->scale() == tally.scale()))
            problems.add(InvalidFacts::at("reported tally", "the rules grade by another scale", tally.scale().id(), set->scale().id()).problems());
        if (tally.of() && !tree.row(*tally.of())) problems.add(unknown_unit(tree, *tally.of(), "reported tally"));
    }
    const int year = rules.year().value_or(tree.date().year());
    for (const PreviousGrade& before : evidence.previous) {
        const std::string where = "previous, '" + before.object.text() + "', " + std::to_string(before.year);
        const auto& of = facts[static_cast<std::size_t>(before.subject)];
        const RuleSet* set = rules.find(before.subject);
        if (!of || !set) problems.add(InvalidFacts::at(where, "this subject is not evaluated", std::string(name(before.subject))).problems());
        else if (!find_object(of->data(), before.object)) problems.add(unknown_object(of->data(), before.object, where));
        if (set && before.grade != "not_graded" && !set->scale().find(before.grade)) problems.add(set->scale().unknown(before.grade, where));
        if (before.year >= year || before.year < year - 99) problems.add(InvalidFacts::at(where, "not a year before", std::to_string(before.year), "before " + std::to_string(year)).problems());
    }
    for (const Id& unit : evidence.incomplete)
        if (!tree.row(unit)) problems.add(unknown_unit(tree, unit, "incomplete"));
}

/// The years before, as far back as the rules ask.
[[nodiscard]] inline Past past_of(const RuleSet& rules, const Facts& facts, Subject subject, int year, const Evidence& evidence) {
    Past past;
    const auto ask = [&](const Condition& condition) {
        for (const Node& n : condition.nodes())
            if ((n.op == Op::share || n.op == Op::count) && n.population == Population::previous) past.years = std::max(past.years, static_cast<std::size_t>(*number_of(n.over, FactType::count)));
    };
    for (const Clause& c : rules.not_graded()) ask(c.condition);
    for (const Clause& c : rules.grades()) ask(c.condition);
    for (const Ceiling& c : rules.ceilings()) ask(c.clause.condition);
    if (past.empty()) return past;
    past.may.assign(facts.size() * past.years, static_cast<std::uint8_t>(rules.scale().all().bits() | not_graded_bit));
    for (std::size_t o = 0; o <= facts.size(); ++o) past.first.push_back(static_cast<std::uint32_t>(o * past.years));
    for (const PreviousGrade& before : evidence.previous) {
        const auto ago = static_cast<std::size_t>(year - before.year - 1);
        if (before.subject != subject || ago >= past.years) continue;
        past.may[*find_object(facts.data(), before.object) * past.years + ago] =
            before.grade == "not_graded" ? not_graded_bit : static_cast<std::uint8_t>(1u << *rules.scale().find(before.grade));
    }
    return past;
}

/// Unites the results of two candidates of the gaps. `sure`: that neither is one which the evidence excludes in fact.
inline void unite(Graded& all, const Graded& one, bool sure) {
    for (std::size_t i = 0; i < all.may.size(); ++i) {
        const auto may = static_cast<std::uint8_t>(all.may[i] | one.may[i]);
        if (all.may[i] != one.may[i]) all.about[i] |= static_cast<std::uint8_t>(static_cast<unsigned>(Open::gap) | (sure ? 0u : unsigned{sound_bit}));
        all.about[i] |= one.about[i];
        if (all.may[i] != one.may[i] || all.by[i] != one.by[i]) all.by[i] = single(may) ? all.by[i] : decided_by(Decider::open);
        all.may[i] = may;
    }
}

/// That the evidence excludes a candidate is no fault, and worth knowing.
[[nodiscard]] inline Finding excluded(const RuleBook& rules, const std::vector<RuleSet>& candidate, Finding why) {
    Finding f;
    f.state = State::met;
    f.severity = Severity::info;
    f.rule = "gaps.excluded";
    f.observed = std::move(why.observed);
    f.citation = std::move(why.citation);
    for (const RuleSet& set : candidate)
        for (std::size_t q = 0; q < set.quotas().size(); ++q) {
            const Quota &one = set.quotas()[q], &open = rules[set.subject()].quotas()[q];
            if (one.base != open.base) f.subject += (f.subject.empty() ? "" : ", ") + ("quotas." + (one.id.empty() ? one.grade : one.id) + ".base = " + std::string(name(one.base.front())));
        }
    f.text = {"chứng cứ loại trừ khả năng này: " + why.text.vi, "the evidence excludes this candidate: " + why.text.en};
    return f;
}

}  // namespace detail

/// Grades every object of every subject that `rules` grade and `facts` are given for. `facts`: at most one for each subject;
/// of organizations without facts nothing is known. Gaps run candidate by candidate and are united; a candidate that
/// contradicts the evidence is dropped, and if all do, that is a finding.
///
/// Throws InvalidFacts with every decided grade and tally that names nothing of the tree, every fact that the rules read as
/// another type, and facts of another tree; InvalidRules where a condition names what its population's rules do not know.
[[nodiscard]] inline Evaluation evaluate(const Tree& tree, const std::vector<Facts>& facts, const RuleBook& rules, const Evidence& evidence = {}) {
    Findings problems;
    auto data = std::make_shared<Evaluation::Data>(Evaluation::Data{.tree = tree, .rules = rules, .year = rules.year()});
    for (const Facts& of : facts) {
        auto& place = data->facts[static_cast<std::size_t>(of.subject())];
        if (place) problems.add(InvalidFacts::at("facts", "given twice for one subject", std::string(name(of.subject()))).problems());
        if (!(of.tree() == tree)) problems.add(InvalidFacts::at("facts", "facts of another tree").problems());
        place = of;
        data->origin = combine(data->origin, of.origin());
    }
    if (auto& units = data->facts[0]; !units) units = FactsBuilder(tree, rules.find(Subject::organization) ? rules[Subject::organization].facts() : Vocabulary()).build();
    if (problems.empty()) detail::check_evidence(tree, data->facts, rules, evidence, problems);
    if (!problems.empty()) throw InvalidFacts(std::move(problems));

    data->evidence = evidence;
    if (!evidence.incomplete.empty()) data->incomplete.assign(tree.size(), 0);
    for (const Id& unit : evidence.incomplete) data->incomplete[tree.position(*tree.row(unit))] = 1;
    std::vector<std::vector<RuleSet>> books(1);
    for (const RuleSet& set : rules.sets()) {
        std::vector<std::vector<RuleSet>> more;
        for (const auto& book : books)
            for (const RuleSet& candidate : detail::candidates(set)) {
                more.push_back(book);
                more.back().push_back(candidate);
            }
        books = std::move(more);
    }
    data->layout = std::make_shared<const detail::Layout>(tree);
    for (const RuleSet& set : rules.sets()) {
        const auto s = static_cast<std::size_t>(set.subject());
        if (data->facts[s]) data->past[s] = detail::past_of(set, *data->facts[s], set.subject(), rules.year().value_or(tree.date().year()), evidence);
    }
    for (int last_resort = 0; last_resort < 2 && data->candidates.empty(); ++last_resort) {
        data->findings = Findings();
        bool sure = true;
        for (const auto& sets : books) {
            Findings found;
            detail::Candidate candidate{.book = RuleBook(sets, rules.year())};
            detail::StrataRun run(tree, *data->layout, data->facts, evidence, data->incomplete, data->past, candidate, problems);
            if (!problems.empty()) throw InvalidRules(std::move(problems));
            if (!run.run(found) && !last_resort) {
                for (const Finding& f : found) data->findings.add(detail::excluded(rules, sets, f));
                continue;
            }
            const bool first = data->candidates.empty();
            sure = sure && run.sure();
            for (std::size_t s = 0; s < detail::subjects; ++s) {
                if (first) data->graded[s] = candidate.graded[s];
                else detail::unite(data->graded[s], candidate.graded[s], sure);
            }
            if (first) data->findings.add(found);
            data->candidates.push_back(std::move(candidate));
        }
    }
    return Evaluation(std::move(data));
}

}  // namespace myhao::inline v0
