# SPDX-License-Identifier: Apache-2.0
"""Pickles that an earlier version wrote are read for ever. They are never written again: a new form gets a new file beside the old ones."""
import pickle

import pytest

mh = pytest.importorskip("myhao")
from town import ROWS, SUCCESSIONS  # noqa: E402


def test_a_history_its_tree_and_what_was_found_of_version_0_1(data):
    old = pickle.loads((data / "v0_1/organisation.pickle").read_bytes())
    history = mh.History.from_records(ROWS, SUCCESSIONS)
    tree = history.at("2020-12-31")
    assert old["history"] == history and [f.subject for f in old["findings"]] == [f.subject for f in history.findings]
    assert old["tree"] == tree and old["subtree"].ids == ["mh", "bn", "c1", "gc", "nh"]
    assert old["rollup"] == tree.rollup({"c1": 10, "gc": 5})
    assert old["scheme"] == mh.Scheme("club", kinds=[mh.Kind("club", 0), mh.Kind("section", 1, under=("club",))])
    assert old["spell"] == history.spells("mh")[0] and old["successions"] == history.successions
    assert isinstance(old["error"], mh.UnknownUnit) and "Mỹ Hào" in str(old["error"])


@pytest.mark.parametrize("value", [lambda h: h, lambda h: h.at("2020-12-31"), lambda h: h.findings, lambda h: h.at("2020-12-31").rollup({}), lambda h: mh.Scheme.free()])
def test_a_pickle_of_a_version_to_come_is_refused(value):
    made, arguments = value(mh.History.from_records(ROWS)).__reduce__()
    with pytest.raises(ValueError, match="version"):
        made(99, *arguments[1:])
