// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <algorithm>

#include <myhao/rules/facts_builder.hpp>

namespace myhao::inline v0::detail {

namespace {

FactValue value_in(const In& in, FactType type) {
    if (in.json().is_boolean()) return in.flag_or(false);
    if (in.json().is_number_integer()) return in.whole();
    if (in.is_text()) {
        if (type == FactType::date) return day_in(in);
        if (type == FactType::decimal || type == FactType::count) return decimal_in(in);
        return in.text();
    }
    if (in.has("not_applicable")) {
        in.object({"not_applicable"});
        if (!in["not_applicable"].flag_or(false)) in["not_applicable"].problem("it is written with the value true", "true");
        return NotApplicable{};
    }
    if (in.is_object()) return interval_in(in);
    in.problem(in.json().is_number_float() ? "a number with a point is not exact: write it as a text" : "not the value of a fact", "a text, a whole number, true, false, an interval or {\"not_applicable\": true}");
    return {};
}

}  // namespace

Facts read_facts(const In& in, Findings& problems) {
    in.object({"myhao", "version", "warning", "origin", "subject", "scale", "vocabulary", "day", "root", "objects", "history"});
    const Subject subject = named_or(in["subject"], every_subject.all, Subject::organization);
    const Origin origin = named_or(in["origin"], every_origin.all, Origin::real);
    const Scale scale = in.has("scale") ? scale_in(in["scale"]) : scales::cpv_2018();
    std::vector<Fact> declared = in["vocabulary"].list<Fact>([&](const In& one) { return fact_in(one, subject); });
    const Date day = day_in(in["day"]);
    const std::optional<Id> root = id_if(in["root"]);
    struct Object {
        Id id, unit;
        std::vector<std::pair<std::string, FactValue>> values;
    };
    std::vector<Object> objects;
    in["objects"].each([&](const In& one) {
        if (subject == Subject::organization ? !one.object({"id", "values"}) : !one.object({"id", "unit", "values"})) return;
        Object& object = objects.emplace_back();
        object.id = id_in(one["id"]);
        if (subject != Subject::organization) object.unit = id_in(one["unit"]);
        const In values = one["values"];
        if (!values.is_object()) return values.problem(values.absent() ? "missing" : "not an object", "an object of facts");
        for (const auto& [key, value] : values.json().items()) {
            const auto fact = std::find_if(declared.begin(), declared.end(), [&](const Fact& f) { return f.name == key; });
            object.values.emplace_back(key, value_in(values[key], fact == declared.end() ? FactType::flag : fact->type));
        }
    });
    const In rows = in["history"];
    std::optional<History> history;
    if (rows.object({"scheme", "strict", "spells", "successions"})) history = history_in(rows, problems);
    return built(in, problems, [&] {
        const Tree whole = history->at(day);
        FactsBuilder builder(root ? whole.subtree(whole.at(*root)) : whole, Vocabulary(std::move(declared)), subject, scale);
        builder.origin(origin);
        for (Object& object : objects) {
            if (subject != Subject::organization) builder.object(object.id, object.unit);
            for (auto& [fact, value] : object.values) builder.set(object.id, fact, std::move(value));
        }
        return builder.build();
    });
}

}  // namespace myhao::inline v0::detail
