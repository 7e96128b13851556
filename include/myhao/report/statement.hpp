// SPDX-License-Identifier: Apache-2.0
// What a report says without a plain number: dated statements by part of the system, instruments, counts of people with two posts, and congresses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <myhao/base/ids.hpp>
#include <myhao/base/label.hpp>
#include <myhao/report/part.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/time/date.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// A dated sentence in our own words. It reports what a source says, not that it is so.
struct Statement {
    std::string id;
    Part part = Part::hierarchy;
    Label text;
    Period period{Date(), Date() + 1};
    Citation source;
    Confidence confidence = Confidence::verified;
    std::string contradicts = {};  // the id of another statement of the report that says otherwise

    friend bool operator==(const Statement&, const Statement&) = default;
};

/// An instrument as a report mentions it.
struct Mention {
    Instrument instrument;
    Citation source;  // where it is mentioned

    friend bool operator==(const Mention&, const Mention&) = default;
};

/// A counted statement: `holders` of the `of` people with the first post hold the second one too. Nobody is named.
struct PostCount {
    std::string id;
    Label label;
    std::string post, also;  // "cell_secretary", "village_head"
    std::int64_t holders = 0, of = 0;
    Period period{Date(), Date() + 1};
    Citation source;
    Confidence confidence = Confidence::verified;
    std::optional<InstrumentKey> basis = {};  // the scheme that asked for it

    friend bool operator==(const PostCount&, const PostCount&) = default;
};

/// One congress, or what is said of all congresses of one level in a campaign. A day that is not stated stays empty.
struct CongressFacts {
    std::string id;
    Label label;
    std::string level;               // "grassroots", "district": the level whose rule in a directive applies
    std::optional<Id> unit = {};     // of one congress
    std::optional<int> ordinal = {};  // XXVI is 26
    std::string term = {};           // "2020-2025"
    std::optional<Date> first_day = {}, last_day = {};
    std::optional<int> contents_done = {}, contents_required = {};
    std::optional<InstrumentKey> directive = {};
    Citation source = {};
    Confidence confidence = Confidence::verified;

    /// Whole days, both ends counted; nothing where one of them is not stated.
    [[nodiscard]] std::optional<int> days() const { return first_day && last_day ? std::optional(*last_day - *first_day + 1) : std::nullopt; }

    friend bool operator==(const CongressFacts&, const CongressFacts&) = default;
};

}  // namespace myhao::inline v0
