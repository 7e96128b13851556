// SPDX-License-Identifier: Apache-2.0
// Values as JSON documents: the same value always gives the same bytes. Declared here, compiled in src/: link `myhao::io`.
#pragma once

#include <string>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/report/report.hpp>
#include <myhao/rules/audit.hpp>
#include <myhao/rules/evaluation.hpp>
#include <myhao/rules/reason.hpp>

namespace myhao::inline v0 {

// Each text is one document: {"myhao": what it is, "version": 1, ...}, two spaces a level, keys in a fixed order, UTF-8 as it is.
// What is absent is left out. Numbers that need not be whole are texts: "1.29", "1/5". Throws InvalidDocument where a text is
// not UTF-8.

[[nodiscard]] std::string to_json(const Report& report);

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
