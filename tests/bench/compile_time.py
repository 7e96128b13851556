# SPDX-License-Identifier: Apache-2.0
"""What `#include <myhao/myhao.hpp>` costs a user's translation unit, against headers they would include anyway."""
import argparse
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from race import race, report

ROOT = Path(__file__).parents[2]
YARDSTICK = ["string", "vector", "map", "optional", "variant", "span", "boost/date_time/gregorian/gregorian_types.hpp"]
UMBRELLA = ["myhao/myhao.hpp"]


def compiling(compiler: str, headers: list[str], folder: Path) -> Callable[[], object]:
    file = folder / f"{abs(hash(tuple(headers)))}.cpp"
    file.write_text("".join(f"#include <{h}>\n" for h in headers) + "int main() {}\n", encoding="utf-8")
    command = [compiler, "-std=c++20", "-O1", "-c", f"-I{ROOT / 'include'}", str(file), "-o", str(file.with_suffix(".o"))]
    return lambda: subprocess.run(command, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--each", action="store_true", help="every header by itself, to see which costs")
    args = parser.parse_args()
    names = {"nothing": [], "yardstick: six standard headers and gregorian_types.hpp": YARDSTICK, "myhao/myhao.hpp": UMBRELLA}
    if args.each:
        names |= {line.split("<")[1].rstrip(">"): [line.split("<")[1].rstrip(">")]
                  for line in (ROOT / "include/myhao/myhao.hpp").read_text(encoding="utf-8").splitlines() if line.startswith("#include")}
    with tempfile.TemporaryDirectory() as folder:
        times = race({name: compiling(args.compiler, headers, Path(folder)) for name, headers in names.items()}, args.rounds)
    report(f"compile time, {args.compiler}", times, list(names)[1])


if __name__ == "__main__":
    main()
