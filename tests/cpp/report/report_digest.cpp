// SPDX-License-Identifier: Apache-2.0
#include <myhao/report/report_digest.hpp>

#include <functional>
#include <set>

#include <myhao/data/my_hao_report.hpp>

#include "support/catch.hpp"

using namespace myhao;

TEST_CASE("a report has the digest of its content, and any change of it another one") {
    const Report report = datasets::my_hao_2020();
    CHECK(digest(report) == digest(ReportBuilder(report.data()).build()));
    const std::vector<std::function<void(ReportData&)>> changes{
        [](ReportData& d) { d.year = 2021; },
        [](ReportData& d) { d.unit = Id("other"); },
        [](ReportData& d) { d.figures[0].value.high = Decimal(96); },
        [](ReportData& d) { d.figures[1].measure.unit = "course"; },
        [](ReportData& d) { d.figures[2].source.paragraph = 9; },
        [](ReportData& d) { d.figures.pop_back(); },
        [](ReportData& d) { d.tallies[0] = Tally(scales::cpv_2018(), {{{"excellent"}, 7}, {{"good"}, 36}, {{"completed"}, 0}}, d.tallies[0].about()); },
        [](ReportData& d) { d.statements[0].confidence = Confidence::unverified; },
        [](ReportData& d) { d.posts[0].basis.reset(); },
        [](ReportData& d) { d.congresses[1].last_day = Date(2020, 8, 7); },
        [](ReportData& d) { d.instruments[0].instrument.key.issued.reset(); },
        [](ReportData& d) { d.sources[0].published = Date(2021, 1, 1); },
    };
    std::set<Digest> seen{digest(report)};
    for (const auto& change : changes) {
        ReportData data = report.data();
        change(data);
        seen.insert(digest(ReportBuilder(std::move(data)).build()));
    }
    CHECK(seen.size() == changes.size() + 1);
}

TEST_CASE("a tally has the digest of its content") {
    const Tally a(scales::cpv_2018(), {{{"good"}, 1}}), b(scales::cpv_2018(), {{{"good"}, 1}}), c(scales::cpv_2018(), {{{"good"}, 1}}, {.graded = 1}), d(scales::cpv_2018(), {{{"completed"}, 1}});
    CHECK(digest(a) == digest(b));
    CHECK(std::set<Digest>{digest(a), digest(c), digest(d)}.size() == 3);
}
