// SPDX-License-Identifier: Apache-2.0
// The exact image for one object: its own unknown facts are enumerated, cut where the rules cut them, and each combination is run.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <myhao/rules/first_match.hpp>
#include <myhao/rules/machine.hpp>

namespace myhao::inline v0::detail {

class Precise {
public:
    static constexpr std::size_t most_combinations = 4096;

    Precise(const Stage& stage, Populations& populations) : stage_(stage), populations_(populations) {
        const auto& steps = stage.program->steps;
        for (std::uint32_t s = 0; s < steps.size(); ++s) {
            attach(s);
            if (steps[s].width > 0) s += steps[s].width;
        }
        for (Variable& v : variables_) cut(v);
        // A count that is read by itself and in a ratio, or in two ratios, ties those variables together.
        for (const Variable& a : variables_)
            for (const std::uint32_t column : {a.column, a.over})
                for (const Variable& b : variables_)
                    if (&a != &b && a.reads(column) && b.reads(column) && std::find(shared_.begin(), shared_.end(), column) == shared_.end()) shared_.push_back(column);
        // The truth of a step from the cell its variable is in.
        reads_.assign(steps.size(), {none, none});
        for (std::uint32_t v = 0; v < variables_.size(); ++v)
            for (std::uint32_t k = 0; k < variables_[v].steps.size(); ++k) reads_[variables_[v].steps[k]] = {v, k};
    }

    struct Result {
        std::uint8_t may = 0;
        bool exact = false;
        bool missing = false, unknown_rule = false;  // what of its own is open: a fact, a condition the source leaves unknown
        bool population = false;                     // a share or a count is open
    };

    /// What the object may be graded; `loose`: what it may be with every condition taken by itself.
    [[nodiscard]] Result run(std::size_t object, std::uint8_t loose) {
        Result result;
        result.may = loose;
        if (too_many_cells_) return result;
        fixed_.clear();
        std::vector<std::uint32_t> open;
        for (const std::uint32_t column : shared_)
            if (!stage_.space->columns[column]->known(object)) open.push_back(column);
        if (open.empty()) return combine(object, loose);
        // One count that ties variables together: each of its values that matters is taken as known.
        bool alone = open.size() == 1;
        for (const Variable& v : variables_)
            if (v.kind == Step::Kind::ratio && v.reads(open[0])) alone &= stage_.space->columns[v.column == open[0] ? v.over : v.column]->known(object);
        if (!alone) {
            result = combine(object, loose);
            result.exact = false;
            return result;
        }
        result = {.exact = true, .missing = true};
        for (const Known& value : values_that_matter(open[0], object)) {
            fixed_ = {{open[0], value}};
            const Result one = combine(object, loose);
            result.may |= one.may;
            result.exact &= one.exact;
            result.missing |= one.missing, result.unknown_rule |= one.unknown_rule, result.population |= one.population;
        }
        fixed_.clear();
        return result;
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// One thing that may be unknown, with the steps that read it. Its values fall into cells in which no step tells them apart.
    struct Variable {
        Step::Kind kind = Step::Kind::mask;
        std::uint32_t column = 0, over = 0;
        std::vector<std::uint32_t> steps;
        std::vector<std::int64_t> cuts;                         // number: where a new cell begins
        std::vector<std::pair<std::int64_t, std::int64_t>> at;  // ratio: thresholds, sorted
        std::vector<std::vector<std::uint8_t>> truth;           // by cell, by step; the last cell is "not applicable"

        /// Whether it reads this column of numbers.
        [[nodiscard]] bool reads(std::uint32_t of) const noexcept { return (kind == Step::Kind::number && column == of) || (kind == Step::Kind::ratio && (column == of || over == of)); }
    };

    /// What is known of a number: of the object, or what it is fixed at for a while.
    struct Known {
        std::uint8_t may = 0;
        std::int64_t low = 0, high = 0;
    };
    [[nodiscard]] Known known(std::uint32_t column, std::size_t object) const {
        for (const auto& [fixed, value] : fixed_)
            if (fixed == column) return value;
        const FactColumn& c = *stage_.space->columns[column];
        return {c.may[object], c.low[object], c.high[object]};
    }

    /// One value on each side of everything at which a test of this count, by itself or in a ratio with a known one, turns.
    [[nodiscard]] std::vector<Known> values_that_matter(std::uint32_t column, std::size_t object) const {
        const Known all = known(column, object);
        std::vector<std::int64_t> values{all.low, all.high};
        const auto around = [&](Wide value) {
            for (int k = -1; k <= 1; ++k)
                if (value + k >= all.low && value + k <= all.high) values.push_back(static_cast<std::int64_t>(value + k));
        };
        for (const Variable& v : variables_) {
            if (!v.reads(column)) continue;
            for (const std::int64_t cut : v.cuts) around(cut);
            if (v.kind != Step::Kind::ratio) continue;
            const Known other = known(v.column == column ? v.over : v.column, object);
            for (const auto& [p, q] : v.at) {
                if (v.column == column) around(Wide(p) * other.low / q);
                else if (p > 0) around(Wide(q) * other.low / p);
            }
            around(0);
        }
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        std::vector<Known> each;
        for (const std::int64_t value : values)
            if (all.may & 1) each.push_back({1, value, value});
        if (all.may & na_bit) each.push_back({na_bit, all.low, all.low});
        return each;
    }

    /// All variables at once, whatever they may be.
    [[nodiscard]] Result combine(std::size_t object, std::uint8_t loose) {
        Result result;
        result.may = loose;
        std::size_t combinations = 1, populations = 0;
        bool approximate = false;
        cells_.resize(variables_.size());
        for (std::size_t v = 0; v < variables_.size(); ++v) {
            const std::uint64_t bits = cells(variables_[v], object, approximate);
            cells_[v] = bits;
            if ((bits & (bits - 1)) != 0) {
                const auto many = static_cast<std::size_t>(std::popcount(bits));
                const Step::Kind kind = variables_[v].kind;
                const bool over_population = kind == Step::Kind::share || kind == Step::Kind::count;
                (over_population ? result.population : kind == Step::Kind::unknown ? result.unknown_rule : result.missing) = true;
                populations += over_population;
                // Several tests on a population hang together; a share may pass an exact value by.
                const Step& first = stage_.program->steps[variables_[v].steps[0]];
                if (over_population && (first.width != 1 || (kind == Step::Kind::share && first.compare == Compare::equals))) approximate = true;
                combinations = combinations > most_combinations ? combinations : combinations * many;
            }
        }
        if (combinations > most_combinations) return result;
        result.exact = !approximate && populations <= 1;
        key_.assign(reinterpret_cast<const char*>(cells_.data()), cells_.size() * sizeof(std::uint64_t));
        const auto [known, is_new] = memory_.try_emplace(key_, std::uint8_t{0});
        if (is_new) known->second = enumerate(loose);
        result.may = known->second;
        return result;
    }

    void attach(std::uint32_t s) {
        const Step& step = stage_.program->steps[s];
        if (step.joins()) return;
        const bool over_population = step.over_population();
        for (Variable& v : variables_) {
            const bool same = over_population ? v.kind == step.kind && populations_.same(*stage_.program, v.steps[0], s)
                                              : step.kind != Step::Kind::unknown && v.kind == step.kind && v.column == step.column && v.over == step.over;
            if (same) return v.steps.push_back(s);
        }
        variables_.push_back({step.kind, step.column, step.over, {s}, {}, {}, {}});
    }

    void cut(Variable& v) {
        const auto& steps = stage_.program->steps;
        std::size_t count = 8;
        if (v.kind == Step::Kind::number) {
            for (const std::uint32_t s : v.steps) {
                if (steps[s].low > std::numeric_limits<std::int64_t>::min()) v.cuts.push_back(steps[s].low);
                if (steps[s].high < std::numeric_limits<std::int64_t>::max()) v.cuts.push_back(steps[s].high + 1);
            }
            std::sort(v.cuts.begin(), v.cuts.end());
            v.cuts.erase(std::unique(v.cuts.begin(), v.cuts.end()), v.cuts.end());
            count = v.cuts.size() + 2;
        } else if (v.kind == Step::Kind::ratio) {
            for (const std::uint32_t s : v.steps) v.at.emplace_back(steps[s].p, steps[s].q);
            std::sort(v.at.begin(), v.at.end(), [](auto a, auto b) { return Wide(a.first) * b.second < Wide(b.first) * a.second; });
            v.at.erase(std::unique(v.at.begin(), v.at.end()), v.at.end());
            count = 2 * v.at.size() + 2;
        } else if (v.kind != Step::Kind::mask) {
            count = 3;
        }
        if (count > 64) {
            too_many_cells_ = true;
            return;
        }
        v.truth.assign(count, std::vector<std::uint8_t>(v.steps.size(), 4));
        for (std::size_t cell = 0; cell < count; ++cell)
            for (std::size_t k = 0; k < v.steps.size(); ++k) v.truth[cell][k] = truth(v, cell, count, steps[v.steps[k]]);
    }

    [[nodiscard]] static std::uint8_t truth(const Variable& v, std::size_t cell, std::size_t count, const Step& step) {
        const bool last = cell + 1 == count;
        switch (v.kind) {
            case Step::Kind::mask: return mask_truth(static_cast<std::uint8_t>(1u << cell), step.yes, step.no);
            case Step::Kind::number: {
                if (last) return 4;
                const std::int64_t value = cell == 0 ? (v.cuts.empty() ? 0 : v.cuts[0] - 1) : v.cuts[cell - 1];
                return number_truth(1, value, value, step.low, step.high);
            }
            case Step::Kind::ratio: {
                if (last) return 4;
                // Cell 2k lies below threshold k, cell 2k + 1 on it.
                std::size_t mine = 0;
                while (v.at[mine] != std::pair(step.p, step.q)) ++mine;
                const int sign = cell < 2 * mine + 1 ? -1 : cell == 2 * mine + 1 ? 0 : 1;
                return sign_truth(step.compare, sign, sign);
            }
            default: return static_cast<std::uint8_t>(1u << cell);  // yes, no, not applicable
        }
    }

    /// The cells in which the object's value may lie.
    [[nodiscard]] std::uint64_t cells(const Variable& v, std::size_t object, bool& approximate) {
        const std::uint64_t last = std::uint64_t{1} << (v.truth.size() - 1);
        switch (v.kind) {
            case Step::Kind::mask: return stage_.space->columns[v.column]->may[object];
            case Step::Kind::number: {
                const Known c = known(v.column, object);
                std::uint64_t bits = (c.may & na_bit) != 0 ? last : 0;
                if (c.may & 1) {
                    const auto cell = [&](std::int64_t value) { return static_cast<unsigned>(std::upper_bound(v.cuts.begin(), v.cuts.end(), value) - v.cuts.begin()); };
                    bits |= ((std::uint64_t{2} << cell(c.high)) - 1) & ~((std::uint64_t{1} << cell(c.low)) - 1);
                }
                return bits;
            }
            case Step::Kind::ratio: return ratio_cells(v, object, last, approximate);
            case Step::Kind::unknown: return 3;
            default: return populations_.truth(*stage_.program, v.steps[0], object);
        }
    }

    [[nodiscard]] std::uint64_t ratio_cells(const Variable& v, std::size_t object, std::uint64_t last, bool& approximate) const {
        const Known count = known(v.column, object), over = known(v.over, object);
        std::uint64_t bits = ((count.may | over.may) & na_bit) != 0 ? last : 0;
        if ((count.may & over.may & 1) == 0) return bits;
        const std::int64_t a0 = count.low, a1 = count.high, b1 = over.high;
        if (over.low <= 0) bits |= last;
        const std::int64_t b0 = std::max<std::int64_t>(over.low, 1);
        if (b1 < b0) return bits;
        const auto mark = [&](std::int64_t a, std::int64_t b) {
            if (a < a0 || a > a1 || b < b0 || b > b1) return;
            std::size_t cell = 0;
            for (const auto& [p, q] : v.at) {
                const Wide left = Wide(q) * a, right = Wide(p) * b;
                if (left < right) break;
                cell += left == right ? 1 : 2;
                if (left == right) break;
            }
            bits |= std::uint64_t{1} << cell;
        };
        if (a0 == a1 && b0 == b1) {
            mark(a0, b0);
            return bits;
        }
        constexpr std::int64_t few = 512;
        // In each cell that holds a fraction with this base (this count), one of those next to a threshold or an end does.
        if (b1 - b0 <= few) {
            for (std::int64_t b = b0; b <= b1; ++b) {
                mark(a0, b), mark(a1, b);
                for (const auto& [p, q] : v.at)
                    for (std::int64_t a = static_cast<std::int64_t>(Wide(p) * b / q) - 1, k = 0; k < 3; ++k) mark(a + k, b);
            }
            return bits;
        }
        if (a1 - a0 <= few) {
            for (std::int64_t a = a0; a <= a1; ++a) {
                mark(a, b0), mark(a, b1);
                for (const auto& [p, q] : v.at)
                    for (std::int64_t b = p == 0 ? b0 : static_cast<std::int64_t>(std::min<Wide>(Wide(q) * a / p, most_count)) - 1, k = 0; k < 3; ++k) mark(a, b + k);
            }
            return bits;
        }
        // Counts without an upper end form every fraction between their ends, as far as coarse thresholds tell fractions apart.
        bool every = a0 <= few && b0 <= few && a1 == most_count && b1 == most_count;
        for (const auto& [p, q] : v.at) every = every && q <= 100'000 && p <= 100 * q;
        if (!every) approximate = true;
        mark(a0, b1), mark(a1, b0);
        const std::uint64_t ends = bits & ~last;
        const std::uint64_t between = (std::bit_floor(ends) << 1) - 1;
        return bits | (between & ~((ends & (~ends + 1)) - 1));
    }

    [[nodiscard]] std::uint8_t enumerate(std::uint8_t loose) {
        const Program& program = *stage_.program;
        std::vector<std::uint8_t> at(variables_.size());
        for (std::size_t v = 0; v < at.size(); ++v) at[v] = static_cast<std::uint8_t>(std::countr_zero(cells_[v]));
        const auto leaf = [&](std::uint32_t s) { return variables_[reads_[s].first].truth[at[reads_[s].first]][reads_[s].second]; };
        const auto truth_of = [&](Range clause) { return clause_truth(program, clause, leaf, values_); };
        std::uint8_t may = 0;
        for (;;) {
            may |= first_match(program, truth_of);
            if (may == loose) return may;
            std::size_t v = 0;
            for (; v < at.size(); ++v) {
                const std::uint64_t above = at[v] == 63 ? 0 : cells_[v] >> (at[v] + 1);
                if (above != 0) {
                    at[v] = static_cast<std::uint8_t>(at[v] + 1 + std::countr_zero(above));
                    break;
                }
                at[v] = static_cast<std::uint8_t>(std::countr_zero(cells_[v]));
            }
            if (v == at.size()) return may;
        }
    }

    const Stage& stage_;
    Populations& populations_;
    std::vector<Variable> variables_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> reads_;  // of each step: its variable, and its place among that variable's steps
    std::vector<std::uint64_t> cells_;
    std::vector<std::uint8_t> values_;
    std::vector<std::uint32_t> shared_;                      // counts that more than one variable reads
    std::vector<std::pair<std::uint32_t, Known>> fixed_;
    bool too_many_cells_ = false;
    std::string key_;
    std::unordered_map<std::string, std::uint8_t> memory_;
};

}  // namespace myhao::inline v0::detail
