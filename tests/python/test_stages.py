# SPDX-License-Identifier: Apache-2.0
"""Grades by stage: kept apart with author and day, compared, and held against an evaluation."""
import datetime as dt
import pickle

import pandas as pd
import polars as pl
import pytest

import myhao as mh

ROWS = [
    {"id": "s01", "stage": "self", "grade": "excellent", "on": "2020-12-01", "author": "s01"},
    {"id": "s01", "stage": "proposed", "grade": "excellent", "on": "2020-12-05", "author": "DU"},
    {"id": "s01", "stage": "decided", "grade": "completed", "on": "2020-12-20", "author": "TU"},
    {"id": "s02", "stage": "self", "grade": "good", "on": None, "author": None},
    {"id": "s02", "stage": "decided", "grade": "excellent", "on": None, "author": None},
    {"id": "s03", "stage": "decided", "grade": "not_graded", "on": None, "author": None},
]


@pytest.mark.parametrize("table", [ROWS, {name: [row[name] for row in ROWS] for name in ROWS[0]}, pd.DataFrame(ROWS), pl.DataFrame(ROWS), pd.DataFrame(ROWS).astype({"stage": "category"})], ids=["rows", "columns", "pandas", "polars", "categories"])
def test_stages_are_kept_apart_and_compared(table):
    stages = mh.Stages(table)
    assert stages["self"] == {"s01": "excellent", "s02": "good"}
    assert stages.decided == {"organization": {"s01": "completed", "s02": "excellent"}}
    moves = stages.moves("self", "decided", kind="pandas")
    # From excellent to completed are two grades down; from good to excellent one up.
    assert list(zip(moves["id"], moves["before"], moves["after"], moves["steps"])) == [("s01", "excellent", "completed", -2), ("s02", "good", "excellent", 1)]
    counts = stages.tally(kind="pandas").set_index(["stage", "grade"])["count"]
    assert counts["decided", "completed"] == counts["decided", "not_graded"] == 1 and counts["appraised"].sum() == 0
    frame = stages.to_frame("pandas")
    assert frame["author"][0] == "s01" and str(frame["on"][0])[:10] == "2020-12-01"
    assert pickle.loads(pickle.dumps(stages)) == stages == mh.Stages(frame)
    assert "decided" in repr(stages) and "2020-12-20" in stages._repr_html_()


def test_what_was_decided_is_read_by_an_evaluation_and_each_stage_is_held_against_the_rules():
    town = mh.synthetic.town(mh.datasets.my_hao_2020(), seed=2)
    book = mh.RuleBook([mh.rules.get("21-HD/BTCTW").replace({"quotas.excellent.group": "parent", "quotas.excellent.base": "graded"}), mh.rules.get("21-HD/BTCTW", subject="member")], 2020)
    free = town.evaluate(book)
    sure = next(id for id in town.tree.children("my-hao") if free[id].decided)
    other = next(grade for grade in ("excellent", "good", "completed", "not_completed") if grade not in free[sure].possible)
    stages = mh.Stages([{"id": sure, "stage": "self", "grade": other}, {"id": sure, "stage": "decided", "grade": free[sure].best}])
    found = stages.check(free)
    assert [(one.rule, one.state) for one in found] == [("stages.self", "violated"), ("stages.decided", "met")]
    assert town.evaluate(book, decided={**town.decided, **stages.decided})[sure].possible == {free[sure].best}
    with pytest.raises(mh.UnknownUnit):
        mh.Stages([{"id": "nobody", "stage": "self", "grade": "good"}]).check(free)


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(mh.InvalidFacts) as error:
        mh.Stages([{"id": "a", "stage": "self", "grade": "excelent"}, {"id": "b", "stage": "decided", "grade": "good", "on": dt.date(2020, 12, 1)}, {"id": "b", "stage": "self", "grade": "good", "on": "2020-12-02"},
                   {"id": "b", "stage": "self", "grade": "good"}])
    assert [one.subject for one in error.value.problems] == ["row 0, column 'grade'", "row 3", "row 1, column 'on'"] and "did you mean 'excellent'" in str(error.value)
    with pytest.raises(ValueError, match="did you mean 'proposed'"):
        mh.Stages([{"id": "a", "stage": "propose", "grade": "good"}])
    with pytest.raises(mh.InvalidFacts, match="stage"):
        mh.Stages([{"id": "a", "stages": "self", "grade": "good"}])
    for wrong in (3, "self"):
        with pytest.raises(TypeError):
            mh.Stages(wrong)
    with pytest.raises(TypeError, match="row 0, column 'grade'"):
        mh.Stages([{"id": "a", "stage": "self", "grade": 1}])


def test_markup_in_a_name_is_text():
    stages = mh.Stages([{"id": "<b>a</b>", "stage": "self", "grade": "good", "author": "<script>"}], origin="synthetic")
    assert "<script>" not in stages._repr_html_() and "<b>a" not in stages._repr_html_() and "SYNTHETIC" in stages._repr_html_()
