// SPDX-License-Identifier: Apache-2.0
// Directives and congresses.
#include "bindings.hpp"
#include "casters.hpp"
#include "values.hpp"

#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <myhao/congress/check.hpp>
#include <myhao/regulations/directives.hpp>

namespace myhao_python {
namespace {

template <class T>
py::object ruled(const std::optional<Ruled<T>>& rule) {
    if (!rule) return py::none();
    if constexpr (std::is_same_v<T, Deadline>)
        return py::make_tuple(py::make_tuple(rule->value.day, rule->value.inclusive), citation_parts(rule->citation), text(name(rule->confidence)));
    else
        return py::make_tuple(rule->value, citation_parts(rule->citation), text(name(rule->confidence)));
}

py::tuple directive_parts(const Directive& d) {
    const auto levels = list_of(d.levels, [](const LevelRule& l) {
        return py::make_tuple(l.level, l.label, ruled(l.most_days), ruled(l.first_day), ruled(l.deadline), ruled(l.most_delegates), ruled(l.most_preparatory_half_days));
    });
    const auto contents = list_of(d.contents, [](const CongressContent& c) { return py::make_tuple(c.id, c.label); });
    return py::make_tuple(key_parts(d.key), d.label, d.term, levels, contents, ruled(d.contents_required));
}

/// A statement of a congress (with a unit) or of all congresses of a level (without one).
CongressFacts facts_of_congress(const py::tuple& t) {
    CongressFacts c;
    c.id = t[0].cast<std::string>(), c.label = t[1].cast<Label>(), c.level = t[2].cast<std::string>(), c.unit = t[3].cast<std::optional<Id>>(), c.ordinal = t[4].cast<std::optional<int>>();
    c.term = t[5].cast<std::string>(), c.first_day = t[6].cast<std::optional<Date>>(), c.last_day = t[7].cast<std::optional<Date>>();
    c.contents_done = t[8].cast<std::optional<int>>(), c.contents_required = t[9].cast<std::optional<int>>();
    if (const py::object key = t[10]; !key.is_none()) c.directive = InstrumentKey{key[py::int_(0)].cast<std::string>(), key[py::int_(1)].cast<std::string>(), key[py::int_(2)].cast<std::optional<Date>>()};
    return c;
}

void register_directives(py::module_& module) {
    py::class_<Directive>(module, "Directive").def("parts", &directive_parts);
    module.def("directive_get", [](const std::string& number, std::optional<Date> issued) { return directives::get(number, issued); });
    module.def("directives_all", [] { return std::vector<Directive>(directives::registry().all().begin(), directives::registry().all().end()); });
    module.def("congress_check", [](const std::vector<py::tuple>& stated, const Directive& directive, const Tree* tree) {
        std::vector<CongressFacts> facts;
        for (const py::tuple& t : stated) facts.push_back(facts_of_congress(t));
        return congress::check(std::span<const CongressFacts>(facts), directive, tree);
    });
}

}  // namespace

void register_congress(py::module_& module) { register_directives(module); }

}  // namespace myhao_python
