// SPDX-License-Identifier: Apache-2.0
// Whether reported counts keep the quota of a rule set: under every base the quota may have, and every grouping that may lie
// behind the counts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/grades/tally.hpp>
#include <myhao/rules/audit_bounds.hpp>
#include <myhao/rules/audit_given.hpp>
#include <myhao/rules/audit_sized.hpp>
#include <myhao/rules/quota.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0 {

/// What is known of the groups behind a tally, each of which has its own places.
class Groups {
public:
    /// Nothing is known: any number of groups, of any sizes.
    Groups() = default;
    /// So many groups of unknown sizes, each with at least one object that was graded. Throws InvalidFacts below 1.
    Groups(std::int64_t number) : number_(number) {  // NOLINT: a number of groups is written as a number
        if (number < 1) throw InvalidFacts::at("groups", "a number of groups below 1", std::to_string(number));
    }
    Groups(int number) : Groups(std::int64_t{number}) {}  // NOLINT
    /// The tally of each group.
    Groups(std::vector<Tally> given) : given_(std::move(given)) {}  // NOLINT

    [[nodiscard]] static Groups unknown() { return {}; }
    [[nodiscard]] static Groups one() { return {1}; }

    [[nodiscard]] std::optional<std::int64_t> number() const { return given_ ? static_cast<std::int64_t>(given_->size()) : number_; }
    [[nodiscard]] const std::optional<std::vector<Tally>>& given() const noexcept { return given_; }

private:
    std::optional<std::int64_t> number_;
    std::optional<std::vector<Tally>> given_;
};

/// `state`: violated if the quota is exceeded under every grouping (and split of counts) that fits what is known, met if it
/// is kept under every one, else undetermined.
struct QuotaFinding : Finding {
    QuotaBase base = QuotaBase::good_only;
    bool in_rules = false;                       // the rule set's quota may have this base
    Interval<std::int64_t> observed_count;       // how many were given the grade
    std::optional<std::int64_t> limit_as_stated; // of one group, from the counts as they are reported; nothing where they leave it open
    Interval<std::int64_t> most_attainable;      // the largest number that could have the grade after demotion, over the groupings
};

/// One finding per base, in the order of `every_quota_base`, about the quota on the best grade. A share that the rule set does
/// not know leaves all undetermined. Throws InvalidFacts where tally, groups and rules do not fit together, or exact bounds
/// would take too long; InvalidRules where the rule set has no quota on its best grade.
[[nodiscard]] std::vector<QuotaFinding> audit(const Tally& tally, const RuleSet& rules, const Groups& groups = {});

namespace detail {

[[nodiscard]] inline Label words(QuotaBase base) {
    constexpr const char* vi[] = {"số xếp loại tốt", "số xếp loại tốt trở lên", "tổng số được xếp loại"};
    constexpr const char* en[] = {"those graded one below", "those graded one below or better", "all that were graded"};
    return {vi[static_cast<std::size_t>(base)], en[static_cast<std::size_t>(base)]};
}
[[nodiscard]] inline std::string words(const Interval<std::int64_t>& number) {
    if (number.exact()) return std::to_string(*number.low);
    return std::to_string(number.low.value_or(0)) + ".." + (number.high ? std::to_string(*number.high) : "");
}
[[nodiscard]] inline Label words(const Groups& groups) {
    if (groups.given()) return {"các nhóm đã cho", "the given groups"};
    if (!groups.number()) return {"mọi cách chia nhóm", "any grouping"};
    if (*groups.number() == 1) return {"một nhóm", "one group"};
    return {std::to_string(*groups.number()) + " nhóm chưa rõ quy mô", std::to_string(*groups.number()) + " groups of unknown sizes"};
}

[[nodiscard]] inline const Quota& quota_of(const RuleSet& rules) {
    for (const Quota& quota : rules.quotas())
        if (rules.scale().find(quota.grade) == std::size_t{0}) return quota;
    throw InvalidRules::at(rules.id(), "the rule set has no quota on its best grade", {}, rules.scale()[0].code);
}

[[nodiscard]] inline std::int64_t graded_in(const std::vector<Tally>& groups) {
    std::int64_t sum = 0;
    for (const Tally& group : groups) sum += group.graded().value_or(group.sum());
    return sum;
}

inline void check_audit(const Tally& tally, const RuleSet& rules, const Groups& groups) {
    constexpr std::int64_t most = 1'000'000'000'000;
    Findings problems;
    const auto problem = [&](std::string where, std::string what, std::string found, std::string expected) {
        problems.add(InvalidFacts::at(std::move(where), std::move(what), std::move(found), std::move(expected)).problems());
    };
    const auto check = [&](const Tally& one, const std::string& where) {
        if (!(one.scale() == rules.scale())) problem(where, "its scale is not that of the rules", one.scale().id(), rules.scale().id());
        if (one.graded().value_or(one.sum()) > most) problem(where, "too many for exact bounds", std::to_string(one.graded().value_or(one.sum())), "at most " + std::to_string(most));
    };
    check(tally, "tally");
    if (groups.given()) {
        for (std::size_t i = 0; i < groups.given()->size(); ++i) check((*groups.given())[i], "groups[" + std::to_string(i) + "]");
        if (problems.empty() && compare_with_groups(tally, *groups.given()) == Whole::contradicts)
            problem("groups", "the tallies of the groups do not add up to the tally of the whole", std::to_string(graded_in(*groups.given())), std::to_string(tally.graded().value_or(tally.sum())));
    } else if (groups.number() && tally.graded() && *groups.number() > *tally.graded()) {
        problem("groups", "more groups than objects that were graded", std::to_string(*groups.number()), "at most " + std::to_string(*tally.graded()));
    } else if (groups.number().value_or(0) > most) {
        problem("groups", "too many for exact bounds", std::to_string(*groups.number()), "at most " + std::to_string(most));
    }
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
}

[[nodiscard]] inline Possible over_given(const Tally& whole, const std::vector<Tally>& groups, const Limits& limits) {
    if (compare_with_groups(whole, groups) == Whole::adds_nothing) return over_free_groups(groups, limits);
    if (const auto sizes = sizes_alone(groups)) return over_sizes(whole, *sizes, limits);
    return over_joined_groups(whole, groups, limits);
}

/// The limit of one group that a reader of the reported counts would work out.
[[nodiscard]] inline std::optional<std::int64_t> limit_as_stated(const Tally& tally, QuotaBase base, const Quota& quota) {
    const GradeSet set = base == QuotaBase::good_only ? one_below : base == QuotaBase::good_or_better ? with_grade | one_below : tally.scale().all();
    const auto count = tally.count(set);
    if (!count.exact()) return std::nullopt;
    return std::max(quota.at_least, quota.share->floor_of(*count.low));
}

}  // namespace detail

inline std::vector<QuotaFinding> audit(const Tally& tally, const RuleSet& rules, const Groups& given) {
    const Groups groups = given.given() ? Groups(detail::with_graded(tally, *given.given())) : given;
    const Quota& quota = detail::quota_of(rules);
    detail::check_audit(tally, rules, groups);
    const detail::Reported reported(tally);
    std::vector<QuotaFinding> findings;
    for (const QuotaBase base : every_quota_base) {
        QuotaFinding f;
        f.base = base;
        f.in_rules = std::find(quota.base.begin(), quota.base.end(), base) != quota.base.end();
        f.observed_count = tally.count(detail::with_grade);
        detail::Possible possible{true, true, 0, tally.count(detail::with_grade | detail::one_below).high};
        if (quota.share) {
            f.limit_as_stated = detail::limit_as_stated(tally, base, quota);
            const Ratio& share = *quota.share;
            detail::PlaceSums sums(base == QuotaBase::good_only ? Ratio(share.numerator(), share.numerator() + share.denominator()) : share, quota.at_least);
            const detail::Limits limits{sums, base == QuotaBase::graded};
            if (groups.given()) possible = detail::over_given(tally, *groups.given(), limits);
            else possible = groups.number() ? detail::over_groupings(reported, limits, *groups.number()) : detail::over_all_groupings(reported, limits);
        }
        f.most_attainable = {possible.fewest, possible.most};
        f.state = !possible.kept ? State::violated : !possible.exceeded ? State::met : State::undetermined;
        const bool sure = f.in_rules && quota.base.size() == 1 && quota.known() && usable(quota.confidence);
        f.severity = f.state == State::met ? Severity::info : f.state == State::violated && sure ? Severity::error : Severity::warning;
        f.rule = "quotas." + (quota.id.empty() ? quota.grade : quota.id) + '.' + std::string(name(base));
        f.subject = tally.of() ? tally.of()->text() : std::string();
        f.observed = detail::words(f.observed_count);
        f.citation = quota.citation.text();
        const Label of = detail::words(base), among = detail::words(groups);
        if (!quota.share) {
            f.text = {"văn bản đọc được không nêu tỷ lệ, nên không kết luận được", "the share is not known from what was read, so nothing follows"};
        } else {
            f.required = "at most " + (f.limit_as_stated ? std::to_string(*f.limit_as_stated) : "?") + " (" + quota.share->text() + " of " + of.en + ", one group)";
            const bool doubtful = !usable(quota.confidence);
            f.text = {"tối đa " + quota.share->percent() + " " + of.vi + (doubtful ? " (tỷ lệ chưa kiểm chứng)" : "") + "; " + among.vi + " cho nhiều nhất " + detail::words(f.most_attainable),
                      "at most " + quota.share->percent() + " of " + of.en + (doubtful ? " (share not verified)" : "") + "; " + among.en + " allow at most " + detail::words(f.most_attainable)};
        }
        findings.push_back(std::move(f));
    }
    return findings;
}

}  // namespace myhao::inline v0
