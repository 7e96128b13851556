// SPDX-License-Identifier: Apache-2.0
// One run through all strata, members first and then units from the deepest to the root: clauses, ceilings, caps, quotas,
// and what was decided or reported.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/grades/tally.hpp>
#include <myhao/rules/candidate.hpp>
#include <myhao/rules/evidence.hpp>
#include <myhao/rules/groups.hpp>
#include <myhao/rules/narrowing.hpp>
#include <myhao/rules/places.hpp>
#include <myhao/rules/precise.hpp>

namespace myhao::inline v0::detail {

/// One candidate of the gaps, run once through all strata.
class StrataRun {
public:
    /// `candidate`: its book, of which programs and columns are made here. A run stays where it is made.
    StrataRun(const Tree& tree, const Layout& layout, const std::array<std::optional<Facts>, subjects>& facts, const Evidence& evidence, std::span<const std::uint8_t> incomplete, const std::array<Past, subjects>& past,
              Candidate& candidate, Findings& problems)
        : tree_(tree), layout_(layout), book_(candidate.book), facts_(facts), evidence_(evidence), candidate_(candidate), graded_(candidate.graded) {
        compile(candidate, facts, tree.date(), problems);
        for (std::size_t s = 0; s < subjects; ++s) {
            if (!facts[s]) continue;
            pointers_[s] = &stages_[s];
            graded_[s].assign(facts[s]->size(), candidate.programs[s] ? std::uint8_t{0} : std::uint8_t{0xFF});
            stages_[s] = stage_of(s, layout, facts, candidate);
            if (!past[s].empty()) stages_[subjects + s] = stage_of(past[s]), pointers_[subjects + s] = &stages_[subjects + s];
        }
        if (problems.empty()) machine_.emplace(pointers_, incomplete);
    }

    StrataRun(const StrataRun&) = delete;
    StrataRun& operator=(const StrataRun&) = delete;

    /// Whether every tally could be met.
    bool run(Findings& findings) {
        bool fits = true;
        known_.fill({});
        // A tally over all units narrows what lower strata were read as: repeat until nothing shrinks.
        for (bool shrunk = true; shrunk;) {
            findings = Findings();
            fits = pass(findings, shrunk);
        }
        return fits;
    }

    /// Whether a world is known to exist in which every tally is met.
    [[nodiscard]] bool sure() const noexcept { return narrowing_.sure(); }

private:
    bool pass(Findings& findings, bool& shrunk) {
        bool fits = true;
        shrunk = false;
        if (Stage* stage = pointers_[1]; stage && stage->program) {
            begin(Subject::member);
            grade(Subject::member, all_of(Subject::member));
            finish(Subject::member, all_of(Subject::member), findings);
            for (std::size_t t = 0; t < evidence_.reported.size(); ++t)
                if (evidence_.reported[t].subject() == Subject::member) fits &= narrowing_.apply(evidence_.reported[t], findings, shrunk);
        }
        if (Stage* stage = pointers_[0]; stage && stage->program) {
            begin(Subject::organization);
            for (const auto& stratum : layout_.strata) {
                for (std::size_t t = 0; t < evidence_.reported.size(); ++t) {
                    const Tally& tally = evidence_.reported[t];
                    if (tally.subject() != Subject::organization || !tally.of()) continue;
                    const auto row = tree_.row(*tally.of());
                    if (row && stratum.contains(tree_.position(*row))) fits &= narrowing_.apply(evidence_.reported[t], findings, shrunk);
                }
                grade(Subject::organization, stratum);
                finish(Subject::organization, stratum, findings);
            }
            for (std::size_t t = 0; t < evidence_.reported.size(); ++t)
                if (evidence_.reported[t].subject() == Subject::organization && !evidence_.reported[t].of()) fits &= narrowing_.apply(evidence_.reported[t], findings, shrunk);
        }
        for (const Subject s : {Subject::collective, Subject::leader}) {
            const auto i = static_cast<std::size_t>(s);
            if (!pointers_[i] || !pointers_[i]->program) continue;
            begin(s);
            grade(s, all_of(s));
            caps(s);
            finish(s, all_of(s), findings);
            for (std::size_t t = 0; t < evidence_.reported.size(); ++t)
                if (evidence_.reported[t].subject() == s) fits &= narrowing_.apply(evidence_.reported[t], findings, shrunk);
        }
        return fits;
    }

    [[nodiscard]] Stratum all_of(Subject s) const { return {0, facts_[static_cast<std::size_t>(s)]->size()}; }
    void begin(Subject s) {
        const auto i = static_cast<std::size_t>(s);
        if (!std::exchange(fresh_[i], false)) graded_[i].assign(facts_[i]->size(), 0);
        stages_[i].may = graded_[i].may;
        if (known_[i].empty() && !evidence_.reported.empty()) known_[i].assign(facts_[i]->size(), 0xFF);
        if (!precise_[i]) precise_[i].emplace(stages_[i], *machine_);
    }

    // Steps 1 to 3: clauses, first match, ceilings; blocks of objects that stand one behind another.
    void grade(Subject s, const Stratum& objects) {
        for (std::size_t k = 0; k < objects.size();) {
            const std::size_t from = objects[k];
            std::size_t n = objects.is_run() ? std::min(Machine::block, objects.size() - k) : 1;
            while (k + n < objects.size() && objects[k + n] == from + n && n < Machine::block) ++n;
            block(static_cast<std::size_t>(s), from, n);
            k += n;
        }
    }

    void block(std::size_t s, std::size_t from, std::size_t n) {
        const Program& program = *stages_[s].program;
        Graded& g = graded_[s];
        std::uint8_t* may = g.may.data() + from;
        std::uint8_t reached[Machine::block], some_false[Machine::block] = {}, all_out[Machine::block], ungraded[Machine::block] = {}, capped[Machine::block] = {};
        const std::uint8_t any_grade = program.grades.empty() ? 0 : 1;
        for (std::size_t i = 0; i < n; ++i) may[i] = 0, reached[i] = 1, all_out[i] = any_grade;
        machine_->begin_block();
        const auto clause = [&](Range range) { return machine_->run(stages_[s], range, from, from + n).data(); };
        for (const Range& range : program.not_graded) {
            const std::uint8_t* t = clause(range);
            for (std::size_t i = 0; i < n; ++i) ungraded[i] |= t[i] & yes_bit, reached[i] &= static_cast<std::uint8_t>((t[i] >> 1 | t[i] >> 2) & 1);
        }
        std::uint8_t may_be_graded[Machine::block];
        std::copy_n(reached, n, may_be_graded);
        for (std::size_t c = 0; c < program.grades.size(); ++c) {
            const std::uint8_t* t = clause(program.grades[c]);
            for (std::size_t i = 0; i < n; ++i) {
                may[i] = static_cast<std::uint8_t>(may[i] | (t[i] & reached[i] & 1) << c);
                reached[i] &= static_cast<std::uint8_t>((t[i] >> 1 | t[i] >> 2) & 1);
                some_false[i] |= t[i] >> 1 & 1, all_out[i] &= t[i] >> 2;
            }
        }
        if (program.grades.empty()) std::fill_n(some_false, n, std::uint8_t{1});
        for (std::size_t i = 0; i < n; ++i)
            may[i] = static_cast<std::uint8_t>(may[i] | (reached[i] & some_false[i]) << (program.grade_count - 1) | (ungraded[i] | (all_out[i] & may_be_graded[i])) << 7);
        for (std::size_t c = 0; c < program.ceilings.size(); ++c) {
            const std::uint8_t* t = clause(program.ceilings[c]);
            const auto better = static_cast<std::uint8_t>((1u << program.ceiling_at[c]) - 1u), own = static_cast<std::uint8_t>(better + 1u);
            for (std::size_t i = 0; i < n; ++i) {
                if (!(t[i] & yes_bit) || !(may[i] & better)) continue;
                may[i] = static_cast<std::uint8_t>(t[i] == yes_bit ? (may[i] & ~better) | own : may[i] | own);
                capped[i] = static_cast<std::uint8_t>(c + 1);
            }
        }
        if (s == 0 && !layout_.all_gradable)
            for (std::size_t i = 0; i < n; ++i)
                if (!layout_.gradable[from + i]) may[i] = 0;
        std::uint8_t* by = g.by.data() + from;
        bool some_open = false;
        for (std::size_t i = 0; i < n; ++i) {
            by[i] = by_outcome[may[i]];
            some_open |= by[i] == decided_by(Decider::open);
        }
        for (std::size_t i = 0; i < n && !program.ceilings.empty(); ++i)
            if (capped[i] && single(may[i]) && may[i] != not_graded_bit) by[i] = decided_by(Decider::ceiling, capped[i] - 1u);
        for (std::size_t i = 0; i < n && some_open; ++i)
            if (by[i] == decided_by(Decider::open) && may[i]) refine(s, from + i, may[i]);
    }

    /// By which step an outcome was decided if clauses alone decided it.
    static constexpr std::array<std::uint8_t, 256> by_outcome = [] {
        std::array<std::uint8_t, 256> table{};
        for (unsigned may = 0; may < 256; ++may)
            table[may] = !single(may) ? decided_by(Decider::open) : may == not_graded_bit ? decided_by(Decider::not_graded) : decided_by(Decider::clause, static_cast<std::size_t>(std::countr_zero(may)));
        return table;
    }();

    /// An object that is open as far as single conditions tell: its own unknown facts together, and why it is open.
    void refine(std::size_t s, std::size_t object, std::uint8_t& may) {
        Graded& g = graded_[s];
        const Precise::Result result = precise_[s]->run(object, may);
        may = result.may;
        if (single(may)) {
            g.by[object] = may == not_graded_bit ? decided_by(Decider::not_graded) : decided_by(Decider::clause, static_cast<std::size_t>(std::countr_zero(may)));
            return;
        }
        std::uint8_t about = result.exact ? 0 : sound_bit;
        if (result.missing) about |= static_cast<std::uint8_t>(Open::missing);
        if (result.unknown_rule) about |= static_cast<std::uint8_t>(Open::gap);
        if (result.population) {
            std::uint8_t below = 0;
            for (std::size_t of = 0; of < subjects; ++of) {
                if (!pointers_[of] || s != 0) continue;
                const auto first = pointers_[of]->first;
                for (std::size_t i = first[object]; i < first[object + 1]; ++i)
                    if (graded_[of].may[i]) below |= static_cast<std::uint8_t>(single(graded_[of].may[i]) ? graded_[of].about[i] & told_bit : graded_[of].about[i]);
            }
            about |= below & open_bits;
            if (below & (coupled_bit | sound_bit | told_bit)) about |= sound_bit;
            if ((below & open_bits) == 0) about |= static_cast<std::uint8_t>(Open::missing);
        }
        g.about[object] = about;
    }

    /// Step 3 for collectives and leaders: no better than the unit's grade, or its collective's.
    void caps(Subject s) {
        const auto i = static_cast<std::size_t>(s);
        const RuleSet& rules = book_[s];
        Graded& g = graded_[i];
        for (std::size_t c = 0; c < rules.relations().size(); ++c) {
            const auto by = static_cast<std::size_t>(rules.relations()[c].by);
            for (std::size_t o = 0; o < g.may.size(); ++o) {
                const std::uint32_t unit = facts_[i]->data().unit[o];
                std::uint8_t above = 0, about = 0;
                const std::uint8_t binds = bound(stages_[i], c, o, *machine_);
                if (!(binds & yes_bit)) continue;
                if (!pointers_[by] || !pointers_[by]->program) above = static_cast<std::uint8_t>(rules.scale().all().bits() | not_graded_bit), about = static_cast<std::uint8_t>(Open::missing);
                else if (by == 0) above = graded_[0].may[unit], about = graded_[0].about[unit];
                else {
                    const auto first = pointers_[by]->first;
                    for (std::size_t k = first[unit]; k < first[unit + 1]; ++k) above |= graded_[by].may[k], about |= graded_[by].about[k];
                    if (first[unit + 1] - first[unit] > 1) about |= sound_bit;  // the worst of them counts
                }
                if (above == 0) continue;
                if (binds != yes_bit) above |= not_graded_bit, about |= static_cast<std::uint8_t>(Open::missing);  // whom it does not bind it leaves as they are
                unsigned capped = 0;
                for (unsigned grade = 0; grade < 7; ++grade)
                    if (above >> grade & 1) {
                        const unsigned better = (1u << grade) - 1u;
                        capped |= (g.may[o] & ~better) | (g.may[o] & better ? 1u << grade : 0u);
                    }
                if (above & not_graded_bit) capped |= g.may[o];
                if (capped == g.may[o]) {
                    if (!single(g.may[o]) && ((about & sound_bit) || binds != yes_bit)) g.about[o] |= sound_bit;  // what caps it may be wider than it is, or hang together with it
                    continue;
                }
                g.may[o] = static_cast<std::uint8_t>(capped);
                const bool decided = single(g.may[o]);
                g.about[o] = decided ? std::uint8_t{0} : static_cast<std::uint8_t>(g.about[o] | (about & open_bits) | coupled_bit | sound_bit);
                g.by[o] = decided ? decided_by(Decider::cap, c) : decided_by(Decider::open);
            }
        }
    }

    // Steps 4 and 5: quotas, then what was decided, then what earlier passes learned.
    void finish(Subject s, const Stratum& objects, Findings& findings) {
        const auto i = static_cast<std::size_t>(s);
        const RuleSet& rules = book_[s];
        Graded& g = graded_[i];
        if (objects.is_run() && objects.size() > 0) std::copy_n(g.may.begin() + objects[0], objects.size(), g.before_quotas.begin() + objects[0]);
        else
            for (std::size_t k = 0; k < objects.size(); ++k) g.before_quotas[objects[k]] = g.may[objects[k]];
        for (const QuotaProgram& q : candidate_.quotas[i]) quota(s, objects, QuotaRun(q));
        for (const DecidedGrade& decided : evidence_.decided) {
            if (decided.subject != s) continue;
            const auto at = find_object(facts_[i]->data(), decided.object);
            if (!at || !objects.contains(*at)) continue;
            const std::size_t grade = *rules.scale().find(decided.grade);
            const auto bit = static_cast<std::uint8_t>(1u << grade);
            if (!(g.may[*at] & bit)) findings.add(not_computed(rules, decided, g.may[*at]));
            g.about[*at] = g.may[*at] == bit ? std::uint8_t{0} : told_bit;
            g.may[*at] = bit, g.by[*at] = decided_by(Decider::decided);
        }
        for (std::size_t k = 0; k < objects.size() && !known_[i].empty(); ++k) {
            const std::uint32_t o = objects[k];
            const auto left = static_cast<std::uint8_t>(g.may[o] & known_[i][o]);
            if (left == g.may[o] || left == 0) continue;
            g.may[o] = left;
            if (single(left)) g.about[o] = told_bit, g.by[o] = decided_by(Decider::reported);
            else g.about[o] |= coupled_bit | sound_bit | told_bit;
        }
    }

    void quota(Subject s, const Stratum& objects, const QuotaRun& run) {
        const auto i = static_cast<std::size_t>(s);
        Graded& g = graded_[i];
        if (!run.quota->known()) return run.apply_unknown(objects, g);
        const Group& by = *run.quota->group;
        QuotaRun::Scratch scratch;
        if (by.by == Group::By::whole) return run.apply(GroupOf(objects, 0, objects.size()), g, scratch);
        if (by.by == Group::By::parent) {  // who has the same parent stands together
            const std::uint32_t* parent = s == Subject::organization ? layout_.parent.data() : facts_[i]->data().unit.data();
            for (std::size_t from = 0, k = 0; k < objects.size(); from = k) {
                const std::uint32_t of = parent[objects[from]];
                while (k < objects.size() && parent[objects[k]] == of) ++k;
                if (of != no_group) run.apply(GroupOf(objects, from, k - from), g, scratch);
            }
            return;
        }
        std::vector<std::uint32_t> all(objects.size());
        for (std::size_t k = 0; k < all.size(); ++k) all[k] = objects[k];
        const std::vector<std::uint32_t> group = groups(tree_, layout_, *facts_[i], candidate_, s, all, by);
        if (group.empty()) return run.apply_unknown(objects, g);
        // Objects of one group together, by counting; only groups in which somebody may have the grade.
        std::uint32_t most = 0;
        for (const std::uint32_t k : group)
            if (k != no_group) most = std::max(most, k + 1);
        std::vector<std::uint32_t> first(most + 1, 0);
        std::vector<std::uint8_t> wanted(most, 0);
        for (std::size_t k = 0; k < all.size(); ++k)
            if (group[k] != no_group && (g.may[all[k]] >> run.grade & 1)) wanted[group[k]] = 1;
        for (std::size_t k = 0; k < all.size(); ++k)
            if (group[k] != no_group && wanted[group[k]]) ++first[group[k] + 1];
        for (std::size_t k = 0; k < most; ++k) first[k + 1] += first[k];
        std::vector<std::uint32_t> sorted(first[most]), next(first.begin(), first.end() - 1);
        for (std::size_t k = 0; k < all.size(); ++k)
            if (group[k] != no_group && wanted[group[k]]) sorted[next[group[k]]++] = all[k];
        const Stratum together(std::move(sorted));
        for (std::size_t k = 0; k < most; ++k)
            if (first[k] < first[k + 1]) run.apply(GroupOf(together, first[k], first[k + 1] - first[k]), g, scratch);
    }

    static Finding not_computed(const RuleSet& rules, const DecidedGrade& decided, std::uint8_t may) {
        Finding f;
        f.rule = "evidence.decided";
        f.severity = Severity::warning;
        f.subject = decided.object.text();
        f.observed = decided.grade;
        f.required = Narrowing::outcome_names(rules.scale(), may);
        f.text = {"mức đã quyết định không nằm trong các mức tính được", "the decided grade is not among those that the rules and the facts allow"};
        return f;
    }

    const Tree& tree_;
    const Layout& layout_;
    const RuleBook& book_;
    const std::array<std::optional<Facts>, subjects>& facts_;
    const Evidence& evidence_;
    Candidate& candidate_;
    std::array<Graded, subjects>& graded_;
    std::array<Stage, stages> stages_;
    std::array<Stage*, stages> pointers_{};
    std::array<std::optional<Precise>, subjects> precise_;
    std::array<bool, subjects> fresh_ = {true, true, true, true};  // not graded yet: as the constructor left it
    Narrowing::Known known_;  // what tallies over many strata left, by object
    Narrowing narrowing_{tree_, layout_, facts_, candidate_, known_};
    std::optional<Machine> machine_;
};

}  // namespace myhao::inline v0::detail
