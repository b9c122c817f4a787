"""Every statement of the five documents, and what became of it: the coverage of the sources.

A statement is quoted as it stands, and is covered by requirements, explained by errata, or says nothing about a job.
This file does not read the documents; a test holds the quotations against them and finds what is left over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ._beside import toml
from ._documents import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a document: the member it stands under, its words, and what covers it."""

    document: str
    member: str
    says: str
    #: The ids of the requirements that say the same, number by number.
    requirements: tuple[str, ...] = ()
    #: The ids of the errata that say how it has to be read.
    errata: tuple[str, ...] = ()
    #: Why it says nothing about a job, for headings and the like.
    furniture: str | None = None


def statements() -> tuple[Statement, ...]:
    """Every statement, document by document, in the order in which it stands there."""
    return _all()


@cache
def _all() -> tuple[Statement, ...]:
    return tuple(each for document in DOCUMENTS for each in _read(document))


def _read(document: str) -> Iterator[Statement]:
    for entry in toml("statements", f"{document}.toml")["statement"]:
        yield Statement(
            document=document,
            member=entry["member"],
            says=entry["says"],
            requirements=tuple(entry.get("requirements", ())),
            errata=tuple(entry.get("errata", ())),
            furniture=entry.get("furniture"),
        )
