// SPDX-License-Identifier: Apache-2.0
#include <myhao/grades/scale.hpp>

#include <myhao/grades/level.hpp>
#include <myhao/grades/subject.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

TEST_CASE("a grade is found by code, Vietnamese label without marks, English label or abbreviation") {
    const Scale& scale = scales::cpv_2018();
    for (const auto* text : {"excellent", "Excellent", "Hoàn thành xuất sắc nhiệm vụ", "hoan thanh xuat sac nhiem vu", "HTXS", " htxs "}) CHECK(scale.find(text) == 0u);
    CHECK(scale.find("hoàn thành nhiệm vụ") == 2u);
    CHECK(scale.find("Không hoàn thành nhiệm vụ") == 3u);
    CHECK_FALSE(scale.find("xuất sắc"));  // a level, not a grade
    CHECK_FALSE(scale.find(""));
}

TEST_CASE("an unknown grade is refused with the list and the nearest code") {
    CHECK_THROWS_WITH(scales::cpv_2018().at("exelent", "row 3"), Contains("row 3: no such grade in scale cpv_2018; did you mean 'excellent'?; found 'exelent'; expected excellent, good, completed, not_completed"));
    CHECK_THROWS_WITH(scales::cpv_2018().at("hoan thanh tot nhiem vi"), Contains("did you mean 'good'?"));
    CHECK_THROWS_AS(scales::cpv_2018().at("clean_and_strong"), InvalidFacts);  // a grade of the scale before
}

TEST_CASE("the scales before and since 2018 do not mix") {
    CHECK(scales::cpv_2014()[0].label.vi == "trong sạch, vững mạnh");
    CHECK(scales::cpv_2014().size() == 4);
    CHECK(scales::cpv_2014_member().at("đủ tư cách, hoàn thành tốt nhiệm vụ") == 1);
    CHECK_FALSE(scales::cpv_2014() == scales::cpv_2018());
    CHECK(scales::cpv_2018() == scales::cpv_2018());
}

TEST_CASE("levels of a criterion are found like grades, with or without marks") {
    CHECK(scales::levels().at("Trung bình") == static_cast<std::size_t>(Level::average));
    CHECK(scales::levels().at("kem") == static_cast<std::size_t>(Level::poor));
    CHECK(scales::levels()[0].code == name(Level::excellent));
}

TEST_CASE("sets of grades: at least good is excellent and good") {
    const GradeSet good_or_better = GradeSet::at_least(1);
    CHECK(good_or_better.has(0));
    CHECK(good_or_better.has(1));
    CHECK_FALSE(good_or_better.has(2));
    CHECK(good_or_better.size() == 2);
    CHECK((good_or_better - GradeSet::one(0)).best() == 1);
    CHECK(GradeSet::one(1).within(good_or_better));
    CHECK_FALSE(GradeSet::at_least(2).within(good_or_better));
    CHECK((good_or_better & GradeSet::one(3)).empty());
    CHECK(scales::cpv_2018().text(good_or_better) == "excellent or good");
    CHECK(scales::cpv_2018().all().size() == 4);
}

TEST_CASE("a scale is refused with all its faults: eight grades, one name twice, the outcome 'not graded' as a grade") {
    std::vector<Grade> grades;
    for (int i = 0; i < 6; ++i) grades.push_back({"g" + std::to_string(i), {}});
    grades.push_back({"G0", {}});
    grades.push_back({"not_graded", {}});
    try {
        Scale("", {}, grades);
        FAIL("not refused");
    } catch (const InvalidRules& error) {
        CHECK(error.problems().size() == 4);
        CHECK_THAT(error.what(), Contains("a scale has an id"));
        CHECK_THAT(error.what(), Contains("at most 7 grades; found 8"));
        CHECK_THAT(error.what(), Contains("accents and case ignored; found g0"));
        CHECK_THAT(error.what(), Contains("'not_graded' is an outcome"));
    }
    CHECK_THROWS_WITH(Scale("none", {}, {}), Contains("at least one grade"));
}

TEST_CASE("subjects are found by name") {
    for (const Subject subject : {Subject::organization, Subject::member, Subject::collective, Subject::leader}) CHECK(subject_named(name(subject)) == subject);
    CHECK_FALSE(subject_named("organisation"));
}
