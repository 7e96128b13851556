# SPDX-License-Identifier: Apache-2.0
"""Areas (địa bàn): wards, communes, villages, street groups. They have a history of their own, and units sit in them."""
import datetime as dt
from typing import Any, NamedTuple

from . import _core, _frames, _html
from ._origins import combined, stated_origin
from .dates import Day, day
from .history import History, _declared
from .schemes import SchemeSeries
from .spells import Id

_SEATS = ("unit", "area", "since", "until")


def scheme() -> SchemeSeries:
    """The kinds of area: province over district (huyện, thị xã) over ward, commune and township, over village and street group; from 1/7/2025 without the district."""
    return SchemeSeries._of(_core.area_scheme())


def history(rows: _frames.TableLike, successions: _frames.TableLike = (), strict: bool = True, *, origin: str = "real") -> History:
    """The areas of a country through time, as `History.from_records` takes them: spells with founding instruments, and successions. InvalidHistory lists every problem."""
    return History.from_records(rows, successions, scheme(), strict, origin=origin)


class Seat(NamedTuple):
    """A unit sits in an area from `since`, the first day, to `until`, the first day no longer; None: still."""

    unit: Id
    area: Id
    since: dt.date
    until: dt.date | None = None


class Areas:
    """Which unit sits in which area, from rows unit, area, since, until (null: still). Immutable.

    `areas` is a history of areas, `units` one of units of any system. `origin`: of the seats; a column of that name may say
    synthetic, too. InvalidHistory lists every problem: an unknown unit or area, a seat outside the life of either, a unit in two areas at once.
    """

    __slots__ = ("_core", "_areas", "_origin", "_units")
    _origin: str

    def __init__(self, areas: History, units: History, seats: _frames.TableLike, *, origin: str = "real") -> None:
        for argument, value in (("areas", areas), ("units", units)):
            if not isinstance(value, History):
                raise TypeError(f"{argument}: expected a History, not {type(value).__name__}")
        self._areas, self._units = areas, units
        table = _frames.table(seats, "seats")
        columns, self._origin = table.columns, combined(stated_origin(origin), table.origin, areas.origin, units.origin)
        self._core = _core.Areas(areas._core, units._core, _declared(columns, _SEATS, ("unit", "area", "since") if columns else (), "seats"))

    @property
    def areas(self) -> History:
        return self._areas

    @property
    def units(self) -> History:
        return self._units

    @property
    def origin(self) -> str:
        """real, derived or synthetic: synthetic where the seats or either history are."""
        return self._origin

    @property
    def seats(self) -> list[Seat]:
        """By unit, then by day."""
        return [Seat(*parts) for parts in self._core.seats()]

    def of(self, unit: Id, on: Day) -> Id | None:
        """The area in which the unit sits on that day; None where in none."""
        return self._core.of(unit, day(on, "on"))

    def units_in(self, area: Id, on: Day) -> list[Id]:
        """The units that sit in the area, or in one below it, on that day; UnknownUnit where the area does not stand."""
        return self._core.units_in(area, day(on, "on"))

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """Columns unit, area, since, until; `Areas` takes it back."""
        seats = self.seats
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("unit", "id", [s.unit for s in seats]), ("area", "id", [s.area for s in seats])]
        columns += [("since", "day", [s.since for s in seats]), ("until", "day", [s.until for s in seats])]
        return _frames.frame(columns, kind or self._units._kind, origin=self.origin)

    def __len__(self) -> int:
        """How many seats there are."""
        return len(self._core.seats())

    def __eq__(self, other: object) -> bool:
        return (self._areas, self._units, self.seats, self._origin) == (other._areas, other._units, other.seats, other._origin) if isinstance(other, Areas) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._areas, self._units, tuple(self.seats)))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, self._areas, self._units, [seat._asdict() for seat in self.seats], self._origin))

    def __repr__(self) -> str:
        return f"<{_html.loud(self._origin)}Areas: {len(self)} seats in {len(self._areas)} areas>"

    def _repr_html_(self) -> str:
        return _html.table(f"{len(self)} seats in {len(self._areas)} areas", _SEATS, self.seats, origin=self.origin)


def _restored(version: int, areas: History, units: History, seats: list[dict[str, Any]], origin: str) -> Areas:
    if version != 1:
        raise ValueError(f"version of the pickled areas: {version}; expected 1")
    return Areas(areas, units, seats, origin=origin)
