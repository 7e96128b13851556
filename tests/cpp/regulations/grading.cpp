// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/regulations/registry.hpp>
#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/explain.hpp>

using namespace myhao;

namespace {

using Grades = std::vector<std::string>;

/// A district with `below` grassroots organisations u1, u2, ...; made up.
Tree district(int below) {
    HistoryBuilder builder;
    const auto add = [&](std::string id, const char* kind, std::optional<Id> parent) {
        SpellRow row;
        row.id = Id(id), row.name = id, row.kind = kind, row.parent = std::move(parent), row.since = Date(2010, 1, 1), row.until = Date(2025, 7, 1);
        builder.add(std::move(row));
    };
    add("d", "district", {});
    for (int i = 1; i <= below; ++i) add("u" + std::to_string(i), "grassroots_cell", Id("d"));
    return Tree(builder.build(), Date(2020, 12, 31));
}

struct Stated {
    const char* fact;
    FactValue value;
};
FactsBuilder& state(FactsBuilder& builder, const Id& object, const std::vector<Stated>& facts) {
    for (const Stated& one : facts) builder.set(object, one.fact, one.value);
    return builder;
}
const FactValue yes = true, no = false;
FactValue text(const char* value) { return std::string(value); }
FactValue count(std::int64_t value) { return value; }

/// All that the rules of 2020 ask of an organisation, at its best.
std::vector<Stated> best_organization() {
    return {{"results", text("excellent")},     {"others", text("excellent")}, {"government_grade", text("good")}, {"front_grade", text("good")}, {"mass_organizations_grade", text("good")}, {"disciplined", no},
            {"discipline_remedied", no},        {"targets_met", count(10)},    {"targets_assigned", count(10)},    {"force_majeure", no},         {"months_since_establishment", count(120)}};
}

/// The district's possible grades where its subordinates were decided so.
Grades district_with(const std::vector<std::pair<const char*, int>>& below, std::vector<Stated> facts = best_organization(), int year = 2020) {
    std::vector<DecidedGrade> decided;
    for (const auto& [grade, number] : below)
        for (int i = 0; i < number; ++i) decided.push_back({Id("u" + std::to_string(decided.size() + 1)), grade});
    const Tree tree = district(static_cast<int>(decided.size()));
    FactsBuilder builder(tree, regulations::vocabulary(Subject::organization));
    for (const DecidedGrade& one : decided) builder.set(one.object, "disciplined", false);
    const auto evaluation = evaluate(tree, {state(builder, Id("d"), facts).build()}, rules::in_force(year), {.decided = std::move(decided)});
    return evaluation[Id("d")].possible();
}

std::vector<Stated> best_member() {
    return {{"results", text("excellent")},  {"others", text("excellent")}, {"civil_grade", NotApplicable{}}, {"exemplary", yes}, {"measurable_product", yes}, {"degradation_concluded", no}, {"duty_breached", no},
            {"targets_met", count(10)},      {"targets_assigned", count(10)}, {"targets_exceeded", count(5)}, {"targets_on_time", count(10)}, {"targets_late", count(0)}, {"disciplined", no}, {"sick_leave_months", count(0)},
            {"exempt", no},                  {"suspended", no},             {"months_since_admission", count(60)}};
}

/// One member alone in a cell, with some facts other than the best.
Outcome member_with(const std::vector<Stated>& other, int year = 2020) {
    const Tree tree = district(1);
    FactsBuilder builder(tree, regulations::vocabulary(Subject::member), Subject::member);
    builder.object("m", "u1");
    std::vector<Stated> facts = best_member();
    for (const Stated& one : other) {
        bool found = false;
        for (Stated& fact : facts)
            if (std::string_view(fact.fact) == one.fact) fact.value = one.value, found = true;
        if (!found) facts.push_back(one);
    }
    return evaluate(tree, {state(builder, "m", facts).build()}, rules::in_force(year)).of(Subject::member, "m");
}

}  // namespace

TEST_CASE("2020: of ten subordinate organisations eight good make an excellent district, seven a good one, five still") {
    // The quota of organisations is not known in full: whoever is excellent may have to fall to good.
    CHECK(district_with({{"good", 8}, {"completed", 2}}) == Grades{"excellent", "good"});
    CHECK(district_with({{"excellent", 8}, {"completed", 2}}) == Grades{"excellent", "good"});
    CHECK(district_with({{"good", 7}, {"completed", 3}}) == Grades{"good"});
    CHECK(district_with({{"good", 5}, {"completed", 5}}) == Grades{"good"});
    CHECK(district_with({{"good", 4}, {"completed", 6}}) == Grades{"completed"});
}

TEST_CASE("2020: with one of ten not completed a district is neither excellent nor good; with more than a fifth, a sentence not read decides") {
    CHECK(district_with({{"good", 9}, {"not_completed", 1}}) == Grades{"completed"});
    CHECK(district_with({{"good", 8}, {"not_completed", 2}}) == Grades{"completed"});  // 20 % is not more than 20 %
    CHECK(district_with({{"good", 7}, {"not_completed", 3}}) == Grades{"completed", "not_completed"});
}

TEST_CASE("2020: what one fact of an excellent district changes") {
    const auto with = [](std::initializer_list<Stated> other) {
        std::vector<Stated> facts = best_organization();
        for (const Stated& one : other)
            for (Stated& fact : facts)
                if (std::string_view(fact.fact) == one.fact) fact.value = one.value;
        return district_with({{"good", 10}}, facts);
    };
    CHECK(with({}) == Grades{"excellent", "good"});
    CHECK(with({{"others", text("average")}}) == Grades{"good"});
    CHECK(with({{"results", text("good")}}) == Grades{"good"});
    CHECK(with({{"results", text("average")}}) == Grades{"completed"});
    CHECK(with({{"others", text("poor")}}) == Grades{"not_completed"});
    CHECK(with({{"government_grade", text("completed")}}) == Grades{"good"});
    CHECK(with({{"front_grade", text("not_completed")}}) == Grades{"completed"});
    CHECK(with({{"government_grade", NotApplicable{}}, {"front_grade", NotApplicable{}}, {"mass_organizations_grade", NotApplicable{}}}) == Grades{"excellent", "good"});
    CHECK(with({{"disciplined", yes}}) == Grades{"not_completed"});
    CHECK(with({{"disciplined", yes}, {"discipline_remedied", yes}}) == Grades{"excellent", "good"});
    CHECK(with({{"targets_met", count(5)}}) == Grades{"excellent", "good"});  // dưới 50 %: five of ten is not fewer than half
    CHECK(with({{"targets_met", count(4)}}) == Grades{"not_completed"});
    CHECK(with({{"targets_met", count(4)}, {"force_majeure", yes}}) == Grades{"excellent", "good"});
    CHECK(with({{"targets_met", count(0)}, {"targets_assigned", count(0)}}) == Grades{"excellent", "good"});  // no target is no target missed
    CHECK(with({{"months_since_establishment", count(5)}}) == Grades{"not_graded"});
    CHECK(with({{"months_since_establishment", count(6)}}) == Grades{"excellent", "good"});
}

TEST_CASE("2020: four of five good members make a cell that may be excellent, three do not; what binds its members does not bind a committee") {
    const auto cell = [](int good, int completed, int lowest) {
        const Tree tree = district(1);
        FactsBuilder units(tree, regulations::vocabulary(Subject::organization)), people(tree, regulations::vocabulary(Subject::member), Subject::member);
        state(units, "u1", best_organization());
        std::vector<DecidedGrade> decided;
        const auto add = [&](int number, const char* grade) {
            for (int i = 0; i < number; ++i) {
                const Id id("m" + std::to_string(decided.size()));
                people.object(id, "u1").set(id, "disciplined", false);
                decided.push_back({id, grade, Subject::member});
            }
        };
        add(good, "good"), add(completed, "completed"), add(lowest, "not_completed");
        return evaluate(tree, {units.build(), people.build()}, rules::in_force(2020), {.decided = decided})["u1"].possible();
    };
    CHECK(cell(4, 1, 0) == Grades{"excellent", "good"});
    CHECK(cell(3, 2, 0) == Grades{"good"});
    CHECK(cell(9, 0, 1) == Grades{"completed"});
    CHECK(cell(3, 0, 2) == Grades{"completed", "not_completed"});  // 40 % at the lowest: the sentence that was cut off
}

TEST_CASE("2020: members") {
    const auto grades = [](const std::vector<Stated>& other) { return member_with(other).possible(); };
    // Alone in the organisation: a sixth of one is no place.
    CHECK(grades({}) == Grades{"good"});
    CHECK(member_with({}).clause() == "quotas.excellent");
    CHECK(grades({{"sick_leave_months", count(3)}}) == Grades{"completed"});
    CHECK(grades({{"sick_leave_months", count(2)}}) == Grades{"good"});
    CHECK(grades({{"disciplined", yes}}) == Grades{"not_completed"});
    CHECK(grades({{"degradation_concluded", yes}}) == Grades{"not_completed"});
    CHECK(grades({{"civil_grade", text("not_completed")}}) == Grades{"not_completed"});
    CHECK(grades({{"targets_met", count(4)}}) == Grades{"not_completed"});
    CHECK(grades({{"exempt", yes}}) == Grades{"not_graded"});
    CHECK(grades({{"suspended", yes}}) == Grades{"not_graded"});
    CHECK(grades({{"months_since_admission", count(5)}}) == Grades{"not_graded"});
    CHECK(grades({{"months_since_admission", count(6)}}) == Grades{"good"});
    // The criteria of good and completed were not read: whoever is not excellent may be anything below.
    CHECK(grades({{"results", text("good")}}) == Grades{"good", "completed", "not_completed"});
    CHECK(grades({{"civil_grade", text("good")}}) == Grades{"good", "completed", "not_completed"});
}

TEST_CASE("2020: beside 50 good members of a grassroots organisation at most 10 are excellent, beside 35 at most 7, beside 4 none") {
    const Quota quota = rules::in_force(2020, Subject::member).quotas()[0];
    // The base counts those with the grade, too: x of x + 50.
    const auto most = [&](std::int64_t good) {
        std::int64_t x = 0;
        while (x + 1 <= quota_limit(*quota.share, quota.base.front(), good + x + 1, quota.at_least)) ++x;
        return x;
    };
    CHECK(most(50) == 10);
    CHECK(most(35) == 7);
    CHECK(most(5) == 1);
    CHECK(most(4) == 0);
}

TEST_CASE("2018 graded a suspended member; from 2023 on half of the targets have to be exceeded") {
    CHECK(member_with({{"suspended", yes}}, 2018).possible() != Grades{"not_graded"});
    CHECK(member_with({{"suspended", yes}}, 2023).possible() == Grades{"not_graded"});
    CHECK(member_with({}, 2023).best() == "excellent");
    CHECK(member_with({{"targets_exceeded", count(4)}}, 2023).best() == "good");
    CHECK(member_with({{"targets_met", count(9)}}, 2023).best() == "good");
    CHECK(member_with({{"duty_breached", yes}}, 2023).possible() == Grades{"not_completed"});
}

TEST_CASE("from 2025 on the score has bands: 90, 70 and 50 belong to the better grade") {
    const auto with_score = [](std::int64_t hundredths, std::vector<Stated> other = {}) {
        other.push_back({"score", Decimal(hundredths, 2)});
        return member_with(other, 2025).possible();
    };
    // The end of the article on the best grade was not read: 90 points may not be enough.
    CHECK(with_score(9000) == Grades{"excellent", "good"});
    CHECK(with_score(8999) == Grades{"good"});
    CHECK(with_score(7000) == Grades{"good"});
    CHECK(with_score(6999) == Grades{"completed"});
    CHECK(with_score(5000) == Grades{"completed"});
    // What the band of "completed" leaves is the last grade; that the text itself says "under 50" was not read (marked B).
    CHECK(with_score(4999) == Grades{"not_completed"});
    // từ 30 %: three of ten are enough; all on time.
    CHECK(with_score(9500, {{"targets_exceeded", count(3)}}) == Grades{"excellent", "good"});
    CHECK(with_score(9500, {{"targets_exceeded", count(2)}}) == Grades{"good"});
    CHECK(with_score(9500, {{"targets_on_time", count(8)}, {"targets_late", count(2)}}) == Grades{"completed"});
    CHECK(with_score(9500, {{"targets_on_time", count(7)}, {"targets_late", count(3)}}) == Grades{"not_completed"});
    CHECK(with_score(9500, {{"targets_met", count(9)}, {"targets_on_time", count(9)}}) == Grades{"not_completed"});
    // The cases of the lowest grade were not read; a disciplined member was one before.
    CHECK(with_score(8000, {{"disciplined", yes}}) == Grades{"good", "not_completed"});
}

TEST_CASE("2023: a disciplined subordinate unit bars its committee, one in five that remedied it does not, two in five do") {
    const auto committee = [](int disciplined, bool remedied) {
        const Tree tree = district(5);
        FactsBuilder units(tree, regulations::vocabulary(Subject::organization));
        state(units, "d", best_organization()).set("d", "measurable_product", true).set("d", "unity_lost", false).set("d", "member_degraded", false).set("d", "key_targets_missed", false);
        std::vector<DecidedGrade> decided;
        for (int i = 1; i <= 5; ++i) {
            const Id id("u" + std::to_string(i));
            units.set(id, "disciplined", i <= disciplined).set(id, "discipline_remedied", remedied);
            decided.push_back({id, "good"});
        }
        const FactsBuilder nobody(tree, regulations::vocabulary(Subject::leader), Subject::leader);
        return evaluate(tree, {units.build(), nobody.build()}, rules::in_force(2023), {.decided = decided})["d"].possible();
    };
    // Places of the quota go by groups of similar bodies, which are not stated.
    CHECK(committee(0, false) == Grades{"excellent", "good"});
    CHECK(committee(1, false) == Grades{"not_completed"});
    CHECK(committee(1, true) == Grades{"good"});
    CHECK(committee(2, true) == Grades{"not_completed"});
}

TEST_CASE("2023: a disciplined leader bars the organisation as a disciplined subordinate unit does, though leaders are graded after it") {
    const auto unit = [](bool disciplined, bool remedied) {
        const Tree tree = district(1);
        FactsBuilder units(tree, regulations::vocabulary(Subject::organization)), heads(tree, regulations::vocabulary(Subject::leader), Subject::leader);
        const FactsBuilder nobody(tree, regulations::vocabulary(Subject::member), Subject::member);
        state(units, "u1", best_organization()).set("u1", "measurable_product", true).set("u1", "unity_lost", false).set("u1", "member_degraded", false).set("u1", "key_targets_missed", false);
        heads.object("h", "u1").set("h", "disciplined", disciplined).set("h", "discipline_remedied", remedied);
        return evaluate(tree, {units.build(), heads.build(), nobody.build()}, rules::in_force(2023))["u1"].possible();
    };
    CHECK(unit(false, false) == Grades{"excellent", "good"});
    CHECK(unit(true, true) == Grades{"good"});
    CHECK(unit(true, false) == Grades{"not_completed"});
}

TEST_CASE("2014: an organisation is weak below 50 points, or with two bodies of its level at the lowest grade, not with one") {
    const auto unit = [](std::int64_t points, std::int64_t bodies) {
        const Tree tree = district(1);
        FactsBuilder builder(tree, regulations::vocabulary(Subject::organization), Subject::organization, scales::cpv_2014());
        builder.set("d", "score", points).set("d", "bodies_at_lowest", bodies).set("d", "unity_lost", false).set("d", "corruption_disciplined", false).set("d", "government_at_lowest", false);
        return evaluate(tree, {builder.build()}, rules::in_force(2014), {.decided = {{Id("u1"), "good"}}})["d"].possible();
    };
    CHECK(unit(49, 0) == Grades{"weak"});
    CHECK(unit(50, 2) == Grades{"weak"});
    CHECK(unit(50, 1).size() == 4);  // the bands of points were not read
}

TEST_CASE("a collective is graded no better than its unit, and its head, but no deputy, no better than both") {
    const Tree tree = district(1);
    FactsBuilder collectives(tree, regulations::vocabulary(Subject::collective), Subject::collective), heads(tree, regulations::vocabulary(Subject::leader), Subject::leader);
    collectives.object("c", "u1");
    heads.object("h", "u1").set("h", "head", true);
    heads.object("deputy", "u1").set("deputy", "head", false);
    heads.object("unknown", "u1");
    const auto evaluation = evaluate(tree, {collectives.build(), heads.build()}, rules::in_force(2020), {.decided = {{Id("u1"), "completed"}}});
    CHECK(evaluation.of(Subject::collective, "c").possible() == Grades{"completed", "not_completed", "not_graded"});
    CHECK(evaluation.of(Subject::leader, "h").possible() == Grades{"completed", "not_completed"});
    // What is said of the head does not bind a deputy; of whom it is not known which they are, both is possible.
    CHECK(evaluation.of(Subject::leader, "deputy").possible() == Grades{"excellent", "good", "completed", "not_completed"});
    CHECK(evaluation.of(Subject::leader, "unknown").possible() == Grades{"excellent", "good", "completed", "not_completed"});
    for (const char* who : {"h", "deputy", "unknown"}) {
        const Reason reason = explain(evaluation, who, Subject::leader);
        const ReasonCase only = reason.cases().at(0);
        CHECK(verify(reason) == only.possible);
        const auto told = std::find_if(only.clauses.begin(), only.clauses.end(), [](const ClauseReason& c) { return c.path == "relations.organization"; });
        REQUIRE(told != only.clauses.end());
        CHECK(told->truth == (who == std::string_view("h") ? Truth::yes : who == std::string_view("deputy") ? Truth::no : Truth::yes_or_no));
    }
}

TEST_CASE("every rule book runs on a tree of which nothing is known, and decides nothing") {
    const Tree tree = district(3);
    for (const int year : {2014, 2018, 2020, 2023, 2025}) {
        INFO(year);
        const RuleBook book = rules::in_force(year);
        std::vector<Facts> facts;
        for (const RuleSet& set : book.sets()) {
            FactsBuilder builder(tree, set.facts(), set.subject(), set.scale());
            if (set.subject() != Subject::organization) builder.object(std::string(name(set.subject())), "u1");
            facts.push_back(builder.build());
        }
        const auto evaluation = evaluate(tree, facts, book);
        for (const char* unit : {"d", "u1", "u2"}) CHECK(evaluation[unit].possible().size() >= 4);
        for (const RuleSet& set : book.sets())
            if (set.subject() != Subject::organization) CHECK_FALSE(evaluation.of(set.subject(), std::string(name(set.subject()))).decided());
    }
}
