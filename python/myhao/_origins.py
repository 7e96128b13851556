# SPDX-License-Identifier: Apache-2.0
"""Whether data are real, derived from real ones, or synthetic. What is made from several is what the least real of them is."""
from typing import Any

from ._texts import chosen

ORIGINS = ("real", "derived", "synthetic")


def stated_origin(value: Any) -> str:
    """An argument `origin`; ValueError for another word."""
    return chosen(value, ORIGINS, "origin")


def combined(*origins: str) -> str:
    """Of data that are put together."""
    return max(origins, key=ORIGINS.index, default="real")


def derived(*origins: str) -> str:
    """Of what is computed from data."""
    return combined("derived", *origins)
