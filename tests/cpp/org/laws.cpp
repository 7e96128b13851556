// SPDX-License-Identifier: Apache-2.0
// The laws of time over random histories, each against a plain reading of what the simulation wrote down. A failure prints its seed.
#include "support/catch.hpp"
#include "support/sanitized.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/org/changes.hpp>
#include <myhao/org/crosswalk.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/known.hpp>
#include <myhao/org/lineage.hpp>
#include <myhao/org/rollup.hpp>
#include <myhao/org/sweep.hpp>
#include <myhao/org/tree.hpp>

#include "random_history.hpp"

using namespace myhao_test;

namespace {

#ifdef MYHAO_TESTS_SANITIZED
constexpr std::uint64_t seeds = 500;  // sanitizers take twenty times as long; the whole number runs without them
#else
constexpr std::uint64_t seeds = 10'000;
#endif

/// What fails is said once, with the seed; a REQUIRE for each comparison would take longer than the laws.
class Law {
public:
    explicit Law(std::uint64_t seed) : seed_(seed) {}
    void hold(bool holds, const char* what) {
        if (!holds && failed_ == nullptr) failed_ = what;
    }
    ~Law() {
        if (failed_ == nullptr) return;
        UNSCOPED_INFO("seed " << seed_ << ": " << failed_);
        CHECK(failed_ == nullptr);
    }

private:
    std::uint64_t seed_;
    const char* failed_ = nullptr;
};

std::vector<int> children(const RandomHistory& r, const DayState& day, std::optional<int> parent) {
    std::set<int> out;
    for (const auto& [u, s] : day)
        if (s.parent == parent) out.insert(u);
    return r.sorted(out);
}

void preorder(const RandomHistory& r, const DayState& day, std::optional<int> parent, std::vector<int>& out) {
    for (const int u : children(r, day, parent)) {
        out.push_back(u);
        preorder(r, day, u, out);
    }
}

std::map<int, Ratio> naive_shares(const RandomHistory& r, int unit, int a, int b) {
    std::map<int, Ratio> at = {{unit, Ratio(1)}};
    for (int d = a + 1; d <= b; ++d) {
        std::map<int, Ratio> next;
        for (const auto& [u, share] : at) {
            const Meant* moved = nullptr;
            for (const Meant& m : r.meant)
                if (m.day == d && m.before.count(u)) moved = &m;
            if (moved == nullptr) {
                if (r.state[static_cast<std::size_t>(d)].count(u)) next[u] = next.count(u) ? next[u] + share : share;
                continue;
            }
            for (const auto& [pair, part] : moved->share)
                if (pair.first == u) next[pair.second] = next.count(pair.second) ? next[pair.second] + share * part : share * part;
        }
        at = std::move(next);
    }
    return at;
}

std::set<int> naive_successors(const RandomHistory& r, int u, int day) {
    const auto stands = [&](int d) { return d >= 0 && r.state[static_cast<std::size_t>(d)].count(u) > 0; };
    if (stands(day)) return {u};
    int end = day;
    while (end > 0 && !stands(end - 1)) --end;
    if (end == 0) return {};
    std::set<int> out;
    // From the day it ended, each that carries it on, as long as that one stands without a break.
    std::function<void(int, int)> follow = [&](int v, int from) {
        int d = from;
        while (d <= day && r.state[static_cast<std::size_t>(d)].count(v)) ++d;
        if (d > day) {
            out.insert(v);
            return;
        }
        for (const Meant& m : r.meant)
            if (m.day == d && m.before.count(v))
                for (const int w : m.after) follow(w, d);
    };
    for (const Meant& m : r.meant)
        if (m.day == end && m.before.count(u))
            for (const int w : m.after) follow(w, end);
    return out;
}

std::set<int> naive_predecessors(const RandomHistory& r, int u, int day) {
    const auto stands = [&](int v, int d) { return d >= 0 && d < r.days && r.state[static_cast<std::size_t>(d)].count(v) > 0; };
    if (stands(u, day)) return {u};
    int begin = day + 1;
    while (begin < r.days && !stands(u, begin)) ++begin;
    if (begin >= r.days) return {};
    std::set<int> out;
    std::function<void(int, int)> follow = [&](int v, int from) {
        int d = from;
        while (d >= day && stands(v, d)) --d;
        if (d < day) {
            out.insert(v);
            return;
        }
        for (const Meant& m : r.meant)
            if (m.day == d + 1 && m.after.count(v))
                for (const int w : m.before) follow(w, d);
    };
    for (const Meant& m : r.meant)
        if (m.day == begin && m.after.count(u))
            for (const int w : m.before) follow(w, begin - 1);
    return out;
}

}  // namespace

TEST_CASE("at(d) is what the organisation was on day d: units, order, parents, names", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        const RandomHistory r(seed);
        const History h = r.build();
        law.hold(h.size() == static_cast<std::size_t>(r.units()), "every unit is there");
        for (int d = -1; d <= r.days; ++d) {
            const DayState day = d < 0 ? DayState() : r.state[static_cast<std::size_t>(std::min(d, r.days - 1))];
            const Tree t = h.at(RandomHistory::date(d));
            std::vector<int> order;
            preorder(r, day, std::nullopt, order);
            law.hold(t.size() == order.size() && t.size() == day.size() && t.detached().empty(), "as many units as stand");
            if (t.size() != order.size()) break;
            for (std::uint32_t k = 0; k < order.size(); ++k) {
                const Row row(k);
                const UnitState& s = day.at(order[k]);
                law.hold(t.id(row) == r.id(order[k]), "preorder, siblings by id");
                law.hold(t.row(r.id(order[k])) == row, "row of an id");
                law.hold(t.name(row) == s.name && t.kind(row) == s.kind && t.form(row) == s.form, "name, kind and form");
                const auto up = t.parent(row);
                law.hold(up.has_value() == s.parent.has_value() && (!up || t.id(*up) == r.id(*s.parent)), "parent");
                std::vector<int> below;
                preorder(r, day, order[k], below);
                law.hold(t.subtree_size(row) == below.size() + 1, "subtree size");
                std::size_t depth = 0;
                for (auto p = s.parent; p; p = day.at(*p).parent) ++depth;
                law.hold(t.depth(row) == depth, "depth");
                const std::vector<int> direct = children(r, day, order[k]);
                const Positions at = t.children(row);
                law.hold(at.size() == direct.size(), "children");
                for (std::uint32_t c = 0; c < direct.size() && c < at.size(); ++c) law.hold(t.id(t.row_at(at.begin + c)) == r.id(direct[c]), "children by id");
            }
        }
    }
}

TEST_CASE("a roll-up equals naive recursion, and a sweep by differences equals rebuilding on each day", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        RandomHistory r(seed);
        const History h = r.build();
        std::vector<std::int64_t> values(h.size());
        std::vector<std::uint8_t> valid(h.size());
        std::map<int, std::size_t> number;
        for (int u = 0; u < r.units(); ++u) {
            const std::size_t n = h.unit(r.id(u)).at();
            number[u] = n, values[n] = r.below(100) - 30, valid[n] = r.below(4) != 0;
        }
        Sweep sweep(h, values, valid);
        for (int d = 0; d < r.days; ++d) {
            const DayState& day = r.state[static_cast<std::size_t>(d)];
            const Tree t = h.at(RandomHistory::date(d));
            std::vector<std::int64_t> own;
            std::vector<std::uint8_t> known;
            for (std::uint32_t k = 0; k < t.size(); ++k) own.push_back(values[t.unit(Row(k)).at()]), known.push_back(valid[t.unit(Row(k)).at()]);
            const Rollup total = rollup(t, own, known);
            sweep.advance(RandomHistory::date(d));
            for (const auto& [u, s] : day) {
                std::vector<int> below = {u};
                preorder(r, day, u, below);
                std::int64_t sum = 0;
                std::uint32_t missing = 0;
                for (const int v : below) {
                    if (valid[number[v]]) sum += values[number[v]]; else ++missing;
                }
                const Row row = t.at(r.id(u));
                law.hold(total[row] == sum && total.missing(row) == missing, "roll-up");
                const UnitNo no(number[u]);
                law.hold(sweep.stands(no) && sweep.total(no) == sum && sweep.missing(no) == missing, "sweep");
            }
            for (int u = 0; u < r.units(); ++u) law.hold(sweep.stands(UnitNo(number[u])) == (day.count(u) > 0), "who stands in the sweep");
        }
    }
}

TEST_CASE("applying changes(a, b) to at(a) gives at(b), and diff(a, b) is their net", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        RandomHistory r(seed);
        const History h = r.build();
        std::map<std::string, int> number;
        for (int u = 0; u < r.units(); ++u) number[r.id(u).text()] = u;
        const auto unit = [&](const Id& id) { return number.at(id.text()); };
        const auto state_of = [&](const Spell& s) {
            return UnitState{s.name, s.kind, s.form.value_or(""), s.parent ? std::optional(unit(*s.parent)) : std::nullopt};
        };
        int a = r.below(r.days), b = r.below(r.days);
        if (a > b) std::swap(a, b);
        DayState state = r.state[static_cast<std::size_t>(a)];
        const DayState before = state, &after = r.state[static_cast<std::size_t>(b)];
        const Changes list(h, RandomHistory::date(a), RandomHistory::date(b));
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Change c = list[i];
            const int u = unit(c.id);
            law.hold(RandomHistory::date(a) < c.day && c.day <= RandomHistory::date(b), "days of changes");
            if (i > 0) law.hold(list.day(i - 1) <= c.day, "changes in order");
            const auto text = [](const ChangeValue& v) { return std::holds_alternative<std::string>(v) ? std::get<std::string>(v) : std::string(); };
            const auto parent = [&](const ChangeValue& v) { return std::holds_alternative<Id>(v) ? std::optional(unit(std::get<Id>(v))) : std::nullopt; };
            switch (c.what) {
                case ChangeKind::opened:
                    law.hold(!state.count(u), "what opens did not stand");
                    state[u] = state_of(std::get<Spell>(c.new_value));
                    break;
                case ChangeKind::closed:
                    law.hold(state.count(u) && state[u] == state_of(std::get<Spell>(c.old_value)), "what closes stood as said");
                    state.erase(u);
                    break;
                case ChangeKind::renamed: law.hold(state[u].name == text(c.old_value), "old name"), state[u].name = text(c.new_value); break;
                case ChangeKind::reformed: law.hold(state[u].form == text(c.old_value), "old form"), state[u].form = text(c.new_value); break;
                case ChangeKind::reclassified: law.hold(state[u].kind == text(c.old_value), "old kind"), state[u].kind = text(c.new_value); break;
                case ChangeKind::moved: law.hold(state[u].parent == parent(c.old_value), "old parent"), state[u].parent = parent(c.new_value); break;
            }
        }
        law.hold(state == after, "changes applied");

        const Diff net = diff(h, RandomHistory::date(a), RandomHistory::date(b));
        std::map<ChangeKind, std::set<int>> wanted;
        for (int u = 0; u < r.units(); ++u) {
            const bool x = before.count(u) > 0, y = after.count(u) > 0;
            if (!x && y) wanted[ChangeKind::opened].insert(u);
            if (x && !y) wanted[ChangeKind::closed].insert(u);
            if (!x || !y) continue;
            const UnitState &s = before.at(u), &t = after.at(u);
            if (s.name != t.name) wanted[ChangeKind::renamed].insert(u);
            if (s.form != t.form) wanted[ChangeKind::reformed].insert(u);
            if (s.kind != t.kind) wanted[ChangeKind::reclassified].insert(u);
            if (s.parent != t.parent) wanted[ChangeKind::moved].insert(u);
        }
        for (std::uint8_t k = 0; k < 6; ++k) {
            std::vector<Id> ids;
            for (const int u : r.sorted(wanted[static_cast<ChangeKind>(k)])) ids.push_back(r.id(u));
            law.hold(net.of(static_cast<ChangeKind>(k)) == ids, "diff");
        }
        std::size_t successions = 0;
        for (const Meant& m : r.meant) successions += a < m.day && m.day <= b;
        law.hold(net.successions.size() == successions, "successions of a diff");
    }
}

TEST_CASE("events are inferred as they were meant, and what no succession explains is counted", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        const RandomHistory r(seed);
        const History h = r.build();
        const auto ids = [&](const std::set<int>& units) {
            std::vector<Id> out;
            for (const int u : r.sorted(units)) out.push_back(r.id(u));
            return out;
        };
        const std::vector<Succession> all = h.successions();
        law.hold(all.size() == r.meant.size(), "one succession for each that was meant");
        for (const Meant& m : r.meant) {
            const auto found = std::find_if(all.begin(), all.end(), [&](const Succession& s) { return s.day == RandomHistory::date(m.day) && s.before == ids(m.before) && s.after == ids(m.after); });
            law.hold(found != all.end(), "pairs that share a unit are one succession");
            if (found != all.end()) law.hold(found->event == m.event, "its event");
        }
        const Findings findings = h.findings();
        law.hold(findings.with_rule("history.undocumented.birth").size() == static_cast<std::size_t>(r.undocumented_births), "undocumented births");
        law.hold(findings.with_rule("history.undocumented.death").size() == static_cast<std::size_t>(r.undocumented_deaths), "undocumented deaths");
        law.hold(findings.with_rule("history.undocumented.gap").size() == static_cast<std::size_t>(r.undocumented_gaps), "undocumented gaps");
    }
}

TEST_CASE("successors and predecessors equal a search day by day, and nothing is carried across an undocumented gap", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        const RandomHistory r(seed);
        const History h = r.build();
        for (int u = 0; u < r.units(); ++u)
            for (int d = 0; d < r.days; d += 2) {
                const auto ids = [&](const std::set<int>& units) {
                    std::vector<Id> out;
                    for (const int v : r.sorted(units)) out.push_back(r.id(v));
                    return out;
                };
                law.hold(successors(h, r.id(u), RandomHistory::date(d)) == ids(naive_successors(r, u, d)), "successors");
                law.hold(predecessors(h, r.id(u), RandomHistory::date(d)) == ids(naive_predecessors(r, u, d)), "predecessors");
            }
    }
}

TEST_CASE("a crosswalk holds what was carried; exact shares compose, and rows sum to 1 less the loss", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        RandomHistory r(seed);
        const History h = r.build();
        int a = r.below(r.days), c = r.below(r.days);
        if (a > c) std::swap(a, c);
        const int b = a + r.below(c - a + 1);
        const Crosswalk ac(h, RandomHistory::date(a), RandomHistory::date(c)), ab(h, RandomHistory::date(a), RandomHistory::date(b)), bc(h, RandomHistory::date(b), RandomHistory::date(c));
        const Crosswalk product = ab * bc;
        for (int u = 0; u < r.units(); ++u) {
            if (!r.state[static_cast<std::size_t>(a)].count(u)) continue;
            const UnitNo from = h.unit(r.id(u));
            const std::map<int, Ratio> real = naive_shares(r, u, a, c);
            Ratio low(0), high(0), sum(0);
            for (int v = 0; v < r.units(); ++v) {
                const UnitNo to = h.unit(r.id(v));
                const ShareBounds s = ac.share(from, to), p = product.share(from, to);
                const Ratio share = real.count(v) ? real.at(v) : Ratio(0);
                law.hold(s.low <= share && share <= s.high, "what was really carried is within the bounds");
                law.hold(p.low <= share && share <= p.high, "and within those of the product");
                if (r.all_shares) law.hold(s.exact() && p == s, "exact shares compose");
                low = low + s.low, high = high + s.high, sum = sum + share;
            }
            ShareBounds loss;
            for (const Crosswalk::Loss& l : ac.losses())
                if (l.from == from) loss = l.share;
            law.hold(low + loss.low <= Ratio(1) && Ratio(1) <= high + loss.high, "rows sum to 1 less the loss");
            law.hold(loss.low <= Ratio(1) - sum && Ratio(1) - sum <= loss.high, "the loss");
            if (r.all_shares) law.hold(low + loss.low == Ratio(1), "exactly");
        }
    }
}

TEST_CASE("the order of rows changes nothing; the content does", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        RandomHistory r(seed);
        const History h = r.build();
        std::vector<SpellRow> rows = r.rows;
        std::vector<SuccessionRow> pairs = r.pairs;
        std::shuffle(rows.begin(), rows.end(), r.random());
        std::shuffle(pairs.begin(), pairs.end(), r.random());
        const History again = HistoryBuilder::build(rows, pairs, SchemeSeries::free(), true);
        const Date day = RandomHistory::date(r.below(r.days));
        law.hold(again.digest() == h.digest() && again == h, "digest of shuffled rows");
        law.hold(again.at(day).digest() == h.at(day).digest(), "digest of a tree");
        rows[0].name += "'";
        law.hold(HistoryBuilder::build(rows, pairs, SchemeSeries::free(), true).digest() != h.digest(), "digest of another name");
    }
}

namespace {

/// A random log: up to three units, each with spells that begin on days 0, 10 or 20, written down and corrected and taken back in any order.
struct RandomLog {
    static constexpr int days = 30, last_recorded = 40;
    std::mt19937_64 random;
    std::vector<SpellRow> rows;

    explicit RandomLog(std::uint64_t seed) : random(seed) {
        const char* const names[] = {"a", "b", "c"};
        for (int unit = 0; unit < 3; ++unit)
            for (int since = 0; since < days; since += 10) {
                std::set<int> written;  // on each day a key is written down once; -1: always known
                for (int n = below(4); n > 0; --n) written.insert(below(last_recorded + 10) - 10);
                for (const int day : written) {
                    SpellRow row;
                    row.id = names[unit], row.name = "name " + std::to_string(rows.size()), row.kind = "x", row.since = RandomHistory::date(since);
                    row.until = RandomHistory::date(since + 1 + below(10));
                    if (unit > 0 && below(2) == 0) row.parent = Id(names[below(unit)]);
                    if (day >= 0) row.recorded = RandomHistory::date(day);
                    else if (day != *written.begin()) continue;
                    row.withdrawn = row.recorded && below(4) == 0;
                    rows.push_back(std::move(row));
                }
            }
        std::shuffle(rows.begin(), rows.end(), random);
    }
    [[nodiscard]] int below(int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n)); }
    [[nodiscard]] History build(const std::vector<SpellRow>& of) const { return HistoryBuilder::build(of, {}, SchemeSeries::free(), false); }

    /// Of the rows written down up to a day for one key, the last one.
    [[nodiscard]] const SpellRow* believed(const Id& id, Date since, Date known) const {
        const SpellRow* last = nullptr;
        for (const SpellRow& row : rows)
            if (row.id == id && row.since == since && (!row.recorded || *row.recorded <= known) && (last == nullptr || !last->recorded || (row.recorded && *last->recorded < *row.recorded))) last = &row;
        return last;
    }
    [[nodiscard]] const SpellRow* stands(const Id& id, Date day, Date known) const {
        for (int since = 0; since < days; since += 10) {
            const SpellRow* row = believed(id, RandomHistory::date(since), known);
            if (row != nullptr && !row->withdrawn && row->since <= day && day < *row->until) return row;
        }
        return nullptr;
    }
};

}  // namespace

TEST_CASE("known_at(t) is a history fed only the rows recorded up to t, and says of each day what was believed then", "[laws]") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Law law(seed);
        RandomLog log(seed);
        const History h = log.build(log.rows);
        for (std::uint64_t n = 0; n <= static_cast<std::uint64_t>(seed % 4 == 0); ++n) {
            const Date known = RandomHistory::date(log.below(RandomLog::last_recorded + 2) - 1);
            std::vector<SpellRow> told;
            for (const SpellRow& row : log.rows)
                if (!row.recorded || *row.recorded <= known) told.push_back(row);
            std::shuffle(told.begin(), told.end(), log.random);
            const History then = h.known_at(known);
            law.hold(then == log.build(told), "the same history");
            law.hold(then.known_at(known) == then, "what was known stays known");
            for (int d = 0; d <= RandomLog::days; d += 2 + log.below(8)) {
                const Date day = RandomHistory::date(d);
                const Tree tree = then.at(day);
                std::size_t standing = 0;
                for (const char* id : {"a", "b", "c"}) {
                    const SpellRow* row = log.stands(id, day, known);
                    bool hangs = row != nullptr;
                    for (const SpellRow* up = row; hangs && up->parent; up = log.stands(*up->parent, day, known))
                        if (log.stands(*up->parent, day, known) == nullptr) hangs = false;
                    standing += hangs;
                    law.hold(tree.contains(id) == hangs, "who stands");
                    if (hangs && tree.contains(id)) law.hold(tree.name(tree.at(id)) == row->name, "the name believed");
                }
                law.hold(tree.size() == standing, "nobody else");
            }
        }
        std::vector<std::size_t> late;
        for (std::size_t r = 0; r < log.rows.size(); ++r)
            if (log.rows[r].recorded && log.rows[r].since < *log.rows[r].recorded) late.push_back(r);
        std::stable_sort(late.begin(), late.end(), [&](auto a, auto b) { return *log.rows[a].recorded < *log.rows[b].recorded; });
        const std::vector<LateRow> found = h.retroactive();
        law.hold(found.size() == late.size(), "as many late rows");
        for (std::size_t k = 0; k < found.size() && k < late.size(); ++k) {
            const SpellRow& row = log.rows[late[k]];
            law.hold(found[k].row == late[k] && found[k].withdrawn == row.withdrawn, "late rows by day of recording");
            law.hold(found[k].correction == (log.believed(row.id, row.since, *row.recorded - 1) != nullptr), "a correction");
        }
        std::set<std::string> idle;
        for (std::size_t r = 0; r < log.rows.size(); ++r) {
            bool some = false;
            for (const SpellRow& other : log.rows)
                some |= !other.withdrawn && other.id == log.rows[r].id && other.since == log.rows[r].since && (!other.recorded || *other.recorded < log.rows[r].recorded.value_or(other.recorded.value()));
            if (log.rows[r].withdrawn && !some) idle.insert("row " + std::to_string(r));
        }
        std::set<std::string> told;
        for (const Finding& f : h.findings().with_rule("history.void")) told.insert(f.subject);
        law.hold(told == idle, "void rows that take nothing back");
    }
}
