// SPDX-License-Identifier: Apache-2.0
// Directive 45-CT/TW of 14/4/2025: congresses of all levels for the term 2025-2030, when the district level ended. The limits
// above the grassroots were not read. Its namesake of 20/6/2020 is about elections.
#pragma once

#include <myhao/regulations/congress_writing.hpp>

namespace myhao::inline v0::regulations {

[[nodiscard]] inline const Directive& ct_45_2025() {
    static const Directive directive = [] {
        using namespace detail;
        const InstrumentKey key{"45-CT/TW", "Bộ Chính trị", Date(2025, 4, 14)};
        const Limits c1{key, "C1"}, a4{key, "A4"}, restated{key, "C1", Confidence::translated};
        LevelRule grassroots = level("grassroots"), above = level("above_grassroots"), province = level("province");
        grassroots.most_days = restated.limit(2), grassroots.deadline = c1.by(Date(2025, 6, 30));
        above.label = {"cấp trên trực tiếp của tổ chức cơ sở, xã, phường, đặc khu", "directly above the grassroots, communes and wards"};
        // The months in which congresses of each level begin, by which the directive reckons ages; communes begin in July.
        grassroots.first_day = c1.limit(Date(2025, 4, 1)), above.first_day = c1.limit(Date(2025, 6, 1)), province.first_day = c1.limit(Date(2025, 9, 1));

        using Number = Interval<std::int64_t>;
        above.sizes = {a4.size("committee", Number::between(27, 27), "one_or_two_old_units", {"từ 1 hoặc 2 đơn vị cũ", "from one or two old units"}),
                       a4.size("committee", Number::between(27, 33), "three_or_more_old_units", {"từ 3 đơn vị cũ trở lên", "from three old units or more"}),
                       a4.size("standing_committee", Number::between(9, 11), "commune"), a4.size("deputy_secretaries", Number::at_most(2), "commune")};
        Directive d{.key = key, .label = {"đại hội đảng bộ các cấp, nhiệm kỳ 2025-2030", "congresses of all levels, term 2025-2030"}, .term = "2025-2030", .levels = {level("cell"), grassroots, above, province}};
        d.contents = congress_contents();
        d.contents_required = {{4, read_at(key, "C2"), Confidence::translated}};
        d.variants = {{{.contents = {"review_and_directions", "discuss_drafts", "elect_delegation"}, .when = "personnel_not_ready",
                        .label = {"nơi chuẩn bị nhân sự thật sự khó khăn, cấp có thẩm quyền đồng ý", "where personnel could not be prepared, and the competent committee agrees"},
                        .citation = read_at(key, "C2"), .confidence = Confidence::translated},
                       {.contents = {"review_and_directions", "discuss_drafts"}, .when = "merged_or_new",
                        .label = {"nơi hợp nhất, thành lập mới; cấp ủy do cấp trên chỉ định", "merged or new organisations, whose committee is appointed"},
                        .citation = read_at(key, "C2"), .confidence = Confidence::translated}}};
        d.first_ordinal = {{1, read_at(key, "0.6"), Confidence::derived}};  // as the new province and communes counted
        d.relations = {{InstrumentRelationKind::replaces, {"35-CT/TW", "Bộ Chính trị", Date(2024, 6, 14)}}, {InstrumentRelationKind::replaces, {"118-KL/TW", "", Date(2025, 1, 18)}}};
        return d;
    }();
    return directive;
}

}  // namespace myhao::inline v0::regulations
