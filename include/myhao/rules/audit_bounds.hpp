// SPDX-License-Identifier: Apache-2.0
// What a tally says about a quota when the groups are not told: whether it can have been kept, whether it can have been
// exceeded, and how many can have had the grade, over every grouping and every split of counts that the tally allows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include <myhao/base/error.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/grades/tally.hpp>
#include <myhao/rules/place_sums.hpp>

namespace myhao::inline v0::detail {

/// Objects with the quota's grade, one grade below it, and below that.
inline constexpr GradeSet with_grade = GradeSet::one(0), one_below = GradeSet::one(1);

/// What a tally leaves possible for these three classes; `open`: how many more were graded is not said.
struct Reported {
    std::int64_t x_low = 0, x_high = 0, g_low = 0, g_high = 0, e_low = 0, e_high = 0, graded = 0;  // of the counts that are stated
    bool open = false, open_x = false, open_g = false, open_o = false;                           // of which classes the others may be

    explicit Reported(const Tally& tally) {
        const auto total = tally.graded();
        open = !total;
        graded = total.value_or(tally.sum());
        const GradeSet rest = tally.scale().all() - tally.stated();
        open_x = open && rest.has(0), open_g = open && rest.has(1), open_o = open && !(rest - (with_grade | one_below)).empty();
        const auto low = [&](GradeSet set) { return *tally.count(set).low; };
        const auto high = [&](GradeSet set) { return open ? stated_high(tally, set) : *tally.count(set).high; };
        x_low = low(with_grade), x_high = high(with_grade), g_low = low(one_below), g_high = high(one_below);
        e_low = low(with_grade | one_below), e_high = high(with_grade | one_below);
    }

private:
    static std::int64_t stated_high(const Tally& tally, GradeSet set) {
        std::int64_t sum = 0;
        for (const TallyEntry& entry : tally.entries())
            if (!(entry.grades & set).empty()) sum += entry.count;
        return sum;
    }
};

/// What is possible under a quota.
struct Possible {
    bool kept = false, exceeded = false;
    std::int64_t fewest = 0;            // that can have the grade after the quota
    std::optional<std::int64_t> most;   // nothing: no bound
};

/// A quota on one base. `counts_all`: the base is all that are graded; else those with the grade and those one below.
struct Limits {
    PlaceSums& sums;
    bool counts_all;

    /// Of one group: the size of the base, x with the grade and g one below among `graded`.
    [[nodiscard]] std::int64_t limit(std::int64_t x, std::int64_t g, std::int64_t graded) const { return sums.limit(counts_all ? graded : x + g); }
    [[nodiscard]] std::int64_t can_have(std::int64_t x, std::int64_t g, std::int64_t graded) const { return std::min(x + g, limit(x, g, graded)); }

    /// The most that can have the grade, `e` of whom may have it and `o` not, in `groups` groups of at least one.
    [[nodiscard]] std::int64_t most(std::int64_t e, std::int64_t o, std::int64_t groups) const {
        if (e == 0 || groups == 0) return 0;
        if (counts_all) return std::min(e, sums.most(e + o, groups));
        const std::int64_t from = std::max<std::int64_t>(1, groups - o), to = std::min(groups, e);  // groups that are not only of others
        std::int64_t best = sums.most(e, from);
        if (!sums.plain())
            for (std::int64_t n = from + 1; n <= to; ++n) best = std::max(best, sums.most(e, n));
        return best;
    }

    /// The fewest places that these can use.
    [[nodiscard]] std::int64_t fewest(std::int64_t e, std::int64_t o, std::int64_t groups) const {
        if (e == 0 || groups == 0) return 0;
        if (!counts_all || o == 0) {
            const std::int64_t from = std::max<std::int64_t>(1, groups - o), to = std::min(groups, e);
            std::int64_t best = sums.fewest(e, to);
            if (!sums.plain())
                for (std::int64_t n = from; n < to; ++n) best = std::min(best, sums.fewest(e, n));
            return best;
        }
        // For sizes that are given, places are wasted best by filling groups with those who may have the grade; so at most
        // one group is mixed. Where others fill a group alone, none is: an other does nothing there but add to the base.
        std::int64_t best = e;
        const std::int64_t others_from = std::max<std::int64_t>(1, groups - e), others_to = std::min(o, groups - 1);
        for (std::int64_t n = others_from; n <= others_to; ++n) {
            best = std::min(best, sums.fewest(e, groups - n));
            if (sums.plain()) break;  // more groups never use more places
        }
        const auto mixed = [&](std::int64_t t) {
            if (t >= 1 && t <= e - (groups - 1) && (groups > 1 || t == e)) best = std::min(best, sums.fewest(e - t, groups - 1) + std::min(sums.limit(t + o), t));
        };
        if (groups == 1) {
            mixed(e);
        } else if (sums.plain()) {
            // While all t have places, one more costs as much as it can spare elsewhere. After that, q more cost p, and spare at most p.
            const std::int64_t full = sums.q() == sums.p() ? e : static_cast<std::int64_t>(static_cast<Wide>(sums.p()) * o / (sums.q() - sums.p()));
            mixed(1);
            for (std::int64_t t = std::max<std::int64_t>(1, full); t <= full + sums.q() + 1; ++t) mixed(t);
        } else {
            refuse_beyond(e, 1'000'000);
            for (std::int64_t t = 1; t <= e - (groups - 1); ++t) mixed(t);
        }
        return best;
    }

    static void refuse_beyond(std::int64_t number, std::int64_t most) {
        if (number > most) throw InvalidFacts::at("audit", "too many objects for exact bounds", std::to_string(number), "at most " + std::to_string(most));
    }
};

/// Over all groupings into `groups` groups, each with at least one that is graded.
[[nodiscard]] inline Possible over_groupings(const Reported& r, const Limits& limits, std::int64_t groups) {
    const PlaceSums& sums = limits.sums;
    const std::int64_t least = sums.at_least();
    const bool never = sums.p() == sums.q();                           // a share of 1 is never exceeded
    const std::int64_t missing = std::max<std::int64_t>(0, groups - r.graded);  // that must have been graded beyond those stated
    Possible result;
    {  // It is kept most easily with few excellent, many good and many others: each can only turn a violation into none.
        std::int64_t x = r.x_low, g = r.g_high, graded = r.graded;
        const std::int64_t plenty = (x + 1) * sums.q() + groups * (least + 1);
        if (r.open_g) g += plenty, graded += plenty;
        else if (r.open_o) graded += plenty;
        else if (r.open_x) x += missing, graded += missing;
        result.kept = x <= limits.most(x + g, graded - x - g, groups);
    }
    if (groups <= 1) {  // exceeded most easily with many excellent, few good, few others
        std::int64_t x = r.x_high, graded = r.graded;
        if (r.open_x) {
            const std::int64_t plenty = sums.p() * (graded + 1) + least + 1;
            x += plenty, graded += plenty;
        }
        result.exceeded = groups == 1 && !never && x > limits.limit(x, r.g_low, graded);
    } else {  // or with a group of its own for one excellent more than its least number of places
        const bool room = r.open || r.graded - (least + 1) >= groups - 1;
        result.exceeded = !never && room && (r.open_x || r.x_high >= least + 1);
    }
    // Fewest and most: for a given grouping both grow when an other becomes good, so only the ends count.
    if (!r.open || !r.open_o) {
        const std::int64_t e = r.e_low + (r.open ? missing : 0), o = r.graded - r.e_low;
        result.fewest = limits.fewest(e, o, groups);
    } else if (!limits.counts_all) {
        result.fewest = limits.fewest(r.e_low, r.graded - r.e_low + groups, groups);
    } else {  // one more graded never helps to waste places, unless it makes a group of its own where places are given to all
        result.fewest = limits.fewest(r.e_low, r.graded - r.e_low + missing, groups);
        if (!sums.plain())
            for (std::int64_t more = 1; more <= groups; ++more) result.fewest = std::min(result.fewest, limits.fewest(r.e_low, r.graded - r.e_low + missing + more, groups));
    }
    if (!r.open_x && !r.open_g) {
        const std::int64_t plenty = r.open_o ? (r.e_high + 1) * sums.q() + groups * (least + 1) : 0;
        result.most = limits.most(r.e_high, r.graded - r.e_high + plenty, groups);
    } else if (sums.p() == 0) {
        result.most = groups * least;
    }
    return result;
}

/// Over all groupings into any number of groups.
[[nodiscard]] inline Possible over_all_groupings(const Reported& r, const Limits& limits) {
    PlaceSums& sums = limits.sums;
    if (sums.plain()) {  // one group gives the most places, groups of one the fewest; and two are enough to exceed the quota
        Possible result = over_groupings(r, limits, 1);
        if (r.graded == 0 && !r.open) return {true, false, 0, 0};
        if (r.open || r.graded > 1) result.exceeded = result.exceeded || over_groupings(r, limits, 2).exceeded;
        result.fewest = sums.p() == sums.q() ? r.e_low : 0;
        if (r.graded == 0) result.kept = true;
        return result;
    }
    const std::int64_t bound = r.open ? r.graded + 2 + sums.at_least() : r.graded;
    Limits::refuse_beyond(bound, 400);
    Possible result{r.graded == 0, false, r.e_low, 0};
    if (r.open_x || r.open_g) result.most.reset();
    for (std::int64_t groups = 1; groups <= bound; ++groups) {
        const Possible one = over_groupings(r, limits, groups);
        result.kept = result.kept || one.kept, result.exceeded = result.exceeded || one.exceeded;
        result.fewest = std::min(result.fewest, one.fewest);
        if (result.most && one.most) result.most = std::max(*result.most, *one.most);
    }
    return result;
}

}  // namespace myhao::inline v0::detail
