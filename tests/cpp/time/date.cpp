// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"

#include <cstdint>
#include <string>

#include <myhao/time/date.hpp>
#include <myhao/time/period.hpp>

using namespace myhao;

namespace {
// A second implementation, from the civil calendar's own rules, sharing no code with the first.
bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }
int length(int y, int m) {
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && leap(y) ? 29 : days[m - 1];
}
}  // namespace

TEST_CASE("days count as a calendar kept by hand counts them, from 1899 to 2101") {
    std::int32_t days = Date(1899, 1, 1).days();
    CHECK(Date(1970, 1, 1).days() == 0);
    CHECK(Date(2020, 8, 4).days() == 18478);  // 50 years and 12 leap days are 18262, and 216 days to 4 August
    for (int y = 1899; y <= 2100; ++y)
        for (int m = 1; m <= 12; ++m)
            for (int d = 1; d <= length(y, m); ++d, ++days) {
                const Date date(y, m, d);
                if (date.days() != days || date.year() != y || date.month() != m || date.day() != d) FAIL("day " << y << '-' << m << '-' << d);
            }
    CHECK(Date(2101, 1, 1).days() == days);
}

TEST_CASE("a date is strictly YYYY-MM-DD, or d/m/yyyy where a Vietnamese table is read") {
    CHECK(Date::parse("2020-08-04") == Date(2020, 8, 4));
    CHECK(Date::parse("2020-08-04").text() == "2020-08-04");
    CHECK(Date::parse_vietnamese("4/8/2020") == Date(2020, 8, 4));
    CHECK(Date::parse_vietnamese("04/08/2020") == Date(2020, 8, 4));
    for (const char* bad : {"", "2020-8-4", "2020-08-04T00:00", "20200804", "2020-13-01", "2020-02-30", "2019-02-29", "0000-01-01", "10000-01-01", "1399-12-31", "2020-08-0a", " 2020-08-04"})
        CHECK_THROWS_AS(Date::parse(bad), InvalidDate);
    for (const char* bad : {"4-8-2020", "4/8/20", "4/8", "/8/2020", "31/4/2020", "4//2020", "004/8/2020"}) CHECK_THROWS_AS(Date::parse_vietnamese(bad), InvalidDate);
    CHECK_THROWS_WITH(Date::parse("2020-02-30", "row 3, column 'since'"), "row 3, column 'since': no such day; found 2020-2-30; expected a day from 1400-01-01 to 9999-12-31");
    CHECK(Date(Date::first_days).text() == "1400-01-01");
    CHECK(Date(Date::last_days).text() == "9999-12-31");
    CHECK_THROWS_AS(Date(Date::last_days) + 1, InvalidDate);
}

TEST_CASE("a month after 28 February 2023 is 28 March, not the end of March") {
    for (const MonthEnd end : {MonthEnd::clip, MonthEnd::next, MonthEnd::error}) CHECK(add_months(Date(2023, 2, 28), 1, end) == Date(2023, 3, 28));
    CHECK(add_months(Date(2023, 1, 31), 1, MonthEnd::clip) == Date(2023, 2, 28));
    CHECK(add_months(Date(2023, 1, 31), 1, MonthEnd::next) == Date(2023, 3, 1));
    CHECK_THROWS_AS(add_months(Date(2023, 1, 31), 1, MonthEnd::error), InvalidDate);
    CHECK(add_months(Date(2020, 2, 29), 12, MonthEnd::clip) == Date(2021, 2, 28));
    CHECK(add_months(Date(2020, 2, 29), -12, MonthEnd::next) == Date(2019, 3, 1));
    CHECK(add_months(Date(2020, 2, 29), 48, MonthEnd::error) == Date(2024, 2, 29));
    CHECK_THROWS_AS(add_months(Date(9999, 12, 1), 1, MonthEnd::clip), InvalidDate);
}

TEST_CASE("month arithmetic agrees with a second implementation from every month end of 1999 to 2030") {
    for (int y = 1999; y <= 2030; ++y)
        for (int m = 1; m <= 12; ++m)
            for (int back = 0; back < 4; ++back)
                for (int n = -30; n <= 30; ++n) {
                    const int d = length(y, m) - back;
                    int ty = y, tm = m + n;
                    while (tm > 12) tm -= 12, ++ty;
                    while (tm < 1) tm += 12, --ty;
                    const bool fits = d <= length(ty, tm);
                    const Date from(y, m, d), clipped = add_months(from, n, MonthEnd::clip), next = add_months(from, n, MonthEnd::next);
                    REQUIRE(clipped == Date(ty, tm, fits ? d : length(ty, tm)));
                    REQUIRE(next == (fits ? Date(ty, tm, d) : tm == 12 ? Date(ty + 1, 1, 1) : Date(ty, tm + 1, 1)));
                }
}

TEST_CASE("whole months between two days are the most that still fit") {
    CHECK(months_between(Date(2020, 6, 30), Date(2020, 12, 30)) == 6);
    CHECK(months_between(Date(2020, 7, 1), Date(2020, 12, 31)) == 5);
    CHECK(months_between(Date(2020, 1, 31), Date(2020, 2, 29)) == 1);
    CHECK(months_between(Date(2020, 2, 1), Date(2020, 1, 31)) == -1);
    for (std::int32_t a = Date(2019, 11, 25).days(); a < Date(2020, 4, 5).days(); ++a)
        for (std::int32_t b = Date(2019, 11, 25).days(); b < Date(2021, 4, 5).days(); b += 3) {
            int most = -40;
            while (add_months(Date(a), most + 1, MonthEnd::clip) <= Date(b)) ++most;
            REQUIRE(months_between(Date(a), Date(b)) == most);
        }
}

TEST_CASE("a period has a first day, a first day no longer, and at least a day between them") {
    const Period congress = Period::through(Date(2020, 8, 4), Date(2020, 8, 6));
    CHECK(congress.days() == 3);
    CHECK(congress.last_day() == Date(2020, 8, 6));
    CHECK(congress.contains(Date(2020, 8, 6)));
    CHECK_FALSE(congress.contains(Date(2020, 8, 7)));
    CHECK_THROWS_AS(Period(Date(2020, 8, 4), Date(2020, 8, 4)), InvalidPeriod);
    CHECK_THROWS_AS(Period::through(Date(2020, 8, 4), Date(2020, 8, 3)), InvalidPeriod);
    const Period open(Date(2020, 8, 6));
    CHECK_FALSE(open.days().has_value());
    CHECK(open.overlaps(congress));
    CHECK_FALSE(Period(Date(2020, 8, 7)).overlaps(congress));
    CHECK(open.contains(Period(Date(2021, 1, 1))));
    CHECK_FALSE(congress.contains(open));
}
