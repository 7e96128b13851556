# SPDX-License-Identifier: Apache-2.0
"""Facts: typed columns of what is known about the objects of one subject, over a tree. Missing is not zero: a null is a set of possible values."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core, _frames, _html
from ._origins import stated_origin
from ._texts import chosen
from ._written import written
from .rules import RuleBook, RuleSet
from .scales import Scale, cpv_2018
from .vocabularies import SUBJECTS, Fact, Subject, Vocabulary, vocabulary

if TYPE_CHECKING:
    from .tree import Tree


def _words(given: Any, subject: Subject) -> tuple[Vocabulary, Scale]:
    """The declared facts, and the scale of grades that do not list their own values."""
    if given is None or given is vocabulary:
        return vocabulary.of(subject), cpv_2018
    if isinstance(given, RuleBook):
        given = given[subject]
    if isinstance(given, RuleSet):
        return given.facts, given.scale
    if isinstance(given, Vocabulary):
        return given, cpv_2018
    if isinstance(given, Iterable) and not isinstance(given, (str, bytes)):
        listed = list(given)
        for one in listed:
            if not isinstance(one, Fact):
                raise TypeError(f"vocabulary: expected Fact, not {type(one).__name__}")
        return Vocabulary(listed), cpv_2018
    raise TypeError(f"vocabulary: expected a RuleSet, a RuleBook or a list of Fact, not {type(given).__name__}")


def _readable(column: Any) -> Any:
    """Fixed-point columns of Polars and Arrow, and columns of intervals of time that no fact has, as plain values."""
    kind = str(getattr(column, "dtype", getattr(column, "type", "")))
    if kind.lower().startswith("decimal"):
        values: list[Any] = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
        return values
    return column


def _own(column: Any) -> Any:
    """A column that its giver can no longer change."""
    if isinstance(column, tuple):
        return tuple(_own(part) for part in column)
    return column.copy() if isinstance(column, (list, np.ndarray)) else column


def _is_synthetic(column: Any) -> bool:
    values = column.to_pylist() if hasattr(column, "to_pylist") else column
    return any(value == "synthetic" for value in values) if not isinstance(values, tuple) else "synthetic" in map(str, values[-1])


def _said(where: str, value: Any) -> Any:
    """A value as the compiled part takes it: missing, a flag, a whole number, or an exact text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if hasattr(value, "__index__"):
        return int(value.__index__())
    if isinstance(value, Decimal):
        return f"{value:f}"
    if hasattr(value, "dtype") and value.dtype.kind == "b":
        return bool(value)
    if hasattr(value, "__float__"):
        number = float(value)
        return None if number != number else f"{Decimal(repr(number)):f}"
    raise TypeError(f"{where}: expected a text, a number, a flag, a day or None, not {type(value).__name__}")


def changes_of(facts: Any, where: str = "facts") -> list[tuple[str | int, str, Any, bool]]:
    """``{id: {fact: value}}`` as rows; None is missing, ``"<fact>.na": True`` not applicable."""
    if not isinstance(facts, Mapping):
        raise TypeError(f"{where}: expected a mapping of ids to facts, not {type(facts).__name__}")
    rows = []
    for id, told in facts.items():
        if not isinstance(told, Mapping):
            raise TypeError(f"{where}, '{id}': expected a mapping of facts to values, not {type(told).__name__}")
        for fact, value in told.items():
            if not isinstance(fact, str):
                raise TypeError(f"{where}, '{id}': expected the name of a fact, not {type(fact).__name__}")
            if fact.endswith(".na"):
                if value:
                    rows.append((id, fact[:-3], None, True))
            else:
                rows.append((id, fact, _said(f"{where}, '{id}', '{fact}'", value), False))
    return rows


class Facts:
    """Immutable; keeps its tree alive."""

    __slots__ = ("_core", "_extra", "_kind", "_tree")
    _core: Any
    _tree: Tree
    _kind: _frames.Kind | None
    _extra: dict[str, Any]

    def __init__(self, tree: Tree, frame: _frames.TableLike, vocabulary: RuleSet | RuleBook | Vocabulary | Iterable[Fact] | None = None, *, subject: Subject = "organization",
                 origin: str = "real") -> None:
        """`frame`: a row for each object, keyed by "id" (and "unit", for others than organizations); null is missing; a flag column "<fact>.na" says not applicable.

        InvalidFacts names every value that does not fit, with row and column, every id that is unknown or given twice, and every column that nearly has a declared name.
        Other extra columns are listed in `unused`. A float is the number it prints as: 89.995 is not 90.
        """
        from .tree import Tree
        if not isinstance(tree, Tree):
            raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
        chosen(subject, SUBJECTS, "subject")
        stated_origin(origin)
        words, scale = _words(vocabulary, subject)
        table = _frames.table(frame, "facts")
        needed = ["id"] if subject == "organization" else ["id", "unit"]
        absent = [name for name in needed if name not in table.columns]
        if absent:
            from .errors import InvalidFacts
            raise InvalidFacts.at("facts", f"no column '{absent[0]}'{_core.suggestion(absent[0], list(table.columns))}", ", ".join(map(str, table.columns)) or "no columns", ", ".join(needed))
        declared = {name for fact in words for name in (fact, f"{fact}.na")}
        columns = {name: _readable(column) if name in declared or name in needed else None for name, column in table.columns.items()}
        if origin != "synthetic" and "origin" in table.columns and "origin" not in declared and _is_synthetic(table.columns["origin"]):
            origin = "synthetic"
        if tree.origin == "synthetic":
            origin = "synthetic"
        self._core = _core.Facts(tree._core, columns, words._parts(), subject, scale._core, origin)
        self._tree, self._kind = tree, table.kind
        unused = [name for name in self._core.unused() if name in table.columns]
        self._extra = {name: _own(table.columns[name]) for name in ("id", *unused)} if unused else {}

    @classmethod
    def _of(cls, core: Any, tree: Tree, kind: _frames.Kind | None = None) -> Facts:
        self = cls.__new__(cls)
        self._core, self._tree, self._kind, self._extra = core, tree, kind, {}
        return self

    def replace(self, changes: Mapping[str | int, Mapping[str, Any]]) -> Facts:
        """The same with some values replaced: ``{id: {fact: value}}``. InvalidFacts names every value that does not fit, every unknown id and fact."""
        return self._with(changes_of(changes, "changes"))

    def _with(self, rows: list[tuple[str | int, str, Any, bool]]) -> Facts:
        made = Facts._of(_core.facts_with(self._core, rows), self._tree, self._kind)
        made._extra = self._extra
        return made

    @property
    def tree(self) -> Tree:
        return self._tree

    @property
    def subject(self) -> str:
        return str(self._core.subject)

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return str(self._core.origin)

    @property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary._of(self._core.vocabulary())

    @property
    def missing(self) -> list[str]:
        """The declared facts of which nothing was given."""
        missing: list[str] = self._core.missing()
        return missing

    @property
    def unused(self) -> list[str]:
        """The given columns that no fact is declared for."""
        return [name for name in self._core.unused() if name != "origin"]

    @property
    def ids(self) -> list[str | int]:
        """Of the objects it has a row for: every unit of the tree, in the tree's order; or the members, collectives or leaders given."""
        ids: list[str | int] = self._tree.ids if self.subject == "organization" else self._core.ids()
        return ids

    def value(self, id: str | int, fact: str) -> Any:
        """What is known of one fact of one object; None where it is missing or not applicable."""
        return self._core.value(id, fact)[1]

    def __len__(self) -> int:
        return len(self._core)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each object, of the kind of frame the facts came in; scores as exact texts."""
        columns = self._core.columns()
        types: dict[str, _frames.ColumnType] = {"id": "id", "unit": "id"}
        for fact in self.vocabulary.values():
            types[fact.name] = {"flag": "flag", "count": "whole", "date": "day"}.get(fact.type, "text")  # type: ignore[assignment]
            if fact.type == "decimal":
                columns[fact.name] = [None if value is None else f"{value:f}" for value in columns[fact.name]]
        return _frames.frame([(name, types.get(name, "flag"), values) for name, values in columns.items()], kind or self._kind, origin=self.origin)

    def to_json(self, path: Any = None) -> str:
        """The facts as a document, with the history and the day of their tree; written to `path` where one is given."""
        return written(str(_core.to_json(self._core)), path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash((self._tree.digest, self.subject, tuple(self.vocabulary)))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, self._tree, self._core.columns(), self.vocabulary._parts(), self.subject, Scale._of(self._core.scale), self.origin, self._kind)

    def __repr__(self) -> str:
        note = _html.loud(self.origin)
        return f"<{note}Facts about {len(self)} {self.subject}s: {len(self.vocabulary) - len(self.missing)} of {len(self.vocabulary)} given>"

    def _repr_html_(self) -> str:
        columns = self._core.columns(_html.ROWS)
        names = [name for name in columns if name not in self.missing][:12]
        rows = zip(*(columns[name] for name in names), strict=True)
        return _html.table(f"Facts about {len(self)} {self.subject}s", names, rows, origin=self.origin, total=len(self))


def _restored(version: int, tree: Tree, columns: dict[str, Any], words: list[tuple[Any, ...]], subject: str, scale: Scale, origin: str, kind: _frames.Kind | None) -> Facts:
    if version != 1:
        raise ValueError(f"version of the pickled facts: {version}; expected 1")
    return Facts._of(_core.Facts(tree._core, columns, words, subject, scale._core, origin), tree, kind)
