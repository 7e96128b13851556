// SPDX-License-Identifier: Apache-2.0
// What would make an object surely keep its place in a quota: a key past a rival's, rivals that turn out to be lower or not to
// compete, or a larger base, which gives more places.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/explain.hpp>
#include <myhao/rules/why_not_reach.hpp>

namespace myhao::inline v0::detail {

/// One quota of one candidate of the gaps, as some evaluation saw it from the object.
struct QuotaSight {
    std::size_t candidate = 0, index = 0;  // of the quota within the rules
    QuotaReason seen;
    std::vector<std::uint32_t> group;      // the object of each rival
};

/// The first quota in which the object may fall out of `target`, of any candidate; nothing where it falls in none.
[[nodiscard]] inline std::optional<QuotaSight> quota_in_the_way(const Evaluation& e, std::size_t s, std::size_t object, std::uint8_t target) {
    const Evaluation::Data& data = e.data();
    const auto subject = static_cast<Subject>(s);
    for (std::size_t c = 0; c < data.candidates.size(); ++c) {
        const Candidate& candidate = data.candidates[c];
        if ((candidate.graded[s].may[object] & ~target) == 0) continue;
        const RuleSet& rules = candidate.book[subject];
        const ReasonCase reason = Explainer(data, candidate, subject, object).explain();
        const auto order = quota_order(rules);
        for (std::size_t k = 0; k < order.size(); ++k) {
            const Quota& q = rules.quotas()[order[k]];
            if (!reason.quotas[k].may_fall || (target >> (*rules.scale().find(q.grade) + 1) & 1)) continue;
            QuotaSight sight{c, order[k], reason.quotas[k], {}};
            if (sight.seen.unknown) return sight;
            std::vector<std::uint32_t> stratum;
            for (std::uint32_t o = 0; o < candidate.graded[s].may.size(); ++o)
                if ((s != 0 || data.layout->rank[o] == data.layout->rank[object]) && candidate.graded[s].before_quotas[o] != 0) stratum.push_back(o);
            const auto group = groups(data.tree, *data.layout, *data.facts[s], candidate, subject, stratum, *q.group);
            const auto own = group[static_cast<std::size_t>(std::lower_bound(stratum.begin(), stratum.end(), object) - stratum.begin())];
            for (std::size_t i = 0; i < stratum.size(); ++i)
                if (group[i] == own) sight.group.push_back(stratum[i]);
            return sight;
        }
    }
    return std::nullopt;
}

/// Repairs of a place in a quota.
class PlaceRepairer {
public:
    PlaceRepairer(const Touchable& touchable, const Repairer& repairer, const Evaluation& now, const QuotaSight& sight)
        : touch_(touchable), reach_(touchable, repairer), repairer_(repairer), sight_(sight), s_(touchable.subject()), rules_(now.data().candidates[sight.candidate].book[static_cast<Subject>(s_)]),
          quota_(rules_.quotas()[sight.index]), grade_(*rules_.scale().find(quota_.grade)) {
        if (!quota_.rank_by.empty()) key_ = static_cast<std::uint32_t>(*rules_.facts().index(quota_.rank_by));
    }

    [[nodiscard]] std::vector<Repair> repairs(const Repair& from, std::vector<Blocked>& why) const {
        std::vector<Repair> out;
        if (sight_.seen.unknown) {
            if (quota_.known()) why.push_back({"quota", sight_.seen.path, {"chưa rõ ai cùng chia suất", "it is not known who shares its places"}});
            else why.push_back({"gap", sight_.seen.path, {"nguồn không nêu rõ tỷ lệ này", "the source leaves this quota unknown"}});
            return out;
        }
        pass(sight_.seen.rivals, from, out);
        const std::vector<Helper> lower = lower_keys(from), out_of_it = no_rivals(from), larger = larger_base(from);
        std::vector<Helper> fewer = lower;
        fewer.insert(fewer.end(), out_of_it.begin(), out_of_it.end());
        for (const auto& helpers : {lower, out_of_it, fewer, larger}) greedy(helpers, from, out);
        if (out.empty())
            why.push_back({"quota", sight_.seen.path,
                           {"không quá " + std::to_string(sight_.seen.limit_high) + " suất, " + std::to_string(sight_.seen.surely_above) + " đối tượng chắc chắn xếp trên",
                            "at most " + std::to_string(sight_.seen.limit_high) + " places, and " + std::to_string(sight_.seen.surely_above) + " surely above"}});
        return Repairer::tidy(std::move(out));
    }

private:
    /// What helps: the touches, and what the rival is then.
    struct Helper {
        std::size_t rival = 0;
        Rival then;
        Repair repair;
        std::size_t cost = 0;
    };

    [[nodiscard]] std::int64_t limit(std::int64_t base) const { return quota_limit(*quota_.share, quota_.base.front(), base, quota_.at_least); }
    [[nodiscard]] bool stays(std::vector<Rival> rivals) const {
        mark_places(std::span(rivals), quota_.on_tie, [&](std::int64_t m) { return limit(m); });
        return !(rivals[sight_.seen.self].may & Rival::falls);
    }
    [[nodiscard]] std::int64_t fewest_places(const std::vector<Rival>& rivals) const {
        std::int64_t sure = 0;
        for (const Rival& r : rivals) sure += !(r.may & Rival::outside);
        return limit(sure);
    }
    [[nodiscard]] bool key_is_number() const { return is_number(rules_.facts()[*key_].type); }

    /// The own key past that of as many rivals as it takes.
    void pass(const std::vector<Rival>& rivals, const Repair& from, std::vector<Repair>& out) const {
        if (!key_) return;
        std::vector<std::int64_t> keys;
        for (std::size_t k = 0; k < rivals.size(); ++k)
            if (k != sight_.seen.self && (rivals[k].may & Rival::grade) && !beyond_reach(rivals[k].high)) keys.push_back(rivals[k].high);
        std::vector<std::int64_t> tries = keys;
        for (const std::int64_t key : keys)
            if (key < std::numeric_limits<std::int64_t>::max()) tries.push_back(key_is_number() ? next(key) : key + 1);
        std::sort(tries.begin(), tries.end());
        tries.erase(std::unique(tries.begin(), tries.end()), tries.end());
        std::size_t found = 0;
        for (const std::int64_t key : tries) {
            std::vector<Rival> changed = rivals;
            changed[sight_.seen.self].low = changed[sight_.seen.self].high = key;
            if (!stays(changed)) continue;
            if (auto made = key_at_least(from, key)) out.push_back(std::move(*made)), ++found;
            if (found == 2) return;
        }
    }
    /// A number of which nothing is known cannot be passed.
    [[nodiscard]] bool beyond_reach(std::int64_t key) const { return key_is_number() && key >= range_of(rules_.facts()[*key_].type).second; }
    [[nodiscard]] std::optional<Repair> key_at_least(const Repair& from, std::int64_t key) const {
        if (key_is_number()) return touch_.narrow(from, s_, touch_.object(), *key_, 1, key, range_of(rules_.facts()[*key_].type).second);
        // Of levels and grades the first value is the best, and stands at -1.
        if (key >= 0) return std::nullopt;
        const auto values = static_cast<unsigned>(std::min<std::int64_t>(-key, 7));
        return touch_.narrow(from, s_, touch_.object(), *key_, static_cast<std::uint8_t>((1u << values) - 1u));
    }
    /// The next key above another: of decimals the next of as many places as anybody's key has, at least two.
    [[nodiscard]] std::int64_t next(std::int64_t key) const {
        if (rules_.facts()[*key_].type != FactType::decimal) return key + 1;
        std::int64_t unit = 10'000'000;
        for (const Rival& r : sight_.seen.rivals)
            for (const std::int64_t end : {r.low, r.high})
                while (unit > 1 && end % unit != 0 && end != std::numeric_limits<std::int64_t>::min() && end != std::numeric_limits<std::int64_t>::max()) unit /= 10;
        return key > std::numeric_limits<std::int64_t>::max() - unit ? key + 1 : key + unit;
    }

    /// Rivals whose key is not known, and turns out to be as low as it may be.
    [[nodiscard]] std::vector<Helper> lower_keys(const Repair& from) const {
        std::vector<Helper> helpers;
        const std::vector<Rival>& rivals = sight_.seen.rivals;
        for (std::size_t k = 0; k < rivals.size() && key_; ++k) {
            if (k == sight_.seen.self || !(rivals[k].may & Rival::grade) || rivals[k].low == rivals[k].high) continue;
            const std::uint32_t object = sight_.group[k];
            const HeldFact now = touch_.known(s_, object, *key_, from);
            std::optional<Repair> made;
            if (now.may & na_bit) made = touch_.narrow(from, s_, object, *key_, na_bit);
            else if (key_is_number()) made = touch_.narrow(from, s_, object, *key_, 1, std::numeric_limits<std::int64_t>::min(), std::max(now.low, std::min(now.high, rivals[sight_.seen.self].low - (quota_.on_tie != OnTie::all))));
            else made = touch_.narrow(from, s_, object, *key_, static_cast<std::uint8_t>(std::bit_floor(static_cast<unsigned>(now.may & 0x7F))));
            if (!made || made->size() == from.size()) continue;
            Rival then = rivals[k];
            then.high = key_is_number() && !(now.may & na_bit) ? std::max(now.low, std::min(now.high, rivals[sight_.seen.self].low - (quota_.on_tie != OnTie::all))) : then.low;
            helpers.push_back({k, then, std::move(*made), 1});
        }
        std::stable_sort(helpers.begin(), helpers.end(), [](const Helper& a, const Helper& b) { return a.then.high < b.then.high; });
        return helpers;
    }
    /// Rivals that may have the grade, and turn out not to.
    [[nodiscard]] std::vector<Helper> no_rivals(const Repair& from) const {
        std::vector<Helper> helpers;
        if (grade_ >= repairer_.grades()) return helpers;
        for (std::size_t k = 0; k < sight_.seen.rivals.size(); ++k) {
            Rival then = sight_.seen.rivals[k];
            if (k == sight_.seen.self || !(then.may & Rival::grade) || !(then.may & ~Rival::grade)) continue;
            std::vector<Blocked> unused;
            const auto made = repairer_.repair(repairer_.clause(repairer_.not_graded() + grade_), s_, sight_.group[k], not_true, from, unused);
            then.may = static_cast<std::uint8_t>(then.may & ~Rival::grade);
            if (!made.empty() && made[0].size() > from.size()) helpers.push_back({k, then, made[0], made[0].size() - from.size()});
        }
        return by_cost(std::move(helpers));
    }
    /// Objects that are not, or may not be, in the base: one more of them may give one more place.
    [[nodiscard]] std::vector<Helper> larger_base(const Repair& from) const {
        std::vector<Helper> helpers;
        for (std::size_t k = 0; k < sight_.seen.rivals.size(); ++k) {
            Rival then = sight_.seen.rivals[k];
            if (k == sight_.seen.self || !(then.may & Rival::outside)) continue;
            std::vector<Blocked> unused;
            const auto made = reach_.repairs(sight_.group[k], std::min(grade_ + 1, rules_.scale().size() - 1), from, unused);
            then.may = static_cast<std::uint8_t>((then.may & Rival::grade) | Rival::base);
            if (!made.empty() && made[0].size() > from.size()) helpers.push_back({k, then, made[0], made[0].size() - from.size()});
        }
        return by_cost(std::move(helpers));
    }
    [[nodiscard]] static std::vector<Helper> by_cost(std::vector<Helper> helpers) {
        std::stable_sort(helpers.begin(), helpers.end(), [](const Helper& a, const Helper& b) { return a.cost < b.cost; });
        return helpers;
    }

    /// One helper after another until the object stays; and where that gave a place, the own key with it.
    void greedy(const std::vector<Helper>& helpers, const Repair& from, std::vector<Repair>& out) const {
        std::vector<Rival> rivals = sight_.seen.rivals;
        const std::int64_t places = fewest_places(rivals);
        Repair made = from;
        bool passed = false;
        for (const Helper& h : helpers) {
            for (const Touch& t : h.repair) made = with(std::move(made), t);
            rivals[h.rival] = h.then;
            if (stays(rivals)) {
                out.push_back(made);
                return;
            }
            if (!passed && fewest_places(rivals) > places) {
                const std::size_t before = out.size();
                pass(rivals, made, out);
                passed = out.size() > before;
            }
        }
    }

    const Touchable& touch_;
    const GradeRepairer reach_;
    const Repairer& repairer_;
    const QuotaSight& sight_;
    std::size_t s_;
    const RuleSet& rules_;
    const Quota& quota_;
    std::size_t grade_;
    std::optional<std::uint32_t> key_;
};

}  // namespace myhao::inline v0::detail
