// SPDX-License-Identifier: Apache-2.0
// What the regulations' headers are written with: the keys of the instruments, citations that name the row of the reading
// notes, and phrases that several texts share.
#pragma once

#include <iterator>
#include <string>
#include <utility>

#include <myhao/regulations/vocabulary.hpp>
#include <myhao/rules/condition.hpp>
#include <myhao/rules/rule_set.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/instrument.hpp>

namespace myhao::inline v0::regulations {

namespace keys {
[[nodiscard]] inline InstrumentKey organization_board(const char* number, int year, int month, int day) { return {number, "Ban Tổ chức Trung ương", Date(year, month, day)}; }
[[nodiscard]] inline InstrumentKey politburo(const char* number, int year, int month, int day) { return {number, "Bộ Chính trị", Date(year, month, day)}; }

[[nodiscard]] inline InstrumentKey hd_27() { return organization_board("27-HD/BTCTW", 2014, 9, 25); }
[[nodiscard]] inline InstrumentKey qd_132() { return politburo("132-QĐ/TW", 2018, 3, 8); }
[[nodiscard]] inline InstrumentKey hd_16() { return organization_board("16-HD/BTCTW", 2018, 9, 24); }
[[nodiscard]] inline InstrumentKey hd_21() { return organization_board("21-HD/BTCTW", 2019, 10, 18); }
[[nodiscard]] inline InstrumentKey qd_124() { return politburo("124-QĐ/TW", 2023, 10, 4); }
[[nodiscard]] inline InstrumentKey hd_25() { return organization_board("25-HD/BTCTW", 2023, 11, 10); }
[[nodiscard]] inline InstrumentKey qd_366() { return politburo("366-QĐ/TW", 2025, 8, 30); }
[[nodiscard]] inline InstrumentKey hd_43() { return organization_board("43-HD/BTCTW", 2025, 10, 31); }
}  // namespace keys

namespace detail {

/// `rows`: of the reading notes on evaluation, which say where each sentence was read; `place`: in the instrument, where known.
[[nodiscard]] inline Citation cite(InstrumentKey instrument, std::string rows, std::string place = {}) {
    return Citation::of(std::move(instrument), (place.empty() ? "" : place + "; ") + "evaluation " + rows);
}

[[nodiscard]] inline Clause clause(std::string id, Condition condition, Citation citation, Label label, Confidence confidence = Confidence::verified) {
    return {std::move(id), std::move(condition), std::move(citation), confidence, std::move(label)};
}
/// A clause of which nothing was read.
[[nodiscard]] inline Clause unread(std::string id, Citation citation, Label label) {
    return {std::move(id), Condition(), std::move(citation), Confidence::unknown, std::move(label)};
}
[[nodiscard]] inline Ceiling ceiling(std::string grade, Clause clause) { return {std::move(grade), std::move(clause)}; }

/// A quota that exists, but whose number, base and groups were not read: any number may have to fall.
[[nodiscard]] inline Quota unread_quota(std::string grade, Citation citation) {
    return {.grade = std::move(grade), .share = std::nullopt, .base = {std::begin(every_quota_base), std::end(every_quota_base)}, .group = std::nullopt, .citation = std::move(citation),
            .confidence = Confidence::unknown, .label = {"tỷ lệ chưa đọc được", "ratio that was not read"}};
}
/// One fifth of those graded one below.
[[nodiscard]] inline Quota fifth_of_good(Group group, Citation citation, Confidence confidence, Label label) {
    return {.grade = "excellent", .share = Ratio(1, 5), .base = {QuotaBase::good_only}, .group = std::move(group), .citation = std::move(citation), .confidence = confidence, .label = std::move(label)};
}

/// Fewer than half of the assigned targets, where that could be helped. Without targets it does not hold.
[[nodiscard]] inline Condition under_half_of(const char* met, const char* assigned) { return all_of(ratio(met, assigned).less_than("50%"), fact(assigned).at_least(1)); }

/// A cell is a unit without graded units below it. What its members bring about does not bind a committee.
[[nodiscard]] inline Condition only_in_cells(const Condition& condition, const char* last_grade) {
    return all_of(subordinates.count(outcome.at_least(last_grade)).equals(0), condition);
}
/// More than `share` of a population, and not nobody: over nobody it does not hold.
template <class Population>
[[nodiscard]] Condition more_than(Population population, const Condition& where, const char* share) {
    return all_of(population.share(where).more_than(share), population.count(where).at_least(1));
}

/// Not all of a population are at `all` or better, or fewer than `share` of them at `some` or better. Over nobody it does not hold.
template <class Population>
[[nodiscard]] Condition short_of(Population population, const char* all, const char* some, const char* share, const char* last_grade) {
    return all_of(any_of(population.share(outcome.at_least(all)).less_than("100%"), population.share(outcome.at_least(some)).less_than(share)), population.count(outcome.at_least(last_grade)).at_least(1));
}
/// Where `condition` holds it is open what follows: a neighbouring text counts the case, this one was not read.
[[nodiscard]] inline Condition open_where(const Condition& condition) { return all_of(condition, Condition()); }

}  // namespace detail

}  // namespace myhao::inline v0::regulations
