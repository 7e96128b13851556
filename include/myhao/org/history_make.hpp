// SPDX-License-Identifier: Apache-2.0
// From rows to a frozen history: every problem of the input at once, or the whole of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <myhao/org/history_check.hpp>
#include <myhao/org/history_layout.hpp>
#include <myhao/org/history_log.hpp>
#include <myhao/org/history_successions.hpp>

namespace myhao::inline v0::detail {

/// `problems` are those already found; rows that they are about have no id here. Throws InvalidHistory with all of them.
[[nodiscard]] inline std::shared_ptr<const HistoryData> make_history(const HistoryColumns& in, const std::vector<SuccessionRow>& successions, const SchemeSeries& schemes,
                                                                     bool strict, Findings problems = {}, std::vector<std::uint8_t> bad = {}) {
    Making m{in, in.id.size(), std::move(problems), std::move(bad), {}};
    HistoryData& data = m.data;
    data.schemes = schemes, data.strict = strict;
    data.words.assign(1, TextRef{});
    check_rows(m);
    const std::vector<std::uint16_t> kinds = number_kinds(m);
    Dealt dealt = deal_rows(m, kinds);
    std::vector<std::uint32_t> at_fault;  // ids with a row that is left out
    if (!m.bad.empty()) at_fault = dealt.leave_out([&](std::uint32_t r) { return m.left_out(r); });
    const std::vector<std::uint8_t> superseded = superseded_rows(m, dealt);
    if (!superseded.empty()) (void)dealt.leave_out([&](std::uint32_t r) { return superseded[r] != 0; });
    settle_unknown_parents(m, dealt);
    lay_out_units(m, dealt);

    Tainted tainted(data.id_rank.size());
    for (const std::uint32_t x : at_fault) tainted.add(data.text_ids ? data.number_of(dealt.texts[x]) : data.number_of(dealt.numbers[x]));
    check_overlaps(m, tainted);
    Grouping grouping(m, successions);
    grouping.run();
    settle_unknown_ends(data);
    ParentCheck(m, tainted).run();
    if (data.schemes.has_free()) check_circles(m);
    check_codes(m);
    check_composed(m);
    settle_events(m, grouping, tainted);
    if (!m.problems.empty()) throw InvalidHistory(std::move(m.problems));

    lay_out_successions(data);
    if (!superseded.empty())
        for (std::size_t r = 0; r < m.rows; ++r) data.log.push_back(row_of(in, r));
    bool keep_successions = !superseded.empty();
    for (const SuccessionRow& row : successions) keep_successions |= row.recorded.has_value();
    if (keep_successions) data.succession_log = successions;
    return std::make_shared<const HistoryData>(std::move(data));
}

}  // namespace myhao::inline v0::detail
