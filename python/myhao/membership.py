# SPDX-License-Identifier: Apache-2.0
"""Membership over time: dated events of members, who are opaque ids; where each stands on a day, who counts where, and what changed."""
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from . import _core, _frames, _html
from ._origins import combined, derived, stated_origin
from ._written import written
from .dates import Day, day
from .findings import Findings
from .history import History, _declared
from .labels import text
from .spells import Id

if TYPE_CHECKING:
    from .member_counts import MemberCounts
    from .members import BadgeRound
    from .tree import Tree

_COLUMNS = ("member", "what", "day", "unit", "decided", "until", "badge")


class MemberEvent(NamedTuple):
    """What happened to a member on a day.

    `what`: admitted, readmitted, confirmed, not_confirmed, returned, transferred, attached, resumed, exempted, reinstated, suspended, badge_proposed,
    badge_decided, badge_presented, removed or died: the order in which events of one day happen.
    """

    member: Id
    what: str
    day: dt.date  #: of an admission: the ceremony
    unit: Id | None  #: of an admission, a transfer (to) or an attachment (with)
    decided: dt.date | None  #: the decision to admit
    until: dt.date | None  #: of an attachment or a suspension: the first day no longer
    badge: int | None  #: years


@dataclass(frozen=True)
class Standing:
    """One member on one day, after what happened on it."""

    state: str  #: none (not yet), probationary, official, removed or died
    unit: Id | None  #: where the member counts; None for one who is not on the roll
    host: Id | None  #: where the member is attached for a time, and does not count
    suspended: bool
    exempt: bool
    ceremony: dt.date | None  #: probation runs from it
    age_from: dt.date | None  #: Party age counts from the decision, once official; None: not stated, or readmitted
    official_since: dt.date | None
    left: dt.date | None


class OnRoll(NamedTuple):
    """One who is on the roll of a unit on a day."""

    member: Id
    unit: Id
    state: str
    host: Id | None
    suspended: bool
    exempt: bool


class UnitTable(Mapping[Any, dict[str, int]]):
    """Numbers of units; `table[unit]` is a mapping from column to number, `table.column(name)` an array in the order of the units."""

    __slots__ = ("_columns", "_place", "_title", "_units", "origin")

    def __init__(self, title: str, units: list[Id], columns: dict[str, Any], origin: str) -> None:
        self._title, self._units, self._columns, self.origin = title, units, columns, origin
        self._place = {unit: place for place, unit in enumerate(units)}

    @property
    def columns(self) -> list[str]:
        """Their names, in order."""
        return list(self._columns)

    def column(self, name: str) -> np.ndarray[Any, np.dtype[np.int64]]:
        """In the order of the units, read-only; KeyError with the nearest name where there is no such column."""
        if name not in self._columns:
            raise KeyError(f"no column '{name}'{_core.suggestion(str(name), self.columns)}")
        return self._columns[name]  # type: ignore[no-any-return]

    def __getitem__(self, unit: Id) -> dict[str, int]:
        if unit not in self._place:
            from .errors import UnknownUnit
            raise UnknownUnit.at(f"unit '{unit}'", "no event names this unit")
        return {name: int(values[self._place[unit]]) for name, values in self._columns.items()}

    def __iter__(self) -> Any:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    @property
    def total(self) -> dict[str, int]:
        """Over all units."""
        return {name: int(values.sum()) for name, values in self._columns.items()}

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns id and those of the table."""
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("id", "id", self._units)]
        return _frames.frame([*columns, *((name, "whole", values) for name, values in self._columns.items())], kind, origin=self.origin)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, UnitTable):
            return NotImplemented
        return self._units == other._units and self.columns == other.columns and all(np.array_equal(self._columns[name], other._columns[name]) for name in self.columns)

    def __hash__(self) -> int:
        return hash((tuple(self._units), *(values.tobytes() for values in self._columns.values())))

    def __reduce__(self) -> tuple[Any, ...]:
        return _table_restored, (1, self._title, self._units, {name: values.tolist() for name, values in self._columns.items()}, self.origin)

    def __repr__(self) -> str:
        return f"<{self._title}: {len(self)} units; " + ", ".join(f"{name} {number}" for name, number in self.total.items()) + ">"

    def _repr_html_(self) -> str:
        rows = ((unit, *(int(values[place]) for values in self._columns.values())) for place, unit in enumerate(self._units[:_html.ROWS + 1]))
        return _html.table(self._title, ("unit", *self.columns), rows, origin=self.origin, total=len(self))


def _table_restored(version: int, title: str, units: list[Id], columns: dict[str, list[int]], origin: str) -> UnitTable:
    if version != 1:
        raise ValueError(f"version of the pickled table: {version}; expected 1")
    arrays = {name: np.array(values, dtype=np.int64) for name, values in columns.items()}
    for values in arrays.values():
        values.flags.writeable = False
    return UnitTable(title, units, arrays, origin)


class Membership:
    """The members of a unit or of many over the years. Immutable; `len` is how many people have any event."""

    __slots__ = ("_core", "_kind", "_origin")
    _core: Any
    _origin: str
    _kind: _frames.Kind | None

    def __init__(self) -> None:
        raise TypeError("Membership: make one with Membership.from_records")

    @classmethod
    def from_records(cls, events: _frames.TableLike, history: History | None = None, *, origin: str = "real") -> Membership:
        """From any table with columns member, what, day, and perhaps unit, decided, until, badge; see MemberEvent. Rows may come in any order.

        `history`: every unit must stand in it on the day. `origin`: of the events; a column of that name may say synthetic, too. InvalidHistory lists every problem at once: an event before the admission or after
        the removal, two admissions, an admission after the badge, units that are missing or unknown, days before 1930.
        """
        if history is not None and not isinstance(history, History):
            raise TypeError(f"history: expected a History, not {type(history).__name__}")
        origin = stated_origin(origin)
        table = _frames.table(events, "events")
        columns = _declared(table.columns, _COLUMNS, _COLUMNS[:3] if table.columns else (), "events")
        made = combined(origin, table.origin, "synthetic" if history is not None and history.origin == "synthetic" else "real")
        return cls._of(_core.Membership(columns, None if history is None else history._core), made, table.kind)

    @classmethod
    def _of(cls, core: Any, origin: str, kind: _frames.Kind | None = None) -> Membership:
        self = cls.__new__(cls)
        self._core, self._origin, self._kind = core, origin, kind
        return self

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return self._origin

    @property
    def _derived(self) -> str:
        return derived(self._origin)

    @property
    def members(self) -> list[Id]:
        """Every id, smallest first."""
        members: list[Id] = self._core.members()
        return members

    @property
    def units(self) -> list[Id]:
        """Every unit that an event names, smallest first."""
        units: list[Id] = self._core.units()
        return units

    def events(self, member: Id | None = None) -> list[MemberEvent]:
        """Of one member by day, or of all by member and day. UnknownUnit (a KeyError) where there is no such member."""
        return [MemberEvent(*parts) for parts in (self._core.rows() if member is None else self._core.rows_of(member))]

    def on(self, member: Id, date: Day) -> Standing:
        """Where the member stands on that day. UnknownUnit (a KeyError) where there is no such member."""
        return Standing(*self._core.on(member, day(date)))

    def roll(self, date: Day) -> list[OnRoll]:
        """Everyone on the roll on that day, by id."""
        return [OnRoll(*parts) for parts in self._core.roll(day(date))]

    def counts(self, date: Day) -> UnitTable:
        """By unit: official and probationary members; of these suspended, exempt and away (attached elsewhere); and hosted, who count elsewhere."""
        on = day(date)
        return UnitTable(f"Members on {on}", self.units, dict(zip(("official", "probationary", "suspended", "exempt", "away", "hosted"), self._core.counts(on), strict=True)), self._derived)

    def rolled_up(self, tree: Tree) -> MemberCounts:
        """Official and probationary members on the day of the tree, every unit with all below it. UnknownUnit lists units with members that do not stand in it."""
        from .member_counts import MemberCounts
        from .tree import Tree
        if not isinstance(tree, Tree):
            raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
        table, missing = self._core.count_on(tree._core, tree.date, True)
        return MemberCounts._of(tree, ("official", "probationary"), table, missing, 0, True, made_up=self._origin == "synthetic")

    def flows(self, since: Day, last_day: Day) -> UnitTable:
        """By unit, over the days from `since` to `last_day`, both included: start, the ways in, the ways out, end; start + in - out = end for each."""
        first, after = _days(since, last_day)
        names = ("start", "admitted", "readmitted", "transferred_in", "transferred_out", "died", "removed", "end")
        return UnitTable(f"Membership from {first} to {after - dt.timedelta(days=1)}", self.units, dict(zip(names, self._core.flows(first, after), strict=True)), self._derived)

    def badge_round(self, since: Day, last_day: Day) -> BadgeRound:
        """Badges proposed, decided and presented on those days, both included."""
        from .members import BadgeRound
        return BadgeRound(*self._core.badge_round(*_days(since, last_day)), origin=self._derived)

    def check(self, on: Day) -> Findings:
        """Against what is fixed about probation, temporary attachments and badges, up to the end of that day. What is in order is not listed."""
        return Findings._of(self._core.check(day(on, "on")), self._derived)

    @property
    def digest(self) -> str:
        """Of the content; the order of rows does not matter."""
        return str(self._core.digest())

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each event, by member and day; `Membership.from_records` takes it back."""
        rows = self.events()
        types: dict[str, _frames.ColumnType] = {"member": "id", "unit": "id", "what": "text", "badge": "whole"}
        return _frames.frame([(name, types.get(name, "day"), [getattr(row, name) for row in rows]) for name in _COLUMNS], kind or self._kind, origin=self._origin)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """A document that `mh.read_json` reads; also written to `path` where one is given. Units are ids only: their history is a document of its own."""
        return written(str(self._core.to_json(self._origin)), path)

    def __len__(self) -> int:
        return len(self._core)

    def __contains__(self, member: object) -> bool:
        return isinstance(member, (str, int)) and bool(self._core.contains(member))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Membership) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (2, self.to_json(), self._origin, self._kind)

    def __repr__(self) -> str:
        return f"<{_html.loud(self._origin)}Membership: {len(self)} members of {len(self.units)} units>"

    def _repr_html_(self) -> str:
        rows = self.events()
        return _html.table(f"Events of {len(self)} members", MemberEvent._fields, rows[:_html.ROWS + 1], origin=self._origin, total=len(rows))


def _days(since: Day, last_day: Day) -> tuple[dt.date, dt.date]:
    from .members import _after
    first, after = day(since, "since"), _after(last_day, "last_day")
    if after <= first:
        from .errors import InvalidPeriod
        raise InvalidPeriod.at("last_day", "a period ends after it begins", (after - dt.timedelta(days=1)).isoformat(), f"{first} or later")
    return first, after


def _restored(version: int, rows: str | list[tuple[Any, ...]], origin: str, kind: _frames.Kind | None) -> Membership:
    if version == 2:
        return Membership._of(_core.read_json(rows)[1], origin, kind)
    if version != 1:
        raise ValueError(f"version of the pickled membership: {version}; expected 1 or 2")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(_COLUMNS)}
    return Membership._of(_core.Membership(columns if rows else {}, None), origin, kind)
