// SPDX-License-Identifier: Apache-2.0
// Puts a reason into words: each clause with what was observed and required, each quota with who else was there.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <myhao/rules/describe.hpp>
#include <myhao/rules/recompute.hpp>
#include <myhao/rules/teller.hpp>

namespace myhao::inline v0 {

namespace detail {

/// Tells the grounds of one object under one candidate, as words.
class Explainer {
public:
    Explainer(const Evaluation::Data& data, const Candidate& candidate, Subject subject, std::size_t object)
        : data_(data), candidate_(candidate), s_(static_cast<std::size_t>(subject)), object_(object), rules_(candidate.book[subject]), teller_(data, candidate, subject, object) {}

    [[nodiscard]] ReasonCase explain() { return explain(teller_.tell()); }
    [[nodiscard]] ReasonCase explain(const Grounds& told) {
        ReasonCase made{.rules = rules_};
        const Program& program = *candidate_.programs[s_];
        for (std::size_t c = 0; c < program.not_graded.size(); ++c) made.clauses.push_back(clause("not_graded." + rules_.not_graded()[c].id, rules_.not_graded()[c], program.not_graded[c]));
        for (std::size_t c = 0; c < program.grades.size(); ++c) {
            made.clauses.push_back(clause("grades." + rules_.grades()[c].id, rules_.grades()[c], program.grades[c]));
            if (made.clauses.back().truth == Truth::yes) break;  // no later clause is consulted in any world
        }
        for (std::size_t c = 0; c < program.ceilings.size(); ++c) made.clauses.push_back(clause("ceilings." + rules_.ceilings()[c].clause.id, rules_.ceilings()[c].clause, program.ceilings[c]));
        for (std::size_t c = 0; c < rules_.relations().size(); ++c)
            if (rules_.relations()[c].when) made.clauses.push_back(relation(c));
        for (std::size_t q = 0; q < told.rivalries.size(); ++q) made.quotas.push_back(quota(candidate_.quotas[s_][q], told.rivalries[q]));
        made.by_clauses = told.by_clauses, made.after_quotas = told.after_quotas, made.possible = told.possible;
        if (told.decided) made.decided = rules_.scale()[*told.decided].code;
        made.narrowed = told.narrowed;
        return made;
    }

private:
    struct Branch {
        std::uint32_t step = 0;
        std::uint8_t truth = 0;
        std::vector<Branch> parts;
    };

    ClauseReason clause(std::string path, const Clause& c, Range range) {
        const Program& program = *teller_.stage().program;
        std::vector<Branch> stack;
        for (std::uint32_t s = range.first; s < range.last; ++s) {
            const Step& step = program.steps[s];
            Branch branch{s, 0, {}};
            if (step.kind == Step::Kind::negation) {
                branch.truth = flipped(stack.back().truth);
                branch.parts.push_back(std::move(stack.back()));
                stack.pop_back();
            } else if (step.joins()) {
                const auto from = stack.end() - step.arity;
                std::vector<std::uint8_t> parts;
                for (auto part = from; part != stack.end(); ++part) parts.push_back(part->truth);
                branch.truth = join(step, parts);
                branch.parts.assign(std::make_move_iterator(from), std::make_move_iterator(stack.end()));
                stack.resize(stack.size() - step.arity);
            } else {
                branch.truth = leaf_truth(teller_.stage(), teller_.machine(), s, object_);
                s += step.width;
            }
            stack.push_back(std::move(branch));
        }
        ClauseReason made{std::move(path), Truth(stack.back().truth), c.citation, c.confidence, c.label, {}};
        write(stack.back(), c.condition.nodes(), 0, made.conditions);
        return made;
    }

    void write(const Branch& branch, const std::vector<Node>& nodes, std::size_t depth, std::vector<ConditionReason>& into) {
        const Step& step = teller_.stage().program->steps[branch.step];
        const Node& node = nodes[step.node];
        const Stage& stage = teller_.stage();
        ConditionReason made;
        made.depth = depth;
        made.truth = Truth(branch.truth);
        if (step.kind == Step::Kind::mask || step.kind == Step::Kind::number) {
            const Fact& fact = rules_.facts()[step.column];
            // Of a group of facts, the one that this step reads; of a count over a group, as its condition says.
            const Node& test = node.op == Op::share || node.op == Op::count ? nodes[step.node - 1] : node;
            Node one = test;
            if (test.op != Op::months) one.op = Op::fact, one.fact = fact.name;
            made.what = describe(rules_, one, {});
            const FactColumn& column = *stage.space->columns[step.column];
            made.observed = step.kind == Step::Kind::mask ? observed_mask(column.may[object_], values_of(fact, rules_.scale()), fact.na) : observed_number(column, object_, fact.type);
            made.required = std::string(name(test.compare)) + ' ' + (test.op == Op::months ? std::to_string(test.number) + " months" : test.value);
        } else if (step.kind == Step::Kind::ratio) {
            made.what = describe(rules_, node, {});
            made.observed = joined(observed_number(*stage.space->columns[step.column], object_, FactType::count), {" trên ", " of "}, observed_number(*stage.space->columns[step.over], object_, FactType::count));
            made.required = std::string(name(node.compare)) + ' ' + node.share.percent();
        } else if (step.kind == Step::Kind::share || step.kind == Step::Kind::count) {
            const RuleSet* reads = node.population == Population::previous ? &rules_ : candidate_.book.find(static_cast<Subject>(stage_no(node.population, s_)));
            const Node& where = nodes[step.node - 1];  // the last node of the condition stands for it
            made.what = describe(rules_, node, describe(reads ? *reads : rules_, where, {}));
            made.required = std::string(name(node.compare)) + ' ' + (step.kind == Step::Kind::share ? node.share.percent() : std::to_string(node.number));
            std::size_t size = 0;
            const bool listed = teller_.machine().listed(step, *stage.program) && (step.years > 0 || data_.incomplete.empty() || !data_.incomplete[object_]);
            if (listed) {
                const Crowd crowd = teller_.machine().crowd(std::span(stage.program->steps).subspan(branch.step, step.width + 1), stage_no(node.population, s_), object_, [&](std::size_t, std::uint8_t) { ++size; });
                made.observed = observed_crowd(crowd, size);
            } else {
                made.observed = {"chưa liệt kê đủ", "not all listed"};
            }
        } else {
            made.what = describe(rules_, node, {});
        }
        into.push_back(std::move(made));
        for (const Branch& part : branch.parts) write(part, nodes, depth + 1, into);
    }

    /// Whom the relation binds, as a clause.
    ClauseReason relation(std::size_t c) {
        const Relation& rule = rules_.relations()[c];
        const Program& whole = *candidate_.programs[s_];
        teller_.read(whole.relations[c]);
        ClauseReason made = clause("relations." + rule.id, {rule.id, *rule.when, rule.citation, rule.confidence, rule.label}, {0, static_cast<std::uint32_t>(whole.relations[c].steps.size())});
        teller_.read(whole);
        return made;
    }

    QuotaReason quota(const QuotaProgram& program, const Rivalry& rivalry) const {
        const Quota& rule = *program.quota;
        QuotaReason made;
        made.path = "quotas." + (rule.id.empty() ? rule.grade : rule.id);
        made.citation = rule.citation;
        made.confidence = rule.confidence;
        made.rivals = rivalry.rivals, made.self = rivalry.self;
        if (rivalry.unknown) {
            made.unknown = true;
            made.group = "unknown";
            made.may_stay = made.may_fall = rivalry.rivals.at(0).may & Rival::grade;
            made.rivals.clear();
            return made;
        }
        made.base = name(rule.base.front());
        if (made.rivals.empty()) return made;  // in no group
        made.group = rule.group->text();
        if (rule.group->by == Group::By::parent) made.group += ' ' + data_.tree.id(data_.tree.level_order()[teller_.parent()]).text();
        made.group += ", " + std::to_string(made.rivals.size()) + " objects";
        std::vector<Rival> marked = made.rivals;
        mark_places(std::span(marked), rule.on_tie, *program.limit);
        for (const Rival& r : made.rivals) {
            made.base_low += !(r.may & Rival::outside);
            made.base_high += (r.may & (Rival::grade | Rival::base)) != 0;
        }
        made.limit_low = (*program.limit)(made.base_low), made.limit_high = (*program.limit)(made.base_high);
        const Rival& self = made.rivals[made.self];
        for (std::size_t k = 0; k < marked.size(); ++k) {
            const Rival& r = made.rivals[k];
            if (k != made.self && (r.may & Rival::grade)) made.surely_above += r.may == Rival::grade && r.low > self.high, made.may_reach += r.high >= self.low;
        }
        // The last place is held by whoever may stay with the lowest key.
        std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
        for (std::size_t k = 0; k < marked.size(); ++k)
            if (marked[k].may & Rival::stays) lowest = std::min(lowest, made.rivals[k].low);
        const auto objects = program.key ? teller_.group_of(*rule.group) : std::nullopt;
        for (std::size_t k = 0; k < marked.size() && objects; ++k)
            if ((marked[k].may & Rival::stays) && made.rivals[k].low == lowest && made.last.size() < 8) made.last.push_back(data_.facts[s_]->id((*objects)[k]));
        made.may_stay = marked[made.self].may & Rival::stays, made.may_fall = marked[made.self].may & Rival::falls;
        return made;
    }

    const Evaluation::Data& data_;
    const Candidate& candidate_;
    std::size_t s_, object_;
    const RuleSet& rules_;
    Teller teller_;
};

}  // namespace detail

inline std::vector<ReasonCase> Reason::cases() const {
    std::vector<ReasonCase> made;
    const auto& candidates = evaluation.data().candidates;
    const std::size_t at = evaluation.facts(subject)->position(object);
    for (std::size_t c = 0; c < candidates.size() && c < grounds.size(); ++c) made.push_back(detail::Explainer(evaluation.data(), candidates[c], subject, at).explain(grounds[c]));
    return made;
}

inline std::string Reason::text(Language language) const {
    const bool vi = language == Language::vi;
    const auto grades = [&](const Scale& scale, GradeSet set) {
        std::string text;
        for (std::size_t g = 0; g < scale.size(); ++g)
            if (set.has(g)) text += (text.empty() ? "" : vi ? " hoặc " : " or ") + (vi && !scale[g].label.vi.empty() ? scale[g].label.vi : scale[g].code);
        if (set.has(7)) text += std::string(text.empty() ? "" : vi ? " hoặc " : " or ") + (vi ? "không xếp loại" : "not graded");
        return text;
    };
    std::string text = object.text() + ": " + grades(outcome.scale(), verify(*this)) + '\n';
    const std::vector<ReasonCase> told = cases();
    for (const ReasonCase& one : told) {
        if (told.size() > 1) text += (vi ? "Nếu " : "If ") + (one.quotas.empty() ? one.rules.id() : one.quotas.front().path + ' ' + one.quotas.front().base) + ":\n";
        for (const ClauseReason& clause : one.clauses) {
            text += "  " + clause.path + ": " + label(clause.truth).in(language);
            if (!clause.citation.empty()) text += "  [" + clause.citation.text() + ", " + std::string(name(clause.confidence)) + ']';
            text += '\n';
            for (const ConditionReason& c : clause.conditions) {
                text += std::string(4 + 2 * c.depth, ' ') + c.what.in(language) + ": " + label(c.truth).in(language);
                if (!c.observed.en.empty()) text += " (" + c.observed.in(language) + ')';
                text += '\n';
            }
        }
        for (const QuotaReason& q : one.quotas) {
            text += "  " + q.path + ": ";
            if (q.unknown) text += vi ? "nguồn không nêu" : "the source leaves this quota unknown";
            else if (q.rivals.empty()) text += vi ? "không thuộc nhóm nào" : "in no group";
            else
                text += q.group + ", " + q.base + ' ' + std::to_string(q.base_low) + ".." + std::to_string(q.base_high) + (vi ? ", số suất " : ", places ") + std::to_string(q.limit_low) + ".." +
                        std::to_string(q.limit_high) + (vi ? ", chắc chắn xếp trên " : ", surely above ") + std::to_string(q.surely_above) + (vi ? ", có thể bằng hoặc hơn " : ", may reach ") +
                        std::to_string(q.may_reach);
            if (!q.last.empty()) {
                text += vi ? ", suất cuối " : ", last place ";
                for (std::size_t k = 0; k < q.last.size(); ++k) text += (k ? ", " : "") + q.last[k].text();
            }
            text += '\n';
        }
        if (one.decided) text += (vi ? "  đã quyết định: " : "  decided: ") + *one.decided + '\n';
        if (one.narrowed) text += (vi ? "  số liệu tổng hợp chỉ còn cho phép: " : "  what was reported leaves: ") + grades(one.rules.scale(), one.possible) + '\n';
    }
    return text;
}

}  // namespace myhao::inline v0
