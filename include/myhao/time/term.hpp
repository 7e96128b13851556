// SPDX-License-Identifier: Apache-2.0
// A term (nhiệm kỳ): a labelled period of one kind, and the nominal series of them. "2016-2021" without its kind says little.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <myhao/base/error.hpp>
#include <myhao/base/fold.hpp>
#include <myhao/base/label.hpp>
#include <myhao/time/date.hpp>
#include <myhao/time/period.hpp>

namespace myhao::inline v0 {

/// One term of a series, nominal: a unit's own term runs from its own congress, on a day in [since, settled).
struct Term {
    std::string series;          // "party", "council", "plan", "cell"
    std::string label;           // "2020-2025", as it is written everywhere
    std::optional<int> ordinal;  // of one unit's own terms: XXVI is 26; a nominal term has none
    Date since;                  // the first day on which it may run
    std::optional<Date> until;   // the first day no longer; none: the sources name no day
    std::optional<Date> settled; // the first day on which no unit is still in the term before; none: `since`, all change at once
    Label basis;                 // what the days rest on

    [[nodiscard]] std::optional<Date> last_day() const { return until ? std::optional(*until - 1) : std::nullopt; }
    [[nodiscard]] Period period() const { return Period(since, until); }
    [[nodiscard]] bool contains(Date day) const noexcept { return since <= day && (!until || day < *until); }
    /// Whether every unit is in this term on `day`, none still in the one before.
    [[nodiscard]] bool settled_on(Date day) const noexcept { return contains(day) && day >= settled.value_or(since); }

    friend bool operator==(const Term&, const Term&) = default;
};

/// Terms of one kind in order, none overlapping. Different series do overlap.
class TermSeries {
public:
    /// Throws InvalidPeriod with every term that is out of order, overlaps the one before, or settles outside itself.
    TermSeries(std::string id, Label label, std::vector<Term> terms) : id_(std::move(id)), label_(std::move(label)), terms_(std::move(terms)) {
        Findings problems;
        const auto wrong = [&](const Term& term, std::string what) {
            Finding f;
            f.rule = InvalidPeriod::rule;
            f.subject = id_ + " " + term.label;
            f.observed = term.since.text() + " to " + (term.until ? term.until->text() : "open");
            f.text = {what, what};
            problems.add(std::move(f));
        };
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            terms_[i].series = id_;
            const Term& term = terms_[i];
            if (term.until && *term.until <= term.since) wrong(term, "a term ends after it begins");
            if (term.settled && (*term.settled < term.since || (term.until && *term.settled > *term.until))) wrong(term, "a term settles within itself");
            if (i > 0 && (!terms_[i - 1].until || *terms_[i - 1].until > term.since)) wrong(term, "a term begins before the one before it has ended");
        }
        if (!problems.empty()) throw InvalidPeriod(std::move(problems));
    }

    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    [[nodiscard]] const Label& label() const noexcept { return label_; }
    [[nodiscard]] std::span<const Term> terms() const& noexcept { return terms_; }
    std::span<const Term> terms() && = delete;

    /// The term that runs on `day`; nothing outside the series.
    [[nodiscard]] std::optional<Term> on(Date day) const {
        for (const Term& term : terms_)
            if (term.contains(day)) return term;
        return std::nullopt;
    }
    /// Every term a unit may be in on `day`, in order: two while units change over, each on the day of its own congress.
    [[nodiscard]] std::vector<Term> possible(Date day) const {
        std::vector<Term> found;
        for (std::size_t i = 0; i < terms_.size(); ++i)
            if (terms_[i].contains(day)) {
                if (i > 0 && !terms_[i].settled_on(day)) found.push_back(terms_[i - 1]);
                found.push_back(terms_[i]);
            }
        return found;
    }
    [[nodiscard]] std::optional<Term> labelled(std::string_view label) const {
        for (const Term& term : terms_)
            if (term.label == label) return term;
        return std::nullopt;
    }

private:
    std::string id_;
    Label label_;
    std::vector<Term> terms_;
};

/// The nominal series that the sources support.
namespace terms {

[[nodiscard]] inline const std::vector<TermSeries>& all() {
    const auto term = [](const char* label, Date since, std::optional<Date> until, std::optional<Date> settled, Label basis) {
        return Term{{}, label, {}, since, until, settled, std::move(basis)};
    };
    const Label year{"chỉ biết năm; ngày là ngày đại hội của từng tổ chức", "only the year is known; the day is that of each unit's own congress"};
    const Label calendar{"từ tháng 4, khi đại hội cơ sở bắt đầu, đến hết tháng 10, hạn của các đảng bộ trực thuộc Trung ương",
                         "from April, when grassroots congresses begin, to the end of October, the limit for organisations directly under the Centre"};
    const Label april{"từ tháng 4, khi đại hội cơ sở bắt đầu; hạn cuối chưa kiểm chứng", "from April, when grassroots congresses begin; the last limit is not verified"};
    const Label election{"từ ngày bầu cử; ngày họp phiên đầu của từng hội đồng chưa rõ", "from election day; the first session of each council is not known"};
    const Label years{"năm trọn", "whole calendar years"};
    static const std::vector<TermSeries> series{
        TermSeries("party", {"nhiệm kỳ cấp ủy địa phương", "term of local Party committees"},
                   {term("2010-2015", Date(2010, 1, 1), Date(2015, 4, 1), Date(2011, 1, 1), year), term("2015-2020", Date(2015, 4, 1), Date(2020, 4, 1), Date(2015, 11, 1), calendar),
                    term("2020-2025", Date(2020, 4, 1), Date(2025, 4, 1), Date(2020, 11, 1), calendar), term("2025-2030", Date(2025, 4, 1), std::nullopt, Date(2026, 1, 1), april)}),
        TermSeries("council", {"nhiệm kỳ Hội đồng nhân dân", "term of the People's Councils"},
                   {term("2016-2021", Date(2016, 5, 22), Date(2021, 5, 23), std::nullopt, election), term("2021-2026", Date(2021, 5, 23), Date(2026, 3, 15), std::nullopt, election),
                    term("2026-2031", Date(2026, 3, 15), std::nullopt, std::nullopt, election)}),
        TermSeries("plan", {"kế hoạch phát triển kinh tế - xã hội 5 năm", "five-year socio-economic plan"},
                   {term("2016-2020", Date(2016, 1, 1), Date(2021, 1, 1), std::nullopt, years), term("2021-2025", Date(2021, 1, 1), Date(2026, 1, 1), std::nullopt, years),
                    term("2026-2030", Date(2026, 1, 1), Date(2031, 1, 1), std::nullopt, years)}),
        TermSeries("cell", {"nhiệm kỳ chi bộ trực thuộc đảng ủy cơ sở", "term of cells under a grassroots committee"},
                   {term("2017-2020", Date(2017, 1, 1), Date(2020, 1, 1), Date(2018, 1, 1), year), term("2020-2022", Date(2020, 1, 1), Date(2022, 1, 1), Date(2021, 1, 1), year),
                    term("2022-2025", Date(2022, 1, 1), Date(2025, 1, 1), Date(2023, 1, 1), year), term("2025-2027", Date(2025, 1, 1), std::nullopt, Date(2026, 1, 1), year)}),
    };
    return series;
}

/// Throws InvalidPeriod with a suggestion where there is no such series.
[[nodiscard]] inline const TermSeries& series(std::string_view id) {
    std::vector<std::string> ids;
    for (const TermSeries& one : all()) {
        if (one.id() == id) return one;
        ids.push_back(one.id());
    }
    throw InvalidPeriod::at("series '" + std::string(id) + "'", "no such series of terms" + suggestion(id, ids), {}, "party, council, plan or cell");
}

/// The running term of every series, in the order of `all()`; a series with none on that day is left out.
[[nodiscard]] inline std::vector<Term> on(Date day) {
    std::vector<Term> found;
    for (const TermSeries& one : all())
        if (auto term = one.on(day)) found.push_back(std::move(*term));
    return found;
}

/// Every term of any kind that carries this label: what "2016-2021" may mean.
[[nodiscard]] inline std::vector<Term> labelled(std::string_view label) {
    std::vector<Term> found;
    for (const TermSeries& one : all())
        if (auto term = one.labelled(label)) found.push_back(std::move(*term));
    return found;
}

}  // namespace terms

}  // namespace myhao::inline v0
