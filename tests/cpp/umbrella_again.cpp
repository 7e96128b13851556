// SPDX-License-Identifier: Apache-2.0
// The second place of the umbrella: see umbrella.cpp.
#include <myhao/myhao.hpp>

const void* address_of_add_months();
const void* address_of_add_months() { return reinterpret_cast<const void*>(&myhao::add_months); }
