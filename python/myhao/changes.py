# SPDX-License-Identifier: Apache-2.0
"""What is different between two days."""
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from . import _frames, _html
from .spells import Change, Id, Spell, Succession, change

_LISTS = ("opened", "closed", "renamed", "reformed", "reclassified", "moved")


class Changes(Sequence[Change]):
    """Gross: every change with a < day <= b, by day, then by id. Equal to any list of the same changes."""

    __slots__ = ("a", "b", "origin", "_changes", "_kind")
    a: dt.date
    b: dt.date
    origin: str

    def __init__(self, a: dt.date, b: dt.date, parts: list[tuple[Any, ...]], origin: str, kind: _frames.Kind | None) -> None:
        self.a, self.b, self.origin, self._kind = a, b, origin, kind
        self._changes = tuple(change(one, origin) for one in parts)

    def __len__(self) -> int:
        return len(self._changes)

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Change]: ...
    def __getitem__(self, at: int | slice) -> Change | Sequence[Change]:
        return self._changes[at]

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns day, what, id, old and new as text: names, forms, kinds and ids of parents."""
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("day", "day", [c.day for c in self]), ("what", "text", [c.what for c in self]), ("id", "id", [c.id for c in self])]
        columns += [("old", "text", [_value(c.old) for c in self]), ("new", "text", [_value(c.new) for c in self])]
        return _frames.frame(columns, kind or self._kind, origin=self.origin)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (Changes, list, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._changes)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, self.a, self.b, self._changes, self.origin, self._kind))

    def __repr__(self) -> str:
        shown = "".join(f"\n  {c.day} {c.what} {c.id}: {_value(c.old)} -> {_value(c.new)}" for c in self[:10])
        return f"<Changes from {self.a} to {self.b}: {len(self)}>{shown}" + ("\n  ..." if len(self) > 10 else "")

    def _repr_html_(self) -> str:
        rows = ((c.day, c.what, c.id, _value(c.old), _value(c.new)) for c in self)
        return _html.table(f"{len(self)} changes from {self.a} to {self.b}", ("day", "what", "id", "old", "new"), rows, origin=self.origin, total=len(self))


def _restored(version: int, a: dt.date, b: dt.date, changes: tuple[Change, ...], origin: str, kind: _frames.Kind | None) -> Changes:
    if version != 1:
        raise ValueError(f"version of the pickled changes: {version}; expected 1")
    made = Changes(a, b, [], origin, kind)
    made._changes = changes
    return made


def _value(value: Id | Spell | None) -> str | None:
    return None if value is None else value.name if isinstance(value, Spell) else str(value)


@dataclass(frozen=True)
class Diff:
    """Net: what is different on the second day. Lists of ids, and the successions with a < day <= b."""

    a: dt.date
    b: dt.date
    opened: list[Id]
    closed: list[Id]
    renamed: list[Id]
    reformed: list[Id]
    reclassified: list[Id]
    moved: list[Id]
    successions: list[Succession]
    origin: str = "real"
    _kind: _frames.Kind | None = field(default=None, repr=False, compare=False)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns what and id."""
        rows = self._rows()
        return _frames.frame([("what", "text", [what for what, _ in rows]), ("id", "id", [id for _, id in rows])], kind or self._kind, origin=self.origin)

    def _rows(self) -> list[tuple[str, Id]]:
        return [(what, id) for what in _LISTS for id in getattr(self, what)]

    def __hash__(self) -> int:
        return hash((self.a, self.b, tuple(self._rows()), tuple(self.successions)))

    def _repr_html_(self) -> str:
        return _html.table(f"From {self.a} to {self.b}: {len(self.successions)} successions", ("what", "id"), self._rows(), origin=self.origin)
