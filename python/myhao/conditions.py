# SPDX-License-Identifier: Apache-2.0
"""Conditions as a user writes them: ``mh.fact("results").at_least("excellent")``, ``mh.subordinates.share(mh.outcome.at_least("good")).at_least("80%")``."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from . import _core
from ._texts import sound

Share: TypeAlias = "str | Fraction | int"
"""An exact ratio: "20%", "1/5", a Fraction, or 0 or 1. A float is refused."""
Value: TypeAlias = "str | int | Decimal | dt.date"
"""What a fact is compared with: the code of a level or grade, a whole number, an exact decimal, or a day. A float is refused."""


def share_of(share: Any, argument: str) -> Fraction:
    """The exact ratio that `share` is; a TypeError for a float and other types, InvalidRules for a text that is none."""
    if isinstance(share, str):
        ratio: Fraction = _core.parse_ratio(sound(share, argument), argument)
        return ratio
    if isinstance(share, Decimal) and share.is_finite():
        return Fraction(share)
    if isinstance(share, (Fraction, int)) and not isinstance(share, bool):
        return Fraction(share)
    hint = "; a float is not exact" if isinstance(share, float) else ""
    raise TypeError(f'{argument}: expected "20%", "1/5" or a Fraction, not {type(share).__name__}{hint}')


def value_of(value: Any, argument: str) -> str:
    """A value as rule sets hold it: its exact text."""
    if isinstance(value, str):
        return sound(value, argument)
    if isinstance(value, dt.datetime):
        raise TypeError(f"{argument}: expected a day, not a time of day")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    hint = '; write a score as text, "89.99"' if isinstance(value, float) else "; compare a flag by is_true() or is_false()" if isinstance(value, bool) else ""
    raise TypeError(f"{argument}: expected a text, a whole number, a Decimal or a day, not {type(value).__name__}{hint}")


def whole_of(number: Any, argument: str) -> int:
    if hasattr(number, "__index__") and not isinstance(number, bool):
        return max(-(2**62), min(2**62, int(number.__index__())))
    raise TypeError(f"{argument}: expected a whole number, not {type(number).__name__}")


class Condition:
    """True, false or not applicable for each object; names are looked up when a rule set is built, not before."""

    __slots__ = ("_core",)
    _core: Any

    def __init__(self) -> None:
        """The condition that a source leaves unknown."""
        self._core = _core.condition_unknown()

    @classmethod
    def _of(cls, core: Any) -> Condition:
        self = cls.__new__(cls)
        self._core = core
        return self

    @classmethod
    def _from_nodes(cls, nodes: list[tuple[Any, ...]]) -> Condition:
        return cls._of(_core.Condition(nodes))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and bool(self._core.same(other._core))

    def __hash__(self) -> int:
        return hash(tuple(map(str, self._core.nodes())))

    def __repr__(self) -> str:
        return str(self._core.text())

    def __bool__(self) -> bool:
        raise TypeError("a condition has no truth value of its own; join conditions by mh.all_of, mh.any_of and mh.not_")

    def __reduce__(self) -> tuple[Any, ...]:
        return Condition._from_nodes, (self._core.nodes(),)


class _Comparable:
    """What a fact, a group of facts or an outcome can be compared by."""

    __slots__ = ("_fact", "_op")

    def __init__(self, op: str, fact: str) -> None:
        self._op, self._fact = op, fact

    def _compare(self, how: str, value: Value) -> Condition:
        return Condition._of(_core.condition_compare(self._op, how, self._fact, value_of(value, how)))

    def at_least(self, value: Value) -> Condition:
        """From `value` on (từ); of levels and grades: as good or better."""
        return self._compare("at_least", value)

    def more_than(self, value: Value) -> Condition:
        """Above `value` (trên)."""
        return self._compare("more_than", value)

    def at_most(self, value: Value) -> Condition:
        return self._compare("at_most", value)

    def less_than(self, value: Value) -> Condition:
        """Below `value` (dưới)."""
        return self._compare("less_than", value)

    def equals(self, value: Value) -> Condition:
        return self._compare("equals", value)

    def is_true(self) -> Condition:
        return self._compare("equals", "true")

    def is_false(self) -> Condition:
        return self._compare("equals", "false")

    def __repr__(self) -> str:
        return {"fact": f"fact({self._fact!r})", "every": f"every({self._fact!r})"}.get(self._op, "outcome")


class _Share:
    """A share or a ratio, to be compared with an exact ratio."""

    __slots__ = ("_make",)

    def __init__(self, make: Any) -> None:
        self._make = make

    def _compare(self, how: str, share: Share) -> Condition:
        return Condition._of(self._make(how, share_of(share, how)))

    def at_least(self, share: Share) -> Condition:
        return self._compare("at_least", share)

    def more_than(self, share: Share) -> Condition:
        return self._compare("more_than", share)

    def at_most(self, share: Share) -> Condition:
        return self._compare("at_most", share)

    def less_than(self, share: Share) -> Condition:
        return self._compare("less_than", share)

    def equals(self, share: Share) -> Condition:
        return self._compare("equals", share)


class _Count:
    """A number of objects, to be compared with a whole number."""

    __slots__ = ("_make",)

    def __init__(self, make: Any) -> None:
        self._make = make

    def _compare(self, how: str, number: int) -> Condition:
        return Condition._of(self._make(how, whole_of(number, how)))

    def at_least(self, number: int) -> Condition:
        return self._compare("at_least", number)

    def more_than(self, number: int) -> Condition:
        return self._compare("more_than", number)

    def at_most(self, number: int) -> Condition:
        return self._compare("at_most", number)

    def less_than(self, number: int) -> Condition:
        return self._compare("less_than", number)

    def equals(self, number: int) -> Condition:
        return self._compare("equals", number)


class Population:
    """Over what a share or a count is taken: those directly under a unit, the facts of a group, the years before."""

    __slots__ = ("_group", "_name", "_years")

    def __init__(self, name: str, group: str = "", years: str = "") -> None:
        self._name, self._group, self._years = name, group, years

    def share(self, where: Condition) -> _Share:
        """Those for whom `where` holds, of those for whom it is true or false; over nobody: not applicable."""
        core = _condition(where, "where")
        return _Share(lambda how, share: _core.condition_share(self._name, self._group, self._years, core, how, share))

    def count(self, where: Condition) -> _Count:
        """How many `where` holds for; over nobody: 0."""
        core = _condition(where, "where")
        return _Count(lambda how, number: _core.condition_count(self._name, self._group, self._years, core, how, number))

    def __repr__(self) -> str:
        return f"facts_of({self._group!r})" if self._group else f"previous({self._years})" if self._years else self._name


def _condition(condition: Any, argument: str) -> Any:
    if isinstance(condition, Condition):
        return condition._core
    hint = "; a comparison is missing" if isinstance(condition, (_Comparable, _Share, _Count, Population)) else ""
    raise TypeError(f"{argument}: expected a condition, not {type(condition).__name__}{hint}")


def _name(name: Any, argument: str) -> str:
    if isinstance(name, str):
        return sound(name, argument)
    raise TypeError(f"{argument}: expected a name, not {type(name).__name__}")


def fact(name: str) -> _Comparable:
    """The fact of this name, of the object that is graded (in the condition on a population: of its objects)."""
    return _Comparable("fact", _name(name, "fact"))


def every(group: str) -> _Comparable:
    """All facts of a group: ``mh.every("criteria").at_least("good")``."""
    return _Comparable("every", _name(group, "every"))


def ratio(count: str, over: str) -> _Share:
    """One count over another; over 0 not applicable."""
    name, base = _name(count, "count"), _name(over, "over")
    return _Share(lambda how, share: _core.condition_ratio(name, base, how, share))


def months_since(date: str) -> _Count:
    """Whole months from the day a fact states to the day of the tree: ``mh.months_since("established").less_than(6)``."""
    name = _name(date, "date")
    return _Count(lambda how, number: _core.condition_months(name, how, number))


def facts_of(group: str) -> Population:
    """The facts of one group, of the object itself: ``mh.facts_of("same_level").count(mh.each_value.at_most("completed")).at_least(2)``."""
    return Population("facts", _name(group, "group"))


def previous(years: int) -> Population:
    """The outcomes of the object in the last `years` years, as far as they are given: ``mh.previous(5).count(mh.outcome.equals("excellent")).equals(5)``."""
    number = whole_of(years, "years")
    if not 1 <= number <= 99:
        raise ValueError(f"years: expected 1 to 99, not {number}")
    return Population("previous", years=str(number))


def _parts(conditions: tuple[Condition | Iterable[Condition], ...], argument: str) -> list[Any]:
    if len(conditions) == 1 and not isinstance(conditions[0], Condition) and isinstance(conditions[0], Iterable):
        conditions = tuple(conditions[0])
    return [_condition(one, argument) for one in conditions]


def all_of(*conditions: Condition | Iterable[Condition]) -> Condition:
    """False if one is false; not applicable if all are; else true."""
    return Condition._of(_core.condition_all_of(_parts(conditions, "all_of")))


def any_of(*conditions: Condition | Iterable[Condition]) -> Condition:
    """True if one is true; not applicable if all are; else false."""
    return Condition._of(_core.condition_any_of(_parts(conditions, "any_of")))


def not_(condition: Condition) -> Condition:
    """Keeps what is not applicable."""
    return Condition._of(_core.condition_not(_condition(condition, "not_")))


def unknown() -> Condition:
    """The condition that a source leaves unknown: true or false."""
    return Condition()


outcome = _Comparable("outcome", "")
"""The outcome of an object of a population."""
each_value = _Comparable("value", "")
"""The value of each fact of a group."""
subordinates = Population("subordinates")
"""The graded units directly under a unit."""
_members = Population("members")  # mh.members.share and mh.members.count
leadership = Population("leadership")
"""The leaders of a unit."""
