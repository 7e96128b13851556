// SPDX-License-Identifier: Apache-2.0
// Recomputes an outcome from its reason alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <myhao/rules/precise.hpp>
#include <myhao/rules/reason.hpp>

namespace myhao::inline v0 {

namespace detail {

/// The truth of any step for one object: tests from its facts, shares and counts as given.
[[nodiscard]] inline std::uint8_t leaf_truth(const Stage& stage, Populations& populations, std::uint32_t s, std::size_t object) {
    const Step& step = stage.program->steps[s];
    switch (step.kind) {
        case Step::Kind::mask: return mask_truth(stage.space->columns[step.column]->may[object], step.yes, step.no);
        case Step::Kind::number: {
            const FactColumn& c = *stage.space->columns[step.column];
            return number_truth(c.may[object], c.low[object], c.high[object], step.low, step.high);
        }
        case Step::Kind::ratio: {
            const FactColumn &count = *stage.space->columns[step.column], &over = *stage.space->columns[step.over];
            return ratio_truth(step, count.may[object], count.low[object], count.high[object], over.may[object], over.low[object], over.high[object]);
        }
        case Step::Kind::share:
        case Step::Kind::count: return populations.truth(*stage.program, s, object);
        default: return yes_bit | no_bit;
    }
}

/// What one object's clauses and ceilings leave possible, apart from every other way in which that is computed.
[[nodiscard]] inline std::uint8_t by_clauses(const Stage& stage, Populations& populations, std::size_t object) {
    std::vector<std::uint8_t> values;
    const auto leaf = [&](std::uint32_t s) { return leaf_truth(stage, populations, s, object); };
    const std::uint8_t loose = first_match(*stage.program, [&](Range clause) { return clause_truth(*stage.program, clause, leaf, values); });
    return single(loose) ? loose : Precise(stage, populations).run(object, loose).may;
}

[[nodiscard]] inline std::uint8_t capped_by(std::uint8_t may, std::uint8_t above) noexcept {
    if (above == 0) return may;
    unsigned capped = above & not_graded_bit ? may : 0u;
    for (unsigned grade = 0; grade < 7; ++grade) {
        const unsigned better = (1u << grade) - 1u;
        if (above >> grade & 1) capped |= (may & ~better) | (may & better ? 1u << grade : 0u);
    }
    return static_cast<std::uint8_t>(capped);
}

[[nodiscard]] inline std::uint8_t after_quota(std::uint8_t may, std::size_t grade, bool stays, bool falls) noexcept {
    if (!(may >> grade & 1) || !falls) return may;
    return static_cast<std::uint8_t>((stays ? may : may & ~(1u << grade)) | 2u << grade);
}

/// Shares and counts as a reason holds them: what they are taken over is not known any more.
class ToldPopulations final : public Populations {
public:
    explicit ToldPopulations(const std::vector<KnownPopulation>& told) : told_(told) {}
    [[nodiscard]] std::uint8_t truth(const Program& program, std::uint32_t step, std::size_t) override {
        const std::size_t k = ordinal(program, step);
        return k < told_.size() ? static_cast<std::uint8_t>(told_[k].truth) : std::uint8_t{7};
    }
    [[nodiscard]] bool same(const Program& program, std::uint32_t a, std::uint32_t b) const override {
        const std::size_t x = ordinal(program, a), y = ordinal(program, b);
        return x < told_.size() && y < told_.size() && told_[x].first == told_[y].first;
    }

private:
    static std::size_t ordinal(const Program& program, std::uint32_t step) {
        std::size_t before = 0;
        for (std::uint32_t s = 0; s < step; s += program.steps[s].width + 1) before += program.steps[s].over_population();
        return before;
    }
    const std::vector<KnownPopulation>& told_;
};

/// Recomputes the outcome from its grounds.
[[nodiscard]] inline std::uint8_t recompute(const Grounds& told) {
    Findings ignored;
    const Program program = Compiler(told.rules, told.on, [](Population) -> const RuleSet* { return nullptr; }, ignored).program();
    std::vector<FactColumn> columns;
    for (const KnownFact& fact : told.facts) columns.push_back({{fact.may}, {fact.low}, {fact.high}});
    Space space;
    for (const FactColumn& column : columns) space.columns.push_back(&column);
    Stage stage;
    stage.space = &space, stage.program = &program;
    ToldPopulations populations(told.populations);
    std::uint8_t may = by_clauses(stage, populations, 0);
    for (const std::uint8_t above : told.caps) may = capped_by(may, above);
    std::size_t at = 0;
    for (const std::size_t q : quota_order(told.rules)) {
        const QuotaProgram quota(told.rules, q, space);
        const Rivalry& rivalry = told.rivalries[at++];
        if (rivalry.unknown) {
            may = after_quota(may, quota.grade, true, true);
        } else if (!rivalry.rivals.empty()) {
            std::vector<Rival> rivals = rivalry.rivals;
            rivals[rivalry.self] = quota.rival(may, 0);
            mark_places(std::span(rivals), quota.quota->on_tie, *quota.limit);
            may = after_quota(may, quota.grade, rivals[rivalry.self].may & Rival::stays, rivals[rivalry.self].may & Rival::falls);
        }
    }
    if (told.decided) return static_cast<std::uint8_t>(1u << *told.decided);
    return told.narrowed ? static_cast<std::uint8_t>(may & told.possible.bits()) : may;
}

}  // namespace detail

/// The possible outcomes, recomputed from the reason alone: bits of grades, and bit 7 for "not graded". Equal to
/// `reason.outcome`, unless the reason was changed.
[[nodiscard]] inline GradeSet verify(const Reason& reason) {
    unsigned may = 0;
    for (const detail::Grounds& one : reason.grounds) may |= detail::recompute(one);
    return GradeSet(static_cast<std::uint8_t>(may));
}

}  // namespace myhao::inline v0
