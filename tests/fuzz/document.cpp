// SPDX-License-Identifier: Apache-2.0
// Any bytes as a document: refused with a typed error, or read; and what was read is written and read again as the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include <myhao/base/error.hpp>
#include <myhao/interop/json.hpp>

namespace {

std::string written(const myhao::Document& document) {
    return std::visit([](const auto& value) { return myhao::to_json(value); }, document);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::string once;
    try {
        once = written(myhao::read_json(text));
    } catch (const myhao::Error& error) {
        if (error.problems().empty()) std::abort();
        return 0;
    }
    if (written(myhao::read_json(once)) != once) std::abort();
    return 0;
}
