// SPDX-License-Identifier: Apache-2.0
// Which rules are in force when: chosen by the year that is evaluated, not by the day of the decision.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/regulations/hd_16_2018.hpp>
#include <myhao/regulations/hd_21_2019.hpp>
#include <myhao/regulations/hd_27_2014.hpp>
#include <myhao/regulations/qd_124_2023.hpp>
#include <myhao/regulations/qd_366_2025.hpp>
#include <myhao/rules/rule_book.hpp>
#include <myhao/rules/rule_set.hpp>

namespace myhao::inline v0::rules {

/// Every rule set there is, oldest first; of one instrument by subject.
[[nodiscard]] inline const std::vector<RuleSet>& all() {
    using namespace regulations;
    static const std::vector<RuleSet> sets{
        hd_27_2014::organization(),  hd_27_2014::member(),  hd_16_2018::organization(),  hd_16_2018::member(),  hd_21_2019::organization(),  hd_21_2019::member(),
        hd_21_2019::collective(),    hd_21_2019::leader(),  qd_124_2023::organization(), qd_124_2023::member(), qd_124_2023::collective(),   qd_124_2023::leader(),
        qd_366_2025::organization(), qd_366_2025::member(), qd_366_2025::collective(),   qd_366_2025::leader(),
    };
    return sets;
}

/// The rules of every subject for the evaluated year; throws InvalidRules for a year of which none were read.
[[nodiscard]] inline RuleBook in_force(int year) {
    std::vector<RuleSet> sets;
    int first = year + 1;
    for (const RuleSet& set : all()) {
        if (set.applies_to(year)) sets.push_back(set);
        first = set.parts().since_year < first ? set.parts().since_year : first;
    }
    if (sets.empty()) throw InvalidRules::at("rules.in_force", "no rules were read for this evaluated year", std::to_string(year), "from " + std::to_string(all().front().parts().since_year) + " on");
    return RuleBook(std::move(sets), year);
}

/// The rules of one subject; throws InvalidRules that lists the subjects where that one was not read.
[[nodiscard]] inline RuleSet in_force(int year, Subject subject) {
    const RuleBook book = in_force(year);
    if (const RuleSet* set = book.find(subject)) return *set;
    std::string subjects;
    for (const RuleSet& set : book.sets()) subjects += (subjects.empty() ? "" : ", ") + std::string(name(set.subject()));
    throw InvalidRules::at("rules.in_force(" + std::to_string(year) + ")", "no rules were read for this subject", std::string(name(subject)), subjects);
}

/// The rule set of an instrument, by number (accents and case ignored) and, where a number is used twice, its day of issue.
/// Throws InvalidRules with the candidates or a near number.
[[nodiscard]] inline RuleSet get(std::string_view id, Subject subject = Subject::organization, std::optional<Date> issued = std::nullopt) {
    std::vector<RuleSet> found;
    std::string candidates;
    std::vector<std::string> numbers;
    bool known = false;
    for (const RuleSet& set : all())
        for (const InstrumentKey& key : set.instruments()) {
            numbers.push_back(key.number);
            if (fold(key.number) != fold(id)) continue;
            known = true;
            if (set.subject() != subject || (issued && key.issued != issued)) {
                candidates += (candidates.empty() ? "" : "; ") + key.text() + " for " + std::string(name(set.subject()));
                continue;
            }
            found.push_back(set);
        }
    if (found.size() == 1) return found.front();
    const std::string asked = "'" + std::string(id) + "' for " + std::string(name(subject)) + (issued ? " of " + issued->text() : "");
    if (found.size() > 1) {
        std::string sets;
        for (const RuleSet& set : found) sets += (sets.empty() ? "" : ", ") + set.id();
        throw InvalidRules::at("rules.get", "more than one rule set rests on this instrument", asked, sets);
    }
    if (known) throw InvalidRules::at("rules.get", "no rule set of this instrument fits", asked, candidates);
    throw InvalidRules::at("rules.get", "no rule set rests on this instrument" + suggestion(id, numbers), asked);
}

}  // namespace myhao::inline v0::rules
