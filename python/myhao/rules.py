# SPDX-License-Identifier: Apache-2.0
"""Rule sets: how the objects of one subject are graded in some years, as immutable values with citations; and which are in force when."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from . import _core, _html
from ._texts import chosen, sound
from ._written import written
from .conditions import Condition, share_of
from .dates import Day, day
from .findings import Findings
from .instruments import InstrumentKey
from .labels import Label
from .rule_parts import Relation, Ceiling, Clause, Gap, Group, LabelLike, Quota
from .scales import Scale, cpv_2018, label_of
from .vocabularies import SUBJECTS, Fact, Subject, Vocabulary


def year_of(year: Any) -> int:
    if isinstance(year, bool) or not hasattr(year, "__index__"):
        raise TypeError(f"year: expected a year, not {type(year).__name__}")
    return max(-(10**9), min(10**9, int(year.__index__())))


def _several(values: Any, kind: type, argument: str) -> list[Any]:
    if isinstance(values, (str, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(f"{argument}: expected several {kind.__name__}, not {type(values).__name__}")
    listed = list(values)
    for one in listed:
        if not isinstance(one, kind):
            raise TypeError(f"{argument}: expected {kind.__name__}, not {type(one).__name__}")
    return listed


def _clauses(grades: Any) -> list[Clause]:
    if not isinstance(grades, Mapping):
        raise TypeError(f"grades: expected a mapping of grades to conditions, not {type(grades).__name__}")
    out = []
    for grade, told in grades.items():
        if not isinstance(grade, str):
            raise TypeError(f"grades: expected the code of a grade, not {type(grade).__name__}")
        if isinstance(told, Clause):
            out.append(Clause(grade, told.condition, citation=told.citation, confidence=told.confidence, label=told.label))
        elif isinstance(told, Condition):
            out.append(Clause(grade, told))
        else:
            raise TypeError(f"grades.{grade}: expected a condition, not {type(told).__name__}")
    return out


def _years(years: Any) -> tuple[int, int | None]:
    listed = tuple(years) if isinstance(years, Sequence) and not isinstance(years, str) else (years, None)
    first, last = listed if len(listed) == 2 else (None, None)
    for year in (first, last):
        if isinstance(year, bool) or not (year is None or isinstance(year, int)) or (year is first and first is None):
            raise TypeError("years: expected (first year, first year no longer or None)")
    assert isinstance(first, int)
    return first, last


def _change(path: Any, value: Any) -> tuple[str, str]:
    """A value of `replace` as the text that stands at its path."""
    if not isinstance(path, str):
        raise TypeError(f"changes: expected a dotted path, not {type(path).__name__}")
    sound(path, "changes")
    if value is None:
        return path, "unknown"
    if isinstance(value, Group):
        return path, str(value)
    if isinstance(value, str):
        return path, sound(value, path)
    if path.endswith(".share"):
        return path, str(share_of(value, path))
    if isinstance(value, int) and not isinstance(value, bool):
        return path, str(value)
    if isinstance(value, Sequence) and not [one for one in value if not isinstance(one, str)]:
        return path, ",".join(sound(one, path) for one in value)
    raise TypeError(f"{path}: expected a text, a whole number, a Fraction or a group, not {type(value).__name__}")


class RuleSet:
    """Immutable. Refused when it is built, with every problem and its path, where it makes no sense: also where a clause can never hold, a grade is for
    nobody, the groups of two quotas cross, or a quota shrinks the base of an earlier one. What is legal but surely a slip is in `findings`."""

    __slots__ = ("_core", "_parts")
    _core: Any
    _parts: dict[str, Any]

    def __init__(self, *, id: str, subject: Subject = "organization", scale: Scale = cpv_2018, years: tuple[int, int | None] = (0, None), facts: Iterable[Fact] = (),
                 not_graded: Iterable[Clause] = (), grades: Mapping[str, Condition | Clause], ceilings: Iterable[Ceiling] = (), relations: Iterable[Relation] = (), quotas: Iterable[Quota] = (),
                 gaps: Iterable[Gap] = (), instruments: Iterable[InstrumentKey] = (), label: LabelLike = "") -> None:
        """`years`: the first evaluated year, and the first no longer (None: still in force). `grades`: best first, one condition each; the last grade is what is left and has none."""
        sound(id, "id")
        chosen(subject, SUBJECTS, "subject")
        if not isinstance(scale, Scale):
            raise TypeError(f"scale: expected a Scale, not {type(scale).__name__}")
        first, last = _years(years)
        limits = [one._numbered(f"ceiling_{n}") for n, one in enumerate(_several(ceilings, Ceiling, "ceilings"), 1)]
        declared = _several(facts, Fact, "facts")
        self._take(_core.RuleSet({
            "id": id, "subject": subject, "scale": scale._core, "since_year": first, "until_year": last,
            "instruments": [tuple(key) for key in _several(instruments, InstrumentKey, "instruments")],
            "facts": [one._parts()[:5] + (subject,) + one._parts()[6:] for one in declared], "not_graded": [one._parts() for one in _several(not_graded, Clause, "not_graded")],
            "grades": [one._parts() for one in _clauses(grades)], "ceilings": [(one.grade, one._parts()) for one in limits],
            "relations": [one._parts() for one in _several(relations, Relation, "relations")], "quotas": [one._parts() for one in _several(quotas, Quota, "quotas")],
            "gaps": [one._parts() for one in _several(gaps, Gap, "gaps")], "label": tuple(label_of(label, "label"))}))

    @classmethod
    def _of(cls, core: Any) -> RuleSet:
        self = cls.__new__(cls)
        self._take(core)
        return self

    def _take(self, core: Any) -> None:
        self._core, self._parts = core, core.parts()

    @property
    def id(self) -> str:
        return str(self._parts["id"])

    @property
    def subject(self) -> str:
        return str(self._parts["subject"])

    @property
    def scale(self) -> Scale:
        return Scale._of(self._parts["scale"])

    @property
    def years(self) -> tuple[int, int | None]:
        """The first evaluated year, and the first no longer."""
        return self._parts["since_year"], self._parts["until_year"]

    @property
    def label(self) -> Label:
        label: Label = self._parts["label"]
        return label

    @property
    def instruments(self) -> tuple[InstrumentKey, ...]:
        return tuple(InstrumentKey(*key) for key in self._parts["instruments"])

    @property
    def facts(self) -> Vocabulary:
        return Vocabulary._of(self._parts["facts"])

    @property
    def not_graded(self) -> tuple[Clause, ...]:
        return tuple(Clause._of(parts) for parts in self._parts["not_graded"])

    @property
    def grades(self) -> dict[str, Clause]:
        """Best first; the last grade of the scale has no clause."""
        return {parts[0]: Clause._of(parts) for parts in self._parts["grades"]}

    @property
    def ceilings(self) -> tuple[Ceiling, ...]:
        return tuple(Ceiling(grade, Clause._of(parts)) for grade, parts in self._parts["ceilings"])

    @property
    def relations(self) -> tuple[Relation, ...]:
        return tuple(Relation._of(parts) for parts in self._parts["relations"])

    @property
    def quotas(self) -> tuple[Quota, ...]:
        return tuple(Quota._of(parts) for parts in self._parts["quotas"])

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What the source leaves unknown."""
        return tuple(Gap._of(parts) for parts in self._parts["gaps"])

    @property
    def exact(self) -> bool:
        """Whether every outcome under these rules is labelled exact, whatever the facts, as long as no tally is reported.

        Where it is False most outcomes are exact all the same; each says so itself, in `precision`.
        """
        return bool(self._core.exact())

    @property
    def findings(self) -> Findings:
        """What is legal but surely a slip, as warnings with their paths: clauses that never decide, alternatives that add nothing, bands with a gap or lying over each other."""
        return Findings._of(self._core.lint(), "real")

    def applies_to(self, year: int) -> bool:
        """Whether it grades that evaluated year."""
        return bool(self._core.applies_to(year_of(year)))

    def replace(self, changes: Mapping[str, Any]) -> RuleSet:
        """The same rules with the values at some dotted paths replaced: ``{"quotas.excellent.base": "good_or_better"}``."""
        if not isinstance(changes, Mapping):
            raise TypeError(f"changes: expected a mapping of paths to values, not {type(changes).__name__}")
        return RuleSet._of(self._core.replace([_change(path, value) for path, value in changes.items()]))

    def to_json(self, path: Any = None) -> str:
        """The rule set as a document; written to `path` where one is given."""
        return written(str(_core.to_json(self._core)), path)

    def _columns(self) -> Iterator[tuple[Any, ...]]:
        for one in self.not_graded:
            yield f"not_graded.{one.id}", one.condition, one.citation, one.confidence, one.label.en
        for grade, clause in self.grades.items():
            yield f"grades.{grade}", clause.condition, clause.citation, clause.confidence, clause.label.en
        for ceiling in self.ceilings:
            yield f"ceilings.{ceiling.id}: {ceiling.grade}", ceiling.condition, ceiling.citation, ceiling.confidence, ceiling.label.en
        for cap in self.relations:
            yield f"relations.{cap.id}", f"no better than the {cap.by}" + ("" if cap.when is None else f", where {cap.when!r}"), cap.citation, cap.confidence, cap.label.en
        for quota in self.quotas:
            told = f"at most {quota.share} of {quota.base} by {quota.group}" if quota.share is not None and quota.group is not None else "unknown"
            yield quota.path, told, quota.citation, quota.confidence, quota.label.en
        for gap in self.gaps:
            yield f"gap: {gap.path}", ", ".join(gap.candidates) or "anything", gap.citation, "unknown", gap.label.en

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleSet) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash((self.id, self.subject, self.years, tuple(self.grades.items()), self.quotas))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, self._parts)

    def __repr__(self) -> str:
        first, last = self.years
        return f"<RuleSet {self.id}: {self.subject}, {first} to {'now' if last is None else last - 1}, {len(self.quotas)} quotas, {len(self.gaps)} gaps>"

    def _repr_html_(self) -> str:
        return _html.table(f"Rule set {self.id}: {self.label.en or self.subject}", ("path", "rule", "citation", "confidence", "words"), self._columns(), origin="real")


def _restored(version: int, parts: dict[str, Any]) -> RuleSet:
    if version != 1:
        raise ValueError(f"version of the pickled rule set: {version}; expected 1")
    return RuleSet._of(_core.RuleSet(parts))


class RuleBook(Mapping[str, RuleSet]):
    """The rule sets of all subjects in force for a year, by subject. InvalidRules where two grade one subject, or an outcome is read by who is graded before it."""

    __slots__ = ("_sets", "_year")

    def __init__(self, sets: Iterable[RuleSet], year: int | None = None) -> None:
        listed = _several(sets, RuleSet, "sets")
        self._sets: dict[str, RuleSet] = {}
        for one in listed:
            if one.subject in self._sets:
                from .errors import InvalidRules
                raise InvalidRules.at(one.subject, "two rule sets for one subject", f"{self._sets[one.subject].id}, {one.id}")
            self._sets[one.subject] = one
        _core.check_book([one._core for one in listed])
        self._year = None if year is None else year_of(year)

    @property
    def year(self) -> int | None:
        return self._year

    def __getitem__(self, subject: str) -> RuleSet:
        chosen(subject, SUBJECTS, "subject")
        if subject not in self._sets:
            from .errors import InvalidRules
            raise InvalidRules.at("rule book", f"no rule set for the subject {subject}", expected=", ".join(self._sets))
        return self._sets[subject]

    def __contains__(self, subject: object) -> bool:
        return subject in self._sets

    def __iter__(self) -> Iterator[str]:
        return iter(self._sets)

    def __len__(self) -> int:
        return len(self._sets)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleBook) and self._sets == other._sets and self._year == other._year

    def __hash__(self) -> int:
        return hash((tuple(self._sets.values()), self._year))

    def __repr__(self) -> str:
        return f"<RuleBook {self._year or ''}: {', '.join(f'{one.subject} by {one.id}' for one in self._sets.values())}>"

    def _repr_html_(self) -> str:
        rows = [(one.subject, one.id, one.years[0], one.years[1], len(one.quotas), ", ".join(gap.path for gap in one.gaps)) for one in self._sets.values()]
        return _html.table(f"Rule book {self._year or ''}", ("subject", "rule set", "from", "until", "quotas", "gaps"), rows, origin="real")


@overload
def in_force(year: int, subject: None = None) -> RuleBook: ...
@overload
def in_force(year: int, subject: Subject) -> RuleSet: ...
def in_force(year: int, subject: Subject | None = None) -> RuleBook | RuleSet:
    """The rules by which a year is evaluated: of every subject, or of one. InvalidRules for a year of which none were read."""
    bounded = year_of(year)
    if subject is None:
        return RuleBook([RuleSet._of(core) for core in _core.rules_in_force(bounded)], bounded)
    chosen(subject, SUBJECTS, "subject")
    return RuleSet._of(_core.rules_in_force_of(bounded, subject))


def get(id: str, *, subject: Subject = "organization", issued: Day | None = None) -> RuleSet:
    """The rule set that rests on an instrument, by its number. InvalidRules lists the candidates or suggests a near number."""
    sound(id, "id")
    chosen(subject, SUBJECTS, "subject")
    return RuleSet._of(_core.rules_get(id, subject, None if issued is None else day(issued, "issued")))


def overlapping(sets: Iterable[RuleSet]) -> Findings:
    """One problem for each two rule sets of a subject that are both in force for some year; where they are editions of one instrument, it is named."""
    return Findings._of(_core.overlapping_editions([one._core for one in _several(sets, RuleSet, "sets")]), "real")


def all() -> list[RuleSet]:  # noqa: A001
    """Every rule set there is, oldest first."""
    return [RuleSet._of(core) for core in _core.rules_all()]
