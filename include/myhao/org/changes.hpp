// SPDX-License-Identifier: Apache-2.0
// What changed between two days: gross, every change in order; and net, what is different in the end.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/org/history.hpp>
#include <myhao/org/history_index.hpp>

namespace myhao::inline v0 {

/// Computed from spells, never stored. Opened and closed are the beginning and the end of a life.
enum class ChangeKind : std::uint8_t { opened, closed, renamed, reformed, reclassified, moved };

[[nodiscard]] constexpr std::string_view name(ChangeKind what) noexcept {
    constexpr std::array<std::string_view, 6> names = {"opened", "closed", "renamed", "reformed", "reclassified", "moved"};
    return names[static_cast<std::size_t>(what)];
}

/// Nothing (no form, no parent), a name, form or kind, a parent's id, or the spell that begins or ends.
using ChangeValue = std::variant<std::monostate, std::string, Id, Spell>;

struct Change {
    Date day;  // the first day after it
    ChangeKind what = ChangeKind::opened;
    UnitNo unit;
    Id id;
    ChangeValue old_value, new_value;  // nothing before `opened` and after `closed`
};

/// Changes by day, then by id, then in the order of ChangeKind. A change is made when it is asked for.
class Changes {
public:
    /// With a < day <= b; throws InvalidPeriod where b is before a.
    Changes(History history, Date a, Date b) : history_(std::move(history)) {
        const detail::HistoryData& d = history_.data();
        const auto [from, to] = places_between(d, a, b);
        const auto& boundaries = detail::spells_by_day(d).boundaries;
        std::vector<detail::Boundary> day;
        for (std::size_t i = from; i < to;) {
            day.clear();
            const std::int32_t on = boundaries[i].day;
            for (; i < to && boundaries[i].day == on; ++i) day.push_back(boundaries[i]);
            std::sort(day.begin(), day.end(), [&](const auto& x, const auto& y) { return d.id_rank[d.unit[x.spell()]] < d.id_rank[d.unit[y.spell()]]; });
            for (const detail::Boundary& b2 : day) add(b2);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }
    [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
    [[nodiscard]] Date day(std::size_t i) const { return Date(list_[i].day); }
    [[nodiscard]] ChangeKind what(std::size_t i) const noexcept { return list_[i].what; }
    [[nodiscard]] UnitNo unit(std::size_t i) const noexcept { return UnitNo(list_[i].unit); }
    [[nodiscard]] Change operator[](std::size_t i) const {
        const Entry& e = list_[i];
        const detail::HistoryData& d = history_.data();
        return {Date(e.day), e.what, UnitNo(e.unit), d.id(e.unit), value(e.what, e.before), value(e.what, e.after)};
    }
    [[nodiscard]] const History& history() const& noexcept { return history_; }
    const History& history() && = delete;

    /// Places of the boundaries with a < day <= b.
    [[nodiscard]] static std::pair<std::size_t, std::size_t> places_between(const detail::HistoryData& d, Date a, Date b) {
        if (b < a) throw InvalidPeriod::at("changes", "the second day is before the first", a.text() + ", " + b.text(), "two days in order");
        const auto& boundaries = detail::spells_by_day(d).boundaries;
        const auto after = [&](Date day) {
            const auto end = std::upper_bound(boundaries.begin(), boundaries.end(), day.days(), [](std::int32_t x, const auto& y) { return x < y.day; });
            return static_cast<std::size_t>(end - boundaries.begin());
        };
        return {after(a), after(b)};
    }

private:
    struct Entry {
        std::int32_t day;
        std::uint32_t unit, before, after;
        ChangeKind what;
    };

    void add(const detail::Boundary& b) {
        const detail::HistoryData& d = history_.data();
        const std::uint32_t before = b.ends() ? b.spell() : b.opens() ? detail::none : b.spell() - 1, after = b.ends() ? detail::none : b.spell();
        const auto put = [&](ChangeKind what) { list_.push_back({b.day, d.unit[b.spell()], before, after, what}); };
        if (before == detail::none) return put(ChangeKind::opened);
        if (after == detail::none) return put(ChangeKind::closed);
        if (d.name(before) != d.name(after)) put(ChangeKind::renamed);
        if (!d.form.empty() && d.form[before] != d.form[after]) put(ChangeKind::reformed);
        if (d.kind[before] != d.kind[after]) put(ChangeKind::reclassified);
        if (d.parent[before] != d.parent[after]) put(ChangeKind::moved);
    }

    [[nodiscard]] ChangeValue value(ChangeKind what, std::uint32_t spell) const {
        const detail::HistoryData& d = history_.data();
        if (spell == detail::none) return {};
        switch (what) {
            case ChangeKind::opened:
            case ChangeKind::closed: return d.spell(spell);
            case ChangeKind::renamed: return std::string(d.name(spell));
            case ChangeKind::reclassified: return d.kinds[d.kind[spell]];
            case ChangeKind::moved: return d.parent[spell] == detail::none ? ChangeValue() : d.id(d.parent[spell]);
            case ChangeKind::reformed: break;
        }
        return d.form[spell] == 0 ? ChangeValue() : ChangeValue(std::string(d.word(d.form, spell)));
    }

    History history_;
    std::vector<Entry> list_;
};

/// What is different on the second day; units by id.
struct Diff {
    std::vector<Id> opened, closed, renamed, reformed, reclassified, moved;
    std::vector<Succession> successions;  // with a < day <= b

    [[nodiscard]] const std::vector<Id>& of(ChangeKind what) const noexcept {
        const std::vector<Id>* const lists[] = {&opened, &closed, &renamed, &reformed, &reclassified, &moved};
        return *lists[static_cast<std::size_t>(what)];
    }
};

[[nodiscard]] inline Changes changes(const History& history, Date a, Date b) { return Changes(history, a, b); }

/// Throws InvalidPeriod where b is before a. Only units with a change in between are looked at.
[[nodiscard]] inline Diff diff(const History& history, Date a, Date b) {
    const detail::HistoryData& d = history.data();
    const auto [from, to] = Changes::places_between(d, a, b);
    const auto& boundaries = detail::spells_by_day(d).boundaries;
    std::vector<std::uint32_t> units;
    for (std::size_t i = from; i < to; ++i) units.push_back(d.unit[boundaries[i].spell()]);
    const auto by_id = [&](std::uint32_t x, std::uint32_t y) { return d.id_rank[x] < d.id_rank[y]; };
    std::sort(units.begin(), units.end(), by_id);
    units.erase(std::unique(units.begin(), units.end()), units.end());
    Diff out;
    for (const std::uint32_t u : units) {
        const std::uint32_t x = d.spell_on(u, a.days()), y = d.spell_on(u, b.days());
        if (x == y) continue;
        if (x == detail::none || y == detail::none) {
            (x == detail::none ? out.opened : out.closed).push_back(d.id(u));
            continue;
        }
        if (d.name(x) != d.name(y)) out.renamed.push_back(d.id(u));
        if (!d.form.empty() && d.form[x] != d.form[y]) out.reformed.push_back(d.id(u));
        if (d.kind[x] != d.kind[y]) out.reclassified.push_back(d.id(u));
        if (d.parent[x] != d.parent[y]) out.moved.push_back(d.id(u));
    }
    for (std::size_t i = 0; i < d.successions.size(); ++i)
        if (a.days() < d.successions[i].day && d.successions[i].day <= b.days()) out.successions.push_back(d.succession(i));
    return out;
}

}  // namespace myhao::inline v0
