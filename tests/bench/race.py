# SPDX-License-Identifier: Apache-2.0
"""Runs competitors interleaved, in a new order each round, and compares their shortest times."""
import os
import random
import statistics
import time
from collections.abc import Callable, Mapping


def race(competitors: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every round, after one round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in competitors}
    for turn in range(rounds + 1):
        for name in random.Random(turn).sample(list(competitors), len(competitors)):
            start = time.perf_counter()
            competitors[name]()
            if turn:
                times[name].append(1000 * (time.perf_counter() - start))
    return times


def report(title: str, times: Mapping[str, list[float]], yardstick: str, baseline: str | None = None) -> None:
    """One row per competitor; with a baseline (an empty program, say), its time is first taken off both sides of a ratio."""
    base = min(times[baseline]) if baseline else 0.0
    measure = min(times[yardstick]) - base
    print(f"\n{title} ({os.cpu_count()} cores, {len(times[yardstick])} rounds, load {os.getloadavg()[0]:.1f})")
    print(f"{'min ms':>10} {'median':>10} {'ratio':>7}")
    for name, taken in times.items():
        print(f"{min(taken):10.2f} {statistics.median(taken):10.2f} {(min(taken) - base) / measure:7.2f}  {name}")
