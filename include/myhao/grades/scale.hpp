// SPDX-License-Identifier: Apache-2.0
// A scale (mức xếp loại): an ordered list of at most seven grades, best first, as data; and sets of its grades.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/normal.hpp>

namespace myhao::inline v0 {

struct Grade {
    std::string code;  // "excellent": what columns and documents carry
    Label label;       // {"hoàn thành xuất sắc nhiệm vụ", "excellent completion of tasks"}
    std::string abbreviation = {};  // "HTXS"

    friend bool operator==(const Grade&, const Grade&) = default;
};

/// A set of grades of one scale, by position: 0 is the best.
class GradeSet {
public:
    constexpr GradeSet() = default;
    constexpr explicit GradeSet(std::uint8_t bits) noexcept : bits_(bits) {}
    [[nodiscard]] static constexpr GradeSet one(std::size_t position) noexcept { return GradeSet(static_cast<std::uint8_t>(1u << position)); }
    /// That grade and all better ones.
    [[nodiscard]] static constexpr GradeSet at_least(std::size_t position) noexcept { return GradeSet(static_cast<std::uint8_t>((2u << position) - 1u)); }

    [[nodiscard]] constexpr std::uint8_t bits() const noexcept { return bits_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return static_cast<std::size_t>(std::popcount(bits_)); }
    [[nodiscard]] constexpr bool has(std::size_t position) const noexcept { return ((bits_ >> position) & 1u) != 0; }
    /// The position of the best grade of the set, which is not empty.
    [[nodiscard]] constexpr std::size_t best() const noexcept { return static_cast<std::size_t>(std::countr_zero(bits_)); }
    [[nodiscard]] constexpr bool within(GradeSet other) const noexcept { return (bits_ & ~other.bits_ & 0xFF) == 0; }

    friend constexpr GradeSet operator|(GradeSet a, GradeSet b) noexcept { return GradeSet(static_cast<std::uint8_t>(a.bits_ | b.bits_)); }
    friend constexpr GradeSet operator&(GradeSet a, GradeSet b) noexcept { return GradeSet(static_cast<std::uint8_t>(a.bits_ & b.bits_)); }
    friend constexpr GradeSet operator-(GradeSet a, GradeSet b) noexcept { return GradeSet(static_cast<std::uint8_t>(a.bits_ & ~b.bits_)); }
    friend constexpr bool operator==(GradeSet, GradeSet) = default;

private:
    std::uint8_t bits_ = 0;
};

/// Immutable; a copy costs one atomic increment.
class Scale {
public:
    static constexpr std::size_t most_grades = 7;  // a set of outcomes is one byte: the grades and "not graded"

    /// Throws InvalidRules with all that is wrong: no grade, more than seven, a code twice, two names that only accents tell apart.
    Scale(std::string id, Label label, std::vector<Grade> grades) {
        Findings problems;
        const auto wrong = [&](std::string where, std::string what, std::string found = {}) {
            Finding f;
            f.rule = InvalidRules::rule;
            f.subject = "scale '" + id + "'" + where;
            f.observed = std::move(found);
            f.text = {what, what};
            problems.add(std::move(f));
        };
        if (id.empty()) wrong("", "a scale has an id");
        if (fault_of(id) != TextFault::sound) wrong("", "an id is UTF-8, without a NUL");
        if (grades.empty()) wrong("", "a scale has at least one grade");
        if (grades.size() > most_grades) wrong("", "a scale has at most 7 grades", std::to_string(grades.size()));
        for (std::size_t i = 0; i < grades.size(); ++i) {
            const std::string where = ", grade " + std::to_string(i + 1);
            if (grades[i].code.empty()) wrong(where, "a grade has a code");
            if (fault_of(grades[i].code) != TextFault::sound) wrong(where, "a code is UTF-8, without a NUL");
            if (grades[i].code == "not_graded") wrong(where, "'not_graded' is an outcome, not a grade");
            for (std::size_t j = 0; j < i; ++j)
                for (const std::string& mine : names(grades[i]))
                    for (const std::string& other : names(grades[j]))
                        if (mine == other) wrong(where, "two grades answer to one name, accents and case ignored", mine);
        }
        if (!problems.empty()) throw InvalidRules(std::move(problems));
        data_ = std::make_shared<const Data>(Data{std::move(id), std::move(label), std::move(grades)});
    }

    [[nodiscard]] const std::string& id() const noexcept { return data_->id; }
    [[nodiscard]] const Label& label() const noexcept { return data_->label; }
    /// Best first.
    [[nodiscard]] std::span<const Grade> grades() const& noexcept { return data_->grades; }
    std::span<const Grade> grades() && = delete;
    [[nodiscard]] std::size_t size() const noexcept { return data_->grades.size(); }
    [[nodiscard]] const Grade& operator[](std::size_t position) const { return data_->grades[position]; }
    [[nodiscard]] GradeSet all() const noexcept { return GradeSet::at_least(size() - 1); }

    /// The position of the grade with this code, label or abbreviation, accents and case ignored; nothing where there is none.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view text) const {
        const std::string wanted = fold(text);
        if (wanted.empty()) return std::nullopt;
        for (std::size_t i = 0; i < size(); ++i)
            for (const std::string& known : names(data_->grades[i]))
                if (known == wanted) return i;
        return std::nullopt;
    }
    /// The same, but throws InvalidFacts that names `where`, lists the codes and suggests a near one.
    [[nodiscard]] std::size_t at(std::string_view text, std::string_view where = "grade") const {
        if (const auto position = find(text)) return *position;
        throw InvalidFacts(Findings{unknown(text, where)});
    }
    /// The finding that says a grade is not one of this scale.
    [[nodiscard]] Finding unknown(std::string_view text, std::string_view where) const {
        std::vector<std::string> codes;
        std::string listed;
        for (const Grade& grade : data_->grades) {
            codes.push_back(grade.code);
            listed += (listed.empty() ? "" : ", ") + grade.code;
        }
        std::string hint = suggestion(text, codes);
        if (hint.empty())
            for (const Grade& grade : data_->grades)
                if (!nearest(text, {grade.label.vi, grade.label.en}).empty()) {
                    hint = "; did you mean '" + grade.code + "'?";
                    break;
                }
        Finding f;
        f.rule = InvalidFacts::rule;
        f.subject = std::string(where);
        f.observed = "'" + std::string(text) + "'";
        f.required = listed;
        f.text = {"không có mức này trong thang " + id() + hint, "no such grade in scale " + id() + hint};
        return f;
    }
    /// "excellent or good".
    [[nodiscard]] std::string text(GradeSet set) const {
        std::string text;
        for (std::size_t i = 0; i < size(); ++i)
            if (set.has(i)) text += (text.empty() ? "" : " or ") + data_->grades[i].code;
        return text;
    }

    friend bool operator==(const Scale& a, const Scale& b) { return a.data_ == b.data_ || *a.data_ == *b.data_; }

private:
    struct Data {
        std::string id;
        Label label;
        std::vector<Grade> grades;
        friend bool operator==(const Data&, const Data&) = default;
    };
    static std::vector<std::string> names(const Grade& grade) {
        std::vector<std::string> folded;
        for (const std::string* text : {&grade.code, &grade.label.vi, &grade.label.en, &grade.abbreviation})
            if (std::string one = fold(*text); !one.empty()) folded.push_back(std::move(one));
        return folded;
    }

    std::shared_ptr<const Data> data_;
};

/// The scales of the Communist Party of Vietnam that were read.
namespace scales {
/// Since 2018: for organisations, members, collectives and leaders alike.
[[nodiscard]] inline const Scale& cpv_2018() {
    static const Scale scale("cpv_2018", {"mức xếp loại chất lượng từ năm 2018", "quality grades since 2018"},
                             {{"excellent", {"hoàn thành xuất sắc nhiệm vụ", "excellent completion of tasks"}, "HTXS"},
                              {"good", {"hoàn thành tốt nhiệm vụ", "good completion of tasks"}, "HTT"},
                              {"completed", {"hoàn thành nhiệm vụ", "completion of tasks"}, "HTNV"},
                              {"not_completed", {"không hoàn thành nhiệm vụ", "tasks not completed"}, "KHT"}});
    return scale;
}
/// Before 2018, for organisations. The award "tiêu biểu" is a subset of the best grade, not a fifth one.
[[nodiscard]] inline const Scale& cpv_2014() {
    static const Scale scale("cpv_2014", {"mức phân loại tổ chức cơ sở đảng trước năm 2018", "grades of organisations before 2018"},
                             {{"clean_and_strong", {"trong sạch, vững mạnh", "clean and strong"}, "TSVM"},
                              {"good", {"hoàn thành tốt nhiệm vụ", "good completion of tasks"}, "HTT"},
                              {"completed", {"hoàn thành nhiệm vụ", "completion of tasks"}, "HTNV"},
                              {"weak", {"yếu kém", "weak"}, "YK"}});
    return scale;
}
/// Before 2018, for members.
[[nodiscard]] inline const Scale& cpv_2014_member() {
    static const Scale scale("cpv_2014_member", {"mức phân loại đảng viên trước năm 2018", "grades of members before 2018"},
                             {{"excellent", {"đủ tư cách, hoàn thành xuất sắc nhiệm vụ", "qualified, excellent completion of tasks"}, "HTXS"},
                              {"good", {"đủ tư cách, hoàn thành tốt nhiệm vụ", "qualified, good completion of tasks"}, "HTT"},
                              {"completed", {"đủ tư cách, hoàn thành nhiệm vụ", "qualified, completion of tasks"}, "HTNV"},
                              {"not_completed", {"vi phạm tư cách hoặc không hoàn thành nhiệm vụ", "disqualified or tasks not completed"}, "KHT"}});
    return scale;
}
}  // namespace scales

}  // namespace myhao::inline v0
