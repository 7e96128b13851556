// SPDX-License-Identifier: Apache-2.0
// Guidance 16-HD/BTCTW of 24/9/2018 to regulation 132-QĐ/TW: grading of the year 2018, with the four grades that are still in
// use. The criteria of members were read in part; those of organisations are gaps.
#pragma once

#include <myhao/regulations/writing.hpp>

namespace myhao::inline v0::regulations::hd_16_2018 {

namespace detail {
using namespace regulations::detail;

[[nodiscard]] inline RuleSetParts common(Subject subject, Label label) {
    RuleSetParts parts;
    parts.id = "16-HD/BTCTW";
    parts.subject = subject;
    parts.since_year = 2018, parts.until_year = 2019;
    parts.instruments = {keys::hd_16(), keys::qd_132()};
    parts.label = std::move(label);
    return parts;
}
[[nodiscard]] inline Citation here(std::string rows) { return cite(keys::hd_16(), std::move(rows)); }
}  // namespace detail

[[nodiscard]] inline const RuleSet& organization() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::organization, {"xếp loại tổ chức đảng, 2018", "grading of Party organisations, 2018"});
        parts.facts = facts(Subject::organization, {"months_since_establishment"});
        parts.not_graded = {clause("newly_established", open_where(fact("months_since_establishment").less_than(6)), here("7.3"),
                                   {"mới thành lập chưa đủ 06 tháng: văn bản sau không xếp loại, văn bản này chưa đọc được", "established less than 6 months ago: a later text leaves it out, this one was not read"}, Confidence::unknown)};
        for (const char* grade : {"excellent", "good", "completed"}) {
            parts.grades.push_back(unread(grade, here("7.3"), {"tiêu chuẩn chưa đọc được", "the criteria were not read"}));
            parts.gaps.push_back({"grades." + std::string(grade), {}, here("7.3"), {"chưa đọc được", "not read"}});
        }
        parts.quotas = {unread_quota("excellent", here("7.3"))};
        parts.gaps.push_back({"quotas.excellent.share", {}, here("7.3"), {"chưa đọc được", "not read"}});
        parts.gaps.push_back({"not_graded.newly_established", {}, here("7.3"), {"chưa đọc được", "not read"}});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& member() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::member, {"xếp loại đảng viên, 2018", "grading of members, 2018"});
        parts.facts = facts(Subject::member, {"results", "others", "civil_grade", "degradation_concluded", "targets_met", "targets_assigned", "disciplined", "exempt", "months_since_admission"});
        parts.not_graded = {
            clause("exempt", fact("exempt").is_true(), here("4.7.9"), {"được miễn công tác và sinh hoạt đảng", "exempt from work and meetings"}, Confidence::translated),
            clause("newly_admitted", fact("months_since_admission").less_than(6), here("4.7.9"), {"kết nạp chưa đủ 6 tháng", "admitted less than 6 months ago"}, Confidence::translated),
        };
        parts.grades = {clause("excellent", all_of(fact("results").equals("excellent"), fact("others").at_least("good"), fact("civil_grade").equals("excellent")), here("7.3"),
                               {"kết quả xuất sắc, còn lại từ tốt; cán bộ, công chức, viên chức phải hoàn thành xuất sắc", "results excellent, others at least good; civil grade excellent where there is one"}, Confidence::translated),
                        unread("good", here("7.3"), {"tiêu chuẩn chưa đọc được", "the criteria were not read"}), unread("completed", here("7.3"), {"tiêu chuẩn chưa đọc được", "the criteria were not read"})};
        const auto lowest = [&](const char* id, Condition condition, Label label) { parts.ceilings.push_back(ceiling("not_completed", clause(id, std::move(condition), here("7.3"), std::move(label)))); };
        lowest("degraded", fact("degradation_concluded").is_true(), {"có kết luận về biểu hiện suy thoái", "signs of degradation were concluded"});
        lowest("targets", under_half_of("targets_met", "targets_assigned"), {"chỉ hoàn thành dưới 50 % chỉ tiêu, nhiệm vụ trong năm", "fewer than half of the year's targets"});
        lowest("civil_grade", fact("civil_grade").equals("not_completed"), {"cán bộ, công chức, viên chức không hoàn thành nhiệm vụ", "civil grade at the lowest"});
        lowest("disciplined", fact("disciplined").is_true(), {"bị kỷ luật trong năm", "disciplined in the year"});
        parts.quotas = {unread_quota("excellent", here("7.3"))};
        for (const char* path : {"grades.good", "grades.completed", "quotas.excellent.share"}) parts.gaps.push_back({path, {}, here("7.3"), {"chưa đọc được", "not read"}});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

}  // namespace myhao::inline v0::regulations::hd_16_2018
