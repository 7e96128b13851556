# SPDX-License-Identifier: Apache-2.0
"""Pictures of Mỹ Hào in 2020: the tree of the town, the places its quota leaves, and a made-up town with the same totals.

    pictures.py FOLDER        writes FOLDER/tree.png, FOLDER/quota.png and FOLDER/synthetic.png
"""
import sys
from pathlib import Path

import matplotlib

import myhao as mh

matplotlib.use("Agg")


def draw(folder: Path) -> None:
    report = mh.datasets.my_hao_2020()
    town = mh.datasets.my_hao_history().at("2020-12-31")
    rules = mh.rules.in_force(2020)
    organisations = report.tallies[0]

    made_up = mh.synthetic.town(report, seed=1)
    evaluated = made_up.evaluate(rules)
    print(made_up)
    print(f"evaluated whole: {len(evaluated.findings)} findings, origin {evaluated.origin}")

    wards, others = mh.Tally({}, graded=13), mh.Tally({}, graded=30)
    pictures = {"tree": mh.plot.tree(town, "my-hao", evaluation=mh.evaluate(town, None, rules, reported=report.tallies, incomplete=town.children("my-hao"))),
                "quota": mh.plot.quota_ladder(organisations, rules, {"any grouping": None, "one group": "one", "13 + 30": [wards, others]}),
                "synthetic": mh.plot.tree(made_up.tree, depth=1, evaluation=evaluated)}
    for name, axes in pictures.items():
        path = folder / f"{name}.png"
        axes.figure.savefig(path, dpi=100, bbox_inches="tight")
        print(f"written: {path}")


if __name__ == "__main__":
    draw(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
