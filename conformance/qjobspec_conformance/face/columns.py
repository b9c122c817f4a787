"""Rows as aligned lines of text. This file does not know what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def aligned(rows: Iterable[Sequence[str]], indent: str = "  ") -> list[str]:
    """One line for each row, the columns as wide as their widest cell; the last one is left as long as it is."""
    table = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in table), strict=True)]
    return [
        (indent + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])).rstrip()
        for row in table
    ]


def section(title: str, rows: Iterable[Sequence[str]]) -> list[str]:
    """A titled table after an empty line; nothing at all if there are no rows."""
    lines = aligned(rows)
    return ["", title, *lines] if lines else []
