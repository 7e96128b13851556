// SPDX-License-Identifier: Apache-2.0
// Random small cases for the oracle of worlds.hpp, as text, and made smaller while they still fail.
#pragma once

#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "rules/worlds.hpp"

namespace worlds {

/// Makes cases from a seed.
class Maker {
public:
    explicit Maker(std::uint64_t seed) : random_(seed) {}

    [[nodiscard]] Case make() {
        Case c;
        unknown_ = pick<int>({0, 8, 8, 20, 35, 60});
        gaps_ = chance(25);
        tree(c);
        for (const Subject s : {Subject::member, Subject::organization, Subject::collective, Subject::leader}) rules(c, s);
        state(c);
        if (chance(25)) decide(c);
        if (chance(35)) report(c);
        return c;
    }
    [[nodiscard]] std::mt19937_64& random() { return random_; }
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
    [[nodiscard]] int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }

private:
    template <class T>
    T pick(const std::vector<T>& from) {
        return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
    }

    void tree(Case& c) {
        c.top_graded = chance(60);
        const bool three = chance(55);
        if (chance(85)) c.units.push_back({-1, 0});
        const int root = c.units.empty() ? -1 : 0;
        for (int i = 1 + below(three ? 3 : 5); i > 0; --i) {
            const int unit = static_cast<int>(c.units.size());
            const bool low = chance(three ? 10 : 40);
            c.units.push_back({root, low ? 2 : 1});
            if (three)
                for (int k = below(4); k > 0; --k) c.units.push_back({unit, low || chance(10) ? 3 : 2});
        }
        if (chance(50))
            for (int i = 1 + below(5); i > 0; --i) c.at[no(Subject::member)].push_back(below(static_cast<int>(c.units.size())));
        if (chance(20))
            for (int u = 0; u < static_cast<int>(c.units.size()); ++u)
                if (chance(50)) c.at[no(Subject::collective)].push_back(u);
        if (chance(20))
            for (int i = 1 + below(3); i > 0; --i) c.at[no(Subject::leader)].push_back(below(static_cast<int>(c.units.size())));
    }

    void rules(Case& c, Subject s) {
        RuleSetParts& r = c.rules[no(s)];
        r.id = std::string(name(s)) + "s";
        r.subject = s;
        if (s != Subject::organization) {
            r.facts = {{"results", FactType::level, chance(20)}, {"punished", FactType::flag, chance(30)}, {"points", FactType::count}};
        } else {
            r.facts = {{"results", FactType::level}, {"others", FactType::level, chance(30)},
                       {"key1", FactType::level, false, "key", {"good", "average", "poor"}}, {"key2", FactType::level, chance(40), "key", {"good", "average", "poor"}},
                       {"disciplined", FactType::flag}, {"listed", FactType::flag, chance(50)}, {"peers", FactType::grade, chance(40)},
                       {"met", FactType::count}, {"assigned", FactType::count, chance(20)}, {"score", FactType::decimal}, {"founded", FactType::date, chance(20)}};
        }
        for (Fact& f : r.facts) f.subject = s;
        if (chance(25)) r.not_graded.push_back({"young", condition(c, s, 1)});
        for (const char* grade : {"excellent", "good", "completed"}) r.grades.push_back({grade, condition(c, s, 2)});
        for (int i = chance(40) ? 1 + below(2) : 0; i > 0; --i)
            r.ceilings.push_back({pick<std::string>({"good", "completed", "not_completed"}), {"ceiling" + std::to_string(i), condition(c, s, 1)}});
        if (s == Subject::collective || s == Subject::leader) {
            if (chance(70)) r.relations.push_back({"by unit", Subject::organization});
            if (s == Subject::leader && chance(60)) r.relations.push_back({"by collective", Subject::collective});
        }
        if (chance(65)) quotas(c, s, r);
    }

    void quotas(const Case& c, Subject s, RuleSetParts& r) {
        Quota q;
        q.grade = chance(80) ? "excellent" : "good";
        q.share = Ratio::parse(pick<std::string>({"20%", "1/4", "1/3", "2/5", "1/2", "2/3", "1", "0"}));
        q.base = {pick<QuotaBase>({QuotaBase::good_only, QuotaBase::good_or_better, QuotaBase::graded})};
        if (gaps_ && chance(30)) q.base = {QuotaBase::good_only, QuotaBase::graded};
        if (gaps_ && chance(10)) q.base = {QuotaBase::good_only, QuotaBase::good_or_better, QuotaBase::graded};
        std::vector<Group> groups{by_parent(), whole(), by_parent(), whole()};
        if (s != Subject::organization) groups.push_back(by_ancestor("grassroots")), groups.push_back(by_ancestor("town"));
        else if (!c.top_graded) groups.push_back(by_ancestor("town"));
        if (chance(10)) groups = {by_fact(s == Subject::organization ? "disciplined" : "points")};
        q.group = pick(groups);
        if (gaps_ && chance(15)) chance(50) ? q.group.reset() : q.share.reset();
        q.rank_by = s == Subject::organization ? pick<std::string>({"", "results", "met", "score", "score"}) : pick<std::string>({"", "points", "points"});
        q.at_least = chance(25) ? 1 + below(2) : 0;
        q.on_tie = pick<OnTie>({OnTie::choice, OnTie::choice, OnTie::none, OnTie::all});
        r.quotas.push_back(q);
        if (!chance(30) || !q.group || q.group->by == Group::By::fact) return;
        Quota second = q;
        second.id = "second";
        second.on_tie = pick<OnTie>({OnTie::choice, OnTie::none, OnTie::all});
        if (chance(50)) {  // the same grade, in a larger or smaller group
            second.group = q.group->by == Group::By::whole ? by_parent() : whole();
            if (second.share) second.share = Ratio::parse(pick<std::string>({"1/4", "1/3", "1/2"}));
        } else if (q.grade == "excellent" && q.base == std::vector{QuotaBase::graded}) {  // the next grade; the first's base stays whole
            second.grade = "good";
        } else {
            return;
        }
        r.quotas.push_back(second);
        if (chance(50)) std::swap(r.quotas[0], r.quotas[1]);
    }

    // --- conditions ----------------------------------------------------------------------------------------------------

    Compare compare() { return pick<Compare>({Compare::at_least, Compare::at_least, Compare::at_least, Compare::more_than, Compare::at_most, Compare::less_than, Compare::equals}); }
    std::string level() { return pick<std::string>({"excellent", "good", "good", "average"}); }
    std::string grade() { return pick<std::string>({"excellent", "good", "good", "completed", "not_completed"}); }

    Condition plain(Subject s) {
        if (s != Subject::organization) {
            switch (below(3)) {
                case 0: return fact("results").compare(compare(), level());
                case 1: return chance(50) ? fact("punished").is_true() : fact("punished").is_false();
                default: return fact("points").compare(compare(), std::to_string(1 + below(3)));
            }
        }
        switch (below(13)) {
            case 11: return months_since("founded").compare(compare(), pick<std::int64_t>({3, 6, 12}));
            case 12: {
                const Condition each = each_value.compare(compare(), pick<std::string>({"good", "average"}));
                if (chance(50)) return facts_of("key").count(each).compare(compare(), 1 + below(2));
                return facts_of("key").share(each).compare(compare(), Ratio::parse(pick<std::string>({"1/2", "1", "1/3"})));
            }
            case 0:
            case 1: return fact("results").compare(compare(), level());
            case 2: return fact("others").compare(compare(), level());
            case 3: return fact("peers").compare(compare(), grade());
            case 4: return fact(pick<std::string>({"disciplined", "listed"})).is_true();
            case 5: return fact(pick<std::string>({"disciplined", "listed"})).is_false();
            case 6: return fact("met").compare(compare(), std::to_string(1 + below(3)));
            case 7: return ratio("met", "assigned").compare(compare(), Ratio::parse(pick<std::string>({"1/3", "1/2", "1"})));
            case 8:
            case 9: return fact("score").compare(compare(), pick<std::string>({"70", "90"}));
            default: return every("key").compare(compare(), pick<std::string>({"good", "average"}));
        }
    }
    /// Without a population, as there is none within a population.
    Condition single(Subject s) {
        for (;;)
            if (Condition c = plain(s); c.nodes().size() == 1) return c;
    }
    Condition inner(Subject s) {
        switch (below(10)) {
            case 0:
            case 1: return single(s);
            case 2: return all_of(outcome.compare(compare(), grade()), single(s));
            case 3: return any_of(single(s), outcome.compare(compare(), grade()));
            case 4: return not_(chance(50) ? single(s) : outcome.compare(compare(), grade()));
            default: return outcome.compare(compare(), grade());
        }
    }
    Condition population(const Case& c) {
        const bool of_members = !c.at[no(Subject::member)].empty() && chance(40);
        const detail::Over over(of_members ? Population::members : Population::subordinates);
        const Condition where = inner(of_members ? Subject::member : Subject::organization);
        if (chance(60)) return over.share(where).compare(compare(), Ratio::parse(pick<std::string>({"50%", "80%", "1/3", "2/3", "20%", "1", "0"})));
        return over.count(where).compare(compare(), below(4));
    }
    Condition condition(const Case& c, Subject s, int depth) {
        const int kind = below(100);
        if (gaps_ && kind < 4) return Condition();
        if (depth == 0 || kind < 35) return s == Subject::organization && chance(40) ? population(c) : plain(s);
        if (kind < 45) return not_(condition(c, s, depth - 1));
        std::vector<Condition> parts;
        for (int i = 2 + below(2); i > 0; --i) parts.push_back(condition(c, s, depth - 1));
        return kind < 75 ? all_of(parts) : any_of(parts);
    }

    // --- facts and evidence --------------------------------------------------------------------------------------------

    FactValue value(const Fact& f) {
        if (chance(unknown_)) {
            if (f.type != FactType::count && f.type != FactType::decimal) return {};
            if (chance(30)) return {};
            const bool count = f.type == FactType::count;
            const auto number = [&](int i) { return count ? Decimal(i) : *Decimal::parse(std::vector<const char*>{"69.99", "70", "80", "90"}[static_cast<std::size_t>(i)]); };
            const int low = below(4), high = low + below(4 - low);
            switch (below(4)) {
                case 0: return Interval<Decimal>::at_least(number(low));
                case 1: return count && chance(50) ? Interval<Decimal>::more_than(number(low)) : Interval<Decimal>::at_most(number(high));
                default: return Interval<Decimal>::between(number(low), number(high));
            }
        }
        if (f.na && chance(15)) return NotApplicable{};
        switch (f.type) {
            case FactType::level: return f.values.empty() ? pick<std::string>({"excellent", "excellent", "good", "good", "average", "poor"}) : pick<std::string>({"good", "good", "average", "poor"});
            case FactType::grade: return grade();
            case FactType::flag: return chance(f.name == "listed" ? 50 : 25);
            case FactType::count: return std::int64_t{below(4)};
            case FactType::date: return Date(static_cast<std::int32_t>(pick(cuts(f))));
            default: return *Decimal::parse(pick<std::string>({"69.99", "70", "90", "90"}));
        }
    }
    void state(Case& c) {
        for (const Subject s : subjects) {
            const RuleSetParts& r = c.of(s);
            Stated& stated = c.facts[no(s)];
            for (std::size_t o = 0; o < c.count(s); ++o) {
                stated.emplace_back();
                for (const Fact& f : r.facts) stated.back().push_back(value(f));
            }
            // More than two unknown numbers of one kind would need more cuts.
            for (std::size_t f = 0; f < r.facts.size(); ++f) {
                if (r.facts[f].type != FactType::count && r.facts[f].type != FactType::decimal) continue;
                int open = 0;
                for (auto& row : stated)
                    if (values_of(r.facts[f], r.scale, row[f]).size() > 1 && ++open > 2) row[f] = r.facts[f].type == FactType::count ? FactValue(std::int64_t{below(4)}) : FactValue(Decimal(90));
            }
        }
    }
    void decide(Case& c) {
        for (int i = 1 + below(2); i > 0; --i) {
            const Subject s = chance(60) ? Subject::organization : subjects[static_cast<std::size_t>(below(4))];
            if (c.count(s) == 0) continue;
            const auto o = static_cast<std::size_t>(below(static_cast<int>(c.count(s))));
            if (s == Subject::organization && !c.graded(o)) continue;
            bool twice = false;
            for (const Decision& d : c.decided) twice = twice || (d.subject == s && d.object == static_cast<int>(o));
            if (!twice) c.decided.push_back({s, static_cast<int>(o), below(4)});
        }
    }
    /// Counts what some world has, and tells a part of it; now and then with a fault.
    void report(Case& c) {
        const std::vector<Reading> readings = read_all(c);
        Choices choices;
        choices.at_random(random_);
        const World world(c, readings, choices);
        for (int i = 1 + below(2); i > 0; --i) {
            Reported r;
            r.subject = !c.at[no(Subject::member)].empty() && chance(30) ? Subject::member : Subject::organization;
            if (r.subject == Subject::organization && chance(75)) {
                std::vector<int> parents;
                for (std::size_t u = 0; u < c.units.size(); ++u)
                    if (c.units[u].parent >= 0 && c.graded(u)) parents.push_back(c.units[u].parent);
                if (!parents.empty()) r.of = pick(parents);
            }
            std::array<std::int64_t, 8> counted{};
            for (std::size_t o = 0; o < c.count(r.subject); ++o)
                if (const int g = world.outcome(r.subject, o); g >= 0 && (r.of < 0 || c.units[o].parent == r.of)) ++counted[static_cast<std::size_t>(g)];
            if (chance(10)) ++counted[static_cast<std::size_t>(below(4))];
            std::array<std::vector<std::size_t>, 5> blocks;
            for (std::size_t g = 0; g < 4; ++g) blocks[static_cast<std::size_t>(below(5))].push_back(g);
            std::int64_t sum = 0;
            std::size_t stated = 0;
            for (std::size_t b = 0; b < 4; ++b) {
                if (blocks[b].empty()) continue;
                std::pair<std::uint8_t, std::int64_t> entry{};
                for (const std::size_t g : blocks[b]) entry.first = static_cast<std::uint8_t>(entry.first | 1u << g), entry.second += counted[g], ++stated;
                sum += entry.second;
                r.counts.push_back(entry);
            }
            if (stated == 4) r.graded = sum;
            else if (chance(50)) r.graded = counted[0] + counted[1] + counted[2] + counted[3];
            if (!r.counts.empty()) c.reported.push_back(r);
        }
    }

    std::mt19937_64 random_;
    int unknown_ = 0;
    bool gaps_ = false;
};

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
        for (const Cap& cap : r.relations) out << "  no better than the " << name(cap.by) << "\n";
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
