# SPDX-License-Identifier: Apache-2.0
"""The whole demo from C++ and from Python, against an interpreter that only imports pandas, which an analyst's script would do first."""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from race import race, report

ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        def running(*command: str) -> None:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        times = race({
            "import pandas": lambda: running(sys.executable, "-c", "import pandas"),
            "a town's year from C++": lambda: running(str(ROOT / "build/release/examples/town_year"), folder),
            "a town's year from Python": lambda: running(sys.executable, str(ROOT / "examples/python/town_year.py"), folder),
        }, args.rounds)
    report("the demo, start of the process included", times, "import pandas")


if __name__ == "__main__":
    main()
