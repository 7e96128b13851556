# SPDX-License-Identifier: Apache-2.0
"""Totals on many days, moved by differences: what a step says is what the tree of its day says, and no row costs an object."""
import datetime as dt
import pickle
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

mh = pytest.importorskip("myhao")
pd = pytest.importorskip("pandas")
from town import CHANGE, ROWS, SUCCESSIONS, day  # noqa: E402

YEARS = [f"{year}-12-31" for year in (2009, 2015, 2018, 2021, 2025)]
MEMBERS = {"c1": 10, "c2": 7, "gc": 5, "bn": 1}


@pytest.fixture(scope="module")
def history():
    return mh.History.from_records(ROWS, SUCCESSIONS)


def test_each_step_says_what_the_roll_up_of_its_day_says(history):
    steps = list(history.sweep(YEARS, MEMBERS))
    assert [str(step.date) for step in steps] == YEARS and [step.before for step in steps] == [None, *(step.date for step in steps[:-1])]
    for step in steps:
        tree = step.tree
        sums = tree.rollup({id: value for id, value in MEMBERS.items() if id in tree})
        assert step.ids == sorted(tree.ids) and len(step) == len(tree)
        for id, total, missing in zip(tree.ids, sums.total.tolist(), sums.missing.tolist(), strict=True):
            assert (step[id], step.missing_of(id)) == (total, missing)
        assert step.changes == history.changes(step.before or step.date, step.date)


def test_without_values_a_total_counts_the_units_that_stand_there(history):
    for step in history.sweep(YEARS):
        assert step["hy2" if str(step.date) >= CHANGE else "mh"] == step.tree._core.subtree_size("hy2" if str(step.date) >= CHANGE else "mh")
        assert not step.missing.any()


def test_days_are_taken_once_each_and_in_order_and_a_sweep_can_be_walked_again(history):
    sweep = history.sweep([YEARS[2], YEARS[0], YEARS[2]], MEMBERS)
    assert [str(date) for date in sweep.dates] == [YEARS[0], YEARS[2]] and len(sweep) == 2
    first, again = list(sweep), list(sweep)
    assert first == again and first[0] != first[1] and len({*first, *again}) == 2
    assert list(history.sweep([])) == [] and "Sweep over 0 days" in repr(history.sweep([]))


def test_a_step_outlives_the_next_one(history):
    walk = iter(history.sweep(YEARS, MEMBERS))
    first = next(walk)
    kept = first.total.tolist()
    for _ in walk:
        pass
    assert first.total.tolist() == kept
    with pytest.raises(ValueError, match="read-only"):
        first.total[0] = 1


def test_only_the_units_that_are_asked_for_are_told(history):
    steps = list(history.sweep(YEARS, MEMBERS, units=["mh", "hy", "mh"]))
    assert [step.ids for step in steps] == [["hy", "mh"]] * 4 + [[]]
    assert [step["mh"] for step in steps[:4]] == [1 + 5, 10 + 7 + 5 + 1, 10 + 5 + 1, 10 + 5 + 1]
    assert "gc" not in steps[1] and "mh" in steps[1] and 5 not in steps[1] and None not in steps[1]
    for id, words in (("gc", "not asked for it"), ("nh2", "no such unit"), ("mh", "does not stand on 2025-12-31")):
        with pytest.raises(mh.UnknownUnit, match=words):
            steps[-1][id]
    frame = history.rollup_series(MEMBERS, YEARS, units=["mh"])
    assert frame["total"].tolist() == [step["mh"] for step in steps[:4]] and set(frame["id"]) == {"mh"}
    assert len(history.rollup_series(MEMBERS, YEARS, units=[])) == 0
    with pytest.raises(mh.UnknownUnit, match="units, row 1") as caught:
        history.sweep(YEARS, MEMBERS, units=["mh", "zz", "yy"])
    assert len(caught.value.problems) == 2
    for wrong in (5, "mh"):
        with pytest.raises(TypeError, match="units"):
            history.sweep(YEARS, units=wrong)


def test_values_may_change_over_time(history):
    rows = [{"id": "c1", "since": "2010-01-01", "until": "2015-01-01", "value": 3}, {"id": "c1", "since": "2015-01-01", "until": None, "value": 9}]
    assert [step["bn"] for step in history.sweep(["2014-12-31", "2015-01-01"], rows)] == [3, 9]
    assert next(iter(history.sweep(["2009-12-31"], rows))).missing_of("bn") == 1


def test_a_ratio_or_a_rank_is_not_added_up(history):
    report = mh.datasets.my_hao_2020()
    tree = history.at("2020-12-31")
    ratio = next(figure.measure for figure in report.figures if figure.measure.type in ("ratio", "rank"))
    for measure in (ratio, "ratio", "rank", "level"):
        for call in (lambda measure=measure: tree.rollup({"c1": 1}, measure=measure), lambda measure=measure: history.rollup_series({"c1": 1}, YEARS, measure=measure),
                     lambda measure=measure: history.sweep(YEARS, {"c1": 1}, measure=measure)):
            with pytest.raises(mh.InvalidFacts, match="do not add up over units") as caught:
                call()
            assert caught.value.problems[0].rule == "facts.measure"
    with pytest.raises(mh.InvalidFacts, match="do not add up"):
        history.carry({"bn": 1}, "2020-01-01", "2025-12-31", measure=ratio)
    assert tree.rollup({"c1": 1}, measure=report["members"].measure) == tree.rollup({"c1": 1}, measure="stock") == tree.rollup({"c1": 1})
    for wrong, error in ((5, TypeError), ("stok", ValueError), (None.__class__, TypeError)):
        with pytest.raises(error, match="measure"):
            tree.rollup({"c1": 1}, measure=wrong)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("whole", [False, True])
def test_frames_of_every_kind_hold_plain_ids(history, kind, whole):
    pytest.importorskip(kind)
    if whole:
        numbers = {id: n for n, id in enumerate(history.ids)}
        history = mh.History.from_records([row | {"id": numbers[row["id"]], "parent": numbers.get(row["parent"])} for row in ROWS])
    values = dict.fromkeys(history.ids, 1)
    frame = history.rollup_series(values, YEARS, kind=kind)
    step = list(history.sweep(YEARS, values))[1]
    for made, ids in ((frame, {id for step in history.sweep(YEARS, values) for id in step.ids}), (step.to_frame(kind), set(step.ids))):
        column = made["id"].to_pylist() if kind == "pyarrow" else made["id"].to_list()
        assert set(column) == ids and all(type(id) is (int if whole else str) for id in column)


def test_pickles_and_pages(history):
    step = next(iter(history.sweep(["2020-12-31"], MEMBERS)))
    again = pickle.loads(pickle.dumps(step))
    assert again == step and hash(again) == hash(step) and again["mh"] == step["mh"]
    assert "Totals on 2020-12-31" in step._repr_html_() and "origin: derived" in step._repr_html_() and "7 units" in repr(step)
    assert "2020-12-31" in history.sweep(["2020-12-31"])._repr_html_()
    sweep = history.sweep(YEARS, pd.DataFrame({"id": list(MEMBERS), "value": list(MEMBERS.values())}), units=["mh"])
    assert pickle.loads(pickle.dumps(sweep)) == sweep == history.sweep(YEARS, MEMBERS, units=["mh"]) and hash(pickle.loads(pickle.dumps(sweep))) == hash(sweep)
    assert sweep != history.sweep(YEARS, MEMBERS, units=["hy"]) and sweep != history.sweep(YEARS[1:], MEMBERS, units=["mh"])
    made_up = mh.History.from_records(ROWS, SUCCESSIONS, origin="synthetic")
    assert "SYNTHETIC" in next(iter(made_up.sweep(["2020-12-31"])))._repr_html_() and "SYNTHETIC" in repr(made_up.sweep([]))


def test_a_roll_up_hands_out_views_and_keeps_what_they_show(history):
    sums = history.at("2020-12-31").rollup({id: 1 for id in history.at("2020-12-31").ids})
    total, missing = sums.total, sums.missing
    assert total.base is not None and missing.strides == (0,)  # where nothing is missing, one zero is shown for all
    expected = total.tolist()
    del sums
    assert total.tolist() == expected and missing.tolist() == [0] * len(expected)
    some = history.at("2020-12-31").rollup({"c1": 1})
    assert some.missing.strides == (4,) and some.missing.dtype == np.uint32


def test_many_rows_cost_no_object_each():
    # 20,000 units on 60 days: 1,200,000 rows. With an object for each row and id it took over a second.
    n, days = 20_000, [dt.date(2015 + k // 12, k % 12 + 1, 1) for k in range(60)]
    history = mh.History.from_records({"id": [f"unit-{i:06}" for i in range(n)], "name": ["x"] * n, "kind": ["box"] * n, "parent": [None] + [f"unit-{i // 10:06}" for i in range(1, n)],
                                       "since": ["2010-01-01"] * n}, scheme="free")
    values = {"id": history.ids, "value": np.ones(n, dtype=np.int64)}
    for kind in ("pandas", "polars", "pyarrow"):
        started = time.process_time()
        frame = history.rollup_series(values, days, kind=kind)
        taken = time.process_time() - started
        assert len(frame) == n * 60
        assert taken < 2, kind


@st.composite
def moving_forests(draw):
    """Spells of up to 6 units over 8 days, each below a smaller one, and values of some."""
    rows = []
    for unit in range(draw(st.integers(1, 6))):
        cuts = sorted(draw(st.sets(st.integers(0, 8), min_size=2, max_size=4)))
        for since, until in zip(cuts, cuts[1:], strict=False):
            parent = draw(st.one_of(st.none(), st.integers(0, unit - 1))) if unit else None
            rows.append({"id": unit, "name": "x", "kind": "k", "parent": parent, "since": f"2020-01-0{since + 1}", "until": f"2020-01-0{until + 1}"})
    return rows, draw(st.dictionaries(st.integers(0, 5), st.integers(-9, 9)))


@given(moving_forests())
def test_a_sweep_equals_rebuilding_on_each_day_also_where_units_are_detached(case):
    rows, values = case
    history = mh.History.from_records(rows, scheme="free", strict=False)
    values = {id: value for id, value in values.items() if id in history.ids}
    for step in history.sweep([f"2020-01-0{d}" for d in range(1, 10)], values):
        tree = step.tree
        sums = tree.rollup({id: value for id, value in values.items() if id in tree})
        assert step.ids == sorted(tree.ids)
        assert {id: step[id] for id in step.ids} == {id: sums[id] for id in tree.ids}


def test_a_day_of_the_fixture(history):
    (step,) = history.sweep([CHANGE], MEMBERS)
    assert step["xm"] == 5 and step.date == day(CHANGE)
