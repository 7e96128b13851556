// SPDX-License-Identifier: Apache-2.0
// What tallies of given groups, and one of them all, say about a quota together: over every split of counts that both allow.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/rules/audit_bounds.hpp>

namespace myhao::inline v0::detail {

/// How many have the grade, are one below it, and are below that.
struct Split {
    std::int64_t x = 0, g = 0, o = 0;
    friend auto operator<=>(const Split&, const Split&) = default;
    friend Split operator+(const Split& a, const Split& b) { return {a.x + b.x, a.g + b.g, a.o + b.o}; }
};

/// The seven sets of the three classes, as sets of grades.
[[nodiscard]] inline std::vector<GradeSet> class_sets(const Scale& scale) {
    const GradeSet classes[] = {with_grade, one_below, scale.all() - (with_grade | one_below)};
    std::vector<GradeSet> sets;
    for (unsigned bits = 1; bits < 8; ++bits) {
        GradeSet set;
        for (unsigned i = 0; i < 3; ++i)
            if (bits >> i & 1u) set = set | classes[i];
        sets.push_back(set);
    }
    return sets;
}

/// How the whole stands to the sum of its groups. What a tally allows is fixed by its bounds on the seven sets (it is a sum of
/// simplices), so bounds decide both questions exactly.
enum class Whole : std::uint8_t { contradicts, adds_nothing, narrows };
[[nodiscard]] inline Whole compare_with_groups(const Tally& whole, const std::vector<Tally>& groups) {
    bool narrows = false;
    for (const GradeSet set : class_sets(whole.scale())) {
        Interval<std::int64_t> sum{0, 0};
        for (const Tally& group : groups) {
            const auto part = group.count(set);
            *sum.low += *part.low;
            if (!part.high) sum.high.reset();
            if (sum.high) *sum.high += *part.high;
        }
        const auto all = whole.count(set);
        if (sum.intersect(all).empty()) return Whole::contradicts;
        narrows = narrows || *sum.low < *all.low || (all.high && (!sum.high || *all.high < *sum.high));
    }
    return narrows ? Whole::narrows : Whole::adds_nothing;
}

/// The groups with the numbers of graded that follow: where the whole states how many were graded, and the groups' counts come to
/// just that many, no group has others; and the only group that leaves it open has what the others leave.
[[nodiscard]] inline std::vector<Tally> with_graded(const Tally& whole, std::vector<Tally> groups) {
    if (!whole.graded()) return groups;
    std::int64_t rest = *whole.graded();
    std::size_t open = 0;
    for (const Tally& group : groups) rest -= group.graded().value_or(group.sum()), open += !group.graded();
    if (rest < 0 || (rest > 0 && open != 1)) return groups;
    for (Tally& group : groups) {
        if (group.graded()) continue;
        std::vector<TallyInput> counts;
        for (const TallyEntry& entry : group.entries()) {
            counts.push_back({{}, entry.count});
            for (std::size_t g = 0; g < group.scale().size(); ++g)
                if (entry.grades.has(g)) counts.back().grades.push_back(group.scale()[g].code);
        }
        TallyAbout about = group.about();
        about.graded = group.sum() + rest;
        group = Tally(group.scale(), counts, std::move(about));
    }
    return groups;
}

/// Every split that a tally with a stated number of graded allows.
[[nodiscard]] inline std::vector<Split> splits(const Tally& tally, std::int64_t most) {
    std::vector<Split> found(1);
    const GradeSet rest = tally.scale().all() - tally.stated();
    const auto spread = [&](GradeSet block, std::int64_t count) {
        std::vector<Split> next;
        const bool x = block.has(0), g = block.has(1), o = !(block - (with_grade | one_below)).empty();
        for (const Split& base : found)
            for (std::int64_t i = x ? (g || o ? 0 : count) : 0; i <= (x ? count : 0); ++i)
                for (std::int64_t k = g ? (o ? 0 : count - i) : 0; k <= (g ? count - i : 0); ++k) {
                    next.push_back(base + Split{i, k, count - i - k});
                    Limits::refuse_beyond(static_cast<std::int64_t>(next.size()), most);
                }
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        found = std::move(next);
    };
    for (const TallyEntry& entry : tally.entries()) spread(entry.grades, entry.count);
    if (!rest.empty()) spread(rest, tally.graded().value_or(tally.sum()) - tally.sum());
    return found;
}

/// The groups one by one, each free of the others.
[[nodiscard]] inline Possible over_free_groups(const std::vector<Tally>& groups, const Limits& limits) {
    Possible all{true, false, 0, 0};
    for (const Tally& group : groups) {
        const Possible one = over_groupings(Reported(group), limits, 1);
        all.kept = all.kept && one.kept, all.exceeded = all.exceeded || one.exceeded;
        all.fewest += one.fewest;
        if (!one.most) all.most.reset();
        if (all.most) *all.most += *one.most;
    }
    return all;
}

/// The groups together, where their tally as a whole says more than they do: by the sums of splits that can be reached.
[[nodiscard]] inline Possible over_joined_groups(const Tally& whole, const std::vector<Tally>& groups, const Limits& limits) {
    constexpr std::int64_t most_steps = 4'000'000, most_splits = 100'000;
    std::map<Split, Possible> reached{{Split{}, Possible{true, false, 0, 0}}};
    const auto ends = class_sets(whole.scale());
    const auto most_of = [&](std::size_t set) { return whole.count(ends[set]).high; };
    const auto x_most = most_of(0), g_most = most_of(1), o_most = most_of(3);
    std::int64_t steps = 0;
    for (const Tally& group : groups) {
        if (!group.graded()) throw InvalidFacts::at("audit", "a group must state how many were graded where the whole is to narrow it");
        const std::vector<Split> own = splits(group, most_splits);
        Limits::refuse_beyond(steps += static_cast<std::int64_t>(own.size() * reached.size()), most_steps);
        std::map<Split, Possible> next;
        for (const auto& [sum, before] : reached)
            for (const Split& s : own) {
                const Split to = sum + s;
                if ((x_most && to.x > *x_most) || (g_most && to.g > *g_most) || (o_most && to.o > *o_most)) continue;
                const bool over = s.x > limits.limit(s.x, s.g, s.x + s.g + s.o);
                const std::int64_t can = limits.can_have(s.x, s.g, s.x + s.g + s.o);
                const Possible here{before.kept && !over, before.exceeded || over, before.fewest + can, *before.most + can};
                const auto [at, fresh] = next.try_emplace(to, here);
                if (fresh) continue;
                at->second.kept = at->second.kept || here.kept, at->second.exceeded = at->second.exceeded || here.exceeded;
                at->second.fewest = std::min(at->second.fewest, here.fewest), at->second.most = std::max(*at->second.most, *here.most);
            }
        reached = std::move(next);
    }
    Possible all;
    bool first = true;
    for (const auto& [split, one] : reached) {
        const std::int64_t values[] = {split.x, split.g, split.o};
        bool fits = true;
        for (std::size_t set = 0; set < ends.size() && fits; ++set) {
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < 3; ++i)
                if ((set + 1) >> i & 1u) sum += values[i];
            fits = whole.count(ends[set]).contains(sum);
        }
        if (!fits) continue;
        all.kept = all.kept || one.kept, all.exceeded = all.exceeded || one.exceeded;
        all.fewest = first ? one.fewest : std::min(all.fewest, one.fewest);
        all.most = first ? one.most : std::max(all.most, one.most);
        first = false;
    }
    return all;
}

}  // namespace myhao::inline v0::detail
