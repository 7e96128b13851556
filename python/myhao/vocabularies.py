# SPDX-License-Identifier: Apache-2.0
"""Declared inputs of rules: what facts there are, of what type, about whom; and the shared dictionary of them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from . import _core, _html
from ._texts import chosen, name as sound_name
from .errors import InvalidRules
from .labels import Label
from .scales import label_of, levels

FactType: TypeAlias = Literal["level", "grade", "flag", "count", "decimal", "date"]
Subject: TypeAlias = Literal["organization", "member", "collective", "leader"]
_TYPES = ("level", "grade", "flag", "count", "decimal", "date")
CONFIDENCES = ("verified", "translated", "partial", "derived", "unverified", "unknown")
SUBJECTS: tuple[Subject, ...] = ("organization", "member", "collective", "leader")


@dataclass(frozen=True)
class Fact:
    """One declared input. level: of one criterion; grade: of a whole object; flag: yes or no; count: a whole number; decimal: a score; date: a day."""

    name: str
    type: FactType
    na: bool = False  #: a missing value may also be not applicable
    group: str = ""  #: the facts of one group are read together by `mh.every(group)`
    values: tuple[str, ...] | None = None  #: of a level or grade, best first; None: of a grade, those of the rules' scale; of other types there are none
    subject: Subject = "organization"
    labels: Label = Label("", "")
    derivable: bool = False  #: can be computed from history or records
    changeable: bool = True  #: a plan may propose to change it

    def __post_init__(self) -> None:
        sound_name(self.name, "name")
        sound_name(self.group, "group")
        chosen(self.type, _TYPES, "type")
        chosen(self.subject, SUBJECTS, "subject")
        for argument in ("na", "derivable", "changeable"):
            if not isinstance(getattr(self, argument), bool):
                raise TypeError(f"{argument}: expected True or False, not {type(getattr(self, argument)).__name__}")
        if self.values is None and self.type == "level":
            object.__setattr__(self, "values", levels.codes)
        elif self.values is not None:
            if isinstance(self.values, (str, Mapping)) or not isinstance(self.values, Iterable):
                raise TypeError(f"values: expected several texts, not {type(self.values).__name__}")
            object.__setattr__(self, "values", tuple(sound_name(one, "values") for one in self.values))
        object.__setattr__(self, "labels", label_of(self.labels, "labels"))

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Fact:
        name, kind, na, group, values, subject, labels, derivable, changeable = parts
        return cls(name, kind, na, group, tuple(values) or None, subject, labels, derivable, changeable)

    def _parts(self) -> tuple[Any, ...]:
        values = [] if self.values is None or (self.type == "level" and self.values == levels.codes) else list(self.values)
        return (self.name, self.type, self.na, self.group, values, self.subject, tuple(self.labels), self.derivable, self.changeable)

    def _row(self) -> tuple[Any, ...]:
        return (self.name, self.type, ", ".join(self.values or ()), self.subject, self.group, self.labels.vi, self.labels.en)


class Vocabulary(Mapping[str, Fact]):
    """Facts by name, in the order in which they were declared."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Iterable[Fact]) -> None:
        listed = list(facts)
        for one in listed:
            if not isinstance(one, Fact):
                raise TypeError(f"facts: expected Fact, not {type(one).__name__}")
        _core.check_facts([one._parts() for one in listed])
        self._facts = {one.name: one for one in listed}

    @classmethod
    def _of(cls, parts: list[tuple[Any, ...]]) -> Vocabulary:
        self = cls.__new__(cls)
        self._facts = {one[0]: Fact._of(one) for one in parts}
        return self

    def __getitem__(self, name: str) -> Fact:
        if sound_name(name, "name") not in self._facts:
            raise InvalidRules.at("facts", f"unknown fact '{name}'{_core.suggestion(name, list(self._facts))}")
        return self._facts[name]

    def __contains__(self, name: object) -> bool:
        return name in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    @property
    def names(self) -> list[str]:
        return list(self._facts)

    def of(self, subject: Subject) -> Vocabulary:
        """The facts of the shared dictionary that can be stated about one subject."""
        chosen(subject, SUBJECTS, "subject")
        return Vocabulary._of(_core.vocabulary_of(subject))

    def _parts(self) -> list[tuple[Any, ...]]:
        return [fact._parts() for fact in self._facts.values()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and list(self._facts.values()) == list(other._facts.values())

    def __hash__(self) -> int:
        return hash(tuple(self._facts.values()))

    def __repr__(self) -> str:
        return f"<Vocabulary: {len(self)} facts>"

    def _repr_html_(self) -> str:
        return _html.table(f"{len(self)} facts", ("name", "type", "values", "subject", "group", "vi", "en"), (fact._row() for fact in self._facts.values()), origin="real", total=len(self))


vocabulary = Vocabulary._of(_core.vocabulary_all())
"""The shared dictionary: one name means one thing in every rule set and every year."""
