# SPDX-License-Identifier: Apache-2.0
"""What a careless or hostile user hands over as tallies, groups, figures, instruments, congresses and documents."""
import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bad_input
from bad_input import only_known_errors

mh = pytest.importorskip("myhao")
KNOWN = (mh.Error, TypeError, ValueError, KeyError)


@pytest.fixture(scope="module")
def report():
    return mh.datasets.my_hao_2020()


@pytest.fixture(scope="module")
def quota():
    return mh.RuleSet(id="q", grades={grade: mh.unknown() for grade in ("excellent", "good", "completed")}, quotas=[mh.Quota("excellent", share="20%")])


def refused(call, error=mh.InvalidFacts):
    return bad_input.refused(call, error)


# --- tallies

@pytest.mark.parametrize(("counts", "graded", "problems", "words"), [
    ({"excelent": 8}, None, 1, ["'excelent'", "did you mean 'excellent'"]), ({"EXCELLENT": 8, "Good": 5, "zzzz": 1}, None, None, ["'zzzz'"]), ({"excellent": -1, "good": -2}, None, 2, ["-1", "-2", "excellent", "good"]),
    ({"excellent": 8, "good": 35, "completed": 0}, 42, 1, ["42", "43"]), ({"excellent": 8, "good": 35, "completed": 0, "not_completed": 0}, 44, 1, ["44", "43"]), ({"excellent": 1}, -1, None, ["-1"]),
    ({("excellent", "good"): 5, "good": 1}, None, 1, ["good"]), ({("excellent", "excellent"): 5}, None, 1, ["excellent"]), ({(): 5}, None, 1, []), ({("excellent", "goood"): 5}, None, 1, ["did you mean 'good'"]),
    ({"excellent": 2**63 - 1, "good": 2**63 - 1}, None, None, []), ({"average": 1}, None, 1, ["'average'"]), ({"": 1}, None, 1, []), ({"good\0": 1}, None, 1, []),
    ({"\ud800": 1}, None, 1, []),
])
def test_a_tally_that_cannot_be_is_refused_with_what_it_says(counts, graded, problems, words):
    error = refused(lambda: mh.Tally(counts, graded=graded))
    assert problems is None or len(error.problems) == problems
    assert all(word in str(error) for word in words)
    str(error).encode()


def test_counts_beyond_64_bits_are_refused_by_name():
    for call in (lambda: mh.Tally({"excellent": 2**63}), lambda: mh.Tally({"excellent": 1}, graded=2**64), lambda: mh.Tally({"excellent": -2**70})):
        with pytest.raises((mh.InvalidFacts, ValueError), match="counts|graded"):
            call()


def test_all_faults_of_one_tally_come_at_once():
    error = refused(lambda: mh.Tally({"excellent": -8, "god": 35, ("completed", "not_complete"): 1, ("good", "completed"): -1}, graded=-2))
    text = str(error)
    assert len(error.problems) >= 5 and all(word in text for word in ("-8", "did you mean 'good'", "did you mean 'not_completed'", "-1", "-2"))


@pytest.mark.parametrize(("argument", "call"), [
    ("counts", lambda: mh.Tally(None)), ("counts", lambda: mh.Tally([8, 35])), ("counts", lambda: mh.Tally("excellent")), ("counts", lambda: mh.Tally({"excellent": "8"})), ("counts", lambda: mh.Tally({"excellent": 8.0})), ("counts", lambda: mh.Tally({"excellent": None})),
    ("counts", lambda: mh.Tally({"excellent": True})), ("counts", lambda: mh.Tally({"excellent": Fraction(1, 2)})), ("counts", lambda: mh.Tally({5: 1})), ("counts", lambda: mh.Tally({(5,): 1})), ("counts", lambda: mh.Tally({None: 1})),
    ("counts", lambda: mh.Tally({frozenset([1]): 1})), ("graded", lambda: mh.Tally({}, graded=43.0)), ("graded", lambda: mh.Tally({}, graded=True)), ("of", lambda: mh.Tally({}, of=5.5)), ("of", lambda: mh.Tally({}, of=b"t")), ("of", lambda: mh.Tally({}, of=["t"])),
    ("scale", lambda: mh.Tally({}, scale="cpv_2018")), ("subject", lambda: mh.Tally({}, subject=5)), ("confidence", lambda: mh.Tally({}, confidence=5)), ("origin", lambda: mh.Tally({}, origin=5)), ("source", lambda: mh.Tally({}, source=5)),
])
def test_a_wrong_type_names_its_argument(argument, call):
    with pytest.raises(TypeError, match=rf"\b{argument}\b"):
        call()


def test_words_a_tally_does_not_know_suggest_a_near_one():
    for words, near in (({"subject": "organisation"}, "organization"), ({"origin": "synthetc"}, "synthetic"), ({"confidence": "verfied"}, "verified")):
        with pytest.raises(ValueError, match=f"did you mean '{near}'"):
            mh.Tally({"excellent": 1}, **words)
    tally = mh.Tally({"excellent": 1})
    with pytest.raises(KNOWN, match="did you mean 'excellent'"):
        tally["excelent"]
    with pytest.raises(KNOWN, match="did you mean 'excellent'"):
        tally.share("excelent")
    with pytest.raises(KNOWN):
        tally.share([])
    with pytest.raises(TypeError):
        tally[5]


def test_numpy_counts_are_counts():
    assert mh.Tally({"excellent": np.int64(8), "good": np.uint8(35)}, graded=np.int32(43)).counts == {"excellent": 8, "good": 35}


# --- audits

TALLY = mh.Tally({"excellent": 2, "good": 8, "completed": 0, "not_completed": 0})


def part(excellent, good):
    return mh.Tally({"excellent": excellent, "good": good, "completed": 0, "not_completed": 0})


@pytest.mark.parametrize(("groups", "words"), [
    (0, ["0"]), (-1, ["-1"]), (11, ["11", "10"]), (2**70, [str(2**70)]), ([], []), ([part(1, 4)], ["5", "10"]), ([part(1, 4), part(1, 5)], []), ([part(3, 4), part(-0, 4)], []), ("two", []), ("", []), ("one ", []),
    ([TALLY, TALLY], []), ([mh.Tally({"top": 1}, scale=mh.Scale("c", ["top", "low"]))], []),
])
def test_groups_that_cannot_be_are_refused_with_their_numbers(groups, words, quota):
    with pytest.raises((mh.InvalidFacts, ValueError)) as caught:
        mh.audit(TALLY, quota, groups=groups)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(("argument", "call"), [
    ("tally", lambda q: mh.audit(None, q)), ("tally", lambda q: mh.audit({"excellent": 2}, q)), ("tally", lambda q: mh.audit([TALLY], q)), ("rules", lambda q: mh.audit(TALLY, None)), ("rules", lambda q: mh.audit(TALLY, "demo")), ("groups", lambda q: mh.audit(TALLY, q, groups=2.0)),
    ("groups", lambda q: mh.audit(TALLY, q, groups=True)), ("groups", lambda q: mh.audit(TALLY, q, groups=[1, 2])), ("groups", lambda q: mh.audit(TALLY, q, groups={"a": 1})), ("groups", lambda q: mh.audit(TALLY, q, groups=[None])), ("groups", lambda q: mh.audit(TALLY, q, groups=b"one")),
])
def test_a_wrong_type_given_to_an_audit_names_its_argument(argument, call, quota):
    with pytest.raises(TypeError, match=rf"\b{argument}\b"):
        call(quota)


def test_an_audit_on_another_scale_or_without_a_quota_is_refused(quota):
    with pytest.raises((mh.InvalidRules, mh.InvalidFacts)):
        mh.audit(mh.Tally({"top": 1, "low": 2}, scale=mh.Scale("company", ["top", "low"])), quota)
    with pytest.raises((mh.InvalidRules, mh.InvalidFacts)):
        mh.audit(TALLY, mh.RuleBook([]) if False else mh.RuleSet(id="n", grades={grade: mh.unknown() for grade in ("excellent", "good", "completed")}))


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["excellent", "good", "completed", "not_completed", "x"]) | st.tuples(st.sampled_from(["excellent", "good", "completed"]), st.sampled_from(["good", "completed", "not_completed"])), st.integers(-1, 12), max_size=4), st.none() | st.integers(-1, 30),
       st.none() | st.integers(-1, 8) | st.sampled_from(["one", "all"]) | st.lists(st.builds(part, st.integers(0, 3), st.integers(0, 5)), max_size=3))
def test_whatever_is_counted_and_grouped_only_known_errors_come_out_and_bounds_are_in_order(quota, counts, graded, groups):
    try:
        findings = mh.audit(mh.Tally(counts, graded=graded), quota, groups=groups)
    except KNOWN:
        return
    assert [f.base for f in findings] == ["good_only", "good_or_better", "graded"]
    for finding in findings:
        if finding.most_attainable is not None and None not in finding.most_attainable:
            low, high = finding.most_attainable
            assert 0 <= low <= high


# --- figures, instruments, terms

@pytest.mark.parametrize("value", [1.5, float("nan"), np.float64(1), True, None, b"1", [1], object(), 1j])
def test_a_figure_is_compared_with_exact_numbers_only(report, value):
    for ask in (report["members"].at_least, report["members"].at_most):
        with pytest.raises(TypeError, match="value"):
            ask(value)


@pytest.mark.parametrize("value", ["", "x", "1/0", "1,5", "nan", "inf", "1e5x", "\0", "\ud800", Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN")])
def test_a_text_that_is_no_number_is_refused(report, value):
    with pytest.raises((mh.Error, ValueError)) as caught:
        report["members"].at_least(value)
    str(caught.value).encode()


def test_what_a_report_does_not_hold_is_refused_with_a_suggestion(report):
    for ask, near in ((lambda: report["Members"], "members"), (lambda: report["membres"], "members"), (lambda: report.statements["plan_period_articl"], "plan_period_article"), (lambda: report["member"], "members")):
        with pytest.raises(KNOWN) as caught:
            ask()
        assert near is None or f"did you mean '{near}'" in str(caught.value)
    for wrong in (None, 1.5, b"members", ["members"]):
        with pytest.raises(TypeError):
            report[wrong]


def test_an_ambiguous_instrument_lists_its_candidates_and_an_unknown_one_suggests():
    with pytest.raises(mh.InvalidDocument) as caught:
        mh.instruments.get("35-CT/TW")
    assert "2019-05-30" in str(caught.value) and len(caught.value.problems) >= 1
    for number, near in (("35-NQTW", "35-NQ/TW"), ("35-nq/tw", "35-NQ/TW"), ("21-HD/BTCT", "21-HD/BTCTW")):
        with pytest.raises(mh.InvalidDocument, match=near):
            mh.instruments.get(number, issued="1999-01-01" if number == "35-nq/tw" else None)
    with pytest.raises(mh.InvalidDocument):
        mh.instruments.get("35-NQ/TW", issued="2018-10-23")
    with pytest.raises(mh.InvalidDate):
        mh.instruments.get("35-NQ/TW", issued="22.10.2018")
    for argument, call in (("number", lambda: mh.instruments.get(35)), ("issued", lambda: mh.instruments.get("35-NQ/TW", issued=2018)), ("issuer", lambda: mh.instruments.get("35-NQ/TW", issuer=5)), ("number", lambda: mh.directives.get(None)),
                           ("issued", lambda: mh.directives.get("35-CT/TW", issued=dt.datetime(2019, 5, 30, 1)))):
        with pytest.raises((TypeError, mh.InvalidDate), match=argument):
            call()


def test_a_congress_check_refuses_what_is_no_congress_and_no_directive(report):
    directive = mh.directives.get("35-CT/TW", issued="2019-05-30")
    for argument, call in (("congresses_or_campaign", lambda: mh.congress.check(5, directive)), ("congresses_or_campaign", lambda: mh.congress.check(["a"], directive)), ("congresses_or_campaign", lambda: mh.congress.check(None, directive)),
                           ("directive", lambda: mh.congress.check(report, "35-CT/TW")), ("directive", lambda: mh.congress.check(report, None)), ("tree", lambda: mh.congress.check(report, directive, tree=5))):
        with pytest.raises(TypeError, match=argument):
            call()
    for wrong in ({"first_day": "2020-06-10", "last_day": "2020-06-01"}, {"last_day": "2020-06-10", "contents_done": -1}, {"last_day": "2020-06-10", "contents_done": 5, "contents_required": 4}, {"last_day": "2020-06-10", "ordinal": -1}):
        with pytest.raises((mh.Error, ValueError)):
            mh.congress.check(mh.Congress("grassroots", directive=directive.key, **wrong), directive)
    with pytest.raises((mh.InvalidDate, ValueError)):
        mh.Congress("grassroots", last_day="2020-06-31")
    with pytest.raises(KNOWN):
        mh.congress.check(mh.Congress("grassrots", last_day="2020-06-01", directive=directive.key), directive)


def test_a_synthetic_town_refuses_what_is_no_report_and_no_seed(report):
    for argument, call in (("report", lambda: mh.synthetic.town(None)), ("report", lambda: mh.synthetic.town("my-hao")), ("seed", lambda: mh.synthetic.town(report, seed=None)), ("seed", lambda: mh.synthetic.town(report, seed=1.0)), ("seed", lambda: mh.synthetic.town(report, seed="0"))):
        with pytest.raises(TypeError, match=argument):
            call()
    for seed in (-1, 2**64, 2**200):
        with pytest.raises(ValueError, match="seed"):
            mh.synthetic.town(report, seed=seed)


# --- documents

HISTORY = mh.History.from_records([{"id": "a", "name": "A", "kind": "province", "since": "2020-01-01"}])


@pytest.mark.parametrize("text", ["", " ", "{", "[]", "{}", "{\"myhao\": \"history\"}", "{\"myhao\": \"histry\", \"version\": 1}", "{\"myhao\": \"history\", \"version\": 999}", "{\"myhao\": \"history\", \"version\": \"1\"}", "{\"myhao\": 5, \"version\": 1}",
                                  "{\"myhao\": \"history\", \"version\": 1, \"version\": 1}", "{\"myhao\": \"history\", \"version\": 1} x", "{\"myhao\": \"history\", \"version\": 1e400}", "[" * 100_000, "{\"a\":" * 100_000, "{\"myhao\": \"\\ud800\"}"])
def test_a_document_that_is_none_is_refused(text):
    with pytest.raises(mh.InvalidDocument) as caught:
        mh.read_json(text)
    assert len(str(caught.value)) < 5_000


@pytest.mark.parametrize("name", ["nowhere.json", "null", "5", "\"myhao\"", "\ud800", "\0"])
def test_a_text_that_begins_like_no_document_is_the_name_of_a_file(name):
    with pytest.raises((mh.InvalidDocument, OSError, ValueError)):
        mh.read_json(name)


def test_every_fault_of_a_document_is_named_by_its_path_with_a_suggestion():
    good = json.loads(HISTORY.to_json())
    assert good["myhao"] == "history" and mh.read_json(json.dumps(good)) == HISTORY
    with pytest.raises(mh.InvalidDocument, match="did you mean 'history'"):
        mh.read_json(json.dumps(good | {"myhao": "histori"}))
    with pytest.raises(mh.InvalidDocument, match="version"):
        mh.read_json(json.dumps(good | {"version": 2}))
    with pytest.raises(mh.InvalidDocument, match="surprise: unknown key"):
        mh.read_json(json.dumps(good | {"surprise": 1}))
    for key in good:
        if key not in ("myhao", "version"):
            for wrong in (None, 5, "x", [5], {"x": 5}, True):
                only_known_errors(lambda key=key, wrong=wrong: mh.read_json(json.dumps(good | {key: wrong})))


def test_documents_are_read_from_texts_and_paths_and_nothing_else(tmp_path):
    for wrong in (None, 5, b"{}", {}, [], object()):
        with pytest.raises(TypeError, match="source|path"):
            mh.read_json(wrong)
    path = tmp_path / "bad.json"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(mh.InvalidDocument):
        mh.read_json(path)
    with pytest.raises((mh.InvalidDocument, OSError)):
        mh.read_json(tmp_path)
    with pytest.raises((mh.InvalidDocument, OSError)):
        mh.read_json(tmp_path / "nowhere.json")
    path.write_text(HISTORY.to_json()[:-20], encoding="utf-8")
    with pytest.raises(mh.InvalidDocument):
        mh.read_json(path)


@settings(max_examples=150)
@given(st.data())
def test_a_document_with_one_part_replaced_by_junk_is_read_or_refused(data):
    document = json.loads(HISTORY.to_json())
    at = document
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], (dict, list)) and at[key] and data.draw(st.booleans()):
            at = at[key]
            continue
        at[key] = data.draw(st.one_of(st.none(), st.booleans(), st.integers(-2**70, 2**70), st.floats(), st.text(max_size=5), st.just([]), st.just({}), st.just([[]]), st.just({"x": 1}), st.sampled_from(["2020-02-30", "a\0", "a"])))
        break
    try:
        assert isinstance(mh.read_json(json.dumps(document)), (mh.History, mh.RuleSet, mh.Report, mh.Facts))
    except KNOWN:
        pass


# --- names and junk

NAMES = ["<script>alert(1)</script>", "\"quoted\" 'single'", "line\nbreak", "`tick`", "]]> -->", "a\\", "\u202ex", "&lt;"]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_in_reports_are_shown_as_text(name, quota):
    tally = mh.Tally({"excellent": 8, "good": 35, "completed": 0, "not_completed": 0}, of=name, source=name)
    directive = mh.directives.get("35-CT/TW", issued="2019-05-30")
    congress = mh.Congress("grassroots", unit=name, id=name, label=mh.Label(name, name), last_day="2020-06-10", directive=directive.key)
    for value in (tally, mh.audit(tally, quota), mh.Campaign([congress]), mh.congress.check(congress, directive), mh.Scale("s", [name, "b"], label=name) if "\n" not in name else tally):
        text = value._repr_html_()
        assert "<script" not in text and "\u202e" not in text
        repr(value).encode()


VALUE = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(-2**70, 2**70), st.floats(), st.text(max_size=5), st.binary(max_size=3), st.dates(), st.datetimes(), st.fractions(), st.decimals(), st.sampled_from(["excellent", "good", "members", "35-CT/TW", "one", "\0", "\ud800", TALLY, object()])),
                     lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["excellent", "good", "x"]) | st.tuples(st.just("excellent")), inner, max_size=3) | st.tuples(inner, inner), max_leaves=4)


@settings(max_examples=200)
@given(VALUE)
def test_whatever_the_arguments_only_known_errors_come_out(report, quota, value):
    directive = mh.directives.get("35-CT/TW", issued="2019-05-30")
    for ask in (mh.Tally, lambda v: mh.Tally({"excellent": v}), lambda v: mh.Tally({}, graded=v), lambda v: mh.Tally({}, of=v), lambda v: mh.Tally({}, scale=v), lambda v: mh.Tally({}, subject=v), lambda v: mh.Tally({}, source=v), lambda v: TALLY[v], TALLY.share,
                lambda v: mh.audit(v, quota), lambda v: mh.audit(TALLY, v), lambda v: mh.audit(TALLY, quota, groups=v), lambda v: report[v], report["members"].at_least, report["members"].at_most, report.balance, report.to_frame,
                mh.instruments.get, lambda v: mh.instruments.get("35-CT/TW", issued=v), lambda v: mh.instruments.get("35-CT/TW", issuer=v), lambda v: mh.instruments.related(v, v), mh.directives.get, lambda v: mh.congress.check(v, directive),
                lambda v: mh.congress.check(report, v), lambda v: mh.congress.check(report, directive, tree=v), mh.Congress, lambda v: mh.Congress("grassroots", unit=v), lambda v: mh.Congress("grassroots", last_day=v), lambda v: mh.Congress("grassroots", contents_done=v),
                mh.Campaign, lambda v: mh.Campaign([v]), lambda v: mh.synthetic.town(v), lambda v: mh.scales.cpv_2018.find(v), mh.Findings):
        only_known_errors(lambda ask=ask: ask(value))
