// SPDX-License-Identifier: Apache-2.0
// A year of one unit as its sources give it: what follows from their counts and the rules in force, what is excluded, and what
// stays open. Declared here, compiled in src/: link `myhao::io`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/base/decimal.hpp>
#include <myhao/base/label.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/report/report.hpp>
#include <myhao/rules/audit.hpp>
#include <myhao/rules/rule_book.hpp>

namespace myhao::inline v0 {

/// One way in which the objects that a tally counts may be grouped, with its name for people.
struct TallyGrouping {
    Subject subject = Subject::organization;
    Label label;
    Groups groups;
};

/// A question about a figure: is what is stated enough for this value?
struct FigureQuestion {
    std::string measure;
    Compare compare = Compare::at_least;  // or at_most
    Decimal value;
};

/// What is known and what is asked. Origin is contagious: made from a synthetic report, all of it is synthetic.
struct TownYear {
    Report report;
    Tree tree;      // usually of the year's last day; the report's unit stands in it
    RuleBook rules;
    std::vector<Report> beside = {};        // of the same unit: other years, other sources
    std::vector<Directive> directives = {};  // on congresses, that the report's own are checked against
    std::vector<TallyGrouping> groupings = {};   // beside those that are always tried: any, one group, a group for each direct subordinate
    std::vector<FigureQuestion> questions = {};
    std::vector<Date> days = {};            // whose terms are asked; none: those of the unit's congresses, and the tree's
};

/// follows: true in every world that fits the sources; excluded: true in none; open: true in some.
enum class Known : std::uint8_t { follows, excluded, open };

[[nodiscard]] constexpr std::string_view name(Known known) noexcept {
    constexpr std::string_view names[] = {"follows", "excluded", "open"};
    return names[static_cast<std::size_t>(known)];
}

/// One sentence for a reader, and why it may be said.
struct Conclusion {
    Known known = Known::open;
    std::string about;  // the part of the document that holds the details: "audit", "evaluation", "membership"
    Label text, because;
    std::string citation = {};

    friend bool operator==(const Conclusion&, const Conclusion&) = default;
};

/// In the order of the document. Throws InvalidFacts where report, tree and rules do not fit together.
[[nodiscard]] std::vector<Conclusion> conclusions(const TownYear& town);

/// The whole as one document: the conclusions, then the evidence and every check with its details.
[[nodiscard]] std::string to_json(const TownYear& town);

}  // namespace myhao::inline v0
