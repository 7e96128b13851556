// SPDX-License-Identifier: Apache-2.0
#include <myhao/report/report_builder.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {
const Period year(Date(2020, 1, 1), Date(2021, 1, 1));

Figure members(std::int64_t number) {
    Figure f;
    f.measure = {"members", {"đảng viên", "members"}, MeasureType::stock, "member", Part::membership};
    f.value = Interval<Decimal>::exactly(Decimal(number));
    f.period = year;
    f.source = Citation::of("page", 2);
    return f;
}
Statement statement(std::string id, std::string contradicts = {}) { return {std::move(id), Part::economy, {"một câu", "a sentence"}, year, Citation::of("page", 3), Confidence::verified, std::move(contradicts)}; }
ReportBuilder builder() {
    ReportBuilder b("x", {"X", "X"}, 2020);
    b.add(Source{"page", {"trang", "page"}});
    return b;
}
}  // namespace

TEST_CASE("a report finds a figure by its measure, and suggests one for a name that is nearly right") {
    const Report report = builder().add(members(5)).build();
    CHECK(report["members"].value.exact());
    CHECK(report.find("member") == nullptr);
    CHECK_THROWS_AS(report["membres"], InvalidFacts);
    CHECK_THROWS_WITH(report["membres"], Contains("the report of x for 2020 has no such figure; did you mean 'members'?"));
    CHECK_THROWS_WITH(report["Dang vien"], Contains("did you mean 'members'?"));
}

TEST_CASE("everything wrong with a report is said at once, and nothing is made of it") {
    ReportBuilder b("", {}, 20);
    Figure shapeless = members(5), empty = members(6), negative = members(-7), ranked = members(8), open = members(9);
    shapeless.measure.id = "shapeless", shapeless.qualifier = Qualifier::nearly;
    empty.measure.id = "empty", empty.value = Interval<Decimal>::between(Decimal(2), Decimal(1));
    ranked.measure.id = "ranked", ranked.measure.type = MeasureType::rank, ranked.value = Interval<Decimal>::exactly(*Decimal::parse("1.5"));
    open.measure.id = "open", open.period = Period(Date(2020, 1, 1)), open.source = {};
    negative.measure.id = "negative";
    b.add(Source{"page", {}}).add(Source{"page", {}});
    b.add(shapeless).add(empty).add(negative).add(ranked).add(open).add(members(1)).add(members(2));
    Statement silent = statement("silent");
    silent.text.vi.clear(), silent.source = Citation::of("paige", 3);
    b.add(silent).add(statement("twice")).add(statement("twice")).add(statement("lonely", "twize"));
    b.add(PostCount{"posts", {}, "a", "a", 3, 2, year, Citation::of("page")});
    CongressFacts congress;
    congress.id = "c", congress.source = Citation::of("page"), congress.first_day = Date(2020, 8, 6), congress.last_day = Date(2020, 8, 4), congress.contents_done = 5, congress.contents_required = 4, congress.ordinal = 0;
    b.add(congress);
    b.add(Target{{}, {}, Date(2020, 1, 1), Citation::of("page")});
    try {
        (void)b.build();
        FAIL("not refused");
    } catch (const InvalidFacts& error) {
        const std::string all = [&] {
            std::string text;
            for (const Finding& f : error.problems()) text += f.subject + ": " + f.text.en + "; " + f.observed + "\n";
            return text;
        }();
        for (const char* expected :
             {"report: a report is of a unit", "report: a report is of a year; 20", "source 'page': this key is used twice", "figure 'shapeless': the interval does not have the shape of its qualifier 'nearly'; [5, 5]",
              "figure 'empty': no number fits", "figure 'negative': a count cannot be negative", "figure 'ranked': a rank is a whole number from 1", "figure 'open': the period of a figure has an end", "figure 'open': it cites no source",
              "figure 'members': this measure has two figures", "statement 'silent': a statement has a text in both languages", "statement 'silent': the source it cites is not among those of the report; did you mean 'page'?",
              "statement 'twice': this id is used twice", "statement 'lonely': the statement it contradicts is not in the report; did you mean 'twice'?", "posts 'posts': holders are counted among those of the first post; 3 of 2",
              "posts 'posts': it counts holders of two posts", "congress 'c': it ends before it begins", "congress 'c': more contents done than there are", "congress 'c': congresses are counted from 1", "target '': a measure has an id",
              "target '': a target requires something that can be reached"})
            CHECK_THAT(all, Contains(expected));
        CHECK_THAT(error.what(), Contains(" problems:"));
    }
}

TEST_CASE("two tallies of one subject and unit are refused, of different units not") {
    const Tally own(scales::cpv_2018(), {{{"good"}, 1}}, {.source = Citation::of("page")});
    const Tally other(scales::cpv_2018(), {{{"good"}, 1}}, {.of = Id("y"), .source = Citation::of("page")});
    const Tally named(scales::cpv_2018(), {{{"good"}, 1}}, {.of = Id("x"), .source = Citation::of("page")});
    CHECK_NOTHROW(builder().add(own).add(other).build());
    CHECK_THROWS_WITH(builder().add(own).add(named).build(), Contains("two tallies count the same; found x"));
    const Report both = builder().add(other).add(named).build(), other_only = builder().add(other).build();
    CHECK(both.tally(Subject::organization)->of() == Id("x"));
    CHECK(other_only.tally(Subject::organization) == nullptr);
}

TEST_CASE("one synthetic number makes the whole report synthetic") {
    Figure made_up = members(5);
    made_up.origin = Origin::synthetic;
    CHECK(builder().add(members(5)).build().origin() == Origin::real);
    CHECK(builder().add(made_up).build().origin() == Origin::synthetic);
    CHECK(builder().add(Tally(scales::cpv_2018(), {}, {.source = Citation::of("page"), .origin = Origin::derived})).build().origin() == Origin::derived);
    CHECK(builder().origin(Origin::synthetic).build().origin() == Origin::synthetic);
}

TEST_CASE("statements that contradict each other are both kept, with a finding") {
    const Report report = builder().add(statement("one", "two")).add(statement("two")).build();
    CHECK(report.statements().size() == 2);
    CHECK(report.statements(Part::economy).size() == 2);
    CHECK(report.statements(Part::posts).empty());
    REQUIRE(report.findings().with_rule("report.contradiction").size() == 1);
    CHECK(report.findings()[0].state == State::undetermined);
    CHECK(report.findings()[0].citation == "page, ¶3");
}

TEST_CASE("ids that only the composition of their letters tells apart are refused, and so are texts that are not UTF-8") {
    Figure composed = members(1), apart = members(2);
    composed.measure.id = "m\xE1\xBB\xB9 h\xC3\xA0o", apart.measure.id = "my\xCC\x83 ha\xCC\x80o";  // mỹ hào, twice
    CHECK_THROWS_WITH(builder().add(composed).add(apart).build(), Contains("figure 2: two ids differ only in how their letters are composed"));
    Statement broken = statement("broken");
    broken.text.vi = "m\xE1\xBB";
    CHECK_THROWS_WITH(builder().add(broken).build(), Contains("statement 1: a text is UTF-8 without NUL"));
}

TEST_CASE("a report built again from its own data is equal to it") {
    const Report report = builder().add(members(5)).add(statement("one")).build();
    CHECK(ReportBuilder(report.data()).build() == report);
    CHECK_FALSE(builder().add(members(6)).add(statement("one")).build() == report);
}
