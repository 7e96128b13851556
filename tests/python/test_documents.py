# SPDX-License-Identifier: Apache-2.0
"""Documents come back as they went out; the schemas describe what is written, and what is refused says why."""
import json
import re
from pathlib import Path
from typing import Any

import pytest

import myhao as mh
from myhao import _core

ROOT = Path(__file__).parents[2]
KINDS = ["history", "rule_set", "report", "facts", "election"]


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
    assert _core.to_json(mh.read_json(file)._core).encode() == file.read_bytes()


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


def test_an_unknown_key_is_refused_with_its_place_and_a_suggestion() -> None:
    with pytest.raises(mh.InvalidDocument, match=r"spels: unknown key; did you mean 'spells'\?") as caught:
        mh.read_json('{"myhao": "history", "version": 1, "spels": [], "strict": 1}')
    assert len(caught.value.problems) == 2
    with pytest.raises(mh.InvalidDocument, match="nested too deep"):
        mh.read_json("[" * 100_000 + "]" * 100_000)
    with pytest.raises(TypeError, match="source"):
        mh.read_json(5)  # type: ignore[arg-type]
