# SPDX-License-Identifier: Apache-2.0
"""Runs competitors interleaved, in a new order each round, and compares their shortest times."""
import argparse
import gc
import os
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

# Allocators that keep what they were given: on a virtual machine a fresh page can cost more than the work on it, and would be
# most of what is measured. `--memory default` leaves them as they come.
STEADY = {
    "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=17179869184"
                      ":glibc.malloc.top_pad=268435456:glibc.malloc.hugetlb=1",
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:-1,muzzy_decay_ms:-1",  # Polars, which puts its own in front
    "MIMALLOC_PURGE_DELAY": "-1",  # PyArrow
}


def race(competitors: Mapping[str, Callable[[], object]], rounds: int, rounds_of: Mapping[str, int] = {}, times_a_round: Mapping[str, int] = {},
         used: dict[str, list[float]] | None = None) -> dict[str, list[float]]:
    """Milliseconds of every round, after one round to warm up. Some may run in fewer rounds, or several times in each. Into `used`: those that
    this process's threads ran on a core, all together, which a busy machine changes less."""
    times: dict[str, list[float]] = {name: [] for name in competitors}
    for turn in range(rounds + 1):
        for name in random.Random(turn).sample(list(competitors), len(competitors)):
            if turn > rounds_of.get(name, rounds):
                continue
            for _ in range(times_a_round.get(name, 1)):
                start, before = time.perf_counter(), time.process_time()
                result = competitors[name]()
                after, taken = time.process_time(), time.perf_counter() - start
                del result
                if turn:
                    times[name].append(1000 * taken)
                if turn and used is not None:
                    used.setdefault(name, []).append(1000 * (after - before))
    return times


def report(title: str, times: Mapping[str, list[float]], yardstick: str, baseline: str | None = None) -> None:
    """One row per competitor; with a baseline (an empty program, say), its time is first taken off both sides of a ratio."""
    base = min(times[baseline]) if baseline else 0.0
    measure = min(times[yardstick]) - base
    print(f"\n{title} ({os.cpu_count()} cores, {len(times[yardstick])} rounds, load {os.getloadavg()[0]:.1f})")
    print(f"{'min ms':>10} {'median':>10} {'ratio':>7}")
    for name, taken in times.items():
        print(f"{min(taken):10.2f} {statistics.median(taken):10.2f} {(min(taken) - base) / measure:7.2f}  {name}")


def options(parser: argparse.ArgumentParser, rounds: int = 7) -> argparse.Namespace:
    """Parses, and begins again with steady allocators and as many threads as were asked for."""
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="for Polars and DuckDB")
    parser.add_argument("--memory", choices=["steady", "default"], default="steady", help="steady: allocators keep their pages")
    args = parser.parse_args()
    if not os.environ.get("BENCH_CHILD"):
        more = {"BENCH_CHILD": "1", "POLARS_MAX_THREADS": str(args.threads)} | (STEADY if args.memory == "steady" else {})
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **more})
    warnings.simplefilter("ignore")
    return args


class Contest:
    """`add` a named call, with a check of its result; `run` checks every answer, times all, and prints each against ours and the floor.

    Times are the shortest of the rounds; "cpu" is that of all threads together, so that a peer on two cores shows more there than by the clock."""

    def __init__(self, title: str, ours: str, floor: str | None = None):
        self.title, self.ours, self.floor = title, ours, floor
        self.calls: dict[str, Callable[[], Any]] = {}
        self.checks: dict[str, Callable[[Any], bool]] = {}

    def add(self, name: str, call: Callable[[], Any], check: Callable[[Any], bool] | None = None) -> None:
        self.calls[name] = call
        if check is not None:
            self.checks[name] = check

    def check(self) -> None:
        for name, check in self.checks.items():
            assert check(self.calls[name]()), f"{self.title}: {name} gives another answer"

    def run(self, args: argparse.Namespace, budget: float = 6.0) -> dict[str, list[float]]:
        """A call under 5 ms runs five times a round; one that would take more than `budget` seconds runs in fewer rounds."""
        self.check()
        rounds_of, times_a_round = {}, {}
        for name, call in self.calls.items():
            start = time.perf_counter()
            call()
            once = time.perf_counter() - start
            rounds_of[name] = max(1, min(args.rounds, int(budget / once)))
            times_a_round[name] = 5 if once < 0.005 else 1
        gc.collect()
        gc.disable()
        used: dict[str, list[float]] = {}
        times = race(self.calls, args.rounds, rounds_of, times_a_round, used)
        gc.enable()
        print(f"\n{self.title}\n({os.cpu_count()} cores, {args.threads} threads, memory {args.memory}, up to {args.rounds} rounds, load {os.getloadavg()[0]:.1f}; every answer checked)")
        ours, floor = min(times[self.ours]), min(times[self.floor]) if self.floor else None
        print(f"{'min ms':>10} {'median':>10} {'/ ours':>8} {'/ floor':>8} {'cpu ms':>10} {'/ ours':>8}")
        for name, taken in sorted(times.items(), key=lambda item: min(item[1])):
            against = f"{min(taken) / floor:8.2f}" if floor else " " * 8
            cpu = f"{min(used[name]):10.2f} {min(used[name]) / max(min(used[self.ours]), 1e-3):8.2f}"
            print(f"{min(taken):10.2f} {statistics.median(taken):10.2f} {min(taken) / ours:8.2f} {against} {cpu}  {name}{' <- ours' if name == self.ours else ''}")
        sys.stdout.flush()
        return times
