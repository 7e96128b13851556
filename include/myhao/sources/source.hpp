// SPDX-License-Identifier: Apache-2.0
// A source (nguồn): a publication that was read, under the short key by which citations name it.
#pragma once

#include <optional>
#include <string>

#include <myhao/base/label.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

struct Source {
    std::string key;  // "article-2020"
    Label title;      // what it is, in our own words
    std::optional<Date> published = {};

    friend bool operator==(const Source&, const Source&) = default;
};

}  // namespace myhao::inline v0
