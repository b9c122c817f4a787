"""The errata: where the documents contradict each other, themselves or the published code, and which reading holds.

This file does not decide: the reading and its reasons stand in `errata.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from ._beside import toml


class Contradiction(StrEnum):
    """What a document stands against."""

    BETWEEN_DOCUMENTS = "between documents"
    WITHIN_A_DOCUMENT = "within a document"
    WITH_PUBLISHED_CODE = "with published code"
    DAMAGED_TEXT = "damaged text"
    """A part of the document is missing or garbled."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """One contradiction, the reading that is normative, and why."""

    id: str
    kind: Contradiction
    documents: tuple[str, ...]
    member: str
    #: What is said on either side.
    what: str
    #: The reading that holds.
    reading: str
    why: str
    #: The requirements that say so.
    requirements: tuple[str, ...]
    #: Public threads about it, as `owner/repository#number`.
    threads: tuple[str, ...] = ()


def errata() -> Mapping[str, Erratum]:
    """Every erratum by its id, in the order of the file."""
    return _all()


@cache
def _all() -> Mapping[str, Erratum]:
    return MappingProxyType({entry["id"]: _erratum(entry) for entry in toml("errata.toml")["erratum"]})


def _erratum(entry: Mapping[str, Any]) -> Erratum:
    return Erratum(
        id=entry["id"],
        kind=Contradiction(entry["kind"]),
        documents=tuple(entry["documents"]),
        member=entry["member"],
        what=entry["what"],
        reading=entry["reading"],
        why=entry["why"],
        requirements=tuple(entry["requirements"]),
        threads=tuple(entry.get("threads", ())),
    )
