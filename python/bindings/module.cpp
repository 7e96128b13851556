// SPDX-License-Identifier: Apache-2.0
// The extension module myhao._core.
#include "bindings.hpp"

PYBIND11_MODULE(_core, module) {
    module.doc() = "The compiled part of myhao. Private: use the package myhao.";
    myhao_python::register_base(module);
    myhao_python::register_org(module);
    myhao_python::register_report(module);
    myhao_python::register_rules(module);
    myhao_python::register_congress(module);
}
