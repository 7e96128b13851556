// SPDX-License-Identifier: Apache-2.0
#include "json.hpp"

#include <myhao/base/error.hpp>

namespace myhao::inline v0 {

using detail::Json, detail::put;

namespace detail {

std::string written(const Json& json) {
    try {
        return json.dump(2, ' ', false, Json::error_handler_t::strict) + '\n';
    } catch (const Json::type_error&) {
        throw InvalidDocument::at("document", "a text is not UTF-8, so it cannot be written");
    }
}

Json headed(std::string_view kind, int version) {
    Json out = Json::object();
    out["myhao"] = kind;
    out["version"] = version;
    return out;
}

}  // namespace detail

Json json_of(const Label& label) {
    Json out = Json::object();
    out["vi"] = label.vi;
    out["en"] = label.en;
    return out;
}
Json json_of(const Id& id) { return id.is_text() ? Json(id.text()) : Json(id.number()); }
Json json_of(Date day) { return day.text(); }
Json json_of(const Period& period) {
    Json out = Json::object();
    out["since"] = json_of(period.since());
    put(out, "until", period.until());
    return out;
}
Json json_of(const Decimal& number) { return number.text(); }
Json json_of(const Ratio& ratio) { return ratio.text(); }

Json json_of(const InstrumentKey& key) {
    Json out = Json::object();
    put(out, "number", key.number);
    put(out, "issuer", key.issuer);
    put(out, "issued", key.issued);
    return out;
}

Json json_of(const Citation& citation) {
    Json out = Json::object();
    if (!(citation.instrument == InstrumentKey())) out["instrument"] = json_of(citation.instrument);
    put(out, "clause", citation.clause);
    put(out, "publication", citation.publication);
    if (citation.paragraph != 0) out["paragraph"] = citation.paragraph;
    return out;
}

Json json_of(const Finding& finding) {
    Json out = Json::object();
    out["state"] = name(finding.state);
    out["severity"] = name(finding.severity);
    out["rule"] = finding.rule;
    put(out, "subject", finding.subject);
    put(out, "observed", finding.observed);
    put(out, "required", finding.required);
    put(out, "citation", finding.citation);
    out["text"] = json_of(finding.text);
    return out;
}
Json json_of(const Findings& findings) { return detail::list_of(findings); }

Json json_of(const Scale& scale) {
    for (const Scale* built_in : {&scales::cpv_2018(), &scales::cpv_2014(), &scales::cpv_2014_member()})
        if (*built_in == scale) return scale.id();
    Json out = Json::object();
    out["id"] = scale.id();
    put(out, "label", scale.label());
    Json& grades = out["grades"] = Json::array();
    for (const Grade& grade : scale.grades()) {
        Json one = Json::object();
        one["code"] = grade.code;
        put(one, "label", grade.label);
        put(one, "abbreviation", grade.abbreviation);
        grades.push_back(std::move(one));
    }
    return out;
}

namespace detail {

Json codes(const Scale& scale, GradeSet set) {
    Json out = Json::array();
    for (std::size_t g = 0; g < scale.size(); ++g)
        if (set.has(g)) out.push_back(scale[g].code);
    return out;
}

}  // namespace detail

Json json_of(const Tally& tally) {
    Json out = Json::object();
    out["subject"] = name(tally.subject());
    put(out, "of", tally.of());
    out["scale"] = json_of(tally.scale());
    Json& counts = out["counts"] = Json::array();
    for (const TallyEntry& entry : tally.entries()) {
        Json one = Json::object();
        one["grades"] = detail::codes(tally.scale(), entry.grades);
        one["count"] = entry.count;
        counts.push_back(std::move(one));
    }
    put(out, "graded", tally.about().graded);
    put(out, "source", tally.about().source);
    out["confidence"] = name(tally.about().confidence);
    out["origin"] = name(tally.about().origin);
    return out;
}

namespace detail {

Origin computed_from(Origin origin) { return combine(Origin::derived, origin); }

void put_origin(Json& object, Origin origin) {
    if (const std::string_view text = warning(origin); !text.empty()) object["warning"] = text;
    object["origin"] = name(origin);
}

}  // namespace detail

}  // namespace myhao::inline v0
