# SPDX-License-Identifier: Apache-2.0
"""Whether data are real, derived from real ones, or synthetic. What is made from several is what the least real of them is."""
from typing import Any

from . import _core
from .labels import text

ORIGINS = ("real", "derived", "synthetic")


def stated_origin(value: Any) -> str:
    """An argument `origin`; ValueError for another word."""
    word: str = text(value, "origin")
    if word not in ORIGINS:
        raise ValueError(f"origin: '{word}'; expected {', '.join(ORIGINS)}{_core.suggestion(word, list(ORIGINS))}")
    return word


def combined(*origins: str) -> str:
    return max(origins, key=ORIGINS.index, default="real")
