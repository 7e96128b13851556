// SPDX-License-Identifier: Apache-2.0
// What is refused as impossible against the oracle of worlds.hpp, which tries every value of every fact: what some world has is never
// refused, and where only single facts are asked about, what no world has always is.
#include "support/catch.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <myhao/rules/rule_set.hpp>

#include "rules/world_cases.hpp"
#include "support/sanitized.hpp"

using namespace worlds;

namespace {

#ifdef MYHAO_TESTS_SANITIZED
constexpr int cases = 200;
#else
constexpr int cases = 3'000;
#endif

std::string refusal(const RuleSetParts& parts) {
    try {
        static_cast<void>(RuleSet(parts));
    } catch (const InvalidRules& error) {
        return error.what();
    }
    return {};
}

/// One member or one collective of which nothing is known, at a unit that is not graded; a trivial rule set for everybody else.
Case alone(Subject s, RuleSetParts rules) {
    Case c;
    c.top_graded = s == Subject::organization;
    c.units.push_back({-1, 0});
    for (const Subject other : subjects) {
        c.rules[no(other)].id = "others", c.rules[no(other)].subject = other;
        for (const char* grade : {"excellent", "good", "completed"}) c.rules[no(other)].grades.push_back({grade, Condition()});
    }
    c.rules[no(s)] = std::move(rules);
    if (s != Subject::organization) c.at[no(s)] = {0};
    c.facts[0] = {std::vector<FactValue>(c.rules[0].facts.size())};
    if (s != Subject::organization) c.facts[no(s)] = {std::vector<FactValue>(c.rules[no(s)].facts.size())};
    return c;
}

/// What the object is in some world; nothing where there are too many worlds.
std::optional<std::uint8_t> in_worlds(const Case& c, Subject s) {
    std::mt19937_64 random(1);
    const AllWorlds all(c, 60'000, random);
    if (!all.complete) return std::nullopt;
    return all.may[no(s)][0];
}

/// The same rules without what lets a grade be had other than by its clause.
RuleSetParts plain(RuleSetParts parts) {
    parts.quotas.clear(), parts.relations.clear(), parts.ceilings.clear();
    return parts;
}

bool reads_population(const RuleSetParts& parts) {
    const auto reads = [](const Condition& c) {
        return std::any_of(c.nodes().begin(), c.nodes().end(), [](const Node& n) { return (n.op == Op::share || n.op == Op::count) && n.population != Population::facts; });
    };
    return std::any_of(parts.not_graded.begin(), parts.not_graded.end(), [&](const Clause& c) { return reads(c.condition); }) ||
           std::any_of(parts.grades.begin(), parts.grades.end(), [&](const Clause& c) { return reads(c.condition); }) ||
           std::any_of(parts.ceilings.begin(), parts.ceilings.end(), [&](const Ceiling& c) { return reads(c.clause.condition); });
}

}  // namespace

TEST_CASE("no condition that holds in some world is refused, and each that holds in none is") {
    int compared = 0, impossible = 0;
    for (std::uint64_t seed = 1; compared < cases && seed < 20'000; ++seed) {
        const Case made = Maker(seed, false).make();
        const Subject s = subjects[1 + seed % 3];
        RuleSetParts parts = plain(made.of(s));
        parts.not_graded.clear();
        const Condition condition = parts.grades[seed % 3].condition;
        // Whoever meets it is excellent; all else is open.
        parts.grades = {{"excellent", condition}, {"good", Condition()}, {"completed", Condition()}};
        const auto may = in_worlds(alone(s, parts), s);
        if (!may) continue;
        ++compared;
        const bool holds = *may & 1;
        impossible += !holds;
        INFO("seed " << seed << ", " << name(s) << ": " << refusal(parts));
        CHECK((refusal(parts).find("can never hold") == std::string::npos) == holds);
    }
    CHECK(compared == cases);
    CHECK(impossible * 50 > compared);  // else little was proved
}

TEST_CASE("no grade that some world gives is refused, and each that no world gives is") {
    int compared = 0, impossible = 0;
    for (std::uint64_t seed = 100'001; compared < cases && seed < 130'000; ++seed) {
        const Case made = Maker(seed, false).make();
        const Subject s = subjects[1 + seed % 3];
        const RuleSetParts parts = plain(made.of(s));
        const auto may = in_worlds(alone(s, parts), s);
        if (!may) continue;
        ++compared;
        bool all = true;
        for (std::size_t g = 0; g < 3; ++g) all &= (*may >> g & 1) != 0;
        for (const Clause& c : parts.not_graded) {  // a clause of its own that never holds is refused, too
            RuleSetParts by_itself = plain(parts);
            by_itself.not_graded.clear();
            by_itself.grades = {{"excellent", c.condition}, {"good", Condition()}, {"completed", Condition()}};
            if (const auto holds = in_worlds(alone(s, by_itself), s); holds) all &= (*holds & 1) != 0;
        }
        impossible += !all;
        INFO("seed " << seed << ", " << name(s) << ": " << refusal(parts));
        CHECK(refusal(parts).empty() == all);
    }
    CHECK(compared == cases);
    CHECK(impossible * 20 > compared);
}

TEST_CASE("with quotas, ceilings and caps no grade that some world gives is refused, for an organisation either") {
    int compared = 0, refused = 0;
    for (std::uint64_t seed = 200'001; compared < cases / 2 && seed < 230'000; ++seed) {
        const Case made = Maker(seed, false).make();
        const Subject s = subjects[seed % 4];
        const RuleSetParts& parts = made.of(s);
        const std::string why = refusal(parts);
        if (why.empty() || reads_population(parts)) {
            ++compared;
            continue;
        }
        // Quotas bind with others only: let it fall by each of them, and be capped at anything.
        RuleSetParts alike = parts;
        for (Quota& q : alike.quotas) q.share.reset(), q.group.reset();
        alike.relations.clear();
        const auto may = in_worlds(alone(s, alike), s);
        if (!may) continue;
        ++compared, ++refused;
        INFO("seed " << seed << ", " << name(s) << ": " << why);
        bool seen = why.find("every object is left out") != std::string::npos;
        if (seen) CHECK(*may == 0x80);
        for (std::size_t g = 0; g < 3; ++g)
            if (why.find("grades." + parts.grades[g].id + ": nobody can be given") != std::string::npos) {
                seen = true;
                CHECK((*may >> g & 1) == 0);
            }
        for (const auto* clauses : {&parts.grades, &parts.not_graded})
            for (const Clause& c : *clauses)
                if (why.find("." + c.id + ": this condition can never hold") != std::string::npos) {
                    seen = true;
                    RuleSetParts by_itself = plain(parts);
                    by_itself.not_graded.clear();
                    by_itself.grades = {{"excellent", c.condition}, {"good", Condition()}, {"completed", Condition()}};
                    if (const auto holds = in_worlds(alone(s, by_itself), s); holds) CHECK((*holds & 1) == 0);
                }
        if (!seen) CHECK(why.find("can never hold") != std::string::npos);  // a ceiling
    }
    CHECK(compared == cases / 2);
    CHECK(refused > 0);
}
