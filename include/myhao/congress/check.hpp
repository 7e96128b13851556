// SPDX-License-Identifier: Apache-2.0
// Congresses and campaigns against a directive: deadlines, days, contents, sizes, pauses, the order from the bottom up, numbers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/finding.hpp>
#include <myhao/congress/campaign.hpp>
#include <myhao/congress/check_limits.hpp>
#include <myhao/congress/check_order.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/congress/congresses.hpp>
#include <myhao/congress/directive.hpp>
#include <myhao/congress/held.hpp>
#include <myhao/org/tree.hpp>

namespace myhao::inline v0::congress {

/// One finding for each limit of the directive that binds a statement, for each pair of statements of which one must come first,
/// and for each number of a congress beside the one before; all limits are the directive's. Met or violated only where every day
/// and number that fits what is stated agrees.
///
/// Statements that name another directive, or another term, are left aside, but for the numbers of congresses; if none is left, a
/// finding says so. Without a tree a campaign is taken to lie under every congress of a higher level, and two single congresses
/// are not compared; with one, a congress is compared with those of the units below it.
///
/// Throws InvalidDocument with every statement that contradicts itself or names what the directive does not have, and
/// UnknownUnit with every unit that does not stand in the tree.
[[nodiscard]] inline Findings check(std::span<const Congress> congresses, std::span<const Campaign> campaigns, const Directive& directive, const Tree* tree = nullptr) {
    Findings problems, strangers, found;
    std::vector<detail::Held> all;
    const auto take = [&](const auto& statement) {
        detail::Held h = detail::held(statement);
        detail::StatementFaults faults(h, problems);
        if (detail::concerns(statement, directive)) faults.of(directive);
        faults.of_itself();
        if (!detail::concerns(statement, directive)) return;
        for (const auto& unit : {h.unit, h.under})
            if (tree && unit && !tree->contains(*unit)) strangers.add(UnknownUnit::at(h.subject, "the unit does not stand in the tree of " + tree->date().text(), unit->text()).problems());
        all.push_back(std::move(h));
    };
    for (const Campaign& c : campaigns) take(c);
    for (const Congress& c : congresses) take(c);
    if (!problems.empty()) {
        problems.add(strangers);
        throw InvalidDocument(std::move(problems));
    }
    if (!strangers.empty()) throw UnknownUnit(std::move(strangers));
    if (all.empty()) {
        Finding f;
        f.state = State::undetermined, f.severity = Severity::warning;
        f.rule = "congress", f.required = directive.key.text(), f.citation = directive.key.text();
        f.text = {"không có đại hội nào của nhiệm kỳ " + directive.term, "no congress of the term " + directive.term + " is stated"};
        found.add(std::move(f));
    }
    detail::LimitCheck limits(directive, found);
    for (const detail::Held& h : all) limits.run(h);
    detail::OrderCheck(directive, tree, found).run(all);
    detail::OrdinalCheck(&directive, tree, found).run(congresses);
    return found;
}

[[nodiscard]] inline Findings check(std::span<const Congress> congresses, const Directive& directive, const Tree* tree = nullptr) { return check(congresses, {}, directive, tree); }
[[nodiscard]] inline Findings check(const Campaign& campaign, const Directive& directive, const Tree* tree = nullptr) { return check({}, {&campaign, 1}, directive, tree); }

[[nodiscard]] inline Findings check(const Congresses& all, const Directive& directive, const Tree* tree = nullptr) { return check(all.congresses, all.campaigns, directive, tree); }

/// What a report says of congresses: of units where it names them, else of a level.
[[nodiscard]] inline Findings check(std::span<const CongressFacts> stated, const Directive& directive, const Tree* tree = nullptr) { return check(congresses_of(stated), directive, tree); }

}  // namespace myhao::inline v0::congress
