// SPDX-License-Identifier: Apache-2.0
// The readers of each kind of document. All throw InvalidDocument with every problem. Private to src/.
#pragma once

#include <optional>

#include <myhao/interop/json.hpp>

#include "read.hpp"

namespace myhao::inline v0::detail {

[[nodiscard]] std::optional<Tally> tally_in(const In& in);
/// A declared fact; `subject` where it names none.
[[nodiscard]] Fact fact_in(const In& in, Subject subject);
/// Counts the nodes it makes; `nodes` beyond the limit of a rule set are not made.
[[nodiscard]] Condition condition_in(const In& in, std::size_t& nodes);

/// Rows of a history, at the document's root or where another document carries it.
[[nodiscard]] std::optional<History> history_in(const In& in, Findings& problems);

[[nodiscard]] Report read_report(const In& in, Findings& problems);
[[nodiscard]] RuleSet read_rule_set(const In& in, Findings& problems);
[[nodiscard]] History read_history(const In& in, Findings& problems);
[[nodiscard]] Facts read_facts(const In& in, Findings& problems);
[[nodiscard]] elections::Election read_election(const In& in, Findings& problems);
[[nodiscard]] Directive read_directive(const In& in, Findings& problems);
[[nodiscard]] Membership read_membership(const In& in, Findings& problems);
[[nodiscard]] Congresses read_congresses(const In& in, Findings& problems);

}  // namespace myhao::inline v0::detail
