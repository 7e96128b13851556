// SPDX-License-Identifier: Apache-2.0
// A digest of content: 128 bits, the same for the same rows in any order.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <myhao/org/id_table.hpp>

namespace myhao::inline v0 {

/// Not for security: it tells contents apart that nobody made alike on purpose.
struct Digest {
    std::uint64_t high = 0, low = 0;

    /// 32 hexadecimal digits.
    [[nodiscard]] std::string text() const {
        std::string out(32, '0');
        for (std::size_t i = 0; i < 32; ++i) out[i] = "0123456789abcdef"[(i < 16 ? high >> (60 - 4 * i) : low >> (124 - 4 * i)) & 15];
        return out;
    }
    friend auto operator<=>(const Digest&, const Digest&) = default;
};

namespace detail {

/// One row's part of a digest: what it holds, in order.
class RowDigest {
public:
    explicit RowDigest(std::uint64_t what) : high_(mix(what + 1, k0)), low_(mix(what + 2, k1)) {}

    void add(std::uint64_t value) noexcept {
        high_ = mix(high_ ^ value, k0) + low_;
        low_ = mix(low_ ^ (value + k1), k1 ^ high_);
    }
    void add(std::int64_t value) noexcept { add(static_cast<std::uint64_t>(value)); }
    void add(std::string_view text) noexcept {
        add(hash_text(text, k0));
        add(hash_text(text, k1) + text.size());
    }
    [[nodiscard]] Digest value() const noexcept { return {high_, low_}; }

private:
    static constexpr std::uint64_t k0 = 0xA0761D6478BD642Fu, k1 = 0xE7037ED1A0B428DBu;
    std::uint64_t high_, low_;
};

/// Rows in any order.
class SetDigest {
public:
    void add(const RowDigest& row) noexcept {
        const Digest d = row.value();
        sum_.high += d.high, sum_.low += d.low;
        ++rows_;
    }
    [[nodiscard]] Digest value() const noexcept {
        RowDigest all(rows_);
        all.add(sum_.high), all.add(sum_.low);
        return all.value();
    }

private:
    Digest sum_;
    std::uint64_t rows_ = 0;
};

}  // namespace detail

}  // namespace myhao::inline v0
