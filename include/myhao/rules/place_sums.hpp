// SPDX-License-Identifier: Apache-2.0
// How many places a quota gives to several groups together, when only the size of the whole is known: the exact least and
// most over all ways to cut it into groups.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/ratio.hpp>

namespace myhao::inline v0::detail {

/// Sums of places(e_1) + ... + places(e_n) over all sizes e_i >= 1 with a given total.
///
/// With the share p/q and no least number of places, places(e) = (p*e - r)/q with r = p*e mod q, so a sum is (p*E - sum of r)/q
/// and its extremes are those of the sum of residues. That sum is congruent to p*E, and each value from 0 to n*(q-1) that is
/// so occurs when E >= n*q, as every residue has a size from 1 to q. With p = 1 fewer objects have a closed form too.
/// Elsewhere sizes are tabulated: beyond a first stretch places(e + q) = places(e) + p, so few sizes need to be tried.
class PlaceSums {
public:
    static constexpr std::int64_t most_cells = 2'000'000, most_term = 1'000'000;

    /// `share` is what quota_limit multiplies the base with. Throws InvalidRules where its terms have more than six digits.
    PlaceSums(Ratio share, std::int64_t at_least) : p_(share.numerator()), q_(share.denominator()), least_(at_least) {
        if (q_ > most_term || p_ < 0 || p_ > q_ || least_ < 0 || least_ > most_term)
            throw InvalidRules::at("quota", "an audit takes shares from 0 to 1 and terms of at most six digits", share.text() + ", at least " + std::to_string(least_));
        periodic_ = std::max<std::int64_t>(1, p_ == 0 ? least_ : (least_ * q_ + p_ - 1) / p_);
        cap_ = periodic_ + q_ - 1;
    }

    /// The limit of a group whose base counts `size`.
    [[nodiscard]] std::int64_t limit(std::int64_t size) const { return std::max(least_, static_cast<std::int64_t>(static_cast<Wide>(p_) * size / q_)); }
    /// The places that a group of `size` objects can use.
    [[nodiscard]] std::int64_t places(std::int64_t size) const { return std::min(size, limit(size)); }
    [[nodiscard]] std::int64_t p() const noexcept { return p_; }
    [[nodiscard]] std::int64_t q() const noexcept { return q_; }
    [[nodiscard]] std::int64_t at_least() const noexcept { return least_; }
    /// Without a least number of places more groups never give more places, and joining groups never gives fewer.
    [[nodiscard]] bool plain() const noexcept { return least_ == 0; }

    /// Over all ways to cut `total` objects into `groups` groups; total >= groups >= 0, and no groups only for nobody.
    /// Throws InvalidFacts where there are too many groups for a table.
    [[nodiscard]] std::int64_t fewest(std::int64_t total, std::int64_t groups) {
        if (groups == 0) return 0;
        if (plain() && p_ <= 1) return p_ == 0 ? 0 : std::max<std::int64_t>(0, (total - groups * (q_ - 1) + q_ - 1) / q_);
        if (plain() && total / q_ >= groups) {
            const std::int64_t most_residue = groups * (q_ - 1), wanted = residue(total);
            return quotient(total, most_residue - (most_residue - wanted) % q_);
        }
        return from_table(total, groups, false);
    }
    [[nodiscard]] std::int64_t most(std::int64_t total, std::int64_t groups) {
        if (groups == 0) return 0;
        if (plain() && p_ == 0) return 0;
        if (plain() && total / q_ >= groups) return quotient(total, residue(total));
        if (plain() && p_ == 1) {
            if (q_ == 1) return total;
            const std::int64_t with_places = std::min(groups, (total - groups) / (q_ - 1));  // the others have one object each
            return with_places == 0 ? 0 : (total - groups + with_places) / q_;
        }
        return from_table(total, groups, true);
    }

private:
    static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max() / 4;

    /// The least and the greatest sum for a number of groups of at most `cap_` objects, by total; `big`: one of them, at
    /// least, is so large that q more objects give p more places.
    struct Sums {
        std::vector<std::int64_t> fewest, most, big_fewest, big_most;
        explicit Sums(std::size_t size) : fewest(size, none), most(size, -none), big_fewest(size, none), big_most(size, -none) {}
    };

    [[nodiscard]] std::int64_t residue(std::int64_t total) const { return static_cast<std::int64_t>(static_cast<Wide>(p_) * total % q_); }
    [[nodiscard]] std::int64_t quotient(std::int64_t total, std::int64_t residues) const {
        return static_cast<std::int64_t>((static_cast<Wide>(p_) * total - residues) / q_);
    }

    [[nodiscard]] std::int64_t from_table(std::int64_t total, std::int64_t groups, bool most) {
        grow(groups);
        const Sums& sums = rows_[static_cast<std::size_t>(groups)];
        const std::int64_t last = groups * cap_;
        std::int64_t best = most ? -none : none, added = 0;
        const auto take = [&](std::int64_t value) {
            if (value != none && value != -none) best = most ? std::max(best, value + added) : std::min(best, value + added);
        };
        if (total <= last) take((most ? sums.most : sums.fewest)[static_cast<std::size_t>(total)]);
        if (total > last) {  // into a large group, in steps of q
            const std::int64_t steps = (total - last + q_ - 1) / q_;
            total -= steps * q_, added += steps * p_;
        }
        for (; total >= groups; total -= q_, added += p_) take((most ? sums.big_most : sums.big_fewest)[static_cast<std::size_t>(total)]);
        return best;
    }

    void grow(std::int64_t groups) {
        if (groups >= most_cells || static_cast<Wide>(groups) * groups * cap_ > most_cells)
            throw InvalidFacts::at("audit", "too many groups of few objects for exact bounds", std::to_string(groups) + " groups");
        if (rows_.empty()) {
            rows_.emplace_back(1);
            rows_[0].fewest[0] = rows_[0].most[0] = 0;
        }
        while (rows_.size() <= static_cast<std::size_t>(groups)) {
            const Sums& before = rows_.back();
            Sums next(rows_.size() * static_cast<std::size_t>(cap_) + 1);
            for (std::size_t total = 0; total < before.fewest.size(); ++total)
                for (std::int64_t size = 1; size <= cap_; ++size) {
                    const std::size_t to = total + static_cast<std::size_t>(size);
                    const std::int64_t gain = places(size);
                    const auto low = [&](std::int64_t from, std::int64_t& into) { if (from != none) into = std::min(into, from + gain); };
                    const auto high = [&](std::int64_t from, std::int64_t& into) { if (from != -none) into = std::max(into, from + gain); };
                    low(before.fewest[total], next.fewest[to]), high(before.most[total], next.most[to]);
                    low(size >= periodic_ ? before.fewest[total] : before.big_fewest[total], next.big_fewest[to]);
                    high(size >= periodic_ ? before.most[total] : before.big_most[total], next.big_most[to]);
                }
            rows_.push_back(std::move(next));
        }
    }

    std::int64_t p_, q_, least_;
    std::int64_t periodic_;  // from this size on, q more objects give p more places
    std::int64_t cap_;       // every larger size is one of the last q up to this, and steps of q
    std::vector<Sums> rows_;
};

}  // namespace myhao::inline v0::detail
