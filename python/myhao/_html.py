# SPDX-License-Identifier: Apache-2.0
"""What a notebook shows: small tables whose texts are escaped, whose size is capped and whose origin is named."""
from collections.abc import Iterable, Sequence
from html import escape as _escape
from typing import Any

ROWS = 20
LETTERS = 200
# Controls, and marks that turn the direction of the text around them.
_UNSEEN = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)) if c not in (9, 10)}


def escape(value: Any) -> str:
    """A text from data, safe inside an element and inside an attribute."""
    text = "" if value is None else str(value)
    if len(text) > LETTERS:
        text = text[:LETTERS] + "…"
    return _escape(text.translate(_UNSEEN), quote=True)


def origin_note(origin: str) -> str:
    """Where the data come from; invented data say so loudly."""
    return "<b>SYNTHETIC</b> data" if origin == "synthetic" else f"origin: {escape(origin)}"


def loud(origin: str) -> str:
    """What the text of a value begins with."""
    return "SYNTHETIC " if origin == "synthetic" else ""


def box(title: str, body: str, origin: str) -> str:
    """`title` is escaped here, `body` is HTML."""
    return f'<div class="myhao"><p><b>{escape(title)}</b> <small>{origin_note(origin)}</small></p>{body}</div>'


def table(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], *, origin: str, total: int | None = None) -> str:
    """The first rows, and how many there are in all."""
    shown: list[str] = []
    count = 0
    for row in rows:
        count += 1
        if count <= ROWS:
            shown.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
        elif total is not None:
            break
    total = count if total is None else total
    more = f"<p><small>{ROWS} of {total} rows</small></p>" if total > ROWS else ""
    head = "".join(f"<th>{escape(header)}</th>" for header in headers)
    return box(title, f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(shown)}</tbody></table>{more}", origin)
