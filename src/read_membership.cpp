// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include <myhao/regulations/member_rules.hpp>

namespace myhao::inline v0::detail {

namespace {

constexpr Every<MemberEvent, MemberEvent::died> every_event;

MemberRow event_in(const In& in) {
    MemberRow out;
    if (!in.object({"member", "what", "day", "unit", "decided", "until", "badge"})) return out;
    out.member = id_in(in["member"]), out.what = named_in(in["what"], every_event.all), out.day = day_in(in["day"]);
    out.unit = id_if(in["unit"]), out.decided = day_if(in["decided"]), out.until = day_if(in["until"]);
    if (in.has("badge")) {
        out.badge = in["badge"].small();
        if (in["badge"].json().is_number_integer() && *out.badge < 1) in["badge"].problem("no such years of a badge", "1 to 150");
    }
    if (out.unit && in["what"].is_text() && member_event_named(in["what"].text()) && !names_unit(out.what)) in["unit"].problem("an event of this kind names no unit", "admitted, readmitted, transferred or attached");
    return out;
}

/// What a membership refuses, at the places of the document.
Findings placed(const Findings& found) {
    constexpr std::string_view row = "members, row ";
    Findings out;
    for (Finding f : found) {
        if (f.subject.starts_with(row)) {
            const std::size_t end = std::min(f.subject.find(',', row.size()), f.subject.size());
            f.subject = "events[" + f.subject.substr(row.size(), end - row.size()) + "]" + f.subject.substr(end);
        } else if (f.subject == "members") {
            f.subject = "events";
        }
        out.add(std::move(f));
    }
    return out;
}

}  // namespace

Membership read_membership(const In& in, Findings& problems) {
    in.object({"myhao", "version", "warning", "origin", "events"});
    (void)named_or(in["origin"], every_origin.all, Origin::real);
    if (!in.has("events")) in["events"].problem("missing", "a list");
    const std::vector<MemberRow> events = in["events"].list<MemberRow>(event_in);
    return built(in, problems, [&] {
        try {
            return Membership::from_rows(events, regulations::member_rules());
        } catch (const InvalidHistory& error) {
            throw InvalidHistory(placed(error.problems()));
        }
    });
}

}  // namespace myhao::inline v0::detail
