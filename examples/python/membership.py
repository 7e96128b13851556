# SPDX-License-Identifier: Apache-2.0
"""Members over the years, from admission to a badge, and who counts where on a day. SYNTHETIC: ids, cells and days are made up.

    membership.py [FOLDER]        writes the events as a document there too, the same bytes as examples/cpp/membership.cpp
"""
import sys
from pathlib import Path

import myhao as mh

EVENTS: list[tuple[str, str, str, str | None, dict[str, str | int]]] = [
    ("m-001", "admitted", "1992-03-26", "chi bộ A", {"decided": "1992-03-10"}),
    ("m-001", "confirmed", "1993-03-26", None, {}),
    ("m-001", "badge_proposed", "2022-03-15", None, {"badge": 30}),
    ("m-001", "badge_decided", "2022-04-20", None, {"badge": 30}),
    ("m-001", "badge_presented", "2022-05-19", None, {"badge": 30}),
    ("m-002", "admitted", "1983-09-02", "chi bộ A", {"decided": "1983-08-15"}),
    ("m-002", "confirmed", "1985-03-02", None, {}),
    ("m-002", "exempted", "2019-01-01", None, {}),
    ("m-002", "badge_presented", "2022-09-02", None, {"badge": 40}),  # a year early
    ("m-002", "died", "2022-12-24", None, {}),
    ("m-003", "admitted", "2015-02-03", "chi bộ B", {"decided": "2015-01-20"}),
    ("m-003", "confirmed", "2016-02-03", None, {}),
    ("m-003", "attached", "2022-01-10", "chi bộ A", {"until": "2022-07-10"}),
    ("m-003", "transferred", "2022-10-01", "chi bộ A", {}),
    ("m-004", "admitted", "2021-06-15", "chi bộ B", {"decided": "2021-06-01"}),  # and never confirmed
    ("m-005", "admitted", "2022-05-19", "chi bộ B", {"decided": "2022-05-05"}),
]


def life(members: mh.Membership, member: str) -> None:
    events = members.events(member)
    print(f"{member}, event by event:")
    for event in events:
        standing = members.on(member, event.day)
        years = f"  {event.badge} years" if event.badge else ""
        print(f"  {event.day}  {event.what:<16} {standing.state}{years}")
    decided = events[0].decided
    assert decided is not None
    print(f"Party age counts from the decision of {decided}: {mh.members.party_age(decided, '2022-05-19')} full years when the badge was given.")
    for badge in mh.members.badges(decided, "2022-05-19")[:3]:
        print(f"  {badge.years} years are full on {badge.due}; the next award day is {badge.award_day}; for the seriously ill from {badge.earliest_ill}")


def counted(members: mh.Membership, day: str) -> None:
    counts = members.counts(day)
    print(f"On {day}:")
    for cell in members.units:
        print(f"  {cell}  " + ", ".join(f"{name} {number}" for name, number in counts[cell].items()))


if __name__ == "__main__":
    rows = [{"member": member, "what": what, "day": day, "unit": unit, "decided": more.get("decided"), "until": more.get("until"), "badge": more.get("badge")} for member, what, day, unit, more in EVENTS]
    members = mh.Membership.from_records(rows, origin="synthetic")
    print(members, "\n")
    life(members, "m-001")

    print("\nOne who is attached for a time counts at home:")
    for day in ("2022-05-18", "2022-12-31"):
        counted(members, day)
    year = members.flows("2022-01-01", "2022-12-31")
    print("\nThe year 2022, from start to end:")
    for cell in members.units:
        print(f"  {cell}  " + ", ".join(f"{name} {number}" for name, number in year[cell].items()))
    print(f"  {members.badge_round('2022-01-01', '2022-12-31')}")

    print("\nWhat is not in order by the end of it:")
    for finding in members.check("2022-12-31"):
        print(f"  {finding}" + (f" ({finding.citation})" if finding.citation else ""))

    document = members.to_json(Path(sys.argv[1]) / "membership.json" if len(sys.argv) > 1 else None)
    again = mh.read_json(document)
    print(f"\n{len(members.events())} events, {len(document)} characters of JSON; read again: {again == members}")
    try:
        mh.read_json(document.replace('"decided"', '"decidd"', 1).replace("2022-10-01", "2022-10-32"))
    except mh.InvalidDocument as error:
        print(f"with two slips in it: {error}")
