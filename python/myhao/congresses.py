# SPDX-License-Identifier: Apache-2.0
"""Statements about congresses (đại hội) as one document, of single ones and of many."""
from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from . import _core, _frames, _html
from ._origins import combined, stated_origin
from ._written import written
from .congress import Campaign, Congress, campaigns_of, check, checked, kept, origin_of, stated, to_frame
from .directives import Directive
from .findings import Findings
from .report_parts import Listed

if TYPE_CHECKING:
    from .report import Report
    from .tree import Tree


class Congresses(Listed[Congress]):
    """What is said of congresses, of whatever units, directives and terms, as one value that is written and read whole. Immutable.

    Made of a Congress, a Campaign, a Report or several of them; single congresses stand before what is said of many, as in the document, else in
    the order given. `congresses[0]` is the first, `congresses["town_xxvi"]` the one with this id. What is made from synthetic data is synthetic.
    InvalidDocument lists every statement that contradicts itself, and numbers that go backwards, each by its place in the document.
    """

    __slots__ = ("_document",)
    _document: str

    def __init__(self, congresses: Congress | Campaign | Report | Iterable[Any], *, origin: Literal["real", "derived", "synthetic"] = "real") -> None:
        stated_origin(origin)
        congresses = kept(congresses)
        rows = sorted(stated(congresses, "congresses"), key=lambda one: one.unit is None)
        super().__init__("Congresses", rows, combined(origin, origin_of(congresses)))
        self._document = checked(rows, lambda parts: str(_core.congresses_to_json(parts, self._origin)))

    @classmethod
    def _of(cls, parts: list[dict[str, Any]], origin: Any) -> Congresses:
        return cls([Congress._read(one) for one in parts], origin=origin)

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return self._origin

    @property
    def campaigns(self) -> Listed[Campaign]:
        """By the directive they follow."""
        return Listed("Campaigns", campaigns_of(self, self._origin), self._origin)

    def check(self, directive: Directive, tree: Tree | None = None) -> Findings:
        """Against the limits of a directive; see `mh.congress.check`."""
        return check(self, directive, tree)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each statement; days as their bounds."""
        return to_frame(self, kind)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """A document that `mh.read_json` reads; also written to `path` where one is given. What is not stated is left out."""
        return written(self._document, path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Congresses) and self._document == other._document

    def __hash__(self) -> int:
        return hash(self._document)

    def __reduce__(self) -> tuple[Any, ...]:
        return _congresses, (1, self._document)

    def __repr__(self) -> str:
        single = sum(one.unit is not None for one in self)
        return f"<{_html.loud(self._origin)}Congresses: {single} of units, {len(self) - single} of many>"


def _congresses(version: int, document: str) -> Congresses:
    if version != 1:
        raise ValueError(f"version of the pickled congresses: {version}; expected 1")
    _, parts, origin = _core.read_json(document)
    return Congresses._of(parts, origin)
