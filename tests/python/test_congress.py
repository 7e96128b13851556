# SPDX-License-Identifier: Apache-2.0
"""Congresses against a directive, from Python: single ones, campaigns, reports; and what makes a statement meaningless."""
import datetime as dt
import pickle

import pytest

mh = pytest.importorskip("myhao")


@pytest.fixture(scope="module")
def directive():
    return mh.directives.get("35-CT/TW", issued="2019-05-30")


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


def test_late_and_long_congresses_are_violations_and_unstated_days_are_open(directive):
    late = mh.Congress("district", "t", first_day="2020-09-01", last_day="2020-09-04", contents_done=4, term="2020-2025")
    states = {f.rule: f.state for f in mh.congress.check(late, directive)}
    assert states["congress.deadline"] == "violated" and states["congress.days"] == "violated" and states["congress.contents"] == "met"  # 4 days of at most 3
    unstated = {f.rule: f.state for f in mh.congress.check(mh.Congress("district", "t", term="2020-2025"), directive)}
    assert set(unstated.values()) == {"undetermined"}
    # On the day "before" which it must end: the source does not settle it.
    edge = mh.congress.check(mh.Congress("district", "t", last_day="2020-08-31", term="2020-2025"), directive).filter(rule="congress.deadline")
    assert edge[0].state == "undetermined"


def test_the_order_runs_from_the_bottom_up(directive):
    base = mh.Congress("grassroots", last_day="2020-06-10", term="2020-2025")
    early = mh.Congress("district", "t", first_day="2020-06-01", last_day="2020-06-03", term="2020-2025")
    order = mh.congress.check([base, early], directive).filter(rule="congress.order")
    assert [f.state for f in order] == ["violated"]


def test_congresses_of_another_term_are_left_aside(directive):
    findings = mh.congress.check(mh.Congress("district", "t", last_day="2015-08-04", term="2015-2020"), directive)
    assert [f.state for f in findings] == ["undetermined"] and "no congress of the term" in findings[0].text.en


def test_what_contradicts_itself_is_refused_with_all_faults(directive):
    wrong = [mh.Congress("distrct", "a", first_day="2020-08-01", last_day="2020-08-02", term="2020-2025"), mh.Congress("district", "b", first_day="2020-08-06", last_day="2020-08-04", term="2020-2025")]
    with pytest.raises(mh.InvalidDocument) as error:
        mh.congress.check(wrong, directive)
    assert len(error.value.problems) >= 2 and "did you mean 'district'" in str(error.value)
    tree = mh.datasets.my_hao_history().at("2020-12-31")
    with pytest.raises(mh.UnknownUnit, match="zz"):
        mh.congress.check(mh.Congress("district", "zz", last_day="2020-08-06", term="2020-2025"), directive, tree)


def test_wrong_types_name_their_argument(directive):
    for call, argument in ((lambda: mh.congress.check("all", directive), "congresses_or_campaign"), (lambda: mh.congress.check([], "35-CT/TW"), "directive"), (lambda: mh.congress.check([], directive, "tree"), "tree"),
                           (lambda: mh.Congress("district", first_day=20200804), "first_day"), (lambda: mh.Congress(5), "level"), (lambda: mh.directives.get(35), "number"), (lambda: mh.Campaign(["x"]), "congresses")):
        with pytest.raises(TypeError, match=argument):
            call()
    with pytest.raises(mh.InvalidDate, match="last_day"):
        mh.Congress("district", last_day="2020-02-30")
