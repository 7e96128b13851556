# SPDX-License-Identifier: Apache-2.0
"""Built-in data: the Party organisation of Mỹ Hào, every number and spell with its source. No fact about any single organisation of 2020 is stated."""
from . import _core
from .findings import Findings
from .history import History
from .posts import Bodies
from .report import Report


def my_hao_2020() -> Report:
    """The year 2020, as one article gives it."""
    return Report._of(_core.data_my_hao_2020(), "my_hao_2020")


def my_hao_2017() -> Report:
    """The year 2017, before the district became a town."""
    return Report._of(_core.data_my_hao_2017(), "my_hao_2017")


def my_hao_congress_2020() -> Report:
    """The XXVI town congress and the five years it looked back on, as other pages give them."""
    return Report._of(_core.data_my_hao_congress_2020(), "my_hao_congress_2020")


def my_hao_history() -> History:
    """43 organisations directly under the town on 31/12/2020: 13 by name, 30 placeholders that say so."""
    return History._of(_core.data_my_hao_history())


def my_hao_bodies() -> Bodies:
    """The bodies of the town that sources name: committees stand with their organisation; of the others, Committee 35 among them, only the year 2020 is known."""
    return Bodies._of(_core.data_my_hao_bodies())


def my_hao_history_findings() -> Findings:
    """What was chosen in that history and what stays unknown."""
    return Findings._of(_core.data_my_hao_history_findings(), "real")
