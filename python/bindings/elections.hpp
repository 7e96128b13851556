// SPDX-License-Identifier: Apache-2.0
// Elections: counts of votes and of ballots in bulk, bases, rules, elections with their rounds, first sessions, minutes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/congress/first_session.hpp>
#include <myhao/congress/minutes.hpp>
#include <myhao/interop/json.hpp>
#include <myhao/regulations/elections.hpp>

#include "ballots.hpp"
#include "bindings.hpp"
#include "casters.hpp"
#include "values.hpp"

namespace myhao_python {
namespace detail {

inline elections::CountTerms count_terms(std::int64_t seats, const std::optional<elections::Base>& base, const std::optional<Ratio>& threshold, bool distinct) {
    return {.seats = seats, .base = base, .threshold = threshold, .distinct = distinct};
}

inline py::object ballots_object(const std::optional<elections::BallotCounts>& b) { return b ? py::object(py::make_tuple(b->cast, b->invalid, b->blank)) : py::object(py::none()); }
inline std::optional<elections::BallotCounts> ballots_of(const py::object& o) {
    if (o.is_none()) return std::nullopt;
    const auto t = o.cast<py::tuple>();
    return elections::BallotCounts{t[0].cast<std::int64_t>(), t[1].cast<std::int64_t>(), t[2].cast<std::int64_t>()};
}
inline py::list votes_list(const std::vector<elections::NamedVotes>& votes) {
    return list_of(votes, [](const elections::NamedVotes& one) { return py::make_tuple(one.name, one.votes); });
}
inline std::vector<elections::NamedVotes> votes_of(const py::list& list) {
    std::vector<elections::NamedVotes> out;
    for (const auto& one : list) {
        const auto pair = py::reinterpret_borrow<py::tuple>(one);
        out.push_back({text_of(pair[0], true), pair[1].cast<std::int64_t>()});
    }
    return out;
}
inline py::tuple count_parts(const elections::Count& c) {
    return py::make_tuple(c.terms.seats, c.terms.base, c.terms.threshold, c.required, votes_list(c.votes), c.elected, c.tied, c.contested, c.vacant, ballots_object(c.ballots), c.passed());
}

template <class T, class Write>
py::tuple ruled_part(const char* what, const Ruled<T>& rule, Write write) { return py::make_tuple(what, write(rule.value), citation_parts(rule.citation), text(name(rule.confidence))); }

/// Each clause: what it is about, its value, where it was read, and how surely.
inline py::list rule_clauses(const elections::ElectionRule& r) {
    py::list out;
    const auto share = [](const Ratio& ratio) { return py::cast("more than " + ratio.text()); };
    const auto flag = [](bool value) { return py::cast(std::string(value ? "yes" : "no")); };
    const auto word = [](auto value) { return py::cast(text(elections::name(value))); };
    out.append(ruled_part("threshold", r.threshold, share));
    for (const elections::BaseRule& base : r.bases) {
        std::string less;
        for (const elections::BasePart& part : base.exclusions) less += (less.empty() ? ", less " : "; ") + part.label.en;
        out.append(py::make_tuple("base." + base.code, base.whole.en + less, citation_parts(base.citation), text(name(base.confidence))));
    }
    out.append(ruled_part("tie", r.tie, word));
    out.append(ruled_part("most_votes_win", r.most_votes_win, flag));
    out.append(ruled_part("write_ins", r.write_ins, word));
    out.append(ruled_part("blank_is_valid", r.blank_is_valid, flag));
    out.append(ruled_part("at_most_seats", r.at_most_seats, flag));
    if (r.turnout) out.append(ruled_part("turnout", *r.turnout, share));
    for (const elections::SurplusRule& s : r.surplus) {
        std::string value = std::string(s.needed ? "needed" : "") + (s.share ? "at most " + s.share->percent() + " of the seats" : "") + (s.at_most ? "at most " + std::to_string(*s.at_most) : "");
        if (s.from_seats > 1) value += ", from " + std::to_string(s.from_seats) + " seats";
        if (s.to_seats) value += " to " + std::to_string(*s.to_seats);
        if (s.prepared) value += "; prepared " + s.prepared->first.percent() + " to " + s.prepared->second.percent();
        out.append(py::make_tuple("surplus", value, citation_parts(s.citation), text(name(s.confidence))));
    }
    if (r.floor_consent) out.append(ruled_part("floor_consent", *r.floor_consent, share));
    if (r.rounds_then_appointed) out.append(ruled_part("rounds_then_appointed", *r.rounds_then_appointed, [](std::int64_t n) { return py::cast(std::to_string(n)); }));
    if (r.session.standing_share) out.append(ruled_part("session.standing_share", *r.session.standing_share, [](const Ratio& ratio) { return py::cast("at most " + ratio.text()); }));
    if (r.session.most_presidium) out.append(ruled_part("session.presidium", *r.session.most_presidium, [](std::int64_t n) { return py::cast("1 to " + std::to_string(n)); }));
    return out;
}

inline elections::RuleChanges rule_changes(const py::dict& d) {
    constexpr elections::TieRule ties[] = {elections::TieRule::reported, elections::TieRule::older, elections::TieRule::run_off};
    constexpr elections::WriteIns write_ins[] = {elections::WriteIns::refused, elections::WriteIns::ignored, elections::WriteIns::counted, elections::WriteIns::invalid};
    elections::RuleChanges out;
    if (d.contains("threshold")) out.threshold = d["threshold"].cast<Ratio>();
    if (d.contains("tie")) out.tie = named(d["tie"].cast<std::string>(), ties, "tie");
    if (d.contains("write_ins")) out.write_ins = named(d["write_ins"].cast<std::string>(), write_ins, "write_ins");
    if (d.contains("blank_is_valid")) out.blank_is_valid = d["blank_is_valid"].cast<bool>();
    if (d.contains("at_most_seats")) out.at_most_seats = d["at_most_seats"].cast<bool>();
    return out;
}

inline elections::Round round_of(const py::tuple& t) {
    elections::Round out;
    for (const auto& one : t[0].cast<py::list>()) {
        const auto c = one.cast<py::tuple>();
        constexpr elections::ProposedBy proposers[] = {elections::ProposedBy::conveners, elections::ProposedBy::floor};
        out.list.push_back({.name = text_of(c[0], true), .born = c[1].cast<std::optional<Date>>(), .proposed_by = named(c[2].cast<std::string>(), proposers, "proposed_by"), .consent = c[3].cast<std::optional<std::int64_t>>()});
    }
    out.votes = votes_of(t[1].cast<py::list>());
    out.ballots = ballots_of(t[2]), out.issued = t[3].cast<std::optional<std::int64_t>>(), out.run_off = t[4].cast<bool>();
    return out;
}
inline py::tuple round_parts(const elections::Round& r) {
    const auto list = list_of(r.list, [](const elections::Candidate& c) { return py::make_tuple(c.name, c.born, text(name(c.proposed_by)), c.consent); });
    return py::make_tuple(list, votes_list(r.votes), ballots_object(r.ballots), r.issued, r.run_off);
}

inline elections::Election election_of(const py::dict& d) {
    elections::Election e;
    e.id = d["id"].cast<std::string>(), e.label = d["label"].cast<Label>(), e.body = d["body"].cast<std::string>(), e.by = d["by"].cast<std::string>(), e.unit = d["unit"].cast<std::string>(), e.kind = d["kind"].cast<std::string>();
    e.day = d["day"].cast<std::optional<Date>>(), e.seats = d["seats"].cast<std::int64_t>(), e.rule = d["rule"].cast<elections::ElectionRule>(), e.base = d["base"].cast<std::optional<elections::Base>>();
    for (const auto& round : d["rounds"].cast<py::list>()) e.rounds.push_back(round_of(round.cast<py::tuple>()));
    e.closed = d["closed"].cast<bool>(), e.distinct = d["distinct"].cast<bool>(), e.voters = d["voters"].cast<std::optional<std::int64_t>>(), e.present = d["present"].cast<std::optional<std::int64_t>>();
    e.pilot = d["pilot"].cast<std::optional<bool>>(), e.among = d["among"].cast<std::vector<std::string>>(), e.declared = d["declared"].cast<std::optional<std::vector<std::string>>>();
    e.origin = origin_named(d["origin"].cast<std::string>()).value_or(Origin::real), e.source = citation_of(d["source"].cast<py::tuple>());
    return e;
}
inline py::dict election_parts(const elections::Election& e) {
    py::dict d;
    d["id"] = e.id, d["label"] = e.label, d["body"] = e.body, d["by"] = e.by, d["unit"] = e.unit, d["kind"] = e.kind, d["day"] = e.day, d["seats"] = e.seats, d["rule"] = e.rule, d["base"] = e.base;
    d["rounds"] = list_of(e.rounds, round_parts);
    d["closed"] = e.closed, d["distinct"] = e.distinct, d["voters"] = e.voters, d["present"] = e.present, d["pilot"] = e.pilot, d["among"] = e.among, d["declared"] = e.declared;
    d["origin"] = text(name(e.origin)), d["source"] = citation_parts(e.source);
    return d;
}
inline py::tuple result_parts(const elections::ElectionResult& r) {
    const auto rounds = list_of(r.rounds, [](const elections::RoundResult& one) { return py::make_tuple(count_parts(one.count), one.by_age, one.still_tied); });
    return py::make_tuple(rounds, r.elected, r.tied, r.contested, r.vacant, text(name(r.ending)));
}
inline elections::Minutes minutes_of(const elections::Election& e, const std::string& language) {
    return elections::minutes(e, elections::run(e), language == "en" ? Language::en : Language::vi);
}

}  // namespace detail

inline void register_elections(py::module_& module) {
    using elections::Base, elections::Election, elections::ElectionRule;
    py::class_<Base>(module, "ElectionBase")
        .def_static("stated", &Base::stated)
        .def_property_readonly("value", &Base::value)
        .def_property_readonly("of", [](const Base& b) { return b.code(); })
        .def_property_readonly("text", &Base::text)
        .def_property_readonly("citation", [](const Base& b) { return citation_parts(b.citation()); })
        .def_property_readonly("confidence", [](const Base& b) { return text(name(b.confidence())); })
        .def("parts", [](const Base& b) { return list_of(b.parts(), [](const elections::BasePart& p) { return py::make_tuple(p.code, p.label, p.count); }); })
        .def("same", [](const Base& a, const Base& b) { return a == b; });
    py::class_<ElectionRule>(module, "ElectionRule")
        .def_property_readonly("id", [](const ElectionRule& r) { return r.id; })
        .def_property_readonly("label", [](const ElectionRule& r) { return r.label; })
        .def_property_readonly("since", [](const ElectionRule& r) { return r.period ? std::optional(r.period->since()) : std::nullopt; })
        .def_property_readonly("until", [](const ElectionRule& r) { return r.period ? r.period->until() : std::nullopt; })
        .def_property_readonly("threshold", [](const ElectionRule& r) { return r.threshold.value; })
        .def_property_readonly("tie", [](const ElectionRule& r) { return text(elections::name(r.tie.value)); })
        .def_property_readonly("write_ins", [](const ElectionRule& r) { return text(elections::name(r.write_ins.value)); })
        .def_property_readonly("blank_is_valid", [](const ElectionRule& r) { return r.blank_is_valid.value; })
        .def_property_readonly("at_most_seats", [](const ElectionRule& r) { return r.at_most_seats.value; })
        .def_property_readonly("counts_ballots", &ElectionRule::counts_ballots)
        .def_property_readonly("bases", [](const ElectionRule& r) { return list_of(r.bases, [](const elections::BaseRule& b) { return b.code; }); })
        .def("clauses", &detail::rule_clauses)
        .def("base", [](const ElectionRule& r, const std::string& of, std::int64_t summoned, const std::vector<std::pair<std::string, std::int64_t>>& left_out) { return r.base(of, summoned, left_out); })
        .def("replace", [](const ElectionRule& r, const py::dict& changes) { return elections::changed(r, detail::rule_changes(changes)); })
        .def("same", [](const ElectionRule& a, const ElectionRule& b) { return a == b; });
    module.def("election_rule", [](const std::string& id) { return regulations::election_rule(id); });
    module.def("election_rules", [] {
        std::vector<std::string> ids;
        for (const ElectionRule* rule : regulations::all_election_rules()) ids.push_back(rule->id);
        return ids;
    });
    module.def("party_elections", [](Date on) { return regulations::party_elections(on); });

    module.def("elections_count", [](const py::list& votes, std::int64_t seats, const std::optional<Base>& base, const std::optional<Ratio>& threshold, bool distinct, const py::object& ballots, bool listed) {
        return detail::count_parts(elections::count(detail::votes_of(votes), detail::count_terms(seats, base, threshold, distinct), detail::ballots_of(ballots), listed));
    });
    module.def("elections_count_ballots", [](const py::object& ballots, std::int64_t seats, const std::optional<Base>& base, const std::optional<Ratio>& threshold, std::optional<std::vector<std::string>> list, const py::tuple& reading) {
        const elections::BallotTerms terms = detail::ballot_terms(reading);
        return detail::count_parts(elections::count(detail::filled_box(ballots, std::move(list), terms), detail::count_terms(seats, base, threshold, terms.distinct)));
    });
    module.def("elections_tally", [](const py::object& ballots, std::optional<std::vector<std::string>> list, const py::tuple& reading) {
        const elections::BallotBox box = detail::filled_box(ballots, std::move(list), detail::ballot_terms(reading));
        return py::make_tuple(detail::votes_list(box.votes()), detail::ballots_object(box.counts()));
    });

    module.def("elections_votes", &detail::votes_of_columns);

    py::class_<Election>(module, "Election")
        .def(py::init(&detail::election_of))
        .def("parts", &detail::election_parts)
        .def("result", [](const Election& e) { return detail::result_parts(elections::run(e)); })
        .def("findings", [](const Election& e) { return elections::check(e); })
        .def("minutes", [](const Election& e, const std::string& language) { return detail::minutes_of(e, language).text(); })
        .def("minutes_html", [](const Election& e, const std::string& language) { return detail::minutes_of(e, language).html(); })
        .def("to_json", [](const Election& e) { return to_json(e); })
        .def("same", [](const Election& a, const Election& b) { return a == b; });
    module.def("to_json", [](const Election& e) { return to_json(e); });
    module.def("first_session", [](const std::string& unit, const std::string& kind, std::vector<std::string> committee, std::vector<Election> held, const std::string& called_by, std::optional<std::int64_t> presidium, const ElectionRule& rule) {
        const elections::FirstSession session{.unit = unit, .kind = kind, .committee = std::move(committee), .elections = std::move(held), .called_by = called_by, .presidium = presidium};
        return elections::run(session, rule).findings;
    });
}

}  // namespace myhao_python
