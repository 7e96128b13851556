# SPDX-License-Identifier: Apache-2.0
"""Scales (mức xếp loại): ordered lists of grades, best first, as data. The Party's own are here by name; others are as easily made."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from . import _core, _html
from ._texts import sound
from .labels import Label


class Grade(NamedTuple):
    """`code` is what columns and documents carry."""

    code: str
    label: Label
    abbreviation: str = ""

    def __str__(self) -> str:
        return self.code


def label_of(label: Label | tuple[str, str] | str, argument: str) -> Label:
    """One text stands for both languages."""
    if isinstance(label, str):
        return Label(sound(label, argument), sound(label, argument))
    if isinstance(label, tuple) and len(label) == 2 and all(isinstance(part, str) for part in label):
        return Label(sound(label[0], argument), sound(label[1], argument))
    raise TypeError(f"{argument}: expected a text or a pair of texts (vi, en), not {type(label).__name__}")


class Scale(Sequence[Grade]):
    """At most seven grades, best first."""

    __slots__ = ("_core", "_grades")
    _core: Any
    _grades: tuple[Grade, ...]

    def __init__(self, id: str, grades: Iterable[str | Grade], *, label: Label | tuple[str, str] | str = "") -> None:
        """`grades`: codes or Grade, best first. Refused with InvalidRules: none, more than seven, one twice, two that only accents tell apart."""
        sound(id, "id")
        if isinstance(grades, str) or not isinstance(grades, Iterable):
            raise TypeError(f"grades: expected several codes, not {type(grades).__name__}")
        parts: list[tuple[str, tuple[str, ...], str]] = []
        for grade in grades:
            if isinstance(grade, str):
                parts.append((sound(grade, "grades"), ("", ""), ""))
            elif isinstance(grade, Grade):
                parts.append((sound(grade.code, "grades"), tuple(label_of(grade.label, "grades")), sound(grade.abbreviation, "grades")))
            else:
                raise TypeError(f"grades: expected a code or a Grade, not {type(grade).__name__}")
        self._take(_core.Scale(id, tuple(label_of(label, "label")), parts))

    @classmethod
    def _of(cls, core: Any) -> Scale:
        self = cls.__new__(cls)
        self._take(core)
        return self

    def _take(self, core: Any) -> None:
        self._core = core
        self._grades = tuple(Grade(*parts) for parts in core.grades())

    @property
    def id(self) -> str:
        return str(self._core.id)

    @property
    def label(self) -> Label:
        label: Label = self._core.label
        return label

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(grade.code for grade in self._grades)

    def find(self, grade: str) -> str | None:
        """The code of the grade with this code, label or abbreviation, accents and case ignored; None where there is none."""
        at = self._core.find(sound(grade, "grade"))
        return None if at is None else self._grades[at].code

    def __getitem__(self, at: Any) -> Any:
        return self._grades[at]

    def __len__(self) -> int:
        return len(self._grades)

    def __iter__(self) -> Iterator[Grade]:
        return iter(self._grades)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scale) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash((self.id, self._grades))

    def __repr__(self) -> str:
        return f"<Scale {self.id}: {', '.join(self.codes)}>"

    def _repr_html_(self) -> str:
        rows = [(g.code, g.abbreviation, g.label.vi, g.label.en) for g in self._grades]
        return _html.table(f"Scale {self.id}", ("code", "abbreviation", "vi", "en"), rows, origin="real")

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (1, self.id, self._grades, self.label)


def _restored(version: int, id: str, grades: tuple[Grade, ...], label: Label) -> Scale:
    if version != 1:
        raise ValueError(f"version of the pickled scale: {version}; expected 1")
    return Scale(id, grades, label=label)


cpv_2018: Scale = Scale._of(_core.scale_cpv_2018())
"""Since 2018, for organisations, members, collectives and leaders alike."""
cpv_2014: Scale = Scale._of(_core.scale_cpv_2014())
"""Before 2018, for organisations."""
cpv_2014_member: Scale = Scale._of(_core.scale_cpv_2014_member())
"""Before 2018, for members."""
levels: Scale = Scale._of(_core.scale_levels())
"""The four levels of one criterion: a level is not a grade."""
