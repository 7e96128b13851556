// SPDX-License-Identifier: Apache-2.0
// The proof that no fewer changes do: every set of fewer single changes is tried, where they are few enough. Of a number
// one value stands for all that no test, ratio or rank tells apart.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/rules/groups.hpp>
#include <myhao/rules/why_not_repair.hpp>
#include <myhao/rules/why_not_trial.hpp>

namespace myhao::inline v0::detail {

class Search {
public:
    Search(const Touchable& touchable, const Repairer& repairer, Trial& trial, std::size_t grade) : touch_(touchable), data_(touchable.data()), repairer_(repairer), trial_(trial), grade_(grade) {
        const std::size_t s = touch_.subject(), object = touch_.object();
        const std::size_t clauses = repairer.not_graded() + repairer.grades() + repairer.ceilings();
        for (std::size_t c = 0; c < clauses; ++c) walk(repairer.clause(c), s, object);
        for (const Relation& relation : touch_.rules_of(s)->relations()) {
            const auto by = static_cast<std::size_t>(relation.by);
            if (!data_.facts[by] || !data_.candidates.front().programs[by]) continue;
            const std::uint32_t unit = data_.facts[s]->data().unit[object];
            if (by == 0) slot(by, unit, grade_slot);
            else
                for (std::uint32_t o = data_.facts[by]->data().first[unit]; o < data_.facts[by]->data().first[unit + 1]; ++o) slot(by, o, grade_slot);
        }
        quotas();
        for (const auto& [s_of, o_of, column] : slots_) values(s_of, o_of, column);
        if (choice_) atoms_.push_back({s, object, choice_slot, static_cast<std::uint8_t>(1u << grade), 0});
    }

    [[nodiscard]] std::size_t size() const noexcept { return atoms_.size(); }

    /// How many sets of `k` changes there are, those of one slot among them; at most a thousand million.
    [[nodiscard]] std::size_t sets(std::size_t k) const noexcept {
        Wide n = 1;
        for (std::size_t i = 0; i < k; ++i) n = std::min<Wide>(n * (Wide(atoms_.size()) - Wide(std::min(i, atoms_.size()))) / Wide(i + 1), 1'000'000'000);
        return static_cast<std::size_t>(n);
    }
    /// Tries all sets of `k` changes; those that reach, up to `most`.
    [[nodiscard]] std::vector<Atoms> all(std::size_t k, std::size_t most) {
        std::vector<Atoms> found;
        Atoms chosen;
        choose(k, 0, chosen, found, most);
        return found;
    }

private:
    void choose(std::size_t k, std::size_t from, Atoms& chosen, std::vector<Atoms>& found, std::size_t most) {
        if (found.size() >= most) return;
        if (k == 0) {
            Atoms sorted = chosen;
            std::sort(sorted.begin(), sorted.end());
            if (trial_.reaches(sorted)) found.push_back(std::move(sorted));
            return;
        }
        for (std::size_t i = from; i < atoms_.size(); ++i) {
            if (!chosen.empty() && chosen.back().slot() == atoms_[i].slot()) continue;
            chosen.push_back(atoms_[i]);
            choose(k - 1, i + 1, chosen, found, most);
            chosen.pop_back();
        }
    }

    void slot(std::size_t s, std::size_t object, std::uint32_t column) { slots_.emplace(s, object, column); }

    void walk(const StepTree& part, std::size_t s, std::size_t object) {
        const Step& step = repairer_.program().steps[part.step];
        switch (step.kind) {
            case Step::Kind::ratio:
                slot(s, object, step.column), slot(s, object, step.over);
                ratios_.emplace(s, step.column, step.over, step.p, step.q);
                return;
            case Step::Kind::mask: return slot(s, object, step.column);
            case Step::Kind::number:
                slot(s, object, step.column);
                for (const std::int64_t end : {step.low, step.high})
                    for (int k = -1; k <= 1; ++k)
                        if (end > std::numeric_limits<std::int64_t>::min() && end < std::numeric_limits<std::int64_t>::max()) cuts_[{s, step.column}].insert(end + k);
                return;
            case Step::Kind::outcome: return slot(s, object, grade_slot);
            case Step::Kind::share:
            case Step::Kind::count:
                if (step.population != Population::previous && repairer_.truth().listed(step, object))
                    for (const TouchedTruth::Item& item : repairer_.truth().items(part, object)) walk(*item.part, item.subject, item.object);
                return;
            default:
                for (const StepTree& p : part.parts) walk(p, s, object);
        }
    }

    /// Who shares places with the object: what their clauses read, and the keys.
    void quotas() {
        const std::size_t s = touch_.subject(), object = touch_.object();
        const Candidate& candidate = data_.candidates.front();
        const RuleSet& rules = *touch_.rules_of(s);
        const std::set<std::tuple<std::size_t, std::size_t, std::uint32_t>> own = slots_;
        for (const Quota& q : rules.quotas()) {
            if (!q.known()) continue;
            if (q.on_tie == OnTie::choice && *rules.scale().find(q.grade) == grade_) choice_ = true;
            std::vector<std::uint32_t> stratum;
            for (std::uint32_t o = 0; o < candidate.graded[s].may.size(); ++o)
                if ((s != 0 || data_.layout->rank[o] == data_.layout->rank[object]) && candidate.graded[s].may[o] != 0) stratum.push_back(o);
            const auto group = groups(data_.tree, *data_.layout, *data_.facts[s], candidate, static_cast<Subject>(s), stratum, *q.group);
            if (group.empty()) continue;
            const std::uint32_t mine = group[static_cast<std::size_t>(std::lower_bound(stratum.begin(), stratum.end(), object) - stratum.begin())];
            if (mine == no_group) continue;
            const auto key = q.rank_by.empty() ? grade_slot : static_cast<std::uint32_t>(*rules.facts().index(q.rank_by));
            for (std::size_t i = 0; i < stratum.size(); ++i) {
                if (group[i] != mine) continue;
                for (const auto& [of, o, column] : own)
                    if (of == s && o == object) slot(s, stratum[i], column);
                if (key == grade_slot) continue;
                slot(s, stratum[i], key);
                const HeldFact known = touch_.known(s, stratum[i], key);
                for (const std::int64_t end : {known.low, known.high})
                    for (const std::int64_t k : {std::int64_t{-10'000'000}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, std::int64_t{10'000'000}})
                        if (end > std::numeric_limits<std::int64_t>::min() / 2 && end < std::numeric_limits<std::int64_t>::max() / 2) cuts_[{s, key}].insert(end + k);
            }
        }
    }

    /// One atom for each value of a slot that something tells apart.
    void values(std::size_t s, std::size_t object, std::uint32_t column) {
        const auto all = touch_.domain(s, object, column);
        if (!all) return;
        const bool number = column < choice_slot && is_number(touch_.fact(s, column).type);
        if (!number) {
            const unsigned now = column == grade_slot ? touch_.grades(s, object) : 0u;
            for (unsigned bit = 1; bit <= 0x80; bit <<= 1)
                if ((all->may & bit) && now != bit) atoms_.push_back({s, object, column, static_cast<std::uint8_t>(bit), 0});
        } else {
            if (all->may & na_bit) atoms_.push_back({s, object, column, na_bit, 0});
            if (all->may & 1)
                for (const std::int64_t value : numbers(s, object, column, *all)) atoms_.push_back({s, object, column, 1, value});
        }
    }
    [[nodiscard]] std::set<std::int64_t> numbers(std::size_t s, std::size_t object, std::uint32_t column, const Touch& all) const {
        std::set<std::int64_t> some;
        const HeldFact now = touch_.known(s, object, column);
        const bool is_known = touch_.column(s, column).known(object);
        const auto [least, most] = range_of(touch_.fact(s, column).type);
        const auto add = [&](Wide value) {
            if (value < all.low || value > all.high || (is_known && value == now.low)) return;
            some.insert(static_cast<std::int64_t>(value));
        };
        for (const std::int64_t end : {now.low, now.high})
            if (end != least && end != most) add(end);
        if (const auto found = cuts_.find({s, column}); found != cuts_.end())
            for (const std::int64_t value : found->second) add(value);
        for (const auto& [of, count, over, p, q] : ratios_) {
            if (of != s || (count != column && over != column)) continue;
            const HeldFact other = touch_.known(s, object, count == column ? over : count);
            std::set<std::int64_t> ends{other.low, other.high, 1, q, p};
            for (const std::int64_t end : ends)
                for (int k = -1; k <= 1; ++k) {
                    if (end > most_count) continue;
                    if (count == column) add(Wide(p) * end / q + k);
                    else if (p > 0) add(Wide(q) * end / p + k);
                }
            if (over == column) add(0), add(1);
        }
        if (some.empty()) add(all.low > least ? all.low : all.high < most ? all.high : 0);
        return some;
    }

    const Touchable& touch_;
    const Evaluation::Data& data_;
    const Repairer& repairer_;
    Trial& trial_;
    std::size_t grade_;
    bool choice_ = false;
    std::set<std::tuple<std::size_t, std::size_t, std::uint32_t>> slots_;
    std::map<std::pair<std::size_t, std::uint32_t>, std::set<std::int64_t>> cuts_;
    std::set<std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::int64_t, std::int64_t>> ratios_;
    std::vector<Atom> atoms_;
};

}  // namespace myhao::inline v0::detail
