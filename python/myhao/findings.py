# SPDX-License-Identifier: Apache-2.0
"""A finding: one outcome of any check, from a bad row of an input to a quota that was exceeded; and a sequence of them."""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, overload

from . import _core, _frames, _html
from ._core import FindingList
from .labels import Label, text

State: TypeAlias = Literal["met", "violated", "undetermined"]
Severity: TypeAlias = Literal["info", "warning", "error"]
_STATES, _SEVERITIES = ("met", "violated", "undetermined"), ("info", "warning", "error")
_HEADERS = ("state", "severity", "rule", "subject", "observed", "required", "citation", "vi", "en")


@dataclass(frozen=True)
class Finding:
    """Where a text is empty, there is nothing to say. `undetermined`: what is known allows both."""

    state: State
    severity: Severity
    rule: str
    subject: str
    observed: str = ""
    required: str = ""
    citation: str = ""
    text: Label = Label("", "")

    def _parts(self) -> tuple[str, ...]:
        return (self.state, self.severity, self.rule, self.subject, self.observed, self.required, self.citation, self.text.vi, self.text.en)

    def __str__(self) -> str:
        said = f"{self.subject}: {self.text.en}" if self.subject else self.text.en
        said += f"; found {self.observed}" if self.observed else ""
        return f"[{self.state}] {said}" + (f"; expected {self.required}" if self.required else "")

    def _repr_html_(self) -> str:
        return _html.table("Finding", _HEADERS[:7] + ("text",), [(*self._parts()[:7], self.text.en)], origin="derived")


def _finding(parts: tuple[Any, ...]) -> Finding:
    state, severity, rule, subject, observed, required, citation, vi, en = parts
    return Finding(state, severity, rule, subject, observed, required, citation, Label(vi, en))


def _chosen(argument: str, value: str | None, names: Sequence[str]) -> str:
    if value is None:
        return ""
    value = text(value, argument)
    if value not in names:
        raise ValueError(f"{argument}: '{value}'; expected {', '.join(names)}{_core.suggestion(value, list(names))}")
    return value


class Findings(Sequence[Finding]):
    """In the order in which they were made; filters keep that order."""

    __slots__ = ("_core", "_made", "_origin")
    _core: FindingList | None
    _made: tuple[Finding, ...]
    _origin: str

    def __init__(self, findings: Iterable[Finding] = (), *, origin: str = "derived") -> None:
        made = tuple(findings)
        for finding in made:
            if not isinstance(finding, Finding):
                raise TypeError(f"findings: expected Finding, not {type(finding).__name__}")
        self._core, self._made, self._origin = None, made, origin

    @classmethod
    def _of(cls, core: FindingList, origin: str = "derived") -> "Findings":
        self = cls.__new__(cls)
        self._core, self._made, self._origin = core, (), origin
        return self

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return self._origin

    def __len__(self) -> int:
        return len(self._made) if self._core is None else len(self._core)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> "Findings": ...
    def __getitem__(self, at: int | slice) -> "Finding | Findings":
        if isinstance(at, slice):
            return Findings([self[i] for i in range(*at.indices(len(self)))], origin=self._origin)
        size = len(self)
        place = at + size if at < 0 else at
        if not 0 <= place < size:
            raise IndexError(f"finding {at} of {size}")
        return self._made[place] if self._core is None else _finding(self._core.get(place))

    def __iter__(self) -> Iterator[Finding]:
        return (self[i] for i in range(len(self)))

    def filter(self, *, state: State | None = None, severity: Severity | None = None, rule: str | None = None) -> "Findings":
        """Those of that state, severity and rule; rule "quotas" has "quotas.excellent" under it."""
        _chosen("state", state, _STATES), _chosen("severity", severity, _SEVERITIES)
        rule = None if rule is None else text(rule, "rule")
        if self._core is not None:
            return Findings._of(self._core.filter(state or "", severity or "", rule or ""), self._origin)

        def kept(f: Finding) -> bool:
            named = not rule or f.rule == rule or f.rule.startswith(rule + ".")
            return named and state in (None, f.state) and severity in (None, f.severity)
        return Findings([f for f in self._made if kept(f)], origin=self._origin)

    @property
    def met(self) -> "Findings":
        return self.filter(state="met")

    @property
    def violated(self) -> "Findings":
        return self.filter(state="violated")

    @property
    def undetermined(self) -> "Findings":
        return self.filter(state="undetermined")

    @property
    def message(self) -> str:
        """The first 20, a line each, and how many there are."""
        return (self._core or _core.FindingList([f._parts() for f in self._made])).message()

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A frame with a row for each finding."""
        columns = list(zip(*(f._parts() for f in self), strict=True)) or [()] * len(_HEADERS)
        return _frames.frame([(name, "text", list(column)) for name, column in zip(_HEADERS, columns, strict=True)], kind, origin=self._origin)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Findings):
            return NotImplemented
        if self._core is not None and other._core is not None:
            return self._core.same(other._core)
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, [f._parts() for f in self] if self._core is not None else list(self._made), self._origin))

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(part)} {state}" for state in _STATES if (part := self.filter(state=state)))  # type: ignore[arg-type]
        lines = [f"  {finding}" for finding in self[:10]]
        return "\n".join([f"<Findings: {counts or 'none'}>", *lines, *(["  ..."] if len(self) > 10 else [])])

    def _repr_html_(self) -> str:
        rows = ((f.state, f.severity, f.rule, f.subject, f.observed, f.required, f.citation, f.text.en) for f in self)
        return _html.table(f"{len(self)} findings", _HEADERS[:7] + ("text",), rows, origin=self._origin, total=len(self))


def _restored(version: int, rows: list[Any], origin: str) -> Findings:
    if version != 1:
        raise ValueError(f"version of the pickled findings: {version}; expected 1")
    return Findings([row if isinstance(row, Finding) else _finding(row) for row in rows], origin=origin)
