# SPDX-License-Identifier: Apache-2.0
"""Bytes that a history, a tree and facts keep, per spell and per unit.

Method: the library's extension allocates with malloc, so bytes are what glibc's mallinfo2 counts as in use (all arenas, and blocks that
are mapped by themselves) after the object was made, less what was in use before, with nothing else kept; it includes malloc's own
overhead. Python's memory is not in it, and none is held for each spell. Beside it, from the kernel: how far the resident set rose above
where it was while the object was made, which includes what making it needs for a while (less what malloc had free).

Measured for 1,000,000 spells of 330,000 units, names of an enumeration: 47 bytes for each spell of a history with whole numbers as ids and
54 with texts of 13 bytes, everything by unit included; 17 more from the second date on, and 15 more from the first look at changes on; 22
bytes for each unit of a tree, and 12 more once its level order is asked for. In a history of many dead spells (more than four times what
ever stands at once) what stands in each stretch of days is kept instead: at most 48 bytes for each spell.
"""
import argparse
import ctypes
import gc
from collections.abc import Callable
from typing import Any

import data
import evaluate
import nation
import numpy as np
import polars as pl

import myhao as mh


class Mallinfo2(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


LIBC = ctypes.CDLL(None)
LIBC.mallinfo2.restype = Mallinfo2


def in_use() -> int:
    gc.collect()
    info = LIBC.mallinfo2()
    return int(info.uordblks + info.hblkhd)


def resident(name: str) -> int:
    """VmRSS, or VmHWM: its highest since the peak was last reset."""
    with open("/proc/self/status", encoding="ascii") as file:
        return 1024 * next(int(line.split()[1]) for line in file if line.startswith(name))


def measured(make: Callable[[], Any]) -> tuple[Any, int, int]:
    """What it makes; bytes in use by it; how far the resident set rose meanwhile."""
    before = in_use()
    LIBC.malloc_trim(0)
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")
    stood = resident("VmRSS")
    made = make()
    peak = resident("VmHWM") - stood
    return made, in_use() - before, peak


def row(what: str, count: int, of: str, parts: tuple[Any, int, int]) -> Any:
    made, used, peak = parts
    print(f"{used / 1e6:10.1f} {used / count:10.1f} {peak / count:12.1f}  {what}, per {of} of {count}")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=330_000)
    parser.add_argument("--spells", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    print(f"\nMemory (mallinfo2; glibc's malloc)\n{'MB in use':>10} {'bytes each':>10} {'peak each':>12}")
    nation.history_of_one_day(data.nation(1000, args.seed)).at(nation.ON).rollup(np.zeros(1000, np.int64))  # what is loaded once
    kept = []
    for as_text in (False, True):
        h = data.history(args.units, args.spells, args.seed)
        frame = nation.spells_frame(h, as_text)
        standing = int(((h.since <= data.DATE) & (h.until > data.DATE)).sum())
        ids = "text" if as_text else "int64"
        history = row(f"history of {args.units} units, {ids} ids", len(frame), "spell", measured(lambda frame=frame: nation.built(frame)))
        tree = row(f"tree of one date, {ids} ids", standing, "unit", measured(lambda history=history: history.at(nation.ON)))
        size = len(frame), "spell"
        del tree
        row("its spells by parent, kept from the second date on", *size, measured(lambda history=history: len(history.at(nation.ON))))
        row("its spells by day, kept from the first look at changes on", *size, measured(lambda history=history: len(history.changes(nation.ON, nation.ON))))
        tree = history.at(nation.ON)
        row("roll-up over it", len(tree), "unit", measured(lambda tree=tree: tree.rollup(np.ones(len(tree), np.int64))))
        kept.append((history, tree))
    full = data.nation(args.units, args.seed)
    tree = nation.history_of_one_day(full).at(nation.ON)
    frame = evaluate.facts_frame(data.facts(full, args.seed), pl.Series(full.id))
    facts = row("facts (five levels, a flag, three counts)", len(tree), "unit", measured(lambda: mh.Facts(tree, frame, evaluate.rules(True))))
    row("evaluation with shares and quotas", len(tree), "unit", measured(lambda: mh.evaluate(tree, facts, evaluate.rules(True))))


if __name__ == "__main__":
    main()
