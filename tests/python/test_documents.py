# SPDX-License-Identifier: Apache-2.0
"""Documents come back as they went out; the schemas describe what is written, and what is refused says why."""
import json
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

import myhao as mh

ROOT = Path(__file__).parents[2]
KINDS = ["history", "rule_set", "report", "facts", "election", "membership", "directive"]


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
