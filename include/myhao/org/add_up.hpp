// SPDX-License-Identifier: Apache-2.0
// Values of a measure are added up only where they do add up: of a ratio, a rank or a level that is refused before any sum.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/org/crosswalk.hpp>
#include <myhao/org/rollup.hpp>
#include <myhao/org/sweep.hpp>

namespace myhao::inline v0 {

/// What says of itself whether its values add up over units: a Measure (report/measure.hpp), or a type of the caller's own.
template <class M>
concept CountedMeasure = requires(const M& m) {
    static_cast<bool>(m.adds_over_units());
    std::string(m.id);
    std::string(name(m.type));
};

/// Throws InvalidFacts where values of the measure do not add up over units.
template <CountedMeasure M>
void refuse_unless_it_adds_up(const M& measure) {
    if (measure.adds_over_units()) return;
    const std::string type(name(measure.type));
    Findings problem;
    problem.add({State::violated, Severity::error, "facts.measure", "measure '" + std::string(measure.id) + "'", type, "a stock or a flow", {},
                 {"tỷ lệ, thứ hạng và mức không cộng được", "values of a " + type + " do not add up over units"}});
    throw InvalidFacts(std::move(problem));
}

/// As `rollup` without a measure (org/rollup.hpp); refused before anything is added where the measure does not add up.
template <CountedMeasure M>
[[nodiscard]] Rollup rollup(const Tree& tree, const M& measure, std::span<const std::int64_t> values, std::span<const std::uint8_t> valid = {}) {
    refuse_unless_it_adds_up(measure);
    return rollup(tree, values, valid);
}
template <CountedMeasure M>
[[nodiscard]] Rollup rollup(const Tree& tree, const M& measure, const IdColumn& ids, std::span<const std::int64_t> values, std::span<const std::uint8_t> valid = {}) {
    refuse_unless_it_adds_up(measure);
    return rollup(tree, ids, values, valid);
}
template <CountedMeasure M>
[[nodiscard]] RollupSeries rollup_series(Sweep sweep, const M& measure, std::vector<Date> days, std::span<const UnitNo> of = {}) {
    refuse_unless_it_adds_up(measure);
    return rollup_series(std::move(sweep), std::move(days), of);
}
template <CountedMeasure M>
[[nodiscard]] std::vector<CarriedFigure> carry(const Crosswalk& crosswalk, const M& measure, std::span<const std::int64_t> by_unit, std::span<const std::uint8_t> valid = {}) {
    refuse_unless_it_adds_up(measure);
    return carry(crosswalk, by_unit, valid);
}

}  // namespace myhao::inline v0
