// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <myhao/rules/rule_check.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0::detail {

namespace {

constexpr OnTie every_on_tie[] = {OnTie::choice, OnTie::none, OnTie::all};

/// The keys that a clause has beside those of what it stands in.
Clause clause_in(const In& in, std::size_t& nodes) {
    Clause out;
    out.id = in["id"].text(), out.condition = condition_in(in["condition"], nodes);
    out.citation = citation_if(in["citation"]), out.confidence = confidence_in(in), out.label = label_if(in["label"]);
    return out;
}

std::optional<Group> group_in(const In& in) {
    if (in.is_text()) {
        if (in.text() == "parent") return by_parent();
        if (in.text() == "whole") return whole();
        in.problem("no such group" + suggestion(in.text(), {"parent", "whole"}), "parent, whole, {\"ancestor\": role} or {\"fact\": name}");
        return Group{};
    }
    if (!in.object({"ancestor", "fact"})) return Group{};
    if (in.has("ancestor") == in.has("fact")) in.problem("a group is by an ancestor or by a fact", "{\"ancestor\": role} or {\"fact\": name}");
    return in.has("ancestor") ? by_ancestor(in["ancestor"].text()) : by_fact(in["fact"].text_or({}));
}

Quota quota_in(const In& in) {
    Quota out;
    if (!in.object({"id", "grade", "share", "base", "group", "rank_by", "at_least", "on_tie", "citation", "confidence", "label"})) return out;
    out.id = in["id"].text_or({}), out.grade = in["grade"].text();
    if (in.has("share")) out.share = ratio_in(in["share"]);
    if (in["base"].is_text()) out.base = {named_in(in["base"], every_quota_base)};
    else out.base = in["base"].list<QuotaBase>([](const In& one) { return named_in(one, every_quota_base); });
    out.group = in.has("group") ? group_in(in["group"]) : std::nullopt;
    out.rank_by = in["rank_by"].text_or({}), out.at_least = in["at_least"].whole_or(0), out.on_tie = named_or(in["on_tie"], every_on_tie, OnTie::choice);
    out.citation = citation_if(in["citation"]), out.confidence = confidence_in(in), out.label = label_if(in["label"]);
    return out;
}

Relation relation_in(const In& in, std::size_t& nodes) {
    Relation out;
    if (!in.object({"id", "by", "when", "citation", "confidence", "label"})) return out;
    out.id = in["id"].text(), out.by = named_in(in["by"], every_subject.all);
    if (in.has("when")) out.when = condition_in(in["when"], nodes);
    out.citation = citation_if(in["citation"]), out.confidence = confidence_in(in), out.label = label_if(in["label"]);
    return out;
}

Gap gap_in(const In& in) {
    Gap out;
    if (!in.object({"path", "candidates", "citation", "label"})) return out;
    out.path = in["path"].text(), out.candidates = texts_in(in["candidates"]);
    out.citation = citation_if(in["citation"]), out.label = label_if(in["label"]);
    return out;
}

}  // namespace

Fact fact_in(const In& in, Subject subject) {
    static constexpr Every<FactType, FactType::date> every_fact_type;
    Fact out;
    if (!in.object({"name", "type", "na", "group", "values", "subject", "label", "derivable", "changeable"})) return out;
    out.name = in["name"].text(), out.type = named_in(in["type"], every_fact_type.all), out.na = in["na"].flag_or(false), out.group = in["group"].text_or({});
    out.values = texts_in(in["values"]);
    out.subject = named_or(in["subject"], every_subject.all, subject);
    out.label = label_if(in["label"]), out.derivable = in["derivable"].flag_or(false), out.changeable = in["changeable"].flag_or(true);
    return out;
}

RuleSet read_rule_set(const In& in, Findings& problems) {
    RuleSetParts parts;
    in.object({"myhao", "version", "id", "subject", "label", "scale", "years", "instruments", "facts", "not_graded", "grades", "ceilings", "relations", "quotas", "gaps"});
    parts.id = in["id"].text(), parts.subject = named_or(in["subject"], every_subject.all, Subject::organization), parts.label = label_if(in["label"]);
    if (in.has("scale")) parts.scale = scale_in(in["scale"]);
    if (const In years = in["years"]; !years.absent() && years.object({"since", "until"})) {
        parts.since_year = years["since"].small();
        if (years.has("until")) parts.until_year = years["until"].small();
    }
    parts.instruments = in["instruments"].list<InstrumentKey>(key_in);
    parts.facts = in["facts"].list<Fact>([&](const In& one) { return fact_in(one, parts.subject); });
    std::size_t nodes = 0;  // of all conditions: beyond the limit nothing is read, let alone compared with each other
    const auto clauses = [&](const In& from) {
        std::vector<Clause> out;
        from.each([&](const In& one) {
            if (nodes <= most_rule_nodes && one.object({"id", "condition", "citation", "confidence", "label"})) out.push_back(clause_in(one, nodes));
        });
        return out;
    };
    parts.not_graded = clauses(in["not_graded"]);
    parts.grades = clauses(in["grades"]);
    in["ceilings"].each([&](const In& one) {
        if (nodes <= most_rule_nodes && one.object({"grade", "id", "condition", "citation", "confidence", "label"})) parts.ceilings.push_back({one["grade"].text(), clause_in(one, nodes)});
    });
    in["relations"].each([&](const In& one) {
        if (nodes <= most_rule_nodes) parts.relations.push_back(relation_in(one, nodes));
    });
    parts.quotas = in["quotas"].list<Quota>(quota_in);
    parts.gaps = in["gaps"].list<Gap>(gap_in);
    for (const auto& [key, size] : {std::pair{"relations", parts.relations.size()}, std::pair{"quotas", parts.quotas.size()}, std::pair{"gaps", parts.gaps.size()}, std::pair{"facts", parts.facts.size()}})
        if (size > most_rule_nodes) in[key].problem("too many", "at most " + std::to_string(most_rule_nodes));
    return built(in, problems, [&] { return RuleSet(std::move(parts)); });
}

}  // namespace myhao::inline v0::detail
