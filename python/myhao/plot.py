# SPDX-License-Identifier: Apache-2.0
"""Pictures, with matplotlib (the extra `plot`): the tree of a unit at a date, lives and successions, calendars of congresses, terms beside each other, and the places of a quota under every base and grouping. A title names its origin."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ._html import _UNSEEN
from .audits import QuotaFinding, audit
from .rules import RuleBook, RuleSet
from .tally import Tally

if TYPE_CHECKING:
    from .dates import Day
    from .evaluation import Evaluation
    from .history import History
    from .planner import Calendar
    from .spells import Id
    from .terms import TermSeries
    from .tree import Tree

#: One colour for a kind of thing, told apart by those who see no red or no green.
_KINDS = ("#3d5a80", "#0b6e4f", "#e0a458", "#7d5ba6", "#4ba3c3", "#b23a48", "#8d99ae")
_COLORS = {"excellent": "#0b6e4f", "good": "#4ba3c3", "completed": "#e0a458", "not_completed": "#b23a48", "open": "#d9d9d9", "unit": "#3d5a80", "met": "#0b6e4f", "violated": "#b23a48", "undetermined": "#d08a2e"}
_INKS = {**_COLORS, "undetermined": "#8a5200"}  # of letters, which are thin
_LARGEST = 400


def _pyplot() -> Any:
    try:
        import matplotlib.pyplot as pyplot
    except ModuleNotFoundError:
        raise ModuleNotFoundError("pictures need matplotlib: install myhao[plot]") from None
    return pyplot


def _plain(text: str, letters: int = 48) -> str:
    """A text from data: without controls, of bounded length, and never read as a formula."""
    shown = text.translate(_UNSEEN).replace("\n", " ")
    shown = shown if len(shown) <= letters else shown[:letters - 1] + "…"
    return shown.replace("$", r"\$")


def _title(axes: Any, title: str, origin: str, source: str = "") -> None:
    note = "SYNTHETIC data" if origin == "synthetic" else f"origin: {origin}"
    note += f"; source: {_plain(source, 90)}" if source else ""
    axes.set_title(_plain(title, 90), loc="left", fontsize=12, fontweight="bold", pad=22)
    axes.text(0, 1.01, note, transform=axes.transAxes, fontsize=9, color="#b23a48" if origin == "synthetic" else "#555555", fontweight="bold" if origin == "synthetic" else "normal", va="bottom")


def _mark_of(tree: Tree, id: str | int, evaluation: Evaluation | None) -> str:
    """What a unit is marked as: its grade or "open" where there is an evaluation, else its kind."""
    if evaluation is None:
        return str(tree.kind(id))
    if id not in evaluation:
        return "not graded"
    outcome = evaluation[id]
    return outcome.order[0] if outcome.decided else "open"


def _shown_ids(tree: Tree, root: str | int, depth: int | None) -> list[str | int]:
    """In preorder, down to `depth` levels below the root."""
    top = tree.depth(root)
    return [id for id in tree.subtree(root).ids if depth is None or tree.depth(id) - top <= depth]


def tree(tree: Tree, root: str | int | None = None, *, depth: int | None = None, evaluation: Evaluation | None = None, ax: Any = None) -> Any:
    """The units of a day as an indented tree, a line each; of several roots, the first. Returns the axes.

    `depth`: how many levels below the root. `evaluation`: its outcomes colour the units; grey is open. At most 400 units are drawn.
    """
    pyplot = _pyplot()
    if len(tree) == 0:
        raise ValueError(f"tree: no unit stands on {tree.date}")
    top: str | int = tree.roots[0] if root is None else root
    ids = _shown_ids(tree, top, depth)
    total, ids = len(ids), ids[:_LARGEST]
    columns = 1 if len(ids) <= 26 else 2 if len(ids) <= 80 else 3
    per_column = -(-(len(ids) - 1) // columns) if len(ids) > 1 else 1
    base = tree.depth(top)
    longest = max(len(_plain(tree.name(id), 46)) + 2.6 * (tree.depth(id) - base) for id in ids)
    width, places = 1.2 + 0.2 * longest, {top: (0.0, 0.0)}
    if ax is None:
        _, ax = pyplot.subplots(figsize=(max(7.0, 0.48 * width * columns + 0.4), max(2.5, 0.26 * per_column + 1.7)))
    marks = {id: _mark_of(tree, id, evaluation) for id in ids}
    colors = {mark: _COLORS.get(mark, _KINDS[n % len(_KINDS)]) for n, mark in enumerate(dict.fromkeys(marks.values()))}
    for n, id in enumerate(ids[1:]):
        column, line = divmod(n, per_column)
        places[id] = (column * width + 0.55 * (tree.depth(id) - base), -1.5 - line)
    trunk = 0.12
    for id in ids[1:]:
        x, y = places[id]
        parent = tree.parent(id)
        px, py = places.get(parent, places[top]) if parent is not None else places[top]
        near = (int(x // width) == int(px // width)) and parent != top
        left = px + trunk if near else x - 0.55 + trunk
        upper = py if near else -0.75
        ax.plot([left, left, x], [upper, y, y], color="#b8c0c8", linewidth=0.8, zorder=1)
    if len(ids) > 1:
        ax.plot([trunk, trunk, (columns - 1) * width + trunk], [0, -0.75, -0.75], color="#b8c0c8", linewidth=0.8, zorder=1)
    for id, (x, y) in places.items():
        ax.scatter([x], [y], s=38 if id != top else 70, color=colors[marks[id]], edgecolors="#333333", linewidths=0.4, zorder=2)
        ax.text(x + 0.22, y, _plain(tree.name(id), 46), va="center", fontsize=8 if id != top else 11, fontweight="bold" if id == top else "normal")
    ax.set_xlim(-0.4, columns * width)
    ax.set_ylim(-per_column - 1.4, 1.0)
    ax.axis("off")
    handles = [pyplot.Line2D([], [], marker="o", linestyle="", color=color, markeredgecolor="#333333", markeredgewidth=0.4, label=f"{_plain(mark)} ({list(marks.values()).count(mark)} of {len(ids)})") for mark, color in colors.items()]
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, 0), fontsize=8, frameon=False, ncols=len(handles))
    origin = evaluation.origin if evaluation is not None else tree.origin
    more = f", first {len(ids)}" if len(ids) < total else ""
    below = f" and {total - 1} units below it" if total > 1 else ""
    _title(ax, f"{tree.name(top)}{below}, {tree.date}{more}", origin)
    ax.figure.tight_layout()
    return ax


def timeline(history: History, ids: Iterable[Id] | None = None, *, until: dt.date | None = None, ax: Any = None) -> Any:
    """The lives of units, a line each, with a new bar for each spell and a line for each succession between them. Returns the axes.

    `ids`: which units, by default all; of a single one, all that led to it and all that carries it on. `until`: the last day
    drawn. Hatched: after the last day a record mentions a unit whose end is not known. At most 60 units are drawn.
    """
    from ._timeline import draw
    return draw(history, ids, until=until, ax=ax)


def calendar(plan: Calendar, held: Any = (), *, ax: Any = None) -> Any:
    """A calendar of congresses: when each may be held, its latest days, and what is stated as held. Returns the axes.

    A line for each unit, or for each level where there are more than 40. Pauses are shaded, at their longest.
    """
    from ._season import draw_calendar
    from .congress import stated
    from .planner import Calendar as _Calendar
    if not isinstance(plan, _Calendar):
        raise TypeError(f"plan: expected a Calendar, not {type(plan).__name__}")
    return draw_calendar(plan, stated(held, "held"), ax=ax)


def terms(*series: TermSeries | str, since: Day, until: Day, highlight: str | None = None, mark: Day | Mapping[str, Day] | None = None, ax: Any = None) -> Any:
    """Series of terms as bars above each other. Returns the axes.

    `series`: as `mh.alignment.align` takes them. `highlight`: a label such as "2016-2021". `mark`: a day, or days by name.
    """
    from .alignment import align
    return align(*series, since=since, until=until).plot(highlight=highlight, mark=mark, ax=ax)


def _grouping_name(groups: Any) -> str:
    if groups is None:
        return "grouping unknown"
    if groups == "one" or groups == 1:
        return "one group"
    if isinstance(groups, int):
        return f"{groups} groups of unknown sizes"
    sizes = [str(one.graded) if one.graded is not None else "?" for one in groups]
    return f"groups of {' + '.join(sizes)}" if len(sizes) <= 6 else f"{len(sizes)} given groups"


def quota_ladder(tally: Tally, rules: RuleSet | RuleBook, groupings: Mapping[str, Any] | Iterable[Any] = (None, "one"), *, ax: Any = None) -> Any:
    """How many may have the best grade under each base of the quota and each grouping, beside how many were given it. Returns the axes.

    `groupings`: what `mh.audit` takes as groups, several of them; a mapping gives them names.
    """
    pyplot = _pyplot()
    named = list(groupings.items()) if isinstance(groupings, Mapping) else [(_grouping_name(one), one) for one in groupings]
    rows: list[tuple[str, QuotaFinding]] = []
    for name, groups in named:
        rows += [(name, finding) for finding in audit(tally, rules, groups) if isinstance(finding, QuotaFinding)]
    if not rows:
        raise ValueError("groupings: expected at least one")
    rows.sort(key=lambda row: ("good_only", "good_or_better", "graded").index(row[1].base))
    if ax is None:
        _, ax = pyplot.subplots(figsize=(9.5, 0.42 * len(rows) + 2.6))
    observed = rows[0][1].observed
    seen = (observed, observed) if isinstance(observed, int) else (observed.low, observed.high if observed.high is not None else observed.low)
    most = max([row.most_attainable.high or 0 for _, row in rows] + [seen[1]])
    lines, line, before = [], 0.0, ""
    for name, finding in rows:
        if before and finding.base != before:
            line -= 0.55
        before = finding.base
        lines.append((line, name, finding))
        line -= 1.0
    for y, name, finding in lines:
        low, high = finding.most_attainable.low, finding.most_attainable.high
        color = _COLORS[finding.state]
        ax.plot([0, most * 1.04], [y, y], color="#eeeeee", linewidth=1, zorder=0)
        ax.plot([0, low], [y, y], color=color, linewidth=2.5, alpha=0.6, zorder=1)
        if low == high:
            ax.scatter([low], [y], s=70, color=color, zorder=2)
        else:
            ax.plot([low, high if high is not None else most * 1.04], [y, y], color=color, linewidth=7, solid_capstyle="round", zorder=2)
        bounds = str(low) if low == high else f"{low} to {'…' if high is None else high}"
        ax.text(most * 1.08, y, f"at most {bounds}: {finding.state}", va="center", fontsize=9, color=_INKS[finding.state], fontweight="bold")
    ax.set_yticks([y for y, _, _ in lines], [_plain(name, 40) for _, name, _ in lines], fontsize=9)
    bases = {"good_only": "share of those graded one below", "good_or_better": "share of those graded one below or better", "graded": "share of all that were graded"}
    for base, words in bases.items():
        heights = [y for y, _, finding in lines if finding.base == base]
        if heights:
            ax.text(0, max(heights) + 0.5, words, fontsize=9, color="#555555", style="italic", va="center")
    if seen[1] == seen[0]:
        ax.axvline(seen[0], color="#222222", linewidth=1.4, linestyle=(0, (4, 2)), zorder=3)
    else:
        ax.axvspan(*seen, color="#222222", alpha=0.08, zorder=1)
    exact = seen[0] == seen[1]
    ax.text(seen[0] if exact else sum(seen) / 2, line + 0.1, f"given: {seen[0]}" if exact else f"how many were given it is not stated: {seen[0]} to {seen[1]}", ha="center", va="top", fontsize=9,
            fontweight="bold", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})
    ax.set_xlim(-0.02 * most, most * 1.75)
    ax.set_ylim(line - 1.0, 1.0)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10 ** 3, 10 ** 4, 10 ** 6, 10 ** 9, 10 ** 12) if most <= 10 * step)
    ax.set_xticks(range(0, most + 1, step))
    ax.tick_params(axis="both", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_bounds(0, most)
    chosen = rules[tally.subject] if isinstance(rules, RuleBook) else rules
    best = chosen.scale[0].code
    ax.set_xlabel(f"{tally.subject}s that may be graded {best}", fontsize=9, loc="left")
    of = f"{tally.graded} graded" if tally.graded is not None else f"{tally.at_least(chosen.scale[1].code)} that are {chosen.scale[1].code} or better"
    _title(ax, f"Places for '{best}' among {of}, by {chosen.id}", tally.origin, str(tally.source))
    ax.figure.tight_layout()
    return ax
