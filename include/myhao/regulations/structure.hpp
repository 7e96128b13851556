// SPDX-License-Identifier: Apache-2.0
// Sizes and forms of organisations and committees as data, from the Charter of 2011 and what implements it; notes A2, A4 and A5.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/org/structure.hpp>

namespace myhao::inline v0::regulations {

/// What is not verified is not here: the size of a base committee's standing committee is no rule of this list.
[[nodiscard]] inline std::vector<SizeRule> structure_rules() {
    const Date charter_day(2011, 1, 19);
    const InstrumentKey charter{"Điều lệ Đảng", "Đại hội XI", charter_day};
    const InstrumentKey qd29{"29-QĐ/TW", "", Date(2016, 7, 25)};
    const InstrumentKey ct35{"35-CT/TW", "Bộ Chính trị", Date(2019, 5, 30)}, ct45{"45-CT/TW", "Bộ Chính trị", Date(2025, 4, 14)};
    const std::vector<std::string> base = {"grassroots_committee", "grassroots_cell"};
    std::vector<SizeRule> rules;
    const auto add = [&](std::string id, std::vector<std::string> kinds, SizeFact fact, Period period, Citation citation, Label text) -> SizeRule& {
        SizeRule& rule = rules.emplace_back();
        rule.id = std::move(id), rule.kinds = std::move(kinds), rule.fact = fact, rule.period = period, rule.citation = std::move(citation), rule.text = std::move(text);
        return rule;
    };
    const Period since_charter(charter_day), since_2016(Date(2016, 7, 25));
    add("structure.minimum", {"grassroots_committee", "grassroots_cell", "cell"}, SizeFact::official, since_charter, Citation::of(charter, "21(2), 24(1)"),
        {"tổ chức cơ sở đảng, chi bộ có ít nhất 3 đảng viên chính thức", "a grassroots organisation or cell has at least 3 official members"})
        .at_least = 3;
    SizeRule& committee = add("structure.committee_form", {"grassroots_committee"}, SizeFact::members, since_charter, Citation::of(charter, "21(3), 21(4)"),
                              {"đảng bộ cơ sở có từ 30 đảng viên", "a grassroots committee has 30 members or more"});
    committee.at_least = 30, committee.unless_approved = true;
    SizeRule& cell = add("structure.cell_form", {"grassroots_cell"}, SizeFact::members, since_charter, Citation::of(charter, "21(3)"),
                         {"chi bộ cơ sở có dưới 30 đảng viên", "a grassroots cell has fewer than 30 members"});
    cell.at_most = 29;
    SizeRule& below = add("structure.cell_size", {"cell"}, SizeFact::members, since_charter, Citation::of(charter, "21(4)"),
                          {"chi bộ trực thuộc đảng ủy cơ sở có trên 30 đảng viên phải được cấp trên đồng ý", "a cell under a base committee with more than 30 members needs the superior's agreement"});
    below.at_most = 30, below.unless_approved = true, below.confidence = Confidence::partial;
    SizeRule& middle = add("structure.sub_committee", {"sub_committee"}, SizeFact::members, since_charter, Citation::of(charter, "21(4)"),
                           {"lập đảng bộ bộ phận phải được cấp trên trực tiếp đồng ý", "a sub-committee is formed with the immediate superior's agreement"});
    middle.only_approved = true, middle.confidence = Confidence::partial;
    SizeRule& elects = add("structure.cell_committee", {"cell", "grassroots_cell"}, SizeFact::committee, since_charter, Citation::of(charter, "24(4)"),
                           {"chi bộ có từ 9 đảng viên chính thức bầu chi ủy, dưới 9 chỉ bầu bí thư và nếu cần phó bí thư",
                            "a cell with 9 official members or more elects a committee, a smaller one only a secretary and, if needed, a deputy"});
    elects.at_least = 1, elects.where = std::pair(SizeFact::official, std::int64_t{9}), elects.otherwise_at_most = 0;
    SizeRule& deputy = add("structure.cell_deputies", {"cell", "grassroots_cell"}, SizeFact::deputies, since_charter, Citation::of(charter, "24(4)"),
                           {"chi bộ có một phó bí thư, dưới 9 đảng viên chính thức thì nếu cần", "a cell has one deputy secretary, below 9 official members only if needed"});
    deputy.at_most = 1;
    SizeRule& seven = add("structure.cell_committee_size", {"cell", "grassroots_cell"}, SizeFact::committee, since_2016, Citation::of(qd29, "24"),
                          {"chi ủy không quá 7 người", "a cell committee has at most 7 members"});
    seven.at_most = 7;
    SizeRule& third = add("structure.standing_share", {"province", "district", "grassroots_committee", "commune"}, SizeFact::standing, since_2016, Citation::of(qd29, "12"),
                          {"ban thường vụ không quá một phần ba số cấp ủy viên", "a standing committee is at most a third of the committee"});
    third.share_at_most = std::pair(Ratio(1, 3), SizeFact::committee);
    SizeRule& province = add("structure.standing_province", {"province"}, SizeFact::standing, Period(Date(2019, 5, 30), Date(2025, 4, 14)), Citation::of(ct35),
                             {"ban thường vụ tỉnh ủy 13 đến 15 người, bốn nơi đến 17", "a provincial standing committee has 13 to 15 members, in four places up to 17"});
    province.at_least = 13, province.at_most = 15, province.sometimes_at_most = 17;
    const Period since_july(Date(2025, 7, 1));
    SizeRule& commune = add("structure.committee_commune", {"commune"}, SizeFact::committee, since_july, Citation::of(ct45),
                            {"đảng ủy xã, phường 27 đến 33 ủy viên (đến 27 nếu từ 1 hoặc 2 đơn vị cũ)", "a commune committee has 27 to 33 members (at most 27 where it comes from one or two old units)"});
    commune.at_most = 27, commune.sometimes_at_most = 33;
    SizeRule& standing = add("structure.standing_commune", {"commune"}, SizeFact::standing, since_july, Citation::of(ct45),
                             {"ban thường vụ đảng ủy xã, phường 9 đến 11 người", "a commune standing committee has 9 to 11 members"});
    standing.at_least = 9, standing.at_most = 11;
    SizeRule& two = add("structure.deputies_commune", {"commune"}, SizeFact::deputies, since_july, Citation::of(ct45), {"đảng ủy xã, phường có 2 phó bí thư", "a commune committee has 2 deputy secretaries"});
    two.at_least = 2, two.at_most = 2;
    return rules;
}

/// What divides the grassroots organisations into cells and committees, so that their numbers add up.
[[nodiscard]] inline Citation base_identity() { return Citation::of(InstrumentKey{"Điều lệ Đảng", "Đại hội XI", Date(2011, 1, 19)}, "21(3)"); }

}  // namespace myhao::inline v0::regulations
