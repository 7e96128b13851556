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
        const Limits c1{key, "C1"}, restated{key, "C1", Confidence::translated};
        LevelRule grassroots = level("grassroots"), above = level("above_grassroots");
        grassroots.most_days = restated.limit(2), grassroots.deadline = c1.by(Date(2025, 6, 30));
        above.label = {"cấp trên trực tiếp của tổ chức cơ sở, xã, phường, đặc khu", "directly above the grassroots, communes and wards"};
        Directive d{.key = key, .label = {"đại hội đảng bộ các cấp, nhiệm kỳ 2025-2030", "congresses of all levels, term 2025-2030"}, .term = "2025-2030", .levels = {level("cell"), grassroots, above, level("province")}};
        d.contents = congress_contents();
        d.contents_required = {{4, read_at(key, "C2"), Confidence::translated}};
        // Three where personnel could not be prepared, two in merged or new organisations whose committee is appointed.
        d.reduced = {{{3, 2}, read_at(key, "C2"), Confidence::translated}};
        return d;
    }();
    return directive;
}

}  // namespace myhao::inline v0::regulations
