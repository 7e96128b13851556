# SPDX-License-Identifier: Apache-2.0
"""Terms (nhiệm kỳ): numbered or labelled periods of one kind, and the nominal series of them that the sources support."""
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from . import _core, _frames, _html
from .dates import Day, day
from .labels import Label, text


@dataclass(frozen=True)
class Term:
    """One term of a series, nominal: a unit's own term runs from its own congress, on a day in [since, settled)."""

    series: str  #: "party", "council", "plan" or "cell"
    label: str  #: "2020-2025"
    ordinal: int | None  #: of one unit's own terms; a nominal term has none
    since: dt.date
    until: dt.date | None  #: the first day no longer; None: the sources name no day
    settled: dt.date | None = None  #: the first day on which no unit is still in the term before; None: all change at once
    basis: Label = Label("", "")  #: what the days rest on

    @property
    def last_day(self) -> dt.date | None:
        return None if self.until is None else self.until - dt.timedelta(days=1)

    def contains(self, date: Day) -> bool:
        on = day(date)
        return self.since <= on and (self.until is None or on < self.until)

    def _repr_html_(self) -> str:
        return Terms([self])._repr_html_()


class Terms(Sequence[Term]):
    """Terms in order; `terms["party"]` is the one of that series."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = tuple(terms)

    def __len__(self) -> int:
        return len(self._terms)

    @overload
    def __getitem__(self, at: int | str) -> Term: ...
    @overload
    def __getitem__(self, at: slice) -> "Terms": ...
    def __getitem__(self, at: int | str | slice) -> "Term | Terms":
        if isinstance(at, slice):
            return Terms(self._terms[at])
        if isinstance(at, str):
            for term in self._terms:
                if term.series == at:
                    return term
            raise KeyError(f"no term of series '{at}'{_core.suggestion(at, [t.series for t in self._terms])}")
        return self._terms[at]

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (Terms, list, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._terms)

    def __repr__(self) -> str:
        return "Terms(" + ", ".join(f"{t.series} {t.label}" for t in self._terms) + ")"

    def _repr_html_(self) -> str:
        rows = [(t.series, t.label, t.ordinal, t.since, t.until, t.basis.en) for t in self._terms]
        return _html.table("Terms", ("series", "label", "ordinal", "since", "until", "basis"), rows, origin="derived")


@dataclass(frozen=True)
class TermSeries(Sequence[Term]):
    """Terms of one kind in order, none overlapping. Different series do overlap."""

    id: str
    label: Label
    terms: tuple[Term, ...]

    def on(self, date: Day) -> Term | None:
        """The term that runs on that day; None outside the series."""
        at = day(date)
        return next((term for term in self.terms if term.contains(at)), None)

    def possible(self, date: Day) -> Terms:
        """Every term a unit may be in on that day: two while units change over, each on the day of its own congress."""
        return _terms(_core.terms_possible(self.id, day(date)))

    def labelled(self, label: str) -> Term | None:
        return next((term for term in self.terms if term.label == label), None)

    def _parts(self) -> tuple[str, tuple[str, str], list[tuple[Any, ...]]]:
        terms = _frames.listed(self.terms, "terms")
        for term in terms:
            if not isinstance(term, Term):
                raise TypeError(f"terms: expected Term, not {type(term).__name__}")
        rows = [(text(t.series, "series"), text(t.label, "label"), t.ordinal, t.since, t.until, t.settled, tuple(t.basis)) for t in terms]
        return (text(self.id, "id"), (self.label.vi, self.label.en), rows)

    def __len__(self) -> int:
        return len(self.terms)

    @overload
    def __getitem__(self, at: int) -> Term: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Term, ...]: ...
    def __getitem__(self, at: int | slice) -> Term | tuple[Term, ...]:
        return self.terms[at]

    def _repr_html_(self) -> str:
        return Terms(self.terms)._repr_html_()


def _terms(rows: list[tuple[Any, ...]]) -> Terms:
    return Terms([Term(*row) for row in rows])


def series(id: str) -> TermSeries:
    """The series "party", "council", "plan" or "cell"; InvalidPeriod with a suggestion where there is none of that name."""
    name, label, rows = _core.term_series(text(id, "id"))
    return TermSeries(name, label, tuple(Term(*row) for row in rows))


def all() -> list[TermSeries]:
    """Every series."""
    return [series(id) for id in _core.term_series_ids()]


def on(date: Day) -> Terms:
    """The running term of every series; a series with none on that day is left out."""
    return _terms(_core.terms_on(day(date)))


def labelled(label: str) -> Terms:
    """Every term of any kind that carries this label: what "2016-2021" may mean."""
    return _terms(_core.terms_labelled(text(label, "label")))
