# SPDX-License-Identifier: Apache-2.0
"""Plans: what would have to turn out, or to change, for an object to be graded as asked for; and what blocks where there is none."""
from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from . import _core, _frames, _html
from ._written import written
from .facts import Facts
from .labels import Label, text as plain
from .vocabularies import SUBJECTS

if TYPE_CHECKING:
    from .evaluation import Evaluation

#: A code of a level or grade, a flag, a count, an exact number, a day; None where it is not applicable, or (of what it was) not fully known.
Value: TypeAlias = "str | bool | int | Decimal | dt.date | None"


@dataclass(frozen=True)
class FactChange:
    """One fact of one object that turns out so, or becomes so."""

    subject: str
    id: str | int
    fact: str
    to: Value
    not_applicable: bool  #: then `to` is None
    from_: Value  #: None where it was missing or uncertain; `known` says what was known
    label: Label
    known: Label
    value: Label  #: `to` in words
    learned: bool  #: it was missing or uncertain, and may be so

    def _change(self) -> tuple[str | int, str, Any, bool]:
        told = self.to.isoformat() if isinstance(self.to, dt.date) else str(self.to) if isinstance(self.to, Decimal) else self.to
        return self.id, self.fact, told, self.not_applicable


@dataclass(frozen=True)
class _Step:
    facts: tuple[FactChange, ...]
    grades: tuple[tuple[str, str | int, str], ...]  #: subject, id and grade of what must be decided
    text: Label

    @property
    def kind(self) -> str:
        """learn, change, raise or place."""
        return type(self).__name__.lower()

    @property
    def changes(self) -> int:
        """How many single changes it stands for."""
        return len(self.facts) + len(self.grades)

    def __str__(self) -> str:
        return self.text.en


@dataclass(frozen=True)
class _OneFact(_Step):
    @property
    def fact(self) -> str:
        return self.facts[0].fact

    @property
    def id(self) -> str | int:
        """The object itself, or one with which it shares the places of a quota."""
        return self.facts[0].id


@dataclass(frozen=True)
class Learn(_OneFact):
    """A missing or uncertain fact turns out to be so."""

    @property
    def value(self) -> Value:
        """None: it turns out not to be applicable."""
        return self.facts[0].to


@dataclass(frozen=True)
class Change(_OneFact):
    """A known fact becomes another value; only facts declared changeable."""

    @property
    def from_(self) -> Value:
        return self.facts[0].from_

    @property
    def to(self) -> Value:
        return self.facts[0].to


@dataclass(frozen=True)
class Raise(_Step):
    """So many objects of a population must be graded so, or have a fact so."""

    population: str  #: subordinates, members, leadership; of what caps the object: its subject

    @property
    def how_many(self) -> int:
        return self.changes

    @property
    def ids(self) -> tuple[str | int, ...]:
        return tuple(id for _, id, _ in self.grades) + tuple(one.id for one in self.facts)

    @property
    def to(self) -> str:
        """A grade, or "fact = value"."""
        return self.grades[0][2] if self.grades else f"{self.facts[0].fact} = {self.facts[0].value.en}"


@dataclass(frozen=True)
class Place(_Step):
    """A place of a quota: the key passes others', or whoever chooses among those who are level chooses the object."""

    quota: str  #: its path, "quotas.excellent"
    past: tuple[str | int, ...]  #: whose keys are passed

    @property
    def chosen(self) -> bool:
        """The object is chosen among those who are level."""
        return bool(self.grades)

    @property
    def fact(self) -> str | None:
        """The key; None where the object is chosen."""
        return self.facts[0].fact if self.facts else None

    @property
    def from_(self) -> Value:
        return self.facts[0].from_ if self.facts else None

    @property
    def to(self) -> Value:
        return self.facts[0].to if self.facts else None


Step: TypeAlias = "Learn | Change | Raise | Place"


def _value(parts: tuple[Any, bool], type: str) -> Value:
    value: Value = parts[0]
    if isinstance(value, str) and type == "decimal":
        return Decimal(value)
    return dt.date.fromisoformat(value) if isinstance(value, str) and type == "date" else value


def _step(parts: tuple[Any, ...], types: Mapping[tuple[str, str], str]) -> Step:
    kind, facts, grades, population, path, past, words = parts
    changes = tuple(FactChange(subject, id, fact, _value(to, types.get((subject, fact), "")), to[1], _value(before, types.get((subject, fact), "")), label, known, value, learned)
                    for subject, id, fact, before, to, label, known, value, learned in facts)
    decided = tuple((subject, id, grade) for subject, id, grade in grades)
    if kind == "raise":
        return Raise(changes, decided, words, population)
    if kind == "place":
        return Place(changes, decided, words, path, tuple(past))
    return (Learn if kind == "learn" else Change)(changes, decided, words)


@dataclass(frozen=True)
class Plan:
    """Steps that together reach the grade, or a better one, in every world that is left; without any of them they do not."""

    steps: tuple[Step, ...]
    #: No plan of fewer single changes exists: it has one change, or every smaller set of changes was tried.
    minimal: bool
    origin: str = "derived"

    @property
    def changes(self) -> int:
        """How many single changes it stands for: of one fact, or of one grade that is decided."""
        return sum(step.changes for step in self.steps)

    @property
    def decided(self) -> Mapping[Any, Any]:
        """The grades it needs decided, to be joined with those given: {id: grade}; {subject: {id: grade}} where one id names objects of several subjects."""
        grades = [one for step in self.steps for one in step.grades]
        flat = {id: grade for _, id, grade in grades}
        if len(flat) == len(grades):
            return MappingProxyType(flat)
        nested: dict[str, dict[str | int, str]] = {}
        for subject, id, grade in grades:
            nested.setdefault(subject, {})[id] = grade
        return MappingProxyType(nested)

    @overload
    def apply(self, facts: Facts) -> Facts: ...
    @overload
    def apply(self, facts: Mapping[str, Facts]) -> dict[str, Facts]: ...
    @overload
    def apply(self, facts: Sequence[Facts]) -> list[Facts]: ...
    def apply(self, facts: Any) -> Any:
        """The facts as the plan has them: Facts of one subject (steps about others are passed over), or several as a mapping or a sequence of Facts.

        InvalidFacts where they have no such object or fact.
        """
        if isinstance(facts, Mapping):
            return {subject: self.apply(one) for subject, one in facts.items()}
        if isinstance(facts, (list, tuple)):
            return [self.apply(one) for one in facts]
        if not isinstance(facts, Facts):
            raise TypeError(f"facts: expected Facts, not {type(facts).__name__}")
        changes = [one._change() for step in self.steps for one in step.facts if one.subject == facts.subject]
        return facts._with(changes) if changes else facts

    def without(self, step: int) -> Plan:
        """The same without one step. A choice among those who are level is open only with all the others, and goes with any of them."""
        left = [one for place, one in enumerate(self.steps) if place != step % len(self.steps)]
        return Plan(tuple(one for one in left if not (isinstance(one, Place) and one.chosen)), False, self.origin)

    def text(self, language: Literal["vi", "en"] = "en") -> str:
        """A line for each step."""
        _language(language)
        return "\n".join(getattr(step.text, language) for step in self.steps) or ("không cần gì thêm" if language == "vi" else "nothing is needed")

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        title = "Plan, fewest changes" if self.minimal else "Plan"
        return _html.table(title, ("step", "what", "việc"), [(step.kind, step.text.en, step.text.vi) for step in self.steps] or [("", "nothing is needed", "không cần gì thêm")], origin=self.origin)


@dataclass(frozen=True)
class Blocked:
    """What stands in the way.

    `by`: fact (known, and not changeable), not_applicable, months (that must pass), previous (years), gap (of the rules), quota (its places, or a group that is not known), decided (a grade),
    reported (counts), incomplete (not all are listed), population (too few), relation (to what was not evaluated), search (nothing was found, and none of these is the cause).
    """

    by: str
    path: str  #: of the clause, ceiling, relation or quota; empty for the object itself
    text: Label
    ids: tuple[str | int, ...] = ()  #: whose facts or grades these are, where not the object's own

    def __str__(self) -> str:
        return f"{self.path}: {self.text.en}" if self.path else self.text.en


class Plans(Sequence[Plan]):
    """Plans for one object, fewest single changes first, at most eight; or what blocks. One plan without steps says that the object surely has the grade as it is."""

    __slots__ = ("_blocked_by", "_evaluation", "_grade", "_id", "_plans", "_subject")
    _blocked_by: tuple[Blocked, ...]
    _evaluation: Evaluation
    _grade: str
    _id: str | int
    _plans: tuple[Plan, ...]
    _subject: str

    def __init__(self) -> None:
        raise TypeError("Plans: made by Evaluation.why_not(id, grade)")

    @classmethod
    def _of(cls, evaluation: Evaluation, id: str | int, grade: str, subject: str) -> Plans:
        chosen = plain(grade, "grade")
        told, blocked, code, _ = _core.why_not(evaluation._core, subject, id, chosen)
        types = {(str(of), fact.name): str(fact.type) for of in SUBJECTS if of in evaluation.rules for fact in evaluation.rules[of].facts.values()}
        self = cls.__new__(cls)
        self._evaluation, self._id, self._grade, self._subject = evaluation, id if isinstance(id, str) else int(id), str(code), subject
        self._plans = tuple(Plan(tuple(_step(parts, types) for parts in steps), minimal, evaluation.origin) for minimal, steps in told)
        self._blocked_by = tuple(Blocked(*parts) for parts in blocked)
        return self

    @property
    def id(self) -> str | int:
        return self._id

    @property
    def subject(self) -> str:
        return self._subject

    @property
    def grade(self) -> str:
        """The grade asked for; a plan may also reach a better one."""
        return self._grade

    @property
    def blocked_by(self) -> tuple[Blocked, ...]:
        """Where there is no plan: what stands in the way; else nothing."""
        return self._blocked_by

    @property
    def origin(self) -> str:
        return self._evaluation.origin

    @overload
    def __getitem__(self, index: int) -> Plan: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Plan, ...]: ...
    def __getitem__(self, index: int | slice) -> Plan | tuple[Plan, ...]:
        return self._plans[index]

    def __len__(self) -> int:
        return len(self._plans)

    def __iter__(self) -> Iterator[Plan]:
        return iter(self._plans)

    def text(self, language: Literal["vi", "en"] = "en") -> str:
        """The plans, a line for each step; or a line for each thing that blocks."""
        _language(language)
        vi = language == "vi"
        lines = ["SYNTHETIC"] if self.origin == "synthetic" else []
        lines.append(f"{self.id}, để đạt {self.grade}:" if vi else f"{self.id}, to be graded {self.grade} or better:")
        for number, plan in enumerate(self, 1):
            lines.append(f"  {number}. {('(ít thay đổi nhất)' if vi else '(fewest changes)') if plan.minimal else ''}".rstrip())
            lines += [f"     {line}" for line in plan.text(language).split("\n")]
        for one in self.blocked_by:
            lines.append(f"  {'vướng' if vi else 'blocked'}: {one.path + ': ' if one.path else ''}{getattr(one.text, language)}")
        return "\n".join(lines) + "\n"

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each single change: plan (from 1), minimal, step (from 1), what, subject, id, fact, from, to (in words), decided (a grade), text_vi, text_en."""
        rows: list[tuple[Any, ...]] = []
        for number, plan in enumerate(self, 1):
            for place, step in enumerate(plan.steps, 1):
                head = (number, plan.minimal, place, step.kind)
                rows += [(*head, one.subject, one.id, one.fact, one.known.en, one.value.en, None, step.text.vi, step.text.en) for one in step.facts]
                rows += [(*head, subject, id, None, None, None, grade, step.text.vi, step.text.en) for subject, id, grade in step.grades]
        names = ("plan", "minimal", "step", "what", "subject", "id", "fact", "from", "to", "decided", "text_vi", "text_en")
        types: dict[str, _frames.ColumnType] = {"plan": "whole", "step": "whole", "minimal": "flag", "id": "id"}
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        return _frames.frame([(name, types.get(name, "text"), list(values)) for name, values in zip(names, columns, strict=True)], kind or self._evaluation._kind, origin=self.origin)

    def to_json(self, path: Any = None) -> str:
        """The plans, or what blocks, as a document; written to `path` where one is given."""
        def told(one: FactChange) -> dict[str, Any]:
            value = None if one.to is None else one.to if isinstance(one.to, (bool, int)) else str(one.to)
            return {"subject": one.subject, "id": one.id, "fact": one.fact, "from": one.known.en, "to": value, "not_applicable": one.not_applicable, "learned": one.learned}

        def step(one: Step) -> dict[str, Any]:
            made: dict[str, Any] = {"what": one.kind, "text": {"vi": one.text.vi, "en": one.text.en}, "facts": [told(fact) for fact in one.facts],
                                    "decided": [{"subject": subject, "id": id, "grade": grade} for subject, id, grade in one.grades]}
            if isinstance(one, Raise):
                made |= {"population": one.population, "how_many": one.how_many, "to": one.to}
            if isinstance(one, Place):
                made |= {"quota": one.quota, "past": list(one.past)}
            return made
        document = {"myhao": "plans", "version": 1, "origin": self.origin, "subject": self.subject, "id": self.id, "grade": self.grade,
                    "plans": [{"minimal": plan.minimal, "steps": [step(one) for one in plan.steps]} for plan in self],
                    "blocked_by": [{"by": one.by, "path": one.path, "ids": list(one.ids), "text": {"vi": one.text.vi, "en": one.text.en}} for one in self.blocked_by]}
        return written(json.dumps(document, ensure_ascii=False, indent=2) + "\n", path)

    def _key(self) -> tuple[Any, ...]:
        return self._id, self._subject, self._grade, self._plans, self._blocked_by

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plans) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((self._id, self._subject, self._grade, len(self._plans)))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, self._evaluation, self._id, self._grade, self._subject)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        note = _html.loud(self.origin)
        what = f"{len(self)} plans" if self else f"blocked by {', '.join(dict.fromkeys(one.by for one in self.blocked_by))}"
        return f"<{note}Plans for {self.id} to be {self.grade}: {what}>"

    def _repr_html_(self) -> str:
        rows: list[tuple[Any, ...]] = []
        for number, plan in enumerate(self, 1):
            first = f"{number}, fewest changes" if plan.minimal else str(number)
            rows += [(first if place == 0 else "", step.kind, step.text.en, step.text.vi) for place, step in enumerate(plan.steps)] or [(first, "", plan.text(), plan.text("vi"))]
        rows += [("blocked", one.by, str(one), one.text.vi) for one in self.blocked_by]
        return _html.table(f"What {self.id} needs to be {self.grade} or better", ("plan", "step", "what", "việc"), rows, origin=self.origin)


def _language(language: str) -> None:
    if language not in ("vi", "en"):
        raise ValueError(f"language: '{language}'; expected vi or en")


def _restored(version: int, evaluation: Evaluation, id: str | int, grade: str, subject: str) -> Plans:
    if version != 1:
        raise ValueError(f"version of the pickled plans: {version}; expected 1")
    return Plans._of(evaluation, id, grade, subject)
