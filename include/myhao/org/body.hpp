// SPDX-License-Identifier: Apache-2.0
// The bodies of units: congress, committee, standing committee, inspection committee, boards, Committee 35; each with its spells.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/normal.hpp>
#include <myhao/org/history.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// A row of the table of bodies. Several rows of one id are its spells; a new one with a founding instrument re-forms it.
struct BodyRow {
    Id id;
    std::string name;
    std::string kind;                       // "committee", "standing_committee", "inspection_committee", "committee_35", ...
    Id unit;                                // of any system
    Date since;                             // first day
    std::optional<Date> until;              // first day no longer; none: still open
    std::optional<std::string> instrument;  // that founds or re-forms it
    std::optional<int> seats;

    [[nodiscard]] Period period() const { return Period(since, until); }
    friend bool operator==(const BodyRow&, const BodyRow&) = default;
};

/// A day on which a body is formed again (kiện toàn) without an end between.
struct ReFormed {
    Id body;
    Date day;
    std::optional<std::string> before, after;  // instruments
};

/// All bodies of a history; immutable.
class Bodies {
public:
    /// Throws InvalidHistory with every problem: spells of one body that overlap, a body outside its unit's life or of an unknown unit,
    /// an inverted period, a text that is not sound, seats below 1.
    Bodies(History history, std::vector<BodyRow> rows) : history_(std::move(history)) {
        Findings problems;
        const auto problem = [&](std::string where, const char* rule, std::string en, std::string vi, std::string found, std::string expected) {
            problems.add({State::violated, Severity::error, rule, std::move(where), std::move(found), std::move(expected), {}, {std::move(vi), std::move(en)}});
        };
        std::vector<std::size_t> order;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const BodyRow& row = rows[r];
            const std::string where = "bodies, row " + std::to_string(r);
            if (fault_of(row.name) != TextFault::sound || fault_of(row.kind) != TextFault::sound)
                problem(where, "bodies.text", "not UTF-8, or a NUL", "văn bản không phải UTF-8 hoặc có NUL", "a text", "UTF-8 without NUL");
            if (row.seats && *row.seats < 1) problem(where, "bodies.seats", "a body has seats", "cơ quan có ít nhất một vị trí", std::to_string(*row.seats), "at least 1");
            if (row.until && *row.until <= row.since) {
                problem(where, "bodies.period", "it ends before it begins", "kết thúc trước khi bắt đầu", row.until->text(), "later than " + row.since.text());
                continue;
            }
            const auto unit = history_.find(row.unit);
            if (!unit) {
                problem(where, "bodies.unit", "a body of an unknown unit", "cơ quan của tổ chức không có trong lịch sử", "'" + row.unit.text() + "'", "the id of a unit");
            } else if (const auto gaps = detail::uncovered(history_.data(), unit->value(), row.since.days(), row.until ? row.until->days() : detail::open_day); !gaps.empty()) {
                problem(where, "bodies.life", "body '" + row.id.text() + "' is outside the life of unit '" + row.unit.text() + "'",
                        "cơ quan '" + row.id.text() + "' nằm ngoài thời gian tồn tại của tổ chức", detail::shown_period(gaps[0].first, gaps[0].second), "within its life");
            }
            order.push_back(r);
        }
        std::sort(order.begin(), order.end(), [&](auto a, auto b) {
            if (rows[a].id != rows[b].id) return rows[a].id < rows[b].id;
            return rows[a].since != rows[b].since ? rows[a].since < rows[b].since : a < b;
        });
        for (std::size_t k = 1; k < order.size(); ++k) {
            const BodyRow &a = rows[order[k - 1]], &b = rows[order[k]];
            if (a.id == b.id && a.period().overlaps(b.period()))
                problem("bodies, " + detail::at_rows(order[k - 1], order[k]), "bodies.overlap", "two spells of body '" + a.id.text() + "' overlap",
                        "hai giai đoạn của cơ quan '" + a.id.text() + "' chồng nhau", b.since.text(), a.until ? "from " + a.until->text() : "an end of the first");
        }
        if (!problems.empty()) throw InvalidHistory(std::move(problems));
        auto sorted = std::make_shared<std::vector<BodyRow>>();
        for (const std::size_t r : order) sorted->push_back(std::move(rows[r]));
        rows_ = std::move(sorted);
    }

    [[nodiscard]] const History& history() const& noexcept { return history_; }
    const History& history() && = delete;
    /// By id, then by day.
    [[nodiscard]] const std::vector<BodyRow>& rows() const& noexcept { return *rows_; }
    const std::vector<BodyRow>& rows() && = delete;

    /// By day; none where no body has this id.
    [[nodiscard]] std::vector<BodyRow> spells(const Id& id) const {
        auto row = std::lower_bound(rows_->begin(), rows_->end(), id, [](const BodyRow& a, const Id& b) { return a.id < b; });
        std::vector<BodyRow> out;
        for (; row != rows_->end() && row->id == id; ++row) out.push_back(*row);
        return out;
    }
    [[nodiscard]] bool contains(const Id& id) const { return !spells(id).empty(); }
    [[nodiscard]] std::vector<BodyRow> on(Date day) const {
        return where([&](const BodyRow& row) { return row.period().contains(day); });
    }
    /// Of one unit, on that day.
    [[nodiscard]] std::vector<BodyRow> of(const Id& unit, Date day) const {
        return where([&](const BodyRow& row) { return row.unit == unit && row.period().contains(day); });
    }
    /// Computed from adjoining spells, never stored: where one names a founding instrument that the one before does not.
    [[nodiscard]] std::vector<ReFormed> re_formed() const {
        std::vector<ReFormed> out;
        for (std::size_t k = 1; k < rows_->size(); ++k) {
            const BodyRow &a = (*rows_)[k - 1], &b = (*rows_)[k];
            if (a.id == b.id && a.until == b.since && b.instrument && b.instrument != a.instrument) out.push_back({b.id, b.since, a.instrument, b.instrument});
        }
        return out;
    }

private:
    template <class Keep>
    [[nodiscard]] std::vector<BodyRow> where(Keep keep) const {
        std::vector<BodyRow> out;
        std::copy_if(rows_->begin(), rows_->end(), std::back_inserter(out), keep);
        return out;
    }

    History history_;
    std::shared_ptr<const std::vector<BodyRow>> rows_;
};

}  // namespace myhao::inline v0
