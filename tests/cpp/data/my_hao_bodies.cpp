// SPDX-License-Identifier: Apache-2.0
#include <myhao/data/my_hao_bodies.hpp>

#include <set>

#include "support/catch.hpp"

using namespace myhao;

TEST_CASE("at the end of 2020 the town has the six bodies that the article names") {
    const Bodies bodies = datasets::my_hao_bodies();
    std::set<std::string> kinds;
    for (const BodyRow& body : bodies.of(Id("my-hao"), Date(2020, 12, 31))) CHECK(kinds.insert(body.kind).second);
    CHECK(kinds == std::set<std::string>{"committee", "standing_committee", "inspection_committee", "propaganda_board", "training_centre", "committee_35"});
}

TEST_CASE("on another day only the three that every such organisation has are said to stand, and none after the town") {
    const Bodies bodies = datasets::my_hao_bodies();
    CHECK(bodies.of(Id("my-hao"), Date(2022, 6, 24)).size() == 3);
    CHECK(bodies.of(Id("my-hao"), Date(2019, 4, 30)).empty());
    CHECK(bodies.on(Date(2025, 7, 1)).empty());
}

TEST_CASE("that Committee 35 was re-formed in 2020 is a statement of the report; no day of it is invented") {
    CHECK(datasets::my_hao_bodies().re_formed().empty());
    bool noted = false;
    for (const SourcedBody& body : datasets::my_hao_body_rows()) {
        CHECK_FALSE(body.row.seats);  // committee sizes of the town were not found
        CHECK(body.source.paragraph > 0);
        if (body.row.kind == "committee_35") noted = body.note.en.find("re-formed in 2020") != std::string::npos;
    }
    CHECK(noted);
}
