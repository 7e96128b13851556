// SPDX-License-Identifier: Apache-2.0
#include "json_rules.hpp"

#include <utility>
#include <vector>

#include <myhao/interop/json.hpp>

namespace myhao::inline v0 {

using detail::Json, detail::put, detail::list_of;

/// A whole number as one, anything else as text.
static Json json_of_value(const std::string& value) {
    const auto number = Decimal::parse(value);
    if (number && number->places() == 0 && std::to_string(number->units()) == value) return number->units();
    return value;
}

static void put_comparison(Json& out, const Node& node, Json value) {
    if (node.compare == Compare::equals && (node.value == "true" || node.value == "false")) out["is_" + node.value] = true;
    else out[std::string(name(node.compare))] = std::move(value);
}

Json json_of(const Condition& condition) {
    std::vector<Json> stack;  // of finished conditions
    for (const Node& node : condition.nodes()) {
        Json out = Json::object();
        const auto over_population = [&](const char* kind) {
            Json of = Json::object();
            if (node.population == Population::facts) of["of"] = Json::object({{"facts", node.fact}});
            else if (node.population == Population::previous) of["of"] = Json::object({{"previous", json_of_value(node.over)}});
            else of["of"] = name(node.population);
            of["where"] = std::move(stack.back());
            stack.pop_back();
            out[kind] = std::move(of);
        };
        switch (node.op) {
            case Op::fact: out["fact"] = node.fact, put_comparison(out, node, json_of_value(node.value)); break;
            case Op::every: out["every"] = node.fact, put_comparison(out, node, json_of_value(node.value)); break;
            case Op::outcome: out["outcome"] = true, put_comparison(out, node, node.value); break;
            case Op::value: out["each_value"] = true, put_comparison(out, node, json_of_value(node.value)); break;
            case Op::months: out["months_since"] = node.fact, out[std::string(name(node.compare))] = node.number; break;
            case Op::ratio:
                out["ratio"] = Json::object({{"of", node.fact}, {"over", node.over}});
                out[std::string(name(node.compare))] = node.share.percent();
                break;
            case Op::share: over_population("share"), out[std::string(name(node.compare))] = node.share.percent(); break;
            case Op::count: over_population("count"), out[std::string(name(node.compare))] = node.number; break;
            case Op::all_of:
            case Op::any_of: {
                Json parts = Json::array();
                const auto from = stack.end() - static_cast<std::ptrdiff_t>(node.arity);
                for (auto part = from; part != stack.end(); ++part) parts.push_back(std::move(*part));
                stack.erase(from, stack.end());
                out[node.op == Op::all_of ? "all_of" : "any_of"] = std::move(parts);
                break;
            }
            case Op::negation:
                out["not"] = std::move(stack.back());
                stack.pop_back();
                break;
            case Op::unknown: out["unknown"] = true; break;
        }
        stack.push_back(std::move(out));
    }
    return stack.empty() ? Json(nullptr) : std::move(stack.back());
}

namespace {

void put_source(Json& out, const Citation& citation, Confidence confidence, const Label& label) {
    put(out, "citation", citation);
    if (confidence != Confidence::verified) out["confidence"] = name(confidence);
    put(out, "label", label);
}
void put_clause(Json& out, const Clause& clause) {
    out["id"] = clause.id;
    out["condition"] = json_of(clause.condition);
    put_source(out, clause.citation, clause.confidence, clause.label);
}
Json json_of_group(const Group& group) {
    switch (group.by) {
        case Group::By::ancestor: return Json::object({{"ancestor", group.name}});
        case Group::By::fact: return Json::object({{"fact", group.name}});
        case Group::By::whole: return "whole";
        default: return "parent";
    }
}

}  // namespace

static Json json_of(const Clause& clause) {
    Json out = Json::object();
    put_clause(out, clause);
    return out;
}
static Json json_of(const Ceiling& ceiling) {
    Json out = Json::object();
    out["grade"] = ceiling.grade;
    put_clause(out, ceiling.clause);
    return out;
}
static Json json_of(const Relation& relation) {
    Json out = Json::object();
    out["id"] = relation.id;
    out["by"] = name(relation.by);
    if (relation.when) out["when"] = json_of(*relation.when);
    put_source(out, relation.citation, relation.confidence, relation.label);
    return out;
}
static Json json_of(const Quota& quota) {
    Json out = Json::object();
    put(out, "id", quota.id);
    out["grade"] = quota.grade;
    if (quota.share) out["share"] = quota.share->percent();
    Json& bases = out["base"] = Json::array();
    for (const QuotaBase base : quota.base) bases.push_back(name(base));
    if (quota.group) out["group"] = json_of_group(*quota.group);
    put(out, "rank_by", quota.rank_by);
    if (quota.at_least != 0) out["at_least"] = quota.at_least;
    out["on_tie"] = name(quota.on_tie);
    put_source(out, quota.citation, quota.confidence, quota.label);
    return out;
}
static Json json_of(const Gap& gap) {
    Json out = Json::object();
    out["path"] = gap.path;
    if (!gap.candidates.empty()) out["candidates"] = gap.candidates;
    put(out, "citation", gap.citation);
    put(out, "label", gap.label);
    return out;
}

Json json_of(const Fact& fact) {
    Json out = Json::object();
    out["name"] = fact.name;
    out["type"] = name(fact.type);
    if (fact.na) out["na"] = true;
    put(out, "group", fact.group);
    if (!fact.values.empty()) out["values"] = fact.values;
    out["subject"] = name(fact.subject);
    put(out, "label", fact.label);
    if (fact.derivable) out["derivable"] = true;
    if (!fact.changeable) out["changeable"] = false;
    return out;
}

std::string to_json(const RuleSet& rules) {
    const RuleSetParts& parts = rules.parts();
    Json out = detail::headed("rule_set");
    out["id"] = parts.id;
    out["subject"] = name(parts.subject);
    put(out, "label", parts.label);
    out["scale"] = json_of(parts.scale);
    Json& years = out["years"] = Json::object();
    years["since"] = parts.since_year;
    put(years, "until", parts.until_year);
    out["instruments"] = list_of(parts.instruments);
    out["facts"] = list_of(parts.facts);
    out["not_graded"] = list_of(parts.not_graded);
    out["grades"] = list_of(parts.grades);
    out["ceilings"] = list_of(parts.ceilings);
    out["relations"] = list_of(parts.relations);
    out["quotas"] = list_of(parts.quotas);
    out["gaps"] = list_of(parts.gaps);
    return detail::written(out);
}

}  // namespace myhao::inline v0
