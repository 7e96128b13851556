// SPDX-License-Identifier: Apache-2.0
// A report as one flat table: a row for every number, statement, congress, target and instrument, in the report's order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/report/report.hpp>

namespace myhao::inline v0 {

/// What does not apply stays empty. `id` is unique within a kind, but for instruments, whose key is theirs.
struct ReportRow {
    std::string_view kind;  // figure, tally, posts, congress, statement, target, instrument
    std::string id;
    Label label;
    std::optional<Part> part = {};
    std::string_view type = {};       // of a measure: stock, flow, ratio, rank, level
    std::string_view qualifier = {};  // exact, more_than, nearly, range, from
    Interval<Decimal> value = {};
    std::string unit = {};
    std::optional<Date> since = {}, until = {};  // half-open; the days of a congress as the source states them
    Citation source = {};
    Confidence confidence = Confidence::unknown;
};

[[nodiscard]] inline std::vector<ReportRow> rows(const Report& report) {
    std::vector<ReportRow> table;
    const std::string_view exact = name(Qualifier::exact);
    for (const Figure& f : report.figures())
        table.push_back({"figure", f.measure.id, f.measure.label, f.measure.part, name(f.measure.type), name(f.qualifier), f.value, f.measure.unit, f.period.since(), f.period.until(), f.source, f.confidence});
    for (const Tally& tally : report.tallies()) {
        const TallyAbout& about = tally.about();
        const std::string prefix = std::string(name(tally.subject())) + (tally.of().value_or(report.unit()) == report.unit() ? std::string() : "@" + tally.of()->text()) + ".";
        const auto count = [&](std::string id, Label words, std::int64_t number) {
            table.push_back({"tally", prefix + id, std::move(words), Part::grading, name(MeasureType::stock), exact, Interval<Decimal>::exactly(Decimal(number)), std::string(name(tally.subject())),
                             Date(report.year(), 1, 1), Date(report.year() + 1, 1, 1), about.source, about.confidence});
        };
        if (about.graded) count("graded", {"được xếp loại", "graded"}, *about.graded);
        for (const TallyEntry& entry : tally.entries()) {
            Label words;
            std::string id;
            for (std::size_t i = 0; i < tally.scale().size(); ++i)
                if (entry.grades.has(i)) {
                    const Grade& grade = tally.scale()[i];
                    id += (id.empty() ? "" : "|") + grade.code;
                    words.vi += (words.vi.empty() ? "" : " hoặc ") + grade.label.vi, words.en += (words.en.empty() ? "" : " or ") + grade.label.en;
                }
            count(std::move(id), std::move(words), entry.count);
        }
    }
    for (const PostCount& p : report.posts()) {
        table.push_back({"posts", p.id + ".holders", p.label, Part::posts, name(MeasureType::stock), exact, Interval<Decimal>::exactly(Decimal(p.holders)), p.post, p.period.since(), p.period.until(), p.source, p.confidence});
        table.push_back({"posts", p.id + ".of", p.label, Part::posts, name(MeasureType::stock), exact, Interval<Decimal>::exactly(Decimal(p.of)), p.post, p.period.since(), p.period.until(), p.source, p.confidence});
    }
    for (const CongressFacts& c : report.congresses()) {
        std::optional<Date> until = c.last_day ? std::optional(*c.last_day + 1) : std::nullopt;
        const auto number = [&](const char* what, std::optional<int> value, const char* unit, std::string_view type) {
            if (value) table.push_back({"congress", c.id + "." + what, c.label, Part::congress, type, exact, Interval<Decimal>::exactly(Decimal(*value)), unit, c.first_day, until, c.source, c.confidence});
        };
        if (!c.ordinal && !c.days() && !c.contents_done) table.push_back({"congress", c.id, c.label, Part::congress, {}, {}, {}, {}, c.first_day, until, c.source, c.confidence});
        number("ordinal", c.ordinal, "ordinal", name(MeasureType::level));
        number("days", c.days(), "day", name(MeasureType::flow));
        number("contents_done", c.contents_done, "content", name(MeasureType::flow));
        number("contents_required", c.contents_required, "content", name(MeasureType::stock));
    }
    for (const Statement& s : report.statements())
        table.push_back({"statement", s.id, s.text, s.part, {}, {}, {}, {}, s.period.since(), s.period.until(), s.source, s.confidence});
    for (const Target& t : report.targets())
        table.push_back({"target", t.measure.id, t.measure.label, t.measure.part, name(t.measure.type), {}, t.required, t.measure.unit, std::nullopt, t.due + 1, t.source, t.confidence});
    for (const auto& [i, source] : report.instruments())
        table.push_back({"instrument", i.key.text(), i.title, Part::instruments, {}, {}, {}, {}, i.effective, i.expired, source, i.confidence});
    return table;
}

}  // namespace myhao::inline v0
