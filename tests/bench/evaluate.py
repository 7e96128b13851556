# SPDX-License-Identifier: Apache-2.0
"""Every unit graded from its facts and its children's grades, bottom-up, then a quota per parent; see grade_peers.py for the rules.

Two contests: every level known, shares and quotas (all answers are equal, ties too); and one level in a hundred missing, shares only
(the peers' low..high is the library's worst..best). The library carries sets of outcomes and keeps what its reasons need.
"""
import argparse
from ctypes import byref

import data
import duckdb
import nation
import numpy as np
import polars as pl
from floor import Facts, Floor
from grade_peers import duckdb_sql, numpy_grades, polars_grades
from race import Contest, options

import myhao as mh

LEVELS = ["excellent", "good", "average", "poor"]  # best first
GRADES = ["excellent", "good", "completed", "not_completed"]


def rules(quotas):
    """The rules of grade_peers.py, as a user of the library writes them."""
    scale = mh.Scale("bench", GRADES)
    level = [mh.fact(f"c{i}") for i in range(5)]
    clean, tasks, below = mh.fact("disciplined").is_false(), mh.ratio("done", "assigned"), mh.subordinates

    def clause(key, rest, share, children=None):
        conditions = [*(c.at_least(key) for c in level[:2]), *(c.at_least(rest) for c in level[2:]), clean, tasks.at_least(share)]
        return mh.all_of(*conditions, *([below.share(mh.outcome.at_least("good")).at_least(children)] if children else []))

    return mh.RuleSet(id="bench", subject="organization", scale=scale, years=(2020, None),
                      facts=[*(mh.Fact(f"c{i}", "level", values=LEVELS) for i in range(5)), mh.Fact("done", "count"), mh.Fact("assigned", "count"),
                             mh.Fact("disciplined", "flag"), mh.Fact("score", "count")],
                      grades={"excellent": clause("excellent", "good", "90%", "80%"), "good": clause("good", "average", "80%", "50%"),
                              "completed": clause("average", "average", "50%")},
                      quotas=[mh.Quota("excellent", share="20%", base="good_or_better", group=mh.by_parent(), rank_by="score", on_tie="choice")] if quotas else [])


def facts_frame(f, ids):
    """As an analyst has them: levels of an enumeration, null where missing."""
    level = pl.Series([*LEVELS, None], dtype=pl.Enum(LEVELS))
    levels = {f"c{i}": level.gather((3 - getattr(f, f"c{i}")).astype(np.uint32)) for i in range(5)}
    return pl.DataFrame({"id": ids, **levels, "done": f.done, "assigned": f.assigned, "disciplined": pl.Series(f.disciplined).cast(pl.Boolean), "score": f.score})


def contests(args, quotas, floor=None):
    """The floor knows quotas only, and may be left out."""
    full = data.nation(args.units, args.seed)
    facts = data.facts(full, args.seed, 0.0 if quotas else 0.01)
    as_text = nation.history_of_one_day(full, True).at(nation.ON)
    ids, parent, end = nation.shape(as_text)
    n = len(ids)
    by_id = np.argsort(full.id)
    row = by_id[np.searchsorted(full.id[by_id], ids)]  # of the table, for each place in the tree
    ordered = data.Columns(**{name: np.ascontiguousarray(values[row]) for name, values in vars(facts).items()})
    low, high, tie = (np.empty(n, np.int8) for _ in range(3))
    aligned = Facts.of(ordered)
    up, depth = parent.astype(np.int64), full.level[row]
    kids = np.bincount(up[1:], minlength=n)
    levels = []
    for d in range(4, 0, -1):  # rows of one depth in preorder stand grouped by parent
        rows = np.flatnonzero(depth == d)
        first = np.flatnonzero(np.r_[True, up[rows][1:] != up[rows][:-1]])
        levels.append((rows, up[rows[first]], first))
    expect = np.column_stack(numpy_grades(ordered, levels, up, kids, quotas))
    undecided = int((expect[:, 0] != expect[:, 1]).sum())
    assert undecided and (not quotas or expect[:, 2].sum()), "the data must have ties, or unknowns"
    rows_of = np.argsort(ids)

    def same(*columns):
        return np.array_equal(np.column_stack(columns), expect)

    def same_frame(r):
        got = np.column_stack([np.asarray(r[c]) for c in ("low", "high", "tie")])
        return np.array_equal(got[np.argsort(np.asarray(r["id"]))], expect[rows_of])

    def same_sets(ev):
        """The worst and the best possible grade of each unit."""
        frame = ev.to_frame("polars")
        sets = {text: [3 - GRADES.index(grade) for grade in text.split("|")] for text in frame["possible"].unique()}
        worst, best = (frame["possible"].replace_strict({text: pick(grades) for text, grades in sets.items()}, return_dtype=pl.Int8) for pick in (min, max))
        tied = pl.Series([quotas], dtype=pl.Int8) * (worst != best).cast(pl.Int8)
        got = np.column_stack([worst, best, tied])
        return np.array_equal(got[np.argsort(nation.number(frame["id"].to_list()))], expect[rows_of])

    ours = rules(quotas)
    text = np.asarray(as_text.ids)
    in_order = facts_frame(ordered, text)
    mix = np.random.default_rng(args.seed + 5).permutation(n)
    shuffled = in_order[mix]
    held = mh.Facts(as_text, in_order, ours)
    what = "shares and quotas, every level known" if quotas else "shares, one level in a hundred missing"
    contest = Contest(f"Evaluation of {n} units, {what}: {undecided} undecided", "myhao: facts held in tree order", "C++ floor, tree order" if floor else None)
    if floor:
        index = floor.ids_new(n, ids)
        keyed = Facts.of(facts)
        contest.add("C++ floor, tree order", lambda: floor.evaluate(n, parent, byref(aligned), low, high, tie), lambda _: same(low, high, tie))
        contest.add("C++ floor, int64 ids in any order", lambda: floor.evaluate_keyed(n, parent, index, full.id, byref(keyed), low, high, tie), lambda _: same(low, high, tie))
    contest.add("myhao: facts held in tree order", lambda: mh.evaluate(as_text, held, ours), same_sets)
    contest.add("myhao: a Polars frame in tree order, text ids", lambda: mh.evaluate(as_text, in_order, ours), same_sets)
    contest.add("myhao: a shuffled Polars frame, text ids", lambda: mh.evaluate(as_text, shuffled, ours), same_sets)
    as_pandas = shuffled.to_pandas()
    contest.add("myhao: a shuffled pandas frame, text ids", lambda: mh.evaluate(as_text, as_pandas, ours), same_sets)
    contest.add("numpy, tree order", lambda: numpy_grades(ordered, levels, up, kids, quotas), lambda r: same(*r))

    frame = pl.DataFrame({"id": full.id, "parent": full.parent, "depth": full.level, **vars(facts)}).with_columns(
        pl.when(pl.col("depth") > 0).then("parent").alias("parent"), *(pl.col(f"c{i}").replace(data.NONE, None) for i in range(5)), pl.col("disciplined").cast(pl.Boolean))
    for engine in ("in-memory", "streaming"):
        for ranks in (True, False) if quotas else (False,):
            contest.add(f"polars, int64 ids, {'rank over parent' if ranks else 'sort and gather' if quotas else 'by level'}, {engine}",
                        lambda e=engine, r=ranks: polars_grades(frame, [4, 3, 2, 1, 0], e, r, quotas), same_frame)
    keys = pl.DataFrame({"text": data.text(full.id), "id": full.id, "parent": frame["parent"], "depth": full.level})
    by_text = frame.drop("id", "parent", "depth").with_columns(text=pl.Series(data.text(full.id)))[np.random.default_rng(args.seed + 6).permutation(n)]

    def polars_text():
        joined = keys.join(by_text, on="text", how="left").drop("text")
        return polars_grades(joined, [4, 3, 2, 1, 0], "in-memory", False, quotas)

    contest.add("polars, facts joined on text ids first", polars_text, same_frame)
    sql = duckdb_sql([4, 3, 2, 1, 0], quotas)
    con = duckdb.connect(config={"threads": args.threads})
    con.register("arrow_units", frame.to_arrow())
    con.execute("create table units as select * from arrow_units")
    con.unregister("arrow_units")
    contest.add("duckdb, own table, int64 ids", lambda: con.sql(sql).to_arrow_table(), same_frame)
    contest.run(args)

    some = as_text.ids[:: max(1, n // 200)]
    ev = mh.evaluate(as_text, held, ours)
    reasons = Contest(f"Reasons of {len(some)} units", "myhao: explain")
    reasons.add("myhao: explain", lambda: [ev.explain(id) for id in some], lambda r: all(mh.verify(reason).possible == ev[id].possible for id, reason in zip(some, r, strict=True)))
    reasons.run(args)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=330_000)
    parser.add_argument("--parts", default="quotas,missing")
    args = options(parser)
    parts = args.parts.split(",")
    for name in parts:
        contests(args, name == "quotas", Floor() if name == "quotas" else None)


if __name__ == "__main__":
    main()
