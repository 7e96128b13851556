// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <myhao/rules/audit.hpp>

using namespace myhao;

namespace {

/// Rules of which only the quota on the best grade is known.
RuleSet rules_with(Quota quota, Scale scale = scales::cpv_2018()) {
    RuleSetParts parts;
    parts.id = "quota alone";
    parts.scale = scale;
    quota.grade = scale[0].code;
    for (std::size_t i = 0; i + 1 < scale.size(); ++i) parts.grades.push_back({.id = scale[i].code});
    parts.quotas = {std::move(quota)};
    return RuleSet(std::move(parts));
}
RuleSet rules_with_share(const char* share) { return rules_with(Quota{.grade = {}, .share = Ratio::parse(share)}); }

Tally tally(const std::vector<TallyInput>& counts, std::optional<std::int64_t> graded = {}) { return {scales::cpv_2018(), counts, {.graded = graded}}; }
Tally town() { return tally({{{"excellent"}, 8}, {{"good"}, 35}, {{"completed"}, 0}}, 43); }

struct Wanted {
    std::optional<std::int64_t> limit;
    std::int64_t fewest;
    std::optional<std::int64_t> most;
    State state;
};
void check(const QuotaFinding& f, const Wanted& wanted) {
    INFO(f.rule << ": " << f.text.en);
    CHECK(f.limit_as_stated == wanted.limit);
    CHECK(f.most_attainable.low == wanted.fewest);
    CHECK(f.most_attainable.high == wanted.most);
    CHECK(f.state == wanted.state);
}

}  // namespace

TEST_CASE("8 excellent of 43 exceed a fifth of the 35 good under every grouping, a fifth of all 43 under some") {
    const auto rules = rules_with_share("20%");
    SECTION("nothing known of the groups") {
        const auto found = audit(town(), rules);
        REQUIRE(found.size() == 3);
        // 35/5 = 7. Eligible 43: one group 43/6 = 7; groups of one have no place.
        check(found[0], {7, 0, 7, State::violated});
        // 43/5 = 8 in one group; none in 43 groups of one.
        check(found[1], {8, 0, 8, State::undetermined});
        check(found[2], {8, 0, 8, State::undetermined});
        CHECK(found[0].base == QuotaBase::good_only);
        CHECK(found[1].base == QuotaBase::good_or_better);
        CHECK(found[2].base == QuotaBase::graded);
        CHECK(found[0].in_rules);
        CHECK_FALSE(found[1].in_rules);
        CHECK(found[0].observed_count == Interval<std::int64_t>::exactly(8));
        CHECK(found[0].rule == "quotas.excellent.good_only");
    }
    SECTION("one group") {
        const auto found = audit(town(), rules, Groups::one());
        check(found[0], {7, 7, 7, State::violated});
        check(found[1], {8, 8, 8, State::met});
        check(found[2], {8, 8, 8, State::met});
    }
    SECTION("two given groups: 2 excellent of 13 and 6 of 30") {
        const std::vector<Tally> wards_and_others{tally({{{"excellent"}, 2}, {{"good"}, 11}, {{"completed"}, 0}}, 13), tally({{{"excellent"}, 6}, {{"good"}, 24}, {{"completed"}, 0}}, 30)};
        const auto found = audit(town(), rules, wards_and_others);
        // 11/5 = 2 and 24/5 = 4: 6 of 30 is too many. Eligible 13/6 = 2 and 30/6 = 5.
        check(found[0], {7, 7, 7, State::violated});
        // 13/5 = 2 and 30/5 = 6.
        check(found[1], {8, 8, 8, State::met});
        check(found[2], {8, 8, 8, State::met});
    }
    SECTION("two groups of 13 and 30, grades not given: the whole narrows them") {
        const auto found = audit(town(), rules, std::vector<Tally>{tally({}, 13), tally({}, 30)});
        check(found[0], {7, 7, 7, State::violated});
        check(found[1], {8, 8, 8, State::undetermined});
        check(found[2], {8, 8, 8, State::undetermined});
    }
    SECTION("eleven groups of 4 at most have no place at all") {
        std::vector<Tally> groups(10, tally({}, 4));
        groups.push_back(tally({}, 3));
        const auto found = audit(town(), rules, groups);
        for (const auto& f : found) check(f, {f.base == QuotaBase::good_only ? 7 : 8, 0, 0, State::violated});
    }
    SECTION("43 groups are 43 groups of one") {
        for (const auto& f : audit(town(), rules, 43)) check(f, {f.base == QuotaBase::good_only ? 7 : 8, 0, 0, State::violated});
    }
}

TEST_CASE("of 4,215 members excellent or good in 43 organisations, between 667 and 702 can be excellent") {
    const auto found = audit(tally({{{"excellent", "good"}, 4215}}), rules_with_share("1/5"), 43);
    // Places floor(e/6): residues 0..5, so their sum is at most 215, and 4215 = 6*702 + 3: (4215 - 213)/6 = 667 to (4215 - 3)/6 = 702.
    check(found[0], {std::nullopt, 667, 702, State::undetermined});
    // Places floor(e/5): residues at most 172, 4215 = 5*843: (4215 - 170)/5 = 809 to 843.
    check(found[1], {843, 809, 843, State::undetermined});
    // The others graded are not counted by the source: without any 809; with enough of them all 4,215.
    check(found[2], {std::nullopt, 809, 4215, State::undetermined});
    CHECK(found[0].observed_count == Interval<std::int64_t>::between(0, 4215));
}

TEST_CASE("43 organisations of known sizes narrow the bounds on the 4,215 members") {
    // Made-up sizes: 42 of 132 members and one of 155, 5,699 in all. They leave room for what unknown sizes allow under the
    // narrow base: groups of 95 and 101 each waste five of six, so 667; groups of 132 and 96 waste none, so 702.
    std::vector<Tally> groups(42, tally({}, 132));
    groups.push_back(tally({}, 155));
    const auto found = audit(tally({{{"excellent", "good"}, 4215}}, 5699), rules_with_share("1/5"), groups);
    CHECK(found[0].most_attainable.high == 702);
    CHECK(found[0].most_attainable.low == 667);
    // Of all graded: 26 places in a group of 132, 31 in the one of 155. 42*26 + 31 = 1123 places in all, all used; least: groups
    // filled with those who may have it. 31 groups of 132 take 4092, 123 more are left: 32 groups with 26 places are 832; with the
    // one of 155 and 30 of 132 there are 4115, and 100 more: 31 + 30*26 + 26 = 837.
    CHECK(found[2].most_attainable.high == 1123);
    CHECK(found[2].most_attainable.low == 832);
    CHECK(found[0].state == State::undetermined);
}

TEST_CASE("Sơn La 2020: nearly 120 excellent, 451 good, 27 completed fit only a fifth of all that were graded") {
    const auto rules = rules_with_share("20%");
    for (const std::int64_t excellent : {115, 119}) {
        const auto found = audit(tally({{{"excellent"}, excellent}, {{"good"}, 451}, {{"completed"}, 27}, {{"not_completed"}, 0}}), rules);
        const std::int64_t up_to_good = excellent + 451, all = up_to_good + 27;
        check(found[0], {90, 0, up_to_good / 6, State::violated});  // 451/5 = 90
        check(found[1], {up_to_good / 5, 0, up_to_good / 5, State::violated});  // 566/5 = 113, 570/5 = 114
        check(found[2], {all / 5, 0, all / 5, all / 5 >= excellent ? State::undetermined : State::violated});  // 593/5 = 118, 597/5 = 119
        CHECK(all / 5 >= excellent);
    }
}

TEST_CASE("Hải Dương 2019 breaks every base if 23.8 % is of 604, and only the narrow one if it is of those graded good") {
    const auto rules = rules_with_share("20%");
    // 23.8 % of 604 is 144; the good are 460; all graded 662.
    for (const auto& f : audit(tally({{{"excellent"}, 144}, {{"good"}, 460}, {{"completed"}, 58}, {{"not_completed"}, 0}}), rules)) CHECK(f.state == State::violated);
    // 116 of 488 is 23.8 %.
    const auto found = audit(tally({{{"excellent"}, 116}, {{"good"}, 488}, {{"completed"}, 58}, {{"not_completed"}, 0}}), rules, Groups::one());
    check(found[0], {97, 100, 100, State::violated});   // 488/5 = 97, 604/6 = 100
    check(found[1], {120, 120, 120, State::met});       // 604/5 = 120
    check(found[2], {132, 132, 132, State::met});       // 662/5 = 132
}

TEST_CASE("a grassroots organisation with 50 good members may have 10 excellent ones, with 4 none") {
    const auto rules = rules_with_share("1/5");
    const auto state = [&](std::int64_t excellent, std::int64_t good) {
        return audit(tally({{{"excellent"}, excellent}, {{"good"}, good}, {{"completed", "not_completed"}, 0}}), rules, Groups::one())[0].state;
    };
    CHECK(state(10, 50) == State::met);
    CHECK(state(11, 50) == State::violated);
    CHECK(state(0, 4) == State::met);
    CHECK(state(1, 4) == State::violated);
}

TEST_CASE("a share that is not known leaves every base undetermined") {
    for (const auto& f : audit(town(), rules_with(Quota{.grade = {}, .share = std::nullopt, .group = std::nullopt}))) {
        check(f, {std::nullopt, 0, 43, State::undetermined});
        CHECK(f.severity == Severity::warning);
    }
}

TEST_CASE("a share that is only believed is used, and said to be so") {
    const auto found = audit(town(), rules_with(Quota{.grade = {}, .share = Ratio(1, 5), .confidence = Confidence::unverified}));
    CHECK(found[0].state == State::violated);
    CHECK(found[0].severity == Severity::warning);
    CHECK(found[0].text.en.find("not verified") != std::string::npos);
    CHECK(found[0].text.vi.find("chưa kiểm chứng") != std::string::npos);
}

TEST_CASE("an audit refuses what does not fit together, with every fault") {
    const auto rules = rules_with_share("1/5");
    const auto message = [&](const Groups& groups) -> std::string {
        try {
            (void)audit(town(), rules, groups);
        } catch (const InvalidFacts& error) {
            return error.what();
        }
        return "nothing was thrown";
    };
    CHECK(message(44) == "groups: more groups than objects that were graded; found 44; expected at most 43");
    CHECK_THROWS_AS(Groups(0), InvalidFacts);
    const Tally old(scales::cpv_2014(), {{{"clean_and_strong"}, 1}});
    try {
        (void)audit(old, rules, std::vector<Tally>{town(), old});
        FAIL("two faults");
    } catch (const InvalidFacts& error) {
        REQUIRE(error.problems().size() == 2);
        CHECK(error.problems()[0].subject == "tally");
        CHECK(error.problems()[1].subject == "groups[1]");
    }
    CHECK(message(std::vector<Tally>{tally({}, 13), tally({}, 31)}) == "groups: the tallies of the groups do not add up to the tally of the whole; found 44; expected 43");
    RuleSetParts parts = rules.parts();
    parts.quotas.clear();
    CHECK_THROWS_AS(audit(town(), RuleSet(parts)), InvalidRules);
}

TEST_CASE("sizes that would take for ever are refused") {
    // Two sevenths: no closed form for groups of fewer than seven.
    CHECK_THROWS_AS(audit(tally({{{"excellent"}, 1000}, {{"good"}, 9000}, {{"completed", "not_completed"}, 0}}), rules_with_share("2/7"), 9000), InvalidFacts);
    CHECK_THROWS_AS(audit(tally({}, 2'000'000'000'000), rules_with_share("1/5")), InvalidFacts);
    // Far within bounds, and quick: a fifth has a closed form for any number of groups.
    const auto found = audit(tally({{{"excellent", "good"}, 5'600'000}}, 5'700'000), rules_with_share("1/5"), 330'000);
    CHECK(found[0].most_attainable.high == 933'333);  // 5600000/6
}

namespace {

struct World {
    std::int64_t x, g, o;
    friend auto operator<=>(const World&, const World&) = default;
};
struct Brute {
    bool kept = false, exceeded = false;
    std::int64_t fewest = 1'000'000, most = -1;
    void add(bool is_kept, bool is_exceeded, std::int64_t low, std::int64_t high) {
        kept = kept || is_kept, exceeded = exceeded || is_exceeded, fewest = std::min(fewest, low), most = std::max(most, high);
    }
};

/// All splits of a tally by handing out its objects one by one; `more`: how many beyond those counted may be graded.
std::set<World> worlds_of(const Tally& t, std::int64_t more) {
    std::set<World> found{{0, 0, 0}};
    const auto hand_out = [&](GradeSet block) {
        std::set<World> next;
        for (const World& w : found) {
            if (block.has(0)) next.insert({w.x + 1, w.g, w.o});
            if (block.has(1)) next.insert({w.x, w.g + 1, w.o});
            if (block.has(2) || block.has(3)) next.insert({w.x, w.g, w.o + 1});
        }
        found = next;
    };
    for (const TallyEntry& entry : t.entries())
        for (std::int64_t i = 0; i < entry.count; ++i) hand_out(entry.grades);
    const GradeSet rest = t.scale().all() - t.stated();
    if (rest.empty()) return found;
    if (t.graded()) {
        for (std::int64_t i = t.sum(); i < *t.graded(); ++i) hand_out(rest);
        return found;
    }
    std::set<World> all = found;
    for (std::int64_t i = 0; i < more; ++i) {
        hand_out(rest);
        all.insert(found.begin(), found.end());
    }
    return all;
}

/// The quota as a reader states it: of x with the grade in a group, at most the share of the base; of whoever may have it,
/// so many keep it that this holds of the result.
struct Reader {
    Ratio share;
    std::int64_t at_least;
    QuotaBase base;

    bool keeps(const World& w) const {
        const std::int64_t of = base == QuotaBase::good_only ? w.g : base == QuotaBase::good_or_better ? w.x + w.g : w.x + w.g + w.o;
        return w.x <= at_least || w.x * share.denominator() <= of * share.numerator();
    }
    std::int64_t can_have(const World& w) const {
        std::int64_t x = w.x + w.g;
        while (!keeps({x, w.x + w.g - x, w.o})) --x;
        return x;
    }
    /// Every way to cut a world into groups that are not empty.
    Brute cut(const World& w, std::int64_t groups) {
        if (groups == 0) {
            Brute none;
            if (w == World{0, 0, 0}) none.add(true, false, 0, 0);
            return none;
        }
        const auto key = std::make_pair(w, groups);
        if (const auto at = memo.find(key); at != memo.end()) return at->second;
        Brute all;
        for (std::int64_t x = 0; x <= w.x; ++x)
            for (std::int64_t g = 0; g <= w.g; ++g)
                for (std::int64_t o = 0; o <= w.o; ++o) {
                    if (x + g + o == 0) continue;
                    const Brute rest = cut({w.x - x, w.g - g, w.o - o}, groups - 1);
                    if (rest.most < 0) continue;
                    const World own{x, g, o};
                    all.add(rest.kept && keeps(own), rest.exceeded || !keeps(own), rest.fewest + can_have(own), rest.most + can_have(own));
                }
        return memo[key] = all;
    }
    std::map<std::pair<World, std::int64_t>, Brute> memo = {};
};

Tally random_tally(std::mt19937& random, std::int64_t most, bool may_be_open) {
    const auto upto = [&](std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(n + 1)); };
    const std::vector<std::string> codes{"excellent", "good", "completed", "not_completed"};
    std::vector<TallyInput> inputs(static_cast<std::size_t>(1 + upto(2)));
    for (const std::string& code : codes)
        if (const auto at = static_cast<std::size_t>(upto(static_cast<std::int64_t>(inputs.size()))); at < inputs.size()) inputs[at].grades.push_back(code);
    inputs.erase(std::remove_if(inputs.begin(), inputs.end(), [](const TallyInput& i) { return i.grades.empty(); }), inputs.end());
    std::int64_t sum = 0, named = 0;
    for (TallyInput& input : inputs) sum += input.count = upto(most), named += static_cast<std::int64_t>(input.grades.size());
    std::optional<std::int64_t> graded;
    if (named == 4) graded = sum;
    else if (!may_be_open || upto(2) > 0) graded = sum + upto(most);
    return tally(inputs, graded);
}

Quota random_quota(std::mt19937& random, std::int64_t most_term) {
    const auto q = static_cast<std::int64_t>(1 + random() % static_cast<unsigned>(most_term));
    const auto p = static_cast<std::int64_t>(random() % static_cast<unsigned>(q + 1));
    return Quota{.grade = {}, .share = Ratio(p, q), .at_least = random() % 3 == 0 ? static_cast<std::int64_t>(random() % 3) : 0};
}

std::string describe(const Tally& t, const Quota& quota) {
    std::string text = "share " + quota.share->text() + ", at least " + std::to_string(quota.at_least) + ", graded " + (t.graded() ? std::to_string(*t.graded()) : "open");
    for (const TallyEntry& entry : t.entries()) text += ", " + t.scale().text(entry.grades) + " " + std::to_string(entry.count);
    return text;
}

void compare(const QuotaFinding& f, const Brute& brute) {
    INFO(f.rule << ": brute force kept " << brute.kept << ", exceeded " << brute.exceeded << ", " << brute.fewest << ".." << brute.most);
    INFO("audit " << name(f.state) << ", " << f.text.en);
    REQUIRE((brute.kept || brute.exceeded));
    REQUIRE(f.state == (!brute.kept ? State::violated : !brute.exceeded ? State::met : State::undetermined));
    REQUIRE(f.most_attainable.low == brute.fewest);
}

}  // namespace

TEST_CASE("an audit agrees with every grouping and every split of thousands of small tallies") {
    std::mt19937 random(20201231);
    int compared = 0;
    for (int round = 0; round < 4000; ++round) {
        const Tally t = random_tally(random, 4, false);
        const Quota quota = random_quota(random, 5);
        const auto graded = *t.graded();
        std::optional<std::int64_t> groups;
        if (graded > 0 && random() % 3 > 0) groups = 1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(graded));
        INFO(describe(t, quota) << ", groups " << (groups ? std::to_string(*groups) : "unknown"));
        for (const QuotaFinding& f : audit(t, rules_with(quota), groups ? Groups(*groups) : Groups())) {
            Reader reader{*quota.share, quota.at_least, f.base};
            Brute brute;
            for (const World& w : worlds_of(t, 0))
                for (std::int64_t k = groups.value_or(graded > 0 ? 1 : 0); k <= groups.value_or(graded); ++k) {
                    const Brute one = reader.cut(w, k);
                    brute.add(one.kept, one.exceeded, one.fewest, one.most);
                }
            compare(f, brute);
            REQUIRE(f.most_attainable.high == brute.most);
            ++compared;
        }
    }
    CHECK(compared == 12'000);
}

TEST_CASE("an audit agrees with brute force where the number graded is not said") {
    std::mt19937 random(43);
    int compared = 0;
    for (int round = 0; round < 500; ++round) {
        const Tally t = random_tally(random, 2, true);
        if (t.graded()) continue;
        const Quota quota = random_quota(random, 2);
        std::optional<std::int64_t> groups;
        if (random() % 3 > 0) groups = 1 + static_cast<std::int64_t>(random() % 3u);
        INFO(describe(t, quota) << ", groups " << (groups ? std::to_string(*groups) : "unknown"));
        for (const QuotaFinding& f : audit(t, rules_with(quota), groups ? Groups(*groups) : Groups())) {
            Reader reader{*quota.share, quota.at_least, f.base};
            Brute few, more;  // with fewer and with more objects that the tally does not count
            for (const World& w : worlds_of(t, 11)) {
                const std::int64_t graded = w.x + w.g + w.o;
                if (groups ? graded < *groups : false) continue;
                const std::int64_t last = groups.value_or(std::min<std::int64_t>(graded, 5));
                for (std::int64_t k = groups.value_or(graded > 0 ? 1 : 0); k <= last; ++k) {
                    const Brute one = reader.cut(w, k);
                    more.add(one.kept, one.exceeded, one.fewest, one.most);
                    if (graded <= t.sum() + 7) few.add(one.kept, one.exceeded, one.fewest, one.most);
                }
            }
            compare(f, more);
            if (f.most_attainable.high) REQUIRE(*f.most_attainable.high == more.most);
            else CHECK(more.most > few.most);
            ++compared;
        }
    }
    CHECK(compared > 300);
}

TEST_CASE("an audit agrees with brute force where the groups are given") {
    std::mt19937 random(1930);
    int joined = 0, refused = 0;
    for (int round = 0; round < 3000; ++round) {
        std::vector<Tally> groups;
        const bool sizes_alone = random() % 3 == 0;
        for (auto left = 1 + random() % 3; left > 0; --left) groups.push_back(sizes_alone ? tally({}, random() % 5) : random_tally(random, 2, false));
        std::int64_t graded = 0;
        for (const Tally& group : groups) graded += *group.graded();
        // The whole is sometimes nothing but its size, sometimes one of the worlds of the groups, sometimes made up.
        World sum{0, 0, 0};
        for (const Tally& group : groups) {
            const auto worlds = worlds_of(group, 0);
            auto at = worlds.begin();
            std::advance(at, random() % worlds.size());
            sum = {sum.x + at->x, sum.g + at->g, sum.o + at->o};
        }
        Tally whole = tally({}, graded);
        if (random() % 3 == 0) whole = tally({{{"excellent"}, sum.x}, {{"good"}, sum.g}, {{"completed", "not_completed"}, sum.o}});
        else if (random() % 2 == 0) whole = tally({{{"excellent"}, sum.x}}, graded);
        else if (random() % 3 == 0) whole = tally({{{"excellent"}, static_cast<std::int64_t>(random() % 3)}}, std::max<std::int64_t>(graded, 2));
        const Quota quota = random_quota(random, 5);
        std::set<World> wholes = worlds_of(whole, 0);

        std::string words = describe(whole, quota);
        for (const Tally& group : groups) words += "; group: " + describe(group, quota);
        INFO(words);
        std::optional<std::vector<QuotaFinding>> found;
        try {
            found = audit(whole, rules_with(quota), groups);
        } catch (const InvalidFacts&) {
            ++refused;
        }
        for (const QuotaBase base : every_quota_base) {
            const Reader reader{*quota.share, quota.at_least, base};
            Brute brute;
            const auto walk = [&](auto self, std::size_t i, World so_far, bool kept, std::int64_t can) -> void {
                if (i == groups.size()) {
                    if (wholes.count(so_far)) brute.add(kept, !kept, can, can);
                    return;
                }
                for (const World& w : worlds_of(groups[i], 0))
                    self(self, i + 1, {so_far.x + w.x, so_far.g + w.g, so_far.o + w.o}, kept && reader.keeps(w), can + reader.can_have(w));
            };
            walk(walk, 0, {0, 0, 0}, true, 0);
            REQUIRE(found.has_value() == (brute.most >= 0));
            if (!found) continue;
            const QuotaFinding& f = (*found)[static_cast<std::size_t>(base)];
            compare(f, brute);
            REQUIRE(f.most_attainable.high == brute.most);
            ++joined;
        }
    }
    CHECK(joined > 5000);
    CHECK(refused > 20);
}

TEST_CASE("groups need not say how many were graded where that follows from the whole") {
    const Tally whole(scales::cpv_2018(), {{{"excellent"}, 8}, {{"good"}, 35}, {{"completed"}, 0}}, {.graded = 43});
    const auto group = [](std::int64_t excellent, std::int64_t good) { return Tally(scales::cpv_2018(), {{{"excellent"}, excellent}, {{"good"}, good}}); };
    // 13 have floor(13/5) = 2 places and 30 have 6; of those only good, floor(11/5) = 2 and floor(24/5) = 4.
    const auto findings = audit(whole, rules_with_share("1/5"), Groups({group(2, 11), group(6, 24)}));
    CHECK(findings[0].state == State::violated);
    CHECK(findings[1].state == State::met);
    CHECK(findings[2].state == State::met);
}
