// SPDX-License-Identifier: Apache-2.0
// The meaning of rules in one world, read off the definition and nothing else, and the enumeration of all worlds of a small
// case: an oracle that shares no code with the engine.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "rules/world_rules.hpp"

namespace worlds {

/// The choices that make a world, in the order in which they are first needed; `next` goes to the following world.
class Choices {
public:
    int among(std::size_t n) {
        if (n == 1) return 0;
        if (at_ == made_.size()) made_.push_back({random_ ? static_cast<int>((*random_)() % n) : 0, static_cast<int>(n)});
        return made_[at_++].first;
    }
    [[nodiscard]] bool next() {
        at_ = 0;
        while (!made_.empty() && made_.back().first + 1 == made_.back().second) made_.pop_back();
        if (made_.empty()) return false;
        ++made_.back().first;
        return true;
    }
    void at_random(std::mt19937_64& random) { random_ = &random; }

private:
    std::vector<std::pair<int, int>> made_;
    std::size_t at_ = 0;
    std::mt19937_64* random_ = nullptr;
};

/// Whole months from one of the dates of the cases, which are all the fifteenth of a month, to 31/12/2020.
[[nodiscard]] inline std::int64_t months_to_year_end(std::int64_t days) {
    static const std::vector<std::pair<std::int64_t, std::int64_t>> known = [] {
        std::vector<std::pair<std::int64_t, std::int64_t>> all;
        for (int month = 2018 * 12; month < 2022 * 12; ++month) all.emplace_back(Date(month / 12, month % 12 + 1, 15).days(), 2020 * 12 + 11 - month);
        return all;
    }();
    return std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.first == days; })->second;
}

enum class Truth { yes, no, na };
inline constexpr int not_graded = 7, no_outcome = -1;

/// A quota with its names looked up.
struct Rank {
    Quota quota;
    int grade = 0;
    std::size_t key = 0, group = 0;  // facts, where it names them
    bool better_is_less = false;     // of levels and grades the best stands first
};

/// Rules of one subject, ready to be read.
struct Reading {
    std::vector<Expr> not_graded, grades, ceilings;
    std::vector<std::size_t> ceiling_grade;
    std::vector<std::vector<std::vector<Value>>> may;  // [object][fact]
    std::vector<Rank> quotas;                          // best grade first, inner groups first

    Reading(const Case& c, Subject s) {
        const RuleSetParts& rules = c.of(s);
        for (const Clause& clause : rules.not_graded) not_graded.push_back(read(clause.condition, c, s));
        for (const Clause& clause : rules.grades) grades.push_back(read(clause.condition, c, s));
        for (const Ceiling& ceiling : rules.ceilings) ceilings.push_back(read(ceiling.clause.condition, c, s)), ceiling_grade.push_back(*rules.scale.find(ceiling.grade));
        for (const auto& row : c.facts[no(s)]) {
            may.emplace_back();
            for (std::size_t f = 0; f < row.size(); ++f) may.back().push_back(values_of(rules.facts[f], rules.scale, row[f]));
        }
        for (const Quota& q : rules.quotas) {
            Rank& r = quotas.emplace_back();
            r.quota = q, r.grade = static_cast<int>(*rules.scale.find(q.grade));
            if (!q.rank_by.empty()) r.key = fact_index(rules, q.rank_by), r.better_is_less = rules.facts[r.key].type == FactType::level || rules.facts[r.key].type == FactType::grade;
            if (q.group && q.group->by == Group::By::fact) r.group = fact_index(rules, q.group->name);
        }
        const auto inner = [](const Quota& q) { return !q.group ? 3 : q.group->by == Group::By::parent ? 0 : q.group->by == Group::By::whole ? 2 : 1; };
        std::sort(quotas.begin(), quotas.end(), [&](const Rank& a, const Rank& b) { return std::pair(a.grade, inner(a.quota)) < std::pair(b.grade, inner(b.quota)); });
    }
};

[[nodiscard]] inline std::vector<Reading> read_all(const Case& c) {
    std::vector<Reading> readings;
    for (const Subject s : subjects) readings.emplace_back(c, s);
    return readings;
}

/// One world: what each object is in it.
class World {
public:
    World(const Case& c, const std::vector<Reading>& readings, Choices& choices) : case_(c), reading_(readings), choices_(choices) {
        for (const Subject s : subjects) {
            value_[no(s)].resize(c.count(s));
            for (auto& row : value_[no(s)]) row.resize(c.of(s).facts.size());
            outcome_[no(s)].assign(c.count(s), no_outcome);
        }
        grade_all(Subject::member);
        for (int rank = 3; rank >= 0; --rank) {
            std::vector<std::size_t> stratum;
            for (std::size_t u = 0; u < c.units.size(); ++u)
                if (c.units[u].kind == rank && c.graded(u)) stratum.push_back(u);
            grade(Subject::organization, stratum);
        }
        grade_all(Subject::collective);
        grade_all(Subject::leader);
    }

    [[nodiscard]] int outcome(Subject s, std::size_t object) const { return outcome_[no(s)][object]; }
    /// What a fact is in this world; nothing where nobody asked.
    [[nodiscard]] std::optional<Value> read_value(Subject s, std::size_t object, std::size_t fact) const { return value_[no(s)][object][fact]; }
    /// Whether the reported counts are so.
    [[nodiscard]] bool fits() const {
        for (const Reported& r : case_.reported) {
            std::array<std::int64_t, 8> counted{};
            std::int64_t graded = 0;
            for (std::size_t o = 0; o < case_.count(r.subject); ++o) {
                const int g = outcome(r.subject, o);
                if (g == no_outcome || (r.of >= 0 && case_.under(r.subject, o) != r.of)) continue;
                ++counted[static_cast<std::size_t>(g)];
                if (g != not_graded) ++graded;
            }
            if (r.graded && *r.graded != graded) return false;
            for (const auto& [set, number] : r.counts) {
                std::int64_t have = 0;
                for (std::size_t g = 0; g < 7; ++g)
                    if (set >> g & 1) have += counted[g];
                if (have != number) return false;
            }
        }
        return true;
    }

private:
    Value value(Subject s, std::size_t object, std::size_t fact) {
        auto& known = value_[no(s)][object][fact];
        if (!known) {
            const auto& may = reading_[no(s)].may[object][fact];
            known = may[static_cast<std::size_t>(choices_.among(may.size()))];
        }
        return *known;
    }

    /// `order`: above 0 where the value is better or more than what it is compared with.
    static Truth holds(Compare compare, std::int64_t order) {
        const bool yes = compare == Compare::at_least ? order >= 0 : compare == Compare::more_than ? order > 0 : compare == Compare::at_most ? order <= 0 : compare == Compare::less_than ? order < 0 : order == 0;
        return yes ? Truth::yes : Truth::no;
    }
    static std::int64_t sign(std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }

    Truth compare(const Expr& e, std::size_t i, Subject s, std::size_t object) {
        const Value v = value(s, object, e.facts[i]);
        if (v.na) return Truth::na;
        const FactType type = case_.of(s).facts[e.facts[i]].type;
        const std::int64_t order = sign(v.number, e.bound[i]);
        return holds(e.node.compare, type == FactType::level || type == FactType::grade ? -order : order);
    }

    Truth truth(const Expr& e, Subject s, std::size_t object) {
        switch (e.node.op) {
            case Op::fact: return compare(e, 0, s, object);
            case Op::unknown: return choices_.among(2) == 0 ? Truth::yes : Truth::no;
            case Op::outcome: {
                const int g = outcome(s, object);
                return g == not_graded ? Truth::na : holds(e.node.compare, sign(e.bound[0], g));
            }
            case Op::ratio: {
                const Value part = value(s, object, e.facts[0]), over = value(s, object, e.facts[1]);
                if (part.na || over.na || over.number == 0) return Truth::na;
                return holds(e.node.compare, sign(part.number * e.node.share.denominator(), over.number * e.node.share.numerator()));
            }
            case Op::negation: {
                const Truth t = truth(e.parts[0], s, object);
                return t == Truth::na ? t : t == Truth::yes ? Truth::no : Truth::yes;
            }
            case Op::every: return join(e.facts.size(), Truth::no, [&](std::size_t i) { return compare(e, i, s, object); });
            case Op::all_of: return join(e.parts.size(), Truth::no, [&](std::size_t i) { return truth(e.parts[i], s, object); });
            case Op::any_of: return join(e.parts.size(), Truth::yes, [&](std::size_t i) { return truth(e.parts[i], s, object); });
            case Op::months: {
                const Value v = value(s, object, e.facts[0]);
                return v.na ? Truth::na : holds(e.node.compare, sign(months_to_year_end(v.number), e.bound[0]));
            }
            case Op::value: break;  // read where it is counted
            case Op::share:
            case Op::count: return e.node.population == Population::facts ? of_facts(e, s, object) : population(e, object);
        }
        return Truth::na;
    }
    /// `strong` if one part is; else not applicable if all are; else the other.
    template <class Part>
    static Truth join(std::size_t n, Truth strong, Part part) {
        bool all_na = true;
        for (std::size_t i = 0; i < n; ++i) {
            const Truth t = part(i);
            if (t == strong) return t;
            if (t != Truth::na) all_na = false;
        }
        return all_na ? Truth::na : strong == Truth::no ? Truth::yes : Truth::no;
    }
    Truth population(const Expr& e, std::size_t unit) {
        std::int64_t yes = 0, no = 0;
        const Subject s = e.node.population == Population::members ? Subject::member : Subject::organization;
        for (std::size_t o = 0; o < case_.count(s); ++o) {
            if (case_.under(s, o) != static_cast<int>(unit) || (s == Subject::organization && !case_.graded(o))) continue;
            const Truth t = truth(e.parts[0], s, o);
            if (t == Truth::yes) ++yes;
            if (t == Truth::no) ++no;
        }
        return counted(e, yes, no);
    }
    Truth of_facts(const Expr& e, Subject s, std::size_t object) {
        std::int64_t yes = 0, no = 0;
        for (std::size_t i = 0; i < e.parts[0].facts.size(); ++i) {
            const Truth t = compare(e.parts[0], i, s, object);
            if (t == Truth::yes) ++yes;
            if (t == Truth::no) ++no;
        }
        return counted(e, yes, no);
    }
    static Truth counted(const Expr& e, std::int64_t yes, std::int64_t no) {
        if (e.node.op == Op::count) return holds(e.node.compare, sign(yes, e.node.number));
        if (yes + no == 0) return Truth::na;
        return holds(e.node.compare, sign(e.node.share.denominator() * yes, e.node.share.numerator() * (yes + no)));
    }

    int alone(Subject s, std::size_t object) {
        const Reading& r = reading_[no(s)];
        for (const Expr& e : r.not_graded)
            if (truth(e, s, object) == Truth::yes) return not_graded;
        int grade = static_cast<int>(r.grades.size());
        bool all_na = true;
        for (std::size_t g = 0; g < r.grades.size(); ++g) {
            const Truth t = truth(r.grades[g], s, object);
            if (t != Truth::na) all_na = false;
            if (t == Truth::yes) {
                grade = static_cast<int>(g);
                break;
            }
        }
        if (all_na) return not_graded;
        for (std::size_t i = 0; i < r.ceilings.size(); ++i)
            if (truth(r.ceilings[i], s, object) == Truth::yes) grade = std::max(grade, static_cast<int>(r.ceiling_grade[i]));
        for (const Relation& cap : case_.of(s).relations) {
            const int unit = case_.at[no(s)][object];
            for (std::size_t o = 0; o < case_.count(cap.by); ++o)
                if (cap.by == Subject::organization ? static_cast<int>(o) == unit : case_.at[no(cap.by)][o] == unit)
                    if (const int by = outcome(cap.by, o); by != no_outcome && by != not_graded) grade = std::max(grade, by);
        }
        return grade;
    }

    /// The group of an object; nothing where it is in none.
    std::optional<std::int64_t> group(const Rank& rank, Subject s, std::size_t object) {
        const Group& g = *rank.quota.group;
        if (g.by == Group::By::whole) return 0;
        if (g.by == Group::By::fact) {
            const Value v = value(s, object, rank.group);
            return v.na ? std::nullopt : std::optional(v.number);
        }
        int unit = s == Subject::organization && g.by == Group::By::ancestor ? static_cast<int>(object) : case_.under(s, object);
        while (g.by == Group::By::ancestor && unit >= 0 && roles[static_cast<std::size_t>(case_.units[static_cast<std::size_t>(unit)].kind)] != g.name)
            unit = case_.units[static_cast<std::size_t>(unit)].parent;
        return unit < 0 ? std::nullopt : std::optional<std::int64_t>(unit);
    }

    void grade_all(Subject s) {
        std::vector<std::size_t> stratum(case_.count(s));
        for (std::size_t o = 0; o < stratum.size(); ++o) stratum[o] = o;
        grade(s, stratum);
    }
    void grade(Subject s, const std::vector<std::size_t>& stratum) {
        auto& outcome = outcome_[no(s)];
        for (const std::size_t o : stratum) outcome[o] = alone(s, o);
        for (const Rank& rank : reading_[no(s)].quotas) {
            const int grade = rank.grade;
            if (!rank.quota.known()) {
                for (const std::size_t o : stratum)
                    if (outcome[o] == grade && choices_.among(2) == 1) ++outcome[o];
                continue;
            }
            std::vector<std::pair<std::int64_t, std::vector<std::size_t>>> groups;
            for (const std::size_t o : stratum) {
                const auto key = group(rank, s, o);
                if (!key) continue;
                auto it = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == *key; });
                if (it == groups.end()) it = groups.insert(it, {*key, {}});
                it->second.push_back(o);
            }
            for (const auto& g : groups) cut(s, rank, g.second);
        }
        for (const Decision& d : case_.decided)
            if (d.subject == s)
                for (const std::size_t o : stratum)
                    if (static_cast<int>(o) == d.object) outcome[o] = d.grade;
    }

    /// A candidate for the base is picked once for the whole world.
    QuotaBase base(const Rank& rank) {
        for (const auto& [known, picked] : bases_)
            if (known == &rank) return picked;
        bases_.emplace_back(&rank, rank.quota.base[static_cast<std::size_t>(choices_.among(rank.quota.base.size()))]);
        return bases_.back().second;
    }

    void cut(Subject s, const Rank& rank, const std::vector<std::size_t>& group) {
        const Quota& q = rank.quota;
        const int grade = rank.grade;
        auto& outcome = outcome_[no(s)];
        const auto number = [&](auto test) { return static_cast<std::int64_t>(std::count_if(group.begin(), group.end(), [&](std::size_t o) { return test(outcome[o]); })); };
        if (number([&](int g) { return g == grade; }) == 0) return;
        const std::int64_t p = q.share->numerator(), d = q.share->denominator();
        std::int64_t limit = 0;
        switch (base(rank)) {
            case QuotaBase::good_only: limit = p * number([&](int g) { return g == grade || g == grade + 1; }) / (p + d); break;
            case QuotaBase::good_or_better: limit = p * number([&](int g) { return g <= grade + 1; }) / d; break;
            case QuotaBase::graded: limit = p * number([&](int g) { return g != not_graded; }) / d; break;
        }
        limit = std::max(limit, q.at_least);
        std::vector<std::pair<std::int64_t, std::size_t>> eligible;  // best first
        for (const std::size_t o : group) {
            if (outcome[o] != grade) continue;
            std::int64_t key = 0;
            if (!q.rank_by.empty()) {
                key = value(s, o, rank.key).number;
                if (rank.better_is_less) key = -key;
            }
            eligible.emplace_back(-key, o);
        }
        if (static_cast<std::int64_t>(eligible.size()) <= limit) return;
        std::sort(eligible.begin(), eligible.end());
        // The first `limit` stay; those level with the last of them stay or fall together where more of them are beyond it.
        std::size_t first_tied = static_cast<std::size_t>(limit), end_tied = first_tied;
        if (limit > 0 && eligible[first_tied].first == eligible[first_tied - 1].first) {
            const std::int64_t key = eligible[first_tied].first;
            while (first_tied > 0 && eligible[first_tied - 1].first == key) --first_tied;
            while (end_tied < eligible.size() && eligible[end_tied].first == key) ++end_tied;
        }
        std::size_t places = static_cast<std::size_t>(limit) - first_tied;
        for (std::size_t i = first_tied; i < eligible.size(); ++i) {
            bool stays = false;
            if (i < end_tied) {
                if (q.on_tie == OnTie::all) stays = true;
                else if (q.on_tie == OnTie::choice) stays = places > 0 && (end_tied - i == places || choices_.among(2) == 1);
                if (stays && q.on_tie == OnTie::choice) --places;
            }
            if (!stays) ++outcome[eligible[i].second];
        }
    }

    const Case& case_;
    const std::vector<Reading>& reading_;
    Choices& choices_;
    std::array<std::vector<std::vector<std::optional<Value>>>, 4> value_;
    std::array<std::vector<int>, 4> outcome_;
    std::vector<std::pair<const Rank*, QuotaBase>> bases_;
};

/// The union of all worlds that fit the evidence.
struct AllWorlds {
    std::array<std::vector<std::uint8_t>, 4> may;  // by subject: bits of outcomes
    std::size_t worlds = 0, fitting = 0;
    bool complete = false;  // false: there are more than `most`
    struct Known {
        Subject subject;
        std::size_t object, fact;
        Value value;
    };
    std::vector<Known> some_world;  // what the unknown facts that were asked for are in one fitting world

    AllWorlds(const Case& c, std::size_t most, std::mt19937_64& random) {
        const std::vector<Reading> readings = read_all(c);
        for (const Subject s : subjects) may[no(s)].resize(c.count(s));
        Choices choices;
        do {
            if (++worlds > most) return;
            const World world(c, readings, choices);
            if (!world.fits()) continue;
            for (const Subject s : subjects)
                for (std::size_t o = 0; o < c.count(s); ++o)
                    if (const int g = world.outcome(s, o); g >= 0) may[no(s)][o] |= static_cast<std::uint8_t>(1u << g);
            if (random() % ++fitting != 0) continue;
            some_world.clear();
            for (const Subject s : subjects)
                for (std::size_t o = 0; o < c.count(s); ++o)
                    for (std::size_t f = 0; f < c.of(s).facts.size(); ++f)
                        if (readings[no(s)].may[o][f].size() > 1)
                            if (const auto v = world.read_value(s, o, f)) some_world.push_back({s, o, f, *v});
        } while (choices.next());
        complete = true;
    }
};

}  // namespace worlds
