// SPDX-License-Identifier: Apache-2.0
// A sequence of elections: the first session of a new committee (phiên họp thứ nhất), which elects its standing committee, secretary, deputies and
// inspection committee; or a cell's congress.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/congress/election_check.hpp>

namespace myhao::inline v0::elections {

struct FirstSession {
    std::string unit = {};                        // its name
    std::string kind = {};                        // "cell", "district"
    std::vector<std::string> committee;           // its members
    std::vector<Election> elections;              // in the order in which they were held
    std::string called_by = {};                   // outgoing_secretary, outgoing_deputy, delegated; empty: not stated
    std::optional<std::int64_t> presidium = {};   // how many chaired it
    Origin origin = Origin::real;

    friend bool operator==(const FirstSession&, const FirstSession&) = default;
};

struct SessionResult {
    std::vector<ElectionResult> results;  // of each election
    Findings findings;                    // of the session, then of each election
};

namespace detail {

class SessionCheck {
public:
    SessionCheck(const FirstSession& session, const ElectionRule& rule) : s_(session), rule_(rule), subject_(session.unit.empty() ? "first session" : session.unit + ", first session") {}

    [[nodiscard]] SessionResult run() {
        Findings problems;
        const auto place = [](std::size_t i) { return "elections[" + std::to_string(i) + "]"; };
        check_names(s_.committee, true, problems, [](std::size_t i) { return "committee[" + std::to_string(i) + "]"; });
        if (s_.committee.empty()) add_problem(problems, "committee", {"chưa có cấp ủy viên", "a committee without members"}, "none", "the names of its members");
        if (s_.elections.empty()) add_problem(problems, "elections", {"chưa bầu gì", "nothing was elected"}, "none", "at least one election");
        if (s_.presidium && *s_.presidium < 0) add_problem(problems, "presidium", {"số người âm", "a number of people below 0"}, std::to_string(*s_.presidium), "0 or more");
        SessionResult out;
        for (std::size_t i = 0; i < s_.elections.size(); ++i) {
            Election e = s_.elections[i];
            const bool members_only = e.body == "standing" || e.body == "secretary" || e.body == "deputy";
            if (members_only && e.among.empty()) e.among = s_.committee;
            if (e.kind.empty()) e.kind = s_.kind;
            if (e.by == "committee" && e.base && e.base->value() > size()) add_problem(problems, place(i) + ".base", {"căn cứ tính nhiều hơn số cấp ủy viên", "the base has more people than the committee"}, std::to_string(e.base->value()), "at most " + std::to_string(size()));
            try {
                out.results.push_back(elections::run(e));
                out.findings.add(check(e, out.results.back()));
            } catch (const InvalidFacts& error) {
                for (Finding f : error.problems()) f.subject = place(i) + '.' + f.subject, problems.add(std::move(f));
            }
        }
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        for (std::size_t i = 0; i < s_.elections.size(); ++i) standing(s_.elections[i], out.results[i]);
        order(), chair();
        found_.add(out.findings);
        out.findings = std::move(found_);
        return out;
    }

private:
    [[nodiscard]] std::int64_t size() const noexcept { return static_cast<std::int64_t>(s_.committee.size()); }

    template <class T>
    void add(const char* rule, std::optional<bool> holds, std::string observed, std::string required, const Ruled<T>& ruled, Label text) {
        Finding f;
        f.state = !holds || !usable(ruled.confidence) ? State::undetermined : *holds ? State::met : State::violated;
        f.severity = f.state == State::met ? Severity::info : f.state == State::violated ? Severity::error : Severity::warning;
        f.rule = std::string("session.") + rule, f.subject = subject_, f.observed = std::move(observed), f.required = std::move(required), f.citation = ruled.citation.text(), f.text = std::move(text);
        found_.add(std::move(f));
    }

    /// Of the seats, and so of whoever took one.
    void standing(const Election& e, const ElectionResult& result) {
        if (e.body != "standing" || !rule_.session.standing_share) return;
        const Ruled<Ratio>& share = *rule_.session.standing_share;
        const std::int64_t most = share.value.floor_of(size());
        add("standing_share", e.seats <= most, std::to_string(e.seats) + " seats, " + std::to_string(result.elected.size()) + " elected, of " + std::to_string(size()), "at most " + std::to_string(most) + ": " + share.value.text() + " of the committee", share,
            {"ban thường vụ không quá " + share.value.text() + " số cấp ủy viên", "a standing committee has at most " + share.value.text() + " of the committee's members"});
    }
    void order() {
        if (!rule_.session.order || std::find(rule_.session.order_in.begin(), rule_.session.order_in.end(), s_.kind) == rule_.session.order_in.end()) return;
        const std::vector<std::string>& wanted = rule_.session.order->value;
        std::vector<std::string> held;
        bool kept = true;
        std::ptrdiff_t last = -1;
        for (const Election& e : s_.elections) {
            const auto place = std::find(wanted.begin(), wanted.end(), e.body) - wanted.begin();
            if (place == static_cast<std::ptrdiff_t>(wanted.size())) continue;
            kept = kept && place >= last, last = place;
            held.push_back(e.body);
        }
        add("order", kept, joined(held), joined(wanted), *rule_.session.order, {"thứ tự bầu", "the order of the elections"});
    }
    void chair() {
        if (rule_.session.callers) {
            const std::vector<std::string>& allowed = rule_.session.callers->value;
            add("called_by", s_.called_by.empty() ? std::nullopt : std::optional(std::find(allowed.begin(), allowed.end(), s_.called_by) != allowed.end()), s_.called_by.empty() ? "not stated" : s_.called_by, joined(allowed), *rule_.session.callers,
                {"người triệu tập và chủ trì phiên họp", "who called and chaired the session"});
        }
        if (rule_.session.most_presidium && s_.presidium) {
            const std::int64_t most = rule_.session.most_presidium->value;
            add("presidium", *s_.presidium >= 1 && *s_.presidium <= most, std::to_string(*s_.presidium), "1 to " + std::to_string(most), *rule_.session.most_presidium, {"số người trong đoàn chủ tịch", "how many chaired the session"});
        }
    }

    const FirstSession& s_;
    const ElectionRule& rule_;
    std::string subject_;
    Findings found_;
};

}  // namespace detail

/// Runs every election in its order and checks the session. Who stands for the standing committee, secretary or deputy is compared with the
/// committee's members. Throws InvalidFacts with every problem of the session and of each election, with its place.
[[nodiscard]] inline SessionResult run(const FirstSession& session, const ElectionRule& rule) { return detail::SessionCheck(session, rule).run(); }

}  // namespace myhao::inline v0::elections
