# SPDX-License-Identifier: Apache-2.0
"""What is different between two days."""
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from . import _frames, _html
from .spells import Id, Succession

_LISTS = ("opened", "closed", "renamed", "reformed", "reclassified", "moved")


@dataclass(frozen=True)
class Diff:
    """Net: what is different on the second day. Lists of ids, and the successions with a < day <= b."""

    a: dt.date
    b: dt.date
    opened: list[Id]
    closed: list[Id]
    renamed: list[Id]
    reformed: list[Id]
    reclassified: list[Id]
    moved: list[Id]
    successions: list[Succession]
    origin: str = "real"
    _kind: _frames.Kind | None = field(default=None, repr=False, compare=False)

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns what and id."""
        rows = self._rows()
        return _frames.frame([("what", "text", [what for what, _ in rows]), ("id", "id", [id for _, id in rows])], kind or self._kind, origin=self.origin)

    def _rows(self) -> list[tuple[str, Id]]:
        return [(what, id) for what in _LISTS for id in getattr(self, what)]

    def __hash__(self) -> int:
        return hash((self.a, self.b, tuple(self._rows()), tuple(self.successions)))

    def _repr_html_(self) -> str:
        return _html.table(f"From {self.a} to {self.b}: {len(self.successions)} successions", ("what", "id"), self._rows(), origin=self.origin)
