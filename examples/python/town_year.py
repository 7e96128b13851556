# SPDX-License-Identifier: Apache-2.0
"""A town's year, end to end: the Party organisation of Mỹ Hào in 2020, as one article and the rules in force give it.

    town_year.py [FOLDER]        writes FOLDER/town_year.json too, the same bytes as examples/cpp/town_year.cpp
"""
import sys
from pathlib import Path

import myhao as mh


def my_hao() -> mh.TownYear:
    def graded(number: int) -> mh.Tally:
        return mh.Tally({}, graded=number)

    def excellent(some: int, number: int) -> mh.Tally:
        return mh.Tally({"excellent": some, "good": number - some}, graded=number)

    return mh.TownYear(
        mh.datasets.my_hao_2020(), mh.datasets.my_hao_history().at("2020-12-31"), mh.rules.in_force(2020),
        beside=[mh.datasets.my_hao_2017(), mh.datasets.my_hao_congress_2020()],
        directives=[mh.directives.get("35-CT/TW", issued="2019-05-30")],
        groupings=[mh.Grouping(("13 phường, xã và 30 tổ chức khác", "the 13 wards and communes, and the 30 others"), [graded(13), graded(30)]),
                   mh.Grouping(("như trên, nếu 2 và 6 tổ chức xuất sắc", "the same, if 2 and 6 of them are excellent"), [excellent(2, 13), excellent(6, 30)])],
        questions=[mh.Question("economic_growth", 10), mh.Question("economic_growth", 11), mh.Question("study_attendance", 90), mh.Question("study_attendance", 92)])


if __name__ == "__main__":
    town = my_hao()
    print(f"{town.report.name.vi}, {town.report.year} ({town.report.name.en})\n")
    print(town)
    if len(sys.argv) > 1:
        path = Path(sys.argv[1]) / "town_year.json"
        town.to_json(path)
        print(f"\nwritten: {path}")
