// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/org/post.hpp>

using namespace myhao;

namespace {

const Date y2015(2015, 1, 1), y2020(2020, 8, 6), y2025(2025, 7, 1);

History town() {
    HistoryBuilder b(SchemeSeries::free());
    const auto add = [&](const char* id, std::optional<Id> parent, std::optional<Date> until) {
        SpellRow r;
        r.id = id, r.name = id, r.kind = "unit", r.parent = std::move(parent), r.since = y2015, r.until = until;
        b.add(r);
    };
    add("MH", std::nullopt, y2025), add("C1", "MH", y2025), add("C2", "MH", y2025), add("V1", "MH", y2025), add("V2", "MH", y2025);
    return b.build();
}

BodyRow body(const char* id, const char* kind, Date since, std::optional<Date> until, std::optional<std::string> instrument = std::nullopt) {
    BodyRow r;
    r.id = id, r.name = id, r.kind = kind, r.unit = "MH", r.since = since, r.until = until, r.instrument = std::move(instrument);
    return r;
}

Holding holding(const char* person, const char* unit, const char* post, Date since, std::optional<Date> until = std::nullopt) {
    Holding h;
    h.person = person, h.unit = unit, h.post = post, h.since = since, h.until = until;
    return h;
}

}  // namespace

TEST_CASE("Committee 35 is re-formed where an adjoining spell names a new founding instrument") {
    const Bodies bodies(town(), {body("BCD35", "committee_35", Date(2018, 11, 1), y2020, "QĐ 1"), body("BCD35", "committee_35", y2020, y2025, "QĐ 2"), body("UBKT", "inspection_committee", y2015, y2025)});
    const std::vector<ReFormed> re = bodies.re_formed();
    REQUIRE(re.size() == 1);
    CHECK(re[0].day == y2020);
    CHECK(re[0].after == "QĐ 2");
    CHECK(bodies.of("MH", Date(2016, 1, 1)).size() == 1);
    CHECK(bodies.of("MH", y2020).size() == 2);
    CHECK(bodies.on(Date(2010, 1, 1)).empty());
    REQUIRE(bodies.spells("BCD35").size() == 2);
    CHECK(bodies.spells("BCD35")[1].instrument == "QĐ 2");
    CHECK(bodies.contains("UBKT"));
    CHECK_FALSE(bodies.contains("A"));
    CHECK_FALSE(bodies.contains("Z"));
}

TEST_CASE("bodies: every fault at once") {
    BodyRow stranger = body("X", "committee", y2015, std::nullopt);
    stranger.unit = "nowhere";
    try {
        (void)Bodies(town(), {stranger, body("B", "committee", y2015, Date(2016, 1, 1)), body("B", "committee", Date(2015, 6, 1), y2020), body("C", "committee", y2020, y2020), body("D", "board", Date(2014, 1, 1), y2020)});
        FAIL("it is refused");
    } catch (const InvalidHistory& e) {
        CHECK(e.problems().size() == 4);
        CHECK(e.problems().with_rule("bodies.unit").size() == 1);
        CHECK(e.problems().with_rule("bodies.overlap").size() == 1);
        CHECK(e.problems().with_rule("bodies.period").size() == 1);
        CHECK(e.problems().with_rule("bodies.life").size() == 1);
    }
}

TEST_CASE("two posts at once: named from holdings, only counted from a statement") {
    // p1 holds both; p2 stopped heading the village the day before; p3 is only a secretary.
    const Holdings h({holding("p1", "C1", "cell_secretary", y2015), holding("p1", "V1", "village_head", y2015), holding("p2", "C2", "cell_secretary", y2015),
                      holding("p2", "V2", "village_head", y2015, y2020), holding("p3", "MH", "cell_secretary", y2015)});
    const Concurrent both = posts::concurrent(h, "cell_secretary", "village_head", y2020);
    CHECK(both.people == std::vector<Id>{"p1"});
    CHECK(both.holders == 1);
    CHECK(both.of == 3);
    CHECK(both.share() == Ratio(1, 3));
    CHECK(posts::concurrent(h, "cell_secretary", "village_head", y2020 - 1).holders == 2);
    try {
        (void)posts::concurrent(h, "cell_secretery", "village_head", y2020);
        FAIL("an unknown post is refused");
    } catch (const InvalidFacts& e) {
        CHECK(std::string(e.what()).find("did you mean 'cell_secretary'?") != std::string::npos);
    }
    struct Counted {
        std::string post = "cell_secretary", also = "village_head";
        std::int64_t holders = 75, of = 75;
        Citation source = Citation::of("article", 9);
    };
    const Concurrent counted = posts::concurrent(Counted());
    CHECK(counted.people.empty());
    CHECK(counted.share() == Ratio(1));
    CHECK(counted.source->paragraph == 9);
    Counted wrong;
    wrong.holders = 76;
    CHECK_THROWS_AS(posts::concurrent(wrong), InvalidFacts);
}

TEST_CASE("double holders, holders past their body's end, crowded posts and acting holders are findings") {
    const Bodies bodies(town(), {body("UBKT", "inspection_committee", y2015, y2020)});
    Holding acting = holding("p4", "MH", "secretary", y2020, y2025);
    acting.mode = HoldingMode::acting;
    const Holdings h({holding("p1", "C1", "cell_secretary", y2015, y2025), holding("p1", "C2", "cell_secretary", y2020, y2025), holding("p2", "UBKT", "chair", y2015, Date(2021, 1, 1)), acting,
                      holding("p5", "MH", "secretary", y2015, Date(2021, 1, 1)), holding("p6", "C1", "deputy", y2020), holding("p7", "nowhere", "deputy", y2015)});
    const Findings f = posts::check(h, town(), &bodies, {{"secretary", "MH", 1}, {"cell_secretary", "C1", 1}});
    REQUIRE(f.with_rule("posts.double_holder").size() == 1);
    CHECK(f.with_rule("posts.double_holder")[0].subject == "holdings, rows 0, 1");
    REQUIRE(f.with_rule("posts.past_end").size() == 2);
    CHECK(f.with_rule("posts.past_end")[0].subject == "holdings, row 2");
    CHECK(f.with_rule("posts.past_end")[0].observed == "2020-08-06 to 2021-01-01");
    CHECK(f.with_rule("posts.past_end")[1].subject == "holdings, row 5");  // open, though its cell ends on 1/7/2025
    REQUIRE(f.with_rule("posts.crowded").size() == 1);
    CHECK(f.with_rule("posts.crowded")[0].observed == "2 on 2020-08-06");
    CHECK(f.with_rule("posts.acting").size() == 1);
    CHECK(f.with_rule("posts.unknown").size() == 1);
    CHECK(f.size() == 6);
    CHECK_THROWS_AS(Holdings({holding("p", "C1", "x", y2020, y2015), holding("p", "C1", "", y2015)}), InvalidHistory);
    CHECK_THROWS_AS(Holdings({holding("p", "C1", "x", y2015), holding("p", "C1", "x", y2020)}), InvalidHistory);
}

TEST_CASE("the head of a village holds a post of an area, as long as the village stands") {
    HistoryBuilder b(SchemeSeries::free());
    SpellRow village;
    village.id = "thôn Rừng", village.name = "Rừng", village.kind = "village", village.since = y2015, village.until = y2020;
    const History areas = b.add(village).build();
    const Holdings h({holding("p1", "thôn Rừng", "village_head", y2015), holding("p2", "thôn khác", "village_head", y2015)});
    CHECK(posts::check(h, town()).with_rule("posts.unknown").size() == 2);
    const Findings f = posts::check(h, town(), nullptr, {}, &areas);
    CHECK(f.with_rule("posts.unknown").size() == 1);
    REQUIRE(f.with_rule("posts.past_end").size() == 1);
    CHECK(f.with_rule("posts.past_end")[0].subject == "holdings, row 0");
}
