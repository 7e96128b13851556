# SPDX-License-Identifier: Apache-2.0
"""An election at a congress of 199 delegates, as many as Mỹ Hào summoned in 2020. Names and votes are made up, and every output says so.

    election.py [FOLDER]        writes the minutes (vi and en, text and HTML), the picture and the document there too
"""
import sys
from pathlib import Path

import matplotlib

import myhao as mh

matplotlib.use("Agg")

SEATS = 39


def ballots(names: list[str], cast: int) -> list[set[str]]:
    """Each crosses a few names out of the printed list; the last six are less liked."""
    printed = []
    for n in range(cast):
        struck = {names[n * n % 38], names[(n * n + 1 + n % 5) % 38]}
        printed.append(struck | {name for i, name in enumerate(names[38:]) if n and (n + i) % 2})  # the first leaves too many names: invalid
    return printed


def committee() -> mh.elections.Election:
    rule = mh.elections.party("2020-08-05")
    names = [f"Ứng viên {number:02}" for number in range(1, 45)]
    first = mh.elections.Round.of_ballots(ballots(names, 196), names, at_most=SEATS, form="struck", issued=197)
    return mh.elections.Election(SEATS, [first], rule=rule, base=rule.base("delegates", 199, delegate_absent=2), day="2020-08-05", label=("bầu Ban Chấp hành", "election of the committee"), unit="Thị xã giả định", kind="district",
                                 closed=True, origin="synthetic")


def first_session(members: list[str]) -> mh.elections.FirstSession:
    rule = mh.elections.party("2020-08-05")
    base = rule.base("committee", len(members))

    def elect(body: str, seats: int, votes: dict[str, int]) -> mh.elections.Election:
        return mh.elections.Election(seats, [votes], rule=rule, base=base, day="2020-08-05", by="committee", body=body, kind="district", origin="synthetic")

    return mh.elections.FirstSession(members, [
        elect("standing", 11, {name: 38 - i for i, name in enumerate(members[:13])}),
        elect("secretary", 1, {members[0]: 37}),
        elect("deputy", 2, {members[1]: 36, members[2]: 35}),
        elect("inspection", 7, {name: 30 + i for i, name in enumerate(members[20:27])}),
    ], unit="Thị xã giả định", kind="district", called_by="outgoing_secretary", presidium=3, rule=rule)


if __name__ == "__main__":
    print("SYNTHETIC: 199 delegates, all counted: a winner needs", mh.elections.count({"A": 100, "B": 99}, seats=2, base=199, origin="synthetic").required)
    tie = mh.elections.count({"A": 150, "B": 120, "C": 120, "D": 90}, seats=2, base=mh.elections.Base(199, {"delegate_absent": 2}), origin="synthetic")
    print(tie, "\n  whoever breaks the tie chooses among", [sorted(names) for names in tie.winning_sets()], "\n")
    election = committee()
    print(election.minutes("en"))
    session = first_session(election.elected)
    print(session)
    for finding in session.findings.filter(rule="session"):
        print(" ", finding, f"({finding.citation})" if finding.citation else "")
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        election.plot().figure.savefig(folder / "votes.png", dpi=110)
        election.to_json(folder / "election.json")
        for language in ("vi", "en"):
            (folder / f"minutes.{language}.txt").write_text(election.minutes(language), encoding="utf-8")
            (folder / f"minutes.{language}.html").write_text(election.minutes_html(language), encoding="utf-8")
        print("written:", ", ".join(str(folder / name) for name in ("votes.png", "election.json", "minutes.vi.txt", "minutes.vi.html", "minutes.en.txt", "minutes.en.html")))
