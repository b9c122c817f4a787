"""The numbered sentences of the specification, read from the TOML files beside this one.

This file does not know what a sentence means, nor who judges it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from ._beside import toml
from ._profiles import Profile


class Level(StrEnum):
    """The BCP 14 strength of a requirement."""

    MUST = "MUST"
    SHOULD = "SHOULD"
    MAY = "MAY"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a requirement comes from: a member of a document and what is said there, or our own reasoning."""

    document: str | None = None
    member: str | None = None
    says: str | None = None
    derived: str | None = None

    def __str__(self) -> str:
        if self.derived is not None:
            return f"derived: {self.derived}"
        return f"{self.document}, {self.member}: {self.says!r}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One numbered sentence. Numbers are never reused."""

    id: str
    area: str
    level: Level
    profiles: tuple[str, ...]
    text: str
    rationale: str
    sources: tuple[Source, ...]
    since: str
    #: Optional capabilities without which the sentence does not apply.
    needs: frozenset[str] = frozenset()
    #: Requirements of an extended profile that this one takes the place of.
    replaces: frozenset[str] = frozenset()
    #: Public threads that show what goes wrong without it, as `owner/repository#number`.
    threads: tuple[str, ...] = ()


def requirements() -> Mapping[str, Requirement]:
    """Every requirement by its id, in the order of areas and numbers."""
    return _all()


def requirement(name: str) -> Requirement:
    """The requirement with the id `name`; `KeyError` if there is none."""
    if name not in _all():
        raise KeyError(f"no requirement {name!r}; `qjobspec list` shows them all")
    return _all()[name]


def requirements_of(profile: Profile) -> tuple[Requirement, ...]:
    """What a job of `profile` has to keep: its own sentences and the inherited ones that none of its own replaces."""
    line = set(profile.lineage)
    mine = [each for each in _all().values() if line.intersection(each.profiles) and each.needs <= profile.capabilities]
    replaced = {name for each in mine for name in each.replaces}
    return tuple(each for each in mine if each.id not in replaced)


#: The areas, each a file of that name, in the order in which a reader meets them.
AREAS = (
    "members",
    "constructor",
    "identity",
    "submission",
    "status",
    "predicates",
    "result",
    "timeout",
    "cancellation",
    "waiting",
    "callbacks",
    "errors",
    "metadata",
    "tags",
    "queue",
    "usage",
    "logs",
    "streaming",
    "refresh",
    "sets",
    "resilience",
    "concurrency",
    "resources",
)


@cache
def _all() -> Mapping[str, Requirement]:
    every = (each for area in AREAS for each in _read(area))
    return MappingProxyType({each.id: each for each in every})


def _read(area: str) -> tuple[Requirement, ...]:
    return tuple(_requirement(area, entry) for entry in toml("requirements", f"{area}.toml")["requirement"])


def _requirement(area: str, entry: Mapping[str, Any]) -> Requirement:
    return Requirement(
        id=entry["id"],
        area=area,
        level=Level(entry["level"]),
        profiles=tuple(entry["profiles"]),
        text=entry["text"],
        rationale=entry["rationale"],
        sources=tuple(Source(**source) for source in entry["sources"]),
        since=entry["since"],
        needs=frozenset(entry.get("needs", ())),
        replaces=frozenset(entry.get("replaces", ())),
        threads=tuple(entry.get("threads", ())),
    )
