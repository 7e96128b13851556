// SPDX-License-Identifier: Apache-2.0
// A directive (chỉ thị) on congresses, as data: for each level its days, deadline and sizes, what a congress does, and pauses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// A value that a directive sets, and where that was read.
template <class T>
struct Ruled {
    T value;
    Citation citation = {};
    Confidence confidence = Confidence::verified;

    friend bool operator==(const Ruled&, const Ruled&) = default;
};

/// The day by which congresses are to be finished. "trước ngày" (before): whether the day itself still counts is open unless
/// the source settles it.
struct Deadline {
    Date day;
    std::optional<bool> inclusive = {};

    /// The last day that is in time: for certain, or (`open_day_counts`) where an open day is taken to count.
    [[nodiscard]] Date last_day(bool open_day_counts = false) const { return inclusive.value_or(open_day_counts) ? day : day - 1; }
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// How many delegates a congress, or members a body, may have, or days a congress, in a case that the directive names.
struct SizeLimit {
    std::string of;                      // "delegates", "committee", "standing_committee", "deputy_secretaries", "days", ...
    Interval<std::int64_t> number = {};  // that are allowed; without bounds: only relative to the term before
    std::string when = {};               // the case ("three_or_more_old_units"); empty: every unit of the level
    Label label = {};
    std::optional<Ratio> of_before = {};  // about this share of the number in the term before, at most
    Citation citation = {};
    Confidence confidence = Confidence::verified;

    friend bool operator==(const SizeLimit&, const SizeLimit&) = default;
};

/// What a directive sets for one level. A value that was not read is missing, and nothing is checked against it.
struct LevelRule {
    std::string level;  // "cell", "grassroots", "district", "province"
    Label label;
    std::vector<std::string> roles = {};                            // roles of the units of a tree that hold congresses of this level
    std::optional<Ruled<int>> most_days = {};                       // of one congress, both ends counted
    std::optional<Ruled<Date>> first_day = {};                      // no congress begins earlier
    std::optional<Ruled<Deadline>> deadline = {};
    std::optional<Ruled<int>> most_preparatory_half_days = {};      // of the session before the official one
    std::optional<Ruled<std::int64_t>> delegates_from = {};         // with so many members a unit sends delegates; with fewer all members meet
    std::vector<SizeLimit> sizes = {};

    friend bool operator==(const LevelRule&, const LevelRule&) = default;
};

/// One of the things a congress does.
struct CongressContent {
    std::string id;  // "elect_committee"
    Label label;

    friend bool operator==(const CongressContent&, const CongressContent&) = default;
};

/// A congress with fewer contents than usual, and when it is allowed.
struct ContentsVariant {
    std::vector<std::string> contents;
    std::string when;  // "merged_or_new"
    Label label = {};
    Citation citation = {};
    Confidence confidence = Confidence::verified;

    friend bool operator==(const ContentsVariant&, const ContentsVariant&) = default;
};

/// A pause: no congresses of these levels between two days that are known within bounds.
struct Suspension {
    std::vector<std::string> levels;
    Interval<Date> since, until;  // the first day of the pause; the first day no longer, that of its lifting
    Label label;
    Citation citation = {};
    Confidence confidence = Confidence::verified;
    int moves_deadlines = 0;      // days by which the deadlines of these levels move

    [[nodiscard]] bool binds(std::string_view level) const noexcept {
        for (const std::string& one : levels)
            if (one == level) return true;
        return false;
    }
    friend bool operator==(const Suspension&, const Suspension&) = default;
};

struct Directive {
    InstrumentKey key;
    Label label;
    std::string term;               // "2020-2025"
    std::vector<LevelRule> levels;  // bottom-up: each level before the next
    std::vector<CongressContent> contents = {};
    std::optional<Ruled<std::size_t>> contents_required = {};  // how many a usual congress does; nothing: not read
    std::optional<std::vector<ContentsVariant>> variants = {};  // all that allow fewer; nothing: not read whether there are any
    std::vector<Suspension> suspensions = {};
    std::optional<Ruled<int>> first_ordinal = {};  // of the congress of a unit that is new in this term; nothing: not read
    std::vector<InstrumentRelation> relations = {};  // to other instruments: what it replaces

    [[nodiscard]] const LevelRule* find(std::string_view level) const noexcept {
        for (const LevelRule& rule : levels)
            if (rule.level == level) return &rule;
        return nullptr;
    }
    /// The level of the units of a tree that have this role; nullptr where they hold no congress of their own under it.
    [[nodiscard]] const LevelRule* of_role(std::string_view role) const noexcept {
        for (const LevelRule& rule : levels)
            for (const std::string& one : rule.roles)
                if (one == role) return &rule;
        return nullptr;
    }
    /// The place of a level, 0 the lowest.
    [[nodiscard]] std::optional<std::size_t> rank(std::string_view level) const noexcept {
        for (std::size_t i = 0; i < levels.size(); ++i)
            if (levels[i].level == level) return i;
        return std::nullopt;
    }
    /// The deadline of a level with what pauses moved it by.
    [[nodiscard]] std::optional<Deadline> deadline(const LevelRule& level) const {
        if (!level.deadline) return std::nullopt;
        Deadline moved = level.deadline->value;
        for (const Suspension& pause : suspensions)
            if (pause.binds(level.level)) moved.day = moved.day + pause.moves_deadlines;
        return moved;
    }
    friend bool operator==(const Directive&, const Directive&) = default;
};

}  // namespace myhao::inline v0
