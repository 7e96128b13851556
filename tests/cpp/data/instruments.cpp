// SPDX-License-Identifier: Apache-2.0
#include <myhao/data/instruments.hpp>

#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

TEST_CASE("35-CT/TW is two directives and cannot be had without a day; 35-NQ/TW is one resolution") {
    CHECK(instruments::get("35-NQ/TW", Date(2018, 10, 22)).key.issuer == "Bộ Chính trị");
    CHECK(instruments::get("35-NQ/TW").key.issued == Date(2018, 10, 22));
    CHECK_THROWS_AS(instruments::get("35-CT/TW"), InvalidDocument);
    CHECK_THROWS_WITH(instruments::get("35-CT/TW"), Contains("2019-05-30") && Contains("2024-06-14"));
    CHECK(instruments::get("35-CT/TW", Date(2019, 5, 30)).key.issued == Date(2019, 5, 30));
}

TEST_CASE("four numbers are used twice in the sources, each time of another day") {
    for (const char* number : {"35-CT/TW", "45-CT/TW", "01-HD/TW", "220-QĐ/TW"}) CHECK(instruments::registry().find(number).size() == 2);
}

TEST_CASE("what is not verified says so, and a day that was not read is empty") {
    CHECK(instruments::get("02-HD/BTCTW").confidence == Confidence::unverified);
    CHECK(instruments::get("220-QĐ/TW", Date(2013, 12, 27)).confidence == Confidence::unverified);
    CHECK_FALSE(instruments::get("213-QĐ/TW").key.issued);
    CHECK(instruments::get("213-QĐ/TW").confidence == Confidence::partial);
    CHECK(instruments::get("198-KL/TW").confidence == Confidence::translated);
}

TEST_CASE("guidance 21 of 2019 replaces guidance 16 and guides regulation 132; 132 was replaced by 124, and that by 366") {
    const auto only = [](InstrumentRelationKind relation, const InstrumentKey& key) {
        const auto found = instruments::registry().related(relation, key);
        return found.size() == 1 ? found[0].key : InstrumentKey{};
    };
    const InstrumentKey qd132 = instruments::get("132-QĐ/TW").key, qd124 = instruments::get("124-QĐ/TW").key;
    CHECK(only(InstrumentRelationKind::replaces, instruments::get("16-HD/BTCTW").key).number == "21-HD/BTCTW");
    CHECK(instruments::registry().related(InstrumentRelationKind::guides, qd132).size() == 2);
    CHECK(only(InstrumentRelationKind::replaces, qd132) == qd124);
    CHECK(only(InstrumentRelationKind::replaces, qd124).number == "366-QĐ/TW");
    // That 25-HD replaces 21-HD, and 16-HD 27-HD, was not read anywhere.
    CHECK(instruments::registry().related(InstrumentRelationKind::replaces, instruments::get("21-HD/BTCTW").key).empty());
    CHECK(instruments::registry().related(InstrumentRelationKind::replaces, instruments::get("27-HD/BTCTW").key).empty());
}

TEST_CASE("every relation points at an instrument of the registry") {
    int relations = 0;
    for (const Instrument& one : instruments::registry().all())
        for (const InstrumentRelation& relation : one.relations) {
            INFO(one.key.text());
            ++relations;
            const auto found = instruments::registry().find(relation.target.number, relation.target.issued);
            REQUIRE(found.size() == 1);
            CHECK(found[0].key == relation.target);
        }
    CHECK(relations > 15);
}

TEST_CASE("every instrument has a title in both languages and no day after the last source was read") {
    for (const Instrument& one : instruments::registry().all()) {
        INFO(one.key.text());
        CHECK_FALSE(one.title.vi.empty());
        CHECK_FALSE(one.title.en.empty());
        if (one.key.issued && one.effective) CHECK(*one.key.issued <= *one.effective);
    }
}
