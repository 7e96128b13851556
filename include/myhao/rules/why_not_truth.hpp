// SPDX-License-Identifier: Apache-2.0
// A compiled condition as a tree, and its truth for one object with some facts and grades taken to be otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include <myhao/rules/first_match.hpp>
#include <myhao/rules/machine.hpp>
#include <myhao/rules/why_not_touch.hpp>

namespace myhao::inline v0::detail {

inline constexpr std::uint8_t not_true = no_bit | 4, applies = yes_bit | no_bit;

/// A compiled condition as a tree; of a share or a count the one part is the condition on its population.
struct StepTree {
    std::uint32_t step = 0;
    std::vector<StepTree> parts = {};
};

[[nodiscard]] inline StepTree part_of(const Program& program, std::uint32_t first, std::uint32_t last) {
    std::vector<StepTree> stack;
    for (std::uint32_t s = first; s < last; ++s) {
        const Step& step = program.steps[s];
        StepTree part{s};
        if (step.joins()) {
            const auto from = stack.end() - (step.kind == Step::Kind::negation ? 1 : static_cast<std::ptrdiff_t>(step.arity));
            part.parts.assign(std::make_move_iterator(from), std::make_move_iterator(stack.end()));
            stack.erase(from, stack.end());
        } else if (step.over_population()) {
            part.parts.push_back(part_of(program, s + 1, s + 1 + step.width));
            s += step.width;
        }
        stack.push_back(std::move(part));
    }
    return std::move(stack.back());
}

/// The truth of conditions of one program, as one evaluation knows its objects, with the touches of a repair made.
class TouchedTruth {
public:
    /// An object that a condition is asked of: one of a population, or the object itself with one fact of a group.
    struct Item {
        const StepTree* part = nullptr;
        std::size_t subject = 0, object = 0;
    };

    explicit TouchedTruth(const Touchable& touchable) : touch_(touchable), data_(touchable.data()), program_(*data_.candidates.front().programs[touchable.subject()]) {}

    [[nodiscard]] const Program& program() const noexcept { return program_; }

    /// Of an object of subject `s`.
    [[nodiscard]] std::uint8_t of(const StepTree& part, std::size_t s, std::size_t object, const Repair& repair) const {
        const Step& step = program_.steps[part.step];
        switch (step.kind) {
            case Step::Kind::mask: return mask_truth(touch_.known(s, object, step.column, repair).may, step.yes, step.no);
            case Step::Kind::outcome: return mask_truth(touch_.grades(s, object, repair), step.yes, step.no);
            case Step::Kind::number: {
                const HeldFact k = touch_.known(s, object, step.column, repair);
                return number_truth(k.may, k.low, k.high, step.low, step.high);
            }
            case Step::Kind::ratio: {
                const HeldFact a = touch_.known(s, object, step.column, repair), b = touch_.known(s, object, step.over, repair);
                return ratio_truth(step, a.may, a.low, a.high, b.may, b.low, b.high);
            }
            case Step::Kind::negation: return flipped(of(part.parts[0], s, object, repair));
            case Step::Kind::all_of:
            case Step::Kind::any_of:
            case Step::Kind::share_of:
            case Step::Kind::count_of: {
                std::vector<std::uint8_t> values;
                for (const StepTree& p : part.parts) values.push_back(of(p, s, object, repair));
                return join(step, values);
            }
            case Step::Kind::share:
            case Step::Kind::count: {
                if (step.population == Population::previous) return before(part, s, object);
                if (!listed(step, object)) return Machine::unlisted_truth(step);
                Crowd crowd;
                for (const Item& item : items(part, object)) crowd.add(of(*item.part, item.subject, item.object, repair));
                return of_crowd(step, crowd);
            }
            default: return yes_bit | no_bit;
        }
    }

    [[nodiscard]] bool listed(const Step& step, std::size_t unit) const noexcept {
        return data_.facts[stage_no(step.population, 0)] && (data_.incomplete.empty() || !data_.incomplete[unit]);
    }
    /// The objects of a population, that are counted.
    [[nodiscard]] std::vector<Item> items(const StepTree& part, std::size_t unit) const {
        const Step& step = program_.steps[part.step];
        const std::size_t who = stage_no(step.population, 0);
        const auto& first = who == 0 ? data_.layout->first : data_.facts[who]->data().first;
        std::vector<Item> all;
        for (std::uint32_t o = first[unit]; o < first[unit + 1]; ++o)
            if (who != 0 || data_.graded[0].may[o] != 0) all.push_back({&part.parts[0], who, o});
        return all;
    }
    [[nodiscard]] static std::uint8_t of_crowd(const Step& step, const Crowd& crowd) noexcept {
        return step.kind == Step::Kind::share || step.kind == Step::Kind::share_of ? share_truth(step, crowd) : count_truth(step, crowd);
    }

private:
    /// Over the years before, which nothing changes.
    [[nodiscard]] std::uint8_t before(const StepTree& part, std::size_t s, std::size_t object) const {
        const Step& step = program_.steps[part.step];
        const Past& past = data_.past[s];
        Crowd crowd;
        for (std::int64_t y = 0; y < step.years; ++y) crowd.add(in_year(part.parts[0], past.may[past.first[object] + static_cast<std::size_t>(y)]));
        return of_crowd(step, crowd);
    }
    [[nodiscard]] std::uint8_t in_year(const StepTree& part, std::uint8_t may) const {
        const Step& step = program_.steps[part.step];
        if (step.kind == Step::Kind::outcome) return mask_truth(may, step.yes, step.no);
        if (step.kind == Step::Kind::negation) return flipped(in_year(part.parts[0], may));
        if (!step.joins()) return yes_bit | no_bit;
        std::vector<std::uint8_t> values;
        for (const StepTree& p : part.parts) values.push_back(in_year(p, may));
        return join(step, values);
    }

    const Touchable& touch_;
    const Evaluation::Data& data_;
    const Program& program_;
};

}  // namespace myhao::inline v0::detail
