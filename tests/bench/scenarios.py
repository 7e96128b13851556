# SPDX-License-Identifier: Apache-2.0
"""A thousand scenarios of the synthetic town: their time against as many evaluations asked for one by one, and the memory that is left of them."""
import argparse
import resource

from race import race, report

import myhao as mh


def peak() -> int:
    """Kilobytes that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scenarios", type=int, default=1000)
    args = parser.parse_args()
    town = mh.synthetic.town(mh.datasets.my_hao_2020(), seed=1)
    rules = mh.rules.in_force(2020)["organization"]
    ids = town.tree.children("my-hao")
    scenarios = {str(k): mh.Scenario(facts={ids[k % len(ids)]: {"score": f"{k / 10:.1f}"}}) for k in range(args.scenarios)}
    base = mh.evaluate(town.tree, town.facts, rules)

    few = dict(list(scenarios.items())[:10])
    mh.evaluate_many(town.tree, town.facts, rules, few)
    before = peak()
    mh.evaluate_many(town.tree, town.facts, rules, scenarios)
    print(f"peak memory after 10 scenarios {before / 1024:.0f} MB, after {args.scenarios} {peak() / 1024:.0f} MB")
    times = race({
        "one by one: what_if": lambda: [base.what_if(facts=one.facts).tally() for one in scenarios.values()],
        "evaluate_many": lambda: mh.evaluate_many(town.tree, town.facts, rules, scenarios),
        "evaluate_many, 2 threads": lambda: mh.evaluate_many(town.tree, town.facts, rules, scenarios, threads=2),
    }, args.rounds)
    report(f"{args.scenarios} scenarios of a SYNTHETIC town of {len(town.tree)} units", times, "one by one: what_if")


if __name__ == "__main__":
    main()
