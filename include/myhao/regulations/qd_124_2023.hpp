// SPDX-License-Identifier: Apache-2.0
// Regulation 124-QĐ/TW of 4/10/2023 with guidance 25-HD/BTCTW: grading of the years 2023 and 2024. Committees and other
// collectives share their criteria; those of persons were read for the best and the lowest grade.
#pragma once

#include <utility>
#include <vector>

#include <myhao/regulations/writing.hpp>

namespace myhao::inline v0::regulations::qd_124_2023 {

namespace detail {
using namespace regulations::detail;

[[nodiscard]] inline RuleSetParts common(Subject subject, Label label) {
    RuleSetParts parts;
    parts.id = "124-QĐ/TW";
    parts.subject = subject;
    parts.since_year = 2023, parts.until_year = 2025;
    parts.instruments = {keys::qd_124(), keys::hd_25()};
    parts.label = std::move(label);
    return parts;
}
[[nodiscard]] inline Citation here(std::string rows, std::string place = {}) { return cite(keys::qd_124(), std::move(rows), std::move(place)); }

/// What organisations and other collectives say in different words of those under and in them.
struct Below {
    std::vector<Condition> excellent, good;  // beside the criteria
    Condition remedied;                      // nobody was disciplined, unless found and remedied by themselves
    Condition unit_violated, one_in_five;
};

/// Criteria and cases of a body.
[[nodiscard]] inline RuleSetParts body(Subject subject, Label label, const Below& below) {
    RuleSetParts parts = common(subject, std::move(label));
    const auto with = [](std::vector<Condition> criteria, const std::vector<Condition>& more) {
        criteria.insert(criteria.end(), more.begin(), more.end());
        return all_of(criteria);
    };
    parts.not_graded = {clause("newly_established", open_where(fact("months_since_establishment").less_than(6)), cite(keys::hd_25(), "5.1.4"),
                               {"mới thành lập chưa đủ 06 tháng: văn bản trước không xếp loại, văn bản này chưa đọc được", "established less than 6 months ago: an earlier text leaves it out, this one was not read"}, Confidence::unknown)};
    parts.grades = {
        clause("excellent", with({fact("results").equals("excellent"), fact("others").at_least("good"), fact("measurable_product").is_true()}, below.excellent), here("5.1.1, 5.2.1", "Điều 12"),
               {"kết quả xuất sắc, có sản phẩm cụ thể, còn lại từ tốt; không đơn vị trực thuộc, không thành viên lãnh đạo nào bị kỷ luật",
                "results excellent with concrete products, others at least good; no subordinate unit and no member of the leadership disciplined"}, Confidence::translated),
        clause("good", with({fact("results").at_least("good"), fact("others").at_least("average")}, below.good), here("5.2.3", "Điều 12"),
               {"kết quả từ tốt, còn lại từ trung bình; không ai bị kỷ luật, trừ khi tự phát hiện, khắc phục xong", "results at least good, others at least average; nobody disciplined, unless found and remedied by themselves"}, Confidence::translated),
        clause("completed", all_of(every("criteria").at_least("average"), below.remedied), here("5.2.4", "Điều 12"),
               {"các tiêu chí cơ bản từ trung bình; không ai bị kỷ luật, trừ khi tự phát hiện, khắc phục xong", "criteria basically at least average; nobody disciplined, unless found and remedied by themselves"}, Confidence::translated),
    };
    const auto lowest = [&](const char* id, Condition condition, Label text) { parts.ceilings.push_back(ceiling("not_completed", clause(id, std::move(condition), here("5.2.5", "Điều 12"), std::move(text)))); };
    lowest("poor", any_of(fact("results").equals("poor"), fact("others").equals("poor")), {"có tiêu chí ở mức kém", "some criterion at the level poor"});
    lowest("unit_violated", below.unit_violated, {"đơn vị trực thuộc có vi phạm bị kỷ luật, trừ khi tự phát hiện, khắc phục xong", "a subordinate unit was disciplined for a violation, unless found and remedied by itself"});
    lowest("targets", all_of(under_half_of("targets_met", "targets_assigned"), fact("key_targets_missed").is_true(), fact("force_majeure").is_false()),
           {"chỉ hoàn thành dưới 50 % chỉ tiêu và có chỉ tiêu chủ yếu không đạt, trừ bất khả kháng", "fewer than half of the targets and main ones missed, unless beyond control"});
    lowest("disciplined", fact("disciplined").is_true(), {"tập thể bị kỷ luật", "the body was disciplined"});
    lowest("one_in_five", below.one_in_five, {"trên 20 % đơn vị trực thuộc bị kỷ luật trong năm", "more than 20 % of the subordinate units disciplined in the year"});
    lowest("unity_lost", any_of(fact("unity_lost").is_true(), fact("member_degraded").is_true()), {"có kết luận mất đoàn kết hoặc thành viên suy thoái", "loss of unity or a degraded member was concluded"});
    parts.quotas = {fifth_of_good(by_fact("peer_group"), here("5.2.2", "Điều 12"), Confidence::translated, {"không quá 20 % số hoàn thành tốt trong từng nhóm tương đồng", "at most 20 % of those graded good, in each group with similar tasks"})};
    parts.gaps = {{"not_graded.newly_established", {}, cite(keys::hd_25(), "5.1.4"), {"chưa đọc được", "not read"}}};
    return parts;
}

/// An earlier text asks this much of those below; whether this one does was not read. Where it would fail, it is open.
[[nodiscard]] inline Condition perhaps_below(const char* share) {
    return not_(open_where(any_of(short_of(subordinates, "completed", "good", share, "not_completed"), only_in_cells(short_of(members, "completed", "good", share, "not_completed"), "not_completed"))));
}
}  // namespace detail

[[nodiscard]] inline const RuleSet& organization() {
    static const RuleSet rules = [] {
        using namespace detail;
        const Condition disciplined = fact("disciplined").is_true(), unremedied = all_of(disciplined, fact("discipline_remedied").is_false());
        const auto nobody = [](const Condition& where) { return all_of(subordinates.count(where).equals(0), leadership.count(where).equals(0)); };
        const Below below{.excellent = {nobody(disciplined), perhaps_below("80%")},
                          .good = {nobody(unremedied), perhaps_below("50%")},
                          .remedied = nobody(unremedied),
                          .unit_violated = subordinates.count(unremedied).at_least(1),
                          .one_in_five = more_than(subordinates, disciplined, "20%")};
        RuleSetParts parts = body(Subject::organization, {"xếp loại cấp ủy, tổ chức đảng, 2023-2024", "grading of committees and Party organisations, 2023-2024"}, below);
        parts.facts = facts(Subject::organization, {"results", "others", "measurable_product", "disciplined", "discipline_remedied", "targets_met", "targets_assigned", "key_targets_missed", "force_majeure", "unity_lost",
                                                    "member_degraded", "months_since_establishment", "peer_group"});
        for (const auto& [path, row] : {std::pair{"grades.excellent", "5.2.1"}, std::pair{"grades.good", "5.2.3"}})
            parts.gaps.push_back({path, {}, here(row), {"chưa rõ có giữ tỷ lệ 80 %, 50 % của cấp dưới không", "whether those below still count, as in an earlier text, was not read"}});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& collective() {
    static const RuleSet rules = [] {
        using namespace detail;
        const Condition remedied = all_of(fact("units_disciplined_unremedied").equals(0), fact("members_disciplined_unremedied").equals(0));
        const Below below{.excellent = {fact("units_disciplined").equals(0), fact("members_disciplined").equals(0)},
                          .good = {remedied},
                          .remedied = remedied,
                          .unit_violated = fact("units_disciplined_unremedied").at_least(1),
                          .one_in_five = all_of(ratio("units_disciplined", "units").more_than("20%"), fact("units_disciplined").at_least(1))};
        RuleSetParts parts = body(Subject::collective, {"xếp loại tập thể lãnh đạo, quản lý, 2023-2024", "grading of leadership collectives, 2023-2024"}, below);
        parts.facts = facts(Subject::collective, {"results", "others", "measurable_product", "disciplined", "targets_met", "targets_assigned", "key_targets_missed", "force_majeure", "unity_lost", "member_degraded",
                                                  "units", "units_disciplined", "units_disciplined_unremedied", "members_disciplined", "members_disciplined_unremedied", "months_since_establishment", "peer_group"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

namespace detail {
/// Who is left out, the lowest grade, and the gaps of a person.
[[nodiscard]] inline RuleSetParts person(Subject subject, Label label, Clause excellent) {
    RuleSetParts parts = common(subject, std::move(label));
    parts.not_graded = {
        clause("exempt", fact("exempt").is_true(), here("5.1.2", "Điều 5.2"), {"được miễn công tác và sinh hoạt đảng", "exempt from work and meetings"}),
        clause("suspended", fact("suspended").is_true(), here("5.1.2", "Điều 5.2"), {"bị đình chỉ sinh hoạt đảng", "suspended from Party activity"}),
        clause("newly_admitted", fact("months_since_admission").less_than(6), here("5.1.2", "Điều 5.2"), {"mới kết nạp chưa đủ 6 tháng", "admitted less than 6 months ago"}),
    };
    parts.grades = {std::move(excellent), unread("good", here("5.2.3", "Điều 12"), {"ngưỡng chưa đọc được", "the thresholds were not read"}),
                    unread("completed", here("5.2.4", "Điều 12"), {"ngưỡng chưa đọc được", "the thresholds were not read"})};
    const auto lowest = [&](const char* id, Condition condition, Label text) { parts.ceilings.push_back(ceiling("not_completed", clause(id, std::move(condition), here("5.2.5", "Điều 12"), std::move(text)))); };
    lowest("disciplined", fact("disciplined").is_true(), {"bị kỷ luật trong năm", "disciplined in the year"});
    lowest("degraded", fact("degradation_concluded").is_true(), {"có kết luận suy thoái", "degradation was concluded"});
    lowest("duty_breached", fact("duty_breached").is_true(), {"có kết luận vi phạm điều đảng viên không được làm hoặc trách nhiệm nêu gương", "a breach of what members may not do or of the exemplary duty was concluded"});
    parts.quotas = {unread_quota("excellent", here("5.2.2", "Điều 12"))};
    parts.gaps = {{"grades.good", {}, here("5.2.3"), {"chưa đọc được", "not read"}}, {"grades.completed", {}, here("5.2.4"), {"chưa đọc được", "not read"}}, {"quotas.excellent.share", {}, here("5.2.2"), {"chưa đọc được cho cá nhân", "not read for persons"}}};
    return parts;
}
/// All criteria at least good, results excellent, all targets met and half of them exceeded.
[[nodiscard]] inline Condition excellent_person() {
    return all_of(fact("results").equals("excellent"), fact("others").at_least("good"), ratio("targets_met", "targets_assigned").at_least("100%"), ratio("targets_exceeded", "targets_assigned").at_least("50%"));
}
}  // namespace detail

[[nodiscard]] inline const RuleSet& member() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = person(Subject::member, {"xếp loại đảng viên, 2023-2024", "grading of members, 2023-2024"},
                                    clause("excellent", excellent_person(), here("5.2.1", "Điều 12"),
                                           {"kết quả xuất sắc, còn lại từ tốt; hoàn thành 100 % chỉ tiêu, ít nhất 50 % vượt mức", "results excellent, others at least good; all targets met, at least half of them exceeded"}));
        parts.facts = facts(Subject::member, {"results", "others", "targets_met", "targets_assigned", "targets_exceeded", "disciplined", "degradation_concluded", "duty_breached", "exempt", "suspended", "months_since_admission"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

[[nodiscard]] inline const RuleSet& leader() {
    static const RuleSet rules = [] {
        using namespace detail;
        RuleSetParts parts = person(Subject::leader, {"xếp loại cá nhân lãnh đạo, quản lý, 2023-2024", "grading of leaders, 2023-2024"},
                                    clause("excellent", all_of(excellent_person(), ratio("unit_targets_met", "unit_targets_assigned").at_least("100%"), Condition()), here("5.2.1", "Điều 12"),
                                           {"như đảng viên, và đơn vị hoàn thành mọi chỉ tiêu; phần còn lại của câu chưa đọc được", "as for members, and the unit meets all its targets; the rest of the sentence was not read"}, Confidence::partial));
        parts.ceilings.push_back(ceiling("not_completed", clause("unit_targets", all_of(under_half_of("unit_targets_met", "unit_targets_assigned"), fact("key_targets_missed").is_true(), fact("force_majeure").is_false()), here("5.2.5", "Điều 12"),
                                                                {"đơn vị hoàn thành dưới 50 % chỉ tiêu và có chỉ tiêu chủ yếu không đạt, trừ bất khả kháng", "the unit met fewer than half of its targets and missed main ones, unless beyond control"})));
        parts.gaps.push_back({"grades.excellent", {}, here("5.2.1"), {"câu bị cắt", "the sentence is cut off"}});
        parts.facts = facts(Subject::leader, {"results", "others", "targets_met", "targets_assigned", "targets_exceeded", "unit_targets_met", "unit_targets_assigned", "key_targets_missed", "force_majeure", "disciplined",
                                              "discipline_remedied", "degradation_concluded", "duty_breached", "exempt", "suspended", "months_since_admission"});
        return RuleSet(std::move(parts));
    }();
    return rules;
}

}  // namespace myhao::inline v0::regulations::qd_124_2023
