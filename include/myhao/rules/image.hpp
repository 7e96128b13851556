// SPDX-License-Identifier: Apache-2.0
// The exact images of single steps on what is known: a comparison of a fact, a ratio, a share or a count over a population.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <myhao/rules/program.hpp>
#include <myhao/rules/truth.hpp>

namespace myhao::inline v0::detail {

inline constexpr std::uint8_t yes_bit = 1, no_bit = 2;

/// Exactly one bit: without a population count, which plain x86-64 does not have.
[[nodiscard]] constexpr bool single(unsigned may) noexcept { return may != 0 && (may & (may - 1)) == 0; }

/// Of a value that is one of `may`.
[[nodiscard]] constexpr std::uint8_t mask_truth(std::uint8_t may, std::uint8_t yes, std::uint8_t no) noexcept {
    return static_cast<std::uint8_t>(((may & yes) != 0 ? yes_bit : 0) | ((may & no) != 0 ? no_bit : 0) | (may >> 7 << 2));
}

/// Of a number in [low, high], true in [yes_low, yes_high].
[[nodiscard]] constexpr std::uint8_t number_truth(std::uint8_t may, std::int64_t low, std::int64_t high, std::int64_t yes_low, std::int64_t yes_high) noexcept {
    const bool some = may & 1;
    const bool yes = some && std::max(low, yes_low) <= std::min(high, yes_high), no = some && (low < yes_low || high > yes_high);
    return static_cast<std::uint8_t>((yes ? yes_bit : 0) | (no ? no_bit : 0) | (may >> 7 << 2));
}

/// What the sign of a difference that lies in [least, most], both attained, makes of a comparison with 0.
[[nodiscard]] constexpr std::uint8_t sign_truth(Compare compare, Wide least, Wide most) noexcept {
    bool yes = false, no = false;
    switch (compare) {
        case Compare::at_least: yes = most >= 0, no = least < 0; break;
        case Compare::more_than: yes = most > 0, no = least <= 0; break;
        case Compare::at_most: yes = least <= 0, no = most > 0; break;
        case Compare::less_than: yes = least < 0, no = most >= 0; break;
        case Compare::equals: yes = least <= 0 && most >= 0, no = least != 0 || most != 0; break;
    }
    return static_cast<std::uint8_t>((yes ? yes_bit : 0) | (no ? no_bit : 0));
}

/// Of count over base compared with p/q: not applicable over 0.
[[nodiscard]] constexpr std::uint8_t ratio_truth(const Step& step, std::uint8_t may, std::int64_t low, std::int64_t high, std::uint8_t over_may, std::int64_t over_low,
                                                 std::int64_t over_high) noexcept {
    std::uint8_t truth = 0;
    if (((may | over_may) & na_bit) != 0) truth |= 4;
    if ((may & over_may & 1) == 0) return truth;
    if (over_low <= 0) truth |= 4;
    if (over_high <= 0) return truth;
    const Wide least = Wide(step.q) * low - Wide(step.p) * over_high, most = Wide(step.q) * high - Wide(step.p) * std::max<std::int64_t>(over_low, 1);
    return static_cast<std::uint8_t>(truth | sign_truth(step.compare, least, most));
}

/// How many objects of a population may or must be true or false of its condition.
struct Crowd {
    std::int64_t may_yes = 0, must_yes = 0, may_no = 0, must_no = 0;
    bool all_may_be_out = true;

    // The same of many at once: a sum of `packed` truth values, at most 4,095 of them.
    static constexpr std::array<std::uint64_t, 8> packed = [] {
        std::array<std::uint64_t, 8> sums{};
        for (unsigned truth = 0; truth < 8; ++truth)
            sums[truth] = std::uint64_t{truth & yes_bit} | std::uint64_t{truth >> 1 & 1} << 12 | std::uint64_t{truth == yes_bit} << 24 | std::uint64_t{truth == no_bit} << 36 |
                          std::uint64_t{truth != 0 && (truth & 4) == 0} << 48;
        return sums;
    }();
    constexpr void add_packed(std::uint64_t sums) noexcept {
        const auto part = [&](unsigned shift) { return static_cast<std::int64_t>(sums >> shift & 0xFFF); };
        may_yes += part(0), may_no += part(12), must_yes += part(24), must_no += part(36);
        all_may_be_out &= sums >> 48 == 0;
    }

    constexpr void add(std::uint8_t truth) noexcept {
        may_yes += (truth & yes_bit) != 0, may_no += (truth & no_bit) != 0;
        must_yes += truth == yes_bit, must_no += truth == no_bit;
        all_may_be_out &= truth == 0 || (truth & 4) != 0;
    }
};

/// Of a share of those who are true or false: each true one adds q - p, each false one takes p, who is out does nothing.
[[nodiscard]] constexpr std::uint8_t share_truth(const Step& step, const Crowd& c) noexcept {
    const std::int64_t gain = step.q - step.p, loss = step.p;
    std::uint8_t truth = c.all_may_be_out ? 4 : 0;
    if (c.may_yes + c.may_no == 0) return truth;
    // At least one must be in for the share to have a value.
    Wide most = Wide(gain) * c.may_yes - Wide(loss) * c.must_no, least = Wide(gain) * c.must_yes - Wide(loss) * c.may_no;
    if (c.may_yes + c.must_no == 0) most = -Wide(loss);
    if (c.may_no + c.must_yes == 0) least = gain;
    return static_cast<std::uint8_t>(truth | sign_truth(step.compare, least, most));
}

/// Of the number of those who are true; over nobody it is 0, never not applicable.
[[nodiscard]] constexpr std::uint8_t count_truth(const Step& step, const Crowd& c) noexcept { return number_truth(1, c.must_yes, c.may_yes, step.low, step.high); }

}  // namespace myhao::inline v0::detail
