# SPDX-License-Identifier: Apache-2.0
"""The sum of a number over every subtree of a tree, missing values counted apart."""
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core, _frames, _html
from ._origins import derived
from .labels import text
from .spells import Id

if TYPE_CHECKING:
    from .tree import Tree


class Rollup:
    """Arrays in the order of `tree.ids`: of each unit and all below it."""

    __slots__ = ("tree", "total", "missing", "_kind", "_origin")
    tree: "Tree"
    total: "np.ndarray[Any, np.dtype[np.int64]]"
    missing: "np.ndarray[Any, np.dtype[np.uint32]]"  #: how many of the values are missing; a missing value is not 0
    _kind: _frames.Kind | None
    _origin: str

    def __init__(self, tree: "Tree", total: Any, missing: Any, kind: _frames.Kind | None = None) -> None:
        self.tree, self.total, self.missing, self._kind = tree, total, missing, kind
        self._origin = derived(tree.origin)

    @property
    def origin(self) -> str:
        """derived, or synthetic where the tree is."""
        return self._origin

    def __getitem__(self, id: Id) -> int:
        """The total of one unit; UnknownUnit where it does not stand in the tree."""
        return int(self.total[self.tree._core.row(id)])

    def __len__(self) -> int:
        return len(self.total)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns id, total, missing, in the order of `tree.ids`."""
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("id", "id", self.tree.ids), ("total", "whole", self.total), ("missing", "whole", self.missing.astype(np.int64))]
        return _frames.frame(columns, kind or self._kind, origin=self._origin)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rollup):
            return NotImplemented
        return self.tree == other.tree and np.array_equal(self.total, other.total) and np.array_equal(self.missing, other.missing)

    def __hash__(self) -> int:
        return hash((self.tree, self.total.tobytes(), self.missing.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, self.tree, self.total.tolist(), self.missing.tolist(), self._kind))

    def __repr__(self) -> str:
        roots = ", ".join(f"{root}: {self[root]}" for root in self.tree.roots[:5])
        return f"<Rollup of {len(self)} units on {self.tree.date}{_warning(self._origin)}; {roots}>"

    def _repr_html_(self) -> str:
        ids = self.tree._core
        rows = ((ids.id(row), int(self.total[row]), int(self.missing[row])) for row in range(min(len(self), _html.ROWS + 1)))
        return _html.table(f"Totals on {self.tree.date}", ("id", "total", "missing"), rows, origin=self._origin, total=len(self))


def _restored(version: int, tree: "Tree", total: list[int], missing: list[int], kind: _frames.Kind | None) -> Rollup:
    if version != 1:
        raise ValueError(f"version of the pickled roll-up: {version}; expected 1")
    totals, missed = np.array(total, dtype=np.int64), np.array(missing, dtype=np.uint32)
    totals.flags.writeable = missed.flags.writeable = False
    return Rollup(tree, totals, missed, kind)


def refuse_unless_it_adds_up(measure: object) -> str:
    """The id of a measure, given as a Measure or by its type. InvalidFacts where values of it do not add up over units: ratio, rank, level."""
    from .report_parts import Measure
    if not isinstance(measure, (str, Measure)):
        raise TypeError(f"measure: expected a Measure or the type of one, not {type(measure).__name__}")
    id, kind = (measure.id, measure.type) if isinstance(measure, Measure) else (measure, measure)
    _core.refuse_unless_it_adds_up(text(id, "measure"), text(kind, "measure"))
    return id


def _warning(origin: str) -> str:
    return " SYNTHETIC" if origin == "synthetic" else ""


def _is_column(value: Any) -> bool:
    return isinstance(value, (Sequence, np.ndarray)) and not isinstance(value, str) or hasattr(value, "__arrow_c_stream__") or hasattr(value, "to_numpy")


def keyed_values(values: Any, argument: str) -> tuple[dict[str, Any] | None, _frames.Kind | None]:
    """Columns id and value (and since, until) of a table or a mapping from id to number; None where it is an array."""
    from .errors import InvalidFacts
    if isinstance(values, Mapping) and not ("id" in values and _is_column(values["id"])):
        return {"id": list(values.keys()), "value": list(values.values())}, None
    series = type(values).__module__.partition(".")[0] == "pandas" and hasattr(values, "index") and hasattr(values, "array")
    if series and type(values.index).__name__ != "RangeIndex":  # keyed by its index
        return {"id": _frames.column(values.index, f"{argument}, index"), "value": _frames.column(values, argument)}, "pandas"
    rows_of_mappings = isinstance(values, (list, tuple)) and len(values) > 0 and isinstance(values[0], Mapping)
    if not (isinstance(values, Mapping) or _frames.is_frame(values) or rows_of_mappings):
        return None, None
    table = _frames.table(values, argument)
    columns = dict(table.columns)
    if "id" not in columns:
        raise InvalidFacts.at(argument, "the column 'id' is missing", ", ".join(columns), "columns id and value")
    if "value" not in columns:
        others = [name for name in columns if name not in ("id", "since", "until")]
        if len(others) != 1:
            raise InvalidFacts.at(argument, "which column has the values is not clear", ", ".join(columns), "columns id and value")
        columns["value"] = columns.pop(others[0])
    return {name: columns[name] for name in ("id", "value", "since", "until") if name in columns}, table.kind
