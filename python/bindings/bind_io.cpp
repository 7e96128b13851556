// SPDX-License-Identifier: Apache-2.0
// Documents in and out, and a town's year.
#include "bindings.hpp"
#include "casters.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/interop/json.hpp>
#include <myhao/interop/town_year.hpp>
#include <myhao/regulations/directives.hpp>

namespace myhao_python {
namespace {

using namespace myhao;

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

}  // namespace

void register_io(py::module_& module) {
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
        constexpr const char* kinds[] = {"history", "rule_set", "report", "facts"};
        std::optional<Document> document;
        Origin origin = Origin::real;
        {
            const py::gil_scoped_release release;
            document = read_json(text);
            if (document->index() == 0) origin = origin_of_document(text);
        }
        return py::make_tuple(kinds[document->index()], std::visit([](auto& value) { return py::cast(std::move(value)); }, *document), std::string(name(origin)));
    });
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

}  // namespace myhao_python
