// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <string>
#include <variant>

#include <myhao/interop/json.hpp>
#include <myhao/regulations/directives.hpp>

using namespace myhao;

TEST_CASE("every directive comes back from its document equal, and writes the same bytes again") {
    for (const Directive& directive : directives::registry().all()) {
        const std::string text = to_json(directive);
        const Document again = read_json(text);
        REQUIRE(std::holds_alternative<Directive>(again));
        CHECK(std::get<Directive>(again) == directive);
        CHECK(to_json(std::get<Directive>(again)) == text);
    }
}

TEST_CASE("a document of a directive is refused with every fault and its place") {
    std::string text = to_json(directives::get("45-CT/TW"));
    const auto replace = [&](const char* from, const char* to) { text.replace(text.find(from), std::string(from).size(), to); };
    replace("\"term\"", "\"terms\"");
    replace("2025-06-30", "2025-06-31");
    try {
        (void)read_json(text);
        FAIL("three faults");
    } catch (const InvalidDocument& error) {
        const std::string said = error.what();
        CHECK(said.find("terms: unknown key; did you mean 'term'?") != std::string::npos);
        CHECK(said.find("deadline.value.day") != std::string::npos);
        CHECK(error.problems().size() == 3);
    }
}
