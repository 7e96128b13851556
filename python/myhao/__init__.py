# SPDX-License-Identifier: Apache-2.0
"""A Party organisation over time: its history, its figures, and what the rules say of them.

Every name is loaded when it is first used, so that `import myhao` costs little."""
import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Where each public name lives.
_HOMES = {
    "labels": ("Label",),
    "findings": ("Finding", "Findings"),
    "errors": ("Error", "InvalidDate", "InvalidPeriod", "InvalidHistory", "UnknownUnit", "InvalidFacts", "InvalidRules", "InvalidDocument"),
    "periods": ("Period",),
    "schemes": ("Kind", "Scheme", "SchemeSeries"),
    "spells": ("Spell", "Succession", "Share", "Lineage", "Change", "Match"),
    "changes": ("Diff",),
    "history": ("History",),
    "tree": ("Tree",),
    "rollup": ("Rollup",),
    "report": ("Report", "Figure", "Statement", "Target"),
    "tally": ("Tally", "audit"),
    "rules": ("RuleSet", "RuleBook", "Clause", "Ceiling", "Quota"),
    "conditions": ("Condition", "fact", "ratio", "all_of", "any_of", "not_", "every", "subordinates", "members", "leadership", "outcome", "by_parent", "by_ancestor", "by_fact", "whole"),
    "facts": ("Fact", "Facts", "vocabulary"),
    "evaluation": ("Evaluation", "Outcome", "Reason", "Plan", "Plans", "evaluate", "verify"),
    "documents": ("read_json",),
    "town_year": ("TownYear", "Conclusion", "Grouping", "Question"),
}
_PLACES = {name: home for home, names in _HOMES.items() for name in names}
_MODULES = ("congress", "datasets", "dates", "directives", "elections", "instruments", "plot", "posts", "scales", "structure", "synthetic", "terms")

__all__ = sorted([*_PLACES, *_MODULES, "rules"])


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        value = getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
    elif name in _MODULES or name == "rules":
        value = importlib.import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if TYPE_CHECKING:
    from .changes import Diff as Diff
    from .errors import Error as Error, InvalidDate as InvalidDate, InvalidDocument as InvalidDocument, InvalidFacts as InvalidFacts
    from .errors import InvalidHistory as InvalidHistory, InvalidPeriod as InvalidPeriod, InvalidRules as InvalidRules, UnknownUnit as UnknownUnit
    from .findings import Finding as Finding, Findings as Findings
    from .history import History as History
    from .labels import Label as Label
    from .periods import Period as Period
    from .rollup import Rollup as Rollup
    from .schemes import Kind as Kind, Scheme as Scheme, SchemeSeries as SchemeSeries
    from .spells import Change as Change, Lineage as Lineage, Match as Match, Share as Share, Spell as Spell, Succession as Succession
    from .tree import Tree as Tree
