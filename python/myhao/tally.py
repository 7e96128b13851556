# SPDX-License-Identifier: Apache-2.0
"""A tally (tổng hợp xếp loại): how many were given each grade, or each set of grades, as a source reports it. What is not stated is not zero."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from . import _core, _html
from ._numbers import whole
from ._origins import stated_origin
from ._texts import chosen
from .errors import InvalidFacts
from .instruments import Citation, citation_of
from .scales import Scale, cpv_2018
from .vocabularies import CONFIDENCES, SUBJECTS


class Bounds(NamedTuple):
    """What is left possible; `high` is None where there is no bound. Both ends are attained."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def __str__(self) -> str:
        return str(self.low) if self.exact else f"{self.low}..{'' if self.high is None else self.high}"


def _key(key: Any) -> list[str]:
    grades = [key] if isinstance(key, str) else list(key) if isinstance(key, (tuple, frozenset)) else None
    if grades is None or not all(isinstance(grade, str) for grade in grades):
        raise TypeError(f"counts: a key is a grade or a tuple of grades, not {type(key).__name__}")
    for grade in grades:
        if any("\ud800" <= letter <= "\udfff" for letter in grade):
            raise InvalidFacts.at("counts", "half of a surrogate pair is no letter", ascii(grade)[:80], "a grade of the scale")
    return grades


class Tally:
    """Counts of disjoint sets of grades of one scale. Immutable."""

    __slots__ = ("_core",)
    _core: Any

    def __init__(self, counts: Mapping[str | tuple[str, ...], int], graded: int | None = None, of: str | int | None = None, *, subject: str = "organization",
                 scale: Scale = cpv_2018, source: Citation | str | None = None, confidence: str = "unknown", origin: str = "real") -> None:
        """`graded`: how many were graded in all, where that is stated. `of`: the unit whose direct subordinates are counted; None: the report's own, or every graded unit.

        InvalidFacts names every unknown grade, negative count, grade counted twice, and a total that does not fit.
        """
        if not isinstance(counts, Mapping):
            raise TypeError(f"counts: expected a mapping of grades to counts, not {type(counts).__name__}")
        if not isinstance(scale, Scale):
            raise TypeError(f"scale: expected a Scale, not {type(scale).__name__}")
        if of is not None and (isinstance(of, bool) or not isinstance(of, (str, int))):
            raise TypeError(f"of: expected the id of a unit, not {type(of).__name__}")
        chosen(subject, SUBJECTS, "subject")
        chosen(confidence, CONFIDENCES, "confidence")
        stated_origin(origin)
        cited = citation_of(source, "source")
        entries = [(_key(key), whole(count, "counts")) for key, count in counts.items()]
        self._core = _core.Tally(scale._core, entries, None if graded is None else whole(graded, "graded"), of, subject, str(Citation(cited.instrument, cited.clause, cited.publication)),
                                 cited.paragraph or 0, confidence, origin)

    @classmethod
    def _of(cls, core: Any) -> Tally:
        self = cls.__new__(cls)
        self._core = core
        return self

    @property
    def scale(self) -> Scale:
        return Scale._of(self._core.scale)

    @property
    def counts(self) -> dict[str | tuple[str, ...], int]:
        """As it was given: a grade, or a tuple of grades, to its count."""
        return {grades[0] if len(grades) == 1 else grades: count for grades, count in self._core.entries()}

    @property
    def graded(self) -> int | None:
        """How many were graded: as stated, or the sum where every grade is; None where the source leaves it open."""
        graded: int | None = self._core.graded
        return graded

    @property
    def of(self) -> str | int | None:
        """The unit whose direct subordinates are counted."""
        of: str | int | None = self._core.of
        return of

    @property
    def subject(self) -> str:
        return str(self._core.subject)

    @property
    def source(self) -> Citation:
        return Citation._of(self._core.source)

    @property
    def confidence(self) -> str:
        return str(self._core.confidence)

    @property
    def origin(self) -> str:
        return str(self._core.origin)

    @property
    def complete(self) -> bool:
        """Every grade of the scale is stated, alone or in a set."""
        return bool(self._core.complete)

    def __getitem__(self, grade: str | tuple[str, ...]) -> Bounds:
        """How many have the grade, or one of several."""
        return Bounds(*self._core.count(_key(grade)))

    def count(self, grades: str | Iterable[str]) -> Bounds:
        return Bounds(*self._core.count([grades] if isinstance(grades, str) else list(grades)))

    def at_least(self, grade: str) -> Bounds:
        """How many have that grade or a better one."""
        if not isinstance(grade, str):
            raise TypeError(f"grade: expected a text, not {type(grade).__name__}")
        return Bounds(*self._core.at_least(grade))

    def share(self, grades: str | Iterable[str]) -> tuple[Fraction, Fraction]:
        """Of those graded, between which exact ratios. InvalidFacts where the source states no base: a membership is not one."""
        low, high = self._core.share([grades] if isinstance(grades, str) else list(grades))
        return low, high

    def _args(self) -> tuple[Any, ...]:
        stated: int | None = self._core.stated_graded
        source = self.source
        return self.counts, stated, self.of, self.subject, self.scale, str(Citation(source.instrument, source.clause, source.publication)), source.paragraph, self.confidence, self.origin

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash((tuple(self.counts.items()), self._core.stated_graded, self.of, self.subject))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, *self._args())

    def __repr__(self) -> str:
        graded = self._core.stated_graded
        return f"{_html.loud(self.origin)}Tally({self.counts!r}{'' if graded is None else f', graded={graded}'}{'' if self.of is None else f', of={self.of!r}'}{'' if self.subject == 'organization' else f', subject={self.subject!r}'})"

    def _repr_html_(self) -> str:
        rows: list[tuple[Any, ...]] = [(" or ".join(key) if isinstance(key, tuple) else key, count) for key, count in self.counts.items()]
        rows.append(("graded", "not stated" if self.graded is None else self.graded))
        title = f"Tally of {self.subject}s" + ("" if self.of is None else f" under {self.of}") + (f" ({self.source})" if str(self.source) else "")
        return _html.table(title, ("grade", "count"), rows, origin=self.origin)


def _restored(version: int, counts: dict[str | tuple[str, ...], int], graded: int | None, of: str | int | None, subject: str, scale: Scale, publication: str, paragraph: int | None,
              confidence: str, origin: str) -> Tally:
    if version != 1:
        raise ValueError(f"version of the pickled tally: {version}; expected 1")
    return Tally(counts, graded, of, subject=subject, scale=scale, source=Citation(publication=publication, paragraph=paragraph), confidence=confidence, origin=origin)
