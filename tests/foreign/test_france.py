# SPDX-License-Identifier: Apache-2.0
"""A real hierarchy that nobody here wrote: 39,299 French units over 77 years. Skipped where ../shared is not beside this clone."""
import datetime as dt
import sys
from pathlib import Path

import pytest

mh = pytest.importorskip("myhao")
sys.path.insert(0, str(Path(__file__).parent))
import france  # noqa: E402

FOLDER = Path(__file__).parents[3] / "shared/data/france"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no ../shared/data/france beside this clone")


@pytest.fixture(scope="module")
def history():
    return france.history(FOLDER)


@pytest.fixture(scope="module")
def units():
    pd = pytest.importorskip("pandas")
    return pd.read_csv(FOLDER / "units.csv", dtype=str)


def standing(units, day: str):
    """The spells of one day, by pandas alone."""
    return units[(units["since"] <= day) & (units["until"].isna() | (day < units["until"]))]


def test_the_reader_is_short_and_uses_public_names_only():
    text = (Path(__file__).parent / "france.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    assert "._" not in text and "_core" not in text


def test_all_units_and_spells_are_taken(history, units):
    assert len(history) == 39_299 == units["id"].nunique()
    assert sum(len(history.spells(id)) for id in history.ids) == 46_486 == len(units)


def test_the_number_of_communes_is_the_published_one_on_every_day(history):
    published = france.published_counts(FOLDER)
    assert len(published) == 21
    assert {day: len(france.communes(history.at(day))) for day in published} == published


def test_parts_of_communes_and_regions_on_the_first_day_of_2020(history):
    tree = history.at("2020-01-01")
    kinds = [tree.kind(id) for id in tree.ids]
    assert kinds.count("commune") == 34_968
    assert sum(kinds.count(kind) for kind in ("associated", "delegated", "city_district")) == 2_267
    assert kinds.count("region") == 18


def test_regions_are_merged_on_the_first_day_of_2016(history):
    before, after = history.at("2015-12-31"), history.at("2016-01-01")
    assert sum(before.kind(id) == "region" for id in before.ids) == 27
    moved = {change.id for change in history.changes("2015-12-31", "2016-01-01") if change.what == "moved" and after.kind(change.id) == "department"}
    expected = {id for id in after.ids if after.kind(id) == "department" and before.parent(id) != after.parent(id)}
    assert moved == expected and len(moved) > 50


@pytest.mark.parametrize("day", ["1943-01-01", "1968-01-01", "1975-12-31", "1976-01-01", "2016-01-01", "2020-01-01"])
def test_a_tree_is_what_a_scan_of_the_table_says(history, units, day):
    tree, table = history.at(day), standing(units, day)
    assert set(tree.ids) == set(table["id"])
    parents = {id: None if isinstance(parent, float) else parent for id, parent in zip(table["id"], table["parent"], strict=True)}
    assert {id: tree.parent(id) for id in tree.ids} == parents


def test_corsica_is_two_departments_from_1976(history):
    (split,) = [s for s in history.successions if s.event == "split" and "D20" in s.before]
    assert split.day == dt.date(1976, 1, 1) and split.after == ["D2A", "D2B"]
    assert history.successors("D20", "1980-01-01") == ["D2A", "D2B"]
    assert history.predecessors("D2A", "1970-01-01") == ["D20"]


def test_merged_communes_lead_to_what_stands_where_the_table_says(history):
    pairs = france.rows(FOLDER / "successions.csv")
    assert len(pairs) == 1_966
    for pair in pairs:
        line = history.lineage(pair["before"])
        assert any(str(s.day) == pair["day"] and pair["after"] in s.after for s in line.successors), pair
        assert any(pair["before"] in s.before for s in history.lineage(pair["after"]).predecessors), pair
        assert pair["after"] in history.successors(pair["before"], pair["day"]), pair


def test_a_commune_that_goes_on_as_a_part_of_another_keeps_its_id(history):
    # 01003 Amareins: a commune to 1974, then associated with 01165.
    changes = [change for change in history.changes("1973-12-31", "1974-01-01") if change.id == "01003"]
    assert {change.what for change in changes} == {"reclassified", "moved"}
    assert [change.new for change in changes if change.what == "moved"] == ["01165"]


def test_fifteen_ids_begin_again_and_no_succession_re_establishes_them(history):
    assert sum(len(history.life(id)) > 1 for id in history.ids) == 15
    gaps = {finding.subject for finding in history.findings.filter(rule="history.undocumented.gap")}
    # 78143 and 78620 came back from 91143 and 91620 on 1969-11-29: the table calls that reorganize, not re_establish.
    assert len(gaps) == 15 and gaps > {"unit '78143'", "unit '78620'"}


@pytest.mark.parametrize("day", ["1950-06-30", "1968-01-01", "1990-03-01", "2016-01-01", "2020-01-01"])
def test_a_roll_up_by_department_agrees_with_pandas(history, units, day):
    table = standing(units, day)
    communes = table[table["kind"] == "commune"]
    # A made-up weight, as the source has no figures: the last three digits of the code.
    weight = communes["id"].str[-3:].str.extract(r"(\d+)", expand=False).astype(int)
    expected = weight.groupby(communes["parent"]).sum()
    tree = history.at(day)
    by_mapping = tree.rollup(dict(zip(communes["id"], weight.tolist(), strict=True)))
    by_frame = tree.rollup(communes[["id"]].assign(value=weight))
    departments = [id for id in tree.ids if tree.kind(id) == "department"]
    assert len(departments) > 85
    assert {id: by_mapping[id] for id in departments} == {id: int(expected.get(id, 0)) for id in departments}
    assert by_frame.total.tolist() == by_mapping.total.tolist()
    assert by_mapping["FR"] == int(weight.sum())
    assert by_mapping.missing.tolist()[0] == len(tree) - len(communes)


def test_roll_ups_on_many_days_are_those_of_each_day(history, units):
    days = ["1960-01-01", "1976-01-01", "2016-01-01"]
    values = {id: 1 for id in history.ids if str(id)[0] != "D"}
    frame = history.rollup_series(values, days)
    for day in days:
        tree = history.at(day)
        sums = tree.rollup({id: 1 for id in tree.ids if str(id)[0] != "D"})
        of_day = frame[frame["date"] == day]
        got = dict(zip(of_day["id"], zip(of_day["total"], of_day["missing"], strict=True), strict=True))
        assert got == {id: (sums[id], int(missing)) for id, missing in zip(tree.ids, sums.missing, strict=True)}


def test_a_sweep_over_the_published_days_counts_the_published_communes(history):
    published = france.published_counts(FOLDER)
    # Each commune counts 1, whatever it was at other times: its rows are the spells in which it was one.
    values = [{"id": spell.id, "since": spell.since, "until": spell.until, "value": 1} for id in history.ids for spell in history.spells(id) if spell.kind == "commune"]
    steps = list(history.sweep(published, values, units=["FR"]))
    assert {step.date: step["FR"] for step in steps} == published
