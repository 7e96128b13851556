// SPDX-License-Identifier: Apache-2.0
#include "town_year.hpp"

#include <algorithm>
#include <utility>

namespace myhao::inline v0::detail {

namespace {

std::string shown(const CountInterval& value) {
    if (value.exact()) return std::to_string(*value.low);
    if (value.low && value.high) return std::to_string(*value.low) + ".." + std::to_string(*value.high);
    return value.low ? "≥ " + std::to_string(*value.low) : value.high ? "≤ " + std::to_string(*value.high) : "?";
}
Label between(const CountInterval& value) {
    if (value.exact()) return {std::to_string(*value.low), std::to_string(*value.low)};
    if (value.low && value.high)
        return {"từ " + std::to_string(*value.low) + " đến " + std::to_string(*value.high), "between " + std::to_string(*value.low) + " and " + std::to_string(*value.high)};
    if (value.low) return {"ít nhất " + std::to_string(*value.low), "at least " + std::to_string(*value.low)};
    return value.high ? Label{"nhiều nhất " + std::to_string(*value.high), "at most " + std::to_string(*value.high)} : Label{"chưa rõ", "not known"};
}
Label of_subject(Subject subject) {
    return subject == Subject::member ? Label{"đảng viên", "members"} : subject == Subject::organization ? Label{"tổ chức đảng", "organisations"} : label(subject);
}
Label grades_of(const Scale& scale, GradeSet set) {
    Label words;
    for (std::size_t g = 0; g < scale.size(); ++g)
        if (set.has(g)) words.vi += (words.vi.empty() ? "" : " hoặc ") + scale[g].label.vi, words.en += (words.en.empty() ? "" : " or ") + scale[g].code;
    return words;
}
/// "{3, 7}" or nothing: what each of the units under `unit` may be, where it is the same for all of them.
std::optional<Outcome> common_outcome(const Evaluation& evaluation, const Id& unit, std::int64_t& units) {
    const Tree& tree = evaluation.tree();
    std::optional<Outcome> common;
    units = 0;
    for (const Row row : tree.child_rows(tree.at(unit))) {
        if (!tree.gradable(row)) continue;
        const Outcome outcome_of_one = evaluation[tree.id(row)];
        ++units;
        if (common && (common->grades() != outcome_of_one.grades() || common->may_be_ungraded() != outcome_of_one.may_be_ungraded())) return std::nullopt;
        common = outcome_of_one;
    }
    return common;
}

Known known_of(State state) { return state == State::met ? Known::follows : state == State::violated ? Known::excluded : Known::open; }
/// A requirement as people write it: "at least 11 %".
Label required_words(const Target& target) {
    const Interval<Decimal>& value = target.required;
    const std::string unit = target.measure.unit == "%" ? " %" : "";
    Label words;
    if (value.low) words = {(value.low_open ? "trên " : "từ ") + value.low->text() + unit, (value.low_open ? "more than " : "at least ") + value.low->text() + unit};
    if (value.low && value.high) words.vi += ", ", words.en += ", ";
    if (value.high) words.vi += (value.high_open ? "dưới " : "không quá ") + value.high->text() + unit, words.en += (value.high_open ? "less than " : "at most ") + value.high->text() + unit;
    return words;
}

/// Writes the sentences, part by part.
class Sentences {
public:
    Sentences(const TownYear& town, const TownYearResults& results) : town_(town), results_(results) {}

    std::vector<Conclusion> all() {
        tallies();
        units();
        audits();
        own_conditions();
        congresses();
        membership();
        targets();
        questions();
        contradictions();
        return std::move(list_);
    }

private:
    void say(Known known, const char* about, Label text, Label because, std::string citation = {}) {
        list_.push_back({known, about, std::move(text), std::move(because), std::move(citation)});
    }

    void tallies() {
        for (const ShareAnswer& answer : results_.shares) {
            if (answer.share || answer.grades.size() < 2) continue;
            const Tally& tally = town_.report.tallies()[answer.tally];
            const Label who = of_subject(tally.subject()), what = grades_of(tally.scale(), answer.grades);
            say(Known::open, "shares", {"tỷ lệ " + who.vi + " được xếp loại " + what.vi, "the share of " + who.en + " graded " + what.en}, answer.refused, tally.about().source.text());
        }
        for (const Tally& tally : town_.report.tallies()) {
            const GradeSet rest = tally.scale().all() - tally.stated();
            if (rest.empty() || !tally.graded() || *tally.graded() != tally.sum()) continue;
            const Label who = of_subject(tally.subject()), what = grades_of(tally.scale(), rest);
            const std::string all = std::to_string(tally.sum());
            say(Known::excluded, "evidence", {"có " + who.vi + " được xếp loại " + what.vi, "some of the " + who.en + " were graded " + what.en},
                {"các mức đã nêu cộng lại đủ " + all, "the grades that are stated add up to all " + all}, tally.about().source.text());
        }
    }

    void units() {
        std::int64_t number = 0;
        const auto with = common_outcome(results_.with_tallies, town_.report.unit(), number);
        if (!with || number == 0) return;
        const auto without = common_outcome(results_.without_tallies, town_.report.unit(), number);
        const std::string all = std::to_string(number);
        const Label may = grades_of(with->scale(), with->grades());
        const GradeSet gone = without ? without->grades() - with->grades() : GradeSet();
        if (with->decided())
            say(Known::follows, "evaluation", {"cả " + all + " tổ chức trực thuộc: " + may.vi, "each of the " + all + " direct subordinates: " + may.en}, {"từ số đếm", "from the counts alone"});
        else
            say(Known::open, "evaluation", {"mức của từng tổ chức trong " + all + " tổ chức trực thuộc: " + may.vi, "the grade of each of the " + all + " direct subordinates: " + may.en},
                {"nguồn chỉ nêu số đếm, không nêu tổ chức nào; không có dữ kiện về từng tổ chức", "the source counts them and names none; there is no fact about any single one"});
        if (!gone.empty()) {
            const Label excluded = grades_of(with->scale(), gone);
            say(Known::excluded, "evaluation", {"một tổ chức nào đó trong " + all + " tổ chức: " + excluded.vi, "for any of the " + all + ": " + excluded.en},
                {"chỉ từ số đếm; không có số đếm thì các mức này vẫn để ngỏ", "from the counts alone; without them these grades stay open"});
        }
    }

    void audits() {
        for (const AuditOfTally& audit : results_.audits) {
            const Groups& groups = audit.grouping.groups;
            const bool several = !groups.given() && groups.number().value_or(0) > 1;
            for (std::size_t b = 0; b < audit.findings.size();) {
                const QuotaFinding& first = audit.findings[b];
                std::vector<QuotaBase> bases;  // told together where nothing tells them apart
                for (; b < audit.findings.size() && alike(first, audit.findings[b]); ++b) bases.push_back(audit.findings[b].base);
                if (first.observed_count.exact() && !several && !told_for_any(audit, first)) kept(audit, first, bases);
                else if (!first.observed_count.exact() && several && first.most_attainable.high) attainable(audit, first, bases);
            }
        }
        for (std::size_t r = 0; r < results_.ranges.size();) {
            const GroupRange& first = results_.ranges[r];
            std::vector<QuotaBase> bases;
            for (; r < results_.ranges.size() && results_.ranges[r].tally == first.tally && results_.ranges[r].possibly == first.possibly; ++r) bases.push_back(results_.ranges[r].base);
            if (first.possibly < 2) continue;
            const Label base = joined(bases);
            const std::string most = std::to_string(first.possibly);
            say(Known::excluded, "audit", {"hạn mức tính theo " + base.vi + " được giữ khi có trên " + most + " nhóm", "a quota on " + base.en + " was kept with more than " + most + " groups"},
                {"mỗi nhóm làm tròn xuống riêng; chia thành từ " + std::to_string(first.possibly + 1) + " nhóm thì không cách nào đủ chỗ",
                 "each group rounds down by itself: with " + std::to_string(first.possibly + 1) + " groups or more there are too few places, whatever their sizes"});
        }
    }
    /// Decided whatever the grouping, so one grouping adds nothing.
    [[nodiscard]] bool told_for_any(const AuditOfTally& audit, const QuotaFinding& finding) const {
        if (!audit.grouping.groups.number()) return false;
        for (const AuditOfTally& other : results_.audits)
            if (other.tally == audit.tally && !other.grouping.groups.number())
                for (const QuotaFinding& any : other.findings)
                    if (any.base == finding.base && any.state != State::undetermined) return true;
        return false;
    }
    /// What is said of a quota whose share was not read.
    [[nodiscard]] Label doubt(const AuditOfTally& audit) const {
        const RuleSet& rules = town_.rules[town_.report.tallies()[audit.tally].subject()];
        return usable(quota_of(rules).confidence) ? Label{} : Label{" (tỷ lệ chưa kiểm chứng)", " (the share itself is not verified)"};
    }
    static bool alike(const QuotaFinding& a, const QuotaFinding& b) {
        return a.state == b.state && a.limit_as_stated == b.limit_as_stated && a.most_attainable == b.most_attainable && a.observed_count == b.observed_count;
    }
    static Label joined(const std::vector<QuotaBase>& bases) {
        Label all;
        for (const QuotaBase base : bases) {
            const Label one = words(base);
            all.vi += (all.vi.empty() ? "" : " hoặc ") + one.vi, all.en += (all.en.empty() ? "" : ", or on ") + one.en;
        }
        return all;
    }
    void kept(const AuditOfTally& audit, const QuotaFinding& finding, const std::vector<QuotaBase>& bases) {
        const Label base = joined(bases), limit = between(finding.most_attainable);
        const std::string observed = std::to_string(*finding.observed_count.low);
        const std::string stated = finding.limit_as_stated ? std::to_string(*finding.limit_as_stated) : "?";
        say(known_of(finding.state), "audit", {"hạn mức tính theo " + base.vi + " được giữ: " + audit.grouping.label.vi, "a quota on " + base.en + " was kept: " + audit.grouping.label.en},
            {"có " + observed + doubt(audit).vi + "; theo số đã nêu tối đa " + stated + "; các cách chia cho nhiều nhất " + limit.vi, observed + " have the grade" + doubt(audit).en + "; the counts as stated allow " + stated + "; the most that any way of grouping allows is " + limit.en},
            finding.citation);
    }
    void attainable(const AuditOfTally& audit, const QuotaFinding& finding, const std::vector<QuotaBase>& bases) {
        const Tally& tally = town_.report.tallies()[audit.tally];
        const Label who = of_subject(tally.subject()), base = joined(bases), most = between(finding.most_attainable);
        const std::string not_the_rules = finding.in_rules ? "" : " (not the base of the rules)", vi = finding.in_rules ? "" : " (không phải mẫu số của văn bản)";
        say(Known::follows, "audit", {"số " + who.vi + " " + tally.scale()[0].label.vi + " nhiều nhất có thể: " + most.vi, "the most " + who.en + " that can be " + tally.scale()[0].code + ": " + most.en},
            {"hạn mức tính theo " + base.vi + vi + doubt(audit).vi + "; " + audit.grouping.label.vi, "the quota is on " + base.en + not_the_rules + doubt(audit).en + "; " + audit.grouping.label.en}, finding.citation);
    }

    void own_conditions() {
        for (const OwnCondition& own : results_.own) {
            if (own.reason.truth != Truth::yes && own.reason.truth != Truth::no) continue;
            std::string clauses;
            for (const std::string& clause : own.clauses) clauses += (clauses.empty() ? "" : ", ") + clause;
            say(own.reason.truth == Truth::yes ? Known::follows : Known::excluded, "own_conditions", {"của chính đơn vị: " + own.reason.what.vi, "of the unit itself: " + own.reason.what.en},
                {"chỉ từ số đếm: " + own.reason.observed.vi + "; " + clauses + " hỏi điều này", "from the counts alone: " + own.reason.observed.en + "; asked by " + clauses}, own.citation.text());
        }
        if (!results_.own_grade) return;
        const Outcome& outcome_of_unit = results_.own_grade->outcome;
        std::string possible;
        for (const std::string& one : outcome_of_unit.possible()) possible += (possible.empty() ? "" : ", ") + one;
        Label why;
        for (const Open open : every_open)
            if (outcome_of_unit.open(open)) why.en += (why.en.empty() ? "" : ", ") + std::string(name(open));
        if (outcome_of_unit.decided()) return say(Known::follows, "own_grade", {"mức của chính đơn vị: " + possible, "the unit's own grade: " + possible}, {"theo " + outcome_of_unit.clause(), "by " + outcome_of_unit.clause()});
        say(Known::open, "own_grade", {"mức của chính đơn vị: " + possible, "the unit's own grade: " + possible},
            {"nguồn không nêu tiêu chí của đơn vị (" + why.en + ")", "no source states the unit's own criteria (" + why.en + ")"});
    }

    void congresses() {
        for (const Findings& findings : results_.congress)
            for (const Finding& finding : findings) {
                const Label& what = finding.text;
                say(known_of(finding.state), "congress", {finding.subject + ": " + what.vi, finding.subject + ": " + what.en},
                    {"nguồn nêu " + finding.observed + "; yêu cầu " + finding.required, "stated " + finding.observed + "; required " + finding.required}, finding.citation);
            }
    }

    void membership() {
        if (!results_.membership) return;
        const Balance& balance = results_.membership->balance;
        const Period& period = results_.membership->facts.period;
        const Label when{"từ " + period.since().text() + " đến " + period.last_day()->text(), "from " + period.since().text() + " to " + period.last_day()->text()};
        if (!balance.consistent()) return say(Known::excluded, "membership", {"các số liệu về đảng viên cùng đúng, " + when.vi, "the figures of membership are all right, " + when.en}, balance.findings[0].text);
        const Label unstated = between(balance.unstated_gains);
        say(Known::follows, "membership", {"đảng viên tăng thêm mà nguồn không nêu: " + unstated.vi + ", " + when.vi, "members gained that no source states: " + unstated.en + ", " + when.en},
            {"thay đổi " + shown(balance.change) + " = vào - ra", "a change of " + shown(balance.change) + " = in - out"});
        if (!balance.losses.exact())
            say(Known::open, "membership", {"số đảng viên giảm: " + between(balance.losses).vi, "members lost: " + between(balance.losses).en}, {"nguồn không nêu; không tính được tỷ lệ", "no source states it; no rate follows"});
    }

    void targets() {
        for (const TargetAnswer& answer : results_.targets) {
            const Label &measure = answer.target.measure.label, required = required_words(answer.target);
            say(known_of(answer.finding.state), "targets", {"đạt chỉ tiêu " + measure.vi + ": " + required.vi, "the target is met: " + measure.en + ", " + required.en},
                answer.figure ? Label{"số liệu " + answer.figure->text().vi, "the figure is " + answer.figure->text().en} : answer.finding.text, answer.target.source.text());
        }
    }

    void questions() {
        for (std::size_t q = 0; q < town_.questions.size(); ++q) {
            const FigureQuestion& question = town_.questions[q];
            const Figure& figure = town_.report[question.measure];
            const std::optional<bool> answer = results_.answers[q];
            const bool least = question.compare == Compare::at_least;
            say(!answer ? Known::open : *answer ? Known::follows : Known::excluded, "questions",
                {figure.measure.label.vi + (least ? ": từ " : ": không quá ") + question.value.text(), figure.measure.label.en + (least ? ": at least " : ": at most ") + question.value.text()},
                {"nguồn nêu " + figure.text().vi, "the source states " + figure.text().en}, figure.source.text());
        }
    }

    void contradictions() {
        for (const Finding& finding : town_.report.findings().with_rule("report.contradiction"))
            say(Known::open, "evidence", {"nguồn nào đúng: " + finding.subject, "which source is right: " + finding.subject}, {finding.text.vi, finding.text.en + ": " + finding.observed}, finding.citation);
    }

    const TownYear& town_;
    const TownYearResults& results_;
    std::vector<Conclusion> list_;
};

}  // namespace

std::vector<Conclusion> conclude(const TownYear& town, const TownYearResults& results) { return Sentences(town, results).all(); }

}  // namespace myhao::inline v0::detail
