# SPDX-License-Identifier: Apache-2.0
"""The synthetic nation of data.py as tables that the library and its peers read."""
import datetime as dt

import data
import numpy as np
import polars as pl

import myhao as mh

KINDS = ["country", "province", "district", "grassroots", "cell"]
SCHEME = mh.Scheme("nation", [mh.Kind(kind, rank, under=KINDS[max(rank - 1, 0):rank]) for rank, kind in enumerate(KINDS)])
EPOCH = dt.date(1970, 1, 1)
ON = EPOCH + dt.timedelta(data.DATE)


def date(days) -> dt.date:
    return EPOCH + dt.timedelta(int(days))


def spells_frame(h, as_text=False):
    """Columns id, name, parent, kind, since, until as an analyst has them: nulls, dates, kinds of an enumeration. Names are of one, too: no
    peer reads them."""
    none, open_ = pl.Series(h.parent == data.NONE), pl.Series(h.until == data.OPEN)
    ids, parents = (data.text(h.id), data.text(np.where(h.parent == data.NONE, 0, h.parent))) if as_text else (h.id, h.parent)
    return pl.DataFrame({"id": ids, "parent": parents, "kind": pl.Series(KINDS, dtype=pl.Enum(KINDS)).gather(h.level.astype(np.uint32)), "since": h.since, "until": h.until}).select(
        "id", pl.col("kind").alias("name"), pl.when(~none).then("parent").alias("parent"), "kind", pl.col("since").cast(pl.Date), pl.when(~open_).then("until").cast(pl.Date).alias("until"))


def built(frame) -> mh.History:
    return mh.History.from_records(frame, scheme=SCHEME, origin="synthetic")


def history_of_one_day(tree, as_text=False) -> mh.History:
    """A history in which every unit has one spell, open since the first day."""
    n = len(tree.id)
    return built(spells_frame(data.Columns(id=tree.id, parent=tree.parent, level=tree.level, since=np.full(n, data.FIRST, np.int32), until=np.full(n, data.OPEN, np.int32)), as_text))


def number(ids) -> np.ndarray:
    """Ids as numbers again, those written by data.text too."""
    if len(ids) and isinstance(ids[0], str):
        return np.char.lstrip(np.asarray(ids, dtype="U13"), "DB-").astype(np.int64)
    return np.asarray(ids, np.int64)


def shape(tree) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(id, parent, end) in the library's preorder; parent is a position, -1 at a root."""
    parent = tree._core.parents().astype(np.int64)
    return number(tree.ids), np.where(parent == 0xFFFFFFFF, -1, parent).astype(np.int32), tree._core.ends().astype(np.int32)


def keyed(ids, values) -> np.ndarray:
    """The values by ascending id."""
    return np.asarray(values)[np.argsort(number(ids))]
