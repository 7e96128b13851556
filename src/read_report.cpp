// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <myhao/report/report_builder.hpp>

namespace myhao::inline v0::detail {

namespace {

constexpr Every<MeasureType, MeasureType::level> every_measure_type;
constexpr Every<Qualifier, Qualifier::from> every_qualifier;
constexpr Every<Part, Part::priorities> every_part;

Measure measure_in(const In& in) {
    if (!in.object({"id", "label", "type", "unit", "part"})) return {};
    return {in["id"].text(), label_in(in["label"]), named_in(in["type"], every_measure_type.all), in["unit"].text(), named_in(in["part"], every_part.all)};
}

Source source_in(const In& in) {
    if (!in.object({"key", "title", "published"})) return {};
    return {in["key"].text(), label_in(in["title"]), day_if(in["published"])};
}

Figure figure_in(const In& in) {
    Figure out;
    if (!in.object({"measure", "qualifier", "value", "period", "source", "confidence", "origin"})) return out;
    out.measure = measure_in(in["measure"]);
    out.qualifier = named_in(in["qualifier"], every_qualifier.all);
    out.value = interval_in(in["value"]);
    out.period = period_in(in["period"]);
    out.source = citation_if(in["source"]);
    out.confidence = confidence_in(in);
    out.origin = named_or(in["origin"], every_origin.all, Origin::real);
    return out;
}

Statement statement_in(const In& in) {
    Statement out;
    if (!in.object({"id", "part", "text", "period", "source", "confidence", "contradicts"})) return out;
    out.id = in["id"].text(), out.part = named_in(in["part"], every_part.all), out.text = label_in(in["text"]), out.period = period_in(in["period"]);
    out.source = citation_if(in["source"]), out.confidence = confidence_in(in), out.contradicts = in["contradicts"].text_or({});
    return out;
}

Target target_in(const In& in) {
    Target out;
    if (!in.object({"measure", "required", "due", "source", "confidence"})) return out;
    out.measure = measure_in(in["measure"]), out.required = interval_in(in["required"]), out.due = day_in(in["due"]);
    out.source = citation_if(in["source"]), out.confidence = confidence_in(in);
    return out;
}

PostCount posts_in(const In& in) {
    PostCount out;
    if (!in.object({"id", "label", "post", "also", "holders", "of", "period", "source", "confidence", "basis"})) return out;
    out.id = in["id"].text(), out.label = label_in(in["label"]), out.post = in["post"].text(), out.also = in["also"].text();
    out.holders = in["holders"].whole(), out.of = in["of"].whole(), out.period = period_in(in["period"]);
    out.source = citation_if(in["source"]), out.confidence = confidence_in(in), out.basis = key_if(in["basis"]);
    return out;
}

CongressFacts congress_in(const In& in) {
    CongressFacts out;
    if (!in.object({"id", "label", "level", "unit", "ordinal", "term", "first_day", "last_day", "contents_done", "contents_required", "directive", "source", "confidence"})) return out;
    const auto small_if = [](const In& one) { return one.absent() ? std::nullopt : std::optional(one.small()); };
    out.id = in["id"].text(), out.label = label_in(in["label"]), out.level = in["level"].text(), out.unit = id_if(in["unit"]), out.ordinal = small_if(in["ordinal"]);
    out.term = in["term"].text_or({}), out.first_day = day_if(in["first_day"]), out.last_day = day_if(in["last_day"]);
    out.contents_done = small_if(in["contents_done"]), out.contents_required = small_if(in["contents_required"]), out.directive = key_if(in["directive"]);
    out.source = citation_if(in["source"]), out.confidence = confidence_in(in);
    return out;
}

Mention mention_in(const In& in) {
    Mention out;
    if (!in.object({"key", "title", "effective", "expired", "relations", "confidence", "source"})) return out;
    Instrument& instrument = out.instrument;
    instrument.key = key_in(in["key"]), instrument.title = label_in(in["title"]);
    instrument.effective = day_if(in["effective"]), instrument.expired = day_if(in["expired"]), instrument.confidence = confidence_in(in);
    instrument.relations = in["relations"].list<InstrumentRelation>([](const In& one) {
        InstrumentRelation relation{};
        if (!one.object({"relation", "target", "confidence"})) return relation;
        return InstrumentRelation{named_in(one["relation"], every_relation.all), key_in(one["target"]), confidence_in(one)};
    });
    out.source = citation_if(in["source"]);
    return out;
}

}  // namespace

std::optional<Tally> tally_in(const In& in) {
    if (!in.object({"subject", "of", "scale", "counts", "graded", "source", "confidence", "origin"})) return std::nullopt;
    TallyAbout about;
    about.subject = named_in(in["subject"], every_subject.all);
    about.of = id_if(in["of"]);
    Scale scale = in.has("scale") ? scale_in(in["scale"]) : scales::cpv_2018();
    const std::vector<TallyInput> counts = in["counts"].list<TallyInput>([](const In& one) {
        TallyInput input;
        if (!one.object({"grades", "count"})) return input;
        input.grades = texts_in(one["grades"]);
        input.count = one["count"].whole();
        return input;
    });
    if (in.has("graded")) about.graded = in["graded"].whole();
    about.source = citation_if(in["source"]);
    about.confidence = named_or(in["confidence"], every_confidence.all, Confidence::unknown);
    about.origin = named_or(in["origin"], every_origin.all, Origin::real);
    return in.made([&] { return std::optional(Tally(std::move(scale), counts, std::move(about))); }, std::optional<Tally>());
}

Report read_report(const In& in, Findings& problems) {
    ReportData data;
    in.object({"myhao", "version", "warning", "origin", "unit", "name", "year", "sources", "figures", "tallies", "statements", "targets", "posts", "congresses", "instruments"});
    data.origin = named_or(in["origin"], every_origin.all, Origin::real);
    data.unit = id_in(in["unit"]), data.name = label_in(in["name"]), data.year = in["year"].small();
    data.sources = in["sources"].list<Source>(source_in);
    data.figures = in["figures"].list<Figure>(figure_in);
    in["tallies"].each([&](const In& one) {
        if (auto tally = tally_in(one)) data.tallies.push_back(std::move(*tally));
    });
    data.statements = in["statements"].list<Statement>(statement_in);
    data.targets = in["targets"].list<Target>(target_in);
    data.posts = in["posts"].list<PostCount>(posts_in);
    data.congresses = in["congresses"].list<CongressFacts>(congress_in);
    data.instruments = in["instruments"].list<Mention>(mention_in);
    return built(in, problems, [&] { return ReportBuilder(std::move(data)).build(); });
}

}  // namespace myhao::inline v0::detail
