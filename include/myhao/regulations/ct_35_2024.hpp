// SPDX-License-Identifier: Apache-2.0
// Directive 35-CT/TW of 14/6/2024: congresses of all levels for the term 2025-2030, as a provincial plan restates it. Replaced
// in April 2025. Its namesake of 30/5/2019 is another one.
#pragma once

#include <myhao/regulations/congress_writing.hpp>

namespace myhao::inline v0::regulations {

[[nodiscard]] inline const Directive& ct_35_2024() {
    static const Directive directive = [] {
        using namespace detail;
        const InstrumentKey key{"35-CT/TW", "Bộ Chính trị", Date(2024, 6, 14)};
        const Limits plan{key, "C1", Confidence::translated};
        LevelRule cell = level("cell"), grassroots = level("grassroots"), district = level("district"), province = level("province");
        cell.most_days = plan.limit(1), cell.deadline = plan.by(Date(2025, 2, 28), true);
        grassroots.most_days = plan.limit(2), grassroots.first_day = plan.limit(Date(2025, 4, 1)), grassroots.deadline = plan.by(Date(2025, 6, 30), true);
        district.most_days = plan.limit(3), district.first_day = plan.limit(Date(2025, 6, 1)), district.deadline = plan.by(Date(2025, 8, 25), true);
        province.most_days = plan.limit(4), province.deadline = plan.by(Date(2025, 10, 31));
        return Directive{.key = key, .label = {"đại hội đảng bộ các cấp, nhiệm kỳ 2025-2030", "congresses of all levels, term 2025-2030"}, .term = "2025-2030", .levels = {cell, grassroots, district, province}};
    }();
    return directive;
}

}  // namespace myhao::inline v0::regulations
