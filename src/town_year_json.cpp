// SPDX-License-Identifier: Apache-2.0
#include <myhao/interop/town_year.hpp>

#include "json_report.hpp"
#include "json_results.hpp"
#include "town_year.hpp"

namespace myhao::inline v0 {

using detail::Json, detail::put;

namespace {

Json answer_of(const std::optional<bool>& answer) { return answer ? Json(*answer) : Json("undetermined"); }

Json json_of_conclusion(const Conclusion& conclusion) {
    Json out = Json::object();
    out["known"] = name(conclusion.known);
    out["about"] = conclusion.about;
    out["text"] = json_of(conclusion.text);
    out["because"] = json_of(conclusion.because);
    put(out, "citation", conclusion.citation);
    return out;
}

Json groups_of(const Groups& groups) {
    if (groups.given()) return detail::list_of(*groups.given());
    return groups.number() ? Json(*groups.number()) : Json("unknown");
}

Json audits_of(const TownYear& town, const detail::TownYearResults& results) {
    Json out = Json::array();
    for (std::size_t t = 0; t < town.report.tallies().size(); ++t) {
        const Tally& tally = town.report.tallies()[t];
        Json one = Json::object();
        one["subject"] = name(tally.subject());
        if (const RuleSet* rules = town.rules.find(tally.subject())) one["rules"] = rules->id();
        one["tally"] = json_of(tally);
        Json& groupings = one["groupings"] = Json::array();
        for (const detail::AuditOfTally& audit : results.audits) {
            if (audit.tally != t) continue;
            Json grouping = Json::object();
            grouping["label"] = json_of(audit.grouping.label);
            grouping["groups"] = groups_of(audit.grouping.groups);
            grouping["findings"] = detail::list_of(audit.findings);
            groupings.push_back(std::move(grouping));
        }
        Json ranges = Json::array();
        for (const detail::GroupRange& range : results.ranges) {
            if (range.tally != t) continue;
            Json number = Json::object();
            number["base"] = name(range.base);
            number["surely_kept_up_to"] = range.surely;
            number["possibly_kept_up_to"] = range.possibly;
            ranges.push_back(std::move(number));
        }
        if (!ranges.empty()) one["number_of_groups"] = std::move(ranges);
        out.push_back(std::move(one));
    }
    return out;
}

Json own_conditions_of(const detail::TownYearResults& results) {
    Json out = Json::array();
    for (const detail::OwnCondition& own : results.own) {
        Json one = Json::object();
        one["clauses"] = own.clauses;
        one.update(json_of(own.reason));
        put(one, "citation", own.citation.text());
        out.push_back(std::move(one));
    }
    return out;
}

Json shares_of(const TownYear& town, const detail::TownYearResults& results) {
    Json out = Json::array();
    for (const detail::ShareAnswer& answer : results.shares) {
        const Tally& tally = town.report.tallies()[answer.tally];
        Json one = Json::object();
        one["subject"] = name(tally.subject());
        one["grades"] = detail::codes(tally.scale(), answer.grades);
        if (answer.share) one["share"] = json_of(*answer.share);
        else one["refused"] = json_of(answer.refused);
        out.push_back(std::move(one));
    }
    return out;
}

Json targets_of(const detail::TownYearResults& results) {
    Json out = Json::array();
    for (const detail::TargetAnswer& answer : results.targets) {
        Json one = Json::object();
        one["target"] = json_of(answer.target);
        put(one, "figure", answer.figure);
        one["finding"] = json_of(answer.finding);
        out.push_back(std::move(one));
    }
    return out;
}

Json questions_of(const TownYear& town, const detail::TownYearResults& results) {
    Json out = Json::array();
    for (std::size_t q = 0; q < town.questions.size(); ++q) {
        Json one = Json::object();
        one["measure"] = town.questions[q].measure;
        one["value"] = json_of(town.report[town.questions[q].measure].value);
        one[std::string(name(town.questions[q].compare))] = json_of(town.questions[q].value);
        one["answer"] = answer_of(results.answers[q]);
        out.push_back(std::move(one));
    }
    return out;
}

Json membership_of(const detail::MembershipAnswer& answer) {
    Json out = Json::object();
    out["period"] = json_of(answer.facts.period);
    out["start"] = json_of(answer.facts.start);
    out["end"] = json_of(answer.facts.end);
    Json& stated = out["stated"] = Json::array();
    for (const FlowFact& fact : answer.facts.flows) {
        Json one = Json::object();
        one["flow"] = name(fact.flow);
        one["value"] = json_of(fact.value);
        one["period"] = json_of(fact.period);
        stated.push_back(std::move(one));
    }
    const Balance& balance = answer.balance;
    out["change"] = json_of(balance.change);
    Json& flows = out["flows"] = Json::object();
    for (std::size_t f = 0; f < flow_count; ++f) flows[std::string(name(static_cast<Flow>(f)))] = json_of(balance.flows[f]);
    out["gains"] = json_of(balance.gains);
    out["losses"] = json_of(balance.losses);
    out["unstated_gains"] = json_of(balance.unstated_gains);
    out["unstated_losses"] = json_of(balance.unstated_losses);
    out["findings"] = json_of(balance.findings);
    out["sources"] = detail::list_of(answer.sources);
    return out;
}

Json congress_of(const TownYear& town, const detail::TownYearResults& results) {
    Json out = Json::array();
    for (std::size_t d = 0; d < town.directives.size(); ++d) {
        Json one = Json::object();
        one["directive"] = json_of(town.directives[d].key);
        one["term"] = town.directives[d].term;
        one["findings"] = json_of(results.congress[d]);
        out.push_back(std::move(one));
    }
    return out;
}

Json terms_of(const detail::TownYearResults& results) {
    Json out = Json::array();
    for (const detail::DayTerms& day : results.terms) {
        Json one = Json::object();
        one["day"] = json_of(day.day);
        Json& running = one["running"] = Json::array();
        for (const Term& term : day.running) {
            Json entry = Json::object();
            entry["series"] = term.series;
            entry["label"] = term.label;
            entry["since"] = json_of(term.since);
            put(entry, "last_day", term.last_day());
            entry["settled"] = term.settled_on(day.day);
            entry["basis"] = json_of(term.basis);
            running.push_back(std::move(entry));
        }
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

std::string to_json(const TownYear& town) {
    const detail::TownYearResults results = detail::work_out(town);
    Json out = detail::headed("town_year");
    detail::put_origin(out, detail::computed_from(town.report.origin()));
    detail::put_head(out, town.report);
    Json& conclusions = out["conclusions"] = Json::array();
    for (const Conclusion& conclusion : detail::conclude(town, results)) conclusions.push_back(json_of_conclusion(conclusion));
    Json& evidence = out["evidence"] = Json::object();
    detail::put_origin(evidence, town.report.origin());
    detail::put_body(evidence, town.report);
    evidence["findings"] = json_of(town.report.findings());
    out["terms"] = terms_of(results);
    out["hierarchy"] = json_of(town.tree);
    out["audit"] = audits_of(town, results);
    Json& evaluation = out["evaluation"] = Json::object();
    evaluation["with_tallies"] = json_of(results.with_tallies);
    evaluation["without_tallies"] = json_of(results.without_tallies);
    if (results.own_grade) out["own_grade"] = json_of(*results.own_grade);
    out["own_conditions"] = own_conditions_of(results);
    out["congress"] = congress_of(town, results);
    if (results.membership) out["membership"] = membership_of(*results.membership);
    out["shares"] = shares_of(town, results);
    out["targets"] = targets_of(results);
    out["questions"] = questions_of(town, results);
    return detail::written(out);
}

std::vector<Conclusion> conclusions(const TownYear& town) { return detail::conclude(town, detail::work_out(town)); }

}  // namespace myhao::inline v0
