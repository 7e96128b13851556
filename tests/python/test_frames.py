# SPDX-License-Identifier: Apache-2.0
"""Any data frame in, the same kind out; null stays null; a notebook shows what it may."""
import datetime as dt
from fractions import Fraction

import numpy as np
import pytest

mh = pytest.importorskip("myhao")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
nw = pytest.importorskip("narwhals")
from town import ROWS, SUCCESSIONS, columns  # noqa: E402

TABLE = columns()
DATED = TABLE | {name: [None if value is None else dt.date.fromisoformat(value) for value in TABLE[name]] for name in ("since", "until")}


def pandas_frame(table=TABLE):
    return pd.DataFrame(table)


def pandas_objects():
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in DATED.items()})


def pandas_days():
    return pandas_frame().assign(since=pd.to_datetime(TABLE["since"]), until=pd.to_datetime(TABLE["until"]), form=pd.Categorical(TABLE["form"]), kind=pd.Categorical(TABLE["kind"]),
                                 id=pd.Categorical(TABLE["id"]))


FRAMES = {
    "pandas": pandas_frame, "pandas objects": pandas_objects, "pandas days and categories": pandas_days, "pandas arrow": lambda: pandas_frame().convert_dtypes(dtype_backend="pyarrow"),
    "pandas nullable": lambda: pandas_frame().convert_dtypes(), "polars": lambda: pl.DataFrame(TABLE), "polars days": lambda: pl.DataFrame(DATED),
    "polars times": lambda: pl.DataFrame(DATED).with_columns(pl.col("since").cast(pl.Datetime("us")), pl.col("until").cast(pl.Datetime("ns"))),
    "polars categories": lambda: pl.DataFrame(TABLE).with_columns(pl.col("id", "parent", "kind", "form").cast(pl.Categorical)), "polars chunks": lambda: pl.concat([pl.DataFrame({
        name: values[:5] for name, values in DATED.items()}, schema=pl.DataFrame(DATED).schema), pl.DataFrame({name: values[5:] for name, values in DATED.items()}, schema=pl.DataFrame(DATED).schema)],
        rechunk=False),
    "polars lazy": lambda: pl.DataFrame(TABLE).lazy(), "pyarrow": lambda: pa.table(TABLE), "pyarrow days": lambda: pa.table(DATED),
    "pyarrow dictionaries": lambda: pa.table({name: pa.array(values).dictionary_encode() for name, values in TABLE.items()}),
    "pyarrow times": lambda: pa.table(DATED).set_column(4, "since", pa.array(DATED["since"]).cast(pa.timestamp("s"))), "pyarrow batch": lambda: pa.RecordBatch.from_pydict(DATED),
    "pyarrow large and sliced": lambda: pa.table({name: pa.array([None, *values], type=pa.large_string()).slice(1) for name, values in TABLE.items()}),
    "narwhals": lambda: nw.from_native(pl.DataFrame(TABLE)), "mapping": lambda: TABLE, "mapping of series": lambda: {name: pd.Series(values) for name, values in TABLE.items()},
    "mapping of polars series": lambda: {name: pl.Series(name, values) for name, values in DATED.items()}, "mapping of arrays": lambda: {name: np.array(values, dtype=object) for name, values in DATED.items()},
    "mapping of masked arrays": lambda: {name: np.ma.MaskedArray(["?" if value is None else value for value in values], mask=[value is None for value in values]) for name, values in TABLE.items()},
    "mapping of tuples": lambda: {name: tuple(values) for name, values in TABLE.items()}, "rows": lambda: ROWS, "rows as a generator": lambda: (row for row in ROWS),
    "rows with Timestamps": lambda: [row | {"since": pd.Timestamp(row["since"]), "until": pd.NaT if row["until"] is None else pd.Timestamp(row["until"])} for row in ROWS],
    "rows with datetime64": lambda: [row | {"since": np.datetime64(row["since"]), "until": np.datetime64("NaT") if row["until"] is None else np.datetime64(row["until"])} for row in ROWS],
    "rows without nulls": lambda: [{name: value for name, value in row.items() if value is not None} for row in ROWS],
}


@pytest.fixture(scope="module")
def history():
    return mh.History.from_records(ROWS, SUCCESSIONS)


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES.keys())
def test_the_same_table_in_any_form_is_the_same_history(make, history):
    for pairs in (SUCCESSIONS, pd.DataFrame(SUCCESSIONS), pl.DataFrame(SUCCESSIONS), pa.Table.from_pylist(SUCCESSIONS)):
        assert mh.History.from_records(make(), pairs) == history
        if make not in (FRAMES["pandas"], FRAMES["polars"]):
            break


NUMBERED = [row | {"id": number, "parent": None if row["parent"] is None else next(n for n, other in enumerate(ROWS) if other["id"] == row["parent"])}
            for row in ROWS for number in [next(n for n, other in enumerate(ROWS) if other["id"] == row["id"])]]


@pytest.mark.parametrize("make", [lambda t: t, pd.DataFrame, lambda t: pd.DataFrame(t).convert_dtypes(), pl.DataFrame, pa.Table.from_pylist,
                                  lambda t: pl.DataFrame(t).with_columns(pl.col("id").cast(pl.Int8), pl.col("parent").cast(pl.UInt32)),
                                  lambda t: [row | {"id": float(row["id"])} for row in t], lambda t: [row | {"id": np.int32(row["id"])} for row in t]])
def test_whole_numbers_are_given_back_as_whole_numbers(make):
    history = mh.History.from_records(make(NUMBERED))
    assert history.ids == [0, 1, 2, 3, 5, 6, 7, 8, 9, 12] and all(type(id) is int for id in history.ids)
    tree = history.at("2020-12-31")
    assert tree.parent(3) == 0 and tree.parent(3.0) == 0 and tree.parent(np.int64(3)) == 0 and tree.ids == [0, 3, 5, 7, 6, 9, 1]
    assert list(history.to_frame("polars")["parent"].drop_nulls().unique().sort()) == [0, 2, 3, 5, 12]


def test_texts_that_look_like_numbers_stay_texts():
    history = mh.History.from_records([{"id": "007", "name": "x", "kind": "province", "since": "2000-01-01"}])
    assert history.ids == ["007"] and "7" not in history and 7 not in history


@pytest.mark.parametrize(("make", "kind"), [(pd.DataFrame, pd.DataFrame), (pl.DataFrame, pl.DataFrame), (lambda t: pl.DataFrame(t).lazy(), pl.DataFrame), (pa.table, pa.Table), (dict, pd.DataFrame)])
def test_frames_come_back_as_the_kind_that_went_in(make, kind):
    history = mh.History.from_records(make(TABLE), SUCCESSIONS)
    tree = history.at("2020-12-31")
    sums = tree.rollup({"c1": 1})
    for frame in (history.to_frame(), tree.to_frame(), sums.to_frame(), history.diff("2000-01-01", "2020-01-01").to_frame(), history.crosswalk("2015-01-01", "2020-01-01"),
                  history.rollup_series({"c1": 1}, ["2020-12-31"]), history.known_at("2020-01-01").to_frame()):
        assert isinstance(frame, kind)
    assert isinstance(tree.rollup(pl.DataFrame({"id": ["c1"], "value": [3]})).to_frame(), pl.DataFrame)
    assert isinstance(history.to_frame("pyarrow"), pa.Table)
    with pytest.raises(ValueError, match="did you mean 'polars'"):
        history.to_frame("polar")


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_frame_goes_round_and_null_stays_null(kind, history):
    frame = history.to_frame(kind)
    assert mh.History.from_records(frame, SUCCESSIONS) == history
    rows = nw.from_native(frame, eager_only=True)
    forms = rows.get_column("form").is_null().to_list()
    assert forms == [spell.form is None for id in history.ids for spell in history.spells(id)] and any(forms)
    assert rows.get_column("until").is_null().sum() == 3


def test_types_of_columns_are_the_natural_ones(history):
    frame = history.to_frame("polars")
    assert (frame.schema["since"], frame.schema["id"], frame.schema["ended"]) == (pl.Date, pl.String, pl.Boolean)
    assert history.to_frame("pandas").dtypes["since"] == np.dtype("datetime64[s]") and history.to_frame("pyarrow").schema.field("until").type == pa.date32()
    shares = history.crosswalk("2015-01-01", "2020-01-01")
    assert all(isinstance(share, Fraction) for share in shares["low"])


@pytest.mark.parametrize("since", [
    pd.Series(pd.to_datetime(["2020-01-01 08:00"])), pd.Series(pd.to_datetime(["2020-01-01"]).tz_localize("Asia/Ho_Chi_Minh")), pl.Series([dt.datetime(2020, 1, 1, 8)]),
    pl.Series([dt.datetime(2020, 1, 1)]).dt.replace_time_zone("UTC"), pa.array([dt.datetime(2020, 1, 1, 8)]), np.array(["2020-01-01T08"], dtype="datetime64[h]"),
    pl.Series([20200101]), pd.Series([1.5]), pl.Series([True]), np.array(["2500-01-01"], dtype="datetime64[D]") + 10**7, pl.Series(["01/01/2020"]),
])
def test_a_time_a_zone_or_no_day_is_refused_with_its_row(since):
    with pytest.raises(mh.InvalidHistory) as caught:
        mh.History.from_records({"id": ["a"], "name": ["A"], "kind": ["province"], "since": since})
    assert [f.subject for f in caught.value.problems] == ["row 0, column 'since'"]


@pytest.mark.parametrize("wrong", [np.array(["2020"], dtype="datetime64[Y]"), pl.Series([[1]]), pa.array([{"a": 1}]), np.array([1 + 2j]), np.zeros((1, 1)), pl.Series([dt.timedelta(1)]), 5, "a", {"x": 1}])
def test_a_column_of_no_use_is_a_type_error_that_names_it(wrong):
    with pytest.raises(TypeError, match="rows, column 'since'"):
        mh.History.from_records({"id": ["a"], "name": ["A"], "kind": ["province"], "since": wrong})


@pytest.mark.parametrize("ids", [pd.Series([1.0, np.nan]), pl.Series([1, None]), pd.Series([1, 2.5]), pd.Series(["a", 1]), pl.Series(["a", None]), pd.Series([True, False]), pd.Series([1, 2**64 - 1], dtype="uint64"),
                                 pl.Series([0, 2**63], dtype=pl.UInt64), pd.Categorical(["a", None]), pd.Series(pd.to_datetime(["2020-01-01"] * 2))])
def test_ids_that_are_missing_or_of_two_types_are_refused(ids):
    with pytest.raises(mh.InvalidHistory, match="row 1, column 'id'"):
        mh.History.from_records({"id": ids, "name": ["A", "B"], "kind": ["province"] * 2, "since": ["2000-01-01"] * 2})


def test_a_frame_with_a_column_twice_is_refused():
    frame = pd.DataFrame([["a", "b", "province", "2000-01-01"]], columns=["id", "id", "kind", "since"])
    with pytest.raises(ValueError, match="'id'"):
        mh.History.from_records(frame)


def test_shares_are_exact_and_a_float_is_refused():
    rows = [{"id": i, "name": str(i), "kind": "province", "since": "2000-01-01", "until": "2010-01-01" if i == 1 else None} for i in (1, 2, 3)]
    for part, rest in (("1/3", "2/3"), (Fraction(1, 3), Fraction(2, 3))):
        history = mh.History.from_records(rows, [{"day": "2010-01-01", "before": 1, "after": 2, "share": part}, {"day": "2010-01-01", "before": 1, "after": 3, "share": rest}])
        table = history.crosswalk("2005-01-01", "2015-01-01")
        assert {(r.from_id, r.to_id): r.low for r in table.itertuples()}[1, 2] == Fraction(1, 3)
    with pytest.raises(mh.InvalidHistory, match="a float is refused"):
        mh.History.from_records(rows, [{"day": "2010-01-01", "before": 1, "after": 2, "share": 1 / 3}])


# --- shown

def test_everything_shown_escapes_what_came_from_data():
    nasty = "<script>alert('x')</script>\u202e\"&"
    rows = [{"id": nasty, "name": nasty, "kind": "province", "form": nasty, "since": "2000-01-01", "until": "2010-01-01"}, {"id": "b", "name": "B", "kind": "province", "since": "2010-01-01"}]
    history = mh.History.from_records(rows, [{"day": "2010-01-01", "before": nasty, "after": "b", "instrument": nasty}])
    tree = history.at("2005-01-01")
    with pytest.raises(mh.UnknownUnit) as caught:
        tree.name(nasty + "!")
    shown = [history, tree, tree.rollup({nasty: 1}), history.findings, history.diff("2005-01-01", "2015-01-01"), history.lineage("b"), history.successions[0], history.spells(nasty)[0],
             history.changes("2005-01-01", "2015-01-01")[0], history.scheme, history.scheme.on("2005-01-01"), caught.value.problems, caught.value.problems[0], mh.terms.on("2020-01-01")]
    for value in shown:
        html = value._repr_html_()
        assert "<script" not in html and "\u202e" not in html, type(value)
        assert "origin: " in html, type(value)
        assert "alert" in html or value in (history.scheme, history.scheme.on("2005-01-01"), mh.terms.on("2020-01-01"))


def test_pictures_as_text_are_safe_with_hostile_names():
    nasty = '"];evil\n[x]\u202e<b>'
    history = mh.History.from_records([{"id": "a", "name": nasty, "kind": "province", "since": "2000-01-01"}], origin="synthetic")
    tree = history.at("2005-01-01")
    assert "\nevil" not in tree.to_dot() and '\\"];evil' in tree.to_dot() and tree.to_dot().startswith("digraph")
    for text in (tree.to_text(), tree.to_dot(), tree.to_mermaid(), str(tree)):
        assert "SYNTHETIC" in text and nasty not in text
    assert history.lineage_dot("a").startswith("digraph")


def test_what_is_shown_is_capped():
    rows = [{"id": i, "name": "x" * 10_000, "kind": "province", "since": "2000-01-01"} for i in range(3_000)]
    history = mh.History.from_records(rows)
    tree = history.at("2010-01-01")
    for value in (history, tree, tree.rollup(dict.fromkeys(tree.ids, 1)), history.findings):
        assert len(value._repr_html_()) < 100_000 and "3000" in value._repr_html_()
        assert len(repr(value)) < 10_000
    assert len(str(tree)) < 500_000


def test_invented_data_say_so_wherever_they_are_shown():
    history = mh.History.from_records(ROWS, SUCCESSIONS, origin="synthetic")
    tree = history.at("2020-12-31")
    sums = tree.rollup({"c1": 1})
    assert history.origin == tree.origin == sums.origin == history.known_at("2020-01-01").origin == "synthetic"
    for value in (history, tree, sums, history.findings, history.diff("2015-01-01", "2020-01-01"), history.spells("mh")[0], tree.spell("mh"), history.successions[0], history.lineage("xm"),
                  history.changes("2015-01-01", "2020-01-01")[0], mh.structure.check(tree)):
        assert "SYNTHETIC" in value._repr_html_()
    assert all("SYNTHETIC" in repr(value) for value in (history, tree, sums))
    for frame in (history.to_frame(), tree.to_frame(), sums.to_frame("polars").to_pandas()):
        assert set(frame["origin"]) == {"synthetic"}
    with pytest.raises(ValueError, match="origin"):
        mh.History.from_records(ROWS, origin="invented")
