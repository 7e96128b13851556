// SPDX-License-Identifier: Apache-2.0
// The year 2020 of the Party organisation of Mỹ Hào town, Hưng Yên, as one article gives it: every number with its paragraph. Data only.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/data/instruments.hpp>
#include <myhao/report/report.hpp>
#include <myhao/report/report_builder.hpp>

namespace myhao::inline v0 {

namespace detail {

inline constexpr const char *article_2020 = "article-2020", *portal_2020 = "portal-2020";

[[nodiscard]] inline Period whole_year(int year) { return Period(Date(year, 1, 1), Date(year + 1, 1, 1)); }
[[nodiscard]] inline Period one_day(int year, int month, int day) { return Period(Date(year, month, day), Date(year, month, day) + 1); }

/// "1.29" and the like: written in this file, so never wrong where the tests pass.
[[nodiscard]] inline Decimal decimal(const char* text) { return Decimal::parse(text).value(); }

struct FigureMaker {
    const char* publication;
    Confidence confidence = Confidence::verified;

    [[nodiscard]] Figure operator()(int paragraph, Period period, Part part, MeasureType type, const char* unit, const char* id, Label label, Qualifier qualifier, const char* first,
                                    const char* second = nullptr) const {
        Figure f;
        f.measure = {id, std::move(label), type, unit, part};
        f.qualifier = qualifier;
        f.value = Figure::interval(qualifier, decimal(first), second ? std::optional(decimal(second)) : std::nullopt);
        f.period = period;
        f.source = Citation::of(publication, paragraph);
        f.confidence = confidence;
        return f;
    }
};

inline void add_figures_2020(ReportBuilder& report) {
    using enum MeasureType;
    using enum Qualifier;
    const FigureMaker figure{article_2020};
    const Period year = whole_year(2020), last_day = one_day(2020, 12, 31);
    report.add(figure(3, year, Part::study, ratio, "%", "study_attendance", {"đảng viên tham gia học tập, bình quân", "members who took part in study, on average"}, range, "90", "95"))
        .add(figure(8, year, Part::study, flow, "class", "training_classes", {"lớp bồi dưỡng", "training classes"}, exact, "22"))
        .add(figure(8, year, Part::study, flow, "attendance", "training_attendances", {"lượt học viên", "attendances at training classes"}, exact, "1982"))
        .add(figure(8, year, Part::study, flow, "conference", "rapporteur_conferences", {"hội nghị báo cáo viên", "conferences of rapporteurs"}, exact, "11"))
        .add(figure(8, year, Part::study, flow, "attendance", "rapporteur_attendances", {"lượt báo cáo viên", "attendances of rapporteurs"}, more_than, "550"))
        .add(figure(8, year, Part::study, flow, "copy", "bulletin_copies", {"bản tin thông báo nội bộ đã cấp phát", "copies of the internal bulletin given out"}, nearly, "4000"))
        .add(figure(8, year, Part::hierarchy, stock, "unit", "wards_and_communes", {"phường, xã", "wards and communes"}, exact, "13"))
        .add(figure(10, year, Part::membership, flow, "member", "members_admitted", {"đảng viên mới kết nạp", "members admitted"}, exact, "72"))
        .add(figure(10, year, Part::membership, flow, "member", "badges_proposed", {"đảng viên được đề nghị tặng Huy hiệu Đảng", "members proposed for the Party badge"}, exact, "358"))
        .add(figure(11, last_day, Part::hierarchy, stock, "organization", "organizations", {"chi bộ, đảng bộ cơ sở trực thuộc", "grassroots organisations directly under the town"}, exact, "43"))
        .add(figure(11, last_day, Part::membership, stock, "member", "members", {"đảng viên", "members"}, exact, "5699"))
        .add(figure(11, year, Part::grading, stock, "organization", "organizations_appraised", {"tổ chức đảng được thẩm định", "organisations appraised"}, exact, "43"))
        .add(figure(11, year, Part::commendation, flow, "organization", "organizations_commended", {"tổ chức đảng được khen thưởng", "organisations commended"}, exact, "8"))
        .add(figure(11, year, Part::commendation, flow, "member", "members_commended", {"đảng viên được khen thưởng", "members commended"}, exact, "1"))
        .add(figure(18, year, Part::economy, ratio, "%", "economic_growth", {"tốc độ tăng trưởng kinh tế", "economic growth"}, more_than, "10"))
        .add(figure(18, year, Part::economy, ratio, "%", "poor_households", {"tỷ lệ hộ nghèo", "poor households"}, exact, "1.29"))
        .add(figure(18, year, Part::economy, rank, "place", "education_rank", {"thứ hạng ngành giáo dục và đào tạo trong tỉnh", "rank of education and training in the province"}, exact, "2"))
        .add(figure(18, whole_year(2019), Part::economy, rank, "place", "reform_index_rank",
                    {"thứ hạng chỉ số cải cách hành chính cấp huyện trong tỉnh", "rank of the administrative reform index, district level, in the province"}, exact, "2"));
}

inline void add_statements_2020(ReportBuilder& report) {
    const auto say = [&](int paragraph, Part part, const char* id, Label text, int year = 2020) {
        report.add(Statement{id, part, std::move(text), whole_year(year), Citation::of(article_2020, paragraph)});
    };
    say(2, Part::terms, "last_year_of_xxv", {"năm cuối thực hiện nghị quyết của đại hội thị xã lần thứ XXV", "the last year under the resolution of the XXV town congress"});
    say(2, Part::terms, "term_of_xxvi", {"đại hội thị xã lần thứ XXVI mở nhiệm kỳ 2020-2025", "the XXVI town congress opens the term 2020-2025"});
    report.add(Statement{"plan_period_article", Part::terms, {"bài viết gọi giai đoạn kế hoạch kinh tế - xã hội là 2016-2021", "the article calls 2016-2021 the period of the socio-economic plan"}, whole_year(2020),
                         Citation::of(article_2020, 2), Confidence::verified, "plan_period_congress"});
    report.add(Statement{"plan_period_congress", Part::terms, {"báo cáo đại hội thị xã tính giai đoạn 2016-2020", "the report to the town congress counts the period 2016-2020"}, whole_year(2020),
                         Citation::of(portal_2020)});
    say(2, Part::economy, "pandemic", {"dịch COVID-19 gây khó khăn cho công việc của năm", "the year's work was made harder by COVID-19"});
    say(2, Part::economy, "objectives", {"các mục tiêu kinh tế - xã hội được nêu là hoàn thành ở mức khá", "the socio-economic objectives are said to be met fairly well"});
    say(3, Part::study, "study_of_directives", {"tổ chức học tập chỉ thị, nghị quyết, kết luận của Trung ương và lập chương trình hành động tại chỗ", "directives, resolutions and conclusions of the Centre were studied and turned into local programmes"});
    say(4, Part::commendation, "commendation_of_collectives", {"bí thư thị ủy trao giấy khen năm 2020 cho các tập thể", "the town secretary handed commendations for 2020 to collectives"});
    say(7, Part::instruments, "resolution_35", {"lãnh đạo thực hiện Nghị quyết 35 năm 2018 của Bộ Chính trị", "the Politburo's resolution 35 of 2018 was carried out"});
    say(7, Part::hierarchy, "committee_35_reformed", {"Ban Chỉ đạo 35 của thị ủy được kiện toàn", "the town's Committee 35 was re-formed"});
    say(7, Part::study, "online_writing", {"bộ phận giúp việc của Ban Chỉ đạo 35 viết và chia sẻ bài trên mạng xã hội", "the working group of Committee 35 wrote and shared articles on social media"});
    say(8, Part::study, "training_by_the_centre", {"Ban Tuyên giáo chỉ đạo Trung tâm bồi dưỡng chính trị mở lớp cùng các ngành, đoàn thể", "the propaganda board had the political training centre hold classes with the town's offices and organisations"});
    say(8, Part::study, "radio_and_website", {"đài truyền thanh và trang thông tin của thị xã đưa tin về kết quả của địa phương", "the town's radio and website reported on local results"});
    say(9, Part::congress, "congresses_held", {"ban thường vụ tổ chức đại hội các cấp và đại hội thị xã", "the standing committee had the congresses of all levels and the town congress held"});
    say(10, Part::posts, "scheme_10", {"đề án số 10 của tỉnh: bí thư chi bộ đồng thời là trưởng thôn, tổ trưởng tổ dân phố", "provincial scheme no. 10: cell secretaries also head their village or street group"});
    say(10, Part::grading, "grading_by_the_rules", {"việc đánh giá, xếp loại và khen thưởng được nêu là theo quy định của Trung ương và tỉnh", "evaluation, grading and commendation are said to follow the rules of the Centre and the province"});
    say(11, Part::instruments, "letter_on_review", {"ban thường vụ thị ủy ra công văn về kiểm điểm, xếp loại năm 2020, không nêu số", "the standing committee issued a letter on the review of 2020; its number is not stated"});
    say(12, Part::inspection, "inspection_in_a_congress_year", {"kiểm tra, giám sát theo Điều lệ và phục vụ đại hội; không nêu số liệu", "inspection and supervision under the Charter, in support of the congresses; no numbers are stated"});
    say(12, Part::inspection, "personnel_cases", {"vụ việc nghi vi phạm về nhân sự đại hội được xem xét và kết luận", "cases with signs of violation that concerned congress personnel were examined and concluded"});
    say(13, Part::mobilization, "mobilization", {"phong trào thi đua và vận động quần chúng được nêu là có chuyển biến; không nêu số liệu", "mass mobilisation and emulation are said to have improved; no numbers are stated"});
    say(17, Part::internal_affairs, "internal_affairs", {"chỉ đạo công tác nội chính và phòng, chống tham nhũng, lãng phí; không nêu số liệu", "internal affairs and the fight against corruption and waste were directed; no numbers are stated"});
    say(17, Part::internal_affairs, "pressing_matters", {"ủy ban kiểm tra và các ngành nội chính tham mưu giải quyết vụ việc phức tạp", "the inspection committee and the offices of internal affairs advised on complex cases"});
    say(18, Part::economy, "programmes", {"tiếp tục chương trình văn minh đô thị và nông thôn mới nâng cao", "programmes for the town and for the countryside were continued"});
    say(18, Part::economy, "culture_health_education", {"văn hóa, y tế và giáo dục được nêu là có tiến bộ", "culture, health and education are said to have developed further"});
    say(18, Part::economy, "administrative_reform", {"đẩy mạnh cải cách hành chính và chính quyền điện tử", "administrative reform and electronic government were strengthened"});
    say(18, Part::economy, "security_and_order", {"an ninh, trật tự được giữ vững; đại hội các cấp được bảo đảm an toàn", "security and order were kept; the congresses were held safely"});
    say(19, Part::posts, "secretary_in_the_province", {"bí thư thị ủy đồng thời là ủy viên ban thường vụ tỉnh ủy", "the town secretary is also a member of the provincial standing committee"});
    say(19, Part::priorities, "first_year_of_xxvi", {"năm đầu thực hiện nghị quyết đại hội thị xã lần thứ XXVI", "the first year under the resolution of the XXVI town congress"}, 2021);
    say(19, Part::priorities, "ideology_and_organization", {"nhóm việc về tư tưởng, về tổ chức và về xây dựng đảng bộ", "political, ideological and organisational work"}, 2021);
    say(19, Part::priorities, "programmes_of_resolutions", {"nhóm việc đưa nghị quyết đại hội thành chương trình và đề án", "programmes and schemes that carry out the congress resolutions"}, 2021);
    say(19, Part::priorities, "reform_2021", {"nhóm việc về cải cách hành chính", "further administrative reform"}, 2021);
    say(19, Part::priorities, "infrastructure_2021", {"nhóm việc về hạ tầng và đô thị", "infrastructure and a well-kept town"}, 2021);
    say(19, Part::priorities, "living_conditions_2021", {"nhóm việc về mức sống của người dân", "better living conditions"}, 2021);
}

}  // namespace detail

namespace datasets {

/// Mỹ Hào 2020. It states no fact about any single one of the 43 organisations.
[[nodiscard]] inline Report my_hao_2020() {
    using namespace detail;
    const InstrumentKey directive = key("35-CT/TW", politburo, 2019, 5, 30);
    const Instrument scheme = instruments::get("Đề án số 10");
    ReportBuilder report("my-hao", {"Đảng bộ thị xã Mỹ Hào", "Party organisation of Mỹ Hào town"}, 2020);
    report.add(Source{article_2020, {"bài viết về kết quả xây dựng Đảng năm 2020 của Đảng bộ thị xã Mỹ Hào; số đoạn đếm theo dòng không trống", "article on the results of 2020 of the Mỹ Hào town organisation; paragraphs are its lines that are not empty"}})
        .add(Source{portal_2020, {"Cổng thông tin điện tử tỉnh Hưng Yên về đại hội đảng bộ thị xã Mỹ Hào", "portal of Hưng Yên province on the Mỹ Hào town congress"}, Date(2020, 8, 6)});
    add_figures_2020(report);
    const Citation grading = Citation::of(article_2020, 11);
    report.add(Tally(scales::cpv_2018(), {{{"excellent"}, 8}, {{"good"}, 35}, {{"completed"}, 0}}, TallyAbout{.graded = 43, .of = Id("my-hao"), .source = grading, .confidence = Confidence::verified}))
        .add(Tally(scales::cpv_2018(), {{{"excellent", "good"}, 4215}}, TallyAbout{.subject = Subject::member, .source = grading, .confidence = Confidence::verified}));
    add_statements_2020(report);
    report.add(PostCount{.id = "cell_secretary_village_head", .label = {"bí thư chi bộ đồng thời là trưởng thôn, tổ trưởng tổ dân phố, trưởng phố", "cell secretaries who also head a village or street group"},
                         .post = "cell_secretary", .also = "village_head", .holders = 75, .of = 75, .period = whole_year(2020), .source = Citation::of(article_2020, 10), .basis = scheme.key});
    report.add(CongressFacts{.id = "town_xxv", .label = {"đại hội thị xã lần thứ XXV", "XXV town congress"}, .level = "district", .unit = Id("my-hao"), .ordinal = 25, .source = Citation::of(article_2020, 2)})
        .add(CongressFacts{.id = "town_xxvi", .label = {"đại hội đại biểu thị xã lần thứ XXVI", "XXVI town congress of delegates"}, .level = "district", .unit = Id("my-hao"), .ordinal = 26, .term = "2020-2025",
                           .first_day = Date(2020, 8, 4), .last_day = Date(2020, 8, 6), .contents_done = 4, .contents_required = 4, .directive = directive, .source = Citation::of(article_2020, 9)})
        .add(CongressFacts{.id = "grassroots", .label = {"đại hội cơ sở", "grassroots congresses"}, .level = "grassroots", .term = "2020-2025", .last_day = Date(2020, 6, 10), .contents_done = 4, .contents_required = 4,
                           .directive = directive, .source = Citation::of(article_2020, 9)});
    report.add(Mention{instruments::get("35-NQ/TW", Date(2018, 10, 22)), Citation::of(article_2020, 7)})
        .add(Mention{instruments::get("35-CT/TW", Date(2019, 5, 30)), Citation::of(article_2020, 9)})
        .add(Mention{scheme, Citation::of(article_2020, 10)});
    return report.build();
}

}  // namespace datasets

}  // namespace myhao::inline v0
