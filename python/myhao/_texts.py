# SPDX-License-Identifier: Apache-2.0
"""Texts that are written down: plain, UTF-8, and named where they are not; and words that are one of a few."""
from collections.abc import Sequence
from typing import Any

from . import _core
from .errors import InvalidRules
from .labels import text


def sound(value: Any, argument: str) -> str:
    """The text itself; a TypeError that names the argument for other types, InvalidRules for half of a surrogate pair."""
    plain = text(value, argument)
    if plain.isascii():
        return plain
    try:
        plain.encode()
    except UnicodeEncodeError:
        raise InvalidRules.at(argument, "half of a surrogate pair is no letter", ascii(plain)[:80], "a text that can be written as UTF-8") from None
    return plain


def name(value: Any, argument: str) -> str:
    """A sound text without NUL."""
    plain = sound(value, argument)
    if "\0" in plain:
        raise InvalidRules.at(argument, "a name with a NUL in it", ascii(plain)[:80])
    return plain


def chosen(value: Any, words: Sequence[str], argument: str) -> str:
    """One of the words; a TypeError for another type, a ValueError with a near word for an unknown one."""
    word = text(value, argument)
    if word not in words:
        name(word, argument)
        raise ValueError(f"{argument}: '{word}'; expected {', '.join(words)}{_core.suggestion(word, list(words))}")
    return word
