# SPDX-License-Identifier: Apache-2.0
"""Rule sets are written in Python as section 7 of the design has them, refused with every fault and its path, and are values."""
import datetime as dt
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

mh = pytest.importorskip("myhao")


def demo(**other):
    parts = dict(
        id="demo", subject="organization", scale=mh.scales.cpv_2018, years=(2020, None),
        facts=[mh.Fact("results", "level"), mh.Fact("others", "level"), mh.Fact("met", "count"), mh.Fact("assigned", "count"), mh.Fact("disciplined", "flag"), mh.Fact("score", "decimal"),
               mh.Fact("months_since_establishment", "count")],
        not_graded=[mh.Clause("young", mh.fact("months_since_establishment").less_than(6))],
        grades={"excellent": mh.all_of(mh.fact("results").at_least("excellent"), mh.fact("others").at_least("good"), mh.subordinates.share(mh.outcome.at_least("good")).at_least("80%")),
                "good": mh.fact("results").at_least("good"), "completed": mh.ratio("met", "assigned").at_least("1/2")},
        ceilings=[mh.Ceiling("not_completed", mh.fact("disciplined").is_true())],
        quotas=[mh.Quota("excellent", share="20%", base="good_only", group=mh.by_parent(), rank_by="score", on_tie="choice")])
    return mh.RuleSet(**{**parts, **other})


def test_the_rule_set_of_the_contract_is_what_was_written():
    rs = demo()
    assert (rs.id, rs.subject, rs.years, list(rs.grades)) == ("demo", "organization", (2020, None), ["excellent", "good", "completed"])
    assert rs.facts["results"].values == ("excellent", "good", "average", "poor") and rs.facts["score"].type == "decimal"
    quota = rs.quotas[0]
    assert (quota.share, quota.base, str(quota.group), quota.rank_by, quota.on_tie, quota.path) == (Fraction(1, 5), "good_only", "parent", "score", "choice", "quotas.excellent")
    assert repr(rs.grades["completed"].condition) == "met/assigned >= 50%"
    assert rs.ceilings[0].grade == "not_completed" and rs.gaps == ()
    assert rs.applies_to(2020) and not rs.applies_to(2019)


def test_a_share_is_exact_or_refused():
    assert mh.Quota("excellent", "20%").share == mh.Quota("excellent", "1/5").share == mh.Quota("excellent", Fraction(1, 5)).share == Fraction(1, 5)
    assert mh.Quota("excellent", Decimal("0.2")).share == Fraction(1, 5)
    for wrong in (0.2, True, None.__class__, ["20%"]):
        with pytest.raises(TypeError, match="share"):
            mh.Quota("excellent", share=wrong)
    for wrong in ("1/0", "20 %%", "", "a fifth", "0.2"):
        with pytest.raises(mh.InvalidRules):
            mh.Quota("excellent", share=wrong)
    with pytest.raises(TypeError, match="float"):
        mh.subordinates.share(mh.outcome.at_least("good")).at_least(0.8)


def test_values_are_exact_or_refused():
    assert mh.fact("score").at_least(Decimal("89.50")) == mh.fact("score").at_least("89.50")
    assert mh.fact("day").at_least(dt.date(2020, 1, 31)) == mh.fact("day").at_least("2020-01-31")
    for wrong in (89.5, True, None, dt.datetime(2020, 1, 1)):
        with pytest.raises(TypeError, match="at_least"):
            mh.fact("score").at_least(wrong)
    with pytest.raises(TypeError, match="comparison is missing"):
        mh.all_of(mh.fact("results"))
    with pytest.raises(TypeError, match="no truth value"):
        bool(mh.fact("results").at_least("good"))
    with pytest.raises(TypeError, match="at_least"):
        mh.subordinates.count(mh.outcome.at_least("good")).at_least("2")


def test_all_faults_come_at_once_with_their_paths():
    with pytest.raises(mh.InvalidRules) as error:
        demo(grades={"excellent": mh.fact("reslts").at_least("excellent"), "good": mh.fact("results").at_least("goood"), "bad": mh.fact("results").at_least("poor"),
                     "not_completed": mh.fact("results").at_least("poor")}, quotas=[mh.Quota("excellent", "120%", rank_by="scor")])
    text = str(error.value)
    assert len(error.value.problems) == 7
    for part in ("grades.excellent: unknown fact 'reslts'; did you mean 'results'?", "grades.good: not a value of the level 'results'; did you mean 'good'?", "grades.bad", "grades.completed",
                 "grades.not_completed", "quotas.excellent.share", "quotas.excellent.rank_by: unknown fact 'scor'; did you mean 'score'?"):
        assert part in text


@pytest.mark.parametrize(("other", "what"), [
    ({"years": (2020, 2020)}, "years"), ({"facts": [mh.Fact("a", "flag"), mh.Fact("a", "flag")]}, "declared twice"),
    ({"ceilings": [mh.Ceiling("worst", mh.fact("disciplined").is_true())]}, "no such grade"),
    ({"ceilings": [mh.Ceiling("completed", mh.fact("disciplined").is_true(), id="x"), mh.Ceiling("good", mh.fact("disciplined").is_true(), id="x")]}, "used twice"),
    ({"quotas": [mh.Quota("not_completed", "20%")]}, "below the last grade"),
])
def test_what_makes_no_sense_is_refused(other, what):
    with pytest.raises(mh.InvalidRules, match=what):
        demo(**other)


@pytest.mark.parametrize("other", [{"id": 5}, {"grades": []}, {"grades": {"excellent": "always"}}, {"facts": ["results"]}, {"quotas": mh.Quota("excellent", "20%")}, {"scale": "cpv_2018"}, {"years": "2020"},
                                   {"gaps": ["quotas.excellent.base"]}, {"not_graded": [mh.fact("a").is_true()]}])
def test_a_wrong_type_names_its_argument(other):
    with pytest.raises(TypeError, match=next(iter(other))):
        demo(**other)


def test_unknown_choices_suggest_a_near_one():
    with pytest.raises(ValueError, match="'levl'.*did you mean 'level'"):
        mh.Fact("results", "levl")
    with pytest.raises(ValueError, match="'good_onli'.*did you mean 'good_only'"):
        mh.Quota("excellent", "20%", base="good_onli")
    with pytest.raises(ValueError, match="'organisation'.*did you mean 'organization'"):
        demo(subject="organisation")


def test_values_at_dotted_paths_are_replaced_and_the_original_stays():
    rs = demo()
    wide = rs.replace({"quotas.excellent.base": "good_or_better", "quotas.excellent.share": Fraction(1, 4), "quotas.excellent.group": mh.whole()})
    assert (wide.quotas[0].base, wide.quotas[0].share, str(wide.quotas[0].group)) == ("good_or_better", Fraction(1, 4), "whole")
    assert rs.quotas[0].base == "good_only" and rs != wide
    assert rs.replace({"quotas.excellent.base": ["good_only", "graded"]}).quotas[0].base == ("good_only", "graded")
    with pytest.raises(mh.InvalidRules) as error:
        rs.replace({"quotas.excelent.base": "graded", "quotas.excellent.share": "x"})
    assert len(error.value.problems) == 2 and "did you mean 'quotas.excellent.base'" in str(error.value)
    with pytest.raises(TypeError, match=r"quotas\.excellent\.share"):
        rs.replace({"quotas.excellent.share": 0.2})


def test_rule_sets_are_values():
    rs = demo()
    assert rs == demo() and hash(rs) == hash(demo()) and rs != demo(id="other")
    again = pickle.loads(pickle.dumps(rs))
    assert again == rs and hash(again) == hash(rs)
    with pytest.raises(AttributeError):
        rs.quotas[0].share = Fraction(1)
    for built_in in mh.rules.all():
        assert pickle.loads(pickle.dumps(built_in)) == built_in


def test_parts_read_from_a_rule_set_make_an_equal_one():
    for rs in mh.rules.all():
        again = mh.RuleSet(id=rs.id, subject=rs.subject, scale=rs.scale, years=rs.years, facts=rs.facts.values(), not_graded=rs.not_graded, grades=rs.grades, ceilings=rs.ceilings,
                           relations=rs.relations, quotas=rs.quotas, gaps=rs.gaps, instruments=rs.instruments, label=rs.label)
        assert again == rs


def test_rules_are_chosen_by_the_evaluated_year():
    book = mh.rules.in_force(2020)
    assert book["organization"] == mh.rules.get("21-HD/BTCTW") == mh.rules.in_force(2020, "organization")
    assert set(book) >= {"organization", "member"}
    assert mh.rules.in_force(2025)["organization"].id != book["organization"].id
    with pytest.raises(mh.InvalidRules, match="no rules were read"):
        mh.rules.in_force(1999)
    with pytest.raises(mh.InvalidRules, match="did you mean '21-HD/BTCTW'"):
        mh.rules.get("21-HD/BTCT")
    with pytest.raises(TypeError, match="year"):
        mh.rules.in_force("2020")


def test_what_was_not_read_is_a_gap_and_not_a_value():
    paths = {gap.path for gap in mh.rules.get("21-HD/BTCTW").gaps}
    assert {"quotas.excellent.base", "quotas.excellent.group"} <= paths
    assert mh.rules.get("21-HD/BTCTW").quotas[0].confidence == "unverified"


def test_the_shared_vocabulary_tells_types_and_labels():
    results = mh.vocabulary["results"]
    assert (results.type, results.values, results.derivable) == ("level", ("excellent", "good", "average", "poor"), False)
    assert results.labels.vi and results.labels.en
    assert mh.vocabulary["targets_assigned"].changeable is False
    with pytest.raises(mh.InvalidRules, match="did you mean 'results'"):
        mh.vocabulary["reslts"]
    assert "exempt" in mh.vocabulary.of("member") and "exempt" not in mh.vocabulary.of("organization")


def test_a_scale_of_ones_own_serves_rules_of_ones_own():
    scale = mh.Scale("company", ["top", "solid", "low"])
    rs = mh.RuleSet(id="appraisal", scale=scale, facts=[mh.Fact("score", "decimal")], grades={"top": mh.fact("score").at_least(90), "solid": mh.fact("score").at_least("50.5")})
    assert list(rs.grades) == ["top", "solid"] and rs.scale == scale
    assert pickle.loads(pickle.dumps(rs)) == rs
    with pytest.raises(mh.InvalidRules, match="only|accents|name"):
        mh.Scale("twins", ["Tot", "tốt"])
    assert mh.scales.cpv_2018.find("HOÀN THÀNH TỐT nhiệm vụ") == "good" and mh.scales.cpv_2018.find("hoan thanh tot nhiem vu") == "good"


def test_a_rule_set_is_the_same_from_its_document_and_writes_the_same_bytes():
    for rs in (demo(), *mh.rules.all()):
        again = mh.read_json(rs.to_json())
        assert again == rs and again.to_json() == rs.to_json()


def test_all_three_ways_of_writing_give_equal_rules_and_the_same_bytes():
    for rs in mh.rules.all():  # from C++
        python = mh.RuleSet(id=rs.id, subject=rs.subject, scale=rs.scale, years=rs.years, facts=rs.facts.values(), not_graded=rs.not_graded, grades=rs.grades, ceilings=rs.ceilings, relations=rs.relations,
                            quotas=rs.quotas, gaps=rs.gaps, instruments=rs.instruments, label=rs.label)
        document = mh.read_json(rs.to_json())
        assert python == rs == document and python.to_json() == rs.to_json() == document.to_json()


def bands(excellent, good, completed, **other):
    facts = [mh.Fact("score", "decimal"), mh.Fact("results", "level"), mh.Fact("late", "flag"), mh.Fact("peers", "count"), mh.Fact("met", "count")]
    return mh.RuleSet(**{"id": "bands", "facts": facts, "grades": {"excellent": excellent, "good": good, "completed": completed}} | other)


SCORE = mh.fact("score").at_least


@pytest.mark.parametrize(("make", "path", "what"), [
    (lambda: bands(SCORE(90), SCORE(95), SCORE(50)), "grades.good", "nobody can be given this grade: whoever meets its condition meets that of grades.excellent"),
    (lambda: bands(mh.all_of(SCORE(90), mh.fact("score").less_than(50)), SCORE(70), SCORE(50)), "grades.excellent", "can never hold"),
    (lambda: bands(SCORE(90), SCORE(70), SCORE(50), ceilings=[mh.Ceiling("good", mh.fact("met").less_than(0), id="c")]), "ceilings.c", "can never hold"),
    (lambda: bands(SCORE(90), SCORE(70), SCORE(50), not_graded=[mh.Clause("all", mh.fact("met").at_least(0))]), "not_graded", "every object is left out"),
    (lambda: bands(SCORE(90), SCORE(70), SCORE(50), quotas=[mh.Quota("excellent", "20%", id="a"), mh.Quota("excellent", "30%", group=mh.by_fact("peers"), id="b")]), "quotas.b.group", "cross"),
    (lambda: bands(SCORE(90), SCORE(70), SCORE(50), quotas=[mh.Quota("excellent", "20%"), mh.Quota("good", "50%")]), "quotas.good", "leaves the base of quotas.excellent"),
    (lambda: bands(SCORE(90), SCORE(70), SCORE(50), gaps=[mh.Gap("quotas.excellent.base")]), "gaps.quotas.excellent.base", "leads nowhere"),
    (lambda: bands(SCORE(90), SCORE(70), SCORE(50), relations=[mh.Relation("unit", "organization")]), "relations.unit", "no such cap"),
    (lambda: bands(SCORE(90), SCORE(70), SCORE(50), subject="leader", relations=[mh.Relation("unit", when=mh.fact("hed").is_true())]), "relations.unit", "unknown fact 'hed'"),
])
def test_what_cannot_be_is_refused_with_its_path(make, path, what):
    with pytest.raises(mh.InvalidRules) as caught:
        make()
    assert [problem.subject for problem in caught.value.problems] == [path] and what in str(caught.value)


def test_what_is_legal_but_surely_a_slip_is_a_warning_with_its_path():
    assert len(bands(SCORE(90), SCORE(70), SCORE(50)).findings) == 0
    found = bands(SCORE(90), mh.all_of(SCORE(70), mh.fact("score").less_than(85)), SCORE(50)).findings
    assert [(f.severity, f.rule, f.subject, f.observed) for f in found] == [("warning", "rules.gap", "grades.good", "score from 85 and below 90")]
    assert found[0].text.vi and found[0].text.en
    shadowed = bands(mh.any_of(SCORE(90), SCORE(95)), SCORE(70), SCORE(50)).findings
    assert [(f.rule, f.observed) for f in shadowed] == [("rules.shadowed", "part 2 in part 1")]
    for rs in mh.rules.all():
        assert len(rs.findings) == 0, rs.id


def test_rules_say_whether_their_outcomes_are_always_exact():
    assert bands(SCORE(90), SCORE(70), SCORE(50)).exact
    assert bands(SCORE(90), SCORE(70), SCORE(50), quotas=[mh.Quota("excellent", "20%", rank_by="met")]).exact
    assert not bands(SCORE(90), SCORE(70), SCORE(50), quotas=[mh.Quota("excellent", "20%", rank_by="score")]).exact
    assert not bands(mh.all_of(SCORE(90), mh.subordinates.count(mh.outcome.at_least("good")).at_least(1)), SCORE(70), SCORE(50)).exact
    assert not bands(SCORE(90), SCORE(70), mh.ratio("met", "peers").at_least("1/2")).exact


def test_a_relation_may_bind_only_some():
    head = mh.Relation("unit", "organization", when=mh.fact("late").is_false(), label="the punctual")
    rs = bands(SCORE(90), SCORE(70), SCORE(50), subject="leader", relations=[head])
    assert rs.relations == (head,) and rs.relations[0].when == mh.fact("late").is_false()
    again = mh.read_json(rs.to_json())
    assert again == rs and again.to_json() == rs.to_json() and '"when"' in rs.to_json()
    assert pickle.loads(pickle.dumps(rs)) == rs and rs != bands(SCORE(90), SCORE(70), SCORE(50), subject="leader", relations=[mh.Relation("unit", label="the punctual")])
    heads = mh.rules.get("21-HD/BTCTW", subject="leader").relations
    assert [repr(one.when) for one in heads] == ["head", "head"]
    for argument, make in (("when", lambda: mh.Relation("a", when="head")), ("by", lambda: mh.Relation("a", by=5)), ("id", lambda: mh.Relation(5))):
        with pytest.raises(TypeError, match=argument):
            make()
    with pytest.raises(ValueError, match="did you mean 'collective'"):
        mh.Relation("a", by="colective")


def test_a_book_whose_outcomes_hang_on_each_other_is_refused_with_the_way():
    units = bands(mh.all_of(SCORE(90), mh.leadership.share(mh.outcome.at_least("good")).at_least("1/2")), SCORE(70), SCORE(50))
    leaders = bands(SCORE(90), SCORE(70), SCORE(50), subject="leader", relations=[mh.Relation("unit", "organization")])
    with pytest.raises(mh.InvalidRules) as caught:
        mh.RuleBook([units, leaders])
    assert "organization.grades.excellent reads leader, leader.relations.unit reads organization" in str(caught.value)
    assert set(mh.RuleBook([units])) == {"organization"}


def test_editions_of_one_instrument_that_overlap_are_told():
    late = mh.rules.get("21-HD/BTCTW")
    assert len(mh.rules.overlapping(mh.rules.all())) == 0
    other = mh.RuleSet(id="another", years=(2022, None), facts=late.facts.values(), grades=late.grades, instruments=late.instruments)
    found = mh.rules.overlapping([late, other])
    assert len(found) == 1 and found[0].subject == "organization.another.years" and "21-HD/BTCTW" in found[0].text.en and found[0].observed == "2022"
    with pytest.raises(TypeError, match="sets"):
        mh.rules.overlapping([5])
