// SPDX-License-Identifier: Apache-2.0
// What is said of congresses, as one value that is written and read whole: of single ones and of many; and what makes it meaningless.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/base/normal.hpp>
#include <myhao/congress/campaign.hpp>
#include <myhao/congress/check_order.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/congress/held.hpp>
#include <myhao/congress/ordinal.hpp>
#include <myhao/report/statement.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0 {

/// Of whatever units, directives and terms.
struct Congresses {
    std::vector<Congress> congresses = {};
    std::vector<Campaign> campaigns = {};
    Origin origin = Origin::real;

    friend bool operator==(const Congresses&, const Congresses&) = default;
};

/// What a report says of congresses: of units where it names them, else of a level.
[[nodiscard]] inline Congresses congresses_of(std::span<const CongressFacts> stated, Origin origin = Origin::real) {
    Congresses out{.origin = origin};
    for (const CongressFacts& facts : stated) {
        if (facts.unit) out.congresses.push_back(congress_of(facts));
        else out.campaigns.push_back(campaign_of(facts));
    }
    return out;
}

namespace congress {

namespace detail {

[[nodiscard]] inline std::string place(const char* list, std::size_t at) { return std::string(list) + '[' + std::to_string(at) + ']'; }

/// What is wrong with one statement by itself, at its place.
template <class Statement>
void fault_statement(const Statement& statement, const std::string& where, Findings& problems) {
    Held h = held(statement);
    h.subject = where;
    StatementFaults(h, problems).of_itself();
    if (h.level.empty()) problems.add(InvalidDocument::at(where + ".level", "a level has a name").problems());
}

/// Units that are no ids, or that only the composition of their letters tells apart.
inline void fault_units(const Congresses& all, Findings& problems) {
    std::map<std::string, std::string> written;  // by the form that letters are compared in
    const auto look = [&](const Id& id, const std::string& where) {
        if (!id.is_text()) return;
        const std::string text = id.text();
        if (text.empty() || fault_of(text) != TextFault::sound) return problems.add(InvalidDocument::at(where, "no id: empty, not UTF-8, or with a NUL", "'" + text + "'", "an id").problems());
        if (const auto [other, is_new] = written.emplace(taken_apart(text), text); !is_new && other->second != text)
            problems.add(InvalidDocument::at(where, "two ids differ only in how their letters are composed", "'" + text + "'", "one way of writing").problems());
    };
    for (std::size_t i = 0; i < all.congresses.size(); ++i) look(all.congresses[i].unit, place("congresses", i) + ".unit");
    for (std::size_t i = 0; i < all.campaigns.size(); ++i)
        if (all.campaigns[i].under) look(*all.campaigns[i].under, place("campaigns", i) + ".under");
}

/// Numbers that go backwards: of a congress that came after one of the same unit with a greater number, by days or by terms.
inline void fault_numbers(std::span<const Congress> all, Findings& problems) {
    std::map<Id, std::vector<std::size_t>> units;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].ordinal) units[all[i].unit].push_back(i);
    std::vector<std::pair<std::size_t, std::size_t>> backward;  // and a congress before it with a greater number
    for (auto& [unit, places] : units) {
        std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return *all[a].ordinal > *all[b].ordinal; });
        std::optional<std::size_t> ended, termed;  // of those with greater numbers: the one that ended first, and one of the first term
        for (std::size_t from = 0, to = 0; from < places.size(); from = to) {
            while (to < places.size() && *all[places[to]].ordinal == *all[places[from]].ordinal) ++to;
            for (std::size_t k = from; k < to; ++k)
                for (const auto& greater : {ended, termed})
                    if (greater && earlier(all[*greater], all[places[k]]) == true) {
                        backward.emplace_back(places[k], *greater);
                        break;
                    }
            for (std::size_t k = from; k < to; ++k) {
                const Congress& c = all[places[k]];
                if (c.last_day.high && (!ended || *c.last_day.high < *all[*ended].last_day.high)) ended = places[k];
                if (const auto years = years_of(c.term); years && (!termed || years->first < years_of(all[*termed].term)->first)) termed = places[k];
            }
        }
    }
    std::sort(backward.begin(), backward.end());
    for (const auto& [at, greater] : backward)
        problems.add(InvalidDocument::at(place("congresses", at) + ".ordinal", "the number goes backwards", roman(*all[at].ordinal), "above " + roman(*all[greater].ordinal) + " of " + place("congresses", greater)).problems());
}

}  // namespace detail

/// Every statement that contradicts itself, and numbers that go backwards, each at its place: "congresses[2]". Whether they keep to
/// a directive is for `check`.
[[nodiscard]] inline Findings faults(const Congresses& all) {
    Findings problems;
    for (std::size_t i = 0; i < all.congresses.size(); ++i) detail::fault_statement(all.congresses[i], detail::place("congresses", i), problems);
    for (std::size_t i = 0; i < all.campaigns.size(); ++i) detail::fault_statement(all.campaigns[i], detail::place("campaigns", i), problems);
    detail::fault_units(all, problems);
    detail::fault_numbers(all.congresses, problems);
    return problems;
}

}  // namespace congress

}  // namespace myhao::inline v0
