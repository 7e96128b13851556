// SPDX-License-Identifier: Apache-2.0
// How the units of a history are numbered: level by level after their latest parents, the children of one parent together and by id.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/org/id_table.hpp>

namespace myhao::inline v0::detail {

/// The order of whole numbers, smallest first: places into `ids`.
[[nodiscard]] inline std::vector<std::uint32_t> sorted_places(const std::vector<std::int64_t>& ids) {
    struct Key {
        std::uint64_t value;
        std::uint32_t place;
    };
    constexpr std::size_t bits = 11, digits = 6, buckets = std::size_t{1} << bits;
    const std::size_t n = ids.size();
    std::vector<Key> keys(n), other(n);
    std::vector<std::array<std::uint32_t, buckets>> counts(digits);
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint64_t value = static_cast<std::uint64_t>(ids[i]) ^ (std::uint64_t{1} << 63);
        keys[i] = {value, static_cast<std::uint32_t>(i)};
        for (std::size_t d = 0; d < digits; ++d) ++counts[d][value >> (d * bits) & (buckets - 1)];
    }
    for (std::size_t d = 0; d < digits && n > 0; ++d) {
        auto& count = counts[d];
        if (count[keys[0].value >> (d * bits) & (buckets - 1)] == n) continue;  // all alike in this digit
        std::uint32_t sum = 0;
        for (std::uint32_t& c : count) {
            const std::uint32_t many = c;
            c = sum;
            sum += many;
        }
        for (const Key& key : keys) other[count[key.value >> (d * bits) & (buckets - 1)]++] = key;
        keys.swap(other);
    }
    std::vector<std::uint32_t> places(n);
    for (std::size_t i = 0; i < n; ++i) places[i] = keys[i].place;
    return places;
}

/// The order of texts, by their bytes.
[[nodiscard]] inline std::vector<std::uint32_t> sorted_places(const std::vector<std::string_view>& ids) {
    struct Key {
        std::uint64_t head, tail;
        std::uint32_t place;
    };
    const auto word = [](std::string_view text, std::size_t from) {
        std::uint64_t w = 0;
        for (std::size_t i = from; i < from + 8; ++i) w = w << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
        return w;
    };
    std::vector<Key> keys(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) keys[i] = {word(ids[i], 0), word(ids[i], 8), static_cast<std::uint32_t>(i)};
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
        if (a.head != b.head) return a.head < b.head;
        if (a.tail != b.tail) return a.tail < b.tail;
        return ids[a.place] < ids[b.place];
    });
    std::vector<std::uint32_t> places(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) places[i] = keys[i].place;
    return places;
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
