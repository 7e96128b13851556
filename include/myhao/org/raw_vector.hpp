// SPDX-License-Identifier: Apache-2.0
// A vector of numbers whose new elements have no value until they are written: for columns that are filled at once.
#pragma once

#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace myhao::inline v0::detail {

template <class T>
struct RawAllocator : std::allocator<T> {
    template <class U>
    struct rebind {
        using other = RawAllocator<U>;
    };

    RawAllocator() = default;
    template <class U>
    RawAllocator(const RawAllocator<U>&) noexcept {}  // NOLINT: one allocator is as good as another

    template <class U, class... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        static_assert(std::is_trivially_destructible_v<U>);
        if constexpr (sizeof...(Arguments) == 0) ::new (static_cast<void*>(at)) U;
        else ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }
};

template <class T>
using RawVector = std::vector<T, RawAllocator<T>>;

}  // namespace myhao::inline v0::detail
