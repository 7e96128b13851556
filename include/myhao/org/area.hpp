// SPDX-License-Identifier: Apache-2.0
// Areas (địa bàn): wards, communes, villages, street groups. They have a history of their own, with founding instruments, and units sit in them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/org/history.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0 {

/// The kinds of area: province over district (thị xã, huyện), over ward, commune and township, over village and street group. From
/// 1/7/2025 without the district.
[[nodiscard]] inline SchemeSeries area_scheme() {
    const auto kinds = [](bool districts) {
        std::vector<Kind> out = {{"country", 0, {}, false, {}}, {"province", 1, {"country"}, false, {}}};
        if (districts) out.push_back({"district", 2, {"province"}, false, {}});
        const std::string above = districts ? "district" : "province";
        for (const char* kind : {"ward", "commune", "township", "special_zone"})
            if (districts ? kind != std::string("special_zone") : kind != std::string("township")) out.push_back({kind, 3, {above}, false, {}});
        const std::string rural = districts ? "township" : "special_zone";
        out.push_back({"village", 4, {"commune", rural}, false, {}});
        out.push_back({"street_group", 4, {"ward", rural}, false, {}});
        return out;
    };
    const Date change(2025, 7, 1);
    return SchemeSeries({{Scheme("areas to 30/6/2025", kinds(true)), Period(Date(Date::first_days), change)}, {Scheme("areas from 1/7/2025", kinds(false)), Period(change)}}, "areas");
}

/// A unit sits in an area over a period.
struct Seat {
    Id unit, area;
    Date since;                 // first day
    std::optional<Date> until;  // first day no longer; none: still there

    [[nodiscard]] bool holds(Date day) const noexcept { return since <= day && (!until || day < *until); }
    friend bool operator==(const Seat&, const Seat&) = default;
};

/// Which unit sits in which area; immutable.
class Areas {
public:
    /// Throws InvalidHistory with every seat of an unknown unit or area, outside the life of either, or of a unit in two areas at once.
    Areas(History areas, History units, std::vector<Seat> seats) : areas_(std::move(areas)), units_(std::move(units)) {
        Findings problems;
        const auto problem = [&](std::string where, const char* en, const char* vi, std::string found, std::string expected) {
            problems.add({State::violated, Severity::error, "areas.seat", std::move(where), std::move(found), std::move(expected), {}, {vi, en}});
        };
        for (std::size_t r = 0; r < seats.size(); ++r) {
            const Seat& seat = seats[r];
            const std::string where = "seats, row " + std::to_string(r);
            if (seat.until && *seat.until <= seat.since) {
                problem(where, "it ends before it begins", "kết thúc trước khi bắt đầu", seat.until->text(), "later than " + seat.since.text());
                continue;
            }
            for (const auto& [history, id, what] : {std::tuple{&units_, &seat.unit, "unit"}, std::tuple{&areas_, &seat.area, "area"}}) {
                const auto found = history->find(*id);
                if (!found) {
                    problem(where, "a seat of something unknown", "không có trong lịch sử", std::string(what) + " '" + id->text() + "'", "a known id");
                    continue;
                }
                const auto gaps = detail::uncovered(history->data(), found->value(), seat.since.days(), seat.until ? seat.until->days() : detail::open_day);
                if (!gaps.empty()) problem(where, "a seat outside the life of its unit or area", "ngoài thời gian tồn tại", std::string(what) + " '" + id->text() + "', " + detail::shown_period(gaps[0].first, gaps[0].second), "within its life");
            }
        }
        std::vector<std::size_t> order;
        for (std::size_t r = 0; r < seats.size(); ++r) order.push_back(r);
        std::sort(order.begin(), order.end(), [&](auto a, auto b) {
            if (seats[a].unit != seats[b].unit) return seats[a].unit < seats[b].unit;
            return seats[a].since != seats[b].since ? seats[a].since < seats[b].since : a < b;
        });
        for (std::size_t k = 1; k < order.size(); ++k) {
            const Seat &a = seats[order[k - 1]], &b = seats[order[k]];
            if (a.unit == b.unit && (!a.until || b.since < *a.until))
                problem("seats, " + detail::at_rows(order[k - 1], order[k]), "a unit sits in one area at a time", "một tổ chức chỉ ở một địa bàn", "'" + a.area.text() + "' and '" + b.area.text() + "'", "one area");
        }
        if (!problems.empty()) throw InvalidHistory(std::move(problems));
        std::vector<Seat> sorted;
        for (const std::size_t r : order) sorted.push_back(std::move(seats[r]));
        seats_ = std::make_shared<const std::vector<Seat>>(std::move(sorted));
    }

    [[nodiscard]] const History& areas() const& noexcept { return areas_; }
    const History& areas() && = delete;
    [[nodiscard]] const History& units() const& noexcept { return units_; }
    const History& units() && = delete;
    /// By unit, then by day.
    [[nodiscard]] const std::vector<Seat>& seats() const& noexcept { return *seats_; }
    const std::vector<Seat>& seats() && = delete;

    /// Where the unit sits on that day.
    [[nodiscard]] std::optional<Id> of(const Id& unit, Date day) const {
        auto seat = std::lower_bound(seats_->begin(), seats_->end(), unit, [](const Seat& a, const Id& b) { return a.unit < b; });
        for (; seat != seats_->end() && seat->unit == unit; ++seat)
            if (seat->holds(day)) return seat->area;
        return std::nullopt;
    }
    /// Units that sit in the area or below it on that day, by id. Throws UnknownUnit where the area does not stand.
    [[nodiscard]] std::vector<Id> units_in(const Id& area, Date day) const {
        const Tree tree = areas_.at(day);
        const Row above = tree.at(area);
        std::vector<Id> out;
        for (const Seat& seat : *seats_) {
            if (!seat.holds(day)) continue;
            const auto row = tree.row(seat.area);
            if (row && tree.is_within(*row, above)) out.push_back(seat.unit);
        }
        return out;
    }

private:
    History areas_, units_;
    std::shared_ptr<const std::vector<Seat>> seats_;
};

}  // namespace myhao::inline v0
