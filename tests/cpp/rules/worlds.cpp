// SPDX-License-Identifier: Apache-2.0
// The engine against the oracle: on random small cases every world's outcome is in the reported set, sets labelled exact hold
// nothing else, a fact that arrives never widens a set, and the order of rows does not matter.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <myhao/rules/evaluate.hpp>

#include "rules/world_answer.hpp"
#include "rules/world_cases.hpp"
#include "rules/world_text.hpp"
#include "support/catch.hpp"
#include "support/sanitized.hpp"

namespace {

using namespace worlds;

#ifdef MYHAO_TESTS_SANITIZED
constexpr std::size_t usual_cases = 400;
constexpr const char* how_many = "fewer cases, as this build has sanitizers";
#else
constexpr std::size_t usual_cases = 20'000;
constexpr const char* how_many = "MYHAO_WORLDS asks for another number";
#endif

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

struct Got {
    std::uint8_t may = 0;
    Precision precision = Precision::exact;
    bool reason = false;  // why it is open
    friend bool operator==(const Got&, const Got&) = default;
};
struct Result {
    std::array<std::vector<Got>, 4> got;
    Findings findings;
};

/// The engine's answer; with `shuffle`, all rows are handed over in another order.
Result run(const Case& c, std::mt19937_64* shuffle = nullptr) {
    const Evaluation ev = evaluation_of(c, shuffle);
    Result result;
    for (const Subject s : subjects)
        for (std::size_t o = 0; o < c.count(s); ++o) {
            Got& got = result.got[no(s)].emplace_back();
            if (s == Subject::organization && !c.graded(o)) continue;
            const Outcome outcome = ev.of(s, id_of(s, o));
            for (const std::string& code : outcome.possible()) got.may = static_cast<std::uint8_t>(got.may | 1u << (code == "not_graded" ? 7u : static_cast<unsigned>(scales::cpv_2018().at(code))));
            got.precision = outcome.precision();
            REQUIRE(outcome.decided() == (outcome.possible().size() == 1));
            got.reason = outcome.open(Open::missing) || outcome.open(Open::tie) || outcome.open(Open::gap) || outcome.open(Open::choice);
        }
    result.findings = ev.findings();
    return result;
}

struct Counts {
    std::size_t cases = 0, too_many = 0, contradictory = 0, outcomes = 0, open = 0, exact = 0, wider = 0, worlds = 0, refined = 0, ties = 0;
};

/// Whether only a unit's own facts matter: then the result must be exact.
bool own_facts_only(const Case& c) {
    if (!c.reported.empty() || !c.rules[0].quotas.empty()) return false;
    const std::string all = text(c);
    return all.find("of subordinates") == std::string::npos && all.find("of members") == std::string::npos && all.find("unknown condition") == std::string::npos;
}

/// What is wrong with the engine's answer; empty where nothing is. `most` worlds, else the case is left out.
std::string fault(const Case& c, std::size_t most, std::uint64_t seed, Counts& counts) {
    std::mt19937_64 random(seed);
    const AllWorlds truth(c, most, random);
    if (!truth.complete) {
        ++counts.too_many;
        return {};
    }
    Result result;
    try {
        result = run(c);
    } catch (const Error& error) {
        return std::string("refused: ") + error.what();
    }
    ++counts.cases, counts.worlds += truth.worlds;
    const Result other = run(c, &random);
    if (other.got != result.got) return "order: the order of rows matters";
    if (truth.fitting == 0) {
        ++counts.contradictory;
        return {};
    }
    if (c.decided.empty() && !result.findings.with(State::violated).empty())
        return "finding: a contradiction is found where there is none: " + result.findings.with(State::violated)[0].text.en;

    const bool own = own_facts_only(c);
    for (const Subject s : subjects)
        for (std::size_t o = 0; o < c.count(s); ++o) {
            if (s == Subject::organization && !c.graded(o)) continue;
            const Got got = result.got[no(s)][o];
            const std::uint8_t may = truth.may[no(s)][o];
            const std::string what = id_of(s, o).text() + " is " + set_text(got.may) + " (" + std::string(name(got.precision)) + "), but in the worlds " + set_text(may);
            ++counts.outcomes, counts.open += (may & (may - 1)) != 0, counts.exact += got.precision == Precision::exact, counts.wider += got.may != may;
            if ((may & ~got.may) != 0) return "unsound: " + what;
            if (got.precision == Precision::exact && got.may != may) return "not exact: " + what;
            if (truth.worlds == 1 && got.may != may) return "not decided: nothing is unknown, but " + what;
            if (got.reason != ((got.may & (got.may - 1)) != 0)) return std::string(got.reason ? "a reason to be open, but not open: " : "open for no reason: ") + what;
            if (own && s == Subject::organization) {
                std::size_t combinations = 1;
                for (std::size_t f = 0; f < c.rules[0].facts.size(); ++f) combinations = std::min<std::size_t>(100'000, combinations * values_of(c.rules[0].facts[f], c.rules[0].scale, c.facts[0][o][f]).size());
                if (combinations <= 500 && got.precision != Precision::exact) return "not labelled exact, though only its own facts matter: " + what;
            }
        }

    for (int i = 0; i < 2 && !truth.some_world.empty(); ++i) {
        const AllWorlds::Known& known = truth.some_world[random() % truth.some_world.size()];
        Case more = c;
        more.facts[no(known.subject)][known.object][known.fact] = as_stated(c.of(known.subject).facts[known.fact], known.value);
        const Result refined = run(more);
        ++counts.refined;
        for (const Subject s : subjects)
            for (std::size_t o = 0; o < c.count(s); ++o) {
                const std::uint8_t before = result.got[no(s)][o].may, after = refined.got[no(s)][o].may;
                if ((after & ~before) != 0)
                    return "not refining: " + id_of(s, o).text() + " was " + set_text(before) + ", but is " + set_text(after) + " once " + c.of(known.subject).facts[known.fact].name + " of " +
                           id_of(known.subject, known.object).text() + " is known to be " + text(c.of(known.subject).facts[known.fact], as_stated(c.of(known.subject).facts[known.fact], known.value));
            }
    }
    return {};
}

/// 20 % of those graded good or better may be excellent; A is excellent and second by key, B is excellent or good and first,
/// C is good or completed, seven are good.
Case counterexample() {
    Case c;
    c.top_graded = false;
    c.units.push_back({});
    c.rules[0].id = "counterexample";
    c.rules[0].facts = {{"top", FactType::flag}, {"fair", FactType::flag}, {"score", FactType::decimal}};
    c.rules[0].grades = {{"excellent", fact("top").is_true()}, {"good", fact("fair").is_true()}, {"completed", fact("fair").is_false()}};
    c.rules[0].quotas = {{.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_or_better}, .rank_by = "score"}};
    for (const Subject s : {Subject::member, Subject::collective, Subject::leader}) {
        c.rules[no(s)].id = "nobody", c.rules[no(s)].subject = s;
        c.rules[no(s)].grades = {{"excellent", {}}, {"good", {}}, {"completed", {}}};
    }
    c.facts[0].push_back({true, true, Decimal(0)});
    const auto unit = [&](FactValue top, FactValue fair, int score) { c.units.push_back({0, 1}), c.facts[0].push_back({std::move(top), std::move(fair), Decimal(score)}); };
    unit(true, true, 90);   // A
    unit({}, true, 95);     // B
    unit(false, {}, 70);    // C
    for (int i = 0; i < 7; ++i) unit(false, true, 70);
    return c;
}

TEST_CASE("a best case and a worst case would both leave A excellent, but A is open") {
    // B excellent, C good:      10 in the base, 2 places: B and A stay.
    // B excellent, C completed:  9 in the base, 1 place:  B stays, A falls.
    // B good,      C good:      10 in the base, 2 places: A stays.
    // B good,      C completed:  9 in the base, 1 place:  A stays.
    constexpr std::uint8_t excellent = 1, good = 2, completed = 4;
    std::vector<std::uint8_t> by_hand{0, excellent | good, excellent | good, good | completed};
    by_hand.insert(by_hand.end(), 7, good);
    const Case c = counterexample();
    std::mt19937_64 random(1);
    const AllWorlds truth(c, 100, random);
    CHECK(truth.worlds == 4);
    CHECK(truth.may[0] == by_hand);
    const Result result = run(c);
    for (std::size_t u = 1; u < by_hand.size(); ++u) {
        CHECK(result.got[0][u].may == by_hand[u]);
        CHECK(result.got[0][u].precision == Precision::exact);
    }
    // Once C is known to be good there are two places, and A stays whatever B is.
    Case more = c;
    more.facts[0][3][1] = true;
    CHECK(run(more).got[0][1].may == excellent);
}

TEST_CASE("on random cases the reported sets hold what every world says, and nothing else where they are labelled exact") {
    const std::uint64_t seed = number_from("MYHAO_SEED", 20201231);
    const std::size_t wanted = number_from("MYHAO_WORLDS", usual_cases), most = 3'000;
    std::printf("worlds: seed %llu, %zu cases (%s)\n", static_cast<unsigned long long>(seed), wanted, how_many);
    Counts counts;
    std::map<std::string, int> faults;
    for (std::uint64_t i = 0; counts.cases < wanted; ++i) {
        const Case c = Maker(seed + i).make();
        const std::string wrong = fault(c, most, seed + i, counts);
        if (wrong.empty()) continue;
        const std::string sort = wrong.substr(0, wrong.find(':'));
        if (++faults[sort] > 2) continue;  // two of a sort are shown
        Counts unused;
        const Case least = smallest(c, [&](const Case& less) { return fault(less, most, seed + i, unused).starts_with(sort); });
        const std::string shown = "case " + std::to_string(seed + i) + ": " + fault(least, most, seed + i, unused) + "\n" + text(least);
        FAIL_CHECK(shown);
    }
    for (const auto& [sort, number] : faults) std::printf("worlds: %d cases %s\n", number, sort.c_str());
    std::printf("worlds: %zu cases, %zu worlds, %zu with contradictory evidence, %zu left out as too large; %zu outcomes, %zu open; %.1f %% labelled exact, %.2f %% wider than exact; %zu facts filled in\n",
                counts.cases, counts.worlds, counts.contradictory, counts.too_many, counts.outcomes, counts.open, 100.0 * static_cast<double>(counts.exact) / static_cast<double>(counts.outcomes),
                100.0 * static_cast<double>(counts.wider) / static_cast<double>(counts.outcomes), counts.refined);
    CHECK(counts.cases >= wanted);
    CHECK(counts.open * 10 > counts.outcomes);  // the cases would prove little if nothing were open
    CHECK(faults.empty());
}

}  // namespace
