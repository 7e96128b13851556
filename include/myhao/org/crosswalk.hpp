// SPDX-License-Identifier: Apache-2.0
// Which share of each unit of one day the units of a later day carry on, as bounds; and figures carried across.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/changes.hpp>

namespace myhao::inline v0 {

/// A share between `low` and `high`; exact where they are equal.
struct ShareBounds {
    Ratio low{0}, high{0};

    [[nodiscard]] bool exact() const noexcept { return low == high; }
    friend bool operator==(const ShareBounds&, const ShareBounds&) = default;
};

namespace detail {

/// Exact where it fits 64 bits; else the widest bounds that are certain.
[[nodiscard]] inline ShareBounds times(const ShareBounds& a, const ShareBounds& b) {
    const auto product = [](const Ratio& x, const Ratio& y, const Ratio& otherwise) {
        try {
            return x * y;
        } catch (const std::overflow_error&) {
            return otherwise;
        }
    };
    return {product(a.low, b.low, Ratio(0)), product(a.high, b.high, Ratio(1))};
}
[[nodiscard]] inline ShareBounds plus(const ShareBounds& a, const ShareBounds& b) {
    ShareBounds sum;
    try {
        sum.low = a.low + b.low;
    } catch (const std::overflow_error&) {
        sum.low = std::max(a.low, b.low);
    }
    try {
        sum.high = std::min(Ratio(1), a.high + b.high);
    } catch (const std::overflow_error&) {
        sum.high = Ratio(1);
    }
    return sum;
}

/// Where the whole of one unit went: shares by unit, and the share that nobody carries on.
struct CarriedRow {
    std::vector<std::pair<std::uint32_t, ShareBounds>> to;
    ShareBounds lost;

    void add(std::uint32_t unit, const ShareBounds& share) {
        for (auto& [u, s] : to)
            if (u == unit) {
                s = plus(s, share);
                return;
            }
        to.emplace_back(unit, share);
    }
    /// All shares together are the whole: each is at least what the others leave, and at most what they leave at least.
    void tighten() {
        try {
            Ratio low = lost.low, high = lost.high;
            for (const auto& [u, s] : to) low = low + s.low, high = high + s.high;
            const auto tight = [&](ShareBounds& s) {
                const ShareBounds was = s;
                s.low = std::max(was.low, Ratio(1) - (high - was.high));
                s.high = std::min(was.high, Ratio(1) - (low - was.low));
            };
            for (auto& [u, s] : to) tight(s);  // from the same sums: each bound is sound by itself
            tight(lost);
        } catch (const std::overflow_error&) {
            return;  // the bounds stay as wide as they are
        }
    }
};

/// The shares of one unit's parts at one succession; `none` is what is lost.
[[nodiscard]] inline std::vector<std::pair<std::uint32_t, ShareBounds>> parts(const HistoryData& d, const SuccessionData& s, std::uint32_t unit, std::string_view measure) {
    // For each unit that takes a part: the share of this measure, else of any measure, else not known.
    std::vector<std::pair<std::uint32_t, std::optional<Ratio>>> found;
    bool kept = false;
    for (std::size_t k = 0; k < s.pairs.size(); ++k) {
        const PairData& pair = s.pairs[k];
        if (pair.before != unit || (k > 0 && s.pairs[k - 1].before == unit && s.pairs[k - 1].after == pair.after)) continue;
        const PairData* best = nullptr;  // rows of one pair stand together
        for (std::size_t j = k; j < s.pairs.size() && s.pairs[j].before == unit && s.pairs[j].after == pair.after; ++j)
            if (s.pairs[j].measure == measure || (best == nullptr && s.pairs[j].measure.empty())) best = &s.pairs[j];
        found.emplace_back(pair.after, best ? best->share : std::nullopt);
        kept |= pair.after == unit;
    }
    if (!kept && d.stands(unit, s.day)) found.emplace_back(unit, std::nullopt);
    Ratio known(0);
    std::size_t missing = 0;
    for (const auto& [u, share] : found) {
        if (share) known = known + *share; else ++missing;
    }
    const Ratio rest = std::max(Ratio(0), Ratio(1) - known);
    std::vector<std::pair<std::uint32_t, ShareBounds>> out;
    for (const auto& [u, share] : found) out.emplace_back(u, share ? ShareBounds{*share, *share} : missing == 1 ? ShareBounds{rest, rest} : ShareBounds{Ratio(0), rest});
    if (missing == 0 && Ratio(0) < rest) out.emplace_back(none, ShareBounds{rest, rest});
    return out;
}

}  // namespace detail

/// Rows by the id of `from`, then of `to`; without those whose share is certainly 0.
class Crosswalk {
public:
    struct Entry {
        UnitNo from, to;
        ShareBounds share;

        friend bool operator==(const Entry&, const Entry&) = default;
    };
    struct Loss {
        UnitNo from;
        ShareBounds share;

        friend bool operator==(const Loss&, const Loss&) = default;
    };

    /// From the units that certainly stand on `a` to those on `b`; `measure` chooses shares that are given for it. A missing share is
    /// anything from 0 to what the known ones leave. Nothing is carried across an end that no succession explains. Throws InvalidPeriod
    /// where b is before a.
    Crosswalk(History history, Date a, Date b, std::string_view measure = {}) : history_(std::move(history)) { make(a, b, measure); }

    [[nodiscard]] const History& history() const& noexcept { return history_; }
    const History& history() && = delete;
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] const Entry& operator[](std::size_t i) const noexcept { return rows_[i]; }
    [[nodiscard]] const std::vector<Entry>& rows() const& noexcept { return rows_; }
    const std::vector<Entry>& rows() && = delete;
    /// What nobody carries on, of the units of which that is possible.
    [[nodiscard]] const std::vector<Loss>& losses() const& noexcept { return losses_; }
    const std::vector<Loss>& losses() && = delete;
    /// 0 where there is no row.
    [[nodiscard]] ShareBounds share(UnitNo from, UnitNo to) const {
        for (const Entry& e : rows_)
            if (e.from == from && e.to == to) return e.share;
        return {};
    }

    /// From a to c, where this goes from a to b and `next`, of the same history, from b to c. Exact shares give the crosswalk from a to c;
    /// bounds hold what was carried, and may be wider or tighter than its own.
    [[nodiscard]] Crosswalk operator*(const Crosswalk& next) const {
        Crosswalk out(history_);
        std::vector<std::size_t> first(history_.size() + 1, 0), lost(history_.size(), next.losses_.size());
        for (const Entry& e : next.rows_) ++first[e.from.at() + 1];
        for (std::size_t u = 0; u < history_.size(); ++u) first[u + 1] += first[u];
        std::vector<std::pair<std::uint32_t, ShareBounds>> to(next.rows_.size());
        std::vector<std::size_t> free(first.begin(), first.end() - 1);
        for (const Entry& e : next.rows_) to[free[e.from.at()]++] = {e.to.value(), e.share};
        for (std::size_t i = 0; i < next.losses_.size(); ++i) lost[next.losses_[i].from.at()] = i;
        std::size_t loss = 0;
        for (std::size_t i = 0; i < rows_.size() || loss < losses_.size();) {
            const auto rank = [&](UnitNo u) { return history_.data().id_rank[u.at()]; };
            const UnitNo from = i == rows_.size() || (loss < losses_.size() && rank(losses_[loss].from) < rank(rows_[i].from)) ? losses_[loss].from : rows_[i].from;
            detail::CarriedRow row;
            for (; i < rows_.size() && rows_[i].from == from; ++i) {
                const std::size_t via = rows_[i].to.at();
                for (std::size_t k = first[via]; k < first[via + 1]; ++k) row.add(to[k].first, detail::times(rows_[i].share, to[k].second));
                if (lost[via] < next.losses_.size()) row.lost = detail::plus(row.lost, detail::times(rows_[i].share, next.losses_[lost[via]].share));
            }
            for (; loss < losses_.size() && losses_[loss].from == from; ++loss) row.lost = detail::plus(row.lost, losses_[loss].share);
            row.tighten();
            out.put(from.value(), std::move(row));
        }
        return out;
    }
    friend bool operator==(const Crosswalk& a, const Crosswalk& b) { return a.rows_ == b.rows_ && a.losses_ == b.losses_; }

private:
    explicit Crosswalk(History history) : history_(std::move(history)) {}

    void put(std::uint32_t from, detail::CarriedRow row) {
        const auto& rank = history_.data().id_rank;
        std::sort(row.to.begin(), row.to.end(), [&](const auto& x, const auto& y) { return rank[x.first] < rank[y.first]; });
        for (const auto& [to, share] : row.to)
            if (Ratio(0) < share.high) rows_.push_back({UnitNo(from), UnitNo(to), share});
        if (Ratio(0) < row.lost.high) losses_.push_back({UnitNo(from), row.lost});
    }

    void make(Date a, Date b, std::string_view measure) {
        const detail::HistoryData& d = history_.data();
        const auto [first, last] = Changes::places_between(d, a, b);
        const auto& boundaries = detail::spells_by_day(d).boundaries;
        std::vector<detail::CarriedRow> rows;                 // of units that something happened to
        std::vector<std::uint32_t> row_of(d.units, detail::none), from;
        std::vector<std::vector<std::uint32_t>> holders(d.units);  // rows that have a share in a unit
        const auto touch = [&](std::uint32_t u) {
            if (row_of[u] != detail::none || !d.stands(u, a.days())) return;
            row_of[u] = static_cast<std::uint32_t>(rows.size());
            from.push_back(u);
            rows.push_back({{{u, {Ratio(1), Ratio(1)}}}, {}});
            holders[u].push_back(row_of[u]);
        };
        std::vector<std::uint8_t> gone(d.units, 0);  // not itself any more: a later life under the same id is not carried by identity
        std::size_t next = 0;
        while (next < d.successions.size() && d.successions[next].day <= a.days()) ++next;
        for (std::size_t i = first; i < last || (next < d.successions.size() && d.successions[next].day <= b.days());) {
            std::int32_t day = detail::open_day;
            if (i < last) day = boundaries[i].day;
            if (next < d.successions.size()) day = std::min(day, d.successions[next].day);
            std::vector<std::pair<std::uint32_t, std::vector<std::pair<std::uint32_t, ShareBounds>>>> steps;
            const auto step = [&](std::uint32_t u, std::vector<std::pair<std::uint32_t, ShareBounds>> to) {
                if (gone[u] == 0) touch(u);
                if (!holders[u].empty()) steps.emplace_back(u, std::move(to));
            };
            for (; next < d.successions.size() && d.successions[next].day == day; ++next) {
                const detail::SuccessionData& s = d.successions[next];
                for (const std::uint32_t u : s.before) step(u, detail::parts(d, s, u, measure));
                for (const detail::PairData& pair : s.pairs)  // one that takes others in, and says what it keeps of itself
                    if (pair.before == pair.after && std::find(s.before.begin(), s.before.end(), pair.before) == s.before.end())
                        step(pair.before, detail::parts(d, s, pair.before, measure));
            }
            for (; i < last && boundaries[i].day == day; ++i) {
                if (!boundaries[i].ends()) continue;
                const std::uint32_t u = d.unit[boundaries[i].spell()];
                if (!detail::documented(d, d.endings, u, day, day + 1)) step(u, {{detail::none, {Ratio(1), Ratio(1)}}});
                gone[u] = 1;
            }
            apply(steps, rows, holders);
        }
        for (const std::uint32_t u : d.by_id) {
            if (row_of[u] != detail::none) put(u, std::move(rows[row_of[u]]));
            else if (d.stands(u, a.days())) rows_.push_back({UnitNo(u), UnitNo(u), {Ratio(1), Ratio(1)}});
        }
    }

    /// All changes of a day act together.
    static void apply(const std::vector<std::pair<std::uint32_t, std::vector<std::pair<std::uint32_t, ShareBounds>>>>& steps, std::vector<detail::CarriedRow>& rows,
                      std::vector<std::vector<std::uint32_t>>& holders) {
        std::vector<std::uint32_t> touched;
        for (const auto& [u, to] : steps) touched.insert(touched.end(), holders[u].begin(), holders[u].end());
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        for (const std::uint32_t r : touched) {
            detail::CarriedRow after;
            after.lost = rows[r].lost;
            for (const auto& [u, share] : rows[r].to) {
                const auto step = std::find_if(steps.begin(), steps.end(), [unit = u](const auto& s) { return s.first == unit; });
                if (step == steps.end()) {
                    after.add(u, share);
                    continue;
                }
                for (const auto& [to, part] : step->second) {
                    if (to == detail::none) after.lost = detail::plus(after.lost, detail::times(share, part));
                    else after.add(to, detail::times(share, part));
                }
            }
            after.tighten();
            for (const auto& [u, share] : rows[r].to) std::erase(holders[u], r);
            for (const auto& [u, share] : after.to) holders[u].push_back(r);
            rows[r] = std::move(after);
        }
    }

    History history_;
    std::vector<Entry> rows_;
    std::vector<Loss> losses_;
};

[[nodiscard]] inline Crosswalk crosswalk(const History& history, Date a, Date b, std::string_view measure = {}) { return Crosswalk(history, a, b, measure); }

/// A figure of one unit of the later day, between two exact numbers; `missing` of the units that may give to it have no figure.
struct CarriedFigure {
    UnitNo unit;
    Ratio low{0}, high{0};
    std::uint32_t missing = 0;
};

/// Figures that add up (flows, stocks), by unit of the earlier day, as the units of the later day would have them: by id. `valid`: a zero
/// marks a missing figure; empty: none is. Throws InvalidFacts where the lengths differ or a number does not fit 64 bits.
[[nodiscard]] inline std::vector<CarriedFigure> carry(const Crosswalk& crosswalk, std::span<const std::int64_t> by_unit, std::span<const std::uint8_t> valid = {}) {
    const History& history = crosswalk.history();
    if (by_unit.size() != history.size() || (!valid.empty() && valid.size() != history.size()))
        throw InvalidFacts::at("figures", "one figure for each unit of the history, by its number", std::to_string(by_unit.size()), std::to_string(history.size()));
    std::vector<CarriedFigure> out;
    std::vector<std::uint32_t> place(history.size(), detail::none);
    try {
        for (const Crosswalk::Entry& e : crosswalk.rows()) {
            std::uint32_t& at = place[e.to.at()];
            if (at == detail::none) at = static_cast<std::uint32_t>(out.size()), out.push_back({e.to, Ratio(0), Ratio(0), 0});
            CarriedFigure& figure = out[at];
            if (!valid.empty() && valid[e.from.at()] == 0) {
                ++figure.missing;
                continue;
            }
            const Ratio value(by_unit[e.from.at()]);
            const Ratio a = value * e.share.low, b = value * e.share.high;
            figure.low = figure.low + std::min(a, b), figure.high = figure.high + std::max(a, b);
        }
    } catch (const std::overflow_error&) {
        throw InvalidFacts::at("figures", "a figure carried across does not fit 64 bits");
    }
    std::sort(out.begin(), out.end(), [&](const auto& x, const auto& y) { return history.data().id_rank[x.unit.at()] < history.data().id_rank[y.unit.at()]; });
    return out;
}

}  // namespace myhao::inline v0
