// SPDX-License-Identifier: Apache-2.0
// Membership over time: the dated events of members, who are opaque ids; where each stands on a day, who counts where, and what
// changed over a period.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/members/badge.hpp>
#include <myhao/members/membership_build.hpp>
#include <myhao/org/digest.hpp>
#include <myhao/report/balance.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// One member on one day.
struct MemberStanding {
    MemberState state = MemberState::none;
    std::optional<Id> unit = {};            // where the member counts; nothing for one who is not on the roll
    std::optional<Id> host = {};            // where the member is attached: not counted there
    bool suspended = false, exempt = false;
    std::optional<Date> ceremony = {};      // probation runs from it
    std::optional<Date> age_from = {};      // Party age counts from the decision, once official; nothing: not stated, or readmitted
    std::optional<Date> official_since = {};
    std::optional<Date> left = {};          // removed, or died

    friend bool operator==(const MemberStanding&, const MemberStanding&) = default;
};

/// Members of one unit on one day, by its own roll.
struct UnitMembers {
    Id unit;
    std::int64_t official = 0, probationary = 0;
    std::int64_t suspended = 0, exempt = 0, away = 0;  // of these
    std::int64_t hosted = 0;                           // attached here, and counted elsewhere

    [[nodiscard]] std::int64_t members() const noexcept { return official + probationary; }
    friend bool operator==(const UnitMembers&, const UnitMembers&) = default;
};

/// What changed on one unit's roll over a period: start + ways in - ways out = end.
struct UnitFlows {
    Id unit;
    std::int64_t start = 0, end = 0;
    std::array<std::int64_t, flow_count> flows{};  // by Flow

    [[nodiscard]] std::int64_t of(Flow flow) const noexcept { return flows[static_cast<std::size_t>(flow)]; }
    friend bool operator==(const UnitFlows&, const UnitFlows&) = default;
};

/// Immutable. All changes of a day act together: a day is seen after them.
class Membership {
public:
    Membership() : data_(std::make_shared<const detail::MembershipData>(detail::MembershipData{{}, {}, {0}, {}})) {}

    /// Throws InvalidHistory with every problem: events out of order or twice, units that are missing, unknown or do not stand (with a
    /// `history`), days before the earliest.
    [[nodiscard]] static Membership from_rows(const std::vector<MemberRow>& rows, const MemberRules& rules, const History* history = nullptr) {
        Membership out;
        out.data_ = detail::make_membership(rows, rules, history);
        return out;
    }

    /// People with any event.
    [[nodiscard]] std::size_t size() const noexcept { return data_->members.size(); }
    [[nodiscard]] std::size_t event_count() const noexcept { return data_->events.size(); }
    /// Ascending.
    [[nodiscard]] const std::vector<Id>& members() const& noexcept { return data_->members; }
    const std::vector<Id>& members() && = delete;
    /// Every unit that an event names; ascending.
    [[nodiscard]] const std::vector<Id>& units() const& noexcept { return data_->units; }
    const std::vector<Id>& units() && = delete;

    /// By member, then by day.
    [[nodiscard]] std::vector<MemberRow> rows() const {
        std::vector<MemberRow> out;
        for (std::size_t m = 0; m < size(); ++m) append_rows(m, out);
        return out;
    }
    /// Of one member. Throws UnknownUnit where there is no such member.
    [[nodiscard]] std::vector<MemberRow> rows(const Id& member) const {
        std::vector<MemberRow> out;
        append_rows(number(member), out);
        return out;
    }
    [[nodiscard]] bool contains(const Id& member) const { return std::binary_search(data_->members.begin(), data_->members.end(), member); }
    /// Throws UnknownUnit where there is no such member.
    [[nodiscard]] MemberStanding on(const Id& member, Date day) const { return standing(course(number(member), day.days()), day.days()); }

    /// `take(number, standing)` for everyone on the roll that day, in the order of `members`.
    template <class Take>
    void each_on(Date day, Take&& take) const {
        for (std::size_t m = 0; m < size(); ++m)
            if (const detail::MemberCourse c = course(m, day.days()); on_the_roll(c.state)) take(m, c);
    }
    /// By unit, in the order of `units`; those with nobody, too.
    [[nodiscard]] std::vector<UnitMembers> counts(Date day) const {
        std::vector<UnitMembers> out(data_->units.size());
        for (std::size_t u = 0; u < out.size(); ++u) out[u].unit = data_->units[u];
        each_on(day, [&](std::size_t, const detail::MemberCourse& c) {
            UnitMembers& own = out[c.unit];
            ++(c.state == MemberState::official ? own.official : own.probationary);
            own.suspended += c.is_suspended(day.days());
            own.exempt += c.exempt;
            if (c.is_attached(day.days())) ++own.away, ++out[c.host].hosted;
        });
        return out;
    }
    /// Over a period with an end, by unit in the order of `units`. Throws InvalidPeriod where it is open.
    [[nodiscard]] std::vector<UnitFlows> flows(const Period& period) const {
        if (!period.until()) throw InvalidPeriod::at("period", "flows are counted over a period that has ended", period.since().text());
        std::vector<UnitFlows> out(data_->units.size());
        for (std::size_t u = 0; u < out.size(); ++u) out[u].unit = data_->units[u];
        const std::int32_t since = period.since().days(), until = period.until()->days();
        const auto count = [&](std::uint32_t unit, Flow flow) { ++out[unit].flows[static_cast<std::size_t>(flow)]; };
        for (std::size_t m = 0; m < size(); ++m) {
            detail::MemberCourse c;
            std::uint32_t e = data_->first[m];
            for (; e < data_->first[m + 1] && data_->events[e].day < since; ++e) c.apply(data_->events[e]);
            if (on_the_roll(c.state)) ++out[c.unit].start;
            for (; e < data_->first[m + 1] && data_->events[e].day < until; ++e) {
                const detail::CodedEvent& event = data_->events[e];
                const bool was = on_the_roll(c.state);
                if (event.what == MemberEvent::admitted) count(event.unit, Flow::admitted);
                if (event.what == MemberEvent::readmitted) count(event.unit, Flow::readmitted);
                if (event.what == MemberEvent::transferred) count(c.unit, Flow::transferred_out), count(event.unit, Flow::transferred_in);
                const std::uint32_t from = c.unit;
                c.apply(event);
                if (was && c.state == MemberState::removed) count(from, Flow::removed);
                if (was && c.state == MemberState::died) count(from, Flow::died);
            }
            if (on_the_roll(c.state)) ++out[c.unit].end;
        }
        return out;
    }
    /// Badges proposed, decided and presented on the days of a period: three counts, none of which follows from another.
    [[nodiscard]] BadgeRound badge_round(const Period& period) const {
        BadgeRound round{.proposed = 0, .decided = 0, .presented = 0};
        for (const detail::CodedEvent& e : data_->events) {
            if (!is_badge(e.what) || !period.contains(Date(e.day))) continue;
            ++*(e.what == MemberEvent::badge_proposed ? round.proposed : e.what == MemberEvent::badge_decided ? round.decided : round.presented);
        }
        return round;
    }

    /// Of the content; the order of rows does not matter.
    [[nodiscard]] Digest digest() const {
        detail::SetDigest all;
        for (std::size_t m = 0; m < size(); ++m)
            for (std::uint32_t e = data_->first[m]; e < data_->first[m + 1]; ++e) {
                const detail::CodedEvent& event = data_->events[e];
                detail::RowDigest row(31);
                const auto id = [&](const Id& one) { one.is_text() ? row.add(std::string_view(one.text())) : row.add(one.number()); };
                id(data_->members[m]);
                for (const std::int32_t part : {event.day, event.decided, event.until, static_cast<std::int32_t>(event.what), static_cast<std::int32_t>(event.badge)}) row.add(std::int64_t{part});
                if (event.unit != detail::none) id(data_->units[event.unit]);
                all.add(row);
            }
        return all.value();
    }
    friend bool operator==(const Membership& a, const Membership& b) { return a.data_ == b.data_ || a.digest() == b.digest(); }

    /// For this library's own headers; its layout is no promise.
    [[nodiscard]] const detail::MembershipData& data() const& noexcept { return *data_; }
    const detail::MembershipData& data() && = delete;
    /// After all events up to and on that day.
    [[nodiscard]] detail::MemberCourse course(std::size_t member, std::int32_t day) const noexcept {
        detail::MemberCourse c;
        for (std::uint32_t e = data_->first[member]; e < data_->first[member + 1] && data_->events[e].day <= day; ++e) c.apply(data_->events[e]);
        return c;
    }

private:
    [[nodiscard]] std::size_t number(const Id& member) const {
        const auto found = std::lower_bound(data_->members.begin(), data_->members.end(), member);
        if (found == data_->members.end() || *found != member) throw UnknownUnit::at("member '" + member.text() + "'", "no such member");
        return static_cast<std::size_t>(found - data_->members.begin());
    }
    void append_rows(std::size_t m, std::vector<MemberRow>& out) const {
        const auto day = [](std::int32_t d) { return d == no_day ? std::nullopt : std::optional(Date(d)); };
        for (std::uint32_t k = data_->first[m]; k < data_->first[m + 1]; ++k) {
            const detail::CodedEvent& e = data_->events[k];
            out.push_back({data_->members[m], e.what, Date(e.day), e.unit == detail::none ? std::nullopt : std::optional(data_->units[e.unit]), day(e.decided), day(e.until), e.badge == 0 ? std::nullopt : std::optional(int{e.badge})});
        }
    }
    [[nodiscard]] MemberStanding standing(const detail::MemberCourse& c, std::int32_t day) const {
        const auto date = [](std::int32_t d) { return d == no_day ? std::nullopt : std::optional(Date(d)); };
        MemberStanding s;
        s.state = c.state, s.ceremony = date(c.ceremony), s.official_since = date(c.official_since), s.left = date(c.left);
        if (c.official_since != no_day && !c.again) s.age_from = date(c.decided);
        if (!on_the_roll(c.state)) return s;
        s.unit = data_->units[c.unit], s.suspended = c.is_suspended(day), s.exempt = c.exempt;
        if (c.is_attached(day)) s.host = data_->units[c.host];
        return s;
    }

    std::shared_ptr<const detail::MembershipData> data_;
};

}  // namespace myhao::inline v0
