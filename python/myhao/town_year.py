# SPDX-License-Identifier: Apache-2.0
"""A year of one unit as its sources give it: what follows from their counts and the rules in force, what is excluded, what stays open."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from . import _core, _html
from .labels import Label
from .tally import Tally

KNOWN = {"follows": "What follows", "excluded": "What is excluded", "open": "What stays open"}


class Conclusion(NamedTuple):
    """One sentence for a reader, and why it may be said. `known` is "follows", "excluded" or "open"."""

    known: str
    about: str  # the part of the document that holds the details
    text: Label
    because: Label
    citation: str


class Grouping(NamedTuple):
    """One way in which the objects that a tally counts may be grouped."""

    label: tuple[str, str]  # in Vietnamese and in English
    groups: None | int | list[Tally]  # unknown, a number of groups of unknown sizes, or the tally of each
    subject: str = "organization"


class Question(NamedTuple):
    """Is what a figure states enough for this value? The value is a whole number, a Decimal, or a text: exact, never a float."""

    measure: str
    value: int | Decimal | str
    compare: str = "at_least"  # or "at_most"


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise TypeError(f"questions: expected a whole number, a Decimal or a text, not {type(value).__name__}")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _groups(groups: Any) -> Any:
    return [tally._core for tally in groups] if isinstance(groups, (list, tuple)) else groups


def _key(directive: Any) -> tuple[str, Any]:
    key = getattr(directive, "key", directive)
    return (key[0], key[1]) if isinstance(key, tuple) and not hasattr(key, "number") else (key.number, key.issued)


class TownYear:
    """What is known of a town's year, and what is asked. Made from a synthetic report, all of it is synthetic."""

    __slots__ = ("_conclusions", "_core", "report")

    def __init__(self, report: Any, tree: Any, rules: Any, *, beside: Iterable[Any] = (), directives: Iterable[Any] = (), groupings: Iterable[Grouping] = (),
                 questions: Iterable[Question] = (), days: Iterable[datetime.date] = ()) -> None:
        """`beside`: other reports on the same unit. `directives`: what its congresses are checked against. `groupings`: beside any grouping, one group and one for each subordinate."""
        sets = list(rules.values()) if isinstance(rules, Mapping) else [rules]
        self.report = report
        self._core = _core.TownYear(report._core, tree._core, [one._core for one in sets], [one._core for one in beside], [_key(one) for one in directives],
                                    [(one.subject, tuple(one.label), _groups(one.groups)) for one in groupings], [(one.measure, one.compare, _number(one.value)) for one in questions], list(days))
        self._conclusions = tuple(Conclusion(*parts) for parts in self._core.conclusions())

    @property
    def conclusions(self) -> tuple[Conclusion, ...]:
        return self._conclusions

    @property
    def origin(self) -> str:
        return str(self._core.origin)

    def to_json(self, path: str | Path | None = None) -> str:
        """The whole as one document, the same bytes as from C++; written to `path` too where one is given."""
        text: str = self._core.to_json()
        if path is not None:
            Path(path).write_bytes(text.encode())
        return text

    def text(self, language: str = "en") -> str:
        """What follows, what is excluded and what stays open, with the reasons."""
        lines: list[str] = []
        for known, title in KNOWN.items():
            lines.append(("" if not lines else "\n") + title)
            for one in self.conclusions:
                if one.known == known:
                    lines += [f"  - {getattr(one.text, language)}", f"      because {getattr(one.because, language)}"]
                    lines += [f"      source: {one.citation}"] if one.citation else []
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"TownYear({self.report.unit!r}, {self.report.year}, {len(self.conclusions)} conclusions, origin={self.origin})"
