# SPDX-License-Identifier: Apache-2.0
"""What a report holds: figures as intervals, statements, targets, counted posts, mentioned instruments, each with its source."""
from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from . import _core, _html
from .findings import Finding, Findings
from .instruments import Citation, Instrument, InstrumentKey
from .labels import Label
from .periods import Period

if TYPE_CHECKING:
    from .report import Report

Number: TypeAlias = "int | Decimal"
T = TypeVar("T")


@dataclass(frozen=True)
class Measure:
    """What is counted. Only a stock and a flow add up over units, only a flow over time."""

    id: str
    label: Label
    type: str  #: stock, flow, ratio, rank or level
    unit: str
    part: str  #: of the system the report speaks of

    def __str__(self) -> str:
        return self.id


def _exact(value: Any, argument: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, Decimal, str)):
        hint = '; write it as text, "1.29"' if isinstance(value, float) else ""
        raise TypeError(f"{argument}: expected an exact number, not {type(value).__name__}{hint}")
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError, OverflowError):
        raise ValueError(f"{argument}: {ascii(value) if isinstance(value, str) else value} is not an exact number") from None


@dataclass(frozen=True, eq=False)
class Figure:
    """A reported number as the interval its wording allows: "more than 550" is (550, ...)."""

    measure: Measure
    qualifier: str  #: exact, more_than, nearly, range or from
    low: Number | None
    high: Number | None
    low_open: bool
    high_open: bool
    period: Period  #: of a stock: the one day it was counted on
    source: Citation
    confidence: str
    origin: str
    label: Label  #: the number in words
    _core: Any
    _report: Any  # the one that holds it

    @classmethod
    def _of(cls, core: Any, report: Report) -> Figure:
        measure, qualifier, (low, high, low_open, high_open), period, source, confidence, origin, label = core.parts()
        return cls(Measure(*measure), qualifier, low, high, low_open, high_open, Period(*period), Citation._of(source), confidence, origin, label, core, report)

    @property
    def id(self) -> str:
        """Of its measure."""
        return self.measure.id

    @property
    def text(self) -> str:
        """The number in words: "more than 550"."""
        return self.label.en

    def at_least(self, value: int | Decimal | Fraction | str) -> bool | None:
        """Whether the number is at least `value`: True, False, or None where what is stated does not decide it."""
        asked = _exact(value, "value")
        if self.low is not None and Fraction(self.low) >= asked:
            return True
        if self.high is not None and (Fraction(self.high) < asked or (self.high_open and Fraction(self.high) == asked)):
            return False
        return None

    def at_most(self, value: int | Decimal | Fraction | str) -> bool | None:
        """The same for at most."""
        asked = _exact(value, "value")
        if self.high is not None and Fraction(self.high) <= asked:
            return True
        if self.low is not None and (Fraction(self.low) > asked or (self.low_open and Fraction(self.low) == asked)):
            return False
        return None

    def check(self, target: Target) -> Finding:
        """Met, violated, or undetermined by what is stated."""
        if not isinstance(target, Target):
            raise TypeError(f"target: expected a Target, not {type(target).__name__}")
        return Findings._of(self._core.check(target._core))[0]

    def _key(self) -> tuple[Any, ...]:
        return (self.measure, self.qualifier, self.low, self.high, self.period, self.source, self.confidence, self.origin)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return operator.getitem, (self._report, self.measure.id)

    def __repr__(self) -> str:
        return f"<Figure {self.measure.id}: {self.text}, {self.period}, {self.source}>"

    def _repr_html_(self) -> str:
        return Listed("Figure", [self], self.origin)._repr_html_()

    def _row(self) -> dict[str, Any]:
        return {"measure": self.measure.id, "value": self.text, "label (vi)": self.measure.label.vi, "label (en)": self.measure.label.en, "type": self.measure.type, "unit": self.measure.unit,
                "period": self.period, "source": self.source, "confidence": self.confidence}


@dataclass(frozen=True)
class Statement:
    """A dated sentence in our own words: what a source says, not that it is so."""

    id: str
    part: str
    text: Label
    period: Period
    source: Citation
    confidence: str
    contradicts: str = ""  #: the id of another statement of the report that says otherwise

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Statement:
        id, part, text, period, source, confidence, contradicts = parts
        return cls(id, part, text, Period(*period), Citation._of(source), confidence, contradicts)

    def _row(self) -> dict[str, Any]:
        return {"id": self.id, "part": self.part, "vi": self.text.vi, "en": self.text.en, "period": self.period, "source": self.source, "confidence": self.confidence}


@dataclass(frozen=True, eq=False)
class Target:
    """A required value by a last day."""

    measure: Measure
    low: Number | None
    high: Number | None
    low_open: bool
    high_open: bool
    due: dt.date
    source: Citation
    confidence: str
    text: str  #: "[11, ...)"
    _core: Any
    _report: Any

    @classmethod
    def _of(cls, core: Any, report: Report) -> Target:
        measure, (low, high, low_open, high_open), due, source, confidence, text = core.parts()
        return cls(Measure(*measure), low, high, low_open, high_open, due, Citation._of(source), confidence, text, core, report)

    def _key(self) -> tuple[Any, ...]:
        return (self.measure, self.text, self.due, self.source, self.confidence)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Target) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return _target, (self._report, self.measure.id)

    def check(self, figure: Figure) -> Finding:
        return figure.check(self)

    def _row(self) -> dict[str, Any]:
        return {"measure": self.measure.id, "required": self.text, "due": self.due, "source": self.source, "confidence": self.confidence}


@dataclass(frozen=True)
class PostCount:
    """A counted statement: `holders` of the `of` people with the first post hold the second one too. Nobody is named."""

    id: str
    label: Label
    post: str
    also: str
    holders: int
    of: int
    period: Period
    source: Citation
    confidence: str
    basis: InstrumentKey | None = None

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> PostCount:
        id, label, post, also, holders, of, period, source, confidence, basis = parts
        return cls(id, label, post, also, holders, of, Period(*period), Citation._of(source), confidence, None if basis is None else InstrumentKey(*basis))

    def _row(self) -> dict[str, Any]:
        return {"id": self.id, "post": self.post, "also": self.also, "holders": self.holders, "of": self.of, "period": self.period, "source": self.source, "confidence": self.confidence}


@dataclass(frozen=True)
class Mention:
    """An instrument as the report mentions it."""

    instrument: Instrument
    source: Citation

    @property
    def number(self) -> str:
        return self.instrument.number

    @property
    def issuer(self) -> str:
        return self.instrument.issuer

    @property
    def issued(self) -> dt.date | None:
        return self.instrument.issued

    def _row(self) -> dict[str, Any]:
        return {"number": self.number, "issuer": self.issuer, "issued": self.issued, "title": self.instrument.title.en, "source": self.source}


class Listed(Sequence[T], Generic[T]):
    """Entries of a report in its order, shown as a table."""

    __slots__ = ("_entries", "_origin", "_title")

    def __init__(self, title: str, entries: Sequence[T], origin: str) -> None:
        self._title, self._entries, self._origin = title, tuple(entries), origin

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, str):
            for entry in self._entries:
                if at in (getattr(entry, "id", None), getattr(getattr(entry, "measure", None), "id", None)):
                    return entry
            ids = [str(getattr(entry, "id", None) or getattr(getattr(entry, "measure", None), "id", "")) for entry in self._entries]
            raise KeyError(f"{self._title}: no '{at}'{_core.suggestion(at, ids)}")
        return self._entries[at]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def __eq__(self, other: object) -> bool:
        return (self._entries == tuple(other)) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._entries)

    def __repr__(self) -> str:
        return f"<{self._title}: {len(self)}>"

    def _repr_html_(self) -> str:
        rows = [entry._row() if hasattr(entry, "_row") else {"": entry} for entry in self._entries]
        headers = list(rows[0]) if rows else []
        return _html.table(self._title, headers, ([row[h] for h in headers] for row in rows), origin=self._origin, total=len(self))


def _target(report: Report, measure: str) -> Target:
    target: Target = report.targets[measure]
    return target
