// SPDX-License-Identifier: Apache-2.0
// The part of an evaluation that one object's outcome can depend on, as an evaluation of its own: the units around it, cut
// where no quota group, no relation and no tally reaches across, and without the members of units whose grade stands for them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <myhao/rules/evaluate.hpp>

namespace myhao::inline v0::detail {

/// The row at which an evaluation may be cut for an object at `row`; nothing where all of it may matter.
[[nodiscard]] inline std::optional<Row> cut_row(const Evaluation& evaluation, Row row) {
    const Tree& tree = evaluation.tree();
    const Evaluation::Data& data = evaluation.data();
    std::optional<Row> at = tree.parent(row);
    bool related = false;
    for (const RuleSet& set : data.rules.sets()) {
        if (!data.facts[static_cast<std::size_t>(set.subject())]) continue;
        related |= !set.relations().empty();
        for (const Quota& q : set.quotas())
            if (q.group && (q.group->by == Group::By::whole || q.group->by == Group::By::fact)) return std::nullopt;
    }
    for (bool again = true; at && again;) {
        again = false;
        for (const RuleSet& set : data.rules.sets())
            for (const Quota& q : set.quotas()) {
                if (!q.group || q.group->by != Group::By::ancestor || !data.facts[static_cast<std::size_t>(set.subject())]) continue;
                std::optional<Row> above = at;
                while (above && tree.role(*above) != q.group->name) above = tree.parent(*above);
                if (above && *above != *at) at = above, again = true;
            }
        // What stands at the cut is capped by its grade, which what lies beyond has decided.
        if (related && !single(data.graded[0].may[tree.position(*at)])) at = tree.parent(*at), again = true;
    }
    if (!at || !tree.parent(*at)) return std::nullopt;
    for (const Tally& tally : data.evidence.reported) {
        if (!tally.of()) return std::nullopt;
        const auto of = tree.row(*tally.of());
        if (of && tally.subject() != Subject::organization && *of != *at && tree.is_within(*at, *of)) return std::nullopt;
    }
    return at;
}

/// The units, by position, whose grade is known and stands for all that it rests on: their members need not be graded again. For
/// an organization these are units below those that it counts and below those with which it may share places.
[[nodiscard]] inline std::vector<char> settled_units(const Evaluation& evaluation, Subject subject, std::size_t object) {
    const Evaluation::Data& data = evaluation.data();
    const Layout& layout = *data.layout;
    std::vector<char> settled(evaluation.tree().size(), 0);
    const RuleSet* people = data.rules.find(Subject::member);
    if (subject != Subject::organization || !data.facts[1] || !people || !data.evidence.reported.empty()) return settled;
    bool shared = false;  // whether members of several units share places
    for (const Quota& q : people->quotas()) {
        if (q.group && (q.group->by == Group::By::whole || q.group->by == Group::By::fact)) return settled;
        shared |= q.group && q.group->by == Group::By::ancestor;
    }
    const auto& first = data.facts[1]->data().first;
    std::vector<char> together(settled.size(), 0);
    for (std::size_t u = 0; u < settled.size(); ++u) {
        const bool below = layout.rank[u] > layout.rank[object] && layout.parent[u] != object;
        const std::uint8_t may = data.graded[0].may[u];
        if (layout.parent[u] != no_group) together[u] = together[layout.parent[u]];
        settled[u] = below && !together[u] && single(may) && may != not_graded_bit;
        if (shared && !settled[u] && first[u] < first[u + 1]) together[u] = 1;
    }
    return settled;
}

/// `settled`: units of the whole tree whose members are left out.
[[nodiscard]] inline Facts cut_facts(const Facts& facts, const Tree& whole, const Tree& part, Row at, const std::vector<char>& settled) {
    const Facts::Data& from = facts.data();
    auto made = std::make_shared<Facts::Data>(Facts::Data{.tree = part, .subject = from.subject, .vocabulary = from.vocabulary, .scale = from.scale, .origin = from.origin, .missing = from.missing});
    std::vector<std::uint32_t> rows;  // where each object stood, in the new order
    const auto stood = [&](std::size_t position) { return whole.position(Row(at.value() + part.level_order()[position].value())); };
    if (from.subject == Subject::organization) {
        for (std::size_t p = 0; p < part.size(); ++p) rows.push_back(stood(p));
    } else {
        std::vector<Id> ids;
        std::vector<std::uint32_t> unit, old;
        for (std::size_t p = 0; p < part.size(); ++p)
            for (std::uint32_t o = from.first[stood(p)]; (from.subject != Subject::member || !settled[stood(p)]) && o < from.first[stood(p) + 1]; ++o) ids.push_back(from.ids[o]), unit.push_back(static_cast<std::uint32_t>(p)), old.push_back(o);
        const auto place = place_objects(*made, std::move(ids), unit);
        rows.resize(old.size());
        for (std::size_t i = 0; i < old.size(); ++i) rows[place[i]] = old[i];
    }
    for (const FactColumn& column : from.columns) {
        FactColumn& to = made->columns.emplace_back();
        for (const std::uint32_t row : rows) {
            to.may.push_back(column.may[row]);
            if (!column.low.empty()) to.low.push_back(column.low[row]), to.high.push_back(column.high[row]);
        }
    }
    return Facts(std::move(made));
}

/// The evaluation itself where it is small or cannot be cut.
[[nodiscard]] inline Evaluation cut_out(const Evaluation& evaluation, Subject subject, std::size_t object, std::size_t small = 256) {
    const Tree& tree = evaluation.tree();
    const Evaluation::Data& data = evaluation.data();
    std::size_t objects = 0;
    for (const auto& of : data.facts) objects += of ? of->size() : 0;
    if (objects <= small) return evaluation;
    const Row row = tree.level_order()[subject == Subject::organization ? object : data.facts[static_cast<std::size_t>(subject)]->data().unit[object]];
    const auto cut = cut_row(evaluation, row);
    const auto settled = settled_units(evaluation, subject, object);
    if (!cut && std::find(settled.begin(), settled.end(), 1) == settled.end()) return evaluation;
    const Row at = cut.value_or(Row(std::size_t{0}));
    const Tree part = cut ? tree.subtree(at) : tree;
    std::vector<Facts> facts;
    for (const auto& of : data.facts)
        if (of) facts.push_back(cut_facts(*of, tree, part, at, settled));
    Evidence evidence;
    const auto inside = [&](Subject of, const Id& id) {
        for (const Facts& f : facts)
            if (f.subject() == of) return find_object(f.data(), id).has_value();
        return false;
    };
    std::vector<char> decided(tree.size(), 0);
    for (const DecidedGrade& d : data.evidence.decided)
        if (inside(d.subject, d.object)) {
            evidence.decided.push_back(d);
            if (d.subject == Subject::organization) decided[tree.position(*tree.row(d.object))] = 1;
        }
    for (const PreviousGrade& p : data.evidence.previous)
        if (inside(p.subject, p.object)) evidence.previous.push_back(p);
    for (const Id& id : data.evidence.incomplete)
        if (part.row(id)) evidence.incomplete.push_back(id);
    for (const Tally& tally : data.evidence.reported)
        if (!tally.of() || part.row(*tally.of())) evidence.reported.push_back(tally);
    // What lies beyond has decided the grade at the cut, and what was left out those of the units it stood at.
    const RuleSet* rules = data.rules.find(Subject::organization);
    for (std::size_t p = 0; rules && p < part.size(); ++p) {
        const std::size_t stood = tree.position(Row(at.value() + part.level_order()[p].value()));
        const std::uint8_t may = data.graded[0].may[stood];
        if (((cut && p == 0) || settled[stood]) && !decided[stood] && single(may) && may != not_graded_bit)
            evidence.decided.push_back({part.id(part.level_order()[p]), rules->scale()[static_cast<std::size_t>(std::countr_zero(may))].code});
    }
    return evaluate(part, facts, data.rules, evidence);
}

}  // namespace myhao::inline v0::detail
