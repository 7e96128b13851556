// SPDX-License-Identifier: Apache-2.0
#include <myhao/congress/congresses.hpp>
#include <myhao/interop/json.hpp>

#include "json.hpp"

namespace myhao::inline v0 {

using detail::Json, detail::put;

namespace {

/// Both bounds included.
template <class T>
Interval<T> closed(Interval<T> bounds) {
    if (bounds.low && bounds.low_open) bounds.low = *bounds.low + 1;
    if (bounds.high && bounds.high_open) bounds.high = *bounds.high - 1;
    return {bounds.low, bounds.high};
}

bool is_some_month(const Interval<Date>& day) {
    const Date last_month(9999, 12, 1);  // has no day after it
    return day.low && day.high && day.low->day() == 1 && *day.low < last_month && day == sometime_in(day.low->year(), day.low->month());
}

/// "2020-06-10"; "2020-06" for some day of that month; else {"low": ..., "high": ...}.
void put_day(Json& object, const char* key, const Interval<Date>& stated) {
    const Interval<Date> day = closed(stated);
    if (!day.low && !day.high) return;
    if (day.exact()) object[key] = json_of(*day.low);
    else if (is_some_month(day)) object[key] = day.low->text().substr(0, 7);
    else object[key] = json_of(day);
}

template <class Statement>
void put_contents(Json& out, const Statement& s) {
    put(out, "contents_done", s.contents_done);
    put(out, "contents_required", s.contents_required);
    if (s.contents) out["contents"] = *s.contents;
    if (!s.cases.empty()) out["cases"] = s.cases;
}

template <class Statement>
void put_source(Json& out, const Statement& s) {
    put(out, "directive", s.directive);
    put(out, "source", s.source);
    out["confidence"] = name(s.confidence);
}

void put_delegates(Json& out, const Congress& c) {
    put(out, "delegates", c.delegates);
    const DelegateKinds& kinds = c.delegate_kinds;
    if (kinds == DelegateKinds()) return;
    Json& by_kind = out["delegate_kinds"] = Json::object();
    put(by_kind, "ex_officio", kinds.ex_officio);
    put(by_kind, "elected", kinds.elected);
    put(by_kind, "appointed", kinds.appointed);
    put(by_kind, "alternates", kinds.alternates);
}

Json json_of(const ElectionRound& round) {
    Json out = Json::object();
    out["of"] = round.of;
    out["round"] = round.round;
    put(out, "seats", round.seats);
    put(out, "candidates", round.candidates);
    put(out, "base", round.base);
    put(out, "elected", round.elected);
    put(out, "before", round.before);
    return out;
}

Json json_of(const Congress& c) {
    Json out = Json::object();
    put(out, "id", c.id);
    put(out, "label", c.label);
    out["level"] = c.level;
    out["unit"] = json_of(c.unit);
    put(out, "ordinal", c.ordinal);
    put(out, "term", c.term);
    if (c.form) out["form"] = name(*c.form);
    if (c.pilot) out["pilot"] = *c.pilot;
    put_day(out, "first_day", c.first_day);
    put_day(out, "last_day", c.last_day);
    put(out, "solemn_day", c.solemn_day);
    put(out, "preparatory_half_days", c.preparatory_half_days);
    put_contents(out, c);
    put(out, "members", c.members);
    put(out, "summoned", c.summoned);
    put(out, "attended", c.attended);
    put_delegates(out, c);
    for (const ElectionRound& round : c.rounds) out["rounds"].push_back(json_of(round));
    put_source(out, c);
    return out;
}

Json json_of(const Campaign& c) {
    Json out = Json::object();
    put(out, "id", c.id);
    put(out, "label", c.label);
    out["level"] = c.level;
    put(out, "under", c.under);
    put(out, "congresses", c.congresses);
    put(out, "term", c.term);
    put_day(out, "first_day", c.first_day);
    put_day(out, "last_day", c.last_day);
    Interval<std::int64_t> days = closed(c.days);
    if (days.low && *days.low <= 1) days.low.reset();  // every congress takes at least a day
    if (days.low || days.high) out["days_each"] = json_of(days);
    put_contents(out, c);
    put_source(out, c);
    return out;
}

}  // namespace

std::string to_json(const Congresses& all) {
    if (Findings wrong = congress::faults(all); !wrong.empty()) throw InvalidDocument(std::move(wrong));
    Json out = detail::headed("congresses");
    detail::put_origin(out, all.origin);
    Json& congresses = out["congresses"] = Json::array();
    for (const Congress& one : all.congresses) congresses.push_back(json_of(one));
    if (!all.campaigns.empty()) {
        Json& campaigns = out["campaigns"] = Json::array();
        for (const Campaign& one : all.campaigns) campaigns.push_back(json_of(one));
    }
    return detail::written(out);
}

}  // namespace myhao::inline v0
