// SPDX-License-Identifier: Apache-2.0
// Runs a compiled rule set over whole columns, a block of objects at a time: sets of truth values, one byte an object.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include <myhao/org/raw_vector.hpp>
#include <myhao/rules/image.hpp>
#include <myhao/rules/program.hpp>

namespace myhao::inline v0::detail {

/// One subject while it is evaluated: its columns, what its objects may be graded, and which of them stand at a unit.
struct Stage {
    const Space* space = nullptr;
    const Program* program = nullptr;
    std::size_t subject = 0;
    std::span<const std::uint8_t> may = {};     // possible grades of each object and bit 7; 0 for a unit that is not graded at all
    std::span<const std::uint32_t> first = {};  // objects at unit u: [first[u], first[u + 1]); for units: its children
};

/// What shares and counts come to: the truth of the population step at `step` of the program, for one object.
class Populations {
public:
    Populations() = default;
    Populations(const Populations&) = delete;
    Populations& operator=(const Populations&) = delete;
    virtual ~Populations() = default;
    [[nodiscard]] virtual std::uint8_t truth(const Program& program, std::uint32_t step, std::size_t object) = 0;
    /// Whether two population steps hold or fail together: the same population, condition and threshold.
    [[nodiscard]] virtual bool same(const Program& program, std::uint32_t a, std::uint32_t b) const { return Step::same_population(&program.steps[a], &program.steps[b]); }
};

/// Where the stage of a population stands: objects by subject, then the years before of each subject's objects.
inline constexpr std::size_t subjects = 4, stages = 2 * subjects;

[[nodiscard]] constexpr std::size_t stage_no(Population population, std::size_t of_subject) noexcept {
    if (population == Population::previous) return subjects + of_subject;
    return static_cast<std::size_t>(population == Population::subordinates ? Subject::organization : population == Population::members ? Subject::member : Subject::leader);
}

class Machine final : public Populations {
public:
    static constexpr std::size_t block = 1024;

    /// `of`: the stages, by subject; a subject of which nothing was given has none. `incomplete`: by unit, or empty.
    explicit Machine(std::span<Stage* const> of, std::span<const std::uint8_t> incomplete = {}) : stages_(of), incomplete_(incomplete) {
        std::size_t deepest = 1;
        for (const Stage* s : of)
            if (s && s->program) deepest = std::max(deepest, s->program->deepest);
        stack_.resize((2 * deepest + 2) * block);  // the condition on a population stands above what waits for it
    }

    /// From here on the objects of one block are run, clause by clause: what was counted for one clause serves the others.
    void begin_block() noexcept { crowds_used_ = 0; }

    /// The truth of one clause for the objects [from, to) of a subject, at most a block of them.
    std::span<const std::uint8_t> run(const Stage& stage, Range clause, std::size_t from, std::size_t to) {
        run(stage, std::span(stage.program->steps).subspan(clause.first, clause.last - clause.first), from, to, stack_.data());
        return {stack_.data(), to - from};
    }

    /// What a population step, with its condition behind it, sees from one object: the crowd, and each one's truth passed to
    /// `seen(object, truth)`.
    template <class Seen>
    Crowd crowd(std::span<const Step> step, std::size_t stage_at, std::size_t of, Seen seen) {
        Crowd c;
        const Stage& stage = *stages_[stage_at];
        const std::size_t begin = stage.first[of], end = step[0].years > 0 ? begin + static_cast<std::size_t>(step[0].years) : stage.first[of + 1];
        for (std::size_t from = begin; from < end; from += block) {
            const std::size_t to = std::min(end, from + block);
            run(stage, step.subspan(1), from, to, stack_.data());
            for (std::size_t i = from; i < to; ++i) {
                const std::uint8_t t = counted(stage, i) ? stack_[i - from] : std::uint8_t{0};
                c.add(t);
                seen(i, t);
            }
        }
        return c;
    }

    [[nodiscard]] std::uint8_t truth(const Program& program, std::uint32_t step, std::size_t unit) override {
        const Step& s = program.steps[step];
        if (!listed(s, program)) return unlisted_truth(s);
        return truth_of(s, crowd(std::span(program.steps).subspan(step, s.width + 1), stage_no(s.population, subject_of(program)), unit, [](std::size_t, std::uint8_t) {}), unit);
    }

    /// Whether anything was given of the objects of a step's population.
    [[nodiscard]] bool listed(const Step& step, const Program& program) const noexcept { return stages_[stage_no(step.population, subject_of(program))] != nullptr; }
    [[nodiscard]] std::size_t subject_of(const Program& program) const noexcept {
        for (std::size_t s = 0; s < subjects; ++s)
            if (stages_[s] && stages_[s]->program == &program) return s;
        return 0;
    }

    /// What a step makes of a crowd; where the units below or the members of `unit` are not all listed, of any larger one.
    [[nodiscard]] std::uint8_t truth_of(const Step& step, const Crowd& crowd, std::size_t unit) const noexcept {
        if (step.years == 0 && !incomplete_.empty() && incomplete_[unit]) return unlisted_truth(step);
        return step.kind == Step::Kind::share ? share_truth(step, crowd) : count_truth(step, crowd);
    }
    /// Of a population that nobody listed.
    [[nodiscard]] static constexpr std::uint8_t unlisted_truth(const Step& step) noexcept {
        return step.kind == Step::Kind::share ? 7 : number_truth(1, 0, step.years > 0 ? step.years : most_count, step.low, step.high);
    }

private:
    /// A unit of a kind that is not graded is in no population. Leaders are, though they are graded after the units that count them.
    [[nodiscard]] static bool counted(const Stage& stage, std::size_t object) noexcept { return stage.subject != 0 || stage.may[object] != 0; }

    void run(const Stage& stage, std::span<const Step> steps, std::size_t from, std::size_t to, std::uint8_t* stack) {
        const std::size_t n = to - from;
        std::uint8_t* top = stack;  // behind the last value
        for (std::size_t s = 0; s < steps.size(); ++s) {
            const Step& step = steps[s];
            switch (step.kind) {
                case Step::Kind::mask: {
                    const std::uint8_t* may = stage.space->columns[step.column]->may.data() + from;
                    const std::uint8_t yes = step.yes, no = step.no;
                    for (std::size_t i = 0; i < n; ++i) top[i] = mask_truth(may[i], yes, no);
                    top += block;
                    break;
                }
                case Step::Kind::outcome: {
                    const std::uint8_t* may = stage.may.data() + from;
                    const std::uint8_t yes = step.yes, no = step.no;
                    for (std::size_t i = 0; i < n; ++i) top[i] = mask_truth(may[i], yes, no);
                    top += block;
                    break;
                }
                case Step::Kind::number: {
                    const FactColumn& c = *stage.space->columns[step.column];
                    for (std::size_t i = 0; i < n; ++i) top[i] = number_truth(c.may[from + i], c.low[from + i], c.high[from + i], step.low, step.high);
                    top += block;
                    break;
                }
                case Step::Kind::ratio: ratios(stage, step, from, n, top); top += block; break;
                case Step::Kind::unknown: std::memset(top, yes_bit | no_bit, n), top += block; break;
                case Step::Kind::negation:
                    for (std::uint8_t* t = top - block; t != top - block + n; ++t) *t = flipped(*t);
                    break;
                case Step::Kind::all_of:
                case Step::Kind::any_of: {
                    std::uint8_t* into = top - block * step.arity;
                    for (std::uint32_t k = 1; k < step.arity; ++k) {
                        const std::uint8_t* more = into + block * k;
                        if (step.kind == Step::Kind::all_of)
                            for (std::size_t i = 0; i < n; ++i) into[i] = both(into[i], more[i]);
                        else
                            for (std::size_t i = 0; i < n; ++i) into[i] = either(into[i], more[i]);
                    }
                    top = into + block;
                    break;
                }
                case Step::Kind::share_of:
                case Step::Kind::count_of: {
                    std::uint8_t* into = top - block * step.arity;
                    for (std::size_t i = 0; i < n; ++i) {
                        Crowd crowd;
                        for (std::uint32_t k = 0; k < step.arity; ++k) crowd.add(into[block * k + i]);
                        into[i] = step.kind == Step::Kind::share_of ? share_truth(step, crowd) : count_truth(step, crowd);
                    }
                    top = into + block;
                    break;
                }
                case Step::Kind::share:
                case Step::Kind::count:
                    population(stage, steps.subspan(s, step.width + 1), from, n, top);
                    top += block;
                    s += step.width;
                    break;
            }
        }
    }

    /// One value for each unit: the condition is run over the objects at the units, which stand one behind another.
    void population(const Stage& of, std::span<const Step> steps, std::size_t from, std::size_t n, std::uint8_t* out) {
        const Step& step = steps[0];
        const Stage* stage = stages_[stage_no(step.population, of.subject)];
        if (!stage) return void(std::memset(out, unlisted_truth(step), n));
        if (step.years > 0) {  // the years before one object stand together, but only the last ones are asked for
            std::uint8_t* truth = out + block;
            for (std::size_t u = 0; u < n; ++u) {
                const std::size_t begin = stage->first[from + u];
                run(*stage, steps.subspan(1), begin, begin + static_cast<std::size_t>(step.years), truth);
                Crowd crowd;
                for (std::int64_t y = 0; y < step.years; ++y) crowd.add(truth[y]);
                out[u] = truth_of(step, crowd, from + u);
            }
            return;
        }
        if (stage->first[from] == stage->first[from + n] && incomplete_.empty()) return void(std::memset(out, truth_of(step, Crowd(), from), n));  // nobody
        const std::vector<Crowd>& crowds = count(*stage, steps, from, n, out + block);
        const std::uint8_t of_nobody = truth_of(step, Crowd(), from);
        for (std::size_t u = 0; u < n; ++u)
            out[u] = incomplete_.empty() && stage->first[from + u] == stage->first[from + u + 1] ? of_nobody : truth_of(step, crowds[u], from + u);
    }

    /// The crowd of each unit; clauses that ask of the same one with other thresholds find it counted.
    const std::vector<Crowd>& count(const Stage& stage, std::span<const Step> steps, std::size_t from, std::size_t n, std::uint8_t* truth) {
        for (std::size_t c = 0; c < crowds_used_; ++c)
            if (crowds_[c].from == from && crowds_[c].size == n && Step::same_crowd(crowds_[c].step, steps.data())) return crowds_[c].of;
        if (crowds_used_ == crowds_.size()) crowds_.emplace_back();
        Counted& counted_here = crowds_[crowds_used_++];
        counted_here.step = steps.data(), counted_here.from = from, counted_here.size = n;
        counted_here.of.assign(n, Crowd());
        std::size_t object = stage.first[from], loaded = object, end = object;
        for (std::size_t u = 0; u < n; ++u)
            for (const std::size_t last = stage.first[from + u + 1]; object < last;) {
                if (object == end) {
                    loaded = end;
                    end = std::min<std::size_t>(loaded + block, stage.first[from + n]);
                    run(stage, steps.subspan(1), loaded, end, truth);
                    for (std::size_t i = loaded; i < end; ++i)
                        if (!counted(stage, i)) truth[i - loaded] = 0;
                }
                std::uint64_t sums = 0;
                for (const std::size_t stop = std::min(last, end); object < stop; ++object) sums += Crowd::packed[truth[object - loaded]];
                counted_here.of[u].add_packed(sums);
            }
        return counted_here.of;
    }

    void ratios(const Stage& stage, const Step& step, std::size_t from, std::size_t n, std::uint8_t* out) {
        const FactColumn &count = *stage.space->columns[step.column], &over = *stage.space->columns[step.over];
        if (plain(step, count, over, from, n)) {
            // Known numbers below 2^31 on both sides: the difference fits 64 bits, and there is but one.
            const auto p = static_cast<std::uint64_t>(step.p), q = static_cast<std::uint64_t>(step.q);
            const std::uint64_t less = sign_truth(step.compare, -1, -1), level = sign_truth(step.compare, 0, 0), more = sign_truth(step.compare, 1, 1);
            const std::int64_t *a = count.low.data() + from, *b = over.low.data() + from;
            for (std::size_t i = 0; i < n; ++i) {
                const std::uint64_t left = q * static_cast<std::uint32_t>(a[i]), right = p * static_cast<std::uint32_t>(b[i]);
                const std::uint64_t below = (left - right) >> 63, above = (right - left) >> 63, nothing = (static_cast<std::uint64_t>(b[i]) - 1) >> 63;
                const std::uint64_t truth = level ^ ((level ^ less) & (0 - below)) ^ ((level ^ more) & (0 - above));
                out[i] = static_cast<std::uint8_t>(truth ^ ((truth ^ 4) & (0 - nothing)));
            }
            return;
        }
        for (std::size_t i = from; i < from + n; ++i) out[i - from] = ratio_truth(step, count.may[i], count.low[i], count.high[i], over.may[i], over.low[i], over.high[i]);
    }
    [[nodiscard]] bool plain(const Step& step, const FactColumn& count, const FactColumn& over, std::size_t from, std::size_t n) noexcept {
        return step.p < small && step.q < small && plain(count, from, n) && plain(over, from, n);
    }
    /// Whether a column is known and below 2^31 for these objects; looked up by every clause, looked at once.
    [[nodiscard]] bool plain(const FactColumn& column, std::size_t from, std::size_t n) noexcept {
        for (const Plain& p : plain_)
            if (p.column == &column && p.from == from && p.size == n) return p.is;
        unsigned other = 0;
        std::int64_t values = 0, differ = 0;
        for (std::size_t i = from; i < from + n; ++i) other |= column.may[i] ^ 1u, values |= column.low[i], differ |= column.low[i] ^ column.high[i];
        const bool is = other == 0 && differ == 0 && values >= 0 && values < small;
        plain_[plain_next_++ % plain_.size()] = {&column, from, n, is};
        return is;
    }
    static constexpr std::int64_t small = std::int64_t{1} << 31;
    struct Plain {
        const FactColumn* column = nullptr;
        std::size_t from = 0, size = 0;
        bool is = false;
    };

    struct Counted {
        const Step* step = nullptr;
        std::size_t from = 0, size = 0;
        std::vector<Crowd> of;
    };

    std::span<Stage* const> stages_;
    std::span<const std::uint8_t> incomplete_;
    RawVector<std::uint8_t> stack_;
    std::vector<Counted> crowds_;  // of the block that is run
    std::size_t crowds_used_ = 0;
    std::array<Plain, 8> plain_ = {};
    std::size_t plain_next_ = 0;
};

}  // namespace myhao::inline v0::detail
