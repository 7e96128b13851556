// SPDX-License-Identifier: Apache-2.0
// Directive 35-CT/TW of 30/5/2019: congresses of all levels for the term 2020-2025. Its namesake of 14/6/2024 is another one.
#pragma once

#include <myhao/regulations/congress_writing.hpp>

namespace myhao::inline v0::regulations {

[[nodiscard]] inline const Directive& ct_35_2019() {
    static const Directive directive = [] {
        using namespace detail;
        const InstrumentKey key{"35-CT/TW", "Bộ Chính trị", Date(2019, 5, 30)};
        const Limits c1{key, "C1"}, c3{key, "C3"}, a4{key, "A4"};
        // Cells come before the grassroots congress; their days and limits of 2020 were left to the provinces, or not read.
        LevelRule grassroots = level("grassroots"), district = level("district"), province = level("province");
        grassroots.most_days = c1.limit(2), grassroots.first_day = c1.limit(Date(2020, 4, 1)), grassroots.deadline = c1.by(Date(2020, 6, 30));
        district.most_days = c1.limit(3), district.deadline = c1.by(Date(2020, 8, 31)), district.most_preparatory_half_days = c1.limit(1);
        province.most_days = c1.limit(4), province.deadline = c1.by(Date(2020, 10, 31)), province.most_preparatory_half_days = c1.limit(1);
        grassroots.delegates_from = c3.limit<std::int64_t>(200);

        using Number = Interval<std::int64_t>;
        const auto smaller = [&](SizeLimit size) { return size.of_before = Ratio(19, 20), size; };  // about 5 % fewer than in the term before
        const Label fewer{"giảm khoảng 5% so với số tối đa nhiệm kỳ trước", "about 5 % below the most of the term before"};
        district.sizes = {c3.size("delegates", Number::at_most(300)), smaller(a4.size("committee", {}, "", fewer))};
        province.sizes = {c3.size("delegates", Number::at_most(350), "province_or_police", {"tỉnh, công an: 300 đến 350", "provinces and police: 300 to 350"}),
                          c3.size("delegates", Number::at_most(500), "hanoi", {"Hà Nội", "Hà Nội"}),
                          c3.size("delegates", Number::at_most(450), "largest", {"TP Hồ Chí Minh, Nghệ An, Thanh Hóa, Quân đội", "Hồ Chí Minh City, Nghệ An, Thanh Hóa, the army"}),
                          c3.size("delegates", Number::at_most(300), "central_bloc", {"khối Trung ương: 250 đến 300", "central blocs: 250 to 300"}),
                          smaller(a4.size("committee", {}, "", fewer)),
                          a4.size("standing_committee", Number::between(13, 15), "ordinary", {"tỉnh, thành phố thường", "an ordinary province or city"}),
                          a4.size("standing_committee", Number::at_most(17), "four_largest", {"Hà Nội, TP Hồ Chí Minh, Thanh Hóa, Nghệ An", "Hà Nội, Hồ Chí Minh City, Thanh Hóa, Nghệ An"})};

        Directive d{.key = key, .label = {"đại hội đảng bộ các cấp, nhiệm kỳ 2020-2025", "congresses of all levels, term 2020-2025"}, .term = "2020-2025", .levels = {level("cell"), grassroots, district, province}};
        // That it lists these four follows from the article and from a provincial congress; whether it allowed fewer was not read.
        d.contents = congress_contents();
        d.contents_required = {{4, read_at(key, "C2"), Confidence::derived}};
        // Paused at the end of March 2020, resumed in April or May; no deadline moved.
        d.suspensions = {{.levels = {"grassroots"},
                          .since = Interval<Date>::between(Date(2020, 3, 21), Date(2020, 4, 1)),
                          .until = Interval<Date>::between(Date(2020, 4, 1), Date(2020, 5, 31)),
                          .label = {"tạm dừng đại hội cơ sở do dịch Covid-19; hạn hoàn thành không đổi", "grassroots congresses paused in the epidemic; the deadlines stayed"},
                          .citation = read_at(key, "C1")}};
        return d;
    }();
    return directive;
}

}  // namespace myhao::inline v0::regulations
