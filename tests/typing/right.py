# SPDX-License-Identifier: Apache-2.0
"""Right use, with the types a reader expects: read by mypy, and run."""
import datetime as dt
from fractions import Fraction

import myhao as mh

history = mh.History.from_records({"id": ["town", "ward"], "name": ["Town", "Ward"], "kind": ["district", "grassroots_committee"],
                                   "parent": [None, "town"], "since": [dt.date(2019, 12, 1), "2019-12-01"], "until": ["2025-07-01", dt.date(2025, 7, 1)]})
tree: mh.Tree = history.at("2020-12-31")
earlier: mh.Tree = history.at(dt.date(2019, 12, 31))
count: int = len(tree)
depth: int = tree.depth("ward")
kind: str = tree.kind("ward")
name: str = tree.name("ward")
part: mh.Tree = tree.subtree("town")
digest: str = history.digest
changes: mh.Changes = history.changes("2019-12-31", "2025-07-01")
first: mh.Change = changes[0]
sweep: mh.Sweep = history.sweep(["2019-12-31", dt.date(2020, 12, 31)], {"ward": 120}, units=["town"])
totals: list[int] = [step["town"] for step in sweep]
term: mh.terms.Term | None = history.term_of("town", "2020-12-31")
page: str = tree.to_html()
areas: mh.History = mh.areas.history({"id": ["d"], "name": ["D"], "kind": ["district"], "since": ["2019-12-01"], "until": ["2025-07-01"]})
seats = mh.areas.Areas(areas, history, [{"unit": "town", "area": "d", "since": "2019-12-01", "until": "2025-07-01"}])
area: str | int | None = seats.of("town", "2020-12-31")
holdings = mh.posts.Holdings([{"person": 1, "unit": "ward", "post": "secretary", "since": "2020-01-01"}])
held: list[mh.posts.Holding] = holdings.on("2020-12-31")

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
