// SPDX-License-Identifier: Apache-2.0
// Cases of the oracle as text, and made smaller while they still fail.
#pragma once

#include <algorithm>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "rules/worlds.hpp"

namespace worlds {

// --- as text ----------------------------------------------------------------------------------------------------------------

[[nodiscard]] inline std::string unit_name(std::size_t u) { return "u" + std::to_string(u); }
[[nodiscard]] inline std::string object_name(Subject s, std::size_t o) { return "umcl"[no(s)] + std::to_string(o); }

[[nodiscard]] inline std::string text(const Condition& condition) {
    std::vector<std::string> stack;
    const auto take = [&](std::size_t n) {
        std::string joined;
        for (std::size_t i = stack.size() - n; i < stack.size(); ++i) joined += (joined.empty() ? "" : ", ") + stack[i];
        stack.resize(stack.size() - n);
        return joined;
    };
    for (const Node& n : condition.nodes()) {
        const std::string how = " " + std::string(name(n.compare)) + " ";
        switch (n.op) {
            case Op::fact: stack.push_back(n.fact + how + n.value); break;
            case Op::every: stack.push_back("every " + n.fact + how + n.value); break;
            case Op::ratio: stack.push_back(n.fact + "/" + n.over + how + n.share.text()); break;
            case Op::outcome: stack.push_back("outcome" + how + n.value); break;
            case Op::share: stack.push_back("share of " + std::string(name(n.population)) + " " + n.fact + "(" + take(1) + ")" + how + n.share.text()); break;
            case Op::count: stack.push_back("count of " + std::string(name(n.population)) + " " + n.fact + "(" + take(1) + ")" + how + std::to_string(n.number)); break;
            case Op::all_of: stack.push_back("all_of(" + take(n.arity) + ")"); break;
            case Op::any_of: stack.push_back("any_of(" + take(n.arity) + ")"); break;
            case Op::negation: stack.push_back("not(" + take(1) + ")"); break;
            case Op::months: stack.push_back("months since " + n.fact + how + std::to_string(n.number)); break;
            case Op::value: stack.push_back("value" + how + n.value); break;
            case Op::unknown: stack.push_back("unknown condition"); break;
        }
    }
    return stack[0];
}

[[nodiscard]] inline std::string text(const Fact& f, const FactValue& stated) {
    if (std::holds_alternative<std::monostate>(stated)) return f.na ? "missing, perhaps n/a" : "missing";
    if (std::holds_alternative<NotApplicable>(stated)) return "n/a";
    if (const auto* t = std::get_if<std::string>(&stated)) return *t;
    if (const auto* b = std::get_if<bool>(&stated)) return *b ? "true" : "false";
    if (const auto* n = std::get_if<std::int64_t>(&stated)) return std::to_string(*n);
    if (const auto* d = std::get_if<Decimal>(&stated)) return d->text();
    if (const auto* d = std::get_if<Date>(&stated)) return d->text();
    const auto& i = std::get<Interval<Decimal>>(stated);
    return std::string(i.low_open ? "(" : "[") + (i.low ? i.low->text() : "") + ", " + (i.high ? i.high->text() : "") + (i.high_open ? ")" : "]");
}

[[nodiscard]] inline std::string set_text(std::uint8_t bits) {
    const char* names[] = {"excellent", "good", "completed", "not_completed", "", "", "", "not_graded"};
    std::string t;
    for (std::size_t g = 0; g < 8; ++g)
        if (bits >> g & 1) t += (t.empty() ? "" : ",") + std::string(names[g]);
    return "{" + t + "}";
}

/// A value as a source would state it.
[[nodiscard]] inline FactValue as_stated(const Fact& fact, const Value& value) {
    if (value.na) return NotApplicable{};
    if (fact.type == FactType::count) return value.number;
    if (fact.type == FactType::decimal) return Decimal(value.number, Decimal::most_places);
    if (fact.type == FactType::date) return Date(static_cast<std::int32_t>(value.number));
    if (fact.type == FactType::flag) return value.number == 0;
    const auto at = static_cast<std::size_t>(value.number);
    return !fact.values.empty() ? fact.values[at] : (fact.type == FactType::level ? scales::levels() : scales::cpv_2018())[at].code;
}

/// Facts that no rule reads are left out.
[[nodiscard]] inline std::string text(const Case& c) {
    std::ostringstream out;
    std::string all;
    for (const Subject s : subjects) {
        const RuleSetParts& r = c.of(s);
        if (c.count(s) == 0) continue;
        out << "rules of " << name(s) << ":\n";
        const auto line = [&](const std::string& where, const Condition& condition) { out << "  " << where << ": " << text(condition) << "\n", all += text(condition) + "\n"; };
        for (const Clause& k : r.not_graded) line("not_graded", k.condition);
        for (const Clause& k : r.grades) line(k.id, k.condition);
        for (const Ceiling& k : r.ceilings) line("ceiling " + k.grade, k.clause.condition);
        for (const Relation& cap : r.relations) out << "  no better than the " << name(cap.by) << "\n";
        for (const Quota& q : r.quotas) {
            out << "  quota " << q.grade << " " << q.id << ": " << (q.share ? q.share->text() : "unknown share") << " of";
            for (const QuotaBase b : q.base) out << " " << name(b);
            out << ", group " << (q.group ? q.group->text() : "unknown") << ", rank_by '" << q.rank_by << "', at_least " << q.at_least << ", on_tie " << name(q.on_tie) << "\n";
            all += q.rank_by + (q.group ? q.group->name : "") + "\n";
        }
    }
    if (all.find("every") != std::string::npos || all.find("facts key") != std::string::npos) all += "key1 key2";
    const auto facts = [&](Subject s, const std::vector<FactValue>& row) {
        for (std::size_t f = 0; f < row.size(); ++f)
            if (all.find(c.of(s).facts[f].name) != std::string::npos) out << "; " << c.of(s).facts[f].name << " = " << text(c.of(s).facts[f], row[f]);
        out << "\n";
    };
    for (std::size_t u = 0; u < c.units.size(); ++u) {
        out << "  " << unit_name(u) << " " << kinds[static_cast<std::size_t>(c.units[u].kind)] << (c.graded(u) ? "" : " (kind not graded)")
            << (c.units[u].parent < 0 ? " root" : " under " + unit_name(static_cast<std::size_t>(c.units[u].parent)));
        facts(Subject::organization, c.facts[0][u]);
    }
    for (const Subject s : {Subject::member, Subject::collective, Subject::leader})
        for (std::size_t o = 0; o < c.count(s); ++o) {
            out << "  " << object_name(s, o) << " at " << unit_name(static_cast<std::size_t>(c.under(s, o)));
            facts(s, c.facts[no(s)][o]);
        }
    for (const Reported& r : c.reported) {
        out << "  reported, " << name(r.subject) << (r.of < 0 ? " all" : " under " + unit_name(static_cast<std::size_t>(r.of))) << ":";
        for (const auto& [set, n] : r.counts) out << " " << set_text(set) << "=" << n;
        if (r.graded) out << " graded=" << *r.graded;
        out << "\n";
    }
    for (const Decision& d : c.decided) out << "  decided: " << object_name(d.subject, static_cast<std::size_t>(d.object)) << " " << set_text(static_cast<std::uint8_t>(1u << d.grade)) << "\n";
    return out.str();
}

// --- smaller ----------------------------------------------------------------------------------------------------------------

[[nodiscard]] inline std::vector<Condition> smaller(const Condition& condition) {
    std::vector<Condition> out;
    const std::vector<Node>& nodes = condition.nodes();
    // Each part of the last node: a run of nodes that is a condition by itself.
    const Op last = nodes.back().op;
    if (last == Op::all_of || last == Op::any_of || last == Op::negation) {
        std::vector<std::size_t> begins;
        for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
            const bool one = nodes[i].op == Op::negation || nodes[i].op == Op::share || nodes[i].op == Op::count;
            const std::size_t takes = one ? 1 : nodes[i].op == Op::all_of || nodes[i].op == Op::any_of ? nodes[i].arity : 0;
            const std::size_t begin = takes == 0 ? i : begins[begins.size() - takes];
            begins.resize(begins.size() - takes);
            begins.push_back(begin);
        }
        std::vector<Condition> parts;
        for (std::size_t p = 0; p < begins.size(); ++p)
            parts.emplace_back(std::vector<Node>(nodes.begin() + static_cast<std::ptrdiff_t>(begins[p]), p + 1 < begins.size() ? nodes.begin() + static_cast<std::ptrdiff_t>(begins[p + 1]) : nodes.end() - 1));
        out = parts;
        if (parts.size() > 2)
            for (std::size_t without = 0; without < parts.size(); ++without) {
                std::vector<Condition> rest = parts;
                rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(without));
                out.push_back(last == Op::all_of ? all_of(rest) : any_of(rest));
            }
        for (std::size_t p = 0; p < parts.size(); ++p)
            for (const Condition& less : smaller(parts[p])) {
                std::vector<Condition> changed = parts;
                changed[p] = less;
                out.push_back(last == Op::all_of ? all_of(changed) : last == Op::any_of ? any_of(changed) : not_(less));
            }
    } else if (last == Op::share || last == Op::count) {
        if (nodes.back().population != Population::facts)
        for (const Condition& less : smaller(Condition(std::vector<Node>(nodes.begin(), nodes.end() - 1)))) {
            std::vector<Node> changed = less.nodes();
            changed.push_back(nodes.back());
            changed.back().width = static_cast<std::uint32_t>(less.nodes().size());
            out.emplace_back(changed);
        }
        out.push_back(fact("results").at_least("excellent"));
    } else if (!(nodes.size() == 1 && nodes[0] == fact("results").at_least("excellent").nodes()[0])) {
        out.push_back(fact("results").at_least("excellent"));
    }
    return out;
}

/// Drops units, people, evidence, clauses, unknown facts, while the case still fails.
[[nodiscard]] inline Case smallest(Case c, const std::function<bool(const Case&)>& fails) {
    const auto attempt = [&](const std::function<void(Case&)>& change) {
        Case less = c;
        change(less);
        if (!fails(less)) return false;
        c = std::move(less);
        return true;
    };
    const auto drop_unit = [](Case& k, int u) {
        const auto adjust = [u](int& at) { at -= at > u; };
        k.units.erase(k.units.begin() + u), k.facts[0].erase(k.facts[0].begin() + u);
        for (Unit& unit : k.units) adjust(unit.parent);
        for (auto& objects : k.at)
            for (int& at : objects) adjust(at);
        for (Reported& r : k.reported) adjust(r.of);
        for (std::size_t i = k.decided.size(); i-- > 0;)
            if (k.decided[i].subject == Subject::organization) {
                if (k.decided[i].object == u) k.decided.erase(k.decided.begin() + static_cast<std::ptrdiff_t>(i));
                else adjust(k.decided[i].object);
            }
    };
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = c.reported.size(); i-- > 0;) again |= attempt([&](Case& k) { k.reported.erase(k.reported.begin() + static_cast<std::ptrdiff_t>(i)); });
        for (std::size_t i = c.decided.size(); i-- > 0;) again |= attempt([&](Case& k) { k.decided.erase(k.decided.begin() + static_cast<std::ptrdiff_t>(i)); });
        for (const Subject s : {Subject::member, Subject::collective, Subject::leader})
            for (std::size_t o = c.count(s); o-- > 0;)
                again |= attempt([&](Case& k) {
                    k.at[no(s)].erase(k.at[no(s)].begin() + static_cast<std::ptrdiff_t>(o)), k.facts[no(s)].erase(k.facts[no(s)].begin() + static_cast<std::ptrdiff_t>(o));
                    for (std::size_t i = k.decided.size(); i-- > 0;) {
                        if (k.decided[i].subject != s) continue;
                        if (k.decided[i].object == static_cast<int>(o)) k.decided.erase(k.decided.begin() + static_cast<std::ptrdiff_t>(i));
                        else if (k.decided[i].object > static_cast<int>(o)) --k.decided[i].object;
                    }
                });
        for (int u = static_cast<int>(c.units.size()) - 1; u >= 0; --u) {
            const auto stands_on = [&](const auto& list, auto at) { return std::any_of(list.begin(), list.end(), [&](const auto& x) { return at(x) == u; }); };
            if (stands_on(c.units, [](const Unit& x) { return x.parent; }) || std::any_of(c.at.begin(), c.at.end(), [&](const auto& objects) { return stands_on(objects, [](int x) { return x; }); }) || stands_on(c.reported, [](const Reported& r) { return r.of; })) continue;
            again |= attempt([&](Case& k) { drop_unit(k, u); });
        }
        for (const Subject s : subjects) {
            const auto of = [s](Case& k) -> RuleSetParts& { return k.rules[no(s)]; };
            for (std::size_t i = c.of(s).quotas.size(); i-- > 0;) again |= attempt([&](Case& k) { of(k).quotas.erase(of(k).quotas.begin() + static_cast<std::ptrdiff_t>(i)); });
            for (std::size_t i = c.of(s).relations.size(); i-- > 0;) again |= attempt([&](Case& k) { of(k).relations.erase(of(k).relations.begin() + static_cast<std::ptrdiff_t>(i)); });
            for (std::size_t i = c.of(s).ceilings.size(); i-- > 0;) again |= attempt([&](Case& k) { of(k).ceilings.erase(of(k).ceilings.begin() + static_cast<std::ptrdiff_t>(i)); });
            for (std::size_t i = c.of(s).not_graded.size(); i-- > 0;) again |= attempt([&](Case& k) { of(k).not_graded.erase(of(k).not_graded.begin() + static_cast<std::ptrdiff_t>(i)); });
            for (std::size_t q = 0; q < c.of(s).quotas.size(); ++q) {
                const Quota now = c.of(s).quotas[q];
                if (!now.rank_by.empty()) again |= attempt([&](Case& k) { of(k).quotas[q].rank_by.clear(); });
                if (now.at_least > 0) again |= attempt([&](Case& k) { of(k).quotas[q].at_least = 0; });
                if (now.base.size() > 1) again |= attempt([&](Case& k) { of(k).quotas[q].base.pop_back(); });
                if (now.group != whole()) again |= attempt([&](Case& k) { of(k).quotas[q].group = whole(); });
            }
            const auto shrink = [&](const std::function<Condition&(RuleSetParts&)>& at) {
                for (bool more = true; more;) {
                    more = false;
                    for (const Condition& less : smaller(at(of(c))))
                        if (attempt([&](Case& k) { at(of(k)) = less; })) {
                            again = more = true;
                            break;
                        }
                }
            };
            for (std::size_t i = 0; i < c.of(s).grades.size(); ++i) shrink([i](RuleSetParts& r) -> Condition& { return r.grades[i].condition; });
            for (std::size_t i = 0; i < c.of(s).ceilings.size(); ++i) shrink([i](RuleSetParts& r) -> Condition& { return r.ceilings[i].clause.condition; });
            for (std::size_t i = 0; i < c.of(s).not_graded.size(); ++i) shrink([i](RuleSetParts& r) -> Condition& { return r.not_graded[i].condition; });
            const auto rows = [s](Case& k) -> Stated& { return k.facts[no(s)]; };
            for (std::size_t o = 0; o < c.count(s); ++o)
                for (std::size_t f = 0; f < c.of(s).facts.size(); ++f) {
                    const Fact& fact = c.of(s).facts[f];
                    const auto values = values_of(fact, c.of(s).scale, rows(c)[o][f]);
                    if (values.size() < 2) continue;
                    for (const Value& v : {values.front(), values.back()}) {
                        const FactValue known = as_stated(fact, v);
                        if (attempt([&](Case& k) { rows(k)[o][f] = known; })) {
                            again = true;
                            break;
                        }
                    }
                }
        }
    }
    return c;
}

}  // namespace worlds
