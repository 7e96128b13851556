// SPDX-License-Identifier: Apache-2.0
#include <myhao/congress/directive_list.hpp>

#include "read_documents.hpp"

namespace myhao::inline v0::detail {

namespace {


template <class T, class Read>
std::optional<Ruled<T>> ruled_in(const In& in, Read&& read) {
    if (in.absent() || !in.object({"value", "citation", "confidence"})) return std::nullopt;
    return Ruled<T>{read(in["value"]), citation_if(in["citation"]), confidence_in(in)};
}
int small_in(const In& in) { return in.small(); }
std::int64_t whole_in(const In& in) { return in.whole(); }

Deadline deadline_in(const In& in) {
    Deadline out;
    if (!in.object({"day", "inclusive"})) return out;
    out.day = day_in(in["day"]);
    if (in.has("inclusive")) out.inclusive = in["inclusive"].flag_or(false);
    return out;
}

SizeLimit size_in(const In& in) {
    SizeLimit out;
    if (!in.object({"of", "low", "high", "of_before", "when", "label", "citation", "confidence"})) return out;
    out.of = in["of"].text(), out.when = in["when"].text_or({}), out.label = label_if(in["label"]), out.citation = citation_if(in["citation"]), out.confidence = confidence_in(in);
    if (in.has("low")) out.number.low = in["low"].whole();
    if (in.has("high")) out.number.high = in["high"].whole();
    if (in.has("of_before")) out.of_before = ratio_in(in["of_before"]);
    return out;
}

LevelRule level_in(const In& in) {
    LevelRule out;
    if (!in.object({"level", "label", "roles", "most_days", "first_day", "deadline", "most_preparatory_half_days", "delegates_from", "sizes"})) return out;
    out.level = in["level"].text(), out.label = label_if(in["label"]), out.roles = texts_in(in["roles"]);
    out.most_days = ruled_in<int>(in["most_days"], small_in), out.first_day = ruled_in<Date>(in["first_day"], day_in), out.deadline = ruled_in<Deadline>(in["deadline"], deadline_in);
    out.most_preparatory_half_days = ruled_in<int>(in["most_preparatory_half_days"], small_in), out.delegates_from = ruled_in<std::int64_t>(in["delegates_from"], whole_in);
    out.sizes = in["sizes"].list<SizeLimit>(size_in);
    return out;
}

ContentsVariant variant_in(const In& in) {
    ContentsVariant out;
    if (!in.object({"contents", "when", "label", "citation", "confidence"})) return out;
    out.contents = texts_in(in["contents"]), out.when = in["when"].text(), out.label = label_if(in["label"]), out.citation = citation_if(in["citation"]), out.confidence = confidence_in(in);
    return out;
}

Suspension suspension_in(const In& in) {
    Suspension out;
    if (!in.object({"levels", "since", "until", "label", "moves_deadlines", "citation", "confidence"})) return out;
    out.levels = texts_in(in["levels"]), out.since = day_bounds_in(in["since"]), out.until = day_bounds_in(in["until"]), out.label = label_if(in["label"]);
    if (in.has("moves_deadlines")) out.moves_deadlines = in["moves_deadlines"].small();
    out.citation = citation_if(in["citation"]), out.confidence = confidence_in(in);
    return out;
}

}  // namespace

Directive read_directive(const In& in, Findings& problems) {
    Directive out;
    in.object({"myhao", "version", "key", "label", "term", "levels", "contents", "contents_required", "variants", "suspensions", "first_ordinal", "relations"});
    out.key = key_in(in["key"]), out.label = label_if(in["label"]), out.term = in["term"].text(), out.levels = in["levels"].list<LevelRule>(level_in);
    out.contents = in["contents"].list<CongressContent>([](const In& one) {
        CongressContent content;
        if (one.object({"id", "label"})) content.id = one["id"].text(), content.label = label_if(one["label"]);
        return content;
    });
    out.contents_required = ruled_in<std::size_t>(in["contents_required"], [](const In& one) {
        const std::int64_t count = one.whole();
        if (count < 0) one.problem("below 0", "a number from 0");
        return static_cast<std::size_t>(count < 0 ? 0 : count);
    });
    if (in.has("variants")) out.variants = in["variants"].list<ContentsVariant>(variant_in);
    out.suspensions = in["suspensions"].list<Suspension>(suspension_in);
    out.first_ordinal = ruled_in<int>(in["first_ordinal"], small_in);
    out.relations = in["relations"].list<InstrumentRelation>([](const In& one) {
        InstrumentRelation relation{InstrumentRelationKind::replaces, {}};
        if (one.object({"relation", "target", "confidence"})) relation.relation = named_in(one["relation"], every_relation.all), relation.target = key_in(one["target"]), relation.confidence = confidence_in(one);
        return relation;
    });
    return built(in, problems, [&] {
        if (Findings wrong = faults(out); !wrong.empty()) throw InvalidDocument(std::move(wrong));
        return out;
    });
}

}  // namespace myhao::inline v0::detail
