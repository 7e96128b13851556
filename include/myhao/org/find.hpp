// SPDX-License-Identifier: Apache-2.0
// Finding units by name, as people type it: accents and case aside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/fold.hpp>
#include <myhao/org/history.hpp>

namespace myhao::inline v0 {

inline std::vector<Match> History::find(std::string_view text, std::optional<Date> on) const {
    const detail::HistoryData& d = *data_;
    const std::string wanted = fold(text);
    std::vector<Match> out;
    if (wanted.empty()) return out;
    for (const std::uint32_t u : d.by_id) {
        std::uint32_t last = detail::none;  // of its names that match, the last
        for (std::uint32_t s = d.first[u]; s < d.first[u + 1]; ++s) {
            if (on && !(d.since[s] <= on->days() && on->days() < d.certain[s])) continue;
            if (last != detail::none && d.name(s) == d.name(last)) continue;
            if (fold(d.name(s)).find(wanted) != std::string::npos) last = s;
        }
        if (last != detail::none) out.push_back({UnitNo(u), d.id(u), std::string(d.name(last)), life(UnitNo(u))});
    }
    return out;
}

}  // namespace myhao::inline v0
