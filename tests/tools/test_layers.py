# SPDX-License-Identifier: Apache-2.0
"""The house keeps its floors: a folder includes only from folders before it, and the umbrella lists every header it should."""
import re
from pathlib import Path

import pytest
from project import INCLUDE, LAYERS, NOT_IN_UMBRELLA, ROOT, headers

INCLUDES = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
FORBIDDEN = {"ranges", "chrono", "iostream", "regex", "boost/date_time/gregorian/gregorian.hpp"}
FREE = {"interop"}  # opt-in, so it may include what the others may not


def misplaced(folder: str, text: str) -> list[str]:
    """Includes that a header of `folder` may not have."""
    allowed = {f"myhao/{name}" for name in LAYERS[:LAYERS.index(folder) + 1]}
    wrong = []
    for bracket, name in INCLUDES.findall(text):
        if bracket == '"':
            wrong.append(f'"{name}" in quotes: a header is included by its full name')
        elif name.startswith("myhao/") and str(Path(name).parent) not in allowed:
            wrong.append(f"<{name}> from {folder}/")
        elif name in FORBIDDEN and folder not in FREE:
            wrong.append(f"<{name}> costs every user's compile time")
        elif name.startswith("nlohmann/"):
            wrong.append(f"<{name}>: JSON belongs to src/")
    return wrong


def test_a_folder_includes_only_from_folders_before_it() -> None:
    wrong, seen = [], 0
    for header in headers():
        folder = header.relative_to(INCLUDE).parts[0]
        if header.parent == INCLUDE:
            assert header.name == "myhao.hpp", f"{header.name} stands in no folder"
            continue
        text = header.read_text(encoding="utf-8")
        seen += len(INCLUDES.findall(text))
        wrong += [f"{header.relative_to(ROOT)}: {what}" for what in misplaced(folder, text)]
    assert seen > 20, "hardly an include was seen: is the pattern right?"
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("folder", "line", "refused"), [
    ("org", "#include <myhao/time/date.hpp>", False),
    ("org", "#include <myhao/org/tree.hpp>", False),
    ("base", "#include <myhao/time/date.hpp>", True),
    ("org", "#include <myhao/rules/facts.hpp>", True),
    ("rules", "#include <myhao/regulations/registry.hpp>", True),
    ("rules", "#include <myhao/myhao.hpp>", True),
    ("rules", '#include "facts.hpp"', True),
    ("rules", "#  include <ranges>", True),
    ("interop", "#include <chrono>", False),
    ("report", "#include <nlohmann/json.hpp>", True),
])
def test_the_check_knows_wrong_from_right(folder: str, line: str, refused: bool) -> None:
    assert bool(misplaced(folder, f"#pragma once\n{line}\n")) is refused


def test_the_umbrella_lists_every_header_but_the_optional_ones_in_order() -> None:
    expected = [h.relative_to(INCLUDE.parent).as_posix() for layer in LAYERS if layer not in NOT_IN_UMBRELLA
                for h in sorted((INCLUDE / layer).glob("*.hpp"))]
    listed = [name for _, name in INCLUDES.findall((INCLUDE / "myhao.hpp").read_text(encoding="utf-8"))]
    assert listed == expected, f"missing {sorted(set(expected) - set(listed))}, extra {sorted(set(listed) - set(expected))}"


def test_every_folder_is_one_of_the_house() -> None:
    folders = {p.name for p in INCLUDE.iterdir() if p.is_dir()}
    assert folders <= set(LAYERS), folders - set(LAYERS)
