# SPDX-License-Identifier: Apache-2.0
"""Calendars of a congress season: the latest and earliest days of each unit's congress, who is late, and what a pause does."""
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _core, _frames, _html
from ._origins import derived
from ._texts import chosen
from ._written import written
from .congress import check_directive, stated
from .dates import Day, day
from .directives import Directive, whole
from .findings import Findings
from .labels import Language, text

if TYPE_CHECKING:
    from .spells import Id
    from .tree import Tree

#: What congresses may be handed over as: one, a campaign, a report, or several of them.
Held = Any


class Pause(NamedTuple):
    """A time without congresses of some levels; no levels: of all. `until` is the first day on which they are held again."""

    since: dt.date
    until: dt.date
    levels: tuple[str, ...] = ()


class PlannedCongress(NamedTuple):
    """One unit's place in a calendar. A day that nothing bounds is None."""

    unit: Id
    level: str
    days: int
    days_stated: bool  #: by the directive or the plan; otherwise one day is taken, the least there can be
    own_last: dt.date | None  #: the last day its own deadline leaves
    latest_first: dt.date | None
    latest_last: dt.date | None
    earliest_first: dt.date | None
    earliest_last: dt.date | None
    bound_by: Id | None  #: the superior whose own congress, not its deadline, sets its latest day

    @property
    def slack(self) -> int | None:
        """Days it may be moved; negative: it cannot be held in time."""
        return None if self.latest_first is None or self.earliest_first is None else (self.latest_first - self.earliest_first).days


class LevelPlan(NamedTuple):
    """The units of one level together."""

    level: str
    units: int
    days: int
    earliest_first: dt.date | None  #: of any of them
    latest_first: dt.date | None  #: of the one that must be first
    latest_last: dt.date | None  #: of the one that may be last


class Calendar:
    """The congresses of the units of a tree under a directive, in the order of the tree: backwards from the deadlines, forwards from the first days."""

    __slots__ = ("_core", "by", "days", "directive", "open_day_counts", "pauses", "tree")
    _core: Any
    directive: Directive
    tree: Tree
    days: dict[str, int]
    by: dt.date | None
    open_day_counts: bool
    pauses: tuple[Pause, ...]

    def __init__(self, directive: Directive, tree: Tree, *, days: Mapping[str, int] | None = None, by: Day | None = None, open_day_counts: bool = False, pauses: Iterable[Pause | tuple[Any, ...]] = ()) -> None:
        from .tree import Tree as _Tree
        self.directive = check_directive(directive)
        if not isinstance(tree, _Tree):
            raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
        if days is not None and not isinstance(days, Mapping):
            raise TypeError(f"days: expected a mapping of levels to days, not {type(days).__name__}")
        if not isinstance(open_day_counts, bool):
            raise TypeError(f"open_day_counts: expected True or False, not {type(open_day_counts).__name__}")
        self.tree, self.open_day_counts = tree, open_day_counts
        self.days = {text(level, "days"): _number(count, "days") for level, count in (days or {}).items()}
        self.by = None if by is None else day(by, "by")
        self.pauses = tuple(_pause(one) for one in _frames.listed(pauses, "pauses"))
        self._core = _core.CongressCalendar(directive._core, tree._core, self.days, self.by, open_day_counts, [(p.since, p.until, list(p.levels)) for p in self.pauses])

    @property
    def origin(self) -> str:
        return derived(self.tree.origin)

    def __len__(self) -> int:
        return len(self._core)

    def __iter__(self) -> Iterator[PlannedCongress]:
        return (PlannedCongress(*parts) for parts in self._core.rows())

    def __getitem__(self, unit: Id) -> PlannedCongress:
        """UnknownUnit where the unit does not stand in the tree, or holds no congress."""
        return PlannedCongress(*self._core.of(unit))

    def __contains__(self, unit: object) -> bool:
        """Whether the unit, by its id, holds a congress."""
        from .errors import UnknownUnit
        try:
            return isinstance(unit, (str, int)) and bool(self._core.of(unit))
        except UnknownUnit:
            return False

    @property
    def impossible(self) -> list[Id]:
        """Units that cannot hold their congress in time, however early they begin."""
        return [p.unit for p in self if p.slack is not None and p.slack < 0]

    @property
    def levels(self) -> list[LevelPlan]:
        """Level by level, bottom-up; those of which a unit stands in the tree."""
        return [LevelPlan(*parts) for parts in self._core.levels()]

    def progress(self, held: Held = (), *, on: Day) -> Findings:
        """A finding for each unit on that day: met where its congress surely ends by its latest day, violated where it surely ends, or can now only be held, when even congresses of a single day above it would be too late."""
        return Findings._of(self._core.progress(_parts(held, "held"), day(on, "on")), self.origin)

    def late(self, held: Held = (), *, on: Day) -> Findings:
        """Those of `progress` that are late for certain."""
        return self.progress(held, on=on).violated

    def paused(self, since: Day, days: int, levels: Iterable[str] = ()) -> Calendar:
        """The same calendar with one more time without congresses."""
        first, count = day(since, "since"), _number(days, "days")
        if not 1 <= count <= 36_500:
            raise ValueError(f"days: {count}; expected a pause of at least a day, and less than a hundred years")
        pause = Pause(first, first + dt.timedelta(days=count), tuple(text(one, "levels") for one in _frames.listed(levels, "levels")))
        return Calendar(self.directive, self.tree, days=self.days, by=self.by, open_day_counts=self.open_day_counts, pauses=[*self.pauses, pause])

    def pause(self, days: int, *, since: Day, levels: Iterable[str] = (), schedule: Held = ()) -> PauseEffects:
        """What becomes of each unit where no congress is held for `days` days from `since`.

        A congress of `schedule` (exact days) that ended before the pause stands; every other one of it is held `days` days later, and again
        later where its own subordinates now end after it would begin. A unit without one is held as early as the directive allows.
        """
        first, count = day(since, "since"), _number(days, "days")
        chosen = [text(one, "levels") for one in _frames.listed(levels, "levels")]
        rows = self._core.pause_effect(_parts(schedule, "schedule"), first, count, chosen)
        return PauseEffects([PauseEffect(*row) for row in rows], Pause(first, first + dt.timedelta(days=count), tuple(chosen)), self.origin)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each unit."""
        rows = list(self)
        return _frames.frame([("unit", "id", [r.unit for r in rows]), ("name", "text", [self.tree.name(r.unit) for r in rows]), ("level", "text", [r.level for r in rows]), ("days", "whole", [r.days for r in rows]),
                              *((name, "day", [getattr(r, name) for r in rows]) for name in ("own_last", "latest_first", "latest_last", "earliest_first", "earliest_last")),
                              ("bound_by", "id", [r.bound_by for r in rows]), ("slack", "whole", [r.slack for r in rows])], kind, origin=self.origin)

    def to_text(self, held: Held = (), *, on: Day | None = None, language: Language = "vi", most_units: int = 200) -> str:
        """The calendar as a table in plain text: by level, its pauses, unit by unit in the order of their latest days.

        `on`: how each unit stands on that day, by what was held; see `progress`. "!" marks who is late, and who cannot be in time.
        """
        return str(self._core.text(*self._shown(held, on, language, most_units)))

    def to_html(self, path: str | os.PathLike[str] | None = None, held: Held = (), *, on: Day | None = None, language: Language = "vi", most_units: int = 2_000) -> str:
        """The same as a page; written to `path` too where one is given. Texts from data are never markup."""
        return written(str(self._core.document(*self._shown(held, on, language, most_units))), path)

    def _shown(self, held: Held, on: Day | None, language: Language, most_units: int) -> tuple[Any, ...]:
        parts, most = _parts(held, "held"), _number(most_units, "most_units")
        chosen(language, ("vi", "en"), "language")
        if parts and on is None:
            raise ValueError("on: None; expected a day where congresses are given: units stand to their deadlines on a day")
        return parts, None if on is None else day(on, "on"), language, max(0, min(most, 10_000_000)), self.origin

    def plot(self, held: Held = (), *, ax: Any = None) -> Any:
        """The calendar as a picture; see `mh.plot.calendar`."""
        from ._season import draw_calendar
        return draw_calendar(self, stated(held, "held"), ax=ax)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((self.directive, self.tree.digest, self.by, self.open_day_counts, self.pauses))

    def _key(self) -> tuple[Any, ...]:
        return (self.directive, self.tree, self.days, self.by, self.open_day_counts, self.pauses)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, *self._key())

    def __repr__(self) -> str:
        return f"<{_html.loud(self.origin)}Calendar of {len(self)} congresses, {self.directive.key}, tree of {self.tree.date}>"

    def __str__(self) -> str:
        return self.to_text(language="en", most_units=_html.ROWS)

    def _repr_html_(self) -> str:
        return str(self._core.html(*self._shown((), None, "en", _html.ROWS)))


class PauseEffect(NamedTuple):
    """What a pause does to one unit. `late`: after its own deadline; None where that is open."""

    unit: Id
    first: dt.date | None
    last: dt.date | None
    moved_first: dt.date | None
    moved_last: dt.date | None
    late: bool | None
    late_before: bool


class PauseEffects(Sequence[PauseEffect]):
    """In the order of the tree."""

    def __init__(self, effects: Iterable[PauseEffect], pause: Pause, origin: str) -> None:
        self._effects, self.pause, self.origin = tuple(effects), pause, origin

    def __getitem__(self, at: Any) -> Any:
        return self._effects[at]

    def __len__(self) -> int:
        return len(self._effects)

    def __iter__(self) -> Iterator[PauseEffect]:
        return iter(self._effects)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PauseEffects) and self._effects == other._effects and self.pause == other.pause

    def __hash__(self) -> int:
        return hash((self._effects, self.pause))

    def of(self, unit: Id) -> PauseEffect:
        """Of one unit; UnknownUnit where it holds no congress."""
        for effect in self:
            if effect.unit == unit:
                return effect
        from .errors import UnknownUnit
        raise UnknownUnit.at(f"unit '{unit}'", f"no congress of this unit is planned{_core.suggestion(str(unit), [str(effect.unit) for effect in self])}")

    @property
    def late(self) -> list[Id]:
        """Units that would end after their own deadline for certain."""
        return [effect.unit for effect in self if effect.late]

    @property
    def newly_late(self) -> list[Id]:
        """Those of them that would be in time without the pause."""
        return [effect.unit for effect in self if effect.late and not effect.late_before]

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each unit."""
        rows = self._effects
        return _frames.frame([("unit", "id", [r.unit for r in rows]), *((name, "day", [getattr(r, name) for r in rows]) for name in ("first", "last", "moved_first", "moved_last")), ("late", "flag", [r.late for r in rows])], kind, origin=self.origin)

    def __repr__(self) -> str:
        return f"<{_html.loud(self.origin)}PauseEffects of {self.pause.since} to {self.pause.until}: {len(self.late)} of {len(self)} late>"

    def _repr_html_(self) -> str:
        title = f"A pause of {(self.pause.until - self.pause.since).days} days from {self.pause.since}: {len(self.late)} of {len(self)} late"
        return _html.table(title, PauseEffect._fields[:6], (effect[:6] for effect in self), origin=self.origin, total=len(self))


def _number(value: Any, argument: str) -> int:
    number = whole(value, argument)
    if number is None:
        raise TypeError(f"{argument}: expected a whole number, not NoneType")
    return number


def _pause(one: Any) -> Pause:
    if not isinstance(one, tuple) or len(one) not in (2, 3):
        raise TypeError(f"pauses: expected Pause, not {type(one).__name__}")
    return Pause(day(one[0], "pauses"), day(one[1], "pauses"), tuple(text(level, "pauses") for level in _frames.listed(one[2], "pauses")) if len(one) == 3 else ())


def _parts(held: Held, argument: str) -> list[dict[str, Any]]:
    return [one._parts() for one in stated(held, argument)]


def plan(directive: Directive, tree: Tree, *, days: Mapping[str, int] | None = None, by: Day | None = None, open_day_counts: bool = False, pauses: Iterable[Pause | tuple[Any, ...]] = ()) -> Calendar:
    """The calendar of a directive on a tree.

    `days`: by level, how long each congress takes; otherwise the most the directive allows, one where it says nothing. `by`: no congress
    of the tree ends later. `open_day_counts`: whether a deadline "before" a day is kept on that day, where the source leaves it open; by
    default the days given are in time for certain. `pauses`: nothing is held in them. InvalidDocument lists every fault.
    """
    return Calendar(directive, tree, days=days, by=by, open_day_counts=open_day_counts, pauses=pauses)


def _restored(version: int, directive: Directive, tree: Tree, days: dict[str, int], by: dt.date | None, open_day_counts: bool, pauses: tuple[Pause, ...]) -> Calendar:
    if version != 1:
        raise ValueError(f"version of the pickled plan: {version}; expected 1")
    return Calendar(directive, tree, days=days, by=by, open_day_counts=open_day_counts, pauses=pauses)
