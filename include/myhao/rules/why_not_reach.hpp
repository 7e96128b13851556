// SPDX-License-Identifier: Apache-2.0
// The repairs by which an object's clauses, ceilings and relations certainly give it a grade or a better one, before quotas.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/why_not_repair.hpp>

namespace myhao::inline v0::detail {

class GradeRepairer {
public:
    GradeRepairer(const Touchable& touchable, const Repairer& repairer) : touch_(touchable), repairer_(repairer) {}

    /// Nobody leaves it out, no ceiling below holds, the clause of the grade or of a better one is true, and it is capped by
    /// nothing worse.
    [[nodiscard]] std::vector<Repair> repairs(std::size_t object, std::size_t grade, const Repair& from, std::vector<Blocked>& why) const {
        const std::size_t s = touch_.subject();
        const RuleSet& rules = *touch_.rules_of(s);
        const Program& program = repairer_.program();
        std::vector<Repairer::Wanted> always;
        for (std::size_t c = 0; c < repairer_.not_graded(); ++c) always.push_back({&repairer_.clause(c), not_true});
        const std::size_t behind = repairer_.not_graded() + repairer_.grades();
        for (std::size_t c = 0; c < repairer_.ceilings(); ++c)
            if (program.ceiling_at[c] > grade) always.push_back({&repairer_.clause(behind + c), not_true});
        std::vector<Repair> now = repairer_.all(always, s, object, {from}, why);
        if (now.empty()) return now;

        std::vector<Repair> out;
        const bool last = grade + 1 == rules.scale().size();
        for (std::size_t w = std::min(grade + 1, repairer_.grades()); w-- > 0;) {
            std::vector<Blocked> reasons;
            const Repairer::Wanted way{&repairer_.clause(repairer_.not_graded() + w), last ? applies : yes_bit};
            for (Repair& made : repairer_.all({&way, 1}, s, object, now, reasons)) out.push_back(std::move(made));
            if (out.empty() && (w == grade || (last && w + 1 == repairer_.grades()))) why.insert(why.end(), reasons.begin(), reasons.end());
        }
        if (last && repairer_.grades() == 0) out = now;
        std::vector<Repair> capped;
        for (const Repair& r : out)
            if (auto made = under_caps(object, grade, r, why)) capped.push_back(std::move(*made));
        return Repairer::tidy(std::move(capped));
    }

private:
    [[nodiscard]] std::optional<Repair> under_caps(std::size_t object, std::size_t grade, Repair repair, std::vector<Blocked>& why) const {
        const std::size_t s = touch_.subject();
        const Evaluation::Data& data = touch_.data();
        const auto target = static_cast<std::uint8_t>((2u << grade) - 1u);
        for (const Relation& relation : touch_.rules_of(s)->relations()) {
            const auto by = static_cast<std::size_t>(relation.by);
            const auto block = [&](std::string what, std::string vi, std::string en) -> std::optional<Repair> {
                Blocked b{std::move(what), "relations." + relation.id, {std::move(vi), std::move(en)}, {}};
                if (std::find(why.begin(), why.end(), b) == why.end()) why.push_back(std::move(b));
                return std::nullopt;
            };
            if (!data.facts[by] || !data.candidates.front().programs[by]) {
                if (target == static_cast<std::uint8_t>((1u << touch_.rules_of(s)->scale().size()) - 1u)) continue;
                return block("relation", "chưa xếp loại đối tượng khống chế", "what caps it was not evaluated");
            }
            const std::uint32_t unit = data.facts[s]->data().unit[object];
            const std::uint32_t from = by == 0 ? unit : data.facts[by]->data().first[unit], to = by == 0 ? unit + 1 : data.facts[by]->data().first[unit + 1];
            for (std::uint32_t above = from; above < to; ++above) {
                const std::uint8_t may = touch_.grades(by, above, repair);
                if (may == 0 || (may & ~(target | not_graded_bit)) == 0) continue;
                auto made = touch_.narrow(repair, by, above, grade_slot, target);
                if (!made) return block("decided", "mức của đối tượng khống chế đã quyết định", "the grade of what caps it is decided");
                repair = std::move(*made);
            }
        }
        return repair;
    }

    const Touchable& touch_;
    const Repairer& repairer_;
};

}  // namespace myhao::inline v0::detail
