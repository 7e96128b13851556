# SPDX-License-Identifier: Apache-2.0
"""What a history holds of its units: spells, the successions between them, and what a search finds."""
import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias

from . import _html
from .periods import Period

Id: TypeAlias = str | int
Event: TypeAlias = Literal["establish", "dissolve", "merge", "absorb", "split", "separate", "reorganize", "re_establish"]
ChangeKind: TypeAlias = Literal["opened", "closed", "renamed", "reformed", "reclassified", "moved"]


@dataclass(frozen=True)
class Spell:
    """One unit's name, kind, form and parent over one period, half-open."""

    id: Id
    name: str
    kind: str
    parent: Id | None  #: None: a root
    since: dt.date
    until: dt.date | None  #: None: open, or ended on an unknown day
    ended: bool = False  #: ended, day unknown
    form: str | None = None
    code: str | None = None
    system: str | None = None
    instrument: str | None = None
    recorded: dt.date | None = None
    certain_until: dt.date | None = None  #: where the end is unknown: the first day on which no record says that it stands
    origin: str = field(default="real", compare=False, repr=False)

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)

    def _repr_html_(self) -> str:
        rows = [(name, value) for name, value in vars(self).items() if value is not None and name != "origin"]
        return _html.table(f"Spell of {self.id}", ("", ""), rows, origin=self.origin)


class Share(NamedTuple):
    """The share of one unit that one other carries on; None: not known."""

    before: Id | None
    after: Id | None
    share: Fraction | None
    measure: str = ""  #: what it is a share of; empty: of anything


@dataclass(frozen=True)
class Succession:
    """A dated event where the identity of units begins, ends or branches."""

    day: dt.date  #: the first day after it
    event: Event
    before: list[Id]
    after: list[Id]  #: a unit that only keeps a share of itself is in neither
    shares: list[Share]
    instrument: str | None = None
    origin: str = field(default="real", compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.day, self.event, tuple(self.before), tuple(self.after), tuple(self.shares), self.instrument))

    def __str__(self) -> str:
        def named(ids: list[Id]) -> str:
            return ", ".join(map(str, ids)) or "(none)"
        return f"{self.day} {self.event}: {named(self.before)} -> {named(self.after)}"

    def _repr_html_(self) -> str:
        rows = [(self.day, self.event, ", ".join(map(str, self.before)), ", ".join(map(str, self.after)), self.instrument)]
        return _html.table("Succession", ("day", "event", "before", "after", "instrument"), rows, origin=self.origin)


class Lineage(NamedTuple):
    """Successions by day, all the way: those that led to a unit, and those that lead on from it."""

    predecessors: list[Succession]
    successors: list[Succession]

    def _repr_html_(self) -> str:
        rows = [(side, s.day, s.event, ", ".join(map(str, s.before)), ", ".join(map(str, s.after)), s.instrument)
                for side, list_ in (("led here", self.predecessors), ("leads on", self.successors)) for s in list_]
        origin = next((s.origin for list_ in self for s in list_), "real")  # all are of one history
        return _html.table("Lineage", ("", "day", "event", "before", "after", "instrument"), rows, origin=origin)


class Match(NamedTuple):
    """A unit that a search found, under the name that matched."""

    id: Id
    name: str
    life: list[Period]


class LateRow(NamedTuple):
    """A row that was recorded after the day from which it holds."""

    row: int
    id: Id
    since: dt.date
    recorded: dt.date
    correction: bool  #: it replaces what was recorded for its key before
    void: bool  #: it takes that back


@dataclass(frozen=True)
class Change:
    """One change of one unit, computed from its spells. `.new` of opened and `.old` of closed are Spells."""

    day: dt.date
    what: ChangeKind
    id: Id
    old: Id | Spell | None
    new: Id | Spell | None
    origin: str = field(default="real", compare=False, repr=False)

    def _repr_html_(self) -> str:
        return _html.table("Change", ("day", "what", "id", "old", "new"), [(self.day, self.what, self.id, _shown(self.old), _shown(self.new))], origin=self.origin)


def _shown(value: Id | Spell | None) -> Any:
    return value.name if isinstance(value, Spell) else value


def spell(parts: tuple[Any, ...], origin: str) -> Spell:
    return Spell(*(*parts, origin))


def succession(parts: tuple[Any, ...], origin: str) -> Succession:
    day, event, before, after, shares, instrument = parts
    return Succession(day, event, before, after, [Share(*share) for share in shares], instrument, origin)


def change(parts: tuple[Any, ...], origin: str) -> Change:
    day, what, id, old, new = parts
    return Change(day, what, id, spell(old, origin) if isinstance(old, tuple) else old, spell(new, origin) if isinstance(new, tuple) else new, origin)
