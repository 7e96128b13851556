// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <initializer_list>
#include <string_view>
#include <utility>

#include <myhao/congress/congresses.hpp>

namespace myhao::inline v0::detail {

namespace {

constexpr Every<CongressForm, CongressForm::delegates> every_congress_form;

/// "2020-06-10", "2020-06" for some day of that month, or bounds that are both included.
Interval<Date> known_day_in(const In& in) {
    Interval<Date> out;
    if (in.absent()) return out;
    if (in.is_text()) {
        const std::string text = in.text();
        const auto digits = [&](std::size_t from, std::size_t count) { return text.find_first_not_of("0123456789", from) >= from + count; };
        if (text.size() == 7 && text[4] == '-' && digits(0, 4) && digits(5, 2))
            return in.made([&] { return sometime_in(std::stoi(text.substr(0, 4)), std::stoi(text.substr(5))); }, out);
        return Interval<Date>::exactly(day_in(in));
    }
    if (!in.is_object()) return in.problem("not a day", "YYYY-MM-DD, YYYY-MM or {\"low\": ..., \"high\": ...}"), out;
    return day_bounds_in(in);
}

std::optional<int> small_number_if(const In& in) { return in.absent() ? std::nullopt : std::optional(in.small()); }

std::optional<int> ordinal_if(const In& in) {
    if (in.is_text())
        if (const auto number = parse_roman(in.text())) return in.problem("a number, not a numeral", std::to_string(*number)), std::nullopt;
    return small_number_if(in);
}

/// What both kinds of statement have.
template <class Statement>
void common_in(const In& in, Statement& s) {
    s.id = in["id"].text_or({}), s.label = label_if(in["label"]), s.level = in["level"].text(), s.term = in["term"].text_or({});
    s.first_day = known_day_in(in["first_day"]), s.last_day = known_day_in(in["last_day"]);
    s.contents_done = whole_if(in["contents_done"]), s.contents_required = whole_if(in["contents_required"]);
    if (in.has("contents")) s.contents = texts_in(in["contents"]);
    s.cases = texts_in(in["cases"]), s.directive = key_if(in["directive"]), s.source = citation_if(in["source"]), s.confidence = confidence_in(in);
}

void refuse(const In& in, std::initializer_list<std::string_view> keys, const char* what, const char* expected) {
    for (const std::string_view key : keys)
        if (in.has(key)) in[key].problem(what, expected);
}

ElectionRound stated_round_in(const In& in) {
    ElectionRound out;
    if (!in.object({"of", "round", "seats", "candidates", "base", "elected", "before"})) return out;
    out.of = in["of"].text();
    if (in.has("round")) out.round = in["round"].small();
    out.seats = whole_if(in["seats"]), out.candidates = whole_if(in["candidates"]), out.base = whole_if(in["base"]), out.elected = whole_if(in["elected"]), out.before = whole_if(in["before"]);
    return out;
}

void single_in(const In& in, Congress& out) {
    if (!in.object({"id", "label", "level", "unit", "ordinal", "term", "form", "pilot", "first_day", "last_day", "solemn_day", "preparatory_half_days", "contents_done", "contents_required", "contents", "cases", "members", "summoned",
                    "attended", "delegates", "delegate_kinds", "rounds", "directive", "source", "confidence", "under", "congresses", "days_each"}))
        return;
    refuse(in, {"under", "congresses", "days_each"}, "one congress has none of its own", "an entry of campaigns");
    common_in(in, out);
    if (!in.has("unit")) in["unit"].problem("missing", "the id of a unit; what is said of all congresses of a level stands under campaigns");
    else out.unit = id_in(in["unit"]);
    out.ordinal = ordinal_if(in["ordinal"]);
    if (in.has("form")) out.form = named_in(in["form"], every_congress_form.all);
    if (in.has("pilot")) out.pilot = in["pilot"].flag_or(false);
    out.solemn_day = day_if(in["solemn_day"]), out.preparatory_half_days = small_number_if(in["preparatory_half_days"]);
    out.members = whole_if(in["members"]), out.summoned = whole_if(in["summoned"]), out.attended = whole_if(in["attended"]), out.delegates = whole_if(in["delegates"]);
    if (const In by_kind = in["delegate_kinds"]; !by_kind.absent() && by_kind.object({"ex_officio", "elected", "appointed", "alternates"}))
        out.delegate_kinds = {whole_if(by_kind["ex_officio"]), whole_if(by_kind["elected"]), whole_if(by_kind["appointed"]), whole_if(by_kind["alternates"])};
    out.rounds = in["rounds"].list<ElectionRound>(stated_round_in);
}

void many_in(const In& in, Campaign& out) {
    if (!in.object({"id", "label", "level", "under", "congresses", "term", "first_day", "last_day", "days_each", "contents_done", "contents_required", "contents", "cases", "directive", "source", "confidence", "unit", "ordinal", "form",
                    "pilot", "solemn_day", "preparatory_half_days", "members", "summoned", "attended", "delegates", "delegate_kinds", "rounds"}))
        return;
    refuse(in, {"unit", "ordinal", "form", "pilot", "solemn_day", "preparatory_half_days", "members", "summoned", "attended", "delegates", "delegate_kinds", "rounds"}, "a statement about many congresses has none", "an entry of congresses");
    common_in(in, out);
    out.under = id_if(in["under"]), out.congresses = whole_if(in["congresses"]);
    if (const In days = in["days_each"]; !days.absent() && days.object({"low", "high"})) {
        if (days.has("low")) out.days.low = days["low"].whole();
        if (days.has("low") && days["low"].json().is_number_integer() && *out.days.low < 1) days["low"].problem("a congress takes at least a day", "a number from 1");
        out.days.high = whole_if(days["high"]);
    }
}

/// A statement, and whether it could be read; then it may still contradict itself.
template <class Statement, class Read>
std::pair<Statement, bool> stated_in(const In& in, Findings& problems, Read&& read) {
    const std::size_t before = problems.size();
    Statement out{};
    read(in, out);
    if (problems.size() > before) return {std::move(out), false};
    congress::detail::fault_statement(out, in.path(), problems);
    return {std::move(out), true};
}

}  // namespace

Congresses read_congresses(const In& in, Findings& problems) {
    Congresses out;
    in.object({"myhao", "version", "warning", "origin", "congresses", "campaigns"});
    out.origin = named_or(in["origin"], every_origin.all, Origin::real);
    if (!in.has("congresses")) in["congresses"].problem("missing", "a list");
    in["congresses"].each([&](const In& one) {
        auto [congress, is_read] = stated_in<Congress>(one, problems, single_in);
        if (!is_read) congress.ordinal.reset();  // says nothing of the order of others
        out.congresses.push_back(std::move(congress));
    });
    in["campaigns"].each([&](const In& one) { out.campaigns.push_back(stated_in<Campaign>(one, problems, many_in).first); });
    congress::detail::fault_units(out, problems);
    congress::detail::fault_numbers(out.congresses, problems);
    return built(in, problems, [&] { return out; });
}

}  // namespace myhao::inline v0::detail
