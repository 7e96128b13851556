// SPDX-License-Identifier: Apache-2.0
// A reason: everything an outcome rests on, clause by clause, so that it can be read and recomputed without the data it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/quota.hpp>
#include <myhao/rules/truth.hpp>

namespace myhao::inline v0 {

/// "true", "false", "not applicable", or what is possible of them: "true or false".
[[nodiscard]] inline Label label(Truth truth) {
    constexpr std::pair<Truth, std::pair<const char*, const char*>> names[] = {
        {Truth::yes, {"đúng", "true"}}, {Truth::no, {"sai", "false"}}, {Truth::not_applicable, {"không áp dụng", "not applicable"}}};
    Label text;
    for (const auto& [one, words] : names)
        if (may_be(truth, one)) {
            text.vi += (text.vi.empty() ? "" : " hoặc ") + std::string(words.first);
            text.en += (text.en.empty() ? "" : " or ") + std::string(words.second);
        }
    return text;
}

/// One test of a clause, or a group of tests; `depth` 0 is the clause's own condition, its parts follow it.
struct ConditionReason {
    std::size_t depth = 0;
    Label what;            // "results at least excellent"
    Truth truth = Truth::any;
    std::string observed;  // what is known: "good", "excellent or good", "nothing known", "35 of 43 true, 8 open"
    std::string required;

    friend bool operator==(const ConditionReason&, const ConditionReason&) = default;
};

struct ClauseReason {
    std::string path;  // "grades.excellent"
    Truth truth = Truth::any;
    Citation citation;
    Confidence confidence = Confidence::verified;
    Label label;
    std::vector<ConditionReason> conditions;

    friend bool operator==(const ClauseReason&, const ClauseReason&) = default;
};

/// How a quota treated the object: who else was there, how many places, and where it stood.
struct QuotaReason {
    std::string path;   // "quotas.excellent"
    std::string group;  // "parent DB-1, 43 objects"
    std::string base;   // "good_only"; empty where the quota is unknown
    std::int64_t base_low = 0, base_high = 0;    // how many the base may count
    std::int64_t limit_low = 0, limit_high = 0;  // how many places that gives
    std::int64_t surely_above = 0, may_reach = 0;  // rivals that must stand above it; that may stand above or level with it
    std::vector<Id> last;      // who may hold the last place
    bool may_stay = false, may_fall = false, unknown = false;
    Citation citation;
    Confidence confidence = Confidence::verified;
    std::vector<detail::Rival> rivals;  // the group as the quota saw it
    std::size_t self = 0;               // the object among them

    friend bool operator==(const QuotaReason&, const QuotaReason&) = default;
};

/// The reason under one candidate of the gaps.
struct ReasonCase {
    RuleSet rules;                             // without gaps
    std::vector<ClauseReason> clauses = {};    // not_graded, grades down to the last one that matters, ceilings
    std::vector<QuotaReason> quotas = {};
    GradeSet by_clauses = {}, after_quotas = {}, possible = {};  // possible: after what was decided or reported; bit 7 "not graded"
    std::optional<std::string> decided = {};
    bool narrowed = false;                     // by a reported tally

    // What the outcome is recomputed from.
    Date on = {};                              // up to which months are counted
    std::vector<detail::FactColumn> facts = {};  // of the object, in the order of the rules' facts
    std::vector<Truth> populations = {};       // of each share and count, in the order of the program
    std::vector<std::uint8_t> caps = {};       // what each relation caps at; 0: nothing to cap by
};

/// Why an object has its outcome. More than one case where the rules have gaps.
struct Reason {
    Id object;
    Subject subject = Subject::organization;
    Outcome outcome;
    std::vector<ReasonCase> cases;

    /// For people, in one language; a line for each clause and condition.
    [[nodiscard]] std::string text(Language language = Language::en) const;
};

}  // namespace myhao::inline v0
