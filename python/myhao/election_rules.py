# SPDX-License-Identifier: Apache-2.0
"""Rules of elections as values, and the base of a majority with its parts."""
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from . import _core, _frames, _html
from ._numbers import whole
from ._texts import chosen
from .conditions import Share, share_of
from .dates import Day, day as day_of
from .instruments import Citation
from .labels import Label, text

WriteIns: TypeAlias = Literal["refused", "ignored", "counted", "invalid"]


def names_of(values: Any, argument: str) -> list[str]:
    return [text(value, f"{argument}[{i}]") for i, value in enumerate(_frames.listed(values, argument))]


def flag(value: Any, argument: str) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{argument}: expected True or False, not {type(value).__name__}")
    return value


def whole_if(value: Any, argument: str) -> int | None:
    return None if value is None else whole(value, argument)


class Base:
    """The base of a majority with its parts: who was summoned, less the kinds of people that a rule leaves out."""

    __slots__ = ("_core",)
    _core: Any

    def __init__(self, summoned: int, exclusions: Mapping[str, int] | None = None, *, of: str = "delegates", rule: Rule | str | None = None) -> None:
        """`of`: delegates, members or committee. `exclusions`: how many people each kind leaves out; which kinds there are is the rule's.

        `rule`: None is the latest within the Party. InvalidFacts names every kind that the rule does not leave out, every negative count, and a base of nobody.
        """
        number = whole(summoned, "summoned")
        if exclusions is not None and not isinstance(exclusions, Mapping):
            raise TypeError(f"exclusions: expected a mapping of kinds to counts, not {type(exclusions).__name__}")
        left_out = [(text(code, "exclusions"), whole(count, f"exclusions['{code}']")) for code, count in (exclusions or {}).items()]
        self._core = rule_of(rule)._core.base(text(of, "of"), number, left_out)

    @classmethod
    def _of(cls, core: Any) -> Base:
        self = cls.__new__(cls)
        self._core = core
        return self

    @classmethod
    def stated(cls, value: int) -> Base:
        """A base of which only the number is known."""
        return cls._of(_core.ElectionBase.stated(whole(value, "base")))

    @property
    def value(self) -> int:
        return int(self._core.value)

    @property
    def of(self) -> str:
        """delegates, members, committee, valid_ballots, or stated."""
        return str(self._core.of)

    @property
    def parts(self) -> dict[str, int]:
        """Those summoned, then each kind left out."""
        return {code: count for code, _, count in self._core.parts()}

    @property
    def text(self) -> Label:
        """ "197 = 199 summoned official delegates - 2 ..." """
        label: Label = self._core.text
        return label

    @property
    def citation(self) -> Citation:
        return Citation._of(self._core.citation)

    @property
    def confidence(self) -> str:
        return str(self._core.confidence)

    def __int__(self) -> int:
        return self.value

    def __str__(self) -> str:
        return self.text.en

    def __repr__(self) -> str:
        return f"<Base {self.text.en}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Base) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash((self.of, tuple(self.parts.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        parts = self.parts
        summoned = parts.pop(self.of)
        rule = next((id for id in _core.election_rules() if self.of in (found := _core.election_rule(id)).bases and _same_base(found, self)), "")
        return _base_restored, (1, self.of, summoned, parts, rule)

    def _repr_html_(self) -> str:
        rows = [(label.vi, label.en, count if i == 0 else -count) for i, (_, label, count) in enumerate(self._core.parts())]
        return _html.table(f"Base of the majority: {self.value}", ("(vi)", "(en)", "people"), [*rows, ("căn cứ tính", "base", self.value)], origin="derived")


def _same_base(rule: Any, base: Base) -> bool:
    parts = base._core.parts()
    return bool(rule.base(base.of, parts[0][2], [(code, count) for code, _, count in parts[1:]]).same(base._core))


def _base_restored(version: int, of: str, summoned: int, exclusions: dict[str, int], rule: str) -> Base:
    if version != 1:
        raise ValueError(f"version of the pickled base: {version}; expected 1")
    return Base.stated(summoned) if of == "stated" else Base(summoned, exclusions, of=of, rule=rule or None)


def base_of(base: Any) -> Base | None:
    if base is None or isinstance(base, Base):
        return base
    if isinstance(base, (str, bytes, float)) or not hasattr(base, "__index__"):
        raise TypeError(f"base: expected a whole number or a Base, not {type(base).__name__}")
    return Base.stated(whole(base, "base"))


class Rule:
    """Rules of elections (quy chế bầu cử): bases, threshold, ties, surplus, each clause with its citation. `replace` sets some of it otherwise."""

    __slots__ = ("_changes", "_core")
    _core: Any
    _changes: dict[str, Any]

    @classmethod
    def _of(cls, core: Any, changes: dict[str, Any] | None = None) -> Rule:
        self = cls.__new__(cls)
        self._core, self._changes = core, changes or {}
        return self

    @property
    def id(self) -> str:
        return str(self._core.id)

    @property
    def label(self) -> Label:
        label: Label = self._core.label
        return label

    @property
    def since(self) -> dt.date | None:
        day: dt.date | None = self._core.since
        return day

    @property
    def until(self) -> dt.date | None:
        """The first day no longer in force."""
        day: dt.date | None = self._core.until
        return day

    @property
    def threshold(self) -> Fraction:
        """Elected is who has strictly more than this share of the base."""
        share: Fraction = self._core.threshold
        return share

    @property
    def tie(self) -> str:
        """reported, older (the older candidate wins) or run_off (those tied are voted on again)."""
        return str(self._core.tie)

    @property
    def write_ins(self) -> str:
        return str(self._core.write_ins)

    @property
    def blank_is_valid(self) -> bool:
        return bool(self._core.blank_is_valid)

    @property
    def at_most_seats(self) -> bool:
        """A ballot for more names than there are seats is invalid."""
        return bool(self._core.at_most_seats)

    @property
    def bases(self) -> list[str]:
        return list(self._core.bases)

    def base(self, of: str, summoned: int, **exclusions: int) -> Base:
        """A base of this rule."""
        return Base(summoned, exclusions, of=of, rule=self)

    def replace(self, *, threshold: Share | None = None, tie: Literal["reported", "older", "run_off"] | None = None, write_ins: WriteIns | None = None, blank_is_valid: bool | None = None,
                at_most_seats: bool | None = None) -> Rule:
        """The same rule with these values, cited as the caller's own."""
        changes: dict[str, Any] = {}
        if threshold is not None:
            changes["threshold"] = share_of(threshold, "threshold")
        if tie is not None:
            changes["tie"] = chosen(tie, ("reported", "older", "run_off"), "tie")
        if write_ins is not None:
            changes["write_ins"] = chosen(write_ins, ("refused", "ignored", "counted", "invalid"), "write_ins")
        for name, value in (("blank_is_valid", blank_is_valid), ("at_most_seats", at_most_seats)):
            if value is not None:
                changes[name] = flag(value, name)
        return Rule._of(self._core.replace(changes), {**self._changes, **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash((self.id, self.threshold, self.tie))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rule_restored, (1, self.id, self._changes)

    def __repr__(self) -> str:
        return f"<Rule {self.id}: {self.label.en}>"

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each clause: what it is about, its value, its citation, and how surely it was read."""
        rows = [(what, str(value), str(Citation._of(citation)), confidence) for what, value, citation, confidence in self._core.clauses()]
        columns = list(zip(*rows, strict=True))
        return _frames.frame([(name, "text", list(column)) for name, column in zip(("clause", "value", "citation", "confidence"), columns, strict=True)], kind)

    def _repr_html_(self) -> str:
        rows = [(what, value, Citation._of(citation), confidence) for what, value, citation, confidence in self._core.clauses()]
        return _html.table(f"{self.label.vi} ({self.label.en})", ("clause", "value", "citation", "confidence"), rows, origin="real")


def _rule_restored(version: int, id: str, changes: dict[str, Any]) -> Rule:
    if version != 1:
        raise ValueError(f"version of the pickled rule: {version}; expected 1")
    return rule(id).replace(**changes)


def rule(id: str) -> Rule:
    """A built-in rule: party_2014, party_2024 or state. InvalidRules suggests a near id."""
    return Rule._of(_core.election_rule(text(id, "id")))


def rules() -> list[Rule]:
    """The built-in rules."""
    return [rule(id) for id in _core.election_rules()]


def party(on: Day | None = None) -> Rule:
    """The rules within the Party on a day, or the latest. InvalidRules before the first that was read."""
    return rule("party_2024") if on is None else Rule._of(_core.party_elections(day_of(on, "on")))


def state() -> Rule:
    """Elections of the State: a majority of the valid ballots, and of those tied the older wins."""
    return rule("state")


def rule_of(value: Rule | str | None, on: dt.date | None = None) -> Rule:
    if value is None:
        return party(on)
    if isinstance(value, Rule):
        return value
    if isinstance(value, str):
        return rule(value)
    raise TypeError(f"rule: expected a Rule or its id, not {type(value).__name__}")
