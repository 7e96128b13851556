# SPDX-License-Identifier: Apache-2.0
"""Made-up data (dữ liệu giả định) beside real reports. Everything here, and all that is computed from it, says SYNTHETIC."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _core, _html
from .facts import Facts
from .history import History
from .report import Report
from .rules import RuleBook, RuleSet
from .tree import Tree

if TYPE_CHECKING:
    from .evaluation import Evaluation


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
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TypeError(f"seed: expected a whole number, not {type(seed).__name__}")
    if not 0 <= seed < 2**64:
        raise ValueError("seed: expected a whole number from 0 to 2^64 - 1")
    history_core, tree_core, facts, members, decided, _ = _core.synthetic_town(report._core, seed)
    history = History._of(history_core, origin="synthetic")
    tree = Tree._of(tree_core, history)
    return Town(history, tree, Facts._of(facts, tree), Facts._of(members, tree), {"member": dict(decided)}, seed)
