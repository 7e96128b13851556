// SPDX-License-Identifier: Apache-2.0
// The parts of a rule set as they are written, before they are checked and frozen: clauses, ceilings, relations, quotas, gaps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <myhao/base/label.hpp>
#include <myhao/grades/scale.hpp>
#include <myhao/rules/condition.hpp>
#include <myhao/rules/quota.hpp>
#include <myhao/rules/vocabulary.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>

namespace myhao::inline v0 {

/// A condition with a name, a source, and words for people.
struct Clause {
    std::string id;
    Condition condition = {};
    Citation citation = {};
    Confidence confidence = Confidence::verified;
    Label label = {};

    friend bool operator==(const Clause&, const Clause&) = default;
};

/// If its condition holds, the grade is no better than `grade`. A disqualifier is a ceiling at the last grade.
struct Ceiling {
    std::string grade;
    Clause clause;

    friend bool operator==(const Ceiling&, const Ceiling&) = default;
};

/// No better than the grade of the object's unit (`organization`) or of its unit's collective. With `when`, that binds only the
/// objects for which the condition holds, which reads facts of their own: the cap of a head does not bind a deputy.
struct Relation {
    std::string id;
    Subject by = Subject::organization;
    Citation citation = {};
    Confidence confidence = Confidence::verified;
    Label label = {};
    std::optional<Condition> when = {};

    friend bool operator==(const Relation&, const Relation&) = default;
};

/// What the source leaves unknown: one of `candidates` for the value at `path`, or, without candidates, anything at all.
struct Gap {
    std::string path;  // "quotas.excellent.base", "grades.good"
    std::vector<std::string> candidates = {};
    Citation citation = {};
    Label label = {};

    friend bool operator==(const Gap&, const Gap&) = default;
};

/// The parts of a rule set as they are written. `RuleSet` checks and freezes them.
struct RuleSetParts {
    std::string id;
    Subject subject = Subject::organization;
    Scale scale = scales::cpv_2018();
    int since_year = 0;               // the first evaluated year
    std::optional<int> until_year;    // the first year no longer
    std::vector<InstrumentKey> instruments;
    std::vector<Fact> facts;
    std::vector<Clause> not_graded;
    std::vector<Clause> grades;       // best first; id is the grade; none for the last grade
    std::vector<Ceiling> ceilings;
    std::vector<Relation> relations;
    std::vector<Quota> quotas;
    std::vector<Gap> gaps;
    Label label;

    friend bool operator==(const RuleSetParts&, const RuleSetParts&) = default;
};

}  // namespace myhao::inline v0
