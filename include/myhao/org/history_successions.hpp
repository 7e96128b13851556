// SPDX-License-Identifier: Apache-2.0
// From rows of pairs to successions: pairs of one day that share a unit are one; its event is inferred where absent, and checked.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/history_check.hpp>

namespace myhao::inline v0::detail {

[[nodiscard]] inline std::string at_pair(std::size_t row) { return "successions, row " + std::to_string(row); }

/// Groups the rows; units are numbered already. Rows at fault are reported and left out.
class Grouping {
public:
    Grouping(Making& m, const std::vector<SuccessionRow>& rows) : m_(m), data_(m.data), rows_(rows) {}

    void run() {
        for (std::size_t r = 0; r < rows_.size(); ++r) read(r);
        std::sort(pairs_.begin(), pairs_.end(), [](const Read& a, const Read& b) { return a.day != b.day ? a.day < b.day : a.row < b.row; });
        for (std::size_t from = 0; from < pairs_.size();) {
            std::size_t to = from;
            while (to < pairs_.size() && pairs_[to].day == pairs_[from].day) ++to;
            group(from, to);
            from = to;
        }
    }

private:
    struct Read {
        std::int32_t day;
        std::uint32_t before, after;
        std::size_t row;
        std::size_t group = 0;
    };

    std::uint32_t unit(std::size_t r, const std::optional<Id>& id, const char* column, bool& good) {
        if (!id) return none;
        const std::uint32_t found = data_.find(*id);
        if (found != none) return found;
        good = false;
        if (data_.number_of(*id) != none) return none;  // its rows are at fault, and reported
        std::string near;
        if (data_.text_ids && data_.units <= 5'000 && suggested_++ < 20) {
            if (names_.empty())
                for (std::uint32_t u = 0; u < data_.units; ++u) names_.push_back(data_.id_shown(u));
            near = suggestion(id->text(), names_);
        }
        m_.problem("history.succession.unknown_unit", at_pair(r) + ", column '" + column + "'", "no row describes this unit" + near, "không có dòng nào mô tả tổ chức này",
                   "'" + id->text() + "'", "the id of a unit");
        return none;
    }

    void read(std::size_t r) {
        const SuccessionRow& row = rows_[r];
        bool good = true;
        const std::uint32_t before = unit(r, row.before, "before", good), after = unit(r, row.after, "after", good);
        if (!row.before && !row.after) {
            m_.problem("history.succession.pair", at_pair(r), "a pair names at least one unit", "mỗi dòng nêu ít nhất một tổ chức", "null, null");
            good = false;
        }
        if (row.event && !event_named(*row.event)) {
            std::vector<std::string> names;
            for (std::uint8_t e = 0; e < 8; ++e) names.emplace_back(name(static_cast<Event>(e)));
            m_.problem("history.succession.event", at_pair(r) + ", column 'event'", "unknown event" + suggestion(*row.event, names), "sự kiện không có trong danh mục",
                       "'" + *row.event + "'", "establish, dissolve, merge, absorb, split, separate, reorganize or re_establish");
            good = false;
        }
        if (row.share && (*row.share < Ratio(0) || Ratio(1) < *row.share)) {
            m_.problem("history.succession.share", at_pair(r) + ", column 'share'", "a share lies between 0 and 1", "tỷ lệ nằm giữa 0 và 1", row.share->text(), "0 to 1");
            good = false;
        }
        if (row.share && (!row.before || !row.after)) {
            m_.problem("history.succession.share", at_pair(r) + ", column 'share'", "a share goes from one unit to another", "tỷ lệ phải đi từ một tổ chức sang một tổ chức", row.share->text(), "null");
            good = false;
        }
        if (good) pairs_.push_back({row.day.days(), before, after, r});
    }

    std::size_t root(std::size_t i) {
        while (pairs_[i].group != i) i = pairs_[i].group = pairs_[pairs_[i].group].group;
        return i;
    }

    void group(std::size_t from, std::size_t to) {
        std::vector<std::pair<std::uint32_t, std::size_t>> seen;  // (unit, pair)
        for (std::size_t i = from; i < to; ++i) {
            pairs_[i].group = i;
            if (pairs_[i].before != none) seen.emplace_back(pairs_[i].before, i);
            if (pairs_[i].after != none) seen.emplace_back(pairs_[i].after, i);
        }
        std::sort(seen.begin(), seen.end());
        for (std::size_t k = 1; k < seen.size(); ++k)
            if (seen[k].first == seen[k - 1].first) {
                const std::size_t a = root(seen[k - 1].second), b = root(seen[k].second);
                pairs_[std::max(a, b)].group = std::min(a, b);
            }
        std::vector<std::pair<std::size_t, std::size_t>> members;  // (group, pair)
        for (std::size_t i = from; i < to; ++i) members.emplace_back(root(i), i);
        std::sort(members.begin(), members.end());
        for (std::size_t k = 0; k < members.size();) {
            std::size_t end = k;
            std::vector<std::size_t> rows;
            for (; end < members.size() && members[end].first == members[k].first; ++end) rows.push_back(members[end].second);
            make(rows);
            k = end;
        }
    }

    void make(const std::vector<std::size_t>& pairs) {
        SuccessionData out;
        out.day = pairs_[pairs[0]].day;
        std::optional<Event> event;
        std::size_t event_row = 0;
        for (const std::size_t i : pairs) {
            const Read& pair = pairs_[i];
            const SuccessionRow& row = rows_[pair.row];
            out.rows.push_back(static_cast<std::uint32_t>(pair.row));
            out.pairs.push_back({pair.before, pair.after, row.share, row.measure});
            if (pair.before != pair.after) {
                if (pair.before != none) out.before.push_back(pair.before);
                if (pair.after != none) out.after.push_back(pair.after);
            }
            if (row.instrument && !out.instrument) out.instrument = row.instrument;
            if (!row.event) continue;
            const std::optional<Event> said = event_named(*row.event);
            if (event && said != event)
                m_.problem("history.succession.event", "successions, " + at_rows(event_row, pair.row), "pairs of one succession name different events",
                           "các dòng của cùng một sự kiện nêu sự kiện khác nhau", "'" + std::string(name(*event)) + "' and '" + *row.event + "'", "one event");
            if (!event) event = said, event_row = pair.row;
        }
        const auto by_id = [&](std::uint32_t a, std::uint32_t b) { return data_.id_rank[a] < data_.id_rank[b]; };
        for (auto* list : {&out.before, &out.after}) {
            std::sort(list->begin(), list->end(), by_id);
            list->erase(std::unique(list->begin(), list->end()), list->end());
        }
        std::sort(out.rows.begin(), out.rows.end());
        const auto rank = [&](std::uint32_t u) { return u == none ? std::uint64_t{0} : std::uint64_t{data_.id_rank[u]} + 1; };
        std::sort(out.pairs.begin(), out.pairs.end(), [&](const PairData& a, const PairData& b) {
            if (a.before != b.before) return rank(a.before) < rank(b.before);
            if (a.after != b.after) return rank(a.after) < rank(b.after);
            return a.measure < b.measure;
        });
        for (std::size_t k = 1; k < out.pairs.size(); ++k) {
            const PairData &a = out.pairs[k - 1], &b = out.pairs[k];
            if (a.before == b.before && a.after == b.after && a.measure == b.measure)
                m_.problem("history.succession.pair", rows_text(out), "one pair stands twice on one day", "một cặp xuất hiện hai lần trong một ngày",
                           shown(b.before) + " to " + shown(b.after), "each pair once");
        }
        check_shares(out);
        out.event = event.value_or(Event::establish);
        inferred_.push_back(!event);
        data_.successions.push_back(std::move(out));
    }

    void check_shares(const SuccessionData& s) {
        for (std::size_t k = 0; k < s.pairs.size(); ++k) {
            const PairData& first = s.pairs[k];
            bool told = first.before == none;
            for (std::size_t j = 0; j < k && !told; ++j) told = s.pairs[j].before == first.before && s.pairs[j].measure == first.measure;
            if (told) continue;
            Ratio sum(0);
            for (const PairData& pair : s.pairs)
                if (pair.before == first.before && pair.measure == first.measure && pair.share) sum = sum + *pair.share;
            if (Ratio(1) < sum)
                m_.problem("history.succession.share", rows_text(s), "the shares of unit '" + data_.id_shown(first.before) + "' add up to more than 1",
                           "tổng tỷ lệ của tổ chức '" + data_.id_shown(first.before) + "' vượt quá 1", sum.text(), "at most 1");
        }
    }

public:
    /// Whether the event of the succession is to be inferred.
    [[nodiscard]] bool inferred(std::size_t succession) const { return inferred_[succession]; }

    static std::string rows_text(const SuccessionData& s) {
        std::string text = s.rows.size() == 1 ? "successions, row " : "successions, rows ";
        for (std::size_t i = 0; i < s.rows.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(s.rows[i]);
        return text;
    }

private:
    [[nodiscard]] std::string shown(std::uint32_t u) const { return u == none ? "null" : "'" + data_.id_shown(u) + "'"; }

    Making& m_;
    HistoryData& data_;
    const std::vector<SuccessionRow>& rows_;
    std::vector<Read> pairs_;
    std::vector<bool> inferred_;
    std::vector<std::string> names_;
    std::size_t suggested_ = 0;
};

/// Whether the unit stands on that day, certainly or possibly.
[[nodiscard]] inline bool may_stand(const HistoryData& data, std::uint32_t unit, std::int32_t day) noexcept {
    for (std::uint32_t q = data.first[unit]; q < data.first[unit + 1]; ++q)
        if (data.since[q] <= day && day < data.until[q]) return true;
    return false;
}

/// Infers the events that are absent, and checks that each unit ends, begins or stands as its event says.
inline void settle_events(Making& m, const Grouping& grouping, const Tainted& tainted) {
    HistoryData& data = m.data;
    for (std::size_t i = 0; i < data.successions.size(); ++i) {
        SuccessionData& s = data.successions[i];
        const std::size_t b = s.before.size(), a = s.after.size();
        const auto is_tainted = [&](std::uint32_t u) { return tainted.has(u); };
        if (std::any_of(s.before.begin(), s.before.end(), is_tainted) || std::any_of(s.after.begin(), s.after.end(), is_tainted)) continue;
        const auto stood = [&](std::uint32_t u) { return may_stand(data, u, s.day - 1); };
        const auto stands = [&](std::uint32_t u) { return may_stand(data, u, s.day); };
        const auto begins = [&](std::uint32_t u) { return stands(u) && !stood(u); };
        const auto again = [&](std::uint32_t u) { return begins(u) && data.since[data.first[u]] < s.day; };
        const auto ends = [&](std::uint32_t u) { return !stands(u) || data.spell_on(u, s.day) == none; };
        const auto every = [](const std::vector<std::uint32_t>& units, auto&& holds) { return std::all_of(units.begin(), units.end(), holds); };
        if (grouping.inferred(i)) {
            if (a == 0) s.event = Event::dissolve;
            else if (every(s.after, again)) s.event = Event::re_establish;
            else if (b == 0) s.event = Event::establish;
            else if (a == 1 && every(s.before, ends)) s.event = !begins(s.after[0]) ? Event::absorb : b > 1 ? Event::merge : Event::reorganize;
            else if (b == 1 && ends(s.before[0])) s.event = Event::split;
            else if (b == 1 && every(s.after, begins)) s.event = Event::separate;
            else s.event = Event::reorganize;
        }
        const auto wrong = [&](std::uint32_t u, const char* what, const char* what_vi) {
            m.problem("history.succession.life", Grouping::rows_text(s), "unit '" + data.id_shown(u) + "' " + what + " on " + shown_day(s.day),
                      "tổ chức '" + data.id_shown(u) + "' " + what_vi + " ngày " + shown_day(s.day), "stands " + shown_period(data.since[data.first[u]], data.until[data.first[u + 1] - 1]),
                      "as event '" + std::string(name(s.event)) + "' says");
        };
        const bool shape = s.event == Event::establish    ? b == 0 && a == 1
                           : s.event == Event::dissolve   ? b == 1 && a == 0
                           : s.event == Event::merge      ? b >= 1 && a == 1
                           : s.event == Event::absorb     ? b >= 1 && a == 1
                           : s.event == Event::split      ? b == 1 && a >= 1
                           : s.event == Event::separate   ? b == 1 && a >= 1
                           : s.event == Event::reorganize ? b >= 1 && a >= 1
                                                          : a >= 1;
        if (!shape && b + a > 0) {
            m.problem("history.succession.event", Grouping::rows_text(s), "the pairs do not fit the event", "các cặp không khớp với sự kiện",
                      std::to_string(b) + " before, " + std::to_string(a) + " after", "event '" + std::string(name(s.event)) + "'");
            continue;
        }
        for (const PairData& pair : s.pairs) {
            if (pair.before != none && pair.before == pair.after && std::find(s.before.begin(), s.before.end(), pair.before) == s.before.end() &&
                std::find(s.after.begin(), s.after.end(), pair.after) == s.after.end())
                wrong(pair.before, "keeps a share of itself and gives none away", "giữ một phần nhưng không chuyển phần nào");
        }
        for (const PairData& pair : s.pairs)
            if (pair.before != none && pair.before == pair.after && !stands(pair.before)) wrong(pair.before, "keeps a share of itself and does not stand", "giữ một phần nhưng không còn tồn tại");
        const bool before_ends = s.event == Event::dissolve || s.event == Event::merge || s.event == Event::absorb || s.event == Event::split;
        const bool after_begins = s.event == Event::establish || s.event == Event::merge || s.event == Event::re_establish;
        for (const std::uint32_t u : s.before) {
            if (!stood(u)) wrong(u, "does not stand on the day before the change", "không tồn tại trước");
            else if (before_ends && !ends(u)) wrong(u, "still stands", "vẫn tồn tại");
            else if (s.event == Event::separate && !stands(u)) wrong(u, "has ended", "không còn tồn tại");
        }
        for (const std::uint32_t u : s.after) {
            if (!stands(u)) wrong(u, "does not stand", "không tồn tại");
            else if (after_begins && !begins(u)) wrong(u, "stood already before the change", "đã tồn tại trước");
            else if (s.event == Event::absorb && begins(u)) wrong(u, "did not stand before the change", "chưa tồn tại trước");
            else if (s.event == Event::re_establish && !again(u)) wrong(u, "never stood before the change", "chưa từng tồn tại trước");
        }
    }
}

/// Whether a succession of that day, or of the days from..to - 1, has the unit in the list.
[[nodiscard]] inline bool documented(const HistoryData& d, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& list, std::uint32_t unit, std::int32_t from, std::int32_t to) {
    for (auto i = std::lower_bound(list.begin(), list.end(), std::pair(unit, std::uint32_t{0})); i != list.end() && i->first == unit; ++i)
        if (from <= d.successions[i->second].day && d.successions[i->second].day < to) return true;
    return false;
}

inline void lay_out_successions(HistoryData& data) {
    for (std::uint32_t i = 0; i < data.successions.size(); ++i) {
        for (const std::uint32_t u : data.successions[i].before) data.endings.emplace_back(u, i);
        for (const std::uint32_t u : data.successions[i].after) data.beginnings.emplace_back(u, i);
    }
    std::sort(data.endings.begin(), data.endings.end());
    std::sort(data.beginnings.begin(), data.beginnings.end());
}

}  // namespace myhao::inline v0::detail
