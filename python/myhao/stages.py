# SPDX-License-Identifier: Apache-2.0
"""Grades by stage of the procedure: what an object gave itself, what was proposed, appraised and decided, each with its author and day."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from . import _core, _frames, _html
from ._origins import combined, derived, stated_origin
from ._texts import chosen
from .dates import day
from .evaluation import Evaluation
from .findings import Findings
from .scales import Scale, cpv_2018
from .vocabularies import SUBJECTS, Subject

Stage = Literal["self", "proposed", "appraised", "decided"]
STAGES = ("self", "proposed", "appraised", "decided")
_COLUMNS = ("id", "stage", "grade", "on", "author", "subject")


class Stages:
    """Immutable. At most one grade for an object and stage; none replaces another."""

    __slots__ = ("_core", "_kind", "_origin", "_scale")

    def __init__(self, rows: _frames.TableLike, *, scale: Scale = cpv_2018, origin: str = "real") -> None:
        """`rows`: id, stage (self, proposed, appraised, decided), grade (of the scale, or "not_graded"), and where known `on` (the day), `author` (an opaque id), `subject`.

        InvalidFacts names every grade that is not of the scale, every object graded twice in one stage, and every stage dated before an earlier one.
        """
        if not isinstance(scale, Scale):
            raise TypeError(f"scale: expected a Scale, not {type(scale).__name__}")
        stated_origin(origin)
        table = _frames.table(rows, "stages")
        absent = [name for name in _COLUMNS[:3] if name not in table.columns]
        if absent:
            from .errors import InvalidFacts
            raise InvalidFacts.at("stages", f"no column '{absent[0]}'{_core.suggestion(absent[0], list(table.columns))}", ", ".join(map(str, table.columns)) or "no columns", ", ".join(_COLUMNS[:3]))
        columns = {name: _frames.cells(table.columns[name]) for name in _COLUMNS if name in table.columns}
        length = len(columns["id"])

        def cell(name: str, row: int) -> Any:
            value = columns[name][row] if name in columns else None
            return None if value is None or value != value else value
        listed = []
        for row in range(length):
            grade, stage, on, author, subject = (cell(name, row) for name in ("grade", "stage", "on", "author", "subject"))
            for name, value in (("grade", grade), ("stage", stage)):
                if not isinstance(value, str):
                    raise TypeError(f"row {row}, column '{name}': expected a text, not {type(value).__name__}")
            chosen(stage, STAGES, f"row {row}, column 'stage'")
            chosen(subject or "organization", SUBJECTS, f"row {row}, column 'subject'")
            listed.append((cell("id", row), stage, grade, None if on is None else day(on, f"row {row}, column 'on'"), "" if author is None else str(author), subject or "organization"))
        self._core, self._scale = _core.StagedGrades(listed, scale._core), scale
        self._kind, self._origin = table.kind, combined(origin, table.origin)

    @property
    def origin(self) -> str:
        return self._origin

    @property
    def scale(self) -> Scale:
        return self._scale

    def __getitem__(self, stage: Stage) -> dict[str | int, str]:
        """The grades of organisations in one stage."""
        return self.of("organization", stage)

    def of(self, subject: Subject, stage: Stage) -> dict[str | int, str]:
        chosen(stage, STAGES, "stage")
        chosen(subject, SUBJECTS, "subject")
        return {id: grade for id, at, grade, _, _, whose in self._core.rows() if at == stage and whose == subject}

    @property
    def decided(self) -> dict[str, dict[str | int, str]]:
        """What was decided, for ``mh.evaluate(..., decided=stages.decided)``; without those decided as not graded."""
        told = {subject: {id: grade for id, grade in self.of(subject, "decided").items() if grade != "not_graded"} for subject in SUBJECTS}
        return {subject: grades for subject, grades in told.items() if grades}

    def moves(self, before: Stage, after: Stage, kind: _frames.Kind | None = None) -> Any:
        """A frame of the objects graded in both stages and not alike: id, subject, before, after, steps (better above 0, worse below; null from or to not graded)."""
        chosen(before, STAGES, "before")
        chosen(after, STAGES, "after")
        return self._table(("id", "subject", "before", "after", "steps"), ("id", "text", "text", "text", "whole"), self._core.moves(before, after), kind)

    def tally(self, subject: Subject = "organization", kind: _frames.Kind | None = None) -> Any:
        """How many were given each grade in each stage: stage, grade, count."""
        chosen(subject, SUBJECTS, "subject")
        grades = [*(grade.code for grade in self._scale), "not_graded"]
        rows = [(stage, grade, count) for stage in STAGES for grade, count in zip(grades, self._core.tally(stage, subject), strict=True)]
        return self._table(("stage", "grade", "count"), ("text", "text", "whole"), rows, kind)

    def check(self, evaluation: Evaluation) -> Findings:
        """A finding for each object and stage: met where the evaluation gives just that grade, undetermined where it is one of several, violated where the rules and the facts do not allow it.

        Evaluate without the decisions, or they confirm themselves. UnknownUnit where an object was not evaluated.
        """
        if not isinstance(evaluation, Evaluation):
            raise TypeError(f"evaluation: expected an Evaluation, not {type(evaluation).__name__}")
        return Findings._of(self._core.check(evaluation._core), derived(self.origin, evaluation.origin))

    def to_frame(self, kind: _frames.Kind | None = None) -> Any:
        """A row for each object and stage."""
        return self._table(_COLUMNS, ("id", "text", "text", "day", "text", "text"), [(*row[:4], row[4] or None, row[5]) for row in self._core.rows()], kind)

    def _table(self, names: tuple[str, ...], kinds: tuple[Any, ...], rows: list[Any], kind: _frames.Kind | None) -> Any:
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        return _frames.frame([(name, of, list(values)) for name, of, values in zip(names, kinds, columns, strict=True)], kind or self._kind, origin=self.origin)

    def __len__(self) -> int:
        return len(self._core.rows())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stages) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash(tuple(self._core.rows()))

    def __reduce__(self) -> tuple[Any, ...]:
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in self._core.rows()]
        return _restored, (1, rows, self._scale, self._kind, self._origin)

    def __repr__(self) -> str:
        note = _html.loud(self.origin)
        counts = {stage: sum(row[1] == stage for row in self._core.rows()) for stage in STAGES}
        return f"<{note}Stages: {', '.join(f'{count} {stage}' for stage, count in counts.items() if count) or 'nothing'}>"

    def _repr_html_(self) -> str:
        by_object: dict[tuple[Any, str], dict[str, str]] = {}
        for id, stage, grade, on, author, subject in self._core.rows():
            by_object.setdefault((id, subject), {})[stage] = grade + (f" ({', '.join(str(part) for part in (on, author) if part)})" if on or author else "")
        rows = [(id, subject, *(told.get(stage) for stage in STAGES)) for (id, subject), told in by_object.items()]
        return _html.table("Grades by stage", ("id", "subject", *STAGES), rows[: _html.ROWS], origin=self.origin, total=len(rows))


def _restored(version: int, rows: list[Mapping[str, Any]], scale: Scale, kind: _frames.Kind | None, origin: str) -> Stages:
    if version != 1:
        raise ValueError(f"version of the pickled stages: {version}; expected 1")
    made = Stages({name: [row[name] for row in rows] for name in _COLUMNS}, scale=scale, origin=origin)
    made._kind = kind
    return made
