# SPDX-License-Identifier: Apache-2.0
"""How long `import myhao` takes in a new interpreter, against `import numpy`, beyond the interpreter's own start."""
import argparse
import subprocess
import sys

from race import race, report

MODULES = ["numpy", "narwhals", "myhao", "pandas"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()

    def starting(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    runs = {"nothing": lambda: starting("pass")} | {name: lambda name=name: starting(f"import {name}") for name in MODULES}
    report("import in a new interpreter", race(runs, args.rounds), "numpy", baseline="nothing")


if __name__ == "__main__":
    main()
