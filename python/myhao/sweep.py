# SPDX-License-Identifier: Apache-2.0
"""Totals of every subtree on many days, moved from day to day by what changes."""
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core, _frames, _html
from ._origins import derived
from .rollup import _warning
from .spells import Id

if TYPE_CHECKING:
    from .changes import Changes
    from .history import History
    from .tree import Tree


class Step:
    """The totals as of one day of a sweep: of each unit that stands, and all below it. `step[id]` is one total."""

    __slots__ = ("history", "date", "before", "total", "missing", "_ids", "_places", "_kind")
    history: "History"
    date: dt.date
    before: dt.date | None  #: the day of the step before; None at the first
    total: "np.ndarray[Any, np.dtype[np.int64]]"  #: in the order of `ids`
    missing: "np.ndarray[Any, np.dtype[np.uint32]]"  #: how many of the values are missing; a missing value is not 0
    _ids: list[Id]
    _places: "np.ndarray[Any, np.dtype[np.uint32]]"
    _kind: _frames.Kind | None

    def __init__(self, history: "History", date: dt.date, before: dt.date | None, ids: list[Id], parts: tuple[Any, Any, Any], kind: _frames.Kind | None) -> None:
        self.history, self.date, self.before, self._ids, self._kind = history, date, before, ids, kind
        self._places, self.total, self.missing = parts

    @property
    def origin(self) -> str:
        """derived, or synthetic where the history is."""
        return derived(self.history.origin)

    @property
    def ids(self) -> list[Id]:
        """Of the units asked for, those that stand on this day, smallest first."""
        return [self._ids[place] for place in self._places.tolist()]

    @property
    def tree(self) -> "Tree":
        """The hierarchy of the day, which is built when it is asked for."""
        return self.history.at(self.date)

    @property
    def changes(self) -> "Changes":
        """What changed since the step before; at the first step nothing."""
        return self.history.changes(self.before or self.date, self.date)

    def _place(self, id: Id) -> int | None:
        from bisect import bisect_left
        try:
            among = bisect_left(self._ids, id)
        except TypeError:
            return None
        if among == len(self._ids) or self._ids[among] != id:
            return None
        at = int(np.searchsorted(self._places, among))
        return at if at < len(self._places) and self._places[at] == among else None

    def __contains__(self, id: object) -> bool:
        return isinstance(id, (str, int)) and self._place(id) is not None

    def __getitem__(self, id: Id) -> int:
        """The total of one unit; UnknownUnit where it does not stand on this day or was not asked for."""
        return int(self.total[self._known(id)])

    def missing_of(self, id: Id) -> int:
        """How many values are missing of the unit and all below it."""
        return int(self.missing[self._known(id)])

    def _known(self, id: Id) -> int:
        at = self._place(id)
        if at is None:
            from .errors import UnknownUnit
            self.history.life(id)  # an id that was never one has a suggestion
            raise UnknownUnit.at(f"unit '{id}'", f"the unit does not stand on {self.date}, or the sweep was not asked for it")
        return at

    def __len__(self) -> int:
        return len(self.total)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns id, total, missing, in the order of `ids`."""
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("id", "id", _frames.Coded(self._places, self._ids)), ("total", "whole", self.total), ("missing", "whole", self.missing.astype(np.int64))]
        return _frames.frame(columns, kind or self._kind, origin=self.origin)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Step):
            return NotImplemented
        return (self.date, self.before, self.ids) == (other.date, other.before, other.ids) and np.array_equal(self.total, other.total) and np.array_equal(self.missing, other.missing) and self.history == other.history

    def __hash__(self) -> int:
        return hash((self.date, self.total.tobytes(), self.missing.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, self.history, self.date, self.before, self.ids, self.total.tolist(), self.missing.tolist(), self._kind))

    def __repr__(self) -> str:
        return f"<Step of {len(self)} units on {self.date}{_warning(self.history.origin)}>"

    def _repr_html_(self) -> str:
        rows = ((self._ids[place], total, missing) for place, total, missing in zip(self._places[:_html.ROWS + 1].tolist(), self.total[:_html.ROWS + 1].tolist(), self.missing[:_html.ROWS + 1].tolist(), strict=True))
        return _html.table(f"Totals on {self.date}", ("id", "total", "missing"), rows, origin=self.origin, total=len(self))


def _restored(version: int, history: "History", date: dt.date, before: dt.date | None, ids: list[Id], total: list[int], missing: list[int], kind: _frames.Kind | None) -> Step:
    if version != 1:
        raise ValueError(f"version of the pickled step: {version}; expected 1")
    parts = np.arange(len(ids), dtype=np.uint32), np.array(total, dtype=np.int64), np.array(missing, dtype=np.uint32)
    for array in parts:
        array.flags.writeable = False
    return Step(history, date, before, ids, parts, kind)


class Sweep:
    """The steps of a history over days, in order; made by `History.sweep`. Each iteration starts anew, and steps outlive it."""

    __slots__ = ("history", "dates", "_values", "_units", "_kind", "_ready")
    history: "History"
    dates: tuple[dt.date, ...]  #: each once, in order
    _ready: list[Any]  #: the cursor that the first iteration takes

    def __init__(self, history: "History", dates: list[dt.date], values: dict[str, Any], units: Any, kind: _frames.Kind | None) -> None:
        self.history, self.dates, self._values, self._units, self._kind = history, tuple(sorted(set(dates))), values, units, kind
        self._ready = [self._cursor()]  # what is wrong with values or units is said now

    def _cursor(self) -> Any:
        return _core.SweepCursor(self.history._core, self._values, self._units)

    @property
    def origin(self) -> str:
        """derived, or synthetic where the history is."""
        return derived(self.history.origin)

    def __len__(self) -> int:
        return len(self.dates)

    def __iter__(self) -> Iterator[Step]:
        try:
            cursor = self._ready.pop()
        except IndexError:
            cursor = self._cursor()
        ids, before = cursor.ids(), None
        for date in self.dates:
            yield Step(self.history, date, before, ids, cursor.step(date), self._kind)
            before = date

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sweep):
            return NotImplemented
        return self.dates == other.dates and self.history == other.history and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((self.history, self.dates))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Sweep, (self.history, list(self.dates), self._values, self._units, self._kind))

    def __repr__(self) -> str:
        days = f" from {self.dates[0]} to {self.dates[-1]}" if self.dates else ""
        return f"<Sweep over {len(self)} days{days}{_warning(self.history.origin)}>"

    def _repr_html_(self) -> str:
        shown = Sweep(self.history, list(self.dates[:_html.ROWS]), self._values, self._units, self._kind)
        return _html.table(repr(self).strip("<>"), ("day", "units"), ((step.date, len(step)) for step in shown), origin=self.origin)
