// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <variant>

#include <myhao/interop/json.hpp>

#include "io/kept_documents.hpp"
#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;

namespace {

using documents::faults;

std::string election_file() { return documents::file("election.json"); }

}  // namespace

TEST_CASE("an election of version 1 is read for ever, and written again as it was") {
    const Document read = read_json(election_file());
    const auto& election = std::get<elections::Election>(read);
    CHECK(to_json(election) == election_file());
    CHECK(election.base->value() == 198);
    CHECK(elections::run(election).elected == std::vector<std::string>{"A", "B", "C"});
    CHECK(election.rule.threshold.value == Ratio(2, 3));
}

TEST_CASE("a document of an election names everything wrong with it, with its place") {
    const std::string said = faults(R"({"myhao": "election", "version": 1, "body": "committee", "by": "congress", "seat": 1, "seats": "2", "rule": "party_2023", "base": {"of": "delegates", "summoned": 0.5},
        "rounds": [{"list": ["A", {"name": "B", "born": "1970-13-01", "proposed_by": "flor"}], "votes": {"A": 1.5}}]})");
    CHECK_THAT(said, Contains("seat: unknown key; did you mean 'seats'?") && Contains("seats: ") && Contains("did you mean 'party_20") && Contains("base.summoned"));
    CHECK_THAT(said, Contains("rounds[0].list[1].born") && Contains("did you mean 'floor'?") && Contains("rounds[0].votes.A"));
    CHECK_THAT(faults(R"({"myhao": "election", "version": 1, "body": "committee", "by": "congress", "seats": 1, "rule": "party_2024", "base": 199, "rounds": [{"list": ["A"], "votes": {"A": 200}}]})"),
               Contains("rounds[0].votes['A']: more votes than the base; found 200; expected at most 199"));
}
