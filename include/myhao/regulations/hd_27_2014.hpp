// SPDX-License-Identifier: Apache-2.0
// Guidance 27-HD/BTCTW of 25/9/2014: grading of the years 2014 to 2017, on the older scale. What was read are the cases in
// which an organisation is weak; the bands of points of the other grades, and the criteria of members, are gaps.
#pragma once

#include <myhao/regulations/writing.hpp>

namespace myhao::inline v0::regulations::hd_27_2014 {

namespace detail {
using namespace regulations::detail;

[[nodiscard]] inline RuleSetParts common(Subject subject, Scale scale, Label label) {
    RuleSetParts parts;
    parts.id = "27-HD/BTCTW";
    parts.subject = subject;
    parts.scale = std::move(scale);
    parts.since_year = 2014, parts.until_year = 2018;
    parts.instruments = {keys::hd_27()};
    parts.label = std::move(label);
    return parts;
}
[[nodiscard]] inline Citation here(std::string rows) { return cite(keys::hd_27(), std::move(rows)); }
}  // namespace detail

[[nodiscard]] inline const RuleSet& organization() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::organization, scales::cpv_2014(), {"phân loại tổ chức cơ sở đảng, 2014-2017", "classification of grassroots organisations, 2014-2017"});
        parts.facts = facts(Subject::organization, {"score", "unity_lost", "corruption_disciplined", "government_at_lowest", "bodies_at_lowest"});
        for (const char* grade : {"clean_and_strong", "good", "completed"}) {
            parts.grades.push_back(unread(grade, here("7.1.2"), {"khung điểm chưa đọc được", "the band of points was not read"}));
            parts.gaps.push_back({"grades." + std::string(grade), {}, here("7.1.2"), {"chưa đọc được", "not read"}});
        }
        const auto weak = [&](const char* id, Condition condition, Label label) { parts.ceilings.push_back(ceiling("weak", clause(id, std::move(condition), here("7.1.1"), std::move(label)))); };
        weak("score", fact("score").less_than(50), {"đạt dưới 50 điểm", "fewer than 50 points"});
        weak("unity_lost", fact("unity_lost").is_true(), {"cấp ủy mất đoàn kết", "the committee lost its unity"});
        weak("corruption", fact("corruption_disciplined").is_true(), {"có tham nhũng, suy thoái bị kỷ luật", "corruption or degradation with a member disciplined"});
        weak("government", fact("government_at_lowest").is_true(), {"chính quyền cùng cấp ở mức thấp nhất", "the government of the same level has the lowest grade"});
        weak("bodies", fact("bodies_at_lowest").at_least(2), {"từ hai tổ chức cùng cấp ở mức thấp nhất", "two or more bodies of the same level have the lowest grade"});
        weak("subordinates", more_than(subordinates, outcome.equals("weak"), "1/3"), {"đảng bộ có trên 1/3 tổ chức trực thuộc yếu kém", "more than a third of the subordinate organisations are weak"});
        weak("members", only_in_cells(more_than(members, outcome.equals("not_completed"), "1/2"), "weak"), {"chi bộ có trên 1/2 đảng viên không hoàn thành", "more than half of a cell's members at the lowest grade"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& member() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::member, scales::cpv_2014_member(), {"phân loại đảng viên, 2014-2017", "classification of members, 2014-2017"});
        for (const char* grade : {"excellent", "good", "completed"}) {
            parts.grades.push_back(unread(grade, here("7.1.2"), {"tiêu chuẩn chưa đọc được", "the criteria were not read"}));
            parts.gaps.push_back({"grades." + std::string(grade), {}, here("7.1.2"), {"chưa đọc được", "not read"}});
        }
        parts.quotas = {unread_quota("excellent", here("7.1.3"))};
        parts.gaps.push_back({"quotas.excellent.share", {}, here("7.1.3"), {"chưa đọc được", "not read"}});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

}  // namespace myhao::inline v0::regulations::hd_27_2014
