// SPDX-License-Identifier: Apache-2.0
// Regulation 366-QĐ/TW of 30/8/2025 with guidance 43-HD/BTCTW: grading from 2025 on, by a score of 100 points and the share of
// tasks done. The cases of the lowest grade, the ratio of excellent ones, and who is left out were not read.
#pragma once

#include <utility>
#include <vector>

#include <myhao/regulations/writing.hpp>

namespace myhao::inline v0::regulations::qd_366_2025 {

namespace detail {
using namespace regulations::detail;

[[nodiscard]] inline Citation here(std::string rows, std::string place = {}) { return cite(keys::qd_366(), std::move(rows), std::move(place)); }

/// What all subjects share. `beside`: what the best grade asks beside the score and the tasks. `left_out`, `lowest`: where an
/// earlier text leaves the subject out, or gives it the lowest grade; here both are open.
[[nodiscard]] inline RuleSetParts scored(Subject subject, Label label, const std::vector<Condition>& beside, const Condition& left_out, const Condition& lowest) {
    RuleSetParts parts;
    parts.id = "366-QĐ/TW";
    parts.subject = subject;
    parts.since_year = 2025;
    parts.instruments = {keys::qd_366(), keys::hd_43()};
    parts.label = std::move(label);
    const Condition on_time = ratio("targets_on_time", "targets_assigned").at_least("100%");
    parts.not_graded = {clause("left_out", open_where(left_out), here("6.1"), {"các trường hợp không xếp loại chưa đọc được; nơi văn bản trước không xếp loại thì còn mở", "who is left out was not read; where an earlier text does so it is open"}, Confidence::unknown)};
    std::vector<Condition> best{fact("score").at_least(90), on_time, ratio("targets_exceeded", "targets_assigned").at_least("30%")};
    best.insert(best.end(), beside.begin(), beside.end());
    best.push_back(Condition());
    parts.grades = {
        clause("excellent", all_of(best), here("6.2, 6.3", "Điều 11.1"),
               {"từ 90 điểm; 100 % nhiệm vụ đúng tiến độ, bảo đảm chất lượng, ít nhất 30 % vượt mức; phần cuối của điều chưa đọc hết",
                "90 points or more; all tasks on time and with quality, at least 30 % exceeded; the end of the article was not read"}, Confidence::partial),
        clause("good", all_of(fact("score").at_least(70), on_time), here("6.4"), {"từ 70 điểm; 100 % nhiệm vụ đúng tiến độ, bảo đảm chất lượng", "70 points or more; all tasks on time and with quality"}, Confidence::translated),
        clause("completed", all_of(fact("score").at_least(50), ratio("targets_met", "targets_assigned").at_least("100%"), ratio("targets_late", "targets_assigned").at_most("20%")), here("6.5"),
               {"từ 50 điểm; hoàn thành 100 % nhiệm vụ, không quá 20 % chậm tiến độ", "50 points or more; all tasks done, at most 20 % of them off schedule"}, Confidence::translated),
    };
    parts.ceilings = {ceiling("not_completed", clause("lowest", open_where(lowest), here("6.6"), {"các trường hợp không hoàn thành chưa đọc được; nơi văn bản trước xếp mức này thì còn mở", "the cases of the lowest grade were not read; where an earlier text has one it is open"}, Confidence::unknown))};
    parts.quotas = {unread_quota("excellent", here("6.7"))};
    parts.gaps = {{"not_graded.left_out", {}, here("6.1"), {"chưa đọc được", "not read"}},
                  {"grades.excellent", {}, here("6.3"), {"câu bị cắt", "the sentence is cut off"}},
                  {"ceilings.lowest", {}, here("6.6"), {"chưa đọc được", "not read"}},
                  {"quotas.excellent.share", {}, here("6.7"), {"có quy định tỷ lệ, con số chưa đọc được", "there is a ratio; its number was not read"}}};
    return parts;
}
[[nodiscard]] inline Condition person_left_out() { return any_of(fact("exempt").is_true(), fact("suspended").is_true(), fact("months_since_admission").less_than(6)); }
[[nodiscard]] inline Condition person_lowest() { return any_of(fact("disciplined").is_true(), fact("degradation_concluded").is_true(), fact("duty_breached").is_true()); }
[[nodiscard]] inline Condition body_lowest() { return any_of(fact("disciplined").is_true(), fact("unity_lost").is_true(), fact("member_degraded").is_true()); }
}  // namespace detail

[[nodiscard]] inline const RuleSet& organization() {
    static const RuleSet rules = [] {
        using namespace detail;
        const Condition disciplined = fact("disciplined").is_true();
        RuleSetParts parts = scored(Subject::organization, {"xếp loại tổ chức đảng, từ 2025", "grading of Party organisations, from 2025"}, {subordinates.count(disciplined).equals(0), leadership.count(disciplined).equals(0)},
                                    fact("months_since_establishment").less_than(6), body_lowest());
        parts.facts = facts(Subject::organization, {"score", "targets_met", "targets_assigned", "targets_exceeded", "targets_on_time", "targets_late", "disciplined", "unity_lost", "member_degraded", "months_since_establishment"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& member() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = scored(Subject::member, {"xếp loại đảng viên, từ 2025", "grading of members, from 2025"}, {}, person_left_out(), person_lowest());
        parts.facts = facts(Subject::member, {"score", "targets_met", "targets_assigned", "targets_exceeded", "targets_on_time", "targets_late", "disciplined", "degradation_concluded", "duty_breached", "exempt", "suspended", "months_since_admission"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& collective() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = scored(Subject::collective, {"xếp loại tập thể lãnh đạo, quản lý, từ 2025", "grading of leadership collectives, from 2025"}, {fact("units_disciplined").equals(0), fact("members_disciplined").equals(0)},
                                    fact("months_since_establishment").less_than(6), body_lowest());
        parts.facts = facts(Subject::collective, {"score", "targets_met", "targets_assigned", "targets_exceeded", "targets_on_time", "targets_late", "disciplined", "units_disciplined", "members_disciplined", "unity_lost", "member_degraded",
                                                  "months_since_establishment"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& leader() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = scored(Subject::leader, {"xếp loại cá nhân lãnh đạo, quản lý, từ 2025", "grading of leaders, from 2025"},
                                    {ratio("unit_targets_on_time", "unit_targets_assigned").at_least("100%"), ratio("unit_targets_exceeded", "unit_targets_assigned").at_least("30%")}, person_left_out(), person_lowest());
        parts.facts = facts(Subject::leader, {"score", "targets_met", "targets_assigned", "targets_exceeded", "targets_on_time", "targets_late", "unit_targets_assigned", "unit_targets_exceeded", "unit_targets_on_time", "disciplined",
                                              "degradation_concluded", "duty_breached", "exempt", "suspended", "months_since_admission"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

}  // namespace myhao::inline v0::regulations::qd_366_2025
