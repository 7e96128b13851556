// SPDX-License-Identifier: Apache-2.0
// The base of a majority (căn cứ tính đa số): who was summoned, less the kinds of people whom a rule leaves out, each counted; and how many
// votes are more than a share of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/label.hpp>
#include <myhao/base/ratio.hpp>
#include <myhao/sources/citation.hpp>
#include <myhao/sources/confidence.hpp>

namespace myhao::inline v0::elections {

/// The smallest whole number of votes that is strictly more than `threshold` of the base: 100 of 199, 99 of 197.
[[nodiscard]] constexpr std::int64_t required_votes(const Ratio& threshold, std::int64_t base) noexcept { return threshold.floor_of(base) + 1; }

/// A part of a base: those summoned, or a kind of people left out.
struct BasePart {
    std::string code;  // "convener_absent"
    Label label;
    std::int64_t count = 0;

    friend bool operator==(const BasePart&, const BasePart&) = default;
};

/// A base as a rule names it, before anybody is counted.
struct BaseRule {
    std::string code;  // "delegates"
    Label whole;       // what is counted first: "summoned official delegates"
    std::vector<BasePart> exclusions = {};
    bool of_ballots = false;  // counted anew from the ballots of each round, and so never given
    Citation citation = {};
    Confidence confidence = Confidence::verified;

    friend bool operator==(const BaseRule&, const BaseRule&) = default;
};

namespace detail {

inline void add_problem(Findings& problems, std::string where, Label what, std::string found = {}, std::string expected = {}) {
    Finding f;
    f.rule = "election", f.subject = std::move(where), f.observed = std::move(found), f.required = std::move(expected), f.text = std::move(what);
    problems.add(std::move(f));
}

}  // namespace detail

/// A base with its parts. Its value is what the shares of a majority are taken of.
class Base {
public:
    Base() = default;

    /// `left_out`: codes of the rule's exclusions and how many people each leaves out. Throws InvalidFacts with every exclusion that the
    /// rule does not list, is given twice or is below 0, and where nobody is left.
    [[nodiscard]] static Base of(const BaseRule& rule, std::int64_t summoned, const std::vector<std::pair<std::string, std::int64_t>>& left_out = {}) {
        Base base;
        Findings problems;
        base.code_ = rule.code, base.citation_ = rule.citation, base.confidence_ = rule.confidence;
        base.parts_ = {{rule.code, rule.whole, summoned}};
        std::vector<std::string> codes;
        std::string listed;
        for (const BasePart& part : rule.exclusions) codes.push_back(part.code), listed += (listed.empty() ? "" : ", ") + part.code;
        if (summoned < 0) detail::add_problem(problems, "base." + rule.code, {"số người âm", "a number of people below 0"}, std::to_string(summoned), "0 or more");
        std::int64_t left = summoned < 0 ? 0 : summoned;
        for (std::size_t i = 0; i < left_out.size(); ++i) {
            const auto& [code, count] = left_out[i];
            const std::string where = "base.exclusions." + code;
            const BasePart* known = nullptr;
            for (const BasePart& part : rule.exclusions)
                if (part.code == code) known = &part;
            if (!known) detail::add_problem(problems, where, {"quy định không trừ loại này", "the rule leaves out nobody of this kind" + suggestion(code, codes)}, code, listed.empty() ? "no exclusion" : listed);
            for (std::size_t k = 0; k < i; ++k)
                if (left_out[k].first == code) detail::add_problem(problems, where, {"ghi hai lần", "this exclusion is given twice"}, code);
            if (count < 0) detail::add_problem(problems, where, {"số người âm", "a number of people below 0"}, std::to_string(count), "0 or more");
            if (!known || count < 0) continue;
            base.parts_.push_back({code, known->label, count});
            if (count > left) detail::add_problem(problems, where, {"trừ nhiều hơn số người còn lại", "more people left out than there are"}, std::to_string(count), "at most " + std::to_string(left));
            else left -= count;
        }
        if (problems.empty() && left < 1 && !rule.of_ballots) detail::add_problem(problems, "base", {"không còn ai trong căn cứ tính", "nobody is left in the base"}, base.text().en, "at least 1");
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
        return base;
    }
    /// A base stated as one number: what it is made of is not known. Throws InvalidFacts below 1.
    [[nodiscard]] static Base stated(std::int64_t value) {
        if (value < 1) throw InvalidFacts::at("base", "a majority of nobody", std::to_string(value), "at least 1");
        Base base;
        base.code_ = "stated", base.confidence_ = Confidence::unknown;
        base.parts_ = {{"stated", {"người, như nguồn nêu", "as stated"}, value}};
        return base;
    }

    [[nodiscard]] std::int64_t value() const noexcept {
        std::int64_t left = 0;
        for (std::size_t i = 0; i < parts_.size(); ++i) left += i == 0 ? parts_[i].count : -parts_[i].count;
        return left;
    }
    [[nodiscard]] const std::string& code() const noexcept { return code_; }
    [[nodiscard]] bool is_stated() const noexcept { return code_ == "stated"; }
    /// Those summoned, then each kind left out.
    [[nodiscard]] const std::vector<BasePart>& parts() const noexcept { return parts_; }
    [[nodiscard]] const Citation& citation() const noexcept { return citation_; }
    [[nodiscard]] Confidence confidence() const noexcept { return confidence_; }

    /// "197 = 199 summoned official delegates - 2 official delegates absent throughout, without an alternate".
    [[nodiscard]] Label text() const {
        Label out{std::to_string(value()) + " = ", std::to_string(value()) + " = "};
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const std::string count = (i == 0 ? "" : " - ") + std::to_string(parts_[i].count) + ' ';
            out.vi += count + parts_[i].label.vi, out.en += count + parts_[i].label.en;
        }
        return parts_.empty() ? Label{"chưa nêu", "not stated"} : out;
    }

    friend bool operator==(const Base&, const Base&) = default;

private:
    std::string code_;
    std::vector<BasePart> parts_;
    Citation citation_;
    Confidence confidence_ = Confidence::unknown;
};

}  // namespace myhao::inline v0::elections
