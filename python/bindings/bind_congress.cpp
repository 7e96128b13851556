// SPDX-License-Identifier: Apache-2.0
// Directives, congresses and members.
#include "bindings.hpp"
#include "casters.hpp"
#include "directive_values.hpp"
#include "elections.hpp"
#include "members.hpp"
#include "planner.hpp"
#include "values.hpp"

#include <optional>
#include <string>
#include <vector>

#include <myhao/congress/check.hpp>
#include <myhao/congress/ordinal.hpp>
#include <myhao/interop/json.hpp>
#include <myhao/regulations/directives.hpp>

namespace myhao_python {
namespace {

void register_directives(py::module_& module) {
    py::class_<Directive>(module, "Directive")
        .def(py::init([](const py::dict& parts) {
            Directive made = directive_of(parts);
            if (Findings problems = faults(made); !problems.empty()) throw InvalidDocument(std::move(problems));
            return made;
        }))
        .def("parts", &directive_parts)
        .def("to_json", [](const Directive& self) { return to_json(self); })
        .def("same", [](const Directive& self, const Directive& other) { return self == other; })
        .def("deadline", [](const Directive& self, const std::string& level) -> std::optional<Date> {
            const LevelRule* rule = self.find(level);
            const auto deadline = rule ? self.deadline(*rule) : std::nullopt;
            return deadline ? std::optional(deadline->day) : std::nullopt;
        });
    const auto copied = [](const Directive* directive) { return directive ? std::optional(*directive) : std::nullopt; };
    module.def("directive_get", [](const std::string& number, std::optional<Date> issued) { return directives::get(number, issued); });
    module.def("directives_all", [] { return std::vector<Directive>(directives::registry().all().begin(), directives::registry().all().end()); });
    module.def("directive_for_term", [copied](const std::string& term, Date on) { return copied(directives::for_term(term, on)); });
    module.def("directive_replaced_by", [copied](const Directive& directive) { return copied(directives::registry().replaced_by(directive)); });
    module.def("roman", &roman);
    module.def("parse_roman", [](const std::string& text) { return parse_roman(text); });
    module.def("congress_check", [](const std::vector<py::dict>& stated, const Directive& directive, const Tree* tree) {
        const Statements all(stated);
        return congress::check(all.congresses, all.campaigns, directive, tree);
    });
    module.def("check_ordinals", [](const std::vector<py::dict>& stated) { return congress::check_ordinals(Statements(stated).congresses); });
}

}  // namespace

void register_congress(py::module_& module) {
    register_members(module);
    register_directives(module);
    register_planner(module);
    register_elections(module);
}

}  // namespace myhao_python
