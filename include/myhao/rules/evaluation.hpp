// SPDX-License-Identifier: Apache-2.0
// The result of an evaluation: for each object the set of outcomes that what is known leaves possible, and why it is open.
#pragma once

#include <array>
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

#include <myhao/base/finding.hpp>
#include <myhao/rules/candidate.hpp>
#include <myhao/rules/evidence.hpp>

namespace myhao::inline v0 {

/// Why more than one outcome is possible.
enum class Open : std::uint8_t {
    missing = 1,  // a fact of the object, or of one it depends on, is not known
    tie = 2,      // it is level with others at the last place of a quota
    gap = 4,      // the source of the rules leaves something unknown
    choice = 8,   // a quota without a key: whoever decides chooses
};

[[nodiscard]] constexpr std::string_view name(Open open) noexcept {
    return open == Open::missing ? "missing" : open == Open::tie ? "tie" : open == Open::gap ? "gap" : "choice";
}
inline constexpr Open every_open[] = {Open::missing, Open::tie, Open::gap, Open::choice};

/// exact: each outcome of the set occurs in some world; sound: every world's outcome is in the set, which may be wider.
enum class Precision : std::uint8_t { exact, sound };

[[nodiscard]] constexpr std::string_view name(Precision precision) noexcept { return precision == Precision::exact ? "exact" : "sound"; }

/// What last changed or decided an outcome.
enum class Decider : std::uint8_t { clause, ceiling, cap, quota, reported, decided, not_graded, open };

/// One object's result.
class Outcome {
public:
    Outcome(Scale scale, std::uint8_t may, std::uint8_t open, Precision precision, Decider decider, std::string clause, Confidence confidence)
        : scale_(std::move(scale)), may_(may), open_(open), precision_(precision), decider_(decider), clause_(std::move(clause)), confidence_(confidence) {}

    /// The grades that are possible, by position in the scale; and whether "not graded" is.
    [[nodiscard]] GradeSet grades() const noexcept { return GradeSet(static_cast<std::uint8_t>(may_ & 0x7F)); }
    [[nodiscard]] bool may_be_ungraded() const noexcept { return (may_ & 0x80) != 0; }
    /// Codes, best first, "not_graded" last.
    [[nodiscard]] std::vector<std::string> possible() const {
        std::vector<std::string> codes;
        for (std::size_t g = 0; g < scale_.size(); ++g)
            if (grades().has(g)) codes.push_back(scale_[g].code);
        if (may_be_ungraded()) codes.emplace_back("not_graded");
        return codes;
    }
    /// The best and the worst possible grade; nothing where only "not graded" is possible.
    [[nodiscard]] std::optional<std::string> best() const { return grades().empty() ? std::nullopt : std::optional(scale_[grades().best()].code); }
    [[nodiscard]] std::optional<std::string> worst() const {
        return grades().empty() ? std::nullopt : std::optional(scale_[static_cast<std::size_t>(std::bit_width(grades().bits()) - 1)].code);
    }
    /// Exactly one outcome is possible.
    [[nodiscard]] bool decided() const noexcept { return std::has_single_bit(may_); }
    [[nodiscard]] bool open(Open why) const noexcept { return (open_ & static_cast<std::uint8_t>(why)) != 0; }
    [[nodiscard]] Precision precision() const noexcept { return precision_; }
    [[nodiscard]] Decider decider() const noexcept { return decider_; }
    /// The path of the clause, ceiling or quota that decided it: "grades.good"; empty where none did.
    [[nodiscard]] const std::string& clause() const noexcept { return clause_; }
    /// Of the weakest clause that was used.
    [[nodiscard]] Confidence confidence() const noexcept { return confidence_; }
    [[nodiscard]] const Scale& scale() const noexcept { return scale_; }

    friend bool operator==(const Outcome&, const Outcome&) = default;

private:
    Scale scale_;
    std::uint8_t may_, open_;
    Precision precision_;
    Decider decider_;
    std::string clause_;
    Confidence confidence_;
};

/// How many surely have a grade, and how many may have it.
struct GradeCount {
    std::int64_t certain = 0, possible = 0;
    friend bool operator==(const GradeCount&, const GradeCount&) = default;
};

namespace detail {

inline constexpr std::uint8_t open_bits = 0x0F, coupled_bit = 0x10, sound_bit = 0x20;
inline constexpr std::uint8_t told_bit = 0x40;  // evidence took something away: the object's facts hang together with it

[[nodiscard]] constexpr std::uint8_t decided_by(Decider d, std::size_t index = 0) noexcept { return static_cast<std::uint8_t>(static_cast<std::size_t>(d) | index << 3); }

}  // namespace detail

/// Immutable; keeps its tree, facts and rules alive.
class Evaluation {
public:
    struct Data {
        Tree tree;
        RuleBook rules;
        std::array<std::optional<Facts>, detail::subjects> facts = {};
        std::array<detail::Graded, detail::subjects> graded = {};  // all candidates united
        std::shared_ptr<const detail::Layout> layout = {};
        std::vector<detail::Candidate> candidates = {};
        std::array<detail::Past, detail::subjects> past = {};
        Evidence evidence = {};
        std::vector<std::uint8_t> incomplete = {};
        Findings findings = {};
        Origin origin = Origin::real;
        std::optional<int> year;
    };
    explicit Evaluation(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

    [[nodiscard]] const Tree& tree() const noexcept { return data_->tree; }
    [[nodiscard]] const RuleBook& rules() const noexcept { return data_->rules; }
    [[nodiscard]] const Findings& findings() const noexcept { return data_->findings; }
    [[nodiscard]] Origin origin() const noexcept { return data_->origin; }
    /// Nothing where the subject was not evaluated.
    [[nodiscard]] const Facts* facts(Subject subject = Subject::organization) const noexcept {
        const auto& facts = data_->facts[static_cast<std::size_t>(subject)];
        return facts ? &*facts : nullptr;
    }

    /// Bits of the possible grades (0 the best; bit 7 "not graded"; 0: of a kind that is not graded), by position: for
    /// organizations the level order of the tree.
    [[nodiscard]] std::span<const std::uint8_t> possible(Subject subject = Subject::organization) const noexcept { return graded(subject).may; }

    /// Throws UnknownUnit where the tree has no such unit, or its kind is not graded.
    [[nodiscard]] Outcome operator[](const Id& unit) const { return of(Subject::organization, unit); }
    [[nodiscard]] Outcome of(Subject subject, const Id& object) const { return at(subject, position(subject, object)); }
    /// Throws as `of` does.
    [[nodiscard]] std::size_t position(Subject subject, const Id& object) const {
        const Facts* facts = this->facts(subject);
        if (!facts) throw UnknownUnit::at(object.text(), "the " + std::string(name(subject)) + "s were not evaluated");
        const std::size_t at = facts->position(object);
        if (graded(subject).may[at] == 0) throw UnknownUnit::at(object.text(), "units of this kind are not graded", std::string(data_->tree.kind(data_->tree.level_order()[at])));
        return at;
    }
    /// By position.
    [[nodiscard]] Outcome at(Subject subject, std::size_t position) const {
        const detail::Graded& g = graded(subject);
        const RuleSet& rules = data_->rules[subject];
        const auto by = static_cast<Decider>(g.by[position] & 7);
        return {rules.scale(), g.may[position], static_cast<std::uint8_t>(g.about[position] & detail::open_bits), g.about[position] & detail::sound_bit ? Precision::sound : Precision::exact, by,
                clause_path(rules, by, g.by[position] >> 3u), confidence(rules, g.may[position])};
    }

    /// By position in the scale; the last entry counts who is not graded.
    [[nodiscard]] std::vector<GradeCount> tally(Subject subject = Subject::organization) const {
        const std::size_t n = data_->rules[subject].scale().size();
        std::array<std::int64_t, 256> sorts{};
        for (const std::uint8_t m : graded(subject).may) ++sorts[m];
        std::vector<GradeCount> counts(n + 1);
        for (std::size_t m = 1; m < 256; ++m)
            for (std::size_t g = 0; g <= n; ++g) {
                const std::size_t bit = g == n ? 0x80 : std::size_t{1} << g;
                if (m & bit) counts[g].possible += sorts[m];
                if (m == bit) counts[g].certain += sorts[m];
            }
        return counts;
    }

    [[nodiscard]] const Data& data() const noexcept { return *data_; }

private:
    [[nodiscard]] const detail::Graded& graded(Subject subject) const noexcept { return data_->graded[static_cast<std::size_t>(subject)]; }

    static std::string clause_path(const RuleSet& rules, Decider by, std::size_t index) {
        switch (by) {
            case Decider::clause: return index < rules.grades().size() ? "grades." + rules.grades()[index].id : std::string();
            case Decider::ceiling: return "ceilings." + rules.ceilings()[index].clause.id;
            case Decider::cap: return "relations." + rules.relations()[index].id;
            case Decider::quota: return "quotas." + (rules.quotas()[index].id.empty() ? rules.quotas()[index].grade : rules.quotas()[index].id);
            default: return {};
        }
    }
    /// Whoever may have grade g was tested by the clauses down to g's; whoever may be touched by a quota, by that too.
    static Confidence confidence(const RuleSet& rules, std::uint8_t may) {
        Confidence weak = Confidence::verified;
        const int last = static_cast<int>(std::bit_width(static_cast<unsigned>(may & 0x7F))) - 1;
        for (std::size_t g = 0; g < rules.grades().size(); ++g)
            if (static_cast<int>(g) <= last) weak = weakest(weak, rules.grades()[g].confidence);
        for (const Ceiling& c : rules.ceilings()) weak = weakest(weak, c.clause.confidence);
        for (const Quota& q : rules.quotas())
            if (const auto g = rules.scale().find(q.grade); g && (may >> *g & 3)) weak = weakest(weak, q.confidence);
        return weak;
    }

    std::shared_ptr<const Data> data_;
};

}  // namespace myhao::inline v0
