# SPDX-License-Identifier: Apache-2.0
"""Congresses (đại hội), campaigns of them (đợt đại hội), both as a frame, and their check against a directive."""
from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from . import _core, _frames, _html
from ._origins import combined, derived, stated_origin
from .directives import DayRange, Directive, _instances, _texts, bounds_of, day_range, label_of, whole
from .findings import Finding, Findings
from .instruments import Citation, InstrumentKey, citation_of
from .labels import Label, text
from .report_parts import Listed
from .tally import Bounds

if TYPE_CHECKING:
    from .report import Report
    from .tree import Tree

_PEOPLE = 2**62
_Answer = TypeVar("_Answer")


class DelegateKinds(NamedTuple):
    """Official delegates by how they became one; alternates are not counted among the official ones. What is not stated is None."""

    ex_officio: int | None = None
    elected: int | None = None
    appointed: int | None = None
    alternates: int | None = None


@dataclass(frozen=True)
class ElectionRound:
    """One round of one election, by its numbers."""

    of: str  #: committee, standing_committee, delegation, secretary, ...
    seats: int | None = None  #: that this round was to fill
    elected: int | None = None
    candidates: int | None = None
    base: int | None = None  #: of the majority
    round: int = 1
    before: int | None = None  #: seats of the body in the term before

    def __post_init__(self) -> None:
        object.__setattr__(self, "of", text(self.of, "of"))
        for name in ("seats", "elected", "candidates", "base", "before"):
            object.__setattr__(self, name, whole(getattr(self, name), name, _PEOPLE))
        if whole(self.round, "round") is None:
            raise TypeError("round: expected a whole number, not NoneType")

    def _parts(self) -> tuple[Any, ...]:
        return (self.of, self.round, self.seats, self.candidates, self.base, self.elected, self.before)


def roman(number: int) -> str:
    """ "XXVI" for 26, from 1 to 3999; otherwise digits. TypeError where it is no whole number."""
    value = whole(number, "number")
    if value is None:
        raise TypeError("number: expected a whole number, not NoneType")
    return str(_core.roman(value))


def parse_roman(numeral: str) -> int | None:
    """26 for "XXVI" or "xxvi"; None for what `roman` would not write."""
    found: int | None = _core.parse_roman(text(numeral, "numeral"))
    return found


def _ordinal(value: Any) -> int | None:
    if not isinstance(value, str):
        return whole(value, "ordinal")
    found = parse_roman(value)
    if found is None:
        raise ValueError(f"ordinal: '{value}'; expected a whole number or a Roman numeral such as XXVI")
    return found


@dataclass(frozen=True)
class Congress:
    """One congress, or, without a unit, what is said of all congresses of a level. What is not stated is None.

    A day may be a date, a pair (first, last) that it lies between, or "2020-06": some day in June. Numbers that contradict each other
    are found by `check`, all at once.
    """

    level: str  #: cell, grassroots, district or province: the level of a directive that binds it
    unit: str | int | None = None
    id: str = ""
    label: Label = Label("", "")
    ordinal: int | None = None  #: XXVI is 26, and may be written so
    term: str = ""  #: "2020-2025"
    first_day: dt.date | DayRange | None = None
    last_day: dt.date | DayRange | None = None
    contents_done: int | None = None
    contents_required: int | None = None
    directive: InstrumentKey | None = None
    source: Citation = Citation()
    confidence: str = "verified"
    form: Literal["members", "delegates"] | None = None  #: who meets
    pilot: bool | None = None  #: đại hội điểm, which may begin before the others
    contents: tuple[str, ...] | None = None  #: which of the directive's
    cases: tuple[str, ...] = ()  #: of the directive's limits and variants, those that apply: "merged_or_new"
    delegates: int | None = None  #: official ones
    delegate_kinds: DelegateKinds = DelegateKinds()
    members: int | None = None  #: of the unit
    summoned: int | None = None  #: official delegates, or members where all meet
    attended: int | None = None
    preparatory_half_days: int | None = None
    solemn_day: dt.date | None = None
    rounds: tuple[ElectionRound, ...] = ()
    under: str | int | None = None  #: without a unit: of all units of the level under this one
    congresses: int | None = None  #: without a unit: how many it speaks of
    days_each: int | Bounds | None = None  #: without a unit: how long each of them took

    def __post_init__(self) -> None:
        made: dict[str, Any] = {name: day_range(getattr(self, name), name) for name in ("first_day", "last_day", "solemn_day")}
        if isinstance(made["solemn_day"], DayRange):
            raise TypeError("solemn_day: expected a day")
        if isinstance(self.directive, Directive):
            made["directive"] = self.directive.key
        elif self.directive is not None and not isinstance(self.directive, InstrumentKey):
            raise TypeError(f"directive: expected a Directive or an InstrumentKey, not {type(self.directive).__name__}")
        for name in ("level", "id", "term", "confidence"):
            made[name] = text(getattr(self, name), name)
        for name in ("unit", "under"):
            value = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, (str, int))):
                raise TypeError(f"{name}: expected a text or a whole number, not {type(value).__name__}")
            made[name] = whole(value, name, 2**63 - 1) if isinstance(value, int) else value
        made["ordinal"], made["label"], made["source"] = _ordinal(self.ordinal), label_of(self.label, "label"), citation_of(self.source, "source")
        for name in ("contents_done", "contents_required", "delegates", "members", "summoned", "attended", "congresses"):
            made[name] = whole(getattr(self, name), name, _PEOPLE)
        made["preparatory_half_days"] = whole(self.preparatory_half_days, "preparatory_half_days")
        if self.form not in (None, "members", "delegates"):
            raise (ValueError if isinstance(self.form, str) else TypeError)(f"form: {self.form!r}; expected members or delegates")
        if self.pilot not in (None, True, False):
            raise TypeError(f"pilot: expected True, False or None, not {type(self.pilot).__name__}")
        made["contents"] = None if self.contents is None else _texts(self.contents, "contents")
        made["cases"], made["rounds"] = _texts(self.cases, "cases"), _instances(self.rounds, ElectionRound, "rounds")
        kinds = self.delegate_kinds
        if isinstance(kinds, Mapping):
            unknown = [str(name) for name in kinds if name not in DelegateKinds._fields]
            if unknown:
                raise ValueError(f"delegate_kinds: '{unknown[0]}'; expected {', '.join(DelegateKinds._fields)}{_core.suggestion(unknown[0], list(DelegateKinds._fields))}")
            kinds = DelegateKinds(**kinds)
        if not isinstance(kinds, tuple) or len(kinds) != 4:
            raise TypeError(f"delegate_kinds: expected DelegateKinds, not {type(kinds).__name__}")
        made["delegate_kinds"] = DelegateKinds(*(whole(one, "delegate_kinds", _PEOPLE) for one in kinds))
        each = self.days_each
        low, high = (whole(each[0], "days_each") or 1, whole(each[1], "days_each")) if isinstance(each, tuple) and len(each) == 2 else (whole(each, "days_each"),) * 2
        made["days_each"] = high if low == high else None if (low, high) == (1, None) else Bounds(low or 1, high)
        for name, value in made.items():
            object.__setattr__(self, name, value)

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Congress:
        id, label, level, unit, ordinal, term, first, last, _, done, required, directive, source, confidence = parts
        return cls(level, unit, id, label, ordinal, term, first, last, done, required, None if directive is None else InstrumentKey(*directive), Citation._of(source), confidence)

    @classmethod
    def _read(cls, parts: dict[str, Any]) -> Congress:
        """What `_parts` gives."""
        plain = {name: value for name, value in parts.items() if name not in ("directive", "source", "rounds", "each")}
        rounds = tuple(ElectionRound(of, seats, elected, candidates, base, round, before) for of, round, seats, candidates, base, elected, before in parts["rounds"])
        return cls(**plain, directive=None if parts["directive"] is None else InstrumentKey(*parts["directive"]), source=Citation._of(parts["source"]), rounds=rounds, days_each=parts["each"])

    @property
    def days(self) -> int | None:
        """Whole days, both ends counted; None where one of them is not stated exactly."""
        first, last = self.first_day, self.last_day
        return (last - first).days + 1 if isinstance(first, dt.date) and isinstance(last, dt.date) else None

    @property
    def days_bounds(self) -> Bounds:
        """Whole days, as far as they follow: at least one."""
        (first, latest), (earliest, last) = bounds_of(self.first_day), bounds_of(self.last_day)
        low = 1 if latest is None or earliest is None else max(1, (earliest - latest).days + 1)
        return Bounds(low, None if first is None or last is None else (last - first).days + 1)

    def _parts(self) -> dict[str, Any]:
        each = self.days_each
        return {"id": self.id, "label": tuple(self.label), "level": self.level, "unit": self.unit, "ordinal": self.ordinal, "term": self.term, "first_day": bounds_of(self.first_day), "last_day": bounds_of(self.last_day),
                "contents_done": self.contents_done, "contents_required": self.contents_required, "directive": None if self.directive is None else tuple(self.directive), "source": self.source._parts(), "confidence": self.confidence,
                "form": self.form, "pilot": self.pilot, "contents": None if self.contents is None else list(self.contents), "cases": list(self.cases), "delegates": self.delegates, "delegate_kinds": tuple(self.delegate_kinds),
                "members": self.members, "summoned": self.summoned, "attended": self.attended, "preparatory_half_days": self.preparatory_half_days, "solemn_day": self.solemn_day, "rounds": [one._parts() for one in self.rounds],
                "under": self.under, "congresses": self.congresses, "each": None if each is None else (each.low, each.high) if isinstance(each, Bounds) else (each, each)}

    @property
    def _name(self) -> str:
        return self.label.en or self.id or (str(self.unit) if self.unit is not None else f"{self.level} congresses")

    def _row(self) -> dict[str, Any]:
        done = self.contents_done if self.contents_done is not None else None if self.contents is None else len(self.contents)
        contents = None if done is None else str(done) if self.contents_required is None else f"{done} of {self.contents_required}"
        return {"congress": self._name, "level": self.level, "ordinal": None if self.ordinal is None else roman(self.ordinal), "term": self.term, "first day": self.first_day, "last day": self.last_day, "days": self.days,
                "contents": contents, "directive": self.directive, "source": self.source}

    def _repr_html_(self) -> str:
        row = self._row()
        return _html.table(self._name, list(row), [list(row.values())], origin="real")


class Campaign(Sequence[Congress]):
    """What is said of the congresses that follow one directive, or of one term where none is named. `origin` is of the statements: real, derived or synthetic."""

    __slots__ = ("_congresses", "_origin", "directive", "term")
    _origin: str

    def __init__(self, congresses: Iterable[Congress], *, directive: InstrumentKey | None = None, term: str = "", origin: str = "real") -> None:
        self._origin = combined(stated_origin(origin), congresses._origin if isinstance(congresses, (Listed, Campaign)) else "real")
        self._congresses = tuple(congresses)
        for one in self._congresses:
            if not isinstance(one, Congress):
                raise TypeError(f"congresses: expected Congress, not {type(one).__name__}")
        self.directive, self.term = directive, term

    @classmethod
    def of_level(cls, level: str, *, directive: Directive | InstrumentKey | None = None, **stated: Any) -> Campaign:
        """A statement about all congresses of a level: "base congresses finished on 10 June". `stated`: fields of `Congress`; ValueError for `unit`."""
        if isinstance(directive, Directive):
            stated.setdefault("term", directive.term)
        one = Congress(level, directive=directive, **stated)  # type: ignore[arg-type]
        if one.unit is not None:
            raise ValueError("unit: a statement about many names no unit; `under` names the one above them")
        return cls([one], directive=one.directive, term=one.term)

    def __getitem__(self, at: Any) -> Any:
        return self._congresses[at]

    def __len__(self) -> int:
        return len(self._congresses)

    def __iter__(self) -> Iterator[Congress]:
        return iter(self._congresses)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Campaign) and (self._congresses, self.directive, self._origin) == (other._congresses, other.directive, other._origin)

    def __hash__(self) -> int:
        return hash((self._congresses, self.directive))

    def __reduce__(self) -> tuple[Any, ...]:
        return _campaign, (1, self._congresses, self.directive, self.term, self._origin)

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return self._origin

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """A document that `mh.read_json` reads as Congresses; also written to `path` where one is given."""
        from .congresses import Congresses
        return Congresses(self).to_json(path)

    def __repr__(self) -> str:
        return f"<{_html.loud(self._origin)}Campaign {self.directive or self.term}: {', '.join(c.id or c.level for c in self)}>"

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each statement; days as their bounds."""
        return to_frame(self, kind)

    def _row(self) -> dict[str, Any]:
        return {"directive": self.directive, "term": self.term, "congresses": ", ".join(c.label.en or c.id for c in self)}

    def _repr_html_(self) -> str:
        rows = [c._row() for c in self]
        return _html.table(f"Congress campaign, {self.directive or self.term}", list(rows[0]) if rows else [], ([*row.values()] for row in rows), origin=self._origin)


def _campaign(version: int, congresses: tuple[Congress, ...], directive: InstrumentKey | None, term: str, origin: str = "real") -> Campaign:
    if version != 1:
        raise ValueError(f"version of the pickled campaign: {version}; expected 1")
    return Campaign(congresses, directive=directive, term=term, origin=origin)


def campaigns_of(congresses: Iterable[Congress], origin: str) -> list[Campaign]:
    """Congresses of that origin by the directive they follow, in the order in which it is first met."""
    groups: dict[InstrumentKey, list[Congress]] = {}
    for one in congresses:
        if one.directive is not None:
            groups.setdefault(one.directive, []).append(one)
    return [Campaign(group, directive=key, term=group[0].term, origin=origin) for key, group in groups.items()]


def to_frame(congresses: Congress | Campaign | Report | Iterable[Any], kind: _frames.Kind | None = None) -> Any:
    """A row for each statement; a day that is known within bounds has a first and a last possible one.

    Columns level, unit (null: many), label, ordinal, term, first_day_low, first_day_high, last_day_low, last_day_high, contents_done, delegates,
    directive and source; null is "not stated".
    """
    congresses = kept(congresses)
    rows = stated(congresses, "congresses")
    bounds = {name: [bounds_of(getattr(r, name)) for r in rows] for name in ("first_day", "last_day")}
    return _frames.frame([("level", "text", [r.level for r in rows]), ("unit", "id", [r.unit for r in rows]), ("label", "text", [r.label.en for r in rows]), ("ordinal", "whole", [r.ordinal for r in rows]), ("term", "text", [r.term for r in rows]),
                          *((f"{name}_{end}", "day", [pair[n] for pair in bounds[name]]) for name in bounds for n, end in enumerate(("low", "high"))), ("contents_done", "whole", [r.contents_done for r in rows]),
                          ("delegates", "whole", [r.delegates for r in rows]), ("directive", "text", [None if r.directive is None else str(r.directive) for r in rows]), ("source", "text", [str(r.source) for r in rows])], kind, origin=origin_of(congresses))


_COLUMNS = ("level", "unit", "id", "label", "ordinal", "term", "first_day", "last_day", "contents_done", "contents_required", "form", "pilot", "delegates", "members", "summoned", "attended", "preparatory_half_days", "solemn_day", "under", "congresses")
_BOUNDS = {name: (f"{name}_low", f"{name}_high") for name in ("first_day", "last_day")}  #: as `to_frame` has them


def from_frame(rows: _frames.TableLike, *, directive: Directive | InstrumentKey | None = None, source: Citation | str | None = None) -> Listed[Congress]:
    """Congresses from a table with a column `level` and any of the plain fields of `Congress`; null is "not stated". InvalidDocument lists every row that cannot be read.

    A day within bounds may stand in two columns: `last_day_low` and `last_day_high`. What a column `origin` calls synthetic stays synthetic.
    """
    from .errors import Error, InvalidDocument
    problems = []
    made = []
    origin = "real"
    term = directive.term if isinstance(directive, Directive) else ""
    names = {*_COLUMNS, *(name for pair in _BOUNDS.values() for name in pair), "origin"}
    for number, row in enumerate(_mappings(rows)):
        known = {str(name): _cell(value) for name, value in row.items() if name in _COLUMNS and not _is_null(value)}
        for name, pair in _BOUNDS.items():
            if name not in known and not all(_is_null(row.get(end)) for end in pair):
                known[name] = tuple(None if _is_null(row.get(end)) else row[end] for end in pair)
        try:
            origin = combined(origin, "real" if _is_null(row.get("origin")) else stated_origin(row["origin"]))
        except (TypeError, ValueError) as error:
            problems.append(InvalidDocument.at(f"row {number}", str(error)).problems[0])
        near = [(str(name), _core.nearest(str(name), list(_COLUMNS))) for name in row if name not in names]
        for name, meant in near:
            if meant and meant not in row and number == 0:
                problems.append(InvalidDocument.at(f"column '{name}'", f"unknown column; did you mean '{meant}'?").problems[0])
        try:
            made.append(Congress(**{"term": term, **known, "directive": directive, "source": source}))
        except Error as error:
            problems += [InvalidDocument.at(f"row {number}, {p.subject}", p.text.en, p.observed, p.required).problems[0] for p in error.problems]
        except (TypeError, ValueError) as error:
            problems.append(InvalidDocument.at(f"row {number}", str(error)).problems[0])
    if problems:
        raise InvalidDocument(Findings(problems))
    return Listed("Congresses", made, origin)


def _mappings(rows: Any) -> list[Mapping[Any, Any]]:
    if _frames.is_frame(rows):
        nw: Any = _frames._library("narwhals")
        with _frames.reading("rows"):
            return list(nw.from_native(rows, eager_only=True).rows(named=True))
    if isinstance(rows, Mapping):
        columns = {name: _frames.listed(values, f"rows, column '{name}'") for name, values in rows.items()}
        if len({len(values) for values in columns.values()}) > 1:
            raise ValueError("rows: columns of different lengths")
        return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    listed = _frames.listed(rows, "rows")
    for number, row in enumerate(listed):
        if not isinstance(row, Mapping):
            raise TypeError(f"rows: row {number}: expected a mapping, not {type(row).__name__}")
    return listed


def _cell(value: Any) -> Any:
    """A column with nulls holds 26 as 26.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_null(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)


def stated(congresses: Any, argument: str) -> list[Congress]:
    """The statements in a Congress, a Campaign, a Report or several of them."""
    from .report import Report
    if isinstance(congresses, Congress):
        return [congresses]
    if isinstance(congresses, Report):
        return list(congresses.congresses)
    if isinstance(congresses, Iterable) and not isinstance(congresses, (str, bytes, Mapping)):
        return [one for part in congresses for one in stated(part, argument)]
    raise TypeError(f"{argument}: expected a Congress, a Campaign, a Report or several of them, not {type(congresses).__name__}")


def kept(values: Any) -> Any:
    """What can be gone through more than once."""
    return list(values) if isinstance(values, Iterator) else values


def origin_of(congresses: Any) -> str:
    """Of what `stated` takes: real unless a report, a campaign or Congresses among them is not."""
    from .report import Report
    if isinstance(congresses, (Report, Campaign)):
        return congresses.origin
    if isinstance(congresses, Listed) and congresses._origin != "real":
        return congresses._origin
    if isinstance(congresses, Congress):
        return "real"
    return combined(*(origin_of(part) for part in congresses))


def check_directive(directive: Any) -> Directive:
    if not isinstance(directive, Directive):
        raise TypeError(f"directive: expected a Directive, not {type(directive).__name__}")
    return directive


def check(congresses_or_campaign: Congress | Campaign | Report | Iterable[Congress | Campaign], directive: Directive, tree: Tree | None = None) -> Findings:
    """One finding for each limit of the directive that binds a statement, for each pair of statements of which one must come first, and for each number of a congress beside the one before.

    Met or violated only where every day and number that fits what is stated agrees. Statements of another directive or term are left aside,
    but for the numbers of congresses. InvalidDocument lists every statement that contradicts itself, UnknownUnit every unit that does not stand in the tree.
    """
    check_directive(directive)
    from .tree import Tree as _Tree
    if tree is not None and not isinstance(tree, _Tree):
        raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
    congresses_or_campaign = kept(congresses_or_campaign)
    found = checked(stated(congresses_or_campaign, "congresses_or_campaign"), lambda parts: _core.congress_check(parts, directive._core, None if tree is None else tree._core))
    return Findings._of(found, derived(origin_of(congresses_or_campaign), "real" if tree is None else tree.origin))


def checked(rows: list[Congress], ask: Callable[[list[dict[str, Any]]], _Answer]) -> _Answer:
    """An answer about statements; InvalidDocument lists what each has that it cannot have, and what makes them refused."""
    from .errors import InvalidDocument
    strays = [problem for one in rows for problem in _strays(one)]
    try:
        answer = ask([one._parts() for one in rows])
    except InvalidDocument as error:
        raise InvalidDocument(Findings([*strays, *error.problems])) from None
    if strays:
        raise InvalidDocument(Findings(strays))
    return answer


def _strays(one: Congress) -> list[Finding]:
    """What only a single congress has, said of many; and the other way round."""
    from .errors import InvalidDocument
    single = {name: getattr(one, name) for name in ("ordinal", "form", "pilot", "delegates", "members", "summoned", "attended", "preparatory_half_days", "solemn_day")}
    many = {"under": one.under, "congresses": one.congresses, "days_each": one.days_each}
    wrong, what = (many, "one congress has none of its own") if one.unit is not None else (single, "a statement about many congresses has none")
    if one.unit is None and one.rounds:
        wrong["rounds"] = len(one.rounds)
    if one.unit is None and any(count is not None for count in one.delegate_kinds):
        wrong["delegate_kinds"] = "given"
    return [InvalidDocument.at(f"{one._name}, {name}", what, str(value)).problems[0] for name, value in wrong.items() if value is not None]


def check_ordinals(congresses: Congress | Campaign | Report | Iterable[Congress | Campaign]) -> Findings:
    """The numbers of the congresses of each unit, whatever their term: a finding for each pair whose order is known from days or terms.

    Violated where the later one has no higher number. InvalidDocument lists every statement that contradicts itself.
    """
    congresses = kept(congresses)
    return Findings._of(_core.check_ordinals([one._parts() for one in stated(congresses, "congresses")]), derived(origin_of(congresses)))
