# SPDX-License-Identifier: Apache-2.0
"""Code blocks of our documents: a block of cpp, python or sh may be followed by a block of text, which is what it prints."""
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    language: str
    code: str
    line: int
    output: str | None


def blocks(text: str) -> list[Block]:
    found: list[Block] = []
    previous_end = 0
    for match in FENCE.finditer(text):
        language, code = match[1], match[2]
        if language == "text" and found and not text[previous_end:match.start()].strip():
            last = found.pop()
            found.append(Block(last.language, last.code, last.line, code))
        else:
            found.append(Block(language, code, text.count("\n", 0, match.start()) + 2, None))
        previous_end = match.end()
    return found


def documents() -> list[Path]:
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    assert all(f.exists() for f in found), found
    return found
