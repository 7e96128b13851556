// SPDX-License-Identifier: Apache-2.0
// Gathers what an outcome rests on, as numbers: one object of an evaluation, under one candidate of the gaps.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <myhao/rules/groups.hpp>
#include <myhao/rules/reason.hpp>
#include <myhao/rules/recompute.hpp>

namespace myhao::inline v0::detail {

class Teller {
public:
    Teller(const Evaluation::Data& data, const Candidate& candidate, Subject subject, std::size_t object)
        : data_(data), candidate_(candidate), subject_(subject), s_(static_cast<std::size_t>(subject)), object_(object), rules_(candidate.book[subject]) {
        for (std::size_t s = 0; s < subjects; ++s)
            if (data.facts[s]) {
                stages_[s] = stage_of(s, *data.layout, data.facts, candidate), pointers_[s] = &stages_[s];
                if (!data.past[s].empty()) stages_[subjects + s] = stage_of(data.past[s]), pointers_[subjects + s] = &stages_[subjects + s];
            }
    }
    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;

    [[nodiscard]] Grounds tell() {
        Grounds told{.rules = rules_, .on = data_.tree.date()};
        const Program& program = *candidate_.programs[s_];
        std::vector<std::uint32_t> steps;  // of the populations
        for (std::uint32_t s = 0; s < program.steps.size(); ++s) {
            const Step& step = program.steps[s];
            if (!step.over_population()) continue;
            KnownPopulation one{Truth(nobody(step) ? machine_truth(step) : machine().truth(program, s, object_)), static_cast<std::uint32_t>(steps.size())};
            for (std::uint32_t k = 0; k < steps.size() && one.first == steps.size(); ++k)
                if (Step::same_population(&program.steps[steps[k]], &step)) one.first = k;
            told.populations.push_back(one);
            steps.push_back(s);
            s += step.width;
        }
        told.facts.reserve(candidate_.spaces[s_].columns.size());
        for (const FactColumn* column : candidate_.spaces[s_].columns)
            told.facts.push_back(column->low.empty() ? KnownFact{column->may[object_]} : KnownFact{column->may[object_], column->low[object_], column->high[object_]});
        for (std::size_t c = 0; c < rules_.relations().size(); ++c) {
            const std::uint8_t binds = bound(stages_[s_], c, object_, machine()), cap = above(rules_.relations()[c].by);
            told.caps.push_back(static_cast<std::uint8_t>(!(binds & yes_bit) ? 0 : cap | (binds != yes_bit && cap ? not_graded_bit : 0)));
        }
        const Graded& g = candidate_.graded[s_];
        std::uint8_t may = g.before_quotas[object_];
        told.by_clauses = GradeSet(may);
        told.rivalries.reserve(candidate_.quotas[s_].size());
        for (std::size_t q = 0; q < candidate_.quotas[s_].size(); ++q) may = stand(q, may, told.rivalries.emplace_back());
        told.after_quotas = GradeSet(may);
        told.possible = GradeSet(g.may[object_]);
        if (static_cast<Decider>(g.by[object_] & 7) == Decider::decided) told.decided = static_cast<std::size_t>(std::countr_zero(g.may[object_]));
        told.narrowed = !told.decided && told.possible != told.after_quotas;
        return told;
    }

    [[nodiscard]] const Stage& stage() const noexcept { return stages_[s_]; }
    /// Reads another program of the same subject from here on.
    void read(const Program& program) noexcept { stages_[s_].program = &program; }
    [[nodiscard]] Machine& machine() {
        if (!machine_) machine_.emplace(pointers_, data_.incomplete);
        return *machine_;
    }
    [[nodiscard]] std::uint32_t parent() const { return subject_ == Subject::organization ? data_.layout->parent[object_] : data_.facts[s_]->data().unit[object_]; }

    /// The graded objects that share places with this one, itself among them; empty where it is in no group, nothing where its
    /// group is not known. Siblings stand together, so that a reason among them costs nothing of the rest of the country.
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> group_of(const Group& by) const {
        std::vector<std::uint32_t> objects;
        const auto graded = [&](std::uint32_t object) { return candidate_.graded[s_].before_quotas[object] != 0; };
        if (by.by == Group::By::parent) {
            if (parent() == no_group) return objects;
            const auto first = stages_[s_].first;
            for (std::uint32_t o = first[parent()]; o < first[parent() + 1]; ++o)
                if (graded(o) && (subject_ != Subject::organization || data_.layout->rank[o] == data_.layout->rank[object_])) objects.push_back(o);
            return objects;
        }
        std::vector<std::uint32_t> stratum;
        for (std::uint32_t o = 0; o < candidate_.graded[s_].may.size(); ++o)
            if (subject_ != Subject::organization || data_.layout->rank[o] == data_.layout->rank[object_]) stratum.push_back(o);
        const auto group = groups(data_.tree, *data_.layout, *data_.facts[s_], candidate_, subject_, stratum, by);
        if (group.empty()) return std::nullopt;
        const std::uint32_t own = group[static_cast<std::size_t>(std::lower_bound(stratum.begin(), stratum.end(), object_) - stratum.begin())];
        for (std::size_t k = 0; k < stratum.size() && own != no_group; ++k)
            if (group[k] == own && graded(stratum[k])) objects.push_back(stratum[k]);
        return objects;
    }

private:
    /// Whether nobody is in the population of a step.
    [[nodiscard]] bool nobody(const Step& step) const {
        const Stage* of = pointers_[stage_no(step.population, s_)];
        return of != nullptr && step.years == 0 && data_.incomplete.empty() && of->first[object_] == of->first[object_ + 1];
    }
    [[nodiscard]] static std::uint8_t machine_truth(const Step& step) noexcept { return step.kind == Step::Kind::share ? share_truth(step, Crowd()) : count_truth(step, Crowd()); }

    std::uint8_t above(Subject by) const {
        const auto b = static_cast<std::size_t>(by);
        const std::uint32_t unit = data_.facts[s_]->data().unit[object_];
        if (!pointers_[b] || !stages_[b].program) return static_cast<std::uint8_t>(rules_.scale().all().bits() | not_graded_bit);
        if (by == Subject::organization) return candidate_.graded[0].may[unit];
        std::uint8_t may = 0;
        for (std::size_t k = stages_[b].first[unit]; k < stages_[b].first[unit + 1]; ++k) may |= candidate_.graded[b].may[k];
        return may;
    }

    /// How a quota meets the object, which may be `may` by then; and what it may be after it.
    [[nodiscard]] std::uint8_t stand(std::size_t q, std::uint8_t may, Rivalry& rivalry) {
        const QuotaProgram& program = candidate_.quotas[s_][q];
        const auto objects = program.quota->known() ? group_of(*program.quota->group) : std::nullopt;
        if (!objects) {
            rivalry.unknown = true;
            rivalry.rivals.push_back(program.rival(may, object_));
            return after_quota(may, program.grade, true, true);
        }
        rivalry.rivals.reserve(objects->size());
        for (const std::uint32_t object : *objects) {
            if (object == object_) rivalry.self = rivalry.rivals.size();
            rivalry.rivals.push_back(program.rival(object == object_ ? may : before(q, object), object));
        }
        if (!(may >> program.grade & 1) || rivalry.rivals.empty()) return may;
        const auto [stays, falls] = place_of(std::span<const Rival>(rivalry.rivals), rivalry.self, program.quota->on_tie, *program.limit);
        return after_quota(may, program.grade, stays, falls);
    }

    /// What another object could be when quota `q` came to it: after the quotas before. One quota is the common case.
    [[nodiscard]] std::uint8_t before(std::size_t q, std::uint32_t object) const {
        std::uint8_t may = candidate_.graded[s_].before_quotas[object];
        if (q == 0) return may;
        Teller other(data_, candidate_, subject_, object);
        for (std::size_t earlier = 0; earlier < q; ++earlier) {
            Rivalry rivalry;
            may = other.stand(earlier, may, rivalry);
        }
        return may;
    }

    const Evaluation::Data& data_;
    const Candidate& candidate_;
    Subject subject_;
    std::size_t s_, object_;
    const RuleSet& rules_;
    std::array<Stage, stages> stages_;
    std::array<Stage*, stages> pointers_{};
    std::optional<Machine> machine_;
};

}  // namespace myhao::inline v0::detail
