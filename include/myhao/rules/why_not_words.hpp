// SPDX-License-Identifier: Apache-2.0
// Single changes as the steps of a plan, with words for people.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/plan.hpp>
#include <myhao/rules/why_not_quota.hpp>
#include <myhao/rules/why_not_trial.hpp>

namespace myhao::inline v0::detail {

class PlanWriter {
public:
    PlanWriter(const Touchable& touchable, Trial& trial) : touch_(touchable), trial_(trial), data_(touchable.data()) {}

    [[nodiscard]] Plan plan(const Atoms& atoms, bool minimal) {
        Plan made{{}, minimal};
        std::vector<bool> done(atoms.size(), false);
        for (std::size_t i = 0; i < atoms.size(); ++i) {
            if (done[i]) continue;
            const Atom& a = atoms[i];
            if (a.column == choice_slot) {
                made.steps.push_back(choice(a));
            } else if (a.subject == touch_.subject() && a.column != grade_slot && !trial_.below(a)) {
                made.steps.push_back(own(atoms, i));
            } else {
                Atoms together;
                for (std::size_t k = i; k < atoms.size(); ++k)
                    if (trial_.alike(atoms[k], a)) together.push_back(atoms[k]), done[k] = true;
                made.steps.push_back(raise(together));
            }
        }
        // What turns out stands before what becomes otherwise, and that before what others must do.
        std::stable_sort(made.steps.begin(), made.steps.end(), [](const PlanStep& a, const PlanStep& b) { return a.kind < b.kind; });
        return made;
    }

    /// The first eight.
    [[nodiscard]] static std::string listed(const std::vector<Id>& ids) {
        std::string text;
        for (std::size_t i = 0; i < ids.size() && i < 8; ++i) text += (i ? ", " : "") + ids[i].text();
        return ids.size() > 8 ? text + ", ..." : text;
    }

private:
    [[nodiscard]] Id id(const Atom& a) const { return data_.facts[a.subject]->id(a.object); }

    [[nodiscard]] Label grade_words(std::size_t s, std::uint8_t bit) const {
        const Grade& grade = touch_.rules_of(s)->scale()[static_cast<std::size_t>(std::countr_zero(bit))];
        return {grade.label.vi.empty() ? grade.code : grade.label.vi, grade.code};
    }
    [[nodiscard]] Label value_words(std::size_t s, std::uint32_t column, std::uint8_t bit) const {
        const Fact& fact = touch_.fact(s, column);
        const std::string code = values_of(fact, touch_.rules_of(s)->scale())[static_cast<std::size_t>(std::countr_zero(bit))];
        if (fact.type == FactType::flag) return {code == "true" ? "có" : "không", code};
        for (const Scale& scale : {fact.type == FactType::level ? scales::levels() : touch_.rules_of(s)->scale()})
            if (const auto at = scale.find(code); at && !scale[*at].label.vi.empty()) return {scale[*at].label.vi, code};
        return {code, code};
    }
    [[nodiscard]] Label words(const Atom& a) const {
        if (a.may == na_bit) return {"không áp dụng", "not applicable"};
        const Fact& fact = touch_.fact(a.subject, a.column);
        if (!is_number(fact.type)) return value_words(a.subject, a.column, a.may);
        const FactValue value = touch_.value(a);
        std::string text = std::to_string(a.value);
        if (const auto* decimal = std::get_if<Decimal>(&value)) text = decimal->text();
        if (const auto* day = std::get_if<Date>(&value)) text = day->text();
        return {text, text};
    }
    [[nodiscard]] FactValue now_of(const Atom& a) const { return data_.facts[a.subject]->value(a.object, touch_.fact(a.subject, a.column).name); }
    [[nodiscard]] FactStep fact_step(const Atom& a) const {
        const RuleSet& rules = *touch_.rules_of(a.subject);
        const Fact& fact = touch_.fact(a.subject, a.column);
        const FactColumn& column = touch_.column(a.subject, a.column);
        FactStep made{static_cast<Subject>(a.subject), id(a), fact.name, now_of(a), touch_.value(a), fact_label(rules, fact.name), {}, words(a), !column.known(a.object)};
        if (is_number(fact.type)) {
            made.known = observed_number(column, a.object, fact.type);
        } else {
            made.known = observed_mask(column.may[a.object], values_of(fact, rules.scale()), fact.na);
            if (!made.learned) made.known.vi = value_words(a.subject, a.column, column.may[a.object]).vi;
        }
        // Beyond what it can have been, it must become so.
        const HeldFact now = touch_.known(a.subject, a.object, a.column);
        made.learned = made.learned && (a.may & now.may) && (!is_number(fact.type) || a.may == na_bit || (a.value >= now.low && a.value <= now.high));
        return made;
    }

    /// Of the object itself, or of one with which it shares places.
    [[nodiscard]] PlanStep own(const Atoms& atoms, std::size_t i) {
        const Atom& a = atoms[i];
        PlanStep step;
        step.facts.push_back(fact_step(a));
        const FactStep& fact = step.facts[0];
        step.kind = fact.learned ? PlanStep::Kind::learn : PlanStep::Kind::change;
        const bool self = a.object == touch_.object();
        const std::string of = self ? std::string() : " (" + fact.object.text() + ")";
        if (fact.learned) step.text = {"làm rõ: " + fact.label.vi + of + " là " + fact.value.vi + " (" + fact.known.vi + ")", "learn: " + fact.label.en + of + " is " + fact.value.en + " (" + fact.known.en + ")"};
        else step.text = {"thay đổi: " + fact.label.vi + of + " từ " + fact.known.vi + " thành " + fact.value.vi, "change: " + fact.label.en + of + " from " + fact.known.en + " to " + fact.value.en};
        if (self) place(atoms, i, step);
        return step;
    }

    /// A key that is needed for nothing but a place of a quota.
    void place(const Atoms& atoms, std::size_t i, PlanStep& step) {
        const RuleSet& rules = *touch_.rules_of(touch_.subject());
        const std::string& fact = step.facts[0].fact;
        if (std::none_of(rules.quotas().begin(), rules.quotas().end(), [&](const Quota& q) { return q.rank_by == fact; })) return;
        Atoms rest = atoms;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        const Evaluation without = trial_.evaluate(rest);
        for (const Candidate& candidate : without.data().candidates)
            if (candidate.graded[touch_.subject()].before_quotas[touch_.object()] & ~trial_.target()) return;
        const auto sight = quota_in_the_way(without, touch_.subject(), touch_.object(), trial_.target());
        if (!sight || sight->seen.unknown || rules.quotas()[sight->index].rank_by != fact) return;
        step.kind = PlanStep::Kind::place;
        step.path = sight->seen.path;
        const Rival& self = sight->seen.rivals[sight->seen.self];
        const std::int64_t key = is_number(touch_.fact(touch_.subject(), atoms[i].column).type) ? atoms[i].value : -std::countr_zero(atoms[i].may) - 1;
        for (std::size_t k = 0; k < sight->group.size(); ++k) {
            const Rival& r = sight->seen.rivals[k];
            if (k != sight->seen.self && (r.may & Rival::grade) && r.high >= self.low && r.low <= key) step.past.push_back(data_.facts[touch_.subject()]->id(sight->group[k]));
        }
        const FactStep& key_step = step.facts[0];
        const std::string past = listed(step.past);
        step.text = {"suất (" + step.path + "): " + key_step.label.vi + " từ " + key_step.known.vi + " lên " + key_step.value.vi + (past.empty() ? "" : ", vượt " + past),
                     "place (" + step.path + "): " + key_step.label.en + " from " + key_step.known.en + " to " + key_step.value.en + (past.empty() ? "" : ", past " + past)};
    }

    [[nodiscard]] PlanStep choice(const Atom& a) const {
        const RuleSet& rules = *touch_.rules_of(a.subject);
        PlanStep step;
        step.kind = PlanStep::Kind::place;
        step.decided.push_back({id(a), grade_words(a.subject, a.may).en, static_cast<Subject>(a.subject)});
        for (const Quota& q : rules.quotas())
            if (q.on_tie == OnTie::choice && *rules.scale().find(q.grade) == static_cast<std::size_t>(std::countr_zero(a.may))) step.path = "quotas." + (q.id.empty() ? q.grade : q.id);
        step.text = {"suất (" + step.path + "): chọn đối tượng này trong số bằng nhau", "place (" + step.path + "): it is chosen among those who are level"};
        return step;
    }

    /// So many of a population.
    [[nodiscard]] PlanStep raise(const Atoms& together) const {
        const Atom& a = together.front();
        PlanStep step;
        step.kind = PlanStep::Kind::raise;
        std::vector<Id> ids;
        for (const Atom& one : together) {
            ids.push_back(id(one));
            if (one.column == grade_slot) step.decided.push_back({id(one), grade_words(one.subject, one.may).en, static_cast<Subject>(one.subject)});
            else step.facts.push_back(fact_step(one));
        }
        const Population population = a.subject == 0 ? Population::subordinates : a.subject == 1 ? Population::members : Population::leadership;
        const Label who = touch_.subject() == 0 ? label(population) : label(static_cast<Subject>(a.subject));
        step.population = touch_.subject() == 0 ? name(population) : name(static_cast<Subject>(a.subject));
        Label to;
        if (a.column == grade_slot) to = grade_words(a.subject, a.may);
        else to = {step.facts[0].label.vi + " " + step.facts[0].value.vi, step.facts[0].label.en + " " + step.facts[0].value.en};
        const std::string n = std::to_string(together.size()), list = listed(ids);
        step.text = {"nâng: " + n + " " + who.vi + " đạt " + to.vi + ": " + list, "raise: " + n + " of " + who.en + " to " + to.en + ": " + list};
        return step;
    }

    const Touchable& touch_;
    Trial& trial_;
    const Evaluation::Data& data_;
};

}  // namespace myhao::inline v0::detail
