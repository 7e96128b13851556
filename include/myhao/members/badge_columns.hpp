// SPDX-License-Identifier: Apache-2.0
// The badge that is due for each of a long column of days of admission: one look into a small table for each.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <myhao/members/badge.hpp>

namespace myhao::inline v0 {

/// The badges of some rules as they stand on one day. A code is a place in `years`, where 0 years (none due yet) comes first.
class BadgesOn {
public:
    /// Throws InvalidRules where the policy refuses days: it could answer for some of a column only.
    BadgesOn(const BadgeRules& rules, Date on, std::optional<MonthEnd> month_end = std::nullopt) : on_(on.days()), years_{0} {
        const MonthEnd policy = month_end.value_or(rules.month_end.value);
        if (policy == MonthEnd::error) throw InvalidRules::at("month_end", "a column needs an answer for every day", "error", "clip or next");
        for (const int years : rules.years.value) {
            if (on.year() - years <= 1400) break;
            Date last = add_months(on, -12 * years, MonthEnd::clip) + 2;  // the last day of admission whose years are full
            while (years_full(last, years, policy) > on) last = last - 1;
            years_.push_back(years);
            code_.resize(static_cast<std::size_t>(on - last) + 1, static_cast<std::int8_t>(years_.size() - 2));
            code_.back() = static_cast<std::int8_t>(years_.size() - 1);
        }
        if (code_.empty()) code_.push_back(0);
    }

    /// 0 for none, then the badges of the rules.
    [[nodiscard]] const std::vector<int>& years() const noexcept { return years_; }
    /// Of a member admitted on that day (since 1970).
    [[nodiscard]] std::int8_t code(std::int64_t admitted) const noexcept {
        const std::int64_t past = on_ - admitted;
        if (past < 0) return 0;
        return code_[std::min(static_cast<std::size_t>(past), code_.size() - 1)];
    }

    /// How many of `count` days have each code; `day(i)`.
    template <class DayOf>
    [[nodiscard]] std::vector<std::int64_t> counts(std::size_t count, DayOf&& day) const {
        constexpr std::size_t lanes = 4;  // so that one count need not wait for the last
        std::array<std::array<std::uint32_t, 128>, lanes> seen{};
        std::vector<std::int64_t> out(years_.size(), 0);
        std::size_t i = 0;
        const auto drain = [&] {
            for (auto& lane : seen)
                for (std::size_t c = 0; c < out.size(); ++c) out[c] += lane[c], lane[c] = 0;
        };
        for (std::size_t left = std::size_t{1} << 30; i + lanes <= count; i += lanes) {
            for (std::size_t l = 0; l < lanes; ++l) ++seen[l][static_cast<std::size_t>(code(day(i + l)))];
            if (--left == 0) drain(), left = std::size_t{1} << 30;
        }
        for (; i < count; ++i) ++seen[0][static_cast<std::size_t>(code(day(i)))];
        drain();
        return out;
    }

private:
    std::int64_t on_;
    std::vector<int> years_;
    std::vector<std::int8_t> code_;  // by days since the admission; the last one stands for all longer ago
};

}  // namespace myhao::inline v0
