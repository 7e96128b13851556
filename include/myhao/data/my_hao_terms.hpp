// SPDX-License-Identifier: Apache-2.0
// The terms of Mỹ Hào's own Party organisation and People's Council, each from its own congress or election. Data only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/time/term.hpp>

namespace myhao::inline v0::datasets {

/// Party terms from the town's congresses of 2015 and 2020, and the council's XIX term; of the XXIV Party term no day was found.
/// Within the days of a congress a term is not settled: on which of them it changes is not stated.
[[nodiscard]] inline const std::vector<TermSeries>& my_hao_terms() {
    static const std::vector<TermSeries> series{
        TermSeries("party", {"nhiệm kỳ Đảng bộ Mỹ Hào", "terms of the Mỹ Hào Party organisation"},
                   {Term{{}, "2015-2020", 25, Date(2015, 8, 2), Date(2020, 8, 4), Date(2015, 8, 5), {"đại hội ngày 2 đến 4/8/2015", "congress of 2 to 4 August 2015"}},
                    Term{{}, "2020-2025", 26, Date(2020, 8, 4), Date(2025, 7, 1), Date(2020, 8, 7), {"đại hội ngày 4 đến 6/8/2020; kết thúc cùng cấp huyện", "congress of 4 to 6 August 2020; ends with the district level"}}}),
        TermSeries("council", {"nhiệm kỳ Hội đồng nhân dân Mỹ Hào", "terms of the Mỹ Hào People's Council"},
                   {Term{{}, "2016-2021", 19, Date(2016, 5, 22), Date(2021, 5, 23), {}, {"từ ngày bầu cử 22/5/2016 đến ngày bầu cử sau", "from the election of 22 May 2016 to the next one"}}}),
    };
    return series;
}

/// Throws InvalidPeriod where there is no such series of Mỹ Hào.
[[nodiscard]] inline const TermSeries& my_hao_terms(std::string_view id) {
    for (const TermSeries& one : my_hao_terms())
        if (one.id() == id) return one;
    throw InvalidPeriod::at("series '" + std::string(id) + "'", "no such series of terms of Mỹ Hào", {}, "party or council");
}

}  // namespace myhao::inline v0::datasets
