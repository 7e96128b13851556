# SPDX-License-Identifier: Apache-2.0
"""JSON documents in: a history, a rule set, a report, facts, an election, a directive, a membership or what is said of congresses, as `to_json` writes them."""
from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _core

if TYPE_CHECKING:
    from .congresses import Congresses
    from .directives import Directive
    from .election_rounds import Election
    from .facts import Facts
    from .history import History
    from .membership import Membership
    from .report import Report
    from .rules import RuleSet


def read_json(source: str | os.PathLike[str]) -> History | RuleSet | Report | Facts | Election | Directive | Membership | Congresses:
    """The value of a document, given as its text (which begins with a brace) or as the path of its file.

    InvalidDocument names every problem with its place: unknown keys, wrong types, shares that are not exact, nesting deeper than 64, an unknown version.
    """
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(f"source: expected a path or the text of a document, not {type(source).__name__}")
    text = source if isinstance(source, str) and source.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", "") else _read(source)
    kind, core, origin = _core.read_json(text.removeprefix("\ufeff"))
    value: History | RuleSet | Report | Facts | Election | Directive | Membership | Congresses = _value(kind, core, origin)
    return value


def _read(path: str | os.PathLike[str]) -> str:
    try:
        return Path(path).read_bytes().decode()
    except UnicodeDecodeError:
        from .errors import InvalidDocument
        raise InvalidDocument.at(str(path), "not UTF-8", expected="a JSON document in UTF-8") from None


def _value(kind: str, core: Any, origin: str) -> Any:
    if kind == "history":
        from .history import History
        return History._of(core, origin=origin)
    if kind == "rule_set":
        from .rules import RuleSet
        return RuleSet._of(core)
    if kind == "report":
        from .report import Report
        return Report._of(core, "")
    if kind == "directive":
        from .directives import Directive
        return Directive._of(core)
    if kind == "membership":
        from .membership import Membership
        return Membership._of(core, origin)
    if kind == "congresses":
        from .congresses import Congresses
        return Congresses._of(core, origin)
    if kind == "election":
        from .election_rounds import Election
        return Election._of(core)
    from .facts import Facts
    from .history import History
    from .tree import Tree
    tree = core.tree
    return Facts._of(core, Tree._of(tree, History._of(_core.tree_history(tree), origin=core.origin)))
