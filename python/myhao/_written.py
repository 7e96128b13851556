# SPDX-License-Identifier: Apache-2.0
"""Texts of documents that are given back and, where a path is given, also written."""
import os


def written(text: str, path: str | os.PathLike[str] | None) -> str:
    if path is not None:
        if not isinstance(path, (str, os.PathLike)):  # a number would be a file that somebody else has open
            raise TypeError(f"path: expected a path, not {type(path).__name__}")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    return text
