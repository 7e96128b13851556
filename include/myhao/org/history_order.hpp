// SPDX-License-Identifier: Apache-2.0
// How the units of a history are numbered: level by level after their latest parents, the children of one parent together and by id.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/id_table.hpp>
#include <myhao/org/raw_vector.hpp>

namespace myhao::inline v0::detail {

/// A number to sort by, and whose it is.
struct PlaceKey {
    std::uint64_t value;
    std::uint32_t place;
};

/// Sorts by value, those of one value as they came: a counting sort by digits of what distinguishes the values.
inline void sort_by_value(RawVector<PlaceKey>& keys) {
    std::uint64_t low = ~std::uint64_t{0}, high = 0;
    for (const PlaceKey& key : keys) low = std::min(low, key.value), high = std::max(high, key.value);
    if (keys.empty() || low == high) return;
    const auto width = static_cast<unsigned>(std::bit_width(high - low));
    const unsigned digits = (width + 11) / 12, bits = (width + digits - 1) / digits;
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    std::vector<std::uint32_t> counts(digits << bits, 0);
    for (const PlaceKey& key : keys)
        for (unsigned d = 0; d < digits; ++d) ++counts[(d << bits) + ((key.value - low) >> (d * bits) & mask)];
    RawVector<PlaceKey> other(keys.size());
    for (unsigned d = 0; d < digits; ++d) {
        std::uint32_t* const count = counts.data() + (d << bits);
        std::uint32_t sum = 0;
        bool alike = false;  // all keys have the same digit here
        for (std::uint64_t c = 0; c <= mask; ++c) {
            const std::uint32_t many = count[c];
            alike |= many == keys.size();
            count[c] = sum;
            sum += many;
        }
        if (alike) continue;
        for (const PlaceKey& key : keys) other[count[(key.value - low) >> (d * bits) & mask]++] = key;
        keys.swap(other);
    }
}

[[nodiscard]] inline std::vector<std::uint32_t> places_of(const RawVector<PlaceKey>& keys) {
    std::vector<std::uint32_t> places(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) places[i] = keys[i].place;
    return places;
}

/// The order of whole numbers, smallest first: places into `ids`.
[[nodiscard]] inline std::vector<std::uint32_t> sorted_places(const std::vector<std::int64_t>& ids) {
    RawVector<PlaceKey> keys(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) keys[i] = {static_cast<std::uint64_t>(ids[i]) ^ (std::uint64_t{1} << 63), static_cast<std::uint32_t>(i)};
    sort_by_value(keys);
    return places_of(keys);
}

/// The order of texts, by their bytes: by the eight behind what all have in common, then, where those are alike, by the rest.
[[nodiscard]] inline std::vector<std::uint32_t> sorted_places(const std::vector<std::string_view>& ids) {
    std::size_t common = ids.empty() ? 0 : ids[0].size();
    for (const std::string_view id : ids) {
        std::size_t same = 0;
        while (same < common && same < id.size() && id[same] == ids[0][same]) ++same;
        common = same;
        if (common == 0) break;
    }
    RawVector<PlaceKey> keys(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::string_view rest = ids[i].substr(common);
        std::uint64_t word = 0;
        for (std::size_t b = 0; b < 8; ++b) word = word << 8 | (b < rest.size() ? static_cast<unsigned char>(rest[b]) : 0u);
        keys[i] = {word, static_cast<std::uint32_t>(i)};
    }
    sort_by_value(keys);
    for (auto from = keys.begin(); from != keys.end();) {
        auto to = from + 1;
        while (to != keys.end() && to->value == from->value) ++to;
        if (to - from > 1) std::sort(from, to, [&](const PlaceKey& a, const PlaceKey& b) { return ids[a.place] < ids[b.place]; });
        from = to;
    }
    return places_of(keys);
}

/// Units in their final order. `by_id` lists them by id, `latest` has each one's latest parent, or `none`; parents not in the list
/// count as none. Where latest parents go round in a circle, those in it and below follow at the end.
[[nodiscard]] inline std::vector<std::uint32_t> level_by_level(const std::vector<std::uint32_t>& by_id, const std::vector<std::uint32_t>& latest) {
    const std::size_t n = by_id.size();
    const auto slot = [&](std::uint32_t unit) { return latest[unit] < n ? latest[unit] + std::size_t{2} : std::size_t{1}; };
    std::vector<std::uint32_t> first(n + 3, 0), child(n), order;
    for (std::size_t u = 0; u < n; ++u) ++first[slot(static_cast<std::uint32_t>(u)) + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    for (const std::uint32_t u : by_id) child[first[slot(u)]++] = u;  // now first[s] is where the children of slot s end
    order.reserve(n);
    order.insert(order.end(), child.begin(), child.begin() + first[1]);
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::size_t s = order[k] + std::size_t{2};
        for (std::uint32_t c = first[s - 1]; c < first[s]; ++c) order.push_back(child[c]);
    }
    if (order.size() < n) {
        std::vector<std::uint8_t> met(n, 0);
        for (const std::uint32_t u : order) met[u] = 1;
        for (const std::uint32_t u : by_id)
            if (met[u] == 0) order.push_back(u);
    }
    return order;
}

}  // namespace myhao::inline v0::detail
