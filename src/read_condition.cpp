// SPDX-License-Identifier: Apache-2.0
#include "read_documents.hpp"

#include <myhao/rules/rule_check.hpp>

namespace myhao::inline v0::detail {

namespace {

constexpr Compare every_compare[] = {Compare::at_least, Compare::more_than, Compare::at_most, Compare::less_than, Compare::equals};
constexpr Population every_population[] = {Population::subordinates, Population::members, Population::leadership};
constexpr const char* kinds[] = {"fact", "every", "outcome", "each_value", "months_since", "ratio", "share", "count", "all_of", "any_of", "not", "unknown"};

/// What a value is compared with, as rule sets hold it: its exact text.
std::string value_in(const In& in) {
    if (!in.absent() && in.json().is_number_integer()) return std::to_string(in.whole());
    return in.text();
}

/// The one comparison of a condition, beside its own key; reads the operand as `read` does.
template <class Read>
void compare(const In& in, std::string_view own, bool flags, Node& node, Read&& read) {
    int found = 0;
    for (const Compare one : every_compare)
        if (in.has(name(one))) node.compare = one, read(in[name(one)]), ++found;
    for (const char* flag : {"true", "false"}) {
        const std::string key = std::string("is_") + flag;
        if (!flags || !in.has(key)) continue;
        if (!in[key].flag_or(false)) in[key].problem("a flag is asked by is_true or is_false, with the value true", "true");
        node.compare = Compare::equals, node.value = flag, ++found;
    }
    if (flags) in.object({own, "at_least", "more_than", "at_most", "less_than", "equals", "is_true", "is_false"});
    else in.object({own, "at_least", "more_than", "at_most", "less_than", "equals"});
    if (found != 1) in.problem(found == 0 ? "a condition without a comparison" : "a condition has one comparison", flags ? "at_least, more_than, at_most, less_than, equals, is_true or is_false" : "at_least, more_than, at_most, less_than or equals");
}

void population(const In& in, Node& node) {
    if (!in.is_object()) {
        node.population = named_in(in, every_population);
        return;
    }
    in.object({"facts", "previous"});
    if (in.has("facts") == in.has("previous")) return in.problem("a population is of the facts of one group, or of previous years", "{\"facts\": group} or {\"previous\": years}");
    if (in.has("facts")) node.population = Population::facts, node.fact = in["facts"].text();
    else node.population = Population::previous, node.over = value_in(in["previous"]);
}

void read_into(const In& in, std::vector<Node>& out, std::size_t& nodes);

void read_many(const In& in, std::string_view key, Op op, std::vector<Node>& out, std::size_t& nodes) {
    in.object({key});
    const In parts = in[key];
    Node node{.op = op};
    parts.each([&](const In& part) {
        read_into(part, out, nodes);
        ++node.arity;
    });
    if (node.arity == 0) parts.problem(std::string(key) + " of nothing", "at least one condition");
    out.push_back(std::move(node));
}

void read_over(const In& in, std::string_view key, Op op, std::vector<Node>& out, std::size_t& nodes) {
    Node node{.op = op};
    const In of = in[key];
    if (!of.object({"of", "where"})) return;
    population(of["of"], node);
    const std::size_t before = out.size();
    read_into(of["where"], out, nodes);
    node.width = static_cast<std::uint32_t>(out.size() - before);
    compare(in, key, false, node, [&](const In& operand) {
        if (op == Op::share) node.share = ratio_in(operand);
        else node.number = operand.whole();
    });
    out.push_back(std::move(node));
}

void read_into(const In& in, std::vector<Node>& out, std::size_t& nodes) {
    if (++nodes > most_rule_nodes) {
        if (nodes == most_rule_nodes + 1) in.problem("too many nodes", "at most " + std::to_string(most_rule_nodes));
        return;
    }
    if (!in.is_object()) return in.problem(in.absent() ? "missing" : "not a condition", "an object such as {\"fact\": \"results\", \"at_least\": \"good\"}");
    std::string_view kind;
    int found = 0;
    for (const char* one : kinds)
        if (in.has(one)) kind = one, ++found;
    if (found != 1) {
        std::string listed;
        for (const char* one : kinds) listed += (listed.empty() ? "" : ", ") + std::string(one);
        const std::vector<std::string> names(std::begin(kinds), std::end(kinds));
        std::string hint;
        for (const auto& [key, value] : in.json().items())
            if (found == 0 && hint.empty()) hint = suggestion(key, names);
        return in.problem((found == 0 ? "not a kind of condition" : "a condition is of one kind") + hint, "one of " + listed);
    }
    const auto value = [&](Node node) {
        compare(in, kind, true, node, [&](const In& operand) { node.value = value_in(operand); });
        out.push_back(std::move(node));
    };
    if (kind == "fact") return value(Node{.op = Op::fact, .fact = in["fact"].text()});
    if (kind == "every") return value(Node{.op = Op::every, .fact = in["every"].text()});
    if (kind == "outcome" || kind == "each_value") {
        if (!in[kind].flag_or(false)) in[kind].problem("it is asked with the value true", "true");
        return value(Node{.op = kind == "outcome" ? Op::outcome : Op::value});
    }
    if (kind == "share") return read_over(in, kind, Op::share, out, nodes);
    if (kind == "count") return read_over(in, kind, Op::count, out, nodes);
    if (kind == "all_of") return read_many(in, kind, Op::all_of, out, nodes);
    if (kind == "any_of") return read_many(in, kind, Op::any_of, out, nodes);
    if (kind == "not") {
        in.object({"not"});
        read_into(in["not"], out, nodes);
        out.push_back(Node{.op = Op::negation, .arity = 1});
    } else if (kind == "unknown") {
        in.object({"unknown"});
        if (!in["unknown"].flag_or(false)) in["unknown"].problem("it is written with the value true", "true");
        out.push_back(Node{});
    } else if (kind == "months_since") {
        Node node{.op = Op::months, .fact = in["months_since"].text()};
        compare(in, kind, false, node, [&](const In& operand) { node.number = operand.whole(); });
        out.push_back(std::move(node));
    } else {
        Node node{.op = Op::ratio};
        const In of = in["ratio"];
        if (of.object({"of", "over"})) node.fact = of["of"].text(), node.over = of["over"].text();
        compare(in, kind, false, node, [&](const In& operand) { node.share = ratio_in(operand); });
        out.push_back(std::move(node));
    }
}

}  // namespace

Condition condition_in(const In& in, std::size_t& nodes) {
    std::vector<Node> out;
    read_into(in, out, nodes);
    return Condition(std::move(out));
}

}  // namespace myhao::inline v0::detail
