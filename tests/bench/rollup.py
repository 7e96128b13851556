# SPDX-License-Identifier: Apache-2.0
"""The sum of every subtree: the tree is built, values come and totals go in preorder. Each peer has prepared whatever it likes."""
import argparse

import data
import duckdb
import nation
import numpy as np
import pandas as pd
import polars as pl
import scipy.sparse
from floor import Floor
from race import Contest, options
from tree_peers import nested_sets, networkx_rollup, networkx_tree


def depths(parent):
    depth = np.zeros(len(parent), np.int8)
    up = parent.astype(np.int64)
    while (up >= 0).any():
        depth += up >= 0
        up = np.where(up < 0, -1, parent[up])
    return depth


def polars_levels(frame, value, engine):
    part = frame.lazy().select("parent", pl.lit(pl.Series("v", value)).alias("v"))
    inner = []
    while True:
        part = part.filter(pl.col("parent").is_not_null()).group_by("parent").agg(pl.col("v").sum()).collect(engine=engine)
        if part.is_empty():
            break
        inner.append(part.rename({"parent": "pos", "v": "below"}))
        part = inner[-1].lazy().join(frame.lazy(), on="pos").select("parent", v="below")
    below = pl.concat(inner).lazy().group_by("pos").agg(pl.col("below").sum())
    return (frame.lazy().select("pos", pl.lit(pl.Series("v", value)).alias("v")).join(below, on="pos", how="left")
            .select("pos", total=pl.col("v") + pl.col("below").fill_null(0)).collect(engine=engine))


def peers(contest, parent, end, value, threads, same):
    """Adds the peers, each at its best, and each in the ways that people write."""
    n = len(parent)
    rows, depth = np.arange(n), depths(parent)
    last = end.astype(np.int64) - 1

    def same_frame(r):
        return same(np.asarray(r["total"])[np.argsort(np.asarray(r["pos"]))])

    contest.add("numpy nested sets (cumsum, take)", lambda: nested_sets(value, last + 1), same)
    by_level = [np.flatnonzero(depth == d) for d in range(int(depth.max()), 0, -1)]
    ups = [parent[level].astype(np.int64) for level in by_level]

    def add_at():
        out = value.copy()
        for level, up in zip(by_level, ups, strict=True):
            np.add.at(out, up, out[level])
        return out

    contest.add("numpy add.at by level", add_at, same)
    runs = []
    for level, up in zip(by_level, ups, strict=True):
        first = np.r_[True, up[1:] != up[:-1]]
        runs.append((level, up[first], np.flatnonzero(first)))

    def reduceat():
        out = value.copy()
        for level, up, first in runs:
            out[up] += np.add.reduceat(out[level], first)
        return out

    contest.add("numpy reduceat by level", reduceat, same)

    above, below, up = [rows], [rows], parent.astype(np.int64)
    while (up >= 0).any():
        above.append(up[up >= 0])
        below.append(rows[up >= 0])
        up = np.where(up < 0, -1, parent[up])
    pairs = np.concatenate(above), np.concatenate(below)
    closure = scipy.sparse.csr_array((np.ones(len(pairs[0]), np.int64), pairs), (n, n))
    contest.add("scipy closure matrix", lambda: closure @ value, same)

    frame = pl.DataFrame({"pos": rows, "parent": parent, "end": end, "depth": depth}).with_columns(pl.when(pl.col("parent") >= 0).then(pl.col("parent")).cast(pl.Int64))
    ends = pl.Series("last", last).cast(pl.UInt32)

    def polars_nested():
        v = pl.Series("v", value)
        run = v.cum_sum()
        return run.gather(ends) - run + v

    contest.add("polars nested sets (cum_sum, gather)", polars_nested, lambda r: same(r.to_numpy()))
    for engine in ("in-memory", "streaming"):
        contest.add(f"polars group_by by level, {engine}", lambda e=engine: polars_levels(frame, value, e), same_frame)
    steps = [(pd.Index(level), up) for level, up in zip(by_level, ups, strict=True)]

    def pandas_levels():
        out = pd.Series(value.copy())
        for at, up in steps:
            some = out.iloc[at].groupby(up, sort=False).sum()
            out.iloc[some.index] += some.array
        return out

    contest.add("pandas groupby by level", pandas_levels, lambda r: same(r.to_numpy()))

    con = duckdb.connect(config={"threads": threads})
    con.register("frame", frame.to_arrow())
    con.execute("create table tree as select pos, parent, \"end\" - pos as size, depth from frame")
    con.unregister("frame")
    con.register("vals", pl.DataFrame({"v": value}).to_arrow())
    zipped = "(select * from tree positional join vals)"
    sums = {
        "duckdb nested sets (window)": f"select pos, sum(v) over (order by pos rows between current row and (size - 1) following)::bigint as total from {zipped}",
        "duckdb nested sets (join)": f"""with c as materialized (select pos, size, v, sum(v) over (order by pos)::bigint as run from {zipped})
            select a.pos, b.run - a.run + a.v as total from c a join c b on b.pos = a.pos + a.size - 1""",
        "duckdb recursive": f"""with recursive t as materialized (select pos, parent, v from {zipped}),
            up(pos, part) as (select pos, v from t union all select t.parent, sum(up.part)::bigint from up join t on up.pos = t.pos where t.parent is not null group by t.parent)
            select pos, sum(part)::bigint as total from up group by pos""",
    }
    for name, sql in sums.items():
        contest.add(name, lambda s=sql: con.sql(s).to_arrow_table(), same_frame)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=330_000)
    parser.add_argument("--large", action="store_true", help="5,600,000 units, a tree of each member as a leaf; needs some 8 GB and minutes")
    parser.add_argument("--objects", action="store_true", help="networkx and mappings too: a Python object for each unit")
    args = options(parser)
    units = 5_600_000 if args.large else args.units
    floor = Floor()
    tree = nation.history_of_one_day(data.nation(units, args.seed)).at(nation.ON)
    ids, parent, end = nation.shape(tree)
    n = len(ids)
    value = np.random.default_rng(args.seed).integers(0, 60, n)
    total, suffix = np.empty(n, np.int64), np.empty(n + 1, np.int64)
    floor.rollup_parent(n, parent, value, total)
    expect = total.copy()

    def same(got):
        return np.array_equal(np.asarray(got), expect)

    contest = Contest(f"Roll-up of {n} units, values in preorder", "myhao: tree.rollup", "C++ floor")
    contest.add("C++ floor", lambda: floor.rollup_range(n, end, value, total, suffix), lambda _: same(total))
    contest.add("C++ floor, new arrays each time", lambda: floor.rollup_range(n, end, value, np.empty(n, np.int64), np.empty(n + 1, np.int64)))
    contest.add("C++ copy of the values", lambda: floor.copy_bytes(total, value, 8 * n))
    contest.add("C++ read of values and parents", floor.reader((value, parent)))
    contest.add("myhao: tree.rollup", lambda: tree.rollup(value), lambda r: same(r.total))
    peers(contest, parent, end, value, args.threads, same)
    if args.objects:
        by_id = dict(zip(ids.tolist(), value.tolist(), strict=True))
        graph = networkx_tree([(i, data.NONE if p < 0 else int(ids[p])) for i, p in zip(ids.tolist(), parent, strict=True)])
        contest.add("networkx, a graph that stands", lambda: networkx_rollup(graph, by_id), lambda r: same([r[i] for i in ids.tolist()]))
        contest.add("myhao: tree.rollup of a mapping (the slow door)", lambda: tree.rollup(by_id), lambda r: same(r.total))
    contest.run(args)


if __name__ == "__main__":
    main()
