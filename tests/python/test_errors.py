# SPDX-License-Identifier: Apache-2.0
"""Bad input: which error, what it says, every problem at once, and nothing half-loaded."""
import datetime as dt
import pickle
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

mh = pytest.importorskip("myhao")


def row(id, **more):
    return {"id": id, "name": f"Unit {id}", "kind": "province", "since": "2020-01-01"} | more


@pytest.fixture
def town():
    return mh.History.from_records([row("Mỹ Hào", name="Mỹ Hào"), row("Bần", kind="grassroots_committee", parent="Mỹ Hào")])


# --- classes

@pytest.mark.parametrize(("error", "natural"), [("InvalidDate", ValueError), ("InvalidPeriod", ValueError), ("InvalidHistory", ValueError), ("UnknownUnit", KeyError),
                                                ("InvalidFacts", ValueError), ("InvalidRules", ValueError), ("InvalidDocument", ValueError)])
def test_each_error_is_an_error_of_this_library_and_the_natural_built_in(error, natural):
    kind = getattr(mh, error)
    assert issubclass(kind, mh.Error) and issubclass(kind, natural)
    made = kind.at("row 3", "not a day", "'x'", "YYYY-MM-DD")
    assert str(made) == "row 3: not a day; found 'x'; expected YYYY-MM-DD"
    assert len(made.problems) == 1 and made.problems[0].subject == "row 3"


def test_an_error_survives_pickling_with_its_problems(town):
    with pytest.raises(mh.UnknownUnit) as caught:
        town.spells("nowhere")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value) and again.problems == caught.value.problems


# --- suggestions

def test_an_unknown_unit_is_suggested_without_accents(town):
    tree = town.at("2020-06-01")
    for ask in (town.spells, town.life, tree.name, tree.subtree, tree.path, tree.rollup(dict.fromkeys(tree.ids, 1)).__getitem__):
        with pytest.raises(mh.UnknownUnit, match="did you mean 'Mỹ Hào'") as caught:
            ask("My Hao")
        assert isinstance(caught.value, KeyError)
        assert str(caught.value).startswith("unit 'My Hao'")


def test_a_misspelled_kind_and_column_are_suggested():
    with pytest.raises(mh.InvalidHistory, match="did you mean 'province'"):
        mh.History.from_records([row("a", kind="provnce")])
    with pytest.raises(mh.InvalidHistory, match="did you mean 'parent'"):
        mh.History.from_records([row("a", parrent=None)])
    with pytest.raises(mh.InvalidHistory, match="column 'since': the column is missing; did you mean it by 'sinse'"):
        mh.History.from_records([{"id": "a", "name": "A", "kind": "province", "sinse": "2020-01-01"}])


def test_a_column_that_only_looks_a_little_like_one_of_ours_is_left_alone():
    assert len(mh.History.from_records([row("a", node=1, note="x", population=5)])) == 1


# --- all at once

def test_every_problem_of_a_table_is_listed_with_its_row():
    rows = [row("a"), row("b", since="2020-02-30"), row("c", until="2019-01-01"), row("d", parent="zz"), row(5), row("e", kind="moon"),
            row("f", since=dt.datetime(2020, 1, 1, 8)), row("g", name=7), row("a", since="2019-01-01")]
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records(rows)
    subjects = [finding.subject for finding in caught.value.problems]
    for place in ("row 1, column 'since'", "row 2, column 'until'", "row 3, column 'parent'", "row 4, column 'id'", "row 5, column 'kind'", "row 6, column 'since'",
                  "row 7, column 'name'", "rows 0, 8"):
        assert sum(subject == place for subject in subjects) == 1, (place, subjects)
    assert len(subjects) == 8
    assert str(caught.value).startswith("8 problems:")


def test_a_message_shows_twenty_problems_and_the_count():
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records([row(str(i), since="soon") for i in range(50)])
    assert len(caught.value.problems) == 50
    lines = str(caught.value).splitlines()
    assert lines[0] == "50 problems:" and lines[-1] == "... and 30 more" and len(lines) == 22


def test_a_great_many_bad_rows_are_refused_whole():
    n = 200_000
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records({"id": np.arange(n), "name": ["x"] * n, "kind": ["province"] * n, "since": ["soon"] * n})
    assert len(caught.value.problems) == n


def test_problems_of_both_tables_come_together():
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records([row("a", since="soon")], [{"day": "2020-01-01", "before": None, "after": "a", "share": 0.5}, {"day": None, "before": "a", "after": None}])
    subjects = {finding.subject for finding in caught.value.problems}
    assert {"row 0, column 'since'", "successions, row 0, column 'share'", "successions, row 1, column 'day'"} <= subjects


# --- cells

@pytest.mark.parametrize("since", ["2020-1-1", "01/02/2020", "2020-13-01", "0000-01-01", "10000-01-01", "2020-01-01T00:00", "", 20200101, 1.5, True, b"2020-01-01",
                                   dt.datetime(2020, 1, 1, 0, 0, 1), dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc), dt.date(1, 1, 1), dt.time(), np.datetime64("2020-01-01T12"),
                                   np.datetime64("2020"), object(), None, float("nan")])
def test_what_is_no_day_is_refused(since):
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records([row("a", since=since)])
    assert [finding.subject for finding in caught.value.problems] == ["row 0, column 'since'"]


@pytest.mark.parametrize("id", [None, float("nan"), 1.5, float("inf"), True, b"a", 2**70, Decimal(1), object(), (1,), np.datetime64("2020-01-01")])
def test_what_is_no_id_is_refused(id):
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records([row(id)])
    assert [finding.subject for finding in caught.value.problems] == ["row 0, column 'id'"]


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 10 + "\udfff"])
def test_texts_that_cannot_be_stored_are_refused(name):
    for rows in ([row("a", name=name)], [row("a"), row(name)]):
        with pytest.raises(mh.InvalidHistory):
            mh.History.from_records(rows)


def test_two_ids_that_differ_only_in_composition_are_refused():
    with pytest.raises(mh.InvalidHistory, match="composed"):
        mh.History.from_records([row("M\u1ef9"), row("My\u0303")])


class Hostile:
    """Raises whatever is asked of it."""

    def __eq__(self, other):
        raise RuntimeError("eq")
    __hash__ = None

    def __repr__(self):
        raise RuntimeError("repr")

    def __str__(self):
        raise RuntimeError("str")

    def __index__(self):
        raise RuntimeError("index")

    def __float__(self):
        raise RuntimeError("float")

    def __bool__(self):
        raise RuntimeError("bool")


@pytest.mark.parametrize("column", ["id", "name", "kind", "parent", "since", "until", "ended", "form", "recorded", "void"])
def test_an_object_that_raises_is_one_problem_of_its_row(column):
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records([row("a"), row("b") | {column: Hostile()}])
    assert [finding.subject for finding in caught.value.problems] == [f"row 1, column '{column}'"]


ANY = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates() | st.datetimes(),
                   lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3), max_leaves=4)


@given(st.dictionaries(st.sampled_from(["id", "name", "kind", "parent", "since", "until", "ended", "form", "code", "recorded", "void"]), ANY))
def test_whatever_a_row_holds_only_known_errors_come_out(cells):
    for rows in ([row("a") | cells], cells):
        try:
            mh.History.from_records(rows)
        except (mh.Error, TypeError, ValueError, KeyError):
            pass


@given(ANY)
def test_whatever_is_handed_over_only_known_errors_come_out(value):
    history = mh.History.from_records([row("a")])
    tree = history.at("2020-06-01")
    for ask in (mh.History.from_records, lambda v: mh.History.from_records([], v), lambda v: mh.History.from_records([], scheme=v), history.at, history.spells, history.find,
                lambda v: history.changes(v, v), lambda v: history.rollup_series({"a": 1}, v), lambda v: history.rollup_series(v, ["2020-06-01"]), tree.rollup,
                tree.name, lambda v: v in tree, lambda v: v in history, mh.terms.on, mh.terms.series, mh.Findings, lambda v: mh.Scheme("s", v), mh.SchemeSeries):
        try:
            ask(value)
        except (mh.Error, TypeError, ValueError, KeyError):
            pass


# --- arguments

@pytest.mark.parametrize(("name", "call"), [
    ("rows", lambda h: mh.History.from_records(None)), ("rows", lambda h: mh.History.from_records("abc")), ("rows", lambda h: mh.History.from_records([1, 2])),
    ("rows", lambda h: mh.History.from_records({"id": 5})), ("successions", lambda h: mh.History.from_records([], 7)), ("scheme", lambda h: mh.History.from_records([], scheme=3)),
    ("strict", lambda h: mh.History.from_records([], strict="yes")), ("date", lambda h: h.at(20200101)), ("date", lambda h: h.at(None)), ("a", lambda h: h.changes(1, "2020-01-01")),
    ("b", lambda h: h.diff("2020-01-01", None)), ("on", lambda h: h.successors("Bần", on=3)), ("id", lambda h: h.spells(None)), ("id", lambda h: h.life(1.5)), ("text", lambda h: h.find(3)),
    ("dates", lambda h: h.rollup_series({}, "2020-01-01")), ("values", lambda h: h.at("2020-06-01").rollup(None)), ("id", lambda h: h.at("2020-06-01").name(["x"])),
    ("month_end", lambda h: mh.dates.add_months("2020-01-31", 1, month_end=0)), ("n", lambda h: mh.dates.add_months("2020-01-31", 1.0, month_end="clip")),
    ("state", lambda h: h.findings.filter(state=1)), ("kinds", lambda h: mh.Scheme("s", [1])), ("rank", lambda h: mh.Kind("k", "1")),
])
def test_a_wrong_type_is_a_type_error_that_names_the_argument(town, name, call):
    with pytest.raises(TypeError, match=rf"\b{name}\b"):
        call(town)


def test_a_generator_is_a_table_and_an_empty_one_an_empty_history():
    assert len(mh.History.from_records(row(i) for i in range(3))) == 3
    for nothing in ([], {}, iter(())):
        empty = mh.History.from_records(nothing)
        assert len(empty) == 0 and len(empty.at("2020-01-01")) == 0 and empty.ids == []


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(mh.InvalidHistory, match="same number of rows"):
        mh.History.from_records({"id": ["a", "b"], "name": ["A"], "kind": ["province"] * 2, "since": ["2020-01-01"] * 2})


def test_a_faulty_scheme_lists_every_fault_and_suggests():
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.Scheme("s", [mh.Kind("top", 1), mh.Kind("low", 1, under=("topp",)), mh.Kind("low", 2, under=("low",))])
    assert "did you mean 'top'" in str(caught.value) and len(caught.value.problems) >= 2


def test_months_lead_nowhere_is_an_invalid_date():
    with pytest.raises(mh.InvalidDate):
        mh.dates.add_months("2021-01-31", 1, month_end="error")
    with pytest.raises(mh.InvalidDate):
        mh.dates.add_months("9999-12-31", 10**9, month_end="clip")
    with pytest.raises(mh.InvalidDate, match="2021-2-29"):
        mh.dates.add_months("2021-02-29", 1, month_end="clip")
