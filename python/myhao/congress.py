# SPDX-License-Identifier: Apache-2.0
"""Congresses (đại hội), campaigns of them (đợt đại hội), and their check against a directive."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _core, _html
from .dates import Day, day
from .directives import Directive
from .findings import Findings
from .instruments import Citation, InstrumentKey
from .labels import Label

if TYPE_CHECKING:
    from .report import Report
    from .tree import Tree


@dataclass(frozen=True)
class Congress:
    """One congress, or, without a unit, what is said of all congresses of a level. What is not stated is None."""

    level: str  #: cell, grassroots, district or province: the level of a directive that binds it
    unit: str | int | None = None
    id: str = ""
    label: Label = Label("", "")
    ordinal: int | None = None  #: XXVI is 26
    term: str = ""  #: "2020-2025"
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    contents_done: int | None = None
    contents_required: int | None = None
    directive: InstrumentKey | None = None
    source: Citation = Citation()
    confidence: str = "verified"

    def __post_init__(self) -> None:
        for name in ("first_day", "last_day"):
            value: Day | None = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, day(value, name))
        if isinstance(self.directive, Directive):
            object.__setattr__(self, "directive", self.directive.key)
        if not isinstance(self.level, str):
            raise TypeError(f"level: expected a text, not {type(self.level).__name__}")

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Congress:
        id, label, level, unit, ordinal, term, first, last, _, done, required, directive, source, confidence = parts
        return cls(level, unit, id, label, ordinal, term, first, last, done, required, None if directive is None else InstrumentKey(*directive), Citation._of(source), confidence)

    @property
    def days(self) -> int | None:
        """Whole days, both ends counted; None where one of them is not stated."""
        return None if self.first_day is None or self.last_day is None else (self.last_day - self.first_day).days + 1

    def _parts(self) -> tuple[Any, ...]:
        return (self.id, tuple(self.label), self.level, self.unit, self.ordinal, self.term, self.first_day, self.last_day, self.contents_done, self.contents_required,
                None if self.directive is None else tuple(self.directive))

    def _row(self) -> dict[str, Any]:
        return {"congress": self.label.en or self.id, "level": self.level, "ordinal": self.ordinal, "term": self.term, "first day": self.first_day, "last day": self.last_day, "days": self.days,
                "contents": None if self.contents_done is None else f"{self.contents_done} of {self.contents_required}", "directive": self.directive, "source": self.source}


class Campaign(Sequence[Congress]):
    """What is said of the congresses that follow one directive, or of one term where none is named."""

    __slots__ = ("_congresses", "directive", "term")

    def __init__(self, congresses: Iterable[Congress], *, directive: InstrumentKey | None = None, term: str = "") -> None:
        self._congresses = tuple(congresses)
        for one in self._congresses:
            if not isinstance(one, Congress):
                raise TypeError(f"congresses: expected Congress, not {type(one).__name__}")
        self.directive, self.term = directive, term

    def __getitem__(self, at: Any) -> Any:
        return self._congresses[at]

    def __len__(self) -> int:
        return len(self._congresses)

    def __iter__(self) -> Iterator[Congress]:
        return iter(self._congresses)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Campaign) and self._congresses == other._congresses and self.directive == other.directive

    def __hash__(self) -> int:
        return hash((self._congresses, self.directive))

    def __repr__(self) -> str:
        return f"<Campaign {self.directive or self.term}: {', '.join(c.id or c.level for c in self)}>"

    def _row(self) -> dict[str, Any]:
        return {"directive": self.directive, "term": self.term, "congresses": ", ".join(c.label.en or c.id for c in self)}

    def _repr_html_(self) -> str:
        rows = [c._row() for c in self]
        return _html.table(f"Congress campaign, {self.directive or self.term}", list(rows[0]) if rows else [], ([*row.values()] for row in rows), origin="real")


def campaigns_of(congresses: Iterable[Congress]) -> list[Campaign]:
    """Congresses by the directive they follow, in the order in which it is first met."""
    groups: dict[InstrumentKey, list[Congress]] = {}
    for one in congresses:
        if one.directive is not None:
            groups.setdefault(one.directive, []).append(one)
    return [Campaign(group, directive=key, term=group[0].term) for key, group in groups.items()]


def _stated(congresses: Any) -> list[Congress]:
    from .report import Report
    if isinstance(congresses, Congress):
        return [congresses]
    if isinstance(congresses, Report):
        return list(congresses.congresses)
    if isinstance(congresses, Iterable) and not isinstance(congresses, (str, bytes)):
        return [one for part in congresses for one in _stated(part)]
    raise TypeError(f"congresses_or_campaign: expected a Congress, a Campaign, a Report or several of them, not {type(congresses).__name__}")


def check(congresses_or_campaign: Congress | Campaign | Report | Iterable[Congress | Campaign], directive: Directive, tree: Tree | None = None) -> Findings:
    """One finding for each limit of the directive that binds a statement, and for each pair of statements of which one must come first.

    Met or violated only where every day and number that fits what is stated agrees. Statements of another directive or term are left aside.
    """
    if not isinstance(directive, Directive):
        raise TypeError(f"directive: expected a Directive, not {type(directive).__name__}")
    stated = [one._parts() for one in _stated(congresses_or_campaign)]
    if tree is not None and not hasattr(tree, "_core"):
        raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
    return Findings._of(_core.congress_check(stated, directive._core, None if tree is None else tree._core))
