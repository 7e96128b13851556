# SPDX-License-Identifier: Apache-2.0
"""A history: built from spells; the tree of one date, and what dead spells cost it; many dates; tables keyed by text."""
import argparse

import data
import duckdb
import nation
import networkx
import numpy as np
import pandas as pd
import polars as pl
from floor import Floor, strings
from race import Contest, options
from tree_peers import duckdb_cold, nested_sets, networkx_rollup, networkx_tree, numpy_cold, numpy_tree, pandas_cold, polars_cold, prepared

import myhao as mh


def values_of(full, seed):
    mix = np.random.default_rng(seed + 9).permutation(len(full.id))
    return data.Columns(id=full.id[mix], members=full.members[mix])


def building(args, h, full, floor, as_text):
    """Ours reads, checks and indexes the whole history, then answers for one date; the peers answer for that date only."""
    values = values_of(full, args.seed)
    frame = nation.spells_frame(h, as_text)
    text = data.text if as_text else lambda ids: ids
    vals = pl.DataFrame({"id": text(values.id), "members": values.members})
    pandas_spells = pd.DataFrame({"id": frame["id"].to_pandas(), "parent": frame["parent"].to_pandas() if as_text else h.parent, "since": h.since, "until": h.until})
    pandas_values = vals.to_pandas()
    expect_ids, expect = numpy_cold(h, values, data.DATE)
    expect = nation.keyed(expect_ids, expect)

    def same(ids, totals):
        return np.array_equal(nation.keyed(np.asarray(ids).tolist(), totals), expect)

    def of_those_that_stand():  # values of units that do not stand on the date are an error, so they are left out
        tree = nation.built(frame).at(nation.ON)
        return tree.rollup(standing)

    standing = vals.rename({"members": "value"}).join(pl.DataFrame({"id": pl.Series(nation.built(frame).at(nation.ON).ids)}), on="id", how="semi")
    rows, total = np.empty(len(h.id), np.int32), np.empty(len(h.id), np.int64)
    contest = Contest(f"A history built from {len(h.id)} spells of {args.units} units, {'text' if as_text else 'int64'} ids", "myhao: history, tree and roll-up of one date", "C++ floor, one date" if floor else None)
    if floor and as_text:
        keys = (*strings(frame["id"].to_arrow()), *strings(frame["parent"].fill_null("").to_arrow()))
        value_keys = strings(vals["id"].to_arrow())
        contest.add("C++ floor, one date", lambda: floor.asof_strings(len(h.id), *keys, h.since, h.until, len(values.id), *value_keys, values.members, data.DATE, rows, total),
                    lambda n: same(h.id[rows[:n]], total[:n]))
    elif floor:
        contest.add("C++ floor, one date", lambda: floor.asof_ids(len(h.id), h.id, h.parent, h.since, h.until, len(values.id), values.id, values.members, data.DATE, rows, total),
                    lambda n: same(h.id[rows[:n]], total[:n]))
        contest.add("C++ floor, history only", lambda: floor.history_free(floor.history_build(len(h.id), h.id, h.parent, h.since, h.until)))
    if not as_text:
        contest.add("numpy, one date", lambda: numpy_cold(h, values, data.DATE), lambda r: same(*r))
    contest.add("myhao: history, tree and roll-up of one date", of_those_that_stand, lambda r: same(r.tree.ids, r.total))
    contest.add("myhao: history only", lambda: nation.built(frame), lambda b: len(b) == args.units)
    contest.add("pandas, one date", lambda: pandas_cold(pandas_spells, pandas_values, data.DATE), lambda r: same(*r))
    for engine in ("in-memory", "streaming"):
        contest.add(f"polars {engine}, one date", lambda e=engine: polars_cold(frame, vals, nation.ON, e), lambda r: same(r["id"], r["total"]))
    con = duckdb.connect(config={"threads": args.threads})
    for name, table in (("spells", frame.drop("kind", "name")), ("vals", vals)):
        con.register("arrow_table", table.to_arrow())
        con.execute(f"create table {name} as select * from arrow_table")
        con.unregister("arrow_table")
    contest.add("duckdb, one date", lambda: duckdb_cold(con, nation.ON), lambda r: same(r["id"].to_pylist(), r["total"]))
    contest.run(args)


def tree_of_a_date(args, h, full, floor):
    history = nation.built(nation.spells_frame(h))
    spells = prepared(h, full)
    handle = floor.history_build(len(h.id), h.id, h.parent, h.since, h.until) if floor else 0
    valid = (h.since <= data.DATE) & (h.until > data.DATE)
    order = np.argsort(h.id[valid])
    expect_id, expect_parent = h.id[valid][order], h.parent[valid][order]
    sizes = []

    def same(ids, parent, end):
        """The same units under the same parents, with subtrees of the same sizes; peers may put siblings in another order."""
        by_id = np.argsort(ids)
        up = np.where(parent < 0, data.NONE, ids[parent])[by_id]
        size = (end - np.arange(len(end)))[by_id]
        sizes.append(size)
        return np.array_equal(ids[by_id], expect_id) and np.array_equal(up, expect_parent) and np.array_equal(size, sizes[0])

    def of_floor(tree):
        n = floor.tree_size(tree)
        ids, parent, end = np.empty(n, np.int64), np.empty(n, np.int32), np.empty(n, np.int32)
        floor.tree_read(handle, tree, ids, parent, end)
        floor.tree_free(tree)
        return same(ids, parent, end)

    contest = Contest(f"The tree of one date: {valid.sum()} units stand, {len(h.id)} spells", "myhao: at(date)", "C++ floor" if floor else None)
    if floor:
        assert of_floor(floor.tree_new(handle, data.DATE))
        contest.add("C++ floor", lambda: floor.tree_free(floor.tree_new(handle, data.DATE)))
        contest.add("C++, one pass over since and until", lambda: floor.history_scan(handle, data.DATE))
    contest.add("myhao: at(date)", lambda: history.at(nation.ON), lambda tree: same(*nation.shape(tree)))
    contest.add("numpy, spells prepared", lambda: numpy_tree(*spells[:4], data.DATE), lambda r: same(spells[4][r[0]], r[1], r[2]))
    if args.objects:
        pairs = list(zip(h.id[valid].tolist(), h.parent[valid].tolist(), strict=True))
        own = dict.fromkeys(expect_id.tolist(), 1)
        def sizes_of(graph):
            totals = networkx_rollup(graph, own)
            return np.array_equal(np.array([totals[id] for id in expect_id.tolist()]), sizes[0])

        contest.add("networkx, a graph of that date", lambda: networkx_tree(pairs), sizes_of)
    contest.run(args)
    if floor:
        floor.history_free(handle)


def dead_spells(args, floor):
    """About the same units standing, and for each of them 0, 1, 4 and 16 spells that do not; beside it, what it costs to look at every spell."""
    units = args.units // 3
    contest, handles = None, []
    for times in (0, 1, 4, 16):
        h = data.history(units, units * (times + 1), args.seed)
        history = nation.built(nation.spells_frame(h))
        standing = int(((h.since <= data.DATE) & (h.until > data.DATE)).sum())
        name = f"myhao: at(date), {times} dead spells to a unit, {len(h.id)} spells for {standing} that stand"
        if contest is None:
            contest = Contest("The cost of dead spells (a ratio of 1: none)", name)
        contest.add(name, lambda built=history: built.at(nation.ON), lambda tree, n=standing: len(tree) == n)
        handles.append(floor.history_build(len(h.id), h.id, h.parent, h.since, h.until))
        contest.add(f"C++, one pass over since and until of {len(h.id)} spells", lambda handle=handles[-1]: floor.history_scan(handle, data.DATE))
    contest.run(args)
    for handle in handles:
        floor.history_free(handle)


def many_dates(args, h, full, floor, ours):
    """Roll-ups on many days: by differences, against a tree and a roll-up for each. The C++ part is called as the floor is."""
    frame = nation.spells_frame(h)
    history = nation.built(frame)
    units = args.units
    none = np.where(h.parent == data.NONE, -1, h.parent)
    handle = ours.history_new(len(h.id), h.id, none, h.level.astype(np.int32), h.since, h.until)
    base = floor.history_build(len(h.id), h.id, h.parent, h.since, h.until)
    floor.history_events(base)
    own = np.random.default_rng(args.seed).integers(0, 60, units)  # by the floor's number of the unit, and carried over to ours
    ids = np.empty(units, np.int64)
    floor.unit_ids(base, ids)
    ours_own = np.empty(units, np.int64)
    ours.values_by_unit(handle, units, ids, own, ours_own)
    total, parent = np.empty(units, np.int64), np.empty(units, np.int32)
    every = np.unique(np.concatenate((h.since, h.until[h.until != data.OPEN])))
    plans = {"16 ends of year": np.array([14974 + round(365.25 * y) for y in range(16)], np.int32),
             "192 ends of month": (14610 + np.arange(1, 193) * 365.25 / 12).astype(np.int32)}
    if args.every_day:
        plans = {f"every one of {len(every)} days with a change": every.astype(np.int32)}
    spells = prepared(h, full)
    by_peer = own[np.argsort(ids)][np.argsort(np.argsort(spells[4]))]
    for name, days in plans.items():
        sums, digest = np.empty(len(days), np.int64), np.empty(len(days), np.int64)
        floor.rollup_trees(base, own, len(days), days, total, sums)
        expect = sums.copy()

        def same(_, sums=sums, expect=expect):
            return np.array_equal(sums, expect)

        def digests(_, digest=digest):
            """The totals of all units on all days: equal whichever way they were made."""
            seen.append(digest.copy())
            return np.array_equal(seen[-1], seen[0])

        seen: list[np.ndarray] = []
        ours.sweep_digests(handle, ours_own, len(days), days, digest)
        digests(None)
        ours.trees_digests(handle, ours_own, len(days), days, digest)
        assert digests(None), "a sweep and rebuilding give other totals"
        contest = Contest(f"Roll-ups of {units} units on {name}, {len(h.id)} spells", "myhao (C++): sweep", "C++ floor, by differences")
        contest.add("C++ floor, by differences", lambda d=days, s=sums: floor.rollup_series(base, own, len(d), d, total, parent, s), same)
        contest.add("C++ floor, a tree and a roll-up for each", lambda d=days, s=sums: floor.rollup_trees(base, own, len(d), d, total, s), same)
        contest.add("myhao (C++): sweep", lambda d=days, s=sums: ours.sweep(handle, ours_own, len(d), d, s), same)
        contest.add("myhao (C++): a tree and a roll-up for each", lambda d=days, s=sums: ours.trees(handle, ours_own, len(d), d, s), same)
        if len(days) <= 16 or args.every_day:
            values = dict(zip(ids.tolist(), own.tolist(), strict=True))
            table = pl.DataFrame({"id": list(values), "value": list(values.values())})
            dates = [nation.date(d) for d in days]

            def numpy_dates(days=days):
                return [nested_sets(by_peer[unit], end)[0] for unit, _, end in (numpy_tree(*spells[:4], d) for d in days)]

            contest.add("numpy, a tree and a roll-up for each", numpy_dates, lambda r, e=expect: r == e.tolist())
            if len(days) <= 16:
                contest.add("myhao: rollup_series, every unit of every date as a Polars frame", lambda d=dates, t=table: history.rollup_series(t, d),
                            lambda r, e=expect: np.array_equal(r.group_by("date").agg(pl.col("total").max()).sort("date")["total"].to_numpy(), e))
        contest.run(args)
    floor.history_free(base)
    ours.history_free(handle)


def keyed_by_text(args, full):
    """One row for each unit, keyed by text, from pandas and Polars: the history itself, and values rolled up."""
    n = args.units
    columns = data.Columns(id=full.id, parent=full.parent, level=full.level, since=np.full(n, data.FIRST, np.int32), until=np.full(n, data.OPEN, np.int32))
    frame = nation.spells_frame(columns, True)
    pandas_frame = frame.to_pandas()
    by_id = np.argsort(full.id)
    expect = np.where(full.parent == data.NONE, -1, by_id[np.searchsorted(full.id[by_id], full.parent).clip(0, n - 1)])

    def parents_of(history):
        ids, parent, _ = nation.shape(history.at(nation.ON))
        got = dict(zip(ids.tolist(), np.where(parent < 0, data.NONE, ids[parent]).tolist(), strict=True))
        return [got[i] for i in full.id.tolist()] == full.parent.tolist()

    def polars_parents():
        keys = frame.select("id", "parent").with_row_index("row")
        return keys.join(keys.select("id", up="row"), left_on="parent", right_on="id", how="left", maintain_order="left")["up"]

    contest = Contest(f"A history of {n} rows keyed by text (peers: the row of each parent, unvalidated)", "myhao: from Polars")
    contest.add("myhao: from Polars", lambda: nation.built(frame), parents_of)
    contest.add("myhao: from pandas", lambda: nation.built(pandas_frame), parents_of)
    contest.add("polars, a join on text", polars_parents, lambda up: np.array_equal(up.cast(pl.Int64).fill_null(-1).to_numpy(), expect))
    contest.add("pandas, get_indexer on text", lambda: pd.Index(pandas_frame.id).get_indexer(pandas_frame.parent), lambda up: np.array_equal(up, expect))
    contest.run(args)

    tree = nation.built(frame).at(nation.ON)
    ids = pl.Series("id", tree.ids)
    end = tree._core.ends().astype(np.int64)
    value = np.random.default_rng(args.seed).integers(0, 60, n)
    mix = np.random.default_rng(args.seed + 1).permutation(n)
    ordered = pl.DataFrame({"id": ids, "value": value})
    shuffled = ordered[mix]
    pandas_ordered, pandas_shuffled = ordered.to_pandas(), shuffled.to_pandas()
    key = ordered.select("id")
    index = pd.Index(pandas_ordered.id)
    totals = nested_sets(value, end)

    def polars_aligned():
        return nested_sets(key.join(shuffled, on="id", how="left", maintain_order="left")["value"].to_numpy(), end)

    def pandas_aligned():
        by_row = np.empty(n, np.int64)
        by_row[index.get_indexer(pandas_shuffled.id)] = pandas_shuffled.value.to_numpy()
        return nested_sets(by_row, end)

    def same(r):
        return np.array_equal(getattr(r, "total", r), totals)

    contest = Contest(f"{n} values keyed by text, rolled up over a tree that stands", "myhao: shuffled, from Polars")
    contest.add("myhao: shuffled, from Polars", lambda: tree.rollup(shuffled), same)
    contest.add("myhao: shuffled, from pandas", lambda: tree.rollup(pandas_shuffled), same)
    contest.add("myhao: in the tree's order, from Polars", lambda: tree.rollup(ordered), same)
    contest.add("myhao: in the tree's order, from pandas", lambda: tree.rollup(pandas_ordered), same)
    contest.add("polars join on text, numpy nested sets", polars_aligned, same)
    contest.add("pandas get_indexer on a ready index, numpy nested sets", pandas_aligned, same)
    contest.run(args)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=330_000)
    parser.add_argument("--spells", type=int, default=1_000_000)
    parser.add_argument("--parts", default="build,tree,dead,dates,text")
    parser.add_argument("--every-day", action="store_true", help="dates: every day with a change, on a sixteenth of the units and spells")
    parser.add_argument("--objects", action="store_true", help="tree: networkx too, a Python object for each unit")
    args = options(parser)
    parts = args.parts.split(",")
    floor = Floor()
    full, h = data.nation(args.units, args.seed), data.history(args.units, args.spells, args.seed)
    print(f"myhao {mh.__version__}, numpy {np.__version__}, pandas {pd.__version__}, polars {pl.__version__}, duckdb {duckdb.__version__}, networkx {networkx.__version__}")
    if "build" in parts:
        building(args, h, full, floor, False)
        building(args, h, full, floor, True)
    if "tree" in parts:
        tree_of_a_date(args, h, full, floor)
    if "dead" in parts:
        dead_spells(args, floor)
    if "dates" in parts:
        ours = Floor("library.cpp")
        many_dates(args, h, full, floor, ours)
        args.every_day, args.units = True, max(args.units // 16, 1000)
        many_dates(args, data.history(args.units, args.spells // 16, args.seed), data.nation(args.units, args.seed), floor, ours)
    if "text" in parts:
        keyed_by_text(args, data.nation(args.units, args.seed))


if __name__ == "__main__":
    main()
