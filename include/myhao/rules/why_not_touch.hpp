// SPDX-License-Identifier: Apache-2.0
// What a plan may touch: facts that are not known, facts declared changeable, grades that are not decided; and what is known
// of an object under the touches made so far.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/rules/describe.hpp>
#include <myhao/rules/evaluation.hpp>

namespace myhao::inline v0::detail {

/// Instead of a column: the object's grade is decided; whoever chooses among those who are level chooses the object.
inline constexpr std::uint32_t grade_slot = std::numeric_limits<std::uint32_t>::max(), choice_slot = grade_slot - 1;

/// One fact, or the grade, of one object, and what it must be: one of `may`, a number within [low, high].
struct Touch {
    std::size_t subject = 0, object = 0;
    std::uint32_t column = 0;  // of the rules of its subject
    std::uint8_t may = 0;
    std::int64_t low = 0, high = 0;

    [[nodiscard]] auto slot() const noexcept { return std::tuple(subject, object, column); }
    friend bool operator==(const Touch&, const Touch&) = default;
};
/// Touches of different slots, in the order of their slots.
using Repair = std::vector<Touch>;

[[nodiscard]] inline const Touch* touched(const Repair& repair, std::size_t subject, std::size_t object, std::uint32_t column) noexcept {
    for (const Touch& t : repair)
        if (t.subject == subject && t.object == object && t.column == column) return &t;
    return nullptr;
}
[[nodiscard]] inline Repair with(Repair repair, const Touch& touch) {
    const auto at = std::lower_bound(repair.begin(), repair.end(), touch, [](const Touch& a, const Touch& b) { return a.slot() < b.slot(); });
    if (at != repair.end() && at->slot() == touch.slot()) *at = touch;
    else repair.insert(at, touch);
    return repair;
}

/// One single change: a slot with one value.
struct Atom {
    std::size_t subject = 0, object = 0;
    std::uint32_t column = 0;
    std::uint8_t may = 0;  // one bit
    std::int64_t value = 0;

    [[nodiscard]] auto slot() const noexcept { return std::tuple(subject, object, column); }
    friend auto operator<=>(const Atom&, const Atom&) = default;
};
using Atoms = std::vector<Atom>;

/// What is known of a fact.
struct HeldFact {
    std::uint8_t may = 0;
    std::int64_t low = 0, high = 0;
};

/// What may be touched, of an evaluation that asks about one object.
///
/// A fact that is not fully known may be learned to be anything that it may be. A fact declared changeable may become any other
/// value, of the object itself and of the objects of its populations; of others of its own subject, with which it shares places,
/// only where they are surely below every base of a quota. What is not applicable stays so, and so do facts that quotas group by.
class Touchable {
public:
    Touchable(const Evaluation& base, Subject subject, std::size_t object) : data_(base.data()), subject_(static_cast<std::size_t>(subject)), object_(object) {
        for (std::size_t s = 0; s < subjects; ++s) {
            if (!data_.facts[s]) continue;
            decided_[s].assign(data_.facts[s]->size(), 0);
            const RuleSet* rules = rules_of(s);
            if (!rules) continue;
            grouping_[s].assign(rules->facts().size(), 0);
            for (const Quota& q : rules->quotas())
                if (q.group && q.group->by == Group::By::fact) grouping_[s][*rules->facts().index(q.group->name)] = 1;
        }
        for (const DecidedGrade& d : data_.evidence.decided)
            if (const auto at = find_object(data_.facts[static_cast<std::size_t>(d.subject)]->data(), d.object)) decided_[static_cast<std::size_t>(d.subject)][*at] = 1;
        const RuleSet& own = *rules_of(subject_);
        for (const Quota& q : own.quotas()) most_ = std::min(most_, *own.scale().find(q.grade));
    }

    [[nodiscard]] const RuleSet* rules_of(std::size_t s) const noexcept { return data_.candidates.front().book.find(static_cast<Subject>(s)); }
    [[nodiscard]] const FactColumn& column(std::size_t s, std::uint32_t c) const { return *data_.candidates.front().spaces[s].columns[c]; }
    [[nodiscard]] const Fact& fact(std::size_t s, std::uint32_t c) const { return rules_of(s)->facts()[c]; }
    [[nodiscard]] bool is_decided(std::size_t s, std::size_t object) const noexcept { return decided_[s][object] != 0; }
    [[nodiscard]] std::size_t subject() const noexcept { return subject_; }
    [[nodiscard]] std::size_t object() const noexcept { return object_; }
    [[nodiscard]] const Evaluation::Data& data() const noexcept { return data_; }

    /// What the object may be graded, all candidates of the gaps united.
    [[nodiscard]] std::uint8_t grades(std::size_t s, std::size_t object, const Repair& repair = {}) const {
        if (const Touch* t = touched(repair, s, object, grade_slot)) return t->may;
        if (s == static_cast<std::size_t>(Subject::leader) && subject_ == 0) return data_.candidates.front().programs[s] ? std::uint8_t{0} : std::uint8_t{0xFF};  // graded after units
        return data_.graded[s].may[object];
    }
    [[nodiscard]] HeldFact known(std::size_t s, std::size_t object, std::uint32_t c, const Repair& repair = {}) const {
        if (const Touch* t = touched(repair, s, object, c)) return {t->may, t->low, t->high};
        const FactColumn& facts = column(s, c);
        if (facts.low.empty()) return {facts.may[object], 0, 0};
        return {facts.may[object], facts.low[object], facts.high[object]};
    }

    /// Everything that a fact, or the grade, may be made to be; nothing where it must stay as it is.
    [[nodiscard]] std::optional<Touch> domain(std::size_t s, std::size_t object, std::uint32_t c) const {
        Touch all{s, object, c, 0, 0, 0};
        if (c == grade_slot) {
            const RuleSet* rules = rules_of(s);
            if (!rules || is_decided(s, object) || !is_beside(s, object) || grades(s, object) == 0) return std::nullopt;
            all.may = rules->scale().all().bits();
            return all;
        }
        if (!is_beside(s, object) && !is_rival(s, object)) return std::nullopt;
        const Fact& fact = this->fact(s, c);
        const auto given = data_.facts[s]->vocabulary().index(fact.name);
        if (!given || &data_.facts[s]->data().columns[*given] != &column(s, c) || grouping_[s][c]) return std::nullopt;
        const FactColumn& facts = column(s, c);
        const bool is_known = facts.known(object), changes = fact.changeable && may_change(s, object);
        const std::uint8_t may = facts.may[object];
        if (may == na_bit || (is_known && !changes)) return std::nullopt;
        if (!is_number(fact.type)) {
            const auto values = static_cast<std::uint8_t>((1u << values_of(fact, rules_of(s)->scale()).size()) - 1u);
            all.may = is_known ? static_cast<std::uint8_t>(values & ~may) : changes ? static_cast<std::uint8_t>(values | may) : may;
            return all;
        }
        all.may = is_known ? std::uint8_t{1} : may;
        if (changes) all.may |= 1, std::tie(all.low, all.high) = range_of(fact.type);
        else all.low = facts.low[object], all.high = facts.high[object];
        return all;
    }

    /// The repair with what is known of a slot brought within `may` and [low, high]; the same where it is already; nothing
    /// where it cannot be.
    [[nodiscard]] std::optional<Repair> narrow(const Repair& repair, std::size_t s, std::size_t object, std::uint32_t c, std::uint8_t may, std::int64_t low = 0, std::int64_t high = 0) const {
        const bool number = c < choice_slot && is_number(fact(s, c).type);
        const HeldFact now = c == grade_slot ? HeldFact{grades(s, object, repair), 0, 0} : known(s, object, c, repair);
        const bool within = (now.may & ~may) == 0 && (!number || !(now.may & 1) || (low <= now.low && now.high <= high));
        if (within && now.may != 0) return repair;
        const Touch* before = touched(repair, s, object, c);
        std::optional<Touch> all = before ? std::optional(*before) : domain(s, object, c);
        if (!all) return std::nullopt;
        all->may &= may;
        if (number && (all->may & 1)) {
            all->low = std::max(all->low, low), all->high = std::min(all->high, high);
            if (all->low > all->high) all->may = static_cast<std::uint8_t>(all->may & ~1u);
        }
        if (all->may == 0) return std::nullopt;
        return with(repair, *all);
    }

    /// One value for a touch: one that is possible, where the fact is not known; else the nearest to what is known; of several
    /// the one at the edge that was asked for. `far`: the other edge.
    [[nodiscard]] Atom settle(const Touch& t, bool far = false) const {
        Atom atom{t.subject, t.object, t.column, t.may, 0};
        const bool number = t.column < choice_slot && is_number(fact(t.subject, t.column).type);
        if (t.column == choice_slot) return atom;
        const HeldFact now = t.column == grade_slot ? HeldFact{grades(t.subject, t.object), 0, 0} : known(t.subject, t.object, t.column);
        if (!number) {
            const bool sure = single(now.may);
            const auto learn = static_cast<std::uint8_t>(t.may & now.may);
            unsigned from = sure || !learn ? t.may : learn;
            if (from & 0x7Fu) from &= 0x7Fu;  // rather a value than "not applicable"
            const unsigned lowest = from & (~from + 1u), highest = std::bit_floor(from);
            unsigned nearest = highest;
            if (sure && now.may < from) nearest = lowest;                   // it is better than all that is asked for
            else if (!sure && !(from & now.may & (~unsigned{now.may} + 1u))) nearest = lowest;  // the best that it may be is not asked for
            atom.may = static_cast<std::uint8_t>(far ? (nearest == highest ? lowest : highest) : nearest);
            return atom;
        }
        if (!(t.may & 1)) {
            atom.may = na_bit;
            return atom;
        }
        atom.may = 1;
        const auto [least, most] = range_of(fact(t.subject, t.column).type);
        std::int64_t low = t.low, high = t.high;
        const bool some = now.may & 1;
        if (some && std::max(low, now.low) <= std::min(high, now.high)) low = std::max(low, now.low), high = std::min(high, now.high);
        // From which side it is asked for: the lower edge where it must be more than it is, or may be.
        const bool upwards = !some || low > now.low || (low == now.low && high == now.high && low != least);
        const bool at_low = upwards != (far && low != least && high != most);
        atom.value = at_low ? low : high;
        return atom;
    }
    [[nodiscard]] Atoms settle(const Repair& repair, bool far = false) const {
        Atoms atoms;
        for (const Touch& t : repair) atoms.push_back(settle(t, far));
        return atoms;
    }

    /// The value of an atom, as a source states it.
    [[nodiscard]] FactValue value(const Atom& a) const {
        const Fact& of = fact(a.subject, a.column);
        if (a.may == na_bit) return NotApplicable{};
        if (of.type == FactType::count) return a.value;
        if (of.type == FactType::date) return Date(static_cast<std::int32_t>(a.value));
        if (of.type == FactType::decimal) {
            int places = Decimal::most_places;
            std::int64_t units = a.value;
            while (places > 0 && units % 10 == 0) units /= 10, --places;
            return Decimal(units, places);
        }
        const auto at = static_cast<std::size_t>(std::countr_zero(a.may));
        if (of.type == FactType::flag) return at == 0;
        return values_of(of, rules_of(a.subject)->scale())[at];
    }

private:
    /// The objects of its populations, and what caps it.
    [[nodiscard]] bool is_beside(std::size_t s, std::size_t object) const {
        const auto unit_of = [&](std::size_t of, std::size_t o) { return data_.facts[of]->data().unit[o]; };
        if (subject_ == 0) return s == 0 ? data_.layout->parent[object] == object_ : unit_of(s, object) == object_;
        return s == 0 ? unit_of(subject_, object_) == object : s != subject_ && unit_of(subject_, object_) == unit_of(s, object);
    }
    /// The object itself, and those that stand at its rank, with whom it may share places.
    [[nodiscard]] bool is_rival(std::size_t s, std::size_t object) const { return s == subject_ && (s != 0 || data_.layout->rank[object] == data_.layout->rank[object_]); }
    /// The object itself, and the objects of its populations; of others, who is surely below every base.
    [[nodiscard]] bool may_change(std::size_t s, std::size_t object) const {
        if (s != subject_ || object == object_ || is_beside(s, object)) return true;
        const auto within = static_cast<std::uint8_t>((4u << most_) - 1u);  // the best quota's grade, those above, and the one below
        return most_ < 7 && data_.graded[s].may[object] != 0 && (data_.graded[s].may[object] & within) == 0;
    }

    const Evaluation::Data& data_;
    std::size_t subject_, object_;
    std::size_t most_ = 7;  // the best grade that a quota limits
    std::array<std::vector<char>, subjects> decided_, grouping_;
};

}  // namespace myhao::inline v0::detail
