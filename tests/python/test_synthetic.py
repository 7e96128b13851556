# SPDX-License-Identifier: Apache-2.0
"""The made-up town: its totals are the report's, it is the same everywhere, and everything about it says that it is not real."""
import pytest

mh = pytest.importorskip("myhao")


@pytest.fixture(scope="module")
def town():
    return mh.synthetic.town(mh.datasets.my_hao_2020(), seed=5)


def book(base):
    given = mh.rules.in_force(2020)
    return mh.RuleBook([given["organization"].replace({"quotas.excellent.base": base, "quotas.excellent.group": mh.by_parent()}), given["member"]], 2020)


def test_its_organisations_and_members_are_as_many_as_the_report_states(town):
    direct = town.tree.children("my-hao")
    assert len(direct) == 43 and len(town.members) == 5699
    assert sum(grade in ("excellent", "good") for grade in town.decided["member"].values()) == 4215
    assert len(town.decided["member"]) < 5699  # some are exempt, suspended or just admitted: not graded
    assert {town.tree.kind(id) for id in direct} == {"grassroots_committee", "grassroots_cell"}


@pytest.mark.parametrize("base", ["good_or_better", "graded"])
def test_evaluated_whole_it_is_graded_as_reported(town, base):
    # 8 excellent, 35 good, 0 completed of 43: 43 // 5 = 8 places under these two bases.
    ev = town.evaluate(book(base), year=2020)
    outcomes = [ev[id].possible for id in town.tree.children("my-hao")]
    assert outcomes.count({"excellent"}) == 8 and outcomes.count({"good"}) == 35
    counts = ev.tally(subject="member")
    assert counts["excellent"].certain + counts["good"].certain == 4215
    assert not len(ev.findings)
    assert ev.origin == "synthetic"


def test_where_only_good_counts_one_of_the_eight_must_fall(town):
    # 43 // 6 = 7 places for 8 without a key between them: each may be the one.
    ev = town.evaluate(book("good_only"))
    open_ones = [id for id in town.tree.children("my-hao") if not ev[id].decided]
    assert len(open_ones) == 8 and all(ev[id].possible == {"excellent", "good"} for id in open_ones)
    assert ev.tally()["excellent"].possible - ev.tally()["excellent"].certain == 8


def test_with_the_reported_tallies_as_evidence_nothing_contradicts(town):
    report = mh.datasets.my_hao_2020()
    ev = town.evaluate(book("graded"), reported=report.tallies)
    assert not len(ev.findings)


def test_the_same_seed_is_the_same_town_and_another_another(town):
    report = mh.datasets.my_hao_2020()
    assert mh.synthetic.town(report, seed=5).members == town.members
    assert mh.synthetic.town(report, seed=6).members != town.members
    assert mh.synthetic.town(report).facts == mh.synthetic.town(report, 0).facts


def test_every_output_says_synthetic(town):
    assert town.origin == town.history.origin == town.tree.origin == town.facts.origin == town.members.origin == "synthetic"
    ev = town.evaluate(book("graded"))
    shown = [repr(town), town._repr_html_(), repr(town.facts), town.facts._repr_html_(), town.members._repr_html_(), repr(ev), ev._repr_html_(), repr(ev.tally()), ev.tally()._repr_html_(),
             ev.explain("s01").text(), ev.explain("s01")._repr_html_()]
    assert all("SYNTHETIC" in text for text in shown)
    for frame in (town.facts.to_frame(), town.members.to_frame(), ev.to_frame(), ev.tally(by="kind"), ev.compare(town.evaluate(book("good_only"))), town.history.to_frame()):
        assert set(frame["origin"]) == {"synthetic"}
    assert all(town.tree.name(id).startswith("SYNTHETIC") for id in town.tree.ids)
    real = {name for name in ("Bạch Sam", "Dị Sử", "Nhân Hòa") for id in town.tree.children("my-hao") if name in town.tree.name(id)}
    assert real == set()  # no real ward carries a made-up fact


def test_the_reasons_of_a_whole_town_can_be_recomputed(town):
    ev = town.evaluate(book("graded"))
    for id in town.tree.children("my-hao")[:5]:
        assert mh.verify(ev.explain(id)).possible == ev[id].possible


def test_a_report_without_totals_makes_no_town():
    with pytest.raises(mh.InvalidFacts) as error:
        mh.synthetic.town(mh.datasets.my_hao_2017())
    assert len(error.value.problems) >= 1
    for wrong in ({"seed": "0"}, {"seed": True}, {"seed": 1.0}):
        with pytest.raises(TypeError, match="seed"):
            mh.synthetic.town(mh.datasets.my_hao_2020(), **wrong)
    with pytest.raises(ValueError, match="seed"):
        mh.synthetic.town(mh.datasets.my_hao_2020(), seed=-1)
    with pytest.raises(TypeError, match="report"):
        mh.synthetic.town("my-hao")


@pytest.mark.parametrize("year", [2015, 2018, 2020, 2023, 2025])
def test_it_can_be_evaluated_under_the_rules_of_every_year(town, year):
    rules = mh.rules.in_force(year)
    ev = town.evaluate(rules, year=2020, off_year=True)
    assert ev.origin == "synthetic" and set(ev.subjects) == {"organization", "member"}
    counts = ev.tally()
    assert len(ev) == len(town.tree) and sum(count.certain for count in counts.values()) <= len(town.tree)
    for id in town.tree.children("my-hao"):
        assert ev[id].possible and (ev[id].decided or ev[id].open)
