// SPDX-License-Identifier: Apache-2.0
// How spells are found: by parent, for trees; by day, for changes and sweeps; and by stretches of days where most are dead. Each is made
// when it is first asked for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <myhao/org/history_data.hpp>

namespace myhao::inline v0::detail {

/// Puts in order what mostly is.
template <class Iterator, class Before>
void settle_order(Iterator from, Iterator to, const Before& before) {
    constexpr std::ptrdiff_t few = 48;
    if (to - from > few) {
        if (!std::is_sorted(from, to, before)) std::sort(from, to, before);
        return;
    }
    for (auto k = from; k != to; ++k) {
        if (k == from || !before(*k, k[-1])) continue;
        const auto moved = *k;
        auto at = k;
        for (; at != from && before(moved, at[-1]); --at) *at = at[-1];
        *at = moved;
    }
}

/// Spells by parent, the children of one by id, and for one child by day.
struct Grouped {
    RawVector<std::uint64_t> keys;            // the place of its id in their order, then the spell
    std::vector<SpellsByParent::Part> parts;  // as in a Stretch

    [[nodiscard]] std::uint32_t spell(std::size_t k) const noexcept { return static_cast<std::uint32_t>(keys[k]); }
};

/// `spell(k)` of `count` spells; they come by unit, and so those whose latest parent it is come in order.
template <class SpellAt>
[[nodiscard]] Grouped group_by_parent(const HistoryData& data, std::size_t count, const SpellAt& spell) {
    Grouped out;
    const std::size_t slots = data.id_rank.size() + 1;
    std::vector<std::uint32_t> end(slots + 1, 0);  // at first where those of the slot before end, and so where its own begin
    for (std::size_t k = 0; k < count; ++k) ++end[data.parent_slot(data.parent[spell(k)]) + 1];
    for (std::uint32_t p = 0; p < slots; ++p) {
        if (end[p + 1] > 0) out.parts.push_back({p + 1 < slots ? p : none, end[p]});
        end[p + 1] += end[p];
    }
    out.parts.push_back({none, static_cast<std::uint32_t>(count)});
    out.keys.resize(count);
    for (std::size_t k = 0; k < count; ++k) {
        const std::uint32_t s = spell(k);
        out.keys[end[data.parent_slot(data.parent[s])]++] = std::uint64_t{data.id_rank[data.unit[s]]} << 32 | s;
    }
    for (std::size_t i = 0; i + 1 < out.parts.size(); ++i)
        settle_order(out.keys.begin() + out.parts[i].begin, out.keys.begin() + out.parts[i + 1].begin, [](std::uint64_t a, std::uint64_t b) { return a < b; });
    return out;
}

[[nodiscard]] inline SpellsByParent::Stretch all_by_parent(const HistoryData& data) {
    Grouped all = group_by_parent(data, data.unit.size(), [](std::size_t s) { return static_cast<std::uint32_t>(s); });
    SpellsByParent::Stretch out;
    out.children.resize(all.keys.size());
    for (std::size_t k = 0; k < all.keys.size(); ++k) {
        const std::uint32_t s = all.spell(k);
        out.children[k] = {data.since[s], data.certain[s], data.unit[s], s};
    }
    out.parts = std::move(all.parts);
    return out;
}

[[nodiscard]] inline SpellsByDay make_spells_by_day(const HistoryData& data) {
    SpellsByDay out;
    const std::size_t spells = data.unit.size();
    if (spells == 0) return out;
    std::int32_t low = open_day, high = no_day;
    for (std::size_t s = 0; s < spells; ++s) {
        low = std::min(low, data.since[s]);
        high = std::max(high, std::max(data.since[s], data.certain[s] == open_day ? no_day : data.certain[s]));
    }
    RawVector<std::uint8_t> follows(spells + 1);  // whether it begins on the day on which the spell before it, of the same unit, ends
    follows[0] = follows[spells] = 0;
    for (std::size_t s = 1; s < spells; ++s) follows[s] = static_cast<std::uint8_t>(int{data.unit[s - 1] == data.unit[s]} & int{data.certain[s - 1] == data.since[s]});
    const auto ends = [&](std::size_t s) { return (int{follows[s + 1] == 0} & int{data.certain[s] != open_day}) != 0; };
    const auto moves = [&](std::size_t s) { return follows[s] == 0 || data.parent[s - 1] != data.parent[s]; };
    const auto at = [&](std::int32_t day) { return static_cast<std::size_t>(day - low); };
    struct Free {
        std::uint32_t boundary = 0, move = 0;
    };
    std::vector<Free> free(at(high) + 2);  // where the next of each day goes
    for (std::size_t s = 0; s < spells; ++s) {
        Free& begin = free[at(data.since[s]) + 1];
        ++begin.boundary, begin.move += moves(s);
        if (ends(s)) ++free[at(data.certain[s]) + 1].boundary, ++free[at(data.certain[s]) + 1].move;
    }
    for (std::size_t d = 1; d < free.size(); ++d) free[d].boundary += free[d - 1].boundary, free[d].move += free[d - 1].move;
    out.boundaries.resize(free.back().boundary);
    out.moves.resize(free.back().move);
    for (std::uint32_t s = 0; s < spells; ++s) {
        Free& begin = free[at(data.since[s])];
        out.boundaries[begin.boundary++] = {data.since[s], 4 * s + (follows[s] != 0 ? 0u : 2u)};
        if (moves(s)) out.moves[begin.move++] = {data.since[s], data.unit[s], data.parent[s]};
        if (!ends(s)) continue;
        Free& end = free[at(data.certain[s])];
        out.boundaries[end.boundary++] = {data.certain[s], 4 * s + 1};
        out.moves[end.move++] = {data.certain[s], data.unit[s], Move::gone};
    }
    return out;
}

[[nodiscard]] inline const SpellsByDay& spells_by_day(const HistoryData& data) {
    return data.by_day.get([&] { return make_spells_by_day(data); });
}

/// The first days of stretches so cut that no more spells are in all of them together than twice the spells, and no more in one than twice
/// what stands at once. Empty where few are dead: to look at every spell then costs no more.
[[nodiscard]] inline std::vector<std::int32_t> cuts_of(const HistoryData& data) {
    const std::size_t spells = data.unit.size();
    std::size_t most = 1024;  // stand at once; of a small history it does not matter
    const auto few_are_dead = [&] { return spells <= 4 * most; };
    if (few_are_dead()) return {};
    const std::int32_t middle = data.since[spells / 2];  // any day will do: most histories need no more than this look
    std::size_t stand = 0;
    for (std::size_t s = 0; s < spells; ++s) stand += static_cast<std::size_t>(int{data.since[s] <= middle} & int{middle < data.certain[s]});
    most = std::max(most, stand);
    if (few_are_dead()) return {};
    const auto& boundaries = spells_by_day(data).boundaries;
    stand = 0;
    for (std::size_t b = 0; b < boundaries.size();) {
        const std::int32_t day = boundaries[b].day;
        for (; b < boundaries.size() && boundaries[b].day == day; ++b) stand = stand + boundaries[b].opens() - boundaries[b].ends();
        most = std::max(most, stand);
    }
    if (few_are_dead()) return {};
    std::vector<std::int32_t> cuts;
    std::size_t changes = 0;
    for (const Boundary& b : boundaries) {
        if (b.ends()) continue;
        if (cuts.empty() || (changes >= most && b.day > cuts.back())) cuts.push_back(b.day), changes = 0;
        ++changes;
    }
    return cuts;
}

[[nodiscard]] inline std::vector<SpellsByParent::Stretch> stretches_of(const SpellsByParent::Stretch& all, const std::vector<std::int32_t>& cuts) {
    std::vector<SpellsByParent::Stretch> out;
    for (const std::int32_t since : cuts) out.push_back({since, {}, {}});
    for (std::size_t i = 0; i + 1 < all.parts.size(); ++i) {
        const std::uint32_t p = all.parts[i].parent;
        for (std::uint32_t k = all.parts[i].begin; k < all.parts[i + 1].begin; ++k) {
            const SpellsByParent::Child& child = all.children[k];
            auto stretch = std::upper_bound(out.begin(), out.end(), child.since, [](std::int32_t day, const auto& s) { return day < s.since; });
            for (--stretch; stretch != out.end() && stretch->since < child.certain; ++stretch) {
                if (stretch->parts.empty() || stretch->parts.back().parent != p) stretch->parts.push_back({p, static_cast<std::uint32_t>(stretch->children.size())});
                stretch->children.push_back(child);
            }
        }
    }
    for (auto& stretch : out) {
        stretch.parts.push_back({none, static_cast<std::uint32_t>(stretch.children.size())});
        stretch.children.shrink_to_fit(), stretch.parts.shrink_to_fit();
    }
    return out;
}

[[nodiscard]] inline const SpellsByParent& spells_by_parent(const HistoryData& data) {
    return data.by_parent.get([&] {
        SpellsByParent out;
        const std::vector<std::int32_t> cuts = cuts_of(data);
        SpellsByParent::Stretch all = all_by_parent(data);
        if (cuts.empty()) out.stretches.push_back(std::move(all));
        else out.stretches = stretches_of(all, cuts);
        return out;
    });
}

}  // namespace myhao::inline v0::detail
