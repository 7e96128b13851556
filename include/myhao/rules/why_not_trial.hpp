// SPDX-License-Identifier: Apache-2.0
// Whether changes reach a grade, found by evaluating them; and the changes that are needed among those that reach it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/why_not_touch.hpp>

namespace myhao::inline v0::detail {

/// Evaluates the world of one object again and again with single changes, and remembers what came of it.
class Trial {
public:
    Trial(const Evaluation& base, const Touchable& touchable, std::uint8_t target) : base_(base), touch_(touchable), target_(target), contradictions_(contradictions(base)) {
        for (const auto& of : base.data().facts)
            if (of) facts_.push_back(*of);
        // Whoever is level may be chosen: if all who are level stayed, would it?
        std::vector<RuleSet> sets;
        for (const RuleSet& set : base.rules().sets()) {
            std::vector<std::pair<std::string, std::string>> changes;
            for (const Quota& q : set.quotas())
                if (set.subject() == static_cast<Subject>(touch_.subject()) && q.on_tie == OnTie::choice) changes.emplace_back("quotas." + (q.id.empty() ? q.grade : q.id) + ".on_tie", "all");
            sets.push_back(changes.empty() ? set : set.replace(changes));
        }
        level_ = RuleBook(std::move(sets), base.rules().year());
    }

    [[nodiscard]] Evaluation evaluate(const Atoms& atoms, bool level_stay = false) {
        if (!level_stay && last_ && last_->first == atoms) return last_->second;
        Evaluation made = evaluated(atoms, level_stay);
        if (!level_stay) last_.emplace(atoms, made);
        return made;
    }

    /// Whether the object surely has the grade or a better one, and nothing contradicts what was reported. With a choice: whether
    /// the object may be chosen in every world.
    [[nodiscard]] bool reaches(const Atoms& atoms) {
        const auto [known, is_new] = tried_.try_emplace(atoms, false);
        if (!is_new) return known->second;
        const bool chosen = std::any_of(atoms.begin(), atoms.end(), [](const Atom& a) { return a.column == choice_slot; });
        ++evaluations_;
        const Evaluation result = evaluate(atoms);
        bool reached = (may(result) & ~target_) == 0 && contradictions(result) <= contradictions_;
        if (!reached && contradictions(result) > contradictions_) contradicted_ = true;
        if (reached && chosen) {
            const std::uint8_t level = may(evaluate(atoms, true));
            reached = level != 0 && (level & ~target_) == 0;
        }
        return tried_[atoms] = reached;
    }

    /// The changes without those that are not needed: of what is left, none and no run of the same kind can be left out.
    [[nodiscard]] Atoms needed(Atoms atoms) {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t i = atoms.size(); i-- > 0 && !again;) {
                Atoms less = atoms;
                less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
                if (reaches(less)) atoms = std::move(less), again = true;
            }
            for (std::size_t i = 0; i < atoms.size() && !again; ++i) {
                Atoms less;
                for (const Atom& a : atoms)
                    if (!alike(a, atoms[i])) less.push_back(a);
                if (atoms.size() - less.size() > 1 && reaches(less)) atoms = std::move(less), again = true;
            }
        }
        return atoms;
    }
    /// Changes that one step of a plan holds together.
    [[nodiscard]] bool alike(const Atom& a, const Atom& b) const noexcept {
        return a.subject == b.subject && a.column == b.column && a.may == b.may && a.value == b.value && (a.subject != touch_.subject() || a.column == grade_slot || below(a) == below(b));
    }
    /// Whether it changes an object of the population of the one that is asked about.
    [[nodiscard]] bool below(const Atom& a) const noexcept {
        if (a.subject != 0) return touch_.subject() == 0;
        return touch_.subject() == 0 && base_.data().layout->parent[a.object] == touch_.object();
    }

    [[nodiscard]] std::uint8_t may(const Evaluation& e) const noexcept { return e.data().graded[touch_.subject()].may[touch_.object()]; }
    [[nodiscard]] std::uint8_t target() const noexcept { return target_; }
    [[nodiscard]] std::size_t evaluations() const noexcept { return evaluations_; }
    [[nodiscard]] bool contradicted() const noexcept { return contradicted_; }

private:
    [[nodiscard]] Evaluation evaluated(const Atoms& atoms, bool level_stay) const {
        std::array<std::vector<Facts::Change>, subjects> changes;
        Evidence evidence = base_.data().evidence;
        for (const Atom& a : atoms) {
            const Id id = base_.data().facts[a.subject]->id(a.object);
            const auto subject = static_cast<Subject>(a.subject);
            if (a.column < choice_slot) changes[a.subject].push_back({id, touch_.fact(a.subject, a.column).name, touch_.value(a)});
            else if (!level_stay || a.column != choice_slot) evidence.decided.push_back({id, touch_.rules_of(a.subject)->scale()[static_cast<std::size_t>(std::countr_zero(a.may))].code, subject});
        }
        std::vector<Facts> facts;
        for (const Facts& f : facts_) {
            const auto& own = changes[static_cast<std::size_t>(f.subject())];
            facts.push_back(own.empty() ? f : f.with(own));
        }
        return myhao::evaluate(base_.tree(), facts, level_stay ? level_ : base_.rules(), evidence);
    }

    static std::size_t contradictions(const Evaluation& e) {
        std::size_t n = 0;
        for (const Finding& f : e.findings()) n += f.rule == "evidence.tally" || f.rule == "gaps.excluded";
        return n;
    }

    const Evaluation& base_;
    const Touchable& touch_;
    std::uint8_t target_;
    std::size_t contradictions_;
    std::vector<Facts> facts_;
    RuleBook level_;
    std::map<Atoms, bool> tried_;
    std::optional<std::pair<Atoms, Evaluation>> last_;
    std::size_t evaluations_ = 0;
    bool contradicted_ = false;
};

}  // namespace myhao::inline v0::detail
