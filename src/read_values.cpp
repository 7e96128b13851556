// SPDX-License-Identifier: Apache-2.0
#include "read.hpp"

namespace myhao::inline v0::detail {

Label label_in(const In& in) {
    if (!in.object({"vi", "en"})) return {};
    return {in["vi"].text(), in["en"].text()};
}
Label label_if(const In& in) { return in.absent() ? Label{} : label_in(in); }

Id id_in(const In& in) {
    if (in.is_text()) return Id(in.text());
    if (!in.absent() && in.json().is_number_integer()) return Id(in.whole());
    in.problem(in.absent() ? "missing" : "not an id", "a text or a whole number");
    return {};
}
std::optional<Id> id_if(const In& in) { return in.absent() ? std::nullopt : std::optional(id_in(in)); }

Date day_in(const In& in) {
    const std::string text = in.text();
    if (!in.is_text()) return {};
    try {
        return Date::parse(text);
    } catch (const InvalidDate& fault) {
        in.problem(fault.problems()[0].text.en, "YYYY-MM-DD");
        return {};
    }
}
std::optional<Date> day_if(const In& in) { return in.absent() ? std::nullopt : std::optional(day_in(in)); }

Interval<Date> day_bounds_in(const In& in) {
    Interval<Date> out;
    if (in.object({"low", "high"})) out.low = day_if(in["low"]), out.high = day_if(in["high"]);
    return out;
}

std::vector<std::string> texts_in(const In& in) {
    return in.list<std::string>([](const In& one) { return one.text(); });
}

std::optional<std::int64_t> whole_if(const In& in) { return in.absent() ? std::nullopt : std::optional(in.whole()); }

Period period_in(const In& in) {
    const Period some(Date(), Date() + 1);
    if (!in.object({"since", "until"})) return some;
    const Date since = day_in(in["since"]);
    const std::optional<Date> until = day_if(in["until"]);
    return in.made([&] { return Period(since, until); }, some);
}

Decimal decimal_in(const In& in) {
    if (!in.absent() && in.json().is_number_integer()) return Decimal(in.whole());
    const std::string text = in.text();
    if (!in.is_text()) return {};
    const auto number = Decimal::parse(text);
    if (!number) in.problem("not an exact number", "digits, with at most " + std::to_string(Decimal::most_places) + " after a point");
    return number.value_or(Decimal());
}

Ratio ratio_in(const In& in) {
    if (!in.absent() && in.json().is_number_integer()) return Ratio(in.whole());
    if (!in.is_text()) return in.problem(in.absent() ? "missing" : "a share is exact: a text, not a number with a point", "\"20%\" or \"1/5\""), Ratio();
    try {
        return Ratio::parse(in.text());
    } catch (const InvalidRules& fault) {
        in.problem(fault.problems()[0].text.en, "\"20%\", \"1/5\" or a whole number");
        return {};
    }
}

Interval<Decimal> interval_in(const In& in) {
    Interval<Decimal> out;
    if (!in.object({"low", "high", "low_open", "high_open"})) return out;
    if (in.has("low")) out.low = decimal_in(in["low"]);
    if (in.has("high")) out.high = decimal_in(in["high"]);
    out.low_open = in["low_open"].flag_or(false), out.high_open = in["high_open"].flag_or(false);
    return out;
}

InstrumentKey key_in(const In& in) {
    if (!in.object({"number", "issuer", "issued"})) return {};
    return {in["number"].text_or({}), in["issuer"].text_or({}), day_if(in["issued"])};
}
std::optional<InstrumentKey> key_if(const In& in) { return in.absent() ? std::nullopt : std::optional(key_in(in)); }

Citation citation_if(const In& in) {
    Citation out;
    if (in.absent() || !in.object({"instrument", "clause", "publication", "paragraph"})) return out;
    if (in.has("instrument")) out.instrument = key_in(in["instrument"]);
    out.clause = in["clause"].text_or({}), out.publication = in["publication"].text_or({});
    if (in.has("paragraph")) out.paragraph = in["paragraph"].small();
    return out;
}

Scale scale_in(const In& in) {
    if (in.is_text()) {
        std::vector<std::string> names;
        for (const Scale* built_in : {&scales::cpv_2018(), &scales::cpv_2014(), &scales::cpv_2014_member()}) {
            if (built_in->id() == in.text()) return *built_in;
            names.push_back(built_in->id());
        }
        in.problem("no such built-in scale" + suggestion(in.text(), names), "a name of a scale, or an object with its grades");
        return scales::cpv_2018();
    }
    if (!in.object({"id", "label", "grades"})) return scales::cpv_2018();
    const std::string id = in["id"].text();
    Label label = label_if(in["label"]);
    std::vector<Grade> grades = in["grades"].list<Grade>([](const In& one) {
        Grade grade;
        if (!one.object({"code", "label", "abbreviation"})) return grade;
        grade.code = one["code"].text(), grade.label = label_if(one["label"]), grade.abbreviation = one["abbreviation"].text_or({});
        return grade;
    });
    return in.made([&] { return Scale(id, std::move(label), std::move(grades)); }, scales::cpv_2018());
}

}  // namespace myhao::inline v0::detail
