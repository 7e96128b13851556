// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <myhao/org/history_builder.hpp>

namespace myhao::inline v0::detail {

namespace {

Kind kind_in(const In& in) {
    Kind out;
    if (!in.object({"name", "rank", "under", "gradable", "role"})) return out;
    out.name = in["name"].text(), out.rank = in["rank"].small();
    out.under = texts_in(in["under"]);
    out.gradable = in["gradable"].flag_or(true), out.role = in["role"].text_or({});
    return out;
}

SchemeSeries schemes_in(const In& in) {
    if (in.absent()) return SchemeSeries::cpv();
    if (in.is_text()) {
        if (in.text() == "free") return SchemeSeries::free();
        if (in.text() != "cpv") in.problem("no such built-in scheme" + suggestion(in.text(), {"cpv", "free"}), "cpv, free, or an object with its editions");
        return SchemeSeries::cpv();
    }
    if (!in.object({"name", "editions"})) return SchemeSeries::cpv();
    std::vector<Edition> editions;
    in["editions"].each([&](const In& one) {
        if (!one.object({"name", "since", "until", "free", "kinds"})) return;
        std::string name = one["name"].text();
        const Date since = day_if(one["since"]).value_or(Date(Date::first_days));
        const std::optional<Date> until = day_if(one["until"]);
        std::vector<Kind> listed = one["kinds"].list<Kind>(kind_in);
        const bool is_free = one["free"].flag_or(false);
        if (is_free && !listed.empty()) one["kinds"].problem("a free scheme has no kinds of its own");
        const auto edition = one.made([&] { return std::optional(Edition{is_free ? Scheme::free() : Scheme(std::move(name), std::move(listed)), Period(since, until)}); }, std::optional<Edition>());
        if (edition) editions.push_back(*edition);
    });
    const std::string name = in["name"].text_or({});
    return in.made([&] { return SchemeSeries(std::move(editions), name); }, SchemeSeries::cpv());
}

SpellRow spell_in(const In& in) {
    SpellRow out;
    if (!in.object({"id", "name", "kind", "parent", "since", "until", "ended", "form", "code", "system", "instrument", "recorded", "void"})) return out;
    out.id = id_in(in["id"]), out.withdrawn = in["void"].flag_or(false);
    out.name = out.withdrawn ? in["name"].text_or({}) : in["name"].text(), out.kind = in["kind"].text_or({});
    out.parent = id_if(in["parent"]), out.since = day_in(in["since"]), out.until = day_if(in["until"]), out.ended = in["ended"].flag_or(false);
    out.form = in["form"].text_if(), out.code = in["code"].text_if(), out.system = in["system"].text_if(), out.instrument = in["instrument"].text_if();
    out.recorded = day_if(in["recorded"]);
    return out;
}

SuccessionRow succession_in(const In& in) {
    SuccessionRow out;
    if (!in.object({"day", "before", "after", "event", "share", "measure", "instrument", "recorded"})) return out;
    out.day = day_in(in["day"]), out.before = id_if(in["before"]), out.after = id_if(in["after"]), out.event = in["event"].text_if();
    if (in.has("share")) out.share = ratio_in(in["share"]);
    out.measure = in["measure"].text_or({}), out.instrument = in["instrument"].text_if(), out.recorded = day_if(in["recorded"]);
    return out;
}

}  // namespace

std::optional<History> history_in(const In& in, Findings& problems) {
    const SchemeSeries schemes = schemes_in(in["scheme"]);
    const bool strict = in["strict"].flag_or(true);
    const std::vector<SpellRow> spells = in["spells"].list<SpellRow>(spell_in);
    const std::vector<SuccessionRow> successions = in["successions"].list<SuccessionRow>(succession_in);
    if (!problems.empty()) return std::nullopt;
    return in.made([&] { return std::optional(History::from_rows(spells, successions, schemes, strict)); }, std::optional<History>());
}

History read_history(const In& in, Findings& problems) {
    in.object({"myhao", "version", "warning", "origin", "scheme", "strict", "spells", "successions"});
    (void)named_or(in["origin"], every_origin.all, Origin::real);
    std::optional<History> history = history_in(in, problems);
    return built(in, problems, [&] { return std::move(*history); });
}

}  // namespace myhao::inline v0::detail
