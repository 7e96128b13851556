// SPDX-License-Identifier: Apache-2.0
// A directive (chỉ thị) on congresses: for each level its days and deadline, what a congress does, and pauses; and a registry.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/label.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// A value that a directive sets, and where that was read.
template <class T>
struct Ruled {
    T value;
    Citation citation = {};
    Confidence confidence = Confidence::verified;

    friend bool operator==(const Ruled&, const Ruled&) = default;
};

/// The day by which congresses are to be finished. "trước ngày" (before): whether the day itself still counts is open unless
/// the source settles it.
struct Deadline {
    Date day;
    std::optional<bool> inclusive = {};

    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// What a directive sets for one level. A value that was not read is missing, and nothing is checked against it.
struct LevelRule {
    std::string level;  // "cell", "grassroots", "district", "province"
    Label label;
    std::optional<Ruled<int>> most_days = {};               // of one congress, both ends counted
    std::optional<Ruled<Date>> first_day = {};              // no congress begins earlier
    std::optional<Ruled<Deadline>> deadline = {};
    std::optional<Ruled<std::int64_t>> most_delegates = {};
    std::optional<Ruled<int>> most_preparatory_half_days = {};

    friend bool operator==(const LevelRule&, const LevelRule&) = default;
};

/// One of the things a congress does.
struct CongressContent {
    std::string id;  // "elect_committee"
    Label label;

    friend bool operator==(const CongressContent&, const CongressContent&) = default;
};

/// A pause: no congresses of these levels between two days that are known within bounds. It does not move a deadline unless
/// the directive's deadlines say so.
struct Suspension {
    std::vector<std::string> levels;
    Interval<Date> since, until;  // the first day of the pause; the first day no longer
    Label label;
    Citation citation = {};
    Confidence confidence = Confidence::verified;

    friend bool operator==(const Suspension&, const Suspension&) = default;
};

struct Directive {
    InstrumentKey key;
    Label label;
    std::string term;               // "2020-2025"
    std::vector<LevelRule> levels;  // bottom-up: each level before the next
    std::vector<CongressContent> contents = {};
    std::optional<Ruled<std::size_t>> contents_required = {};  // how many a usual congress does; nothing: not read
    std::optional<Ruled<std::vector<std::size_t>>> reduced = {};  // smaller numbers that are allowed in stated cases; nothing: not read
    std::vector<Suspension> suspensions = {};

    [[nodiscard]] const LevelRule* find(std::string_view level) const noexcept {
        for (const LevelRule& rule : levels)
            if (rule.level == level) return &rule;
        return nullptr;
    }
    /// The place of a level, 0 the lowest.
    [[nodiscard]] std::optional<std::size_t> rank(std::string_view level) const noexcept {
        for (std::size_t i = 0; i < levels.size(); ++i)
            if (levels[i].level == level) return i;
        return std::nullopt;
    }
    friend bool operator==(const Directive&, const Directive&) = default;
};

/// An immutable list of directives. A number alone may name several.
class Directives {
public:
    Directives() = default;
    /// Throws InvalidDocument with every directive without number, term or levels, every level given twice, and every limit below 1.
    explicit Directives(std::vector<Directive> list) : list_(std::move(list)) {
        Findings problems;
        const auto problem = [&](const Directive& d, std::string what, std::string found = {}) { problems.add(InvalidDocument::at("directive " + d.key.text(), std::move(what), std::move(found)).problems()); };
        for (const Directive& d : list_) {
            if (d.key.number.empty() || !d.key.issued) problem(d, "a directive has a number and a day of issue");
            if (d.term.empty()) problem(d, "a directive is for one term");
            if (d.levels.empty()) problem(d, "a directive has levels");
            for (std::size_t i = 0; i < d.levels.size(); ++i) {
                const LevelRule& level = d.levels[i];
                if (d.rank(level.level) != i) problem(d, "this level is given twice", level.level);
                if (level.most_days && level.most_days->value < 1) problem(d, "a congress takes at least a day", std::to_string(level.most_days->value));
                if (level.first_day && level.deadline && level.deadline->value.day < level.first_day->value) problem(d, "a level ends before it may begin", level.level);
            }
            if (d.contents_required && d.contents_required->value > d.contents.size()) problem(d, "more contents required than there are", std::to_string(d.contents_required->value));
        }
        if (!problems.empty()) throw InvalidDocument(std::move(problems));
    }

    [[nodiscard]] std::span<const Directive> all() const noexcept { return list_; }

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

private:
    std::vector<Directive> list_;
};

}  // namespace myhao::inline v0
