// SPDX-License-Identifier: Apache-2.0
// A quota compiled against facts: what outcomes and keys mean to it; and the order in which quotas are applied.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

#include <myhao/rules/program.hpp>
#include <myhao/rules/quota.hpp>

namespace myhao::inline v0::detail {

/// Best grade first; of one grade inner groups before outer ones, and otherwise as they are written.
[[nodiscard]] inline std::vector<std::size_t> quota_order(const RuleSet& rules) {
    std::vector<std::size_t> order(rules.quotas().size());
    for (std::size_t q = 0; q < order.size(); ++q) order[q] = q;
    const auto key = [&](std::size_t q) {
        const Quota& quota = rules.quotas()[q];
        return std::tuple(*rules.scale().find(quota.grade), quota.group ? static_cast<int>(quota.group->by) : -1, q);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return order;
}

/// A quota with its one base, compiled: what the objects' bits mean to it.
struct QuotaProgram {
    const Quota* quota = nullptr;
    std::size_t index = 0;  // within the rule set
    std::size_t grade = 0;
    std::uint8_t in_base = 0;  // outcomes in the base, the grade among them
    const FactColumn* key = nullptr;
    bool key_is_number = false;
    bool key_in_clauses = false;  // then a key and a grade are not independent of each other
    std::optional<QuotaLimit> limit = {};         // nothing where the quota is unknown
    std::array<std::uint64_t, 256> counts = {};   // of an outcome: 1 if it may have the grade; 2^32 if it can only be in the base

    QuotaProgram(const RuleSet& rules, std::size_t index_, const Space& space) : quota(&rules.quotas()[index_]), index(index_) {
        grade = *rules.scale().find(quota->grade);
        const unsigned own = 1u << grade, next = 2u << grade, better = own - 1, all = (1u << rules.scale().size()) - 1;
        const QuotaBase base = quota->base.empty() ? QuotaBase::good_only : quota->base.front();
        in_base = static_cast<std::uint8_t>(base == QuotaBase::good_only ? own | next : base == QuotaBase::good_or_better ? own | next | better : all);
        if (quota->known()) limit.emplace(*quota->share, base, quota->at_least);
        for (unsigned may = 1; may < 256; ++may) counts[may] = (may & own) != 0 ? 1u : (may & ~unsigned{in_base}) == 0 ? std::uint64_t{1} << 32 : 0u;
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
};

}  // namespace myhao::inline v0::detail
