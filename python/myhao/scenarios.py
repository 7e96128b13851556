# SPDX-License-Identifier: Apache-2.0
"""Scenarios: the same objects evaluated many times, each time with something else; and under the rules of other years."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _core, _frames, _html
from ._origins import derived
from ._texts import chosen
from .evaluation import Evaluation, Given, _grades
from .facts import Facts, changes_of
from .rules import RuleBook, RuleSet, in_force, year_of
from .vocabularies import SUBJECTS, Subject

if TYPE_CHECKING:
    from .tree import Tree

_CAUSES = ("missing", "tie", "gap", "choice")


@dataclass(frozen=True)
class Scenario:
    """What differs from a baseline; what is left out is the baseline's."""

    rules: Any = None  #: a RuleSet, a RuleBook, or changes by dotted path: ``{"quotas.excellent.base": "good_or_better"}``, of a book ``{subject: {path: value}}``
    facts: Any = None  #: ``{id: {fact: value}}``, or ``{subject: {id: {fact: value}}}``; None is missing, ``"<fact>.na": True`` not applicable
    decided: Any = None  #: ``{id: grade}``, instead of the baseline's decisions

    @staticmethod
    def is_change(facts: Any) -> bool:
        return isinstance(facts, Mapping) and bool(facts) and all(isinstance(told, Mapping) for told in facts.values()) and not any(isinstance(v, (list, tuple)) for told in facts.values() for v in told.values()) \
            and not any(key in SUBJECTS and "id" in told for key, told in facts.items())

    def book(self, rules: RuleBook) -> RuleBook:
        """The rules of this scenario."""
        if self.rules is None:
            return rules
        if isinstance(self.rules, RuleSet):
            return RuleBook([self.rules])
        if isinstance(self.rules, RuleBook):
            return self.rules
        if not isinstance(self.rules, Mapping):
            raise TypeError(f"rules: expected a RuleSet, a RuleBook or changes by path, not {type(self.rules).__name__}")
        if self.rules and all(key in SUBJECTS and isinstance(told, Mapping) for key, told in self.rules.items()):
            absent = [subject for subject in self.rules if subject not in rules]
            if absent:
                raise ValueError(f"rules: changes for {', '.join(absent)}, whom these rules do not grade; expected {', '.join(rules)}")
            return RuleBook([one.replace(self.rules[subject]) if subject in self.rules else one for subject, one in rules.items()], year=rules.year)
        if len(rules) != 1:
            raise ValueError("rules: changes by path need their subject where a book grades several: {subject: {path: value}}")
        return RuleBook([one.replace(self.rules) for one in rules.values()], year=rules.year)

    def changes(self, tables: list[Facts], where: str = "facts") -> list[tuple[str, list[tuple[str | int, str, Any, bool]]]]:
        """By subject."""
        if self.facts is None:
            return []
        if isinstance(self.facts, Mapping) and self.facts and all(key in SUBJECTS for key in self.facts):
            return [(str(subject), changes_of(told, f"{where}.{subject}")) for subject, told in self.facts.items()]
        return [("organization", changes_of(self.facts, where))]

    def tables(self, tables: list[Facts]) -> list[Facts]:
        """The facts of this scenario."""
        changed = dict(self.changes(tables))
        absent = [subject for subject in changed if subject not in {one.subject for one in tables}]
        if absent:
            raise ValueError(f"facts: changes for {', '.join(absent)}, of whom no facts were given")
        return [one._with(changed[one.subject]) if one.subject in changed else one for one in tables]


def _named(scenarios: Any) -> dict[str, Scenario]:
    if not isinstance(scenarios, Mapping):
        raise TypeError(f"scenarios: expected a mapping of names to scenarios, not {type(scenarios).__name__}")
    named = {}
    for name, one in scenarios.items():
        if not isinstance(name, str):
            raise TypeError(f"scenarios: expected a name, not {type(name).__name__}")
        if isinstance(one, Mapping):
            known = ("rules", "facts", "decided")
            unknown = [key for key in one if key not in known]
            if unknown:
                raise ValueError(f"scenarios.{name}: no '{unknown[0]}' in a scenario{_core.suggestion(str(unknown[0]), list(known))}; expected {', '.join(known)}")
            one = Scenario(**one)
        if not isinstance(one, Scenario):
            raise TypeError(f"scenarios.{name}: expected a Scenario or a mapping, not {type(one).__name__}")
        named[name] = one
    return named


def evaluate_many(tree: Tree, facts: Any, rules: RuleSet | RuleBook, scenarios: Mapping[str, Scenario | Mapping[str, Any]], *, reduce: str | Iterable[str | int] | Callable[[Evaluation], Any] = "tally",
                  threads: int = 1, subject: Subject = "organization", **given: Any) -> Any:
    """Evaluates every scenario, one after another, keeping of each only what is reduced: memory does not grow with their number.

    `reduce`: "tally", a frame of scenario, subject, grade, certain, possible; ids (of `subject`), a frame of scenario, id, possible; or a function of an Evaluation, a dict of what it gives.
    `threads`: how many work at once; the interpreter's lock is released. `given`: as for `evaluate`. Errors name the scenario; all are told at once.
    """
    base = Given.of(tree, facts, rules, **given)
    named = _named(scenarios)
    if isinstance(threads, bool) or not isinstance(threads, int):
        raise TypeError(f"threads: expected a whole number, not {type(threads).__name__}")
    if threads < 1:
        raise ValueError(f"threads: {threads}; expected 1 or more")
    if callable(reduce):
        return {name: reduce(Given.of(tree, one.tables(base.tables), one.book(base.book), **({**base.again, "decided": one.decided} if one.decided is not None else base.again)).evaluated()) for name, one in named.items()}
    rows = []
    for name, one in named.items():
        book = one.book(base.book)
        decided = None if one.decided is None else _grades(tree, one.decided, base.tables, f"scenarios.{name}.decided")
        rows.append((name, None if one.rules is None else [each._core for each in book.values()], one.changes(base.tables, f"scenarios.{name}.facts"), decided))
    wanted: list[tuple[str, str | int]] = []
    if reduce != "tally":
        if isinstance(reduce, str) or not isinstance(reduce, Iterable):
            raise ValueError(f'reduce: {reduce!r}; expected "tally", ids, or a function of an Evaluation')
        chosen(subject, SUBJECTS, "subject")
        wanted = [(subject, id) for id in reduce]
        if not wanted:
            raise ValueError("reduce: no ids were given")
    size = max(1, -(-len(rows) // threads))
    parts = [rows[start:start + size] for start in range(0, len(rows), size)]
    if threads == 1 or len(parts) < 2:
        made = [one for part in parts for one in _core.evaluate_many(*base.arguments, part, wanted)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            made = [one for part in pool.map(lambda part: _core.evaluate_many(*base.arguments, part, wanted), parts) for one in part]
    kind = next((one._kind for one in base.tables if one._kind is not None), None)
    origin = derived(tree.origin, *(one.origin for one in base.tables))
    if wanted:
        flat: list[tuple[Any, ...]] = [(name, id, "|".join(possible)) for name, outcomes in zip(named, made, strict=True) for (_, id), possible in zip(wanted, outcomes, strict=True)]
        names: tuple[str, ...] = ("scenario", "id", "possible")
        kinds: tuple[str, ...] = ("text", "id", "text")
    else:
        flat = [(name, of, grade, certain, possible) for name, subjects in zip(named, made, strict=True) for of, grades, tally, _, _ in subjects for grade, (certain, possible) in zip(grades, tally, strict=True)]
        names, kinds = ("scenario", "subject", "grade", "certain", "possible"), ("text", "text", "text", "whole", "whole")
    return _table(names, kinds, flat, kind, origin)


def _table(names: tuple[str, ...], kinds: tuple[Any, ...], rows: list[tuple[Any, ...]], kind: _frames.Kind | None, origin: str) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return _frames.frame([(name, of, list(values)) for name, of, values in zip(names, kinds, columns, strict=True)], kind, origin=origin)


class Years(Mapping[int, Evaluation]):
    """The same objects under the rule books of several years: ``years[2014]`` is an evaluation. Immutable."""

    __slots__ = ("_made",)

    def __init__(self, evaluations: Mapping[int, Evaluation]) -> None:
        self._made = dict(sorted(evaluations.items()))

    def __getitem__(self, year: int) -> Evaluation:
        return self._made[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __hash__(self) -> int:
        return hash(tuple(self._made.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return Years, (self._made,)

    @property
    def origin(self) -> str:
        return derived(*(one.origin for one in self._made.values()))

    def _rows(self) -> list[tuple[Any, ...]]:
        rows = []
        for year, made in self._made.items():
            for subject, grades, tally, objects, because in _core.counts(made._core):
                counts = ", ".join(f"{grade} {certain if certain == possible else f'{certain}..{possible}'}" for grade, (certain, possible) in zip(grades, tally, strict=True) if possible)
                rows.append((year, made.rules[subject].id, subject, counts, objects, *because, ", ".join(gap.path for gap in made.rules[subject].gaps)))
        return rows

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each year and subject: how many surely have and may have each grade, how many are open, for which causes (an object may have several), and what the source leaves unknown."""
        return _table(("year", "rules", "subject", "grades", "open", *_CAUSES, "gaps"), ("whole", "text", "text", "text", *["whole"] * (1 + len(_CAUSES)), "text"), self._rows(), kind, self.origin)

    def tally(self, kind: _frames.Kind | None = None) -> Any:
        """year, subject, grade, certain, possible."""
        rows = [(year, subject, grade, certain, possible) for year, made in self._made.items() for subject, grades, tally, _, _ in _core.counts(made._core) for grade, (certain, possible) in zip(grades, tally, strict=True)]
        return _table(("year", "subject", "grade", "certain", "possible"), ("whole", "text", "text", "whole", "whole"), rows, kind, self.origin)

    def __repr__(self) -> str:
        note = _html.loud(self.origin)
        return f"<{note}Years: {', '.join(map(str, self._made))}>"

    def _repr_html_(self) -> str:
        return _html.table("Under the rules of each year", ("year", "rules", "subject", "grades", "open", *_CAUSES, "unknown in the source"), self._rows(), origin=self.origin)


def evaluate_years(tree: Tree, facts: Any, years: Iterable[int], **given: Any) -> Years:
    """The same tree and facts under the rules in force in each of `years`, whatever the tree's own year ("2020's town under the rules of 2014"). Rules of subjects without facts are left out, except organizations'.

    `facts` and `given`: as for `evaluate`; facts by `mh.vocabulary` serve every built-in book. InvalidRules for a year of which no rules were read.
    """
    if isinstance(years, (str, bytes)) or not isinstance(years, Iterable):
        raise TypeError(f"years: expected several years, not {type(years).__name__}")
    made = {}
    for year in (year_of(year) for year in years):
        book = in_force(year)
        told = set(facts) if isinstance(facts, Mapping) and facts and all(key in SUBJECTS for key in facts) else {one.subject for one in facts} if isinstance(facts, (list, tuple)) else {facts.subject} if isinstance(facts, Facts) else {"organization"}
        made[year] = Given.of(tree, facts, RuleBook([one for subject, one in book.items() if subject in told or subject == "organization"], year=book.year), off_year=True, **given).evaluated()
    return Years(made)
