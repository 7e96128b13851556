// SPDX-License-Identifier: Apache-2.0
// The shared dictionary of facts that the regulations read: one name means one thing in every rule set and every year.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/grades/subject.hpp>
#include <myhao/rules/vocabulary.hpp>

namespace myhao::inline v0 {

namespace detail {

/// A fact and the subjects it can be stated about; the first one is the one the shared dictionary names.
struct SharedFact {
    Fact fact;
    std::vector<Subject> subjects;
};

[[nodiscard]] inline std::vector<SharedFact> shared_facts() {
    using enum Subject;
    const std::vector<Subject> anyone{organization, member, collective, leader}, bodies{organization, collective}, people{member, leader};
    const std::vector<std::string> grades{"excellent", "good", "completed", "not_completed"};
    std::vector<SharedFact> list;
    const auto add = [&](std::string name, FactType type, const std::vector<Subject>& whose, Label label) -> Fact& {
        list.push_back({Fact{.name = std::move(name), .type = type, .subject = whose.front(), .label = std::move(label)}, whose});
        return list.back().fact;
    };
    const auto derived = [&](std::string name, FactType type, const std::vector<Subject>& whose, Label label) -> Fact& {
        Fact& fact = add(std::move(name), type, whose, std::move(label));
        fact.derivable = true;
        return fact;
    };
    using enum FactType;

    // Criteria. Each is the lowest level among those of its kind on the form.
    add("results", level, anyone, {"mức thấp nhất của các tiêu chí về kết quả thực hiện nhiệm vụ được giao", "lowest level among the criteria on results of assigned tasks"}).group = "criteria";
    add("others", level, anyone, {"mức thấp nhất của các tiêu chí còn lại", "lowest level among the other criteria"}).group = "criteria";
    add("score", decimal, anyone, {"tổng điểm đánh giá", "total score of the evaluation"});

    // Targets and tasks.
    derived("targets_met", count, anyone, {"số chỉ tiêu, nhiệm vụ được giao đã hoàn thành", "assigned targets and tasks that were completed"});
    derived("targets_assigned", count, anyone, {"số chỉ tiêu, nhiệm vụ được giao", "assigned targets and tasks"}).changeable = false;
    derived("targets_exceeded", count, anyone, {"số chỉ tiêu, nhiệm vụ hoàn thành vượt mức", "assigned targets and tasks that were exceeded"});
    derived("targets_on_time", count, anyone, {"số nhiệm vụ hoàn thành đúng tiến độ, bảo đảm chất lượng", "assigned tasks completed on time and with quality"});
    derived("targets_late", count, anyone, {"số nhiệm vụ hoàn thành không đúng tiến độ", "assigned tasks completed off schedule"});
    derived("key_targets_missed", flag, {organization, collective, leader}, {"có chỉ tiêu chủ yếu không đạt kế hoạch giao", "some main target was missed"});
    add("force_majeure", flag, {organization, collective, leader}, {"không đạt chỉ tiêu do bất khả kháng", "targets were missed for reasons beyond control"}).changeable = false;
    derived("unit_targets_met", count, {leader}, {"số chỉ tiêu, nhiệm vụ của đơn vị phụ trách đã hoàn thành", "targets and tasks of the leader's unit that were completed"});
    derived("unit_targets_assigned", count, {leader}, {"số chỉ tiêu, nhiệm vụ giao cho đơn vị phụ trách", "targets and tasks assigned to the leader's unit"}).changeable = false;
    derived("unit_targets_exceeded", count, {leader}, {"số chỉ tiêu, nhiệm vụ của đơn vị phụ trách hoàn thành vượt mức", "targets and tasks of the leader's unit that were exceeded"});
    derived("unit_targets_on_time", count, {leader}, {"số nhiệm vụ của đơn vị phụ trách hoàn thành đúng tiến độ, bảo đảm chất lượng", "tasks of the leader's unit completed on time and with quality"});

    // Discipline and unity.
    derived("disciplined", flag, anyone, {"bị xử lý kỷ luật trong năm", "disciplined in the year"}).changeable = false;
    add("discipline_remedied", flag, {organization, collective, leader}, {"vi phạm do tự phát hiện và đã khắc phục xong hậu quả", "the violation was found by the disciplined themselves and fully remedied"});
    derived("warned_member", flag, {collective}, {"có thành viên bị kỷ luật từ cảnh cáo trở lên", "a member of the collective was disciplined at warning or above"}).changeable = false;
    derived("units_disciplined", count, {collective}, {"số đơn vị trực thuộc bị kỷ luật trong năm", "subordinate units disciplined in the year"}).changeable = false;
    derived("units_disciplined_unremedied", count, {collective}, {"số đơn vị trực thuộc bị kỷ luật mà không tự phát hiện, khắc phục xong", "subordinate units disciplined that had not found and remedied the violation themselves"}).changeable = false;
    derived("units", count, {collective}, {"số đơn vị trực thuộc", "subordinate units"}).changeable = false;
    derived("members_disciplined", count, {collective}, {"số thành viên của tập thể bị kỷ luật trong năm", "members of the collective disciplined in the year"}).changeable = false;
    derived("members_disciplined_unremedied", count, {collective}, {"số thành viên của tập thể bị kỷ luật mà không tự phát hiện, khắc phục xong", "members of the collective disciplined that had not found and remedied the violation themselves"}).changeable = false;
    add("unity_lost", flag, bodies, {"có kết luận về mất đoàn kết nội bộ", "loss of internal unity was concluded"}).changeable = false;
    add("member_degraded", flag, bodies, {"có thành viên bị kết luận suy thoái", "a member was concluded to be degraded"}).changeable = false;
    add("degradation_concluded", flag, people, {"bị cấp có thẩm quyền kết luận có biểu hiện suy thoái", "the competent authority concluded signs of degradation"}).changeable = false;
    add("duty_breached", flag, people, {"bị kết luận vi phạm những điều đảng viên không được làm hoặc trách nhiệm nêu gương", "a breach of what members may not do, or of the exemplary duty, was concluded"}).changeable = false;
    add("corruption_disciplined", flag, {organization}, {"có tham nhũng, suy thoái mà cấp ủy viên hoặc đảng viên bị kỷ luật", "corruption or degradation for which a member was disciplined"}).changeable = false;

    // Qualities that a grade asks for by name.
    add("measurable_product", flag, anyone, {"có sản phẩm cụ thể, đo đếm được", "concrete, measurable products"});
    add("exemplary", flag, people, {"nêu gương", "exemplary"});
    add("united", flag, {collective}, {"đoàn kết, thống nhất", "united"});
    add("innovative", flag, {collective}, {"đổi mới, sáng tạo", "innovative"});

    // Grades given elsewhere; not applicable where there is no such body or post.
    const auto graded_elsewhere = [&](std::string name, const std::vector<Subject>& whose, std::string group, Label label) {
        Fact& fact = derived(std::move(name), grade, whose, std::move(label));
        fact.na = true, fact.values = grades, fact.group = std::move(group);
    };
    graded_elsewhere("government_grade", {organization}, "same_level_bodies", {"mức xếp loại của chính quyền cùng cấp", "grade of the government of the same level"});
    graded_elsewhere("front_grade", {organization}, "same_level_bodies", {"mức xếp loại của Mặt trận Tổ quốc cùng cấp", "grade of the Fatherland Front of the same level"});
    graded_elsewhere("mass_organizations_grade", {organization}, "same_level_bodies", {"mức xếp loại thấp nhất của các đoàn thể chính trị - xã hội cùng cấp", "lowest grade among the mass organisations of the same level"});
    graded_elsewhere("civil_grade", people, "", {"mức xếp loại cán bộ, công chức, viên chức", "grade as a cadre, civil servant or public employee"});
    Fact& lowest = derived("government_at_lowest", flag, {organization}, {"chính quyền cùng cấp xếp loại ở mức thấp nhất", "the government of the same level has the lowest grade"});
    lowest.na = true;
    derived("bodies_at_lowest", count, {organization}, {"số tổ chức cùng cấp (Mặt trận, đoàn thể) xếp loại ở mức thấp nhất", "same-level bodies (Front, mass organisations) with the lowest grade"});

    // Who is graded, and with whom.
    derived("months_since_establishment", count, bodies, {"số tháng tròn từ khi thành lập", "whole months since establishment"}).changeable = false;
    derived("months_since_admission", count, people, {"số tháng tròn từ ngày kết nạp", "whole months since admission to the Party"}).changeable = false;
    derived("head", flag, {leader}, {"là người đứng đầu tổ chức, cơ quan, đơn vị", "the head of the organisation, agency or unit"}).changeable = false;
    derived("exempt", flag, people, {"được miễn công tác và sinh hoạt đảng", "exempt from work and meetings"}).changeable = false;
    derived("suspended", flag, people, {"bị đình chỉ sinh hoạt đảng", "suspended from Party activity"}).changeable = false;
    derived("sick_leave_months", count, people, {"tổng số tháng tròn nghỉ ốm trong năm", "whole months of sick leave in the year"}).changeable = false;
    add("peer_group", count, anyone, {"số của nhóm đối tượng tương đồng về chức năng, nhiệm vụ hoặc chức danh tương đương", "number of the group of objects with similar tasks or equivalent titles"}).changeable = false;
    return list;
}

}  // namespace detail

namespace regulations {

/// Every fact, by name. A fact that several subjects have stands once, as that of the first.
[[nodiscard]] inline const Vocabulary& vocabulary() {
    static const Vocabulary all = [] {
        std::vector<Fact> facts;
        for (::myhao::detail::SharedFact& shared : ::myhao::detail::shared_facts()) facts.push_back(std::move(shared.fact));
        return Vocabulary(std::move(facts));
    }();
    return all;
}

/// The facts that can be stated about one subject.
[[nodiscard]] inline Vocabulary vocabulary(Subject subject) {
    std::vector<Fact> facts;
    for (::myhao::detail::SharedFact& shared : ::myhao::detail::shared_facts())
        for (const Subject one : shared.subjects)
            if (one == subject) {
                shared.fact.subject = subject;
                facts.push_back(shared.fact);
            }
    return Vocabulary(std::move(facts));
}

/// Some of them, for a rule set. Throws InvalidRules where one is not stated about the subject.
[[nodiscard]] inline std::vector<Fact> facts(Subject subject, std::initializer_list<std::string_view> names) {
    const Vocabulary all = vocabulary(subject);
    std::vector<Fact> some;
    for (const std::string_view name : names) some.push_back(all[name]);
    return some;
}

}  // namespace regulations

}  // namespace myhao::inline v0
