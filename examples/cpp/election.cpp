// SPDX-License-Identifier: Apache-2.0
// An election at a congress of 199 delegates, as many as Mỹ Hào summoned in 2020. Names and votes are made up, and every output says so.
//
//     election [FOLDER]        writes the minutes (vi and en) and the document there too, the same bytes as examples/python/election.py
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <myhao/congress/ballot.hpp>
#include <myhao/congress/first_session.hpp>
#include <myhao/congress/minutes.hpp>
#include <myhao/interop/json.hpp>
#include <myhao/regulations/elections.hpp>

using namespace myhao;
using namespace myhao::elections;

namespace {

constexpr std::size_t seats = 39;
const ElectionRule& rule() { return regulations::party_elections(Date(2020, 8, 5)); }

/// Each crosses a few names out of the printed list; the last six are less liked.
Round counted(const std::vector<std::string>& names, std::size_t cast) {
    BallotBox box(names, {.form = BallotForm::struck, .at_most = seats});
    for (std::size_t n = 0; n < cast; ++n) {
        std::vector<std::uint32_t> struck = {static_cast<std::uint32_t>(n * n % 38), static_cast<std::uint32_t>((n * n + 1 + n % 5) % 38)};
        for (std::uint32_t i = 0; n > 0 && i < 6; ++i)  // the first leaves too many names: invalid
            if ((n + i) % 2 == 1) struck.push_back(38 + i);
        box.add(struck);
    }
    Round round{.list = {}, .votes = box.votes(), .ballots = box.counts(), .issued = 197};
    for (const std::string& name : names) round.list.push_back({.name = name});
    return round;
}

Election committee() {
    std::vector<std::string> names;
    for (int n = 1; n <= 44; ++n) names.push_back(std::string(n < 10 ? "Ứng viên 0" : "Ứng viên ") + std::to_string(n));
    return {.label = {"bầu Ban Chấp hành", "election of the committee"}, .unit = "Thị xã giả định", .kind = "district", .day = Date(2020, 8, 5), .seats = seats, .rule = rule(),
            .base = rule().base("delegates", 199, {{"delegate_absent", 2}}), .rounds = {counted(names, 196)}, .closed = true, .origin = Origin::synthetic};
}

/// By the members elected: the standing committee, then the secretary.
FirstSession first_session(const std::vector<std::string>& members) {
    const auto elect = [&](const char* body, std::int64_t places, std::size_t candidates, std::int64_t most) {
        Round round{.list = {}, .votes = {}};
        for (std::size_t i = 0; i < candidates; ++i) round.list.push_back({.name = members[i]}), round.votes.push_back({members[i], most - static_cast<std::int64_t>(i)});
        return Election{.body = body, .by = "committee", .kind = "district", .day = Date(2020, 8, 5), .seats = places, .rule = rule(), .base = rule().base("committee", static_cast<std::int64_t>(members.size())),
                        .rounds = {std::move(round)}, .origin = Origin::synthetic};
    };
    return {.unit = "Thị xã giả định", .kind = "district", .committee = members, .elections = {elect("standing", 11, 13, 38), elect("secretary", 1, 1, 37)}, .called_by = "outgoing_secretary", .presidium = 3, .origin = Origin::synthetic};
}

void write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
    std::printf("written: %s\n", path.c_str());
}

}  // namespace

int main(int argc, char** argv) {
    const Count tie = count({{"A", 150}, {"B", 120}, {"C", 120}, {"D", 90}}, {.seats = 2, .base = rule().base("delegates", 199, {{"delegate_absent", 2}}), .threshold = rule().threshold.value});
    std::printf("SYNTHETIC: of 197, %lld votes elect; %zu elected, %zu tied for %lld seat: a tie is reported, never broken here\n\n", static_cast<long long>(*tie.required), tie.elected.size(), tie.tied.size(), static_cast<long long>(tie.contested));

    const Election election = committee();
    const ElectionResult result = run(election);
    std::printf("%s\n", minutes(election, result, Language::en).text().c_str());

    std::printf("SYNTHETIC: the first session of the %zu elected:\n", result.elected.size());
    for (const Finding& f : run(first_session(result.elected), rule()).findings)
        if (f.rule.starts_with("session")) std::printf("  %-12s %s; found %s; expected %s\n", std::string(name(f.state)).c_str(), f.text.en.c_str(), f.observed.c_str(), f.required.c_str());

    if (argc < 2) return 0;
    const std::string folder = argv[1];
    write(folder + "/election.json", to_json(election));
    for (const auto& [code, language] : {std::pair("vi", Language::vi), std::pair("en", Language::en)}) {
        const Minutes page = minutes(election, result, language);
        write(folder + "/minutes." + code + ".txt", page.text());
        write(folder + "/minutes." + code + ".html", page.html());
    }
}
