// SPDX-License-Identifier: Apache-2.0
// The hierarchy of one day: what is asked of it, its columns, and the ways it is shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <myhao/interop/dot.hpp>
#include <myhao/interop/html.hpp>
#include <myhao/interop/mermaid.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/text.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/sources/origin.hpp>

#include "org_values.hpp"
#include "rollups.hpp"

namespace myhao_python {

inline ShownTree shown(std::size_t most, const std::string& origin) { return {.most_units = most, .origin = origin_named(origin).value_or(Origin::real)}; }

inline void register_tree(py::module_& module) {
    const auto part_of = [](auto part) { return [part](const Tree& self, py::handle id) { return optional_text((self.*part)(self.at(id_of(id)))); }; };
    using Part = std::string_view (Tree::*)(Row) const&;
    py::class_<Tree>(module, "Tree")
        .def("__len__", &Tree::size)
        .def_property_readonly("date", &Tree::date)
        .def("ids", [](const Tree& self) {
            const auto units = self.unit_column();
            return all_ids(self.history(), {units.begin(), units.end()});
        })
        .def("contains", [](const Tree& self, py::handle id) { return self.contains(id_of(id)); })
        .def("row", [](const Tree& self, py::handle id) { return self.at(id_of(id)).value(); })
        .def("id", [](const Tree& self, std::uint32_t row) { return self.id(Row(row)); })
        .def("roots", [](const Tree& self) { return row_ids(self, self.roots()); })
        .def("uncertain", [](const Tree& self) { return id_list(self.history(), self.uncertain()); })
        .def("detached", [](const Tree& self) { return id_list(self.history(), self.detached()); })
        .def("parent", [](const Tree& self, py::handle id) -> py::object {
            const auto parent = self.parent(self.at(id_of(id)));
            return parent ? id_object(self.id(*parent)) : py::none();
        })
        .def("children", [](const Tree& self, py::handle id) { return row_ids(self, self.child_rows(self.at(id_of(id)))); })
        .def("ancestors", [](const Tree& self, py::handle id) { return row_ids(self, self.ancestors(self.at(id_of(id)))); })
        .def("path", [](const Tree& self, py::handle id) { return row_ids(self, self.path(self.at(id_of(id)))); })
        .def("depth", [](const Tree& self, py::handle id) { return self.depth(self.at(id_of(id))); })
        .def("common_ancestor", [](const Tree& self, py::handle a, py::handle b) -> py::object {
            const auto row = self.common_ancestor(self.at(id_of(a, "a")), self.at(id_of(b, "b")));
            return row ? id_object(self.id(*row)) : py::none();
        })
        .def("name", [](const Tree& self, py::handle id) { return std::string(self.name(self.at(id_of(id)))); })
        .def("kind", [](const Tree& self, py::handle id) { return std::string(self.kind(self.at(id_of(id)))); })
        .def("form", part_of(static_cast<Part>(&Tree::form)))
        .def("system", part_of(static_cast<Part>(&Tree::system)))
        .def("role", part_of(static_cast<Part>(&Tree::role)))
        .def("gradable", [](const Tree& self, py::handle id) { return self.gradable(self.at(id_of(id))); })
        .def("established", [](const Tree& self, py::handle id) { return self.established(self.at(id_of(id))); })
        .def("spell", [](const Tree& self, py::handle id) { return spell_parts(self.spell(self.at(id_of(id)))); })
        .def("subtree", [](const Tree& self, py::handle id) { return self.subtree(self.at(id_of(id))); })
        .def("subtree_size", [](const Tree& self, py::handle id) { return self.subtree_size(self.at(id_of(id))); })
        .def("parents", [](py::object self) { return view(self.cast<const Tree&>().parent_column(), self); })
        .def("ends", [](py::object self) { return view(self.cast<const Tree&>().end_column(), self); })
        .def("depths", [](const Tree& self) { return read_only(self.depth_column()); })
        .def("column", [](const Tree& self, const std::string& what) {
            py::list out(self.size());
            for (std::size_t r = 0; r < self.size(); ++r)
                out[r] = optional_text(what == "name" ? self.name(Row(r)) : what == "kind" ? self.kind(Row(r)) : what == "form" ? self.form(Row(r)) : self.system(Row(r)));
            return out;
        })
        .def("text", [](const Tree& self, std::size_t most, const std::string& origin) { return text(self, shown(most, origin)); })
        .def("html", [](const Tree& self, std::size_t most, const std::string& origin) { return html(self, shown(most, origin)); })
        .def("dot", [](const Tree& self, std::size_t most, const std::string& origin) { return dot(self, shown(most, origin)); })
        .def("mermaid", [](const Tree& self, std::size_t most, const std::string& origin) { return mermaid(self, shown(most, origin)); })
        .def("digest", [](const Tree& self) { return self.digest().text(); })
        .def("same", [](const Tree& self, const Tree& other) { return self == other; })
        .def("rollup", &rollup_of);
}

}  // namespace myhao_python
