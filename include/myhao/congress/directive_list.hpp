// SPDX-License-Identifier: Apache-2.0
// A list of directives on congresses, looked up by number, day and term; and the faults that make a directive none.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/congress/directive.hpp>

namespace myhao::inline v0 {

namespace detail {

/// What is wrong within one directive, each with its place: "directive X, level Y".
class DirectiveFaults {
public:
    explicit DirectiveFaults(const Directive& directive) : d_(directive), where_("directive " + directive.key.text()) {}

    [[nodiscard]] Findings find() {
        if (d_.key.number.empty() || !d_.key.issued) fault(where_, "a directive has a number and a day of issue");
        if (d_.term.empty()) fault(where_, "a directive is for one term");
        if (d_.levels.empty()) fault(where_, "a directive has levels");
        for (std::size_t i = 0; i < d_.levels.size(); ++i) level(d_.levels[i], i);
        contents();
        for (const Suspension& pause : d_.suspensions) suspension(pause);
        if (d_.first_ordinal && d_.first_ordinal->value < 1) fault(where_, "congresses are numbered from 1", std::to_string(d_.first_ordinal->value));
        return std::move(found_);
    }

private:
    void fault(const std::string& where, std::string what, std::string found = {}, std::string expected = {}) {
        found_.add(InvalidDocument::at(where, std::move(what), std::move(found), std::move(expected)).problems());
    }

    void level(const LevelRule& level, std::size_t at) {
        const std::string where = where_ + ", level '" + level.level + "'";
        if (level.level.empty()) fault(where_ + ", level " + std::to_string(at), "a level has a name");
        if (d_.rank(level.level) != at) fault(where_, "this level is given twice", level.level);
        for (const std::string& role : level.roles)
            if (role.empty()) fault(where, "a role has a name");
        for (const std::string& role : level.roles)
            if (d_.of_role(role) != &level) fault(where, "another level has this role of units already", role);
        if (level.most_days && level.most_days->value < 1) fault(where, "a congress takes at least a day", std::to_string(level.most_days->value));
        if (level.most_preparatory_half_days && level.most_preparatory_half_days->value < 0) fault(where, "half-days below 0", std::to_string(level.most_preparatory_half_days->value));
        if (level.delegates_from && level.delegates_from->value < 0) fault(where, "a number of members below 0", std::to_string(level.delegates_from->value));
        if (level.first_day && level.deadline && level.deadline->value.day < level.first_day->value)
            fault(where, "a level ends before it may begin", level.deadline->value.day.text(), "from " + level.first_day->value.text());
        const Date founded(1930, 2, 3);
        for (const auto& day : {level.first_day ? std::optional(level.first_day->value) : std::nullopt, level.deadline ? std::optional(level.deadline->value.day) : std::nullopt})
            if (day && *day < founded) fault(where, "a day before the Party was founded", day->text(), "from " + founded.text());
        for (const SizeLimit& size : level.sizes) {
            if (size.number.empty()) fault(where, "no number of " + size.of + " fits this limit");
            if ((size.number.low && *size.number.low < 0) || (size.number.high && *size.number.high < 0)) fault(where, "a number of " + size.of + " below 0");
            if (!size.number.low && !size.number.high && !size.of_before) fault(where, "a limit of " + size.of + " that limits nothing");
        }
    }

    void contents() {
        std::vector<std::string> known;
        for (const CongressContent& one : d_.contents) {
            if (std::find(known.begin(), known.end(), one.id) != known.end()) fault(where_, "this content is given twice", one.id);
            known.push_back(one.id);
        }
        if (d_.contents_required && d_.contents_required->value > known.size()) fault(where_, "more contents required than there are", std::to_string(d_.contents_required->value), "at most " + std::to_string(known.size()));
        for (const ContentsVariant& variant : d_.variants.value_or(std::vector<ContentsVariant>{}))
            for (const std::string& id : variant.contents)
                if (std::find(known.begin(), known.end(), id) == known.end()) fault(where_ + ", variant '" + variant.when + "'", "unknown content" + suggestion(id, known), id);
    }

    void suspension(const Suspension& pause) {
        const std::string where = where_ + ", pause";
        std::vector<std::string> known;
        for (const LevelRule& level : d_.levels) known.push_back(level.level);
        for (const std::string& level : pause.levels)
            if (!d_.find(level)) fault(where, "the directive has no such level" + suggestion(level, known), level);
        if (pause.since.empty() || pause.until.empty()) fault(where, "no day fits what is stated of the pause");
        else if (pause.until.high && pause.since.low && *pause.until.high <= *pause.since.low) fault(where, "a pause ends before it begins", pause.since.low->text() + " to " + pause.until.high->text());
    }

    const Directive& d_;
    std::string where_;
    Findings found_;
};

}  // namespace detail

/// All that is wrong with a directive: no number, day, term or levels, a level or role given twice, limits that nothing can keep,
/// contents and levels it does not have.
[[nodiscard]] inline Findings faults(const Directive& directive) { return detail::DirectiveFaults(directive).find(); }

/// An immutable list of directives. A number alone may name several.
class Directives {
public:
    Directives() = default;
    /// Throws InvalidDocument with every fault of every directive.
    explicit Directives(std::vector<Directive> list) : list_(std::move(list)) {
        Findings problems;
        for (const Directive& d : list_) problems.add(faults(d));
        if (!problems.empty()) throw InvalidDocument(std::move(problems));
    }

    [[nodiscard]] std::span<const Directive> all() const& noexcept { return list_; }
    std::span<const Directive> all() && = delete;

    /// The directive with this number (accents and case ignored) and day; throws InvalidDocument that lists the candidates, or
    /// suggests a near number.
    [[nodiscard]] const Directive& get(std::string_view number, std::optional<Date> issued = std::nullopt) const {
        const Directive* found = nullptr;
        std::vector<std::string> numbers;
        std::string candidates;
        std::size_t count = 0;
        for (const Directive& one : list_) {
            numbers.push_back(one.key.number);
            if (fold(one.key.number) != fold(number)) continue;
            candidates += (candidates.empty() ? "" : "; ") + one.key.text();
            if (issued && one.key.issued != issued) continue;
            found = &one, ++count;
        }
        if (count == 1) return *found;
        const std::string asked = std::string(number) + (issued ? " of " + issued->text() : "");
        if (count > 1) throw InvalidDocument::at(asked, "more than one directive has this number", candidates, "a day of issue that tells them apart");
        if (!candidates.empty()) throw InvalidDocument::at(asked, "no directive on congresses of this number was issued on that day", {}, candidates);
        throw InvalidDocument::at(asked, "no such directive on congresses" + suggestion(number, numbers));
    }

    /// The one that another of the list says it replaces; nullptr where none does.
    [[nodiscard]] const Directive* replaced_by(const Directive& directive) const noexcept {
        for (const Directive& one : list_)
            for (const InstrumentRelation& r : one.relations)
                if (r.relation == InstrumentRelationKind::replaces && r.target == directive.key) return &one;
        return nullptr;
    }
    /// The directive that binds congresses of a term on a day: issued by then, and not yet replaced; nullptr where there is none.
    [[nodiscard]] const Directive* for_term(std::string_view term, Date on) const noexcept {
        const Directive* latest = nullptr;
        for (const Directive& one : list_)
            if (one.term == term && one.key.issued && *one.key.issued <= on && (!latest || *latest->key.issued < *one.key.issued)) latest = &one;
        return latest;
    }

private:
    std::vector<Directive> list_;
};

}  // namespace myhao::inline v0
