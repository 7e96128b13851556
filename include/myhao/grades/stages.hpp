// SPDX-License-Identifier: Apache-2.0
// Grades by stage of the procedure: what an object gave itself, what was proposed, appraised and decided, each with its author and day.
// They are kept apart and compared; none replaces another.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/grades/scale.hpp>
#include <myhao/grades/subject.hpp>
#include <myhao/time/date.hpp>

namespace myhao::inline v0 {

/// In the order of the procedure.
enum class GradingStage : std::uint8_t { self, proposed, appraised, decided };
inline constexpr GradingStage every_grading_stage[] = {GradingStage::self, GradingStage::proposed, GradingStage::appraised, GradingStage::decided};

[[nodiscard]] constexpr std::string_view name(GradingStage stage) noexcept {
    constexpr std::string_view names[] = {"self", "proposed", "appraised", "decided"};
    return names[static_cast<std::size_t>(stage)];
}
[[nodiscard]] inline Label label(GradingStage stage) {
    constexpr const char* vi[] = {"tự xếp loại", "đề nghị", "thẩm định", "quyết định"};
    constexpr const char* en[] = {"graded by itself", "proposed", "appraised", "decided"};
    return {vi[static_cast<std::size_t>(stage)], en[static_cast<std::size_t>(stage)]};
}

struct StagedGrade {
    Id object;
    GradingStage stage = GradingStage::decided;
    std::string grade;              // of the scale, or "not_graded"
    std::optional<Date> on = {};    // the day it was given, where known
    std::string author = {};        // whoever gave it: an opaque id
    Subject subject = Subject::organization;

    friend bool operator==(const StagedGrade&, const StagedGrade&) = default;
};

/// One object whose grade was another in a later stage.
struct StageMove {
    Id object;
    Subject subject = Subject::organization;
    std::string before, after;
    std::optional<int> steps;  // how many grades better (above 0) or worse; nothing from or to "not_graded"

    friend bool operator==(const StageMove&, const StageMove&) = default;
};

/// Immutable. At most one grade for an object and stage.
class StagedGrades {
public:
    /// Throws InvalidFacts with every grade that the scale does not have (with the nearest), every object graded twice in one
    /// stage, and every stage dated before an earlier one of the same object.
    explicit StagedGrades(std::vector<StagedGrade> grades, Scale scale = scales::cpv_2018()) : scale_(std::move(scale)) {
        Findings problems;
        for (std::size_t r = 0; r < grades.size(); ++r) {
            StagedGrade& one = grades[r];
            if (const auto grade = scale_.find(one.grade)) one.grade = scale_[*grade].code;
            else if (one.grade != "not_graded") problems.add(InvalidFacts::at("row " + std::to_string(r) + ", column 'grade'", "not a grade of this scale" + suggestion(one.grade, codes()), "'" + one.grade + "'", listed()).problems());
        }
        std::vector<std::size_t> order(grades.size());
        for (std::size_t r = 0; r < order.size(); ++r) order[r] = r;
        const auto key = [&](std::size_t r) { return std::tie(grades[r].subject, grades[r].object, grades[r].stage); };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        std::optional<std::size_t> dated;  // the latest day so far of the same object
        for (std::size_t k = 0; k < order.size(); ++k) {
            const StagedGrade& one = grades[order[k]];
            const std::string where = "row " + std::to_string(order[k]);
            if (k == 0 || !same_object(one, grades[order[k - 1]])) dated.reset();
            else if (one.stage == grades[order[k - 1]].stage)
                problems.add(InvalidFacts::at(where, "'" + one.object.text() + "' has two grades in one stage", std::string(name(one.stage)), "row " + std::to_string(order[k - 1]) + " has the first").problems());
            if (!one.on) continue;
            if (dated && *one.on < *grades[*dated].on)
                problems.add(InvalidFacts::at(where + ", column 'on'", "'" + one.object.text() + "' was " + std::string(label(one.stage).en) + " before it was " + label(grades[*dated].stage).en, one.on->text(),
                                              grades[*dated].on->text() + " or later").problems());
            else dated = order[k];
        }
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        grades_.reserve(grades.size());
        for (const std::size_t r : order) grades_.push_back(std::move(grades[r]));
    }

    [[nodiscard]] const Scale& scale() const noexcept { return scale_; }
    /// By subject, object and stage.
    [[nodiscard]] const std::vector<StagedGrade>& grades() const noexcept { return grades_; }
    /// Nothing where the object has no grade in that stage.
    [[nodiscard]] const StagedGrade* find(const Id& object, GradingStage stage, Subject subject = Subject::organization) const noexcept {
        const auto wanted = std::tie(subject, object, stage);
        const auto at = std::lower_bound(grades_.begin(), grades_.end(), wanted, [](const StagedGrade& one, const auto& key) { return std::tie(one.subject, one.object, one.stage) < key; });
        return at != grades_.end() && std::tie(at->subject, at->object, at->stage) == wanted ? &*at : nullptr;
    }
    /// The objects graded in both stages, and not alike.
    [[nodiscard]] std::vector<StageMove> moves(GradingStage from, GradingStage to) const {
        std::vector<StageMove> moved;
        for (const StagedGrade& before : grades_) {
            if (before.stage != from) continue;
            const StagedGrade* after = find(before.object, to, before.subject);
            if (after == nullptr || after->grade == before.grade) continue;
            StageMove move{before.object, before.subject, before.grade, after->grade, std::nullopt};
            if (const auto a = scale_.find(before.grade), b = scale_.find(after->grade); a && b) move.steps = static_cast<int>(*a) - static_cast<int>(*b);
            moved.push_back(std::move(move));
        }
        return moved;
    }
    /// How many were given each grade in a stage, by position in the scale; last: "not_graded".
    [[nodiscard]] std::vector<std::int64_t> tally(GradingStage stage, Subject subject = Subject::organization) const {
        std::vector<std::int64_t> counts(scale_.size() + 1, 0);
        for (const StagedGrade& one : grades_)
            if (one.stage == stage && one.subject == subject) ++counts[scale_.find(one.grade).value_or(scale_.size())];
        return counts;
    }

    friend bool operator==(const StagedGrades&, const StagedGrades&) = default;

private:
    static bool same_object(const StagedGrade& a, const StagedGrade& b) { return a.subject == b.subject && a.object == b.object; }
    [[nodiscard]] std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (std::size_t g = 0; g < scale_.size(); ++g) all.push_back(scale_[g].code);
        all.emplace_back("not_graded");
        return all;
    }
    [[nodiscard]] std::string listed() const {
        std::string all;
        for (const std::string& code : codes()) all += (all.empty() ? "" : ", ") + code;
        return all;
    }

    Scale scale_;
    std::vector<StagedGrade> grades_;
};

}  // namespace myhao::inline v0
