// SPDX-License-Identifier: Apache-2.0
// The plan of a made-up town: which organisations and cells it has, how many members each, and which grade each is to get,
// so that the totals are those of a report. Whole numbers only: the same seed gives the same town everywhere.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/report/report.hpp>

namespace myhao::inline v0::detail {

/// A stream of numbers that depends on nothing but its seed (splitmix64).
class Stream {
public:
    explicit constexpr Stream(std::uint64_t seed) noexcept : state_(seed) {}

    [[nodiscard]] constexpr std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    /// From `low` to `high`, both included.
    [[nodiscard]] constexpr std::int64_t between(std::int64_t low, std::int64_t high) noexcept {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    [[nodiscard]] constexpr bool one_in(std::int64_t n) noexcept { return between(1, n) == 1; }

    template <class T>
    constexpr void shuffle(std::vector<T>& list) noexcept {
        for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(i) - 1))]);
    }

private:
    std::uint64_t state_;
};

enum class PlannedGrade : std::uint8_t { excellent, good, completed, not_completed, ungraded };

/// Their short names, for the classes below.
struct PlannedGrades {
    static constexpr PlannedGrade excellent = PlannedGrade::excellent, good = PlannedGrade::good, completed = PlannedGrade::completed, not_completed = PlannedGrade::not_completed,
                                  ungraded = PlannedGrade::ungraded;
};

/// Members sit in cells: those of a committee, or the organisation itself where it is one cell.
struct PlannedCell {
    PlannedGrade grade = PlannedGrade::good;
    bool troubled = false;  // one of its members does not complete the tasks
    std::int64_t size = 0, graded = 0, good_or_better = 0;
    std::vector<PlannedGrade> members = {};
};
struct PlannedOrganization {
    PlannedGrade grade = PlannedGrade::good;
    bool committee = false, territorial = false;  // territorial: of a ward or commune, with a government beside it
    std::vector<PlannedCell> cells = {};          // one where it is itself a cell
};

/// What a report must state for a town to be made up from it.
struct TownTotals {
    std::int64_t organizations = 0, members = 0, good_or_better = 0, admitted = 0, territorial = 0;
    std::int64_t grades[4] = {};  // of organisations

    explicit TownTotals(const Report& report) {
        Findings problems;
        const auto missing = [&](const char* what) { problems.add(InvalidFacts::at("report of " + report.unit().text() + " for " + std::to_string(report.year()), "a made-up town needs it, but the report does not state it exactly", {}, what).problems()); };
        const auto exact = [&](const char* measure) -> std::int64_t {
            const Figure* figure = report.find(measure);
            return figure != nullptr && figure->value.exact() ? figure->value.low->at(0).value_or(-1) : -1;
        };
        const Tally* units = report.tally(Subject::organization);
        if (units == nullptr || !units->graded() || units->scale().size() != 4) {
            missing("a tally of organisations by four grades, with their number");
        } else {
            organizations = *units->graded();
            for (std::size_t g = 0; g < 4; ++g) {
                const auto count = units->count(GradeSet::one(g));
                if (!count.exact()) missing("how many organisations have each grade");
                grades[g] = *count.low;
            }
        }
        const Tally* people = report.tally(Subject::member);
        if (people == nullptr || !people->count(GradeSet::at_least(1)).exact()) missing("how many members are excellent or good");
        else good_or_better = *people->count(GradeSet::at_least(1)).low;
        if (members = exact("members"); members < 0) missing("the figure 'members'");
        admitted = std::max<std::int64_t>(0, exact("members_admitted"));
        territorial = std::clamp<std::int64_t>(exact("wards_and_communes"), 0, organizations);
        if (problems.empty() && (organizations < 1 || organizations > 10'000 || members > 10'000'000 || members < organizations * 30)) missing("1 to 10,000 organisations with 30 members each on average");
        if (!problems.empty()) throw InvalidFacts(std::move(problems));
    }
};

class TownPlan : PlannedGrades {
public:
    TownPlan(const TownTotals& totals, std::uint64_t seed) : totals_(totals), stream_(seed) {
        shape();
        grade_units();
        grade_members();
    }
    [[nodiscard]] const std::vector<PlannedOrganization>& organizations() const noexcept { return organizations_; }
    [[nodiscard]] Stream& stream() noexcept { return stream_; }

private:
    /// `total` in `n` parts of at least `least`, by random weights.
    [[nodiscard]] std::vector<std::int64_t> split(std::int64_t total, std::size_t n, std::int64_t least) {
        std::vector<std::int64_t> weight(n), part(n);
        std::int64_t weights = 0, left = total - least * static_cast<std::int64_t>(n);
        for (std::int64_t& w : weight) weights += w = stream_.between(60, 140);
        const std::int64_t free = left;
        for (std::size_t i = 0; i < n; ++i) part[i] = least + free * weight[i] / weights, left -= free * weight[i] / weights;
        for (std::size_t i = 0; left > 0; i = (i + 1) % n) ++part[i], --left;
        return part;
    }

    /// The organisations of wards and communes are the large ones; half of the others are single cells of less than 30 members.
    void shape() {
        const auto n = static_cast<std::size_t>(totals_.organizations), large = static_cast<std::size_t>(totals_.territorial);
        organizations_.resize(n);
        std::vector<std::int64_t> size(n);
        std::int64_t left = totals_.members;
        std::size_t rest = n;  // organisations whose size is not set yet
        for (std::size_t i = large; i < n; ++i) {
            const bool cell = (i - large) % 2 == 1;
            size[i] = cell ? stream_.between(9, 29) : std::min<std::int64_t>(stream_.between(30, 75), left - 30 * static_cast<std::int64_t>(rest - 1));
            left -= size[i], --rest;
        }
        const std::size_t takers = large > 0 ? large : n;
        const std::vector<std::int64_t> more = split(left, takers, large > 0 ? 30 : 0);
        for (std::size_t i = 0; i < takers; ++i) size[i] += more[i];
        for (std::size_t i = 0; i < n; ++i) {
            PlannedOrganization& o = organizations_[i];
            o.territorial = i < large;
            o.committee = size[i] >= 30;
            const auto cells = o.committee ? static_cast<std::size_t>(std::max<std::int64_t>(2, size[i] / stream_.between(22, 34))) : std::size_t{1};
            for (const std::int64_t s : split(size[i], cells, 3)) o.cells.push_back({.size = s});
        }
    }

    void grade_units() {
        std::vector<PlannedGrade> grades;
        for (std::size_t g = 0; g < 4; ++g) grades.insert(grades.end(), static_cast<std::size_t>(totals_.grades[g]), static_cast<PlannedGrade>(g));
        stream_.shuffle(grades);
        for (std::size_t i = 0; i < organizations_.size(); ++i) {
            PlannedOrganization& o = organizations_[i];
            o.grade = grades[i];
            if (!o.committee) {
                o.cells[0].grade = o.grade;
                continue;
            }
            // At most a sixth of the good ones and better is excellent: no quota on any base cuts among the cells.
            o.cells.back().troubled = o.grade == good && o.cells.size() >= 8 && stream_.one_in(2);
            const auto sound = static_cast<std::int64_t>(o.cells.size()) - (o.cells.back().troubled ? 1 : 0);
            for (std::int64_t c = 0; c < sound / 6; ++c) o.cells[static_cast<std::size_t>(c)].grade = excellent;
            if (o.cells.back().troubled) o.cells.back().grade = completed;
        }
    }

    void grade_members() {
        std::vector<PlannedCell*> cells;
        std::vector<std::int64_t> least, most;
        std::int64_t fewest = 0, room = 0;
        for (PlannedOrganization& o : organizations_)
            for (PlannedCell& c : o.cells) {
                c.graded = c.size - c.size * stream_.between(4, 14) / 100;
                const bool high = c.grade == excellent || o.grade == excellent;
                const std::int64_t share = c.grade == completed || c.grade == not_completed ? 0 : high ? 80 : 50;
                least.push_back((c.graded * share + 99) / 100);
                const std::int64_t spare = c.troubled ? 2 : c.graded * stream_.between(0, 8) / 100;
                most.push_back(std::max(least.back(), std::max<std::int64_t>(0, c.graded - spare)));
                fewest += least.back(), room += most.back() - least.back();
                cells.push_back(&c);
            }
        std::int64_t left = totals_.good_or_better - fewest;
        if (left < 0 || left > room)
            throw InvalidFacts::at("report", "no made-up town has so many members excellent or good", std::to_string(totals_.good_or_better), std::to_string(fewest) + " to " + std::to_string(fewest + room));
        const std::int64_t share = left;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::int64_t more = room > 0 ? share * (most[i] - least[i]) / room : 0;
            cells[i]->good_or_better = least[i] + more, left -= more;
        }
        for (std::size_t i = 0; left > 0; i = (i + 1) % cells.size())
            if (cells[i]->good_or_better < most[i]) ++cells[i]->good_or_better, --left;
        for (PlannedOrganization& o : organizations_) name_members(o);
    }

    /// The excellent members of an organisation are at most a sixth of its good ones and better, spread over its cells.
    void name_members(PlannedOrganization& o) {
        std::int64_t all = 0, seen = 0;
        for (const PlannedCell& c : o.cells) all += c.good_or_better;
        const std::int64_t places = (all / 6) * stream_.between(70, 100) / 100;
        for (PlannedCell& c : o.cells) {
            for (std::int64_t m = 0; m < c.size; ++m) {
                if (m >= c.graded) c.members.push_back(ungraded);
                else if (m >= c.good_or_better) c.members.push_back(c.troubled && m + 1 == c.graded ? not_completed : completed);
                else c.members.push_back(seen * places / all != (seen + 1) * places / all ? excellent : good), ++seen;
            }
            stream_.shuffle(c.members);
        }
    }

    TownTotals totals_;
    Stream stream_;
    std::vector<PlannedOrganization> organizations_;
};

}  // namespace myhao::inline v0::detail
