// SPDX-License-Identifier: Apache-2.0
// The count of one round: who is elected, who is tied for the last seats, and what stays vacant. Nothing is decided by the order of input.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/congress/candidate_names.hpp>
#include <myhao/congress/majority.hpp>

namespace myhao::inline v0::elections {

struct NamedVotes {
    std::string name;
    std::int64_t votes = 0;

    friend bool operator==(const NamedVotes&, const NamedVotes&) = default;
};

/// Of the ballots of one round. A blank one may be valid or not, as the rule says; it is counted in both where it is not.
struct BallotCounts {
    std::int64_t cast = 0, invalid = 0, blank = 0;

    [[nodiscard]] constexpr std::int64_t valid() const noexcept { return cast < 0 || invalid < 0 ? cast : cast - invalid; }
    friend bool operator==(const BallotCounts&, const BallotCounts&) = default;
};

/// What decides a round. Without a threshold most votes win.
struct CountTerms {
    std::int64_t seats = 1;
    std::optional<Base> base = {};
    std::optional<Ratio> threshold = {};
    bool distinct = false;  // names that differ only in accents are different people

    friend bool operator==(const CountTerms&, const CountTerms&) = default;
};

struct Count {
    CountTerms terms;
    std::vector<NamedVotes> votes;             // most first, then by name
    std::optional<std::int64_t> required;      // the smallest number of votes that elects; nothing without a threshold
    std::vector<std::string> elected;          // most votes first
    std::vector<std::string> tied;             // by name: as many votes as each other, and too few seats left for all of them
    std::int64_t contested = 0;                // the seats that the tied contest
    std::int64_t vacant = 0;                   // seats that nobody can take
    std::optional<BallotCounts> ballots = {};

    /// How many had enough votes, whether or not there was a seat for them.
    [[nodiscard]] std::int64_t passed() const noexcept {
        std::int64_t enough = 0;
        for (const NamedVotes& one : votes) enough += one.votes > 0 && one.votes >= required.value_or(1);
        return enough;
    }
    [[nodiscard]] std::int64_t votes_of(const std::string& name) const noexcept {
        for (const NamedVotes& one : votes)
            if (one.name == name) return one.votes;
        return 0;
    }
    friend bool operator==(const Count&, const Count&) = default;
};

namespace detail {

inline void check_terms(const CountTerms& terms, Findings& problems) {
    if (terms.seats < 1) add_problem(problems, "seats", {"không có vị trí nào để bầu", "there is no seat to elect"}, std::to_string(terms.seats), "at least 1");
    if (terms.threshold && !(Ratio(0) < *terms.threshold && *terms.threshold < Ratio(1)))
        add_problem(problems, "threshold", {"ngưỡng phải lớn hơn 0 và nhỏ hơn 1", "a threshold lies between 0 and 1, neither included"}, terms.threshold->text(), "\"1/2\", \"50%\"");
    if (terms.threshold && !terms.base) add_problem(problems, "base", {"thiếu căn cứ tính đa số", "a threshold needs a base"}, "none", "a whole number or a base");
    if (terms.base && terms.base->value() < 1) add_problem(problems, "base", {"căn cứ tính phải từ 1", "a majority of nobody"}, std::to_string(terms.base->value()), "at least 1");
}

/// What is wrong with the numbers; a base of 0 is not known. `at`: the round, with a dot, where there are several.
inline void check_votes(const std::vector<NamedVotes>& votes, const std::optional<BallotCounts>& ballots, std::int64_t base, Findings& problems, const std::string& at = {}) {
    for (const NamedVotes& one : votes) {
        const std::string where = at + "votes['" + one.name + "']";
        if (one.votes < 0) add_problem(problems, where, {"số phiếu âm", "a number of votes below 0"}, std::to_string(one.votes), "0 or more");
        else if (base > 0 && one.votes > base) add_problem(problems, where, {"số phiếu lớn hơn căn cứ tính", "more votes than the base"}, std::to_string(one.votes), "at most " + std::to_string(base));
        else if (ballots && one.votes > ballots->valid())
            add_problem(problems, where, {"số phiếu bầu lớn hơn số phiếu hợp lệ", "more votes than valid ballots"}, std::to_string(one.votes), "at most " + std::to_string(ballots->valid()));
    }
    if (ballots) {
        const auto& [cast, invalid, blank] = *ballots;
        if (cast < 0 || invalid < 0 || blank < 0) add_problem(problems, at + "ballots", {"số phiếu âm", "a number of ballots below 0"}, std::to_string(std::min({cast, invalid, blank})), "0 or more");
        else if (invalid > cast || blank > cast) add_problem(problems, at + "ballots", {"phiếu không hợp lệ hoặc phiếu trống nhiều hơn phiếu thu về", "more invalid or blank ballots than ballots"}, std::to_string(std::max(invalid, blank)), "at most " + std::to_string(cast));
        else if (base > 0 && ballots->valid() - blank > base)
            add_problem(problems, at + "ballots", {"số phiếu hợp lệ lớn hơn căn cứ tính", "more valid ballots than the base"}, std::to_string(ballots->valid() - blank), "at most " + std::to_string(base));
    }
}

/// The seats among votes that are sound.
inline void seat(Count& count) {
    std::sort(count.votes.begin(), count.votes.end(), [](const NamedVotes& a, const NamedVotes& b) { return a.votes != b.votes ? a.votes > b.votes : a.name < b.name; });
    if (count.terms.threshold) count.required = required_votes(*count.terms.threshold, count.terms.base->value());
    const auto passed = static_cast<std::size_t>(count.passed()), seats = static_cast<std::size_t>(count.terms.seats);
    if (passed <= seats) {
        for (std::size_t i = 0; i < passed; ++i) count.elected.push_back(count.votes[i].name);
        count.vacant = static_cast<std::int64_t>(seats - passed);
        return;
    }
    const std::int64_t last = count.votes[seats - 1].votes;
    const bool tie = count.votes[seats].votes == last;
    for (std::size_t i = 0; i < passed; ++i) {
        if (count.votes[i].votes > last || (!tie && i < seats)) count.elected.push_back(count.votes[i].name);
        else if (tie && count.votes[i].votes == last) count.tied.push_back(count.votes[i].name);
    }
    if (tie) count.contested = count.terms.seats - static_cast<std::int64_t>(count.elected.size());
}

}  // namespace detail

/// Who has at least the required votes, and at least one, takes a seat, most votes first; where too few seats are left for all with as
/// many votes as each other, these are tied and none of them is elected.
///
/// `listed`: `votes` is the whole list of candidates, so that more seats than names are a fault. Throws InvalidFacts with every problem:
/// names that are not sound or stand twice, votes below 0, above the base or above the valid ballots, a threshold that is none.
[[nodiscard]] inline Count count(std::vector<NamedVotes> votes, CountTerms terms, std::optional<BallotCounts> ballots = {}, bool listed = true) {
    Findings problems;
    detail::check_terms(terms, problems);
    std::vector<std::string> names;
    for (const NamedVotes& one : votes) names.push_back(one.name);
    detail::check_names(names, terms.distinct, problems, [&](std::size_t i) { return "votes['" + names[i] + "']"; });
    const std::int64_t base = terms.base ? terms.base->value() : 0;
    if (listed && terms.seats > static_cast<std::int64_t>(votes.size()))
        detail::add_problem(problems, "seats", {"số vị trí nhiều hơn số người ứng cử", "more seats than candidates"}, std::to_string(terms.seats), "at most " + std::to_string(votes.size()));
    detail::check_votes(votes, ballots, base, problems);
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    Count result;
    result.terms = std::move(terms), result.votes = std::move(votes), result.ballots = ballots;
    detail::seat(result);
    return result;
}

}  // namespace myhao::inline v0::elections
