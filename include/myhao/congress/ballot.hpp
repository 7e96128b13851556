// SPDX-License-Identifier: Apache-2.0
// Ballots (phiếu bầu), as sets of names or as names crossed out of a printed list, counted in one pass: nothing is kept of a ballot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/fold.hpp>
#include <myhao/congress/candidate_names.hpp>
#include <myhao/congress/count.hpp>

namespace myhao::inline v0::elections {

/// The names on a ballot are those voted for, or those crossed out of the list.
enum class BallotForm : std::uint8_t { chosen, struck };
/// What becomes of a name that is not on the list. `refused`: it is a fault of the data.
enum class WriteIns : std::uint8_t { refused, ignored, counted, invalid };

[[nodiscard]] constexpr std::string_view name(BallotForm form) noexcept { return form == BallotForm::chosen ? "chosen" : "struck"; }
[[nodiscard]] constexpr std::string_view name(WriteIns write_ins) noexcept {
    constexpr std::string_view names[] = {"refused", "ignored", "counted", "invalid"};
    return names[static_cast<std::size_t>(write_ins)];
}

/// How ballots are read.
struct BallotTerms {
    BallotForm form = BallotForm::chosen;
    std::optional<std::int64_t> at_most = {};  // a ballot for more names is invalid
    WriteIns write_ins = WriteIns::refused;
    bool blank_is_valid = true;
    bool distinct = false;  // names that differ only in accents are different people

    friend bool operator==(const BallotTerms&, const BallotTerms&) = default;
};

/// Takes ballots one by one. Without a list whoever is named is a candidate.
class BallotBox {
public:
    /// Throws InvalidFacts where a name of the list is not sound or stands twice, and where ballots are to be crossed out without a list.
    BallotBox(std::optional<std::vector<std::string>> list, BallotTerms terms) : terms_(terms), listed_(list.has_value()) {
        Findings problems;
        if (list) detail::check_names(*list, terms.distinct, problems, [](std::size_t i) { return "candidates[" + std::to_string(i) + "]"; });
        if (!list && terms.form == BallotForm::struck) detail::add_problem(problems, "candidates", {"phiếu gạch tên cần có danh sách in sẵn", "names are crossed out of a printed list"}, "no list", "the names on the ballot");
        if (terms.at_most && *terms.at_most < 0) detail::add_problem(problems, "at_most", {"số tên tối đa âm", "a number of names below 0"}, std::to_string(*terms.at_most), "0 or more");
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        if (list)
            for (std::string& one : *list) (void)number(one);
        on_list_ = names_.size();
    }

    /// The number of a name, for `add`: the place on the list, or a new one.
    [[nodiscard]] std::uint32_t number(std::string_view name) {
        if (const auto found = numbers_.find(name); found != numbers_.end()) return found->second;
        const auto made = static_cast<std::uint32_t>(names_.size());
        numbers_.emplace(std::string(name), made);
        names_.emplace_back(name), votes_.push_back(0), strikes_.push_back(0), seen_.push_back(0), first_.push_back(ballots_);
        return made;
    }

    /// One ballot with the numbers of its names. A name twice, or one that may not be there, is kept for `votes` to report.
    void add(std::span<const std::uint32_t> marks) {
        const std::size_t here = ballots_++;
        bool strange = false;
        std::size_t ignored = 0;
        for (const std::uint32_t mark : marks) {
            if (seen_[mark] == here + 1) detail::add_problem(problems_, place(here), {"một tên hai lần trên một phiếu", "a name twice on one ballot"}, "'" + names_[mark] + "'", "each name once");
            seen_[mark] = here + 1;
            if (listed_ && mark >= on_list_) strange = true, ignored += terms_.write_ins == WriteIns::ignored;
        }
        const bool struck = terms_.form == BallotForm::struck;
        const std::size_t chosen = struck ? on_list_ - (marks.size() < on_list_ ? marks.size() : on_list_) : marks.size();
        if ((terms_.at_most && static_cast<std::int64_t>(chosen) > *terms_.at_most) || (strange && terms_.write_ins == WriteIns::invalid)) {
            ++counts_.invalid;
            return;
        }
        if (chosen == ignored) {
            ++counts_.blank, counts_.invalid += !terms_.blank_is_valid;
            if (!terms_.blank_is_valid) return;
        }
        for (const std::uint32_t mark : marks) ++(struck ? strikes_ : votes_)[mark];
    }

    [[nodiscard]] bool is_listed() const noexcept { return listed_; }
    [[nodiscard]] BallotCounts counts() const noexcept {
        BallotCounts out = counts_;
        out.cast = static_cast<std::int64_t>(ballots_);
        return out;
    }
    /// Throws InvalidFacts with every ballot that has a name twice, and every name that is not on the list where that is a fault or the
    /// name is nearly on it.
    [[nodiscard]] std::vector<NamedVotes> votes() const {
        Findings problems = problems_;
        const std::vector<std::string> list(names_.begin(), names_.begin() + static_cast<std::ptrdiff_t>(on_list_));
        if (listed_) strangers(list, problems);
        else detail::check_names(names_, terms_.distinct, problems, [&](std::size_t i) { return place(first_[i]); });
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        std::vector<NamedVotes> out;
        const std::int64_t valid = counts().valid();
        const bool all = !listed_ || terms_.write_ins == WriteIns::counted;
        for (std::size_t i = 0; i < (all ? names_.size() : on_list_); ++i) out.push_back({names_[i], terms_.form == BallotForm::struck ? valid - strikes_[i] : votes_[i]});
        return out;
    }

private:
    [[nodiscard]] static std::string place(std::size_t ballot) { return "votes[" + std::to_string(ballot) + "]"; }

    void strangers(const std::vector<std::string>& list, Findings& problems) const {
        for (std::size_t i = on_list_; i < names_.size(); ++i) {
            const std::string where = place(first_[i]), found = "'" + names_[i] + "'";
            if (terms_.write_ins == WriteIns::refused || terms_.form == BallotForm::struck) {
                detail::add_problem(problems, where, {"tên không có trong danh sách bầu cử", "a name that is not on the list" + suggestion(names_[i], list)}, found, "a name of the list");
                continue;
            }
            detail::check_name(names_[i], where, problems);
            for (const std::string& one : list)
                if (const detail::Alike how = detail::alike(one, names_[i]); how == detail::Alike::composed || (how == detail::Alike::accents && !terms_.distinct))
                    detail::add_problem(problems, where, {"tên gần giống một tên trong danh sách", "a name that is nearly on the list; did you mean '" + one + "'?"}, found, "a name of the list, or another one");
        }
    }

    BallotTerms terms_;
    bool listed_;
    std::size_t on_list_ = 0, ballots_ = 0;
    std::map<std::string, std::uint32_t, std::less<>> numbers_;
    std::vector<std::string> names_;
    std::vector<std::int64_t> votes_, strikes_;
    std::vector<std::size_t> seen_, first_;  // the last ballot with the name, from 1; the ballot it was first met on
    BallotCounts counts_;
    Findings problems_;
};

/// What was put into a box. Throws InvalidFacts with every problem of the ballots and of the terms.
[[nodiscard]] inline Count count(const BallotBox& box, CountTerms terms) {
    std::vector<NamedVotes> votes;
    try {
        votes = box.votes();
    } catch (const InvalidFacts& error) {
        Findings problems = error.problems();
        detail::check_terms(terms, problems);
        throw InvalidFacts(std::move(problems));
    }
    return count(std::move(votes), std::move(terms), box.counts(), box.is_listed());
}

/// Ballots given as lists of names.
[[nodiscard]] inline Count count(std::span<const std::vector<std::string>> ballots, CountTerms terms, BallotTerms reading = {}, std::optional<std::vector<std::string>> list = {}) {
    reading.distinct = terms.distinct;
    BallotBox box(std::move(list), reading);
    std::vector<std::uint32_t> marks;
    for (const std::vector<std::string>& ballot : ballots) {
        marks.clear();
        for (const std::string& one : ballot) marks.push_back(box.number(one));
        box.add(marks);
    }
    return count(box, std::move(terms));
}

}  // namespace myhao::inline v0::elections
