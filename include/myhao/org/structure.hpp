// SPDX-License-Identifier: Apache-2.0
// Checks of a tree against rules of size and form. The rules are dated data with a citation (regulations/structure.hpp); here is how they run.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// What is counted of one unit.
enum class SizeFact : std::uint8_t { members, official, committee, standing, inspection, deputies };

[[nodiscard]] constexpr std::string_view name(SizeFact fact) noexcept {
    constexpr std::string_view names[] = {"members", "official", "committee", "standing", "inspection", "deputies"};
    return names[static_cast<std::size_t>(fact)];
}

/// Bounds on one fact of units of some kinds. All that is set must hold.
struct SizeRule {
    std::string id;                  // "structure.minimum"
    std::vector<std::string> kinds;
    SizeFact fact = SizeFact::members;
    std::optional<std::int64_t> at_least, at_most;
    std::optional<std::int64_t> sometimes_at_most;  // above `at_most` and up to here only for some units: not decided by the number
    std::optional<std::pair<Ratio, SizeFact>> share_at_most;  // of another fact
    std::optional<std::pair<SizeFact, std::int64_t>> where;  // only where another fact is at least so much
    std::optional<std::int64_t> otherwise_at_most;           // where that fact is less
    bool unless_approved = false;    // the superior may agree to an exception before
    bool only_approved = false;      // the superior must agree before, whatever the numbers
    Period period{Date(Date::first_days)};  // days on which it is in force
    Label text;
    Citation citation;
    Confidence confidence = Confidence::verified;
};

/// Counts by row of a tree. An absent column says nothing; a zero in `valid` is a missing value.
struct SizeFacts {
    struct Column {
        std::vector<std::int64_t> values;
        std::vector<std::uint8_t> valid;  // empty: none is missing
    };
    std::array<Column, 6> columns;
    std::vector<std::uint8_t> approved;  // exceptions the superior agreed to: 1 yes, 0 no, 2 not known; empty: not known

    [[nodiscard]] Column& operator[](SizeFact fact) noexcept { return columns[static_cast<std::size_t>(fact)]; }
    [[nodiscard]] bool has(SizeFact fact) const noexcept { return !columns[static_cast<std::size_t>(fact)].values.empty(); }
    [[nodiscard]] std::optional<std::int64_t> value(SizeFact fact, Row row) const noexcept {
        const Column& c = columns[static_cast<std::size_t>(fact)];
        return c.values.empty() || (!c.valid.empty() && c.valid[row.at()] == 0) ? std::nullopt : std::optional(c.values[row.at()]);
    }
};

/// Stated counts of the base under one unit: their identity is "grassroots organisations = grassroots cells + grassroots committees".
struct StatedBase {
    std::optional<std::int64_t> organizations, cells, committees;
    Citation source;
};

namespace structure {

namespace detail {

struct Checked {
    State state = State::met;
    std::string observed, required;
};

/// Whether anything is known by which the rule could be decided.
[[nodiscard]] inline bool is_told(const SizeRule& rule, const SizeFacts& facts) noexcept {
    if (rule.only_approved) return !facts.approved.empty();
    return facts.has(rule.fact) || (rule.where && facts.has(rule.where->first));
}

[[nodiscard]] inline Checked check_one(const SizeRule& rule, const SizeFacts& facts, Row row) {
    Checked out;
    const auto worse = [&](State state) {
        if (out.state == State::violated || state == State::met) return;
        out.state = state;
    };
    const auto require = [&](const std::string& text) { out.required += (out.required.empty() ? "" : ", ") + text; };
    const auto shown = [&](SizeFact fact) {
        const auto known = facts.value(fact, row);
        return std::string(name(fact)) + " " + (known ? std::to_string(*known) : std::string("not known"));
    };
    const std::uint8_t approved = facts.approved.empty() ? std::uint8_t{2} : std::min(std::uint8_t{2}, facts.approved[row.at()]);
    if (rule.only_approved) {
        constexpr std::string_view words[] = {"no agreement", "the superior agreed", "agreement not known"};
        constexpr State states[] = {State::violated, State::met, State::undetermined};
        return {states[approved], std::string(words[approved]), "the superior's agreement before"};
    }
    const std::optional<std::int64_t> value = facts.value(rule.fact, row);
    const std::optional<std::int64_t> given = rule.where ? facts.value(rule.where->first, row) : std::nullopt;
    out.observed = shown(rule.fact) + (rule.where ? ", " + shown(rule.where->first) : std::string());
    if (rule.at_least) {
        require("at least " + std::to_string(*rule.at_least));
        worse(!value ? State::undetermined : *value < *rule.at_least ? State::violated : State::met);
    }
    if (rule.at_most) {
        require("at most " + std::to_string(*rule.at_most) + (rule.sometimes_at_most ? " (for some " + std::to_string(*rule.sometimes_at_most) + ")" : std::string()));
        const bool beyond = value && *value > rule.sometimes_at_most.value_or(*rule.at_most);
        worse(beyond ? State::violated : !value || *value > *rule.at_most ? State::undetermined : State::met);
    }
    if (rule.share_at_most) {
        const auto& [share, other] = *rule.share_at_most;
        const std::optional<std::int64_t> whole = facts.value(other, row);
        require("at most " + share.text() + " of " + std::string(name(other)) + (whole ? " " + std::to_string(*whole) : std::string()));
        worse(!value || !whole ? State::undetermined : *value > share.floor_of(*whole) ? State::violated : State::met);
    }
    if (rule.where) {
        // Where the other fact is less, nothing is asked, or at most so much; what is not known speaks for nothing more.
        const State otherwise = rule.otherwise_at_most && value && *value > *rule.otherwise_at_most ? State::violated : State::met;
        out.required += " where " + std::string(name(rule.where->first)) + " is at least " + std::to_string(rule.where->second);
        if (rule.otherwise_at_most) require("otherwise at most " + std::to_string(*rule.otherwise_at_most));
        if (given && *given < rule.where->second) out.state = otherwise;
        else if (!given && out.state != otherwise) out.state = State::undetermined;
    }
    if (out.state == State::violated && rule.unless_approved) {
        require("or the superior's agreement before");
        if (approved != 0) out.state = approved == 1 ? State::met : State::undetermined;
    }
    return out;
}

}  // namespace detail

/// A finding for each unit that violates a rule in force on the tree's day, or about which too little is known; and for each rule one that
/// says how many units meet it. A rule of whose facts none is there at all is one undetermined finding. Throws InvalidFacts where a column has
/// another length than the tree.
[[nodiscard]] inline Findings check(const Tree& tree, const SizeFacts& facts, std::span<const SizeRule> rules) {
    for (const SizeFacts::Column& column : facts.columns)
        if ((!column.values.empty() && column.values.size() != tree.size()) || (!column.valid.empty() && column.valid.size() != column.values.size()))
            throw InvalidFacts::at("facts", "one value for each unit of the tree", std::to_string(column.values.size()), std::to_string(tree.size()));
    if (!facts.approved.empty() && facts.approved.size() != tree.size())
        throw InvalidFacts::at("facts, column 'approved'", "one value for each unit of the tree", std::to_string(facts.approved.size()), std::to_string(tree.size()));
    Findings out;
    for (const SizeRule& rule : rules) {
        if (!rule.period.contains(tree.date())) continue;
        const auto finding = [&](State state, std::string subject, std::string observed, std::string required) {
            const Severity severity = state == State::violated ? Severity::error : state == State::met ? Severity::info : Severity::warning;
            out.add({state, severity, rule.id, std::move(subject), std::move(observed), std::move(required), rule.citation.text(), rule.text});
        };
        std::vector<std::uint8_t> concerned(tree.kind_names().size(), 0);
        for (std::size_t k = 0; k < concerned.size(); ++k) concerned[k] = std::find(rule.kinds.begin(), rule.kinds.end(), tree.kind_names()[k]) != rule.kinds.end();
        std::size_t units = 0, met = 0;
        for (std::uint32_t r = 0; r < tree.size(); ++r) {
            const Row row(r);
            if (concerned[tree.kind_no(row)] == 0) continue;
            ++units;
            if (!detail::is_told(rule, facts)) continue;
            const detail::Checked checked = detail::check_one(rule, facts, row);
            if (checked.state == State::met) ++met;
            else finding(checked.state, "unit '" + tree.id(row).text() + "'", checked.observed, checked.required);
        }
        if (units > 0 && !detail::is_told(rule, facts))
            finding(State::undetermined, "tree of " + tree.date().text(), (rule.only_approved ? std::string("agreement") : std::string(name(rule.fact))) + " not known of " + std::to_string(units) + " units", {});
        if (met > 0) finding(State::met, "tree of " + tree.date().text(), std::to_string(met) + " of " + std::to_string(units) + " units", {});
    }
    return out;
}

/// The identity of the base, of what is stated and of what stands below `above` in the tree: each that can be told is a finding that cites
/// where the counts are stated and `rule`, which divides the base into cells and committees. A count that is not stated is undetermined.
[[nodiscard]] inline Findings check_base(const Tree& tree, Row above, const StatedBase& stated, const Citation& rule = {}) {
    std::int64_t cells = 0, committees = 0;
    for (std::uint32_t r = above.value(); r < tree.subtree_end(above).value(); ++r) {
        cells += tree.kind(Row(r)) == "grassroots_cell";
        committees += tree.kind(Row(r)) == "grassroots_committee";
    }
    Findings out;
    const std::string subject = "unit '" + tree.id(above).text() + "'";
    std::string citation = stated.source.text();
    if (const std::string also = rule.text(); !also.empty()) citation += (citation.empty() ? "" : "; ") + also;
    const auto add = [&](State state, std::string observed, std::string required, const char* en, const char* vi) {
        const Severity severity = state == State::violated ? Severity::error : state == State::met ? Severity::info : Severity::warning;
        out.add({state, severity, "structure.base", subject, std::move(observed), std::move(required), citation, {vi, en}});
    };
    const auto said = [](const std::optional<std::int64_t>& count) { return count ? std::to_string(*count) : std::string("not stated"); };
    if (!stated.organizations || !stated.cells || !stated.committees)
        add(State::undetermined, said(stated.cells) + " + " + said(stated.committees), said(stated.organizations), "grassroots cells and committees add up to the grassroots organisations stated",
            "số chi bộ cơ sở và đảng bộ cơ sở cộng lại bằng số tổ chức cơ sở đảng");
    else
        add(*stated.cells + *stated.committees == *stated.organizations ? State::met : State::violated, std::to_string(*stated.cells) + " + " + std::to_string(*stated.committees),
            std::to_string(*stated.organizations), "grassroots cells and committees add up to the grassroots organisations stated", "số chi bộ cơ sở và đảng bộ cơ sở cộng lại bằng số tổ chức cơ sở đảng");
    const auto compare = [&](const std::optional<std::int64_t>& count, std::int64_t found, const char* en, const char* vi) {
        if (count) add(*count == found ? State::met : State::violated, std::to_string(found) + " in the tree", std::to_string(*count), en, vi);
    };
    compare(stated.organizations, cells + committees, "grassroots organisations in the tree and as stated", "số tổ chức cơ sở đảng");
    compare(stated.cells, cells, "grassroots cells in the tree and as stated", "số chi bộ cơ sở");
    compare(stated.committees, committees, "grassroots committees in the tree and as stated", "số đảng bộ cơ sở");
    return out;
}

}  // namespace structure

}  // namespace myhao::inline v0
