// SPDX-License-Identifier: Apache-2.0
// A label: one text in Vietnamese and in English. Every name shown to a person is one.
#pragma once

#include <string>
#include <utility>

namespace myhao::inline v0 {

enum class Language { vi, en };

struct Label {
    std::string vi, en;

    [[nodiscard]] const std::string& in(Language language) const noexcept { return language == Language::vi ? vi : en; }
    friend bool operator==(const Label&, const Label&) = default;
};

}  // namespace myhao::inline v0
