// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/sanitized.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <myhao/congress/ballot.hpp>
#include <myhao/congress/count.hpp>

using namespace myhao;
using namespace myhao::elections;
using Catch::Matchers::Contains;
using Names = std::vector<std::string>;

namespace {

CountTerms majority(std::int64_t seats, std::int64_t base) { return {.seats = seats, .base = Base::stated(base), .threshold = Ratio(1, 2)}; }

template <class Call>
std::string faults(Call call) {
    try {
        (void)call();
    } catch (const InvalidFacts& error) {
        return error.what();
    }
    return "none";
}

const BaseRule& delegates() {
    static const BaseRule rule{.code = "delegates", .whole = {"đại biểu", "delegates"}, .exclusions = {{"convener_absent", {"cấp ủy viên vắng", "conveners absent"}}, {"delegate_absent", {"đại biểu vắng", "delegates absent"}}}};
    return rule;
}

/// By definition: a set of candidates may take the seats if it takes as many as can be taken, all of it passed, and nobody left out has more
/// votes than somebody in it. Found by trying every set.
std::set<std::set<std::string>> winning_sets(const std::vector<NamedVotes>& votes, std::int64_t seats, std::int64_t required) {
    std::set<std::set<std::string>> all;
    std::int64_t able = 0;
    for (const NamedVotes& one : votes) able += one.votes >= required;
    const std::int64_t size = std::min(seats, able);
    for (unsigned set = 0; set < 1u << votes.size(); ++set) {
        std::set<std::string> names;
        bool fits = true;
        for (std::size_t i = 0; i < votes.size(); ++i) {
            if ((set >> i & 1) == 0) continue;
            names.insert(votes[i].name), fits = fits && votes[i].votes >= required;
            for (std::size_t k = 0; k < votes.size(); ++k) fits = fits && ((set >> k & 1) != 0 || votes[k].votes <= votes[i].votes);
        }
        if (fits && static_cast<std::int64_t>(names.size()) == size) all.insert(names);
    }
    return all;
}

}  // namespace

TEST_CASE("strictly more than half: of 199 delegates 100, of 197 that is 99, of 200 that is 101") {
    CHECK(required_votes(Ratio(1, 2), 199) == 100);
    CHECK(required_votes(Ratio(1, 2), 197) == 99);
    CHECK(required_votes(Ratio(1, 2), 200) == 101);
    CHECK(required_votes(Ratio(2, 3), 9) == 7);
    const Count count = elections::count({{"A", 100}, {"B", 99}}, majority(2, 199));
    CHECK(count.elected == Names{"A"});
    CHECK(count.vacant == 1);
    CHECK(elections::count({{"A", 100}, {"B", 99}}, majority(2, 197)).elected == Names{"A", "B"});
}

TEST_CASE("a base carries who was left out, and says so") {
    const Base base = Base::of(delegates(), 199, {{"convener_absent", 1}, {"delegate_absent", 1}});
    CHECK(base.value() == 197);
    CHECK(base.text().en == "197 = 199 delegates - 1 conveners absent - 1 delegates absent");
    CHECK(base.text().vi == "197 = 199 đại biểu - 1 cấp ủy viên vắng - 1 đại biểu vắng");
    const std::string said = faults([] { return Base::of(delegates(), 199, {{"conveners_absent", 1}, {"delegate_absent", -1}, {"delegate_absent", 200}}); });
    CHECK_THAT(said, Contains("4 problems") && Contains("did you mean 'convener_absent'?") && Contains("below 0") && Contains("given twice") && Contains("more people left out than there are"));
    CHECK_THAT(faults([] { return Base::of(delegates(), 2, {{"convener_absent", 2}}); }), Contains("nobody is left in the base"));
    CHECK_THAT(faults([] { return Base::stated(0); }), Contains("expected at least 1"));
}

TEST_CASE("38 elected of 39 leaves one vacancy") {
    std::vector<NamedVotes> votes;
    for (int i = 0; i < 42; ++i) votes.push_back({"Ứng viên " + std::to_string(i), i < 38 ? 216 - i : 90});
    const Count count = elections::count(votes, majority(39, 216));
    CHECK(count.elected.size() == 38);
    CHECK(count.vacant == 1);
    CHECK(count.tied.empty());
}

TEST_CASE("a tie at the last seat is reported, and nobody of it is elected") {
    const Count count = elections::count({{"C", 120}, {"A", 150}, {"D", 120}, {"B", 120}}, majority(3, 199));
    CHECK(count.elected == Names{"A"});
    CHECK(count.tied == Names{"B", "C", "D"});
    CHECK(count.contested == 2);
    CHECK(count.vacant == 0);
    CHECK(count.passed() == 4);
}

TEST_CASE("no vote, no seat: even where most votes win") {
    const Count count = elections::count({{"A", 3}, {"B", 0}}, {.seats = 2});
    CHECK(count.elected == Names{"A"});
    CHECK(count.vacant == 1);
    CHECK_FALSE(count.required);
}

TEST_CASE("random elections agree with every set tried by definition, and with their own reverse") {
#ifdef MYHAO_TESTS_SANITIZED
    constexpr int cases = 200;
#else
    constexpr int cases = 3000;
#endif
    std::mt19937 random(6);
    int ties = 0, vacancies = 0;
    for (int i = 0; i < cases; ++i) {
        const std::size_t candidates = 1 + random() % 7;
        const std::int64_t base = 1 + static_cast<std::int64_t>(random() % 12), seats = 1 + static_cast<std::int64_t>(random() % candidates);
        std::vector<NamedVotes> votes;
        for (std::size_t c = 0; c < candidates; ++c) votes.push_back({std::string(1, static_cast<char>('A' + c)), static_cast<std::int64_t>(random() % static_cast<unsigned>(base + 1))});
        CountTerms terms{.seats = seats, .base = Base::stated(base)};
        if (random() % 2 == 0) terms.threshold = Ratio(1, 2);
        const Count count = elections::count(votes, terms);
        // More than half: twice the votes are more than the base.
        std::int64_t required = 1;
        while (terms.threshold && 2 * required <= base) ++required;
        std::set<std::set<std::string>> sets;
        for (unsigned set = 0; set < 1u << count.tied.size(); ++set) {
            std::set<std::string> names(count.elected.begin(), count.elected.end());
            std::int64_t taken = 0;
            for (std::size_t t = 0; t < count.tied.size(); ++t)
                if ((set >> t & 1) != 0) names.insert(count.tied[t]), ++taken;
            if (taken == count.contested) sets.insert(names);
        }
        REQUIRE(sets == winning_sets(votes, seats, required));
        REQUIRE(count.required.value_or(1) == required);
        REQUIRE(static_cast<std::int64_t>(count.elected.size()) + count.contested + count.vacant == seats);
        std::reverse(votes.begin(), votes.end());
        REQUIRE(elections::count(votes, terms) == count);
        ties += !count.tied.empty(), vacancies += count.vacant > 0;
    }
    CHECK(ties > cases / 20);
    CHECK(vacancies > cases / 20);
}

TEST_CASE("everything wrong with a count is named at once, with its place") {
    const std::string said = faults([] {
        return elections::count({{"Lê Hùng", -1}, {"Lê Hung", 3}, {"<b>x</b>", 1}, {"C", 200}, {"C", 1}, {" ", 0}}, {.seats = 9, .base = Base::stated(199), .threshold = Ratio(1)});
    });
    CHECK_THAT(said, Contains("8 problems"));
    CHECK_THAT(said, Contains("votes['Lê Hùng']: a number of votes below 0; found -1"));
    CHECK_THAT(said, Contains("votes['Lê Hung']: two names differ only in accents"));
    CHECK_THAT(said, Contains("a name with markup") && Contains("more votes than the base; found 200; expected at most 199") && Contains("the same name twice") && Contains("an empty name"));
    CHECK_THAT(said, Contains("more seats than candidates; found 9; expected at most 6") && Contains("threshold: a threshold lies between 0 and 1"));
    CHECK_THAT(faults([] { return elections::count({{"A", 1}}, {.seats = 1, .threshold = Ratio(1, 2)}); }), Contains("a threshold needs a base"));
}

TEST_CASE("names that look the same are one name; Hùng and Hưng are two people, and so are others where the count says so") {
    const auto both = [](const char* a, const char* b, bool distinct = false) { return faults([&] { return elections::count({{a, 1}, {b, 2}}, {.seats = 1, .distinct = distinct}); }); };
    CHECK_THAT(both("Hòa", "Hoà"), Contains("accents"));          // the mark at another letter
    CHECK_THAT(both("Hà", "Ha\u0300", true), Contains("composed"));     // the same letters, taken apart: never two people
    CHECK_THAT(both("Trần An", "Trần Ân"), Contains("accents"));
    CHECK_THAT(both("Đỗ A", "Do a"), Contains("accents"));
    CHECK(both("Trần An", "Trần Ân", true) == "none");
    CHECK(both("Lê Hùng", "Lê Hưng") == "none");
    CHECK(both("Lê Hùng Hưng", "Lê Hưng Hùng") == "none");
}

TEST_CASE("ballots as sets of names and as names crossed out say the same") {
    const Names list{"A", "B", "C", "D"};
    const std::vector<Names> chosen{{"A", "B"}, {"B"}, {}, {"A", "B", "C"}, {"D", "A"}}, struck{{"C", "D"}, {"A", "C", "D"}, {"A", "B", "C", "D"}, {"D"}, {"B", "C"}};
    const CountTerms terms{.seats = 2};
    const Count a = elections::count(chosen, terms, {.at_most = 2}, list), b = elections::count(struck, terms, {.form = BallotForm::struck, .at_most = 2}, list);
    // The fourth ballot is for three names: invalid. A: ballots 1 and 5; B: 1 and 2; D: 5.
    CHECK(a.votes == std::vector<NamedVotes>{{"A", 2}, {"B", 2}, {"D", 1}, {"C", 0}});
    CHECK(a.ballots == BallotCounts{.cast = 5, .invalid = 1, .blank = 1});
    CHECK(a.elected == Names{"A", "B"});
    CHECK(b == a);
    CHECK(elections::count(chosen, terms, {.at_most = 2, .blank_is_valid = false}, list).ballots == BallotCounts{.cast = 5, .invalid = 2, .blank = 1});
}

TEST_CASE("names that are not on the list are what the rule makes of them, and never one that is nearly on it") {
    const Names list{"Nguyễn Văn A", "Trần Thị B"};
    const std::vector<Names> ballots{{"Nguyễn Văn A", "Lê C"}, {"Trần Thị B"}};
    const auto votes = [&](WriteIns write_ins) { return elections::count(ballots, {.seats = 1}, {.write_ins = write_ins}, list); };
    CHECK(votes(WriteIns::counted).votes == std::vector<NamedVotes>{{"Lê C", 1}, {"Nguyễn Văn A", 1}, {"Trần Thị B", 1}});
    CHECK(votes(WriteIns::ignored).votes == std::vector<NamedVotes>{{"Nguyễn Văn A", 1}, {"Trần Thị B", 1}});
    CHECK(votes(WriteIns::invalid).votes == std::vector<NamedVotes>{{"Trần Thị B", 1}, {"Nguyễn Văn A", 0}});
    CHECK(votes(WriteIns::invalid).ballots->invalid == 1);
    CHECK_THAT(faults([&] { return votes(WriteIns::refused); }), Contains("votes[0]: a name that is not on the list"));
    const std::vector<Names> slips{{"Nguyen Van A"}, {"Tran Thi B", "Trần Thị B"}, {"Trần Thị B", "Trần Thị B"}};
    const std::string said = faults([&] { return elections::count(slips, {.seats = 1}, {.write_ins = WriteIns::counted}, list); });
    CHECK_THAT(said, Contains("votes[0]: a name that is nearly on the list; did you mean 'Nguyễn Văn A'?") && Contains("votes[1]: a name that is nearly on the list") && Contains("votes[2]: a name twice on one ballot"));
    CHECK_THAT(faults([&] { return elections::count(slips, {.seats = 1}, {}, list); }), Contains("did you mean 'Trần Thị B'?"));
    CHECK_THAT(faults([] { return elections::count(std::vector<Names>{{"A"}}, {.seats = 1}, {.form = BallotForm::struck}); }), Contains("crossed out of a printed list"));
}

TEST_CASE("the order of the ballots, and of the names on them, does not matter") {
    std::mt19937 random(7);
    for (int i = 0; i < 60; ++i) {
        std::vector<Names> ballots;
        for (std::size_t k = 0; k < 12; ++k) {
            Names one;
            for (const char* name : {"A", "B", "C", "D", "E"})
                if (random() % 3 == 0) one.push_back(name);
            ballots.push_back(one);
        }
        const CountTerms terms{.seats = 2, .base = Base::stated(12), .threshold = Ratio(1, 4)};
        const Count count = elections::count(ballots, terms, {.at_most = 3});
        std::shuffle(ballots.begin(), ballots.end(), random);
        for (Names& one : ballots) std::shuffle(one.begin(), one.end(), random);
        REQUIRE(elections::count(ballots, terms, {.at_most = 3}) == count);
    }
}
