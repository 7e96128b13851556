// SPDX-License-Identifier: Apache-2.0
// What reported tallies take away: of the objects that each one counts, and what that says of others.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/grades/tally.hpp>
#include <myhao/rules/candidate.hpp>
#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/evidence.hpp>

namespace myhao::inline v0::detail {

/// Applies tallies to the outcomes of one candidate while it runs.
class Narrowing {
public:
    using Known = std::array<std::vector<std::uint8_t>, subjects>;

    /// `known`: what tallies over many strata left, by subject and object; it outlives the passes of a run.
    Narrowing(const Tree& tree, const Layout& layout, const std::array<std::optional<Facts>, subjects>& facts, Candidate& candidate, Known& known)
        : tree_(tree), layout_(layout), facts_(facts), candidate_(candidate), known_(known) {}

    /// Applies one tally to the objects it counts; false where it contradicts what is known.
    bool apply(const Tally& tally, Findings& findings, bool& shrunk) {
        const auto i = static_cast<std::size_t>(tally.subject());
        if (!candidate_.programs[i]) return true;
        Graded& g = candidate_.graded[i];
        const std::vector<std::uint32_t> counted = counted_by(tally);
        std::vector<std::uint8_t> may;
        for (const std::uint32_t o : counted) may.push_back(g.may[o]);
        const auto places = Places::of(tally, static_cast<std::int64_t>(may.size()));
        if (!places) {
            findings.add(contradiction(tally, "more are counted than the tree has: " + std::to_string(std::max(tally.sum(), tally.graded().value_or(0))),
                                       "số được đếm nhiều hơn số có trong cây", std::to_string(may.size())));
            return false;
        }
        if (const auto conflict = fill_places(*places, may)) {
            const std::string names = outcome_names(tally.scale(), conflict->outcomes);
            findings.add(contradiction(tally, "what is known leaves " + std::to_string(conflict->have) + " with nothing but " + names, "số chỉ có thể thuộc các mức này nhiều hơn số báo cáo",
                                       std::to_string(conflict->reported) + " " + names));
            return false;
        }
        if (!quotas_allow(tally, counted, findings)) return false;
        const bool direct = tally.of().has_value() || tally.subject() != Subject::organization;
        bool coupled = false, told = false;
        for (const std::uint32_t o : counted) {
            coupled |= !single(g.may[o]) && (g.about[o] & (coupled_bit | sound_bit));
            sure_ &= single(g.may[o]) || (direct && !coupled);
        }
        for (std::size_t k = 0; k < counted.size(); ++k) {
            const std::uint32_t o = counted[k];
            if (may[k] != g.may[o]) {
                shrunk |= !direct && known_[i][o] != may[k];
                if (!direct) known_[i][o] = may[k];
                g.may[o] = may[k];
                g.about[o] |= told_bit;
                if (single(may[k])) g.about[o] = told_bit, g.by[o] = decided_by(Decider::reported);
            }
            if (!single(may[k])) g.about[o] = static_cast<std::uint8_t>(g.about[o] | coupled_bit | (coupled || !direct ? sound_bit : 0));
            told |= (g.about[o] & told_bit) != 0;
        }
        if (told || coupled) reads_below(tally.subject(), counted);
        if (told || coupled) shares_places(tally.subject(), counted);
        return true;
    }

    static std::string outcome_names(const Scale& scale, std::uint8_t outcomes) {
        std::string text = scale.text(GradeSet(static_cast<std::uint8_t>(outcomes & 0x7F)));
        if (outcomes & not_graded_bit) text += text.empty() ? "not graded" : " or not graded";
        return text;
    }
    /// Whether it is certain that the tallies that could be met are met in some world: not where outcomes that hang together were
    /// taken one by one.
    [[nodiscard]] bool sure() const noexcept { return sure_; }

private:
    /// Evidence about some objects says something of whatever they were graded by, which is not traced back: that is sound.
    void reads_below(Subject subject, const std::vector<std::uint32_t>& counted) {
        if (subject == Subject::member) return;
        std::vector<std::uint8_t> below(tree_.size(), subject != Subject::organization);
        for (const std::uint32_t o : counted)
            if (subject == Subject::organization) below[o] = 1;
        const auto open = [](std::uint8_t may) { return may != 0 && !single(may); };
        for (std::size_t p = 0; p < tree_.size(); ++p) {
            const bool under = layout_.parent[p] != no_group && below[layout_.parent[p]];
            if ((under || subject != Subject::organization) && open(candidate_.graded[0].may[p])) candidate_.graded[0].about[p] |= sound_bit;
            below[p] |= static_cast<std::uint8_t>(under);
        }
        for (std::size_t m = 0; facts_[1] && m < candidate_.graded[1].may.size(); ++m)
            if (below[facts_[1]->data().unit[m]] && open(candidate_.graded[1].may[m])) candidate_.graded[1].about[m] |= sound_bit;
    }

    /// Nor is what it says of others with whom they share the places of a quota.
    void shares_places(Subject subject, const std::vector<std::uint32_t>& counted) {
        if (candidate_.book[subject].quotas().empty()) return;
        Graded& g = candidate_.graded[static_cast<std::size_t>(subject)];
        for (std::uint32_t o = 0; o < g.may.size(); ++o)
            if ((g.about[o] & coupled_bit) && !single(g.may[o]) && !std::binary_search(counted.begin(), counted.end(), o)) g.about[o] |= sound_bit;
    }

    [[nodiscard]] std::vector<std::uint32_t> counted_by(const Tally& tally) const {
        const auto i = static_cast<std::size_t>(tally.subject());
        std::vector<std::uint32_t> counted;
        const auto row = tally.of() ? tree_.row(*tally.of()) : std::nullopt;
        for (std::uint32_t o = 0; o < candidate_.graded[i].may.size(); ++o) {
            if (candidate_.graded[i].may[o] == 0) continue;
            if (row && tally.subject() == Subject::organization && layout_.parent[o] != tree_.position(*row)) continue;
            if (row && tally.subject() != Subject::organization) {
                const Row unit = tree_.level_order()[facts_[i]->data().unit[o]];
                if (unit < *row || unit.value() >= tree_.subtree_end(*row).value()) continue;
            }
            counted.push_back(o);
        }
        return counted;
    }

    /// A tally of one quota group must fit the quota: what is reported is what is left after it.
    bool quotas_allow(const Tally& tally, const std::vector<std::uint32_t>& counted, Findings& findings) const {
        const RuleSet& rules = candidate_.book[tally.subject()];
        // A group is within one stratum, and whoever was decided took no place.
        for (const std::uint32_t o : counted)
            if (tally.subject() != Subject::organization || layout_.rank[o] != layout_.rank[counted.front()] || candidate_.graded[0].by[o] == decided_by(Decider::decided)) return true;
        for (const Quota& q : rules.quotas()) {
            const bool same_group = q.known() && tally.subject() == Subject::organization && q.group->by == Group::By::parent && tally.of();
            if (!same_group || q.on_tie == OnTie::all) continue;
            const std::size_t grade = *rules.scale().find(q.grade);
            const GradeSet own = GradeSet::one(grade), next = GradeSet::one(grade + 1);
            const GradeSet base = q.base.front() == QuotaBase::good_only ? own | next : q.base.front() == QuotaBase::good_or_better ? GradeSet::at_least(grade + 1) : rules.scale().all();
            const auto most = tally.count(base).high;
            const auto least = tally.count(own).low;
            if (!most || !least) continue;
            const std::int64_t limit = quota_limit(*q.share, q.base.front(), *most, q.at_least);
            if (*least <= limit) continue;
            findings.add(contradiction(tally, "quotas." + (q.id.empty() ? q.grade : q.id) + " with base " + std::string(name(q.base.front())) + " allows at most " + std::to_string(limit),
                                       "tỷ lệ khống chế không cho phép số này", std::to_string(*least) + " " + q.grade));
            return false;
        }
        return true;
    }

    static Finding contradiction(const Tally& tally, std::string en, std::string vi, std::string reported) {
        Finding f;
        f.rule = "evidence.tally";
        f.subject = tally.of() ? "tally of " + tally.of()->text() : "tally of " + std::string(name(tally.subject()));
        f.observed = std::move(reported);
        f.citation = tally.about().source.text();
        f.text = {std::move(vi), "the tally contradicts the rest: " + std::move(en)};
        return f;
    }

    const Tree& tree_;
    const Layout& layout_;
    const std::array<std::optional<Facts>, subjects>& facts_;
    Candidate& candidate_;
    Known& known_;
    bool sure_ = true;
};

}  // namespace myhao::inline v0::detail
