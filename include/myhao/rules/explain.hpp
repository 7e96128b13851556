// SPDX-License-Identifier: Apache-2.0
// Explains an outcome: makes its reason from the evaluation.
#pragma once

#include <algorithm>
#include <array>
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
#include <myhao/rules/groups.hpp>
#include <myhao/rules/places.hpp>
#include <myhao/rules/recompute.hpp>

namespace myhao::inline v0 {

namespace detail {

/// Makes the reason of one object under one candidate.
class Explainer {
public:
    Explainer(const Evaluation::Data& data, const Candidate& candidate, Subject subject, std::size_t object)
        : data_(data), candidate_(candidate), subject_(subject), s_(static_cast<std::size_t>(subject)), object_(object), rules_(candidate.book[subject]) {
        for (std::size_t s = 0; s < subjects; ++s)
            if (data.facts[s]) {
                stages_[s] = stage_of(s, *data.layout, data.facts, candidate), pointers_[s] = &stages_[s];
                if (!data.past[s].empty()) stages_[subjects + s] = stage_of(data.past[s]), pointers_[subjects + s] = &stages_[subjects + s];
            }
        machine_.emplace(pointers_, data.incomplete);
    }

    [[nodiscard]] ReasonCase explain() {
        ReasonCase made{.rules = rules_, .on = data_.tree.date()};
        const Program& program = *stages_[s_].program;
        for (std::uint32_t s = 0; s < program.steps.size(); ++s) {
            const Step& step = program.steps[s];
            if (!step.over_population()) continue;
            made.populations.push_back(Truth(machine_->truth(program, s, object_)));
            s += step.width;
        }
        for (const FactColumn* column : candidate_.spaces[s_].columns) {
            FactColumn one{{column->may[object_]}, {}, {}};
            if (!column->low.empty()) one.low = {column->low[object_]}, one.high = {column->high[object_]};
            made.facts.push_back(std::move(one));
        }
        for (std::size_t c = 0; c < program.not_graded.size(); ++c) made.clauses.push_back(clause("not_graded." + rules_.not_graded()[c].id, rules_.not_graded()[c], program.not_graded[c]));
        for (std::size_t c = 0; c < program.grades.size(); ++c) {
            made.clauses.push_back(clause("grades." + rules_.grades()[c].id, rules_.grades()[c], program.grades[c]));
            if (made.clauses.back().truth == Truth::yes) break;  // no later clause is consulted in any world
        }
        for (std::size_t c = 0; c < program.ceilings.size(); ++c) made.clauses.push_back(clause("ceilings." + rules_.ceilings()[c].clause.id, rules_.ceilings()[c].clause, program.ceilings[c]));
        for (std::size_t c = 0; c < rules_.relations().size(); ++c) {
            const std::uint8_t binds = bound(stages_[s_], c, object_, *machine_);
            if (rules_.relations()[c].when) made.clauses.push_back(relation(c));
            made.caps.push_back(static_cast<std::uint8_t>(!(binds & yes_bit) ? 0 : above(rules_.relations()[c].by) | (binds != yes_bit && above(rules_.relations()[c].by) ? not_graded_bit : 0)));
        }
        const Graded& g = candidate_.graded[s_];
        made.by_clauses = GradeSet(g.before_quotas[object_]);
        std::uint8_t may = g.before_quotas[object_];
        for (const std::size_t q : quota_order(rules_)) {
            made.quotas.push_back(quota(q, may));
            may = after_quota(may, *rules_.scale().find(rules_.quotas()[q].grade), made.quotas.back().may_stay, made.quotas.back().may_fall);
        }
        made.after_quotas = GradeSet(may);
        made.possible = GradeSet(g.may[object_]);
        for (const DecidedGrade& decided : data_.evidence.decided)
            if (decided.subject == subject_ && data_.facts[s_]->id(object_) == decided.object) made.decided = rules_.scale()[*rules_.scale().find(decided.grade)].code;
        made.narrowed = !made.decided && made.possible != made.after_quotas;
        return made;
    }

private:
    struct Branch {
        std::uint32_t step = 0;
        std::uint8_t truth = 0;
        std::vector<Branch> parts;
    };

    ClauseReason clause(std::string path, const Clause& c, Range range) {
        const Program& program = *stages_[s_].program;
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
                branch.truth = leaf_truth(stages_[s_], *machine_, s, object_);
                s += step.width;
            }
            stack.push_back(std::move(branch));
        }
        ClauseReason made{std::move(path), Truth(stack.back().truth), c.citation, c.confidence, c.label, {}};
        write(stack.back(), c.condition.nodes(), 0, made.conditions);
        return made;
    }

    void write(const Branch& branch, const std::vector<Node>& nodes, std::size_t depth, std::vector<ConditionReason>& into) {
        const Step& step = stages_[s_].program->steps[branch.step];
        const Node& node = nodes[step.node];
        const Stage& stage = stages_[s_];
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
            made.observed = observed_number(*stage.space->columns[step.column], object_, FactType::count) + " of " + observed_number(*stage.space->columns[step.over], object_, FactType::count);
            made.required = std::string(name(node.compare)) + ' ' + node.share.percent();
        } else if (step.kind == Step::Kind::share || step.kind == Step::Kind::count) {
            const RuleSet* reads = node.population == Population::previous ? &rules_ : candidate_.book.find(static_cast<Subject>(stage_no(node.population, s_)));
            const Node& where = nodes[step.node - 1];  // the last node of the condition stands for it
            made.what = describe(rules_, node, describe(reads ? *reads : rules_, where, {}));
            made.required = std::string(name(node.compare)) + ' ' + (step.kind == Step::Kind::share ? node.share.percent() : std::to_string(node.number));
            std::size_t size = 0;
            const bool listed = machine_->listed(step, *stage.program) && (step.years > 0 || data_.incomplete.empty() || !data_.incomplete[object_]);
            if (listed) {
                const Crowd crowd = machine_->crowd(std::span(stage.program->steps).subspan(branch.step, step.width + 1), stage_no(node.population, s_), object_, [&](std::size_t, std::uint8_t) { ++size; });
                made.observed = observed_crowd(crowd, size);
            } else {
                made.observed = "not all listed";
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
        const Program* const whole = stages_[s_].program;
        stages_[s_].program = &whole->relations[c];
        ClauseReason made = clause("relations." + rule.id, {rule.id, *rule.when, rule.citation, rule.confidence, rule.label}, {0, static_cast<std::uint32_t>(whole->relations[c].steps.size())});
        stages_[s_].program = whole;
        return made;
    }

    std::uint8_t above(Subject by) const {
        const auto b = static_cast<std::size_t>(by);
        const std::uint32_t unit = data_.facts[s_]->data().unit[object_];
        if (!pointers_[b] || !stages_[b].program) return static_cast<std::uint8_t>(rules_.scale().all().bits() | not_graded_bit);
        if (by == Subject::organization) return candidate_.graded[0].may[unit];
        std::uint8_t may = 0;
        for (std::size_t k = stages_[b].first[unit]; k < stages_[b].first[unit + 1]; ++k) may |= candidate_.graded[b].may[k];
        return may;
    }

    QuotaReason quota(std::size_t q, std::uint8_t may) {
        const Quota& rule = rules_.quotas()[q];
        QuotaReason made;
        made.path = "quotas." + (rule.id.empty() ? rule.grade : rule.id);
        made.citation = rule.citation;
        made.confidence = rule.confidence;
        const std::size_t grade = *rules_.scale().find(rule.grade);
        const auto objects = rule.known() ? group_of(*rule.group) : std::nullopt;
        if (!objects) {
            made.unknown = true;
            made.group = "unknown";
            made.may_stay = made.may_fall = may >> grade & 1;
            return made;
        }
        const QuotaRun run(rules_, q, candidate_.spaces[s_]);
        for (const std::uint32_t object : *objects) {
            if (object == object_) made.self = made.rivals.size();
            made.rivals.push_back(run.rival(object == object_ ? may : before(q, object), object));
        }
        made.base = name(rule.base.front());
        if (made.rivals.empty()) return made;  // in no group
        made.group = rule.group->text();
        if (rule.group->by == Group::By::parent) made.group += ' ' + data_.tree.id(data_.tree.level_order()[parent()]).text();
        made.group += ", " + std::to_string(objects->size()) + " objects";
        const auto limit = [&](std::int64_t m) { return quota_limit(*rule.share, rule.base.front(), m, rule.at_least); };
        std::vector<Rival> marked = made.rivals;
        mark_places(std::span(marked), rule.on_tie, limit);
        for (const Rival& r : made.rivals) {
            made.base_low += !(r.may & Rival::outside);
            made.base_high += (r.may & (Rival::grade | Rival::base)) != 0;
        }
        made.limit_low = limit(made.base_low), made.limit_high = limit(made.base_high);
        const Rival& self = made.rivals[made.self];
        for (std::size_t k = 0; k < marked.size(); ++k) {
            const Rival& r = made.rivals[k];
            if (k != made.self && (r.may & Rival::grade)) made.surely_above += r.may == Rival::grade && r.low > self.high, made.may_reach += r.high >= self.low;
        }
        // The last place is held by whoever may stay with the lowest key.
        std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
        for (std::size_t k = 0; k < marked.size(); ++k)
            if (marked[k].may & Rival::stays) lowest = std::min(lowest, made.rivals[k].low);
        for (std::size_t k = 0; k < marked.size() && run.key; ++k)
            if ((marked[k].may & Rival::stays) && made.rivals[k].low == lowest && made.last.size() < 8) made.last.push_back(data_.facts[s_]->id((*objects)[k]));
        made.may_stay = marked[made.self].may & Rival::stays, made.may_fall = marked[made.self].may & Rival::falls;
        return made;
    }

    /// What another object could be when quota `q` came to it: after the quotas before. One quota is the common case.
    std::uint8_t before(std::size_t q, std::uint32_t object) {
        std::uint8_t may = candidate_.graded[s_].before_quotas[object];
        for (const std::size_t earlier : quota_order(rules_)) {
            if (earlier == q) break;
            Explainer other(data_, candidate_, subject_, object);
            const QuotaReason reason = other.quota(earlier, may);
            may = after_quota(may, *rules_.scale().find(rules_.quotas()[earlier].grade), reason.may_stay, reason.may_fall);
        }
        return may;
    }

    [[nodiscard]] std::uint32_t parent() const { return subject_ == Subject::organization ? data_.layout->parent[object_] : data_.facts[s_]->data().unit[object_]; }

    /// The graded objects that share places with this one, itself among them; empty where it is in no group, nothing where its
    /// group is not known. Siblings stand together, so that a reason among them costs nothing of the rest of the country.
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> group_of(const Group& by) const {
        std::vector<std::uint32_t> objects;
        const auto graded = [&](std::uint32_t object) { return candidate_.graded[s_].before_quotas[object] != 0; };
        if (by.by == Group::By::parent) {
            if (parent() == no_group) return objects;
            const auto first = stages_[s_].first;
            for (std::uint32_t o = first[parent()]; o < first[parent() + 1]; ++o)
                if (graded(o) && (subject_ != Subject::organization || data_.layout->rank[o] == data_.layout->rank[object_])) objects.push_back(o);
            return objects;
        }
        std::vector<std::uint32_t> stratum;
        for (std::uint32_t o = 0; o < candidate_.graded[s_].may.size(); ++o)
            if (subject_ != Subject::organization || data_.layout->rank[o] == data_.layout->rank[object_]) stratum.push_back(o);
        const auto group = groups(data_.tree, *data_.layout, *data_.facts[s_], candidate_, subject_, stratum, by);
        if (group.empty()) return std::nullopt;
        const std::uint32_t own = group[static_cast<std::size_t>(std::lower_bound(stratum.begin(), stratum.end(), object_) - stratum.begin())];
        for (std::size_t k = 0; k < stratum.size() && own != no_group; ++k)
            if (group[k] == own && graded(stratum[k])) objects.push_back(stratum[k]);
        return objects;
    }

    const Evaluation::Data& data_;
    const Candidate& candidate_;
    Subject subject_;
    std::size_t s_, object_;
    const RuleSet& rules_;
    std::array<Stage, stages> stages_;
    std::array<Stage*, stages> pointers_{};
    std::optional<Machine> machine_;
};

}  // namespace detail

/// Why the object has its outcome. Throws UnknownUnit as `Evaluation::of` does.
[[nodiscard]] inline Reason explain(const Evaluation& evaluation, const Id& object, Subject subject = Subject::organization) {
    Reason made{object, subject, evaluation.of(subject, object), {}};
    const std::size_t at = evaluation.facts(subject)->position(object);
    for (const detail::Candidate& candidate : evaluation.data().candidates) made.cases.push_back(detail::Explainer(evaluation.data(), candidate, subject, at).explain());
    return made;
}

inline std::string Reason::text(Language language) const {
    const bool vi = language == Language::vi;
    const auto grades = [&](const Scale& scale, GradeSet set) {
        std::string text;
        for (std::size_t g = 0; g < scale.size(); ++g)
            if (set.has(g)) text += (text.empty() ? "" : vi ? " hoặc " : " or ") + (vi ? scale[g].label.vi : scale[g].code);
        if (set.has(7)) text += std::string(text.empty() ? "" : vi ? " hoặc " : " or ") + (vi ? "không xếp loại" : "not graded");
        return text;
    };
    std::string text = object.text() + ": " + grades(outcome.scale(), verify(*this)) + '\n';
    for (const ReasonCase& one : cases) {
        if (cases.size() > 1) text += (vi ? "Nếu " : "If ") + (one.quotas.empty() ? one.rules.id() : one.quotas.front().path + ' ' + one.quotas.front().base) + ":\n";
        for (const ClauseReason& clause : one.clauses) {
            text += "  " + clause.path + ": " + label(clause.truth).in(language);
            if (!clause.citation.empty()) text += "  [" + clause.citation.text() + ", " + std::string(name(clause.confidence)) + ']';
            text += '\n';
            for (const ConditionReason& c : clause.conditions) {
                text += std::string(4 + 2 * c.depth, ' ') + c.what.in(language) + ": " + label(c.truth).in(language);
                if (!c.observed.empty()) text += " (" + c.observed + ')';
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
