// SPDX-License-Identifier: Apache-2.0
// Values as JSON documents, in and out: the same value always gives the same bytes. Declared here, compiled in src/: link
// `myhao::io`.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/congress/congresses.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/congress/election.hpp>
#include <myhao/members/membership.hpp>
#include <myhao/org/history.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/report/report.hpp>
#include <myhao/rules/audit.hpp>
#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/facts.hpp>
#include <myhao/rules/reason.hpp>
#include <myhao/rules/rule_set.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0 {

// Each text is one document: {"myhao": what it is, "version": 1, ...}, two spaces a level, keys in a fixed order, UTF-8 as it is.
// What is absent is left out. Numbers that need not be whole are texts: "1.29", "1/5". Throws InvalidDocument where a text is
// not UTF-8.

/// Rows by id and first day, in whatever order they came. A history does not know its origin: say where its rows were made up.
[[nodiscard]] std::string to_json(const History& history, Origin origin = Origin::real);
/// Conditions nested, with the names of the authoring functions.
[[nodiscard]] std::string to_json(const RuleSet& rules);
[[nodiscard]] std::string to_json(const Report& report);
/// With the history and the day of their tree, so that they can be read alone.
[[nodiscard]] std::string to_json(const Facts& facts);
/// With what was counted in each round, never a single ballot. Throws InvalidRules where its rule is not a built-in one, changed or not.
[[nodiscard]] std::string to_json(const elections::Election& election);
[[nodiscard]] std::string to_json(const Directive& directive);
/// Events by member and day, whatever order they came in; units are ids only. A membership does not know its origin, either.
[[nodiscard]] std::string to_json(const Membership& membership, Origin origin = Origin::real);
/// Single congresses, then campaigns, each list in its order. Throws InvalidDocument where a statement contradicts itself: what is
/// written can be read.
[[nodiscard]] std::string to_json(const Congresses& congresses);

/// What a document may be read as.
using Document = std::variant<History, RuleSet, Report, Facts, elections::Election, Directive, Membership, Congresses>;

/// Throws InvalidDocument with every problem and its path: unknown keys (with the nearest known one), wrong types, a share or a
/// score that is not exact, a key given twice, nesting deeper than 64, an unknown version; and whatever the value itself refuses.
[[nodiscard]] Document read_json(std::string_view text);

/// What a document says of its origin; real where it says nothing. Throws InvalidDocument as `read_json` does.
[[nodiscard]] Origin origin_of_document(std::string_view text);

// Tables of a history: a line for each row, a header line first, cells quoted where they must be.

[[nodiscard]] std::string spells_csv(const History& history);
[[nodiscard]] std::string successions_csv(const History& history);

// Results, which are written and not read.

[[nodiscard]] std::string to_json(const Findings& findings);
[[nodiscard]] std::string to_json(const std::vector<QuotaFinding>& findings);
/// The units of one day, nested.
[[nodiscard]] std::string to_json(const Tree& tree);
/// Every outcome, in preorder of the tree, with its tally and findings.
[[nodiscard]] std::string to_json(const Evaluation& evaluation);
/// Clause by clause; what it is recomputed from is not written.
[[nodiscard]] std::string to_json(const Reason& reason);

}  // namespace myhao::inline v0
