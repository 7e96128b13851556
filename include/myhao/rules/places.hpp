// SPDX-License-Identifier: Apache-2.0
// Applies a quota to the objects of one stratum, group by group.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/quota_program.hpp>

namespace myhao::inline v0::detail {

/// Some objects of a stratum that stand one behind another in it.
struct GroupOf {
    const Stratum& objects;
    std::size_t from, size;

    GroupOf(const Stratum& objects_, std::size_t from_, std::size_t size_) : objects(objects_), from(from_), size(size_) {}
    [[nodiscard]] std::uint32_t operator[](std::size_t k) const noexcept { return objects[from + k]; }
};

/// A quota while it is applied.
struct QuotaRun : QuotaProgram {
    explicit QuotaRun(const QuotaProgram& program) : QuotaProgram(program) {}

    /// Lists that are used again from group to group.
    struct Scratch {
        std::vector<std::uint32_t> members;
        std::vector<Rival> rivals;
        PlacesScratch lists;
        std::vector<std::int64_t> sorted;
    };
    /// Everyone in `group` at once; `graded` changes for those who may fall.
    void apply(const GroupOf& group, Graded& graded, Scratch& scratch) const {
        std::uint64_t sum = 0;
        bool open = false;
        for (std::size_t k = 0; k < group.size; ++k) {
            const std::uint8_t may = graded.may[group[k]];
            sum += counts[may];
            open |= (may & (may - 1)) != 0;
        }
        const auto may_have = static_cast<std::int64_t>(sum & 0xFFFFFFFF), others = static_cast<std::int64_t>(sum >> 32);
        if (may_have == 0 || may_have <= (*limit)(may_have + others)) return;  // all may stay in every world
        if (open || !apply_decided(group, (*limit)(may_have + others), static_cast<std::size_t>(may_have), graded, scratch)) apply_open(group, graded, scratch);
    }

    /// The source leaves the quota unknown, or it is not known who shares its places: whoever may have the grade may keep it or fall.
    void apply_unknown(const Stratum& objects, Graded& graded) const {
        const auto why = quota->known() ? static_cast<unsigned>(Open::missing) | sound_bit : static_cast<unsigned>(Open::gap);
        for (std::size_t k = 0; k < objects.size(); ++k) {
            const std::uint32_t i = objects[k];
            if (!(graded.may[i] >> grade & 1)) continue;
            graded.may[i] = static_cast<std::uint8_t>(graded.may[i] | 2u << grade);
            graded.about[i] = static_cast<std::uint8_t>(graded.about[i] | why | coupled_bit);
            graded.by[i] = decided_by(Decider::open);
        }
    }

private:
    /// A group whose outcomes are all decided, where more than `places` have the grade. False where some key is not known.
    bool apply_decided(const GroupOf& group, std::int64_t places, std::size_t may_have, Graded& graded, Scratch& scratch) const {
        const auto own = static_cast<std::uint8_t>(1u << grade), next = static_cast<std::uint8_t>(2u << grade);
        if (places == 0) {  // whatever the keys
            for (std::size_t k = 0; k < group.size; ++k)
                if (const std::uint32_t i = group[k]; graded.may[i] == own) fall(graded, i, next);
            return true;
        }
        auto& members = scratch.members;
        auto& keys = scratch.sorted;
        members.resize(std::max(members.size(), may_have)), keys.resize(std::max(keys.size(), may_have));
        std::size_t count = 0;
        for (std::size_t k = 0; k < group.size; ++k) {
            const std::uint32_t i = group[k];
            if (graded.may[i] != own) continue;
            const Rival r = rival(own, i);
            if (r.low != r.high) return false;
            members[count] = i, keys[count++] = r.low;
        }
        // Two keys tell everything: that of the last place, and the best one beyond it.
        const auto at = static_cast<std::size_t>(places);
        std::int64_t last_inside = 0, best_outside = 0;
        if (key) {
            auto& order = scratch.lists.surely;
            order.assign(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count));
            if (at == 1) {  // the common case: nothing needs to be sorted
                last_inside = order[0], best_outside = std::numeric_limits<std::int64_t>::min();
                for (std::size_t m = 1; m < count; ++m) best_outside = std::max(best_outside, std::min(order[m], last_inside)), last_inside = std::max(order[m], last_inside);
            } else {
                std::nth_element(order.begin(), order.begin() + places, order.end(), [](std::int64_t a, std::int64_t b) { return a > b; });
                best_outside = order[at];
                last_inside = *std::min_element(order.begin(), order.begin() + places);
            }
        }
        for (std::size_t m = 0; m < count; ++m) {
            const bool inside = keys[m] >= last_inside, outside = keys[m] <= best_outside;  // both: level across the limit
            const bool stays = quota->on_tie == OnTie::none ? !outside : inside, falls = quota->on_tie == OnTie::all ? !inside : outside;
            if (!falls) continue;
            const std::uint32_t i = members[m];
            if (!stays) {
                fall(graded, i, next);
                continue;
            }
            graded.may[i] = static_cast<std::uint8_t>(own | next);
            graded.by[i] = decided_by(Decider::open);
            graded.about[i] = static_cast<std::uint8_t>(graded.about[i] | static_cast<unsigned>(key ? Open::tie : Open::choice) | coupled_bit);
        }
        return true;
    }
    void fall(Graded& graded, std::uint32_t i, std::uint8_t to) const {
        graded.may[i] = to;
        graded.by[i] = decided_by(Decider::quota, index);
        graded.about[i] = 0;
    }

    /// The same where outcomes or keys are open.
    void apply_open(const GroupOf& group, Graded& g, Scratch& scratch) const {
        auto& [members, rivals, lists, sorted] = scratch;
        const auto own = static_cast<std::uint8_t>(1u << grade), next = static_cast<std::uint8_t>(2u << grade);
        members.clear(), rivals.clear();
        std::uint8_t about = 0;
        bool keys_known = true;
        for (std::size_t k = 0; k < group.size; ++k) {
            const std::uint32_t i = group[k];
            if (g.may[i] == 0) continue;
            members.push_back(i), rivals.push_back(rival(g.may[i], i));
            if (!single(g.may[i])) about |= g.about[i];
            if ((g.may[i] & own) && rivals.back().low != rivals.back().high) {
                keys_known = false;
                if (key_in_clauses) about |= sound_bit;
            }
        }
        mark_places(std::span(rivals), quota->on_tie, *limit, lists);
        sorted.clear();
        for (const Rival& r : rivals)
            if (key && keys_known && (r.may & Rival::grade)) sorted.push_back(r.low);
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t k = 0; k < members.size(); ++k) {
            const std::uint8_t may = rivals[k].may;
            if (!(may & Rival::falls)) continue;
            const std::uint32_t i = members[k];
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
        for (const std::uint32_t i : members)
            if (!single(g.may[i])) g.about[i] = static_cast<std::uint8_t>(g.about[i] | coupled_bit | (about & (coupled_bit | sound_bit) ? sound_bit : 0));
    }

    [[nodiscard]] static bool level_with_another(std::int64_t key, const std::vector<std::int64_t>& sorted) {
        const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), key);
        return last - first > 1;
    }
};

}  // namespace myhao::inline v0::detail
