// SPDX-License-Identifier: Apache-2.0
// With umbrella_again.cpp: the umbrella stands twice in one binary, so a definition that may not be there twice shows when linking.
#include <myhao/myhao.hpp>

#include "support/catch.hpp"

// Defined in umbrella_again.cpp.
const void* address_of_add_months();

TEST_CASE("the umbrella header can be linked twice into one binary, as one set of functions") {
    CHECK(reinterpret_cast<const void*>(&myhao::add_months) == address_of_add_months());
}
