# SPDX-License-Identifier: Apache-2.0
"""What every source file must have, and must not."""
import re

import pytest
from project import ROOT, code_of, headers, written

# No verdict reads a float: this one takes a frame's float columns in, and only whole numbers pass.
TAKES_FRAMES = "base/table.hpp"
EXACT = ["base", "time", "org", "grades", "report", "rules", "congress", "members", "regulations"]
FLOAT = re.compile(r"\b(?:double|float)\b|(?<![\w.])\d+\.\d+(?![\w.])|\bstd::(?:sto[df]|strto[df])\b")
CODE = {".cpp", ".hpp", ".py", ".pyi", ".cmake", ".toml"}
# Where packages come from is the machine's business. Spelled in parts, so that this file passes.
HOSTS = re.compile("|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "deb" + r"\.debian", "conda" + r"\.anaconda", r"crates" + r"\.io"]))
# In an engine file: "21-HD/BTCTW", "124-QĐ/TW", "35-CT/TW". Regulations are data.
REGULATION = re.compile(r"\b\d{1,3}[-/](?:HD|QĐ|QD|CT|NQ|KL|TT|NĐ)\b")
ENGINE = ["base", "time", "org", "grades", "rules", "report", "congress", "members"]


def lines_with(pattern: re.Pattern[str], text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if pattern.search(line)]


def test_no_floating_point_where_verdicts_are_made() -> None:
    wrong = [f"{h.relative_to(ROOT)}:{n}" for h in headers(*EXACT) if not h.match(TAKES_FRAMES)
             for n in lines_with(FLOAT, code_of(h.read_text(encoding="utf-8")))]
    assert not wrong, wrong


@pytest.mark.parametrize(("code", "found"), [
    ("double share = 0;", True), ("auto x = 0.2;", True), ("float f(int);", True), ("std::stod(text)", True),
    ("int doubled = 2;", False), ("// a double count", False), ('auto text = "0.2 double";', False), ("/* 1.5 */ int n = 1'000;", False), ("auto c = '\"'; int y = 3;", False),
])
def test_the_float_check_knows_code_from_words(code: str, found: bool) -> None:
    assert bool(lines_with(FLOAT, code_of(code))) is found


def test_no_engine_file_names_a_regulation() -> None:
    wrong = [f"{h.relative_to(ROOT)}:{n}" for h in headers(*ENGINE) for n in lines_with(REGULATION, h.read_text(encoding="utf-8"))]
    assert not wrong, wrong
    assert lines_with(REGULATION, "// as 21-HD/BTCTW says") == [1]


def test_every_source_file_names_its_licence_first() -> None:
    sources = [f for f in written() if f.suffix in CODE or f.name in {"CMakeLists.txt", "Makefile", "run"}]
    assert len(sources) > 20
    without = [str(f.relative_to(ROOT)) for f in sources
               if not any("SPDX-License-Identifier: Apache-2.0" in line for line in f.read_text(encoding="utf-8").splitlines()[:2])]
    assert not without, without


def test_every_header_says_what_it_is() -> None:
    silent = []
    for header in headers():
        first = header.read_text(encoding="utf-8").splitlines()[:4]
        if not (first[1].startswith("// ") and "#pragma once" in first):
            silent.append(str(header.relative_to(ROOT)))
    assert not silent, silent


def test_no_file_names_a_host_of_packages_or_leaves_a_note_to_self() -> None:
    notes = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]))
    wrong = [f"{f.relative_to(ROOT)}:{n}" for f in written() for pattern in (HOSTS, notes) for n in lines_with(pattern, f.read_text(encoding="utf-8"))]
    assert not wrong, wrong
    assert lines_with(HOSTS, "https://pypi" + ".org/simple")
