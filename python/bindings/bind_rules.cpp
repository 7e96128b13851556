// SPDX-License-Identifier: Apache-2.0
// Conditions, rule sets, facts, evaluation and its reasons, as handles and plain tuples for python/myhao to dress.
#include "bindings.hpp"
#include "casters.hpp"
#include "arrays.hpp"
#include "fact_table.hpp"
#include "outcome_table.hpp"
#include "plans.hpp"
#include "rule_checks.hpp"
#include "rule_values.hpp"
#include "scenarios.hpp"
#include "stages.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/data/synthetic.hpp>
#include <myhao/data/synthetic_nation.hpp>
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

// --- conditions -----------------------------------------------------------------------------------------------------

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
    py::class_<RuleSet> sets(module, "RuleSet");
    register_rule_checks(module, sets);
    sets.def(py::init(&rule_set_of))
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
            const FactCells cells(tree, table, words, subject_of(subject), origin);
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

py::list reason_cases(const Reason& reason) {
    const auto names = [&](GradeSet set) {
        std::vector<std::string> codes;
        for (std::size_t g = 0; g < reason.outcome.scale().size(); ++g)
            if (set.has(g)) codes.push_back(reason.outcome.scale()[g].code);
        if (set.has(7)) codes.emplace_back("not_graded");
        return codes;
    };
    return list_of(reason.cases(), [&](const ReasonCase& one) {
        py::dict told;
        told["rules"] = one.rules.id();
        told["clauses"] = list_of(one.clauses, [](const ClauseReason& c) {
            return py::make_tuple(c.path, label(c.truth).en, c.citation.text(), text(name(c.confidence)), c.label,
                                  list_of(c.conditions, [](const ConditionReason& t) { return py::make_tuple(t.depth, t.what, label(t.truth).en, t.observed.en, t.required); }));
        });
        told["quotas"] = list_of(one.quotas, [](const QuotaReason& q) {
            return py::make_tuple(q.path, q.group, q.base, py::make_tuple(q.base_low, q.base_high), py::make_tuple(q.limit_low, q.limit_high), q.surely_above, q.may_reach, q.last, q.may_stay, q.may_fall, q.unknown,
                                  q.citation.text(), text(name(q.confidence)));
        });
        told["by_clauses"] = names(one.by_clauses), told["after_quotas"] = names(one.after_quotas), told["possible"] = names(one.possible);
        told["decided"] = one.decided, told["narrowed"] = one.narrowed;
        return told;
    });
}

void register_evaluation(py::module_& module) {
    py::class_<Reason>(module, "Reason")
        .def("text", [](const Reason& r, const std::string& language) { return r.text(language == "vi" ? Language::vi : Language::en); })
        .def("cases", &reason_cases)
        .def_property_readonly("object", [](const Reason& r) { return r.object; })
        .def_property_readonly("subject", [](const Reason& r) { return text(name(r.subject)); })
        .def("outcome", [](const Reason& r) { return outcome_parts(r.outcome); })
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
        .def("columns", [](const Evaluation& e, const std::string& subject, std::size_t most) { return OutcomeTable(e, subject, most).columns(false); }, py::arg("subject"), py::arg("most") = everything)
        .def("coded", [](const Evaluation& e, const std::string& subject) { return OutcomeTable(e, subject, everything).columns(true); })
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
    register_scenarios(module);
}

void register_synthetic(py::module_& module) {
    module.def("synthetic_town", [](const Report& report, std::uint64_t seed) {
        const SyntheticTown town = synthetic_town(report, seed);
        return py::make_tuple(town.history, town.tree, town.facts, town.members, list_of(town.decided, [](const DecidedGrade& d) { return py::make_tuple(d.object, d.grade); }), text(name(town.origin)));
    });
    module.def("synthetic_nation", [](std::int64_t units, std::int64_t people, std::uint64_t seed) {
        std::optional<SyntheticNation> made;
        {
            const py::gil_scoped_release release;
            made = synthetic_nation(units, people, seed);
        }
        SyntheticMembers& all = made->members;
        return py::make_tuple(made->history, made->tree, made->facts, read_only(std::move(all.id)), read_only(std::move(all.unit)), read_only(std::move(all.grade)), read_only(std::move(all.admitted)));
    });
}

}  // namespace

void register_rules(py::module_& module) {
    register_conditions(module);
    register_rule_sets(module);
    register_facts(module);
    register_evaluation(module);
    register_plans(module);
    register_stages(module);
    register_synthetic(module);
}

}  // namespace myhao_python
