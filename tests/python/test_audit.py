# SPDX-License-Identifier: Apache-2.0
"""Reported counts against a quota, with nothing known of the groups, their number, or each of them; checked against a search over small cases."""
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

mh = pytest.importorskip("myhao")
BASES = ("good_only", "good_or_better", "graded")


def rules(share="20%"):
    return mh.RuleSet(id="demo", grades={g: mh.unknown() for g in ("excellent", "good", "completed")}, quotas=[mh.Quota("excellent", share=share)])


def by_base(findings):
    assert [f.base for f in findings] == list(BASES)
    return {f.base: f for f in findings}


def limit(share: Fraction, base: str, excellent: int, good: int, graded: int) -> int:
    """Of one group, who has the grade counted in."""
    p, q = share.numerator, share.denominator
    return p * (excellent + good) // (p + q) if base == "good_only" else p * (excellent + good if base == "good_or_better" else graded) // q


def groupings(excellent: int, rest: int, groups: int):
    """Every way to put `excellent` and `rest` into so many groups of at least one."""
    cells = [(e, r) for e in range(excellent + 1) for r in range(rest + 1) if e + r > 0]
    for chosen in combinations_with_replacement(cells, groups):
        if sum(e for e, _ in chosen) == excellent and sum(r for _, r in chosen) == rest:
            yield chosen


@given(st.integers(0, 4), st.integers(0, 5), st.integers(1, 3), st.sampled_from(["20%", "1/3", "1/2"]))
def test_bounds_agree_with_every_grouping_of_small_cases(excellent, good, groups, share):
    if excellent + good < groups:
        return
    ratio = Fraction(1, 5) if share == "20%" else Fraction(share)
    tally = mh.Tally({"excellent": excellent, "good": good, "completed": 0, "not_completed": 0})
    found = by_base(mh.audit(tally, rules(share), groups=groups))
    for base in BASES:
        most, kept = set(), set()
        for chosen in groupings(excellent, good, groups):
            limits = [limit(ratio, base, e, g, e + g) for e, g in chosen]
            most.add(sum(min(e + g, places) for (e, g), places in zip(chosen, limits, strict=True)))
            kept.add(all(e <= places for (e, _), places in zip(chosen, limits, strict=True)))
        assert found[base].most_attainable == (min(most), max(most))
        assert found[base].state == ("met" if kept == {True} else "violated" if kept == {False} else "undetermined")


def test_a_quota_finding_says_what_was_observed_and_what_a_reader_would_allow():
    tally = mh.datasets.my_hao_2020().tallies[0]
    found = by_base(mh.audit(tally, mh.rules.get("21-HD/BTCTW")))
    assert {base: (f.observed, f.limit_as_stated) for base, f in found.items()} == {"good_only": (8, 7), "good_or_better": (8, 8), "graded": (8, 8)}
    assert all(f.rule.startswith("quotas.excellent") and f.citation for f in found.values())


def test_groups_are_none_a_number_one_or_tallies():
    tally = mh.Tally({"excellent": 2, "good": 8, "completed": 0, "not_completed": 0})
    assert mh.audit(tally, rules(), groups=1) == mh.audit(tally, rules(), groups="one")
    halves = [mh.Tally({"excellent": 1, "good": 4, "completed": 0, "not_completed": 0})] * 2
    assert by_base(mh.audit(tally, rules(), groups=halves))["graded"].state == "met"  # 20 % of 5 is 1, twice
    with pytest.raises(ValueError, match="'several'; expected None"):
        mh.audit(tally, rules(), groups="several")
    with pytest.raises(mh.InvalidFacts, match="below 1"):
        mh.audit(tally, rules(), groups=0)
    with pytest.raises(mh.InvalidFacts, match="more groups"):
        mh.audit(tally, rules(), groups=11)
    with pytest.raises(mh.InvalidFacts, match="do not add up"):
        mh.audit(tally, rules(), groups=halves[:1])
    for wrong in (2.0, True, object()):
        with pytest.raises(TypeError, match="groups"):
            mh.audit(tally, rules(), groups=wrong)
    with pytest.raises(TypeError, match="tally"):
        mh.audit({"excellent": 1}, rules())
    with pytest.raises(TypeError, match="rules"):
        mh.audit(tally, "21-HD/BTCTW")


def test_rules_without_a_quota_on_the_best_grade_cannot_be_audited():
    tally = mh.Tally({"excellent": 2, "good": 8})
    without = mh.RuleSet(id="none", grades={g: mh.unknown() for g in ("excellent", "good", "completed")})
    with pytest.raises(mh.InvalidRules, match="no quota"):
        mh.audit(tally, without)


def test_findings_of_an_audit_are_a_frame_and_filter_by_state():
    findings = mh.audit(mh.datasets.my_hao_2020().tallies[0], mh.rules.get("21-HD/BTCTW"), groups="one")
    assert [f.base for f in findings.filter(state="violated")] == ["good_only"]
    assert list(findings.to_frame()["observed"]) == ["8", "8", "8"]
