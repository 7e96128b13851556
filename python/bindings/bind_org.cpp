// SPDX-License-Identifier: Apache-2.0
// Schemes and histories. Ids, days and columns go in and out here; what a user sees is made in python/myhao.
#include "areas.hpp"
#include "bindings.hpp"
#include "casters.hpp"
#include "history_table.hpp"
#include "org_checks.hpp"
#include "org_values.hpp"
#include "rollups.hpp"
#include "trees.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/interop/csv.hpp>
#include <myhao/interop/dot.hpp>
#include <myhao/org/changes.hpp>
#include <myhao/org/crosswalk.hpp>
#include <myhao/org/find.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/known.hpp>
#include <myhao/org/lineage.hpp>
#include <myhao/org/term_of.hpp>
#include <myhao/time/term.hpp>

namespace myhao_python {
namespace {

using namespace myhao;

// --- schemes --------------------------------------------------------------------------------------------------------

Scheme scheme_of(const std::string& name, const std::vector<py::tuple>& kinds) {
    std::vector<Kind> out;
    for (const py::tuple& kind : kinds)
        out.push_back({text_of(kind[0]), kind[1].cast<int>(), kind[2].cast<std::vector<std::string>>(), kind[3].cast<bool>(), text_of(kind[4])});
    return Scheme(name, std::move(out));
}

py::list kind_list(const Scheme& scheme) {
    py::list out;
    for (const Kind& kind : scheme.kinds()) out.append(py::make_tuple(kind.name, kind.rank, kind.under, kind.gradable, kind.role));
    return out;
}

void register_schemes(py::module_& module) {
    py::class_<Scheme>(module, "Scheme")
        .def(py::init(&scheme_of))
        .def_static("free", &Scheme::free)
        .def_property_readonly("name", &Scheme::name)
        .def_property_readonly("is_free", &Scheme::is_free)
        .def("kinds", &kind_list);
    py::class_<SchemeSeries>(module, "SchemeSeries")
        .def(py::init([](const std::vector<std::tuple<Scheme, std::optional<Date>, std::optional<Date>>>& editions, const std::string& name) {
            std::vector<Edition> out;
            Findings problems;
            for (std::size_t e = 0; e < editions.size(); ++e) {
                const auto& [scheme, since, until] = editions[e];
                const Date first = since.value_or(Date(Date::first_days));
                if (until && *until <= first)
                    problems.add(InvalidHistory::at("edition " + std::to_string(e), "an edition ends after it begins", first.text() + " to " + until->text(), "until later than since").problems()[0]);
                else
                    out.push_back({scheme, Period(first, until)});
            }
            if (problems.empty()) return SchemeSeries(std::move(out), name);
            try {
                if (!out.empty()) (void)SchemeSeries(std::move(out), name);
            } catch (const InvalidHistory& more) {
                problems.add(more.problems());
            }
            throw InvalidHistory(std::move(problems));
        }))
        .def_static("cpv", &SchemeSeries::cpv)
        .def_property_readonly("name", &SchemeSeries::name)
        .def("editions", [](const SchemeSeries& self) {
            py::list out;
            for (const Edition& e : self.editions()) {
                const bool always = e.period.since().days() == Date::first_days;
                out.append(py::make_tuple(e.scheme, always ? py::object(py::none()) : date_object(e.period.since()), e.period.until()));
            }
            return out;
        });
}

// --- histories ------------------------------------------------------------------------------------------------------

/// The unit's term on a day, its own where the terms of its own series are given: (id, label, rows of terms).
py::object term_of_unit(const History& history, py::handle id, Date day, const std::string& series, const std::optional<std::tuple<std::string, Label, std::vector<py::tuple>>>& own) {
    const Id unit = id_of(id);
    std::optional<TermSeries> actual;
    if (own) {
        std::vector<Term> terms;
        for (const py::tuple& t : std::get<2>(*own))
            terms.push_back({t[0].cast<std::string>(), t[1].cast<std::string>(), t[2].cast<std::optional<int>>(), t[3].cast<Date>(), t[4].cast<std::optional<Date>>(), t[5].cast<std::optional<Date>>(), t[6].cast<Label>()});
        actual.emplace(std::get<0>(*own), std::get<1>(*own), std::move(terms));
    }
    const auto term = term_of(history, unit, day, terms::series(series), actual ? &*actual : nullptr);
    return term ? py::make_tuple(term->series, term->label, term->ordinal, term->since, term->until, term->settled, term->basis) : py::object(py::none());
}

void register_history(py::module_& module) {
    module.def("read_csv", [](const std::string& spells, const std::string& successions, const SchemeSeries& schemes, bool strict, bool whole_ids) {
        return read_csv(spells, successions, schemes, strict, whole_ids ? CsvIds::whole : CsvIds::text);
    });
    module.def("term_of", &term_of_unit);
    py::class_<History>(module, "History")
        .def(py::init(&read_history))
        .def("__len__", &History::size)
        .def_property_readonly("spell_count", &History::spell_count)
        .def_property_readonly("strict", &History::strict)
        .def_property_readonly("schemes", [](const History& self) { return self.schemes(); })
        .def("ids", [](const History& self) { return all_ids(self, self.data().by_id); })
        .def("contains", [](const History& self, py::handle id) { return self.contains(id_of(id)); })
        .def("spells", [](const History& self, py::handle id) { return spell_list(self.spells(id_of(id))); })
        .def("life", [](const History& self, py::handle id) { return period_list(self.life(id_of(id))); })
        .def("successions", [](const History& self) { return succession_list(self.successions()); })
        .def("spell_columns", &spell_columns)
        .def("succession_columns", &succession_columns)
        .def("at", &History::at, py::call_guard<py::gil_scoped_release>())
        .def("findings", &History::findings)
        .def("known_at", &History::known_at)
        .def("digest", [](const History& self) { return self.digest().text(); })
        .def("same", [](const History& self, const History& other) { return self == other; })
        .def("find",
             [](const History& self, py::handle text, std::optional<Date> on) {
                 py::list out;
                 for (const Match& match : self.find(text_of(text), on)) out.append(py::make_tuple(match.id, match.name, period_list(match.life)));
                 return out;
             })
        .def("retroactive",
             [](const History& self) {
                 py::list out;
                 for (const LateRow& row : self.retroactive()) out.append(py::make_tuple(row.row, row.id, row.since, row.recorded, row.correction, row.withdrawn));
                 return out;
             })
        .def("changes",
             [](const History& self, Date a, Date b) {
                 const Changes changes(self, a, b);
                 py::list out(changes.size());
                 for (std::size_t i = 0; i < changes.size(); ++i) {
                     const Change c = changes[i];
                     out[i] = py::make_tuple(c.day, std::string(name(c.what)), c.id, change_value(c.old_value), change_value(c.new_value));
                 }
                 return out;
             })
        .def("diff",
             [](const History& self, Date a, Date b) {
                 const Diff d = diff(self, a, b);
                 return py::make_tuple(d.opened, d.closed, d.renamed, d.reformed, d.reclassified, d.moved, succession_list(d.successions));
             })
        .def("successors", [](const History& self, py::handle id, Date on) { return successors(self, id_of(id), on); })
        .def("predecessors", [](const History& self, py::handle id, Date on) { return predecessors(self, id_of(id), on); })
        .def("lineage",
             [](const History& self, py::handle id) {
                 const Lineage line = lineage(self, id_of(id));
                 return py::make_tuple(succession_list(line.predecessors), succession_list(line.successors));
             })
        .def("rollup_series", &rollup_series_of)
        .def("carry", &carry_of)
        .def("lineage_dot", [](const History& self, py::handle id) { return dot(lineage(self, id_of(id))); })
        .def("crosswalk", [](const History& self, Date a, Date b, const std::string& measure) {
            const Crosswalk table(self, a, b, measure);
            py::list from, to, low, high, losses;
            for (const Crosswalk::Entry& row : table.rows()) from.append(self.id(row.from)), to.append(self.id(row.to)), low.append(row.share.low), high.append(row.share.high);
            for (const Crosswalk::Loss& loss : table.losses()) losses.append(py::make_tuple(self.id(loss.from), loss.share.low, loss.share.high));
            return py::make_tuple(from, to, low, high, losses);
        });
}

}  // namespace

void register_org(py::module_& module) {
    register_schemes(module);
    register_history(module);
    register_tree(module);
    register_rollups(module);
    register_checks(module);
    register_areas(module);
}

}  // namespace myhao_python
