# SPDX-License-Identifier: Apache-2.0
"""Prints every requirement that pyproject.toml names: to build, to run, and all extras."""
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def requirements() -> list[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = told["project"]["optional-dependencies"].values()
    return [*told["build-system"]["requires"], *told["project"]["dependencies"], *(need for extra in extras for need in extra)]


if __name__ == "__main__":
    print("\n".join(requirements()))
