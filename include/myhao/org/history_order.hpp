// SPDX-License-Identifier: Apache-2.0
// How the units of a history are numbered: level by level after their latest parents, the children of one parent together and by id.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <myhao/org/by_key.hpp>
#include <myhao/org/id_table.hpp>

namespace myhao::inline v0::detail {

/// A number to sort by, and whose it is.
struct PlaceKey {
    std::uint64_t key;
    std::uint32_t place;

    [[nodiscard]] static std::uint64_t day() noexcept { return 0; }
};

/// Up to eight bytes of a text from `at` on, the first one on top, as one number; zeros behind the end.
[[nodiscard]] inline std::uint64_t word_of(std::string_view text, std::size_t at) noexcept {
    std::uint64_t word = 0;
    if (std::endian::native == std::endian::little && at + 8 <= text.size()) {
        std::memcpy(&word, text.data() + at, 8);
        return __builtin_bswap64(word);
    }
    for (std::size_t b = 0; b < 8; ++b) word = word << 8 | (at + b < text.size() ? static_cast<unsigned char>(text[at + b]) : 0u);
    return word;
}

/// How many bytes all begin with.
[[nodiscard]] inline std::size_t common_prefix(const std::vector<std::string_view>& ids) noexcept {
    std::size_t common = ids.empty() ? 0 : ids[0].size();
    for (const std::string_view id : ids) {
        std::size_t same = 0;
        while (same < common && same < id.size() && id[same] == ids[0][same]) ++same;
        common = same;
        if (common == 0) break;
    }
    return common;
}

/// The order of texts, by their bytes: first by the bits in which they differ at all, as many as a number holds; where those are alike, by the whole.
[[nodiscard]] inline std::vector<std::uint32_t> sorted_places(const std::vector<std::string_view>& ids) {
    constexpr std::size_t looked_at = 16;
    const std::size_t common = common_prefix(ids);
    std::uint64_t differ[2] = {0, 0}, pattern[2] = {0, 0};
    for (std::size_t w = 0; w < 2 && !ids.empty(); ++w) pattern[w] = word_of(ids[0], common + 8 * w);
    for (const std::string_view id : ids)
        for (std::size_t w = 0; w < 2; ++w) differ[w] |= word_of(id, common + 8 * w) ^ pattern[w];
    int bits[looked_at], total = 0;  // the lower bits of each byte that are worth a look
    std::size_t bytes = 0;
    for (; bytes < looked_at; ++bytes) {
        bits[bytes] = static_cast<int>(std::bit_width(differ[bytes / 8] >> (56 - 8 * (bytes % 8)) & 0xFF));
        if (total + bits[bytes] > 64) break;
        total += bits[bytes];
    }
    RawVector<std::uint64_t> keys(ids.size());
    std::uint64_t low = ids.empty() ? 0 : ~std::uint64_t{0}, high = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::uint64_t words[2] = {word_of(ids[i], common), word_of(ids[i], common + 8)};
        std::uint64_t key = 0;
        for (std::size_t b = 0; b < bytes; ++b) key = key << bits[b] | (words[b / 8] >> (56 - 8 * (b % 8)) & ((std::uint64_t{1} << bits[b]) - 1));
        keys[i] = key, low = std::min(low, key), high = std::max(high, key);
    }
    ByKey<PlaceKey> by_key(ids.size(), low, high, [&](std::size_t i) { return keys[i]; }, [&](std::size_t i) { return PlaceKey{keys[i], static_cast<std::uint32_t>(i)}; });
    std::vector<std::uint32_t> places;
    places.reserve(ids.size());
    by_key.each([&](const Alike<PlaceKey>& alike) {
        for (std::size_t k = 0; k < alike.size(); ++k) places.push_back(alike[k].place);
        if (alike.size() > 1) std::sort(places.end() - static_cast<std::ptrdiff_t>(alike.size()), places.end(), [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
    });
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
