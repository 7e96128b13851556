# SPDX-License-Identifier: Apache-2.0
"""An election of one body, round by round, and a sequence of elections such as the first session of a committee."""
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from . import _core, _frames, _html
from ._numbers import whole
from ._origins import combined, derived, stated_origin
from ._texts import chosen
from ._written import written
from .dates import Day, day as day_of
from .election_counts import Count, Form, Votes, read_votes, reading_of
from .election_rules import Base, Rule, WriteIns, base_of, flag, names_of, rule, rule_of, whole_if
from .findings import Findings
from .instruments import Citation, citation_of
from .labels import Label, Language, text


@dataclass(frozen=True)
class Candidate:
    name: str
    born: dt.date | None = None
    proposed_by: Literal["conveners", "floor"] = "conveners"  #: the prepared list, or somebody at the meeting
    consent: int | None = None  #: of how many present, for one proposed at the meeting

    def __post_init__(self) -> None:
        text(self.name, "name"), chosen(self.proposed_by, ("conveners", "floor"), "proposed_by"), whole_if(self.consent, "consent")
        if self.born is not None:
            object.__setattr__(self, "born", day_of(self.born, "born"))


class Round:
    """One ballot (lần bầu): the list, and what was counted. Immutable."""

    __slots__ = ("_parts", "origin")
    _parts: tuple[Any, ...]
    origin: str  #: synthetic where the frame of the votes says so; else derived

    def __init__(self, votes: Votes, candidates: Iterable[str | Candidate] | None = None, *, cast: int | None = None, invalid: int = 0, blank: int = 0, issued: int | None = None, run_off: bool = False) -> None:
        """`votes`: a mapping of names to votes, or a frame of them. `candidates`: the list; None: those with votes.
        `cast`, `invalid`, `blank`, `issued`: ballots, where they are known. `run_off`: among those tied before, for the seats they contest."""
        by_name, _, _, made_up = read_votes(votes)
        if by_name is None:
            raise TypeError("votes: expected a mapping of names to votes; ballots go to Round.of_ballots")
        one_list = [name for name, _ in by_name] if candidates is None else _frames.listed(candidates, "candidates")
        ballots = None if cast is None else (whole(cast, "cast"), whole(invalid, "invalid"), whole(blank, "blank"))
        self._parts = (_candidates(one_list), by_name, ballots, whole_if(issued, "issued"), flag(run_off, "run_off"))
        self.origin = "synthetic" if made_up else "derived"

    @classmethod
    def of_ballots(cls, ballots: Votes, candidates: Iterable[str | Candidate], *, at_most: int | None = None, form: Form = "chosen", write_ins: WriteIns = "refused", blank_is_valid: bool = True,
                   distinct: bool = False, issued: int | None = None, run_off: bool = False) -> Round:
        """A round whose ballots are counted here, in one pass; `at_most`: a ballot with more names is invalid."""
        by_name, found, _, made_up = read_votes(ballots)
        if by_name is not None:
            raise TypeError("ballots: expected sets of names, not votes by name")
        listed = _candidates(_frames.listed(candidates, "candidates"))
        votes, counts = _core.elections_tally(found, [name for name, *_ in listed], reading_of(form, at_most, write_ins, blank_is_valid, distinct))
        return cls._of((listed, votes, counts, whole_if(issued, "issued"), flag(run_off, "run_off")), "synthetic" if made_up else "derived")

    @classmethod
    def _of(cls, parts: tuple[Any, ...], origin: str = "derived") -> Round:
        self = cls.__new__(cls)
        self._parts, self.origin = parts, origin
        return self

    @property
    def candidates(self) -> list[Candidate]:
        """In the order of the list."""
        return [Candidate(*one) for one in self._parts[0]]

    @property
    def votes(self) -> dict[str, int]:
        """By name, as counted in this round."""
        return dict(self._parts[1])

    @property
    def ballots(self) -> tuple[int, int, int] | None:
        """Cast, invalid and blank."""
        counts: tuple[int, int, int] | None = self._parts[2]
        return counts

    @property
    def issued(self) -> int | None:
        """Ballots handed out; None: not stated."""
        issued: int | None = self._parts[3]
        return issued

    @property
    def run_off(self) -> bool:
        """Whether it is held among those tied before, for the seats they contest: most votes win."""
        return bool(self._parts[4])

    def _key(self) -> tuple[Any, ...]:
        return (tuple(self._parts[0]), tuple(self._parts[1]), *self._parts[2:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Round) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return _round_restored, (2, self._parts, self.origin)

    def __repr__(self) -> str:
        return f"Round({self.votes!r}{', run_off=True' if self.run_off else ''})"

    def _repr_html_(self) -> str:
        return _html.table(f"Round{', a run-off' if self.run_off else ''}: {len(self._parts[0])} candidates", ("name", "votes"), self._parts[1], origin=self.origin, total=len(self._parts[1]))


def _round_restored(version: int, parts: tuple[Any, ...], origin: str = "derived") -> Round:
    if version not in (1, 2):
        raise ValueError(f"version of the pickled round: {version}; expected 1 or 2")
    return Round._of(parts, origin)


def _candidates(values: Iterable[Any]) -> list[tuple[Any, ...]]:
    listed = []
    for i, one in enumerate(values):
        if not isinstance(one, (str, Candidate)):
            raise TypeError(f"candidates[{i}]: expected a name or a Candidate, not {type(one).__name__}")
        found = Candidate(one) if isinstance(one, str) else one
        listed.append((text(found.name, "name"), found.born, found.proposed_by, found.consent))
    return listed


class Election:
    """An election of one body, round by round: its result, its check against the rule, its minutes. Immutable; what is wrong is refused at once."""

    __slots__ = ("_core", "_findings", "_result")
    _core: Any

    def __init__(self, seats: int, rounds: Sequence[Round | Mapping[str, int]], *, base: Base | int | None = None, rule: Rule | str | None = None, day: Day | None = None, body: str = "committee",
                 by: str = "congress", label: Label | str | tuple[str, str] = "", unit: str = "", kind: str = "", id: str = "", closed: bool = False, distinct: bool = False, voters: int | None = None,
                 present: int | None = None, pilot: bool | None = None, among: Iterable[str] = (), declared: Iterable[str] | None = None, origin: str = "real", source: Citation | str | None = None) -> None:
        """`rule`: None is the one within the Party on `day`. `base`: None only where the rule takes its majority of the ballots (`state`).

        `body`: committee, standing, secretary, deputy, inspection, inspection_head, delegation, or another. `by`: who votes: congress, committee, voters.
        `closed`: the meeting decided not to go on with the seats that are left. `among`: who may stand. `pilot`: a place where the congress may elect the secretary itself.
        `origin`: of what is stated; synthetic, too, where a frame of votes says so. `declared`: who was elected, as a source says; compared with the votes. `voters`, `present`: how many, for turnout and consent.

        InvalidFacts names every problem, each with its place ("rounds[1].votes['A']").
        """
        held = None if day is None else day_of(day, "day")
        if isinstance(rounds, (str, bytes, Mapping)) or not isinstance(rounds, Sequence):
            raise TypeError(f"rounds: expected a list of rounds, not {type(rounds).__name__}")
        both = Label(text(label, "label"), str(label)) if isinstance(label, str) else Label(*label)
        found = base_of(base)
        ballots = [one if isinstance(one, Round) else Round(one) for one in rounds]
        stated = stated_origin(origin)
        origin = "synthetic" if any(one.origin == "synthetic" for one in ballots) else stated
        self._core = _core.Election({
            "id": text(id, "id"), "label": tuple(both), "body": text(body, "body"), "by": text(by, "by"), "unit": text(unit, "unit"), "kind": text(kind, "kind"), "day": held, "seats": whole(seats, "seats"),
            "rule": _dated_rule(rule, held)._core, "base": None if found is None else found._core, "rounds": [one._parts for one in ballots],
            "closed": flag(closed, "closed"), "distinct": flag(distinct, "distinct"), "voters": whole_if(voters, "voters"), "present": whole_if(present, "present"),
            "pilot": None if pilot is None else flag(pilot, "pilot"), "among": names_of(among, "among"), "declared": None if declared is None else names_of(declared, "declared"), "origin": origin,
            "source": citation_of(source, "source")._parts()})
        self._result, self._findings = self._core.result(), Findings._of(self._core.findings(), self.origin)

    @classmethod
    def _of(cls, core: Any) -> Election:
        self = cls.__new__(cls)
        self._core, self._result = core, core.result()
        self._findings = Findings._of(core.findings(), self.origin)
        return self

    def _part(self, name: str) -> Any:
        return self._core.parts()[name]

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return str(self._part("origin"))

    @property
    def seats(self) -> int:
        """How many are to be elected."""
        return int(self._part("seats"))

    @property
    def body(self) -> str:
        """"committee", "standing", "secretary", "deputy", "inspection", "inspection_head", "delegation" or another."""
        return str(self._part("body"))

    @property
    def label(self) -> Label:
        """What is elected, in Vietnamese and English."""
        label: Label = self._part("label")
        return label

    @property
    def day(self) -> dt.date | None:
        """Of the vote; None: not stated."""
        day: dt.date | None = self._part("day")
        return day

    @property
    def rule(self) -> Rule:
        """What it is counted by."""
        core = self._part("rule")
        return Rule._of(core, {name: getattr(core, name) for name in ("threshold", "tie", "write_ins", "blank_is_valid", "at_most_seats") if getattr(core, name) != getattr(_core.election_rule(core.id), name)})

    @property
    def base(self) -> Base | None:
        """None where the majority is of the ballots of each round; then each count has its own."""
        core = self._part("base")
        return None if core is None else Base._of(core)

    @property
    def rounds(self) -> list[Round]:
        """In the order in which they were held."""
        return [Round._of(parts, derived(self.origin)) for parts in self._part("rounds")]

    @property
    def counts(self) -> list[Count]:
        """What each round came to, before a tie is broken by age."""
        return [Count._of(parts, None, derived(self.origin)) for parts, _, _ in self._result[0]]

    @property
    def elected(self) -> list[str]:
        """Round by round, most votes first."""
        return list(self._result[1])

    @property
    def by_age(self) -> list[str]:
        """Of those elected, who was tied and is older."""
        return [name for _, names, _ in self._result[0] for name in names]

    @property
    def tied(self) -> list[str]:
        """After the last round: none of them is elected."""
        return list(self._result[2])

    @property
    def contested(self) -> int:
        """Seats that the tied contest."""
        return int(self._result[3])

    @property
    def vacant(self) -> int:
        """The other seats that nobody took."""
        return int(self._result[4])

    @property
    def ending(self) -> str:
        """filled; vacant: the meeting went no further; open: another round may follow; appointed: the superior appoints."""
        return str(self._result[5])

    @property
    def findings(self) -> Findings:
        """The election against its rule. Undetermined is also what was decided by a rule that was not read."""
        return self._findings

    def minutes(self, language: Language = "vi") -> str:
        """Biên bản kiểm phiếu, as plain text."""
        return str(self._core.minutes(chosen(language, ("vi", "en"), "language")))

    def minutes_html(self, language: Language = "vi") -> str:
        """The same as HTML; every text from data is escaped."""
        return str(self._core.minutes_html(chosen(language, ("vi", "en"), "language")))

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """A document that `mh.read_json` reads; also written to `path` where one is given."""
        return written(self._core.to_json(), path)

    def plot(self, round: int = 1, *, ax: Any = None) -> Any:
        """One round as a picture, counted from 1; see `Count.plot`."""
        if not 1 <= whole(round, "round") <= len(self.counts):
            raise ValueError(f"round: {round}; expected 1 to {len(self.counts)}")
        return self.counts[round - 1].plot(title=self.label.en or self.body, ax=ax)

    def _rows(self) -> list[tuple[int, str, int, str]]:
        return [(number, name, votes, "elected" if name in by_age else count._outcome(name)) for number, (count, (_, by_age, _)) in enumerate(zip(self.counts, self._result[0], strict=True), start=1)
                for name, votes in count.votes.items()]

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each name of each round: round (from 1), name, votes, outcome."""
        columns = list(zip(*self._rows(), strict=True))
        return _frames.frame([("round", "whole", list(columns[0])), ("name", "text", list(columns[1])), ("votes", "whole", list(columns[2])), ("outcome", "text", list(columns[3]))], kind, origin=self.origin)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Election) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[Any, ...]:
        return _election_restored, (1, self.to_json())

    def __repr__(self) -> str:
        end = f"; tied for {self.contested}: {', '.join(self.tied)}" if self.tied else ""
        return f"<{_html.loud(self.origin)}Election of {self.label.en or self.body}: {len(self.elected)} of {self.seats} elected{end}; {self.ending}>"

    def _repr_html_(self) -> str:
        of = "" if self.base is None else f"; base {self.base.text.en}"
        return _html.table(f"{self.label.en or self.body}: {len(self.elected)} of {self.seats} elected, {self.contested} contested, {self.vacant} vacant{of}", ("round", "name", "votes", "outcome"), self._rows(), origin=self.origin,
                           total=sum(len(one.votes) for one in self.counts))


def _dated_rule(value: Rule | str | None, on: dt.date | None) -> Rule:
    """Before the Party, and before the first rules that were read, the day itself is what is wrong: the first rules tell."""
    from .errors import InvalidRules
    try:
        return rule_of(value, on)
    except InvalidRules:
        if value is None and on is not None and on < dt.date(1930, 2, 3):
            return rule("party_2014")
        raise


def _election_restored(version: int, document: str) -> Election:
    if version != 1:
        raise ValueError(f"version of the pickled election: {version}; expected 1")
    return Election._of(_core.read_json(document)[1])


class FirstSession:
    """A sequence of elections: a new committee's first session, or a cell's congress. Immutable."""

    __slots__ = ("_args", "_findings")

    def __init__(self, committee: Iterable[str], elections: Sequence[Election], *, unit: str = "", kind: str = "", called_by: str = "", presidium: int | None = None, rule: Rule | str | None = None) -> None:
        """`committee`: its members. `elections`: in the order in which they were held. `called_by`: outgoing_secretary, outgoing_deputy, delegated, or empty: not stated.
        `presidium`: how many chaired it. InvalidFacts names every problem of the session and of each election."""
        held = _frames.listed(elections, "elections")
        for i, one in enumerate(held):
            if not isinstance(one, Election):
                raise TypeError(f"elections[{i}]: expected an Election, not {type(one).__name__}")
        used = held[0].rule if rule is None and held else rule_of(rule)
        self._args = (tuple(names_of(committee, "committee")), tuple(held), text(unit, "unit"), text(kind, "kind"), text(called_by, "called_by"), whole_if(presidium, "presidium"), used)
        members, _, unit, kind, called_by, presidium, _ = self._args
        self._findings = Findings._of(_core.first_session(unit, kind, list(members), [one._core for one in held], called_by, presidium, used._core), self.origin)

    @property
    def committee(self) -> list[str]:
        """The members of the committee that meets."""
        return list(self._args[0])

    @property
    def elections(self) -> list[Election]:
        """In the order in which they are held."""
        return list(self._args[1])

    @property
    def elected(self) -> dict[str, list[str]]:
        """By body."""
        found: dict[str, list[str]] = {}
        for one in self._args[1]:
            found.setdefault(one.body, []).extend(one.elected)
        return found

    @property
    def findings(self) -> Findings:
        """Of the session, then of each election."""
        return self._findings

    @property
    def origin(self) -> str:
        return combined(*(one.origin for one in self._args[1]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FirstSession) and self._args == other._args

    def __hash__(self) -> int:
        return hash(self._args)

    def __reduce__(self) -> tuple[Any, ...]:
        return _session_restored, (1, self._args)

    def __repr__(self) -> str:
        return f"<{_html.loud(self.origin)}FirstSession{' of ' + self._args[2] if self._args[2] else ''}: {', '.join(f'{body} {len(names)}' for body, names in self.elected.items())}>"

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each person elected: body, name."""
        rows = [(body, name) for body, names in self.elected.items() for name in names]
        return _frames.frame([("body", "text", [body for body, _ in rows]), ("name", "text", [name for _, name in rows])], kind, origin=self.origin)

    def _repr_html_(self) -> str:
        return _html.table(f"First session{' of ' + self._args[2] if self._args[2] else ''}, a committee of {len(self._args[0])}", ("body", "elected"), [(body, ", ".join(names)) for body, names in self.elected.items()],
                           origin=self.origin)


def _session_restored(version: int, args: tuple[Any, ...]) -> FirstSession:
    if version != 1:
        raise ValueError(f"version of the pickled session: {version}; expected 1")
    committee, elections, unit, kind, called_by, presidium, used = args
    return FirstSession(committee, elections, unit=unit, kind=kind, called_by=called_by, presidium=presidium, rule=used)
