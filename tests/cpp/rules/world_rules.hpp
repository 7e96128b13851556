// SPDX-License-Identifier: Apache-2.0
// The oracle's own view of a small case: plain arrays of units and people, what is stated of them, and rules as nested
// conditions with names looked up. No trees, columns or programs of the engine.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/facts.hpp>
#include <myhao/rules/rule_set.hpp>

namespace worlds {

using namespace myhao;

/// Kinds by rank; a unit of the last one is never graded, and a top unit only where the case says so.
inline constexpr std::array<const char*, 4> kinds{"top", "mid", "low", "group"};
inline constexpr std::array<const char*, 4> roles{"town", "grassroots", "cell", "team"};

inline constexpr std::array<Subject, 4> subjects{Subject::organization, Subject::member, Subject::collective, Subject::leader};
[[nodiscard]] constexpr std::size_t no(Subject s) { return static_cast<std::size_t>(s); }

struct Unit {
    int parent = -1, kind = 0;
};
struct Reported {
    Subject subject = Subject::organization;
    int of = -1;  // the unit whose direct subordinates are counted; -1: every graded unit (or every member)
    std::vector<std::pair<std::uint8_t, std::int64_t>> counts;  // disjoint sets of grades
    std::optional<std::int64_t> graded;
};
struct Decision {
    Subject subject = Subject::organization;
    int object = 0, grade = 0;
};
using Stated = std::vector<std::vector<FactValue>>;  // [object][fact of its rules]

/// All that is known: a few units (parents stand before children), a few members, collectives and leaders at them, rules, evidence.
struct Case {
    std::vector<Unit> units;
    std::array<std::vector<int>, 4> at;  // of members, collectives and leaders: the unit of each; one collective at most at each
    bool top_graded = true;
    std::array<RuleSetParts, 4> rules;  // by subject, as all below
    std::array<Stated, 4> facts;
    std::vector<Reported> reported;
    std::vector<Decision> decided;

    [[nodiscard]] bool graded(std::size_t unit) const { return units[unit].kind == 0 ? top_graded : units[unit].kind < 3; }
    [[nodiscard]] const RuleSetParts& of(Subject s) const { return rules[no(s)]; }
    [[nodiscard]] std::size_t count(Subject s) const { return s == Subject::organization ? units.size() : at[no(s)].size(); }
    /// Where an object counts: at its unit, or of a unit, under its parent.
    [[nodiscard]] int under(Subject s, std::size_t object) const { return s == Subject::organization ? units[object].parent : at[no(s)][object]; }
};

/// One value of a fact: the position of a level or grade, 0 for true and 1 for false, a count, a score in units of 10^-9, a day.
struct Value {
    bool na = false;
    std::int64_t number = 0;
};

/// Where numbers are cut. Thresholds and known counts of the cases are at most 3, ratios at least 1/3 and at most 1, scores
/// are compared with 70 and 90 and known as 69.99, 70 and 90, months since a date with 3, 6 and 12: up to two unknown numbers can lie in any order in each gap.
[[nodiscard]] inline std::vector<std::int64_t> cuts(const Fact& fact) {
    std::vector<std::int64_t> at;
    if (fact.type == FactType::date)
        for (const auto& [year, month] : {std::pair{2019, 1}, {2019, 12}, {2020, 1}, {2020, 6}, {2020, 7}, {2020, 9}, {2020, 10}, {2020, 12}, {2021, 3}}) at.push_back(Date(year, month, 15).days());
    else if (fact.type == FactType::count)
        for (std::int64_t n = 0; n <= (fact.name == "assigned" ? 16 : 5); ++n) at.push_back(n);
    else
        for (const char* text : {"60", "61", "69.99", "69.995", "69.996", "70", "80", "81", "90", "95", "96"}) at.push_back(*Decimal::parse(text)->at(Decimal::most_places));
    return at;
}

/// The non-empty set of values that a statement leaves possible.
[[nodiscard]] inline std::vector<Value> values_of(const Fact& fact, const Scale& scale, const FactValue& stated) {
    std::vector<std::string> names = fact.values;
    if (names.empty())
        for (const Grade& g : (fact.type == FactType::level ? scales::levels() : scale).grades()) names.push_back(g.code);
    const bool number = fact.type == FactType::count || fact.type == FactType::decimal || fact.type == FactType::date;
    std::vector<Value> values;
    if (std::holds_alternative<NotApplicable>(stated)) return {{true, 0}};
    if (const auto* text = std::get_if<std::string>(&stated)) return {{false, std::find(names.begin(), names.end(), *text) - names.begin()}};
    if (const auto* flag = std::get_if<bool>(&stated)) return {{false, *flag ? 0 : 1}};
    if (const auto* whole = std::get_if<std::int64_t>(&stated)) return {{false, *whole}};
    if (const auto* decimal = std::get_if<Decimal>(&stated)) return {{false, *decimal->at(Decimal::most_places)}};
    if (const auto* date = std::get_if<Date>(&stated)) return {{false, date->days()}};
    if (const auto* between = std::get_if<Interval<Decimal>>(&stated)) {
        for (const std::int64_t n : cuts(fact))
            if (between->contains(fact.type == FactType::count ? Decimal(n) : Decimal(n, Decimal::most_places))) values.push_back({false, n});
        return values;
    }
    if (number)
        for (const std::int64_t n : cuts(fact)) values.push_back({false, n});
    else
        for (std::size_t i = 0; i < (fact.type == FactType::flag ? 2 : names.size()); ++i) values.push_back({false, static_cast<std::int64_t>(i)});
    if (fact.na) values.push_back({true, 0});
    return values;
}

/// A condition with its parts beneath it, names looked up.
struct Expr {
    Node node;
    std::vector<Expr> parts;
    std::vector<std::size_t> facts;
    std::vector<std::int64_t> bound;  // one for each fact; of an outcome, the grade
};

[[nodiscard]] inline std::size_t fact_index(const RuleSetParts& rules, const std::string& name) {
    std::size_t i = 0;
    while (rules.facts[i].name != name) ++i;
    return i;
}

inline void look_up(Expr& e, const Case& c, Subject s, const std::string& group = {}) {
    const RuleSetParts& rules = c.of(s);
    const auto add = [&](std::size_t f) {
        const Fact& fact = rules.facts[f];
        e.facts.push_back(f);
        std::int64_t bound = 0;
        if (e.node.op != Op::ratio) {
            if (fact.type == FactType::count) bound = std::stoll(e.node.value);
            else if (fact.type == FactType::decimal) bound = *Decimal::parse(e.node.value)->at(Decimal::most_places);
            else if (fact.type == FactType::flag) bound = e.node.value == "true" ? 0 : 1;
            else bound = values_of(fact, rules.scale, FactValue(e.node.value))[0].number;
        }
        e.bound.push_back(bound);
    };
    if (e.node.op == Op::fact || e.node.op == Op::ratio) add(fact_index(rules, e.node.fact));
    if (e.node.op == Op::ratio) add(fact_index(rules, e.node.over));
    if (e.node.op == Op::months) {
        e.facts.push_back(fact_index(rules, e.node.fact));
        e.bound.push_back(e.node.number);
    }
    if (e.node.op == Op::value) e.node.fact = group;
    if (e.node.op == Op::every || e.node.op == Op::value)
        for (std::size_t f = 0; f < rules.facts.size(); ++f)
            if (rules.facts[f].group == e.node.fact) add(f);
    if (e.node.op == Op::outcome) e.bound.push_back(static_cast<std::int64_t>(*rules.scale.find(e.node.value)));
    const bool population = e.node.op == Op::share || e.node.op == Op::count;
    for (Expr& part : e.parts) look_up(part, c, population && e.node.population == Population::members ? Subject::member : s, e.node.fact);
}

[[nodiscard]] inline Expr read(const Condition& condition, const Case& c, Subject s) {
    std::vector<Expr> stack;
    for (const Node& n : condition.nodes()) {
        const bool one = n.op == Op::negation || n.op == Op::share || n.op == Op::count;
        const std::ptrdiff_t takes = one ? 1 : n.op == Op::all_of || n.op == Op::any_of ? static_cast<std::ptrdiff_t>(n.arity) : 0;
        Expr e{n, {stack.end() - takes, stack.end()}, {}, {}};
        stack.erase(stack.end() - takes, stack.end());
        stack.push_back(std::move(e));
    }
    look_up(stack[0], c, s);
    return stack[0];
}

}  // namespace worlds
