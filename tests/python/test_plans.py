# SPDX-License-Identifier: Apache-2.0
"""Plans from Python: each is applied and reaches its grade, and fails without any of its steps; the plans themselves worked out by hand."""
import datetime as dt
import json
import pickle
from decimal import Decimal

import pytest

mh = pytest.importorskip("myhao")
from myhao import plans as steps  # noqa: E402

FACTS = [mh.Fact("results", "level"), mh.Fact("disciplined", "flag", changeable=False), mh.Fact("score", "decimal"), mh.Fact("met", "count"), mh.Fact("assigned", "count", changeable=False)]
GRADES = {"excellent": mh.fact("results").at_least("excellent"), "good": mh.all_of(mh.fact("results").at_least("good"), mh.ratio("met", "assigned").at_least("80%")),
          "completed": mh.fact("results").at_least("average")}


def rules(**other):
    return mh.RuleSet(**{"id": "demo", "years": (2020, None), "facts": FACTS, "grades": GRADES, "ceilings": [mh.Ceiling("not_completed", mh.fact("disciplined").is_true(), id="discipline")], **other})


def town(n):
    ids = [f"u{i:02}" for i in range(1, n + 1)]
    history = mh.History.from_records({"id": ["t", *ids], "name": ["Town", *ids], "kind": ["district"] + ["grassroots_committee"] * n, "parent": [None] + ["t"] * n, "since": ["2019-01-01"] * (n + 1),
                                       "until": ["2025-07-01"] * (n + 1)})
    return history.at("2020-12-31"), ids


def table(ids, results, **other):
    n = len(ids)
    return {"id": ids, "results": results, "disciplined": [False] * n, "score": [90 - i for i in range(n)], "met": [9] * n, "assigned": [10] * n, **other}


def applied(ev, plan, subject="organization"):
    facts = [plan.apply(ev.facts(of)) for of in ev.subjects]
    return mh.evaluate(ev.tree, facts, ev.rules, decided={**(ev._given["decided"] or {}), **plan.decided})


def check(ev, id, grade, subject="organization"):
    """What the plans promise; and the plans."""
    order = ["excellent", "good", "completed", "not_completed"]
    wanted = set(order[:order.index(grade) + 1])
    found = ev.why_not(id, grade, subject)
    assert bool(found) != bool(found.blocked_by) and len(found) <= 8
    assert [plan.changes for plan in found] == sorted(plan.changes for plan in found)
    for plan in found:
        assert applied(ev, plan).of(subject, id).possible <= wanted
        for step in range(len(plan.steps)):
            assert not applied(ev, plan.without(step)).of(subject, id).possible <= wanted
    return found


def test_a_known_fact_changes_and_a_missing_one_is_learned():
    tree, ids = town(3)
    ev = mh.evaluate(tree, table(ids, ["good", None, "average"]), rules())
    change = check(ev, "u01", "excellent")
    (plan,) = change
    (step,) = plan.steps
    assert isinstance(step, steps.Change) and (step.fact, step.from_, step.to, step.kind) == ("results", "good", "excellent", "change")
    assert plan.minimal and plan.decided == {} and not change.blocked_by
    assert str(plan) == "change: results from good to excellent" and plan.text("vi") == "thay đổi: results từ tốt thành xuất sắc"
    assert plan.apply(ev.facts()).value("u01", "results") == "excellent" and ev.facts().value("u01", "results") == "good"
    (learned,) = check(ev, "u02", "good")
    (step,) = learned.steps
    # 9 of 10 is met: that the results are good is enough.
    assert isinstance(step, steps.Learn) and (step.fact, step.value) == ("results", "good")
    with pytest.raises(ValueError, match="language"):
        plan.text("fr")
    with pytest.raises(TypeError, match="facts"):
        plan.apply({"u01": 1}["u01"])


def test_a_count_is_changed_by_as_much_as_its_ratio_needs_and_no_more():
    tree, ids = town(2)
    ev = mh.evaluate(tree, table(ids, ["good", "average"], met=[7, 3]), rules())
    # 80 % of 10 is 8; excellent results would be enough without them.
    found = check(ev, "u01", "good")
    assert {(step.fact, step.to) for plan in found for step in plan.steps} == {("met", 8), ("results", "excellent")}
    assert all(plan.minimal and plan.changes == 1 for plan in found)


def test_discipline_that_cannot_be_undone_blocks():
    tree, ids = town(2)
    ev = mh.evaluate(tree, table(ids, ["good", "good"], disciplined=[True, None]), rules())
    blocked = check(ev, "u01", "completed")
    assert not blocked and [(one.by, one.path, one.text.en) for one in blocked.blocked_by] == [("fact", "ceilings.discipline", "disciplined is not changeable")]
    assert "vướng: ceilings.discipline: disciplined không thể thay đổi" in blocked.text("vi") and "blocked" in repr(blocked)
    (learned,) = check(ev, "u02", "good")
    assert learned.steps[0].value is False


def test_seven_of_ten_subordinates_are_good_and_one_more_is_raised():
    tree, ids = town(10)
    grades = {"excellent": mh.all_of(mh.fact("results").at_least("excellent"), mh.subordinates.share(mh.outcome.at_least("good")).at_least("80%")),
              "good": GRADES["good"], "completed": GRADES["completed"]}
    # A unit without subordinates has no share; the town has ten.
    facts = table([*ids, "t"], ["good"] * 7 + ["average"] * 3 + ["excellent"])
    ev = mh.evaluate(tree, facts, rules(grades=grades))
    assert ev["t"].possible == {"good"}
    found = check(ev, "t", "excellent")
    step = found[0].steps[0]
    assert isinstance(step, steps.Raise) and (step.population, step.how_many, step.to) == ("subordinates", 1, "good") and step.ids[0] in ids[7:]
    assert found[0].decided == {step.ids[0]: "good"} and found[0].minimal
    # A grade that is decided stays: only the two others may be raised.
    fixed = mh.evaluate(tree, facts, rules(grades=grades), decided={"u08": "completed", "u09": "completed", "u10": "completed"})
    blocked = fixed.why_not("t", "excellent")
    (block,) = [one for one in blocked.blocked_by if one.by == "decided"]
    assert not blocked and block.ids == ("u08", "u09", "u10") and block.text.en == "its grade is decided (u08, u09, u10)"


def test_for_a_place_the_key_passes_the_last_holder():
    tree, ids = town(10)
    quota = mh.Quota("excellent", "20%", base="good_or_better", rank_by="score")
    ev = mh.evaluate(tree, table(ids, ["excellent"] * 3 + ["good"] * 7), rules(quotas=[quota]))
    (plan,) = check(ev, "u03", "excellent")  # 10 // 5 = 2 places, for 90 and 89
    (step,) = plan.steps
    assert isinstance(step, steps.Place) and (step.quota, step.fact, step.from_, step.to, step.past, step.chosen) == ("quotas.excellent", "score", Decimal(88), Decimal("89.01"), ("u02",), False)
    assert str(step) == "place (quotas.excellent): score from 88 to 89.01, past u02"
    chosen = mh.evaluate(tree, table(ids, ["excellent"] * 3 + ["good"] * 7), rules(quotas=[mh.Quota("excellent", "20%", base="good_or_better")]))
    (plan,) = check(chosen, "u03", "excellent")
    assert plan.steps[0].chosen and plan.decided == {"u03": "excellent"} and plan.steps[0].fact is None
    (plan,) = check(chosen, "u04", "excellent")
    assert [step.kind for step in plan.steps] == ["change", "place"] and plan.without(0).steps == ()


def test_members_are_raised_in_their_own_facts():
    history = mh.History.from_records({"id": ["t", "c"], "name": ["Town", "Cell"], "kind": ["district", "grassroots_cell"], "parent": [None, "t"], "since": ["2019-01-01"] * 2, "until": ["2025-07-01"] * 2})
    tree = history.at("2020-12-31")
    unit = mh.RuleSet(id="units", facts=FACTS, grades={"excellent": mh.members.share(mh.fact("active").is_true()).at_least("80%"), "good": mh.members.count(mh.outcome.at_least("good")).at_least(2),
                                                       "completed": mh.fact("results").at_least("poor")})
    member = mh.RuleSet(id="people", subject="member", facts=[mh.Fact("results", "level"), mh.Fact("active", "flag")],
                        grades={"excellent": GRADES["excellent"], "good": mh.fact("results").at_least("good"), "completed": GRADES["completed"]})
    people = {"id": [1, 2, 3, 4, 5], "unit": ["c"] * 5, "results": ["good"] + ["average"] * 4, "active": [True, True, None, False, False]}
    ev = mh.evaluate(tree, {"organization": {"id": ["c"], "results": ["good"]}, "member": people}, mh.RuleBook([unit, member]))
    found = check(ev, "c", "excellent")
    # 4 of 5: of three, the one who is not known turns out active, and one more becomes so.
    assert found[0].changes == 2 and found[0].minimal
    assert {id for step in found[0].steps for id in step.ids} == {3, 4} and all(step.to == "active = true" for step in found[0].steps)
    changed = found[0].apply([ev.facts("organization"), ev.facts("member")])
    assert changed[0] == ev.facts("organization") and changed[1].value(3, "active") is True
    assert check(ev, "c", "good")[0].decided == {2: "good"}
    raised = check(ev, 2, "good", "member")
    assert raised[0].steps[0].to == "good" and raised.subject == "member"


def test_what_is_surely_so_needs_nothing():
    tree, ids = town(2)
    ev = mh.evaluate(tree, table(ids, ["excellent", "good"]), rules())
    (plan,) = ev.why_not("u01", "good")
    assert plan.steps == () and plan.minimal and str(plan) == "nothing is needed" and applied(ev, plan)["u01"].possible == {"excellent"}


def test_months_must_pass():
    tree, ids = town(2)
    young = mh.RuleSet(id="young", facts=[mh.Fact("results", "level"), mh.Fact("founded", "date", changeable=False)], grades={**GRADES, "good": mh.fact("results").at_least("good")},
                       not_graded=[mh.Clause("young", mh.months_since("founded").less_than(6))])
    ev = mh.evaluate(tree, {"id": ids, "results": ["good", "good"], "founded": [dt.date(2020, 9, 1), None]}, young)
    assert ev.why_not("u01", "good").blocked_by[0].by == "months"
    (plan,) = check(ev, "u02", "good")
    assert plan.steps[0].value == dt.date(2020, 6, 30)  # six whole months before the day of the tree


def test_a_wrong_grade_or_unit_is_refused():
    tree, ids = town(2)
    ev = mh.evaluate(tree, table(ids, ["good", "good"]), rules())
    with pytest.raises(mh.InvalidFacts, match="excelent"):
        ev.why_not("u01", "excelent")
    with pytest.raises(mh.UnknownUnit):
        ev.why_not("zz", "good")
    with pytest.raises(TypeError, match="grade"):
        ev.why_not("u01", 3)
    with pytest.raises(ValueError, match="subject"):
        ev.why_not("u01", "good", "leader")


def test_plans_are_values_tables_pages_and_documents():
    tree, ids = town(2)
    ev = mh.evaluate(tree, mh.Facts(tree, table(ids, ["average", "good"], met=[7, 7]), rules(), origin="synthetic"), rules())
    found = check(ev, "u01", "good")
    again = pickle.loads(pickle.dumps(found))
    assert again == found and hash(again) == hash(found) and again != ev.why_not("u01", "excellent")
    assert pickle.loads(pickle.dumps(found[0])) == found[0] and {found[0]: 1}[again[0]] == 1
    assert found.origin == "synthetic" and repr(found).startswith("<SYNTHETIC Plans for u01") and found.text().startswith("SYNTHETIC\n")
    frame = found.to_frame()
    assert list(frame.columns) == ["plan", "minimal", "step", "what", "subject", "id", "fact", "from", "to", "decided", "text_vi", "text_en", "origin"]  # the last as it is synthetic
    assert len(frame) == sum(plan.changes for plan in found)
    told = json.loads(found.to_json())
    assert (told["myhao"], told["version"], told["grade"], len(told["plans"])) == ("plans", 1, "good", len(found))
    page = found._repr_html_()
    assert "SYNTHETIC" in page.upper() and "fewest changes" in page and "thay đổi" in page and "<table" in found[0]._repr_html_()
    assert len(ev.why_not("u02", "excellent").to_frame("polars")) == 1


def test_texts_from_data_are_escaped():
    history = mh.History.from_records({"id": ["<t>", "<b>x"], "name": ["T", "x"], "kind": ["district", "grassroots_committee"], "parent": [None, "<t>"], "since": ["2019-01-01"] * 2, "until": ["2025-07-01"] * 2})
    tree = history.at("2020-12-31")
    ev = mh.evaluate(tree, table(["<b>x"], ["good"]), rules())
    page = ev.why_not("<b>x", "excellent")._repr_html_()
    assert "<b>x" not in page and "&lt;b&gt;x" in page
