// SPDX-License-Identifier: Apache-2.0
// Random small histories with what they are on every day, written down by the simulation itself and not computed from spells.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/history_builder.hpp>

namespace myhao_test {

using namespace myhao;

struct UnitState {
    std::string name, kind, form;  // an empty form is none
    std::optional<int> parent;
    friend bool operator==(const UnitState&, const UnitState&) = default;
};
using DayState = std::map<int, UnitState>;

/// One succession as it was meant: units by number, exact shares (even where the row does not tell them).
struct Meant {
    int day;
    Event event;
    std::set<int> before, after;
    std::map<std::pair<int, int>, Ratio> share;  // what really went from one unit to another
};

class RandomHistory {
public:
    static constexpr int first_day = 10'000;
    int days;
    bool text_ids, all_shares;
    std::vector<DayState> state;  // of each day
    std::vector<SpellRow> rows;
    std::vector<SuccessionRow> pairs;
    std::vector<Meant> meant;
    int undocumented_births = 0, undocumented_deaths = 0, undocumented_gaps = 0;
    std::vector<std::pair<int, int>> undocumented_ends;  // (unit, day)

    explicit RandomHistory(std::uint64_t seed) : random_(seed) {
        days = 4 + below(8);
        text_ids = below(2) == 0;
        all_shares = below(2) == 0;
        DayState now;
        for (int d = 0; d < days; ++d) {
            now = d == 0 ? first(now) : step(now, d);
            state.push_back(now);
        }
        write_spells();
        std::shuffle(rows.begin(), rows.end(), random_);
        std::shuffle(pairs.begin(), pairs.end(), random_);
    }

    [[nodiscard]] Id id(int unit) const { return text_ids ? Id("u" + std::to_string(unit)) : Id(std::int64_t{unit} * 7 - 20); }
    [[nodiscard]] static Date date(int day) { return Date(first_day + day); }
    [[nodiscard]] int units() const { return next_; }
    [[nodiscard]] History build() const { return HistoryBuilder::build(rows, pairs, SchemeSeries::free(), true); }
    int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
    std::mt19937_64& random() { return random_; }
    /// As ids sort: units of fewer than ten sort alike as text and as number.
    [[nodiscard]] std::vector<int> sorted(std::set<int> units) const {
        std::vector<int> out(units.begin(), units.end());
        std::sort(out.begin(), out.end(), [&](int a, int b) { return id(a) < id(b); });
        return out;
    }

private:
    std::string text(const char* stem, int kinds) { return stem + std::to_string(below(kinds)); }
    UnitState fresh(std::optional<int> parent) { return {text("name", 3), text("kind", 2), below(3) == 0 ? "" : text("form", 2), parent}; }

    DayState first(DayState now) {
        const int n = 1 + below(5);
        for (int i = 0; i < n; ++i) {
            const int u = next_++;
            now[u] = fresh(u == 0 || below(4) == 0 ? std::nullopt : std::optional(below(u)));
            if (below(2) == 0) establish(u, 0); else ++undocumented_births;
        }
        return now;
    }

    void pair(int day, std::optional<int> before, std::optional<int> after, std::optional<Ratio> share = std::nullopt, std::optional<Event> event = std::nullopt) {
        SuccessionRow row;
        row.day = date(day);
        if (before) row.before = id(*before);
        if (after) row.after = id(*after);
        if (share) row.share = share;
        if (event && below(3) == 0) row.event = std::string(name(*event));
        if (below(4) == 0) row.instrument = "Quyết định 1";
        pairs.push_back(row);
    }
    void establish(int u, int day) {
        pair(day, std::nullopt, u, std::nullopt, Event::establish);
        meant.push_back({day, Event::establish, {}, {u}, {}});
    }
    /// Shares of `before` over `to`, together 1; told or not.
    void share_out(int day, int before, const std::vector<int>& to, Meant& m, Event event) {
        std::vector<std::int64_t> weight;
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < to.size(); ++i) weight.push_back(1 + below(3)), sum += weight.back();
        const bool told = all_shares || below(2) == 0;
        for (std::size_t i = 0; i < to.size(); ++i) {
            const Ratio share(weight[i], sum);
            m.share[{before, to[i]}] = share;
            const bool keeps = to[i] == before;
            if (keeps && !told) continue;  // a row that says nothing
            pair(day, before, to[i], told ? std::optional(share) : std::nullopt, keeps ? std::nullopt : std::optional(event));
        }
    }

    bool above(const DayState& now, int unit, int other) const {  // whether `unit` is `other` or above it
        for (std::optional<int> u = other; u; u = now.count(*u) ? now.at(*u).parent : std::nullopt)
            if (*u == unit) return true;
        return false;
    }
    std::optional<int> place(const DayState& now, int unit) {
        std::vector<int> candidates;
        for (const auto& [u, s] : now)
            if (!above(now, unit, u)) candidates.push_back(u);
        if (candidates.empty() || below(5) == 0) return std::nullopt;
        return candidates[static_cast<std::size_t>(below(static_cast<int>(candidates.size())))];
    }

    DayState step(const DayState& was, int day) {
        DayState now = was;
        std::set<int> used;
        const auto pick = [&]() -> std::optional<int> {
            std::vector<int> free;
            for (const auto& [u, s] : was)
                if (!used.count(u)) free.push_back(u);
            if (free.empty()) return std::nullopt;
            const int u = free[static_cast<std::size_t>(below(static_cast<int>(free.size())))];
            used.insert(u);
            return u;
        };
        const auto found = [&] {
            const int u = next_++;
            now[u] = fresh(place(now, u));
            used.insert(u);
            ever_.insert(u);
            return u;
        };
        for (int ops = below(4); ops > 0; --ops) {
            const int op = below(12);
            if (op == 0) {
                const int u = found();
                if (below(2) == 0) establish(u, day); else ++undocumented_births;
                continue;
            }
            if (op == 1) {  // a dead unit stands again
                std::vector<int> dead;
                for (int u = 0; u < next_; ++u)
                    if (!was.count(u) && !now.count(u) && stood(u, day)) dead.push_back(u);
                if (dead.empty()) continue;
                const int u = dead[static_cast<std::size_t>(below(static_cast<int>(dead.size())))];
                now[u] = fresh(place(now, u));
                if (below(2) == 0) {
                    pair(day, std::nullopt, u, std::nullopt, Event::re_establish);
                    meant.push_back({day, Event::re_establish, {}, {u}, {}});
                } else {
                    ++undocumented_gaps;
                    const auto end = last_undocumented_end(u);
                    if (end) --undocumented_deaths;  // told with the gap
                }
                used.insert(u);
                continue;
            }
            const auto u = pick();
            if (!u) break;
            Meant m{day, Event::dissolve, {*u}, {}, {}};
            if (op == 2) {
                now.erase(*u);
                if (below(2) == 0) {
                    pair(day, *u, std::nullopt, std::nullopt, Event::dissolve);
                    meant.push_back(m);
                } else {
                    ++undocumented_deaths;
                    undocumented_ends.emplace_back(*u, day);
                }
            } else if (op == 3 || op == 4) {  // merge, absorb
                const auto v = pick();
                if (!v) continue;
                now.erase(*u);
                if (op == 3) {
                    now.erase(*v);
                    const int w = found();
                    m.event = Event::merge, m.before = {*u, *v}, m.after = {w};
                    share_out(day, *u, {w}, m, Event::merge), share_out(day, *v, {w}, m, Event::merge);
                } else {
                    m.event = Event::absorb, m.after = {*v};
                    share_out(day, *u, {*v}, m, Event::absorb);
                }
                meant.push_back(m);
            } else if (op == 5 || op == 6) {  // split, separate
                if (op == 5) now.erase(*u);
                const int a = found();
                std::vector<int> to = {a};
                if (op == 5 || below(2) == 0) to.push_back(found());
                m.event = op == 5 ? Event::split : Event::separate;
                m.after = {to.begin(), to.end()};
                if (op == 6) to.push_back(*u);
                share_out(day, *u, to, m, m.event);
                meant.push_back(m);
            } else if (op == 7) {  // reorganize
                now.erase(*u);
                const auto v = below(2) == 0 ? pick() : std::nullopt;
                if (v) now.erase(*v), m.before.insert(*v);
                const int a = found();
                std::vector<int> to = {a};
                if (v) to.push_back(found());
                m.event = Event::reorganize, m.after = {to.begin(), to.end()};
                for (const int b : m.before) share_out(day, b, to, m, Event::reorganize);
                meant.push_back(m);
            } else {
                UnitState& s = now[*u];
                if (op == 8) s.name = text("name", 3);
                if (op == 9) s.kind = text("kind", 2);
                if (op == 10) s.form = below(3) == 0 ? "" : text("form", 2);
                if (op == 11) s.parent = place(now, *u);
            }
        }
        for (auto& [v, s] : now)  // whose parent has ended
            while (s.parent && !now.count(*s.parent)) s.parent = place(now, v);
        return now;
    }

    [[nodiscard]] bool stood(int u, int day) const {
        for (int d = 0; d < day; ++d)
            if (state[static_cast<std::size_t>(d)].count(u)) return true;
        return false;
    }
    [[nodiscard]] bool last_undocumented_end(int u) const {
        int end = -1;
        for (int d = 1; d < static_cast<int>(state.size()); ++d)
            if (state[static_cast<std::size_t>(d - 1)].count(u) && !state[static_cast<std::size_t>(d)].count(u)) end = d;
        return std::find(undocumented_ends.begin(), undocumented_ends.end(), std::pair(u, end)) != undocumented_ends.end();
    }

    void write_spells() {
        for (int u = 0; u < next_; ++u) {
            int from = -1;
            for (int d = 0; d <= days; ++d) {
                const auto at = [&](int day) -> const UnitState* {
                    if (day < 0 || day >= days) return nullptr;
                    const auto found = state[static_cast<std::size_t>(day)].find(u);
                    return found == state[static_cast<std::size_t>(day)].end() ? nullptr : &found->second;
                };
                const UnitState *was = at(d - 1), *now = at(d);
                const bool same = was && now && *was == *now && below(6) != 0;  // now and then a cut without a change
                if (was && !same) {
                    SpellRow row;
                    row.id = id(u), row.name = was->name, row.kind = was->kind;
                    if (was->parent) row.parent = id(*was->parent);
                    if (!was->form.empty()) row.form = was->form;
                    row.since = date(from);
                    if (d < days) row.until = date(d);
                    rows.push_back(row);
                }
                if (now && !same) from = d;
            }
        }
    }

    std::mt19937_64 random_;
    int next_ = 0;
    std::set<int> ever_;
};

}  // namespace myhao_test
