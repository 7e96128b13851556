# SPDX-License-Identifier: Apache-2.0
"""A label: one text in Vietnamese and in English."""
from typing import NamedTuple


class Label(NamedTuple):
    """`str(label)` is the English text."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en
