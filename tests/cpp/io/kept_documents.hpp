// SPDX-License-Identifier: Apache-2.0
// The documents that are kept to be read for ever, and what is wrong with a document, for tests of readers.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include <myhao/interop/json.hpp>

#include "support/catch.hpp"

namespace documents {

/// One of tests/data/v1, byte by byte.
[[nodiscard]] inline std::string file(const std::string& name) {
    std::ifstream in(std::string(MYHAO_TEST_DATA) + "/v1/" + name, std::ios::binary);
    REQUIRE(in);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// What is wrong with a document, a line each; "none".
[[nodiscard]] inline std::string faults(const std::string& text) {
    try {
        (void)myhao::read_json(text);
    } catch (const myhao::InvalidDocument& error) {
        return error.what();
    }
    return "none";
}

}  // namespace documents
