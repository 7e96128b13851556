# SPDX-License-Identifier: Apache-2.0
"""Days as people hand them over, and the one function for month arithmetic."""
import datetime as dt
from typing import Any, Literal, TypeAlias

import numpy as np

from . import _core
from .labels import text as plain

#: A day: a date, YYYY-MM-DD, or a datetime, Timestamp or datetime64 at midnight without zone.
Day: TypeAlias = dt.date | str | np.datetime64
MonthEnd: TypeAlias = Literal["clip", "next", "error"]
_EXPECTED = "a date, YYYY-MM-DD, or midnight without a zone"
_NO_TIME = "a day without time or zone was expected"
_RANGE = "a day from 1400-01-01 to 9999-12-31"


def _read(value: Any) -> tuple[dt.date | None, str, str]:
    """The day, or what is wrong and what was found; nothing is wrong with NaT, a null."""
    from .errors import InvalidDate
    try:
        if isinstance(value, str):
            return _core.parse_date(str.__str__(value), "date"), "", ""
        if isinstance(value, np.datetime64):
            return _read_numpy(value)
        if isinstance(value, dt.datetime):
            if value.tzinfo is not None:
                return None, _NO_TIME, "a time zone"
            if value.time() != dt.time() or getattr(value, "nanosecond", False):
                return None, _NO_TIME, "a time of day"
        if isinstance(value, dt.date):
            day = dt.date(value.year, value.month, value.day)
            return (day, "", "") if day.year >= 1400 else (None, "no such day", day.isoformat())
    except InvalidDate as error:
        problem = error.problems[0]
        return None, problem.text.en, problem.observed
    except (TypeError, ValueError, OverflowError):
        return None, "not a date", type(value).__name__
    return None, "not a date", type(value).__name__


def _read_numpy(value: np.datetime64) -> tuple[dt.date | None, str, str]:
    if np.isnat(value):
        return None, "", ""
    if np.datetime_data(value.dtype)[0] in ("Y", "M", "generic"):
        return None, "not a day", str(value)
    day = value.astype("datetime64[D]")
    if day != value:
        return None, _NO_TIME, "a time of day"
    found = day.astype(object)
    return (found, "", "") if isinstance(found, dt.date) and found.year >= 1400 else (None, "no such day", str(value))


def day(value: Day, argument: str = "date") -> dt.date:
    """The day that `value` is. A wrong type is a TypeError that names the argument; no such day, a time or a zone is InvalidDate."""
    if type(value) is dt.date and value.year >= 1400:
        return value
    found, what, observed = _read(value)
    if found is not None:
        return found
    if not isinstance(value, (str, dt.date, np.datetime64)):
        raise TypeError(f"{argument}: expected {_EXPECTED}; found {type(value).__name__}")
    from .errors import InvalidDate
    raise InvalidDate.at(argument, what or "the day is missing", observed, _RANGE if what == "no such day" else _EXPECTED)


def parse_vietnamese(text: str) -> dt.date:
    """d/m/yyyy, as Vietnamese tables write it, leading zeros or not."""
    return _core.parse_vietnamese_date(plain(text, "text"), "text")


def add_months(date: Day, n: int, *, month_end: MonthEnd) -> dt.date:
    """The same day of the month `n` months later (earlier, if negative).

    Where the month reached has no such day: "clip" takes its last day, "next" the first day of the month after, "error" raises InvalidDate.
    """
    start = day(date)
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)):
        raise TypeError(f"n: expected a whole number of months, not {type(n).__name__}")
    policy = plain(month_end, "month_end")
    if policy not in ("clip", "next", "error"):
        raise ValueError(f"month_end: '{policy}'; expected clip, next or error{_core.suggestion(policy, ['clip', 'next', 'error'])}")
    months = int.__int__(n) if isinstance(n, int) else int(n)
    return _core.add_months(start, max(-200_000, min(200_000, months)), policy)


def months_between(start: Day, end: Day) -> int:
    """Whole months from one day to another; negative where `end` is earlier."""
    return _core.months_between(day(start, "start"), day(end, "end"))
