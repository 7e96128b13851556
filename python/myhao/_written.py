# SPDX-License-Identifier: Apache-2.0
"""Texts of documents that are given back and, where a path is given, also written."""
import os


def written(text: str, path: str | os.PathLike[str] | None) -> str:
    if path is not None:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    return text
