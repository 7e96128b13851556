# SPDX-License-Identifier: Apache-2.0
"""Compiles one file without MISUSE, which must work, and with it, when every line marked `// refused` must be complained about.

A line that is refused and not marked fails the check too: a broken include cannot pass for a refused misuse.

    python check.py FILE -- COMPILER FLAGS...
"""
import re
import subprocess
import sys
from pathlib import Path


def problems(file: Path, command: list[str]) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    marked = {number for number, line in enumerate(lines, start=1) if line.endswith("// refused")}
    if not marked:
        return [f"{file}: no line is marked as refused"]
    right = subprocess.run([*command, str(file)], capture_output=True, text=True)
    if right.returncode:
        return [f"{file}: the use that should compile does not:\n{right.stderr}"]
    wrong = subprocess.run([*command, "-DMISUSE", str(file)], capture_output=True, text=True)
    # Where an error arises inside a header, the line that caused it is named in its notes.
    named = {int(line) for line in re.findall(rf"{re.escape(file.name)}:(\d+):", wrong.stderr)}
    refused = {int(line) for line in re.findall(rf"{re.escape(file.name)}:(\d+):\d+: (?:fatal )?error", wrong.stderr)}
    if wrong.returncode == 0:
        return [f"{file}: the misuse compiles"]
    said = [f"{file}:{line}: compiles: {lines[line - 1]}" for line in sorted(marked - named)]
    said += [f"{file}:{line}: refused, and not marked: {lines[line - 1]}" for line in sorted(refused - marked)]
    return [*said, wrong.stderr] if said else []


def main() -> int:
    split = sys.argv.index("--")
    wrong = problems(Path(sys.argv[1]), sys.argv[split + 1:])
    print("\n".join(wrong) or "each misuse is refused where it stands")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
