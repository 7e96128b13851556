// SPDX-License-Identifier: Apache-2.0
// The actual terms of one unit: from its own congresses, or from the decisions that appoint its committee. And, of all units of a
// tree, in which terms each may be on its day.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/congress/check_order.hpp>
#include <myhao/congress/congress.hpp>
#include <myhao/congress/progress.hpp>
#include <myhao/org/history.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/time/term.hpp>

namespace myhao::inline v0::congress {

/// A decision of the superior that appoints a unit's committee, as in a merged or new organisation: its term begins then.
struct Appointment {
    Id unit;
    Date day;
    std::string term;  // "2025-2030"
    Citation source = {};

    friend bool operator==(const Appointment&, const Appointment&) = default;
};

/// A unit's own terms, and what of it could not be placed.
struct OwnTerms {
    TermSeries series;
    Findings left_out;  // congresses without a term, or without a first and a last possible day
};

namespace detail {

/// What begins a term of one unit.
struct TermStart {
    std::string label;
    std::optional<int> ordinal;
    Date first, last;  // the first and the last day on which it may begin
    Label basis;
};

class OwnTermsMaker {
public:
    OwnTermsMaker(const History& history, const Id& unit) : unit_(unit), life_(history.life(unit)) {}

    void add(const Congress& c) {
        if (c.unit != unit_) return;
        const std::string subject = subject_of(c, c.unit.text());
        StatementFaults(held(c), problems_).of_itself();
        if (c.term.empty() || !c.first_day.low || !c.last_day.high) {
            Finding f;
            f.state = State::undetermined, f.severity = Severity::info, f.rule = "term", f.subject = subject, f.citation = c.source.text();
            f.text = {"không đủ để đặt một nhiệm kỳ: thiếu nhiệm kỳ hoặc ngày", "it begins no term here: its term or its days are not stated"};
            left_out_.add(std::move(f));
            return;
        }
        dated_.push_back(c);
        const std::string days = text(Interval<Date>::between(*c.first_day.low, *c.last_day.high));
        enter({c.term, c.ordinal, *c.first_day.low, *c.last_day.high, {"đại hội " + days, "congress of " + days}}, subject);
    }
    void add(const Appointment& a) {
        if (a.unit == unit_) enter({a.term, {}, a.day, a.day, {"chỉ định ngày " + a.day.text(), "appointed on " + a.day.text()}}, unit_.text() + ", appointed " + a.day.text());
    }

    [[nodiscard]] OwnTerms make() {
        for (const Finding& f : check_ordinals(dated_).with(State::violated)) problem(f.subject, f.text.en, f.observed, f.required);
        std::sort(starts_.begin(), starts_.end(), [](const TermStart& a, const TermStart& b) { return a.first < b.first; });
        std::vector<Term> terms;
        const std::optional<Date> end = life_.empty() ? std::nullopt : life_.back().until();
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            const TermStart& s = starts_[i];
            const std::optional<Date> until = i + 1 < starts_.size() ? std::optional(starts_[i + 1].first) : end;
            if (i + 1 < starts_.size() && years_of(s.label) && years_of(starts_[i + 1].label) && years_of(s.label)->first > years_of(starts_[i + 1].label)->first)
                problem(unit_.text() + " " + s.label, "an earlier congress opens a later term", s.first.text(), "before " + starts_[i + 1].first.text());
            if (until && *until <= s.last) {
                problem(unit_.text() + " " + s.label, "a term ends before it has begun", s.last.text() + " to " + until->text());
                continue;
            }
            terms.push_back({"party", s.label, s.ordinal, s.first, until, s.last == s.first ? std::nullopt : std::optional(s.last + 1), s.basis});
        }
        if (!problems_.empty()) throw InvalidDocument(std::move(problems_));
        return {TermSeries("party", {"nhiệm kỳ của " + unit_.text(), "terms of " + unit_.text()}, std::move(terms)), std::move(left_out_)};
    }

private:
    void problem(const std::string& where, std::string what, std::string found = {}, std::string expected = {}) { problems_.add(InvalidDocument::at(where, std::move(what), std::move(found), std::move(expected)).problems()); }

    /// Several statements of one term: an appointment before its congress begins it; of two congresses both hold.
    void enter(TermStart start, const std::string& subject) {
        bool stands = false;
        for (const Period& p : life_) stands = stands || (p.contains(start.first) && p.contains(start.last));
        if (!stands) problem(subject, "the unit does not stand on these days", start.first.text() + " to " + start.last.text());
        for (TermStart& one : starts_) {
            if (one.label != start.label) continue;
            if (!one.ordinal) one.ordinal = start.ordinal;
            if (one.basis.en.starts_with("congress") && start.basis.en.starts_with("congress")) {
                if (start.first > one.last || one.first > start.last) problem(subject, "two congresses of one term", start.first.text() + " and " + one.first.text());
                else one.first = std::max(one.first, start.first), one.last = std::min(one.last, start.last);
            } else if (start.first < one.first) {
                one.first = start.first, one.last = start.last, one.basis = start.basis;
            }
            return;
        }
        starts_.push_back(std::move(start));
    }

    Id unit_;
    std::vector<Period> life_;
    std::vector<TermStart> starts_;
    std::vector<Congress> dated_;
    Findings problems_, left_out_;
};

}  // namespace detail

/// The Party terms of a unit, in order; the last ends with the unit. A term is settled after the last day of the congress that opens
/// it, or on the day of the appointment. Statements of other units are left aside. Throws UnknownUnit, and InvalidDocument with every
/// congress that contradicts itself or another, falls outside the unit's life, or whose number goes backwards.
[[nodiscard]] inline OwnTerms own_terms(const History& history, const Id& unit, std::span<const Congress> congresses, std::span<const Appointment> appointments = {}) {
    detail::OwnTermsMaker maker(history, unit);
    for (const Congress& c : congresses) maker.add(c);
    for (const Appointment& a : appointments) maker.add(a);
    return maker.make();
}

/// By row of a tree: every term of the series that each unit may be in on the tree's day, in order. What is stated of the congresses
/// under the directive settles it; of other units any term that a unit may be in then stays possible.
[[nodiscard]] inline std::vector<std::vector<Term>> terms_on(const Tree& tree, const Stated& stated, const Directive& directive, const TermSeries& nominal) {
    const Date day = tree.date();
    const std::vector<Term> possible = nominal.possible(day);
    const auto opened = nominal.labelled(directive.term);
    std::vector<std::vector<Term>> out(tree.size(), possible);
    for (std::size_t r = 0; r < tree.size() && opened; ++r) {
        const auto& days = stated[Row(r)];
        if (!days) continue;
        const bool after = days->last.high && *days->last.high < day, not_yet = days->first.low && day < *days->first.low;
        std::vector<Term>& mine = out[r];
        if (after) mine.erase(std::remove_if(mine.begin(), mine.end(), [&](const Term& t) { return t.since < opened->since; }), mine.end());
        if (not_yet) mine.erase(std::remove_if(mine.begin(), mine.end(), [&](const Term& t) { return t.since >= opened->since; }), mine.end());
    }
    return out;
}

/// Units that are for certain in a later term than their direct superior on the same day: each with its superior.
[[nodiscard]] inline std::vector<std::pair<Row, Row>> ahead_of_superior(const Tree& tree, const std::vector<std::vector<Term>>& terms) {
    std::vector<std::pair<Row, Row>> found;
    for (std::size_t r = 0; r < tree.size(); ++r)
        if (const auto up = tree.parent(Row(r)); up && !terms[r].empty() && !terms[up->at()].empty() && terms[r].front().since > terms[up->at()].back().since) found.emplace_back(Row(r), *up);
    return found;
}

}  // namespace myhao::inline v0::congress
