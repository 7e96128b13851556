// SPDX-License-Identifier: Apache-2.0
// What each bind_*.cpp gives to the extension module. The module is private: python/myhao is the face, and wraps what it finds here.
#pragma once

#include <pybind11/pybind11.h>

namespace myhao_python {

namespace py = pybind11;

void register_base(py::module_& module);    // findings, errors, suggestions, days and terms
void register_org(py::module_& module);     // schemes, histories, trees
void register_report(py::module_& module);  // figures, tallies, reports, documents
void register_rules(py::module_& module);   // rule sets, facts, evaluation
void register_congress(py::module_& module);  // directives, congresses, elections, members

}  // namespace myhao_python
