// SPDX-License-Identifier: Apache-2.0
// A rule set: how the objects of one subject are graded in some years, as an immutable value with citations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/rules/exactness.hpp>
#include <myhao/rules/rule_check.hpp>
#include <myhao/rules/rule_parts.hpp>
#include <myhao/rules/unreachable.hpp>
#include <myhao/rules/vocabulary.hpp>

namespace myhao::inline v0 {

/// Immutable; copying costs one atomic increment.
class RuleSet {
public:
    /// Throws InvalidRules with every problem and its path: unknown names (with the nearest one), wrong types of values,
    /// duplicates, shares above 1, grades without a clause, a clause on the last grade, too many nodes; quotas whose groups cross
    /// or that shrink an earlier one's base; gaps of what is not there; and, where all that is well, clauses that can never hold
    /// and grades that nobody can be given. What is legal but surely a slip is told by `lint`.
    explicit RuleSet(RuleSetParts parts) : RuleSet(std::move(parts), true) {}

    [[nodiscard]] const std::string& id() const noexcept { return data_->parts.id; }
    [[nodiscard]] Subject subject() const noexcept { return data_->parts.subject; }
    [[nodiscard]] const Scale& scale() const noexcept { return data_->parts.scale; }
    [[nodiscard]] const Vocabulary& facts() const noexcept { return data_->facts; }
    [[nodiscard]] const std::vector<Clause>& not_graded() const noexcept { return data_->parts.not_graded; }
    [[nodiscard]] const std::vector<Clause>& grades() const noexcept { return data_->parts.grades; }
    [[nodiscard]] const std::vector<Ceiling>& ceilings() const noexcept { return data_->parts.ceilings; }
    [[nodiscard]] const std::vector<Relation>& relations() const noexcept { return data_->parts.relations; }
    [[nodiscard]] const std::vector<Quota>& quotas() const noexcept { return data_->parts.quotas; }
    [[nodiscard]] const std::vector<Gap>& gaps() const noexcept { return data_->parts.gaps; }
    [[nodiscard]] const std::vector<InstrumentKey>& instruments() const noexcept { return data_->parts.instruments; }
    [[nodiscard]] bool applies_to(int year) const noexcept { return year >= data_->parts.since_year && (!data_->parts.until_year || year < *data_->parts.until_year); }
    [[nodiscard]] const RuleSetParts& parts() const noexcept { return data_->parts; }
    /// Whether every outcome under these rules is labelled exact, whatever the facts, as long as no tally is reported. Where it
    /// is false, most outcomes are exact all the same, and each says so itself.
    [[nodiscard]] bool exact() const { return detail::always_exact(data_->parts); }

    /// The same rules with the values at some dotted paths replaced: {"quotas.excellent.base", "good_or_better"}. Paths are
    /// quotas.<id>.{base, share, group, at_least, on_tie, rank_by}; base may list several, with commas, as candidates.
    /// Throws InvalidRules with every path that leads nowhere and every value that does not fit (rules/rule_change.hpp).
    [[nodiscard]] RuleSet replace(const std::vector<std::pair<std::string, std::string>>& changes) const;

    friend bool operator==(const RuleSet& a, const RuleSet& b) { return a.data_ == b.data_ || a.data_->parts == b.data_->parts; }

private:
    struct Data {
        RuleSetParts parts;
        Vocabulary facts;
    };
    RuleSet(RuleSetParts parts, bool new_clauses);

    std::shared_ptr<const Data> data_;
};

inline RuleSet::RuleSet(RuleSetParts parts, bool new_clauses) {
    Findings problems = detail::RuleCheck(parts).problems();
    Vocabulary facts;
    try {
        facts = Vocabulary(parts.facts);
    } catch (const InvalidRules& error) {
        problems.add(error.problems());
    }
    if (problems.empty() && new_clauses) problems = detail::Unreachable(parts).problems();
    if (!problems.empty()) throw InvalidRules(std::move(problems));
    data_ = std::make_shared<const Data>(Data{std::move(parts), std::move(facts)});
}

}  // namespace myhao::inline v0
