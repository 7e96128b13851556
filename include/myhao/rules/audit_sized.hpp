// SPDX-License-Identifier: Apache-2.0
// What a tally says about a quota when the groups are known by their sizes alone: exact for groups of thousands.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <myhao/rules/audit_bounds.hpp>

namespace myhao::inline v0::detail {

/// The sizes of groups of which nothing but the number graded is stated; nothing if more is said of one.
[[nodiscard]] inline std::optional<std::vector<std::int64_t>> sizes_alone(const std::vector<Tally>& groups) {
    std::vector<std::int64_t> sizes;
    for (const Tally& group : groups) {
        if (!group.entries().empty() || !group.graded()) return std::nullopt;
        sizes.push_back(*group.graded());
    }
    return sizes;
}

/// The least and the most that can have the grade when `e` may have it, by how these are spread over the groups: the sum over
/// groups depends on their numbers alone, so one pass per group over all totals finds both.
class SpreadOverSizes {
public:
    SpreadOverSizes(const std::vector<std::int64_t>& sizes, const Limits& limits, std::int64_t most_e) : fewest_(1, 0), most_(1, 0) {
        constexpr std::int64_t most_steps = 300'000'000;
        std::int64_t steps = 0;
        for (const std::int64_t size : sizes) {
            const std::int64_t before = static_cast<std::int64_t>(fewest_.size()), after = std::min(before + size, most_e + 1);
            Limits::refuse_beyond(steps += before * (std::min(size, most_e) + 1), most_steps);
            std::vector<std::int64_t> fewest(static_cast<std::size_t>(after), std::numeric_limits<std::int64_t>::max()), most(static_cast<std::size_t>(after), -1);
            for (std::int64_t own = 0; own <= size && own < after; ++own) {
                const std::int64_t can = std::min(own, limits.sums.limit(limits.counts_all ? size : own));
                for (std::int64_t others = 0; others < before && others + own < after; ++others) {
                    const auto from = static_cast<std::size_t>(others), to = static_cast<std::size_t>(others + own);
                    fewest[to] = std::min(fewest[to], fewest_[from] + can);
                    most[to] = std::max(most[to], most_[from] + can);
                }
            }
            fewest_ = std::move(fewest), most_ = std::move(most);
        }
    }
    [[nodiscard]] std::int64_t fewest(std::int64_t e) const { return fewest_[static_cast<std::size_t>(e)]; }
    [[nodiscard]] std::int64_t most(std::int64_t e) const { return most_[static_cast<std::size_t>(e)]; }

private:
    std::vector<std::int64_t> fewest_, most_;
};

/// `whole` must fit the sizes.
[[nodiscard]] inline Possible over_sizes(const Tally& whole, const std::vector<std::int64_t>& sizes, const Limits& limits) {
    std::int64_t graded = 0;
    for (const std::int64_t size : sizes) graded += size;
    TallyAbout about = whole.about();
    about.graded = graded;
    std::vector<TallyInput> inputs;
    for (const TallyEntry& entry : whole.entries()) {
        TallyInput input{{}, entry.count};
        for (std::size_t g = 0; g < whole.scale().size(); ++g)
            if (entry.grades.has(g)) input.grades.push_back(whole.scale()[g].code);
        inputs.push_back(std::move(input));
    }
    const Reported r(Tally(whole.scale(), inputs, std::move(about)));
    const SpreadOverSizes spread(sizes, limits, r.e_high);
    Possible result;
    // The same ends as over groupings of unknown sizes: few excellent and many good keep a quota, the reverse exceeds it.
    result.kept = r.x_low <= spread.most(r.x_low + r.g_high);
    for (const std::int64_t size : sizes) {
        const std::int64_t x = std::min(r.x_high, size), e = r.x_high + r.g_low;
        const std::int64_t own = std::max(x, e - (graded - size));  // of those who may have it, what the other groups cannot take
        result.exceeded = result.exceeded || x > limits.sums.limit(limits.counts_all ? size : own);
    }
    result.fewest = spread.fewest(r.e_low);
    result.most = spread.most(r.e_high);
    return result;
}

}  // namespace myhao::inline v0::detail
