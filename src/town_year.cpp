// SPDX-License-Identifier: Apache-2.0
#include "town_year.hpp"

#include <algorithm>
#include <utility>

#include <myhao/base/error.hpp>
#include <myhao/congress/check.hpp>
#include <myhao/rules/evaluate.hpp>
#include <myhao/rules/explain.hpp>

namespace myhao::inline v0::detail {

namespace {

/// The tally with the unit whose direct subordinates it counts.
Tally at_unit(const Tally& tally, const Id& unit) {
    std::vector<TallyInput> counts;
    for (const TallyEntry& entry : tally.entries()) {
        TallyInput input{{}, entry.count};
        for (std::size_t g = 0; g < tally.scale().size(); ++g)
            if (entry.grades.has(g)) input.grades.push_back(tally.scale()[g].code);
        counts.push_back(std::move(input));
    }
    TallyAbout about = tally.about();
    if (!about.of) about.of = unit;
    return {tally.scale(), counts, std::move(about)};
}

Evidence evidence_of(const TownYear& town) {
    Evidence evidence;
    for (const Tally& tally : town.report.tallies())
        if (tally.subject() == Subject::organization) evidence.reported.push_back(at_unit(tally, town.report.unit()));
    return evidence;
}

std::int64_t direct_subordinates(const TownYear& town) {
    std::int64_t number = 0;
    for (const Row row : town.tree.child_rows(town.tree.at(town.report.unit()))) number += town.tree.gradable(row) ? 1 : 0;
    return number;
}

/// The ways of grouping that are always tried, then the caller's.
std::vector<TallyGrouping> groupings_of(const TownYear& town, const Tally& tally) {
    std::vector<TallyGrouping> all;
    all.push_back({tally.subject(), {"mọi cách chia nhóm", "any grouping"}, Groups::unknown()});
    const std::int64_t direct = direct_subordinates(town);
    const auto graded = tally.graded();
    if (direct > 1 && (!graded || direct <= *graded)) {
        const std::string number = std::to_string(direct);
        all.push_back({tally.subject(), {number + " nhóm chưa rõ quy mô, mỗi tổ chức trực thuộc một nhóm", number + " groups of unknown sizes, one for each direct subordinate"}, Groups(direct)});
    }
    all.push_back({tally.subject(), {"một nhóm", "one group"}, Groups::one()});
    for (const TallyGrouping& given : town.groupings)
        if (given.subject == tally.subject()) all.push_back(given);
    return all;
}

void audit_tallies(const TownYear& town, TownYearResults& results) {
    constexpr std::int64_t most_numbers = 200;  // of groups that are tried one by one
    for (std::size_t t = 0; t < town.report.tallies().size(); ++t) {
        const Tally& tally = town.report.tallies()[t];
        const RuleSet* rules = town.rules.find(tally.subject());
        if (rules == nullptr || rules->quotas().empty() || !(rules->scale() == tally.scale())) continue;
        for (TallyGrouping& grouping : groupings_of(town, tally)) {
            std::vector<QuotaFinding> findings = audit(tally, *rules, grouping.groups);
            results.audits.push_back({t, std::move(grouping), std::move(findings)});
        }
        const auto graded = tally.graded();
        if (!graded || *graded > most_numbers || tally.sum() == 0) continue;
        std::vector<GroupRange> ranges;
        for (const QuotaBase base : every_quota_base) ranges.push_back({t, base, 0, 0});
        for (std::int64_t number = 1; number <= *graded; ++number) {
            const std::vector<QuotaFinding> findings = audit(tally, *rules, number);
            for (std::size_t b = 0; b < findings.size(); ++b) {
                if (findings[b].state == State::met && ranges[b].surely == number - 1) ranges[b].surely = number;
                if (findings[b].state != State::violated) ranges[b].possibly = number;
            }
        }
        results.ranges.insert(results.ranges.end(), ranges.begin(), ranges.end());
    }
}

/// Shares of subordinates, as the reason words them.
std::vector<Label> shares_asked(const RuleSet& rules) {
    std::vector<Label> asked;
    const auto look = [&](const Clause& clause) {
        const std::vector<Node>& nodes = clause.condition.nodes();
        for (std::size_t i = 1; i < nodes.size(); ++i)
            if (nodes[i].op == Op::share && nodes[i].population == Population::subordinates) asked.push_back(describe(rules, nodes[i], describe(rules, nodes[i - 1], {})));
    };
    for (const Clause& clause : rules.grades()) look(clause);
    for (const Ceiling& ceiling : rules.ceilings()) look(ceiling.clause);
    return asked;
}

void explain_own_grade(const TownYear& town, TownYearResults& results) {
    const RuleSet* rules = town.rules.find(Subject::organization);
    if (rules == nullptr || !town.tree.gradable(town.tree.at(town.report.unit()))) return;
    results.own_grade = explain(results.with_tallies, town.report.unit());
    const std::vector<Label> asked = shares_asked(*rules);
    const std::vector<ReasonCase> cases = results.own_grade->cases();
    for (const ClauseReason& clause : cases.front().clauses)
        for (const ConditionReason& condition : clause.conditions) {
            if (std::find(asked.begin(), asked.end(), condition.what) == asked.end()) continue;
            const auto same = std::find_if(results.own.begin(), results.own.end(), [&](const OwnCondition& o) { return o.reason.what == condition.what && o.reason.truth == condition.truth; });
            if (same == results.own.end()) results.own.push_back({{clause.path}, condition, clause.citation});
            else if (same->clauses.back() != clause.path) same->clauses.push_back(clause.path);
        }
}

void ask_shares(const TownYear& town, TownYearResults& results) {
    for (std::size_t t = 0; t < town.report.tallies().size(); ++t) {
        const Tally& tally = town.report.tallies()[t];
        for (std::size_t g = 0; g < 2 && g < tally.scale().size(); ++g) {
            ShareAnswer answer{t, GradeSet::at_least(g), {}, {}};
            try {
                answer.share = tally.share(answer.grades);
            } catch (const InvalidFacts& refusal) {
                answer.refused = refusal.problems()[0].text;
            }
            results.shares.push_back(std::move(answer));
        }
    }
}

std::vector<const Report*> all_reports(const TownYear& town) {
    std::vector<const Report*> all{&town.report};
    for (const Report& report : town.beside) all.push_back(&report);
    return all;
}

/// Each target against the first figure of its measure whose period does not go beyond the day it was due.
void check_targets(const TownYear& town, TownYearResults& results) {
    const std::vector<const Report*> reports = all_reports(town);
    for (const Report* from : reports)
        for (const Target& target : from->targets()) {
            const Figure* figure = nullptr;
            for (const Report* report : reports) {
                const Figure* found = figure ? nullptr : report->find(target.measure.id);
                if (found && found->period.until() && *found->period.until() <= target.due + 1) figure = found;
            }
            TargetAnswer answer{target, {}, {}};
            if (figure) {
                answer.figure = *figure, answer.finding = check(*figure, target);
            } else {
                answer.finding = {State::undetermined, Severity::info, "target." + target.measure.id, target.measure.id, {}, text(target.required), target.source.text(),
                                  {"các nguồn không nêu số liệu của chỉ tiêu này đến hạn", "the sources state no figure of this measure by the day it was due"}};
            }
            results.targets.push_back(std::move(answer));
        }
}

void answer_questions(const TownYear& town, TownYearResults& results) {
    Findings problems;
    for (const FigureQuestion& question : town.questions) {
        if (question.compare != Compare::at_least && question.compare != Compare::at_most)
            problems.add(InvalidFacts::at("question about '" + question.measure + "'", "a figure is asked at least or at most", std::string(name(question.compare))).problems());
        try {
            const Figure& figure = town.report[question.measure];
            results.answers.push_back(question.compare == Compare::at_least ? figure.at_least(question.value) : figure.at_most(question.value));
        } catch (const InvalidFacts& unknown) {
            problems.add(unknown.problems());
        }
    }
    if (!problems.empty()) throw InvalidFacts(std::move(problems));
}

std::optional<CountInterval> counted_whole(const Figure& figure) {
    CountInterval out;
    out.low_open = figure.value.low_open, out.high_open = figure.value.high_open;
    const auto whole = [&](const std::optional<Decimal>& from, std::optional<std::int64_t>& to) {
        if (!from) return true;
        to = from->at(0);
        return to.has_value();
    };
    return whole(figure.value.low, out.low) && whole(figure.value.high, out.high) ? std::optional(out) : std::nullopt;
}

/// From the members counted in the latest earlier report to those of this one, with the flows that any report states: measures
/// "members", and "members_" with the name of a flow.
void balance_membership(const TownYear& town, TownYearResults& results) {
    const Figure* end = town.report.find("members");
    const Figure* start = nullptr;
    for (const Report& report : town.beside)
        if (const Figure* found = report.find("members"); found && end && *found->period.until() < *end->period.until() && found->value.exact() && (!start || *start->period.until() < *found->period.until()))
            start = found;
    if (!start) return;
    const auto first = counted_whole(*start), last = counted_whole(*end);
    if (!first || !last) return;
    BalanceFacts facts{Period(*start->period.until(), *end->period.until()), *first, *last, {}};
    std::vector<Citation> sources{start->source, end->source};
    for (const Report* report : all_reports(town))
        for (std::size_t f = 0; f < flow_count; ++f) {
            const Figure* figure = report->find("members_" + std::string(name(static_cast<Flow>(f))));
            const auto value = figure && facts.period.contains(figure->period) ? counted_whole(*figure) : std::nullopt;
            if (!value) continue;
            facts.flows.push_back({static_cast<Flow>(f), *value, figure->period});
            sources.push_back(figure->source);
        }
    Balance found = balance(facts);
    results.membership = MembershipAnswer{std::move(facts), std::move(found), std::move(sources)};
}

void list_terms(const TownYear& town, TownYearResults& results) {
    std::vector<Date> days = town.days;
    if (days.empty()) {
        for (const CongressFacts& congress : town.report.congresses())
            if (congress.unit == town.report.unit() && congress.first_day) days.push_back(*congress.first_day);
        days.push_back(town.tree.date());
    }
    for (const Date day : days) results.terms.push_back({day, terms::on(day)});
}

}  // namespace

TownYearResults work_out(const TownYear& town) {
    (void)town.tree.at(town.report.unit());
    const Evidence evidence = evidence_of(town);
    TownYearResults results{evaluate(town.tree, {}, town.rules, evidence), evaluate(town.tree, {}, town.rules)};
    audit_tallies(town, results);
    explain_own_grade(town, results);
    ask_shares(town, results);
    check_targets(town, results);
    answer_questions(town, results);
    balance_membership(town, results);
    list_terms(town, results);
    for (const Directive& directive : town.directives) results.congress.push_back(congress::check(town.report.congresses(), directive, &town.tree));
    return results;
}

}  // namespace myhao::inline v0::detail
