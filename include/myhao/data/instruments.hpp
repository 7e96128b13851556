// SPDX-License-Identifier: Apache-2.0
// The instruments that the sources name, with what was read of their keys and relations. Data only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/sources/instrument.hpp>

namespace myhao::inline v0 {

namespace detail {

inline constexpr const char *politburo = "Bộ Chính trị", *organization_board = "Ban Tổ chức Trung ương", *party_office = "Văn phòng Trung ương Đảng",
                            *assembly_committee = "Ủy ban Thường vụ Quốc hội", *hung_yen_committee = "Ban Thường vụ Tỉnh ủy Hưng Yên";

[[nodiscard]] inline InstrumentKey key(const char* number, const char* issuer, int year, int month, int day) { return {number, issuer, Date(year, month, day)}; }

/// Evaluation of organisations and members, by year.
inline void add_evaluation_instruments(std::vector<Instrument>& list) {
    using enum Confidence;
    using enum InstrumentRelationKind;
    const InstrumentKey hd20 = key("20-HD/BTCTW", organization_board, 2008, 10, 10), hd27 = key("27-HD/BTCTW", organization_board, 2014, 9, 25);
    const InstrumentKey qd132 = key("132-QĐ/TW", politburo, 2018, 3, 8), hd16 = key("16-HD/BTCTW", organization_board, 2018, 9, 24), hd21 = key("21-HD/BTCTW", organization_board, 2019, 10, 18);
    const InstrumentKey qd124 = key("124-QĐ/TW", politburo, 2023, 10, 4), hd25 = key("25-HD/BTCTW", organization_board, 2023, 11, 10);
    const InstrumentKey qd366 = key("366-QĐ/TW", politburo, 2025, 8, 30), hd43 = key("43-HD/BTCTW", organization_board, 2025, 10, 31);
    const InstrumentKey qd213{"213-QĐ/TW", politburo, std::nullopt};  // its day was not verified
    const InstrumentKey hd56 = key("56-HD/VPTW", party_office, 2015, 10, 27);
    list.push_back({hd20, {"hướng dẫn đánh giá chất lượng tổ chức cơ sở đảng và đảng viên", "guidance on the quality of grassroots organisations and members"}, {}, {}, {}, verified});
    list.push_back({hd27, {"hướng dẫn kiểm điểm và phân loại chất lượng hằng năm", "guidance on yearly review and classification"}, {}, {}, {}, verified});
    list.push_back({key("1825-CV/BTCTW", organization_board, 2016, 11, 18), {"công văn bổ sung cho năm 2016", "letter that supplements the guidance for 2016"}, {}, {}, {{amends, hd27, translated}}, translated});
    list.push_back({qd132, {"quy định về kiểm điểm, đánh giá, xếp loại chất lượng hằng năm", "regulation on yearly review, evaluation and grading"}, {}, {}, {}, verified});
    list.push_back({hd16, {"hướng dẫn thực hiện Quy định 132", "guidance to regulation 132"}, {}, {}, {{guides, qd132, verified}}, verified});
    list.push_back({hd21, {"hướng dẫn kiểm điểm, đánh giá, xếp loại chất lượng", "guidance on review, evaluation and grading"}, Date(2019, 10, 18), {}, {{guides, qd132, derived}, {replaces, hd16, verified}}, verified});
    list.push_back({qd213, {"quy định về đảng viên giữ mối liên hệ với chi bộ nơi cư trú", "regulation on members' link with the cell where they live"}, {}, {}, {}, partial});
    list.push_back({key("33-HD/BTCTW", organization_board, 2020, 10, 30), {"hướng dẫn thực hiện Quy định 213", "guidance to regulation 213"}, {}, {}, {{guides, qd213, verified}}, verified});
    list.push_back({qd124, {"quy định về kiểm điểm, đánh giá, xếp loại chất lượng hằng năm", "regulation on yearly review, evaluation and grading"}, {}, {}, {{replaces, qd132, verified}}, verified});
    list.push_back({hd25, {"hướng dẫn thực hiện Quy định 124", "guidance to regulation 124"}, Date(2023, 11, 10), {}, {{guides, qd124, derived}}, verified});
    list.push_back({qd366, {"quy định về kiểm điểm, đánh giá, xếp loại theo thang 100 điểm", "regulation on review, evaluation and grading with a score of 100"}, {}, {}, {{replaces, qd124, verified}}, verified});
    list.push_back({hd43, {"hướng dẫn thực hiện Quy định 366", "guidance to regulation 366"}, Date(2025, 10, 31), {}, {{guides, qd366, derived}, {replaces, hd25, verified}}, verified});
    list.push_back({key("198-KL/TW", politburo, 2025, 10, 8), {"kết luận về đánh giá cán bộ hằng quý và hằng năm", "conclusion on quarterly and yearly evaluation of leaders"}, {}, {}, {}, translated});
    list.push_back({key("10072-CV/BTCTW", organization_board, 2025, 11, 6), {"công văn về việc đánh giá năm 2025", "letter on the evaluation of 2025"}, {}, {}, {}, verified});
    list.push_back({key("02-HD/BTCTW", organization_board, 2026, 5, 22), {"hướng dẫn đánh giá hằng quý", "guidance on quarterly evaluation"}, {}, {}, {}, unverified});
    list.push_back({{"89-QĐ/TW", "", Date(2017, 8, 4)}, {"quy định về tiêu chí đánh giá cán bộ lãnh đạo, quản lý", "regulation on criteria for leaders"}, {}, {}, {}, verified});
    list.push_back({hd56, {"hướng dẫn mức tiền thưởng kèm khen thưởng", "guidance on the money that goes with commendation"}, {}, {}, {}, verified});
    list.push_back({key("19780-CV/VPTW", party_office, 2025, 12, 29), {"công văn điều chỉnh Hướng dẫn 56", "letter that adjusts guidance 56"}, Date(2025, 12, 29), {}, {{amends, hd56, verified}}, verified});
    list.push_back({{"06-HD/TW", "", Date(2025, 6, 9)}, {"hướng dẫn, có phần về khen thưởng", "guidance, with a part on commendation"}, {}, {}, {}, verified});
}

/// Charter, organisation and elections.
inline void add_charter_instruments(std::vector<Instrument>& list) {
    using enum Confidence;
    using enum InstrumentRelationKind;
    const auto dated = [](const char* number, int year, int month, int day) { return InstrumentKey{number, "", Date(year, month, day)}; };
    const InstrumentKey charter{"Điều lệ Đảng", "Đại hội XI", Date(2011, 1, 19)};
    const InstrumentKey qd45 = dated("45-QĐ/TW", 2011, 11, 1), qd29 = dated("29-QĐ/TW", 2016, 7, 25), qd24{"24-QĐ/TW", "Ban Chấp hành Trung ương", Date(2021, 7, 30)}, qd232 = dated("232-QĐ/TW", 2025, 1, 20),
                        qd294 = dated("294-QĐ/TW", 2025, 5, 26);
    const Label implementing{"quy định thi hành Điều lệ Đảng", "regulation that implements the Party Charter"};
    const Label elections{"quy chế bầu cử trong Đảng", "rules of elections within the Party"};
    list.push_back({charter, {"Điều lệ Đảng Cộng sản Việt Nam", "Charter of the Communist Party of Vietnam"}, Date(2011, 1, 19), {}, {}, verified});
    list.push_back({qd45, implementing, {}, {}, {{implements, charter, derived}}, verified});
    list.push_back({qd29, implementing, {}, {}, {{implements, charter, derived}, {replaces, qd45, derived}}, verified});
    list.push_back({qd24, implementing, {}, {}, {{implements, charter, derived}, {replaces, qd29, derived}}, verified});
    list.push_back({qd232, implementing, {}, {}, {{implements, charter, derived}, {replaces, qd24, derived}}, verified});
    list.push_back({qd294, implementing, Date(2025, 7, 1), {}, {{implements, charter, derived}, {replaces, qd232, derived}}, verified});
    list.push_back({{"20-QĐ/TW", "", std::nullopt}, implementing, {}, {}, {}, partial});  // seen by its title only
    list.push_back({dated("01-HD/TW", 2016, 9, 20), {"hướng dẫn, có phần về các phiên của đại hội", "guidance, with a part on the sessions of a congress"}, {}, {}, {}, verified});
    list.push_back({dated("01-HD/TW", 2021, 9, 28), {"hướng dẫn, có phần về tuổi đảng và Huy hiệu Đảng", "guidance, with a part on Party age and badges"}, {}, {}, {}, verified});
    const InstrumentKey qd220 = dated("220-QĐ/TW", 2009, 4, 17), qd244 = dated("244-QĐ/TW", 2014, 6, 9), qd190 = dated("190-QĐ/TW", 2024, 10, 10);
    list.push_back({qd220, elections, {}, {}, {}, verified});
    list.push_back({qd244, elections, {}, {}, {{replaces, qd220, derived}}, verified});
    list.push_back({qd190, elections, {}, {}, {{replaces, qd244, derived}}, verified});
    list.push_back({dated("04-HD/TW", 2024, 12, 31), {"hướng dẫn về bầu cử trong Đảng", "guidance on elections within the Party"}, {}, {}, {{guides, qd190, derived}}, verified});
    list.push_back({dated("220-QĐ/TW", 2013, 12, 27), {"quy định về cơ quan tham mưu cấp huyện", "regulation on advisory bodies of the district level"}, {}, {}, {}, unverified});
    list.push_back({{"219-QĐ/TW", "Ban Bí thư", Date(2013, 12, 27)}, {"quy định về cơ quan chuyên trách cấp tỉnh", "regulation on advisory bodies of the provincial level"}, {}, {}, {}, verified});
    list.push_back({dated("04-QĐi/TW", 2018, 7, 25), {"quy định về cơ quan tham mưu cấp tỉnh", "regulation on advisory bodies of the provincial level"}, {}, {}, {}, verified});
    list.push_back({dated("137-QĐ/TW", 2023, 12, 1), {"quy định về cơ quan tham mưu, giúp việc cấp tỉnh", "regulation on advisory bodies of the provincial level"}, {}, {}, {}, verified});
    list.push_back({dated("298-QĐ/TW", 2025, 6, 9), {"quy định về cơ quan tham mưu của đảng ủy xã, phường, đặc khu", "regulation on advisory bodies of communes"}, {}, {}, {}, verified});
    list.push_back({{"361-QĐ/TW", "", std::nullopt}, {"quy định về đảng bộ, chi bộ cơ sở trong cơ quan đảng", "regulation on grassroots organisations in Party agencies"}, {}, {}, {}, verified});
    list.push_back({dated("18-NQ/TW", 2017, 10, 25), {"nghị quyết về tổ chức bộ máy", "resolution on the organisation of the political system"}, {}, {}, {}, verified});
    list.push_back({key("35-NQ/TW", politburo, 2018, 10, 22), {"nghị quyết về bảo vệ nền tảng tư tưởng của Đảng", "resolution on protecting the Party's ideological foundation"}, {}, {}, {}, verified});
}

/// Congresses of all levels.
inline void add_congress_instruments(std::vector<Instrument>& list) {
    using enum Confidence;
    using enum InstrumentRelationKind;
    const InstrumentKey ct35_2019 = key("35-CT/TW", politburo, 2019, 5, 30), ct35_2024 = key("35-CT/TW", politburo, 2024, 6, 14), ct45_2025 = key("45-CT/TW", politburo, 2025, 4, 14);
    const InstrumentKey kl118{"118-KL/TW", "", Date(2025, 1, 18)};
    const auto congresses = [](const char* vi, const char* en) { return Label{std::string("đại hội đảng bộ các cấp, nhiệm kỳ ") + vi, std::string("congresses of all levels, term ") + en}; };
    list.push_back({{"36-CT/TW", "", Date(2014, 5, 30)}, congresses("2015-2020", "2015-2020"), {}, {}, {}, verified});
    list.push_back({ct35_2019, congresses("2020-2025", "2020-2025"), {}, {}, {}, verified});
    list.push_back({ct35_2024, congresses("2025-2030", "2025-2030"), {}, {}, {}, derived});  // its issuer follows from that of the directive that replaces it
    list.push_back({kl118, congresses("2025-2030 (bổ sung)", "2025-2030 (addition)"), {}, {}, {}, verified});
    list.push_back({ct45_2025, congresses("2025-2030", "2025-2030"), {}, {}, {{replaces, ct35_2024, verified}, {replaces, kl118, verified}}, verified});
    list.push_back({{"45-CT/TW", "", Date(2020, 6, 20)}, {"lãnh đạo cuộc bầu cử đại biểu Quốc hội và Hội đồng nhân dân", "elections to the National Assembly and People's Councils"}, {}, {}, {}, verified});
    list.push_back({{"126-KL/TW", "", Date(2025, 2, 14)}, {"kết luận, có điều chỉnh thời gian đại hội", "conclusion that adjusts the time of congresses, among others"}, {}, {}, {}, translated});
    list.push_back({{"163-KL/TW", "", Date(2025, 6, 6)}, {"kết luận về hoàn thành đại hội cơ sở năm 2025", "conclusion on finishing grassroots congresses in 2025"}, {}, {}, {}, verified});
    list.push_back({{"185-KL/TW", "", Date(2025, 8, 22)}, {"kết luận siết chặt hướng dẫn đại hội năm 2025", "conclusion that tightens the guidance on congresses of 2025"}, {}, {}, {}, verified});
    list.push_back({{"13-TT/TU", "Ban Thường vụ Tỉnh ủy Nghệ An", Date(2025, 4, 26)}, {"thông tri của tỉnh thực hiện Chỉ thị 45", "provincial circular that implements directive 45"}, {}, {}, {{implements, ct45_2025, translated}}, translated});
}

/// Mỹ Hào and its province.
inline void add_local_instruments(std::vector<Instrument>& list) {
    using enum Confidence;
    using enum InstrumentRelationKind;
    const InstrumentKey nq18{"18-NQ/TW", "", Date(2017, 10, 25)};
    list.push_back({key("656/NQ-UBTVQH14", assembly_committee, 2019, 3, 13), {"lập thị xã Mỹ Hào và 7 phường", "founding of the town of Mỹ Hào and seven wards"}, Date(2019, 5, 1), {}, {}, verified});
    list.push_back({key("202/2025/QH15", "Quốc hội", 2025, 6, 12), {"sắp xếp đơn vị hành chính cấp tỉnh", "rearrangement of provinces"}, {}, {}, {}, verified});
    list.push_back({{"1666/NQ-UBTVQH15", assembly_committee, std::nullopt}, {"sắp xếp đơn vị hành chính cấp xã của Hưng Yên", "rearrangement of the communes of Hưng Yên"}, {}, {}, {}, verified});
    list.push_back({{"1788-QĐ/TU", "", Date(2025, 6, 26)}, {"chuyển giao tổ chức đảng và đảng viên về tỉnh mới", "transfer of organisations and members to the new province"}, {}, {}, {}, verified});
    list.push_back({{"2051-QĐ/TU", "", Date(2025, 6, 27)}, {"chuyển giao tổ chức đảng và đảng viên về tỉnh mới", "transfer of organisations and members to the new province"}, {}, {}, {}, verified});
    list.push_back({{"88-KH/TU", "", std::nullopt}, {"kế hoạch của tỉnh thực hiện Nghị quyết 18", "provincial plan that implements resolution 18"}, {}, {}, {{implements, nq18, verified}}, verified});
    list.push_back({{"Đề án số 10", hung_yen_committee, std::nullopt}, {"đề án số 10 của tỉnh, chưa rõ tên đầy đủ và ngày", "provincial scheme no. 10, its full title and day not known"}, {}, {}, {}, partial});
}

}  // namespace detail

/// The built-in registry. What was not verified is marked so; a day or an issuer that was not read is empty.
namespace instruments {

[[nodiscard]] inline const Instruments& registry() {
    static const Instruments built_in = [] {
        std::vector<Instrument> list;
        detail::add_evaluation_instruments(list);
        detail::add_charter_instruments(list);
        detail::add_congress_instruments(list);
        detail::add_local_instruments(list);
        return Instruments(std::move(list));
    }();
    return built_in;
}

/// The only built-in instrument that fits; throws InvalidDocument that lists the candidates where there is none or more than one.
[[nodiscard]] inline Instrument get(std::string_view number, std::optional<Date> issued = {}, std::string_view issuer = {}) { return registry().get(number, issued, issuer); }

}  // namespace instruments

}  // namespace myhao::inline v0
