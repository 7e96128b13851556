# SPDX-License-Identifier: Apache-2.0
"""Where the project's files are. A check that finds nothing to look at fails."""
from pathlib import Path

ROOT = Path(__file__).parents[2]
INCLUDE = ROOT / "include/myhao"
# A folder includes only from folders before it (design, section 4).
LAYERS = ["base", "time", "sources", "org", "grades", "report", "rules", "congress", "members", "regulations", "data", "interop"]
NOT_IN_UMBRELLA = {"regulations", "data", "interop"}
WRITTEN = {".cpp", ".hpp", ".py", ".pyi", ".cmake", ".in", ".toml", ".ipynb", ".md", ".json", ".csv", ".txt", ""}


def headers(*folders: str) -> list[Path]:
    """The headers of these folders, of all if none is named."""
    found = sorted(h for folder in folders or [""] for h in (INCLUDE / folder).rglob("*.hpp"))
    assert len(found) > 10, f"hardly a header in {folders}"
    return found


def written() -> list[Path]:
    """All files people wrote: not what is built or kept by tools."""
    tops = [p for p in ROOT.iterdir() if p.name not in {"build", ".git"} and not p.name.endswith("_cache")]
    found = [f for top in tops for f in ([top] if top.is_file() else top.rglob("*")) if f.is_file()]
    found = sorted(f for f in found if f.suffix in WRITTEN and "__pycache__" not in f.parts)
    assert len(found) > 20, found
    return found


def code_of(text: str) -> str:
    """C++ without comments and without what stands in quotes; lines keep their numbers."""
    out, at, end = [], 0, len(text)
    while at < end:
        if text.startswith("//", at):
            at = text.find("\n", at) if "\n" in text[at:] else end
        elif text.startswith("/*", at):
            close = text.find("*/", at + 2)
            close = end if close < 0 else close + 2
            out.append("\n" * text.count("\n", at, close))
            at = close
        elif text[at] == '"' or (text[at] == "'" and not (at and text[at - 1].isalnum())):
            quote = text[at]
            at += 1
            while at < end and text[at] != quote:
                at += 2 if text[at] == "\\" else 1
            at += 1
            out.append(quote * 2)
        else:
            out.append(text[at])
            at += 1
    return "".join(out)
