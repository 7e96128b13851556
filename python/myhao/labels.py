# SPDX-License-Identifier: Apache-2.0
"""A label: one text in Vietnamese and in English."""
from typing import Any, Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["vi", "en"]


class Label(NamedTuple):
    """`str(label)` is the English text."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en


def text(value: Any, argument: str) -> str:
    """A plain text; a TypeError that names the argument for other types. A subclass of str has no say in what it equals."""
    if not isinstance(value, str) or not issubclass(type(value), str):
        raise TypeError(f"{argument}: expected a text, not {type(value).__name__}")
    return str.__str__(value)
