# SPDX-License-Identifier: Apache-2.0
"""Evaluation: each object's set of possible outcomes, from its facts, the rules, and whatever was reported or decided."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core, _frames, _html
from ._origins import derived
from ._texts import chosen
from ._written import written
from .errors import InvalidRules, UnknownUnit
from .facts import Facts
from .findings import Findings
from .outcomes import GradeCount, GradeCounts, Implied, Outcome, Reason
from .outcomes import verify as verify
from .report import Report
from .rules import RuleBook, RuleSet, year_of
from .tally import Tally
from .vocabularies import SUBJECTS, Subject

if TYPE_CHECKING:
    from .plans import Plans
    from .tree import Tree


class Evaluation:
    """Immutable; keeps its tree, facts and rules alive. `ev[id]` is the outcome of a unit, `ev.of("member", id)` that of another object.

    Where no subject is named, organizations are meant, or whoever alone was evaluated."""

    __slots__ = ("_core", "_given", "_kind", "_rules", "_tables", "_tree")
    _core: Any
    _tree: Tree
    _rules: RuleBook
    _kind: _frames.Kind | None
    _tables: dict[str, Facts]
    _given: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("Evaluation: made by mh.evaluate(tree, facts, rules)")

    @property
    def tree(self) -> Tree:
        return self._tree

    @property
    def rules(self) -> RuleBook:
        return self._rules

    @property
    def origin(self) -> str:
        """Synthetic if anything it was computed from is."""
        return derived(str(self._core.origin), self._tree.origin, *(tally.origin for tally in self._given["reported"]))

    @property
    def findings(self) -> Findings:
        """Tallies and decisions that contradict the rest, and candidates of gaps that the evidence excludes."""
        return Findings._of(self._core.findings(), self.origin)

    @property
    def subjects(self) -> list[str]:
        subjects: list[str] = self._core.subjects()
        return subjects

    def facts(self, subject: Subject | None = None) -> Facts | None:
        return self._tables.get(subject or self._main)

    def __getitem__(self, id: str | int) -> Outcome:
        """UnknownUnit where the tree has no such unit, or its kind is not graded."""
        return self.of(None, id)

    def of(self, subject: Subject | None, id: str | int) -> Outcome:
        return Outcome._of(self._core.of(self._subject(subject), id), self.origin)

    def ids(self, subject: Subject | None = None) -> list[str | int]:
        """Of all that are graded."""
        ids: list[str | int] = self._core.ids(self._subject(subject))
        return ids

    def __len__(self) -> int:
        return int(np.count_nonzero(self._core.bits(self._main)))

    def __contains__(self, id: object) -> bool:
        try:
            self._core.of(self._main, id)
        except (UnknownUnit, TypeError):
            return False
        return True

    @property
    def _main(self) -> str:
        """Whom questions are about that name no subject: organizations, or the first that was evaluated."""
        subjects = self.subjects
        return "organization" if "organization" in subjects or not subjects else subjects[0]

    def _subject(self, subject: Any) -> str:
        if subject is None:
            return self._main
        chosen(subject, SUBJECTS, "subject")
        if subject not in self.subjects:
            raise ValueError(f"subject: the {subject}s were not evaluated; evaluated: {', '.join(self.subjects) or 'nobody'}")
        return str(subject)

    def explain(self, id: str | int, subject: Subject | None = None) -> Reason:
        """Why the object has its outcome."""
        return Reason._of(self._core.explain(self._subject(subject), id), self)

    def implied(self, id: str | int, subject: Subject | None = None) -> list[Implied]:
        """What follows backwards from the outcome: conditions that cannot have been false, where that was not known already."""
        return [Implied(fact, what, tuple(values), tuple(clauses)) for fact, what, values, clauses in self._core.implied(self._subject(subject), id)]

    def why_not(self, id: str | int, grade: str, subject: Subject | None = None) -> Plans:
        """What would have to turn out, or to change, for the object to be graded so, or better, in every world: plans, fewest single changes first; or, in `blocked_by`, what stands in the way.

        InvalidFacts where the scale has no such grade; UnknownUnit as for ``ev[id]``.
        """
        from .plans import Plans
        return Plans._of(self, id, grade, self._subject(subject))

    def tally(self, by: str | None = None, subject: Subject | None = None) -> Any:
        """How many surely have each grade and how many may have it: ``ev.tally()["excellent"].certain``.

        `by`: "kind", "form", "parent" (of members: their unit), a fact, or another column of the facts given: a frame with a row for each value and grade.
        """
        which = self._subject(subject)
        grades = [*self._core.grades(which), "not_graded"]
        if by is None:
            counts = dict(zip(grades, (GradeCount(*one) for one in self._core.tally(which)), strict=True))
            return GradeCounts(counts, f"Grades of {int(np.count_nonzero(self._core.bits(which)))} {which}s", self.origin)
        if not isinstance(by, str):
            raise TypeError(f"by: expected a text, not {type(by).__name__}")
        keys = self._core.keys(which, by) if by in ("kind", "form", "parent") else self._column(which, by)
        bits = self._core.bits(which)
        counted: dict[Any, np.ndarray[Any, np.dtype[np.int64]]] = {}
        for key, may in zip(keys, bits.tolist(), strict=True):
            if may:
                counted.setdefault(key, np.zeros(256, dtype=np.int64))[may] += 1
        masks = [1 << g for g in range(len(grades) - 1)] + [0x80]
        sets = np.arange(256)
        rows = [(key, grade, int(sorts[mask]), int(sorts[(sets & mask) != 0].sum())) for key, sorts in counted.items() for grade, mask in zip(grades, masks, strict=True)]
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        kinds: list[_frames.ColumnType] = ["id", "text", "whole", "whole"]
        return _frames.frame([(name, kind, list(values)) for name, kind, values in zip((by, "grade", "certain", "possible"), kinds, columns, strict=True)], self._kind, origin=self.origin)

    def _column(self, subject: str, by: str) -> list[Any]:
        """The values of a fact, or of another column of the table that was given, by position."""
        facts = self._tables.get(subject)
        held: dict[str, Any] = facts._core.columns() if facts is not None else {}
        source = held if by in held else facts._extra if facts is not None and by in facts._extra else None
        if source is None:
            names = ["kind", "form", "parent", *(name for name in held if name != "id"), *(facts.unused if facts is not None else [])]
            raise ValueError(f"by: no column '{by}'{_core.suggestion(by, names)}; expected one of {', '.join(names)}")
        known = dict(zip(_frames.cells(source["id"]), _frames.cells(source[by]), strict=True))
        ids = self._core.facts(subject).ids()
        return [known.get(id) for id in ids]

    def to_frame(self, kind: _frames.Kind | None = None, subject: Subject | None = None) -> Any:
        """A row for each object that is graded; sets of outcomes and of causes are joined by "|"."""
        columns = self._core.coded(self._subject(subject))
        types: dict[str, _frames.ColumnType] = {"id": "id", "unit": "id", "decided": "flag"}
        return _frames.frame([(name, types.get(name, "text"), _frames.Coded(*values) if isinstance(values, tuple) else values) for name, values in columns.items()], kind or self._kind, origin=self.origin)

    def what_if(self, *, facts: Any = None, rules: Any = None, decided: Mapping[Any, Any] | None = None) -> Evaluation:
        """The same with other facts (or changes of them: ``{id: {fact: value}}``), other rules (or changes by dotted path), or other decisions. For many of them, see `evaluate_many`."""
        from .scenarios import Scenario
        scenario = Scenario(rules=rules, facts=facts if Scenario.is_change(facts) else None, decided=decided)
        tables = scenario.tables(list(self._tables.values())) if facts is None or scenario.facts is not None else facts
        given = self._given if decided is None else {**self._given, "decided": decided}
        return evaluate(self._tree, tables, scenario.book(self._rules), **given)

    def compare(self, other: Evaluation, kind: _frames.Kind | None = None, subject: Subject | None = None) -> Any:
        """A frame of the objects whose possible outcomes differ: id, before (here), after (there)."""
        if not isinstance(other, Evaluation):
            raise TypeError(f"other: expected an Evaluation, not {type(other).__name__}")
        mine, theirs = self._core.columns(self._subject(subject)), other._core.columns(other._subject(subject))
        before, after = dict(zip(mine["id"], mine["possible"], strict=True)), dict(zip(theirs["id"], theirs["possible"], strict=True))
        rows = [(id, before.get(id), after.get(id)) for id in {**before, **after} if before.get(id) != after.get(id)]
        columns = list(zip(*rows, strict=True)) or [(), (), ()]
        kinds: list[_frames.ColumnType] = ["id", "text", "text"]
        origin = derived(self.origin, other.origin)
        return _frames.frame([(name, of, list(values)) for name, of, values in zip(("id", "before", "after"), kinds, columns, strict=True)], kind or self._kind, origin=origin)

    def to_json(self, path: Any = None) -> str:
        """Every outcome, in preorder of the tree, with its tally and findings; written to `path` where one is given."""
        return written(str(_core.to_json(self._core)), path)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Evaluation) or self.subjects != other.subjects or self._tree != other._tree or self._rules != other._rules:
            return False
        return all(self._core.columns(subject) == other._core.columns(subject) for subject in self.subjects)

    def __hash__(self) -> int:
        return hash((self._tree.digest, self._core.bits(self._main).tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, self._tree, list(self._tables.values()), self._rules, self._given)

    def __repr__(self) -> str:
        note = _html.loud(self.origin)
        by = ", ".join(dict.fromkeys(one.id for one in self._rules.values()))
        return f"<{note}Evaluation of {len(self)} {'units' if self._main == 'organization' else self._main + 's'} on {self._tree.date} by {by}: {', '.join(f'{grade} {count}' for grade, count in self.tally().items())}>"

    def _repr_html_(self) -> str:
        if not self.subjects:
            return _html.box("Evaluation", "", self.origin)
        main = self._main
        columns = self._core.columns(main, _html.ROWS)
        by = ", ".join(dict.fromkeys(one.id for one in self._rules.values()))
        shown = [(id, self._tree.name(id) if main == "organization" else None, possible.replace("|", " or "), why.replace("|", ", "), clause, confidence, precision) for id, possible, why, clause, confidence, precision in
                 zip(*(columns[name] for name in ("id", "possible", "open", "clause", "confidence", "precision")), strict=True)]
        rows = _html.table("Outcomes", ("id", "name", "possible", "open", "decided by", "confidence", "precision"), shown, origin=self.origin, total=len(self))
        found = self.findings._repr_html_() if len(self.findings) else ""
        return _html.box(f"Evaluation on {self._tree.date} by {by}", self.tally()._repr_html_() + rows + found, self.origin)


def _tables(tree: Tree, facts: Any, book: RuleBook) -> list[Facts]:
    """The facts of each subject, aligned with the tree."""
    if facts is None:
        return []
    if isinstance(facts, Facts):
        return [facts]
    if isinstance(facts, Mapping) and facts and all(key in SUBJECTS for key in facts):
        return [one if isinstance(one, Facts) else _aligned(tree, one, book, subject) for subject, one in facts.items()]
    if isinstance(facts, (list, tuple)) and facts and all(isinstance(one, Facts) for one in facts):
        return list(facts)
    return [_aligned(tree, facts, book, "organization")]


def _aligned(tree: Tree, table: Any, book: RuleBook, subject: Subject) -> Facts:
    if subject not in book:
        raise InvalidRules.at("rules", f"facts were given of {subject}s, whom these rules do not grade", expected=", ".join(book))
    return Facts(tree, table, book[subject], subject=subject)


def _grades(tree: Tree, decided: Any, tables: list[Facts], argument: str = "decided") -> list[tuple[str | int, str, str]]:
    """Decided grades with their subject: {id: grade}, or {subject: {id: grade}}."""
    if decided is None:
        return []
    if not isinstance(decided, Mapping):
        raise TypeError(f"{argument}: expected a mapping of ids to grades, not {type(decided).__name__}")
    if decided and all(key in SUBJECTS and isinstance(grades, Mapping) for key, grades in decided.items()):
        listed = [(id, grade, subject) for subject, grades in decided.items() for id, grade in grades.items()]
    else:
        others = {id: facts.subject for facts in tables if facts.subject != "organization" for id in facts._core.ids()} if decided else {}
        whose = {facts.subject for facts in tables}
        missed = whose.pop() if len(whose) == 1 else "organization"  # what an id that nobody has is taken for
        listed = [(id, grade, "organization" if id in tree and missed == "organization" else others.get(id, missed)) for id, grade in decided.items()]
    for id, grade, _ in listed:
        if isinstance(id, bool) or not isinstance(id, (str, int, np.integer)):
            raise TypeError(f"{argument}: expected the id of an object, not {type(id).__name__}")
        if not isinstance(grade, str):
            raise TypeError(f"{argument}, '{id}': expected the name of a grade, not {type(grade).__name__}")
    return listed


def _before(tree: Tree, previous: Any, tables: list[Facts]) -> list[tuple[str | int, int, str, str]]:
    """Grades of earlier years with their year and subject: {year: {id: grade}}, {year: Evaluation}, or evaluations."""
    if previous is None:
        return []
    if isinstance(previous, Evaluation):
        previous = [previous]
    if isinstance(previous, Iterable) and not isinstance(previous, (str, bytes, Mapping)):
        listed = list(previous)
        if not all(isinstance(one, Evaluation) for one in listed):
            raise TypeError("previous: expected evaluations, or a mapping of years to grades or evaluations")
        previous = {one._given["year"] or one.tree.date.year: one for one in listed}
    if not isinstance(previous, Mapping):
        raise TypeError(f"previous: expected evaluations, or a mapping of years to grades or evaluations, not {type(previous).__name__}")
    out: list[tuple[str | int, int, str, str]] = []
    for year, told in previous.items():
        if isinstance(year, bool) or not hasattr(year, "__index__"):
            raise TypeError(f"previous: expected a year, not {type(year).__name__}")
        year = year_of(year)
        if isinstance(told, Evaluation):
            present = {"organization": set(tree.ids), **{one.subject: set(one._core.ids()) for one in tables if one.subject != "organization"}}
            for subject in told.subjects:
                columns = told._core.columns(subject)
                out += [(id, year, possible, subject) for id, possible, sure in zip(columns["id"], columns["possible"], columns["decided"], strict=True) if sure and id in present.get(subject, ())]
        else:
            out += [(id, year, grade, subject) for id, grade, subject in _grades(tree, told, tables, "previous")]
    return out


def _tallies(reported: Any) -> list[Tally]:
    if reported is None:
        return []
    if isinstance(reported, Tally):
        return [reported]
    if isinstance(reported, Report):
        return list(reported.tallies)
    if isinstance(reported, Iterable) and not isinstance(reported, (str, bytes, Mapping)):
        listed = list(reported)
        for one in listed:
            if not isinstance(one, Tally):
                raise TypeError(f"reported: expected Tally, not {type(one).__name__}")
        return listed
    raise TypeError(f"reported: expected tallies or a Report, not {type(reported).__name__}")


@dataclass(frozen=True)
class Given:
    """What an evaluation is made from, checked; `arguments` in the order in which the compiled part takes them."""

    tree: Tree
    book: RuleBook
    tables: list[Facts]
    again: dict[str, Any]  #: the arguments as they were given, to evaluate once more with others
    arguments: tuple[Any, ...]

    @classmethod
    def of(cls, tree: Tree, facts: Any, rules: RuleSet | RuleBook, *, year: int | None = None, decided: Any = None, reported: Any = None, previous: Any = None, off_year: bool = False, incomplete: Any = ()) -> Given:
        from .tree import Tree
        if not isinstance(tree, Tree):
            raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
        if not isinstance(rules, (RuleSet, RuleBook)):
            raise TypeError(f"rules: expected a RuleSet or a RuleBook, not {type(rules).__name__}")
        if not isinstance(off_year, (bool, np.bool_)):
            raise TypeError(f"off_year: expected True or False, not {type(off_year).__name__}")
        book = RuleBook([rules]) if isinstance(rules, RuleSet) else rules
        if year is not None:
            year = year_of(year)
        if year is not None and not off_year:
            for one in book.values():
                if not one.applies_to(year):
                    first, last = one.years
                    raise InvalidRules.at(one.id, "these rules are not those of the evaluated year; off_year=True applies them all the same", str(year), f"{first} to {'now' if last is None else last - 1}")
        if isinstance(incomplete, (str, bytes)) or not isinstance(incomplete, Iterable):
            raise TypeError(f"incomplete: expected the ids of several units, not {type(incomplete).__name__}")
        tables, tallies, open_units = _tables(tree, facts, book), _tallies(reported), list(incomplete)
        again = {"year": year, "decided": decided, "reported": tallies, "previous": previous, "off_year": off_year, "incomplete": open_units}
        arguments = (tree._core, [one._core for one in tables], [one._core for one in book.values()], year if year is not None else book.year, [one._core for one in tallies],
                     _grades(tree, decided, tables), _before(tree, previous, tables), open_units)
        return cls(tree, book, tables, again, arguments)

    def evaluated(self) -> Evaluation:
        made = Evaluation.__new__(Evaluation)
        made._core = _core.evaluate(*self.arguments)
        made._tree, made._rules, made._given = self.tree, self.book, self.again
        made._tables = {one.subject: one for one in self.tables}
        made._kind = next((one._kind for one in self.tables if one._kind is not None), None)
        return made


def evaluate(tree: Tree, facts: Any, rules: RuleSet | RuleBook, *, year: int | None = None, decided: Mapping[Any, Any] | None = None, reported: Tally | Iterable[Tally] | Report | None = None,
             previous: Any = None, off_year: bool = False, incomplete: Iterable[str | int] = ()) -> Evaluation:
    """Grades every object of every subject that `rules` grade, bottom-up, on sets of outcomes.

    `facts`: Facts, a data frame or mapping of columns (of organizations), or a mapping of subjects to these. `decided`: {id: grade}, or {subject: {id: grade}}.
    `reported`: tallies, or a report. `previous`: grades of earlier years, {year: {id: grade}} or evaluations. `year`: the evaluated year, by which the rules must be in force unless `off_year`. `incomplete`: units of which not all
    subordinates and members are known, so that their shares stay open.
    """
    return Given.of(tree, facts, rules, year=year, decided=decided, reported=reported, previous=previous, off_year=off_year, incomplete=incomplete).evaluated()


def _restored(version: int, tree: Tree, tables: list[Facts], rules: RuleBook, given: dict[str, Any]) -> Evaluation:
    if version != 1:
        raise ValueError(f"version of the pickled evaluation: {version}; expected 1")
    return evaluate(tree, tables or None, rules, **given)
