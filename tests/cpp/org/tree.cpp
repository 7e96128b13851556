// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <myhao/org/changes.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/org/tree.hpp>

using namespace myhao;

namespace {

SpellRow row(Id id, const char* name, const char* kind, std::optional<Id> parent, Date since, std::optional<Date> until = std::nullopt) {
    SpellRow r;
    r.id = std::move(id), r.name = name, r.kind = kind, r.parent = std::move(parent), r.since = since, r.until = until;
    return r;
}

History town() {
    const Date start(1999, 9, 1), change(2019, 5, 1), end(2025, 7, 1);
    return HistoryBuilder()
        .add(row("HY", "Hưng Yên", "province", std::nullopt, Date(1997, 1, 1)))
        .add(row("MH", "Đảng bộ huyện Mỹ Hào", "district", "HY", start, change))
        .add(row("MH", "Đảng bộ thị xã Mỹ Hào", "district", "HY", change, end))
        .add(row("DS", "Dị Sử", "grassroots_committee", "MH", start, end))
        .add(row("BS", "Bạch Sam", "grassroots_committee", "MH", start, end))
        .add(row("DS-1", "Chi bộ Nhân Vinh", "cell", "DS", Date(2000, 1, 1), end))
        .add(row("DS-2", "Chi bộ Thợ", "cell", "DS", Date(2000, 1, 1), end))
        .add(row("BS-1", "Chi bộ Bạch Sam 1", "cell", "BS", Date(2001, 1, 1), end))
        .build();
}

std::vector<std::string> texts(const std::vector<Id>& ids) {
    std::vector<std::string> out;
    for (const Id& id : ids) out.push_back(id.text());
    return out;
}

/// Many short lives one after the other: a root, parents that follow each other in places, and their children, some of which move.
std::vector<SpellRow> many_short_lives(std::uint64_t seed, bool strict) {
    std::mt19937_64 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    std::vector<SpellRow> rows = {row(0, "root", "country", std::nullopt, Date(10'000))};
    std::int64_t id = 1;
    for (int place = 0; place < 24; ++place) {
        int day = 10'000 + below(50);
        while (day < 12'000) {
            const int life = 30 + below(60), end = day + life;
            const Id parent = id, other = id + 1;  // two that live side by side
            id += 2;
            for (const Id& one : {parent, other}) rows.push_back(row(one, "parent", "parent", 0, Date(day), Date(end)));
            for (int child = 0; child < 6; ++child, ++id) {
                const int born = day + below(life), dies = strict ? born + 1 + below(end - born) : born + 1 + below(2 * life), moves = (born + dies) / 2;
                const bool stays = moves == born || child % 2 == 0;
                rows.push_back(row(id, "child", "child", parent, Date(born), Date(stays ? dies : moves)));
                if (!stays) rows.push_back(row(id, "child", "child", other, Date(moves), Date(dies)));
            }
            day = end + (below(3) == 0 ? below(20) : 0);
        }
    }
    std::shuffle(rows.begin(), rows.end(), random);
    return rows;
}

/// (id, parent) in preorder, read off the rows one by one.
std::vector<std::pair<std::int64_t, std::int64_t>> scanned(const std::vector<SpellRow>& rows, Date day) {
    std::map<std::int64_t, std::vector<std::int64_t>> children;  // of -1: the roots
    for (const SpellRow& r : rows)
        if (r.since <= day && (!r.until || day < *r.until)) children[r.parent ? r.parent->number() : -1].push_back(r.id.number());
    std::vector<std::pair<std::int64_t, std::int64_t>> out, open = {{-1, -1}};
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        if (at.first != -1) out.push_back(at);
        auto& list = children[at.first];
        std::sort(list.begin(), list.end(), [](auto a, auto b) { return a > b; });
        for (const std::int64_t child : list) open.emplace_back(child, at.first);
    }
    return out;
}

std::vector<std::pair<std::int64_t, std::int64_t>> as_pairs(const Tree& t) {
    std::vector<std::pair<std::int64_t, std::int64_t>> out;
    for (std::uint32_t r = 0; r < t.size(); ++r) {
        const auto parent = t.parent(Row(r));
        out.emplace_back(t.id(Row(r)).number(), parent ? t.id(*parent).number() : -1);
    }
    return out;
}

/// Whether positions, levels and the places of children are those of a walk over one level after the other.
bool in_level_order(const Tree& t) {
    std::vector<Row> walk = t.roots();
    std::vector<std::uint32_t> levels{0};
    for (std::size_t k = 0, end = walk.size(); k < walk.size(); ++k) {
        if (k == end) levels.push_back(static_cast<std::uint32_t>(k)), end = walk.size();
        const auto begin = static_cast<std::uint32_t>(walk.size());
        for (const Row child : t.child_rows(walk[k])) walk.push_back(child);
        const Positions children = t.children(walk[k]);
        if (children.begin != begin || children.end != walk.size() || t.position(walk[k]) != k || t.depth(walk[k]) + 1 != levels.size()) return false;
    }
    if (!walk.empty()) levels.push_back(static_cast<std::uint32_t>(walk.size()));
    const auto same = [](const auto& a, const auto& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
    return same(walk, t.level_order()) && (walk.empty() || same(levels, t.levels())) && t.root_positions().size() == t.roots().size();
}

}  // namespace

TEST_CASE("in a history much longer than the lives in it, a tree is what a scan of all rows finds") {
    for (const bool strict : {true, false}) {
        const std::vector<SpellRow> rows = many_short_lives(strict ? 1 : 2, strict);
        const History h = HistoryBuilder::build(rows, {}, SchemeSeries::free(), strict);
        CHECK(detail::spells_by_parent(h.data()).stretches.size() > 1);  // so that a day is looked up in its stretch of days
        std::size_t detached = 0;
        for (int day = 9'998; day < 12'200; day += day < 10'100 ? 1 : 7) {
            const Tree t = h.at(Date(day));
            const auto expected = scanned(rows, Date(day));
            if (as_pairs(t) != expected) FAIL("another tree on day " + std::to_string(day));
            std::size_t standing = 0;
            for (const SpellRow& r : rows) standing += r.since <= Date(day) && (!r.until || Date(day) < *r.until);
            if (!in_level_order(t)) FAIL("another level order on day " + std::to_string(day));
            if (t.detached().size() != standing - expected.size()) FAIL("others are detached on day " + std::to_string(day));
            detached += t.detached().size();
        }
        CHECK((detached > 0) == !strict);
    }
}

TEST_CASE("a tree stands in preorder with siblings by id") {
    const Tree t = town().at(Date(2020, 12, 31));
    CHECK(texts(t.ids()) == std::vector<std::string>{"HY", "MH", "BS", "BS-1", "DS", "DS-1", "DS-2"});
    CHECK(t.subtree_end(t.at("MH")) == Row(7u));
    CHECK(t.subtree_size(t.at("DS")) == 3);
    CHECK_FALSE(t.parent(t.at("HY")));
    CHECK(t.id(*t.parent(t.at("DS-1"))) == Id("DS"));
    CHECK(t.depth(t.at("HY")) == 0);
    CHECK(t.depth(t.at("BS-1")) == 3);
    CHECK(t.kind(t.at("BS")) == "grassroots_committee");
    CHECK(t.role(t.at("BS")) == "grassroots");
    CHECK(t.gradable(t.at("BS")));
    CHECK_FALSE(t.gradable(t.at("HY")));
    CHECK(t.name(t.at("MH")) == "Đảng bộ thị xã Mỹ Hào");
    CHECK(t.established(t.at("MH")) == Date(1999, 9, 1));
    CHECK(t.id(*t.common_ancestor(t.at("BS-1"), t.at("DS-2"))) == Id("MH"));
}

TEST_CASE("in level order the children of a parent are contiguous, and levels follow each other") {
    const Tree t = town().at(Date(2020, 12, 31));
    std::vector<std::string> order;
    for (const Row r : t.level_order()) order.push_back(t.id(r).text());
    CHECK(order == std::vector<std::string>{"HY", "MH", "BS", "DS", "BS-1", "DS-1", "DS-2"});
    CHECK(std::vector<std::uint32_t>(t.levels().begin(), t.levels().end()) == std::vector<std::uint32_t>{0, 1, 2, 4, 7});
    CHECK(t.children(t.at("MH")) == Positions{2, 4});
    CHECK(t.children(t.at("DS")) == Positions{5, 7});
    CHECK(t.children(t.at("DS-2")).empty());
    CHECK(t.root_positions() == Positions{0, 1});
    for (std::uint32_t k = 0; k < t.size(); ++k) CHECK(t.position(t.row_at(k)) == k);
}

TEST_CASE("changes of a day hold from that day") {
    const History h = town();
    const Tree before = h.at(Date(2019, 4, 30)), after = h.at(Date(2019, 5, 1));
    CHECK(before.name(before.at("MH")) == "Đảng bộ huyện Mỹ Hào");
    CHECK(after.name(after.at("MH")) == "Đảng bộ thị xã Mỹ Hào");
    CHECK(h.at(Date(1990, 1, 1)).empty());
    CHECK(texts(h.at(Date(2025, 7, 1)).ids()) == std::vector<std::string>{"HY"});
}

TEST_CASE("a subtree is a tree of the same day") {
    const Tree t = town().at(Date(2020, 12, 31)), s = t.subtree(t.at("DS"));
    CHECK(texts(s.ids()) == std::vector<std::string>{"DS", "DS-1", "DS-2"});
    CHECK(s.depth(s.at("DS-2")) == 1);
    CHECK(s.date() == t.date());
    CHECK_FALSE(s.contains("BS"));
    CHECK(s.children(s.at("DS")) == Positions{1, 3});
}

TEST_CASE("a unit that is not in the tree is an error with a suggestion") {
    const Tree t = town().at(Date(2020, 12, 31));
    CHECK_THROWS_AS(t.at("XX-9"), UnknownUnit);
    try {
        (void)t.at("ds-1");
        FAIL("an unknown id is refused");
    } catch (const UnknownUnit& e) {
        CHECK(std::string(e.what()).find("did you mean 'DS-1'?") != std::string::npos);
    }
}

TEST_CASE("ids are texts or whole numbers, given back as given") {
    const History h = HistoryBuilder(SchemeSeries::free()).add(row(12, "a", "x", std::nullopt, Date(2000, 1, 1))).add(row(-3, "b", "y", 12, Date(2000, 1, 1))).build();
    const Tree t = h.at(Date(2000, 1, 1));
    CHECK(t.ids() == std::vector<Id>{12, -3});
    CHECK(t.contains(12));
    CHECK_FALSE(t.contains("12"));
    CHECK_FALSE(t.contains(13));
}

TEST_CASE("threads may ask one history and one tree at once: each is answered alike, and what is made on demand is made whole") {
    const std::vector<SpellRow> rows = many_short_lives(3, true);
    const auto build = [&] { return HistoryBuilder::build(rows, {}, SchemeSeries::free(), true); };
    const auto answer = [](const History& h, const Tree& shared) {
        std::vector<std::uint64_t> out;
        for (int day = 10'000; day < 12'000; day += 250) {
            const Tree t = h.at(Date(day));
            for (const Row r : t.level_order()) out.push_back(static_cast<std::uint64_t>(t.id(r).number()));
            out.push_back(changes(h, Date(day), Date(day + 100)).size());
        }
        for (std::uint32_t r = 0; r < shared.size(); ++r) out.push_back(shared.position(Row(r)));
        return out;
    };
    const History alone = build();
    const auto expected = answer(alone, alone.at(Date(11'000)));
    const History h = build();
    const Tree shared = h.at(Date(11'000));
    std::vector<std::vector<std::uint64_t>> got(4);
    std::vector<std::thread> threads;
    for (auto& one : got) threads.emplace_back([&] { one = answer(h, shared); });
    for (std::thread& thread : threads) thread.join();
    for (const auto& one : got) CHECK(one == expected);
}
