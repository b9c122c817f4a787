"""Tables and links as the pages have them. This file does not know what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qjobspec import requirements


def linked(requirement: str) -> str:
    """A requirement, leading to its page."""
    return f"[{requirement}](../spec/pages/areas/{requirements()[requirement].area}.md#{requirement.lower()})"


def thread(name: str) -> str:
    """A thread by its name, leading there if it is one of GitHub's: `owner/repository#number`."""
    repository, hash_, number = name.partition("#")
    return f"[{name}](https://github.com/{repository}/issues/{number})" if hash_ else name


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar in a cell ends no column."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n" for line in lines
    )
