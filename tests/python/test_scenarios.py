# SPDX-License-Identifier: Apache-2.0
"""Scenarios: many evaluations beside one baseline; the same town under the rules of other years."""
import pickle
import tracemalloc

import pandas as pd
import pytest

import myhao as mh


@pytest.fixture(scope="module")
def town():
    return mh.synthetic.town(mh.datasets.my_hao_2020(), seed=1)


@pytest.fixture(scope="module")
def rules():
    return mh.rules.get("21-HD/BTCTW").replace({"quotas.excellent.group": "parent", "quotas.excellent.base": "good_or_better"})


def tally(frame, scenario, grade):
    row = frame[(frame["scenario"] == scenario) & (frame["grade"] == grade)].iloc[0]
    return int(row["certain"]), int(row["possible"])


def test_each_scenario_is_what_evaluating_it_alone_gives(town, rules):
    ids = [id for id in town.tree.children("my-hao")]
    before = mh.evaluate(town.tree, town.facts, rules)
    scenarios = {
        "as it is": {},
        "another base": {"rules": {"quotas.excellent.base": "good_only"}},
        "one more is disciplined": {"facts": {ids[0]: {"disciplined": True}}},
        "one is not known": mh.Scenario(facts={ids[1]: {"results": None}}),
        "one was decided": {"decided": {ids[2]: "completed"}},
    }
    many = mh.evaluate_many(town.tree, town.facts, rules, scenarios)
    alone = {
        "as it is": before,
        "another base": before.what_if(rules={"quotas.excellent.base": "good_only"}),
        "one more is disciplined": before.what_if(facts={ids[0]: {"disciplined": True}}),
        "one is not known": mh.evaluate(town.tree, town.facts.replace({ids[1]: {"results": None}}), rules),
        "one was decided": before.what_if(decided={ids[2]: "completed"}),
    }
    for name, made in alone.items():
        for grade, count in made.tally().items():
            assert tally(many, name, grade) == (count.certain, count.possible)
    assert set(many["origin"]) == {"synthetic"}
    several = mh.evaluate_many(town.tree, town.facts, rules, scenarios, threads=2)
    pd.testing.assert_frame_equal(many, several)  # threads change nothing
    outcomes = mh.evaluate_many(town.tree, town.facts, rules, scenarios, reduce=ids[:3])
    for name, made in alone.items():
        for id in ids[:3]:
            told = outcomes[(outcomes["scenario"] == name) & (outcomes["id"] == id)]["possible"].item()
            assert set(told.split("|")) == made[id].possible
    open_units = mh.evaluate_many(town.tree, town.facts, rules, scenarios, reduce=lambda ev: sum(not ev[id].decided for id in ids))
    assert open_units == {name: sum(not made[id].decided for id in ids) for name, made in alone.items()}
    assert mh.evaluate(town.tree, town.facts, rules) == before  # the baseline is as it was


def test_scenarios_of_a_book_name_the_subject(town):
    book = mh.RuleBook([mh.rules.get("21-HD/BTCTW"), mh.rules.get("21-HD/BTCTW", subject="member")], 2020)
    member = next(iter(town.decided["member"]))
    many = mh.evaluate_many(town.tree, [town.facts, town.members], book, {
        "base": {"rules": {"organization": {"quotas.excellent.base": "good_or_better"}}},
        "member": {"facts": {"member": {member: {"disciplined": True}}}, "decided": {}},
    })
    assert set(many["subject"]) == {"organization", "member"} and len(many) == 2 * 2 * 5
    with pytest.raises(ValueError, match="subject"):
        mh.evaluate_many(town.tree, [town.facts, town.members], book, {"base": {"rules": {"quotas.excellent.base": "good_or_better"}}})


def test_a_thousand_scenarios_keep_the_memory_of_one(town, rules):
    ids = list(town.tree.children("my-hao"))
    scenarios = {f"{k}": {"facts": {ids[k % len(ids)]: {"score": f"{k / 10:.1f}"}}} for k in range(1000)}
    tracemalloc.start()
    few = mh.evaluate_many(town.tree, town.facts, rules, {"0": scenarios["0"]}, reduce=[ids[0]])
    _, once = tracemalloc.get_traced_memory()
    many = mh.evaluate_many(town.tree, town.facts, rules, scenarios, reduce=[ids[0]])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(few) == 1 and len(many) == 1000
    assert peak < once + 3_000_000  # the rows of the answer, not a thousand evaluations


@pytest.mark.parametrize("scenarios, error, words", [
    ([{}], TypeError, "scenarios"),
    ({"a": 3}, TypeError, "scenarios.a"),
    ({"a": {"fact": {}}}, ValueError, "did you mean 'facts'"),
    ({"a": {"facts": {"s01": {"result": "good"}}}, "b": {"facts": {"s99": {"results": "good"}}}}, mh.InvalidFacts, "scenarios.a.*scenarios.b"),
    ({"a": {"facts": {"s01": {"score": object()}}}}, TypeError, "s01.*score"),
    ({"a": {"facts": {"s01": {"score": 89.99999999999}}}}, mh.InvalidFacts, "decimals"),
    ({"a": {"rules": {"quotas.excellent.bases": "graded"}}}, mh.InvalidRules, "bases"),
    ({"a": {"decided": {"s01": "superb"}}}, mh.InvalidFacts, "scenarios.a.*superb"),
])
def test_a_scenario_that_cannot_be_is_refused_with_its_name(town, rules, scenarios, error, words):
    with pytest.raises(error, match=f"(?s){words}"):
        mh.evaluate_many(town.tree, town.facts, rules, scenarios)


def test_other_arguments_are_checked(town, rules):
    with pytest.raises(ValueError, match="reduce"):
        mh.evaluate_many(town.tree, town.facts, rules, {}, reduce="mean")
    with pytest.raises(TypeError, match="threads"):
        mh.evaluate_many(town.tree, town.facts, rules, {}, threads=1.5)
    with pytest.raises(ValueError, match="threads"):
        mh.evaluate_many(town.tree, town.facts, rules, {}, threads=0)
    with pytest.raises(mh.UnknownUnit):
        mh.evaluate_many(town.tree, town.facts, rules, {"a": {}}, reduce=["s99"])
    assert len(mh.evaluate_many(town.tree, town.facts, rules, {})) == 0


def test_facts_with_some_values_replaced(town):
    facts = town.facts.replace({"s01": {"score": 89.995, "disciplined": True, "government_grade.na": True}})
    assert str(facts.value("s01", "score")) == "89.995" and facts.value("s01", "disciplined") is True and facts.value("s01", "government_grade") is None
    assert town.facts.value("s01", "disciplined") is not True or facts != town.facts
    assert facts.replace({"s01": {"score": None}}).value("s01", "score") is None
    with pytest.raises(TypeError, match="changes"):
        town.facts.replace([("s01", "score", 1)])


YEARS = [2014, 2018, 2020, 2023, 2025]


def test_the_town_of_2020_under_all_five_rule_books_is_one_table(town):
    years = town.under(YEARS)
    assert list(years) == YEARS and years.origin == "synthetic"
    table = years.to_frame()
    assert list(table["year"]) == [year for year in YEARS for _ in range(2)] and set(table["subject"]) == {"organization", "member"}
    for year in YEARS:
        made = mh.evaluate(town.tree, [town.facts, town.members], mh.RuleBook([one for subject, one in mh.rules.in_force(year).items() if subject in ("organization", "member")], year), off_year=True, decided=town.decided)
        assert years[year] == made
        row = table[(table["year"] == year) & (table["subject"] == "organization")].iloc[0]
        units = [made[id] for id in made.ids()]
        assert row["open"] == sum(not one.decided for one in units)
        for cause in ("missing", "tie", "gap", "choice"):
            assert row[cause] == sum(cause in one.open for one in units if not one.decided)
        assert row["open"] == 0 or row["missing"] + row["tie"] + row["gap"] + row["choice"] > 0  # what is open has a cause
        assert set(filter(None, row["gaps"].split(", "))) == {gap.path for gap in made.rules["organization"].gaps}
    long = years.tally()
    assert len(long[long["year"] == 2020]) == 10
    assert "SYNTHETIC" in repr(years) and "SYNTHETIC" in years._repr_html_() and "2014" in years._repr_html_()
    assert dict(pickle.loads(pickle.dumps(years))) == dict(years)


def test_years_of_which_no_rules_were_read_are_refused(town):
    with pytest.raises(mh.InvalidRules, match="1999"):
        town.under([1999])
    with pytest.raises(TypeError, match="years"):
        mh.evaluate_years(town.tree, town.facts, "2020")
    assert list(mh.evaluate_years(town.tree, town.facts, [2020])[2020].subjects) == ["organization"]


def test_a_made_up_nation_can_be_graded(rules):
    nation = mh.synthetic.nation(units=2_000, members=10_000, seed=5)
    assert len(nation.tree) == 2_000 and len(nation.members["unit"]) == 10_000 and nation.origin == nation.facts.origin == nation.history.origin == "synthetic"
    assert "SYNTHETIC" in repr(nation) and "SYNTHETIC" in nation._repr_html_()
    again = mh.synthetic.nation(units=2_000, members=10_000, seed=5)
    assert again.history.digest == nation.history.digest and (again.members["unit"] == nation.members["unit"]).all()
    assert set(nation.members["unit"].tolist()) <= {id for id in nation.tree.ids if nation.tree.kind(id) == "cell"}
    with pytest.raises(ValueError):
        nation.members["unit"][0] = 1
    made = mh.evaluate(nation.tree, nation.facts, rules, decided={id: "good" for id in nation.tree.ids if nation.tree.kind(id) == "cell"})
    counts = made.tally()
    assert made.origin == "synthetic" and sum(count.certain for count in counts.values()) > 1_900  # what a committee's grade rests on is all known
    for wrong, error in (({"units": 3}, mh.InvalidFacts), ({"units": "9"}, TypeError), ({"members": -1}, ValueError), ({"seed": 2**64}, ValueError)):
        with pytest.raises(error):
            mh.synthetic.nation(**wrong)
