# SPDX-License-Identifier: Apache-2.0
"""Members of a whole country counted by unit and by a value of theirs, every unit with all below it. No Python object is made for a member."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core, _frames, _html
from .labels import text
from .spells import Id

if TYPE_CHECKING:
    from .tree import Tree


class MemberCounts:
    """A table of counts: a row for each unit, in the order of `tree.ids`, a column for each value. Immutable."""

    __slots__ = ("_kind", "_made_up", "missing", "rolled_up", "table", "tree", "unplaced", "values")
    _kind: _frames.Kind | None
    _made_up: bool
    tree: Tree
    values: tuple[str, ...]
    table: np.ndarray[Any, np.dtype[np.int32]]  #: units by values, read-only; members whose value is missing are not in it
    missing: np.ndarray[Any, np.dtype[np.int32]]  #: how many members of each unit have no value: they are none of the others
    rolled_up: bool  #: of each unit and all below it; otherwise of the unit alone
    unplaced: int  #: members whose unit is null: in no row

    def __init__(self) -> None:
        raise TypeError("MemberCounts: count a table with mh.members.counts")

    @classmethod
    def _of(cls, tree: Tree, values: Iterable[str], table: Any, missing: Any, unplaced: int, rolled_up: bool, kind: _frames.Kind | None = None, *, made_up: bool = False) -> MemberCounts:
        self = cls.__new__(cls)
        self._made_up = made_up
        self.tree, self.values, self.table, self.missing, self.unplaced, self.rolled_up, self._kind = tree, tuple(values), table, missing.reshape(-1), unplaced, rolled_up, kind
        return self

    @property
    def origin(self) -> str:
        """derived, or synthetic where the tree or the members are."""
        return "synthetic" if self._made_up or self.tree.origin == "synthetic" else "derived"

    @property
    def members(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """How many members each unit has, whatever their value."""
        return self.table.sum(axis=1, dtype=np.int64) + self.missing  # type: ignore[no-any-return]

    def __getitem__(self, value: str) -> np.ndarray[Any, np.dtype[np.int32]]:
        """How many members of each unit have the value."""
        if value not in self.values:
            raise KeyError(f"no value '{value}'{_core.suggestion(str(value), list(self.values))}; expected one of {', '.join(self.values)}")
        return self.table[:, self.values.index(value)]

    def of(self, id: Id) -> dict[str, int]:
        """The counts of one unit, `missing` among them where there are any; UnknownUnit where it does not stand in the tree."""
        row = self.tree._core.row(id)
        own = dict(zip(self.values, self.table[row].tolist(), strict=True))
        return own | {"missing": int(self.missing[row])} if self.missing[row] else own

    def __len__(self) -> int:
        return len(self.missing)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns id, one for each value, and missing, in the order of `tree.ids`."""
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("id", "id", self.tree.ids)]
        columns += [(value if value not in ("id", "missing") else f"{value}_", "whole", np.ascontiguousarray(self[value], dtype=np.int64)) for value in self.values]
        columns.append(("missing", "whole", np.ascontiguousarray(self.missing, dtype=np.int64)))
        return _frames.frame(columns, kind or self._kind, origin=self.origin)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MemberCounts):
            return NotImplemented
        return (self.values, self.rolled_up, self.unplaced) == (other.values, other.rolled_up, other.unplaced) and self.tree == other.tree and np.array_equal(self.table, other.table) and np.array_equal(self.missing, other.missing)

    def __hash__(self) -> int:
        return hash((self.values, self.rolled_up, self.unplaced, self.table.tobytes(), self.missing.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (2, self.tree, self.values, self.table.tolist(), self.missing.tolist(), self.unplaced, self.rolled_up, self._kind, self._made_up)

    def __repr__(self) -> str:
        whole = self.tree.roots[:1] if self.rolled_up else []
        shown = "; ".join(f"{root}: " + ", ".join(f"{value} {number}" for value, number in self.of(root).items()) for root in whole)
        return f"<{_html.loud(self.origin)}MemberCounts of {len(self)} units by {len(self.values)} values on {self.tree.date}; {shown}>"

    def _repr_html_(self) -> str:
        ids = self.tree._core
        rows = ((ids.id(row), *self.table[row].tolist(), int(self.missing[row])) for row in range(min(len(self), _html.ROWS + 1)))
        title = f"Members on {self.tree.date}, {'each unit and all below it' if self.rolled_up else 'each unit alone'}"
        return _html.table(title, ("id", *self.values, "missing"), rows, origin=self.origin, total=len(self))


def _restored(version: int, tree: Tree, values: tuple[str, ...], table: list[list[int]], missing: list[int], unplaced: int, rolled_up: bool, kind: _frames.Kind | None, made_up: bool = False) -> MemberCounts:
    if version not in (1, 2):
        raise ValueError(f"version of the pickled counts: {version}; expected 1 or 2")
    numbers, without = np.array(table, dtype=np.int32).reshape(len(missing), len(values)), np.array(missing, dtype=np.int32)
    numbers.flags.writeable = without.flags.writeable = False
    return MemberCounts._of(tree, values, numbers, without, unplaced, rolled_up, kind, made_up=made_up)


def counts(tree: Tree, table: _frames.TableLike, by: Any = None, *, unit: str = "unit", values: Iterable[str] | None = None, rows: bool = False, rolled_up: bool = True) -> MemberCounts:
    """Members counted by unit and by a value, from a table with a row for each member.

    `unit`: the column with the ids of their units: texts, a categorical, or whole numbers; fastest as places in `tree.ids`, which `rows=True` says
    they are. `by`: a column, by name or as an array: texts, a categorical, truth values, or whole numbers; None: only how many. `values`: the values in
    their order; whole numbers are then places in it. A null, and a number below 0, is a missing value, counted apart. At most 126 values.

    UnknownUnit names every unit that does not stand in the tree; InvalidFacts every value that is none of `values`.
    """
    from .tree import Tree
    if not isinstance(tree, Tree):
        raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
    for argument, flag in (("rows", rows), ("rolled_up", rolled_up)):
        if not isinstance(flag, bool):
            raise TypeError(f"{argument}: expected True or False, not {type(flag).__name__}")
    named = isinstance(by, str)
    wanted = [text(unit, "unit"), by] if named else [text(unit, "unit")]
    read = _frames.table(table, "members", wanted)
    if absent := [name for name in wanted if name not in read.columns]:
        from .errors import InvalidFacts
        raise InvalidFacts.at("members", f"the column '{absent[0]}' is missing{_core.suggestion(absent[0], list(read.columns))}", ", ".join(read.columns) or "no columns", " and ".join(wanted))
    value = read.columns[by] if named else None if by is None else _frames.column(by, "by")
    names = None if values is None else [text(name, "values") for name in _frames.listed(values, "values")]
    if names is not None and (len(set(names)) < len(names) or by is None):
        raise ValueError("values: " + ("they are the values of `by`, which is None" if by is None else "a value is given twice"))
    found, numbers, missing, unplaced = _core.members_count(tree._core, read.columns[unit], rows, value, names, rolled_up)
    return MemberCounts._of(tree, found, numbers, missing, unplaced, rolled_up, read.kind, made_up=read.origin == "synthetic")
