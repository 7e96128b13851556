// SPDX-License-Identifier: Apache-2.0
// A town's year, end to end: the Party organisation of Mỹ Hào in 2020, as one article and the rules in force give it.
//
//     town_year [FOLDER]        writes FOLDER/town_year.json too
#include <cstdio>
#include <fstream>
#include <string>

#include <myhao/data/my_hao.hpp>
#include <myhao/interop/town_year.hpp>
#include <myhao/regulations/directives.hpp>
#include <myhao/regulations/registry.hpp>

using namespace myhao;

namespace {

/// What this case asks. The same questions stand in examples/python/town_year.py, and both programs write the same bytes.
TownYear my_hao() {
    const Scale& scale = scales::cpv_2018();
    const auto graded = [&](std::int64_t number) { return Tally(scale, {}, {.graded = number}); };
    const auto excellent = [&](std::int64_t some, std::int64_t number) { return Tally(scale, {{{"excellent"}, some}, {{"good"}, number - some}}, {.graded = number}); };
    return {.report = datasets::my_hao_2020(),
            .tree = datasets::my_hao_history().at(Date(2020, 12, 31)),
            .rules = rules::in_force(2020),
            .beside = {datasets::my_hao_2017(), datasets::my_hao_congress_2020()},
            .directives = {directives::get("35-CT/TW", Date(2019, 5, 30))},
            .groupings = {{Subject::organization, {"13 phường, xã và 30 tổ chức khác", "the 13 wards and communes, and the 30 others"}, Groups({graded(13), graded(30)})},
                          {Subject::organization, {"như trên, nếu 2 và 6 tổ chức xuất sắc", "the same, if 2 and 6 of them are excellent"}, Groups({excellent(2, 13), excellent(6, 30)})}},
            .questions = {{"economic_growth", Compare::at_least, Decimal(10)}, {"economic_growth", Compare::at_least, Decimal(11)},
                          {"study_attendance", Compare::at_least, Decimal(90)}, {"study_attendance", Compare::at_least, Decimal(92)}}};
}

void print(const std::vector<Conclusion>& list, Known known, const char* title) {
    std::printf("\n%s\n", title);
    for (const Conclusion& c : list) {
        if (c.known != known) continue;
        std::printf("  - %s\n      because %s", c.text.en.c_str(), c.because.en.c_str());
        std::printf(c.citation.empty() ? "\n" : "\n      source: %s\n", c.citation.c_str());
    }
}

}  // namespace

int main(int argc, char** argv) {
    const TownYear town = my_hao();
    std::printf("%s, %d (%s)\n", town.report.name().vi.c_str(), town.report.year(), town.report.name().en.c_str());
    std::printf("origin: %s, computed from %s\n", std::string(name(combine(Origin::derived, town.report.origin()))).c_str(), std::string(name(town.report.origin())).c_str());
    std::printf("%zu figures, %zu tallies, %zu statements; %zu units on %s; rules of %d\n", town.report.figures().size(), town.report.tallies().size(), town.report.statements().size(), town.tree.size(),
                town.tree.date().text().c_str(), town.rules.year().value_or(0));
    const std::vector<Conclusion> list = conclusions(town);
    print(list, Known::follows, "What follows");
    print(list, Known::excluded, "What is excluded");
    print(list, Known::open, "What stays open");
    if (argc > 1) {
        const std::string path = std::string(argv[1]) + "/town_year.json";
        std::ofstream(path, std::ios::binary) << to_json(town);
        std::printf("\nwritten: %s\n", path.c_str());
    }
}
