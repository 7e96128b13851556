# SPDX-License-Identifier: Apache-2.0
"""The check of misuse tells a refused misuse from one that compiles and from one that fails for another reason."""
import importlib.util
import shutil
from pathlib import Path

import pytest
from project import ROOT

spec = importlib.util.spec_from_file_location("check", ROOT / "tests/compile_fail/check.py")
assert spec and spec.loader
check = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check)


GOOD = "int n = 1;"
BAD = "int* p = 1;"


@pytest.mark.parametrize(("body", "expected"), [
    (f"{GOOD}\n#ifdef MISUSE\n{BAD}  // refused\n#endif\n", ""),
    (f"#ifdef MISUSE\n{GOOD}  // refused\n#endif\n", "the misuse compiles"),
    (f"#ifdef MISUSE\n{BAD}  // refused\n{GOOD}  // refused\n#endif\n", "3: compiles"),
    (f"{BAD}\n#ifdef MISUSE\nint* q = 1;  // refused\n#endif\n", "should compile does not"),
    (f"#ifdef MISUSE\n{BAD}  // refused\nint* q = 1;\n#endif\n", "3: refused, and not marked"),
    (f"{GOOD}\n", "no line is marked"),
    ("#ifdef MISUSE\n#include <no_such_header>\nint* p = 1;  // refused\n#endif\n", "2: refused, and not marked"),
])
def test_misuse_is_refused_where_it_stands(tmp_path: Path, body: str, expected: str) -> None:
    compiler = shutil.which("g++")
    assert compiler
    file = tmp_path / "sample.cpp"
    file.write_text(body, encoding="utf-8")
    said = "\n".join(check.problems(file, [compiler, "-fsyntax-only"]))
    assert expected in said and bool(expected) is bool(said)
