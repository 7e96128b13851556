# SPDX-License-Identifier: Apache-2.0
"""`make bench`: every benchmark beside this file, one after the other. Ratios are printed, never asserted."""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BENCHMARKS = [["compile_time.py"], ["import_time.py"], ["town.py"], ["demo.py"], ["rollup.py"], ["rollup.py", "--units", "20000", "--objects", "--rounds", "3"], ["history.py"],
              ["history.py", "--units", "20000", "--spells", "60000", "--parts", "tree", "--objects", "--rounds", "3"], ["evaluate.py"], ["scenarios.py"], ["members.py"], ["memory.py"]]


def main() -> int:
    """The rest runs even where one fails; the sizes keep all of it to minutes. Each has --help, and larger sizes."""
    failed = 0
    for name, *arguments in BENCHMARKS:
        failed = max(failed, subprocess.run([sys.executable, str(HERE / name), *arguments]).returncode)
    return failed


if __name__ == "__main__":
    sys.exit(main())
