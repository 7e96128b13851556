// SPDX-License-Identifier: Apache-2.0
// The report is compared with a list that was transcribed by hand from the article's figures, not made from the report.
#include <myhao/data/my_hao_report.hpp>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include <myhao/report/rows.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {

std::string quoted(const std::string& text) { return text.find(',') == std::string::npos ? text : '"' + text + '"'; }

/// A row of the report, written the way the list by hand is.
std::string line(const ReportRow& row) {
    const bool number = row.value.low || row.value.high;
    const auto day = [](std::optional<Date> date) { return date ? date->text() : std::string(); };
    std::string text = std::string(row.kind) + "," + quoted(row.id) + ",";
    text += (row.value.low ? row.value.low->text() : "") + "," + (row.value.high ? row.value.high->text() : "") + ",";
    text += std::string(!number ? "" : row.value.low_open ? "yes" : "no") + "," + (!number ? "" : row.value.high_open ? "yes" : "no") + ",";
    text += std::string(row.qualifier) + "," + std::string(row.type) + "," + day(row.since) + "," + day(row.until ? std::optional(*row.until - 1) : std::nullopt) + ",";
    return text + (row.source.paragraph > 0 ? std::to_string(row.source.paragraph) : "");
}

std::set<std::string> by_hand() {
    std::ifstream file(MYHAO_TEST_DATA "/figures_2020.csv");
    std::set<std::string> lines;
    std::string text;
    std::getline(file, text);  // the heading
    while (std::getline(file, text))
        if (!text.empty()) lines.insert(text);
    return lines;
}

std::string difference(const std::set<std::string>& a, const std::set<std::string>& b) {
    std::string text;
    for (const std::string& one : a)
        if (!b.contains(one)) text += one + "\n";
    return text;
}

}  // namespace

TEST_CASE("every number of the article is in the report, and nothing else is") {
    const std::set<std::string> hand = by_hand();
    REQUIRE(hand.size() == 37);
    std::set<std::string> report, statements;
    for (const ReportRow& row : rows(datasets::my_hao_2020())) (row.kind == "statement" ? statements : report).insert(line(row));
    std::set<std::string> hand_statements;
    for (const std::string& one : hand)
        if (one.starts_with("statement,")) hand_statements.insert(one);
    std::set<std::string> hand_numbers = hand;
    for (const std::string& one : hand_statements) hand_numbers.erase(one);
    CHECK(difference(hand_numbers, report) == "");          // missing
    CHECK(difference(report, hand_numbers) == "");          // extra
    CHECK(difference(hand_statements, statements) == "");   // the two rows of the list that are words, not numbers
}

TEST_CASE("each figure, tally and count of the report has its paragraph and is verified") {
    for (const ReportRow& row : rows(datasets::my_hao_2020())) {
        INFO(row.kind << " " << row.id);
        if (row.id == "plan_period_congress") continue;  // of the provincial portal, which has none
        CHECK(row.source.publication == "article-2020");
        CHECK(row.source.paragraph >= 2);
        CHECK(row.source.paragraph <= 19);
        if (row.kind != "instrument") CHECK(row.confidence == Confidence::verified);
        CHECK_FALSE(row.label.vi.empty());
        CHECK_FALSE(row.label.en.empty());
    }
}

TEST_CASE("every part of the system of which the article speaks is in the report, also those without numbers") {
    std::map<Part, int> found;
    const auto table = rows(datasets::my_hao_2020());
    for (const ReportRow& row : table) ++found[row.part.value()];
    for (int i = 0; i < part_count; ++i) {
        INFO(name(static_cast<Part>(i)));
        CHECK(found[static_cast<Part>(i)] > 0);
    }
    for (const Part silent : {Part::inspection, Part::mobilization, Part::internal_affairs, Part::priorities})
        for (const ReportRow& row : table)
            if (row.part == silent) CHECK(row.kind == "statement");
}

TEST_CASE("statements are our own words: none stands in the article") {
    std::ifstream file(MYHAO_SHARED "/domain/article-2020.vi.txt");
    const std::string article = fold(std::string(std::istreambuf_iterator<char>(file), {}));
    if (article.empty()) {
        WARN("skipped: the article is not part of this repository");
        return;
    }
    const Report report = datasets::my_hao_2020();
    for (const Statement& statement : report.statements()) {
        INFO(statement.id);
        CHECK(article.find(fold(statement.text.vi)) == std::string::npos);
    }
}

TEST_CASE("the administrative reform index is of 2019, the members are those of the last day of 2020") {
    const Report report = datasets::my_hao_2020();
    CHECK(report["reform_index_rank"].period == Period(Date(2019, 1, 1), Date(2020, 1, 1)));
    CHECK(report["members"].period == Period::through(Date(2020, 12, 31), Date(2020, 12, 31)));
    CHECK(report.origin() == Origin::real);
    CHECK(report.year() == 2020);
    CHECK(report.unit() == Id("my-hao"));
}

TEST_CASE("the article decides growth against 10 but not 11, attendance against 90 but not 92") {
    const Report report = datasets::my_hao_2020();
    CHECK(report["economic_growth"].at_least(Decimal(10)) == true);
    CHECK(report["economic_growth"].at_least(Decimal(11)) == std::nullopt);
    CHECK(report["study_attendance"].at_least(Decimal(90)) == true);
    CHECK(report["study_attendance"].at_least(Decimal(92)) == std::nullopt);
}

TEST_CASE("all 43 were graded good or better; no share of the members follows") {
    const Report report = datasets::my_hao_2020();
    const Tally& organizations = *report.tally(Subject::organization);
    CHECK(organizations.graded() == 43);
    CHECK(organizations.of() == Id("my-hao"));  // its direct subordinates, not the town itself
    CHECK(organizations.at_least("good") == Interval<std::int64_t>::exactly(43));
    CHECK(organizations["not_completed"] == Interval<std::int64_t>::exactly(0));
    CHECK(organizations.about().source.text() == "article-2020, ¶11");
    CHECK_THROWS_WITH(report.tally(Subject::member)->share(GradeSet::at_least(1)), Contains("does not state how many were graded"));
    CHECK(report.findings().with_rule("report.no_base").size() == 1);
    CHECK(report.findings().with_rule("report.by_subtraction")[0].observed == "not_completed: 0");
}

TEST_CASE("75 of 75 cell secretaries head their village or street group too, by provincial scheme no. 10") {
    const Report report = datasets::my_hao_2020();
    REQUIRE(report.posts().size() == 1);
    const PostCount& count = report.posts()[0];
    CHECK(count.holders == 75);
    CHECK(count.of == 75);
    CHECK(count.post == "cell_secretary");
    CHECK(count.also == "village_head");
    CHECK(count.basis->number == "Đề án số 10");
    CHECK_FALSE(count.basis->issued);  // not found
}

TEST_CASE("the town congress took three days; of the grassroots congresses only the last day is stated") {
    const Report report = datasets::my_hao_2020();
    std::map<std::string, CongressFacts> by_id;
    for (const CongressFacts& one : report.congresses()) by_id[one.id] = one;
    CHECK(by_id.at("town_xxvi").days() == 3);  // 4, 5 and 6 August
    CHECK(Date(2020, 8, 31) - *by_id.at("town_xxvi").last_day == 25);
    CHECK_FALSE(by_id.at("grassroots").days());
    CHECK(Date(2020, 6, 30) - *by_id.at("grassroots").last_day == 20);
    CHECK(by_id.at("town_xxv").ordinal == 25);
    CHECK_FALSE(by_id.at("town_xxv").last_day);
}

TEST_CASE("which years the plan covers is said in two ways, and both are kept") {
    const Report report = datasets::my_hao_2020();
    const Findings found = report.findings().with_rule("report.contradiction");
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0].observed, Contains("2016-2021") && Contains("2016-2020"));
}

TEST_CASE("what is planned for 2021 is of 2021") {
    const auto priorities = datasets::my_hao_2020().statements(Part::priorities);
    CHECK(priorities.size() == 6);
    for (const Statement& one : priorities) CHECK(one.period == Period(Date(2021, 1, 1), Date(2022, 1, 1)));
}
