// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

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

}  // namespace

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
