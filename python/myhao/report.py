# SPDX-License-Identifier: Apache-2.0
"""A report: all that a source states of one unit's year, number by number and statement by statement, each with its paragraph."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _core, _frames, _html
from ._written import written
from .balance import Balance as Balance
from .findings import Findings
from .instruments import Citation, Instrument
from .labels import Label
from .report_parts import Figure as Figure
from .report_parts import Listed, Mention
from .report_parts import Measure as Measure
from .report_parts import PostCount as PostCount
from .report_parts import Statement as Statement
from .report_parts import Target as Target
from .tally import Tally

if TYPE_CHECKING:
    from .congress import Campaign, Congress


class Report:
    """Immutable. `report["members"]` is a figure."""

    __slots__ = ("_core", "_loader")
    _core: Any
    _loader: str

    def __init__(self) -> None:
        raise TypeError("Report: load one from mh.datasets")

    @classmethod
    def _of(cls, core: Any, loader: str) -> Report:
        self = cls.__new__(cls)
        self._core, self._loader = core, loader
        return self

    @property
    def unit(self) -> str | int:
        """The id of the unit it is of."""
        unit: str | int = self._core.unit
        return unit

    @property
    def name(self) -> Label:
        name: Label = self._core.name
        return name

    @property
    def year(self) -> int:
        return int(self._core.year)

    @property
    def origin(self) -> str:
        return str(self._core.origin)

    @property
    def digest(self) -> str:
        return str(self._core.digest)

    @property
    def sources(self) -> dict[str, Label]:
        """The publications it cites: key to what each is."""
        return {key: title for key, title, _ in self._core.sources()}

    @property
    def figures(self) -> Listed[Figure]:
        return Listed("Figures", [Figure._of(core, self) for core in self._core.figures()], self.origin)

    def __getitem__(self, measure: str) -> Figure:
        """InvalidFacts suggests a near name where the report has no such figure."""
        if not isinstance(measure, str):
            raise TypeError(f"measure: expected a text, not {type(measure).__name__}")
        return Figure._of(self._core.figure(measure), self)

    def __contains__(self, measure: object) -> bool:
        return any(figure.measure.id == measure for figure in self.figures)

    @property
    def tallies(self) -> Listed[Tally]:
        """Each with the unit whose subordinates it counts."""
        return Listed("Tallies", [Tally._of(core) for core in self._core.tallies()], self.origin)

    @property
    def statements(self) -> Listed[Statement]:
        return Listed("Statements", [Statement._of(parts) for parts in self._core.statements()], self.origin)

    @property
    def targets(self) -> Listed[Target]:
        return Listed("Targets", [Target._of(core, self) for core in self._core.targets()], self.origin)

    @property
    def instruments(self) -> Listed[Mention]:
        return Listed("Instruments", [Mention(Instrument._of(parts), Citation._of(source)) for parts, source in self._core.instruments()], self.origin)

    @property
    def congresses(self) -> Listed[Congress]:
        """What is said of single congresses and of all congresses of a level."""
        from .congress import Congress
        return Listed("Congresses", [Congress._of(parts) for parts in self._core.congresses()], self.origin)

    @property
    def campaigns(self) -> Listed[Campaign]:
        """The congress campaigns (đợt đại hội) it speaks of: the congresses that follow one directive."""
        from .congress import campaigns_of
        return Listed("Campaigns", campaigns_of(self.congresses, self.origin), self.origin)

    @property
    def posts(self) -> Listed[PostCount]:
        return Listed("Posts", [PostCount._of(parts) for parts in self._core.posts()], self.origin)

    @property
    def findings(self) -> Findings:
        """What was noticed: sources that contradict each other, tallies without a base, what follows by subtraction."""
        return Findings._of(self._core.findings(), self.origin)

    def balance(self, earlier: Report) -> Balance:
        """What two counts of members, and the admissions between them that are stated, leave for the other flows."""
        if not isinstance(earlier, Report):
            raise TypeError(f"earlier: expected a Report, not {type(earlier).__name__}")
        return Balance._of(earlier._core.balance(self._core))

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for every number, statement, congress, target and instrument; numbers as exact texts."""
        rows = self._core.rows()
        columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
        for name in ("low", "high"):
            columns[name] = [None if value is None else str(value) for value in columns.get(name, [])]
        types: dict[str, _frames.ColumnType] = {"since": "day", "until": "day", "low_open": "flag", "high_open": "flag", "paragraph": "whole"}
        return _frames.frame([(name, types.get(name, "text"), values) for name, values in columns.items()], kind, origin=self.origin)

    def to_json(self, path: Any = None) -> str:
        """The report as a document; written to `path` where one is given."""
        return written(str(_core.to_json(self._core)), path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restored, (1, self._loader, self.digest)) if self._loader else (_read, (1, self.to_json()))

    def __repr__(self) -> str:
        return f"<{_html.loud(self.origin)}Report of {self.unit} for {self.year}: {len(self.figures)} figures, {len(self.tallies)} tallies, {len(self.statements)} statements; origin {self.origin}>"

    def _repr_html_(self) -> str:
        head = f"{self.name.vi} / {self.name.en}, {self.year}"
        parts: list[Any] = [self.figures, *self.tallies, self.posts, self.congresses, self.instruments, self.statements]
        return _html.box(head, "".join(part._repr_html_() for part in parts), self.origin)


def _read(version: int, document: str) -> Report:
    if version != 1:
        raise ValueError(f"version of the pickled report: {version}; expected 1")
    return Report._of(_core.read_json(document)[1], "")


def _restored(version: int, loader: str, digest: str) -> Report:
    from . import datasets
    if version != 1:
        raise ValueError(f"version of the pickled report: {version}; expected 1")
    report: Report = getattr(datasets, loader)()
    if report.digest != digest:
        raise ValueError(f"the data set '{loader}' is no longer what was pickled")
    return report
