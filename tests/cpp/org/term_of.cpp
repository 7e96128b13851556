// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <myhao/data/my_hao_terms.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/org/term_of.hpp>

using namespace myhao;

TEST_CASE("a unit's own term runs from its own congress; without one the nominal term is told") {
    SpellRow r;
    r.id = "MH", r.name = "Mỹ Hào", r.kind = "district", r.since = Date(1999, 9, 1), r.until = Date(2025, 7, 1);
    const History h = HistoryBuilder().add(r).build();
    const TermSeries &nominal = terms::series("party"), &own = datasets::my_hao_terms("party");
    // The town congress opened on 4/8/2020; nominally the change begins in April.
    CHECK(term_of(h, "MH", Date(2020, 8, 3), nominal)->label == "2020-2025");
    CHECK(term_of(h, "MH", Date(2020, 8, 3), nominal, &own)->label == "2015-2020");
    CHECK(term_of(h, "MH", Date(2020, 8, 5), nominal, &own)->ordinal == 26);
    CHECK_FALSE(term_of(h, "MH", Date(2025, 7, 1), nominal, &own));  // it does not stand any more
    CHECK_THROWS_AS(term_of(h, "XX", Date(2020, 8, 5), nominal), UnknownUnit);
}
