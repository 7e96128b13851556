// SPDX-License-Identifier: Apache-2.0
// What is worked out for a town's year, once, for its document and its conclusions. Private to src/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <myhao/interop/town_year.hpp>
#include <myhao/report/balance.hpp>
#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/reason.hpp>
#include <myhao/time/term.hpp>

namespace myhao::inline v0::detail {

struct AuditOfTally {
    std::size_t tally = 0;  // of the report
    TallyGrouping grouping;
    std::vector<QuotaFinding> findings;
};

/// With how many groups a quota of one base is surely, or possibly, kept: from one group up to so many; 0 means none.
struct GroupRange {
    std::size_t tally = 0;
    QuotaBase base = QuotaBase::good_only;
    std::int64_t surely = 0, possibly = 0;
};

/// A share of the unit's subordinates that a clause asks for, and what the counts leave of it.
struct OwnCondition {
    std::vector<std::string> clauses;  // "grades.excellent": all that ask for it
    ConditionReason reason;
    Citation citation;
};

struct ShareAnswer {
    std::size_t tally = 0;
    GradeSet grades;
    std::optional<Interval<Ratio>> share;
    Label refused;
};

struct TargetAnswer {
    Target target;
    std::optional<Figure> figure;
    Finding finding;
};

struct MembershipAnswer {
    BalanceFacts facts;
    Balance balance;
    std::vector<Citation> sources;
};

struct DayTerms {
    Date day;
    std::vector<Term> running;
};

struct TownYearResults {
    Evaluation with_tallies, without_tallies;
    std::vector<AuditOfTally> audits = {};
    std::vector<GroupRange> ranges = {};
    std::optional<Reason> own_grade = {};  // nothing where the unit is not graded
    std::vector<OwnCondition> own = {};
    std::vector<ShareAnswer> shares = {};
    std::vector<TargetAnswer> targets = {};
    std::vector<std::optional<bool>> answers = {};  // to the questions, in their order
    std::optional<MembershipAnswer> membership = {};
    std::vector<DayTerms> terms = {};
    std::vector<Findings> congress = {};  // of each directive
};

[[nodiscard]] TownYearResults work_out(const TownYear& town);
[[nodiscard]] std::vector<Conclusion> conclude(const TownYear& town, const TownYearResults& results);

}  // namespace myhao::inline v0::detail
