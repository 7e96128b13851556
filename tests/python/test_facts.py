# SPDX-License-Identifier: Apache-2.0
"""Facts go in from any table, exactly or not at all: every fault with its row and column, nothing rounded, nothing half-loaded."""
import datetime as dt
import pickle
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

mh = pytest.importorskip("myhao")
WORDS = [mh.Fact("results", "level"), mh.Fact("civil", "grade", na=True, values=("excellent", "good")), mh.Fact("met", "count"), mh.Fact("score", "decimal"), mh.Fact("disciplined", "flag"),
         mh.Fact("admitted", "date")]


@pytest.fixture(scope="module")
def tree():
    ids = ["t", "a", "b", "c"]
    history = mh.History.from_records({"id": ids, "name": ["Town", "A", "B", "C"], "kind": ["district"] + ["grassroots_committee"] * 3, "parent": [None, "t", "t", "t"],
                                       "since": ["2019-01-01"] * 4, "until": ["2025-07-01"] * 4})
    return history.at("2020-12-31")


def facts(tree, columns, **other):
    return mh.Facts(tree, {"id": ["a", "b", "c"], **columns}, WORDS, **other)


def test_values_of_each_type_are_read_and_given_back(tree):
    held = facts(tree, {"results": ["good", "EXCELLENT", None], "civil": ["good", None, "excellent"], "met": [3, 4.0, "5"], "score": ["89.5", Decimal("90"), 70], "disciplined": [True, None, False],
                        "admitted": ["2020-02-29", dt.date(2020, 1, 1), None]})
    assert [held.value(id, "results") for id in "abc"] == ["good", "excellent", None]
    assert [held.value(id, "met") for id in "abc"] == [3, 4, 5]
    assert [held.value(id, "score") for id in "abc"] == [Decimal("89.5"), Decimal(90), Decimal(70)]
    assert [held.value(id, "disciplined") for id in "abc"] == [True, None, False]
    assert [held.value(id, "admitted") for id in "abc"] == [dt.date(2020, 2, 29), dt.date(2020, 1, 1), None]
    assert held.missing == [] and held.unused == []


@pytest.mark.parametrize("score", ["89.995", 89.995, Decimal("89.995"), np.float64(89.995)])
def test_89_995_never_becomes_90(tree, score):
    held = mh.Facts(tree, {"id": ["a"], "score": [score]}, WORDS)
    assert held.value("a", "score") == Decimal("89.995")
    rules = mh.RuleSet(id="band", facts=WORDS, grades={"excellent": mh.fact("score").at_least(90), "good": mh.fact("score").at_least(70), "completed": mh.fact("score").at_least(50)})
    assert mh.evaluate(tree, held, rules)["a"].possible == {"good"}


@given(st.integers(-10**8, 10**8), st.integers(0, 6))
def test_a_float_is_the_number_it_prints_as(units, places):
    exact = Decimal(units).scaleb(-places)
    history = mh.History.from_records([{"id": 1, "name": "A", "kind": "province", "since": "2020-01-01"}])
    held = mh.Facts(history.at("2020-06-01"), {"id": [1], "score": np.array([float(exact)])}, WORDS)
    assert held.value(1, "score") == exact


def test_a_float_without_a_short_text_is_refused(tree):
    with pytest.raises(mh.InvalidFacts, match=r"row 0, column 'score'.*0\.30000000000000004"):
        facts(tree, {"score": [0.1 + 0.2, 1.5, 2.0]})


def test_all_faults_come_at_once_with_row_and_column(tree):
    with pytest.raises(mh.InvalidFacts) as error:
        facts(tree, {"results": ["good", "bad", 1], "met": [-1, 2.5, "x"], "score": [float("inf"), "9,5", True], "disciplined": ["yes", 1, None], "met.na": [True, None, False],
                     "admitted": ["2020-02-30", "30/1/2020", 5]})
    found = {problem.subject for problem in error.value.problems}
    assert found == {f"row {row}, column '{name}'" for name, rows in {"results": (1, 2), "met": (0, 1, 2), "score": (0, 1, 2), "disciplined": (0, 1), "admitted": (0, 1, 2)}.items() for row in rows}


def test_ids_are_known_and_given_once(tree):
    with pytest.raises(mh.InvalidFacts) as error:
        mh.Facts(tree, {"id": ["a", "a", "zz", None], "met": [1, 2, 3, 4]}, WORDS)
    text = str(error.value)
    assert "row 1, column 'id'" in text and "row 0" in text and "'zz'" in text and "row 3, column 'id'" in text
    with pytest.raises(mh.InvalidFacts, match="no column 'id'"):
        mh.Facts(tree, {"ids": ["a"]}, WORDS)


def test_a_column_that_is_nearly_a_fact_is_an_error_and_others_are_listed(tree):
    with pytest.raises(mh.InvalidFacts, match="column 'result'.*did you mean 'results'"):
        facts(tree, {"result": ["good"] * 3})
    held = facts(tree, {"remark": ["x", "y", "z"], "results": ["good"] * 3})
    assert held.unused == ["remark"] and "score" in held.missing
    assert facts(tree, {"results": ["good"] * 3, "result": ["bad"] * 3}).unused == ["result"]  # the fact itself is there


def test_not_applicable_is_a_column_of_its_own(tree):
    held = facts(tree, {"civil": ["good", None, None], "civil.na": [False, True, None]})
    frame = held.to_frame("pyarrow").to_pydict()
    assert dict(zip(frame["id"], frame["civil.na"], strict=True)) == {"t": False, "a": False, "b": True, "c": False}
    assert dict(zip(frame["id"], frame["civil"], strict=True)) == {"t": None, "a": "good", "b": None, "c": None}
    with pytest.raises(mh.InvalidFacts, match="always applies"):
        facts(tree, {"met": [None, 2, 3], "met.na": [True, False, False]})


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_frame_comes_back_as_the_kind_that_went_in(tree, kind):
    columns = {"id": ["a", "b", "c"], "results": ["good", None, "poor"], "met": [1, None, 3], "score": [89.995, None, 70.0], "disciplined": [True, None, False],
               "admitted": [dt.date(2020, 1, 1), None, dt.date(2021, 1, 1)]}
    frame = pytest.importorskip(kind)
    made = frame.table(columns) if kind == "pyarrow" else frame.DataFrame(columns)
    held = mh.Facts(tree, made, WORDS)
    assert held == facts(tree, {name: values for name, values in columns.items() if name != "id"})
    out = held.to_frame()
    assert type(out) is type(made)
    assert mh.Facts(tree, out, WORDS) == held  # what comes out goes in again


def test_fixed_point_and_categorical_columns_are_read(tree):
    pl, pd = pytest.importorskip("polars"), pytest.importorskip("pandas")
    held = facts(tree, {"results": ["good", None, "poor"], "score": ["89.995", None, "70"]})
    assert mh.Facts(tree, pl.DataFrame({"id": ["a", "b", "c"], "score": [Decimal("89.995"), None, Decimal("70.000")], "results": pl.Series(["good", None, "poor"], dtype=pl.Categorical)}), WORDS) == held
    assert mh.Facts(tree, pd.DataFrame({"id": ["a", "b", "c"], "score": ["89.995", None, "70"], "results": pd.Categorical(["good", None, "poor"])}), WORDS) == held


def test_rows_in_any_order_are_the_same_facts(tree):
    one = mh.Facts(tree, {"id": ["c", "a", "b"], "met": [3, 1, 2]}, WORDS)
    assert one == facts(tree, {"met": [1, 2, 3]}) and one.ids == tree.ids


def test_members_have_facts_in_a_table_of_their_own(tree):
    words = [mh.Fact("results", "level", subject="member")]
    held = mh.Facts(tree, {"id": [10, 11], "unit": ["b", "a"], "results": ["good", None]}, words, subject="member")
    assert held.subject == "member" and len(held) == 2 and held.value(10, "results") == "good"
    with pytest.raises(mh.InvalidFacts, match="no column 'unit'"):
        mh.Facts(tree, {"id": [10]}, words, subject="member")
    with pytest.raises(mh.InvalidFacts, match="row 0, column 'unit'"):
        mh.Facts(tree, {"id": [10], "unit": ["zz"]}, words, subject="member")


def test_the_shared_vocabulary_is_used_where_none_is_given(tree):
    held = mh.Facts(tree, {"id": ["a"], "results": ["good"]})
    assert held.value("a", "results") == "good" and "others" in held.missing
    assert mh.Facts(tree, {"id": ["a"], "results": ["good"]}, mh.rules.in_force(2020)).vocabulary == mh.rules.get("21-HD/BTCTW").facts


def test_synthetic_data_stay_synthetic(tree):
    held = facts(tree, {"met": [1, 2, 3]}, origin="synthetic")
    frame = held.to_frame("pandas")
    assert set(frame["origin"]) == {"synthetic"}
    again = mh.Facts(tree, frame, WORDS)
    assert again.origin == "synthetic" and again.unused == [] and "SYNTHETIC" in repr(again) and "SYNTHETIC" in again._repr_html_()


def test_facts_are_values(tree):
    held = facts(tree, {"met": [1, None, 3], "score": ["1.5", None, None]})
    again = pickle.loads(pickle.dumps(held))
    assert again == held and hash(again) == hash(held)
    assert held != facts(tree, {"met": [1, 2, 3]})


def test_wrong_types_name_their_argument(tree):
    with pytest.raises(TypeError, match="tree"):
        mh.Facts("tree", {"id": []}, WORDS)
    with pytest.raises(TypeError, match="facts"):
        mh.Facts(tree, 5, WORDS)
    with pytest.raises(TypeError, match="vocabulary|facts"):
        mh.Facts(tree, {"id": []}, 5)


def test_facts_are_the_same_from_their_document(tree, tmp_path):
    held = facts(tree, {"results": ["good", None, "poor"], "civil": ["good", None, None], "civil.na": [False, True, None], "met": [1, None, 3], "score": ["1.5", None, None]})
    path = tmp_path / "facts.json"
    held.to_json(path)
    again = mh.read_json(path)
    assert again == held and again.to_json() == held.to_json()


def test_a_table_that_is_changed_afterwards_changes_nothing(tree):
    met, region = np.array([1, 2, 3]), ["east", "west", "west"]
    held = facts(tree, {"met": met, "region": region})
    rules = mh.RuleSet(id="r", facts=WORDS, grades={"excellent": mh.fact("met").at_least(2), "good": mh.fact("met").at_least(1), "completed": mh.fact("met").at_least(0)})
    met[:], region[:] = 9, ["x", "x", "x"]
    assert held.value("a", "met") == 1
    assert set(mh.evaluate(tree, held, rules).tally(by="region")["region"].dropna()) == {"east", "west"}
