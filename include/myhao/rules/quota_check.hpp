// SPDX-License-Identifier: Apache-2.0
// What is checked of quotas and gaps when a rule set is built: names and shares; that the groups of two quotas do not cross; that no
// quota shrinks the base of an earlier one; that a gap is of a value that is there, and its candidates could stand there.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/rules/quota_fields.hpp>
#include <myhao/rules/rule_parts.hpp>

namespace myhao::inline v0::detail {

/// A rule set whose gaps leave more candidates than this is refused: each is evaluated.
inline constexpr std::size_t most_candidates = 64;

class QuotaCheck {
public:
    QuotaCheck(const RuleSetParts& parts, Findings& found) : parts_(parts), found_(found) {}

    /// One quota by itself, at a path.
    void quota(const Quota& q, const std::string& path) {
        const auto grade = parts_.scale.find(q.grade);
        if (grade && *grade + 1 == parts_.scale.size()) problem(path, "nobody can fall below the last grade");
        if (q.share && (*q.share < Ratio(0) || Ratio(1) < *q.share)) problem(path + ".share", "a share above 1 or below 0", q.share->text());
        if (q.share && q.base.empty()) problem(path + ".base", "a share of what?", {}, "good_only, good_or_better or graded");
        if (q.at_least < 0) problem(path + ".at_least", "a number of places below 0", std::to_string(q.at_least));
        if (!q.rank_by.empty()) {
            const Fact* key = find(q.rank_by);
            if (!key) unknown_fact(path + ".rank_by", q.rank_by);
            else if (key->type == FactType::flag) problem(path + ".rank_by", "a flag ranks nobody", q.rank_by);
        }
        if (q.group && q.group->by == Group::By::fact && !find(q.group->name)) unknown_fact(path + ".group", q.group->name);
    }

    /// The quotas beside each other.
    void together() {
        const auto& quotas = parts_.quotas;
        for (std::size_t a = 0; a < quotas.size(); ++a)
            for (std::size_t b = 0; b < quotas.size(); ++b) {
                if (a < b && quotas[a].group && quotas[b].group && cross(*quotas[a].group, *quotas[b].group))
                    problem(quota_path(quotas[b]) + ".group", "these groups cross those of " + quota_path(quotas[a]) + ": neither lie within the other", quotas[b].group->text() + " and " + quotas[a].group->text(),
                            "groups within each other: a fact crosses every group but the whole and its own");
                const auto better = parts_.scale.find(quotas[a].grade), worse = parts_.scale.find(quotas[b].grade);
                if (!better || !worse || *worse != *better + 1 || !quotas[a].share) continue;
                for (const QuotaBase base : quotas[a].base)
                    if (base != QuotaBase::graded) {
                        problem(quota_path(quotas[b]), "whoever falls by it leaves the base of " + quota_path(quotas[a]) + ", which was counted before: that quota would no longer be kept", std::string(name(base)),
                                "the base graded for " + quota_path(quotas[a]));
                        break;
                    }
            }
    }

    void gaps() {
        std::vector<std::string> seen, all = paths();
        std::size_t candidates = 1;
        for (std::size_t i = 0; i < parts_.gaps.size(); ++i) {
            const Gap& gap = parts_.gaps[i];
            const std::string where = gap.path.empty() ? "gaps[" + std::to_string(i) + "]" : "gaps." + gap.path;
            if (std::find(all.begin(), all.end(), gap.path) == all.end()) problem(where, "this path leads nowhere" + suggestion(gap.path, all), "'" + gap.path + "'");
            if (std::find(seen.begin(), seen.end(), gap.path) != seen.end()) problem(where, "this value is a gap twice");
            seen.push_back(gap.path);
            if (gap.candidates.empty()) continue;
            candidates *= std::min(gap.candidates.size(), most_candidates + 1);
            candidates = std::min(candidates, most_candidates + 1);
            const auto field = gap.path.rfind('.');
            const Quota* of = nullptr;
            for (const Quota& q : parts_.quotas)
                if (gap.path.substr(0, field) == quota_path(q) && field != std::string::npos && is_field(std::string_view(gap.path).substr(field + 1))) of = &q;
            if (!of) {
                if (std::find(all.begin(), all.end(), gap.path) != all.end()) problem(where, "only a value of a quota has candidates", {}, "a path such as quotas.excellent.base");
                continue;
            }
            for (const std::string& candidate : gap.candidates) one_candidate(*of, std::string_view(gap.path).substr(field + 1), candidate, where);
        }
        for (const Quota& q : parts_.quotas)
            if (q.known() && q.base.size() > 1 && std::find(seen.begin(), seen.end(), quota_path(q) + ".base") == seen.end()) candidates = std::min(candidates * q.base.size(), most_candidates + 1);
        if (candidates > most_candidates) problem("gaps", "they leave too many candidates", "more than " + std::to_string(most_candidates), "at most " + std::to_string(most_candidates));
    }

private:
    void problem(std::string path, std::string what, std::string found = {}, std::string expected = {}) {
        found_.add(InvalidRules::at(std::move(path), std::move(what), std::move(found), std::move(expected)).problems());
    }
    [[nodiscard]] const Fact* find(const std::string& name) const {
        for (const Fact& fact : parts_.facts)
            if (fact.name == name) return &fact;
        return nullptr;
    }
    void unknown_fact(std::string path, const std::string& name) {
        std::string listed;
        std::vector<std::string> all;
        for (const Fact& fact : parts_.facts) listed += (listed.empty() ? "" : ", ") + fact.name, all.push_back(fact.name);
        problem(std::move(path), "unknown fact '" + name + "'" + suggestion(name, all), {}, listed);
    }

    /// The whole holds everything, and whoever shares a parent shares its ancestors. A fact may part any group. Two roles of
    /// ancestors lie within each other as the roles do, which rules do not know.
    [[nodiscard]] static bool cross(const Group& a, const Group& b) noexcept {
        if (a == b || a.by == Group::By::whole || b.by == Group::By::whole) return false;
        return a.by == Group::By::fact || b.by == Group::By::fact;
    }

    [[nodiscard]] static bool is_field(std::string_view name) noexcept {
        for (const char* field : quota_fields)
            if (name == field) return true;
        return false;
    }
    /// All that may be a gap.
    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> all;
        for (const Quota& q : parts_.quotas) {
            all.push_back(quota_path(q));
            for (const char* field : quota_fields) all.push_back(quota_path(q) + '.' + field);
        }
        for (const Clause& c : parts_.grades) all.push_back("grades." + c.id);
        for (const Clause& c : parts_.not_graded) all.push_back("not_graded." + c.id);
        for (const Ceiling& c : parts_.ceilings) all.push_back("ceilings." + c.clause.id);
        for (const Relation& r : parts_.relations) all.push_back("relations." + r.id);
        return all;
    }
    void one_candidate(Quota of, std::string_view field, const std::string& candidate, const std::string& where) {
        const std::string expected = set_field(of, field, candidate);
        if (!expected.empty() || (field == "base" && of.base.size() != 1)) return problem(where, "not a candidate for this value", "'" + candidate + "'", expected.empty() ? "one base" : expected);
        Findings wrong;
        QuotaCheck(parts_, wrong).quota(of, where);
        for (const Finding& f : wrong)
            if (f.subject.ends_with(field)) problem(where, f.text.en, "'" + candidate + "'", f.required);
    }

    const RuleSetParts& parts_;
    Findings& found_;
};

}  // namespace myhao::inline v0::detail
