// SPDX-License-Identifier: Apache-2.0
// Roll-ups on many days, by differences: from day to day only what changes, and what stands above it, is touched.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/org/history.hpp>
#include <myhao/org/history_index.hpp>

namespace myhao::inline v0 {

/// A number of one unit over a period, half-open.
struct DatedValue {
    UnitNo unit;
    Date since;
    std::optional<Date> until;  // none: from then on
    std::int64_t value = 0;
};

/// A cursor over the days of a history: subtree totals as of one day, moved forward. Units are by their number.
class Sweep {
public:
    /// One number for each unit, the same on all days; `valid`: a zero marks a missing one, empty: none is. Throws InvalidFacts where the
    /// lengths differ or a total could leave 64 bits.
    Sweep(History history, std::span<const std::int64_t> values, std::span<const std::uint8_t> valid = {}) : history_(std::move(history)) {
        const std::size_t n = history_.size();
        if (values.size() != n || (!valid.empty() && valid.size() != n))
            throw InvalidFacts::at("values", "one value for each unit of the history, by its number", std::to_string(values.size()), std::to_string(n));
        nodes_.resize(n);
        detail::Wide magnitude = 0;
        for (std::size_t u = 0; u < n; ++u) {
            const bool known = valid.empty() || valid[u] != 0;
            nodes_[u].total = known ? values[u] : 0;
            nodes_[u].missing = known ? 0 : 1;
            magnitude += nodes_[u].total < 0 ? -static_cast<detail::Wide>(nodes_[u].total) : nodes_[u].total;
        }
        refuse_beyond(magnitude);
    }

    /// Numbers that change; a unit is missing on the days on which it has none. Throws InvalidFacts with every pair of values of one unit
    /// that overlap, or where a total could leave 64 bits.
    Sweep(History history, std::span<const DatedValue> values) : history_(std::move(history)) {
        nodes_.resize(history_.size());
        for (Node& node : nodes_) node.missing = 1;
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < values.size(); ++i) order.push_back(i);
        std::sort(order.begin(), order.end(), [&](auto a, auto b) {
            if (values[a].unit != values[b].unit) return values[a].unit < values[b].unit;
            return values[a].since != values[b].since ? values[a].since < values[b].since : a < b;
        });
        Findings problems;
        detail::Wide magnitude = 0, most = 0;
        for (std::size_t k = 0; k < order.size(); ++k) {
            const DatedValue& v = values[order[k]];
            const std::string where = "values, row " + std::to_string(order[k]);
            if (v.unit.at() >= nodes_.size()) {
                problems.add(UnknownUnit::at(where, "no such unit number in the history", std::to_string(v.unit.value())).problems()[0]);
                continue;
            }
            if (v.until && *v.until <= v.since) problems.add(InvalidFacts::at(where, "it ends before it begins", v.until->text(), "later than " + v.since.text()).problems()[0]);
            const bool more = k + 1 < order.size() && values[order[k + 1]].unit == v.unit;
            if (more && (!v.until || values[order[k + 1]].since < *v.until))
                problems.add(InvalidFacts::at("values, " + detail::at_rows(order[k], order[k + 1]), "two values of unit '" + history_.id(v.unit).text() + "' overlap",
                                              values[order[k + 1]].since.text(), v.until ? "from " + v.until->text() + " at the earliest" : "an end of the first").problems()[0]);
            most = std::max(most, v.value < 0 ? -static_cast<detail::Wide>(v.value) : static_cast<detail::Wide>(v.value));
            if (!more) magnitude += most, most = 0;
            values_.push_back({v.since.days(), v.unit.value(), v.value, false});
            if (v.until && !(more && values[order[k + 1]].since == *v.until)) values_.push_back({v.until->days(), v.unit.value(), 0, true});
        }
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        refuse_beyond(magnitude);
        std::sort(values_.begin(), values_.end(), [](const NewValue& a, const NewValue& b) { return a.day != b.day ? a.day < b.day : a.unit < b.unit; });
        own_.assign(nodes_.size(), 0);
        known_.assign(nodes_.size(), 0);
    }

    /// To that day, after its changes. Throws InvalidPeriod where it is before the day reached.
    void advance(Date day) {
        if (reached_ && day < *reached_) throw InvalidPeriod::at("sweep", "days go forward", day.text(), "not before " + reached_->text());
        reached_ = day;
        const auto& moves = detail::spells_by_day(history_.data()).moves;
        while (next_move_ < moves.size() && moves[next_move_].day <= day.days()) {
            // All moves of a day act together: whoever moves is taken out first, so that no order of them makes a circle.
            const std::size_t from = next_move_;
            for (; next_move_ < moves.size() && moves[next_move_].day == moves[from].day; ++next_move_) {
                Node& node = nodes_[moves[next_move_].unit];
                shift(node.parent, 0 - static_cast<std::uint64_t>(node.total), 0 - node.missing);
                node.parent = detail::Move::gone;
            }
            for (std::size_t i = from; i < next_move_; ++i) {
                Node& node = nodes_[moves[i].unit];
                node.parent = moves[i].parent;
                shift(node.parent, static_cast<std::uint64_t>(node.total), node.missing);
            }
        }
        for (; next_value_ < values_.size() && values_[next_value_].day <= day.days(); ++next_value_) {
            const NewValue& v = values_[next_value_];
            const std::uint64_t by = static_cast<std::uint64_t>(v.value) - static_cast<std::uint64_t>(own_[v.unit]);
            const std::uint32_t missing = static_cast<std::uint32_t>(v.ends) - static_cast<std::uint32_t>(known_[v.unit] == 0);
            own_[v.unit] = v.value;
            known_[v.unit] = !v.ends;
            shift(v.unit, by, missing);
        }
    }

    [[nodiscard]] const History& history() const& noexcept { return history_; }
    const History& history() && = delete;
    [[nodiscard]] std::optional<Date> day() const noexcept { return reached_; }
    /// Of the unit and all below it; only where it stands.
    [[nodiscard]] std::int64_t total(UnitNo unit) const noexcept { return nodes_[unit.at()].total; }
    [[nodiscard]] std::uint32_t missing(UnitNo unit) const noexcept { return nodes_[unit.at()].missing; }
    [[nodiscard]] bool stands(UnitNo unit) const noexcept { return nodes_[unit.at()].parent != detail::Move::gone; }
    /// Whether it stands, and below a root (in a strict history always, where it stands).
    [[nodiscard]] bool in_tree(UnitNo unit) const noexcept {
        std::uint32_t u = unit.value();
        if (history_.strict()) return stands(unit);
        for (std::size_t steps = 0; u < nodes_.size() && steps <= nodes_.size(); u = nodes_[u].parent, ++steps) {}
        return u == detail::none;
    }
    [[nodiscard]] std::optional<UnitNo> parent(UnitNo unit) const noexcept {
        const std::uint32_t p = nodes_[unit.at()].parent;
        return p < nodes_.size() ? std::optional(UnitNo(p)) : std::nullopt;
    }

private:
    struct Node {
        std::int64_t total = 0;
        std::uint32_t parent = detail::Move::gone, missing = 0;
    };
    struct NewValue {
        std::int32_t day;
        std::uint32_t unit;
        std::int64_t value;
        bool ends;
    };

    /// Wraps where both wrap back: a sum of what stands fits.
    void shift(std::uint32_t from, std::uint64_t by, std::uint32_t missing) noexcept {
        for (std::uint32_t p = from; p < nodes_.size(); p = nodes_[p].parent) {
            nodes_[p].total = static_cast<std::int64_t>(static_cast<std::uint64_t>(nodes_[p].total) + by);
            nodes_[p].missing += missing;
        }
    }
    static void refuse_beyond(detail::Wide magnitude) {
        if (magnitude > std::numeric_limits<std::int64_t>::max()) throw InvalidFacts::at("values", "the totals may not fit 64 bits");
    }

    History history_;
    std::vector<Node> nodes_;
    std::size_t next_move_ = 0, next_value_ = 0;
    std::optional<Date> reached_;
    std::vector<NewValue> values_;
    std::vector<std::int64_t> own_;
    std::vector<std::uint8_t> known_;
};

/// Roll-ups on many days as columns: a row for each day and each unit in the tree of that day.
struct RollupSeries {
    std::vector<std::int32_t> day;  // days since 1970
    std::vector<std::uint32_t> unit;
    std::vector<std::int64_t> total;
    std::vector<std::uint32_t> missing;
};

/// Rows by day (each once, in order), then by id. `of`: only these units; none given: all.
[[nodiscard]] inline RollupSeries rollup_series(Sweep sweep, std::vector<Date> days, std::span<const UnitNo> of = {}) {
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    const History history = sweep.history();
    std::vector<std::uint32_t> units;
    for (const UnitNo unit : of) units.push_back(unit.value());
    const detail::HistoryData& d = history.data();
    if (of.empty()) units = d.by_id;
    else std::sort(units.begin(), units.end(), [&](auto a, auto b) { return d.id_rank[a] < d.id_rank[b]; });
    RollupSeries out;
    for (const Date day : days) {
        sweep.advance(day);
        for (const std::uint32_t u : units) {
            if (!sweep.in_tree(UnitNo(u))) continue;
            out.day.push_back(day.days()), out.unit.push_back(u);
            out.total.push_back(sweep.total(UnitNo(u))), out.missing.push_back(sweep.missing(UnitNo(u)));
        }
    }
    return out;
}

}  // namespace myhao::inline v0
