// SPDX-License-Identifier: Apache-2.0
// Plans, applied: on random small cases each one reaches its grade, fails without any of its changes, and is minimal where it
// says so, by a search that knows nothing of conditions; and cases calculated by hand.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/regulations/registry.hpp>
#include <myhao/rules/why_not.hpp>

#include "rules/a_town.hpp"
#include "rules/world_answer.hpp"
#include "rules/world_cases.hpp"
#include "rules/world_text.hpp"
#include "support/catch.hpp"
#include "support/sanitized.hpp"

namespace {

using namespace myhao;

// --- by hand ------------------------------------------------------------------------------------------------------------

std::vector<std::string> units(int n) {
    std::vector<std::string> ids;
    for (int i = 1; i <= n; ++i) ids.push_back((i < 10 ? "u0" : "u") + std::to_string(i));
    return ids;
}

/// The rules of 2019 to 2022 for organisations, with the quota that the other subjects of the same text have: its own sentence
/// was not read to the end.
RuleSet rules_of_2020(const char* rank_by = "", const char* base = "good_only") {
    return rules::in_force(2020, Subject::organization)
        .replace({{"quotas.excellent.share", "20%"}, {"quotas.excellent.group", "parent"}, {"quotas.excellent.base", base}, {"quotas.excellent.rank_by", rank_by}});
}

/// The book of organisations and members, of whom there are none: that there are none must be said.
Evaluation graded(const Tree& tree, const Facts& facts, const RuleSet& rules) {
    const RuleSet people = rules::in_force(2020, Subject::member);
    return evaluate(tree, {facts, FactsBuilder(tree, people.facts(), Subject::member).build()}, RuleBook({rules, people}, 2020));
}

/// A unit without anything below it, all of whose facts are known and at this level.
void known(FactsBuilder& facts, const std::string& id, const char* results, const char* others) {
    facts.set(id, "results", results).set(id, "others", others).set(id, "disciplined", false).set(id, "discipline_remedied", false).set(id, "force_majeure", false);
    for (const char* body : {"government_grade", "front_grade", "mass_organizations_grade"}) facts.set(id, body, "good");
    facts.set(id, "targets_met", std::int64_t{9}).set(id, "targets_assigned", std::int64_t{10}).set(id, "months_since_establishment", std::int64_t{60});
}

/// The plan's own check, from the contract: what is possible after it.
std::uint8_t after(const Evaluation& ev, const Plan& plan, const Id& id, Subject subject = Subject::organization) {
    std::vector<Facts> facts;
    for (const Subject s : {Subject::organization, Subject::member, Subject::collective, Subject::leader})
        if (const Facts* of = ev.facts(s)) facts.push_back(plan.apply(*of));
    Evidence evidence = ev.data().evidence;
    for (const DecidedGrade& d : plan.decided()) evidence.decided.push_back(d);
    const Evaluation changed = evaluate(ev.tree(), facts, ev.rules(), evidence);
    return changed.possible(subject)[changed.facts(subject)->position(id)];
}

std::string words(const Plans& plans) { return plans.text() + plans.text(Language::vi); }

TEST_CASE("a good unit of ten becomes excellent by two levels, and first needs no third change") {
    // Seven good and three completed: eight in the base with this one, 8 / 6 = 1 place, and nobody else is excellent.
    const auto ids = units(10);
    const Tree tree = towns::town(ids);
    const RuleSet rules = rules_of_2020();
    FactsBuilder facts(tree, rules.facts());
    for (int i = 0; i < 10; ++i) known(facts, ids[static_cast<std::size_t>(i)], i < 7 ? "good" : "average", "average");
    const Evaluation ev = graded(tree, facts.build(), rules);
    REQUIRE(ev["u01"].possible() == std::vector<std::string>{"good"});
    const Plans plans = why_not(ev, "u01", "excellent");
    INFO(words(plans));
    // Results must be excellent and the others good; the bodies of the same level are good already.
    REQUIRE(plans.size() == 1);
    REQUIRE(plans[0].steps.size() == 2);
    CHECK(plans[0].minimal);
    CHECK(plans[0].text() == "change: " + rules.facts()["results"].label.en + " from good to excellent\nchange: " + rules.facts()["others"].label.en + " from average to good");
    CHECK(plans[0].text(Language::vi).find("từ tốt thành xuất sắc") != std::string::npos);
    CHECK(after(ev, plans[0], "u01") == 1);
    CHECK(after(ev, plans[0].without(0), "u01") == 2);
    CHECK(after(ev, plans[0].without(1), "u01") == 2);
}

TEST_CASE("a fact that is not known is learned, an unchangeable flag blocks, and a remedy helps") {
    const auto ids = units(2);
    const Tree tree = towns::town(ids);
    const RuleSet rules = rules_of_2020();
    FactsBuilder facts(tree, rules.facts());
    for (const std::string& id : ids) known(facts, id, "good", "good");
    facts.set("u01", "disciplined", {}).set("u02", "disciplined", true);
    const Evaluation ev = graded(tree, facts.build(), rules);
    const Plans learn = why_not(ev, "u01", "good");
    INFO(words(learn));
    // Either it was not disciplined, or it remedied what it was disciplined for.
    REQUIRE(learn.size() == 2);
    CHECK(learn[0].steps[0].kind == PlanStep::Kind::learn);
    CHECK(learn[0].steps[0].facts[0].fact == "disciplined");
    CHECK(std::get<bool>(learn[0].steps[0].facts[0].to) == false);
    CHECK(learn[1].steps[0].kind == PlanStep::Kind::change);
    CHECK(learn[1].steps[0].facts[0].fact == "discipline_remedied");
    // The disciplined one has only the second way.
    const Plans remedy = why_not(ev, "u02", "good");
    REQUIRE(remedy.size() == 1);
    CHECK(remedy[0].steps[0].facts[0].fact == "discipline_remedied");

    auto parts = towns::by_results();
    parts.facts.push_back({.name = "disciplined", .type = FactType::flag, .changeable = false});
    parts.ceilings = {{"not_completed", {"disciplined", fact("disciplined").is_true()}}};
    const RuleSet strict(parts);
    FactsBuilder two(tree, strict.facts());
    two.set("u01", "results", "excellent").set("u01", "disciplined", true);
    const Plans blocked = why_not(evaluate(tree, {two.build()}, strict), "u01", "completed");
    CHECK(blocked.empty());
    REQUIRE(blocked.blocked_by.size() == 1);
    CHECK(blocked.blocked_by[0].by == "fact");
    CHECK(blocked.blocked_by[0].path == "ceilings.disciplined");
    CHECK(blocked.blocked_by[0].text == Label{"disciplined không thể thay đổi", "disciplined is not changeable"});
}

TEST_CASE("seven of ten subordinates good: one more makes the 80 % that excellent asks for") {
    const auto ids = units(10);
    const Tree tree = towns::town(ids);
    const RuleSet rules = rules_of_2020();
    FactsBuilder facts(tree, rules.facts());
    known(facts, "T", "excellent", "good");
    for (int i = 0; i < 10; ++i) known(facts, ids[static_cast<std::size_t>(i)], i < 7 ? "good" : "average", "average");
    // Nobody is decided to share places with the town, which has no parent.
    const Evaluation ev = graded(tree, facts.build(), rules);
    REQUIRE(ev["T"].possible() == std::vector<std::string>{"good"});
    const Plans plans = why_not(ev, "T", "excellent");
    INFO(words(plans));
    REQUIRE(!plans.empty());
    CHECK(plans[0].minimal);
    REQUIRE(plans[0].steps.size() == 1);
    CHECK(plans[0].steps[0].kind == PlanStep::Kind::raise);
    REQUIRE(plans[0].decided().size() == 1);
    CHECK(plans[0].decided()[0].grade == "good");
    CHECK(after(ev, plans[0], "T") == 1);
    // Two were not graded completed and six are good: both must be raised, one of the completed too.
    FactsBuilder worse(tree, rules.facts());
    known(worse, "T", "excellent", "good");
    for (int i = 0; i < 10; ++i) known(worse, ids[static_cast<std::size_t>(i)], i < 5 ? "good" : i < 8 ? "average" : "poor", "average");
    const Evaluation low = graded(tree, worse.build(), rules);
    const Plans three = why_not(low, "T", "excellent");
    INFO(words(three));
    REQUIRE(!three.empty());
    CHECK(three[0].changes() == 3);  // 8 of 10 good, nobody below completed: the two lowest and one more become good
    CHECK(after(low, three[0], "T") == 1);
}

TEST_CASE("for the last place the key must pass its holder's; without a key it is a choice; a tie that helps nobody blocks") {
    // Ten units good or better: 10 / 5 = 2 places, held by 90 and 88. The third excellent has 85.
    const auto ids = units(10);
    const Tree tree = towns::town(ids);
    auto parts = towns::by_results();
    parts.facts.push_back({.name = "score", .type = FactType::decimal});
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_or_better}, .rank_by = "score"}};
    const auto at = [&](const RuleSetParts& of) {
        const RuleSet rules(of);
        FactsBuilder facts(tree, rules.facts());
        for (int i = 0; i < 10; ++i) facts.set(ids[static_cast<std::size_t>(i)], "results", i < 3 ? "excellent" : "good").set(ids[static_cast<std::size_t>(i)], "score", Decimal(i == 0 ? 90 : i == 1 ? 88 : i == 2 ? 85 : 50));
        return evaluate(tree, {facts.build()}, rules);
    };
    const Evaluation ranked = at(parts);
    const Plans pass = why_not(ranked, "u03", "excellent");
    INFO(words(pass));
    REQUIRE(pass.size() == 1);
    REQUIRE(pass[0].steps.size() == 1);
    CHECK(pass[0].minimal);
    CHECK(pass[0].steps[0].kind == PlanStep::Kind::place);
    CHECK(pass[0].steps[0].path == "quotas.excellent");
    CHECK(pass[0].steps[0].past == std::vector<Id>{"u02"});
    CHECK(std::get<Decimal>(pass[0].steps[0].facts[0].to) == *Decimal::parse("88.01"));
    CHECK(after(ranked, pass[0], "u03") == 1);
    // A good unit needs the level too.
    const Plans both = why_not(ranked, "u04", "excellent");
    REQUIRE(both.size() == 1);
    CHECK(both[0].changes() == 2);
    CHECK(both[0].minimal);

    parts.quotas[0].rank_by.clear();
    const Evaluation chosen = at(parts);
    REQUIRE(chosen["u03"].open(Open::choice));
    const Plans choice = why_not(chosen, "u03", "excellent");
    REQUIRE(choice.size() == 1);
    CHECK(choice[0].steps[0].kind == PlanStep::Kind::place);
    REQUIRE(choice[0].decided().size() == 1);
    CHECK(choice[0].decided()[0].object == Id("u03"));
    CHECK(choice[0].minimal);
    CHECK(after(chosen, choice[0], "u03") == 1);
    // Of a good unit the level too; and without it there is nothing to choose.
    const Plans raised = why_not(chosen, "u04", "excellent");
    REQUIRE(raised.size() == 1);
    REQUIRE(raised[0].steps.size() == 2);
    CHECK(after(chosen, raised[0], "u04") == 1);
    CHECK(after(chosen, raised[0].without(0), "u04") == 2);
    CHECK(after(chosen, raised[0].without(1), "u04") == 3);
    // Three are level for two places and all of them fall: nobody can be lowered, as all is known, and nobody is below the base.
    parts.quotas[0].on_tie = OnTie::none;
    const Plans none = why_not(at(parts), "u03", "excellent");
    CHECK(none.empty());
    REQUIRE(!none.blocked_by.empty());
    CHECK(none.blocked_by[0].by == "quota");
}

TEST_CASE("one more unit in the base gives one more place") {
    // Five in the base and one below it: 5 / 6 = 0 places; with the sixth good, one.
    const auto ids = units(6);
    const Tree tree = towns::town(ids);
    auto parts = towns::by_results();
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_only}}};
    const RuleSet rules(parts);
    FactsBuilder facts(tree, rules.facts());
    for (int i = 0; i < 6; ++i) facts.set(ids[static_cast<std::size_t>(i)], "results", i == 0 ? "excellent" : i < 5 ? "good" : "average");
    const Evaluation ev = evaluate(tree, {facts.build()}, rules);
    REQUIRE(ev["u01"].possible() == std::vector<std::string>{"good"});
    const Plans plans = why_not(ev, "u01", "excellent");
    INFO(words(plans));
    REQUIRE(plans.size() == 1);
    REQUIRE(plans[0].changes() == 1);
    CHECK(plans[0].steps[0].facts[0].object == Id("u06"));
    CHECK(after(ev, plans[0], "u01") == 1);
}

TEST_CASE("a gap of the rules blocks, a gap with candidates must be met under each of them") {
    const auto ids = units(6);
    const Tree tree = towns::town(ids);
    const RuleSet unread = rules::in_force(2020, Subject::organization);
    FactsBuilder facts(tree, unread.facts());
    for (const std::string& id : ids) known(facts, id, "good", "good");
    const Plans blocked = why_not(graded(tree, facts.build(), unread), "u01", "excellent");
    CHECK(blocked.empty());
    REQUIRE(!blocked.blocked_by.empty());
    CHECK(blocked.blocked_by[0].by == "gap");
    CHECK(blocked.blocked_by[0].path == "quotas.excellent");
    // Of five units, one excellent: 5 / 6 = 0 places if only good counts, 5 / 5 = 1 otherwise; the sixth is below both bases.
    auto parts = towns::by_results();
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_only, QuotaBase::good_or_better}}};
    const RuleSet open(parts);
    FactsBuilder five(tree, open.facts());
    for (int i = 0; i < 6; ++i) five.set(ids[static_cast<std::size_t>(i)], "results", i == 0 ? "excellent" : i < 5 ? "good" : "average");
    const Evaluation ev = evaluate(tree, {five.build()}, open);
    REQUIRE(ev["u01"].possible() == std::vector<std::string>{"excellent", "good"});
    const Plans plans = why_not(ev, "u01", "excellent");
    REQUIRE(plans.size() == 1);
    CHECK(plans[0].steps[0].facts[0].object == Id("u06"));
}

TEST_CASE("what surely has the grade needs nothing; a decided grade stays; unknown names are refused") {
    const auto ids = units(2);
    const Tree tree = towns::town(ids);
    const RuleSet rules(towns::by_results());
    const Facts facts = FactsBuilder(tree, rules.facts()).set("u01", "results", "excellent").set("u02", "results", "good").build();
    const Evaluation ev = evaluate(tree, {facts}, rules, {.decided = {{"u02", "completed"}}});
    const Plans plans = why_not(ev, "u01", "good");
    REQUIRE(plans.size() == 1);
    CHECK(plans[0].steps.empty());
    CHECK(plans[0].minimal);
    CHECK(plans.text() == "u01, to be graded good or better:\n  1. (fewest changes)\n     nothing is needed\n");
    const Plans decided = why_not(ev, "u02", "good");
    CHECK(decided.empty());
    CHECK(decided.blocked_by[0].by == "decided");
    CHECK_THROWS_AS(why_not(ev, "u99", "good"), UnknownUnit);
    CHECK_THROWS_AS(why_not(ev, "u01", "super"), InvalidFacts);
}

TEST_CASE("a plan that contradicts what was reported is none") {
    const auto ids = units(3);
    const Tree tree = towns::town(ids);
    const RuleSet rules(towns::by_results());
    const Facts facts = FactsBuilder(tree, rules.facts()).set("u01", "results", "excellent").set("u02", "results", "good").set("u03", "results", "good").build();
    TallyAbout about;
    about.of = Id("T");
    const Evaluation ev = evaluate(tree, {facts}, rules, {.reported = {Tally(scales::cpv_2018(), {{{"excellent"}, 1}}, about)}});
    const Plans plans = why_not(ev, "u02", "excellent");
    CHECK(plans.empty());
    REQUIRE(plans.blocked_by.size() == 1);
    CHECK(plans.blocked_by[0].by == "reported");
}

TEST_CASE("in a large tree only what stands under the unit's parent is evaluated, and the plans are the same") {
    // A root, 40 towns under it, each with 12 units: 521 in all.
    HistoryBuilder history{SchemeSeries::free()};
    const auto add = [&](const std::string& id, const char* parent) {
        SpellRow row;
        row.id = id, row.name = id, row.kind = "unit", row.since = Date(2000, 1, 1);
        if (parent != nullptr) row.parent = Id(std::string(parent));
        history.add(row);
    };
    add("R", nullptr);
    for (int t = 0; t < 40; ++t) {
        const std::string town = "t" + std::to_string(t);
        add(town, "R");
        for (int u = 0; u < 12; ++u) add(town + "-" + std::to_string(u), town.c_str());
    }
    const Tree tree = history.build().at(Date(2020, 12, 31));
    auto parts = towns::by_results();
    parts.facts.push_back({.name = "score", .type = FactType::decimal});
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_or_better}, .rank_by = "score"}};
    const RuleSet rules(parts);
    FactsBuilder facts(tree, rules.facts());
    for (int t = 0; t < 40; ++t)
        for (int u = 0; u < 12; ++u) facts.set("t" + std::to_string(t) + "-" + std::to_string(u), "results", u < 4 ? "excellent" : "good").set("t" + std::to_string(t) + "-" + std::to_string(u), "score", Decimal(95 - u));
    const Evaluation ev = evaluate(tree, {facts.build()}, rules);
    const std::size_t at = ev.facts()->position("t7-3");
    const Evaluation part = detail::cut_out(ev, Subject::organization, at);
    CHECK(part.tree().size() == 13);
    for (int u = 0; u < 12; ++u) CHECK(part["t7-" + std::to_string(u)] == ev["t7-" + std::to_string(u)]);
    const Plans plans = why_not(ev, "t7-3", "excellent");
    REQUIRE(plans.size() == 1);  // 12 / 5 = 2 places, for 95 and 94
    CHECK(plans[0].steps[0].past == std::vector<Id>{"t7-1", "t7-2"});
    CHECK(after(ev, plans[0], "t7-3") == 1);
}

// --- random cases -------------------------------------------------------------------------------------------------------

using worlds::Case;
using worlds::no;

using worlds::evaluation_of;
using worlds::id_of;

/// One single change, as the promise of `why_not` lists them.
struct Change {
    Subject subject = Subject::organization;
    Id object;
    std::string fact;  // empty: the grade is decided
    FactValue value;
    std::string grade;
    bool choice = false;

    [[nodiscard]] bool same_thing(const Change& o) const { return subject == o.subject && object == o.object && fact == o.fact && choice == o.choice; }
};

/// Whether changes reach the grade, evaluated; contradictions to what was reported are none of it.
class Check {
public:
    Check(const Evaluation& base, Subject subject, Id object, std::uint8_t target) : base_(base), subject_(subject), object_(std::move(object)), target_(target), contradictions_(contradictions(base)) {}

    [[nodiscard]] bool reaches(const std::vector<Change>& changes) const {
        const auto [may, contradicted] = possible(changes, base_.rules());
        bool reached = (may & ~target_) == 0 && contradicted <= contradictions_;
        for (const Change& c : changes)
            if (reached && c.choice) {  // if all who are level stayed, it would stay for sure
                std::vector<Change> others;
                for (const Change& o : changes)
                    if (!o.choice) others.push_back(o);
                reached = (possible(others, all_level_stay()).first & ~target_) == 0;
            }
        return reached;
    }

private:
    [[nodiscard]] RuleBook all_level_stay() const {
        std::vector<RuleSet> sets;
        for (const RuleSet& set : base_.rules().sets()) {
            RuleSetParts parts = set.parts();
            for (Quota& q : parts.quotas)
                if (set.subject() == subject_ && q.on_tie == OnTie::choice) q.on_tie = OnTie::all;
            sets.emplace_back(parts);
        }
        return RuleBook(sets);
    }
    [[nodiscard]] std::pair<std::uint8_t, std::size_t> possible(const std::vector<Change>& changes, const RuleBook& rules) const {
        Evidence evidence = base_.data().evidence;
        std::vector<Facts> facts;
        for (const Subject s : worlds::subjects) {
            std::vector<Facts::Change> own;
            for (const Change& c : changes)
                if (c.subject == s && !c.fact.empty()) own.push_back({c.object, c.fact, c.value});
            facts.push_back(base_.facts(s)->with(own));
        }
        for (const Change& c : changes)
            if (c.fact.empty()) evidence.decided.push_back({c.object, c.grade, c.subject});
        const Evaluation e = evaluate(base_.tree(), facts, rules, evidence);
        return {e.possible(subject_)[e.facts(subject_)->position(object_)], contradictions(e)};
    }
    static std::size_t contradictions(const Evaluation& e) {
        std::size_t n = 0;
        for (const Finding& f : e.findings()) n += f.rule == "evidence.tally" || f.rule == "gaps.excluded";
        return n;
    }

    const Evaluation& base_;
    Subject subject_;
    Id object_;
    std::uint8_t target_;
    std::size_t contradictions_;
};

/// The facts that the conditions of `subject` read of the objects of a population.
std::vector<std::string> read_of(const Case& c, Subject subject, Population population) {
    std::vector<std::string> names;
    const RuleSetParts& r = c.of(subject);
    const auto read = [&](const Condition& condition) {
        const auto& nodes = condition.nodes();
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if ((nodes[i].op == Op::share || nodes[i].op == Op::count) && nodes[i].population == population)
                for (std::size_t k = i - nodes[i].width; k < i; ++k) {
                    names.push_back(nodes[k].fact), names.push_back(nodes[k].over);
                    for (const Fact& f : c.of(population == Population::members ? Subject::member : Subject::organization).facts)
                        if (nodes[k].op == Op::every && f.group == nodes[k].fact) names.push_back(f.name);
                }
    };
    for (const Clause& k : r.not_graded) read(k.condition);
    for (const Clause& k : r.grades) read(k.condition);
    for (const Ceiling& k : r.ceilings) read(k.clause.condition);
    return names;
}

/// Every single change there is: each value of each fact, each grade of each object that may be decided, and the choice.
std::vector<Change> every_change(const Case& c, const Evaluation& ev, Subject subject, std::size_t object, std::size_t target) {
    std::vector<Change> all;
    const std::string read = worlds::text(c);
    const auto decided = [&](Subject s, std::size_t o) { return std::any_of(c.decided.begin(), c.decided.end(), [&](const worlds::Decision& d) { return d.subject == s && d.object == static_cast<int>(o); }); };
    const auto facts_of = [&](Subject s, std::size_t o, bool changes, const std::vector<std::string>* only = nullptr) {
        const RuleSetParts& r = c.of(s);
        for (std::size_t f = 0; f < r.facts.size(); ++f) {
            const Fact& fact = r.facts[f];
            if (std::any_of(r.quotas.begin(), r.quotas.end(), [&](const Quota& q) { return q.group && q.group->by == Group::By::fact && q.group->name == fact.name; })) continue;
            if (read.find(fact.name) == std::string::npos && fact.group.empty()) continue;
            if (only != nullptr && std::find(only->begin(), only->end(), fact.name) == only->end()) continue;
            const FactValue& stated = c.facts[no(s)][o][f];
            const auto may = worlds::values_of(fact, r.scale, stated);
            const bool known = may.size() == 1;
            if (known && may[0].na) continue;
            std::vector<worlds::Value> values;
            if (!known) values = may;
            if (fact.changeable && changes) {
                Fact always = fact;
                always.na = false;
                for (const worlds::Value& v : worlds::values_of(always, r.scale, {}))
                    if (std::none_of(may.begin(), may.end(), [&](const worlds::Value& m) { return m.na == v.na && m.number == v.number; })) values.push_back(v);
            }
            for (const worlds::Value& v : values) all.push_back({s, id_of(s, o), fact.name, worlds::as_stated(fact, v), {}});
        }
    };
    const auto grades_of = [&](Subject s, std::size_t o) {
        if (decided(s, o) || (s == Subject::organization && !c.graded(o))) return;
        for (std::size_t g = 0; g < 4; ++g) all.push_back({s, id_of(s, o), {}, {}, scales::cpv_2018()[g].code});
    };
    facts_of(subject, object, true);
    for (const Subject s : {Subject::organization, Subject::member}) {
        const auto only = read_of(c, subject, s == Subject::member ? Population::members : Population::subordinates);
        for (std::size_t o = 0; subject == Subject::organization && o < c.count(s); ++o)
            if (c.under(s, o) == static_cast<int>(object)) facts_of(s, o, true, &only), grades_of(s, o);
    }
    for (const Relation& relation : c.of(subject).relations) {
        const int unit = c.at[no(subject)][object];
        for (std::size_t o = 0; o < c.count(relation.by); ++o)
            if (relation.by == Subject::organization ? static_cast<int>(o) == unit : c.at[no(relation.by)][o] == unit) grades_of(relation.by, o);
    }
    std::size_t best = 7;
    for (const Quota& q : c.of(subject).quotas) best = std::min(best, *scales::cpv_2018().find(q.grade));
    const auto may = ev.possible(subject);
    for (std::size_t o = 0; o < c.count(subject) && best < 7; ++o) {
        if (o == object || (subject == Subject::organization && (!c.graded(o) || c.units[o].kind != c.units[object].kind))) continue;
        const std::uint8_t its = may[ev.facts(subject)->position(id_of(subject, o))];
        facts_of(subject, o, its != 0 && (its & ((4u << best) - 1u)) == 0);
    }
    for (const Quota& q : c.of(subject).quotas)
        if (q.known() && q.on_tie == OnTie::choice && *scales::cpv_2018().find(q.grade) == target) {
            all.push_back({subject, id_of(subject, object), {}, {}, q.grade, true});
            break;
        }
    return all;
}

std::vector<Change> changes_of(const Plan& plan, const Id& object) {
    std::vector<Change> all;
    for (const PlanStep& step : plan.steps) {
        for (const FactStep& f : step.facts) all.push_back({f.subject, f.object, f.fact, f.to, {}});
        for (const DecidedGrade& d : step.decided) all.push_back({d.subject, d.object, {}, {}, d.grade, step.kind == PlanStep::Kind::place && d.object == object});
    }
    return all;
}

struct Counts {
    std::size_t asked = 0, planned = 0, plans = 0, changes = 0, minimal = 0, larger = 0, blocked = 0, sets = 0, gave_up = 0;
    std::map<std::string, int> by;
};

#ifdef MYHAO_TESTS_SANITIZED
constexpr std::size_t usual_questions = 12;
#else
constexpr std::size_t usual_questions = 100;
#endif

/// What is wrong with the plans of one question; empty where nothing is.
std::string fault(const Case& c, Subject subject, std::size_t object, std::size_t target, std::size_t most, Counts& counts) {
    const Evaluation ev = evaluation_of(c);
    const Id id = id_of(subject, object);
    const auto bits = static_cast<std::uint8_t>((2u << target) - 1u);
    if ((ev.possible(subject)[ev.facts(subject)->position(id)] & ~bits) == 0) return {};
    if (std::any_of(c.decided.begin(), c.decided.end(), [&](const worlds::Decision& d) { return d.subject == subject && d.object == static_cast<int>(object); })) return {};
    // As of a large tree, of which only a part is evaluated again and again; the checks below evaluate all of it.
    const Plans plans = object % 2 == 0 ? why_not(ev, id, scales::cpv_2018()[target].code, subject) : detail::plans_for(ev, id, target, subject, 0);
    const Check check(ev, subject, id, bits);
    ++counts.asked;
    if (plans.empty() == plans.blocked_by.empty()) return "neither plans nor what blocks, or both";
    if (plans.size() > 8) return "more than eight plans";
    const auto every = every_change(c, ev, subject, object, target);
    // Whether some set of `k` changes reaches, as far as there are few.
    const auto found = [&](std::size_t k) -> std::optional<std::vector<Change>> {
        std::vector<Change> chosen;
        const std::function<bool(std::size_t, std::size_t)> search = [&](std::size_t left, std::size_t from) {
            if (left == 0) return ++counts.sets, check.reaches(chosen);
            for (std::size_t i = from; i < every.size(); ++i) {
                if (!chosen.empty() && chosen.back().same_thing(every[i])) continue;
                chosen.push_back(every[i]);
                if (search(left - 1, i + 1)) return true;
                chosen.pop_back();
            }
            return false;
        };
        const double n = static_cast<double>(every.size());
        if ((k == 1 ? n : n * n / 2) > static_cast<double>(most)) return ++counts.gave_up, std::nullopt;
        return search(k, 0) ? std::optional(chosen) : std::nullopt;
    };
    const auto told = [&](const std::vector<Change>& changes) {
        std::string text;
        for (const Change& x : changes) text += " " + x.object.text() + "." + (x.choice ? "choice" : x.fact.empty() ? x.grade : x.fact + "=" + worlds::text(c.of(x.subject).facts[worlds::fact_index(c.of(x.subject), x.fact)], x.value));
        return text;
    };
    std::size_t last = 0;
    for (const Plan& plan : plans) {
        const auto changes = changes_of(plan, id);
        ++counts.plans, counts.changes += changes.size(), counts.minimal += plan.minimal;
        if (changes.size() < last) return "order: a plan of fewer changes stands behind";
        last = changes.size();
        if ((after(ev, plan, id, subject) & ~bits) != 0) return "reach: the plan does not reach its grade:" + told(changes);
        if (!check.reaches(changes)) return "reach: the plan contradicts what was reported, or the choice is not open:" + told(changes);
        for (std::size_t i = 0; i < changes.size(); ++i) {
            auto less = changes;
            less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
            if (check.reaches(less)) return "needed: a change is not needed:" + told(changes);
        }
        for (std::size_t i = 0; i < plan.steps.size(); ++i)
            if ((after(ev, plan.without(i), id, subject) & ~bits) == 0 && check.reaches(changes_of(plan.without(i), id))) return "needed: a step is not needed:" + told(changes);
        for (const Change& x : changes)  // only what is declared changeable, or not known
            if (!x.fact.empty()) {
                const RuleSetParts& r = c.of(x.subject);
                std::size_t o = 0;
                while (id_of(x.subject, o) != x.object) ++o;
                const Fact& fact = r.facts[worlds::fact_index(r, x.fact)];
                if (!fact.changeable && worlds::values_of(fact, r.scale, c.facts[no(x.subject)][o][worlds::fact_index(r, x.fact)]).size() == 1) return "changeable: a fact is changed that is not changeable:" + told(changes);
            }
        counts.larger += plan.minimal && changes.size() > 1;
    }
    const std::size_t until = plans.empty() ? 3 : plans[0].minimal ? plans[0].changes() : 1;
    for (std::size_t k = 1; k < std::min<std::size_t>(until, 3); ++k)
        if (const auto fewer = found(k)) return (plans.empty() ? "missed: blocked, but this reaches:" : "minimal: fewer changes reach:") + told(*fewer);
    ++(plans.empty() ? counts.blocked : counts.planned);
    if (plans.empty()) ++counts.by[plans.blocked_by[0].by];
    return {};
}

TEST_CASE("on random cases every plan reaches, needs all its changes, and is minimal where it says so") {
    const char* text = std::getenv("MYHAO_SEED");
    const char* number = std::getenv("MYHAO_PLANS");
    const std::uint64_t seed = text == nullptr ? 20201231 : std::strtoull(text, nullptr, 10);
    const std::size_t wanted = number == nullptr ? usual_questions : std::strtoull(number, nullptr, 10);
    Counts counts;
    std::map<std::string, int> faults;
    for (std::uint64_t i = 0; counts.asked < wanted; ++i) {
        worlds::Maker maker(seed + i);
        Case c = maker.make();
        std::mt19937_64& random = maker.random();
        for (const Subject s : worlds::subjects)
            for (Fact& f : c.rules[no(s)].facts) f.changeable = random() % 100 < 60;
        const Subject subject = random() % 100 < 70 ? Subject::organization : worlds::subjects[random() % 4];
        if (c.count(subject) == 0) continue;
        const std::size_t object = random() % c.count(subject), target = random() % 100 < 50 ? 0 : random() % 3;
        if (subject == Subject::organization && !c.graded(object)) continue;
        try {
            for (const Subject of : worlds::subjects) static_cast<void>(RuleSet(c.of(of)));
        } catch (const InvalidRules&) {
            continue;  // conditions that can never hold are refused
        }
        const auto failing = [&](const Case& k) { Counts unused; return fault(k, subject, object, target, 700, unused); };
        const std::string wrong = fault(c, subject, object, target, 700, counts);
        if (wrong.empty()) continue;
        const std::string sort = wrong.substr(0, wrong.find(':'));
        if (++faults[sort] > 2) continue;
        FAIL_CHECK("case " + std::to_string(seed + i) + ", " + id_of(subject, object).text() + " to be " + scales::cpv_2018()[target].code + ": " + failing(c) + "\n" + worlds::text(c));
    }
    std::printf("plans: seed %llu, %zu questions, %zu with plans (%zu plans, %zu changes, %zu minimal, %zu of them of more than one change), %zu blocked, %zu sets of changes tried by brute force, %zu times too many\n",
                static_cast<unsigned long long>(seed), counts.asked, counts.planned, counts.plans, counts.changes, counts.minimal, counts.larger, counts.blocked, counts.sets, counts.gave_up);
    for (const auto& [by, n] : counts.by) std::printf("plans: %d blocked first by %s\n", n, by.c_str());
    for (const auto& [sort, n] : faults) std::printf("plans: %d cases %s\n", n, sort.c_str());
    CHECK(faults.empty());
    CHECK(counts.planned * 4 > counts.asked);
    CHECK(counts.blocked * 20 > counts.asked);
}

}  // namespace
