// SPDX-License-Identifier: Apache-2.0
#include "json_results.hpp"

#include <utility>

#include <myhao/interop/json.hpp>

namespace myhao::inline v0 {

using detail::Json, detail::put;

Json json_of(const QuotaFinding& finding) {
    Json out = Json::object();
    out["base"] = name(finding.base);
    out["state"] = name(finding.state);
    out["severity"] = name(finding.severity);
    out["rule"] = finding.rule;
    put(out, "subject", finding.subject);
    out["in_rules"] = finding.in_rules;
    out["observed"] = json_of(finding.observed_count);
    put(out, "limit_as_stated", finding.limit_as_stated);
    out["most_attainable"] = json_of(finding.most_attainable);
    put(out, "required", finding.required);
    put(out, "citation", finding.citation);
    out["text"] = json_of(finding.text);
    return out;
}

Json json_of(const Tree& tree) {
    Json out = Json::object();
    out["date"] = json_of(tree.date());
    out["units"] = tree.size();
    // Nested without recursion: the ancestors of the row at hand, each with the units below it so far.
    std::vector<std::pair<Row, Json>> open;
    Json roots = Json::array();
    const auto close = [&] {
        auto [row, unit] = std::move(open.back());
        open.pop_back();
        (open.empty() ? roots : open.back().second["children"]).push_back(std::move(unit));
    };
    for (std::size_t r = 0; r < tree.size(); ++r) {
        const Row row(r);
        while (!open.empty() && !tree.is_within(row, open.back().first)) close();
        Json unit = Json::object();
        unit["id"] = json_of(tree.id(row));
        unit["name"] = tree.name(row);
        unit["kind"] = tree.kind(row);
        if (!tree.form(row).empty()) unit["form"] = tree.form(row);
        if (!tree.is_leaf(row)) unit["children"] = Json::array();
        open.emplace_back(row, std::move(unit));
    }
    while (!open.empty()) close();
    out["tree"] = std::move(roots);
    return out;
}

Json json_of(const Outcome& one) {
    Json out = Json::object();
    out["possible"] = one.possible();
    put(out, "best", one.best());
    put(out, "worst", one.worst());
    out["decided"] = one.decided();
    Json& open = out["open"] = Json::array();
    for (const Open why : every_open)
        if (one.open(why)) open.push_back(name(why));
    put(out, "decided_by", one.clause());
    out["precision"] = name(one.precision());
    out["confidence"] = name(one.confidence());
    return out;
}

namespace detail {
Json tally_of(const Evaluation& evaluation, Subject subject) {
    Json out = Json::object();
    const Scale& scale = evaluation.rules()[subject].scale();
    const std::vector<GradeCount> counts = evaluation.tally(subject);
    for (std::size_t g = 0; g < counts.size(); ++g) {
        Json& one = out[g < scale.size() ? scale[g].code : std::string("not_graded")] = Json::object();
        one["certain"] = counts[g].certain;
        one["possible"] = counts[g].possible;
    }
    return out;
}
}  // namespace detail

namespace {

Json outcomes_of(const Evaluation& evaluation, Subject subject) {
    Json out = Json::array();
    const Facts& facts = *evaluation.facts(subject);
    const auto possible = evaluation.possible(subject);
    const auto add = [&](std::size_t position) {
        if (possible[position] == 0) return;  // of a kind that is not graded
        Json one = Json::object();
        one["id"] = json_of(facts.id(position));
        one.update(json_of(evaluation.at(subject, position)));
        out.push_back(std::move(one));
    };
    if (subject == Subject::organization)
        for (std::size_t r = 0; r < evaluation.tree().size(); ++r) add(evaluation.tree().position(Row(r)));
    else
        for (std::size_t i = 0; i < facts.size(); ++i) add(i);
    return out;
}

}  // namespace

Json json_of(const Evaluation& evaluation) {
    Json out = Json::object();
    detail::put_origin(out, detail::computed_from(evaluation.origin()));
    put(out, "year", evaluation.rules().year());
    out["date"] = json_of(evaluation.tree().date());
    Json& list = out["subjects"] = Json::array();
    for (const RuleSet& rules : evaluation.rules().sets()) {
        if (evaluation.facts(rules.subject()) == nullptr || evaluation.possible(rules.subject()).empty()) continue;
        Json one = Json::object();
        one["subject"] = name(rules.subject());
        one["rules"] = rules.id();
        one["tally"] = detail::tally_of(evaluation, rules.subject());
        one["outcomes"] = outcomes_of(evaluation, rules.subject());
        list.push_back(std::move(one));
    }
    out["findings"] = json_of(evaluation.findings());
    return out;
}

namespace {

std::string with_head(const char* kind, const Json& body) {
    Json out = detail::headed(kind);
    out.update(body);
    return detail::written(out);
}
template <class List>
std::string listed(const char* kind, const List& findings) {
    Json out = detail::headed(kind);
    Json& list = out["findings"] = Json::array();
    for (const auto& finding : findings) list.push_back(json_of(finding));
    return detail::written(out);
}

}  // namespace

std::string to_json(const Findings& findings) { return listed("findings", findings); }
std::string to_json(const std::vector<QuotaFinding>& findings) { return listed("audit", findings); }
std::string to_json(const Tree& tree) { return with_head("tree", json_of(tree)); }
std::string to_json(const Evaluation& evaluation) { return with_head("evaluation", json_of(evaluation)); }

}  // namespace myhao::inline v0
