// SPDX-License-Identifier: Apache-2.0
// Plans: what would have to turn out, or to change, for an object to be graded as asked for; and what stands in the way where
// there is no plan.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/rules/evaluation.hpp>

namespace myhao::inline v0 {

/// One fact of one object that turns out to be so (`learned`: it was missing or uncertain), or becomes so.
struct FactStep {
    Subject subject = Subject::organization;
    Id object;
    std::string fact;
    FactValue from, to;           // what is known of it now; nothing where only a part is
    Label label = {};             // of the fact
    Label known = {}, value = {};  // `from` and `to` in words
    bool learned = false;
};

/// One step of a plan.
struct PlanStep {
    enum class Kind : std::uint8_t {
        learn,   // a missing or uncertain fact turns out so
        change,  // a known fact becomes another value
        raise,   // so many objects of a population are graded, or have a fact, so
        place,   // the key passes others' for a place of a quota; or whoever chooses among those who are level chooses it
    };
    Kind kind = Kind::learn;
    std::vector<FactStep> facts = {};
    std::vector<DecidedGrade> decided = {};
    std::string population = {};  // of a raise: "subordinates", "members", "leadership"; of what caps the object: its subject
    std::string path = {};        // of a place: the quota, "quotas.excellent"
    std::vector<Id> past = {};    // of a place: whose keys are passed, as far as they are known
    Label text = {};

    /// A place that goes to the object by choice: then its grade is decided.
    [[nodiscard]] bool chosen() const noexcept { return kind == Kind::place && !decided.empty(); }
    /// How many single changes it stands for.
    [[nodiscard]] std::size_t changes() const noexcept { return facts.size() + decided.size(); }
};

[[nodiscard]] constexpr std::string_view name(PlanStep::Kind kind) noexcept {
    constexpr std::string_view names[] = {"learn", "change", "raise", "place"};
    return names[static_cast<std::size_t>(kind)];
}

/// Steps that together reach the grade, or a better one, in every world that is left. Without any of them they do not.
struct Plan {
    std::vector<PlanStep> steps = {};
    /// No plan of fewer single changes exists: it has one change, or all smaller sets of changes were tried (see `why_not`).
    bool minimal = false;

    [[nodiscard]] std::size_t changes() const noexcept {
        std::size_t n = 0;
        for (const PlanStep& step : steps) n += step.changes();
        return n;
    }
    /// The facts as the plan has them; steps about other subjects are passed over. Throws InvalidFacts where `facts` have no
    /// such object or fact.
    [[nodiscard]] Facts apply(const Facts& facts) const {
        std::vector<Facts::Change> changes;
        for (const PlanStep& step : steps)
            for (const FactStep& one : step.facts)
                if (one.subject == facts.subject()) changes.push_back({one.object, one.fact, one.to});
        return changes.empty() ? facts : facts.with(changes);
    }
    /// The grades it needs decided, beside those that were.
    [[nodiscard]] std::vector<DecidedGrade> decided() const {
        std::vector<DecidedGrade> all;
        for (const PlanStep& step : steps) all.insert(all.end(), step.decided.begin(), step.decided.end());
        return all;
    }
    /// The same without one step. A choice among those who are level is open only with all the others, and goes with any of them.
    [[nodiscard]] Plan without(std::size_t step) const {
        Plan less{{}, false};
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (i != step && !steps[i].chosen()) less.steps.push_back(steps[i]);
        return less;
    }
    /// A line for each step.
    [[nodiscard]] std::string text(Language language = Language::en) const {
        std::string all;
        for (const PlanStep& step : steps) all += (all.empty() ? "" : "\n") + step.text.in(language);
        if (steps.empty()) all = language == Language::vi ? "không cần gì thêm" : "nothing is needed";
        return all;
    }
};

/// What stands in the way. `by`: "fact" (known, and not changeable), "not_applicable", "months" (that must pass), "previous" (years), "gap" (of
/// the rules), "quota" (its places, or a group that is not known), "decided" (a grade), "reported" (counts), "incomplete" (not all subordinates
/// or members are listed), "population" (it has not enough objects), "relation" (to what was not evaluated), "search" (nothing was found, and nothing named above is the cause).
struct Blocked {
    std::string by;
    std::string path = {};  // of the clause, ceiling, relation or quota; empty for the object itself
    Label text = {};
    std::vector<Id> objects = {};  // whose facts or grades these are, where not the object's own

    friend bool operator==(const Blocked&, const Blocked&) = default;
};

/// A sequence of plans for one object, fewest changes first; or, where there is none, what blocks. One plan without steps says
/// that the object surely has the grade, or a better one, as it is.
struct Plans {
    Id object;
    Subject subject = Subject::organization;
    std::string grade;
    std::vector<Plan> plans = {};
    std::vector<Blocked> blocked_by = {};
    std::size_t tried = 0;  // how many changed evaluations it took

    [[nodiscard]] std::size_t size() const noexcept { return plans.size(); }
    [[nodiscard]] bool empty() const noexcept { return plans.empty(); }
    [[nodiscard]] const Plan& operator[](std::size_t i) const { return plans[i]; }
    [[nodiscard]] auto begin() const noexcept { return plans.begin(); }
    [[nodiscard]] auto end() const noexcept { return plans.end(); }

    [[nodiscard]] std::string text(Language language = Language::en) const {
        const bool vi = language == Language::vi;
        std::string all = object.text() + (vi ? ", để đạt " : ", to be graded ") + grade + (vi ? ":" : " or better:") + '\n';
        for (std::size_t i = 0; i < plans.size(); ++i) {
            all += "  " + std::to_string(i + 1) + (plans[i].minimal ? vi ? ". (ít thay đổi nhất)\n" : ". (fewest changes)\n" : ".\n");
            for (const PlanStep& step : plans[i].steps) all += "     " + step.text.in(language) + '\n';
            if (plans[i].steps.empty()) all += "     " + plans[i].text(language) + '\n';
        }
        for (const Blocked& b : blocked_by) all += std::string("  ") + (vi ? "vướng: " : "blocked: ") + (b.path.empty() ? "" : b.path + ": ") + b.text.in(language) + '\n';
        return all;
    }
};

}  // namespace myhao::inline v0
