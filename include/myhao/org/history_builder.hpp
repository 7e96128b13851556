// SPDX-License-Identifier: Apache-2.0
// The mutable stage of a history: rows are collected one by one, and `build` takes them whole or refuses them whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/history.hpp>

namespace myhao::inline v0 {

class HistoryBuilder {
public:
    explicit HistoryBuilder(SchemeSeries schemes = SchemeSeries::cpv()) : schemes_(std::move(schemes)) {}

    HistoryBuilder& add(SpellRow row) {
        rows_.push_back(std::move(row));
        return *this;
    }
    HistoryBuilder& add(SuccessionRow row) {
        successions_.push_back(std::move(row));
        return *this;
    }
    /// Spells outside their parent's life are detached on those days instead of refused.
    HistoryBuilder& lenient() {
        strict_ = false;
        return *this;
    }
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

    /// Throws InvalidHistory with every problem.
    [[nodiscard]] History build() const { return build(rows_, successions_, schemes_, strict_); }

    [[nodiscard]] static History build(const std::vector<SpellRow>& rows, const std::vector<SuccessionRow>& successions, const SchemeSeries& schemes, bool strict) {
        using detail::OwnedColumns;
        Findings problems;
        std::vector<std::uint8_t> bad;
        const auto misfit = [&](std::size_t r, const char* column, const Id& id) {
            const char* const wanted = id.is_text() ? "a number" : "text";
            problems.add({State::violated, Severity::error, "history.id", detail::at_cell(r, column), "'" + id.text() + "'", wanted, {},
                          {"mã trong một bảng phải cùng là chữ hoặc cùng là số", "ids of one table are all text or all whole numbers"}});
            bad.resize(rows.size(), 0);
            bad[r] = 1;
        };
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (OwnedColumns::misfit(rows, rows[r].id)) misfit(r, "id", rows[r].id);
            else if (rows[r].parent && OwnedColumns::misfit(rows, *rows[r].parent)) misfit(r, "parent", *rows[r].parent);
        }
        const OwnedColumns columns(rows);
        return History(detail::make_history(columns.columns(), successions, schemes, strict, std::move(problems), std::move(bad)));
    }

private:
    SchemeSeries schemes_;
    bool strict_ = true;
    std::vector<SpellRow> rows_;
    std::vector<SuccessionRow> successions_;
};

inline History History::from_rows(const std::vector<SpellRow>& rows, const std::vector<SuccessionRow>& successions, const SchemeSeries& schemes, bool strict) {
    return HistoryBuilder::build(rows, successions, schemes, strict);
}

}  // namespace myhao::inline v0
