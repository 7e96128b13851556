# SPDX-License-Identifier: Apache-2.0
"""What an evaluation says of one object: the possible outcomes, what follows backwards from them, and the reason, clause by clause."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from . import _core, _html
from .labels import Label

if TYPE_CHECKING:
    from .evaluation import Evaluation


@dataclass(frozen=True)
class Outcome:
    """The set of outcomes that what is known leaves possible; never a guess."""

    possible: frozenset[str]  #: names of grades, and "not_graded"
    best: str | None  #: None where only "not_graded" is possible
    worst: str | None
    decided: bool  #: exactly one outcome is possible
    open: frozenset[str]  #: why more than one is: missing (a fact), tie (at the last place), gap (in the rules), choice (of whoever decides)
    confidence: str  #: of the weakest clause that was used
    precision: str  #: exact: each outcome occurs in some world; sound: every world's outcome is among them
    decider: str = "open"  #: what last changed or decided it: clause, ceiling, cap, quota, reported, decided, not_graded or open
    clause: str = ""  #: the path of the clause, ceiling or quota that decided it
    order: tuple[str, ...] = ()  #: the possible outcomes, best first
    origin: str = "derived"  #: synthetic if anything it was computed from is

    @classmethod
    def _of(cls, parts: tuple[Any, ...], origin: str) -> Outcome:
        possible, best, worst, decided, why, confidence, precision, decider, clause = parts
        return cls(frozenset(possible), best, worst, decided, frozenset(why), confidence, precision, decider, clause, tuple(possible), origin)

    def __str__(self) -> str:
        return " or ".join(self.order)

    def _repr_html_(self) -> str:
        rows = [("possible", self), ("open", ", ".join(sorted(self.open))), ("decided by", self.clause or self.decider), ("confidence", self.confidence), ("precision", self.precision)]
        return _html.table("Outcome", ("", ""), rows, origin=self.origin)


class GradeCount(NamedTuple):
    """How many surely have a grade, and how many may have it."""

    certain: int
    possible: int

    def __str__(self) -> str:
        return str(self.certain) if self.certain == self.possible else f"{self.certain}..{self.possible}"


class GradeCounts(Mapping[str, GradeCount]):
    """By grade, best first, then "not_graded"."""

    __slots__ = ("_counts", "_origin", "_title")

    def __init__(self, counts: Mapping[str, GradeCount], title: str, origin: str) -> None:
        self._counts, self._title, self._origin = dict(counts), title, origin

    def __getitem__(self, grade: str) -> GradeCount:
        if grade not in self._counts:
            raise KeyError(f"no grade '{grade}'{_core.suggestion(str(grade), list(self._counts))}; there are {', '.join(self._counts)}")
        return self._counts[grade]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def __repr__(self) -> str:
        note = _html.loud(self._origin)
        return f"<{note}{self._title}: {', '.join(f'{grade} {count}' for grade, count in self._counts.items())}>"

    def _repr_html_(self) -> str:
        return _html.table(self._title, ("grade", "certain", "possible"), [(grade, *count) for grade, count in self._counts.items()], origin=self._origin)


class Implied(NamedTuple):
    """One thing that follows backwards from an outcome: a condition that cannot have been false."""

    fact: str  #: empty for a share, a count or a ratio
    what: Label
    values: tuple[str, ...]  #: of a level, grade or flag: what it can have been
    clauses: tuple[str, ...]  #: by which clauses the grades can have been reached

    def __str__(self) -> str:
        return self.what.en


class ConditionReason(NamedTuple):
    """One test of a clause; `depth` 0 is the clause's own condition, its parts follow it."""

    depth: int
    what: Label
    truth: str
    observed: str
    required: str


class ClauseReason(NamedTuple):
    path: str
    truth: str  #: "true", "false", "not applicable", or what is possible of them
    citation: str
    confidence: str
    label: Label
    conditions: tuple[ConditionReason, ...]


class QuotaReason(NamedTuple):
    """How a quota treated the object: who else was there, how many places, and where it stood."""

    path: str
    group: str
    base: str  #: empty where the quota is unknown
    base_size: tuple[int, int]
    limit: tuple[int, int]
    surely_above: int
    may_reach: int
    last: tuple[str | int, ...]  #: who may hold the last place
    may_stay: bool
    may_fall: bool
    unknown: bool
    citation: str
    confidence: str


@dataclass(frozen=True)
class ReasonCase:
    """The reason under one candidate of the gaps of the rules."""

    rules: str
    clauses: tuple[ClauseReason, ...]
    quotas: tuple[QuotaReason, ...]
    by_clauses: tuple[str, ...]
    after_quotas: tuple[str, ...]
    possible: tuple[str, ...]
    decided: str | None
    narrowed: bool  #: by a reported tally

    @classmethod
    def _of(cls, told: dict[str, Any]) -> ReasonCase:
        clauses = tuple(ClauseReason._make((*head, tuple(ConditionReason(*one) for one in conditions))) for *head, conditions in told["clauses"])
        quotas = tuple(QuotaReason._make((*q[:7], tuple(q[7]), *q[8:])) for q in told["quotas"])
        return cls(told["rules"], clauses, quotas, tuple(told["by_clauses"]), tuple(told["after_quotas"]), tuple(told["possible"]), told["decided"], told["narrowed"])


class Reason:
    """Why an object has its outcome: everything it rests on, so that it can be read, and recomputed by `mh.verify`, without the data it came from."""

    __slots__ = ("_core", "_evaluation", "_told")
    _core: Any
    _evaluation: Evaluation
    _told: tuple[ReasonCase, ...] | None

    def __init__(self) -> None:
        raise TypeError("Reason: made by Evaluation.explain(id)")

    @classmethod
    def _of(cls, core: Any, evaluation: Evaluation) -> Reason:
        self = cls.__new__(cls)
        self._core, self._evaluation, self._told = core, evaluation, None
        return self

    @property
    def id(self) -> str | int:
        id: str | int = self._core.object
        return id

    @property
    def subject(self) -> str:
        return str(self._core.subject)

    @property
    def outcome(self) -> Outcome:
        return Outcome._of(self._core.outcome(), self.origin)

    @property
    def cases(self) -> tuple[ReasonCase, ...]:
        """In words; more than one where the rules have gaps."""
        if self._told is None:
            self._told = tuple(ReasonCase._of(told) for told in self._core.cases())
        return self._told

    @property
    def origin(self) -> str:
        return self._evaluation.origin

    def text(self, language: Literal["vi", "en"] = "en") -> str:
        """A line for each clause and condition."""
        if language not in ("vi", "en"):
            raise ValueError(f"language: '{language}'; expected vi or en")
        note = "SYNTHETIC\n" if self.origin == "synthetic" else ""
        return note + str(self._core.text(language))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Reason of {self.id}: {self.outcome}, {len(self.cases)} cases>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reason) and (self.id, self.subject, self.outcome, self.cases) == (other.id, other.subject, other.outcome, other.cases)

    def __hash__(self) -> int:
        return hash((self.id, self.subject, self.outcome))

    def __reduce__(self) -> tuple[Any, ...]:
        return _explained, (1, self._evaluation, self.id, self.subject)

    def _repr_html_(self) -> str:
        body = []
        for case in self.cases[:4]:
            rows: list[tuple[Any, ...]] = []
            for clause in case.clauses:
                rows.append((clause.path, clause.label.en, clause.truth, "", "", clause.citation, clause.confidence))
                rows += [("", "\N{NO-BREAK SPACE}" * 3 * test.depth + test.what.en, test.truth, test.observed, test.required, "", "") for test in clause.conditions]
            for quota in case.quotas:
                places = "unknown" if quota.unknown else f"places {quota.limit[0]}..{quota.limit[1]} of {quota.base_size[0]}..{quota.base_size[1]}"
                rows.append((quota.path, quota.group, places, f"{quota.surely_above} surely above, {quota.may_reach} may reach it", f"last place: {', '.join(map(str, quota.last))}", quota.citation, quota.confidence))
            body.append(_html.table(f"{case.rules}: {' or '.join(case.possible)}", ("path", "what", "truth", "observed", "required", "citation", "confidence"), rows, origin=self.origin))
        more = f"<p><small>4 of {len(self.cases)} cases</small></p>" if len(self.cases) > 4 else ""
        return _html.box(f"Why {self.id} is {self.outcome}", "".join(body) + more, self.origin)


def verify(reason: Reason) -> Outcome:
    """The outcome recomputed from the reason alone."""
    if not isinstance(reason, Reason):
        raise TypeError(f"reason: expected a Reason, not {type(reason).__name__}")
    return Outcome._of(reason._core.verify(), reason.origin)


def _explained(version: int, evaluation: Evaluation, id: str | int, subject: Any) -> Reason:
    if version != 1:
        raise ValueError(f"version of the pickled reason: {version}; expected 1")
    return evaluation.explain(id, subject)
