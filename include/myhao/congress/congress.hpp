// SPDX-License-Identifier: Apache-2.0
// A congress (đại hội) of one unit, as far as it is known: its days, contents, delegates, attendance and rounds of election.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/base/ids.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/congress/ordinal.hpp>
#include <myhao/report/statement.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// Who meets: all members of the unit, or delegates of its subordinates.
enum class CongressForm : std::uint8_t { all_members, delegates };

[[nodiscard]] constexpr std::string_view name(CongressForm form) noexcept { return form == CongressForm::all_members ? "members" : "delegates"; }
[[nodiscard]] constexpr std::optional<CongressForm> congress_form_named(std::string_view text) noexcept {
    for (const CongressForm form : {CongressForm::all_members, CongressForm::delegates})
        if (name(form) == text) return form;
    return std::nullopt;
}

/// Official delegates by how they became one; alternates are not counted among the official ones.
struct DelegateKinds {
    std::optional<std::int64_t> ex_officio = {}, elected = {}, appointed = {}, alternates = {};

    friend bool operator==(const DelegateKinds&, const DelegateKinds&) = default;
};

/// One round of one election, by its numbers: how it is counted is another matter (congress/election.hpp).
struct ElectionRound {
    std::string of;                       // the body: "committee", "standing_committee", "delegation", "secretary"
    int round = 1;
    std::optional<std::int64_t> seats = {};  // that this round was to fill
    std::optional<std::int64_t> candidates = {}, base = {}, elected = {};
    std::optional<std::int64_t> before = {};  // seats of the body in the term before

    friend bool operator==(const ElectionRound&, const ElectionRound&) = default;
};

/// One congress. What is not stated is open: a day may be known as "in June".
struct Congress {
    std::string id = {};
    Label label = {};
    std::string level;                      // the level of a directive that binds it
    Id unit;
    std::optional<int> ordinal = {};        // XXVI is 26
    std::string term = {};                  // "2020-2025"
    Interval<Date> first_day = {}, last_day = {};
    std::optional<std::int64_t> contents_done = {};
    std::optional<std::int64_t> delegates = {};  // official ones
    std::optional<InstrumentKey> directive = {};
    Citation source = {};
    Confidence confidence = Confidence::verified;

    std::optional<std::int64_t> contents_required = {};  // as the source says
    std::optional<CongressForm> form = {};
    std::optional<bool> pilot = {};         // đại hội điểm, which may begin before the others
    std::optional<std::vector<std::string>> contents = {};  // which of the directive's; their number is `contents_done`
    std::vector<std::string> cases = {};    // of the directive's limits and variants, those that apply: "merged_or_new"
    DelegateKinds delegate_kinds = {};
    std::optional<std::int64_t> members = {};  // of the unit
    std::optional<std::int64_t> summoned = {}, attended = {};  // official delegates, or members where all meet
    std::optional<int> preparatory_half_days = {};
    std::optional<Date> solemn_day = {};    // of the solemn session, which the press often names alone
    std::vector<ElectionRound> rounds = {};

    /// Whole days, both ends counted: at least one.
    [[nodiscard]] Interval<std::int64_t> days() const {
        Interval<std::int64_t> days = Interval<std::int64_t>::at_least(1);
        if (last_day.low && first_day.high) days.low = std::max<std::int64_t>(1, *last_day.low - *first_day.high + 1);
        if (last_day.high && first_day.low) days.high = *last_day.high - *first_day.low + 1;
        return days;
    }
    friend bool operator==(const Congress&, const Congress&) = default;
};

/// A day somewhere in a month.
[[nodiscard]] inline Interval<Date> sometime_in(int year, int month) {
    const Date first(year, month, 1);
    return Interval<Date>::between(first, add_months(first, 1, MonthEnd::error) - 1);
}

namespace detail {
[[nodiscard]] inline Interval<Date> stated(const std::optional<Date>& day) { return day ? Interval<Date>::exactly(*day) : Interval<Date>(); }
[[nodiscard]] inline std::optional<std::int64_t> stated(const std::optional<int>& count) { return count ? std::optional(std::int64_t{*count}) : std::nullopt; }
}  // namespace detail

/// A report's congress of one unit. Only where it names the unit.
[[nodiscard]] inline Congress congress_of(const CongressFacts& facts) {
    return {.id = facts.id, .label = facts.label, .level = facts.level, .unit = facts.unit.value_or(Id()), .ordinal = facts.ordinal, .term = facts.term, .first_day = detail::stated(facts.first_day),
            .last_day = detail::stated(facts.last_day), .contents_done = detail::stated(facts.contents_done), .directive = facts.directive, .source = facts.source, .confidence = facts.confidence,
            .contents_required = detail::stated(facts.contents_required)};
}

}  // namespace myhao::inline v0
