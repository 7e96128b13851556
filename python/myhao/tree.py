# SPDX-License-Identifier: Apache-2.0
"""The hierarchy on one day."""
import datetime as dt
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core, _frames
from ._core import Tree as _Tree
from ._written import written
from .rollup import Rollup, _warning, keyed_values, refuse_unless_it_adds_up
from .spells import Id, Spell, spell

if TYPE_CHECKING:
    from .history import History
    from .report_parts import Measure


class Tree:
    """Units in preorder, siblings by id. Made by `History.at`; it keeps its history alive."""

    __slots__ = ("_core", "_history", "_root", "__weakref__")
    _core: _Tree
    _history: "History"
    _root: Id | None

    def __init__(self) -> None:
        raise TypeError("Tree: made by History.at(day)")

    @classmethod
    def _of(cls, core: _Tree, history: "History", root: Id | None = None) -> "Tree":
        self = cls.__new__(cls)
        self._core, self._history, self._root = core, history, root
        return self

    @property
    def history(self) -> "History":
        return self._history

    @property
    def date(self) -> dt.date:
        return self._core.date

    @property
    def origin(self) -> str:
        """real, derived or synthetic: that of its history."""
        return self._history.origin

    @property
    def digest(self) -> str:
        """Of the content: units, what they are on this day, and where they stand."""
        return self._core.digest()

    @property
    def ids(self) -> list[Id]:
        return self._core.ids()

    @property
    def roots(self) -> list[Id]:
        return self._core.roots()

    @property
    def uncertain(self) -> list[Id]:
        """Units that possibly stand: their end is unknown, and no record says that they still stand."""
        return self._core.uncertain()

    @property
    def detached(self) -> list[Id]:
        """Units that stand, but not under anything that does (lenient histories)."""
        return self._core.detached()

    def __len__(self) -> int:
        return len(self._core)

    def __contains__(self, id: object) -> bool:
        try:
            return self._core.contains(id)
        except TypeError:
            return False

    def parent(self, id: Id) -> Id | None:
        """None at a root."""
        return self._core.parent(id)

    def children(self, id: Id) -> list[Id]:
        return self._core.children(id)

    def ancestors(self, id: Id) -> list[Id]:
        """Nearest first, without the unit itself."""
        return self._core.ancestors(id)

    def path(self, id: Id) -> list[Id]:
        """From the root to the unit."""
        return self._core.path(id)

    def common_ancestor(self, a: Id, b: Id) -> Id | None:
        """The deepest unit that both are or stand below."""
        return self._core.common_ancestor(a, b)

    def depth(self, id: Id) -> int:
        """0 at a root."""
        return self._core.depth(id)

    def kind(self, id: Id) -> str:
        return self._core.kind(id)

    def form(self, id: Id) -> str | None:
        return self._core.form(id)

    def system(self, id: Id) -> str | None:
        return self._core.system(id)

    def role(self, id: Id) -> str | None:
        """What its kind is at this time, across editions."""
        return self._core.role(id)

    def gradable(self, id: Id) -> bool:
        """Whether units of its kind are graded each year."""
        return self._core.gradable(id)

    def name(self, id: Id) -> str:
        return self._core.name(id)

    def spell(self, id: Id) -> Spell:
        """What its history holds of it on this day."""
        return spell(self._core.spell(id), self.origin)

    def established(self, id: Id) -> dt.date:
        """Since when it has stood without a gap."""
        return self._core.established(id)

    def subtree(self, id: Id) -> "Tree":
        """The unit and all below it: its ids are a slice of `ids`, with `id` first."""
        return Tree._of(self._core.subtree(id), self._history, self._core.id(self._core.row(id)))

    def rollup(self, values: Any, *, measure: "Measure | str | None" = None) -> Rollup:
        """Totals of every subtree, from a mapping id -> number, a frame with columns id and value, or an array in the order of `ids`.

        An id left out or null is missing, not 0; an unknown id is UnknownUnit; what does not fit 64 bits is refused (InvalidFacts).
        `measure`: what the numbers are, a Measure or its type. A ratio, a rank and a level do not add up: InvalidFacts.
        """
        if measure is not None:
            refuse_unless_it_adds_up(measure)
        keyed, kind = keyed_values(values, "values")
        if keyed is None:
            if values is None or isinstance(values, (str, bytes, int, float)):
                raise TypeError(f"values: expected a mapping id -> number, a frame or an array, not {type(values).__name__}")
            total, missing = self._core.rollup(None, _frames.column(values, "values"))
        else:
            total, missing = self._core.rollup(keyed["id"], keyed["value"])
        return Rollup(self, total, missing, kind or self._history._kind)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns id, parent, name, kind, form, system, depth, in the order of `ids`."""
        ids = self.ids
        parents = [None if row == 0xFFFFFFFF else ids[row] for row in self._core.parents().tolist()]
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("id", "id", ids), ("parent", "id", parents)]
        columns += [(name, "text", self._core.column(name)) for name in ("name", "kind", "form", "system")]
        columns.append(("depth", "whole", self._core.depths().astype(np.int64)))
        return _frames.frame(columns, kind or self._history._kind, origin=self.origin)

    def to_text(self, most_units: int = 200) -> str:
        """A line for each of the first units, indented."""
        return self._core.text(_count(most_units), self.origin)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """The units of the day as a document; written to `path` too where one is given."""
        return written(str(_core.to_json(self._core)), path)

    def to_html(self, path: str | os.PathLike[str] | None = None, *, most_units: int = 2_000) -> str:
        """A page with the first units, folded below the second level; written to `path` too where one is given. Names are never markup."""
        body = self._core.html(_count(most_units), self.origin)
        return written(f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{len(self)} units on {self.date}{_warning(self.origin)}</title></head>\n<body>{body}</body></html>\n', path)

    def to_dot(self, most_units: int = 200) -> str:
        """For Graphviz."""
        return self._core.dot(_count(most_units), self.origin)

    def to_mermaid(self, most_units: int = 200) -> str:
        """For Mermaid."""
        return self._core.mermaid(_count(most_units), self.origin)

    def __eq__(self, other: object) -> bool:
        return self._core.same(other._core) if isinstance(other, Tree) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, self._history, self.date, self._root))

    def __repr__(self) -> str:
        return f"<Tree of {len(self)} units on {self.date}{_warning(self.origin)}>"

    def __str__(self) -> str:
        return self.to_text(40)

    def _repr_html_(self) -> str:
        return self._core.html(200, self.origin)


def _count(most_units: int) -> int:
    if isinstance(most_units, bool) or not isinstance(most_units, int):
        raise TypeError(f"most_units: expected a whole number, not {type(most_units).__name__}")
    return max(0, min(most_units, 1_000_000))


def _restored(version: int, history: "History", date: dt.date, root: Id | None) -> Tree:
    if version != 1:
        raise ValueError(f"version of the pickled tree: {version}; expected 1")
    tree = history.at(date)
    return tree if root is None else tree.subtree(root)
