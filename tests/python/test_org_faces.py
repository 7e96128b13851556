# SPDX-License-Identifier: Apache-2.0
"""What an analyst does with an organisation besides asking it: tables out and in, changes as a frame, a page to fold, terms, sizes, late records."""
import datetime as dt
import html.parser
import pickle
from fractions import Fraction

import pytest

mh = pytest.importorskip("myhao")
from bad_input import refused  # noqa: E402
from town import CHANGE, ROWS, SUCCESSIONS, day  # noqa: E402


@pytest.fixture(scope="module")
def history():
    return mh.History.from_records(ROWS, SUCCESSIONS)


# --- CSV and frames

def test_csv_tables_come_back_as_the_same_history(history, tmp_path):
    assert mh.History.from_csv(history.spells_csv(), history.successions_csv()) == history
    (tmp_path / "spells.csv").write_text(history.spells_csv(), encoding="utf-8")
    (tmp_path / "successions.csv").write_bytes(history.successions_csv().encode())
    again = mh.History.from_csv(tmp_path / "spells.csv", str(tmp_path / "successions.csv"), origin="synthetic")
    assert again == history and again.origin == "synthetic"
    numbers = mh.History.from_records([{"id": 1, "name": "x, \"y\"\nz", "kind": "k", "since": "2000-01-01", "ended": True}], scheme="free")
    assert mh.History.from_csv(numbers.spells_csv(), scheme="free", whole_ids=True) == numbers
    real = mh.datasets.my_hao_history()
    assert mh.History.from_csv(real.spells_csv(), real.successions_csv(), real.scheme, real.strict) == real


def test_a_faulty_csv_table_is_refused_with_its_lines(tmp_path):
    error = refused(lambda: mh.History.from_csv("id,name,knd,since\na,A,x,2020-01-01\nb,B,x\n", scheme="free"), mh.InvalidDocument)
    assert [problem.subject for problem in error.problems] == ["spells, line 1, column 'knd'", "spells, line 3"] and "did you mean 'kind'" in str(error)
    refused(lambda: mh.History.from_csv("id,name,kind,since\na,A,x,2020-01-01\na,A,x,2020-06-01\n", scheme="free"), mh.InvalidHistory)
    (tmp_path / "latin.csv").write_bytes(b"id,name\n\xff,A\n")
    for argument, call, kind in (("spells", lambda: mh.History.from_csv(5), TypeError), ("successions", lambda: mh.History.from_csv("id\n", 5), TypeError), ("whole_ids", lambda: mh.History.from_csv("id\n", whole_ids=1), TypeError),
                                 ("UTF-8", lambda: mh.History.from_csv(tmp_path / "latin.csv"), mh.InvalidDocument), ("origin", lambda: mh.History.from_csv("id\n", origin="x"), ValueError)):
        with pytest.raises(kind, match=argument):
            call()


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_frames_of_spells_and_of_successions_come_back_as_the_same_history(history, kind):
    pytest.importorskip(kind)
    assert mh.History.from_records(history.to_frame(kind), history.successions_to_frame(kind)) == history


# --- changes

def test_changes_are_a_sequence_and_a_frame(history):
    changes = history.changes("2018-12-31", CHANGE)
    assert changes == list(changes) and changes[0].what == "reformed" and len(changes[1:3]) == 2
    frame = changes.to_frame()
    assert list(frame.columns) == ["day", "what", "id", "old", "new"] and len(frame) == len(changes)
    row = frame.iloc[0]
    assert (str(row["day"].date()), row["what"], row["id"], row["old"], row["new"]) == ("2019-05-01", "reformed", "mh", "huyện", "thị xã")
    opened = frame[(frame["what"] == "opened") & (frame["id"] == "xm")]
    assert opened["new"].tolist() == ["Mỹ Hào"] and opened["old"].isna().all()
    again = pickle.loads(pickle.dumps(changes))
    assert again == changes and hash(again) == hash(changes)
    assert "changes from 2018-12-31 to 2025-07-01" in changes._repr_html_() and "huyện -> thị xã" in repr(changes)
    assert history.changes(CHANGE, CHANGE) == [] and len(history.changes(CHANGE, CHANGE).to_frame()) == 0


def test_a_diff_is_a_frame_too(history):
    frame = history.diff("2018-12-31", "2019-12-31").to_frame()
    assert frame.to_dict("list") == {"what": ["reformed"], "id": ["mh"]}


def test_flows_are_carried_across_the_change_as_bounds(history):
    # bn and nh go to xm whole; c1 ends with no successor: what it had is carried by nobody.
    carried = history.carry({"bn": 10, "nh": 5, "c1": 7}, "2020-12-31", CHANGE)
    row = carried[carried["id"] == "xm"].iloc[0]
    assert row["low"] == row["high"] == 15 and isinstance(row["low"], Fraction) and row["missing"] == 0


def test_rows_recorded_late_are_told_and_what_was_believed_stays_answerable():
    rows = [{"id": "a", "name": "A", "kind": "k", "since": "2020-06-01", "recorded": "2021-01-01"}, {"id": "a", "name": "A and B", "kind": "k", "since": "2020-06-01", "recorded": "2021-03-10"}]
    history = mh.History.from_records(rows, scheme="free")
    assert [(late.row, str(late.recorded), late.correction, late.void) for late in history.retroactive] == [(0, "2021-01-01", False, False), (1, "2021-03-10", True, False)]
    assert history.known_at("2021-02-01").at("2020-12-31").name("a") == "A" and history.at("2020-12-31").name("a") == "A and B"
    assert len(history.known_at("2020-12-31")) == 0


# --- pages

class Open(html.parser.HTMLParser):
    """Elements that were opened and not closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_page_folds_below_the_second_level_and_is_closed(history, tmp_path):
    page = history.at("2020-12-31").to_html(tmp_path / "tree.html")
    assert (tmp_path / "tree.html").read_text(encoding="utf-8") == page
    parsed = Open(page)
    assert parsed.open == [] and parsed.seen.count("details") == 3 and page.count("<details open>") == 2  # hy and mh; bn is folded
    assert "7 units on 2020-12-31" in page and "origin: real" in page
    evil = mh.History.from_records([{"id": "<i>", "name": "</details><script>x</script>", "kind": "\"><img src=x>", "since": "2000-01-01"}], scheme="free", origin="synthetic").at("2001-01-01")
    parsed = Open(evil.to_html())
    assert "script" not in parsed.seen and "img" not in parsed.seen and "SYNTHETIC" in evil.to_html()
    many = mh.History.from_records({"id": list(range(5000)), "name": ["x"] * 5000, "kind": ["k"] * 5000, "since": ["2000-01-01"] * 5000}, scheme="free").at("2001-01-01")
    assert "2000 of 5000 units" in many.to_html() and "10 of 5000 units" in many.to_html(most_units=10) and "200 of 5000 units" in many._repr_html_()


# --- terms

def test_a_unit_is_in_its_own_term_from_its_own_congress():
    history = mh.datasets.my_hao_history()
    # The town congress opened on 4/8/2020; nominally the change begins in April.
    own = mh.terms.TermSeries("party", mh.Label("", "own terms"), (
        mh.terms.Term("party", "2015-2020", 25, dt.date(2015, 8, 2), dt.date(2020, 8, 4)), mh.terms.Term("party", "2020-2025", 26, dt.date(2020, 8, 4), dt.date(2025, 7, 1))))
    assert history.term_of("my-hao", "2020-08-03").label == "2020-2025" and history.term_of("my-hao", "2020-08-03").ordinal is None
    assert history.term_of("my-hao", "2020-08-03", own=own).ordinal == 25 and history.term_of("my-hao", "2020-08-04", own=own).ordinal == 26
    assert history.term_of("my-hao", "2012-01-01", own=own).label == "2010-2015"  # none of its own is known: the nominal one
    assert history.term_of("my-hao", "2025-07-01", own=own) is None  # it does not stand any more
    assert history.term_of("my-hao", "2020-08-03", series="council").label == "2016-2021"
    crossed = mh.terms.TermSeries("party", mh.Label("", ""), (own.terms[0], mh.terms.Term("party", "x", None, dt.date(2019, 1, 1), None)))
    with pytest.raises(mh.InvalidPeriod, match="before the one before it has ended"):
        history.term_of("my-hao", "2020-08-03", own=crossed)
    with pytest.raises(TypeError, match="own"):
        history.term_of("my-hao", "2020-08-03", own=[own])
    with pytest.raises(mh.InvalidPeriod, match="did you mean 'party'"):
        history.term_of("my-hao", "2020-08-03", series="paty")


# --- sizes and forms

def test_a_cell_of_two_needs_no_committee_and_one_of_nine_must_elect_one(history):
    tree = history.at("2020-12-31")
    found = mh.structure.check(tree, {"id": ["gc", "c1"], "official": [2, 9], "committee": [None, 0]}).filter(rule="structure.cell_committee")
    assert [f.subject for f in found.violated] == ["unit 'c1'"] and not found.undetermined and found.met[0].observed == "1 of 2 units"
    assert "24(4)" in found[0].citation and "official 9" in found.violated[0].observed
    only_official = mh.structure.check(tree, {"id": ["gc"], "official": [8]}).filter(rule="structure.cell_committee")
    assert [f.subject for f in only_official.undetermined] == ["unit 'c1'"]


def test_every_finding_of_sizes_has_a_citation_and_a_state(history):
    for on, facts in (("2020-12-31", {"id": ["bn", "gc"], "members": [29, 31], "official": [20, 25], "committee": [15, 5], "standing": [6, None], "deputies": [1, 2], "approved": [True, None]}),
                      ("2025-12-31", {"id": ["xm"], "committee": [34], "standing": [12], "deputies": [3]})):
        found = mh.structure.check(history.at(on), facts)
        assert len(found) > 4 and all(f.citation and f.state in ("met", "violated", "undetermined") and f.text.vi and f.text.en for f in found)
    assert {f.rule for f in found.violated} == {"structure.committee_commune", "structure.standing_commune", "structure.deputies_commune", "structure.standing_share"}  # a third of 34 is 11
    # 29 members in a base committee: below 30, but the superior agreed.
    assert not mh.structure.check(history.at("2020-12-31"), {"id": ["bn"], "members": [29], "approved": [True]}).filter(rule="structure.committee_form").violated
    assert mh.structure.check(history.at("2020-12-31"), {"id": ["bn"], "members": [29], "approved": [False]}).filter(rule="structure.committee_form").violated


def test_the_grassroots_organisations_are_cells_and_committees(history):
    tree = history.at("2020-12-31")
    source = mh.datasets.my_hao_2020()["members"].source
    # Đồng Nai, 10/9/2018: 369 + 386 = 755.
    sound = mh.structure.check_base(tree, "mh", organizations=755, cells=369, committees=386, source=source)
    assert sound[0].state == "met" and sound[0].observed == "369 + 386" and all("article-2020" in f.citation and "21(3)" in f.citation for f in sound)
    assert mh.structure.check_base(tree, "mh", organizations=755, cells=370, committees=386)[0].state == "violated"
    told = mh.structure.check_base(tree, "mh", organizations=3)
    assert [f.state for f in told] == ["undetermined", "met"]  # bn, nh and gc stand; how many of them are cells is not stated
    for wrong, error in ((-1, ValueError), (2**63, ValueError), ("3", TypeError), (True, TypeError)):
        with pytest.raises(error, match="organizations"):
            mh.structure.check_base(tree, "mh", organizations=wrong)
    with pytest.raises(TypeError, match="source"):
        mh.structure.check_base(tree, "mh", source="article")
    assert day("2020-12-31") == tree.date
