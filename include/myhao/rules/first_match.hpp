// SPDX-License-Identifier: Apache-2.0
// The meaning of clauses for one object: from the truth of single tests to the truth of a clause, and from clauses to grades.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <myhao/rules/image.hpp>
#include <myhao/rules/program.hpp>
#include <myhao/rules/truth.hpp>

namespace myhao::inline v0::detail {

/// What a step that joins makes of the values before it.
[[nodiscard]] inline std::uint8_t join(const Step& step, std::span<const std::uint8_t> parts) noexcept {
    if (step.kind == Step::Kind::share_of || step.kind == Step::Kind::count_of) {
        Crowd crowd;
        for (const std::uint8_t part : parts) crowd.add(part);
        return step.kind == Step::Kind::share_of ? share_truth(step, crowd) : count_truth(step, crowd);
    }
    std::uint8_t joined = parts[0];
    for (const std::uint8_t part : parts.subspan(1)) joined = step.kind == Step::Kind::all_of ? both(joined, part) : either(joined, part);
    return joined;
}

/// The truth of one clause. `leaf(step)`: of the test, share or count at a step. `values` is scratch space.
template <class Leaf>
[[nodiscard]] std::uint8_t clause_truth(const Program& program, Range clause, Leaf leaf, std::vector<std::uint8_t>& values) {
    values.clear();
    for (std::uint32_t s = clause.first; s < clause.last; ++s) {
        const Step& step = program.steps[s];
        if (step.kind == Step::Kind::negation) {
            values.back() = flipped(values.back());
        } else if (step.joins()) {
            const auto parts = std::span(values).last(step.arity);
            const std::uint8_t joined = join(step, parts);
            values.erase(values.end() - static_cast<std::ptrdiff_t>(step.arity), values.end());
            values.push_back(joined);
        } else {
            values.push_back(leaf(s));
            s += step.width;
        }
    }
    return values.back();
}

/// First match and ceilings for sets of truth values that do not depend on each other: bits of grades, and bit 7.
/// With decided truth values it is the meaning in one world.
template <class TruthOf>
[[nodiscard]] constexpr std::uint8_t first_match(const Program& program, TruthOf truth_of) {
    bool graded = true, ungraded = false;
    for (const Range& clause : program.not_graded) {
        const std::uint8_t t = truth_of(clause);
        ungraded |= (t & yes_bit) != 0;
        graded &= (t & ~yes_bit) != 0;
    }
    if (!graded) return not_graded_bit;
    unsigned may = 0;
    bool reached = true, some_false = false, all_out = !program.grades.empty();
    for (std::size_t g = 0; g < program.grades.size(); ++g) {
        const std::uint8_t t = truth_of(program.grades[g]);
        if (reached && (t & yes_bit)) may |= 1u << g;
        reached &= (t & ~yes_bit) != 0;
        some_false |= (t & no_bit) != 0;
        all_out &= (t & 4) != 0;
    }
    if (reached && (some_false || program.grades.empty())) may |= 1u << (program.grade_count - 1);
    ungraded |= all_out;
    for (std::size_t c = 0; c < program.ceilings.size(); ++c) {
        const std::uint8_t t = truth_of(program.ceilings[c]);
        const unsigned better = (1u << program.ceiling_at[c]) - 1u;
        if (!(t & yes_bit) || !(may & better)) continue;
        const unsigned capped = (may & ~better) | 1u << program.ceiling_at[c];
        may = t == yes_bit ? capped : may | capped;
    }
    return static_cast<std::uint8_t>(may | (ungraded ? not_graded_bit : 0u));
}

}  // namespace myhao::inline v0::detail
