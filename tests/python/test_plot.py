# SPDX-License-Identifier: Apache-2.0
"""Pictures show what was computed, name their origin, and survive hostile names; matplotlib is loaded when one is drawn."""
import subprocess
import sys

import pytest

mh = pytest.importorskip("myhao")
matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed():
    yield
    import matplotlib.pyplot as pyplot
    pyplot.close("all")


def texts(axes):
    return [text.get_text() for text in axes.texts] + [axes.get_title(loc="left")] + [label.get_text() for label in axes.get_yticklabels()]


def drawn(axes, tmp_path):
    path = tmp_path / "picture.png"
    axes.figure.savefig(path)
    assert path.stat().st_size > 5000


def test_the_town_of_2020_with_its_43_organisations(tmp_path):
    tree = mh.datasets.my_hao_history().at("2020-12-31")
    axes = mh.plot.tree(tree, "my-hao")
    shown = texts(axes)
    assert "Đảng bộ phường Dị Sử" in shown and sum("chưa biết tên" in text for text in shown) == 30
    assert any("Mỹ Hào and 43 units below it, 2020-12-31" in text for text in shown) and "origin: real" in shown
    drawn(axes, tmp_path)


def test_the_ladder_of_a_quota_beside_what_was_given(tmp_path):
    report, rules = mh.datasets.my_hao_2020(), mh.rules.get("21-HD/BTCTW")
    axes = mh.plot.quota_ladder(report.tallies[0], rules, {"không rõ nhóm": None, "one": "one"})
    shown = texts(axes)
    # One group: 7 places of 35 where only good counts, 8 of 43 otherwise; any grouping: from none to these.
    for part in ("at most 0 to 7: violated", "at most 7: violated", "at most 0 to 8: undetermined", "at most 8: met", "given: 8", "không rõ nhóm"):
        assert part in shown, part
    assert any("origin: real" in text and "article-2020, ¶11" in text for text in shown)
    drawn(axes, tmp_path)


def test_counts_that_leave_the_number_open_say_so(tmp_path):
    axes = mh.plot.quota_ladder(mh.datasets.my_hao_2020().tallies[1], mh.rules.in_force(2020), [43])
    assert any("not stated: 0 to 4215" in text for text in texts(axes)) and any("667 to 702" in text for text in texts(axes))
    drawn(axes, tmp_path)


def test_a_synthetic_picture_says_so(tmp_path):
    town = mh.synthetic.town(mh.datasets.my_hao_2020())
    for evaluation in (None, mh.evaluate(town.tree, town.facts, mh.rules.get("21-HD/BTCTW"))):
        axes = mh.plot.tree(town.tree, depth=1, evaluation=evaluation)
        assert "SYNTHETIC data" in texts(axes)
        drawn(axes, tmp_path)
    tally = mh.Tally({"excellent": 1, "good": 9, "completed": 0, "not_completed": 0}, origin="synthetic")
    assert repr(tally).startswith("SYNTHETIC Tally(") and repr(mh.Tally({"good": 9})).startswith("Tally(")
    assert any(text.startswith("SYNTHETIC data") for text in texts(mh.plot.quota_ladder(tally, mh.rules.get("21-HD/BTCTW"))))


def test_hostile_names_are_drawn_as_plain_text(tmp_path):
    names = ["$\\frac{1}{0}$", "a\x01b\u202e", "x" * 10_000, "$", "\\"]
    ids = [f"u{i}" for i in range(len(names))]
    history = mh.History.from_records({"id": ["t", *ids], "name": ["$t$", *names], "kind": ["district"] + ["grassroots_committee"] * len(names), "parent": [None] + ["t"] * len(names),
                                       "since": ["2019-01-01"] * (len(names) + 1), "until": ["2025-07-01"] * (len(names) + 1)})
    axes = mh.plot.tree(history.at("2020-12-31"))
    assert all(len(text) < 200 for text in texts(axes))
    drawn(axes, tmp_path)


def test_an_empty_day_and_no_grouping_are_refused():
    with pytest.raises(ValueError, match="no unit"):
        mh.plot.tree(mh.datasets.my_hao_history().at("1950-01-01"))
    with pytest.raises(ValueError, match="groupings"):
        mh.plot.quota_ladder(mh.datasets.my_hao_2020().tallies[0], mh.rules.get("21-HD/BTCTW"), [])


def test_naming_the_module_loads_no_matplotlib():
    code = "import sys, myhao; myhao.plot.tree; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
