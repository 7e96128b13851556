// SPDX-License-Identifier: Apache-2.0
// Directives, and statements of congresses, between C++ and Python: dicts of plain values. A value with its citation is a tuple
// (value, citation, confidence).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <myhao/congress/campaign.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/congress/congresses.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/congress/own_terms.hpp>

#include "values.hpp"

namespace myhao_python {

namespace detail {

template <class T>
py::object interval_parts(const Interval<T>& bounds) { return py::make_tuple(bounds.low, bounds.high); }
template <class T>
Interval<T> interval_of(const py::handle& pair) {
    const auto t = py::cast<py::tuple>(pair);
    return {t[0].cast<std::optional<T>>(), t[1].cast<std::optional<T>>()};
}

inline Confidence confidence_of(const py::handle& value) {
    const auto word = value.cast<std::string>();
    if (const auto found = confidence_named(word)) return *found;
    throw py::value_error("confidence: '" + word + "'; expected verified, translated, partial, derived, unverified or unknown");
}

template <class T>
py::object ruled(const std::optional<Ruled<T>>& rule) {
    if (!rule) return py::none();
    const auto tuple = [&](const auto& value) { return py::make_tuple(value, citation_parts(rule->citation), text(name(rule->confidence))); };
    if constexpr (std::is_same_v<T, Deadline>) return tuple(py::make_tuple(rule->value.day, rule->value.inclusive));
    else return tuple(rule->value);
}
template <class T>
std::optional<Ruled<T>> ruled_of(const py::handle& value) {
    if (value.is_none()) return std::nullopt;
    const auto t = py::cast<py::tuple>(value);
    const Citation citation = citation_of(t[1].cast<py::tuple>());
    if constexpr (std::is_same_v<T, Deadline>) {
        const auto day = t[0].cast<py::tuple>();
        return Ruled<T>{{day[0].cast<Date>(), day[1].cast<std::optional<bool>>()}, citation, confidence_of(t[2])};
    } else {
        return Ruled<T>{t[0].cast<T>(), citation, confidence_of(t[2])};
    }
}

inline py::dict size_parts(const SizeLimit& s) {
    py::dict out;
    out["of"] = s.of, out["number"] = interval_parts(s.number), out["when"] = s.when, out["label"] = s.label, out["of_before"] = s.of_before, out["citation"] = citation_parts(s.citation), out["confidence"] = text(name(s.confidence));
    return out;
}
inline SizeLimit size_of(const py::dict& d) {
    return {.of = d["of"].cast<std::string>(), .number = interval_of<std::int64_t>(d["number"]), .when = d["when"].cast<std::string>(), .label = d["label"].cast<Label>(), .of_before = d["of_before"].cast<std::optional<Ratio>>(),
            .citation = citation_of(d["citation"].cast<py::tuple>()), .confidence = confidence_of(d["confidence"])};
}

inline py::dict level_parts(const LevelRule& l) {
    py::dict out;
    out["level"] = l.level, out["label"] = l.label, out["roles"] = l.roles, out["most_days"] = ruled(l.most_days), out["first_day"] = ruled(l.first_day), out["deadline"] = ruled(l.deadline);
    out["most_preparatory_half_days"] = ruled(l.most_preparatory_half_days), out["delegates_from"] = ruled(l.delegates_from), out["sizes"] = list_of(l.sizes, size_parts);
    return out;
}
inline LevelRule level_of(const py::dict& d) {
    LevelRule l{.level = d["level"].cast<std::string>(), .label = d["label"].cast<Label>(), .roles = d["roles"].cast<std::vector<std::string>>()};
    l.most_days = ruled_of<int>(d["most_days"]), l.first_day = ruled_of<Date>(d["first_day"]), l.deadline = ruled_of<Deadline>(d["deadline"]);
    l.most_preparatory_half_days = ruled_of<int>(d["most_preparatory_half_days"]), l.delegates_from = ruled_of<std::int64_t>(d["delegates_from"]);
    for (const auto& size : d["sizes"].cast<py::list>()) l.sizes.push_back(size_of(py::cast<py::dict>(size)));
    return l;
}

inline py::dict suspension_parts(const Suspension& s) {
    py::dict out;
    out["levels"] = s.levels, out["since"] = interval_parts(s.since), out["until"] = interval_parts(s.until), out["label"] = s.label, out["citation"] = citation_parts(s.citation), out["confidence"] = text(name(s.confidence));
    out["moves_deadlines"] = s.moves_deadlines;
    return out;
}
inline Suspension suspension_of(const py::dict& d) {
    return {.levels = d["levels"].cast<std::vector<std::string>>(), .since = interval_of<Date>(d["since"]), .until = interval_of<Date>(d["until"]), .label = d["label"].cast<Label>(), .citation = citation_of(d["citation"].cast<py::tuple>()),
            .confidence = confidence_of(d["confidence"]), .moves_deadlines = d["moves_deadlines"].cast<int>()};
}

inline py::dict variant_parts(const ContentsVariant& v) {
    py::dict out;
    out["contents"] = v.contents, out["when"] = v.when, out["label"] = v.label, out["citation"] = citation_parts(v.citation), out["confidence"] = text(name(v.confidence));
    return out;
}
inline ContentsVariant variant_of(const py::dict& d) {
    return {.contents = d["contents"].cast<std::vector<std::string>>(), .when = d["when"].cast<std::string>(), .label = d["label"].cast<Label>(), .citation = citation_of(d["citation"].cast<py::tuple>()), .confidence = confidence_of(d["confidence"])};
}

inline InstrumentRelation relation_of(const py::tuple& t) {
    constexpr InstrumentRelationKind kinds[] = {InstrumentRelationKind::implements, InstrumentRelationKind::guides, InstrumentRelationKind::amends, InstrumentRelationKind::replaces, InstrumentRelationKind::suspends};
    return {named(t[0].cast<std::string>(), kinds, "relation"), key_of(t[1].cast<py::tuple>()), confidence_of(t[2])};
}

}  // namespace detail

inline py::dict directive_parts(const Directive& d) {
    py::dict out;
    out["key"] = key_parts(d.key), out["label"] = d.label, out["term"] = d.term, out["levels"] = list_of(d.levels, detail::level_parts);
    out["contents"] = list_of(d.contents, [](const CongressContent& c) { return py::make_tuple(c.id, c.label); });
    out["contents_required"] = detail::ruled(d.contents_required);
    out["variants"] = d.variants ? py::object(list_of(*d.variants, detail::variant_parts)) : py::none();
    out["suspensions"] = list_of(d.suspensions, detail::suspension_parts), out["first_ordinal"] = detail::ruled(d.first_ordinal);
    out["relations"] = list_of(d.relations, [](const InstrumentRelation& r) { return py::make_tuple(text(name(r.relation)), key_parts(r.target), text(name(r.confidence))); });
    return out;
}

inline Directive directive_of(const py::dict& d) {
    Directive out{.key = key_of(d["key"].cast<py::tuple>()), .label = d["label"].cast<Label>(), .term = d["term"].cast<std::string>(), .levels = {}};
    for (const auto& level : d["levels"].cast<py::list>()) out.levels.push_back(detail::level_of(py::cast<py::dict>(level)));
    for (const auto& content : d["contents"].cast<py::list>()) {
        const auto t = py::cast<py::tuple>(content);
        out.contents.push_back({t[0].cast<std::string>(), t[1].cast<Label>()});
    }
    out.contents_required = detail::ruled_of<std::size_t>(d["contents_required"]), out.first_ordinal = detail::ruled_of<int>(d["first_ordinal"]);
    if (const py::object variants = d["variants"]; !variants.is_none()) {
        out.variants.emplace();
        for (const auto& one : variants) out.variants->push_back(detail::variant_of(py::cast<py::dict>(one)));
    }
    for (const auto& one : d["suspensions"].cast<py::list>()) out.suspensions.push_back(detail::suspension_of(py::cast<py::dict>(one)));
    for (const auto& one : d["relations"].cast<py::list>()) out.relations.push_back(detail::relation_of(py::cast<py::tuple>(one)));
    return out;
}

/// Statements as the face hands them over: of single congresses (with a unit), and of all congresses of a level.
struct Statements : Congresses {
    explicit Statements(const std::vector<py::dict>& all, Origin said = Origin::real) {
        origin = said;
        for (const py::dict& d : all) {
            if (const py::object unit = d["unit"]; unit.is_none()) campaigns.push_back(campaign(d));
            else congresses.push_back(congress(d));
        }
    }

private:
    template <class Statement>
    static void common(Statement& s, const py::dict& d) {
        s.id = d["id"].cast<std::string>(), s.label = d["label"].cast<Label>(), s.level = d["level"].cast<std::string>(), s.term = d["term"].cast<std::string>();
        s.first_day = detail::interval_of<Date>(d["first_day"]), s.last_day = detail::interval_of<Date>(d["last_day"]);
        s.contents_done = d["contents_done"].cast<std::optional<std::int64_t>>(), s.contents_required = d["contents_required"].cast<std::optional<std::int64_t>>();
        s.contents = d["contents"].cast<std::optional<std::vector<std::string>>>(), s.cases = d["cases"].cast<std::vector<std::string>>();
        if (const py::object key = d["directive"]; !key.is_none()) s.directive = key_of(key.cast<py::tuple>());
        s.source = citation_of(d["source"].cast<py::tuple>()), s.confidence = detail::confidence_of(d["confidence"]);
    }
    static Campaign campaign(const py::dict& d) {
        Campaign c{.level = {}};
        common(c, d);
        c.under = d["under"].cast<std::optional<Id>>(), c.congresses = d["congresses"].cast<std::optional<std::int64_t>>();
        if (const py::object days = d["each"]; !days.is_none()) c.days = detail::interval_of<std::int64_t>(days);
        return c;
    }
    static Congress congress(const py::dict& d) {
        const auto count = [](const py::handle& value) { return value.cast<std::optional<std::int64_t>>(); };
        Congress c{.level = {}, .unit = d["unit"].cast<Id>()};
        common(c, d);
        c.ordinal = d["ordinal"].cast<std::optional<int>>(), c.pilot = d["pilot"].cast<std::optional<bool>>();
        if (const py::object form = d["form"]; !form.is_none()) c.form = congress_form_named(form.cast<std::string>());
        c.delegates = count(d["delegates"]), c.members = count(d["members"]), c.summoned = count(d["summoned"]), c.attended = count(d["attended"]);
        const auto kinds = d["delegate_kinds"].cast<py::tuple>();
        c.delegate_kinds = {count(kinds[0]), count(kinds[1]), count(kinds[2]), count(kinds[3])};
        c.preparatory_half_days = d["preparatory_half_days"].cast<std::optional<int>>(), c.solemn_day = d["solemn_day"].cast<std::optional<Date>>();
        for (const auto& one : d["rounds"].cast<py::list>()) {
            const auto t = py::cast<py::tuple>(one);
            c.rounds.push_back({t[0].cast<std::string>(), t[1].cast<int>(), count(t[2]), count(t[3]), count(t[4]), count(t[5]), count(t[6])});
        }
        return c;
    }
};

namespace detail {

/// What both kinds of statement have, and nothing in the place of what only the other one has.
template <class Statement>
py::dict common_parts(const Statement& s) {
    py::dict out;
    for (const char* key : {"unit", "ordinal", "form", "pilot", "delegates", "members", "summoned", "attended", "preparatory_half_days", "solemn_day", "under", "congresses", "each"}) out[key] = py::none();
    out["id"] = s.id, out["label"] = s.label, out["level"] = s.level, out["term"] = s.term, out["first_day"] = interval_parts(s.first_day), out["last_day"] = interval_parts(s.last_day);
    out["contents_done"] = s.contents_done, out["contents_required"] = s.contents_required, out["contents"] = s.contents, out["cases"] = s.cases;
    out["directive"] = s.directive ? py::object(key_parts(*s.directive)) : py::none();
    out["source"] = citation_parts(s.source), out["confidence"] = text(name(s.confidence));
    out["delegate_kinds"] = py::make_tuple(py::none(), py::none(), py::none(), py::none()), out["rounds"] = py::list();
    return out;
}
inline py::dict statement_parts(const Congress& c) {
    py::dict out = common_parts(c);
    out["unit"] = c.unit, out["ordinal"] = c.ordinal, out["pilot"] = c.pilot, out["delegates"] = c.delegates, out["members"] = c.members, out["summoned"] = c.summoned, out["attended"] = c.attended;
    if (c.form) out["form"] = text(name(*c.form));
    out["delegate_kinds"] = py::make_tuple(c.delegate_kinds.ex_officio, c.delegate_kinds.elected, c.delegate_kinds.appointed, c.delegate_kinds.alternates);
    out["preparatory_half_days"] = c.preparatory_half_days, out["solemn_day"] = c.solemn_day;
    out["rounds"] = list_of(c.rounds, [](const ElectionRound& r) { return py::make_tuple(r.of, r.round, r.seats, r.candidates, r.base, r.elected, r.before); });
    return out;
}
inline py::dict statement_parts(const Campaign& c) {
    py::dict out = common_parts(c);
    out["under"] = c.under, out["congresses"] = c.congresses;
    if (c.days.high || c.days.low > 1) out["each"] = interval_parts(c.days);
    return out;
}

}  // namespace detail

/// As `Statements` takes them: single congresses first.
inline py::list statement_list(const Congresses& all) {
    py::list out = list_of(all.congresses, [](const Congress& c) { return detail::statement_parts(c); });
    for (const Campaign& c : all.campaigns) out.append(detail::statement_parts(c));
    return out;
}

inline py::tuple term_tuple(const Term& term) { return py::make_tuple(term.series, term.label, term.ordinal, term.since, term.until, term.settled, term.basis); }

}  // namespace myhao_python
