# SPDX-License-Identifier: Apache-2.0
"""A congress season from Python: calendars, who is late, what a pause does; terms beside each other, and those of single units."""
import datetime as dt
import pickle

import pytest

mh = pytest.importorskip("myhao")


@pytest.fixture(scope="module")
def directive():
    return mh.directives.get("35-CT/TW", issued="2019-05-30")


@pytest.fixture(scope="module")
def plan(directive):
    return mh.planner.plan(directive, mh.datasets.my_hao_history().at("2020-12-31"))


def test_the_latest_days_of_2020_backwards_from_the_deadlines(plan):
    # "Before" 31/10, 31/8 and 30/6, with 4, 3 and 2 days: in time for certain.
    assert (plan["hung-yen"].latest_first, plan["hung-yen"].latest_last) == (dt.date(2020, 10, 27), dt.date(2020, 10, 30))
    assert (plan["my-hao"].latest_first, plan["my-hao"].latest_last) == (dt.date(2020, 8, 28), dt.date(2020, 8, 30))
    assert (plan["cam-xa"].latest_first, plan["cam-xa"].latest_last) == (dt.date(2020, 6, 28), dt.date(2020, 6, 29))
    assert len(plan) == 45 and plan["cam-xa"].slack == 88 and not plan.impossible
    assert [(row.level, row.units) for row in plan.levels] == [("grassroots", 43), ("district", 1), ("province", 1)]
    assert "my-hao" in plan and "my-haoo" not in plan and 5 not in plan and None not in plan
    with pytest.raises(mh.UnknownUnit, match="did you mean"):
        plan["my-haoo"]


def test_a_day_that_all_must_end_by_binds_the_lower_levels_through_their_superiors(directive, plan):
    sooner = mh.planner.plan(directive, plan.tree, by="2020-07-02", days={"district": 1})
    assert sooner["my-hao"].latest_last == dt.date(2020, 6, 28) and sooner["my-hao"].bound_by == "hung-yen"
    assert sooner["cam-xa"].latest_last == dt.date(2020, 6, 27) and sooner["cam-xa"].bound_by == "my-hao"
    assert mh.planner.plan(directive, plan.tree, open_day_counts=True)["my-hao"].latest_last == dt.date(2020, 8, 31)
    assert mh.planner.plan(directive, plan.tree, by="2020-04-02").impossible == ["hung-yen", "my-hao", *plan.tree.children("my-hao")]


def test_nobody_is_late_given_what_the_article_states(plan):
    article = mh.datasets.my_hao_2020()
    assert not plan.late(article, on="2020-08-29")
    progress = plan.progress(article, on="2020-08-29")
    assert len(progress.met) == 44 and [f.subject for f in progress.undetermined] == ["hung-yen"]
    assert len(plan.late(on="2020-07-01")) == 43  # had nothing been held
    june = mh.Campaign.of_level("grassroots", last_day="2020-06", directive=plan.directive)
    assert len(plan.progress(june, on="2020-08-01").undetermined) == 45  # "in June" may be the 30th
    with pytest.raises(mh.InvalidDocument, match="neither a directive nor a term"):  # left aside, the unit would be called late
        plan.late(mh.Congress("grassroots", "cam-xa", last_day="2020-06-10"), on="2020-07-01")


def test_a_pause_of_n_days(plan):
    from_april = plan.pause(88, since="2020-04-01", levels=["grassroots"])
    assert from_april.late == []
    assert {e.late for e in plan.pause(89, since="2020-04-01", levels=["grassroots"]) if e.unit == "cam-xa"} == {None}  # on 30 June, "before" which it must
    longer = plan.pause(90, since="2020-04-01", levels=["grassroots"])
    assert longer.of("cam-xa").late and longer.of("my-hao").late is False
    with pytest.raises(mh.UnknownUnit, match="did you mean 'cam-xa'"):
        longer.of("cam-xaa")
    assert len(longer.late) == 43 == len(longer.newly_late) and "my-hao" not in longer.late
    schedule = [mh.Congress("district", "my-hao", first_day="2020-08-04", last_day="2020-08-06", directive=plan.directive)]
    assert plan.pause(24, since="2020-08-01", schedule=schedule).late == []  # ends on the 30th
    moved = plan.pause(26, since="2020-08-01", schedule=schedule)
    assert moved.late == ["my-hao"] and {e.unit: e.moved_last for e in moved}["my-hao"] == dt.date(2020, 9, 1)
    assert plan.paused("2020-06-20", 5)["cam-xa"].latest_last == dt.date(2020, 6, 29)
    assert plan.paused("2020-06-20", 30)["cam-xa"].latest_last == dt.date(2020, 6, 19)
    assert len(moved.to_frame("pandas")) == 45 and "late" in moved._repr_html_()


def test_a_plan_is_a_value(plan):
    again = pickle.loads(pickle.dumps(plan))
    assert again == plan and hash(again) == hash(plan) and list(again) == list(plan)
    assert plan != plan.paused("2020-04-01", 3)
    assert "grassroots organisations   43          2             2020-04-01  2020-06-28   2020-06-29" in str(plan) and "Origin: derived" in plan._repr_html_()


def test_a_calendar_is_written_as_text_and_as_a_page(plan, tmp_path):
    article = mh.datasets.my_hao_2020()
    text = plan.to_text(article, on="2020-08-29", language="en")
    assert "On 2020-08-29: in time 44, late 0, open 1" in text and "2020-08-04 - 2020-08-06" in text and "\n!" not in text
    assert plan.to_text(on="2020-07-01", most_units=50).count("\n!") == 43  # had nothing been held
    page = plan.to_html(tmp_path / "calendar.html", article, on="2020-08-29")
    assert (tmp_path / "calendar.html").read_text(encoding="utf-8") == page and page.startswith("<!DOCTYPE html>") and "kịp hạn 44, quá hạn 0, chưa rõ 1" in page
    assert "20 of 45" in str(plan) and "20 of 45" in plan._repr_html_() and 'lang="en"' in plan._repr_html_()
    names = ["<script>alert(1)</script>", "</table>\" onload='x'", "a\nb"]
    evil = mh.History.from_records({"id": ["a", "b", "c"], "name": names, "kind": ["grassroots_cell"] * 3, "parent": [None] * 3, "since": ["2019-01-01"] * 3, "until": ["2025-07-01"] * 3})
    shown = mh.planner.plan(plan.directive, evil.at("2020-12-31")).to_html()
    assert shown.count("<script") == 0 and shown.count("</table>") == 2 + 1 and "&lt;script&gt;" in shown
    made_up = mh.planner.plan(plan.directive, mh.synthetic.town(article).tree)
    assert "SYNTHETIC" in made_up.to_text() and "SYNTHETIC" in made_up._repr_html_()
    with pytest.raises(ValueError, match="expected vi, en"):
        plan.to_text(language="fr")
    with pytest.raises(ValueError, match="on: "):
        plan.to_text(article)
    for call, argument in ((lambda: plan.to_text(5, on="2020-07-01"), "held"), (lambda: plan.to_text(on=5), "on"), (lambda: plan.to_html(5), "path"), (lambda: plan.to_text(most_units="x"), "most_units"), (lambda: plan.to_text(language=1), "language")):
        with pytest.raises(TypeError, match=argument):
            call()


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_calendar_as_a_frame(plan, kind):
    pytest.importorskip(kind)
    frame = plan.to_frame(kind)
    assert len(frame) == 45
    assert "latest_last" in (frame.column_names if kind == "pyarrow" else list(frame.columns))


def test_bad_options_are_refused_all_at_once(directive, plan):
    with pytest.raises(mh.InvalidDocument) as error:
        mh.planner.plan(directive, plan.tree, days={"grassrots": 2, "district": 0}, pauses=[("2020-04-02", "2020-04-01", ["x"])])
    assert len(error.value.problems) == 4 and "did you mean 'grassroots'" in str(error.value)
    for call, argument in ((lambda: mh.planner.plan("d", plan.tree), "directive"), (lambda: mh.planner.plan(directive, "t"), "tree"), (lambda: mh.planner.plan(directive, plan.tree, days=3), "days"), (lambda: mh.planner.plan(directive, plan.tree, by=5), "by"),
                           (lambda: plan.late(5, on="2020-07-01"), "held"), (lambda: plan.late(on=5), "on"), (lambda: plan.pause("x", since="2020-07-01"), "days"), (lambda: mh.planner.plan(directive, plan.tree, open_day_counts=1), "open_day_counts"),
                           (lambda: mh.planner.plan(directive, plan.tree, pauses=[1]), "pauses")):
        with pytest.raises(TypeError, match=argument):
            call()
    with pytest.raises((mh.InvalidDocument, ValueError)):
        plan.pause(0, since="2020-04-01")
    with pytest.raises(mh.InvalidDocument, match="exact days"):
        plan.pause(5, since="2020-08-01", schedule=mh.Congress("district", "my-hao", first_day="2020-08", last_day="2020-08", directive=directive))


# --- terms

def test_the_articles_2016_2021_is_the_councils_term_and_no_plan():
    table = mh.alignment.align("party", "council", "plan", since="2020-01-01", until="2021-01-01")
    assert [(row.days.since, tuple(t.label for t in row.terms)) for row in table] == [(dt.date(2020, 1, 1), ("2015-2020", "2016-2021", "2016-2020")), (dt.date(2020, 4, 1), ("2020-2025", "2016-2021", "2016-2020"))]
    assert [o.b.label for o in mh.alignment.overlaps("council", "party") if o.a.label == "2016-2021"] == ["2015-2020", "2020-2025"]
    gap = mh.alignment.coverage("council", "2016-01-01", "2017-01-01")
    assert not gap.complete and [(g.since, g.until) for g in gap.gaps] == [(dt.date(2016, 1, 1), dt.date(2016, 5, 22))]
    assert mh.alignment.coverage("party", "2016-01-01", "2025-01-01").complete
    assert len(table.to_frame("pandas")) == 2 and "2016-2021" in table._repr_html_()
    with pytest.raises(mh.InvalidPeriod):
        mh.alignment.align(since="2020-01-01", until="2020-01-01")
    with pytest.raises(TypeError, match="series"):
        mh.alignment.align(5, since="2020-01-01", until="2021-01-01")


def test_the_towns_own_terms_follow_from_its_congresses():
    history = mh.datasets.my_hao_history()
    own = mh.alignment.own_terms(history, "my-hao", [mh.datasets.my_hao_congress_2020(), mh.datasets.my_hao_2020()])
    assert [(t.ordinal, t.label, t.since, t.until, t.settled) for t in own.series] == [(25, "2015-2020", dt.date(2015, 8, 2), dt.date(2020, 8, 4), dt.date(2015, 8, 5)), (26, "2020-2025", dt.date(2020, 8, 4), dt.date(2025, 7, 1), dt.date(2020, 8, 7))]
    assert len(own.left_out) == 2  # named without days in one source, dated in the other
    side = mh.alignment.align("party", own.series, since="2020-01-01", until="2021-01-01")
    on = next(row for row in side if row.days.contains("2020-07-01"))
    assert [t.label for t in on.terms] == ["2020-2025", "2015-2020"]
    back = [mh.Congress("district", "my-hao", ordinal=25, term="2015-2020", first_day="2015-08-02", last_day="2015-08-04"), mh.Congress("district", "my-hao", ordinal=24, term="2020-2025", first_day="2020-08-04", last_day="2020-08-06")]
    with pytest.raises(mh.InvalidDocument, match="goes backwards"):
        mh.alignment.own_terms(history, "my-hao", back)
    with pytest.raises(mh.UnknownUnit):
        mh.alignment.own_terms(history, "x", back)


def test_an_appointed_committee_begins_its_term_on_the_day_of_the_decision():
    history = mh.datasets.my_hao_history()
    appointed = mh.Appointment("hung-yen-2025", "2025-07-01", "2025-2030")
    first = mh.Congress("province", "hung-yen-2025", ordinal="I", term="2025-2030", first_day="2025-10-02", last_day="2025-10-03")
    term, = mh.alignment.own_terms(history, "hung-yen-2025", first, [appointed]).series
    assert (term.ordinal, term.since, term.settled) == (1, dt.date(2025, 7, 1), None)


def test_on_1_july_2020_the_communes_are_in_a_later_term_than_the_town(directive):
    tree = mh.datasets.my_hao_history().at("2020-07-01")
    found = mh.alignment.of_units(tree, mh.datasets.my_hao_2020(), directive)
    assert [t.label for t in found["my-hao"]] == ["2015-2020"] and [t.label for t in found["cam-xa"]] == ["2020-2025"]
    assert [t.label for t in found["hung-yen"]] == ["2015-2020", "2020-2025"]
    assert len(found.ahead) == 13 and {superior for _, superior in found.ahead} == {"my-hao"}
    assert len(found.to_frame("pandas")) == len(tree) and "13 units in a later one" in found._repr_html_()
    with pytest.raises(mh.UnknownUnit):
        found["zz"]


# --- pictures

def test_the_calendar_and_the_terms_are_drawn(plan):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    import matplotlib.pyplot as pyplot
    axes = mh.plot.calendar(plan, mh.datasets.my_hao_2020())
    assert "origin: derived" in " ".join(t.get_text() for t in axes.texts) and len(axes.get_yticklabels()) == 3
    texts = " ".join(t.get_text() for t in axes.texts)
    assert "all by 10/6" in texts and "4 to 6/8" in texts
    few = mh.planner.plan(plan.directive, mh.datasets.my_hao_history().at("2020-07-01"))
    assert len(mh.plot.calendar(few).get_yticklabels()) == 15
    axes = mh.plot.terms("party", "council", "plan", since="2015-01-01", until="2026-01-01", highlight="2016-2021", mark={"town congress": "2020-08-04"})
    assert "2016-2021" in axes.get_title(loc="left") and "town congress" in " ".join(t.get_text() for t in axes.texts)
    with pytest.raises(TypeError, match="plan"):
        mh.plot.calendar(5)
    pyplot.close("all")
