# SPDX-License-Identifier: Apache-2.0
"""Instruments (văn bản), legal or of the Party, and citations of them. A number alone is not a key: number, issuer and day together are."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from . import _core, _html
from .dates import Day, day
from .labels import Label


class InstrumentKey(NamedTuple):
    """A day that is not known is None."""

    number: str
    issuer: str = ""
    issued: dt.date | None = None

    def __str__(self) -> str:
        inner = ", ".join(part for part in (self.issuer, str(self.issued or "")) if part)
        return f"{self.number} ({inner})" if inner else self.number


@dataclass(frozen=True)
class Citation:
    """Where a thing was read: an instrument and its clause, or a publication and its paragraph."""

    instrument: InstrumentKey | None = None
    clause: str = ""
    publication: str = ""
    paragraph: int | None = None  #: from 1, counting lines that are not empty; None: the whole

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Citation:
        key = InstrumentKey(*parts[0])
        return cls(key if key.number else None, parts[1], parts[2], parts[3] or None)

    def _parts(self) -> tuple[Any, ...]:
        return (tuple(self.instrument or InstrumentKey("")), self.clause, self.publication, self.paragraph or 0)

    def __str__(self) -> str:
        if self.instrument is not None:
            return f"{self.instrument}, {self.clause}" if self.clause else str(self.instrument)
        return f"{self.publication}, ¶{self.paragraph}" if self.paragraph else self.publication


def citation_of(citation: Citation | InstrumentKey | str | None, argument: str) -> Citation:
    """A text is a publication or a plain reference."""
    if citation is None:
        return Citation()
    if isinstance(citation, Citation):
        return citation
    if isinstance(citation, InstrumentKey):
        return Citation(citation)
    if isinstance(citation, str):
        return Citation(publication=citation)
    raise TypeError(f"{argument}: expected a Citation or a text, not {type(citation).__name__}")


class InstrumentRelation(NamedTuple):
    relation: str  #: implements, guides, amends, replaces or suspends
    target: InstrumentKey
    confidence: str


@dataclass(frozen=True)
class Instrument:
    """One document, with what was read of it. A day that is not known is None."""

    number: str
    issuer: str
    issued: dt.date | None
    title: Label  #: our own short description where the full title was not read
    effective: dt.date | None = None  #: the first day in force
    expired: dt.date | None = None  #: the first day no longer
    relations: tuple[InstrumentRelation, ...] = ()
    confidence: str = "verified"  #: of number, issuer and day

    @classmethod
    def _of(cls, parts: tuple[Any, ...]) -> Instrument:
        key, title, effective, expired, relations, confidence, _ = parts
        told = tuple(InstrumentRelation(relation, InstrumentKey(*target), sure) for relation, target, sure in relations)
        number, issuer, issued = key
        return cls(number, issuer, issued, title, effective, expired, told, confidence)

    @property
    def key(self) -> InstrumentKey:
        return InstrumentKey(self.number, self.issuer, self.issued)

    def __str__(self) -> str:
        return str(self.key)

    def _repr_html_(self) -> str:
        return Instruments([self])._repr_html_()


class Instruments(Sequence[Instrument]):
    """Instruments in the order of their keys, or of the report that mentions them."""

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self._list = tuple(instruments)

    def __getitem__(self, at: Any) -> Any:
        return self._list[at]

    def __len__(self) -> int:
        return len(self._list)

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self._list)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instruments) and self._list == other._list

    def __hash__(self) -> int:
        return hash(self._list)

    def __repr__(self) -> str:
        return f"<Instruments: {', '.join(map(str, self._list[:5]))}{', ...' if len(self) > 5 else ''}>"

    def _repr_html_(self) -> str:
        rows = ((i.number, i.issuer, i.issued, i.title.vi, i.title.en, "; ".join(f"{r.relation} {r.target}" for r in i.relations), i.confidence) for i in self._list)
        return _html.table("Instruments", ("number", "issuer", "issued", "title (vi)", "title (en)", "relations", "confidence"), rows, origin="real", total=len(self))


def _asked(number: str, issued: Day | None, issuer: str | None) -> tuple[str, dt.date | None, str]:
    if not isinstance(number, str):
        raise TypeError(f"number: expected a text, not {type(number).__name__}")
    if issuer is not None and not isinstance(issuer, str):
        raise TypeError(f"issuer: expected a text, not {type(issuer).__name__}")
    return number, None if issued is None else day(issued, "issued"), issuer or ""


def get(number: str, *, issued: Day | None = None, issuer: str | None = None) -> Instrument:
    """The only instrument that fits, accents and case ignored. InvalidDocument lists the candidates where there is none or more than one."""
    return Instrument._of(_core.instruments_get(*_asked(number, issued, issuer)))


def find(number: str, *, issued: Day | None = None, issuer: str | None = None) -> Instruments:
    """All that fit."""
    return Instruments([Instrument._of(parts) for parts in _core.instruments_find(*_asked(number, issued, issuer))])


def all() -> Instruments:  # noqa: A001
    """The built-in registry."""
    return Instruments([Instrument._of(parts) for parts in _core.instruments_all()])


def related(relation: str, to: Instrument | InstrumentKey) -> Instruments:
    """Those that stand in `relation` to an instrument: which ones replace it, guide it, implement it."""
    if not isinstance(to, (Instrument, InstrumentKey)):
        raise TypeError(f"to: expected an Instrument, not {type(to).__name__}")
    if not isinstance(relation, str):
        raise TypeError(f"relation: expected a text, not {type(relation).__name__}")
    return Instruments([Instrument._of(parts) for parts in _core.instruments_related(relation, to.number, to.issuer, to.issued)])
