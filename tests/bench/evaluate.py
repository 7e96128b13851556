# SPDX-License-Identifier: Apache-2.0
"""Every unit graded from its facts and its children's grades, bottom-up, then a quota per parent; see grade_peers.py for the rules.

Contests: every level known, shares and quotas (all answers are equal, ties too); and one level in a hundred missing, shares only
(the peers' low..high is the library's worst..best). The library carries sets of outcomes and keeps what its reasons need. Then, of the
library alone: what unknown levels cost, how it grows, and reasons.
"""
import argparse
import ctypes
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


def nation_held(units, seed, missing, quotas=True):
    """A tree with text ids, the facts of its units held, and the rules."""
    full = data.nation(units, seed)
    tree = nation.history_of_one_day(full, True).at(nation.ON)
    ours = rules(quotas)
    return full, data.facts(full, seed, missing), tree, mh.Facts(tree, facts_frame(data.facts(full, seed, missing), data.text(full.id)), ours), ours


def unknowns(args):
    """What unknown levels cost: each object's own are enumerated, and groups with open outcomes are looked at rival by rival."""
    contest = Contest(f"Evaluation of {args.units} units, shares and quotas, by the share of levels that are missing", "none")
    for name, missing in (("none", 0.0), ("one in a hundred", 0.01), ("one in twenty", 0.05), ("every second one", 0.5)):
        _, _, tree, held, ours = nation_held(args.units, args.seed, missing)
        undecided = sum(1 for one in mh.evaluate(tree, held, ours).to_frame("polars")["decided"] if not one)
        name = name if missing == 0 else f"{name}, {undecided} undecided"
        contest.add(name, lambda tree=tree, held=held, ours=ours: mh.evaluate(tree, held, ours))
    contest.run(args)


def growth(args):
    for units in (33_000, 330_000, *([3_300_000] if args.large else [])):
        _, _, tree, held, ours = nation_held(units, args.seed, 0.0)
        contest = Contest(f"Evaluation of {units} units, shares and quotas", "evaluate")
        contest.add("evaluate", lambda tree=tree, held=held, ours=ours: mh.evaluate(tree, held, ours))
        times = contest.run(args)
        print(f"{1e6 * min(times['evaluate']) / units:10.1f} ns a unit")


def reasons(args):
    """With and without reasons, and a reason by itself: as numbers, in words, and recomputed."""
    full, facts, tree, held, ours = nation_held(args.units, args.seed, 0.0)
    ev = mh.evaluate(tree, held, ours)
    some = tree.ids[:: max(1, args.units // 3000)]
    numbers = nation.number(some)
    lib = Floor("reasons.cpp")
    code = np.ascontiguousarray(np.concatenate([3 - getattr(facts, f"c{i}").astype(np.int32) for i in range(5)]))
    whole = [np.ascontiguousarray(column.astype(np.int64)) for column in (full.id, full.parent, facts.done, facts.assigned, facts.score)]
    handle = lib.evaluation_new(args.units, whole[0], whole[1], full.level.astype(np.int32), code, whole[2], whole[3], facts.disciplined.astype(np.uint8), whole[4])
    assert handle, "the library refuses the nation"
    point = ctypes.c_void_p(handle)
    decided = sum(ev[id].decided for id in some)
    assert lib.explain_all(point, len(some), numbers) == decided and lib.replay(point, len(some), numbers) == 0, "C++ and Python differ"
    assert all(mh.verify(ev.explain(id)).possible == ev[id].possible for id in some[:200])
    contest = Contest(f"Reasons of {len(some)} of {args.units} units", "Python: explain")
    contest.add("C++: explain", lambda: lib.explain_all(point, len(some), numbers))
    contest.add("C++: explain, in words", lambda: lib.explain_in_words(point, len(some), numbers))
    contest.add("C++: explain and verify", lambda: lib.replay(point, len(some), numbers))
    contest.add("Python: explain", lambda: [ev.explain(id) for id in some])
    contest.add("Python: explain, its cases", lambda: [ev.explain(id).cases for id in some])
    contest.add("Python: evaluate, without reasons", lambda: mh.evaluate(tree, held, ours))
    contest.add("Python: evaluate, then explain", lambda: [mh.evaluate(tree, held, ours).explain(id) for id in some[:1]] + [ev.explain(id) for id in some[1:]])
    contest.add("Python: to_frame, polars", lambda: ev.to_frame("polars"))
    contest.add("Python: to_frame, pandas", lambda: ev.to_frame("pandas"))
    times = contest.run(args)
    for name in ("C++: explain", "C++: explain, in words", "C++: explain and verify", "Python: explain", "Python: explain, its cases"):
        print(f"{1000 * min(times[name]) / len(some):10.2f} us a reason  {name}")
    lib.evaluation_free(point)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=330_000)
    parser.add_argument("--parts", default="quotas,missing,unknowns,growth,reasons")
    parser.add_argument("--large", action="store_true", help="growth up to 3.3 million units")
    args = options(parser)
    for name in args.parts.split(","):
        if name in ("quotas", "missing"):
            contests(args, name == "quotas", Floor() if name == "quotas" else None)
        else:
            {"unknowns": unknowns, "growth": growth, "reasons": reasons}[name](args)


if __name__ == "__main__":
    main()
