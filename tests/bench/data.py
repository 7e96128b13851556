# SPDX-License-Identifier: Apache-2.0
"""A seeded synthetic nation: units in five levels, their history, their yearly facts.

Everything is NumPy columns in SHUFFLED row order with sparse int64 ids; nothing is in preorder.
Days are int32 since 1970-01-01, OPEN means "still open", NONE means "no parent".
"""
from types import SimpleNamespace as Columns

import numpy as np

OPEN = np.iinfo(np.int32).max
NONE = -1
FIRST, LAST = 14610, 20454  # 2010-01-01, 2026-01-01
DATE = 18627  # 2020-12-31
PROVINCES = 63


def level_sizes(units):
    """1 root, 63 provinces, ~700 districts and ~50,000 grassroots units per 330,000, the rest cells."""
    districts = max(PROVINCES, round(units * 700 / 330_000))
    grassroots = round(units * 50_000 / 330_000)
    return [1, PROVINCES, districts, grassroots, units - 1 - PROVINCES - districts - grassroots]


def _draw(rng, count, low, high):
    """`count` rows of [low, high), heavy-tailed: some parents have many children, some none."""
    weight = rng.lognormal(0.0, 0.7, high - low)
    return low + np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(count)).clip(0, high - low - 1)


def nation(units, seed=0):
    """Columns id, parent (an id), level, members (own, not rolled up), in shuffled order."""
    rng = np.random.default_rng(seed)
    sizes = level_sizes(units)
    start = np.concatenate(([0], np.cumsum(sizes)))
    level = np.repeat(np.arange(5, dtype=np.int8), sizes)
    row = np.full(units, NONE, np.int64)  # parent as a row of the unshuffled table
    for depth in range(1, 5):
        row[start[depth]:start[depth + 1]] = _draw(rng, sizes[depth], start[depth - 1], start[depth])
    ids = rng.permutation(np.unique(rng.integers(10_000_000, 10_000_000_000, 2 * units))[: 2 * units])[:units]
    parent = np.where(row < 0, NONE, ids[row])
    members = np.where(level >= 3, rng.poisson(17, units), 0)
    mix = rng.permutation(units)
    return Columns(id=ids[mix], parent=parent[mix], level=level[mix], members=members[mix].astype(np.int64))


def history(units, spells, seed=0):
    """Columns id, parent, level, since, until of about `spells` spells; on every date the parents form a tree.

    A unit keeps its level, so no date has a cycle. A quarter of the changes move a unit, most of them to a
    neighbour under the same grandparent; the others stand for a new name or kind. Some cells start late or end early.
    """
    rng = np.random.default_rng(seed + 1)
    tree = nation(units, seed)
    order = np.argsort(tree.level, kind="stable")
    ids, level = tree.id[order], tree.level[order]
    start = np.searchsorted(level, np.arange(6))
    by_id = np.argsort(ids)
    row = np.where(level == 0, NONE, by_id[np.searchsorted(ids[by_id], tree.parent[order]).clip(0, units - 1)])

    extra = rng.multinomial(max(spells - units, 0), np.full(units, 1 / units))
    unit = np.repeat(np.arange(units), extra + 1)
    first = np.r_[True, unit[1:] != unit[:-1]]
    born = np.where((level == 4) & (rng.random(units) < 0.15), rng.integers(FIRST, LAST - 400, units), FIRST)
    died = np.where((level == 4) & (rng.random(units) < 0.10), rng.integers(born + 200, LAST + 1), OPEN)
    since = rng.integers(born[unit] + 1, np.minimum(died, LAST)[unit])
    since[first] = born
    since = since[np.lexsort((since, unit))]
    same = np.r_[False, (since[1:] == since[:-1]) & (unit[1:] == unit[:-1])]
    unit, since = unit[~same], since[~same]
    last = np.r_[unit[1:] != unit[:-1], True]
    first = np.r_[True, last[:-1]]
    until = np.where(last, died[unit], np.r_[since[1:], 0])

    parent = row[unit]
    moved = ~first & (level[unit] > 0) & (rng.random(len(unit)) < 0.25)
    near = rng.random(len(unit)) < 0.8
    for depth in range(1, 5):
        some = np.flatnonzero(moved & (level[unit] == depth))
        parent[some] = _draw(rng, len(some), start[depth - 1], start[depth])
        if depth > 1:  # the rows of one level, grouped by their own parent: neighbours are a slice
            above = np.arange(start[depth - 1], start[depth])
            above = above[np.argsort(row[above], kind="stable")]
            some = some[near[some]]
            home = row[row[unit[some]]]
            low, high = np.searchsorted(row[above], home), np.searchsorted(row[above], home, side="right")
            parent[some] = above[low + (rng.random(len(some)) * (high - low)).astype(np.int64)]
    keep = np.arange(len(unit))  # a spell that does not move keeps the parent of the spell before it
    keep[~moved & ~first] = 0
    parent = parent[np.maximum.accumulate(keep)]

    mix = rng.permutation(len(unit))
    return Columns(id=ids[unit][mix], parent=np.where(parent < 0, NONE, ids[parent])[mix],
                   level=level[unit][mix],
                   since=since[mix].astype(np.int32), until=until[mix].astype(np.int32))


def facts(tree, seed=0, missing=0.01):
    """Columns c0..c4 (0 poor .. 3 excellent, -1 missing: a share of them), done, assigned, disciplined, score, in the rows of `tree`."""
    rng = np.random.default_rng(seed + 3)
    n = len(tree.id)
    quality = rng.normal(0.0, 1.0, n)
    levels = {}
    for i in range(5):
        level = np.digitize(quality + rng.normal(0.0, 0.35, n), [-2.6, -1.9, -0.3]).astype(np.int8)
        level[rng.random(n) < missing] = NONE
        levels[f"c{i}"] = level
    assigned = rng.integers(10, 60, n).astype(np.int32)
    share = np.clip(0.93 + 0.08 * quality + rng.normal(0, 0.05, n), 0.2, 1.0)
    return Columns(**levels, done=np.floor(assigned * share + 0.5).astype(np.int32), assigned=assigned,
                   disciplined=(rng.random(n) < 0.01), score=(700 + 80 * quality + rng.normal(0, 20, n)).astype(np.int32))


def text(ids):
    """The same ids as analysts write them: 'DB-0123456789', 13 characters."""
    return np.char.add("DB-", np.char.zfill(ids.astype("U10"), 10))
