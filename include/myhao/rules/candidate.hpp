// SPDX-License-Identifier: Apache-2.0
// One candidate of the gaps: the rules without gaps, compiled, and what every object was graded under them.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <myhao/rules/layout.hpp>
#include <myhao/rules/machine.hpp>
#include <myhao/rules/quota_program.hpp>
#include <myhao/rules/rule_book.hpp>

namespace myhao::inline v0::detail {

/// Columns of one subject, an entry for each object; in level order of units.
struct Graded {
    std::vector<std::uint8_t> may;    // bits of grades, bit 7 "not graded"; 0: not an object of these rules
    std::vector<std::uint8_t> about;  // Open bits; coupled: its outcome hangs together with others'; sound: may be wider than exact
    std::vector<std::uint8_t> by;     // Decider, and its clause's index times 8
    std::vector<std::uint8_t> before_quotas;  // `may` after clauses, ceilings and caps

    void assign(std::size_t n, std::uint8_t value) { may.assign(n, value), about.assign(n, 0), by.assign(n, open), before_quotas.assign(n, value); }
    static constexpr std::uint8_t open = 7;
};

struct Candidate {
    RuleBook book;
    std::array<std::optional<Program>, subjects> programs = {};
    std::array<Space, subjects> spaces = {};
    std::array<std::vector<QuotaProgram>, subjects> quotas = {};  // in the order in which they are applied
    std::array<Graded, subjects> graded = {};
};

/// The outcomes of the years before: of each object the last `years`, latest first; who is not known of may have had any.
struct Past {
    std::size_t years = 0;
    std::vector<std::uint8_t> may;
    std::vector<std::uint32_t> first;

    [[nodiscard]] bool empty() const noexcept { return years == 0; }
};

/// Makes the programs and columns of every subject that the book grades and facts are given for.
inline void compile(Candidate& candidate, const std::array<std::optional<Facts>, subjects>& facts, Date on, Findings& problems) {
    const auto rules_of = [&](Population population) { return candidate.book.find(static_cast<Subject>(stage_no(population, 0))); };
    for (std::size_t s = 0; s < subjects; ++s) {
        const RuleSet* rules = candidate.book.find(static_cast<Subject>(s));
        if (!facts[s] || !rules) continue;
        candidate.spaces[s] = space_of(*rules, *facts[s], problems);
        candidate.programs[s] = Compiler(*rules, on, rules_of, problems).program();
        for (const std::size_t q : quota_order(*rules)) candidate.quotas[s].emplace_back(*rules, q, candidate.spaces[s]);
    }
}

[[nodiscard]] inline Stage stage_of(std::size_t s, const Layout& layout, const std::array<std::optional<Facts>, subjects>& facts, const Candidate& candidate) {
    Stage stage;
    stage.subject = s;
    stage.space = &candidate.spaces[s];
    stage.program = candidate.programs[s] ? &*candidate.programs[s] : nullptr;
    stage.may = candidate.graded[s].may;
    stage.first = s == 0 ? std::span<const std::uint32_t>(layout.first) : std::span<const std::uint32_t>(facts[s]->data().first);
    return stage;
}

/// Whether relation `c` of the stage's rules binds an object: a set of truth values.
[[nodiscard]] inline std::uint8_t bound(const Stage& stage, std::size_t c, std::size_t object, Machine& machine) {
    const Program& when = stage.program->relations[c];
    if (when.steps.empty()) return yes_bit;
    Stage alone = stage;
    alone.program = &when;
    return machine.run(alone, {0, static_cast<std::uint32_t>(when.steps.size())}, object, object + 1)[0];
}

[[nodiscard]] inline Stage stage_of(const Past& past) {
    Stage stage;
    stage.may = past.may, stage.first = past.first;
    return stage;
}

}  // namespace myhao::inline v0::detail
