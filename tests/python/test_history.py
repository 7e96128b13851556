# SPDX-License-Identifier: Apache-2.0
"""A history through its face: what it holds, what changed, who carries whom on, and what was known when."""
import pickle
from fractions import Fraction

import pytest

mh = pytest.importorskip("myhao")
pd = pytest.importorskip("pandas")
from town import CHANGE, ROWS, SUCCESSIONS, day  # noqa: E402


@pytest.fixture(scope="module")
def history():
    return mh.History.from_records(ROWS, SUCCESSIONS)


def test_it_holds_every_unit_its_spells_and_its_life(history):
    assert len(history) == 10 and history.ids == ["bn", "c1", "c2", "gc", "hy", "hy2", "mh", "nh", "tb", "xm"]
    assert [(s.form, s.since, s.until) for s in history.spells("mh")] == [("huyện", day("2000-01-01"), day("2019-05-01")), ("thị xã", day("2019-05-01"), day(CHANGE))]
    assert history.life("mh") == [(day("2000-01-01"), day(CHANGE))]
    assert history.life("gc") == [mh.Period(day("2005-09-01"))]
    assert history.life("gc")[0].last_day is None and history.life("c2")[0].last_day == day("2017-12-31")
    assert "mh" in history and "zz" not in history and None not in history and [] not in history


def test_names_are_found_without_accents_each_with_its_life(history):
    assert [(m.id, m.name) for m in history.find("my hao")] == [("gc", "Trường THPT Mỹ Hào"), ("mh", "Mỹ Hào"), ("xm", "Mỹ Hào")]
    assert [m.id for m in history.find("MY HAO", on="2020-12-31")] == ["mh"]
    assert history.find("ban yen nhan")[0].life == history.life("bn")
    assert history.find("nowhere") == []


def test_events_are_inferred_where_the_table_names_none(history):
    assert sorted((str(s.day), s.event, s.before, s.after) for s in history.successions) == [
        ("2018-01-01", "absorb", ["c2"], ["c1"]), (CHANGE, "dissolve", ["c1"], []), (CHANGE, "dissolve", ["mh"], []), (CHANGE, "merge", ["bn", "nh"], ["xm"]),
        (CHANGE, "merge", ["hy", "tb"], ["hy2"])]
    (merge,) = [s for s in history.successions if s.after == ["xm"]]
    assert {(share.before, share.after): share.share for share in merge.shares} == {("bn", "xm"): Fraction(1), ("nh", "xm"): Fraction(1)}


def test_both_sides_of_the_change_are_legal_and_the_day_is_after_it(history):
    before, after = history.at("2025-06-30"), history.at(CHANGE)
    assert before.ids == ["hy", "mh", "bn", "c1", "gc", "nh", "tb"]
    assert after.ids == ["hy2", "xm", "gc"]
    assert history.scheme.on("2025-06-30") != history.scheme.on(CHANGE)


def test_gross_changes_come_in_order_with_old_and_new(history):
    changes = [(str(c.day), c.what, c.id, c.old, c.new) for c in history.changes("2018-12-31", "2022-12-31")]
    assert changes == [("2019-05-01", "reformed", "mh", "huyện", "thị xã"), ("2022-01-01", "renamed", "gc", "Trường THPT", "Trường THPT Mỹ Hào")]
    opened = [c for c in history.changes("2025-06-30", CHANGE) if c.what == "opened"]
    assert [c.id for c in opened] == ["hy2", "xm"] and opened[1].old is None and opened[1].new.name == "Mỹ Hào"
    assert [c.id for c in history.changes("2025-06-30", CHANGE) if c.what == "closed"] == ["bn", "c1", "hy", "mh", "nh", "tb"]
    assert [(c.old, c.new) for c in history.changes("2025-06-30", CHANGE) if c.what == "moved"] == [("mh", "xm")]
    assert history.changes("2019-05-01", "2019-05-01") == [] and history.changes("2019-04-30", "2019-05-01")[0].what == "reformed"


def test_a_difference_is_net(history):
    diff = history.diff("2015-01-01", "2025-07-01")
    assert (diff.opened, diff.renamed, diff.reformed, diff.moved, diff.reclassified) == (["hy2", "xm"], ["gc"], [], ["gc"], [])
    assert diff.closed == ["bn", "c1", "c2", "hy", "mh", "nh", "tb"] and len(diff.successions) == 5
    assert diff.to_frame().values.tolist()[:2] == [["opened", "hy2"], ["opened", "xm"]]
    with pytest.raises(mh.InvalidPeriod):
        history.diff("2025-07-01", "2015-01-01")


def test_lines_are_followed_to_units_that_stand(history):
    assert history.successors("bn", on="2026-01-01") == ["xm"] and history.successors("bn", on="2020-01-01") == ["bn"]
    assert history.predecessors("xm", on="2015-01-01") == ["bn", "nh"]
    assert history.successors("mh", on="2026-01-01") == []  # the district does not become a ward
    assert history.successors("c2", on="2020-01-01") == ["c1"] and history.successors("c2", on="2026-01-01") == []
    assert history.successors("xm", on="2015-01-01") == []
    line = history.lineage("xm")
    assert [s.before for s in line.predecessors] == [["bn", "nh"]] and line.successors == []


def test_a_crosswalk_says_what_share_is_carried(history):
    table = history.crosswalk("2015-01-01", "2026-01-01")
    assert list(table.columns) == ["from_id", "to_id", "low", "high"]
    rows = {(r.from_id, r.to_id): (r.low, r.high) for r in table.itertuples()}
    assert rows == {("bn", "xm"): (1, 1), ("nh", "xm"): (1, 1), ("gc", "gc"): (1, 1), ("hy", "hy2"): (1, 1), ("tb", "hy2"): (1, 1)}


def test_a_crosswalk_and_its_losses_sum_to_the_whole(history):
    table, losses = history.crosswalk("2015-01-01", "2026-01-01"), history.losses("2015-01-01", "2026-01-01")
    # The district and c1, which took c2 in, are dissolved.
    assert {r.from_id: (r.low, r.high) for r in losses.itertuples()} == {"mh": (1, 1), "c1": (1, 1), "c2": (1, 1)}
    kept = table.groupby("from_id")["low"].sum().to_dict() | {r.from_id: r.low for r in losses.itertuples()}
    assert kept == dict.fromkeys(history.at("2015-01-01").ids, 1)


def test_figures_are_carried_to_the_units_of_a_later_day(history):
    table = history.carry({"bn": 30, "nh": 12, "gc": 5, "hy": 1_000}, "2015-01-01", "2026-01-01")
    rows = {r.id: (r.low, r.high, r.missing) for r in table.itertuples()}
    # xm carries on the whole of bn and nh; hy2 the whole of hy and of tb, of which there is no figure.
    assert rows == {"gc": (5, 5, 0), "hy2": (1_000, 1_000, 1), "xm": (42, 42, 0)}
    with pytest.raises(mh.UnknownUnit, match="zz"):
        history.carry({"zz": 1}, "2015-01-01", "2026-01-01")


def test_a_split_without_known_shares_carries_anything_from_nothing_to_all():
    rows = [{"id": i, "name": str(i), "kind": "province", "since": "2010-01-01" if i > 1 else "2000-01-01", "until": "2010-01-01" if i == 1 else None} for i in (1, 2, 3)]
    history = mh.History.from_records(rows, [{"day": "2010-01-01", "before": 1, "after": after} for after in (2, 3)])
    assert [s.event for s in history.successions] == ["split"]
    assert history.crosswalk("2005-01-01", "2015-01-01").values.tolist() == [[1, 2, 0, 1], [1, 3, 0, 1]]
    assert history.carry({1: 10}, "2005-01-01", "2015-01-01").values.tolist() == [[2, 0, 10, 0], [3, 0, 10, 0]]


def test_terms_are_those_of_the_day(history):
    assert history.term_of("mh", "2020-08-05").label == "2020-2025"
    assert history.term_of("mh", "2020-08-05", series="council").label == "2016-2021"
    assert history.term_of("mh", "2026-01-01") is None
    assert {t.series: t.label for t in mh.terms.on("2020-08-05")} | {"cell": ""} == {"party": "2020-2025", "council": "2016-2021", "plan": "2016-2020", "cell": ""}
    assert mh.terms.on("2020-08-05")["plan"].last_day == day("2020-12-31")
    with pytest.raises(mh.UnknownUnit):
        history.term_of("zz", "2020-01-01")
    with pytest.raises(mh.InvalidPeriod, match="did you mean 'party'"):
        mh.terms.series("partty")


def test_what_was_known_in_january_stays_answerable_after_the_correction_in_march():
    rows = [{"id": "p", "name": "P", "kind": "province", "since": "2000-01-01", "recorded": "2000-01-01"},
            {"id": "g", "name": "Old", "kind": "grassroots_cell", "parent": "p", "since": "2020-12-01", "recorded": "2021-01-10"},
            {"id": "g", "name": "New", "kind": "grassroots_cell", "parent": "p", "since": "2020-12-01", "recorded": "2021-03-10"}]
    history = mh.History.from_records(rows)
    assert history.at("2020-12-31").name("g") == "New"
    assert history.known_at("2021-01-31").at("2020-12-31").name("g") == "Old"
    assert "g" not in history.known_at("2021-01-09").at("2020-12-31")
    assert [(r.id, r.correction) for r in history.retroactive] == [("g", False), ("g", True)]
    assert pickle.loads(pickle.dumps(history)).known_at("2021-01-31").at("2020-12-31").name("g") == "Old"


def test_an_unknown_end_makes_a_unit_uncertain():
    rows = [{"id": "p", "name": "P", "kind": "province", "since": "2000-01-01", "until": None, "ended": False},
            {"id": "g", "name": "G", "kind": "grassroots_cell", "parent": "p", "since": "2010-01-01", "until": None, "ended": True}]
    tree = mh.History.from_records(rows).at("2020-01-01")
    assert tree.ids == ["p"] and tree.uncertain == ["g"]


def test_a_lenient_history_lists_what_is_detached():
    rows = [{"id": "p", "name": "P", "kind": "province", "since": "2010-01-01"}, {"id": "g", "name": "G", "kind": "grassroots_cell", "parent": "p", "since": "2005-01-01"}]
    with pytest.raises(mh.InvalidHistory, match="outside the life of its parent"):
        mh.History.from_records(rows)
    history = mh.History.from_records(rows, strict=False)
    assert history.at("2007-01-01").detached == ["g"] and history.at("2012-01-01").detached == []
    assert len(history.findings.filter(rule="history.detached", state="violated")) == 1


def test_roll_ups_on_many_days_move_by_the_dates_of_their_values(history):
    values = [{"id": "bn", "since": "2010-01-01", "until": "2020-01-01", "value": 5}, {"id": "bn", "since": "2020-01-01", "until": None, "value": 7},
              {"id": "gc", "since": "2010-01-01", "until": None, "value": 100}]
    frame = history.rollup_series(values, ["2019-12-31", "2020-01-01", CHANGE])
    assert list(frame.columns) == ["date", "id", "total", "missing"]
    totals = {(str(r.date.date()), r.id): (r.total, r.missing) for r in frame.itertuples()}
    # On 2019-12-31 stand hy, mh, bn, c1, gc, nh, tb; only bn and gc have a value.
    assert totals["2019-12-31", "mh"] == (105, 3) and totals["2020-01-01", "mh"] == (107, 3) and totals["2019-12-31", "hy"] == (105, 4)
    assert totals[CHANGE, "xm"] == (100, 1) and (CHANGE, "mh") not in totals
    with pytest.raises(mh.UnknownUnit, match="zz"):
        history.rollup_series({"zz": 1}, ["2020-01-01"])
    with pytest.raises(mh.InvalidFacts, match="overlap"):
        history.rollup_series(values + [{"id": "gc", "since": "2012-01-01", "until": None, "value": 1}], ["2020-01-01"])


def test_equal_content_is_equal_whatever_the_order_of_rows(history):
    again = mh.History.from_records(list(reversed(ROWS)), list(reversed(SUCCESSIONS)))
    other = mh.History.from_records(ROWS)
    assert again == history and hash(again) == hash(history) and again.digest == history.digest
    assert other != history and other.digest != history.digest and history != 5


def test_a_pickle_gives_the_same_history(history):
    again = pickle.loads(pickle.dumps(history))
    assert again == history and again.at("2020-01-01") == history.at("2020-01-01") and again.successions == history.successions
    free = mh.History.from_records([{"id": 1, "name": "x", "kind": "anything", "since": "2000-01-01"}], scheme=mh.Scheme.free())
    assert pickle.loads(pickle.dumps(free)) == free


def test_a_document_of_a_history_is_read_back_and_written_the_same(history, tmp_path):
    text = history.to_json(tmp_path / "history.json")
    assert (tmp_path / "history.json").read_text(encoding="utf-8") == text
    again = mh.read_json(text)
    assert again == history and again.to_json() == text
    invented = mh.History.from_records(ROWS, origin="synthetic")
    assert "synthetic" in invented.to_json() and mh.read_json(invented.to_json()).origin == "synthetic"
    assert history.spells_csv().splitlines()[0].startswith("id,name,kind,parent,since") and len(history.spells_csv().splitlines()) == 14
    assert len(history.successions_csv().splitlines()) == 8


def test_a_scheme_of_ones_own_holds_its_rules():
    scheme = mh.Scheme("club", kinds=[mh.Kind("club", 0), mh.Kind("section", 1, under=("club",), gradable=False, role="base")])
    rows = [{"id": 1, "name": "Club", "kind": "club", "since": "2000-01-01"}, {"id": 2, "name": "Chess", "kind": "section", "parent": 1, "since": "2001-01-01"}]
    history = mh.History.from_records(rows, scheme=scheme)
    tree = history.at("2005-01-01")
    assert tree.role(2) == "base" and not tree.gradable(2) and tree.gradable(1) and history.ids == [1, 2]
    with pytest.raises(mh.InvalidHistory, match="may not stand under"):
        mh.History.from_records([rows[0] | {"kind": "section"}, rows[1] | {"kind": "section"}], scheme=scheme)
    series = mh.SchemeSeries([(scheme, None, "2003-01-01"), (mh.Scheme("later", kinds=[mh.Kind("club", 0)]), "2003-01-01", None)])
    with pytest.raises(mh.InvalidHistory, match="edition 'later' does not have"):
        mh.History.from_records(rows, scheme=series)
    assert pickle.loads(pickle.dumps(series)) == series and pickle.loads(pickle.dumps(scheme)) == scheme


def test_a_circle_in_a_free_scheme_is_found():
    rows = [{"id": "a", "name": "A", "kind": "x", "parent": "b", "since": "2000-01-01"}, {"id": "b", "name": "B", "kind": "x", "parent": "a", "since": "2000-01-01"}]
    with pytest.raises(mh.InvalidHistory):
        mh.History.from_records(rows, scheme=mh.Scheme.free())


def test_holders_of_two_posts_are_named():
    holdings = pd.DataFrame({"person": [1, 1, 2, 3, 3], "unit": ["c1", "v1", "c2", "c3", "v3"], "post": ["cell_secretary", "village_head"] + ["cell_secretary"] * 2 + ["village_head"],
                             "since": pd.to_datetime(["2018-01-01"] * 4 + ["2019-01-01"]), "until": [None, None, None, None, "2020-01-01"]})
    both = mh.posts.concurrent(holdings, "cell_secretary", "village_head", on="2019-06-01")
    assert list(both) == [1, 3] and both.holders == 2 and both.of == 3 and both.share == Fraction(2, 3)
    assert list(mh.posts.concurrent(holdings, "cell_secretary", "village_head", on="2020-01-01")) == [1]
    with pytest.raises(mh.InvalidFacts, match="did you mean 'village_head'"):
        mh.posts.concurrent(holdings, "cell_secretary", "vilage_head", on="2020-01-01")


def test_double_holders_late_holders_and_crowded_posts_are_found(history):
    bodies = mh.posts.Bodies(history, [
        {"id": "b35", "name": "Ban Chỉ đạo 35", "kind": "committee_35", "unit": "mh", "since": "2018-01-01", "until": "2020-06-01", "instrument": "12-QĐ"},
        {"id": "b35", "name": "Ban Chỉ đạo 35", "kind": "committee_35", "unit": "mh", "since": "2020-06-01", "until": "2025-07-01", "instrument": "30-QĐ"}])
    assert [(r.body, str(r.day), r.before, r.after) for r in bodies.re_formed] == [("b35", "2020-06-01", "12-QĐ", "30-QĐ")]
    assert [b.instrument for b in bodies.of("mh", on="2020-12-31")] == ["30-QĐ"] and bodies.on("2017-01-01") == [] and pickle.loads(pickle.dumps(bodies)) == bodies
    holdings = [{"person": 1, "unit": "bn", "post": "secretary", "since": "2018-01-01", "until": "2020-01-01", "mode": "elected"},
                {"person": 1, "unit": "nh", "post": "secretary", "since": "2019-01-01", "until": "2020-01-01", "mode": None},
                {"person": 2, "unit": "b35", "post": "head", "since": "2019-01-01", "until": "2026-01-01", "mode": None},
                {"person": 3, "unit": "b35", "post": "head", "since": "2020-01-01", "until": "2021-01-01", "mode": "acting"}]
    found = mh.posts.check(holdings, history, bodies, {("head", "b35"): 1})
    assert sorted((f.rule, f.subject) for f in found) == [("posts.acting", "holdings, row 3"), ("posts.crowded", "head of 'b35'"), ("posts.double_holder", "holdings, rows 0, 1"),
                                                          ("posts.past_end", "holdings, row 2")]
    with pytest.raises(mh.InvalidHistory, match="outside the life of unit 'mh'"):
        mh.posts.Bodies(history, [{"id": 1, "name": "x", "kind": "committee", "unit": "mh", "since": "2018-01-01"}])
    with pytest.raises(mh.InvalidHistory, match="did you mean 'acting'"):
        mh.posts.check([holdings[0] | {"mode": "actin"}], history)


def test_sizes_are_checked_against_the_charter(history):
    tree = history.at("2020-12-31")
    found = mh.structure.check(tree, {"id": ["gc", "bn"], "official": [2, None], "members": [5, 300]})
    # A grassroots organisation has at least 3 official members (the Party's Charter): gc has 2, of bn it is not known.
    minimum = found.filter(rule="structure.minimum")
    assert [f.subject for f in minimum.violated] == ["unit 'gc'"] and "unit 'bn'" in {f.subject for f in minimum.undetermined}
    assert all(f.citation for f in found)
    assert len(mh.structure.check(tree).undetermined) > 0 and not mh.structure.check(tree).violated
    with pytest.raises(mh.UnknownUnit, match="zz"):
        mh.structure.check(tree, {"id": ["zz"], "members": [5]})
