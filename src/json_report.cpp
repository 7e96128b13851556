// SPDX-License-Identifier: Apache-2.0
#include "json_report.hpp"

#include <myhao/interop/json.hpp>

namespace myhao::inline v0 {

using detail::Json, detail::put, detail::list_of;

static Json json_of(const Source& source) {
    Json out = Json::object();
    out["key"] = source.key;
    out["title"] = json_of(source.title);
    put(out, "published", source.published);
    return out;
}

static Json json_of(const Statement& statement) {
    Json out = Json::object();
    out["id"] = statement.id;
    out["part"] = name(statement.part);
    out["text"] = json_of(statement.text);
    out["period"] = json_of(statement.period);
    put(out, "source", statement.source);
    out["confidence"] = name(statement.confidence);
    put(out, "contradicts", statement.contradicts);
    return out;
}

static Json json_of(const PostCount& posts) {
    Json out = Json::object();
    out["id"] = posts.id;
    out["label"] = json_of(posts.label);
    out["post"] = posts.post;
    out["also"] = posts.also;
    out["holders"] = posts.holders;
    out["of"] = posts.of;
    out["period"] = json_of(posts.period);
    put(out, "source", posts.source);
    out["confidence"] = name(posts.confidence);
    put(out, "basis", posts.basis);
    return out;
}

static Json json_of(const CongressFacts& congress) {
    Json out = Json::object();
    out["id"] = congress.id;
    out["label"] = json_of(congress.label);
    out["level"] = congress.level;
    put(out, "unit", congress.unit);
    put(out, "ordinal", congress.ordinal);
    put(out, "term", congress.term);
    put(out, "first_day", congress.first_day);
    put(out, "last_day", congress.last_day);
    put(out, "contents_done", congress.contents_done);
    put(out, "contents_required", congress.contents_required);
    put(out, "directive", congress.directive);
    put(out, "source", congress.source);
    out["confidence"] = name(congress.confidence);
    return out;
}

static Json json_of(const Mention& mention) {
    const Instrument& instrument = mention.instrument;
    Json out = Json::object();
    out["key"] = json_of(instrument.key);
    out["title"] = json_of(instrument.title);
    put(out, "effective", instrument.effective);
    put(out, "expired", instrument.expired);
    if (!instrument.relations.empty()) {
        Json& relations = out["relations"] = Json::array();
        for (const InstrumentRelation& relation : instrument.relations) {
            Json one = Json::object();
            one["relation"] = name(relation.relation);
            one["target"] = json_of(relation.target);
            one["confidence"] = name(relation.confidence);
            relations.push_back(std::move(one));
        }
    }
    out["confidence"] = name(instrument.confidence);
    put(out, "source", mention.source);
    return out;
}

Json json_of(const Measure& measure) {
    Json out = Json::object();
    out["id"] = measure.id;
    out["label"] = json_of(measure.label);
    out["type"] = name(measure.type);
    out["unit"] = measure.unit;
    out["part"] = name(measure.part);
    return out;
}

Json json_of(const Figure& figure) {
    Json out = Json::object();
    out["measure"] = json_of(figure.measure);
    out["qualifier"] = name(figure.qualifier);
    out["value"] = json_of(figure.value);
    out["period"] = json_of(figure.period);
    put(out, "source", figure.source);
    out["confidence"] = name(figure.confidence);
    out["origin"] = name(figure.origin);
    return out;
}

Json json_of(const Target& target) {
    Json out = Json::object();
    out["measure"] = json_of(target.measure);
    out["required"] = json_of(target.required);
    out["due"] = json_of(target.due);
    put(out, "source", target.source);
    out["confidence"] = name(target.confidence);
    return out;
}

namespace detail {

void put_head(Json& out, const Report& report) {
    out["unit"] = json_of(report.unit());
    out["name"] = json_of(report.name());
    out["year"] = report.year();
}

void put_body(Json& out, const Report& report) {
    out["sources"] = list_of(report.sources());
    out["figures"] = list_of(report.figures());
    out["tallies"] = list_of(report.tallies());
    out["statements"] = list_of(report.statements());
    out["targets"] = list_of(report.targets());
    out["posts"] = list_of(report.posts());
    out["congresses"] = list_of(report.congresses());
    out["instruments"] = list_of(report.instruments());
}

}  // namespace detail

std::string to_json(const Report& report) {
    detail::Json out = detail::headed("report");
    detail::put_origin(out, report.origin());
    detail::put_head(out, report);
    detail::put_body(out, report);
    return detail::written(out);
}

}  // namespace myhao::inline v0
