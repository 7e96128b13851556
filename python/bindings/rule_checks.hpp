// SPDX-License-Identifier: Apache-2.0
// What is checked of rule sets beside each other, and what is told of one though it is legal.
#pragma once

#include <vector>

#include <myhao/rules/editions.hpp>
#include <myhao/rules/rule_book.hpp>
#include <myhao/rules/rule_lint.hpp>

#include "bindings.hpp"
#include "casters.hpp"

namespace myhao_python {

/// `sets`: the class of rule sets, which gets its properties here.
template <class Class>
void register_rule_checks(py::module_& module, Class& sets) {
    using namespace myhao;
    sets.def("exact", &RuleSet::exact).def("lint", [](const RuleSet& rules) { return lint(rules); });
    module.def("check_book", [](const std::vector<RuleSet>& list) { static_cast<void>(RuleBook(list)); });
    module.def("overlapping_editions", [](const std::vector<RuleSet>& list) { return overlapping_editions(list); });
}

}  // namespace myhao_python
