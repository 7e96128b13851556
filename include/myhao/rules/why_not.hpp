// SPDX-License-Identifier: Apache-2.0
// Why an object is not graded as asked for, as plans: what would have to turn out, or to change, so that it surely is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/rules/why_not_cut.hpp>
#include <myhao/rules/why_not_search.hpp>
#include <myhao/rules/why_not_words.hpp>

namespace myhao::inline v0 {

namespace detail {

/// Finds plans for one object of one evaluation.
class Planner {
public:
    static constexpr std::size_t most_plans = 8, few_objects = 64;

    Planner(const Evaluation& base, Subject subject, std::size_t object, std::size_t grade)
        : grade_(grade), touch_(base, subject, object), repairer_(touch_), trial_(base, touch_, static_cast<std::uint8_t>((2u << grade) - 1u)) {
        for (const auto& of : base.data().facts)
            if (of) objects_ += of->size();
    }

    void plan(Plans& made) {
        const auto repairs = GradeRepairer(touch_, repairer_).repairs(touch_.object(), grade_, {}, why_);
        for (const bool far : {false, true})
            for (const Repair& repair : repairs)
                if ((!far || found_.empty()) && found_.size() < 3 * most_plans && trial_.evaluations() < most_derived()) explore(repair, far, 4);
        const std::size_t proved = prove();
        write(made, proved);
    }

private:
    /// The more objects an evaluation has, the fewer are made.
    [[nodiscard]] std::size_t most_derived() const noexcept { return std::max<std::size_t>(60, 20'000 / (20 + objects_)); }
    [[nodiscard]] std::size_t most_searched() const noexcept { return 40'000 / (20 + objects_); }

    void explore(const Repair& repair, bool far, int depth) {
        const Atoms atoms = touch_.settle(repair, far);
        if (std::find(seen_.begin(), seen_.end(), atoms) != seen_.end()) return;
        seen_.push_back(atoms);
        if (trial_.reaches(atoms)) return keep(atoms);
        if (depth == 0 || trial_.evaluations() >= most_derived()) return;
        const Evaluation now = trial_.evaluate(atoms);
        const std::size_t s = touch_.subject();
        for (const Candidate& candidate : now.data().candidates)
            if (candidate.graded[s].before_quotas[touch_.object()] & ~trial_.target()) return;
        const auto sight = quota_in_the_way(now, s, touch_.object(), trial_.target());
        if (!sight) return;
        const Quota& quota = now.data().candidates[sight->candidate].book[static_cast<Subject>(s)].quotas()[sight->index];
        if (!sight->seen.unknown && quota.on_tie == OnTie::choice) {
            Atoms chosen = atoms;
            chosen.push_back({s, touch_.object(), choice_slot, static_cast<std::uint8_t>(1u << *touch_.rules_of(s)->scale().find(quota.grade)), 0});
            std::sort(chosen.begin(), chosen.end());
            if (trial_.reaches(chosen)) keep(chosen);
        }
        for (const Repair& more : PlaceRepairer(touch_, repairer_, now, *sight).repairs(repair, why_))
            if (found_.size() < 3 * most_plans) explore(more, far, depth - 1);
    }

    void keep(const Atoms& atoms) {
        Atoms needed = trial_.needed(atoms);
        if (std::find(found_.begin(), found_.end(), needed) == found_.end()) found_.push_back(std::move(needed));
    }

    /// Tries every smaller set of changes, as far as there are few; gives the size below which nothing is left untried.
    [[nodiscard]] std::size_t prove() {
        std::size_t best = found_.empty() ? 3 : found_.front().size();
        for (const Atoms& atoms : found_) best = std::min(best, atoms.size());
        if (best == 1) return 1;
        if (found_.empty() && objects_ > few_objects) return 0;  // what the conditions do not give is looked for only where that is quick
        Search search(touch_, repairer_, trial_, grade_);
        std::size_t left = most_searched();
        std::size_t k = 1;
        for (; k < best && search.sets(k) <= left; ++k) {
            left -= search.sets(k);
            const auto smaller = search.all(k, most_plans);
            for (const Atoms& atoms : smaller) keep(atoms);
            if (!smaller.empty()) return k;
        }
        return k;
    }

    void write(Plans& made, std::size_t proved) {
        const auto slots = [](const Atoms& atoms) {
            std::vector<std::tuple<std::size_t, std::size_t, std::uint32_t>> all;
            for (const Atom& a : atoms) all.push_back(a.slot());
            return all;
        };
        std::stable_sort(found_.begin(), found_.end(), [](const Atoms& a, const Atoms& b) { return a.size() < b.size(); });
        std::vector<Atoms> chosen;
        for (const Atoms& atoms : found_) {
            const auto own = slots(atoms);
            const bool more = std::any_of(chosen.begin(), chosen.end(), [&](const Atoms& less) {
                const auto other = slots(less);
                return std::includes(own.begin(), own.end(), other.begin(), other.end());
            });
            if (!more && chosen.size() < most_plans) chosen.push_back(atoms);
        }
        PlanWriter writer(touch_, trial_);
        for (const Atoms& atoms : chosen) made.plans.push_back(writer.plan(atoms, atoms.size() <= proved));
        std::stable_sort(made.plans.begin(), made.plans.end(), [](const Plan& a, const Plan& b) { return std::pair(a.changes(), a.steps.size()) < std::pair(b.changes(), b.steps.size()); });
        made.tried = trial_.evaluations();
        if (!made.plans.empty()) return;
        if (trial_.contradicted()) why_.push_back({"reported", {}, {"trái với số liệu đã báo cáo", "what was reported contradicts it"}});
        if (why_.empty()) why_.push_back({"search", {}, {"không tìm được cách nào", "nothing was found"}});
        // That a population is too small is seldom the cause, where something else blocks.
        std::stable_partition(why_.begin(), why_.end(), [](const Blocked& b) { return b.by != "population"; });
        for (Blocked& b : why_) {
            if (made.blocked_by.size() == 16 || std::find(made.blocked_by.begin(), made.blocked_by.end(), b) != made.blocked_by.end()) continue;
            if (const std::string of = PlanWriter::listed(b.objects); !of.empty()) b.text.vi += " (" + of + ")", b.text.en += " (" + of + ")";
            made.blocked_by.push_back(std::move(b));
        }
    }

    std::size_t grade_, objects_ = 0;
    Touchable touch_;
    Repairer repairer_;
    Trial trial_;
    std::vector<Atoms> seen_, found_;
    std::vector<Blocked> why_;
};

/// `small`: how many objects an evaluation has that is not cut.
[[nodiscard]] inline Plans plans_for(const Evaluation& evaluation, const Id& object, std::size_t grade, Subject subject, std::size_t small = 256) {
    const std::size_t at = evaluation.facts(subject)->position(object);
    Plans made{.object = object, .subject = subject, .grade = evaluation.rules()[subject].scale()[grade].code};
    const auto target = static_cast<std::uint8_t>((2u << grade) - 1u);
    if ((evaluation.possible(subject)[at] & ~target) == 0) {
        made.plans.push_back({{}, true});
        return made;
    }
    for (const DecidedGrade& decided : evaluation.data().evidence.decided)
        if (decided.subject == subject && decided.object == object) {
            made.blocked_by.push_back({"decided", {}, {"mức xếp loại đã quyết định", "its grade is decided"}});
            return made;
        }
    Evaluation base = cut_out(evaluation, subject, at, small);
    std::size_t position = base.facts(subject)->position(object);
    if (base.possible(subject)[position] != evaluation.possible(subject)[at]) base = evaluation, position = at;
    Planner(base, subject, position, grade).plan(made);
    return made;
}

}  // namespace detail

/// What would have to be so for the object to be graded `grade` or better in every world: plans, fewest single changes first,
/// up to eight; or what blocks. Where it surely is already, one plan without steps.
///
/// A plan may say how a fact that is not known turns out, within what it can be, and what a fact declared changeable becomes: of
/// the object; of the objects of its populations, as far as its conditions read them; of others with whom it shares places, of whom
/// a fact changes only where they are surely below every base of a quota. It may say which of its population, or of what caps
/// it, is decided at which grade; and that it is chosen among those who are level at the last place of a quota, where in every
/// world it may be. It never decides the object's grade otherwise.
/// Facts that are not applicable, facts by which quotas group, earlier years and the evidence stay as they are, and a plan that
/// contradicts what was reported is none.
///
/// Plans are derived from the conditions, part by part, and each is then evaluated: it reaches the grade under every candidate of
/// the gaps, and without any of its single changes it does not. `minimal` means that there is no plan of fewer single changes:
/// there is one change only (and none is not enough), or every smaller set was evaluated, with one value of a number for all
/// that no test, ratio or rank tells apart. Where the sets are too many for that, it is false.
///
/// Each trial is an evaluation of the part of the tree that the object can depend on: of a unit what stands under its parent, or
/// under the unit by which a quota groups, without the members of units that it neither counts nor shares places with. Where a
/// quota groups by a fact or over the whole, or a tally counts over many units, or the unit stands under a root, the tree is not
/// cut, and a trial takes as long as an evaluation.
///
/// Throws UnknownUnit as `Evaluation::of` does, and InvalidFacts where the scale has no such grade.
[[nodiscard]] inline Plans why_not(const Evaluation& evaluation, const Id& object, std::string_view grade, Subject subject = Subject::organization) {
    static_cast<void>(evaluation.of(subject, object));  // throws where there is none
    return detail::plans_for(evaluation, object, evaluation.rules()[subject].scale().at(grade, "grade"), subject);
}

}  // namespace myhao::inline v0
