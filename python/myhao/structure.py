# SPDX-License-Identifier: Apache-2.0
"""Checks of a tree against the dated rules of size and form, each with its citation."""
from typing import Any

import numpy as np

from . import _core, _frames
from ._origins import derived
from .findings import Findings
from .history import _declared
from .instruments import Citation
from .spells import Id
from .tree import Tree

_COLUMNS = ("id", "members", "official", "committee", "standing", "inspection", "deputies", "approved")


def check(tree: Tree, facts: Any = None) -> Findings:
    """A finding for each unit that violates a rule in force on the tree's day or about which too little is known; one for each rule that says how many meet it.

    `facts`: a table keyed by id with any of the columns members, official (members past probation), committee, standing, inspection, deputies
    (sizes), and approved (the superior agreed to an exception, or to a sub-committee). What is null, or not there at all, is not known.
    """
    if not isinstance(tree, Tree):
        raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
    if facts is not None and hasattr(type(facts), "to_frame") and not _frames.is_frame(facts):
        facts = facts.to_frame()
    columns: dict[str, Any] = {}
    if facts is not None:
        found = _frames.table(facts, "facts").columns
        columns = _declared(found, _COLUMNS, ("id",) if found else (), "facts", "InvalidFacts")
    return Findings._of(_core.check_structure(tree._core, columns), derived(tree.origin))


def check_base(tree: Tree, above: Id, *, organizations: int | None = None, cells: int | None = None, committees: int | None = None, source: Citation | None = None) -> Findings:
    """The identity "grassroots organisations = grassroots cells + grassroots committees", of what is stated and of what stands below `above`.

    `source`: where the counts are stated. While one of the three is not stated, the identity is undetermined.
    """
    if not isinstance(tree, Tree):
        raise TypeError(f"tree: expected a Tree, not {type(tree).__name__}")
    for argument, value in (("organizations", organizations), ("cells", cells), ("committees", committees)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, np.integer))):
            raise TypeError(f"{argument}: expected a whole number, not {type(value).__name__}")
        if value is not None and not 0 <= value < 2**62:
            raise ValueError(f"{argument}: {value}; expected a count")
    if source is not None and not isinstance(source, Citation):
        raise TypeError(f"source: expected a Citation, not {type(source).__name__}")
    said = ("", 0) if source is None else (source.publication, source.paragraph or 0)
    return Findings._of(_core.check_base(tree._core, above, organizations, cells, committees, *said), derived(tree.origin))
