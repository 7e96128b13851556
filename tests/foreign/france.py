# SPDX-License-Identifier: Apache-2.0
"""Reads the French administrative hierarchy, 1943-2020, into a history. It knows the tables and the public names of myhao, nothing else.

Source of the tables: INSEE, Code officiel géographique, Licence Ouverte 2.0. They lie beside a clone and are not part of this project."""
import csv
import datetime as dt
from pathlib import Path

import myhao as mh


def rows(path: Path) -> list[dict[str, str | None]]:
    """The rows of a table; an empty cell is null."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]


def history(folder: Path) -> mh.History:
    return mh.History.from_records(rows(folder / "units.csv"), rows(folder / "successions.csv"), scheme=mh.Scheme.free())


def published_counts(folder: Path) -> dict[dt.date, int]:
    """The number of communes on a day, as officially published."""
    return {dt.date.fromisoformat(str(row["on"])): int(str(row["communes"])) for row in rows(folder / "counts.csv")}


def communes(tree: mh.Tree) -> list[str]:
    return [str(id) for id in tree.ids if tree.kind(id) == "commune"]
