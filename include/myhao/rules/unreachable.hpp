// SPDX-License-Identifier: Apache-2.0
// Clauses that can never hold and grades that nobody can be given: a rule set that has one is refused when it is built.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/rules/reach.hpp>
#include <myhao/rules/rule_parts.hpp>

namespace myhao::inline v0::detail {

/// What leads to each grade: its own clause, a fall by a quota, a ceiling, a cap.
class Unreachable {
public:
    explicit Unreachable(const RuleSetParts& parts) : parts_(parts), reach_(parts) {}

    [[nodiscard]] Findings problems() {
        bool all_hold = true;
        const auto never = [&](const std::string& path, Reach::Span clause) {
            if (reach_.possible({{clause, Reach::holds}})) return;
            all_hold = false;
            problem(path, "this condition can never hold");
        };
        for (std::size_t c = 0; c < parts_.not_graded.size(); ++c) never("not_graded." + parts_.not_graded[c].id, reach_.not_graded()[c]);
        for (std::size_t c = 0; c < parts_.grades.size(); ++c) never("grades." + parts_.grades[c].id, reach_.grades()[c]);
        for (std::size_t c = 0; c < parts_.ceilings.size(); ++c) never("ceilings." + parts_.ceilings[c].clause.id, reach_.ceilings()[c]);
        for (std::size_t c = 0; c < parts_.relations.size(); ++c)
            if (parts_.relations[c].when) never("relations." + parts_.relations[c].id, reach_.relations()[c]);
        if (!all_hold) return std::move(found_);
        if (!reach_.possible(graded())) {
            problem("not_graded", "every object is left out");
            return std::move(found_);
        }
        bool better = false, next_better = false;  // whether any better grade can be given, and the next one
        for (std::size_t g = 0; g < parts_.grades.size(); ++g) {
            const bool reached = given(g) || capped_at(g) || (next_better && falls_to(g)) || (better && !parts_.relations.empty());
            if (!reached) problem("grades." + parts_.grades[g].id, "nobody can be given this grade: " + why_not(g));
            better |= reached, next_better = reached;
        }
        return std::move(found_);
    }

    /// Whether the first clause that holds for some object is that of grade g, and no ceiling holds it lower.
    [[nodiscard]] bool given(std::size_t g, bool under_ceilings = true) {
        std::vector<Reach::Want> wanted = first_is(g);
        if (under_ceilings) not_below(g, wanted);
        return reach_.possible(std::move(wanted));
    }
    /// No clause says that the object is left out.
    [[nodiscard]] std::vector<Reach::Want> graded() const {
        std::vector<Reach::Want> wanted;
        for (const Reach::Span clause : reach_.not_graded()) wanted.push_back({clause, Reach::fails});
        return wanted;
    }
    [[nodiscard]] std::vector<Reach::Want> first_is(std::size_t g) const {
        std::vector<Reach::Want> wanted = graded();
        for (std::size_t k = 0; k < g; ++k) wanted.push_back({reach_.grades()[k], Reach::fails});
        if (g < reach_.grades().size()) wanted.push_back({reach_.grades()[g], Reach::holds});
        return wanted;
    }
    /// Whether a quota of the grade above lets somebody fall to g.
    [[nodiscard]] bool falls_to(std::size_t g) const {
        for (const Quota& q : parts_.quotas)
            if (g > 0 && *parts_.scale.find(q.grade) + 1 == g) return true;
        return false;
    }
    /// Whether a ceiling lowers somebody to g.
    [[nodiscard]] bool capped_at(std::size_t g) {
        for (std::size_t c = 0; c < parts_.ceilings.size(); ++c) {
            if (*parts_.scale.find(parts_.ceilings[c].grade) != g) continue;
            for (std::size_t k = 0; k < g; ++k) {
                std::vector<Reach::Want> wanted = first_is(k);
                wanted.push_back({reach_.ceilings()[c], Reach::holds});
                not_below(g, wanted);
                if (reach_.possible(std::move(wanted))) return true;
            }
        }
        return false;
    }
    [[nodiscard]] Reach& reach() noexcept { return reach_; }

private:
    void problem(std::string path, std::string what) { found_.add(InvalidRules::at(std::move(path), std::move(what)).problems()); }

    void not_below(std::size_t g, std::vector<Reach::Want>& wanted) const {
        for (std::size_t c = 0; c < parts_.ceilings.size(); ++c)
            if (*parts_.scale.find(parts_.ceilings[c].grade) > g) wanted.push_back({reach_.ceilings()[c], Reach::fails});
    }
    [[nodiscard]] std::string why_not(std::size_t g) {
        for (std::size_t k = 0; k < g; ++k)
            if (!reach_.possible({{reach_.grades()[k], Reach::fails}, {reach_.grades()[g], Reach::holds}})) return "whoever meets its condition meets that of grades." + parts_.grades[k].id;
        if (given(g, false)) return "whoever meets its condition meets that of a ceiling below it";
        return "the clauses before it leave nobody who meets its condition";
    }

    const RuleSetParts& parts_;
    Reach reach_;
    Findings found_;
};

}  // namespace myhao::inline v0::detail
