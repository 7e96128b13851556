# SPDX-License-Identifier: Apache-2.0
"""The synthetic town evaluated whole (organisations, cells and members, with sets of outcomes and reasons), against what NumPy
and pandas need only to count the same members by unit and grade, the first step of any evaluation."""
import argparse

import numpy as np
import pandas as pd
from race import race, report

import myhao as mh


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    args = parser.parse_args()
    year = mh.datasets.my_hao_2020()
    town, rules = mh.synthetic.town(year, seed=1), mh.rules.in_force(2020)
    members, units = len(town.members), len(town.tree)
    random = np.random.default_rng(1)
    frame = pd.DataFrame({"unit": random.integers(units, size=members), "grade": random.integers(4, size=members)})
    unit, grade = frame["unit"].to_numpy(), frame["grade"].to_numpy()

    times = race({
        "numpy: members by unit and grade": lambda: np.bincount(unit * 4 + grade, minlength=4 * units),
        "pandas: members by unit and grade": lambda: frame.groupby(["unit", "grade"]).size(),
        "myhao: the organisations": lambda: mh.evaluate(town.tree, town.facts, rules["organization"]),
        "myhao: organisations and members": lambda: town.evaluate(rules),
        "myhao: the town made up from its report": lambda: mh.synthetic.town(year, seed=1),
    }, args.rounds)
    report(f"a SYNTHETIC town of {units} units and {members} members", times, "pandas: members by unit and grade")


if __name__ == "__main__":
    main()
