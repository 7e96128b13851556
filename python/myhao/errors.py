# SPDX-License-Identifier: Apache-2.0
"""What is raised on bad input: one class for each kind, each with every problem found in that input."""
from typing import Any, ClassVar, Self

from .findings import Finding, Findings
from .labels import Label


class Error(Exception):
    """The base of all that this library raises on bad input, wrong types aside (those are TypeError)."""

    _rule: ClassVar[str] = "error"
    problems: Findings  #: all problems of the input, in its order; never empty

    def __init__(self, problems: Findings | str) -> None:
        if isinstance(problems, str):
            problems = Findings([Finding("violated", "error", self._rule, "", text=Label(problems, problems))])
        self.problems = problems
        super().__init__(problems.message)

    @classmethod
    def at(cls, where: str, what: str, found: str = "", expected: str = "") -> Self:
        """`where`: the place (row, column, path, unit); `what`: what is wrong with it."""
        return cls(Findings([Finding("violated", "error", cls._rule, where, found, expected, text=Label(what, what))]))

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problems,))


class InvalidDate(Error, ValueError):
    _rule = "date"


class InvalidPeriod(Error, ValueError):
    _rule = "period"


class InvalidHistory(Error, ValueError):
    _rule = "history"


class UnknownUnit(Error, KeyError):
    _rule = "unit"


class InvalidFacts(Error, ValueError):
    _rule = "facts"


class InvalidRules(Error, ValueError):
    _rule = "rules"


class InvalidDocument(Error, ValueError):
    _rule = "document"
