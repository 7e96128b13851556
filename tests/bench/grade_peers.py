# SPDX-License-Identifier: Apache-2.0
"""Every unit graded from its facts and its children's grades, bottom-up, then a quota per parent: by NumPy, Polars and DuckDB.

A unit's grade is the first that holds; a missing level makes a condition unknown, and the result is a pair low..high
(low: the first grade that is true, high: the first that is not false). Grades: 3 excellent, 2 good, 1 completed, 0 not.

  excellent  c0, c1 excellent; c2..c4 good or better; tasks >= 90%; not disciplined; >= 80% of the children good or better
  good       c0, c1 good or better; c2..c4 average or better; tasks >= 80%; not disciplined; >= 50% of the children good or better
  completed  c0..c4 average or better; tasks >= 50%; not disciplined

Without children the share counts as met. Quota: among the children of one parent, those excellent may be at most
floor(20% of those good or better); places go by score; who is beyond the last place becomes good; units level with a last place
that cannot hold them all become good..excellent and are marked as tied. Where levels are missing, peers give undecided units no
place; the library's answer is exact there, so quotas are compared where every level is known.
"""
import numpy as np
import polars as pl


def numpy_grades(f, levels, up, kids, quotas=True):
    """levels: for each depth, deepest first, its rows grouped by parent, those parents, and where each group starts."""
    n = len(up)
    tasks, assigned = f.done.astype(np.int64) * 100, f.assigned.astype(np.int64)
    clean = f.disciplined == 0
    most, much, half = (clean & (tasks >= assigned * share) for share in (90, 80, 50))
    c = [getattr(f, f"c{i}").view(np.uint8) for i in range(5)]
    grades, goods = [], []
    for one in (1, 0):  # a missing -1 is 255 and passes every test; with one added it is 0 and passes none
        key = np.minimum(c[0] + np.uint8(one), c[1] + np.uint8(one))
        rest = np.minimum(np.minimum(c[2] + np.uint8(one), c[3] + np.uint8(one)), c[4] + np.uint8(one))
        excellent = (key >= 3 + one) & (rest >= 2 + one) & most
        enough = (key >= 2 + one) & (rest >= 1 + one) & much
        completed = (np.minimum(key, rest) >= 1 + one) & half
        grade = np.where(excellent, np.int8(3), np.where(enough, np.int8(2), completed.view(np.int8)))  # right without children
        goods.append(good := np.zeros(n, np.int64))
        for rows, parents, first in levels:
            g, k = np.add.reduceat(grade[rows] >= 2, first, dtype=np.int64), kids[parents]
            good[parents] = g
            grade[parents] = np.where(excellent[parents] & (5 * g >= 4 * k), 3, np.where(enough[parents] & (2 * g >= k), 2, completed[parents]))
        grades.append(grade)
    low, high = grades
    tie = np.zeros(n, np.int8)
    if not quotas:
        return low, high, tie
    limit = goods[0] // 5
    top = np.flatnonzero(low[1:] == 3) + 1  # the root has no rivals
    rivals = np.bincount(up[top], minlength=n)
    top = top[(rivals > limit)[up[top]]]
    key = (up[top] << 32) - f.score[top]
    order = np.argsort(key)
    top, key = top[order], key[order]
    home = up[top]
    start = np.flatnonzero(np.r_[True, home[1:] != home[:-1]])
    step = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    better = np.repeat(step, np.diff(np.r_[step, len(top)])) - np.repeat(start, np.diff(np.r_[start, len(top)]))  # rivals with a higher score
    level = better + np.repeat(np.diff(np.r_[step, len(top)]), np.diff(np.r_[step, len(top)]))  # and with the same one
    room = limit[home]
    out, over = better >= room, level > room
    low[top[over]] = 2
    high[top[out]] = 2
    tie[top[over & ~out]] = 1
    return low, high, tie


def polars_grades(frame, depths, engine, ranks, quotas=True):
    """One frame: id, parent (null at the root), depth, facts. `ranks`: the quota by rank().over(parent), else by sort and gather."""
    key = pl.all_horizontal
    tasks, assigned = pl.col("done").cast(pl.Int64) * 100, pl.col("assigned").cast(pl.Int64)
    clean = ~pl.col("disciplined")
    excellent = key(*(pl.col(c) >= 3 for c in ("c0", "c1")), *(pl.col(c) >= 2 for c in ("c2", "c3", "c4")), clean, tasks >= assigned * 90)
    good = key(*(pl.col(c) >= 2 for c in ("c0", "c1")), *(pl.col(c) >= 1 for c in ("c2", "c3", "c4")), clean, tasks >= assigned * 80)
    completed = key(*(pl.col(f"c{i}") >= 1 for i in range(5)), clean, tasks >= assigned * 50)
    allowed = frame.lazy().select("id", "parent", "depth", "score", *(
        x.fill_null(blank).alias(f"{name}{blank:d}") for name, x in (("e", excellent), ("g", good), ("c", completed)) for blank in (False, True)))

    def grade(end, share):
        e, g = pl.col(f"e{end}"), pl.col(f"g{end}")
        if share:
            e, g = e & (5 * pl.col(f"good{end}") >= 4 * pl.col("kids")), g & (2 * pl.col(f"good{end}") >= pl.col("kids"))
        return pl.when(e).then(3).when(g).then(2).when(pl.col(f"c{end}")).then(1).otherwise(0).cast(pl.Int8)

    allowed = allowed.collect(engine=engine)
    done, below = [], None
    for depth in depths:  # deepest first
        here = allowed.lazy().filter(pl.col("depth") == depth)
        if below is not None:
            here = here.join(below.lazy(), left_on="id", right_on="parent", how="left").with_columns(pl.col("kids", "good0", "good1").fill_null(0))
        here = here.select("id", "parent", "score", low=grade(0, below is not None), high=grade(1, below is not None)).collect(engine=engine)
        done.append(here)
        below = (here.lazy().group_by("parent").agg(pl.len().cast(pl.Int64).alias("kids"), (pl.col("low") >= 2).sum().cast(pl.Int64).alias("good0"),
                                                    (pl.col("high") >= 2).sum().cast(pl.Int64).alias("good1")).collect(engine=engine))
    units = pl.concat(done)
    if not quotas:
        return units.select("id", "low", "high", tie=pl.lit(0, pl.Int8))
    quota = units.lazy().group_by("parent").agg(((pl.col("low") >= 2).sum() // 5).alias("limit"), (pl.col("low") == 3).sum().alias("rivals"))
    top = (units.lazy().filter((pl.col("low") == 3) & pl.col("parent").is_not_null()).join(quota, on="parent").filter(pl.col("rivals") > pl.col("limit")))
    if ranks:
        top = (top.with_columns(better=pl.col("score").rank("min", descending=True).over("parent") - 1, level=pl.col("score").rank("max", descending=True).over("parent"))
               .with_columns(out=pl.col("better") >= pl.col("limit"), over=pl.col("level") > pl.col("limit")).filter("over").select("id", "out"))
    else:
        top = top.sort("parent", "score", descending=[False, True]).collect(engine=engine).with_row_index("row")
        edge = top.lazy().group_by("parent").agg(pl.col("row").min().cast(pl.Int64), pl.col("limit").first().cast(pl.Int64)).collect(engine=engine)
        edge = edge.select("parent", next=top["score"].gather(edge["row"] + edge["limit"]),
                           last=pl.when(pl.col("limit") > 0).then(pl.lit(top["score"].gather((edge["row"] + edge["limit"] - 1).clip(0)))))
        top = (top.lazy().join(edge.lazy(), on="parent").filter((pl.col("limit") == 0) | (pl.col("score") <= pl.col("next")))
               .select("id", out=~((pl.col("score") == pl.col("next")) & (pl.col("last") == pl.col("next"))).fill_null(False)))
    lost = pl.col("out").is_not_null()
    return (units.lazy().join(top, on="id", how="left")
            .select("id", low=pl.when(lost).then(2).otherwise("low").cast(pl.Int8), high=pl.when(pl.col("out")).then(2).otherwise("high").cast(pl.Int8),
                    tie=(lost & ~pl.col("out")).fill_null(False).cast(pl.Int8)).collect(engine=engine))


def duckdb_sql(depths, quotas=True):
    both = lambda pattern: ", ".join(pattern.format(end=end, blank=blank) for end, blank in ((0, "false"), (1, "true")))
    excellent = "c0 >= 3 and c1 >= 3 and c2 >= 2 and c3 >= 2 and c4 >= 2 and not disciplined and done * 100 >= assigned * 90"
    good = "c0 >= 2 and c1 >= 2 and c2 >= 1 and c3 >= 1 and c4 >= 1 and not disciplined and done * 100 >= assigned * 80"
    completed = "c0 >= 1 and c1 >= 1 and c2 >= 1 and c3 >= 1 and c4 >= 1 and not disciplined and done * 100 >= assigned * 50"
    ctes = [f"""allowed as materialized (select id, parent, depth, score, {both(f"coalesce({excellent}, {{blank}}) as e{{end}}")},
        {both(f"coalesce({good}, {{blank}}) as g{{end}}")}, {both(f"coalesce({completed}, {{blank}}) as c{{end}}")} from units)"""]
    for i, depth in enumerate(depths):
        if i == 0:
            grade = both("case when e{end} then 3 when g{end} then 2 when c{end} then 1 else 0 end as grade{end}")
            source = "allowed a"
        else:
            grade = both("case when e{end} and 5 * coalesce(good{end}, 0) >= 4 * coalesce(kids, 0) then 3 when g{end} and 2 * coalesce(good{end}, 0) >= coalesce(kids, 0) then 2 when c{end} then 1 else 0 end as grade{end}")
            source = f"allowed a left join (select parent, count(*) as kids, {both('count(*) filter (grade{end} >= 2) as good{end}')} from level{depths[i - 1]} group by parent) b on a.id = b.parent"
        ctes.append(f"level{depth} as materialized (select a.id, a.parent, score, {grade} from {source} where depth = {depth})")
    ctes.append("graded as materialized (" + " union all ".join(f"select * from level{d}" for d in depths) + ")")
    if not quotas:
        return f"with {', '.join(ctes)} select id, grade0::tinyint as low, grade1::tinyint as high, 0::tinyint as tie from graded"
    ctes.append("quota as (select parent, count(*) filter (grade0 >= 2) // 5 as most, count(*) filter (grade0 = 3) as rivals from graded where parent is not null group by parent)")
    ctes.append("""ranked as (select id, most, rank() over score - 1 as better, count(*) over (partition by parent order by g.score desc range unbounded preceding) as level
        from graded g join quota using (parent) where grade0 = 3 and rivals > most window score as (partition by parent order by g.score desc))""")
    ctes.append("lost as (select id, better >= most as out from ranked where level > most)")
    return f"""with {", ".join(ctes)}
        select id, (case when out is null then grade0 else 2 end)::tinyint as low, (case when out then 2 else grade1 end)::tinyint as high,
               coalesce(not out, false)::tinyint as tie from graded left join lost using (id)"""
