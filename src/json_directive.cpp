// SPDX-License-Identifier: Apache-2.0
#include <myhao/congress/directive.hpp>
#include <myhao/interop/json.hpp>

#include "json.hpp"

namespace myhao::inline v0 {

using detail::Json, detail::put;

namespace {

Json value_of(const Deadline& deadline) {
    Json out = Json::object();
    out["day"] = json_of(deadline.day);
    if (deadline.inclusive) out["inclusive"] = *deadline.inclusive;
    return out;
}
Json value_of(Date day) { return json_of(day); }
template <class Number>
Json value_of(Number number) { return number; }

/// The value, and where it was read.
template <class T>
void put_ruled(Json& object, const char* key, const std::optional<Ruled<T>>& rule) {
    if (!rule) return;
    Json& out = object[key] = Json::object();
    out["value"] = value_of(rule->value);
    put(out, "citation", rule->citation);
    out["confidence"] = name(rule->confidence);
}

Json json_of(const SizeLimit& size) {
    Json out = Json::object();
    out["of"] = size.of;
    if (size.number.low) out["low"] = *size.number.low;
    if (size.number.high) out["high"] = *size.number.high;
    put(out, "of_before", size.of_before);
    put(out, "when", size.when);
    put(out, "label", size.label);
    put(out, "citation", size.citation);
    out["confidence"] = name(size.confidence);
    return out;
}

Json json_of(const LevelRule& level) {
    Json out = Json::object();
    out["level"] = level.level;
    put(out, "label", level.label);
    out["roles"] = level.roles;
    put_ruled(out, "most_days", level.most_days);
    put_ruled(out, "first_day", level.first_day);
    put_ruled(out, "deadline", level.deadline);
    put_ruled(out, "most_preparatory_half_days", level.most_preparatory_half_days);
    put_ruled(out, "delegates_from", level.delegates_from);
    for (const SizeLimit& size : level.sizes) out["sizes"].push_back(json_of(size));
    return out;
}

Json json_of(const ContentsVariant& variant) {
    Json out = Json::object();
    out["contents"] = variant.contents;
    out["when"] = variant.when;
    put(out, "label", variant.label);
    put(out, "citation", variant.citation);
    out["confidence"] = name(variant.confidence);
    return out;
}

Json json_of(const Suspension& pause) {
    Json out = Json::object();
    out["levels"] = pause.levels;
    out["since"] = json_of(pause.since);
    out["until"] = json_of(pause.until);
    put(out, "label", pause.label);
    if (pause.moves_deadlines != 0) out["moves_deadlines"] = pause.moves_deadlines;
    put(out, "citation", pause.citation);
    out["confidence"] = name(pause.confidence);
    return out;
}

}  // namespace

std::string to_json(const Directive& directive) {
    Json out = detail::headed("directive");
    out["key"] = json_of(directive.key);
    put(out, "label", directive.label);
    out["term"] = directive.term;
    Json& levels = out["levels"] = Json::array();
    for (const LevelRule& level : directive.levels) levels.push_back(json_of(level));
    for (const CongressContent& content : directive.contents) {
        Json one = Json::object();
        one["id"] = content.id;
        put(one, "label", content.label);
        out["contents"].push_back(std::move(one));
    }
    put_ruled(out, "contents_required", directive.contents_required);
    if (directive.variants) {
        Json& variants = out["variants"] = Json::array();
        for (const ContentsVariant& variant : *directive.variants) variants.push_back(json_of(variant));
    }
    for (const Suspension& pause : directive.suspensions) out["suspensions"].push_back(json_of(pause));
    put_ruled(out, "first_ordinal", directive.first_ordinal);
    for (const InstrumentRelation& relation : directive.relations) {
        Json one = Json::object();
        one["relation"] = name(relation.relation);
        one["target"] = json_of(relation.target);
        one["confidence"] = name(relation.confidence);
        out["relations"].push_back(std::move(one));
    }
    return detail::written(out);
}

}  // namespace myhao::inline v0
