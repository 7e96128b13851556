// SPDX-License-Identifier: Apache-2.0
// Series of terms beside each other: where two overlap, which days one leaves uncovered, and the periods in which none of them changes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/time/date.hpp>
#include <myhao/time/period.hpp>
#include <myhao/time/term.hpp>

namespace myhao::inline v0::terms {

/// Two terms of different kinds that run at the same time, and when.
struct Overlap {
    Term a, b;
    Period days;

    friend bool operator==(const Overlap&, const Overlap&) = default;
};

/// Every pair of overlapping terms, in order of days. An open end overlaps for ever.
[[nodiscard]] inline std::vector<Overlap> overlaps(const TermSeries& a, const TermSeries& b) {
    std::vector<Overlap> found;
    for (const Term& one : a.terms())
        for (const Term& other : b.terms()) {
            const Date since = std::max(one.since, other.since);
            const std::optional<Date> until = !one.until ? other.until : !other.until ? one.until : std::optional(std::min(*one.until, *other.until));
            if (!until || since < *until) found.push_back({one, other, Period(since, until)});
        }
    std::stable_sort(found.begin(), found.end(), [](const Overlap& x, const Overlap& y) { return x.days.since() < y.days.since(); });
    return found;
}

/// How much of some days a series covers.
struct Coverage {
    Period of;
    std::int64_t days = 0, covered = 0;
    std::vector<Period> gaps;  // in order

    friend bool operator==(const Coverage&, const Coverage&) = default;
};

/// Of the days [since, until); throws InvalidPeriod where there are none.
[[nodiscard]] inline Coverage coverage(const TermSeries& series, Date since, Date until) {
    Coverage out{Period(since, until), until - since, 0, {}};
    Date at = since;
    for (const Term& term : series.terms()) {
        const Date from = std::max(at, term.since), to = term.until ? std::min(*term.until, until) : until;
        if (to <= from) continue;
        if (at < from) out.gaps.emplace_back(at, from);
        out.covered += to - from, at = to;
    }
    if (at < until) out.gaps.emplace_back(at, until);
    return out;
}

/// Days on which none of several series changes its term.
struct AlignedPeriod {
    Period days;
    std::vector<std::optional<Term>> terms;  // of each series, in the order given; nothing: none runs

    friend bool operator==(const AlignedPeriod&, const AlignedPeriod&) = default;
};

/// The days [since, until), cut wherever one of the series changes; throws InvalidPeriod where there are none.
[[nodiscard]] inline std::vector<AlignedPeriod> align(std::span<const TermSeries> series, Date since, Date until) {
    std::vector<Date> cuts{since, until};
    (void)Period(since, until);
    for (const TermSeries& one : series)
        for (const Term& term : one.terms())
            for (const auto& day : {std::optional(term.since), term.until})
                if (day && since < *day && *day < until) cuts.push_back(*day);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    std::vector<AlignedPeriod> out;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        AlignedPeriod& row = out.emplace_back(AlignedPeriod{Period(cuts[i], cuts[i + 1]), {}});
        for (const TermSeries& one : series) row.terms.push_back(one.on(cuts[i]));
    }
    return out;
}

}  // namespace myhao::inline v0::terms
