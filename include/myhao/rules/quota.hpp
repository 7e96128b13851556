// SPDX-License-Identifier: Apache-2.0
// A quota: at most a share of a base may keep a grade, the best by key; and its exact image on sets of outcomes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>

namespace myhao::inline v0 {

/// Of what the share is taken: the objects one grade below the quota's; those and the better ones; all that are graded.
enum class QuotaBase : std::uint8_t { good_only, good_or_better, graded };

[[nodiscard]] constexpr std::string_view name(QuotaBase base) noexcept {
    constexpr std::string_view names[] = {"good_only", "good_or_better", "graded"};
    return names[static_cast<std::size_t>(base)];
}
inline constexpr QuotaBase every_quota_base[] = {QuotaBase::good_only, QuotaBase::good_or_better, QuotaBase::graded};

/// What happens to objects level with the last place when not all of them fit.
enum class OnTie : std::uint8_t {
    choice,  // any of them may get the places: each keeps both outcomes
    none,    // all of them fall: literally "not more than"
    all,     // all of them stay
};

[[nodiscard]] constexpr std::string_view name(OnTie on_tie) noexcept {
    constexpr std::string_view names[] = {"choice", "none", "all"};
    return names[static_cast<std::size_t>(on_tie)];
}

/// Which objects share the places. An object without a parent is in no `parent` group.
struct Group {
    enum class By : std::uint8_t { parent, ancestor, fact, whole };
    By by = By::parent;
    std::string name = {};  // the role of the ancestor, or the fact

    /// "parent", "ancestor(grassroots)", "fact(title)" or "whole".
    [[nodiscard]] std::string text() const {
        constexpr std::string_view names[] = {"parent", "ancestor", "fact", "whole"};
        std::string text(names[static_cast<std::size_t>(by)]);
        return name.empty() ? text : text + '(' + name + ')';
    }
    friend bool operator==(const Group&, const Group&) = default;
};

[[nodiscard]] inline Group by_parent() { return {}; }
/// The nearest unit of this role at or above the object's own unit.
[[nodiscard]] inline Group by_ancestor(std::string role) { return {Group::By::ancestor, std::move(role)}; }
[[nodiscard]] inline Group by_fact(std::string name) { return {Group::By::fact, std::move(name)}; }
[[nodiscard]] inline Group whole() { return {Group::By::whole}; }

/// Who is beyond the limit falls one grade, without a new test. Where `share` or `group` is missing the source leaves the
/// quota unknown: then whoever has the grade may keep it or fall. Several bases are candidates for an unknown one.
struct Quota {
    std::string grade;
    std::optional<Ratio> share;
    std::vector<QuotaBase> base = {QuotaBase::good_only};
    std::optional<Group> group = Group{};
    std::string rank_by = {};  // a count, decimal or level; empty: all are tied
    std::int64_t at_least = 0;
    OnTie on_tie = OnTie::choice;
    std::string id = {};  // of the quota within its rule set; empty: its grade
    Citation citation = {};
    Confidence confidence = Confidence::verified;
    Label label = {};

    [[nodiscard]] bool known() const noexcept { return share && group; }
    friend bool operator==(const Quota&, const Quota&) = default;
};

/// How many may keep the grade, of a base that counts those with the grade too: rounded down, as "not more than" is read.
class QuotaLimit {
public:
    constexpr QuotaLimit(const Ratio& share, QuotaBase base, std::int64_t at_least = 0)
        : of_(base == QuotaBase::good_only ? Ratio(share.numerator(), share.numerator() + share.denominator()) : share), at_least_(at_least) {}

    [[nodiscard]] constexpr std::int64_t operator()(std::int64_t base_size) const noexcept { return std::max(at_least_, of_.floor_of(base_size)); }

private:
    Ratio of_;
    std::int64_t at_least_;
};
[[nodiscard]] constexpr std::int64_t quota_limit(const Ratio& share, QuotaBase base, std::int64_t base_size, std::int64_t at_least = 0) {
    return QuotaLimit(share, base, at_least)(base_size);
}

namespace detail {

/// One object of a quota's group: whether it may have the grade, may be in the base without it, may be outside the base;
/// and what is known of its key.
struct Rival {
    static constexpr std::uint8_t grade = 1, base = 2, outside = 4, stays = 8, falls = 16;
    std::uint8_t may = 0;
    std::int64_t low = 0, high = 0;
    friend bool operator==(const Rival&, const Rival&) = default;
};

/// Lists that are used again from group to group.
struct PlacesScratch {
    std::vector<std::int64_t> surely, at_will, reaching, reaching_forced;
};

/// Marks for each rival that may have the grade whether it may stay and whether it may fall: the exact image over the
/// product of what each rival may be. `limit(m)` must grow by at most one where `m` grows by one.
///
/// A rival stays in some world if fewer others than the limit can be kept from standing above it; it falls in some world if
/// at least as many others as the limit can reach it. In the first, those who need not stand above join the base where they
/// can; in the second, those who cannot reach leave it where they can. Nobody gains from the reverse, as the limit grows no
/// faster than the base.
template <class Limit>
void mark_places(std::span<Rival> rivals, OnTie on_tie, Limit limit, PlacesScratch& scratch) {
    constexpr std::uint8_t in = Rival::grade | Rival::base;
    std::int64_t may_join = 0, must_be_in = 0;
    // Keys of those who must stand above (low ends), by what they do to the base; and of those who may (high ends).
    auto& [surely, at_will, reaching, reaching_forced] = scratch;
    for (auto* keys : {&surely, &at_will, &reaching, &reaching_forced}) keys->clear();
    for (const Rival& r : rivals) {
        const bool may_grade = r.may & Rival::grade;
        may_join += (r.may & in) != 0;
        must_be_in += !(r.may & Rival::outside);
        if (r.may == Rival::grade) surely.push_back(r.low);
        if (r.may == (Rival::grade | Rival::outside)) at_will.push_back(r.low);
        if (may_grade) reaching.push_back(r.high);
        if (may_grade && !(r.may & Rival::outside)) reaching_forced.push_back(r.high);
    }
    for (auto* keys : {&surely, &at_will, &reaching, &reaching_forced}) std::sort(keys->begin(), keys->end());
    const auto above = [](const std::vector<std::int64_t>& keys, std::int64_t key, bool or_level) {
        const auto from = or_level ? std::lower_bound(keys.begin(), keys.end(), key) : std::upper_bound(keys.begin(), keys.end(), key);
        return static_cast<std::int64_t>(keys.end() - from);
    };
    const bool level_hurts = on_tie == OnTie::none, level_helps = on_tie == OnTie::all;
    for (Rival& r : rivals) {
        if (!(r.may & Rival::grade)) continue;
        // To stay, with its highest key. It is not above itself; where levels hurt it counts once among the level.
        std::int64_t over = above(surely, r.high, level_hurts), lost = above(at_will, r.high, level_hurts);
        const bool itself = level_hurts && r.low == r.high;
        if (itself && r.may == Rival::grade) --over;
        if (itself && r.may == (Rival::grade | Rival::outside)) --lost;
        const std::int64_t places = limit(may_join - lost);
        if (level_hurts ? over + 1 <= places : over < places) r.may |= Rival::stays;
        // To fall, with its lowest key. Those who can reach it do, and are in the base; the others leave where they can.
        std::int64_t reach = above(reaching, r.low, !level_helps), forced = above(reaching_forced, r.low, !level_helps);
        const bool counted = !level_helps || r.high > r.low;
        if (counted) --reach;
        if (counted && !(r.may & Rival::outside)) --forced;
        const std::int64_t idle = must_be_in - !(r.may & Rival::outside) - forced;
        const std::int64_t fewest = limit(1 + reach + idle);
        if (level_hurts ? reach + 1 > fewest : reach >= fewest) r.may |= Rival::falls;
    }
}

/// Whether one rival that may have the grade may stay, and may fall: what mark_places would mark, in one pass.
template <class Limit>
[[nodiscard]] std::pair<bool, bool> place_of(std::span<const Rival> rivals, std::size_t self, OnTie on_tie, Limit limit) {
    const Rival& r = rivals[self];
    const bool level_hurts = on_tie == OnTie::none, level_helps = on_tie == OnTie::all;
    std::int64_t may_join = 0, must_be_in = 0, over = 0, lost = 0, reach = 0, forced = 0;
    for (std::size_t k = 0; k < rivals.size(); ++k) {
        const Rival& other = rivals[k];
        const bool inside = !(other.may & Rival::outside);
        may_join += (other.may & (Rival::grade | Rival::base)) != 0;
        must_be_in += inside;
        if (k == self || !(other.may & Rival::grade)) continue;
        const bool above = other.low > r.high || (level_hurts && other.low == r.high), reaches = other.high > r.low || (!level_helps && other.high == r.low);
        over += above && other.may == Rival::grade, lost += above && other.may == (Rival::grade | Rival::outside);
        reach += reaches, forced += reaches && inside;
    }
    const std::int64_t places = limit(may_join - lost), idle = must_be_in - !(r.may & Rival::outside) - forced, fewest = limit(1 + reach + idle);
    return {level_hurts ? over + 1 <= places : over < places, level_hurts ? reach + 1 > fewest : reach >= fewest};
}

template <class Limit>
void mark_places(std::span<Rival> rivals, OnTie on_tie, Limit limit) {
    PlacesScratch scratch;
    mark_places(rivals, on_tie, limit, scratch);
}

}  // namespace detail

}  // namespace myhao::inline v0
