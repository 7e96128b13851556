// SPDX-License-Identifier: Apache-2.0
#include "bindings.hpp"

namespace myhao_python {

void register_rules(py::module_&) {}

}  // namespace myhao_python
