# SPDX-License-Identifier: Apache-2.0
"""The C++ program and the Python program of an example write the same report, calendar, minutes and documents, byte for byte."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(os.environ.get("MYHAO_EXAMPLES", ROOT / "build/release/examples"))
PROGRAM = PROGRAMS / "town_year"
MINUTES = tuple(f"minutes.{language}.{kind}" for language in ("vi", "en") for kind in ("txt", "html"))


def written_by(command: list[str], folder: Path) -> bytes:
    folder.mkdir()
    subprocess.run([*command, str(folder)], check=True, capture_output=True)
    return (folder / "town_year.json").read_bytes()


@pytest.fixture(scope="module")
def from_python(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written_by([sys.executable, str(ROOT / "examples/python/town_year.py")], tmp_path_factory.mktemp("python") / "out")


def test_both_programs_write_the_same_bytes(from_python: bytes, tmp_path: Path) -> None:
    if not PROGRAM.exists():
        pytest.skip(f"the C++ example is not built: {PROGRAM}")
    assert written_by([str(PROGRAM)], tmp_path / "cpp") == from_python


@pytest.mark.parametrize(("example", "files"), [("congress_season", ("calendar.html",)), ("election", ("election.json", *MINUTES)), ("membership", ("membership.json",))])
def test_what_both_programs_of_an_example_write_is_the_same(example: str, files: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    if not (PROGRAMS / example).exists():
        pytest.skip(f"the C++ example is not built: {PROGRAMS / example}")
    for folder, command in (("python", [sys.executable, str(ROOT / f"examples/python/{example}.py")]), ("cpp", [str(PROGRAMS / example)])):
        (tmp_path / folder).mkdir()
        subprocess.run([*command, str(tmp_path / folder)], check=True, capture_output=True)
    for file in files:
        assert (tmp_path / "cpp" / file).read_bytes() == (tmp_path / "python" / file).read_bytes(), file


def test_the_report_says_what_follows_from_the_counts(from_python: bytes) -> None:
    document = json.loads(from_python)
    assert (document["myhao"], document["version"], document["origin"]) == ("town_year", 1, "derived")
    units = {one["id"]: one for one in document["evaluation"]["with_tallies"]["subjects"][0]["outcomes"]}
    direct = [one for id, one in units.items() if id != "my-hao"]
    assert len(direct) == 43
    assert all(one["possible"] == ["excellent", "good"] and not one["decided"] for one in direct)
    for one in document["evaluation"]["without_tallies"]["subjects"][0]["outcomes"]:
        assert one["possible"] == ["excellent", "good", "completed", "not_completed", "not_graded"]


def test_every_figure_has_its_paragraph_and_no_share_stands_without_a_base(from_python: bytes) -> None:
    document = json.loads(from_python)
    assert len(document["evidence"]["figures"]) >= 18
    assert all(one["source"]["paragraph"] > 0 and one["period"]["since"] for one in document["evidence"]["figures"])
    refused = [one for one in document["shares"] if one["subject"] == "member"]
    assert refused and all("refused" in one and "share" not in one for one in refused)
