// SPDX-License-Identifier: Apache-2.0
// The frozen columns of a history, laid out from numbered rows: its units in their order, and their spells.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/history_deal.hpp>
#include <myhao/org/history_words.hpp>

namespace myhao::inline v0::detail {

/// Strict: a problem for each row under a parent that no row describes.
inline void refuse_unknown_parents(Making& m, const Dealt& dealt, const std::vector<DealtRow>& orphans) {
    const HistoryData& data = m.data;
    std::vector<std::string> names;
    std::size_t shown = 0;
    for (const DealtRow& row : orphans) {
        const std::string parent = data.text_ids ? std::string(m.in.parent.texts[row.row]) : std::to_string(m.in.parent.numbers[row.row]);
        std::string near;
        constexpr std::size_t most_ids = 5'000, most_suggestions = 20;  // a suggestion looks at every id
        if (data.text_ids && dealt.ids() <= most_ids && shown++ < most_suggestions) {
            if (names.empty()) names.assign(dealt.texts.begin(), dealt.texts.end());
            near = suggestion(parent, names);
        }
        m.problem("history.unknown_parent", at_cell(row.row, "parent"), "no row describes this parent" + near, "không có dòng nào mô tả tổ chức cấp trên này", "'" + parent + "'",
                  "the id of a unit");
    }
}

/// Lenient: they become ids without rows, under which their children are detached.
inline void number_unknown_parents(Making& m, Dealt& dealt, const std::vector<DealtRow>& orphans) {
    HistoryData& data = m.data;
    const auto known = static_cast<std::uint32_t>(dealt.ids());
    if (data.text_ids) {
        for (const DealtRow& row : orphans) {
            const TextKey key(m.in.parent.texts[row.row]);
            std::uint32_t& x = dealt.parents[row.parent];
            x = data.table.add(key, dealt);
            if (x == dealt.texts.size()) dealt.add(key);
        }
    } else {
        std::vector<std::int64_t> more;
        for (const DealtRow& row : orphans) more.push_back(m.in.parent.numbers[row.row]);
        std::sort(more.begin(), more.end());
        more.erase(std::unique(more.begin(), more.end()), more.end());
        dealt.numbers.insert(dealt.numbers.end(), more.begin(), more.end());
        for (const DealtRow& row : orphans)
            dealt.parents[row.parent] = known + static_cast<std::uint32_t>(std::lower_bound(more.begin(), more.end(), m.in.parent.numbers[row.row]) - more.begin());
    }
    const std::size_t all = data.text_ids ? dealt.texts.size() : dealt.numbers.size();
    for (std::uint32_t x = known; x < all; ++x) dealt.sorted.push_back(x);
    dealt.first.resize(all + 1, dealt.first.back());
    std::sort(dealt.sorted.begin(), dealt.sorted.end(),
              [&](std::uint32_t a, std::uint32_t b) { return data.text_ids ? dealt.texts[a] < dealt.texts[b] : dealt.numbers[a] < dealt.numbers[b]; });
    if (data.text_ids) return;
    std::vector<std::int64_t> rising;
    for (const std::uint32_t x : dealt.sorted) rising.push_back(dealt.numbers[x]);
    data.numbers = NumberIndex(std::move(rising));
}

/// Parents that no row describes.
inline void settle_unknown_parents(Making& m, Dealt& dealt) {
    if (std::find(dealt.parents.begin(), dealt.parents.end(), none) == dealt.parents.end()) return;
    std::vector<DealtRow> orphans;
    for (const DealtRow& row : dealt.rows)
        if (row.parent != none && dealt.parents[row.parent] == none) orphans.push_back(row);
    if (orphans.empty()) return;  // a root's parent is looked up, too
    std::sort(orphans.begin(), orphans.end(), [](const DealtRow& a, const DealtRow& b) { return a.row < b.row; });
    if (m.data.strict) refuse_unknown_parents(m, dealt, orphans);
    else number_unknown_parents(m, dealt, orphans);
}

/// The ids in the order of their numbers.
inline void lay_out_ids(HistoryData& data, const Dealt& dealt, const std::vector<std::uint32_t>& order, std::size_t more_bytes) {
    if (!data.text_ids) {
        data.id_number.resize(order.size());
        for (std::size_t k = 0; k < order.size(); ++k) data.id_number[k] = dealt.numbers[order[k]];
        return;
    }
    std::size_t bytes = 0;
    for (const std::string_view text : dealt.texts) bytes += text.size();
    if (bytes >= none) throw InvalidHistory::at("table", "the ids are longer than 4 GB together");
    data.pool.reserve(bytes + more_bytes);
    data.id_text.resize(order.size());
    data.pool.resize(bytes);
    std::uint32_t at = 0;
    constexpr std::size_t ahead = 16;
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (k + ahead < order.size()) __builtin_prefetch(dealt.texts[order[k + ahead]].data());
        const std::string_view text = dealt.texts[order[k]];
        if (!text.empty()) std::memcpy(data.pool.data() + at, text.data(), text.size());
        data.id_text[k] = {at, static_cast<std::uint32_t>(text.size())};
        at += static_cast<std::uint32_t>(text.size());
    }
}

/// The spells by unit and day. `order` has the provisional numbers of the units, `number` the one of each instead.
inline void lay_out_spells(HistoryData& data, const Dealt& dealt, const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& number) {
    const std::size_t spells = dealt.rows.size();
    for (auto* column : {&data.unit, &data.parent, &data.row}) column->resize(spells);
    for (auto* column : {&data.since, &data.until}) column->resize(spells);
    data.kind.resize(spells), data.ended.resize(spells);
    data.first.resize(data.units + 1);
    constexpr std::size_t ahead = 8, few = 4, many_rows = 16384;
    const std::uint32_t* const first = dealt.first.data();
    RawVector<std::uint32_t> above(dealt.parents.size());
    for (std::size_t i = 0; i < above.size(); ++i) above[i] = dealt.parents[i] == none ? none : number[dealt.parents[i]];
    RawVector<DealtRow> rows(many_rows + few);  // of some units at a time, so that they stay in the cache
    for (std::uint32_t u = 0, s = 0; u < data.units;) {
        const std::uint32_t begin = s;
        for (; u < data.units && s - begin < many_rows; ++u) {
            if (u + 2 * ahead < data.units) __builtin_prefetch(first + order[u + 2 * ahead]);
            if (u + ahead < data.units) {
                const std::uint32_t next = order[u + ahead];
                __builtin_prefetch(&dealt.rows[first[next]]), __builtin_prefetch(&dealt.rows[first[next + 1] - 1]);
            }
            const std::uint32_t from = first[order[u]], many = first[order[u] + 1] - from, at = s - begin;
            data.first[u] = s;
            s += many;
            if (many <= few && from + few <= spells && data.first[u] + few <= spells) {  // those behind will be written over: no jump that nobody could foresee
                for (std::size_t i = 0; i < few; ++i) rows[at + i] = dealt.rows[from + i];
                for (std::size_t i = 0; i < few; ++i) data.unit[data.first[u] + i] = u;
            } else {
                if (at + many + few > rows.size()) rows.resize(at + many + few);
                for (std::size_t i = 0; i < many; ++i) rows[at + i] = dealt.rows[from + i], data.unit[data.first[u] + i] = u;
            }
        }
        const auto column = [&](auto& to, const auto& value) {
            for (std::uint32_t k = begin; k < s; ++k) to[k] = value(rows[k - begin]);
        };
        column(data.parent, [&](const DealtRow& row) { return row.parent == none ? none : above[row.parent]; });
        column(data.row, [](const DealtRow& row) { return row.row; });
        column(data.since, [](const DealtRow& row) { return row.since(); });
        column(data.until, [](const DealtRow& row) { return row.until(); });
        column(data.kind, [](const DealtRow& row) { return row.kind(); });
        column(data.ended, [](const DealtRow& row) { return static_cast<std::uint8_t>(row.ended()); });
    }
    data.first[data.units] = static_cast<std::uint32_t>(spells);
    data.certain = data.until;
}

inline void lay_out_texts(HistoryData& data, const HistoryColumns& in, std::size_t rows) {
    data.names = pooled(data.pool, in.name, rows);
    Words words(data);
    const std::size_t spells = data.row.size();
    for (const auto& [column, of] : {std::pair{&data.form, &in.form}, std::pair{&data.code, &in.code}, std::pair{&data.system, &in.system}, std::pair{&data.instrument, &in.instrument}}) {
        if (of->empty()) continue;
        const std::vector<std::uint32_t> codes = words.of(*of);
        column->resize(spells);
        for (std::size_t s = 0; s < spells; ++s) (*column)[s] = codes[data.row[s]];
    }
    if (in.recorded.empty()) return;
    data.recorded.resize(spells);
    for (std::size_t s = 0; s < spells; ++s) data.recorded[s] = in.recorded[data.row[s]];
}

/// Numbers the units for good and lays out their spells.
inline void lay_out_units(Making& m, const Dealt& dealt) {
    HistoryData& data = m.data;
    const std::size_t all = dealt.ids();
    std::vector<std::uint32_t> latest(all, none);  // parents
    data.units = 0;
    for (std::uint32_t x = 0; x < all; ++x) {
        if (dealt.rows_of(x) == 0) continue;
        latest[x] = dealt.parent_of(dealt.rows[dealt.first[x + 1] - 1]);
        ++data.units;
    }
    std::vector<std::uint32_t> order = level_by_level(dealt.sorted, latest);
    if (data.units < all) std::stable_partition(order.begin(), order.end(), [&](std::uint32_t x) { return dealt.rows_of(x) > 0; });
    std::vector<std::uint32_t> number(all);
    for (std::size_t k = 0; k < all; ++k) number[order[k]] = static_cast<std::uint32_t>(k);
    data.table.renumber(number);
    data.id_rank.resize(all);
    data.by_id.resize(all);
    for (std::size_t i = 0; i < all; ++i) {
        const std::uint32_t u = number[dealt.sorted[i]];
        data.by_id[i] = u;
        data.id_rank[u] = static_cast<std::uint32_t>(i);
    }
    if (data.units < all) {
        data.all_by_id = data.by_id;
        std::erase_if(data.by_id, [&](std::uint32_t u) { return u >= data.units; });
    }
    lay_out_ids(data, dealt, order, m.in.name.bytes.size());
    lay_out_spells(data, dealt, order, number);
    lay_out_texts(data, m.in, m.rows);
}

/// A spell with an unknown end is certain up to the last day on which a record mentions it: its own first day, the days on which a
/// spell says that it stands under it, and the days of successions. What stands under one that is not certain is not certain.
inline void settle_unknown_ends(HistoryData& data) {
    for (std::uint32_t s = 0; s < data.ended.size(); ++s)
        if (data.ended[s] != 0) data.unknown_end.push_back(s);
    if (data.unknown_end.empty()) return;
    const auto next_since = [&](std::uint32_t s) { return s + 1 < data.first[data.unit[s] + 1] ? data.since[s + 1] : open_day; };
    for (const std::uint32_t s : data.unknown_end) data.until[s] = next_since(s), data.certain[s] = data.since[s] + 1;
    const auto mention = [&](std::uint32_t unit, std::int32_t from, std::int32_t to) {  // on the days from .. to - 1
        if (unit >= data.units) return;
        for (std::uint32_t q = data.first[unit]; q < data.first[unit + 1]; ++q)
            if (data.ended[q] != 0 && from < data.until[q] && data.since[q] < to) data.certain[q] = std::max(data.certain[q], std::min(to, data.until[q]));
    };
    for (const SuccessionData& succession : data.successions) {
        for (const std::uint32_t u : succession.before) mention(u, succession.day - 1, succession.day);
        for (const std::uint32_t u : succession.after) mention(u, succession.day, succession.day + 1);
    }
    for (bool again = true; again;) {  // from below upward: once for each level at most
        again = false;
        for (std::uint32_t s = 0; s < data.unit.size(); ++s) {
            const std::uint32_t p = data.parent[s];
            if (p >= data.units) continue;
            for (std::uint32_t q = data.first[p]; q < data.first[p + 1]; ++q) {
                if (data.ended[q] == 0 || data.since[q] >= data.certain[s] || data.until[q] <= data.since[s]) continue;
                const std::int32_t to = std::min(data.until[q], data.certain[s] == open_day ? data.since[s] + 1 : data.certain[s]);
                if (to > data.certain[q]) data.certain[q] = to, again = true;
            }
        }
    }
    for (bool again = true; again;) {  // and from above downward
        again = false;
        for (std::uint32_t s = 0; s < data.unit.size(); ++s) {
            const std::uint32_t p = data.parent[s];
            if (p >= data.units) continue;
            std::int32_t covered = data.since[s];  // the parent certainly stands up to here
            for (std::uint32_t q = data.first[p]; q < data.first[p + 1] && covered < data.certain[s]; ++q) {
                if (data.until[q] <= covered) continue;
                if (data.since[q] > covered) break;
                covered = data.certain[q];
                if (covered == data.until[q] || covered >= data.certain[s]) continue;
                data.certain[s] = covered, again = true;
            }
        }
    }
    data.unknown_end.clear();
    for (std::uint32_t s = 0; s < data.unit.size(); ++s)
        if (data.certain[s] != data.until[s]) data.unknown_end.push_back(s);
}

}  // namespace myhao::inline v0::detail
