# SPDX-License-Identifier: Apache-2.0
"""The congress season of 2020: what the directive asked for, what one article says of Mỹ Hào, and what follows; with two pictures.

    congress_season.py FOLDER        writes FOLDER/calendar.png, FOLDER/terms.png, and FOLDER/calendar.html with the bytes of examples/cpp/congress_season.cpp
"""
import sys
from pathlib import Path

import matplotlib

import myhao as mh

matplotlib.use("Agg")


def tell(folder: Path) -> None:
    directive = mh.directives.get("35-CT/TW", issued="2019-05-30")
    article = mh.datasets.my_hao_2020()
    print(f"{directive.key}\n\nWhat the article states, against the directive:")
    for finding in mh.congress.check(article, directive):
        print(f"  {finding}")

    print("\nHad it said only 'in June':")
    june = mh.Campaign.of_level("grassroots", last_day="2020-06", directive=directive)
    for finding in mh.congress.check(june, directive):
        print(f"  {finding}")

    calendar = mh.planner.plan(directive, mh.datasets.my_hao_history().at("2020-12-31"))
    print(f"\nThe calendar, backwards from the deadlines, on 29 August 2020 by what the article states:\n\n{calendar.to_text(article, on='2020-08-29', language='en', most_units=10)}")
    for days in (88, 90):
        late = calendar.pause(days, since="2020-04-01", levels=["grassroots"]).late
        print(f"a pause of {days} days from 1 April would leave {len(late)} organisations late")

    mark = {"town congress": "2020-08-04"}
    pictures = {"calendar": mh.plot.calendar(calendar, article), "terms": mh.plot.terms("party", "council", "plan", since="2014-01-01", until="2027-01-01", highlight="2016-2021", mark=mark)}
    for name, axes in pictures.items():
        axes.figure.savefig(folder / f"{name}.png", dpi=100, bbox_inches="tight")
    calendar.to_html(folder / "calendar.html", article, on="2020-08-29", most_units=200)
    print("written:", ", ".join(str(folder / name) for name in ("calendar.html", "calendar.png", "terms.png")))


if __name__ == "__main__":
    tell(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
