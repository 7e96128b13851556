// SPDX-License-Identifier: Apache-2.0
// What is legal in a rule set but surely a slip: clauses that never decide, parts of conditions that say nothing, bands of a score
// with a gap between them or lying over each other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/finding.hpp>
#include <myhao/rules/reach.hpp>
#include <myhao/rules/rule_set.hpp>
#include <myhao/rules/unreachable.hpp>

namespace myhao::inline v0 {

namespace detail {

/// The value of a variable in some of its cells, in words: "score above 70 and below 90".
[[nodiscard]] inline std::string cells_text(const Reach::Variable& v, std::size_t from, std::size_t to) {
    const auto value = [&](const Ratio& at) {
        if (!v.codes.empty()) return v.codes[static_cast<std::size_t>(-at.numerator())];
        if (v.dense) return at.percent();
        if (v.type == FactType::decimal && v.op == Op::fact) return Decimal(at.numerator(), Decimal::most_places).text();
        if (v.type == FactType::date && v.op == Op::fact) return Date(static_cast<std::int32_t>(at.numerator())).text();
        return at.text();
    };
    const std::uint32_t first = v.cells[from], last = v.cells[to];
    const std::string what = v.op == Op::ratio ? v.fact + " of " + v.over : v.op == Op::months ? "months since " + v.fact : v.op == Op::share ? "share of " + v.fact : v.op == Op::count ? "number of " + v.fact : v.fact;
    if (first == last && first % 2 == 1) return what + " at " + value(v.at[first / 2]);
    std::string text;
    if (first > 0) text = (first % 2 == 1 ? " from " : " above ") + value(v.at[(first - (first % 2 == 0 ? 1 : 0)) / 2]);
    if (last < 2 * v.at.size()) text += std::string(text.empty() ? "" : " and") + (last % 2 == 1 ? " to " : " below ") + value(v.at[last / 2]);
    return what + (text.empty() ? " at any value" : text);
}

class RuleLint {
public:
    explicit RuleLint(const RuleSet& rules) : rules_(rules), unreachable_(rules.parts()), reach_(unreachable_.reach()) {}

    [[nodiscard]] Findings findings() {
        const RuleSetParts& parts = rules_.parts();
        for (std::size_t c = 0; c < parts.not_graded.size(); ++c) {
            implied_by_earlier("not_graded.", parts.not_graded, reach_.not_graded(), c);
            parts_of("not_graded." + parts.not_graded[c].id, reach_.not_graded()[c]);
        }
        for (std::size_t g = 0; g < parts.grades.size(); ++g) {
            const std::string path = "grades." + parts.grades[g].id;
            if (!reach_.possible(unreachable_.first_is(g))) add("rules.never_decides", path, "điều khoản này không bao giờ quyết định: điều khoản trước đã bao trùm", "this clause never decides: whoever meets it is graded by a clause before it", earlier(g));
            parts_of(path, reach_.grades()[g]);
        }
        last_grade();
        for (std::size_t c = 0; c < parts.ceilings.size(); ++c) ceiling(c);
        bands();
        return std::move(found_);
    }

private:
    void add(std::string rule, std::string path, std::string vi, std::string en, std::string observed = {}, std::string required = {}) {
        Finding f;
        f.severity = Severity::warning;
        f.rule = std::move(rule), f.subject = std::move(path), f.observed = std::move(observed), f.required = std::move(required);
        f.text = {std::move(vi), std::move(en)};
        found_.add(std::move(f));
    }
    [[nodiscard]] bool implies(Reach::Span one, Reach::Span other) { return !reach_.possible({{one, Reach::holds}, {other, Reach::fails}}); }
    [[nodiscard]] std::string earlier(std::size_t g) {
        for (std::size_t k = 0; k < g; ++k)
            if (implies(reach_.grades()[g], reach_.grades()[k])) return "grades." + rules_.grades()[k].id;
        return {};
    }
    void implied_by_earlier(const std::string& where, const std::vector<Clause>& clauses, const std::vector<Reach::Span>& spans, std::size_t c) {
        for (std::size_t k = 0; k < c; ++k)
            if (implies(spans[c], spans[k])) return add("rules.never_decides", where + clauses[c].id, "điều khoản trước đã bao trùm điều khoản này", "this clause never decides: whoever meets it meets an earlier one", where + clauses[k].id);
    }

    void ceiling(std::size_t c) {
        const RuleSetParts& parts = rules_.parts();
        const auto grade = [&](std::size_t k) { return *parts.scale.find(parts.ceilings[k].grade); };
        const std::string path = "ceilings." + parts.ceilings[c].clause.id;
        if (grade(c) == 0) add("rules.never_decides", path, "mức trần là mức cao nhất nên không hạ ai", "a ceiling at the best grade lowers nobody");
        for (std::size_t k = 0; k < parts.ceilings.size(); ++k) {
            if (k == c || grade(k) < grade(c) || !implies(reach_.ceilings()[c], reach_.ceilings()[k])) continue;
            if (k > c && grade(k) == grade(c) && implies(reach_.ceilings()[k], reach_.ceilings()[c])) continue;  // the later one of two that say the same is told
            add("rules.never_decides", path, "mức trần khác đã bao trùm mức trần này", "this ceiling never decides: whoever meets it meets another that is no better", "ceilings." + parts.ceilings[k].clause.id);
            break;
        }
        parts_of(path, reach_.ceilings()[c]);
    }

    void last_grade() {
        const RuleSetParts& parts = rules_.parts();
        const std::size_t last = parts.grades.size();
        if (unreachable_.falls_to(last) || unreachable_.capped_at(last) || !parts.relations.empty()) return;
        // Who is left must fail a clause, as a clause that applies nowhere leaves nobody graded.
        for (std::size_t g = 0; g < last; ++g) {
            std::vector<Reach::Want> wanted = unreachable_.first_is(last);
            wanted.push_back({reach_.grades()[g], Reach::is_false});
            if (reach_.possible(std::move(wanted))) return;
        }
        add("rules.never_decides", "grades." + parts.scale[last].code, "không ai có thể ở mức cuối", "nobody is left for the last grade: the clauses before it leave none out");
    }

    /// Alternatives that add nothing, and demands that contradict each other.
    void parts_of(const std::string& path, Reach::Span clause) {
        constexpr std::size_t most = 24;
        for (std::uint32_t i = clause.first; i < clause.last; ++i) {
            const Reach::Item& item = reach_.items()[i];
            const bool all = item.kind == Reach::Item::Kind::all_of, any = item.kind == Reach::Item::Kind::any_of;
            if ((!all && !any) || item.arity > most) continue;
            const std::vector<Reach::Span> parts = reach_.parts_of(i);
            const auto part = [](std::size_t k) { return "part " + std::to_string(k + 1); };
            for (std::size_t a = 0; a < parts.size(); ++a) {
                if (any && !reach_.possible({{parts[a], Reach::holds}})) {
                    add("rules.contradiction", path, "một khả năng của any_of không bao giờ xảy ra", "an alternative of any_of can never hold", part(a));
                    continue;
                }
                for (std::size_t b = 0; b < parts.size(); ++b) {
                    if (a == b) continue;
                    if (all && a < b && !reach_.possible({{parts[a], Reach::holds}, {parts[b], Reach::holds}}))
                        add("rules.contradiction", path, "hai phần của all_of mâu thuẫn nhau", "two parts of all_of never hold together", part(a) + " and " + part(b));
                    if (any && implies(parts[a], parts[b]) && !(a < b && implies(parts[b], parts[a]))) {
                        add("rules.shadowed", path, "một khả năng của any_of không thêm gì", "an alternative of any_of adds nothing: it holds only where another does", part(a) + " in " + part(b));
                        break;
                    }
                }
            }
        }
    }

    /// The values of one variable with which each grade can be had, against each other. Only of clauses that it binds.
    void bands() {
        constexpr std::size_t most_cells = 64;
        const std::size_t grades = reach_.grades().size();
        for (std::uint32_t v = 0; v < reach_.variables().size(); ++v) {
            const Reach::Variable& variable = reach_.variables()[v];
            if (variable.free || variable.cells.size() < 2 || variable.cells.size() > most_cells || (variable.op == Op::fact && variable.type == FactType::flag)) continue;
            std::vector<std::vector<char>> with(grades);  // by grade and cell; empty where the grade is not bound
            for (std::size_t g = 0; g < grades; ++g) {
                const Reach::Span clause = reach_.grades()[g];
                bool tests = false;
                for (std::uint32_t i = clause.first; i < clause.last; ++i) tests |= reach_.items()[i].kind == Reach::Item::Kind::test && reach_.items()[i].variable == v;
                if (!tests) continue;
                std::vector<char> can;
                for (std::size_t cell = 0; cell < variable.cells.size(); ++cell) can.push_back(reach_.possible_in(v, cell, {{clause, Reach::holds}}) ? 1 : 0);
                if (std::find(can.begin(), can.end(), char{0}) != can.end() && std::find(can.begin(), can.end(), char{1}) != can.end()) with[g] = std::move(can);
            }
            overlaps(variable, with);
            gap(variable, with);
        }
    }
    /// What is enough for a better grade is enough for a worse one, or each has its own band.
    void overlaps(const Reach::Variable& v, const std::vector<std::vector<char>>& with) {
        for (std::size_t worse = 1; worse < with.size(); ++worse)
            for (std::size_t better = 0; better < worse; ++better) {
                if (with[worse].empty() || with[better].empty()) continue;
                bool both = false;
                std::optional<std::size_t> first, last;  // good enough for the better grade alone
                for (std::size_t cell = 0; cell < with[worse].size(); ++cell) {
                    both |= with[worse][cell] && with[better][cell];
                    if (!with[better][cell] || with[worse][cell]) continue;
                    if (!first) first = cell;
                    if (!last || *last + 1 == cell) last = cell;
                }
                if (!both || !first) continue;
                add("rules.overlap", "grades." + rules_.grades()[worse].id, "ngưỡng của mức này cao hơn ngưỡng của mức tốt hơn ở một khoảng", "this band lies over a part of that of a better grade: there, what is enough for the better grade is not enough for this one",
                    cells_text(v, *first, *last), "as much as grades." + rules_.grades()[better].id + " allows, or a band apart from it");
            }
    }
    /// Between two values with which a grade can be had, one with which only a worse one can.
    void gap(const Reach::Variable& v, const std::vector<std::vector<char>>& with) {
        std::vector<std::size_t> best(v.cells.size(), with.size());
        for (std::size_t g = with.size(); g-- > 0;)
            for (std::size_t cell = 0; cell < with[g].size(); ++cell)
                if (with[g][cell]) best[cell] = g;
        for (std::size_t cell = 1; cell + 1 < best.size(); ++cell) {
            const std::size_t left = *std::min_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(cell)), right = *std::min_element(best.begin() + static_cast<std::ptrdiff_t>(cell) + 1, best.end());
            if (best[cell] <= std::max(left, right)) continue;
            std::size_t end = cell;
            while (end + 1 < best.size() && best[end + 1] == best[cell]) ++end;
            const std::size_t grade = std::max(left, right);
            add("rules.gap", "grades." + rules_.grades()[grade].id, "có khoảng hở giữa các ngưỡng", "a gap between the bands: with a value within it this grade cannot be had, though it or a better one can on both sides", cells_text(v, cell, end));
            return;
        }
    }

    const RuleSet& rules_;
    Unreachable unreachable_;
    Reach& reach_;
    Findings found_;
};

}  // namespace detail

/// What is legal but surely a slip, as warnings, each with its dotted path: "rules.never_decides", "rules.contradiction",
/// "rules.shadowed", "rules.overlap", "rules.gap". Nothing is said where it was not found out within a limit of work.
[[nodiscard]] inline Findings lint(const RuleSet& rules) { return detail::RuleLint(rules).findings(); }

}  // namespace myhao::inline v0
