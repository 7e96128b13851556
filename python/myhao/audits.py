# SPDX-License-Identifier: Apache-2.0
"""Whether reported counts keep a quota: under every base it may have, and every grouping that may lie behind the counts."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import _core, _html
from ._origins import derived
from .findings import Finding, Findings
from .labels import Label
from .rules import RuleBook, RuleSet
from .tally import Bounds, Tally


@dataclass(frozen=True)
class QuotaFinding(Finding):
    """Violated: exceeded under every grouping that fits what is known; met: kept under every one; else undetermined."""

    observed: Any = ""  #: how many were given the grade: a number, or bounds where the counts leave it open
    base: str = "good_only"
    limit_as_stated: int | None = None  #: of one group, from the counts as they are reported; None where they leave it open
    most_attainable: Bounds = Bounds(0, None)  #: between which numbers the most that can have the grade after demotion lies, over the groupings
    in_rules: bool = False  #: the rule set's quota may have this base

    def _parts(self) -> tuple[str, ...]:
        parts = super()._parts()
        return (*parts[:4], str(self.observed), *parts[5:])


class QuotaFindings(Findings):
    """One finding for each base, in the order good_only, good_or_better, graded."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        rows = [(f.base, f.state, f.observed, f.limit_as_stated, f.most_attainable, f.text.vi, f.text.en, f.citation) for f in self if isinstance(f, QuotaFinding)]
        return _html.table("Audit of a quota", ("base", "state", "observed", "limit as stated, one group", "most attainable", "vi", "en", "citation"), rows, origin=self.origin)


def _groups(groups: Any) -> Any:
    if groups is None:
        return None
    if isinstance(groups, str):
        if groups == "one":
            return 1
        raise ValueError(f"groups: '{groups}'; expected None, \"one\", a number of groups or a list of tallies{_core.suggestion(groups, ['one'])}")
    if hasattr(groups, "__index__") and not isinstance(groups, bool):
        number = int(groups.__index__())
        if not -(2**62) < number < 2**62:
            raise ValueError(f"groups: {number}; expected at most as many as were graded")
        return number
    if isinstance(groups, Iterable):
        listed = list(groups)
        for one in listed:
            if not isinstance(one, Tally):
                raise TypeError(f"groups: expected Tally, not {type(one).__name__}")
        return [one._core for one in listed]
    raise TypeError(f'groups: expected None, "one", a number of groups or a list of tallies, not {type(groups).__name__}')


def audit(tally: Tally, rules: RuleSet | RuleBook, groups: int | str | Iterable[Tally] | None = None) -> Findings:
    """One finding for each base of the quota on the best grade: .base .observed .limit_as_stated .most_attainable .state.

    `groups`: None, nothing is known of the groups behind the tally; a number of groups of unknown sizes, each of at least one; "one"; or the tally of each.
    """
    if not isinstance(tally, Tally):
        raise TypeError(f"tally: expected a Tally, not {type(tally).__name__}")
    chosen = rules[tally.subject] if isinstance(rules, RuleBook) else rules
    if not isinstance(chosen, RuleSet):
        raise TypeError(f"rules: expected a RuleSet, not {type(rules).__name__}")
    found = []
    for parts, base, in_rules, (low, high), limit, most in _core.audit(tally._core, chosen._core, _groups(groups)):
        state, severity, rule, subject, _, required, citation, vi, en = parts
        observed = low if low == high else Bounds(low, high)
        found.append(QuotaFinding(state, severity, rule, subject, observed, required, citation, Label(vi, en), base, limit, Bounds(*most), in_rules))
    return QuotaFindings(found, origin=derived(tally.origin))
