// SPDX-License-Identifier: Apache-2.0
// An election (cuộc bầu cử) of one body: its seats, its base, and round by round the list and the votes; and what came of it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/label.hpp>
#include <myhao/congress/count.hpp>
#include <myhao/congress/election_rule.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0::elections {

/// Who put a candidate on the list: those who convene the meeting, or somebody at the meeting.
enum class ProposedBy : std::uint8_t { conveners, floor };

[[nodiscard]] constexpr std::string_view name(ProposedBy by) noexcept { return by == ProposedBy::conveners ? "conveners" : "floor"; }

struct Candidate {
    std::string name;
    std::optional<Date> born = {};
    ProposedBy proposed_by = ProposedBy::conveners;
    std::optional<std::int64_t> consent = {};  // of how many present, for one proposed at the meeting

    friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// One ballot (lần bầu): its list and what was counted. Later rounds are for the seats that are left.
struct Round {
    std::vector<Candidate> list;
    std::vector<NamedVotes> votes;           // of each name on the list, and of names written in where the rule counts them
    std::optional<BallotCounts> ballots = {};
    std::optional<std::int64_t> issued = {};  // ballots handed out
    bool run_off = false;                    // among those tied before, for the seats they contest: most votes win

    friend bool operator==(const Round&, const Round&) = default;
};

struct Election {
    std::string id = {};
    Label label = {};                        // "bầu Ban Chấp hành", "election of the committee"
    std::string body = "committee";          // committee, standing, secretary, deputy, inspection, inspection_head, delegation, or another
    std::string by = "congress";             // who votes: congress, committee, voters
    std::string unit = {};                   // its name
    std::string kind = {};                   // its kind: "cell", "district"
    std::optional<Date> day = {};
    std::int64_t seats = 1;
    ElectionRule rule;
    std::optional<Base> base = {};           // nothing where the rule counts ballots
    std::vector<Round> rounds;
    bool closed = false;                     // the meeting decided not to go on
    bool distinct = false;                   // names that differ only in accents are different people
    std::optional<std::int64_t> voters = {};   // on the roll
    std::optional<std::int64_t> present = {};
    std::optional<bool> pilot = {};          // a place where the congress may elect the secretary itself
    std::vector<std::string> among = {};     // who may stand, such as the members of the committee; empty: not stated
    std::optional<std::vector<std::string>> declared = {};  // who was elected, as a source says
    Origin origin = Origin::real;
    Citation source = {};

    friend bool operator==(const Election&, const Election&) = default;
};

struct RoundResult {
    Count count;                          // as counted, before a tie is broken by age
    std::vector<std::string> by_age;      // of those tied, the ones elected because they are older
    std::vector<std::string> still_tied;
};

/// `filled`: every seat is taken; `vacant`: the meeting went no further; `open`: another round may follow; `appointed`: the superior appoints.
enum class Ending : std::uint8_t { filled, vacant, open, appointed };

[[nodiscard]] constexpr std::string_view name(Ending ending) noexcept {
    constexpr std::string_view names[] = {"filled", "vacant", "open", "appointed"};
    return names[static_cast<std::size_t>(ending)];
}

struct ElectionResult {
    std::vector<RoundResult> rounds;
    std::vector<std::string> elected;  // round by round, most votes first
    std::vector<std::string> tied;     // after the last round
    std::int64_t contested = 0;        // seats that the tied contest
    std::int64_t vacant = 0;           // the other seats that nobody took
    Ending ending = Ending::open;
};

namespace detail {

/// What the ballots of a round are read by.
[[nodiscard]] inline BallotTerms ballot_terms(const Election& e, std::int64_t seats, BallotForm form = BallotForm::chosen) {
    return {.form = form, .at_most = e.rule.at_most_seats.value ? std::optional(seats) : std::nullopt, .write_ins = e.rule.write_ins.value, .blank_is_valid = e.rule.blank_is_valid.value, .distinct = e.distinct};
}

class Running {
public:
    explicit Running(const Election& e) : e_(e) {}

    [[nodiscard]] ElectionResult run() {
        whole();
        std::int64_t seats = e_.seats;
        bool sound = problems_.empty();
        for (std::size_t r = 0; r < e_.rounds.size(); ++r) {
            const std::size_t before = problems_.size();
            list(r, sound ? std::optional(seats) : std::nullopt);
            votes(r);
            if (!sound || problems_.size() > before) {
                sound = false;
                continue;
            }
            sound = seat(r, seats);
        }
        if (!problems_.empty()) throw InvalidFacts(std::move(problems_));
        end(seats);
        return std::move(result_);
    }

private:
    void add(std::string where, Label what, std::string found = {}, std::string expected = {}) { add_problem(problems_, std::move(where), std::move(what), std::move(found), std::move(expected)); }
    [[nodiscard]] static std::string at(std::size_t round) { return "rounds[" + std::to_string(round) + "]"; }

    void whole() {
        const Date founded(1930, 2, 3);
        if (e_.seats < 1) add("seats", {"không có vị trí nào để bầu", "there is no seat to elect"}, std::to_string(e_.seats), "at least 1");
        if (e_.day && *e_.day < founded) add("day", {"trước ngày thành lập Đảng", "a day before the Party was founded"}, e_.day->text(), "from " + founded.text());
        if (const Ratio& t = e_.rule.threshold.value; !(Ratio(0) < t && t < Ratio(1))) add("rule.threshold", {"ngưỡng phải lớn hơn 0 và nhỏ hơn 1", "a threshold lies between 0 and 1, neither included"}, t.text(), "\"1/2\", \"50%\"");
        if (e_.rule.counts_ballots()) {
            if (e_.base) add("base", {"căn cứ tính là số phiếu của từng lần bầu", "the base of this rule is counted from the ballots of each round"}, e_.base->text().en, "no base");
        } else if (!e_.base) {
            add("base", {"thiếu căn cứ tính đa số", "the base of the majority is not given"}, "none", e_.rule.bases.empty() ? "a base" : "a base, such as " + e_.rule.bases.front().code);
        } else if (!e_.base->is_stated() && !e_.rule.find(e_.base->code())) {
            add("base", {"quy định không dùng căn cứ này", "the rule takes its majority of another base"}, e_.base->code(), e_.rule.bases.empty() ? "another" : e_.rule.bases.front().code);
        }
        for (const auto& [what, number] : {std::pair("voters", e_.voters), std::pair("present", e_.present)})
            if (number && (*number < 0 || *number > 1'000'000'000'000)) add(what, *number < 0 ? Label{"số người âm", "a number of people below 0"} : Label{"số người quá lớn", "more people than there are"}, std::to_string(*number), "0 or more");
        if (e_.rounds.empty()) add("rounds", {"chưa có lần bầu nào", "no round was held"}, "none", "at least one round");
    }

    void list(std::size_t r, std::optional<std::int64_t> seats) {
        const Round& round = e_.rounds[r];
        std::vector<std::string> names;
        for (const Candidate& one : round.list) names.push_back(one.name);
        check_names(names, e_.distinct, problems_, [&](std::size_t i) { return at(r) + ".list[" + std::to_string(i) + "]"; });
        if (r == 0 && e_.seats > static_cast<std::int64_t>(names.size())) add(at(r) + ".list", {"số vị trí nhiều hơn số người ứng cử", "more seats than candidates"}, std::to_string(e_.seats), "at most " + std::to_string(names.size()));
        for (std::size_t i = 0; i < round.list.size(); ++i) {
            const Candidate& one = round.list[i];
            const std::string where = at(r) + ".list[" + std::to_string(i) + "]";
            if (one.born && e_.day && *one.born >= *e_.day) add(where, {"sinh sau ngày bầu cử", "born after the election"}, one.born->text(), "before " + e_.day->text());
            if (one.consent && *one.consent < 0) add(where, {"số người âm", "a number of people below 0"}, std::to_string(*one.consent), "0 or more");
            if (one.consent && e_.present && *one.consent > *e_.present) add(where, {"số người đồng ý nhiều hơn số có mặt", "more consent than are present"}, std::to_string(*one.consent), "at most " + std::to_string(*e_.present));
            if (std::find(result_.elected.begin(), result_.elected.end(), one.name) != result_.elected.end()) add(where, {"đã trúng cử ở lần bầu trước", "elected in an earlier round"}, "'" + one.name + "'", "somebody not yet elected");
        }
        if (!seats || r == 0) {
            if (round.run_off && r == 0) add(at(r), {"chưa có ai bằng phiếu", "a run-off needs a tie before it"}, "the first round", "an ordinary round");
            return;
        }
        if (*seats == 0) add(at(r), {"đã đủ số lượng", "every seat was filled before this round"}, "a further round", "none");
        if (!round.run_off) return;
        std::vector<std::string> sorted = names;
        std::sort(sorted.begin(), sorted.end());
        std::string tied;
        for (const std::string& one : result_.tied) tied += (tied.empty() ? "" : ", ") + one;
        if (result_.tied.empty()) add(at(r), {"chưa có ai bằng phiếu", "a run-off needs a tie before it"}, "no tie", "an ordinary round");
        else if (sorted != result_.tied) add(at(r) + ".list", {"bầu lại giữa những người bằng phiếu", "a run-off is among those tied"}, std::to_string(names.size()) + " names", tied);
    }

    void votes(std::size_t r) {
        const Round& round = e_.rounds[r];
        std::vector<std::string> names;
        for (const Candidate& one : round.list) names.push_back(one.name);
        const auto place = [&](const std::string& name) { return at(r) + ".votes['" + name + "']"; };
        for (const std::string& one : names)
            if (std::none_of(round.votes.begin(), round.votes.end(), [&](const NamedVotes& v) { return v.name == one; })) add(place(one), {"thiếu số phiếu", "no votes are stated for a name of the list; nothing is not 0"}, "none", "a whole number");
        for (const NamedVotes& one : round.votes) {
            if (std::find(names.begin(), names.end(), one.name) != names.end()) continue;
            if (e_.rule.write_ins.value != WriteIns::counted) add(place(one.name), {"tên không có trong danh sách bầu cử", "a name that is not on the list" + suggestion(one.name, names)}, "'" + one.name + "'", "a name of the list");
        }
        check_votes(round.votes, round.ballots, e_.base ? e_.base->value() : 0, problems_, at(r) + '.');
        if (round.issued && *round.issued < 0) add(at(r) + ".issued", {"số phiếu âm", "a number of ballots below 0"}, std::to_string(*round.issued), "0 or more");
        if (round.issued && round.ballots && round.ballots->cast > *round.issued)
            add(at(r) + ".ballots", {"số phiếu thu về nhiều hơn số phiếu phát ra", "more ballots cast than issued"}, std::to_string(round.ballots->cast), "at most " + std::to_string(*round.issued));
        if (round.issued && e_.base && *round.issued > e_.base->value())
            add(at(r) + ".issued", {"số phiếu phát ra nhiều hơn căn cứ tính", "more ballots issued than the base has people"}, std::to_string(*round.issued), "at most " + std::to_string(e_.base->value()));
        if (e_.voters && round.ballots && round.ballots->cast > *e_.voters)
            add(at(r) + ".ballots", {"số phiếu nhiều hơn số cử tri", "more ballots than voters"}, std::to_string(round.ballots->cast), "at most " + std::to_string(*e_.voters));
        if (e_.rule.counts_ballots() && !round.ballots) add(at(r) + ".ballots", {"thiếu số phiếu hợp lệ", "the ballots are not stated, of which the majority is taken"}, "none", "how many were cast, and how many of them invalid");
        if (round.ballots && e_.rule.at_most_seats.value) {  // each valid ballot is for as many names as there are seats, or fewer
            myhao::detail::Wide sum = 0;
            for (const NamedVotes& one : round.votes) sum += std::max<std::int64_t>(0, one.votes);
            if (round.ballots->valid() >= 0 && sum > static_cast<myhao::detail::Wide>(round.ballots->valid()) * e_.seats)
                add(at(r) + ".votes", {"tổng số phiếu bầu nhiều hơn các phiếu hợp lệ có thể bầu", "more votes in all than the valid ballots can hold"}, std::to_string(round.ballots->valid()) + " valid ballots",
                    "at most " + std::to_string(e_.seats) + " names on each");
        }
    }

    /// False where the count itself has problems; its places are then named with the round.
    bool seat(std::size_t r, std::int64_t& seats) {
        const Round& round = e_.rounds[r];
        CountTerms terms{.seats = round.run_off ? result_.contested : seats, .base = e_.base, .distinct = e_.distinct};
        if (!round.run_off) terms.threshold = e_.rule.threshold.value;
        RoundResult one;
        try {
            if (e_.rule.counts_ballots()) terms.base = Base::of(e_.rule.bases.front(), round.ballots->cast, {{e_.rule.bases.front().exclusions.front().code, round.ballots->invalid}});
            one.count = count(round.votes, terms, round.ballots, false);
        } catch (const InvalidFacts& error) {
            for (Finding f : error.problems()) f.subject = at(r) + '.' + f.subject, problems_.add(std::move(f));
            return false;
        }
        one.still_tied = one.count.tied;
        if (e_.rule.tie.value == TieRule::older) by_age(round, one);
        for (const auto* names : {&one.count.elected, &one.by_age}) result_.elected.insert(result_.elected.end(), names->begin(), names->end());
        seats -= static_cast<std::int64_t>(one.count.elected.size() + one.by_age.size());
        result_.tied = one.still_tied;
        result_.contested = one.count.contested - static_cast<std::int64_t>(one.by_age.size());
        result_.rounds.push_back(std::move(one));
        return true;
    }

    /// The older of those tied, as far as their days of birth tell.
    static void by_age(const Round& round, RoundResult& one) {
        std::vector<std::pair<Date, std::string>> births;
        for (const std::string& name : one.count.tied)
            for (const Candidate& candidate : round.list)
                if (candidate.name == name && candidate.born) births.emplace_back(*candidate.born, name);
        if (births.size() != one.count.tied.size()) return;
        std::sort(births.begin(), births.end());
        const auto left = static_cast<std::size_t>(one.count.contested);
        if (left >= births.size()) return;
        one.still_tied.clear();
        const bool level = left > 0 && births[left - 1].first == births[left].first;
        for (std::size_t i = 0; i < births.size(); ++i) {
            const bool at_the_edge = level && births[i].first == births[left].first;
            if (at_the_edge) one.still_tied.push_back(births[i].second);
            else if (i < left) one.by_age.push_back(births[i].second);
        }
        std::sort(one.still_tied.begin(), one.still_tied.end());
    }

    void end(std::int64_t seats) {
        const auto& rule = e_.rule.rounds_then_appointed;
        const bool appoints = rule && e_.body == "secretary" && std::find(e_.rule.appointed_in.begin(), e_.rule.appointed_in.end(), e_.kind) != e_.rule.appointed_in.end();
        result_.vacant = seats - result_.contested;
        if (seats == 0) result_.ending = Ending::filled;
        else if (appoints && static_cast<std::int64_t>(e_.rounds.size()) >= rule->value) result_.ending = Ending::appointed;
        else result_.ending = e_.closed ? Ending::vacant : Ending::open;
    }

    const Election& e_;
    ElectionResult result_;
    Findings problems_;
};

}  // namespace detail

/// Counts every round. A round that is not a run-off is for all seats not yet taken, those contested by a tie included.
///
/// Throws InvalidFacts with every problem of the election and of each round, with its place: a base that the rule does not have, a round
/// after the last seat was filled, a candidate elected before, votes that are missing, negative, or more than the base or the ballots hold.
[[nodiscard]] inline ElectionResult run(const Election& election) { return detail::Running(election).run(); }

}  // namespace myhao::inline v0::elections
