// SPDX-License-Identifier: Apache-2.0
// Schemes, histories and trees. Ids, days and columns go in and out here; what a user sees is made in python/myhao.
#include "arrays.hpp"
#include "bindings.hpp"
#include "casters.hpp"
#include "cells.hpp"
#include "org_checks.hpp"
#include "tables.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/interop/dot.hpp>
#include <myhao/interop/mermaid.hpp>
#include <myhao/org/changes.hpp>
#include <myhao/org/crosswalk.hpp>
#include <myhao/org/find.hpp>
#include <myhao/org/findings.hpp>
#include <myhao/org/known.hpp>
#include <myhao/org/lineage.hpp>
#include <myhao/org/rollup.hpp>
#include <myhao/org/sweep.hpp>
#include <myhao/org/text.hpp>
#include <myhao/org/tree.hpp>

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

// --- tables in ------------------------------------------------------------------------------------------------------

/// `kept`: the places of the rows that are given back; rows at fault are left out.
std::vector<SuccessionRow> read_successions(const py::dict& table, std::optional<bool> text, Faults& faults, std::vector<std::size_t>& kept) {
    const char* const argument = "successions";
    std::vector<SuccessionRow> out;
    Column day = column_of(table, "day", argument), share = column_of(table, "share", argument);
    const std::size_t rows = day.rows;
    bool even = true;  // columns of one length
    const auto same = [&](std::size_t n, const char* name, bool absent) {
        if (absent || n == rows) return;
        even = false;
        faults.problems.add({State::violated, Severity::error, faults.rule, std::string("successions, column '") + name + "'", std::to_string(n), std::to_string(rows), {},
                             {"các cột có cùng số dòng", "columns have the same number of rows"}});
    };
    const auto ids = [&](const char* name) {
        Column column = column_of(table, name, argument);
        same(column.rows, name, column.shape == Column::Shape::absent);
        return ids_from(std::move(column), name, faults, text);
    };
    const auto texts = [&](const char* name) {
        Column column = column_of(table, name, argument);
        same(column.rows, name, column.shape == Column::Shape::absent);
        return texts_from(std::move(column), name, faults);
    };
    const std::vector<std::int32_t> days = days_from(std::move(day), "day", faults, true);
    for (std::size_t r = 0; r < rows; ++r)
        if (days[r] == no_day) faults.at(r, rows, "day", "the day is missing", "thiếu ngày", "null", "a day");
    const IdCells before = ids("before"), after = ids("after");
    const TextCells event = texts("event"), measure = texts("measure"), instrument = texts("instrument");
    Column recorded_column = column_of(table, "recorded", argument);
    same(recorded_column.rows, "recorded", recorded_column.shape == Column::Shape::absent);
    same(share.rows, "share", share.shape == Column::Shape::absent);
    const std::vector<std::int32_t> recorded = days_from(std::move(recorded_column), "recorded", faults);
    std::vector<std::optional<Ratio>> shares(rows);
    if (share.shape != Column::Shape::absent && share.rows == rows)
        for (std::size_t r = 0; r < rows; ++r) {
            if (detail::is_missing(share, r)) continue;
            const auto wrong = [&] {
                faults.at(r, rows, "share", "not an exact ratio", "không phải tỷ lệ chính xác", detail::shown(share, r), "\"20%\", \"1/5\" or a Fraction; a float is refused");
            };
            try {
                if (share.shape == Column::Shape::whole) shares[r] = Ratio(share.whole[r]);
                else if (share.shape == Column::Shape::text) {
                    const auto i = share.dictionary ? static_cast<std::size_t>(share.codes[r]) : r;
                    shares[r] = Ratio::parse(std::string_view(share.bytes).substr(static_cast<std::size_t>(share.offsets[i]), static_cast<std::size_t>(share.offsets[i + 1] - share.offsets[i])));
                } else if (share.shape == Column::Shape::object) {
                    const py::object value = share.objects[r];
                    if (PyUnicode_Check(value.ptr())) shares[r] = Ratio::parse(text_of(value));
                    else shares[r] = value.cast<Ratio>();
                } else if (share.shape == Column::Shape::real && (share.real[r] == 0 || share.real[r] == 1)) {
                    shares[r] = Ratio(share.real[r] == 1 ? 1 : 0);  // a column of 0 and 1 with nulls is read as floats by some frames
                } else {
                    wrong();
                }
            } catch (const Error&) {
                wrong();
            } catch (const py::cast_error&) {
                wrong();
            } catch (py::error_already_set&) {
                wrong();
            }
        }
    if (!even) return out;
    const IdColumn b = before.column(), a = after.column();
    const auto id = [](const IdColumn& column, std::size_t r) -> std::optional<Id> {
        if (column.size() == 0 || column.is_null(r)) return std::nullopt;
        return column.is_text() ? Id(column.texts[r]) : Id(column.numbers[r]);
    };
    const auto cell = [](const TextCells& column, std::size_t r) -> std::optional<std::string> {
        const TextColumn c = column.column();
        if (c.is_null(r)) return std::nullopt;
        return std::string(c[r]);
    };
    out.reserve(rows);
    for (std::size_t r = 0; r < rows; ++r) {
        if (!faults.bad.empty() && faults.bad[r] != 0) continue;
        SuccessionRow row;
        row.day = detail::valid_day(days[r], r, rows, "day", faults);
        row.before = id(b, r), row.after = id(a, r);
        row.event = cell(event, r), row.instrument = cell(instrument, r), row.measure = cell(measure, r).value_or(std::string());
        row.share = shares[r];
        if (!recorded.empty() && recorded[r] != no_day) row.recorded = detail::valid_day(recorded[r], r, rows, "recorded", faults);
        out.push_back(std::move(row));
        kept.push_back(r);
    }
    return out;
}

/// The numbers of rows in "successions, row 3" and "successions, rows 3, 5", counted among the rows kept, as they were in the table.
std::string renumbered(const std::string& subject, const std::vector<std::size_t>& kept) {
    if (!subject.starts_with("successions, row")) return subject;
    std::string out;
    for (std::size_t at = 0; at < subject.size();) {
        const auto is_digit = [&](std::size_t i) { return i < subject.size() && subject[i] >= '0' && subject[i] <= '9'; };
        std::size_t end = at, number = 0;
        while (is_digit(end)) number = number * 10 + static_cast<std::size_t>(subject[end++] - '0');
        if (end == at) out += subject[at++];
        else out += std::to_string(number < kept.size() ? kept[number] : number), at = end;
    }
    return out;
}

History read_history(const py::dict& table, const py::dict& successions, const SchemeSeries& schemes, bool strict) {
    const auto column = [&](const char* name) { return column_of(table, name, "rows"); };
    Faults faults{"history.cell", ""};
    const IdCells id = ids_from(column("id"), "id", faults);
    const IdCells parent = ids_from(column("parent"), "parent", faults, id.text);
    const TextCells name = texts_from(column("name"), "name", faults), kind = texts_from(column("kind"), "kind", faults), form = texts_from(column("form"), "form", faults),
                    code = texts_from(column("code"), "code", faults), system = texts_from(column("system"), "system", faults),
                    instrument = texts_from(column("instrument"), "instrument", faults);
    const std::vector<std::int32_t> since = days_from(column("since"), "since", faults, true), until = days_from(column("until"), "until", faults),
                                    recorded = days_from(column("recorded"), "recorded", faults);
    const std::vector<std::uint8_t> ended = flags_from(column("ended"), "ended", faults), withdrawn = flags_from(column("void"), "void", faults);
    HistoryColumns columns;
    columns.id = id.column(), columns.parent = parent.column();
    columns.name = name.column(), columns.kind = kind.column(), columns.form = form.column(), columns.code = code.column();
    columns.system = system.column(), columns.instrument = instrument.column();
    columns.since = since, columns.until = until, columns.recorded = recorded, columns.ended = ended, columns.withdrawn = withdrawn;

    Faults pairs{"history.succession.cell", "successions, "};
    std::vector<std::size_t> kept;
    const std::vector<SuccessionRow> rows = read_successions(successions, columns.id.size() > 0 ? std::optional(id.text) : std::nullopt, pairs, kept);
    faults.problems.add(pairs.problems);
    if (columns.id.size() > 0) faults.bad.resize(faults.bad.empty() ? 0 : columns.id.size(), 0);
    try {
        const py::gil_scoped_release release;  // from here on all columns are our own
        History history(myhao::detail::make_history(columns, rows, schemes, strict, {}, std::move(faults.bad)));
        if (faults.problems.empty()) return history;
    } catch (const InvalidHistory& more) {
        for (Finding f : more.problems()) {
            f.subject = renumbered(f.subject, kept);
            faults.problems.add(std::move(f));
        }
    }
    throw InvalidHistory(std::move(faults.problems));
}

// --- values out -----------------------------------------------------------------------------------------------------

py::tuple spell_parts(const Spell& s) {
    return py::make_tuple(s.id, s.name, s.kind, s.parent, s.since, s.until, s.ended, s.form, s.code, s.system, s.instrument, s.recorded, s.certain_until);
}
py::list spell_list(const std::vector<Spell>& spells) {
    py::list out;
    for (const Spell& s : spells) out.append(spell_parts(s));
    return out;
}
py::list period_list(const std::vector<Period>& periods) {
    py::list out;
    for (const Period& p : periods) out.append(py::make_tuple(p.since(), p.until()));
    return out;
}
py::list succession_list(const std::vector<Succession>& list) {
    py::list out;
    for (const Succession& s : list) {
        py::list shares;
        for (const Share& share : s.shares) shares.append(py::make_tuple(share.before, share.after, share.share, share.measure));
        out.append(py::make_tuple(s.day, std::string(name(s.event)), s.before, s.after, shares, s.instrument));
    }
    return out;
}
py::object change_value(const ChangeValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return py::str(*text);
    if (const auto* id = std::get_if<Id>(&value)) return id_object(*id);
    if (const auto* spell = std::get_if<Spell>(&value)) return spell_parts(*spell);
    return py::none();
}

/// The rows that a history was made of, or its spells, as plain columns: days since 1970, the least number for null.
py::dict spell_columns(const History& history, bool recorded) {
    const myhao::detail::HistoryData& d = history.data();
    std::vector<SpellRow> rows;
    if (recorded) rows = d.log;
    if (rows.empty())
        for (const UnitNo unit : history.units())
            for (const Spell& s : history.spells(unit)) {
                SpellRow row;
                row.id = s.id, row.name = s.name, row.kind = s.kind, row.parent = s.parent, row.since = s.since, row.until = s.until, row.ended = s.ended;
                row.form = s.form, row.code = s.code, row.system = s.system, row.instrument = s.instrument, row.recorded = s.recorded;
                rows.push_back(std::move(row));
            }
    py::dict out;
    const auto list = [&](const char* name, auto&& of) {
        py::list values(rows.size());
        for (std::size_t r = 0; r < rows.size(); ++r) values[r] = py::cast(of(rows[r]));
        out[name] = values;
    };
    const auto days = [&](const char* name, auto&& of) {
        std::vector<std::int64_t> values;
        for (const SpellRow& row : rows) {
            const std::optional<Date> day = of(row);
            values.push_back(day ? std::int64_t{day->days()} : INT64_MIN);
        }
        out[name] = read_only(std::move(values));
    };
    list("id", [](const SpellRow& r) { return r.id; });
    list("name", [](const SpellRow& r) { return r.name; });
    list("kind", [](const SpellRow& r) { return r.kind.empty() ? std::optional<std::string>() : std::optional(r.kind); });
    list("parent", [](const SpellRow& r) { return r.parent; });
    days("since", [](const SpellRow& r) { return std::optional(r.since); });
    days("until", [](const SpellRow& r) { return r.until; });
    list("ended", [](const SpellRow& r) { return r.ended; });
    list("form", [](const SpellRow& r) { return r.form; });
    list("code", [](const SpellRow& r) { return r.code; });
    list("system", [](const SpellRow& r) { return r.system; });
    list("instrument", [](const SpellRow& r) { return r.instrument; });
    days("recorded", [](const SpellRow& r) { return r.recorded; });
    list("void", [](const SpellRow& r) { return r.withdrawn; });
    return out;
}

py::dict succession_columns(const History& history) {
    py::list day, before, after, event, share, measure, instrument, recorded;
    const myhao::detail::HistoryData& d = history.data();
    const auto put = [&](Date on, const std::optional<Id>& from, const std::optional<Id>& to, const std::optional<std::string>& what, const std::optional<Ratio>& part,
                         const std::string& of, const std::optional<std::string>& paper, const std::optional<Date>& written) {
        day.append(on), before.append(from), after.append(to), event.append(what), instrument.append(paper), recorded.append(written);
        share.append(part ? std::optional(part->text()) : std::nullopt);
        measure.append(of.empty() ? std::optional<std::string>() : std::optional(of));
    };
    if (!d.succession_log.empty())
        for (const SuccessionRow& row : d.succession_log) put(row.day, row.before, row.after, row.event, row.share, row.measure, row.instrument, row.recorded);
    else
        for (const Succession& s : history.successions())
            for (const Share& part : s.shares) put(s.day, part.before, part.after, std::string(name(s.event)), part.share, part.measure, s.instrument, std::nullopt);
    py::dict out;
    out["day"] = day, out["before"] = before, out["after"] = after, out["event"] = event;
    out["share"] = share, out["measure"] = measure, out["instrument"] = instrument, out["recorded"] = recorded;
    return out;
}

py::list all_ids(const History& history, const std::vector<std::uint32_t>& units) {
    const myhao::detail::HistoryData& d = history.data();
    py::list out(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (d.text_ids) {
            const std::string_view text = d.text(d.id_text[units[i]]);
            out[i] = py::str(text.data(), text.size());
        } else {
            out[i] = py::int_(d.id_number[units[i]]);
        }
    }
    return out;
}
py::list id_list(const History& history, const std::vector<UnitNo>& units) {
    std::vector<std::uint32_t> numbers;
    for (const UnitNo unit : units) numbers.push_back(unit.value());
    return all_ids(history, numbers);
}

/// Units of a column of ids, `none` where the history does not know one; each of those is a problem.
std::vector<std::uint32_t> units_of(const History& history, const IdColumn& ids, Findings& unknown) {
    const myhao::detail::HistoryData& d = history.data();
    std::vector<std::uint32_t> out(ids.size(), myhao::detail::none);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool null = ids.is_null(i);
        if (!null) out[i] = ids.is_text() ? d.find(ids.texts[i]) : d.find(ids.numbers[i]);
        if (out[i] != myhao::detail::none) continue;
        const std::string found = null ? "null" : ids.is_text() ? std::string(ids.texts[i]) : std::to_string(ids.numbers[i]);
        const bool suggest = !null && unknown.size() < 20;
        unknown.add(UnknownUnit::at("values, row " + std::to_string(i), suggest ? history.unknown(Id(found)).problems()[0].text.en : "no such unit in the history", "'" + found + "'").problems()[0]);
    }
    return out;
}

/// Throws what is wrong with cells, and with it the ids that are unknown; only those where nothing else is wrong.
void refuse_faults(Findings problems, Findings unknown) {
    if (problems.empty() && !unknown.empty()) throw UnknownUnit(std::move(unknown));
    problems.add(unknown);
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
}

/// `values`: a dict of columns id, value and perhaps since and until.
py::tuple rollup_series_of(const History& history, const py::dict& values, const std::vector<Date>& days) {
    const auto column = [&](const char* name) { return column_of(values, name, "values"); };
    Faults faults{"facts.cell", "values, "};
    const IdCells id = ids_from(column("id"), "id", faults);
    const NumberCells number = numbers_from(column("value"), "value", faults);
    const bool dated = values.contains("since");
    const std::vector<std::int32_t> since = days_from(column("since"), "since", faults, true), until = days_from(column("until"), "until", faults);
    const IdColumn ids = id.column();
    if (number.numbers.size() != ids.size() || (dated && since.size() != ids.size()) || (!until.empty() && until.size() != ids.size()))
        throw InvalidFacts::at("values", "columns have the same number of rows", std::to_string(number.numbers.size()), std::to_string(ids.size()));
    std::vector<DatedValue> rows;
    Findings unknown;
    const std::vector<std::uint32_t> units = units_of(history, ids, unknown);
    for (std::size_t r = 0; r < units.size() && dated; ++r) {
        if (units[r] == myhao::detail::none || (!faults.bad.empty() && faults.bad[r] != 0)) continue;
        if (since[r] == no_day) {
            faults.at(r, units.size(), "since", "the day is missing", "thiếu ngày", "null", "a day");
            continue;
        }
        DatedValue value{UnitNo(units[r]), detail::valid_day(since[r], r, units.size(), "since", faults), std::nullopt, number.numbers[r]};
        if (!until.empty() && until[r] != no_day) value.until = detail::valid_day(until[r], r, units.size(), "until", faults);
        if (value.until && *value.until <= value.since)
            faults.at(r, units.size(), "until", "it ends before it begins", "kết thúc trước khi bắt đầu", value.until->text(), "later than " + value.since.text());
        if (number.valid.empty() || number.valid[r] != 0) rows.push_back(value);
    }
    std::vector<std::int64_t> by_unit(history.size(), 0);
    std::vector<std::uint8_t> known(history.size(), 0), met(history.size(), 0);
    for (std::size_t r = 0; r < units.size() && !dated; ++r) {
        if (units[r] == myhao::detail::none) continue;
        if (met[units[r]] != 0) faults.at(r, units.size(), "id", "a unit has one value", "mỗi tổ chức một giá trị", "'" + history.id(UnitNo(units[r])).text() + "' again", {});
        met[units[r]] = 1;
        known[units[r]] = number.valid.empty() || number.valid[r] != 0;
        by_unit[units[r]] = number.numbers[r];
    }
    refuse_faults(std::move(faults.problems), std::move(unknown));
    RollupSeries sums = rollup_series(dated ? Sweep(history, rows) : Sweep(history, by_unit, known), days);
    return py::make_tuple(read_only(std::move(sums.day)), all_ids(history, sums.unit), read_only(std::move(sums.total)), read_only(std::move(sums.missing)));
}

/// Figures of one day as the units of a later one would have them; `values`: a dict of columns id and value.
py::tuple carry_of(const History& history, const py::dict& values, Date a, Date b, const std::string& measure) {
    Faults faults{"facts.cell", "values, "};
    const IdCells id = ids_from(column_of(values, "id", "values"), "id", faults);
    const NumberCells number = numbers_from(column_of(values, "value", "values"), "value", faults);
    const IdColumn ids = id.column();
    if (number.numbers.size() != ids.size()) throw InvalidFacts::at("values", "columns have the same number of rows", std::to_string(number.numbers.size()), std::to_string(ids.size()));
    Findings unknown;
    const std::vector<std::uint32_t> units = units_of(history, ids, unknown);
    std::vector<std::int64_t> by_unit(history.size(), 0);
    std::vector<std::uint8_t> known(history.size(), 0), met(history.size(), 0);
    for (std::size_t r = 0; r < units.size(); ++r) {
        if (units[r] == myhao::detail::none) continue;
        if (met[units[r]]++ != 0) faults.at(r, units.size(), "id", "a unit has one value", "mỗi tổ chức một giá trị", "'" + history.id(UnitNo(units[r])).text() + "' again", {});
        known[units[r]] = number.valid.empty() || number.valid[r] != 0;
        by_unit[units[r]] = number.numbers[r];
    }
    refuse_faults(std::move(faults.problems), std::move(unknown));
    py::list to, low, high, missing;
    for (const CarriedFigure& figure : carry(crosswalk(history, a, b, measure), by_unit, known))
        to.append(history.id(figure.unit)), low.append(figure.low), high.append(figure.high), missing.append(figure.missing);
    return py::make_tuple(to, low, high, missing);
}

// --- histories ------------------------------------------------------------------------------------------------------

void register_history(py::module_& module) {
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

// --- trees ----------------------------------------------------------------------------------------------------------

py::list row_ids(const Tree& tree, const std::vector<Row>& rows) {
    py::list out;
    for (const Row row : rows) out.append(tree.id(row));
    return out;
}
py::object optional_text(std::string_view text) {
    if (text.empty()) return py::none();
    return py::str(text.data(), text.size());
}

py::tuple rollup_parts(const Rollup& sums) {
    const auto total = sums.total();
    const auto missing = sums.missing();
    return py::make_tuple(read_only(std::vector<std::int64_t>(total.begin(), total.end())),
                          missing.empty() ? read_only(std::vector<std::uint32_t>(total.size(), 0)) : read_only(std::vector<std::uint32_t>(missing.begin(), missing.end())));
}

/// Whether the ids are those of the tree in its order: cheaper to find out than to look every id up.
bool in_order(const Tree& tree, const IdColumn& ids) {
    const myhao::detail::HistoryData& d = tree.history().data();
    if (ids.size() != tree.size() || ids.is_text() != d.text_ids) return false;
    const auto units = tree.unit_column();
    for (std::size_t r = 0; r < units.size(); ++r) {
        if (ids.is_null(r)) return false;
        if (d.text_ids ? ids.texts[r] != d.text(d.id_text[units[r]]) : ids.numbers[r] != d.id_number[units[r]]) return false;
    }
    return true;
}

/// The first problems about ids that the history does not know, with the nearest id.
Findings with_suggestions(const History& history, const Findings& problems) {
    Findings out;
    for (Finding f : problems) {
        const bool quoted = out.size() < 20 && f.observed.size() > 2 && f.observed.front() == '\'';
        const Id id = quoted ? Id(f.observed.substr(1, f.observed.size() - 2)) : Id();
        if (quoted && history.has_text_ids() && !history.contains(id)) {
            const Finding& told = history.unknown(id).problems()[0];
            if (const auto hint = told.text.en.find("; did you mean"); hint != std::string::npos) f.text.en += told.text.en.substr(hint);
        }
        out.add(std::move(f));
    }
    return out;
}

py::tuple rollup_of(const Tree& tree, py::handle ids, py::handle values) {
    Faults faults{"facts.cell", ""};
    const NumberCells numbers = numbers_from(decode(values, "values"), "value", faults);
    if (ids.is_none()) {
        if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
        return rollup_parts(rollup(tree, numbers.numbers, numbers.valid));
    }
    const IdCells cells = ids_from(decode(ids, "values, column 'id'"), "id", faults);
    if (!faults.problems.empty()) throw InvalidFacts(std::move(faults.problems));
    const IdColumn column = cells.column();
    if (in_order(tree, column) && numbers.numbers.size() == tree.size()) return rollup_parts(rollup(tree, numbers.numbers, numbers.valid));
    try {
        return rollup_parts(rollup(tree, column, numbers.numbers, numbers.valid));
    } catch (const UnknownUnit& error) {
        throw UnknownUnit(with_suggestions(tree.history(), error.problems()));
    }
}

ShownTree shown(std::size_t most, const std::string& origin) { return {.most_units = most, .origin = origin_named(origin).value_or(Origin::real)}; }

void register_tree(py::module_& module) {
    const auto part_of = [](auto part) { return [part](const Tree& self, py::handle id) { return optional_text((self.*part)(self.at(id_of(id)))); }; };
    using Part = std::string_view (Tree::*)(Row) const&;
    py::class_<Tree>(module, "Tree")
        .def("__len__", &Tree::size)
        .def_property_readonly("date", &Tree::date)
        .def("ids", [](const Tree& self) {
            const auto units = self.unit_column();
            return all_ids(self.history(), {units.begin(), units.end()});
        })
        .def("contains", [](const Tree& self, py::handle id) { return self.contains(id_of(id)); })
        .def("row", [](const Tree& self, py::handle id) { return self.at(id_of(id)).value(); })
        .def("id", [](const Tree& self, std::uint32_t row) { return self.id(Row(row)); })
        .def("roots", [](const Tree& self) { return row_ids(self, self.roots()); })
        .def("uncertain", [](const Tree& self) { return id_list(self.history(), self.uncertain()); })
        .def("detached", [](const Tree& self) { return id_list(self.history(), self.detached()); })
        .def("parent", [](const Tree& self, py::handle id) -> py::object {
            const auto parent = self.parent(self.at(id_of(id)));
            return parent ? id_object(self.id(*parent)) : py::none();
        })
        .def("children", [](const Tree& self, py::handle id) { return row_ids(self, self.child_rows(self.at(id_of(id)))); })
        .def("ancestors", [](const Tree& self, py::handle id) { return row_ids(self, self.ancestors(self.at(id_of(id)))); })
        .def("path", [](const Tree& self, py::handle id) { return row_ids(self, self.path(self.at(id_of(id)))); })
        .def("depth", [](const Tree& self, py::handle id) { return self.depth(self.at(id_of(id))); })
        .def("common_ancestor", [](const Tree& self, py::handle a, py::handle b) -> py::object {
            const auto row = self.common_ancestor(self.at(id_of(a, "a")), self.at(id_of(b, "b")));
            return row ? id_object(self.id(*row)) : py::none();
        })
        .def("name", [](const Tree& self, py::handle id) { return std::string(self.name(self.at(id_of(id)))); })
        .def("kind", [](const Tree& self, py::handle id) { return std::string(self.kind(self.at(id_of(id)))); })
        .def("form", part_of(static_cast<Part>(&Tree::form)))
        .def("system", part_of(static_cast<Part>(&Tree::system)))
        .def("role", part_of(static_cast<Part>(&Tree::role)))
        .def("gradable", [](const Tree& self, py::handle id) { return self.gradable(self.at(id_of(id))); })
        .def("established", [](const Tree& self, py::handle id) { return self.established(self.at(id_of(id))); })
        .def("spell", [](const Tree& self, py::handle id) { return spell_parts(self.spell(self.at(id_of(id)))); })
        .def("subtree", [](const Tree& self, py::handle id) { return self.subtree(self.at(id_of(id))); })
        .def("subtree_size", [](const Tree& self, py::handle id) { return self.subtree_size(self.at(id_of(id))); })
        .def("parents", [](py::object self) { return view(self.cast<const Tree&>().parent_column(), self); })
        .def("ends", [](py::object self) { return view(self.cast<const Tree&>().end_column(), self); })
        .def("depths", [](const Tree& self) { return read_only(self.depth_column()); })
        .def("column", [](const Tree& self, const std::string& what) {
            py::list out(self.size());
            for (std::size_t r = 0; r < self.size(); ++r)
                out[r] = optional_text(what == "name" ? self.name(Row(r)) : what == "kind" ? self.kind(Row(r)) : what == "form" ? self.form(Row(r)) : self.system(Row(r)));
            return out;
        })
        .def("text", [](const Tree& self, std::size_t most, const std::string& origin) { return text(self, shown(most, origin)); })
        .def("dot", [](const Tree& self, std::size_t most, const std::string& origin) { return dot(self, shown(most, origin)); })
        .def("mermaid", [](const Tree& self, std::size_t most, const std::string& origin) { return mermaid(self, shown(most, origin)); })
        .def("digest", [](const Tree& self) { return self.digest().text(); })
        .def("same", [](const Tree& self, const Tree& other) { return self == other; })
        .def("rollup", &rollup_of);
}

}  // namespace

void register_org(py::module_& module) {
    register_schemes(module);
    register_history(module);
    register_tree(module);
    register_checks(module);
}

}  // namespace myhao_python
