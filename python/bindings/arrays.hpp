// SPDX-License-Identifier: Apache-2.0
// Arrays that Python may read and not write: of results that are handed over, and views of what a value holds.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

namespace myhao_python {

namespace py = pybind11;

namespace detail {
template <class T>
py::array frozen(const T* data, std::size_t size, py::handle owner) {
    py::array_t<T> out(static_cast<py::ssize_t>(size), data, owner);
    out.attr("flags").attr("writeable") = false;
    return out;
}
}  // namespace detail

/// Takes the values over.
template <class T>
py::array read_only(std::vector<T>&& values) {
    auto held = std::make_unique<std::vector<T>>(std::move(values));
    const T* const data = held->data();
    const std::size_t size = held->size();
    const py::capsule owner(held.release(), [](void* p) { delete static_cast<std::vector<T>*>(p); });
    return detail::frozen(data, size, owner);
}

/// Of values that `owner` keeps alive.
template <class T>
py::array view(std::span<const T> values, const py::object& owner) {
    return detail::frozen(values.data(), values.size(), owner);
}

}  // namespace myhao_python
