# SPDX-License-Identifier: Apache-2.0
"""The parts of a rule set as they are written: clauses, ceilings, relations, quotas, gaps."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias

from ._texts import chosen, sound as _text
from .conditions import Condition, Share, share_of, whole_of
from .instruments import Citation, InstrumentKey, citation_of
from .labels import Label
from .scales import label_of
from .vocabularies import CONFIDENCES

LabelLike: TypeAlias = "Label | tuple[str, str] | str"
Cited: TypeAlias = "Citation | InstrumentKey | str | None"
Base: TypeAlias = Literal["good_only", "good_or_better", "graded"]
OnTie: TypeAlias = Literal["choice", "none", "all"]
BASES: tuple[Base, ...] = ("good_only", "good_or_better", "graded")


class Group(NamedTuple):
    """Which objects share the places of a quota."""

    by: str  #: parent, ancestor, fact or whole
    name: str = ""  #: the role of the ancestor, or the fact

    def __str__(self) -> str:
        return f"{self.by}({self.name})" if self.name else self.by


def by_parent() -> Group:
    """Those under the same unit; of members: those of the same unit. A unit without a parent is in no such group."""
    return Group("parent")


def by_ancestor(role: str) -> Group:
    """Those whose nearest unit of this role, at or above their own, is the same: "grassroots", "district"."""
    return Group("ancestor", _text(role, "role"))


def by_fact(name: str) -> Group:
    """Those with the same value of a fact."""
    return Group("fact", _text(name, "name"))


def whole() -> Group:
    """All of them."""
    return Group("whole")


class Clause:
    """A condition with a name, a source, and words for people."""

    __slots__ = ("citation", "condition", "confidence", "id", "label")
    id: str
    condition: Condition
    citation: Citation
    confidence: str
    label: Label

    def __init__(self, id: str, condition: Condition, *, citation: Cited = None, confidence: str = "verified", label: LabelLike = "") -> None:
        chosen(confidence, CONFIDENCES, "confidence")
        if not isinstance(condition, Condition):
            raise TypeError(f"condition: expected a condition, not {type(condition).__name__}")
        self._set(_text(id, "id"), condition, citation_of(citation, "citation"), confidence, label_of(label, "label"))

    def _set(self, id: str, condition: Condition, citation: Citation, confidence: str, label: Label) -> None:
        for name, value in zip(("id", "condition", "citation", "confidence", "label"), (id, condition, citation, confidence, label), strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Clause:
        id, condition, citation, confidence, label = parts
        return Clause(id, Condition._of(condition), citation=Citation._of(citation), confidence=confidence, label=label)

    def _parts(self) -> tuple[Any, ...]:
        return (self.id, self.condition._core, self.citation._parts(), self.confidence, tuple(self.label))

    def _key(self) -> tuple[Any, ...]:
        return (self.id, self.condition, self.citation, self.confidence, self.label)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Clause) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Clause({self.id!r}, {self.condition!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _clause, (self.id, self.condition, self.citation, self.confidence, self.label)


def _clause(id: str, condition: Condition, citation: Citation, confidence: str, label: Label) -> Clause:
    return Clause(id, condition, citation=citation, confidence=confidence, label=label)


class Ceiling(Clause):
    """If its condition holds, the grade is no better than `grade`. A disqualifier is a ceiling at the last grade."""

    __slots__ = ("grade",)
    grade: str

    def __init__(self, grade: str, condition: Condition | Clause, *, id: str | None = None, citation: Cited = None, confidence: str = "verified", label: LabelLike = "") -> None:
        """`id`: None gives it a number of its own among the ceilings of its rule set."""
        object.__setattr__(self, "grade", _text(grade, "grade"))
        if isinstance(condition, Clause):
            self._set(id or condition.id, condition.condition, condition.citation, condition.confidence, condition.label)
        else:
            super().__init__("" if id is None else id, condition, citation=citation, confidence=confidence, label=label)

    def _numbered(self, id: str) -> Ceiling:
        return self if self.id else Ceiling(self.grade, self, id=id)

    def _key(self) -> tuple[Any, ...]:
        return (self.grade, *super()._key())

    def __repr__(self) -> str:
        return f"Ceiling({self.grade!r}, {self.condition!r}{f', id={self.id!r}' if self.id else ''})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Ceiling, (self.grade, Clause(self.id, self.condition, citation=self.citation, confidence=self.confidence, label=self.label))


@dataclass(frozen=True)
class Relation:
    """No better than the grade of the object's unit (`organization`) or of its unit's collective."""

    id: str
    by: Literal["organization", "collective"] = "organization"
    citation: Citation = Citation()
    confidence: str = "verified"
    label: Label = Label("", "")
    when: Condition | None = None  #: whom it binds, by facts of their own; None: everybody. The cap of a head does not bind a deputy

    def __post_init__(self) -> None:
        _text(self.id, "id")
        chosen(self.by, ("organization", "collective"), "by")
        chosen(self.confidence, CONFIDENCES, "confidence")
        if self.when is not None and not isinstance(self.when, Condition):
            raise TypeError(f"when: expected a condition, not {type(self.when).__name__}")
        object.__setattr__(self, "citation", citation_of(self.citation, "citation"))
        object.__setattr__(self, "label", label_of(self.label, "label"))

    def _parts(self) -> tuple[Any, ...]:
        return (self.id, self.by, self.citation._parts(), self.confidence, tuple(self.label), None if self.when is None else self.when._core)

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Relation:
        id, by, citation, confidence, label, when = parts
        return cls(id, by, Citation._of(citation), confidence, label, None if when is None else Condition._of(when))


class Quota:
    """At most a share of a base keeps the grade, the best by `rank_by`; who is beyond the limit falls one grade, without a new test."""

    __slots__ = ("at_least", "base", "citation", "confidence", "grade", "group", "id", "label", "on_tie", "rank_by", "share")
    grade: str
    share: Fraction | None
    base: str | tuple[str, ...]
    group: Group | None
    rank_by: str | None
    at_least: int
    on_tie: str
    id: str
    citation: Citation
    confidence: str
    label: Label

    def __init__(self, grade: str, share: Share | None, base: Base | Sequence[Base] = "good_only", group: Group | None = Group("parent"), rank_by: str | None = None, *, at_least: int = 0,
                 on_tie: OnTie = "choice", id: str = "", citation: Cited = None, confidence: str = "verified", label: LabelLike = "") -> None:
        """`share`, `group`: None where the source leaves it unknown. `base`: several are candidates for an unknown one. `rank_by`: None makes all level.

        `on_tie`: who is level with the last place may be chosen ("choice"), falls ("none": literally not more than), or stays ("all").
        """
        bases = (base,) if isinstance(base, str) else tuple(base) if isinstance(base, Iterable) else base
        if not isinstance(bases, tuple):
            raise TypeError(f"base: expected a text, not {type(base).__name__}")
        for one in bases:
            chosen(one, BASES, "base")
        chosen(on_tie, ("choice", "none", "all"), "on_tie")
        chosen(confidence, CONFIDENCES, "confidence")
        if group is not None and not isinstance(group, Group):
            raise TypeError(f"group: expected mh.by_parent(), mh.by_ancestor(...), mh.by_fact(...) or mh.whole(), not {type(group).__name__}")
        values = {"grade": _text(grade, "grade"), "share": None if share is None else share_of(share, "share"), "base": bases[0] if len(bases) == 1 else bases, "group": group,
                  "rank_by": None if not rank_by else _text(rank_by, "rank_by"), "at_least": whole_of(at_least, "at_least"), "on_tie": on_tie, "id": _text(id, "id"),
                  "citation": citation_of(citation, "citation"), "confidence": confidence, "label": label_of(label, "label")}
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("Quota is immutable")

    @property
    def path(self) -> str:
        """The dotted path by which documents, errors and `replace` name it."""
        return f"quotas.{self.id or self.grade}"

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Quota:
        grade, share, bases, group, rank_by, at_least, on_tie, id, citation, confidence, label = parts
        return cls(grade, share, bases, None if group is None else Group(*group), rank_by or None, at_least=at_least, on_tie=on_tie, id=id, citation=Citation._of(citation), confidence=confidence,
                   label=label)

    def _parts(self) -> tuple[Any, ...]:
        bases = [self.base] if isinstance(self.base, str) else list(self.base)
        return (self.grade, self.share, bases, None if self.group is None else tuple(self.group), self.rank_by or "", self.at_least, self.on_tie, self.id, self.citation._parts(), self.confidence,
                tuple(self.label))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quota) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((self.grade, self.share, self.base, self.group, self.rank_by, self.id))

    def __repr__(self) -> str:
        return f"Quota({self.grade!r}, share={'None' if self.share is None else repr(str(self.share))}, base={self.base!r}, group={self.group}, rank_by={self.rank_by!r}, on_tie={self.on_tie!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Quota._of, (self._parts(),)


@dataclass(frozen=True)
class Gap:
    """What the source leaves unknown: one of `candidates` for the value at `path`, or, without candidates, anything at all."""

    path: str  #: "quotas.excellent.base"
    candidates: tuple[str, ...] = ()
    citation: Citation = Citation()
    label: Label = Label("", "")

    def __post_init__(self) -> None:
        _text(self.path, "path")
        if isinstance(self.candidates, str) or not isinstance(self.candidates, Iterable):
            raise TypeError(f"candidates: expected several texts, not {type(self.candidates).__name__}")
        object.__setattr__(self, "candidates", tuple(_text(one, "candidates") for one in self.candidates))
        object.__setattr__(self, "citation", citation_of(self.citation, "citation"))
        object.__setattr__(self, "label", label_of(self.label, "label"))

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Gap:
        path, candidates, citation, label = parts
        return cls(path, tuple(candidates), Citation._of(citation), label)

    def _parts(self) -> tuple[Any, ...]:
        return (self.path, list(self.candidates), self.citation._parts(), tuple(self.label))
