# SPDX-License-Identifier: Apache-2.0
"""A period: half-open, [since, until); its end may be open."""
import datetime as dt
from typing import NamedTuple

from .dates import Day, day


class Period(NamedTuple):
    """From `since`, the first day, to `until`, the first day no longer; None: still open."""

    since: dt.date
    until: dt.date | None = None

    @property
    def last_day(self) -> dt.date | None:
        return None if self.until is None else self.until - dt.timedelta(days=1)

    @property
    def days(self) -> int | None:
        """How many; None while it is open."""
        return None if self.until is None else (self.until - self.since).days

    def contains(self, date: Day) -> bool:
        on = day(date)
        return self.since <= on and (self.until is None or on < self.until)

    def __str__(self) -> str:
        return f"{self.since} to {self.until or 'open'}"
