# SPDX-License-Identifier: Apache-2.0
"""Which kinds of unit there are and what each may stand under: the kinds of one edition, and the dated series of editions."""
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from . import _core, _frames, _html
from ._core import Scheme as _Scheme, SchemeSeries as _SchemeSeries
from .dates import Day, day
from .labels import text

_KIND_HEADERS = ("kind", "rank", "under", "gradable", "role")


@dataclass(frozen=True)
class Kind:
    """A kind of unit: its role in the tree, not what the place is (huyện to thị xã changes the form, not the kind)."""

    name: str
    rank: int  #: deeper kinds have higher ranks
    under: Sequence[str] = ()  #: the kinds it may stand under; a root may be of any kind
    gradable: bool = True  #: whether units of this kind are graded each year
    role: str | None = None  #: what it is across editions: "grassroots"

    def __post_init__(self) -> None:
        for argument, value, wanted in (("name", self.name, str), ("rank", self.rank, int), ("gradable", self.gradable, bool)):
            if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
                raise TypeError(f"{argument}: expected {wanted.__name__}, not {type(value).__name__}")
        if self.role is not None and not isinstance(self.role, str):
            raise TypeError(f"role: expected str or None, not {type(self.role).__name__}")
        object.__setattr__(self, "under", tuple(text(name, "under") for name in _frames.listed(self.under, "under")))
        if not -2**31 <= self.rank < 2**31:
            raise ValueError(f"rank: {self.rank}; expected a small whole number")

    def _parts(self) -> tuple[Any, ...]:
        return (self.name, self.rank, list(self.under), self.gradable, self.role or "")


class Scheme:
    """The kinds of one edition. InvalidHistory lists every fault of it: a kind named twice, an unknown name in `under`, a parent not above."""

    __slots__ = ("_core",)
    _core: _Scheme

    def __init__(self, name: str, kinds: Iterable[Kind]) -> None:
        kinds = _frames.listed(kinds, "kinds")
        for kind in kinds:
            if not isinstance(kind, Kind):
                raise TypeError(f"kinds: expected Kind, not {type(kind).__name__}")
        self._core = _core.Scheme(text(name, "name"), [kind._parts() for kind in kinds])

    @classmethod
    def _of(cls, core: _Scheme) -> "Scheme":
        self = cls.__new__(cls)
        self._core = core
        return self

    @classmethod
    def free(cls) -> "Scheme":
        """For foreign hierarchies: any kind names, any nesting; cycles are searched for, on every day."""
        return cls._of(_core.Scheme.free())

    @property
    def name(self) -> str:
        return self._core.name

    @property
    def is_free(self) -> bool:
        return self._core.is_free

    @property
    def kinds(self) -> list[Kind]:
        """A free scheme has none of its own."""
        return [Kind(name, rank, tuple(under), gradable, role or None) for name, rank, under, gradable, role in self._core.kinds()]

    def _key(self) -> tuple[Any, ...]:
        return (self.name, self.is_free, tuple(self.kinds))

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Scheme) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, self.name, None if self.is_free else self.kinds))

    def __repr__(self) -> str:
        return f"<Scheme '{self.name}': {'any kinds' if self.is_free else ', '.join(kind.name for kind in self.kinds)}>"

    def _repr_html_(self) -> str:
        rows = [(k.name, k.rank, ", ".join(k.under), "yes" if k.gradable else "no", k.role) for k in self.kinds]
        return _html.table(f"Scheme {self.name}", _KIND_HEADERS, rows, origin="real")


def _restored(version: int, name: str, kinds: list[Kind] | None) -> Scheme:
    if version != 1:
        raise ValueError(f"version of the pickled scheme: {version}; expected 1")
    return Scheme.free() if kinds is None else Scheme(name, kinds)


class SchemeSeries:
    """The dated series of editions: (scheme, since, until), None where there is no first or last day. InvalidHistory where they overlap."""

    __slots__ = ("_core",)
    _core: _SchemeSeries

    def __init__(self, editions: Iterable[tuple[Scheme, Day | None, Day | None]], name: str = "") -> None:
        parts: list[tuple[_Scheme, dt.date | None, dt.date | None]] = []
        for edition in _frames.listed(editions, "editions"):
            if not isinstance(edition, (tuple, list)) or len(edition) != 3 or not isinstance(edition[0], Scheme):
                raise TypeError("editions: expected triples (scheme, since, until)")
            scheme, since, until = edition
            parts.append((scheme._core, None if since is None else day(since, "since"), None if until is None else day(until, "until")))
        self._core = _core.SchemeSeries(parts, text(name, "name"))

    @classmethod
    def _of(cls, core: _SchemeSeries) -> "SchemeSeries":
        self = cls.__new__(cls)
        self._core = core
        return self

    @classmethod
    def cpv(cls) -> "SchemeSeries":
        """The Party's structure: four levels to 30/6/2025, and without the district level from 1/7/2025."""
        return cls._of(_core.SchemeSeries.cpv())

    @property
    def name(self) -> str:
        return self._core.name

    @property
    def editions(self) -> list[tuple[Scheme, dt.date | None, dt.date | None]]:
        return [(Scheme._of(scheme), since, until) for scheme, since, until in self._core.editions()]

    def on(self, date: Day) -> Scheme | None:
        """The edition in force on that day."""
        at = day(date)
        return next((s for s, since, until in self.editions if (since is None or since <= at) and (until is None or at < until)), None)

    def __eq__(self, other: object) -> bool:
        return self.editions == other.editions if isinstance(other, SchemeSeries) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.editions))

    def __reduce__(self) -> tuple[Any, ...]:
        return (SchemeSeries, (self.editions, self.name))

    def __repr__(self) -> str:
        return f"<SchemeSeries '{self.name}': {', '.join(scheme.name for scheme, _, _ in self.editions)}>"

    def _repr_html_(self) -> str:
        rows = [(s.name, since, until, k.name, k.rank, ", ".join(k.under)) for s, since, until in self.editions for k in s.kinds]
        return _html.table(f"Schemes {self.name}", ("edition", "since", "until", "kind", "rank", "under"), rows, origin="real")


SchemeLike: TypeAlias = str | Scheme | SchemeSeries


def series_of(scheme: SchemeLike) -> SchemeSeries:
    """"cpv", "free", a Scheme for all days, or a SchemeSeries."""
    if isinstance(scheme, SchemeSeries):
        return scheme
    if isinstance(scheme, Scheme):
        return SchemeSeries([(scheme, None, None)], scheme.name)
    if not isinstance(scheme, str):
        raise TypeError(f"scheme: expected \"cpv\", a Scheme or a SchemeSeries, not {type(scheme).__name__}")
    name = text(scheme, "scheme")
    if name == "cpv":
        return SchemeSeries.cpv()
    if name == "free":
        return series_of(Scheme.free())
    raise ValueError(f"scheme: '{name}'; expected cpv or free{_core.suggestion(name, ['cpv', 'free'])}")
