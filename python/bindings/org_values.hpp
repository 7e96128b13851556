// SPDX-License-Identifier: Apache-2.0
// What a history holds, as plain tuples, lists and columns for Python.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <myhao/org/changes.hpp>
#include <myhao/org/history.hpp>
#include <myhao/org/tree.hpp>

#include "arrays.hpp"
#include "casters.hpp"

namespace myhao_python {

using namespace myhao;

inline py::tuple spell_parts(const Spell& s) {
    return py::make_tuple(s.id, s.name, s.kind, s.parent, s.since, s.until, s.ended, s.form, s.code, s.system, s.instrument, s.recorded, s.certain_until);
}
inline py::list spell_list(const std::vector<Spell>& spells) {
    py::list out;
    for (const Spell& s : spells) out.append(spell_parts(s));
    return out;
}
inline py::list period_list(const std::vector<Period>& periods) {
    py::list out;
    for (const Period& p : periods) out.append(py::make_tuple(p.since(), p.until()));
    return out;
}
inline py::list succession_list(const std::vector<Succession>& list) {
    py::list out;
    for (const Succession& s : list) {
        py::list shares;
        for (const Share& share : s.shares) shares.append(py::make_tuple(share.before, share.after, share.share, share.measure));
        out.append(py::make_tuple(s.day, std::string(name(s.event)), s.before, s.after, shares, s.instrument));
    }
    return out;
}
inline py::object change_value(const ChangeValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return py::str(*text);
    if (const auto* id = std::get_if<Id>(&value)) return id_object(*id);
    if (const auto* spell = std::get_if<Spell>(&value)) return spell_parts(*spell);
    return py::none();
}

/// The rows that a history was made of, or its spells, as plain columns: days since 1970, the least number for null.
inline py::dict spell_columns(const History& history, bool recorded) {
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

inline py::dict succession_columns(const History& history) {
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

inline py::list all_ids(const History& history, const std::vector<std::uint32_t>& units) {
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
inline py::list id_list(const History& history, const std::vector<UnitNo>& units) {
    std::vector<std::uint32_t> numbers;
    for (const UnitNo unit : units) numbers.push_back(unit.value());
    return all_ids(history, numbers);
}

inline py::list row_ids(const Tree& tree, const std::vector<Row>& rows) {
    py::list out;
    for (const Row row : rows) out.append(tree.id(row));
    return out;
}
inline py::object optional_text(std::string_view text) {
    if (text.empty()) return py::none();
    return py::str(text.data(), text.size());
}

}  // namespace myhao_python
