// SPDX-License-Identifier: Apache-2.0
// How values are written as JSON: keys in a fixed order, what is absent left out, exact numbers as text. Private to src/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include <myhao/base/decimal.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/grades/tally.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

namespace detail {
using Json = nlohmann::ordered_json;
}

[[nodiscard]] detail::Json json_of(const Label& label);
[[nodiscard]] detail::Json json_of(const Id& id);
[[nodiscard]] detail::Json json_of(Date day);
[[nodiscard]] detail::Json json_of(const Period& period);
[[nodiscard]] detail::Json json_of(const Decimal& number);
[[nodiscard]] detail::Json json_of(const Ratio& ratio);
[[nodiscard]] detail::Json json_of(const InstrumentKey& key);
[[nodiscard]] detail::Json json_of(const Citation& citation);
[[nodiscard]] detail::Json json_of(const Finding& finding);
[[nodiscard]] detail::Json json_of(const Findings& findings);
/// A built-in scale by its name, any other one whole.
[[nodiscard]] detail::Json json_of(const Scale& scale);
[[nodiscard]] detail::Json json_of(const Tally& tally);
[[nodiscard]] inline detail::Json json_of(const std::string& text) { return text; }
[[nodiscard]] inline detail::Json json_of(std::int64_t number) { return number; }
[[nodiscard]] inline detail::Json json_of(int number) { return number; }

/// {"low": ..., "high": ..., "low_open": true}: a bound that is missing is left out.
template <class T>
[[nodiscard]] detail::Json json_of(const Interval<T>& bounds) {
    detail::Json out = detail::Json::object();
    if (bounds.low) out["low"] = json_of(*bounds.low);
    if (bounds.high) out["high"] = json_of(*bounds.high);
    if (bounds.low_open) out["low_open"] = true;
    if (bounds.high_open) out["high_open"] = true;
    return out;
}

namespace detail {

/// Two spaces a level, UTF-8 as it is, one line end. Throws InvalidDocument where a text is not UTF-8.
[[nodiscard]] std::string written(const Json& json);

/// The first two keys of every document.
[[nodiscard]] Json headed(std::string_view kind, int version = 1);

/// The codes of a set of grades, best first.
[[nodiscard]] Json codes(const Scale& scale, GradeSet set);

/// Nothing is written of what is absent or empty.
template <class T>
void put(Json& object, const char* key, const std::optional<T>& value) {
    if (value) object[key] = json_of(*value);
}
inline void put(Json& object, const char* key, const std::string& text) {
    if (!text.empty()) object[key] = text;
}
inline void put(Json& object, const char* key, const Label& label) {
    if (!label.vi.empty() || !label.en.empty()) object[key] = json_of(label);
}
inline void put(Json& object, const char* key, const Citation& citation) {
    if (!(citation == Citation())) object[key] = json_of(citation);
}

template <class List>
[[nodiscard]] Json list_of(const List& values) {
    Json out = Json::array();
    for (const auto& value : values) out.push_back(json_of(value));
    return out;
}

/// What a document computed from data of this origin is.
[[nodiscard]] Origin computed_from(Origin origin);
/// The origin, and before it the warning that invented data carry.
void put_origin(Json& object, Origin origin);

}  // namespace detail

}  // namespace myhao::inline v0
