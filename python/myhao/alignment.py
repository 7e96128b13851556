# SPDX-License-Identifier: Apache-2.0
"""Terms beside each other: series of several kinds day by day, a unit's actual terms from its own congresses, and units in a later term than their superior."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _core, _frames, _html
from ._origins import derived
from .congress import check_directive, stated
from .dates import Day, day
from .directives import Directive
from .findings import Findings
from .instruments import Citation, citation_of
from .labels import text
from .periods import Period
from .terms import Term, Terms, TermSeries, series as nominal

if TYPE_CHECKING:
    from .history import History
    from .spells import Id
    from .tree import Tree


def _series(one: TermSeries | str, argument: str) -> TermSeries:
    if isinstance(one, TermSeries):
        return one
    if isinstance(one, str):
        return nominal(one)
    raise TypeError(f"{argument}: expected a TermSeries or the name of one, not {type(one).__name__}")


def _parts(one: TermSeries) -> tuple[Any, ...]:
    return (one.id, tuple(one.label), [(t.series, t.label, t.ordinal, t.since, t.until, t.settled, tuple(t.basis)) for t in one.terms])


class Overlap(NamedTuple):
    """Two terms of different kinds that run at the same time, and when."""

    a: Term
    b: Term
    days: Period


def overlaps(a: TermSeries | str, b: TermSeries | str) -> list[Overlap]:
    """Every pair of overlapping terms, in order of days; an open end overlaps for ever."""
    return [Overlap(Term(*one), Term(*other), Period(*days)) for one, other, days in _core.terms_overlaps(_parts(_series(a, "a")), _parts(_series(b, "b")))]


class Coverage(NamedTuple):
    """How many of some days a series covers."""

    days: int
    covered: int
    gaps: tuple[Period, ...]

    @property
    def complete(self) -> bool:
        return self.covered == self.days


def coverage(series: TermSeries | str, since: Day, until: Day) -> Coverage:
    """Of the days from `since` up to, not including, `until`; InvalidPeriod where there are none."""
    days, covered, gaps = _core.terms_coverage(_parts(_series(series, "series")), day(since, "since"), day(until, "until"))
    return Coverage(days, covered, tuple(Period(*gap) for gap in gaps))


class AlignedPeriod(NamedTuple):
    """Days on which none of the series changes its term."""

    days: Period
    terms: tuple[Term | None, ...]  #: of each series; None: none runs


class Alignment(Sequence[AlignedPeriod]):
    """Several series over some days, cut wherever one of them changes."""

    def __init__(self, series: Sequence[TermSeries], rows: Iterable[AlignedPeriod]) -> None:
        self.series, self._rows = tuple(series), tuple(rows)

    def __getitem__(self, at: Any) -> Any:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[AlignedPeriod]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alignment) and self.series == other.series and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(tuple(row.days for row in self._rows))

    def _names(self) -> list[str]:
        """Ids, told apart where two series have the same one."""
        ids = [one.id for one in self.series]
        return [id if ids.count(id) == 1 else f"{id} {ids[:n].count(id) + 1}" for n, id in enumerate(ids)]

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each period: `since`, `until` (the first day no longer), and the label of each series."""
        labels = [[None if row.terms[n] is None else row.terms[n].label for row in self._rows] for n in range(len(self.series))]  # type: ignore[union-attr]
        return _frames.frame([("since", "day", [row.days.since for row in self._rows]), ("until", "day", [row.days.until for row in self._rows]), *((name, "text", column) for name, column in zip(self._names(), labels, strict=True))], kind)

    def plot(self, *, highlight: str | None = None, mark: Day | Mapping[str, Day] | None = None, ax: Any = None) -> Any:
        """The series as bars above each other; see `mh.plot.terms`."""
        from ._season import draw_terms
        return draw_terms(self, highlight=highlight, mark=mark, ax=ax)

    def __repr__(self) -> str:
        return f"<Alignment of {', '.join(self._names())}: {len(self)} periods>"

    def _repr_html_(self) -> str:
        rows = ((row.days.since, row.days.until, *("" if term is None else term.label if term.ordinal is None else f"{_core.roman(term.ordinal)} ({term.label})" for term in row.terms)) for row in self._rows)
        return _html.table("Terms side by side", ("from", "up to", *self._names()), rows, origin="derived", total=len(self))


def align(*series: TermSeries | str, since: Day, until: Day) -> Alignment:
    """Series ("party", "council", "plan", "cell", or a unit's own) over the days from `since` up to, not including, `until`; without any, all nominal ones."""
    chosen = [_series(one, "series") for one in series] or [nominal(id) for id in _core.term_series_ids()]
    rows = _core.terms_align([_parts(one) for one in chosen], day(since, "since"), day(until, "until"))
    return Alignment(chosen, [AlignedPeriod(Period(*days), tuple(None if term is None else Term(*term) for term in terms)) for days, terms in rows])


@dataclass(frozen=True)
class Appointment:
    """A decision of the superior that appoints a unit's committee, as in a merged or new organisation: its term begins then."""

    unit: Id
    day: dt.date
    term: str  #: "2025-2030"
    source: Citation = Citation()

    def __post_init__(self) -> None:
        if isinstance(self.unit, bool) or not isinstance(self.unit, (str, int)):
            raise TypeError(f"unit: expected a text or a whole number, not {type(self.unit).__name__}")
        for name, value in (("day", day(self.day, "day")), ("term", text(self.term, "term")), ("source", citation_of(self.source, "source"))):
            object.__setattr__(self, name, value)


class OwnTerms(NamedTuple):
    """A unit's own terms, and what of it could not be placed: congresses without a term, or without days."""

    series: TermSeries
    left_out: Findings


def own_terms(history: History, unit: Id, congresses: Any, appointments: Iterable[Appointment] = ()) -> OwnTerms:
    """The actual Party terms of a unit, from its own congresses or the decisions that appoint its committee; the last ends with the unit.

    Statements of other units are left aside. UnknownUnit, and InvalidDocument with every congress that contradicts itself or another,
    falls outside the unit's life, or whose number goes backwards.
    """
    from .history import History as _History
    if not isinstance(history, _History):
        raise TypeError(f"history: expected a History, not {type(history).__name__}")
    decisions = _frames.listed(appointments, "appointments")
    for one in decisions:
        if not isinstance(one, Appointment):
            raise TypeError(f"appointments: expected Appointment, not {type(one).__name__}")
    single = [one._parts() for one in stated(congresses, "congresses") if one.unit is not None]
    id, label, terms, left_out = _core.own_terms(history._core, unit, single, [(one.unit, one.day, one.term, one.source._parts()) for one in decisions])
    return OwnTerms(TermSeries(id, label, tuple(Term(*term) for term in terms)), Findings._of(left_out, "derived"))


class UnitTerms:
    """Which terms of a series each unit of a tree may be in on the tree's day."""

    __slots__ = ("_possible", "ahead", "tree")
    tree: Tree
    ahead: list[tuple[Id, Id]]  #: units for certain in a later term than their direct superior, each with it

    def __init__(self, tree: Tree, possible: Mapping[Id, Terms], ahead: Iterable[tuple[Id, Id]]) -> None:
        self.tree, self._possible, self.ahead = tree, dict(possible), list(ahead)

    def __getitem__(self, unit: Id) -> Terms:
        """Every term it may be in, in order; UnknownUnit where it does not stand in the tree."""
        self.tree.depth(unit)
        return self._possible[unit]

    def __len__(self) -> int:
        return len(self._possible)

    def __iter__(self) -> Iterator[Id]:
        return iter(self._possible)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each unit, in the order of the tree; two terms where it may be in either."""
        ahead = {unit for unit, _ in self.ahead}
        return _frames.frame([("unit", "id", list(self._possible)), ("name", "text", [self.tree.name(unit) for unit in self._possible]), ("terms", "text", [" or ".join(t.label for t in terms) for terms in self._possible.values()]),
                              ("decided", "flag", [len(terms) == 1 for terms in self._possible.values()]), ("ahead_of_superior", "flag", [unit in ahead for unit in self._possible])], kind, origin=derived(self.tree.origin))

    def __repr__(self) -> str:
        return f"<UnitTerms of {len(self)} units on {self.tree.date}: {len(self.ahead)} in a later term than their superior>"

    def _repr_html_(self) -> str:
        rows = ((unit, self.tree.name(unit), " or ".join(t.label for t in terms)) for unit, terms in self._possible.items())
        return _html.table(f"Terms on {self.tree.date}: {len(self.ahead)} units in a later one than their superior", ("unit", "name", "term"), rows, origin=derived(self.tree.origin), total=len(self))


def of_units(tree: Tree, congresses: Any, directive: Directive, series: TermSeries | str = "party") -> UnitTerms:
    """In which term each unit of a tree is on its day, by what is stated of the congresses under a directive. A unit of which nothing is stated may be in any term that runs then."""
    from .tree import Tree as _Tree
    if not isinstance(tree, _Tree):
        raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
    check_directive(directive)
    patterns, which, ahead = _core.terms_of_units(tree._core, [one._parts() for one in stated(congresses, "congresses")], directive._core, _parts(_series(series, "series")))
    made = [Terms([Term(*term) for term in terms]) for terms in patterns]
    return UnitTerms(tree, {unit: made[n] for unit, n in zip(tree.ids, which.tolist(), strict=True)}, ahead)
