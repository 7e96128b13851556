// SPDX-License-Identifier: Apache-2.0
#include <initializer_list>
#include <string>

#include <myhao/interop/json.hpp>

#include "json_history.hpp"

namespace myhao::inline v0 {

namespace {

std::string quoted(const std::string& text) {
    const bool plain = text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with(' ') && !text.ends_with(' ');
    if (plain) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}
void add_line(std::string& table, std::initializer_list<std::string> cells) {
    bool first = true;
    for (const std::string& cell : cells) table += (first ? "" : ",") + quoted(cell), first = false;
    table += '\n';
}
std::string cell(const std::optional<Id>& id) { return id ? id->text() : std::string(); }
std::string cell(const std::optional<Date>& day) { return day ? day->text() : std::string(); }
std::string cell(const std::optional<std::string>& text) { return text.value_or(std::string()); }

}  // namespace

std::string spells_csv(const History& history) {
    std::string table;
    add_line(table, {"id", "name", "kind", "parent", "since", "until", "ended", "form", "code", "system", "instrument", "recorded", "void"});
    for (const SpellRow& row : detail::spell_rows(history))
        add_line(table, {row.id.text(), row.name, row.kind, cell(row.parent), row.since.text(), cell(row.until), row.ended ? "true" : "", cell(row.form), cell(row.code), cell(row.system), cell(row.instrument),
                         cell(row.recorded), row.withdrawn ? "true" : ""});
    return table;
}

std::string successions_csv(const History& history) {
    std::string table;
    add_line(table, {"day", "before", "after", "event", "share", "measure", "instrument", "recorded"});
    for (const SuccessionRow& row : detail::succession_rows(history))
        add_line(table, {row.day.text(), cell(row.before), cell(row.after), cell(row.event), row.share ? row.share->text() : std::string(), row.measure, cell(row.instrument), cell(row.recorded)});
    return table;
}

}  // namespace myhao::inline v0
