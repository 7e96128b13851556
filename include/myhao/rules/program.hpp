// SPDX-License-Identifier: Apache-2.0
// A rule set compiled against facts: one flat array of steps, names and codes gone, ready to run over whole columns.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/rules/facts.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0::detail {

/// The grades of a scale as bits, 0 the best; bit 7 stands for "not graded".
inline constexpr std::uint8_t not_graded_bit = 0x80;

struct Step {
    enum class Kind : std::uint8_t { mask, number, ratio, outcome, share, count, all_of, any_of, negation, share_of, count_of, unknown };
    Kind kind = Kind::unknown;
    Compare compare = Compare::at_least;
    Population population = Population::subordinates;
    std::uint8_t yes = 0, no = 0;        // mask, outcome: values for which it is true, for which it is false
    std::uint32_t arity = 0;             // all_of, any_of; share_of, count_of: a share or a count of the values before, on the stack
    std::uint32_t width = 0;             // share, count: steps of the condition on the population, directly behind
    std::uint32_t column = 0, over = 0;  // mask, number, ratio: columns of the space the step runs in
    std::int64_t low = 0, high = 0;      // number, count: true within
    std::int64_t years = 0;              // share, count of previous years: how many
    std::int64_t p = 0, q = 1;           // ratio, share
    std::uint32_t clause = 0, node = 0;  // where it comes from

    /// Whether it takes values from the stack; else it is a test, a share or a count, which puts one there.
    [[nodiscard]] bool joins() const noexcept { return kind >= Kind::all_of && kind <= Kind::count_of; }
    [[nodiscard]] bool over_population() const noexcept { return kind == Kind::share || kind == Kind::count; }

    /// Whether two populations, each with its condition behind it, count the same objects by the same condition.
    [[nodiscard]] static bool same_crowd(const Step* a, const Step* b) noexcept {
        if (a->population != b->population || a->years != b->years || a->width != b->width) return false;
        for (std::uint32_t k = 1; k <= a->width; ++k)
            if (!a[k].same_test(b[k])) return false;
        return true;
    }

    /// Whether two populations, each with its condition behind it, are counted and compared alike.
    [[nodiscard]] static bool same_population(const Step* a, const Step* b) noexcept { return a->same_test(*b) && same_crowd(a, b); }

    /// Whether two steps are true of the same object at the same time, whatever the facts.
    [[nodiscard]] bool same_test(const Step& o) const noexcept {
        return kind == o.kind && kind != Kind::unknown && compare == o.compare && population == o.population && yes == o.yes && no == o.no && arity == o.arity && width == o.width &&
               column == o.column && over == o.over && low == o.low && high == o.high && p == o.p && q == o.q && years == o.years;
    }
};

struct Range {
    std::uint32_t first = 0, last = 0;
};

/// The facts of one subject, and the columns its steps read: of the facts, or of nothing known.
struct Space {
    const Facts* facts = nullptr;
    std::vector<const FactColumn*> columns;  // by the vocabulary of the subject's rules
    std::vector<std::unique_ptr<FactColumn>> unknown;
};

struct Program {
    std::vector<Step> steps;
    std::vector<Range> not_graded, grades, ceilings;
    std::vector<std::uint8_t> ceiling_at;  // the position of each ceiling's grade
    std::size_t grade_count = 0;
    std::size_t deepest = 1;               // most values on the stack at once
    std::vector<Program> relations = {};   // of each relation whom it binds, as steps of its own; none where it binds everybody
};

/// The columns of `facts` that `rules` read, in the order of the rules' vocabulary. Facts that were not given are unknown; a
/// type that differs is an error.
[[nodiscard]] inline Space space_of(const RuleSet& rules, const Facts& facts, Findings& problems) {
    Space space;
    space.facts = &facts;
    for (const Fact& fact : rules.facts()) {
        const auto given = facts.vocabulary().index(fact.name);
        const bool fits = given && facts.vocabulary()[*given].type == fact.type &&
                          (is_number(fact.type) || values_of(facts.vocabulary()[*given], facts.data().scale) == values_of(fact, rules.scale()));
        if (given && !fits)
            problems.add(InvalidFacts::at("'" + fact.name + "'", "the rules read this fact as another type", std::string(name(facts.vocabulary()[*given].type)), std::string(name(fact.type))).problems());
        if (fits) {
            space.columns.push_back(&facts.data().columns[*given]);
        } else {
            auto unknown = unknown_columns(Vocabulary({fact}), rules.scale(), facts.size());
            space.unknown.push_back(std::make_unique<FactColumn>(std::move(unknown[0])));
            space.columns.push_back(space.unknown.back().get());
        }
    }
    return space;
}

[[nodiscard]] constexpr std::uint8_t bits_where(Compare compare, std::size_t position, std::size_t values) noexcept {
    unsigned bits = 0;
    for (std::size_t v = 0; v < values; ++v) {
        const bool holds = compare == Compare::at_least ? v <= position : compare == Compare::more_than ? v < position : compare == Compare::at_most ? v >= position
                           : compare == Compare::less_than ? v > position : v == position;
        if (holds) bits |= 1u << v;
    }
    return static_cast<std::uint8_t>(bits);
}

[[nodiscard]] constexpr std::pair<std::int64_t, std::int64_t> interval_where(Compare compare, std::int64_t value) noexcept {
    constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
    if (compare == Compare::at_least) return {value, most};
    if (compare == Compare::more_than) return value == most ? std::pair(most, least) : std::pair(value + 1, most);
    if (compare == Compare::at_most) return {least, value};
    if (compare == Compare::less_than) return value == least ? std::pair(most, least) : std::pair(least, value - 1);
    return {value, value};
}

/// The days from which a number of whole months to `on` compares as asked: more months, earlier days.
[[nodiscard]] inline std::pair<std::int64_t, std::int64_t> days_where(Compare compare, std::int64_t months, Date on) {
    constexpr std::int64_t first = Date::first_days, last = Date::last_days;
    // The last day from which at least `n` months have passed; binary search, as months_between falls with later days.
    const auto last_with = [&](std::int64_t n) {
        std::int64_t low = first - 1, high = last;
        while (low < high) {
            const std::int64_t middle = low + (high - low + 1) / 2;
            if (months_between(Date(static_cast<std::int32_t>(middle)), on) >= n) low = middle;
            else high = middle - 1;
        }
        return low;
    };
    if (compare == Compare::at_least) return {first, last_with(months)};
    if (compare == Compare::more_than) return {first, last_with(months + 1)};
    if (compare == Compare::at_most) return {last_with(months + 1) + 1, last};
    if (compare == Compare::less_than) return {last_with(months) + 1, last};
    return {last_with(months + 1) + 1, last_with(months)};
}

/// Compiles the clauses of `rules`. `of(subject)`: the rule set whose facts and grades the condition on a population reads.
template <class RulesOf>
class Compiler {
public:
    /// `on`: the day up to which months are counted.
    Compiler(const RuleSet& rules, Date on, RulesOf of, Findings& problems) : rules_(rules), on_(on), of_(of), problems_(problems) {}

    [[nodiscard]] Program program() {
        Program made;
        made.grade_count = rules_.scale().size();
        for (const Clause& c : rules_.not_graded()) made.not_graded.push_back(clause("not_graded." + c.id, c));
        for (const Clause& c : rules_.grades()) made.grades.push_back(clause("grades." + c.id, c));
        for (const Ceiling& c : rules_.ceilings()) {
            made.ceilings.push_back(clause("ceilings." + c.clause.id, c.clause));
            made.ceiling_at.push_back(static_cast<std::uint8_t>(*rules_.scale().find(c.grade)));
        }
        made.steps = std::move(steps_);
        for (const Relation& r : rules_.relations()) {
            steps_.clear();
            if (r.when) clause("relations." + r.id, {.id = r.id, .condition = *r.when});
            made.relations.emplace_back().steps = std::move(steps_);
        }
        made.deepest = deepest_ + 1;
        return made;
    }

private:
    Range clause(std::string path, const Clause& c) {
        path_ = std::move(path);
        const auto first = static_cast<std::uint32_t>(steps_.size());
        const std::vector<Node>& nodes = c.condition.nodes();
        std::vector<const RuleSet*> reads(nodes.size(), &rules_);
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if ((nodes[i].op == Op::share || nodes[i].op == Op::count) && nodes[i].population <= Population::leadership)
                for (std::size_t k = i - nodes[i].width; k < i; ++k) reads[k] = of_(nodes[i].population);
        std::vector<std::uint32_t> at(nodes.size() + 1);  // the first step of each node
        std::size_t stack = 0;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            at[i] = static_cast<std::uint32_t>(steps_.size());
            node(nodes[i], reads[i], i, at);
            stack = nodes[i].op == Op::all_of || nodes[i].op == Op::any_of ? stack - nodes[i].arity + 1 : nodes[i].op == Op::negation || nodes[i].op == Op::share || nodes[i].op == Op::count ? stack : stack + 1;  // a value counts as one
            deepest_ = std::max(deepest_, stack + most_in_group_);
        }
        ++clause_;
        return {first, static_cast<std::uint32_t>(steps_.size())};
    }

    void node(const Node& n, const RuleSet* reads, std::size_t i, const std::vector<std::uint32_t>& at) {
        Step step;
        step.clause = clause_, step.node = static_cast<std::uint32_t>(i);
        step.compare = n.compare;
        if (n.op == Op::unknown || !reads) return add(step);  // whoever has no rules is not known about
        switch (n.op) {
            case Op::fact:
                if (const auto index = reads->facts().index(n.fact)) return leaf(step, reads->facts()[*index], *index, n, *reads);
                return unknown_name(n.fact, *reads);
            case Op::every: {
                std::uint32_t count = 0;
                for (std::size_t f = 0; f < reads->facts().size(); ++f)
                    if (reads->facts()[f].group == n.fact) leaf(step, reads->facts()[f], f, n, *reads), ++count;
                if (count == 0) return unknown_name(n.fact, *reads);
                most_in_group_ = std::max<std::size_t>(most_in_group_, count);
                step.kind = Step::Kind::all_of, step.arity = count;
                return add(step);
            }
            case Op::ratio: {
                const auto count = reads->facts().index(n.fact), over = reads->facts().index(n.over);
                if (!count || !over) return unknown_name(count ? n.over : n.fact, *reads);
                step.kind = Step::Kind::ratio;
                step.column = static_cast<std::uint32_t>(*count), step.over = static_cast<std::uint32_t>(*over);
                step.p = n.share.numerator(), step.q = n.share.denominator();
                return add(step);
            }
            case Op::outcome: {
                const auto grade = reads->scale().find(n.value);
                if (!grade) return unknown_name(n.value, *reads);
                step.kind = Step::Kind::outcome;
                step.yes = bits_where(n.compare, *grade, reads->scale().size());
                step.no = static_cast<std::uint8_t>(((1u << reads->scale().size()) - 1u) & ~unsigned{step.yes});
                return add(step);
            }
            case Op::months: {
                const auto date = reads->facts().index(n.fact);
                if (!date) return unknown_name(n.fact, *reads);
                step.kind = Step::Kind::number;
                step.column = static_cast<std::uint32_t>(*date);
                std::tie(step.low, step.high) = days_where(n.compare, n.number, on_);
                return add(step);
            }
            case Op::value: value_ = &n; return;  // taken up by the share or the count that follows
            case Op::share:
            case Op::count:
                step.kind = n.op == Op::share ? Step::Kind::share : Step::Kind::count;
                if (n.population == Population::facts) {
                    for (std::size_t f = 0; f < reads->facts().size(); ++f)
                        if (reads->facts()[f].group == n.fact) leaf(step, reads->facts()[f], f, *value_, *reads), ++step.arity;
                    if (step.arity == 0) return unknown_name(n.fact, *reads);
                    most_in_group_ = std::max<std::size_t>(most_in_group_, step.arity);
                    step.kind = n.op == Op::share ? Step::Kind::share_of : Step::Kind::count_of;
                    step.p = n.share.numerator(), step.q = n.share.denominator();
                    std::tie(step.low, step.high) = interval_where(n.compare, n.number);
                    return add(step);
                }
                if (n.population == Population::previous) step.years = *number_of(n.over, FactType::count);
                step.population = n.population;
                step.width = static_cast<std::uint32_t>(steps_.size()) - at[i - n.width];
                step.p = n.share.numerator(), step.q = n.share.denominator();
                std::tie(step.low, step.high) = interval_where(n.compare, n.number);
                steps_.insert(steps_.begin() + at[i - n.width], step);  // so that a run meets it first
                return;
            case Op::all_of:
            case Op::any_of:
                step.kind = n.op == Op::all_of ? Step::Kind::all_of : Step::Kind::any_of;
                step.arity = n.arity;
                return add(step);
            default:
                step.kind = Step::Kind::negation;
                return add(step);
        }
    }

    void leaf(Step step, const Fact& fact, std::size_t index, const Node& n, const RuleSet& reads) {
        step.compare = n.compare;
        step.arity = 0;
        step.column = static_cast<std::uint32_t>(index);
        if (is_number(fact.type)) {
            const auto number = number_of(n.value, fact.type);
            if (!number) return unknown_name(n.value, reads);
            step.kind = Step::Kind::number;
            std::tie(step.low, step.high) = interval_where(n.compare, *number);
        } else {
            const auto values = values_of(fact, reads.scale());
            const auto position = position_of(n.value, values);
            if (!position) return unknown_name(n.value, reads);
            step.kind = Step::Kind::mask;
            step.yes = bits_where(n.compare, *position, values.size());
            step.no = static_cast<std::uint8_t>(((1u << values.size()) - 1u) & ~unsigned{step.yes});
        }
        add(step);
    }

    void unknown_name(const std::string& what, const RuleSet& reads) {
        problems_.add(InvalidRules::at(path_, "'" + what + "' is nothing that " + reads.id() + " knows" + suggestion(what, reads.facts().names())).problems());
        add(Step{});
    }
    void add(const Step& step) { steps_.push_back(step); }

    const RuleSet& rules_;
    Date on_;
    RulesOf of_;
    Findings& problems_;
    std::string path_;
    std::vector<Step> steps_;
    std::uint32_t clause_ = 0;
    const Node* value_ = nullptr;
    std::size_t deepest_ = 1, most_in_group_ = 1;
};

}  // namespace myhao::inline v0::detail
