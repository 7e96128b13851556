// SPDX-License-Identifier: Apache-2.0
// Congresses beside each other: no unit before the last of its subordinates, and the numbers of one unit's congresses in order,
// through every change of its name.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/congress/check_limits.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/congress/held.hpp>
#include <myhao/congress/ordinal.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0::congress::detail {

/// Without a tree a campaign lies under every congress of a higher level, and two single congresses are not compared.
class OrderCheck {
public:
    OrderCheck(const Directive& directive, const Tree* tree, Findings& found) : directive_(directive), tree_(tree), found_(found) {}

    void run(const std::vector<Held>& all) {
        std::vector<std::pair<Row, const Held*>> single;
        for (const Held& h : all)
            if (h.unit && tree_) single.emplace_back(tree_->at(*h.unit), &h);
        std::sort(single.begin(), single.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const Held& above : all) {
            for (const Held& below : all)
                if (!below.unit) pair(below, above);
            if (above.unit && tree_) within(single, tree_->at(*above.unit), above);
            else if (!above.unit && above.under && tree_) within(single, tree_->at(*above.under), above);
        }
    }

private:
    void within(const std::vector<std::pair<Row, const Held*>>& single, Row row, const Held& above) {
        const auto first = std::lower_bound(single.begin(), single.end(), row, [](const auto& one, Row r) { return one.first < r; });
        for (auto at = first; at != single.end() && at->first < tree_->subtree_end(row); ++at)
            if (ranked(*at->second, above)) order(*at->second, above);
    }
    void pair(const Held& below, const Held& above) {
        if (ranked(below, above) && lies_under(below, above)) order(below, above);
    }
    [[nodiscard]] bool ranked(const Held& below, const Held& above) const { return directive_.rank(below.level) < directive_.rank(above.level); }

    /// Of a campaign below.
    [[nodiscard]] bool lies_under(const Held& below, const Held& above) const {
        if (!below.under) return true;
        if (above.unit) return *below.under == *above.unit || (tree_ && tree_->is_within(tree_->at(*below.under), tree_->at(*above.unit)));
        return !above.under || *below.under == *above.under;
    }

    void order(const Held& below, const Held& above) {
        std::optional<bool> kept = before(below.last_day, above.first_day);
        if (kept == false && !above.unit && !below.unit && !(below.first_day.low && above.last_day.high && *below.first_day.low > *above.last_day.high)) kept = std::nullopt;
        if (kept == false && !above.unit && below.unit) kept = std::nullopt;  // another unit of the level may have begun
        found_.add(finding("order", above.subject, kept, below.subject + ": " + text(below.last_day) + "; " + above.subject + ": " + text(above.first_day), "after " + below.subject, directive_.key.text(), Confidence::verified,
                           {"cấp dưới trước, cấp trên sau", "subordinate congresses first"}));
    }

    const Directive& directive_;
    const Tree* tree_;
    Findings& found_;
};

/// The first year of "2020-2025", and its last; nothing where a term is not written so.
[[nodiscard]] inline std::optional<std::pair<int, int>> years_of(std::string_view term) {
    const auto year = [](std::string_view digits) {
        int value = 0;
        for (const char c : digits) {
            if (c < '0' || c > '9') return 0;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    if (term.size() != 9 || term[4] != '-') return std::nullopt;
    const int first = year(term.substr(0, 4)), last = year(term.substr(5));
    return first > 0 && last > first ? std::optional(std::pair(first, last)) : std::nullopt;
}

/// Whether congress `a` came before `b`, by days or by terms; nothing where neither tells.
[[nodiscard]] inline std::optional<bool> earlier(const Congress& a, const Congress& b) {
    if (const auto by_days = before(a.last_day, b.first_day)) return by_days;
    const auto one = years_of(a.term), other = years_of(b.term);
    if (!one || !other || *one == *other) return std::nullopt;
    return one->first < other->first;
}

/// Numbers of the congresses of each unit, of whatever term: identity survives a new name, and so does the count.
class OrdinalCheck {
public:
    OrdinalCheck(const Directive* directive, const Tree* tree, Findings& found) : directive_(directive), tree_(tree), found_(found) {}

    void run(std::span<const Congress> congresses) {
        std::map<Id, std::vector<const Congress*>> units;
        for (const Congress& c : congresses)
            if (c.ordinal) units[c.unit].push_back(&c);
        for (auto& [unit, all] : units) {
            for (std::size_t i = 0; i < all.size(); ++i)
                if (const Congress* last = latest_before(all, *all[i])) continues(*last, *all[i]);
                else begins(*all[i]);
        }
    }

private:
    /// The latest of those that surely came before it.
    [[nodiscard]] static const Congress* latest_before(const std::vector<const Congress*>& all, const Congress& c) {
        const Congress* latest = nullptr;
        for (const Congress* one : all)
            if (one != &c && earlier(*one, c) == true && (!latest || earlier(*latest, *one) == true)) latest = one;
        return latest;
    }

    void continues(const Congress& last, const Congress& next) {
        const auto one = years_of(last.term), other = years_of(next.term);
        const bool adjacent = one && other && one->second == other->first;
        std::optional<bool> kept;
        if (*next.ordinal <= *last.ordinal) kept = false;
        else if (*next.ordinal == *last.ordinal + 1) kept = true;
        else if (adjacent) kept = false;  // otherwise congresses between the two may be left out here
        Label text{"số thứ tự liên tục", "numbers continue"};
        if (*next.ordinal < *last.ordinal) text = {"số thứ tự đi lùi", "the number goes backwards"};
        else if (*next.ordinal == *last.ordinal) text = {"số thứ tự lặp lại", "the number is repeated"};
        else if (kept == false) text = {"số thứ tự bỏ cách", "a number is left out"};
        else if (!kept) text = {"có thể còn đại hội ở giữa", "congresses between the two may be left out"};
        found_.add(finding("ordinal", subject_of(next, next.unit.text()), kept, roman(*next.ordinal), (adjacent || kept == true ? "" : "above ") + roman(adjacent || kept == true ? *last.ordinal + 1 : *last.ordinal),
                           next.source.text(), next.confidence, std::move(text)));
    }

    /// Of a unit that was founded after the directive was issued no earlier congress can have been numbered.
    void begins(const Congress& c) {
        if (!directive_ || !directive_->first_ordinal || !tree_ || !concerns(c, *directive_)) return;
        const auto row = tree_->row(c.unit);
        if (!row) return;
        const Date since = tree_->established(*row);
        if (since <= *directive_->key.issued || (c.first_day.low && *c.first_day.low < since) || !founded(c.unit, since)) return;
        const int first = directive_->first_ordinal->value;
        found_.add(finding("ordinal", subject_of(c, c.unit.text()), *c.ordinal == first, roman(*c.ordinal), roman(first), directive_->first_ordinal->citation.text(), directive_->first_ordinal->confidence,
                           {"tổ chức mới đánh số lại từ đầu", "a new organisation counts from the beginning"}));
    }
    [[nodiscard]] bool founded(const Id& unit, Date day) {
        if (!read_) successions_ = tree_->history().successions(), read_ = true;
        for (const Succession& s : successions_)
            if (s.day == day && s.event != Event::re_establish && std::find(s.after.begin(), s.after.end(), unit) != s.after.end()) return true;
        return false;
    }

    const Directive* directive_;
    const Tree* tree_;
    Findings& found_;
    std::vector<Succession> successions_;
    bool read_ = false;
};

}  // namespace myhao::inline v0::congress::detail

namespace myhao::inline v0::congress {

/// The numbers of the congresses of each unit: each one after the one before, by days or terms; a finding for each pair whose order
/// is known. A number that goes backwards or is repeated is violated, one that leaves a number out too where terms are adjacent.
[[nodiscard]] inline Findings check_ordinals(std::span<const Congress> congresses) {
    Findings found;
    detail::OrdinalCheck(nullptr, nullptr, found).run(congresses);
    return found;
}

}  // namespace myhao::inline v0::congress
