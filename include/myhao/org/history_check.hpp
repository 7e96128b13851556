// SPDX-License-Identifier: Apache-2.0
// The invariants of a history: no overlaps, within the parent's life, kinds legal in every edition, no circles, codes not shared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/org/history_build.hpp>

namespace myhao::inline v0::detail {

/// The parts of [since, until) not covered by the unit's spells, counting the days on which it possibly stands.
[[nodiscard]] inline std::vector<std::pair<std::int32_t, std::int32_t>> uncovered(const HistoryData& data, std::uint32_t unit, std::int32_t since, std::int32_t until) {
    std::vector<std::pair<std::int32_t, std::int32_t>> gaps;
    if (unit < data.units) {
        for (std::uint32_t q = data.first[unit]; q < data.first[unit + 1] && since < until; ++q) {
            if (data.until[q] <= since) continue;
            if (data.since[q] >= until) break;
            if (data.since[q] > since) gaps.emplace_back(since, data.since[q]);
            since = data.until[q];
        }
    }
    if (since < until) gaps.emplace_back(since, until);
    return gaps;
}

/// Units about which a problem is known already: what depends on their spells is not checked, so that one fault is one problem.
class Tainted {
public:
    explicit Tainted(std::size_t units) : units_(units) {}
    void add(std::uint32_t unit) {
        if (marks_.empty()) marks_.assign(units_, 0);
        if (unit < units_) marks_[unit] = 1;
    }
    [[nodiscard]] bool has(std::uint32_t unit) const noexcept { return !marks_.empty() && unit < units_ && marks_[unit] != 0; }

private:
    std::size_t units_;
    std::vector<std::uint8_t> marks_;
};

/// I1: spells of one id do not overlap.
inline void check_overlaps(Making& m, Tainted& tainted) {
    const HistoryData& data = m.data;
    bool fault = false;  // a quick look at all first
    for (std::size_t s = 1; s < data.unit.size(); ++s) fault |= (static_cast<unsigned>(data.unit[s - 1] == data.unit[s]) & static_cast<unsigned>(data.until[s - 1] > data.since[s])) != 0;
    if (!fault) return;
    for (std::uint32_t s = 1; s < data.unit.size(); ++s) {
        const std::uint32_t u = data.unit[s];
        if (data.unit[s - 1] != u) continue;
        const bool same_day = data.since[s - 1] == data.since[s];
        const std::int32_t end = data.ended[s - 1] != 0 ? no_day : data.until[s - 1];
        if (!same_day && (end == no_day || end <= data.since[s])) continue;
        m.problem("history.overlap", at_rows(data.row[s - 1], data.row[s]), "two spells of unit '" + data.id_shown(u) + "' overlap",
                  "hai giai đoạn của tổ chức '" + data.id_shown(u) + "' chồng nhau", shown_period(data.since[s], data.until[s]),
                  "from " + shown_day(end == no_day ? data.since[s - 1] : end) + " at the earliest");
        tainted.add(u);
    }
}

/// I2, I3 and I4 for the spells that stand under one parent. A quick look clears those of a parent without gaps whose kinds fit.
class ParentCheck {
public:
    ParentCheck(Making& m, const Tainted& tainted) : m_(m), data_(m.data), tainted_(tainted) {
        for (const Edition& e : data_.schemes.editions())
            editions_.push_back({e.period.since().days(), e.period.until() ? e.period.until()->days() : open_day});
    }

    /// Problems come by parent, then by id.
    void run() {
        std::vector<std::uint32_t> suspects = not_cleared();
        const auto key = [&](std::uint32_t s) { return std::tuple(data_.children_of(data_.parent[s]), data_.id_rank[data_.unit[s]], s); };
        std::sort(suspects.begin(), suspects.end(), [&](auto a, auto b) { return key(a) < key(b); });
        for (std::size_t k = 0; k < suspects.size(); ++k) {
            const std::uint32_t p = data_.parent[suspects[k]];
            if (k == 0 || data_.parent[suspects[k - 1]] != p) meet(p);
            check(p, suspects[k]);
        }
    }

private:
    struct Days {
        std::int32_t since, until;
    };
    /// A unit in short: no days where its life has a gap, `no_kind` where its kind changes.
    struct Brief {
        Days life{0, 0};
        std::uint16_t kind = no_kind;
    };

    [[nodiscard]] std::vector<std::uint32_t> not_cleared() const {
        std::vector<std::uint32_t> out;
        constexpr std::size_t most_kinds = 256;
        const std::size_t kinds = data_.schemes.kinds().size(), spells = data_.unit.size();
        std::vector<std::uint8_t> may_stand;  // [edition][kind][kind of the parent, or none]
        if (kinds <= most_kinds)
            for (std::size_t e = 0; e < editions_.size(); ++e)
                for (std::size_t kind = 0; kind < kinds; ++kind)
                    for (std::size_t above = 0; above <= kinds; ++above)
                        may_stand.push_back(data_.schemes.kind(e, kind) != nullptr &&
                                            (above == kinds || data_.schemes.kind(e, above) == nullptr || data_.schemes.may_stand_under(e, kind, above)));
        const auto fits = [&](std::uint16_t kind, std::size_t above, std::int32_t since, std::int32_t until) {
            std::size_t e = 0;
            while (e < editions_.size() && editions_[e].until <= since) ++e;
            for (; e < editions_.size() && since < until; ++e) {
                if (editions_[e].since > since) return false;
                if (!data_.schemes.editions()[e].scheme.is_free() &&
                    (kind >= kinds || above > kinds || may_stand.empty() || may_stand[(e * kinds + kind) * (kinds + 1) + above] == 0))
                    return false;
                since = editions_[e].until;
            }
            return since >= until;
        };
        const std::vector<Brief> briefs = in_short();
        for (std::uint32_t s = 0; s < spells; ++s) {
            const std::uint32_t p = data_.parent[s];
            const std::int32_t since = data_.since[s], until = data_.until[s];
            bool clear = data_.kind[s] != no_kind;
            std::size_t above = kinds;
            if (p < data_.units) {
                const Brief& brief = briefs[p];
                clear &= !data_.strict | (brief.life.since <= since && until <= brief.life.until);
                above = brief.kind;
            }
            if (!clear || !fits(data_.kind[s], above, since, until) || (p != none && (p >= data_.units || tainted_.has(p)))) out.push_back(s);
        }
        return out;
    }
    [[nodiscard]] std::vector<Brief> in_short() const {
        std::vector<Brief> briefs(data_.units);
        for (std::uint32_t u = 0; u < data_.units; ++u) {
            const std::uint32_t begin = data_.first[u], end = data_.first[u + 1];
            bool one_piece = true, one_kind = true;
            for (std::uint32_t q = begin + 1; q < end; ++q) {
                one_piece &= data_.until[q - 1] == data_.since[q];
                one_kind &= data_.kind[q - 1] == data_.kind[q];
            }
            if (one_piece) briefs[u].life = {data_.since[begin], data_.until[end - 1]};
            if (one_kind) briefs[u].kind = data_.kind[begin];
        }
        return briefs;
    }

    void meet(std::uint32_t p) {
        skip_ = p == none || tainted_.has(p);
        life_ = {0, 0};
        if (p >= data_.units) return;
        const std::uint32_t a = data_.first[p], b = data_.first[p + 1];
        one_piece_ = one_kind_ = true;
        for (std::uint32_t q = a + 1; q < b; ++q) {
            one_piece_ &= data_.until[q - 1] == data_.since[q];
            one_kind_ &= data_.kind[q - 1] == data_.kind[q];
        }
        life_ = {data_.since[a], data_.until[b - 1]};
    }

    void check(std::uint32_t p, std::uint32_t s) {
        const std::int32_t since = data_.since[s], until = data_.until[s];
        const std::uint16_t kind = data_.kind[s];
        if (!skip_) check_life(p, s, since, until);
        if (kind == no_kind) return;
        bool told = false, told_parent = false, in_force = true;
        std::int32_t from = since;
        for (std::size_t e = 0; e < editions_.size(); ++e) {
            const Days days = {std::max(since, editions_[e].since), std::min(until, editions_[e].until)};
            if (days.since >= days.until) continue;
            in_force &= days.since == from;
            from = days.until;
            if (data_.schemes.editions()[e].scheme.is_free()) continue;
            if (data_.schemes.kind(e, kind) == nullptr) {
                if (!told) not_in_edition(s, e, days);
                told = true;
            } else if (!skip_ && p < data_.units && !told_parent) {
                told_parent = check_kind(p, s, e, days);
            }
        }
        if ((!in_force || from != until) && !told)
            m_.problem("history.edition", at_row(data_.row[s]), unit(s) + ": no edition of scheme '" + data_.schemes.name() + "' is in force on some of its days",
                       unit_vi(s) + ": có ngày không có hệ thống tổ chức nào hiệu lực", shown_period(since, until));
    }

    void check_life(std::uint32_t p, std::uint32_t s, std::int32_t since, std::int32_t until) {
        if (p == none || !data_.strict) return;
        if (p < data_.units && one_piece_ && life_.since <= since && until <= life_.until) return;
        const auto gaps = uncovered(data_, p, since, until);
        if (gaps.empty()) return;
        std::string open;
        for (const auto& [a, b] : gaps) open += (open.empty() ? "" : ", ") + shown_period(a, b);
        m_.problem("history.parent", at_row(data_.row[s]), unit(s) + " is outside the life of its parent '" + data_.id_shown(p) + "' on some days",
                   unit_vi(s) + " nằm ngoài thời gian tồn tại của tổ chức cấp trên '" + data_.id_shown(p) + "'", open,
                   "within " + shown_period(life_.since, life_.until));
    }

    void not_in_edition(std::uint32_t s, std::size_t e, Days days) {
        const Edition& edition = data_.schemes.editions()[e];
        m_.problem("history.kind", at_cell(data_.row[s], "kind"), unit(s) + " is of a kind that edition '" + edition.scheme.name() + "' does not have",
                   unit_vi(s) + " thuộc loại không có trong '" + edition.scheme.name() + "'", "'" + data_.kinds[data_.kind[s]] + "' on " + shown_period(days.since, days.until),
                   "a kind of that edition, or a spell that ends by " + shown_day(edition.period.since().days()));
    }

    bool check_kind(std::uint32_t p, std::uint32_t s, std::size_t e, Days days) {
        const std::uint16_t kind = data_.kind[s];
        for (std::uint32_t q = data_.first[p]; q < data_.first[p + 1]; ++q) {
            const std::uint16_t above = data_.kind[q];
            if (!one_kind_ && (data_.until[q] <= days.since || data_.since[q] >= days.until)) continue;
            if (above == no_kind || data_.schemes.kind(e, above) == nullptr || data_.schemes.may_stand_under(e, kind, above)) {
                if (one_kind_) return false;
                continue;
            }
            std::string allowed;
            for (const std::string& name : data_.schemes.kind(e, kind)->under) allowed += (allowed.empty() ? "" : ", ") + name;
            m_.problem("history.under", at_row(data_.row[s]), unit(s) + " of kind '" + data_.kinds[kind] + "' may not stand under '" + data_.id_shown(p) + "'",
                       unit_vi(s) + " không thể trực thuộc '" + data_.id_shown(p) + "'",
                       "'" + data_.kinds[above] + "' in edition '" + data_.schemes.editions()[e].scheme.name() + "'", allowed.empty() ? "no parent" : allowed);
            return true;
        }
        return false;
    }

    [[nodiscard]] std::string unit(std::uint32_t s) const { return "unit '" + data_.id_shown(data_.unit[s]) + "'"; }
    [[nodiscard]] std::string unit_vi(std::uint32_t s) const { return "tổ chức '" + data_.id_shown(data_.unit[s]) + "'"; }

    Making& m_;
    const HistoryData& data_;
    const Tainted& tainted_;
    std::vector<Days> editions_;
    Days life_{0, 0};
    bool skip_ = false, one_piece_ = true, one_kind_ = true;
};

/// Circles of parents, on every day; only where ranks do not exclude them. Each is one problem, with the first day on which it stands.
inline void check_circles(Making& m) {
    const HistoryData& data = m.data;
    const std::size_t n = data.units;
    std::size_t at_risk = 0;
    for (std::size_t s = 0; s < data.unit.size(); ++s) at_risk += data.parent[s] < n && data.parent[s] >= data.unit[s];
    if (at_risk == 0) return;  // every parent has a smaller number, on every day
    // Peel off, from above, the units none of whose parents is left: what stays holds every circle.
    std::vector<std::uint32_t> above(n, 0), start(n + 2, 0), child;
    for (std::size_t s = 0; s < data.unit.size(); ++s)
        if (data.parent[s] < n) ++above[data.unit[s]], ++start[data.parent[s] + 2];
    for (std::size_t u = 0; u <= n; ++u) start[u + 1] += start[u];
    child.resize(start[n + 1]);
    for (std::size_t s = 0; s < data.unit.size(); ++s)
        if (data.parent[s] < n) child[start[data.parent[s] + 1]++] = data.unit[s];
    std::vector<std::uint32_t> ready;
    for (std::uint32_t u = 0; u < n; ++u)
        if (above[u] == 0) ready.push_back(u);
    while (!ready.empty()) {
        const std::uint32_t u = ready.back();
        ready.pop_back();
        for (std::uint32_t c = start[u]; c < start[u + 1]; ++c)
            if (--above[child[c]] == 0) ready.push_back(child[c]);
    }
    // Then, from below, those none of whose children is left.
    std::vector<std::uint32_t> below(n, 0);
    for (std::size_t s = 0; s < data.unit.size(); ++s)
        if (data.parent[s] < n && above[data.unit[s]] > 0) ++below[data.parent[s]];
    for (std::uint32_t u = 0; u < n; ++u)
        if (above[u] > 0 && below[u] == 0) ready.push_back(u);
    while (!ready.empty()) {
        const std::uint32_t u = ready.back();
        ready.pop_back();
        above[u] = 0;
        for (std::uint32_t s = data.first[u]; s < data.first[u + 1]; ++s) {
            const std::uint32_t p = data.parent[s];
            if (p < n && --below[p] == 0 && above[p] > 0) ready.push_back(p);
        }
    }
    // A circle stands from the day on which its youngest spell begins: walk up from each spell on its first day.
    std::vector<std::uint32_t> met(n, none), circle;
    std::vector<std::int32_t> walked(n, std::numeric_limits<std::int32_t>::min());  // the last day on which a walk came by: one walk a day is enough
    IdTable told;
    std::vector<std::uint32_t> spells;
    for (std::uint32_t s = 0; s < data.unit.size(); ++s)
        if (above[data.unit[s]] > 0) spells.push_back(s);
    std::sort(spells.begin(), spells.end(), [&](auto a, auto b) { return data.since[a] != data.since[b] ? data.since[a] < data.since[b] : a < b; });
    for (const std::uint32_t s : spells) {
        const std::int32_t day = data.since[s];
        circle.clear();
        std::uint32_t u = data.unit[s];
        while (u < n && above[u] > 0 && walked[u] != day) {
            met[u] = s, walked[u] = day;
            circle.push_back(u);
            const std::uint32_t q = u == data.unit[s] ? s : data.spell_on(u, day);
            u = q == none ? none : data.parent[q];
        }
        if (u >= n || met[u] != s) continue;  // up to a root, or to where an earlier walk of the day has been
        circle.erase(circle.begin(), std::find(circle.begin(), circle.end(), u));  // the way into it is no part of it
        std::vector<std::uint32_t> units = circle;
        std::sort(units.begin(), units.end());
        std::uint64_t key = units.size();
        for (const std::uint32_t unit : units) key = mix(key ^ unit, 0x9E3779B97F4A7C15u);
        if (const std::size_t known = told.size(); told.add(static_cast<std::int64_t>(key)) < known) continue;
        constexpr std::size_t most_named = 12;
        std::vector<std::uint32_t> rows;
        std::string names;
        for (const std::uint32_t c : circle) {
            if (rows.size() < most_named) names += "'" + data.id_shown(c) + "' under ";
            rows.push_back(data.row[c == data.unit[s] ? s : data.spell_on(c, day)]);
        }
        if (rows.size() > most_named) names += "... (" + std::to_string(rows.size()) + " in all) under ";
        std::sort(rows.begin(), rows.end());
        std::string subject = rows.size() == 1 ? "row " : "rows ";
        for (std::size_t i = 0; i < rows.size() && i < most_named; ++i) subject += (i > 0 ? ", " : "") + std::to_string(rows[i]);
        if (rows.size() > most_named) subject += " and " + std::to_string(rows.size() - most_named) + " more";
        m.problem("history.circle", std::move(subject), "units stand under each other in a circle from " + shown_day(day), "các tổ chức trực thuộc vòng tròn từ " + shown_day(day),
                  names + "'" + data.id_shown(circle.front()) + "'", "a root above every unit");
    }
}

/// I5: on one day, a code belongs to one unit at most.
inline void check_codes(Making& m) {
    const HistoryData& data = m.data;
    if (data.code.empty()) return;
    std::vector<std::uint32_t> spells;
    for (std::uint32_t s = 0; s < data.code.size(); ++s)
        if (data.code[s] != 0) spells.push_back(s);
    std::sort(spells.begin(), spells.end(), [&](auto a, auto b) {
        if (data.code[a] != data.code[b]) return data.code[a] < data.code[b];
        return data.since[a] != data.since[b] ? data.since[a] < data.since[b] : data.row[a] < data.row[b];
    });
    for (std::size_t k = 1, last = 0; k < spells.size(); ++k) {
        const std::uint32_t a = spells[last], b = spells[k];  // `a` ends last of those with this code so far
        if (data.code[a] == data.code[b] && data.unit[a] != data.unit[b] && data.since[b] < data.certain[a])
            m.problem("history.code", at_rows(data.row[a], data.row[b]), "on one day a code belongs to one unit: '" + data.id_shown(data.unit[a]) + "' and '" + data.id_shown(data.unit[b]) + "'",
                      "trong một ngày, một mã số chỉ thuộc một tổ chức", "'" + std::string(data.text(data.words[data.code[b]])) + "'",
                      "free from " + shown_day(data.certain[a]));
        if (data.code[a] != data.code[b] || data.certain[b] > data.certain[a]) last = k;
    }
}

/// Two ids that differ only in how their letters are composed.
inline void check_composed(Making& m) {
    const HistoryData& data = m.data;
    if (!data.text_ids) return;
    const auto has_marks = [](std::string_view id) {  // U+0300 to U+036F
        for (std::size_t i = 0; i + 1 < id.size(); ++i) {
            const auto lead = static_cast<unsigned char>(id[i]), next = static_cast<unsigned char>(id[i + 1]);
            if (lead == 0xCC || (lead == 0xCD && next < 0xB0)) return true;
        }
        return false;
    };
    bool marks = false;
    for (std::size_t u = 0; u < data.units && !marks; ++u) marks = has_marks(data.text(data.id_text[u]));
    if (!marks) return;  // one of two such ids has its marks apart
    IdTable table;
    std::vector<std::string> forms;
    std::vector<std::uint32_t> units;
    for (const std::uint32_t u : data.by_id) {
        const std::string_view id = data.text(data.id_text[u]);
        bool plain = true;
        for (const char c : id) plain &= static_cast<unsigned char>(c) < 0x80;
        if (plain) continue;
        std::string form = taken_apart(id);
        const std::uint32_t number = table.add(form, ListedTexts{[&](std::uint32_t n) { return std::string_view(forms[n]); }});
        if (number == forms.size()) {
            forms.push_back(std::move(form));
            units.push_back(u);
            continue;
        }
        const std::uint32_t a = data.row[data.first[units[number]]], b = data.row[data.first[u]];
        m.problem("history.id", at_rows(a, b), "two ids that differ only in how their letters are composed", "hai mã chỉ khác nhau ở cách tổ hợp dấu (Unicode)",
                  "'" + std::string(id) + "'", "one spelling for one unit");
    }
}

}  // namespace myhao::inline v0::detail
