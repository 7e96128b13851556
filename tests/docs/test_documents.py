# SPDX-License-Identifier: Apache-2.0
"""What the documents show is run, and printed as shown; what they link to is there."""
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from blocks import ROOT, Block, blocks, documents

SHOWN = [pytest.param(file, block, id=f"{file.name}:{block.line}") for file in documents() for block in blocks(file.read_text(encoding="utf-8"))]


def run(command: list[str | Path], cwd: Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_python(code: str, folder: Path) -> str:
    pytest.importorskip("myhao")
    return run([sys.executable, "-W", "error:::myhao", "-c", code], folder)


def run_cpp(code: str, folder: Path) -> str:
    file, program = folder / "shown.cpp", folder / "shown"
    file.write_text(code, encoding="utf-8")
    compiler = shutil.which("g++")
    assert compiler
    run([compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", f"-I{ROOT / 'include'}", str(file), "-o", str(program)], folder)
    return run([program], folder)


def run_shell(code: str, _: Path) -> None:
    """Not run: `make test` would run itself. Each make target named must exist."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", code))
    assert named <= targets, named - targets


@pytest.mark.parametrize(("file", "block"), SHOWN)
def test_what_is_shown_runs_and_prints_what_is_shown(file: Path, block: Block, tmp_path: Path) -> None:
    runners = {"python": run_python, "cpp": run_cpp, "sh": run_shell, "text": lambda code, folder: None, "cmake": lambda code, folder: None}
    output = runners[block.language](block.code, tmp_path)
    if block.output is not None:
        assert output == block.output


@pytest.mark.parametrize("file", documents(), ids=lambda f: f.name)
def test_links_lead_somewhere(file: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    broken = [link for link in links if "://" not in link and not (file.parent / link).exists()]
    assert not broken, broken


def test_a_block_is_read_with_its_output() -> None:
    found = blocks("a\n\n```python\nprint(1)\n```\n\n```text\n1\n```\nb\n```text\nalone\n```\n")
    assert found == [Block("python", "print(1)\n", 4, "1\n"), Block("text", "alone\n", 12, None)]


def test_readme_shows_both_languages_with_their_output() -> None:
    shown = [block.language for block in blocks((ROOT / "README.md").read_text(encoding="utf-8")) if block.output]
    assert {"cpp", "python"} <= set(shown)
