// SPDX-License-Identifier: Apache-2.0
#include <type_traits>
#include <variant>

#include <myhao/interop/json.hpp>

#include "json_history.hpp"
#include "json_rules.hpp"

namespace myhao::inline v0 {

using detail::Json, detail::put;

namespace {

/// Levels and grades by code, scores as text, counts as numbers, what is known of a number as an interval.
Json json_of_value(const FactValue& value) {
    return std::visit(
        [](const auto& known) -> Json {
            using T = std::decay_t<decltype(known)>;
            if constexpr (std::is_same_v<T, std::monostate>) return nullptr;
            else if constexpr (std::is_same_v<T, NotApplicable>) return Json::object({{"not_applicable", true}});
            else if constexpr (std::is_same_v<T, bool>) return known;
            else return myhao::json_of(known);
        },
        value);
}

Json objects_of(const Facts& facts) {
    Json out = Json::array();
    const Tree& tree = facts.tree();
    const bool units = facts.subject() == Subject::organization;
    for (std::size_t k = 0; k < facts.size(); ++k) {
        const std::size_t position = units ? tree.position(Row(k)) : k;
        Json values = Json::object();
        for (const Fact& fact : facts.vocabulary())
            if (Json value = json_of_value(facts.value(position, fact.name)); !value.is_null()) values[fact.name] = std::move(value);
        if (units && values.empty()) continue;
        Json one = Json::object();
        one["id"] = json_of(facts.id(position));
        if (!units) one["unit"] = json_of(tree.id(tree.level_order()[facts.data().unit[position]]));
        one["values"] = std::move(values);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

std::string to_json(const Facts& facts) {
    Json out = detail::headed("facts");
    detail::put_origin(out, facts.origin());
    out["subject"] = name(facts.subject());
    out["scale"] = json_of(facts.data().scale);
    out["vocabulary"] = detail::list_of(facts.vocabulary());
    out["day"] = json_of(facts.tree().date());
    if (!facts.tree().empty() && facts.tree().size() != facts.tree().history().at(facts.tree().date()).size()) out["root"] = json_of(facts.tree().id(Row(std::size_t{0})));
    out["objects"] = objects_of(facts);
    detail::put_history(out["history"] = Json::object(), facts.tree().history());
    return detail::written(out);
}

}  // namespace myhao::inline v0
