// SPDX-License-Identifier: Apache-2.0
// The rules of elections within the Party (quy chế bầu cử trong Đảng) of 2014 and 2024, and of elections of the State, as values of one engine;
// notes A3, A5 and C4. What was not read is marked so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/fold.hpp>
#include <myhao/congress/election_rule.hpp>

namespace myhao::inline v0::regulations {

namespace detail {

/// What both editions within the Party have; `key` is the one cited.
[[nodiscard]] inline elections::ElectionRule party_elections(const InstrumentKey& key, const char* article) {
    using enum Confidence;
    const auto cite = [&](const std::string& clause) { return Citation::of(key, clause); };
    const Citation none;
    const InstrumentKey charter{"Điều lệ Đảng", "Đại hội XI", Date(2011, 1, 19)};
    const InstrumentKey qd29{"29-QĐ/TW", "", Date(2016, 7, 25)}, qd24{"24-QĐ/TW", "Ban Chấp hành Trung ương", Date(2021, 7, 30)};
    const std::string of = article;
    elections::ElectionRule rule{
        .id = {},
        .label = {},
        .bases = {{.code = "delegates",
                   .whole = {"đại biểu chính thức được triệu tập", "summoned official delegates"},
                   .exclusions = {{"convener_absent", {"cấp ủy viên triệu tập vắng mặt suốt đại hội", "members of the convening committee absent throughout"}},
                                  {"delegate_absent", {"đại biểu chính thức vắng mặt suốt đại hội, không có dự khuyết thay", "official delegates absent throughout, without an alternate"}}},
                   .citation = cite(of + "(3)")},
                  {.code = "members",
                   .whole = {"đảng viên chính thức được triệu tập", "summoned official members"},
                   .exclusions = {{"elsewhere", {"đảng viên đã giới thiệu sinh hoạt tạm thời nơi khác", "members introduced temporarily elsewhere"}},
                                  {"exempted_absent", {"đảng viên được miễn sinh hoạt, không dự", "exempted members who are absent"}},
                                  {"suspended", {"đảng viên bị đình chỉ sinh hoạt, bị khởi tố, tạm giam", "members suspended, prosecuted or detained"}},
                                  {"absent_with_reason", {"đảng viên vắng mặt suốt đại hội có lý do được chấp nhận", "members absent throughout with an approved reason"}}},
                   .citation = cite(of + "(2)")},
                  // That the majority is of those summoned holds in all elections of the Party; whom a session of a committee leaves out was read of its resolutions.
                  {.code = "committee",
                   .whole = {"cấp ủy viên được triệu tập", "summoned members of the committee"},
                   .exclusions = {{"suspended", {"cấp ủy viên bị đình chỉ sinh hoạt, bị khởi tố, tạm giam", "members suspended, prosecuted or detained"}},
                                  {"absent_with_reason", {"cấp ủy viên vắng mặt suốt phiên họp có lý do được chấp nhận", "members absent throughout with an approved reason"}}},
                   .citation = Citation::of(qd24, "9.3"),
                   .confidence = derived}},
        .threshold = {Ratio(1, 2), cite(of), verified},
        .tie = {elections::TieRule::run_off, none, unverified},
        .most_votes_win = {true, none, unverified},
        .write_ins = {elections::WriteIns::refused, none, unverified},
        .blank_is_valid = {true, cite(of), partial},  // read of one form of ballot: no box ticked is valid, and no vote
        .at_most_seats = {true, none, unverified}};
    rule.further_rounds = {true, Citation::of(InstrumentKey{"244-QĐ/TW", "", Date(2014, 6, 9)}, "20(2)"), verified}, rule.further_rounds_of = {"delegation"};
    rule.rounds_then_appointed = {3, Citation::of(qd29, "24"), verified};
    rule.appointed_in = {"cell", "grassroots_cell"};
    rule.session = {.standing_share = {{Ratio(1, 3), Citation::of(qd29, "12"), verified}},
                    .callers = {{{"outgoing_secretary", "outgoing_deputy", "delegated"}, Citation::of(qd29, "15.1"), verified}},
                    .most_presidium = {{3, Citation::of("báo Thái Nguyên, hỏi đáp về đại hội, 3/2025"), verified}},
                    .order = {{{"committee", "secretary", "deputy"}, Citation::of(charter, "24(4)"), verified}},
                    .order_in = {"cell", "grassroots_cell"}};
    return rule;
}

}  // namespace detail

/// In force from 9/6/2014: 244-QĐ/TW.
[[nodiscard]] inline const elections::ElectionRule& party_elections_2014() {
    static const elections::ElectionRule rule = [] {
        const InstrumentKey key{"244-QĐ/TW", "", Date(2014, 6, 9)};
        elections::ElectionRule out = detail::party_elections(key, "32");
        out.id = "party_2014", out.label = {"Quy chế bầu cử trong Đảng, 244-QĐ/TW", "Rules of elections within the Party, 244-QĐ/TW"};
        out.period = Period(Date(2014, 6, 9), Date(2024, 10, 10));
        out.session.most_presidium->confidence = Confidence::unverified;  // read of 2025
        // The same cap as in 2024 is believed, and was not read.
        out.surplus = {{.bodies = {"committee", "standing"}, .share = Ratio(3, 10), .citation = Citation::of(key), .confidence = Confidence::unverified}};
        return out;
    }();
    return rule;
}

/// In force from 10/10/2024: 190-QĐ/TW.
[[nodiscard]] inline const elections::ElectionRule& party_elections_2024() {
    static const elections::ElectionRule rule = [] {
        const InstrumentKey key{"190-QĐ/TW", "", Date(2024, 10, 10)};
        elections::ElectionRule out = detail::party_elections(key, "30");
        out.id = "party_2024", out.label = {"Quy chế bầu cử trong Đảng, 190-QĐ/TW", "Rules of elections within the Party, 190-QĐ/TW"};
        out.period = Period(Date(2024, 10, 10));
        // Of the delegates' base only the article of 2014 was read; the new one is said to keep it.
        out.bases[0].citation = Citation::of(InstrumentKey{"244-QĐ/TW", "", Date(2014, 6, 9)}, "32(3)"), out.bases[0].confidence = Confidence::derived;
        out.bases[1].citation = Citation::of(key, "30");
        const std::vector<std::string> committees = {"committee", "standing"};
        out.surplus = {{.bodies = committees, .needed = true, .citation = Citation::of(key, "14")},
                       {.bodies = committees, .from_seats = 6, .share = Ratio(3, 10), .prepared = {{Ratio(1, 10), Ratio(3, 20)}}, .citation = Citation::of(key, "14")},
                       {.bodies = committees, .from_seats = 3, .to_seats = 5, .at_most = 1, .citation = Citation::of("báo Thái Nguyên, hỏi đáp về số dư, 3/2025")}};
        out.floor_consent = {{Ratio(3, 10), Citation::of(key), Confidence::verified}};
        return out;
    }();
    return rule;
}

/// Elections of the State, as an answer of the Government's portal gives them: another base, turnout, and ties by age.
[[nodiscard]] inline const elections::ElectionRule& state_elections() {
    static const elections::ElectionRule rule = [] {
        using enum Confidence;
        const Citation portal = Citation::of("Cổng Thông tin điện tử Chính phủ, mục Chính sách, bài 23649"), none;
        elections::ElectionRule out{.id = "state",
                                    .label = {"Bầu cử đại biểu Quốc hội và Hội đồng nhân dân", "Elections to the National Assembly and People's Councils"},
                                    .bases = {{.code = "valid_ballots", .whole = {"phiếu thu về", "ballots cast"}, .exclusions = {{"invalid", {"phiếu không hợp lệ", "invalid ballots"}}}, .of_ballots = true, .citation = portal}},
                                    .threshold = {Ratio(1, 2), portal, verified},
                                    .tie = {elections::TieRule::older, portal, verified},
                                    .most_votes_win = {true, none, unverified},
                                    .write_ins = {elections::WriteIns::refused, none, unverified},
                                    .blank_is_valid = {true, none, unverified},
                                    .at_most_seats = {true, none, unverified}};
        out.turnout = {{Ratio(1, 2), portal, verified}};
        return out;
    }();
    return rule;
}

[[nodiscard]] inline std::vector<const elections::ElectionRule*> all_election_rules() { return {&party_elections_2014(), &party_elections_2024(), &state_elections()}; }

/// The rules within the Party on a day; throws InvalidRules before those of 2014, which are the first that were read.
[[nodiscard]] inline const elections::ElectionRule& party_elections(Date on) {
    for (const elections::ElectionRule* rule : {&party_elections_2014(), &party_elections_2024()})
        if (rule->period->contains(on)) return *rule;
    throw InvalidRules::at("elections", "no rules of elections within the Party were read for this day", on.text(), "from " + party_elections_2014().period->since().text());
}

/// By its id; throws InvalidRules with the nearest one.
[[nodiscard]] inline const elections::ElectionRule& election_rule(std::string_view id) {
    std::vector<std::string> ids;
    std::string all;
    for (const elections::ElectionRule* rule : all_election_rules()) {
        if (rule->id == id) return *rule;
        ids.push_back(rule->id), all += (all.empty() ? "" : ", ") + rule->id;
    }
    throw InvalidRules::at("rule", "no such rules of elections" + suggestion(id, ids), "'" + std::string(id) + "'", all);
}

}  // namespace myhao::inline v0::regulations
