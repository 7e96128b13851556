# SPDX-License-Identifier: Apache-2.0
"""What a careless or hostile user hands over as facts: every cell that cannot be read is named, nothing is rounded, a missing value is never a value."""
import datetime as dt
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
WORDS = [mh.Fact("results", "level"), mh.Fact("others", "level"), mh.Fact("state", "grade", na=True), mh.Fact("met", "count"), mh.Fact("score", "decimal"), mh.Fact("disciplined", "flag"), mh.Fact("founded", "date")]
IDS = ["Mỹ Hào", "Bần", "Dị Sử", "Nhân Hòa"]


@pytest.fixture(scope="module")
def tree():
    return mh.History.from_records({"id": IDS, "name": IDS, "kind": ["district"] + ["grassroots_committee"] * 3, "parent": [None] + ["Mỹ Hào"] * 3, "since": ["2019-01-01"] * 4, "until": ["2025-07-01"] * 4}).at("2020-12-31")


def facts(tree, columns, words=WORDS):
    return mh.Facts(tree, {"id": IDS[1:1 + max(len(values) for values in columns.values())]} | columns, words)


def refused(call, error=mh.InvalidFacts):
    return bad_input.refused(call, error)


FRAMES = {"columns": dict, "rows": lambda t: [dict(zip(t, row, strict=True)) for row in zip(*t.values(), strict=True)], "pandas": pd.DataFrame, "pandas objects": lambda t: pd.DataFrame(t, dtype=object),
          "polars": pl.DataFrame, "pyarrow": pa.table}
TABLES = {name: make for name, make in FRAMES.items() if name != "rows"}


# --- levels, grades and flags

@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
def test_a_level_that_is_none_is_refused_with_its_row_and_a_near_one(tree, make):
    error = refused(lambda: mh.Facts(tree, make({"id": IDS[1:], "results": ["excelent", "good", "gööd!"]}), WORDS))
    assert places(error) == ["row 0, column 'results'", "row 2, column 'results'"]
    assert "'excelent'" in str(error) and "did you mean 'excellent'" in str(error) and "did you mean 'good'" in str(error)


@pytest.mark.parametrize("text", ["GOOD", "Good", "good", "góod"])
def test_a_level_in_another_case_or_with_accents_is_that_level_or_suggests_it_and_never_another(tree, text):
    try:
        assert facts(tree, {"results": [text]}).value("Bần", "results") == "good"
    except mh.InvalidFacts as error:
        assert "did you mean 'good'" in str(error)  # noqa: PT017


@pytest.mark.parametrize("value", ["", " ", "null", "None", "nan", "NaN", "N/A", "-", "?", "0", "not_completed", "go od", "good\0", "\ud800", 0, 1, 1.0, True, b"good", ["good"], object(), dt.date(2020, 1, 1)])
def test_nothing_that_is_no_level_becomes_one_or_is_taken_as_missing(tree, value):
    assert places(refused(lambda: facts(tree, {"results": ["good", value]}))) == ["row 1, column 'results'"]


def test_a_grade_is_not_a_level(tree):
    error = refused(lambda: facts(tree, {"results": ["completed", "not_completed"], "state": ["average", "poor"]}))
    assert sorted(places(error)) == sorted(f"row {row}, column '{name}'" for name in ("results", "state") for row in (0, 1))


@pytest.mark.parametrize("value", ["true", "yes", "1", "", 1, 0, 1.0, 0.0, "False", b"1", [True], np.int8(1), Decimal(1)])
def test_flags_are_booleans_and_nothing_else(tree, value):
    assert places(refused(lambda: facts(tree, {"disciplined": [True, value]}))) == ["row 1, column 'disciplined'"]


@pytest.mark.parametrize("column", [pl.Series([1, 0]), pd.Series([1.0, 0.0]), np.array([1, 0]), pa.array(["true", "false"]), pd.Series(["True", "False"])])
def test_a_whole_column_of_no_flags_is_refused(tree, column):
    with pytest.raises((mh.InvalidFacts, TypeError), match="disciplined"):
        mh.Facts(tree, {"id": IDS[:2], "disciplined": column}, WORDS)


# --- numbers

@pytest.mark.parametrize("value", [-1, "-1", -0.5, 2.5, "2.5", "2,5", "1.000", "1 000", "1e3", "0x10", "١٢", "１２", "", " 3", "3 ", "3\n", "three", "1_000", "+3", "--3", float("inf"), float("-inf"), "inf", "nan", True, False, "True", 2**63, "9223372036854775808",
                                   10**30, 1e300, Decimal("2.5"), Decimal("NaN"), Fraction(1, 2), 1j, b"3", [3], dt.date(2020, 1, 1), object()])
def test_what_is_no_count_is_refused_with_its_cell(tree, value):
    error = refused(lambda: facts(tree, {"met": [3, value]}))
    assert places(error) == ["row 1, column 'met'"]


@pytest.mark.parametrize(("value", "read"), [(3, 3), ("3", 3), (3.0, 3), (np.int64(3), 3), (np.uint8(3), 3), (0, 0), (-0.0, 0), (Decimal(3), 3), (10**12, 10**12)])
def test_a_whole_number_in_any_dress_is_that_count(tree, value, read):
    held = facts(tree, {"met": [value]}).value("Bần", "met")
    assert held == read and type(held) is int


def test_a_count_beyond_what_is_counted_says_what_was_expected(tree):
    for value in (2**62, 2**64, "99999999999999999999"):
        error = refused(lambda value=value: facts(tree, {"met": [value]}))
        assert places(error) == ["row 0, column 'met'"] and str(value) in str(error) and ("expected" in str(error) or "10^12" in str(error))


def test_a_single_precision_scalar_is_read_as_in_a_column(tree):
    assert facts(tree, {"met": np.array([3], dtype=np.float32)}).value("Bần", "met") == facts(tree, {"met": [np.float32(3)]}).value("Bần", "met") == 3


@pytest.mark.parametrize("value", ["9,5", "90%", "1/2", "", " 90", "90 ", "9 0", "1e2", "+90", "0x5a", "٩٠", "９０", "90.", ".5", "--1", "inf", "nan", "Infinity", float("inf"), float("-inf"), 1e300, 5e-324, 10**40, True, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"),
                                   Decimal("1E+30"), Decimal("1E-30"), Fraction(1, 3), 1j, b"90", [90], dt.date(2020, 1, 1), object(), "90\0", 0.1 + 0.2, 1 / 3])
def test_what_is_no_decimal_or_not_exactly_one_is_refused_with_its_cell(tree, value):
    assert places(refused(lambda: facts(tree, {"score": ["90", value]}))) == ["row 1, column 'score'"]


SCORES = ["89.995", "89.9999", "89.99999", "90.000001", "0.1", "69.995", "100", "0", "-5.5"]


@pytest.mark.parametrize("make", [lambda v: list(v), lambda v: [float(x) for x in v], lambda v: [Decimal(x) for x in v], lambda v: np.array([float(x) for x in v]), lambda v: pd.Series([float(x) for x in v]), lambda v: pd.Series(v),
                                  lambda v: pl.Series([float(x) for x in v]), lambda v: pl.Series([Decimal(x) for x in v]), lambda v: pa.array([float(x) for x in v]), lambda v: pa.array([Decimal(x) for x in v])])
def test_a_score_below_90_never_becomes_90(make):
    ids = [f"u{n}" for n in range(len(SCORES))]
    tree = mh.History.from_records([{"id": id, "name": id, "kind": "grassroots_committee", "since": "2020-01-01", "until": "2025-07-01"} for id in ids]).at("2020-12-31")
    held = mh.Facts(tree, {"id": ids, "score": make(SCORES)}, WORDS)
    assert [held.value(id, "score") for id in ids] == [Decimal(text) for text in SCORES]
    rules = mh.RuleSet(id="bands", facts=WORDS, grades={"excellent": mh.fact("score").at_least(90), "good": mh.fact("score").at_least(70), "completed": mh.fact("score").at_least(50)})
    ev = mh.evaluate(tree, held, rules)
    assert ["excellent" in ev[id].possible for id in ids] == [Decimal(text) >= 90 for text in SCORES]
    assert ev["u0"].possible == {"good"} and ev["u5"].possible == {"completed"}


def test_a_single_precision_score_is_the_number_it_prints_as_or_refused(tree):
    try:
        assert facts(tree, {"score": np.array([89.995], dtype=np.float32)}).value("Bần", "score") == Decimal("89.995")
    except mh.InvalidFacts as error:
        assert places(error) == ["row 0, column 'score'"]  # noqa: PT017


@pytest.mark.parametrize("value", ["2020-2-1", "01/02/2020x", "2020-02-30", "0000-01-01", "10000-01-01", "2020-01-01T00:00", "", dt.datetime(2020, 1, 1, 1), dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc), dt.time(), 20200101, 1.5, True, b"2020-01-01",
                                   np.datetime64("2020-01-01T01"), np.datetime64("2020"), pd.Timestamp("2020-01-01", tz="UTC")])
def test_what_is_no_day_is_refused_with_its_cell(tree, value):
    assert places(refused(lambda: facts(tree, {"founded": ["2020-01-01", value]}))) == ["row 1, column 'founded'"]


# --- missing is missing

def missing(make_null):
    columns = {"results": ["good", None, "poor"], "met": [1, None, 3], "score": [89.5, None, 70.0], "disciplined": [True, None, False], "founded": [dt.date(2020, 1, 1), None, dt.date(2021, 1, 1)]}
    return {"id": IDS[1:]} | {name: [make_null if value is None else value for value in values] for name, values in columns.items()}


@pytest.mark.parametrize("make", [lambda: missing(None), lambda: missing(float("nan")), lambda: missing(np.float64("nan")), lambda: missing(pd.NA), lambda: missing(pd.NaT), lambda: pd.DataFrame(missing(None)), lambda: pd.DataFrame(missing(None), dtype=object),
                                  lambda: pd.DataFrame(missing(pd.NA), dtype=object), lambda: pd.DataFrame(missing(float("nan")), dtype=object), lambda: pd.DataFrame(missing(None)).convert_dtypes(),
                                  lambda: pd.DataFrame(missing(None)).convert_dtypes(dtype_backend="pyarrow"), lambda: pl.DataFrame(missing(None)), lambda: pa.table(missing(None)),
                                  lambda: pl.DataFrame(missing(None)).with_columns(pl.col("score").fill_null(float("nan"))), lambda: pl.DataFrame(missing(None)).lazy()])
def test_every_kind_of_null_is_missing_and_never_zero_or_false(tree, make):
    held = mh.Facts(tree, make(), WORDS)
    for name, first, last in (("results", "good", "poor"), ("met", 1, 3), ("score", Decimal("89.5"), 70), ("disciplined", True, False), ("founded", dt.date(2020, 1, 1), dt.date(2021, 1, 1))):
        assert held.value("Bần", name) == first and held.value("Dị Sử", name) is None and held.value("Nhân Hòa", name) == last
        assert type(held.value("Bần", name)) is not float
    assert held == mh.Facts(tree, missing(None), WORDS)


@pytest.mark.parametrize("make", [lambda v: v, lambda v: pd.Series(v, dtype=object), lambda v: pl.Series(v, dtype=pl.Null), lambda v: pa.nulls(len(v)), lambda v: np.array(v, dtype=object), lambda v: pd.Series(v, dtype=float), lambda v: pl.Series(v, dtype=pl.Float64)])
def test_a_column_of_nothing_is_all_missing(tree, make):
    held = mh.Facts(tree, {"id": IDS[1:]} | {word.name: make([None] * 3) for word in WORDS}, WORDS)
    assert all(held.value(id, word.name) is None for id in IDS[1:] for word in WORDS)


def test_not_applicable_only_where_a_fact_allows_it_and_only_without_a_value(tree):
    error = refused(lambda: facts(tree, {"met": [1, 2], "met.na": [True, False], "state": ["good", None], "state.na": [False, "yes"]}))
    assert sorted(places(error))[0] in ("row 0, column 'met'", "row 0, column 'met.na'") and sorted(places(error))[1:] == ["row 1, column 'state.na'"]
    assert facts(tree, {"state": ["good"], "stat.na": [False]}).unused == ["stat.na"]


def test_a_value_that_is_also_not_applicable_is_a_contradiction_and_not_dropped_in_silence(tree):
    assert places(refused(lambda: facts(tree, {"state": ["good", None], "state.na": [True, True]})))[0].startswith("row 0, column 'state")


# --- ids and columns

@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
def test_ids_must_be_in_the_tree_and_come_once(tree, make):
    error = refused(lambda: mh.Facts(tree, make({"id": ["Bần", "My Hao", "Bần", "Bần", None, "zzzzzz"], "met": [1, 2, 3, 4, 5, 6]}), WORDS))
    named = places(error)
    for row in (1, 2, 3, 4, 5):
        assert any(f"row {row}" in place or f", {row}" in place for place in named), (row, named)
    text = str(error)
    assert "did you mean 'Mỹ Hào'" in text and "'zzzzzz'" in text and "'Bần'" in text


@pytest.mark.parametrize("id", [float("nan"), 5, True, b"B", 1.5, "", "My\u0303 Ha\u0300o", "B\0", "\ud800", (), [], object()])
def test_what_is_no_id_of_the_tree_is_refused_with_its_row(tree, id):
    assert places(refused(lambda: mh.Facts(tree, {"id": ["Bần", id], "met": [1, 2]}, WORDS))) == ["row 1, column 'id'"]


def test_whole_floats_are_ids_of_a_tree_of_numbers():
    tree = mh.History.from_records([{"id": id, "name": "A", "kind": "province", "since": "2020-01-01"} for id in (12, 13)]).at("2020-12-31")
    assert mh.Facts(tree, {"id": [12.0, 13], "met": [1, 2]}, WORDS).value(12, "met") == 1
    assert mh.Facts(tree, pd.DataFrame({"id": [12.0, 13.0], "met": [1, 2]}), WORDS).value(13, "met") == 2
    for wrong in (12.5, "12", float("nan"), True):
        assert places(refused(lambda wrong=wrong: mh.Facts(tree, {"id": [13, wrong], "met": [1, 2]}, WORDS))) == ["row 1, column 'id'"]


@pytest.mark.parametrize(("column", "meant"), [("result", "results"), ("Results", "results"), ("RESULTS", "results"), ("résults", "results"), ("scores", "score"), ("diciplined", "disciplined"), ("results ", "results")])
def test_a_column_near_an_absent_fact_is_an_error_that_names_it(tree, column, meant):
    error = refused(lambda: facts(tree, {column: ["good"]}))
    assert f"'{column}'" in str(error) and f"did you mean '{meant}'" in str(error)


def test_all_near_misses_and_bad_cells_come_together(tree):
    error = refused(lambda: facts(tree, {"result": ["good"] * 2, "scors": [1, 2], "met": [-1, "x"], "disciplined": ["no", True]}))
    assert len(error.problems) == 5 and "'result'" in str(error) and "'scors'" in str(error) and {"row 0, column 'met'", "row 1, column 'met'", "row 0, column 'disciplined'"} <= set(places(error))


def test_a_far_column_is_ignored_and_listed(tree):
    held = facts(tree, {"met": [1], "population": [5], "<b>": [6], "": [7]})
    assert set(held.unused) == {"population", "<b>", ""} and "results" in held.missing


def test_frames_that_are_no_tables_are_refused(tree):
    double = pd.DataFrame([["Bần", 1, 2]], columns=["id", "met", "met"])
    with pytest.raises(ValueError, match="met"):
        mh.Facts(tree, double, WORDS)
    with pytest.raises(ValueError, match="id"):
        mh.Facts(tree, pd.DataFrame([["Bần", "Bần", 2]], columns=["id", "id", "met"]), WORDS)
    with pytest.raises(ValueError, match="met"):
        mh.Facts(tree, pa.Table.from_arrays([pa.array(["Bần"]), pa.array([1]), pa.array([1])], names=["id", "met", "met"]), WORDS)
    for uneven in ({"id": ["Bần", "Dị Sử"], "met": [1]}, {"id": ["Bần"], "met": [1, 2]}):
        assert "'met'" in str(refused(lambda uneven=uneven: mh.Facts(tree, uneven, WORDS)))
    for no_id in ({"met": [1]}, pd.DataFrame({"met": [1]}), pl.DataFrame({"ids": ["Bần"]}), pd.DataFrame({"met": [1]}, index=pd.Index(["Bần"], name="id"))):
        assert "'id'" in str(refused(lambda no_id=no_id: mh.Facts(tree, no_id, WORDS)))


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table, dict])
def test_an_empty_table_of_facts_knows_nothing_and_is_no_error(tree, make):
    held = mh.Facts(tree, make({"id": [], "results": []}), WORDS)
    assert held.value("Bần", "results") is None and "met" in held.missing


def test_wrong_types_name_the_argument(tree):
    for argument, call in (("tree", lambda: mh.Facts(None, {"id": []}, WORDS)), ("tree", lambda: mh.Facts("Mỹ Hào", {"id": []}, WORDS)), ("frame|facts", lambda: mh.Facts(tree, None, WORDS)), ("frame|facts", lambda: mh.Facts(tree, "id", WORDS)),
                           ("vocabulary", lambda: mh.Facts(tree, {"id": []}, 5)), ("vocabulary", lambda: mh.Facts(tree, {"id": []}, "results")),
                           ("subject", lambda: mh.Facts(tree, {"id": []}, WORDS, subject=5)), ("name", lambda: mh.Fact(5, "level")), ("type", lambda: mh.Fact("a", 5)), ("na", lambda: mh.Fact("a", "level", na="yes"))):
        with pytest.raises(TypeError, match=argument):
            call()


def test_a_wrong_type_inside_the_vocabulary_names_the_vocabulary(tree):
    with pytest.raises(TypeError, match="vocabulary"):
        mh.Facts(tree, {"id": []}, ["results"])


@pytest.mark.parametrize("values", ["abc", (5,), 5, ("a", None)])
def test_values_of_a_fact_are_texts(values):
    with pytest.raises(TypeError, match="values"):
        mh.Fact("a", "level", values=values)


def test_a_unit_asked_of_facts_is_suggested(tree):
    held = facts(tree, {"met": [1]})
    with pytest.raises(mh.UnknownUnit, match="did you mean 'Mỹ Hào'"):
        held.value("My Hao", "met")


def test_the_errors_of_a_fact_itself_suggest(tree):
    with pytest.raises(ValueError, match="did you mean 'decimal'"):
        mh.Fact("score", "decimals")
    with pytest.raises(ValueError, match="did you mean 'organization'"):
        mh.Fact("score", "decimal", subject="organisation")
    held = facts(tree, {"met": [1]})
    with pytest.raises((mh.InvalidFacts, mh.InvalidRules, KeyError), match="did you mean 'met'"):
        held.value("Bần", "mett")
    with pytest.raises((mh.InvalidFacts, mh.InvalidRules), match="met.*twice"):
        mh.Facts(tree, {"id": ["Bần"], "met": [1]}, [mh.Fact("met", "count"), mh.Fact("met", "decimal")])


# --- many, at once, and nothing half-loaded

def test_two_hundred_thousand_bad_cells_are_counted_and_twenty_shown():
    n = 100_000
    ids = np.arange(n)
    tree = mh.History.from_records({"id": ids, "name": ["x"] * n, "kind": ["province"] * n, "since": ["2020-01-01"] * n}).at("2020-12-31")
    started = time.process_time()
    error = refused(lambda: mh.Facts(tree, {"id": ids, "met": ["many"] * n, "results": ["bad"] * n}, WORDS))
    assert time.process_time() - started < 10
    assert len(error.problems) == 2 * n
    lines = str(error).splitlines()
    assert lines[0].startswith(f"{2 * n} ") and f"{2 * n - 20} more" in lines[-1] and len(lines) == 22
    unknown = refused(lambda: mh.Facts(tree, {"id": ids + n, "met": ids}, WORDS))
    assert len(unknown.problems) == n


def test_a_refused_table_leaves_no_trace(tree):
    good = {"id": ["Bần", "Dị Sử"], "results": ["good", "poor"], "met": [1, None]}
    first = mh.Facts(tree, good, WORDS)
    vocabulary = list(mh.vocabulary)
    for bad in (good | {"results": ["good", "bad"]}, good | {"id": ["Bần", "zz"]}, good | {"met": [1, -1]}, good | {"scor": [1, 2]}):
        kept = {name: list(values) for name, values in bad.items()}
        refused(lambda bad=bad: mh.Facts(tree, bad, WORDS))
        assert bad == kept
        assert mh.Facts(tree, good, WORDS) == first
        refused(lambda bad=bad: mh.evaluate(tree, bad, mh.RuleSet(id="r", facts=WORDS, grades={"excellent": mh.fact("results").at_least("excellent"), "good": mh.fact("results").at_least("good"), "completed": mh.fact("met").at_least(1)})))
    assert list(mh.vocabulary) == vocabulary and first.value("Bần", "results") == "good"


def test_frames_are_not_changed_and_not_aliased(tree):
    array = np.array([1, 2, 3])
    held = mh.Facts(tree, {"id": IDS[1:], "met": array}, WORDS)
    array[:] = 7
    assert [held.value(id, "met") for id in IDS[1:]] == [1, 2, 3]
    frame = pd.DataFrame({"id": IDS[1:], "score": [1.5, None, 2]})
    kept = frame.copy()
    mh.Facts(tree, frame, WORDS)
    pd.testing.assert_frame_equal(frame, kept)


# --- hostile

class Hostile:
    def __eq__(self, other):
        raise RuntimeError("eq")

    def __hash__(self):
        raise RuntimeError("hash")
    __repr__ = __str__ = __bool__ = __len__ = __int__ = __float__ = __index__ = __iter__ = __format__ = __hash__


class HostileText(str):
    def __eq__(self, other):
        raise RuntimeError("eq")

    def __hash__(self):
        raise RuntimeError("hash")
    __repr__ = __str__ = __len__ = __iter__ = lower = encode = __hash__


class HostileNumber(int):
    def __index__(self):
        raise RuntimeError("index")
    __eq__ = __hash__ = __int__ = __float__ = __repr__ = __str__ = __index__


class HostileDecimal(Decimal):
    def __str__(self):
        raise RuntimeError("str")
    __eq__ = __hash__ = as_tuple = __repr__ = __format__ = __int__ = __float__ = __str__


@pytest.mark.parametrize("value", [Hostile(), HostileText("good"), HostileNumber(3), HostileDecimal(3), type("D", (dt.date,), {"isoformat": lambda self: 1 / 0, "year": property(lambda self: 1 / 0), "toordinal": lambda self: 1 / 0})(2020, 1, 1)],
                         ids=["object", "text", "number", "decimal", "date"])
@pytest.mark.parametrize("column", ["id", "results", "state", "state.na", "met", "score", "disciplined", "founded", "other"])
def test_no_object_in_a_cell_gets_its_own_error_out(tree, column, value):
    table = {"id": ["Bần", "Dị Sử"], "state": ["good", None]} | {column: [None, value]}
    if column == "id":
        table["id"] = ["Bần", value]
    for make in (dict, lambda t: pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in t.items()})):
        only_known_errors(lambda make=make: mh.Facts(tree, make(table), WORDS))


CELL = st.one_of(st.none(), st.booleans(), st.integers(-2**70, 2**70), st.integers(0, 4), st.floats(), st.text(max_size=5), st.dates(), st.datetimes(), st.binary(max_size=3), st.decimals(), st.fractions(),
                 st.sampled_from([*IDS, "good", "excellent", "GOOD", "tốt", "3", "89.995", pd.NA, pd.NaT, np.datetime64("NaT"), np.float32(1.1), np.int8(1), np.bool_(True), "\0", "\ud800", (), {}, object()]))
NAMES = st.sampled_from(["id", "results", "others", "state", "state.na", "met", "met.na", "score", "disciplined", "founded", "result", "", "unit", "origin"])


@st.composite
def tables(draw):
    size = draw(st.integers(0, 4))
    return {"id": IDS[:size]} | {name: draw(st.lists(CELL, min_size=size, max_size=size)) for name in draw(st.lists(NAMES, unique=True, max_size=6))}


@settings(max_examples=200)
@given(tables(), st.sampled_from(["columns", "pandas", "pandas objects", "pyarrow", "rows"]))
def test_whatever_the_table_only_known_errors_come_out_and_what_is_read_is_what_was_written(tree, table, form):
    try:
        made = FRAMES[form](table)
    except Exception:  # the frame library refuses it before we see it  # noqa: BLE001
        return
    try:
        held = mh.Facts(tree, made, WORDS)
    except KNOWN:
        return
    for id, *cells in zip(*[table["id"]], *[table.get(name, [None] * len(table["id"])) for name in ("met", "score")], strict=True):
        for name, cell in zip(("met", "score"), cells, strict=True):
            read = held.value(id, name)
            assert read is None or type(read) in (int, Decimal)
            if read is not None and isinstance(cell, str):
                assert read == Decimal(cell)
            elif read is not None and isinstance(cell, float):
                assert float(read) == cell


@settings(max_examples=100)
@given(st.recursive(CELL, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=5))
def test_whatever_the_arguments_only_known_errors_come_out(tree, value):
    held = facts(tree, {"met": [1]})
    for ask in (lambda v: mh.Facts(v, {"id": []}), lambda v: mh.Facts(tree, v), lambda v: mh.Facts(tree, {"id": v}), lambda v: mh.Facts(tree, {"id": ["Bần"], "met": v}, WORDS), lambda v: mh.Facts(tree, {"id": []}, v), lambda v: mh.Facts(tree, {"id": []}, subject=v),
                lambda v: mh.Facts(tree, {"id": []}, origin=v), lambda v: held.value(v, "met"), lambda v: held.value("Bần", v), lambda v: mh.Fact(v, "level"), lambda v: mh.Fact("a", v), lambda v: mh.Fact("a", "level", na=v),
                lambda v: mh.Fact("a", "level", values=v), lambda v: held.to_frame(v)):
        only_known_errors(lambda ask=ask: ask(value))
