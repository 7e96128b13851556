// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <utility>

#include <myhao/regulations/elections.hpp>

namespace myhao::inline v0::detail {

namespace {

constexpr Every<elections::ProposedBy, elections::ProposedBy::floor> every_proposer;
constexpr Every<elections::TieRule, elections::TieRule::run_off> every_tie;
constexpr Every<elections::WriteIns, elections::WriteIns::invalid> every_write_ins;

elections::ElectionRule rule_in(const In& in) {
    const elections::ElectionRule& usual = regulations::party_elections_2024();
    const auto known = [&](const In& id) { return id.is_text() ? id.made([&] { return regulations::election_rule(id.text()); }, usual) : ((void)id.text(), usual); };
    if (in.is_text() || in.absent()) return known(in);
    if (!in.object({"of", "threshold", "tie", "write_ins", "blank_is_valid", "at_most_seats"})) return usual;
    elections::RuleChanges changes;
    if (in.has("threshold")) changes.threshold = ratio_in(in["threshold"]);
    if (in.has("tie")) changes.tie = named_in(in["tie"], every_tie.all);
    if (in.has("write_ins")) changes.write_ins = named_in(in["write_ins"], every_write_ins.all);
    if (in.has("blank_is_valid")) changes.blank_is_valid = in["blank_is_valid"].flag_or(true);
    if (in.has("at_most_seats")) changes.at_most_seats = in["at_most_seats"].flag_or(true);
    return elections::changed(known(in["of"]), changes);
}

/// Whole numbers by name.
std::vector<std::pair<std::string, std::int64_t>> numbers_in(const In& in) {
    std::vector<std::pair<std::string, std::int64_t>> out;
    if (in.absent()) return out;
    if (!in.is_object()) return in.problem("not an object", "names and whole numbers"), out;
    for (const auto& [key, value] : in.json().items()) out.emplace_back(key, in[key].whole());
    return out;
}

std::optional<elections::Base> base_in(const In& in, const elections::ElectionRule& rule) {
    if (in.absent()) return std::nullopt;
    if (in.json().is_number_integer()) return in.made([&] { return std::optional(elections::Base::stated(in.whole())); }, std::optional<elections::Base>());
    if (!in.object({"of", "summoned", "exclusions"})) return std::nullopt;
    const std::string of = in["of"].text();
    const std::int64_t summoned = in["summoned"].whole();
    const auto exclusions = numbers_in(in["exclusions"]);
    return in.made([&] { return std::optional(rule.base(of, summoned, exclusions)); }, std::optional<elections::Base>());
}

elections::Candidate candidate_in(const In& in) {
    elections::Candidate out;
    if (in.is_text()) return out.name = in.text(), out;
    if (!in.object({"name", "born", "proposed_by", "consent"})) return out;
    out.name = in["name"].text(), out.born = day_if(in["born"]), out.proposed_by = named_or(in["proposed_by"], every_proposer.all, elections::ProposedBy::conveners), out.consent = whole_if(in["consent"]);
    return out;
}

elections::Round round_in(const In& in) {
    elections::Round out;
    if (!in.object({"list", "votes", "ballots", "issued", "run_off"})) return out;
    out.list = in["list"].list<elections::Candidate>(candidate_in);
    if (!in.has("votes")) in["votes"].problem("missing", "names and whole numbers");
    for (auto& [name, votes] : numbers_in(in["votes"])) out.votes.push_back({std::move(name), votes});
    if (const In ballots = in["ballots"]; !ballots.absent() && ballots.object({"cast", "invalid", "blank"})) out.ballots = elections::BallotCounts{ballots["cast"].whole(), ballots["invalid"].whole_or(0), ballots["blank"].whole_or(0)};
    out.issued = whole_if(in["issued"]), out.run_off = in["run_off"].flag_or(false);
    return out;
}

}  // namespace

elections::Election read_election(const In& in, Findings& problems) {
    elections::Election e;
    in.object({"myhao", "version", "warning", "origin", "id", "label", "body", "by", "unit", "kind", "day", "seats", "rule", "base", "voters", "present", "pilot", "closed", "distinct", "among", "declared", "source", "rounds"});
    e.origin = named_or(in["origin"], every_origin.all, Origin::real);
    e.id = in["id"].text_or({}), e.label = label_if(in["label"]), e.body = in["body"].text(), e.by = in["by"].text(), e.unit = in["unit"].text_or({}), e.kind = in["kind"].text_or({});
    e.day = day_if(in["day"]), e.seats = in["seats"].whole(), e.rule = rule_in(in["rule"]), e.base = base_in(in["base"], e.rule);
    e.voters = whole_if(in["voters"]), e.present = whole_if(in["present"]);
    if (in.has("pilot")) e.pilot = in["pilot"].flag_or(false);
    e.closed = in["closed"].flag_or(false), e.distinct = in["distinct"].flag_or(false), e.among = texts_in(in["among"]), e.source = citation_if(in["source"]);
    if (in.has("declared")) e.declared = texts_in(in["declared"]);
    e.rounds = in["rounds"].list<elections::Round>(round_in);
    return built(in, problems, [&] {
        (void)elections::run(e);  // what it refuses is refused here
        return e;
    });
}

}  // namespace myhao::inline v0::detail
