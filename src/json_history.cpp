// SPDX-License-Identifier: Apache-2.0
#include "json_history.hpp"

#include <algorithm>
#include <tuple>

#include <myhao/interop/json.hpp>

namespace myhao::inline v0 {

using detail::Json, detail::put;

static Json json_of(const Kind& kind) {
    Json out = Json::object();
    out["name"] = kind.name;
    out["rank"] = kind.rank;
    out["under"] = kind.under;
    if (!kind.gradable) out["gradable"] = false;
    put(out, "role", kind.role);
    return out;
}

static Json json_of(const Edition& edition) {
    Json out = Json::object();
    out["name"] = edition.scheme.name();
    if (edition.period.since().days() != Date::first_days) out["since"] = json_of(edition.period.since());
    put(out, "until", edition.period.until());
    if (edition.scheme.is_free()) out["free"] = true;
    else out["kinds"] = detail::list_of(edition.scheme.kinds());
    return out;
}

static Json json_of(const SchemeSeries& series) {
    if (series == SchemeSeries::cpv()) return "cpv";
    if (series.editions().size() == 1 && series == SchemeSeries::free()) return "free";
    Json out = Json::object();
    put(out, "name", series.name());
    out["editions"] = detail::list_of(series.editions());
    return out;
}

static Json json_of(const SpellRow& row) {
    Json out = Json::object();
    out["id"] = json_of(row.id);
    put(out, "name", row.name);
    put(out, "kind", row.kind);
    put(out, "parent", row.parent);
    out["since"] = json_of(row.since);
    put(out, "until", row.until);
    if (row.ended) out["ended"] = true;
    put(out, "form", row.form);
    put(out, "code", row.code);
    put(out, "system", row.system);
    put(out, "instrument", row.instrument);
    put(out, "recorded", row.recorded);
    if (row.withdrawn) out["void"] = true;
    return out;
}

static Json json_of(const SuccessionRow& row) {
    Json out = Json::object();
    out["day"] = json_of(row.day);
    put(out, "before", row.before);
    put(out, "after", row.after);
    put(out, "event", row.event);
    put(out, "share", row.share);
    put(out, "measure", row.measure);
    put(out, "instrument", row.instrument);
    put(out, "recorded", row.recorded);
    return out;
}

namespace detail {

std::vector<SpellRow> spell_rows(const History& history) {
    std::vector<SpellRow> rows = history.data().log;
    if (rows.empty()) {
        for (const UnitNo unit : history.units())
            for (Spell& spell : history.spells(unit)) {
                SpellRow row;
                row.id = std::move(spell.id), row.name = std::move(spell.name), row.kind = std::move(spell.kind), row.parent = std::move(spell.parent);
                row.since = spell.since, row.until = spell.until, row.ended = spell.ended;
                row.form = std::move(spell.form), row.code = std::move(spell.code), row.system = std::move(spell.system), row.instrument = std::move(spell.instrument);
                row.recorded = spell.recorded;
                rows.push_back(std::move(row));
            }
        return rows;
    }
    std::sort(rows.begin(), rows.end(), [](const SpellRow& a, const SpellRow& b) {
        if (a.id != b.id) return a.id < b.id;
        return std::tie(a.since, a.recorded, a.withdrawn, a.until, a.name, a.kind, a.parent, a.form, a.code) < std::tie(b.since, b.recorded, b.withdrawn, b.until, b.name, b.kind, b.parent, b.form, b.code);
    });
    return rows;
}

std::vector<SuccessionRow> succession_rows(const History& history) {
    std::vector<SuccessionRow> rows = history.data().succession_log;
    if (rows.empty())
        for (const Succession& succession : history.successions())
            for (const Share& share : succession.shares) {
                SuccessionRow row;
                row.day = succession.day, row.before = share.before, row.after = share.after, row.event = std::string(name(succession.event));
                row.share = share.share, row.measure = share.measure, row.instrument = succession.instrument;
                rows.push_back(std::move(row));
            }
    // By content: whatever the order in which they came, the bytes are the same.
    std::sort(rows.begin(), rows.end(), [](const SuccessionRow& a, const SuccessionRow& b) {
        return std::tie(a.day, a.before, a.after, a.measure, a.recorded, a.share, a.event) < std::tie(b.day, b.before, b.after, b.measure, b.recorded, b.share, b.event);
    });
    return rows;
}

void put_history(Json& out, const History& history) {
    out["scheme"] = json_of(history.schemes());
    out["strict"] = history.strict();
    out["spells"] = list_of(spell_rows(history));
    out["successions"] = list_of(succession_rows(history));
}

}  // namespace detail

std::string to_json(const History& history, Origin origin) {
    Json out = detail::headed("history");
    if (origin != Origin::real) detail::put_origin(out, origin);
    detail::put_history(out, history);
    return detail::written(out);
}

}  // namespace myhao::inline v0
