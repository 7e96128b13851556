// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/org/structure.hpp>
#include <myhao/regulations/structure.hpp>

using namespace myhao;

namespace {

const Date y2020(2020, 12, 31);

// A district over a committee A with two cells, and over two grassroots cells B and C.
Tree base() {
    HistoryBuilder b;
    const auto add = [&](const char* id, const char* kind, std::optional<Id> parent) {
        SpellRow r;
        r.id = id, r.name = id, r.kind = kind, r.parent = std::move(parent), r.since = Date(2015, 1, 1), r.until = Date(2025, 7, 1);
        b.add(r);
    };
    add("D", "district", std::nullopt), add("A", "grassroots_committee", "D"), add("A1", "cell", "A"), add("A2", "cell", "A"), add("B", "grassroots_cell", "D"), add("C", "grassroots_cell", "D");
    return b.build().at(y2020);
}

void set(SizeFacts& facts, const Tree& tree, SizeFact fact, const std::map<std::string, std::int64_t>& values) {
    SizeFacts::Column& column = facts[fact];
    column.values.assign(tree.size(), 0), column.valid.assign(tree.size(), 0);
    for (const auto& [id, value] : values) column.values[tree.at(id).at()] = value, column.valid[tree.at(id).at()] = 1;
}

}  // namespace

TEST_CASE("fewer than 3 official members, and forms that the size does not allow, each with its citation") {
    const Tree t = base();
    SizeFacts facts;
    set(facts, t, SizeFact::official, {{"A", 40}, {"A1", 2}, {"A2", 3}, {"B", 9}});  // of C nothing is known
    set(facts, t, SizeFact::members, {{"A", 29}, {"A1", 31}, {"A2", 30}, {"B", 30}, {"C", 29}});
    const auto rules = regulations::structure_rules();
    const Findings f = structure::check(t, facts, rules);

    const Findings minimum = f.with_rule("structure.minimum");
    REQUIRE(minimum.with(State::violated).size() == 1);
    CHECK(minimum.with(State::violated)[0].subject == "unit 'A1'");
    CHECK(minimum.with(State::violated)[0].observed == "official 2");
    CHECK(minimum.with(State::violated)[0].citation.find("21(2), 24(1)") != std::string::npos);
    for (const Finding& one : f) CHECK_FALSE(one.citation.empty());
    REQUIRE(minimum.with(State::undetermined).size() == 1);
    CHECK(minimum.with(State::undetermined)[0].subject == "unit 'C'");
    REQUIRE(minimum.with(State::met).size() == 1);
    CHECK(minimum.with(State::met)[0].observed == "3 of 5 units");

    // 29 members in a base committee: allowed only if the superior agreed before, which is not known.
    CHECK(f.with_rule("structure.committee_form").with(State::undetermined).size() == 1);
    // A base cell with 30 members: no exception is provided for.
    CHECK(f.with_rule("structure.cell_form").with(State::violated)[0].subject == "unit 'B'");
    CHECK(f.with_rule("structure.cell_size").with(State::undetermined)[0].subject == "unit 'A1'");

    facts.approved.assign(t.size(), 0);
    facts.approved[t.at("A").at()] = 1;
    const Findings told = structure::check(t, facts, rules);
    CHECK(told.with_rule("structure.committee_form").with(State::met).size() == 1);
    CHECK(told.with_rule("structure.cell_size").with(State::violated)[0].subject == "unit 'A1'");
}

TEST_CASE("a cell elects a committee from 9 official members on, of at most 7; a standing committee is at most a third") {
    const Tree t = base();
    SizeFacts facts;
    set(facts, t, SizeFact::official, {{"A1", 8}, {"A2", 9}, {"B", 20}, {"C", 5}, {"A", 50}});
    set(facts, t, SizeFact::committee, {{"D", 36}, {"A", 15}, {"A1", 3}, {"A2", 7}, {"B", 8}, {"C", 0}});
    set(facts, t, SizeFact::standing, {{"D", 13}, {"A", 5}});  // a third of 36 is 12, of 15 it is 5
    const Findings f = structure::check(t, facts, regulations::structure_rules());
    REQUIRE(f.with_rule("structure.cell_committee").with(State::violated).size() == 1);
    CHECK(f.with_rule("structure.cell_committee").with(State::violated)[0].subject == "unit 'A1'");
    REQUIRE(f.with_rule("structure.cell_committee_size").with(State::violated).size() == 1);
    CHECK(f.with_rule("structure.cell_committee_size").with(State::violated)[0].subject == "unit 'B'");
    REQUIRE(f.with_rule("structure.standing_share").with(State::violated).size() == 1);
    CHECK(f.with_rule("structure.standing_share").with(State::violated)[0].subject == "unit 'D'");
    CHECK(f.with_rule("structure.standing_share").with(State::violated)[0].required == "at most 1/3 of committee 36");
}

TEST_CASE("below 9 official members no committee is needed: a cell of two is decided without knowing of one") {
    const Tree t = base();
    SizeFacts facts;
    set(facts, t, SizeFact::official, {{"A1", 2}, {"A2", 8}, {"B", 9}});  // of C nothing is known
    const auto rules = regulations::structure_rules();
    const auto subjects = [&](State state) {
        std::vector<std::string> out;
        for (const Finding& f : structure::check(t, facts, rules).with_rule("structure.cell_committee").with(state)) out.push_back(f.subject);
        return out;
    };
    CHECK(subjects(State::violated).empty());
    CHECK(subjects(State::undetermined) == std::vector<std::string>{"unit 'B'", "unit 'C'"});
    CHECK(structure::check(t, facts, rules).with_rule("structure.cell_committee").with(State::met)[0].observed == "2 of 4 units");
    set(facts, t, SizeFact::committee, {{"A1", 0}, {"A2", 3}, {"B", 0}, {"C", 3}});
    // Eight elect no committee, nine must; with three in the committee of C, it depends on how many elect.
    CHECK(subjects(State::violated) == std::vector<std::string>{"unit 'A2'", "unit 'B'"});
    CHECK(subjects(State::undetermined) == std::vector<std::string>{"unit 'C'"});
    set(facts, t, SizeFact::committee, {{"B", 3}});
    CHECK(subjects(State::violated).empty());
    set(facts, t, SizeFact::deputies, {{"A1", 1}, {"A2", 0}, {"B", 2}});
    const Findings deputies = structure::check(t, facts, rules).with_rule("structure.cell_deputies");
    REQUIRE(deputies.with(State::violated).size() == 1);
    CHECK(deputies.with(State::violated)[0].subject == "unit 'B'");
}

TEST_CASE("a sub-committee stands only with the superior's agreement") {
    HistoryBuilder b;
    const auto add = [&](const char* id, const char* kind, std::optional<Id> parent) {
        SpellRow r;
        r.id = id, r.name = id, r.kind = kind, r.parent = std::move(parent), r.since = Date(2015, 1, 1), r.until = Date(2025, 7, 1);
        b.add(r);
    };
    add("D", "district", std::nullopt), add("A", "grassroots_committee", "D"), add("S1", "sub_committee", "A"), add("S2", "sub_committee", "A");
    const Tree t = b.build().at(y2020);
    SizeFacts facts;
    const auto rules = regulations::structure_rules();
    const auto found = [&] { return structure::check(t, facts, rules).with_rule("structure.sub_committee"); };
    REQUIRE(found().size() == 1);
    CHECK(found()[0].state == State::undetermined);
    CHECK(found()[0].observed == "agreement not known of 2 units");
    facts.approved.assign(t.size(), 2);
    facts.approved[t.at("S1").at()] = 1, facts.approved[t.at("S2").at()] = 0;
    REQUIRE(found().with(State::violated).size() == 1);
    CHECK(found().with(State::violated)[0].subject == "unit 'S2'");
    CHECK(found().with(State::met)[0].observed == "1 of 2 units");
}

TEST_CASE("without facts every rule of the day is undetermined once, and nothing is invented") {
    const Tree t = base();
    const Findings f = structure::check(t, {}, regulations::structure_rules());
    CHECK_FALSE(f.empty());
    CHECK(f.with(State::undetermined).size() == f.size());
    CHECK(f.with_rule("structure.minimum").size() == 1);
    CHECK(f.with_rule("structure.committee_commune").empty());  // in force from 1/7/2025 only
    SizeFacts wrong;
    wrong[SizeFact::members].values = {1, 2};
    CHECK_THROWS_AS(structure::check(t, wrong, regulations::structure_rules()), InvalidFacts);
}

TEST_CASE("grassroots organisations are grassroots cells and grassroots committees: Đồng Nai 369 + 386 = 755") {
    const Tree t = base();
    StatedBase dong_nai;
    dong_nai.organizations = 755, dong_nai.cells = 369, dong_nai.committees = 386;
    CHECK(structure::check_base(t, t.at("D"), dong_nai)[0].state == State::met);
    dong_nai.cells = 370;
    CHECK(structure::check_base(t, t.at("D"), dong_nai)[0].state == State::violated);
    StatedBase three;
    three.organizations = 3;
    three.source = Citation::of("article-2020", 3);
    const Findings f = structure::check_base(t, t.at("D"), three, regulations::base_identity());
    REQUIRE(f.size() == 2);
    CHECK(f[0].state == State::undetermined);  // how many of them are cells is not stated
    CHECK(f[0].observed == "not stated + not stated");
    CHECK(f[1].state == State::met);
    CHECK(f[1].observed == "3 in the tree");
    for (const Finding& one : f) {
        CHECK(one.citation.find("article-2020") != std::string::npos);
        CHECK(one.citation.find("21(3)") != std::string::npos);
    }
}
