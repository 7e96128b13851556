// SPDX-License-Identifier: Apache-2.0
#include <myhao/sources/instrument.hpp>

#include <string>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {
Instrument made(const char* number, const char* issuer, std::optional<Date> issued) {
    Instrument one;
    one.key = {number, issuer, issued};
    return one;
}
}  // namespace

TEST_CASE("two instruments of one number are told apart by day or by issuer") {
    const Instruments list({made("12-CT/TU", "Tỉnh ủy A", Date(2020, 1, 1)), made("12-CT/TU", "Tỉnh ủy B", Date(2021, 1, 1)), made("7-NQ", "", {})});
    CHECK(list.get("12-CT/TU", Date(2021, 1, 1)).key.issuer == "Tỉnh ủy B");
    CHECK(list.get("12-ct/tu", {}, "tinh uy a").key.issued == Date(2020, 1, 1));
    CHECK(list.get("7-NQ").key.text() == "7-NQ");
    try {
        (void)list.get("12-CT/TU");
        FAIL("not refused");
    } catch (const InvalidDocument& error) {
        CHECK_THAT(error.what(), Contains("more than one instrument has this number"));
        CHECK_THAT(error.what(), Contains("12-CT/TU (Tỉnh ủy A, 2020-01-01); 12-CT/TU (Tỉnh ủy B, 2021-01-01)"));
    }
}

TEST_CASE("an instrument that is not there is refused with the candidates or a near number") {
    const Instruments list({made("12-CT/TU", "Tỉnh ủy A", Date(2020, 1, 1))});
    CHECK_THROWS_WITH(list.get("12-CT/TU", Date(2019, 1, 1)), Contains("12-CT/TU (2019-01-01): no instrument of this number has that day and issuer; expected 12-CT/TU (Tỉnh ủy A, 2020-01-01)"));
    CHECK_THROWS_WITH(list.get("13-CT/TU"), Contains("did you mean '12-CT/TU'?"));
}

TEST_CASE("a list with an instrument twice and one without a number is refused for both") {
    try {
        Instruments({made("1-QĐ", "A", Date(2020, 1, 1)), made("1-QĐ", "A", Date(2020, 1, 1)), made("", "B", Date(2020, 1, 1))});
        FAIL("not refused");
    } catch (const InvalidDocument& error) {
        CHECK(error.problems().size() == 2);
    }
}

TEST_CASE("relations are followed from the instrument they point at") {
    Instrument later = made("2-QĐ", "A", Date(2021, 1, 1));
    later.relations.push_back({InstrumentRelationKind::replaces, {"1-QĐ", "A", Date(2020, 1, 1)}, Confidence::verified});
    const Instruments list({made("1-QĐ", "A", Date(2020, 1, 1)), later});
    REQUIRE(list.related(InstrumentRelationKind::replaces, list.get("1-QĐ").key).size() == 1);
    CHECK(list.related(InstrumentRelationKind::replaces, list.get("1-QĐ").key)[0].key.number == "2-QĐ");
    CHECK(list.related(InstrumentRelationKind::guides, list.get("1-QĐ").key).empty());
    CHECK(list.related(InstrumentRelationKind::replaces, list.get("2-QĐ").key).empty());
}
