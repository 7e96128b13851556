// SPDX-License-Identifier: Apache-2.0
// Conditions, rule sets, facts, evaluation and its reasons, as handles and plain tuples for python/myhao to dress.
#include "bindings.hpp"
#include "casters.hpp"
#include "arrays.hpp"
#include "fact_table.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/data/synthetic.hpp>
#include <myhao/regulations/registry.hpp>
#include <myhao/regulations/vocabulary.hpp>
#include <myhao/rules/audit.hpp>
#include <myhao/rules/describe.hpp>
#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/explain.hpp>
#include <myhao/rules/implied.hpp>

namespace myhao_python {
namespace {

using namespace myhao;

constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();

std::string text(std::string_view view) { return std::string(view); }

template <class Enum, std::size_t n>
Enum named(const std::string& wanted, const Enum (&all)[n], const char* argument) {
    std::string names;
    for (const Enum one : all) {
        if (name(one) == wanted) return one;
        names += (names.empty() ? "" : ", ") + text(name(one));
    }
    throw py::value_error(std::string(argument) + ": '" + wanted + "'; expected one of " + names);
}
constexpr Compare every_compare[] = {Compare::at_least, Compare::more_than, Compare::at_most, Compare::less_than, Compare::equals};
constexpr Population every_population[] = {Population::subordinates, Population::members, Population::leadership, Population::facts, Population::previous};
constexpr FactType every_type[] = {FactType::level, FactType::grade, FactType::flag, FactType::count, FactType::decimal, FactType::date};
constexpr Subject every_subject[] = {Subject::organization, Subject::member, Subject::collective, Subject::leader};
constexpr OnTie every_on_tie[] = {OnTie::choice, OnTie::none, OnTie::all};
constexpr std::string_view op_names[] = {"fact", "ratio", "outcome", "months", "value", "share", "count", "every", "all_of", "any_of", "not", "unknown"};
static_assert(std::size(op_names) == static_cast<std::size_t>(Op::unknown) + 1 && static_cast<std::size_t>(Op::share) == 5);

Subject subject_of(const std::string& wanted) { return named(wanted, every_subject, "subject"); }
Confidence confidence_of(const std::string& wanted) {
    if (const auto found = confidence_named(wanted)) return *found;
    throw py::value_error("confidence: '" + wanted + "'; expected verified, translated, partial, derived, unverified or unknown");
}

// --- conditions -----------------------------------------------------------------------------------------------------

py::tuple node_parts(const Node& n) {
    return py::make_tuple(text(op_names[static_cast<std::size_t>(n.op)]), text(name(n.compare)), text(name(n.population)), n.arity, n.width, n.fact, n.over, n.value, n.share, n.number);
}
Node node_of(const py::tuple& t) {
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
std::string words_of(const Condition& condition) {
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

void register_conditions(py::module_& module) {
    py::class_<Condition>(module, "Condition")
        .def(py::init([](const std::vector<py::tuple>& nodes) {
            std::vector<Node> list;
            for (const py::tuple& node : nodes) list.push_back(node_of(node));
            return Condition(std::move(list));
        }))
        .def("nodes",
             [](const Condition& c) {
                 py::list out;
                 for (const Node& n : c.nodes()) out.append(node_parts(n));
                 return out;
             })
        .def("text", &words_of)
        .def("same", [](const Condition& a, const Condition& b) { return a == b; })
        .def(py::pickle(
            [](const Condition& c) {
                py::list nodes;
                for (const Node& n : c.nodes()) nodes.append(node_parts(n));
                return py::make_tuple(nodes);
            },
            [](const py::tuple& state) {
                std::vector<Node> nodes;
                for (const py::handle node : state[0].cast<py::list>()) nodes.push_back(node_of(node.cast<py::tuple>()));
                return Condition(std::move(nodes));
            }));
    module.def("condition_unknown", [] { return Condition(); });
    module.def("condition_compare", [](const std::string& op, const std::string& compare_name, std::string fact, std::string value) {
        const Op which = op == "fact" ? Op::fact : op == "every" ? Op::every : op == "value" ? Op::value : Op::outcome;
        return Condition(Node{.op = which, .compare = named(compare_name, every_compare, "comparison"), .fact = std::move(fact), .value = std::move(value)});
    });
    module.def("condition_ratio", [](std::string count, std::string over, const std::string& compare_name, const Ratio& share) {
        return ratio(std::move(count), std::move(over)).compare(named(compare_name, every_compare, "comparison"), share);
    });
    module.def("condition_months", [](std::string date, const std::string& compare_name, std::int64_t number) {
        return months_since(std::move(date)).compare(named(compare_name, every_compare, "comparison"), number);
    });
    module.def("condition_share", [](const std::string& population, std::string group, std::string years, const Condition& where, const std::string& compare_name, const Ratio& share) {
        return myhao::detail::Over(named(population, every_population, "population"), std::move(group), std::move(years)).share(where).compare(named(compare_name, every_compare, "comparison"), share);
    });
    module.def("condition_count", [](const std::string& population, std::string group, std::string years, const Condition& where, const std::string& compare_name, std::int64_t number) {
        return myhao::detail::Over(named(population, every_population, "population"), std::move(group), std::move(years)).count(where).compare(named(compare_name, every_compare, "comparison"), number);
    });
    module.def("condition_all_of", [](const std::vector<Condition>& parts) { return all_of(parts); });
    module.def("condition_any_of", [](const std::vector<Condition>& parts) { return any_of(parts); });
    module.def("condition_not", [](const Condition& part) { return not_(part); });
    module.def("parse_ratio", [](const std::string& share, const std::string& where) { return Ratio::parse(share, where); });
}

// --- rule sets ------------------------------------------------------------------------------------------------------

py::tuple key_parts(const InstrumentKey& key) { return py::make_tuple(key.number, key.issuer, key.issued); }
InstrumentKey key_of(const py::tuple& t) { return {t[0].cast<std::string>(), t[1].cast<std::string>(), t[2].cast<std::optional<Date>>()}; }
py::tuple citation_parts(const Citation& c) { return py::make_tuple(key_parts(c.instrument), c.clause, c.publication, c.paragraph, c.text()); }
Citation citation_of(const py::tuple& t) {
    Citation c;
    c.instrument = key_of(t[0].cast<py::tuple>()), c.clause = t[1].cast<std::string>(), c.publication = t[2].cast<std::string>(), c.paragraph = t[3].cast<int>();
    return c;
}

py::tuple fact_parts(const Fact& f) {
    return py::make_tuple(f.name, text(name(f.type)), f.na, f.group, f.values, text(name(f.subject)), f.label, f.derivable, f.changeable);
}
Fact fact_of(const py::tuple& t) {
    return {.name = t[0].cast<std::string>(), .type = named(t[1].cast<std::string>(), every_type, "type"), .na = t[2].cast<bool>(), .group = t[3].cast<std::string>(), .values = t[4].cast<std::vector<std::string>>(),
            .subject = subject_of(t[5].cast<std::string>()), .label = t[6].cast<Label>(), .derivable = t[7].cast<bool>(), .changeable = t[8].cast<bool>()};
}
py::list vocabulary_parts(const Vocabulary& vocabulary) {
    py::list out;
    for (const Fact& f : vocabulary) out.append(fact_parts(f));
    return out;
}
std::vector<Fact> facts_of(const std::vector<py::tuple>& list) {
    std::vector<Fact> out;
    for (const py::tuple& t : list) out.push_back(fact_of(t));
    return out;
}

py::tuple clause_parts(const Clause& c) { return py::make_tuple(c.id, c.condition, citation_parts(c.citation), text(name(c.confidence)), c.label); }
Clause clause_of(const py::tuple& t) { return {t[0].cast<std::string>(), t[1].cast<Condition>(), citation_of(t[2].cast<py::tuple>()), confidence_of(t[3].cast<std::string>()), t[4].cast<Label>()}; }

py::object group_parts(const std::optional<Group>& group) {
    if (!group) return py::none();
    constexpr const char* by[] = {"parent", "ancestor", "fact", "whole"};
    return py::make_tuple(by[static_cast<std::size_t>(group->by)], group->name);
}
std::optional<Group> group_of(const py::object& source) {
    if (source.is_none()) return std::nullopt;
    const auto t = source.cast<py::tuple>();
    const auto by = t[0].cast<std::string>(), called = t[1].cast<std::string>();
    return by == "parent" ? by_parent() : by == "whole" ? whole() : by == "ancestor" ? by_ancestor(called) : by_fact(called);
}
py::tuple quota_parts(const Quota& q) {
    std::vector<std::string> bases;
    for (const QuotaBase base : q.base) bases.push_back(text(name(base)));
    return py::make_tuple(q.grade, q.share, bases, group_parts(q.group), q.rank_by, q.at_least, text(name(q.on_tie)), q.id, citation_parts(q.citation), text(name(q.confidence)), q.label);
}
Quota quota_of(const py::tuple& t) {
    Quota q;
    q.grade = t[0].cast<std::string>(), q.share = t[1].cast<std::optional<Ratio>>();
    q.base.clear();
    for (const std::string& base : t[2].cast<std::vector<std::string>>()) q.base.push_back(named(base, every_quota_base, "base"));
    q.group = group_of(t[3]), q.rank_by = t[4].cast<std::string>(), q.at_least = t[5].cast<std::int64_t>();
    q.on_tie = named(t[6].cast<std::string>(), every_on_tie, "on_tie"), q.id = t[7].cast<std::string>();
    q.citation = citation_of(t[8].cast<py::tuple>()), q.confidence = confidence_of(t[9].cast<std::string>()), q.label = t[10].cast<Label>();
    return q;
}

template <class List, class Make>
py::list list_of(const List& list, Make make) {
    py::list out;
    for (const auto& one : list) out.append(make(one));
    return out;
}

/// Everything a rule set is made of; `rule_set_of` makes an equal one of it.
py::dict rule_set_parts(const RuleSet& rules) {
    const RuleSetParts& p = rules.parts();
    py::dict out;
    out["id"] = p.id, out["subject"] = text(name(p.subject)), out["scale"] = p.scale;
    out["since_year"] = p.since_year, out["until_year"] = p.until_year;
    out["instruments"] = list_of(p.instruments, key_parts), out["facts"] = list_of(p.facts, fact_parts);
    out["not_graded"] = list_of(p.not_graded, clause_parts), out["grades"] = list_of(p.grades, clause_parts);
    out["ceilings"] = list_of(p.ceilings, [](const Ceiling& c) { return py::make_tuple(c.grade, clause_parts(c.clause)); });
    out["relations"] = list_of(p.relations, [](const Cap& c) { return py::make_tuple(c.id, text(name(c.by)), citation_parts(c.citation), text(name(c.confidence)), c.label); });
    out["quotas"] = list_of(p.quotas, quota_parts);
    out["gaps"] = list_of(p.gaps, [](const Gap& g) { return py::make_tuple(g.path, g.candidates, citation_parts(g.citation), g.label); });
    out["label"] = p.label;
    return out;
}
RuleSet rule_set_of(const py::dict& d) {
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
        p.relations.push_back({t[0].cast<std::string>(), subject_of(t[1].cast<std::string>()), citation_of(t[2].cast<py::tuple>()), confidence_of(t[3].cast<std::string>()), t[4].cast<Label>()});
    });
    each("quotas", [&](const py::tuple& t) { p.quotas.push_back(quota_of(t)); });
    each("gaps", [&](const py::tuple& t) { p.gaps.push_back({t[0].cast<std::string>(), t[1].cast<std::vector<std::string>>(), citation_of(t[2].cast<py::tuple>()), t[3].cast<Label>()}); });
    p.label = d["label"].cast<Label>();
    return RuleSet(std::move(p));
}

py::tuple finding_parts(const Finding& f) {
    return py::make_tuple(text(name(f.state)), text(name(f.severity)), f.rule, f.subject, f.observed, f.required, f.citation, f.text.vi, f.text.en);
}

py::list audit_parts(const Tally& tally, const RuleSet& rules, const py::object& groups) {
    Groups given;
    if (py::isinstance<py::int_>(groups)) given = Groups(groups.cast<std::int64_t>());
    else if (!groups.is_none()) given = Groups(groups.cast<std::vector<Tally>>());
    return list_of(audit(tally, rules, given), [](const QuotaFinding& f) {
        return py::make_tuple(finding_parts(f), text(name(f.base)), f.in_rules, py::make_tuple(f.observed_count.low, f.observed_count.high), f.limit_as_stated,
                              py::make_tuple(f.most_attainable.low, f.most_attainable.high));
    });
}

void register_rule_sets(py::module_& module) {
    py::class_<RuleSet>(module, "RuleSet")
        .def(py::init(&rule_set_of))
        .def_property_readonly("id", [](const RuleSet& r) { return r.id(); })
        .def_property_readonly("subject", [](const RuleSet& r) { return text(name(r.subject())); })
        .def_property_readonly("scale", [](const RuleSet& r) { return r.scale(); })
        .def("applies_to", &RuleSet::applies_to)
        .def("parts", &rule_set_parts)
        .def("replace", &RuleSet::replace)
        .def("same", [](const RuleSet& a, const RuleSet& b) { return a == b; });
    module.def("vocabulary_all", [] { return vocabulary_parts(regulations::vocabulary()); });
    module.def("vocabulary_of", [](const std::string& subject) { return vocabulary_parts(regulations::vocabulary(subject_of(subject))); });
    module.def("check_facts", [](const std::vector<py::tuple>& facts) { return vocabulary_parts(Vocabulary(facts_of(facts))); });
    module.def("rules_all", [] { return rules::all(); });
    module.def("rules_in_force", [](int year) { return rules::in_force(year).sets(); });
    module.def("rules_in_force_of", [](int year, const std::string& subject) { return rules::in_force(year, subject_of(subject)); });
    module.def("rules_get", [](const std::string& id, const std::string& subject, std::optional<Date> issued) { return rules::get(id, subject_of(subject), issued); });
    module.def("audit", &audit_parts);
    module.def("quota_limit", [](const Ratio& share, const std::string& base, std::int64_t size, std::int64_t at_least) { return quota_limit(share, named(base, every_quota_base, "base"), size, at_least); });
}

// --- facts ----------------------------------------------------------------------------------------------------------

py::object decimal_object(const Decimal& value) { return py::module_::import("decimal").attr("Decimal")(value.text()); }

/// A value as a cell, and whether it is not applicable; an interval is a pair of texts.
py::object cell_of(const FactValue& value) {
    if (const auto* code = std::get_if<std::string>(&value)) return py::str(*code);
    if (const auto* flag = std::get_if<bool>(&value)) return py::bool_(*flag);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return py::int_(*whole);
    if (const auto* decimal = std::get_if<Decimal>(&value)) return decimal_object(*decimal);
    if (const auto* day = std::get_if<Date>(&value)) return py::cast(*day);
    return py::none();
}

/// Columns in the order of `rows`: positions of the objects.
py::dict fact_columns(const Facts& facts, std::size_t most) {
    const bool units = facts.subject() == Subject::organization;
    std::vector<std::size_t> places(std::min(facts.size(), most));
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = units ? facts.tree().position(Row(i)) : i;
    py::dict out;
    py::list ids, at;
    for (const std::size_t p : places) {
        ids.append(facts.id(p));
        if (!units) at.append(facts.tree().id(facts.tree().level_order()[facts.data().unit[p]]));
    }
    out["id"] = ids;
    if (!units) out["unit"] = at;
    for (const Fact& fact : facts.vocabulary()) {
        const auto& column = facts.data().columns[*facts.vocabulary().index(fact.name)];
        py::list values(places.size()), na(places.size());
        bool any = false;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const bool not_applicable = column.may[places[i]] == myhao::detail::na_bit;
            any = any || not_applicable;
            na[i] = py::bool_(not_applicable);
            values[i] = not_applicable ? py::object(py::none()) : cell_of(facts.value(places[i], fact.name));
        }
        out[py::str(fact.name)] = values;
        if (any) out[py::str(fact.name + ".na")] = na;
    }
    return out;
}

py::list ids_of(const Facts& facts, std::span<const std::uint8_t> may) {
    py::list out;
    for (std::size_t i = 0; i < facts.size(); ++i)
        if (may.empty() || may[i] != 0) out.append(facts.id(i));
    return out;
}

void register_facts(py::module_& module) {
    py::class_<Facts>(module, "Facts")
        .def(py::init([](const Tree& tree, const py::dict& table, const std::vector<py::tuple>& vocabulary, const std::string& subject, const Scale& scale, const std::string& origin) {
            const Vocabulary words(facts_of(vocabulary));
            const FactCells cells(table, words, subject_of(subject), origin);
            return cells.build(tree, subject_of(subject), scale);
        }))
        .def("__len__", &Facts::size)
        .def_property_readonly("tree", [](const Facts& f) { return f.tree(); })
        .def_property_readonly("subject", [](const Facts& f) { return text(name(f.subject())); })
        .def_property_readonly("origin", [](const Facts& f) { return text(name(f.origin())); })
        .def_property_readonly("scale", [](const Facts& f) { return f.data().scale; })
        .def("vocabulary", [](const Facts& f) { return vocabulary_parts(f.vocabulary()); })
        .def("missing", [](const Facts& f) { return f.missing(); })
        .def("unused", [](const Facts& f) { return f.unused(); })
        .def("ids", [](const Facts& f) { return ids_of(f, {}); })
        .def("columns", &fact_columns, py::arg("most") = everything)
        .def("value", [](const Facts& f, py::handle id, const std::string& fact) {
            const FactValue value = f.value(f.position(id_of(id)), fact);
            return py::make_tuple(std::holds_alternative<NotApplicable>(value), cell_of(value));
        })
        .def("same", [](const Facts& a, const Facts& b) { return a == b && a.tree() == b.tree(); });
}

// --- evaluation -----------------------------------------------------------------------------------------------------

py::tuple outcome_parts(const Outcome& o) {
    constexpr const char* deciders[] = {"clause", "ceiling", "cap", "quota", "reported", "decided", "not_graded", "open"};
    std::vector<std::string> open;
    for (const Open why : every_open)
        if (o.open(why)) open.push_back(text(name(why)));
    return py::make_tuple(o.possible(), o.best(), o.worst(), o.decided(), open, text(name(o.confidence())), text(name(o.precision())), deciders[static_cast<std::size_t>(o.decider())], o.clause());
}

/// One entry for each object that is graded: in preorder for organizations.
py::dict outcome_columns(const Evaluation& e, const std::string& subject_name, std::size_t most) {
    const Subject subject = subject_of(subject_name);
    const Facts* facts = e.facts(subject);
    if (facts == nullptr) throw py::value_error("by subject: the " + subject_name + "s were not evaluated");
    const bool units = subject == Subject::organization;
    const auto may = e.possible(subject);
    py::list id, unit, kind, possible, best, worst, decided, open, clause, confidence, precision;
    const auto joined = [](const std::vector<std::string>& list) {
        std::string all;
        for (const std::string& one : list) all += (all.empty() ? "" : "|") + one;
        return all;
    };
    for (std::size_t i = 0; i < may.size() && id.size() < most; ++i) {
        const std::size_t p = units ? e.tree().position(Row(i)) : i;
        if (may[p] == 0) continue;
        const Outcome o = e.at(subject, p);
        id.append(facts->id(p));
        if (units) kind.append(text(e.tree().kind(Row(i))));
        else unit.append(e.tree().id(e.tree().level_order()[facts->data().unit[p]]));
        std::vector<std::string> why;
        for (const Open one : every_open)
            if (o.open(one)) why.push_back(text(name(one)));
        possible.append(joined(o.possible())), best.append(o.best()), worst.append(o.worst()), decided.append(o.decided()), open.append(joined(why));
        clause.append(o.clause()), confidence.append(text(name(o.confidence()))), precision.append(text(name(o.precision())));
    }
    py::dict out;
    out["id"] = id;
    if (units) out["kind"] = kind;
    else out["unit"] = unit;
    out["possible"] = possible, out["best"] = best, out["worst"] = worst, out["decided"] = decided, out["open"] = open;
    out["clause"] = clause, out["confidence"] = confidence, out["precision"] = precision;
    return out;
}

/// What a tally is cut by: kind, form or parent of each object's unit, by position.
py::list keys_of(const Evaluation& e, const std::string& subject_name, const std::string& by) {
    const Subject subject = subject_of(subject_name);
    const Tree& tree = e.tree();
    py::list out;
    const auto may = e.possible(subject);
    for (std::size_t i = 0; i < may.size(); ++i) {
        const Row row = tree.level_order()[subject == Subject::organization ? i : e.facts(subject)->data().unit[i]];
        if (by == "kind") out.append(text(tree.kind(row)));
        else if (by == "form") out.append(tree.form(row).empty() ? py::object(py::none()) : py::object(py::str(text(tree.form(row)))));
        else if (subject != Subject::organization) out.append(tree.id(row));
        else out.append(tree.parent(row) ? id_object(tree.id(*tree.parent(row))) : py::object(py::none()));
    }
    return out;
}

py::dict reason_parts(const Reason& reason) {
    const auto names = [&](GradeSet set) {
        std::vector<std::string> codes;
        for (std::size_t g = 0; g < reason.outcome.scale().size(); ++g)
            if (set.has(g)) codes.push_back(reason.outcome.scale()[g].code);
        if (set.has(7)) codes.emplace_back("not_graded");
        return codes;
    };
    py::dict out;
    out["object"] = reason.object, out["subject"] = text(name(reason.subject)), out["outcome"] = outcome_parts(reason.outcome);
    out["cases"] = list_of(reason.cases, [&](const ReasonCase& one) {
        py::dict told;
        told["rules"] = one.rules.id();
        told["clauses"] = list_of(one.clauses, [](const ClauseReason& c) {
            return py::make_tuple(c.path, label(c.truth).en, c.citation.text(), text(name(c.confidence)), c.label,
                                  list_of(c.conditions, [](const ConditionReason& t) { return py::make_tuple(t.depth, t.what, label(t.truth).en, t.observed, t.required); }));
        });
        told["quotas"] = list_of(one.quotas, [](const QuotaReason& q) {
            return py::make_tuple(q.path, q.group, q.base, py::make_tuple(q.base_low, q.base_high), py::make_tuple(q.limit_low, q.limit_high), q.surely_above, q.may_reach, q.last, q.may_stay, q.may_fall, q.unknown,
                                  q.citation.text(), text(name(q.confidence)));
        });
        told["by_clauses"] = names(one.by_clauses), told["after_quotas"] = names(one.after_quotas), told["possible"] = names(one.possible);
        told["decided"] = one.decided, told["narrowed"] = one.narrowed;
        return told;
    });
    return out;
}

void register_evaluation(py::module_& module) {
    py::class_<Reason>(module, "Reason")
        .def("text", [](const Reason& r, const std::string& language) { return r.text(language == "vi" ? Language::vi : Language::en); })
        .def("parts", &reason_parts)
        .def("verify", [](const Reason& r) {
            std::uint8_t open = 0;
            for (const Open why : every_open)
                if (r.outcome.open(why)) open = static_cast<std::uint8_t>(open | static_cast<std::uint8_t>(why));
            return outcome_parts(Outcome(r.outcome.scale(), verify(r).bits(), open, r.outcome.precision(), r.outcome.decider(), r.outcome.clause(), r.outcome.confidence()));
        });
    py::class_<Evaluation>(module, "Evaluation")
        .def_property_readonly("origin", [](const Evaluation& e) { return text(name(e.origin())); })
        .def("findings", [](const Evaluation& e) { return e.findings(); })
        .def("subjects",
             [](const Evaluation& e) {
                 std::vector<std::string> list;
                 for (const Subject s : every_subject)
                     if (e.facts(s) != nullptr && e.rules().find(s) != nullptr) list.push_back(text(name(s)));
                 return list;
             })
        .def("of", [](const Evaluation& e, const std::string& subject, py::handle id) { return outcome_parts(e.of(subject_of(subject), id_of(id))); })
        .def("ids",
             [](const Evaluation& e, const std::string& subject) {
                 const Subject s = subject_of(subject);
                 if (s != Subject::organization) return ids_of(*e.facts(s), e.possible(s));
                 py::list out;
                 for (std::size_t r = 0; r < e.tree().size(); ++r)
                     if (e.possible()[e.tree().position(Row(r))] != 0) out.append(e.tree().id(Row(r)));
                 return out;
             })
        .def("bits", [](const Evaluation& e, const std::string& subject) { const auto may = e.possible(subject_of(subject)); return read_only(std::vector<std::uint8_t>(may.begin(), may.end())); })
        .def("grades", [](const Evaluation& e, const std::string& subject) { return list_of(e.rules()[subject_of(subject)].scale().grades(), [](const Grade& g) { return py::str(g.code); }); })
        .def("columns", &outcome_columns, py::arg("subject"), py::arg("most") = everything)
        .def("keys", &keys_of)
        .def("facts", [](const Evaluation& e, const std::string& subject) -> std::optional<Facts> {
            const Facts* facts = e.facts(subject_of(subject));
            return facts != nullptr ? std::optional(*facts) : std::nullopt;
        })
        .def("tally",
             [](const Evaluation& e, const std::string& subject) { return list_of(e.tally(subject_of(subject)), [](const GradeCount& c) { return py::make_tuple(c.certain, c.possible); }); })
        .def("explain", [](const Evaluation& e, const std::string& subject, py::handle id) { return explain(e, id_of(id), subject_of(subject)); })
        .def("implied", [](const Evaluation& e, const std::string& subject, py::handle id) {
            return list_of(implied(e, id_of(id), subject_of(subject)), [](const Implied& i) { return py::make_tuple(i.fact, i.what, i.values, i.clauses); });
        });
    module.def("evaluate", [](const Tree& tree, const std::vector<Facts>& facts, const std::vector<RuleSet>& rules, std::optional<int> year, const std::vector<Tally>& reported,
                              const std::vector<std::tuple<Id, std::string, std::string>>& decided, const std::vector<std::tuple<Id, int, std::string, std::string>>& previous,
                              const std::vector<Id>& incomplete) {
        Evidence evidence;
        evidence.reported = reported, evidence.incomplete = incomplete;
        for (const auto& [id, grade, subject] : decided) evidence.decided.push_back({id, grade, subject_of(subject)});
        for (const auto& [id, of, grade, subject] : previous) evidence.previous.push_back({id, of, grade, subject_of(subject)});
        const RuleBook book(rules, year);
        const py::gil_scoped_release release;
        return evaluate(tree, facts, book, evidence);
    });
}

void register_synthetic(py::module_& module) {
    module.def("synthetic_town", [](const Report& report, std::uint64_t seed) {
        const SyntheticTown town = synthetic_town(report, seed);
        return py::make_tuple(town.history, town.tree, town.facts, town.members, list_of(town.decided, [](const DecidedGrade& d) { return py::make_tuple(d.object, d.grade); }), text(name(town.origin)));
    });
}

}  // namespace

void register_rules(py::module_& module) {
    register_conditions(module);
    register_rule_sets(module);
    register_facts(module);
    register_evaluation(module);
    register_synthetic(module);
}

}  // namespace myhao_python
