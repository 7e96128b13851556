// SPDX-License-Identifier: Apache-2.0
// What happens to a member, as a dated row of an opaque id; and the course of one member, event by event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <myhao/base/ids.hpp>
#include <myhao/base/label.hpp>
#include <myhao/org/history_columns.hpp>
#include <myhao/org/id_table.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// In the order in which events of one day happen.
enum class MemberEvent : std::uint8_t {
    admitted,         // the ceremony, in `unit`; `decided`: the day of the decision
    readmitted,       // the same after a removal
    confirmed,        // recognised as official
    not_confirmed,    // struck off the list of those in probation
    returned,         // from a temporary attachment
    transferred,      // to `unit`
    attached,         // temporarily to `unit`, `until` the first day no longer
    resumed,          // after an exemption
    exempted,         // from Party work
    reinstated,       // after a suspension
    suspended,        // from Party activities, `until` the first day no longer
    badge_proposed,   // for `badge` years
    badge_decided,
    badge_presented,  // also after death
    removed,          // expelled, struck off, or left
    died,
};
inline constexpr std::size_t member_event_count = 16;

[[nodiscard]] constexpr std::string_view name(MemberEvent event) noexcept {
    constexpr std::string_view names[] = {"admitted",  "readmitted", "confirmed", "not_confirmed", "returned",       "transferred",   "attached",        "resumed",
                                          "exempted",  "reinstated", "suspended", "badge_proposed", "badge_decided", "badge_presented", "removed",       "died"};
    return names[static_cast<std::size_t>(event)];
}
[[nodiscard]] constexpr std::optional<MemberEvent> member_event_named(std::string_view text) noexcept {
    for (std::size_t i = 0; i < member_event_count; ++i)
        if (name(static_cast<MemberEvent>(i)) == text) return static_cast<MemberEvent>(i);
    return std::nullopt;
}
[[nodiscard]] inline Label label(MemberEvent event) {
    constexpr const char* vi[] = {"kết nạp", "kết nạp lại", "công nhận chính thức", "xóa tên trong danh sách dự bị", "trở về sinh hoạt", "chuyển sinh hoạt chính thức", "chuyển sinh hoạt tạm thời", "thôi miễn công tác",
                                  "miễn công tác và sinh hoạt", "cho sinh hoạt lại", "đình chỉ sinh hoạt", "đề nghị tặng huy hiệu", "quyết định tặng huy hiệu", "trao huy hiệu", "khai trừ, xóa tên, xin ra", "từ trần"};
    return {vi[static_cast<std::size_t>(event)], std::string(name(event))};
}
[[nodiscard]] constexpr bool enters(MemberEvent event) noexcept { return event == MemberEvent::admitted || event == MemberEvent::readmitted; }
[[nodiscard]] constexpr bool names_unit(MemberEvent event) noexcept { return enters(event) || event == MemberEvent::transferred || event == MemberEvent::attached; }
[[nodiscard]] constexpr bool is_badge(MemberEvent event) noexcept { return event >= MemberEvent::badge_proposed && event <= MemberEvent::badge_presented; }

/// One row of a table of events.
struct MemberRow {
    Id member;
    MemberEvent what = MemberEvent::admitted;
    Date day;
    std::optional<Id> unit = {};
    std::optional<Date> decided = {};  // of an admission
    std::optional<Date> until = {};    // of an attachment or a suspension
    std::optional<int> badge = {};     // years

    friend bool operator==(const MemberRow&, const MemberRow&) = default;
};

/// `none`: not yet a member.
enum class MemberState : std::uint8_t { none, probationary, official, removed, died };

[[nodiscard]] constexpr std::string_view name(MemberState state) noexcept {
    constexpr std::string_view names[] = {"none", "probationary", "official", "removed", "died"};
    return names[static_cast<std::size_t>(state)];
}
[[nodiscard]] constexpr bool on_the_roll(MemberState state) noexcept { return state == MemberState::probationary || state == MemberState::official; }

namespace detail {

/// A row with numbers for ids.
struct CodedEvent {
    std::int32_t day = 0, decided = no_day, until = no_day;
    std::uint32_t unit = none;
    MemberEvent what = MemberEvent::admitted;
    std::uint8_t badge = 0;
};

/// Where a member stands after some events.
struct MemberCourse {
    MemberState state = MemberState::none;
    bool again = false;  // readmitted: what counts for Party age then was not read
    bool exempt = false;
    std::uint32_t unit = none, host = none;
    std::int32_t ceremony = no_day, decided = no_day, official_since = no_day, left = no_day;
    std::int32_t attached_since = no_day, attached_until = no_day;
    std::int32_t suspended_since = no_day, suspended_until = no_day;

    [[nodiscard]] bool is_attached(std::int32_t day) const noexcept { return host != none && (attached_until == no_day || day < attached_until); }
    [[nodiscard]] bool is_suspended(std::int32_t day) const noexcept { return suspended_since != no_day && (suspended_until == no_day || day < suspended_until); }

    void apply(const CodedEvent& e) noexcept {
        switch (e.what) {
        case MemberEvent::admitted:
        case MemberEvent::readmitted: {
            const bool second = e.what == MemberEvent::readmitted;
            *this = MemberCourse();
            state = MemberState::probationary, again = second, unit = e.unit, ceremony = e.day, decided = e.decided;
            break;
        }
        case MemberEvent::confirmed: state = MemberState::official, official_since = e.day; break;
        case MemberEvent::not_confirmed:
        case MemberEvent::removed: state = MemberState::removed, left = e.day; break;
        case MemberEvent::died: state = MemberState::died, left = e.day; break;
        case MemberEvent::returned: host = none; break;
        case MemberEvent::transferred: unit = e.unit, host = none; break;
        case MemberEvent::attached: host = e.unit, attached_since = e.day, attached_until = e.until; break;
        case MemberEvent::resumed: exempt = false; break;
        case MemberEvent::exempted: exempt = true; break;
        case MemberEvent::reinstated: suspended_since = no_day; break;
        case MemberEvent::suspended: suspended_since = e.day, suspended_until = e.until; break;
        default: break;
        }
    }
};

}  // namespace detail

}  // namespace myhao::inline v0
