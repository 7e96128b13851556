# SPDX-License-Identifier: Apache-2.0
"""Posts and who held them. Two posts at once is a query over holdings, or a counted statement."""
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from . import _core, _frames, _html
from .dates import Day, day
from .findings import Findings
from .history import History, _declared
from .spells import Id

_COLUMNS = ("person", "unit", "post", "since", "until", "mode", "instrument")
_NEEDED = ("person", "unit", "post", "since")


@dataclass(frozen=True)
class Concurrent:
    """People with both posts. From holdings they are named, by id; from a counted statement there is only their number."""

    people: tuple[Id, ...]
    holders: int  #: of both posts
    of: int  #: holders of the first post
    post: str
    also: str

    @property
    def share(self) -> Fraction | None:
        """None where nobody holds the first post."""
        return Fraction(self.holders, self.of) if self.of else None

    def __iter__(self) -> Iterator[Id]:
        return iter(self.people)

    def __len__(self) -> int:
        return self.holders

    def __contains__(self, person: object) -> bool:
        return person in self.people

    def __str__(self) -> str:
        return f"{self.holders} of {self.of} {self.post} are also {self.also}"

    def _repr_html_(self) -> str:
        return _html.table(str(self), ("person",), [(person,) for person in self.people], origin="derived")


def _holdings(holdings: _frames.TableLike) -> dict[str, Any]:
    columns = _frames.table(holdings, "holdings").columns
    return _declared(columns, _COLUMNS, _NEEDED if columns else (), "holdings")


def _text(value: Any, argument: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{argument}: expected the name of a post, not {type(value).__name__}")
    return value


def concurrent(holdings: Any, post: str | None = None, also: str | None = None, on: Day | None = None) -> Concurrent:
    """People who hold both posts on that day, in whatever units; rows of `holdings`: person, unit, post, since, until (null: still).

    Or what a counted statement says ("75 of 75 cell secretaries also head a village"): a value with `post`, `also`, `holders` and `of`, alone.
    """
    if all(hasattr(holdings, part) for part in ("post", "also", "holders", "of")):
        if holdings.holders < 0 or holdings.of < holdings.holders:
            from .errors import InvalidFacts
            raise InvalidFacts.at(f"{holdings.post}, {holdings.also}", "more hold both posts than the first one", str(holdings.holders), f"0 to {holdings.of}")
        return Concurrent((), holdings.holders, holdings.of, holdings.post, holdings.also)
    first, second = _text(post, "post"), _text(also, "also")
    if on is None:
        raise TypeError("on: the day is required where posts are counted from holdings")
    people, holders, of = _core.concurrent(_holdings(holdings), first, second, day(on, "on"))
    return Concurrent(tuple(people), holders, of, first, second)


def check(holdings: _frames.TableLike, history: History) -> Findings:
    """Double holders, holdings outside the life of their unit, and acting holders: each is a finding."""
    if not isinstance(history, History):
        raise TypeError(f"history: expected a History, not {type(history).__name__}")
    return Findings._of(_core.check_posts(_holdings(holdings), history._core))
