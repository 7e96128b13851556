# SPDX-License-Identifier: Apache-2.0
"""Months: laws, and every month end of 1999 to 2030 against a second implementation, for each policy."""
import calendar
import datetime as dt

import pytest

mh = pytest.importorskip("myhao")

MONTH_ENDS = [dt.date(year, month, calendar.monthrange(year, month)[1]) for year in range(1999, 2031) for month in range(1, 13)]
ENDS_AND_NEIGHBOURS = [day + dt.timedelta(days=shift) for day in MONTH_ENDS for shift in (-3, -2, -1, 0, 1)]
NUMBERS = [*range(-13, 14), 24, 48, 360, 1080, -360]


def naive(day: dt.date, n: int, month_end: str) -> dt.date | None:
    """By counting months one at a time; None where there is no such day."""
    year, month = day.year, day.month
    for _ in range(abs(n)):
        month += 1 if n > 0 else -1
        year, month = (year + 1, 1) if month == 13 else (year - 1, 12) if month == 0 else (year, month)
    last = 28 + (month in (1, 3, 5, 7, 8, 10, 12)) * 3 + (month in (4, 6, 9, 11)) * 2 + (month == 2 and (year % 4 == 0 and year % 100 != 0 or year % 400 == 0))
    if day.day <= last:
        return dt.date(year, month, day.day)
    return dt.date(year, month, last) if month_end == "clip" else dt.date(year, month, last) + dt.timedelta(days=1) if month_end == "next" else None


def test_clip_agrees_with_dateutil_on_every_month_end():
    relative = pytest.importorskip("dateutil.relativedelta").relativedelta
    for day in MONTH_ENDS:
        for n in NUMBERS:
            assert mh.dates.add_months(day, n, month_end="clip") == day + relative(months=n)


@pytest.mark.parametrize("month_end", ["clip", "next", "error"])
def test_each_policy_agrees_with_counting_months_one_at_a_time(month_end):
    for day in ENDS_AND_NEIGHBOURS:
        for n in (1, -1, 12, -12, 13, 24):
            expected = naive(day, n, month_end)
            if expected is None:
                with pytest.raises(mh.InvalidDate):
                    mh.dates.add_months(day, n, month_end=month_end)
            else:
                assert mh.dates.add_months(day, n, month_end=month_end) == expected


@pytest.mark.parametrize("month_end", ["clip", "next"])
def test_more_months_are_never_earlier_and_a_later_day_never_ends_earlier(month_end):
    for day in MONTH_ENDS:
        after = [mh.dates.add_months(day, n, month_end=month_end) for n in range(-3, 4)]
        assert after == sorted(after)
        assert mh.dates.add_months(day, 1, month_end=month_end) <= mh.dates.add_months(day + dt.timedelta(days=1), 1, month_end=month_end)


def test_twelve_months_are_a_year_but_on_29_february():
    for day in ENDS_AND_NEIGHBOURS:
        if (day.month, day.day) != (2, 29):
            assert mh.dates.add_months(day, 12, month_end="error") == day.replace(year=day.year + 1)
    assert mh.dates.add_months("2020-02-29", 12, month_end="clip") == dt.date(2021, 2, 28)
    assert mh.dates.add_months("2020-02-29", 12, month_end="next") == dt.date(2021, 3, 1)
    assert mh.dates.add_months("2020-02-29", 48, month_end="error") == dt.date(2024, 2, 29)


def test_a_month_end_does_not_snap():
    # Boost's months make 31 March of this, and do not lead back.
    assert mh.dates.add_months("2023-02-28", 1, month_end="clip") == dt.date(2023, 3, 28)
    assert mh.dates.add_months("2023-03-28", -1, month_end="clip") == dt.date(2023, 2, 28)
    assert mh.dates.add_months("2023-04-30", 1, month_end="error") == dt.date(2023, 5, 30)


def test_back_and_forth_returns_where_the_day_is_in_every_month():
    for day in ENDS_AND_NEIGHBOURS:
        if day.day <= 28:
            for n in NUMBERS:
                assert mh.dates.add_months(mh.dates.add_months(day, n, month_end="error"), -n, month_end="error") == day
