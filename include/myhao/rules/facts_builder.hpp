// SPDX-License-Identifier: Apache-2.0
// Facts collected object by object, as programs have them; whole tables go through fact_columns.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/facts.hpp>

namespace myhao::inline v0 {

/// Collects facts object by object, for programs; whole tables go through `facts_from_table`.
class FactsBuilder {
public:
    /// `scale`: the values of grade facts that do not list their own.
    FactsBuilder(Tree tree, Vocabulary vocabulary, Subject subject = Subject::organization, Scale scale = scales::cpv_2018())
        : tree_(std::move(tree)), vocabulary_(std::move(vocabulary)), subject_(subject), scale_(std::move(scale)) {}

    /// Adds a member, collective or leader, at a unit of the tree.
    FactsBuilder& object(Id id, Id unit) {
        objects_.push_back({std::move(id), std::move(unit)});
        return *this;
    }
    FactsBuilder& set(Id object, std::string fact, FactValue value) {
        changes_.push_back({std::move(object), std::move(fact), std::move(value)});
        return *this;
    }
    FactsBuilder& origin(Origin origin) {
        origin_ = origin;
        return *this;
    }
    /// Throws InvalidFacts with every unknown object, unit or fact, every value that does not fit, and every object given twice.
    [[nodiscard]] Facts build() const;

private:
    struct Object {
        Id id, unit;
    };
    Tree tree_;
    Vocabulary vocabulary_;
    Subject subject_;
    Scale scale_;
    Origin origin_ = Origin::real;
    std::vector<Object> objects_;
    std::vector<Facts::Change> changes_;
};

inline Facts FactsBuilder::build() const {
    Findings problems;
    auto data = std::make_shared<Facts::Data>(Facts::Data{.tree = tree_, .subject = subject_, .vocabulary = vocabulary_, .scale = scale_, .origin = origin_});
    if (subject_ != Subject::organization) {
        std::vector<Id> ids;
        std::vector<std::uint32_t> unit;
        for (const Object& object : objects_) {
            const auto row = tree_.row(object.unit);
            if (!row) problems.add(detail::unknown_unit(tree_, object.unit, object.id.text()));
            ids.push_back(object.id);
            unit.push_back(row ? static_cast<std::uint32_t>(tree_.position(*row)) : 0);
        }
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        detail::place_objects(*data, std::move(ids), unit);
        detail::find_twins(*data, problems);
    }
    data->columns = detail::unknown_columns(vocabulary_, scale_, subject_ == Subject::organization ? tree_.size() : data->ids.size());
    detail::apply_changes(*data, changes_, problems);
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
    for (const Fact& fact : vocabulary_)
        if (std::none_of(changes_.begin(), changes_.end(), [&](const Facts::Change& c) { return c.fact == fact.name; })) data->missing.push_back(fact.name);
    return Facts(std::move(data));
}

}  // namespace myhao::inline v0
