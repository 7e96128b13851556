// SPDX-License-Identifier: Apache-2.0
#include <myhao/grades/tally.hpp>

#include <random>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;
using Count = std::int64_t;

namespace {
const Scale& scale = scales::cpv_2018();
Tally town() { return {scale, {{{"excellent"}, 8}, {{"good"}, 35}, {{"completed"}, 0}}, {.graded = 43}}; }
Tally members() { return {scale, {{{"excellent", "good"}, 4215}}, {.subject = Subject::member}}; }
}  // namespace

TEST_CASE("8 and 35 and 0 of 43 leave no organisation that did not complete its tasks") {
    // 43 - (8 + 35 + 0) = 0
    CHECK(town()["not_completed"] == Interval<Count>::exactly(0));
    CHECK(town()["HTXS"] == Interval<Count>::exactly(8));
    CHECK(town().at_least("good") == Interval<Count>::exactly(43));
    CHECK(town().sum() == 43);
}

TEST_CASE("without the number graded, a grade that is not stated stays unknown, not 0") {
    const Tally tally(scale, {{{"excellent"}, 8}, {{"good"}, 35}});
    CHECK_FALSE(tally.graded());
    CHECK(tally["completed"] == Interval<Count>::at_least(0));
    CHECK(tally["good"] == Interval<Count>::exactly(35));
}

TEST_CASE("with it, unstated grades share what is left") {
    const Tally tally(scale, {{{"excellent"}, 8}, {{"good"}, 30}}, {.graded = 43});
    CHECK(tally["completed"] == Interval<Count>::between(0, 5));
    CHECK(tally["not_completed"] == Interval<Count>::between(0, 5));
    CHECK(tally.count(GradeSet::one(2) | GradeSet::one(3)) == Interval<Count>::exactly(5));
}

TEST_CASE("4,215 excellent or good: anything from none to all of them is excellent") {
    CHECK(members()["excellent"] == Interval<Count>::between(0, 4215));
    CHECK(members().at_least("good") == Interval<Count>::exactly(4215));
    CHECK(members()["completed"] == Interval<Count>::at_least(0));
}

TEST_CASE("a share of the members is refused: the source states no base") {
    CHECK_THROWS_AS(members().share(GradeSet::at_least(1)), InvalidFacts);
    CHECK_THROWS_WITH(members().share(GradeSet::at_least(1)), Contains("share of excellent or good: the source does not state how many were graded"));
}

TEST_CASE("a share of the organisations is exact: all are good or better, 8 of 43 excellent") {
    CHECK(town().share(GradeSet::at_least(1)) == Interval<Ratio>::exactly(Ratio(1)));
    CHECK(town().share(GradeSet::one(0)) == Interval<Ratio>::exactly(Ratio(8, 43)));
    const Tally open(scale, {{{"excellent", "good"}, 30}}, {.graded = 40});
    CHECK(open.share(GradeSet::one(0)) == Interval<Ratio>::between(Ratio(0), Ratio(3, 4)));
    CHECK_THROWS_WITH(Tally(scale, {}, {.graded = 0}).share(GradeSet::one(0)), Contains("nobody was graded"));
}

TEST_CASE("where every grade is stated, their sum is the number graded") {
    const Tally tally(scale, {{{"excellent", "good"}, 7}, {{"completed"}, 2}, {{"not_completed"}, 1}});
    CHECK(tally.complete());
    CHECK(tally.graded() == 10);
    CHECK(tally.share(GradeSet::at_least(1)) == Interval<Ratio>::exactly(Ratio(7, 10)));
}

TEST_CASE("a tally is refused with all its faults at once") {
    try {
        Tally(scale, {{{"exellent"}, 8}, {{"good"}, -35}, {{"good", "completed"}, 1}, {{}, 3}, {{"not_completed", "KHT"}, 0}}, {.graded = 2});
        FAIL("not refused");
    } catch (const InvalidFacts& error) {
        CHECK(error.problems().size() == 6);
        CHECK_THAT(error.what(), Contains("did you mean 'excellent'?"));
        CHECK_THAT(error.what(), Contains("tally, good: a count cannot be negative; found -35"));
        CHECK_THAT(error.what(), Contains("tally, good: this grade is already counted by another key"));
        CHECK_THAT(error.what(), Contains("a count names at least one grade"));
        CHECK_THAT(error.what(), Contains("named twice in one key"));
        CHECK_THAT(error.what(), Contains("fewer graded in all than in the grades together; found 2; expected at least 12"));
    }
    CHECK_THROWS_WITH(Tally(scale, {{{"excellent"}, 1}, {{"good"}, 1}, {{"completed"}, 1}, {{"not_completed"}, 1}}, {.graded = 5}), Contains("they do not add up to the graded; found 5; expected 4"));
    CHECK_THROWS_WITH(Tally(scale, {}, {.graded = -1}), Contains("a count cannot be negative"));
    CHECK_THROWS_WITH(Tally(scale, {{{"excellent"}, INT64_MAX}, {{"good"}, 1}}), Contains("beyond 64 bits"));
}

TEST_CASE("the bounds of every set of grades are those that trying all distributions gives") {
    // Grades 0..3 and disjoint keys drawn at random, at most 6 graded: all ways to hand out grades are tried.
    std::mt19937 random(2020);
    for (int round = 0; round < 300; ++round) {
        const int total = static_cast<int>(random() % 7);
        int counts[4] = {};
        for (int i = 0; i < total; ++i) ++counts[random() % 4];
        std::vector<TallyInput> keys;  // a partition of some of the grades, counted truthfully
        int group[4];
        for (int& g : group) g = static_cast<int>(random() % 3);  // 0: not stated
        for (int key = 1; key <= 2; ++key) {
            TallyInput input;
            for (std::size_t i = 0; i < 4; ++i)
                if (group[i] == key) input.grades.push_back(scale[i].code), input.count += counts[i];
            if (!input.grades.empty()) keys.push_back(input);
        }
        const Tally tally(scale, keys, {.graded = total});
        for (unsigned bits = 1; bits < 16; ++bits) {
            Count low = INT64_MAX, high = -1;
            for (int a = 0; a <= total; ++a)
                for (int b = 0; a + b <= total; ++b)
                    for (int c = 0; a + b + c <= total; ++c) {
                        const int tried[4] = {a, b, c, total - a - b - c};
                        bool fits = true;
                        for (const TallyEntry& entry : tally.entries()) {
                            int sum = 0;
                            for (std::size_t i = 0; i < 4; ++i) sum += entry.grades.has(i) ? tried[i] : 0;
                            fits = fits && sum == entry.count;
                        }
                        Count number = 0;
                        for (std::size_t i = 0; i < 4; ++i) number += (bits >> i & 1u) ? tried[i] : 0;
                        if (fits) low = std::min(low, number), high = std::max(high, number);
                    }
            REQUIRE(tally.count(GradeSet(static_cast<std::uint8_t>(bits))) == Interval<Count>::between(low, high));
        }
    }
}
