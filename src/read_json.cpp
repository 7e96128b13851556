// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "read_documents.hpp"

namespace myhao::inline v0 {

Document read_json(std::string_view text) {
    const detail::Json json = detail::parsed(text);
    Findings problems;
    const detail::In in(json, problems);
    const std::vector<std::string> kinds{"history", "rule_set", "report", "facts", "election", "directive", "membership", "congresses"};
    if (!in.is_object()) in.problem("not an object", "{\"myhao\": \"history\", \"version\": 1, ...}");
    else if (!in["myhao"].is_text()) in["myhao"].problem(in.has("myhao") ? "not a text" : "missing: it is not one of these documents", "history, rule_set, report, facts, election, directive, membership or congresses");
    else if (!in.has("version") || !in["version"].json().is_number_integer()) in["version"].problem(in.has("version") ? "not a whole number" : "missing", "1");
    else if (std::find(kinds.begin(), kinds.end(), in["myhao"].text()) == kinds.end())
        in["myhao"].problem("no such kind of document is read" + suggestion(in["myhao"].text(), kinds), "history, rule_set, report, facts, election, directive, membership or congresses");
    else if (in["version"].whole() != 1) in["version"].problem("an unknown version of this kind of document: a later library may have written it", "1");
    if (!problems.empty()) throw InvalidDocument(std::move(problems));
    const std::string kind = in["myhao"].text();
    if (kind == "history") return detail::read_history(in, problems);
    if (kind == "rule_set") return detail::read_rule_set(in, problems);
    if (kind == "report") return detail::read_report(in, problems);
    if (kind == "election") return detail::read_election(in, problems);
    if (kind == "directive") return detail::read_directive(in, problems);
    if (kind == "membership") return detail::read_membership(in, problems);
    if (kind == "congresses") return detail::read_congresses(in, problems);
    return detail::read_facts(in, problems);
}

Origin origin_of_document(std::string_view text) {
    const detail::Json json = detail::parsed(text);
    Findings problems;
    const Origin origin = detail::named_or(detail::In(json, problems)["origin"], detail::every_origin.all, Origin::real);
    if (!problems.empty()) throw InvalidDocument(std::move(problems));
    return origin;
}

}  // namespace myhao::inline v0
