// SPDX-License-Identifier: Apache-2.0
// A membership against what is fixed about a member's years: probation, temporary attachments, and badges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <myhao/members/membership.hpp>

namespace myhao::inline v0 {

/// Findings up to a day, by member: probation that ended too early or has not ended, attachments too short or too long, and each badge
/// that was presented, by the rules `badge_rules_on(its day)`. What is in order is not listed.
template <class BadgeRulesOn>
[[nodiscard]] Findings check(const Membership& membership, const MemberRules& rules, BadgeRulesOn&& badge_rules_on, Date on) {
    const detail::MembershipData& data = membership.data();
    Findings out;
    for (std::size_t m = 0; m < data.members.size(); ++m) {
        const std::string subject = "member '" + data.members[m].text() + "'";
        const auto add = [&](const char* rule, State state, std::string observed, std::string required, const Citation& citation, Label text) {
            out.add({state, state == State::violated ? Severity::error : Severity::warning, rule, subject, std::move(observed), std::move(required), citation.text(), std::move(text)});
        };
        const auto probation = [&](const detail::MemberCourse& c) { return probation_ends(Date(c.ceremony), rules); };
        const auto attachment = [&](const detail::MemberCourse& c, std::int32_t end) {
            const Date since(c.attached_since), until(end);
            const auto after = [&](const Ruled<int>& months) { return add_months(since, months.value, rules.month_end.value); };
            const std::string seen = since.text() + " to " + until.text();
            if (until < after(rules.attached_from)) add("members.attachment", State::violated, seen, "at least " + std::to_string(rules.attached_from.value) + " months", rules.attached_from.citation, {"thời gian sinh hoạt tạm thời quá ngắn", "an attachment is shorter than allowed"});
            else if (until > after(rules.attached_for_study)) add("members.attachment", State::violated, seen, "at most " + std::to_string(rules.attached_for_study.value) + " months", rules.attached_for_study.citation, {"thời gian sinh hoạt tạm thời quá dài", "an attachment is longer than allowed, for study too"});
            else if (until >= after(rules.attached_below)) add("members.attachment", State::undetermined, seen, "less than " + std::to_string(rules.attached_below.value) + " months, unless for study", rules.attached_below.citation, {"chỉ đi học mới được sinh hoạt tạm thời lâu như vậy", "so long an attachment is allowed for study only"});
        };
        detail::MemberCourse c;
        std::int32_t age_from = no_day;
        for (std::uint32_t k = data.first[m]; k < data.first[m + 1] && data.events[k].day <= on.days(); ++k) {
            const detail::CodedEvent& e = data.events[k];
            if (c.host != detail::none && c.attached_until == no_day && (e.what == MemberEvent::returned || e.what == MemberEvent::transferred)) attachment(c, e.day);
            if (e.what == MemberEvent::returned && c.attached_until != no_day) attachment(c, e.day);
            if (e.what == MemberEvent::confirmed && !c.again) {
                const Date end = probation(c);
                if (Date(e.day) < end) add("members.probation", State::violated, Date(e.day).text(), "from " + end.text(), rules.probation_months.citation, {"công nhận chính thức trước khi hết thời gian dự bị", "confirmed before probation ends"});
            }
            c.apply(e);
            if (enters(e.what)) age_from = c.again ? no_day : c.decided;
            if (e.what == MemberEvent::badge_presented) {
                if (age_from == no_day) {
                    add("members.badge.due", State::undetermined, std::to_string(e.badge), "the day of the decision to admit", {}, {"chưa biết ngày tính tuổi đảng", "from when Party age counts is not stated"});
                    continue;
                }
                const BadgeAward award{Date(age_from), int{e.badge}, Date(e.day), c.state == MemberState::died};
                for (const Finding& f : check(award, badge_rules_on(Date(e.day)), subject))
                    if (f.state != State::met) out.add(f);
            }
        }
        if (c.state == MemberState::probationary && !c.again)
            if (const Date end = probation(c); end <= on) add("members.probation", State::undetermined, "in probation on " + on.text(), "official or struck off from " + end.text(), rules.probation_months.citation, {"quá thời gian dự bị mà chưa công nhận hoặc xóa tên", "probation is over, and neither confirmed nor struck off"});
        if (on_the_roll(c.state) && c.host != detail::none && c.attached_until != no_day) attachment(c, c.attached_until);
    }
    return out;
}

}  // namespace myhao::inline v0
