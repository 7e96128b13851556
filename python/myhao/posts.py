# SPDX-License-Identifier: Apache-2.0
"""Posts and who held them. Two posts at once is a query over holdings, or a counted statement."""
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from . import _core, _frames, _html
from ._origins import combined, derived, stated_origin
from .dates import Day, day
from .findings import Findings
from .history import History, _declared
from .labels import text
from .spells import Id

_COLUMNS = ("person", "unit", "post", "since", "until", "mode", "instrument")
_BODIES = ("id", "name", "kind", "unit", "since", "until", "instrument", "seats")
_NEEDED = ("person", "unit", "post", "since")


@dataclass(frozen=True)
class Concurrent:
    """People with both posts. From holdings they are named, by id; from a counted statement there is only their number."""

    people: tuple[Id, ...]
    holders: int  #: of both posts
    of: int  #: holders of the first post
    post: str
    also: str
    origin: str = "derived"  #: or synthetic, where the holdings are

    @property
    def share(self) -> Fraction | None:
        """None where nobody holds the first post."""
        return Fraction(self.holders, self.of) if self.of else None

    def __iter__(self) -> Iterator[Id]:
        return iter(self.people)

    def __len__(self) -> int:
        return self.holders

    def __contains__(self, person: object) -> bool:
        return person in self.people

    def __str__(self) -> str:
        return f"{self.holders} of {self.of} {self.post} are also {self.also}"

    def _repr_html_(self) -> str:
        return _html.table(str(self), ("person",), [(person,) for person in self.people], origin=self.origin)


class Holding(NamedTuple):
    """One person in one post of one unit, body or area over a period."""

    person: Id  #: opaque
    unit: Id  #: or a body, or an area
    post: str  #: "cell_secretary", "village_head", ...
    since: dt.date
    until: dt.date | None = None  #: the first day no longer; None: still
    mode: str | None = None  #: elected, appointed or acting; None: not stated
    instrument: str | None = None  #: that elects or appoints


class Holdings:
    """Who held which post when, from rows person, unit, post, since, and perhaps until, mode, instrument. Immutable.

    `origin`: of the rows; a column of that name may say synthetic, too.
    InvalidHistory lists every problem: a period that ends before it begins, one person twice in one post of one unit at once, an unknown mode.
    """

    __slots__ = ("_core", "_kind", "_origin")
    _kind: _frames.Kind | None
    _origin: str

    def __init__(self, rows: _frames.TableLike, *, origin: str = "real") -> None:
        table = _frames.table(rows, "holdings")
        self._origin = combined(stated_origin(origin), table.origin)
        self._core, self._kind = _core.Holdings(_declared(table.columns, _COLUMNS, _NEEDED if table.columns else (), "holdings")), table.kind

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return self._origin

    @property
    def rows(self) -> list[Holding]:
        """As they came."""
        return [Holding(*parts) for parts in self._core.rows()]

    def on(self, date: Day) -> list[Holding]:
        """All that hold on that day."""
        return [Holding(*parts) for parts in self._core.on(day(date))]

    def of(self, unit: Id, on: Day) -> list[Holding]:
        """Those of one unit or body on that day."""
        return [Holding(*parts) for parts in self._core.of(unit, day(on, "on"))]

    def concurrent(self, post: str, also: str, on: Day) -> Concurrent:
        """People who hold both posts on that day; `concurrent` says the same."""
        return concurrent(self, post, also, on)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """The columns of a table of holdings; `Holdings` takes it back."""
        rows = self.rows
        types: dict[str, _frames.ColumnType] = {"person": "id", "unit": "id", "since": "day", "until": "day"}
        return _frames.frame([(name, types.get(name, "text"), [getattr(row, name) for row in rows]) for name in _COLUMNS], kind or self._kind, origin=self._origin)

    def __len__(self) -> int:
        return len(self._core.rows())

    def __eq__(self, other: object) -> bool:
        return (self.rows, self._origin) == (other.rows, other._origin) if isinstance(other, Holdings) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.rows))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored_holdings, (1, [row._asdict() for row in self.rows], self._origin))

    def __repr__(self) -> str:
        return f"<{_html.loud(self._origin)}Holdings: {len(self)}>"

    def _repr_html_(self) -> str:
        return _html.table(f"{len(self)} holdings", Holding._fields, self.rows, origin=self._origin)


def _holdings(holdings: "Holdings | _frames.TableLike") -> Holdings:
    return holdings if isinstance(holdings, Holdings) else Holdings(holdings)


def _restored_holdings(version: int, rows: list[dict[str, Any]], origin: str) -> Holdings:
    if version != 1:
        raise ValueError(f"version of the pickled holdings: {version}; expected 1")
    return Holdings(rows, origin=origin)


def concurrent(holdings: Any, post: str | None = None, also: str | None = None, on: Day | None = None) -> Concurrent:
    """People who hold both posts on that day, in whatever units; `holdings`: Holdings, or rows person, unit, post, since, until (null: still).

    Or what a counted statement says ("75 of 75 cell secretaries also head a village"): a value with `post`, `also`, `holders` and `of`, alone.
    """
    with _frames.reading("holdings"):
        counted = all(hasattr(holdings, part) for part in ("post", "also", "holders", "of"))
    if counted:
        if holdings.holders < 0 or holdings.of < holdings.holders:
            from .errors import InvalidFacts
            raise InvalidFacts.at(f"{holdings.post}, {holdings.also}", "more hold both posts than the first one", str(holdings.holders), f"0 to {holdings.of}")
        return Concurrent((), holdings.holders, holdings.of, holdings.post, holdings.also)
    first, second = text(post, "post"), text(also, "also")
    if on is None:
        raise TypeError("on: the day is required where posts are counted from holdings")
    known = _holdings(holdings)
    people, holders, of = _core.concurrent(known._core, first, second, day(on, "on"))
    return Concurrent(tuple(people), holders, of, first, second, derived(known.origin))


class Body(NamedTuple):
    """A spell of a unit's committee, board or congress."""

    id: Id
    name: str
    kind: str  #: "committee", "standing_committee", "inspection_committee", "committee_35", ...
    unit: Id  #: of any system
    since: dt.date
    until: dt.date | None
    instrument: str | None  #: that founds or re-forms it
    seats: int | None


class ReFormed(NamedTuple):
    """A day on which a body is formed again (kiện toàn) without an end between; `before` and `after` are instruments."""

    body: Id
    day: dt.date
    before: str | None
    after: str | None


class Bodies:
    """The bodies of the units of a history, from rows id, name, kind, unit, since, and perhaps until, instrument, seats.

    `origin`: of the rows; a column of that name may say synthetic, too.
    InvalidHistory lists every problem: spells that overlap, a body outside its unit's life or of an unknown unit.
    """

    __slots__ = ("_core", "_history", "_origin")
    _origin: str

    def __init__(self, history: History, rows: _frames.TableLike, *, origin: str = "real") -> None:
        self._history = _checked(history)
        table = _frames.table(rows, "bodies")
        columns, self._origin = table.columns, combined(stated_origin(origin), table.origin, history.origin)
        self._core = _core.Bodies(history._core, _declared(columns, _BODIES, ("id", "unit", "since") if columns else (), "bodies"))

    @classmethod
    def _of(cls, core: _core.Bodies) -> "Bodies":
        self = cls.__new__(cls)
        self._core, self._history, self._origin = core, History._of(core.history()), "real"
        return self

    @property
    def origin(self) -> str:
        """real, derived or synthetic: synthetic where the rows or the history of the units are."""
        return self._origin

    @property
    def history(self) -> History:
        """That of their units."""
        return self._history

    @property
    def rows(self) -> list[Body]:
        """By id, then by day."""
        return [Body(*parts) for parts in self._core.rows()]

    def spells(self, id: Id) -> list[Body]:
        """Of one body, by day; none where no body has this id."""
        return [Body(*parts) for parts in self._core.spells(id)]

    def on(self, date: Day) -> list[Body]:
        """All that stand on that day."""
        return [Body(*parts) for parts in self._core.on(day(date))]

    def of(self, unit: Id, on: Day) -> list[Body]:
        """Those of one unit on that day."""
        return [Body(*parts) for parts in self._core.of(unit, day(on, "on"))]

    @property
    def re_formed(self) -> list[ReFormed]:
        """Where a spell that adjoins the one before names a new founding instrument."""
        return [ReFormed(*parts) for parts in self._core.re_formed()]

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """The columns of a table of bodies, by id, then by day; `Bodies` takes it back."""
        rows = self.rows
        types: dict[str, _frames.ColumnType] = {"id": "id", "unit": "id", "since": "day", "until": "day", "seats": "whole"}
        return _frames.frame([(name, types.get(name, "text"), [getattr(row, name) for row in rows]) for name in _BODIES], kind or self._history._kind, origin=self._origin)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, (str, int)) and len(self._core.spells(id)) > 0

    def __len__(self) -> int:
        """How many bodies there are, each with all its spells."""
        return len({row.id for row in self.rows})

    def __eq__(self, other: object) -> bool:
        return (self._history, self.rows, self._origin) == (other._history, other.rows, other._origin) if isinstance(other, Bodies) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._history, tuple(self.rows)))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored_bodies, (1, self._history, [row._asdict() for row in self.rows], self._origin))

    def __repr__(self) -> str:
        return f"<{_html.loud(self._origin)}Bodies: {len(self)}>"

    def _repr_html_(self) -> str:
        return _html.table(f"{len(self)} bodies", Body._fields, self.rows, origin=self._origin)


def _restored_bodies(version: int, history: History, rows: list[dict[str, Any]], origin: str) -> Bodies:
    if version != 1:
        raise ValueError(f"version of the pickled bodies: {version}; expected 1")
    return Bodies(history, rows, origin=origin)


def _checked(history: History) -> History:
    if not isinstance(history, History):
        raise TypeError(f"history: expected a History, not {type(history).__name__}")
    return history


def check(holdings: Holdings | _frames.TableLike, history: History, bodies: Bodies | None = None, seats: Mapping[tuple[str, Id], int] | None = None, areas: History | None = None) -> Findings:
    """Double holders, holdings outside the life of their unit, body or area, acting holders, and more holders than seats: each is a finding.

    `seats`: how many one post of one unit or body has, by (post, id). `areas`: a history of areas, whose villages have heads.
    """
    if areas is not None and not isinstance(areas, History):
        raise TypeError(f"areas: expected a History, not {type(areas).__name__}")
    if bodies is not None and not isinstance(bodies, Bodies):
        raise TypeError(f"bodies: expected Bodies, not {type(bodies).__name__}")
    if seats is not None and not isinstance(seats, Mapping):
        raise TypeError(f"seats: expected a mapping (post, id) -> number, not {type(seats).__name__}")
    numbers: list[tuple[str, Id, int]] = []
    for key, number in (seats or {}).items():
        if not isinstance(key, tuple) or len(key) != 2 or isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 2**31:
            raise TypeError("seats: expected a mapping (post, id) -> number")
        numbers.append((text(key[0], "seats"), key[1], number))
    known = _holdings(holdings)
    origin = combined(known.origin, _checked(history).origin, *(value.origin for value in (bodies, areas) if value is not None))
    return Findings._of(_core.check_posts(known._core, history._core, None if bodies is None else bodies._core, numbers, None if areas is None else areas._core), origin)
