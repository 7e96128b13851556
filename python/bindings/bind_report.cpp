// SPDX-License-Identifier: Apache-2.0
// Scales, tallies, instruments, reports, the built-in data and documents, as handles and plain tuples for python/myhao to dress.
#include "bindings.hpp"
#include "casters.hpp"
#include "directive_values.hpp"
#include "values.hpp"

#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/data/instruments.hpp>
#include <myhao/data/my_hao_earlier.hpp>
#include <myhao/data/my_hao_history.hpp>
#include <myhao/data/my_hao_report.hpp>
#include <myhao/grades/level.hpp>
#include <myhao/grades/tally.hpp>
#include <myhao/interop/json.hpp>
#include <myhao/interop/town_year.hpp>
#include <myhao/regulations/directives.hpp>
#include <myhao/report/balance.hpp>
#include <myhao/report/report.hpp>
#include <myhao/report/report_digest.hpp>
#include <myhao/report/rows.hpp>

namespace myhao_python {
namespace {

using namespace myhao;

/// An int where the number is whole, else decimal.Decimal; None where there is none.
py::object number(const std::optional<Decimal>& value) {
    if (!value) return py::none();
    if (const auto whole = value->at(0)) return py::int_(*whole);
    return py::module_::import("decimal").attr("Decimal")(value->text());
}
py::tuple interval(const Interval<Decimal>& value) { return py::make_tuple(number(value.low), number(value.high), value.low_open, value.high_open); }
template <class T>
py::tuple bounds(const Interval<T>& value) {
    return py::make_tuple(value.low, value.high);
}
py::tuple period_parts(const Period& period) { return py::make_tuple(period.since(), period.until()); }
py::tuple measure_parts(const Measure& m) { return py::make_tuple(m.id, m.label, text(name(m.type)), m.unit, text(name(m.part))); }
py::tuple instrument_parts(const Instrument& i) {
    py::list relations;
    for (const InstrumentRelation& r : i.relations) relations.append(py::make_tuple(text(name(r.relation)), key_parts(r.target), text(name(r.confidence))));
    return py::make_tuple(key_parts(i.key), i.title, i.effective, i.expired, relations, text(name(i.confidence)), i.key.text());
}
py::tuple statement_parts(const Statement& s) {
    return py::make_tuple(s.id, text(name(s.part)), s.text, period_parts(s.period), citation_parts(s.source), text(name(s.confidence)), s.contradicts);
}
py::tuple posts_parts(const PostCount& p) {
    return py::make_tuple(p.id, p.label, p.post, p.also, p.holders, p.of, period_parts(p.period), citation_parts(p.source), text(name(p.confidence)), p.basis ? py::object(key_parts(*p.basis)) : py::none());
}
py::tuple congress_parts(const CongressFacts& c) {
    return py::make_tuple(c.id, c.label, c.level, c.unit, c.ordinal, c.term, c.first_day, c.last_day, c.days(), c.contents_done, c.contents_required,
                          c.directive ? py::object(key_parts(*c.directive)) : py::none(), citation_parts(c.source), text(name(c.confidence)));
}
py::dict row_parts(const ReportRow& r) {
    py::dict row;
    row["kind"] = text(r.kind), row["id"] = r.id, row["label"] = r.label.en, row["label_vi"] = r.label.vi;
    row["part"] = r.part ? py::object(py::str(text(name(*r.part)))) : py::none();
    row["type"] = r.type.empty() ? py::object(py::none()) : py::object(py::str(text(r.type)));
    row["qualifier"] = r.qualifier.empty() ? py::object(py::none()) : py::object(py::str(text(r.qualifier)));
    row["low"] = number(r.value.low), row["high"] = number(r.value.high), row["low_open"] = r.value.low_open, row["high_open"] = r.value.high_open;
    row["unit"] = r.unit, row["since"] = r.since, row["until"] = r.until, row["source"] = r.source.text();
    row["paragraph"] = r.source.paragraph > 0 ? py::object(py::int_(r.source.paragraph)) : py::none();
    row["confidence"] = text(name(r.confidence));
    return row;
}

void register_scales(py::module_& module) {
    using Grades = std::vector<std::tuple<std::string, Label, std::string>>;
    const auto make = [](std::string id, Label label, const Grades& grades) {
        std::vector<Grade> list;
        for (const auto& [code, words, abbreviation] : grades) list.push_back({code, words, abbreviation});
        return Scale(std::move(id), std::move(label), std::move(list));
    };
    const auto grades_of = [](const Scale& s) { return list_of(s.grades(), [](const Grade& g) { return py::make_tuple(g.code, g.label, g.abbreviation); }); };
    py::class_<Scale>(module, "Scale")
        .def(py::init(make))
        .def(py::pickle([grades_of](const Scale& s) { return py::make_tuple(s.id(), s.label(), grades_of(s)); },
                        [make](const py::tuple& t) { return make(t[0].cast<std::string>(), t[1].cast<Label>(), t[2].cast<Grades>()); }))
        .def_property_readonly("id", &Scale::id)
        .def_property_readonly("label", [](const Scale& s) { return s.label(); })
        .def("grades", grades_of)
        .def("find", [](const Scale& s, const std::string& grade) { return s.find(grade); })
        .def("at", [](const Scale& s, const std::string& grade, const std::string& where) { return s.at(grade, where); })
        .def("same", [](const Scale& a, const Scale& b) { return a == b; });
    module.def("scale_cpv_2018", [] { return scales::cpv_2018(); });
    module.def("scale_cpv_2014", [] { return scales::cpv_2014(); });
    module.def("scale_cpv_2014_member", [] { return scales::cpv_2014_member(); });
    module.def("scale_levels", [] { return scales::levels(); });
}

template <class Enum, class Find>
Enum named(const std::string& name, Find find, const char* argument) {
    if (const auto found = find(name)) return *found;
    throw py::value_error(std::string(argument) + ": unknown '" + name + "'");
}

/// The grades of a key as a set of this scale.
GradeSet set_of(const Scale& scale, const std::vector<std::string>& grades) {
    GradeSet set;
    for (const std::string& grade : grades) set = set | GradeSet::one(scale.at(grade));
    return set;
}

void register_tallies(py::module_& module) {
    py::class_<Tally>(module, "Tally")
        .def(py::init([](const Scale& scale, const std::vector<std::pair<std::vector<std::string>, std::int64_t>>& counts, std::optional<std::int64_t> graded, std::optional<Id> of,
                         const std::string& subject, const std::string& publication, int paragraph, const std::string& confidence, const std::string& origin) {
            std::vector<TallyInput> inputs;
            for (const auto& [grades, count] : counts) inputs.push_back({grades, count});
            return Tally(scale, inputs,
                         {.graded = graded, .of = std::move(of), .subject = named<Subject>(subject, subject_named, "subject"),
                          .source = publication.empty() ? Citation() : Citation::of(publication, paragraph), .confidence = named<Confidence>(confidence, confidence_named, "confidence"),
                          .origin = named<Origin>(origin, origin_named, "origin")});
        }))
        .def_property_readonly("scale", [](const Tally& t) { return t.scale(); })
        .def("entries",
             [](const Tally& t) {
                 return list_of(t.entries(), [&](const TallyEntry& e) {
                     std::vector<std::string> codes;
                     for (std::size_t g = 0; g < t.scale().size(); ++g)
                         if (e.grades.has(g)) codes.push_back(t.scale()[g].code);
                     return py::make_tuple(py::tuple(py::cast(codes)), e.count);
                 });
             })
        .def_property_readonly("stated_graded", [](const Tally& t) { return t.about().graded; })
        .def_property_readonly("graded", &Tally::graded)
        .def_property_readonly("of", [](const Tally& t) { return t.of(); })
        .def_property_readonly("subject", [](const Tally& t) { return text(name(t.subject())); })
        .def_property_readonly("source", [](const Tally& t) { return citation_parts(t.about().source); })
        .def_property_readonly("confidence", [](const Tally& t) { return text(name(t.about().confidence)); })
        .def_property_readonly("origin", [](const Tally& t) { return text(name(t.about().origin)); })
        .def_property_readonly("complete", &Tally::complete)
        .def("count", [](const Tally& t, const std::vector<std::string>& grades) { return bounds(t.count(set_of(t.scale(), grades))); })
        .def("at_least", [](const Tally& t, const std::string& grade) { return bounds(t.at_least(grade)); })
        .def("share", [](const Tally& t, const std::vector<std::string>& grades) { return bounds(t.share(set_of(t.scale(), grades))); })
        .def("same", [](const Tally& a, const Tally& b) { return a == b; });
}

void register_instruments(py::module_& module) {
    const auto list = [](const auto& found) { return list_of(found, instrument_parts); };
    module.def("instruments_all", [list] { return list(instruments::registry().all()); });
    module.def("instruments_find", [list](const std::string& number, std::optional<Date> issued, const std::string& issuer) { return list(instruments::registry().find(number, issued, issuer)); });
    module.def("instruments_get", [](const std::string& number, std::optional<Date> issued, const std::string& issuer) { return instrument_parts(instruments::get(number, issued, issuer)); });
    module.def("instruments_related", [list](const std::string& relation, std::string number, std::string issuer, std::optional<Date> issued) {
        for (const InstrumentRelationKind r : {InstrumentRelationKind::implements, InstrumentRelationKind::guides, InstrumentRelationKind::amends, InstrumentRelationKind::replaces, InstrumentRelationKind::suspends})
            if (name(r) == relation) return list(instruments::registry().related(r, {std::move(number), std::move(issuer), issued}));
        throw py::value_error("relation: '" + relation + "'; expected implements, guides, amends, replaces or suspends");
    });
}

/// The balance of membership between two reports: their stocks of members, and the flows either of them states.
py::object balance_between(const Report& earlier, const Report& later) {
    const auto count = [](const Interval<Decimal>& value) {
        CountInterval out;
        if (value.low) out.low = value.low->at(0);
        if (value.high) out.high = value.high->at(0);
        out.low_open = value.low_open, out.high_open = value.high_open;
        return out;
    };
    const Figure &start = earlier["members"], &end = later["members"];
    BalanceFacts facts{Period(*start.period.until(), *end.period.until()), count(start.value), count(end.value)};
    for (const Report* report : {&earlier, &later})
        if (const Figure* admitted = report->find("members_admitted"); admitted != nullptr && facts.period.contains(admitted->period)) facts.flows.push_back({Flow::admitted, count(admitted->value), admitted->period});
    const Balance b = balance(facts);
    py::dict flows, labels;
    for (std::size_t i = 0; i < flow_count; ++i) {
        const auto flow = static_cast<Flow>(i);
        flows[py::str(text(name(flow)))] = bounds(b.of(flow)), labels[py::str(text(name(flow)))] = label(flow);
    }
    return py::make_tuple(period_parts(facts.period), bounds(b.change), flows, labels, bounds(b.gains), bounds(b.losses), bounds(b.unstated_gains), bounds(b.unstated_losses), b.findings);
}

void register_reports(py::module_& module) {
    py::class_<Target>(module, "Target").def("parts", [](const Target& t) {
        return py::make_tuple(measure_parts(t.measure), interval(t.required), t.due, citation_parts(t.source), text(name(t.confidence)), text(t.required));
    });
    py::class_<Figure>(module, "Figure")
        .def("parts",
             [](const Figure& f) {
                 return py::make_tuple(measure_parts(f.measure), text(name(f.qualifier)), interval(f.value), period_parts(f.period), citation_parts(f.source), text(name(f.confidence)), text(name(f.origin)),
                                       f.text());
             })
        .def("check", [](const Figure& figure, const Target& target) { return Findings{check(figure, target)}; });
    py::class_<Report>(module, "Report")
        .def_property_readonly("unit", [](const Report& r) { return r.unit(); })
        .def_property_readonly("name", [](const Report& r) { return r.name(); })
        .def_property_readonly("year", &Report::year)
        .def_property_readonly("origin", [](const Report& r) { return text(name(r.origin())); })
        .def_property_readonly("digest", [](const Report& r) { return digest(r).text(); })
        .def("sources", [](const Report& r) { return list_of(r.sources(), [](const Source& s) { return py::make_tuple(s.key, s.title, s.published); }); })
        .def("figures", [](const Report& r) { return std::vector<Figure>(r.figures().begin(), r.figures().end()); })
        .def("figure", [](const Report& r, const std::string& measure) { return r[measure]; })
        .def("tallies",
             [](const Report& r) {  // with the unit whose subordinates they count
                 py::list out;
                 for (const Tally& t : r.tallies()) {
                     TallyAbout about = t.about();
                     if (!about.of) about.of = r.unit();
                     std::vector<TallyInput> counts;
                     for (const TallyEntry& e : t.entries()) {
                         TallyInput& input = counts.emplace_back(TallyInput{{}, e.count});
                         for (std::size_t g = 0; g < t.scale().size(); ++g)
                             if (e.grades.has(g)) input.grades.push_back(t.scale()[g].code);
                     }
                     out.append(Tally(t.scale(), counts, std::move(about)));
                 }
                 return out;
             })
        .def("statements", [](const Report& r) { return list_of(r.statements(), statement_parts); })
        .def("targets", [](const Report& r) { return std::vector<Target>(r.targets().begin(), r.targets().end()); })
        .def("posts", [](const Report& r) { return list_of(r.posts(), posts_parts); })
        .def("congresses", [](const Report& r) { return list_of(r.congresses(), congress_parts); })
        .def("instruments", [](const Report& r) { return list_of(r.instruments(), [](const Mention& m) { return py::make_tuple(instrument_parts(m.instrument), citation_parts(m.source)); }); })
        .def("findings", [](const Report& r) { return r.findings(); })
        .def("rows", [](const Report& r) { return list_of(rows(r), row_parts); })
        .def("balance", &balance_between)
        .def("same", [](const Report& a, const Report& b) { return a == b; });
    module.def("part_label", [](const std::string& part) { return label(named<Part>(part, part_named, "part")); });
    module.def("data_my_hao_2020", &datasets::my_hao_2020);
    module.def("data_my_hao_2017", &datasets::my_hao_2017);
    module.def("data_my_hao_congress_2020", &datasets::my_hao_congress_2020);
    module.def("data_my_hao_history", &datasets::my_hao_history);
    module.def("data_my_hao_history_findings", &datasets::my_hao_history_findings);
}

// --- documents, and a town's year ---------------------------------------------------------------------------------------

Subject subject_named_or_refused(const std::string& text) {
    if (const auto subject = subject_named(text)) return *subject;
    throw InvalidFacts::at("subject", "no such subject", "'" + text + "'", "organization, member, collective or leader");
}

using GroupsArgument = std::variant<std::monostate, std::int64_t, std::vector<Tally>>;
using GroupingArgument = std::tuple<std::string, Label, GroupsArgument>;
using QuestionArgument = std::tuple<std::string, std::string, std::string>;
using DirectiveArgument = std::pair<std::string, std::optional<Date>>;

Groups groups_of(const GroupsArgument& argument) {
    if (const auto* number = std::get_if<std::int64_t>(&argument)) return Groups(*number);
    if (const auto* given = std::get_if<std::vector<Tally>>(&argument)) return Groups(*given);
    return Groups::unknown();
}

FigureQuestion question_of(const QuestionArgument& argument) {
    const auto& [measure, compare, value] = argument;
    const auto decimal = Decimal::parse(value);
    const std::string where = "question about '" + measure + "'";
    if (!decimal) throw InvalidFacts::at(where, "not an exact number", "'" + value + "'", "digits, a point where there are decimals");
    if (compare != "at_least" && compare != "at_most") throw InvalidFacts::at(where, "a figure is asked at least or at most", "'" + compare + "'");
    return {measure, compare == "at_least" ? Compare::at_least : Compare::at_most, *decimal};
}

TownYear town_year(const Report& report, const Tree& tree, const std::vector<RuleSet>& rules, std::vector<Report> beside, const std::vector<DirectiveArgument>& directives_asked,
                   const std::vector<GroupingArgument>& groupings, const std::vector<QuestionArgument>& questions, std::vector<Date> days) {
    TownYear town{.report = report, .tree = tree, .rules = RuleBook(rules, report.year())};
    town.beside = std::move(beside), town.days = std::move(days);
    for (const auto& [number, issued] : directives_asked) town.directives.push_back(directives::get(number, issued));
    for (const auto& [subject, label, groups] : groupings) town.groupings.push_back({subject_named_or_refused(subject), label, groups_of(groups)});
    for (const QuestionArgument& question : questions) town.questions.push_back(question_of(question));
    return town;
}

/// What takes no Python object: the lock is free meanwhile.
template <class Value>
std::string document_of(const Value& value) {
    const py::gil_scoped_release release;
    return to_json(value);
}

py::tuple conclusion_parts(const Conclusion& c) { return py::make_tuple(std::string(name(c.known)), c.about, c.text, c.because, c.citation); }

void register_documents(py::module_& module) {
    module.def(
        "to_json",
        [](const History& history, const std::string& origin) {
            const Origin said = origin_named(origin).value_or(Origin::real);
            const py::gil_scoped_release release;
            return to_json(history, said);
        },
        py::arg("history"), py::arg("origin") = "real");
    module.def("to_json", &document_of<RuleSet>);
    module.def("to_json", &document_of<Facts>);
    module.def("to_json", &document_of<Report>);
    module.def("to_json", &document_of<Tree>);
    module.def("to_json", &document_of<Evaluation>);
    module.def("to_json", &document_of<Reason>);
    module.def("to_json", &document_of<Findings>);
    module.def("tree_history", [](const Tree& tree) { return tree.history(); });
    module.def("spells_csv", [](const History& history) { return spells_csv(history); });
    module.def("successions_csv", [](const History& history) { return successions_csv(history); });
    // The kind, the value, and the origin that the document states.
    module.def("read_json", [](const std::string& text) {
        constexpr const char* kinds[] = {"history", "rule_set", "report", "facts", "election", "directive", "membership", "congresses"};
        std::optional<Document> document;
        Origin origin = Origin::real;
        {
            const py::gil_scoped_release release;
            document = read_json(text);
            if (std::holds_alternative<History>(*document) || std::holds_alternative<Membership>(*document)) origin = origin_of_document(text);
            if (const auto* said = std::get_if<Congresses>(&*document)) origin = said->origin;
        }
        const auto handle = [](auto& value) -> py::object {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Congresses>) return statement_list(value);
            else return py::cast(std::move(value));
        };
        return py::make_tuple(kinds[document->index()], std::visit(handle, *document), std::string(name(origin)));
    });
    // Refuses what contradicts itself.
    module.def("congresses_to_json", [](const std::vector<py::dict>& stated, const std::string& origin) { return to_json(Statements(stated, origin_named(origin).value_or(Origin::real))); });
    py::class_<TownYear>(module, "TownYear")
        .def(py::init(&town_year))
        .def_property_readonly("origin", [](const TownYear& town) { return std::string(name(combine(Origin::derived, town.report.origin()))); })
        .def("conclusions",
             [](const TownYear& town) {
                 py::list list;
                 for (const Conclusion& conclusion : conclusions(town)) list.append(conclusion_parts(conclusion));
                 return list;
             })
        .def("to_json", &document_of<TownYear>);
}

}  // namespace

void register_report(py::module_& module) {
    register_scales(module);
    register_tallies(module);
    register_instruments(module);
    register_reports(module);
    register_documents(module);
}

}  // namespace myhao_python
