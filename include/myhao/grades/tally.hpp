// SPDX-License-Identifier: Apache-2.0
// A tally (tổng hợp xếp loại): how many were given each grade, or each set of grades, as a source reports it. What is not stated is not zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/ids.hpp>
#include <myhao/base/interval.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/grades/scale.hpp>
#include <myhao/grades/subject.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0 {

/// One reported count as a caller writes it: {{"excellent", "good"}, 4215}.
struct TallyInput {
    std::vector<std::string> grades;
    std::int64_t count = 0;
};
/// One reported count as it is kept.
struct TallyEntry {
    GradeSet grades;
    std::int64_t count = 0;
    friend bool operator==(const TallyEntry&, const TallyEntry&) = default;
};
/// What a tally says beside its counts.
struct TallyAbout {
    std::optional<std::int64_t> graded = {};  // how many were graded in all, where that is stated
    std::optional<Id> of = {};                // the unit whose direct subordinates are counted; none: the report's own unit
    Subject subject = Subject::organization;
    Citation source = {};
    Confidence confidence = Confidence::unknown;
    Origin origin = Origin::real;
    friend bool operator==(const TallyAbout&, const TallyAbout&) = default;
};

/// Immutable. Counts of disjoint sets of grades of one scale.
class Tally {
public:
    using Count = std::int64_t;
    using Input = TallyInput;
    using Entry = TallyEntry;
    using About = TallyAbout;

    /// Throws InvalidFacts with every unknown grade, negative count, overlap of two keys, and total that does not fit.
    Tally(Scale scale, const std::vector<Input>& counts, About about = About()) : scale_(std::move(scale)), about_(std::move(about)) {
        Findings problems;
        for (const Input& input : counts) {
            GradeSet set;
            for (const std::string& code : input.grades) {
                const auto position = scale_.find(code);
                if (!position) problems.add(scale_.unknown(code, "tally"));
                else if (set.has(*position)) problems.add(problem(code, "một mức nêu hai lần", "this grade is named twice in one key"));
                else set = set | GradeSet::one(*position);
            }
            if (input.grades.empty()) problems.add(problem("", "một số đếm phải nêu mức", "a count names at least one grade"));
            if (input.count < 0) problems.add(problem(scale_.text(set), "số đếm không thể âm", "a count cannot be negative", std::to_string(input.count)));
            if (const GradeSet twice = set & stated_; !twice.empty())
                problems.add(problem(scale_.text(twice), "mức này đã được đếm ở số khác", "this grade is already counted by another key"));
            stated_ = stated_ | set;
            if (input.count > 0 && __builtin_add_overflow(sum_, input.count, &sum_)) problems.add(problem("", "tổng vượt 64 bit", "the sum is beyond 64 bits"));
            entries_.push_back({set, input.count});
        }
        if (about_.graded && *about_.graded < 0)
            problems.add(problem("graded", "số đếm không thể âm", "a count cannot be negative", std::to_string(*about_.graded)));
        else if (about_.graded && *about_.graded < sum_)
            problems.add(problem("graded", "tổng số được xếp loại nhỏ hơn tổng các mức", "fewer graded in all than in the grades together",
                                 std::to_string(*about_.graded), "at least " + std::to_string(sum_)));
        else if (about_.graded && complete() && *about_.graded != sum_)
            problems.add(problem("graded", "mọi mức đã nêu nhưng tổng không khớp", "every grade is stated, but they do not add up to the graded",
                                 std::to_string(*about_.graded), std::to_string(sum_)));
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
    }

    [[nodiscard]] const Scale& scale() const noexcept { return scale_; }
    /// In the order given.
    [[nodiscard]] std::span<const Entry> entries() const& noexcept { return entries_; }
    std::span<const Entry> entries() && = delete;
    [[nodiscard]] const About& about() const noexcept { return about_; }
    [[nodiscard]] const std::optional<Id>& of() const noexcept { return about_.of; }
    [[nodiscard]] Subject subject() const noexcept { return about_.subject; }
    /// The grades for which something is stated, and the sum of the counts.
    [[nodiscard]] GradeSet stated() const noexcept { return stated_; }
    [[nodiscard]] Count sum() const noexcept { return sum_; }
    /// Whether every grade of the scale is stated, alone or in a set.
    [[nodiscard]] bool complete() const noexcept { return stated_ == scale_.all(); }
    /// How many were graded: as stated, or the sum where every grade is; nothing where the source leaves it open.
    [[nodiscard]] std::optional<Count> graded() const { return about_.graded ? about_.graded : complete() ? std::optional(sum_) : std::nullopt; }

    /// What the whole tally leaves possible for the number of those with a grade of `set`; both ends are attained.
    [[nodiscard]] Interval<Count> count(GradeSet set) const {
        Count low = 0, high = 0;
        const auto add = [&](GradeSet block, Count number) {
            if (block.within(set)) low += number;
            if (!(block & set).empty()) high += number;
        };
        for (const Entry& entry : entries_) add(entry.grades, entry.count);
        const GradeSet rest = scale_.all() - stated_;
        if (rest.empty() || (rest & set).empty()) return {low, high};
        if (!about_.graded) return {low, std::nullopt};
        add(rest, *about_.graded - sum_);
        return {low, high};
    }
    /// The same for one grade, by code, label or abbreviation; throws InvalidFacts for one the scale does not have.
    [[nodiscard]] Interval<Count> operator[](std::string_view grade) const { return count(GradeSet::one(scale_.at(grade))); }
    [[nodiscard]] Interval<Count> at_least(std::string_view grade) const { return count(GradeSet::at_least(scale_.at(grade))); }

    /// The share of those graded that have a grade of `set`. Refused with InvalidFacts where no base is stated, or nobody was graded.
    [[nodiscard]] Interval<Ratio> share(GradeSet set) const {
        const auto base = graded();
        if (!base)
            throw InvalidFacts(Findings{problem("share of " + scale_.text(set), "nguồn không nêu tổng số được xếp loại nên không có mẫu số; số đảng viên không thay được",
                                                "the source does not state how many were graded, so there is no base; a membership is not one")});
        if (*base == 0) throw InvalidFacts(Findings{problem("share of " + scale_.text(set), "không ai được xếp loại", "nobody was graded: a share of nobody has no value")});
        const Interval<Count> part = count(set);
        return {Ratio(*part.low, *base), Ratio(*part.high, *base)};
    }

    friend bool operator==(const Tally&, const Tally&) = default;

private:
    static Finding problem(std::string subject, std::string vi, std::string en, std::string found = {}, std::string expected = {}) {
        Finding f;
        f.rule = InvalidFacts::rule;
        f.subject = subject.empty() ? "tally" : "tally, " + subject;
        f.observed = std::move(found);
        f.required = std::move(expected);
        f.text = {std::move(vi), std::move(en)};
        return f;
    }

    Scale scale_;
    About about_;
    std::vector<Entry> entries_;
    GradeSet stated_;
    Count sum_ = 0;
};

}  // namespace myhao::inline v0
