# SPDX-License-Identifier: Apache-2.0
"""The picture of a count: a bar for each name, the line that had to be passed, and who is elected, tied or neither. Its title names the origin."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .plot import _plain, _pyplot, _title

if TYPE_CHECKING:
    from .election_counts import Count

_MOST = 60
_COLORS = {"elected": "#0b6e4f", "tied": "#e0a458", "not_elected": "#8d99ae"}


def vote_bars(count: Count, title: str, ax: Any = None) -> Any:
    """At most 60 names are drawn, most votes first; the title says how many there are."""
    pyplot = _pyplot()
    rows = [(name, votes, count._outcome(name)) for name, votes in count.votes.items()]
    shown = rows[:_MOST]
    axes = ax if ax is not None else pyplot.subplots(figsize=(9, max(2.0, 0.28 * len(shown) + 1.2)), layout="constrained")[1]
    places = list(range(len(shown)))[::-1]
    axes.barh(places, [votes for _, votes, _ in shown], color=[_COLORS[outcome] for _, _, outcome in shown], height=0.7)
    most = max((votes for _, votes, _ in shown), default=0)
    line = count.required if count.base is not None else None
    for place, (_, votes, _) in zip(places, shown, strict=True):
        inside = line is not None and 0 < line - votes < 0.06 * max(most, line) <= votes  # beside the bar the number would lie on the line
        axes.text(votes, place, f"{votes} " if inside else f" {votes}", va="center", ha="right" if inside else "left", fontsize=8)
    axes.set_yticks(places, [_plain(name, 30) for name, _, _ in shown], fontsize=8)
    if line is not None and count.base is not None:
        axes.axvline(line, color="#b23a48", linestyle="--", linewidth=1.2)
        axes.text(line, len(shown) - 0.4, f" {line} of {count.base.value}", color="#b23a48", fontsize=9, va="bottom")
    met = dict.fromkeys(outcome for _, _, outcome in shown)
    axes.legend(handles=[pyplot.Rectangle((0, 0), 1, 1, color=_COLORS[outcome], label=outcome.replace("_", " ")) for outcome in met], loc="lower right", fontsize=8, frameon=False)
    axes.set_ylim(-0.8, len(shown) + 0.4)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("votes")
    more = f", {_MOST} of {len(rows)} names" if len(rows) > _MOST else ""
    _title(axes, f"{title}{more}", count.origin)
    return axes
