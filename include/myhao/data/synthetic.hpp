// SPDX-License-Identifier: Apache-2.0
// A made-up town (dữ liệu giả định) whose totals are those of a report: organisations, cells, members and their facts, none of them real.
// Its units carry no real names, and its facts say that their origin is synthetic.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/data/synthetic_plan.hpp>
#include <myhao/org/history_builder.hpp>
#include <myhao/org/scheme.hpp>
#include <myhao/org/tree.hpp>
#include <myhao/regulations/vocabulary.hpp>
#include <myhao/report/report.hpp>
#include <myhao/rules/evidence.hpp>
#include <myhao/rules/facts_builder.hpp>
#include <myhao/sources/origin.hpp>

namespace myhao::inline v0 {

struct SyntheticTown {
    History history;
    Tree tree;                          // on the last day of the report's year
    Facts facts, members;               // of the organisations and cells; of the members
    std::vector<DecidedGrade> decided;  // the members' grades: the source of the rules leaves "good" of members unknown
    Origin origin = Origin::synthetic;
};

namespace detail {

/// Writes down a plan as a history and as facts.
class TownWriter : PlannedGrades {
public:
    TownWriter(const Report& report, TownPlan& plan, std::int64_t admitted)
        : report_(report), plan_(plan), stream_(plan.stream()), tree_(history(), Date(report.year(), 12, 31)), units_(tree_, regulations::vocabulary(Subject::organization)),
          people_(tree_, regulations::vocabulary(Subject::member), Subject::member), admitted_(admitted) {
        units_.origin(Origin::synthetic), people_.origin(Origin::synthetic);
        for (const PlannedOrganization& o : plan.organizations())
            for (const PlannedCell& c : o.cells)
                for (const PlannedGrade g : c.members) ++(g == PlannedGrade::ungraded ? without_ : with_);
    }

    [[nodiscard]] SyntheticTown write() {
        unit(report_.unit().text(), good, true, 1);
        const auto& organizations = plan_.organizations();
        for (std::size_t i = 0; i < organizations.size(); ++i) {
            const PlannedOrganization& o = organizations[i];
            unit(name(i), o.grade, o.territorial, 1);
            for (std::size_t c = 0; c < o.cells.size(); ++c) {
                if (o.committee) unit(name(i, c), o.cells[c].grade, false, static_cast<std::int64_t>(i) + 2);
                const std::string at = o.committee ? name(i, c) : name(i);
                for (std::size_t m = 0; m < o.cells[c].members.size(); ++m) member(at + "-" + numbered("m", m, 3), at, o.cells[c].members[m], static_cast<std::int64_t>(i) + 1);
            }
        }
        return {tree_.history(), tree_, units_.build(), people_.build(), std::move(decided_)};
    }

private:
    static std::string numbered(const char* prefix, std::size_t index, std::size_t digits) {
        std::string number = std::to_string(index + 1);
        if (number.size() < digits) number.insert(0, digits - number.size(), '0');
        return prefix + number;
    }
    static std::string name(std::size_t organization) { return numbered("s", organization, 2); }
    static std::string name(std::size_t organization, std::size_t cell) { return name(organization) + "-" + numbered("c", cell, 2); }

    [[nodiscard]] History history() const {
        // Of one edition only: a made-up town has no reform before it or after it.
        const SchemeSeries series = SchemeSeries::cpv();
        const Scheme& scheme = series.on(Date(report_.year(), 12, 31))->scheme;
        HistoryBuilder builder{SchemeSeries(scheme)};
        const Date founded(report_.year() - 5, 1, 1);
        const auto add = [&](std::string id, std::string called, const char* kind, const std::string& parent) {
            SuccessionRow birth;
            birth.day = founded, birth.after = Id(id), birth.event = "establish";
            builder.add(std::move(birth));
            SpellRow row;
            row.id = Id(std::move(id)), row.name = std::move(called), row.kind = kind, row.since = founded;
            if (!parent.empty()) row.parent = Id(parent);
            builder.add(std::move(row));
        };
        const std::string town = report_.unit().text();
        add(town, "SYNTHETIC: " + report_.name().vi, scheme.find("district") != nullptr ? "district" : "commune", "");
        const auto& organizations = plan_.organizations();
        for (std::size_t i = 0; i < organizations.size(); ++i) {
            const PlannedOrganization& o = organizations[i];
            add(name(i), "SYNTHETIC " + std::to_string(i + 1), o.committee ? "grassroots_committee" : "grassroots_cell", town);
            for (std::size_t c = 0; o.committee && c < o.cells.size(); ++c)
                add(name(i, c), "SYNTHETIC " + std::to_string(i + 1) + "." + std::to_string(c + 1), "cell", name(i));
        }
        return builder.build();
    }

    /// Hundredths between two scores, each given once, so that no two objects are level.
    [[nodiscard]] Decimal score(PlannedGrade grade) {
        constexpr std::int64_t low[] = {9000, 7000, 5000, 2000}, high[] = {9989, 8989, 6989, 4989};
        const auto g = static_cast<std::size_t>(grade);
        return Decimal(stream_.between(low[g], high[g]) * 1'000'000 + scores_++, 8);
    }
    /// Assigned, met, exceeded and on time, as the grade is understood by every rule book that counts them.
    struct Targets {
        std::int64_t assigned, met, exceeded, on_time;
    };
    [[nodiscard]] Targets targets(PlannedGrade grade) {
        const std::int64_t n = stream_.between(10, 30);
        const std::int64_t least[] = {n, (n * 9 + 9) / 10, (n * 7 + 9) / 10, n / 5}, most[] = {n, n, n, n * 2 / 5};
        const std::int64_t met = stream_.between(least[static_cast<std::size_t>(grade)], most[static_cast<std::size_t>(grade)]);
        const std::int64_t exceeded = grade == excellent ? stream_.between((n + 1) / 2, n) : grade == good ? stream_.between(0, n / 3) : 0;
        return {n, met, exceeded, grade == excellent ? met : stream_.between(met * 4 / 5, met)};
    }

    template <class Set>
    void common(PlannedGrade grade, std::int64_t group, const Set& set) {
        constexpr std::array results{"excellent", "good", "average", "poor"};
        const auto g = static_cast<std::size_t>(grade);
        set("results", std::string(results[g]));
        set("others", std::string(grade == excellent ? (stream_.one_in(2) ? "excellent" : "good") : grade == good ? (stream_.one_in(3) ? "average" : "good") : "average"));
        set("score", score(grade));
        const Targets t = targets(grade);
        set("targets_assigned", t.assigned), set("targets_met", t.met), set("targets_exceeded", t.exceeded);
        set("targets_on_time", t.on_time), set("targets_late", t.met - t.on_time);
        set("disciplined", grade == not_completed);
        set("measurable_product", grade == excellent || grade == good);
        set("peer_group", group);
    }

    void unit(const std::string& id, PlannedGrade grade, bool with_government, std::int64_t group) {
        const auto set = [&](const char* fact, FactValue value) { units_.set(Id(id), fact, std::move(value)); };
        common(grade, group, set);
        for (const char* no : {"key_targets_missed", "force_majeure", "discipline_remedied", "unity_lost", "member_degraded", "corruption_disciplined"}) set(no, false);
        for (const char* body : {"government_grade", "front_grade", "mass_organizations_grade"}) {
            if (!with_government) set(body, NotApplicable{});
            else if (grade == excellent) set(body, std::string(stream_.one_in(4) ? "excellent" : "good"));
            else set(body, std::string(grade == good && stream_.one_in(2) ? "good" : "completed"));
        }
        if (with_government) set("government_at_lowest", false);
        else set("government_at_lowest", NotApplicable{});
        set("bodies_at_lowest", std::int64_t{0});
        set("months_since_establishment", std::int64_t{71});  // from the first day of the year five years before
    }

    void member(const std::string& id, const std::string& at, PlannedGrade grade, std::int64_t group) {
        people_.object(Id(id), Id(at));
        const auto set = [&](const char* fact, FactValue value) { people_.set(Id(id), fact, std::move(value)); };
        // Half of those admitted in the year are in it for less than six months, and so not graded yet.
        const bool left_out = grade == ungraded;
        std::int64_t& seen = left_out ? seen_without_ : seen_with_;
        const std::int64_t all = left_out ? without_ : with_, of = left_out ? std::min(admitted_ / 2, without_) : std::min(admitted_ - admitted_ / 2, with_);
        const bool fresh = seen * of / all != (seen + 1) * of / all;
        ++seen;
        set("months_since_admission", fresh ? stream_.between(left_out ? 0 : 6, left_out ? 5 : 11) : stream_.between(12, 480));
        const bool suspended = left_out && !fresh && stream_.one_in(200);
        set("exempt", left_out && !fresh && !suspended), set("suspended", suspended);
        const PlannedGrade as = left_out ? good : grade;
        common(as, group, set);
        const bool civil = stream_.one_in(4);
        constexpr std::array grades{"excellent", "good", "completed", "not_completed"};
        if (civil) set("civil_grade", std::string(grades[as == not_completed ? 2 : static_cast<std::size_t>(as)]));
        else set("civil_grade", NotApplicable{});
        set("exemplary", as == excellent || as == good);
        for (const char* no : {"degradation_concluded", "duty_breached"}) set(no, false);
        set("sick_leave_months", as == completed && stream_.one_in(20) ? stream_.between(3, 9) : std::int64_t{0});
        if (!left_out) decided_.push_back({Id(id), grades[static_cast<std::size_t>(grade)], Subject::member});
    }

    const Report& report_;
    TownPlan& plan_;
    Stream& stream_;
    Tree tree_;
    FactsBuilder units_, people_;
    std::vector<DecidedGrade> decided_;
    std::int64_t admitted_, with_ = 0, without_ = 0, seen_with_ = 0, seen_without_ = 0, scores_ = 0;
};

}  // namespace detail

/// Made up from the totals of a report of one year: as many organisations, with as many of each grade; as many members, with
/// as many excellent or good. Evaluated whole, the grades come out as the report counts them, where the quota's base allows it.
/// The same report and seed give the same town on every platform. Throws InvalidFacts where the report leaves a total open.
[[nodiscard]] inline SyntheticTown synthetic_town(const Report& report, std::uint64_t seed = 0) {
    const detail::TownTotals totals(report);
    detail::TownPlan plan(totals, seed);
    return detail::TownWriter(report, plan, totals.admitted).write();
}

}  // namespace myhao::inline v0
