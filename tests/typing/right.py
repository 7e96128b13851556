# SPDX-License-Identifier: Apache-2.0
"""Right use, with the types a reader expects: read by mypy, not run."""
import datetime as dt
from fractions import Fraction

import myhao as mh

history = mh.History.from_records({"id": ["town", "ward"], "name": ["Town", "Ward"], "kind": ["district", "grassroots_committee"],
                                   "parent": [None, "town"], "since": [dt.date(2019, 12, 1), "2019-12-01"], "until": [None, None]})
tree: mh.Tree = history.at("2020-12-31")
earlier: mh.Tree = history.at(dt.date(2019, 12, 31))
count: int = len(tree)
depth: int = tree.depth("ward")
kind: str = tree.kind("ward")
name: str = tree.name("ward")
part: mh.Tree = tree.subtree("town")
digest: str = history.digest

fact = mh.Fact("results", "level")
rules = mh.RuleSet(id="demo", subject="organization", scale=mh.scales.cpv_2018, years=(2020, None), facts=[fact],
                   grades={"excellent": mh.fact("results").at_least("excellent"), "good": mh.fact("results").at_least("good"),
                           "completed": mh.all_of(mh.fact("results").at_least("average"), mh.not_(mh.fact("results").equals("poor")))},
                   quotas=[mh.Quota("excellent", share=Fraction(1, 5), base="good_only", group=mh.by_parent(), on_tie="choice")])
evaluation = mh.evaluate(tree, {"id": ["ward"], "results": ["good"]}, rules, year=2020)
outcome: mh.Outcome = evaluation["ward"]
possible: frozenset[str] = outcome.possible
best: str | None = outcome.best
decided: bool = outcome.decided
findings: mh.Findings = evaluation.findings
book: mh.RuleBook = mh.rules.in_force(2020)
