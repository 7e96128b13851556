// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/congress/first_session.hpp>
#include <myhao/congress/minutes.hpp>
#include <myhao/regulations/elections.hpp>

using namespace myhao;
using namespace myhao::elections;
using Catch::Matchers::Contains;
using Names = std::vector<std::string>;

namespace {

template <class Call>
std::string faults(Call call) {
    try {
        (void)call();
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

const Finding& the(const Findings& found, std::string_view rule) {
    const Finding* one = nullptr;
    for (const Finding& f : found)
        if (f.rule == rule) {
            REQUIRE_FALSE(one);
            one = &f;
        }
    REQUIRE(one);
    return *one;
}

Round round_of(std::vector<NamedVotes> votes) {
    Round round{.list = {}, .votes = votes};
    for (const NamedVotes& one : votes) round.list.push_back({.name = one.name});
    return round;
}

const ElectionRule& party() { return regulations::party_elections(Date(2025, 6, 1)); }

/// Made up: a congress of 199 delegates elects three.
Election three(std::vector<Round> rounds) {
    Election e;
    e.label = {"bầu ban chấp hành", "election of the committee"}, e.day = Date(2025, 6, 1), e.seats = 3, e.rule = party();
    e.base = party().base("delegates", 199, {{"delegate_absent", 2}});
    e.rounds = std::move(rounds), e.origin = Origin::synthetic;
    return e;
}

}  // namespace

TEST_CASE("the majority of a congress is of the delegates summoned, less those whom the article lists") {
    CHECK(party().base("delegates", 199).value() == 199);
    CHECK(required_votes(party().threshold.value, 199) == 100);
    CHECK(required_votes(party().threshold.value, party().base("delegates", 199, {{"convener_absent", 1}, {"delegate_absent", 1}}).value()) == 99);
    CHECK(party().base("members", 210, {{"elsewhere", 4}, {"exempted_absent", 3}, {"suspended", 1}, {"absent_with_reason", 2}}).value() == 200);
    CHECK(regulations::party_elections(Date(2020, 8, 5)).id == "party_2014");
    CHECK(party().id == "party_2024");
    CHECK_THAT(faults([] { return regulations::party_elections(Date(2012, 1, 1)); }), Contains("no rules of elections within the Party were read"));
    CHECK_THAT(faults([] { return party().base("delegate", 199); }), Contains("did you mean 'delegates'?"));
    Election e = three({round_of({{"A", 150}, {"B", 140}, {"C", 130}})});
    e.base = regulations::state_elections().base("valid_ballots", 190, {{"invalid", 3}});  // never of valid ballots
    CHECK_THAT(faults([&] { return run(e); }), Contains("the rule takes its majority of another base; found valid_ballots; expected delegates"));
    e.base.reset();
    CHECK_THAT(faults([&] { return run(e); }), Contains("the base of the majority is not given"));
}

TEST_CASE("a second round with a new list is for the seats that are left, until they are filled or given up") {
    Election e = three({round_of({{"A", 150}, {"B", 140}, {"C", 98}, {"D", 90}})});
    ElectionResult result = run(e);
    CHECK(result.elected == Names{"A", "B"});
    CHECK(result.vacant == 1);
    CHECK(result.ending == Ending::open);
    e.closed = true;
    CHECK(run(e).ending == Ending::vacant);
    CHECK(the(check(e), "election.seats").state == State::violated);
    CHECK(the(check(e), "election.seats").observed == "2 elected of 3");
    e.closed = false;
    e.rounds.push_back(round_of({{"C", 99}, {"E", 98}}));
    result = run(e);
    CHECK(result.elected == Names{"A", "B", "C"});  // 99 of 197 is more than half
    CHECK(result.vacant == 0);
    CHECK(result.ending == Ending::filled);
    CHECK(result.rounds[1].count.terms.seats == 1);
    CHECK(the(check(e), "election.further_rounds").state == State::undetermined);  // read of delegations only
    e.body = "delegation";
    CHECK(the(check(e), "election.further_rounds").state == State::met);
    CHECK_THAT(the(check(e), "election.further_rounds").citation, Contains("20(2)"));
    e.rounds.push_back(round_of({{"E", 120}}));
    CHECK_THAT(faults([&] { return run(e); }), Contains("rounds[2]: every seat was filled before this round"));
}

TEST_CASE("a tie stands until a run-off among those tied, whose rule was not read") {
    Election e = three({round_of({{"A", 150}, {"B", 140}, {"C", 120}, {"D", 120}})});
    ElectionResult result = run(e);
    CHECK(result.tied == Names{"C", "D"});
    CHECK(result.contested == 1);
    CHECK(result.vacant == 0);
    CHECK(the(check(e), "election.tie").state == State::undetermined);
    CHECK(the(check(e), "election.most_votes_win").state == State::undetermined);  // four passed for three seats
    Round again = round_of({{"D", 70}, {"C", 90}});
    again.run_off = true;
    e.rounds.push_back(again);
    result = run(e);
    CHECK(result.elected == Names{"A", "B", "C"});  // most votes win, though 90 is not half
    CHECK(result.ending == Ending::filled);
    CHECK(the(check(e), "election.run_off").state == State::undetermined);
    e.rounds[1].list.push_back({.name = "E"}), e.rounds[1].votes.push_back({"E", 1});
    CHECK_THAT(faults([&] { return run(e); }), Contains("rounds[1].list: a run-off is among those tied; found 3 names; expected C, D"));
}

TEST_CASE("elections of the State take half of the valid ballots, and of those tied the older; the same engine") {
    Election e;
    e.body = "council", e.by = "voters", e.seats = 2, e.rule = regulations::state_elections(), e.day = Date(2021, 5, 23), e.voters = 1000;
    Round round = round_of({{"A", 400}, {"B", 500}, {"C", 400}, {"D", 298}});
    round.list[0].born = Date(1970, 1, 2), round.list[2].born = Date(1970, 1, 1);
    round.ballots = BallotCounts{.cast = 820, .invalid = 21, .blank = 0};
    e.rounds = {round};
    ElectionResult result = run(e);
    CHECK(result.rounds[0].count.terms.base->text().en == "799 = 820 ballots cast - 21 invalid ballots");
    CHECK(result.rounds[0].count.required == 400);
    CHECK(result.rounds[0].count.tied == Names{"A", "C"});
    CHECK(result.elected == Names{"B", "C"});  // C is a day older
    CHECK(result.ending == Ending::filled);
    CHECK(the(check(e), "election.tie").state == State::met);
    CHECK(the(check(e), "election.turnout").state == State::met);
    e.rounds[0].list[2].born = Date(1970, 1, 2);  // born on one day: nothing tells them apart
    CHECK(run(e).tied == Names{"A", "C"});
    e.rounds[0].list[2].born.reset();
    CHECK(run(e).tied == Names{"A", "C"});
    e.voters = 1640;
    CHECK(the(check(e), "election.turnout").state == State::violated);  // half is not more than half
    e.rounds[0].ballots.reset();
    CHECK_THAT(faults([&] { return run(e); }), Contains("the ballots are not stated"));
}

TEST_CASE("surplus: at most 30 % of the seats in 2024, one for three to five seats; for 2014 it was not read") {
    const auto list = [](int candidates, std::int64_t seats, const ElectionRule& rule) {
        std::vector<NamedVotes> votes;
        for (int i = 0; i < candidates; ++i) votes.push_back({"Ứng viên " + std::to_string(i), 0});
        Election e;
        e.seats = seats, e.rule = rule, e.base = rule.base("delegates", 100), e.rounds = {round_of(votes)};
        return check(e);
    };
    // 30 % of 39 is 11.7, of 15 is 4.5.
    CHECK(the(list(50, 39, party()), "election.surplus.limit").state == State::met);
    CHECK(the(list(51, 39, party()), "election.surplus.limit").state == State::violated);
    CHECK(the(list(20, 15, party()), "election.surplus.limit").state == State::violated);
    CHECK(the(list(6, 5, party()), "election.surplus.limit").state == State::met);
    CHECK(the(list(7, 5, party()), "election.surplus.limit").state == State::violated);
    CHECK(the(list(39, 39, party()), "election.surplus.needed").state == State::violated);
    // The conveners' list: 10 to 15 % of 39 is 3.9 to 5.85; of 11 no whole number lies between 1.1 and 1.65.
    CHECK(the(list(43, 39, party()), "election.surplus.prepared").state == State::met);
    CHECK(the(list(42, 39, party()), "election.surplus.prepared").state == State::violated);
    CHECK(the(list(12, 11, party()), "election.surplus.prepared").state == State::undetermined);
    const Finding old = the(list(60, 39, regulations::party_elections_2014()), "election.surplus.limit");
    CHECK(old.state == State::undetermined);
    CHECK_THAT(old.text.en, Contains("not read"));
    CHECK_THAT(the(list(50, 39, party()), "election.surplus.limit").citation, Contains("190-QĐ/TW") && Contains("14"));
}

TEST_CASE("a candidate proposed at the meeting needs the consent of more than 30 % of those present") {
    Election e = three({round_of({{"A", 150}, {"B", 140}, {"C", 130}, {"D", 20}})});
    e.rounds[0].list[3].proposed_by = ProposedBy::floor;
    CHECK(the(check(e), "election.floor").state == State::undetermined);
    e.present = 190, e.rounds[0].list[3].consent = 57;  // 30 % of 190 is 57
    CHECK(the(check(e), "election.floor").state == State::violated);
    e.rounds[0].list[3].consent = 58;
    CHECK(the(check(e), "election.floor").state == State::met);
}

TEST_CASE("the congress elects the secretary itself in pilot places; a cell without one after three rounds is given one") {
    Election e;
    e.body = "secretary", e.seats = 1, e.rule = party(), e.base = party().base("delegates", 199), e.rounds = {round_of({{"A", 150}})};
    CHECK(the(check(e), "election.direct_secretary").state == State::undetermined);
    e.pilot = true;
    CHECK(the(check(e), "election.direct_secretary").state == State::met);
    CHECK(run(e).elected == Names{"A"});
    e.base = party().base("members", 20), e.kind = "cell";
    e.rounds = {round_of({{"A", 10}}), round_of({{"B", 9}})};
    CHECK(run(e).ending == Ending::open);
    e.rounds.push_back(round_of({{"A", 8}}));
    CHECK(run(e).ending == Ending::appointed);
    CHECK_THAT(the(check(e), "election.appointed").citation, Contains("29-QĐ/TW") && Contains("24"));
}

TEST_CASE("a declared result is compared with the votes") {
    Election e = three({round_of({{"A", 150}, {"B", 140}, {"C", 98}})});
    e.declared = Names{"B", "A"};
    CHECK(the(check(e), "election.declared").state == State::met);
    e.declared = Names{"A", "B", "C"};
    CHECK(the(check(e), "election.declared").state == State::violated);
    CHECK(the(check(e), "election.declared").observed == "C");
}

TEST_CASE("the first session of a committee: a third at most stands in the standing committee, its secretary comes from it, as cited") {
    FirstSession s;
    s.unit = "Thị xã giả định", s.kind = "district", s.called_by = "outgoing_secretary", s.presidium = 3, s.origin = Origin::synthetic;
    for (int i = 0; i < 36; ++i) s.committee.push_back("Ủy viên " + std::to_string(i));
    const auto elect = [&](const char* body, std::int64_t seats, int candidates) {
        std::vector<NamedVotes> votes;
        for (int i = 0; i < candidates; ++i) votes.push_back({s.committee[static_cast<std::size_t>(i)], 36 - i});
        Election e;
        e.body = body, e.by = "committee", e.seats = seats, e.rule = party(), e.base = party().base("committee", 36), e.rounds = {round_of(votes)};
        return e;
    };
    s.elections = {elect("standing", 11, 13), elect("secretary", 1, 1), elect("deputy", 2, 2), elect("inspection", 7, 7)};
    SessionResult out = run(s, party());
    CHECK(out.results[0].elected.size() == 11);
    CHECK(out.results[1].elected == Names{"Ủy viên 0"});
    // Hà Trung 2020: 11 of 36, and a third of 36 is 12.
    CHECK(the(out.findings, "session.standing_share").state == State::met);
    CHECK_THAT(the(out.findings, "session.standing_share").citation, Contains("29-QĐ/TW (2016-07-25), 12"));
    CHECK(the(out.findings, "session.called_by").state == State::met);
    CHECK(the(out.findings, "session.presidium").state == State::met);
    s.elections[0] = elect("standing", 13, 14), s.presidium = 4, s.called_by = "guest";
    out = run(s, party());
    CHECK(the(out.findings, "session.standing_share").state == State::violated);
    CHECK(the(out.findings, "session.presidium").state == State::violated);
    CHECK(the(out.findings, "session.called_by").state == State::violated);
    s.elections[1].rounds[0] = round_of({{"Người ngoài", 30}});
    bool told = false;  // that the secretary must be a member of it was read of cells only
    for (const Finding& f : run(s, party()).findings) told = told || (f.rule == "election.among" && f.observed == "Người ngoài" && f.state == State::undetermined);
    CHECK(told);
    s.elections[2].base = party().base("committee", 37), s.elections[3].rounds[0].votes[0].votes = -1;
    CHECK_THAT(faults([&] { return run(s, party()); }), Contains("2 problems") && Contains("elections[2].base: the base has more people than the committee") && Contains("elections[3].rounds[0].votes['Ủy viên 0']"));
}

TEST_CASE("a cell elects its committee, then its secretary, then a deputy") {
    FirstSession s;
    s.kind = "cell", s.committee = {"A", "B", "C"};
    const auto elect = [&](const char* body, std::vector<NamedVotes> votes, std::int64_t seats) {
        Election e;
        e.body = body, e.seats = seats, e.rule = party(), e.base = party().base("members", 20), e.rounds = {round_of(std::move(votes))};
        return e;
    };
    const Election committee = elect("committee", {{"A", 20}, {"B", 15}, {"C", 12}, {"D", 3}}, 3), secretary = elect("secretary", {{"A", 18}}, 1), deputy = elect("deputy", {{"B", 17}}, 1);
    s.elections = {committee, secretary, deputy};
    CHECK(the(run(s, party()).findings, "session.order").state == State::met);
    s.elections = {secretary, committee, deputy};
    CHECK(the(run(s, party()).findings, "session.order").state == State::violated);
}

TEST_CASE("an election with many faults names them all, each with its place") {
    Election e = three({round_of({{"A", 150}, {"Nguyễn <i>", 198}}), round_of({{"A", 99}})});
    e.day = Date(1929, 12, 31), e.present = -1;
    e.rounds[0].votes.push_back({"Aa", 3});
    e.rounds[0].votes.erase(e.rounds[0].votes.begin());
    e.rounds[0].ballots = BallotCounts{.cast = 190, .invalid = 191, .blank = 0}, e.rounds[0].issued = 189;
    const std::string said = faults([&] { return run(e); });
    CHECK_THAT(said, Contains("day: a day before the Party was founded; found 1929-12-31") && Contains("present: a number of people below 0"));
    CHECK_THAT(said, Contains("rounds[0].list: more seats than candidates") && Contains("rounds[0].list[1]: a name with markup") && Contains("rounds[0].votes['A']: no votes are stated for a name of the list"));
    CHECK_THAT(said, Contains("rounds[0].votes['Aa']: a name that is not on the list") && Contains("rounds[0].ballots: more ballots cast than issued"));
    Election twice = three({round_of({{"A", 150}, {"B", 10}, {"C", 11}}), round_of({{"A", 99}})});
    CHECK_THAT(faults([&] { return run(twice); }), Contains("rounds[1].list[0]: elected in an earlier round"));
    twice.rounds.pop_back(), twice.rounds[0].votes[1].votes = 198, twice.rounds[0].votes[2].votes = -4;
    CHECK_THAT(faults([&] { return run(twice); }), Contains("rounds[0].votes['B']: more votes than the base") && Contains("rounds[0].votes['C']: a number of votes below 0"));
}

TEST_CASE("minutes say the numbers, the base and its parts, in both languages; what is made up says so; HTML is escaped") {
    Election e = three({round_of({{"Nguyễn Văn A", 150}, {"Trần Thị B", 99}, {"Lê \"C\" & D", 98}})});
    e.closed = true, e.unit = "<script>x</script>";
    e.rounds[0].issued = 197, e.rounds[0].ballots = BallotCounts{.cast = 196, .invalid = 1, .blank = 0};
    const ElectionResult result = run(e);
    const std::string vi = minutes(e, result, Language::vi).text(), en = minutes(e, result, Language::en).text(), html = minutes(e, result, Language::vi).html();
    CHECK_THAT(vi, Contains("BIÊN BẢN KIỂM PHIẾU") && Contains("SYNTHETIC") && Contains("197 = 199 đại biểu chính thức được triệu tập - 2 đại biểu chính thức vắng mặt suốt đại hội") && Contains("quá 1/2, tức từ 99 phiếu"));
    CHECK_THAT(vi, Contains("150/197 (76,14%)") && Contains("Còn khuyết: 1") && Contains("không đủ phiếu") && Contains("Phiếu thu về: 196; hợp lệ: 195; không hợp lệ: 1"));
    CHECK_THAT(en, Contains("MINUTES OF THE COUNT") && Contains("more than 1/2, that is from 99 votes") && Contains("150/197 (76.14%)") && Contains("Vacant: 1") && Contains("190-QĐ/TW (2024-10-10), 30"));
    CHECK_THAT(html, Contains("lang=\"vi\"") && Contains("&lt;script&gt;x&lt;/script&gt;") && Contains("Lê &quot;C&quot; &amp; D"));
    CHECK(html.find("<script") == std::string::npos);
}
