// SPDX-License-Identifier: Apache-2.0
// Guidance 21-HD/BTCTW of 18/10/2019 to regulation 132-QĐ/TW: grading of the years 2019 to 2022, for organisations, members,
// leadership collectives and leaders. Clause by clause as far as its text was read; the rest are gaps.
#pragma once

#include <myhao/regulations/writing.hpp>

namespace myhao::inline v0::regulations::hd_21_2019 {

namespace detail {
using namespace regulations::detail;

[[nodiscard]] inline RuleSetParts common(Subject subject, Label label) {
    RuleSetParts parts;
    parts.id = "21-HD/BTCTW";
    parts.subject = subject;
    parts.since_year = 2019, parts.until_year = 2023;
    parts.instruments = {keys::hd_21(), keys::qd_132()};
    parts.label = std::move(label);
    return parts;
}
[[nodiscard]] inline Citation here(std::string rows, std::string place = {}) { return cite(keys::hd_21(), std::move(rows), std::move(place)); }

/// Subordinate organisations, or the members of a cell: all completed or better, and of them this share good or better.
[[nodiscard]] inline Condition below(const char* share) {
    return all_of(subordinates.share(outcome.at_least("completed")).at_least("100%"), subordinates.share(outcome.at_least("good")).at_least(share),
                  not_(only_in_cells(short_of(members, "completed", "good", share, "not_completed"), "not_completed")));
}
}  // namespace detail

[[nodiscard]] inline const RuleSet& organization() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::organization, {"xếp loại tổ chức đảng, 2019-2022", "grading of Party organisations, 2019-2022"});
        parts.facts = facts(Subject::organization, {"results", "others", "government_grade", "front_grade", "mass_organizations_grade", "disciplined", "discipline_remedied", "targets_met", "targets_assigned",
                                                    "force_majeure", "months_since_establishment"});
        parts.not_graded = {clause("newly_established", fact("months_since_establishment").less_than(6), here("4.7.5"), {"mới thành lập chưa đủ 06 tháng", "established less than 6 months ago"})};
        parts.grades = {
            clause("excellent", all_of(fact("results").equals("excellent"), fact("others").at_least("good"), below("80%"), every("same_level_bodies").at_least("good")),
                   here("4.2.1, 4.2.2, 4.2.3, 4.2.4", "II.B 1.3.a"),
                   {"các tiêu chí chủ yếu xuất sắc, còn lại từ tốt; cấp dưới đều hoàn thành, từ 80 % từ tốt trở lên; chính quyền, Mặt trận, đoàn thể cùng cấp từ tốt trở lên",
                    "results excellent, others at least good; all below completed or better, at least 80 % good or better; bodies of the same level at least good"}),
            clause("good", all_of(fact("results").at_least("good"), fact("others").at_least("average"), below("50%"), every("same_level_bodies").at_least("completed")), here("4.2.6, 4.2.7, 4.2.8"),
                   {"các tiêu chí chủ yếu từ tốt, còn lại từ trung bình; cấp dưới đều hoàn thành, từ 50 % từ tốt trở lên; chính quyền, Mặt trận, đoàn thể cùng cấp hoàn thành trở lên",
                    "results at least good, others at least average; all below completed or better, at least 50 % good or better; bodies of the same level completed or better"}),
            clause("completed", all_of(every("criteria").at_least("average"), any_of(fact("disciplined").is_false(), fact("discipline_remedied").is_true())), here("4.2.9"),
                   {"các tiêu chí đều từ trung bình; không bị kỷ luật, trừ khi tự phát hiện và khắc phục xong", "all criteria at least average; not disciplined, unless found and remedied by itself"})};
        const auto at_lowest = [](auto population, const Condition& where) { return more_than(population, where, "20%"); };
        const Condition lowest = outcome.equals("not_completed"), disciplined = fact("disciplined").is_true();
        parts.ceilings = {
            // Whoever does not meet what "completed" asks is graded below it, however good the results.
            ceiling("not_completed", clause("disciplined", all_of(disciplined, fact("discipline_remedied").is_false()), here("4.2.9, 4.2.10"),
                                            {"bị kỷ luật mà không tự phát hiện, khắc phục xong", "disciplined, and did not find and remedy the violation itself"}, Confidence::derived)),
            ceiling("not_completed", clause("targets", all_of(under_half_of("targets_met", "targets_assigned"), fact("force_majeure").is_false()), here("4.2.10"),
                                            {"chỉ hoàn thành dưới 50 % chỉ tiêu, nhiệm vụ được giao, trừ bất khả kháng", "fewer than half of the assigned targets, unless beyond control"})),
            ceiling("not_completed", clause("programmes", fact("results").equals("poor"), here("4.2.10"), {"chương trình xây dựng Đảng ở mức kém", "a programme of Party building at the level poor"})),
            // The list of cases goes on and is cut off. A page that draws on it counts disciplined members of a cell; whether
            // the sentence counts those, the ones graded lowest, or subordinate organisations too, was not read.
            ceiling("not_completed",
                    clause("one_in_five",
                           any_of(only_in_cells(at_lowest(members, disciplined), "not_completed"), all_of(only_in_cells(at_lowest(members, lowest), "not_completed"), Condition()),
                                  all_of(at_lowest(subordinates, lowest), Condition()), all_of(at_lowest(subordinates, disciplined), Condition())),
                           here("4.2.11"), {"trên 20 % đảng viên của chi bộ bị kỷ luật; phần còn lại của câu chưa đọc được", "more than 20 % of a cell's members disciplined; the rest of the sentence was not read"},
                           Confidence::partial))};
        parts.quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {std::begin(every_quota_base), std::end(every_quota_base)}, .group = std::nullopt, .citation = here("4.2.5, 4.6.4", "II.B 1.3.a, Lưu ý"),
                         .confidence = Confidence::unverified, .label = {"tỷ lệ tổ chức đảng xuất sắc; câu quy định chưa đọc hết", "share of excellent organisations; the sentence was not read to its end"}}};
        parts.gaps = {
            {"quotas.excellent.share", {}, here("4.2.5, 4.6.4"), {"20 % là suy đoán theo ba đối tượng khác", "20 % is believed by analogy with the other three subjects"}},
            {"quotas.excellent.base", {}, here("4.2.5, 4.6.4"), {"chưa rõ tính trên số nào", "of what the share is taken was not read"}},
            {"quotas.excellent.group", {}, here("4.2.5, 4.6.4"), {"chưa rõ nhóm tổ chức đảng", "which organisations share the places was not read"}},
            {"quotas.excellent.at_least", {}, here("4.6.5"), {"chưa rõ cách làm tròn và ngoại lệ", "rounding and exceptions were not found"}},
            {"ceilings.one_in_five", {}, here("4.2.11"), {"danh mục các trường hợp bị cắt", "the list of cases is cut off"}},
        };
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& member() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::member, {"xếp loại đảng viên, 2019-2022", "grading of members, 2019-2022"});
        parts.facts = facts(Subject::member, {"results", "others", "civil_grade", "exemplary", "measurable_product", "degradation_concluded", "targets_met", "targets_assigned", "disciplined", "sick_leave_months", "exempt",
                                              "suspended", "months_since_admission"});
        parts.not_graded = {
            clause("exempt", fact("exempt").is_true(), here("4.1.2, 4.7.1"), {"được miễn công tác và sinh hoạt đảng", "exempt from work and meetings"}),
            clause("suspended", fact("suspended").is_true(), here("4.1.2, 4.7.2"), {"bị đình chỉ sinh hoạt đảng", "suspended from Party activity"}),
            clause("newly_admitted", fact("months_since_admission").less_than(6), here("4.7.3, 4.7.4"), {"kết nạp chưa đủ 6 tháng", "admitted less than 6 months ago"}),
        };
        parts.grades = {
            clause("excellent", all_of(fact("results").equals("excellent"), fact("others").at_least("good"), fact("civil_grade").equals("excellent"), fact("exemplary").is_true(), fact("measurable_product").is_true()), here("4.3.1"),
                   {"kết quả nhiệm vụ chính trị xuất sắc, còn lại từ tốt; cán bộ, công chức, viên chức phải hoàn thành xuất sắc; nêu gương, có sản phẩm cụ thể",
                    "results of political tasks excellent, others at least good; civil grade excellent where there is one; exemplary, with a measurable product"}),
            unread("good", here("4.3.2"), {"tiêu chuẩn hoàn thành tốt chưa đọc được", "the criteria of good were not read"}),
            unread("completed", here("4.3.2"), {"tiêu chuẩn hoàn thành chưa đọc được", "the criteria of completed were not read"}),
        };
        parts.ceilings = {
            ceiling("not_completed", clause("degraded", fact("degradation_concluded").is_true(), here("4.3.3"), {"có kết luận về biểu hiện suy thoái", "signs of degradation were concluded"})),
            ceiling("not_completed", clause("targets", under_half_of("targets_met", "targets_assigned"), here("4.3.3"), {"chỉ hoàn thành dưới 50 % chỉ tiêu, nhiệm vụ trong năm", "fewer than half of the year's targets"})),
            ceiling("not_completed", clause("civil_grade", fact("civil_grade").equals("not_completed"), here("4.3.3"), {"cán bộ, công chức, viên chức không hoàn thành nhiệm vụ", "civil grade at the lowest"})),
            ceiling("not_completed", clause("disciplined", fact("disciplined").is_true(), here("4.3.3"), {"bị kỷ luật trong năm, một vi phạm chỉ tính một lần", "disciplined in the year; one violation counts once"})),
            ceiling("completed", clause("sick_leave", fact("sick_leave_months").at_least(3), here("4.7.6"), {"nghỉ ốm cộng dồn từ 3 tháng", "sick leave of 3 months or more in all"})),
        };
        parts.quotas = {fifth_of_good(by_ancestor("grassroots"), here("4.6.1"), Confidence::verified, {"không quá 20 % số hoàn thành tốt trong từng tổ chức cơ sở đảng", "at most 20 % of those graded good, in each grassroots organisation"})};
        parts.gaps = {{"grades.good", {}, here("4.3.2"), {"chưa đọc được", "not read"}},
                      {"grades.completed", {}, here("4.3.2"), {"chưa đọc được", "not read"}},
                      {"quotas.excellent.at_least", {}, here("4.6.5"), {"chưa rõ cách làm tròn và ngoại lệ", "rounding and exceptions were not found"}}};
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& collective() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::collective, {"xếp loại tập thể lãnh đạo, quản lý, 2019-2022", "grading of leadership collectives, 2019-2022"});
        parts.facts = facts(Subject::collective, {"results", "others", "united", "innovative", "measurable_product", "unity_lost", "member_degraded", "targets_met", "targets_assigned", "key_targets_missed", "force_majeure",
                                                  "disciplined", "warned_member", "months_since_establishment", "peer_group"});
        parts.not_graded = {clause("newly_established", fact("months_since_establishment").less_than(6), here("4.7.5"), {"mới thành lập chưa đủ 06 tháng", "established less than 6 months ago"})};
        parts.grades = {
            clause("excellent", all_of(fact("results").equals("excellent"), fact("others").at_least("good"), fact("united").is_true(), fact("innovative").is_true(), fact("measurable_product").is_true()), here("4.4.1"),
                   {"kết quả xuất sắc, còn lại từ tốt; đoàn kết, đổi mới, có sản phẩm cụ thể", "results excellent, others at least good; united, innovative, with concrete products"}),
            unread("good", here("4.4.4"), {"tiêu chuẩn hoàn thành tốt chưa đọc được", "the criteria of good were not read"}),
            unread("completed", here("4.4.4"), {"tiêu chuẩn hoàn thành chưa đọc được", "the criteria of completed were not read"}),
        };
        parts.ceilings = {
            ceiling("not_completed", clause("unity_lost", any_of(fact("unity_lost").is_true(), fact("member_degraded").is_true()), here("4.4.2"), {"có kết luận mất đoàn kết hoặc thành viên suy thoái", "loss of unity or a degraded member was concluded"})),
            ceiling("not_completed", clause("targets", all_of(under_half_of("targets_met", "targets_assigned"), fact("key_targets_missed").is_true(), fact("force_majeure").is_false()), here("4.4.2"),
                                            {"đơn vị hoàn thành dưới 50 % chỉ tiêu, chỉ tiêu chủ yếu không đạt 100 %, trừ bất khả kháng", "fewer than half of the unit's targets and main ones missed, unless beyond control"})),
            ceiling("not_completed", clause("disciplined", fact("disciplined").is_true(), here("4.4.2"), {"tập thể bị kỷ luật", "the collective was disciplined"})),
            ceiling("not_completed", clause("warned_member", fact("warned_member").is_true(), here("4.4.2"), {"có thành viên bị kỷ luật từ cảnh cáo", "a member was disciplined at warning or above"})),
        };
        parts.relations = {{"organization", Subject::organization, here("4.4.3"), Confidence::verified, {"không cao hơn mức của tổ chức, cơ quan, đơn vị", "no better than the unit's grade"}}};
        parts.quotas = {fifth_of_good(by_fact("peer_group"), here("4.6.2"), Confidence::verified, {"không quá 20 % số hoàn thành tốt theo từng đối tượng tập thể", "at most 20 % of those graded good, for each kind of collective directly under a province or a district"})};
        parts.gaps = {{"grades.good", {}, here("4.4.4"), {"chưa đọc được", "not read"}},
                      {"grades.completed", {}, here("4.4.4"), {"chưa đọc được", "not read"}},
                      {"quotas.excellent.at_least", {}, here("4.6.5"), {"chưa rõ cách làm tròn và ngoại lệ", "rounding and exceptions were not found"}}};
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& leader() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = common(Subject::leader, {"xếp loại cá nhân lãnh đạo, quản lý, 2019-2022", "grading of leaders, 2019-2022"});
        parts.facts = facts(Subject::leader, {"head", "disciplined", "peer_group"});
        for (const char* grade : {"excellent", "good", "completed"}) parts.grades.push_back(unread(grade, here("4.5.1"), {"tiêu chí theo Quy định 89-QĐ/TW, ngưỡng chưa đọc được", "criteria of regulation 89-QĐ/TW; the thresholds were not read"}));
        // Both sentences are about the head (người đứng đầu); a deputy is not bound by them.
        const Condition head = fact("head").is_true();
        parts.relations = {{"organization", Subject::organization, here("4.5.3"), Confidence::verified, {"người đứng đầu không cao hơn mức của đơn vị", "the head no better than the unit"}, head},
                           {"collective", Subject::collective, here("4.5.2, 4.5.3"), Confidence::verified, {"người đứng đầu không cao hơn mức của tập thể lãnh đạo", "the head no better than the leadership collective"}, head}};
        parts.quotas = {fifth_of_good(by_fact("peer_group"), here("4.6.3"), Confidence::verified, {"không quá 20 % số hoàn thành tốt theo chức danh tương đương", "at most 20 % of those graded good, among equivalent titles of each level, sector and field"})};
        for (const char* path : {"grades.excellent", "grades.good", "grades.completed"}) parts.gaps.push_back({path, {}, here("4.5.1"), {"chưa đọc được", "not read"}});
        parts.gaps.push_back({"quotas.excellent.at_least", {}, here("4.6.5"), {"chưa rõ cách làm tròn và ngoại lệ", "rounding and exceptions were not found"}});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

}  // namespace myhao::inline v0::regulations::hd_21_2019
