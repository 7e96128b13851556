// SPDX-License-Identifier: Apache-2.0
// The image of a quota against brute force: random groups with every base, ties and uncertain keys, over all that each of
// them may be and every key each of them may have.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <myhao/rules/quota.hpp>

#include "support/catch.hpp"
#include "support/sanitized.hpp"

namespace {

using namespace myhao;
using detail::Rival;

#ifdef MYHAO_TESTS_SANITIZED
constexpr int groups_tried = 4'000;  // fewer, as this build has sanitizers
#else
constexpr int groups_tried = 24'000;
#endif

/// Counted by hand, not by the library: the most that may stay of `m` in the base.
std::int64_t places(QuotaBase base, std::int64_t p, std::int64_t q, std::int64_t m, std::int64_t at_least) {
    const std::int64_t share = base == QuotaBase::good_only ? p * m / (p + q) : p * m / q;
    return std::max(share, at_least);
}

/// One group: what each rival may be, and all that happens to it in some world.
struct Brute {
    const std::vector<Rival>& rivals;
    OnTie on_tie;
    QuotaBase base;
    std::int64_t p, q, at_least;
    std::vector<std::uint8_t> happens;
    std::vector<std::uint8_t> is;
    std::vector<std::int64_t> key;
    std::uint64_t worlds = 0;

    void from(std::size_t i) {
        if (i == rivals.size()) return settle();
        for (const std::uint8_t what : {Rival::grade, Rival::base, Rival::outside}) {
            if (!(rivals[i].may & what)) continue;
            is[i] = what;
            if (what != Rival::grade) {
                from(i + 1);
                continue;
            }
            for (key[i] = rivals[i].low; key[i] <= rivals[i].high; ++key[i]) from(i + 1);
        }
    }
    void settle() {
        ++worlds;
        std::int64_t m = 0;
        for (const std::uint8_t what : is) m += what != Rival::outside;
        const std::int64_t limit = places(base, p, q, m, at_least);
        for (std::size_t i = 0; i < rivals.size(); ++i) {
            if (is[i] != Rival::grade) continue;
            std::int64_t above = 0, level = 0;  // level: with itself
            for (std::size_t k = 0; k < rivals.size(); ++k)
                if (is[k] == Rival::grade) above += key[k] > key[i], level += key[k] == key[i];
            const bool all_fit = above + level <= limit, none_fits = above >= limit;
            if (all_fit || (!none_fits && on_tie != OnTie::none)) happens[i] |= Rival::stays;
            if (none_fits || (!all_fit && on_tie != OnTie::all)) happens[i] |= Rival::falls;
        }
    }
};

std::string text(const std::vector<Rival>& rivals) {
    std::string t;
    for (const Rival& r : rivals)
        t += std::string("{") + (r.may & Rival::grade ? " grade" : "") + (r.may & Rival::base ? " base" : "") + (r.may & Rival::outside ? " outside" : "") + " key " + std::to_string(r.low) + ".." +
             std::to_string(r.high) + (r.may & Rival::stays ? " stays" : "") + (r.may & Rival::falls ? " falls" : "") + "} ";
    return t;
}

TEST_CASE("a quota marks exactly who stays and who falls in some world, with every base, tie and uncertain key") {
    const char* given = std::getenv("MYHAO_SEED");
    const std::uint64_t seed = given == nullptr ? 4308 : std::strtoull(given, nullptr, 10);
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
    const std::pair<std::int64_t, std::int64_t> shares[] = {{1, 5}, {1, 4}, {1, 3}, {2, 5}, {1, 2}, {2, 3}, {9, 10}, {1, 1}, {0, 1}};
    std::uint64_t worlds = 0, open = 0;
    int groups = 0, wrong = 0;
    while (groups < groups_tried) {
        std::vector<Rival> rivals(static_cast<std::size_t>(1 + below(7)));
        const std::int64_t keys = 1 + below(4), unsure = below(3);
        std::uint64_t size = 1;
        for (Rival& r : rivals) {
            r.may = static_cast<std::uint8_t>(below(3) < unsure ? 1 + below(7) : 1 << (below(4) == 0 ? 1 + below(2) : 0));
            r.low = r.high = below(static_cast<std::uint64_t>(keys));
            if (below(3) < unsure) r.high += below(3);
            size *= static_cast<std::uint64_t>((r.may & Rival::grade ? r.high - r.low + 1 : 0) + (r.may & Rival::base ? 1 : 0) + (r.may & Rival::outside ? 1 : 0));
        }
        if (size > 3'000) continue;
        const auto& share = shares[below(std::size(shares))];
        const std::int64_t p = share.first, q = share.second;
        const QuotaBase base = every_quota_base[below(3)];
        const OnTie on_tie = static_cast<OnTie>(below(3));
        const std::int64_t at_least = below(4) == 0 ? 1 + below(2) : 0;
        ++groups;

        const std::size_t n = rivals.size();
        Brute brute{rivals, on_tie, base, p, q, at_least, std::vector<std::uint8_t>(n), std::vector<std::uint8_t>(n), std::vector<std::int64_t>(n)};
        brute.from(0);
        worlds += brute.worlds;
        std::vector<Rival> marked = rivals;
        detail::mark_places(std::span<Rival>(marked), on_tie, [&](std::int64_t m) { return places(base, p, q, m, at_least); });
        bool same = true;
        for (std::size_t i = 0; i < n; ++i) {
            const auto happens = static_cast<std::uint8_t>(marked[i].may & (Rival::stays | Rival::falls));
            open += happens == (Rival::stays | Rival::falls);
            same = same && happens == brute.happens[i];
        }
        for (std::size_t i = 0; i < n; ++i) rivals[i].may |= brute.happens[i];
        if (same || ++wrong > 5) continue;
        const std::string shown = "seed " + std::to_string(seed) + ", group " + std::to_string(groups) + ": share " + std::to_string(p) + "/" + std::to_string(q) + " of " + std::string(name(base)) + ", on_tie " +
                                  std::string(name(on_tie)) + ", at_least " + std::to_string(at_least) + "\nmarked   " + text(marked) + "\nexpected " + text(rivals);
        FAIL_CHECK(shown);
    }
    std::printf("quota: seed %llu, %d groups, %llu worlds, %llu rivals open\n", static_cast<unsigned long long>(seed), groups, static_cast<unsigned long long>(worlds), static_cast<unsigned long long>(open));
    CHECK(wrong == 0);
    CHECK(open > 1'000);
}

TEST_CASE("a limit is rounded down, as 'not more than' is read") {
    // 20 % of those graded good: x of x + g with x <= g/5, so x <= (x + g)/6. Of 43: 7; of 42: 7; of 41: 6; of 5: 0.
    CHECK(quota_limit(Ratio(1, 5), QuotaBase::good_only, 43) == 7);
    CHECK(quota_limit(Ratio(1, 5), QuotaBase::good_only, 42) == 7);
    CHECK(quota_limit(Ratio(1, 5), QuotaBase::good_only, 41) == 6);
    CHECK(quota_limit(Ratio(1, 5), QuotaBase::good_only, 5) == 0);
    // 20 % of those graded good or better, or of all graded: 43/5 = 8.6.
    CHECK(quota_limit(Ratio(1, 5), QuotaBase::good_or_better, 43) == 8);
    CHECK(quota_limit(Ratio(1, 5), QuotaBase::graded, 43) == 8);
    CHECK(quota_limit(Ratio(1, 5), QuotaBase::graded, 4, 1) == 1);
    CHECK(quota_limit(Ratio(1, 1), QuotaBase::good_only, 7) == 3);
    CHECK(quota_limit(Ratio(0), QuotaBase::graded, 100) == 0);
}

TEST_CASE("beyond 64 bits of products a limit is still the exact floor") {
    // 10^12 objects at 999999/1000000: the product is 10^18 - 10^12, beyond a careless 32 bit but within exact reach.
    CHECK(quota_limit(Ratio(999'999, 1'000'000), QuotaBase::graded, 1'000'000'000'000) == 999'999'000'000);
    // good_only: p M / (p + q) = 10^12 * 999999 / 1999999 = 499999749999.87..
    CHECK(quota_limit(Ratio(999'999, 1'000'000), QuotaBase::good_only, 1'000'000'000'000) == 499'999'749'999);
}

}  // namespace
