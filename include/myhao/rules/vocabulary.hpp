// SPDX-License-Identifier: Apache-2.0
// The declared inputs of rules: what facts there are, of what type, about whom. A vocabulary is a shared dictionary of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/label.hpp>
#include <myhao/grades/level.hpp>
#include <myhao/grades/subject.hpp>

namespace myhao::inline v0 {

/// level: of one criterion; grade: of a whole object; flag: yes or no; count: a whole number, not negative; decimal: a score; date: a day.
enum class FactType : std::uint8_t { level, grade, flag, count, decimal, date };

[[nodiscard]] constexpr std::string_view name(FactType type) noexcept {
    constexpr std::string_view names[] = {"level", "grade", "flag", "count", "decimal", "date"};
    return names[static_cast<std::size_t>(type)];
}

/// One declared input.
struct Fact {
    std::string name;
    FactType type = FactType::flag;
    bool na = false;                  // a missing value may also be not applicable
    std::string group = {};           // the criteria of one group are read together by `every(group)`
    std::vector<std::string> values = {};  // of a level or grade, best first; empty: the four levels, the scale of the rules
    Subject subject = Subject::organization;
    Label label = {};
    bool derivable = false;           // can be computed from history or records
    bool changeable = true;           // a plan may propose to change it

    friend bool operator==(const Fact&, const Fact&) = default;
};

/// Facts by name, in the order in which they were declared. Immutable.
class Vocabulary {
public:
    Vocabulary() = default;
    /// Throws InvalidRules where a name is empty or declared twice, and where the values of a fact cannot be told apart.
    explicit Vocabulary(std::vector<Fact> facts) : facts_(std::move(facts)) {
        Findings problems;
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            if (facts_[i].name.empty()) problems.add(InvalidRules::at("facts[" + std::to_string(i) + "]", "a fact without a name").problems());
            if (index(facts_[i].name) != i) problems.add(InvalidRules::at("facts." + facts_[i].name, "declared twice").problems());
            check_values(facts_[i], problems);
        }
        if (!problems.empty()) throw InvalidRules(problems);
    }

    [[nodiscard]] std::size_t size() const noexcept { return facts_.size(); }
    [[nodiscard]] const Fact& operator[](std::size_t i) const { return facts_[i]; }
    [[nodiscard]] auto begin() const noexcept { return facts_.begin(); }
    [[nodiscard]] auto end() const noexcept { return facts_.end(); }

    [[nodiscard]] std::optional<std::size_t> index(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < facts_.size(); ++i)
            if (facts_[i].name == name) return i;
        return std::nullopt;
    }
    /// Throws InvalidRules with the nearest name where there is no such fact.
    [[nodiscard]] const Fact& operator[](std::string_view name) const {
        if (const auto i = index(name)) return facts_[*i];
        throw InvalidRules::at("facts", "unknown fact '" + std::string(name) + "'" + suggestion(name, names()));
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const Fact& fact : facts_) all.push_back(fact.name);
        return all;
    }

    friend bool operator==(const Vocabulary&, const Vocabulary&) = default;

private:
    /// What is known of a level or grade is one byte: its values, and "not applicable".
    static void check_values(const Fact& fact, Findings& problems) {
        const auto problem = [&](const char* what, std::string found) { problems.add(InvalidRules::at("facts." + fact.name, what, std::move(found)).problems()); };
        if (!fact.values.empty() && fact.type != FactType::level && fact.type != FactType::grade) problem("only a level or a grade lists its values", std::string(myhao::name(fact.type)));
        if (fact.values.size() > 7) return problem("a level or grade has at most 7 values", std::to_string(fact.values.size()));
        for (std::size_t b = 0; b < fact.values.size(); ++b)
            for (std::size_t a = 0; a < b; ++a)
                if (fold(fact.values[a]) == fold(fact.values[b])) problem("two values that only accents or case tell apart", "'" + fact.values[a] + "', '" + fact.values[b] + "'");
    }

    std::vector<Fact> facts_;
};

}  // namespace myhao::inline v0
