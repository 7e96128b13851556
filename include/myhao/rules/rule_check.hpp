// SPDX-License-Identifier: Apache-2.0
// What is checked when a rule set is built: names, types of values, shares, ids, missing and superfluous clauses.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/normal.hpp>
#include <myhao/grades/level.hpp>
#include <myhao/rules/quota_check.hpp>
#include <myhao/rules/rule_parts.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// Limits of one rule set.
inline constexpr std::size_t most_rule_depth = 64, most_rule_nodes = 4096;

namespace detail {

/// The values of a level, grade or flag as a rule set of `scale` reads them, best first.
[[nodiscard]] inline std::vector<std::string> values_of(const Fact& fact, const Scale& scale) {
    if (fact.type == FactType::flag) return {"true", "false"};
    if (!fact.values.empty()) return fact.values;
    std::vector<std::string> codes;
    for (const Grade& grade : (fact.type == FactType::level ? scales::levels() : scale).grades()) codes.push_back(grade.code);
    return codes;
}
[[nodiscard]] constexpr bool is_number(FactType type) noexcept { return type == FactType::count || type == FactType::decimal || type == FactType::date; }

/// The position of a value, codes compared with accents and case ignored.
[[nodiscard]] inline std::optional<std::size_t> position_of(std::string_view value, const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] == value) return i;
    const std::string folded = fold(value);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (fold(values[i]) == folded) return i;
    return std::nullopt;
}

/// A number as facts of its type keep it: counts as they are, decimals in units of 10^-9, dates in days.
[[nodiscard]] inline std::optional<std::int64_t> number_of(std::string_view text, FactType type) {
    if (type == FactType::date) {
        try {
            return Date::parse(text).days();
        } catch (const InvalidDate&) {
            return std::nullopt;
        }
    }
    if (type == FactType::count && text.find('.') != std::string_view::npos) return std::nullopt;  // "1.000" may be a thousand
    const auto decimal = Decimal::parse(text);
    return decimal ? decimal->at(type == FactType::decimal ? Decimal::most_places : 0) : std::nullopt;
}

/// Collects what is wrong with the parts of a rule set, each with its path.
class RuleCheck {
public:
    explicit RuleCheck(const RuleSetParts& parts) : parts_(parts) {}

    [[nodiscard]] Findings problems() {
        if (parts_.id.empty()) problem("id", "a rule set without an id");
        sound("id", parts_.id);
        for (const Fact& fact : parts_.facts) sound("facts", fact.name), sound("facts", fact.group);
        if (parts_.until_year && *parts_.until_year <= parts_.since_year) problem("years", "the years end before they begin", std::to_string(*parts_.until_year));
        for (const Clause& c : parts_.not_graded) clause("not_graded", c);
        grades();
        for (std::size_t i = 0; i < parts_.ceilings.size(); ++i) {
            const Ceiling& c = parts_.ceilings[i];
            if (!parts_.scale.find(c.grade)) unknown_grade("ceilings." + c.clause.id, c.grade);
            clause("ceilings", c.clause);
        }
        for (const Relation& r : parts_.relations) relation(r);
        QuotaCheck quotas(parts_, found_);
        for (const Quota& q : parts_.quotas) {
            const std::string path = quota_path(q);
            unique(path);
            if (!parts_.scale.find(q.grade)) unknown_grade(path, q.grade);
            quotas.quota(q, path);
        }
        quotas.together();
        quotas.gaps();
        if (nodes_ > most_rule_nodes) problem(too_many_at_, "with this clause the rules have too many nodes", std::to_string(nodes_), "at most " + std::to_string(most_rule_nodes));
        return std::move(found_);
    }

private:
    void problem(std::string path, std::string what, std::string found = {}, std::string expected = {}) {
        found_.add(InvalidRules::at(std::move(path), std::move(what), std::move(found), std::move(expected)).problems());
    }
    void unknown_grade(const std::string& path, const std::string& code) {
        Finding f = parts_.scale.unknown(code, path);
        f.rule = InvalidRules::rule;
        found_.add(std::move(f));
    }
    /// Names are texts: without NUL, and UTF-8.
    void sound(const std::string& path, const std::string& text) {
        const TextFault fault = fault_of(text);
        if (fault != TextFault::sound) problem(path, fault == TextFault::nul ? "a name with a NUL in it" : "a name that is not UTF-8");
    }
    void unique(const std::string& path) {
        sound(path.substr(0, path.find('.')), path);
        for (const std::string& seen : paths_)
            if (seen == path) return problem(path, "this id is used twice");
        paths_.push_back(path);
    }
    [[nodiscard]] const Fact* find(const std::string& name) const {
        for (const Fact& fact : parts_.facts)
            if (fact.name == name) return &fact;
        return nullptr;
    }
    [[nodiscard]] std::string names() const {
        std::string text;
        for (const Fact& fact : parts_.facts) text += (text.empty() ? "" : ", ") + fact.name;
        return text;
    }
    [[nodiscard]] std::string near(const std::string& name) const {
        std::vector<std::string> all;
        for (const Fact& fact : parts_.facts) all.push_back(fact.name);
        return suggestion(name, all);
    }

    void grades() {
        const Scale& scale = parts_.scale;
        std::vector<int> clauses(scale.size(), 0);
        std::size_t last = 0;
        for (const Clause& c : parts_.grades) {
            if (const auto at = scale.find(c.id)) {
                ++clauses[*at];
                if (*at < last) problem("grades." + c.id, "grades stand best first");
                last = *at;
            } else {
                unknown_grade("grades." + c.id, c.id);
            }
            clause("grades", c);
        }
        for (std::size_t g = 0; g + 1 < scale.size(); ++g)
            if (clauses[g] == 0) problem("grades." + scale[g].code, "a grade without a clause; where the source leaves it unknown, give it the unknown condition");
        if (clauses.back() > 0) problem("grades." + scale[scale.size() - 1].code, "the last grade is what is left and has no clause");
    }

    void clause(const std::string& where, const Clause& c) {
        const std::string path = where + '.' + c.id;
        unique(path);
        if (c.id.empty()) problem(path, "a clause without an id");
        condition(path, c.condition.nodes());
    }

    /// Members, units and collectives are graded before leaders; only who is graded after another can be capped by it.
    void relation(const Relation& r) {
        const std::string path = "relations." + r.id;
        unique(path);
        if (r.id.empty()) problem(path, "a relation without an id");
        if (r.by != Subject::organization && r.by != Subject::collective) problem(path, "a cap is by the organization or the collective", std::string(name(r.by)));
        else if (r.by == parts_.subject || (parts_.subject != Subject::collective && parts_.subject != Subject::leader))
            problem(path, "this subject has no such cap", std::string(name(r.by)), "of a collective: organization; of a leader: organization or collective");
        if (!r.when) return;
        condition(path, r.when->nodes());
        for (const Node& n : r.when->nodes())
            if ((n.op == Op::share || n.op == Op::count) && n.population != Population::facts) problem(path, "whom a cap binds is told by the object's own facts", std::string(name(n.population)));
    }

    /// Walks the postfix nodes as an evaluation would, counting what stands on the stack. The nodes in front of a share or a
    /// count are the condition on its population: facts in it are facts of the population's subject and checked at evaluation.
    void condition(const std::string& path, const std::vector<Node>& nodes) {
        nodes_ += nodes.size();
        if (nodes_ > most_rule_nodes && too_many_at_.empty()) too_many_at_ = path;
        std::vector<Population> of(nodes.size());
        std::vector<char> inner(nodes.size(), 0);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (nodes[i].op != Op::share && nodes[i].op != Op::count) continue;
            if (nodes[i].width == 0 || nodes[i].width > i) return problem(path, "a share or a count without the condition it counts");
            for (std::size_t k = i - nodes[i].width; k < i; ++k) {
                if (nodes[k].op == Op::share || nodes[k].op == Op::count) problem(path, "a population within a population");
                inner[k] = 1, of[k] = nodes[i].population;
            }
            const Population over = nodes[i].population;
            if (parts_.subject != Subject::organization && over <= Population::leadership) problem(path, "only an organization has " + std::string(name(over)));
            if (over == Population::facts && (nodes[i].width != 1 || nodes[i - 1].op != Op::value)) problem(path, "facts of a group are counted by their value");
            if (over == Population::facts) group(path, nodes[i - 1], nodes[i].fact);
            if (over == Population::previous) {
                const auto years = number_of(nodes[i].over, FactType::count);
                if (!years || *years < 1 || *years > 99) problem(path, "how many years before?", "'" + nodes[i].over + "'", "1 to 99");
                for (std::size_t k = i - nodes[i].width; k < i; ++k)
                    if (nodes[k].op == Op::fact || nodes[k].op == Op::every || nodes[k].op == Op::ratio || nodes[k].op == Op::months) problem(path, "of the years before only outcomes are known");
            }
            if (nodes[i].op == Op::share && (nodes[i].share < Ratio(0) || Ratio(1) < nodes[i].share)) problem(path, "a share above 1 or below 0", nodes[i].share.text());
        }
        std::size_t stack = 0, deepest = 0, base = 0;
        std::vector<std::size_t> depth;  // of each condition on the stack
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Node& n = nodes[i];
            if (inner[i] && (i == 0 || !inner[i - 1])) base = stack;
            const std::size_t have = stack - (inner[i] ? base : 0);
            if (n.op == Op::all_of || n.op == Op::any_of || n.op == Op::negation) {
                const std::size_t takes = n.op == Op::negation ? 1 : n.arity;
                if (takes == 0 || takes > have) return problem(path, n.op == Op::negation ? "a negation of nothing" : "all_of or any_of of nothing");
                stack -= takes - 1;
                const std::size_t below = *std::max_element(depth.end() - static_cast<std::ptrdiff_t>(takes), depth.end());
                depth.resize(depth.size() - takes);
                depth.push_back(below + 1);
            } else if (n.op == Op::share || n.op == Op::count) {
                if (stack != base + 1) return problem(path, "a share or a count takes one condition");
                ++depth.back();
            } else {
                ++stack;
                depth.push_back(1);
                leaf(path, n, inner[i], of[i]);
            }
            deepest = std::max(deepest, depth.back());
        }
        if (stack != 1) problem(path, "a clause is one condition");
        if (deepest > most_rule_depth) problem(path, "nested too deep", std::to_string(deepest), "at most " + std::to_string(most_rule_depth));
    }

    void leaf(const std::string& path, const Node& n, bool inner, Population of) {
        const bool foreign = inner && (of == Population::members || of == Population::leadership);
        if (n.op == Op::unknown) return;
        if (n.op == Op::value) {
            if (!inner || of != Population::facts) problem(path, "a value stands only where facts of a group are counted");
            return;
        }
        if (n.op == Op::outcome) {
            if (!inner) problem(path, "an outcome may stand only in the condition on a population");
            if (!foreign && !parts_.scale.find(n.value)) unknown_grade(path, n.value);
            return;
        }
        if (foreign) return;  // facts of another subject, which its own rule set declares
        if (n.op == Op::every) return group(path, n, n.fact);
        for (const std::string& name : n.op == Op::ratio ? std::vector{n.fact, n.over} : std::vector{n.fact}) {
            const Fact* found = find(name);
            if (!found) problem(path, "unknown fact '" + name + "'" + near(name), {}, names());
            else if (n.op == Op::ratio && found->type != FactType::count) problem(path, "a ratio is of two counts", std::string(myhao::name(found->type)) + " '" + name + "'");
            else if (n.op == Op::months && found->type != FactType::date) problem(path, "months pass since a date", std::string(myhao::name(found->type)) + " '" + name + "'");
            else if (n.op == Op::fact) value(path, *found, n);
        }
        if (n.op == Op::ratio && (n.share.denominator() > 1'000'000 || n.share.numerator() < 0 || n.share.numerator() > 1'000'000))
            problem(path, "a ratio's threshold is not negative and of at most six digits", n.share.text());
    }

    void group(const std::string& path, const Node& n, const std::string& name) {
        bool any = false;
        for (const Fact& fact : parts_.facts)
            if (fact.group == name) any = true, value(path, fact, n);
        if (!any) problem(path, "no fact has the group '" + name + "'");
    }

    void value(const std::string& path, const Fact& fact, const Node& n) {
        if (is_number(fact.type)) {
            if (!number_of(n.value, fact.type)) problem(path, "not a value of the " + std::string(name(fact.type)) + " '" + fact.name + "'", "'" + n.value + "'");
            return;
        }
        const auto values = values_of(fact, parts_.scale);
        if (!position_of(n.value, values)) {
            std::string all;
            for (const std::string& v : values) all += (all.empty() ? "" : ", ") + v;
            problem(path, "not a value of the " + std::string(name(fact.type)) + " '" + fact.name + "'" + suggestion(n.value, values), "'" + n.value + "'", all);
        }
        if (fact.type == FactType::flag && n.compare != Compare::equals) problem(path, "a flag is true or false", std::string(name(n.compare)));
    }

    const RuleSetParts& parts_;
    Findings found_;
    std::vector<std::string> paths_;
    std::size_t nodes_ = 0;
    std::string too_many_at_;
};

}  // namespace detail

}  // namespace myhao::inline v0
