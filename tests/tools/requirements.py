# SPDX-License-Identifier: Apache-2.0
"""Prints every requirement that pyproject.toml names: to build, to run, and all extras but that of `make bench`; or those of the extras named."""
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def requirements(names: list[str]) -> list[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    optional = told["project"]["optional-dependencies"]
    if names:
        return [need for name in names for need in optional[name]]
    extras = [needs for name, needs in optional.items() if name != "bench"]
    return [*told["build-system"]["requires"], *told["project"]["dependencies"], *(need for extra in extras for need in extra)]


if __name__ == "__main__":
    print("\n".join(requirements(sys.argv[1:])))
