# SPDX-License-Identifier: Apache-2.0
"""mypy --strict over the installed face, over a program that uses it rightly, and over one whose every marked line is wrong."""
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("myhao")
HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def mypy(*arguments: str) -> str:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file", str(ROOT / "pyproject.toml"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT / "build")
    return done.stdout + done.stderr


def test_the_installed_package_is_typed() -> None:
    assert mypy("--package", "myhao") == ""


def test_right_use_is_accepted() -> None:
    assert mypy(str(HERE / "right.py")) == ""


def test_right_use_runs() -> None:
    done = subprocess.run([sys.executable, str(HERE / "right.py")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_marked_line_is_refused_and_no_other() -> None:
    lines = (HERE / "wrong.py").read_text(encoding="utf-8").splitlines()
    marked = {n for n, line in enumerate(lines, start=1) if line.endswith("# wrong")}
    assert marked
    refused = {int(n) for n in re.findall(r"wrong\.py:(\d+): error", mypy(str(HERE / "wrong.py")))}
    assert refused == marked
