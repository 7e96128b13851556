# SPDX-License-Identifier: Apache-2.0
"""Directives (chỉ thị) on congresses, as data: for each level its days, deadline and sizes, what a congress does, and pauses. A value that was not read is None."""
from __future__ import annotations

import datetime as dt
import operator
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from . import _core, _frames, _html
from ._written import written
from .dates import Day, day
from .instruments import Citation, InstrumentKey, InstrumentRelation, Instruments, citation_of
from .labels import Label, text


class Deadline(NamedTuple):
    """`inclusive`: whether the day itself still counts; None where "before the day" leaves that open."""

    day: dt.date
    inclusive: bool | None = None


class DayRange(NamedTuple):
    """A day that is known within bounds, both inclusive; None: no bound on that side."""

    low: dt.date | None = None
    high: dt.date | None = None

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            return f"{self.low} to {self.high}"
        return f"from {self.low}" if self.low is not None else f"to {self.high}" if self.high is not None else "not stated"


def _month(value: str, argument: str) -> DayRange:
    first = day(f"{value}-01", argument)
    return DayRange(first, _core.add_months(first, 1, "error") - dt.timedelta(days=1))


def day_range(value: Any, argument: str) -> dt.date | DayRange | None:
    """A day, a pair (first, last) that it lies between, or YYYY-MM: some day of that month. A wrong type is a TypeError that names the argument."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) == 7 and value[4] == "-" and value[:4].isdigit() and value[5:].isdigit():
        value = _month(value, argument)
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise TypeError(f"{argument}: expected a day, or a pair of days that it lies between")
        low, high = (None if one is None else day(one, argument) for one in value)
        return None if low is None and high is None else low if low == high else DayRange(low, high)
    return day(value, argument)


def bounds_of(value: dt.date | DayRange | None) -> tuple[dt.date | None, dt.date | None]:
    return (None, None) if value is None else tuple(value) if isinstance(value, tuple) else (value, value)  # type: ignore[return-value]


def whole(value: Any, argument: str, most: int = 2**31 - 1) -> int | None:
    """A whole number or None; whether it makes sense is checked with everything else. A wrong type is a TypeError that names the argument."""
    if value is None:
        return None
    if isinstance(value, (bool, float)) or not hasattr(value, "__index__"):
        raise TypeError(f"{argument}: expected a whole number, not {type(value).__name__}")
    number = operator.index(value)
    if not -most <= number <= most:
        raise ValueError(f"{argument}: {number}; expected a number of ordinary size")
    return int(number)


def label_of(value: Any, argument: str) -> Label:
    """A text stands for both languages."""
    if isinstance(value, str):
        return Label(text(value, argument), text(value, argument))
    if isinstance(value, tuple) and len(value) == 2:
        return Label(text(value[0], argument), text(value[1], argument))
    raise TypeError(f"{argument}: expected a Label or a text, not {type(value).__name__}")


def _texts(values: Any, argument: str) -> tuple[str, ...]:
    return tuple(text(one, argument) for one in _frames.listed(values, argument))


def _instances(values: Any, kind: type, argument: str) -> tuple[Any, ...]:
    made = tuple(_frames.listed(values, argument))
    for one in made:
        if not isinstance(one, kind):
            raise TypeError(f"{argument}: expected {kind.__name__}, not {type(one).__name__}")
    return made


@dataclass(frozen=True)
class SizeLimit:
    """How many delegates a congress, or members a body, may have, in a case that the directive names."""

    of: str  #: delegates, committee, standing_committee, deputy_secretaries, ...
    low: int | None = None
    high: int | None = None
    when: str = ""  #: the case; empty: every unit of the level
    label: Label = Label("", "")
    of_before: Fraction | None = None  #: about this share of the number in the term before, at most
    citation: Citation = Citation()
    confidence: str = "verified"

    def __post_init__(self) -> None:
        for name, value in (("of", text(self.of, "of")), ("low", whole(self.low, "low", 2**62)), ("high", whole(self.high, "high", 2**62)), ("when", text(self.when, "when")), ("label", label_of(self.label, "label")),
                            ("citation", citation_of(self.citation, "citation"))):
            object.__setattr__(self, name, value)
        if self.of_before is not None and (isinstance(self.of_before, (bool, float)) or not hasattr(self.of_before, "numerator")):
            raise TypeError(f"of_before: expected a Fraction, not {type(self.of_before).__name__}")

    @classmethod
    def _of(cls, parts: dict[str, Any]) -> SizeLimit:
        low, high = parts["number"]
        return cls(parts["of"], low, high, parts["when"], parts["label"], parts["of_before"], Citation._of(parts["citation"]), parts["confidence"])

    def _parts(self) -> dict[str, Any]:
        return {"of": self.of, "number": (self.low, self.high), "when": self.when, "label": tuple(self.label), "of_before": self.of_before, "citation": self.citation._parts(), "confidence": self.confidence}

    def __str__(self) -> str:
        number = f"{self.low} to {self.high}" if self.low is not None and self.high is not None else f"at most {self.high}" if self.high is not None else f"at least {self.low}" if self.low is not None else f"about {self.of_before} of the term before"
        return f"{self.of}: {number}" + (f" ({self.when})" if self.when else "")


_RULED = ("most_days", "first_day", "deadline", "most_preparatory_half_days", "delegates_from")


@dataclass(frozen=True)
class LevelRule:
    """What a directive sets for one level."""

    level: str
    label: Label = Label("", "")
    most_days: int | None = None  #: of one congress, both ends counted
    first_day: dt.date | None = None  #: no congress begins earlier
    deadline: Deadline | None = None  #: a plain day: "before" it, whether the day itself counts is open
    most_preparatory_half_days: int | None = None
    delegates_from: int | None = None  #: with so many members a unit sends delegates
    sizes: tuple[SizeLimit, ...] = ()
    roles: tuple[str, ...] | None = None  #: roles, or kinds, of the units of a tree that hold congresses of this level; None: the level's own name
    citation: Citation = Citation()  #: of every value that has none of its own
    citations: Mapping[str, Citation] = field(default_factory=dict)
    confidences: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        level = text(self.level, "level")
        roles = ("above_grassroots" if level == "district" else level,) if self.roles is None else _texts(self.roles, "roles")
        made: dict[str, Any] = {"level": level, "label": label_of(self.label, "label"), "roles": roles, "sizes": _instances(self.sizes, SizeLimit, "sizes"), "citation": citation_of(self.citation, "citation")}
        for name in ("most_days", "most_preparatory_half_days", "delegates_from"):
            made[name] = whole(getattr(self, name), name)
        made["first_day"] = None if self.first_day is None else day(self.first_day, "first_day")
        if isinstance(self.deadline, tuple):
            if len(self.deadline) != 2 or self.deadline[1] not in (True, False, None):
                raise TypeError("deadline: expected a day, or Deadline(day, inclusive)")
            made["deadline"] = Deadline(day(self.deadline[0], "deadline"), self.deadline[1])
        elif self.deadline is not None:
            made["deadline"] = Deadline(day(self.deadline, "deadline"))
        for name, value in made.items():
            object.__setattr__(self, name, value)
        stated = [name for name in _RULED if getattr(self, name) is not None]
        object.__setattr__(self, "citations", {name: citation_of(self.citations.get(name, self.citation), "citations") for name in stated})
        object.__setattr__(self, "confidences", {name: text(self.confidences.get(name, "verified"), "confidences") for name in stated})

    @classmethod
    def _of(cls, parts: dict[str, Any]) -> LevelRule:
        ruled = {name: parts[name] for name in _RULED if parts[name] is not None}
        values: dict[str, Any] = {name: Deadline(*one[0]) if name == "deadline" else one[0] for name, one in ruled.items()}
        return cls(parts["level"], parts["label"], **values, sizes=tuple(SizeLimit._of(one) for one in parts["sizes"]), roles=tuple(parts["roles"]),
                   citations={name: Citation._of(one[1]) for name, one in ruled.items()}, confidences={name: one[2] for name, one in ruled.items()})

    def _parts(self) -> dict[str, Any]:
        def ruled(name: str) -> Any:
            value = getattr(self, name)
            return None if value is None else (tuple(value) if isinstance(value, Deadline) else value, self.citations[name]._parts(), self.confidences[name])
        return {"level": self.level, "label": tuple(self.label), "roles": list(self.roles or ()), "sizes": [one._parts() for one in self.sizes], **{name: ruled(name) for name in _RULED}}

    @property
    def most_delegates(self) -> int | None:
        """Of every unit of the level; None where the limit depends on the unit, or was not read."""
        return next((one.high for one in self.sizes if one.of == "delegates" and not one.when), None)

    def __hash__(self) -> int:
        return hash((self.level, self.most_days, self.first_day, self.deadline, self.sizes))


@dataclass(frozen=True)
class Variant:
    """A congress with fewer contents than usual, and the case in which it is allowed."""

    contents: tuple[str, ...]
    when: str
    label: Label = Label("", "")
    citation: Citation = Citation()
    confidence: str = "verified"

    def __post_init__(self) -> None:
        for name, value in (("contents", _texts(self.contents, "contents")), ("when", text(self.when, "when")), ("label", label_of(self.label, "label")), ("citation", citation_of(self.citation, "citation"))):
            object.__setattr__(self, name, value)

    @classmethod
    def _of(cls, parts: dict[str, Any]) -> Variant:
        return cls(tuple(parts["contents"]), parts["when"], parts["label"], Citation._of(parts["citation"]), parts["confidence"])

    def _parts(self) -> dict[str, Any]:
        return {"contents": list(self.contents), "when": self.when, "label": tuple(self.label), "citation": self.citation._parts(), "confidence": self.confidence}


@dataclass(frozen=True)
class Suspension:
    """A pause: no congresses of these levels from `since` up to, not including, `until`. Either day may be known within bounds."""

    levels: tuple[str, ...]
    since: dt.date | DayRange | None
    until: dt.date | DayRange | None
    label: Label = Label("", "")
    moves_deadlines: int = 0  #: days by which the deadlines of these levels move
    citation: Citation = Citation()
    confidence: str = "verified"

    def __post_init__(self) -> None:
        for name, value in (("levels", _texts(self.levels, "levels")), ("since", day_range(self.since, "since")), ("until", day_range(self.until, "until")), ("label", label_of(self.label, "label")),
                            ("moves_deadlines", whole(self.moves_deadlines, "moves_deadlines", 36_500) or 0), ("citation", citation_of(self.citation, "citation"))):
            object.__setattr__(self, name, value)

    @classmethod
    def _of(cls, parts: dict[str, Any]) -> Suspension:
        return cls(tuple(parts["levels"]), day_range(parts["since"], "since"), day_range(parts["until"], "until"), parts["label"], parts["moves_deadlines"], Citation._of(parts["citation"]), parts["confidence"])

    def _parts(self) -> dict[str, Any]:
        return {"levels": list(self.levels), "since": bounds_of(self.since), "until": bounds_of(self.until), "label": tuple(self.label), "moves_deadlines": self.moves_deadlines, "citation": self.citation._parts(), "confidence": self.confidence}


def _contents_of(contents: Any) -> list[tuple[str, tuple[str, str]]]:
    if isinstance(contents, Mapping):
        return [(text(id, "contents"), (one.vi, one.en)) for id, label in contents.items() for one in (label_of(label, "contents"),)]
    return [(id, (id, id)) for id in _texts(contents, "contents")]


class Directive:
    """One directive; its levels stand bottom-up. InvalidDocument lists every fault: a level given twice, limits that nothing can keep, unknown contents."""

    __slots__ = ("_core", "contents", "contents_required", "first_ordinal", "key", "label", "levels", "relations", "suspensions", "term", "variants")
    _core: Any
    key: InstrumentKey
    label: Label
    term: str
    levels: tuple[LevelRule, ...]
    contents: dict[str, Label]
    contents_required: int | None  #: how many a usual congress does
    variants: tuple[Variant, ...] | None  #: those that allow fewer; None: whether there are any was not read
    suspensions: tuple[Suspension, ...]
    first_ordinal: int | None  #: of the congress of a unit that is new in this term; None: not read
    relations: tuple[InstrumentRelation, ...]  #: what it replaces

    def __init__(self, number: str, issuer: str = "", issued: Day | None = None, *, term: str, levels: Iterable[LevelRule], label: Label | str = "", contents: Mapping[str, Label | str] | Iterable[str] = (), contents_required: int | None = None,
                 variants: Iterable[Variant] | None = None, suspensions: Iterable[Suspension] = (), first_ordinal: int | None = None, relations: Iterable[tuple[str, InstrumentKey]] = (), citation: Citation | str | None = None) -> None:
        key = InstrumentKey(text(number, "number"), text(issuer, "issuer"), None if issued is None else day(issued, "issued"))
        cited = citation_of(citation, "citation") if citation is not None else Citation(key)
        listed = _contents_of(contents)
        required = whole(contents_required, "contents_required") if contents_required is not None else len(listed) or None
        first = whole(first_ordinal, "first_ordinal")
        if required is not None and required < 0:
            raise ValueError(f"contents_required: {required}; expected a number from 0")
        parts: dict[str, Any] = {"key": tuple(key), "label": tuple(label_of(label, "label")), "term": text(term, "term"), "contents": listed, "contents_required": None if required is None else (required, cited._parts(), "verified"),
                                 "levels": [one._parts() for one in _instances(levels, LevelRule, "levels")],
                                 "variants": None if variants is None else [one._parts() for one in _instances(variants, Variant, "variants")], "suspensions": [one._parts() for one in _instances(suspensions, Suspension, "suspensions")],
                                 "first_ordinal": None if first is None else (first, cited._parts(), "verified"), "relations": [_relation_parts(one) for one in _frames.listed(relations, "relations")]}
        self._take(_core.Directive(parts))

    def _take(self, core: Any) -> None:
        parts = core.parts()
        self._core, self.key, self.label, self.term = core, InstrumentKey(*parts["key"]), parts["label"], parts["term"]
        self.levels = tuple(LevelRule._of(level) for level in parts["levels"])
        self.contents = dict(parts["contents"])
        self.contents_required = None if parts["contents_required"] is None else parts["contents_required"][0]
        self.variants = None if parts["variants"] is None else tuple(Variant._of(one) for one in parts["variants"])
        self.suspensions = tuple(Suspension._of(one) for one in parts["suspensions"])
        self.first_ordinal = None if parts["first_ordinal"] is None else parts["first_ordinal"][0]
        self.relations = tuple(InstrumentRelation(relation, InstrumentKey(*target), sure) for relation, target, sure in parts["relations"])

    @classmethod
    def _of(cls, core: Any) -> Directive:
        self = cls.__new__(cls)
        self._take(core)
        return self

    @classmethod
    def _of_parts(cls, parts: dict[str, Any]) -> Directive:
        return cls._of(_core.Directive(parts))

    def __getitem__(self, level: str) -> LevelRule:
        for rule in self.levels:
            if rule.level == level:
                return rule
        raise KeyError(f"{self.key} has no level '{level}'{_core.suggestion(str(level), [rule.level for rule in self.levels])}")

    def deadline(self, level: str) -> dt.date | None:
        """The day of that level's deadline, with what pauses moved it by; None where it was not read."""
        self[level]
        day: dt.date | None = self._core.deadline(level)
        return day

    @property
    def replaced_by(self) -> Directive | None:
        """The built-in directive that says it replaces this one."""
        core = _core.directive_replaced_by(self._core)
        return None if core is None else Directive._of(core)

    @property
    def instruments(self) -> Instruments:
        """The instruments that say they implement, guide, amend, replace or suspend it."""
        from .instruments import related
        return Instruments([one for relation in ("implements", "guides", "amends", "replaces", "suspends") for one in related(relation, self.key)])

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each level, bottom-up."""
        rows = self.levels
        return _frames.frame([("level", "text", [r.level for r in rows]), ("label", "text", [r.label.en for r in rows]), ("most_days", "whole", [r.most_days for r in rows]), ("first_day", "day", [r.first_day for r in rows]),
                              ("deadline", "day", [self.deadline(r.level) for r in rows]), ("inclusive", "flag", [None if r.deadline is None else r.deadline.inclusive for r in rows]), ("most_delegates", "whole", [r.most_delegates for r in rows]),
                              ("delegates_from", "whole", [r.delegates_from for r in rows])], kind, origin="real")

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """One document, which `mh.read_json` reads again: {"myhao": "directive", "version": 1, ...}. What was not read is left out."""
        return written(self._core.to_json(), path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Directive) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (2, self._core.parts())

    def __repr__(self) -> str:
        return f"<Directive {self.key}: {self.label.en}>"

    def _repr_html_(self) -> str:
        rows = [(r.level, r.most_days, r.first_day, self.deadline(r.level), r.most_delegates, "; ".join(str(size) for size in r.sizes if size.of != "delegates" or size.when)) for r in self.levels]
        return _html.table(f"{self.key}: {self.label.en}", ("level", "at most days", "from", "deadline", "at most delegates", "other sizes"), rows, origin="real")


def _relation_parts(one: Any) -> tuple[str, tuple[Any, ...], str]:
    if not isinstance(one, tuple) or len(one) not in (2, 3) or not isinstance(one[1], InstrumentKey):
        raise TypeError("relations: expected pairs of a word and an InstrumentKey")
    return (text(one[0], "relations"), tuple(one[1]), text(one[2], "relations") if len(one) == 3 else "verified")


def get(number: str, *, issued: Day | None = None) -> Directive:
    """InvalidDocument lists the candidates where a number alone names several, or suggests a near number."""
    if not isinstance(number, str):
        raise TypeError(f"number: expected a text, not {type(number).__name__}")
    return Directive._of(_core.directive_get(number, None if issued is None else day(issued, "issued")))


def all() -> list[Directive]:  # noqa: A001
    """Oldest first."""
    return [Directive._of(core) for core in _core.directives_all()]


def for_term(term: str, *, on: Day) -> Directive | None:
    """The built-in directive that binds congresses of a term ("2020-2025") on a day; None where none was issued by then."""
    core = _core.directive_for_term(text(term, "term"), day(on, "on"))
    return None if core is None else Directive._of(core)


def _restored(version: int, *parts: Any) -> Directive:
    if version == 1:  # built-in ones, by number and day
        number, issued = parts
        return get(number, issued=issued)
    if version != 2:
        raise ValueError(f"version of the pickled directive: {version}; expected 1 or 2")
    return Directive._of_parts(parts[0])
