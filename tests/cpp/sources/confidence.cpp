// SPDX-License-Identifier: Apache-2.0
#include <myhao/sources/confidence.hpp>

#include "support/catch.hpp"

using namespace myhao;

TEST_CASE("a chain of facts is as trustworthy as its weakest link") {
    CHECK(weakest(Confidence::verified, Confidence::derived) == Confidence::derived);
    CHECK(weakest(Confidence::unknown, Confidence::verified) == Confidence::unknown);
    CHECK(weakest(Confidence::partial, Confidence::translated) == Confidence::partial);
}

TEST_CASE("what was not verified may not stand as a value") {
    CHECK(usable(Confidence::verified));
    CHECK(usable(Confidence::derived));
    CHECK_FALSE(usable(Confidence::unverified));
    CHECK_FALSE(usable(Confidence::unknown));
}

TEST_CASE("confidences are found by the name they are written with") {
    for (const auto* text : {"verified", "translated", "partial", "derived", "unverified", "unknown"}) {
        REQUIRE(confidence_named(text));
        CHECK(name(*confidence_named(text)) == text);
        CHECK(label(*confidence_named(text)).en == text);
    }
    CHECK_FALSE(confidence_named("Verified"));
    CHECK_FALSE(confidence_named(""));
}
