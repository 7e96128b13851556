// SPDX-License-Identifier: Apache-2.0
// Backwards from an outcome: what must have been so of an object that was given one of these grades.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/describe.hpp>
#include <myhao/rules/evaluation.hpp>

namespace myhao::inline v0 {

/// One thing that follows. Only what was not known already, and what every candidate of the gaps implies.
struct Implied {
    std::string fact;      // the fact, or empty for a share, a count or a ratio
    Label what;            // "results one of excellent, good"; "share of subordinates (graded at least completed) at least 100%"
    std::vector<std::string> values = {};   // of a level, grade or flag: what it can have been
    std::vector<std::string> clauses = {};  // by which clauses the grades can have been reached

    friend bool operator==(const Implied&, const Implied&) = default;
};

namespace detail {

/// The tests that a clause joins by "and": none of them was false if the clause was true.
[[nodiscard]] inline std::vector<std::uint32_t> conjuncts(const Program& program, Range clause) {
    std::vector<std::vector<std::uint32_t>> stack;
    for (std::uint32_t s = clause.first; s < clause.last; ++s) {
        const Step& step = program.steps[s];
        if (step.kind == Step::Kind::all_of) {
            std::vector<std::uint32_t> joined;
            for (auto part = stack.end() - step.arity; part != stack.end(); ++part) joined.insert(joined.end(), part->begin(), part->end());
            stack.resize(stack.size() - step.arity);
            stack.push_back(std::move(joined));
        } else if (step.joins() && step.kind != Step::Kind::negation) {
            stack.resize(stack.size() - step.arity);
            stack.emplace_back();  // one of them was true, nobody knows which
        } else if (step.kind == Step::Kind::negation) {
            stack.back().clear();
        } else {
            stack.push_back({s});
            s += step.width;
        }
    }
    return stack.back();
}

/// The clauses by which an object can have come to one of `grades`: the grade's own, or a better one from which a quota or a
/// ceiling took it down. Nothing where a grade needs no clause.
[[nodiscard]] inline std::optional<std::vector<std::size_t>> ways_to(const RuleSet& rules, std::uint8_t may) {
    std::vector<bool> way(rules.grades().size(), false);
    for (std::size_t g = 0; g < rules.scale().size(); ++g) {
        if (!(may >> g & 1)) continue;
        if (g >= rules.grades().size()) return std::nullopt;  // the last grade is what is left
        way[g] = true;
        for (std::size_t better = g; better-- > 0;) {
            const bool capped = std::any_of(rules.ceilings().begin(), rules.ceilings().end(), [&](const Ceiling& c) { return *rules.scale().find(c.grade) == g; }) || !rules.relations().empty();
            const bool fell = way[better + 1] && std::any_of(rules.quotas().begin(), rules.quotas().end(), [&](const Quota& q) { return *rules.scale().find(q.grade) == better; });
            if (capped || fell) way[better] = true;
        }
    }
    if (may & not_graded_bit) return std::nullopt;
    std::vector<std::size_t> ways;
    for (std::size_t g = 0; g < way.size(); ++g)
        if (way[g]) ways.push_back(g);
    return ways;
}

/// Whether two steps compare the same thing, perhaps with different thresholds.
[[nodiscard]] inline bool same_subject(const Program& program, std::uint32_t a, std::uint32_t b) {
    const Step &x = program.steps[a], &y = program.steps[b];
    if (x.kind != y.kind || x.compare != y.compare || x.column != y.column || x.over != y.over || x.population != y.population || x.width != y.width) return false;
    for (std::uint32_t k = 1; k <= x.width; ++k)
        if (!program.steps[a + k].same_test(program.steps[b + k])) return false;
    return true;
}

}  // namespace detail

/// What follows for one object from its outcome: of conjunctive clauses no condition can have been false. Throws UnknownUnit
/// as `Evaluation::of` does.
[[nodiscard]] inline std::vector<Implied> implied(const Evaluation& evaluation, const Id& object, Subject subject = Subject::organization) {
    using detail::Step;
    static_cast<void>(evaluation.of(subject, object));  // throws where there is none
    const std::size_t at = evaluation.facts(subject)->position(object), s = static_cast<std::size_t>(subject);
    std::vector<Implied> all;
    bool first = true;
    for (const detail::Candidate& candidate : evaluation.data().candidates) {
        const RuleSet& rules = candidate.book[subject];
        const detail::Program& program = *candidate.programs[s];
        const auto ways = detail::ways_to(rules, candidate.graded[s].may[at]);
        const auto threshold = [&](std::uint32_t t) { return Ratio(program.steps[t].p, program.steps[t].q); };
        std::vector<Implied> found;
        if (ways && !ways->empty()) {
            std::vector<std::string> clauses;
            std::vector<std::vector<std::uint32_t>> tests;
            for (const std::size_t w : *ways) clauses.push_back("grades." + rules.grades()[w].id), tests.push_back(detail::conjuncts(program, program.grades[w]));
            std::vector<char> seen(rules.facts().size(), 0);
            for (const std::uint32_t test : tests.front()) {
                const Step& step = program.steps[test];
                if (step.kind == Step::Kind::mask) {
                    if (std::exchange(seen[step.column], char{1})) continue;
                    // Within a clause every test of the fact holds; between clauses either may be the one.
                    std::uint8_t allowed = 0;
                    for (const auto& clause : tests) {
                        std::uint8_t here = 0xFF;
                        for (const std::uint32_t t : clause)
                            if (program.steps[t].kind == Step::Kind::mask && program.steps[t].column == step.column) here &= static_cast<std::uint8_t>(~program.steps[t].no);
                        allowed |= here;
                    }
                    const std::uint8_t known = candidate.spaces[s].columns[step.column]->may[at];
                    if ((known & allowed) == known) continue;
                    const Fact& fact = rules.facts()[step.column];
                    const auto values = detail::values_of(fact, rules.scale());
                    Implied one{fact.name, {}, {}, clauses};
                    for (std::size_t v = 0; v < values.size(); ++v)
                        if ((known & allowed) >> v & 1) one.values.push_back(values[v]);
                    std::string list;
                    for (const std::string& v : one.values) list += (list.empty() ? "" : ", ") + v;
                    const Label label = detail::fact_label(rules, fact.name);
                    const bool na = (known & allowed & detail::na_bit) != 0;
                    one.what = {label.vi + ": " + list + (na ? " hoặc không áp dụng" : ""), label.en + ": " + list + (na ? " or not applicable" : "")};
                    found.push_back(std::move(one));
                } else if (step.compare == Compare::at_least && (step.kind == Step::Kind::share || step.kind == Step::Kind::ratio)) {
                    // The weakest threshold that every way demands.
                    std::uint32_t weakest = test;
                    bool demanded = true;
                    for (const auto& clause : tests) {
                        bool here = false;
                        std::uint32_t strongest = test;
                        for (const std::uint32_t t : clause)
                            if (detail::same_subject(program, t, test) && (!here || threshold(strongest) < threshold(t))) strongest = t, here = true;
                        demanded &= here;
                        if (here && threshold(strongest) < threshold(weakest)) weakest = strongest;
                    }
                    if (!demanded) continue;
                    const std::size_t w = (*ways)[0];
                    const auto& nodes = rules.grades()[w].condition.nodes();
                    Node node = nodes[step.node];
                    node.share = threshold(weakest);
                    const RuleSet* reads = step.kind == Step::Kind::share ? step.population == Population::previous ? &rules : candidate.book.find(static_cast<Subject>(detail::stage_no(step.population, s))) : nullptr;
                    const Label where = step.kind == Step::Kind::share ? detail::describe(reads ? *reads : rules, nodes[step.node - 1], {}) : Label{};
                    Implied one{{}, detail::describe(rules, node, where), {}, clauses};
                    if (std::none_of(found.begin(), found.end(), [&](const Implied& i) { return i.what == one.what; })) found.push_back(std::move(one));
                }
            }
        }
        if (first) all = std::move(found);
        else std::erase_if(all, [&](const Implied& i) { return std::find(found.begin(), found.end(), i) == found.end(); });
        first = false;
    }
    return all;
}

}  // namespace myhao::inline v0
