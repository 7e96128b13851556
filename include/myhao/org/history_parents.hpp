// SPDX-License-Identifier: Apache-2.0
// Invariants of a history about parents: a spell lies within its parent's life, and its kind may stand under the parent's in every edition.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/org/history_words.hpp>

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

/// I2, I3 and I4 for the spells that stand under one parent. A quick look clears those of a parent without gaps whose kinds fit.
class ParentCheck {
public:
    ParentCheck(Making& m, const Tainted& tainted) : m_(m), data_(m.data), tainted_(tainted) {
        for (const Edition& e : data_.schemes.editions())
            editions_.push_back({e.period.since().days(), e.period.until() ? e.period.until()->days() : open_day, e.scheme.is_free()});
    }

    /// Problems come by parent, then by id.
    void run() {
        std::vector<std::uint32_t> suspects = not_cleared();
        const auto key = [&](std::uint32_t s) { return std::tuple(data_.parent_slot(data_.parent[s]), data_.id_rank[data_.unit[s]], s); };
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
    struct EditionDays {
        std::int32_t since, until;
        bool free;
    };
    /// A parent in short: no days where its life has a gap; its kind, or how many kinds there are for none at all and one more for one that
    /// changes or is in no edition.
    struct Brief {
        Days life{0, 0};
        std::uint32_t kind = 0;
    };

    [[nodiscard]] std::vector<std::uint32_t> not_cleared() const {
        std::vector<std::uint32_t> out;
        const std::size_t kinds = data_.schemes.kinds().size();
        const std::vector<Brief> briefs = in_short(kinds);
        const std::vector<Days> fit = days_that_fit(kinds);
        for (std::uint32_t s = 0; s < data_.unit.size(); ++s) {
            const std::uint32_t p = data_.parent[s];
            const std::int32_t since = data_.since[s], until = data_.until[s];
            const Brief& above = briefs[data_.parent_slot(p)];
            const Days days = fit[std::min<std::size_t>(data_.kind[s], kinds) * (kinds + 2) + above.kind];
            const bool clear = (above.life.since <= since) & (until <= above.life.until) & (days.since <= since) & (until <= days.until);
            if (!clear || tainted_.has(p)) out.push_back(s);
        }
        return out;
    }
    /// By the place of a parent.
    [[nodiscard]] std::vector<Brief> in_short(std::size_t kinds) const {
        const Days always{no_day, open_day};
        const auto foreign = static_cast<std::uint32_t>(kinds + 1);
        std::vector<Brief> briefs(data_.id_rank.size() + 1, Brief{data_.strict ? Days{0, 0} : always, foreign});
        briefs.back() = {always, static_cast<std::uint32_t>(kinds)};
        for (std::uint32_t u = 0; u < data_.units; ++u) {
            const std::uint32_t begin = data_.first[u], end = data_.first[u + 1];
            if (data_.strict) briefs[u].life = {data_.since[begin], data_.until[end - 1]};
            briefs[u].kind = data_.kind[begin] < kinds ? data_.kind[begin] : foreign;
        }
        constexpr std::size_t block = 1024;  // few have gaps or change their kind: a quick look at many spells first
        const auto is_plain = [&](std::size_t s) {
            const bool another = data_.unit[s - 1] != data_.unit[s], goes_on = data_.until[s - 1] == data_.since[s], stays = data_.kind[s - 1] == data_.kind[s];
            return int{another} | (int{goes_on} & int{stays});
        };
        for (std::size_t from = 1; from < data_.unit.size(); from += block) {
            const std::size_t end = std::min(from + block, data_.unit.size());
            int all_plain = 1;
            for (std::size_t s = from; s < end; ++s) all_plain &= is_plain(s);
            if (all_plain != 0) continue;
            for (std::size_t s = from; s < end; ++s) {
                if (is_plain(s) != 0) continue;
                Brief& brief = briefs[data_.unit[s]];
                if (data_.strict && data_.until[s - 1] != data_.since[s]) brief.life = {0, 0};
                if (data_.kind[s - 1] != data_.kind[s]) brief.kind = foreign;
            }
        }
        return briefs;
    }
    /// By kind, then by the parent's as in Brief: the first stretch of days on which every edition allows it.
    [[nodiscard]] std::vector<Days> days_that_fit(std::size_t kinds) const {
        std::vector<Days> out((kinds + 1) * (kinds + 2), Days{0, 0});
        for (std::size_t i = 0; i < out.size(); ++i) {
            const std::size_t kind = i / (kinds + 2), above = i % (kinds + 2);
            const auto allows = [&](std::size_t e) {
                if (editions_[e].free) return true;
                if (above > kinds || data_.schemes.kind(e, kind) == nullptr) return false;
                return data_.schemes.kind(e, above) == nullptr || data_.schemes.may_stand_under(e, kind, above);
            };
            std::size_t e = 0;
            while (e < editions_.size() && !allows(e)) ++e;
            if (e == editions_.size()) continue;
            out[i] = {editions_[e].since, editions_[e].until};
            while (++e < editions_.size() && editions_[e].since == out[i].until && allows(e)) out[i].until = editions_[e].until;
        }
        return out;
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
    std::vector<EditionDays> editions_;
    Days life_{0, 0};
    bool skip_ = false, one_piece_ = true, one_kind_ = true;
};

}  // namespace myhao::inline v0::detail
