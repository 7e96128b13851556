# SPDX-License-Identifier: Apache-2.0
"""Directives (chỉ thị) on congresses: for each level its days and deadline, and what a congress does. A value that was not read is None."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from . import _core, _html
from .dates import Day, day
from .instruments import Citation, InstrumentKey
from .labels import Label


class Deadline(NamedTuple):
    """`inclusive`: whether the day itself still counts; None where "before the day" leaves that open."""

    day: dt.date
    inclusive: bool | None


@dataclass(frozen=True)
class LevelRule:
    """What a directive sets for one level."""

    level: str
    label: Label
    most_days: int | None
    first_day: dt.date | None
    deadline: Deadline | None
    most_delegates: int | None
    most_preparatory_half_days: int | None
    citations: dict[str, Citation]

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> LevelRule:
        level, label, *ruled = parts
        names = ("most_days", "first_day", "deadline", "most_delegates", "most_preparatory_half_days")
        values = [None if one is None else one[0] for one in ruled]
        cited = {name: Citation._of(one[1]) for name, one in zip(names, ruled, strict=True) if one is not None}
        return cls(level, label, values[0], values[1], None if values[2] is None else Deadline(*values[2]), values[3], values[4], cited)

    def __hash__(self) -> int:
        return hash((self.level, self.most_days, self.deadline))


class Directive:
    """One directive; its levels stand bottom-up."""

    __slots__ = ("_core", "contents", "contents_required", "key", "label", "levels", "term")
    _core: Any
    key: InstrumentKey
    label: Label
    term: str
    levels: tuple[LevelRule, ...]
    contents: dict[str, Label]
    contents_required: int | None

    def __init__(self) -> None:
        raise TypeError("Directive: take one from mh.directives")

    @classmethod
    def _of(cls, core: Any) -> Directive:
        self = cls.__new__(cls)
        key, label, term, levels, contents, required = core.parts()
        self._core, self.key, self.label, self.term = core, InstrumentKey(*key), label, term
        self.levels = tuple(LevelRule._of(level) for level in levels)
        self.contents = dict(contents)
        self.contents_required = None if required is None else required[0]
        return self

    def __getitem__(self, level: str) -> LevelRule:
        for rule in self.levels:
            if rule.level == level:
                return rule
        raise KeyError(f"{self.key} has no level '{level}'{_core.suggestion(str(level), [rule.level for rule in self.levels])}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Directive) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, self.key.number, self.key.issued)

    def __repr__(self) -> str:
        return f"<Directive {self.key}: {self.label.en}>"

    def _repr_html_(self) -> str:
        rows = [(r.level, r.most_days, r.first_day, r.deadline and r.deadline.day, r.most_delegates) for r in self.levels]
        return _html.table(f"{self.key}: {self.label.en}", ("level", "at most days", "from", "deadline", "at most delegates"), rows, origin="real")


def get(number: str, *, issued: Day | None = None) -> Directive:
    """InvalidDocument lists the candidates where a number alone names several, or suggests a near number."""
    if not isinstance(number, str):
        raise TypeError(f"number: expected a text, not {type(number).__name__}")
    return Directive._of(_core.directive_get(number, None if issued is None else day(issued, "issued")))


def all() -> list[Directive]:  # noqa: A001
    """Oldest first."""
    return [Directive._of(core) for core in _core.directives_all()]


def _restored(version: int, number: str, issued: dt.date | None) -> Directive:
    if version != 1:
        raise ValueError(f"version of the pickled directive: {version}; expected 1")
    return get(number, issued=issued)
