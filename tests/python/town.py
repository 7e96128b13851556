# SPDX-License-Identifier: Apache-2.0
"""A small organisation through the change of 1 July 2025, for tests: two provinces merge, the district ends, two wards become one commune.

Made up after the fixture of the design: it shows the shape of the change, not the real list of units."""
import datetime as dt

CHANGE = "2025-07-01"
ROWS = [
    {"id": "hy", "name": "Hưng Yên", "kind": "province", "parent": None, "since": "2000-01-01", "until": CHANGE, "form": "tỉnh"},
    {"id": "tb", "name": "Thái Bình", "kind": "province", "parent": None, "since": "2000-01-01", "until": CHANGE, "form": "tỉnh"},
    {"id": "hy2", "name": "Hưng Yên", "kind": "province", "parent": None, "since": CHANGE, "until": None, "form": "tỉnh"},
    {"id": "mh", "name": "Mỹ Hào", "kind": "district", "parent": "hy", "since": "2000-01-01", "until": "2019-05-01", "form": "huyện"},
    {"id": "mh", "name": "Mỹ Hào", "kind": "district", "parent": "hy", "since": "2019-05-01", "until": CHANGE, "form": "thị xã"},
    {"id": "bn", "name": "Bần Yên Nhân", "kind": "grassroots_committee", "parent": "mh", "since": "2000-01-01", "until": CHANGE, "form": "phường"},
    {"id": "nh", "name": "Nhân Hòa", "kind": "grassroots_committee", "parent": "mh", "since": "2000-01-01", "until": CHANGE, "form": "phường"},
    {"id": "c1", "name": "Chi bộ 1", "kind": "cell", "parent": "bn", "since": "2010-01-01", "until": CHANGE, "form": None},
    {"id": "c2", "name": "Chi bộ 2", "kind": "cell", "parent": "bn", "since": "2010-01-01", "until": "2018-01-01", "form": None},
    {"id": "gc", "name": "Trường THPT", "kind": "grassroots_cell", "parent": "mh", "since": "2005-09-01", "until": "2022-01-01", "form": "trường học"},
    {"id": "gc", "name": "Trường THPT Mỹ Hào", "kind": "grassroots_cell", "parent": "mh", "since": "2022-01-01", "until": CHANGE, "form": "trường học"},
    {"id": "gc", "name": "Trường THPT Mỹ Hào", "kind": "grassroots_cell", "parent": "xm", "since": CHANGE, "until": None, "form": "trường học"},
    {"id": "xm", "name": "Mỹ Hào", "kind": "commune", "parent": "hy2", "since": CHANGE, "until": None, "form": "phường"},
]
SUCCESSIONS = [
    {"day": CHANGE, "before": "hy", "after": "hy2", "share": None}, {"day": CHANGE, "before": "tb", "after": "hy2", "share": None},
    {"day": CHANGE, "before": "mh", "after": None, "share": None},
    {"day": CHANGE, "before": "bn", "after": "xm", "share": "1"}, {"day": CHANGE, "before": "nh", "after": "xm", "share": "1"},
    {"day": CHANGE, "before": "c1", "after": None, "share": None}, {"day": "2018-01-01", "before": "c2", "after": "c1", "share": None},
]


def columns() -> dict[str, list[object]]:
    return {name: [row[name] for row in ROWS] for name in ROWS[0]}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
