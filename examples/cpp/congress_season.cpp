// SPDX-License-Identifier: Apache-2.0
// The congress season of 2020: what the directive asked for, what one article says of Mỹ Hào, and what follows from the two.
#include <cstdio>
#include <string>
#include <vector>

#include <myhao/congress/check.hpp>
#include <myhao/congress/own_terms.hpp>
#include <myhao/congress/progress.hpp>
#include <myhao/data/my_hao.hpp>
#include <myhao/regulations/directives.hpp>

using namespace myhao;

int main() {
    const Directive& directive = directives::get("35-CT/TW", Date(2019, 5, 30));
    const Report article = datasets::my_hao_2020();
    std::printf("%s\n\nWhat the article states, against the directive:\n", directive.key.text().c_str());
    for (const Finding& f : congress::check(article.congresses(), directive))
        std::printf("  %-12s %s: %s\n", std::string(name(f.state)).c_str(), f.subject.c_str(), f.text.en.c_str());

    std::printf("\nHad it said only 'in June':\n");
    const Campaign june{.level = "grassroots", .term = directive.term, .last_day = sometime_in(2020, 6)};
    for (const Finding& f : congress::check(june, directive)) std::printf("  %-12s %s: %s\n", std::string(name(f.state)).c_str(), f.subject.c_str(), f.text.en.c_str());

    const congress::Calendar calendar(directive, datasets::my_hao_history().at(Date(2020, 12, 31)));
    std::printf("\nThe calendar, backwards from the last day of the province:\n");
    for (const char* id : {"hung-yen", "my-hao", "cam-xa"}) {
        const congress::PlannedCongress& planned = calendar.of(id);
        std::printf("  %-28s %d days, %s to %s at the latest\n", std::string(calendar.tree().name(planned.row)).c_str(), planned.days, planned.latest_first->text().c_str(), planned.latest_last->text().c_str());
    }

    std::vector<Congress> single;
    std::vector<Campaign> many;
    for (const CongressFacts& facts : article.congresses()) {
        if (facts.unit) single.push_back(congress_of(facts));
        else many.push_back(campaign_of(facts));
    }
    const congress::Stated stated(single, many, directive, calendar.tree());
    std::printf("\nLate on 1 July 2020, by what the article states: %zu of %zu\n", congress::late(calendar, stated, Date(2020, 7, 1)).size(), calendar.all().size());

    const Tree tree = datasets::my_hao_history().at(Date(2020, 7, 1));
    const auto terms = congress::terms_on(tree, congress::Stated(single, many, directive, tree), directive, terms::series("party"));
    std::printf("Units in a later term than their superior on that day: %zu, all under %s\n", congress::ahead_of_superior(tree, terms).size(), std::string(tree.name(tree.at("my-hao"))).c_str());
}
