# SPDX-License-Identifier: Apache-2.0
"""The balance of membership between two counts: from what is stated, what follows for the flows that are not. Bounds, never a rate."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import _html
from .findings import Findings
from .labels import Label
from .periods import Period
from .tally import Bounds


@dataclass(frozen=True)
class Balance:
    """end = start + admitted + readmitted + transferred in - transferred out - died - removed: what follows, as bounds, for what is not stated."""

    period: Period
    change: Bounds
    flows: dict[str, Bounds]
    labels: dict[str, Label]
    gains: Bounds
    losses: Bounds
    unstated_gains: Bounds
    unstated_losses: Bounds
    findings: Findings

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Balance:
        period, change, flows, labels, gains, losses, more, less, findings = parts
        return cls(Period(*period), Bounds(*change), {name: Bounds(*b) for name, b in flows.items()}, labels, Bounds(*gains), Bounds(*losses), Bounds(*more), Bounds(*less), Findings._of(findings))

    def __hash__(self) -> int:
        return hash((self.period, self.change, tuple(self.flows.items())))

    def _repr_html_(self) -> str:
        rows = [("change", self.change), *((self.labels[name].en, bounds) for name, bounds in self.flows.items()), ("all gains", self.gains), ("all losses", self.losses),
                ("gains not stated", self.unstated_gains), ("losses not stated", self.unstated_losses)]
        return _html.table(f"Balance of membership, {self.period}", ("flow", "number"), rows, origin="derived")
