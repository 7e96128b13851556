# SPDX-License-Identifier: Apache-2.0
"""Directives on congresses as values: the built-in ones, and one's own written in Python, as documents, frames and pickles."""
import datetime as dt
import importlib.util
import json
import pickle
from fractions import Fraction
from pathlib import Path

import pytest

mh = pytest.importorskip("myhao")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def directive():
    return mh.directives.get("35-CT/TW", issued="2019-05-30")


def own(**changes):
    """A directive of two levels, made up."""
    parts = dict(number="1-XY", issuer="demo", issued="2029-01-01", term="2030-2035", contents=["review", "elect"],
                 levels=[mh.LevelRule("grassroots", most_days=1, first_day="2030-04-01", deadline="2030-06-30"), mh.LevelRule("district", most_days=2, deadline=mh.Deadline(dt.date(2030, 8, 31), True))])
    return mh.Directive(**parts | changes)


def test_a_directive_states_days_and_deadlines_by_level_and_what_was_not_read_is_none(directive):
    town = directive["district"]
    assert (town.most_days, town.deadline.day, town.deadline.inclusive, town.most_delegates) == (3, dt.date(2020, 8, 31), None, 300)
    assert directive["cell"].most_days is None and directive["cell"].deadline is None
    assert (directive.term, directive.contents_required, len(directive.contents)) == ("2020-2025", 4, 4)
    assert town.citations["most_days"].instrument.number == "35-CT/TW"
    with pytest.raises(KeyError, match="did you mean 'district'"):
        directive["distrct"]
    assert pickle.loads(pickle.dumps(directive)) == directive


def test_a_number_that_names_two_directives_needs_a_day():
    with pytest.raises(mh.InvalidDocument) as error:
        mh.directives.get("35-CT/TW")
    assert "2019-05-30" in str(error.value) and "2024-06-14" in str(error.value)
    assert mh.directives.get("35-ct/tw", issued=dt.date(2024, 6, 14)).term == "2025-2030"
    assert len(mh.directives.all()) == len({one.key for one in mh.directives.all()})


def test_deadlines_of_the_three_directives():
    days = {d.key.number + str(d.key.issued.year): [d.deadline(level.level) for level in d.levels if level.deadline] for d in mh.directives.all()}
    assert days["36-CT/TW2014"] == [dt.date(2015, 6, 30), dt.date(2015, 8, 31), dt.date(2015, 10, 31)]
    assert days["35-CT/TW2019"] == [dt.date(2020, 6, 30), dt.date(2020, 8, 31), dt.date(2020, 10, 31)]
    assert days["45-CT/TW2025"] == [dt.date(2025, 6, 30)]  # what lies above was not read


def test_the_pause_of_2020_is_known_within_bounds_and_moved_no_deadline(directive):
    pause, = directive.suspensions
    assert pause.levels == ("grassroots",) and pause.since == mh.DayRange(dt.date(2020, 3, 21), dt.date(2020, 4, 1)) and pause.moves_deadlines == 0
    assert directive.deadline("grassroots") == dt.date(2020, 6, 30)
    moved = own(suspensions=[mh.Suspension(["district"], "2030-05-01", "2030-05-11", moves_deadlines=10)])
    assert moved.deadline("district") == dt.date(2030, 9, 10) and moved.deadline("grassroots") == dt.date(2030, 6, 30)


def test_sizes_are_limits_by_case(directive):
    sizes = {(s.of, s.when): (s.low, s.high) for s in directive["province"].sizes}
    assert sizes["standing_committee", "ordinary"] == (13, 15) and sizes["delegates", "hanoi"] == (None, 500)
    assert {s.of_before for s in directive["district"].sizes if s.of == "committee"} == {Fraction(19, 20)}
    commune = {(s.of, s.when): (s.low, s.high) for s in mh.directives.get("45-CT/TW")["above_grassroots"].sizes}
    assert commune["committee", "three_or_more_old_units"] == (27, 33) and commune["deputy_secretaries", "commune"] == (None, 2)


def test_the_directive_of_2025_replaces_that_of_2024_and_allows_three_or_two_contents():
    old, new = mh.directives.get("35-CT/TW", issued="2024-06-14"), mh.directives.get("45-CT/TW")
    assert old.replaced_by == new and new.replaced_by is None
    assert ("replaces", old.key) in [(r.relation, r.target) for r in new.relations]
    assert [len(v.contents) for v in new.variants] == [3, 2] and new.first_ordinal == 1
    assert mh.directives.get("35-CT/TW", issued="2019-05-30").variants is None  # whether there were any was not read
    assert mh.directives.for_term("2025-2030", on="2025-04-13") == old and mh.directives.for_term("2025-2030", on="2025-04-14") == new
    assert mh.directives.for_term("2020-2025", on="2019-01-01") is None
    assert any("13-TT/TU" in str(one) for one in new.instruments)


def test_ones_own_directive_binds_congresses_like_a_built_in_one():
    d = own(variants=[mh.Variant(["review"], "small")], first_ordinal=1)
    town = mh.Congress("district", "t", first_day="2030-08-30", last_day="2030-08-31", contents=["review"], cases=["small"], directive=d)
    found = {f.rule: f.state for f in mh.congress.check(town, d)}
    assert found == {"congress.deadline": "met", "congress.days": "met", "congress.contents": "met"}
    assert "1-XY (demo, 2029-01-01)" in mh.congress.check(town, d)[0].citation
    assert d["grassroots"].roles == ("grassroots",) and d["district"].roles == ("above_grassroots",)
    assert d.contents_required == 2 and d["district"].deadline.inclusive is True and d["grassroots"].deadline.inclusive is None


def test_directives_come_back_from_documents_and_pickles(tmp_path):
    for d in [*mh.directives.all(), own(variants=[], suspensions=[mh.Suspension(["district"], "2030-05", "2030-06-01")], relations=[("replaces", mh.InstrumentKey("0-XY", "demo"))])]:
        text = d.to_json(tmp_path / "d.json")
        again = mh.read_json(text)
        assert again == d and again.to_json() == text and mh.read_json(tmp_path / "d.json") == d
        assert again.levels == d.levels and again.suspensions == d.suspensions and again.relations == d.relations and again.variants == d.variants
        assert pickle.loads(pickle.dumps(d)) == d and hash(again) == hash(d)
    assert own() != own(term="2031-2036")


def test_documents_of_directives_fit_their_schema():
    spec = importlib.util.spec_from_file_location("documents_here", Path(__file__).with_name("test_documents.py"))  # its folder has a namesake
    documents = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(documents)
    fits = documents.fits
    schema = json.loads((ROOT / "docs/schema/directive.v1.json").read_text(encoding="utf-8"))
    for d in [*mh.directives.all(), own(suspensions=[mh.Suspension(["district"], "2030-05", "2030-06-01", moves_deadlines=3)])]:
        document = json.loads(d.to_json())
        assert fits(schema, document, schema) == []
        assert fits(schema, {**document, "extra": 1}, schema) == ["document: unknown key extra"]


def test_every_fault_of_a_document_is_named_by_its_path():
    good = json.loads(own().to_json())
    assert (good["myhao"], good["version"]) == ("directive", 1)
    good["levels"][0]["most_dais"] = 3
    good["levels"][1]["deadline"]["value"]["day"] = "2030-02-30"
    good["terms"] = good.pop("term")
    with pytest.raises(mh.InvalidDocument) as error:
        mh.read_json(json.dumps(good))
    said = str(error.value)
    assert "levels[0].most_dais" in said and "did you mean 'most_days'" in said and "levels[1].deadline.value.day" in said and "did you mean 'term'" in said
    good = json.loads(own().to_json())
    good["levels"][1]["level"] = "grassroots"
    with pytest.raises(mh.InvalidDocument, match="given twice"):
        mh.read_json(json.dumps(good))


def test_all_faults_of_ones_own_directive_are_listed_at_once():
    with pytest.raises(mh.InvalidDocument) as error:
        mh.Directive("", term="", levels=[mh.LevelRule("a", most_days=0, first_day="2030-02-01", deadline="2030-01-01"), mh.LevelRule("a", roles=["b"], sizes=[mh.SizeLimit("committee", low=5, high=3), mh.SizeLimit("committee")])], contents=["x"], contents_required=2,
                     variants=[mh.Variant(["y"], "z")], suspensions=[mh.Suspension(["b"], "2030-01-02", "2030-01-01")], first_ordinal=0)
    said = str(error.value)
    for part in ("a number and a day of issue", "for one term", "given twice", "at least a day", "ends before it may begin", "fits this limit", "limits nothing", "more contents required", "unknown content", "no such level", "a pause ends before", "numbered from 1"):
        assert part in said
    assert len(error.value.problems) == 12


def test_wrong_types_of_a_directive_name_their_argument():
    for call, argument in ((lambda: own(levels="x"), "levels"), (lambda: own(levels=[1]), "levels"), (lambda: own(issued=2029), "issued"), (lambda: own(term=5), "term"), (lambda: own(label=5), "label"), (lambda: own(contents=5), "contents"),
                           (lambda: own(suspensions=[1]), "suspensions"), (lambda: own(relations=["x"]), "relations"), (lambda: mh.LevelRule("a", most_days=1.5), "most_days"), (lambda: mh.LevelRule("a", deadline=5), "deadline"),
                           (lambda: mh.LevelRule("a", roles="b"), "roles"), (lambda: mh.SizeLimit("a", low="3"), "low"), (lambda: mh.SizeLimit("a", of_before=0.95), "of_before"), (lambda: mh.Variant("x", "y"), "contents"),
                           (lambda: mh.Suspension(["a"], 5, None), "since")):
        with pytest.raises(TypeError, match=argument):
            call()
    with pytest.raises(ValueError, match="contents_required"):
        own(contents_required=-1)
    with pytest.raises(TypeError, match="citation|Citation"):
        mh.LevelRule("a", citation=5)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_directive_as_a_frame_has_a_row_for_each_level(directive, kind):
    pytest.importorskip(kind)
    frame = directive.to_frame(kind)
    assert len(frame) == 4
    columns = frame.to_pydict() if kind == "pyarrow" else frame.to_dict(as_series=False) if kind == "polars" else {name: list(frame[name]) for name in frame}
    assert columns["level"] == ["cell", "grassroots", "district", "province"] and columns["most_delegates"][2] == 300


def test_texts_of_a_directive_are_shown_as_texts():
    d = own(label=mh.Label("<b>", "<script>alert(1)</script>"))
    assert "<script" not in d._repr_html_() and "&lt;script" in d._repr_html_() and "origin" in d._repr_html_()
