// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <variant>

#include <myhao/interop/json.hpp>
#include <myhao/regulations/member_rules.hpp>

#include "io/kept_documents.hpp"
#include "support/catch.hpp"

using namespace myhao;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string membership_file() { return documents::file("membership.json"); }
std::string faults(const std::string& events) {
    try {
        (void)read_json(R"({"myhao": "membership", "version": 1, )" + events + "}");
    } catch (const InvalidDocument& error) {
        return std::to_string(error.problems().size()) + " " + error.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("members of version 1 are read for ever, and written again as they were, whatever the order of the rows") {
    const Document read = read_json(membership_file());
    const auto& membership = std::get<Membership>(read);
    CHECK(origin_of_document(membership_file()) == Origin::synthetic);
    CHECK(to_json(membership, Origin::synthetic) == membership_file());
    CHECK(membership.size() == 3);
    CHECK(membership.contains(Id(7)));
    CHECK(membership.contains(Id("7")));  // a text is another id than a number
    CHECK(membership.on(Id("đ/c 1"), Date(1995, 3, 1)).host == std::optional(Id(12)));
    CHECK(membership.on(Id("đ/c 1"), Date(1995, 7, 1)).host == std::nullopt);
    CHECK(membership.badge_round(Period(Date(2021, 2, 3), Date(2021, 2, 4))).presented == std::optional<std::int64_t>(1));
    std::vector<MemberRow> rows = membership.rows();
    std::reverse(rows.begin(), rows.end());
    CHECK(to_json(Membership::from_rows(rows, regulations::member_rules()), Origin::synthetic) == membership_file());
    CHECK(std::get<Membership>(read_json(to_json(Membership()))) == Membership());
}

TEST_CASE("a document of members names everything wrong with it, with its place") {
    const std::string said = faults(R"("event": [], "events": [{"member": "a", "what": "admited", "day": "2020-02-30", "unit": "u"}, {"member": 1.5, "what": "confirmed", "day": "2021-01-01", "unit": "u", "badges": 30}, 5])");
    CHECK_THAT(said, Contains("event: unknown key; did you mean 'events'?") && Contains("events[0].what: no such value; did you mean 'admitted'?") && Contains("events[0].day"));
    CHECK_THAT(said, Contains("events[1].member") && Contains("events[1].unit: an event of this kind names no unit") && Contains("events[1].badges: unknown key; did you mean 'badge'?") && Contains("events[2]: not an object"));
    CHECK_THAT(said, StartsWith("7 "));
    CHECK_THAT(faults(R"("origin": "real")"), Contains("events: missing"));
    CHECK_THAT(faults(R"("events": [{"member": "a", "what": "died", "day": "2021-01-01", "badge": 0}])"), Contains("events[0].badge: no such years of a badge"));
}

TEST_CASE("what cannot be a life of a member is refused at its row of the document") {
    const std::string said = faults(R"("events": [{"member": "a", "what": "confirmed", "day": "2020-01-01"}, {"member": "a", "what": "admitted", "day": "2021-01-01"}, {"member": "b", "what": "admitted", "day": "2021-01-01", "unit": 1, "badge": 300}])");
    CHECK_THAT(said, StartsWith("3 ") && Contains("events[0], member 'a': confirmed: it comes before the admission") && Contains("events[1], member 'a': the unit is missing") && Contains("events[2], member 'b': no such years of a badge"));
}
