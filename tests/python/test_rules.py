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
