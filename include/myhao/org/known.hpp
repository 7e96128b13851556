// SPDX-License-Identifier: Apache-2.0
// Recorded time: what the records said on a day, and which rows came late.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <myhao/org/history_builder.hpp>

namespace myhao::inline v0 {

inline History History::known_at(Date day) const {
    const detail::HistoryData& d = *data_;
    if (d.log.empty() && d.succession_log.empty()) return *this;
    std::vector<SpellRow> rows;
    for (const SpellRow& row : d.log)
        if (!row.recorded || *row.recorded <= day) rows.push_back(row);
    if (d.log.empty())
        for (std::size_t s = 0; s < d.unit.size(); ++s) {  // no row has a day of recording: all were always known
            const Spell spell = d.spell(s);
            SpellRow row;
            row.id = spell.id, row.name = spell.name, row.kind = spell.kind, row.parent = spell.parent, row.since = spell.since, row.until = spell.until;
            row.ended = spell.ended, row.form = spell.form, row.code = spell.code, row.system = spell.system, row.instrument = spell.instrument;
            rows.push_back(std::move(row));
        }
    const History spells = HistoryBuilder::build(rows, {}, d.schemes, d.strict);
    // A succession without a day of recording counts as known once its units are.
    std::vector<SuccessionRow> successions;
    const auto fits = [&](const std::optional<Id>& id, Date on) {
        if (!id) return true;
        const auto unit = spells.find(*id);
        return unit && detail::may_stand(spells.data(), unit->value(), on.days());
    };
    for (const SuccessionRow& row : d.succession_log)
        if (row.recorded ? *row.recorded <= day : fits(row.before, row.day - 1) && fits(row.after, row.day)) successions.push_back(row);
    return successions.empty() ? spells : HistoryBuilder::build(rows, successions, d.schemes, d.strict);
}

inline std::vector<LateRow> History::retroactive() const {
    std::vector<LateRow> out;
    const std::vector<SpellRow>& log = data_->log;
    const auto same_key = [](const SpellRow& a, const SpellRow& b) { return a.id == b.id && a.since == b.since; };
    std::vector<std::uint32_t> order;
    for (std::uint32_t r = 0; r < log.size(); ++r) order.push_back(r);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        if (log[a].id != log[b].id) return log[a].id < log[b].id;
        if (log[a].since != log[b].since) return log[a].since < log[b].since;
        return log[a].recorded != log[b].recorded ? log[a].recorded < log[b].recorded : a < b;
    });
    for (std::size_t k = 0; k < order.size(); ++k) {
        const SpellRow& row = log[order[k]];
        if (!row.recorded || *row.recorded <= row.since) continue;
        out.push_back({order[k], row.id, row.since, *row.recorded, k > 0 && same_key(log[order[k - 1]], row), row.withdrawn});
    }
    std::sort(out.begin(), out.end(), [](const LateRow& a, const LateRow& b) { return a.recorded != b.recorded ? a.recorded < b.recorded : a.row < b.row; });
    return out;
}

}  // namespace myhao::inline v0
