// SPDX-License-Identifier: Apache-2.0
// Small values between C++ and Python that several bind_*.cpp share: words of an enumeration, keys of instruments, citations, lists.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <myhao/sources/citation.hpp>

#include "bindings.hpp"
#include "casters.hpp"

namespace myhao_python {

using namespace myhao;

inline std::string text(std::string_view view) { return std::string(view); }

template <class Enum, std::size_t n>
Enum named(const std::string& wanted, const Enum (&all)[n], const char* argument) {
    std::string names;
    for (const Enum one : all) {
        if (name(one) == wanted) return one;
        names += (names.empty() ? "" : ", ") + text(name(one));
    }
    throw py::value_error(std::string(argument) + ": '" + wanted + "'; expected one of " + names);
}

template <class List, class Make>
inline py::list list_of(const List& list, Make make) {
    py::list out;
    for (const auto& one : list) out.append(make(one));
    return out;
}

inline py::tuple key_parts(const InstrumentKey& key) { return py::make_tuple(key.number, key.issuer, key.issued); }
inline InstrumentKey key_of(const py::tuple& t) { return {t[0].cast<std::string>(), t[1].cast<std::string>(), t[2].cast<std::optional<Date>>()}; }
inline py::tuple citation_parts(const Citation& c) { return py::make_tuple(key_parts(c.instrument), c.clause, c.publication, c.paragraph, c.text()); }
inline Citation citation_of(const py::tuple& t) {
    Citation c;
    c.instrument = key_of(t[0].cast<py::tuple>()), c.clause = t[1].cast<std::string>(), c.publication = t[2].cast<std::string>(), c.paragraph = t[3].cast<int>();
    return c;
}

}  // namespace myhao_python
