// SPDX-License-Identifier: Apache-2.0
// What a tally leaves possible for each object it counts, against brute force over all ways to give each object an outcome.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/rules/evaluate.hpp>

#include "rules/a_town.hpp"
#include "support/catch.hpp"
#include "support/sanitized.hpp"

namespace {

using namespace myhao;
using detail::Places;

#ifdef MYHAO_TESTS_SANITIZED
constexpr int cases_tried = 10'000;  // fewer, as this build has sanitizers
#else
constexpr int cases_tried = 20'000;
#endif

struct Brute {
    const Places& places;
    const std::vector<std::uint8_t>& may;
    std::vector<std::int64_t> left;
    std::vector<std::uint8_t> now, seen;
    bool any = false;

    void from(std::size_t i) {
        if (i == may.size()) {
            for (const std::int64_t l : left)
                if (l != 0) return;
            any = true;
            for (std::size_t k = 0; k < now.size(); ++k) seen[k] |= now[k];
            return;
        }
        for (unsigned bit = 1; bit < 256; bit <<= 1) {
            if (!(may[i] & bit)) continue;
            for (std::size_t p = 0; p < places.parts.size(); ++p) {
                if (!(places.parts[p].outcomes & bit) || left[p] == 0) continue;
                --left[p], now[i] = static_cast<std::uint8_t>(bit);
                from(i + 1);
                ++left[p];
            }
        }
    }
};

std::string text(const Places& places, const std::vector<std::uint8_t>& may) {
    std::string t = "parts";
    for (const Places::Part& p : places.parts) t += " " + std::to_string(p.outcomes) + "=" + std::to_string(p.count);
    t += "; may";
    for (const std::uint8_t m : may) t += " " + std::to_string(m);
    return t;
}

TEST_CASE("filling a tally's places leaves each object exactly what some way of filling them gives it") {
    const char* given = std::getenv("MYHAO_SEED");
    const std::uint64_t seed = given == nullptr ? 2020 : std::strtoull(given, nullptr, 10);
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t n) { return static_cast<std::size_t>(random() % n); };
    constexpr std::array<std::uint8_t, 5> outcomes{1, 2, 4, 8, 0x80};
    int conflicts = 0, shrunk = 0, wrong = 0;
    for (int i = 0; i < cases_tried; ++i) {
        // Outcomes are dealt to disjoint parts; the counts are those of a random filling, now and then moved by one.
        const std::size_t n = 1 + below(6), blocks = 1 + below(4);
        Places places;
        places.parts.resize(blocks);
        for (const std::uint8_t o : outcomes) places.parts[below(blocks)].outcomes |= o;
        std::vector<std::uint8_t> may(n);
        for (std::uint8_t& m : may) {
            const std::uint8_t is = outcomes[below(5)];
            m = is;
            for (const std::uint8_t o : outcomes)
                if (below(3) == 0) m |= o;
            for (Places::Part& p : places.parts) p.count += (p.outcomes & is) != 0;
        }
        if (below(4) == 0) {
            Places::Part& from = places.parts[below(blocks)];
            if (from.count > 0) --from.count, ++places.parts[below(blocks)].count;
        }
        Brute brute{places, may, {}, std::vector<std::uint8_t>(n), std::vector<std::uint8_t>(n)};
        for (const Places::Part& p : places.parts) brute.left.push_back(p.count);
        brute.from(0);
        std::vector<std::uint8_t> filled = may;
        const auto conflict = detail::fill_places(places, std::span<std::uint8_t>(filled));
        conflicts += !brute.any, shrunk += brute.any && brute.seen != may;
        const bool right = conflict.has_value() == !brute.any && (!brute.any || filled == brute.seen);
        if (right || ++wrong > 5) continue;
        const std::string shown = "seed " + std::to_string(seed) + ", case " + std::to_string(i) + ": " + text(places, may) + "; filled " + text({}, filled) + (conflict ? " with a conflict" : "") + "; expected " +
                                  (brute.any ? text({}, brute.seen) : "a conflict");
        FAIL_CHECK(shown);
    }
    std::printf("evidence: seed %llu, %d cases, %d conflicts, %d narrowed\n", static_cast<unsigned long long>(seed), cases_tried, conflicts, shrunk);
    CHECK(wrong == 0);
    CHECK(conflicts > 100);
    CHECK(shrunk > 1'000);
}

TEST_CASE("a conflict names a set of outcomes that more objects need than were counted there") {
    // Three objects can only be good (2) or completed (4), but one place is counted in {good} and one in {completed}; the
    // third place is in {excellent} (1).
    const Places places{{{1, 1}, {2, 1}, {4, 1}}};
    std::vector<std::uint8_t> may{2 | 4, 2 | 4, 2 | 4};
    const auto conflict = detail::fill_places(places, std::span<std::uint8_t>(may));
    REQUIRE(conflict);
    CHECK(conflict->outcomes == (2 | 4));
}

/// One town with `n` organisations directly under it, of which nothing is known, under rules with one fact.
struct Town {
    Tree tree;
    RuleSet rules;

    explicit Town(int n) : tree(make_tree(n)), rules(make_rules()) {}

    static Tree make_tree(int n) {
        HistoryBuilder history;
        const auto add = [&](std::string id, std::string kind, std::optional<Id> parent) {
            SpellRow row;
            row.id = id, row.name = id, row.kind = std::move(kind), row.parent = std::move(parent), row.since = Date(2000, 1, 1), row.until = Date(2025, 7, 1);
            history.add(std::move(row));
        };
        add("town", "district", std::nullopt);
        for (int i = 0; i < n; ++i) add("o" + std::to_string(i), i % 2 == 0 ? "grassroots_committee" : "grassroots_cell", Id("town"));
        return history.build().at(Date(2020, 12, 31));
    }
    static RuleSet make_rules() {
        RuleSetParts parts;
        parts.id = "demo";
        parts.facts = {{"results", FactType::level}};
        parts.grades = {{"excellent", all_of(fact("results").at_least("excellent"), subordinates.share(outcome.at_least("completed")).at_least("1"))},
                        {"good", all_of(fact("results").at_least("good"), subordinates.share(outcome.at_least("good")).at_least("80%"))},
                        {"completed", fact("results").at_least("average")}};
        return RuleSet(parts);
    }
    static Tally tally() {
        TallyAbout about;
        about.graded = 43, about.of = Id("town");
        return Tally(scales::cpv_2018(), {{{"excellent"}, 8}, {{"good"}, 35}, {{"completed"}, 0}}, about);
    }
};

TEST_CASE("each of 43 units of which nothing is known is excellent or good, and open, under the tally 8, 35, 0 of 43") {
    // 8 + 35 = 43 leaves 0 of 43 graded for the last grade, and 43 - 43 = 0 that are not graded. No grade has 43 places, so
    // none is decided; every unit can be one of the 8 or one of the 35.
    const Town town(43);
    const Facts nothing = FactsBuilder(town.tree, town.rules.facts()).build();
    const Evaluation ev = evaluate(town.tree, {nothing}, RuleBook(town.rules), {.reported = {Town::tally()}});
    for (int i = 0; i < 43; ++i) {
        const Outcome outcome = ev[Id("o" + std::to_string(i))];
        CHECK(outcome.possible() == std::vector<std::string>{"excellent", "good"});
        CHECK_FALSE(outcome.decided());
    }
    CHECK(ev.findings().with(State::violated).empty());
    // All 43 are good or better: 43/43 >= 80 %, so the town falls below good only by its own results, which are not known.
    CHECK(ev[Id("town")].possible() == std::vector<std::string>{"excellent", "good", "completed", "not_completed"});
    const Evaluation excellent_results =
        evaluate(town.tree, {nothing.with({{Id("town"), "results", std::string("excellent")}})}, RuleBook(town.rules), {.reported = {Town::tally()}});
    CHECK(excellent_results[Id("town")].possible() == std::vector<std::string>{"excellent"});
}

TEST_CASE("without the tally the 43 units are all unknown again, and with it the town's own condition is open again") {
    const Town town(43);
    const Facts nothing = FactsBuilder(town.tree, town.rules.facts()).build();
    const Evaluation ev = evaluate(town.tree, {nothing}, RuleBook(town.rules));
    for (int i = 0; i < 43; ++i) {
        CHECK(ev[Id("o" + std::to_string(i))].possible() == std::vector<std::string>{"excellent", "good", "completed", "not_completed"});
        CHECK(ev[Id("o" + std::to_string(i))].open(Open::missing));
    }
    // Some of the 43 may be the last grade, so that not all are completed or better; 35 of 43 good or better are enough, 34
    // are not (80 % of 43 is 34.4), and both can be.
    const Evaluation excellent_results = evaluate(town.tree, {nothing.with({{Id("town"), "results", std::string("excellent")}})}, RuleBook(town.rules));
    CHECK(excellent_results[Id("town")].possible() == std::vector<std::string>{"excellent", "good", "completed"});
}

TEST_CASE("a tally decides the rest once as many are decided as were counted") {
    // 8 of the 43 decided excellent: the other 35 places are good, and 35 units are left.
    const Town town(43);
    Evidence evidence{.reported = {Town::tally()}};
    for (int i = 0; i < 8; ++i) evidence.decided.push_back({Id("o" + std::to_string(i)), "excellent"});
    const Evaluation ev = evaluate(town.tree, {FactsBuilder(town.tree, town.rules.facts()).build()}, RuleBook(town.rules), evidence);
    for (int i = 0; i < 43; ++i) CHECK(ev[Id("o" + std::to_string(i))].possible() == std::vector<std::string>{i < 8 ? "excellent" : "good"});
    CHECK(ev.findings().with(State::violated).empty());

    // A ninth contradicts it, and that is found.
    evidence.decided.push_back({Id("o8"), "excellent"});
    const Evaluation ninth = evaluate(town.tree, {FactsBuilder(town.tree, town.rules.facts()).build()}, RuleBook(town.rules), evidence);
    CHECK_FALSE(ninth.findings().with(State::violated).empty());
}

TEST_CASE("a candidate that only joint outcomes exclude is not excluded, and what it adds is not called exact") {
    // Of the whole, all may be excellent by the one base, half by the other. A and B are excellent, C is good, and so it is reported:
    // by the other base one of A and B falls, whoever it is. T alone is excellent by the first base and good by the other.
    RuleSetParts parts = towns::by_results();
    parts.quotas = {{.grade = "excellent", .share = Ratio(1, 1), .base = {QuotaBase::good_only, QuotaBase::graded}, .group = whole()}};
    const Tree tree = towns::town({"A", "B", "C"});
    FactsBuilder facts(tree, Vocabulary(parts.facts));
    for (const char* unit : {"T", "A", "B"}) facts.set(unit, "results", "excellent");
    facts.set("C", "results", "good");
    const Tally tally(scales::cpv_2018(), {{{"excellent"}, 2}, {{"good"}, 1}}, {.of = Id("T")});
    const Outcome town = evaluate(tree, {facts.build()}, RuleSet(parts), {.reported = {tally}})["T"];
    CHECK(town.possible() == std::vector<std::string>{"excellent", "good"});
    CHECK(town.precision() == Precision::sound);
}

}  // namespace
