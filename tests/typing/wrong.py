# SPDX-License-Identifier: Apache-2.0
"""Every line that ends with the mark below is a mistake that mypy must find: read by mypy, not run."""
import myhao as mh


def of(history: mh.History, tree: mh.Tree, evaluation: mh.Evaluation) -> None:
    history.at(20201231)  # wrong
    history.at("2020-12-31", strict=True)  # wrong
    depth: str = tree.depth("ward")  # wrong
    tree.nmae("ward")  # wrong
    mh.Quota("excellent", share=0.2, base="good_only")  # wrong
    evaluation["ward"].possible.add("good")  # wrong
    evaluation["ward"].possible.union({"good"})
    print(depth)
