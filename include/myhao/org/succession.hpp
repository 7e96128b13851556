// SPDX-License-Identifier: Apache-2.0
// A succession: the dated event where the identity of units begins, ends or branches.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/ids.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

enum class Event : std::uint8_t {
    establish,     // 0 -> 1
    dissolve,      // 1 -> 0
    merge,         // n -> 1 new
    absorb,        // n -> 1 that stood before
    split,         // 1 -> n
    separate,      // 1 -> 1 + n: it stands on
    reorganize,    // n -> m
    re_establish,  // a unit that stood once stands again
};

[[nodiscard]] constexpr std::string_view name(Event event) noexcept {
    constexpr std::array<std::string_view, 8> names = {"establish", "dissolve", "merge", "absorb", "split", "separate", "reorganize", "re_establish"};
    return names[static_cast<std::size_t>(event)];
}
[[nodiscard]] inline Label label(Event event) {
    constexpr std::array<std::string_view, 8> vi = {"thành lập", "giải thể", "hợp nhất", "sáp nhập", "chia", "tách", "tổ chức lại", "lập lại"};
    return {std::string(vi[static_cast<std::size_t>(event)]), std::string(name(event))};
}
[[nodiscard]] constexpr std::optional<Event> event_named(std::string_view text) noexcept {
    for (std::uint8_t e = 0; e < 8; ++e)
        if (name(static_cast<Event>(e)) == text) return static_cast<Event>(e);
    return std::nullopt;
}

/// A row of the table of successions: one pair of units. Pairs of one day that share a unit are one Succession.
struct SuccessionRow {
    Date day;                        // the first day after the change
    std::optional<Id> before;        // none: `after` is founded
    std::optional<Id> after;         // none: `before` is dissolved; the same as `before`: the share it keeps
    std::optional<std::string> event;  // a name of Event; none: inferred
    std::optional<Ratio> share;      // of `before` that goes to `after`; none: not known
    std::string measure;             // what the share is of; empty: of anything
    std::optional<std::string> instrument;
    std::optional<Date> recorded;
};

/// The share of one unit that one other carries on.
struct Share {
    std::optional<Id> before, after;
    std::optional<Ratio> share;  // none: not known, anything from 0 to what the others leave
    std::string measure;

    friend bool operator==(const Share&, const Share&) = default;
};

struct Succession {
    Date day;
    Event event = Event::establish;
    std::vector<Id> before, after;  // by id; a unit that only keeps a share of itself is in neither
    std::vector<Share> shares;      // one for each row, by before, after and measure
    std::optional<std::string> instrument;
    std::vector<std::uint32_t> rows;  // of the input

    friend bool operator==(const Succession& a, const Succession& b) {
        return a.day == b.day && a.event == b.event && a.before == b.before && a.after == b.after && a.shares == b.shares && a.instrument == b.instrument;
    }
};

}  // namespace myhao::inline v0
