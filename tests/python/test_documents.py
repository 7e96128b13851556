# SPDX-License-Identifier: Apache-2.0
"""Documents come back as they went out; the schemas describe what is written, and what is refused says why."""
import dataclasses
import datetime as dt
import json
import pickle
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from bad_input import only_known_errors
from hypothesis import given, settings
from hypothesis import strategies as st

import myhao as mh

ROOT = Path(__file__).parents[2]
KINDS = ["history", "rule_set", "report", "facts", "election", "membership", "directive", "congresses"]


def fits(schema: dict[str, Any], value: Any, top: dict[str, Any], where: str = "document") -> list[str]:
    """What does not fit: as much of JSON Schema as our schemas use."""
    if "$ref" in schema:
        return fits(top["$defs"][schema["$ref"].rsplit("/", 1)[1]], value, top, where)
    wrong = []
    if "oneOf" in schema:
        tries = [fits(one, value, top, where) for one in schema["oneOf"]]
        wrong += [] if sum(not one for one in tries) == 1 else [f"{where}: fits {sum(not one for one in tries)} of {len(tries)}"]
    if "const" in schema and value != schema["const"]:
        wrong.append(f"{where}: not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{where}: {value!r} is not listed")
    types = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list}
    listed = schema.get("type", [])
    listed = [listed] if isinstance(listed, str) else listed
    if listed and not any(isinstance(value, types[name]) and not (name == "integer" and isinstance(value, bool)) for name in listed):
        return [*wrong, f"{where}: {type(value).__name__} is not {listed}"]
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        wrong.append(f"{where}: {value!r} does not match")
    if isinstance(value, dict):
        known, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
        wrong += [f"{where}: without {key}" for key in schema.get("required", []) if key not in value]
        if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
            wrong.append(f"{where}: {len(value)} keys")
        for key, one in value.items():
            if key in known:
                wrong += fits(known[key], one, top, f"{where}.{key}")
            elif rest is False:
                wrong.append(f"{where}: unknown key {key}")
            elif isinstance(rest, dict):
                wrong += fits(rest, one, top, f"{where}.{key}")
    if isinstance(value, list):
        for i, one in enumerate(value):
            wrong += fits(schema.get("items", {}), one, top, f"{where}[{i}]")
        if len(value) < schema.get("minItems", 0):
            wrong.append(f"{where}: too short")
    return wrong


@pytest.mark.parametrize("kind", KINDS)
def test_documents_of_version_1_fit_their_schema_and_come_back_as_they_were(kind: str, data: Path) -> None:
    file = data / "v1" / f"{kind}.json"
    schema = json.loads((ROOT / f"docs/schema/{kind}.v1.json").read_text(encoding="utf-8"))
    document = json.loads(file.read_text(encoding="utf-8"))
    assert fits(schema, document, schema) == []
    assert fits(schema, {**document, "extra": 1}, schema) == ["document: unknown key extra"]
    assert mh.read_json(file).to_json().encode() == file.read_bytes()


def test_every_rule_set_comes_back_equal() -> None:
    schema = json.loads((ROOT / "docs/schema/rule_set.v1.json").read_text(encoding="utf-8"))
    sets = mh.rules.all()
    assert len(sets) > 10
    for rules in sets:
        text = rules.to_json()
        assert fits(schema, json.loads(text), schema) == []
        again = mh.read_json(text)
        assert again == rules and again.to_json() == text


def test_a_report_comes_back_equal(tmp_path: Path) -> None:
    report = mh.datasets.my_hao_2020()
    path = tmp_path / "báo cáo.json"
    report.to_json(path)
    assert mh.read_json(path) == report


def test_members_come_back_equal_with_their_origin(tmp_path: Path) -> None:
    events = [{"member": 7, "what": "admitted", "day": "2022-05-19", "unit": "chi bộ", "decided": "2022-05-05"}, {"member": 12, "what": "admitted", "day": "2022-05-19", "unit": "ban"},
              {"member": 12, "what": "attached", "day": "2022-06-01", "unit": "chi bộ", "until": "2022-12-01"}, {"member": 7, "what": "badge_decided", "day": "2060-01-01", "badge": 30}]
    for origin in ("real", "derived", "synthetic"):
        members = mh.Membership.from_records(events, origin=origin)
        text = members.to_json(tmp_path / "đảng viên.json")
        again = mh.read_json(tmp_path / "đảng viên.json")
        assert isinstance(again, mh.Membership)
        assert again == members and again.origin == origin and again.to_json() == text and again.events() == members.events()
        assert ('"warning": "SYNTHETIC"' in text) == (origin == "synthetic")
        assert mh.Membership.from_records(events[::-1], origin=origin).to_json() == text
    both = mh.read_json(ROOT / "tests/data/v1/membership.json")  # ids of both kinds, which no table has
    assert isinstance(both, mh.Membership)
    assert 7 in both and "7" in both and pickle.loads(pickle.dumps(both)) == both
    nobody = mh.Membership.from_records([])
    assert mh.read_json(nobody.to_json()) == nobody


def test_a_document_of_members_is_refused_with_every_problem_and_its_place() -> None:
    head = '{"myhao": "membership", "version": 1, "events": '
    with pytest.raises(mh.InvalidDocument) as caught:
        mh.read_json(head + '[{"member": "a", "what": "admited", "day": "2020-02-30"}, {"member": null, "what": "died", "day": "2021-01-01", "unit": "u", "badges": 30}], "orgin": "real"}')
    text = str(caught.value)
    for problem in ("orgin: unknown key; did you mean 'origin'?", "events[0].what: no such value; did you mean 'admitted'?", "events[0].day", "events[1].member", "events[1].unit: an event of this kind names no unit",
                    "events[1].badges: unknown key; did you mean 'badge'?"):
        assert problem in text
    assert len(caught.value.problems) == 6
    with pytest.raises(mh.InvalidDocument, match=r"events\[1\], member 'a': died: it comes before the admission") as caught:
        mh.read_json(head + '[{"member": "b", "what": "admitted", "day": "2020-02-03"}, {"member": "a", "what": "died", "day": "2020-02-03"}]}')
    assert len(caught.value.problems) == 2


def test_congresses_of_the_article_are_its_document_of_version_1_and_answer_as_it_does(data: Path) -> None:
    said = mh.Congresses(mh.datasets.my_hao_2020())
    assert said.to_json().encode() == (data / "v1/congresses.json").read_bytes()
    again = mh.read_json(data / "v1/congresses.json")
    assert isinstance(again, mh.Congresses)
    assert again == said and list(again) == list(said) == list(mh.datasets.my_hao_2020().congresses) and hash(again) == hash(said) and pickle.loads(pickle.dumps(again)) == said
    directive = mh.directives.get("35-CT/TW", issued="2019-05-30")
    base = [f.text.en for f in again.check(directive) if f.subject == "grassroots congresses"]
    assert base[:2] == ["finished 20 days before the deadline", "its days are not stated exactly; at most 2"]
    assert list(again.check(directive)) == list(mh.congress.check(mh.datasets.my_hao_2020(), directive))


def test_every_field_of_a_congress_and_of_a_campaign_comes_back_known_within_bounds_or_not_at_all(data: Path) -> None:
    file = data / "v1/congresses_synthetic.json"
    schema = json.loads((ROOT / "docs/schema/congresses.v1.json").read_text(encoding="utf-8"))
    document = json.loads(file.read_text(encoding="utf-8"))
    assert fits(schema, document, schema) == []
    for kind in ("congress", "campaign"):  # the file has every key that there is
        written: set[str] = set().union(*(one.keys() for one in document[{"congress": "congresses", "campaign": "campaigns"}[kind]]))
        assert written == set(schema["$defs"][kind]["properties"])
    said = mh.read_json(file)
    assert isinstance(said, mh.Congresses)
    assert said.origin == "synthetic" and said.to_json().encode() == file.read_bytes() and mh.Congresses(said) == said == pickle.loads(pickle.dumps(said))
    held, month, unstated, cells, base = said["held"], said[2], said[3], said["cells"], said[5]
    assert held.ordinal == 5 and held.delegate_kinds == mh.DelegateKinds(39, 157, 3, 0) and held.last_day == mh.DayRange(dt.date(2020, 8, 5), dt.date(2020, 8, 6))
    assert [(r.round, r.seats, r.elected, r.base, r.before) for r in held.rounds] == [(1, 39, 38, 199, 41), (2, 1, 0, 197, None)]
    assert month.unit == 12 and month.last_day == mh.DayRange(dt.date(2020, 5, 1), dt.date(2020, 5, 31)) and month.pilot is True
    assert unstated.unit == "12" and unstated == mh.Congress("grassroots", "12")  # nothing stated is nothing, not zero
    assert cells.days_each == mh.Bounds(1, 2) and cells.first_day == mh.DayRange(dt.date(2020, 2, 3), None) and base.days_each == 1 and base.under == 12
    assert "SYNTHETIC" in said._repr_html_() and set(mh.Congresses([*said][:1], origin="synthetic").to_frame()["origin"]) == {"synthetic"}
    assert said.check(mh.directives.get("35-CT/TW", issued="2019-05-30")).origin == "synthetic" and mh.Congresses([said, *said]).origin == "synthetic"


def test_a_document_of_congresses_is_refused_with_every_problem_and_its_place() -> None:
    head = '{"myhao": "congresses", "version": 1, '
    bad: dict[str, Any] = {"congresses": [
        {"level": "district", "unit": "a", "ordnal": 26, "first_day": "2020-06-31", "form": "delegate", "pilot": "yes"},
        {"level": "district", "first_day": "2020-13", "last_day": 5, "contents": "all", "rounds": [{"of": "committee", "seats": "39", "electd": 38}], "delegate_kinds": {"electd": 3}},
        {"unit": 1.5, "level": "district", "ordinal": "XXVI", "days_each": {"high": 2}},
        {"level": "district", "unit": "b", "ordinal": 26, "term": "2015-2020", "first_day": "2020-08-06", "last_day": "2020-08-04", "delegates": -1},
        {"level": "district", "unit": "b", "ordinal": 25, "term": "2020-2025"}],
        "campaigns": [{"level": "grassroots", "unit": "c", "days_each": {"low": 0}}, {"level": "grassroots", "days_each": {"low": 5, "high": 3}}, 7], "origin": "made up"}
    with pytest.raises(mh.InvalidDocument) as caught:
        mh.read_json(head + json.dumps(bad)[1:])
    said = {(p.subject, p.text.en) for p in caught.value.problems}
    expected = {
        ("origin", "no such value"), ("congresses[0].ordnal", "unknown key; did you mean 'ordinal'?"), ("congresses[0].form", "no such value; did you mean 'delegates'?"), ("congresses[0].pilot", "neither true nor false"),
        ("congresses[1].unit", "missing"), ("congresses[1].last_day", "not a day"), ("congresses[1].contents", "not a list"), ("congresses[1].rounds[0].seats", "not a whole number"),
        ("congresses[1].rounds[0].electd", "unknown key; did you mean 'elected'?"), ("congresses[1].delegate_kinds.electd", "unknown key; did you mean 'elected'?"), ("congresses[2].unit", "not an id"),
        ("congresses[2].ordinal", "a number, not a numeral"), ("congresses[2].days_each", "one congress has none of its own"), ("congresses[3]", "a congress ends before it begins"), ("congresses[3]", "a number of delegates below 0"),
        ("congresses[4].ordinal", "the number goes backwards"), ("campaigns[0].unit", "a statement about many congresses has none"), ("campaigns[0].days_each.low", "a congress takes at least a day"),
        ("campaigns[1]", "no number of days fits what is stated of each congress"), ("campaigns[2]", "not an object")}
    assert expected <= said
    assert {p.subject for p in caught.value.problems} - {subject for subject, _ in expected} == {"congresses[0].first_day", "congresses[1].first_day: date"}
    assert len(caught.value.problems) == len(expected) + 2
    for text, problem in ((head + '"campaigns": []}', "congresses: missing"), (head + '"congress": []}', r"congress: unknown key; did you mean 'congresses'\?"), (head + '"congresses": ' + "[" * 100 + "]" * 100 + "}", "nested too deep"),
                          (head.replace("1", "2") + '"congresses": []}', "a later library may have written it"), (head.replace("ses", "s") + '"congresses": []}', r"did you mean 'congresses'\?")):
        with pytest.raises(mh.InvalidDocument, match=problem):
            mh.read_json(text)


@pytest.mark.parametrize(("key", "value"), [("unit", None), ("unit", True), ("level", 3), ("first_day", "06/2020"), ("first_day", {"low": "2020-06-01", "high": 3}), ("last_day", ["2020-06-01"]), ("form", "all"), ("pilot", 1), ("contents", [1]), ("cases", "x"),
                                           ("delegates", "199"), ("delegates", 1.5), ("delegate_kinds", [1, 2, 3, 4]), ("rounds", [{"seats": 39}]), ("directive", "35-CT/TW"), ("confidence", "sure"), ("under", "x"), ("ordinal", "XXVI")])
def test_what_the_schema_of_congresses_does_not_fit_is_not_read_either(key: str, value: Any) -> None:
    schema = json.loads((ROOT / "docs/schema/congresses.v1.json").read_text(encoding="utf-8"))
    document = {"myhao": "congresses", "version": 1, "congresses": [{"level": "district", "unit": "u", key: value}]}
    assert fits(schema, document, schema)
    with pytest.raises(mh.InvalidDocument, match=rf"congresses\[0\]\.{key}"):
        mh.read_json(json.dumps(document))


JSON = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.integers(-2**70, 2**70), st.floats(), st.text(max_size=5), st.sampled_from(["2020-06", "2020-06-10", "2020-13", "XXVI", "members", "verified", "12", {"low": "2020-06-01"}])),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["low", "high", "of", "vi", "en", "unit", "number"]), inner, max_size=3), max_leaves=4)


@settings(max_examples=200)
@given(st.integers(0, 10**6), JSON)
def test_whatever_stands_at_a_place_of_a_document_of_congresses_it_is_refused_or_fits_the_schema_and_comes_back(at: int, value: Any) -> None:
    schema = json.loads((ROOT / "docs/schema/congresses.v1.json").read_text(encoding="utf-8"))
    document = json.loads((ROOT / "tests/data/v1/congresses_synthetic.json").read_text(encoding="utf-8"))
    places: list[tuple[Any, Any]] = []

    def walk(inner: Any) -> None:
        for key in inner if isinstance(inner, dict) else range(len(inner)):
            places.append((inner, key))
            if isinstance(inner[key], (dict, list)):
                walk(inner[key])
    walk(document["congresses"]), walk(document["campaigns"])
    inner, key = places[at % len(places)]
    inner[key] = value
    try:
        said = mh.read_json(json.dumps(document))
    except mh.InvalidDocument:
        return
    assert fits(schema, document, schema) == []
    assert mh.read_json(said.to_json()) == said


@settings(max_examples=100)
@given(JSON, st.sampled_from(["unit", "label", "ordinal", "first_day", "contents", "delegates", "delegate_kinds", "rounds", "source", "days_each", "under"]))
def test_whatever_congresses_are_made_of_only_known_errors_come_out(value: Any, field: str) -> None:
    only_known_errors(lambda: mh.Congresses(value))
    only_known_errors(lambda: mh.Congresses([], origin=value))
    only_known_errors(lambda: mh.Congresses(mh.Congress("district", **{"unit": "u", field: value})).to_json())


def test_congresses_that_contradict_themselves_are_no_value_and_so_no_document() -> None:
    with pytest.raises(mh.InvalidDocument) as caught:
        mh.Congresses([mh.Congress("district", "M\u1ef9", last_day="1929-12-31"), mh.Congress("district", unicodedata.normalize("NFD", "M\u1ef9"), attended=200, summoned=199), mh.Congress("", "", under="x"),
                       mh.Campaign.of_level("grassroots", first_day="2020-06-01", last_day="2020-06-02", days_each=(3, None), ordinal=1)])
    said = str(caught.value)
    assert len(caught.value.problems) == 8
    for problem in ("congresses[0]: a day before the Party was founded", "congresses[1]: more attended than were summoned", "congresses[1].unit: two ids differ only in how their letters are composed", "congresses[2].level: a level has a name",
                    "congresses[2].unit: no id", "under: one congress has none of its own", "campaigns[0]: each congress takes longer than all of them together", "ordinal: a statement about many congresses has none"):
        assert problem in said
    with pytest.raises(ValueError, match="origin: 'made'"):
        mh.Congresses([], origin="made")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="congresses: expected a Congress"):
        mh.Congresses(["my-hao"])
    nothing = mh.Congresses([])
    assert mh.read_json(nothing.to_json()) == nothing and len(nothing) == 0


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_a_frame_of_congresses_comes_back_with_its_bounds_and_its_origin(kind: Any, data: Path) -> None:
    pytest.importorskip(kind)
    read = mh.read_json(data / "v1/congresses_synthetic.json")
    assert isinstance(read, mh.Congresses)
    said = mh.Congresses([one for one in read if not isinstance(one.unit, int)], origin="synthetic")  # no table has ids of both kinds
    again = mh.Congresses(mh.congress.from_frame(said.to_frame(kind)))
    assert again.origin == "synthetic"
    for field in ("level", "ordinal", "term", "first_day", "last_day", "contents_done", "delegates"):
        assert [getattr(one, field) for one in again] == [getattr(one, field) for one in said]
    assert mh.Congresses(mh.congress.from_frame(mh.Congresses(mh.datasets.my_hao_2020()).to_frame(kind))).origin == "real"


def test_names_of_congresses_stay_texts() -> None:
    name = "<script>alert(1)</script> \u202e \"đại hội\" & more"
    said = mh.Congresses([mh.Congress("district", name, id=name, label=name, term=name, source=name), mh.Campaign.of_level(name, under=name, cases=[name])])
    again = mh.read_json(said.to_json())
    assert isinstance(again, mh.Congresses)
    assert again == said and again[0].label.vi == name and again[1].under == name
    assert "<script" not in again._repr_html_()


def test_numbers_of_congresses_go_forward_by_days_and_by_terms_and_only_within_one_unit() -> None:
    terms = [mh.Congress("district", "u", ordinal=n, term=f"{1990 + 5 * n}-{1995 + 5 * n}") for n in range(1, 7)]
    days = [mh.Congress("district", "v", ordinal=n, first_day=f"{1990 + 5 * n}-06-01", last_day=f"{1990 + 5 * n}-06-02") for n in range(1, 7)]
    for shuffled in (terms + days, (terms + days)[::-1]):
        assert len(mh.Congresses(shuffled)) == 12
    for series in (terms, days):
        back = dataclasses.replace(series[4], ordinal=2)  # after III and IV
        with pytest.raises(mh.InvalidDocument, match=r"congresses\[4\]\.ordinal: the number goes backwards; found II; expected above III of congresses\[2\]") as caught:
            mh.Congresses([*series[:4], back])
        assert len(caught.value.problems) == 1
    assert mh.Congresses([terms[5], mh.Congress("district", "w", ordinal=1, term="2020-2025"), mh.Congress("district", "u", ordinal=1)])  # another unit; and nobody knows when


def test_years_of_a_badge_that_do_not_fit_are_refused_whatever_the_event() -> None:
    with pytest.raises(mh.InvalidHistory, match="no such years of a badge"):
        mh.Membership.from_records([{"member": "a", "what": "admitted", "day": "2020-02-03", "unit": "u", "badge": 286}])


def test_an_unknown_key_is_refused_with_its_place_and_a_suggestion() -> None:
    with pytest.raises(mh.InvalidDocument, match=r"spels: unknown key; did you mean 'spells'\?") as caught:
        mh.read_json('{"myhao": "history", "version": 1, "spels": [], "strict": 1}')
    assert len(caught.value.problems) == 2
    with pytest.raises(mh.InvalidDocument, match="nested too deep"):
        mh.read_json("[" * 100_000 + "]" * 100_000)
    with pytest.raises(TypeError, match="source"):
        mh.read_json(5)  # type: ignore[arg-type]
