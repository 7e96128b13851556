// SPDX-License-Identifier: Apache-2.0
// The digest of a history: of its content and of what was recorded; the order of rows does not matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <myhao/org/digest.hpp>
#include <myhao/org/history_data.hpp>

namespace myhao::inline v0::detail {

inline void add_row_digest(SetDigest& all, const SpellRow& row) {
    RowDigest out(2);
    const auto id = [&](const Id& value) {
        if (value.is_text()) out.add(std::string_view(value.text())); else out.add(value.number());
    };
    const auto text = [&](const std::optional<std::string>& value) {
        out.add(std::uint64_t{value.has_value()});
        if (value) out.add(std::string_view(*value));
    };
    const auto day = [&](const std::optional<Date>& value) { out.add(value ? std::int64_t{value->days()} : std::int64_t{no_day}); };
    id(row.id);
    out.add(std::uint64_t{row.parent.has_value()});
    if (row.parent) id(*row.parent);
    out.add(std::string_view(row.name)), out.add(std::string_view(row.kind));
    day(row.since), day(row.until), day(row.recorded);
    out.add(std::uint64_t{row.ended && !row.until}), out.add(std::uint64_t{row.withdrawn});
    text(row.form), text(row.code), text(row.system), text(row.instrument);
    all.add(out);
}

inline void add_id(const HistoryData& history, std::uint32_t unit, RowDigest& row) {
    if (unit == none) row.add(std::uint64_t{0});
    else if (history.text_ids) row.add(history.text(history.id_text[unit]));
    else row.add(history.id_number[unit]);
}

[[nodiscard]] inline Digest history_digest(const HistoryData& d) {
    SetDigest all;
    for (const SpellRow& row : d.log) add_row_digest(all, row);
    for (std::size_t s = 0; d.log.empty() && s < d.unit.size(); ++s) {
        RowDigest row(1);
        add_id(d, d.unit[s], row);
        row.add(std::uint64_t{d.parent[s] != none});
        add_id(d, d.parent[s], row);
        row.add(d.name(s)), row.add(std::string_view(d.kinds[d.kind[s]]));
        row.add(std::int64_t{d.since[s]}), row.add(d.ended[s] != 0 ? std::int64_t{open_day} : std::int64_t{d.until[s]}), row.add(std::uint64_t{d.ended[s]});
        for (const auto* column : {&d.form, &d.code, &d.system, &d.instrument}) {
            const bool some = !column->empty() && (*column)[s] != 0;
            row.add(std::uint64_t{some});
            if (some) row.add(d.word(*column, s));
        }
        all.add(row);
    }
    for (const SuccessionData& s : d.successions) {
        for (const PairData& pair : s.pairs) {
            RowDigest row(3);
            row.add(std::int64_t{s.day}), row.add(std::uint64_t{static_cast<std::uint8_t>(s.event)});
            add_id(d, pair.before, row), add_id(d, pair.after, row);
            row.add(pair.share ? std::string_view(pair.share->text()) : std::string_view()), row.add(std::string_view(pair.measure));
            row.add(s.instrument ? std::string_view(*s.instrument) : std::string_view());
            all.add(row);
        }
    }
    for (const Edition& e : d.schemes.editions()) {
        RowDigest row(4);
        row.add(std::int64_t{e.period.since().days()}), row.add(std::string_view(e.scheme.name()));
        for (const Kind& k : e.scheme.kinds()) {
            row.add(std::string_view(k.name)), row.add(std::int64_t{k.rank}), row.add(std::uint64_t{k.gradable}), row.add(std::string_view(k.role));
            for (const std::string& under : k.under) row.add(std::string_view(under));
        }
        all.add(row);
    }
    return all.value();
}

}  // namespace myhao::inline v0::detail
