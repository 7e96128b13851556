// SPDX-License-Identifier: Apache-2.0
// Evidence beside facts: reported tallies and decided grades; and what a tally leaves possible for each object it counts,
// exactly, whatever their number.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/grades/tally.hpp>

namespace myhao::inline v0 {

/// A grade that was already decided; what reads it, reads this one.
struct DecidedGrade {
    Id object;
    std::string grade;
    Subject subject = Subject::organization;
};

/// The grade of an earlier year; "not_graded" for none.
struct PreviousGrade {
    Id object;
    int year = 0;
    std::string grade;
    Subject subject = Subject::organization;
};

/// What is known beside facts.
struct Evidence {
    std::vector<Tally> reported = {};
    std::vector<DecidedGrade> decided = {};
    std::vector<PreviousGrade> previous = {};
    /// Units of which not all subordinates and members are in the tree and the facts: their shares and counts stay open.
    std::vector<Id> incomplete = {};
};

namespace detail {

/// Disjoint sets of outcomes (grades, and bit 7 for "not graded") with the exact number of objects in each.
struct Places {
    struct Part {
        std::uint8_t outcomes = 0;
        std::int64_t count = 0;
    };
    std::vector<Part> parts;

    /// What `tally` says of `size` objects. Nothing where it counts more than there are.
    [[nodiscard]] static std::optional<Places> of(const Tally& tally, std::int64_t size) {
        Places places;
        for (const Tally::Entry& entry : tally.entries()) places.parts.push_back({entry.grades.bits(), entry.count});
        const auto rest = static_cast<std::uint8_t>((tally.scale().all() - tally.stated()).bits());
        if (const auto graded = tally.graded()) {
            places.parts.push_back({rest, *graded - tally.sum()});
            places.parts.push_back({0x80, size - *graded});
        } else {
            places.parts.push_back({static_cast<std::uint8_t>(rest | 0x80), size - tally.sum()});
        }
        for (const Part& part : places.parts)
            if (part.count < 0) return std::nullopt;
        return places;
    }
};

/// Why a tally cannot be: `have` objects can only be in `outcomes`, but only `reported` were counted there.
struct Conflict {
    std::uint8_t outcomes = 0;
    std::int64_t have = 0, reported = 0;
};

/// Shrinks what each object may be to what some way of filling the counted places leaves it; a conflict where there is none.
///
/// Objects that may be the same are alike, so there are at most 256 sorts of them. Places can be filled just if no set of
/// parts must hold more objects than it has places. An object of one sort can take a place just if no full set of parts, of
/// which its sort could do without, needs that place: "as many must be there as were counted".
[[nodiscard]] inline std::optional<Conflict> fill_places(const Places& places, std::span<std::uint8_t> may) {
    std::array<std::int64_t, 256> sorts{};
    for (const std::uint8_t m : may) ++sorts[m];
    const std::size_t parts = places.parts.size(), sets = std::size_t{1} << parts;
    const auto reach = [&](std::size_t sort) {  // the parts that objects of a sort can be in
        std::size_t set = 0;
        for (std::size_t p = 0; p < parts; ++p)
            if (places.parts[p].outcomes & sort) set |= std::size_t{1} << p;
        return set;
    };
    std::vector<std::int64_t> have(sets, 0), room(sets, 0);
    std::vector<std::uint8_t> outcomes(sets, 0);
    for (std::size_t sort = 0; sort < 256; ++sort)
        if (sorts[sort] > 0) have[reach(sort)] += sorts[sort];
    for (std::size_t p = 0; p < parts; ++p)  // sums over subsets
        for (std::size_t set = 0; set < sets; ++set)
            if (set >> p & 1) have[set] += have[set ^ std::size_t{1} << p];
    for (std::size_t set = 0; set < sets; ++set)
        for (std::size_t p = 0; p < parts; ++p)
            if (set >> p & 1) room[set] += places.parts[p].count, outcomes[set] |= places.parts[p].outcomes;
    for (std::size_t set = 0; set < sets; ++set)
        if (have[set] > room[set]) return Conflict{outcomes[set], have[set], room[set]};

    std::array<std::uint8_t, 256> left{};
    for (std::size_t sort = 0; sort < 256; ++sort) {
        if (sorts[sort] == 0) continue;
        const std::size_t mine = reach(sort);
        for (std::size_t p = 0; p < parts; ++p) {
            if (!(mine >> p & 1) || places.parts[p].count == 0) continue;
            bool needed = false;
            for (std::size_t set = 0; set < sets && !needed; ++set) needed = (set >> p & 1) && (mine & ~set) != 0 && have[set] == room[set];
            if (!needed) left[sort] |= static_cast<std::uint8_t>(sort & places.parts[p].outcomes);
        }
    }
    for (std::uint8_t& m : may) m = left[m];
    return std::nullopt;
}

}  // namespace detail

}  // namespace myhao::inline v0
