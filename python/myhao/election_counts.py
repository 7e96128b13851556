# SPDX-License-Identifier: Apache-2.0
"""The count of one round: from votes by name, from ballots in bulk, or from a frame of either."""
from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from . import _core, _frames, _html
from ._numbers import whole
from ._origins import stated_origin
from ._texts import chosen
from .conditions import Share, share_of
from .election_rules import Base, WriteIns, base_of, flag, names_of, whole_if
from .findings import Findings
from .labels import text

Form: TypeAlias = Literal["chosen", "struck"]
#: Votes by name (a mapping, or a frame with columns name and votes); or ballots: sets of names, or a frame with columns ballot and name.
Votes: TypeAlias = Any


class Count:
    """What one round came to. Equal counts are equal in whatever order ballots and names came."""

    __slots__ = ("_kind", "_origin", "_parts")
    _kind: _frames.Kind | None
    _origin: str
    _parts: tuple[Any, ...]

    @classmethod
    def _of(cls, parts: tuple[Any, ...], kind: _frames.Kind | None = None, origin: str = "derived") -> Count:
        self = cls.__new__(cls)
        self._parts, self._kind, self._origin = parts, kind, origin
        return self

    @property
    def seats(self) -> int:
        """How many are to be elected in this count."""
        return int(self._parts[0])

    @property
    def base(self) -> Base | None:
        """What the majority is taken of; None where none was given."""
        return None if self._parts[1] is None else Base._of(self._parts[1])

    @property
    def threshold(self) -> Fraction | None:
        """The share of the base that must be passed; None: most votes win."""
        share: Fraction | None = self._parts[2]
        return share

    @property
    def required(self) -> int | None:
        """The smallest number of votes that is strictly more than the threshold of the base; None without a threshold."""
        votes: int | None = self._parts[3]
        return votes

    @property
    def votes(self) -> dict[str, int]:
        """Most first, then by name."""
        return dict(self._parts[4])

    @property
    def elected(self) -> list[str]:
        """Most votes first."""
        return list(self._parts[5])

    @property
    def tied(self) -> list[str]:
        """By name: they have as many votes as each other, and too few seats are left for all of them. None of them is elected."""
        return list(self._parts[6])

    @property
    def contested(self) -> int:
        """How many seats the tied contest."""
        return int(self._parts[7])

    @property
    def vacant(self) -> int:
        """Seats that nobody can take."""
        return int(self._parts[8])

    @property
    def ballots(self) -> int | None:
        """How many were cast; None where only votes are known."""
        return None if self._parts[9] is None else int(self._parts[9][0])

    @property
    def invalid(self) -> int:
        """Ballots that give nobody a vote because they are not valid; 0 where only votes are known."""
        return 0 if self._parts[9] is None else int(self._parts[9][1])

    @property
    def blank(self) -> int | None:
        """Ballots without a name; None where only votes are known."""
        return None if self._parts[9] is None else int(self._parts[9][2])

    @property
    def passed(self) -> int:
        """How many had enough votes, whether or not there was a seat for them."""
        return int(self._parts[10])

    @property
    def origin(self) -> str:
        """synthetic where the votes are; else derived from them."""
        return self._origin

    def winning_sets(self, limit: int = 10_000) -> list[frozenset[str]]:
        """Every way in which the seats may go, however the tie is broken; one where there is none. ValueError where there are more than `limit`."""
        ways = math.comb(len(self.tied), self.contested)
        if ways > limit:
            raise ValueError(f"limit: the tie may be broken in {ways} ways, more than {limit}")
        return [frozenset((*self.elected, *some)) for some in itertools.combinations(self.tied, self.contested)]

    def _outcome(self, name: str) -> str:
        return "elected" if name in self._parts[5] else "tied" if name in self._parts[6] else "not_elected"

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each name: its votes and elected, tied or not_elected. The kind of frame that came in, where one did."""
        names = [name for name, _ in self._parts[4]]
        return _frames.frame([("name", "text", names), ("votes", "whole", [votes for _, votes in self._parts[4]]), ("outcome", "text", [self._outcome(name) for name in names])], kind or self._kind,
                             origin=self._origin)

    def plot(self, *, title: str = "", ax: Any = None) -> Any:
        """The count as a picture, with matplotlib: a bar for each name, and the votes required. Returns the axes."""
        from ._vote_bars import vote_bars
        said = f"{len(self.elected)} of {self.seats} elected" + (f", {self.contested} contested" if self.tied else "") + (f", {self.vacant} vacant" if self.vacant else "")
        return vote_bars(self, f"{text(title, 'title')}: {said}" if title else said, ax)

    def _key(self) -> tuple[Any, ...]:
        return (*self._parts[:1], self.base, *self._parts[2:4], tuple(self._parts[4]), *map(tuple, self._parts[5:7]), *self._parts[7:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Count) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return _count_restored, (1, (*self._parts[:1], self.base, *self._parts[2:]), self._origin)

    def __repr__(self) -> str:
        names = f": {', '.join(self.elected[:10])}{', ...' if len(self.elected) > 10 else ''}" if self.elected else ""
        parts = [f"{len(self.elected)} of {self.seats} elected{names}"]
        if self.tied:
            parts.append(f"tied for {self.contested}: {', '.join(self.tied[:10])}")
        if self.vacant:
            parts.append(f"vacant: {self.vacant}")
        if self.base is not None and self.required is not None:
            parts.append(f"required: {self.required} of {self.base.value}")
        return f"<{_html.loud(self._origin)}Count {'; '.join(parts)}>"

    def _repr_html_(self) -> str:
        of = "" if self.base is None else f", {self.required if self.required is not None else 'most'} of {self.base.text.en}"
        title = f"{len(self.elected)} of {self.seats} elected, {self.contested} contested, {self.vacant} vacant{of}"
        return _html.table(title, ("name", "votes", "outcome"), ((name, votes, self._outcome(name)) for name, votes in self._parts[4]), origin=self._origin, total=len(self._parts[4]))


def _count_restored(version: int, parts: tuple[Any, ...], origin: str) -> Count:
    if version != 1:
        raise ValueError(f"version of the pickled count: {version}; expected 1")
    base: Base | None = parts[1]
    return Count._of((parts[0], None if base is None else base._core, *parts[2:]), None, origin)


def read_votes(votes: Votes) -> tuple[list[tuple[str, int]] | None, Any, _frames.Kind | None, bool]:
    """Votes by name; or ballots, as an iterable or as the columns of a table; the kind of frame, and whether it says that it is synthetic."""
    if isinstance(votes, (str, bytes, int, float)) or votes is None:
        raise TypeError(f"votes: expected a mapping of names to votes, or ballots, not {type(votes).__name__}")
    columns = isinstance(votes, Mapping) and set(votes) in ({"name", "votes"}, {"ballot", "name"}) and all(not hasattr(values, "__index__") for values in votes.values())
    if isinstance(votes, Mapping) and not columns:
        return [(text(name, "votes"), whole(number, f"votes['{name}']")) for name, number in votes.items()], None, None, False
    if not columns and not _frames.is_frame(votes):
        return None, votes, None, False
    table = _frames.table(votes, "votes", ("ballot", "name", "votes"))
    wanted = "votes" if "votes" in table.columns else "ballot"
    for name in ("name", wanted):
        if name not in table.columns:
            from .errors import InvalidFacts
            raise InvalidFacts.at("votes", "a frame of votes has columns name and votes; one of ballots has columns ballot and name", ", ".join(table.columns), name)
    picked = table.pick(("name", wanted))
    return (_core.elections_votes(picked), None, table.kind, table.origin == "synthetic") if wanted == "votes" else (None, picked, table.kind, table.origin == "synthetic")


def reading_of(form: Any, at_most: Any, write_ins: Any, blank_is_valid: Any, distinct: Any) -> tuple[Any, ...]:
    return (chosen(form, ("chosen", "struck"), "form"), whole_if(at_most, "at_most"), chosen(write_ins, ("refused", "ignored", "counted", "invalid"), "write_ins"), flag(blank_is_valid, "blank_is_valid"),
            flag(distinct, "distinct"))


def _cores(base: Any, threshold: Any) -> tuple[Any, Fraction | None, Findings | None]:
    """The base and the threshold; what is wrong with the base is kept, to be told with the rest."""
    from .errors import InvalidFacts
    share = None if threshold is None else share_of(threshold, "threshold")
    try:
        found = base_of(base)
    except InvalidFacts as error:
        return None, share, error.problems
    return None if found is None else found._core, share, None


def count(votes: Votes, seats: int, base: int | Base | None = None, threshold: Share | None = "1/2", at_most: int | None = None, *, candidates: Iterable[str] | None = None, form: Form = "chosen",
          write_ins: WriteIns = "refused", blank_is_valid: bool = True, distinct: bool = False, origin: str = "real") -> Count:
    """Who is elected: at least `required` votes, and at least one; most votes first. A tie for the last seats is reported, and nobody of it is elected.

    `votes`: a mapping of names to votes; or ballots, each a set of names (or a mapping of names to agree, disagree, both or none: only agree is a vote);
    or a frame, with columns name and votes, or ballot and name (a row for each name on a ballot, a null where it has none).
    `base`: a whole number, or a Base with its parts. `threshold`: elected is who has strictly more than this share of it; None: most votes win.
    `at_most`: a ballot with more names is invalid. `candidates`: the printed list of a ballot; None: whoever is named.
    `form`: the names on a ballot are those chosen, or those struck from the list. `write_ins`: what becomes of names that are not on the list.
    `distinct`: names that differ only in accents are different people. `origin`: of the votes; the count of synthetic ones says so.

    InvalidFacts names every problem: more seats than candidates, votes below 0 or above the base, a name twice or with markup, a name nearly on the list.
    """
    number, made_up = whole(seats, "seats"), stated_origin(origin) == "synthetic"
    reading = reading_of(form, at_most, write_ins, blank_is_valid, distinct)
    listed = None if candidates is None else names_of(candidates, "candidates")
    by_name, ballots, kind, said = read_votes(votes)
    core, share, wrong = _cores(base, threshold)
    try:
        if by_name is None:
            parts = _core.elections_count_ballots(ballots, number, core, None if wrong else share, listed, reading)
        else:
            parts = _core.elections_count(by_name, number, core, None if wrong else share, distinct, None, True)
    except Exception as error:
        if wrong is None or not hasattr(error, "problems"):
            raise
        raise type(error)(Findings([*wrong, *error.problems])) from None
    if wrong is not None:
        from .errors import InvalidFacts
        raise InvalidFacts(wrong)
    return Count._of(parts, kind, "synthetic" if made_up or said else "derived")
