// SPDX-License-Identifier: Apache-2.0
#include <myhao/sources/citation.hpp>

#include "support/catch.hpp"

using namespace myhao;

TEST_CASE("a citation reads as an instrument with its clause, or a publication with its paragraph") {
    CHECK(Citation::of(InstrumentKey{"9-HD", "Ban A", Date(2019, 10, 18)}, "4.6").text() == "9-HD (Ban A, 2019-10-18), 4.6");
    CHECK(Citation::of(InstrumentKey{"9-HD", "", {}}).text() == "9-HD");
    CHECK(Citation::of("bài viết", 11).text() == "bài viết, ¶11");
    CHECK(Citation::of("bài viết").text() == "bài viết");
    CHECK(Citation().empty());
    CHECK(Citation().text().empty());
    CHECK_FALSE(Citation::of("bài viết") == Citation::of("bài viết", 1));
}
