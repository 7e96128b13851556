// SPDX-License-Identifier: Apache-2.0
// The history of an organisation: all its units with their spells and successions. An immutable handle; copying it is cheap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/org/history_digest.hpp>
#include <myhao/org/history_make.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

class Tree;

/// A unit that a search found, under the name that matched.
struct Match {
    UnitNo unit;
    Id id;
    std::string name;
    std::vector<Period> life;
};

/// A row that was recorded after the day from which it holds.
struct LateRow {
    std::uint32_t row = 0;  // of the input
    Id id;
    Date since, recorded;
    bool correction = false;  // it replaces what was recorded for its key before
    bool withdrawn = false;   // it takes that back
};

class History {
public:
    /// A history of nothing.
    History() : data_(std::make_shared<const detail::HistoryData>(nothing())) {}

    /// Throws InvalidHistory with every problem of the tables. Strict: a spell outside its parent's life is one; lenient: it is
    /// detached on those days, and `findings` lists it.
    [[nodiscard]] static History from_columns(const HistoryColumns& columns, const std::vector<SuccessionRow>& successions = {},
                                              const SchemeSeries& schemes = SchemeSeries::cpv(), bool strict = true) {
        return History(detail::make_history(columns, successions, schemes, strict));
    }
    /// The same from rows (org/history_builder.hpp).
    [[nodiscard]] static History from_rows(const std::vector<SpellRow>& rows, const std::vector<SuccessionRow>& successions = {},
                                           const SchemeSeries& schemes = SchemeSeries::cpv(), bool strict = true);

    /// Units that ever stood.
    [[nodiscard]] std::size_t size() const noexcept { return data_->units; }
    [[nodiscard]] bool empty() const noexcept { return data_->units == 0; }
    [[nodiscard]] std::size_t spell_count() const noexcept { return data_->unit.size(); }
    [[nodiscard]] const SchemeSeries& schemes() const& noexcept { return data_->schemes; }
    const SchemeSeries& schemes() && = delete;
    [[nodiscard]] bool strict() const noexcept { return data_->strict; }
    [[nodiscard]] bool has_text_ids() const noexcept { return data_->text_ids; }

    /// Every id, smallest first.
    [[nodiscard]] std::vector<Id> ids() const {
        std::vector<Id> out;
        out.reserve(data_->units);
        for (const std::uint32_t u : data_->by_id) out.push_back(data_->id(u));
        return out;
    }
    /// All units, by id.
    [[nodiscard]] std::vector<UnitNo> units() const {
        std::vector<UnitNo> out;
        for (const std::uint32_t u : data_->by_id) out.emplace_back(u);
        return out;
    }
    [[nodiscard]] Id id(UnitNo unit) const { return data_->id(unit.at()); }
    [[nodiscard]] std::optional<UnitNo> find(const Id& id) const {
        const std::uint32_t u = data_->find(id);
        return u == detail::none ? std::nullopt : std::optional(UnitNo(u));
    }
    [[nodiscard]] bool contains(const Id& id) const { return find(id).has_value(); }
    /// Throws UnknownUnit, with the nearest id where one is near.
    [[nodiscard]] UnitNo unit(const Id& id) const {
        if (const auto found = find(id)) return *found;
        throw unknown(id);
    }
    /// Where the ids are texts: of the unit, in the history's own pool.
    [[nodiscard]] std::string_view id_text(UnitNo unit) const& noexcept { return data_->text_ids ? data_->text(data_->id_text[unit.at()]) : std::string_view(); }
    std::string_view id_text(UnitNo unit) && = delete;

    [[nodiscard]] std::vector<Spell> spells(UnitNo unit) const {
        std::vector<Spell> out;
        for (std::uint32_t s = data_->first[unit.at()]; s < data_->first[unit.at() + 1]; ++s) out.push_back(data_->spell(s));
        return out;
    }
    [[nodiscard]] std::vector<Spell> spells(const Id& id) const { return spells(unit(id)); }
    /// The spell that is certain on that day.
    [[nodiscard]] std::optional<Spell> spell_on(UnitNo unit, Date day) const {
        const std::uint32_t s = data_->spell_on(unit.at(), day.days());
        return s == detail::none ? std::nullopt : std::optional(data_->spell(s));
    }
    /// The periods on which the unit certainly stands, each from a birth to an end.
    [[nodiscard]] std::vector<Period> life(UnitNo unit) const {
        std::vector<Period> out;
        const detail::HistoryData& d = *data_;
        for (std::uint32_t s = d.first[unit.at()]; s < d.first[unit.at() + 1];) {
            const std::int32_t since = d.since[s];
            std::int32_t end = d.certain[s];
            for (++s; s < d.first[unit.at() + 1] && d.since[s] == end; ++s) end = d.certain[s];
            out.emplace_back(Date(since), end == detail::open_day ? std::nullopt : std::optional(Date(end)));
        }
        return out;
    }
    [[nodiscard]] std::vector<Period> life(const Id& id) const { return life(unit(id)); }

    /// Every succession, by day.
    [[nodiscard]] std::vector<Succession> successions() const {
        std::vector<Succession> out;
        for (std::size_t i = 0; i < data_->successions.size(); ++i) out.push_back(data_->succession(i));
        return out;
    }

    /// The hierarchy on one day, after all changes of that day (org/tree.hpp).
    [[nodiscard]] Tree at(Date day) const;
    /// Units whose name holds `text`, accents and case aside; on one day, or ever. By id (org/find.hpp).
    [[nodiscard]] std::vector<Match> find(std::string_view text, std::optional<Date> on) const;
    /// Undocumented births, deaths and gaps; spells detached from their parent (org/findings.hpp).
    [[nodiscard]] Findings findings() const;
    /// What the records said on that day; throws InvalidHistory where they were no valid history (org/known.hpp).
    [[nodiscard]] History known_at(Date day) const;
    /// Rows recorded after the day from which they hold, by day of recording (org/known.hpp).
    [[nodiscard]] std::vector<LateRow> retroactive() const;
    /// Of the content; the order of rows does not matter.
    [[nodiscard]] Digest digest() const { return detail::history_digest(*data_); }
    friend bool operator==(const History& a, const History& b) { return a.data_ == b.data_ || a.digest() == b.digest(); }

    [[nodiscard]] UnknownUnit unknown(const Id& id) const {
        std::string near;
        constexpr std::size_t most = 50'000;  // a suggestion looks at every id
        if (data_->text_ids && data_->units <= most) {
            std::vector<std::string> names;
            for (const std::uint32_t u : data_->by_id) names.push_back(data_->id_shown(u));
            near = suggestion(id.text(), names);
        }
        return UnknownUnit::at("unit '" + id.text() + "'", "no such unit in the history" + near);
    }

    /// For this library's own headers; its layout is no promise.
    [[nodiscard]] const detail::HistoryData& data() const& noexcept { return *data_; }
    const detail::HistoryData& data() && = delete;
    [[nodiscard]] const std::shared_ptr<const detail::HistoryData>& shared() const& noexcept { return data_; }
    explicit History(std::shared_ptr<const detail::HistoryData> data) : data_(std::move(data)) {}

private:
    static detail::HistoryData nothing() {
        detail::HistoryData data;
        data.first.assign(1, 0);
        return data;
    }

    std::shared_ptr<const detail::HistoryData> data_;
};

}  // namespace myhao::inline v0
