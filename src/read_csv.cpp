// SPDX-License-Identifier: Apache-2.0
#include <myhao/interop/csv.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/org/history_builder.hpp>

namespace myhao::inline v0 {

namespace {

/// Lines of cells; each line knows where in the text it begins.
struct Csv {
    struct Line {
        std::size_t number;
        std::vector<std::string> cells;
    };
    std::vector<Line> lines;
    std::size_t open_quote = 0;  // the line of a quote that never ends
};

Csv cut(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Csv out;
    std::size_t number = 1;
    for (std::size_t i = 0; i < text.size();) {
        Csv::Line line{number, {}};
        for (bool more = true; more;) {
            std::string cell;
            if (i < text.size() && text[i] == '"') {
                bool closed = false;
                for (++i; i < text.size() && !closed; ++i) {
                    if (text[i] != '"') number += text[i] == '\n', cell += text[i];
                    else if (i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
                    else closed = true;
                }
                if (!closed && out.open_quote == 0) out.open_quote = line.number;
            }
            for (; i < text.size() && text[i] != ',' && text[i] != '\n' && !(text[i] == '\r' && (i + 1 == text.size() || text[i + 1] == '\n')); ++i) cell += text[i];
            line.cells.push_back(std::move(cell));
            more = i < text.size() && text[i] == ',';
            if (more) ++i;
        }
        if (i < text.size() && text[i] == '\r') ++i;
        if (i < text.size()) ++i, ++number;
        if (line.cells.size() > 1 || !line.cells[0].empty()) out.lines.push_back(std::move(line));
    }
    return out;
}

class Table {
public:
    Table(std::string_view text, std::string name, const std::vector<std::string>& known, const std::vector<std::string>& needed, Findings& problems) : name_(std::move(name)), problems_(&problems) {
        Csv csv = cut(text);
        if (csv.open_quote != 0) problem(csv.open_quote, {}, "a quote that never ends", {}, "a closing quote");
        if (csv.lines.empty()) {
            problem(1, {}, "the line that names the columns is missing", {}, needed[0]);
            return;
        }
        const Csv::Line header = std::move(csv.lines.front());
        csv.lines.erase(csv.lines.begin());
        for (const std::string& column : header.cells) {
            if (std::find(known.begin(), known.end(), column) == known.end()) problem(header.number, column, "unknown column" + suggestion(column, known), {}, {});
            if (std::count(header.cells.begin(), header.cells.end(), column) > 1 && std::find(names_.begin(), names_.end(), column) != names_.end()) problem(header.number, column, "the column is named twice", {}, "once");
            names_.push_back(column);
        }
        for (const std::string& column : needed)
            if (std::find(names_.begin(), names_.end(), column) == names_.end()) problem(header.number, column, "the column is missing", {}, {});
        for (Csv::Line& line : csv.lines) {
            if (line.cells.size() != names_.size()) problem(line.number, {}, "a line of another length", std::to_string(line.cells.size()) + " cells", std::to_string(names_.size()));
            else lines_.push_back(std::move(line));
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }

    /// Nothing where the cell is empty or there is no such column.
    [[nodiscard]] std::optional<std::string> text(std::size_t r, const char* column) const {
        const auto at = std::find(names_.begin(), names_.end(), column);
        if (at == names_.end()) return std::nullopt;
        const std::string& cell = lines_[r].cells[static_cast<std::size_t>(at - names_.begin())];
        return cell.empty() ? std::nullopt : std::optional(cell);
    }
    template <class T, class Parse>
    [[nodiscard]] std::optional<T> parsed(std::size_t r, const char* column, Parse parse) const {
        const auto cell = text(r, column);
        if (!cell) return std::nullopt;
        try {
            return std::optional<T>(parse(*cell));
        } catch (const Error& error) {
            for (Finding f : error.problems()) problem(lines_[r].number, column, f.text.en, f.observed.empty() ? "'" + *cell + "'" : f.observed, f.required);
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Date> day(std::size_t r, const char* column, bool needed = false) const {
        if (needed && !text(r, column)) problem(lines_[r].number, column, "the day is missing", {}, "YYYY-MM-DD");
        return parsed<Date>(r, column, [](const std::string& cell) { return Date::parse(cell); });
    }
    [[nodiscard]] bool flag(std::size_t r, const char* column) const {
        const auto cell = text(r, column);
        if (cell && *cell != "true" && *cell != "false") problem(lines_[r].number, column, "not a flag", "'" + *cell + "'", "true, false or nothing");
        return cell == "true";
    }
    [[nodiscard]] std::optional<Id> id(std::size_t r, const char* column, CsvIds ids, bool needed = false) const {
        const auto cell = text(r, column);
        if (!cell) {
            if (needed) problem(lines_[r].number, column, "the id is missing", {}, "an id");
            return std::nullopt;
        }
        if (ids == CsvIds::text) return Id(*cell);
        std::int64_t number = 0;
        const auto [end, fault] = std::from_chars(cell->data(), cell->data() + cell->size(), number);
        if (fault != std::errc() || end != cell->data() + cell->size()) {
            problem(lines_[r].number, column, "not a whole number", "'" + *cell + "'", "a whole number of 64 bits");
            return std::nullopt;
        }
        return Id(number);
    }

private:
    void problem(std::size_t line, std::string_view column, std::string what, std::string found, std::string expected) const {
        std::string where = name_ + ", line " + std::to_string(line);
        if (!column.empty()) where += ", column '" + std::string(column) + "'";
        problems_->add(InvalidDocument::at(std::move(where), std::move(what), std::move(found), std::move(expected)).problems()[0]);
    }

    std::string name_;
    Findings* problems_;
    std::vector<std::string> names_;
    std::vector<Csv::Line> lines_;
};

}  // namespace

History read_csv(std::string_view spells, std::string_view successions, const SchemeSeries& schemes, bool strict, CsvIds ids) {
    Findings problems;
    std::vector<SpellRow> rows;
    const Table table(spells, "spells", {"id", "name", "kind", "parent", "since", "until", "ended", "form", "code", "system", "instrument", "recorded", "void"}, {"id", "name", "since"}, problems);
    for (std::size_t r = 0; r < table.size(); ++r) {
        SpellRow row;
        row.id = table.id(r, "id", ids, true).value_or(Id());
        row.name = table.text(r, "name").value_or(std::string()), row.kind = table.text(r, "kind").value_or(std::string()), row.parent = table.id(r, "parent", ids);
        row.since = table.day(r, "since", true).value_or(Date()), row.until = table.day(r, "until"), row.ended = table.flag(r, "ended");
        row.form = table.text(r, "form"), row.code = table.text(r, "code"), row.system = table.text(r, "system"), row.instrument = table.text(r, "instrument");
        row.recorded = table.day(r, "recorded"), row.withdrawn = table.flag(r, "void");
        rows.push_back(std::move(row));
    }
    std::vector<SuccessionRow> pairs;
    if (!successions.empty()) {
        const Table links(successions, "successions", {"day", "before", "after", "event", "share", "measure", "instrument", "recorded"}, {"day", "before", "after"}, problems);
        for (std::size_t r = 0; r < links.size(); ++r) {
            SuccessionRow row;
            row.day = links.day(r, "day", true).value_or(Date()), row.before = links.id(r, "before", ids), row.after = links.id(r, "after", ids);
            row.event = links.text(r, "event"), row.measure = links.text(r, "measure").value_or(std::string()), row.instrument = links.text(r, "instrument"), row.recorded = links.day(r, "recorded");
            row.share = links.parsed<Ratio>(r, "share", [](const std::string& cell) { return Ratio::parse(cell); });
            pairs.push_back(std::move(row));
        }
    }
    if (!problems.empty()) throw InvalidDocument(std::move(problems));
    return History::from_rows(rows, pairs, schemes, strict);
}

}  // namespace myhao::inline v0
