# SPDX-License-Identifier: Apache-2.0
"""Members counted by unit and grade, every unit with all below it, and by the badge that is due: the library, its peers and the floor in one run.

A missing grade is no grade. The tree is prepared for everyone: positions in preorder, ends of subtrees, and for each tool its own best index of
the units; the library makes its own within the call. Every answer is checked.
"""
import argparse
import datetime as dt

import data
import duckdb
import nation
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from floor import Floor, strings
from race import Contest, options

import myhao as mh

GRADES = ["not_completed", "completed", "good", "excellent"]
OURS = "myhao: members.counts"


def members(tree, count, seed=0):
    """Columns row (of `tree`, int32), unit (id), grade (0..3, -1 missing), admitted (days since 1970) of `count` made-up members, unsorted."""
    rng = np.random.default_rng(seed + 2)
    weight = np.where(tree.level >= 3, rng.gamma(2.0, 1.0, len(tree.id)), 0.0)
    row = np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(count)).clip(0, len(tree.id) - 1)
    grade = rng.choice(np.array([0, 1, 2, 3], np.int8), count, p=[0.02, 0.18, 0.65, 0.15])
    grade[rng.random(count) < 0.02] = data.NONE
    return data.Columns(row=row.astype(np.int32), unit=tree.id[row], grade=grade, admitted=rng.integers(-14_000, 18_600, count).astype(np.int32))


class Setting:
    """A tree, its members in its preorder, and what all competitors share."""

    def __init__(self, args, as_text=False):
        self.args, self.floor = args, Floor("member_floor.cpp")
        full = data.nation(args.units, args.seed)
        self.tree = nation.history_of_one_day(full, as_text).at(nation.ON)
        self.ids, self.parent, end = nation.shape(self.tree)
        people = members(full, args.members, args.seed)
        by_id = np.argsort(self.ids)
        at = np.empty(len(self.ids), np.int64)
        at[:] = by_id[np.searchsorted(self.ids[by_id], full.id)]
        self.row, self.unit, self.grade = at[people.row].astype(np.int32), people.unit, people.grade
        self.end, self.last, self.n = end, end.astype(np.int64) - 1, len(self.ids)
        self.table = np.empty((self.n, 4), np.int32)
        self.settle()

    def settle(self):
        """After members were put in another order."""
        self.known = self.grade >= 0
        self.null = pl.Series("grade", self.grade).replace(data.NONE, None)
        self.expect = self.nested(np.bincount(self.row[self.known].astype(np.int64) * 4 + self.grade[self.known], minlength=4 * self.n).reshape(self.n, 4))

    def nested(self, counts):
        """Rolled-up columns out of own counts in preorder."""
        run = np.cumsum(counts, axis=0)
        return run[self.last] - run + counts

    def counted(self, position):
        key = position * 5
        key += self.grade
        key += 1
        return self.nested(np.bincount(key, minlength=5 * self.n).reshape(self.n, 5)[:, 1:])

    def placed(self, position, grades, numbers):
        own = np.zeros(4 * self.n, np.int64)
        own[np.asarray(position, np.int64) * 4 + np.asarray(grades)] = np.asarray(numbers)
        return self.nested(own.reshape(self.n, 4))

    def same(self, got):
        return np.array_equal(np.asarray(got), self.expect)

    def rolled(self, call):
        call()
        self.floor.rollup_four(self.n, self.parent, self.table)
        return self.table

    def contest(self, form):
        return Contest(f"Members by unit and grade, units as {form}: {len(self.grade)} members, {self.n} units", OURS, "C++ floor")

    def ours(self, contest, table, name=OURS, **given):
        contest.add(name, lambda: mh.members.counts(self.tree, table, "grade", values=GRADES, **given), lambda r: self.same(r.table))


def frame_peers(s, contest, unit, units, arrow):
    """Polars, DuckDB and pyarrow. `unit`: the members' column; `units`: the same kind of key for every unit, in preorder."""
    small = range(4)
    ends = pl.Series("last", s.last).cast(pl.UInt32)

    def columns(counts):
        run = counts.with_columns(pl.col(f"g{g}").cum_sum().alias(f"r{g}") for g in small)
        return run.select((pl.col(f"r{g}").gather(pl.lit(ends)) - pl.col(f"r{g}") + pl.col(f"g{g}")).alias(f"g{g}") for g in small)

    def wide(frame):
        return s.same(np.column_stack([frame[f"g{g}"].to_numpy() for g in small]))

    frame = pl.DataFrame({"unit": unit, "grade": s.null})

    def polars(engine, pairs):
        if pairs:
            counts = (frame.lazy().filter(pl.col("grade").is_not_null()).group_by("unit", "grade").agg(pl.len().alias("n"))
                      .group_by("unit").agg(pl.col("n").filter(pl.col("grade") == g).sum().alias(f"g{g}") for g in small))
        else:
            counts = frame.lazy().group_by("unit").agg((pl.col("grade") == g).sum().alias(f"g{g}") for g in small)
        counts = (pl.LazyFrame({"unit": units}).join(counts, on="unit", how="left", maintain_order="left")
                  .select(pl.col(f"g{g}").fill_null(0).cast(pl.Int64) for g in small).collect(engine=engine))
        return columns(counts)

    for engine in ("in-memory", "streaming"):
        for pairs in (True, False):
            contest.add(f"polars group_by({'unit, grade' if pairs else 'unit'}), {engine}", lambda e=engine, p=pairs: polars(e, p), wide)
    if unit.dtype.is_integer():
        keys = pl.LazyFrame({"unit": units, "pos": np.arange(s.n)})

        def packed():
            c = (frame.lazy().filter(pl.col("grade").is_not_null()).group_by(key=pl.col("unit").cast(pl.Int64) * 5 + pl.col("grade").cast(pl.Int64)).agg(pl.len().alias("n"))
                 .select("n", unit=(pl.col("key") // 5).cast(units.dtype), grade=pl.col("key") % 5).join(keys, on="unit").collect(engine="streaming"))
            return s.placed(c["pos"], c["grade"], c["n"])

        contest.add("polars group_by(unit * 5 + grade) + numpy, streaming", packed, s.same)

    con = duckdb.connect(config={"threads": s.args.threads})
    for name, part in {"people": frame, "units": pl.DataFrame({"unit": units, "pos": np.arange(s.n), "size": s.end - np.arange(s.n)})}.items():
        con.register(f"{name}_arrow", part.to_arrow())
        con.execute(f"create table {name} as select * from {name}_arrow")
    spread = ", ".join(f"count(*) filter (grade = {g}) as g{g}" for g in small)
    sums = ", ".join(f"sum(coalesce(g{g}, 0)) over below ::bigint as g{g}" for g in small)
    whole = f"""with c as (select unit, {spread} from people group by unit)
        select {sums} from units left join c using (unit) window below as (order by pos rows between current row and (size - 1) following) order by pos"""
    pairs = "select pos, grade, n from (select unit, grade, count(*) as n from people where grade is not null group by all) join units using (unit)"

    def by_pairs():
        r = con.sql(pairs).to_arrow_table()
        return s.placed(r["pos"], r["grade"], r["n"])

    contest.add("duckdb group by unit", lambda: con.sql(whole).to_arrow_table(), wide)
    contest.add("duckdb group by unit, grade + numpy", by_pairs, s.same)

    people, index = pa.table({"unit": arrow, "grade": s.null.to_arrow()}), pd.Index(units.to_pandas())

    def arrow_count():
        c = people.group_by(["unit", "grade"]).aggregate([([], "count_all")])
        c = c.filter(pa.compute.is_valid(c["grade"]))
        return s.placed(index.get_indexer(c["unit"].to_pandas()), c["grade"], c["count_all"])

    contest.add("pyarrow group_by + numpy", arrow_count, s.same)


def pandas_peer(s, contest, unit, units):
    frame = pd.DataFrame({"unit": unit, "grade": pd.array(s.grade, "Int8")})
    frame.loc[~s.known, "grade"] = pd.NA
    index = pd.Index(units)

    def call():
        c = frame.groupby(["unit", "grade"], sort=False, observed=True).size()
        return s.placed(index.get_indexer(c.index.get_level_values(0)), c.index.get_level_values(1).astype(np.int64), c.to_numpy())

    contest.add("pandas groupby", call, s.same)


def by_rows(s):
    contest = s.contest("row numbers (int32)")
    contest.add("C++ floor", lambda: s.rolled(lambda: s.floor.count_rows(len(s.row), s.row, s.grade, s.n, s.table)), s.same)
    s.ours(contest, {"unit": s.row, "grade": s.grade}, rows=True)

    def bincount():
        key = s.row * np.int32(5)
        key += s.grade
        key += np.int32(1)
        return s.nested(np.bincount(key, minlength=5 * s.n).reshape(s.n, 5)[:, 1:])

    contest.add("numpy bincount", bincount, s.same)
    frame_peers(s, contest, pl.Series("unit", s.row), pl.Series("unit", np.arange(s.n, dtype=np.int32)), pa.array(s.row))
    return contest


def by_ids(s):
    contest = s.contest("int64 ids, unsorted")
    index = s.floor.ids_new(s.n, s.ids)
    contest.add("C++ floor", lambda: s.rolled(lambda: s.floor.count_ids(index, len(s.unit), s.unit, s.grade, s.n, s.table)), s.same)
    s.ours(contest, {"unit": s.unit, "grade": s.grade})
    s.ours(contest, pl.DataFrame({"unit": s.unit, "grade": s.null}), OURS + " of a Polars frame")
    by_id, lookup = np.argsort(s.ids), pd.Index(s.ids)
    known = s.ids[by_id]
    contest.add("numpy searchsorted + bincount", lambda: s.counted(by_id[np.searchsorted(known, s.unit)]), s.same)
    contest.add("pandas get_indexer + numpy bincount", lambda: s.counted(lookup.get_indexer(s.unit)), s.same)
    pandas_peer(s, contest, s.unit, s.ids)
    frame_peers(s, contest, pl.Series("unit", s.unit), pl.Series("unit", s.ids), pa.array(s.unit))
    return contest


def by_sorted_ids(s):
    order = np.argsort(s.unit, kind="stable")
    s.row, s.unit, s.grade = s.row[order], s.unit[order], s.grade[order]
    s.settle()
    contest = s.contest("int64 ids, sorted")
    by_id, lookup = np.argsort(s.ids), pd.Index(s.ids)
    ids, rows = s.ids[by_id], by_id.astype(np.int32)
    contest.add("C++ floor", lambda: s.rolled(lambda: s.floor.count_runs(len(s.unit), s.unit, s.grade, s.n, ids, rows, s.table)), s.same)
    s.ours(contest, {"unit": s.unit, "grade": s.grade})

    def runs():
        start = np.flatnonzero(np.r_[True, s.unit[1:] != s.unit[:-1]])
        return s.counted(np.repeat(lookup.get_indexer(s.unit[start]), np.diff(np.r_[start, len(s.unit)])))

    contest.add("numpy runs + bincount", runs, s.same)
    frame_peers(s, contest, pl.Series("unit", s.unit).set_sorted(), pl.Series("unit", s.ids), pa.array(s.unit))
    return contest


def by_categories(s):
    text = data.text(s.ids)
    entry = np.random.default_rng(s.args.seed).permutation(s.n)  # the dictionary is in no useful order
    code_of = np.empty(s.n, np.int64)
    code_of[entry] = np.arange(s.n)
    code = code_of[s.row].astype(np.int32)
    offset, raw = strings(text[entry].tolist())
    index, found = s.floor.strings_new(s.n, *strings(text.tolist())), np.empty(s.n, np.int32)
    contest = s.contest("categorical of texts")

    def floor():
        s.floor.strings_find(index, s.n, offset, raw, found)
        s.floor.count_codes(len(code), code, s.n, found, s.grade, s.n, s.table)

    contest.add("C++ floor", lambda: s.rolled(floor), s.same)
    enum, categories = pl.Enum(text[entry].tolist()), pd.Index(text[entry].tolist())
    column = pl.Series("unit", code.astype(np.uint32)).cat.to(enum)
    s.ours(contest, pl.DataFrame({"unit": column, "grade": s.null}))
    s.ours(contest, pd.DataFrame({"unit": pd.Categorical.from_codes(code, categories), "grade": s.grade}), OURS + " of a pandas frame")
    lookup = pd.Index(text.tolist())
    contest.add("pandas get_indexer of categories + numpy bincount", lambda: s.counted(lookup.get_indexer(categories)[code]), s.same)
    pandas_peer(s, contest, pd.Categorical.from_codes(code, categories), lookup)
    frame_peers(s, contest, column, pl.Series("unit", text.tolist()).cast(enum), pa.DictionaryArray.from_arrays(pa.array(code), pa.array(text[entry].tolist())))
    return contest


def by_texts(s):
    text = data.text(s.ids)
    units = pl.Series("unit", text.tolist())
    unit = units.gather(s.row)
    offset, raw = strings(unit.to_arrow())
    index = s.floor.strings_new(s.n, *strings(text.tolist()))
    contest = s.contest("plain texts, unsorted")
    contest.add("C++ floor", lambda: s.rolled(lambda: s.floor.count_strings(index, len(s.row), offset, raw, s.grade, s.n, s.table)), s.same)
    s.ours(contest, pl.DataFrame({"unit": unit, "grade": s.null}))
    s.ours(contest, pa.table({"unit": unit.to_arrow(), "grade": s.null.to_arrow()}), OURS + " of a pyarrow table")
    pandas_peer(s, contest, unit.to_pandas(), text.tolist())
    frame_peers(s, contest, unit, units, unit.to_arrow())
    return contest


def by_badges(args):
    """The highest badge due of each member, counted: NumPy and Polars by the cut-off days, by a table of days, and by comparing."""
    admitted = members(data.nation(2000, args.seed), args.members, args.seed).admitted
    on = dt.date(2024, 12, 31)
    years = mh.members.badge_rules(on).years
    epoch = dt.date(1970, 1, 1)
    cuts = np.array([(on.replace(year=on.year - y) - epoch).days for y in years])  # a member admitted on that day, or before it, has the badge
    rising = cuts[::-1].copy()
    today = (on - epoch).days
    past = np.arange(today - cuts[-1] + 2)
    lut = (len(years) - np.searchsorted(rising, today - past)).astype(np.int8)
    expect = np.bincount(lut[np.minimum(today - admitted, len(lut) - 1)], minlength=len(years) + 1)

    def same(got):
        return np.array_equal(np.asarray(got), expect)

    contest = Contest(f"Highest badge due of {args.members} members, counted", "myhao: members.badge_counts", "C++ floor")
    floor, out = Floor("member_floor.cpp"), np.empty(16, np.int64)
    contest.add("C++ floor", lambda: floor.count_badges(len(admitted), admitted, today, len(lut), lut, out), lambda _: same(out[:len(expect)]))
    contest.add("C++ read of the days", lambda: floor.read_bytes(admitted.nbytes, admitted))
    days, series = admitted.astype("datetime64[D]"), pl.Series("admitted", admitted).cast(pl.Date)
    contest.add("myhao: members.badge_counts", lambda: mh.members.badge_counts(series, on), lambda r: same([r.none, *r.values()]))
    contest.add("myhao: members.badge_counts of a NumPy column (64 bits)", lambda: mh.members.badge_counts(days, on), lambda r: same([r.none, *r.values()]))
    contest.add("numpy table of days + bincount", lambda: np.bincount(lut[np.minimum(today - admitted, len(lut) - 1)], minlength=len(years) + 1), same)
    contest.add("numpy searchsorted + bincount", lambda: np.bincount(len(years) - np.searchsorted(rising, admitted), minlength=len(years) + 1), same)
    contest.add("numpy comparing with each cut-off", lambda: -np.diff(np.r_[len(admitted), [np.count_nonzero(admitted <= cut) for cut in cuts], 0]), same)
    ends = [epoch + dt.timedelta(days=int(cut)) for cut in cuts]
    frame = series.to_frame()

    def compared():
        row = frame.lazy().select(*((pl.col("admitted") <= end).sum().alias(str(i)) for i, end in enumerate(ends))).collect(engine="streaming").row(0)
        return -np.diff(np.r_[len(admitted), row, 0])

    def searched():
        place = pl.Series(rising.astype(np.int32)).search_sorted(series.to_physical())
        got = place.value_counts()
        full = np.zeros(len(years) + 1, np.int64)
        full[len(years) - got[got.columns[0]].to_numpy().astype(np.int64)] = got["count"].to_numpy()
        return full

    contest.add("polars comparing with each cut-off, streaming", compared, same)
    contest.add("polars search_sorted + value_counts", searched, same)
    return contest


FORMS = {"rows": by_rows, "ids": by_ids, "sorted": by_sorted_ids, "categorical": by_categories, "texts": by_texts}


def contests(args):
    """One after the other, so that only one form's columns are in memory."""
    for form in args.forms.split(","):
        if form == "badges":
            yield by_badges(args)
        else:
            yield FORMS[form](Setting(args, as_text=form in ("categorical", "texts")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=330_000)
    parser.add_argument("--members", type=int, default=5_600_000)
    parser.add_argument("--forms", default="rows,sorted,ids,categorical,texts,badges")
    args = options(parser)
    for contest in contests(args):
        contest.run(args)


if __name__ == "__main__":
    main()
