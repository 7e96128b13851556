# SPDX-License-Identifier: Apache-2.0
"""The benchmarks' data are what they claim, and on a small size every peer, the floor and the library give one answer."""
import argparse
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

BENCH = Path(__file__).parents[1] / "bench"
NEEDED = ("pandas", "polars", "pyarrow", "duckdb", "networkx", "scipy")
SMALL = argparse.Namespace(units=1500, spells=4500, rounds=1, seed=3, threads=1, memory="default", objects=True, every_day=False)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a module of tests/bench; none of them stays behind for other tests."""
    for name in NEEDED:
        pytest.importorskip(name)
    monkeypatch.syspath_prepend(str(BENCH))
    own = {file.stem for file in BENCH.glob("*.py")}
    before = {name: sys.modules.pop(name) for name in own & set(sys.modules)}
    yield importlib.import_module
    for name in own:
        sys.modules.pop(name, None)
    sys.modules.update(before)


def checked_only(race: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Contests check all their answers, and time nothing."""
    names: list[str] = []

    def run(self: Any, args: argparse.Namespace) -> None:
        self.check()
        names.extend(self.checks)
    monkeypatch.setattr(race.Contest, "run", run)
    return names


def test_the_nation_is_a_tree_and_its_spells_are_lives(bench: Callable[[str], ModuleType]) -> None:
    data = bench("data")
    tree, spells = data.nation(SMALL.units, SMALL.seed), data.history(SMALL.units, SMALL.spells, SMALL.seed)
    assert len(np.unique(tree.id)) == SMALL.units
    level = dict(zip(tree.id.tolist(), tree.level.tolist(), strict=True))
    assert all(parent == data.NONE or level[parent] == level[id] - 1 for id, parent in zip(tree.id.tolist(), tree.parent.tolist(), strict=True))
    assert (spells.since < spells.until).all()
    order = np.lexsort((spells.since, spells.id))
    same = spells.id[order][1:] == spells.id[order][:-1]
    assert (spells.until[order][:-1][same] == spells.since[order][1:][same]).all()
    again = data.history(SMALL.units, SMALL.spells, SMALL.seed)
    assert all(np.array_equal(values, getattr(again, name)) for name, values in vars(spells).items())


@pytest.mark.parametrize("as_text", [False, True])
def test_peers_of_a_history_agree(bench: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, as_text: bool) -> None:
    data, history = bench("data"), bench("history")
    names = checked_only(bench("race"), monkeypatch)
    full, spells = data.nation(SMALL.units, SMALL.seed), data.history(SMALL.units, SMALL.spells, SMALL.seed)
    history.building(SMALL, spells, full, None, as_text)
    assert len(names) == (6 if as_text else 7)


def test_peers_of_trees_and_tables_agree(bench: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    data, history = bench("data"), bench("history")
    names = checked_only(bench("race"), monkeypatch)
    full, spells = data.nation(SMALL.units, SMALL.seed), data.history(SMALL.units, SMALL.spells, SMALL.seed)
    history.tree_of_a_date(SMALL, spells, full, None)
    history.dead_spells(SMALL)
    history.keyed_by_text(SMALL, full)
    assert len(names) == 3 + 3 + 4 + 6


def test_peers_of_a_rollup_agree(bench: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    data, nation, rollup, race = bench("data"), bench("nation"), bench("rollup"), bench("race")
    names = checked_only(race, monkeypatch)
    tree = nation.history_of_one_day(data.nation(SMALL.units, SMALL.seed)).at(nation.ON)
    _, parent, end = nation.shape(tree)
    value = np.random.default_rng(1).integers(0, 60, len(parent))
    ours = tree.rollup(value).total
    contest = race.Contest("small", "myhao")
    rollup.peers(contest, parent, end, value, 1, lambda got: np.array_equal(np.asarray(got), ours))
    contest.run(SMALL)
    assert len(names) == 11


@pytest.mark.parametrize("quotas", [False, True])
def test_peers_of_an_evaluation_agree(bench: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, quotas: bool) -> None:
    evaluate = bench("evaluate")
    names = checked_only(bench("race"), monkeypatch)
    evaluate.contests(SMALL, quotas)
    assert len(names) == (12 if quotas else 10)


@pytest.mark.parametrize("form", ["rows", "sorted", "ids", "categorical", "texts", "badges"])
def test_peers_of_members_agree(bench: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    members = bench("members")
    names = checked_only(bench("race"), monkeypatch)
    for contest in members.contests(argparse.Namespace(**vars(SMALL), members=20_000, forms=form)):
        contest.run(SMALL)
    assert len(names) >= 7
