// SPDX-License-Identifier: Apache-2.0
// Directive 36-CT/TW of 30/5/2014: congresses of all levels for the term 2015-2020.
#pragma once

#include <myhao/regulations/congress_writing.hpp>

namespace myhao::inline v0::regulations {

[[nodiscard]] inline const Directive& ct_36_2014() {
    static const Directive directive = [] {
        using namespace detail;
        const InstrumentKey key{"36-CT/TW", "", Date(2014, 5, 30)};
        const Limits c1{key, "C1"};
        // It names months: their last days are the limits, and count.
        LevelRule grassroots = level("grassroots"), district = level("district"), province = level("province");
        grassroots.most_days = c1.limit(2), grassroots.first_day = c1.limit(Date(2015, 4, 1)), grassroots.deadline = c1.by(Date(2015, 6, 30), true);
        district.most_days = c1.limit(3), district.deadline = c1.by(Date(2015, 8, 31), true), district.most_preparatory_half_days = c1.limit(1);
        province.most_days = c1.limit(4), province.first_day = c1.limit(Date(2015, 9, 1)), province.deadline = c1.by(Date(2015, 10, 31), true), province.most_preparatory_half_days = c1.limit(1);
        province.sizes = {c1.size("days", Interval<std::int64_t>::at_most(3), "central_bloc", {"các khối trực thuộc Trung ương", "blocs directly under the Centre"})};
        return Directive{.key = key, .label = {"đại hội đảng bộ các cấp, nhiệm kỳ 2015-2020", "congresses of all levels, term 2015-2020"}, .term = "2015-2020", .levels = {level("cell"), grassroots, district, province}};
    }();
    return directive;
}

}  // namespace myhao::inline v0::regulations
