// SPDX-License-Identifier: Apache-2.0
// Calendars of congresses, and the terms of units and of series beside each other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/congress/calendar_page.hpp>
#include <myhao/congress/own_terms.hpp>
#include <myhao/congress/planner.hpp>
#include <myhao/congress/progress.hpp>
#include <myhao/time/term_alignment.hpp>

#include "arrays.hpp"
#include "directive_values.hpp"

namespace myhao_python {

namespace detail {

using congress::Calendar;

inline py::tuple planned_parts(const Calendar& plan, const congress::PlannedCongress& p) {
    const auto id = [&](const std::optional<Row>& row) { return row ? id_object(plan.tree().id(*row)) : py::object(py::none()); };
    return py::make_tuple(id(p.row), plan.level(p).level, p.days, p.days_stated, p.own_last, p.latest_first, p.latest_last, p.earliest_first, p.earliest_last, id(p.bound_by));
}

inline congress::Pause pause_of(const py::tuple& t) { return {t[0].cast<Date>(), t[1].cast<Date>(), t[2].cast<std::vector<std::string>>()}; }

inline Calendar make_calendar(const Directive& directive, const Tree& tree, const std::map<std::string, int>& days, std::optional<Date> by, bool open_day_counts, const std::vector<py::tuple>& pauses) {
    congress::CalendarOptions options;
    options.days = days, options.by = by, options.open_day_counts = open_day_counts;
    for (const py::tuple& pause : pauses) options.pauses.push_back(pause_of(pause));
    return Calendar(directive, tree, std::move(options));
}

/// With a day: how each unit stands on it.
inline Page page_of(const Calendar& plan, const std::vector<py::dict>& stated, std::optional<Date> on, const std::string& language, std::size_t most_units, const std::string& origin) {
    const congress::ShownCalendar shown{.language = language == "en" ? Language::en : Language::vi, .most_units = most_units, .origin = *origin_named(origin)};
    if (!on) return congress::page(plan, shown);
    const Statements all(stated);
    return congress::page(plan, congress::Stated(all.congresses, all.campaigns, plan.directive(), plan.tree()), *on, shown);
}

/// A series as the face knows it: id, label, and terms as tuples without their series.
inline TermSeries series_of(const py::tuple& t) {
    std::vector<Term> terms;
    for (const auto& one : t[2].cast<py::list>()) {
        const auto term = py::cast<py::tuple>(one);
        terms.push_back({term[0].cast<std::string>(), term[1].cast<std::string>(), term[2].cast<std::optional<int>>(), term[3].cast<Date>(), term[4].cast<std::optional<Date>>(), term[5].cast<std::optional<Date>>(), term[6].cast<Label>()});
    }
    return TermSeries(t[0].cast<std::string>(), t[1].cast<Label>(), std::move(terms));
}

inline py::tuple days_parts(const Period& period) { return py::make_tuple(period.since(), period.until()); }

inline void register_alignment(py::module_& module) {
    module.def("terms_overlaps", [](const py::tuple& a, const py::tuple& b) {
        return list_of(terms::overlaps(series_of(a), series_of(b)), [](const terms::Overlap& o) { return py::make_tuple(term_tuple(o.a), term_tuple(o.b), days_parts(o.days)); });
    });
    module.def("terms_coverage", [](const py::tuple& series, Date since, Date until) {
        const terms::Coverage c = terms::coverage(series_of(series), since, until);
        return py::make_tuple(c.days, c.covered, list_of(c.gaps, days_parts));
    });
    module.def("terms_align", [](const std::vector<py::tuple>& series, Date since, Date until) {
        std::vector<TermSeries> all;
        for (const py::tuple& one : series) all.push_back(series_of(one));
        return list_of(terms::align(all, since, until), [](const terms::AlignedPeriod& row) {
            return py::make_tuple(days_parts(row.days), list_of(row.terms, [](const std::optional<Term>& term) { return term ? py::object(term_tuple(*term)) : py::object(py::none()); }));
        });
    });
    module.def("own_terms", [](const History& history, const Id& unit, const std::vector<py::dict>& stated, const std::vector<py::tuple>& appointments) {
        std::vector<congress::Appointment> appointed;
        for (const py::tuple& t : appointments) appointed.push_back({t[0].cast<Id>(), t[1].cast<Date>(), t[2].cast<std::string>(), citation_of(t[3].cast<py::tuple>())});
        const congress::OwnTerms own = congress::own_terms(history, unit, Statements(stated).congresses, appointed);
        return py::make_tuple(own.series.id(), own.series.label(), list_of(own.series.terms(), term_tuple), own.left_out);
    });
    module.def("terms_of_units", [](const Tree& tree, const std::vector<py::dict>& stated, const Directive& directive, const py::tuple& series) {
        const Statements all(stated);
        const auto found = congress::terms_on(tree, congress::Stated(all.congresses, all.campaigns, directive, tree), directive, series_of(series));
        std::vector<const std::vector<Term>*> patterns;  // few, as units share them
        std::vector<std::uint32_t> which;
        for (const std::vector<Term>& terms : found) {
            std::uint32_t at = 0;
            while (at < patterns.size() && *patterns[at] != terms) ++at;
            if (at == patterns.size()) patterns.push_back(&terms);
            which.push_back(at);
        }
        return py::make_tuple(list_of(patterns, [](const std::vector<Term>* terms) { return list_of(*terms, term_tuple); }), read_only(std::move(which)),
                              list_of(congress::ahead_of_superior(tree, found), [&](const auto& pair) { return py::make_tuple(id_object(tree.id(pair.first)), id_object(tree.id(pair.second))); }));
    });
}

}  // namespace detail

inline void register_planner(py::module_& module) {
    using detail::Calendar;
    py::class_<Calendar>(module, "CongressCalendar")
        .def(py::init(&detail::make_calendar))
        .def("__len__", [](const Calendar& self) { return self.all().size(); })
        .def("of", [](const Calendar& self, const Id& id) { return detail::planned_parts(self, self.of(id)); })
        .def("get", [](const Calendar& self, std::size_t i) { return detail::planned_parts(self, self.all()[i]); })
        .def("rows", [](const Calendar& self) { return list_of(self.all(), [&](const congress::PlannedCongress& p) { return detail::planned_parts(self, p); }); })
        .def("progress",
             [](const Calendar& self, const std::vector<py::dict>& stated, Date on) {
                 const Statements all(stated);
                 return congress::progress(self, congress::Stated(all.congresses, all.campaigns, self.directive(), self.tree()), on);
             })
        .def("levels",
             [](const Calendar& self) {
                 return list_of(congress::levels(self), [&](const congress::LevelPlan& l) { return py::make_tuple(self.directive().levels[l.level].level, l.units, l.days, l.earliest_first, l.latest_first, l.latest_last); });
             })
        .def("text", [](const Calendar& self, const std::vector<py::dict>& stated, std::optional<Date> on, const std::string& language, std::size_t most, const std::string& origin) { return detail::page_of(self, stated, on, language, most, origin).text(); })
        .def("html", [](const Calendar& self, const std::vector<py::dict>& stated, std::optional<Date> on, const std::string& language, std::size_t most, const std::string& origin) { return detail::page_of(self, stated, on, language, most, origin).html(); })
        .def("document", [](const Calendar& self, const std::vector<py::dict>& stated, std::optional<Date> on, const std::string& language, std::size_t most, const std::string& origin) { return detail::page_of(self, stated, on, language, most, origin).document(); })
        .def("pause_effect", [](const Calendar& self, const std::vector<py::dict>& schedule, Date since, int days, const std::vector<std::string>& levels) {
            const Statements all(schedule);
            const auto effects = congress::pause_effect(self, congress::Stated(all.congresses, all.campaigns, self.directive(), self.tree()), since, days, levels);
            return list_of(effects, [&](const congress::PauseEffect& e) {
                return py::make_tuple(id_object(self.tree().id(e.row)), e.first, e.last, e.moved_first, e.moved_last, e.late, e.late_before);
            });
        });
    detail::register_alignment(module);
}

}  // namespace myhao_python
