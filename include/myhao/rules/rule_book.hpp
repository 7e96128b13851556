// SPDX-License-Identifier: Apache-2.0
// A rule book: the rule sets of all subjects in force for a year.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/rule_set.hpp>
#include <myhao/rules/strata.hpp>

namespace myhao::inline v0 {

/// At most one rule set for each subject. Immutable.
class RuleBook {
public:
    RuleBook() = default;
    RuleBook(RuleSet only) : sets_{std::move(only)} {}  // NOLINT: a rule set alone is a book of one
    /// Throws InvalidRules where two rule sets grade the same subject, and where an outcome is read by who is graded before it,
    /// with the circle where there is one.
    explicit RuleBook(std::vector<RuleSet> sets, std::optional<int> year = std::nullopt) : sets_(std::move(sets)), year_(year) {
        Findings problems;
        for (std::size_t i = 0; i < sets_.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (sets_[i].subject() == sets_[k].subject())
                    problems.add(InvalidRules::at(std::string(name(sets_[i].subject())), "two rule sets for one subject", sets_[k].id() + ", " + sets_[i].id()).problems());
        if (problems.empty()) problems = detail::unordered(sets_);
        if (!problems.empty()) throw InvalidRules(std::move(problems));
    }

    [[nodiscard]] const std::vector<RuleSet>& sets() const noexcept { return sets_; }
    [[nodiscard]] std::optional<int> year() const noexcept { return year_; }
    /// Nothing where the book does not grade the subject.
    [[nodiscard]] const RuleSet* find(Subject subject) const noexcept {
        for (const RuleSet& set : sets_)
            if (set.subject() == subject) return &set;
        return nullptr;
    }
    /// Throws InvalidRules where the book does not grade the subject.
    [[nodiscard]] const RuleSet& operator[](Subject subject) const {
        if (const RuleSet* set = find(subject)) return *set;
        throw InvalidRules::at("rule book", "no rule set for the subject " + std::string(name(subject)));
    }

    friend bool operator==(const RuleBook&, const RuleBook&) = default;

private:
    std::vector<RuleSet> sets_;
    std::optional<int> year_;
};

}  // namespace myhao::inline v0
