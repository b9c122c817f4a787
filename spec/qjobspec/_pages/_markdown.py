"""Markdown as GitHub reads it. This file does not know what it writes about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

#: What every page begins with.
GENERATED: Final = (
    "<!-- Written by `python -m qjobspec._pages spec/pages`: change the tables it is made from, not this page. -->"
)

_SPAN: Final = re.compile(r"(`[^`]*`)")
_END: Final = re.compile(r"(?<=[.!?]) +(?=[A-Z`(\"“])")


def page(*blocks: str) -> str:
    """A page of blocks, parted by empty lines; empty blocks are left out."""
    return "\n\n".join([GENERATED, *(block for block in blocks if block)]) + "\n"


def prose(text: str) -> str:
    """Sentences of ours, one on each line: what stands in backticks is code, and nothing else is markup."""
    return "\n".join(map(inline, sentences(text)))


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return _END.split(text)


def inline(text: str) -> str:
    """A text of ours on one line."""
    return "".join(part if part.startswith("`") else _escaped(part) for part in _SPAN.split(text))


def quoted(text: str) -> str:
    """Words of somebody else, in quotation marks: nothing in them is markup."""
    return "“" + _escaped(text).replace("`", "\\`") + "”"


def code(text: object) -> str:
    """Something to type or to read letter by letter."""
    return f"`{text}`"


def link(title: str, target: str) -> str:
    """A link."""
    return f"[{title}]({target})"


def thread(name: str) -> str:
    """A link to a public thread that is named as `owner/repository#number`."""
    repository, _, number = name.partition("#")
    return link(name, f"https://github.com/{repository}/issues/{number}")


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, or nothing where there are no rows; a pipe in a cell stays a pipe, also in code."""
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}", *lines])


def fenced(language: str, text: str) -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def listed(items: Sequence[str]) -> str:
    """Several things in a sentence."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _escaped(text: str) -> str:
    text = re.sub(r"([\\*\[\]])", r"\\\1", text).replace("<", "&lt;")
    return re.sub(r"(?<!\w)_+|_+(?!\w)|__+", lambda found: found[0].replace("_", "\\_"), text)
