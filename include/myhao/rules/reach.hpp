// SPDX-License-Identifier: Apache-2.0
// Whether clauses can hold or fail together for any object at all: the tests on each fact cut its values into cells, and the
// cells are searched. What does not hang on single facts is taken as free, so that only what is surely impossible is called so.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/rule_check.hpp>
#include <myhao/rules/rule_parts.hpp>
#include <myhao/rules/truth.hpp>

namespace myhao::inline v0::detail {

/// Of the parts of a rule set that are otherwise without fault.
class Reach {
public:
    /// Bits of truth values: true; false or not applicable.
    static constexpr std::uint8_t holds = 1, fails = 6, is_false = 2;

    /// A clause or a part of one: items [first, last).
    struct Span {
        std::uint32_t first = 0, last = 0;
    };
    struct Want {
        Span of;
        std::uint8_t truth = holds;
    };
    /// One test, or what joins the items before it.
    struct Item {
        enum class Kind : std::uint8_t { test, all_of, any_of, negation, share_of, count_of };
        Kind kind = Kind::test;
        std::uint32_t variable = 0, arity = 0, first = 0;  // first: the first item of what it joins
        std::int32_t low = 0, high = -1;                    // test: true in these cells
        Compare compare = Compare::at_least;                // of a share or a count of facts
        Ratio share = {};
        std::int64_t number = 0;
        std::uint32_t node = 0;                             // where in its clause it comes from
    };
    /// Something of an object that tests read: its values in order, cut into cells.
    struct Variable {
        Op op = Op::fact;
        std::string fact = {}, over = {};                   // as in the node; of a population, its place in words
        std::vector<Node> where = {};                       // of a population
        bool dense = false, na = false, free = false;       // free: nothing is known of it but that it is true or false
        std::optional<Ratio> least = {}, most = {};
        std::vector<Ratio> at = {};                         // thresholds, in order
        std::vector<std::uint32_t> cells = {};              // those that hold a value: 2k lies below threshold k, 2k + 1 on it
        FactType type = FactType::flag;
        std::vector<std::string> codes = {};                // of a level, grade or flag; the value of the best is 0, of the next -1
    };

    explicit Reach(const RuleSetParts& parts) : parts_(parts) {
        for (const Clause& c : parts.not_graded) not_graded_.push_back(read(c.condition));
        for (const Clause& c : parts.grades) grades_.push_back(read(c.condition));
        for (const Ceiling& c : parts.ceilings) ceilings_.push_back(read(c.clause.condition));
        for (const Relation& r : parts.relations) relations_.push_back(r.when ? read(*r.when) : Span{});
        for (Variable& v : variables_) cut(v);
        for (Item& item : items_)
            if (item.kind == Item::Kind::test) place(item);
        domains_.resize(variables_.size());
        for (std::size_t v = 0; v < variables_.size(); ++v) domains_[v] = whole(v);
    }

    [[nodiscard]] const std::vector<Span>& not_graded() const noexcept { return not_graded_; }
    [[nodiscard]] const std::vector<Span>& grades() const noexcept { return grades_; }
    [[nodiscard]] const std::vector<Span>& ceilings() const noexcept { return ceilings_; }
    [[nodiscard]] const std::vector<Span>& relations() const noexcept { return relations_; }  // empty where a relation binds everybody
    [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
    [[nodiscard]] const std::vector<Variable>& variables() const noexcept { return variables_; }
    [[nodiscard]] static Span span_of(const std::vector<Item>& items, std::uint32_t last) noexcept { return {items[last].first, last + 1}; }
    /// The parts that the item at `at` joins, in their order.
    [[nodiscard]] std::vector<Span> parts_of(std::uint32_t at) const {
        std::vector<Span> parts;
        for (std::uint32_t k = 0, last = at; k < items_[at].arity; ++k) {
            parts.push_back(span_of(items_, last - 1));
            last = parts.back().first;
        }
        std::reverse(parts.begin(), parts.end());
        return parts;
    }

    /// False only where no object can meet all that is wanted at once.
    [[nodiscard]] bool possible(std::vector<Want> wanted) {
        work_ = 0;
        return search(wanted);
    }
    /// The same, of objects whose variable lies in one cell.
    [[nodiscard]] bool possible_in(std::uint32_t variable, std::size_t cell, std::vector<Want> wanted) {
        const Domain before = domains_[variable];
        domains_[variable] = {static_cast<std::int32_t>(cell), static_cast<std::int32_t>(cell), 0};
        const bool found = possible(std::move(wanted));
        domains_[variable] = before;
        return found;
    }

private:
    /// Cells from `low` to `high`; `na`: 0 never, 1 perhaps, 2 certainly not applicable.
    struct Domain {
        std::int32_t low = 0, high = 0;
        std::uint8_t na = 0;
    };
    static constexpr std::size_t most_work = 60'000;  // items looked at for one question; beyond that it is taken as possible

    [[nodiscard]] Domain whole(std::size_t v) const noexcept { return {0, static_cast<std::int32_t>(variables_[v].cells.size()) - 1, static_cast<std::uint8_t>(variables_[v].na ? 1 : 0)}; }

    // --- reading ---------------------------------------------------------------------------------------------------------

    Span read(const Condition& condition) {
        const auto first = static_cast<std::uint32_t>(items_.size());
        const std::vector<Node>& nodes = condition.nodes();
        std::vector<char> inner(nodes.size(), 0);
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (nodes[i].op == Op::share || nodes[i].op == Op::count) std::fill(inner.begin() + static_cast<std::ptrdiff_t>(i - nodes[i].width), inner.begin() + static_cast<std::ptrdiff_t>(i), char{1});
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (!inner[i]) node(nodes, static_cast<std::uint32_t>(i));
        return {first, static_cast<std::uint32_t>(items_.size())};
    }

    void node(const std::vector<Node>& nodes, std::uint32_t i) {
        const Node& n = nodes[i];
        switch (n.op) {
            case Op::fact: return test_of(*find(n.fact), n, i);
            case Op::every: return joined(Item::Kind::all_of, group(n.fact, n, i), i);
            case Op::months: return test(variable({.op = Op::months, .fact = n.fact, .na = find(n.fact)->na}), n.compare, Ratio(n.number), i);
            case Op::ratio: return test(variable({.op = Op::ratio, .fact = n.fact, .over = n.over, .dense = true, .na = true, .least = Ratio(0)}), n.compare, n.share, i);
            case Op::share:
            case Op::count: {
                const bool share = n.op == Op::share;
                if (n.population == Population::facts) {
                    const std::uint32_t arity = group(n.fact, nodes[i - 1], i);
                    joined(share ? Item::Kind::share_of : Item::Kind::count_of, arity, i);
                    items_.back().compare = n.compare, items_.back().share = n.share, items_.back().number = n.number;
                    return;
                }
                Variable v{.op = n.op, .fact = std::string(name(n.population)), .over = n.over, .where = {nodes.begin() + (i - n.width), nodes.begin() + i}, .dense = share, .na = share, .least = Ratio(0)};
                if (share) v.most = Ratio(1);
                return test(variable(std::move(v)), n.compare, share ? n.share : Ratio(n.number), i);
            }
            case Op::all_of: return joined(Item::Kind::all_of, n.arity, i);
            case Op::any_of: return joined(Item::Kind::any_of, n.arity, i);
            case Op::negation: return joined(Item::Kind::negation, 1, i);
            default:  // what a source leaves unknown is free each time
                variables_.push_back({.op = Op::unknown, .free = true, .least = Ratio(0), .most = Ratio(1)});
                return test(static_cast<std::uint32_t>(variables_.size() - 1), Compare::at_least, Ratio(1), i);
        }
    }

    [[nodiscard]] const Fact* find(const std::string& name) const {
        for (const Fact& fact : parts_.facts)
            if (fact.name == name) return &fact;
        return nullptr;
    }
    std::uint32_t group(const std::string& name, const Node& n, std::uint32_t at) {
        std::uint32_t count = 0;
        for (const Fact& fact : parts_.facts)
            if (fact.group == name) test_of(fact, n, at), ++count;
        return count;
    }
    void test_of(const Fact& fact, const Node& n, std::uint32_t at) {
        Variable v{.op = Op::fact, .fact = fact.name, .na = fact.na, .type = fact.type};
        if (is_number(fact.type)) {
            if (fact.type == FactType::count) v.least = Ratio(0);
            return test(variable(std::move(v)), n.compare, Ratio(*number_of(n.value, fact.type)), at);
        }
        v.codes = values_of(fact, parts_.scale);
        v.least = Ratio(1 - static_cast<std::int64_t>(v.codes.size())), v.most = Ratio(0);
        const auto position = static_cast<std::int64_t>(*position_of(n.value, v.codes));
        test(variable(std::move(v)), n.compare, Ratio(-position), at);
    }
    void test(std::uint32_t variable, Compare compare, Ratio at, std::uint32_t node) {
        variables_[variable].at.push_back(at);
        Item item;
        item.variable = variable, item.compare = compare, item.share = at, item.first = static_cast<std::uint32_t>(items_.size()), item.node = node;
        items_.push_back(std::move(item));
    }
    void joined(Item::Kind kind, std::uint32_t arity, std::uint32_t node) {
        Item item;
        item.kind = kind, item.arity = arity, item.node = node;
        auto first = static_cast<std::uint32_t>(items_.size());
        for (std::uint32_t k = 0; k < arity; ++k) first = items_[first - 1].first;
        item.first = first;
        items_.push_back(std::move(item));
    }
    std::uint32_t variable(Variable wanted) {
        for (std::uint32_t v = 0; v < variables_.size(); ++v) {
            const Variable& one = variables_[v];
            if (!one.free && one.op == wanted.op && one.fact == wanted.fact && one.over == wanted.over && one.where == wanted.where) return v;
        }
        variables_.push_back(std::move(wanted));
        return static_cast<std::uint32_t>(variables_.size() - 1);
    }

    /// Keeps the cells in which there is a value.
    static void cut(Variable& v) {
        std::sort(v.at.begin(), v.at.end());
        v.at.erase(std::unique(v.at.begin(), v.at.end()), v.at.end());
        for (std::uint32_t cell = 0; cell < 2 * v.at.size() + 1; ++cell) {
            const std::size_t k = cell / 2;
            bool some = false;
            if (cell % 2 == 1) {
                some = !(v.least && v.at[k] < *v.least) && !(v.most && *v.most < v.at[k]);
            } else {
                // Between two thresholds, without them, and within the least and the most.
                std::optional<Ratio> low = v.least, high = v.most;
                bool low_in = true, high_in = true;
                if (k > 0 && !(low && v.at[k - 1] < *low)) low = v.at[k - 1], low_in = false;
                if (k < v.at.size() && !(high && *high < v.at[k])) high = v.at[k], high_in = false;
                if (!v.dense && low && !low_in) low = Ratio(low->numerator() + 1), low_in = true;
                if (!v.dense && high && !high_in) high = Ratio(high->numerator() - 1), high_in = true;
                some = !low || !high || *low < *high || (*low == *high && low_in && high_in);
            }
            if (some) v.cells.push_back(cell);
        }
    }
    /// Where a test is true, in the cells that were kept.
    void place(Item& item) const {
        const Variable& v = variables_[item.variable];
        const auto k = static_cast<std::uint32_t>(std::lower_bound(v.at.begin(), v.at.end(), item.share) - v.at.begin()), on = 2 * k + 1, end = static_cast<std::uint32_t>(2 * v.at.size());
        const auto [from, to] = item.compare == Compare::at_least    ? std::pair(on, end)
                                : item.compare == Compare::more_than ? std::pair(on + 1, end)
                                : item.compare == Compare::at_most   ? std::pair(0u, on)
                                : item.compare == Compare::less_than ? std::pair(0u, on - 1)
                                                                     : std::pair(on, on);
        item.low = static_cast<std::int32_t>(std::lower_bound(v.cells.begin(), v.cells.end(), from) - v.cells.begin());
        item.high = static_cast<std::int32_t>(std::upper_bound(v.cells.begin(), v.cells.end(), to) - v.cells.begin()) - 1;
    }

    // --- searching -------------------------------------------------------------------------------------------------------

    [[nodiscard]] std::uint8_t truth_of(const Item& test) const noexcept {
        const Domain& d = domains_[test.variable];
        const bool value = d.na != 2;
        const bool yes = value && std::max(d.low, test.low) <= std::min(d.high, test.high), no = value && (d.low < test.low || d.high > test.high);
        return static_cast<std::uint8_t>((yes ? 1 : 0) | (no ? 2 : 0) | (d.na != 0 ? 4 : 0));
    }
    /// A share or a count of the facts of a group: exact where every one is decided, else anything.
    [[nodiscard]] std::uint8_t counted(const Item& item, const std::uint8_t* parts) const {
        std::int64_t yes = 0, no = 0;
        for (std::uint32_t k = 0; k < item.arity; ++k) {
            if (parts[k] != 1 && parts[k] != 2 && parts[k] != 4) return item.kind == Item::Kind::share_of ? 7 : 3;
            yes += parts[k] == 1, no += parts[k] == 2;
        }
        if (item.kind == Item::Kind::share_of && yes + no == 0) return 4;
        const auto order = item.kind == Item::Kind::share_of ? Ratio(yes, yes + no) <=> item.share : Ratio(yes) <=> Ratio(item.number);
        const bool holds_so = item.compare == Compare::at_least ? order >= 0 : item.compare == Compare::more_than ? order > 0 : item.compare == Compare::at_most ? order <= 0 : item.compare == Compare::less_than ? order < 0 : order == 0;
        return holds_so ? 1 : 2;
    }
    [[nodiscard]] std::uint8_t truth(Span of) {
        work_ += of.last - of.first;
        stack_.clear();
        for (std::uint32_t i = of.first; i < of.last; ++i) {
            const Item& item = items_[i];
            if (item.kind == Item::Kind::test) {
                stack_.push_back(truth_of(item));
                continue;
            }
            const std::uint8_t* const parts = stack_.data() + (stack_.size() - item.arity);
            std::uint8_t made = parts[0];
            if (item.kind == Item::Kind::negation) made = flipped(made);
            else if (item.kind == Item::Kind::share_of || item.kind == Item::Kind::count_of) made = counted(item, parts);
            else
                for (std::uint32_t k = 1; k < item.arity; ++k) made = item.kind == Item::Kind::all_of ? both(made, parts[k]) : either(made, parts[k]);
            stack_.erase(stack_.end() - static_cast<std::ptrdiff_t>(item.arity) + 1, stack_.end());
            stack_.back() = made;
        }
        return stack_.back();
    }

    [[nodiscard]] bool search(const std::vector<Want>& wanted) {
        if (work_ > most_work) return true;
        const Want* open = nullptr;
        for (const Want& want : wanted) {
            const std::uint8_t t = truth(want.of);
            if ((t & want.truth) == 0) return false;
            if ((t & ~want.truth) != 0 && (!open || (want.truth == holds && open->truth != holds))) open = &want;
        }
        if (!open) return true;
        for (std::uint32_t i = open->of.first; i < open->of.last; ++i) {
            const Item& item = items_[i];
            if (item.kind != Item::Kind::test) continue;
            if (const std::uint8_t t = truth_of(item); t == 1 || t == 2 || t == 4) continue;
            return split(item, wanted, open->truth == holds);
        }
        return true;
    }
    /// Decides one test in every way that is left.
    [[nodiscard]] bool split(const Item& item, const std::vector<Want>& wanted, bool inside_first) {
        const std::uint32_t v = item.variable;
        const Domain before = domains_[v];
        const Domain ways[] = {{std::max(before.low, item.low), std::min(before.high, item.high), 0}, {before.low, std::min(before.high, item.low - 1), 0}, {std::max(before.low, item.high + 1), before.high, 0}, {0, 0, 2}};
        bool found = false;
        for (std::size_t k = 0; k < 4 && !found; ++k) {
            const Domain& way = ways[inside_first ? k : (k + 1) % 4];
            if (way.na == 2 ? before.na == 0 : way.low > way.high) continue;
            domains_[v] = way;
            found = search(wanted);
        }
        domains_[v] = before;
        return found;
    }

    const RuleSetParts& parts_;
    std::vector<Variable> variables_;
    std::vector<Item> items_;
    std::vector<Span> not_graded_, grades_, ceilings_, relations_;
    std::vector<Domain> domains_;
    std::vector<std::uint8_t> stack_;
    std::size_t work_ = 0;
};

}  // namespace myhao::inline v0::detail
