# SPDX-License-Identifier: Apache-2.0
"""The pictures of a congress season and of series of terms behind `plot.calendar` and `plot.terms`."""
from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .dates import day
from .directives import bounds_of
from .labels import text
from .plot import _COLORS, _KINDS, _plain, _pyplot, _title

if TYPE_CHECKING:
    from .alignment import Alignment
    from .congress import Congress
    from .planner import Calendar, PlannedCongress

_LARGEST = 40
_OPEN, _RUN, _PAUSE = "#cfe3ea", "#3d5a80", "#b23a48"


def _lines(plan: Calendar) -> list[tuple[str, list[PlannedCongress]]]:
    """A line for each unit where they are few, else for each level; superiors at the bottom."""
    rows = list(plan)
    if len(rows) <= _LARGEST:
        ranks = {rule.level: n for n, rule in enumerate(plan.directive.levels)}
        return [(plan.tree.name(row.unit), [row]) for row in sorted(rows, key=lambda row: ranks[row.level])]
    levels = [(rule, [row for row in rows if row.level == rule.level]) for rule in plan.directive.levels]
    return [(f"{rule.label.en or rule.level} ({len(units)})" if len(units) > 1 else plan.tree.name(units[0].unit), units) for rule, units in levels if units]


def _span(units: list[PlannedCongress], first: str, last: str) -> tuple[dt.date, dt.date] | None:
    firsts, lasts = [d for u in units if (d := getattr(u, first))], [d for u in units if (d := getattr(u, last))]
    return (min(firsts), max(lasts)) if firsts and lasts else None


def draw_calendar(plan: Calendar, held: list[Congress], *, ax: Any = None) -> Any:
    pyplot = _pyplot()
    dates: Any = importlib.import_module("matplotlib.dates")
    lines = _lines(plan)
    if not lines:
        raise ValueError(f"plan: no unit of the tree of {plan.tree.date} holds a congress under {plan.directive.key}")
    concerned = [c for c in held if (c.directive == plan.directive.key if c.directive is not None else c.term == plan.directive.term)]
    if ax is None:
        _, ax = pyplot.subplots(figsize=(10.5, 0.42 * len(lines) + (2.6 if len(lines) < 8 else 2.0)))

    def bar(y: float, first: dt.date, last: dt.date, height: float, color: str, **more: Any) -> None:
        at = dates.date2num(first)
        ax.barh(y, dates.date2num(last) - at + 1, left=at, height=height, color=color, **more)
    seen: set[str] = set()
    days: list[dt.date] = []
    for n, (_, units) in enumerate(lines):
        y = -float(n)
        window, run = _span(units, "earliest_first", "latest_last"), _span(units, "latest_first", "latest_last")
        if window and window[0] <= window[1]:
            bar(y, *window, 0.62, _OPEN, zorder=1)
            days += window
            seen.add("window")
        if run:
            bar(y, *run, 0.62, _RUN, zorder=2)
            days += run
            seen.add("run")
            ax.text(dates.date2num(run[1]) + 2, y, f"{run[1].day}/{run[1].month}", va="center", fontsize=8, color=_RUN, zorder=4)
        ids, level = {u.unit for u in units}, units[0].level
        for congress in concerned:
            if not (congress.unit in ids or (congress.unit is None and congress.level == level)):
                continue
            first, last = bounds_of(congress.first_day)[0], bounds_of(congress.last_day)[1]
            shown = [d for d in (first, last) if d is not None]
            days += shown
            if shown:
                seen.add("held")
            if congress.unit is None and last is not None:
                ax.scatter([dates.date2num(last) + 0.5], [y], s=42, color=_COLORS["met"], zorder=5)
                ax.text(dates.date2num(last) - 1.5, y, f"all by {last.day}/{last.month}", va="center", ha="right", fontsize=8, color=_COLORS["met"], zorder=5)
            elif first is not None and last is not None:
                bar(y, first, last, 0.34, _COLORS["met"], zorder=5)
                ax.text(dates.date2num(first) - 1.5, y, f"{first.day} to {last.day}/{last.month}" if first.month == last.month else f"{first} to {last}", va="center", ha="right", fontsize=8, color=_COLORS["met"], zorder=5)
    pauses: list[tuple[dt.date | None, dt.date | None, tuple[str, ...]]] = [(bounds_of(one.since)[0], bounds_of(one.until)[1], one.levels) for one in plan.directive.suspensions] + [(one.since, one.until, one.levels) for one in plan.pauses]
    for low, high, levels in pauses:
        bound = [-float(n) for n, (_, units) in enumerate(lines) if not levels or units[0].level in levels]
        if low is not None and high is not None and bound:
            ax.bar(dates.date2num(low), max(bound) - min(bound) + 0.96, bottom=min(bound) - 0.48, width=(high - low).days, align="edge", color=_PAUSE, alpha=0.16, zorder=3, linewidth=0)
            days += [low, high]
            seen.add("pause")
    ax.set_yticks([-n for n in range(len(lines))], [_plain(name, 44) for name, _ in lines], fontsize=8.5)
    ax.set_ylim(-len(lines) + 0.3, 0.7)
    if days:
        margin = max(6, (max(days) - min(days)).days // 20)
        ax.set_xlim(dates.date2num(min(days)) - margin, dates.date2num(max(days)) + margin)
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(ax.xaxis.get_major_locator()))
    ax.grid(axis="x", color="#e8e8e8", zorder=0)
    ax.tick_params(axis="both", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    known = {"window": (_OPEN, 1.0, "may be held"), "run": (_RUN, 1.0, "the latest days"), "held": (_COLORS["met"], 1.0, "stated as held"), "pause": (_PAUSE, 0.2, "pause, at its longest")}
    handles = [pyplot.Rectangle((0, 0), 1, 1, color=color, alpha=alpha, linewidth=0, label=name) for key, (color, alpha, name) in known.items() if key in seen]
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, -0.1 if len(lines) > 12 else -0.22), fontsize=8, frameon=False, ncols=4)
    _title(ax, f"Congresses of the term {plan.directive.term}", plan.origin, str(plan.directive.key))
    ax.figure.tight_layout()
    return ax


def draw_terms(alignment: Alignment, *, highlight: str | None = None, mark: Any = None, ax: Any = None) -> Any:
    pyplot = _pyplot()
    dates: Any = importlib.import_module("matplotlib.dates")
    chosen = None if highlight is None else text(highlight, "highlight")
    marks = {} if mark is None else {text(name, "mark"): day(at, "mark") for name, at in mark.items()} if isinstance(mark, Mapping) else {"": day(mark, "mark")}
    if not len(alignment):
        raise ValueError("alignment: no days")
    begin, end = alignment[0].days.since, alignment[-1].days.until
    if ax is None:
        _, ax = pyplot.subplots(figsize=(10.5, 0.62 * len(alignment.series) + 1.9))
    left, right = dates.date2num(begin), dates.date2num(end)
    for n, series in enumerate(alignment.series):
        for k, term in enumerate(series.terms):
            until = end if term.until is None else min(term.until, end)
            since = max(term.since, begin)
            if since >= until:
                continue
            at, to = dates.date2num(since), dates.date2num(until)
            on = chosen is not None and term.label == chosen
            color = "#b23a48" if on else _KINDS[n % len(_KINDS)]
            ax.barh(-n, to - at, left=at, height=0.6, color=color, alpha=1.0 if on else 0.95 if k % 2 == 0 else 0.75, edgecolor="white", linewidth=1.2, zorder=2)
            free = at
            if term.settled is not None and term.settled > since:
                settled = min(term.settled, until)
                ax.barh(-n, dates.date2num(settled) - at, left=at, height=0.6, color="none", hatch="////", edgecolor="white", linewidth=0, zorder=3)
                free = dates.date2num(settled)
            label = term.label
            if term.ordinal is not None:
                from . import _core
                label = f"{_core.roman(term.ordinal)}, {label}"
            if (to - free) / (right - left) > 0.011 * len(label):
                ax.text((free + to) / 2, -n, _plain(label, 30), ha="center", va="center", fontsize=8.5, color="#222222" if color == "#e0a458" else "white", fontweight="bold" if on else "normal", zorder=4)
    for name, at in marks.items():
        ax.axvline(dates.date2num(at), color="#222222", linewidth=1.2, linestyle=(0, (4, 2)), zorder=5)
        ax.text(dates.date2num(at), 0.5, _plain(name or str(at), 40), fontsize=8, ha="center", va="bottom", zorder=6, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})
    ax.set_yticks([-n for n in range(len(alignment.series))], [_plain(series.label.en or series.id, 44) for series in alignment.series], fontsize=8.5)
    ax.set_ylim(-len(alignment.series) + 0.4, 0.85 if marks else 0.6)
    ax.set_xlim(left, right)
    ax.xaxis_date()
    ax.tick_params(axis="both", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    if any(term.settled is not None for series in alignment.series for term in series.terms):
        ax.text(0, -0.2, "hatched: units change over, each on the day of its own congress", transform=ax.transAxes, fontsize=8, color="#555555", va="top")
    _title(ax, "Terms side by side" + (f": '{chosen}'" if chosen else ""), "derived")
    ax.figure.tight_layout()
    return ax
