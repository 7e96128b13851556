# SPDX-License-Identifier: Apache-2.0
"""Made-up data (dữ liệu giả định) beside real reports. Everything here, and all that is computed from it, says SYNTHETIC."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from . import _core, _html
from .facts import Facts
from .history import History
from .report import Report
from .rules import RuleBook, RuleSet
from .tree import Tree

if TYPE_CHECKING:
    import numpy as np

    from .evaluation import Evaluation
    from .scenarios import Years


@dataclass(frozen=True)
class Town:
    """A town whose totals are those of a report, and nothing else about it is real."""

    history: History
    tree: Tree  #: on the last day of the report's year
    facts: Facts  #: of the organisations and their cells
    members: Facts
    decided: dict[str, dict[str | int, str]]  #: the members' grades, for `mh.evaluate(..., decided=town.decided)`
    seed: int

    @property
    def origin(self) -> str:
        return "synthetic"

    def evaluate(self, rules: RuleSet | RuleBook, **given: Any) -> Evaluation:
        """The whole town: organisations from their facts, and the members as they were decided where the rules grade members."""
        from .evaluation import evaluate
        members = isinstance(rules, RuleBook) and "member" in rules
        if members:
            given.setdefault("decided", self.decided)
        return evaluate(self.tree, [self.facts, self.members] if members else self.facts, rules, **given)

    def under(self, years: Iterable[int], **given: Any) -> Years:
        """The same town under the rules in force in each of these years."""
        from .scenarios import evaluate_years
        return evaluate_years(self.tree, [self.facts, self.members], years, **{"decided": self.decided, **given})

    def __repr__(self) -> str:
        return f"<SYNTHETIC town, seed {self.seed}: {len(self.tree)} units, {len(self.members)} members>"

    def _repr_html_(self) -> str:
        return _html.box(f"SYNTHETIC town, seed {self.seed}", self.facts._repr_html_() + self.members._repr_html_(), "synthetic")

    def __hash__(self) -> int:
        return hash((self.tree.digest, self.seed))


def town(report: Report, seed: int = 0) -> Town:
    """As many organisations as the report states, with as many of each grade; as many members, with as many excellent or good. The same seed gives the same town everywhere.

    InvalidFacts names every total that the report leaves open.
    """
    if not isinstance(report, Report):
        raise TypeError(f"report: expected a Report, not {type(report).__name__}")
    _whole(seed, "seed", 2**64)
    history_core, tree_core, facts, members, decided, _ = _core.synthetic_town(report._core, seed)
    history = History._of(history_core, origin="synthetic")
    tree = Tree._of(tree_core, history)
    return Town(history, tree, Facts._of(facts, tree), Facts._of(members, tree), {"member": dict(decided)}, seed)


@dataclass(frozen=True, eq=False)
class Nation:
    """A country of any size in five levels, of which nothing is real: for tests and measurements."""

    history: History
    tree: Tree  #: on the last day of 2020
    facts: Facts  #: of every unit, by the shared vocabulary
    members: Mapping[str, np.ndarray[Any, Any]]  #: read-only columns: id, unit (the cell's id), grade (0 excellent to 3 not completed, -1 not graded), admitted (datetime64[D])
    seed: int

    @property
    def origin(self) -> str:
        return "synthetic"

    def __repr__(self) -> str:
        return f"<SYNTHETIC nation, seed {self.seed}: {len(self.tree):,} units, {len(self.members['id']):,} members>"

    def _repr_html_(self) -> str:
        return _html.box(repr(self)[1:-1], self.facts._repr_html_(), "synthetic")


def nation(units: int = 330_000, members: int = 5_600_000, seed: int = 0) -> Nation:
    """So many units and members; the same numbers and seed give the same country everywhere. InvalidFacts for fewer than 20 units."""
    import numpy as np
    for value, argument, below in ((units, "units", 2**62), (members, "members", 2**62), (seed, "seed", 2**64)):
        _whole(value, argument, below)
    history_core, tree_core, facts, id, unit, grade, admitted = _core.synthetic_nation(units, members, seed)
    history = History._of(history_core, origin="synthetic")
    tree = Tree._of(tree_core, history)
    days = admitted.astype("datetime64[D]")
    days.flags.writeable = False
    columns: dict[str, np.ndarray[Any, Any]] = {"id": id, "unit": unit, "grade": grade, "admitted": days}
    return Nation(history, tree, Facts._of(facts, tree), MappingProxyType(columns), seed)


def _whole(value: Any, argument: str, below: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{argument}: expected a whole number, not {type(value).__name__}")
    if not 0 <= value < below:
        raise ValueError(f"{argument}: expected a whole number from 0 to {below - 1 if below < 2**64 else '2^64 - 1'}")
