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


@pytest.mark.parametrize(("body", "expected"), [
    ("#if MISUSE == 1\nint* p = 1;\n#endif\n", ""),
    ("#if MISUSE == 1\nint n = 1;\n#endif\n", "misuse 1 compiles"),
    ("int* p = 1;\n#if MISUSE == 1\nint* q = 1;\n#endif\n", "should compile does not"),
    ("#if MISUSE == 1\nint n = 1;\n#endif\n#if MISUSE\nint* p = 1;\n#endif\n", "misuse 1 fails elsewhere"),
    ("int n;\n", "must be numbered"),
    ("#if MISUSE == 2\nint* p = 1;\n#endif\n", "must be numbered"),
])
def test_misuse_is_refused_where_it_stands(tmp_path: Path, body: str, expected: str) -> None:
    compiler = shutil.which("g++")
    assert compiler
    file = tmp_path / "sample.cpp"
    file.write_text(body, encoding="utf-8")
    said = "\n".join(check.problems(file, [compiler, "-fsyntax-only"]))
    assert expected in said and bool(expected) is bool(said)
