// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <myhao/interop/json.hpp>
#include <myhao/regulations/elections.hpp>

#include "json.hpp"

namespace myhao::inline v0 {

using detail::Json, detail::put;

namespace {

Json json_of_base(const elections::Base& base) {
    if (base.is_stated()) return base.value();
    Json out = Json::object();
    out["of"] = base.code();
    out["summoned"] = base.parts().front().count;
    if (base.parts().size() > 1) {
        Json& exclusions = out["exclusions"] = Json::object();
        for (std::size_t i = 1; i < base.parts().size(); ++i) exclusions[base.parts()[i].code] = base.parts()[i].count;
    }
    return out;
}

/// A built-in rule by its id, and what the caller set otherwise.
Json json_of_rule(const elections::ElectionRule& rule) {
    const elections::RuleChanges changes = elections::changes_of(rule, regulations::election_rule(rule.id));
    if (changes.empty()) return rule.id;
    Json out = Json::object();
    out["of"] = rule.id;
    if (changes.threshold) out["threshold"] = changes.threshold->text();
    if (changes.tie) out["tie"] = elections::name(*changes.tie);
    if (changes.write_ins) out["write_ins"] = elections::name(*changes.write_ins);
    if (changes.blank_is_valid) out["blank_is_valid"] = *changes.blank_is_valid;
    if (changes.at_most_seats) out["at_most_seats"] = *changes.at_most_seats;
    return out;
}

Json json_of_candidate(const elections::Candidate& one) {
    if (one == elections::Candidate{.name = one.name}) return one.name;
    Json out = Json::object();
    out["name"] = one.name;
    put(out, "born", one.born);
    if (one.proposed_by != elections::ProposedBy::conveners) out["proposed_by"] = elections::name(one.proposed_by);
    put(out, "consent", one.consent);
    return out;
}

Json json_of_round(const elections::Round& round) {
    Json out = Json::object();
    Json& list = out["list"] = Json::array();
    for (const elections::Candidate& one : round.list) list.push_back(json_of_candidate(one));
    Json& votes = out["votes"] = Json::object();
    for (const elections::NamedVotes& one : round.votes) votes[one.name] = one.votes;
    if (round.ballots) out["ballots"] = Json::object({{"cast", round.ballots->cast}, {"invalid", round.ballots->invalid}, {"blank", round.ballots->blank}});
    put(out, "issued", round.issued);
    if (round.run_off) out["run_off"] = true;
    return out;
}

}  // namespace

std::string to_json(const elections::Election& election) {
    const elections::Election& e = election;
    Json out = detail::headed("election");
    detail::put_origin(out, e.origin);
    put(out, "id", e.id);
    put(out, "label", e.label);
    out["body"] = e.body;
    out["by"] = e.by;
    put(out, "unit", e.unit);
    put(out, "kind", e.kind);
    put(out, "day", e.day);
    out["seats"] = e.seats;
    out["rule"] = json_of_rule(e.rule);
    if (e.base) out["base"] = json_of_base(*e.base);
    put(out, "voters", e.voters);
    put(out, "present", e.present);
    if (e.pilot) out["pilot"] = *e.pilot;
    if (e.closed) out["closed"] = true;
    if (e.distinct) out["distinct"] = true;
    if (!e.among.empty()) out["among"] = detail::list_of(e.among);
    if (e.declared) out["declared"] = detail::list_of(*e.declared);
    put(out, "source", e.source);
    Json& rounds = out["rounds"] = Json::array();
    for (const elections::Round& round : e.rounds) rounds.push_back(json_of_round(round));
    return detail::written(out);
}

}  // namespace myhao::inline v0
