// SPDX-License-Identifier: Apache-2.0
#include <myhao/interop/json.hpp>
#include <myhao/rules/explain.hpp>

#include "json_results.hpp"

namespace myhao::inline v0 {

using detail::Json, detail::put;

static Json json_of(Truth truth) {
    Json out = Json::array();
    if (may_be(truth, Truth::yes)) out.push_back("true");
    if (may_be(truth, Truth::no)) out.push_back("false");
    if (may_be(truth, Truth::not_applicable)) out.push_back("not_applicable");
    return out;
}

/// Grades, and "not_graded" for bit 7.
static Json outcomes_of(const Scale& scale, GradeSet set) {
    Json out = detail::codes(scale, set);
    if (set.has(7)) out.push_back("not_graded");
    return out;
}

static Json json_of(const ClauseReason& clause) {
    Json out = Json::object();
    out["path"] = clause.path;
    out["truth"] = json_of(clause.truth);
    put(out, "label", clause.label);
    put(out, "citation", clause.citation.text());
    out["confidence"] = name(clause.confidence);
    Json& conditions = out["conditions"] = Json::array();
    for (const ConditionReason& condition : clause.conditions) {
        Json one = Json::object();
        one["depth"] = condition.depth;
        one.update(json_of(condition));
        conditions.push_back(std::move(one));
    }
    return out;
}

static Json json_of(const QuotaReason& quota) {
    Json out = Json::object();
    out["path"] = quota.path;
    put(out, "group", quota.group);
    if (!quota.unknown && !quota.rivals.empty()) {
        out["base"] = quota.base;
        out["counted"] = json_of(Interval<std::int64_t>::between(quota.base_low, quota.base_high));
        out["places"] = json_of(Interval<std::int64_t>::between(quota.limit_low, quota.limit_high));
        out["surely_above"] = quota.surely_above;
        out["may_reach"] = quota.may_reach;
        out["last_place"] = detail::list_of(quota.last);
    }
    out["may_stay"] = quota.may_stay;
    out["may_fall"] = quota.may_fall;
    out["unknown"] = quota.unknown;
    put(out, "citation", quota.citation.text());
    out["confidence"] = name(quota.confidence);
    return out;
}

Json json_of(const ConditionReason& reason) {
    Json out = Json::object();
    out["what"] = json_of(reason.what);
    out["truth"] = json_of(reason.truth);
    put(out, "observed", reason.observed.en);
    put(out, "required", reason.required);
    return out;
}

Json json_of(const Reason& reason) {
    Json out = Json::object();
    out["id"] = json_of(reason.object);
    out["subject"] = name(reason.subject);
    out["outcome"] = json_of(reason.outcome);
    Json& cases = out["cases"] = Json::array();
    for (const ReasonCase& one : reason.cases()) {
        const Scale& scale = one.rules.scale();
        Json entry = Json::object();
        entry["rules"] = one.rules.id();
        entry["clauses"] = detail::list_of(one.clauses);
        entry["quotas"] = detail::list_of(one.quotas);
        entry["by_clauses"] = outcomes_of(scale, one.by_clauses);
        entry["after_quotas"] = outcomes_of(scale, one.after_quotas);
        put(entry, "decided", one.decided);
        if (one.narrowed) entry["reported"] = outcomes_of(scale, one.possible);
        entry["possible"] = outcomes_of(scale, one.possible);
        cases.push_back(std::move(entry));
    }
    return out;
}

std::string to_json(const Reason& reason) {
    Json out = detail::headed("reason");
    out.update(json_of(reason));
    return detail::written(out);
}

}  // namespace myhao::inline v0
