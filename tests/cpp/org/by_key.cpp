// SPDX-License-Identifier: Apache-2.0
// Sorting and finding ids, whatever they are like: dense, sparse, in clusters, with outliers; against std::stable_sort and a plain search.
#include <myhao/org/by_key.hpp>
#include <myhao/org/history_order.hpp>
#include <myhao/org/number_index.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

using namespace myhao;

namespace {

struct Entry {
    std::uint64_t key;
    std::uint32_t on, row;

    [[nodiscard]] std::uint64_t day() const noexcept { return on; }
    friend bool operator==(const Entry&, const Entry&) = default;
};

/// Keys as some registry might give them.
std::vector<std::uint64_t> keys_like(int shape, std::size_t count, std::mt19937_64& random) {
    std::vector<std::uint64_t> out(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t r = random();
        switch (shape) {
        case 0: out[i] = r; break;                                                  // all 64 bits
        case 1: out[i] = r % (count / 3 + 1); break;                                // numbered through
        case 2: out[i] = r % 63 * 1'000'000'000'000 + r / 64 % 5'000; break;        // by province
        case 3: out[i] = i == count / 2 ? ~std::uint64_t{0} : r % 20'000; break;    // one far away
        case 4: out[i] = 42; break;                                                 // one id
        case 5: out[i] = std::uint64_t{1} << (r % 64); break;                       // each twice as far
        case 6: out[i] = (r % 4 == 0 ? 1ULL << 63 : 0) + (r / 4 % 3) * 1'000'003; break;  // few
        case 7: out[i] = r % 8 == 0 ? (r | 1) << 57 : i == 7 ? (1ULL << 57) - 1 : r % 12'345; break;  // close together, with one not quite so close
        default: out[i] = i; break;                                                 // in order
        }
    }
    return out;
}

}  // namespace

TEST_CASE("entries come by key, then by day, then as they came, whatever their keys are like") {
    std::mt19937_64 random(20'201'231);
    for (int shape = 0; shape < 9; ++shape)
        for (const std::size_t count : {0u, 1u, 2u, 100u, 5'000u, 33'000u, 150'000u}) {
            const auto keys = keys_like(shape, count, random);
            std::vector<Entry> entries;
            const std::uint64_t days = shape % 2 == 0 ? 20 : 3'000'000;
            for (std::size_t i = 0; i < count; ++i) entries.push_back({keys[i], static_cast<std::uint32_t>(random() % days), static_cast<std::uint32_t>(i)});
            const auto [low, high] = std::minmax_element(keys.begin(), keys.end());
            detail::ByKey<Entry> by_key(count, count == 0 ? 0 : *low, count == 0 ? 0 : *high, [&](std::size_t i) { return keys[i]; }, [&](std::size_t i) { return entries[i]; });
            std::vector<Entry> got;
            std::size_t groups = 0;
            by_key.each([&](const detail::Alike<Entry>& alike) {
                ++groups;
                for (std::size_t k = 0; k < alike.size(); ++k) got.push_back(alike[k]);
            });
            std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key != b.key ? a.key < b.key : a.on < b.on; });
            std::size_t distinct = 0;
            for (std::size_t i = 0; i < count; ++i) distinct += i == 0 || entries[i].key != entries[i - 1].key;
            INFO("shape " << shape << ", " << count << " entries");
            CHECK(got == entries);
            CHECK(groups == distinct);
        }
}

TEST_CASE("whole numbers are found where they stand, and others nowhere") {
    std::mt19937_64 random(1'999);
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();
    for (int shape = 0; shape < 9; ++shape)
        for (const std::size_t count : {0u, 1u, 2u, 1'000u, 30'000u}) {
            std::vector<std::int64_t> keys;
            for (const std::uint64_t key : keys_like(shape, count, random)) keys.push_back(static_cast<std::int64_t>(key));
            if (shape == 2 && count > 2) keys.push_back(lowest), keys.push_back(highest);
            std::sort(keys.begin(), keys.end());
            keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
            std::vector<std::int64_t> asked = keys;
            for (const std::int64_t key : keys)
                for (const std::int64_t near : {key == lowest ? key : key - 1, key == highest ? key : key + 1}) asked.push_back(near);
            for (int i = 0; i < 100; ++i) asked.push_back(static_cast<std::int64_t>(random()));
            asked.push_back(lowest), asked.push_back(highest), asked.push_back(0);
            std::shuffle(asked.begin(), asked.end(), random);
            const detail::NumberIndex index(keys);
            const auto expected = [&](std::int64_t key) {
                const auto at = std::lower_bound(keys.begin(), keys.end(), key);
                return at != keys.end() && *at == key ? static_cast<std::uint32_t>(at - keys.begin()) : detail::none;
            };
            std::size_t wrong = 0, told = 0;
            index.find_all(asked.size(), [&](std::size_t i) { return asked[i]; }, [&](std::size_t i, std::uint32_t place) { ++told, wrong += place != expected(asked[i]) || index.find(asked[i]) != place; });
            INFO("shape " << shape << ", " << keys.size() << " keys");
            CHECK(told == asked.size());
            CHECK(wrong == 0);
        }
}

TEST_CASE("texts are put in the order of their bytes, however much they have in common") {
    std::mt19937_64 random(63);
    const std::vector<std::string> heads = {"", "DB-", "VN/Hưng Yên/Đảng bộ thị xã Mỹ Hào/", "0000000000"};
    for (const std::string& head : heads)
        for (const std::size_t longest : {1u, 9u, 40u})
            for (const int letters : {2, 10, 256}) {
                std::vector<std::string> texts;
                for (int i = 0; i < 6'000; ++i) {
                    std::string text = head;
                    for (std::size_t n = random() % (longest + 1); n > 0; --n) text += static_cast<char>(letters == 256 ? 1 + random() % 255 : '0' + random() % static_cast<unsigned>(letters));
                    texts.push_back(std::move(text));
                }
                std::sort(texts.begin(), texts.end());
                texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
                const std::vector<std::string> rising = texts;
                std::shuffle(texts.begin(), texts.end(), random);
                const std::vector<std::string_view> views(texts.begin(), texts.end());
                std::vector<std::string> got;
                for (const std::uint32_t place : detail::sorted_places(views)) got.emplace_back(views[place]);
                INFO("'" << head << "', up to " << longest << " more, " << letters << " letters");
                CHECK(got == rising);
            }
    CHECK(detail::sorted_places({}).empty());
}
