// SPDX-License-Identifier: Apache-2.0
// Where whole numbers stand in a rising list: found by their upper bits, in little more than one look.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <myhao/org/id_table.hpp>

namespace myhao::inline v0::detail {

class NumberIndex {
public:
    NumberIndex() = default;
    /// `keys` rise, and none is there twice.
    explicit NumberIndex(std::vector<std::int64_t> keys) : keys_(std::move(keys)) {
        if (keys_.empty()) return;
        const std::uint64_t last = distance(keys_.back());
        const auto width = static_cast<int>(std::bit_width(last)), fine = static_cast<int>(std::bit_width(keys_.size())) + 1;  // two to four heads for a key
        shift_ = std::max(width - fine, 0);
        first_.assign(static_cast<std::size_t>(last >> shift_) + 2, 0);
        for (const std::int64_t key : keys_) ++first_[head(key) + 1];
        for (std::size_t h = 1; h < first_.size(); ++h) first_[h] += first_[h - 1];
    }

    [[nodiscard]] const std::vector<std::int64_t>& keys() const noexcept { return keys_; }
    /// The place of the key, or `none`.
    [[nodiscard]] std::uint32_t find(std::int64_t key) const noexcept { return keys_.empty() ? none : find_from(first_[head(key)], key); }
    /// `take(i, place)` for each of `count` keys `key(i)`.
    template <class KeyAt, class Take>
    void find_all(std::size_t count, const KeyAt& key_at, Take&& take) const {
        if (keys_.empty()) {
            for (std::size_t i = 0; i < count; ++i) take(i, none);
            return;
        }
        constexpr std::size_t block = 32;  // looked up together, so that their cache misses overlap
        std::int64_t key[block];
        std::size_t heads[block];
        std::uint32_t from[block];
        for (std::size_t begin = 0; begin < count; begin += block) {
            const std::size_t many = std::min(block, count - begin);
            for (std::size_t i = 0; i < many; ++i) {
                key[i] = key_at(begin + i);
                heads[i] = head(key[i]);
                __builtin_prefetch(first_.data() + heads[i]);
            }
            for (std::size_t i = 0; i < many; ++i) {
                from[i] = first_[heads[i]];
                __builtin_prefetch(keys_.data() + from[i]);
            }
            for (std::size_t i = 0; i < many; ++i) take(begin + i, find_from(from[i], key[i]));
        }
    }
    [[nodiscard]] std::size_t bytes() const noexcept { return keys_.capacity() * sizeof(std::int64_t) + first_.capacity() * sizeof(std::uint32_t); }

private:
    [[nodiscard]] std::uint64_t distance(std::int64_t key) const noexcept { return static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(keys_.front()); }
    /// That of a key which is too low or too high is the end.
    [[nodiscard]] std::size_t head(std::int64_t key) const noexcept { return std::min<std::size_t>(distance(key) >> shift_, first_.size() - 1); }
    /// From the first key with its head on.
    [[nodiscard]] std::uint32_t find_from(std::uint32_t at, std::int64_t key) const noexcept {
        constexpr std::uint32_t few = 8;
        const std::uint32_t end = std::min(at + few, static_cast<std::uint32_t>(keys_.size()));
        while (at < end && keys_[at] < key) ++at;
        if (at < end) return keys_[at] == key ? at : none;
        return find_among_many(at, key);
    }
    [[nodiscard]] std::uint32_t find_among_many(std::uint32_t at, std::int64_t key) const noexcept {
        const auto found = std::lower_bound(keys_.begin() + static_cast<std::ptrdiff_t>(at), keys_.end(), key);
        return found != keys_.end() && *found == key ? static_cast<std::uint32_t>(found - keys_.begin()) : none;
    }

    std::vector<std::int64_t> keys_;
    std::vector<std::uint32_t> first_;  // by head, the upper bits of the distance to the lowest key: the first key with that head or a higher one
    int shift_ = 0;
};

}  // namespace myhao::inline v0::detail
