# SPDX-License-Identifier: Apache-2.0
"""What the report of Mỹ Hào 2020 states reaches Python exactly: numbers as intervals, paragraphs, periods; and nothing it does not state."""
import csv
import datetime as dt
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

mh = pytest.importorskip("myhao")


@pytest.fixture(scope="module")
def report():
    return mh.datasets.my_hao_2020()


def test_every_transcribed_number_is_there_with_its_paragraph_and_no_other(report, data):
    with open(data / "figures_2020.csv", encoding="utf-8", newline="") as file:
        transcribed = {(row["id"], row["low"] or None, row["high"] or None, row["low_open"] == "yes", row["high_open"] == "yes", row["qualifier"], int(row["paragraph"]))
                       for row in csv.DictReader(file) if row["kind"] == "figure"}
    frame = report.to_frame("pyarrow").to_pylist()
    held = {(row["id"], row["low"], row["high"], row["low_open"], row["high_open"], row["qualifier"], row["paragraph"]) for row in frame if row["kind"] == "figure"}
    assert len(transcribed) > 10
    assert held - transcribed == set() and transcribed - held == set()


@pytest.mark.parametrize(("measure", "qualifier", "low", "high", "low_open", "high_open", "paragraph"), [
    ("members", "exact", 5699, 5699, False, False, 11),
    ("rapporteur_attendances", "more_than", 550, None, True, False, 8),
    ("bulletin_copies", "nearly", None, 4000, False, True, 8),
    ("study_attendance", "range", 90, 95, False, False, 3),
    ("economic_growth", "more_than", 10, None, True, False, 18),
    ("poor_households", "exact", Decimal("1.29"), Decimal("1.29"), False, False, 18),
])
def test_a_qualified_number_is_an_interval(report, measure, qualifier, low, high, low_open, high_open, paragraph):
    figure = report[measure]
    assert (figure.qualifier, figure.low, figure.high, figure.low_open, figure.high_open, figure.source.paragraph) == (qualifier, low, high, low_open, high_open, paragraph)
    assert not any(isinstance(bound, float) for bound in (figure.low, figure.high))


def test_a_stock_is_of_one_day_and_the_reform_index_of_the_year_before(report):
    assert report["members"].period == (dt.date(2020, 12, 31), dt.date(2021, 1, 1))
    assert report["reform_index_rank"].period == (dt.date(2019, 1, 1), dt.date(2020, 1, 1))
    assert report["reform_index_rank"].measure.type == "rank"


def test_a_figure_answers_only_what_its_wording_decides(report):
    growth = report["economic_growth"]  # more than 10
    assert (growth.at_least(10), growth.at_least(11), growth.at_least("10.0"), growth.at_most(10), growth.at_most(20)) == (True, None, True, False, None)
    study = report["study_attendance"]  # 90 to 95
    assert (study.at_least(90), study.at_least(92), study.at_least(96), study.at_most(95)) == (True, None, False, True)
    assert report["bulletin_copies"].at_least(4000) is False  # nearly 4,000
    assert report["poor_households"].at_least(Fraction(129, 100)) is True
    with pytest.raises(TypeError, match=r"value.*float.*1\.29"):
        report["poor_households"].at_least(1.29)


def test_tallies_name_the_unit_whose_subordinates_they_count(report):
    organizations, members = report.tallies
    assert (organizations.of, organizations.graded, organizations.counts) == ("my-hao", 43, {"excellent": 8, "good": 35, "completed": 0})
    assert organizations["not_completed"] == (0, 0)  # by subtraction: 43 - 8 - 35 - 0
    assert (members.counts, members.graded) == ({("excellent", "good"): 4215}, None)
    assert members["excellent"] == (0, 4215)
    assert members.source.paragraph == 11


def test_a_share_without_a_base_is_refused(report):
    with pytest.raises(mh.InvalidFacts, match="no base"):
        report.tallies[1].share(["excellent", "good"])
    assert report.tallies[0].share("excellent") == (Fraction(8, 43), Fraction(8, 43))


def test_statements_posts_and_instruments_carry_their_paragraphs(report):
    posts = report.posts[0]
    assert (posts.holders, posts.of, posts.source.paragraph) == (75, 75, 10)
    assert {statement.part for statement in report.statements} >= {"inspection", "mobilization", "internal_affairs", "priorities"}
    assert all(statement.source.paragraph or statement.source.publication for statement in report.statements)
    assert {(mention.number, mention.issued) for mention in report.instruments} >= {("35-NQ/TW", dt.date(2018, 10, 22)), ("35-CT/TW", dt.date(2019, 5, 30))}
    article, congress = report.statements["plan_period_article"], report.statements["plan_period_congress"]
    assert article.contradicts == congress.id  # both are kept


def test_a_measure_is_found_with_a_suggestion(report):
    with pytest.raises(mh.InvalidFacts, match="did you mean 'members'"):
        report["membrs"]
    with pytest.raises(TypeError, match="measure"):
        report[5]


def test_members_of_three_years_bound_the_other_flows(report):
    # 5,497 to 5,699 is +202. 164 were admitted in 2017, which ends before the balance begins; 72 in 2020.
    balance = report.balance(mh.datasets.my_hao_2017())
    assert balance.change == (202, 202)
    assert balance.flows["admitted"] == (72, None)
    assert balance.gains == (202, None)  # losses are not negative
    assert balance.losses == (0, None)
    assert balance.period.since == dt.date(2018, 1, 1) and balance.period.last_day == dt.date(2020, 12, 31)


def test_instruments_are_told_apart_by_day_or_issuer():
    assert mh.instruments.get("35-NQ/TW", issued="2018-10-22").issuer == "Bộ Chính trị"
    with pytest.raises(mh.InvalidDocument) as error:
        mh.instruments.get("35-CT/TW")
    assert "2019-05-30" in str(error.value) and "2024-06-14" in str(error.value)
    with pytest.raises(mh.InvalidDocument, match="no such instrument"):
        mh.instruments.get("no such number")
    assert [one.number for one in mh.instruments.related("guides", mh.instruments.get("366-QĐ/TW"))] == ["43-HD/BTCTW"]


def test_a_report_comes_back_from_a_pickle_and_is_hashable(report):
    again = pickle.loads(pickle.dumps(report))
    assert again == report and hash(again) == hash(report)
    tally = pickle.loads(pickle.dumps(report.tallies[0]))
    assert tally == report.tallies[0]


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_report_is_a_frame_of_any_kind(report, kind):
    module = pytest.importorskip(kind)
    frame = report.to_frame(kind)
    assert type(frame).__module__.startswith(module.__name__)
    assert len(frame) == len(report._core.rows())


@pytest.mark.parametrize(("counts", "graded", "what"), [
    ({"excelent": 3}, None, "did you mean 'excellent'"), ({"excellent": -1}, None, "cannot be negative"), ({("excellent", "good"): 3, "good": 1}, None, "already counted"),
    ({"excellent": 3, "good": 2, "completed": 0, "not_completed": 0}, 6, "do not add up"), ({"excellent": 3}, 2, "fewer graded"),
])
def test_a_tally_that_cannot_be_is_refused(counts, graded, what):
    with pytest.raises(mh.InvalidFacts, match=what):
        mh.Tally(counts, graded=graded)


def test_all_faults_of_a_tally_come_at_once_and_types_are_checked():
    with pytest.raises(mh.InvalidFacts) as error:
        mh.Tally({"excellent": -1, ("good", "gud"): 3, "good": 1}, graded=1)
    assert len(error.value.problems) == 4
    for wrong in (lambda: mh.Tally([("excellent", 1)]), lambda: mh.Tally({"excellent": 1.5}), lambda: mh.Tally({5: 1}), lambda: mh.Tally({"excellent": True}), lambda: mh.Tally({}, graded="43")):
        with pytest.raises(TypeError):
            wrong()


def test_figures_and_targets_come_back_from_pickles(report):
    figure = pickle.loads(pickle.dumps(report["members"]))
    assert figure == report["members"] and hash(figure) == hash(report["members"])
    congress = mh.datasets.my_hao_congress_2020()
    target = pickle.loads(pickle.dumps(congress.targets[0]))
    assert target == congress.targets[0]


def test_a_figure_is_checked_against_a_target(report):
    congress = mh.datasets.my_hao_congress_2020()
    # 11.38 % against "from 11 %".
    finding = congress["output_growth"].check(congress.targets[0])
    assert finding.state == "met" and finding.citation
    assert report["economic_growth"].check(congress.targets[0]).state == "undetermined"  # another measure
