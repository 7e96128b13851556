// SPDX-License-Identifier: Apache-2.0
// An election against its rule: surplus, candidates from the floor, turnout, ties, vacancy, what a source declared; and a finding for each
// rule that was not read and yet mattered.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/congress/election.hpp>

namespace myhao::inline v0::elections {

namespace detail {

[[nodiscard]] inline std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& one : names) text += (text.empty() ? "" : ", ") + one;
    return text;
}

class ElectionCheck {
public:
    ElectionCheck(const Election& election, const ElectionResult& result) : e_(election), result_(result), subject_(!election.label.en.empty() ? election.label.en : !election.id.empty() ? election.id : election.body) {}

    [[nodiscard]] Findings run() {
        in_force();
        base();
        std::int64_t seats = e_.seats;
        for (std::size_t r = 0; r < e_.rounds.size(); ++r) {
            const Round& round = e_.rounds[r];
            const RoundResult& one = result_.rounds[r];
            if (!round.run_off) surplus(round, seats, r);
            floor(round);
            turnout(round, r);
            majority(one, r);
            unread(round, one, r);
            seats -= static_cast<std::int64_t>(one.count.elected.size() + one.by_age.size());
        }
        further();
        ending();
        eligible();
        direct();
        declared();
        return std::move(found_);
    }

private:
    void add(const char* rule, std::optional<bool> holds, std::string observed, std::string required, const Citation& citation, Confidence confidence, Label text) {
        Finding f;
        if (!usable(confidence)) holds = std::nullopt, text.vi += " (quy định chưa đọc được)", text.en += " (this rule was not read)";
        f.state = holds ? (*holds ? State::met : State::violated) : State::undetermined;
        f.severity = f.state == State::met ? Severity::info : f.state == State::violated ? Severity::error : Severity::warning;
        f.rule = std::string("election.") + rule, f.subject = subject_, f.observed = std::move(observed), f.required = std::move(required), f.text = std::move(text);
        f.citation = citation.text();
        found_.add(std::move(f));
    }
    [[nodiscard]] static std::string of_round(std::size_t r) { return "round " + std::to_string(r + 1) + ": "; }

    void in_force() {
        if (e_.rule.period && e_.day && !e_.rule.period->contains(*e_.day))
            add("in_force", false, e_.day->text(), "from " + e_.rule.period->since().text() + (e_.rule.period->until() ? " to before " + e_.rule.period->until()->text() : ""), e_.rule.threshold.citation, Confidence::verified,
                {"quy định không có hiệu lực vào ngày bầu cử", "the rule is not in force on the day of the election"});
    }
    void base() {
        if (!e_.base) return;
        if (e_.base->is_stated()) add("base", std::nullopt, e_.base->text().en, e_.rule.bases.empty() ? "" : e_.rule.bases.front().code, e_.rule.threshold.citation, Confidence::verified, {"chưa rõ căn cứ tính gồm những ai", "what the base is made of is not stated"});
        else add("base", true, e_.base->text().en, e_.base->code(), e_.base->citation(), e_.base->confidence(), {"căn cứ tính: " + e_.base->text().vi, "base: " + e_.base->text().en});
    }
    void majority(const RoundResult& one, std::size_t r) {
        if (!one.count.required) return;
        const std::string need = std::to_string(*one.count.required), of = std::to_string(one.count.terms.base->value());
        add("majority", true, of_round(r) + std::to_string(one.count.passed()) + " of " + std::to_string(one.count.votes.size()) + " with enough votes, " + std::to_string(one.count.terms.seats) + " seats", "at least " + need + " votes",
            e_.rule.threshold.citation, e_.rule.threshold.confidence,
            {"quá " + e_.rule.threshold.value.text() + " của " + of + ": từ " + need + " phiếu", "more than " + e_.rule.threshold.value.text() + " of " + of + ": from " + need + " votes"});
    }
    void surplus(const Round& round, std::int64_t seats, std::size_t r) {
        if (r > 0) return;  // the limits read are of the first list
        const auto listed = static_cast<std::int64_t>(round.list.size()), over = listed - seats;
        const auto conveners = std::count_if(round.list.begin(), round.list.end(), [](const Candidate& c) { return c.proposed_by == ProposedBy::conveners; });
        const std::string observed = std::to_string(listed) + " candidates for " + std::to_string(seats) + " seats";
        for (const SurplusRule& rule : e_.rule.surplus) {
            if (!rule.binds(e_.body, seats)) continue;
            if (rule.needed) add("surplus.needed", over > 0, observed, "more candidates than seats", rule.citation, rule.confidence, {"danh sách bầu cử có số dư", "the list has more candidates than seats"});
            if (rule.at_most) add("surplus.limit", over <= *rule.at_most, observed, "at most " + std::to_string(*rule.at_most) + " more than the seats", rule.citation, rule.confidence, {"số dư tối đa", "the largest surplus"});
            if (rule.share) {
                const std::int64_t most = rule.share->floor_of(seats);
                add("surplus.limit", over <= most, observed, "at most " + rule.share->percent() + " of the seats: " + std::to_string(most), rule.citation, rule.confidence, {"số dư tối đa " + rule.share->percent(), "a surplus of at most " + rule.share->percent()});
            }
            if (rule.prepared) prepared(static_cast<std::int64_t>(conveners) - seats, seats, rule);
        }
    }
    void prepared(std::int64_t over, std::int64_t seats, const SurplusRule& rule) {
        const auto& [low, high] = *rule.prepared;
        const Ratio least = low * Ratio(seats), most = high * Ratio(seats), here(over);
        const bool within = least <= here && here <= most;
        const bool none_fits = high.floor_of(seats) * low.denominator() < low.numerator() * seats;  // no whole number lies between: how to round was not read
        const std::optional<bool> holds = within ? std::optional(true) : none_fits ? std::nullopt : std::optional(false);
        add("surplus.prepared", holds, std::to_string(over) + " more than " + std::to_string(seats) + " seats", low.percent() + " to " + high.percent() + " of the seats", rule.citation, rule.confidence,
            {"số dư do cấp ủy triệu tập chuẩn bị", "the surplus of the conveners' list"});
    }
    void floor(const Round& round) {
        if (!e_.rule.floor_consent) return;
        const Ruled<Ratio>& rule = *e_.rule.floor_consent;
        for (const Candidate& one : round.list) {
            if (one.proposed_by != ProposedBy::floor) continue;
            std::optional<bool> holds;
            if (one.consent && e_.present) holds = Ratio(*one.consent) > rule.value * Ratio(*e_.present);
            add("floor", holds, one.name + ": " + (one.consent ? std::to_string(*one.consent) : "not stated") + " of " + (e_.present ? std::to_string(*e_.present) : "not stated"), "more than " + rule.value.percent() + " of those present", rule.citation,
                rule.confidence, {"được giới thiệu tại đại hội: cần trên " + rule.value.percent() + " đồng ý", "proposed at the meeting: needs the consent of more than " + rule.value.percent()});
        }
    }
    void turnout(const Round& round, std::size_t r) {
        if (!e_.rule.turnout) return;
        const Ruled<Ratio>& rule = *e_.rule.turnout;
        std::optional<bool> holds;
        if (round.ballots && e_.voters) holds = Ratio(round.ballots->cast) > rule.value * Ratio(*e_.voters);
        add("turnout", holds, of_round(r) + (round.ballots ? std::to_string(round.ballots->cast) : "not stated") + " of " + (e_.voters ? std::to_string(*e_.voters) + " voters" : "voters not stated"), "more than " + rule.value.text(), rule.citation,
            rule.confidence, {"cử tri đi bầu", "voters who voted"});
    }
    /// What was decided by a rule that nobody read.
    void unread(const Round& round, const RoundResult& one, std::size_t r) {
        const auto tell = [&](const char* rule, bool mattered, const auto& value, std::string observed, Label text) {
            if (mattered && !usable(value.confidence)) add(rule, std::nullopt, of_round(r) + observed, "", value.citation, value.confidence, std::move(text));
        };
        tell("most_votes_win", one.count.required && one.count.passed() > one.count.terms.seats, e_.rule.most_votes_win, std::to_string(one.count.passed()) + " with enough votes for " + std::to_string(one.count.terms.seats) + " seats",
             {"nhiều người đủ phiếu hơn số vị trí: lấy từ cao xuống", "more have enough votes than there are seats: most votes win"});
        tell("run_off", round.run_off, e_.rule.tie, "a run-off of " + std::to_string(round.list.size()), {"bầu lại giữa những người bằng phiếu: nhiều phiếu hơn trúng cử", "those tied are voted on again: most votes win"});
        tell("too_many", round.ballots && round.ballots->invalid > 0 && e_.rule.at_most_seats.value, e_.rule.at_most_seats, round.ballots ? std::to_string(round.ballots->invalid) + " invalid" : "", {"phiếu bầu quá số lượng là không hợp lệ", "a ballot for more names than seats is invalid"});
        tell("write_ins", round.votes.size() > round.list.size(), e_.rule.write_ins, "names not on the list", {"người ngoài danh sách", "names written in"});
        tell("blank", round.ballots && round.ballots->blank > 0 && e_.rule.counts_ballots(), e_.rule.blank_is_valid, round.ballots ? std::to_string(round.ballots->blank) + " blank" : "", {"phiếu trống", "blank ballots"});
        if (!one.by_age.empty()) add("tie", true, of_round(r) + joined(one.by_age), "the older", e_.rule.tie.citation, e_.rule.tie.confidence, {"bằng phiếu: người nhiều tuổi hơn trúng cử", "tied: the older is elected"});
    }
    /// Rounds for the seats left, the first and run-offs aside.
    void further() {
        const auto rounds = std::count_if(e_.rounds.begin(), e_.rounds.end(), [](const Round& r) { return !r.run_off; });
        if (rounds < 2) return;
        const Ruled<bool>& rule = e_.rule.further_rounds;
        const bool read = std::find(e_.rule.further_rounds_of.begin(), e_.rule.further_rounds_of.end(), e_.body) != e_.rule.further_rounds_of.end();
        add("further_rounds", rule.value, std::to_string(rounds) + " rounds", "", rule.citation, read ? rule.confidence : Confidence::unverified, {"bầu thêm cho đủ số lượng, do đại hội quyết định", "further rounds for the seats left, as the meeting decides"});
    }
    void ending() {
        if (!result_.tied.empty())
            add("tie", std::nullopt, joined(result_.tied) + ": " + std::to_string(result_.contested) + (result_.contested == 1 ? " seat" : " seats"), "", e_.rule.tie.citation, Confidence::verified,
                {"bằng phiếu ở vị trí cuối: không ai trong số này trúng cử cho đến khi có quyết định", "tied for the last seats: none of them is elected until that is decided"});
        const std::int64_t left = result_.vacant + result_.contested;
        const std::string observed = std::to_string(result_.elected.size()) + " elected of " + std::to_string(e_.seats);
        if (result_.ending == Ending::filled) add("seats", true, observed, std::to_string(e_.seats), {}, Confidence::verified, {"đã bầu đủ số lượng", "every seat is filled"});
        else if (result_.ending == Ending::appointed)
            add("appointed", std::nullopt, observed + " after " + std::to_string(e_.rounds.size()) + " rounds", "", e_.rule.rounds_then_appointed->citation, e_.rule.rounds_then_appointed->confidence, {"cấp trên chỉ định", "the superior appoints"});
        else add("seats", e_.closed ? std::optional(false) : std::nullopt, observed, std::to_string(e_.seats), {}, Confidence::verified, {"còn khuyết " + std::to_string(left), std::to_string(left) + (e_.closed ? " left vacant" : " open: another round may follow")});
    }
    void eligible() {
        if (e_.among.empty()) return;
        std::vector<std::string> others;
        for (const Round& round : e_.rounds)
            for (const Candidate& one : round.list)
                if (std::find(e_.among.begin(), e_.among.end(), one.name) == e_.among.end()) others.push_back(one.name);
        const bool cell = std::find(e_.rule.appointed_in.begin(), e_.rule.appointed_in.end(), e_.kind) != e_.rule.appointed_in.end();
        const auto& cited = e_.rule.rounds_then_appointed;
        add("among", others.empty(), others.empty() ? "all" : joined(others), "members of the body that elects", cell && cited ? cited->citation : Citation(), others.empty() || (cell && cited) ? Confidence::derived : Confidence::unverified,
            {"ứng cử viên là thành viên của cơ quan bầu", "candidates are members of the body that elects"});
    }
    void direct() {
        if (e_.body != "secretary" || e_.by != "congress") return;
        add("direct_secretary", e_.pilot == true ? std::optional(true) : std::nullopt, e_.pilot ? (*e_.pilot ? "a pilot place" : "not a pilot place") : "not stated", "a pilot place", {}, Confidence::verified,
            {"đại hội bầu trực tiếp bí thư (thí điểm)", "the congress elects the secretary itself (pilot places)"});
    }
    void declared() {
        if (!e_.declared) return;
        std::vector<std::string> a = *e_.declared, b = result_.elected;
        std::sort(a.begin(), a.end()), std::sort(b.begin(), b.end());
        std::vector<std::string> apart;
        std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(apart));
        add("declared", apart.empty(), apart.empty() ? std::to_string(a.size()) + " elected" : joined(apart), "as counted", e_.source, Confidence::verified, {"kết quả công bố so với số phiếu", "the declared result against the votes"});
    }

    const Election& e_;
    const ElectionResult& result_;
    std::string subject_;
    Findings found_;
};

}  // namespace detail

/// Findings on an election that was run.
[[nodiscard]] inline Findings check(const Election& election, const ElectionResult& result) { return detail::ElectionCheck(election, result).run(); }
/// Runs it first, and throws as `run` does.
[[nodiscard]] inline Findings check(const Election& election) { return check(election, run(election)); }

}  // namespace myhao::inline v0::elections
