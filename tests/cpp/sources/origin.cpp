// SPDX-License-Identifier: Apache-2.0
#include <myhao/sources/origin.hpp>

#include "support/catch.hpp"

using namespace myhao;

TEST_CASE("whatever is made with synthetic data is synthetic, and a title says so") {
    for (const Origin other : {Origin::real, Origin::derived, Origin::synthetic}) {
        CHECK(combine(other, Origin::synthetic) == Origin::synthetic);
        CHECK(combine(Origin::synthetic, other) == Origin::synthetic);
    }
    CHECK(combine(Origin::real, Origin::derived) == Origin::derived);
    CHECK(combine(Origin::real, Origin::real) == Origin::real);
    CHECK(warning(Origin::synthetic) == "SYNTHETIC");
    CHECK(warning(Origin::real).empty());
    CHECK(origin_named("derived") == Origin::derived);
    CHECK_FALSE(origin_named("made up"));
}
