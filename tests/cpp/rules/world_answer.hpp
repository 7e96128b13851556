// SPDX-License-Identifier: Apache-2.0
// A case of the oracle, handed to the library: its tree, rules, facts and evidence, and the evaluation of them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <vector>

#include <myhao/org/history_builder.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/rules/evaluate.hpp>

#include "rules/world_text.hpp"

namespace worlds {

[[nodiscard]] inline Id id_of(Subject s, std::size_t object) { return object_name(s, object); }

/// The engine's answer; with `shuffle`, all rows are handed over in another order.
[[nodiscard]] inline Evaluation evaluation_of(const Case& c, std::mt19937_64* shuffle = nullptr) {
    std::array<std::vector<std::size_t>, 4> order;
    for (const Subject s : subjects) {
        for (std::size_t o = 0; o < c.count(s); ++o) order[no(s)].push_back(o);
        if (shuffle != nullptr) std::shuffle(order[no(s)].begin(), order[no(s)].end(), *shuffle);
    }

    HistoryBuilder history{SchemeSeries(Scheme("worlds", {{kinds[0], 0, {}, c.top_graded, roles[0]},
                                                          {kinds[1], 1, {"top"}, true, roles[1]},
                                                          {kinds[2], 2, {"top", "mid"}, true, roles[2]},
                                                          {kinds[3], 3, {"top", "mid", "low"}, false, roles[3]}}))};
    for (const std::size_t u : order[0]) {
        SpellRow row;
        row.id = unit_name(u), row.name = unit_name(u), row.kind = kinds[static_cast<std::size_t>(c.units[u].kind)], row.since = Date(2000, 1, 1);
        if (c.units[u].parent >= 0) row.parent = unit_name(static_cast<std::size_t>(c.units[u].parent));
        history.add(row);
    }
    const Tree tree = history.build().at(Date(2020, 12, 31));

    std::vector<RuleSet> sets;
    for (const Subject s : subjects) sets.emplace_back(c.of(s));  // also of nobody: else there may be somebody
    std::vector<Facts> facts;
    for (const RuleSet& set : sets) {
        const Subject s = set.subject();
        FactsBuilder builder(tree, set.facts(), s);
        for (const std::size_t o : order[no(s)]) {
            if (s != Subject::organization) builder.object(id_of(s, o), unit_name(static_cast<std::size_t>(c.under(s, o))));
            for (std::size_t f = 0; f < set.facts().size(); ++f)
                if (const FactValue& stated = c.facts[no(s)][o][f]; stated.index() != 0) builder.set(id_of(s, o), set.facts()[f].name, stated);
        }
        facts.push_back(builder.build());
    }
    if (shuffle != nullptr) std::shuffle(sets.begin(), sets.end(), *shuffle), std::shuffle(facts.begin(), facts.end(), *shuffle);

    Evidence evidence;
    for (const Reported& r : c.reported) {
        std::vector<TallyInput> counts;
        for (const auto& [set, number] : r.counts) {
            counts.push_back({{}, number});
            for (std::size_t g = 0; g < 4; ++g)
                if (set >> g & 1) counts.back().grades.push_back(scales::cpv_2018()[g].code);
        }
        TallyAbout about;
        about.graded = r.graded, about.subject = r.subject;
        if (r.of >= 0) about.of = unit_name(static_cast<std::size_t>(r.of));
        evidence.reported.emplace_back(scales::cpv_2018(), counts, about);
    }
    for (const Decision& d : c.decided) evidence.decided.push_back({id_of(d.subject, static_cast<std::size_t>(d.object)), scales::cpv_2018()[static_cast<std::size_t>(d.grade)].code, d.subject});
    if (shuffle != nullptr) std::shuffle(evidence.decided.begin(), evidence.decided.end(), *shuffle);

    return evaluate(tree, facts, RuleBook(sets), evidence);
}

}  // namespace worlds
