// SPDX-License-Identifier: Apache-2.0
// Rule sets between C++ and Python: conditions as tuples of their nodes, and the parts of a rule set as a mapping of plain tuples.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/rules/rule_set.hpp>

#include "bindings.hpp"
#include "casters.hpp"
#include "values.hpp"

namespace myhao_python {

using namespace myhao;

constexpr Compare every_compare[] = {Compare::at_least, Compare::more_than, Compare::at_most, Compare::less_than, Compare::equals};
constexpr Population every_population[] = {Population::subordinates, Population::members, Population::leadership, Population::facts, Population::previous};
constexpr FactType every_type[] = {FactType::level, FactType::grade, FactType::flag, FactType::count, FactType::decimal, FactType::date};
constexpr Subject every_subject[] = {Subject::organization, Subject::member, Subject::collective, Subject::leader};
constexpr OnTie every_on_tie[] = {OnTie::choice, OnTie::none, OnTie::all};
constexpr std::string_view op_names[] = {"fact", "ratio", "outcome", "months", "value", "share", "count", "every", "all_of", "any_of", "not", "unknown"};
static_assert(std::size(op_names) == static_cast<std::size_t>(Op::unknown) + 1 && static_cast<std::size_t>(Op::share) == 5);

inline Subject subject_of(const std::string& wanted) { return named(wanted, every_subject, "subject"); }
inline Confidence confidence_of(const std::string& wanted) {
    if (const auto found = confidence_named(wanted)) return *found;
    throw py::value_error("confidence: '" + wanted + "'; expected verified, translated, partial, derived, unverified or unknown");
}

inline py::tuple node_parts(const Node& n) {
    return py::make_tuple(text(op_names[static_cast<std::size_t>(n.op)]), text(name(n.compare)), text(name(n.population)), n.arity, n.width, n.fact, n.over, n.value, n.share, n.number);
}
inline Node node_of(const py::tuple& t) {
    Node n;
    const auto op = t[0].cast<std::string>();
    bool known = false;
    for (std::size_t i = 0; i < std::size(op_names); ++i)
        if (op_names[i] == op) n.op = static_cast<Op>(i), known = true;
    if (!known) throw py::value_error("condition: unknown operation '" + op + "'");
    n.compare = named(t[1].cast<std::string>(), every_compare, "comparison"), n.population = named(t[2].cast<std::string>(), every_population, "population");
    n.arity = t[3].cast<std::uint32_t>(), n.width = t[4].cast<std::uint32_t>();
    n.fact = t[5].cast<std::string>(), n.over = t[6].cast<std::string>(), n.value = t[7].cast<std::string>();
    n.share = t[8].cast<Ratio>(), n.number = t[9].cast<std::int64_t>();
    return n;
}

/// A condition in words, without the labels of a rule set.
inline std::string words_of(const Condition& condition) {
    const auto compare = [](const Node& n, const std::string& what, const std::string& value) {
        constexpr const char* signs[] = {" >= ", " > ", " <= ", " < ", " = "};
        return what + signs[static_cast<std::size_t>(n.compare)] + value;
    };
    const auto of = [](const Node& n) {
        return n.population == Population::facts ? "facts of " + n.fact : n.population == Population::previous ? "the " + n.over + " years before" : text(name(n.population));
    };
    std::vector<std::string> stack;
    const auto take = [&] {
        std::string top = stack.empty() ? "?" : stack.back();
        if (!stack.empty()) stack.pop_back();
        return top;
    };
    for (const Node& n : condition.nodes()) {
        switch (n.op) {
        case Op::fact: stack.push_back(n.value == "true" ? n.fact : n.value == "false" ? "not " + n.fact : compare(n, n.fact, n.value)); break;
        case Op::every: stack.push_back(compare(n, "every " + n.fact, n.value)); break;
        case Op::outcome: stack.push_back(compare(n, "outcome", n.value)); break;
        case Op::value: stack.push_back(compare(n, "value", n.value)); break;
        case Op::months: stack.push_back(compare(n, "months since " + n.fact, std::to_string(n.number))); break;
        case Op::ratio: stack.push_back(compare(n, n.fact + "/" + n.over, n.share.percent())); break;
        case Op::share: stack.push_back(compare(n, "share of " + of(n) + " where (" + take() + ")", n.share.percent())); break;
        case Op::count: stack.push_back(compare(n, "count of " + of(n) + " where (" + take() + ")", std::to_string(n.number))); break;
        case Op::negation: stack.push_back("not (" + take() + ")"); break;
        case Op::all_of:
        case Op::any_of: {
            std::string joined;
            std::vector<std::string> parts;
            for (std::uint32_t i = 0; i < n.arity; ++i) parts.push_back(take());
            for (std::size_t i = parts.size(); i-- > 0;) joined += (joined.empty() ? "" : n.op == Op::all_of ? " and " : " or ") + parts[i];
            stack.push_back("(" + joined + ")");
            break;
        }
        default: stack.push_back("unknown");
        }
    }
    return take();
}

inline py::tuple fact_parts(const Fact& f) {
    return py::make_tuple(f.name, text(name(f.type)), f.na, f.group, f.values, text(name(f.subject)), f.label, f.derivable, f.changeable);
}
inline Fact fact_of(const py::tuple& t) {
    return {.name = t[0].cast<std::string>(), .type = named(t[1].cast<std::string>(), every_type, "type"), .na = t[2].cast<bool>(), .group = t[3].cast<std::string>(), .values = t[4].cast<std::vector<std::string>>(),
            .subject = subject_of(t[5].cast<std::string>()), .label = t[6].cast<Label>(), .derivable = t[7].cast<bool>(), .changeable = t[8].cast<bool>()};
}
inline py::list vocabulary_parts(const Vocabulary& vocabulary) {
    py::list out;
    for (const Fact& f : vocabulary) out.append(fact_parts(f));
    return out;
}
inline std::vector<Fact> facts_of(const std::vector<py::tuple>& list) {
    std::vector<Fact> out;
    for (const py::tuple& t : list) out.push_back(fact_of(t));
    return out;
}

inline py::tuple clause_parts(const Clause& c) { return py::make_tuple(c.id, c.condition, citation_parts(c.citation), text(name(c.confidence)), c.label); }
inline Clause clause_of(const py::tuple& t) { return {t[0].cast<std::string>(), t[1].cast<Condition>(), citation_of(t[2].cast<py::tuple>()), confidence_of(t[3].cast<std::string>()), t[4].cast<Label>()}; }

inline py::object group_parts(const std::optional<Group>& group) {
    if (!group) return py::none();
    constexpr const char* by[] = {"parent", "ancestor", "fact", "whole"};
    return py::make_tuple(by[static_cast<std::size_t>(group->by)], group->name);
}
inline std::optional<Group> group_of(const py::object& source) {
    if (source.is_none()) return std::nullopt;
    const auto t = source.cast<py::tuple>();
    const auto by = t[0].cast<std::string>(), called = t[1].cast<std::string>();
    return by == "parent" ? by_parent() : by == "whole" ? whole() : by == "ancestor" ? by_ancestor(called) : by_fact(called);
}
inline py::tuple quota_parts(const Quota& q) {
    std::vector<std::string> bases;
    for (const QuotaBase base : q.base) bases.push_back(text(name(base)));
    return py::make_tuple(q.grade, q.share, bases, group_parts(q.group), q.rank_by, q.at_least, text(name(q.on_tie)), q.id, citation_parts(q.citation), text(name(q.confidence)), q.label);
}
inline Quota quota_of(const py::tuple& t) {
    Quota q;
    q.grade = t[0].cast<std::string>(), q.share = t[1].cast<std::optional<Ratio>>();
    q.base.clear();
    for (const std::string& base : t[2].cast<std::vector<std::string>>()) q.base.push_back(named(base, every_quota_base, "base"));
    q.group = group_of(t[3]), q.rank_by = t[4].cast<std::string>(), q.at_least = t[5].cast<std::int64_t>();
    q.on_tie = named(t[6].cast<std::string>(), every_on_tie, "on_tie"), q.id = t[7].cast<std::string>();
    q.citation = citation_of(t[8].cast<py::tuple>()), q.confidence = confidence_of(t[9].cast<std::string>()), q.label = t[10].cast<Label>();
    return q;
}

/// Everything a rule set is made of; `rule_set_of` makes an equal one of it.
inline py::dict rule_set_parts(const RuleSet& rules) {
    const RuleSetParts& p = rules.parts();
    py::dict out;
    out["id"] = p.id, out["subject"] = text(name(p.subject)), out["scale"] = p.scale;
    out["since_year"] = p.since_year, out["until_year"] = p.until_year;
    out["instruments"] = list_of(p.instruments, key_parts), out["facts"] = list_of(p.facts, fact_parts);
    out["not_graded"] = list_of(p.not_graded, clause_parts), out["grades"] = list_of(p.grades, clause_parts);
    out["ceilings"] = list_of(p.ceilings, [](const Ceiling& c) { return py::make_tuple(c.grade, clause_parts(c.clause)); });
    out["relations"] = list_of(p.relations, [](const Relation& r) { return py::make_tuple(r.id, text(name(r.by)), citation_parts(r.citation), text(name(r.confidence)), r.label, r.when); });
    out["quotas"] = list_of(p.quotas, quota_parts);
    out["gaps"] = list_of(p.gaps, [](const Gap& g) { return py::make_tuple(g.path, g.candidates, citation_parts(g.citation), g.label); });
    out["label"] = p.label;
    return out;
}
inline RuleSet rule_set_of(const py::dict& d) {
    RuleSetParts p;
    const auto each = [&](const char* key, auto add) {
        for (const py::handle one : d[key].cast<py::list>()) add(one.cast<py::tuple>());
    };
    p.id = d["id"].cast<std::string>(), p.subject = subject_of(d["subject"].cast<std::string>()), p.scale = d["scale"].cast<Scale>();
    p.since_year = d["since_year"].cast<int>(), p.until_year = d["until_year"].cast<std::optional<int>>();
    each("instruments", [&](const py::tuple& t) { p.instruments.push_back(key_of(t)); });
    each("facts", [&](const py::tuple& t) { p.facts.push_back(fact_of(t)); });
    each("not_graded", [&](const py::tuple& t) { p.not_graded.push_back(clause_of(t)); });
    each("grades", [&](const py::tuple& t) { p.grades.push_back(clause_of(t)); });
    each("ceilings", [&](const py::tuple& t) { p.ceilings.push_back({t[0].cast<std::string>(), clause_of(t[1].cast<py::tuple>())}); });
    each("relations", [&](const py::tuple& t) {
        // A rule set pickled before relations had a condition has five parts.
        p.relations.push_back({t[0].cast<std::string>(), subject_of(t[1].cast<std::string>()), citation_of(t[2].cast<py::tuple>()), confidence_of(t[3].cast<std::string>()), t[4].cast<Label>(),
                               t.size() > 5 ? t[5].cast<std::optional<Condition>>() : std::nullopt});
    });
    each("quotas", [&](const py::tuple& t) { p.quotas.push_back(quota_of(t)); });
    each("gaps", [&](const py::tuple& t) { p.gaps.push_back({t[0].cast<std::string>(), t[1].cast<std::vector<std::string>>(), citation_of(t[2].cast<py::tuple>()), t[3].cast<Label>()}); });
    p.label = d["label"].cast<Label>();
    return RuleSet(std::move(p));
}

}  // namespace myhao_python
