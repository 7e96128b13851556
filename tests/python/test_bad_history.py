# SPDX-License-Identifier: Apache-2.0
"""What a careless or hostile user hands to a history: every fault is named with its place, all at once, and nothing of a refused table stays behind."""
import datetime as dt
import html.parser
import re
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bad_input
from bad_input import only_known_errors, places

mh = pytest.importorskip("myhao")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
KNOWN = (mh.Error, TypeError, ValueError, KeyError)
load = mh.History.from_records


def unit(id, **more):
    return {"id": id, "name": f"Unit {id}", "kind": "province", "since": "2020-01-01"} | more


def free(id, parent=None, since="2020-01-01", until=None):
    return {"id": id, "name": f"Unit {id}", "kind": "box", "parent": parent, "since": since, "until": until}


def refused(call, error=mh.InvalidHistory):
    return bad_input.refused(call, error)


# --- the shape of the hierarchy

def test_a_unit_cannot_stand_under_itself_in_any_scheme():
    for rows in ([free("a", "a")], [free("a"), free("b", "b")]):
        error = refused(lambda rows=rows: load(rows, scheme=mh.Scheme.free()))
        assert f"row {len(rows) - 1}" in str(error) and f"'{rows[-1]['id']}'" in str(error)
    assert "row 0" in str(refused(lambda: load([unit("a", parent="a")])))


def test_a_cycle_in_a_free_scheme_is_one_problem_that_names_every_unit_in_it():
    error = refused(lambda: load([free("top"), free("a", "c"), free("b", "a"), free("c", "b"), free("leaf", "c")], scheme=mh.Scheme.free()))
    text = str(error)
    assert len(error.problems) == 1
    assert all(f"'{id}'" in text for id in "abc") and "'leaf'" not in text and "'top'" not in text
    assert all(str(row) in error.problems[0].subject for row in (1, 2, 3))


def test_two_cycles_are_two_problems():
    error = refused(lambda: load([free("a", "b"), free("b", "a"), free("c", "d"), free("d", "c")], scheme=mh.Scheme.free()))
    assert len(error.problems) == 2


def test_a_cycle_is_searched_on_every_day_and_only_there():
    def swap(day):
        """b stands under a until `day`, a under b from 1 January 2021."""
        return [free("a", None, "2020-01-01", "2021-01-01"), free("a", "b", "2021-01-01"), free("b", "a", "2020-01-01", day), free("b", None, day)]
    assert len(load(swap("2021-01-01"), scheme=mh.Scheme.free())) == 2
    error = refused(lambda: load(swap("2021-01-02"), scheme=mh.Scheme.free()))
    assert "2021-01-01" in str(error)


def chain(length, closed):
    return {"id": np.arange(length), "name": ["x"] * length, "kind": ["box"] * length, "since": ["2020-01-01"] * length, "parent": [length - 1 if closed else None, *range(length - 1)]}


def test_a_very_deep_chain_does_not_exhaust_the_stack():
    length = 100_000
    tree = load(chain(length, False), scheme=mh.Scheme.free()).at("2020-06-01")
    assert tree.depth(length - 1) == length - 1 and len(tree.path(length - 1)) == length


def test_a_very_long_cycle_is_found_in_time_and_told_in_short():
    started = time.process_time()
    error = refused(lambda: load(chain(50_000, True), scheme=mh.Scheme.free()))
    assert len(error.problems) == 1 and len(str(error)) < 20_000
    assert time.process_time() - started < 10


def test_spells_of_one_unit_that_overlap_are_named_by_both_rows():
    error = refused(lambda: load([unit("a", until="2021-01-01"), unit("b"), unit("a", since="2020-12-31")]))
    assert len(error.problems) == 1
    assert re.search(r"\b0\b.*\b2\b", error.problems[0].subject) and "2020-12-31" in str(error) and "'a'" in str(error)
    error = refused(lambda: load([unit("a"), unit("a"), unit("a")]))
    assert all(re.search(rf"\b{row}\b", str(error)) for row in range(3))


def test_a_gap_is_not_an_error_but_a_finding_that_names_the_unit():
    history = load([unit("a", until="2021-01-01"), unit("a", since="2022-01-01")])
    gaps = [finding for finding in history.findings if "2022-01-01" in finding.observed + finding.text.en + finding.subject]
    assert gaps and all("a" in finding.subject or "'a'" in finding.text.en for finding in gaps)
    assert "a" not in history.at("2021-06-01") and "a" in history.at("2022-06-01")
    assert len(history.life("a")) == 2


@pytest.mark.parametrize(("since", "until"), [("2019-12-31", "2020-06-01"), ("2020-06-01", "2021-01-02"), ("2020-06-01", None), ("2018-01-01", "2019-01-01")])
def test_a_child_outside_the_life_of_its_parent_is_refused_or_listed(since, until):
    rows = [unit("p", until="2021-01-01"), unit("c", kind="grassroots_cell", parent="p", since=since, until=until)]
    error = refused(lambda: load(rows))
    assert len(error.problems) == 1 and "row 1" in places(error)[0] and "'p'" in str(error)
    lenient = load(rows, strict=False)
    day = "2018-06-01" if since < "2019" else "2019-12-31" if since < "2020" else "2021-01-01"
    assert lenient.at(day).detached == ["c"] and "c" not in lenient.at(day)
    assert any(f.state == "violated" and "detached" in f.rule for f in lenient.findings)


def test_a_child_in_the_gap_of_its_parent_is_outside_its_life():
    rows = [unit("p", until="2021-01-01"), unit("p", since="2022-01-01"), unit("c", kind="grassroots_cell", parent="p")]
    assert "row 2" in str(refused(lambda: load(rows)))


def test_an_unknown_parent_is_suggested_without_accents():
    rows = [unit("Mỹ Hào"), unit("Bần Yên Nhân", kind="grassroots_committee", parent="My Hao"), unit("Dị Sử", kind="grassroots_committee", parent="MỸ HÀO"), unit("x", kind="grassroots_cell", parent="qqqqqq")]
    error = refused(lambda: load(rows))
    assert places(error) == [f"row {row}, column 'parent'" for row in (1, 2, 3)]
    lines = str(error).splitlines()[1:]
    assert "'My Hao'" in lines[0] and "did you mean 'Mỹ Hào'" in lines[0] and "did you mean 'Mỹ Hào'" in lines[1] and "did you mean" not in lines[2]
    assert set(load(rows, strict=False).at("2020-06-01").detached) == {row["id"] for row in rows[1:]}  # never hung elsewhere


@pytest.mark.parametrize(("kind", "meant"), [("provnce", "province"), ("Province", "province"), ("DISTRICT", "district"), ("grassroot_committee", "grassroots_committee"), ("grassroots cell", "grassroots_cell")])
def test_a_kind_that_is_in_no_edition_is_suggested(kind, meant):
    error = refused(lambda: load([unit("a"), unit("b", kind=kind)]))
    assert places(error) == ["row 1, column 'kind'"] and f"'{kind}'" in str(error) and f"did you mean '{meant}'" in str(error)


@pytest.mark.parametrize(("kind", "since", "until"), [("district", "2025-07-01", None), ("district", "2020-01-01", None), ("commune", "2020-01-01", "2025-07-01"), ("commune", "2025-06-30", None)])
def test_a_kind_is_legal_in_every_edition_its_spell_meets(kind, since, until):
    error = refused(lambda: load([unit("p", since="2000-01-01"), unit("a", kind=kind, parent="p", since=since, until=until)]))
    assert len(error.problems) == 1 and "row 1" in places(error)[0] and f"'{kind}'" in str(error)


def test_a_kind_may_not_stand_under_what_its_edition_does_not_allow():
    rows = [unit("p"), unit("gc", kind="grassroots_cell", parent="p"), unit("c", kind="cell", parent="p"), unit("p2", parent="gc"), unit("g", kind="grassroots_cell", parent="gc")]
    error = refused(lambda: load(rows))
    assert sorted(re.search(r"row (\d)", place)[1] for place in places(error)) == ["2", "3", "4"]
    assert all(kind in str(error) for kind in ("'cell'", "'province'", "'grassroots_cell'"))


# --- periods and days

def test_a_life_of_no_days_and_one_that_runs_backwards_are_refused():
    error = refused(lambda: load([unit("a", until="2020-01-01"), unit("b"), unit("c", until="2019-12-31")]))
    assert places(error) == ["row 0, column 'until'", "row 2, column 'until'"]
    assert "'2019-12-31'" in str(error) or "2019-12-31" in str(error)


BAD_DAYS = ["2020-1-1", "20200101", "01/02/2020", " 2020-01-01", "2020-01-01 ", "2020-01-01T00:00:00", "2020-01-01 00:00", "2020-01-01Z", "2020-01-01+07:00", "2020-W01-1", "2020-001",
            "-2020-01-01", "+2020-01-01", "0000-01-01", "10000-01-01", "2020-00-10", "2020-13-10", "2020-01-00", "2020-01-32", "2019-02-29", "1900-02-29", "2020\u201001\u201001", "２０２０-01-01",
            "٢٠٢٠-01-01", "", "today", "2020-01-01\0", "2020", "2020-01", "0x20-01-01", "2020-01-1e", "99999999999999999999-01-01",
            dt.datetime(2020, 1, 1, 0, 0, 0, 1), dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc), dt.time(0), dt.timedelta(0), np.datetime64("2020-01-01T00:01"), np.datetime64("10000-01-01"),
            np.datetime64("0000-01-01"), np.datetime64("2020-01"), np.timedelta64(1, "D"), pd.Timestamp("2020-01-01 00:00:00.000000001"), pd.Timestamp("2020-01-01", tz="Asia/Ho_Chi_Minh"),
            pd.Period("2020-01-01"), 18262, 18262.0, True, b"2020-01-01", ["2020-01-01"], ("2020", "01", "01"), Decimal(1), 1j]


@pytest.mark.parametrize("column", ["since", "until", "recorded"])
def test_what_is_no_day_is_one_problem_of_its_cell(column):
    rows = [unit("good")] + [unit(f"u{row}") | {column: value} for row, value in enumerate(BAD_DAYS)]
    error = refused(lambda: load(rows))
    assert places(error) == [f"row {row}, column '{column}'" for row in range(1, len(rows))]
    assert "'2020-1-1'" in str(error) and "YYYY-MM-DD" in str(error)


@pytest.mark.parametrize("day", [value for value in BAD_DAYS if isinstance(value, str)])
def test_a_text_that_is_no_day_is_no_day_for_a_question_either(day):
    history = load([unit("a")])
    for ask in (history.at, history.known_at, lambda d: history.find("a", on=d), lambda d: history.changes(d, "2021-01-01"), lambda d: history.diff("2020-01-01", d),
                lambda d: history.successors("a", on=d), lambda d: history.crosswalk(d, d), lambda d: history.term_of("a", d), mh.terms.on, lambda d: history.rollup_series({"a": 1}, [d]),
                lambda d: mh.dates.add_months(d, 1, month_end="clip")):
        with pytest.raises(mh.InvalidDate) as caught:
            ask(day)
        assert isinstance(caught.value, ValueError) and len(caught.value.problems) == 1


def test_a_frame_column_of_moments_is_refused_with_its_rows_or_its_column():
    ids = {"id": ["a", "b"], "name": ["A", "B"], "kind": ["province"] * 2}
    midnight, noon = dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 1, 12)
    assert len(load(pd.DataFrame(ids | {"since": pd.to_datetime([midnight] * 2)}))) == 2
    for frame in (pd.DataFrame(ids | {"since": pd.to_datetime([midnight, noon])}), pl.DataFrame(ids | {"since": [midnight, noon]}), pa.table(ids | {"since": [midnight, noon]}),
                  pd.DataFrame(ids | {"since": pd.Series([midnight, noon], dtype=object)})):
        assert places(refused(lambda frame=frame: load(frame))) == ["row 1, column 'since'"]
    for frame in (pd.DataFrame(ids | {"since": pd.to_datetime([midnight] * 2).tz_localize("UTC")}), pl.DataFrame(ids | {"since": [midnight] * 2}).with_columns(pl.col("since").dt.replace_time_zone("UTC")),
                  pa.table(ids | {"since": pa.array([midnight] * 2, type=pa.timestamp("us", tz="UTC"))}), pd.DataFrame(ids | {"since": pd.to_timedelta([0, 0])}),
                  pl.DataFrame(ids | {"since": [dt.time(0)] * 2}), pl.DataFrame(ids | {"since": [1.0, 2.0]}), pa.table(ids | {"since": [True, False]})):
        with pytest.raises((mh.InvalidHistory, TypeError), match="'since'"):
            load(frame)


# --- ids

@pytest.mark.parametrize("id", [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT, float("inf"), 12.5, True, np.bool_(True), b"a", 2**63, -2**63 - 1, 10**30, 1e300, Decimal("NaN"), Fraction(1, 2), 1j, (), [],
                                {}, set(), object(), dt.date(2020, 1, 1), "a\0", "\ud800", "a\udfffb"])
def test_what_is_no_id_is_one_problem_of_its_row(id):
    neighbours = [unit(1)] if not isinstance(id, str) else [unit("z")]
    assert places(refused(lambda: load([*neighbours, unit(id, name="x")]))) == ["row 1, column 'id'"]


def test_a_whole_float_is_that_whole_number_and_comes_back_as_one():
    history = load([unit(12.0), unit(7, kind="grassroots_cell", parent=12.0), unit(-0.0), unit(2**53)])
    assert sorted(history.ids) == [0, 7, 12, 2**53]
    assert all(type(id) is int for id in history.ids) and history.at("2020-06-01").parent(7) == 12
    for column in (np.array([12, 13], dtype=np.float32), pd.Series([12.0, 13.0]), pl.Series([12.0, 13.0]), pl.Series([12, 13], dtype=pl.Float32), pa.array([12.0, 13.0]), [np.float64(12), 13]):
        assert load({"id": column, "name": ["x"] * 2, "kind": ["province"] * 2, "since": ["2020-01-01"] * 2}).ids == [12, 13]
    assert re.search(r"\b0\b.*\b1\b", places(refused(lambda: load([unit(12), unit(12.0)])))[0])  # one unit twice on one day


def test_a_whole_single_precision_scalar_is_that_whole_number():
    assert load([unit(np.float32(12))]).ids == [12]


def test_whole_numbers_at_the_ends_of_64_bits_are_ids():
    ends = [-2**63, 2**63 - 1]
    assert sorted(load([unit(id) for id in ends]).ids) == ends


@pytest.mark.parametrize(("rows", "bad"), [([unit("a"), unit(5)], 1), ([unit(5), unit("a")], 1), ([unit(12), unit("12")], 1), ([unit("a"), unit("b"), unit(1.0)], 2)])
def test_ids_are_all_text_or_all_whole_numbers(rows, bad):
    error = refused(lambda: load(rows))
    assert places(error) == [f"row {bad}, column 'id'"]
    with pytest.raises(mh.InvalidHistory, match="parent"):
        load([unit(1), unit(2, kind="grassroots_cell", parent="1")])


NFC, NFD = "M\u1ef9 H\u00e0o", "My\u0303 Ha\u0300o"


def test_ids_equal_only_after_normalising_are_one_error_and_never_one_unit():
    error = refused(lambda: load([unit(NFC), unit("other"), unit(NFD)]))
    assert len(error.problems) == 1 and re.search(r"\b2\b", places(error)[0])
    for frame in (pd.DataFrame([unit(NFC), unit(NFD)]), pl.DataFrame([unit(NFC), unit(NFD)]), pa.Table.from_pylist([unit(NFC), unit(NFD)])):
        refused(lambda frame=frame: load(frame))
    refused(lambda: load([unit(NFC), unit("c", kind="grassroots_cell", parent=NFD)]))


def test_a_question_in_the_other_composition_is_unknown_and_suggests_the_unit():
    history = load([unit(NFC)])
    for ask in (history.spells, history.life, history.lineage, history.at("2020-06-01").name):
        with pytest.raises(mh.UnknownUnit, match=f"did you mean '{NFC}'"):
            ask(NFD)
    assert NFD not in history.at("2020-06-01")


# --- texts

@pytest.mark.parametrize("column", ["id", "name", "kind", "parent", "form", "code", "system", "instrument"])
@pytest.mark.parametrize("text", ["a\0b", "\0", "\ud800", "\udfff", "ok\udc80"])
def test_nul_and_lone_surrogates_are_refused_in_every_text_column(column, text):
    error = refused(lambda: load([unit("a"), unit("b", kind="grassroots_cell", parent="a") | {column: text}]))
    assert places(error) == [f"row 1, column '{column}'"]
    str(error).encode()  # the message itself can be printed


@pytest.mark.parametrize("value", [5, 1.5, b"x", ["x"], {"x": 1}, object(), dt.date(2020, 1, 1), True])
@pytest.mark.parametrize("column", ["name", "kind", "form"])
def test_what_is_no_text_is_refused_with_its_cell(column, value):
    assert places(refused(lambda: load([unit("a"), unit("b") | {column: value}]))) == [f"row 1, column '{column}'"]


@pytest.mark.parametrize("column", ["name", "kind", "since"])
def test_a_missing_required_cell_is_refused(column):
    for nothing in (None, float("nan"), pd.NA, pd.NaT):
        assert places(refused(lambda nothing=nothing: load([unit("a"), unit("b") | {column: nothing}]))) == [f"row 1, column '{column}'"]


def test_every_missing_column_is_named_at_once():
    error = refused(lambda: load({"id": ["a"], "nam": ["A"]}))
    text = str(error)
    assert len(error.problems) == 3 and all(f"'{column}'" in text for column in ("name", "kind", "since")) and "'nam'" in text


def test_a_column_near_the_absent_name_is_not_dropped_in_silence():
    with pytest.raises(mh.InvalidHistory, match="'nam'"):
        load({"id": ["a"], "nam": ["A"], "kind": ["province"], "since": ["2020-01-01"]})


def test_a_missing_column_is_one_problem_and_not_one_for_each_row():
    error = refused(lambda: load({"id": np.arange(100), "name": ["x"] * 100, "since": ["2020-01-01"] * 100}))
    assert len(error.problems) == 1 and "column 'kind'" in str(error)


def test_an_ended_flag_is_a_flag():
    error = refused(lambda: load([unit("a", ended="yes"), unit("b", ended=2), unit("c", ended=True, until="2021-01-01"), unit("d", ended=True)]))
    assert {"row 0, column 'ended'", "row 1, column 'ended'"} <= set(places(error))
    assert not any("row 3" in place for place in places(error))


# --- every fault at once

def test_faults_of_every_kind_in_one_table_are_listed_once_each():
    rows = [unit("o"), unit("o", since="2021-01-01"), unit("q", until="2019-01-01"), unit("r", since="2020-02-30"), unit("s", kind="grassroots_cell", parent="P q"), unit(None), unit(7), unit("t", kind="moon"),
            unit("u", name="\0"), unit("v", until="2020-01-01"), unit("w", since=dt.datetime(2020, 1, 1, 9)), unit("x", kind="grassroots_cell", parent="p", since="2019-01-01"),
            unit("y", kind="cell", parent="p"), unit("e\u0301"), unit("\u00e9"), unit("z", kind="district", parent="p"), unit("p")]
    error = refused(lambda: load(rows))
    named = " ".join(places(error))
    for row in (*range(1, 13), 14, 15):
        assert re.search(rf"\b{row}\b", named), (row, named)
    assert len(error.problems) >= 14
    for column in ("since", "until", "parent", "id", "kind", "name"):
        assert f"column '{column}'" in named


def test_faults_in_successions_are_listed_with_those_of_the_rows():
    rows = [unit("Mỹ Hào", until="2021-01-01"), unit("b", since="2021-01-01"), unit("c", kind="moon")]
    pairs = [{"day": "2021-01-01", "before": "My Hao", "after": "b"}, {"day": "soon", "before": "Mỹ Hào", "after": "b"}, {"day": "2021-01-01", "before": None, "after": None},
             {"day": "2021-01-01", "before": "Mỹ Hào", "after": "b", "share": 0.5}, {"day": "2021-01-01", "before": "Mỹ Hào", "after": "b", "share": "1/0"},
             {"day": "2021-01-01", "before": "Mỹ Hào", "after": "b", "share": "3/2"}, {"day": "2021-01-01", "before": "Mỹ Hào", "after": "b", "share": "-1/2"},
             {"day": "2021-01-01", "before": "Mỹ Hào", "after": "b", "event": "merg"}, {"day": "2021-01-01", "before": "Mỹ Hào", "after": 5}]
    error = refused(lambda: load(rows, pairs))
    named = " | ".join(places(error))
    assert "row 2, column 'kind'" in named and "did you mean 'Mỹ Hào'" in str(error) and "did you mean 'merge'" in str(error)
    for row, column in ((0, "before"), (1, "day"), (3, "share"), (4, "share"), (5, "share"), (6, "share"), (7, "event"), (8, "after")):
        assert f"successions, row {row}, column '{column}'" in named, (row, named)
    assert "successions, row 2" in named


@pytest.mark.parametrize("pair", [
    {"day": "2020-06-01", "before": "a", "after": "b"},  # neither ends nor begins on that day
    {"day": "2021-01-01", "before": "b", "after": "a"},  # the wrong way round
    {"day": "2021-01-01", "before": "a", "after": "b", "event": "dissolve"},
    {"day": "2021-01-01", "before": "a", "after": "b", "event": "establish"},
    {"day": "2021-01-01", "before": None, "after": "b", "event": "dissolve"},
    {"day": "2021-01-01", "before": "a", "after": None, "event": "split"},
])
def test_a_succession_that_contradicts_the_spells_is_refused(pair):
    rows = [unit("a", until="2021-01-01"), unit("b", since="2021-01-01")]
    assert len(load(rows, [{"day": "2021-01-01", "before": "a", "after": "b"}]).successions) == 1
    error = refused(lambda: load(rows, [pair]))
    assert "successions" in places(error)[0] and "0" in places(error)[0]


def test_shares_given_away_beyond_the_whole_are_refused():
    rows = [unit("a", until="2021-01-01"), unit("b", since="2021-01-01"), unit("c", since="2021-01-01")]
    def pairs(one, other):
        return [{"day": "2021-01-01", "before": "a", "after": "b", "share": one}, {"day": "2021-01-01", "before": "a", "after": "c", "share": other}]
    assert len(load(rows, pairs("1/3", Fraction(2, 3))).successions) == 1
    error = refused(lambda: load(rows, pairs("2/3", "1/2")))
    assert "'a'" in str(error)


@pytest.mark.parametrize(("n", "fault"), [(200_000, {"since": "soon"}), (200_000, {"kind": "moon"}), (20_000, {"until": "2019-01-01"}), (20_000, {"parent": "nowhere"}), (20_000, {"name": "\0"})])
def test_two_hundred_thousand_bad_rows_are_counted_and_twenty_shown(n, fault):
    table = {"id": np.arange(n).astype(str).tolist(), "name": ["x"] * n, "kind": ["grassroots_cell" if "parent" in fault else "province"] * n, "since": ["2020-01-01"] * n}
    table |= {column: [value] * n for column, value in fault.items()}
    started = time.process_time()
    error = refused(lambda: load(table))
    assert time.process_time() - started < 10
    assert len(error.problems) == n
    lines = str(error).splitlines()
    assert lines[0].startswith(f"{n} ") and f"{n - 20} more" in lines[-1] and len(lines) == 22
    column = next(iter(fault))
    assert [f"row {row}, column '{column}'" in line for row, line in enumerate(lines[1:21])] == [True] * 20
    assert error.problems[n - 1].subject == f"row {n - 1}, column '{column}'"


# --- objects that fight back

def hostile(base=object, **methods):
    def fail(*_, **__):
        raise RuntimeError("never mind")
    return type("Hostile", (base,), {name: fail for name in methods or ("__eq__", "__hash__", "__repr__", "__str__", "__bool__", "__len__", "__index__", "__int__", "__float__", "__lt__", "__format__", "__array__",
                                                                             "__getattr__")})


class Liar:
    """Says it is a text."""
    __class__ = str


class Recursive(dict):
    def __getitem__(self, key):
        return self[key]


HOSTILE = {"everything": hostile()(), "eq": hostile(__eq__=1, __hash__=1)(), "hash": hostile(__hash__=1)(), "text": hostile(str, __eq__=1, __hash__=1, __len__=1, __iter__=1, __str__=1, __repr__=1)("a"),
           "number": hostile(int, __eq__=1, __hash__=1, __index__=1, __int__=1, __repr__=1)(3), "fraction": hostile(float, __eq__=1, __hash__=1, __float__=1, __repr__=1)(3.5),
           "liar": Liar(), "class": hostile, "recursive": Recursive(), "nan array": np.array([float("nan")])}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("column", ["id", "name", "kind", "parent", "since", "until", "ended", "form", "code", "system", "recorded", "void", "instrument"])
def test_no_object_in_a_cell_gets_its_own_error_out(column, name):
    rows = [unit("a"), unit("b", kind="grassroots_cell", parent="a") | {column: HOSTILE[name]}]
    for table in (rows, {column: [row.get(column) for row in rows] for column in rows[1]}, iter(rows)):
        try:
            load(table)
        except mh.InvalidHistory as error:
            assert any("1" in place for place in places(error)) and str(error)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_object_as_an_argument_gets_its_own_error_out(name):
    history, value = load([unit("a")]), HOSTILE[name]
    tree = history.at("2020-06-01")
    for ask in (load, lambda v: load([v]), lambda v: load({"id": v}), lambda v: load([], v), lambda v: load([], [v]), lambda v: load([], scheme=v), lambda v: load([], strict=v), history.at,
                history.spells, history.life, history.find, lambda v: history.find("a", on=v), lambda v: history.changes(v, v), lambda v: history.diff(v, v), lambda v: history.successors(v, on=v),
                lambda v: history.crosswalk(v, v), history.known_at, history.lineage, lambda v: history.term_of(v, "2020-01-01"), lambda v: history.term_of("a", "2020-01-01", series=v),
                lambda v: history.rollup_series(v, ["2020-06-01"]), lambda v: history.rollup_series({"a": v}, ["2020-06-01"]), lambda v: history.rollup_series({"a": 1}, [v]), tree.rollup, lambda v: tree.rollup({"a": v}),
                lambda v: tree.rollup([v]), tree.parent, tree.children, tree.subtree, tree.depth, lambda v: v in tree, mh.terms.on, mh.terms.series,
                lambda v: mh.Scheme(v, []), lambda v: mh.Scheme("s", v), lambda v: mh.Kind(v, 1), lambda v: mh.Kind("k", v), lambda v: mh.Kind("k", 1, under=v), mh.SchemeSeries, lambda v: mh.SchemeSeries([v]),
                lambda v: mh.SchemeSeries([(mh.Scheme.free(), v, v)]), lambda v: mh.posts.concurrent(v, "a", "b", on="2020-01-01"), lambda v: mh.structure.check(v), lambda v: mh.structure.check(tree, v),
                lambda v: mh.dates.add_months("2020-01-01", v, month_end="clip"), lambda v: mh.dates.add_months("2020-01-01", 1, month_end=v)):
        only_known_errors(lambda ask=ask: ask(value))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_object_as_an_argument_of_sweeps_areas_posts_and_terms_gets_its_own_error_out(name):
    history, value, day = load([unit("a")]), HOSTILE[name], "2020-06-01"
    tree, step, areas = history.at(day), next(iter(history.sweep([day]))), mh.areas.history([unit("x")])
    seat, holding, seats = {"unit": "a", "area": "x", "since": day}, {"person": 1, "unit": "a", "post": "p", "since": day}, mh.areas.Areas(areas, history, [])
    label = mh.Label("", "")
    for ask in (history.sweep, lambda v: history.sweep([v]), lambda v: history.sweep([day], v), lambda v: history.sweep([day], {"a": v}), lambda v: history.sweep([day], units=v), lambda v: history.sweep([day], units=[v]),
                lambda v: history.sweep([], measure=v), lambda v: history.rollup_series({}, [], units=v), lambda v: tree.rollup({}, measure=v), lambda v: history.carry({"a": 1}, day, day, measure=v),
                lambda v: step[v], lambda v: v in step, step.missing_of, lambda v: mh.areas.Areas(v, history, []), lambda v: mh.areas.Areas(areas, v, []), lambda v: mh.areas.Areas(areas, history, v),
                *(lambda v, column=column: mh.areas.Areas(areas, history, [seat | {column: v}]) for column in seat), lambda v: seats.of(v, day), lambda v: seats.of("a", v), lambda v: seats.units_in(v, day),
                mh.posts.Holdings, *(lambda v, column=column: mh.posts.Holdings([holding | {column: v}]) for column in holding), lambda v: mh.posts.Holdings([]).of(v, day), lambda v: mh.posts.Holdings([]).on(v),
                lambda v: mh.posts.check([], history, areas=v), lambda v: mh.posts.Bodies(history, []).spells(v), lambda v: v in mh.posts.Bodies(history, []), lambda v: mh.History.from_csv("id\n", scheme=v),
                lambda v: mh.History.from_csv("id\n", origin=v), lambda v: mh.History.from_csv("id\n", whole_ids=v), lambda v: history.term_of("a", day, own=v),
                lambda v: history.term_of("a", day, own=mh.terms.TermSeries("party", label, v)), lambda v: history.term_of("a", day, own=mh.terms.TermSeries(v, label, ())),
                lambda v: mh.structure.check_base(tree, "a", cells=v), lambda v: mh.structure.check_base(tree, "a", source=v), lambda v: mh.structure.check_base(tree, v), lambda v: tree.to_html(most_units=v)):
        only_known_errors(lambda ask=ask: ask(value))


def test_a_number_is_no_path():
    history = load([unit("a")])
    for write in (history.to_json, history.at("2020-06-01").to_html, history.at("2020-06-01").to_json):
        with pytest.raises(TypeError, match="path"):
            write(3)  # a file that somebody else has open


def test_a_mapping_that_raises_is_refused_as_a_row():
    class Row(dict):
        def __getitem__(self, key):
            raise RuntimeError("no")
        get = items = values = keys = __iter__ = __getitem__
    for table in ([unit("a"), Row(unit("b"))], Row({"id": ["a"]})):
        only_known_errors(lambda table=table: load(table))


@pytest.mark.parametrize("raised", [RuntimeError("disk"), OSError("disk"), ZeroDivisionError("disk"), ValueError("disk"), AttributeError("disk")])
def test_what_a_generator_raises_itself_is_not_hidden_and_leaves_nothing_behind(raised):
    # The caller's own error is no bad input: it comes out as it is, or as the cause of one of ours.
    def rows():
        yield unit("a")
        raise raised
    for table in (lambda: (rows(), ()), lambda: ([unit("a")], rows())):
        with pytest.raises((type(raised), *KNOWN)) as caught:
            load(*table())
        chain, error = [], caught.value
        while error is not None:
            chain.append(error)
            error = error.__cause__ or error.__context__
        assert raised in chain
    assert load([unit("a")]).ids == ["a"]


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interrupt_is_never_swallowed(raised):
    def rows():
        yield unit("a")
        raise raised
    with pytest.raises(raised):
        load(rows())


def test_a_table_that_changes_while_it_is_read_does_no_harm():
    rows = [unit("a"), unit("b")]

    class Grows(str):
        def __eq__(self, other):
            rows.clear()
            return str.__eq__(self, other)
        __hash__ = str.__hash__
    rows[0]["kind"] = Grows("province")
    only_known_errors(lambda: load(rows))


# --- tables

def test_a_column_named_twice_is_refused_by_name():
    double = pd.DataFrame([["a", "b", "A", "province", "2020-01-01"]], columns=["id", "id", "name", "kind", "since"])
    arrow = pa.Table.from_arrays([pa.array(["x"])] * 5, names=["id", "name", "name", "kind", "since"])
    for frame, column in ((double, "id"), (arrow, "name")):
        with pytest.raises((mh.InvalidHistory, ValueError), match=f"'?{column}'?"):
            load(frame)
    other = pd.DataFrame([["a", "A", "province", "2020-01-01", 1, 2]], columns=["id", "name", "kind", "since", "note", "note"])
    only_known_errors(lambda: load(other))


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table, dict])
def test_an_empty_table_is_an_empty_history(make):
    for columns in ({}, {"id": [], "name": [], "kind": [], "since": []}, {"id": [], "name": [], "kind": [], "parent": [], "since": [], "until": []}):
        history = load(make(columns))
        assert len(history) == 0 and history.ids == [] and len(history.at("2020-01-01")) == 0 and len(history.findings) == 0


def test_columns_of_different_lengths_are_refused_with_their_lengths():
    error = refused(lambda: load({"id": ["a", "b", "c"], "name": ["A"], "kind": ["province"] * 2, "since": ["2020-01-01"] * 3}))
    assert all(f"'{column}'" in str(error) for column in ("name", "kind")) and "3" in str(error)


@pytest.mark.parametrize("column", [np.zeros((2, 2)), np.array(5), np.array(["a", "b"], dtype="S1"), np.array([1 + 1j, 2]), np.array([(1, 2), (3, 4)], dtype=[("x", int), ("y", int)]), np.array([1, 2], dtype="m8[D]"),
                                    5, None, "ab", b"ab", {"a": 1}, {1, 2}, [[1], [2]], memoryview(b"ab"), range(2), pd.Series([[1], [2]]), pl.Series([[1], [2]]), pl.Series([{"a": 1}, {"a": 2}]),
                                    pa.array([[1], [2]]), pa.array([{"a": 1}, {"a": 2}]), pd.Series([1, 2], dtype="category"), pd.arrays.IntervalArray.from_breaks([0, 1, 2]), pd.Series([1, 2], index=[5, 5])])
@pytest.mark.parametrize("name", ["id", "name", "since"])
def test_a_column_of_a_strange_shape_is_read_or_refused(name, column):
    table = {"id": ["a", "b"], "name": ["A", "B"], "kind": ["province"] * 2, "since": ["2020-01-01"] * 2} | {name: column}
    only_known_errors(lambda: load(table))
    if name == "since":
        with pytest.raises(KNOWN, match="since|rows"):
            load(table)


@pytest.mark.parametrize("column", [pl.Series([b"a", b"b"]), pl.Series([dt.timedelta(1)] * 2), pl.Series([Decimal("1.5")] * 2), pl.Series([object(), object()], dtype=pl.Object), pl.Series([None, None]),
                                    pl.Series(["a", "b"], dtype=pl.Enum(["a", "b"])), pl.Series([2**64 - 1, 1], dtype=pl.UInt64), pl.Series([2**100, 1], dtype=pl.Int128)])
def test_strange_polars_types_are_read_or_refused(column):
    for name in ("id", "name", "kind", "since", "parent"):
        frame = pl.DataFrame({"id": ["a", "b"], "name": ["A", "B"], "kind": ["province"] * 2, "since": ["2020-01-01"] * 2}).with_columns(column.alias(name))
        only_known_errors(lambda frame=frame: load(frame))


# --- questions

def test_an_unknown_unit_is_a_key_error_with_a_suggestion_for_every_question():
    history = load([unit("Mỹ Hào"), unit("Bần Yên Nhân", kind="grassroots_committee", parent="Mỹ Hào")])
    tree = history.at("2020-06-01")
    day = "2020-06-01"
    for ask in (history.spells, history.life, history.lineage, lambda id: history.successors(id, on=day), lambda id: history.predecessors(id, on=day), lambda id: history.term_of(id, day),
                lambda id: history.rollup_series({id: 1}, [day]), lambda id: history.rollup_series([{"id": id, "since": day, "until": None, "value": 1}], [day]), lambda id: history.carry({id: 1}, day, day),
                tree.parent, tree.children, tree.ancestors, tree.path, tree.depth, tree.kind, tree.form, tree.name, tree.subtree, lambda id: tree.rollup({})[id]):
        with pytest.raises(mh.UnknownUnit) as caught:
            ask("My Hao")
        error = caught.value
        assert isinstance(error, KeyError) and isinstance(error, mh.Error)
        assert "'My Hao'" in str(error) and "did you mean 'Mỹ Hào'" in str(error) and not str(error).startswith('"')
        assert len(error.problems) == 1
        with pytest.raises(mh.UnknownUnit) as far:
            ask("zzzzzzzzzz")
        assert "did you mean" not in str(far.value)
    assert "My Hao" not in tree and "My Hao" not in history


def test_an_unknown_unit_of_a_roll_up_is_suggested():
    tree = load([unit("Mỹ Hào")]).at("2020-06-01")
    for values in ({"My Hao": 1}, pd.DataFrame({"id": ["My Hao"], "value": [1]})):
        with pytest.raises(mh.UnknownUnit, match="did you mean 'Mỹ Hào'"):
            tree.rollup(values)


def test_all_unknown_units_of_one_roll_up_are_named_at_once():
    tree = load([unit("a")]).at("2020-06-01")
    with pytest.raises(mh.UnknownUnit) as caught:
        tree.rollup({"x1": 1, "a": 2, "x2": 3})
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("value", [1.5, float("inf"), "1", True, 2**63, -2**63 - 1, Decimal("1.5"), Fraction(1, 3), 1j, [1], object(), dt.date(2020, 1, 1)])
def test_a_value_that_cannot_be_added_exactly_is_refused_by_name(value):
    tree = load([unit("a"), unit("b")]).at("2020-06-01")
    for values in ({"a": 1, "b": value}, [1, value]):
        with pytest.raises((mh.InvalidFacts, TypeError)) as caught:
            tree.rollup(values)
        assert re.search(r"'?b'?|\b1\b|value", str(caught.value))


def test_missing_values_are_missing_and_not_zero():
    tree = load([unit("a"), unit("b", kind="grassroots_cell", parent="a"), unit("c", kind="grassroots_cell", parent="a"), unit("d", kind="grassroots_cell", parent="a")]).at("2020-06-01")
    for nothing in (None, float("nan"), pd.NA, np.float64("nan")):
        total = tree.rollup({"a": 0, "b": 5, "c": nothing})
        assert total["a"] == 5 and list(total.missing) == [2, 0, 1, 1]


def test_sums_beyond_64_bits_are_refused_and_sums_at_the_end_are_not():
    tree = load([unit("a"), unit("b", kind="grassroots_cell", parent="a"), unit("c", kind="grassroots_cell", parent="a")]).at("2020-06-01")
    assert tree.rollup({"a": 0, "b": 2**63 - 2, "c": 1})["a"] == 2**63 - 1
    for values in ({"b": 2**63 - 1, "c": 1}, {"b": -2**63, "c": -1}):
        with pytest.raises(mh.InvalidFacts, match="64"):
            tree.rollup(values)


@pytest.mark.parametrize("values", [[1], [1, 2, 3], [], np.zeros((2, 1), dtype=int), np.array(1), "ab", b"ab", 5, pd.DataFrame({"id": ["a", "a"], "value": [1, 2]}), pd.DataFrame({"ids": ["a"], "value": [1]}), pd.DataFrame({"id": ["a"]}),
                                    pl.DataFrame({"id": ["a", None], "value": [1, 2]})])
def test_values_that_do_not_fit_the_tree_are_refused(values):
    tree = load([unit("a"), unit("b")]).at("2020-06-01")
    with pytest.raises((mh.InvalidFacts, mh.UnknownUnit, TypeError, ValueError)) as caught:
        tree.rollup(values)
    assert str(caught.value)


@pytest.mark.parametrize("values", [[{"id": "a", "since": "2020-06-01", "until": "2020-01-01", "value": 1}, {"id": "zz", "since": "soon", "until": None, "value": "x"}]])
def test_every_fault_of_dated_values_is_listed_with_its_row(values):
    with pytest.raises((mh.InvalidFacts, mh.UnknownUnit)) as caught:
        load([unit("a")]).rollup_series(values, ["2020-06-01"])
    named = " ".join(places(caught.value))
    assert len(caught.value.problems) >= 3 and "row 0" in named and "row 1, column 'since'" in named and "row 1, column 'value'" in named


@pytest.mark.parametrize(("argument", "call"), [
    ("rows", lambda h, t: load(5)), ("rows", lambda h, t: load("a,b")), ("rows", lambda h, t: load(b"a")), ("rows", lambda h, t: load([unit("a"), "b"])), ("rows", lambda h, t: load([[1, 2]])),
    ("successions", lambda h, t: load([], "a")), ("successions", lambda h, t: load([], [5])), ("scheme", lambda h, t: load([], scheme=None)), ("scheme", lambda h, t: load([], scheme=mh.Kind("a", 1))),
    ("strict", lambda h, t: load([], strict=1)), ("strict", lambda h, t: load([], strict=None)), ("date", lambda h, t: h.at(dt.time())), ("on", lambda h, t: h.find("a", on=5)), ("text", lambda h, t: h.find(b"a")),
    ("a", lambda h, t: h.crosswalk(None, "2020-01-01")), ("b", lambda h, t: h.crosswalk("2020-01-01", 5)), ("dates", lambda h, t: h.rollup_series({"a": 1}, 5)), ("dates", lambda h, t: h.rollup_series({"a": 1}, [5])),
    ("id", lambda h, t: t.parent(None)), ("id", lambda h, t: t.subtree(b"a")), ("id", lambda h, t: t.depth(True)), ("id", lambda h, t: h.term_of([], "2020-01-01")), ("values", lambda h, t: t.rollup(5)),
    ("series", lambda h, t: h.term_of("a", "2020-01-01", series=5)), ("holdings", lambda h, t: mh.posts.concurrent(5, "a", "b", on="2020-01-01")), ("tree", lambda h, t: mh.structure.check("a")),
    ("on", lambda h, t: mh.posts.concurrent([], "a", "b", on=5)), ("kinds", lambda h, t: mh.Scheme("s", kinds=5)), ("name", lambda h, t: mh.Scheme(5, kinds=[])), ("name", lambda h, t: mh.Kind(5, 1)),
    ("rank", lambda h, t: mh.Kind("k", 1.5)), ("rank", lambda h, t: mh.Kind("k", True)), ("under", lambda h, t: mh.Kind("k", 1, under="abc")), ("under", lambda h, t: mh.Kind("k", 1, under=(5,))),
    ("role", lambda h, t: mh.Kind("k", 1, role=5)), ("gradable", lambda h, t: mh.Kind("k", 1, gradable="yes"))
])
def test_a_wrong_type_names_its_argument(argument, call):
    history = load([unit("a")])
    with pytest.raises(TypeError, match=rf"\b{argument}\b"):
        call(history, history.at("2020-06-01"))


def test_every_fault_of_a_scheme_and_of_a_series_is_listed_at_once():
    error = refused(lambda: mh.Scheme("s", [mh.Kind("Tỉnh", 1), mh.Kind("Huyện", 2, under=("Tinh",)), mh.Kind("Xã", 2, under=("Huyện",)), mh.Kind("Xã", 3), mh.Kind("", 4)]))
    text = str(error)
    assert len(error.problems) >= 4 and "did you mean 'Tỉnh'" in text and "'Xã'" in text
    one, two = mh.Scheme("one", [mh.Kind("a", 1)]), mh.Scheme("two", [mh.Kind("a", 1)])
    assert len(refused(lambda: mh.SchemeSeries([(one, None, "2021-01-01"), (two, "2020-01-01", "2022-01-01"), (one, "2021-06-01", None)])).problems) == 2


def test_an_inverted_edition_is_listed_with_the_other_faults_of_its_series():
    one, two = mh.Scheme("one", [mh.Kind("a", 1)]), mh.Scheme("two", [mh.Kind("a", 1)])
    error = refused(lambda: mh.SchemeSeries([(one, None, "2021-01-01"), (two, "2020-01-01", "2022-01-01"), (one, "2025-01-01", "2024-01-01")]))
    assert len(error.problems) == 2


def test_periods_that_run_backwards_are_refused_for_questions_too():
    history = load([unit("a")])
    for ask in (history.changes, history.diff, history.crosswalk):
        with pytest.raises(mh.InvalidPeriod) as caught:
            ask("2021-01-01", "2020-01-01")
        assert isinstance(caught.value, ValueError) and "2021-01-01" in str(caught.value) and "2020-01-01" in str(caught.value) and len(caught.value.problems) == 1


# --- nothing half-loaded

GOOD = [unit("Mỹ Hào"), unit("Bần", kind="grassroots_committee", parent="Mỹ Hào"), unit("Chi bộ", kind="cell", parent="Bần")]
BAD = [[*GOOD, unit("Mỹ Hào")], [*GOOD, unit("x", kind="moon")], [*GOOD, unit("x", since="soon")], [*GOOD, unit(5)], [*GOOD, unit("\0")], [unit("zz", kind="cell", parent="no"), *GOOD]]


def test_a_refused_table_leaves_no_trace_and_its_good_rows_load_afterwards():
    clean = subprocess.run([sys.executable, "-c", f"import myhao as mh; print(mh.History.from_records({GOOD!r}).digest)"], capture_output=True, text=True, check=True, encoding="utf-8").stdout.strip()
    for bad in BAD:
        refused(lambda bad=bad: load(bad))
        history = load(GOOD)
        assert str(history.digest) == clean and history.ids == load(GOOD[:]).ids and len(history) == 3
        assert not [finding for finding in history.findings if "x" == finding.subject]
        with pytest.raises(mh.UnknownUnit):
            history.spells("x")


def test_an_input_is_never_changed_whether_it_is_taken_or_refused():
    for rows in (GOOD, *BAD[:3]):
        for make in (lambda r: [dict(row) for row in r], pd.DataFrame, pl.DataFrame, pa.Table.from_pylist):
            given_, kept = make(rows), make(rows)
            only_known_errors(lambda given_=given_: load(given_))
            assert given_.equals(kept) if hasattr(given_, "equals") else given_ == kept


def test_a_failed_question_changes_nothing():
    history = load(GOOD)
    tree, digest = history.at("2020-06-01"), history.digest
    before = tree.digest, tree.ids, tree.rollup({"Bần": 1})["Mỹ Hào"]
    for ask in (lambda: tree.rollup({"zz": 1}), lambda: tree.rollup([1]), lambda: history.at("soon"), lambda: history.spells("zz"), lambda: tree.subtree("zz")):
        with pytest.raises(KNOWN):
            ask()
    assert (tree.digest, tree.ids, tree.rollup({"Bần": 1})["Mỹ Hào"]) == before and history.digest == digest


# --- hostile names where something is shown

NAMES = ["<script>alert(1)</script>", "</td></tr></table><img src=x onerror=alert(1)>", "\"quoted\" 'single'", "line\nbreak\r\nand\ttab", "`tick` ```js", "]]> --> <!-- -->", "a\\", "a\\\"; evil -> node; \"", "&amp; &lt;", "{a|b}",
         "\"] --> evil[\"x", "end", "%%{init: {}}%%", "\u202egnp.exe", "\u2028\u2029\x85", "javascript:alert(1)", "#quot;#35;", "subgraph x", "click a href \"javascript:1\"", "\\N\\L\\E<\\G>"]


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.seen = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, tuple(sorted(name for name, _ in attrs))))

    def handle_endtag(self, tag):
        self.seen.append(("/", tag))

    def handle_comment(self, data):
        self.seen.append(("comment", data))

    def handle_decl(self, decl):
        self.seen.append(("decl", decl))

    handle_pi = unknown_decl = handle_decl


def named(names):
    """One province over as many cells, by these names and forms; ids alike, so that the order of siblings does not depend on the names."""
    until = "2021-01-01"
    return load([unit(0, name=names[0], form=names[0], until=until)] + [unit(n, name=name, form=name, kind="grassroots_cell", parent=0, until=until) for n, name in enumerate(names) if n > 0]
                + [unit(0, name=names[0], since=until)] + [unit(n, name=name + "2", form="x", kind="grassroots_cell", parent=0, since=until) for n, name in enumerate(names) if n > 0],
                [{"day": until, "before": 1, "after": 1, "share": "1"}] if False else ())


def shown(history):
    tree = history.at("2020-06-01")
    return {"history": history, "tree": tree, "subtree": tree.subtree(1), "findings": history.findings, "changes": history.diff("2020-06-01", "2021-06-01"), "lineage": history.lineage(1), "rollup": tree.rollup({1: 5}),
            "matches": history.find("a"), "scheme": history.scheme, "structure": mh.structure.check(tree)}


def test_hostile_names_are_never_markup():
    plain, evil = shown(named([f"a{n}" for n in range(len(NAMES))])), shown(named(NAMES))
    checked = 0
    for name, value in evil.items():
        if not hasattr(value, "_repr_html_"):
            continue
        checked += 1
        text = value._repr_html_()
        assert Tags(text).seen == Tags(plain[name]._repr_html_()).seen, name
        assert "<script" not in text and "<img" not in text and "\u202e" not in text, name
        text.encode()
    assert checked >= 5


def test_hostile_ids_kinds_and_forms_are_never_markup():
    def text_ids(names):
        return load([{"id": name, "name": name, "kind": name, "form": name, "code": name, "since": "2020-01-01"} for name in names], scheme=mh.Scheme.free())
    order = sorted(NAMES)
    plain, evil = text_ids([f"a{n:02}" for n in range(len(order))]), text_ids(order)
    for a, b in ((plain, evil), (plain.at("2020-06-01"), evil.at("2020-06-01")), (plain.findings, evil.findings)):
        assert Tags(a._repr_html_()).seen == Tags(b._repr_html_()).seen
    tags = Tags(mh.Scheme(NAMES[0], [mh.Kind(name, n) for n, name in enumerate(NAMES)])._repr_html_()).seen
    assert tags == Tags(mh.Scheme("a", [mh.Kind(f"a{n}", n) for n in range(len(NAMES))])._repr_html_()).seen


def outside_quotes(text):
    """A dot text with every quoted string emptied: a backslash takes the next character with it."""
    assert not re.search(r'(?s)"(?:[^"\\]|\\.)*$', re.sub(r'(?s)"(?:[^"\\]|\\.)*"', "", text))
    return re.sub(r'(?s)"(?:[^"\\]|\\.)*"', '""', text)


def test_hostile_names_never_leave_their_quotes_in_dot():
    plain, evil = named([f"a{n}" for n in range(len(NAMES))]), named(NAMES)
    assert outside_quotes(evil.at("2020-06-01").to_dot()) == outside_quotes(plain.at("2020-06-01").to_dot())
    for name in NAMES:
        text = named([name, "x"]).at("2020-06-01").to_dot()
        assert outside_quotes(text) == outside_quotes(named(["a", "x"]).at("2020-06-01").to_dot()), name
        assert "\0" not in text and not re.search(r"label=<", text)
    assert "\\\\N" in named([NAMES[-1], "x"]).at("2020-06-01").to_dot()  # an escape of dot is shown, not obeyed


def test_hostile_names_never_leave_their_quotes_in_mermaid():
    plain = named(["a", "b"]).at("2020-06-01").to_mermaid()
    for name in NAMES:
        text = named([name, "b"]).at("2020-06-01").to_mermaid()
        assert len(text.splitlines()) == len(plain.splitlines()), name
        assert text.count('"') == plain.count('"'), name
        assert re.sub(r'"[^"]*"', '""', text) == re.sub(r'"[^"]*"', '""', plain), name
        assert '"`' not in text and "<script" not in text and "<img" not in text and "%%{" not in text, name


def test_hostile_names_stay_on_their_line_in_text():
    plain, evil = named([f"a{n}" for n in range(len(NAMES))]).at("2020-06-01").to_text(), named(NAMES).at("2020-06-01").to_text()
    assert len(evil.splitlines()) == len(plain.splitlines())
    assert "\u202e" not in evil


def test_a_value_in_a_message_cannot_forge_a_line():
    error = refused(lambda: load([unit("a", since="2020-01-01\n"), unit("b", since="x\n3 problems:\rrow 7"), unit("c\nd", kind="moon")]))
    assert len(error.problems) == 3 and len(str(error).splitlines()) == 4


def test_a_message_with_hostile_values_stays_one_line_for_each_problem():
    error = refused(lambda: load([unit("a", kind=name) for name in NAMES]))
    assert len(error.problems) >= len(NAMES) and len(str(error).splitlines()) == 22
    assert Tags(error.problems._repr_html_()).seen.count(("script", ())) == 0
    error = refused(lambda: load([unit("a", kind="x" * 1_000_000)]))
    assert len(str(error)) < 10_000


# --- junk

CELL = st.one_of(st.none(), st.booleans(), st.integers(-2**70, 2**70), st.integers(0, 4), st.floats(), st.text(max_size=6), st.sampled_from(["a", "b", "c", "2020-01-01", "2021-01-01", "province", "grassroots_cell", "moon",
                 NFC, NFD, "\0", "\ud800", float("nan"), pd.NA, pd.NaT, b"x", dt.date(2020, 5, 1), dt.datetime(2020, 5, 1), np.int8(3), np.float32(2), np.datetime64("NaT"), Decimal("sNaN"), object, (), {}]), st.dates(),
                 st.datetimes(), st.binary(max_size=3), st.fractions(), st.decimals(), st.complex_numbers(), st.lists(st.integers(), max_size=2))
COLUMNS = st.sampled_from(["id", "name", "kind", "parent", "since", "until", "ended", "form", "code", "system", "recorded", "void", "instrument", "parrent", "", "\0", "id ", "ID"])
FORMS = {"rows": lambda t: [dict(zip(t, row, strict=True)) for row in zip(*t.values(), strict=True)], "columns": dict, "arrays": lambda t: {name: np.array([*values, None], dtype=object)[:-1] for name, values in t.items()},
         "pandas": lambda t: pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in t.items()}), "inferred": lambda t: pd.DataFrame(t)}


@st.composite
def tables(draw):
    size = draw(st.integers(0, 4))
    return {name: draw(st.lists(CELL, min_size=size, max_size=size)) for name in draw(st.lists(COLUMNS, unique=True, max_size=8))}


@settings(max_examples=150)
@given(tables(), st.sampled_from(sorted(FORMS)), st.sampled_from(["cpv", "free"]), st.booleans())
def test_whatever_the_table_only_known_errors_come_out(table, form, scheme, strict):
    base = {"id": ["a", "b", "c", "d"], "name": ["A"] * 4, "kind": ["province"] * 4, "since": ["2020-01-01"] * 4}
    size = len(next(iter(table.values()))) if table else 4
    for columns in (table, {name: values[:size] for name, values in base.items()} | table):
        try:
            made = FORMS[form](columns)
        except Exception:  # the frame library refuses it before we see it  # noqa: BLE001, S112
            continue
        only_known_errors(lambda made=made: load(made, scheme=mh.Scheme.free() if scheme == "free" else "cpv", strict=strict))


@settings(max_examples=100)
@given(tables(), st.sampled_from(sorted(FORMS)))
def test_whatever_the_successions_only_known_errors_come_out(table, form):
    table = {{"id": "before", "name": "after", "kind": "day", "parent": "event", "since": "share"}.get(name, name): values for name, values in table.items()}
    rows = [unit("a", until="2021-01-01"), unit("b", since="2021-01-01"), unit("c")]
    size = len(next(iter(table.values()))) if table else 1
    for columns in (table, {"day": ["2021-01-01"] * size, "before": ["a"] * size, "after": ["b"] * size} | table):
        try:
            made = FORMS[form](columns)
        except Exception:  # noqa: BLE001, S112
            continue
        only_known_errors(lambda made=made: load(rows, made))


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([None, *"abcde"]), st.integers(0, 6), st.integers(0, 7)), max_size=8))
def test_small_random_hierarchies_are_taken_exactly_when_they_are_sound(spells):
    # An independent reading: periods are not empty, spells of one id do not overlap, a parent lives on every day of its child, and no day has a cycle.
    def day(n):
        return f"2020-01-0{n + 1}"
    rows = [free(id, parent, day(since), day(until)) for id, parent, since, until in spells]
    sound = all(since < until for _, _, since, until in spells)
    for d in range(8):
        standing = [(id, parent) for id, parent, since, until in spells if since <= d < until]
        above = dict(standing)
        sound &= len(above) == len(standing) and all(parent is None or parent in above for parent in above.values())
        for id in above:
            seen, at = set(), id
            while at is not None and at not in seen:
                seen.add(at)
                at = above.get(at)
            sound &= at is None
    if sound:
        assert set(load(rows, scheme=mh.Scheme.free()).ids) == {row["id"] for row in rows}
    else:
        refused(lambda: load(rows, scheme=mh.Scheme.free()))
