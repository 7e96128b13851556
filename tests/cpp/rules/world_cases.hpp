// SPDX-License-Identifier: Apache-2.0
// Random small cases for the oracle of worlds.hpp.
#pragma once

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "rules/worlds.hpp"

namespace worlds {

/// Whether rules make sense: no clause can never hold, no grade is for nobody. What else is refused is not told here.
[[nodiscard]] inline bool make_sense(const RuleSetParts& parts) {
    try {
        static_cast<void>(RuleSet(parts));
    } catch (const InvalidRules& error) {
        for (const Finding& f : error.problems())
            if (!f.text.en.starts_with("this condition can never hold") && !f.text.en.starts_with("nobody can be given this grade") && f.text.en != "every object is left out") return true;
        return false;
    }
    return true;
}

/// Makes cases from a seed.
class Maker {
public:
    /// `sensible`: rules that make no sense are drawn again.
    explicit Maker(std::uint64_t seed, bool sensible = true) : random_(seed), sensible_(sensible) {}

    [[nodiscard]] Case make() {
        Case c;
        unknown_ = pick<int>({0, 8, 8, 20, 35, 60});
        gaps_ = chance(25);
        tree(c);
        for (const Subject s : {Subject::member, Subject::organization, Subject::collective, Subject::leader}) {
            rules(c, s);
            while (sensible_ && !make_sense(c.of(s))) c.rules[no(s)] = {}, rules(c, s);
        }
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
    bool sensible_;
    int unknown_ = 0;
    bool gaps_ = false;
};

}  // namespace worlds
