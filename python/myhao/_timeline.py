# SPDX-License-Identifier: Apache-2.0
"""The picture of lives and successions behind `plot.timeline`."""
from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .plot import _COLORS, _KINDS, _plain, _pyplot, _title

if TYPE_CHECKING:
    from .history import History
    from .spells import Id, Spell

_LARGEST = 60
_DOUBT = "#c9d3dc"


def _end(spell: Spell, last: dt.date) -> tuple[dt.date, dt.date]:
    """Up to when a spell is certain, and up to when it is possible."""
    if spell.until is not None:
        return min(spell.until, last), min(spell.until, last)
    if spell.certain_until is not None:
        return min(spell.certain_until, last), last
    return last, last


def _family(history: History, id: Id) -> list[Id]:
    """A unit with all that led to it and all that carries it on."""
    line = history.lineage(id)
    found: dict[Id, None] = {id: None}
    for succession in (*line.predecessors, *line.successors):
        found.update(dict.fromkeys([*succession.before, *succession.after]))
    return list(found)


def draw(history: History, ids: Iterable[Id] | None = None, *, until: dt.date | None = None, ax: Any = None) -> Any:
    pyplot = _pyplot()
    dates: Any = importlib.import_module("matplotlib.dates")
    if isinstance(ids, (str, int)):
        raise TypeError("timeline: ids is a list of units")
    chosen = list(history.ids if ids is None else ids)
    if not chosen:
        raise ValueError("timeline: no units")
    if ids is not None and len(chosen) == 1:
        chosen = _family(history, chosen[0])
    spells = {id: history.spells(id) for id in chosen}
    chosen.sort(key=lambda id: (spells[id][0].since, str(id)))
    total, chosen = len(chosen), chosen[:_LARGEST]
    shown = set(chosen)
    joins = [s for s in history.successions if s.before and s.after and shown.intersection(s.before) and shown.intersection(s.after)]
    days = [day for id in chosen for s in spells[id] for day in (s.since, s.until or s.certain_until) if day is not None] + [s.day for s in joins]
    first, last = min(days), until or max(days) + dt.timedelta(days=max(365, (max(days) - min(days)).days // 12))
    if ax is None:
        _, ax = pyplot.subplots(figsize=(11, max(2.4, 0.32 * len(chosen) + 1.6)))
    rows = {id: -n for n, id in enumerate(chosen)}
    kinds = list(dict.fromkeys(s.kind for id in chosen for s in spells[id]))
    colors = {kind: _KINDS[n % len(_KINDS)] for n, kind in enumerate(kinds)}
    for id in chosen:
        for n, spell in enumerate(spells[id]):
            certain, possible = _end(spell, last)
            if spell.since >= last:
                continue
            at = dates.date2num(spell.since)
            ax.barh(rows[id], dates.date2num(certain) - at, left=at, height=0.5, color=colors[spell.kind], edgecolor="white", linewidth=0.8, zorder=2)
            if possible > certain:
                ax.barh(rows[id], dates.date2num(possible) - dates.date2num(certain), left=dates.date2num(certain), height=0.5, color=_DOUBT, hatch="///", edgecolor="white", linewidth=0, zorder=1)
            if n == 0 or spell.name != spells[id][n - 1].name:
                ax.text(at + 0.004 * (dates.date2num(last) - dates.date2num(first)), rows[id] + 0.3, _plain(spell.name, 44), fontsize=7, va="bottom", zorder=4)
    step = 0.006 * (dates.date2num(last) - dates.date2num(first))
    seen: dict[dt.date, int] = {}
    for succession in joins:  # those of one day stand side by side
        x = dates.date2num(succession.day) + step * seen.get(succession.day, 0)
        seen[succession.day] = seen.get(succession.day, 0) + 1
        ends = [rows[id] for id in shown.intersection([*succession.before, *succession.after])]
        ax.plot([x, x], [min(ends), max(ends)], color="#b23a48", linewidth=0.9, zorder=3)
        ax.scatter([x] * len(shown.intersection(succession.before)), [rows[id] for id in shown.intersection(succession.before)], s=12, color="#b23a48", zorder=4)
        ax.scatter([x] * len(shown.intersection(succession.after)), [rows[id] for id in shown.intersection(succession.after)], s=26, marker=">", color="#b23a48", zorder=4)
    # Founded out of nothing, or ended with nobody to carry it on: what has one side only.
    alone = {"founded": [(s.day, id) for s in history.successions if not s.before for id in s.after if id in shown], "dissolved": [(s.day, id) for s in history.successions if not s.after for id in s.before if id in shown]}
    marks = {"founded": "D", "dissolved": "X"}
    for what, events in alone.items():
        events[:] = [(on, id) for on, id in events if on <= last]
        ax.scatter([dates.date2num(on) for on, _ in events], [rows[id] for _, id in events], s=24, marker=marks[what], color=_COLORS["violated"], edgecolors="white", linewidths=0.5, zorder=5, clip_on=False)
    ax.set_yticks([rows[id] for id in chosen], [_plain(str(id), 24) for id in chosen], fontsize=8)
    ax.set_ylim(-len(chosen) + 0.3, 0.9)
    ax.set_xlim(dates.date2num(first), dates.date2num(last))
    ax.xaxis_date()
    ax.grid(axis="x", color="#e5e5e5", zorder=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    handles = [pyplot.Rectangle((0, 0), 1, 1, color=color, label=_plain(kind)) for kind, color in colors.items()]
    if any(s.certain_until is not None for id in chosen for s in spells[id]):
        handles.append(pyplot.Rectangle((0, 0), 1, 1, facecolor=_DOUBT, hatch="///", edgecolor="white", label="end not known"))
    if joins:
        handles.append(pyplot.Line2D([], [], color=_COLORS["violated"], marker="o", markersize=4, label="succession: from the dots to the arrows"))
    handles += [pyplot.Line2D([], [], linestyle="", marker=marks[what], color=_COLORS["violated"], markersize=5, label=what) for what, events in alone.items() if events]
    below = importlib.import_module("matplotlib.transforms").ScaledTranslation(0, -24 / 72, ax.figure.dpi_scale_trans)  # clear of the years, however low the picture is
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=ax.transAxes + below, borderaxespad=0, fontsize=8, frameon=False, ncols=len(handles))
    more = f", first {len(chosen)} of {total}" if total > len(chosen) else ""
    _title(ax, f"Lives and successions of {len(chosen)} {'unit' if len(chosen) == 1 else 'units'}{more}", history.origin)
    ax.figure.tight_layout()
    return ax
