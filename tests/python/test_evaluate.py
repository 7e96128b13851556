# SPDX-License-Identifier: Apache-2.0
"""Evaluation from Python: sets of outcomes, evidence, reasons, tallies, frames; each expectation worked out by hand."""
import pickle

import pytest

mh = pytest.importorskip("myhao")

FACTS = [mh.Fact("results", "level"), mh.Fact("disciplined", "flag"), mh.Fact("score", "decimal")]
GRADES = {"excellent": mh.fact("results").at_least("excellent"), "good": mh.fact("results").at_least("good"), "completed": mh.fact("results").at_least("average")}


def rules(**other):
    return mh.RuleSet(**{"id": "demo", "years": (2020, None), "facts": FACTS, "grades": GRADES, "ceilings": [mh.Ceiling("not_completed", mh.fact("disciplined").is_true())], **other})


def town(n):
    """A district with `n` organisations u1, u2, ..."""
    ids = [f"u{i:02}" for i in range(1, n + 1)]
    history = mh.History.from_records({"id": ["t", *ids], "name": ["Town", *ids], "kind": ["district"] + ["grassroots_committee"] * n, "parent": [None] + ["t"] * n, "since": ["2019-01-01"] * (n + 1),
                                       "until": ["2025-07-01"] * (n + 1)})
    return history.at("2020-12-31"), ids


def test_what_is_known_decides_and_what_is_missing_stays_open():
    tree, _ = town(3)
    ev = mh.evaluate(tree, {"id": ["u01", "u02"], "results": ["excellent", "good"], "disciplined": [False, None]}, rules())
    assert ev["u01"].possible == {"excellent"} and ev["u01"].decided and ev["u01"].best == ev["u01"].worst == "excellent" and ev["u01"].open == frozenset()
    # The flag may be true: then the ceiling takes it to the last grade.
    assert ev["u02"].possible == {"good", "not_completed"} and not ev["u02"].decided and (ev["u02"].best, ev["u02"].worst) == ("good", "not_completed") and ev["u02"].open == {"missing"}
    assert ev["u03"].possible == {"excellent", "good", "completed", "not_completed"} and ev["u03"].precision == "exact"
    with pytest.raises(mh.UnknownUnit, match="zz"):
        ev["zz"]
    with pytest.raises(KeyError):
        ev["zz"]
    assert "u01" in ev and "zz" not in ev


def test_best_case_and_worst_case_together_are_not_the_answer():
    # 20 % of good or better, ten units. A surely excellent and second by key, B excellent or good and first, C good or completed, seven good.
    # All best: 10 good or better, 2 places, A stays. All worst: B good, so A is alone with 9 // 5 = 1 place, A stays. B excellent and C completed: 1 place, B's: A falls.
    tree, ids = town(10)
    a, b, c, *others = ids
    results = mh.RuleSet(id="counter", facts=[mh.Fact("results", "level"), mh.Fact("low", "flag"), mh.Fact("score", "decimal")],
                         grades={"excellent": mh.fact("results").at_least("excellent"), "good": mh.all_of(mh.fact("results").at_least("good"), mh.fact("low").is_false()), "completed": mh.fact("results").at_least("good")},
                         quotas=[mh.Quota("excellent", "20%", base="good_or_better", rank_by="score")])
    split = mh.RuleSet(id="counter", facts=[*results.facts.values(), mh.Fact("lifted", "flag")],
                       grades={"excellent": mh.any_of(mh.fact("results").at_least("excellent"), mh.all_of(mh.fact("results").at_least("good"), mh.fact("lifted").is_true())),
                               "good": results.grades["good"], "completed": results.grades["completed"]}, quotas=results.quotas)
    table = {"id": ids, "results": ["excellent", "good"] + ["good"] * 8, "lifted": [False, None] + [False] * 8, "low": [False, False, None] + [False] * 7, "score": [90, 95] + [50] * 8}
    ev = mh.evaluate(tree, table, split)
    assert ev[b].possible == {"excellent", "good"} and ev[c].possible == {"good", "completed"}
    assert ev[a].possible == {"excellent", "good"}
    assert all(ev[other].possible == {"good"} for other in others)


@pytest.mark.parametrize(("base", "places"), [("good_only", 1), ("good_or_better", 2), ("graded", 2)])
def test_a_quota_keeps_the_best_by_score(base, places):
    # Ten units, all excellent or good: 10 // 6 = 1 place when only good counts, 10 // 5 = 2 otherwise.
    tree, ids = town(10)
    table = {"id": ids, "results": ["excellent"] * 4 + ["good"] * 6, "disciplined": [False] * 10, "score": [90, 91, 92, 93, 1, 2, 3, 4, 5, 6]}
    ev = mh.evaluate(tree, table, rules(quotas=[mh.Quota("excellent", "20%", base=base, rank_by="score")]))
    assert [id for id in ids if ev[id].possible == {"excellent"}] == ids[4 - places:4]
    assert all(ev[id].possible == {"good"} for id in ids[:4 - places])
    assert ev[ids[0]].clause == "quotas.excellent"


@pytest.mark.parametrize(("on_tie", "possible"), [("choice", {"excellent", "good"}), ("none", {"good"}), ("all", {"excellent"})])
def test_ties_across_the_last_place_go_by_on_tie(on_tie, possible):
    tree, ids = town(10)
    table = {"id": ids, "results": ["excellent"] * 3 + ["good"] * 7, "disciplined": [False] * 10, "score": [90] * 3 + [1] * 7}
    ev = mh.evaluate(tree, table, rules(quotas=[mh.Quota("excellent", "20%", base="graded", rank_by="score", on_tie=on_tie)]))
    assert all(ev[id].possible == possible for id in ids[:3])
    assert ev[ids[0]].open == ({"tie"} if on_tie == "choice" else frozenset())


def test_tallies_narrow_until_nothing_follows():
    tree, ids = town(3)
    # One is surely excellent; one excellent was reported; so neither of the others is. Two were good: both are.
    ev = mh.evaluate(tree, {"id": ids[:1], "results": ["excellent"], "disciplined": [False]}, rules(), reported=mh.Tally({"excellent": 1, "good": 2, "completed": 0}, graded=3, of="t"))
    assert [ev[id].possible for id in ids] == [{"excellent"}, {"good"}, {"good"}]
    assert ev[ids[1]].decider == "reported"
    # A tally that contradicts what is known is a finding, not a silent choice.
    wrong = mh.evaluate(tree, {"id": ids[:1], "results": ["excellent"], "disciplined": [False]}, rules(), reported=[mh.Tally({"excellent": 0}, of="t")])
    assert [f.state for f in wrong.findings] == ["violated"] and "tally" in wrong.findings[0].rule


def test_a_decided_grade_is_what_is_read_and_a_contradiction_is_found():
    tree, ids = town(2)
    table = {"id": ids, "results": ["good", None], "disciplined": [False, False]}
    ev = mh.evaluate(tree, table, rules(), decided={ids[1]: "excellent"})
    assert ev[ids[1]].possible == {"excellent"} and not len(ev.findings)
    wrong = mh.evaluate(tree, table, rules(), decided={ids[0]: "excellent"})
    assert wrong[ids[0]].possible == {"excellent"} and [f.rule for f in wrong.findings] == ["evidence.decided"]
    with pytest.raises(mh.InvalidFacts) as error:
        mh.evaluate(tree, table, rules(), decided={"zz": "good", ids[0]: "super"})
    assert len(error.value.problems) == 2


def test_facts_that_arrive_only_shrink_the_set():
    tree, ids = town(4)
    known = {"id": ids, "results": [None, "good", None, "excellent"], "disciplined": [None] * 4, "score": [None] * 4}
    quota = rules(quotas=[mh.Quota("excellent", "50%", base="graded", rank_by="score")])
    before = mh.evaluate(tree, known, quota)
    for column, value in (("results", "excellent"), ("disciplined", False), ("score", 7)):
        for row in range(4):
            if known[column][row] is None:
                more = {**known, column: [*known[column][:row], value, *known[column][row + 1:]]}
                after = mh.evaluate(tree, more, quota)
                assert all(after[id].possible <= before[id].possible for id in ids)


def test_a_gap_runs_candidate_by_candidate():
    # 1 excellent, 5 good: 6 // 6 = 1 place when only good counts... and with 4 good 5 // 6 = 0, but 5 // 5 = 1 otherwise.
    tree, ids = town(5)
    table = {"id": ids, "results": ["excellent"] + ["good"] * 4, "disciplined": [False] * 5}
    ev = mh.evaluate(tree, table, rules(quotas=[mh.Quota("excellent", "20%", base=("good_only", "good_or_better"))]))
    assert ev[ids[0]].possible == {"excellent", "good"} and "gap" in ev[ids[0]].open
    assert [case.possible for case in ev.explain(ids[0]).cases] == [("good",), ("excellent",)]


def test_members_before_their_unit_in_one_evaluation():
    history = mh.History.from_records({"id": ["t", "c"], "name": ["Town", "Cell"], "kind": ["district", "grassroots_cell"], "parent": [None, "t"], "since": ["2019-01-01"] * 2, "until": ["2025-07-01"] * 2})
    tree = history.at("2020-12-31")
    unit = mh.RuleSet(id="units", facts=FACTS, grades={"excellent": mh.members.share(mh.outcome.at_least("good")).at_least("80%"), "good": mh.members.count(mh.outcome.equals("not_completed")).at_most(0),
                                                       "completed": mh.fact("results").at_least("poor")})
    member = mh.RuleSet(id="people", subject="member", facts=FACTS, grades=GRADES)
    people = {"id": [1, 2, 3, 4, 5], "unit": ["c"] * 5, "results": ["good", "good", "good", "excellent", "average"]}
    ev = mh.evaluate(tree, {"organization": {"id": ["c"]}, "member": people}, mh.RuleBook([unit, member]))
    assert ev["c"].possible == {"excellent"}  # 4 of 5 is 80 %
    assert ev.of("member", 5).possible == {"completed"} and ev.subjects == ["organization", "member"]
    people["results"][0] = None  # it may be poor: 3 of 5, and one at the last grade
    ev = mh.evaluate(tree, {"organization": {"id": ["c"]}, "member": people}, mh.RuleBook([unit, member]))
    assert ev["c"].possible == {"excellent", "good", "completed"}
    ev = mh.evaluate(tree, {"organization": {"id": ["c"]}, "member": people}, mh.RuleBook([unit, member]), decided={1: "good"})
    assert ev["c"].possible == {"excellent"}
    assert list(ev.to_frame(subject="member")["unit"]) == ["c"] * 5
    assert ev.tally(subject="member")["good"] == (3, 3)


def test_tallies_count_what_is_certain_and_what_is_possible():
    tree, ids = town(3)
    ev = mh.evaluate(tree, {"id": ids, "results": ["excellent", "good", None], "disciplined": [False] * 3, "district": ["east", "west", "west"]}, rules(), decided={"t": "good"})
    counts = ev.tally()
    assert (counts["excellent"].certain, counts["excellent"].possible) == (1, 2) and counts["good"] == (2, 3)
    with pytest.raises(KeyError, match="excelent"):
        counts["excelent"]
    table = ev.tally(by="district").set_index(["district", "grade"])
    assert table.loc[("west", "good"), ["certain", "possible"]].tolist() == [1, 2] and table.loc[("east", "excellent"), ["certain", "possible"]].tolist() == [1, 1]
    kinds = ev.tally(by="kind")
    assert kinds[kinds["kind"] == "district"]["certain"].sum() == 1
    parents = ev.tally(by="parent")
    assert parents[parents["parent"] == "t"]["certain"].sum() == 2
    assert set(ev.tally(by="results")["results"].dropna()) == {"excellent", "good"}
    with pytest.raises(ValueError, match="no column 'distrct'.*did you mean 'district'"):
        ev.tally(by="distrct")


def test_a_reason_says_why_and_is_recomputed_from_itself_alone():
    tree, ids = town(6)
    table = {"id": ids, "results": ["excellent"] * 2 + ["good"] * 4, "disciplined": [False, False, None, False, False, False], "score": [80, 90, 1, 2, 3, 4]}
    ev = mh.evaluate(tree, table, rules(quotas=[mh.Quota("excellent", "20%", base="good_or_better", rank_by="score")]))
    reason = ev.explain(ids[0])
    assert reason.outcome == ev[ids[0]] and reason.outcome.possible == {"good"}
    quota = reason.cases[0].quotas[0]
    # 5 or 6 are good or better, as one may be disciplined: 1 place either way, and the rival with 90 has it.
    assert (quota.base_size, quota.limit, quota.last, quota.may_stay) == ((5, 6), (1, 1), (ids[1],), False)
    assert ids[1] in reason.text() and "quotas.excellent" in reason.text() and reason.text("vi") != reason.text()
    for id in ev.ids():
        assert mh.verify(ev.explain(id)).possible == ev[id].possible
    again = pickle.loads(pickle.dumps(reason))
    assert again == reason and mh.verify(again) == mh.verify(reason)
    with pytest.raises(ValueError, match="language"):
        reason.text("fr")


def test_what_follows_backwards_from_a_decision():
    tree, ids = town(1)
    strict = rules(grades={**GRADES, "excellent": mh.all_of(mh.fact("results").at_least("excellent"), mh.fact("disciplined").is_false())})
    ev = mh.evaluate(tree, None, strict, decided={ids[0]: "excellent"})
    implied = {one.fact: one.values for one in ev.implied(ids[0])}
    assert implied["results"] == ("excellent",) and implied["disciplined"] == ("false",)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_frames_come_back_as_the_kind_that_went_in(kind):
    frame = pytest.importorskip(kind)
    tree, ids = town(3)
    columns = {"id": ids, "results": ["good", None, "excellent"], "disciplined": [False, None, False]}
    made = frame.table(columns) if kind == "pyarrow" else frame.DataFrame(columns)
    ev = mh.evaluate(tree, made, rules())
    assert type(ev.to_frame()) is type(made) and type(ev.tally(by="kind")) is type(made)
    assert ev == mh.evaluate(tree, columns, rules())


def test_rules_of_another_year_need_off_year():
    tree, ids = town(2)
    with pytest.raises(mh.InvalidRules, match=r"off_year.*2019"):
        mh.evaluate(tree, {"id": ids}, rules(), year=2019)
    assert len(mh.evaluate(tree, {"id": ids}, rules(), year=2019, off_year=True)) == 3


def test_other_rules_and_facts_are_tried_without_touching_the_first():
    tree, ids = town(10)
    table = {"id": ids, "results": ["excellent"] * 2 + ["good"] * 8, "disciplined": [False] * 10, "score": list(range(90, 80, -1))}
    ev = mh.evaluate(tree, table, rules(quotas=[mh.Quota("excellent", "20%", base="good_only", rank_by="score")]))
    other = ev.what_if(rules={"quotas.excellent.base": "graded"})
    assert ev.tally()["excellent"] == (1, 2) and other.tally()["excellent"] == (2, 3)  # the town itself is open
    changed = ev.compare(other)
    assert changed.to_dict("records") == [{"id": ids[1], "before": "good", "after": "excellent"}]
    assert ev.what_if(decided={ids[5]: "not_completed"})[ids[5]].possible == {"not_completed"}


def test_an_evaluation_is_a_value():
    tree, ids = town(3)
    ev = mh.evaluate(tree, {"id": ids, "results": ["good", None, "poor"]}, rules(), reported=[mh.Tally({"good": 1}, of="t")])
    again = pickle.loads(pickle.dumps(ev))
    assert again == ev and hash(again) == hash(ev) and [again[id] for id in ids] == [ev[id] for id in ids]


@pytest.mark.parametrize(("call", "argument"), [
    (lambda t: mh.evaluate("tree", None, rules()), "tree"), (lambda t: mh.evaluate(t, None, "demo"), "rules"), (lambda t: mh.evaluate(t, 5, rules()), "facts"), (lambda t: mh.evaluate(t, None, rules(), year="2020"), "year"),
    (lambda t: mh.evaluate(t, None, rules(), decided=["a"]), "decided"), (lambda t: mh.evaluate(t, None, rules(), decided={"u01": 1}), "decided"), (lambda t: mh.evaluate(t, None, rules(), reported="8 of 43"), "reported"),
    (lambda t: mh.evaluate(t, None, rules(), incomplete="t"), "incomplete"), (lambda t: mh.verify("reason"), "reason")])
def test_a_wrong_type_names_its_argument(call, argument):
    with pytest.raises(TypeError, match=argument):
        call(town(1)[0])


def test_facts_of_a_subject_that_the_rules_do_not_grade_are_refused():
    tree, ids = town(1)
    with pytest.raises(mh.InvalidRules, match="members"):
        mh.evaluate(tree, {"member": {"id": [1], "unit": ids}}, rules())


def test_units_of_which_not_all_is_known_keep_their_shares_open():
    tree, ids = town(2)
    shares = rules(grades={**GRADES, "excellent": mh.subordinates.share(mh.outcome.at_least("good")).at_least("80%")})
    table = {"id": [*ids, "t"], "results": ["good", "good", "good"], "disciplined": [False] * 3}
    assert mh.evaluate(tree, table, shares)["t"].possible == {"excellent"}
    assert mh.evaluate(tree, table, shares, incomplete=["t"])["t"].possible == {"excellent", "good"}


def test_earlier_years_are_read_from_grades_or_evaluations():
    tree, ids = town(3)
    award = rules(grades={**GRADES, "excellent": mh.previous(2).count(mh.outcome.equals("excellent")).equals(2)})
    table = {"id": ids, "results": ["good"] * 3, "disciplined": [False] * 3}
    before = {2019: {ids[0]: "excellent", ids[1]: "excellent"}, 2018: {ids[0]: "excellent", ids[1]: "good"}}
    ev = mh.evaluate(tree, table, award, year=2020, previous=before)
    # Twice excellent; once; and of the third nothing is known.
    assert [ev[id].possible for id in ids] == [{"excellent"}, {"good"}, {"excellent", "good"}]
    last = mh.evaluate(tree, table, rules(), year=2019, off_year=True, decided={id: "excellent" for id in ids})
    ev = mh.evaluate(tree, table, award, year=2020, previous={2019: last, 2018: before[2018]})
    assert [ev[id].possible for id in ids] == [{"excellent"}, {"good"}, {"excellent", "good"}]
    assert pickle.loads(pickle.dumps(ev)) == ev
    with pytest.raises(mh.InvalidFacts, match="2021"):
        mh.evaluate(tree, table, award, year=2020, previous={2021: {ids[0]: "good"}})
    for wrong in (2019, {"2019": {}}, ["2019"], {2019: ["good"]}):
        with pytest.raises(TypeError, match="previous"):
            mh.evaluate(tree, table, award, year=2020, previous=wrong)


def test_months_since_a_day_and_facts_of_a_group_are_counted():
    tree, ids = town(3)  # on 31 December 2020
    bodies = [mh.Fact(name, "grade", na=True, group="bodies") for name in ("government", "front", "union")]
    set_ = rules(facts=[*FACTS, mh.Fact("established", "date"), *bodies], not_graded=[mh.Clause("young", mh.months_since("established").less_than(6))],
                 ceilings=[mh.Ceiling("completed", mh.facts_of("bodies").count(mh.each_value.equals("not_completed")).at_least(2))])
    # 30 June to 31 December are six months; 1 July are five.
    table = {"id": ids, "results": ["good"] * 3, "established": ["2020-06-30", "2020-07-01", "2010-01-01"], "government": ["good", "good", "not_completed"], "front": ["good"] * 2 + ["not_completed"],
             "union": [None] * 3, "union.na": [True] * 3}
    ev = mh.evaluate(tree, table, set_)
    assert [ev[id].possible for id in ids] == [{"good"}, {"not_graded"}, {"completed"}]
    assert ev[ids[1]].best is None and ev[ids[1]].decided
    assert "months since established < 6" in repr(set_.not_graded[0].condition)
