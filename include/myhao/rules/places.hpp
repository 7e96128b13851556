// SPDX-License-Identifier: Apache-2.0
// Applies a quota to the objects of one stratum, group by group.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/program.hpp>
#include <myhao/rules/quota.hpp>

namespace myhao::inline v0::detail {

/// A quota with its one base, compiled: what the objects' bits mean to it.
struct QuotaRun {
    const Quota* quota = nullptr;
    std::size_t index = 0;  // within the rule set
    std::size_t grade = 0;
    std::uint8_t in_base = 0;  // outcomes in the base, the grade among them
    const FactColumn* key = nullptr;
    bool key_is_number = false;
    bool key_in_clauses = false;  // then a key and a grade are not independent of each other

    QuotaRun(const RuleSet& rules, std::size_t index_, const Space& space) : quota(&rules.quotas()[index_]), index(index_) {
        grade = *rules.scale().find(quota->grade);
        const unsigned own = 1u << grade, next = 2u << grade, better = own - 1, all = (1u << rules.scale().size()) - 1;
        const QuotaBase base = quota->base.empty() ? QuotaBase::good_only : quota->base.front();
        in_base = static_cast<std::uint8_t>(base == QuotaBase::good_only ? own | next : base == QuotaBase::good_or_better ? own | next | better : all);
        if (quota->rank_by.empty()) return;
        const std::size_t fact = *rules.facts().index(quota->rank_by);
        key = space.columns[fact];
        key_is_number = is_number(rules.facts()[fact].type);
        const auto reads = [&](const Clause& c) {
            return std::any_of(c.condition.nodes().begin(), c.condition.nodes().end(), [&](const Node& n) {
                return n.fact == quota->rank_by || n.over == quota->rank_by || (n.op == Op::every && n.fact == rules.facts()[fact].group);
            });
        };
        key_in_clauses = std::any_of(rules.grades().begin(), rules.grades().end(), reads) || std::any_of(rules.not_graded().begin(), rules.not_graded().end(), reads) ||
                         std::any_of(rules.ceilings().begin(), rules.ceilings().end(), [&](const Ceiling& c) { return reads(c.clause); });
    }

    [[nodiscard]] Rival rival(std::uint8_t may, std::size_t object) const noexcept {
        const auto own = static_cast<std::uint8_t>(1u << grade);
        Rival r;
        r.may = static_cast<std::uint8_t>((may & own ? Rival::grade : 0) | (may & in_base & ~own ? Rival::base : 0) | (may & ~in_base ? Rival::outside : 0));
        if (!key) return r;
        if (key_is_number) {
            r.low = key->low[object], r.high = key->high[object];
        } else {  // of levels and grades the first value is the best
            const unsigned values = key->may[object] & 0x7Fu;
            r.low = values ? -static_cast<std::int64_t>(std::bit_width(values)) : 0;
            r.high = values ? -static_cast<std::int64_t>(std::countr_zero(values)) - 1 : 0;
        }
        if (key->may[object] & na_bit) {  // whoever has no key stands last
            r.low = std::numeric_limits<std::int64_t>::min();
            if (key->may[object] == na_bit) r.high = r.low;
        }
        return r;
    }

    /// Lists that are used again from group to group.
    struct Scratch {
        std::vector<Rival> rivals;
        PlacesScratch lists;
        std::vector<std::int64_t> sorted;
    };
    /// Everyone in `group` at once; `graded` changes for those who may fall.
    void apply(std::span<const std::uint32_t> group, Graded& graded, Scratch& scratch) const {
        auto& [rivals, lists, sorted] = scratch;
        const auto own = static_cast<std::uint8_t>(1u << grade), next = static_cast<std::uint8_t>(2u << grade);
        const QuotaLimit limit(*quota->share, quota->base.front(), quota->at_least);
        std::int64_t may_have = 0, others = 0;
        for (const std::uint32_t i : group) {
            const std::uint8_t may = graded.may[i];
            may_have += (may & own) != 0;
            others += !(may & own) && may && !(may & ~in_base);
        }
        if (may_have <= limit(may_have + others)) return;  // all may stay in every world
        rivals.clear();
        std::uint8_t about = 0;
        bool keys_known = true;
        for (const std::uint32_t i : group) {
            rivals.push_back(rival(graded.may[i], i));
            const bool open = !single(graded.may[i]);
            if (open) about |= graded.about[i];
            if ((graded.may[i] & own) && rivals.back().low != rivals.back().high) {
                keys_known = false;
                if (key_in_clauses) about |= sound_bit;
            }
        }
        mark_places(std::span(rivals), quota->on_tie, limit, lists);
        sorted.clear();
        for (const Rival& r : rivals)
            if (key && keys_known && (r.may & Rival::grade)) sorted.push_back(r.low);
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t k = 0; k < group.size(); ++k) {
            const std::uint8_t may = rivals[k].may;
            if (!(may & Rival::falls)) continue;
            Graded& g = graded;
            const std::uint32_t i = group[k];
            if (may & Rival::stays) {
                g.may[i] = static_cast<std::uint8_t>(g.may[i] | next);
                g.about[i] = static_cast<std::uint8_t>(g.about[i] | (about & (open_bits | sound_bit)) | (key ? 0u : static_cast<unsigned>(Open::choice)) |
                                                       (keys_known ? 0u : static_cast<unsigned>(Open::missing)));
                if (key && keys_known && level_with_another(rivals[k].low, sorted)) g.about[i] |= static_cast<std::uint8_t>(Open::tie);
                g.by[i] = decided_by(Decider::open);
            } else {
                g.may[i] = static_cast<std::uint8_t>((g.may[i] & ~own) | next);
                g.by[i] = single(g.may[i]) ? decided_by(Decider::quota, index) : decided_by(Decider::open);
                if (single(g.may[i])) g.about[i] = 0;
            }
        }
        for (const std::uint32_t i : group)
            if (!single(graded.may[i]) && graded.may[i]) graded.about[i] = static_cast<std::uint8_t>(graded.about[i] | coupled_bit | (about & (coupled_bit | sound_bit) ? sound_bit : 0));
    }

    /// The source leaves the quota unknown, or it is not known who shares its places: whoever may have the grade may keep it or fall.
    void apply_unknown(std::span<const std::uint32_t> objects, Graded& graded) const {
        const auto why = quota->known() ? static_cast<unsigned>(Open::missing) | sound_bit : static_cast<unsigned>(Open::gap);
        for (const std::uint32_t i : objects) {
            if (!(graded.may[i] >> grade & 1)) continue;
            graded.may[i] = static_cast<std::uint8_t>(graded.may[i] | 2u << grade);
            graded.about[i] = static_cast<std::uint8_t>(graded.about[i] | why | coupled_bit);
            graded.by[i] = decided_by(Decider::open);
        }
    }

private:
    [[nodiscard]] static bool level_with_another(std::int64_t key, const std::vector<std::int64_t>& sorted) {
        const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), key);
        return last - first > 1;
    }
};

}  // namespace myhao::inline v0::detail
