# SPDX-License-Identifier: Apache-2.0
"""The picture of lives and successions shows what the history holds: bars for spells, lines for successions, doubt as doubt."""
import datetime as dt

import pytest

import myhao as mh

pytest.importorskip("matplotlib").use("Agg")


@pytest.fixture()
def history() -> mh.History:
    rows = [
        {"id": "a", "name": "A", "kind": "ward", "parent": None, "since": "2000-01-01", "until": "2010-01-01"},
        {"id": "b", "name": "$B_1$ <b>", "kind": "ward", "parent": None, "since": "2000-01-01", "until": "2010-01-01"},
        {"id": "c", "name": "C", "kind": "town", "parent": None, "since": "2010-01-01", "until": "2015-01-01"},
        {"id": "c", "name": "C renamed", "kind": "town", "parent": None, "since": "2015-01-01"},
        {"id": "d", "name": "D", "kind": "ward", "parent": None, "since": "2005-01-01", "ended": True},
    ]
    merge = [{"day": "2010-01-01", "before": before, "after": "c"} for before in ("a", "b")]
    return mh.History.from_records(rows, merge, scheme=mh.Scheme.free())


def test_a_bar_for_each_spell_and_a_line_for_each_succession(history: mh.History) -> None:
    axes = mh.plot.timeline(history)
    bars = [patch for patch in axes.patches if patch.get_hatch() is None]
    assert len(bars) == 5
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b", "d", "c"]
    (line,) = [line for line in axes.lines if line.get_color() == "#b23a48"]
    assert sorted(set(line.get_ydata())) == [-3, 0]  # from a, past b, to c
    texts = [text.get_text() for text in axes.texts]
    assert "C renamed" in texts and r"\$B_1\$ <b>" in texts  # never read as a formula
    assert any("origin: real" in text for text in texts)
    axes.figure.canvas.draw()


def test_after_the_last_record_of_a_unit_its_life_is_hatched(history: mh.History) -> None:
    axes = mh.plot.timeline(history, ["d", "a"])
    (doubt,) = [patch for patch in axes.patches if patch.get_hatch()]
    assert doubt.get_y() == pytest.approx(-1 - 0.25)


def test_of_one_unit_the_whole_family_is_drawn(history: mh.History) -> None:
    axes = mh.plot.timeline(history, ["c"], until=dt.date(2020, 1, 1))
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b", "c"]


def test_what_is_founded_or_dissolved_alone_is_marked_and_the_legend_says_so() -> None:
    history = mh.datasets.my_hao_history()
    axes = mh.plot.timeline(history, ["my-hao"])
    assert {"founded", "dissolved"} <= {text.get_text() for text in axes.get_legend().get_texts()}
    assert axes.get_title(loc="left") == "Lives and successions of 1 unit"
    axes.figure.canvas.draw()
    years = max(label.get_window_extent().y0 for label in axes.get_xticklabels() if label.get_text())
    assert axes.get_legend().get_window_extent().y1 <= years  # below the years, not over them


def test_what_cannot_be_drawn_is_refused(history: mh.History) -> None:
    with pytest.raises(TypeError, match="ids"):
        mh.plot.timeline(history, "c")
    with pytest.raises(ValueError, match="no units"):
        mh.plot.timeline(history, [])
    with pytest.raises(mh.UnknownUnit):
        mh.plot.timeline(history, ["x"])
