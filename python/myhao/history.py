# SPDX-License-Identifier: Apache-2.0
"""The history of an organisation: all its units with their spells and successions."""
import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from . import _core, _frames, _html, terms
from ._core import History as _History
from ._origins import combined, derived, stated_origin
from .changes import Changes, Diff
from .dates import Day, day
from .findings import Findings
from .labels import text as plain
from .periods import Period
from .rollup import _warning, keyed_values, refuse_unless_it_adds_up
from .schemes import SchemeLike, SchemeSeries, series_of
from .spells import Id, LateRow, Lineage, Match, Spell, Succession, spell, succession
from .sweep import Sweep
from ._written import written
from .tree import Tree

if TYPE_CHECKING:
    from .report_parts import Measure

_COLUMNS = ("id", "name", "kind", "parent", "since", "until", "ended", "form", "code", "system", "recorded", "void", "instrument")
_PAIRS = ("day", "before", "after", "event", "share", "measure", "instrument", "recorded")


def _declared(columns: dict[str, Any], known: tuple[str, ...], needed: tuple[str, ...], argument: str, error: str = "InvalidHistory") -> dict[str, Any]:
    """The columns of these names. A needed one that is absent, or one written nearly like an absent one, is an error; others are left."""
    from . import errors
    from .findings import Finding
    from .labels import Label
    absent = [name for name in known if name not in columns]
    problems: list[Finding] = []

    def problem(where: str, en: str, vi: str, found: str, expected: str) -> None:
        problems.append(Finding("violated", "error", f"{argument}.columns", where, found, expected, text=Label(vi, en)))
    near = {}
    for name in columns:
        if name not in known and (best := _core.nearest(name, absent)):
            near[best] = name
            if best not in needed and (len(best) > 4 or _core.fold(name) == best):  # "node" is no slip of the pen for "code"
                problem(f"{argument}, column '{name}'", f"an unknown column; did you mean '{best}'?", f"cột lạ; có phải '{best}'?", "", best)
    for name in needed:
        if name in absent:
            hint = f"; did you mean it by '{near[name]}'?" if name in near else ""
            problem(f"{argument}, column '{name}'", "the column is missing" + hint, "thiếu cột", ", ".join(columns) or "no columns", name)
    if problems:
        raise getattr(errors, error)(Findings(problems))
    return {name: columns[name] for name in known if name in columns}


class History:
    """Immutable. Made by `History.from_records`."""

    __slots__ = ("_core", "_kind", "_origin", "__weakref__")
    _core: _History
    _kind: _frames.Kind | None
    _origin: str

    def __init__(self) -> None:
        raise TypeError("History: made by History.from_records(rows)")

    @classmethod
    def _of(cls, core: _History, kind: _frames.Kind | None = None, origin: str = "real") -> "History":
        self = cls.__new__(cls)
        self._core, self._kind, self._origin = core, kind, origin
        return self

    @classmethod
    def from_records(cls, rows: _frames.TableLike, successions: _frames.TableLike = (), scheme: SchemeLike = "cpv", strict: bool = True, *, origin: str = "real") -> "History":
        """From a table with a row for each spell, and one with a row for each pair of a succession.

        A table is a data frame, a mapping of columns, or an iterable of mappings. Columns of `rows`: id, name, kind, parent (null: a root), since
        (first day), until (first day no longer; null: open), and perhaps ended, form, code, system, recorded, void, instrument. Columns of
        `successions`: day, before (null: founded), after (null: dissolved), and perhaps event, share, measure, instrument, recorded.
        Strict: a spell outside its parent's life is a fault; else it is listed as detached. `origin`: of the rows; a column of that name may say
        synthetic, too. InvalidHistory lists every problem.
        """
        if not isinstance(strict, bool):
            raise TypeError(f"strict: expected True or False, not {type(strict).__name__}")
        origin = stated_origin(origin)
        schemes = series_of(scheme)
        table, pairs = _frames.table(rows, "rows", _COLUMNS), _frames.table(successions, "successions", _PAIRS)
        needed = ("id", "name", "since") if all(edition.is_free for edition, _, _ in schemes.editions) else ("id", "name", "kind", "since")
        columns = _declared(table.columns, _COLUMNS, needed if table.columns else (), "rows")
        links = _declared(pairs.columns, _PAIRS, ("day", "before", "after") if pairs.columns else (), "successions")
        return cls._of(_core.History(columns, links, schemes._core, strict), table.kind, combined(origin, table.origin, pairs.origin))

    @classmethod
    def from_csv(cls, spells: str | os.PathLike[str], successions: str | os.PathLike[str] = "", scheme: SchemeLike = "cpv", strict: bool = True, *, whole_ids: bool = False,
                 origin: str = "real") -> "History":
        """From tables as `spells_csv` and `successions_csv` write them, each as its text (of more than one line) or the path of its file.

        An empty cell is null; flags are true and false; ids are texts, or whole numbers where `whole_ids`. InvalidDocument names every fault of
        a table with its line: unknown columns, lines of another length, cells that are no day or share; InvalidHistory what `from_records` would.
        """
        for argument, flag in (("strict", strict), ("whole_ids", whole_ids)):
            if not isinstance(flag, bool):
                raise TypeError(f"{argument}: expected True or False, not {type(flag).__name__}")
        origin = stated_origin(origin)
        tables = (_csv(spells, "spells"), _csv(successions, "successions"))
        return cls._of(_core.read_csv(*tables, series_of(scheme)._core, strict, whole_ids), None, origin)

    # --- what it holds

    def __len__(self) -> int:
        """How many units ever stood."""
        return len(self._core)

    def __contains__(self, id: object) -> bool:
        try:
            return self._core.contains(id)
        except TypeError:
            return False

    @property
    def ids(self) -> list[Id]:
        """Every id ever, smallest first."""
        return self._core.ids()

    @property
    def scheme(self) -> SchemeSeries:
        return SchemeSeries._of(self._core.schemes)

    @property
    def strict(self) -> bool:
        return self._core.strict

    @property
    def origin(self) -> str:
        """real, derived or synthetic."""
        return self._origin

    @property
    def digest(self) -> str:
        """Of the content; the order of rows does not matter."""
        return self._core.digest()

    @property
    def findings(self) -> Findings:
        """Undocumented births, deaths and gaps; spells detached from their parent."""
        return Findings._of(self._core.findings(), self._origin)

    @property
    def successions(self) -> list[Succession]:
        """Every succession, by day."""
        return [succession(parts, self._origin) for parts in self._core.successions()]

    def life(self, id: Id) -> list[Period]:
        """The periods on which the unit certainly stands."""
        return [Period(*parts) for parts in self._core.life(id)]

    def spells(self, id: Id) -> list[Spell]:
        return [spell(parts, self._origin) for parts in self._core.spells(id)]

    def find(self, text: str, on: Day | None = None) -> list[Match]:
        """Units whose name holds `text`, accents and case aside; on one day, or ever."""
        found = self._core.find(plain(text, "text"), None if on is None else day(on, "on"))
        return [Match(id, name, [Period(*parts) for parts in life]) for id, name, life in found]

    def term_of(self, id: Id, day: Day, series: str = "party", *, own: "terms.TermSeries | None" = None) -> terms.Term | None:
        """The term in which the unit is on that day; None where it does not stand, or no term runs.

        `own`: the unit's own terms, each from its own congress or from the decision that appoints its committee. On a day on which none of
        them runs, and without them, the nominal term of the series is told: it has no ordinal. InvalidPeriod where own terms overlap.
        """
        from .dates import day as read
        if own is not None and not isinstance(own, terms.TermSeries):
            raise TypeError(f"own: expected a TermSeries, not {type(own).__name__}")
        found = _core.term_of(self._core, id, read(day, "day"), plain(series, "series"), None if own is None else own._parts())
        return None if found is None else terms.Term(*found)

    # --- through time

    def at(self, date: Day) -> Tree:
        """The hierarchy on one day, after all changes of that day; empty before any spell."""
        return Tree._of(self._core.at(day(date)), self)

    def changes(self, a: Day, b: Day) -> Changes:
        """Gross: every change with a < day <= b, in order."""
        first, last = day(a, "a"), day(b, "b")
        return Changes(first, last, self._core.changes(first, last), self._origin, self._kind)

    def diff(self, a: Day, b: Day) -> Diff:
        """Net: what is different on day `b`."""
        first, last = day(a, "a"), day(b, "b")
        opened, closed, renamed, reformed, reclassified, moved, successions = self._core.diff(first, last)
        return Diff(first, last, opened, closed, renamed, reformed, reclassified, moved, [succession(s, self._origin) for s in successions], self._origin, self._kind)

    def successors(self, id: Id, on: Day) -> list[Id]:
        """The unit itself where it stands that day; else the units that carry it on, followed to ones that stand; [] if dissolved or not yet founded."""
        return self._core.successors(id, day(on, "on"))

    def predecessors(self, id: Id, on: Day) -> list[Id]:
        """The unit itself where it stands that day; else the units that it carries on, followed back to ones that stood."""
        return self._core.predecessors(id, day(on, "on"))

    def lineage(self, id: Id) -> Lineage:
        """All successions that led to the unit, and that lead on from it."""
        back, forth = self._core.lineage(id)
        return Lineage([succession(s, self._origin) for s in back], [succession(s, self._origin) for s in forth])

    def crosswalk(self, a: Day, b: Day, *, measure: str = "", kind: _frames.Kind | None = None) -> Any:
        """A frame (from_id, to_id, low, high): the share of each unit of day `a` that each of day `b` carries on, exact where low == high.

        Shares are Fractions in pandas, and floating point numbers in kinds of frame that know no fractions.
        """
        from_id, to_id, low, high, _ = self._core.crosswalk(day(a, "a"), day(b, "b"), plain(measure, "measure"))
        return _frames.frame([("from_id", "id", from_id), ("to_id", "id", to_id), ("low", "ratio", low), ("high", "ratio", high)], kind or self._kind, origin=self._origin)

    def losses(self, a: Day, b: Day, *, measure: str = "", kind: _frames.Kind | None = None) -> Any:
        """A frame (from_id, low, high): the share of each unit of day `a` that nobody carries on; units that certainly lose nothing are left out."""
        rows = self._core.crosswalk(day(a, "a"), day(b, "b"), plain(measure, "measure"))[4]
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("from_id", "id", [row[0] for row in rows]), ("low", "ratio", [row[1] for row in rows]), ("high", "ratio", [row[2] for row in rows])]
        return _frames.frame(columns, kind or self._kind, origin=self._origin)

    def carry(self, values: Any, a: Day, b: Day, *, measure: "Measure | str" = "", kind: _frames.Kind | None = None) -> Any:
        """A frame (id, low, high, missing): figures of the units of day `a` that add up, as the units of day `b` would have them.

        `values`: a mapping id -> number or a frame with columns id and value. `missing`: how many units that may give to it have no figure.
        `measure`: chooses shares that are given for it, by its id; a Measure that does not add up is refused (InvalidFacts).
        """
        if not isinstance(measure, str):
            measure = refuse_unless_it_adds_up(measure)
        keyed, came = keyed_values(values, "values")
        if keyed is None:
            raise TypeError(f"values: expected a mapping id -> number or a frame, not {type(values).__name__}")
        ids, low, high, missing = self._core.carry(keyed, day(a, "a"), day(b, "b"), plain(measure, "measure"))
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("id", "id", ids), ("low", "ratio", low), ("high", "ratio", high), ("missing", "whole", missing)]
        return _frames.frame(columns, kind or came or self._kind, origin=derived(self._origin))

    def lineage_dot(self, id: Id) -> str:
        """What led to the unit and what leads on from it, for Graphviz."""
        return self._core.lineage_dot(id)

    def rollup_series(self, values: Any, dates: Iterable[Day], *, units: Iterable[Id] | None = None, measure: "Measure | str | None" = None, kind: _frames.Kind | None = None) -> Any:
        """A frame (date, id, total, missing) of the roll-ups on many days, each day once, in order, with the units that stand then, by id.

        `values`: rows (id, since, until, value) or a mapping id -> number. `units`: only these; None: all. `measure`: as `Tree.rollup` takes it.
        """
        days, keyed, chosen, came = self._summed(values, dates, units, measure)
        on, place, ids, total, missing = self._core.rollup_series(keyed, days, chosen)
        columns: list[tuple[str, _frames.ColumnType, Any]] = [("date", "day", on), ("id", "id", _frames.Coded(place, ids)), ("total", "whole", total), ("missing", "whole", missing.astype("int64"))]
        return _frames.frame(columns, kind or came or self._kind, origin=derived(self._origin))

    def sweep(self, dates: Iterable[Day], values: Any = None, *, units: Iterable[Id] | None = None, measure: "Measure | str | None" = None) -> Sweep:
        """The totals of subtrees on many days, a step for each day in order: `for step in h.sweep(days, members): step.date, step["town"]`.

        From step to step only what changes is touched. `values`: as `rollup_series` takes them; without, each unit counts 1, so that a total says
        how many units stand there. `units`: only these are told; None: all that stand, which costs their copy at each step.
        """
        days, keyed, chosen, came = self._summed({} if values is None else values, dates, units, measure)
        return Sweep(self, days, {} if values is None else keyed, chosen, came or self._kind)

    def _summed(self, values: Any, dates: Iterable[Day], units: Iterable[Id] | None, measure: "Measure | str | None") -> tuple[list[dt.date], dict[str, Any], Any, _frames.Kind | None]:
        """Days, columns of values, chosen units and the kind of frame the values came in."""
        days = [day(date, "dates") for date in _frames.listed(dates, "dates")]
        if measure is not None:
            refuse_unless_it_adds_up(measure)
        keyed, came = keyed_values(values, "values")
        if keyed is None:
            raise TypeError(f"values: expected rows (id, since, until, value) or a mapping id -> number, not {type(values).__name__}")
        return days, keyed, None if units is None else _frames.column(_frames.listed(units, "units"), "units"), came

    def known_at(self, date: Day) -> "History":
        """What the records said on that day; InvalidHistory where they were no valid history."""
        return History._of(self._core.known_at(day(date)), self._kind, self._origin)

    @property
    def retroactive(self) -> list[LateRow]:
        """Rows recorded after the day from which they hold, by day of recording."""
        return [LateRow(*parts) for parts in self._core.retroactive()]

    # --- out

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each spell; `History.from_records` takes it back."""
        parts = self._core.spell_columns(False)
        types: dict[str, _frames.ColumnType] = {"id": "id", "parent": "id", "since": "day", "until": "day", "recorded": "day", "ended": "flag", "void": "flag"}
        columns = [(name, types.get(name, "text"), parts[name]) for name in _COLUMNS if name != "void"]
        return _frames.frame(columns, kind or self._kind, origin=self._origin)

    def successions_to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each pair of a succession; `History.from_records` takes it back."""
        parts = self._core.succession_columns()
        types: dict[str, _frames.ColumnType] = {"day": "day", "before": "id", "after": "id", "recorded": "day"}
        return _frames.frame([(name, types.get(name, "text"), parts[name]) for name in _PAIRS], kind or self._kind, origin=self._origin)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """The history as a document, the same bytes as from C++; written to `path` too where one is given."""
        return written(str(_core.to_json(self._core, self._origin)), path)

    def spells_csv(self) -> str:
        """The table of spells as CSV, an empty cell for null."""
        return str(_core.spells_csv(self._core))

    def successions_csv(self) -> str:
        """The table of successions as CSV."""
        return str(_core.successions_csv(self._core))

    def __eq__(self, other: object) -> bool:
        return self._core.same(other._core) if isinstance(other, History) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        rows = {name: list(values) if isinstance(values, list) else values.tolist() for name, values in self._core.spell_columns(True).items()}
        return (_restored, (1, rows, self._core.succession_columns(), self.scheme, self.strict, self._kind, self._origin))

    def __repr__(self) -> str:
        return f"<History of {len(self)} units, {self._core.spell_count} spells{_warning(self._origin)}>"

    def _repr_html_(self) -> str:
        rows = []
        for id in self.ids[:_html.ROWS + 1]:
            spells = self.spells(id)
            rows.append((id, spells[-1].name, spells[-1].kind, "; ".join(map(str, self.life(id))), len(spells)))
        return _html.table(f"History of {len(self)} units", ("id", "name", "kind", "life", "spells"), rows, origin=self._origin, total=len(self))


def _csv(source: str | os.PathLike[str], argument: str) -> str:
    """The text of a CSV table, given as such or as a path."""
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(f"{argument}: expected the text of a table or a path, not {type(source).__name__}")
    if isinstance(source, str):
        source = plain(source, argument)
        if source == "" or "\n" in source:
            return source
    try:
        return Path(source).read_bytes().decode()
    except UnicodeDecodeError:
        from .errors import InvalidDocument
        raise InvalidDocument.at(str(source), "not UTF-8", expected="a CSV table in UTF-8") from None


def _restored(version: int, rows: dict[str, Any], successions: dict[str, Any], scheme: SchemeSeries, strict: bool, kind: str | None, origin: str) -> History:
    if version != 1:
        raise ValueError(f"version of the pickled history: {version}; expected 1")

    def days(values: list[int]) -> list[dt.date | None]:
        return cast("list[dt.date | None]", _frames.days_array(_int_array(values)).tolist())
    table = {name: days(values) if name in ("since", "until", "recorded") else values for name, values in rows.items()}
    history = History.from_records(table, successions, scheme, strict, origin=origin)
    history._kind = cast("_frames.Kind | None", kind)
    return history


def _int_array(values: list[int]) -> Any:
    import numpy as np
    return np.array(values, dtype=np.int64)
