// SPDX-License-Identifier: Apache-2.0
// A reason: everything an outcome rests on, as numbers from which it is recomputed, and clause by clause in words.
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
    Label observed;        // what is known: "good", "excellent or good", "nothing known", "35 of 43 true, 8 open"
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
};

namespace detail {

/// What is known of one fact of one object.
struct KnownFact {
    std::uint8_t may = 0;
    std::int64_t low = 0, high = 0;  // of a number
    friend bool operator==(const KnownFact&, const KnownFact&) = default;
};

/// A quota as it came to the object: the group as the quota saw it, and the object among them. Nobody: it is in no group.
struct Rivalry {
    std::vector<Rival> rivals = {};
    std::size_t self = 0;
    bool unknown = false;
    friend bool operator==(const Rivalry&, const Rivalry&) = default;
};

/// What a share or a count comes to; and the first of them that is the same test of the same population.
struct KnownPopulation {
    Truth truth = Truth::any;
    std::uint32_t first = 0;

    friend bool operator==(const KnownPopulation&, const KnownPopulation&) = default;
};

/// What an outcome rests on under one candidate of the gaps, as numbers: enough to recompute it without the evaluation.
struct Grounds {
    RuleSet rules;                              // without gaps
    Date on = {};                               // up to which months are counted
    std::vector<KnownFact> facts = {};          // of the object, in the order of the rules' facts
    std::vector<KnownPopulation> populations = {};  // of each share and count, in the order of the program
    std::vector<std::uint8_t> caps = {};        // what each relation caps at; 0: nothing to cap by
    std::vector<Rivalry> rivalries = {};       // of each quota, in the order in which they are applied
    std::optional<std::size_t> decided = {};    // the position of the decided grade
    GradeSet by_clauses = {}, after_quotas = {}, possible = {};  // possible: after what was decided or reported
    bool narrowed = false;                      // by a reported tally

    friend bool operator==(const Grounds&, const Grounds&) = default;
};

}  // namespace detail

/// Why an object has its outcome. Made of a few numbers, which `verify` recomputes the outcome from; put into words when these
/// are asked for. Keeps its evaluation alive.
struct Reason {
    Id object;
    Subject subject = Subject::organization;
    Outcome outcome;
    std::vector<detail::Grounds> grounds;  // more than one where the rules have gaps
    Evaluation evaluation;

    /// Clause by clause and quota by quota, for each of the grounds (rules/reason_words.hpp).
    [[nodiscard]] std::vector<ReasonCase> cases() const;
    /// For people, in one language; a line for each clause and condition (rules/reason_words.hpp).
    [[nodiscard]] std::string text(Language language = Language::en) const;
};

}  // namespace myhao::inline v0
