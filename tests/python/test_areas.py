# SPDX-License-Identifier: Apache-2.0
"""Areas have a history of their own, with founding instruments; units sit in them, and hold posts of them."""
import pickle

import pytest

mh = pytest.importorskip("myhao")
from bad_input import refused  # noqa: E402

END = "2025-07-01"
AREAS = [
    {"id": "HY", "name": "Hưng Yên", "kind": "province", "parent": None, "since": "2015-01-01", "until": None},
    {"id": "MH", "name": "Mỹ Hào", "kind": "district", "parent": "HY", "since": "2015-01-01", "until": END},
    {"id": "DS", "name": "Dị Sử", "kind": "commune", "parent": "MH", "since": "2015-01-01", "until": "2019-05-01"},
    {"id": "DS", "name": "Dị Sử", "kind": "ward", "parent": "MH", "since": "2019-05-01", "until": END, "instrument": "an instrument"},
    {"id": "CX", "name": "Cẩm Xá", "kind": "commune", "parent": "MH", "since": "2015-01-01", "until": END},
    {"id": "v1", "name": "Thôn một", "kind": "village", "parent": "CX", "since": "2015-01-01", "until": END},
    {"id": "W", "name": "Mỹ Hào", "kind": "ward", "parent": "HY", "since": END, "until": None},
]
MERGED = [{"day": END, "before": "DS", "after": "W"}, {"day": END, "before": "CX", "after": "W"}]
UNITS = [{"id": "town", "name": "Town", "kind": "x", "parent": None, "since": "2015-01-01", "until": END, "system": "party"},
         {"id": "cell", "name": "Cell", "kind": "y", "parent": "town", "since": "2015-01-01", "until": END, "system": "party"},
         {"id": "front", "name": "Front", "kind": "z", "parent": None, "since": "2015-01-01", "until": END, "system": "front"}]
SEATS = [{"unit": "town", "area": "MH", "since": "2015-01-01", "until": END}, {"unit": "cell", "area": "v1", "since": "2015-01-01", "until": "2020-01-01"},
         {"unit": "cell", "area": "DS", "since": "2020-01-01", "until": END}, {"unit": "front", "area": "CX", "since": "2015-01-01", "until": END}]


@pytest.fixture(scope="module")
def areas():
    return mh.areas.history(AREAS, MERGED)


@pytest.fixture(scope="module")
def units():
    return mh.History.from_records(UNITS, scheme="free")


@pytest.fixture(scope="module")
def seats(areas, units):
    return mh.areas.Areas(areas, units, SEATS)


def test_an_area_has_spells_an_instrument_and_successions(areas):
    assert [spell.kind for spell in areas.spells("DS")] == ["commune", "ward"] and areas.spells("DS")[1].instrument == "an instrument"
    assert [change.what for change in areas.changes("2019-04-30", "2019-05-01")] == ["reclassified"]
    assert areas.successors("CX", "2026-01-01") == ["W"] and areas.successions[0].event == "merge"
    kinds = [{kind.name for kind in scheme.kinds} for scheme, _, _ in mh.areas.scheme().editions]
    assert "district" in kinds[0] and "district" not in kinds[1] and {"ward", "commune", "village", "street_group"} <= kinds[0] & kinds[1]


def test_a_village_stands_under_a_commune_and_a_street_group_under_a_ward():
    for kind, parent in (("village", "DS"), ("street_group", "CX")):
        refused(lambda kind=kind, parent=parent: mh.areas.history([*AREAS, {"id": "n", "name": "n", "kind": kind, "parent": parent, "since": "2020-01-01", "until": END}], MERGED), mh.InvalidHistory)


def test_where_a_unit_sits_and_who_sits_in_an_area_and_below_it(seats):
    assert seats.of("cell", "2019-12-31") == "v1" and seats.of("cell", "2020-01-01") == "DS" and seats.of("cell", END) is None and seats.of("nobody", "2020-01-01") is None
    assert seats.units_in("MH", "2019-06-01") == ["cell", "front", "town"] and seats.units_in("CX", "2019-06-01") == ["cell", "front"] and seats.units_in("CX", "2020-06-01") == ["front"]
    with pytest.raises(mh.UnknownUnit, match="does not stand"):
        seats.units_in("CX", END)
    with pytest.raises(mh.UnknownUnit, match="no such unit"):
        seats.units_in("zz", "2020-01-01")


def test_every_fault_of_the_seats_is_named_with_its_row(areas, units):
    rows = [{"unit": "town", "area": "nowhere", "since": "2015-01-01", "until": END}, {"unit": "cell", "area": "v1", "since": "2015-01-01", "until": None},
            {"unit": "cell", "area": "DS", "since": "2020-01-01", "until": END}, {"unit": "front", "area": "CX", "since": "2020-01-01", "until": "2019-01-01"}]
    error = refused(lambda: mh.areas.Areas(areas, units, rows), mh.InvalidHistory)
    # An unknown area; past the end of the unit, and of the area; two areas at once; a period that runs backwards.
    assert sorted(problem.subject for problem in error.problems) == ["seats, row 0", "seats, row 1", "seats, row 1", "seats, row 3", "seats, rows 1, 2"]
    assert "seats, row 1, column 'since'" in str(refused(lambda: mh.areas.Areas(areas, units, [SEATS[0], {"unit": "cell", "area": "v1", "since": "soon"}]), mh.InvalidHistory))
    assert "did you mean it by 'areas'" in str(refused(lambda: mh.areas.Areas(areas, units, {"unit": ["town"], "areas": ["MH"], "since": ["2015-01-01"]}), mh.InvalidHistory))
    for argument, call in (("areas", lambda: mh.areas.Areas(5, units, [])), ("units", lambda: mh.areas.Areas(areas, None, [])), ("seats", lambda: mh.areas.Areas(areas, units, 5)), ("on", lambda: mh.areas.Areas(areas, units, []).of("a", 5))):
        with pytest.raises(TypeError, match=argument):
            call()


def test_it_is_a_value(areas, units, seats):
    assert pickle.loads(pickle.dumps(seats)) == seats == mh.areas.Areas(areas, units, SEATS[::-1]) and hash(pickle.loads(pickle.dumps(seats))) == hash(seats)
    assert seats != mh.areas.Areas(areas, units, SEATS[1:]) and len(seats) == 4
    assert "v1" in seats._repr_html_() and "origin: real" in seats._repr_html_() and "4 seats in 6 areas" in repr(seats)
    evil = mh.areas.history([{"id": "<b>", "name": "<script>", "kind": "country", "since": "2015-01-01"}], origin="synthetic")
    page = mh.areas.Areas(evil, units, [{"unit": "town", "area": "<b>", "since": "2015-01-01", "until": END}])._repr_html_()
    assert "SYNTHETIC" in page and "<td><b>" not in page


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_frames_in_and_out(areas, units, seats, kind):
    pytest.importorskip(kind)
    assert mh.areas.Areas(areas, units, seats.to_frame(kind)) == seats


def test_holdings_of_units_bodies_and_areas(areas, units):
    holdings = mh.posts.Holdings([
        {"person": 1, "unit": "cell", "post": "cell_secretary", "since": "2018-01-01", "until": END, "mode": "elected", "instrument": "a decision"},
        {"person": 1, "unit": "v1", "post": "village_head", "since": "2018-01-01", "until": END, "mode": None, "instrument": None},
        {"person": 2, "unit": "front", "post": "chair", "since": "2018-01-01", "until": "2026-01-01", "mode": "acting", "instrument": None},
    ])
    assert [h.person for h in holdings.on("2020-01-01")] == [1, 1, 2] and [h.post for h in holdings.of("v1", "2020-01-01")] == ["village_head"] and holdings.on("2017-01-01") == []
    assert holdings.rows[0].mode == "elected" and holdings.rows[0].instrument == "a decision" and holdings.rows[1].mode is None
    both = holdings.concurrent("cell_secretary", "village_head", on="2020-01-01")
    assert both == mh.posts.concurrent(holdings, "cell_secretary", "village_head", on="2020-01-01") and both.people == (1,) and both.share == 1
    found = mh.posts.check(holdings, units, areas=areas)
    assert sorted(f.rule for f in found) == ["posts.acting", "posts.past_end"] and found.violated[0].subject == "holdings, row 2"
    assert [f.subject for f in mh.posts.check(holdings, units).filter(rule="posts.unknown")] == ["holdings, row 1"]
    again = pickle.loads(pickle.dumps(holdings))
    assert again == holdings and hash(again) == hash(holdings) and len(again) == 3 and "cell_secretary" in holdings._repr_html_() and repr(holdings) == "<Holdings: 3>"
    assert mh.posts.Holdings(holdings.to_frame()) == holdings
    with pytest.raises(TypeError, match="areas"):
        mh.posts.check(holdings, units, areas=[])


def test_bodies_of_units_of_any_system_with_their_spells(units):
    bodies = mh.posts.Bodies(units, [
        {"id": "b35", "name": "Ban Chỉ đạo 35", "kind": "committee_35", "unit": "town", "since": "2018-01-01", "until": "2020-06-01", "instrument": "one", "seats": 9},
        {"id": "b35", "name": "Ban Chỉ đạo 35", "kind": "committee_35", "unit": "town", "since": "2020-06-01", "until": END, "instrument": "two", "seats": 11},
        {"id": "fc", "name": "Front committee", "kind": "committee", "unit": "front", "since": "2018-01-01", "until": END, "instrument": None, "seats": None},
    ])
    assert [body.seats for body in bodies.spells("b35")] == [9, 11] and bodies.spells("zz") == [] and "b35" in bodies and "zz" not in bodies and len(bodies) == 2
    assert [(one.body, str(one.day), one.before, one.after) for one in bodies.re_formed] == [("b35", "2020-06-01", "one", "two")]
    assert [body.id for body in bodies.of("front", "2020-01-01")] == ["fc"]
    assert mh.posts.Bodies(units, bodies.to_frame()) == bodies


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_made_up_holdings_bodies_and_seats_stay_made_up(areas, units, kind):
    pytest.importorskip(kind)
    rows = [{"person": 1, "unit": "cell", "post": "chair", "since": "2018-01-01"}, {"person": 1, "unit": "town", "post": "head", "since": "2018-01-01"}]
    body = [{"id": "b", "name": "B", "kind": "committee", "unit": "town", "since": "2018-01-01", "until": END}]
    made = [lambda **k: mh.posts.Holdings(rows, **k), lambda **k: mh.posts.Bodies(units, body, **k), lambda **k: mh.areas.Areas(areas, units, SEATS, **k)]
    back = [mh.posts.Holdings, lambda frame: mh.posts.Bodies(units, frame), lambda frame: mh.areas.Areas(areas, units, frame)]
    for make, read in zip(made, back, strict=True):
        real, made_up = make(), make(origin="synthetic")
        assert real.origin == "real" and made_up.origin == "synthetic" and real != made_up and "SYNTHETIC" not in repr(real)
        assert repr(made_up).startswith("<SYNTHETIC ") and "<b>SYNTHETIC</b>" in made_up._repr_html_()
        assert pickle.loads(pickle.dumps(made_up)) == made_up == read(made_up.to_frame(kind)) and read(real.to_frame(kind)) == real
        with pytest.raises(ValueError, match="did you mean 'synthetic'"):
            make(origin="synthetik")
    holdings = mh.posts.Holdings(rows, origin="synthetic")
    assert holdings.concurrent("chair", "head", on="2020-01-01").origin == mh.posts.check(holdings, units).origin == "synthetic"
    assert mh.posts.concurrent(rows, "chair", "head", on="2020-01-01").origin == "derived"
    assert mh.posts.check(rows, units, mh.posts.Bodies(units, body, origin="synthetic")).origin == "synthetic" and mh.posts.check(rows, units).origin == "real"


def test_the_bodies_of_the_town_that_sources_name():
    bodies = mh.datasets.my_hao_bodies()
    assert bodies.history == mh.datasets.my_hao_history()
    assert {body.kind for body in bodies.of("my-hao", "2020-12-31")} >= {"committee", "standing_committee", "inspection_committee", "committee_35"}
    assert bodies.re_formed == []  # re-formed in 2020, but neither the day nor the instrument is stated
    assert pickle.loads(pickle.dumps(bodies)) == bodies
