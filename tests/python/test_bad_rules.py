# SPDX-License-Identifier: Apache-2.0
"""What a careless or hostile user hands over as rules, decisions and questions about an evaluation: refused whole, with every fault and its dotted path."""
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bad_input
from bad_input import only_known_errors, places

mh = pytest.importorskip("myhao")
KNOWN = (mh.Error, TypeError, ValueError, KeyError)
FACTS = [mh.Fact("results", "level"), mh.Fact("met", "count"), mh.Fact("assigned", "count"), mh.Fact("disciplined", "flag"), mh.Fact("score", "decimal"), mh.Fact("founded", "date")]
LEVEL = mh.fact("results")
GRADES = {"excellent": LEVEL.at_least("excellent"), "good": LEVEL.at_least("good"), "completed": LEVEL.at_least("average")}
IDS = ["Mỹ Hào", "Bần", "Dị Sử", "Nhân Hòa"]


def rules(**other):
    return mh.RuleSet(**{"id": "demo", "facts": FACTS, "grades": GRADES} | other)


@pytest.fixture(scope="module")
def tree():
    return mh.History.from_records({"id": IDS, "name": IDS, "kind": ["district"] + ["grassroots_committee"] * 3, "parent": [None] + ["Mỹ Hào"] * 3, "since": ["2019-01-01"] * 4, "until": ["2025-07-01"] * 4}).at("2020-12-31")


@pytest.fixture(scope="module")
def table():
    return {"id": IDS[1:], "results": ["excellent", "good", None]}


def refused(call, error=mh.InvalidRules):
    return bad_input.refused(call, error)


# --- shares and values

@pytest.mark.parametrize("share", [0.2, 1.0, float("nan"), float("inf"), np.float64(0.2), np.float32(0.5), True, b"20%", ["20%"], ("1", "5"), 1j, object(), {"1": 5}])
def test_a_float_or_another_type_is_no_share_and_the_argument_is_named(share):
    with pytest.raises(TypeError, match=r"\bshare\b"):
        mh.Quota("excellent", share=share)
    for ask in (mh.subordinates.share(mh.outcome.at_least("good")).at_least, mh.subordinates.share(mh.outcome.at_least("good")).more_than, mh.ratio("met", "assigned").at_most):
        with pytest.raises(TypeError, match="at_least|more_than|at_most"):
            ask(share)


@pytest.mark.parametrize("share", ["1/0", "0/0", "-1/5", "1/-5", "--1/5", "20", "20 %%", "%", "/", "1/", "/5", "", " ", "a fifth", "1/5/5", "1e1%", "20%x", "٢٠%", "1/5\0", "\ud800", "99999999999999999999/1", "1/99999999999999999999", "20,5 %,", "0x5%", "+"])
def test_a_text_that_is_no_share_is_refused_and_shown(share):
    with pytest.raises(mh.InvalidRules) as caught:
        rules(quotas=[mh.Quota("excellent", share=share)])
    str(caught.value).encode()
    assert len(caught.value.problems) == 1
    if share != "20":  # twenty times as many is a ratio, but no share
        with pytest.raises((mh.InvalidRules, ValueError)):
            rules(grades=GRADES | {"completed": mh.ratio("met", "assigned").at_least(share)})


@pytest.mark.parametrize("share", ["101%", "6/5", Fraction(6, 5), "-20%", Fraction(-1, 5), Decimal("1.01"), "1000000%"])
def test_a_share_of_a_quota_above_the_whole_or_below_nothing_is_refused_with_its_path(share):
    error = refused(lambda: rules(quotas=[mh.Quota("excellent", share=share)]))
    assert places(error) in (["quotas.excellent.share"], ["share"])


def test_the_whole_and_nothing_are_shares():
    for share in ("100%", "1/1", Fraction(1), "0%", Fraction(0)):
        rules(quotas=[mh.Quota("excellent", share=share)])


@pytest.mark.parametrize("value", [89.5, float("nan"), np.float64(89.5), True, None, b"90", ["90"], (90,), object(), 1j])
def test_a_value_of_a_comparison_is_exact_or_a_type_error(value):
    for name, ask in (("at_least", mh.fact("score").at_least), ("more_than", mh.fact("score").more_than), ("at_most", mh.fact("score").at_most), ("less_than", mh.fact("score").less_than), ("equals", mh.fact("score").equals)):
        with pytest.raises(TypeError, match=name):
            ask(value)
    with pytest.raises(TypeError):
        mh.subordinates.count(mh.outcome.at_least("good")).at_least(value)


@pytest.mark.parametrize(("condition", "near"), [
    (mh.fact("results").at_least("excelent"), "excellent"), (mh.fact("results").at_least("completed"), None), (mh.fact("results").at_least(3), None), (mh.fact("results").is_true(), None),
    (mh.fact("disciplined").at_least(1), None), (mh.fact("disciplined").equals("yes"), None), (mh.fact("score").is_true(), None), (mh.fact("score").at_least("ninety"), None), (mh.fact("score").at_least("9,5"), None),
    (mh.fact("met").at_least("x"), None), (mh.fact("founded").at_least("2020-02-30"), None), (mh.fact("founded").at_least(5), None), (mh.fact("reslts").at_least("good"), "results"), (mh.fact("RESULTS").at_least("good"), "results"),
    (mh.fact("zzzzzz").is_true(), None), (mh.ratio("met", "asigned").at_least("1/2"), "assigned"), (mh.ratio("met", "score").at_least("1/2"), None), (mh.ratio("results", "assigned").at_least("1/2"), None),
    (mh.subordinates.share(mh.outcome.at_least("goood")).at_least("80%"), "good"), (mh.subordinates.share(mh.fact("reslts").at_least("good")).at_least("80%"), "results"), (mh.subordinates.count(mh.outcome.at_least("average")).at_least(1), None),
    (mh.all_of(mh.fact("results").at_least("good"), mh.any_of(mh.not_(mh.fact("reslts").at_least("good")))), "results"), (mh.fact("results").at_least(""), None), (mh.fact("").is_true(), None), (mh.fact("results\0").is_true(), None),
])
def test_a_comparison_that_does_not_fit_its_fact_is_refused_with_its_path(condition, near):
    error = refused(lambda: rules(grades=GRADES | {"good": condition}))
    assert any(place.startswith("grades.good") for place in places(error))
    assert not near or f"did you mean '{near}'" in str(error)


@pytest.mark.parametrize("make", [lambda: mh.not_(), lambda: rules(grades=GRADES | {"good": mh.all_of()}), lambda: rules(grades=GRADES | {"good": mh.any_of()}), lambda: mh.all_of("results"), lambda: mh.all_of(None), lambda: mh.all_of(mh.fact("results")), lambda: mh.not_(True),
                                  lambda: mh.subordinates.share("good"), lambda: mh.subordinates.share(mh.outcome), lambda: mh.subordinates.count(None), lambda: mh.fact(5), lambda: mh.fact(None), lambda: mh.ratio("met", 5), lambda: mh.ratio("met", None),
                                  lambda: mh.by_fact(5), lambda: mh.by_ancestor(None), lambda: mh.every(5), lambda: rules(grades=GRADES | {"good": lambda u: True}), lambda: rules(grades=GRADES | {"good": True}),
                                  lambda: rules(grades=GRADES | {5: LEVEL.at_least("good")}), lambda: bool(LEVEL.at_least("good")), lambda: LEVEL.at_least("good") and LEVEL.at_least("good")])
def test_conditions_made_of_the_wrong_things_are_refused_at_once(make):
    with pytest.raises((TypeError, ValueError)):
        make()


def test_conditions_of_more_nodes_than_a_rule_set_holds_are_refused_with_the_limit():
    # The limit of the design: 4,096 nodes.
    wide = mh.any_of(*(mh.fact("score").at_least(n) for n in range(5_000)))
    assert "4096" in str(refused(lambda: rules(grades=GRADES | {"good": wide}))).replace(",", "")
    deep = LEVEL.at_least("good")
    for _ in range(5_000):
        deep = mh.not_(deep)
    assert "4096" in str(refused(lambda: rules(grades=GRADES | {"good": deep}))).replace(",", "")
    rules(grades=GRADES | {"good": mh.any_of(*(mh.fact("score").at_least(n) for n in range(1_000)))})


@pytest.mark.parametrize("wrap", [mh.not_, lambda inner: mh.all_of(inner, mh.fact("disciplined").is_false()), lambda inner: mh.any_of(mh.fact("disciplined").is_true(), inner)])
def test_conditions_deeper_than_a_rule_set_holds_are_refused_with_the_limit(wrap):
    # The limit of the design: depth 64.
    deep = LEVEL.at_least("good")
    for _ in range(200):
        deep = wrap(deep)
    error = refused(lambda: rules(grades=GRADES | {"good": deep}))
    assert "64" in str(error) and "grades.good" in str(error)


# --- the parts of a rule set

def test_faults_of_every_kind_in_one_rule_set_are_listed_once_each():
    error = refused(lambda: rules(
        facts=[*FACTS, mh.Fact("met", "count")],
        not_graded=[mh.Clause("young", mh.fact("fouded").less_than(6)), mh.Clause("young", mh.fact("disciplined").is_true())],
        grades={"excellent": LEVEL.at_least("excelent"), "god": LEVEL.at_least("good"), "completed": mh.ratio("met", "asigned").at_least("1/2"), "not_completed": LEVEL.at_least("poor")},
        ceilings=[mh.Ceiling("not_complete", mh.fact("disciplned").is_true())],
        quotas=[mh.Quota("excelent", share="20%"), mh.Quota("excellent", share="120%", rank_by="scor", group=mh.by_fact("grup"))],
        gaps=[mh.Gap("quotas.excellent.base", ("good_only", "graded"))]))
    text = str(error)
    for near in ("founded", "excellent", "good", "assigned", "not_completed", "disciplined", "score"):
        assert f"did you mean '{near}'" in text or len(error.problems) > 20, near
    named = " ".join(places(error))
    for path in ("facts", "not_graded.young", "grades.excellent", "grades.god", "grades.completed", "grades.not_completed", "ceilings", "quotas.excelent", "quotas.excellent.share", "quotas.excellent.rank_by", "quotas.excellent.group"):
        assert path in named, (path, named)
    assert "grades.good" in named  # the grade that is missing


@pytest.mark.parametrize(("grades", "path"), [
    ({name: value for name, value in GRADES.items() if name != "good"}, "grades.good"), ({name: value for name, value in GRADES.items() if name != "completed"}, "grades.completed"), ({}, "grades"),
    (GRADES | {"not_completed": LEVEL.at_least("poor")}, "grades.not_completed"), (GRADES | {"outstanding": LEVEL.at_least("excellent")}, "grades.outstanding"), (GRADES | {"": LEVEL.at_least("poor")}, "grades."),
    (GRADES | {"not_graded": LEVEL.at_least("poor")}, "grades.not_graded"),
])
def test_each_grade_but_the_last_has_one_clause(grades, path):
    assert any(place.startswith(path) for place in places(refused(lambda: rules(grades=grades))))


def test_grades_that_do_not_stand_best_first_are_refused():
    error = refused(lambda: rules(grades=dict(reversed(GRADES.items()))))
    assert "best first" in str(error) and all(place.startswith("grades.") for place in places(error))


@pytest.mark.parametrize("other", [
    {"not_graded": [mh.Clause("a", mh.fact("disciplined").is_true()), mh.Clause("a", mh.fact("disciplined").is_false())]},
    {"ceilings": [mh.Ceiling("good", mh.fact("disciplined").is_true(), id="a"), mh.Ceiling("completed", mh.fact("disciplined").is_true(), id="a")]},
    {"quotas": [mh.Quota("excellent", "20%", id="a"), mh.Quota("good", "50%", id="a")]},
    {"facts": [*FACTS, mh.Fact("score", "decimal")]},
])
def test_a_name_used_twice_is_refused_by_name(other):
    error = refused(lambda: rules(**other))
    assert re.search(r"\ba\b|score", str(error)) and "twice" in str(error)


@pytest.mark.parametrize(("quota", "near"), [
    (lambda: mh.Quota("excellent", "20%", base="good_onyl"), "good_only"), (lambda: mh.Quota("excellent", "20%", on_tie="choise"), "choice"), (lambda: mh.Quota("excelent", "20%"), "excellent"),
    (lambda: mh.Quota("excellent", "20%", rank_by="scores"), "score"), (lambda: mh.Quota("excellent", "20%", rank_by="disciplined"), None), (lambda: mh.Quota("not_completed", "20%"), None), (lambda: mh.Quota("excellent", "20%", at_least=-1), None),
    (lambda: mh.Quota("excellent", "20%", base=()), None), (lambda: mh.Quota("excellent", "20%", base=("good_only", "god")), None), (lambda: mh.Quota("excellent", "20%", group=mh.by_fact("metr")), "met"),
])
def test_a_quota_that_cannot_be_is_refused_with_a_near_word(quota, near):
    with pytest.raises((mh.InvalidRules, ValueError)) as caught:
        rules(quotas=[quota()])
    assert not near or f"did you mean '{near}'" in str(caught.value)


@pytest.mark.parametrize(("argument", "call"), [
    ("id", lambda: rules(id=None)), ("subject", lambda: rules(subject=5)), ("scale", lambda: rules(scale=None)), ("years", lambda: rules(years=("2020", None))), ("years", lambda: rules(years=(2020.0, None))),
    ("years", lambda: rules(years=(2020,))), ("facts", lambda: rules(facts=5)), ("facts", lambda: rules(facts=[5])), ("not_graded", lambda: rules(not_graded=[5])), ("grades", lambda: rules(grades=None)), ("grades", lambda: rules(grades=[GRADES])),
    ("ceilings", lambda: rules(ceilings=mh.Ceiling("good", mh.fact("disciplined").is_true()))), ("ceilings", lambda: rules(ceilings=["good"])), ("quotas", lambda: rules(quotas=["20%"])), ("gaps", lambda: rules(gaps="quotas")), ("relations", lambda: rules(relations=[5])),
    ("grade", lambda: mh.Quota(5, "20%")), ("base", lambda: mh.Quota("excellent", "20%", base=5)), ("group", lambda: mh.Quota("excellent", "20%", group="parent")), ("rank_by", lambda: mh.Quota("excellent", "20%", rank_by=5)),
    ("at_least", lambda: mh.Quota("excellent", "20%", at_least=1.0)), ("on_tie", lambda: mh.Quota("excellent", "20%", on_tie=5)), ("id", lambda: mh.Clause(5, LEVEL.at_least("good"))), ("condition", lambda: mh.Clause("a", "good")),
    ("condition", lambda: mh.Ceiling("good", True)), ("grade", lambda: mh.Ceiling(5, LEVEL.at_least("good"))), ("changes", lambda: rules().replace(5)), ("changes", lambda: rules().replace({5: "x"})), ("year", lambda: mh.rules.in_force(2020.0)),
    ("year", lambda: mh.rules.in_force(True)), ("subject", lambda: mh.rules.in_force(2020, 5)), ("id", lambda: mh.rules.get(5)), ("issued", lambda: mh.rules.get("21-HD/BTCTW", issued=5)), ("path", lambda: mh.Gap(5)), ("sets", lambda: mh.RuleBook(5)),
    ("sets", lambda: mh.RuleBook(["a"])), ("id", lambda: mh.Scale(5, ["a", "b"])), ("grades", lambda: mh.Scale("s", 5)), ("grades", lambda: mh.Scale("s", [1, 2])), ("grades", lambda: mh.Scale("s", "ab")),
])
def test_a_wrong_type_names_its_argument(argument, call):
    with pytest.raises(TypeError, match=rf"\b{argument}\b"):
        call()


@pytest.mark.parametrize("grades", [[], ["a", "a"], ["a", "A"], ["Tốt", "tot"], ["a", ""], ["a", "b\0"], ["a", "\ud800"], ["not_graded", "a"], list("abcdefgh"), ["a", "My\u0303", "M\u1ef9"]])
def test_a_scale_that_cannot_be_is_refused(grades):
    with pytest.raises((mh.InvalidRules, ValueError)):
        mh.Scale("s", grades)


def test_gaps_replacements_and_books_refuse_what_is_not_there_all_at_once():
    quota = mh.Quota("excellent", "20%", rank_by="score")
    error = refused(lambda: rules(quotas=[quota]).replace({"quotas.excellent.bas": "graded", "quotas.good.share": "20%", "quotas.excellent.share": "1/0", "grades.excelent": "x", "nothing": 1, "id": "x"}))
    assert len(error.problems) >= 5 and "did you mean 'quotas.excellent.base'" in str(error)
    with pytest.raises(mh.InvalidRules):
        mh.RuleBook([rules(), rules()])
    with pytest.raises(KNOWN, match="did you mean 'organization'"):
        mh.rules.in_force(2020)["organisation"]


@pytest.mark.parametrize("gap", [mh.Gap("quotas.excellent.bas"), mh.Gap("quotas.excellent.base", ("good_only", "gradd")), mh.Gap("quotas.good.base"), mh.Gap("")])
def test_a_gap_at_a_path_that_is_not_there_or_with_a_candidate_that_cannot_be_is_refused(gap):
    error = refused(lambda: rules(quotas=[mh.Quota("excellent", "20%", rank_by="score")], gaps=[gap]))
    assert "gaps" in str(error) or gap.path in str(error)


@pytest.mark.parametrize("make", [lambda name: rules(id=name), lambda name: mh.Fact(name, "level"), lambda name: mh.Clause(name, LEVEL.at_least("good")), lambda name: mh.Scale(name, ["a", "b"]), lambda name: rules(facts=[*FACTS, mh.Fact(name, "flag")])])
@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_nul_and_lone_surrogates_are_no_part_of_a_name(make, name):
    with pytest.raises((mh.InvalidRules, ValueError)) as caught:
        rules(not_graded=[made] if isinstance(made := make(name), mh.Clause) else ())
    str(caught.value).encode()


# --- evaluate

def test_decisions_on_unknown_units_and_grades_are_listed_at_once_with_suggestions(tree, table):
    error = refused(lambda: mh.evaluate(tree, table, rules(), decided={"My Hao": "good", "Bần": "excelent", "Dị Sử": "average", "zzzzz": "good", 5: "good"}), (mh.InvalidFacts, mh.UnknownUnit))
    text = str(error)
    assert len(error.problems) == 5 and "did you mean 'Mỹ Hào'" in text and "did you mean 'excellent'" in text and "'average'" in text and "'zzzzz'" in text


def test_tallies_of_unknown_units_are_refused_with_a_suggestion(tree, table):
    error = refused(lambda: mh.evaluate(tree, table, rules(), reported=[mh.Tally({"excellent": 1}, of="My Hao"), mh.Tally({"excellent": 1}, of="zzzzz")]), (mh.InvalidFacts, mh.UnknownUnit))
    assert len(error.problems) == 2 and "did you mean 'Mỹ Hào'" in str(error) and "'zzzzz'" in str(error)
    other = mh.Tally({"top": 1}, scale=mh.Scale("company", ["top", "low"]))
    with pytest.raises((mh.InvalidFacts, mh.InvalidRules)):
        mh.evaluate(tree, table, rules(), reported=other)


def test_faults_of_facts_decisions_and_tallies_come_together(tree):
    error = refused(lambda: mh.evaluate(tree, {"id": ["Bần", "zz"], "results": ["gud", "good"]}, rules(), decided={"Bần": "super"}, reported=mh.Tally({"excellent": 1}, of="zz")), (mh.InvalidFacts, mh.UnknownUnit))
    assert len(error.problems) >= 2


@pytest.mark.parametrize(("argument", "call"), [
    ("tree", lambda t, f: mh.evaluate(None, f, rules())), ("tree", lambda t, f: mh.evaluate(t.history, f, rules())), ("facts", lambda t, f: mh.evaluate(t, 5, rules())), ("rules", lambda t, f: mh.evaluate(t, f, None)),
    ("rules", lambda t, f: mh.evaluate(t, f, "21-HD/BTCTW")), ("rules", lambda t, f: mh.evaluate(t, f, [rules()])), ("year", lambda t, f: mh.evaluate(t, f, rules(), year="2020")), ("year", lambda t, f: mh.evaluate(t, f, rules(), year=2020.0)),
    ("decided", lambda t, f: mh.evaluate(t, f, rules(), decided=["Bần"])), ("decided", lambda t, f: mh.evaluate(t, f, rules(), decided={"Bần": 5})), ("decided", lambda t, f: mh.evaluate(t, f, rules(), decided="good")),
    ("reported", lambda t, f: mh.evaluate(t, f, rules(), reported={"excellent": 1})), ("reported", lambda t, f: mh.evaluate(t, f, rules(), reported=5)), ("reported", lambda t, f: mh.evaluate(t, f, rules(), reported=["8"])),
    ("off_year", lambda t, f: mh.evaluate(t, f, rules(), off_year="no")),
])
def test_a_wrong_type_given_to_evaluate_names_its_argument(tree, table, argument, call):
    with pytest.raises(TypeError, match=rf"\b{argument}\b"):
        call(tree, table)


def test_questions_about_an_evaluation_refuse_unknown_units_and_grades_with_a_suggestion(tree, table):
    ev = mh.evaluate(tree, table, rules())
    for ask in (lambda id: ev[id], ev.explain, ev.implied):
        with pytest.raises(mh.UnknownUnit, match="did you mean 'Mỹ Hào'") as caught:
            ask("My Hao")
        assert isinstance(caught.value, KeyError) and len(caught.value.problems) == 1 and "'My Hao'" in str(caught.value)
        with pytest.raises((mh.UnknownUnit, TypeError)):
            ask(5)
        for wrong in (None, 1.5, b"B", [], True):
            with pytest.raises(TypeError, match=r"\bid\b"):
                ask(wrong)


@pytest.mark.skipif(not hasattr(mh.Evaluation, "why_not"), reason="no plans in this version")
def test_plans_are_refused_for_unknown_units_and_grades(tree, table):
    ev = mh.evaluate(tree, table, rules())
    with pytest.raises(KNOWN, match="did you mean 'excellent'"):
        ev.why_not("Bần", "excelent")
    with pytest.raises(mh.UnknownUnit, match="did you mean 'Mỹ Hào'"):
        ev.why_not("My Hao", "excellent")
    with pytest.raises(TypeError, match="grade"):
        ev.why_not("Bần", 5)
    for wrong in (None, "", 5, "\0", [], object()):
        only_known_errors(lambda wrong=wrong: ev.why_not(wrong, wrong))


def test_tallies_and_comparisons_refuse_unknown_columns_grades_and_types(tree, table):
    ev = mh.evaluate(tree, table, rules())
    with pytest.raises(KNOWN, match="did you mean 'parent'"):
        ev.tally(by="parrent")
    with pytest.raises(TypeError, match=r"\bby\b"):
        ev.tally(by=5)
    with pytest.raises(KeyError, match="did you mean 'excellent'"):
        ev.tally()["excelent"]
    with pytest.raises(TypeError, match="other"):
        ev.compare(5)
    with pytest.raises(TypeError, match="rules"):
        ev.what_if(rules=5)
    with pytest.raises(TypeError, match="reason"):
        mh.verify(5)


def test_an_evaluation_that_fails_leaves_tree_facts_rules_and_the_first_evaluation_as_they_were(tree, table):
    rs, facts = rules(), mh.Facts(tree, table, FACTS)
    ev = mh.evaluate(tree, facts, rs)
    before = tree.digest, hash(facts), hash(rs), [ev[id].possible for id in tree.ids], len(mh.rules.all()), list(mh.vocabulary)
    for call in (lambda: mh.evaluate(tree, facts, rs, decided={"zz": "good"}), lambda: mh.evaluate(tree, table | {"results": ["x"] * 3}, rs), lambda: rs.replace({"id": "x", "no": 1}), lambda: rules(quotas=[mh.Quota("excellent", "120%")]),
                 lambda: ev.what_if(decided={"zz": "good"}), lambda: mh.evaluate(tree, facts, rs, reported=mh.Tally({"excellent": 1}, of="zz"))):
        with pytest.raises(KNOWN):
            call()
    assert before == (tree.digest, hash(facts), hash(rs), [ev[id].possible for id in tree.ids], len(mh.rules.all()), list(mh.vocabulary))
    again = mh.evaluate(tree, facts, rs)
    assert [again[id].possible for id in tree.ids] == before[3]


# --- names and junk

NAMES = ["<script>alert(1)</script>", "\"quoted\" 'single'", "line\nbreak", "`tick`", "]]> -->", "a\\", "{a|b}", "\u202ex", "&lt;", "a.b", "x" * 5_000]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_in_rules_are_shown_as_text_or_refused(name, tree):
    try:
        rs = mh.RuleSet(id=name, facts=[mh.Fact(name, "flag"), mh.Fact("results", "level")], grades=GRADES, not_graded=[mh.Clause(name, mh.fact(name).is_true(), citation=name, label=name)], label=name)
        ev = mh.evaluate(tree, {"id": IDS[1:], name: [True, False, None]}, rs)
    except (mh.InvalidRules, mh.InvalidFacts):
        return
    for value in (rs, rs.facts, ev, ev["Bần"], ev.explain("Bần"), ev.findings, ev.facts()):
        text = value._repr_html_()
        assert "<script" not in text and "\u202e" not in text and len(text) < 200_000
    for text in (ev.explain("Bần").text("en"), repr(rs), repr(ev)):
        text.encode()


def test_hostile_words_in_error_messages_are_shown_on_one_line():
    error = refused(lambda: rules(quotas=[mh.Quota(name, "20%") for name in NAMES]))
    assert len(error.problems) >= len(NAMES) and len(str(error).splitlines()) == min(20, len(error.problems)) + 1 + (len(error.problems) > 20)
    assert "<script" not in error.problems._repr_html_()


VALUE = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(-2**70, 2**70), st.floats(), st.text(max_size=5), st.binary(max_size=3), st.dates(), st.fractions(), st.decimals(), st.sampled_from(
    [LEVEL.at_least("good"), mh.Clause("a", LEVEL.at_least("good")), mh.Quota("excellent", "20%"), mh.Fact("results", "level"), mh.Gap("quotas.excellent.base"), mh.scales.cpv_2018, "excellent", "good", "results", "\0", "\ud800",
     "quotas.excellent.share", "20%", mh.by_parent(), mh.unknown(), mh.outcome, object()])), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["excellent", "good", "completed", "", "Bần"]), inner, max_size=4)
    | st.tuples(inner, inner), max_leaves=5)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["id", "subject", "scale", "years", "facts", "not_graded", "grades", "ceilings", "relations", "quotas", "gaps", "instruments", "label"]), VALUE, max_size=4))
def test_whatever_a_rule_set_is_made_of_only_known_errors_come_out(parts):
    only_known_errors(lambda: rules(**parts))


@settings(max_examples=200)
@given(VALUE)
def test_whatever_the_arguments_only_known_errors_come_out(tree, table, value):
    rs = rules(quotas=[mh.Quota("excellent", "20%", rank_by="score")])
    ev = mh.evaluate(tree, table, rs)
    for ask in (lambda v: mh.Quota(v, "20%"), lambda v: mh.Quota("excellent", v), lambda v: mh.Quota("excellent", "20%", base=v), lambda v: mh.Quota("excellent", "20%", group=v), lambda v: mh.Quota("excellent", "20%", rank_by=v),
                lambda v: mh.Quota("excellent", "20%", at_least=v), lambda v: mh.Quota("excellent", "20%", on_tie=v), lambda v: mh.Clause(v, v), lambda v: mh.Ceiling(v, v), lambda v: mh.Gap(v, v), mh.fact, lambda v: mh.ratio(v, v),
                mh.fact("score").at_least, mh.fact("score").equals, mh.all_of, mh.any_of, mh.not_, mh.every, mh.by_fact, mh.by_ancestor, mh.subordinates.share, mh.subordinates.count, lambda v: rs.replace(v), lambda v: rs.replace({"quotas.excellent.share": v}),
                lambda v: rs.replace({"quotas.excellent.base": v}), lambda v: rs.replace({"grades.good": v}), mh.rules.in_force, mh.rules.get, lambda v: mh.rules.get("21-HD/BTCTW", issued=v), lambda v: mh.vocabulary[v], lambda v: mh.RuleBook(v),
                lambda v: mh.Scale("s", v), lambda v: mh.evaluate(v, table, rs), lambda v: mh.evaluate(tree, v, rs), lambda v: mh.evaluate(tree, table, v), lambda v: mh.evaluate(tree, table, rs, year=v), lambda v: mh.evaluate(tree, table, rs, decided=v),
                lambda v: mh.evaluate(tree, table, rs, decided={"Bần": v}), lambda v: mh.evaluate(tree, table, rs, reported=v), lambda v: mh.evaluate(tree, table, rs, incomplete=v), lambda v: mh.evaluate(tree, {"member": v}, rs), lambda v: ev[v],
                ev.explain, ev.implied, lambda v: ev.tally(by=v), lambda v: ev.what_if(facts=v), lambda v: ev.what_if(rules=v), lambda v: ev.what_if(decided=v), ev.compare, mh.verify,
                lambda v: v in ev):
        only_known_errors(lambda ask=ask: ask(value))
