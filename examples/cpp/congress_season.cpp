// SPDX-License-Identifier: Apache-2.0
// The congress season of 2020: what the directive asked for, what one article says of Mỹ Hào, and what follows from the two.
//
//     congress_season [FOLDER]        writes the calendar in Vietnamese to FOLDER/calendar.html too
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <myhao/congress/calendar_page.hpp>
#include <myhao/congress/check.hpp>
#include <myhao/congress/own_terms.hpp>
#include <myhao/congress/progress.hpp>
#include <myhao/data/my_hao.hpp>
#include <myhao/regulations/directives.hpp>

using namespace myhao;

int main(int argc, char** argv) {
    const Directive& directive = directives::get("35-CT/TW", Date(2019, 5, 30));
    const Report article = datasets::my_hao_2020();
    std::printf("%s\n\nWhat the article states, against the directive:\n", directive.key.text().c_str());
    for (const Finding& f : congress::check(article.congresses(), directive))
        std::printf("  %-12s %s: %s\n", std::string(name(f.state)).c_str(), f.subject.c_str(), f.text.en.c_str());

    std::printf("\nHad it said only 'in June':\n");
    const Campaign june{.level = "grassroots", .term = directive.term, .last_day = sometime_in(2020, 6)};
    for (const Finding& f : congress::check(june, directive)) std::printf("  %-12s %s: %s\n", std::string(name(f.state)).c_str(), f.subject.c_str(), f.text.en.c_str());

    std::vector<Congress> single;
    std::vector<Campaign> many;
    for (const CongressFacts& facts : article.congresses()) {
        if (facts.unit) single.push_back(congress_of(facts));
        else many.push_back(campaign_of(facts));
    }
    const congress::Calendar calendar(directive, datasets::my_hao_history().at(Date(2020, 12, 31)));
    const congress::Stated stated(single, many, directive, calendar.tree());
    const Page page = congress::page(calendar, stated, Date(2020, 8, 29), {.language = Language::en, .most_units = 10});
    std::printf("\nThe calendar, backwards from the deadlines, on 29 August 2020 by what the article states:\n\n%s\n", page.text().c_str());
    if (argc > 1) {
        const std::string path = std::string(argv[1]) + "/calendar.html";
        std::ofstream(path) << congress::page(calendar, stated, Date(2020, 8, 29)).document();
        std::printf("written: %s\n\n", path.c_str());
    }

    const Tree tree = datasets::my_hao_history().at(Date(2020, 7, 1));
    const auto terms = congress::terms_on(tree, congress::Stated(single, many, directive, tree), directive, terms::series("party"));
    std::printf("Units in a later term than their superior on 1 July 2020: %zu, all under %s\n", congress::ahead_of_superior(tree, terms).size(), std::string(tree.name(tree.at("my-hao"))).c_str());
}
