// SPDX-License-Identifier: Apache-2.0
// How a table of members' events becomes a membership: ids to numbers, events in order, and every problem of the table at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/normal.hpp>
#include <myhao/members/member_event.hpp>
#include <myhao/members/member_rules.hpp>
#include <myhao/org/history.hpp>

namespace myhao::inline v0::detail {

struct MembershipData {
    std::vector<Id> members, units;        // ascending
    std::vector<std::uint32_t> first;      // events of member m: first[m] up to first[m + 1]
    std::vector<CodedEvent> events;        // by member, then by day
};

/// What is wrong with the next event of a member, in words; an empty `en` where nothing is.
struct EventProblem {
    const char* en = "";
    const char* vi = "";
    std::string expected{};
};

[[nodiscard]] inline EventProblem problem_of(const MemberCourse& c, const CodedEvent& e, std::int32_t admission) {
    const std::int32_t day = e.day;
    if (enters(e.what)) {
        if (on_the_roll(c.state)) return {"an admission of one who is a member", "kết nạp người đang là đảng viên", "a removal before it"};
        if (c.state == MemberState::died) return {"an admission after death", "kết nạp sau khi từ trần", "no event after death but badges"};
        if (e.what == MemberEvent::admitted && c.state == MemberState::removed) return {"a second admission", "kết nạp lần thứ hai", "readmitted"};
        if (e.what == MemberEvent::readmitted && c.state == MemberState::none) return {"readmitted before any admission", "kết nạp lại khi chưa từng kết nạp", "admitted"};
        if (e.decided != no_day && e.decided > day) return {"the decision is later than the ceremony", "quyết định sau lễ kết nạp", "a decision up to " + Date(day).text()};
        return {};
    }
    if (c.state == MemberState::none)
        return {"it comes before the admission", "xảy ra trước khi kết nạp", admission == no_day ? "an admission of this member" : "from " + Date(admission).text()};
    if (c.state == MemberState::died) {
        if (e.what == MemberEvent::badge_decided || e.what == MemberEvent::badge_presented) return {};
        return {"it comes after death", "xảy ra sau khi từ trần", "up to " + Date(c.left).text()};
    }
    if (c.state == MemberState::removed && e.what != MemberEvent::died) return {"it comes after the removal", "xảy ra sau khi ra khỏi Đảng", "up to " + Date(c.left).text() + ", or readmitted"};
    const bool ends_early = e.until != no_day && e.until <= day;
    switch (e.what) {
    case MemberEvent::confirmed:
    case MemberEvent::not_confirmed:
        if (c.state == MemberState::official) return {"probation has ended already", "đã là đảng viên chính thức", "one end of probation"};
        break;
    case MemberEvent::transferred:
        if (e.unit == c.unit) return {"a transfer to the unit it is from", "chuyển đến chính tổ chức đang sinh hoạt", "another unit"};
        break;
    case MemberEvent::attached:
        if (ends_early) return {"an attachment ends after it begins", "thời hạn tạm thời kết thúc trước khi bắt đầu", "later than " + Date(day).text()};
        if (c.is_attached(day)) return {"two attachments at once", "hai lần sinh hoạt tạm thời cùng lúc", "returned before it"};
        if (e.unit == c.unit) return {"attached to the member's own unit", "sinh hoạt tạm thời tại chính tổ chức của mình", "another unit"};
        break;
    case MemberEvent::returned:
        if (!c.is_attached(day)) return {"a return of one who is not attached", "trở về khi không sinh hoạt tạm thời", "attached before it"};
        break;
    case MemberEvent::exempted:
        if (c.exempt) return {"exempted twice", "miễn công tác hai lần", "resumed before it"};
        break;
    case MemberEvent::resumed:
        if (!c.exempt) return {"an end of an exemption that is none", "thôi miễn khi không được miễn", "exempted before it"};
        break;
    case MemberEvent::suspended:
        if (ends_early) return {"a suspension ends after it begins", "thời hạn đình chỉ kết thúc trước khi bắt đầu", "later than " + Date(day).text()};
        if (c.is_suspended(day)) return {"two suspensions at once", "hai lần đình chỉ cùng lúc", "reinstated before it"};
        break;
    case MemberEvent::reinstated:
        if (!c.is_suspended(day)) return {"an end of a suspension that is none", "cho sinh hoạt lại khi không bị đình chỉ", "suspended before it"};
        break;
    default: break;
    }
    return {};
}

/// One member's badges on their way: each is proposed, decided and presented at most once and in this order, and years grow.
class BadgeCourse {
public:
    [[nodiscard]] EventProblem add(const CodedEvent& e) {
        for (Stage& s : stages_) {
            if (s.badge != e.badge) continue;
            if (e.what == s.reached) return {"the same step of one badge twice", "một bước của cùng một huy hiệu hai lần", "once"};
            if (e.what < s.reached) return {"an earlier step of a badge after a later one", "bước trước của huy hiệu xảy ra sau bước sau", "proposed, decided, presented"};
            s.reached = e.what;
            return {};
        }
        for (const Stage& s : stages_)
            if (s.badge > e.badge && s.reached == MemberEvent::badge_presented) return {"a badge of fewer years after one of more", "huy hiệu ít năm hơn sau huy hiệu nhiều năm hơn", "more than " + std::to_string(s.badge)};
        stages_.push_back({e.badge, e.what});
        return {};
    }

private:
    struct Stage {
        std::uint8_t badge;
        MemberEvent reached;
    };
    std::vector<Stage> stages_;
};

/// Distinct ids, ascending, and the number of each row's.
template <class Get>
[[nodiscard]] std::vector<Id> distinct_ids(std::size_t rows, Get&& get, std::vector<std::uint32_t>& number) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t r = 0; r < rows; ++r)
        if (get(r) != nullptr) order.push_back(r);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return *get(a) < *get(b); });
    std::vector<Id> ids;
    number.assign(rows, none);
    for (const std::uint32_t r : order) {
        if (ids.empty() || ids.back() != *get(r)) ids.push_back(*get(r));
        number[r] = static_cast<std::uint32_t>(ids.size() - 1);
    }
    return ids;
}

/// `history`: where the units must stand; null: they are taken as they are. Throws InvalidHistory with every problem.
[[nodiscard]] inline std::shared_ptr<const MembershipData> make_membership(const std::vector<MemberRow>& rows, const MemberRules& rules, const History* history) {
    Findings problems;
    const auto problem = [&](std::size_t row, const char* rule, std::string en, std::string vi, std::string found, std::string expected) {
        problems.add({State::violated, Severity::error, rule, "members, row " + std::to_string(row) + ", member '" + rows[row].member.text() + "'", std::move(found), std::move(expected), {}, {std::move(vi), std::move(en)}});
    };
    auto data = std::make_shared<MembershipData>();
    std::vector<std::uint32_t> member, unit;
    data->members = distinct_ids(rows.size(), [&](std::size_t r) { return &rows[r].member; }, member);
    data->units = distinct_ids(rows.size(), [&](std::size_t r) { return rows[r].unit && names_unit(rows[r].what) ? &*rows[r].unit : nullptr; }, unit);

    std::vector<std::string> near;  // only where a suggestion is wanted
    const auto text_of_day = [&](std::size_t r) { return rows[r].day.text(); };
    std::vector<std::uint8_t> bad(rows.size(), 0);
    const auto at_fault = [&](std::size_t r, const char* rule, std::string en, std::string vi, std::string found, std::string expected) {
        bad[r] = 1;
        problem(r, rule, std::move(en), std::move(vi), std::move(found), std::move(expected));
    };
    std::vector<UnitNo> numbers(data->units.size());
    std::vector<std::uint8_t> is_known(data->units.size(), 1);
    if (history != nullptr)
        for (std::size_t u = 0; u < numbers.size(); ++u) {
            const auto found = history->find(data->units[u]);
            is_known[u] = found.has_value();
            if (found) numbers[u] = *found;
        }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const MemberRow& row = rows[r];
        if (row.member.is_text() && (row.member.text().empty() || fault_of(row.member.text()) != TextFault::sound)) at_fault(r, "members.text", "no id: empty, not UTF-8, or with a NUL", "mã không hợp lệ", "'" + row.member.text() + "'", "an id");
        for (const auto& [day, what] : {std::pair<std::optional<Date>, const char*>{row.day, "day"}, {row.decided, "decided"}, {row.until, "until"}})
            if (day && *day < rules.earliest) at_fault(r, "members.day", std::string("'") + what + "' is too early", "ngày quá sớm", day->text(), "from " + rules.earliest.text());
        if (names_unit(row.what) && !row.unit) at_fault(r, "members.unit", "the unit is missing", "thiếu tổ chức đảng", "null", "the id of a unit");
        if (row.badge ? *row.badge < int{is_badge(row.what)} || *row.badge > 150 : is_badge(row.what)) at_fault(r, "members.badge", "no such years of a badge", "số năm của huy hiệu không hợp lệ", row.badge ? std::to_string(*row.badge) : "null", "1 to 150");
        if (history == nullptr || unit[r] == none) continue;
        if (is_known[unit[r]] == 0) {
            if (near.empty() && history->size() <= 50'000)
                for (const Id& id : history->ids()) near.push_back(id.text());
            at_fault(r, "members.unit", "no such unit" + suggestion(row.unit->text(), near), "không có tổ chức này", "'" + row.unit->text() + "'", "the id of a unit");
        } else if (history->data().spell_on(numbers[unit[r]].value(), row.day.days()) == none) {
            at_fault(r, "members.unit", "the unit does not stand on that day", "tổ chức không tồn tại vào ngày này", "'" + row.unit->text() + "' on " + text_of_day(r), "a unit that stands");
        }
    }
    for (std::size_t m = 1; m < data->members.size(); ++m)
        if (data->members[m].is_text() && data->members[m - 1].is_text() && taken_apart(data->members[m].text()) == taken_apart(data->members[m - 1].text()))
            problems.add({State::violated, Severity::error, "members.text", "members", "'" + data->members[m].text() + "'", "one way of writing", {}, {"hai mã chỉ khác nhau ở cách mã hóa dấu", "two ids differ only in how their marks are encoded"}});

    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        if (member[a] != member[b]) return member[a] < member[b];
        if (rows[a].day != rows[b].day) return rows[a].day < rows[b].day;
        return rows[a].what != rows[b].what ? rows[a].what < rows[b].what : a < b;
    });
    data->events.reserve(rows.size());
    data->first.assign(1, 0);
    for (std::size_t k = 0; k < order.size();) {
        const std::uint32_t m = member[order[k]];
        std::int32_t admission = no_day;
        std::size_t end = k;
        for (; end < order.size() && member[order[end]] == m; ++end)
            if (admission == no_day && enters(rows[order[end]].what)) admission = rows[order[end]].day.days();
        MemberCourse course;
        BadgeCourse badges;
        for (; k < end; ++k) {
            const std::uint32_t r = order[k];
            const MemberRow& row = rows[r];
            if (bad[r] != 0) {  // an admission at fault still is one: its followers are not at fault for it
                if (enters(row.what) && !on_the_roll(course.state)) course.apply({row.day.days(), no_day, no_day, unit[r], row.what, 0});
                continue;
            }
            const CodedEvent event{row.day.days(), row.decided ? row.decided->days() : no_day, row.until ? row.until->days() : no_day, unit[r], row.what, static_cast<std::uint8_t>(row.badge.value_or(0))};
            EventProblem wrong = problem_of(course, event, admission);
            if (*wrong.en == '\0' && is_badge(row.what)) wrong = badges.add(event);
            if (*wrong.en != '\0') {
                problem(r, "members.order", std::string(name(row.what)) + ": " + wrong.en, wrong.vi, text_of_day(r), std::move(wrong.expected));
                continue;
            }
            course.apply(event);
            data->events.push_back(event);
        }
        data->first.push_back(static_cast<std::uint32_t>(data->events.size()));
    }
    if (!problems.empty()) throw InvalidHistory(std::move(problems));
    return data;
}

}  // namespace myhao::inline v0::detail
