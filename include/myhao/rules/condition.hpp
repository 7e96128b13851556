// SPDX-License-Identifier: Apache-2.0
// Conditions as a user writes them: fact("results").at_least("excellent"), subordinates.share(outcome.at_least("good")).at_least("80%").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/decimal.hpp>
#include <myhao/base/ratio.hpp>

namespace myhao::inline v0 {

/// Of levels and grades, "at least" is "as good or better".
enum class Compare : std::uint8_t { at_least, more_than, at_most, less_than, equals };

[[nodiscard]] constexpr std::string_view name(Compare compare) noexcept {
    constexpr std::string_view names[] = {"at_least", "more_than", "at_most", "less_than", "equals"};
    return names[static_cast<std::size_t>(compare)];
}

/// Over what a share or a count is taken: the units directly under a unit, its members, its leaders; the facts of one group
/// of the object itself; the years before.
enum class Population : std::uint8_t { subordinates, members, leadership, facts, previous };

[[nodiscard]] constexpr std::string_view name(Population population) noexcept {
    constexpr std::string_view names[] = {"subordinates", "members", "leadership", "facts", "previous"};
    return names[static_cast<std::size_t>(population)];
}

enum class Op : std::uint8_t {
    fact,     // a fact compared with `value`: the code of a level or grade, "true", "false", or a number
    ratio,    // the ratio of the counts `fact` and `over` compared with `share`; not applicable over 0
    outcome,  // the outcome of the object compared with the grade `value`; not applicable where it is not graded
    months,   // whole months from the date `fact` to the day of the evaluation, compared with `number`
    value,    // each fact of a group, compared with `value`: the condition of a share or a count over `facts`
    share,    // of `population`, those for whom the `width` nodes before hold, compared with `share`
    count,    // how many of `population` they hold for, compared with `number`
    every,    // `all_of` over the facts of the group `fact`, each compared with `value`
    all_of,   // of the `arity` conditions before
    any_of,
    negation,
    unknown,  // a condition that its source leaves unknown: true or false
};

/// One node of a condition in postfix order: what a node needs stands directly before it.
struct Node {
    Op op = Op::unknown;
    Compare compare = Compare::at_least;
    Population population = Population::subordinates;
    std::uint32_t arity = 0;  // of all_of and any_of: how many conditions
    std::uint32_t width = 0;  // of share and count: how many nodes the condition on the population takes
    std::string fact = {}, over = {}, value = {};  // of a population of facts, `fact` is the group
    Ratio share = {};
    std::int64_t number = 0;                       // of a population of previous years, `over` says how many

    friend bool operator==(const Node&, const Node&) = default;
};

/// A condition: nodes in postfix order. Names are looked up when a rule set is built, not before.
class Condition {
public:
    /// The condition that a source leaves unknown.
    Condition() : nodes_{Node{}} {}
    explicit Condition(Node leaf) : nodes_{std::move(leaf)} {}
    /// `nodes` in postfix order, as a rule set holds them.
    explicit Condition(std::vector<Node> nodes) : nodes_(std::move(nodes)) {}

    [[nodiscard]] const std::vector<Node>& nodes() const noexcept { return nodes_; }

    friend bool operator==(const Condition&, const Condition&) = default;

private:
    std::vector<Node> nodes_;
};

namespace detail {
[[nodiscard]] inline Condition joined(const std::vector<Condition>& parts, Node last) {
    std::vector<Node> nodes;
    for (const Condition& part : parts) nodes.insert(nodes.end(), part.nodes().begin(), part.nodes().end());
    nodes.push_back(std::move(last));
    return Condition(std::move(nodes));
}

/// The comparisons with a code or a number, for what offers `compare(Compare, std::string)`.
template <class Self>
class Comparable {
public:
    [[nodiscard]] Condition at_least(std::string value) const { return self().compare(Compare::at_least, std::move(value)); }
    [[nodiscard]] Condition more_than(std::string value) const { return self().compare(Compare::more_than, std::move(value)); }
    [[nodiscard]] Condition at_most(std::string value) const { return self().compare(Compare::at_most, std::move(value)); }
    [[nodiscard]] Condition less_than(std::string value) const { return self().compare(Compare::less_than, std::move(value)); }
    [[nodiscard]] Condition equals(std::string value) const { return self().compare(Compare::equals, std::move(value)); }
    [[nodiscard]] Condition at_least(std::int64_t value) const { return at_least(std::to_string(value)); }
    [[nodiscard]] Condition more_than(std::int64_t value) const { return more_than(std::to_string(value)); }
    [[nodiscard]] Condition at_most(std::int64_t value) const { return at_most(std::to_string(value)); }
    [[nodiscard]] Condition less_than(std::int64_t value) const { return less_than(std::to_string(value)); }
    [[nodiscard]] Condition equals(std::int64_t value) const { return equals(std::to_string(value)); }
    [[nodiscard]] Condition is_true() const { return equals("true"); }
    [[nodiscard]] Condition is_false() const { return equals("false"); }

private:
    [[nodiscard]] const Self& self() const noexcept { return static_cast<const Self&>(*this); }
};

/// A fact, or (`Op::every`) all facts of a group.
class FactNamed : public Comparable<FactNamed> {
public:
    FactNamed(Op op, std::string fact) : op_(op), fact_(std::move(fact)) {}
    [[nodiscard]] Condition compare(Compare compare, std::string value) const {
        return Condition(Node{.op = op_, .compare = compare, .fact = fact_, .value = std::move(value)});
    }

private:
    Op op_;
    std::string fact_;
};

/// The outcome of an object, or the value of each fact of a group.
template <Op op>
class EachOf : public Comparable<EachOf<op>> {
public:
    [[nodiscard]] Condition compare(Compare compare, std::string value) const { return Condition(Node{.op = op, .compare = compare, .value = std::move(value)}); }
};

/// A ratio or a share, compared with an exact ratio.
class ComparableShare {
public:
    ComparableShare(std::vector<Node> before, Node node) : before_(std::move(before)), node_(std::move(node)) {}

    [[nodiscard]] Condition at_least(std::string_view share) const { return compare(Compare::at_least, Ratio::parse(share)); }
    [[nodiscard]] Condition more_than(std::string_view share) const { return compare(Compare::more_than, Ratio::parse(share)); }
    [[nodiscard]] Condition at_most(std::string_view share) const { return compare(Compare::at_most, Ratio::parse(share)); }
    [[nodiscard]] Condition less_than(std::string_view share) const { return compare(Compare::less_than, Ratio::parse(share)); }
    [[nodiscard]] Condition equals(std::string_view share) const { return compare(Compare::equals, Ratio::parse(share)); }
    [[nodiscard]] Condition compare(Compare compare, Ratio share) const {
        std::vector<Node> nodes = before_;
        nodes.push_back(node_);
        nodes.back().compare = compare;
        nodes.back().share = share;
        return Condition(std::move(nodes));
    }

private:
    std::vector<Node> before_;
    Node node_;
};

/// A number of objects, compared with a whole number.
class ComparableCount {
public:
    ComparableCount(std::vector<Node> before, Node node) : before_(std::move(before)), node_(std::move(node)) {}

    [[nodiscard]] Condition at_least(std::int64_t number) const { return compare(Compare::at_least, number); }
    [[nodiscard]] Condition more_than(std::int64_t number) const { return compare(Compare::more_than, number); }
    [[nodiscard]] Condition at_most(std::int64_t number) const { return compare(Compare::at_most, number); }
    [[nodiscard]] Condition less_than(std::int64_t number) const { return compare(Compare::less_than, number); }
    [[nodiscard]] Condition equals(std::int64_t number) const { return compare(Compare::equals, number); }
    [[nodiscard]] Condition compare(Compare compare, std::int64_t number) const {
        std::vector<Node> nodes = before_;
        nodes.push_back(node_);
        nodes.back().compare = compare;
        nodes.back().number = number;
        return Condition(std::move(nodes));
    }

private:
    std::vector<Node> before_;
    Node node_;
};

class Over {
public:
    explicit Over(Population population, std::string group = {}, std::string years = {}) : population_(population), group_(std::move(group)), years_(std::move(years)) {}

    /// Those for whom `where` holds, as a share of those for whom it is true or false.
    [[nodiscard]] ComparableShare share(const Condition& where) const { return {where.nodes(), node(Op::share, where)}; }
    /// How many `where` holds for; over nobody it is 0.
    [[nodiscard]] ComparableCount count(const Condition& where) const { return {where.nodes(), node(Op::count, where)}; }

private:
    [[nodiscard]] Node node(Op op, const Condition& where) const {
        return Node{.op = op, .population = population_, .width = static_cast<std::uint32_t>(where.nodes().size()), .fact = group_, .over = years_};
    }
    Population population_;
    std::string group_, years_;
};

/// A population by itself, as a constant.
template <Population population>
class OverConstant {
public:
    [[nodiscard]] ComparableShare share(const Condition& where) const { return Over(population).share(where); }
    [[nodiscard]] ComparableCount count(const Condition& where) const { return Over(population).count(where); }
};
}  // namespace detail

/// The fact of this name, of the object that is graded (in the condition on a population: of its objects).
[[nodiscard]] inline detail::FactNamed fact(std::string name) { return {Op::fact, std::move(name)}; }
/// All facts of a group: every("key_criteria").at_least("good").
[[nodiscard]] inline detail::FactNamed every(std::string group) { return {Op::every, std::move(group)}; }
/// The outcome of an object of a population.
inline constexpr detail::EachOf<Op::outcome> outcome{};
/// The value of each fact of a group: facts_of("same_level").count(each_value.at_most("completed")).at_least(2).
inline constexpr detail::EachOf<Op::value> each_value{};
/// Whole months from the date to the day of the tree: months_since("established").less_than(6).
[[nodiscard]] inline detail::ComparableCount months_since(std::string date) { return {{}, Node{.op = Op::months, .fact = std::move(date)}}; }
/// One count over another.
[[nodiscard]] inline detail::ComparableShare ratio(std::string count, std::string over) {
    return {{}, Node{.op = Op::ratio, .fact = std::move(count), .over = std::move(over)}};
}
inline constexpr detail::OverConstant<Population::subordinates> subordinates{};
inline constexpr detail::OverConstant<Population::members> members{};
inline constexpr detail::OverConstant<Population::leadership> leadership{};
/// The facts of one group, of the object itself.
[[nodiscard]] inline detail::Over facts_of(std::string group) { return detail::Over(Population::facts, std::move(group)); }
/// The outcomes of the object in the last `years` years, as far as they are given: previous(5).count(outcome.equals("excellent")).equals(5).
[[nodiscard]] inline detail::Over previous(int years) { return detail::Over(Population::previous, {}, std::to_string(years)); }

/// False if one is false; not applicable if all are; else true.
[[nodiscard]] inline Condition all_of(const std::vector<Condition>& parts) {
    return detail::joined(parts, Node{.op = Op::all_of, .arity = static_cast<std::uint32_t>(parts.size())});
}
/// True if one is true; not applicable if all are; else false.
[[nodiscard]] inline Condition any_of(const std::vector<Condition>& parts) {
    return detail::joined(parts, Node{.op = Op::any_of, .arity = static_cast<std::uint32_t>(parts.size())});
}
/// Keeps what is not applicable.
[[nodiscard]] inline Condition not_(const Condition& part) { return detail::joined({part}, Node{.op = Op::negation, .arity = 1}); }

template <class... More>
[[nodiscard]] Condition all_of(const Condition& first, const More&... more) {
    return all_of(std::vector<Condition>{first, more...});
}
template <class... More>
[[nodiscard]] Condition any_of(const Condition& first, const More&... more) {
    return any_of(std::vector<Condition>{first, more...});
}

}  // namespace myhao::inline v0
