# SPDX-License-Identifier: Apache-2.0
"""The tree of one date, and its roll-up, as NumPy, Polars, pandas, DuckDB and networkx do it at their best."""
import data
import networkx
import numpy as np
import pandas as pd
import polars as pl

# --- from raw columns to (id, total) of one date; nothing is validated and nothing is kept


def numpy_cold(h, values, date):
    keep = np.flatnonzero((h.since <= date) & (h.until > date))
    ids, parent = h.id[keep], h.parent[keep]
    order = np.argsort(ids)
    known = ids[order]
    by_value = np.argsort(values.id)
    total = np.empty(len(ids), np.int64)
    total[order] = values.members[by_value][np.searchsorted(values.id[by_value], known)]
    by_parent = np.argsort(parent)  # sorted needles make searchsorted several times faster
    up = np.empty(len(ids), np.int64)
    up[by_parent] = order[np.searchsorted(known, parent[by_parent]).clip(0, len(known) - 1)]
    rows = np.flatnonzero(parent != data.NONE)
    part = total
    while len(rows):  # step k adds what stands k levels below; the rows shrink to the inner units, then to their parents
        more = np.zeros_like(total)
        np.add.at(more, up[rows], part[rows])
        hit = np.zeros(len(total), bool)
        hit[up[rows]] = True
        total = total + more
        part, rows = more, np.flatnonzero(hit & (parent != data.NONE))
    return ids, total


def pandas_cold(spells, values, date):
    valid = spells.loc[(spells.since <= date) & (spells.until > date), ["id", "parent"]]
    ids = pd.Index(valid.id.array)
    own = values.members.array[pd.Index(values.id.array).get_indexer(ids)]
    up = ids.get_indexer(valid.parent.array)  # -1 for the root
    total = np.asarray(own).copy()
    part = pd.Series(total[up >= 0]).groupby(up[up >= 0], sort=False).sum()
    while len(part):
        total[part.index] += part.array
        part = part[up[part.index] >= 0]
        part = part.groupby(up[part.index], sort=False).sum()
    return valid.id.array, total


def polars_cold(spells, values, date, engine):
    valid = (spells.lazy().filter((pl.col("since") <= date) & (pl.col("until").is_null() | (pl.col("until") > date)))
             .select("id", "parent").join(values.lazy(), on="id", how="left").collect(engine=engine))
    inner, part = [], valid.lazy().select("parent", "members")
    while True:
        part = part.filter(pl.col("parent").is_not_null()).group_by("parent").agg(pl.col("members").sum()).collect(engine=engine)
        if part.is_empty():
            break
        inner.append(part.rename({"parent": "id", "members": "below"}))
        part = inner[-1].lazy().join(valid.lazy().select("id", "parent"), on="id").select("parent", members="below")
    below = pl.concat(inner).lazy().group_by("id").agg(pl.col("below").sum())
    return (valid.lazy().join(below, on="id", how="left")
            .select("id", total=pl.col("members") + pl.col("below").fill_null(0)).collect(engine=engine))


def duckdb_cold(con, date):
    """One recursive query over tables `spells` and `vals`; each step sums before it climbs."""
    valid = "select id, parent, members from spells join vals using (id) where since <= $d and (until is null or until > $d)"
    return con.sql(f"""with recursive valid as materialized ({valid}),
        up(id, part) as (select id, members from valid union all
                         select v.parent, sum(up.part)::bigint from up join valid v on up.id = v.id where v.parent is not null group by v.parent)
        select id, sum(part)::bigint as total from up group by id""", params={"d": date}).to_arrow_table()


# --- the tree of one date, out of spells prepared for it


def prepared(h, full):
    """Spells by unit, units numbered level by level: (unit, up, since, until, id of each unit)."""
    order = np.argsort(full.level, kind="stable")
    by_id = np.argsort(full.id)
    number = np.empty(len(full.id), np.int64)
    number[order] = np.arange(len(full.id))

    def row(keys):
        return number[by_id[np.searchsorted(full.id[by_id], keys).clip(0, len(full.id) - 1)]]

    unit, up = row(h.id), np.where(h.parent == data.NONE, -1, row(h.parent))
    s = np.argsort(unit, kind="stable")
    return unit[s], up[s], h.since[s], h.until[s], full.id[order]


def numpy_tree(unit, parent, since, until, date):
    """(unit, parent, end) of each position of a preorder."""
    keep = np.flatnonzero((since <= date) & (until > date))
    n = int(unit[-1]) + 1
    unit, up = unit[keep], parent[keep]
    size = np.ones(n, np.int64)
    depth_rows, rows = [], np.flatnonzero(up < 0)
    depth = np.full(n, -1, np.int8)
    depth[unit[rows]] = 0
    for level in range(64):
        below = np.flatnonzero((up >= 0) & (depth[up] == level) & (depth[unit] < 0))
        if not len(below):
            break
        depth[unit[below]] = level + 1
        depth_rows.append(below)
    for rows in reversed(depth_rows):
        np.add.at(size, up[rows], size[unit[rows]])
    place = np.zeros(n, np.int64)
    for rows in depth_rows:
        rows = rows[np.argsort(up[rows], kind="stable")]
        before = np.cumsum(size[unit[rows]]) - size[unit[rows]]
        first = np.r_[True, up[rows][1:] != up[rows][:-1]]
        base = np.repeat(before[first], np.diff(np.r_[np.flatnonzero(first), len(rows)]))
        place[unit[rows]] = place[up[rows]] + 1 + before - base
    at = place[unit]
    unit_at, parent_at, end = np.empty(len(unit), np.int32), np.empty(len(unit), np.int32), np.empty(len(unit), np.int32)
    unit_at[at] = unit
    parent_at[at] = np.where(up < 0, -1, place[up])
    end[at] = at + size[unit]
    return unit_at, parent_at, end


def nested_sets(values, end):
    """The roll-up of values in preorder."""
    run = np.cumsum(values)
    out = run[end - 1]
    out -= run
    out += values
    return out


# --- one Python object for each unit


def networkx_tree(pairs):
    graph = networkx.DiGraph()
    graph.add_nodes_from(id for id, _ in pairs)
    graph.add_edges_from((parent, id) for id, parent in pairs if parent != data.NONE)
    return graph


def networkx_rollup(graph, values):
    total = dict(values)
    for id in reversed(list(networkx.topological_sort(graph))):
        for parent in graph.pred[id]:
            total[parent] += total[id]
    return total
