# SPDX-License-Identifier: Apache-2.0
"""Members: badges, probation and Party age, tables of members counted over a tree, and the balance of a period.

Two clocks: probation runs from the ceremony of admission, Party age from the day of the decision to admit. In rules, `share` and `count` are over
the members of a unit: ``mh.members.share(mh.outcome.at_least("good")).at_least("80%")``.
"""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from . import _core, _frames, _html
from ._numbers import whole
from .conditions import Condition, _Count, _members, _Share
from .dates import Day, MonthEnd, day
from .findings import Findings
from .instruments import Citation, InstrumentKey
from .labels import Label, text
from .member_counts import MemberCounts as MemberCounts, counts as counts
from .membership import Membership as Membership

if TYPE_CHECKING:
    from .balance import Balance

#: A number, or its bounds (low, high), where None is no bound.
Count: TypeAlias = "int | tuple[int | None, int | None] | None"


def share(where: Condition) -> _Share:
    """Of the members of a unit for whom `where` is true or false, those for whom it holds; over nobody: not applicable."""
    return _members.share(where)


def count(where: Condition) -> _Count:
    """How many members of a unit `where` holds for; over nobody: 0."""
    return _members.count(where)


def _policy(month_end: MonthEnd | None) -> str:
    if month_end is None:
        return ""
    policy = text(month_end, "month_end")
    if policy not in ("clip", "next", "error"):
        raise ValueError(f"month_end: '{policy}'; expected clip, next or error{_core.suggestion(policy, ['clip', 'next', 'error'])}")
    return policy


def badge_due(admitted: Day, on: Day, *, month_end: MonthEnd | None = None) -> int | None:
    """The highest badge whose years are full on that day, None before the first; there is no badge of 35 years.

    `admitted`: the day of the decision to admit. The years are those of the guidance in force `on` that day (`badge_rules`). `month_end`: when years
    are full that began on 29 February; None: 28 February in a common year, which nothing that was read confirms.
    """
    due: int | None = _core.members_badge_due(day(admitted, "admitted"), day(on, "on"), _policy(month_end))
    return due


def probation_ends(ceremony: Day, *, month_end: MonthEnd | None = None) -> dt.date:
    """The first day after probation: twelve months from the ceremony of admission (Charter of 2011, 5(1)). `month_end` as in `badge_due`."""
    end: dt.date = _core.members_probation_ends(day(ceremony, "ceremony"), _policy(month_end))
    return end


def party_age(admitted: Day, on: Day, *, month_end: MonthEnd | None = None) -> int | None:
    """Full years since the decision to admit; None before it. It counts only for one who has become official."""
    years: int | None = _core.members_party_age(day(admitted, "admitted"), day(on, "on"), _policy(month_end))
    return years


class BadgeDue(NamedTuple):
    """One badge of one member."""

    years: int
    due: dt.date  #: the years are full
    award_day: dt.date  #: the first of the award days on or after
    earliest_ill: dt.date | None  #: of an early award in serious illness; None: none is allowed
    earliest_posthumous: dt.date | None


def badges(admitted: Day, on: Day, *, month_end: MonthEnd | None = None) -> list[BadgeDue]:
    """All badges of a member by the guidance in force `on` a day, the earliest first."""
    return [BadgeDue(*parts) for parts in _core.members_badges(day(admitted, "admitted"), day(on, "on"), _policy(month_end))]


def award_day(date: Day) -> dt.date:
    """The first of the four award days of the year (3/2, 19/5, 2/9, 7/11) on or after a day; further important anniversaries are allowed besides."""
    found: dt.date = _core.members_award_day(day(date))
    return found


class EarlyAward(NamedTuple):
    """Badges of `first` to `last` years may be given at most `months` early, for `reason`: illness or posthumous."""

    reason: str
    first: int
    last: int
    months: int


@dataclass(frozen=True)
class BadgeRules:
    """What one guidance on badges says. Of a guidance that was not read, `confidence` is unverified throughout."""

    key: InstrumentKey | None
    label: Label
    years: tuple[int, ...]
    award_days: tuple[tuple[int, int], ...]  #: (month, day)
    other_days: bool
    early: tuple[EarlyAward, ...]
    month_end: MonthEnd
    citations: Mapping[str, Citation]  #: of years, award_days, early, month_end
    confidence: Mapping[str, str]

    def __hash__(self) -> int:
        return hash((self.key, self.years, self.award_days))

    def _repr_html_(self) -> str:
        rows: list[tuple[Any, ...]] = [("years", ", ".join(map(str, self.years)), self.confidence["years"], self.citations["years"]),
                                       ("award days", ", ".join(f"{d}/{m}" for m, d in self.award_days) + (", other anniversaries" if self.other_days else ""), self.confidence["award_days"], self.citations["award_days"])]
        rows += [(f"early, {e.reason}", f"{e.first} to {e.last} years: at most {e.months} months", self.confidence["early"], self.citations["early"]) for e in self.early]
        rows.append(("29 February", self.month_end, self.confidence["month_end"], self.citations["month_end"]))
        return _html.table(f"Party badges: {self.key or 'no guidance read'}", ("what", "value", "confidence", "read in"), rows, origin="real")


def badge_rules(on: Day) -> BadgeRules:
    """The guidance in force on a day. Only that of 28/9/2021 was read, which held until 9/6/2025."""
    key, label, years, of_years, days, of_days, other, early, month_end, of_month_end = _core.members_badge_rules(day(on, "on"))
    sources = {"years": of_years, "award_days": of_days, "early": early[0][4], "month_end": of_month_end}
    return BadgeRules(InstrumentKey(*key) if key[0] else None, label, tuple(years), tuple(days), other, tuple(EarlyAward(*e[:4]) for e in early), month_end,
                      {name: Citation._of(source[0]) for name, source in sources.items()}, {name: source[1] for name, source in sources.items()})


def award_kind(admitted: Day, years: int, on: Day, *, posthumous: bool = False, month_end: MonthEnd | None = None) -> str:
    """How reports group an award: on_time, early, posthumous or early_posthumous."""
    kind: str = _award(admitted, years, on, posthumous, None, "", month_end)[0]
    return kind


def check_award(admitted: Day, years: int, on: Day, *, posthumous: bool = False, ill: bool | None = None, subject: str = "", month_end: MonthEnd | None = None) -> Findings:
    """Whether a badge of `years` given `on` a day keeps the guidance of that day: its years, how early it is, and the day.

    `ill`: seriously; None: not stated. Where the guidance was not read, or what matters is not stated, a finding is undetermined.
    """
    return Findings._of(_award(admitted, years, on, posthumous, ill, subject, month_end)[1])


def _award(admitted: Day, years: int, on: Day, posthumous: bool, ill: bool | None, subject: str, month_end: MonthEnd | None) -> tuple[str, Any]:
    number = whole(years, "years")
    if not 1 <= number <= 150:
        raise ValueError(f"years: expected 1 to 150, not {number}")
    for argument, flag in (("posthumous", posthumous), ("ill", ill)):
        if not isinstance(flag, bool) and not (flag is None and argument == "ill"):
            raise TypeError(f"{argument}: expected True or False, not {type(flag).__name__}")
    result: tuple[str, Any] = _core.members_check_award(day(admitted, "admitted"), number, day(on, "on"), posthumous, ill, text(subject, "subject"), _policy(month_end))
    return result


@dataclass(frozen=True)
class BadgeRound:
    """Badges of one round: proposed, decided, presented. A count that is not stated is None, and none follows from another: 358 proposed are not 358 awarded."""

    proposed: int | None = None
    decided: int | None = None
    presented: int | None = None
    proposed_on: dt.date | None = None
    decided_on: dt.date | None = None
    presented_on: dt.date | None = None
    origin: str = field(default="derived", compare=False, kw_only=True)

    def __post_init__(self) -> None:
        for name in ("proposed", "decided", "presented"):
            value, on = getattr(self, name), getattr(self, f"{name}_on")
            if value is not None:
                object.__setattr__(self, name, whole(value, name))
            if on is not None:
                object.__setattr__(self, f"{name}_on", day(on, f"{name}_on"))
        _ = self.findings  # a count below 0 is refused

    @property
    def findings(self) -> Findings:
        """More presented than decided, or decided than proposed; days out of order."""
        return Findings._of(_core.members_check_round((self.proposed, self.decided, self.presented, self.proposed_on, self.decided_on, self.presented_on), "badges"), self.origin)

    def _repr_html_(self) -> str:
        rows = [(name, "not stated" if getattr(self, name) is None else getattr(self, name), getattr(self, f"{name}_on")) for name in ("proposed", "decided", "presented")]
        return _html.table("Party badges of one round", ("state", "number", "on"), rows, origin=self.origin)


# --- columns ----------------------------------------------------------------------------------------------------------

class BadgeCounts(Mapping[int, int]):
    """How many members have each badge due as their highest, from a column of days of admission. `none`: no badge yet; `missing`: no day stated."""

    __slots__ = ("_counts", "missing", "none", "on")

    def __init__(self, counts: Mapping[int, int], none: int, missing: int, on: dt.date) -> None:
        self._counts, self.none, self.missing, self.on = dict(counts), none, missing, on

    def __getitem__(self, years: int) -> int:
        return self._counts[years]

    def __iter__(self) -> Any:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns badge and members."""
        return _frames.frame([("badge", "whole", np.array(list(self._counts), dtype=np.int64)), ("members", "whole", np.array(list(self._counts.values()), dtype=np.int64))], kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BadgeCounts) and (self._counts, self.none, self.missing, self.on) == (other._counts, other.none, other.missing, other.on)

    def __hash__(self) -> int:
        return hash((tuple(self._counts.items()), self.none, self.missing, self.on))

    def __reduce__(self) -> tuple[Any, ...]:
        return BadgeCounts, (self._counts, self.none, self.missing, self.on)

    def __repr__(self) -> str:
        shown = ", ".join(f"{years}: {number}" for years, number in self._counts.items() if number)
        return f"<BadgeCounts on {self.on}; {shown or 'no badges'}; none {self.none}, missing {self.missing}>"

    def _repr_html_(self) -> str:
        rows: list[tuple[Any, int]] = [*self._counts.items(), ("none yet", self.none), ("no day stated", self.missing)]
        return _html.table(f"Badges due on {self.on}", ("years", "members"), rows, origin="derived")


def badge_counts(admitted: Any, on: Day, *, month_end: MonthEnd | None = None) -> BadgeCounts:
    """Of a column of days of admission (an array, a series, a list; null: not stated), how many have each badge due on a day."""
    date = day(on, "on")
    years, numbers, missing = _core.members_badge_counts(_frames.column(admitted, "admitted"), date, _policy(month_end))
    return BadgeCounts(dict(zip(years[1:], numbers[1:], strict=True)), numbers[0], missing, date)


def badge_codes(admitted: Any, on: Day, *, month_end: MonthEnd | None = None) -> tuple[list[str], "np.ndarray[Any, np.dtype[np.int8]]"]:
    """(names, codes) for `counts(tree, table, by=codes, values=names)`: "0" for no badge yet, then the years; -1 where no day is stated."""
    years, codes = _core.members_badge_codes(_frames.column(admitted, "admitted"), day(on, "on"), _policy(month_end))
    return [str(year) for year in years], codes


def years(days: Any) -> "np.ndarray[Any, np.dtype[np.int16]]":
    """The year of each day of a column, -1 where it is null: for `counts(tree, table, by=years(table["admitted"]))`."""
    found: np.ndarray[Any, np.dtype[np.int16]] = _core.members_years(_frames.column(days, "days"))
    return found


# --- the balance of a period ------------------------------------------------------------------------------------------

_FLOWS = ("admitted", "readmitted", "transferred_in", "transferred_out", "died", "removed")


def _count(value: Any, argument: str) -> tuple[int | None, int | None]:
    if value is None:
        return (None, None)
    if isinstance(value, tuple):
        if len(value) != 2:
            raise TypeError(f"{argument}: expected a number or its bounds (low, high)")
        low, high = (None if bound is None else whole(bound, argument) for bound in value)
        return (low, high)
    number = whole(value, argument)
    return (number, number)


def balance(start: Count, end: Count, *, since: Day, last_day: Day, flows: Mapping[str, Count] | Iterable[tuple[str, Count, Day, Day]] = ()) -> Balance:
    """What the identity end = start + admitted + readmitted + transferred_in - transferred_out - died - removed leaves for each flow, as bounds.

    `since`, the first day of the period, is the day after that of `start`; `last_day` is that of `end`. `flows`: by name for the whole period, or rows
    (name, number, first day, last day). Facts that contradict each other give empty intervals and a finding that names them.
    """
    from .balance import Balance
    first, last = day(since, "since"), day(last_day, "last_day")
    rows: list[tuple[str, Count, Day, Day]] = [(name, value, first, last) for name, value in flows.items()] if isinstance(flows, Mapping) else list(flows)
    stated = []
    for row in rows:
        if not isinstance(row, tuple) or len(row) != 4:
            raise TypeError("flows: expected a mapping, or rows (name, number, first day, last day)")
        name, value, begin, finish = row
        if text(name, "flows") not in _FLOWS:
            raise ValueError(f"flows: '{name}'; expected {', '.join(_FLOWS)}{_core.suggestion(name, list(_FLOWS))}")
        stated.append((name, _count(value, f"flows, {name}"), day(begin, f"flows, {name}"), _after(finish, f"flows, {name}")))
    return Balance._of(_core.members_balance(first, _after(last, "last_day"), _count(start, "start"), _count(end, "end"), stated))


def _after(last: Day, argument: str) -> dt.date:
    found = day(last, argument)
    if found == dt.date.max:
        from .errors import InvalidDate
        raise InvalidDate.at(argument, "no day follows it", found.isoformat())
    return found + dt.timedelta(days=1)
