// SPDX-License-Identifier: Apache-2.0
// A campaign (đợt đại hội): what is said of all congresses of one level together, such as "base congresses finished on 10 June".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <myhao/base/ids.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/report/statement.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// No congress of it is known by itself, and none is made up.
struct Campaign {
    std::string id = {};
    Label label = {};
    std::string level;
    std::optional<Id> under = {};              // of all units of the level under this one; nothing: under the one the source reports on
    std::string term = {};
    Interval<Date> first_day = {};             // of the first congress
    Interval<Date> last_day = {};              // of the last congress
    Interval<std::int64_t> days = Interval<std::int64_t>::at_least(1);  // of each congress
    std::optional<std::int64_t> contents_done = {};
    std::optional<InstrumentKey> directive = {};
    Citation source = {};
    Confidence confidence = Confidence::verified;
    std::optional<std::int64_t> contents_required = {};     // as the source says
    std::optional<std::vector<std::string>> contents = {};  // which of the directive's, in each congress
    std::optional<std::int64_t> congresses = {};            // how many it speaks of
    std::vector<std::string> cases = {};                    // of the directive's limits and variants, those that apply to all

    friend bool operator==(const Campaign&, const Campaign&) = default;
};

/// A report's statement about all congresses of a level.
[[nodiscard]] inline Campaign campaign_of(const CongressFacts& facts) {
    return {.id = facts.id, .label = facts.label, .level = facts.level, .term = facts.term, .first_day = detail::stated(facts.first_day), .last_day = detail::stated(facts.last_day),
            .contents_done = detail::stated(facts.contents_done), .directive = facts.directive, .source = facts.source, .confidence = facts.confidence,
            .contents_required = detail::stated(facts.contents_required)};
}

}  // namespace myhao::inline v0
