// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>

using namespace myhao;

TEST_CASE("names are found as people type them, without accents and in any case") {
    CHECK(fold("Mỹ Hào") == "my hao");
    CHECK(fold("ĐƯỜNG HÀO") == "duong hao");
    CHECK(fold("Phan Đình  Phùng ") == "phan dinh phung");
    CHECK(fold("Bần Yên Nhân") == fold("BAN YEN NHAN"));
    CHECK(fold("My\xCC\x83 Ha\xCC\x80o") == "my hao");  // letters and marks apart
    CHECK(fold("\xFF\xFE") == "\xFF\xFE");               // bytes that are no text stay what they are
    CHECK(fold("Орёл") == "Орёл");                       // and so do other alphabets
}

TEST_CASE("a near name is suggested, a far one is not") {
    const std::vector<std::string> names{"Mỹ Hào", "Yên Mỹ", "Văn Lâm"};
    CHECK(nearest("My Hao", names) == "Mỹ Hào");
    CHECK(nearest("van lam", names) == "Văn Lâm");
    CHECK(nearest("Yen Mi", names) == "Yên Mỹ");
    CHECK(nearest("Hà Nội", names).empty());
    CHECK(suggestion("reslts", {"results", "others"}) == "; did you mean 'results'?");
}

TEST_CASE("an error shows the first 20 problems and counts the rest, and keeps them all") {
    Findings problems;
    for (int i = 0; i < 25; ++i) problems.add(InvalidFacts::at("row " + std::to_string(i), "not a level", "'x'", "excellent, good, average, poor").problems());
    const InvalidFacts error(problems);
    const std::string text = error.what();
    CHECK(text.starts_with("25 problems:\nrow 0: not a level; found 'x'; expected excellent, good, average, poor\n"));
    CHECK(text.ends_with("row 19: not a level; found 'x'; expected excellent, good, average, poor\n... and 5 more"));
    CHECK(error.problems().size() == 25);
    CHECK(error.problems().with_rule("facts").size() == 25);
    CHECK(error.problems().with_rule("fact").empty());  // by parts of the name, not by letters
    CHECK_THROWS_AS(throw InvalidDate::at("x", "y"), Error);
}
