// SPDX-License-Identifier: Apache-2.0
// What other pages give of Mỹ Hào: the year 2017, and the town congress of 2020 with the five years it looked back on. Data only.
#pragma once

#include <myhao/data/my_hao_report.hpp>

namespace myhao::inline v0::datasets {

/// 2017, before the town was one. The number of organisations is derived: 24 of them are 51 % only if there are 47.
[[nodiscard]] inline Report my_hao_2017() {
    using namespace detail;
    using enum MeasureType;
    using enum Qualifier;
    const char* page = "press-2018";
    const FigureMaker figure{page}, derived{page, Confidence::derived};
    const Period year = whole_year(2017), last_day = one_day(2017, 12, 31);
    const auto target = [&](const char* id, Label label, Interval<Decimal> required) {
        return Target{{id, std::move(label), ratio, "%", Part::grading}, std::move(required), Date(2018, 12, 31), Citation::of(page), Confidence::verified};
    };
    ReportBuilder report("my-hao", {"Đảng bộ huyện Mỹ Hào", "Party organisation of Mỹ Hào district"}, 2017);
    report.add(Source{page, {"báo Hưng Yên về tổng kết công tác xây dựng Đảng năm 2017 của huyện Mỹ Hào, tháng 1/2018", "Hưng Yên newspaper on the summary of 2017 in Mỹ Hào district, January 2018"}})
        .add(derived(0, last_day, Part::hierarchy, stock, "organization", "organizations", {"tổ chức cơ sở đảng", "grassroots organisations directly under the district"}, exact, "47"))
        .add(figure(0, last_day, Part::membership, stock, "member", "members", {"đảng viên", "members"}, exact, "5497"))
        .add(figure(0, year, Part::membership, flow, "member", "members_admitted", {"đảng viên mới kết nạp", "members admitted"}, exact, "164"))
        .add(figure(0, year, Part::grading, ratio, "%", "members_excellent_share", {"tỷ lệ đảng viên hoàn thành xuất sắc, như nguồn nêu", "share of members graded excellent, as the source states it"}, exact, "11.27"))
        .add(Tally(scales::cpv_2014(), {{{"clean_and_strong"}, 24}, {{"weak"}, 0}}, TallyAbout{.graded = 47, .of = Id("my-hao"), .source = Citation::of(page), .confidence = Confidence::derived}))
        .add(Statement{"organizations_by_rounding", Part::hierarchy, {"nguồn nêu 24 tổ chức, bằng 51 %: chỉ 47 tổ chức mới cho tỷ lệ ấy sau làm tròn", "the source states 24 organisations, 51 %: only 47 in all give that share when rounded"}, year,
                       Citation::of(page), Confidence::derived})
        .add(target("organizations_clean_and_strong_share", {"tỷ lệ tổ chức cơ sở đảng trong sạch, vững mạnh năm 2018", "share of organisations clean and strong in 2018"}, Figure::interval(from, decimal("50"))))
        .add(target("members_good_or_better_share", {"tỷ lệ đảng viên được xếp loại hoàn thành tốt nhiệm vụ trở lên năm 2018", "share of members graded good or better in 2018"}, Figure::interval(more_than, decimal("90"))));
    return report.build();
}

/// The XXVI town congress as the provincial portal and a newspaper report it, with the figures of 2016-2020; beside it the congress of 2015.
[[nodiscard]] inline Report my_hao_congress_2020() {
    using namespace detail;
    using enum MeasureType;
    using enum Qualifier;
    const char* inspectorate = "press-2020";
    const FigureMaker figure{portal_2020};
    const Period plan(Date(2016, 1, 1), Date(2021, 1, 1)), session = one_day(2020, 8, 5);
    const Measure output{"output_growth", {"tăng trưởng tổng giá trị sản xuất, bình quân một năm", "growth of total output, yearly average"}, ratio, "%", Part::economy};
    ReportBuilder report("my-hao", {"Đảng bộ thị xã Mỹ Hào", "Party organisation of Mỹ Hào town"}, 2020);
    report.add(Source{portal_2020, {"Cổng thông tin điện tử tỉnh Hưng Yên về đại hội đảng bộ thị xã Mỹ Hào", "portal of Hưng Yên province on the Mỹ Hào town congress"}, Date(2020, 8, 6)})
        .add(Source{inspectorate, {"báo Thanh tra về đại hội đảng bộ thị xã Mỹ Hào năm 2020", "Thanh tra newspaper on the Mỹ Hào town congress of 2020"}})
        .add(Source{"press-2015", {"báo Hưng Yên về đại hội đảng bộ huyện Mỹ Hào, tháng 8/2015", "Hưng Yên newspaper on the Mỹ Hào district congress, August 2015"}})
        .add(figure(0, session, Part::congress, stock, "delegate", "delegates", {"đại biểu chính thức", "official delegates"}, exact, "199"))
        .add(figure(0, session, Part::membership, stock, "member", "members", {"đảng viên", "members"}, more_than, "5600"))
        .add(figure(0, plan, output.part, output.type, "%", "output_growth", output.label, exact, "11.38"))
        .add(figure(0, plan, Part::economy, flow, "billion VND", "budget", {"ngân sách, như báo cáo nêu", "budget, as the report states it"}, more_than, "7000"))
        .add(figure(0, plan, Part::economy, ratio, "%", "budget_growth", {"tăng ngân sách, bình quân một năm", "growth of the budget, yearly average"}, exact, "19"))
        .add(Target{output, Figure::interval(from, decimal("11")), Date(2020, 12, 31), Citation::of(portal_2020), Confidence::verified})
        .add(Statement{"solemn_session", Part::congress, {"phiên trọng thể của đại hội thị xã ngày 5/8/2020", "the solemn session of the town congress was on 5 August 2020"}, session, Citation::of(inspectorate)})
        .add(Statement{"first_congress_as_a_town", Part::congress, {"đại hội đầu tiên từ khi thành thị xã", "the first congress since it became a town"}, session, Citation::of(portal_2020)})
        .add(CongressFacts{.id = "town_xxv", .label = {"đại hội huyện lần thứ XXV", "XXV district congress"}, .level = "district", .unit = Id("my-hao"), .ordinal = 25, .term = "2015-2020", .first_day = Date(2015, 8, 2),
                           .last_day = Date(2015, 8, 4), .source = Citation::of("press-2015")})
        .add(CongressFacts{.id = "town_xxvi", .label = {"đại hội đại biểu thị xã lần thứ XXVI", "XXVI town congress of delegates"}, .level = "district", .unit = Id("my-hao"), .ordinal = 26, .term = "2020-2025",
                           .directive = key("35-CT/TW", politburo, 2019, 5, 30), .source = Citation::of(portal_2020)});
    return report.build();
}

}  // namespace myhao::inline v0::datasets
