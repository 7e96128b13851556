# SPDX-License-Identifier: Apache-2.0
"""Compiles one file as it stands, which must work, and once for each of its misuses, which must not.

A misuse is what stands between `#if MISUSE == n` (or `#elif MISUSE == n`) and the next `#` line, for n = 1, 2, ...
The compiler must complain about a line of that very block: a broken include cannot pass for a refused misuse.

    python check.py FILE -- COMPILER FLAGS...
"""
import re
import subprocess
import sys
from pathlib import Path


def misuses(text: str) -> dict[int, range]:
    """Number of each misuse -> the lines of its block."""
    found: dict[int, range] = {}
    lines = text.splitlines()
    for at, line in enumerate(lines, start=1):
        if match := re.fullmatch(r"#(?:el)?if MISUSE == (\d+)\s*(?://.*)?", line):
            end = next(i for i, other in enumerate(lines[at:], start=at + 1) if other.startswith("#"))
            found[int(match[1])] = range(at + 1, end)
    return found


def compile_with(command: list[str], file: Path, *flags: str) -> tuple[bool, str]:
    done = subprocess.run([*command, *flags, str(file)], capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def problems(file: Path, command: list[str]) -> list[str]:
    blocks = misuses(file.read_text(encoding="utf-8"))
    if sorted(blocks) != list(range(1, len(blocks) + 1)) or not blocks:
        return [f"{file}: misuses must be numbered 1, 2, ...; found {sorted(blocks)}"]
    good, said = compile_with(command, file, "-DMISUSE=0")
    if not good:
        return [f"{file}: the use that should compile does not:\n{said}"]
    wrong = []
    for number, block in blocks.items():
        compiled, said = compile_with(command, file, f"-DMISUSE={number}")
        complained = {int(line) for line in re.findall(rf"{re.escape(file.name)}:(\d+):", said)}
        if compiled:
            wrong.append(f"{file}:{block.start}: misuse {number} compiles")
        elif not complained & set(block):
            wrong.append(f"{file}:{block.start}: misuse {number} fails elsewhere:\n{said}")
    return wrong


def main() -> int:
    split = sys.argv.index("--")
    wrong = problems(Path(sys.argv[1]), sys.argv[split + 1:])
    print("\n".join(wrong) or "each misuse is refused where it stands")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
