// SPDX-License-Identifier: Apache-2.0
// A report: all that is known of one unit's year, number by number and statement by statement, each with its source. Immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/base/label.hpp>
#include <myhao/grades/tally.hpp>
#include <myhao/report/figure.hpp>
#include <myhao/report/statement.hpp>
#include <myhao/report/target.hpp>
#include <myhao/sources/instrument.hpp>
#include <myhao/sources/origin.hpp>
#include <myhao/sources/source.hpp>

namespace myhao::inline v0 {

/// What a report holds, as plain data: filled through a ReportBuilder, read through a Report.
struct ReportData {
    Id unit = {};
    Label name = {};  // of the unit, as the report calls it
    int year = 0;
    Origin origin = Origin::real;
    std::vector<Source> sources = {};
    std::vector<Figure> figures = {};
    std::vector<Tally> tallies = {};
    std::vector<Statement> statements = {};
    std::vector<Target> targets = {};
    std::vector<PostCount> posts = {};
    std::vector<CongressFacts> congresses = {};
    std::vector<Mention> instruments = {};
    Findings findings = {};

    friend bool operator==(const ReportData&, const ReportData&) = default;
};

/// A handle to shared, constant data: a copy costs one atomic increment. Made by ReportBuilder::build.
/// What it gives out is a view of that data: taking one from a temporary does not compile, or gives a copy.
class Report {
public:
    [[nodiscard]] const Id& unit() const& noexcept { return data_->unit; }
    [[nodiscard]] Id unit() && { return data_->unit; }
    [[nodiscard]] const Label& name() const& noexcept { return data_->name; }
    [[nodiscard]] Label name() && { return data_->name; }
    [[nodiscard]] int year() const noexcept { return data_->year; }
    [[nodiscard]] Origin origin() const noexcept { return data_->origin; }
    [[nodiscard]] std::span<const Source> sources() const& noexcept { return data_->sources; }
    std::span<const Source> sources() && = delete;
    [[nodiscard]] std::span<const Figure> figures() const& noexcept { return data_->figures; }
    std::span<const Figure> figures() && = delete;
    [[nodiscard]] std::span<const Tally> tallies() const& noexcept { return data_->tallies; }
    std::span<const Tally> tallies() && = delete;
    [[nodiscard]] std::span<const Statement> statements() const& noexcept { return data_->statements; }
    std::span<const Statement> statements() && = delete;
    [[nodiscard]] std::span<const Target> targets() const& noexcept { return data_->targets; }
    std::span<const Target> targets() && = delete;
    [[nodiscard]] std::span<const PostCount> posts() const& noexcept { return data_->posts; }
    std::span<const PostCount> posts() && = delete;
    /// One entry for each congress, or for all congresses of one level: the campaign.
    [[nodiscard]] std::span<const CongressFacts> congresses() const& noexcept { return data_->congresses; }
    std::span<const CongressFacts> congresses() && = delete;
    [[nodiscard]] std::span<const Mention> instruments() const& noexcept { return data_->instruments; }
    std::span<const Mention> instruments() && = delete;
    /// What was noticed when it was built: sources that contradict each other, tallies without a base, what follows by subtraction.
    [[nodiscard]] const Findings& findings() const& noexcept { return data_->findings; }
    [[nodiscard]] Findings findings() && { return data_->findings; }
    [[nodiscard]] const ReportData& data() const& noexcept { return *data_; }
    [[nodiscard]] ReportData data() && { return *data_; }

    /// The figure of a measure, or nothing.
    [[nodiscard]] const Figure* find(std::string_view measure) const& noexcept {
        for (const Figure& figure : data_->figures)
            if (figure.measure.id == measure) return &figure;
        return nullptr;
    }
    const Figure* find(std::string_view measure) && = delete;
    /// The same; throws InvalidFacts that suggests a near name where there is none.
    [[nodiscard]] const Figure& operator[](std::string_view measure) const& {
        if (const Figure* figure = find(measure)) return *figure;
        std::vector<std::string> ids;
        for (const Figure& figure : data_->figures) ids.push_back(figure.measure.id);
        std::string hint = suggestion(measure, ids);
        for (const Figure& figure : data_->figures)
            if (hint.empty() && (fold(figure.measure.label.vi) == fold(measure) || fold(figure.measure.label.en) == fold(measure))) hint = "; did you mean '" + figure.measure.id + "'?";
        throw InvalidFacts::at("measure '" + std::string(measure) + "'", "the report of " + data_->unit.text() + " for " + std::to_string(data_->year) + " has no such figure" + hint);
    }
    [[nodiscard]] Figure operator[](std::string_view measure) && { return std::as_const(*this)[measure]; }
    /// The first tally of that subject that counts the report's own unit, or nothing.
    [[nodiscard]] const Tally* tally(Subject subject) const& noexcept {
        for (const Tally& tally : data_->tallies)
            if (tally.subject() == subject && (!tally.of() || *tally.of() == data_->unit)) return &tally;
        return nullptr;
    }
    const Tally* tally(Subject subject) && = delete;
    [[nodiscard]] std::vector<Statement> statements(Part part) const {
        std::vector<Statement> found;
        for (const Statement& statement : data_->statements)
            if (statement.part == part) found.push_back(statement);
        return found;
    }

    friend bool operator==(const Report& a, const Report& b) { return a.data_ == b.data_ || *a.data_ == *b.data_; }

private:
    friend class ReportBuilder;
    explicit Report(std::shared_ptr<const ReportData> data) : data_(std::move(data)) {}

    std::shared_ptr<const ReportData> data_;
};

}  // namespace myhao::inline v0
