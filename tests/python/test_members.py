# SPDX-License-Identifier: Apache-2.0
"""Members: badges and probation, dated events, tables counted over a tree, and the balance of a period. All people are made up."""
import datetime as dt
import pickle
import random
from collections import Counter

import numpy as np
import pytest

mh = pytest.importorskip("myhao")

YEARS = (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)  # 01-HD/TW of 28/9/2021, item 18
DAY = dt.timedelta(days=1)


# --- badges and probation

@pytest.mark.parametrize("years", YEARS)
def test_a_badge_at_its_eve_on_its_day_and_on_the_morrow(years):
    due = dt.date(2022, 5, 19)
    admitted = due.replace(year=2022 - years)
    before = max((y for y in YEARS if y < years), default=None)
    assert [mh.members.badge_due(admitted, on=day) for day in (due - DAY, due, due + DAY)] == [before, years, years]


def test_there_is_no_badge_of_35_years_and_none_before_30():
    assert mh.members.badge_due("1986-01-01", on="2021-12-31") == 30
    assert mh.members.badge_due("1992-01-01", on="2021-12-31") is None
    assert mh.members.badge_due("2022-01-01", on="2021-12-31") is None


def test_29_february_follows_the_policy_named_at_the_call():
    def due(on, policy):
        return mh.members.badge_due("1992-02-29", on=on, month_end=policy)
    assert (due("2022-02-28", "clip"), due("2022-02-28", "next"), due("2022-03-01", "next")) == (30, None, 30)
    with pytest.raises(mh.InvalidDate):
        due("2022-03-01", "error")
    assert mh.members.badge_rules("2022-03-01").confidence["month_end"] == "unverified"
    assert mh.members.probation_ends("2020-02-29", month_end="next") == dt.date(2021, 3, 1)


def test_probation_runs_from_the_ceremony_and_party_age_from_the_decision():
    assert mh.members.probation_ends("2020-05-19") == dt.date(2021, 5, 19)
    assert mh.members.party_age("2020-05-05", on="2021-05-04") == 0
    assert mh.members.party_age("2020-05-05", on="2021-05-05") == 1


def test_the_guidance_that_was_read_is_cited_and_those_before_and_after_are_not_believed():
    rules = mh.members.badge_rules("2022-01-01")
    assert rules.years == YEARS and rules.award_days == ((2, 3), (5, 19), (9, 2), (11, 7))
    assert rules.key.number == "01-HD/TW" and rules.key.issued == dt.date(2021, 9, 28)
    assert [(e.reason, e.first, e.last, e.months) for e in rules.early] == [("illness", 30, 65, 12), ("illness", 70, 90, 24), ("posthumous", 30, 90, 12)]
    assert str(rules.citations["years"]).endswith("18; structure D") and rules.confidence["years"] == "verified"
    for day in ("2020-12-31", "2021-09-27", "2025-06-09"):
        assert mh.members.badge_rules(day).confidence["years"] == "unverified"
    assert mh.members.award_day("2020-11-08") == dt.date(2021, 2, 3)
    badge = mh.members.badges("1992-02-20", on="2022-01-01")[0]
    assert badge == (30, dt.date(2022, 2, 20), dt.date(2022, 5, 19), dt.date(2021, 2, 20), dt.date(2021, 2, 20))


def test_an_award_is_checked_against_the_guidance_of_its_day():
    def states(**given):
        return [finding.state for finding in mh.members.check_award("1992-02-20", 30, "2021-11-07", **given)]
    assert states(posthumous=True) == ["met", "met", "met"]
    assert states() == ["met", "undetermined", "met"]  # is the member seriously ill?
    assert states(ill=True) == ["met", "met", "met"] and states(ill=False) == ["met", "violated", "met"]
    assert mh.members.award_kind("1992-02-20", 30, "2021-11-07", posthumous=True) == "early_posthumous"
    assert {f.state for f in mh.members.check_award("1985-02-20", 35, "2020-02-20")} == {"undetermined"}


def test_the_358_of_the_article_were_proposed_and_nothing_follows_for_what_was_presented():
    proposed = mh.datasets.my_hao_2020()["badges_proposed"].low
    badges = mh.members.BadgeRound(proposed=proposed)
    assert (badges.proposed, badges.decided, badges.presented, len(badges.findings)) == (358, None, None, 0)
    assert "not stated" in badges._repr_html_()
    assert len(mh.members.BadgeRound(proposed=358, decided=359, decided_on="2020-09-02", presented_on="2020-09-01").findings) == 2
    with pytest.raises(mh.InvalidFacts):
        mh.members.BadgeRound(proposed=-1)


def test_members_are_still_a_population_of_conditions():
    condition = mh.members.share(mh.outcome.at_least("good")).at_least("80%")
    assert isinstance(condition, mh.Condition) and "members" in repr(condition)
    assert repr(mh.members.count(mh.outcome.equals("not_completed")).at_most(0)) != repr(condition)


# --- columns

def columns(values, kind):
    days = np.array(values, dtype="datetime64[D]")
    if kind == "numpy":
        return days
    if kind == "list":
        return [None if np.isnat(day) else day.astype(object) for day in days]
    pd, pl, pa = pytest.importorskip("pandas"), pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    return {"pandas": lambda: pd.Series(days.astype("datetime64[ns]")), "pandas_s": lambda: pd.Series(days.astype("datetime64[s]")), "polars": lambda: pl.Series(days), "polars_us": lambda: pl.Series(days).cast(pl.Datetime("us")),
            "pyarrow": lambda: pa.chunked_array([pa.array(days[:5]), pa.array(days[5:])])}[kind]()


@pytest.mark.parametrize("kind", ["numpy", "list", "pandas", "pandas_s", "polars", "polars_us", "pyarrow"])
def test_a_column_of_admissions_counts_as_each_day_by_itself(kind):
    rng = random.Random(5)
    days = [dt.date(1930, 1, 1) + DAY * rng.randrange(33_000) for _ in range(300)] + [dt.date(1992, 2, 29), dt.date(1932, 2, 29), None, None]
    on = dt.date(2022, 2, 28)
    expected = Counter(mh.members.badge_due(day, on=on) for day in days if day)
    counts = mh.members.badge_counts(columns(days, kind), on)
    assert (counts.none, counts.missing) == (expected.pop(None), 2)
    assert {year: number for year, number in counts.items() if number} == dict(expected)
    names, codes = mh.members.badge_codes(columns(days, kind), on)
    assert [None if code < 0 else int(names[code]) or None for code in codes] == [day and mh.members.badge_due(day, on=on) for day in days]
    assert mh.members.years(columns(days, kind)).tolist() == [day.year if day else -1 for day in days]


def test_a_column_of_admissions_without_time_of_day():
    with pytest.raises(mh.InvalidDate, match="time of day"):
        mh.members.badge_counts(np.array(["2020-01-01T00:00", "2020-01-01T12:00"], dtype="datetime64[s]"), "2022-01-01")
    with pytest.raises(mh.InvalidRules, match="month_end"):
        mh.members.badge_counts(np.array(["2020-01-01"], dtype="datetime64[D]"), "2022-01-01", month_end="error")
    counts = mh.members.badge_counts([], "2022-01-01")
    assert sum(counts.values()) == counts.none == counts.missing == 0


# --- tables over a tree

def tree_of(ids, parents, origin="synthetic"):
    rows = [{"id": id, "name": "n", "kind": "k", "parent": parent, "since": "2000-01-01"} for id, parent in zip(ids, parents, strict=True)]
    return mh.History.from_records(rows, scheme=mh.Scheme.free(), origin=origin).at("2020-12-31")


GRADES = ["not_completed", "completed", "good", "excellent"]


@pytest.fixture(scope="module", params=["text", "long text", "number"])
def country(request):
    """A tree, its members as (unit, grade or None), and the counts of every unit by hand."""
    rng = random.Random(3)
    make = {"text": lambda i: f"u{i}", "long text": lambda i: f"tổ chức đảng số {i}", "number": lambda i: 10 * i + 3}[request.param]
    ids = [make(i) for i in range(40)]
    tree = tree_of(ids, [None] + [ids[rng.randrange(i)] for i in range(1, 40)])
    people = [(rng.choice(ids), rng.choice([*GRADES, None])) for _ in range(900)]
    expected = {id: Counter() for id in ids}
    for unit, grade in people:
        for up in tree.path(unit):
            expected[up][grade] += 1
    return tree, people, expected


def right(counts, tree, expected, names=GRADES):
    assert counts.values == tuple(names)
    for id in tree.ids:
        own = counts.of(id)
        assert [own[name] for name in names] == [expected[id][name] for name in names]
        assert own.get("missing", 0) == expected[id][None]
    return True


@pytest.mark.parametrize("kind", ["columns", "rows", "pandas", "categorical", "masked", "polars", "enum", "pyarrow", "dictionary", "numpy"])
@pytest.mark.parametrize("order", ["shuffled", "sorted"])
def test_members_are_counted_the_same_from_every_kind_of_table(country, kind, order):
    tree, people, expected = country
    if order == "sorted":
        people = sorted(people, key=lambda p: str(p[0]))
    units, grades = [unit for unit, _ in people], [grade for _, grade in people]
    codes = [None if grade is None else GRADES.index(grade) for grade in grades]
    if kind in ("columns", "rows", "numpy"):
        table = {"unit": units, "grade": grades} if kind == "columns" else [{"unit": u, "grade": g} for u, g in people] if kind == "rows" else {"unit": np.array(units), "grade": np.array([-1 if c is None else c for c in codes], dtype=np.int8)}
    elif kind in ("pandas", "categorical", "masked"):
        pd = pytest.importorskip("pandas")
        table = pd.DataFrame({"unit": pd.Series(units), "grade": pd.Series(grades)})
        if kind == "categorical":
            table = table.astype({"unit": "category", "grade": pd.CategoricalDtype(GRADES)})
        if kind == "masked":
            table["grade"] = pd.array(codes, dtype="Int8")
    elif kind in ("polars", "enum"):
        pl = pytest.importorskip("polars")
        table = pl.DataFrame({"unit": units, "grade": grades})
        if kind == "enum":
            table = table.with_columns(pl.col("grade").cast(pl.Enum(GRADES)), *([pl.col("unit").cast(pl.Categorical)] if isinstance(units[0], str) else []))
    else:
        pa = pytest.importorskip("pyarrow")
        table = pa.table({"unit": pa.chunked_array([units[:400], units[400:]]), "grade": pa.array(grades)})
        if kind == "dictionary":
            table = pa.table({"unit": pa.chunked_array([pa.array(units[:400]).dictionary_encode(), pa.array(units[400:]).dictionary_encode()]) if isinstance(units[0], str) else pa.array(units), "grade": pa.array(grades).dictionary_encode()})
    counts = mh.members.counts(tree, table, "grade", values=GRADES)
    assert right(counts, tree, expected)
    frame = counts.to_frame()
    native = type(frame).__module__.partition(".")[0]
    assert native == (kind if kind in ("polars", "pyarrow") else {"enum": "polars", "dictionary": "pyarrow"}.get(kind, "pandas"))


def test_rows_of_the_tree_are_the_fastest_key(country):
    tree, people, expected = country
    place = {id: row for row, id in enumerate(tree.ids)}
    grades = np.array([-1 if g is None else GRADES.index(g) for _, g in people], dtype=np.int8)
    for dtype in (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64):
        rows = np.array([place[unit] for unit, _ in people], dtype=dtype)
        order = np.argsort(rows, kind="stable")
        strided = np.repeat(rows, 2)[::2], np.repeat(grades, 3)[::3]
        for row, grade in ((rows, grades), (rows[order], grades[order]), strided, (rows[::-1], grades[::-1].astype(np.int64))):
            assert right(mh.members.counts(tree, {"row": row, "grade": grade}, "grade", unit="row", values=GRADES, rows=True), tree, expected)
    with pytest.raises(mh.UnknownUnit, match="row 1.*no such row"):
        mh.members.counts(tree, {"row": np.array([0, 40])}, unit="row", rows=True)
    with pytest.raises(mh.UnknownUnit, match="no such row"):
        mh.members.counts(tree, {"row": np.array([0, -1])}, unit="row", rows=True)


@pytest.mark.parametrize("dtype", ["Int8", "UInt16", "Int32", "UInt32", "Int64", "UInt64"])
def test_members_without_a_unit_are_in_no_row_and_move_no_other(country, dtype):
    pl = pytest.importorskip("polars")
    tree, people, expected = country
    place = {id: row for row, id in enumerate(tree.ids)}
    rows, grades = [], []
    for i, (unit, grade) in enumerate(people):
        if i % 7 == 0:
            rows.append(None), grades.append(GRADES[i % 4])
        rows.append(place[unit]), grades.append(grade)
    frame = pl.DataFrame({"row": pl.Series(rows, dtype=getattr(pl, dtype)), "grade": pl.Series([None if g is None else GRADES.index(g) for g in grades], dtype=pl.Int8)})
    for table in (frame, pl.concat([frame[:100], frame[100:]], rechunk=False)):
        counts = mh.members.counts(tree, table, "grade", unit="row", values=GRADES, rows=True)
        assert right(counts, tree, expected) and counts.unplaced == 129
    wrong = pl.DataFrame({"row": pl.Series([None, 0, None, 40, 1, 41, 40], dtype=getattr(pl, dtype))})
    with pytest.raises(mh.UnknownUnit) as error:
        mh.members.counts(tree, wrong, unit="row", rows=True)
    assert [(p.subject, p.observed) for p in error.value.problems] == [("members, row 3", "40"), ("members, row 5", "41")]


def test_values_have_an_order_given_found_or_none():
    tree = tree_of(["a", "b"], [None, "a"])
    units = ["a", "b", "b", "b"]
    assert mh.members.counts(tree, {"unit": units}).of("a") == {"members": 4}
    assert mh.members.counts(tree, {"unit": units}, rolled_up=False).of("a") == {"members": 1}
    assert mh.members.counts(tree, {"unit": units}, ["y", "x", None, "y"]).of("a") == {"x": 1, "y": 2, "missing": 1}
    assert mh.members.counts(tree, {"unit": units}, np.array([2020, 2019, 2020, 2020])).of("b") == {"2019": 1, "2020": 2}
    assert mh.members.counts(tree, {"unit": units}, [True, False, None, True]).of("a") == {"false": 1, "true": 2, "missing": 1}
    by_year = mh.members.counts(tree, {"unit": units}, mh.members.years(np.array(["1999-02-01", "2001-05-19", "NaT", "1999-12-31"], dtype="datetime64[D]")))
    assert by_year.of("a") == {"1999": 2, "2001": 1, "missing": 1}
    names, codes = mh.members.badge_codes(["1990-01-01", "1970-01-01", None, "2019-01-01"], "2022-01-01")
    assert mh.members.counts(tree, {"unit": units}, codes, values=names).of("b") == dict.fromkeys(names, 0) | {"50": 1, "0": 1, "missing": 1}
    assert np.array_equal(by_year.members, [4, 3]) and by_year["1999"].tolist() == [2, 1] and by_year.table.shape == (2, 2)
    unplaced = mh.members.counts(tree, {"unit": ["a", None, "b"]})
    assert (unplaced.unplaced, unplaced.of("a")) == (1, {"members": 2})


def test_counts_are_values_shown_and_kept():
    tree = tree_of(["<b>a", "b"], [None, "<b>a"])
    counts = mh.members.counts(tree, {"unit": ["b", "<b>a"]}, ["<i>good", None])
    assert counts == pickle.loads(pickle.dumps(counts)) and hash(counts) == hash(pickle.loads(pickle.dumps(counts)))
    assert counts != mh.members.counts(tree, {"unit": ["b", "b"]}, ["<i>good", None])
    shown = counts._repr_html_()
    assert "SYNTHETIC" in shown and "<i>" not in shown and "<b>a" not in shown and "SYNTHETIC" in repr(counts)
    assert set(counts.to_frame()["origin"]) == {"synthetic"}
    with pytest.raises(ValueError):
        counts.table[0, 0] = 5
    with pytest.raises(KeyError, match="did you mean"):
        counts["<i>god"]


def test_bad_tables_say_everything_at_once():
    tree = tree_of(["a", "b"], [None, "a"])
    with pytest.raises(mh.UnknownUnit) as error:
        mh.members.counts(tree, {"unit": ["a", "x", "y", "x"]})
    assert len(error.value.problems) == 2 and "members, row 1" in str(error.value)
    with pytest.raises(mh.UnknownUnit):
        mh.members.counts(tree, {"unit": np.array([1, 2])})
    with pytest.raises(mh.InvalidFacts) as error:
        mh.members.counts(tree, {"unit": ["a", "a", "a"]}, ["goood", "good", "bad"], values=["good"])
    assert len(error.value.problems) == 2 and "did you mean 'good'" in str(error.value)
    for by in (np.array([0, 1], dtype=np.int8), np.array([0, 1]), [0, 1]):
        with pytest.raises(mh.InvalidFacts, match="no such value"):
            mh.members.counts(tree, {"unit": ["a", "b"]}, by, values=["good"])
    for call, error, match in (
            (lambda: mh.members.counts("tree", {"unit": []}), TypeError, "tree"), (lambda: mh.members.counts(tree, 5), TypeError, "members"), (lambda: mh.members.counts(tree, {"unit": ["a"]}, rows=1), TypeError, "rows"),
            (lambda: mh.members.counts(tree, {"units": ["a"]}), mh.InvalidFacts, "did you mean 'units'"), (lambda: mh.members.counts(tree, {"unit": ["a"]}, ["x", "y"]), mh.InvalidFacts, "same number of rows"),
            (lambda: mh.members.counts(tree, {"unit": ["a"]}, values=["x"]), ValueError, "values"), (lambda: mh.members.counts(tree, {"unit": ["a"]}, ["x"], values=["x", "x"]), ValueError, "twice"),
            (lambda: mh.members.counts(tree, {"unit": ["a"] * 200}, [f"v{i}" for i in range(200)]), mh.InvalidFacts, "at most 126"), (lambda: mh.members.counts(tree, {"unit": [1.5]}), mh.InvalidFacts, "1.5"),
            (lambda: mh.members.counts(tree, {"unit": np.zeros((2, 2))}), TypeError, "dimensions"), (lambda: mh.members.counts(tree, {"unit": ["a"]}, [1.5]), mh.InvalidFacts, "1.5"),
            (lambda: mh.members.counts(tree, {"unit": ["a"]}, np.array(["2020-01-01"], dtype="datetime64[D]")), TypeError, "days"), (lambda: mh.members.counts(tree, {"unit": ["a"]}, unit=5), TypeError, "unit")):
        with pytest.raises(error, match=match):
            call()


# --- events

EVENTS = [
    {"member": "p1", "what": "admitted", "day": "1990-12-03", "unit": "a", "decided": "1990-11-20"},
    {"member": "p1", "what": "confirmed", "day": "1991-12-10"},
    {"member": "p1", "what": "attached", "day": "2000-01-01", "unit": "b", "until": "2000-07-01"},
    {"member": "p1", "what": "transferred", "day": "2005-06-01", "unit": "b"},
    {"member": "p1", "what": "badge_proposed", "day": "2020-09-01", "badge": 30},
    {"member": "p1", "what": "badge_presented", "day": "2021-02-03", "badge": 30},
    {"member": "p2", "what": "admitted", "day": "2020-05-19", "unit": "b"},
]


def test_a_member_over_the_years():
    membership = mh.Membership.from_records(EVENTS, origin="synthetic")
    assert membership.on("p1", "1990-12-02").state == "none"
    assert membership.on("p1", "1991-12-09").state == "probationary"
    official = membership.on("p1", "2000-06-30")
    assert (official.state, official.unit, official.host, official.age_from, official.ceremony) == ("official", "a", "b", dt.date(1990, 11, 20), dt.date(1990, 12, 3))
    assert mh.members.badge_due(official.age_from, on="2020-11-20") == 30
    assert membership.counts("2000-06-30")["b"] == {"official": 0, "probationary": 0, "suspended": 0, "exempt": 0, "away": 0, "hosted": 1}
    assert membership.counts("2020-12-31").total["official"] == 1 and membership.counts("2020-12-31")["b"]["probationary"] == 1
    assert [row.member for row in membership.roll("2020-12-31")] == ["p1", "p2"]
    flows = membership.flows("2005-01-01", "2005-12-31")
    assert flows["a"] == {"start": 1, "admitted": 0, "readmitted": 0, "transferred_in": 0, "transferred_out": 1, "died": 0, "removed": 0, "end": 0}
    assert membership.badge_round("2020-01-01", "2020-12-31") == mh.members.BadgeRound(1, 0, 0)
    assert [f.subject for f in membership.check("2021-05-19").filter(rule="members.probation")] == ["member 'p2'"]  # 12 months on the day, and not confirmed
    assert len(membership) == 2 and "p1" in membership and 5 not in membership and "SYNTHETIC" in repr(membership)
    with pytest.raises(KeyError, match="p3"):
        membership.on("p3", "2020-01-01")


def test_members_of_a_history_rolled_up_over_its_tree():
    history = mh.History.from_records([{"id": id, "name": "n", "kind": "k", "parent": up, "since": "1980-01-01"} for id, up in (("town", None), ("a", "town"), ("b", "town"))], scheme=mh.Scheme.free(), origin="synthetic")
    membership = mh.Membership.from_records(EVENTS, history)
    assert membership.origin == "synthetic"
    counts = membership.rolled_up(history.at("2020-12-31"))
    assert counts.of("town") == {"official": 1, "probationary": 1} and counts.of("a") == {"official": 0, "probationary": 0}
    with pytest.raises(mh.UnknownUnit, match="'b'"):
        membership.rolled_up(tree_of(["a"], [None]))
    with pytest.raises(mh.InvalidHistory, match="does not stand on that day"):
        mh.Membership.from_records([{"member": 1, "what": "admitted", "day": "1979-12-31", "unit": "a"}], history)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_events_go_out_as_a_frame_and_come_back(kind):
    pytest.importorskip(kind)
    membership = mh.Membership.from_records(EVENTS, origin="synthetic")
    frame = membership.to_frame(kind)
    again = mh.Membership.from_records(frame)  # the frame says what is made up
    assert again.origin == "synthetic" and again == membership and again.digest == membership.digest and hash(again) == hash(membership)
    assert pickle.loads(pickle.dumps(membership)) == membership
    assert mh.Membership.from_records(EVENTS[::-1]) == membership
    table = membership.counts("2020-12-31")
    assert pickle.loads(pickle.dumps(table)) == table and len(table.to_frame(kind)) == 2


def test_whatever_is_counted_from_made_up_members_says_so_on_a_real_tree_too():
    tree = mh.datasets.my_hao_history().at("2020-12-31")
    made_up = mh.Membership.from_records([{"member": 1, "what": "admitted", "day": "2015-02-03", "unit": "cam-xa"}], origin="synthetic")
    rolled, table = made_up.rolled_up(tree), made_up.to_frame("pandas")
    counted = mh.members.counts(tree, table)
    for value in (rolled, pickle.loads(pickle.dumps(rolled)), counted, made_up.badge_round("2020-01-01", "2020-12-31"), made_up.counts("2020-12-31")):
        assert value.origin == "synthetic" and "SYNTHETIC" in value._repr_html_()
    assert mh.members.counts(tree, table.assign(origin="real")).origin == "derived" and mh.members.BadgeRound(1).origin == "derived"
    history = mh.History.from_records({"id": ["a"], "name": ["A"], "kind": ["k"], "since": ["2019-01-01"]}, scheme=mh.Scheme.free(), origin="synthetic")
    assert mh.History.from_records(history.to_frame("pandas"), scheme=mh.Scheme.free()).origin == "synthetic"


def test_all_problems_of_a_table_of_events_at_once():
    bad = [*EVENTS, {"member": "p2", "what": "admitted", "day": "2021-05-19", "unit": "a"}, {"member": "p3", "what": "admitted", "day": "1929-05-19", "unit": "a"},
           {"member": "p4", "what": "badge_presented", "day": "2020-02-03", "badge": 30}, {"member": "p4", "what": "admitted", "day": "2021-01-01", "unit": "a"}, {"member": "p5", "what": "admitted", "day": "2021-01-01"}]
    with pytest.raises(mh.InvalidHistory) as error:
        mh.Membership.from_records(bad)
    said = str(error.value)
    assert len(error.value.problems) == 4
    for part in ("row 7", "one who is a member", "row 8", "found 1929-05-19; expected from 1930-01-01", "row 9", "it comes before the admission", "expected from 2021-01-01", "row 11", "the unit is missing"):
        assert part in said
    with pytest.raises(mh.InvalidHistory) as error:
        mh.Membership.from_records([{"member": "p", "what": "admited", "day": "2020-01-01"}, {"member": None, "what": "died", "day": "2020-13-01"}])
    assert len(error.value.problems) >= 1
    with pytest.raises(mh.InvalidHistory, match="did you mean 'admitted'"):
        mh.Membership.from_records([{"member": "p", "what": "admited", "day": "2020-01-01", "unit": "a"}])
    for call, argument in ((lambda: mh.Membership.from_records(5), "events"), (lambda: mh.Membership.from_records([], "h"), "history"), (lambda: mh.Membership.from_records(EVENTS).rolled_up(5), "tree"), (lambda: mh.Membership.from_records(EVENTS).on("p1", 5), "date")):
        with pytest.raises(TypeError, match=argument):
            call()
    with pytest.raises(mh.InvalidPeriod):
        mh.Membership.from_records(EVENTS).flows("2020-02-01", "2020-01-01")
    assert len(mh.Membership.from_records([])) == 0


# --- the balance

def test_what_5497_and_5699_leave_for_every_flow():
    balance = mh.members.balance(5497, 5699, since="2018-01-01", last_day="2020-12-31", flows=[("admitted", 72, "2020-01-01", "2020-12-31")])
    assert balance.change == (202, 202)
    assert balance.flows == {"admitted": (72, None), "readmitted": (0, None), "transferred_in": (0, None), "transferred_out": (0, None), "died": (0, None), "removed": (0, None)}
    assert balance == mh.datasets.my_hao_2020().balance(mh.datasets.my_hao_2017())
    learnt = mh.members.balance(5497, 5699, since="2018-01-01", last_day="2020-12-31", flows={"admitted": 300, "readmitted": 0, "transferred_in": (None, 40), "died": 90, "removed": 20})
    # In: 300 to 340. Out = in - 202: 98 to 138, of which 110 are stated: transferred out 0 to 28, and in at least 12.
    assert learnt.flows["transferred_out"] == (0, 28) and learnt.flows["transferred_in"] == (12, 40)


def test_a_made_up_fact_that_contradicts_the_identity_leaves_the_empty_set_and_is_named():
    balance = mh.members.balance(5497, 5699, since="2018-01-01", last_day="2020-12-31", flows={"admitted": (None, 90), "readmitted": 0, "transferred_in": (None, 100), "died": 5})
    assert all(low > high for low, high in balance.flows.values())
    (finding,) = balance.findings
    assert finding.state == "violated"
    for part in ("members on 2017-12-31 5497", "members on 2020-12-31 5699", "admitted [0, 90]", "transferred_in [0, 100]"):
        assert part in finding.text.en
    assert "died" not in finding.text.en  # without it they still contradict each other
    for call, error in ((lambda: mh.members.balance(1.5, 2, since="2020-01-01", last_day="2020-12-31"), TypeError), (lambda: mh.members.balance(1, 2, since="2020-01-01", last_day="2019-12-31"), mh.InvalidPeriod),
                        (lambda: mh.members.balance(1, 2, since="2020-01-01", last_day="2020-12-31", flows={"admited": 5}), ValueError),
                        (lambda: mh.members.balance(1, 2, since="2020-01-01", last_day="2020-12-31", flows=[("died", 5, "2019-01-01", "2020-01-01")]), mh.InvalidFacts)):
        with pytest.raises(error):
            call()
