// SPDX-License-Identifier: Apache-2.0
// Collects what a source says of one unit's year, checks all of it at once, and freezes it into a Report.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/normal.hpp>
#include <myhao/report/report.hpp>

namespace myhao::inline v0 {

/// The one mutable stage of a report. Nothing is checked before `build`.
class ReportBuilder {
public:
    ReportBuilder(Id unit, Label name, int year) { data_.unit = std::move(unit), data_.name = std::move(name), data_.year = year; }
    /// From data that were read from a document or changed; its findings are made anew.
    explicit ReportBuilder(ReportData data) : data_(std::move(data)) {}

    ReportBuilder& origin(Origin origin) { return data_.origin = origin, *this; }
    ReportBuilder& add(Source source) { return data_.sources.push_back(std::move(source)), *this; }
    ReportBuilder& add(Figure figure) { return data_.figures.push_back(std::move(figure)), *this; }
    ReportBuilder& add(Tally tally) { return data_.tallies.push_back(std::move(tally)), *this; }
    ReportBuilder& add(Statement statement) { return data_.statements.push_back(std::move(statement)), *this; }
    ReportBuilder& add(Target target) { return data_.targets.push_back(std::move(target)), *this; }
    ReportBuilder& add(PostCount posts) { return data_.posts.push_back(std::move(posts)), *this; }
    ReportBuilder& add(CongressFacts congress) { return data_.congresses.push_back(std::move(congress)), *this; }
    ReportBuilder& add(Mention instrument) { return data_.instruments.push_back(std::move(instrument)), *this; }

    /// Throws InvalidFacts with every problem of the whole; else the report, whose origin is that of its weakest part.
    [[nodiscard]] Report build() const {
        ReportData data = data_;
        Findings problems;
        check_head(data, problems);
        check_texts(data, problems);
        for (const Figure& figure : data.figures) check_figure(data, figure, problems), data.origin = combine(data.origin, figure.origin);
        for (const Tally& tally : data.tallies) {
            check_source(data, "tally of " + std::string(::myhao::name(tally.subject())), tally.about().source, problems);
            data.origin = combine(data.origin, tally.about().origin);
        }
        check_repeats(data, problems);
        check_words(data, problems);
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        data.findings = notice(data);
        return Report(std::make_shared<const ReportData>(std::move(data)));
    }

private:
    static void wrong(Findings& problems, std::string where, std::string what, std::string found = {}, std::string expected = {}) {
        Finding f;
        f.rule = InvalidFacts::rule;
        f.subject = std::move(where), f.observed = std::move(found), f.required = std::move(expected);
        f.text = {what, what};
        problems.add(std::move(f));
    }

    static void check_head(const ReportData& data, Findings& problems) {
        if (data.unit.text().empty()) wrong(problems, "report", "a report is of a unit");
        if (data.year < 1400 || data.year > 9999) wrong(problems, "report", "a report is of a year", std::to_string(data.year), "1400 to 9999");
        for (std::size_t i = 0; i < data.sources.size(); ++i) {
            if (data.sources[i].key.empty()) wrong(problems, "source " + std::to_string(i + 1), "a source has a key");
            for (std::size_t j = 0; j < i; ++j)
                if (data.sources[i].key == data.sources[j].key) wrong(problems, "source '" + data.sources[i].key + "'", "this key is used twice");
        }
        for (std::size_t i = 0; i < data.instruments.size(); ++i) {
            const std::string where = "instrument " + data.instruments[i].instrument.key.text();
            for (std::size_t j = 0; j < i; ++j)
                if (data.instruments[i].instrument.key == data.instruments[j].instrument.key) wrong(problems, where, "this instrument is listed twice");
            check_source(data, where, data.instruments[i].source, problems);
        }
    }

    /// Texts that may be stored, and no two ids that only the composition of their letters tells apart.
    static void check_texts(const ReportData& data, Findings& problems) {
        std::vector<std::string> ids;
        const auto sound = [&](std::string_view text) { return fault_of(text) == TextFault::sound; };
        const auto text = [&](const std::string& where, const Label& words) {
            if (!sound(words.vi) || !sound(words.en)) wrong(problems, where, "a text is UTF-8 without NUL");
        };
        const auto id = [&](const char* what, std::size_t at, const std::string& one) {
            const std::string where = std::string(what) + " " + std::to_string(at + 1);
            if (!sound(one)) return wrong(problems, where, "an id is UTF-8 without NUL");
            for (const std::string& other : ids)
                if (other != one && taken_apart(other) == taken_apart(one)) wrong(problems, where, "two ids differ only in how their letters are composed", "'" + one + "'");
            ids.push_back(one);
        };
        text("report", data.name);
        for (std::size_t i = 0; i < data.figures.size(); ++i) id("figure", i, data.figures[i].measure.id), text("figure " + std::to_string(i + 1), data.figures[i].measure.label);
        for (std::size_t i = 0; i < data.statements.size(); ++i) id("statement", i, data.statements[i].id), text("statement " + std::to_string(i + 1), data.statements[i].text);
        for (std::size_t i = 0; i < data.posts.size(); ++i) id("posts", i, data.posts[i].id), text("posts " + std::to_string(i + 1), data.posts[i].label);
        for (std::size_t i = 0; i < data.congresses.size(); ++i) id("congress", i, data.congresses[i].id), text("congress " + std::to_string(i + 1), data.congresses[i].label);
    }

    static void check_source(const ReportData& data, const std::string& where, const Citation& source, Findings& problems) {
        if (source.empty()) return wrong(problems, where, "it cites no source");
        if (source.paragraph < 0) wrong(problems, where, "a paragraph is counted from 1", std::to_string(source.paragraph));
        if (source.publication.empty()) return;
        std::vector<std::string> keys;
        for (const Source& known : data.sources) {
            if (known.key == source.publication) return;
            keys.push_back(known.key);
        }
        wrong(problems, where, "the source it cites is not among those of the report" + suggestion(source.publication, keys), "'" + source.publication + "'");
    }

    static void check_figure(const ReportData& data, const Figure& figure, Findings& problems) {
        const std::string where = "figure '" + figure.measure.id + "'";
        if (figure.measure.id.empty()) wrong(problems, where, "a measure has an id");
        if (figure.value.empty()) wrong(problems, where, "no number fits", text(figure.value), "a low end that is not above the high end");
        else if (!fits(figure.qualifier, figure.value)) wrong(problems, where, "the interval does not have the shape of its qualifier '" + std::string(::myhao::name(figure.qualifier)) + "'", text(figure.value));
        const bool counted = figure.measure.type == MeasureType::stock || figure.measure.type == MeasureType::flow;
        if (counted && figure.value.high && *figure.value.high < Decimal(0)) wrong(problems, where, "a count cannot be negative", text(figure.value));
        if (counted && figure.value.low && *figure.value.low < Decimal(0)) wrong(problems, where, "a count cannot be negative", text(figure.value));
        if (figure.measure.type == MeasureType::rank && !(figure.value.exact() && figure.value.low->places() == 0 && *figure.value.low >= Decimal(1)))
            wrong(problems, where, "a rank is a whole number from 1", text(figure.value));
        if (!figure.period.until()) wrong(problems, where, "the period of a figure has an end");
        check_source(data, where, figure.source, problems);
    }

    static void check_repeats(const ReportData& data, Findings& problems) {
        for (std::size_t i = 0; i < data.figures.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (data.figures[i].measure.id == data.figures[j].measure.id) wrong(problems, "figure '" + data.figures[i].measure.id + "'", "this measure has two figures in one report");
        for (std::size_t i = 0; i < data.tallies.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (data.tallies[i].subject() == data.tallies[j].subject() && data.tallies[i].of().value_or(data.unit) == data.tallies[j].of().value_or(data.unit))
                    wrong(problems, "tally of " + std::string(::myhao::name(data.tallies[i].subject())), "two tallies count the same", data.tallies[i].of().value_or(data.unit).text());
    }

    static void check_words(const ReportData& data, Findings& problems) {
        std::vector<std::string> ids;
        const auto known = [&](const std::string& where, const std::string& id) {
            if (id.empty()) wrong(problems, where, "it has an id");
            for (const std::string& other : ids)
                if (other == id && !id.empty()) wrong(problems, where, "this id is used twice in the report");
            ids.push_back(id);
        };
        for (const Statement& one : data.statements) {
            const std::string where = "statement '" + one.id + "'";
            known(where, one.id);
            if (one.text.vi.empty() || one.text.en.empty()) wrong(problems, where, "a statement has a text in both languages");
            check_source(data, where, one.source, problems);
        }
        for (const PostCount& one : data.posts) {
            const std::string where = "posts '" + one.id + "'";
            known(where, one.id);
            if (one.holders < 0 || one.of < one.holders) wrong(problems, where, "holders are counted among those of the first post", std::to_string(one.holders) + " of " + std::to_string(one.of));
            if (one.post.empty() || one.also.empty() || one.post == one.also) wrong(problems, where, "it counts holders of two posts", one.post + " and " + one.also);
            check_source(data, where, one.source, problems);
        }
        for (const CongressFacts& one : data.congresses) {
            const std::string where = "congress '" + one.id + "'";
            known(where, one.id);
            if (one.first_day && one.last_day && *one.last_day < *one.first_day) wrong(problems, where, "it ends before it begins", one.first_day->text() + " to " + one.last_day->text());
            if (one.contents_done && one.contents_required && *one.contents_done > *one.contents_required) wrong(problems, where, "more contents done than there are", std::to_string(*one.contents_done), "at most " + std::to_string(*one.contents_required));
            if (one.ordinal && *one.ordinal < 1) wrong(problems, where, "congresses are counted from 1", std::to_string(*one.ordinal));
            check_source(data, where, one.source, problems);
        }
        for (const Target& one : data.targets) {
            const std::string where = "target '" + one.measure.id + "'";
            if (one.measure.id.empty()) wrong(problems, where, "a measure has an id");
            if (one.required.empty() || (!one.required.low && !one.required.high)) wrong(problems, where, "a target requires something that can be reached", text(one.required));
            check_source(data, where, one.source, problems);
        }
        for (const Statement& one : data.statements) {
            bool found = one.contradicts.empty();
            std::vector<std::string> others;
            for (const Statement& other : data.statements) found = found || other.id == one.contradicts, others.push_back(other.id);
            if (!found) wrong(problems, "statement '" + one.id + "'", "the statement it contradicts is not in the report" + suggestion(one.contradicts, others), "'" + one.contradicts + "'");
        }
    }

    static Findings notice(const ReportData& data) {
        Findings findings;
        const auto say = [&](State state, Severity severity, std::string rule, std::string subject, const Citation& source, std::string observed, Label words) {
            findings.add({state, severity, std::move(rule), std::move(subject), std::move(observed), {}, source.text(), std::move(words)});
        };
        for (const Statement& one : data.statements)
            for (const Statement& other : data.statements)
                if (!one.contradicts.empty() && other.id == one.contradicts)
                    say(State::undetermined, Severity::warning, "report.contradiction", one.id, one.source, one.text.en + " / " + other.text.en,
                        {"hai nguồn nói khác nhau; cả hai đều được giữ", "two sources say different things; both are kept"});
        for (const Tally& tally : data.tallies) {
            const std::string subject = "tally." + std::string(::myhao::name(tally.subject()));
            if (!tally.graded())
                say(State::undetermined, Severity::info, "report.no_base", subject, tally.about().source, std::to_string(tally.sum()),
                    {"nguồn không nêu tổng số được xếp loại: không tính được tỷ lệ", "the source does not state how many were graded: no share follows"});
            const GradeSet rest = tally.scale().all() - tally.stated();
            if (!rest.empty() && tally.graded() && tally.sum() == *tally.graded())
                say(State::met, Severity::info, "report.by_subtraction", subject, tally.about().source, tally.scale().text(rest) + ": 0",
                    {"mức không nêu bằng 0 theo phép trừ", "a grade that is not stated is 0 by subtraction"});
        }
        return findings;
    }

    ReportData data_;
};

}  // namespace myhao::inline v0
