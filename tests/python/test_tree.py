# SPDX-License-Identifier: Apache-2.0
"""The hierarchy on one day, against a naive reading of the rows."""
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

mh = pytest.importorskip("myhao")
from town import ROWS, SUCCESSIONS, day  # noqa: E402


@pytest.fixture(scope="module")
def tree():
    return mh.History.from_records(ROWS, SUCCESSIONS).at("2020-12-31")


def test_it_stands_in_preorder_with_siblings_by_id(tree):
    assert tree.ids == ["hy", "mh", "bn", "c1", "gc", "nh", "tb"] and len(tree) == 7
    assert tree.roots == ["hy", "tb"] and tree.date == day("2020-12-31")
    assert "c1" in tree and "c2" not in tree and "zz" not in tree and None not in tree


def test_every_question_about_one_unit(tree):
    assert (tree.parent("hy"), tree.parent("c1")) == (None, "bn")
    assert tree.children("mh") == ["bn", "gc", "nh"] and tree.children("c1") == []
    assert tree.ancestors("c1") == ["bn", "mh", "hy"] and tree.path("c1") == ["hy", "mh", "bn", "c1"] and tree.ancestors("tb") == []
    assert [tree.depth(id) for id in tree.ids] == [0, 1, 2, 3, 2, 2, 0]
    assert (tree.name("mh"), tree.kind("mh"), tree.form("mh"), tree.form("c1")) == ("Mỹ Hào", "district", "thị xã", None)
    assert tree.common_ancestor("c1", "gc") == "mh" and tree.common_ancestor("c1", "tb") is None
    assert tree.established("mh") == day("2000-01-01") and tree.spell("mh").since == day("2019-05-01")
    assert tree.role("bn") == "grassroots" and tree.gradable("bn") and not tree.gradable("hy")


def test_a_unit_that_does_not_stand_that_day_is_unknown_to_the_tree(tree):
    with pytest.raises(mh.UnknownUnit, match="does not stand in the tree of 2020-12-31"):
        tree.name("c2")


def test_a_subtree_is_a_slice(tree):
    part = tree.subtree("mh")
    at = tree.ids.index("mh")
    assert part.ids == tree.ids[at:at + len(part)] == ["mh", "bn", "c1", "gc", "nh"]
    assert part.parent("mh") is None and part.depth("c1") == 2 and part.roots == ["mh"]


def test_a_roll_up_counts_missing_values_apart(tree):
    sums = tree.rollup({"c1": 10, "gc": 5, "bn": None})
    # hy: 10 + 5, its own value and those of mh, bn and nh missing
    assert sums["hy"] == 15 and sums["mh"] == 15 and sums["bn"] == 10 and sums["nh"] == 0
    assert dict(zip(tree.ids, sums.missing.tolist(), strict=True)) == {"hy": 4, "mh": 3, "bn": 1, "c1": 0, "gc": 0, "nh": 1, "tb": 1}
    assert dict(zip(tree.ids, sums.total.tolist(), strict=True)) == {id: sums[id] for id in tree.ids}


def test_a_roll_up_takes_a_mapping_a_frame_or_an_array(tree):
    pd = pytest.importorskip("pandas")
    values = {id: i + 1 for i, id in enumerate(tree.ids)}
    expected = tree.rollup(values)
    in_order = [values[id] for id in tree.ids]
    shuffled = list(reversed(tree.ids))
    for other in (in_order, np.array(in_order), np.array(in_order, dtype=float), pd.Series(in_order), pd.Series(values), pd.DataFrame({"id": shuffled, "value": [values[i] for i in shuffled]}),
                  pd.DataFrame({"members": [values[i] for i in shuffled], "id": shuffled}), {"id": shuffled, "value": [values[i] for i in shuffled]}):
        assert tree.rollup(other) == expected
    assert expected["hy"] == sum(range(1, 7))


def test_a_table_in_another_order_than_the_tree_gives_the_same_totals(tree):
    values = dict(zip(tree.ids, range(1, 8), strict=True))
    expected = tree.rollup(values).total.tolist()
    for ids in (tree.ids, tree.ids[::-1], tree.ids[1:] + tree.ids[:1], tree.ids[:-2] + tree.ids[:-3:-1]):
        assert tree.rollup({"id": ids, "value": [values[id] for id in ids]}).total.tolist() == expected


def test_a_roll_up_refuses_what_is_unknown_twice_or_not_whole(tree):
    with pytest.raises(mh.UnknownUnit, match="zz") as caught:
        tree.rollup({"zz": 1, "yy": 2, "hy": 3})
    assert len(caught.value.problems) == 2
    with pytest.raises(mh.InvalidFacts, match="one value"):
        tree.rollup({"id": ["hy", "hy"], "value": [1, 2]})
    for wrong in ({"hy": 1.5}, {"hy": "many"}, {"hy": True}, {"hy": 2**64}, [1, 2]):
        with pytest.raises(mh.InvalidFacts):
            tree.rollup(wrong)
    with pytest.raises(mh.InvalidFacts, match="64 bits"):
        tree.rollup(dict.fromkeys(tree.ids, 2**62))


def test_columns_are_views_that_cannot_be_written(tree):
    sums = tree.rollup(dict.fromkeys(tree.ids, 1))
    for array in (sums.total, sums.missing):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7


def test_equal_trees_are_equal_and_survive_pickling(tree):
    again = mh.History.from_records(list(reversed(ROWS)), SUCCESSIONS).at("2020-12-31")
    assert again == tree and hash(again) == hash(tree) and tree != tree.history.at("2018-12-31")
    assert pickle.loads(pickle.dumps(tree)) == tree
    assert pickle.loads(pickle.dumps(tree.subtree("mh"))) == tree.subtree("mh")
    sums = tree.rollup(dict.fromkeys(tree.ids, 1))
    assert pickle.loads(pickle.dumps(sums)) == sums and hash(pickle.loads(pickle.dumps(sums))) == hash(sums)


def test_a_tree_keeps_its_history_alive():
    tree = mh.History.from_records([{"id": i, "name": "x", "kind": "province", "since": "2000-01-01"} for i in range(1000)]).at("2001-01-01")
    ends = tree._core.ends()
    del tree
    assert ends.tolist() == list(range(1, 1001))


def test_before_any_spell_it_is_empty():
    tree = mh.History.from_records(ROWS, SUCCESSIONS).at("1990-01-01")
    assert len(tree) == 0 and tree.ids == [] and tree.roots == [] and tree.rollup({}).total.tolist() == []


@st.composite
def forests(draw):
    """Parents of 1..n units, each with a smaller number or none, and a value or none for each."""
    n = draw(st.integers(1, 12))
    parents = [None] + [draw(st.one_of(st.none(), st.integers(0, i - 1))) for i in range(1, n)]
    return parents, draw(st.lists(st.one_of(st.none(), st.integers(-10**6, 10**6)), min_size=n, max_size=n)), draw(st.permutations(range(n)))


@given(forests())
def test_a_roll_up_equals_the_naive_sum_over_descendants(forest):
    parents, values, order = forest
    rows = [{"id": i, "name": str(i), "kind": "x", "parent": parents[i], "since": "2000-01-01"} for i in order]
    tree = mh.History.from_records(rows, scheme=mh.Scheme.free()).at("2010-01-01")

    def below(i):
        return [i] + [j for k, parent in enumerate(parents) if parent == i for j in below(k)]
    sums = tree.rollup(dict(enumerate(values)))
    assert tree.ids == [j for i, parent in enumerate(parents) if parent is None for j in below(i)]
    for row, id in enumerate(tree.ids):
        known = [values[j] for j in below(id) if values[j] is not None]
        assert (sums.total[row], sums.missing[row]) == (sum(known), len(below(id)) - len(known))
        assert tree.parent(id) == parents[id] and tree.children(id) == [k for k, parent in enumerate(parents) if parent == id]
