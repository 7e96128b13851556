// SPDX-License-Identifier: Apache-2.0
// The Party organisation of Mỹ Hào through time, as far as sources support it: every spell and succession with source and confidence. Data only.
// Of the 43 organisations directly under the town on 31/12/2020, 13 are known by name; the other 30 are placeholders that say so.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/data/instruments.hpp>
#include <myhao/org/history.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/source.hpp>

namespace myhao::inline v0 {

/// A row of the history with what stands behind it. `note` is empty where the source says just what the row says.
struct SourcedSpell {
    SpellRow row;
    Citation source;
    Confidence confidence = Confidence::verified;
    Label note = {};
};
struct SourcedSuccession {
    SuccessionRow row;
    Citation source;
    Confidence confidence = Confidence::verified;
    Label note = {};
};

namespace detail {

struct Place {
    const char *id, *name;
    const char *before, *form;  // form to 30/4/2019 (not verified), and from 1/5/2019
};
inline constexpr const char *xa = "xã", *phuong = "phường", *thi_tran = "thị trấn";
inline constexpr Place my_hao_places[] = {
    {"bach-sam", "Bạch Sam", xa, phuong}, {"ban-yen-nhan", "Bần Yên Nhân", thi_tran, phuong}, {"di-su", "Dị Sử", xa, phuong}, {"minh-duc", "Minh Đức", xa, phuong}, {"nhan-hoa", "Nhân Hòa", xa, phuong},
    {"phan-dinh-phung", "Phan Đình Phùng", xa, phuong}, {"phung-chi-kien", "Phùng Chí Kiên", xa, phuong}, {"cam-xa", "Cẩm Xá", xa, xa}, {"duong-quang", "Dương Quang", xa, xa}, {"hoa-phong", "Hòa Phong", xa, xa},
    {"hung-long", "Hưng Long", xa, xa}, {"ngoc-lam", "Ngọc Lâm", xa, xa}, {"xuan-duc", "Xuân Dục", xa, xa},
};
inline constexpr Place my_hao_new_wards[] = {{"phuong-my-hao", "Mỹ Hào", "", phuong}, {"phuong-duong-hao", "Đường Hào", "", phuong}, {"phuong-thuong-hong", "Thượng Hồng", "", phuong}};

inline constexpr int my_hao_organizations = 43;  // on 31/12/2020

[[nodiscard]] inline SpellRow spell_row(std::string id, std::string name, std::string kind, std::optional<Id> parent, Date since, std::optional<Date> until, std::optional<std::string> form = {}) {
    SpellRow row;
    row.id = Id(std::move(id)), row.name = std::move(name), row.kind = std::move(kind), row.parent = std::move(parent);
    row.since = since, row.until = until, row.form = std::move(form), row.system = "party";
    return row;
}
[[nodiscard]] inline SuccessionRow pair_row(Date day, std::optional<Id> before, std::optional<Id> after, const char* event, std::optional<std::string> instrument = {}) {
    SuccessionRow row;
    row.day = day, row.before = std::move(before), row.after = std::move(after), row.event = event, row.instrument = std::move(instrument);
    return row;
}

}  // namespace detail

namespace datasets {

/// The publications that the history cites.
[[nodiscard]] inline std::vector<Source> my_hao_history_sources() {
    return {{"article-2020", {"bài viết về kết quả xây dựng Đảng năm 2020 của Đảng bộ thị xã Mỹ Hào", "article on the results of 2020 of the Mỹ Hào town organisation"}},
            {"yearbook-2019", {"niên giám thống kê tỉnh Hưng Yên, đơn vị hành chính đến 31/12/2019", "statistical yearbook of Hưng Yên, units at 31/12/2019"}},
            {"press-2019", {"báo Hưng Yên, tháng 5/2019, về thị xã Mỹ Hào", "Hưng Yên newspaper, May 2019, on the town of Mỹ Hào"}},
            {"encyclopedia", {"bách khoa toàn thư mở, mục về Mỹ Hào và Bần Yên Nhân", "open encyclopedia, pages on Mỹ Hào and Bần Yên Nhân"}},
            {"press-2025", {"báo chí năm 2025 về sắp xếp đơn vị hành chính và tổ chức đảng ở Hưng Yên", "press of 2025 on the rearrangement of units and Party organisations in Hưng Yên"}},
            {"background", {"hiểu biết chung, chưa kiểm chứng", "general knowledge, not verified"}}};
}

/// The kinds of `cpv`, and one more: a grassroots organisation of which it is not known whether it is a committee or a cell.
[[nodiscard]] inline SchemeSeries my_hao_schemes() {
    std::vector<Edition> editions;
    const SchemeSeries cpv = SchemeSeries::cpv();
    for (const Edition& edition : cpv.editions()) {
        std::vector<Kind> kinds = edition.scheme.kinds();
        Kind unspecified = *edition.scheme.find("grassroots_committee");
        unspecified.name = "grassroots_unspecified";
        kinds.push_back(std::move(unspecified));
        editions.push_back({Scheme(edition.scheme.name(), std::move(kinds)), edition.period});
    }
    return SchemeSeries(std::move(editions), "cpv_my_hao");
}

/// `since` is the first day on which a source lets one say that the unit stood; it is the day of founding only where a succession says so.
[[nodiscard]] inline std::vector<SourcedSpell> my_hao_spells() {
    using namespace detail;
    const Date re_established(1999, 9, 1), town(2019, 5, 1), counted(2020, 12, 31), end_of_districts(2025, 7, 1);
    const Label first_mention{"ngày đầu là ngày đầu có căn cứ, không phải ngày thành lập", "its first day is the first for which there is evidence, not that of its founding"};
    std::vector<SourcedSpell> spells;
    const auto add = [&](SpellRow row, const char* publication, int paragraph, Confidence confidence, Label note = {}) {
        spells.push_back({std::move(row), Citation::of(publication, paragraph), confidence, std::move(note)});
    };

    add(spell_row("hung-yen", "Đảng bộ tỉnh Hưng Yên", "province", {}, re_established, end_of_districts, "tỉnh"), "encyclopedia", 0, Confidence::derived, first_mention);
    add(spell_row("thai-binh", "Đảng bộ tỉnh Thái Bình", "province", {}, end_of_districts - 1, end_of_districts, "tỉnh"), "press-2025", 0, Confidence::derived, first_mention);
    add(spell_row("hung-yen-2025", "Đảng bộ tỉnh Hưng Yên", "province", {}, end_of_districts, {}, "tỉnh"), "press-2025", 0, Confidence::verified);

    SpellRow district = spell_row("my-hao", "Đảng bộ huyện Mỹ Hào", "district", Id("hung-yen"), re_established, town, "huyện");
    SpellRow as_town = spell_row("my-hao", "Đảng bộ thị xã Mỹ Hào", "district", Id("hung-yen"), town, end_of_districts, "thị xã");
    district.code = as_town.code = "328";
    as_town.instrument = "656/NQ-UBTVQH14";
    add(std::move(district), "encyclopedia", 0, Confidence::derived, {"ngày tái lập là của huyện; tổ chức đảng được lập tương ứng", "the day is that of the district; the Party organisation corresponds to it"});
    add(std::move(as_town), "press-2019", 0, Confidence::verified);

    for (const Place& place : my_hao_places) {
        const auto named = [&](const char* form) { return std::string("Đảng bộ ") + form + " " + place.name; };
        add(spell_row(place.id, named(place.before), "grassroots_committee", Id("my-hao"), re_established, town, place.before), "background", 0, Confidence::unverified,
            {"tồn tại và hình thức trước 1/5/2019 chưa kiểm chứng", "that it stood before 1/5/2019, and in which form, is not verified"});
        SpellRow row = spell_row(place.id, named(place.form), "grassroots_committee", Id("my-hao"), town, end_of_districts, place.form);
        if (place.form == phuong) row.instrument = "656/NQ-UBTVQH14";
        add(std::move(row), "yearbook-2019", 0, Confidence::derived,
            {"tên và hình thức đã kiểm chứng; mỗi phường, xã một đảng bộ cơ sở là suy ra", "name and form are verified; one grassroots committee for each ward and commune is derived"});
    }
    for (int n = 14; n <= my_hao_organizations; ++n) {
        SpellRow unnamed = spell_row("my-hao-" + std::to_string(n), "(tổ chức cơ sở đảng chưa biết tên, " + std::to_string(n) + " của " + std::to_string(my_hao_organizations) + ")", "grassroots_unspecified", Id("my-hao"), counted, {});
        unnamed.ended = true;  // the town did not outlast 30/6/2025; on which day it ceased to stand under it is not known
        add(std::move(unnamed), "article-2020", 11, Confidence::derived,
            {"một trong 43 tổ chức đếm ngày 31/12/2020; chưa rõ tên, loại, ngày lập và ngày kết thúc", "one of the 43 counted on 31/12/2020; name, kind, first and last day are not known"});
    }
    for (const Place& place : my_hao_new_wards)
        add(spell_row(place.id, std::string("Đảng bộ phường ") + place.name, "commune", Id("hung-yen-2025"), end_of_districts, {}, "phường"), "background", 0, Confidence::unverified,
            {"tên phường mới chưa kiểm chứng", "the name of the new ward is not verified"});
    return spells;
}

[[nodiscard]] inline std::vector<SourcedSuccession> my_hao_successions() {
    using namespace detail;
    const Date day(2025, 7, 1);
    std::vector<SourcedSuccession> list;
    list.push_back({pair_row(Date(1999, 9, 1), {}, Id("my-hao"), "establish"), Citation::of("encyclopedia"), Confidence::verified,
                    {"tái lập từ huyện Mỹ Văn; thời kỳ trước đó không có trong lịch sử này", "re-established from Mỹ Văn district; its earlier life is not in this history"}});
    for (const char* province : {"hung-yen", "thai-binh"})
        list.push_back({pair_row(day, Id(province), Id("hung-yen-2025"), "merge", "202/2025/QH15"), Citation::of("press-2025"), Confidence::verified});
    list.push_back({pair_row(day, Id("my-hao"), {}, "dissolve"), Citation::of("press-2025"), Confidence::verified, {"kết thúc cấp huyện", "end of the district level"}});
    // Which of the 13 went into which of the three is not verified: every pair stands, with no share.
    for (const Place& from : my_hao_places)
        for (const Place& into : my_hao_new_wards)
            list.push_back({pair_row(day, Id(from.id), Id(into.id), "reorganize", "1666/NQ-UBTVQH15"), Citation::of("background"), Confidence::unverified,
                            {"chưa kiểm chứng đơn vị nào nhập vào phường nào", "which unit went into which ward is not verified"}});
    return list;
}

}  // namespace datasets

namespace detail {
[[nodiscard]] inline History my_hao_history_up_to(Confidence weakest) {
    HistoryBuilder builder(datasets::my_hao_schemes());
    builder.lenient();
    for (SourcedSpell& spell : datasets::my_hao_spells())
        if (spell.confidence <= weakest) builder.add(std::move(spell.row));
    for (SourcedSuccession& succession : datasets::my_hao_successions())
        if (succession.confidence <= weakest) builder.add(std::move(succession.row));
    return builder.build();
}
}  // namespace detail

namespace datasets {

/// The history itself, with what is not verified. Lenient: how long the 30 stood is not known.
/// Its own `findings()` list births and deaths that no succession documents.
[[nodiscard]] inline History my_hao_history() { return detail::my_hao_history_up_to(Confidence::unverified); }

/// The same without anything that is not verified: nothing is said of the 13 before 1/5/2019, nor of wards from 1/7/2025.
[[nodiscard]] inline History my_hao_history_of_evidence() { return detail::my_hao_history_up_to(Confidence::derived); }

/// A membership of 2025 as it is believed and not verified: to be shown as such, never to be computed with.
struct UnverifiedMembership {
    Id before, after;
    Confidence confidence = Confidence::unverified;
};
[[nodiscard]] inline std::vector<UnverifiedMembership> my_hao_unverified_memberships() {
    std::vector<UnverifiedMembership> list;
    const auto into = [&](const char* after, std::initializer_list<const char*> before) {
        for (const char* one : before) list.push_back({Id(one), Id(after)});
    };
    into("phuong-my-hao", {"ban-yen-nhan", "nhan-hoa", "phan-dinh-phung", "cam-xa"});
    into("phuong-duong-hao", {"di-su", "phung-chi-kien", "xuan-duc", "hung-long", "ngoc-lam"});
    into("phuong-thuong-hong", {"bach-sam", "minh-duc", "duong-quang", "hoa-phong"});
    return list;
}

/// What was chosen and what stays unknown, so that nobody takes it for a fact.
[[nodiscard]] inline Findings my_hao_history_findings() {
    Findings findings;
    const auto say = [&](const char* rule, const char* subject, const char* observed, Label text) {
        findings.add({State::undetermined, Severity::info, std::string("history.my_hao.") + rule, subject, observed, {}, {}, std::move(text)});
    };
    say("first_mention", "hung-yen, thai-binh and the 30", "", {"ngày đầu là ngày đầu có căn cứ, không phải ngày thành lập", "the first day is the first for which there is evidence, not that of the founding"});
    say("unnamed", "my-hao-14 to my-hao-43", "30 of 43",
        {"30 tổ chức chưa biết tên, chưa rõ đảng bộ hay chi bộ cơ sở; loại 'grassroots_unspecified'", "30 organisations without a known name, committee or cell; their kind is 'grassroots_unspecified'"});
    say("unknown_end", "my-hao-14 to my-hao-43", "", {"sau ngày 31/12/2020 chưa rõ còn hay hết", "whether they stand after 31/12/2020 is not known"});
    say("before_2019", "the 13", "1999-09-01 to 2019-05-01", {"tồn tại và hình thức của 13 đơn vị trước 1/5/2019 chưa kiểm chứng", "that the 13 stood before 1/5/2019, and in which form, is not verified"});
    say("memberships", "phuong-my-hao, phuong-duong-hao, phuong-thuong-hong", "13 into 3",
        {"thành phần và tên ba phường mới từ 1/7/2025 chưa kiểm chứng; tỷ lệ để trống", "the make-up and names of the three new wards from 1/7/2025 are not verified; shares are left unknown"});
    say("other_years", "my-hao", "47 on 31/12/2017, 43 on 31/12/2020", {"47 tổ chức năm 2017 là số liệu của năm khác; không mâu thuẫn với 43 của năm 2020", "the 47 organisations of 2017 are the figure of another year and do not contradict the 43 of 2020"});
    return findings;
}

}  // namespace datasets

}  // namespace myhao::inline v0
