# SPDX-License-Identifier: Apache-2.0
"""A town's year as the sources give it: the table "It must show", row by row, each with its hand calculation.

The source: of 43 organisations appraised 8 were excellent, 35 good, 0 completed; 4,215 members were excellent or good; no fact about any single organisation."""
from fractions import Fraction

import pytest

mh = pytest.importorskip("myhao")
BASES = ("good_only", "good_or_better", "graded")


@pytest.fixture(scope="module")
def report():
    return mh.datasets.my_hao_2020()


@pytest.fixture(scope="module")
def tree():
    return mh.datasets.my_hao_history().at("2020-12-31")


@pytest.fixture(scope="module")
def direct(tree):
    return tree.children("my-hao")


@pytest.fixture(scope="module")
def directive():
    return mh.directives.get("35-CT/TW", issued="2019-05-30")


def audited(tally, groups=None, subject="organization"):
    findings = mh.audit(tally, mh.rules.get("21-HD/BTCTW", subject=subject), groups=groups)
    assert [finding.base for finding in findings] == list(BASES)
    return dict(zip(BASES, findings, strict=True))


def evaluated(tree, direct, tallies):
    # The cells and members of the 43 are not in the tree, so their own shares stay open; the town's subordinates are all there.
    return mh.evaluate(tree, None, mh.rules.in_force(2020), year=2020, reported=tallies, incomplete=direct)


def test_8_of_43_where_only_good_counts_is_too_many_under_every_grouping(report):
    # floor(35 / 5) = 7 in one group; over groups the sum of floor(g_i / 5) is at most floor(sum g_i / 5) = 7 < 8.
    for groups in (None, "one", 2, 7, 43):
        found = audited(report.tallies[0], groups)["good_only"]
        assert found.state == "violated" and found.limit_as_stated == 7 and found.most_attainable.high <= 7
    split = [mh.Tally({"excellent": 2, "good": 11, "completed": 0}, graded=13), mh.Tally({"excellent": 6, "good": 24, "completed": 0}, graded=30)]
    assert audited(report.tallies[0], split)["good_only"].state == "violated"


@pytest.mark.parametrize("base", ["good_or_better", "graded"])
def test_8_of_43_where_more_counts_depends_on_the_groups(report, base):
    # floor(43 / 5) = 8. In 13 + 30: floor(13 / 5) + floor(30 / 5) = 2 + 6 = 8. In 43 groups of one: 0.
    tally = report.tallies[0]
    assert audited(tally, "one")[base].limit_as_stated == 8
    assert audited(tally, "one")[base].state == "met"
    split = [mh.Tally({"excellent": 2, "good": 11, "completed": 0}, graded=13), mh.Tally({"excellent": 6, "good": 24, "completed": 0}, graded=30)]
    assert audited(tally, split)[base].state == "met"
    unknown = audited(tally)[base]
    assert unknown.state == "undetermined" and unknown.most_attainable == (0, 8)
    assert audited(tally, 43)[base].state == "violated"


def test_most_of_the_4215_members_that_can_be_excellent_in_43_groups(report):
    # Only good counts: places are floor(M_i / 6). One group of all but 42: 4215 = 6 * 702 + 3, and 42 groups of one: floor(4173 / 6) = 695;
    # the most is floor(4215 / 6) = 702, where at most 3 are left over in all; the fewest is where each group leaves 5 over: (4215 - 43 * 5) / 6 = 666.7, so 667.
    # Good or better: floor(M_i / 5), most 4215 / 5 = 843, fewest (4215 - 43 * 4) / 5 = 808.6, so 809.
    assert 4215 // 6 == 702 and -(-(4215 - 43 * 5) // 6) == 667
    assert 4215 // 5 == 843 and -(-(4215 - 43 * 4) // 5) == 809
    found = audited(report.tallies[1], 43, subject="member")
    assert found["good_only"].most_attainable == (667, 702)
    assert found["good_or_better"].most_attainable == (809, 843)


def test_each_of_the_43_is_excellent_or_good_and_never_decided(report, tree, direct):
    ev = evaluated(tree, direct, report.tallies)
    assert len(direct) == 43
    for id in direct:
        assert ev[id].possible == {"excellent", "good"} and not ev[id].decided and ev[id].open
    assert not len(ev.findings.filter(state="violated"))


def test_the_towns_own_condition_on_its_subordinates_follows_from_the_tally_alone(report, tree, direct):
    # All 43 are completed or better (8 + 35 + 0 = 43), and 8 + 35 = 43 of 43 good or better is at least 80 %.
    condition = mh.all_of(mh.subordinates.share(mh.outcome.at_least("completed")).at_least("100%"), mh.subordinates.share(mh.outcome.at_least("good")).at_least("80%"))
    rules = mh.RuleSet(id="town", grades={"excellent": condition, "good": mh.unknown(), "completed": mh.unknown()})
    ev = mh.evaluate(tree, None, rules, reported=report.tallies[0], incomplete=direct)
    assert ev["my-hao"].possible == {"excellent"}
    without = mh.evaluate(tree, None, rules, incomplete=direct)
    assert not without["my-hao"].decided


def test_the_towns_condition_in_the_rules_of_2020_is_true_in_its_reason(report, tree, direct):
    shares = {}
    for tallies in (report.tallies, []):
        reason = evaluated(tree, direct, tallies).explain("my-hao")
        clause = next(clause for clause in reason.cases[0].clauses if clause.path == "grades.excellent")
        shares[bool(len(tallies))] = [test.truth for test in clause.conditions if test.what.en.startswith("share of subordinates")]
    assert shares[True] == ["true", "true"]
    assert "true" not in shares[False]


def test_base_congresses_finished_20_days_early_and_before_the_town(report, directive):
    # 10 June to 30 June 2020 is 20 days; the last of them ended on 10 June, the town's began on 4 August.
    findings = mh.congress.check(report.campaigns[0], directive)
    deadline = next(f for f in findings.filter(rule="congress.deadline") if f.subject == "grassroots congresses")
    assert deadline.state == "met" and deadline.text.en == "finished 20 days before the deadline" and deadline.required == "before 2020-06-30"
    order = findings.filter(rule="congress.order")
    assert len(order) == 1 and order[0].state == "met"


def test_the_town_congress_took_3_days_of_3_and_ended_25_days_early_with_all_contents(report, directive):
    # 4, 5, 6 August are 3 days; 6 to 31 August is 25 days; 4 of 4 contents.
    findings = [f for f in mh.congress.check(report, directive) if f.subject == "XXVI town congress of delegates"]
    texts = {f.rule: (f.state, f.text.en) for f in findings}
    assert texts["congress.deadline"] == ("met", "finished 25 days before the deadline")
    assert texts["congress.days"] == ("met", "3 days of at most 3")
    assert texts["congress.contents"] == ("met", "4 of 4 contents")


def test_growth_of_more_than_10_is_enough_for_10_and_leaves_11_open(report):
    assert report["economic_growth"].at_least(10) is True
    assert report["economic_growth"].at_least(11) is None


def test_study_attendance_of_90_to_95_is_enough_for_90_and_leaves_92_open(report):
    assert report["study_attendance"].at_least(90) is True
    assert report["study_attendance"].at_least(92) is None


def test_the_share_of_members_excellent_or_good_is_refused(report):
    # 4,215 of 5,699 would be 73.96 %, but 5,699 is a membership, not the number graded.
    with pytest.raises(mh.InvalidFacts, match="does not state how many were graded"):
        report.tallies[1].share(["excellent", "good"])
    assert report.tallies[0].share(["excellent", "good"]) == (Fraction(1), Fraction(1))


def test_with_the_tallies_deleted_all_43_are_unknown(tree, direct):
    ev = evaluated(tree, direct, [])
    for id in direct:
        assert ev[id].possible == {"excellent", "good", "completed", "not_completed", "not_graded"}
    # Without the organisations' tally alone, that of the members changes nothing: it names no organisation's members.
    only_members = evaluated(tree, direct, mh.datasets.my_hao_2020().tallies[1])
    assert all(len(only_members[id].possible) == 5 for id in direct)


def test_72_admitted_and_202_more_members_in_three_years_bound_the_other_flows(report):
    # 5,699 - 5,497 = 202. At least 72 were admitted; gains less losses is 202, so gains are at least 202, losses at least 0; no rate follows.
    balance = report.balance(mh.datasets.my_hao_2017())
    assert balance.change == (202, 202) and balance.flows["admitted"] == (72, None)
    assert balance.gains == (202, None) and balance.losses == (0, None)
    # What is not the stated 72 must bring at least 130 net of all losses.
    assert balance.unstated_gains == (130, None) or balance.unstated_gains == (0, None)
    assert balance.findings == mh.Findings()


def test_no_fact_about_any_single_organisation_is_in_the_data(tree, direct):
    placeholders = [id for id in direct if tree.kind(id) == "grassroots_unspecified"]
    assert len(placeholders) == 30 and all("chưa biết tên" in tree.name(id) for id in placeholders)
    assert not hasattr(mh.datasets, "my_hao_facts")
